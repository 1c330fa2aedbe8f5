"""Ranking: order the units. Here the units stand on the last axis: `(..., R)`."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopindex.methods.registry import Array, register

Ties = Literal["min", "max", "average", "dense"]


class Runs(NamedTuple):
    """Values in ascending order, NaN last, and where each one's run of equal values begins and ends.

    order, first, last : each `(..., R)`; the value `order[i]` is tied with those at the places `first[i]` ... `last[i]`, counted from 0.
    """

    order: NDArray[np.intp]
    first: NDArray[np.intp]
    last: NDArray[np.intp]


def runs(x: Array) -> Runs:
    """Sort along the last axis and find the ties.

    >>> runs(np.array([5.0, 1.0, 5.0])).first
    array([0, 1, 1])
    """
    order = np.argsort(x, axis=-1)
    ordered = np.take_along_axis(x, order, -1)
    place = np.arange(x.shape[-1])
    begins = np.ones(x.shape, bool)
    np.not_equal(ordered[..., 1:], ordered[..., :-1], out=begins[..., 1:])
    if begins.all():
        place = np.broadcast_to(place, x.shape)
        return Runs(order, place, place)
    first = np.maximum.accumulate(np.where(begins, place, 0), axis=-1)
    ends = np.ones(x.shape, bool)
    ends[..., :-1] = begins[..., 1:]
    last = np.minimum.accumulate(np.where(ends, place, x.shape[-1] - 1)[..., ::-1], axis=-1)[..., ::-1]
    return Runs(order, first, last)


@register("ranking")
def rank(x: Array, *, ties: Ties = "min", decimals: int | None = None, best: Literal["high", "low"] = "high") -> Array:
    """Rank the units: 1 is the best.

    x : (..., R) scores. Returns (..., R): NaN where x is NaN, and such units take no place.
    ties : units with equal scores share the smallest of their places (`min`: 1, 2, 2, 4), the largest (`max`: 1, 3, 3, 4), the mean
        (`average`: 1, 2.5, 2.5, 4), or the next whole number without a gap afterwards (`dense`: 1, 2, 2, 3).
    decimals : round the scores first, as a publisher does who ranks what is printed; None ranks them as they are.
    best : whether the highest or the lowest score is ranked 1.

    >>> rank(np.array([3.0, 5.0, np.nan, 3.0, 1.0]))
    array([ 2.,  1., nan,  2.,  4.])
    """
    scores = np.asarray(x, float)
    if decimals is not None:
        scores = np.round(scores, decimals)
    if best == "high":
        scores = -scores
    order, first, last = runs(scores)
    if ties == "min":
        places = first + 1.0
    elif ties == "max":
        places = last + 1.0
    elif ties == "average":
        places = (first + last) / 2 + 1.0
    elif ties == "dense":
        places = np.cumsum(first == np.arange(scores.shape[-1]), axis=-1, dtype=float)
    else:
        raise ValueError(f"ties: `{ties}` is none of min, max, average, dense")
    ranks = np.empty(scores.shape)
    np.put_along_axis(ranks, order, places, -1)
    missing = np.isnan(scores)
    if missing.any():
        ranks[missing] = np.nan
    return ranks


def group_ranks(x: Array, labels: NDArray[np.str_], *, ties: Ties = "min", best: Literal["high", "low"] = "high") -> Array:
    """Rank the units among those of their own group.

    x : (..., R) scores. labels : (R,) the group of each unit; units whose label is empty are not ranked.

    >>> group_ranks(np.array([3.0, 5.0, 4.0]), np.array(["a", "a", "b"]))
    array([2., 1., 1.])
    """
    ranks = np.full(np.shape(x), np.nan)
    for label in np.unique(labels[labels != ""]):
        members = labels == label
        ranks[..., members] = rank(x[..., members], ties=ties, best=best)
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
        return np.asarray(np.ceil(number * ranks / np.count_nonzero(ranks == ranks, axis=-1)[..., None]), float)


def places(x: Array, reference: Array) -> tuple[Array, Array]:
    """Count the reference's values below each value, and those not above it, (..., R, K) each: the ranks `min` - 1 and `max`.

    >>> [counts.ravel() for counts in places(np.array([[2.0], [9.0]]), np.array([[1.0], [2.0], [2.0], [3.0], [np.nan]]))]
    [array([1., 4.]), array([3., 4.])]
    """
    own = x is reference
    x, reference = np.swapaxes(x, -1, -2), np.swapaxes(reference, -1, -2)
    shape = np.broadcast_shapes(x.shape[:-1], reference.shape[:-1])
    rows = x.shape[-1]
    if own:
        together = np.ascontiguousarray(x)
    else:
        parts = [np.broadcast_to(part, (*shape, part.shape[-1])) for part in (x, reference)]
        together = np.concatenate(parts, axis=-1)
    order, first, last = runs(together)
    counted = np.ones(order.shape, bool) if own else order >= rows
    upto = np.zeros((*shape, together.shape[-1] + 1))
    np.cumsum(counted, axis=-1, out=upto[..., 1:])
    result = np.empty((2, *together.shape))
    np.put_along_axis(result[0], order, np.take_along_axis(upto, first, -1), -1)
    np.put_along_axis(result[1], order, np.take_along_axis(upto, last + 1, -1), -1)
    result[:, np.isnan(together)] = np.nan
    return np.swapaxes(result[0, ..., :rows], -1, -2), np.swapaxes(result[1, ..., :rows], -1, -2)


def ascending_rank(x: Array, reference: Array, ties: Ties) -> Array:
    """Return the rank of each value among the reference's, 1 the lowest, by column, (..., R, K); see `places`."""
    below, upto = places(x, reference)
    if ties == "min":
        return below + 1
    if ties == "max":
        return upto
    if ties == "average":
        return np.asarray((below + 1 + upto) / 2, float)
    raise ValueError(f"ties: `{ties}` is none of min, max, average")
