"""What the figures rest on: one cell a figure, in the texture of its status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import STATUSES
from coopindex.phrases import in_line
from coopindex.report.charts.canvas import Canvas, height, room_for, tone
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.measure import wrapped
from coopindex.report.charts.parts import MANY, Swatch, draw_key
from coopindex.report.charts.statuses import ORDER, TONES, draw_status
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import count
from coopindex.report.facts.standings import DOCUMENTED, Standing
from coopindex.report.facts.words import Words
from coopindex.report.pages.frame import titles_of
from coopindex.report.table import Column, Table, each

BETWEEN = 4.0  # dimensions
COUNTS, TICKS = 60.0, 14.0  # room on the right: for counts of a few units, for a tick of many


@dataclass(frozen=True)
class Cells:
    """The status of every figure. status : (U, L) words, L in the order of the tree.

    treated : (U, L) whether the treatment of outliers moved it. units : in the order of the rows.
    """

    units: tuple[Standing, ...]
    leaves: tuple[str, ...]
    status: NDArray[np.str_]
    treated: NDArray[np.bool_]

    @property
    def documented(self) -> list[int]:
        """How many figures of each unit are observed or derived."""
        found: list[int] = np.isin(self.status, DOCUMENTED).sum(axis=1).tolist()
        return found


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw the status of every figure; a unit given is named, and of many marked."""
    words, cells = words_of(edition), cells_of(edition)
    kind = "many" if len(cells.units) > MANY else "few"
    whole = words.some(len(cells.units), digits=True)
    what = {"units": whole, "indicators": words.indicators}
    says = [
        words.say_documented(
            "charts.coverage_read",
            name=words.name(each.unit),
            documented=documented,
            every=len(cells.leaves),
        )
        for each, documented in zip(cells.units, cells.documented, strict=True)
    ]
    return framed(
        edition,
        "coverage",
        (
            _title(edition, cells),
            _about(words, kind, what),
            words.say("charts.coverage_alt", **what),
        ),
        table(edition, cells),
        partial(draw, edition, cells, unit),
        says,
        least=_least(edition, cells),
    )


def cells_of(edition: Edition) -> Cells:
    """Collect the statuses; of many units the best documented come first."""
    result = edition.result
    leaves = tuple(leaf for of in edition.dimensions for leaf in of.leaves)
    data, at = result.data, result.data.years.index(result.years[-1])
    place = {node.code: k for k, node in enumerate(result.index.leaves)}
    codes = data.status[at][:, [place[leaf] for leaf in leaves]]
    steps = [
        np.stack([result.array(leaf, step)[-1] for leaf in leaves], axis=-1)
        for step in ("transformed", "imputed", "treated")
    ]
    words = np.array([*STATUSES, "missing"])[codes]
    # what a step of the index filled in is imputed, whatever the data say
    words = np.where(np.isnan(steps[0]) & ~np.isnan(steps[1]), "imputed", words)
    treated = (steps[1] != steps[2]) & ~np.isnan(steps[2]) & ~np.isnan(steps[1])
    row = {unit: k for k, unit in enumerate(result.rows.units)}
    units = edition.as_scored
    order = [row[one.unit] for one in units]
    found = Cells(units, leaves, words[order], treated[order])
    if len(units) <= MANY:
        return found
    best = np.argsort(-np.array(found.documented), kind="stable")
    return Cells(tuple(units[k] for k in best), leaves, found.status[best], found.treated[best])


def _about(words: Words, kind: str, what: Mapping[str, str]) -> str:
    if kind == "few":
        return words.say("charts.coverage_about_few", **what)
    return words.say_documented("charts.coverage_about_many", **what)


def _title(edition: Edition, cells: Cells) -> str:
    words = words_of(edition)
    counts = {status: int((cells.status == status).sum()) for status in ORDER}
    documented, every = sum(counts[s] for s in DOCUMENTED), cells.status.size
    what = {"documented": count(documented), "every": count(every), "count": documented or every}
    other = next((s for s in ("illustrative", "missing", "imputed", "estimated") if counts[s]), "")
    if documented == every:
        return words.say_documented("charts.coverage_all", **what)
    others = {"number": count(counts[other]), "status": words.say(f"status.{other}")}
    if not documented:
        return words.say("charts.coverage_none", **what, **others)
    return words.say_documented("charts.coverage", **what, **others)


def table(edition: Edition, cells: Cells) -> Table:
    """The status of every figure, one row a unit."""
    words = words_of(edition)
    titles = titles_of(cells.leaves, edition.result.index, edition.lang)
    columns = (
        Column("name", words.say("charts.name"), "unit", [s.name for s in cells.units], head=True),
        *(
            Column(leaf, title, "status", cells.status[:, k].tolist())
            for k, (leaf, title) in enumerate(zip(cells.leaves, titles, strict=True))
        ),
        Column("documented", words.say_documented("charts.documented"), "count", cells.documented),
        Column("treated", words.say("charts.treated"), "count", cells.treated.sum(axis=1).tolist()),
    )
    return Table(columns, each(s.unit for s in cells.units))


# -- the drawing -----------------------------------------------------------------------------------


def _names(cells: Cells, wide: float) -> float:
    if len(cells.units) > MANY:
        return 0.0
    names = [in_line(s.name) for s in cells.units]
    return room_for(names, 13, most=max(96.0, 0.2 * wide)) + 8


def _right(cells: Cells) -> float:
    return TICKS if len(cells.units) > MANY else COUNTS


def _least(edition: Edition, cells: Cells) -> float:
    groups = [len(of.leaves) for of in edition.dimensions]
    side = 6 if len(cells.units) > MANY else 11
    return _names(cells, 480) + _right(cells) + sum(max(side * n, 17) + BETWEEN for n in groups)


def _groups(edition: Edition, cells: Cells, wide: float) -> list[tuple[float, float, int]]:
    """Lay out the dimensions: left end, width of a cell, number of cells."""
    left = _names(cells, wide)
    numbers = [len(of.leaves) for of in edition.dimensions]
    free = wide - left - _right(cells) - BETWEEN * len(numbers)
    side = free / sum(numbers)
    # one alone takes the room of its number
    sides = [max(side, 17.0 / n) for n in numbers]
    over = sum(s * n for s, n in zip(sides, numbers, strict=True)) / free
    found = []
    for s, n in zip(sides, numbers, strict=True):
        found.append((left, s / over if over > 1 else s, n))
        left += found[-1][1] * n + BETWEEN
    return found


def draw(edition: Edition, cells: Cells, unit: str | None, canvas: Canvas) -> None:
    """Draw the map on a sheet."""
    y = draw_key(canvas, 0, 0, canvas.width, key_of(edition, cells)) + 6
    groups = _groups(edition, cells, canvas.width)
    y = _heads(canvas, edition, groups, y)
    crowded = len(cells.units) > MANY
    room = _names(cells, canvas.width) - 8
    for row, standing in enumerate(cells.units):
        name = in_line(standing.name)
        deep = 3.0 if crowded else max(19.0, height(name, room, 13) + 3)
        with canvas.mark():
            if crowded:
                _thin(canvas, cells, groups, row, y)
                if standing.unit == unit:
                    canvas.rect(canvas.width - 10, y, 10, 3, "ink")
            else:
                bold = standing.unit == unit
                canvas.centred(0, y + deep / 2, name, room, size=13, bold=bold)
                _row(canvas, cells, groups, row, (y, deep))
                text = f"{cells.documented[row]} / {len(cells.leaves)}"
                canvas.text(canvas.width, y + deep / 2, text, tone="muted", anchor="end")
        y += deep
    canvas.bottom = max(canvas.bottom, y)


def key_of(edition: Edition, cells: Cells) -> list[tuple[Swatch, str]]:
    """The statuses that occur, with their counts, in the order of every legend."""
    words, crowded = words_of(edition), len(cells.units) > MANY
    entries: list[tuple[Swatch, str]] = []
    for status in ORDER:
        number = int((cells.status == status).sum())
        if number:
            entries.append(
                (_swatch(status, crowded), f"{words.say(f'status.{status}')} {count(number)}")
            )
    if cells.treated.any() and not crowded:
        said = f"{words.say('charts.treated')} {count(int(cells.treated.sum()))}"
        entries.append((_swatch("observed", False, treated=True), said))
    return entries


def _swatch(status: str, crowded: bool, *, treated: bool = False) -> Swatch:
    def draw_it(canvas: Canvas, x: float, y: float) -> None:
        if crowded and status in TONES:
            canvas.rect(x, y, 11, 11, TONES[status])
        else:
            draw_status(canvas, x, y, 11, 11, status, treated=treated)

    return draw_it


def _heads(
    canvas: Canvas, edition: Edition, groups: Sequence[tuple[float, float, int]], y: float
) -> float:
    """Name the dimensions above their columns, by numbers where there is no room for names."""
    words = words_of(edition)
    titles = [in_line(of.title) for of in edition.dimensions]
    rooms = [side * n for _, side, n in groups]
    if not all(_fits(title, room) for title, room in zip(titles, rooms, strict=True)):
        said = words.say("charts.semicolon").join(f"{k} {t}" for k, t in enumerate(titles, 1))
        y += canvas.block(0, y, said, canvas.width, tone="muted") + 6
        titles = [str(k) for k in range(1, len(titles) + 1)]
    tall = max(height(title, room, 12) for title, room in zip(titles, rooms, strict=True))
    fills = [of.fill for of in edition.dimensions]
    for (left, _, _), title, room, fill in zip(groups, titles, rooms, fills, strict=True):
        canvas.block(left, y + tall - height(title, room, 12), title, room)
        canvas.rect(left, y + tall + 2, room - 1, 3, tone(fill))
    return y + tall + 9


def _fits(title: str, room: float) -> bool:
    """Whether a title breaks at words alone into four lines at most."""
    lines = wrapped(title, room, 12)
    whole = "".join("".join(line.split()) for line in lines) == "".join(title.split())
    broken = any(
        a[-1:].isalpha() and b[:1].isalpha() and a[-1:].isascii() and f"{a} {b}" not in title
        for a, b in pairwise(lines)
    )
    return whole and len(lines) <= 4 and not broken


def _row(
    canvas: Canvas,
    cells: Cells,
    groups: Sequence[tuple[float, float, int]],
    row: int,
    at: tuple[float, float],
) -> None:
    """Draw the figures of a unit, each in its box."""
    (y, deep), column = at, 0
    for left, side, number in groups:
        for k in range(number):
            status, treated = str(cells.status[row, column]), bool(cells.treated[row, column])
            draw_status(canvas, left + k * side, y + 1, side - 2, deep - 2, status, treated=treated)
            column += 1


def _thin(
    canvas: Canvas, cells: Cells, groups: Sequence[tuple[float, float, int]], row: int, y: float
) -> None:
    """Draw the figures of one of many units, those of a status together."""
    found: dict[str, list[tuple[float, float]]] = {}
    column = 0
    for left, side, number in groups:
        for k in range(number):
            found.setdefault(str(cells.status[row, column]), []).append(
                (left + k * side, side - 0.5)
            )
            column += 1
    for status, kind in TONES.items():
        if status in found:
            canvas.boxes(found[status], y, 2.4, kind)
