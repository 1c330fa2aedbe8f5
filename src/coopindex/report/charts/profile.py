"""A unit in one picture: where it stands on each dimension, and what separates it from the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial, reduce

from coopindex.report.charts import chart_of, charts_of
from coopindex.report.charts.canvas import Canvas
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition

APART = 22.0  # between the two drawings


def profile_of(edition: Edition, unit: str) -> Chart:
    """Return a unit's charts as one, below each other; of one without a rival its ladder alone."""
    first = chart_of(edition, "ladder", unit)
    others = [each for name, each in charts_of(edition, unit).items() if name != "ladder"]
    whole = (first, *others)
    return replace(
        first,
        name=f"profile-{unit}",
        alt=reduce(partial(_then, edition), others, first.alt),
        draw=partial(_draw, first, others),
        says=tuple(said for each in whole for said in each.says),
        least=max(each.least for each in whole),
    )


def _then(edition: Edition, alt: str, chart: Chart) -> str:
    what = {"first": alt, "title": chart.title, "rest": chart.alt}
    return words_of(edition).say("charts.then_titled", **what)


def _draw(first: Chart, others: Sequence[Chart], sheet: Canvas) -> None:
    """Draw the first, and each other below its own title and how it is read."""
    first.draw(sheet)
    for each in others:
        y = sheet.bottom + APART
        y += sheet.block(0, y, each.title, sheet.width, size=16, bold=True) + 4
        y += sheet.block(0, y, each.about, sheet.width, size=13, tone="muted") + 10
        sheet.place(y, each.draw)
