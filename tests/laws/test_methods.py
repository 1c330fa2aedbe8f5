"""What must hold of a method whatever the figures and the weights."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from coopindex.methods.combined_weights import combined, game_shares
from coopindex.methods.coupling import coupled
from coopindex.methods.normalisation import farthest_outside, ideal_range
from coopindex.methods.options import Named
from coopindex.methods.outranking import grey_relational, leader
from coopindex.methods.registry import Undefined

seeds = st.integers(0, 10**6)
FORMS = st.sampled_from(["standard", "modified"])


def table(seed, rows=6, children=4, holes=0.0):
    """Systems between 0 and 1, with ties, zeros and gaps."""
    random = np.random.default_rng(seed)
    x = np.round(random.random((rows, children)), int(random.integers(1, 4)))
    return np.where(random.random(x.shape) < holes, np.nan, x)


@given(seed=seeds, form=FORMS)
def test_coupling_lies_between_0_and_1_and_knows_no_order_of_systems(seed, form):
    random = np.random.default_rng(seed)
    x, weights = table(seed, holes=0.1), random.random(4) + 0.1
    order = random.permutation(4)
    found = coupled(x, weights, form=form)
    again = coupled(x[:, order], weights[order], form=form)
    for values, others in zip(found, again, strict=True):
        np.testing.assert_allclose(others, values, rtol=1e-9, atol=1e-12)
        there = values[~np.isnan(values)]
        assert ((there >= 0) & (there <= 1)).all()
    alike = coupled(x, np.ones(4), form=form)
    np.testing.assert_allclose(alike.coupling, found.coupling)


@given(seed=seeds, form=FORMS)
def test_systems_that_are_equal_are_coupled_in_full_and_one_at_0_not_at_all(seed, form):
    level = np.random.default_rng(seed).uniform(1e-6, 1)
    found = coupled(np.array([[level] * 3, [0.0, level, level], [0.0] * 3]), np.ones(3), form=form)
    np.testing.assert_allclose(found.coupling, [1, 0, np.nan])
    np.testing.assert_allclose(found.degree, [np.sqrt(level), 0, 0])


GIVEN = ("linear", "product", "game")


@given(seed=seeds, by=st.sampled_from(GIVEN), many=st.integers(2, 4))
def test_combined_weights_make_1_and_lie_between_those_combined_where_they_are_mixed(
    seed, by, many
):
    random = np.random.default_rng(seed)
    points = random.integers(0, 6, (many, 4)) + np.eye(many, 4)
    of = tuple(Named("budget_allocation", (("experts", {"a": tuple(row)}),)) for row in points)
    try:
        found = combined(np.ones((1, 4)), of=of, by=by)
    except Undefined:
        assume(False)
    assert (found >= 0).all()
    np.testing.assert_allclose(found.sum(), 1)
    if by != "product":
        each = points / points.sum(axis=1, keepdims=True)
        assert (found <= each.max(axis=0) + 1e-9).all()
        assert (found >= each.min(axis=0) - 1e-9).all()


@given(seed=seeds)
def test_equal_weights_get_nothing_in_a_game_of_two(seed):
    other = np.random.default_rng(seed).dirichlet(np.ones(5))
    found = game_shares(np.stack([np.full(5, 0.2), other]))
    np.testing.assert_allclose(found, [0, 1], atol=1e-6)


@given(seed=seeds)
def test_in_an_ideal_range_all_have_the_most_and_farther_off_is_never_more(seed):
    random = np.random.default_rng(seed)
    x = random.normal(size=(9, 1)).round(1)
    lower, upper = np.sort(random.normal(size=2)).round(1)
    z = ideal_range(x, farthest_outside(x, lower=lower, upper=upper), lower=lower, upper=upper)
    off = np.maximum(np.maximum(lower - x, x - upper), 0)
    assert (z[off == 0] == 100).all()
    assert (np.diff(z[np.argsort(off[:, 0]), 0]) <= 1e-9).all()
    assert z.min() >= -1e-9


@given(seed=seeds, scope=st.sampled_from(["table", "column"]))
def test_a_relational_grade_is_1_for_the_best_of_all_and_falls_with_any_child(seed, scope):
    x = table(seed)
    best = np.vstack([x, x.max(axis=0)])
    weights = np.arange(1.0, 5.0)
    found = leader(best, weights)
    grades = grey_relational(best, weights, found, scope=scope)
    assert ((grades > 0) & (grades <= 1 + 1e-12)).all()
    np.testing.assert_allclose(grades[-1], 1)
    lower = best - 0.1 * (np.arange(4) == seed % 4)
    assert (grey_relational(lower, weights, found, scope=scope) <= grades).all()
