"""The score on the user's own map: shapes in five classes, none of them dropped silently."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coopindex.content.shapes import Polygon, Shape
from coopindex.methods.registry import Array
from coopindex.phrases import few, in_line
from coopindex.problems import FEW
from coopindex.report.charts.canvas import Canvas
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.measure import width
from coopindex.report.charts.parts import Swatch, draw_key
from coopindex.report.charts.words import standing_said, words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.map import Map
from coopindex.report.facts.standings import Standing
from coopindex.report.table import Column, Table
from coopindex.report.written import decimals, fixed

TONES = "q2", "q3", "q4", "q5", "q6"  # of the classes, the lowest first
ON_DARK = {"q5": "qt5", "q6": "qt6"}  # text upon them
STEPS = 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0  # pixels to which corners are drawn
MOST_SIGNS, A_CORNER = 60_000, 7  # of the outlines: all of them, and one corner
TALL = 0.8  # the height at most, in widths
EDGE = 8.0  # around the map
DOT, LEAST = 5.0, 2.5  # radius of a place that is a point, and of one too small for an outline
MOST_NAMES, LABEL = 60, 11  # units up to which shapes are named where there is room
TURN = 360.0


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw the shapes; those of a unit given have a frame."""
    of = edition.map
    assert of is not None
    drawn = tuple(each for each in edition.as_scored if each.unit in of.units)
    # a place that is a point is never hidden by a shape
    drawn = tuple(sorted(drawn, key=lambda each: not _has_outline(of.units[each.unit])))
    words = words_of(edition)
    alt = words.say("charts.map_alt", units=words.some(len(drawn), digits=True))
    return framed(
        edition,
        "map",
        (_title(edition), " ".join(_about(edition, of)) if edition.lang == "en"
         else "".join(_about(edition, of)), alt),
        table(edition, of),
        partial(draw, edition, of, drawn, unit),
        [standing_said(edition, each) for each in drawn],
    )  # fmt: skip


def _has_outline(shapes: Iterable[Shape]) -> bool:
    return any(shape.polygons for shape in shapes)


def _title(edition: Edition) -> str:
    words, ranked = words_of(edition), edition.ranked
    scored = sorted(ranked, key=lambda each: -each.score)
    if not scored:
        return words.say("charts.map_nobody")
    first, last = scored[0], scored[-1]
    ends = {"high": words.points(first.score), "first": words.name(first.unit)}
    if first.score == last.score:
        return words.say("charts.map_alike", **ends)
    return words.say("charts.map", **ends, low=words.points(last.score), last=words.name(last.unit))


def _about(edition: Edition, of: Map) -> Iterator[str]:
    """Say how classes were cut, and which shapes and units have no counterpart."""
    words = words_of(edition)
    yield words.say(f"charts.map_{of.way}", count=of.classes)
    yield words.say("charts.map_from", key=in_line(of.key))
    if of.unshaped:
        names = few([words.name(unit) for unit in of.unshaped], FEW).again(edition.lang)
        yield words.say("charts.map_unshaped", names=names)
    if of.strangers:
        called = few([in_line(name) for name, _ in of.strangers], FEW).again(edition.lang)
        yield words.say("charts.map_strangers", names=called)


def table(edition: Edition, of: Map) -> Table:
    """Every unit with its class, and whether it is on the map; then the shapes of no unit."""
    words, units, others = words_of(edition), edition.as_scored, of.strangers
    blank = [math.nan] * len(others)
    labels = _labels(of)
    classes = [_class(each, of) for each in units]
    scores = [each.score for each in units]
    ranks = [each.rank if each.ranked else math.nan for each in units]
    where = ["shown" if each.unit in of.units else "unshaped_word" for each in units]
    where += ["stranger"] * len(others)
    names = [*(in_line(each.name) for each in units), *(in_line(name) for name, _ in others)]
    cut = [labels[at] if at >= 0 else "" for at in classes] + [""] * len(others)
    columns = (
        Column("name", words.say("charts.name"), "unit", names, head=True),
        Column("rank", words.say("charts.rank"), "rank", ranks + blank),
        Column("score", words.say("charts.score"), "score", scores + blank,
               decimals=decimals(scores)),
        Column("class", words.say("charts.map_class"), "text", cut),
        Column("map", words.say("charts.map_on"), "text",
               [words.say(f"charts.map_{each}") for each in where]),
    )  # fmt: skip
    return Table(columns, [*((each.unit,) for each in units), *(() for _ in others)])


def _class(standing: Standing, of: Map) -> int:
    return of.class_of(standing.score) if standing.ranked else -1


def _labels(of: Map) -> list[str]:
    """Name the classes by their bounds."""
    bounds = fixed(of.edges.tolist())
    return [f"{low}–{high}" for low, high in pairwise(bounds)]


def tone_of(at: int, classes: int) -> str:
    """Return the tone of a class; of fewer than five the ends of the scale come first.

    >>> [tone_of(at, 2) for at in range(2)], tone_of(0, 1)
    (['q2', 'q6'], 'q4')
    """
    if classes == 1:
        return TONES[2]
    return TONES[round(at * (len(TONES) - 1) / (classes - 1))]


# -- from the globe to the sheet -------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Projection:
    """Equirectangular, true to scale at the middle latitude: x = lon cos(middle), y = -lat.

    west : the meridian at the left edge, from which longitudes are counted.
    """

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, shapes: Sequence[Shape]) -> Projection:
        """Fit it to shapes, cut where most of the globe is empty if they cross the date line."""
        parts = [np.concatenate([ring for one in each.polygons for ring in one])
                 for each in shapes if each.polygons]  # fmt: skip
        parts += [np.array(each.points) for each in shapes if each.points]
        at = np.concatenate(parts)
        west = _cut(at[:, 0])
        x = _from(at[:, 0], west)
        return cls(west, float(at[:, 1].min()), float(x.max()), float(at[:, 1].max()))

    @cached_property
    def stretch(self) -> float:
        """How much shorter a degree of longitude is than one of latitude."""
        return max(math.cos(math.radians((self.south + self.north) / 2)), 0.05)

    def fitted(self, wide: float) -> tuple[float, float, float]:
        """Return pixels a degree, and how wide and high the map then is."""
        across = max((self.east - self.west) * self.stretch, 1e-6)
        down = max(self.north - self.south, 1e-6)
        scale = min(wide / across, wide * TALL / down)
        return scale, across * scale, down * scale

    def placed(self, at: Array, scale: float) -> Array:
        """Return where positions are, in pixels from the upper left corner."""
        x = (_from(at[:, 0], self.west) - self.west) * self.stretch * scale
        return np.stack([x, (self.north - at[:, 1]) * scale], axis=-1)


def _cut(longitudes: Array) -> float:
    """Return the meridian from which all longitudes span least.

    >>> _cut(np.array([170.0, -170.0])), _cut(np.array([10.0, 30.0]))
    (170.0, 10.0)
    """
    around = np.unique(longitudes)
    if around[-1] - around[0] < TURN / 2:
        return float(around[0])
    gaps = np.diff(around)
    widest = int(gaps.argmax())
    outside = TURN - (around[-1] - around[0])
    return float(around[widest + 1] if gaps[widest] > outside else around[0])


def _from(longitudes: Array, west: float) -> Array:
    """Return longitudes counted from a meridian on."""
    return np.where(longitudes < west, longitudes + TURN, longitudes)


def _corners(ring: Array, step: float) -> NDArray[np.int64]:
    """Return a ring on a grid of `step` pixels, without corners that fall together.

    What two neighbours share stays shared, which no thinning of each by itself would keep.
    """
    at: NDArray[np.int64] = np.rint(ring / step).astype(np.int64)
    at = at[(at != np.roll(at, 1, axis=0)).any(axis=1)]
    before, after = at - np.roll(at, 1, axis=0), np.roll(at, -1, axis=0) - at
    # what lies on a straight line is no corner
    straight = before[:, 0] * after[:, 1] == before[:, 1] * after[:, 0]
    onward = (before * after).sum(axis=1) > 0
    at = at[~(straight & onward)]
    return at if len(at) > 2 else at[:0]


def _path(rings: Iterable[NDArray[np.int64]], step: float, left: float, top: float) -> str:
    """Write rings as one path, by steps from corner to corner."""
    written = []
    for ring in rings:
        x, y = (ring[0] * step + (left, top)).tolist()
        steps = (np.diff(ring, axis=0) * step).tolist()
        line = "".join(f"{_short(dx)}{_short(dy)}" for dx, dy in steps)
        written.append(f"M{x:g} {y:g}l{line.strip()}z")
    return "".join(written)


def _short(value: float) -> str:
    """Write a number with as few signs as SVG needs before and behind it."""
    return f"{value:g}" if value < 0 else f" {value:g}"


# -- the drawing -----------------------------------------------------------------------------------


def draw(
    edition: Edition, of: Map, drawn: Sequence[Standing], unit: str | None, canvas: Canvas
) -> None:
    """Draw shapes of no unit, then units as marks, then names, and the key below."""
    strangers = [shape for _, shape in of.strangers if shape.polygons or shape.points]
    shapes = [*strangers, *(shape for each in drawn for shape in of.units[each.unit])]
    projection = Projection.of(shapes)
    scale, wide, high = projection.fitted(canvas.width - 2 * EDGE)
    left = round(EDGE + (canvas.width - 2 * EDGE - wide) / 2)
    put = _Sheet(canvas, projection, scale, left, EDGE, shapes)
    put.shapes(strangers, "surface", "rule2")
    rooms = []
    for each in drawn:
        at = _class(each, of)
        fill = tone_of(at, of.classes) if at >= 0 else "bg"
        with canvas.mark():
            line = "ink" if each.unit == unit else "rule2" if at < 0 else "bg"
            room = put.shapes(of.units[each.unit], fill, line, "blocked" if at < 0 else "")
        if room is not None:
            rooms.append((each, fill, room))
    if len(drawn) <= MOST_NAMES:
        _names(canvas, rooms)
    key = _key(edition, of, drawn)
    draw_key(canvas, EDGE, high + 2 * EDGE + 8, canvas.width - 2 * EDGE, key)


Room = tuple[float, float, float, float]


@dataclass
class _Sheet:
    """Puts shapes on a canvas, as fine as the bytes allow."""

    canvas: Canvas
    projection: Projection
    scale: float
    left: float
    top: float
    every: Sequence[Shape]

    @cached_property
    def step(self) -> float:
        """The finest grid on which all outlines are short enough."""
        rings = [self._place(ring) for each in self.every for one in each.polygons for ring in one]
        for step in STEPS:
            if A_CORNER * sum(len(_corners(ring, step)) for ring in rings) < MOST_SIGNS:
                return step
        return STEPS[-1]

    def _place(self, ring: Array) -> Array:
        return self.projection.placed(ring, self.scale)

    def shapes(
        self, shapes: Iterable[Shape], fill: str, line: str, pattern: str = ""
    ) -> Room | None:
        """Draw the outlines and the points of one unit; return the room of its largest outline."""
        room: Room | None = None
        for shape in shapes:
            for polygon in shape.polygons:
                found = self._polygon(polygon, fill, line, pattern)
                room = found if room is None or _area(found) > _area(room) else room
            for at in self._place(np.array(shape.points).reshape(-1, 2)).tolist():
                self._dot(at, DOT, fill, line)
        return room

    def _polygon(self, polygon: Polygon, fill: str, line: str, pattern: str) -> Room:
        placed = [self._place(ring) for ring in polygon]
        rings = [found for ring in placed if len(found := _corners(ring, self.step))]
        low, top = placed[0].min(axis=0).tolist(), placed[0].max(axis=0).tolist()
        if not rings:
            self._dot(placed[0].mean(axis=0).tolist(), LEAST, fill, line)
            return 0.0, 0.0, 0.0, 0.0
        bottom = self.top + float(placed[0][:, 1].max())
        d = _path(rings, self.step, self.left, self.top)
        self.canvas.area(d, fill, bottom, line=line, pattern=pattern)
        return (self.left + low[0], self.top + low[1], self.left + top[0], self.top + top[1])

    def _dot(self, at: Sequence[float], radius: float, fill: str, line: str) -> None:
        x, y = self.left + at[0], self.top + at[1]
        self.canvas.circle(x, y, radius, fill, ring="rule2" if line == "bg" else line, wide=1)


def _area(room: Room) -> float:
    return (room[2] - room[0]) * (room[3] - room[1])


def _names(canvas: Canvas, rooms: Sequence[tuple[Standing, str, Room]]) -> None:
    """Name the shapes that are wide enough, the larger ones first, none over another."""
    taken: list[Room] = []
    for each, fill, room in sorted(rooms, key=lambda found: -_area(found[2])):
        name = in_line(each.name)
        half, x, y = width(name, LABEL) / 2, (room[0] + room[2]) / 2, (room[1] + room[3]) / 2
        box = (x - half, y - LABEL, x + half, y + LABEL)
        inside = 2 * half + 8 <= room[2] - room[0] and room[3] - room[1] >= 2 * LABEL
        if inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            canvas.text(x, y, name, size=LABEL, tone=ON_DARK.get(fill, "qt"), anchor="mid")


def _meet(one: Room, other: Room) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _key(edition: Edition, of: Map, drawn: Sequence[Standing]) -> list[tuple[Swatch, str]]:
    """What the fills mean, the highest class first, with how many units are in each."""
    words, every = words_of(edition), [_class(each, of) for each in edition.as_scored]
    entries = [
        (_swatch(tone_of(at, of.classes)), words.say("charts.map_in", label=label,
                                                     count=every.count(at)))
        for at, label in reversed(list(enumerate(_labels(of))))
    ]  # fmt: skip
    if any(_class(each, of) < 0 for each in drawn):
        entries.append((_swatch("bg", "blocked"), words.say("charts.map_unscored")))
    if of.strangers:
        entries.append((_swatch("surface"), words.say("charts.map_no_unit")))
    return entries


def _swatch(fill: str, pattern: str = "") -> Callable[[Canvas, float, float], None]:
    def put(canvas: Canvas, x: float, y: float) -> None:
        canvas.rect(x, y, 11, 11, fill, frame="rule2")
        if pattern:
            canvas.cross(x, y, 11, 11, pattern)

    return put
