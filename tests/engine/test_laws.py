"""What must hold for every index, whatever its tree and data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coopindex.engine.index import Choice, Denomination, Missing, Reference
from coopindex.engine.memory import SPARE
from coopindex.engine.rows import Rows
from coopindex.engine.score import score
from coopindex.engine.steps import finish
from coopindex.engine.walk import walk
from coopindex.methods.registry import methods
from coopindex.questions.explain import explain

TREE = {
    "index": {
        "children": {
            "hard": {"children": {"a": None, "b": {"direction": -1}}},
            "soft": {"children": {"c": None, "deep": {"children": {"d": None, "e": None}}}},
            "f": None,
        }
    }
}
GEOMETRIC = Choice("aggregation", "geometric")
MIXED = {
    "index": {
        "aggregation": GEOMETRIC,
        "children": {
            "hard": {"children": {"a": None, "b": {"direction": -1}}},
            "soft": {
                "aggregation": Choice("aggregation", "harmonic"),
                "children": {"c": None, "deep": {"children": {"d": None, "e": None}}},
            },
            "f": None,
        },
    }
}
numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
tables = arrays(float, (6, 6), elements=numbers, unique=True)


def finished(make, values, tree=TREE, weights=None):
    return score(*make(values, tree, weights))


@given(values=tables, order=st.permutations(range(6)))
def test_the_order_of_units_does_not_matter(make, values, order):
    straight, shuffled = finished(make, values), finished(make, values[order])
    np.testing.assert_allclose(shuffled.score[0], straight.score[0][order], rtol=1e-12)


@given(
    values=arrays(float, (4, 6, 6), elements=numbers, unique=True),
    weights=arrays(float, (4, 11), elements=st.floats(0.1, 10)),
)
def test_a_batch_equals_the_loop_over_its_draws(make, values, weights):
    index, data, _ = make(values[0], MIXED)
    rows = Rows.of(data, data.years)
    batch = walk(index, rows, values, weights).score
    loop = [
        walk(index, rows, one, weight).score for one, weight in zip(values, weights, strict=True)
    ]
    np.testing.assert_allclose(batch, loop, rtol=1e-12)


@pytest.mark.parametrize("transform", ["none", "square_root"])
@given(
    values=arrays(
        float, (3, 6, 5), elements=st.floats(0, 1e6).map(lambda x: round(x, 3)), unique=True
    )
)
def test_writing_into_spare_memory_changes_nothing(make, values, transform):
    values[:, 1, 0] = values[:, 4, 3] = np.nan
    leaves = {
        "a": {
            "imputation": Choice("imputation", "mean"),
            "transform": Choice("transform", transform),
        },
        "b": {"denomination": Denomination(2.0, 3.0), "direction": -1},
        "c": {"treatment": Choice("treatment", "winsorise", (("when", None), ("at_most", 1)))},
        "d": {
            "imputation": Choice("imputation", "median"),
            "direction": -1,
            "normalisation": Choice("normalisation", "rank"),
        },
        "e": {"normalisation": Choice("normalisation", "z_score")},
    }
    index, data, _ = make(values[0], {"index": {"children": leaves}})
    rows, level = Rows.of(data, data.years), index.levels[0]
    kept = finish(values, level, rows, index.reference)
    np.testing.assert_array_equal(
        finish(values.copy(), level, rows, index.reference, memory=SPARE), kept
    )


@given(values=tables)
def test_the_input_is_left_untouched(make, values):
    before = values.copy()
    finished(make, values, MIXED)
    np.testing.assert_array_equal(values, before)


@given(values=tables, factor=st.floats(0.01, 100), shift=st.floats(-1000, 1000))
def test_the_measure_of_an_indicator_does_not_matter_under_min_max(make, values, factor, shift):
    np.testing.assert_allclose(
        finished(make, values * factor + shift).score, finished(make, values).score, atol=1e-6
    )


@given(values=tables, rise=st.floats(0.001, 1e6))
def test_more_of_a_good_indicator_never_lowers_the_score(make, values, rise):
    better = values.copy()
    better[2, 0] += rise
    assert finished(make, better).score[0, 2] >= finished(make, values).score[0, 2] - 1e-9


@given(values=tables, factor=st.floats(0.001, 1000))
def test_only_the_proportions_of_weights_matter(make, values, factor):
    weights = {"hard": 3.0, "soft": 2.0, "f": 1.0}
    scaled = {node: weight * factor for node, weight in weights.items()}
    np.testing.assert_allclose(
        finished(make, values, TREE, weights).score,
        finished(make, values, TREE, scaled).score,
        rtol=1e-12,
    )


@given(values=tables)
def test_a_child_without_weight_takes_no_part(make, values):
    other = values.copy()
    other[:, 5] = other[::-1, 5] * 2
    weights = {"f": 0.0}
    np.testing.assert_allclose(
        finished(make, values, TREE, weights).score,
        finished(make, other, TREE, weights).score,
        rtol=1e-12,
    )


@pytest.mark.parametrize("tree", [TREE, MIXED])
@given(values=tables, unit=st.integers(0, 5), hole=st.integers(0, 35))
def test_contributions_add_up_to_the_score_and_the_split_gap_to_the_gap(
    make, tree, values, unit, hole
):
    values = values.copy()
    values.flat[hole] = np.nan
    explained = explain(finished(make, values, tree), f"u{unit:03d}")
    leaves = explained.nodes[explained.nodes["node"].isin(list("abcdef"))]
    added = explained.starting_level + leaves["contribution"].sum()
    assert added == pytest.approx(explained.score, rel=1e-9)
    assert leaves["gap"].sum() == pytest.approx(explained.gap, rel=1e-6, abs=1e-7)


@given(values=tables)
def test_each_year_scored_alone_equals_the_year_in_a_panel_with_a_scale_of_each_year(make, values):
    from coopindex.engine.index import Reference

    panel = np.stack([values, values[::-1] * 3])
    together = score(*make(panel, TREE, reference=Reference("each")), years=(2020, 2021))
    np.testing.assert_allclose(together.score[1], finished(make, panel[1]).score[0], rtol=1e-12)


def test_missing_children_are_skipped_or_stop_the_node_as_its_rule_says(make):
    values = np.array([[1.0, 4.0], [2.0, np.nan], [3.0, 1.0]])

    def scored(missing):
        return finished(
            make, values, {"index": {"missing": missing, "children": {"a": None, "b": None}}}
        ).score[0]

    np.testing.assert_allclose(
        scored(Missing()), [50.5, 50.5, 50.5]
    )  # u1: a alone, half way between 1 and 100
    np.testing.assert_allclose(scored(Missing(minimum_present=1.0)), [50.5, np.nan, 50.5])
    np.testing.assert_allclose(scored(Missing(zero=True)), [50.5, 25.25, 50.5])
    np.testing.assert_allclose(scored(Missing(renormalise=False)), [50.5, 25.25, 50.5])
    np.testing.assert_allclose(scored(Missing(minimum_present=1, count=True)), [50.5, 50.5, 50.5])


def test_an_inner_node_walks_the_same_way_as_an_indicator(make):
    values = np.array([[0.0, 0.0, 1.0], [1.0, 0.5, 2.0], [2.0, 1.0, 3.0]])
    rescaled = {
        "normalisation": Choice("normalisation", "min_max", (("scale", (0.0, 10.0)),)),
        "direction": -1,
    }
    tree = {
        "index": {
            "children": {"pillar": {"children": {"a": None, "b": None}, **rescaled}, "c": None}
        }
    }
    result = finished(make, values, tree)
    np.testing.assert_allclose(result.array("pillar", "column")[0], [1.0, 50.5, 100.0])
    np.testing.assert_allclose(result.array("pillar")[0], [10.0, 5.0, 0.0])


# what a normalisation cannot do without; and options that change what it counts
ASKED = {
    "goalposts": {"lower": 0.1, "upper": 10.0},
    "distance_to_reference": {"unit": "u003"},
    "distance_to_target": {"target": 11.0},
    "ideal_range": {"ideal": 4.0},
    "categories": {"thresholds": (3.0, 7.0), "points": (0.0, 50.0, 100.0)},
    "percentile_rank": {"zeros": "zero"},
}
YEARS = [Reference("all"), Reference("each"), Reference((2020, 2021)), Reference((2021,))]


@pytest.mark.parametrize("years", YEARS, ids=lambda of: str(of.years))
@pytest.mark.parametrize("transform", ["none", "yeo_johnson"])
@pytest.mark.parametrize("method", sorted(methods("normalisation")))
@given(draws=st.sampled_from([1, 3, 4, 5]), seed=st.integers(0, 2**32))
@settings(max_examples=2, deadline=None)
def test_steps_finish_many_tables_as_each_alone_whatever_years_they_refer_to(
    make, method, transform, years, draws, seed
):
    if methods("normalisation")[method].based and isinstance(years.years, str):
        return  # it has no base
    normalisation = Choice(
        "normalisation", method, tuple(sorted(ASKED.get(method, {}).items())), reference=years
    )
    scaled = {"normalisation": normalisation, "transform": Choice("transform", transform)}
    tree = {"i": {"children": {"a": scaled, "b": {**scaled, "direction": 1}}}}
    random = np.random.default_rng(seed)
    # the last unit's are the best, and the reference unit's lie between
    tables = np.round(random.uniform(1, 9, (draws, 3, 4, 2)), 1)
    tables[:, :, 0], tables[:, :, 3] = 0.5, 10.0
    index, data, _ = make(tables[0], tree)
    rows, of = Rows.of(data, data.years), Reference("each")
    flat = tables.reshape(draws, 12, 2)
    together = finish(flat, index.levels[0], rows, of)
    alone = [finish(table, index.levels[0], rows, of) for table in flat]
    np.testing.assert_allclose(together, np.stack(alone), rtol=1e-9, atol=1e-9)
