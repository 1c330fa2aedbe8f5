"""How the children of a node vary, alone and together: what weights are worked out from. Arrays (..., R, K) in."""

from __future__ import annotations

import numpy as np

from coopindex.methods.columns import extremes, mean_and_sd
from coopindex.methods.registry import Array, Undefined
from coopindex.methods.weighted import Mask


def shares(x: Array) -> Array:
    """Return each child's share of the sum, (..., K).

    >>> shares(np.array([1.0, 3.0]))
    array([0.25, 0.75])
    """
    return np.asarray(x / x.sum(axis=-1, keepdims=True))


def every(x: Array) -> Mask:
    """Mark all children, (K,): what is wrong is wrong with the family.

    >>> every(np.ones((3, 2)))
    array([ True,  True])
    """
    return np.ones(x.shape[-1], dtype=bool)


def deviation(x: Array) -> Array:
    """Return the standard deviation of each column over its present rows, (..., K); a constant one is an error.

    >>> deviation(np.array([[1.0], [2.0], [3.0]]))
    array([1.])
    """
    low, high = extremes(x)
    constant = ~(high > low)
    if constant.any():
        hint = "take it out of this node, or weigh the children by another method"
        raise Undefined("is constant: it cannot be weighed by how it varies", constant, hint=hint)
    return mean_and_sd(x).width


def complete(x: Array) -> Array:
    """Return the table with every row blanked that lacks a child.

    >>> complete(np.array([[1.0, np.nan], [2.0, 3.0]]))
    array([[nan, nan],
           [ 2.,  3.]])
    """
    return np.where(np.isnan(x).any(axis=-1, keepdims=True), np.nan, x)


def correlations(x: Array) -> tuple[Array, Array]:
    """Return the correlations (..., K, K) and the standard deviations (..., K) over the complete rows.

    >>> correlations(np.array([[0.0, 0.0], [1.0, 2.0], [np.nan, 9.0]]))[0].round(6)
    array([[1., 1.],
           [1., 1.]])
    """
    x = complete(x)
    width = deviation(x)
    standard = np.nan_to_num((x - mean_and_sd(x).centre[..., None, :]) / width[..., None, :])
    rows = np.count_nonzero(~np.isnan(x[..., 0]), axis=-1)[..., None, None]
    return np.swapaxes(standard, -1, -2) @ standard / (rows - 1), width
