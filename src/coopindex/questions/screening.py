"""How many figures each unit has, and whether they suffice for a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopindex.engine.result import Result
from coopindex.engine.screening import shares_present, tallies

if TYPE_CHECKING:
    import pandas as pd


def screening(result: Result) -> pd.DataFrame:
    """One row a unit and year, over the raw values of its indicators.

    missing, zero : how many are missing, and how many are 0. present : the share of its indicators
    that is not missing. nonzero : the share of those present that is not 0 (1 where none is
    present).
    ranked : whether the unit is ranked. Indicators count alike, whatever their weight; those that
    do not apply to a unit do not count.
    """
    import pandas as pd

    found = tallies(result.index, result.rows, result.walk.levels[0]["column"])
    wanted = np.isin(result.rows.year, result.years)
    missing, zero, applying = (count[wanted] for count in found)
    present, nonzero = shares_present(missing, zero, applying)
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
