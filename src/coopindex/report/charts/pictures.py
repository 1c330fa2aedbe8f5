"""A drawing as PNG or PDF, by typst, which is imported when a picture is asked for."""

from __future__ import annotations

import re
from typing import Any

from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

# texts come in as inputs, so that nothing in them is code; no date, so that bytes stay the same
DOCUMENT = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.lang)
#let width = float(sys.inputs.width) * 1pt
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt, width: width)
"""
POINTS = 0.75  # of a pixel
GLYPH = re.compile(r'the text `?"(?P<text>[^"]*)"`? could not be displayed')


def typeset(svg: str, title: str, alt: str, lang: str, scale: float | None = None) -> bytes:
    """Set an SVG file on a page of its own size, as tagged PDF, or with a `scale` as PNG.

    In a PDF, a character that no installed font has is `InvalidInput`, as is typst not being
    installed.
    """
    try:
        import typst
    except ModuleNotFoundError:
        kind = "PDF" if scale is None else "PNG"
        message = Wording("writing.extra", format=kind, packages="typst")
        hint = Wording("writing.extra.hint", extra="report")
        raise InvalidInput([Problem("missing-extra", message, hint=hint)]) from None
    wide = float(svg.partition(' width="')[2].partition('"')[0]) * POINTS
    inputs = {"svg": svg, "title": title, "alt": alt, "lang": lang, "width": f"{wide:g}"}
    how: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"]}
    if scale is not None:
        how = {"format": "png", "ppi": 72 / POINTS * scale}
    try:
        made: bytes = typst.compile(DOCUMENT, sys_inputs=inputs, **how)
    except typst.TypstError as error:
        found = GLYPH.search(str(error))
        if found is None:
            raise
        message = Wording("charts.no_font", text=found["text"])
        hint = Wording("charts.no_font.hint")
        raise InvalidInput([Problem("no-font", message, hint=hint)]) from None
    return made
