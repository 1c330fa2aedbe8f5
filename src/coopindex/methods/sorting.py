"""Sorting and counting: what ranks are made of. Fast where it matters, each time for one reason.

Times are those of one core with AVX-512 and numpy 2.4; their ratios are what counts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array


class Runs(NamedTuple):
    """Values in ascending order, NaN last, and the run of equal values that each belongs to.

    order : positions in the flattened array.
    first, last : the value at `order[i]` is tied with those from first[i] to last[i] of its row,
        counted from 0. Each `(..., R)`.
    """

    order: NDArray[np.intp]
    first: NDArray[np.intp]
    last: NDArray[np.intp]


def runs(x: Array, alike: float = 0.0) -> Runs:
    """Sort along the last axis of a contiguous array, and find the ties.

    Tied are neighbours that differ by no more than the share `alike` of the largest.

    >>> runs(np.array([5.0, 1.0, 5.0])).first, runs(np.array([5.0, 1.0, 5.1]), 0.1).first
    (array([0, 1, 1]), array([0, 1, 1]))
    """
    units = x.shape[-1]
    start = np.arange(0, x.size, max(units, 1)).reshape((*x.shape[:-1], 1))
    position = np.arange(units)
    order = order_of_different(x, alike)
    if order is not None:
        position = np.broadcast_to(position, x.shape)
        return Runs(order + start, position, position)
    near = alike * largest(x, -1)
    order = np.argsort(x, axis=-1) + start
    ordered = x.reshape(-1)[order]
    begins = np.ones(x.shape, bool)
    with np.errstate(invalid="ignore"):
        begins[..., 1:] = (ordered[..., 1:] != ordered[..., :-1]) & ~(
            ordered[..., 1:] - ordered[..., :-1] <= near
        )
    first = np.maximum.accumulate(np.where(begins, position, 0), axis=-1)
    ends = np.ones(x.shape, bool)
    ends[..., :-1] = begins[..., 1:]
    backwards = np.where(ends, position, units - 1)[..., ::-1]
    last = np.minimum.accumulate(backwards, axis=-1)[..., ::-1]
    return Runs(order, first, last)


# In most draws no two scores are equal, and then there are no runs to be found: to sort numbers
# that carry their own positions takes a quarter of the time of sorting positions and looking for
# ties (a million scores of 300 units: 7 ms against 29).
def order_of_different(x: Array, alike: float = 0.0) -> NDArray[np.intp] | None:
    """Return the positions in ascending order along the last axis.

    None where two values are alike or nearly so, or one is no number. Each number's last bits give
    way to its position, so that sorting the numbers sorts the positions along.

    >>> order_of_different(np.array([5.0, 1.0, 3.0])), order_of_different(np.array([5.0, 1.0, 5.0]))
    (array([1, 2, 0]), None)
    """
    units = x.shape[-1]
    last = (1 << max(units - 1, 0).bit_length()) - 1
    # a copy, without -0.0
    numbers = x + 0.0
    keys = numbers.view(np.int64)
    keys &= ~last
    keys |= np.arange(units)
    numbers.sort(axis=-1)
    most = np.maximum(np.abs(numbers[..., :1]), np.abs(numbers[..., -1:]))
    if not np.isfinite(most).all():
        return None
    if alike:
        # to which comes what the last bits are worth, of zeros too
        least = np.maximum((alike + 2.0**-51 * last) * most, np.finfo(float).tiny)
        near = numbers[..., 1:] - numbers[..., :-1] <= least
    else:
        near = (keys[..., 1:] ^ keys[..., :-1]).view(np.uint64) <= last
    if near.any():
        return None
    keys &= last
    return keys


# up to so many units, comparing each with each is no slower than sorting
FEW = 24
# numbers between rows in memory: rows a power of two apart would compete for the same lines of the
# processor's cache (4,096 draws of 16 units: 0.29 ms, and 0.57 without)
APART = 24


# An index of a dozen units is drawn ten thousand times: comparing each with each needs no order
# at all (4,096 draws of 12 units: 0.24 ms, sorted 0.42; of 24 units 0.71 and 0.74; of 64 units 8.3
# and 1.9).
def rank_few(x: Array, alike: float = 0.0) -> Array:
    """Rank a few units along the last axis, 1 the highest; ties share the smallest rank.

    Tied are those that differ by no more than the share `alike` of the largest.

    >>> rank_few(np.array([3.0, 5.0, 3.0]))
    array([2., 1., 2.])
    """
    scores = x.reshape(-1, x.shape[-1]).T
    units, beyond = np.empty((2, len(scores), scores.shape[1] + APART))[..., :-APART]
    units[...] = scores
    np.add(units, alike * largest(units, 0), out=beyond)
    better = np.add.reduce((units[:, None] > beyond).view(np.int8), axis=0, dtype=np.int8)
    return np.asarray((better.T + 1.0).reshape(x.shape))


def largest(x: Array, axis: int) -> Array:
    """Return the largest absolute value along an axis, which stays, of those that are finite.

    0 where there is none.

    >>> largest(np.array([[0.5, -2.0, np.nan]]), -1)
    array([[2.]])
    """
    high = x.max(axis=axis, keepdims=True, initial=0)
    found = np.maximum(high, -x.min(axis=axis, keepdims=True, initial=0))
    if not np.isfinite(found).all():
        found = np.abs(x).max(axis=axis, keepdims=True, initial=0, where=np.isfinite(x))
    return np.asarray(found)


def unsorted(order: NDArray[np.intp], values: NDArray[np.floating]) -> Array:
    """Undo a sorting: give each value to the position that it was sorted from.

    >>> unsorted(np.array([2, 0, 1]), np.array([1.0, 2.0, 3.0]))
    array([2., 3., 1.])
    """
    result = np.empty(order.shape)
    result.reshape(-1)[order] = values
    return result


# Rows ranked among themselves need sorting only once (20,000 of 12 columns: 8 ms, and 44 beside a
# copy of themselves).
def same_memory(x: Array, reference: Array) -> bool:
    """Say whether both are one array, or views of the same part of one."""
    return bool(x.__array_interface__ == reference.__array_interface__)


class Counts(NamedTuple):
    """How many values of the reference lie below each value, and how many not above it."""

    below: Array
    upto: Array


def counts(x: Array, reference: Array) -> Counts:
    """Count the reference's values below and up to each value, by column, (..., R, K) each.

    These are the ranks `min` - 1 and `max`, 1 the lowest. NaN where x is NaN.

    >>> found = counts(np.array([[2.0], [9.0]]), np.array([[1.0], [2.0], [2.0], [3.0], [np.nan]]))
    >>> found.below.ravel(), found.upto.ravel()
    (array([1., 4.]), array([3., 4.]))
    """
    own = same_memory(x, reference)
    rows = x.shape[-2]
    parts = (x,) if own else (x, reference)
    leading = np.broadcast_shapes(*(part.shape[:-2] + part.shape[-1:] for part in parts))
    together = np.concatenate(
        [np.broadcast_to(np.swapaxes(part, -1, -2), (*leading, part.shape[-2])) for part in parts],
        axis=-1,
    )
    order, first, last = runs(together)
    counted = np.ones(order.shape, bool) if own else order % together.shape[-1] >= rows
    upto = np.zeros((*leading, together.shape[-1] + 1))
    np.cumsum(counted, axis=-1, out=upto[..., 1:])
    missing = np.isnan(together)

    def at(position: NDArray[np.intp]) -> Array:
        found = unsorted(order, np.take_along_axis(upto, position, -1))
        found[missing] = np.nan
        return np.swapaxes(found[..., :rows], -1, -2)

    return Counts(at(first), at(last + 1))
