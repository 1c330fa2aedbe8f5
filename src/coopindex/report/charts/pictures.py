"""A chart as PNG or PDF, by typst, which is imported when a picture is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from coopindex.content.writing import whole
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem
from coopindex.report.charts.chart import WIDTH, Chart
from coopindex.report.charts.standalone import standalone
from coopindex.report.typesetting import typeset

# texts come in as inputs, so that nothing in them is code; no date, so that bytes stay the same
DOCUMENT = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.lang, font: ("Noto Sans CJK SC", "DejaVu Sans"), fallback: true)
#let width = float(sys.inputs.width) * 1pt
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt, width: width)
"""
POINTS = 0.75  # of a pixel


def save(chart: Chart, path: Path, width: float = WIDTH, *, dark: bool = False) -> None:
    """Write a chart to a file, whole or not at all, as its ending says."""
    kind = path.suffix.lower()
    if kind not in WRITERS:
        known = ", ".join(WRITERS)
        message = Wording("charts.ending", ending=kind, known=known)
        raise InvalidInput([Problem("bad-value", message, field="path", value=str(path))])
    made = WRITERS[kind](chart, width, dark)
    with whole(path) as stream:
        stream.write(made)


def png(chart: Chart, width: float = WIDTH, *, dark: bool = False, scale: float = 2.0) -> bytes:
    """Draw a chart with all that stands around it as PNG. scale : pixels of the picture per pixel.

    A character that no installed font has, and typst not being installed, are `InvalidInput`.
    """
    # the document says which characters no font has; a picture shows empty boxes for them
    pdf(chart, width, dark=dark)
    ppi = 72 / POINTS * scale
    return _compiled(chart, width, dark, format="png", ppi=ppi)


def pdf(chart: Chart, width: float = WIDTH, *, dark: bool = False) -> bytes:
    """Draw a chart with all that stands around it as tagged PDF (PDF/UA-1); see `png`."""
    return _compiled(chart, width, dark, format="pdf", pdf_standards=["ua-1"])


def _compiled(chart: Chart, width: float, dark: bool, **how: Any) -> bytes:
    svg = standalone(chart, width, dark=dark)
    wide = float(svg.partition(' width="')[2].partition('"')[0]) * POINTS
    inputs = {
        "svg": svg,
        "title": chart.title,
        "alt": chart.alt,
        "lang": chart.lang,
        "width": f"{wide:g}",
    }
    kind = str(how["format"]).upper()
    return typeset(DOCUMENT, inputs, kind, **how)


WRITERS: Mapping[str, Callable[[Chart, float, bool], bytes]] = {
    ".svg": lambda chart, width, dark: standalone(chart, width, dark=dark).encode(),
    ".png": lambda chart, width, dark: png(chart, width, dark=dark),
    ".pdf": lambda chart, width, dark: pdf(chart, width, dark=dark),
}
