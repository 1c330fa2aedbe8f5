"""What the methods of nodes work out on their way to weights and scores."""

from __future__ import annotations

import pandas as pd

from coopindex.engine.frames import records
from coopindex.engine.result import Result
from coopindex.periods import title as period_title
from coopindex.phrases import say, saying
from coopindex.questions.workings import workings
from coopindex.report.pages.frame import called, flags, head, titles_of
from coopindex.report.table import Column, Page, Section, Table


def page(answer: Result, about: Result, lang: str = "en") -> Page:
    """One row a figure, of a unit, of a child, of both or of a whole family."""
    frame, table = (head(about, lang), flags(about.flags, lang)), workings(answer)
    return Page(
        lang,
        lambda: (frame[0], worked_out(answer, table, lang), frame[1]),
        lambda: {**about.asked, "workings": records(table)},
        lambda: table,
        frame,
    )


def worked_out(result: Result, table: pd.DataFrame, lang: str = "en") -> Section:
    """The figures, node by node; a column that says nothing is left out."""
    word = saying("working", lang)
    if table.empty:
        return Section(word("title"), (word("nothing"),))
    figures = [say(f"working.{each.replace(' ', '-')}", lang) for each in table["figure"]]
    columns = [
        Column("node", word("node"), "prose", _titles(table["node"], result, lang), head=True),
        Column("figure", word("figure"), "prose", figures, head=True),
    ]
    if table["of"].any():
        columns.append(Column("of", word("of"), "text", table["of"].tolist(), head=True))
    if len(set(table["year"])) > 1:
        columns.append(
            Column("year", period_title(table["year"], lang), "year", table["year"].tolist())
        )
    if table["unit"].any():
        columns.append(Column("unit", word("unit"), "prose", _names(table["unit"], result, lang)))
    if table["child"].any():
        columns.append(
            Column("child", word("child"), "prose", _titles(table["child"], result, lang))
        )
    columns.append(Column("value", word("value"), "measure", table["value"].tolist(), digits=10))
    return Section(word("title"), (word("about"),), Table(tuple(columns)))


def _titles(codes: pd.Series[str], result: Result, lang: str) -> list[str]:
    named = dict(zip(known := [c for c in codes.unique() if c],
                     titles_of(known, result.index, lang), strict=True))  # fmt: skip
    return [named.get(code, "") for code in codes]


def _names(units: pd.Series[str], result: Result, lang: str) -> list[str]:
    known = [unit for unit in units.unique() if unit]
    named = dict(zip(known, called(known, result.data, lang), strict=True))
    return [named.get(unit, "") for unit in units]
