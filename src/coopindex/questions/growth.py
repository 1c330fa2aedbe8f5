"""How much a score has grown on the period before, and on the same period a year before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.methods.registry import Array
from coopindex.periods import Period, before, year_before

if TYPE_CHECKING:
    import pandas as pd

PREVIOUS, ON_YEAR = "on_previous_pct", "on_year_pct"


def growth(result: Result, node: str | None = None) -> pd.DataFrame:
    """Return how much every unit has grown in percent, in the index or in one of its nodes.

    One row a unit and period scored, best of the last period first: unit, year, score,
    on_previous_pct, on_year_pct : 100 (now / then - 1), then being the period before in the
    calendar, and the same period a year before. What was not scored for itself is scored for this,
    where there are data. NaN where there are none of that very period (after a gap growth is not
    taken from the last one seen), or no score above 0.

    Growth is of ratios: it says little of a scale without a natural 0, such as min-max, or where
    each period has a scale of its own.
    """
    import pandas as pd

    wide = _with_earlier(result)
    scores = dict(zip(wide.years, wide.array(node or result.index.code), strict=True))
    best_first = np.argsort(result.rank(node)[-1], kind="stable")
    units = [result.rows.units[unit] for unit in best_first.tolist()]
    values = np.stack([scores[year] for year in result.years])
    columns = {
        "score": values,
        PREVIOUS: _grown(result.years, scores, before),
        ON_YEAR: _grown(result.years, scores, year_before),
    }
    return pd.DataFrame(
        {
            "unit": np.repeat(units, len(result.years)),
            "year": list(result.years) * len(units),
            **{name: found.T[best_first].ravel() for name, found in columns.items()},
        }
    )


def _with_earlier(result: Result) -> Result:
    """Return the result with the periods before those scored, and a year before, of the data."""
    if not all(result.years):
        return result
    earlier = {step(year) for year in result.years for step in (before, year_before)}
    wanted = {*result.years, *earlier.intersection(result.data.years)}
    if wanted <= set(result.years):
        return result
    held = result.fitted if result.fitted.held else None
    return score(result.index, result.data, result.scheme, [*wanted], held)


def _grown(
    years: tuple[Period, ...], scores: dict[Period, Array], step: Callable[[Period], Period]
) -> Array:
    """Return the growth in percent on another period, (Y, U)."""
    now = np.stack([scores[year] for year in years])
    gap = np.full(now.shape[1], np.nan)
    then = np.stack([scores.get(step(year), gap) if year else gap for year in years])
    known, grown = then > 0, np.full(now.shape, np.nan)
    return np.asarray(np.divide(100 * (now - then), then, out=grown, where=known))
