"""A table as it was read: typed columns, where each row stands, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from coopindex.content.tables.column import Floats, Growing, SourceColumn
from coopindex.engine.index import Origin
from coopindex.phrases import Wording
from coopindex.problems import Problem, alike, near

TextCells = NDArray[np.object_]
# zero-width and direction signs, soft hyphens, marks inside the text: copied from web pages, seen
# by nobody
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
UNSEEN = re.compile(f"[{INVISIBLE}]")
AT_ENDS = re.compile(rf"^[\s{INVISIBLE}]+|[\s{INVISIBLE}]+$")


@dataclass(frozen=True)
class SourceTable:
    """A table: its columns by name, and where its rows stand.

    lines : the line, or the row, of each in its file; in its place `keys` where no file has lines.
    called : how a row is spoken of, the key of a phrase, where not by line or key; sheet : of a
    workbook. head : the line of the header. others : the workbook's further sheets that hold
    anything. digest : of all that is read.
    """

    file: str
    columns: dict[str, SourceColumn] = field(default_factory=dict)
    lines: NDArray[np.int_] = field(default_factory=lambda: np.zeros(0, int))
    problems: tuple[Problem, ...] = ()
    digest: str = ""
    head: int = 1
    others: tuple[str, ...] = ()
    called: str = ""
    sheet: str = ""
    keys: tuple[str, ...] | None = None

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.lines if self.keys is None else self.keys)

    def origin(self, row: int) -> Wording:
        """Say where a row stands: `line 31`, `row 31 of sheet Data`, `key nb-2019`."""
        at = self.lines[row] if self.keys is None else self.keys[row]
        called = self.called or ("reading.at-line" if self.keys is None else "reading.at-key")
        return Wording(called, at=at, sheet=self.sheet)

    def place(self, row: int) -> Origin:
        """Return where a row stands: its file and line; for a keyed row, the key stands beside."""
        if self.keys is None:
            return Origin(self.file, int(self.lines[row]))
        return Origin(f"{self.file} ({self.origin(row)})")

    def lines_of(self, rows: NDArray[np.intp]) -> list[int]:
        """Return the lines of rows; none where a table has no lines."""
        found: list[int] = self.lines[rows].tolist() if self.keys is None else []
        return found

    def coded(self, name: str, otherwise: str = "") -> SourceColumn:
        """Return a column's cells as texts alone, all different, without white space around them.

        otherwise : what fills empty cells, or all where there is no such column.
        """
        if name not in self.columns:
            return SourceColumn(np.zeros(self.rows, np.int8), (otherwise,))
        return self.columns[name].coded(otherwise)

    def column(self, name: str, otherwise: str = "") -> TextCells:
        """Return the same as an array of texts."""
        cells = self.coded(name, otherwise)
        return np.array([*cells.texts, ""], object)[cells.codes]

    def numbers(self, name: str, missing: Collection[str] = ()) -> tuple[Floats, NDArray[np.bool_]]:
        """Return a column's numbers, and which cells could be read; NaN without such a column."""
        if name not in self.columns:
            return np.full(self.rows, np.nan), np.ones(self.rows, bool)
        return self.columns[name].numbers(missing)

    def header_problems(
        self, needed: Iterable[str], known: Iterable[str] = ()
    ) -> Iterator[Problem]:
        """Name the columns that are not there, and those called nearly as one that is read.

        needed, known : the columns that must be there, and those that may be. What differs from one
        of them by case, blanks or the like alone would go unread: an error; a flag where a column
        of the very name is there too. A table that could not be read has no problem of this kind.
        """
        needed = tuple(dict.fromkeys(needed))
        names = dict.fromkeys([*needed, *known])
        meant = {fold(name): name for name in reversed(names)}
        written = {fold(column) for column in self.columns}
        missing = [name for name in needed if self.columns and fold(name) not in written]
        yield from alike(self._lacks, missing)
        for column in self.columns:
            name = meant.get(fold(column), column)
            if name == column or column in names:
                continue
            if name in self.columns:
                message = Wording("reading.misspelt-beside", column=visible(column), name=name)
                hint = Wording("reading.misspelt-beside.hint", column=visible(column))
                yield replace(self._at_head("misspelt-column", message, column, hint), level="flag")
            else:
                message = Wording("reading.misspelt", column=visible(column), name=name)
                hint = Wording("reading.misspelt.hint", name=name)
                yield self._at_head("misspelt-column", message, column, hint)

    def _lacks(self, name: str) -> Problem:
        message = Wording("reading.no-column", name=name)
        return self._at_head("missing-column", message, name, partial(self._instead, name))

    def _at_head(
        self, code: str, message: Wording, column: str, hint: Wording | Callable[[], Wording]
    ) -> Problem:
        return Problem(code, message, file=self.file, line=self.head, field=column, hint=hint)

    def _instead(self, name: str) -> Wording:
        written = near(name, self.columns)
        if written is not None:
            return Wording("reading.one-misspelt.hint", written=written)
        sheets = Wording("reading.other-sheets", others=tuple(self.others)) if self.others else ""
        return Wording("reading.its-columns.hint", columns=tuple(self.columns), sheets=sheets)


def fold(name: str) -> str:
    """Return a name without its case, width, blanks, hyphens and invisible signs.

    >>> [fold(name) for name in ("Year ", "ｙｅａｒ", "name_EN", "Name-en")]
    ['year', 'year', 'nameen', 'nameen']
    """
    return re.sub(rf"[\s_\-{INVISIBLE}]", "", unicodedata.normalize("NFKC", name)).casefold()


def visible(text: str) -> str:
    """Write out the signs of a text that cannot be seen.

    >>> visible("8\u200b2")
    '8<U+200B>2'
    """
    return UNSEEN.sub(lambda sign: f"<U+{ord(sign[0]):04X}>", text)


def seen(cells: Iterable[str]) -> list[str]:
    """Take blanks and what cannot be seen off the ends of cells."""
    return [AT_ENDS.sub("", cell) for cell in cells]


def refused_by(problems: Iterable[Problem]) -> bool:
    """Say whether one of the problems is an error."""
    return any(problem.level == "error" for problem in problems)


def refused(
    file: str, code: str, message: Wording, hint: Wording, line: int | None = None
) -> SourceTable:
    """Return a table of which nothing is read, with the reason."""
    return SourceTable(file, problems=(Problem(code, message, file=file, line=line, hint=hint),))


class Gathering:
    """Rows of texts that become columns, piece by piece; the first that is not empty is the header.

    Rows that are empty are left out, and columns at the end that have neither a name nor a cell.
    """

    def __init__(self, file: str, flags: tuple[Problem, ...] = ()) -> None:
        self._file, self._flags = file, flags
        self._header: list[str] | None = None
        self._head = 1
        self._columns: list[Growing] = []
        self._lines: list[NDArray[np.int_]] = []
        self._ragged: list[tuple[int, int]] = []  # rows of other lengths: cells, line

    def add(
        self,
        rows: Sequence[Sequence[str]],
        lines: Sequence[int],
        values: Sequence[Floats] | None = None,
    ) -> None:
        """Append rows, and where they stand; `values` gives the numbers of those stored as such."""
        columns = self._plain_columns(rows)
        if columns is None:
            held = [at for at, row in enumerate(rows) if any(map(str.strip, row))]
            if self._header is None and held:
                first = held.pop(0)
                self._header, self._head = list(map(str.strip, rows[first])), lines[first]
                self._columns = [Growing() for _ in self._header]
            rows, lines = [rows[at] for at in held], [lines[at] for at in held]
            values = None if values is None else [values[at] for at in held]
            self._ragged += self._other_widths(rows, lines)
            # of a table with a row of another length nothing is read but what else is wrong
            columns = [] if self._ragged or not rows else list(zip(*rows, strict=True))
        self._lines.append(np.array(lines, int))
        numbers = [None] * len(columns) if values is None else np.transpose(values)
        for growing, cells, found in zip(self._columns, columns, numbers, strict=False):
            growing.add(cells, found)

    def _plain_columns(self, rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]] | None:
        """Return the columns of rows as long as the header of which none is empty; else None."""
        if not self._header or self._ragged or set(map(len, rows)) != {len(self._header)}:
            return None
        columns = list(zip(*rows, strict=True))
        return columns if all(map(str.strip, columns[0])) else None

    def _other_widths(
        self, rows: Sequence[Sequence[str]], lines: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield the lengths and lines of the rows that are not as long as the header."""
        width = len(self._header or ())
        for row, line in zip(rows, lines, strict=True):
            if len(row) != width:
                yield len(row), line

    def _is_ragged(self, row: tuple[int, int]) -> Problem:
        number, line = row
        message = Wording("reading.ragged-row", number=number, width=len(self._header or ()))
        hint = Wording("reading.ragged-row.hint")
        return Problem("ragged-row", message, file=self._file, line=line, hint=hint)

    def finish(self) -> SourceTable:
        """Return the table of all rows."""
        if self._header is None:
            hint = Wording("reading.header.hint")
            return refused(self._file, "empty-file", Wording("reading.empty"), hint, line=1)
        header, columns = self._header, self._columns
        named = max((at for at, name in enumerate(header, start=1) if name), default=0)
        # rows of other lengths: a comma too many may have moved the cells
        if not self._ragged and all(column.is_blank() for column in columns[named:]):
            header, columns = header[:named], columns[:named]
        lines = np.concatenate(self._lines)
        # of a header that is wrong it follows that rows do not fit it
        found = list(self._wrong_names(header)) or list(
            alike(self._is_ragged, self._ragged, [line for _, line in self._ragged])
        )
        if not len(lines):
            found.append(
                self._at_head(
                    "empty-file", Wording("reading.header-alone"), Wording("reading.no-rows.hint")
                )
            )
        problems = (*self._flags, *found)
        if refused_by(problems):
            return SourceTable(self._file, problems=problems)
        named_columns = zip(header, columns, strict=True)
        cells = {name: column.finish() for name, column in named_columns}
        return SourceTable(self._file, cells, lines, problems, head=self._head)

    def _wrong_names(self, header: Sequence[str]) -> Iterator[Problem]:
        met = set[str]()
        for position, name in enumerate(header):
            again = name in met
            met.add(name)
            if not name:
                message = Wording("reading.nameless-column", position=position + 1)
                yield self._at_head("header", message, Wording("reading.nameless-column.hint"))
            elif again:
                message = Wording("reading.column-twice", name=name)
                yield replace(
                    self._at_head("header", message, Wording("reading.keep-one.hint")), field=name
                )
        if len(header) == 1 and re.search(r"[;\t]", header[0]):
            hint = Wording("reading.commas.hint")
            yield self._at_head("header", Wording("reading.commas"), hint)

    def _at_head(self, code: str, message: Wording, hint: Wording) -> Problem:
        return Problem(code, message, file=self._file, line=self._head, hint=hint)
