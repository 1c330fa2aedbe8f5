"""The weights that each expert gave, beside the group's: a row a node, a ring an expert."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from coopindex.figures import share
from coopindex.methods.registry import Array
from coopindex.phrases import in_line
from coopindex.questions.elicitation import GROUP, Elicitation
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import GAP, Span, nice_span
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.pages.elicitation import called
from coopindex.report.pages.frame import titles_of
from coopindex.report.table import Column, Table

MOST = 60  # rows; of more nodes those below the dimensions are left to the table
NUMBERED = 12  # experts up to whom each has a ring with a number
RING = 8.0


class Row(NamedTuple):
    """A node: its title, how deep it stands, and its share by the group and by each expert."""

    title: str
    depth: int
    group: float
    each: Array


def first_told(edition: Edition) -> Elicitation | None:
    """Return the first scheme whose file holds what each expert weighs; None where none does."""
    return next((found for found in edition.elicited or () if found.tells_each), None)


def is_empty(edition: Edition) -> bool:
    """Whether no file holds what each expert weighs."""
    return first_told(edition) is None


def chart(edition: Edition, _unit: str | None = None) -> Chart:
    """Draw the weights of all nodes that have siblings."""
    found, words = first_told(edition), words_of(edition)
    assert found is not None
    rows, names = rows_of(found, edition.lang), [_name(edition, one) for one in found.experts]
    shown = rows if len(rows) <= MOST else [row for row in rows if row.depth == 0]
    says = [_said(edition, row, names) for row in shown]
    many = len(names) > NUMBERED
    return framed(
        edition,
        "experts",
        (
            _title(edition, shown, names),
            words.say(f"charts.experts_about{'_many' * many}"),
            words.say("charts.experts_alt", says=words.say("charts.semicolon").join(says)),
        ),
        _table(edition, rows, found.experts),
        partial(draw, shown, _name(edition, GROUP), names, words.say("charts.an_expert")),
        says,
    )


def _name(edition: Edition, expert: str) -> str:
    return in_line(called(expert, edition.lang))


def rows_of(found: Elicitation, lang: str) -> list[Row]:
    """Return the nodes that have siblings, in the order of the tree."""
    keys = zip(found.weights["node"], found.weights["expert"], strict=True)
    given = dict(zip(keys, found.weights["share"].tolist(), strict=True))
    nodes = [
        (node, depth - 1)
        for node, depth in found.index.depth_first()
        if node.parent is not None and len(found.index.node(node.parent).children) > 1
    ]
    titles = titles_of((node.code for node, _ in nodes), found.index, lang)
    return [
        Row(
            in_line(title),
            depth,
            given[node.code, GROUP],
            np.array([given[node.code, name] for name in found.experts]),
        )
        for (node, depth), title in zip(nodes, titles, strict=True)
    ]


def _title(edition: Edition, rows: Sequence[Row], names: Sequence[str]) -> str:
    words = words_of(edition)
    if len(names) == 1:
        top = max((row for row in rows if row.depth == 0), key=lambda row: row.group)
        return words.say("charts.experts_one", title=top.title, high=share(top.group))
    far = max(rows, key=_spread)
    if _spread(far) < 0.0005:
        return words.say("charts.experts_alike")
    ends = int(np.nanargmin(far.each)), int(np.nanargmax(far.each))
    low, high = (share(float(far.each[at])) for at in ends)
    what = {"low": low, "high": high, "least": names[ends[0]], "most": names[ends[1]]}
    return words.say("charts.experts", title=far.title, **what)


def _spread(row: Row) -> float:
    known = row.each[~np.isnan(row.each)]
    return float(np.ptp(known)) if len(known) else 0.0


def _said(edition: Edition, row: Row, names: Sequence[str]) -> str:
    words = words_of(edition)
    given = [(_name(edition, GROUP), row.group), *zip(names, row.each.tolist(), strict=True)]
    parts = [words.say("charts.expert_said", expert=name, share=share(value))
             for name, value in given if value == value]  # fmt: skip
    said = words.say("charts.semicolon").join(parts)
    return words.say("charts.experts_read", title=row.title, said=said)


def _table(edition: Edition, rows: Sequence[Row], experts: Sequence[str]) -> Table:
    """The weights of every node that has siblings."""
    titles, depths = [row.title for row in rows], [row.depth for row in rows]
    group = [row.group for row in rows]
    return Table(
        (
            Column("node", words_of(edition).say("charts.node"), "tree", titles, head=True,
                   depths=depths),
            Column(f"share_{GROUP}", _name(edition, GROUP), "share", group),
            *(
                Column(f"share_{name}", _name(edition, name), "share",
                       [float(row.each[at]) for row in rows])
                for at, name in enumerate(experts)
            ),
        )
    )  # fmt: skip


# -- the drawing -----------------------------------------------------------------------------------


def draw(rows: Sequence[Row], group: str, names: Sequence[str], one: str, canvas: Canvas) -> None:
    """Draw the rows on a sheet. group, names, one : what the group and experts are called."""
    y = _key(canvas, group, names, one) + 16
    indent = [14.0 * row.depth for row in rows]
    widest = room_for([row.title for row in rows], 13, bold=True) + max(indent, default=0)
    room = min(widest, 0.36 * canvas.width)
    left, right = room + GAP, 58.0
    most = max(float(np.nanmax([row.group, *row.each])) for row in rows)
    low, high, ticks = nice_span(0.0, most)
    span = Span(low, high, left + RING, canvas.width - left - right - 2 * RING)
    numbered = len(names) <= NUMBERED
    rings = [_offsets(row, span) if numbered else np.empty(0) for row in rows]
    deeps = [
        max(26.0, height(row.title, room - move, 13, not row.depth) + 6, _deep(own))
        for row, move, own in zip(rows, indent, rings, strict=True)
    ]
    _axis(canvas, span, ticks, y, sum(deeps))
    y += 10
    for row, move, own, deep in zip(rows, indent, rings, deeps, strict=True):
        with canvas.mark():
            bold = not row.depth
            canvas.centred(move, y + deep / 2, row.title, room - move, size=13, bold=bold)
            _row(canvas, row, own, (y, deep), span)
            canvas.text(canvas.width, y + deep / 2, share(row.group), size=13, bold=bold,
                        anchor="end")  # fmt: skip
        y += deep


def _key(canvas: Canvas, group: str, names: Sequence[str], one: str) -> float:
    """Say what bar, rings and dots are, in as many lines as are needed; return how far it goes."""
    numbered = len(names) <= NUMBERED
    x, y = 4.0, 10.0
    for at, name in enumerate((group, *names) if numbered else (group, one)):
        wide = room_for([name], 12)
        if x + RING + 8 + wide > canvas.width and x > 4:
            x, y = 4.0, y + 22
        if at == 0:
            canvas.rect(x + 2, y - 8, 4, 16, "ink")
        elif numbered:
            _ring(canvas, x + RING - 1, y, at)
        else:
            canvas.dots([(x + 4, y)], "accent", 7)
        canvas.text(x + 2 * RING + 4, y, name, tone="muted")
        x += 2 * RING + 4 + wide + 18
    return y + 12


def _axis(canvas: Canvas, span: Span, ticks: Sequence[float], y: float, long: float) -> None:
    every = 1 + int(38.0 // max(span(ticks[1]) - span(ticks[0]), 1.0))
    for tick in ticks[::every]:
        canvas.text(span(tick), y, f"{100 * tick:g}%", size=11, tone="muted", anchor="mid")
        canvas.line(span(tick), y + 10, span(tick), y + 10 + long, "rule")


def _offsets(row: Row, span: Span) -> Array:
    """Say how many rings above or below the line each ring lies, so that none meets another.

    Those that would meet stand under one another, around the line. NaN where there is none.
    """
    found, meeting, ends = np.full(len(row.each), np.nan), list[int](), list[float]()
    for at in [*np.argsort(row.each, kind="stable").tolist(), -1]:
        x = np.inf if at < 0 else span(float(row.each[at]))
        if at >= 0 and np.isnan(x):
            continue
        if ends and x - max(ends) >= 2 * RING + 1:
            found[meeting] -= (len(ends) - 1) / 2
            meeting, ends = [], []
        if at >= 0:
            lane = next((k for k, end in enumerate(ends) if x - end >= 2 * RING + 1), len(ends))
            ends[lane : lane + 1] = [x]
            found[at] = lane
            meeting.append(at)
    return found


def _deep(offsets: Array) -> float:
    """Return the room that a row's rings take, with the bar beyond them."""
    lowest = float(np.nanmax(np.abs(offsets), initial=0.0))
    return (2 * lowest + 1) * 2 * RING + 14


def _row(canvas: Canvas, row: Row, offsets: Array, at: tuple[float, float], span: Span) -> None:
    (y, deep), middle = at, at[0] + at[1] / 2
    known = row.each[~np.isnan(row.each)].tolist()
    if known:
        canvas.line(span(min(known)), middle, span(max(known)), middle, "rule2", 2.5)
    canvas.rect(span(row.group) - 2, y + 2, 4, deep - 4, "ink")
    if not len(offsets):
        canvas.dots([(span(value), middle) for value in known], "accent", 7)
    for number, (offset, value) in enumerate(
        zip(offsets.tolist(), row.each.tolist(), strict=False), 1
    ):
        if offset == offset:
            _ring(canvas, span(value), middle + offset * 2 * RING, number)


def _ring(canvas: Canvas, x: float, y: float, number: int) -> None:
    canvas.circle(x, y, RING - 1, "bg", "muted", 1.5)
    canvas.text(x, y, f"{number}", size=11, tone="ink", anchor="mid")
