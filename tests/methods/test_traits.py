"""A method is what its traits say, on columns drawn like those of its worked cases."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coopindex.methods.registry import DEFAULT, IDENTITY, STAGES, Undefined, methods

few_draws = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)
seeds = st.integers(0, 10**6)


def result_of(case, x, **others):
    """Run a method where it has a value."""
    try:
        return case.result(x, **others)
    except Undefined:
        assume(False)
        raise


def drawn(case, seed):
    """Draw different values within the range of each of the case's columns."""
    low, high = np.fmin.reduce(case.x, axis=0), np.fmax.reduce(case.x, axis=0)
    random = np.random.default_rng(seed)
    steps = np.stack([random.permutation(len(case.x)) for _ in low], axis=-1)
    return low + steps / max(len(case.x) - 1, 1) * (high - low)


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_taken_where_nobody_says_is_a_method(stage):
    assert DEFAULT[stage] in methods(stage)


def test_the_method_that_leaves_columns_alone_does(column_case):
    if column_case.method.name == IDENTITY:
        np.testing.assert_array_equal(column_case.result(column_case.x), column_case.x)


@given(seed=seeds)
@few_draws
def test_units_stand_in_the_order_that_is_said(column_case, seed):
    method, options = column_case.method, column_case.options
    turned = method.is_turned_about(options)
    if not turned and not method.is_order_kept(options):
        return
    x = drawn(column_case, seed)
    # 1 / x turns about on either side of 0
    x = x - x.min(axis=0) + 1 if turned else x
    rises = np.diff(np.take_along_axis(result_of(column_case, x), np.argsort(x, axis=0), 0), axis=0)
    differ = np.diff(np.sort(x, axis=0), axis=0) > 0
    assert (rises[differ] < 0 if turned else rises[differ] > 0).all()


@given(seed=seeds)
@few_draws
def test_a_column_ends_where_it_says(normalisation_case, seed):
    ends = normalisation_case.method.ends_of(normalisation_case.options)
    x = drawn(normalisation_case, seed)
    if not ends or normalisation_case.method.name in ("distance_to_reference", "goalposts"):
        return
    if normalisation_case.method.based:
        x = np.abs(x) * normalisation_case.context.direction  # of what is not below 0
    assert (np.nan_to_num(result_of(normalisation_case, x)) >= min(ends) - 1e-9).all()


@given(seed=seeds)
@few_draws
def test_weights_are_taken_as_is_said(aggregation_case, seed):
    method, x = aggregation_case.method, drawn(aggregation_case, seed)
    weights = np.random.default_rng(seed).uniform(1, 2, len(aggregation_case.weights))
    found = result_of(aggregation_case, x, weights=weights)
    if method.weights == "stated":
        np.testing.assert_allclose(result_of(aggregation_case, x, weights=2 * weights), 2 * found)
    elif method.weights == "relative" or method.pair:
        np.testing.assert_allclose(
            result_of(aggregation_case, x, weights=2 * weights), found, rtol=1e-7, atol=1e-7
        )
    if method.weights == "taking_part" or method.pair:
        np.testing.assert_array_equal(
            result_of(aggregation_case, x, weights=np.ones(len(weights))), found
        )


@given(seed=seeds)
@few_draws
def test_what_adds_is_the_sum_of_what_each_child_gives(aggregation_case, seed):
    if not aggregation_case.method.adds:
        return
    x = drawn(aggregation_case, seed)
    alone = [result_of(aggregation_case, x * own) for own in np.eye(x.shape[1])]
    np.testing.assert_allclose(sum(alone), result_of(aggregation_case, x), atol=1e-9)


def test_a_missing_child_that_counts_as_neutral_takes_its_weight_and_nothing_else():
    x, weights = np.array([[2.0, 8.0]]), np.array([1.0, 3.0])
    expected = {"arithmetic": 0.5, "geometric": 2**0.25, "sum": 2.0, "product": 2.0}
    neutral = {name: m for name, m in methods("aggregation").items() if m.neutral is not None}
    filled = np.where([False, True], 0.0, x)
    for name, method in neutral.items():
        filled[0, 1] = method.neutral
        assert method.apply(filled, weights, {}) == pytest.approx(expected[name])
    assert neutral.keys() == expected.keys()


def test_a_counterpart_is_a_method_of_the_same_stage():
    for stage in STAGES:
        for method in methods(stage).values():
            if (other := method.counterpart_of({})) is not None:
                assert dict(other[1]).keys() <= methods(stage)[other[0]].options.keys()
                assert other[0] != method.name


@pytest.mark.parametrize(
    ("name", "options", "kept"),
    [
        ("z_score", {"sd": 2.0}, True),
        ("z_score", {"sd": 0.0}, False),
        ("min_max", {"scale": (1.0, 100.0)}, True),
        ("min_max", {"scale": (100.0, 1.0)}, False),
        ("categories", {}, False),
    ],
)
def test_no_order_is_kept_by_options_out_of_range(name, options, kept):
    assert methods("normalisation")[name].is_order_kept(options) is kept
