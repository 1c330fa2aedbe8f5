"""The field that each unit stands in: values, ranks and medians of every node, worked out once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frozen import frozen
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.questions.contributions import contributions_of, influences


@dataclass(frozen=True, eq=False)
class Field:
    """All units and nodes of the last year scored, (U, N) in the order of `Index.nodes`.

    value : in its measure, of a node as it is finished. finished : on its scale. rank : NaN where
    there is none; seen the way a node counts. sharing : how many share the rank. median, mean :
    (N,) of the finished values of the units ranked. added : what a node adds to the score; of inner
    ones, what those below add together. first : where the year's rows begin.
    """

    value: Array
    finished: Array
    rank: Array
    sharing: NDArray[np.intp]
    median: Array
    mean: Array
    added: Array
    first: int

    def __post_init__(self) -> None:
        frozen(vars(self))


def field_of(result: Result) -> Field:
    """Look at every node once."""
    index, sign = result.index, influences(result)
    first = result.rows.years.index(result.years[-1]) * len(result.rows.units)
    rows = slice(first, first + len(result.rows.units))
    nodes = index.nodes

    def columns(step: str) -> Array:
        return np.stack([result.walk.column(node.code, step)[rows] for node in nodes], axis=-1)

    finished = columns("finished")
    leaf = np.array([not node.children for node in nodes])
    rank = np.stack(
        [result.rank(node.code, against=sign[node.code] < 0)[-1] for node in nodes], axis=-1
    )
    ranked = result.ranked[-1] & ~np.isnan(result.score[-1])
    among = np.where(ranked[:, None], finished, np.nan)
    there = ~np.isnan(among)
    median = np.array(
        [
            np.median(column[of]) if of.any() else np.nan
            for column, of in zip(among.T, there.T, strict=True)
        ]
    )
    return Field(
        value=np.where(leaf, columns("denominated"), finished),
        finished=finished,
        rank=rank,
        sharing=_sharing(rank),
        median=median,
        mean=np.where(
            there.any(axis=0), np.nansum(among, axis=0) / np.maximum(there.sum(axis=0), 1), np.nan
        ),
        added=added(result, np.arange(rows.start, rows.stop)),
        first=first,
    )


def _sharing(rank: Array) -> NDArray[np.intp]:
    """Count how many units have the rank of each, (U, N); nobody has none.

    >>> _sharing(np.array([[1.0], [2.0], [2.0], [np.nan]])).ravel()
    array([1, 2, 2, 0])
    """
    counted = np.zeros(rank.shape, np.intp)
    for at, column in enumerate(rank.T):
        _, where, many = np.unique(column, return_inverse=True, return_counts=True)
        counted[:, at] = np.where(np.isnan(column), 0, many[where])
    return counted


def added(result: Result, rows: NDArray[np.intp]) -> Array:
    """What each node adds to rows' scores, (R, N)."""
    parts = contributions_of(result, rows)
    each = (dict(zip(parts, row, strict=True)) for row in zip(*parts.values(), strict=True))
    return np.array([below(result, row) for row in each])


def below(result: Result, parts: Mapping[str, float]) -> list[float]:
    """Put what leaves add up to, node by node, in the order of `Index.nodes`."""
    found = dict(parts)
    for node in result.index.inner:
        found[node.code] = math.fsum(found[child] for child in node.children)
    return [found[node.code] for node in result.index.nodes]
