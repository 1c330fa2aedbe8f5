"""A table as it was read: typed columns, where each row stands, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from coopindex.content.tables.column import Floats, SourceColumn
from coopindex.content.tables.grid import HEAD_ROWS
from coopindex.content.tables.notation import PLAIN, SIGNS, Notation
from coopindex.engine.index import Origin
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, Problem, near, of_one_kind

TextCells = NDArray[np.object_]
# zero-width and direction signs, soft hyphens, marks inside the text: copied from web pages, seen
# by nobody
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
UNSEEN = re.compile(f"[{INVISIBLE}]")
ACCENTS = re.compile("[\u0300-\u036f\u3099\u309a]")
# spaces that look like the one of the keyboard, or like none
ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
NOT_SEEN = re.compile(f"[{INVISIBLE}{ODD_SPACES}]")
# all that Python takes for blank, and what cannot be seen, sign by sign
BLANK = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\u2028\u2029"
AT_ENDS = BLANK + re.sub(
    "(.)-(.)",
    lambda span: "".join(map(chr, range(ord(span[1]), ord(span[2]) + 1))),
    INVISIBLE + ODD_SPACES,
)


@dataclass(frozen=True)
class SourceTable:
    """A table: its columns by name, and where its rows stand.

    lines : the line, or the row, of each in its file; in its place `keys` where no file has lines.
    called : how a row is spoken of, the key of a phrase, where not by line or key; sheet : of a
    workbook. head : the line of the header. others : the workbook's further sheets that hold
    anything. digest : of all that is read. notation : how numbers are written, where they are
    written; stored : cells that are numbers are stored as such. percents : which of these are shown
    in percent, (R,) by column.
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
    notation: Notation = PLAIN
    stored: bool = False
    percents: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.lines if self.keys is None else self.keys)

    def kept(self, rows: NDArray[np.bool_]) -> SourceTable:
        """Return the table with some of its rows alone, (R,)."""
        if rows.all():
            return self
        keys = self.keys and tuple(key for key, stays in zip(self.keys, rows, strict=True) if stays)
        columns = {name: column.kept(rows) for name, column in self.columns.items()}
        lines = self.lines if self.keys is not None else self.lines[rows]
        percents = {name: shown[rows] for name, shown in self.percents.items()}
        return replace(self, columns=columns, lines=lines, keys=keys, percents=percents)

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

    def met(self, name: str) -> list[str]:
        """Return the different texts of a column that are not empty, in the order of the rows."""
        return [text for text in self.coded(name).met() if text]

    def column(self, name: str, otherwise: str = "") -> TextCells:
        """Return the same as an array of texts."""
        cells = self.coded(name, otherwise)
        return np.array([*cells.texts, ""], object)[cells.codes]

    def numbers(self, name: str, missing: Collection[str] = ()) -> tuple[Floats, NDArray[np.bool_]]:
        """Return a column's numbers, and which cells could be read; NaN without such a column."""
        if name not in self.columns:
            return np.full(self.rows, np.nan), np.ones(self.rows, bool)
        column = self.columns[name]
        if self.notation != PLAIN:
            column = replace(column, texts=tuple(map(self.notation.plain, column.texts)))
        return column.numbers(missing)

    def in_percent(self, name: str) -> NDArray[np.bool_] | None:
        """Say of each cell of a column whether it is a number in percent, (R,); None: of none."""
        shown = self.percents.get(name)
        if self.notation.percent and name in self.columns:
            column = self.columns[name]
            signed = np.array([*(text.rstrip().endswith(SIGNS) for text in column.texts), False])
            shown = signed[column.codes] if shown is None else shown | signed[column.codes]
        return shown if shown is not None and shown.any() else None

    def written(self, notation: Notation) -> SourceTable:
        """Return the table with its numbers read as written so; those stored stay what they are."""
        if notation == PLAIN:
            return self
        columns = self.columns if self.stored else {
            name: column.coded() for name, column in self.columns.items()
        }  # fmt: skip
        return replace(self, columns=columns, notation=notation)

    def texts(self) -> Iterator[str]:
        """Yield the different texts of each column; numbers among them where they are written."""
        for column in self.columns.values():
            yield from (column if self.stored else column.coded()).texts

    def header_problems(
        self, needed: Iterable[str], known: Iterable[str] = (), chosen: Collection[str] = ()
    ) -> Iterator[Problem]:
        """Name the columns that are not there, and those called nearly as one that is read.

        needed, known : the columns that must be there, and those that may be. What differs from one
        of them by case, blanks or the like alone would go unread: an error; a flag where a column
        of the very name is there too. A table that could not be read has no problem of this kind.
        chosen : columns that the definition names: what is beside them was seen.
        """
        needed = tuple(dict.fromkeys(needed))
        names = dict.fromkeys([*needed, *known])
        meant = {fold(name): name for name in reversed(names)}
        written = {fold(column) for column in self.columns}
        missing = [name for name in needed if self.columns and fold(name) not in written]
        yield from of_one_kind(self._lacks, missing)
        for column in self.columns:
            name = meant.get(fold(column), column)
            if name == column or column in names:
                continue
            if name in self.columns and name in chosen:
                continue
            if name in self.columns:
                message = Wording("reading.misspelt-beside", column=spelt_out(column), name=name)
                hint = Wording("reading.misspelt-beside.hint", column=spelt_out(column))
                yield replace(self._at_head("misspelt-column", message, column, hint), level="flag")
            else:
                message = Wording("reading.misspelt", column=spelt_out(column), name=name)
                hint = Wording("reading.misspelt.hint", name=name)
                yield self._at_head("misspelt-column", message, column, hint)

    def _lacks(self, name: str) -> Problem:
        message = Wording("reading.no-column", name=name)
        return self._at_head("missing-column", message, name, partial(self._instead, name))

    def nothing_of(self, names: Sequence[str]) -> Problem:
        """Say that there is none of the columns that are read."""
        message = Wording("reading.none-of-columns", names=few(list(names), FEW))
        found = self._at_head("missing-column", message, names[0], self._instead(names[0]))
        return replace(found, field=None) if len(names) > 1 else found

    def _at_head(
        self, code: str, message: Wording, column: str, hint: Wording | Callable[[], Wording]
    ) -> Problem:
        return Problem(code, message, file=self.file, line=self.head, field=column, hint=hint)

    def _instead(self, name: str) -> Wording:
        below = self._below(name)
        if below is not None:
            return Wording(
                "reading.header-below.hint",
                at=self.origin(below),
                name=name,
                line=self.lines[below],
            )
        written = near(name, self.columns)
        if written is not None:
            return Wording("reading.one-misspelt.hint", written=written)
        sheets = Wording("reading.other-sheets", others=tuple(self.others)) if self.others else ""
        return Wording("reading.its-columns.hint", columns=tuple(self.columns), sheets=sheets)

    def _below(self, name: str) -> int | None:
        """Return the row near the header that holds a column's name, None where none does."""
        rows = range(min(self.rows if self.keys is None else 0, HEAD_ROWS))
        return next((row for row in rows for column in self.columns.values()
                     if column[row].strip() == name), None)  # fmt: skip


def fold(name: str) -> str:
    """Return a name without its case, width, blanks, hyphens and invisible signs.

    >>> [fold(name) for name in ("Year ", "ｙｅａｒ", "name_EN", "Name-en")]
    ['year', 'year', 'nameen', 'nameen']
    """
    return re.sub(rf"[\s_\-{INVISIBLE}]", "", unicodedata.normalize("NFKC", name)).casefold()


def spelt_out(text: str) -> str:
    """Write out what is easily taken for something else: unseen signs, odd spaces, accents.

    >>> spelt_out("8\u200b2"), spelt_out("Co\u0302te")
    ('8<U+200B>2', 'Co<U+0302>te')
    """
    shown = NOT_SEEN.sub(_by_number, text)
    return ACCENTS.sub(_by_number, shown) if unicodedata.normalize("NFC", text) != text else shown


def _by_number(sign: re.Match[str]) -> str:
    return f"<U+{ord(sign[0]):04X}>"


def alike(text: str) -> str:
    """Return a text as it looks: what has the same is told apart by nobody who reads it.

    >>> alike("Co\u0302te") == alike("C\u00f4te\u200b "), alike("AT") == alike("at")
    (True, False)
    """
    return " ".join(UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def seen(cells: Iterable[str]) -> list[str]:
    """Take blanks and what cannot be seen off the ends of cells."""
    return [cell.strip(AT_ENDS) for cell in cells]


def refused_by(problems: Iterable[Problem]) -> bool:
    """Say whether one of the problems is an error."""
    return any(problem.level == "error" for problem in problems)


def refused(
    file: str, code: str, message: Wording, hint: Wording, line: int | None = None
) -> SourceTable:
    """Return a table of which nothing is read, with the reason."""
    return SourceTable(file, problems=(Problem(code, message, file=file, line=line, hint=hint),))
