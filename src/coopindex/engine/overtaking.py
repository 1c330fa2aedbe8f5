"""What an indicator would have to be, all else equal, for a unit to overtake another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.contributions import family, slopes
from coopindex.engine.index import Node
from coopindex.engine.walk import rewalk
from coopindex.methods.registry import Array
from coopindex.problems import InvalidInput

if TYPE_CHECKING:
    from coopindex.engine.result import Result

GRID, ROUNDS, FEWER = (
    24,
    8,
    4,
)  # the search: points a round, rounds, and rounds where units are compared, which is slow
CELLS = 20_000_000  # cells of one batch of the search


def overtaking(result: Result, row: int, rival: int) -> dict[str, float]:
    """Find, indicator by indicator, the nearest raw value that puts the row ahead of its rival when everything is scored anew.

    The search goes from the present value in the good direction as far as the bounds allow, at most twice the observed range
    beyond the best value: a grid, then ever finer grids between the last value that fails and the first that succeeds.
    """
    raw = _raw(result)
    weights = result.effective_in(int(result.rows.year[row]))
    searched = [k for k in range(raw.shape[1]) if not np.isnan(raw[row, k]) and weights[k] > 0]
    lower = raw[row].copy()
    upper = lower.copy()
    good = _goods(result, row)
    upper[searched] = [
        _limit(result.index.leaves[k], good[result.index.leaves[k].code], raw[:, k], raw[row, k])
        for k in searched
    ]
    found: dict[str, float] = {}
    rounds = (
        FEWER if any(node.aggregation.found.across_units for node in result.index.inner) else ROUNDS
    )
    for column in searched:
        node = result.index.leaves[column]
        low, high = float(lower[column]), float(upper[column])
        for _ in range(rounds):
            grid = np.linspace(low, high, GRID + 1)
            ahead = _ahead(result, raw, row, rival, column, grid[1:])
            if not ahead.any():
                high = float("nan")
                break
            first = int(ahead.argmax())
            low, high = float(grid[first]), float(grid[first + 1])
        found[node.code] = high * _per_raw(result, node, row)
    return found


def _per_raw(result: Result, node: Node, row: int) -> float:
    """What one unit of the raw value makes in the indicator's measure: 1 unless it is divided."""
    by = node.denomination
    if by is None:
        return 1.0
    return by.per / (float(result.rows.variables[by.by][row]) if isinstance(by.by, str) else by.by)


def _goods(result: Result, row: int) -> dict[str, int]:
    """Say for each indicator whether more (+1) or less (-1) of its raw value helps the unit, given all that lies above it."""
    found: dict[str, int] = {}

    def pass_down(node: Node, good: int) -> None:
        good *= node.direction * (-1 if node.transform.method == "reciprocal" else 1)
        if not node.children:
            found[node.code] = good
            return
        steep = slopes(result, node, row, family(result, node, row))
        for child, slope in zip(node.children, steep, strict=True):
            pass_down(result.index.node(child), -good if slope < 0 else good)

    pass_down(result.index.root, 1 if result.index.ranking.best == "high" else -1)
    return found


def _raw(result: Result) -> Array:
    """The leaves' raw values as read, (R, L)."""
    at = [result.data.years.index(year) for year in result.rows.years]
    return result.data.values[at].reshape(len(result.rows.unit), -1)


def _limit(node: Node, good: int, column: Array, present: float) -> float:
    """How far the search may go: to the bound, or twice the observed range beyond the best value."""
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
    how, each = result.index.ranking, max(1, CELLS // raw.size)
    if len(candidates) > each:
        parts = [
            _ahead(result, raw, row, rival, column, candidates[k : k + each])
            for k in range(0, len(candidates), each)
        ]
        return np.concatenate(parts)
    table = np.broadcast_to(raw, (len(candidates), *raw.shape)).copy()
    table[:, row, column] = candidates
    try:
        score = rewalk(
            result.index,
            result.rows,
            result.walk,
            table,
            result.index.leaves[column].code,
            result.scheme.weights,
        )
    except InvalidInput:
        return np.zeros(len(candidates), dtype=bool)
    score = score if how.decimals is None else np.round(score, how.decimals)
    lead = score[..., row] - score[..., rival]
    return np.asarray(lead > 0 if how.best == "high" else lead < 0)
