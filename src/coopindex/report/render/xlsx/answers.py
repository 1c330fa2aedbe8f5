"""The sheets of further answers, as values: obstacles, groups, growth, the audit and others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from coopindex.audit.words import source, told
from coopindex.phrases import again, say
from coopindex.report.charts import charts_of
from coopindex.report.edition import Edition
from coopindex.report.facts.audit import advised, counted, lines, shifting
from coopindex.report.pages import (
    change,
    disparity,
    experts,
    groups,
    growth,
    obstacles,
    strengths,
    workings,
)
from coopindex.report.pages.audit_tables import typed
from coopindex.report.pages.scoring import uncounted
from coopindex.report.render.seen import seen
from coopindex.report.render.xlsx.book import HEAD, MEDIUM, THIN, WHOLE, Book, Sheet, tone
from coopindex.report.render.xlsx.layout import Layout
from coopindex.report.render.xlsx.notes import page
from coopindex.report.table import Column, Kind, Section, Table
from coopindex.report.written import decimals, written

ROW: Mapping[str, Any] = {"bottom": THIN, "bottom_color": tone("rule"), "valign": "top"}
MUTED: Mapping[str, Any] = {"font_color": tone("muted"), "font_size": 9}
FORMS: Mapping[Kind, str] = {
    "share": "0.0%",
    "rank": "General",
    "count": WHOLE,
    "correlation": '0.00;"\u2212"0.00',
    "measure": '#,##0.####;"\u2212"#,##0.####',
}
NUMBERS = frozenset((*FORMS, "score", "number"))


def sheets_of(edition: Edition) -> tuple[str, ...]:
    """Name the sheets of further answers that an edition has."""
    tested = () if edition.audit is None else edition.audit.possible
    there = {
        "experts": edition.elicited is not None,
        "strengths": len(edition.cuts) > 0,
        "obstacles": edition.obstacles is not None,
        "groups": edition.grouped is not None,
        "disparity": edition.disparity is not None,
        "growth": edition.growth is not None and edition.history is not None,
        "map": edition.map is not None,
        "uncounted": bool(edition.result.index.aside),
        "audit": edition.audit is not None,
        "importance": "importance" in tested,
        "correlations": "correlations" in tested,
        "workings": len(edition.workings) > 0,
    }
    return tuple(name for name, held in there.items() if held)


def _begin(book: Book, layout: Layout, name: str, widths: Sequence[float]) -> tuple[Sheet, int]:
    sheet, last = page(book, layout, name, widths, figures=True), len(widths) - 1
    badge = say("workbook.badge", layout.edition.lang, weights=layout.weights)
    sheet.prose(badge, last, font_color=tone("down"), bold=True, font_size=9)
    sheet.at.set_landscape()
    return sheet, last


def audit_sheet(book: Book, layout: Layout) -> None:
    """The verdict, every finding with figure, threshold, suggestion and source, every rule."""
    edition, lang = layout.edition, layout.edition.lang
    found = edition.audit
    assert found is not None
    sheet, last = _begin(book, layout, "audit", (14, 62, 11, 11, 52, 52))
    for words in (counted(found, lang), *shifting(found, lang)):
        sheet.prose(words, last)
    each = found.each

    def title(key: str) -> str:
        return say(f"audit_report.{key}", lang)

    verdicts = [title(one.severity) for one in each]
    said = [again(told(one, found.result), lang) for one in each]
    advice = [advised(one.rule, found.result, lang) for one in each]
    sources = [again(source(one.rule), lang) for one in each]
    figures, limits = ([getattr(one, key) for one in each] for key in ("figure", "threshold"))
    columns = (
        Column("verdict", title("kind"), "text", verdicts, head=True),
        Column("found", title("found"), "prose", said),
        Column("figure", title("figure"), "measure", figures),
        Column("threshold", title("threshold"), "measure", limits),
        Column("advice", title("advice"), "prose", advice),
        Column("source", title("source"), "prose", sources),
    )
    write(sheet, Section(title("findings"), table=Table(columns)), last, lang)
    known = lines(found, lang)
    rules = (
        Column("verdict", title("kind"), "text", [title(x.verdict) for x in known], head=True),
        Column("rule", title("asked"), "prose", [line.title for line in known]),
        Column("cases", title("cases"), "count", [line.cases for line in known]),
        Column("count", title("of"), "count", [line.count for line in known]),
    )
    write(sheet, Section(title("rules"), table=Table(rules)), last, lang)


def obstacles_sheet(book: Book, layout: Layout) -> None:
    """Mean obstacles of every node and by group, and the largest of every unit."""
    edition, lang = layout.edition, layout.edition.lang
    assert edition.obstacles is not None
    sheet, last = _begin(book, layout, "obstacles", (40, 14, 14, 90))
    for part in obstacles.sections(edition.obstacles, edition.result, lang):
        write(sheet, part, last, lang)


def groups_sheet(book: Book, layout: Layout) -> None:
    """The groups' means and best, every unit within its group, and what it is strong in there."""
    edition, lang = layout.edition, layout.edition.lang
    assert edition.grouped is not None
    sheet, last = _begin(book, layout, "groups", (26, *[13] * 9))
    for part in groups.sections(edition.grouped, edition.result, lang):
        write(sheet, part, last, lang)


def growth_sheet(book: Book, layout: Layout) -> None:
    """Every unit's score in every period and its growth, and what changed."""
    edition, lang = layout.edition, layout.edition.lang
    assert edition.growth is not None
    assert edition.history is not None
    sheet, last = _begin(book, layout, "growth", (28, *[13] * 9))
    write(sheet, growth.section(edition.growth, edition.history, lang), last, lang)
    write(sheet, change.section(edition.history, lang), last, lang)
    write(sheet, change.ranks(edition.history, lang), last, lang)


def table_sheet(name: str, book: Book, layout: Layout) -> None:
    """A table of the audit with all its columns, two nodes or one first."""
    edition, lang = layout.edition, layout.edition.lang
    assert edition.audit is not None
    sheet, last = _begin(book, layout, name, (30, 30, *[13] * 8))
    write(sheet, typed(name, edition.audit.table(name), edition.audit, lang, (name,)), last, lang)


def disparity_sheet(book: Book, layout: Layout) -> None:
    """How unequal units are, within groups and between them, year by year."""
    edition, lang = layout.edition, layout.edition.lang
    found = edition.disparity
    assert found is not None
    sheet, last = _begin(book, layout, "disparity", (26, *[13] * 9))
    about, year = edition.history or edition.result, edition.year
    for words in (*disparity.lead(found, lang), *disparity.theil_said(found, lang)):
        sheet.prose(words, last)
    parts = [disparity.gini(found, lang)]
    if found.by:
        rows = [table[table["year"] == year] for table in (found.groups, found.pairs)]
        parts += [disparity.theil(found, lang), disparity.groups(rows[0], lang)]
        parts.append(disparity.pairs(rows[1], lang))
    parts += [disparity.sigma(found, lang), disparity.beta(found, lang)]
    for part in parts:
        write(sheet, part, last, lang)
    write(sheet, Section(below=tuple(disparity.doubts(found, about, lang))), last, lang)


def map_sheet(book: Book, layout: Layout) -> None:
    """The figures of the map, which pages and papers draw: every unit with its class."""
    edition = layout.edition
    drawn = charts_of(edition)["map"]
    sheet, last = _begin(book, layout, "map", (28, 10, 12, 24, 28))
    write(sheet, Section(drawn.title, (drawn.about,), drawn.table), last, edition.lang)


def uncounted_sheet(book: Book, layout: Layout) -> None:
    """Points and ranks of what is published beside the index, by its own rules."""
    lang, part = layout.edition.lang, uncounted(layout.result, layout.edition.lang)
    assert part.table is not None
    widths = (28, *[14] * (len(part.table.columns) - 1))
    sheet, last = _begin(book, layout, "uncounted", widths)
    write(sheet, replace(part, title=""), min(last, 7), lang)


def experts_sheet(book: Book, layout: Layout) -> None:
    """What experts judged, scheme by scheme: weights, ranks, agreement, distances, consistency."""
    edition, lang = layout.edition, layout.edition.lang
    assert edition.elicited is not None
    sheet, last = _begin(book, layout, "experts", (30, *[13] * 9))
    for found in edition.elicited:
        for part in experts.sections(found, lang, whole=True):
            write(sheet, part, last, lang)


def strengths_sheet(book: Book, layout: Layout) -> None:
    """What each unit is strong and weak in, and from which percentile rank on."""
    edition, lang = layout.edition, layout.edition.lang
    sheet, last = _begin(book, layout, "strengths", (20, 14, 12, 46, 12, 46))
    part = strengths.with_cuts(edition.marked, edition.cuts, edition.result, lang)
    write(sheet, part, last, lang)


def workings_sheet(book: Book, layout: Layout) -> None:
    """What methods of nodes work out on their way, a table a step."""
    edition, lang = layout.edition, layout.edition.lang
    sheet, last = _begin(book, layout, "workings", (30, *[20] * 9))
    sheet.prose(say("working.about", lang), last)
    for part in workings.steps(edition.result, edition.workings, lang):
        write(sheet, part, last, lang)


WRITERS: Mapping[str, Callable[[Book, Layout], None]] = {
    "experts": experts_sheet,
    "strengths": strengths_sheet,
    "workings": workings_sheet,
    "obstacles": obstacles_sheet,
    "groups": groups_sheet,
    "disparity": disparity_sheet,
    "growth": growth_sheet,
    "map": map_sheet,
    "uncounted": uncounted_sheet,
    "audit": audit_sheet,
    "importance": partial(table_sheet, "importance"),
    "correlations": partial(table_sheet, "correlations"),
}


# -- sections -------------------------------------------------------------------------------------


def write(sheet: Sheet, section: Section, last: int, lang: str) -> None:
    """Write a section: title, sentences, its table as numbers, the lines below."""
    if not section:
        return
    (section,) = seen([section])
    sheet.row += 1
    if section.title:
        sheet.prose(section.title, last, bold=True, font_size=11)
    for words in section.sentences:
        sheet.prose(words, last, **MUTED)
    if section.table is not None:
        _table(sheet, section.table, last, lang)
    for words in section.below:
        sheet.prose(words, last, **MUTED)


def _table(sheet: Sheet, table: Table, last: int, lang: str) -> None:
    """Write a three-line table; a paragraph at its end takes the widest column, the last."""
    texts = written(table, lang)
    shown = [(c, t) for c, t in zip(table.columns, texts, strict=True) if not c.drawn]
    places = list(range(len(shown)))
    if shown[-1][0].kind == "prose":
        places[-1] = max(last, places[-1])
    titles = [": ".join(filter(None, (column.over, column.title))) for column, _ in shown]
    for at in range(places[-1] + 1):
        sheet.text(sheet.row, at, "", **HEAD)
    for at, (column, _), title in zip(places, shown, titles, strict=True):
        align = "right" if column.kind in NUMBERS else "left"
        sheet.text(sheet.row, at, title, **{**HEAD, "align": align}, indent=_apart(shown, at))
    sheet.at.set_row(sheet.row, 13.5 * _most(sheet, places, titles) + 3)
    for row in range(len(table)):
        sheet.row += 1
        for at, (column, said) in zip(places, shown, strict=True):
            _cell(sheet, at, column, row, said[row], _apart(shown, at))
        prose = [t[row] if c.kind not in NUMBERS else "" for c, t in shown]
        sheet.at.set_row(sheet.row, min(409, 14 * _most(sheet, places, prose) + 2))
    sheet.row += 1
    for at in range(places[-1] + 1):
        sheet.text(sheet.row, at, "", top=MEDIUM)
    sheet.row += 1


def _apart(shown: Sequence[tuple[Column, list[str]]], at: int) -> int:
    """Keep a text from the number before it."""
    here = min(at, len(shown) - 1)
    numbers = [column.kind in NUMBERS for column, _ in shown]
    return int(here > 0 and numbers[here - 1] and not numbers[here])


def _most(sheet: Sheet, places: Sequence[int], texts: Sequence[str]) -> int:
    pairs = zip(places, texts, strict=True)
    return max((sheet.lines(text, at) for at, text in pairs), default=1)


def _cell(sheet: Sheet, at: int, column: Column, row: int, said: str, indent: int) -> None:
    value = column.values[row]
    if column.kind in NUMBERS and value is not None:
        sheet.number(sheet.row, at, float(value), _form(column), **ROW)
        return
    depth = column.depths[row] if column.depths else 0
    look = {**ROW, "bold": column.head, "text_wrap": True, "align": "left"}
    sheet.text(sheet.row, at, said.strip(), **look, indent=min(depth, 15) or indent)


def _form(column: Column) -> str:
    if column.kind in FORMS:
        return FORMS[column.kind]
    stated = [value for value in column.values if value is not None]
    places = decimals(stated) if column.decimals is None else column.decimals
    form = "#,##0" + (f".{'0' * places}" if places else "")
    plus = "+" if column.signed else ""
    return f'{plus}{form};"\u2212"{form};{form}'
