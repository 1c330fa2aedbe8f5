"""Read a sheet of a workbook: its numbers stay the numbers that they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from coopindex.content.tables.column import Floats, as_text
from coopindex.content.tables.registry import Asked, reader
from coopindex.content.tables.table import UNSEEN, Gathering, SourceTable, refused_by, seen


@reader(".xlsx", choices=("sheet",), needs="openpyxl", extra="xlsx")
def read_xlsx(content: bytes, file: str, asked: Asked) -> SourceTable:
    """Read a sheet, the first that is not hidden unless another is asked for."""
    from coopindex.content.tables.workbook import read_sheet

    found = read_sheet(content, file, asked.sheet)
    if refused_by(found.problems):
        return SourceTable(file, problems=found.problems, others=found.others)
    width = max(map(len, found.rows), default=0)
    held = [(at, row) for at, row in enumerate(found.rows, start=1) if row]
    rows = [[*row, *[None] * (width - len(row))] for _, row in held]
    texts = [list(map(as_text, row)) for row in rows]
    texts = [seen(row) if UNSEEN.search("".join(row)) else row for row in texts]
    gathering = Gathering(file, found.problems)
    gathering.add(texts, [at for at, _ in held], [_numbers(row) for row in rows])
    table = gathering.finish()
    return replace(table, others=found.others, called="reading.at-row-of-sheet", sheet=found.name)


def _numbers(row: Sequence[Any]) -> Floats:
    """Return a row's numbers, NaN for other cells, and for what float64 does not hold."""
    return np.array([float(cell) if _is_number(cell) else np.nan for cell in row])


def _is_number(cell: Any) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return isinstance(cell, float) or abs(cell) <= 2**53
