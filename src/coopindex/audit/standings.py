"""Where every unit stands in every node, in the whole field and in its own group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopindex.audit.nodes import field, in_tree, level_of, signs, units_of
from coopindex.engine.frames import rank_column
from coopindex.engine.result import Result
from coopindex.methods.ranking import ROUNDING, group_ranks, rank
from coopindex.methods.registry import Array

if TYPE_CHECKING:
    import pandas as pd


def standings(
    result: Result,
    *,
    level: int | None = None,
    step: str = "finished",
    group: str | None = None,
) -> pd.DataFrame:
    """One row a unit and node: unit, node, level, value (after a `step`), rank, group, group_rank.

    Every node is seen the way it counts. group : a column of groups; without one, both are empty.
    """
    import pandas as pd

    index = result.index
    nodes, units, height = in_tree(index, level), units_of(result), level_of(index)
    values = field(result, nodes, step)
    # the measure of a negative indicator runs against its points
    turned = np.array([1.0 if step == "finished" else node.direction for node in nodes])
    ordered = (values * signs(result, nodes) * turned).T
    alike = np.array([ROUNDING if node.children else 0.0 for node in nodes])
    labels = np.full(len(units), "", object)
    places, among = (np.full(ordered.shape, np.nan) for _ in range(2))
    if group is not None:
        labels = result.group_labels(group)[result.ranked[-1]].astype(object)
    ties = index.ranking.ties
    for at, column in enumerate(ordered):
        places[at] = rank(column, ties=ties, alike=alike[at])
        if group is not None:
            among[at] = group_ranks(column, labels.astype(str), ties=ties, alike=alike[at])
    columns: dict[str, Array] = {
        "unit": np.tile(units, len(nodes)),
        "node": np.repeat(np.array([node.code for node in nodes], object), len(units)),
        "level": np.repeat(np.array([height[node.code] for node in nodes], int), len(units)),
        "value": values.T.ravel(),
        "rank": rank_column(places.ravel(), index.ranking),
        "group": np.tile(labels, len(nodes)),
        "group_rank": rank_column(among.ravel(), index.ranking),
    }
    return pd.DataFrame(columns)
