"""The sheet of weights: what a reader changes, family by family, and what comes of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from coopindex.phrases import say
from coopindex.report.pages.frame import asked_line
from coopindex.report.render.xlsx.book import HEAD, MEDIUM, SHARE, THIN, Book, Sheet, tone
from coopindex.report.render.xlsx.layout import (
    EFFECTIVE_AT,
    FAMILIES,
    NODE_AT,
    NOTE_AT,
    PUBLISHED_AT,
    SHARE_AT,
    TITLE_AT,
    WEIGHT_AT,
    Family,
    Layout,
    cell,
)
from coopindex.report.render.xlsx.state import note, state_of

INPUT: Mapping[str, Any] = {
    "font_color": tone("accent"),
    "bg_color": tone("tint"),
    "bold": True,
    "locked": False,
}
# what stays allowed on a sheet with locked weights
ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True}
NUMBER = "#,##0.0##"
LOCKED: Mapping[str, Any] = {"font_color": tone("muted"), "bg_color": tone("surface")}
# how many weights differ from those as scored: that move, that are locked
CHANGED = cell(6, WEIGHT_AT, fixed="both")
CHANGED_LOCKED = cell(7, WEIGHT_AT, fixed="both")
SHOWN = 250  # signs that a spreadsheet shows of what it says beside a cell
SAME = "1E-9"


def weights_sheet(book: Book, layout: Layout) -> None:
    """Write every family with its weights and the shares that they come to."""
    sheet = book.sheet("weights")
    for column, wide in enumerate((1.5, 44, 18, 12, 14, 14, 14, 26)):
        sheet.width(column, wide)
    sheet.prose(
        f"{layout.edition.title} · {book.names['weights']}", NOTE_AT, font_size=15, bold=True
    )
    if layout.banner:
        sheet.warn(layout.banner, NOTE_AT)
    sheet.row = 2
    for words in _said(layout):
        sheet.prose(words, NOTE_AT, font_color=tone("muted"), font_size=9)
    _count(sheet, layout, 6, "changed", moves=True)
    if _locked(layout):
        _count(sheet, layout, 7, "changed_locked", moves=False)
        sheet.at.protect("", ALLOWED)
    for family in layout.families:
        _family(sheet, layout, family)
    sheet.at.freeze_panes(FAMILIES, NODE_AT)
    sheet.at.set_landscape()
    sheet.at.fit_to_pages(1, 0)


def _locked(layout: Layout) -> bool:
    """Whether some weights may not be changed here."""
    return not all(family.moves for family in layout.families)


def _said(layout: Layout) -> Iterator[str]:
    """Say which weights may be changed, how they count, and whose they are."""
    lang = layout.edition.lang
    gap = " " * (lang == "en")
    if layout.live:
        yield gap.join(say(f"workbook.weights_{key}", lang) for key in ("said", "rule"))
    locked = [say("workbook.weights_locked", lang)] if _locked(layout) else []
    asked = asked_line(layout.result, lang)
    yield gap.join([say("workbook.these", lang, weights=layout.weights), *asked, *locked])


def _count(sheet: Sheet, layout: Layout, row: int, key: str, *, moves: bool) -> None:
    """Count the weights that differ from those as scored."""
    changed = [_changed(layout, family) for family in layout.families if family.moves == moves]
    sheet.text(row, TITLE_AT, say(f"workbook.{key}", layout.edition.lang), bold=moves, indent=1)
    sheet.formula(row, WEIGHT_AT, "=" + ("+".join(changed) or "0"), 0, "0", bold=moves)


def _changed(layout: Layout, family: Family) -> str:
    """How many weights of a family come to another share than as scored."""
    first, last = (layout.weight_row(family.children[end].code) for end in (0, -1))
    ours, theirs = (
        f"{cell(first, column)}:{cell(last, column)}"
        for column in (WEIGHT_AT if family.stated else SHARE_AT, PUBLISHED_AT)
    )
    return f"SUMPRODUCT(1*(ABS({ours}-{theirs})>{SAME}))"


def _family(sheet: Sheet, layout: Layout, family: Family) -> None:
    lang, row = layout.edition.lang, FAMILIES + family.at
    title = say("workbook.inside", lang, parent=layout.titles[family.parent.code])
    before = "published" if state_of(layout.result) == "published" else "scored"
    keys = "node_code", "weight", "share", "effective", f"share_{before}", "note"
    sheet.text(row, 0, "", **HEAD)
    sheet.text(row, TITLE_AT, title, **HEAD, indent=1)
    for column, key in enumerate(keys, start=NODE_AT):
        left = column in (NODE_AT, NOTE_AT)
        align = "left" if left else "right"
        indent = int(column == NOTE_AT)
        sheet.text(row, column, say(f"workbook.{key}", lang), **HEAD, align=align, indent=indent)
    sheet.at.set_row(row, 18)
    for child in family.children:
        _child(sheet, layout, family, child.code)
    _sum(sheet, layout, family)


def _child(sheet: Sheet, layout: Layout, family: Family, code: str) -> None:
    lang, row, share = layout.edition.lang, layout.weight_row(code), layout.share(code)
    result = layout.result
    sheet.strip(row, 0, layout.fills[code].hue)
    sheet.text(row, TITLE_AT, layout.titles[code], text_wrap=True, indent=1)
    sheet.text(row, NODE_AT, code, font_color=tone("muted"), font_size=8)
    weight = share if family.stated else float(f"{100 * share:.14g}")
    sheet.at.set_row(row, max(16, 14 * sheet.lines(layout.titles[code], TITLE_AT, 2)))
    sheet.number(row, WEIGHT_AT, weight, NUMBER, **(INPUT if family.moves else LOCKED))
    if family.moves:
        _validate(sheet, layout, family.parent.code, row)
    else:
        _lock(sheet, layout, family, row)
    own = cell(row, WEIGHT_AT)
    first, last = (layout.weight_row(family.children[end].code) for end in (0, -1))
    whole = f"SUM({cell(first, WEIGHT_AT, fixed='both')}:{cell(last, WEIGHT_AT, fixed='both')})"
    stated = sum(layout.share(child.code) for child in family.children)
    inside = share / stated if family.stated and stated else share
    sheet.formula(row, SHARE_AT, f"=IF({whole}>0,{own}/{whole},0)", inside, SHARE)
    counted = own if family.stated else cell(row, SHARE_AT)
    if family.parent.parent is None:
        formula = f"={counted}"
    else:
        formula = f"={counted}*{cell(layout.weight_row(family.parent.code), EFFECTIVE_AT)}"
    effective = float(result.effective_in(result.years[-1])[result.index.position[code]])
    sheet.formula(row, EFFECTIVE_AT, formula, effective, SHARE)
    num = NUMBER if family.stated else SHARE
    sheet.number(row, PUBLISHED_AT, share, num, font_color=tone("muted"))
    sheet.text(
        row, NOTE_AT, note(result, code, lang), font_color=tone("muted"), font_size=9, indent=1
    )


def _validate(sheet: Sheet, layout: Layout, parent: str, row: int) -> None:
    """Let a weight be a number that is not below 0, and say so."""
    lang = layout.edition.lang
    sheet.at.data_validation(
        row,
        WEIGHT_AT,
        row,
        WEIGHT_AT,
        {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "ignore_blank": False,
            "input_title": say("workbook.input_title", lang)[:32],
            "input_message": say("workbook.input", lang)[:SHOWN],
            "error_title": say("workbook.error_title", lang)[:32],
            "error_message": say("workbook.error", lang)[:SHOWN],
        },
    )
    stated = layout.family[parent].stated
    ours = cell(row, WEIGHT_AT if stated else SHARE_AT, fixed="column")
    criteria = f"=ABS({ours}-{cell(row, PUBLISHED_AT, fixed='column')})>{SAME}"
    how = {"type": "formula", "criteria": criteria, "format": sheet.book.changed}
    sheet.at.conditional_format(row, SHARE_AT, row, EFFECTIVE_AT, how)


def _lock(sheet: Sheet, layout: Layout, family: Family, row: int) -> None:
    """Refuse any other weight, also where the sheet is unlocked, and say why."""
    title, why = say("workbook.locked_title", layout.edition.lang)[:32], _why(layout, family)
    told = {
        "input_title": title,
        "input_message": why[:SHOWN],
        "error_title": title,
        "error_message": why[:SHOWN],
    }
    how = {"validate": "custom", "value": "=FALSE", "ignore_blank": False, **told}
    sheet.at.data_validation(row, WEIGHT_AT, row, WEIGHT_AT, how)


def _sum(sheet: Sheet, layout: Layout, family: Family) -> None:
    """Write what the weights of a family make, and why it does not move where it does not."""
    lang = layout.edition.lang
    first, last = (layout.weight_row(family.children[end].code) for end in (0, -1))
    row = last + 1
    look: dict[str, Any] = {"top": THIN, "bottom": MEDIUM, "font_color": tone("muted")}
    shares = [layout.share(child.code) for child in family.children]
    weights = math.fsum(shares) * (1 if family.stated else 100)
    sheet.text(row, TITLE_AT, say("workbook.sum", lang), **look, indent=1)
    for column in (0, NODE_AT, EFFECTIVE_AT, PUBLISHED_AT, NOTE_AT):
        sheet.text(row, column, "", **look)
    for column, value, num in ((WEIGHT_AT, weights, NUMBER), (SHARE_AT, 1.0, SHARE)):
        of = f"{cell(first, column)}:{cell(last, column)}"
        sheet.formula(row, column, f"=SUM({of})", value, num, **look)
    why = _why(layout, family)
    if why:
        sheet.row = row + 1
        sheet.prose(why, NOTE_AT, font_color=tone("down"), font_size=9)


def _why(layout: Layout, family: Family) -> str:
    """Say why the weights of a family are not changed here; "" where they are."""
    if family.moves:
        return ""
    code, lang = family.parent.code, layout.edition.lang
    if reason := layout.why.get(code):
        return reason
    key = "workbook.kept" if code in layout.why else "workbook.kept_above"
    return say(key, lang, node=layout.titles[code])
