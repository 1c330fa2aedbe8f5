"""A unit on each dimension, among all others: a strip of dots a dimension."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from coopindex.phrases import in_line
from coopindex.report.charts.canvas import Canvas, height, room_for, tone
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import GAP, Span, draw_ticks, nice_span
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import place, points, rank_cell, score_places
from coopindex.report.facts.standings import Standing
from coopindex.report.table import Column, Table
from coopindex.report.written import percent


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw where a unit stands on each dimension."""
    words, mine = words_of(edition), next(s for s in edition.as_scored if s.unit == unit)
    ranks = ranks_of(edition, mine)
    titles = [in_line(each.title) for each in edition.dimensions]
    places = score_places([v for s in edition.as_scored for v in s.values])
    says = [
        _said(edition, title, value, rank, tied, places)
        for title, value, (rank, tied) in zip(titles, mine.values, ranks, strict=True)
    ]
    name = words.name(mine.unit)
    others = words.some(len(edition.as_scored) - 1, digits=True)
    low, high, _ = scale_of(edition)
    about = words.say("charts.ladder_about", low=f"{low:g}", high=f"{high:g}", units=others)
    if len(edition.as_scored) == 1:
        about = words.say("charts.ladder_about_one", low=f"{low:g}", high=f"{high:g}")
    semicolon = words.say("charts.semicolon")
    return framed(
        edition,
        f"ladder-{mine.unit}",
        (
            _title(edition, name, titles, ranks),
            about,
            words.say("charts.ladder_alt", name=name, says=semicolon.join(says)),
        ),
        table(edition, mine, ranks),
        partial(draw, edition, mine, ranks, places),
        says,
    )


def ranks_of(edition: Edition, mine: Standing) -> list[tuple[float, bool]]:
    """The rank of a unit on each dimension, and whether others share it."""
    result = edition.result
    at = result.rows.units.index(mine.unit)
    found = []
    for each in edition.dimensions:
        ranks = result.rank(each.code)[-1]
        own = float(ranks[at])
        found.append((own, int((ranks == own).sum()) > 1))
    return found


def _said(edition: Edition, title: str, value: float, rank: float, tied: bool, places: int) -> str:
    words = words_of(edition)
    if math.isnan(value):
        return words.say("charts.ladder_read_missing", title=title)
    score = points(value, places)
    if math.isnan(rank):
        return words.say("charts.ladder_read_unranked", title=title, score=score)
    said = place(rank, edition.lang, tied=tied)
    return words.say("charts.ladder_read", title=title, score=score, rank=said)


def _title(
    edition: Edition, name: str, titles: Sequence[str], ranks: Sequence[tuple[float, bool]]
) -> str:
    words = words_of(edition)
    known = [
        (*rank, title) for rank, title in zip(ranks, titles, strict=True) if rank[0] == rank[0]
    ]
    if not known:
        return words.say("charts.ladder_unranked", name=name)
    (first, a, best), (last, b, worst) = (
        min(known, key=lambda each: each[0]),
        max(known, key=lambda each: each[0]),
    )
    high, low = (place(r, edition.lang, tied=t) for r, t in ((first, a), (last, b)))
    if first == last:
        return words.say("charts.ladder_same", name=name, rank=high)
    return words.say("charts.ladder", name=name, high=high, best=best, low=low, worst=worst)


def table(edition: Edition, mine: Standing, ranks: Sequence[tuple[float, bool]]) -> Table:
    """The dimensions: weight, score, rank, and the median of all units."""
    words, dims = words_of(edition), edition.dimensions
    columns = (
        Column(
            "dimension", words.say("charts.dimension"), "text", [d.title for d in dims], head=True
        ),
        Column("weight", words.say("charts.weight"), "share", [d.weight for d in dims]),
        Column("score", words.say("charts.score"), "score", list(mine.values)),
        Column("rank", words.say("charts.rank"), "rank", [rank for rank, _ in ranks]),
        Column("median", words.say("charts.median_score"), "score", _medians(edition)),
    )
    return Table(columns, [(mine.unit,)] * len(dims))


def _medians(edition: Edition) -> list[float]:
    values = np.array([s.values for s in edition.as_scored], float)
    return [
        float(np.median(known)) if len(known := column[~np.isnan(column)]) else math.nan
        for column in values.T
    ]


def scale_of(edition: Edition) -> tuple[float, float, list[float]]:
    """The scale of all strips: that of points where it is one, else what holds all values."""
    values = [v for s in edition.as_scored for v in s.values if math.isfinite(v)]
    low, high = min(values, default=0.0), max(values, default=1.0)
    for top in (1.0, 100.0):
        if low >= 0 and 0.2 * top < high <= top:
            return 0.0, top, [top * k / 4 for k in range(5)]
    return nice_span(low, high)


def draw(
    edition: Edition,
    mine: Standing,
    ranks: Sequence[tuple[float, bool]],
    places: int,
    canvas: Canvas,
) -> None:
    """Draw the strips on a sheet."""
    dims = edition.dimensions
    titles = [in_line(each.title) for each in dims]
    weights = percent([each.weight for each in dims])
    room = room_for([*titles, "100.0%*"], 14, most=0.36 * canvas.width)
    scores = room_for([points(v, places) for v in mine.values], 15, True)
    at_rank = room_for([rank_cell(*rank) for rank in ranks], 13)
    low, high, ticks = scale_of(edition)
    left = room + GAP
    wide = canvas.width - left - scores - at_rank - 2 * GAP - 10
    span, medians, y = Span(low, high, left + 9, wide - 18), _medians(edition), 0.0
    for k, each in enumerate(dims):
        deep = max(42.0, height(titles[k], room, 14) + 24)
        middle = y + deep / 2
        with canvas.mark():
            top = y + (deep - height(titles[k], room, 14) - 16) / 2
            top += canvas.block(0, top, titles[k], room, size=14)
            said = f"{weights[k]}{'*' * each.assumed}"
            canvas.block(0, top, said, room, tone="muted")
            _strip(canvas, edition, mine, k, span, middle, medians[k])
            value, end = points(mine.values[k], places), canvas.width - at_rank - GAP
            canvas.text(end, middle, value, size=15, bold=True, anchor="end")
            text = rank_cell(*ranks[k])
            canvas.text(canvas.width, middle, text, size=13, tone="muted", anchor="end")
        canvas.line(0, y + deep, canvas.width, y + deep, "rule")
        y += deep
    draw_ticks(canvas, span, ticks, y + 12)


def _strip(
    canvas: Canvas,
    edition: Edition,
    mine: Standing,
    k: int,
    span: Span,
    y: float,
    median: float,
) -> None:
    """Draw all units on one dimension, the median, and the unit's own dot."""
    canvas.line(span.left - 9, y, span.left + span.wide + 9, y, "rule2")
    values = [s.values[k] for s in edition.as_scored if s.unit != mine.unit]
    canvas.dots([(span(v), y) for v in values if math.isfinite(v)], "iv", 9)
    if math.isfinite(median) and len(edition.as_scored) > 1:
        canvas.rect(span(median) - 1, y - 13, 2, 27, "ink")
    if math.isfinite(mine.values[k]):
        fill = edition.dimensions[k].fill
        canvas.circle(span(mine.values[k]), y, 9, tone(fill), "bg", 2)
