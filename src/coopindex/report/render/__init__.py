"""A page as a text: on a terminal, as Markdown, CSV, TSV or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TextIO

from coopindex.report.render.csv import as_csv
from coopindex.report.render.json import as_json
from coopindex.report.render.markdown import as_markdown

if TYPE_CHECKING:
    from coopindex.report.table import Page

Rendering = Literal["table", "md", "csv", "tsv", "json"]


def render(
    page: Page, form: Rendering = "table", stream: TextIO | None = None, *, raw: bool = False
) -> str:
    """Return a page in a form. stream : the terminal that a table is for; None: a file, plainly.

    As CSV or TSV it must be a single table: `page.table` is not None. What is to be said beside
    that stands in `page.aside`. raw : its texts as they are, see `as_csv`.
    """
    if form == "json":
        return as_json(page.facts)
    if form == "md":
        return as_markdown(page.sections, page.lang)
    if form == "table":
        from coopindex.report.render.terminal import as_shown

        return as_shown(page.sections, page.lang, stream)
    if page.table is None:
        raise ValueError("this answer is no single table")
    return as_csv(page.table, "," if form == "csv" else "\t", raw=raw)
