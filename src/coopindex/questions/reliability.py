"""What stands behind each rank: how much of the weight has data, of what kind, and how old."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frames import rank_column
from coopindex.engine.index import STATUSES, Node
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.periods import Period, moment, year_of

if TYPE_CHECKING:
    import pandas as pd

# a figure that somebody measured, or that was worked out from such figures by a stated rule
DOCUMENTED = "observed", "derived"


def reliability(result: Result) -> pd.DataFrame:
    """One row a unit of the last year scored, best first; shares are those of the unit's weight.

    unit, rank, coverage (has data), imputed (filled in), documented (observed or derived),
    illustrative, age, dated, source_age, source_dated.

    age : mean years between the year scored and the year of the figure, by weight: 0 for a figure
    of that year, more where one is carried over from another. dated : the share of weight whose
    year is known so. What a figure filled in by other means (a mean, a regression, a line between
    two years) is of, nobody can say, and neither whether a figure given for the year is of the
    year: only its source can tell.
    source_age : mean years between the year scored and the date of the figure's source, below 0
    where it came out later. source_dated : the share of weight whose source has a date.
    Missing where nothing is known, as where the data have no years.
    """
    import pandas as pd

    data, year = result.data, result.years[-1]
    at = data.at([year])[0]
    status = data.status[at]
    kinds = {name: STATUSES.index(name) for name in (*DOCUMENTED, "illustrative")}
    documented = np.isin(status, [kinds[name] for name in DOCUMENTED])
    has = ~np.isnan(data.values[at])
    ages, sources = _ages(result), _source_ages(result, at)
    weight = result.share_of_weight
    found = {
        "coverage": result.coverage[-1],
        "imputed": result.imputed[-1],
        "documented": weight(documented & has)[-1],
        "illustrative": weight((status == kinds["illustrative"]) & has)[-1],
        "age": _mean(result, ages),
        "dated": weight(~np.isnan(ages))[-1],
        "source_age": _mean(result, sources),
        "source_dated": weight(~np.isnan(sources))[-1],
    }
    order = result.best_first[1][-len(result.rows.units) :]
    return pd.DataFrame(
        {
            "unit": [result.rows.units[unit] for unit in order.tolist()],
            "rank": rank_column(result.rank()[-1, order], result.index.ranking),
            **{name: values[order] for name, values in found.items()},
        }
    )


def _mean(result: Result, ages: Array) -> Array:
    """Return the mean of what is known in each row, by weight; NaN where nothing is, (U,)."""
    known = ~np.isnan(ages)
    with np.errstate(invalid="ignore", divide="ignore"):
        summed = result.share_of_weight(np.where(known, ages, 0.0))[-1]
        return np.asarray(summed / result.share_of_weight(known)[-1])


def _ages(result: Result) -> Array:
    """Return how many years each figure of the last year scored is apart from it, (U, L)."""
    year, leaves = result.years[-1], result.index.leaves
    if not year:
        return np.full((len(result.rows.units), len(leaves)), np.nan)
    return np.stack([_age(result, leaf, year) for leaf in leaves], axis=-1)


def _age(result: Result, leaf: Node, year: Period) -> Array:
    """Return the ages of an indicator's figures, (U,); NaN where there is none or its year is."""
    years, shape = result.rows.years, result.rows.shape
    since = [moment(each) - moment(year) for each in years]
    given, filled = (
        result.walk.column(leaf.code, step).reshape(shape) for step in ("transformed", "imputed")
    )
    now = result.rows.years.index(year)
    here = ~np.isnan(given[now])
    age = np.where(here, 0.0, np.nan)
    if leaf.imputation.found.across_years:
        # nearest years first, earlier ones before later ones
        for other in sorted(range(len(years)), key=lambda y: (since[y] > 0, abs(since[y]))):
            carried = np.isnan(age) & (filled[now] == given[other])
            age[carried] = abs(since[other])
    return age


def _source_ages(result: Result, at: int) -> Array:
    """Return how many years before the year scored each figure's source came out, (U, L)."""
    data, year = result.data, result.years[-1]
    # -1, unknown, is the last
    came_out = np.array([*(_year(source.date) for source in data.sources), np.nan])
    known: NDArray[np.bool_] = ~np.isnan(data.values[at]) & bool(year)
    return np.where(known, year_of(year) - came_out[data.source[at]], np.nan)


def _year(date: str) -> float:
    """Return the year that a date begins with; NaN where it does not.

    >>> _year("2021-03"), _year("n.d.")
    (2021.0, nan)
    """
    found = re.match(r"\d{4}(?!\d)", date)
    return float(found[0]) if found else float("nan")
