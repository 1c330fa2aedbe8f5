"""The interval of every unit's rank, one row a unit."""

from __future__ import annotations

from functools import partial

from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import (
    GAP,
    MANY,
    Span,
    draw_grid,
    draw_interval,
    draw_ticks,
    rank_ticks,
    ranks_span,
)
from coopindex.report.charts.words import (
    interval_text,
    named,
    recalculated,
    standing_said,
    words_of,
)
from coopindex.report.edition import HIGH, LOW, Edition
from coopindex.report.facts.numbers import count, moved, places, rank_cell
from coopindex.report.facts.standings import Standing
from coopindex.report.pages.frame import floats
from coopindex.report.table import Column, Table, each
from coopindex.robustness.uncertainty import Uncertainty


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw where each unit's rank lies in 90% of the recalculations; a unit given is marked."""
    words, found = words_of(edition), edition.uncertainty
    assert found is not None
    about = words.say("charts.intervals_about", draws=count(found.draws), count=found.draws)
    alt = words.say("charts.intervals_alt", units=words.some(len(edition.ranked), digits=True))
    return framed(
        edition,
        "intervals",
        (_title(edition, found), about, alt),
        table(edition, found),
        partial(draw, edition, unit),
        [standing_said(edition, s) for s in edition.ranked],
        how=recalculated(edition),
    )


def _title(edition: Edition, found: Uncertainty) -> str:
    words = words_of(edition)
    wide = [s for s in edition.ranked if s.low is not None and s.high is not None]
    widest = max(wide, key=_width, default=None)
    if not found.average_shift or widest is None:
        return words.say("charts.intervals_still")
    span = places(widest.low or 1, widest.high or 1, edition.lang)
    what = {"shift": moved(found.average_shift), "name": words.name(widest.unit), "span": span}
    if _width(widest) == 0:
        return words.say("charts.intervals_narrow", shift=what["shift"], units=words.unit)
    return words.say("charts.intervals", **what, units=words.unit)


def _width(standing: Standing) -> float:
    return (standing.high or 0) - (standing.low or 0)


def table(edition: Edition, found: Uncertainty) -> Table:
    """Ends, mean and median of every unit's rank."""
    words, frame = words_of(edition), found.table((LOW, HIGH)).set_index("unit")
    units = [s.unit for s in edition.ranked]
    frame = frame.loc[units]
    columns = (
        Column("rank", words.say("charts.rank"), "rank", floats(frame["rank"]), head=True),
        Column("name", words.say("charts.name"), "unit", [s.name for s in edition.ranked]),
        *(
            Column(key, words.say(f"charts.{key}"), "rank", floats(frame[key]), decimals=places)
            for key, places in (("low", None), ("median", None), ("high", None), ("mean", 2))
        ),
        Column("first", words.say("charts.first"), "share", floats(frame["p_first"])),
    )
    return Table(columns, each(units))


def draw(edition: Edition, unit: str | None, canvas: Canvas) -> None:
    """Draw the intervals on a sheet: rows with names, or of many units thin ones without."""
    if len(edition.ranked) > MANY:
        _draw_many(edition, unit, canvas)
        return
    shown, names = edition.ranked, named(edition)
    ranks = room_for([rank_cell(s.rank, s.tied) for s in shown], 15, True)
    room = room_for([names[s.unit] for s in shown], 14, most=0.34 * canvas.width)
    spans = room_for([interval_text(s) for s in shown], 15)
    left = ranks + room + spans + 3 * GAP
    span = ranks_span(len(shown), left + 6, canvas.width - left - 12)
    ticks = rank_ticks(len(shown), span.wide)
    draw_ticks(canvas, span, ticks, 8)
    y = 18.0
    for standing in shown:
        deep = max(24.0, height(names[standing.unit], room, 14) + 6)
        middle = y + deep / 2
        with canvas.mark():
            if standing.unit == unit:
                canvas.rect(0, y, canvas.width, deep, "tint")
            draw_grid(canvas, span, ticks, y, y + deep)
            text = rank_cell(standing.rank, standing.tied)
            canvas.text(ranks, middle, text, size=15, bold=True, anchor="end")
            canvas.text(ranks + GAP, middle, interval_text(standing), size=15)
            at = ranks + spans + 2 * GAP
            canvas.centred(at, middle, names[standing.unit], room, size=14)
            draw_interval(canvas, span, middle, standing)
        canvas.line(0, y + deep, canvas.width, y + deep, "rule")
        y += deep


def _draw_many(edition: Edition, unit: str | None, canvas: Canvas) -> None:
    """Draw a thin row for each of many units, from the first down; axes name ranks."""
    shown, names = edition.ranked, named(edition)
    step, top, left = 4.0, 22.0, 44.0
    span = ranks_span(len(shown), left, canvas.width - left - 8)
    down = Span(0, len(shown), top, step * len(shown))
    ticks = rank_ticks(len(shown), span.wide)
    draw_ticks(canvas, span, ticks, 8)
    draw_grid(canvas, span, ticks, top, down(len(shown)))
    for at in rank_ticks(len(shown), down.wide):
        canvas.text(left - 10, down(at - 0.5), f"{at}", tone="muted", anchor="end")
    for at, standing in enumerate(shown):
        with canvas.mark():
            draw_interval(canvas, span, down(at + 0.5), standing, 3, 2)
    if unit is None:
        return
    place = next((at for at, s in enumerate(shown) if s.unit == unit), None)
    if place is not None:
        with_rank = f"{names[unit]} {rank_cell(shown[place].rank)}"
        y = down(place + 0.5)
        canvas.line(left, y + 4, canvas.width, y + 4, "accent")
        high = height(with_rank, 260, 12)
        end = canvas.width
        wide = room_for([with_rank], 12, True, 260) + 8
        near = span(shown[place].rank) < left + (end - left) / 2
        x = end - wide if near else left + 4
        canvas.rect(x, y + 6, wide, high + 2, "bg")
        canvas.block(x + 4, y + 7, with_rank, 260, bold=True)
