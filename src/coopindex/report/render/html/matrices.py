"""Figures that are tables: chances of ranks, pairs, coverage, and all figures of all units.

A table of coloured cells is its own twin: it can be read, copied and walked, and its names stay in
sight on narrow screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from coopindex.engine.index import STATUSES
from coopindex.phrases import NAME, in_line, saying
from coopindex.report.charts.chart import Chart
from coopindex.report.edition import APART, PROBABLE, Edition
from coopindex.report.facts.headline import ahead
from coopindex.report.facts.numbers import rank_cell
from coopindex.report.facts.standings import Dimension
from coopindex.report.look import chance_step
from coopindex.report.render.html.figures import reading, source
from coopindex.report.render.html.markup import NOTHING, Markup, anchor, el, join
from coopindex.report.render.html.shapes import CELL
from coopindex.report.render.html.tables import disclosed, scrolled
from coopindex.report.written import chance, measured

MOST = 60  # units of which each has a row in a matrix
STEPS = "0", "<1", "1–5", "5–10", "10–20", "20–40", "40+"


def matrix(chart: Chart, key: Markup, table: Markup, *, cls: str = "") -> Markup:
    """Put a table of coloured cells in the place of a chart's drawing."""
    place = anchor("chart", chart.name)
    inside = el("div", table, cls="draw", **reading(chart))
    return el(
        "figure",
        el("h3", chart.title),
        el("p", chart.about, cls="fs"),
        key,
        inside,
        el("p", cls="read", aria_live="polite") if chart.says else None,
        source(chart, twin=False),
        cls=f"fig {cls}".strip(),
        id=place,
    )


def _rows(units: Iterable[tuple[str, str, Iterable[Markup]]]) -> Markup:
    each = (
        el("tr", el("th", name), cells, data_mark=at, data_for=unit)
        for at, (unit, name, cells) in enumerate(units)
    )
    return el("tbody", *each)


def _corner(of: Edition) -> Markup:
    return el("td", el("span", saying("html", of.lang)("unit"), cls="vh"))


def chances(of: Edition, chart: Chart) -> Markup:
    """The chance of each rank, the rank as scored framed."""
    found = of.uncertainty
    assert found is not None
    shares, ranks = found.rank_probabilities.to_numpy(), found.possible.tolist()
    key = el("ul", [el("li", said, cls=f"q{at}") for at, said in enumerate(STEPS)], cls="scale")
    heads = [el("th", f"{rank:g}", scope="col") for rank in ranks]

    def cells(unit: str, row: Sequence[float]) -> Iterable[Markup]:
        own = of.standing[unit].rank
        for rank, share in zip(ranks, row, strict=True):
            here = " here" if rank == own else ""
            yield el("td", chance(share), cls=f"q{chance_step(share)}{here}")

    rows = [
        (unit, in_line(of.standing[unit].name, NAME), cells(unit, row))
        for unit, row in zip(found.units, shares.tolist(), strict=True)
    ]
    table = el("table", el("thead", el("tr", _corner(of), heads)), _rows(rows), cls="mx")
    return matrix(chart, key, table)


def pairs(of: Edition, chart: Chart) -> Markup:
    """The chance that the row's unit is ahead of the column's."""
    found, word = of.uncertainty, saying("html", of.lang)
    assert found is not None
    before, units = ahead(found), found.units
    names = [in_line(of.standing[unit].name, NAME) for unit in units]
    said = (("x0", "too_close"), ("x1", "probable"), ("x2", "told_apart"))
    key = el("ul", [el("li", word(text), cls=cls) for cls, text in said], cls="scale")
    heads = [
        el("th", rank_cell(of.standing[unit].rank), el("span", f" {name}", cls="vh"), scope="col")
        for unit, name in zip(units[1:], names[1:], strict=True)
    ]

    def cells(row: int) -> Iterable[Markup]:
        if row:
            yield el("td", colspan=row, cls="self")
        for share in before[row, row + 1 :].tolist():
            kind = "x2" if share >= APART else "x1" if share >= PROBABLE else "x0"
            yield el("td", chance(share, APART, PROBABLE), cls=kind)

    rows = [(unit, names[at], cells(at)) for at, unit in enumerate(units[:-1])]
    table = el("table", el("thead", el("tr", _corner(of), heads)), _rows(rows), cls="mx")
    return matrix(chart, key, table)


# -- figures of all units --------------------------------------------------------------------------


def coverage(of: Edition, key: Markup) -> Markup:
    """One cell a figure, by its status; how many of a unit's are documented right."""
    if len(of.standings) > MOST:
        return NOTHING
    status, word = saying("status", of.lang), saying("html", of.lang)
    cells = _statuses(of)
    heads = [
        el("th", d.title, colspan=len(d.leaves), scope="colgroup", cls=f"b{d.fill.hue or 0}")
        for d in of.dimensions
    ]
    rows = []
    for each in of.standings:
        shown = [el("td", status(one)[:1], cls=CELL[one]) for one in cells[each.unit]]
        total = el("td", f"{each.documented}/{each.figures}", cls="sum")
        rows.append((each.unit, in_line(each.name, NAME), [*shown, total]))
    last = el("th", word("documented_short"), scope="col", cls="sum")
    table = el("table", el("thead", el("tr", _corner(of), heads, last)), _rows(rows), cls="mx cov")
    return el("div", key, el("div", table, cls="draw", tabindex="0", role="group",
              aria_label=word("coverage")), cls="fig")  # fmt: skip


def _statuses(of: Edition) -> dict[str, list[str]]:
    """The status of every figure of every unit, in the order of the dimensions' indicators."""
    data, index = of.result.data, of.result.index
    leaves = [leaf for d in of.dimensions for leaf in d.leaves]
    at = [[node.code for node in index.leaves].index(leaf) for leaf in leaves]
    codes = data.status[data.at(of.result.years[-1:])][0][:, at]
    named = np.array([*STATUSES, "missing"])
    return dict(zip(data.units, named[codes].tolist(), strict=True))


def all_figures(of: Edition) -> Markup:
    """Every figure as it stands in the data, with its rank: a row a unit, a column an indicator.

    Profiles take their indicators from here, so that a figure stands in the page once.
    """
    word, words_of_status = saying("html", of.lang), saying("status", of.lang)
    dimensions = of.dimensions
    leaves = [leaf for d in dimensions for leaf in d.leaves]
    index, statuses, field = of.result.index, _statuses(of), of.field
    at = [index.position[leaf] for leaf in leaves]
    top = [_group(d) for d in dimensions]
    head = [_column(of, leaf) for leaf in leaves]
    rows = []
    for each in of.standings:
        row = of.result.rows.units.index(each.unit)
        marks = of.strengths.get(each.unit, {})
        cells = [
            _cell(
                float(field.value[row, k]),
                rank_cell(float(field.rank[row, k]), bool(field.sharing[row, k] > 1)),
                status,
                marks[leaf].mark if leaf in marks else "",
            )
            for leaf, k, status in zip(leaves, at, statuses[each.unit], strict=True)
        ]
        rows.append(el("tr", el("th", in_line(each.name, NAME)), cells, data_for=each.unit))
    corner = el("td", rowspan=2)
    made = el(
        "table",
        el("thead", el("tr", corner, top), el("tr", head)),
        el("tbody", rows),
        cls="tb all",
        id="figures",
        **{f"data_{CELL[s]}": words_of_status(s) for s in CELL},
    )
    note = el("p", word("figures_note"), cls="fs")
    title = word("figures", number=f"{len(leaves) * len(rows):,}")
    return disclosed(title, join(note, scrolled(made, title)), id="all-figures")


def _group(dimension: Dimension) -> Markup:
    hue = dimension.fill.hue or 0
    return el("th", dimension.title, colspan=len(dimension.leaves), scope="colgroup", cls=f"b{hue}")


def _column(of: Edition, leaf: str) -> Markup:
    from coopindex.report.pages.frame import in_language

    index = of.result.index
    measure = in_language(index.node(leaf).measure, of.lang)
    title = in_line(in_language(index.called[leaf], of.lang), NAME)
    small = el("small", in_line(measure, NAME)) if measure else None
    return el("th", title, " " if small else None, small, scope="col")


def _cell(value: float, rank: str, status: str, mark: str) -> Markup:
    """One figure: its status as the class, its rank beside it, what it is known for as a sign."""
    sign = {"strength": "◆", "weakness": "◇"}.get(mark, "")
    if status == "missing" and rank == "–":
        return el("td", "–", cls="n")
    return el("td", measured(value), el("b", f"{sign}{rank}"), cls=CELL[status])
