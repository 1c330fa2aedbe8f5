"""A chart, once for every format: what it shows, its table twin, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coopindex.report.charts.canvas import Canvas
from coopindex.report.table import Table

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 1120  # of a page's content, in pixels


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

    def svg(self, width: float = WIDTH) -> str:
        """Return the drawing as a fragment that a page puts into itself, `width` pixels wide."""
        canvas = Canvas(self.name, max(width, self.least))
        self.draw(canvas)
        return canvas.svg(self.title, self.alt, self.lang)

    def standalone(self, width: float = WIDTH, *, dark: bool = False) -> str:
        """Return a whole SVG file, see `charts.standalone`."""
        from coopindex.report.charts.standalone import standalone

        return standalone(self, width, dark=dark)

    def save(self, path: str | Path, width: float = WIDTH, *, dark: bool = False) -> None:
        """Write a file that stands alone, as its ending says: .svg, or .png and .pdf by typst."""
        from coopindex.report.charts.pictures import save

        save(self, Path(path), width, dark=dark)

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
        return self.standalone(960)

    def __repr__(self) -> str:
        return f"<Chart {self.name}: {self.title}>"
