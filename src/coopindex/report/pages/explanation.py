"""How a score came about: from what, against whom, what to do about it, and who says so."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from coopindex.engine.result import Result
from coopindex.figures import beside
from coopindex.phrases import joined, listed, say, saying
from coopindex.questions.explain import Explanation
from coopindex.report.pages.changes import reasons_said
from coopindex.report.pages.frame import (
    assumption,
    called,
    flags,
    full_name,
    grounds,
    head,
    in_language,
    source_line,
    titles_of,
)
from coopindex.report.pages.measured_against import measured_against, with_scale
from coopindex.report.table import Column, Page, Section, Table
from coopindex.report.written import MISSING, decided, decimal, decimals, fixed, measured

MOST = 10  # indicators of the gap shown one by one


def page(answer: Explanation, about: Result, lang: str = "en") -> Page:
    """Everything about one unit, in the order in which it is asked."""
    word = saying("explanation", lang)
    unit, index = full_name(answer.unit, about.data, lang), in_language(about.index.title, lang)
    title = word("title", unit=unit, index=index)
    frame = head(about, lang, title), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], *explanation(about, answer, lang), frame[1]),
        lambda: {**about.asked, **answer.as_dict(), **grounds(about)},
        lambda: with_scale(about, answer),
        frame,
    )


def explanation(result: Result, found: Explanation, lang: str = "en") -> tuple[Section, ...]:
    """How much, from what, against whom, what to do, says who."""
    return (
        Section(sentences=(_standing(result, found, lang), *_about_the_mean(result, found, lang))),
        _contributions(result, found, lang),
        _gap(result, found, lang),
        _overtake(result, found, lang),
        measured_against(result, found, lang),
        _figures(result, found, lang),
        _changes(result, found, lang),
        _evidence(result, found, lang),
    )


def _standing(result: Result, found: Explanation, lang: str) -> str:
    word = saying("explanation", lang)
    name = called([found.unit], result.data, lang)[0]
    if math.isnan(found.score):
        return word("no_score", name=name)
    places = decimals([found.score])
    bands = [band.threshold for band in result.index.bands]
    score = decided([found.score], bands, places)[0]
    if math.isnan(found.rank):
        standing = word("unranked", name=name, score=score)
    else:
        rank = f"{found.rank:g}"
        standing = word("ranked", name=name, score=score, rank=rank, ranked=found.ranked)
    if found.rival is None:
        return word("alone", standing=standing)
    rival = called([found.rival], result.data, lang)[0]
    apart = beside(abs(found.gap), 0.0, places=places)
    side = "behind" if found.rival_is_above else "ahead"
    return word(side, standing=standing, apart=apart, rival=rival)


def _about_the_mean(result: Result, found: Explanation, lang: str) -> tuple[str, ...]:
    """Name the indicators that bring it furthest ahead of, and behind, the mean."""
    word = saying("explanation", lang)
    sides = (("ahead_of_mean", found.ahead_of_mean), ("behind_mean", found.behind_mean))
    return tuple(
        word(key, listed=listed(titles_of(codes, result.index, lang), lang))
        for key, codes in sides
        if codes
    )


class Line(NamedTuple):
    """A line of the tree of contributions; None: there is nothing to state."""

    title: str
    mark: str
    depth: int
    value: float | None
    measure: str
    points: float | None
    weight: float | None
    rank: float | None
    gives: float


def _lines(result: Result, found: Explanation, lang: str) -> list[Line]:
    """The nodes that count, root first, and after it the starting level if there is one."""
    word = saying("explanation", lang)
    # the two children of a ratio count whatever their weights
    table = found.nodes[(found.nodes["weight"] > 0) | (found.nodes["contribution"] != 0)]
    titles = titles_of(table["node"], result.index, lang)
    lines = [
        Line(
            title,
            "*" if row["node"] in result.assumed else "",
            row["depth"],
            None if result.index.node(row["node"]).children else row["value"],
            in_language(result.index.node(row["node"]).measure, lang),
            row["finished"],
            row["weight"],
            row["rank"],
            row["contribution"] if number else found.score,
        )
        for number, (title, row) in enumerate(zip(titles, table.to_dict("records"), strict=True))
    ]
    if found.starting_level and not math.isnan(found.score):
        start = word("starting_level")
        lines.insert(1, Line(start, "", 1, None, "", None, None, None, found.starting_level))
    return lines


def _contributions(result: Result, found: Explanation, lang: str) -> Section:
    """The tree with every contribution; each line is the sum of those below it.

    The dimensions' contributions and the starting level make the score.
    """
    word, lines = saying("explanation", lang), _lines(result, found, lang)
    places, bar = decimals([found.score]), (0.0, abs(found.score)) if found.score else None
    gives = [line.gives for line in lines]
    columns = (
        Column(
            "node",
            "",
            "tree",
            [line.title for line in lines],
            head=True,
            marks=[line.mark for line in lines],
            depths=[line.depth for line in lines],
        ),
        Column("value", word("value"), "measure", [line.value for line in lines], priority=2),
        Column("measure", word("measure"), "text", [line.measure for line in lines], priority=4),
        Column("points", word("points"), "score", [line.points for line in lines], priority=1),
        Column("weight", word("weight"), "share", [line.weight for line in lines], priority=6),
        Column("rank", word("rank"), "rank", [line.rank for line in lines], priority=5),
        Column("gives", word("gives"), "score", gives, decimals=places),
        Column("bar", "", "score", gives, drawn=True, priority=3, scale=bar),
    )
    if math.isnan(found.score):
        return Section(word("adds_up"), table=Table(columns[:-2]))
    starred = any(line.mark for line in lines)
    notes = [_sum(found, lines, places, lang)] if any(gives[1:]) else []
    notes += [assumption(result, lang)] if starred else []
    return Section(word("adds_up"), table=Table(columns), below=tuple(notes))


def _sum(found: Explanation, lines: Sequence[Line], places: int, lang: str) -> str:
    """Write the sum that the score is."""
    word = saying("explanation", lang)
    parts = [line for line in lines if line.depth == 1 and line.gives]
    added = fixed([line.gives for line in parts], places)
    if found.starting_level:
        added[0] = f"{parts[0].title} {added[0]}"
    total = f"{' + '.join(added)} = {decimal(found.score, places)}".replace("+ -", "- ")
    return word("exactly", sum=total)


def _gap(result: Result, found: Explanation, lang: str) -> Section:
    """The lead of the unit above (of the first: over the unit below), the largest part first."""
    word = saying("explanation", lang)
    if found.rival is None or math.isnan(found.gap):
        return Section()
    sign = 1 if found.rival_is_above else -1
    of = zip(found.nodes["node"], found.nodes["gap"], strict=True)
    leaves = [(sign * gap, code) for code, gap in of if not result.index.node(code).children]
    parts = [part for part in sorted(leaves, key=lambda part: -abs(part[0])) if part[0]]
    titles = titles_of((code for _, code in parts[:MOST]), result.index, lang)
    gaps, rest = [gap for gap, _ in parts[:MOST]], [gap for gap, _ in parts[MOST:]]
    if rest:
        titles.append(word("further", count=len(rest)))
        gaps.append(sum(rest))
    titles.append(word("together"))
    gaps.append(sign * found.gap)
    pair = (found.rival, found.unit) if found.rival_is_above else (found.unit, found.rival)
    ahead, behind = called(pair, result.data, lang)
    places = decimals([found.score])
    columns = (
        Column("indicator", word("indicator"), "text", titles, head=True),
        Column("gap", word("points"), "score", gaps, decimals=places, signed=True),
        Column("bar", "", "score", gaps, drawn=True, priority=1),
    )
    return Section(word("against", ahead=ahead, behind=behind), table=Table(columns))


def _overtake(result: Result, found: Explanation, lang: str) -> Section:
    """The value of each indicator that would put the unit ahead of the one above, others held."""
    word = saying("explanation", lang)
    if found.rival is None or not found.rival_is_above:
        return Section()
    rival = called([found.rival], result.data, lang)[0]
    title = word("overtake", rival=rival)
    leaves = found.nodes[[not result.index.node(code).children for code in found.nodes["node"]]]
    leaves = leaves[leaves["weight"] > 0]
    able, unable = leaves[leaves["overtake"].notna()], leaves[leaves["overtake"].isna()]
    if able.empty:
        return Section(title, (word("nothing_alone"),))
    titles = titles_of(able["node"], result.index, lang)
    said = [_caution(result, row, lang) for row in able.to_dict("records")]
    columns = [
        Column("indicator", word("indicator"), "text", titles, head=True),
        Column("value", word("now"), "measure", able["value"].tolist()),
        Column(
            "needed",
            word("needed"),
            "measure",
            able["overtake_rounded"].tolist(),
            digits=15,
        ),
        Column(
            "measure",
            word("measure"),
            "text",
            [in_language(result.index.node(code).measure, lang) for code in able["node"]],
            priority=1,
        ),
    ]
    columns += [Column("caution", "", "prose", said)] if any(said) else []
    alone = listed(titles_of(unable["node"], result.index, lang), lang)
    below = (word("not_alone", listed=alone),) if alone else ()
    return Section(title, (word("on_its_own"),), Table(tuple(columns)), below)


def _caution(result: Result, row: Mapping[Any, Any], lang: str) -> str:
    """Say what else is to be known of a value that would do."""
    word = saying("explanation", lang)
    node, parts = result.index.node(row["node"]), []
    if node.counted and node.denomination:
        parts.append(word("count_of", raw=f"{row['overtake_raw']:g}"))
    if row["overtake_beyond_best"]:
        parts.append(word("beyond", best=measured(row["overtake_best"])))
    return joined(parts, lang)


# -- grounds -------------------------------------------------------------------------------------


def _figures(result: Result, found: Explanation, lang: str) -> Section:
    """Every figure with its status and source, and the sources in full."""
    cells = found.cells
    word = saying("explanation", lang)
    titles = titles_of(cells["indicator"], result.index, lang)
    columns = [
        Column("indicator", word("indicator"), "prose", titles, head=True),
        Column("value", word("value"), "measure", cells["value"].tolist()),
        Column("status", word("status"), "status", cells["status"].tolist()),
        Column("source", word("source"), "text", cells["source"].tolist()),
    ]
    if any(cells["note"]):
        columns.append(Column("note", word("note"), "prose", cells["note"].tolist(), priority=1))
    cited = {*cells["source"], *(event.source for event in found.events)}
    known = sorted(each.code for each in result.data.sources if each.code in cited)
    sources = {each.code: each for each in result.data.sources}
    below = tuple(source_line(sources[code], lang) for code in known)
    return Section(word("figures"), table=Table(tuple(columns)), below=below)


def _changes(result: Result, found: Explanation, lang: str) -> Section:
    """What was filled in, treated or held to the scale among the unit's cells, and how."""
    table = found.changes.assign(year=found.year)
    if table.empty:
        return Section()
    titles = titles_of(table["node"], result.index, lang)
    columns = (
        Column("indicator", say("changes.indicator", lang), "text", titles, head=True),
        Column("before", say("changes.before", lang), "measure", table["before"].tolist()),
        Column("after", say("changes.after", lang), "measure", table["after"].tolist()),
        Column("why", say("changes.why", lang), "prose", reasons_said(result, table, lang)),
    )
    return Section(say("changes.title", lang), table=Table(columns))


def _evidence(result: Result, found: Explanation, lang: str) -> Section:
    events = found.events
    if not events:
        return Section()
    word = saying("explanation", lang)
    labels = [_label(event.label, dict(event.fields), lang) for event in events]
    columns = (
        Column("date", word("date"), "text", [event.date or MISSING for event in events]),
        Column("event", word("event"), "prose", labels, head=True),
        Column(
            "indicator",
            word("indicator"),
            "text",
            titles_of((event.indicator for event in events), result.index, lang),
            priority=1,
        ),
        Column("value", word("value"), "measure", [event.value for event in events], priority=3),
        Column("status", word("status"), "status", [event.status for event in events]),
        Column("source", word("source"), "text", [event.source for event in events]),
        Column(
            "locator", word("locator"), "prose", [event.locator for event in events], priority=2
        ),
    )
    return Section(word("evidence", number=len(events)), table=Table(columns))


def _label(label: str, fields: Mapping[str, str], lang: str) -> str:
    return fields.get("label_zh") or label if lang == "zh" else label
