"""Values of answers as tables and JSON hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.index import Ranking
from coopindex.methods.registry import Array

if TYPE_CHECKING:
    import pandas as pd


def plain(value: Any) -> Any:
    """Turn a number into what JSON can hold: missing as None, and no -0.0.

    >>> plain(np.float64("nan")), plain(np.int64(2)), plain(np.float64(1.5)), plain(-0.0)
    (None, 2, 1.5, 0.0)
    """
    import pandas as pd

    if value is pd.NA or value != value:
        return None
    value = value.item() if isinstance(value, np.generic) else value
    return value + 0.0 if isinstance(value, float) else value


def rank_column(ranks: Array, ranking: Ranking) -> Any:
    """Return ranks as a table's column: whole numbers, missing or not, unless ties share the mean of their places.

    >>> rank_column(np.array([1.0, np.nan]), Ranking()).tolist(), rank_column(np.array([1.5, 1.5]), Ranking(ties="average")).tolist()
    ([1, <NA>], [1.5, 1.5])
    """
    import pandas as pd

    return ranks if ranking.ties == "average" else pd.Series(ranks).astype("Int64").array


def place(rank: Any) -> Any:
    """Turn a rank into what JSON can hold: a whole one as an integer.

    >>> place(2.0), place(2.5), place(float("nan"))
    (2, 2.5, None)
    """
    rank = plain(rank)
    return int(rank) if isinstance(rank, float) and rank.is_integer() else rank


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Turn a table into plain values, a mapping a row; columns of ranks and their shifts hold integers."""
    rows = table.to_dict("records")
    return [
        {
            str(key): (place if str(key).startswith("rank") else plain)(value)
            for key, value in row.items()
        }
        for row in rows
    ]
