"""Distributions of ranks as histograms, so that memory does not grow with the number of draws.

Counts are (U, P), P possible ranks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Ranking
from coopindex.methods.ranking import ROUNDING, rank
from coopindex.methods.registry import Array

Histograms = NDArray[np.int64]


def possible_ranks(units: int, ranking: Ranking) -> Array:
    """Return the ranks that there can be, (P,): whole numbers, and halves where ties share a mean.

    >>> possible_ranks(3, Ranking(ties="average"))
    array([1. , 1.5, 2. , 2.5, 3. ])
    """
    step = 0.5 if ranking.ties == "average" else 1.0
    return np.arange(1.0, units + step / 2, step)


def ranks_of(scores: Array, ranking: Ranking) -> Array:
    """Rank the scores of each draw, (B, U), as the index ranks them."""
    ranks: Array = rank(
        scores, ties=ranking.ties, decimals=ranking.decimals, best=ranking.best, alike=ROUNDING
    )
    return ranks


def count_ranks(ranks: Array, ranking: Ranking) -> Histograms:
    """Count how often each unit takes each possible rank, (B, U) -> (U, P).

    Draws without a rank count nowhere.

    >>> count_ranks(np.array([[1.0, 2.0], [1.0, 2.0], [2.0, 1.0]]), Ranking())
    array([[2, 1],
           [1, 2]])
    """
    units, halves = ranks.shape[-1], ranking.ties == "average"
    width = len(possible_ranks(units, ranking))
    missing = np.isnan(ranks) if np.isnan(ranks.sum()) else None
    steps = ranks if missing is None else np.where(missing, 0.0, ranks)
    # a unit's draws one after another, as its row of the table
    cell = np.empty((units, len(ranks)), np.intp)
    cell[...] = (2 * steps if halves else steps).T
    cell += (np.arange(units) * width - (2 if halves else 1))[:, None]
    counted = cell.ravel() if missing is None else cell[~missing.T]
    return np.bincount(counted, minlength=units * width).reshape(units, width)


def count_first(ranks: Array) -> Histograms:
    """Count in how many draws nobody stands before each unit, alone or tied, (B, U) -> (U,).

    Whatever rank ties share.

    >>> count_first(np.array([[1.5, 1.5, 3.0], [2.0, 1.0, 3.0]]))
    array([1, 2, 0])
    """
    # by unit, as the ranks of few units lie in memory
    best = np.fmin.reduce(ranks, axis=1)
    return np.asarray((ranks == best[:, None]).sum(axis=0))


def mean_rank(counts: Histograms, ranks: Array) -> Array:
    """Return the mean rank of each unit, (U,); NaN for a unit without a rank in any draw.

    >>> mean_rank(np.array([[2, 1], [1, 2]]), np.array([1.0, 2.0])).round(3)
    array([1.333, 1.667])
    """
    draws = counts.sum(axis=1)
    return np.where(draws > 0, counts @ ranks / np.maximum(draws, 1), np.nan)


def rank_quantile(counts: Histograms, ranks: Array, q: float) -> Array:
    """Return each unit's q-quantile of rank, (U,): the smallest rank with at least that share.

    A rank is a whole number, or the middle of a tie, so that nothing lies between two of them: this
    is the inverse of the distribution function (type 1), not interpolated. No more than q of the
    draws rank below it, and no more than 1 - q above. NaN for a unit without a rank in any draw.

    Hyndman & Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4).

    >>> rank_quantile(np.array([[2, 1, 1]]), np.array([1.0, 2.0, 3.0]), 0.5)
    array([1.])
    >>> rank_quantile(np.array([[9, 0, 1]]), np.array([1.0, 2.0, 3.0]), 0.95)
    array([3.])
    """
    upto = counts.cumsum(axis=1)
    # 0.55 of 100 draws are 55, although 0.55 * 100 is a little more in binary
    wanted = np.maximum(np.ceil(q * upto[:, -1:] * (1 - 1e-12)), 1)
    # a unit without any draw reaches nothing, and takes the NaN behind the last rank
    return np.asarray(np.append(ranks, np.nan)[(upto < wanted).sum(axis=1)])


def mode(counts: Histograms, ranks: Array) -> Array:
    """Return each unit's most frequent rank, the better one of equals, (U,); NaN without any.

    >>> mode(np.array([[1, 2], [0, 0]]), np.array([1.0, 2.0]))
    array([ 2., nan])
    """
    return np.where(counts.any(axis=1), ranks[counts.argmax(axis=1)], np.nan)
