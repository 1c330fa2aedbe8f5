"""Merged cells of a sheet: one value that is stored in the first of them alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from coopindex.content.tables.table import SourceTable
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, Problem

# whole numbers that may be years
YEARS = range(1800, 2201)


@dataclass(frozen=True)
class Merged:
    """Cells that are merged: rows and columns by their numbers, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"

    @property
    def is_across(self) -> bool:
        """Whether they hold one value for several columns."""
        return self.right > self.left


def ranges_of(refs: Iterable[str]) -> Iterator[Merged]:
    """Read ranges as a sheet writes them.

    >>> list(ranges_of(["B2:B5"]))
    [Merged(top=2, left=2, bottom=5, right=2)]
    """
    for ref in refs:
        if found := re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", ref):
            yield Merged(int(found[2]), number_of(found[1]), int(found[4]), number_of(found[3]))


def filled_down(
    rows: Sequence[Sequence[Any]], merged: Iterable[Merged]
) -> tuple[list[list[Any]], list[Merged]]:
    """Write the value of cells merged over several rows into each that holds anything else.

    A number may be that of all rows together: it is not filled down, unless it is a year's.
    Returns the rows, and the ranges that are filled.

    >>> filled_down([["NA", 1], [None, 2], [None, None]], [Merged(1, 1, 3, 1)])[0]
    [['NA', 1], ['NA', 2], [None, None]]
    """
    found, filled = list(map(list, rows)), []
    for cells in merged:
        value, below = value_of(found, cells), found[cells.top : cells.bottom]
        if value is not None and (not isinstance(value, int | float) or value in YEARS):
            filled.append(cells)
            for row in below:
                if any(cell is not None for cell in row):
                    row += [None] * (cells.left - len(row))
                    row[cells.left - 1] = value
    return found, filled


def value_of(rows: Sequence[Sequence[Any]], cells: Merged) -> Any:
    """Return the value that merged cells hold together, None where they hold none."""
    row = rows[cells.top - 1] if cells.top <= len(rows) else ()
    return row[cells.left - 1] if cells.left <= len(row) else None


def merged_problems(
    table: SourceTable, merged: Sequence[Merged], filled: Sequence[Merged]
) -> Iterator[Problem]:
    """Refuse merged cells among the rows of a table that hold for several; say which are filled."""
    begin = np.searchsorted(table.lines, [cells.top for cells in merged], "left")
    end = np.searchsorted(table.lines, [cells.bottom for cells in merged], "right")
    over = [cells for cells, any_row in zip(merged, begin < end, strict=True) if any_row]
    refused = [cells for cells in over if cells.is_across or cells not in filled]
    down = [cells for cells in over if cells not in refused]
    for which, code in ((refused, "merged-cells"), (down, "merged-filled")):
        if which:
            which.sort(key=lambda cells: (cells.top, cells.left))
            tops = sorted({cells.top for cells in which})
            listed = few(list(map(str, which)), FEW)
            key = "merged-across" if all(cells.is_across for cells in which) else code
            yield Problem(
                code,
                Wording(f"reading.{code}", listed=listed, title=table.sheet),
                "error" if which is refused else "flag",
                file=table.file,
                line=tops[0],
                hint=Wording(f"reading.{key}.hint", rows=str(tops)),
            )


@cache
def letters(number: int) -> str:
    """Return a column's letters.

    >>> [letters(number) for number in (1, 26, 27)]
    ['A', 'Z', 'AA']
    """
    before, last = divmod(number - 1, 26)
    return (letters(before) if before else "") + chr(65 + last)


@cache
def number_of(letters: str) -> int:
    """Return a column's number, counted from 1.

    >>> [number_of(letters) for letters in ("A", "Z", "AA")]
    [1, 26, 27]
    """
    return 0 if not letters else 26 * number_of(letters[:-1]) + ord(letters[-1]) - 64
