"""How a score came about, what separates it from the unit above, and what it would take to overtake."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import factorial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import STATUSES, Event, Node
from coopindex.engine.walk import rewalk
from coopindex.methods.registry import Array
from coopindex.problems import InvalidInput, Problem, nearest

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.engine.result import Result

EXACT = 8  # children up to which every order is averaged; beyond, one order and its reverse
GRID, ROUNDS = 24, 8  # the search for the overtaking value: points a round, rounds
CELLS = 20_000_000  # cells of one batch of the search


@dataclass(frozen=True, eq=False, repr=False)
class Explanation:
    """How one unit's score came about.

    nodes : one row a node: value in its measure, finished value, rank, contribution (a node's is its indicators' sum; those of all
        indicators make the score).
    rival : the unit above (for the first: the unit below); gap : rival's score minus ours, split over `nodes["gap"]` exactly.
    overtake : on each indicator, the value (in its measure) that would put the unit ahead of its rival, all else equal; NaN: not alone.
    """

    unit: str
    name: str
    year: int
    score: float
    rank: float
    ranked: int
    rival: str | None
    rival_name: str | None
    rival_is_above: bool
    gap: float
    nodes: pd.DataFrame
    cells: pd.DataFrame
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    events: tuple[Event, ...]

    def _caption(self) -> str:
        other = f"; {self.rival_name} {'leads by' if self.rival_is_above else 'trails by'} {abs(self.gap):.4f}" if self.rival else ""
        return f"{self.name}, {self.year}: {self.score:.4f}, rank {self.rank:g} of {self.ranked}{other}"

    def __repr__(self) -> str:
        return f"{self._caption()}\n{self.nodes.drop(columns='title_zh').to_string(index=False)}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self._caption())}</p>{self.nodes.to_html(index=False, float_format='{:.4f}'.format, na_rep='–')}"

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        from coopindex.engine.result import place, plain, records

        return {
            "unit": self.unit,
            "name": self.name,
            "year": self.year,
            "score": plain(self.score),
            "rank": place(self.rank),
            "ranked": self.ranked,
            "rival": self.rival and {"unit": self.rival, "name": self.rival_name, "above": self.rival_is_above, "gap": plain(self.gap)},
            "nodes": records(self.nodes),
            "cells": records(self.cells),
            "strengths": list(self.strengths),
            "weaknesses": list(self.weaknesses),
            "evidence": [
                {key: getattr(event, key) for key in ("unit", "indicator", "date", "value", "label", "status", "source", "locator", "line")}
                for event in self.events
            ],
        }


def explain(result: Result, unit: str, year: int | None = None) -> Explanation:
    """Explain one unit's score in one year (default: the last year scored). An unknown unit or year is `InvalidInput`."""
    import pandas as pd

    index, units = result.index, result.rows.units
    if unit not in units:
        raise InvalidInput(
            [Problem("unknown-unit", f"`{unit}` is not a unit of {index.code}", field="unit", value=unit, hint=nearest(unit, units))]
        )
    year = result.years[-1] if year is None else year
    if year not in result.years:
        known = ", ".join(str(known) for known in result.years)
        raise InvalidInput([Problem("unknown-year", f"{year} was not scored", field="year", value=str(year), hint=f"scored: {known}")])
    at, scored = units.index(unit), result.years.index(year)
    row = result.rows.years.index(year) * len(units) + at
    ranks, scores = result.rank()[scored], result.score[scored]
    rival, above = _rival(ranks, at)
    rival_row = None if rival is None else row - at + rival
    added = contributions(result, row)
    gaps = {} if rival_row is None else gap(result, row, rival_row)[0]
    overtake = _overtake(result, row, rival_row) if rival_row is not None and above else {}
    order = index.depth_first()
    nodes = pd.DataFrame(
        {
            "node": [node.code for node, _ in order],
            "title": [node.title.en for node, _ in order],
            "title_zh": [node.title.zh for node, _ in order],
            "depth": [depth for _, depth in order],
            "measure": [node.measure for node, _ in order],
            "value": [result.walk.column(node.code, "denominated")[row] for node, _ in order],
            "finished": [result.walk.column(node.code)[row] for node, _ in order],
            "rank": [result.rank(node.code)[scored, at] for node, _ in order],
            "weight": [result.effective_in(year)[index.position[node.code]] for node, _ in order],
            "contribution": [_total(index, node, added) for node, _ in order],
            "gap": [_total(index, node, gaps) if gaps else np.nan for node, _ in order],
            "overtake": [overtake.get(node.code, np.nan) for node, _ in order],
        }
    )
    strengths, weaknesses = _strengths(result, row)
    return Explanation(
        unit=unit,
        name=str(result.data.names[unit]),
        year=year,
        score=float(scores[at]),
        rank=float(ranks[at]),
        ranked=int((~np.isnan(ranks)).sum()),
        rival=None if rival is None else units[rival],
        rival_name=None if rival is None else str(result.data.names[units[rival]]),
        rival_is_above=above,
        gap=float("nan") if rival is None else float(scores[rival] - scores[at]),
        nodes=nodes,
        cells=_cells(result, at, year),
        strengths=strengths,
        weaknesses=weaknesses,
        events=tuple(event for event in result.data.evidence if event.unit == unit and _until(event, year)),
    )


def _rival(ranks: Array, at: int) -> tuple[int | None, bool]:
    """Return the unit just above; for the first, the one just below."""
    if np.isnan(ranks[at]):
        return None, False
    better = np.where(ranks < ranks[at], ranks, -np.inf)
    if np.isfinite(better).any():
        return int(better.argmax()), True
    worse = np.where(ranks > ranks[at], ranks, np.inf)
    return (int(worse.argmin()), False) if np.isfinite(worse).any() else (None, False)


def _total(index: Any, node: Node, of_leaves: dict[str, float]) -> float:
    if not node.children:
        return of_leaves.get(node.code, 0.0)
    return float(sum(_total(index, index.node(child), of_leaves) for child in node.children))


# -- contributions ----------------------------------------------------------------------------------------------------


def _family(result: Result, node: Node, row: int) -> Array:
    """Return the finished columns of a node's children in one row, (K,)."""
    return np.array([result.walk.column(child)[row] for child in node.children])


def _values(result: Result, node: Node, row: int, candidates: Array) -> Array:
    """Aggregate candidate children (C, K) in the place of one row: (C,)."""
    method, options = node.aggregation.found, node.aggregation.settings
    weights = _weights(result, node, row)
    context = result.rows.context([result.index.node(child) for child in node.children])
    if node.missing.zero:
        candidates = np.nan_to_num(candidates, nan=0.0)
    if not method.across_units:
        return method.apply(candidates, weights, options, context)
    rows, unit, table = _year(result, node, row)
    tables = np.repeat(table[None], len(candidates), axis=0)
    tables[:, unit] = candidates
    return method.apply(tables, weights, options, context.take(rows))[:, unit]


def _weights(result: Result, node: Node, row: int) -> Array:
    """Return the weights of a node's children in a row's year, (K,)."""
    weights = np.asarray(result.walk.weights[node.code])
    return weights[row // len(result.rows.units)] if weights.ndim > 1 and weights.shape[0] > 1 else weights.reshape(-1)


def _year(result: Result, node: Node, row: int) -> tuple[slice, int, Array]:
    """Return the rows of a row's year, its place among them, and the finished columns of a node's children there, (U, K)."""
    unit = row % len(result.rows.units)
    rows = slice(row - unit, row - unit + len(result.rows.units))
    return rows, unit, np.stack([result.walk.column(child)[rows] for child in node.children], axis=-1)


def slopes(result: Result, node: Node, row: int, x: Array) -> Array:
    """Return how fast a node's aggregate grows with each child at x, (K,): df/dx; 0 for a missing child."""
    here = ~np.isnan(x)
    step = 1e-6 * np.maximum(np.abs(np.where(here, x, 0.0)), 1e-3)
    shifts = np.diag(step)
    ends = _values(result, node, row, np.concatenate([x + shifts, x - shifts]))
    raised, lowered = np.split(ends, 2)
    return np.where(here, (raised - lowered) / (2 * step), 0.0)


def _parts(result: Result, node: Node, row: int) -> Array:
    """Return what each child adds to a node's aggregate, up to a common factor, (K,)."""
    method = node.aggregation.found
    if method.parts is not None:
        _, unit, table = _year(result, node, row)
        return method.parts(table, _weights(result, node, row), unit, **node.aggregation.settings)
    x = _family(result, node, row)
    return np.where(np.isnan(x), 0.0, np.nan_to_num(x) * slopes(result, node, row, x))


def contributions(result: Result, row: int) -> dict[str, float]:
    """Share a node's contribution among its children in proportion to x df/dx, from the score down to the indicators.

    For an arithmetic mean that is weight times value; for a geometric mean the weight's share of the score (Euler's theorem). A method
    that knows the parts of its score says them itself.
    """
    found: dict[str, float] = {}

    def share(node: Node, amount: float) -> None:
        if not node.children:
            found[node.code] = amount
            return
        parts = _parts(result, node, row)
        total = parts.sum()
        if np.isnan(amount):
            parts = np.zeros_like(parts)
        elif abs(total) > 1e-9 * np.abs(parts).sum():
            parts = parts * (amount / total)
        else:  # nothing to go by: equally
            parts = np.full_like(parts, amount / len(parts))
        for child, part in zip(node.children, parts, strict=True):
            share(result.index.node(child), float(part))

    share(result.index.root, float(result.walk.score[row]))
    return found


# -- the gap ----------------------------------------------------------------------------------------------------------


def split(values: Any, children: int) -> Array:
    """Split f(all changed) - f(none changed) over the children by Shapley's value, exactly: (K,).

    values : (C, K) booleans -> (C,), f with those children changed. Up to 8 children all orders are averaged; beyond, the order
    of the tree and its reverse.

    >>> split(lambda changed: changed @ np.array([1.0, 2.0]), 2)
    array([1., 2.])
    """
    if children > EXACT:
        forward = np.tri(children + 1, children, -1, dtype=bool)
        parts: Array = (np.diff(values(forward)) + np.diff(values(forward[:, ::-1]))[::-1]) / 2
        return parts
    changed = ((np.arange(2**children)[:, None] >> np.arange(children)) & 1).astype(bool)
    f = values(changed)
    parts = np.zeros(children)
    size = changed.sum(axis=1)
    for child in range(children):
        without = np.flatnonzero(~changed[:, child])
        weight = np.array([factorial(int(s)) * factorial(children - int(s) - 1) for s in size[without]]) / factorial(children)
        parts[child] = (weight * (f[without + (1 << child)] - f[without])).sum()
    return parts


def gap(result: Result, row: int, rival: int) -> tuple[dict[str, float], float]:
    """Split another row's lead over the indicators: at each node by Shapley's value, downward in proportion.

    Both rows are unit-years of the result. Returns the indicators' parts, and what is left because the two rows' weights
    differ (0 within a year); together they are the lead, exactly.
    """
    found: dict[str, float] = {}
    by_weights = 0.0

    def share(node: Node, slope: float, amount: float) -> None:
        """`amount` of the lead stems from this node; `slope` is the lead per point of the node's finished column."""
        nonlocal by_weights
        if not node.children:
            found[node.code] = amount
            return
        ours, theirs = _family(result, node, row), _family(result, node, rival)
        column = result.walk.column(node.code, "column")
        if np.isnan(amount) or np.isnan(column[row]) or np.isnan(column[rival]):
            _spread(result, node, amount, found)
            return
        parts = split(lambda changed: _values(result, node, row, np.where(changed, theirs, ours)), len(ours))
        difference = column[rival] - column[row]
        finished = result.walk.column(node.code)
        inner = slope * ((finished[rival] - finished[row]) / difference if difference else 1.0)
        by_weights += inner * (difference - parts.sum())
        local = slopes(result, node, row, ours)
        for child, part, mine, other, steep in zip(node.children, parts, ours, theirs, local, strict=True):
            each = part / (other - mine) if other != mine and not np.isnan(other - mine) else steep
            share(result.index.node(child), inner * each, inner * float(part))

    share(result.index.root, 1.0, float(result.walk.score[rival] - result.walk.score[row]))
    return found, by_weights


def _spread(result: Result, node: Node, amount: float, found: dict[str, float]) -> None:
    """Where a node is missing for one of the two there is nothing to split: its indicators share the amount by weight."""
    if not node.children:
        found[node.code] = amount
        return
    weights = np.asarray(result.walk.weights[node.code])
    weights = weights if weights.ndim == 1 else weights[-1]
    for child, weight in zip(node.children, weights / weights.sum(), strict=True):
        _spread(result, result.index.node(child), amount * float(weight), found)


# -- overtaking -------------------------------------------------------------------------------------------------------


def _overtake(result: Result, row: int, rival: int) -> dict[str, float]:
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
    upper[searched] = [_limit(result.index.leaves[k], good[result.index.leaves[k].code], raw[:, k], raw[row, k]) for k in searched]
    found: dict[str, float] = {}
    for column in searched:
        node = result.index.leaves[column]
        low, high = float(lower[column]), float(upper[column])
        for _ in range(ROUNDS):
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
        steep = slopes(result, node, row, _family(result, node, row))
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


def _ahead(result: Result, raw: Array, row: int, rival: int, column: int, candidates: Array) -> NDArray[np.bool_]:
    """Score anew with each candidate (G,) in place: does the row rank ahead of the rival? (G,)."""
    how, each = result.index.ranking, max(1, CELLS // raw.size)
    if len(candidates) > each:
        parts = [_ahead(result, raw, row, rival, column, candidates[k : k + each]) for k in range(0, len(candidates), each)]
        return np.concatenate(parts)
    table = np.broadcast_to(raw, (len(candidates), *raw.shape)).copy()
    table[:, row, column] = candidates
    try:
        score = rewalk(result.index, result.rows, result.walk, table, result.index.leaves[column].code, result.scheme.weights)
    except InvalidInput:
        return np.zeros(len(candidates), dtype=bool)
    score = score if how.decimals is None else np.round(score, how.decimals)
    lead = score[..., row] - score[..., rival]
    return np.asarray(lead > 0 if how.best == "high" else lead < 0)


# -- strengths, sources -----------------------------------------------------------------------------------------------


def _strengths(result: Result, row: int, most: int = 3) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the indicators that lift the unit most above, and pull it most below, the mean unit: weight times difference in points."""
    finished = result.walk.levels[0]["finished"]
    effective = result.effective_in(int(result.rows.year[row]))[: finished.shape[-1]]
    known = ~np.isnan(finished)
    mean = np.where(known, finished, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    lift = np.nan_to_num((finished[row] - mean) * effective)
    order = np.argsort(-lift, kind="stable")
    codes = [node.code for node in result.index.leaves]
    best = tuple(codes[k] for k in order[:most] if lift[k] > 0)
    worst = tuple(codes[k] for k in order[::-1][:most] if lift[k] < 0)
    return best, worst


def _cells(result: Result, at: int, year: int) -> pd.DataFrame:
    """List where each of the unit's figures comes from: indicator, value, status, source, note."""
    import pandas as pd

    data, when = result.data, result.data.years.index(year)
    rows = []
    for column, node in enumerate(result.index.leaves):
        status, source = data.status[when, at, column], data.source[when, at, column]
        rows.append(
            {
                "indicator": node.code,
                "value": data.values[when, at, column],
                "measure": node.measure,
                "status": STATUSES[status] if status >= 0 else "missing",
                "source": data.sources[source].code if source >= 0 else "",
                "source_title": data.sources[source].title if source >= 0 else "",
                "note": data.notes.get((year, data.units[at], node.code), ""),
            }
        )
    return pd.DataFrame(rows)


def _until(event: Event, year: int) -> bool:
    return not event.date or not year or int(event.date[:4]) <= year
