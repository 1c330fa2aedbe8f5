"""Who is ranked: units of the groups named, with enough indicators that are present and not 0.

All others are scored only. Whether they take part in statistics is the index's choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.rows import Rows
from coopindex.engine.steps import as_column

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.engine.index import Index
    from coopindex.engine.result import Result
    from coopindex.methods.registry import Array

Counts = NDArray[np.int_]


def ranked_rows(index: Index, rows: Rows, raw: Array) -> NDArray[np.bool_]:
    """(R,) which rows hold a unit that is ranked; raw : (R, L) the indicators' values."""
    here = rows.where(index.ranked)
    if index.minimum_present <= 0 and index.minimum_nonzero <= 0:
        return here
    present, nonzero = _shares(*_counts(index, rows, raw))
    enough = (present >= index.minimum_present - 1e-9) & (nonzero >= index.minimum_nonzero - 1e-9)
    return here & enough


def screening(result: Result) -> pd.DataFrame:
    """One row a unit and year, over the raw values of its indicators.

    missing, zero : how many are missing, and how many are 0. present : the share of its indicators that is not missing. nonzero : the
    share of those present that is not 0 (1 where none is present). ranked : whether the unit is ranked. Indicators count alike,
    whatever their weight; those that do not apply to a unit do not count.
    """
    import pandas as pd

    counts = _counts(result.index, result.rows, result.walk.levels[0]["column"])
    wanted = np.isin(result.rows.year, result.years)
    missing, zero, applying = (count[wanted] for count in counts)
    present, nonzero = _shares(missing, zero, applying)
    return pd.DataFrame(
        {
            "unit": list(result.rows.units) * len(result.years),
            "year": np.repeat(np.array(result.years), len(result.rows.units)),
            "missing": missing,
            "zero": zero,
            "present": present,
            "nonzero": nonzero,
            "ranked": result.ranked.ravel(),
        }
    )


def _counts(index: Index, rows: Rows, raw: Array) -> tuple[Counts, Counts, Counts]:
    """Return how many indicators are missing, are 0, and apply, each (R,)."""
    column = as_column(raw, index.levels[0], rows)
    applies = rows.applies(index.leaves)
    applies = np.ones(raw.shape, bool) if applies is None else applies
    return (
        (np.isnan(column) & applies).sum(axis=-1),
        (column == 0).sum(axis=-1),
        applies.sum(axis=-1),
    )


def _shares(missing: Counts, zero: Counts, applying: Counts) -> tuple[Array, Array]:
    """Return the share present, and the share of those present that is not 0."""
    there = applying - missing
    return there / np.maximum(applying, 1), 1 - zero / np.maximum(there, 1)
