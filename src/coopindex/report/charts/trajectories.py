"""The rank of every unit over the years."""

from __future__ import annotations

from functools import partial

import numpy as np

from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.periods import said as said_of
from coopindex.phrases import in_line
from coopindex.report.charts.bump import Bump, standing_out
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.words import ranks_said, words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import place
from coopindex.report.pages.frame import called
from coopindex.report.table import Column, Table, each


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw ranks over the years, best in the last year first; a unit given stands out."""
    words, history = words_of(edition), edition.history
    assert history is not None
    order, ranks = _ordered(history)
    units = [history.rows.units[at] for at in order]
    names = [in_line(name) for name in called(units, history.data, edition.lang)]
    pinned = units.index(unit) if unit in units else 0 if units else None
    heads = [str(year) for year in history.years]
    bump = Bump(heads, names, ranks, standing_out(ranks, pinned))
    period = said_of(history.years, edition.lang)["period"]
    about = words.say("charts.trajectories_about", units=words.unit, period=period)
    span = {"first": heads[0], "last": heads[-1]}
    alt = words.say("charts.trajectories_alt", units=words.some(len(units), digits=True), **span)
    return framed(
        edition,
        "trajectories",
        (_title(edition, history, units, ranks), about, alt),
        table(edition, history, units, names, ranks),
        partial(Bump.draw, bump),
        [ranks_said(edition, names[k], heads, ranks[:, k]) for k in range(len(units))],
        least=bump.least(),
    )


def _ordered(history: Result) -> tuple[list[int], Array]:
    """Units that are ranked in some year, the best in the last year first, and their ranks."""
    ranks = history.rank()
    there = np.flatnonzero(~np.isnan(ranks).all(axis=0))
    order = there[np.argsort(ranks[-1, there], kind="stable")]
    return order.tolist(), ranks[:, order]


def _title(edition: Edition, history: Result, units: list[str], ranks: Array) -> str:
    words = words_of(edition)
    moved = np.nan_to_num(np.abs(ranks[-1] - ranks[0]))
    years = {"first": history.years[0], "last": history.years[-1]}
    if not moved.any():
        return words.say("charts.trajectories_still", units=words.unit, **years)
    most = int(moved.argmax())
    start, end = (place(float(ranks[at, most]), edition.lang) for at in (0, -1))
    name = words.name(units[most])
    return words.say("charts.trajectories", name=name, start=start, end=end, **years)


def table(
    edition: Edition, history: Result, units: list[str], names: list[str], ranks: Array
) -> Table:
    """The rank of each unit in each year."""
    columns = (
        Column("name", words_of(edition).say("charts.name"), "unit", names, head=True),
        *(
            Column(f"rank_{year}", str(year), "rank", ranks[at].tolist())
            for at, year in enumerate(history.years)
        ),
    )
    return Table(columns, each(units))
