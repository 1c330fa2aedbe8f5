"""Rank correlations beside scipy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from coopindex.methods import rank_correlation as ours

VALUES = st.lists(
    st.tuples(st.integers(-4, 4), st.integers(-4, 4)), min_size=2, max_size=40
).filter(lambda rows: all(len(set(column)) > 1 for column in zip(*rows, strict=True)))
THEIRS = {
    ours.spearman: stats.spearmanr,
    ours.kendall: stats.kendalltau,
    ours.top_weighted: stats.weightedtau,
}


@pytest.mark.parametrize("name", ["spearman", "kendall", "top_weighted"])
@given(rows=VALUES)
def test_they_are_scipys_with_ties(name, rows):
    x, y = np.array(rows, float).T
    own = getattr(ours, name)
    assert own(x, y) == pytest.approx(THEIRS[own](x, y).statistic, abs=1e-12)


@pytest.mark.parametrize("name", ["kendall", "top_weighted"])
def test_many_units_are_counted_alike(name, monkeypatch):
    x, y = np.random.default_rng(1).integers(0, 50, (2, 300)).astype(float)
    squared = getattr(ours, name)(x, y)
    monkeypatch.setattr(ours, "MOST_SQUARED", 10)
    assert squared == pytest.approx(getattr(ours, name)(x, y), abs=1e-12)


@pytest.mark.parametrize("name", ["spearman", "kendall", "top_weighted"])
def test_who_tells_none_apart_agrees_with_nobody(name):
    measure = getattr(ours, name)
    assert np.isnan(measure(np.ones(3), np.arange(3.0)))
    assert np.isnan(measure(np.array([1.0, np.nan]), np.array([1.0, 2.0])))


@given(rows=VALUES)
def test_mean_ranks_are_scipys(rows):
    columns = np.array(rows, float)
    np.testing.assert_array_equal(ours.mean_ranks(columns), stats.rankdata(columns, axis=0))
