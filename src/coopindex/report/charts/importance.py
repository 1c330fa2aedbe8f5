"""What each weight declares, against how much it really counts: two marks on a line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from coopindex.engine.frames import as_rows
from coopindex.figures import share
from coopindex.phrases import in_line
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import GAP, Span, nice_span
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.pages.frame import titles_of
from coopindex.report.table import Column, Table

MOST = 60  # lines; of more nodes those below the dimensions are left to the table


class Pair(NamedTuple):
    """A node: its title, its declared weight and its importance in what it is part of."""

    code: str
    target: str
    title: str
    depth: int
    weight: float
    importance: float


def is_empty(edition: Edition) -> bool:
    """Whether nothing is known of what nodes really count."""
    return not any(pair.importance == pair.importance for pair in pairs_of(edition))


def chart(edition: Edition, _unit: str | None = None) -> Chart:
    """Draw weight and importance of each node in what it is part of."""
    words, pairs = words_of(edition), pairs_of(edition)
    shown = pairs if len(pairs) <= MOST else [pair for pair in pairs if pair.depth == 0]
    says = [
        words.say("charts.importance_read", title=pair.title, weight=share(pair.weight),
                  importance=_share(pair.importance))
        for pair in shown
    ]  # fmt: skip
    top = [pair for pair in pairs if pair.depth == 0 and pair.importance == pair.importance]
    far = max(top, key=lambda pair: abs(pair.importance - pair.weight), default=shown[0])
    what = {"weight": share(far.weight), "importance": _share(far.importance)}
    title = words.say("charts.importance", title=words.title(far.code), **what)
    return framed(
        edition,
        "importance",
        (
            title,
            words.say("charts.importance_about"),
            words.say("charts.importance_alt", says=words.say("charts.semicolon").join(says)),
        ),
        table(edition, pairs),
        partial(draw, edition, shown),
        says,
    )


def _share(value: float) -> str:
    return share(value) if value == value else "–"


def pairs_of(edition: Edition) -> list[Pair]:
    """Return the nodes that carry weight, in the order of the tree."""
    assert edition.audit is not None
    index = edition.result.index
    rows = {row["node"]: row for row in as_rows(edition.audit.table("importance"))}
    depths = {node.code: depth - 1 for node, depth in index.depth_first()}
    codes = [code for code in depths if code in rows]
    titles = titles_of(codes, index, edition.lang)
    found = []
    for code, title in zip(codes, titles, strict=True):
        row = rows[code]
        known = (row["share_local_linear"], row["share_linear"])
        weigh = next((float(each) for each in known if each is not None), float("nan"))
        found.append(Pair(code, row["target"], in_line(title), depths[code], row["weight"], weigh))
    return found


def table(edition: Edition, pairs: Sequence[Pair]) -> Table:
    """Weight and importance of every node."""
    words = words_of(edition)
    titles = [pair.title for pair in pairs]
    depths = [pair.depth for pair in pairs]
    return Table(
        (
            Column("node", words.say("charts.node"), "tree", titles, head=True, depths=depths),
            Column("weight", words.say("charts.declared"), "share", [p.weight for p in pairs]),
            Column("importance", words.say("charts.effective"), "share",
                   [p.importance for p in pairs]),
        )
    )  # fmt: skip


def draw(edition: Edition, pairs: Sequence[Pair], canvas: Canvas) -> None:
    """Draw the lines on a sheet."""
    words = words_of(edition)
    y = 8.0
    canvas.circle(6, y, 4.5, "", "ink")
    x = 16 + canvas_text(canvas, 16, y, words.say("charts.declared")) + 20
    canvas.circle(x, y, 5, "ink")
    canvas_text(canvas, x + 10, y, words.say("charts.effective"))
    names = [f"{'  ' * pair.depth}{pair.title}" for pair in pairs]
    indent = [14.0 * pair.depth for pair in pairs]
    room = min(room_for(names, 13, bold=True) + max(indent, default=0), 0.36 * canvas.width)
    left, right = room + GAP, 120.0
    shares = [v for p in pairs for v in (p.weight, p.importance) if v == v]
    low, high, ticks = nice_span(0.0, max(shares, default=1.0))
    span = Span(low, high, left + 6, canvas.width - left - right - 12)
    top = y = 30.0
    deeps = [max(22.0, height(p.title, room - i, 13, not p.depth) + 5)
             for p, i in zip(pairs, indent, strict=True)]  # fmt: skip
    every = 1 + int(34.0 // max(span(ticks[1]) - span(ticks[0]), 1.0))
    for tick in ticks[::every]:
        canvas.text(span(tick), y - 6, f"{100 * tick:g}%", size=11, tone="muted", anchor="mid")
        canvas.line(span(tick), y + 3, span(tick), y + 3 + sum(deeps), "rule")
    y = top + 3
    for pair, move, deep in zip(pairs, indent, deeps, strict=True):
        with canvas.mark():
            _line(canvas, pair, move, (y + deep / 2, room, span))
        y += deep


def canvas_text(canvas: Canvas, x: float, y: float, said: str) -> float:
    """Write a word of the key; return how wide it is."""
    canvas.text(x, y, said, tone="muted")
    return room_for([said], 12)


def _line(canvas: Canvas, pair: Pair, move: float, at: tuple[float, float, Span]) -> None:
    middle, room, span = at
    canvas.centred(move, middle, pair.title, room - move, size=13, bold=not pair.depth)
    here = span(pair.weight)
    if np.isfinite(pair.importance):
        canvas.line(here, middle, span(pair.importance), middle, "rule2", 2.5)
        canvas.circle(span(pair.importance), middle, 5, "ink")
    canvas.circle(here, middle, 4.5, "bg", "ink")
    said = f"{share(pair.weight)} → {_share(pair.importance)}"
    canvas.text(canvas.width, middle, said, tone="muted", anchor="end")
