"""What a surface needs beside answers: pages as text, and files that it reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from coopindex.content.files import ANSWERS
from coopindex.content.writing import need_room_for_file, write_file
from coopindex.keywords import explaining
from coopindex.phrases import say
from coopindex.project.arguments import language
from coopindex.report.pages import page
from coopindex.report.render import folded, render
from coopindex.report.render.json import as_json

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.report.table import Page

__all__ = [
    "as_json",
    "audit_uses",
    "chart_uses",
    "charts",
    "present",
    "render",
    "render_aside",
    "say",
    "will_write",
    "write_file",
    "write_parquet",
]

present: Callable[..., Any] = page


def render_aside(page: Page, stream: TextIO | None = None, *, whole: bool = False) -> str:
    """Return what is said beside an answer that is a table alone. stream : where it goes.

    whole : show every flag, not the first of many.
    """
    from coopindex.report.render.terminal import as_shown

    aside = page.aside if whole else tuple(folded(page.aside, page.lang))
    return as_shown(aside, page.lang, stream)


@explaining
def will_write(file: Path) -> None:
    """Refuse a file that cannot be written to, and from now on to read it for an answer."""
    need_room_for_file(file)
    ANSWERS.set((*ANSWERS.get(), file))


def write_parquet(file: Path, table: pd.DataFrame) -> None:
    """Write a table as Parquet, whole or not at all; where there are no years, they are missing."""
    from coopindex.content.writing import whole
    from coopindex.report.settings import parquet_into

    if "year" in table and not table["year"].any():
        table = table.assign(year=table["year"].astype("Int64").replace(0, None))
    with whole(file) as stream:
        parquet_into(stream, iter([table]))


@explaining
def chart_uses(name: str) -> frozenset[str]:
    """Name the options, of unit, plan, draws, seed and map, that a chart makes use of."""
    from coopindex.report.charts import KINDS, need_name

    need_name(name)
    return KINDS[name].uses


@explaining
def audit_uses(tables: Sequence[str]) -> frozenset[str] | None:
    """Name what some tables of an audit make use of: method, draws, and thresholds by name.

    None : of everything, as findings do.
    """
    from coopindex.audit.tables import TABLES, uses

    if not tables or any(name not in TABLES for name in tables):
        return None
    return frozenset().union(*map(uses, tables))


@explaining
def charts(lang: str = "en", name: str | None = None) -> dict[str, str]:
    """Say of every chart what it is for, by its name. name : refuse it if there is none such."""
    from coopindex.report.charts import KINDS, need_name

    language(lang)
    if name is not None:
        need_name(name)
    return {each: say(f"charts.about_{each}", lang) for each in KINDS}
