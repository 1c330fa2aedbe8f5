"""Score an index: walk the tree once for the years asked for, and keep everything that came of it.

A scoring fits a scale and applies it; `fit` and `apply` are its halves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from coopindex.engine.data import Data
from coopindex.engine.frozen import frozen
from coopindex.engine.index import Index, Scheme
from coopindex.engine.refusals import known_years
from coopindex.engine.result import Result
from coopindex.engine.rows import Rows
from coopindex.engine.scale import Scale, Settle, by_year, one_year
from coopindex.engine.screening import ranked_rows
from coopindex.engine.walk import Walk, walk
from coopindex.engine.weights import as_asked
from coopindex.methods.registry import Array
from coopindex.periods import Period, ordered
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem


def score(
    index: Index,
    data: Data,
    scheme: Scheme,
    years: Sequence[Period] | None = None,
    scale: Scale | None = None,
) -> Result:
    """Score every unit in the years asked for (default: the latest year with data).

    Statistics come from the rows that `index.reference` names: by default those of each year. Which
    years are asked for changes no unit's score in any of them (unless a reference says "scored").
    scale : that of another scoring, on which units are scored; then nothing is fitted anew, and
        nobody's score hangs on who else is scored.

    A year without data, a method that has no value somewhere (a constant indicator, a geometric
    mean of 0), and what a held scale lacks are `InvalidInput`.
    """
    years = _known(data, years)
    if scale is not None:
        return _score_on(scale, index, data, scheme, years)
    return score_among(index, data, scheme, years, index.years_needed(years, data.years))


def fit(index: Index, data: Data, scheme: Scheme, years: Sequence[Period] | None = None) -> Scale:
    """Return the scale of a scoring: every step's statistics, and the weights that were found."""
    return score(index, data, scheme, years).fitted


def apply(
    index: Index, data: Data, scale: Scale, scheme: Scheme, years: Sequence[Period] | None = None
) -> Walk:
    """Walk the data up the tree on a scale that is held."""
    return score(index, data, scheme, years, scale).walk


def _known(data: Data, years: Sequence[Period] | None) -> tuple[Period, ...]:
    years = ordered(years) if years else data.years[-1:]
    unknown = [_without_data(year, data) for year in years if year not in data.years]
    if unknown:
        raise InvalidInput(unknown)
    return years


def _without_data(year: Period, data: Data) -> Problem:
    hint = known_years(data.years, year)
    # a column that is nearly called so may hold them
    nearly = [flag.message for flag in data.flags
              if flag.code == "nearly-years" and str(year) in flag.message]  # fmt: skip
    if nearly:
        hint = Wording("frame.then", first=hint, rest=nearly[0])
    return Problem(
        "unknown-year",
        Wording("refusal.no-data", year=year),
        field="year",
        value=str(year),
        hint=hint if any(data.years) else Wording("refusal.undated.hint"),
    )


def score_among(
    index: Index,
    data: Data,
    scheme: Scheme,
    years: Sequence[Period],
    walked: Iterable[Period],
    named: Iterable[Period] = (),
) -> Result:
    """Score every unit in some years, with the rows of all years `walked` at hand for statistics.

    named : years that others than the index may refer to.
    """
    index, walked = as_asked(index, scheme), ordered(walked)
    rows = Rows.of(data, walked, years)
    seen = {*index.years_referred(years, walked), *named}
    if not seen.issuperset(walked):
        rows = replace(rows, unseen=~np.isin(rows.year, list(seen)))
    leaves = data.raw(walked)
    if index.ranked_scale:
        rows = replace(rows, referred=ranked_rows(index, rows, leaves))
    apart = by_year(index, rows.apart) if len(walked) > 1 else frozenset()
    scale = Scale(
        years=walked,
        by_year=apart,
        scored=tuple(years),
        fitted_to=tuple(year for year in walked if year in seen),
        alone={
            (node.code, step): one_year(of, walked, years)
            for node, step, of in index.fits
            if (node.code, step) not in apart
        },
    )
    return _walked(index, data, scheme, years, rows, leaves, scale, scale.keep)


def _score_on(
    scale: Scale, index: Index, data: Data, scheme: Scheme, years: tuple[Period, ...]
) -> Result:
    """Score on a held scale; other years stand in the rows where a step looks along units' own."""
    index = as_asked(index, scheme)
    along = index.looks_along_years
    rows = Rows.of(data, data.years if along else years, years)
    rows = replace(rows, unseen=~np.isin(rows.year, years)) if along else rows
    held = scale.take(rows.years, years)
    # what is held is noted again, for the questions that are asked of the result
    again = replace(held, settled={}, held=True)

    def settle(nodes: Any, step: str, fit: Callable[[], Any]) -> Any:
        return again.keep(nodes, step, lambda: held.held_or_along(nodes, step, fit))

    try:
        found = _walked(index, data, scheme, years, rows, data.raw(rows.years), again, settle)
    except InvalidInput as refused:
        held.refuse_blank(problem.field for problem in refused.problems)
        raise
    # ranks among nobody are numbers
    held.refuse_blank(
        node.code
        for node in index.nodes
        if held.is_blank(node.code, "normalisation")
        and not np.isnan(found.array(node.code, "treated")).all()
    )
    return found


def _walked(
    index: Index,
    data: Data,
    scheme: Scheme,
    years: Sequence[Period],
    rows: Rows,
    leaves: Array,
    scale: Scale,
    settle: Settle,
) -> Result:
    done = walk(index, rows, leaves, scheme.weights, settle=settle)
    frozen((done.levels, done.weights, scale.settled))
    return Result(index, data, scheme, tuple(years), rows, done, scale)
