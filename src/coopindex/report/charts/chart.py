"""A chart, once for every format: what it shows, its table twin, and how it is drawn."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from coopindex.content.writing import whole
from coopindex.keywords import explained
from coopindex.phrases import Wording, say
from coopindex.problems import InvalidInput, Problem
from coopindex.report.charts.canvas import Canvas, height
from coopindex.report.charts.pictures import picture, pictures
from coopindex.report.charts.style import stylesheet
from coopindex.report.table import Table
from coopindex.report.typesetting import need_glyphs

if TYPE_CHECKING:
    import pandas as pd

TEXT = re.compile(r"<t(?:ext|span)[^>]*>([^<]+)")
WIDTH = 1120  # of a page's content, in pixels
NOTEBOOK = 960  # of a notebook's
MARGIN = 24.0  # around a drawing that stands alone
ENDINGS = ".svg", ".png", ".pdf"


@explained
@dataclass(frozen=True, eq=False)
class Chart:
    """One chart.

    name : its name in code, unique in an edition (`ranking`, `gap-ningbo`).
    title : a sentence with the finding. about : measure, unit, method, how to read the marks.
    source : method, draws, precision, edition. alt : what it shows, for those who cannot see it.
    warning : the banner of illustrative figures, "" where there are none.
    table : its twin, every figure that is drawn.
    draw : puts the drawing on a sheet. Text is text and colours are classes (`look.TONES`, see
        `style.stylesheet`), so that it follows light and dark.
    says : of every mark that arrow keys walk, what is read ("3rd of 15, Ningbo, 69.3, interval 2 to
        5"), in the order in which they are walked; the drawing's element of the nth has
        `data-mark="n"`, from 0.
    least : the width that it needs; asked for less it stays as wide, and scrolls.
    dark : whether it takes the colours of a dark page where nobody says otherwise.
    """

    name: str
    title: str
    about: str
    source: str
    alt: str
    table: Table
    draw: Callable[[Canvas], None]
    says: tuple[str, ...] = ()
    warning: str = ""
    lang: str = "en"
    least: float = 320
    dark: bool = False

    def svg(self, width: float = WIDTH) -> str:
        """Return the drawing as a fragment that a page puts into itself, `width` pixels wide."""
        return self._drawn(width)[0]

    def _drawn(self, width: float) -> tuple[str, float]:
        """Return the drawing, and how high it is."""
        canvas = Canvas(self.name, max(width, self.least))
        self.draw(canvas)
        return canvas.svg(self.title, self.alt, self.lang), canvas.bottom

    # -- alone -------------------------------------------------------------------------------------

    def standalone(self, width: float = WIDTH, *, dark: bool | None = None) -> str:
        """Return an SVG file: title, banner, how to read it, the drawing, its source.

        width : of the file. dark : take the colours of a dark page (default: as the chart was
        asked for).
        """
        dark = self.dark if dark is None else dark
        inside = max(width - 2 * MARGIN, self.least)
        sheet = Canvas(self.name, inside + 2 * MARGIN)
        top = self._above(sheet, inside)
        drawing, high = self._drawn(inside)
        sheet.block(MARGIN, top + high + 14, self.source, inside, tone="muted")
        size = f'width="{sheet.width:g}" height="{sheet.bottom + 18:.0f}"'
        # a drawing in a drawing is placed, and has no name space of its own
        placed = drawing.replace("<svg ", f'<svg x="{MARGIN:g}" y="{top:.0f}" ', 1)
        body = f'<rect class="f-bg" {size}/>{sheet.body()}{placed.replace(NAMESPACE, "", 1)}'
        rules = stylesheet(body, dark=dark, lang=self.lang)
        box = f'viewBox="0 0 {sheet.width:g} {sheet.bottom + 18:.0f}"'
        return f'<svg class="chart"{NAMESPACE} {size} {box}><style>{rules}</style>{body}</svg>\n'

    def _above(self, sheet: Canvas, room: float) -> float:
        """Put down what stands above the drawing; return where that begins."""
        y = 20.0
        y += sheet.block(MARGIN, y, self.title, room, size=20, bold=True) + 4
        y += sheet.block(MARGIN, y, self.about, room, size=13, tone="muted") + 10
        if self.warning:
            high = height(self.warning, room - 24, 13)
            sheet.rect(MARGIN, y, room, high + 14, "warnbg")
            sheet.rect(MARGIN, y, 4, high + 14, "warnrule")
            sheet.block(MARGIN + 14, y + 7, self.warning, room - 24, size=13, tone="warn")
            y += high + 24
        return float(round(y + 4))

    def png(self, width: float = WIDTH, *, dark: bool | None = None, scale: float = 2.0) -> bytes:
        """Return what stands alone as PNG. scale : pixels of the picture for each of the drawing.

        A character that no installed font has, and typst not being installed, are `InvalidInput`.
        """
        # the document says which characters no font has; a picture shows empty boxes for them
        self.pdf(width, dark=dark)
        return picture(self.standalone(width, dark=dark), self.title, self.alt, self.lang, scale)

    def drawing(self, width: float = 760) -> str:
        """Return the drawing alone as SVG, for what says itself what stands around; see `drawn`."""
        drawing = self.svg(width)
        rules = stylesheet(drawing, dark=False, lang=self.lang)
        head, _, rest = drawing.partition(">")
        return f"{head}><style>{rules}</style>{rest}"

    def pdf(self, width: float = WIDTH, *, dark: bool | None = None) -> bytes:
        """Return what stands alone as tagged PDF (PDF/UA-1), its text as text; see `png`."""
        return picture(self.standalone(width, dark=dark), self.title, self.alt, self.lang)

    def save(self, path: str | Path, width: float = WIDTH, *, dark: bool | None = None) -> None:
        """Write a file that stands alone, whole or not at all: .svg, .png or .pdf.

        PNG and PDF need `pip install "coopindex[report]"`.
        """
        kind = Path(path).suffix.lower()
        if kind not in ENDINGS:
            message = Wording("charts.ending", ending=kind, known=", ".join(ENDINGS))
            raise InvalidInput([Problem("bad-value", message, field="path", value=str(path))])
        if kind == ".svg":
            made = self.standalone(width, dark=dark).encode()
        else:
            made = (self.png if kind == ".png" else self.pdf)(width, dark=dark)
        with whole(Path(path)) as stream:
            stream.write(made)

    # -- its figures, and in a notebook ------------------------------------------------------------

    @property
    def frame(self) -> pd.DataFrame:
        """The twin's figures in full; of an interval both ends."""
        import pandas as pd

        columns = {}
        for column in self.table.columns:
            if column.kind == "interval":
                ends = [value or (None, None) for value in column.values]
                columns[f"{column.key}_low"] = [end[0] for end in ends]
                columns[f"{column.key}_high"] = [end[-1] for end in ends]
            else:
                columns[column.key] = list(column.values)
        return pd.DataFrame(columns)

    def _repr_svg_(self) -> str:
        return self.standalone(NOTEBOOK)

    def _repr_html_(self) -> str:
        """A picture with its alt text; nothing of it reaches the page, nor another chart there."""
        drawn = b64encode(self._repr_svg_().encode()).decode()
        about = escape(say("charts.titled", self.lang, title=self.title, alt=self.alt))
        style = "max-width:100%;height:auto"
        return f'<img src="data:image/svg+xml;base64,{drawn}" alt="{about}" style="{style}">'

    def __repr__(self) -> str:
        return f"<Chart {self.name}: {self.title}>"


NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


def drawn(charts: Sequence[Chart]) -> list[bytes]:
    """Return drawings alone as PNG, for a document that says itself what stands around.

    A character that no installed font has, and typst not being installed, are `InvalidInput`.
    """
    drawings = [chart.drawing() for chart in charts]
    need_glyphs((unescape(text) for each in drawings for text in TEXT.findall(each)), "PNG")
    return pictures(drawings, 2.5)
