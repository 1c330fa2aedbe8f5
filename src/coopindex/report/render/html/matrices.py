"""Figures that are tables: chances of ranks, pairs, coverage, and all figures of all units.

A table of coloured cells is its own twin: it can be read, copied and walked, and its names stay in
sight on narrow screens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

import numpy as np

from coopindex.engine.index import STATUSES
from coopindex.phrases import NAME, again, in_line, saying
from coopindex.report.charts.chances import binned
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.grid import EDGES, correlation
from coopindex.report.edition import APART, PROBABLE, Edition
from coopindex.report.facts.headline import ahead
from coopindex.report.facts.numbers import rank_cell
from coopindex.report.facts.standings import Dimension
from coopindex.report.facts.words import Words
from coopindex.report.look import chance_step
from coopindex.report.pages.frame import in_language
from coopindex.report.pages.grid import titles
from coopindex.report.pages.usual import with_titles
from coopindex.report.render.html.figures import cell_read, reading, source
from coopindex.report.render.html.markup import NOTHING, Markup, anchor, el, join, shape
from coopindex.report.render.html.shapes import CELL
from coopindex.report.render.html.tables import disclosed, scrolled
from coopindex.report.written import chance, measured

MOST = 60  # units of which each pair has a cell
NARROW = 20  # columns that half a page has room for
STEPS = "0", "<1", "1–5", "5–10", "10–20", "20–40", "40+"


def matrix(chart: Chart, key: Markup, table: Markup, *, cls: str = "", cells: str = "") -> Markup:
    """Put a table of coloured cells in the place of a chart's drawing.

    cells : the sentence that scripts read of each, made of what row, column and cell say.
    """
    place = anchor("chart", chart.name)
    inside = el("div", table, cls="draw", **reading(chart, cells))
    return el(
        "figure",
        el("h3", chart.title),
        el("p", chart.about, cls="fs"),
        key,
        inside,
        el("p", cls="read", aria_live="polite"),
        source(chart, twinned=False),
        cls=f"fig {cls}".strip(),
        id=place,
    )


def _rows(units: Iterable[tuple[str, str, Iterable[Markup]]]) -> Markup:
    each = (
        el("tr", el("th", name), cells, data_mark=at, data_for=unit)
        for at, (unit, name, cells) in enumerate(units)
    )
    return el("tbody", each)


def _corner(of: Edition) -> Markup:
    return el("td", el("span", saying("html", of.lang)("unit"), cls="vh"))


def chances(of: Edition, chart: Chart) -> Markup:
    """The chance of each rank, of very many of ten at a time; the rank as scored framed."""
    found = of.uncertainty
    assert found is not None
    labels, shares = binned(found)
    ends = [float(label.rpartition("–")[2]) for label in labels]
    key = el("ul", [el("li", said, cls=f"q{at}") for at, said in enumerate(STEPS)], cls="scale")
    heads = [el("th", label, scope="col") for label in labels]

    def cells(unit: str, row: Sequence[float]) -> Iterator[Markup]:
        own = int(np.searchsorted(ends, of.standing[unit].rank))
        for blank, places in groupby(range(len(row)), key=lambda at: not row[at] and at != own):
            many = list(places)
            if blank and len(row) > NARROW:
                yield el("td", colspan=len(many), cls="self")
                continue
            for at in many:
                here = " here" if at == own else ""
                yield el(
                    "td",
                    chance(row[at]),
                    cls=f"q{chance_step(row[at])}{here}" if row[at] or here else None,
                )

    rows = [
        (unit, in_line(of.standing[unit].name, NAME), cells(unit, row))
        for unit, row in zip(found.units, shares.tolist(), strict=True)
    ]
    cls = "mx dense" if len(rows) > MOST else "mx"
    table = el("table", el("thead", el("tr", _corner(of), heads)), _rows(rows), cls=cls)
    return matrix(chart, key, table, cls="whole" if len(heads) > NARROW else "")


def pairs(of: Edition, chart: Chart) -> Markup:
    """The chance that the row's unit is ahead of the column's."""
    found, word = of.uncertainty, saying("html", of.lang)
    assert found is not None
    before, units = ahead(found), found.units
    names = [in_line(of.standing[unit].name, NAME) for unit in units]
    states = (("x0", "too_close"), ("x1", "probable"), ("x2", "told_apart"))
    key = el("ul", [el("li", word(text), cls=cls) for cls, text in states], cls="scale")
    heads = [
        el("th", rank_cell(of.standing[unit].rank), el("span", f" {name}", cls="vh"), scope="col")
        for unit, name in zip(units[1:], names[1:], strict=True)
    ]

    def cells(row: int) -> Iterable[Markup]:
        if row:
            yield el("td", colspan=row, cls="self")
        for share in before[row, row + 1 :].tolist():
            kind = "x2" if share >= APART else "x1" if share >= PROBABLE else None
            yield el("td", chance(share, APART, PROBABLE), cls=kind)

    rows = [(unit, names[at], cells(at)) for at, unit in enumerate(units[:-1])]
    table = el("table", el("thead", el("tr", _corner(of), heads)), _rows(rows), cls="mx pr")
    said = word("read_pair", first="{0}", second="{1}", chance="{2}")
    cls = "whole" if len(heads) > NARROW else ""
    return matrix(chart, key, table, cls=cls, cells=said)


def grid(of: Edition, chart: Chart) -> Markup:
    """The agreement with the ranking under every pair of methods, and the rank of who leads."""
    found = of.grid
    assert found is not None
    rows, columns = (
        [f"{each[:1].upper()}{each[1:]}" for each in named] for named in titles(found, of.lang)
    )
    leads = of.ranked[0]
    ranks = found.ranks[..., found.result.rows.units.index(leads.unit)].tolist()
    name = in_line(leads.name, NAME)

    def cells(row: int) -> Iterator[Markup]:
        for why, places in groupby(range(len(columns)), key=partial(_why_not, of, row)):
            if why is not None:
                yield el("td", el("span", why), cls="na", colspan=len(list(places)))
                continue
            for place in places:
                yield _agreement(float(found.spearman[row, place]), ranks[row][place], name,
                                 own=not row and not place)  # fmt: skip

    heads = [el("th", in_line(each, NAME), scope="col") for each in columns]
    body = [el("tr", el("th", in_line(each, NAME)), *cells(at)) for at, each in enumerate(rows)]
    table = el("table", el("thead", el("tr", el("td"), heads)), el("tbody", body), cls="mx mg")
    return matrix(chart, NOTHING, table, cls="whole", cells=cell_read(of.lang))


def _why_not(of: Edition, row: int, column: int) -> str | None:
    """Why a normalisation and an aggregation do not go together; None: they do."""
    assert of.grid is not None
    problem = of.grid.why.get((row, column))
    if problem is None:
        return None
    return in_line(again(with_titles(problem.message, of.result), of.lang), 400)


def _agreement(rho: float, rank: float, name: str, *, own: bool) -> Markup:
    shade = 1 + sum(rho >= edge for edge in EDGES)
    small = el("small", f"{name} {rank_cell(rank)}")
    return el("td", el("b", correlation(rho)), small, cls=f"q{shade}{' here' if own else ''}")


# -- figures of all units --------------------------------------------------------------------------


def coverage(of: Edition, key: Markup) -> Markup:
    """One cell a figure, by its status; how many of a unit's are documented right."""
    if len(of.standings) > MOST:
        return join(key, _map(of))
    status, word = saying("status", of.lang), saying("html", of.lang)
    cells, usual = _statuses(of), _usual(of)
    heads = [
        el("th", d.title, colspan=len(d.leaves), scope="colgroup", cls=f"b{d.fill.hue or 0}")
        for d in of.dimensions
    ]
    rows = []
    for each in of.standings:
        shown = [
            el("td", status(one)[:1], cls=None if one == usual else CELL[one])
            for one in cells[each.unit]
        ]
        total = el("td", f"{each.documented}/{each.figures}", cls="sum")
        rows.append((each.unit, in_line(each.name, NAME), [*shown, total]))
    short = Words(of.result, of.lang).say_documented("html.documented_short")
    last = el("th", short, scope="col", cls="sum")
    table = el(
        "table",
        el("thead", el("tr", _corner(of), heads, last)),
        _rows(rows),
        cls=f"mx cov u{CELL[usual]}",
    )
    return el("div", key, el("div", table, cls="draw", tabindex="0", role="group",
              aria_label=word("coverage")), cls="fig")  # fmt: skip


def _usual(of: Edition) -> str:
    """The status that most figures have; cells of it carry no class."""
    return max(CELL, key=lambda status: of.result.statuses.get(status, 0))


def _map(of: Edition) -> Markup:
    """Very many units: a thin line each, those with most documents on top, a path a status."""
    order = sorted(of.standings, key=lambda each: (-each.documented, each.name))
    cells, leaves = _statuses(of), len(of.result.index.leaves)
    paths = dict[str, list[str]]()
    for row, each in enumerate(order):
        at = 0
        for status, run in groupby(cells[each.unit]):
            wide = len(list(run))
            paths.setdefault(status, []).append(f"M{at} {row}.5h{wide}")
            at += wide
    drawn = [
        shape("path", cls=f"c-{CELL[status]}", d=Markup("".join(runs)))
        for status, runs in paths.items()
    ]
    label = saying("html", of.lang)("coverage")
    return el("svg", drawn, cls="covmap", view_box=f"0 0 {leaves} {len(order)}",
              preserve_aspect_ratio="none", role="img", aria_label=label)  # fmt: skip


def _statuses(of: Edition) -> dict[str, list[str]]:
    """The status of every figure of every unit, in the order of the dimensions' indicators."""
    data, index = of.result.data, of.result.index
    leaves = [leaf for d in of.dimensions for leaf in d.leaves]
    at = [[node.code for node in index.leaves].index(leaf) for leaf in leaves]
    codes = data.status[data.at(of.result.years[-1:])][0][:, at]
    named = np.array([*STATUSES, "missing"])
    return dict(zip(data.units, named[codes].tolist(), strict=True))


def _numbered(of: Edition) -> dict[str, list[str]]:
    """The number of the source of every figure, "" where it has none, as `_statuses`."""
    data, index = of.result.data, of.result.index
    leaves = [node.code for node in index.leaves]
    at = [leaves.index(leaf) for d in of.dimensions for leaf in d.leaves]
    found = data.source[data.at(of.result.years[-1:])][0][:, at]
    numbers = np.array([*(str(1 + k) for k in range(len(data.sources))), ""])
    return dict(zip(data.units, numbers[found].tolist(), strict=True))


def all_figures(of: Edition) -> Markup:
    """Every figure as it stands in the data, with its rank: a row a unit, a column an indicator.

    Profiles take their indicators from here, so that a figure stands in the page once. A head has
    the source of most figures of its column; the others have their own.
    """
    word, words_of_status = saying("html", of.lang), saying("status", of.lang)
    dimensions = of.dimensions
    leaves = [leaf for d in dimensions for leaf in d.leaves]
    index, statuses, field = of.result.index, _statuses(of), of.field
    at = [index.position[leaf] for leaf in leaves]
    usual = _usual(of)
    top = [_group(d) for d in dimensions]
    numbers = _numbered(of)
    most = [Counter(column).most_common(1)[0][0] for column in zip(*numbers.values(), strict=True)]
    head = [_column(of, leaf, number) for leaf, number in zip(leaves, most, strict=True)]
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
                usual,
                None if number == of_most else number,
            )
            for leaf, k, status, number, of_most in zip(
                leaves, at, statuses[each.unit], numbers[each.unit], most, strict=True
            )
        ]
        rows.append(el("tr", el("th", in_line(each.name, NAME)), cells, data_for=each.unit))
    corner = el("td", rowspan=2)
    made = el(
        "table",
        el("thead", el("tr", corner, top), el("tr", head)),
        el("tbody", rows),
        cls="tb all",
        id="figures",
        data_usual=CELL[usual],
        data_value=word("value"),
        data_rank=word("rank"),
        **{f"data_{CELL[s]}": words_of_status(s) for s in CELL},
    )
    note = el("p", word("figures_note"), cls="fs")
    many = len(leaves) * len(rows)
    title = word("figures", number=f"{many:,}", count=many)
    return disclosed(title, join(note, scrolled(made, title)), id="all-figures")


def _group(dimension: Dimension) -> Markup:
    hue = dimension.fill.hue or 0
    return el("th", dimension.title, colspan=len(dimension.leaves), scope="colgroup", cls=f"b{hue}")


def _column(of: Edition, leaf: str, number: str) -> Markup:
    index = of.result.index
    measure = in_language(index.node(leaf).measure, of.lang)
    title = in_line(in_language(index.called[leaf], of.lang), NAME)
    small = el("small", in_line(measure, NAME)) if measure else None
    return el("th", title, " " if small else None, small, cited(number), scope="col")


def cited(number: str) -> Markup | None:
    """Lead to a source by its number."""
    if not number:
        return None
    return el("a", number, href=f"#s{number}")


def _cell(value: float, rank: str, status: str, mark: str, usual: str, own: str | None) -> Markup:
    """One figure: its status as the class unless it is the usual one, its rank, its sign.

    own : the number of its source, where its column's head has another.
    """
    sign = {"strength": "◆", "weakness": "◇"}.get(mark, "")
    if status == "missing" and rank == "–":
        return el("td", "–", cls="n")
    cls = None if status == usual else CELL[status]
    source = None if own is None else el("i", own)
    return el("td", measured(value), el("b", f"{sign}{rank}"), source, cls=cls)
