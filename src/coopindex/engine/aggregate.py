"""Put a node's children together: what is missing, what weighs how much, and the aggregation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Choice, Index, Missing, Node, Reference
from coopindex.engine.refusals import naming, need_reference
from coopindex.engine.rows import Rows
from coopindex.engine.scale import Settle, afresh
from coopindex.engine.weights import with_shares
from coopindex.methods import missing
from coopindex.methods.registry import Array, Context
from coopindex.methods.sums import scaled


class Aggregated(NamedTuple):
    """A node's column, (..., R), and the weights used, (..., K), or (..., Y, K) by year."""

    column: Array
    weights: Array


def aggregate(
    index: Index,
    node: Node,
    x: Array,
    given: Array,
    rows: Rows,
    settle: Settle = afresh,
    lenient: bool = False,
) -> Aggregated:
    """Put a node's children (..., R, K) together under weights (..., K), given or found.

    lenient : children are held to 0 where the aggregation takes nothing below it.
    """
    ready = prepared(index, node, x, given, rows, settle, lenient)
    way, enough = ready.way, ready.enough
    with naming(node.aggregation, index.below[node.code], rows, node):
        column = way.found.apply(
            ready.children, ready.weights, way.settings, ready.context, ready.statistics
        )
    column = column + 0.0 if enough is None else np.where(enough, column + 0.0, np.nan)
    return Aggregated(
        column.reshape(*column.shape[:-2], -1) if ready.by_year else column,
        ready.weights,
    )


class Prepared(NamedTuple):
    """What an aggregation is given: how, (..., R, K) children, or (..., Y, U, K) by year, weights.

    enough : where a node has the children that it needs; None: everywhere.
    """

    way: Choice
    children: Array
    weights: Array
    enough: NDArray[np.bool_] | None
    statistics: Any
    context: Context | None
    by_year: bool


def prepared(
    index: Index,
    node: Node,
    x: Array,
    given: Array,
    rows: Rows,
    settle: Settle = afresh,
    lenient: bool = False,
) -> Prepared:
    """Return what a node's aggregation is given; see `aggregate`."""
    way, x = at_limit(node.aggregation, x) if lenient else (node.aggregation, x)
    if way.found.positive and rows.unseen is not None:
        # nobody sees these rows nor refers to them: what they hold must not refuse the others
        x = np.where(rows.unseen[:, None] & (x <= 0), 1.0, x)
    children = index.below[node.code]
    weights, each = _weights(index, node, children, x, given, rows, settle)
    reference = node.aggregation.reference or node.reference or index.reference
    by_year = each or (way.found.across_units and rows.apart(reference))
    context = rows.context(children) if way.found.wants_context else None
    applies = rows.applies(children) if node.code in index.conditional else None
    if by_year:
        x, weights = rows.by_year(x), weights if each else weights[..., None, :]
        context = context and context.take(slice(0, len(rows.units)))
        applies = None if applies is None else applies.reshape(*rows.shape, -1)
    with naming(node.aggregation, children, rows, node):
        filled, enough = children_present(node.aggregation, node.missing, x, weights, applies)
        fit = partial(_compared, way, filled, weights, rows, reference, by_year)
        statistics = settle((node,), "aggregation", fit) if way.found.across_units else None
    return Prepared(way, filled, weights, enough, statistics, context, by_year)


def _weights(
    index: Index,
    node: Node,
    children: Sequence[Node],
    x: Array,
    given: Array,
    rows: Rows,
    settle: Settle,
) -> tuple[Array, bool]:
    """Return the children's weights, given or found, and whether each year has its own."""
    if node.weighting is None:
        return given if not node.aggregation.found.rescales_weights else scaled(given), False
    choice, of = node.weighting, node.weighting.reference or node.reference or index.reference
    with naming(choice, children, rows, node):
        weights = settle((node,), "weighting", lambda: _weighed(x, choice, of, rows))
        for setting in node.shares:
            weights = with_shares(weights, node.children, setting)
    return weights, rows.apart(of)


def _weighed(x: Array, weighting: Choice, reference: Reference, rows: Rows) -> Array:
    """Work weights out of the rows of reference: (..., K), or (..., Y, K) by year."""
    weighed = rows_weighed(x, weighting, reference, rows)
    return weighting.found.apply(weighed, None, weighting.settings)


def rows_weighed(x: Array, weighting: Choice, reference: Reference, rows: Rows) -> Array:
    """Return the rows that weights are worked out of, (..., R, K), or (..., Y, U, K) by year."""
    if weighting.found.fits:
        need_reference(x, rows.referred_to(x, reference, None)[0], weighting, reference, rows)
    chosen = rows.reference(reference)
    x = x if isinstance(chosen, slice) else np.where(chosen[:, None], x, np.nan)
    return rows.by_year(x) if rows.apart(reference) else x


def _compared(
    way: Choice, filled: Array, weights: Array, rows: Rows, reference: Reference, by_year: bool
) -> Any:
    """Return the statistics of an aggregation that compares units with those of the reference."""
    flat = filled.reshape(*filled.shape[:-3], -1, filled.shape[-1]) if by_year else filled
    referred, _ = rows.referred_to(flat, reference, None)
    need_reference(flat, referred, way, reference, rows)
    if by_year and not rows.apart(reference):
        # one reference for all years, whose weights differ: its statistics do too
        *lead, units, children = referred.shape
        years = (*lead, len(rows.years), units, children)
        referred = np.broadcast_to(referred[..., None, :, :], years)
    return way.found.summarise(referred, way.settings, None, weights)


def at_limit(choice: Choice, x: Array) -> tuple[Choice, Array]:
    """Return an aggregation that takes its limit at 0, and children held to 0 for it."""
    if not choice.found.positive:
        return choice, x
    options = dict(choice.settings)
    if "zero" in choice.found.options:
        options["zero"] = "zero"
    return replace(choice, options=tuple(sorted(options.items()))), np.maximum(x, 0.0)


def children_present(
    way: Choice,
    rule: Missing,
    x: Array,
    weights: Array,
    applies: NDArray[np.bool_] | None = None,
) -> tuple[Array, NDArray[np.bool_] | None]:
    """Apply a node's rule about missing children; see `methods.missing`."""
    found: tuple[Array, NDArray[np.bool_] | None] = missing.present(
        x,
        weights,
        way.found.neutral,
        applies,
        minimum_present=rule.minimum_present,
        count=rule.count,
        renormalise=rule.renormalise,
        zero=rule.zero,
    )
    return found
