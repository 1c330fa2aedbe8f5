"""What every chart of an edition is put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coopindex.phrases import visible
from coopindex.report.charts.canvas import Canvas
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.words import source, warning
from coopindex.report.edition import Edition
from coopindex.report.table import Table


def framed(
    edition: Edition,
    name: str,
    sentences: tuple[str, str, str],
    table: Table,
    draw: Callable[[Canvas], None],
    says: Iterable[str] = (),
    *,
    how: str = "",
    least: float = 320,
) -> Chart:
    """Make a chart of an edition. sentences : its title, how to read it, and its alt text.

    What nobody sees of names is written out.
    """
    title, about, alt = map(visible, sentences)
    return Chart(
        name=name,
        title=title,
        about=about,
        source=source(edition, how),
        alt=alt,
        table=table,
        draw=draw,
        says=tuple(map(visible, says)),
        warning=warning(edition),
        lang=edition.lang,
        least=least,
    )
