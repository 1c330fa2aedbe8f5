"""How much good figures make up for bad ones: generalised means of several orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopindex.engine.index import Choice
from coopindex.engine.result import Result
from coopindex.methods.registry import GENERALISED_MEAN
from coopindex.robustness.grid import AGGREGATION, method_grid

if TYPE_CHECKING:
    import pandas as pd

# harmonic, between it and the geometric one (0), the arithmetic one (1), and one that rewards peaks
ORDERS = (-1.0, 0.0, 0.5, 1.0, 2.0)
COLUMNS = ("order", "mean_shift", "largest_shift", "spearman", "moved_far", "lifted", "why")


def compensability(result: Result, *, places: float = 10) -> pd.DataFrame:
    """One row an order p of the generalised mean (sum w x^p)^(1/p), at every level of the tree.

    order (1 arithmetic, 0 geometric, -1 harmonic: the lower, the less one child makes up for
    another), mean_shift, largest_shift (places against the ranking as scored), spearman,
    moved_far (the share of the units that move so many `places` or more), lifted (whether the
    scale's lowest hundredth was left out, because some child is 0), why (it does not go; else
    empty).

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6,
    https://doi.org/10.1787/9789264043466-en.
    """
    import pandas as pd

    means = [Choice(AGGREGATION, GENERALISED_MEAN, (("exponent", order),)) for order in ORDERS]
    grid = method_grid(result, (), means)
    before, rows = grid.ranks[0, 0], []
    for order, mean in zip(ORDERS, means, strict=True):
        at = (0, grid.aggregations.index(mean)) if mean in grid.aggregations else (0, 0)
        shift = np.abs(grid.ranks[at] - before)
        shift = shift[~np.isnan(shift)]
        moves = (
            (float(shift.mean()), float(shift.max()), float(grid.spearman[at]))
            if shift.size
            else (np.nan,) * 3
        )
        moved = float((shift >= places).mean()) if shift.size else np.nan
        why = str(grid.why[at].message) if at in grid.why else ""
        rows.append((order, *moves, moved, at in grid.lifted, why))
    return pd.DataFrame(rows, columns=list(COLUMNS))
