"""What columns look like, before and after the treatment of outliers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.audit.nodes import field, in_tree
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.methods.summaries import count, extremes, mean_and_sd, quantile, shape

if TYPE_CHECKING:
    import pandas as pd

BEFORE, AFTER = "imputed", "treated"
FENCE = 1.5  # interquartile ranges beyond the quartiles: Tukey's fences
TREATED = ("unit", "node", "before", "after", "moved", "done")


def distributions(result: Result, *, level: int = 1, step: str | None = None) -> pd.DataFrame:
    """One row a column and step: its size, its shape, its zeros, equal values and outliers.

    node, step, available, missing, nonzero, unique (different values), same (how often the most
    frequent one is there), minimum, maximum, mean, median, sd (n - 1), skewness, kurtosis (excess;
    both of type 2), outliers (beyond 1.5 interquartile ranges from the quartiles), share_nonzero,
    share_unique, share_same (of those available).
    step : default, before and after the treatment (`imputed`, `treated`).

    Tukey (1977), Exploratory Data Analysis, Addison-Wesley.
    """
    import pandas as pd

    nodes = in_tree(result.index, level)
    steps = (BEFORE, AFTER) if step is None else (step,)
    found = [_described(field(result, nodes, each)) for each in steps]
    tables = [
        pd.DataFrame({"node": [node.code for node in nodes], "step": each, **columns})
        for each, columns in zip(steps, found, strict=True)
    ]
    # a node's steps below each other
    together = pd.concat(tables).sort_index(kind="stable")
    return together.reset_index(drop=True)


def _described(x: Array) -> dict[str, Any]:
    there, rows = count(x), len(x)
    unique, same = _counted(x)
    ends, spread, form = extremes(x), mean_and_sd(x), shape(x)
    quarters = [quantile(x, share) for share in (0.25, 0.5, 0.75)]
    reach = FENCE * (quarters[2] - quarters[0])
    low, high = quarters[0] - reach, quarters[2] + reach
    nonzero = (~np.isnan(x) & (x != 0)).sum(axis=0)
    some = np.where(there > 0, there, np.nan)
    return {
        "available": there.astype(int),
        "missing": rows - there.astype(int),
        "nonzero": nonzero,
        "unique": unique,
        "same": same,
        "minimum": ends.low,
        "maximum": ends.high,
        "mean": spread.centre,
        "median": quarters[1],
        "sd": spread.width,
        "skewness": form.skewness,
        "kurtosis": form.kurtosis,
        "outliers": ((x < low) | (x > high)).sum(axis=0),
        "share_nonzero": nonzero / some,
        "share_unique": unique / some,
        "share_same": same / some,
    }


def _counted(x: Array) -> tuple[Array, Array]:
    """Return how many different values columns have, and how often the most frequent one, (K,)."""
    counts = [np.unique(column[~np.isnan(column)], return_counts=True)[1] for column in x.T]
    unique = np.array([len(each) for each in counts], int)
    return unique, np.array([each.max(initial=0) for each in counts], int)


def treated(result: Result) -> pd.DataFrame:
    """One row a cell that the treatment changed: unit, node, before, after, moved, done.

    moved : `raised` or `lowered`. done : what was done to the column, see `Scoring.treatments`.
    """
    year = result.years[-1]
    table = result.changes
    table = table[(table["step"] == AFTER) & (table["year"] == year)].reset_index(drop=True)
    columns = result.treatments
    columns = columns[columns["year"].isin((0, year))]
    table["moved"] = np.where(table["after"] > table["before"], "raised", "lowered")
    table["done"] = table["node"].map(dict(zip(columns["node"], columns["done"], strict=True)))
    return table[list(TREATED)]
