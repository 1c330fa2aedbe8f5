"""What separates a unit from the next: from its score to the other's, a step a dimension."""

from __future__ import annotations

import math
from functools import partial
from typing import NamedTuple

from coopindex.phrases import in_line
from coopindex.questions.explain import Explanation
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import GAP, Span, draw_ticks, nice_span, tick_text
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import points, signed
from coopindex.report.facts.standings import Dimension
from coopindex.report.table import Column, Table


class Step(NamedTuple):
    """What one dimension adds to the gap, from one score to the next."""

    dimension: Dimension
    start: float
    points: float


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw how the dimensions add up to the gap between a unit and the one above it."""
    words = words_of(edition)
    found = edition.explanations[str(unit)]
    steps, places = steps_of(edition, found), words.places
    mine, rival = (words.name(str(code)) for code in (found.unit, found.rival))
    span = nice_span(*_ends(found, steps))
    what = {"name": mine, "rival": rival, "gap": signed(found.gap, places)}
    about = words.say("charts.gap_about", **what, low=tick_text(span[0]))
    says = [
        f"{mine} {points(found.score, places)}",
        *(f"{in_line(s.dimension.title)} {signed(s.points, places)}" for s in steps),
        f"{rival} {points(found.score + found.gap, places)}",
    ]
    alt = words.say("charts.gap_alt", says=words.say("charts.semicolon").join(says))
    return framed(
        edition,
        f"gap-{found.unit}",
        (_title(edition, found, steps, mine, rival), about, alt),
        table(edition, found, steps, mine, rival),
        partial(draw, edition, found, steps, (mine, rival)),
        says,
    )


def steps_of(edition: Edition, found: Explanation) -> list[Step]:
    """Return the steps from the unit's score to the other's, in the order of the tree."""
    gaps = found.nodes.set_index("node")["gap"]
    steps, at = [], found.score
    for each in edition.dimensions:
        part = float(gaps[each.code])
        part = 0.0 if math.isnan(part) else part
        steps.append(Step(each, at, part))
        at += part
    return steps


def _ends(found: Explanation, steps: list[Step]) -> tuple[float, float]:
    reached = [found.score, *(step.start + step.points for step in steps)]
    return min(reached), max(reached)


def _title(edition: Edition, found: Explanation, steps: list[Step], mine: str, rival: str) -> str:
    words, places = words_of(edition), words_of(edition).places
    what = {"name": mine, "rival": rival, "gap": points(abs(found.gap), places)}
    most = max(steps, key=lambda step: math.copysign(1, found.gap) * step.points)
    if not found.gap or not most.points:
        return words.say("charts.gap_none", name=mine, rival=rival)
    what |= {"title": in_line(most.dimension.title), "part": points(abs(most.points), places)}
    key = "charts.gap" if found.rival_is_above else "charts.gap_lead"
    return words.say(key, **what)


def table(edition: Edition, found: Explanation, steps: list[Step], mine: str, rival: str) -> Table:
    """Both scores, and what each dimension adds between them."""
    words = words_of(edition)
    names = [mine, *(step.dimension.title for step in steps), rival]
    parts = [None, *(step.points for step in steps), None]
    reached = [found.score, *(step.start + step.points for step in steps)]
    columns = (
        Column("dimension", words.say("charts.dimension"), "text", names, head=True),
        Column("points", words.say("charts.points"), "score", parts, signed=True),
        Column("score", words.say("charts.reached"), "score", [*reached, found.score + found.gap]),
    )
    about = (found.unit,) if found.rival is None else (found.unit, found.rival)
    return Table(columns, [about] * len(names))


def draw(
    edition: Edition,
    found: Explanation,
    steps: list[Step],
    names: tuple[str, str],
    canvas: Canvas,
) -> None:
    """Draw the steps on a sheet."""
    titles = [in_line(step.dimension.title) for step in steps]
    both = room_for(list(names), 14, True), room_for(titles, 14)
    room = min(max(both), 0.36 * canvas.width)
    left, places = room + GAP, words_of(edition).places
    low, high, ticks = nice_span(*_ends(found, steps))
    labels = [signed(step.points, places) for step in steps]
    labels += [points(found.score, places), points(found.score + found.gap, places)]
    beside = room_for(labels, 14, True) + 12
    span = Span(low, high, left + 4, canvas.width - left - beside - 4)
    y = _end(canvas, span, names[0], found.score, room, places, 0.0)
    for step, title in zip(steps, titles, strict=True):
        y = _step(canvas, span, step, title, room, places, y)
    y = _end(canvas, span, names[1], found.score + found.gap, room, places, y)
    draw_ticks(canvas, span, ticks, y + 12)


def _end(
    canvas: Canvas, span: Span, name: str, score: float, room: float, places: int, y: float
) -> float:
    """Draw one of the two scores as a tick; return where the row ends."""
    deep = max(34.0, height(name, room, 14, True) + 8)
    with canvas.mark():
        canvas.centred(0, y + deep / 2, name, room, size=14, bold=True)
        canvas.rect(span(score) - 1.5, y + deep / 2 - 11, 3, 22, "ink")
        text = points(score, places)
        canvas.text(span(score) + 9, y + deep / 2, text, size=14, bold=True)
    canvas.line(0, y + deep, canvas.width, y + deep, "rule")
    return y + deep


def _step(
    canvas: Canvas, span: Span, step: Step, title: str, room: float, places: int, y: float
) -> float:
    """Draw what a dimension adds, a step of three pixels at least; return where the row ends."""
    deep = max(34.0, height(title, room, 14) + 8)
    start, end = span(step.start), span(step.start + step.points)
    wide = max(abs(end - start), 3.0)
    with canvas.mark():
        canvas.centred(0, y + deep / 2, title, room, size=14)
        canvas.line(start, y, start, y + deep, "rule2", 1, "3 3")
        x = start if end >= start else start - wide
        canvas.filled(x, y + deep / 2 - 8, wide, 16, step.dimension.fill)
        said = signed(step.points, places)
        canvas.text(max(start, x + wide) + 7, y + deep / 2, said, size=13, bold=True)
        canvas.line(end, y + deep / 2, end, y + deep, "rule2", 1, "3 3")
    canvas.line(0, y + deep, canvas.width, y + deep, "rule")
    return y + deep
