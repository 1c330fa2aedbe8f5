"""Score an index: walk the tree once for the years asked for, and keep everything that came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from coopindex.engine.data import Data
from coopindex.engine.index import Index, Scheme
from coopindex.engine.result import Result
from coopindex.engine.rows import Rows
from coopindex.engine.scale import Scale
from coopindex.engine.screening import ranked_rows
from coopindex.engine.walk import walk
from coopindex.engine.weights import as_asked
from coopindex.problems import InvalidInput, Problem


def score(index: Index, data: Data, scheme: Scheme, years: Sequence[int] | None = None) -> Result:
    """Score every unit in the years asked for (default: the latest year with data).

    Statistics come from the rows that `index.reference` names: by default those of each year. Which
    years are asked for changes no unit's score in any of them (unless a reference says "scored").
    A year without data, a method that has no value somewhere (a constant indicator, a geometric mean of 0) are `InvalidInput`.
    """
    years = tuple(sorted(set(years))) if years else data.years[-1:]
    unknown = [year for year in years if year not in data.years]
    if unknown:
        known = ", ".join(str(year) for year in data.years)
        raise InvalidInput(
            Problem(
                "unknown-year",
                f"there are no data for {year}",
                field="year",
                value=str(year),
                hint=f"years with data: {known}",
            )
            for year in unknown
        )
    return score_among(index, data, scheme, years, index.years_needed(years, data.years))


def score_among(
    index: Index,
    data: Data,
    scheme: Scheme,
    years: Sequence[int],
    walked: Iterable[int],
    named: Iterable[int] = (),
) -> Result:
    """Score every unit in some years, with the rows of all years `walked` at hand for statistics.

    named : years that others than the index may refer to.
    """
    index = as_asked(index, scheme)
    walked = tuple(sorted(walked))
    rows = Rows.of(data, walked, years)
    leaves = data.values[[data.years.index(year) for year in walked]]
    leaves = leaves.reshape(-1, leaves.shape[-1])
    unseen = ~np.isin(rows.year, [*index.years_referred(years, walked), *named])
    rows = replace(rows, unseen=unseen) if unseen.any() else rows
    if index.ranked_scale:
        rows = replace(rows, referred=ranked_rows(index, rows, leaves))
    scale = Scale()
    done = walk(index, rows, leaves, scheme.weights, settle=scale.keep)
    return Result(index, data, scheme, tuple(years), rows, done, scale)
