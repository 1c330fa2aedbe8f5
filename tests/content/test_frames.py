"""An index of a tree and frames: the same checks as of files, with rows named by their labels."""

import datetime

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex import Index, InvalidInput, load
from coopindex.content.new_project import start
from coopindex.content.yaml import parse

TREE = {"trade": ["exports", "imports"], "smog": {"direction": "negative"}}


@pytest.fixture
def frame() -> pd.DataFrame:
    """Three cities, three indicators."""
    cells = {"exports": [1.0, 2.0, 3.5], "imports": [3.0, np.nan, 9.0], "smog": [1, 5, 2]}
    return pd.DataFrame(cells, index=["alder", "birch", "cedar"])


def problems(*args, **settings):
    """What is wrong with an index of frames."""
    with pytest.raises(InvalidInput) as caught:
        Index.from_frames(*args, **{"normalisation": "min_max", **settings})
    return caught.value.problems


def test_a_frame_is_scored_with_weights_in_percent(frame):
    weights = {"trade": "60%"}
    found = coopindex.score(frame, tree=TREE, weights=weights, normalisation="min_max")
    # trade: 0, 0.4 (alone), 1; smog: 1, 0, 0.75
    expected = {"cedar": 0.6 * 100 + 0.4 * 75, "alder": 0.4 * 100, "birch": 0.6 * 40}
    assert found.scores.set_index("unit")["score"].to_dict() == pytest.approx(expected)
    assert found.assumed == {"smog"}  # nobody gave its weight


@pytest.mark.parametrize(("ties", "ranks"), [("min", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3])])
def test_ties_take_the_ranks_that_the_definition_says(ties, ranks):
    frame = pd.DataFrame({"a": [3.0, 2.0, 2.0, 1.0]}, index=list("wxyz")).assign(b=lambda x: x["a"])
    tree = ["a", "b"]
    found = coopindex.score(frame, tree=tree, normalisation="min_max", ranking={"ties": ties})
    assert found.scores["rank"].tolist() == ranks
    assert found.guarantee(how="free").ties_share_better == (ties != "min")


def test_a_list_of_columns_is_a_tree_without_dimensions(frame):
    index = Index.from_frames(frame.columns, frame, normalisation="min_max")
    assert [node.code for node in index.index.leaves] == ["exports", "imports", "smog"]


def test_a_whole_definition_is_taken_as_a_mapping_and_as_text(frame):
    text = """
index: mine
title: My index
children:
  exports: {}
  smog: {direction: negative}
"""
    mapping = {
        "index": "mine",
        "title": "My index",
        "children": {"exports": {}, "smog": {"direction": "negative"}},
    }
    of_text, of_mapping = (
        Index.from_frames(tree, frame, normalisation="min_max") for tree in (text, mapping)
    )
    assert repr(of_text) == repr(of_mapping)
    assert (of_text.score().score == of_mapping.score().score).all()


def test_units_bring_names_and_groups(frame):
    units = pd.DataFrame(
        {"name_zh": ["赤杨", "白桦", "雪松"], "coast": ["y", "n", "y"]}, frame.index
    )
    found = Index.from_frames(
        TREE, frame, units, normalisation="min_max", ranked={"where": {"coast": "y"}}
    )
    assert found.score().scores["name_zh"].tolist() == ["雪松", "赤杨", "白桦"]
    assert found.score().scores["rank"].tolist() == [1, 2, pd.NA]


def test_rows_of_several_years_are_a_panel(frame):
    panel = pd.concat({2019: frame, 2020: 2 * frame}, names=["year", "unit"])
    found = coopindex.score(panel, tree=TREE, normalisation="min_max", year="all")
    assert found.years == (2019, 2020)
    assert coopindex.score(panel, tree=TREE, normalisation="min_max").years == (2020,)


def test_a_year_is_that_of_rows_that_name_none(frame):
    assert coopindex.score(frame, tree=TREE, normalisation="min_max", year=2019).years == (2019,)


def test_cells_that_are_no_numbers_are_named_by_row_and_column_once(frame):
    wrong = frame.astype(object).replace({9.0: "n/a", 3.5: "x"})
    first, second = problems(TREE, wrong)
    assert (first.code, first.file, first.line) == ("not-a-number", "observations", None)
    assert "row cedar, column exports" in first.message
    assert "row cedar, column imports" in second.message


@pytest.mark.parametrize("bad", [np.inf, -np.inf, "inf"])
def test_infinity_is_refused(frame, bad):
    wrong = frame.astype(object)
    wrong.loc["birch", "smog"] = bad
    assert "row birch, column smog" in problems(TREE, wrong)[0].message


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT, ""])
def test_what_is_missing_is_missing(frame, missing):
    gap = frame.astype(object)
    gap.loc["birch", "smog"] = missing
    found = Index.from_frames(TREE, gap, normalisation="min_max")
    assert found.score().statuses["missing"] == 2


def test_a_unit_that_stands_twice_is_refused_with_both_rows(frame):
    with pytest.raises(InvalidInput, match="the row of alder stands twice") as raised:
        Index.from_frames(TREE, pd.concat([frame, frame])).validate()
    assert {problem.code for problem in raised.value.problems} == {"duplicate-observation"}
    assert all(f"first in row {each.row}" in each.message for each in raised.value.problems)


def test_an_unknown_column_is_refused_with_the_nearest(frame):
    (problem,) = problems(["exports", "imprts"], frame)
    assert "no column `imprts`" in problem.message
    assert "`imports`" in problem.hint


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ([1, 2], "should be a pandas DataFrame, not a list"),
        (None, "should be a pandas DataFrame, not a NoneType"),
        (pd.DataFrame(), "neither a column `unit` nor labels"),
        (pd.DataFrame({"exports": [1.0]}), "neither a column `unit` nor labels"),
        (pd.DataFrame({"exports": []}, index=pd.Index([], dtype=object)), "has no rows"),
        (pd.DataFrame([[1, 2]], ["a"], ["exports", "exports"]), "`exports` stands twice"),
        (pd.DataFrame([[1]], ["a"], pd.MultiIndex.from_tuples([("a", "b")])), "several levels"),
        (pd.DataFrame({"exports": [[1]]}, ["a"]), "`[1]` is not a number"),
        (pd.DataFrame({"exports": [True]}, ["a"]), "`true` is not a number"),
        (pd.DataFrame({"exports": [np.array([1, 2])]}, ["a"]), "is not a number"),
        (pd.DataFrame({"exports": [1.0], "year": ["last"]}, ["a"]), "`last` is not a year"),
    ],
)
def test_what_is_no_table_of_figures_is_refused(frame, said):
    assert said in problems(["exports"], frame)[0].message


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ([], "children: is empty"),
        ({}, "children: is empty"),
        (5, "children: should be a mapping"),
        ({"trade": 5}, "children.trade: should be a mapping"),
        (
            {"smog": {"direcion": "negative"}},
            "children.smog.children.direcion: should be a mapping",
        ),
        ({"smog": {"direction": "down"}}, "`down` is none of positive, negative"),
        ({"a": ["exports"], "b": ["exports"]}, "`exports` stands twice in the tree"),
        ("index: [", "is not YAML"),
    ],
)
def test_what_is_no_tree_is_refused(frame, tree, said):
    assert said in "\n".join(map(str, problems(tree, frame)))


def test_one_unit_cannot_be_ranked_and_the_methods_say_so(frame):
    index = Index.from_frames(TREE, frame.iloc[:1], normalisation="min_max")
    with pytest.raises(InvalidInput, match="definition: exports: exports is constant"):
        index.score()


def test_unknown_settings_are_refused_with_the_nearest(frame):
    assert problems(TREE, frame, nomalisation="rank")[0].hint == "did you mean `normalisation`?"


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"trad": 1}, "weights: weights.trad: `trad` is not a node"),
        ({"trade": "120%"}, "120% is more than the whole"),
        ({"trade": "much"}, "weights: weights.trade"),
        ({"weights": {"trade": 1}}, "`smog` below `index` has no weight"),
    ],
)
def test_weights_are_checked_as_a_schemes_file_is(frame, weights, said):
    assert said in "\n".join(map(str, problems(TREE, frame, weights=weights)))
    index = Index.from_frames(TREE, frame, normalisation="min_max")
    with pytest.raises(InvalidInput) as caught:
        index.score(weights)
    assert said in str(caught.value)


def test_schemes_and_plans_are_mappings_or_text_as_well_as_files(frame):
    index = Index.from_frames(TREE, frame, normalisation="min_max")
    text = "scheme: mine\nweights: {trade: 60%, smog: 40%}\n"
    mine, bare = index.score(text), index.score({"trade": "60%"})
    assert mine.weights_code == "mine"
    assert (mine.score == bare.score).all()
    factors = {"scale": {"normalisation": ["as scored", "rank"]}}
    plans = ({"factors": factors}, f"plan: p\nfactors: {factors}\n")
    drawn = [mine.uncertainty(plan=plan, draws=16) for plan in plans]
    assert drawn[0].table().equals(drawn[1].table())
    assert mine.compare(["equal", {"trade": "10%"}]).names == ("mine", "equal", "given")


def test_a_plan_of_a_mapping_is_checked_as_its_file_is(frame):
    index = Index.from_frames(TREE, frame, normalisation="min_max")
    with pytest.raises(InvalidInput, match=r"plan: factors\.w\.weights: `bnd` is none of"):
        index.plan({"factors": {"w": {"weights": "bnd"}}})


@pytest.fixture
def ports(tmp_path, monkeypatch):
    """A small project that scores, as the working folder."""
    start(tmp_path / "port-cities")
    monkeypatch.chdir(tmp_path / "port-cities")
    return tmp_path / "port-cities"


def test_a_definition_is_loaded_from_text_with_its_files_below_the_working_folder(ports):
    text = (ports / "indicators" / "port-cities.yaml").read_text("utf-8")
    assert (load(text).score().score == load("port-cities").score().score).all()
    with pytest.raises(InvalidInput, match=r"definition:\d+: "):
        load(text.replace("children", "childen", 1))


def test_a_definition_is_loaded_from_a_mapping(ports):
    text = (ports / "indicators" / "port-cities.yaml").read_text("utf-8")
    mapping = parse(text, "").data
    assert (load(mapping).score().score == load("port-cities").score().score).all()


def test_observations_may_be_a_frame_where_files_have_the_rest(ports):
    file = ports / "data" / "port-cities" / "observations.csv"
    found = load("port-cities").score(data=pd.read_csv(file))
    assert (found.score == load("port-cities").score().score).all()
    with pytest.raises(InvalidInput, match=r"5 times \(rows 0, 6, 12"):
        load("port-cities").score(data=pd.read_csv(file).replace({"unit": {"alder": "oak"}}))


def test_data_are_read_once(ports):
    project = load("port-cities")
    before = project.score()
    (ports / "data" / "port-cities" / "observations.csv").unlink()
    assert project.score("equal").data.values is before.data.values
    assert not before.data.values.flags.writeable


@pytest.mark.parametrize(
    "dates",
    [
        pd.to_datetime(["2019-12-31", "2019-06-01", "2020-12-31", "2020-06-01"]),
        pd.PeriodIndex(["2019", "2019", "2020", "2020"], freq="Y"),
        [datetime.date(year, 1, 1) for year in (2019, 2019, 2020, 2020)],
    ],
)
def test_of_dates_in_the_column_of_years_the_year_is_taken(dates):
    frame = pd.DataFrame({"unit": list("xyxy"), "year": dates, "a": [1.0, 2.0, 4.0, 3.0]})
    for each in (frame, frame.set_index(["unit", "year"])):
        found = coopindex.score(each, tree=["a"], year="all", normalisation="min_max")
        assert found.years == (2019, 2020)


@pytest.mark.parametrize(
    "tree", [["exports", "exports", "smog"], {"t": ["smog", "smog"]}, {1: None, "1": None}]
)
def test_a_code_that_stands_twice_in_a_tree_is_refused(frame, tree):
    (problem,) = problems(tree, frame)
    assert problem.code == "duplicate-node"
    assert "stands twice in the tree" in problem.message


def test_a_step_said_by_itself_and_otherwise_in_the_defaults_is_refused(frame):
    settings = {"normalisation": "min_max", "defaults": {"normalisation": "rank"}}
    (problem,) = problems(TREE, frame, **settings)
    assert "`normalisation` is said by itself and otherwise in `defaults`" in problem.message
    assert problems(TREE, frame, defaults=3)[0].field == "defaults"
    alike = {"normalisation": "rank", "defaults": {"normalisation": "rank", "transform": "none"}}
    assert Index.from_frames(TREE, frame, **alike).score().years


@pytest.mark.parametrize("name", ["value", "indicator", "status", "source", "note"])
def test_an_indicator_called_as_a_column_with_a_part_of_its_own_is_refused_once(frame, name):
    wide = frame.rename(columns={"smog": name})
    (problem,) = problems(["exports", "imports", name], wide)
    assert f"`{name}` is an indicator here" in problem.message


def test_rows_may_name_an_indicator_as_they_like():
    cells = {"unit": list("xyxy"), "indicator": ["value"] * 2 + ["note"] * 2, "value": [1, 2, 4, 3]}
    found = coopindex.score(pd.DataFrame(cells), tree=["value", "note"], normalisation="min_max")
    assert found.score.tolist() == [[50.0, 50.0]]


@pytest.mark.parametrize(
    "labelled",
    [
        lambda frame: frame.set_index("year"),
        lambda frame: frame.set_index(["unit", "year"]).rename_axis(["city", "year"]),
        lambda frame: frame.set_index(["unit", "year"]).rename_axis([None, "year"]),
        lambda frame: frame.set_index(["unit", "year"]).swaplevel(),
        lambda frame: frame.set_index("unit").rename_axis("city"),
    ],
)
def test_labels_that_name_the_years_or_the_units_are_read_as_such(labelled):
    frame = pd.DataFrame(
        {"unit": list("pqpq"), "year": [2020] * 2 + [2021] * 2, "a": [1.0, 2, 4, 3]}
    )
    usual, found = (
        coopindex.score(each, tree=["a"], normalisation="min_max", year="all")
        for each in (frame, labelled(frame))
    )
    assert found.scores.equals(usual.scores)


def test_years_alone_as_labels_are_no_units():
    frame = pd.DataFrame({"a": [1.0, 2]}, index=pd.Index([2020, 2021], name="year"))
    with pytest.raises(InvalidInput, match="has neither a column `unit` nor labels of its rows"):
        coopindex.score(frame, tree=["a"])


def test_units_whose_names_hold_the_end_of_a_line_are_one_problem():
    frame = pd.DataFrame({"a": [1, 2, 3], "b": [2, 3, 1]}, index=["x\ny", "u\rv", "w"])
    with pytest.raises(InvalidInput) as raised:
        coopindex.score(frame, tree=["a", "b"], normalisation="min_max")
    (problem,) = raised.value.problems
    assert "2 names stand in several lines each, such as `x␤y`" in str(problem)


def test_a_figure_that_float64_cannot_hold_is_refused():
    frame = pd.DataFrame({"a": ["9" * 400, "1", "2"]}, index=list("xyz"))
    with pytest.raises(InvalidInput):
        coopindex.score(frame, tree=["a"], normalisation="min_max")


@pytest.mark.parametrize("where", [{"regon": "east"}, {"region": "eats"}])
def test_a_group_or_label_that_there_is_not_is_refused_in_the_same_words_wherever(frame, where):
    units = pd.DataFrame({"region": ["east", "west", ""]}, index=frame.index)
    scoring = coopindex.score(frame, tree=TREE, units=units, normalisation="min_max")
    plans = ({"scenarios": {"s": {"where": where}}},
             {"factors": {"f": {"reference": {"one": {"where": where}, "all": {}}}}})  # fmt: skip
    asked = [lambda: Index.from_frames(TREE, frame, units, reference={"where": where}),
             lambda: scoring.listing(where=where),
             *(lambda plan=plan: scoring.plan(plan) for plan in plans)]  # fmt: skip
    said = set()
    for ask in asked:
        with pytest.raises(InvalidInput) as caught:
            ask()
        (wrong,) = caught.value.problems
        said.add((wrong.code, str(wrong.message), str(wrong.hint)))
    assert len(said) == 1
    assert "did you mean" in said.pop()[2]


def test_a_notation_is_told_in_pandas_words_of_a_frame():
    frame = pd.DataFrame({"a": ["4,5", "3,25"], "b": [1, 2]}, index=["x", "y"])
    with pytest.raises(InvalidInput, match="read_csv") as wrong:
        coopindex.score(frame, tree=["a", "b"])
    assert "file:" not in str(wrong.value)


def test_a_scoring_counts_its_flags_where_it_shows_itself():
    found = coopindex.score(pd.DataFrame({"a": [1, 2], "b": [30, 10]}, index=["x", "y"]),
                            tree=["a", "b"])  # fmt: skip
    assert f"flags: {len(found.flags)}, in .flags" in repr(found)
    assert repr(found.explain("y")).startswith("y: ")
