"""Years that compare, and changes that add up."""

import numpy as np
import pytest

from coopindex.engine.index import Choice, Reference
from coopindex.engine.score import score
from coopindex.questions.change import change, trajectories, trends
from coopindex.report.pages.change import side_by_side

TREE = {
    "index": {
        "aggregation": Choice("aggregation", "geometric"),
        "children": {"x": {"children": {"a": None, "b": None}}, "c": None},
    }
}
VALUES = np.random.default_rng(7).normal(size=(3, 6, 3))


def split(result, start, end):
    """A change with one row a unit, its indicators and the other causes as columns."""
    whole, own, others = side_by_side(change(result, start, end))
    return whole.join([own, others])


def test_a_pooled_scale_spans_all_years_and_a_base_years_scale_spans_that_year_alone(make):
    index, data, scheme = make(VALUES, TREE, reference=Reference("all"))
    pooled = score(index, data, scheme, data.years).array("a")
    assert (pooled.min(), pooled.max()) == (1.0, 100.0)
    index, data, scheme = make(VALUES, TREE, reference=Reference((2020,)))
    based = score(index, data, scheme, (2020,)).array("a")
    assert (based.min(), based.max()) == (1.0, 100.0)


def test_a_base_year_that_is_not_scored_still_fixes_the_scale(make):
    index, data, scheme = make(
        np.abs(VALUES) + 1,
        {"index": {"children": {"a": None, "b": None, "c": None}}},
        reference=Reference((2020,)),
    )
    alone, together = score(index, data, scheme, (2022,)), score(index, data, scheme, (2020, 2022))
    np.testing.assert_array_equal(alone.score[0], together.score[1])
    assert alone.years == (2022,)


@pytest.mark.parametrize("reference", [Reference("all"), Reference("each")])
def test_a_change_is_split_exactly_into_indicators_weights_scale_and_membership(make, reference):
    values = VALUES.copy()
    values[0, 4] = np.nan  # a newcomer
    index, data, scheme = make(values, TREE, reference=reference)
    index_by_year = score(index, data, scheme, data.years)
    table = split(index_by_year, 2020, 2022)
    assert "u004" not in table.index
    parts = table[["a", "b", "c", "weights", "scale", "membership"]]
    np.testing.assert_allclose(parts.sum(axis=1), table["change"], rtol=1e-9)
    np.testing.assert_allclose(table["change"], table["end"] - table["start"])


def test_a_newcomer_that_stretches_the_scale_is_named_as_the_cause(make):
    values = np.array(
        [[[1.0, 5.0], [2.0, 6.0], [np.nan, np.nan]], [[1.0, 5.0], [2.0, 6.0], [9.0, 9.0]]]
    )
    index, data, scheme = make(
        values, {"index": {"children": {"a": None, "b": None}}}, reference=Reference("each")
    )
    table = split(score(index, data, scheme, data.years), 2020, 2021)
    np.testing.assert_allclose(table[["a", "b", "weights", "scale"]], 0, atol=1e-9)
    np.testing.assert_allclose(table["membership"], table["change"])


def test_trajectories_list_every_years_rank(make):
    index, data, scheme = make(VALUES, TREE)
    table = trajectories(score(index, data, scheme, data.years))
    assert list(table.columns) == [2020, 2021, 2022]
    assert list(table[2022]) == [1, 2, 3, 4, 5, 6]


def test_trends_are_growth_a_year_and_the_slope_of_the_fitted_line(make):
    raw = {"index": {"children": {"a": {"normalisation": Choice("normalisation", "none")}}}}
    index, data, scheme = make(
        [[[100.0], [3.0], [-1.0]], [[120.0], [np.nan], [1.0]], [[121.0], [np.nan], [2.0]]], raw
    )
    table = trends(score(index, data, scheme, data.years))
    assert table.loc["u000", ["growth", "slope"]].tolist() == pytest.approx([0.1, 10.5])
    assert table.loc["u000", "trend"] == pytest.approx(10.5 / (341 / 3 - 10.5))
    assert table.loc["u001", "years"] == pytest.approx(1 / 3)
    assert table.loc["u001"].drop("years").isna().all()
    assert np.isnan(table.loc["u002", "growth"])  # no rate leads from below 0
    assert table.loc["u002", "slope"] == pytest.approx(1.5)


def test_where_the_other_years_scale_gives_no_value_the_change_is_told_of_the_scale(make):
    # mpi has no value where the mean is not above 0: u000 would lie there on the other year's scale
    tree = {
        "index": {"aggregation": Choice("aggregation", "mpi"), "children": {"a": None, "b": None}}
    }
    values = [
        [[1.0, 1.0], [2.0, 3.0], [4.0, 4.0]],
        [[60.0, 70.0], [50.0, 90.0], [95.0, 99.0]],
    ]
    index, data, scheme = make(values, tree, reference=Reference("each"))
    table = split(score(index, data, scheme, data.years), 2020, 2021)
    parts = table[["a", "b", "weights", "scale", "membership"]]
    assert np.isfinite(parts).all(axis=None)
    np.testing.assert_allclose(parts.sum(axis=1), table["change"], atol=1e-9)
    assert (table[["weights", "membership"]] == 0).all(axis=None)


def test_a_mean_that_takes_nothing_below_0_is_at_its_limit_on_the_other_years_scale(make):
    # by hand: a fell from 2 to 1.5, b stood still, so a's part is not above 0 and b's is 0
    tree = {
        "index": {
            "aggregation": Choice("aggregation", "geometric"),
            "children": {"a": None, "b": None},
        }
    }
    values = [[[2.0, 5.0], [9.0, 3.0], [5.0, 10.0]], [[1.5, 5.0], [1.0, 2.0], [7.0, 12.0]]]
    index, data, scheme = make(values, tree, reference=Reference("each"))
    table = split(score(index, data, scheme, data.years), 2020, 2021)
    assert table.loc["u000", "b"] == 0
    assert table.loc["u000", "a"] <= 0
    assert table.loc["u000", "weights"] == 0


@pytest.mark.parametrize("aggregation", ["geometric", "harmonic", "benefit_of_the_doubt"])
def test_a_year_that_nobody_asks_for_nor_refers_to_refuses_no_other(make, aggregation):
    # on 2020's scale u000 lies below 0 in 2021; carrying figures forward looks at 2021 all the same
    leaf = {
        "normalisation": Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),)),
        "imputation": Choice("imputation", "last_observation"),
    }
    tree = {
        "index": {
            "aggregation": Choice("aggregation", aggregation),
            "children": {"a": leaf, "b": leaf},
        }
    }
    values = [
        [[1.0, 1.0], [5.0, 5.0], [9.0, 9.0], [4.0, 6.0]],
        [[0.1, 0.1], [5.0, 5.0], [9.0, 9.0], [4.0, 6.0]],
        [[2.0, 2.0], [5.0, 6.0], [8.0, 9.0], [4.0, 6.0]],
    ]
    index, data, scheme = make(values, tree, reference=Reference((2020,)))
    found = score(index, data, scheme, (2022,)).score[0]
    assert np.isfinite(found).all()
    if aggregation == "geometric":
        assert found[0] == pytest.approx(1 + 99 * (2 - 1) / 8)  # by hand, in both indicators
