"""What an audit says to people, and what it hands to programs."""

import json

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex import InvalidInput, load
from coopindex.audit.rules import BY_CODE
from coopindex.audit.tables import TABLES
from coopindex.cli import main
from coopindex.project import render

CITIES = "china-ceec-cities"


@pytest.fixture(scope="module")
def scoring():
    return load(CITIES).score()


@pytest.fixture(scope="module")
def audit(scoring):
    return scoring.audit(draws=64)


def shown(scoring, audit, **how):
    return render(scoring.present(audit, **how), "table")


def in_one_line(text):
    return " ".join(text.split())


def test_the_verdict_comes_first_and_names_each_failing_rule_with_its_way_out(scoring, audit):
    said = shown(scoring, audit)
    head = said.partition("Coverage by indicator")[0]
    for code in (*audit.verdict["wrong"], *audit.verdict["look"]):
        assert f"`{code}`" in head
    assert head.index("Wrong: ") < head.index("To look at: ") < head.index("What holds")


def test_the_jrcs_sentence_has_our_number_in_it_and_the_reading_is_named(scoring, audit):
    share = audit.table("shift").set_index("reading").loc["nominal_at_most", "share"]
    said = in_one_line(shown(scoring, audit))
    assert "Less than ±3 positions shift with respect to the simulated median in" in said
    assert f"in {share:.1%} of the cases" in said
    assert "rank as scored lies within ±3 places of the simulated median" in said


def test_the_chinese_page_has_every_section_of_the_english_one(scoring, audit):
    pages = [scoring.present(audit, lang=lang).sections for lang in ("en", "zh")]
    assert len(pages[0]) == len(pages[1])
    assert pages[1][1].title == "统计审查"


@pytest.mark.parametrize("name", TABLES)
def test_every_table_comes_by_its_name_alone(scoring, audit, name):
    page = scoring.present(audit, tables=[name.replace("_", "-")])
    assert page.table.equals(audit.table(name))
    facts = page.facts
    assert list(facts["tables"]) == [name]
    assert "verdict" not in facts


def test_an_option_that_no_table_asked_for_takes_is_refused(scoring, audit):
    with pytest.raises(InvalidInput, match="none of the tables asked for takes `group`"):
        scoring.present(audit, tables=["shift"], how={"group": "region"})
    with pytest.raises(InvalidInput, match="takes no `level`"):
        audit.table("shift", level=2)
    with pytest.raises(InvalidInput, match="did you mean `correlations`"):
        scoring.present(audit, tables=["corelations"])
    with pytest.raises(InvalidInput, match="no level 9"):
        audit.table("correlations", level=9)


def test_json_holds_rules_findings_and_the_short_tables(capsys):
    assert main(["audit", CITIES, "--draws", "16", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {each["rule"] for each in answer["rules"]} == set(BY_CODE)
    assert sum(map(len, answer["verdict"].values())) == len(BY_CODE)
    assert "correlations" not in answer["tables"]
    assert answer["thresholds"]["redundant"] == 0.9


def test_tables_are_copies_and_worked_out_once(audit):
    first = audit.table("coverage")
    first["unit"] = "changed"
    assert "changed" not in set(audit.table("coverage")["unit"])


POINTS = {"method": "min_max", "scale": [0, 100]}
PAIRS = {"a": ["x0", "x1"], "b": ["x2", "x3"]}


def frame(units, columns):
    values = np.random.default_rng(1).random((units, columns))
    names = [f"x{at}" for at in range(columns)]
    return pd.DataFrame(values, index=[f"u{at}" for at in range(units)], columns=names)


def with_gaps():
    table = frame(12, 4)
    table.iloc[::2, 0] = np.nan
    table.iloc[1::2, 1] = np.nan
    return table


DEEP = {
    "a": {"b": {"c": {"d": ["x0", "x1"]}, "e": ["x2", "x3"]}},
    "f": ["x4", "x5"],
    "g": ["x6"],
}
DEGENERATE = {
    "one unit": (frame(1, 4), PAIRS, {"normalisation": "none"}),
    "two units": (frame(2, 4), PAIRS, {}),
    "one indicator": (frame(12, 1), ["x0"], {}),
    "one indicator a dimension": (frame(12, 3), {"a": ["x0"], "b": ["x1"], "c": ["x2"]}, {}),
    "a flat index": (frame(12, 3), ["x0", "x1", "x2"], {}),
    "a constant column": (frame(12, 4).assign(x3=5.0), PAIRS, {"normalisation": "none"}),
    "no pair in common": (with_gaps(), PAIRS, {}),
    "no figure at all": (frame(12, 4).assign(x0=np.nan), PAIRS, {}),
    "twins": (frame(12, 4).assign(x1=lambda table: table["x0"]), PAIRS, {}),
    "fewer units than items": (frame(5, 8), {"a": [f"x{at}" for at in range(8)]}, {}),
    "sixty dimensions": (frame(30, 60), {f"d{at}": [f"x{at}"] for at in range(60)}, {}),
    "six levels": (frame(20, 7), DEEP, {}),
    "geometric": (frame(20, 4) + 1, PAIRS, {"aggregation": "geometric", "normalisation": "none"}),
    "compared with each other": (frame(9, 4), PAIRS, {"aggregation": "copeland"}),
    "weights worked out": (frame(20, 4), PAIRS, {"weighting": "entropy"}),
    "ranks that are halves": (frame(9, 4).round(1), PAIRS, {"ranking": {"ties": "average"}}),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", DEGENERATE)
def test_what_is_not_there_is_blank_or_not_tested_and_nothing_breaks(name):
    table, tree, how = DEGENERATE[name]
    scoring = coopindex.score(table, tree=tree, **{"normalisation": POINTS, **how})
    audit = scoring.audit(draws=16)
    assert sum(audit.facts.values()) == len(BY_CODE)
    for lang in ("en", "zh"):
        assert shown(scoring, audit, lang=lang, tables=["all"])
        assert shown(scoring, audit, lang=lang)
    render(scoring.present(audit), "json")


def test_the_reliability_of_too_few_says_why():
    table, tree, how = DEGENERATE["fewer units than items"]
    found = coopindex.score(table, tree=tree, normalisation=POINTS, **how).audit()
    row = found.table("reliability").set_index(["node", "of"]).loc["a", "children"]
    assert row["why"] == "few units"
    assert np.isnan(row["kmo"])
    table, tree, how = DEGENERATE["twins"]
    twins = coopindex.score(table.assign(x2=table["x0"]), tree={"a": [*table]}).audit()
    assert "singular" in set(twins.table("reliability")["why"])


def test_on_a_held_scale_what_fits_anew_is_not_tested_and_says_why(scoring, tmp_path):
    (tmp_path / "scale.json").write_text(json.dumps(scoring.scale_as_dict()), "utf-8")
    held = load(CITIES).score(on_scale=tmp_path / "scale.json")
    audit = held.audit(draws=16)
    assert {"leave_one_out", "compensability", "shift"} <= set(audit.verdict["untested"])
    why = audit.rules.set_index("rule").loc["shift", "why"]
    assert "holds one" in why
    assert why in in_one_line(shown(held, audit))
    assert not {"leave_one_out", "ranks_without", "shift_units"} & set(audit.possible)
    assert shown(held, audit, tables=["all"])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("each month has a scale of its own (2 of them)", "observed in each month is the")),
        ("zh", ("各月各自拟合（共2期）", "以各月的最优观测值为理想值")),
    ],
)
def test_months_are_called_months(lang, said, tmp_path, capsys):
    rows = [f"u{at},2021-0{month},{(at * month) % 7}" for month in (1, 2) for at in range(5)]
    (tmp_path / "m.csv").write_text("\n".join(["unit,year,x", *rows]), "utf-8")
    (tmp_path / "m.yaml").write_text(
        "index: m\ntitle: M\nunit: port\ndata: {observations: {file: m.csv, unit: unit}}\n"
        "defaults: {normalisation: z_score}\nchildren: {x: {}}\n",
        "utf-8",
    )
    for command, sentence in zip(("audit", "obstacles"), said, strict=True):
        assert main([command, str(tmp_path / "m.yaml"), "--lang", lang]) == 0
        assert sentence in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("name", ["findings", "rules"])
def test_sentences_of_a_table_are_in_the_language_asked_for(scoring, audit, name):
    english, chinese = (
        scoring.present(audit, lang=lang, tables=[name]).table for lang in ("en", "zh")
    )
    said = [column for column in ("message", "suggestion", "source") if column in chinese]
    assert said
    for column in said:
        assert any("\u4e00" <= sign <= "\u9fff" for sign in "".join(chinese[column]))
    plain = [column for column in english if column not in (*said, "why")]
    pd.testing.assert_frame_equal(english[plain], chinese[plain])


MONTHS = """unit,year,x,y
a,2021-01,1,5
b,2021-01,2,3
c,2021-01,4,4
a,2021-02,2,5
b,2021-02,1,3
"""


@pytest.fixture
def monthly(tmp_path):
    """Score months of two indicators, with what is said of the whole index."""

    def write(keys):
        (tmp_path / "o.csv").write_text(MONTHS)
        (tmp_path / "sources.yaml").write_text("s: {title: S}\n")
        (tmp_path / "i.yaml").write_text(
            "index: i\n"
            "data: {observations: {file: o.csv, unit: unit, status: observed, source: s}, "
            "sources: sources.yaml}\n"
            f"{keys}\nchildren: {{x: {{}}, y: {{}}}}\n"
        )
        return load(tmp_path / "i.yaml")

    return write


@pytest.mark.parametrize(
    ("keys", "what", "not_what"),
    [
        ("weighting: entropy", "has weights of its own", "has a scale of its own"),
        ("defaults: {normalisation: min_max}", "has a scale of its own", "weights of its own"),
    ],
)
def test_what_differs_by_period_is_called_what_it_is(monthly, keys, what, not_what):
    project = monthly(keys)
    scoring = project.score(year="all")
    for answer, page in ((scoring.growth(), "growth.page"), (scoring.disparity(), None)):
        said = in_one_line(render(scoring.present(answer, page=page)))
        assert f"Each month {what}" in said
        assert not_what not in said
    found = project.score().audit(draws=4).findings.set_index("rule")["message"]
    assert f"each month {what}" in found["scale_by_year"]
    assert not_what not in found["scale_by_year"]


def test_rules_about_time_are_of_the_periods_of_the_index(monthly):
    scoring = monthly("defaults: {normalisation: min_max}").score()
    answer = scoring.audit(draws=4)
    for lang, period, other in (
        ("en", "months in which units", "years in which"),
        ("zh", "有增减的月份", "年份"),
    ):
        said = in_one_line(render(scoring.present(answer, lang=lang)))
        assert period in said
        assert other not in said
