"""Small drawings inside a page's text: as wide as there is room, geometry in shares of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from coopindex.report.look import Fill
from coopindex.report.render.html.markup import Markup, el, join, percent, shape

# what statuses look like, shape first
STATUS = {
    "observed": '<rect class="i-ink" width="11" height="11" rx="1"/>',
    "derived": '<rect class="i-frame" x=".7" y=".7" width="9.6" height="9.6" rx="1"/>'
    '<rect class="i-ink" y="5.5" width="11" height="5.5"/>',
    "estimated": '<circle class="i-ring" cx="5.5" cy="5.5" r="4.5"/>',
    "imputed": '<circle class="i-dots" cx="5.5" cy="5.5" r="4.5"/>',
    "illustrative": '<path class="i-hatch" d="M0 3.5 3.5 0M0 8 8 0M1 11 11 1"/>'
    '<path class="i-hatch" d="M5.5 11 11 5.5M10 11l1-1"/>'
    '<rect class="i-edge" x=".5" y=".5" width="10" height="10"/>',
    "missing": '<path class="i-muted" d="M1.5 1.5l8 8m0-8l-8 8"/>',
}  # fmt: skip
# what crosses a fill in the colour of the page: repeated hues, and what counts against a score
LINED = (
    '<pattern id="lined" width="7" height="7" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect class="i-bg" width="1.6" height="7"/></pattern>'
    '<pattern id="against" width="5" height="5" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect class="i-bg" width="2" height="5"/></pattern>'
)
PIN = (
    '<symbol id="pin" viewBox="0 0 16 16"><path d="M5 2h6l-1 5 2.5 2.5h-9L6 7zM8 9.5V15"/></symbol>'
)
HATCH = (
    '<pattern id="hatch" width="4.5" height="4.5" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect class="hatched" width="2" height="4.5"/></pattern>'
)


def definitions(*more: Markup) -> Markup:
    """Return what the small drawings of a page share; it shows nothing itself."""
    symbols = "".join(
        f'<symbol id="st-{status}" viewBox="0 0 11 11">{drawn}</symbol>'
        for status, drawn in STATUS.items()
    )
    inside = Markup(f"<defs>{LINED}{HATCH}{PIN}{symbols}{join(*more)}</defs>")
    return el("svg", inside, cls="defs", aria_hidden="true", focusable="false")


# the class of a cell whose figure has a status, for tables of very many cells
CELL = {
    "observed": "o", "derived": "d", "estimated": "e", "imputed": "m", "illustrative": "x",
    "missing": "n",
}  # fmt: skip


def mark_of(status: str, label: str) -> Markup:
    """Write a status as a sign that style sheets draw, its word for those who cannot see it.

    >>> mark_of("observed", "observed")
    '<i class=sgo>observed</i>'
    """
    return el("i", label, cls=f"sg{CELL[status]}")


def glyph(status: str, label: str = "") -> Markup:
    """Draw a status; label : what it is called, where no word stands beside it."""
    use = Markup(f'<use href="#st-{status}"/>')
    if not label:
        return el("svg", use, cls="g1", aria_hidden="true")
    return el("svg", use, cls="g1", role="img", aria_label=label)


def fill_class(fill: Fill) -> str:
    """Name the class of a fill."""
    return f"f{fill.hue or 0}"


def _kind(fill: Fill | None) -> str:
    return "fs0" if fill is None else fill_class(fill)


def swatch(fill: Fill | None) -> Markup:
    """Draw a little square of a dimension's fill, or of a starting level's, for a key."""
    square = shape("rect", cls=_kind(fill), width=11, height=11)
    lined = fill is not None and fill.lined
    over = shape("rect", fill="url(#lined)", width=11, height=11) if lined else None
    return el("svg", square, over, cls="sw", width=11, height=11, aria_hidden="true")


# -- what a score adds up from ---------------------------------------------------------------------


def ends(starts: Sequence[float], points: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return the ends of a scale on which all stacks lie, round numbers both.

    >>> ends([1.0, 0.0], [[40.0, 28.3], [12.0, -3.0]])
    (-3.0, 70.0)
    """
    rows = [
        (start, *(point for point in own if not math.isnan(point)))
        for start, own in zip(starts, points, strict=True)
        if not math.isnan(start)
    ]
    high = max((sum(part for part in row if part > 0) for row in rows), default=0.0)
    low = min((sum(part for part in row if part < 0) for row in rows), default=0.0)
    return 0.0 - _rounded_up(-low), _rounded_up(high)


def _rounded_up(value: float) -> float:
    """Round up to the next of 10 steps of its size.

    >>> [_rounded_up(value) for value in (69.3, 0.957, 104.0, 0.0)]
    [70.0, 1.0, 110.0, 0.0]
    """
    if value <= 0:
        return 0.0
    step: float = 10.0 ** math.floor(math.log10(value))
    step = step / 10 if value < 5 * step and value > step else step
    return math.ceil(value / step - 1e-9) * step


def stack(
    start: float,
    points: Sequence[float],
    fills: Sequence[Fill],
    scale: tuple[float, float],
    height: int = 16,
) -> Markup:
    """Draw what a score adds up from; what counts against it grows to the left of the zero line."""
    low, high = scale
    wide = (high - low) or 1.0
    parts = [(start, None), *zip(points, fills, strict=True)]
    known = [(point, fill) for point, fill in parts if not math.isnan(point) and point]
    drawn = []
    for sign in (1, -1):
        side = [(point, fill) for point, fill in known if point * sign > 0]
        ends_of = list(accumulate(point for point, _ in side))
        for (point, fill), end in zip(side, ends_of, strict=True):
            edge = end - point
            left, share = (min(edge, end) - low) / wide, abs(point) / wide
            drawn.append(_segment(left, share, fill, against=sign < 0))
    if low < 0:
        drawn.append(_sum(-low / wide, (math.fsum(p for p, _ in known) - low) / wide, height))
    if any(math.isnan(point) for point in points):
        end = (sum(point for point, _ in known if point > 0) - low) / wide
        drawn.append(el("text", "×", cls="cross", x=percent(end), dx=6, y=height - 3))
    return el("svg", drawn, cls="stack")


def _segment(left: float, share: float, fill: Fill | None, *, against: bool) -> Markup:
    where = {"x": percent(left), "width": percent(share)}
    over = "against" if against else "lined" if fill is not None and fill.lined else ""
    return join(
        shape("rect", cls=_kind(fill), **where),
        shape("rect", fill=f"url(#{over})", **where) if over else None,
    )


def _sum(zero: float, total: float, height: int) -> Markup:
    """Draw the line at 0 and the tick at the score, where some of it counts against the unit."""
    at = {"x1": percent(total), "x2": percent(total), "y1": -3, "y2": height + 3}
    return join(
        shape("line", cls="zero", x1=percent(zero), x2=percent(zero), y1=-6, y2=height + 6),
        shape("line", cls="tickb", **at),
        shape("line", cls="tick", **at),
    )


# -- ranks -----------------------------------------------------------------------------------------


def gridlines(ranks: int) -> tuple[int, ...]:
    """Return the ranks at which a strip has lines.

    >>> gridlines(15), gridlines(3), gridlines(300), gridlines(31)
    ((1, 5, 10, 15), (1, 3), (1, 50, 100, 150, 200, 250, 300), (1, 10, 20, 31))
    """
    step = 5 if ranks <= 20 else 10 if ranks <= 60 else 50 * math.ceil(ranks / 400)
    between = range(step, ranks, step)
    # a line beside the last one would only crowd it
    return (1, *(at for at in between if at > 1 and ranks - at > step / 3), *({ranks} - {1}))


def axis(ranks: int) -> Markup:
    """Write the ranks above the lines of all strips."""
    said = [el("text", at, x=percent((at - 0.5) / ranks), y=12) for at in gridlines(ranks)]
    return el("svg", said, cls="axis", aria_hidden="true")


def grid(ranks: int) -> Markup:
    """Draw the lines of all strips once, for each to use."""
    lines = [
        shape("line", cls="grid", x1=at, x2=at, y1=-5, y2=27)
        for at in (percent((line - 0.5) / ranks) for line in gridlines(ranks))
    ]
    return el("g", lines, id="grid")


def strip(rank: float, low: float | None, high: float | None, ranks: int) -> Markup:
    """Draw the interval of a rank as a band, and the rank itself as a dot."""
    lines = Markup('<use href="#grid"/>')
    dot = shape("circle", cls="dot", cx=percent((rank - 0.5) / ranks), cy=11, r=6)
    return el("svg", lines, _span(low, high, ranks), dot, cls="band")


def _span(low: float | None, high: float | None, ranks: int) -> Markup | None:
    if low is None or high is None or math.isnan(low):
        return None
    left, right = (low - 1) / ranks, high / ranks
    if ranks > 60:
        # the round ends stand out, so that no interval is narrower than its line is wide
        return shape("line", cls="thin", x1=percent(left), x2=percent(right), y1=11, y2=11)
    return shape(
        "rect", cls="span", x=percent(left), width=percent(right - left), y=6, height=10, rx=5
    )


# -- how much is documented ------------------------------------------------------------------------


def evidence(counts: dict[str, int]) -> Markup:
    """Draw how many figures have each status, side by side."""
    whole = sum(counts.values()) or 1
    edges = list(accumulate(counts.values(), initial=0))
    drawn = [
        _piece(status, edges[at] / whole, count / whole)
        for at, (status, count) in enumerate(counts.items())
    ]
    return el("svg", drawn, cls="ev", height=8, aria_hidden="true")


def _piece(status: str, left: float, share: float) -> Markup:
    at = {"x": percent(left), "width": percent(share), "height": 8}
    base = {"observed": "e-ink", "derived": "e-frame", "illustrative": "e-edge"}
    drawn = shape("rect", cls=base.get(status, "e-muted"), **at)
    half = shape("rect", cls="e-ink", y=4, **{**at, "height": 4})
    hatched = shape("rect", fill="url(#hatch)", **at)
    return join(
        drawn,
        half if status == "derived" else None,
        hatched if status == "illustrative" else None,
    )


# -- profiles --------------------------------------------------------------------------------------


def field(place: str, values: Sequence[float], median: float, scale: tuple[float, float]) -> Markup:
    """Draw all units' values of a dimension once, for each unit's strip to use."""
    low, wide = scale[0], (scale[1] - scale[0]) or 1.0
    at = [percent((value - low) / wide) for value in values if not math.isnan(value)]
    dots = [shape("circle", cx=x) for x in at]
    middle = percent((median - low) / wide)
    line = shape("line", cls="med", x1=middle, x2=middle, y1=3, y2=29)
    axis = shape("line", cls="ax", x2="100%", y1=16, y2=16)
    return el("g", axis, dots, None if math.isnan(median) else line, id=place, cls="fld")
