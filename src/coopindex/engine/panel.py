"""Several years in one: how units move, and what a change of score is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coopindex.engine.contributions import gap
from coopindex.engine.index import Data
from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.problems import InvalidInput, Problem

if TYPE_CHECKING:
    import pandas as pd


def trajectories(result: Result) -> pd.DataFrame:
    """One row a unit, its rank in each year scored; best in the last year first."""
    import pandas as pd

    ranks = result.rank()
    best_first = np.argsort(ranks[-1], kind="stable")
    units = pd.Index([result.rows.units[unit] for unit in best_first], name="unit")
    return pd.DataFrame(ranks.T[best_first], index=units, columns=list(result.years))


def trends(result: Result, node: str | None = None, step: str = "finished") -> pd.DataFrame:
    """Summarise every unit's course over the years scored, of the index or of a node after one of its steps.

    One row a unit, over the years in which it has a value: first, last (years), start, end (values), years (the share of the years that
    has one); growth : compound annual growth rate (end / start)^(1 / (last - first)) - 1, of values above 0; slope : of the line of
    least squares, a year; trend : slope as a share of the line's value in the first year. NaN with fewer than two years.

    Growth is of ratios: it says little of a scale without a natural 0, such as min-max.
    """
    import pandas as pd

    values, when = result.array(node or result.index.code, step), np.array(result.years, float)
    rows = []
    for unit, course in zip(result.rows.units, values.T, strict=True):
        there = np.flatnonzero(~np.isnan(course))
        row: dict[str, float | str] = {"unit": unit, "years": len(there) / len(when)}
        if len(there) > 1:
            year, value = when[there] - when[there[0]], course[there]
            slope = float((year - year.mean()) @ value / np.square(year - year.mean()).sum())
            begun = value.mean() - slope * year.mean()
            growth = (
                (value[-1] / value[0]) ** (1 / year[-1]) - 1
                if value[0] > 0 and value[-1] >= 0
                else np.nan
            )
            row |= {
                "first": when[there[0]],
                "last": when[there[-1]],
                "start": value[0],
                "end": value[-1],
            }
            row |= {"growth": growth, "slope": slope, "trend": slope / begun if begun else np.nan}
        rows.append(row)
    return pd.DataFrame(
        rows, columns=["unit", "first", "last", "start", "end", "years", "growth", "slope", "trend"]
    ).set_index("unit")


def change(result: Result, start: int, end: int) -> pd.DataFrame:
    """Split every unit's change of score between two years exactly.

    One row a unit scored in both years: start, end, change; then what each indicator contributed, what came of weights that differ
    between the years, and what came of other units entering or leaving (`membership`: the scale moves with them). The parts
    add up to the change. The scale is the result's own: pooled over the years scored, of each year, or of a base year.
    """
    import pandas as pd

    missing = [year for year in (start, end) if year not in result.years]
    if missing:
        hint = f"scored: {', '.join(str(year) for year in result.years)}"
        raise InvalidInput(
            [
                Problem("unknown-year", f"{year} was not scored", field="year", hint=hint)
                for year in missing
            ]
        )
    first, last = (result.score[result.years.index(year)] for year in (start, end))
    both = np.flatnonzero(~np.isnan(first) & ~np.isnan(last))
    steady = score(result.index, _only(result.data, both), result.scheme, result.years)
    begin, finish = (steady.rows.years.index(year) * len(both) for year in (start, end))
    rows = []
    for place, unit in enumerate(both):
        parts, by_weights = gap(steady, begin + place, finish + place)
        total = float(last[unit] - first[unit])
        moved = float(steady.walk.score[finish + place] - steady.walk.score[begin + place])
        rows.append(
            {
                "unit": result.rows.units[unit],
                "start": first[unit],
                "end": last[unit],
                "change": total,
                **parts,
                "weights": by_weights,
                "membership": total - moved,
            }
        )
    return pd.DataFrame(rows).set_index("unit")


def _only(
    data: Data, units: Sequence[int] | np.ndarray[tuple[int, ...], np.dtype[np.intp]]
) -> Data:
    """Return the data of some of the units."""
    return replace(
        data,
        units=tuple(data.units[unit] for unit in units),
        values=data.values[:, units],
        status=data.status[:, units],
        source=data.source[:, units],
        variables={name: values[:, units] for name, values in data.variables.items()},
        groups={name: labels[units] for name, labels in data.groups.items()},
    )
