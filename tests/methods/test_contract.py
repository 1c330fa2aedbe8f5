"""What every method promises, on columns drawn between the smallest and the largest value of its
worked case.

A drawn table may lie where the method has no value (`Undefined`): such a draw proves nothing and is
passed over.
"""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coopindex.methods.registry import Array, Undefined

few_draws = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)
seeds = st.integers(0, 10**6)


def drawn(case, seed: int, *, holes: float = 0.0) -> Array:
    """Draw a table like the case's own: as many rows and columns, values within each column's
    range, ties, and some of them missing.
    """
    random = np.random.default_rng(seed)
    low, high = np.fmin.reduce(case.x, axis=0), np.fmax.reduce(case.x, axis=0)
    x = low + np.round(random.random(case.x.shape), 1) * (high - low)
    x[random.random(x.shape) < holes] = np.nan
    return x


def result_or_pass_over(case, x: Array, **others) -> Array:
    try:
        return case.result(x, **others)
    except Undefined:
        assume(False)
        raise


@given(seed=seeds)
@few_draws
def test_a_batch_gives_what_each_table_gives_alone(sound_case, seed):
    holes = 0.2 if sound_case.method.stage == "imputation" else 0.0
    tables = [drawn(sound_case, seed + draw, holes=holes) for draw in range(3)]
    alone = [result_or_pass_over(sound_case, x) for x in tables]
    np.testing.assert_allclose(
        sound_case.result(np.stack(tables)), np.stack(alone), rtol=1e-9, atol=1e-9
    )


@given(seed=seeds)
@few_draws
def test_the_order_of_units_does_not_matter(sound_case, seed):
    x = drawn(
        sound_case,
        seed,
        holes=0.1
        if sound_case.method.stage in ("transform", "treatment", "normalisation")
        else 0.0,
    )
    order = np.random.default_rng(seed).permutation(len(x))
    if sound_case.method.name in ("cilos", "idocriw"):
        # several units at the best of a child: the first stands for it
        assume(((x == np.fmax.reduce(x, axis=0)).sum(axis=0) == 1).all())
    before = result_or_pass_over(sound_case, x)
    context = (
        sound_case.context
        if sound_case.method.stage == "ranking"
        else sound_case.context.take(order)
    )
    after = sound_case.result(x[order], context=context)
    expected = before if sound_case.method.stage == "weighting" else before[order]
    np.testing.assert_allclose(after, expected, rtol=1e-9, atol=1e-9)


@given(seed=seeds)
@few_draws
def test_the_input_stays_as_it_was(sound_case, seed):
    x, weights = drawn(sound_case, seed), sound_case.weights.copy()
    before = x.copy()
    result_or_pass_over(sound_case, x)
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(sound_case.weights, weights)


@given(seed=seeds)
@few_draws
def test_what_is_missing_stays_missing_and_nothing_else_goes_missing(column_case, seed):
    x = drawn(column_case, seed, holes=0.3)
    missing = np.isnan(result_or_pass_over(column_case, x))
    if column_case.method.stage == "imputation":
        assert not (missing & ~np.isnan(x)).any()
    elif column_case.method.blank:
        assert (missing >= np.isnan(x)).all()
    else:
        np.testing.assert_array_equal(missing, np.isnan(x))


def test_a_column_without_any_value_stays_so_without_a_warning(column_case):
    if column_case.method.name == "constant":
        pytest.skip("fills in a constant")
    x = np.concatenate([column_case.x, np.full((len(column_case.x), 1), np.nan)], axis=1)
    context = column_case.context.take(columns=[*range(column_case.x.shape[1]), 0])
    np.testing.assert_array_equal(
        column_case.result(x, context=context)[:, -1], np.full(len(x), np.nan)
    )


@given(seed=seeds)
@few_draws
def test_more_is_never_scored_less(normalisation_case, seed):
    if normalisation_case.method.best_within:
        pytest.skip("is best in between")
    if normalisation_case.method.based:
        return  # each unit is measured from its own base
    x = drawn(normalisation_case, seed)
    z = result_or_pass_over(normalisation_case, x)
    order = np.argsort(x, axis=0)
    steps = np.diff(np.take_along_axis(z, order, 0), axis=0)
    ties = np.diff(np.take_along_axis(x, order, 0), axis=0) == 0
    assert (steps >= -1e-9).all()
    np.testing.assert_allclose(steps[ties], 0, atol=1e-9)


@given(seed=seeds)
@few_draws
def test_treatment_keeps_the_order(treatment_case, seed):
    x = drawn(treatment_case, seed)
    treated = result_or_pass_over(treatment_case, x)
    assert (np.diff(np.take_along_axis(treated, np.argsort(x, axis=0), 0), axis=0) >= -1e-9).all()


@given(seed=seeds, factor=st.sampled_from([0.25, 3.0, 1e6]))
@few_draws
def test_only_the_proportions_of_weights_count(aggregation_case, seed, factor):
    if aggregation_case.method.name in ("sum", "product", "ratio", "difference"):
        pytest.skip("takes the weights as they are")
    x = drawn(aggregation_case, seed)
    before = result_or_pass_over(aggregation_case, x)
    np.testing.assert_allclose(
        aggregation_case.result(x, weights=aggregation_case.weights * factor),
        before,
        rtol=1e-7,
        atol=1e-7,
    )


@given(seed=seeds)
@few_draws
def test_weights_are_not_negative_and_make_one(weighting_case, seed):
    weights = result_or_pass_over(weighting_case, drawn(weighting_case, seed))
    assert (weights >= 0).all()
    np.testing.assert_allclose(weights.sum(axis=-1), 1)


HOSTILE = (
    lambda column: column,
    lambda column: np.full_like(column, column[0]),
    lambda column: np.zeros_like(column),
    lambda column: -np.abs(column),
    lambda column: np.full_like(column, np.nan),
    lambda column: np.where(np.arange(len(column)) == 0, column, np.nan),
    lambda column: column * 1e300,
    lambda column: column * 1e-310,
    lambda column: np.where(np.arange(len(column)) % 2 == 0, column, 0.0),
)


def hostile(case, seed: int) -> Array:
    """Draw a table whose columns are constant, empty, negative, or out of all size."""
    random, x = np.random.default_rng(seed), drawn(case, seed)
    spoilt = [HOSTILE[random.integers(len(HOSTILE))](column) for column in x.T]
    with np.errstate(over="ignore"):
        return np.clip(np.stack(spoilt, axis=-1), -1e308, 1e308)


@pytest.mark.parametrize("tables", [1, 2])
@given(seed=seeds)
@few_draws
def test_a_refusal_names_a_column_or_a_cell_of_the_input(case, tables, seed):
    if case.method.stage == "ranking":
        pytest.skip("refuses nothing")
    x = np.stack([hostile(case, seed + table) for table in range(tables)])
    x = x[0] if tables == 1 else x
    refused = refusal(case, x)
    if refused is None:
        return
    named = x.shape[-2:] if refused.cells else x.shape[-1:]
    assert refused.where.shape[-len(named) :] == named
    assert refused.where.shape[: -len(named)] in ((), x.shape[:-2])
    assert refused.where.any()


def refusal(case, x: Array) -> Undefined | None:
    """Return why a table has no value; None where it has, or the options do not go together."""
    try:
        case.result(x)
    except Undefined as refused:
        return refused
    except ValueError:
        return None
    return None
