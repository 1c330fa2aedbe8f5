"""A chart, once for every format: what it shows, its table twin, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coopindex.report.table import Table


@dataclass(frozen=True, eq=False)
class Chart:
    """One chart.

    name : its name in code, unique in an edition (`ranking`, `profile-ningbo-gap`).
    title : a sentence with the finding. about : measure, unit, method, how to read the marks.
    source : method, draws, precision, edition. alt : what it shows, for those who cannot see it.
    table : its twin, every figure that is drawn. key : what fills mean, for a legend beside it.
    drawn : the drawing, made when it is asked for, as SVG that is a fragment (`<svg ...>`), with
        text as text and colours as classes (`look.TONES`), so that it follows light and dark;
        `width` is in pixels of the screen, and 360 to 1120 must do.
    says : of every mark that arrow keys walk, what is read ("3rd of 15, Ningbo, 69.3, interval 2 to
        5"), in the order in which they are walked.
    """

    name: str
    title: str
    about: str
    source: str
    alt: str
    table: Table
    drawn: Callable[[int], str]
    says: tuple[str, ...] = ()

    def svg(self, width: int = 1120) -> str:
        """Return the drawing as a fragment that a page puts into itself."""
        return self.drawn(width)
