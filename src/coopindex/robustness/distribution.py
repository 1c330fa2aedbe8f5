"""Distributions of ranks as histograms, so that memory does not grow with the number of draws.

Counts are (U, P), P possible ranks. Of many units few draws are no table of units by ranks: their
ranks are held as they are, and counted for some units at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Ranking
from coopindex.methods.ranking import ROUNDING, rank
from coopindex.methods.registry import Array

Histograms = NDArray[np.int64]
# about how many counts are looked at together
CELLS = 1 << 18


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


def _steps(ranks: Array, ranking: Ranking, kind: type) -> NDArray[Any]:
    """Return which of the possible ranks, from 1, units take, (B, U) -> (U, B); 0: none."""
    steps = 2 * ranks - 1 if ranking.ties == "average" else ranks
    if np.isnan(ranks.sum()):
        steps = np.nan_to_num(steps)
    # a unit's draws one after another, as its row of the table
    return steps.T.astype(kind, order="C")


def _counted(steps: NDArray[Any], first: int, last: int) -> Histograms:
    """Count steps from the first to the last, (U, B) -> (U, last - first + 1)."""
    units, width = len(steps), last - first + 1
    cell = steps + (np.arange(units) * width - first)[:, None]
    counted = cell.ravel() if steps.all() else cell[steps > 0]
    return np.bincount(counted, minlength=units * width).reshape(units, width)


class Band(NamedTuple):
    """Some units, the ranks that they take and those between, (p,), and their counts, (k, p)."""

    units: slice
    ranks: Array
    counts: Histograms


class RankStatistics(NamedTuple):
    """Of each unit's ranks, (U,): in how many draws it has one, and what they come to.

    error : the standard error of the mean, as if the draws were independent. top : in how many
    draws it is among the first so many.
    """

    draws: Histograms
    mean: Array
    error: Array
    median: Array
    mode: Array
    low: Array
    high: Array
    top: Histograms


@dataclass(frozen=True, eq=False)
class RankCounts:
    """How often each unit takes each of the possible ranks, (P,).

    held : ranks of draws that are not counted yet, (U, B) each; see `_steps`. counts : (U, P) the
    others; None: none. Draws are counted as soon as they take more memory than their counts.
    """

    possible: Array
    held: tuple[NDArray[Any], ...] = ()
    counts: Histograms | None = None

    @classmethod
    def of(cls, ranks: Array, ranking: Ranking) -> RankCounts:
        """Take the ranks of some draws, (B, U)."""
        possible = possible_ranks(ranks.shape[-1], ranking)
        kind = np.min_scalar_type(len(possible))
        if kind.itemsize * len(ranks) >= 8 * len(possible):
            return cls(possible, counts=count_ranks(ranks, ranking))
        return cls(possible, (_steps(ranks, ranking, kind.type),))

    def __add__(self, other: RankCounts) -> RankCounts:
        counts = [part.counts for part in (self, other) if part.counts is not None]
        together = np.sum(counts, axis=0) if counts else None
        both = RankCounts(self.possible, self.held + other.held, together)
        held = sum(part.shape[1] * part.itemsize for part in both.held)
        if held < 8 * len(self.possible):
            return both
        whole = [both.counts_of(units, 1, len(self.possible)) for units in both._blocks()]
        return RankCounts(self.possible, counts=np.concatenate(whole))

    def _blocks(self) -> Iterator[slice]:
        units = len(self.held[0] if self.counts is None else self.counts)
        size = max(1, CELLS // len(self.possible))
        return (slice(start, start + size) for start in range(0, units, size))

    def counts_of(self, units: slice, first: int, last: int) -> Histograms:
        """Count the ranks of some units from the first to the last that is possible."""
        found = 0 if self.counts is None else self.counts[units, first - 1 : last]
        for steps in self.held:
            found = found + _counted(steps[units], first, last)
        return np.asarray(found)

    def bands(self) -> Iterator[Band]:
        """Count the ranks of some units after others: of those alone that they take."""
        for units in self._blocks():
            first, last = 1, len(self.possible)
            if self.counts is None:
                own = [steps[units] for steps in self.held]
                last = int(max(steps.max(initial=1) for steps in own))
                first = int(min(steps.min(initial=last, where=steps > 0) for steps in own))
            yield Band(units, self.possible[first - 1 : last], self.counts_of(units, first, last))

    @property
    def draws(self) -> Histograms:
        """(U,) in how many draws a unit has a rank."""
        found = 0 if self.counts is None else self.counts.sum(axis=1)
        return np.asarray(sum((np.count_nonzero(part, axis=1) for part in self.held), start=found))

    @property
    def first(self) -> Histograms:
        """(U,) in how many draws a unit has the best rank that is possible."""
        found = 0 if self.counts is None else self.counts[:, 0]
        return np.asarray(sum((np.count_nonzero(part == 1, axis=1) for part in self.held), found))

    def table(self) -> Histograms:
        """Return all counts, (U, P)."""
        whole = [self.counts_of(units, 1, len(self.possible)) for units in self._blocks()]
        return np.concatenate(whole)

    def statistics(self, interval: tuple[float, float], top: int) -> RankStatistics:
        """Return what the units' ranks come to; low and high : the ends of an interval."""
        found = [_statistics(band, interval, top) for band in self.bands()]
        return RankStatistics(*map(np.concatenate, zip(*found, strict=True)))

    def largest_error(self) -> float:
        """Return the largest standard error of a mean rank, of the units that have one."""
        bands = ((counts, ranks) for _, ranks, counts in self.bands())
        errors = [mean_error(*band, mean_rank(*band)) for band in bands]
        return float(np.fmax.reduce(np.concatenate(errors)))

    def occurring(self) -> NDArray[np.intp]:
        """Return the different counts that there are."""
        found = np.zeros(1, bool)
        for _, ranks, counts in self.bands():
            most = counts.max(initial=0) + 1
            found = np.pad(found, (0, max(0, most - len(found))))
            found[counts] = True
            found[0] |= len(ranks) < len(self.possible)
        return np.flatnonzero(found)


def mean_error(counts: Histograms, ranks: Array, mean: Array) -> Array:
    """Return the standard error of each unit's mean rank, (U,), as if draws were independent."""
    draws = np.maximum(counts.sum(axis=1), 1)
    error: Array = np.sqrt(np.maximum(counts @ ranks**2 / draws - mean**2, 0) / draws)
    return error


def _statistics(band: Band, interval: tuple[float, float], top: int) -> RankStatistics:
    counts, ranks = band.counts, band.ranks
    mean = mean_rank(counts, ranks)
    return RankStatistics(
        draws=counts.sum(axis=1),
        mean=mean,
        error=mean_error(counts, ranks, mean),
        median=rank_quantile(counts, ranks, 0.5),
        mode=mode(counts, ranks),
        low=rank_quantile(counts, ranks, interval[0]),
        high=rank_quantile(counts, ranks, interval[1]),
        top=counts[:, ranks <= top].sum(axis=1),
    )


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
