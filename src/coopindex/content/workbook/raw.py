"""A table's file as the cells of a sheet, line for row, so that what is said of its lines holds."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coopindex.content.tables.asked import COMMA, TAB, Asked
from coopindex.content.tables.column import WHOLE, as_text
from coopindex.content.tables.encodings import encoding_of
from coopindex.content.tables.formulas import unmarked
from coopindex.content.tables.merged import Merged
from coopindex.content.tables.readers.delimited import rows_of_text
from coopindex.content.tables.registry import reader_of
from coopindex.content.tables.table import refused_by
from coopindex.content.tables.workbook import read_sheet
from coopindex.content.workbook.folder import Table
from coopindex.problems import InvalidInput, raise_errors

TEXTS = {".csv": COMMA, ".tsv": TAB, ".txt": TAB}
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
Rows = list[list[Any]]


def rows_of(table: Table) -> tuple[Rows, Mapping[int, Sequence[int]], Sequence[Merged]]:
    """Return a file's rows from its first line on; cells shown in percent, and merged ones."""
    endings = [suffix.lower() for suffix in Path(table.name).suffixes]
    content = table.content
    if endings[-1:] == [".gz"]:
        endings.pop()
        content = gzip.decompress(content)
    ending = endings[-1] if endings else ""
    if ending == ".xlsx":
        sheet = read_sheet(content, table.name, table.asked.sheet)
        raise_errors(problem for problem in sheet.problems if problem.level == "error")
        return (
            [[_as_value(cell) for cell in row] for row in sheet.rows],
            sheet.percents,
            sheet.merged,
        )
    if ending in TEXTS:
        return _of_text(content, table, TEXTS[ending]), {}, ()
    return _of_reader(content, ending, table), {}, ()


def _of_text(content: bytes, table: Table, usual: str) -> Rows:
    name, problem = encoding_of(content, table.name, table.asked.encoding)
    if name is None:
        raise InvalidInput([problem] if problem else [])
    found: Rows = []
    for row, line in rows_of_text(content, name, usual, table.asked.delimiter):
        found += [[] for _ in range(line - 1 - len(found))]
        found.append([typed(unmarked(cell)) for cell in row])
    return found


def _of_reader(content: bytes, ending: str, table: Table) -> Rows:
    reader = reader_of(ending)
    assert reader is not None
    read = reader.read(content, table.name, Asked(sheet=table.asked.sheet))
    if refused_by(read.problems):
        raise InvalidInput(read.problems)
    columns = [[typed(cell) for cell in column] for column in read.columns.values()]
    return [list(read.columns), *map(list, zip(*columns, strict=True))]


def typed(text: str) -> Any:
    """Return the number that a text is, if the number says the very text back; else the text.

    >>> [typed(text) for text in ("82", "0.5", "007", "1.50", "1e3", "", "NO")]
    [82, 0.5, '007', '1.50', '1e3', None, 'NO']
    """
    if text == "":
        return None
    if not NUMBER.fullmatch(text):
        return text
    value = float(text) if "." in text else int(text)
    return value if abs(value) <= WHOLE and as_text(value) == text else text


def _as_value(cell: Any) -> Any:
    """Return a stored cell as it is; dates as the texts that they are read as."""
    return as_text(cell) if hasattr(cell, "isoformat") or isinstance(cell, bool) else cell
