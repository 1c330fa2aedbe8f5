"""What several charts draw: a stack of contributions, an interval of ranks, keys, and axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from coopindex.report.charts.canvas import Canvas
from coopindex.report.charts.measure import width, wrapped
from coopindex.report.facts.standings import Dimension, Standing
from coopindex.report.look import Fill

GAP = 14.0  # between columns
FEW, MANY = 5, 60  # units up to which each has its pairs said, and from which rows are crowded


class Span(NamedTuple):
    """Values from a low to a high end, laid out on a sheet from `left` on."""

    low: float
    high: float
    left: float
    wide: float

    def __call__(self, value: float) -> float:
        """Return where a value lies."""
        return self.left + (value - self.low) / ((self.high - self.low) or 1.0) * self.wide


def ranks_span(units: int, left: float, wide: float) -> Span:
    """Lay out ranks, each with room of its own."""
    return Span(0.5, units + 0.5, left, wide)


def rank_ticks(units: int, wide: float) -> list[int]:
    """Return ranks that an axis names: the first, round ones, the last, with room between them.

    >>> rank_ticks(15, 300), rank_ticks(300, 300), rank_ticks(2, 100)
    ([1, 5, 10, 15], [1, 50, 100, 150, 200, 250, 300], [1, 2])
    """
    if units < 5:
        return list(range(1, units + 1))
    need = max(26.0, 9.0 * len(str(units)) + 8)
    step = next(s for s in (5, 10, 20, 50, 100, 200, 500, 10**9) if s * wide / units >= need)
    inner = [at for at in range(step, units, step) if (units - at) * wide / units >= need]
    return [1, *inner, units]


def nice_span(low: float, high: float, most: int = 5) -> tuple[float, float, list[float]]:
    """Return round ends around two values, and the steps between them.

    >>> nice_span(40.6, 69.3)
    (40.0, 70.0, [40.0, 50.0, 60.0, 70.0])
    """
    if not high > low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * k for k in (1, 2, 2.5, 5, 10) if power * k >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = [round(k * step, 12) for k in range(first, last + 1)]
    return ticks[0], ticks[-1], ticks


def tick_text(value: float) -> str:
    """Write a number of an axis.

    >>> tick_text(40.0), tick_text(-0.5), tick_text(1200.0)
    ('40', '−0.5', '1,200')
    """
    return f"{value:z,.6f}".rstrip("0").rstrip(".").replace("-", "\u2212")


# -- the stack of contributions --------------------------------------------------------------------


class Stack(NamedTuple):
    """How contributions are laid out: the ends of the scale, and whether any is below 0."""

    low: float
    high: float

    @property
    def negative(self) -> bool:
        """Whether a part is below 0, so that the zero line and the score are drawn."""
        return self.low < 0


def stack_of(standings: Iterable[Standing]) -> Stack:
    """Return the scale that all stacks share: from 0, or the lowest, to the highest, rounded up."""
    sums = [parts_sums(each) for each in standings]
    low = min((low for low, _ in sums), default=0.0)
    high = max((high for _, high in sums), default=0.0)
    reach = max(high, -low) or 1.0
    step = 10.0 ** math.floor(math.log10(reach))
    return Stack(
        step * math.floor(low / step + 1e-9) if low < 0 else 0.0,
        step * math.ceil(high / step - 1e-9) if high > 0 else 0.0,
    )


def parts_sums(standing: Standing) -> tuple[float, float]:
    """Return what the parts below 0 and those above 0 of a score add up to."""
    parts = [part for part in (standing.start, *standing.points) if math.isfinite(part)]
    return math.fsum(p for p in parts if p < 0), math.fsum(p for p in parts if p > 0)


def draw_stack(
    canvas: Canvas,
    at: tuple[float, float, float, float],
    standing: Standing,
    dimensions: Sequence[Dimension],
    scale: Stack,
) -> None:
    """Draw a score as the sum of its parts, in a box of x, y, width and height."""
    x, y, wide, high = at
    missing = any(math.isnan(part) for part in standing.points)
    span = Span(scale.low, scale.high, x, wide - 16)
    up = down = 0.0
    for part, fill in zip((standing.start, *standing.points), fills_of(dimensions), strict=True):
        if not part or math.isnan(part):
            continue
        left, right = (up, up + part) if part > 0 else (down + part, down)
        start, length = span(left), span(right) - span(left)
        # a gap in the colour of the page parts it from the next
        drawn = max(length - 1.5, min(length, 1.0))
        if fill is None:
            canvas.rect(start, y, drawn, high, "rule2")
        else:
            canvas.filled(start, y, drawn, high, fill)
        if part < 0:
            canvas.cross(start, y, drawn, high, "negative")
        up, down = (up + part, down) if part > 0 else (up, down + part)
    if scale.negative:
        canvas.line(span(0), y - 5, span(0), y + high + 5, "ink")
        if math.isfinite(standing.score):
            canvas.rect(span(standing.score) - 3.5, y - 3, 7, high + 6, "bg")
            canvas.rect(span(standing.score) - 1.5, y - 3, 3, high + 6, "ink")
    if missing:
        canvas.text(span(up) + 5, y + high / 2, "×", size=14, tone="muted")


def fills_of(dimensions: Sequence[Dimension]) -> list[Fill | None]:
    """Return how the parts of a score are filled: the starting level first, then the dimensions."""
    return [None, *(each.fill for each in dimensions)]


# -- the interval of a rank ------------------------------------------------------------------------


def draw_interval(
    canvas: Canvas, span: Span, y: float, standing: Standing, high: float = 10, dot: float = 6.0
) -> None:
    """Draw the interval of a rank as a pill and the rank as scored as a dot; `y` : its middle."""
    low, upper = standing.low, standing.high
    if low is not None and upper is not None and not math.isnan(low):
        left, right = span(low - 0.5), span(upper + 0.5)
        # one of a single rank is still seen behind the dot
        wide = max(right - left, 2 * dot + 5 if dot > 3 else 6.0)
        over = 5.0 if dot > 3 else 0.0
        left = max((left + right - wide) / 2, span.left - over)
        left = min(left, span.left + span.wide + over - wide)
        canvas.rect(left, y - high / 2, wide, high, "iv", round=high / 2)
    canvas.circle(span(place_of(standing)), y, dot, "dot", "bg", 2 if dot > 3 else 1)


def place_of(standing: Standing) -> float:
    """Return the rank at which a unit's dot stands."""
    return standing.rank


def draw_grid(
    canvas: Canvas, span: Span, ranks: Iterable[float], top: float, bottom: float
) -> None:
    """Draw the lines of an axis from top to bottom."""
    for rank in ranks:
        canvas.line(span(rank), top, span(rank), bottom, "rule")


def draw_ticks(canvas: Canvas, span: Span, ranks: Iterable[float], y: float) -> None:
    """Name ranks above, or values below, the lines of an axis; `y` : the middle of the text.

    Of values without room between them every second is named.
    """
    shown = list(ranks)
    while len(shown) > 2 and _crowded(span, shown):
        shown = shown[::2]
    for rank in shown:
        said = tick_text(rank)
        half = width(said, 12) / 2
        x = min(max(span(rank), half), canvas.width - half)
        canvas.text(x, y, said, tone="muted", anchor="mid")


def _crowded(span: Span, ticks: Sequence[float]) -> bool:
    wide = max(width(tick_text(tick), 12) for tick in ticks)
    return span(ticks[1]) - span(ticks[0]) < wide + 10


# -- keys ------------------------------------------------------------------------------------------

Swatch = Callable[[Canvas, float, float], None]


def draw_key(
    canvas: Canvas, x: float, y: float, room: float, entries: Sequence[tuple[Swatch, str]]
) -> float:
    """Draw swatches with what they mean, line by line, in a column of `room`; return the height."""
    at, top = x, y
    for swatch, said in entries:
        # a name longer than a line takes several
        lines = wrapped(said, room - 20, 13)
        wide = 16 + max(width(line, 13) for line in lines)
        if at > x and at + wide > x + room:
            at, top = x, top + 20
        swatch(canvas, at, top + 4)
        for number, line in enumerate(lines):
            canvas.text(at + 16, top + 10 + 18 * number, line, size=13)
        top += 18 * (len(lines) - 1)
        at += wide + 18
    return top + 20 - y if entries else 0.0


def swatch_of(fill: Fill | None) -> Swatch:
    """Return what draws a small square filled as a dimension is, or as a starting level."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        if fill is None:
            canvas.rect(x, y, 11, 11, "rule2")
        else:
            canvas.filled(x, y, 11, 11, fill)

    return draw


def plain_swatch(kind: str) -> Swatch:
    """Return what draws a small square in a tone."""
    return lambda canvas, x, y: canvas.rect(x, y, 11, 11, kind)
