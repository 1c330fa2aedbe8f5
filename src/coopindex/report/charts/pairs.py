"""Who can be told apart: a triangle of pairs, sentences of few, counts of many."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import numpy as np

from coopindex.methods.registry import Array
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import FEW, MANY, Span, draw_key, plain_swatch, rank_ticks
from coopindex.report.charts.words import named, recalculated, words_of
from coopindex.report.edition import APART, PROBABLE, Edition
from coopindex.report.facts.findings import pairs_in_words
from coopindex.report.facts.headline import ahead, told_apart
from coopindex.report.facts.numbers import count
from coopindex.report.table import Column, Table
from coopindex.report.written import chance as chance_cell
from coopindex.robustness.uncertainty import Uncertainty

LINES = PROBABLE, APART


def chart(edition: Edition, _unit: str | None = None) -> Chart:
    """Draw in how many recalculations each unit is ahead of each other."""
    words, found = words_of(edition), edition.uncertainty
    assert found is not None
    many, names = len(found.units), named(edition)
    kind = "many" if many > MANY else "few" if many <= FEW else "some"
    before = ahead(found)
    alt = words.say("charts.pairs_alt", units=words.some(many, digits=True))
    return framed(
        edition,
        "pairs",
        (_title(edition, found, kind), words.say(f"charts.pairs_about_{kind}"), alt),
        table_of_many(edition, found) if kind == "many" else table(edition, found),
        partial(DRAW[kind], edition, found),
        _says(edition, before, [names[u] for u in found.units], kind),
        how=recalculated(edition),
        least=_least(many, [names[u] for u in found.units]) if kind == "some" else 320,
    )


def _title(edition: Edition, found: Uncertainty, kind: str) -> str:
    words = words_of(edition)
    if kind == "many":
        apart = sum(_sides(ahead(found)))
        middle = int(np.median(apart))
        return words.say(
            "charts.pairs_many", units=words.unit, told=count(middle), others=len(found.units) - 1
        )
    return pairs_in_words(*told_apart(found), words)


def _sides(before: Array) -> tuple[Array, Array]:
    """By unit: how many it is told to be ahead of, and behind."""
    told = before >= APART
    return told.sum(axis=1), told.sum(axis=0)


def _says(edition: Edition, before: Array, names: list[str], kind: str) -> list[str]:
    words = words_of(edition)
    if kind == "many":
        over, under = _sides(before)
        return [
            words.say("charts.pairs_read_many", name=name, over=int(a), under=int(b))
            for name, a, b in zip(names, over, under, strict=True)
        ]
    return [
        _pair(edition, names[i], names[j], float(before[i, j]))
        for i, j in combinations(range(len(names)), 2)
    ]


def _pair(edition: Edition, first: str, second: str, share: float) -> str:
    """Say how surely one is ahead of another, the verb by the chance."""
    said = chance_cell(share, *LINES).replace("·", "0")
    key = "clear" if share >= APART else "probable" if share >= PROBABLE else "close"
    what = {"first": first, "second": second, "chance": f"{said}%"}
    return words_of(edition).say(f"charts.pair_{key}", **what)


def table(edition: Edition, found: Uncertainty) -> Table:
    """One row a pair: the share of recalculations in which the first is ahead, and behind."""
    words, before, names = words_of(edition), ahead(found), named(edition)
    pairs = list(combinations(range(len(found.units)), 2))
    first, second = ([names[found.units[pair[at]]] for pair in pairs] for at in (0, 1))
    columns = (
        Column("first", words.say("charts.name"), "unit", first, head=True),
        Column("second", words.say("charts.other"), "unit", second, head=True),
        _share("ahead", words.say("charts.ahead"), [float(before[pair]) for pair in pairs]),
        _share("behind", words.say("charts.behind"), [float(before[j, i]) for i, j in pairs]),
        Column(
            "apart", words.say("charts.told"), "truth", [bool(before[p] >= APART) for p in pairs]
        ),
    )
    return Table(columns, [(found.units[i], found.units[j]) for i, j in pairs])


def table_of_many(edition: Edition, found: Uncertainty) -> Table:
    """One row a unit: how many it is clearly ahead of and behind, and how many of neither."""
    words, names, (over, under) = words_of(edition), named(edition), _sides(ahead(found))
    alike = len(found.units) - 1 - over - under
    columns = (
        Column(
            "name", words.say("charts.name"), "unit", [names[u] for u in found.units], head=True
        ),
        Column("behind", words.say("charts.told_behind"), "count", under.tolist()),
        Column("alike", words.say("charts.not_told"), "count", alike.tolist()),
        Column("ahead", words.say("charts.told_ahead"), "count", over.tolist()),
    )
    return Table(columns, [(unit,) for unit in found.units])


def _share(key: str, title: str, values: list[float]) -> Column:
    return Column(key, title, "share", values, lines=LINES)


# -- the drawings ----------------------------------------------------------------------------------


def _names_room(names: list[str], wide: float) -> float:
    return room_for(names, 13, most=max(96.0, 0.2 * wide))


def _least(many: int, names: list[str]) -> float:
    """The width that the triangle needs: cells that a number fits into, unless they are many."""
    return _names_room(names, 480) + 8 + (many - 1) * (27 if many <= 30 else 12)


def draw_triangle(edition: Edition, found: Uncertainty, canvas: Canvas) -> None:
    """Draw the chance that the row is ahead of the column, above the diagonal."""
    words, before, names = words_of(edition), ahead(found), named(edition)
    units, standing = found.units, edition.standing
    key = [("surface", "too_close"), ("q3", "probably"), ("q6", "apart_key")]
    y = draw_key(
        canvas, 0, 0, canvas.width, [(plain_swatch(t), words.say(f"charts.{k}")) for t, k in key]
    )
    room = _names_room([names[u] for u in units], canvas.width)
    side = min((canvas.width - room - 8) / (len(units) - 1), 64.0)
    left = room + 8
    y += 4
    for at in range(1, len(units)):
        if side >= 20 or not at % 5:
            text = f"{standing[units[at]].rank:g}"
            canvas.text(left + (at - 0.5) * side, y + 8, text, tone="muted", anchor="mid")
    y += 18
    for row in range(len(units) - 1):
        name = names[units[row]]
        deep = max(26.0 if side >= 24 else 16.0, height(name, room, 13) + 2)
        canvas.centred(0, y + deep / 2, name, room, size=13)
        for column in range(row + 1, len(units)):
            x = left + (column - 1) * side
            with canvas.mark():
                _cell(canvas, (x, y, side, deep), float(before[row, column]))
        y += deep
    canvas.bottom = max(canvas.bottom, y)


def _cell(canvas: Canvas, at: tuple[float, float, float, float], share: float) -> None:
    """Fill a cell by what the pair says, with the chance in it where there is room."""
    x, y, side, deep = at
    state = 2 if share >= APART else 1 if share >= PROBABLE else 0
    canvas.rect(x, y, side - 1, deep - 1, ("surface", "q3", "q6")[state])
    if side >= 24:
        text = chance_cell(share, *LINES)
        tone = ("muted", "qt", "qt6")[state]
        canvas.text(
            x + (side - 1) / 2, y + deep / 2, text, size=11 if side < 32 else 12, tone=tone,
            bold=state == 2, anchor="mid",
        )  # fmt: skip


def draw_sentences(edition: Edition, found: Uncertainty, canvas: Canvas) -> None:
    """Say of each pair of few units how surely one is ahead."""
    before, names = ahead(found), named(edition)
    y = 0.0
    for i, j in combinations(range(len(found.units)), 2):
        share = float(before[i, j])
        state = "q6" if share >= APART else "q3" if share >= PROBABLE else "surface"
        with canvas.mark():
            said = _pair(edition, names[found.units[i]], names[found.units[j]], share)
            canvas.rect(0, y + 4, 11, 11, state, frame="iv" if state == "surface" else "")
            y += canvas.block(22, y, said, canvas.width - 22, size=15) + 8


def draw_counts(edition: Edition, found: Uncertainty, canvas: Canvas) -> None:
    """Draw for each of many units how many are clearly before it, how many behind it."""
    words, (over, under) = words_of(edition), _sides(ahead(found))
    many, left, step = len(found.units), 44.0, 3.0
    key = [("q3", "before_it"), ("surface", "not_told"), ("q5", "behind_it")]
    entries = [(plain_swatch(tone), words.say(f"charts.{name}")) for tone, name in key]
    top = draw_key(canvas, 0, 0, canvas.width, entries) + 24
    span = Span(0, many - 1, left, canvas.width - left - 8)
    down = Span(0, many, top, step * many)
    for at in rank_ticks(many - 1, span.wide)[1:]:
        canvas.text(min(span(at), canvas.width - 14), top - 10, f"{at}", tone="muted", anchor="mid")
    for at in rank_ticks(many, down.wide):
        canvas.text(left - 10, down(at - 0.5), f"{at}", tone="muted", anchor="end")
    for at, (ahead_of, behind) in enumerate(zip(over.tolist(), under.tolist(), strict=True)):
        y = down(at)
        with canvas.mark():
            canvas.rect(span(0), y, span(many - 1) - span(0), step, "surface")
            if behind:
                canvas.rect(span(0), y, span(behind) - span(0), step - 0.5, "q3")
            if ahead_of:
                x = span(many - 1 - ahead_of)
                canvas.rect(x, y, span(many - 1) - x, step - 0.5, "q5")


DRAW = {"few": draw_sentences, "some": draw_triangle, "many": draw_counts}
