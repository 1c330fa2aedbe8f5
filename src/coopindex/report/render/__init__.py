"""A page as a text: on a terminal, as Markdown, CSV, TSV or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TextIO

from coopindex.phrases import Wording, say
from coopindex.problems import InvalidInput, Problem
from coopindex.report.render.csv import as_csv
from coopindex.report.render.json import as_json
from coopindex.report.render.markdown import as_markdown

if TYPE_CHECKING:
    from coopindex.report.table import Page, Section

Rendering = Literal["table", "md", "csv", "tsv", "json"]


def render(
    page: Page,
    form: Rendering = "table",
    stream: TextIO | None = None,
    *,
    raw: bool = False,
    whole: bool = False,
) -> str:
    """Return a page in a form. stream : the terminal that a table is for; None: a file, plainly.

    whole : show every flag, not the first of many.
    As CSV or TSV it must be a single table: `page.table` is not None. What is to be said beside
    that stands in `page.aside`. raw : its texts as they are, see `as_csv`.
    """
    if form == "json":
        return as_json(page.facts)
    if form == "md":
        return as_markdown(page.sections if whole else folded(page.sections, page.lang), page.lang)
    if form == "table":
        from coopindex.report.render.terminal import as_shown

        sections = page.sections if whole else folded(page.sections, page.lang)
        return as_shown(sections, page.lang, stream)
    if page.table is None:
        message = Wording("usage.no-single-table")
        raise InvalidInput([Problem("no-single-table", message, field="form", value=form)])
    return as_csv(page.table, "," if form == "csv" else "\t", raw=raw)


def folded(sections: Iterable[Section], lang: str = "en") -> Iterator[Section]:
    """Yield sections without the lines below that are too many, which are counted instead."""
    for section in sections:
        more = 0 if section.most is None else len(section.below) - section.most
        if more <= 0:
            yield section
            continue
        counted = say("group.more", lang, count=more)
        yield replace(section, below=(*section.below[: section.most], counted))
