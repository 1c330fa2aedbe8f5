"""Read a text file of values between separators: CSV, TSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain

from coopindex.content.tables.encodings import encoding_of
from coopindex.content.tables.registry import Asked, reader
from coopindex.content.tables.table import UNSEEN, Gathering, Table, refused, seen

SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
# rows that are turned into columns at a time: few, so that their texts stay in the fast memory
PIECE = 512


@reader(".csv", choices=("encoding",), packed=True)
def read_csv(content: bytes, file: str, asked: Asked) -> Table:
    """Read values between commas, or what a first line `sep=;` says."""
    return read_text(content, file, ",", asked.encoding)


@reader(".tsv", further=(".txt",), choices=("encoding",), packed=True)
def read_tsv(content: bytes, file: str, asked: Asked) -> Table:
    """Read values between tabs."""
    return read_text(content, file, "\t", asked.encoding)


def read_text(content: bytes, file: str, delimiter: str, encoding: str | None) -> Table:
    """Read a text file piece by piece, so that no more than one is held as text."""
    name, flag = encoding_of(content, file, encoding)
    if name is None:
        return Table(file, problems=(flag,) if flag else ())
    unseen = not content.isascii() and UNSEEN.search(content.decode(name).removeprefix("\ufeff"))
    lines: Iterator[str] = io.TextIOWrapper(io.BytesIO(content), name, newline="")
    first, before = next(lines, "").removeprefix("\ufeff"), 0
    # Excel's own line about the separator, which is no row
    separator = SEPARATOR.fullmatch(first)
    if separator:
        delimiter, before = separator[1], 1
    else:
        lines = chain([first], lines)
    gathering = Gathering(file, (flag,) if flag else ())
    reader, last = csv.reader(lines, delimiter=delimiter, strict=True), before
    rows, numbers = list[list[str]](), list[int]()
    try:
        for row in reader:
            rows.append(seen(row) if unseen else row)
            numbers.append(last + 1)
            last = before + reader.line_num
            if len(rows) == PIECE:
                gathering.add(rows, numbers)
                rows, numbers = [], []
    except csv.Error as error:
        message = f"cannot be read from here on: {error}"
        return refused(file, "csv", message, "check the quotes", line=last + 1)
    gathering.add(rows, numbers)
    return gathering.finish()
