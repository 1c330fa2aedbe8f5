"""The parts of inequality add up, and hang neither on units of measure nor on copies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopindex.methods.inequality import (
    absolute_beta,
    decompose,
    gini,
    mean,
    mean_excess,
    theil,
    theil_between,
)

NEAR = {"rel": 1e-9, "abs": 1e-12}


@st.composite
def grouped(draw):
    """Return values not below 0, some of them above, and groups, some of them of one or equal."""
    number = draw(st.integers(1, 5))
    labels = draw(st.lists(st.integers(0, number - 1), min_size=1, max_size=14))
    of = st.sampled_from([0.0, 0.1, 1.0, 3.0, 1e6]) | st.floats(1e-3, 1e3)
    values = draw(st.lists(of, min_size=len(labels), max_size=len(labels)))
    values[0] = values[0] or 1.0
    return np.array(values), np.unique(labels, return_inverse=True)[1]


@given(grouped())
def test_dagums_parts_add_up_to_gini(of):
    values, labels = of
    found = decompose(values, labels)
    assert found.within + found.between + found.transvariation == pytest.approx(
        gini(values), **NEAR
    )
    assert min(found.within, found.between, found.transvariation) >= -1e-12


@given(grouped())
def test_what_is_between_groups_is_the_gini_of_their_means(of):
    values, labels = of
    found = decompose(values, labels)
    assert found.between == pytest.approx(gini(found.groups.mean[labels]), **NEAR)


@given(grouped())
def test_the_parts_are_those_of_dagums_own_formula(of):
    values, labels = of
    found = decompose(values, labels)
    g, pairs = found.groups, found.pairs
    cross = (
        g.population[pairs.richer] * g.score[pairs.poorer]
        + g.population[pairs.poorer] * g.score[pairs.richer]
    )
    by_formula = np.nan_to_num(pairs.gini) * cross
    np.testing.assert_allclose(pairs.between, by_formula * pairs.distance, rtol=1e-9, atol=1e-12)
    parts = by_formula * (1 - pairs.distance)
    np.testing.assert_allclose(pairs.transvariation, parts, rtol=1e-9, atol=1e-12)
    within = np.nan_to_num(g.gini) * g.population * g.score
    np.testing.assert_allclose(g.within, within, rtol=1e-9, atol=1e-12)


@given(grouped())
def test_theils_parts_add_up(of):
    values, labels = of
    groups = decompose(values, labels).groups
    parts = groups.theil_within.sum() + theil_between(groups, mean(values))
    assert parts == pytest.approx(theil(values), **NEAR)


@given(grouped(), st.floats(1e-3, 1e3))
def test_another_unit_of_measure_changes_no_inequality(of, times):
    values, labels = of
    before, after = (decompose(each, labels) for each in (values, values * times))
    assert after[:4] == pytest.approx(before[:4], **NEAR)
    assert theil(values * times) == pytest.approx(theil(values), **NEAR)


@given(grouped(), st.integers(2, 4))
def test_every_unit_met_several_times_changes_no_inequality(of, times):
    values, labels = of
    before = decompose(values, labels)
    after = decompose(np.tile(values, times), np.tile(labels, times))
    assert after[:4] == pytest.approx(before[:4], **NEAR)
    assert theil(np.tile(values, times)) == pytest.approx(theil(values), **NEAR)


@given(grouped())
def test_sorted_sums_are_those_over_all_pairs(of):
    values, _ = of
    apart = values[:, None] - values[None, :]
    assert gini(values) == pytest.approx(np.abs(apart).mean() / (2 * values.mean()), **NEAR)
    assert mean_excess(values, values) == pytest.approx(np.maximum(apart, 0).mean(), **NEAR)


@given(st.lists(st.floats(0.1, 100), min_size=3, max_size=9), st.floats(-0.09, 0.09))
def test_a_line_that_was_drawn_is_found(first, b):
    first = np.array(first)
    if np.ptp(np.log(first)) < 1e-3:
        first[0] *= 2
    found = absolute_beta(first, first * np.exp(10 * (0.03 + b * np.log(first))), 10.0)
    assert found.b == pytest.approx(b, rel=1e-6, abs=1e-9)
    assert (found.half_life > 0) == (found.speed > 0)
