"""How sure a ranking is when every choice of a plan varies at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coopindex.engine.result import Result
from coopindex.figures import beside, share
from coopindex.phrases import both, joined, listed, say
from coopindex.report.pages.frame import floats
from coopindex.report.pages.ranks import (
    MOST_LEADERS,
    chances,
    drawn_span,
    factor_name,
    framed,
    leading,
    noted,
    number,
    one_unit,
    rank,
    sentence,
    span_values,
    unit_columns,
    unit_names,
    unit_word,
)
from coopindex.report.pages.usual import aside, idle_lines, left_out
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.report.written import decimals
from coopindex.robustness.uncertainty import ENOUGH_P, ENOUGH_RANK, MOST_DRAWS, Uncertainty

Interval = tuple[float, float]

# units of a group, groups, and units without a score that are named; JSON has all
MOST_ALIKE, MOST_GROUPS, MOST_UNRANKED = 12, 8, 10


def page(
    answer: Uncertainty,
    about: Result,
    lang: str = "en",
    *,
    interval: Interval = (0.05, 0.95),
    places: int = 3,
    level: float = 0.95,
) -> Page:
    """Rank intervals, the chance of each rank, and who cannot be told apart.

    interval : the shares of draws at its ends. places : how many first ranks are one chance.
    level : the share of draws that tells two units apart.
    """
    return framed(
        about,
        lang,
        lambda: (
            *sections(answer, interval, places, level, lang),
            aside(answer, lang),
        ),
        lambda: {
            **facts(answer, interval, places, level),
            "left_aside": [*left_out(answer.left_aside, about), *idle_lines(answer)],
        },
        lambda: answer.table(interval, places),
    )


def facts(found: Uncertainty, interval: Interval, places: int, level: float) -> dict[str, Any]:
    """Return the answer as plain values, with its note in English."""
    return noted(found.as_dict(interval, places, level), note(found), after="factors")


def sections(
    found: Uncertainty, interval: Interval, places: int, level: float, lang: str = "en"
) -> tuple[Section, ...]:
    """Who leads, who cannot be told apart, rank intervals, and the chance of each rank."""
    said = (
        _moves(found, lang),
        *_apart(found, level, lang),
        sentence(note(found, lang), lang),
        *left_out(found.left_aside, found.result, lang),
        *_unranked(found, lang),
    )
    table = Table(tuple(_columns(found, interval, places, lang)), each(found.units))
    return (
        Section(say("uncertainty.title", lang), said),
        Section(table=table, below=(say("uncertainty.error", lang),)),
        chances(found, found.result, lang),
    )


def _columns(found: Uncertainty, interval: Interval, top: int, lang: str) -> list[Column]:
    result, table = found.result, found.table(interval, top)
    low, median, high = (floats(table[name]) for name in ("low", "median", "high"))
    scores = list(zip(floats(table["score_low"]), floats(table["score_high"]), strict=True))
    places = decimals([end for pair in scores for end in pair])
    ends = {"low": f"{100 * interval[0]:g}", "high": f"{100 * interval[1]:g}"}
    score_within = say("ranks.score_within", lang, **ends)
    rank_within = say("ranks.rank_within", lang, **ends)
    error = say("ranks.error", lang)
    return [
        rank(table, lang),
        *unit_columns(table["unit"].tolist(), result, lang, priority=5),
        Column("score", say("ranks.score", lang), "score", floats(table["score"]), priority=4),
        Column(
            "score_within",
            score_within,
            "interval",
            scores,
            priority=3,
            ends="score",
            decimals=places,
        ),
        number("mean", say("ranks.mean", lang), table["mean"], 2),
        number("error", error, 1.96 * table["se_mean"], 2, priority=2),
        Column("median", say("ranks.median", lang), "rank", median),
        Column("mode", say("ranks.mode", lang), "rank", floats(table["mode"]), priority=1),
        Column("rank_within", rank_within, "interval", list(zip(low, high, strict=True))),
        drawn_span(span_values(low, median, high), len(table), priority=4),
        Column("first", say("ranks.first", lang), "share", floats(table["p_first"])),
        Column(
            "top", say("ranks.top", lang, top=top), "share", table["p_top"].tolist(), priority=1
        ),
    ]


def _moves(found: Uncertainty, lang: str) -> str:
    """Who leads in how many draws, and how far a unit moves on average."""
    shift = beside(found.average_shift, 0.0, places=1)
    if len(found.units) == 1:
        return one_unit(found.result, lang)
    units = unit_word(found.result, lang)
    return say("uncertainty.moves", lang, leads=_leads(found, lang), shift=shift, units=units)


def _leads(found: Uncertainty, lang: str) -> str:
    """Who leads in how many draws; of several that tie as scored, each."""
    leaders, draws = found.leaders, found.draws
    names = unit_names(leaders[:MOST_LEADERS], found.result, lang)
    if len(leaders) == 1:
        key = "uncertainty.always_leads" if found.leader_share == 1 else "uncertainty.leads"
        if found.tally.first.sum() > draws:
            key = "uncertainty.leads_or_ties"
        return say(key, lang, leader=names[0], share=share(found.leader_share), count=draws)
    tie = say("uncertainty.tie", lang, leaders=leading(leaders, found.result, lang))
    firsts = (found.tally.first[: len(names)] / draws).tolist()
    each = (f"{name} {share(part)}" for name, part in zip(names, firsts, strict=True))
    return say("uncertainty.shares", lang, tie=tie, count=draws, shares=listed(each, lang))


def _apart(found: Uncertainty, level: float, lang: str) -> tuple[str, ...]:
    """Who cannot be told apart."""
    units = unit_word(found.result, lang)
    if len(found.units) < 2:
        return ()
    if not found.tally.ahead.size:
        return (say("uncertainty.not_counted", lang, units=units),)
    least = f"{100 * level:.10g}%"
    groups = [group for group in found.groups(level) if len(group) > 1]
    if not groups:
        return (say("uncertainty.all_apart", lang, level=least, units=units),)
    alike = [_some(unit_names(group, found.result, lang), lang) for group in groups[:MOST_GROUPS]]
    if more := len(groups[MOST_GROUPS:]):
        alike.append(say("uncertainty.more_groups", lang, count=more))
    return (say("uncertainty.alike", lang, level=least, groups=joined(alike, lang)),)


def _some(names: Sequence[str], lang: str) -> str:
    """Name units, the first of many alone."""
    if len(names) <= MOST_ALIKE:
        return listed(names, lang)
    more = len(names) - MOST_ALIKE
    return say("uncertainty.more_alike", lang, names=listed(names[:MOST_ALIKE], lang), more=more)


def _unranked(found: Uncertainty, lang: str) -> list[str]:
    """Who has no score in some draws."""
    gone = (1 - found.tally.ranks.draws / found.draws).tolist()
    names = unit_names(found.units, found.result, lang)
    said = [
        say("uncertainty.unranked", lang, unit=name, share=share(part))
        for name, part in zip(names, gone, strict=True)
        if part > 0
    ]
    if more := len(said[MOST_UNRANKED:]):
        units = unit_word(found.result, lang)
        return [
            *said[:MOST_UNRANKED],
            say("uncertainty.more_unranked", lang, count=more, units=units),
        ]
    return said


# -- what was run ---------------------------------------------------------------------------------


def note(found: Uncertainty, lang: str = "en") -> str:
    """What varied, and whether the draws sufficed."""
    precise = found.precision
    how = say("ranks.drawn", lang, seed=found.seed)
    if found.seed is None:
        how = say("uncertainty.written_out", lang)
    names = (factor_name(name, lang, found.plan.factors) for name in found.varied)
    varied = listed(names, lang, quote=False) or say("ranks.nothing", lang)
    draws = say("uncertainty.draws", lang, count=found.draws, how=how, varied=varied)
    verdict = say("uncertainty.enough", lang) if found.enough else _advice(found, lang)
    precision = say(
        "uncertainty.precision",
        lang,
        points=beside(100 * precise["probability"], 100 * ENOUGH_P, places=1),
        ranks=beside(precise["mean_rank"], ENOUGH_RANK),
        verdict=verdict,
    )
    return joined((draws, precision), lang)


def _advice(found: Uncertainty, lang: str) -> str:
    """How many draws would suffice, and for what no number does that anybody makes."""
    need = found.needed
    able = [name for name in need if need[name] <= MOST_DRAWS]
    unable = [name for name in need if name not in able]
    said = []
    if able:
        most = max(need[name] for name in able)
        said.append(say("uncertainty.take", lang, goals=_goals(able, lang), draws=most))
    if unable:
        goals = _goals(unable, lang)
        said.append(say("uncertainty.too_many", lang, goals=goals, draws=MOST_DRAWS))
    return joined(said, lang)


def _goals(names: Sequence[str], lang: str) -> str:
    return both([say(f"uncertainty.goal_{name}", lang) for name in names], lang)
