"""How a score came about, as sections: what it adds up from, what the gap consists of, what it would take, and where figures come from."""

from __future__ import annotations

import math

import numpy as np

from coopindex.engine.result import Result
from coopindex.figures import beside
from coopindex.questions.explain import Explanation
from coopindex.report.page import (
    MISSING,
    Column,
    Section,
    bars,
    decided,
    decimal,
    decimals,
    fixed,
    percent,
    places,
    readable,
)
from coopindex.report.sections import assumption, listed, tree, words

MOST = 10  # indicators of the gap shown one by one


def explanation(result: Result, found: Explanation, lang: str = "en") -> tuple[Section, ...]:
    """Everything about one unit, in the order in which it is asked: how much, from what, against whom, what to do, says who."""
    summary = Section(text=(_standing(result, found, lang), *_profile(result, found, lang)))
    sections = (
        summary,
        _contributions(result, found, lang),
        _gap(result, found, lang),
        _overtake(result, found, lang),
    )
    return (
        *(section for section in sections if section.text or section.columns),
        *_grounds(result, found, lang),
    )


def _standing(result: Result, found: Explanation, lang: str) -> str:
    name = words(result.data.called[found.unit], lang)
    if math.isnan(found.score):
        return f"{name} has no score: too much of it is missing."
    shown = decimals([found.score])
    rank = f"rank {found.rank:g} of {found.ranked}" if not math.isnan(found.rank) else "not ranked"
    bands = [band.threshold for band in result.index.bands]
    line = f"{name} scores {decided([found.score], bands, shown)[0]}, {rank}"
    if found.rival is None:
        return f"{line}."
    rival = words(result.data.called[found.rival], lang)
    apart = beside(abs(found.gap), 0.0, places=shown)
    return f"{line}, {apart} points {'behind' if found.rival_is_above else 'ahead of'} {rival}."


def _profile(result: Result, found: Explanation, lang: str) -> tuple[str, ...]:
    sides = (("Strengths", found.strengths), ("Weaknesses", found.weaknesses))
    return tuple(
        f"{title}: {listed(_title(result, code, lang) for code in codes)}"
        for title, codes in sides
        if codes
    )


def _title(result: Result, code: str, lang: str) -> str:
    return words(result.index.called[code], lang)


def _contributions(result: Result, found: Explanation, lang: str) -> Section:
    """The tree with every contribution, and the level that they start from; each line adds up below.

    The indicators' make their dimension's; the dimensions' and the starting level make the score.
    """
    # the two children of a ratio count whatever their weights
    table = found.nodes[(found.nodes["weight"] > 0) | (found.nodes["contribution"] != 0)]
    codes = table["node"].tolist()
    leaf = [not result.index.node(code).children for code in codes]
    stars = ["*" if code in result.assumed else "" for code in codes]
    titles = [_title(result, code, lang) + star for code, star in zip(codes, stars, strict=True)]
    raw = [
        "" if text.strip() == MISSING and not is_leaf else text
        for text, is_leaf in zip(
            readable(np.where(leaf, table["value"], np.nan).tolist()), leaf, strict=True
        )
    ]
    parts = [found.score, *table["contribution"].tolist()[1:]]
    shown = decimals([found.score])
    depths, measures = table["depth"].tolist(), table["measure"].tolist()
    points, weights = fixed(table["finished"].tolist()), percent(table["weight"].tolist())
    ranks = places(table["rank"].tolist())
    summands = [part for part, depth in zip(parts, depths, strict=True) if part and depth == 1]
    added = fixed(summands, shown)
    if found.starting_level and not math.isnan(found.score):
        added.insert(0, f"starting level {fixed([found.starting_level], shown)[0]}")
        titles.insert(1, "starting level")
        parts.insert(1, found.starting_level)
        depths.insert(1, 1)
        for cells in (raw, measures, points, weights, ranks):
            cells.insert(1, "")
    total = f"{' + '.join(added)} = {decimal(found.score, shown)}".replace("+ -", "- ")
    columns = (
        Column("", tree(depths, titles), key=True),
        Column("value", raw, numeric=True, drop=3),
        Column("measure", measures, drop=4),
        Column("points", points, numeric=True, drop=2),
        Column("weight", weights, numeric=True, drop=6),
        Column("rank", ranks, numeric=True, drop=5),
        Column("gives", fixed(parts, shown), numeric=True),
        Column("", bars(parts, 10, abs(found.score) or None), drawing=True, drop=1),
    )
    title = "What the score adds up from"
    if math.isnan(found.score):
        return Section(title, columns=columns[:-2])
    summed = f"{total} (unrounded, they add up exactly)".replace("+ -", "- ")
    notes = (summed if any(parts[1:]) else "", assumption(result) if any(stars) else "")
    return Section(title, columns=columns, below=tuple(note for note in notes if note))


def _gap(result: Result, found: Explanation, lang: str) -> Section:
    """The lead of the unit above (for the first: over the unit below), indicator by indicator, the largest part first."""
    if found.rival is None or math.isnan(found.gap):
        return Section()
    sign = 1 if found.rival_is_above else -1
    leaves = [not result.index.node(code).children for code in found.nodes["node"]]
    table = found.nodes[leaves]
    parts = sorted(
        ((sign * gap, code) for code, gap in zip(table["node"], table["gap"], strict=True)),
        key=lambda pair: -abs(pair[0]),
    )
    parts = [part for part in parts if part[0]]
    rows = [(_title(result, code, lang), gap) for gap, code in parts[:MOST]]
    if len(parts) > MOST:
        rows.append(
            (f"{len(parts) - MOST} further indicators", sum(gap for gap, _ in parts[MOST:]))
        )
    rows.append(("together", sign * found.gap))
    ahead, behind = (found.rival, found.unit) if found.rival_is_above else (found.unit, found.rival)
    who = [words(result.data.called[unit], lang) for unit in (ahead, behind)]
    gaps = [gap for _, gap in rows]
    return Section(
        f"{who[0]} against {who[1]}",
        columns=(
            Column("indicator", [title for title, _ in rows], key=True),
            Column("points", fixed(gaps, decimals([found.score]), sign=True), numeric=True),
            Column("", bars(gaps, 14), drawing=True, drop=1),
        ),
    )


def _overtake(result: Result, found: Explanation, lang: str) -> Section:
    """The raw value of each indicator that would put the unit ahead of the unit above, all else equal."""
    if found.rival is None or not found.rival_is_above:
        return Section()
    weighty = found.nodes[[not result.index.node(code).children for code in found.nodes["node"]]]
    weighty = weighty[weighty["weight"] > 0]
    able, unable = weighty[weighty["overtake"].notna()], weighty[weighty["overtake"].isna()]
    alone = [_title(result, code, lang) for code in unable["node"]]
    title = f"What it would take to overtake {words(result.data.called[found.rival], lang)}"
    if able.empty:
        return Section(title, ("No single indicator would do it.",))
    nodes = [result.index.node(code) for code in able["node"]]
    best = readable(able["overtake_best"].tolist())
    said = [
        "; ".join(
            part
            for part in (
                f"a count of {raw:g}" if node.counted and node.denomination else "",
                f"beyond the best observed ({most.strip()})" if beyond else "",
            )
            if part
        )
        for node, raw, most, beyond in zip(
            nodes, able["overtake_raw"], best, able["overtake_beyond_best"], strict=True
        )
    ]
    return Section(
        title,
        ("Each on its own, all else equal.",),
        (
            Column("indicator", [_title(result, code, lang) for code in able["node"]], key=True),
            Column("now", readable(able["value"].tolist()), numeric=True),
            Column("needed", readable(able["overtake_rounded"].tolist(), 15), numeric=True),
            Column("measure", able["measure"].tolist(), drop=1),
            *([Column("", said, wrap=True)] if any(said) else []),
        ),
        (f"Not alone: {listed(alone)}",) if alone else (),
    )


def _grounds(result: Result, found: Explanation, lang: str) -> tuple[Section, ...]:
    """Every figure with status and source, the sources in full, and the rows of evidence."""
    cells = found.cells
    shown = sorted(
        {source for source in cells["source"] if source} | {event.source for event in found.events}
    )
    titles = {source.code: source for source in result.data.sources}
    figures = Section(
        "Where the figures come from",
        columns=(
            Column(
                "indicator",
                [_title(result, code, lang) for code in cells["indicator"]],
                key=True,
                wrap=True,
            ),
            Column("value", readable(cells["value"].tolist()), numeric=True),
            Column("status", cells["status"].tolist()),
            Column("source", cells["source"].tolist()),
            *(
                [Column("note", cells["note"].tolist(), drop=1, wrap=True)]
                if any(cells["note"])
                else []
            ),
        ),
        below=tuple(
            ", ".join(
                part
                for part in (
                    f"{code}: {titles[code].title}",
                    titles[code].publisher,
                    titles[code].date,
                )
                if part
            )
            for code in shown
            if code in titles
        ),
    )
    events = found.events
    evidence = Section(
        f"Evidence ({len(events)})",
        columns=(
            Column("date", [event.date or MISSING for event in events]),
            Column(
                "event",
                [_label(event.label, dict(event.fields), lang) for event in events],
                key=True,
                wrap=True,
            ),
            Column("indicator", [event.indicator for event in events], drop=1),
            Column("value", readable([event.value for event in events]), numeric=True, drop=3),
            Column("status", [event.status for event in events]),
            Column("source", [event.source for event in events]),
            Column("locator", [event.locator for event in events], drop=2, wrap=True),
        ),
    )
    return (figures, *_changes(result, found, lang), *([evidence] if events else []))


def _changes(result: Result, found: Explanation, lang: str) -> tuple[Section, ...]:
    """What was filled in, treated or held to the scale among the unit's cells, and how."""
    table = found.changes
    columns = (
        Column("indicator", [_title(result, code, lang) for code in table["node"]], key=True),
        Column("before", readable(table["before"].tolist()), numeric=True),
        Column("after", readable(table["after"].tolist()), numeric=True),
        Column("why", table["why"].tolist(), wrap=True),
    )
    return (Section("Changed cells", columns=columns),) if len(table) else ()


def _label(label: str, fields: dict[str, str], lang: str) -> str:
    return fields.get("label_zh") or label if lang == "zh" else label
