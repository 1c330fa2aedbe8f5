"""Read observations, long or wide, as one long table, and lay it out as arrays.

The arrays are of years, units and columns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.known import YEAR
from coopindex.content.data.units import Units
from coopindex.content.forms.index import ObservationsForm
from coopindex.content.tables.column import SourceColumn, joined
from coopindex.content.tables.table import SourceTable, fold, visible
from coopindex.engine.data import Source
from coopindex.engine.index import STATUSES, Origin
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import Problem

ROLES = ("unit", "indicator", "year", "value")
REMARKS = ("status", "source", "note")
# what a column of years is called elsewhere, folded
YEARS = frozenset(
    [
        *("year", "years", "yr", "time", "timeperiod", "period", "date", "jahr", "année", "annee"),
        *("ano", "año", "anno", "rok", "év", "an", "година", "год", "年", "年份", "年度", "时间"),
        *("when", "day", "month", "datum", "fecha", "日期", "時間", "eventdate", "eventyear"),
    ]
)
IN_TIME = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Wanted:
    """A column that the index reads: its code, bounds, and where they are written."""

    code: str
    lower: float = -np.inf
    upper: float = np.inf
    origin: Origin | None = None


@dataclass(frozen=True, eq=False)
class Part:
    """Observations of a table, one a row: columns of texts alone, and arrays, (R,).

    row, column : where in the table each was read, and under which header. readable : whether the
    value could be read. sourced : whether it needs a source of its own.
    """

    row: NDArray[np.intp]
    column: SourceColumn
    unit: SourceColumn
    indicator: SourceColumn
    written_year: SourceColumn
    value: Array
    readable: NDArray[np.bool_]
    status: SourceColumn
    source: SourceColumn
    sourced: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Cells(Part):
    """All observations, one a row; `table` says which table each was read from.

    notes : by year, unit and column.
    """

    tables: tuple[SourceTable, ...]
    table: NDArray[np.int32]
    year: NDArray[np.int_]
    notes: Mapping[tuple[int, str, str], str] = field(default_factory=dict)

    def place(self, position: int) -> tuple[SourceTable, int]:
        """Return the table that an observation was read from, and its row there."""
        return self.tables[self.table[position]], int(self.row[position])

    def text(self, position: int) -> str:
        """Return a value as written."""
        table, row = self.place(position)
        return table.columns[self.column[position]][row].strip()

    def origin(self, position: int) -> Origin:
        """Return where a value is written."""
        table, row = self.place(position)
        return table.place(row)

    def lines(self, positions: NDArray[np.intp]) -> list[int]:
        """Return the lines that values are written on; none where a table has no lines."""
        if any(table.keys is not None for table in self.tables):
            return []
        lines = [table.lines for table in self.tables]
        if len(lines) == 1:
            found: list[int] = lines[0][self.row[positions]].tolist()
            return found
        pairs = zip(self.table[positions].tolist(), self.row[positions].tolist(), strict=True)
        return [int(lines[table][row]) for table, row in pairs]

    def once_a_row(self, positions: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the first of the observations of each row of a table."""
        rows = self._rows[positions]
        return positions[np.sort(np.unique(rows, return_index=True)[1])]

    def of_whole_rows(self, positions: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Say of which observations the table's row holds several, which are all among them."""
        here = np.bincount(self._rows[positions], minlength=self._rows.max(initial=0) + 1)
        every = np.bincount(self._rows, minlength=len(here))
        return np.asarray(((here == every) & (every > 1))[self._rows[positions]])

    @cached_property
    def _rows(self) -> NDArray[np.intp]:
        """The row of each observation, counted over all tables."""
        sizes = np.cumsum([0, *(table.rows for table in self.tables)])
        return np.asarray(sizes[self.table] + self.row)

    def first(self, unit: str) -> Origin | None:
        """Return where a unit is first written."""
        return self._first(self.unit.says(unit))

    def find(self, unit: str, column: str, year: int) -> Origin | None:
        """Return where the observation of a unit, column and year is written."""
        return self._first(self.unit.says(unit) & self.indicator.says(column) & (self.year == year))

    def _first(self, rows: NDArray[np.bool_]) -> Origin | None:
        return self.origin(int(np.argmax(rows))) if rows.any() else None

    def first_alike(self, position: int) -> int:
        """Return the first observation of the same unit, column and year."""
        return int(self._firsts_alike[position])

    @cached_property
    def _firsts_alike(self) -> NDArray[np.intp]:
        key = np.column_stack([self.unit.codes, self.indicator.codes, self.year])
        _, firsts, alike = np.unique(key, axis=0, return_index=True, return_inverse=True)
        return np.asarray(firsts[alike.ravel()])


@dataclass(frozen=True)
class Grid:
    """Observations as arrays.

    values : (Y, U, C), NaN missing. status, source : (Y, U, C), positions, -1 where there is none.
    """

    years: tuple[int, ...]
    columns: tuple[str, ...]
    values: Array
    status: NDArray[np.int8]
    source: NDArray[np.int32]


def is_long(table: SourceTable, form: ObservationsForm) -> bool:
    """Say whether each row holds one observation."""
    return form.indicator in table.columns or form.value in table.columns


def holds_years(table: SourceTable, name: str) -> bool:
    """Say whether a column is called as one of years or dates is, and has them."""
    return fold(name) in YEARS and any(map(IN_TIME.search, table.coded(name).texts))


def _years_unread(
    table: SourceTable, form: ObservationsForm, codes: Collection[str]
) -> Iterator[Problem]:
    """Refuse a table whose years stand in a column that is not read."""
    if form.year in table.columns:
        return
    codes = set(codes)
    for name in table.columns:
        if fold(name) != fold(form.year) and name not in codes and holds_years(table, name):
            hint = Wording("observation.misspelt-year.hint", name=name)
            message = Wording("observation.misspelt-year", name=visible(name), year=form.year)
            yield Problem(
                "misspelt-column", message, file=table.file, line=table.head, field=name, hint=hint
            )


def _names_taken(
    table: SourceTable, form: ObservationsForm, codes: Sequence[str]
) -> Iterator[Problem]:
    """Refuse columns of indicators that are called as a column with a part of its own is."""
    if form.indicator in table.columns and form.indicator not in codes:
        return  # rows name their indicators, whatever these are called
    roles = dict.fromkeys([*(getattr(form, key) for key in ROLES), *REMARKS])
    for name in roles:
        if name in codes and name in table.columns:
            message, hint = (
                Wording("observation.name-taken", name=name),
                Wording("observation.name-taken.hint", name=name),
            )
            yield Problem(
                "bad-code", message, file=table.file, line=table.head, field=name, hint=hint
            )


def header_problems(
    tables: Sequence[SourceTable],
    forms: Sequence[ObservationsForm],
    columns: Sequence[Wanted],
    relaxed: bool,
) -> Iterator[Problem]:
    """Name the columns that are missing, and those that are called nearly as a known one.

    relaxed : the file was not written for this index's `data`: it needs no status, no source and no
    column named there but the units'.
    """
    codes, pairs = [column.code for column in columns], list(zip(tables, forms, strict=True))
    taken = [problem for table, form in pairs for problem in _names_taken(table, form, codes)]
    if taken:
        yield from taken
        return
    for table, form in pairs:
        needed = _needed(table, form, relaxed)
        known = [*needed, *(getattr(form, key) for key in ROLES), *REMARKS]
        known += [] if is_long(table, form) else codes
        yield from table.header_problems(needed, known)
        yield from _years_unread(table, form, codes)
    if not any(is_long(table, form) for table, form in pairs):
        present = set(map(fold, chain.from_iterable(table.columns for table in tables)))
        yield from tables[0].header_problems([code for code in codes if fold(code) not in present])
    for table, form in pairs:
        unsaid = not form.source and "source" not in table.columns
        if unsaid and (relaxed or not is_long(table, form)):
            message = Wording("problem.no-source")
            hint = Wording("observation.no-source.hint")
            yield Problem("no-source", message, level="flag", file=table.file, line=1, hint=hint)


def _needed(table: SourceTable, form: ObservationsForm, relaxed: bool) -> list[str]:
    """Return the columns that a table of observations must have, besides the indicators."""
    needed = [form.unit]
    if is_long(table, form):
        needed += [form.indicator, form.value]
        needed += [] if relaxed or form.status else ["status"]
        needed += [] if relaxed or form.source else ["source"]
    if not relaxed:
        needed += [getattr(form, key) for key in ROLES if key in form.model_fields_set]
    return needed


def read_cells(
    tables: Sequence[SourceTable],
    forms: Sequence[ObservationsForm],
    columns: Sequence[Wanted],
    year: int | None,
) -> Cells:
    """Read tables as one long table; an empty year is `year`."""
    parts = [
        _long(table, form) if is_long(table, form) else _wide(table, form, columns)
        for table, form in zip(tables, forms, strict=True)
    ]
    read = {
        each.name: _below([getattr(part, each.name) for part in parts]) for each in fields(Part)
    }
    written = read["written_year"]
    years = [int(text[:4]) if YEAR.fullmatch(text) else year or 0 for text in written.texts]
    found = Cells(
        **read,
        tables=tuple(tables),
        table=np.repeat(np.arange(len(parts), dtype=np.int32), [len(part.row) for part in parts]),
        year=np.array(years, int)[written.codes],
    )
    return replace(found, notes=dict(_notes(found)))


def _below(columns: Sequence[Any]) -> Any:
    """Put the columns of several tables one below the other."""
    if len(columns) == 1:
        return columns[0]
    return joined(columns) if isinstance(columns[0], SourceColumn) else np.concatenate(columns)


def _notes(cells: Cells) -> Iterator[tuple[tuple[int, str, str], str]]:
    """Yield the notes by year, unit and column."""
    for number, table in enumerate(cells.tables):
        if "note" not in table.columns:
            continue
        remarks = table.coded("note")
        here = np.flatnonzero(cells.table == number)
        for position in here[~remarks.says("")[cells.row[here]]].tolist():
            key = int(cells.year[position]), cells.unit[position], cells.indicator[position]
            yield key, remarks[cells.row[position]]


def _long(table: SourceTable, form: ObservationsForm) -> Part:
    value, readable = table.numbers(form.value, form.missing)
    empty = readable & np.isnan(value)
    usual = form.status or ("observed" if "status" not in table.columns else "")
    return Part(
        row=np.arange(table.rows),
        column=SourceColumn(np.zeros(table.rows, np.int8), (form.value,)),
        unit=table.coded(form.unit),
        indicator=table.coded(form.indicator),
        written_year=table.coded(form.year),
        value=value,
        readable=readable,
        status=_observed_where(empty, table.coded("status", usual)),
        source=table.coded("source", form.source or ""),
        sourced=("source" in table.columns) & ~empty,
    )


def _observed_where(empty: NDArray[np.bool_], statuses: SourceColumn) -> SourceColumn:
    """Let the status of an empty cell be `observed` where it is not written."""
    unsaid, texts = empty & statuses.says(""), statuses.texts
    if not unsaid.any():
        return statuses
    known = texts if "observed" in texts else (*texts, "observed")
    return SourceColumn(np.where(unsaid, np.intp(known.index("observed")), statuses.codes), known)


def _wide(table: SourceTable, form: ObservationsForm, columns: Sequence[Wanted]) -> Part:
    names = tuple(column.code for column in columns if column.code in table.columns)
    read = [table.numbers(name, form.missing) for name in names]

    def each(name: str, otherwise: str = "") -> SourceColumn:
        cells = table.coded(name, otherwise)
        return SourceColumn(np.tile(cells.codes, len(names)), cells.texts)

    named = SourceColumn(np.repeat(np.arange(len(names)), table.rows), names)
    nothing: tuple[Array, NDArray[np.bool_]] = (np.zeros(0), np.zeros(0, bool))
    values, readable = zip(*(read or [nothing]), strict=True)
    return Part(
        row=np.tile(np.arange(table.rows), len(names)),
        column=named,
        unit=each(form.unit),
        indicator=named,
        written_year=each(form.year),
        value=np.concatenate(values),
        readable=np.concatenate(readable),
        status=each("status", form.status or "observed"),
        source=each("source", form.source or ""),
        sourced=np.full(len(named), "source" in table.columns),
    )


def lay_out(
    cells: Cells, columns: Sequence[Wanted], units: Units, sources: Sequence[Source]
) -> Grid:
    """Lay checked observations out as arrays of years, units and columns."""
    there = ~np.isnan(cells.value)
    codes = tuple(column.code for column in columns)
    years = tuple(sorted(set(cells.year[there].tolist())))
    shape = (len(years), len(units.codes), len(codes))
    values, status, source = (
        np.full(shape, np.nan),
        np.full(shape, -1, np.int8),
        np.full(shape, -1, np.int32),
    )
    at = (
        np.searchsorted(years, cells.year[there]),
        cells.unit.positions(units.codes)[there],
        cells.indicator.positions(codes)[there],
    )
    values[at] = cells.value[there]
    status[at] = cells.status.positions(STATUSES)[there]
    source[at] = cells.source.positions([entry.code for entry in sources])[there]
    return Grid(years, codes, values, status, source)
