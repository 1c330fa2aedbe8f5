"""Weighted sums over a node's children that skip what is missing: `x` (..., R, K) and `weights` (..., K) in, (..., R) out.

Leading axes broadcast: one table (R, K) under B weight sets (B, K) gives (B, R).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array, Undefined

Mask = NDArray[np.bool_]
ABOVE_ZERO = (
    "normalise onto a scale that begins above 0, such as [1, 100], or aggregate with `arithmetic`"
)


def weighted_sum(x: Array, weights: Array) -> Array:
    """Return sum w x over the children; `x` holds no NaN.

    >>> weighted_sum(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 1.0], [0.0, 2.0]]))
    array([[3., 7.],
           [4., 8.]])
    """
    if weights.ndim == 1 or any(size > 1 for size in x.shape[:-2]):
        result: Array = np.einsum(
            "...rk,...k->...r", x, weights
        )  # adds up every row alike, so that equal rows tie
        return result
    product: Array = (
        weights @ x.reshape(x.shape[-2:]).T
    )  # many weight sets over one table: one matrix product
    return product.reshape(*np.broadcast_shapes(x.shape[:-2], weights.shape[:-1]), x.shape[-2])


def weighted_mean(
    x: Array, weights: Array, through: Callable[[Array], Array] | None = None
) -> Array:
    """Return the weighted mean of `through(x)` over the children present, NaN where none of them carries weight.

    >>> weighted_mean(np.array([[1.0, 4.0], [np.nan, 2.0]]), np.array([1.0, 1.0]), np.log2)
    array([1., 1.])
    """
    missing = np.isnan(x)
    if missing.any():
        filled = np.where(missing, 1.0, x)
        total = weighted_sum(
            np.where(missing, 0.0, through(filled) if through else filled), weights
        )
        present = weighted_sum((~missing).astype(float), weights)
    else:
        total = weighted_sum(through(x) if through else x, weights)
        present = np.broadcast_to(weights.sum(axis=-1)[..., None], total.shape)
    result: Array = np.divide(total, present, out=np.full(total.shape, np.nan), where=present > 0)
    return result


def taking_part(x: Array, weights: Array) -> Mask:
    """Return where a child is present and carries weight, (..., R, K).

    >>> taking_part(np.array([[1.0, np.nan, 3.0]]), np.array([1.0, 1.0, 0.0]))
    array([[ True, False, False]])
    """
    part: Mask = ~np.isnan(x) & (weights > 0)[..., None, :]
    return part


def refuse(x: Array, weights: Array, wrong: Mask, message: str, hint: str = ABOVE_ZERO) -> Array:
    """Raise `Undefined` where a wrong value takes part; return `x` with 1 for wrong values that carry no weight.

    >>> refuse(np.array([[-1.0, 3.0]]), np.array([0.0, 1.0]), np.array([[True, False]]), "is negative")
    array([[1., 3.]])
    """
    if not wrong.any():
        return x
    cells = wrong & taking_part(x, weights)
    if cells.any():
        raise Undefined(message, cells, cells=True, hint=hint)
    return np.where(wrong, 1.0, x)
