"""Read a text file of values between separators: CSV, TSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING

from coopindex.content.limits import CELLS, COLUMNS
from coopindex.content.tables.asked import COMMA, LINES, TAB, Asked
from coopindex.content.tables.encodings import encoding_of
from coopindex.content.tables.formulas import MARKED, unmarked
from coopindex.content.tables.gathering import (
    Gathering,
    SourceFile,
    has_decimal_commas,
    separated_otherwise,
)
from coopindex.content.tables.grid import HEAD_ROWS
from coopindex.content.tables.readers.plain import read_plain
from coopindex.content.tables.registry import reader
from coopindex.content.tables.table import UNSEEN, SourceTable, refused, refused_by, seen
from coopindex.phrases import Wording, keys, recognised
from coopindex.problems import Problem

if TYPE_CHECKING:
    from _csv import Reader as Rows

SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
LINE_END = re.compile("\r\n|\r|\n")
# rows that are turned into columns at a time: few, so that their texts stay in the fast memory
PIECE = 512
UTF8 = ("ascii", "utf-8")
FIRST_LINE = re.compile(rb"[^\r\n]*")


@reader(".csv", choices=("encoding", "delimiter", *LINES), packed=True)
def read_csv(content: bytes, file: str, asked: Asked) -> SourceTable:
    """Read values between commas, or what a first line `sep=;` says."""
    return read_text(content, file, COMMA, asked)


@reader(".tsv", further=(".txt",), choices=("encoding", "delimiter", *LINES), packed=True)
def read_tsv(content: bytes, file: str, asked: Asked) -> SourceTable:
    """Read values between tabs."""
    return read_text(content, file, TAB, asked)


def read_text(content: bytes, file: str, usual: str, asked: Asked) -> SourceTable:
    """Read a text file piece by piece, so that no more than one is held as text."""
    name, flag = encoding_of(content, file, asked.encoding)
    if name is None:
        return SourceTable(file, problems=(flag,) if flag else ())
    too_large = _too_large(content, asked.delimiter or usual, file)
    if too_large:
        return SourceTable(file, problems=(too_large,))
    unseen = not content.isascii() and UNSEEN.search(content.decode(name).removeprefix("\ufeff"))
    # the mark is sought in bytes of UTF-8; what is written otherwise is looked at cell by cell
    marked = name not in UTF8 or MARKED.search(content) is not None
    plain = None
    if not (unseen or marked or asked.said) and name in UTF8:
        plain = read_plain(content, usual)
    reader, before = _rows_of(content, name, usual, asked.delimiter)
    delimiter = reader.dialect.delimiter
    flags = (flag,) if flag else ()
    gathering = Gathering(SourceFile(file, delimiter=delimiter), flags, asked)
    try:
        if plain is not None and plain.is_headed:
            gathering.take(plain.header, plain.columns, plain.rows)
        else:
            for rows, lines in _pieces(reader, before):
                if marked:
                    rows = [list(map(unmarked, row)) for row in rows]
                gathering.add([seen(row) for row in rows] if unseen else rows, lines)
    except csv.Error as error:
        message = Wording(
            "reading.unreadable-from", error=recognised(str(error), keys("reading.csv-")) or error
        )
        line = _torn(*_rows_of(content, name, usual, asked.delimiter))
        return refused(file, "csv", message, Wording("reading.quotes.hint"), line=line)
    table = gathering.finish()
    said = bool(asked.delimiter or before)
    return table if said else _parted(table, content, name, delimiter)


def _too_large(content: bytes, delimiter: str, file: str) -> Problem | None:
    """Refuse more columns, or cells, than are read, before any of them is."""
    marks = {delimiter.encode(), b";"}
    first = FIRST_LINE.match(content)
    if first and max(map(first[0].count, marks)) >= COLUMNS:
        message = Wording("reading.too-wide", most=COLUMNS)
        return Problem("too-large", message, file=file, hint=Wording("reading.too-wide.hint"))
    cells = max(map(content.count, marks)) + content.count(b"\n")
    return CELLS.exceeded(file) if cells > CELLS.most else None


def _parted(table: SourceTable, content: bytes, encoding: str, delimiter: str) -> SourceTable:
    """Refuse a table that is none, or an odd one, because another sign stands between its cells."""
    odd = any(problem.code == "header-found" for problem in table.problems)
    if not (odd or refused_by(table.problems) or len(table.columns) == 1):
        return table
    lines = list(islice(io.TextIOWrapper(io.BytesIO(content), encoding), HEAD_ROWS))
    other = separated_otherwise(lines, delimiter)
    if other is None:
        return table
    place = SourceFile(table.file, delimiter=delimiter)
    said = f'delimiter: "{other}"' if other != TAB else "delimiter: tab"
    if has_decimal_commas(lines, other):
        said += ', decimal: ","'
    message = Wording(
        "reading.parted",
        usual=place.separator,
        other=SourceFile(table.file, delimiter=other).separator,
    )
    hint = Wording("reading.parted.hint", said=said)
    line = next((at for at, text in enumerate(lines, start=1) if other in text), 1)
    return refused(table.file, "header", message, hint, line=line)


def _rows_of(
    content: bytes, encoding: str, usual: str, said: str | None = None
) -> tuple[Rows, int]:
    """Return a reader of the rows, and how many lines stand before the first.

    usual, said : what stands between cells where nobody says it, and where it is said.
    """
    lines: Iterator[str] = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    first = next(lines, "").removeprefix("\ufeff")
    # Excel's own line about the separator, which is no row
    separator = SEPARATOR.fullmatch(first)
    if separator:
        return csv.reader(lines, delimiter=said or separator[1], strict=True), 1
    return csv.reader(chain([first], lines), delimiter=said or usual, strict=True), 0


def _pieces(reader: Rows, before: int) -> Iterator[tuple[list[list[str]], Sequence[int]]]:
    """Yield some rows at a time, with the lines on which they begin."""
    begin = before + 1
    while rows := list(islice(reader, PIECE)):
        end = before + reader.line_num + 1
        lines: Sequence[int] = range(begin, end)
        if len(lines) > len(rows):
            further = [sum(len(LINE_END.findall(cell)) for cell in row) for row in rows[:-1]]
            lines = list(accumulate(further, lambda line, more: line + 1 + more, initial=begin))
        yield rows, lines
        begin = end


def _torn(reader: Rows, before: int) -> int:
    """Return the line on which the row begins that cannot be read."""
    last = before
    with suppress(csv.Error):
        for _ in reader:
            last = before + reader.line_num
    return last + 1


def rows_of_text(
    content: bytes, encoding: str, usual: str, said: str | None = None
) -> Iterator[tuple[list[str], int]]:
    """Yield the rows of a text as they stand, each with the line on which it begins."""
    for rows, lines in _pieces(*_rows_of(content, encoding, usual, said)):
        yield from zip(rows, lines, strict=True)
