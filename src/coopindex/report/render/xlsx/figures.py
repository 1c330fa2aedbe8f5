"""The sheets of figures: data with their status and source, points, scores as live formulas."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from coopindex.engine.index import STATUSES, Node
from coopindex.methods.registry import Array
from coopindex.phrases import say
from coopindex.report.facts.numbers import span_cell
from coopindex.report.pages.frame import in_language, source_line
from coopindex.report.render.xlsx import formulas
from coopindex.report.render.xlsx.book import (
    HEAD,
    MEASURE,
    MEDIUM,
    SCORE,
    SHARE,
    THIN,
    Book,
    Sheet,
    room,
    tone,
)
from coopindex.report.render.xlsx.layout import (
    BEFORE,
    CODE,
    FIRST,
    HEAD_ROW,
    INTERVAL,
    KEY,
    MOVED,
    NAME,
    OTHER,
    PLACE,
    PUBLISHED,
    RANK,
    STRIP_ROW,
    WEIGHT_ROW,
    Layout,
    cell,
)
from coopindex.report.render.xlsx.layout import SCORE as SCORE_AT

MOST_COMMENTS = 2_000  # cells that say their source each; of more, every column says its sources
CONSTANT: Mapping[str, Any] = {"italic": True, "font_color": tone("accent")}
A3, MOST_ON_PAPER = 8, 40  # paper for wide tables, and how many columns it takes
WIDE, NARROW, PER_COLUMN = 22, 10, 11
LIGHT_UP = 14  # a pattern of lines, as hatch is on a page


def status_look(status: str) -> dict[str, Any]:
    """How a figure of a status looks: colour, and another sign beside it."""
    looks: dict[str, dict[str, Any]] = {
        "observed": {},
        "derived": {"bg_color": tone("rule")},
        "estimated": {"bg_color": tone("tint"), "underline": 1},
        "imputed": {"bg_color": tone("tint"), "italic": True},
        "illustrative": {
            "pattern": LIGHT_UP,
            "fg_color": tone("warnrule"),
            "bg_color": tone("warnbg"),
            "italic": True,
        },
    }
    return looks.get(status, {})


def _begin(book: Book, layout: Layout, name: str, said: str, last: int) -> Sheet:
    """Write title, banner and what there is to say, and freeze the head and the names."""
    sheet = book.sheet(name)
    wide = min(last, 11)
    title = f"{layout.edition.title} · {book.names[name]}"
    sheet.prose(title, wide, font_size=15, bold=True)
    if layout.banner:
        sheet.warn(layout.banner, wide)
    sheet.row = 2
    sheet.prose(said, wide, font_color=tone("muted"), font_size=9)
    sheet.at.freeze_panes(FIRST[name], BEFORE)
    sheet.at.repeat_rows(STRIP_ROW, FIRST[name] - 1)
    sheet.at.repeat_columns(0, BEFORE - 1)
    sheet.at.set_landscape()
    if last > 15:
        sheet.at.set_paper(A3)
    sheet.at.fit_to_pages(1 if last <= MOST_ON_PAPER else 0, 0)
    sheet.at.set_row(STRIP_ROW, 5)
    return sheet


def _names(sheet: Sheet, layout: Layout, name: str) -> None:
    """Write the units' codes and names down the sheet."""
    for at, (unit, called) in enumerate(zip(layout.units, layout.names, strict=True)):
        row = FIRST[name] + at
        sheet.text(row, CODE, unit, font_color=tone("muted"), font_size=8)
        sheet.text(row, NAME, called)


def _heads(sheet: Sheet, layout: Layout, nodes: Mapping[str, int], height: float) -> None:
    """Write colours and titles of nodes above their columns."""
    for code, column in nodes.items():
        fill = layout.fills[code]
        sheet.strip(STRIP_ROW, column, fill.hue)
        sheet.text(HEAD_ROW, column, layout.titles[code], **_HEAD, align="right")
    sheet.at.set_row(HEAD_ROW, height)


_HEAD: Mapping[str, Any] = {**HEAD, "bottom": 0}
_LINE: Mapping[str, Any] = {"font_size": 8, "font_color": tone("muted")}


def _height(layout: Layout, nodes: Mapping[str, int]) -> float:
    """How high a row of titles has to be."""
    letters = max((room(layout.titles[code]) for code in nodes), default=10)
    longest = max((room(w) for code in nodes for w in layout.titles[code].split()), default=10)
    lines = max(math.ceil(letters * 1.3 / PER_COLUMN), math.ceil(longest / PER_COLUMN), 1)
    return min(12.5 * lines + 4, 160.0)


def _end(sheet: Sheet, name: str, layout: Layout, last: int) -> None:
    """Draw the last rule."""
    row = FIRST[name] + len(layout.units)
    for column in range(last + 1):
        sheet.text(row, column, "", top=MEDIUM)


# -- data -----------------------------------------------------------------------------------------


def data_sheet(book: Book, layout: Layout) -> None:
    """The figures as they were given: status by colour, source as a comment."""
    lang, result = layout.edition.lang, layout.result
    last = BEFORE + len(layout.leaves) - 1
    sheet = _begin(book, layout, "data", say("workbook.data_said", lang), last)
    _columns(sheet, layout.leaves)
    _legend(sheet, lang, max(last, 6))
    _names(sheet, layout, "data")
    _heads(sheet, layout, layout.leaf, _height(layout, layout.leaf))
    for column, key in ((CODE, "code"), (NAME, "unit")):
        sheet.text(HEAD_ROW, column, say(f"workbook.{key}", lang), **_HEAD)
    for node, column in layout.leaf.items():
        measure = in_language(result.index.node(node).measure, lang)
        sheet.text(HEAD_ROW + 1, column, measure, **_LINE, align="right", text_wrap=True)
        less = result.index.node(node).direction < 0
        way = say("workbook.less" if less else "workbook.more", lang)
        sheet.text(HEAD_ROW + 2, column, way, **_LINE, align="right", bottom=THIN)
    for column in (CODE, NAME):
        sheet.text(HEAD_ROW + 1, column, "")
        sheet.text(HEAD_ROW + 2, column, "", bottom=THIN)
    sheet.at.set_row(HEAD_ROW + 1, 24)
    _cells(sheet, layout)
    _end(sheet, "data", layout, last)


def _columns(sheet: Sheet, nodes: tuple[Node, ...]) -> None:
    sheet.width(CODE, NARROW)
    sheet.width(NAME, WIDE)
    for at in range(len(nodes)):
        sheet.width(BEFORE + at, PER_COLUMN)


def _legend(sheet: Sheet, lang: str, last: int) -> None:
    """Say what each colour means, in the order of every legend."""
    for at, status in enumerate(STATUSES[: max(last - 1, 1)]):
        words = say(f"status.{status}", lang)
        sheet.text(3, BEFORE + at, words, **status_look(status), font_size=8, align="center")
    sheet.text(3, NAME, say("workbook.legend", lang), **_LINE)


def _cells(sheet: Sheet, layout: Layout) -> None:
    result = layout.result
    at = result.data.at([result.years[-1]])[0]
    values, status = result.data.values[at], result.data.status[at]
    told = _comments(layout, at)
    each = len(told) <= MOST_COMMENTS
    for node in layout.leaves:
        column, leaf = layout.leaf[node.code], result.index.position[node.code]
        for row, unit in enumerate(layout.order):
            kind = int(status[unit, leaf])
            look = status_look(STATUSES[kind]) if kind >= 0 else {}
            place = FIRST["data"] + row, column
            sheet.number(*place, values[unit, leaf], MEASURE, **look)
            if each and (words := told.get((unit, leaf))):
                sheet.comment(*place, words)
        if not each:
            sheet.comment(HEAD_ROW, column, _sources(layout, at, leaf))


def _comments(layout: Layout, at: int) -> dict[tuple[int, int], str]:
    """What is said of a figure: its status, its source, its note."""
    result, lang = layout.result, layout.edition.lang
    data, year = result.data, result.years[-1]
    lines = [source_line(source, lang, whole=True) for source in data.sources]
    found = dict[tuple[int, int], str]()
    for unit, leaf in zip(*np.nonzero(data.status[at] >= 0), strict=True):
        source = int(data.source[at, unit, leaf])
        code = result.index.leaves[leaf].code
        note = data.notes.get((year, result.rows.units[unit], code), "")
        if source >= 0 or note:
            kind = say(f"status.{STATUSES[int(data.status[at, unit, leaf])]}", lang)
            said = [kind, lines[source] if source >= 0 else "", note]
            found[int(unit), int(leaf)] = "\n".join(filter(None, said))
    return found


def _sources(layout: Layout, at: int, leaf: int) -> str:
    data, lang = layout.result.data, layout.edition.lang
    used = sorted({int(source) for source in data.source[at, :, leaf]} - {-1})
    return "\n".join(source_line(data.sources[source], lang, whole=True) for source in used)


# -- normalised -----------------------------------------------------------------------------------


class Line(NamedTuple):
    """Points that rise evenly from one value to another; held to both ends or not."""

    low: float
    at_low: float
    high: float
    at_high: float
    held: bool

    def points(self, x: Array) -> Array:
        """The points of some values."""
        z = self.low + (x - self.at_low) * (self.high - self.low) / (self.at_high - self.at_low)
        held: Array = np.clip(z, min(self.low, self.high), max(self.low, self.high))
        return held if self.held else np.asarray(z)


def line(x: Array, z: Array, ends: tuple[float, ...]) -> Line | None:
    """Find the line on which points lie over values; None where they lie on none.

    ends : where the scale ends, at which points may be held.

    >>> line(np.array([10.0, 20.0, 15.0]), np.array([0.0, 100.0, 50.0]), (0.0, 100.0))
    Line(low=0.0, at_low=10.0, high=100.0, at_high=20.0, held=False)
    """
    there = ~np.isnan(x) & ~np.isnan(z)
    inside = there & ~np.isin(z, ends)
    for some, held in ((there, False), (inside, True)):
        if some.sum() < 2 or np.ptp(x[some]) == 0 or np.ptp(z[some]) == 0:
            continue
        low, high = (np.flatnonzero(some)[pick(z[some])] for pick in (np.argmin, np.argmax))
        found = Line(float(z[low]), float(x[low]), float(z[high]), float(x[high]), held)
        found = _to_the_ends(found, ends) if held else found
        size = float(np.abs(z[there]).max())
        if np.abs(found.points(x[there]) - z[there]).max() <= 1e-11 * max(size, 1e-300):
            return found
    return None


def _to_the_ends(found: Line, ends: tuple[float, ...]) -> Line:
    """Let a line go on to the ends of the scale, at values without digits of rounding."""
    if len(ends) != 2:
        return found
    slope = (found.at_high - found.at_low) / (found.high - found.low)
    at = [float(f"{found.at_low + (end - found.low) * slope:.12g}") for end in ends]
    return Line(float(ends[0]), at[0], float(ends[1]), at[1], held=True)


def normalised_sheet(book: Book, layout: Layout) -> None:
    """The indicators' points, as formulas of the data where they rise evenly with them."""
    lang = layout.edition.lang
    last = BEFORE + len(layout.leaves) - 1
    sheet = _begin(book, layout, "normalised", say("workbook.normalised_said", lang), last)
    _columns(sheet, layout.leaves)
    _names(sheet, layout, "normalised")
    _heads(sheet, layout, layout.leaf, _height(layout, layout.leaf))
    for at, key in enumerate(("from_points", "at_value", "to_points", "at_value", "share")):
        row = HEAD_ROW + 1 + at
        rule = {"bottom": THIN} if row == WEIGHT_ROW["normalised"] else {}
        sheet.text(row, CODE, "", **rule)
        sheet.text(row, NAME, say(f"workbook.{key}", lang), **_LINE, **rule)
    for column, key in ((CODE, "code"), (NAME, "unit")):
        sheet.text(HEAD_ROW, column, say(f"workbook.{key}", lang), **_HEAD)
    for node in layout.leaves:
        _points(sheet, layout, node)
        _weight_above(sheet, layout, node.code, "normalised", layout.leaf[node.code])
    sheet.text(3, NAME, say("workbook.constants", lang), font_size=8, **CONSTANT)
    _end(sheet, "normalised", layout, last)


def _points(sheet: Sheet, layout: Layout, node: Node) -> None:
    """Write one indicator's points."""
    column, result = layout.leaf[node.code], layout.result
    x, z = layout.values(node.code, "treated"), layout.values(node.code)
    raw = result.data.values[result.data.at([result.years[-1]])[0]]
    given = raw[layout.order, result.index.position[node.code]]
    way = node.normalisation
    found = line(x, z, tuple(map(float, way.found.ends_of(way.settings))))
    posts = (math.nan,) * 4 if found is None else found[:4]
    for at, post in enumerate(posts):
        num, row = (SCORE if at % 2 == 0 else MEASURE), HEAD_ROW + 1 + at
        if found is None:
            words = say("workbook.by_order", layout.edition.lang) if at == 0 else ""
            sheet.text(row, column, words, **_LINE, align="right")
        else:
            sheet.number(row, column, post, num, **_LINE)
    for at, (value, points, own) in enumerate(zip(x, z, given, strict=True)):
        row = FIRST["normalised"] + at
        if found is None or points != points:
            look = CONSTANT if points == points else {}
            sheet.number(row, column, points, SCORE, **look)
            continue
        same = value == own
        of = sheet.book.quoted("data") + cell(FIRST["data"] + at, column)
        formula = _on_line(column, of if same else formulas.number(value), found)
        formula = f'=IF(ISNUMBER({of}),{formula},"")' if same else f"={formula}"
        sheet.formula(row, column, formula, points, **({} if same else CONSTANT))


def _on_line(column: int, of: str, found: Line) -> str:
    """The formula of points on a line, by the posts above."""
    low, at_low, high, at_high = (cell(HEAD_ROW + 1 + at, column, fixed="row") for at in range(4))
    inner = f"{low}+({of}-{at_low})*({high}-{low})/({at_high}-{at_low})"
    return f"MAX(MIN({low},{high}),MIN(MAX({low},{high}),{inner}))" if found.held else inner


def _weight_above(sheet: Sheet, layout: Layout, code: str, name: str, column: int) -> None:
    """Write a node's share inside its parent above its column, as the sheet of weights has it."""
    stated = layout.family[str(layout.result.index.node(code).parent)].stated
    place = sheet.book.quoted("weights") + layout.weight_cell(code)
    num = "0.0###" if stated else SHARE
    row = WEIGHT_ROW[name]
    sheet.formula(row, column, f"={place}", layout.share(code), num, **_LINE, bottom=THIN)


# -- scores ---------------------------------------------------------------------------------------


def scores_sheet(book: Book, layout: Layout) -> None:
    """Every node that is put together, as a formula of its children and their weights."""
    lang, nodes = layout.edition.lang, layout.columns
    last = MOVED + len(nodes)
    said = say("workbook.scores_said", lang)
    if not layout.live:
        said = say("workbook.scores_fixed", lang)
    elif layout.why:
        said += " " * (lang == "en") + say("workbook.kept_said", lang)
    sheet = _begin(book, layout, "scores", said, last)
    widths = {
        CODE: NARROW,
        NAME: WIDE,
        OTHER: WIDE,
        KEY: 13,
        RANK: 8,
        PLACE: 8,
        PUBLISHED: 10,
        INTERVAL: 10,
    }
    for column in range(last + 1):
        sheet.width(column, widths.get(column, PER_COLUMN))
    _names(sheet, layout, "scores")
    for at, other in enumerate(layout.others):
        sheet.text(FIRST["scores"] + at, OTHER, other, **_LINE)
    _heads(sheet, layout, layout.column, _height(layout, layout.column))
    keys = (
        "code",
        "unit",
        "other_name",
        "score",
        "key",
        "rank",
        "place",
        "rank_scored",
        "interval",
        "moved",
    )
    for column, key in enumerate(keys):
        right = "left" if column in (CODE, NAME, OTHER) else "right"
        sheet.text(HEAD_ROW, column, say(f"workbook.{key}", lang), **_HEAD, align=right)
        sheet.text(WEIGHT_ROW["scores"], column, "", bottom=THIN)
    sheet.text(WEIGHT_ROW["scores"], NAME, say("workbook.share", lang), **_LINE, bottom=THIN)
    for node in nodes:
        column = layout.column[node.code]
        _node(sheet, layout, node, column)
        _weight_above(sheet, layout, node.code, "scores", column)
    _node(sheet, layout, layout.result.index.root, SCORE_AT, bold=True)
    _ranks(sheet, layout)
    _end(sheet, "scores", layout, last)


def _node(sheet: Sheet, layout: Layout, node: Node, column: int, **look: Any) -> None:
    """Write a node's values down its column."""
    values = layout.values(node.code)
    for at, value in enumerate(values):
        row = FIRST["scores"] + at
        if not node.children:
            of = cell(FIRST["normalised"] + at, layout.leaf[node.code])
            of = sheet.book.quoted("normalised") + of
            sheet.formula(row, column, f'=IF(ISNUMBER({of}),{of},"")', value)
        elif layout.moves(node):
            formula, array = together(sheet.book, layout, node, at)
            sheet.formula(row, column, formula, value, array=array, **look)
        else:
            sheet.number(row, column, value, SCORE, **CONSTANT, **look)


def together(book: Book, layout: Layout, node: Node, unit: int) -> tuple[str, bool]:
    """The formula that puts a unit's children together; whether it is one of arrays."""
    way, family = layout.way(node), layout.family[node.code]
    sheet, values, weights = layout.children(family, unit)
    before = "" if sheet == "scores" else book.quoted(sheet)
    formula, array = formulas.mean(before + values, before + weights, way["mean"], way["missing"])
    if node.direction > 0 and node.round_column is None and node.round_finished is None:
        return formula, array
    raw = formula.removeprefix("=")
    column = formulas.rounded(f"({raw})", node.round_column)
    turned = f"-({column})" if node.direction < 0 else column
    return f'=IF(ISNUMBER({raw}),{formulas.rounded(f"({turned})", node.round_finished)},"")', array


def _ranks(sheet: Sheet, layout: Layout) -> None:
    """Write what units are ranked by, ranks, places in the list, and ranks as scored."""
    result, ranking = layout.result, layout.result.index.ranking
    scores, ranks = layout.values(result.index.code), result.rank()[-1, layout.order]
    size = float(np.nanmax(np.abs(scores))) if (~np.isnan(scores)).any() else 0.0
    digits = formulas.told_apart(size)
    keys, first = layout.down("scores", KEY), cell(FIRST["scores"], KEY, fixed="both")
    order = _places(layout)
    for at, standing in enumerate(layout.standings):
        row, taken = FIRST["scores"] + at, bool(result.ranked[-1, layout.order[at]])
        score, own = cell(row, SCORE_AT, fixed="column"), cell(row, KEY, fixed="column")
        kept = round(float(scores[at]), digits if ranking.decimals is None else ranking.decimals)
        if not taken:
            continue
        sheet.formula(row, KEY, formulas.key(score, ranking, digits), kept, "0.0000000000", **_LINE)
        sheet.formula(row, RANK, formulas.rank(own, keys, ranking), ranks[at], "General", bold=True)
        above = f"{first}:{cell(row, KEY, fixed='column')}"
        sheet.formula(
            row, PLACE, formulas.place(own, keys, above, ranking), order[at], "0", **_LINE
        )
        sheet.number(row, PUBLISHED, ranks[at], "General")
        sheet.text(row, INTERVAL, span_cell(standing.low, standing.high), align="right")
        rank, before = cell(row, RANK), cell(row, PUBLISHED)
        formula = f'=IF(AND(ISNUMBER({rank}),ISNUMBER({before})),ABS({rank}-{before}),"")'
        sheet.formula(row, MOVED, formula, 0.0 * ranks[at], "General", **_LINE)


def _places(layout: Layout) -> list[float]:
    """The places of the units in the list; ties stand in the order of their codes."""
    ranks = layout.result.rank(None)[-1, layout.order]
    found = np.full(len(ranks), np.nan)
    order = [at for at in np.argsort(ranks, kind="stable") if ranks[at] == ranks[at]]
    found[order] = np.arange(1, len(order) + 1)
    return found.tolist()
