"""The chance of each rank: units by ranks, or by bins of ten ranks where they are many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from coopindex.methods.registry import Array
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import MANY
from coopindex.report.charts.words import named, recalculated, words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import chance, place
from coopindex.report.look import chance_step
from coopindex.report.table import Column, Table, each
from coopindex.report.written import chance as chance_cell
from coopindex.robustness.uncertainty import Uncertainty

BIN = 10
TEXTS = {0: "qt1", 1: "qt1", 5: "qt5", 6: "qt6"}
STEPS = ("<1", "1–5", "5–10", "10–20", "20–40", "40+")


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw the chance of each rank; a unit given is marked."""
    words, found = words_of(edition), edition.uncertainty
    assert found is not None
    labels, shares = binned(found)
    kind = "bins" if len(found.units) > MANY else "ranks"
    alt = words.say("charts.chances_alt", units=words.some(len(found.units), digits=True))
    return framed(
        edition,
        "chances",
        (_title(edition, found), words.say(f"charts.chances_about_{kind}"), alt),
        table(edition, found, labels, shares),
        partial(draw, edition, found, labels, shares, unit),
        [_said(edition, u, labels, row) for u, row in zip(found.units, shares, strict=True)],
        how=recalculated(edition),
        least=_least(edition, found, len(labels)),
    )


def binned(found: Uncertainty) -> tuple[list[str], Array]:
    """Return the chance of each rank, (K, P), or of ten at a time, and what columns are called."""
    ranks, shares = found.possible, found.tally.ranks.table() / found.draws
    if len(found.units) <= MANY:
        return [f"{rank:g}" for rank in ranks], shares
    starts = [int(np.searchsorted(ranks, rank)) for rank in range(1, len(found.units) + 1, BIN)]
    ends = [min(low + BIN - 1, len(found.units)) for low in range(1, len(found.units) + 1, BIN)]
    labels = [
        f"{low}–{high}" if low != high else f"{low}"
        for low, high in zip(range(1, len(found.units) + 1, BIN), ends, strict=True)
    ]
    return labels, np.add.reduceat(shares, starts, axis=1)


def _own(edition: Edition, found: Uncertainty) -> Array:
    """The chance of each unit's rank as scored."""
    standing = edition.standing
    at = np.searchsorted(found.possible, [standing[u].rank for u in found.units])
    return np.asarray(found.tally.ranks.table()[np.arange(len(at)), at] / found.draws)


def _title(edition: Edition, found: Uncertainty) -> str:
    words = words_of(edition)
    own = _own(edition, found)
    most = int(own.argmax())
    what = {
        "name": words.name(found.units[most]),
        "most": chance(float(own[most])),
        "median": chance(float(np.median(own))),
        "units": words.unit,
    }
    if len(own) == 1 or own.min() == 1:
        return words.say("charts.chances_all")
    return words.say("charts.chances", **what)


def _said(edition: Edition, unit: str, labels: Sequence[str], shares: Array) -> str:
    """Read a row out: its likeliest ranks."""
    words, top = words_of(edition), np.argsort(-shares, kind="stable")[:3]
    parts = [
        words.say("charts.chance_of", rank=labels[at], chance=chance(float(shares[at])))
        for at in sorted(top.tolist())
        if shares[at] > 0
    ]
    mine = edition.standing[unit]
    as_scored = place(mine.rank, edition.lang, tied=mine.tied)
    said = words.say("charts.semicolon").join(parts)
    return words.say("charts.chances_read", name=words.name(unit), rank=as_scored, said=said)


def table(edition: Edition, found: Uncertainty, labels: Sequence[str], shares: Array) -> Table:
    """The chances, one row a unit."""
    words, names = words_of(edition), named(edition)
    columns = (
        Column(
            "name", words.say("charts.name"), "unit", [names[u] for u in found.units], head=True
        ),
        *(
            Column(f"rank_{label}", label, "probability", shares[:, at].tolist())
            for at, label in enumerate(labels)
        ),
    )
    return Table(columns, each(found.units))


def _room(edition: Edition, found: Uncertainty, wide: float) -> float:
    if len(found.units) > MANY:
        return 34.0
    return room_for(list(named(edition).values()), 13, most=max(96.0, 0.2 * wide))


def _least(edition: Edition, found: Uncertainty, columns: int) -> float:
    return _room(edition, found, 480) + 8 + columns * (26 if columns <= 30 else 12)


def draw(
    edition: Edition,
    found: Uncertainty,
    labels: Sequence[str],
    shares: Array,
    unit: str | None,
    canvas: Canvas,
) -> None:
    """Draw the heat map on a sheet."""
    y = _key(canvas)
    room = _room(edition, found, canvas.width)
    left, crowded = room + 8, len(found.units) > MANY
    side = min((canvas.width - left) / len(labels), 64.0)
    y = _heads(canvas, labels, left, side, y)
    names = named(edition)
    for at, code in enumerate(found.units):
        name = names[code]
        deep = 5.0 if crowded else max(26.0 if side >= 24 else 16.0, height(name, room, 13) + 2)
        if crowded and (at == 0 or not (at + 1) % 50):
            canvas.text(room, y + 2.5, f"{at + 1}", tone="muted", anchor="end")
        elif not crowded:
            if code == unit:
                canvas.rect(0, y, room, deep - 1, "tint")
            canvas.centred(0, y + deep / 2, name, room, size=13, bold=code == unit)
        own = _column(found, edition.standing[code].rank)
        with canvas.mark():
            if crowded:
                _thin(canvas, shares[at].tolist(), (left, y, side, deep), own)
            else:
                for column, share in enumerate(shares[at].tolist()):
                    box = (left + column * side, y, side, deep)
                    _cell(canvas, box, share, framed=column == own)
        y += deep
    canvas.bottom = max(canvas.bottom, y)


def _column(found: Uncertainty, rank: float) -> int:
    """The column of a rank."""
    if len(found.units) > MANY:
        return int((rank - 1) // BIN)
    return int(np.searchsorted(found.possible, rank))


def _key(canvas: Canvas) -> float:
    """Draw the scale of chances; return the height."""
    canvas.text(0, 10, "%", size=12, tone="muted")
    x = 20.0
    for step, label in enumerate(STEPS, 1):
        canvas.rect(x, 0, 50, 20, f"q{step}")
        canvas.text(x + 25, 10, label, tone=TEXTS.get(step, "qt"), anchor="mid")
        x += 50
    return 28.0


def _heads(canvas: Canvas, labels: Sequence[str], left: float, side: float, y: float) -> float:
    """Write what columns are, as many as there is room for."""
    need = room_for(list(labels), 12) + 6
    every = max(1, -int(-need // side))
    for at, label in enumerate(labels):
        if every == 1 or at == 0 or ((at + 1) % every == 0 and at + 1 > every / 2 + 1):
            half = room_for([label], 12) / 2
            x = min(left + (at + 0.5) * side, canvas.width - half)
            canvas.text(x, y + 8, label, tone="muted", anchor="mid")
    return y + 18


def _thin(
    canvas: Canvas, shares: Sequence[float], at: tuple[float, float, float, float], own: int
) -> None:
    """Fill the cells of one of many rows."""
    left, y, side, deep = at
    by_step: dict[int, list[tuple[float, float]]] = {}
    for column, share in enumerate(shares):
        by_step.setdefault(chance_step(share), []).append((left + column * side, side - 1))
    for step in sorted(by_step.keys() - {0}):
        canvas.boxes(by_step[step], y, deep, f"q{step}")
    canvas.rect(left + own * side, y, 3, deep, "ink")


def _cell(
    canvas: Canvas, at: tuple[float, float, float, float], share: float, *, framed: bool
) -> None:
    """Fill a cell by the chance, which stands in it where there is room."""
    x, y, side, deep = at
    step = chance_step(share)
    if step:
        canvas.rect(x, y, side - 1, deep - 1, f"q{step}")
    if framed:
        canvas.rect(x, y, side - 1, deep - 1, "", frame="ink")
        canvas.rect(x + 1.5, y + 1.5, side - 4, deep - 4, "", frame="bg")
    if side >= 24:
        canvas.text(
            x + (side - 1) / 2, y + deep / 2, chance_cell(share),
            size=11 if side < 32 else 12, tone=TEXTS.get(step, "qt"), anchor="mid",
        )  # fmt: skip
