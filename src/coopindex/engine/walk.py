"""Every node walks the same way, from its column to the one that its parent puts together.

    column -> denominate -> transform -> impute -> treat -> orient by direction -> normalise ->
    finished column

A leaf's column is read from the data; an inner node's column is its children's finished columns,
aggregated. All arrays are (..., R, K): R = Y*U unit-years, year by year; leading axes are draws.
Pure: the same arguments give the same arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.aggregate import aggregate
from coopindex.engine.index import Index, Level, Node
from coopindex.engine.rows import Rows
from coopindex.engine.scale import Settle, afresh
from coopindex.engine.steps import steps
from coopindex.methods.registry import Array


@dataclass(frozen=True)
class Walk:
    """What came of one walk up the tree: columns after every step, and the weights used.

    levels : leaves first: what a column is called after a step -> (..., R, K).
    weights : inner node -> (..., K), or (..., Y, K) where they differ by year.
    position : node -> (level, column).
    """

    levels: tuple[Mapping[str, Array], ...]
    weights: Mapping[str, Array]
    position: Mapping[str, tuple[int, int]]

    def column(self, code: str, step: str = "finished") -> Array:
        """One node's column after a step, (..., R)."""
        level, column = self.position[code]
        return self.levels[level][step][..., column]

    def columns(self, codes: Sequence[str]) -> Array:
        """The finished columns of some nodes, (..., R, K); a view where they stand so."""
        levels, columns = zip(*map(self.position.__getitem__, codes), strict=True)
        if len(set(levels)) > 1:
            return np.stack(np.broadcast_arrays(*(self.column(code) for code in codes)), axis=-1)
        first, last = columns[0], columns[-1]
        finished = self.levels[levels[0]]["finished"]
        if columns == tuple(range(first, last + 1)):
            between: Array = finished[..., first : last + 1]
            return between
        chosen: Array = finished[..., columns]
        return chosen

    @property
    def score(self) -> Array:
        """The root's finished column, (..., R)."""
        return self.levels[-1]["finished"][..., 0]


def walk(
    index: Index,
    rows: Rows,
    leaves: Array,
    weights: Array,
    *,
    finished: bool = False,
    settle: Settle = afresh,
    lenient: bool = False,
) -> Walk:
    """Walk every node from its column to its finished column, leaves first.

    leaves : (..., R, L) raw values in the order of `index.leaves`, or their `finished` columns; NaN
        is missing.
    weights : (..., N) relative weights inside the parent in the order of `index.nodes`.
    settle : where statistics come from: fitted to the rows, or held from another walk.
    lenient : what a held scale puts below 0 counts as 0 where a mean takes nothing below it.
    """
    done = Walk((), {}, {})
    for height, level in enumerate(index.levels):
        used: dict[str, Array] = {}
        columns = leaves
        if height:
            columns, used = _born(index, level, done, weights, rows, settle, lenient)
        position = {node.code: (height, column) for column, node in enumerate(level.nodes)}
        after = (
            {"finished": leaves}
            if finished and not height
            else dict(steps(columns, level, rows, index.reference, settle))
        )
        done = Walk((*done.levels, after), {**done.weights, **used}, {**done.position, **position})
    return done


def _born(
    index: Index,
    level: Level,
    below: Walk,
    weights: Array,
    rows: Rows,
    settle: Settle,
    lenient: bool,
) -> tuple[Array, dict[str, Array]]:
    """Return the columns of a level of inner nodes, (..., R, K), and the weights used."""
    found = [
        aggregate(
            index,
            node,
            below.columns(node.children),
            weights[..., index.families[node.code]],
            rows,
            settle,
            lenient,
        )
        for node in level.nodes
    ]
    columns = [each.column for each in found]
    side_by_side = (
        np.stack(np.broadcast_arrays(*columns), axis=-1)
        if len(columns) > 1
        else columns[0][..., None]
    )
    used = {node.code: each.weights for node, each in zip(level.nodes, found, strict=True)}
    return side_by_side, used


def stand_in(
    index: Index,
    rows: Rows,
    before: Walk,
    node: Node,
    at: NDArray[np.intp],
    candidates: Array,
    weights: Array,
    settle: Settle,
) -> Array:
    """Return an inner node's finished values, (R', C), had rows other children, (R', C, K).

    before : the walk as it was. at : which rows, (R',). weights : (N,). settle : a held scale, for
    the candidates must not move it: they walk as that many units of each row's kind, and nothing
    is fitted to them.
    """
    years, many = len(rows.years), candidates.shape[1]
    year, unit = np.divmod(at, len(rows.units))
    who, place = np.unique(unit, return_inverse=True)
    each = np.repeat(who, many)
    alike = replace(
        rows,
        units=tuple(unit for one in who.tolist() for unit in (rows.units[one],) * many),
        groups={name: labels[each] for name, labels in rows.groups.items()},
        variables={
            name: values.reshape(years, -1)[:, each].reshape(-1)
            for name, values in rows.variables.items()
        },
        referred=None,
        unseen=None,
    )
    children = np.full((years, len(who), *candidates.shape[1:]), np.nan)
    children[year, place] = candidates
    flat, given = children.reshape(years * len(each), -1), weights[index.families[node.code]]
    column, _ = aggregate(index, node, flat, given, alike, settle)
    height, position = before.position[node.code]
    beside = before.levels[height]["column"].reshape(*rows.shape, -1)[:, each]
    columns = beside.reshape(len(flat), -1)
    columns[:, position] = column
    for _, after in steps(columns, index.levels[height], alike, index.reference, settle):
        columns = after
    finished: Array = columns.reshape(years, len(who), many, -1)[year, place, :, position]
    return finished
