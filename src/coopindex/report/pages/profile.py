"""One unit in a document: where it stands, its strengths, and what parts it from the next."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from coopindex.phrases import in_line, joined, say
from coopindex.report.edition import Edition
from coopindex.report.facts.gap import Gap
from coopindex.report.facts.lines import Line
from coopindex.report.facts.numbers import cut_said, place
from coopindex.report.facts.profile import Profile, profile
from coopindex.report.facts.standings import DOCUMENTED, Standing
from coopindex.report.table import Column, Section, Table
from coopindex.report.written import decimals

MOST_SIDES = 6  # strengths and weaknesses that are named


def section(edition: Edition, unit: str) -> Section:
    """Describe a unit: title and deck, its rank, interval and dimensions, its sides, its gap."""
    lang, found = edition.lang, profile(edition, unit)
    title = " · ".join(filter(None, (found.name, found.other)))
    said = ("" if lang == "zh" else " ").join(found.deck)
    table = _ladder(edition, edition.standing[unit], found)
    return Section(
        title, tuple(filter(None, (found.title, said))), table, tuple(_below(found, lang))
    )


def _ladder(edition: Edition, standing: Standing, found: Profile) -> Table:
    """The index and what stands directly below it, a row each.

    The interval is that of the rank on the index; what parts the unit from the next has a column.
    """
    lang, lines, result = edition.lang, found.ladder, edition.result
    titles = [say("document.profile whole", lang), *(in_line(line.title) for line in lines)]
    scores = [standing.score, *(line.finished for line in lines)]
    middle = float(edition.field.median[result.index.position[result.index.code]])
    medians = [middle, *(line.median for line in lines)]
    places = decimals([score for score in scores if not math.isnan(score)])
    marks = ["", *("*" * line.assumed for line in lines)]
    ranks = [standing.rank if standing.ranked else math.nan, *(line.rank for line in lines)]

    def titled(key: str) -> str:
        return say(f"document.profile {key}", lang)

    columns = [
        Column("node", "", "text", titles, head=True),
        Column("weight", titled("weight"), "share", [1.0, *(x.weight for x in lines)], marks=marks),
        Column("score", titled("score"), "score", scores, decimals=places),
        Column("median", titled("median"), "score", medians, decimals=places),
        Column("rank", titled("rank"), "rank", ranks),
    ]
    if standing.low is not None:
        known = standing.low, standing.high
        columns.append(
            Column("interval", titled("interval"), "interval", [known, *[None] * len(lines)])
        )
    if found.gap is not None:
        columns.append(_gap(found.gap, lines, places, lang))
    return Table(tuple(columns))


def _gap(gap: Gap, lines: Sequence[Line], places: int, lang: str) -> Column:
    """What each dimension adds to the gap to the next above, or to the lead over the next below."""
    title = say(f"document.profile {'gap' if gap.above else 'lead'}", lang, name=gap.name)
    sign = 1 if gap.above else -1
    steps = {step.code: sign * step.points for step in gap.steps}
    points = [sign * gap.points, *(steps.get(line.code, math.nan) for line in lines)]
    return Column("gap", title, "score", points, signed=True, decimals=places)


def _below(found: Profile, lang: str) -> Iterator[str]:
    """Name strengths and weaknesses with what they rest on, the gap, the group, reliability."""
    ends = found.cut or (None, None)
    sides = ("strengths", found.strengths), ("weaknesses", found.weaknesses)
    for (key, lines), end in zip(sides, ends, strict=True):
        if lines:
            named = [_side(line, lang) for line in lines[:MOST_SIDES]]
            if further := len(lines) - len(named):
                named.append(say("explanation.further", lang, count=further))
            listed = joined(named, lang)
            bound = "" if end is None else say(f"profile.{key}_cut", lang, cut=cut_said(end))
            yield say(f"profile.{key}", lang, listed=listed, cut=bound)
    if (gap := found.gap) is not None:
        said = gap.title, *(each.text for each in (gap.needed or ())[:1])
        stop = "。" if lang == "zh" else ". "
        yield stop.join(part.rstrip(".。") for part in said) + stop.strip()
    if found.obstacles:
        yield found.obstacles
    if found.grouped is not None:
        yield found.grouped.text
        yield from _in_group(found, lang)
    if found.course is not None:
        yield found.course.text
    if found.reliability:
        yield ("" if lang == "zh" else " ").join(found.reliability)


def _in_group(found: Profile, lang: str) -> Iterator[str]:
    """Name what the unit is strong and weak in within its group."""
    assert found.grouped is not None
    sides = ("strengths", found.group_strengths), ("weaknesses", found.group_weaknesses)
    for key, lines in sides:
        if lines:
            titles = [line.title for line in lines[:MOST_SIDES]]
            if further := len(lines) - len(titles):
                titles.append(say("explanation.further", lang, count=further))
            yield say(f"profile.group_{key}", lang, listed=joined(titles, lang))


def _side(line: Line, lang: str) -> str:
    """Name a node with its rank, and what its figure is where no document has it."""
    what = [] if math.isnan(line.rank) else [place(line.rank, lang, tied=line.sharing > 1)]
    if line.status and line.status not in DOCUMENTED:
        what.append(say(f"status.{line.status}", lang))
    if not what:
        return line.title
    inside = ("，" if lang == "zh" else ", ").join(what)
    return say("document.profile side", lang, title=line.title, what=inside)
