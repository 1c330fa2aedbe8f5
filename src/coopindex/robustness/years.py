"""Years that only a factor names, as the base of the scale, stand beside those that were scored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coopindex.engine.refusals import known_years
from coopindex.engine.result import Result
from coopindex.engine.score import score_among
from coopindex.periods import Period, ordered
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.factors.factor import Factor


def with_years_named(result: Result, factors: Sequence[Factor]) -> Result:
    """Let the years too that only a factor refers to stand in the rows; no score moves with them.

    Years without data are `InvalidInput`.
    """
    known = result.data.years
    named: dict[Period, str] = {}
    for factor in factors:
        for reference in factor.references():
            years = known if reference.years == "all" else reference.years
            named |= dict.fromkeys(() if isinstance(years, str) else years, factor.name)
    if unknown := ordered(named.keys() - set(known)):
        raise InvalidInput(
            Problem(
                "unknown-year",
                Wording("plan.no-data", year=year),
                field=named[year],
                value=str(year),
                hint=known_years(known, year),
            )
            for year in unknown
        )
    rows = result.rows
    seen = rows.years if rows.unseen is None else np.unique(rows.year[~rows.unseen]).tolist()
    if named.keys() <= set(seen):
        return result
    walked = {*rows.years, *named}
    return score_among(result.index, result.data, result.scheme, result.years, walked, named)
