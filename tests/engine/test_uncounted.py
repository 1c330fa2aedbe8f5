"""What is published but not counted: its own score and ranks, and no say in anything else."""

from dataclasses import replace

import numpy as np
import pytest
import yaml

from coopindex import load
from coopindex.cli import main
from coopindex.engine.index import NONE, Ranking
from coopindex.engine.score import score
from coopindex.problems import InvalidInput

ROWS = "unit,x,y,z,q,lone\nA,1,5,3,9,1\nB,2,9,1,2,2\nC,5,1,2,4,3\nD,3,3,9,,5\n"
TREE = {
    "a": {"children": {"x": {}, "y": {}}},
    "b": {"children": {"z": {}}},
}
SIDE = {
    "counts": False,
    "aggregation": "geometric",
    "ranking": {"decimals": 0, "ties": "max"},
    "children": {"q": {}, "r": {"data": "x", "weight": 3}},
}
BESIDE = {"side": SIDE, "lone": {"counts": False, "direction": "negative"}}


@pytest.fixture
def written(tmp_path):
    """Write a small index: the nodes below the root, and other keys."""

    def write(children=None, **keys):
        (tmp_path / "t.csv").write_text(ROWS, "utf-8")
        (tmp_path / "s.yaml").write_text("book: {title: B}\n", "utf-8")
        form = {
            "index": "t",
            "data": {
                "observations": {
                    "file": "t.csv",
                    "unit": "unit",
                    "status": "observed",
                    "source": "book",
                },
                "sources": {"file": "s.yaml"},
            },
            "defaults": {"normalisation": {"method": "min_max", "scale": [1, 100]}},
            "children": TREE | (BESIDE if children is None else children),
        }
        (tmp_path / "t.yaml").write_text(yaml.safe_dump(form | keys, sort_keys=False), "utf-8")
        return tmp_path / "t.yaml"

    return write


def test_an_uncounted_node_is_scored_by_its_own_rule(written):
    scoring = load(written()).score()
    q, r = scoring.array("q")[0], scoring.array("r")[0]
    np.testing.assert_allclose(scoring.array("side")[0, :3], (q * r**3)[:3] ** 0.25)
    assert scoring.array("side")[0, 3] == r[3]  # q is missing: r alone
    assert scoring.array("lone")[0].tolist() == [100.0, 75.25, 50.5, 1.0]
    assert scoring.rank("lone")[0].tolist() == [1, 2, 3, 4]


def test_it_has_no_weight_and_stands_in_no_table_of_weights(written):
    scoring = load(written()).score()
    assert not {"side", "q", "r", "lone"} & {*scoring.weights["node"], *scoring.weights_as_dict()}
    assert {"side", "lone", "q", "r"} <= {*scoring.nodes()} & {*scoring.node_ranks}
    unit = scoring.as_dict()["units"][0]
    assert "side" not in unit["nodes"]
    assert set(unit["uncounted"]["side"]) == {"points", "rank"}


def test_everything_else_is_as_without_it(written):
    plain = load(written({})).score()
    beside = load(written()).score()
    assert beside.scores.equals(plain.scores)
    assert beside.strengths().equals(plain.strengths())
    settings = {"draws": 64, "plan": None}
    assert beside.uncertainty(**settings).table().equals(plain.uncertainty(**settings).table())
    assert beside.guarantee().table.equals(plain.guarantee().table)
    assert beside.leave_one_out().equals(plain.leave_one_out())


def test_published_figures_of_it_are_verified(written):
    published = [
        {"figure": "score", "node": "lone", "unit": "B", "value": "75.25"},
        {"figure": "rank", "node": "side", "unit": "C", "value": "2"},
    ]
    met = [check.met for check in load(written(published=published)).verify()]
    assert met == [True, False]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tables_name_it_as_not_counted(written, capsys, lang):
    assert main(["score", str(written()), "--lang", lang]) == 0
    said = capsys.readouterr().out
    assert {"en": "not counted: side, lone", "zh": "不计入：side、lone"}[lang] in said


@pytest.mark.parametrize("scheme", [{"side": 1, "a": 1, "b": 1}, {"q": 1, "r": 1}])
def test_weights_of_it_are_refused_by_name(written, scheme):
    with pytest.raises(InvalidInput, match="published but not counted"):
        load(written()).score(scheme)
    with pytest.raises(InvalidInput, match="published but not counted"):
        load(written()).score(overrides={next(iter(scheme)): 0.5})


@pytest.mark.parametrize(
    "factor",
    [
        {"leave_out": ["a", "lone"]},
        {"error": "10%", "indicators": ["q"]},
        {"weights": "band", "vary": "10%", "hold": ["side"]},
        {"normalisation": ["min_max", "z_score"], "nodes": ["lone"]},
    ],
    ids=lambda factor: next(iter(factor)),
)
def test_a_plan_that_varies_it_is_refused_by_name(written, factor):
    scoring = load(written()).score()
    with pytest.raises(InvalidInput) as refused:
        scoring.uncertainty(plan={"plan": "p", "factors": {"f": factor}}, draws=4)
    assert any("published but not counted" in str(p.message) for p in refused.value.problems)


def test_to_hold_it_is_refused_by_name_everywhere(written, tmp_path, capsys):
    index = str(written())
    for command in ("sensitivity", "guarantee", "report"):
        asked = [command, index, "--hold", "side"]
        assert main([*asked, "-o", str(tmp_path)] if command == "report" else asked) != 0
        assert "published but not counted" in capsys.readouterr().err


def test_a_weight_in_its_own_line_is_refused_and_so_is_a_published_weight(written):
    with pytest.raises(InvalidInput, match="`lone` is published but not counted"):
        load(written({"lone": {"counts": False, "weight": 2}}))
    figure = {"figure": "weight", "node": "q", "value": "0.3"}
    with pytest.raises(InvalidInput, match="`q` is published but not counted"):
        load(written(published=[figure]))


def test_a_dimension_of_which_nothing_counts_is_refused(written):
    nothing = {"c": {"children": {"lone": {"counts": False}}}}
    with pytest.raises(InvalidInput, match="nothing below `c` counts"):
        load(written(nothing))


def test_new_units_are_scored_on_its_scale_too(written, tmp_path):
    project = load(written())
    plain = project.score().scale_as_dict()
    (tmp_path / "few.csv").write_text("unit,x,y,z,q,lone\nA,1,5,3,9,1\nB,2,9,1,2,2\n", "utf-8")
    few = project.score(data=str(tmp_path / "few.csv"), on_scale=plain)
    whole = project.score()
    for code in ("t", "side", "lone"):
        assert few.array(code)[0].tolist() == whole.array(code)[0, :2].tolist()
    with pytest.raises(InvalidInput, match="side has no normalisation on the scale"):
        project.score(on_scale={**plain, "uncounted": {}})


def test_what_lies_in_an_uncounted_node_uncounted_stands_by_itself(written):
    inner = {**SIDE, "children": {"q": {}, "r": {"data": "x"}, "lone": {"counts": False}}}
    scoring = load(written({"side": inner})).score()
    assert [part.code for part in scoring.index.aside] == ["side", "lone"]
    assert scoring.index.node("side").children == ("q", "r")


# -- ranking of single nodes ----------------------------------------------------------------------


def test_a_node_may_say_how_units_are_ranked_in_it(written):
    low = {"a": {**TREE["a"], "ranking": {"best": "low"}}}
    plain, turned = (load(written(each)).score() for each in ({}, low))
    assert turned.array("a").tolist() == plain.array("a").tolist()
    assert turned.rank("a").tolist() == plain.rank("a", against=True).tolist()
    assert turned.rank().tolist() == plain.rank().tolist()
    assert turned.rank("b").tolist() == plain.rank("b").tolist()


def test_what_a_node_says_of_its_ranks_stands_before_the_index_and_the_rest_is_its(written):
    index = load(
        written(
            {"a": {**TREE["a"], "ranking": {"decimals": "none"}}, "b": {**TREE["b"]}},
            ranking={"decimals": 1, "ties": "dense"},
        )
    ).index
    assert (index.ranking_at("a").decimals, index.ranking_at("a").ties) == (None, "dense")
    assert (index.ranking_at("b").decimals, index.ranking_at().decimals) == (1, 1)


def test_rounded_ranks_tie_in_groups_as_they_do_among_all(make):
    index, data, scheme = make([[1.0], [1.2], [9.0]], {"t": {"children": {"x": None}}})
    grouped = replace(data, groups={"region": np.array(["east", "east", "west"])})
    index = replace(index, ranking=Ranking(decimals=0))
    tied = replace(index, nodes=tuple(replace(n, normalisation=NONE["normalisation"])
                                      for n in index.nodes))  # fmt: skip
    assert score(tied, grouped, scheme).group_rank("region").tolist() == [[1, 1, 1]]
