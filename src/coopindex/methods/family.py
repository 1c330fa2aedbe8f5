"""How the children of a node vary, alone and together: what weights are worked out from.

Arrays (..., R, K) in; `summaries` holds what is asked of each column alone.
"""

from __future__ import annotations

import numpy as np

from coopindex.methods.registry import Array, Undefined
from coopindex.methods.summaries import extremes, mean_and_sd
from coopindex.methods.sums import Mask
from coopindex.phrases import Wording

# Verdicts must not hang on the order in which a processor adds up. It moves a value by about 1e-15
# of itself, a correlation or a loading a little more: what is nearer to 0 than this counts as 0.
# of a column's largest value
CONSTANT = 1e-12
# of a correlation, a loading, an eigenvalue, a weight
NOTHING = 1e-9


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
    """Return the standard deviation of each column over its present rows, (..., K).

    A constant column is an error.

    >>> deviation(np.array([[1.0], [2.0], [3.0]]))
    array([1.])
    """
    low, high = extremes(x)
    constant = ~(high - low > CONSTANT * np.maximum(np.abs(low), np.abs(high)))
    if constant.any():
        hint = Wording("refusal.take-out.hint")
        raise Undefined(Wording("refusal.constant-weight"), constant, hint=hint)
    return mean_and_sd(x).width


def not_negative(x: Array, message: str) -> Array:
    """Return columns without values below 0; those are an error, but for rounding, which is 0.

    >>> not_negative(np.array([[1.0], [-1e-17]]), "refusal.entropy-below-0").ravel()
    array([1., 0.])
    """
    low, high = extremes(x)
    below = x < -CONSTANT * np.maximum(np.abs(low), np.abs(high))[..., None, :]
    if below.any():
        hint = Wording("refusal.from-0.hint")
        raise Undefined(Wording(message), below, cells=True, hint=hint)
    return np.maximum(x, 0.0)


def sizes(x: Array) -> tuple[Array, Mask]:
    """Return columns by their size, and which of them are those of a negative direction, (..., K).

    A raw column of a negative direction comes with its sign turned, so it is nowhere above 0.

    >>> sizes(np.array([[1.0, -4.0], [2.0, -5.0]]))
    (array([[1., 4.],
           [2., 5.]]), array([False,  True]))
    """
    falling = np.asarray((np.fmax.reduce(x, axis=-2) <= 0) & (np.fmin.reduce(x, axis=-2) < 0))
    return np.where(falling[..., None, :], -x, x), falling


def complete(x: Array) -> Array:
    """Return the table with every row blanked that lacks a child.

    >>> complete(np.array([[1.0, np.nan], [2.0, 3.0]]))
    array([[nan, nan],
           [ 2.,  3.]])
    """
    return np.where(np.isnan(x).any(axis=-1, keepdims=True), np.nan, x)


def correlations(x: Array) -> tuple[Array, Array]:
    """Return correlations (..., K, K) and standard deviations (..., K) over the complete rows.

    >>> correlations(np.array([[0.0, 0.0], [1.0, 2.0], [np.nan, 9.0]]))[0].round(6)
    array([[1., 1.],
           [1., 1.]])
    """
    x = complete(x)
    width = deviation(x)
    standard = np.nan_to_num((x - mean_and_sd(x).centre[..., None, :]) / width[..., None, :])
    rows = np.count_nonzero(~np.isnan(x[..., 0]), axis=-1)[..., None, None]
    return np.swapaxes(standard, -1, -2) @ standard / (rows - 1), width


def signed(vectors: Array) -> Array:
    """Return vectors (..., K, F) turned so that each one's sum is positive.

    Where that is 0, its first coefficient is.

    >>> signed(np.array([[-1.0, -1.0], [-1.0, 1.0]]))
    array([[ 1.,  1.],
           [ 1., -1.]])
    """
    total = vectors.sum(axis=-2, keepdims=True)
    size = np.abs(vectors)
    something = size > NOTHING * size.max(axis=-2, keepdims=True)
    lead = np.take_along_axis(vectors, something.argmax(axis=-2, keepdims=True), axis=-2)
    summed = np.abs(total) > NOTHING * size.sum(axis=-2, keepdims=True)
    return np.asarray(vectors * np.where(np.where(summed, total, lead) < 0, -1.0, 1.0))
