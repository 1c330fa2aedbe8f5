"""Who is at least as good as another in everything: what no weights can turn about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coopindex.audit.nodes import field, in_tree, signs, units_of
from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.methods.ranking import ROUNDING
from coopindex.methods.registry import Array

if TYPE_CHECKING:
    import pandas as pd

MOST_UNITS = 3_000  # every pair is looked at: of more it takes minutes
DIMENSIONS, INDICATORS = "dimensions", "indicators"
COLUMNS = ("unit", "of", "rank", "dominates", "dominated_by", "overruled")


def dominance(result: Result, *, level: int | None = None) -> pd.DataFrame:
    """One row a unit and set of nodes: whom it dominates, and who dominates it.

    unit, of (`indicators`, `dimensions`: the children of the index, or `level k`), rank, dominates,
    dominated_by, overruled (how many of those it dominates the index ranks before it).
    A unit dominates another that is at least as good in every node with weight and better in one;
    where either lacks a value, it does not. No rows for more than 3,000 units.
    """
    import pandas as pd

    index = result.index
    units = units_of(result)
    if len(units) > MOST_UNITS:
        return pd.DataFrame(columns=list(COLUMNS))
    if level is not None:
        sets = {f"level {level}": in_tree(index, level)}
    else:
        sets = {INDICATORS: index.leaves}
        if len(index.levels) > 2:
            sets[DIMENSIONS] = index.below[index.root.code]
    rank = result.rank()[-1, result.ranked[-1]]
    tables = [
        pd.DataFrame({"unit": units, "of": of, "rank": rank, **_counted(result, nodes, rank)})
        for of, nodes in sets.items()
    ]
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]


def _counted(result: Result, nodes: tuple[Node, ...], rank: Array) -> dict[str, NDArray[np.int_]]:
    effective = result.effective.reshape(-1, len(result.index.nodes))[-1]
    carrying = [node for node in nodes if effective[result.index.position[node.code]] > 0]
    over = dominating(field(result, carrying) * signs(result, carrying))
    turned = over & (rank[:, None] > rank[None])
    return {
        "dominates": over.sum(axis=1),
        "dominated_by": over.sum(axis=0),
        "overruled": turned.sum(axis=1),
    }


def dominating(x: Array) -> NDArray[np.bool_]:
    """Say which row is at least as high as another in all columns and higher in one, (U, U).

    >>> dominating(np.array([[2.0, 2.0], [1.0, 2.0], [3.0, 0.0]])).tolist()
    [[False, True, False], [False, False, False], [False, False, False]]
    """
    rows = len(x)
    over, better = np.ones((rows, rows), bool), np.zeros((rows, rows), bool)
    for column in x.T:
        # what differs by the order of adding up alone is equal
        least = ROUNDING * np.fmax.reduce(np.abs(column), initial=0.0)
        apart = column[:, None] - column[None]
        over &= apart >= -least
        better |= apart > least
    return np.asarray(over & better)
