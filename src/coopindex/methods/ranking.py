"""Ranking: order the units. Here the units stand on the last axis: `(..., R)`."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopindex.methods.registry import Array, register
from coopindex.methods.sorting import (
    FEW,
    Counts,
    counts,
    largest,
    rank_few,
    runs,
    same_memory,
    unsorted,
)
from coopindex.phrases import Wording

Ties = Literal["min", "max", "average"]
TiesOrDense = Literal["min", "max", "average", "dense"]

# the share that an ascending rank r of n is: (r - first) / (n + second)
Convention = Literal["inclusive", "exclusive", "share", "midpoint", "below"]
CONVENTIONS: dict[str, tuple[float, float]] = {
    "inclusive": (1, -1),
    "exclusive": (0, 1),
    "share": (0, 0),
    "midpoint": (0.5, 0),
    "below": (1, 0),
}

# of scores that are sums: what differs by less, as a share of the largest, differs by the order of
# adding up alone
ROUNDING = 1e-12


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

    x : (..., R) scores.
    ties : how units with equal scores are ranked: `min`, standard competition ranking (1, 2, 2, 4);
        `max`, modified competition ranking (1, 3, 3, 4); `average`, fractional ranking (1, 2.5,
        2.5, 4); `dense`, without a gap afterwards (1, 2, 2, 3).
    decimals : round the scores first, as a publisher does who ranks what is printed; None ranks
        them as they are.
    best : whether the highest or the lowest score is ranked 1.
    alike : scores that differ by no more than this share of the largest absolute score are equal.
        An index ranks what it adds up with 1e-12, for smaller differences tell in what order it was
        added up, not who is better; and indicators as they are. It is meant for differences far
        below it: whether a chain of scores, each as far as that from the next, is one tie is not
        defined.
    Returns (..., R): NaN where x is NaN, and such units have no rank.

    Kendall (1945), The treatment of ties in ranking problems, Biometrika 33(3),
    https://doi.org/10.1093/biomet/33.3.239.

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
            shared = first + 1.0
        elif ties == "max":
            shared = last + 1.0
        elif ties == "average":
            shared = (first + last) / 2 + 1.0
        elif ties == "dense":
            shared = np.cumsum(first == np.arange(scores.shape[-1]), axis=-1, dtype=float)
        else:
            raise ValueError(Wording("refusal.ties4", ties=ties))
        ranks = unsorted(order, shared)
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

    x : (..., R) scores.
    labels : (R,) the group of each unit; units whose label is empty are not ranked.

    >>> group_ranks(np.array([3.0, 5.0, 4.0]), np.array(["a", "a", "b"]))
    array([2., 1., 1.])
    """
    ranks = np.full(np.shape(x), np.nan)
    for label in np.unique(labels[labels != ""]):
        members = labels == label
        ranks[..., members] = rank(x[..., members], ties=ties, best=best, alike=alike)
    return ranks


def share(ranks: ArrayLike) -> Array:
    """Turn ranks into the share of the ranked units with this rank or a better one: rank / n.

    >>> share(np.array([1.0, 2.0, np.nan, 4.0, 3.0]))
    array([0.25, 0.5 ,  nan, 1.  , 0.75])
    """
    ranks = np.asarray(ranks, float)
    with np.errstate(invalid="ignore"):
        return np.asarray(ranks / np.count_nonzero(ranks == ranks, axis=-1)[..., None], float)


def bands(ranks: ArrayLike, number: int = 10) -> Array:
    """Divide ranked units into equal bands, 1 the best: ceil(number * rank / n).

    Ten bands are deciles.

    >>> bands(np.arange(1.0, 21.0))[[0, 1, 2, 19]]
    array([ 1.,  1.,  2., 10.])
    """
    ranks = np.asarray(ranks, float)
    with np.errstate(invalid="ignore"):
        return np.asarray(
            np.ceil(number * ranks / np.count_nonzero(ranks == ranks, axis=-1)[..., None]), float
        )


def counts_with_ties(x: Array, reference: Array, built: bool) -> Counts:
    """Count as `counts` does; in columns that are `built` of others, what differs by rounding ties.

    >>> third = np.array([[0.1 + 0.2], [0.3]])
    >>> [found.ravel() for found in counts_with_ties(third, third, built=True)]
    [array([0., 0.]), array([2., 2.])]
    """
    if not built:
        return counts(x, reference)
    nothing = ROUNDING * largest(reference, -2)
    if same_memory(x, reference):
        # sorting is quick, and where no two values are that near the plain count says the same
        apart = np.diff(np.sort(x, axis=-2), axis=-2)
        if not ((apart > 0) & (apart <= nothing)).any():
            return counts(x, reference)
    return Counts(counts(x - nothing, reference).below, counts(x + nothing, reference).upto)


def ascending_rank(x: Array, reference: Array, ties: Ties, built: bool = False) -> Array:
    """Return the rank of each value among the reference's, 1 the lowest, by column, (..., R, K).

    built : what differs by rounding ties, see `counts_with_ties`.
    """
    below, upto = counts_with_ties(x, reference, built)
    if ties == "min":
        return below + 1
    if ties == "max":
        return upto
    if ties == "average":
        return np.asarray((below + 1 + upto) / 2, float)
    raise ValueError(Wording("refusal.ties3", ties=ties))
