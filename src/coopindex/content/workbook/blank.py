"""A workbook without any content: the sheets and their headers, drop-downs, and what to do."""

from __future__ import annotations

from typing import Any

from coopindex.content.new_project import EXAMPLE, TEMPLATE
from coopindex.content.workbook import layout
from coopindex.content.workbook.folder import Files
from coopindex.content.workbook.layout import Page
from coopindex.content.workbook.looks import Looks, saved
from coopindex.content.workbook.words import COLUMNS, TABLES, title_of
from coopindex.content.yaml import parse
from coopindex.phrases import LANGUAGES, say

ROWS = 20  # blank ones that are shown ready to be filled in
# what an index says of itself
LABELS, REST = ("title", "unit"), ("year", "weights")
# what every indicator is told of the example's
USUAL = ("normalisation", "aggregation")


def blank_workbook(code: str, lang: str, name: str) -> bytes:
    """Return a workbook to be filled in from its first row on; code : of the index."""
    framework, _ = layout.framework({}, lang)
    weights, _ = layout.weights({}, {}, lang)
    tables = [_table(kind, lang) for kind in TABLES]
    pages = [framework, *tables, layout.sources({}, lang), weights]
    for page in pages:
        page.rows += [[None] * len(page.keys) for _ in range(ROWS)]
    looks = Looks(Files("", code, {}), [*pages, _options(code, lang)], lang, name, "", "blank")
    return saved(looks.book())


def _table(kind: str, lang: str) -> Page:
    """Return the sheet of a table, with the headers that it usually has."""
    keys = COLUMNS[kind]
    heads: list[Any] = [say(f"sheet.table-{key}", lang) for key in keys]
    return Page(kind, title_of(kind, lang), [heads], keys)


def _options(code: str, lang: str) -> Page:
    """Return the sheet of what an index says of itself, its values blank, and of the usual steps.

    A row without a value says nothing.
    """
    first = sorted(LANGUAGES, key=lambda each: each != lang)
    blank = [f"{label}.{each}" for label in LABELS for each in first]
    example = TEMPLATE / "indicators" / f"{EXAMPLE}.yaml"
    defaults = parse(example.read_bytes(), example.name).data["defaults"]
    usual = {key: defaults[key] for key in USUAL}
    tree = {"index": code, **dict.fromkeys((*blank, *REST), ""), "defaults": usual}
    page = layout.options(tree, [], lang)
    for row in page.rows:
        if row[1] in (*blank, *REST):
            row[2] = None
    return page
