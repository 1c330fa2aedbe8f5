"""Who is ranked: units of the groups named, with enough indicators that are present and not 0.

All others are scored only. Whether they take part in statistics is the index's choice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Index
from coopindex.engine.rows import Rows
from coopindex.engine.steps import as_column
from coopindex.methods.registry import Array

Tallies = NDArray[np.int_]


def ranked_rows(index: Index, rows: Rows, raw: Array) -> NDArray[np.bool_]:
    """(R,) which rows hold a unit that is ranked; raw : (R, L) the indicators' values."""
    here = rows.where(index.ranked)
    if index.minimum_present <= 0 and index.minimum_nonzero <= 0:
        return here
    present, nonzero = shares_present(*tallies(index, rows, raw))
    enough = (present >= index.minimum_present - 1e-9) & (nonzero >= index.minimum_nonzero - 1e-9)
    return here & enough


def tallies(index: Index, rows: Rows, raw: Array) -> tuple[Tallies, Tallies, Tallies]:
    """Return how many indicators are missing, are 0, and apply, each (R,)."""
    column = as_column(raw, index.levels[0], rows)
    applies = rows.applies(index.leaves)
    applies = np.ones(raw.shape, bool) if applies is None else applies
    return (
        (np.isnan(column) & applies).sum(axis=-1),
        (column == 0).sum(axis=-1),
        applies.sum(axis=-1),
    )


def shares_present(missing: Tallies, zero: Tallies, applying: Tallies) -> tuple[Array, Array]:
    """Return the share present, and the share of those present that is not 0."""
    there = applying - missing
    return there / np.maximum(applying, 1), 1 - zero / np.maximum(there, 1)
