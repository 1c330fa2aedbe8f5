"""A drawing as PNG or PDF, on a page of its own size, set by typst."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from coopindex.report.typesetting import typeset, typeset_pages

# no date, so that bytes stay the same
DOCUMENT = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.lang)
#let width = float(sys.inputs.width) * 1pt
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt, width: width)
"""
# a page each, which costs less than a document each
PAGES = b"""
#set page(width: auto, height: auto, margin: 0pt)
#for each in json(bytes(sys.inputs.drawings)) {
  page(image(bytes(each.svg), format: "svg", width: each.width * 1pt))
}
"""
POINTS = 0.75  # of a pixel


def picture(svg: str, title: str, alt: str, lang: str, scale: float | None = None) -> bytes:
    """Return an SVG file as tagged PDF (PDF/UA-1), or with a `scale` as PNG; see `typeset`."""
    inputs = {"svg": svg, "title": title, "alt": alt, "lang": lang, "width": f"{_wide(svg):g}"}
    if scale is not None:
        return typeset(DOCUMENT, inputs, "PNG", format="png", ppi=72 / POINTS * scale)
    how: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"]}
    return typeset(DOCUMENT, inputs, "PDF", **how)


def pictures(drawings: Sequence[str], scale: float) -> list[bytes]:
    """Return SVG files as PNG, all at once; see `picture`."""
    if not drawings:
        return []
    pages = [{"svg": svg, "width": _wide(svg)} for svg in drawings]
    inputs = {"drawings": json.dumps(pages, ensure_ascii=False)}
    return typeset_pages(PAGES, inputs, "PNG", format="png", ppi=72 / POINTS * scale)


def _wide(svg: str) -> float:
    return float(svg.partition(' width="')[2].partition('"')[0]) * POINTS
