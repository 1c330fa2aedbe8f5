"""The rank of every unit in named scenarios, six at most."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from coopindex.methods.registry import Array
from coopindex.phrases import in_line, listed
from coopindex.report.charts.bump import Bump, reaches, standing_out
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.words import named, ranks_said, words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import place
from coopindex.report.pages.frame import called, floats
from coopindex.report.pages.scenarios import scenario_name
from coopindex.report.table import Column, Table, each
from coopindex.robustness.scenarios import Scenarios

MOST = 6


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw ranks in the scenarios that rank all units and move some; a unit given stands out."""
    found, words = edition.scenarios, words_of(edition)
    assert found is not None
    ranks = np.array([floats(found.ranks[name]) for name in found.names])
    units = found.ranks.index.tolist()
    chosen = _chosen(ranks)
    heads = [words.say("charts.as_scored"), *_names(edition, found, found.names[1:])]
    shown = ranks[chosen]
    pinned = units.index(unit) if unit in units else 0 if units else None
    names = [in_line(name) for name in called(units, edition.result.data, edition.lang)]
    bump = Bump([heads[at] for at in chosen], names, shown, standing_out(shown, pinned))
    about = words.say("charts.scenarios_about", units=words.unit)
    if left := [heads[at] for at in range(1, len(ranks)) if at not in chosen]:
        names_left = listed(left, edition.lang)
        rest = words.say("charts.scenarios_left", names=names_left, count=len(left))
        about = words.say("charts.after", first=about, rest=rest)
    return framed(
        edition,
        "scenarios",
        (
            _title(edition, shown, units),
            about,
            _alt(edition, heads, chosen, units),
        ),
        table(edition, found, ranks, heads),
        partial(Bump.draw, bump),
        [ranks_said(edition, names[k], bump.heads, shown[:, k]) for k in range(len(units))],
        least=bump.least(),
    )


def _names(edition: Edition, found: Scenarios, names: Sequence[str]) -> list[str]:
    return [in_line(scenario_name(found, name, edition.lang)) for name in names]


def _chosen(ranks: Array) -> list[int]:
    """Choose the ranking as scored, and scenarios of the same units that move them most."""
    whole = (np.isnan(ranks) == np.isnan(ranks[0])).all(axis=1)
    moved = np.nan_to_num(np.abs(ranks - ranks[0])).mean(axis=1)
    fit = [at for at in range(1, len(ranks)) if whole[at] and moved[at] > 0]
    if not fit:
        fit = [at for at in range(1, len(ranks)) if whole[at]]
    most = sorted(fit, key=lambda at: -moved[at])[:MOST]
    return [0, *sorted(most)]


def _title(edition: Edition, shown: Array, units: Sequence[str]) -> str:
    words, reach = words_of(edition), reaches(shown)
    if not len(units) or not reach.any():
        return words.say("charts.scenarios_still", units=words.unit)
    most = int(reach.argmax())
    ends = float(np.nanmin(shown[:, most])), float(np.nanmax(shown[:, most]))
    low, high = (place(rank, edition.lang) for rank in ends)
    return words.say("charts.scenarios", name=words.name(units[most]), low=low, high=high)


def _alt(
    edition: Edition, heads: Sequence[str], chosen: Sequence[int], units: Sequence[str]
) -> str:
    words = words_of(edition)
    names = listed([heads[at] for at in chosen], edition.lang)
    return words.say("charts.scenarios_alt", units=words.some(len(units), digits=True), names=names)


def table(edition: Edition, found: Scenarios, ranks: Array, heads: Sequence[str]) -> Table:
    """The ranks in all scenarios, those that are not drawn too."""
    words = words_of(edition)
    units = found.ranks.index.tolist()
    names = named(edition)
    data = edition.result.data
    shown = [names.get(unit) or in_line(called([unit], data, edition.lang)[0]) for unit in units]
    columns = (
        Column("name", words.say("charts.name"), "unit", shown, head=True),
        *(
            Column(name, head, "rank", ranks[at].tolist())
            for at, (name, head) in enumerate(zip(found.names, heads, strict=True))
        ),
    )
    return Table(columns, each(units))
