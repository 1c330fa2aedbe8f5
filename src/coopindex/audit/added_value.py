"""What the index says that its dimensions do not, and the other way about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopindex.audit.nodes import in_tree, level_of, ranks
from coopindex.engine.result import Result

if TYPE_CHECKING:
    import pandas as pd

PLACES = 10
COLUMNS = ("node", "level", "units", "places", "share", "mean_places", "largest")


def added_value(
    result: Result, *, level: int | None = None, places: float = PLACES
) -> pd.DataFrame:
    """Two rows a node: how many units stand elsewhere in it than in the index.

    node, level, units (ranked in both), places (`places`, and half of them), share (of the units
    whose ranks differ by so many or more), mean_places, largest. level : default, all dimensions.
    """
    import pandas as pd

    index, height = result.index, level_of(result.index)
    nodes = [
        node
        for node in in_tree(index, level)
        if node is not index.root and (node.children or level is not None)
    ]
    apart = np.abs(ranks(result, nodes) - ranks(result, [index.root]))
    rows = []
    for node, column in zip(nodes, apart.T, strict=True):
        there = column[~np.isnan(column)]
        mean, most = (float(there.mean()), float(there.max())) if there.size else (np.nan,) * 2
        for least in (places, places / 2):
            share = float((there >= least).mean()) if there.size else np.nan
            rows.append((node.code, height[node.code], there.size, least, share, mean, most))
    return pd.DataFrame(rows, columns=list(COLUMNS))
