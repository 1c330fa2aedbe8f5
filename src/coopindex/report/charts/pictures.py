"""A drawing as PNG or PDF, on a page of its own size, set by typst."""

from __future__ import annotations

from typing import Any

from coopindex.report.typesetting import typeset

# no date, so that bytes stay the same
DOCUMENT = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.lang)
#let width = float(sys.inputs.width) * 1pt
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt, width: width)
"""
POINTS = 0.75  # of a pixel


def picture(svg: str, title: str, alt: str, lang: str, scale: float | None = None) -> bytes:
    """Return an SVG file as tagged PDF (PDF/UA-1), or with a `scale` as PNG; see `typeset`."""
    wide = float(svg.partition(' width="')[2].partition('"')[0]) * POINTS
    inputs = {"svg": svg, "title": title, "alt": alt, "lang": lang, "width": f"{wide:g}"}
    if scale is not None:
        return typeset(DOCUMENT, inputs, "PNG", format="png", ppi=72 / POINTS * scale)
    how: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"]}
    return typeset(DOCUMENT, inputs, "PDF", **how)
