"""A chart on the page: title, how to read it, the drawing, where it comes from, its table twin."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from coopindex.phrases import say, saying
from coopindex.report.charts.chart import NAMESPACE, Chart
from coopindex.report.render.html.markup import Markup, anchor, el, isolated, join
from coopindex.report.render.html.tables import table

# an attribute of a drawing, and the end of an empty element; the style sheet looks for classes
ATTRIBUTE = re.compile(r' (?!class=)([a-z][\w-]*)="([\w.%#-]+)"(/?)')
HALF, WHOLE = 536, 1120  # pixels of half a page, and of a page


def figure(chart: Chart, width: int = HALF, *, cls: str = "") -> Markup:
    """Write a chart."""
    place = anchor("chart", chart.name)
    return el(
        "figure",
        el("h3", chart.title) if chart.title else None,
        el("p", chart.about, cls="fs") if chart.about else None,
        el("div", drawing(chart, width), cls="draw", **reading(chart)),
        el("p", cls="read", aria_live="polite") if chart.says else None,
        source(chart),
        cls=f"fig {cls}".strip(),
        id=place,
        data_units=_units(chart),
    )


def drawing(chart: Chart, width: float) -> Markup:
    """Put a drawing into the page, its attributes without quotation marks where HTML needs none."""
    return Markup(ATTRIBUTE.sub(_bare, chart.svg(width).replace(NAMESPACE, "", 1)))


def _bare(found: re.Match[str]) -> str:
    name, value, end = found.groups()
    return f" {name}={value}{' /' if end else ''}"


def reading(chart: Chart, cells: str = "") -> dict[str, object]:
    """What makes a drawing a stop of the keyboard, whose marks, or cells, arrow keys read."""
    word = saying("html", chart.lang)
    label = word("walk", chart=chart.title) if chart.says or cells else chart.title
    reads: dict[str, object] = {"data_cells": cells} if cells else {}
    if chart.says and not cells:
        reads["data_says"] = as_json(list(map(isolated, chart.says)))
    return {"tabindex": "0", "role": "group", "aria_label": label, **reads}


def cell_read(lang: str) -> str:
    """Return the form of what is read of a cell: its row, its column and what it says."""
    return say("html.read_cell", lang, row="{0}", column="{1}", said="{2}")


def source(
    chart: Chart,
    *,
    cls: str = "src",
    place: str | None = None,
    twinned: bool = True,
    files: Sequence[str] = ("csv", "picture"),
) -> Markup:
    """Say where a chart comes from; and give it as a table, as CSV and as a file."""
    word = saying("html", chart.lang)
    buttons = [
        el("button", word(key), type="button", aria_label=word("of_chart", what=word(key),
           chart=chart.title), **{f"data_{key}": chart.name})
        for key in files
    ]  # fmt: skip
    links = el(
        "span", " ", buttons[0], [(" · ", more) for more in buttons[1:]], cls="links js-only"
    )
    said = el("p", chart.source, links, cls=cls, id=place)
    if not twinned:
        return said
    shown = table(chart.table, chart.lang, caption=chart.title, data_twin=chart.name)
    return join(said, twin(chart, shown))


def twin(chart: Chart, shown: Markup) -> Markup:
    """Put a chart's figures behind a line that opens them."""
    summary = el("summary", say("html.table", chart.lang), el("span", f": {chart.title}", cls="vh"))
    return el("details", summary, shown, cls="twin")


def _units(chart: Chart) -> Markup | None:
    """Name the unit of each mark, where there is one a mark, so that it can be pinned."""
    units: Sequence[object] = chart.table.units
    if not units or len(units) != len(chart.says):
        return None
    known = [list(each) if isinstance(each, tuple) else [] for each in units]
    return as_json([of[0] if len(of) == 1 else "" for of in known])


def as_json(value: object) -> Markup:
    """Write plain values as data for scripts."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
