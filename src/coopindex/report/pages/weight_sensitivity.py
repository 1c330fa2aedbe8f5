"""What becomes of a ranking when its weights alone vary."""

from __future__ import annotations

from typing import Any

import numpy as np

from coopindex.engine.result import Result
from coopindex.figures import share
from coopindex.phrases import joined, listed, say
from coopindex.report.pages.frame import floats, titles_of
from coopindex.report.pages.ranks import (
    Naming,
    chances,
    drawn_span,
    framed,
    noted,
    number,
    one_unit,
    rank,
    sentence,
    span_values,
    titled,
    unit_columns,
    unit_names,
)
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.robustness.weights import WeightSensitivity

NEAREST = 15  # swaps that are listed
MOST_HELD = 8  # nodes that are named in the note


def page(answer: WeightSensitivity, about: Result, lang: str = "en") -> Page:
    """Rank intervals, the chance of each rank, and the weights at which neighbours swap."""
    return framed(
        about,
        lang,
        lambda: sections(answer, about, lang),
        lambda: facts(answer),
        lambda: answer.table,
    )


def facts(found: WeightSensitivity) -> dict[str, Any]:
    """Return the answer as plain values, with its note in English."""
    return noted(found.as_dict(), note(found), after="vary")


def sections(found: WeightSensitivity, about: Result, lang: str = "en") -> tuple[Section, ...]:
    """Rank intervals, the chance of each rank, and the weights at which neighbours swap."""
    alone = (one_unit(about, lang),) if len(found.table) == 1 else ()
    said = (*alone, sentence(note(found, lang, titled(about, lang)), lang))
    table = Table(tuple(_columns(found, about, lang)), each(found.table["unit"]))
    parts = (
        Section(say("reweighting.title", lang), said, table),
        chances(found.drawn, about, lang),
    )
    return parts if alone else (*parts, swaps_section(found, about, lang))


def _columns(found: WeightSensitivity, about: Result, lang: str) -> list[Column]:
    table = found.table
    low, median, high = (floats(table[name]) for name in ("low", "median", "high"))
    within = say("ranks.rank_within", lang, low="5", high="95")
    return [
        rank(table, lang),
        *unit_columns(table["unit"].tolist(), about, lang, priority=3),
        Column("score", say("ranks.score", lang), "score", floats(table["score"]), priority=2),
        number("mean", say("ranks.mean", lang), table["mean"], 2),
        Column("median", say("ranks.median", lang), "rank", median),
        Column("rank_within", within, "interval", list(zip(low, high, strict=True))),
        drawn_span(span_values(low, median, high), len(table), priority=1),
        Column("first", say("ranks.first", lang), "share", floats(table["p_first"])),
    ]


def note(found: WeightSensitivity, lang: str = "en", name: Naming = str) -> str:
    """What varied and what was held. name : what a node is called."""
    parts = [say("reweighting.draws", lang, draws=found.draws, seed=found.seed, count=found.draws)]
    if found.free:
        free = listed(map(name, found.free), lang)
        parts.append(say("reweighting.free", lang, nodes=free))
    if found.banded:
        vary = f"{100 * found.vary:.10g}"
        what = {"number": found.banded, "vary": vary, "count": found.banded}
        parts.append(say("reweighting.banded", lang, **what))
    if found.held:
        parts.append(_held(found, lang, name))
    if not (found.free or found.banded):
        parts.append(say("reweighting.none", lang))
    return joined(parts, lang)


def _held(found: WeightSensitivity, lang: str, name: Naming) -> str:
    """Which nodes were held to their shares."""
    each = [f"{name(code)} {share(of)}" for code, of in found.held.items()]
    more, nodes = len(each) - MOST_HELD, listed(each[:MOST_HELD], lang)
    if more > 0:
        return say("ranks.held_more", lang, nodes=nodes, more=more)
    return say("ranks.held", lang, nodes=nodes)


def swaps_section(found: WeightSensitivity, about: Result, lang: str = "en") -> Section:
    """At which share of a dimension two neighbours in the ranking swap, the nearest first."""
    title = say("reweighting.swaps", lang)
    table = found.swaps[found.swaps["swap_at"].notna()]
    if table.empty:
        return Section(title, (say("reweighting.no_swaps", lang),))
    far = (table["swap_at"] - table["share"]).abs().to_numpy()
    table = table.iloc[np.argsort(far, kind="stable")]
    further, table = len(table) - NEAREST, table.head(NEAREST)
    nodes = titles_of(table["node"], about.index, lang)
    who = [unit_names(table[side], about, lang) for side in ("above", "below")]
    now, then = floats(table["share"]), floats(table["swap_at"])
    columns = (
        Column("node", say("reweighting.dimension", lang), "prose", nodes, head=True),
        Column("share", say("reweighting.share", lang), "share", now, together="share", priority=1),
        Column("swap_at", say("reweighting.swap_at", lang), "share", then, together="share"),
        Column("above", say("reweighting.above", lang), "unit", who[0], head=True),
        Column("below", say("reweighting.below", lang), "unit", who[1], head=True),
    )
    below = (say("reweighting.further", lang, count=further),) if further > 0 else ()
    pairs = list(zip(table["above"], table["below"], strict=True))
    return Section(title, (say("reweighting.one_moves", lang),), Table(columns, pairs), below)
