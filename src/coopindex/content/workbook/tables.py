"""A sheet that stands for a table's file: read as any workbook's sheet, and written as text."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from coopindex.content.tables.asked import COMMA, TAB, Asked
from coopindex.content.tables.column import as_text
from coopindex.content.tables.merged import filled_down
from coopindex.content.tables.notation import AS_WRITTEN
from coopindex.content.tables.readers.excel import as_written, table_of
from coopindex.content.tables.table import SourceTable, refused_by, spelt_out
from coopindex.content.tables.workbook import Sheet
from coopindex.content.workbook.cells import at_cells, of_sheet, problem_at
from coopindex.content.workbook.words import COLUMNS, DATA, renamed, statuses
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, Problem, Within

STATUS = "status"


def in_sheet(asked: Asked, title: str) -> Asked:
    """Return what is said of a text file's layout as far as it holds for a sheet."""
    return replace(asked, sheet=title, encoding=None, delimiter=None)


def read_as_table(
    sheet: Sheet,
    whole: str,
    asked: Asked,
    kind: str,
    own: Iterable[str],
    used: Iterable[str] | None,
) -> SourceTable:
    """Return a sheet as the table that it is, whose problems name cells.

    kind : what the sheet holds. own : names that the index itself gives columns. used : all words
    of the index, among them the columns that it reads; None where nothing is said of others.
    """
    title = sheet.name
    file = Within(f"{whole}, {title}", whole, lambda line, _field: f"{title}!A{line or 1}")
    table = table_of(sheet, file, in_sheet(asked, title))
    table = replace(table, problems=tuple(at_cells(table.problems)))
    called = renamed(table.columns, kind, own)
    at = {name: table.positions[name] for name in table.columns} if table.positions else {}
    places = at | {called[name]: at[name] for name in called if name in at}
    named = of_sheet(title, whole, places, table.head)
    file.cell = named.cell
    columns = {called.get(name, name): column for name, column in table.columns.items()}
    if STATUS in columns:
        columns[STATUS] = columns[STATUS].renamed(statuses())
    percents = {called.get(name, name): shown for name, shown in table.percents.items()}
    table = replace(table, columns=columns, percents=percents)
    unread = _unread(table, named, used) if kind == DATA and used is not None else ()
    return replace(table, problems=(*table.problems, *unread))


def _unread(table: SourceTable, file: Within, used: Iterable[str]) -> Iterator[Problem]:
    """Flag the columns of figures that are neither an indicator's nor any that a table may have."""
    read = {*used, *COLUMNS[DATA]}
    # what holds a year is a year's, or told as one that is nearly so
    further = [name for name, column in table.columns.items()
               if name not in read and not re.search(r"\d{4}", name) and any(column)]  # fmt: skip
    if further:
        names = few([f"`{spelt_out(name)}`" for name in further], FEW)
        message = Wording("sheet.unread-data", count=len(further), names=names)
        place = file.cell(table.head, further[0])
        hint = Wording("sheet.unread-data.hint", name=further[0])
        yield problem_at(file, place, "unread-column", message, hint, flag=True)


def as_csv(sheet: Sheet, asked: Asked, ending: str, kind: str, own: Iterable[str]) -> bytes:
    """Return a sheet as the text that reads as the same table, line for row."""
    if refused_by(sheet.problems):
        return b""
    rows: Sequence[Sequence[Any]]
    rows, _ = filled_down(sheet.rows, sheet.merged)
    if asked.percent == AS_WRITTEN:
        rows = as_written(rows, sheet.percents)
    width = max(map(len, rows), default=0)
    decimal = asked.notation.decimal
    known = statuses()
    head = next((row for row in rows if any(cell is not None for cell in row)), ())
    called = renamed([as_text(cell) for cell in head], kind, own)
    texts = io.StringIO()
    writer = csv.writer(texts, delimiter=asked.delimiter or (TAB if ending == ".tsv" else COMMA),
                        lineterminator="\n")  # fmt: skip
    for row in rows:
        cells = [_text(cell, decimal) for cell in row]
        if called:
            cells = [known.get(cell, cell) for cell in cells]
        if row is head:
            cells = [called.get(cell, cell) for cell in cells]
        writer.writerow([*cells, *[""] * (width - len(cells))] if cells else [])
    return texts.getvalue().encode(asked.encoding or "utf-8")


def _text(cell: Any, decimal: str) -> str:
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return as_text(cell).replace(".", decimal) if number else as_text(cell)


def digest_of(content: bytes) -> str:
    """Return what a file is known by."""
    return hashlib.sha256(content).hexdigest()


def comma_separated(rows: Iterable[Sequence[str]]) -> bytes:
    r"""Return rows as a CSV file.

    >>> comma_separated([["code", "name"], ["a", "Ann, B"]])
    b'code,name\na,"Ann, B"\n'
    """
    texts = io.StringIO()
    csv.writer(texts, lineterminator="\n").writerows(rows)
    return texts.getvalue().encode()
