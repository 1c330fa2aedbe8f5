"""What an indicator would have to be, all else equal, for a unit to overtake another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.engine.rewalk import Rewalk
from coopindex.engine.walk import walk
from coopindex.methods.ranking import ROUNDING
from coopindex.methods.registry import Array, Undefined
from coopindex.methods.sorting import largest
from coopindex.problems import InvalidInput
from coopindex.questions.contributions import influences, turn

# the search: points a round, rounds, and rounds where units are compared, which is slow
GRID, ROUNDS, FEWER = 24, 8, 4
AGAIN = 4  # times that values are tried without those that were refused
STEPS = np.arange(float(GRID))  # whole numbers tried
CELLS, ABREAST = 20_000_000, 2_000_000  # cells of a table, or of columns, scored at once
DIGITS = (4, 5, 6, 8, 10, 12, 15)  # that a value may be rounded to


class Needed(NamedTuple):
    """What an indicator would have to be, in its measure.

    value : the nearest that suffices; NaN: none does. rounded : the same with no more digits than
    it takes. raw : the value as the data state it, before it is divided by anything. best : the
    best observed in the row's year. beyond : whether more than that is needed.
    """

    value: float = math.nan
    rounded: float = math.nan
    raw: float = math.nan
    best: float = math.nan
    beyond: bool = False


def overtaking(result: Result, row: int, rival: int) -> dict[str, Needed]:
    """Find, indicator by indicator, the nearest value that ranks the row ahead of its rival.

    Everything is scored anew, scale included unless it is held. The search goes from the present
    value in the good direction as far as the bounds allow, at most twice the observed range beyond
    the best value: a grid, then ever finer grids between the last value that fails and the first
    that succeeds, for all indicators side by side. An indicator all of whose values observed, in
    all years, are whole numbers is needed in whole numbers before it is divided by anything: nobody
    runs 123.2 trains. Indicators without a value or a weight are left out.
    """
    leaves, raw = result.index.leaves, result.data.raw(result.rows.years)
    weights = result.effective_in(result.rows.period(row))[: len(leaves)]
    columns = np.flatnonzero(~np.isnan(raw[row]) & (weights > 0))
    nodes = [leaves[column] for column in columns.tolist()]
    if not nodes:
        return {}
    found = _needed(Search(result, raw, row, rival, columns))
    return {node.code: needed for node, needed in zip(nodes, found, strict=True)}


def _needed(search: Search) -> Iterator[Needed]:
    """Say what each of the indicators would have to be."""
    good, limit, per = search.good, search.limit, search.per
    nearest = _whole(search, _nearest(search))
    value, now = nearest * per, search.present * per
    shorter = [
        [outward(*each, digits) for each in zip(value.tolist(), now.tolist(), strict=True)]
        for digits in DIGITS
    ]
    proposed = np.array([*shorter, value])
    tried = proposed / per
    # what one rounds to goes beyond the best observed only if the value does
    beyond = proposed * good > search.best
    fit = ((limit - tried) * good >= 0) & (beyond <= beyond[-1])
    fit &= search.ahead(search.every, np.where(fit, tried, search.present))
    first, last = fit.argmax(axis=0), len(fit) - 1 - fit[::-1].argmax(axis=0)
    for at, best in enumerate((search.best * good).tolist()):
        if not fit[:, at].any():
            yield Needed(best=best)
            continue
        final, short = last[at], first[at]
        stated = nearest[at] if search.whole[at] else tried[final, at]
        exact, rounded, raw = map(float, (proposed[final, at], proposed[short, at], stated))
        yield Needed(exact, rounded, raw, best, bool(beyond[final, at]))


def outward(value: float, present: float, digits: int = 4) -> float:
    """Round to some digits, away from the present value, so that what is said still suffices.

    >>> outward(924.389, 640.0), outward(0.343633, 9.0), outward(0.0, 9.0)
    (924.4, 0.3436, 0.0)
    """
    if value == 0 or not math.isfinite(value):
        return value
    unit = 10.0 ** (math.floor(math.log10(abs(value))) + 1 - digits)
    steps = value / unit
    return float(f"{(math.ceil(steps) if value > present else math.floor(steps)) * unit:.15g}")


def _nearest(search: Search) -> Array:
    """Return the nearest raw values found, (V,), that rank the row ahead; NaN: none does."""
    low, high, left = search.present.copy(), search.limit.copy(), search.every
    compared = any(node.aggregation.found.across_units for node in search.result.index.inner)
    for _ in range(FEWER if compared else ROUNDS):
        grid = np.linspace(low[left], high[left], GRID + 1)
        ahead = search.ahead(left, grid[1:])
        some, first = np.flatnonzero(ahead.any(axis=0)), ahead.argmax(axis=0)
        left, first = left[some], first[some]
        low[left], high[left] = grid[first, some], grid[first + 1, some]
    high[np.setdiff1d(search.every, left)] = np.nan
    return high


def _whole(search: Search, nearest: Array) -> Array:
    """Return the nearest values, (V,), whole numbers where all observed are; NaN: none does."""
    some = np.flatnonzero(search.whole & ~np.isnan(nearest))
    good, from_here = search.good[some], nearest[some]
    whole = np.where(good > 0, np.ceil(from_here), np.floor(from_here)) + good * STEPS[:, None]
    within = (search.limit[some] - whole) * good >= 0
    ahead = search.ahead(some, np.where(within, whole, search.present[some])) & within
    first = whole[ahead.argmax(axis=0), np.arange(len(some))]
    found = nearest.copy()
    found[some] = np.where(ahead.any(axis=0), first, np.nan)
    return found


def _limit(node: Node, good: int, lowest: float, highest: float, present: float) -> float:
    """How far the search may go: to the bound, or twice the observed range beyond the best."""
    if good > 0:
        reach = max(highest, present) + 2 * (highest - lowest)
        return float(reach if node.bounds[1] is None else min(reach, node.bounds[1]))
    reach = min(lowest, present) - 2 * (highest - lowest)
    return float(reach if node.bounds[0] is None else max(reach, node.bounds[0]))


def _towards(node: Node, present: float) -> int:
    """Say whether a node's points rise (+1) or fall (-1) with its value, from the present one on.

    Inside a range where all values are best, neither way helps.
    """
    within = node.normalisation.found.ideal_of(node.normalisation.settings)
    return turn(node) if within is None else (1 if present < within[0] else -1)


def _per_raw(result: Result, node: Node, row: int) -> float:
    """What one unit of the raw value makes in the indicator's measure: 1 unless it is divided."""
    by = node.denomination
    if by is None:
        return 1.0
    return by.per / (float(result.rows.variables[by.by][row]) if isinstance(by.by, str) else by.by)


@dataclass(frozen=True, eq=False)
class Search:
    """Whether a row would rank ahead of its rival, were one of some indicators another.

    raw : (R, L) the leaves' raw values as read. columns : (V,) which of them are asked of.
    """

    result: Result
    raw: Array
    row: int
    rival: int
    columns: NDArray[np.intp]

    @cached_property
    def every(self) -> NDArray[np.intp]:
        """(V,) the positions of all that is asked of."""
        return np.arange(len(self.columns))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The indicators asked of."""
        return tuple(self.result.index.leaves[column] for column in self.columns.tolist())

    @cached_property
    def whole(self) -> NDArray[np.bool_]:
        """(V,) whether the values are whole numbers: what is counted, and what only has such."""
        counted = np.array([node.counted for node in self.nodes])
        seen = self.result.data.values[..., self.columns]
        return np.asarray(counted | (np.isnan(seen) | (seen == np.rint(seen))).all(axis=(0, 1)))

    @cached_property
    def present(self) -> Array:
        """(V,) the raw values that the row has."""
        return np.asarray(self.raw[self.row, self.columns])

    @cached_property
    def per(self) -> Array:
        """(V,) what one unit of the raw value makes in the indicator's measure."""
        return np.array([_per_raw(self.result, node, self.row) for node in self.nodes])

    @cached_property
    def good(self) -> NDArray[np.int_]:
        """(V,) the direction that helps, 1 or -1."""
        sign = influences(self.result)
        present = (self.present * self.per).tolist()
        return np.array(
            [
                self._best * sign[node.code] * _towards(node, value)
                for node, value in zip(self.nodes, present, strict=True)
            ]
        )

    @cached_property
    def best(self) -> Array:
        """(V,) the best observed in the row's year, in its measure, the more the better."""
        seen = self.result.walk.levels[0]["denominated"][self._year][:, self.columns] * self.good
        return np.asarray(np.fmax.reduce(seen, axis=0))

    @cached_property
    def limit(self) -> Array:
        """(V,) how far the search may go."""
        seen = self.raw[self._year][:, self.columns]
        ends = np.nanmin(seen, axis=0).tolist(), np.nanmax(seen, axis=0).tolist()
        of = zip(self.nodes, self.good.tolist(), *ends, self.present.tolist(), strict=True)
        return np.array([_limit(*each) for each in of])

    def ahead(self, some: NDArray[np.intp], candidates: Array) -> NDArray[np.bool_]:
        """Say where a candidate, (G, V'), alone in the place of one of some ranks the row ahead.

        Everything is scored anew; where there is no score, it does not.
        """
        ahead, columns = np.zeros(candidates.shape, bool), self.columns[some]
        for part in self._abreast(columns, len(candidates)):
            ahead[:, part] = self._tried(columns[part], candidates[:, part])
        return ahead

    def _abreast(self, columns: NDArray[np.intp], many: int) -> Iterator[NDArray[np.intp]]:
        """Yield positions of columns that go together: those that are walked in full, alone."""
        alone = self._in_full[columns]
        yield from np.flatnonzero(alone)[:, None]
        side_by_side, most = np.flatnonzero(~alone), max(1, ABREAST // (many * len(self.raw)))
        yield from np.split(side_by_side, range(most, len(side_by_side), most))

    def _tried(self, columns: NDArray[np.intp], candidates: Array) -> NDArray[np.bool_]:
        """Answer `ahead` for columns that go together."""
        many, each = candidates.shape
        at_once = max(1, CELLS // self.raw.size)
        if many > at_once:
            parts = np.split(candidates, range(at_once, many, at_once))
            return np.concatenate([self._tried(columns, part) for part in parts])
        tried, refused = candidates, np.zeros(candidates.shape, bool)
        for _ in range(AGAIN):
            try:
                return self._is_ahead(self._scores(columns, tried)) & ~refused
            except InvalidInput as error:
                # one value that has no score says nothing of the others
                refused |= self._refused(error, columns, many)
                tried = np.where(refused, self.raw[self.row, columns], candidates)
        if many > 1:
            return np.concatenate([self._tried(columns, one[None]) for one in tried]) & ~refused
        if each > 1:
            halves = (slice(each // 2), slice(each // 2, None))
            found = [self._tried(columns[half], tried[:, half]) for half in halves]
            return np.concatenate(found, axis=1) & ~refused
        return np.zeros((1, 1), bool)

    def _refused(
        self, error: InvalidInput, columns: NDArray[np.intp], many: int
    ) -> NDArray[np.bool_]:
        """Say which candidates, (G, V), the steps of their own columns refused, where it is known.

        Those that a node further up refused are not told apart.
        """
        position = {self.result.index.leaves[at].code: k for k, at in enumerate(columns.tolist())}
        refused, why = np.zeros((many, len(columns)), bool), error.__cause__
        if isinstance(why, Undefined) and why.of and position.keys() >= set(why.of):
            each = why.where.ndim >= 2 + why.cells and len(why.where) == many
            where = why.where.reshape(many if each else 1, -1, why.where.shape[-1]).any(axis=1)
            refused[:, [position[code] for code in why.of]] = where
        return refused

    def _scores(self, columns: NDArray[np.intp], candidates: Array) -> Array:
        """Return all scores, (V, G, R), with each candidate in its column's place."""
        index, result, many = self.result.index, self.result, len(candidates)
        if not self._in_full[columns].any():
            figures = np.repeat(self.raw[None, :, columns], many, axis=0)
            figures[:, self.row] = candidates
            return self._rewalk.scores(columns, figures)
        table = np.repeat(self.raw[None], many, axis=0)
        # indicators that read one column have one figure
        table[:, self.row, index.read_alike[index.leaves[columns[0]].code]] = candidates
        weights = result.scheme.weights
        return walk(index, result.rows, table, weights, settle=result.settle).score[None]

    def _is_ahead(self, score: Array) -> NDArray[np.bool_]:
        """Say in which scores, (V, G, R), the row ranks ahead of its rival, (G, V)."""
        how = self.result.index.ranking
        score = score if how.decimals is None else np.round(score, how.decimals)
        lead = score[..., self.row] - score[..., self.rival]
        # what differs by no more ranks equal
        equal = 2 * ROUNDING * largest(score[..., self._year], -1)[..., 0]
        return np.asarray((lead * self._best > equal).T)

    @cached_property
    def _best(self) -> int:
        return 1 if self.result.index.ranking.best == "high" else -1

    @cached_property
    def _year(self) -> NDArray[np.bool_]:
        """(R,) the rows of the same year."""
        return np.asarray(self.result.rows.year == self.result.rows.year[self.row])

    @cached_property
    def _in_full(self) -> NDArray[np.bool_]:
        """(L,) the indicators that do not change alone, so that the whole tree is walked."""
        index = self.result.index
        shared = [len(index.read_alike[leaf.code]) > 1 for leaf in index.leaves]
        return np.array(shared) | index.fills_across

    @cached_property
    def _rewalk(self) -> Rewalk:
        found = self.result
        return Rewalk(found.index, found.rows, found.walk, found.scheme.weights, found.settle)
