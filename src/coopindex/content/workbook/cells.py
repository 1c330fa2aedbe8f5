"""A sheet of an index's own, as rows of cells that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coopindex.content.tables.column import ERRORS, as_text, shifted
from coopindex.content.tables.grid import HEAD_ROWS
from coopindex.content.tables.merged import Merged, filled_down, letters, value_of
from coopindex.content.tables.table import AT_ENDS, spelt_out
from coopindex.content.tables.workbook import Sheet
from coopindex.content.workbook.words import meant
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, Problem, Within

# what a weight may be: 30%, 0.3, 1/3
WEIGHT = re.compile(r"\d[\d.,/ ]*%?")
# problems that list cells by their names
CELLS_LISTED = ("no-result", "merged-cells", "merged-filled")


@dataclass(frozen=True)
class Cell:
    """What a cell holds, as a text, and where: `Framework!E5`."""

    text: str
    place: str


@dataclass
class Cells:
    """The rows below a sheet's header: key -> cell; what is blank is not there.

    title : of the sheet. columns : key or header -> letter. problems : what is wrong with it.
    """

    title: str
    file: Within
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[dict[str, Cell]] = field(default_factory=list)
    head: int = 1
    problems: list[Problem] = field(default_factory=list)

    def head_of(self, key: str) -> str:
        """Return the cell of a column's header."""
        return f"{self.title}!{letters(self.columns[key] + 1)}{self.head}"

    def refuse(
        self, code: str, message: Wording, cell: Cell | None = None, hint: Wording | None = None
    ) -> None:
        """Note what is wrong with a cell, or with the sheet."""
        self.problems.append(problem_at(self.file, cell.place if cell else None, code, message,
                                        hint))  # fmt: skip


def at_cells(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Say in which cell a problem is that names cells, or a column, and stands in a row alone."""
    for problem in problems:
        file = problem.file
        place = _named(problem, file) if isinstance(file, Within) else None
        if place is None or not isinstance(file, Within):
            yield problem
        else:
            flag = problem.level == "flag"
            yield problem_at(file, place, problem.code, problem.message, problem.hint, flag=flag)


def _named(problem: Problem, file: Within) -> str | None:
    """Return the first cell that a problem of a sheet names, None where it names none.

    Cells without a result and merged ones are listed; a column without a name stands by its letters
    in the row of names.
    """
    said = problem.message.values
    if problem.code in CELLS_LISTED:
        return f"{said['title']}!{said['listed'].values['names'][0].partition(':')[0]}"
    if problem.message.key == "reading.nameless-column":
        title = (file.cell(problem.line, None) or "").rpartition("!")[0]
        return f"{title}!{said['column'].values['letters']}{problem.line}"
    return None


def problem_at(
    file: Within,
    place: str | None,
    code: str,
    message: Wording,
    hint: Wording | None = None,
    *,
    flag: bool = False,
) -> Problem:
    """Return a problem at a cell of a workbook."""
    whole = place or file.cell(None, None)
    at = Within(str(file), file.whole, lambda _line, _field: whole)
    return Problem(code, message, "flag" if flag else "error", at, hint=hint)


def read_cells(
    sheet: Sheet,
    file: Within,
    key_of: Callable[[str], str | None],
    needed: Sequence[str],
    kind: str,
    known: Sequence[str] = (),
    others: bool = False,
) -> Cells:
    """Return a sheet's cells below the row that holds the headers.

    key_of : a header -> its key, None where it has none. needed : keys without which a row is no
    header. kind : what its phrases begin with. known : headers by which others that are nearly the
    same are told. others : a header that is not known is a name of the user's own, and its own key.
    """
    found = Cells(sheet.name, file)
    found.problems += at_cells(sheet.problems)
    rows, filled = filled_down(_shown(sheet), sheet.merged)
    texts = [[as_text(value).strip(AT_ENDS) for value in row] for row in rows]
    at = _header_in(texts, key_of, needed)
    if at is None:
        names = few([Wording(f"sheet.{kind}-{key}") for key in needed], FEW)
        found.refuse("missing-column", Wording("sheet.no-header", names=names), None,
                     Wording("sheet.no-header.hint"))  # fmt: skip
        return found
    found.head = at + 1
    below = texts[at + 1 :]
    width = max(map(len, texts[at:]))
    for column, header in enumerate([*texts[at], *[""] * (width - len(texts[at]))]):
        key = key_of(header) if header else None
        key = header if key is None and others and header else key
        held = [row[column] for row in below if column < len(row) and row[column]]
        here = Cell(header, f"{sheet.name}!{letters(column + 1)}{at + 1}")
        if key is not None and key in found.columns:
            message = Wording("sheet.twice-column", name=spelt_out(header))
            found.refuse("header", message, here, Wording("sheet.keep-one.hint"))
        elif key is not None:
            found.columns[key] = column
        elif held and header:
            found.problems.append(_unread(found, here, known))
        elif held:
            scheme = others and any(map(WEIGHT.fullmatch, held))
            found.problems.append(_nameless(found, here, scheme))
    for number, row in enumerate(below, at + 2):
        cells = {
            key: Cell(row[column], f"{sheet.name}!{letters(column + 1)}{number}")
            for key, column in found.columns.items()
            if column < len(row) and row[column]
        }
        for cell in cells.values():
            if cell.text in ERRORS:
                message = Wording("sheet.error-cell", text=cell.text)
                found.refuse("error-cell", message, cell, Wording("sheet.error-cell.hint"))
        if cells:
            found.rows.append(cells)
    found.problems += _of_merged(found, sheet, filled)
    return found


def _of_merged(found: Cells, sheet: Sheet, filled: Sequence[Merged]) -> Iterator[Problem]:
    """Say which cells below the header hold one value together, and refuse what may be several's.

    A text that is merged down is that of each row; a number may be that of all rows together.
    """
    read = {column + 1 for column in found.columns.values()}
    for cells in sheet.merged:
        across = [column for column in read if cells.left <= column <= cells.right]
        below = sheet.rows[cells.top : cells.bottom]
        down = any(any(cell is not None for cell in row) for row in below)
        if value_of(sheet.rows, cells) is None or cells.top <= found.head or not across:
            continue
        if len(across) > 1 or down:
            code = "merged-filled" if len(across) == 1 and cells in filled else "merged-cells"
            place = f"{found.title}!{letters(cells.left)}{cells.top}"
            listed = few([str(cells)], FEW)
            message = Wording(f"reading.{code}", listed=listed, title=found.title)
            hint = Wording(f"reading.{code}.hint")
            yield problem_at(found.file, place, code, message, hint, flag=cells in filled)


def _shown(sheet: Sheet) -> list[list[Any]]:
    """Return the values of a sheet, what is shown in percent as a text in percent."""
    rows = list(map(list, sheet.rows))
    for column, lines in sheet.percents.items():
        for line in lines:
            value = rows[line - 1][column - 1] if column <= len(rows[line - 1]) else None
            if isinstance(value, int | float) and not isinstance(value, bool):
                rows[line - 1][column - 1] = f"{as_text(shifted(value, 2))}%"
    return rows


def _header_in(
    texts: Sequence[Sequence[str]], key_of: Callable[[str], str | None], needed: Sequence[str]
) -> int | None:
    """Return the position of the row that holds the headers, None where none does."""
    for at, row in enumerate(texts[:HEAD_ROWS]):
        if set(needed) <= {key_of(text) for text in row if text}:
            return at
    return None


def _unread(cells: Cells, here: Cell, known: Sequence[str]) -> Problem:
    """Say of a column that it is not read, or refuse it where it is nearly one that is."""
    name = meant(here.text, known)
    if name is not None:
        message = Wording("sheet.meant-column", name=spelt_out(here.text))
        hint = Wording("frame.did-you-mean", meant=name)
        return problem_at(cells.file, here.place, "unknown-key", message, hint)
    message = Wording("sheet.unread-column", name=spelt_out(here.text))
    hint = Wording("sheet.unread-column.hint")
    return problem_at(cells.file, here.place, "unread-column", message, hint, flag=True)


def _nameless(cells: Cells, here: Cell, scheme: bool) -> Problem:
    """Say that a column without a header is not read; refuse one that holds a scheme's weights."""
    message = Wording("sheet.nameless-column")
    hint = Wording("sheet.nameless-scheme.hint" if scheme else "sheet.nameless-column.hint")
    return problem_at(cells.file, here.place, "unread-column", message, hint, flag=not scheme)


def of_sheet(title: str, whole: str, columns: Mapping[str, int], head: int = 1) -> Within:
    """Return the name of a sheet in messages, which finds a cell by its row and its column."""

    def cell(line: int | None, at: str | None) -> str | None:
        keys = _endings(at or "")
        column = next((columns[key] for key in keys if key in columns), None)
        if line is None and column is None:
            return None
        return f"{title}!{letters((column or 0) + 1)}{line or head}"

    return Within(f"{whole}, {title}", whole, cell)


def _endings(at: str) -> Iterator[str]:
    """Yield a path, and what is left of it when its beginning goes."""
    while at:
        yield at
        at = at.partition(".")[2]
