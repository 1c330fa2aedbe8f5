"""Files as they are opened for an import: their tables, and what else is known of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from coopindex.content.forms.layout import LayoutForm
from coopindex.content.forms.read import read_form
from coopindex.content.given import as_document
from coopindex.content.importing.draft import Guess
from coopindex.content.tables.asked import NOTHING, Asked
from coopindex.content.tables.column import as_text, column_of, stored_numbers
from coopindex.content.tables.merged import number_of, value_of
from coopindex.content.tables.read import read_table
from coopindex.content.tables.readers.excel import table_of as sheet_table
from coopindex.content.tables.registry import reader_of
from coopindex.content.tables.table import SourceTable
from coopindex.content.tables.workbook import read_sheet
from coopindex.content.yaml import parse, read_bytes
from coopindex.phrases import Wording
from coopindex.problems import Problem, raise_errors

BOOKS = (".xlsx", ".xlsm")
# the keys of a layout -> the options that say them
OPTIONS = {
    "sheet": "--sheet",
    "header": "--header-row",
    "skip": "--skip-rows",
    "encoding": "--encoding",
    "delimiter": "--delimiter",
    "decimal": "--decimal",
    "thousands": "--thousands",
    "percent": "--percent",
    "footnotes": "--footnotes",
}
# a first line that begins with a column without a name, and the name that it gets
NAMELESS = re.compile(rb'^((?:\xef\xbb\xbf)?)(?:"")?([,;\t])')
FIRST_COLUMN = "#"
SAID = re.compile(r"\b(" + "|".join(OPTIONS) + r")(?=:)")


@dataclass(frozen=True)
class Grid:
    """A sheet cell by cell: `rows` from the first line on, each as long as it is.

    >>> Grid("a.xlsx", "Data", [["x", 1.0]]).text(1, 1), Grid("a.xlsx", "Data", []).text(1, 1)
    ('x', '')
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Any]]

    def cell(self, line: int, column: int) -> Any:
        """Return the value of a cell, both counted from 1; None where there is none."""
        row = self.rows[line - 1] if 0 < line <= len(self.rows) else ()
        return row[column - 1] if 0 < column <= len(row) else None

    def text(self, line: int, column: int) -> str:
        """Return a cell as text."""
        return as_text(self.cell(line, column)).strip()

    def table(self, columns: dict[str, int], lines: Sequence[int]) -> SourceTable:
        """Return some columns of some lines as a table: name -> column."""
        cells = {
            name: [self.cell(line, column) for line in lines] for name, column in columns.items()
        }
        made = {
            name: column_of([as_text(cell).strip() for cell in held], stored_numbers(held))
            for name, held in cells.items()
        }
        called = "reading.at-row-of-sheet"
        return SourceTable(self.file, made, np.array(lines, int), called=called, sheet=self.sheet,
                           stored=True)  # fmt: skip


def asked_of(layout: dict[str, Any]) -> Asked:
    """Return what is said of a layout by options. Raises InvalidInput where that is none."""
    said = {key: value for key, value in layout.items() if value is not None}
    form, problems = read_form(as_document(said, "options"), LayoutForm)
    raise_errors(_of_option(problem) for problem in problems)
    return NOTHING if form is None else Asked.of(form)


def _of_option(problem: Problem) -> Problem:
    """Return what is wrong with a key of a layout as what is wrong with its option."""
    option = OPTIONS.get(str(problem.field))
    return problem.but(code="bad-option", file=None, line=None, field=option)


def sheets_of(path: Path, file: str) -> tuple[str, ...]:
    """Name the sheets of a workbook that are not hidden; none where it is no workbook."""
    if path.suffix.lower() not in BOOKS:
        return ()
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(_content(path, file)), read_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return ()  # what is wrong is told where it is read
    return tuple(page.title for page in book.worksheets if page.sheet_state == "visible")


def grid_of(path: Path, file: str, sheet: str) -> tuple[Grid, tuple[Problem, ...]]:
    """Return a sheet cell by cell, and what is doubtful about it.

    Raises InvalidInput where it cannot be read.
    """
    found = read_sheet(_content(path, file), file, sheet)
    flags = raise_errors(found.problems)
    return Grid(file, sheet, found.rows), flags


def table_of(path: Path, file: str, asked: Asked = NOTHING) -> tuple[SourceTable, list[Guess]]:
    """Return a table, and what was found out about its layout.

    Where another sign parts the cells, as a file says itself beyond doubt, it is read so.
    Raises InvalidInput whose hints name options.
    """
    table = _named_first(read_table(path, file, asked), path, file, asked)
    said = next(filter(None, map(_parted, table.problems)), None)
    if said is None or asked.delimiter:
        raise_errors(map(with_options, table.problems))
        return replace(table, problems=tuple(map(with_options, table.problems))), []
    further = {key: value for key, value in asked.said.items() if key not in said}
    asked = replace(asked_of(said), **further)
    table, guesses = table_of(path, file, asked)
    flags = " ".join(f'{OPTIONS[key]} "{value}"' for key, value in said.items())
    options = ", ".join(OPTIONS[key] for key in said)
    return table, [Guess(Wording("importing.guess-parted", said=flags), options), *guesses]


def _named_first(table: SourceTable, path: Path, file: str, asked: Asked) -> SourceTable:
    """Return a table whose first column alone has no name with a name for it.

    R and pandas write the labels of rows so.
    """
    errors = [problem for problem in table.problems if problem.level == "error"]
    keys = [getattr(problem.message, "key", "") for problem in errors]
    reader = reader_of(path.suffix.lower())
    if keys != ["reading.nameless-column"] or reader is None:
        return table
    content = _content(path, file)
    if path.suffix.lower() in BOOKS:
        return _named_in_book(content, file, asked, errors[0])
    named = NAMELESS.sub(rb"\1" + FIRST_COLUMN.encode() + rb"\2", content, count=1)
    return table if named == content else reader.read(named, file, asked).written(asked.notation)


def _named_in_book(content: bytes, file: str, asked: Asked, problem: Problem) -> SourceTable:
    """Return a sheet of a workbook whose first column has no name with a name for it."""
    sheet = read_sheet(content, file, asked.sheet)
    column = number_of(problem.message.values["column"].values["letters"])
    line, rows = problem.line or 1, list(sheet.rows)
    begins = min(at for row in rows for at, cell in enumerate(row, 1) if cell is not None)
    if column == begins:
        head = [*rows[line - 1]]
        head[column - 1] = FIRST_COLUMN
        rows[line - 1] = tuple(head)
    return sheet_table(replace(sheet, rows=rows), file, asked).written(asked.notation)


def groups_above(path: Path, file: str, table: SourceTable) -> dict[str, tuple[str, ...]]:
    """Return the names in merged cells above the header of a workbook's sheet, with their columns.

    What is merged over all columns is a title.
    """
    if path.suffix.lower() not in BOOKS or not table.positions:
        return {}
    sheet = read_sheet(_content(path, file), file, table.sheet or None)
    found = dict[str, tuple[str, ...]]()
    for cells in sheet.merged:
        below = tuple(name for name, at in table.positions.items()
                      if cells.left <= at + 1 <= cells.right)  # fmt: skip
        value = value_of(sheet.rows, cells)
        above = cells.is_across and cells.bottom < table.head
        if above and isinstance(value, str) and below and len(below) < len(table.positions):
            found[value.strip()] = (*found.get(value.strip(), ()), *below)
    return found


def _parted(problem: Problem) -> dict[str, Any] | None:
    """Return what a problem says of the signs between cells and before decimals, if it does."""
    hint = problem.hint
    if hint is None or hint.key != "reading.parted.hint":
        return None
    return dict(parse(f"{{{hint.values['said']}}}", "options").data)


def with_options(problem: Problem) -> Problem:
    """Return a problem of a table, whose hint names keys, so that it names options too."""
    keys = dict.fromkeys(SAID.findall(str(problem.hint or "")))
    if problem.code == "unknown-sheet":
        return problem.but(field=OPTIONS["sheet"])
    if problem.code == "misplaced-key":
        key = getattr(problem.message, "values", {}).get("key", "")
        return problem.but(field=OPTIONS.get(key))
    if not keys:
        return problem
    said = {"hint": problem.hint, "options": [OPTIONS[key] for key in keys], "count": len(keys)}
    return problem.but(hint=Wording("importing.option.hint", **said))


def _content(path: Path, file: str) -> bytes:
    content, problems = read_bytes(path, file)
    raise_errors(problems)
    return content
