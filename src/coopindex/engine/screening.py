"""Who is ranked: units of the groups named, with enough indicators that are present and not 0. All others are scored only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.engine.result import Result
    from coopindex.methods.registry import Array


def ranked(result: Result) -> NDArray[np.bool_]:
    """(Y, U) whether a unit is ranked in a year."""
    index = result.index
    here = result.rows.where(index.ranked)[: len(result.rows.units)]
    if index.minimum_present <= 0 and index.minimum_nonzero <= 0:
        return np.broadcast_to(here, result.score.shape)
    missing, zero, applying = _counts(result)
    present, nonzero = _shares(missing, zero, applying)
    return (
        here & (present >= index.minimum_present - 1e-9) & (nonzero >= index.minimum_nonzero - 1e-9)
    )


def screening(result: Result) -> pd.DataFrame:
    """One row a unit and year, over the raw values of its indicators.

    missing, zero : how many are missing, and how many are 0. present : the share of its indicators that is not missing. nonzero : the
    share of those present that is not 0 (1 where none is present). ranked : whether the unit is ranked. Indicators count alike,
    whatever their weight; those that do not apply to a unit do not count.
    """
    import pandas as pd

    missing, zero, applying = _counts(result)
    present, nonzero = _shares(missing, zero, applying)
    years, units = missing.shape
    return pd.DataFrame(
        {
            "unit": list(result.rows.units) * years,
            "year": np.repeat(np.array(result.years), units),
            "missing": missing.ravel(),
            "zero": zero.ravel(),
            "present": present.ravel(),
            "nonzero": nonzero.ravel(),
            "ranked": result.ranked.ravel(),
        }
    )


def _counts(result: Result) -> tuple[NDArray[np.int_], NDArray[np.int_], NDArray[np.int_]]:
    """Return how many indicators are missing, are 0, and apply, each (Y, U)."""
    leaves = result.index.leaves
    raw = np.stack([result.array(leaf.code, "column") for leaf in leaves], axis=-1)
    applies = result.rows.applies(leaves)
    applies = (
        np.ones(raw.shape, bool)
        if applies is None
        else np.broadcast_to(applies[: raw.shape[1]], raw.shape)
    )
    return (np.isnan(raw) & applies).sum(axis=-1), (raw == 0).sum(axis=-1), applies.sum(axis=-1)


def _shares(
    missing: NDArray[np.int_], zero: NDArray[np.int_], applying: NDArray[np.int_]
) -> tuple[Array, Array]:
    """Return the share present, and the share of those present that is not 0."""
    there = applying - missing
    return there / np.maximum(applying, 1), 1 - zero / np.maximum(there, 1)
