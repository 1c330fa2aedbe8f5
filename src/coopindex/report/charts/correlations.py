"""Which indicators go together, inside dimensions and across them: a triangle of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np

from coopindex.audit.nodes import in_tree
from coopindex.methods.registry import Array
from coopindex.phrases import in_line
from coopindex.report.charts.canvas import Canvas, room_for, tone
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.measure import wrapped
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.pages.frame import titles_of
from coopindex.report.table import Column, Table

EDGES = (0.2, 0.4, 0.6, 0.8, 0.92)  # of |r|: from which each darker step begins
STEPS = ("0–0.2", "0.2–0.4", "0.4–0.6", "0.6–0.8", "0.8–0.92", "0.92–1")
DARK = 4  # from this step on signs in a cell are light
MOST = 60  # nodes that have a row each; of more the level above is shown
FRAMED = ("negative", "redundant", "repeated")  # the rules that are about pairs of nodes
ROW, TALLEST, LEFT = 17.0, 24.0, 8.0


@dataclass(frozen=True)
class Pairs:
    """Correlations of the nodes of a level.

    nodes : their codes. family : which dimension each is in. r : (K, K), NaN on the diagonal, and
    where one does not vary. flagged : pairs (row, column) that the audit names, column first.
    """

    nodes: tuple[str, ...]
    family: tuple[int, ...]
    r: Array
    flagged: tuple[tuple[int, int], ...]


def is_empty(edition: Edition) -> bool:
    """Whether no two nodes can be held against each other."""
    return not np.isfinite(pairs_of(edition).r).any()


def chart(edition: Edition, _unit: str | None = None) -> Chart:
    """Draw the triangle; what the audit finds something in is framed."""
    words, found = words_of(edition), pairs_of(edition)
    titles = titles_in(edition, found)
    many = {"flagged": len(found.flagged), "count": int(np.isfinite(found.r).sum()) // 2}
    key = "charts.correlations" if found.flagged else "charts.correlations_none"
    about = words.say("charts.correlations_about")
    title = words.say(key, **many)
    return framed(
        edition,
        "correlations",
        (title, about, words.say("charts.correlations_alt", number=len(titles))),
        table(edition),
        partial(draw, edition, found, titles),
        least=420,
    )


def pairs_of(edition: Edition) -> Pairs:
    """Hold the indicators against each other, or what stands above them where there are many."""
    known: Pairs | None = vars(edition).get("_pairs")
    if known is None:
        known = vars(edition)["_pairs"] = _pairs_of(edition)
    return known


def _level(edition: Edition) -> int:
    index = edition.result.index
    for level in range(1, len(index.levels)):
        if len(in_tree(index, level)) <= MOST:
            return level
    return 1


def _pairs_of(edition: Edition) -> Pairs:
    assert edition.audit is not None
    index, level = edition.result.index, _level(edition)
    nodes = tuple(node.code for node in in_tree(index, level))[: 2 * MOST]
    at = {code: place for place, code in enumerate(nodes)}
    r = np.full((len(nodes), len(nodes)), np.nan)
    rows = edition.audit.table("correlations", level=level)
    for one, other, value in zip(rows["node"], rows["other"], rows["r"], strict=True):
        if one in at and other in at:
            r[at[one], at[other]] = r[at[other], at[one]] = value
    flagged = {
        (max(at[each.node], at[each.other]), min(at[each.node], at[each.other]))
        for each in edition.audit.each
        if each.rule in FRAMED and each.node in at and each.other in at
    }
    top = {code: k for k, each in enumerate(index.root.children) for code in _under(index, each)}
    return Pairs(nodes, tuple(top[code] for code in nodes), r, tuple(sorted(flagged)))


def _under(index: Any, code: str) -> Iterator[str]:
    yield code
    for child in index.node(code).children:
        yield from _under(index, child)


def titles_in(edition: Edition, found: Pairs) -> list[str]:
    """What the nodes of the triangle are called."""
    return [in_line(said) for said in titles_of(found.nodes, edition.result.index, edition.lang)]


def table(edition: Edition) -> Table:
    """Every pair: whether it stands inside one dimension, r, and the number of units."""
    assert edition.audit is not None
    words, index, lang = words_of(edition), edition.result.index, edition.lang
    rows = edition.audit.table("correlations", level=_level(edition))
    relation = [words.say(f"charts.relation_{each}") for each in rows["relation"]]
    return Table(
        (
            Column("node", words.say("charts.node"), "text",
                   titles_of(rows["node"], index, lang), head=True),
            Column("other", words.say("charts.against"), "text",
                   titles_of(rows["other"], index, lang), head=True),
            Column("relation", words.say("charts.relation"), "text", relation),
            Column("r", "r", "correlation", rows["r"].tolist()),
            Column("n", "n", "count", rows["n"].tolist()),
        )
    )  # fmt: skip


# -- the drawing -----------------------------------------------------------------------------------


def draw(edition: Edition, found: Pairs, titles: Sequence[str], canvas: Canvas) -> None:
    """Draw the triangle on a sheet: a row a node, its number and name where its column begins."""
    many = len(titles)
    named = [f"{at} {title}" for at, title in enumerate(titles, 1)]
    room = room_for(named, 12, most=0.36 * canvas.width)
    side = min((canvas.width - room - LEFT) / many, 40.0)
    deep = max(min(side, TALLEST), ROW) if many <= MOST else 14.0
    top = _key(edition, canvas) + 8
    fills = [tone(each.fill) for each in edition.dimensions]
    for row, said in enumerate(named):
        x = LEFT + row * side + 4
        canvas.text(x, top + (row + 0.5) * deep, _short(said, canvas.width - x))
    at = 0
    for family, members in groupby(found.family):
        size = len(list(members))
        canvas.rect(0, top + at * deep, 3, size * deep - 2, fills[family])
        at += size
    canvas.scaled(LEFT, top, side, deep, _paths(found))
    canvas.bottom = max(canvas.bottom, top + many * deep)


def _short(said: str, room: float) -> str:
    """Keep a name in one line."""
    first = wrapped(said, room, 12)[0]
    return said if first == said else f"{wrapped(said, room - 12, 12)[0]}…"


def _paths(found: Pairs) -> Iterator[tuple[str, str]]:
    """Yield class and path of the cells of each step, of signs and frames, a cell being 1 by 1."""
    r, below = found.r, np.tri(len(found.nodes), k=-1, dtype=bool)
    step = np.where(np.isfinite(r) & below, 1 + np.searchsorted(EDGES, np.abs(r), "right"), 0)
    for shade in range(1, len(EDGES) + 2):
        # the lightest lies below all others, which takes one line a row
        if d := "".join(_runs(step > 0 if shade == 1 else step == shade)):
            yield f"no s-q{shade}", f'd="{d}" stroke-width=".92"'
    minus = np.nan_to_num(r) <= -EDGES[1]
    for kind, where in (("ink", step < DARK + 1), ("bg", step >= DARK + 1)):
        at = np.argwhere(minus & below & where).tolist()
        if at:
            d = "".join(f"M{column} {row}h.4" for row, column in at)
            yield f"no s-{kind}", f'd="{d}" stroke-width=".1" transform="translate(.3 .5)"'
    if found.flagged:
        inner = "".join(f"M{column}.12 {row}.14h.76v.72h-.76z" for row, column in found.flagged)
        outer = "".join(f"M{column} {row}h1v1h-1z" for row, column in found.flagged)
        yield "no s-bg", f'd="{inner}" stroke-width=".1"'
        yield "no s-ink", f'd="{outer}" stroke-width=".14"'


def _runs(cells: Any) -> Iterator[str]:
    """Yield the lines that fill cells, neighbours in a row together."""
    x, y = 0, 0
    yield "M0 .5" if cells.any() else ""
    for row, line in enumerate(cells):
        column = 0
        for there, run in groupby(line.tolist()):
            wide = len(list(run))
            if there:
                yield f"m{column - x} {row - y}h{wide}"
                x, y = column + wide, row
            column += wide


def _key(edition: Edition, canvas: Canvas) -> float:
    """Draw the steps, the sign of what runs against, and the frame; return where they end."""
    words, x, y = words_of(edition), 0.0, 0.0
    entries = [(f"q{k}", said) for k, said in enumerate(STEPS, 1)]
    entries += [("minus", words.say("charts.negative")), ("frame", words.say("charts.framed"))]
    for kind, said in entries:
        wide = 17 + room_for([said], 12) + 14
        if x and x + wide > canvas.width:
            x, y = 0.0, y + 19
        if kind == "minus":
            canvas.rect(x, y + 2, 12, 12, "q2")
            canvas.line(x + 3, y + 8, x + 9, y + 8, "ink", 1.4)
        elif kind == "frame":
            canvas.rect(x, y + 2, 12, 12, "q2", frame="ink")
        else:
            canvas.rect(x, y + 2, 12, 12, kind)
        canvas.text(x + 17, y + 8, said, tone="muted")
        x += wide
    return y + 18
