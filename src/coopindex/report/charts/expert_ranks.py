"""The rank of every unit under the experts' weights together, and under those of each."""

from __future__ import annotations

from functools import partial

import numpy as np

from coopindex.methods.registry import Array
from coopindex.phrases import in_line, listed
from coopindex.questions.elicitation import GROUP
from coopindex.report.charts.bump import Bump, reaches, standing_out
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.experts import first_told
from coopindex.report.charts.frame import framed
from coopindex.report.charts.words import ranks_said, words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import place
from coopindex.report.pages.elicitation import called
from coopindex.report.pages.frame import called as units_called
from coopindex.report.table import Column, Table, each


def is_empty(edition: Edition) -> bool:
    """Whether no file holds what each expert weighs, or nobody can be ranked by that."""
    found = first_told(edition)
    return found is None or not len(found.standings)


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw ranks, best under the group's weights first; a unit given stands out."""
    words, heads, units, ranks = words_of(edition), _heads(edition), *_ranks(edition)
    names = [in_line(name) for name in units_called(units, edition.result.data, edition.lang)]
    pinned = units.index(unit) if unit in units else 0 if units else None
    bump = Bump(heads, names, ranks, standing_out(ranks, pinned))
    some = words.some(len(units), digits=True)
    return framed(
        edition,
        "expert_ranks",
        (
            _title(edition, units, ranks),
            words.say("charts.expert_ranks_about", units=words.unit),
            words.say("charts.expert_ranks_alt", units=some, names=listed(heads, edition.lang)),
        ),
        _table(edition, heads, units, names, ranks),
        partial(Bump.draw, bump),
        [ranks_said(edition, names[k], heads, ranks[:, k]) for k in range(len(units))],
        least=bump.least(),
    )


def _heads(edition: Edition) -> list[str]:
    found = first_told(edition)
    assert found is not None
    return [in_line(called(name, edition.lang)) for name in (GROUP, *found.experts)]


def _ranks(edition: Edition) -> tuple[list[str], Array]:
    """Return units that are ranked under some weights, and their ranks by expert, (1 + E, U)."""
    found = first_told(edition)
    assert found is not None
    own = {str(name): rows.set_index("unit")["rank"].astype(float)
           for name, rows in found.standings.groupby("expert")}  # fmt: skip
    units = own[GROUP].sort_values(kind="stable").index
    ranks = np.array([own[name].reindex(units) for name in (GROUP, *found.experts)])
    there = ~np.isnan(ranks).all(axis=0)
    return units[there].tolist(), ranks[:, there]


def _title(edition: Edition, units: list[str], ranks: Array) -> str:
    words, reach = words_of(edition), reaches(ranks)
    if not units or not reach.any():
        return words.say("charts.expert_ranks_still", units=words.unit)
    most = int(reach.argmax())
    ends = float(np.nanmin(ranks[:, most])), float(np.nanmax(ranks[:, most]))
    low, high = (place(rank, edition.lang) for rank in ends)
    return words.say("charts.expert_ranks", name=words.name(units[most]), low=low, high=high)


def _table(
    edition: Edition, heads: list[str], units: list[str], names: list[str], ranks: Array
) -> Table:
    found = first_told(edition)
    assert found is not None
    keys = (GROUP, *found.experts)
    columns = (
        Column("name", words_of(edition).say("charts.name"), "unit", names, head=True),
        *(
            Column(f"rank_{key}", head, "rank", own.tolist())
            for key, head, own in zip(keys, heads, ranks, strict=True)
        ),
    )
    return Table(columns, each(units))
