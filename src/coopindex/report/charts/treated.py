"""What the treatment of outliers did: the values of each treated indicator before and after."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np

from coopindex.audit.distributions import AFTER, BEFORE
from coopindex.engine.frames import as_rows
from coopindex.figures import beside
from coopindex.methods.registry import Array
from coopindex.phrases import in_line
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import GAP, Span
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.pages.frame import titles_of
from coopindex.report.table import Column, Table

MOST = 20  # indicators that are drawn, those with most cells moved first


class Strip(NamedTuple):
    """An indicator: its values before and after, and how skewed each are."""

    code: str
    title: str
    values: tuple[Array, Array]
    skewness: tuple[float, float]
    moved: int


def is_empty(edition: Edition) -> bool:
    """Whether no figure was moved."""
    return not strips_of(edition)


def strips_of(edition: Edition) -> list[Strip]:
    """Return the indicators of which the treatment moved figures, most moved first."""
    assert edition.audit is not None
    result = edition.result
    cells = edition.audit.table("treated")["node"].value_counts()
    rows = as_rows(edition.audit.table("distributions"))
    skew = {(row["node"], row["step"]): row["skewness"] for row in rows}
    order = [node.code for node in result.index.leaves if node.code in cells.index]
    order.sort(key=lambda code: -cells[code])
    titles = titles_of(order, result.index, edition.lang)
    ranked = result.ranked[-1]
    return [
        Strip(
            code,
            in_line(title),
            (result.array(code, BEFORE)[-1][ranked], result.array(code, AFTER)[-1][ranked]),
            (_known(skew[code, BEFORE]), _known(skew[code, AFTER])),
            int(cells[code]),
        )
        for code, title in zip(order, titles, strict=True)
    ]


def _known(value: float | None) -> float:
    return float("nan") if value is None else value


def chart(edition: Edition, _unit: str | None = None) -> Chart:
    """Draw two strips of dots an indicator."""
    words, strips = words_of(edition), strips_of(edition)
    says = [
        words.say("charts.treated_read", title=each.title, count=each.moved,
                  before=_skew(each.skewness[0]), after=_skew(each.skewness[1]))
        for each in strips[:MOST]
    ]  # fmt: skip
    cells = sum(each.moved for each in strips)
    return framed(
        edition,
        "treated",
        (
            words.say("charts.treated_title", cells=cells, count=len(strips)),
            words.say("charts.treated_about"),
            words.say("charts.treated_alt", says=words.say("charts.semicolon").join(says)),
        ),
        table(edition, strips),
        partial(draw, edition, strips[:MOST]),
        says,
    )


def _skew(value: float) -> str:
    return beside(value) if value == value else "–"


def table(edition: Edition, strips: list[Strip]) -> Table:
    """How many figures were moved, and the skewness before and after."""
    words = words_of(edition)
    before, after = ([each.skewness[at] for each in strips] for at in (0, 1))
    titles, moved = [each.title for each in strips], [each.moved for each in strips]
    skew = words.say("charts.skewness")
    return Table(
        (
            Column("node", words.say("charts.node"), "text", titles, head=True),
            Column("moved", words.say("charts.treated"), "count", moved),
            Column("before", words.say("charts.before"), "number", before, decimals=2, over=skew),
            Column("after", words.say("charts.afterwards"), "number", after, decimals=2, over=skew),
        )
    )


def draw(edition: Edition, strips: list[Strip], canvas: Canvas) -> None:
    """Draw the strips on a sheet; each indicator has a scale of its own."""
    words, y = words_of(edition), 0.0
    room = room_for([each.title for each in strips], 13, most=0.34 * canvas.width)
    heads = [words.say("charts.before"), words.say("charts.afterwards")]
    side = room_for(heads, 11)
    left = room + GAP + side + 10
    for each in strips:
        deep = max(40.0, height(each.title, room, 13) + 8)
        known = [values[~np.isnan(values)] for values in each.values]
        ends = float(min(k.min() for k in known)), float(max(k.max() for k in known))
        span = Span(*ends, left, canvas.width - left - 60)
        with canvas.mark():
            canvas.centred(0, y + deep / 2, each.title, room, size=13)
            for at, values in enumerate(known):
                middle = y + deep / 2 + (-9, 9)[at]
                canvas.text(left - 10, middle, heads[at], size=11, tone="muted", anchor="end")
                canvas.line(left, middle, canvas.width - 60, middle, "rule")
                dots = [(span(value), middle) for value in values.tolist()]
                canvas.dots(dots, "muted" if at == 0 else "accent", 7)
                said = _skew(each.skewness[at])
                canvas.text(canvas.width, middle, said, size=11, tone="muted", anchor="end")
        canvas.line(0, y + deep, canvas.width, y + deep, "rule")
        y += deep
