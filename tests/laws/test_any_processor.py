"""What is answered, refused and said does not hang on the last bits, in which processors differ.

A processor with wider registers adds up in another order. Here that is imitated by inputs that
differ by a rounding error, and by rows in another order; `make test-kernels` runs all tests under
other kernels in earnest.
"""

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coopindex.methods.optimal_weights import correlation_balanced, information_maximised
from coopindex.methods.registry import Array, Context, Undefined, find

ROUNDING = 1e-15
# What is found from correlations is known to a rounding error over their least eigenvalue. One
# below 1e-9 counts as 0; those of tables of small whole numbers are above 1e-4 or 0.
KNOWN = 1e-9

CIRCLE = ((1, 2, 0.5), (0.5, 1, 2), (2, 0.5, 1))
WEIGHTINGS = [
    ("equal", {}),
    ("standard_deviation", {}),
    ("standard_deviation", {"inverse": True}),
    ("entropy", {}),
    ("critic", {}),
    *[
        ("pca", {"form": form})
        for form in ("loading", "squared_loading", "loading_over_deviation", "rotated")
    ],
    ("pca", {"form": "component_scores"}),
    ("pca", {"form": "rotated", "components": 2}),
    ("pca", {"form": "component_scores", "components": 2}),
    ("correlation_balanced", {}),
    ("correlation_balanced", {"accept_imbalance": True}),
    ("correlation_balanced", {"targets": (1.0, 0.0, 1.0)}),
    ("correlation_balanced", {"targets": (3.0, 2.0, 1.0), "accept_imbalance": True}),
    ("information_maximised", {}),
    ("benefit_of_the_doubt", {}),
    ("benefit_of_the_doubt", {"lowest_share": 0.1, "highest_share": 0.5}),
    ("ahp", {"matrix": CIRCLE}),
    ("ahp", {"matrix": ((1, 2, 4), (0.5, 1, 2), (0.25, 0.5, 1))}),
]
TRANSFORMS = [
    ("shifted_log", {}),
    ("shifted_log", {"mirror": True}),
    ("shifted_log", {"mirror": True, "add": "one"}),
    ("box_cox", {}),
    ("box_cox", {"exponent": 0.5}),
    ("yeo_johnson", {}),
    ("exponential_rank", {}),
]
TREATMENTS = [
    ("winsorise", {"otherwise": "mirrored_log"}),
    (
        "winsorise",
        {"when": {"skewness": 1, "kurtosis": 1}, "at_most": 1, "otherwise": "mirrored_log"},
    ),
    ("winsorise", {"when": {"skewness": 0.5, "kurtosis": 0.5}}),
]


@st.composite
def families(draw, least=-2):
    """Columns of a few whole numbers.

    Some say the same, some the opposite, some cancel out, some are constant.
    """
    rows, children = draw(st.integers(2, 8)), 3
    table = draw(arrays(float, (rows, children), elements=st.integers(least, 3)))
    for child in range(1, children):
        kin = draw(st.sampled_from(["own", "own", "same", "opposite", "rest"]))
        if kin == "same":
            table[:, child] = 2 * table[:, 0] + 1
        elif kin == "opposite":
            table[:, child] = table[:, 0].max() - table[:, 0]
        elif kin == "rest":
            table[:, child] = table.max() * children - table[:, :child].sum(axis=1)
    return table


def shaken(x: Array, seed: int) -> Array:
    return x * (1 + ROUNDING * np.random.default_rng(seed).uniform(-1, 1, x.shape))


def told(stage: str, method: str, options: dict, x: Array) -> tuple[str, Array]:
    """The verdict with everything it says, and the numbers."""
    found = find(stage, method)
    try:
        second = None if stage == "weighting" else found.summarise(x, options)
        return "", found.apply(x, second, options)
    except Undefined as undefined:
        return f"{undefined.message} / {undefined.hint}", undefined.where.astype(float)


def same(one: tuple[str, Array], other: tuple[str, Array]) -> None:
    assert one[0] == other[0]
    np.testing.assert_allclose(one[1], other[1], rtol=KNOWN, atol=KNOWN)


@pytest.mark.parametrize(("method", "options"), WEIGHTINGS, ids=str)
@given(table=families(), scale=st.sampled_from([1.0, 0.1, 1 / 3]), seed=st.integers(0, 2**32 - 1))
def test_a_rounding_error_changes_no_weights_and_no_verdict(method, options, table, scale, seed):
    x = table * scale
    same(
        told("weighting", method, options, x),
        told("weighting", method, options, shaken(x, seed)),
    )


@pytest.mark.parametrize(("method", "options"), WEIGHTINGS, ids=str)
@given(table=families(), scale=st.sampled_from([1.0, 0.1, 1 / 3]), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_the_units_changes_no_weights_and_no_verdict(
    method, options, table, scale, seed
):
    order = np.random.default_rng(seed).permutation(len(table))
    x = table * scale
    [here, where], [there, moved] = (
        told("weighting", method, options, rows) for rows in (x, x[order])
    )
    same((here, where[order] if where.ndim == 2 else where), (there, moved))


def changed(stage: str, method: str, options: dict, table: Array, seed: int) -> None:
    """Equal values of a column stay equal: data as they stand, which no processor adds up."""
    x = table * 0.1 + 0.7
    values, place = np.unique(x, return_inverse=True)
    moved = shaken(values, seed)[place].reshape(x.shape)
    same(told(stage, method, options, x), told(stage, method, options, moved))


@pytest.mark.parametrize(("method", "options"), TRANSFORMS, ids=str)
@given(table=families(), seed=st.integers(0, 2**32 - 1))
def test_a_rounding_error_changes_no_transform(method, options, table, seed):
    changed("transform", method, options, table, seed)


# one of four units apart from the rest: a skewness of 2 and an excess kurtosis of 4,
# whatever the values
APART = np.array([[-1.0, 3.0, 1.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])


@pytest.mark.parametrize(("method", "options"), TREATMENTS, ids=str)
@example(table=APART, seed=0)
@given(table=families(), seed=st.integers(0, 2**32 - 1))
def test_a_rounding_error_changes_no_treatment(method, options, table, seed):
    changed("treatment", method, options, table, seed)


@given(table=families(), seed=st.integers(0, 2**32 - 1))
def test_no_weights_come_nearer_to_the_targets_than_those_found(table, seed):
    rng = np.random.default_rng(seed)
    targets = (*rng.integers(0, 4, 2), 1)
    wanted = np.array(targets) / sum(targets)
    try:
        found = correlation_balanced(table, targets=targets, accept_imbalance=True)
    except Undefined:
        return

    def miss(weights: Array) -> Array:
        covariance = weights @ np.cov(table.T)
        correlation = covariance / table.std(axis=0)
        total = correlation.sum(axis=-1, keepdims=True)
        share = np.divide(
            correlation, total, out=np.full(correlation.shape, np.inf), where=total > 1e-6
        )
        return np.square(share - wanted).sum(axis=-1)

    others = np.vstack([rng.dirichlet(np.full(3, 0.5), 500), np.eye(3)])
    assert miss(found) <= miss(others).min() + 1e-9


@given(table=families(), seed=st.integers(0, 2**32 - 1))
def test_no_weights_tell_more_about_the_children_than_those_found(table, seed):
    rng = np.random.default_rng(seed)
    try:
        found = information_maximised(table)
    except Undefined:
        return

    def informed(weights: Array) -> Array:
        covariance = weights @ np.cov(table.T)
        variance = (weights * covariance).sum(axis=-1)
        squares = np.square(covariance / table.std(axis=0, ddof=1)).sum(axis=-1)
        return np.divide(squares, variance, out=np.zeros(variance.shape), where=variance > 1e-6)

    others = np.vstack([rng.dirichlet(np.full(3, 0.5), 500), np.eye(3)])
    assert informed(found) >= informed(others).max() - 1e-9


@given(
    st.sampled_from(["copeland", "topsis", "wroclaw", "arithmetic", "median", "minimum"]),
    families(),
    st.integers(0, 1000),
)
def test_a_rounding_error_changes_no_comparison_of_units(method, table, seed):
    weights = np.array([2.0, 1.0, 1.0])
    found = find("aggregation", method)

    def said(x):
        try:
            return "", found.apply(x, weights, {})
        except Undefined as undefined:
            return str(undefined), undefined.where

    (message, ours), (other, theirs) = said(table), said(shaken(table, seed))
    assert message == other
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-7)


@given(st.integers(2, 25), st.integers(0, 1000))
def test_a_column_that_is_constant_but_for_rounding_ranks_nobody(parts, seed):
    # the same parts added up in other orders
    random = np.random.default_rng(seed)
    pieces = random.uniform(0.1, 9, parts)
    column = np.array([[sum(random.permutation(pieces))] for _ in range(6)])
    for method in ("min_max", "z_score", "rank", "distance_to_maximum"):
        found = find("normalisation", method)
        with pytest.raises(Undefined, match="constant among the reference rows"):
            found.apply(column, found.summarise(column, {}), {})


@given(st.integers(3, 40), st.integers(2, 5), st.integers(0, 1000))
def test_pillars_that_differ_by_rounding_alone_tie(units, children, seed):
    # sums of ranks out of n, which are whole numbers: ties are known without a float
    ranks = np.random.default_rng(seed).integers(0, units, (units, children))
    column = (ranks / units).sum(axis=1, keepdims=True)
    whole = ranks.sum(axis=1)
    assume(len(set(whole.tolist())) > 1)
    context = Context((), np.zeros(units, int), np.zeros(units, int), np.ones(1), built=True)
    found = find("normalisation", "rank").apply(column, column, {}, context)[:, 0]
    assert found.tolist() == [1.0 + (whole < own).sum() for own in whole]
