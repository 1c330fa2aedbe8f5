"""An audit's figures hang on nothing but what they are about, and its rules on their thresholds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import coopindex
from coopindex.audit.associations import METHODS, associate
from coopindex.audit.dominance import dominating
from coopindex.audit.importance import effects
from coopindex.audit.reliability import alpha, eigen, standardised_alpha, together
from coopindex.audit.shift import linear_quantile

SEEDS = st.integers(0, 2**32 - 1)
TREE = {"a": ["x0", "x1"], "b": ["x2", "x3", "x4"], "c": ["x5"]}


def table(seed, rows=12, columns=4, gaps=0.15):
    """Correlated columns with ties and gaps."""
    random = np.random.default_rng(seed)
    values = random.normal(size=(rows, columns)) + random.normal(size=(rows, 1))
    values = values.round(random.integers(0, 3))
    return np.where(random.random(values.shape) < gaps, np.nan, values)


@given(seed=SEEDS, method=st.sampled_from(METHODS))
def test_a_correlation_is_that_of_the_two_columns_alone(seed, method):
    x = table(seed)
    found = associate(x, x, method)
    for a, b in np.ndindex(found.r.shape):
        both = ~np.isnan(x[:, a]) & ~np.isnan(x[:, b])
        one, other = x[both, a], x[both, b]
        assert found.n[a, b] == both.sum()
        if both.sum() < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
            assert both.sum() == 2 or np.isnan(found.r[a, b])
            continue
        theirs = {"pearson": stats.pearsonr, "spearman": stats.spearmanr}.get(method)
        expected = (
            theirs(one, other) if theirs else stats.kendalltau(one, other, method="asymptotic")
        )
        assert found.r[a, b] == pytest.approx(expected.statistic, abs=1e-9)
        assert found.p[a, b] == pytest.approx(expected.pvalue, abs=1e-7)


@given(seed=SEEDS)
def test_components_share_out_the_whole_variance(seed):
    found = together(table(seed, 30, 4, gaps=0.0))
    if found.whole is None:
        return
    values, vectors = eigen(found.whole)
    assert values.sum() == pytest.approx(len(values))
    assert (np.diff(values) <= 1e-12).all()
    again = (vectors * values) @ vectors.T
    np.testing.assert_allclose(again, found.whole, atol=1e-9)


@given(seed=SEEDS, factor=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_alpha_hangs_on_no_measure_that_all_items_share(seed, factor, shift):
    x = table(seed, 20, 3, gaps=0.1)
    before, after = together(x), together(factor * x + shift)
    assert alpha(after.covariance) == pytest.approx(alpha(before.covariance), nan_ok=True)
    scaled = together(x * np.array([1.0, 10.0, factor]))
    ours, theirs = (standardised_alpha(each.correlation) for each in (scaled, before))
    assert ours == pytest.approx(theirs, nan_ok=True)


@given(seed=SEEDS, factor=st.sampled_from([-2.0, 0.25, 8.0]), shift=st.sampled_from([-64.0, 16.0]))
def test_a_main_effect_is_a_share_and_hangs_on_no_measure(seed, factor, shift):
    x, y = table(seed, 25, 2, gaps=0.1).T
    found = effects(x, y)
    shares = found.linear, found.bins
    assert all(np.isnan(share) or -1e-9 <= share <= 1 + 1e-9 for share in shares)
    again = effects(x, factor * y + shift)
    np.testing.assert_allclose(again[2:5], found[2:5], atol=1e-9)


@given(seed=SEEDS)
def test_to_dominate_is_an_order(seed):
    over = dominating(table(seed, 10, 3).round(0))
    assert not np.diagonal(over).any()
    assert not (over & over.T).any()
    assert not (((over.astype(int) @ over) > 0) & ~over).any()


@given(seed=SEEDS, share=st.floats(0, 1))
def test_a_quantile_of_counts_is_that_of_the_ranks_counted(seed, share):
    ranks = np.random.default_rng(seed).integers(1, 8, (5, 11)).astype(float)
    possible = np.arange(1.0, 8.0)
    counts = (ranks[..., None] == possible).sum(axis=1)
    expected, found = (
        np.quantile(ranks, share, axis=1),
        linear_quantile(counts.cumsum(axis=1), possible, share),
    )
    np.testing.assert_allclose(found, expected, atol=1e-9)


def audited(seed, thresholds=None):
    values = pd.DataFrame(table(seed, 14, 6), [f"u{at}" for at in range(14)])
    values.columns = [f"x{at}" for at in range(6)]
    spare = values.fillna(values.mean()).fillna(0.0) + np.arange(14)[:, None] * 1e-3
    scoring = coopindex.score(spare, tree=TREE, normalisation="z_score")
    return scoring.audit(draws=8, thresholds=thresholds)


@settings(max_examples=10)
@given(seed=SEEDS, low=st.floats(0, 1), high=st.floats(0, 1))
def test_a_stricter_threshold_finds_no_less(seed, low, high):
    low, high = sorted((low, high))
    strict, loose = (audited(seed, {"redundant": r}).tested for r in (low, high))
    found = [
        {
            (f.node, f.other)
            for each in tested
            if each.rule.code == "redundant"
            for f in each.findings
        }
        for tested in (strict, loose)
    ]
    assert found[1] <= found[0]


@settings(max_examples=10)
@given(seed=SEEDS)
def test_what_adds_up_overrules_nobody(seed):
    dominance = audited(seed).table("dominance")
    assert not dominance["overruled"].any()
    for _, rows in dominance.groupby("of"):
        assert rows["dominates"].sum() == rows["dominated_by"].sum()


@settings(max_examples=10)
@given(seed=SEEDS)
def test_readings_of_the_jrcs_sentence_are_shares_and_the_stricter_is_the_smaller(seed):
    share = audited(seed).table("shift").set_index("reading")["share"]
    assert share.between(0, 1).all()
    assert share["nominal_less"] <= share["nominal_at_most"]
    assert share["runs_less"] <= share["runs_at_most"]
