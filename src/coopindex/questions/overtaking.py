"""What an indicator would have to be, all else equal, for a unit to overtake another."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.engine.walk import rewalk, walk
from coopindex.methods.ranking import ROUNDING
from coopindex.methods.registry import Array
from coopindex.methods.sorting import largest
from coopindex.problems import InvalidInput
from coopindex.questions.contributions import influences, turn

# the search: points a round, rounds, and rounds where units are compared, which is slow
GRID, ROUNDS, FEWER = 24, 8, 4
STEPS = np.arange(float(GRID))  # whole numbers tried of what is counted
CELLS = 20_000_000  # cells of one batch of the search
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
    that succeeds. What is counted is needed in whole numbers. Indicators without a value or a
    weight are left out.
    """
    raw, sign = _raw(result), influences(result)
    best = 1 if result.index.ranking.best == "high" else -1
    weights = result.effective_in(int(result.rows.year[row]))
    return {
        node.code: _needed(result, raw, row, rival, column, best * sign[node.code] * turn(node))
        for column, node in enumerate(result.index.leaves)
        if not np.isnan(raw[row, column]) and weights[column] > 0
    }


def _needed(result: Result, raw: Array, row: int, rival: int, column: int, good: int) -> Needed:
    node, present = result.index.leaves[column], float(raw[row, column])
    per = _per_raw(result, node, row)
    year = result.rows.year == result.rows.year[row]
    seen = result.walk.column(node.code, "denominated")[year] * good
    best, limit = float(np.fmax.reduce(seen)), _limit(node, good, raw[year, column], present)
    raw_value = _nearest(result, raw, row, rival, column, limit)
    if node.counted and not np.isnan(raw_value):
        whole = (math.ceil(raw_value) if good > 0 else math.floor(raw_value)) + good * STEPS
        whole = whole[(limit - whole) * good >= 0]
        ahead = _ahead(result, raw, row, rival, column, whole)
        raw_value = float(whole[int(ahead.argmax())]) if ahead.any() else math.nan
    value = raw_value * per
    proposed = np.array([*(outward(value, present * per, digits) for digits in DIGITS), value])
    tried = proposed / per
    # what one rounds to goes beyond the best observed only if the value does
    beyond = proposed * good > best
    fit = ((limit - tried) * good >= 0) & (beyond <= beyond[-1])
    fit[fit] = _ahead(result, raw, row, rival, column, tried[fit])
    if not fit.any():
        return Needed(best=best * good)
    first, last = np.flatnonzero(fit)[[0, -1]].tolist()
    stated = raw_value if node.counted else float(tried[last])
    return Needed(
        float(proposed[last]), float(proposed[first]), stated, best * good, bool(beyond[last])
    )


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


def _nearest(result: Result, raw: Array, row: int, rival: int, column: int, limit: float) -> float:
    """Return the nearest raw value found, up to the limit, that ranks the row ahead; NaN: none."""
    low, high = float(raw[row, column]), limit
    compared = any(node.aggregation.found.across_units for node in result.index.inner)
    for _ in range(FEWER if compared else ROUNDS):
        grid = np.linspace(low, high, GRID + 1)
        ahead = _ahead(result, raw, row, rival, column, grid[1:])
        if not ahead.any():
            return math.nan
        first = int(ahead.argmax())
        low, high = float(grid[first]), float(grid[first + 1])
    return high


def _per_raw(result: Result, node: Node, row: int) -> float:
    """What one unit of the raw value makes in the indicator's measure: 1 unless it is divided."""
    by = node.denomination
    if by is None:
        return 1.0
    return by.per / (float(result.rows.variables[by.by][row]) if isinstance(by.by, str) else by.by)


def _raw(result: Result) -> Array:
    """The leaves' raw values as read, (R, L)."""
    return result.data.raw(result.rows.years)


def _limit(node: Node, good: int, column: Array, present: float) -> float:
    """How far the search may go: to the bound, or twice the observed range beyond the best."""
    lowest, highest = np.nanmin(column), np.nanmax(column)
    if good > 0:
        reach = max(highest, present) + 2 * (highest - lowest)
        return float(reach if node.bounds[1] is None else min(reach, node.bounds[1]))
    reach = min(lowest, present) - 2 * (highest - lowest)
    return float(reach if node.bounds[0] is None else max(reach, node.bounds[0]))


def _ahead(
    result: Result, raw: Array, row: int, rival: int, column: int, candidates: Array
) -> NDArray[np.bool_]:
    """Score anew with each candidate (G,) in place: does the row rank ahead of the rival? (G,)."""
    how, at_once = result.index.ranking, max(1, CELLS // raw.size)

    def apart(many: int) -> NDArray[np.bool_]:
        parts = np.split(candidates, range(many, len(candidates), many))
        return np.concatenate([_ahead(result, raw, row, rival, column, part) for part in parts])

    if len(candidates) > at_once:
        return apart(at_once)
    if not len(candidates):
        return np.zeros(0, dtype=bool)
    index, weights = result.index, result.scheme.weights
    code, rows, settle = index.leaves[column].code, result.rows, result.settle
    # indicators that read one column have one figure
    together = index.read_alike[code]
    try:
        if len(together) > 1 or index.fills_across:
            table = np.broadcast_to(raw, (len(candidates), *raw.shape)).copy()
            table[:, row, together] = candidates[:, None]
            score = walk(index, rows, table, weights, settle=settle).score
        else:
            figures = np.broadcast_to(raw[:, column], (len(candidates), len(raw))).copy()
            figures[:, row] = candidates
            score = rewalk(index, rows, result.walk, code, figures, weights, settle)
    except InvalidInput:
        # one value that has no score says nothing of the others
        return apart(1) if len(candidates) > 1 else np.zeros(len(candidates), dtype=bool)
    score = score if how.decimals is None else np.round(score, how.decimals)
    lead = (score[..., row] - score[..., rival]) * (1 if how.best == "high" else -1)
    year = result.rows.year == result.rows.year[row]
    # what differs by no more ranks equal
    return np.asarray(lead > 2 * ROUNDING * largest(score[..., year], -1)[..., 0])
