"""Normalisation by aggregation: how far the ranking hangs on the methods."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.phrases import again, in_line
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import GAP
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import place
from coopindex.report.pages.grid import titles
from coopindex.report.pages.usual import with_titles
from coopindex.report.table import Column, Table
from coopindex.report.written import decided
from coopindex.robustness.grid import MethodGrid

EDGES = 0.2, 0.4, 0.6, 0.8, 0.9  # of correlations, at which the shade changes
TEXTS = {1: "qt1", 5: "qt5", 6: "qt6"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Blank(NamedTuple):
    """Neighbouring cells of a row that do not go, for one reason."""

    row: int
    first: int
    last: int
    why: str


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw the agreement with the ranking as scored, and the rank of a unit, under every pair."""
    words, found = words_of(edition), edition.grid
    assert found is not None
    unit = unit or edition.as_scored[0].unit
    ranks = found.ranks[..., found.result.rows.units.index(unit)]
    rows, columns = (
        [in_line(_capital(title)) for title in of] for of in titles(found, edition.lang)
    )
    name = words.name(unit)
    says = list(_says(edition, found, ranks, rows, columns, name))
    about = words.say("charts.grid_about", name=name)
    if found.lifted:
        about = words.say("charts.after", first=about, rest=words.say("charts.grid_lifted"))
    return framed(
        edition,
        "grid",
        (
            _title(edition, found, ranks, name),
            about,
            words.say("charts.grid_alt", rows=len(rows), columns=len(columns)),
        ),
        table(edition, found, ranks, rows, columns, name),
        partial(draw, edition, found, ranks, rows, columns, name),
        says,
        least=110 + 84 * len(columns),
    )


def correlation(rho: float) -> str:
    """Write a rank correlation; 1 and -1 are said of the same order and of its reverse only.

    >>> correlation(0.999), correlation(-0.5), correlation(1.0)
    ('0.999', '−0.50', '1.00')
    """
    return decided([rho], (-1.0, 1.0), 2)[0].replace("-", "\u2212")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _goes(found: MethodGrid) -> NDArray[np.bool_]:
    """(N, A) which pairs go together."""
    return np.asarray(~np.isnan(found.ranks).all(axis=-1))


def _title(edition: Edition, found: MethodGrid, ranks: Any, name: str) -> str:
    words = words_of(edition)
    goes = _goes(found)
    known = ranks[goes & ~np.isnan(ranks)]
    alike = found.spearman[goes & ~np.isnan(found.spearman)]
    number = int(goes.sum())
    if not len(known):
        return words.say("charts.grid_nothing")
    low, high = float(known.min()), float(known.max())
    what = {"name": name, "count": number, "rank": place(low, edition.lang)}
    if low != high:
        what["last"] = place(high, edition.lang)
    if not len(alike):
        key = "charts.grid_one" if low == high else "charts.grid_between"
        return words.say(key, **what)
    what["least"] = correlation(float(alike.min()))
    key = "charts.grid_same" if low == high else "charts.grid"
    return words.say(key, **what)


def _says(
    edition: Edition,
    found: MethodGrid,
    ranks: Any,
    rows: Sequence[str],
    columns: Sequence[str],
    name: str,
) -> Iterator[str]:
    """Read out every pair, row by row."""
    words = words_of(edition)
    for n, row in enumerate(rows):
        for a, column in enumerate(columns):
            what = {"row": row, "column": column}
            if not _goes(found)[n, a]:
                yield words.say("charts.grid_read_none", **what, why=_why(edition, found, n, a))
                continue
            rank = float(ranks[n, a])
            said = place(rank, edition.lang) if math.isfinite(rank) else words.say("charts.none")
            rho = correlation(float(found.spearman[n, a]))
            yield words.say("charts.grid_read", **what, rho=rho, name=name, rank=said)


def _why(edition: Edition, found: MethodGrid, n: int, a: int) -> str:
    problem = found.why.get((n, a))
    if problem is None:
        return ""
    return in_line(again(with_titles(problem.message, found.result), edition.lang), 400)


def table(
    edition: Edition,
    found: MethodGrid,
    ranks: Any,
    rows: Sequence[str],
    columns: Sequence[str],
    name: str,
) -> Table:
    """One row a pair: correlation, the unit's rank, or why it does not go."""
    words = words_of(edition)
    pairs = [(n, a) for n in range(len(rows)) for a in range(len(columns))]
    spearman = [float(found.spearman[pair]) for pair in pairs]
    return Table(
        (
            Column(
                "normalisation",
                words.say("charts.normalisation"),
                "text",
                [rows[n] for n, _ in pairs],
            ),
            Column(
                "aggregation",
                words.say("charts.aggregation"),
                "text",
                [columns[a] for _, a in pairs],
            ),
            Column("spearman", words.say("charts.spearman"), "correlation", spearman),
            Column("rank", name, "rank", [float(ranks[pair]) for pair in pairs]),
            Column(
                "why", words.say("charts.why"), "prose", [_why(edition, found, *p) for p in pairs]
            ),
        )
    )


# -- the drawing -----------------------------------------------------------------------------------


def _blanks(edition: Edition, found: MethodGrid) -> list[Blank]:
    """Put neighbouring cells together that do not go for one reason."""
    blanks: list[Blank] = []
    goes = _goes(found)
    for n, a in np.argwhere(~goes).tolist():
        why = _why(edition, found, n, a)
        before = blanks[-1] if blanks else None
        if before and (before.row, before.last + 1, before.why) == (n, a, why):
            blanks[-1] = before._replace(last=a)
        else:
            blanks.append(Blank(n, a, a, why))
    return blanks


def draw(
    edition: Edition,
    found: MethodGrid,
    ranks: Any,
    rows: Sequence[str],
    columns: Sequence[str],
    name: str,
    canvas: Canvas,
) -> None:
    """Draw the grid on a sheet."""
    room = room_for(list(rows), 13, most=max(100.0, 0.2 * canvas.width))
    left = room + GAP
    side = min((canvas.width - left) / len(columns), 200.0)
    tall = max(height(column, side - 6, 12) for column in columns)
    for a, column in enumerate(columns):
        top = tall - height(column, side - 6, 12)
        x = left + (a + 0.5) * side - 1
        canvas.block(x, top, column, side - 6, tone="muted", anchor="mid")
    blanks = _blanks(edition, found)
    notes: dict[str, str] = {}
    lines = max([height(name, side - 8, 11) / 14.3, 1.0])
    deep = max(46.0, 26 + 14.3 * (lines + 0.4))
    y, goes = tall + 6, _goes(found)
    for n, row in enumerate(rows):
        canvas.centred(0, y + deep / 2, row, room, size=13)
        for a in range(len(columns)):
            with canvas.mark():
                if goes[n, a]:
                    box = (left + a * side, y, side - 1, deep - 1)
                    _cell(canvas, found, box, (n, a), float(ranks[n, a]), name)
        for blank in (b for b in blanks if b.row == n):
            box = (
                left + blank.first * side,
                y,
                (blank.last - blank.first + 1) * side - 1,
                deep - 1,
            )
            _blank(canvas, box, blank.why, notes)
        y += deep
    for why, letter in notes.items():
        y += 6 + canvas.block(0, y + 6, f"{letter}  {why}", canvas.width, tone="muted")


def _cell(
    canvas: Canvas,
    found: MethodGrid,
    box: tuple[float, float, float, float],
    pair: tuple[int, int],
    rank: float,
    name: str,
) -> None:
    """Draw one pair: its correlation large, and the rank of the unit below."""
    x, y, side, deep = box
    rho = float(found.spearman[pair])
    step = 1 if math.isnan(rho) else 1 + sum(rho >= edge for edge in EDGES)
    kind = TEXTS.get(step, "qt")
    canvas.rect(*box, f"q{step}")
    if pair == (0, 0):
        canvas.rect(*box, "", frame="ink")
        canvas.rect(x + 1.5, y + 1.5, side - 3, deep - 3, "", frame="bg")
    mark = "†" if pair in found.lifted else ""
    middle = x + side / 2
    canvas.text(
        middle, y + 14, correlation(rho) + mark, size=14, bold=True, tone=kind, anchor="mid"
    )
    said = f"{name} {rank:g}" if math.isfinite(rank) else "–"
    canvas.block(middle, y + 25, said, side - 8, size=11, tone=kind, anchor="mid")


def _blank(
    canvas: Canvas, box: tuple[float, float, float, float], why: str, notes: dict[str, str]
) -> None:
    """Draw cells that do not go, with the reason in them, or a letter where that is too long."""
    x, y, wide, deep = box
    canvas.cross(*box, "blocked")
    fits = height(why, wide - 24, 12) <= deep - 8 and wide >= 150
    if not fits:
        letter = notes.setdefault(why, LETTERS[len(notes) % 26])
        canvas.rect(x + wide / 2 - 10, y + deep / 2 - 10, 20, 20, "bg")
        canvas.text(x + wide / 2, y + deep / 2, letter, bold=True, tone="muted", anchor="mid")
        return
    high, room = height(why, wide - 24, 12), room_for([why], 12, most=wide - 24)
    canvas.rect(x + (wide - room) / 2 - 6, y + (deep - high) / 2 - 2, room + 12, high + 4, "bg")
    canvas.centred(x + wide / 2, y + deep / 2, why, wide - 24, tone="muted", anchor="mid")
