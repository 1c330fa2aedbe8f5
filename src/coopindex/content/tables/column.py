"""A column of a table: numbers held as float64, texts as positions among the different ones.

Whatever a cell is held as, it is quoted as it was written. So a cell of a text file is held as a
number only where the number says it back sign by sign: `1.5`, but not `1.50`, `1,5` or `1e3`. A
program that stores numbers (a workbook, Parquet) has them held as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Positions = NDArray[np.signedinteger[Any]]
NUMBER = re.compile(
    r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?|[-+]?(inf|infinity|∞)", re.ASCII | re.IGNORECASE
)
# texts of which a piece of a column has at least so many cells each are held once, numbers too
REPEATED = 4
BREAK = re.compile("[ \t]*[\r\n\v\f\x85\u2028\u2029]+[ \t]*")
# what a spreadsheet's formula has in place of a value
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
# beyond it, not every whole number is a float64
WHOLE = 2**53


def in_one_line(name: str) -> str:
    r"""Return a name with a blank in place of each line break, as a cell shows it.

    >>> in_one_line("exports \n(million)"), in_one_line("two  blanks")
    ('exports (million)', 'two  blanks')
    """
    return BREAK.sub(" ", name.strip()) if BREAK.search(name) else name


class Different(dict[str, int]):
    """The different texts, each with its position in the order in which they were met."""

    def __missing__(self, text: str) -> int:
        """Give a new text the next position."""
        self[text] = position = len(self)
        return position

    def positions(self, cells: Collection[str]) -> NDArray[np.int32]:
        """Return each cell's position."""
        return np.fromiter(map(self.__getitem__, cells), np.int32, len(cells))


@dataclass(frozen=True, eq=False)
class SourceColumn:
    """Typed cells, one a row; iterating over it gives them as written.

    codes : (R,) each cell's position in `texts`, -1 where it is a number held in `values`.
    values : (R,) NaN where the cell is a text, or missing; None where no cell is a number.

    >>> column = column_of(["1.5", "", "n/a", "2.50"])
    >>> list(column), column.values
    (['1.5', '', 'n/a', '2.50'], array([1.5, nan, nan, nan]))
    >>> column.numbers(missing=["n/a"])[0]
    array([1.5, nan, nan, 2.5])
    """

    codes: Positions
    texts: tuple[str, ...] = ()
    values: Floats | None = None

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        code = int(self.codes[row])
        if code < 0 and self.values is not None:
            return as_text(float(self.values[row]))
        return self.texts[code]

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def kept(self, rows: NDArray[np.bool_]) -> SourceColumn:
        """Return some of the cells alone, (R,)."""
        values = None if self.values is None else self.values[rows]
        return SourceColumn(self.codes[rows], self.texts, values)

    def renamed(self, names: Mapping[str, str]) -> SourceColumn:
        """Return coded texts, those that have another name under that.

        >>> list(column_of(["NY.GDP", "life"]).coded().renamed({"NY.GDP": "gdp"}))
        ['gdp', 'life']
        """
        if names.keys().isdisjoint(self.texts):
            return self
        texts = tuple(names.get(text, text) for text in self.texts)
        return SourceColumn(self.codes, texts).coded()

    def coded(self, otherwise: str = "") -> SourceColumn:
        """Return the cells as texts alone, all different, without the white space around them.

        otherwise : what fills an empty cell.
        """
        if not otherwise or "" not in self._coded.texts:
            return self._coded
        return self._with_texts(otherwise)

    @cached_property
    def _coded(self) -> SourceColumn:
        return self._with_texts("")

    def _with_texts(self, otherwise: str) -> SourceColumn:
        different = Different()
        ours = [different[text.strip() or otherwise] for text in self.texts]
        codes = np.array([*ours, -1], np.intp)[self.codes]
        if self.values is not None:
            held = self.codes < 0
            numbers, which = np.unique(self.values[held], return_inverse=True)
            said = [different[as_text(value) or otherwise] for value in numbers.tolist()]
            codes[held] = np.array(said, np.intp)[which] if said else codes[held]
        return _of_texts(codes, different)

    def in_one_line(self) -> SourceColumn:
        """Return coded texts, each in one line: see `in_one_line`."""
        if not any(map(BREAK.search, self.texts)):
            return self
        return SourceColumn(self.codes, tuple(map(in_one_line, self.texts))).coded()

    def says(self, text: str) -> NDArray[np.bool_]:
        """Say of each cell of coded texts whether it is this one, (R,)."""
        return np.asarray(self.codes == (self.texts.index(text) if text in self.texts else -1))

    def met(self) -> Iterator[str]:
        """Yield the different ones of coded texts, in the order of the rows."""
        firsts = np.sort(np.unique(self.codes, return_index=True)[1])
        return map(self.__getitem__, firsts.tolist())

    def positions(self, known: Sequence[str]) -> NDArray[np.intp]:
        """Return the position of each of coded texts among the known ones, -1: none of them, (R,).

        >>> column_of(["b", "c", "b"]).coded().positions(["a", "b"])
        array([ 1, -1,  1])
        """
        at = {text: position for position, text in enumerate(known)}
        return np.array([at.get(text, -1) for text in self.texts], np.intp)[self.codes]

    def numbers(self, missing: Collection[str] = ()) -> tuple[Floats, NDArray[np.bool_]]:
        """Return the cells as numbers, and whether each could be read: see `numbers`."""
        found, readable = numbers(self.texts, missing)
        values = np.append(found, np.nan)[self.codes]
        if self.values is not None:
            values = _unmarked(np.where(self.codes < 0, self.values, values), missing)
        return values, np.append(readable, True)[self.codes]


class Growing:
    """A column that grows piece by piece."""

    def __init__(self) -> None:
        self._different = Different()
        self._codes: list[NDArray[np.int32]] = []
        self._values: list[Floats | None] = []
        self._repeats: bool | None = None

    def add(self, cells: Sequence[str], values: Floats | None = None) -> None:
        """Append cells as written; `values` gives the numbers of those that are stored as such."""
        if self._repeats is None:
            self._repeats = len(set(cells)) * REPEATED <= len(cells)
        if values is None and not self._repeats:
            values = _said_back(cells)
        if values is None:
            known = len(self._different)
            codes = self._different.positions(cells)
            self._repeats = (len(self._different) - known) * REPEATED <= len(cells)
        else:
            codes = np.full(len(cells), -1, np.int32)
            rows = np.flatnonzero(np.isnan(values))
            codes[rows] = self._different.positions([cells[row] for row in rows.tolist()])
            values = None if len(rows) == len(cells) else values
        self._codes.append(codes)
        self._values.append(values)

    def add_found(
        self, texts: Sequence[str], codes: NDArray[np.intp], values: Floats | None
    ) -> None:
        """Append cells by position among the texts of a piece, -1 where `values` holds a number."""
        self._codes.append(np.append(self._different.positions(texts), np.int32(-1))[codes])
        self._values.append(values)

    def has_blank(self) -> bool:
        """Say whether a cell holds nothing."""
        return not all(map(str.strip, self._different))

    def is_blank(self) -> bool:
        """Say whether no cell holds anything."""
        numbers = any(values is not None for values in self._values)
        return not numbers and not any(map(str.strip, self._different))

    def finish(self) -> SourceColumn:
        """Return the column."""
        codes = np.concatenate([np.zeros(0, np.int32), *self._codes])
        fitting = np.min_scalar_type(-max(len(self._different), 1))
        values = None
        if any(piece is not None for piece in self._values):
            sizes = zip(self._values, map(len, self._codes), strict=True)
            values = np.concatenate(
                [np.full(size, np.nan) if piece is None else piece for piece, size in sizes]
            )
        return SourceColumn(codes.astype(fitting), tuple(self._different), values)


def _of_texts(codes: Positions, different: Different) -> SourceColumn:
    """Return a column of texts alone; positions are held as small as they can be."""
    return SourceColumn(codes.astype(np.min_scalar_type(-max(len(different), 1))), tuple(different))


def joined(columns: Sequence[SourceColumn]) -> SourceColumn:
    """Put columns of texts alone one below the other.

    >>> list(joined([column_of(["a", "b"]), column_of(["c", "a"])]))
    ['a', 'b', 'c', 'a']
    """
    different = Different()
    codes = [
        np.array([different[text] for text in column.texts], np.intp)[column.codes]
        for column in columns
    ]
    return _of_texts(np.concatenate(codes), different)


def column_of(cells: Iterable[str], values: Floats | None = None) -> SourceColumn:
    """Return a column of cells as written; `values` gives the numbers of those stored as such."""
    growing = Growing()
    growing.add(list(cells), values)
    return growing.finish()


def _said_back(cells: Sequence[str]) -> Floats | None:
    """Return the numbers that say their cells back as they are written, NaN for other cells.

    None where there are none.
    """
    try:
        values = list(map(float, cells))
    except ValueError:
        values = list(map(_number, cells))
    # `as_text(value) == cell`, without a call for each cell
    same = [
        said == (f"{cell}.0" if value.is_integer() and cell != "-0" else cell)
        for said, cell, value in zip(map(repr, values), cells, values, strict=True)
    ]
    found = np.where(same, values, np.nan)
    return None if np.isnan(found).all() else found


def _number(cell: str) -> float:
    # float would be tried in vain on most texts, which costs more than it does to look first
    if cell[-1:].isdigit():
        try:
            return float(cell)
        except ValueError:
            return np.nan
    return np.nan


def as_text(value: Any) -> str:
    """Write a cell as an analyst would type it: whole numbers without decimals, dates in ISO form.

    >>> [as_text(value) for value in (None, 2019.0, 0.1, "x", True)]
    ['', '2019', '0.1', 'x', 'true']
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value)


def shifted(value: float, places: int) -> float:
    """Return a number with its decimal point moved to the right, to the last digit written.

    >>> shifted(0.453, 2), 0.57 * 100, shifted(0.57, 2), shifted(45.3, -2)
    (45.3, 56.99999999999999, 57.0, 0.453)
    """
    return float(Decimal(repr(value)).scaleb(places))


def stored_numbers(cells: Iterable[Any]) -> Floats:
    """Return the numbers among stored cells, NaN for others and for what float64 does not hold.

    >>> stored_numbers([1, 0.5, "1", True, None, 2**53 + 1])
    array([1. , 0.5, nan, nan, nan, nan])
    """
    return np.array([cell + 0.0 if _is_number(cell) else np.nan for cell in cells], float)


def _is_number(cell: Any) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return isinstance(cell, float) or abs(cell) <= WHOLE


def numbers(
    cells: Sequence[str], missing: Collection[str] = ()
) -> tuple[Floats, NDArray[np.bool_]]:
    """Read texts as numbers: the values, NaN where empty or `missing`, and which could be read.

    >>> numbers(["1.5", "", "12,5", "-999.0", "1e3"], missing=["-999"])
    (array([   1.5,    nan,    nan,    nan, 1000. ]), array([ True,  True, False,  True,  True]))
    """
    values, readable = np.full(len(cells), np.nan), np.ones(len(cells), bool)
    for position, cell in enumerate(map(str.strip, cells)):
        if not cell or cell in missing:
            continue
        if NUMBER.fullmatch(cell):
            values[position] = float(cell.replace("∞", "inf"))
        else:
            readable[position] = False
    return _unmarked(values, missing), readable


def _unmarked(values: Floats, missing: Collection[str]) -> Floats:
    """Return numbers, NaN where they are those that mark a missing one."""
    marks = [float(mark) for mark in missing if NUMBER.fullmatch(mark)]
    return np.where(np.isin(values, marks), np.nan, values) if marks else values
