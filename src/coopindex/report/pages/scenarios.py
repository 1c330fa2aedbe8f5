"""Named variants of an index side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from coopindex.engine.result import Result
from coopindex.phrases import say
from coopindex.report.pages.frame import floats, in_language
from coopindex.report.pages.ranks import (
    framed,
    leading,
    number,
    one_unit,
    unit_columns,
    unit_names,
    unit_word,
)
from coopindex.report.pages.usual import left_out
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.robustness.scenarios import Scenarios

MOVERS = 3  # units that are listed for each scenario


def page(answer: Scenarios, about: Result, lang: str = "en") -> Page:
    """Who leads in each scenario, the ranks side by side, their agreement, the biggest movers."""
    return framed(
        about,
        lang,
        lambda: sections(answer, lang),
        lambda: facts(answer),
        lambda: answer.table,
    )


def facts(found: Scenarios) -> dict[str, Any]:
    """Return the answer as plain values; of the usual scenarios also what was left out."""
    said = left_out(found.left_aside, found.results[0], titles=found.titles)
    return {**found.as_dict(), **({"left_aside": said} if said else {})}


def sections(found: Scenarios, lang: str = "en") -> tuple[Section, ...]:
    """Who leads in each scenario, the ranks side by side, their agreement, the biggest movers."""
    alone = len(found.ranks) == 1
    leads = [one_unit(found.results[0], lang)] if alone else _leads(found, lang)
    said = (*leads, *left_out(found.left_aside, found.results[0], lang, found.titles))
    parts = (Section(say("scenarios.title", lang), said), _ranks(found, lang))
    return parts if alone else (*parts, _agreement(found, lang), _movers(found, lang))


def _leads(found: Scenarios, lang: str) -> list[str]:
    """Who leads, as scored and in each scenario; several units where they tie."""
    result, leaders = found.results[0], found.leaders
    first, *names = found.names
    others = [name for name in names if leaders[name] != leaders[first]]
    said = _tie(found, lang, others) if len(leaders[first]) > 1 else _leader(found, lang, others)
    for name in others:
        called = scenario_name(found, name, lang)
        if not leaders[name]:
            said.append(say("scenarios.nobody_here", lang, scenario=called))
            continue
        who = leading(leaders[name], result, lang)
        if len(leaders[name]) > 1:
            said.append(say("scenarios.tie_here", lang, scenario=called, leaders=who))
        else:
            said.append(say("scenarios.leads_here", lang, scenario=called, leader=who))
    return said


def scenario_name(found: Scenarios, name: str, lang: str = "en") -> str:
    """What a scenario is called by people: by its title, else by its name."""
    return in_language(found.titles[name], lang) if name in found.titles else name


def _names(found: Scenarios, names: Iterable[str], lang: str) -> list[str]:
    return [scenario_name(found, name, lang) for name in names]


def _tie(found: Scenarios, lang: str, others: Sequence[str]) -> list[str]:
    """Say who shares the lead as scored."""
    who = leading(found.leaders[found.names[0]], found.results[0], lang)
    return [say("scenarios.tie" if others else "scenarios.tie_everywhere", lang, leaders=who)]


def _leader(found: Scenarios, lang: str, others: Sequence[str]) -> list[str]:
    """Say in how many scenarios the leader as scored leads, alone or tied."""
    leader, many = found.leaders[found.names[0]][0], len(found.names) - 1
    name = unit_names([leader], found.results[0], lang)[0]
    if not others and many == 2:
        return [say("scenarios.leads_in_both", lang, leader=name)]
    if not others:
        return [say("scenarios.leads_in_all", lang, leader=name, count=many)]
    some = sum(leader in found.leaders[scenario] for scenario in found.names[1:])
    return [say("scenarios.leads_in_some", lang, leader=name, some=some, all=many)]


def _ranks(found: Scenarios, lang: str) -> Section:
    """The rank of each unit in each scenario."""
    ranks = found.ranks
    units = unit_columns(ranks.index.tolist(), found.results[0], lang, priority=1)
    titles = [say("scenarios.as_scored", lang), *_names(found, found.names[1:], lang)]
    columns = (
        Column(name, title, "rank", floats(ranks[name]))
        for name, title in zip(found.names, titles, strict=True)
    )
    rows = Table((*units, *columns), each(ranks.index))
    return Section(say("scenarios.ranks", lang), table=rows)


def _agreement(found: Scenarios, lang: str) -> Section:
    """How far each ranking agrees with that as scored."""
    table = found.agreement
    correlations = {
        "spearman": (say("ranks.spearman", lang), 0),
        "kendall": (say("ranks.kendall", lang), 1),
        "top_weighted": (say("scenarios.top_weighted", lang), 0),
    }
    scenario, largest = say("scenarios.scenario", lang), floats(table["largest_shift"])
    columns = (
        Column("scenario", scenario, "text", _names(found, table["scenario"], lang), head=True),
        *(
            Column(key, title, "correlation", floats(table[key]), priority=priority)
            for key, (title, priority) in correlations.items()
        ),
        number("mean_shift", say("ranks.mean_shift", lang), table["mean_shift"], 2),
        Column("largest", say("ranks.largest_shift", lang), "rank", largest),
    )
    closed_up = bool((table["units"] < len(found.ranks)).any())
    units = unit_word(found.results[0], lang)
    below = (say("scenarios.closed_up", lang, units=units),) if closed_up else ()
    return Section(say("scenarios.agreement", lang), table=Table(columns), below=below)


def _movers(found: Scenarios, lang: str) -> Section:
    """The units that move furthest in each scenario."""
    moved = found.movers(MOVERS)
    if moved.empty:
        return Section()
    scenario, before = say("scenarios.scenario", lang), floats(moved["rank_as_scored"])
    columns = (
        Column("scenario", scenario, "text", _names(found, moved["scenario"], lang), head=True),
        unit_columns(moved["unit"].tolist(), found.results[0], lang, priority=1)[0],
        Column("as_scored", say("scenarios.as_scored", lang), "rank", before),
        Column("rank", say("scenarios.rank", lang), "rank", floats(moved["rank"])),
        Column("shift", "", "shift", floats(moved["shift"])),
    )
    rows = Table(columns, each(moved["unit"]))
    return Section(say("scenarios.movers", lang), table=rows)
