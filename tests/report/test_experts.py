"""What experts judged, strengths with their cuts, and workings: in every format alike."""

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape
from random import Random

import openpyxl
import pandas as pd
import pytest

from coopindex import load
from coopindex.content.elicitation.asked import Filled
from coopindex.content.elicitation.filled import Found, renamed
from coopindex.problems import InvalidInput
from coopindex.project import convert
from coopindex.questions.elicitation import recalled
from coopindex.report.charts import chart_of, charts_of
from coopindex.report.contents import answers, tables
from coopindex.report.formats import FORMATS, How
from coopindex.report.pages import experts, workings
from coopindex.report.written import written as written_as

UNITS = ("nb", "tj", "sh", "qd", "gz", "dl")
TREE = {"trade": ("volume", "growth"), "links": ("sea", "rail", "air"), "people": ("visits",)}
EXPERTS = ("Li", "Dr. Horvat", "Nowak")
POINTS = {
    "trade": (50, 20, 40), "links": (30, 60, 40), "people": (20, 20, 20),
    "volume": (70, 30, 50), "growth": (30, 70, 50),
    "sea": (60, 20, ""), "rail": (20, 60, ""), "air": (20, 20, ""),
}  # fmt: skip
OLD = """scheme: old
weights: {trade: 2, links: 1, people: 1}
elicited: {method: ahp, experts: [A, B], consistency_ratios: {A: {x: 0.12}, B: {x: 0.01}}}
"""


def written(folder):
    """Write a panel with groups, entropy weights, TOPSIS, and two schemes asked of experts."""
    draw, own = Random(2), {"links": "weighting: entropy", "trade": "aggregation: topsis"}
    lines = [
        "index: x",
        "title: {en: Ports, zh: 港口}",
        "year: 2021",
        "weights: experts",
        "children:",
    ]
    for code, below in TREE.items():
        lines += [f"  {code}:", *([f"    {own[code]}"] if code in own else []), "    children:"]
        lines += [f"      {leaf}: {{}}" for leaf in below]
    rows = [
        (unit, leaf, year, f"{draw.uniform(1, 9):.3f}", "observed", "yb")
        for unit in UNITS for year in (2020, 2021) for below in TREE.values() for leaf in below
    ]  # fmt: skip
    for name, head, body in (
        ("observations", ("unit", "indicator", "year", "value", "status", "source"), rows),
        ("units", ("code", "region"), [(u, "north" if u in "tjqddl" else "south") for u in UNITS]),
    ):
        (folder / f"data/x/{name}.csv").parent.mkdir(parents=True, exist_ok=True)
        with (folder / f"data/x/{name}.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows([head, *body])
    texts = {"indicators/x": "\n".join(lines), "weights/x/old": OLD}
    for name, text in {**texts, "data/x/sources": "yb: {title: Yearbook}"}.items():
        (folder / f"{name}.yaml").parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    with (folder / "points.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([("node", *EXPERTS), *((k, *v) for k, v in POINTS.items())])
    return load(folder / "indicators/x.yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("experts")
    project = written(found)
    judged = project.elicit([found / "points.csv"], method="points", names=True, allow_gaps=True)
    project.write_scheme(judged, found / "weights/x/experts.yaml")
    return found


@pytest.fixture(scope="module")
def judged(folder):
    how = {"method": "points", "names": True, "allow_gaps": True}
    return load(folder / "indicators/x.yaml").elicit([folder / "points.csv"], **how)


@pytest.fixture(scope="module")
def edition(folder):
    """As scored: experts weigh all but what entropy does."""
    return load(folder / "indicators/x.yaml").score().edition(draws=16, seconds=1)


@pytest.fixture(scope="module")
def texts(edition):
    """Return what each format says, its numbers as a reader sees them."""
    made = {name: FORMATS[name].write(edition, How()) for name in ("html", "md", "xlsx")}
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]["report.xlsx"]), data_only=True)
    sheets = {
        sheet.title: "\n".join(
            "|".join(str(cell) for cell in row if cell is not None)
            for row in sheet.iter_rows(values_only=True)
        )
        for sheet in book
    }
    html = re.sub(r"<[^>]+>", "|", unescape(made["html"]["report.html"].decode()))
    return {"html": html, "md": made["md"]["report.md"].decode(), **sheets}


def test_a_scheme_reads_back_what_elicit_said_of_each_expert(edition, judged):
    (found, old) = edition.elicited
    for name in ("weights", "agreement", "distances"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(judged, name))
    assert found.schemes == judged.schemes
    assert (found.tells_each, found.changed) == (True, False)
    assert (old.tells_each, old.changed) == (False, False)


def test_ranks_by_expert_are_those_of_a_score_under_that_experts_weights(folder):
    project = load(folder / "indicators/x.yaml")
    found = project.score("experts").edition(draws=16).elicited[0]
    for name, weights in found.schemes.items():
        own = found.standings[found.standings["expert"] == name].set_index("unit")["rank"]
        scores = project.score(dict(weights)).scores.set_index("unit")["rank"]
        assert own.astype(int).to_dict() == scores.astype(int).to_dict()


def test_every_format_says_each_experts_weights_distance_agreement_and_ranks(edition, texts):
    found = edition.elicited[0]
    apart = found.distances[found.distances["a"] == "group"]["distance"].tolist()
    shown = written_as(experts.by_expert(found).table)[1]
    w = found.agreement["w"].iloc[-1]
    for name in ("html", "md"):
        said = texts[name]
        assert all(expert in said for expert in EXPERTS)
        assert all(distance in said for distance in shown)
        assert f"{w:.3f}" in said
        assert "does not hold what each expert weighed" in said
    rows = texts["Experts"].splitlines()
    assert all(any(row.startswith(f"{expert}|{d:.10g}".removesuffix("nan")) for row in rows)
               for expert, d in zip(EXPERTS, apart, strict=True))  # fmt: skip
    assert any(row.startswith("all indicators|") and f"{w:.10g}" in row for row in rows)
    ranks = found.standings.set_index(["unit", "expert"])["rank"].astype(int)
    for unit in UNITS:
        own = "|".join(str(ranks[unit, expert]) for expert in ("group", *EXPERTS))
        assert any(row.startswith(f"{unit}|") and row.endswith(f"|{own}") for row in rows)


def test_tables_and_json_hold_the_same(edition):
    held, said = tables(edition), answers(edition)["experts"]
    assert [each["scheme"] for each in said] == ["experts", "old"]
    for name in ("weights", "agreement", "distances", "standings"):
        own = held[f"expert_{name}"]
        assert len(own[own["scheme"] == "experts"]) == len(said[0][name]) > 0
    json.dumps(said, allow_nan=False)


def test_both_charts_show_every_expert_with_a_twin(edition):
    drawn = charts_of(edition)
    assert [f"share_{name}" for name in ("group", *EXPERTS)] == list(drawn["experts"].frame)[1:]
    assert [f"rank_{name}" for name in ("group", *EXPERTS)] == list(drawn["expert_ranks"].frame)[1:]
    assert len(drawn["experts"].says) == drawn["experts"].svg(360).count("data-mark")
    assert drawn["expert_ranks"].svg().count("data-mark") == len(UNITS)


def test_more_experts_than_rings_are_dots(edition):
    from coopindex.report.charts.experts import NUMBERED

    scheme = edition.elicited[0].scheme
    names = tuple(f"expert {at}" for at in range(1, NUMBERED + 2))
    shares = scheme.asked.shares[[at % 3 for at in range(len(names))]]
    many = recalled(edition.result.index, replace(
        scheme, asked=replace(scheme.asked, experts=names, shares=shares)))  # fmt: skip
    chart = chart_of(edition.knowing("zh", elicited=(many,)), "experts")
    assert 'class="dots' in chart.svg()
    assert len(chart.frame.columns) == len(names) + 2


def test_no_expert_is_left_out_on_paper_for_want_of_room(edition):
    from coopindex.report.render.paper import parts

    found = edition.elicited[0]
    names = tuple(f"An expert with a rather long name {at}" for at in range(9))
    asked = replace(found.scheme.asked, experts=names, shares=found.scheme.asked.shares[[0] * 9])
    many = recalled(edition.result.index, replace(found.scheme, asked=asked))
    shown, said = parts(next(experts.details(many)).table)
    titles = {column.title for part in shown for column in part.columns}
    assert titles >= set(names)
    assert not said


def test_an_older_scheme_cannot_be_drawn_and_says_why(folder):
    scoring = load(folder / "indicators/x.yaml").score("old")
    assert not scoring.edition(draws=16).elicited[0].tells_each
    lone = scoring.edition(draws=16).knowing("en", elicited=scoring.edition().elicited[:1])
    with pytest.raises(InvalidInput, match="does not hold the weights of each expert"):
        chart_of(lone, "experts")


def test_weights_changed_by_hand_afterwards_are_told(folder, tmp_path):
    text = (folder / "weights/x/experts.yaml").read_text("utf-8")
    text = re.sub(r'^  "trade": 0\.\d+$', '  "trade": 0.9', text, flags=re.MULTILINE)
    (tmp_path / "experts.yaml").write_text(text, "utf-8")
    found = load(folder / "indicators/x.yaml").score(tmp_path / "experts.yaml").edition(draws=16)
    assert found.elicited[0].changed
    made = FORMATS["md"].write(found, How())["report.md"].decode()
    assert "no longer the mean of its experts' weights" in made


def test_whoever_sets_a_weight_beside_them_has_no_experts_in_use(folder):
    found = (
        load(folder / "indicators/x.yaml")
        .score("experts", overrides={"trade": 0.9})
        .edition(draws=16)
    )
    ranks = found.elicited[0].standings
    group = ranks[ranks["expert"] == "group"].set_index("unit")["score"]
    assert group.to_dict() != found.result.scores.set_index("unit")["score"].to_dict()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"growth": [0.3', '"growht": [0.3'), "growht"),
        (("[0.3, 0.7, 0.5]", "[0.3, 0.7]"), "weights of 2 experts, and 3 are named"),
        (("[0.3, 0.7, 0.5]", "[0.3, null, 0.5]"), "weighs some children of `trade`"),
        (("[0.3, 0.7, 0.5]", "[0.3, -1, 0.5]"), "-1"),
        (("[0.3, 0.7, 0.5]", "[1e308, 1, 1]"), "too large to reckon with"),
    ],
)
def test_weights_of_experts_that_do_not_fit_are_refused_by_line(folder, tmp_path, change, said):
    text = (folder / "weights/x/experts.yaml").read_text("utf-8")
    assert change[0] in text
    (tmp_path / "experts.yaml").write_text(text.replace(*change), "utf-8")
    with pytest.raises(InvalidInput) as refused:
        load(folder / "indicators/x.yaml").score(tmp_path / "experts.yaml")
    (problem,) = refused.value.problems
    assert said in f"{problem.message} {problem.value}"
    assert problem.line is not None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"Nowak"]', '"Li"]'), "`Li` stands twice"),
        (('"Nowak"]', '"group"]'), "as all of them together are"),
        (("  date:", "  consistency_ratios: {Nowack: {x: 0.1}}\n  date:"), "is none of `experts`"),
    ],
)
def test_experts_who_cannot_be_told_apart_are_refused_and_none_is_lost(
    folder, tmp_path, change, said
):
    text = (folder / "weights/x/experts.yaml").read_text("utf-8")
    assert change[0] in text
    (tmp_path / "experts.yaml").write_text(text.replace(*change), "utf-8")
    with pytest.raises(InvalidInput) as refused:
        load(folder / "indicators/x.yaml").score(tmp_path / "experts.yaml")
    assert [said in str(problem.message) for problem in refused.value.problems] == [True]


def test_experts_of_one_name_have_names_of_their_own():
    sheets = [Filled(name, "", "", (), {}) for name in ("Li", "Li (3)", "Li", "group")]
    names = [each.name for each in renamed([Found(tuple(sheets))], by_name=True)]
    assert len({*names, "group"}) == 5


def test_a_workbook_carries_what_experts_weighed_there_and_back(folder, edition, tmp_path):
    convert(str(folder / "indicators/x.yaml"), tmp_path / "x.xlsx")
    found = load(tmp_path / "x.xlsx").score().edition(draws=16).elicited[0]
    pd.testing.assert_frame_equal(found.weights, edition.elicited[0].weights)


# -- strengths and workings ------------------------------------------------------------------------


def test_cuts_stand_beside_strengths_and_weaknesses_in_every_format(edition, texts):
    held = edition.result.cuts()
    sheet = texts["Strengths"].splitlines()
    for unit, high, low in zip(held["unit"], held["high"], held["low"], strict=True):
        assert f"Strengths ≥ {high:g}|" in texts["html"]
        assert f"Weaknesses ≤ {low:g}|" in texts["html"]
        assert any(row.startswith(f"{unit}|{high:g}") and f"|{low:g}" in row for row in sheet)
    ends = set(re.findall(r"Strengths \(percentile rank from ([\d.]+)\)", texts["md"]))
    assert ends <= {f"{high:g}" for high in held["high"]}
    assert ends
    pd.testing.assert_frame_equal(tables(edition)["cuts"], held)
    assert len(answers(edition)["strengths"]["cuts"]) == len(held)


def test_reports_hold_every_figure_on_the_way(edition, texts):
    table = edition.result.workings()
    assert set(table["figure"]) >= {"entropy", "distance to the best"}
    shown = [
        value
        for part in workings.steps(edition.result, table)
        for column in part.table.columns
        if column.kind == "number"
        for value in column.values
    ]
    assert sorted(shown) == sorted(table["value"])
    for name in ("html", "md", "Workings"):
        assert "links: on the way to weights" in texts[name]
        assert "trade: on the way to scores" in texts[name]
    pd.testing.assert_frame_equal(tables(edition)["workings"], table)


def test_an_index_whose_methods_have_none_has_no_workings_and_no_experts():
    found = load("city-networks").score().edition(draws=16)
    assert found.elicited is None
    assert not {"workings", "expert_weights"} & set(tables(found))


# -- all at once -----------------------------------------------------------------------------------


def test_change_groups_disparity_obstacles_and_audit_stand_in_every_format(texts):
    for said in ("north", "sigma", "What moved the scores", "Gini"):
        assert said.casefold() in texts["html"].casefold()
    wanted = {"Obstacles", "Groups", "Disparity", "Growth", "Audit", "Experts", "Workings"}
    assert wanted <= set(texts)
    assert "Ranks" in texts["Growth"]
    assert "to the highest" in texts["Groups"]
