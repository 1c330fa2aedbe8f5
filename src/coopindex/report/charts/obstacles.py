"""What keeps units from the ideal: the dimensions, and the indicators that cause most, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from coopindex.figures import share
from coopindex.phrases import in_line
from coopindex.questions.obstacles import INDICATOR
from coopindex.report.charts.canvas import Canvas, height, room_for, tone
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import GAP, Span
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.look import Fill
from coopindex.report.pages.frame import titles_of
from coopindex.report.table import Column, Table

MOST = 10  # indicators


class Bar(NamedTuple):
    """A node and its mean obstacle."""

    code: str
    title: str
    obstacle: float
    fill: Fill
    leaf: bool


def is_empty(edition: Edition) -> bool:
    """Whether no unit has a gap, or none a score."""
    return not bars_of(edition)


def bars_of(edition: Edition) -> list[Bar]:
    """Return the dimensions and the ten largest of the indicators, each the largest first."""
    rows, index = _means(edition), edition.result.index
    fills = {leaf: each.fill for each in edition.dimensions for leaf in (each.code, *each.leaves)}
    top = [code for code in index.root.children if index.node(code).children]
    dimensions = rows[rows["node"].isin(top)]
    leaves = rows[rows["kind"] == INDICATOR].head(MOST)
    found = []
    for part, leaf in ((dimensions, False), (leaves, True)):
        titles = titles_of(part["node"], index, edition.lang)
        for code, title, value in zip(part["node"], titles, part["mean_obstacle"], strict=True):
            if value > 0:
                found.append(Bar(code, in_line(title), float(value), fills[code], leaf))
    return found


def _means(edition: Edition, group: str = "") -> pd.DataFrame:
    assert edition.obstacles is not None
    table = edition.obstacles.means
    rows = table[(table["group"] == group) & (table["year"] == edition.result.years[-1])]
    return rows.sort_values("mean_obstacle", ascending=False, kind="stable")


def chart(edition: Edition, _unit: str | None = None) -> Chart:
    """Draw mean obstacles."""
    words, bars = words_of(edition), bars_of(edition)
    says = [
        words.say("gaps.obstacle_read", title=bar.title, share=share(bar.obstacle)) for bar in bars
    ]
    some = words.some(len(edition.as_scored), digits=True)
    leaves = sum(bar.leaf for bar in bars)
    first = {"dimension": words.title(bars[0].code), "share": share(bars[0].obstacle)}
    return framed(
        edition,
        "obstacles",
        (
            words.say("gaps.obstacles", **first),
            words.say("gaps.obstacles_sub", most=leaves, units=some),
            words.say("charts.obstacles_alt", says=words.say("charts.semicolon").join(says)),
        ),
        table(edition, bars),
        partial(draw, bars),
        says,
    )


def table(edition: Edition, bars: Sequence[Bar]) -> Table:
    """The mean obstacle of each over all units, and over the units of each group."""
    words, found = words_of(edition), edition.obstacles
    assert found is not None
    codes = [bar.code for bar in bars]
    columns = [
        Column("node", words.say("charts.node"), "text", [bar.title for bar in bars], head=True),
        Column("mean", words.say("gaps.mean"), "share", [bar.obstacle for bar in bars]),
    ]
    for group in dict.fromkeys(found.means["group"]):
        if group:
            values = _means(edition, group).set_index("node")["mean_obstacle"].reindex(codes)
            title = in_line(str(group))
            columns.append(
                Column(f"mean {group}", title, "share", values.tolist(), priority=3,
                       over=words.say("gaps.mean"))
            )  # fmt: skip
    return Table(tuple(columns))


def draw(bars: Sequence[Bar], canvas: Canvas) -> None:
    """Draw the bars on a sheet, indicators below dimensions."""
    names = [bar.title for bar in bars]
    room = room_for(names, 13, bold=True, most=0.42 * canvas.width)
    left, right = room + GAP, 56.0
    span = Span(0.0, max(bar.obstacle for bar in bars), left, canvas.width - left - right)
    y, before = 0.0, bars[0].leaf
    for bar in bars:
        y += 12 if bar.leaf and not before else 0
        before = bar.leaf
        deep = max(24.0, height(bar.title, room, 13, not bar.leaf) + 6)
        with canvas.mark():
            canvas.centred(0, y + deep / 2, bar.title, room, size=13, bold=not bar.leaf)
            long, high = max(span(bar.obstacle) - left, 1.5), 10.0 if bar.leaf else 14.0
            canvas.rect(left, y + (deep - high) / 2, long, high, tone(bar.fill))
            said = share(bar.obstacle)
            canvas.text(canvas.width, y + deep / 2, said, size=13, bold=not bar.leaf, anchor="end")
        y += deep
