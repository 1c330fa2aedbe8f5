"""Read a Parquet file: its numbers stay the numbers that they are."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from coopindex.content.limits import CELLS, TABLE_BYTES
from coopindex.content.tables.asked import Asked
from coopindex.content.tables.column import (
    WHOLE,
    SourceColumn,
    as_text,
    column_of,
    in_one_line,
)
from coopindex.content.tables.damaged import damage
from coopindex.content.tables.registry import reader
from coopindex.content.tables.table import SourceTable, refused, seen, spelt_out
from coopindex.phrases import Wording
from coopindex.problems import Problem


@reader(".parquet", needs="pyarrow", extra="parquet")
def read_parquet(content: bytes, file: str, _: Asked) -> SourceTable:
    """Read a Parquet file: its rows are counted from 1, for nothing in it is a line."""
    import pyarrow.parquet as pq

    try:
        stored = pq.ParquetFile(io.BytesIO(content))
        if too_large := _too_large(stored.metadata, file):
            return SourceTable(file, problems=(too_large,))
        frame = stored.read()
        frame = frame.rename_columns([in_one_line(name) for name in frame.column_names])
        if twice := [name for name, times in Counter(frame.column_names).items() if times > 1]:
            message = Wording("reading.column-twice", name=spelt_out(twice[0]))
            return refused(file, "header", message, Wording("reading.keep-one.hint"), line=1)
        columns = {name: _column(frame.column(name)) for name in frame.column_names}
    # pyarrow's own errors share no class of their own
    except Exception as error:
        message = Wording("reading.not-parquet", error=damage(error))
        return refused(file, "unreadable-file", message, Wording("reading.not-parquet.hint"))
    if not frame.num_rows:
        return refused(
            file, "empty-file", Wording("reading.no-rows"), Wording("reading.no-rows.hint"), line=1
        )
    flags = tuple(flag for name in columns for flag in _rounded(file, name, frame.column(name)))
    return SourceTable(
        file,
        columns,
        np.arange(1, frame.num_rows + 1),
        flags,
        called="reading.at-row",
        stored=True,
    )


def _too_large(stored: Any, file: str) -> Problem | None:
    """Refuse more cells, or bytes once unpacked, than are read; `stored` says how many there are.

    The cells are counted by what the file says of its rows, and of each group of them.
    """
    groups = [stored.row_group(at) for at in range(stored.num_row_groups)]
    rows = max(stored.num_rows, sum(group.num_rows for group in groups))
    if rows * max(stored.num_columns, 1) > CELLS.most:
        return CELLS.exceeded(file)
    size = sum(group.total_byte_size for group in groups)
    return TABLE_BYTES.exceeded(file) if size > TABLE_BYTES.most else None


def _column(cells: Any) -> SourceColumn:
    """Return a column; floats, and whole numbers that float64 holds, as the numbers they are."""
    import pyarrow.types as kinds

    if kinds.is_floating(cells.type) or (kinds.is_integer(cells.type) and _fits(cells)):
        values = cells.cast("float64").to_numpy()
        return SourceColumn(np.full(len(values), -1, np.int8), (), values)
    if kinds.is_string(cells.type) or kinds.is_large_string(cells.type):
        cells = cells.dictionary_encode()
    return column_of(seen(map(as_text, cells.to_pylist())))


def _fits(cells: Any) -> bool:
    whole = cells.drop_null().to_numpy()
    return not len(whole) or -WHOLE <= int(whole.min()) <= int(whole.max()) <= WHOLE


def _rounded(file: str, name: str, cells: Any) -> Iterator[Problem]:
    """Flag whole numbers that are exact as text, and would be rounded as figures."""
    import pyarrow.types as kinds

    if not kinds.is_integer(cells.type) or _fits(cells):
        return
    for row, number in enumerate(cells.to_pylist(), start=1):
        if number is not None and int(float(number)) != number:
            message = Wording("reading.rounded", name=name, number=number)
            hint = Wording("reading.rounded.hint")
            yield Problem(
                "rounded", message, level="flag", file=file, line=row, field=name, hint=hint
            )
            return
