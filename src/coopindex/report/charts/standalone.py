"""A chart as a file of its own: title, banner, how to read it, the drawing, its source."""

from __future__ import annotations

from typing import Protocol

from coopindex.report.charts.canvas import Canvas, height
from coopindex.report.charts.style import stylesheet

WIDTH = 1120  # of a page's content, in pixels
MARGIN = 24.0


class Drawn(Protocol):
    """What a file that stands alone takes of a chart."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def warning(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def least(self) -> float: ...
    def svg(self, width: float, /) -> str: ...


def standalone(chart: Drawn, width: float = WIDTH, *, dark: bool = False) -> str:
    """Return a complete SVG file, its colours those of a light or of a dark page."""
    inside = max(width - 2 * MARGIN, chart.least)
    sheet = Canvas(chart.name, inside + 2 * MARGIN)
    top = _above(sheet, chart, inside)
    drawing = chart.svg(inside)
    below = top + float(drawing.partition(' height="')[2].partition('"')[0]) + 14
    sheet.block(MARGIN, below, chart.source, inside, tone="muted")
    wide, high = f"{sheet.width:g}", f"{sheet.bottom + 18:.0f}"
    placed = drawing.replace("<svg ", f'<svg x="{MARGIN:g}" y="{top:.0f}" ', 1)
    body = (
        f'<rect class="f-bg" width="{wide}" height="{high}"/>{sheet.body()}'
        f"{placed.replace(' xmlns=', ' data-of=', 1)}"
    ).replace(' data-of="http://www.w3.org/2000/svg"', "")
    rules = stylesheet(f'class="chart"{body}', dark=dark, lang=chart.lang)
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
        f' viewBox="0 0 {wide} {high}"><style>{rules}</style>{body}</svg>\n'
    )


def _above(sheet: Canvas, chart: Drawn, room: float) -> float:
    """Put down what stands above the drawing; return where that begins."""
    y = 20.0
    y += sheet.block(MARGIN, y, chart.title, room, size=20, bold=True) + 4
    y += sheet.block(MARGIN, y, chart.about, room, size=13, tone="muted") + 10
    if chart.warning:
        high = height(chart.warning, room - 24, 13)
        sheet.rect(MARGIN, y, room, high + 14, "warnbg")
        sheet.rect(MARGIN, y, 4, high + 14, "warnrule")
        sheet.block(MARGIN + 14, y + 7, chart.warning, room - 24, size=13, tone="warn")
        y += high + 24
    return float(round(y + 4))
