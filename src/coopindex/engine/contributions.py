"""What each indicator adds to a score, and to the gap between two."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.index import Node
from coopindex.methods.registry import Array, Undefined

if TYPE_CHECKING:
    from coopindex.engine.result import Result

EXACT = 8  # children up to which every order is averaged; beyond, one order and its reverse


def family(result: Result, node: Node, row: int) -> Array:
    """Return the finished columns of a node's children in one row, (K,)."""
    return np.array([result.walk.column(child)[row] for child in node.children])


def _values(
    result: Result, node: Node, row: int, candidates: Array, *, beside: bool = False
) -> Array:
    """Aggregate candidate children (C, K): (C,). Where units are compared, in the place of one row, or as one more row `beside` it."""
    method, options = node.aggregation.found, node.aggregation.settings
    weights = _weights(result, node, row)
    context = result.rows.context([result.index.node(child) for child in node.children])
    if node.missing.zero:
        candidates = np.nan_to_num(candidates, nan=0.0)
    if not method.across_units:
        return method.apply(candidates, weights, options, context)
    rows, unit, table = _year(result, node, row)
    who = np.append(np.arange(rows.start, rows.stop), [row] if beside else []).astype(np.intp)
    place = len(table) if beside else unit
    tables = np.repeat(np.vstack([table, table[unit]])[None, : len(who)], len(candidates), axis=0)
    tables[:, place] = candidates
    return method.apply(tables, weights, options, context.take(who))[:, place]


def _weights(result: Result, node: Node, row: int) -> Array:
    """Return the weights of a node's children in a row's year, (K,)."""
    weights = np.asarray(result.walk.weights[node.code])
    return (
        weights[row // len(result.rows.units)]
        if weights.ndim > 1 and weights.shape[0] > 1
        else weights.reshape(-1)
    )


def _year(result: Result, node: Node, row: int) -> tuple[slice, int, Array]:
    """Return the rows of a row's year, its place among them, and the finished columns of a node's children there, (U, K)."""
    unit = row % len(result.rows.units)
    rows = slice(row - unit, row - unit + len(result.rows.units))
    return (
        rows,
        unit,
        np.stack([result.walk.column(child)[rows] for child in node.children], axis=-1),
    )


def slopes(result: Result, node: Node, row: int, x: Array) -> Array:
    """Return how fast a node's aggregate grows with each child at x, (K,): df/dx; 0 for a missing child.

    A difference of both sides, which does not step from above 0 to below it, where some means have no value.
    """
    here = ~np.isnan(x)
    step = 1e-6 * np.maximum(np.abs(np.where(here, x, 0.0)), 1e-3)
    down = np.where((x >= 0) & (x <= step), np.maximum(x, 0.0) / 2, step)
    ends = _values(
        result,
        node,
        row,
        np.concatenate([x + np.diag(step), x - np.diag(np.where(here, down, 0.0))]),
    )
    raised, lowered = np.split(ends, 2)
    return np.where(here, (raised - lowered) / (step + down), 0.0)


def _parts(result: Result, node: Node, row: int) -> tuple[Array, Array]:
    """Return what each child adds to a node's aggregate, up to a common factor, and what a point of it is worth there, (K,) each.

    Where only order counts a slope says nothing: then Shapley's value of each child's being there, and a point has no worth.
    """
    method = node.aggregation.found
    if method.parts is not None:
        _, unit, table = _year(result, node, row)
        return method.parts(
            table, _weights(result, node, row), unit, **node.aggregation.settings
        ), np.zeros(len(node.children))
    x = family(result, node, row)
    worth = slopes(result, node, row, x)
    if worth.any():
        return np.nan_to_num(x) * worth, worth
    return split(
        lambda present: np.nan_to_num(_values(result, node, row, np.where(present, x, np.nan))),
        len(x),
    ), worth


def contributions(result: Result, row: int) -> dict[str, float]:
    """Share a node's contribution among its children in proportion to x df/dx, from the score down to the indicators.

    For an arithmetic mean that is weight times value; for a geometric mean the weight's share of the score (Euler's theorem). Where
    those of a node's children cancel out, each child's stands as what a point of it is worth says. A method that knows the parts of its
    score says them itself.
    """
    found: dict[str, float] = {}

    def share(node: Node, amount: float, worth: float) -> None:
        if not node.children:
            found[node.code] = amount
            return
        if np.isnan(amount):
            _spread(result, node, row, 0.0, found)
            return
        try:
            parts, each = _parts(result, node, row)
        except Undefined:
            parts = each = np.zeros(len(node.children))
        total, least = abs(parts.sum()), 1e-9 * np.abs(parts).sum()
        scale = amount / float(parts.sum()) if total > least else worth
        if total <= least and abs(amount) > abs(worth) * least:  # nothing to go by
            _spread(result, node, row, amount, found)
            return
        for child, part, rate in zip(node.children, parts.tolist(), each.tolist(), strict=True):
            share(result.index.node(child), scale * part, scale * rate)

    share(result.index.root, float(result.walk.score[row]), 1.0)
    return found


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
        weight = np.array(
            [factorial(int(s)) * factorial(children - int(s) - 1) for s in size[without]]
        ) / factorial(children)
        parts[child] = (weight * (f[without + (1 << child)] - f[without])).sum()
    return parts


def gap(result: Result, row: int, rival: int) -> tuple[dict[str, float], float]:
    """Split another row's lead over the indicators: at each node by Shapley's value, downward in proportion.

    Both rows are unit-years of the result. Returns the indicators' parts, and what is left because the two rows' weights
    differ (0 within a year); together they are the lead, exactly. Where units are compared with one another, a unit between the two
    stands beside them, and what its presence changes goes to the children in proportion.
    """
    found: dict[str, float] = {}
    by_weights = 0.0
    same_year = result.rows.year[row] == result.rows.year[rival]

    def share(node: Node, slope: float, amount: float) -> None:
        """`amount` of the lead stems from this node; `slope` is the lead per point of the node's finished column."""
        nonlocal by_weights
        if not node.children:
            found[node.code] = amount
            return
        ours, theirs = family(result, node, row), family(result, node, rival)
        column = result.walk.column(node.code, "column")
        if np.isnan(amount) or np.isnan(column[row]) or np.isnan(column[rival]):
            _spread(result, node, row, amount, found)
            return
        try:
            parts = split(
                lambda changed: _values(
                    result, node, row, np.where(changed, theirs, ours), beside=True
                ),
                len(ours),
            )
        except Undefined:
            parts = np.full(len(ours), np.nan)
        if np.isnan(parts).any():  # something in between the two has no value
            _spread(result, node, row, amount, found)
            return
        difference = column[rival] - column[row]
        if same_year and node.aggregation.found.across_units:
            size = np.abs(parts)
            parts = parts + (difference - parts.sum()) * (
                size / size.sum() if size.sum() > 0 else 1 / len(parts)
            )
        finished = result.walk.column(node.code)
        inner = slope * ((finished[rival] - finished[row]) / difference if difference else 1.0)
        by_weights += inner * (difference - parts.sum())
        local = slopes(result, node, row, ours)
        for child, part, mine, other, steep in zip(
            node.children, parts, ours, theirs, local, strict=True
        ):
            each = part / (other - mine) if other != mine and not np.isnan(other - mine) else steep
            share(result.index.node(child), inner * each, inner * float(part))

    share(result.index.root, 1.0, float(result.walk.score[rival] - result.walk.score[row]))
    return found, by_weights


def _spread(result: Result, node: Node, row: int, amount: float, found: dict[str, float]) -> None:
    """Share an amount that nothing splits among a node's indicators by weight: those that are there, if any is."""
    if not node.children:
        found[node.code] = amount
        return
    weights = _weights(result, node, row)
    here = weights * ~np.isnan(family(result, node, row))
    weights = here if here.sum() > 0 else weights
    for child, weight in zip(node.children, weights / weights.sum(), strict=True):
        _spread(result, result.index.node(child), row, amount * float(weight), found)
