"""Weighted sums over a node's children that skip what is missing.

`x` (..., R, K) and `weights` (..., K) in, (..., R) out. Leading axes broadcast: one table (R, K)
under B weight sets (B, K) gives (B, R).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.links import HUGE
from coopindex.methods.registry import Array, Undefined
from coopindex.methods.summaries import binary_exponent
from coopindex.phrases import Wording

Mask = NDArray[np.bool_]
# more than any sum over children can exceed the largest of them
SHARED = 2.0**64
ABOVE_ZERO = "refusal.above-zero.hint"


def weighted_sum(x: Array, weights: Array) -> Array:
    """Return sum w x over the children; `x` holds no NaN.

    >>> weighted_sum(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 1.0], [0.0, 2.0]]))
    array([[3., 7.],
           [4., 8.]])
    """
    if weights.ndim == 1 or any(size > 1 for size in x.shape[:-2]):
        # adds up every row alike, so that equal rows tie
        result: Array = np.einsum("...rk,...k->...r", x, weights)
        return result
    # many weight sets over one table: one matrix product
    product: Array = weights @ x.reshape(x.shape[-2:]).T
    return product.reshape(*np.broadcast_shapes(x.shape[:-2], weights.shape[:-1]), x.shape[-2])


def scaled(weights: Array) -> Array:
    """Return weights whose sums and products neither overflow nor vanish, in the same proportions.

    Sets of an ordinary size stay as they are; others are multiplied by a power of two, which keeps
    every digit.

    >>> scaled(np.array([2.0**1023, 2.0**1023])), scaled(np.array([2.0, 1.0]))
    (array([1., 1.]), array([2., 1.]))
    """
    with np.errstate(over="ignore"):
        total = weights @ np.ones(weights.shape[-1])
    if ((total < HUGE) & (total > 1 / HUGE)).all():
        return weights
    largest = weights.max(axis=-1, keepdims=True)
    unusual = (largest > 0) & ((largest > HUGE) | (largest < 1 / HUGE))
    return np.ldexp(weights, np.where(unusual, -binary_exponent(largest), 0))


def weighted_mean(
    x: Array, weights: Array, forward: Callable[[Array], Array] | None = None
) -> Array:
    """Return the weighted mean of `link(x)` over the children present.

    NaN where none of them carries weight.

    >>> weighted_mean(np.array([[1.0, 4.0], [np.nan, 2.0]]), np.array([1.0, 1.0]), np.log2)
    array([1., 1.])
    """
    weights, missing = scaled(weights), np.isnan(x)
    gaps = missing.any()
    values = np.where(missing, 1.0, x) if gaps else x
    values = forward(values) if forward else values
    values = np.where(missing, 0.0, values) if gaps else values
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        total = weighted_sum(values, weights)
        whole = weights.sum(axis=-1)[..., None]
        present = whole
        if gaps:
            present = weighted_sum((~missing).astype(float), weights)
            # a row that is whole weighs what it weighs where no other row has gaps, to the last bit
            np.copyto(present, whole, where=~missing.any(axis=-1))
        present = np.broadcast_to(present, total.shape)
        nothing = np.full(total.shape, np.nan)
        result: Array = np.divide(total, present, out=nothing, where=present > 0)
        # the sum of large values overflows, their mean need not
        if not np.isfinite(total).all():
            small = weighted_sum(values / SHARED, weights) / present
            result = np.where(np.isfinite(total), result, small * SHARED)
    return result


def held(mean: Array, x: Array, weights: Array) -> Array:
    """Hold means, (..., R), to the range of the children that take part, which rounding may leave.

    A mean leaves it by a last digit, and only where it meets the heaviest child: else that child
    alone would keep it inside. So of many draws those means alone are looked at.

    >>> held(np.array([0.1 + 0.2]), np.array([[0.3, 0.3, 9.0]]), np.array([1.0, 1.0, 0.0]))
    array([0.3])
    """
    everywhere = weights.min() > 0
    if x.ndim == 2 and weights.ndim > 1 and everywhere:
        return np.clip(mean, *_range(x, np.ones(x.shape[-1], bool)))
    shape = (*mean.shape, x.shape[-1])
    heaviest = np.broadcast_to(weights.argmax(axis=-1)[..., None, None], (*mean.shape, 1))
    one = np.take_along_axis(np.broadcast_to(x, shape), heaviest, axis=-1)[..., 0]
    with np.errstate(invalid="ignore", over="ignore"):
        apart = mean - one
        np.abs(apart, out=apart)
        np.abs(one, out=one)
        one *= 1e-9
        one += 1 / HUGE
        near = ~(apart > one)
        if not np.isfinite(mean.sum()):
            near |= np.isinf(mean)
    if near.any():
        carries = np.broadcast_to((weights > 0)[..., None, :], shape)[near]
        mean = mean.copy()
        mean[near] = np.clip(mean[near], *_range(np.broadcast_to(x, shape)[near], carries))
    return mean


def _range(x: Array, carries: Mask) -> tuple[Array, Array]:
    """Return the smallest and the largest child that takes part, (..., R) each.

    carries : broadcast against x.
    """
    part = ~np.isnan(x) & carries
    return np.where(part, x, np.inf).min(axis=-1), np.where(part, x, -np.inf).max(axis=-1)


def taking_part(x: Array, weights: Array) -> Mask:
    """Return where a child is present and carries weight, (..., R, K).

    >>> taking_part(np.array([[1.0, np.nan, 3.0]]), np.array([1.0, 1.0, 0.0]))
    array([[ True, False, False]])
    """
    part: Mask = ~np.isnan(x) & (weights > 0)[..., None, :]
    return part


def refuse_values(
    x: Array, weights: Array, wrong: Mask, message: str, hint: str = ABOVE_ZERO, **values: Any
) -> Array:
    """Raise `Undefined` where a wrong value takes part; else return `x`.

    With 1 for wrong values that carry no weight. Message and hint are keys of phrases.

    >>> x, wrong = np.array([[-1.0, 3.0]]), np.array([[True, False]])
    >>> refuse_values(x, np.array([0.0, 1.0]), wrong, "refusal.power-mean")
    array([[1., 3.]])
    """
    if not wrong.any():
        return x
    cells = wrong & taking_part(x, weights)
    if cells.any():
        raise Undefined(Wording(message, **values), cells, cells=True, hint=Wording(hint))
    return np.where(wrong, 1.0, x)
