"""Rows of texts become a table of columns, piece by piece."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coopindex.content.tables.asked import COMMA, NOTHING, TAB, Asked
from coopindex.content.tables.column import Floats, Growing, SourceColumn
from coopindex.content.tables.grid import (
    Heading,
    Row,
    columns_before,
    heading_of,
    is_note,
    may_be_note,
    may_name,
    names_columns,
    names_of,
    stands_alone,
)
from coopindex.content.tables.merged import Merged, letters
from coopindex.content.tables.table import SourceTable, refused, refused_by, spelt_out
from coopindex.phrases import Wording, few
from coopindex.problems import Problem, Severity, of_one_kind

Rows = Sequence[Sequence[str]]
Values = Sequence[Floats] | None
# of a row that is quoted
LONG = 40
SEPARATORS = {COMMA: "comma", ";": "semicolon", TAB: "tab"}


@dataclass(frozen=True)
class SourceFile:
    """The file that rows are of, and how they are spoken of.

    called : the key of a phrase. sheet : of a workbook, "" for a text. delimiter : of a text.
    """

    file: str
    called: str = "reading.at-line"
    sheet: str = ""
    delimiter: str = COMMA

    def at(self, line: int) -> Wording:
        """Say where a row stands."""
        return Wording(self.called, at=line, sheet=self.sheet)

    def column(self, position: int) -> Wording:
        """Name a column by its position, counted from 1: as a workbook does, by letters."""
        key = "reading.sheet-column" if self.sheet else "reading.nth-column"
        return Wording(key, position=position, letters=letters(position))

    @property
    def separator(self) -> Wording:
        """What stands between the cells of a text."""
        named = SEPARATORS.get(self.delimiter, "other")
        return Wording(f"reading.sign-{named}", sign=self.delimiter)


class Gathering:
    """Rows of texts that become columns, piece by piece.

    The header is the line that is asked for, or the first that is as wide as the table. Rows that
    are empty are left out, so are columns that have neither a name nor a cell, and notes below.
    """

    def __init__(
        self,
        place: SourceFile,
        flags: tuple[Problem, ...] = (),
        asked: Asked = NOTHING,
        merged: Sequence[Merged] = (),
    ) -> None:
        self._place, self._flags, self._asked, self._merged = place, list(flags), asked, merged
        self._header: list[str] | None = None
        self._head = 1
        self._named: list[Row] = []
        self._columns: list[Growing] = []
        self._lines: list[NDArray[np.int_]] = []
        # rows that are longer or shorter than the header, and those of them that may be notes
        self._ragged: list[tuple[int, int]] = []
        self._notes: list[tuple[int, Row]] = []
        # where each column of the finished table stands among those of the rows
        self.positions: list[int] = []

    def add(self, rows: Rows, lines: Sequence[int], values: Values = None) -> None:
        """Append rows, and where they stand; `values` gives the numbers of those stored as such."""
        if self._asked.unread(lines):
            kept = [at for at, line in enumerate(lines) if self._asked.reads(line)]
            rows, lines, values = _of(kept, rows, lines, values)
        if self._header is None:
            below = self._find_header(rows, lines)
            rows, lines, values = _of(range(below, len(rows)), rows, lines, values)
        columns = self._plain_columns(rows)
        if columns is None:
            held = [at for at, row in enumerate(rows) if any(map(str.strip, row))]
            fitting = [at for at in held if self._fits(rows[at], lines[at])]
            rows, lines, values = _of(fitting, rows, lines, values)
            # of a table with a row of another length nothing is read but what else is wrong
            columns = [] if self._ragged or not rows else list(zip(*rows, strict=True))
        self._lines.append(np.array(lines, int))
        numbers = [None] * len(columns) if values is None else np.transpose(values)
        for growing, cells, found in zip(self._columns, columns, numbers, strict=False):
            growing.add(cells, found)

    def take(self, header: list[str], columns: list[Growing], rows: int) -> None:
        """Take all columns at once, of rows below the header of the first line."""
        self._header, self._columns = names_of([header]), columns
        self._lines = [np.arange(2, rows + 2)]

    def _plain_columns(self, rows: Rows) -> list[tuple[str, ...]] | None:
        """Return the columns of rows as long as the header of which none is empty; else None."""
        if not self._header or self._ragged or set(map(len, rows)) != {len(self._header)}:
            return None
        columns = list(zip(*rows, strict=True))
        return columns if all(map(str.strip, columns[0])) else None

    def _fits(self, row: Row, line: int) -> bool:
        """Say whether a row is as long as the header; keep what is known of it where it is not."""
        if len(row) == len(self._header or ()):
            return True
        held = self._from_first(row)
        if is_note(held) or (stands_alone(held) and (self._notes or may_be_note(held))):
            self._notes.append((line, row))
        else:
            self._ragged.append((line, len(row)))
        return False

    @property
    def _begins(self) -> int:
        """The first column that has a name; those before it hold notes alone."""
        return next((at for at, name in enumerate(self._header or ()) if name), 0)

    def _from_first(self, row: Row) -> Row:
        """Return a row from its first cell that holds anything, or from where the table begins."""
        begins = self._begins
        return row[next((at for at, cell in enumerate(row[:begins]) if cell.strip()), begins) :]

    # -- the header --------------------------------------------------------------------------------

    def _find_header(self, rows: Rows, lines: Sequence[int]) -> int:
        """Take the header from among rows; return the position of the first row below it."""
        asked = self._asked.header
        if asked:
            self._named += [row for row, line in zip(rows, lines, strict=True) if line in asked]
            below = sum(line <= max(asked) for line in lines)
            passed = bool(lines) and lines[-1] >= max(asked)
            if passed and len(self._named) == len(asked) and self._names(self._named):
                self._take(self._named, max(asked))
            return below
        plain = bool(rows) and not self._merged and all(map(str.strip, rows[0]))
        if plain and set(map(len, rows)) == {len(rows[0])}:
            self._take(rows[:1], lines[0])
            return 1
        held = [at for at, row in enumerate(rows) if any(map(str.strip, row))]
        if not held:
            return len(rows)
        left = columns_before(rows[at] for at in held)
        ends = {cells.top: cells.right - left for cells in self._merged if cells.is_across}
        reach = {at: ends[lines[at]] for at in held if lines[at] in ends}
        if left:
            # what begins further left is alone in its row
            rows = [[cell for cell in row if cell.strip()] if any(map(str.strip, row[:left]))
                    else row[left:] for row in rows]  # fmt: skip
        heading = self._reaching_down(heading_of(rows, held, reach), rows, lines)
        named = rows[heading.first : heading.last + 1]
        if names_columns(named[-1]):
            named = named[-1:]
        self._take([[*[""] * left, *row] for row in named], lines[heading.last])
        if held[0] < heading.first or heading.first < heading.last:
            self._tell_header(heading, held, rows, lines)
        return heading.last + 1

    def _names(self, rows: Rows) -> bool:
        return any(cell.strip() for row in rows for cell in row)

    def _take(self, named: Rows, line: int) -> None:
        """Make rows the header."""
        self._header, self._head = names_of(named), line
        self._columns = [Growing() for _ in self._header]

    def _reaching_down(self, heading: Heading, rows: Rows, lines: Sequence[int]) -> Heading:
        """Let a header reach down as far as its merged cells say."""
        line = lines[heading.first]
        ends = [cells.bottom + (cells.bottom == line and cells.is_across)
                for cells in self._merged if cells.top == line]  # fmt: skip
        last = max([line, *ends])
        below = max(at for at in range(heading.first, len(rows)) if lines[at] <= last)
        return heading if below == heading.first else Heading(heading.first, below)

    def _tell_header(
        self, heading: Heading, held: Sequence[int], rows: Rows, lines: Sequence[int]
    ) -> None:
        """Say where the header was found below other lines; refuse it where it is not sure."""
        names, at = set(self._header or ()), self._place.at(self._head)
        unread = [_shown(rows[each], names) for each in held if each < heading.last]
        above = max((each for each in held if each < heading.last), default=heading.last)
        # what stands alone above is a title, and no part of a name
        title = heading.first == heading.last and stands_alone(rows[above])
        joined = not (title or names_columns(rows[heading.last]))
        first = heading.first if heading.first < heading.last else above
        said = [lines[first], self._head] if joined else self._head
        hint = Wording("reading.header-said.hint", said=str(said))
        if heading.sure:
            key = "reading.header-joined" if joined else "reading.header-found"
            message = Wording(key, at=at, above=few(unread, 1), names=few(self._header or [], 4))
            self._flags.append(self._at_head("header-found", message, hint, flag=True))
        else:
            message = Wording("reading.header-unsure", at=at, above=unread[0])
            self._flags.append(self._at_head("header", message, hint))

    # -- the table ---------------------------------------------------------------------------------

    def finish(self) -> SourceTable:
        """Return the table of all rows."""
        if self._header is None:
            return self._without_header()
        if refused_by(self._flags):
            return self._refused(self._flags)
        lines = np.concatenate(self._lines)
        blank = [column.is_blank() for column in self._columns]
        columns = [column.finish() for column in self._columns]
        ends = self._end_of_table(lines, columns)
        columns = [SourceColumn(column.codes[:ends], column.texts,
                                None if column.values is None else column.values[:ends])
                   if ends < len(lines) else column for column in columns]  # fmt: skip
        lines = lines[:ends]
        kept = [at for at, name in enumerate(self._header)
                if name or self._ragged or not (blank[at] or _is_blank(columns[at]))]  # fmt: skip
        self.positions = kept
        header, columns = [self._header[at] for at in kept], [columns[at] for at in kept]
        # of a header that is wrong it follows that rows do not fit it
        found = list(self._wrong_names(header, kept, columns)) or list(self._ragged_rows())
        if not len(lines) and not found:
            hint = Wording("reading.no-rows.hint")
            found.append(self._at_head("empty-file", Wording("reading.header-alone"), hint))
        problems = (*self._flags, *found)
        if refused_by(problems):
            return self._refused(problems)
        cells = dict(zip(header, columns, strict=True))
        return SourceTable(
            self._place.file,
            cells,
            lines,
            problems,
            head=self._head,
            called=self._place.called if self._place.sheet else "",
            sheet=self._place.sheet,
        )

    def _refused(self, problems: Iterable[Problem]) -> SourceTable:
        errors = tuple(problem for problem in problems if problem.level == "error")
        return SourceTable(self._place.file, problems=errors)

    def _without_header(self) -> SourceTable:
        if asked := self._asked.header:
            said = str(list(asked)) if len(asked) > 1 else str(asked[0])
            message = Wording("reading.no-header-there", said=said)
            hint = Wording("reading.no-header-there.hint")
            return refused(self._place.file, "header", message, hint, line=max(asked))
        hint = Wording("reading.header.hint")
        return refused(self._place.file, "empty-file", Wording("reading.empty"), hint, line=1)

    def _end_of_table(self, lines: NDArray[np.int_], columns: Sequence[SourceColumn]) -> int:
        """Leave out the notes below the table; return the number of the rows above them."""
        end, leading = len(lines), columns[: self._begins + 1]
        while end and not self._ragged and self._alone(columns, end - 1):
            end -= 1
        last = int(lines[end - 1]) if end else self._head
        first_cells = [
            (int(lines[row]), [_first_text(leading, row)]) for row in range(end, len(lines))
        ]
        notes = [(line, self._from_first(row)) for line, row in self._notes if line > last]
        tail = sorted([*first_cells, *notes])
        # a note above the last row is a row of another length
        self._ragged += [(line, len(row)) for line, row in self._notes if line < last]
        begin = next((line for line, row in tail if may_be_note(row)), None)
        if begin is None and self._asked.footnotes and tail:
            begin = tail[0][0]
        if begin is None:
            return len(lines)
        self._tell_notes([(line, row) for line, row in tail if line >= begin])
        return int(np.searchsorted(lines, begin))

    def _alone(self, columns: Sequence[SourceColumn], row: int) -> bool:
        """Say whether the first cell of a row alone holds anything, or a note stands there."""
        first = _first_text(columns[: self._begins + 1], row)
        if is_note([first]) or len(columns) == 1:
            return is_note([first])
        held = sum(bool(column[row].strip()) for column in columns)
        return bool(first.strip()) and held == 1

    def _tell_notes(self, notes: Sequence[tuple[int, Row]]) -> None:
        """Say which lines below the table are not read, or refuse what may be none of them."""
        line, sure = notes[0][0], all(is_note(row) for _, row in notes[:1])
        plain = [row for _, row in notes if not may_be_note(row)]
        if self._asked.footnotes and (sure or not plain):
            return
        shown = few([_shown(row) for _, row in notes], 1)
        if sure or self._asked.footnotes:
            message = Wording("reading.footnotes", at=self._place.at(line), shown=shown)
            hint = Wording("reading.footnotes.hint")
        else:
            message = Wording("reading.perhaps-footnotes", at=self._place.at(line), shown=shown)
            hint = Wording("reading.perhaps-footnotes.hint", line=line)
        level = sure or bool(self._asked.footnotes)
        self._flags.append(
            replace(self._at_head("footnotes", message, hint, flag=level), line=line)
        )

    # -- what is wrong -----------------------------------------------------------------------------

    def _ragged_rows(self) -> Iterator[Problem]:
        """Name the rows that are not as long as the header."""
        if not self._ragged:
            return
        ragged, wide = sorted(self._ragged), len(self._header or ())
        hint = Wording("reading.ragged-row.hint", separator=self._place.separator)
        longer = sum(number > wide for _, number in ragged)
        if self._place.delimiter == COMMA and longer >= sum(map(len, self._lines)):
            hint = Wording("reading.ragged-rows.hint")

        def make(row: tuple[int, int]) -> Problem:
            line, number = row
            message = Wording("reading.ragged-row", number=number, width=wide, count=number)
            return replace(self._at_head("ragged-row", message, hint), line=line)

        yield from of_one_kind(make, ragged, [line for line, _ in ragged])

    def _wrong_names(
        self, header: Sequence[str], positions: Sequence[int], columns: Sequence[SourceColumn]
    ) -> Iterator[Problem]:
        met = set[str]()
        for name, at in zip(header, positions, strict=True):
            again = name in met
            met.add(name)
            if not name:
                called = self._place.column(at + 1)
                message = Wording("reading.nameless-column", column=called)
                yield self._at_head("header", message, self._name_it(header, columns))
            elif again:
                message = Wording("reading.column-twice", name=spelt_out(name))
                yield replace(
                    self._at_head("header", message, Wording("reading.keep-one.hint")), field=name
                )

    def _name_it(self, header: Sequence[str], columns: Sequence[SourceColumn]) -> Wording:
        """Say how a column without a name may have one: from a second line of names, perhaps."""
        below = [column[0].strip() if len(column) else "" for column in columns]
        named = [mine or theirs for mine, theirs in zip(below, header, strict=True)]
        texts = [cell for cell in below if cell]
        if texts and all(map(may_name, texts)) and all(named) and not all(below):
            both = [self._head, int(self._lines[0][0]) if len(self._lines[0]) else self._head + 1]
            return Wording("reading.two-lines.hint", both=str(both))
        return Wording("reading.nameless-column.hint")

    def _at_head(
        self, code: str, message: Wording, hint: Wording, *, flag: bool = False
    ) -> Problem:
        level: Severity = "flag" if flag else "error"
        return Problem(code, message, level, file=self._place.file, line=self._head, hint=hint)


def _of(
    kept: Sequence[int], rows: Rows, lines: Sequence[int], values: Values
) -> tuple[Rows, Sequence[int], Values]:
    """Return some of the rows, with where they stand and their numbers."""
    if len(kept) == len(rows):
        return rows, lines, values
    return (
        [rows[at] for at in kept],
        [lines[at] for at in kept],
        None if values is None else [values[at] for at in kept],
    )


def _is_blank(column: SourceColumn) -> bool:
    return not any(map(str.strip, column))


def _first_text(columns: Sequence[SourceColumn], row: int) -> str:
    """Return what stands first in a row of some columns, "" where nothing does."""
    return next((column[row] for column in columns if column[row].strip()), "")


def _shown(row: Row, known: Container[str] = ()) -> str:
    """Quote what a row holds first, besides what is known."""
    held = [cell.strip() for cell in row if cell.strip()]
    text = next((cell for cell in held if cell not in known), held[0])
    return f"`{spelt_out(text if len(text) <= LONG else f'{text[:LONG]}…')}`"


def separated_otherwise(lines: Sequence[str], delimiter: str) -> str | None:
    """Return the sign that parts the cells of lines into equal rows, where `delimiter` does not.

    >>> separated_otherwise(["unit;gdp", "NA;10,5", "NO;90,1"], ",")
    ';'
    """
    held = [line for line in lines if line.strip()]
    counts = {sign: Counter(line.count(sign) for line in held) for sign in (COMMA, ";", TAB, "|")}
    # how often each stands in a line, and in how many lines so often
    steady = {sign: found.most_common(1)[0] for sign, found in counts.items() if held}
    fits = {sign: (lines_alike, times, sign == delimiter)
            for sign, (times, lines_alike) in steady.items()
            if times and 2 * lines_alike > len(held)}  # fmt: skip
    best = max(fits, key=fits.__getitem__, default=None)
    return best if best not in (None, delimiter) else None


def has_decimal_commas(lines: Sequence[str], delimiter: str) -> bool:
    """Say whether cells are numbers with a comma before the decimals, and none with a point."""
    cells = [cell.strip().strip('"') for line in lines for cell in line.split(delimiter)]
    comma, point = (re.compile(rf"-?\d+{sign}\d+") for sign in (",", r"\."))
    return any(map(comma.fullmatch, cells)) and not any(map(point.fullmatch, cells))
