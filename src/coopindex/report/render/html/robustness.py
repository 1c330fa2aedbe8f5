"""How much of the ranking is fact and how much is choice: charts, and what is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopindex.phrases import again, saying
from coopindex.report.charts.chart import Chart
from coopindex.report.edition import Edition
from coopindex.report.facts.findings import finding, statements
from coopindex.report.render.html.figures import HALF, WHOLE, figure
from coopindex.report.render.html.markup import NOTHING, Markup, el, join
from coopindex.report.render.html.matrices import MOST, chances, grid, pairs

# in this order; those that need the whole width of the page, and those beside which a table stands
PLACED = "chances", "pairs", "scenarios", "drivers", "guarantee", "grid"
MATRICES = {"chances": chances, "pairs": pairs, "grid": grid}
BROAD = "grid", "scenarios"


def robustness(of: Edition, charts: Mapping[str, Chart]) -> Markup:
    """Write the figures of the section, and why others are not there."""
    shown = el("div", list(_figures(of, charts)), cls="figs")
    return join(shown, _refused(of))


def _figures(of: Edition, charts: Mapping[str, Chart]) -> Iterator[Markup]:
    for name in PLACED:
        if name == "guarantee":
            yield _guarantee(of)
        elif name in charts and name in MATRICES and (name != "pairs" or len(of.ranked) <= MOST):
            yield MATRICES[name](of, charts[name])
        elif name in charts:
            broad = name in BROAD
            yield figure(charts[name], WHOLE if broad else HALF, cls="whole" if broad else "")


def _guarantee(of: Edition) -> Markup:
    """What holds whatever the weights, a sentence each."""
    said = statements(of)
    if not said:
        return NOTHING
    found = finding(of, "guarantee")
    each = [el("li", one.text, cls="y" if one.always else None) for one in said]
    return el(
        "figure",
        el("h3", found.title),
        el("p", found.sub, cls="fs"),
        el("ul", each, cls="gu"),
        cls="fig",
    )


def _refused(of: Edition) -> Markup:
    """Say of what does not go why it does not."""
    asked = "uncertainty", "factors", "scenarios", "guarantee", "grid", "compared"
    lines = dict.fromkeys(
        again(of.unasked[name].message, of.lang) for name in asked if name in of.unasked
    )
    if not lines:
        return NOTHING
    title = saying("html", of.lang)("as_is")
    return el("div", el("h3", title), el("ul", [el("li", each) for each in lines], cls="lines"),
              cls="part")  # fmt: skip
