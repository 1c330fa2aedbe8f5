"""Read a sheet of a workbook: its numbers stay the numbers that they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.content.tables.asked import LINES, Asked
from coopindex.content.tables.column import as_text, shifted, stored_numbers
from coopindex.content.tables.gathering import Gathering, SourceFile
from coopindex.content.tables.merged import filled_down, merged_problems, value_of
from coopindex.content.tables.notation import AS_WRITTEN
from coopindex.content.tables.registry import reader
from coopindex.content.tables.table import UNSEEN, SourceTable, refused_by, seen
from coopindex.phrases import Wording
from coopindex.problems import Problem

if TYPE_CHECKING:
    from coopindex.content.tables.workbook import Sheet


@reader(".xlsx", choices=("sheet", *LINES), needs="openpyxl", extra="xlsx")
def read_xlsx(content: bytes, file: str, asked: Asked) -> SourceTable:
    """Read a sheet, the first that is not hidden unless another is asked for."""
    from coopindex.content.tables.workbook import read_sheet

    return table_of(read_sheet(content, file, asked.sheet), file, asked)


def table_of(found: Sheet, file: str, asked: Asked) -> SourceTable:
    """Return a sheet that was read as the table in it."""
    if refused_by(found.problems):
        return SourceTable(file, problems=found.problems, others=found.others)
    width = max(map(len, found.rows), default=0)
    # rows without anything stay as short as they are: there may be a million
    rows = [[*row, *[None] * (width - len(row))] if row else [] for row in found.rows]
    merged = [cells for cells in found.merged if value_of(rows, cells) is not None]
    rows, filled = filled_down(rows, merged) if merged else (rows, [])
    if asked.percent == AS_WRITTEN:
        rows = as_written(rows, found.percents)
    texts = [list(map(as_text, row)) for row in rows]
    texts = [seen(row) if UNSEEN.search("".join(row)) else row for row in texts]
    place = SourceFile(file, "reading.at-row-of-sheet", found.name)
    gathering = Gathering(place, found.problems, asked, merged)
    gathering.add(texts, range(1, len(rows) + 1), [stored_numbers(row) for row in rows])
    table = gathering.finish()
    problems = (*table.problems, *merged_problems(table, merged, filled))
    if refused_by(problems):
        errors = [problem for problem in problems if problem.level == "error"]
        told = tuple(errors if asked.sheet else _with_others(errors, found.others))
        return SourceTable(file, problems=told, others=found.others)
    percents = {
        name: np.isin(table.lines, found.percents[at + 1])
        for name, at in zip(table.columns, gathering.positions, strict=True)
        if at + 1 in found.percents
    }
    at = dict(zip(table.columns, gathering.positions, strict=True))
    table = replace(table, percents=percents, positions=at, stored=True)
    return replace(table, others=found.others, problems=problems)


def as_written(
    rows: Sequence[Sequence[Any]], percents: Mapping[int, Sequence[int]]
) -> list[list[Any]]:
    """Return rows with the numbers that are shown in percent as they are shown, 0.45 as 45.

    >>> as_written([["share"], [0.453], [7]], {1: [2]})
    [['share'], [45.3], [7]]
    """
    found = list(map(list, rows))
    for column, lines in percents.items():
        for line in lines:
            cell = found[line - 1][column - 1]
            if isinstance(cell, int | float):
                found[line - 1][column - 1] = shifted(cell, 2)
    return found


def _with_others(problems: Sequence[Problem], others: Sequence[str]) -> Iterator[Problem]:
    """Name the further sheets beside the way out: one of them may be meant."""
    sheets = Wording("reading.other-sheets", others=tuple(others))
    for problem in problems:
        hint = Wording("reading.hint-and-sheets", hint=problem.hint, sheets=sheets)
        yield replace(problem, hint=hint) if others else problem
