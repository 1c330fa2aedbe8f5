"""The sheets of words: what is in the workbook, the tree, flags, provenance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from coopindex.phrases import knows, say
from coopindex.problems import grouped
from coopindex.report.contents import inputs
from coopindex.report.dates import document_date
from coopindex.report.facts.headline import headline
from coopindex.report.facts.numbers import date
from coopindex.report.pages.frame import (
    in_language,
    source_line,
    uncounted_line,
    whose_weights,
)
from coopindex.report.pages.steps import done
from coopindex.report.render.xlsx.book import (
    HEAD,
    MEDIUM,
    SHARE,
    THIN,
    Book,
    Sheet,
    tone,
)
from coopindex.report.render.xlsx.layout import Layout

MUTED: Mapping[str, Any] = {"font_color": tone("muted"), "font_size": 9}
ROW: Mapping[str, Any] = {
    "bottom": THIN,
    "bottom_color": tone("rule"),
    "valign": "top",
    "text_wrap": True,
}


def _table(
    sheet: Sheet, titles: Sequence[str], rows: Sequence[Sequence[Any]], right: Sequence[int] = ()
) -> None:
    """Write a three-line table of words and numbers."""
    for column, title in enumerate(titles):
        align = "right" if column in right else "left"
        sheet.text(sheet.row, column, title, **HEAD, align=align)
    sheet.row += 1
    for cells in rows:
        lines = 1
        for column, value in enumerate(cells):
            if isinstance(value, str):
                sheet.text(sheet.row, column, value, **ROW)
                lines = max(lines, sheet.lines(value, column))
            else:
                sheet.number(sheet.row, column, value, "General", **ROW)
        sheet.at.set_row(sheet.row, min(409, 14.5 * lines + 2))
        sheet.row += 1
    for column in range(len(titles)):
        sheet.text(sheet.row, column, "", top=MEDIUM)
    sheet.row += 1


def page(book: Book, layout: Layout, name: str, widths: Sequence[float], *, figures: bool) -> Sheet:
    """Begin a sheet of words."""
    sheet = book.sheet(name)
    for column, wide in enumerate(widths):
        sheet.width(column, wide)
    title = f"{layout.edition.title} · {book.names[name]}"
    sheet.prose(title, len(widths) - 1, font_size=15, bold=True)
    if figures and layout.banner:
        sheet.warn(layout.banner, len(widths) - 1)
    sheet.at.fit_to_pages(1, 0)
    return sheet


def readme_sheet(book: Book, layout: Layout) -> None:
    """Say what the workbook holds, what moves when a weight is changed, and what does not."""
    edition, lang, result = layout.edition, layout.edition.lang, layout.result
    sheet = book.sheet("readme")
    for column, wide in enumerate((24, 84)):
        sheet.width(column, wide)
    found = headline(edition)
    sheet.prose(edition.title, 1, font_size=18, bold=True)
    other = result.index.title.en if lang == "zh" else result.index.title.zh
    if other and other != edition.title:
        sheet.prose(other, 1, **MUTED)
    sheet.row += 1
    sheet.prose(found.text, 1, font_size=13, bold=True)
    if found.deck:
        sheet.prose(("" if lang == "zh" else " ").join(found.deck), 1)
    sheet.row += 1
    if layout.banner:
        sheet.warn(layout.banner, 1)
        sheet.row += 1
    _section(sheet, say("workbook.how", lang))
    live = ("how_weights", "how_live") if layout.live else ("how_fixed",)
    for key in (*live, "how_static", "how_constants"):
        sheet.prose(say(f"workbook.{key}", lang, weights=layout.weights), 1)
    for words in _not_live(layout):
        sheet.prose(words, 1, font_color=tone("down"))
    sheet.row += 1
    others = [*book.names][1:]
    rows = [(book.names[name], _about(layout, name)) for name in others]
    _table(sheet, (say("workbook.sheet", lang), say("workbook.holds", lang)), rows)
    for number, name in enumerate(others):
        place = f"internal:{book.quoted(name)}A1"
        form = book.format(**ROW, font_color=tone("accent"))
        sheet.at.write_url(sheet.row - len(rows) - 1 + number, 0, place, form, book.names[name])
    sheet.row += 1
    _facts(sheet, layout)
    sheet.at.fit_to_pages(1, 0)


def _about(layout: Layout, name: str) -> str:
    """Say what a sheet holds, as it is where nothing moves."""
    fixed = f"workbook.about_{name}_fixed"
    key = f"workbook.about_{name}" if layout.live or not knows(fixed) else fixed
    return say(key, layout.edition.lang)


def _section(sheet: Sheet, title: str) -> None:
    sheet.prose(title, 1, bold=True, font_size=11)


def _not_live(layout: Layout) -> list[str]:
    """Name the nodes that keep their published values, with the reasons."""
    lang = layout.edition.lang
    return [
        why or say("workbook.kept", lang, node=layout.titles[code])
        for code, why in layout.why.items()
    ]


def _facts(sheet: Sheet, layout: Layout) -> None:
    edition, lang, result = layout.edition, layout.edition.lang, layout.result
    said = {
        "year": str(edition.year) if edition.year else "",
        "weights_used": " · ".join(
            (whose_weights(result, lang), layout.weights, *uncounted_line(result, lang))
        ),
        "units": f"{len(layout.units)}",
        "indicators": f"{len(layout.leaves)}",
        "made": date(document_date().date().isoformat(), lang),
        "program": f"coopindex {result.provenance['coopindex']}",
    }
    rows = [(say(f"workbook.{key}", lang), words) for key, words in said.items() if words]
    _table(sheet, (say("workbook.edition", lang), ""), rows)


def framework_sheet(book: Book, layout: Layout) -> None:
    """The tree: every node, its measure, direction, weight, and what is done to it."""
    lang, result = layout.edition.lang, layout.result
    widths = (1.5, 44, 20, 22, 14, 12, 96)
    sheet = page(book, layout, "framework", widths, figures=False)
    sheet.row += 1
    keys = "", "node", "node_code", "measure", "direction", "effective", "done"
    for column, key in enumerate(keys):
        align = "right" if key == "effective" else "left"
        sheet.text(
            sheet.row, column, say(f"workbook.{key}", lang) if key else "", **HEAD, align=align
        )
    sheet.row += 1
    top = sheet.row
    weights = result.effective_in(result.years[-1])
    for node, depth in result.index.depth_first():
        row = sheet.row
        if node.code in layout.fills:
            sheet.strip(row, 0, layout.fills[node.code].hue)
        look = {**ROW, "bold": bool(node.children)}
        sheet.text(row, 1, layout.titles[node.code], **look, align="left", indent=min(depth, 15))
        sheet.text(row, 2, node.code, **ROW, **MUTED)
        sheet.text(row, 3, in_language(node.measure, lang), **ROW)
        way = "less" if node.direction < 0 else "more"
        sheet.text(row, 4, say(f"workbook.{way}", lang), **ROW)
        sheet.number(row, 5, float(weights[result.index.position[node.code]]), SHARE, **ROW)
        steps = [
            f"{say(f'stage.{stage}', lang)}: {how}"
            for stage, how, _ in done(result.index, node, lang)
        ]
        said = "; ".join(steps)
        sheet.text(row, 6, said, **ROW, **MUTED, align="left", indent=1)
        lines = max(
            sheet.lines(said, 6, -12), sheet.lines(layout.titles[node.code], 1, 2.0 * depth)
        )
        sheet.at.set_row(row, min(409, 13.5 * lines + 3))
        sheet.row += 1
    for column in range(len(widths)):
        sheet.text(sheet.row, column, "", top=MEDIUM)
    sheet.at.freeze_panes(top, 2)
    sheet.at.set_landscape()
    sheet.at.repeat_rows(top - 1)


def flags_sheet(book: Book, layout: Layout) -> None:
    """What is doubtful about the data, one row a kind."""
    lang = layout.edition.lang
    sheet = page(book, layout, "flags", (24, 100), figures=False)
    sheet.row += 1
    rows = [(group.first.code, group.said(lang)) for group in grouped(layout.result.flags)]
    if not rows:
        sheet.prose(say("workbook.no_flags", lang), 1)
        return
    _table(sheet, (say("workbook.kind", lang), say("workbook.flag", lang)), rows)


def provenance_sheet(book: Book, layout: Layout) -> None:
    """What it was computed from, treated cells, sources, and how weights were found."""
    lang, result = layout.edition.lang, layout.result
    sheet = page(book, layout, "provenance", (34, 90), figures=False)
    sheet.row += 1
    rows = [(key, value) for key, value in _flat(inputs(layout.edition))]
    _table(sheet, (say("workbook.key_of", lang), say("workbook.value", lang)), rows)
    sources = [
        (source.code, source_line(source, lang, whole=True)) for source in result.data.sources
    ]
    if sources:
        sheet.row += 1
        _table(sheet, (say("workbook.source", lang), say("workbook.document", lang)), sources)


def _flat(known: Any, before: str = "") -> list[tuple[str, str]]:
    """Return nested values as rows of a path and a text."""
    if isinstance(known, dict):
        return [
            row
            for key, value in known.items()
            for row in _flat(value, f"{before}.{key}" if before else str(key))
        ]
    if isinstance(known, list | tuple):
        return [(before, ", ".join(map(str, known)))]
    if isinstance(known, float) and math.isnan(known):
        return [(before, "")]
    return [(before, "" if known is None else str(known))]
