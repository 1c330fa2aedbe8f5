"""How a score came about, as sections: what it adds up from, what the gap consists of, what it would take, and where figures come from."""

from __future__ import annotations

import math

from coopindex.engine.explain import Explanation
from coopindex.engine.result import Result
from coopindex.report.page import (
    MISSING,
    Column,
    Section,
    bars,
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
    name = words(result.data.names[found.unit], lang)
    if math.isnan(found.score):
        return f"{name} has no score: too much of it is missing."
    shown = decimals([found.score])
    rank = f"rank {found.rank:g} of {found.ranked}" if not math.isnan(found.rank) else "not ranked"
    line = f"{name} scores {decimal(found.score, shown)}, {rank}"
    if found.rival is None:
        return f"{line}."
    rival = words(result.data.names[found.rival], lang)
    return f"{line}, {decimal(abs(found.gap), shown)} points {'behind' if found.rival_is_above else 'ahead of'} {rival}."


def _profile(result: Result, found: Explanation, lang: str) -> tuple[str, ...]:
    sides = (("Strengths", found.strengths), ("Weaknesses", found.weaknesses))
    return tuple(
        f"{title}: {listed(_title(result, code, lang) for code in codes)}"
        for title, codes in sides
        if codes
    )


def _title(result: Result, code: str, lang: str) -> str:
    return words(result.index.node(code).title, lang)


def _contributions(result: Result, found: Explanation, lang: str) -> Section:
    """The tree with every contribution; the indicators' sum to their dimension's and the dimensions' to the score."""
    table = found.nodes[found.nodes["weight"] > 0]
    parts = table["contribution"].tolist()
    shown = decimals([found.score])
    assumed = ["*" if code in result.scheme.assumed else "" for code in table["node"]]
    titles = [
        _title(result, code, lang) + star for code, star in zip(table["node"], assumed, strict=True)
    ]
    leaf = [not result.index.node(code).children for code in table["node"]]
    values = [
        value if is_leaf else math.nan for value, is_leaf in zip(table["value"], leaf, strict=True)
    ]
    raw = [
        "" if text.strip() == MISSING and not is_leaf else text
        for text, is_leaf in zip(readable(values), leaf, strict=True)
    ]
    top = table[table["depth"] == 1]
    written = [
        text
        for text, part in zip(
            fixed(top["contribution"].tolist(), shown), top["contribution"], strict=True
        )
        if part
    ]
    total = f"{' + '.join(written)} = {decimal(found.score, shown)}".replace("+ -", "- ")
    columns = (
        Column("", tree(table["depth"].tolist(), titles), key=True),
        Column("value", raw, numeric=True, drop=3),
        Column("measure", table["measure"].tolist(), drop=4),
        Column("points", fixed(table["finished"].tolist()), numeric=True, drop=2),
        Column("weight", percent(table["weight"].tolist()), numeric=True, drop=6),
        Column("rank", places(table["rank"].tolist()), numeric=True, drop=5),
        Column("gives", fixed(parts, shown), numeric=True),
        Column("", bars(parts, 10, abs(found.score) or None), drawing=True, drop=1),
    )
    if math.isnan(found.score):
        return Section("What the score adds up from", columns=columns[:-2])
    summed = (f"{total} (unrounded, they add up exactly)",) if found.score else ()
    below = (*summed, *((assumption(result),) if any(assumed) else ()))
    return Section("What the score adds up from", columns=columns, below=below)


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
    who = [words(result.data.names[unit], lang) for unit in (ahead, behind)]
    gaps = [gap for _, gap in rows]
    return Section(
        f"Where {who[0]} is ahead of {who[1]}",
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
    title = f"What it would take to overtake {words(result.data.names[found.rival], lang)}"
    if able.empty:
        return Section(title, ("No single indicator would do it.",))
    nodes, now = [result.index.node(code) for code in able["node"]], able["value"].tolist()
    whole = [node.counted and node.denomination is None for node in nodes]
    both = readable([*now, *map(outward, able["overtake"], now, whole)])
    return Section(
        title,
        ("Each on its own, all else equal.",),
        (
            Column("indicator", [_title(result, code, lang) for code in able["node"]], key=True),
            Column("now", both[: len(able)], numeric=True),
            Column("needed", both[len(able) :], numeric=True),
            Column("measure", able["measure"].tolist(), drop=1),
        ),
        (f"Not alone: {listed(alone)}",) if alone else (),
    )


def outward(value: float, present: float, whole: bool = False, digits: int = 4) -> float:
    """Round to four digits, or to a `whole` number, away from the present value, so that what is shown still suffices.

    >>> outward(924.389, 640.0), outward(0.343633, 9.0), outward(2.126, 1.0, whole=True)
    (924.4, 0.3436, 3.0)
    """
    if value == 0 or not math.isfinite(value):
        return value
    unit = 1.0 if whole else 10.0 ** (math.floor(math.log10(abs(value))) + 1 - digits)
    steps = value / unit
    return float(f"{(math.ceil(steps) if value > present else math.floor(steps)) * unit:.12g}")


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
    return (figures, evidence) if events else (figures,)


def _label(label: str, fields: dict[str, str], lang: str) -> str:
    return fields.get("label_zh") or label if lang == "zh" else label
