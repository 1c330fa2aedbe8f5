"""What the methods of nodes work out on their way, node by node: to be checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from coopindex.engine.aggregate import prepared, rows_weighed
from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.methods.workings import has_workings, workings_of
from coopindex.periods import Period

if TYPE_CHECKING:
    import pandas as pd


class WorkingRow(NamedTuple):
    """One figure: of a unit, of a child, of both, or of the whole family.

    of : the method it is of, where a step puts several together. year : 0 where it serves all.
    """

    node: str
    step: str
    figure: str
    of: str
    year: Period
    unit: str
    child: str
    value: float


def workings(result: Result) -> pd.DataFrame:
    """One row a figure: node, step, figure, of, year, unit, child, value.

    Coupling and development beside their degree, distances to the best and the worst, relational
    coefficients, entropies, consistency ratios, the weights of each method that is combined. What a
    scale holds from elsewhere was worked out there.
    """
    import pandas as pd

    found = [
        row
        for node, _ in result.index.depth_first()
        if node.children
        for row in (*_of_weights(result, node), *_of_aggregation(result, node))
    ]
    return pd.DataFrame(found, columns=list(WorkingRow._fields))


def _of_weights(result: Result, node: Node) -> Iterator[WorkingRow]:
    choice = node.weighting
    if choice is None or not has_workings(choice.found):
        return
    if result.fitted.held and not choice.found.judged:
        return
    of = choice.reference or node.reference or result.index.reference
    x = rows_weighed(result.walk.columns(node.children), choice, of, result.rows)
    apart = x.ndim > 2
    for part in workings_of(choice.found, x, options=choice.settings):
        values = np.asarray(part.values, float)
        by_year = apart and values.ndim > 0 and len(values) == len(result.rows.years)
        for year in result.years if by_year else (0,):
            here = values[result.rows.years.index(year)] if by_year else values
            for child, value in zip(_children(node, here), here.reshape(-1).tolist(), strict=True):
                yield WorkingRow(
                    node.code, "weighting", part.figure, part.of, year, "", child, value
                )


def _children(node: Node, values: Array) -> tuple[str, ...]:
    """Return whose each value is; "" for the whole family's."""
    return node.children if values.ndim else ("",)


def _of_aggregation(result: Result, node: Node) -> Iterator[WorkingRow]:
    choice, rows = node.aggregation, result.rows
    if not has_workings(choice.found):
        return
    given = result.scheme.weights[result.index.families[node.code]]
    x = result.walk.columns(node.children)
    ready = prepared(result.index, node, x, given, rows, result.fitted.hold)
    arguments = ready.children, ready.weights, ready.statistics
    for part in workings_of(choice.found, *arguments, options=choice.settings):
        values = part.values.reshape(len(rows.unit), -1)
        children = node.children if values.shape[-1] > 1 else ("",)
        for row in np.flatnonzero(np.isin(rows.year, result.years)).tolist():
            unit, year = rows.units[rows.unit[row]], rows.period(row)
            for child, value in zip(children, values[row].tolist(), strict=True):
                yield WorkingRow(
                    node.code, "aggregation", part.figure, part.of, year, unit, child, value
                )
