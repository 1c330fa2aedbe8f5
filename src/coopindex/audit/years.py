"""Whether years can be compared: the same units, the same indicators, the same scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coopindex.audit.associations import agreement
from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.problems import InvalidInput

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.methods.registry import Array

COLUMNS = (
    *("year", "audited", "units", "indicators", "present", "new_units", "gone_units"),
    *("new_indicators", "gone_indicators", "spearman_before", "mean_shift_before", "own_scale"),
)


def years(result: Result) -> pd.DataFrame:
    """One row a year of the data; none where the data have one year alone.

    year, audited (whether it is the year of this audit), units, indicators (with any figure),
    present (the share of all cells), new_units, gone_units, new_indicators, gone_indicators
    (against the year before), spearman_before, mean_shift_before (the ranking against that of the
    year before, over the units ranked in both), own_scale (whether a step is fitted to each year by
    itself, so that scores of two years are not on one scale).
    """
    import pandas as pd

    data = result.data
    if len(data.years) < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    there: NDArray[np.bool_] = np.asarray(~np.isnan(data.values))
    units, indicators = (np.asarray(there.any(axis=axis)) for axis in (2, 1))
    ranked = _ranks(result)
    rows = []
    for at, year in enumerate(data.years):
        came, went = (_changed(part, at) for part in (units, indicators))
        rows.append(
            (
                *(year, year == result.years[-1], int(units[at].sum())),
                *(int(indicators[at].sum()), float(there[at].mean())),
                *(came[0], came[1], went[0], went[1], *_before(ranked, at), own_scale(result)),
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def own_scale(result: Result) -> bool:
    """Whether a step is fitted to each year by itself."""
    return not result.fitted.held and bool(result.index.fitted_by_year)


def _changed(there: NDArray[np.bool_], at: int) -> tuple[int, int]:
    """Count what is new in a year and what is gone, against the year before."""
    if at == 0:
        return 0, 0
    before, now = there[at - 1], there[at]
    return int((now & ~before).sum()), int((before & ~now).sum())


def _ranks(result: Result) -> Array | None:
    """Rank the units in every year of the data, (Y, U); None where a year has no scores."""
    held = result.fitted if result.fitted.held else None
    try:
        found = score(result.index, result.data, result.scheme, result.data.years, held)
    except InvalidInput:
        return None
    return found.rank()


def _before(ranked: Array | None, at: int) -> tuple[float, float]:
    if ranked is None or at == 0:
        return float("nan"), float("nan")
    shift = np.abs(ranked[at] - ranked[at - 1])
    shift = shift[~np.isnan(shift)]
    mean = float(shift.mean()) if shift.size else float("nan")
    return agreement(ranked[at - 1], ranked[at]), mean
