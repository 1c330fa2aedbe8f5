"""Explanations, published figures and comparisons."""

from dataclasses import replace

import numpy as np
import pytest

from coopindex.engine.index import Choice, Denomination, Published, Ranking
from coopindex.engine.rewalk import Rewalk
from coopindex.engine.score import score
from coopindex.engine.walk import walk
from coopindex.problems import InvalidInput
from coopindex.questions.compare import compare
from coopindex.questions.contributions import coalitions, contributions, gap
from coopindex.questions.explain import explain
from coopindex.questions.verify import verify

NONE = Choice("normalisation", "none")
VALUES = np.array([[10.0, 9.0, 1.0], [8.0, 3.0, 2.0], [5.0, 2.0, 9.0], [1.0, 1.0, 4.0]])
PLAIN = {
    "index": {
        "children": {
            "a": {"normalisation": NONE},
            "b": {"normalisation": NONE},
            "c": {"normalisation": NONE},
        }
    }
}


def test_the_contribution_to_an_arithmetic_mean_is_weight_times_value(make):
    explained = explain(score(*make(VALUES, PLAIN, {"a": 2.0})), "u001")
    contributions = explained.nodes.set_index("node")["contribution"]
    np.testing.assert_allclose(contributions[["a", "b", "c"]], [8 * 0.5, 3 * 0.25, 2 * 0.25])
    assert contributions["index"] == pytest.approx(explained.score)


def test_the_value_said_to_overtake_does_overtake_and_a_little_less_does_not(make):
    tree = {
        "index": {
            "children": {"pillar": {"children": {"a": None, "b": {"direction": -1}}}, "c": None}
        }
    }
    index, data, scheme = make(VALUES + 0.5, tree)
    explained = explain(score(index, data, scheme), "u003")
    needed = explained.nodes.set_index("node")["overtake"].dropna()
    assert not needed.empty
    for code, value in needed.items():
        for factor, ahead in ((1e-6, True), (-1e-6, False)):
            column = index.position[code]
            cells = data.values.copy()
            cells[0, 3, column] = value + factor * (value - cells[0, 3, column])
            again = score(index, replace(data, values=cells), scheme)
            rival = again.rows.units.index(explained.rival)
            assert (again.score[0, 3] > again.score[0, rival]) == ahead


def test_where_less_helps_the_overtaking_value_lies_below(make):
    tree = {
        "index": {
            "aggregation": Choice("aggregation", "ratio"),
            "children": {"a": {"normalisation": NONE}, "b": {"normalisation": NONE}},
        }
    }
    explained = explain(score(*make([[9.5, 2.0], [4.0, 2.0]], tree)), "u001")
    needed = explained.nodes.set_index("node")["overtake"]
    assert needed["a"] == pytest.approx(9.5, rel=1e-6)
    assert np.isnan(needed["b"])  # constant: there is no observed range to search


def test_overtaking_values_are_stated_in_the_measure_after_denomination(make):
    tree = {
        "index": {
            "children": {"a": {"normalisation": NONE, "denomination": Denomination(10.0, per=2.0)}}
        }
    }
    explained = explain(score(*make([[10.5], [4.0]], tree)), "u001")
    row = explained.nodes.set_index("node").loc["a"]
    assert row["value"] == pytest.approx(0.8)
    assert row["overtake"] == pytest.approx(2.1, rel=1e-6)


def test_what_only_has_whole_values_is_needed_in_whole_numbers_that_suffice(make):
    tree = {"index": {"children": {"a": {"normalisation": NONE}, "b": {"normalisation": NONE}}}}
    # by hand: 4 + b passes 10 + 3 where b is above 9, and a + 1 where a is above 12
    explained = explain(score(*make([[10.0, 3.0], [4.0, 1.0]], tree)), "u001")
    needed = explained.nodes.set_index("node")
    assert needed.loc["a", "overtake"] == 13.0
    assert np.isnan(needed.loc["b", "overtake"])  # twice its range beyond the best is 7
    # one value of another unit with a fraction, and it is no number of things
    finer = explain(score(*make([[10.0, 3.0], [4.0, 1.0], [1.5, 0.0]], tree)), "u001")
    assert finer.nodes.set_index("node").loc["a", "overtake"] == pytest.approx(12.0, rel=1e-6)


@pytest.mark.parametrize("exact", [True, False])
def test_of_what_only_all_together_are_worth_each_has_its_weight(exact):
    weights = (1.0, 2.0, 3.0)
    ways = coalitions(weights, exact)
    for (
        f,
        parts,
    ) in (  # Kalai & Samet (1987): unanimity games are shared by weight; sums as they are
        (ways.masks.all(axis=1) * 6.0, [1.0, 2.0, 3.0]),
        (ways.masks @ [5.0, 7.0, 11.0], [5.0, 7.0, 11.0]),
    ):
        gone = ways.chance * (f[ways.after] - f[ways.before])
        np.testing.assert_allclose(gone.sum(axis=1), parts)


def test_shapleys_value_of_a_maximum_of_three(make):
    # by hand, an airport game (Littlewood & Owen 1973): the runway of 1 is shared by three, the
    # next 2 by two, the last 6 by one: 1/3, 1/3 + 1, 1/3 + 1 + 6
    tree = {"index": {"aggregation": Choice("aggregation", "maximum"), **PLAIN["index"]}}
    found = contributions(score(*make([[1.0, 3.0, 9.0], [0.0, 0.0, 0.0]], tree)), 0)
    assert found == pytest.approx({"a": 1 / 3, "b": 4 / 3, "c": 22 / 3})


def test_an_unknown_unit_names_the_nearest(make):
    with pytest.raises(
        InvalidInput, match=r"`u0001` is not a unit of index[^?]*did you mean `u001`\?"
    ):
        explain(score(*make(VALUES, PLAIN)), "u0001")


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Published("score", "6.7", "index", unit="u000"), True),
        (Published("score", "6.66", "index", unit="u000"), False),
        (Published("rank", "1", "index", unit="u000"), True),
        (Published("rank", "2", "c", unit="u003"), True),
        (Published("weight", "33.3%", "a"), True),
        (Published("mean_score", "6.0", "index", top=2), True),
    ],
)
def test_a_published_figure_is_met_at_its_printed_precision(make, figure, met):
    index, data, scheme = make(VALUES, PLAIN)
    (check,) = verify(score(replace(index, published=(figure,)), data, scheme))
    assert check.met is met


def test_a_comparison_gives_shifts_and_rank_correlations(make):
    index, data, scheme = make(VALUES, PLAIN)
    other = make(VALUES, PLAIN, {"c": 10.0})[2]
    compared = compare(
        [score(index, data, scheme), score(index, data, replace(other, code="other"))]
    )
    table = compared.side_by_side.set_index("unit")
    assert table["rank shift other"].to_dict() == {
        "u000": -3,
        "u002": 1,
        "u001": 0,
        "u003": 2,
    }  # by hand
    assert compared.agreement.loc[0, "spearman"] == pytest.approx(
        np.corrcoef(table["rank given"], table["rank other"])[0, 1]
    )  # no ties: Spearman's rho is the correlation of ranks


def test_a_constant_indicator_is_refused_by_name(make):
    with pytest.raises(InvalidInput, match="b is constant"):
        score(*make([[1.0, 5.0], [2.0, 5.0]], {"index": {"children": {"a": None, "b": None}}}))


def test_a_geometric_mean_of_zero_names_indicator_unit_and_year(make):
    tree = {
        "index": {
            "aggregation": Choice("aggregation", "geometric"),
            "children": {"a": {"normalisation": NONE}, "b": {"normalisation": NONE}},
        }
    }
    with pytest.raises(InvalidInput) as caught:
        score(*make([[1.0, 0.0], [2.0, 5.0]], tree))
    (problem,) = caught.value.problems
    assert (problem.unit, problem.indicator, problem.year) == ("u000", "b", 2020)


def test_full_coverage_is_exactly_one_and_a_missing_denominator_counts_as_missing(make):
    tree = {
        "index": {"children": {"a": {"denomination": Denomination("people")}, "b": None, "c": None}}
    }
    index, data, scheme = make(VALUES, tree, {"a": 0.3, "b": 0.1, "c": 0.17})
    people = np.array([[1.0, 2.0, np.nan, 4.0]])
    coverage = score(index, replace(data, variables={"people": people}), scheme).coverage[0]
    assert coverage[0] == 1.0
    assert coverage[2] == pytest.approx(0.27 / 0.57)


def test_the_imputed_share_of_a_unit_is_shown(make):
    tree = {
        "index": {
            "children": {"a": {"imputation": Choice("imputation", "mean")}, "b": None, "c": None}
        }
    }
    values = VALUES.copy()
    values[1, 0] = np.nan
    result = score(*make(values, tree))
    np.testing.assert_allclose(result.imputed[0], [0, 1 / 3, 0, 0])
    assert result.scores.set_index("unit").loc["u001", "imputed"] == pytest.approx(1 / 3)
    assert result.changes[["unit", "node", "step"]].values.tolist() == [["u001", "a", "imputed"]]


def test_a_result_shows_itself_in_a_notebook(make):
    result = score(*make(VALUES, PLAIN))
    assert "cells: 12 observed" in repr(result)
    assert "6.6667" in result._repr_html_()
    assert "<table" in result._repr_html_()
    explained = explain(result, "u001")
    assert repr(explained).startswith("u001, 2020: 4.3333, rank 3 of 4; u002 leads by 1.0000")
    assert "<table" in explained._repr_html_()
    assert "spearman" in repr(compare([result, result], ["a", "b"]))


def test_parts_of_the_benefit_of_the_doubt_are_shapleys_of_what_indicators_are_worth_together(make):
    # by hand: u002 = (2, 2) beside (4, 1) and (1, 4): alone each indicator is worth 2/4, both 0.8
    tree = {
        "i": {
            "aggregation": Choice("aggregation", "benefit_of_the_doubt"),
            "children": {"a": {"normalisation": NONE}, "b": {"normalisation": NONE}},
        }
    }
    found = score(*make([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]], tree))
    assert contributions(found, 2) == pytest.approx({"a": 0.4, "b": 0.4})
    # (4, 1): a alone is worth 4/4, b alone 1/4, both 1: (1 + 0.75)/2 and (0.25 + 0)/2
    assert contributions(found, 0) == pytest.approx({"a": 0.875, "b": 0.125})


@pytest.mark.parametrize("method", ["benefit_of_the_doubt", "power", "minimum", "topsis"])
def test_a_unit_that_is_last_somewhere_is_explained_where_values_below_0_have_no_mean(make, method):
    options = (("exponent", 0.5),) if method == "power" else ()
    index, data, scheme = make(
        VALUES,
        {
            "index": {
                "aggregation": Choice("aggregation", method, options),
                "children": dict.fromkeys("abc"),
            }
        },
    )
    result = score(index, data, scheme)
    for unit in result.rows.units:
        explained = explain(result, unit)
        nodes = explained.nodes.set_index("node")
        assert nodes["finished"].min() >= 0
        added = nodes.loc[list("abc"), "contribution"].sum()
        assert explained.starting_level + added == pytest.approx(explained.score)
        assert nodes.loc[list("abc"), "gap"].sum() == pytest.approx(explained.gap)


def test_where_two_share_no_indicator_the_gap_goes_to_those_there_are(make):
    values = np.array([[9.0, np.nan], [np.nan, 3.0], [1.0, 1.0]])
    index, data, scheme = make(
        values,
        {"index": {"children": {"a": {"normalisation": NONE}, "b": {"normalisation": NONE}}}},
    )
    explained = explain(score(index, data, scheme), "u000")
    parts = explained.nodes.set_index("node")["gap"]
    assert explained.gap == -6.0
    assert (parts["a"], parts["b"]) == (-6.0, 0.0)


def test_where_only_order_counts_a_child_without_weight_adds_nothing(make):
    tree = {
        "index": {
            "aggregation": Choice("aggregation", "copeland"),
            "children": dict.fromkeys("abc"),
        }
    }
    index, data, scheme = make(VALUES, tree, {"a": 5.0, "b": 1.0, "c": 0.0})
    nodes = explain(score(index, data, scheme), "u000").nodes.set_index("node")["contribution"]
    # by hand: at the worst of all it loses to two and ties with u003, -2; with a alone it beats
    # all, 3; with b alone it beats u003 only, -1. a goes last with the chance of its weight, 5 in 6
    assert nodes["c"] == 0.0
    assert nodes["a"] == pytest.approx(5 / 6 * 4 + 1 / 6 * 5)
    assert nodes["b"] == pytest.approx(5 / 6 * 1 + 1 / 6 * 0)


def test_a_post_that_has_no_logarithm_is_named(make):
    posts = Choice("normalisation", "goalposts", (("lower", 0.0), ("upper", 10.0)))
    leaf = {"transform": Choice("transform", "log"), "normalisation": posts}
    with pytest.raises(InvalidInput, match=r"0, stated at another step .* has no logarithm"):
        score(*make(VALUES[:, :2], {"index": {"children": {"a": leaf, "b": None}}}))


def test_children_that_cancel_out_add_what_their_weights_and_values_say(make):
    plain = {"normalisation": Choice("normalisation", "none")}
    tree = {
        "index": {"children": {"dimension": {"children": {"a": plain, "b": plain}}, "c": plain}}
    }
    explained = explain(score(*make([[1.0, -1.0, 0.5], [2.0, 3.0, 4.0]], tree)), "u000")
    parts = explained.nodes.set_index("node")["contribution"]
    # by hand: a from 0 to 1 and c from 0 to 0.5; b is at its worst, -1, a quarter of the index
    assert parts[["a", "b", "c"]].tolist() == pytest.approx([0.25, 0.0, 0.25])
    assert explained.starting_level == pytest.approx(-0.25)


def points(lower, upper):
    return Choice("normalisation", "goalposts", (("lower", lower), ("upper", upper)))


def test_what_is_best_below_a_dimension_that_counts_negatively_is_ahead_of_the_mean(make):
    # u000 has no tariff, the best there is; barriers count negatively as a whole
    barriers = {"direction": -1, "normalisation": points(0.0, 100.0)}
    children = {"tariff": {"normalisation": points(0.0, 50.0)}}
    tree = {
        "openness": {
            "children": {
                "barriers": {**barriers, "children": children},
                "trade": {"normalisation": points(0.0, 10.0)},
            }
        }
    }
    result = score(*make([[0.0, 2.0], [25.0, 4.0], [50.0, 9.0]], tree))
    explained = explain(result, "u000")
    assert (explained.ahead_of_mean, explained.behind_mean) == (("tariff",), ("trade",))
    # by hand: at the worst, a tariff of 50 and no trade, the index is 0; half of it each
    parts = explained.nodes.set_index("node")["contribution"]
    assert (parts["tariff"], parts["trade"]) == pytest.approx((50.0, 10.0))
    assert explained.starting_level == 0.0
    assert explain(result, "u002").behind_mean == ("tariff",)
    # by hand: u001 with 45 is behind with 60; 100 - 2 t + 40 passes 120 where t falls below 10,
    # in whole numbers at 9
    tariff = explain(result, "u001").nodes.set_index("node").loc["tariff"]
    assert tariff["overtake"] == 9.0
    assert not tariff["overtake_beyond_best"]


def test_a_difference_with_goalposts_adds_up_from_what_each_side_can_be_worth(make):
    tree = {
        "balance": {
            "aggregation": Choice("aggregation", "difference"),
            "normalisation": points(-100.0, 100.0),
            "children": {
                "out": {"normalisation": points(0, 100)},
                "in": {"normalisation": points(0, 100)},
            },
        }
    }
    explained = explain(score(*make([[50.1, 50.0], [10.0, 90.0]], tree)), "u000")
    # by hand: at the worst, 0 - 100, the balance has 0 of 100 points; a point of a side is half one
    assert explained.score == pytest.approx(50.05)
    parts = explained.nodes.set_index("node")["contribution"]
    assert (parts["out"], parts["in"]) == pytest.approx((25.05, 25.0))
    assert explained.starting_level == 0.0


def test_where_the_lowest_score_is_best_what_lowers_it_is_ahead_of_the_mean(make):
    index, data, scheme = make(
        [[1.0, 5.0], [3.0, 3.0], [5.0, 1.0]],
        {"i": {"children": {"a": None, "b": None}}},
        {"a": 2.0},
    )
    low = explain(score(replace(index, ranking=Ranking(best="low")), data, scheme), "u000")
    assert (low.ahead_of_mean, low.behind_mean) == (("a",), ("b",))
    assert low.starting_level == pytest.approx(1.0)


def test_what_no_value_can_be_found_for_at_the_worst_starts_from_the_worst_observed(make):
    # a ratio below a dimension that counts negatively is worst where its second child is 0
    tree = {
        "i": {
            "direction": -1,
            "aggregation": Choice("aggregation", "ratio"),
            "children": {"a": {"normalisation": NONE}, "b": {"normalisation": NONE}},
        }
    }
    explained = explain(score(*make([[1.0, 4.0], [3.0, 2.0], [6.0, 3.0]], tree)), "u000")
    # by hand: from -6/2 to -1/4; a first: to -1/2, then b to -1/4; b first: to -6/4, then a to -1/4
    assert explained.starting_level == pytest.approx(-3.0)
    parts = explained.nodes.set_index("node")["contribution"]
    assert parts["a"] == pytest.approx((2.5 + 1.25) / 2)
    assert parts["b"] == pytest.approx((0.25 + 1.5) / 2)


def test_a_constant_is_part_of_the_starting_level(make):
    tree = {
        "i": {
            "aggregation": Choice("aggregation", "sum"),
            "children": {"a": {"normalisation": NONE}, "c": {"normalisation": NONE, "data": ""}},
        }
    }
    explained = explain(score(*make([[2.0, 7.0], [1.0, 7.0]], tree)), "u000")
    assert explained.starting_level == 7.0
    assert explained.nodes.set_index("node")["contribution"].to_dict() == {
        "i": 2.0,
        "a": 2.0,
        "c": 0.0,
    }
    assert explained.ahead_of_mean == ("a",)


def test_the_parts_of_a_gap_between_two_years_and_what_other_weights_make_are_the_whole(make):
    tree = {
        "i": {
            "aggregation": Choice("aggregation", "geometric"),
            "children": {
                "a": {"normalisation": points(0, 10)},
                "b": {"normalisation": points(0, 10)},
            },
        }
    }
    panel = [[[1.0, 2.0], [4.0, 3.0]], [[2.0, 2.0], [9.0, 3.0]]]
    index, data, scheme = make(panel, tree)
    result = score(index, data, scheme, (2020, 2021))
    parts, rest = gap(result, 0, 2)
    assert parts["b"] == 0.0
    assert parts["a"] + rest == pytest.approx(result.walk.score[2] - result.walk.score[0])
    assert rest == pytest.approx(0.0, abs=1e-12)


def test_what_is_missing_stays_missing_on_the_way(make):
    # u000's ratio has no value, whatever it had at the start; only c tells of it
    ratio = Choice("aggregation", "ratio", (("zero", "missing"),))
    plain = {"normalisation": NONE}
    dimension = {"aggregation": ratio, "children": {"a": plain, "b": plain}}
    tree = {"i": {"children": {"dimension": dimension, "c": plain}}}
    explained = explain(score(*make([[1.0, 0.0, 4.0], [3.0, 2.0, 2.0]], tree)), "u000")
    parts = explained.nodes.set_index("node")["contribution"]
    assert parts[["a", "b", "c"]].tolist() == [0.0, 0.0, 4.0]
    assert explained.starting_level == 0.0


@pytest.mark.parametrize(
    "way",
    [
        Choice("aggregation", "arithmetic"),
        Choice("aggregation", "sum"),
        Choice("aggregation", "geometric"),
        Choice("aggregation", "harmonic"),
        Choice("aggregation", "power", (("exponent", 2.0),)),
        Choice("aggregation", "median"),
    ],
    ids=lambda way: way.method,
)
def test_an_indicator_alone_on_its_way_up_leads_to_the_scores_of_the_whole_walk(make, way):
    rng = np.random.default_rng(0)
    figures = rng.uniform(1.0, 9.0, (6, 4))
    figures[2, 0] = np.nan
    some = Choice("normalisation", "min_max", (("scale", (1.0, 10.0)),))
    leaf = {"normalisation": some}
    tree = {
        "index": {
            "aggregation": way,
            "children": {
                "pillar": {"aggregation": way, "children": {"a": leaf, "b": leaf, "c": leaf}},
                "d": leaf,
            },
        }
    }
    index, data, scheme = make(figures, tree)
    found = score(index, data, scheme)
    columns, candidates = np.arange(4), np.array([[2.0, 3.0, 8.0, 20.0], [0.5, 9.0, 4.0, 1.0]])
    raw = data.raw(found.rows.years)
    table = np.repeat(raw[None], 2, axis=0)
    table[:, 1] = candidates
    scores = Rewalk(index, found.rows, found.walk, scheme.weights).scores(columns, table)
    for (at, unit), _ in np.ndenumerate(candidates):
        alone = raw.copy()
        alone[1, unit] = candidates[at, unit]
        expected = walk(index, found.rows, alone, scheme.weights).score
        np.testing.assert_allclose(scores[unit, at], expected, rtol=1e-12)
