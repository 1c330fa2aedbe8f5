"""Ranking: order the units. Here the units stand on the last axis: `(..., R)`."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopindex.methods.registry import Array, register

Ties = Literal["min", "max", "average"]
TiesOrDense = Literal["min", "max", "average", "dense"]


FEW = 24  # up to so many units, comparing each with each is faster than sorting
ROUNDING = 1e-12  # of scores that are sums: what differs by less, as a share of the largest, differs by the order of adding up alone
APART = 24  # numbers between rows in memory: rows a power of two apart would compete for the same lines of the processor's cache


class Runs(NamedTuple):
    """Values in ascending order, NaN last, and where each one's run of equal values begins and ends.

    order : positions in the flattened array. first, last : the value at `order[i]` is tied with those at the places first[i] ... last[i]
    of its row, counted from 0. Each `(..., R)`.
    """

    order: NDArray[np.intp]
    first: NDArray[np.intp]
    last: NDArray[np.intp]


def runs(x: Array, alike: float = 0.0) -> Runs:
    """Sort along the last axis and find the ties: neighbours that differ by no more than this share of the largest; `x` is contiguous.

    >>> runs(np.array([5.0, 1.0, 5.0])).first, runs(np.array([5.0, 1.0, 5.1]), 0.1).first
    (array([0, 1, 1]), array([0, 1, 1]))
    """
    units = x.shape[-1]
    start = np.arange(0, x.size, max(units, 1)).reshape((*x.shape[:-1], 1))
    place = np.arange(units)
    order = order_of_different(x, alike)
    if order is not None:
        place = np.broadcast_to(place, x.shape)
        return Runs(order + start, place, place)
    near = alike * largest(x, -1)
    order = np.argsort(x, axis=-1) + start
    ordered = x.reshape(-1)[order]
    begins = np.ones(x.shape, bool)
    with np.errstate(invalid="ignore"):
        begins[..., 1:] = (ordered[..., 1:] != ordered[..., :-1]) & ~(
            ordered[..., 1:] - ordered[..., :-1] <= near
        )
    first = np.maximum.accumulate(np.where(begins, place, 0), axis=-1)
    ends = np.ones(x.shape, bool)
    ends[..., :-1] = begins[..., 1:]
    last = np.minimum.accumulate(np.where(ends, place, units - 1)[..., ::-1], axis=-1)[..., ::-1]
    return Runs(order, first, last)


def order_of_different(x: Array, alike: float = 0.0) -> NDArray[np.intp] | None:
    """Return the positions in ascending order along the last axis; None where two values are alike or nearly so, or one is no number.

    Each number's last bits give way to its position, so that sorting the numbers, which is fast, sorts the positions along.

    >>> order_of_different(np.array([5.0, 1.0, 3.0])), order_of_different(np.array([5.0, 1.0, 5.0]))
    (array([1, 2, 0]), None)
    """
    units = x.shape[-1]
    last = (1 << max(units - 1, 0).bit_length()) - 1
    numbers = x + 0.0  # a copy, without -0.0
    keys = numbers.view(np.int64)
    keys &= ~last
    keys |= np.arange(units)
    numbers.sort(axis=-1)
    most = np.maximum(np.abs(numbers[..., :1]), np.abs(numbers[..., -1:]))
    if not np.isfinite(most).all():
        return None
    if alike:  # to which comes what the last bits are worth, of zeros too
        near = numbers[..., 1:] - numbers[..., :-1] <= np.maximum(
            (alike + 2.0**-51 * last) * most, np.finfo(float).tiny
        )
    else:
        near = (keys[..., 1:] ^ keys[..., :-1]).view(np.uint64) <= last
    if near.any():
        return None
    keys &= last
    return keys


def largest(x: Array, axis: int) -> Array:
    """Return the largest absolute value along an axis, which is kept, of those that are finite; 0 where there is none.

    >>> largest(np.array([[0.5, -2.0, np.nan]]), -1)
    array([[2.]])
    """
    found = np.maximum(
        x.max(axis=axis, keepdims=True, initial=0), -x.min(axis=axis, keepdims=True, initial=0)
    )
    if not np.isfinite(found).all():
        found = np.abs(x).max(axis=axis, keepdims=True, initial=0, where=np.isfinite(x))
    return np.asarray(found)


def back_in_place(order: NDArray[np.intp], values: NDArray[np.floating]) -> Array:
    """Undo the sorting: give each value to the unit that stood there."""
    result = np.empty(order.shape)
    result.reshape(-1)[order] = values
    return result


def rank_few(x: Array, alike: float = 0.0) -> Array:
    """Rank a few units by comparing each with each; those that differ by no more than a share of the largest share the smallest place."""
    scores = x.reshape(-1, x.shape[-1]).T
    units, beyond = np.empty((2, len(scores), scores.shape[1] + APART))[..., :-APART]
    units[...] = scores
    np.add(units, alike * largest(units, 0), out=beyond)
    better = np.add.reduce((units[:, None] > beyond).view(np.int8), axis=0, dtype=np.int8)
    return np.asarray((better.T + 1.0).reshape(x.shape))


@register("ranking")
def rank(
    x: Array,
    *,
    ties: TiesOrDense = "min",
    decimals: int | None = None,
    best: Literal["high", "low"] = "high",
    alike: float = 0.0,
) -> Array:
    """Rank the units: 1 is the best.

    x : (..., R) scores. Returns (..., R): NaN where x is NaN, and such units take no place.
    ties : units with equal scores share the smallest of their places (`min`: 1, 2, 2, 4), the largest (`max`: 1, 3, 3, 4), the mean
        (`average`: 1, 2.5, 2.5, 4), or the next whole number without a gap afterwards (`dense`: 1, 2, 2, 3).
    decimals : round the scores first, as a publisher does who ranks what is printed; None ranks them as they are.
    best : whether the highest or the lowest score is ranked 1.
    alike : scores that differ by no more than this share of the largest absolute score are equal. An index ranks what it adds up with
        1e-12, for smaller differences tell in what order it was added up, not who is better; and indicators as they are. It is meant for
        differences far below it: whether a chain of scores, each as far as that from the next, is one tie is not defined.

    >>> rank(np.array([3.0, 5.0, np.nan, 3.0, 1.0]))
    array([ 2.,  1., nan,  2.,  4.])
    """
    scores = np.asarray(x, float)
    if decimals is not None:
        scores = np.round(scores, decimals)
    if best == "low":
        scores = -scores
    missing = np.isnan(scores)
    if ties == "min" and scores.shape[-1] <= FEW:
        ranks = rank_few(scores, alike)
    else:
        order, first, last = runs(-scores, alike)
        if ties == "min":
            place = first + 1.0
        elif ties == "max":
            place = last + 1.0
        elif ties == "average":
            place = (first + last) / 2 + 1.0
        elif ties == "dense":
            place = np.cumsum(first == np.arange(scores.shape[-1]), axis=-1, dtype=float)
        else:
            raise ValueError(f"ties: `{ties}` is none of min, max, average, dense")
        ranks = back_in_place(order, place)
    if missing.any():
        ranks[missing] = np.nan
    return ranks


def group_ranks(
    x: Array,
    labels: NDArray[np.str_],
    *,
    ties: TiesOrDense = "min",
    best: Literal["high", "low"] = "high",
    alike: float = 0.0,
) -> Array:
    """Rank the units among those of their own group.

    x : (..., R) scores. labels : (R,) the group of each unit; units whose label is empty are not ranked.

    >>> group_ranks(np.array([3.0, 5.0, 4.0]), np.array(["a", "a", "b"]))
    array([2., 1., 1.])
    """
    ranks = np.full(np.shape(x), np.nan)
    for label in np.unique(labels[labels != ""]):
        members = labels == label
        ranks[..., members] = rank(x[..., members], ties=ties, best=best, alike=alike)
    return ranks


def share(ranks: ArrayLike) -> Array:
    """Turn ranks into the share of the ranked units that stand at this place or a better one: rank / n.

    >>> share(np.array([1.0, 2.0, np.nan, 4.0, 3.0]))
    array([0.25, 0.5 ,  nan, 1.  , 0.75])
    """
    ranks = np.asarray(ranks, float)
    with np.errstate(invalid="ignore"):
        return np.asarray(ranks / np.count_nonzero(ranks == ranks, axis=-1)[..., None], float)


def bands(ranks: ArrayLike, number: int = 10) -> Array:
    """Divide ranked units into equal bands, 1 the best: ceil(number * rank / n). Ten bands are deciles.

    >>> bands(np.arange(1.0, 21.0))[[0, 1, 2, 19]]
    array([ 1.,  1.,  2., 10.])
    """
    ranks = np.asarray(ranks, float)
    with np.errstate(invalid="ignore"):
        return np.asarray(
            np.ceil(number * ranks / np.count_nonzero(ranks == ranks, axis=-1)[..., None]), float
        )


def same_memory(x: Array, reference: Array) -> bool:
    """Say whether both are one array, or views of the same part of one: rows ranked among themselves need sorting only once."""
    return bool(x.__array_interface__ == reference.__array_interface__)


def places(x: Array, reference: Array) -> tuple[Array, Array]:
    """Count the reference's values below each value, and those not above it, (..., R, K) each: the ranks `min` - 1 and `max`.

    >>> [counts.ravel() for counts in places(np.array([[2.0], [9.0]]), np.array([[1.0], [2.0], [2.0], [3.0], [np.nan]]))]
    [array([1., 4.]), array([3., 4.])]
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
    counts = []
    for place in (first, last + 1):
        found = back_in_place(order, np.take_along_axis(upto, place, -1))
        found[missing] = np.nan
        counts.append(np.swapaxes(found[..., :rows], -1, -2))
    return counts[0], counts[1]


def places_of(x: Array, reference: Array, built: bool) -> tuple[Array, Array]:
    """Count as `places` does; in columns that are `built` of others, what differs by rounding ties.

    >>> third = np.array([[0.1 + 0.2], [0.3]])
    >>> [counts.ravel() for counts in places_of(third, third, built=True)]
    [array([0., 0.]), array([2., 2.])]
    """
    if not built:
        return places(x, reference)
    nothing = ROUNDING * largest(reference, -2)
    if same_memory(x, reference):
        # sorting is quick, and where no two values are that near the plain count says the same
        apart = np.diff(np.sort(x, axis=-2), axis=-2)
        if not ((apart > 0) & (apart <= nothing)).any():
            return places(x, reference)
    return places(x - nothing, reference)[0], places(x + nothing, reference)[1]


def ascending_rank(x: Array, reference: Array, ties: Ties, built: bool = False) -> Array:
    """Return the rank of each value among the reference's, 1 the lowest, by column, (..., R, K); see `places_of`."""
    below, upto = places_of(x, reference, built)
    if ties == "min":
        return below + 1
    if ties == "max":
        return upto
    if ties == "average":
        return np.asarray((below + 1 + upto) / 2, float)
    raise ValueError(f"ties: `{ties}` is none of min, max, average")
