"""Read observations, long or wide, as one long table, and lay it out as arrays.

The arrays are of years, units and columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import union_categoricals

from coopindex.content.data.frames import categories
from coopindex.content.data.known import KEY, YEAR
from coopindex.content.data.units import Units
from coopindex.content.forms.index import ObservationsForm
from coopindex.content.tables.table import Table, fold, visible
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


@dataclass(frozen=True)
class Cells:
    """All observations, one a row.

    frame : `table` and `row` say where each was read, `field` under which header; texts are
    categories. notes : by year, unit and column.
    """

    tables: tuple[Table, ...]
    frame: pd.DataFrame
    notes: Mapping[tuple[int, str, str], str] = field(default_factory=dict)

    def row(self, position: int) -> tuple[Table, int]:
        """Return the table that an observation was read from, and its row there."""
        frame = self.frame
        return self.tables[frame["table"].iloc[position]], int(frame["row"].iloc[position])

    def text(self, position: int) -> str:
        """Return a value as written."""
        table, row = self.row(position)
        return table.columns[self.frame["field"].iloc[position]][row].strip()

    def origin(self, position: int) -> Origin:
        """Return where a value is written."""
        table, row = self.row(position)
        return table.place(row)

    def first(self, unit: str) -> Origin | None:
        """Return where a unit is first written."""
        return self._first(self.frame["unit"] == unit)

    def find(self, unit: str, column: str, year: int) -> Origin | None:
        """Return where the observation of a unit, column and year is written."""
        frame = self.frame
        return self._first(
            (frame["unit"] == unit) & (frame["indicator"] == column) & (frame["year"] == year)
        )

    def _first(self, rows: pd.Series[bool]) -> Origin | None:
        position = int(np.argmax(rows)) if len(rows) else 0
        return self.origin(position) if len(rows) and rows.iloc[position] else None

    def first_alike(self, position: int) -> int:
        """Return the first observation of the same unit, column and year."""
        group, firsts = self._alike
        return int(firsts[group[position]])

    @cached_property
    def _alike(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        groups = self.frame.groupby(KEY, sort=False, observed=True).ngroup()
        alike: NDArray[np.intp] = groups.to_numpy().astype(np.intp)
        return alike, np.unique(alike, return_index=True)[1]


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


def is_long(table: Table, form: ObservationsForm) -> bool:
    """Say whether each row holds one observation."""
    return form.indicator in table.columns or form.value in table.columns


def holds_years(table: Table, name: str) -> bool:
    """Say whether a column is called as one of years or dates is, and has them."""
    return fold(name) in YEARS and any(map(IN_TIME.search, table.coded(name)[1]))


def _years_unread(table: Table, form: ObservationsForm, codes: Sequence[str]) -> Iterator[Problem]:
    """Refuse a table whose years stand in a column that is not read."""
    if form.year in table.columns:
        return
    for name in table.columns:
        if fold(name) != fold(form.year) and name not in codes and holds_years(table, name):
            hint = Wording("observation.misspelt-year.hint", name=name)
            message = Wording("observation.misspelt-year", name=visible(name), year=form.year)
            yield Problem(
                "misspelt-column", message, file=table.file, line=table.head, field=name, hint=hint
            )


def header_problems(
    tables: Sequence[Table],
    forms: Sequence[ObservationsForm],
    columns: Sequence[Wanted],
    relaxed: bool,
) -> Iterator[Problem]:
    """Name the columns that are missing, and those that are called nearly as a known one.

    relaxed : the file was not written for this index's `data`: it needs no status, no source and no
    column named there but the units'.
    """
    codes, pairs = [column.code for column in columns], list(zip(tables, forms, strict=True))
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


def _needed(table: Table, form: ObservationsForm, relaxed: bool) -> list[str]:
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
    tables: Sequence[Table],
    forms: Sequence[ObservationsForm],
    columns: Sequence[Wanted],
    year: int | None,
) -> Cells:
    """Read tables as one long table; an empty year is `year`."""
    frame = _joined(
        [
            _long(table, form) if is_long(table, form) else _wide(table, form, columns)
            for table, form in zip(tables, forms, strict=True)
        ]
    )
    written = frame["written_year"].cat
    years = [int(text[:4]) if YEAR.fullmatch(text) else year or 0 for text in written.categories]
    frame["year"] = np.array(years, int)[written.codes.to_numpy()]
    return Cells(tuple(tables), frame, _notes(tables, frame))


def _joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put tables one below the other; columns of categories stay such."""
    for number, part in enumerate(parts):
        part["table"] = number
    if len(parts) == 1:
        return parts[0]
    joined = {name: [part[name] for part in parts] for name in parts[0]}
    return pd.DataFrame(
        {
            name: union_categoricals(columns)
            if isinstance(columns[0].dtype, pd.CategoricalDtype)
            else np.concatenate(columns)
            for name, columns in joined.items()
        }
    )


def _notes(tables: Sequence[Table], frame: pd.DataFrame) -> dict[tuple[int, str, str], str]:
    """Return the notes by year, unit and column."""
    notes = {}
    for number, table in enumerate(tables):
        if "note" not in table.columns:
            continue
        codes, remarks = table.coded("note")
        here = frame[frame["table"].to_numpy() == number]
        said = np.array([bool(remark) for remark in remarks])[codes]
        noted = here.loc[said[here["row"].to_numpy()], ["year", "unit", "indicator", "row"]]
        for year, unit, code, row in noted.itertuples(index=False):
            notes[int(year), str(unit), str(code)] = remarks[codes[row]]
    return notes


def _long(table: Table, form: ObservationsForm) -> pd.DataFrame:
    value, readable = table.numbers(form.value, form.missing)
    empty = readable & np.isnan(value)
    usual = form.status or ("observed" if "status" not in table.columns else "")
    return pd.DataFrame(
        {
            "row": np.arange(table.rows),
            "unit": categories(table.coded(form.unit)),
            "indicator": categories(table.coded(form.indicator)),
            "written_year": categories(table.coded(form.year)),
            "value": value,
            "readable": readable,
            "status": categories(_observed_where(empty, *table.coded("status", usual))),
            "source": categories(table.coded("source", form.source or "")),
            "sourced": ("source" in table.columns) & ~empty,
            "field": categories((np.zeros(table.rows, np.intp), (form.value,))),
        }
    )


def _observed_where(
    empty: NDArray[np.bool_], codes: NDArray[np.intp], texts: tuple[str, ...]
) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    """Let the status of an empty cell be `observed` where it is not written."""
    if "" not in texts:
        return codes, texts
    known = texts if "observed" in texts else (*texts, "observed")
    unsaid = empty & (codes == texts.index(""))
    return np.where(unsaid, known.index("observed"), codes), known


def _wide(table: Table, form: ObservationsForm, columns: Sequence[Wanted]) -> pd.DataFrame:
    names = [column.code for column in columns if column.code in table.columns]
    read = [table.numbers(name, form.missing) for name in names]

    def each(name: str, otherwise: str = "") -> pd.Categorical:
        codes, texts = table.coded(name, otherwise)
        return categories((np.tile(codes, len(names)), texts))

    named = categories((np.repeat(np.arange(len(names)), table.rows), names))
    nothing: tuple[Array, NDArray[np.bool_]] = (np.zeros(0), np.zeros(0, bool))
    values, readable = zip(*(read or [nothing]), strict=True)
    return pd.DataFrame(
        {
            "row": np.tile(np.arange(table.rows), len(names)),
            "unit": each(form.unit),
            "indicator": named,
            "written_year": each(form.year),
            "value": np.concatenate(values),
            "readable": np.concatenate(readable),
            "status": each("status", form.status or "observed"),
            "source": each("source", form.source or ""),
            "sourced": "source" in table.columns,
            "field": named,
        }
    )


def lay_out(
    cells: Cells, columns: Sequence[Wanted], units: Units, sources: Sequence[Source]
) -> Grid:
    """Lay checked observations out as arrays of years, units and columns."""
    frame = cells.frame[cells.frame["value"].notna()]
    codes = tuple(column.code for column in columns)
    years = np.unique(frame["year"].to_numpy())
    shape = (len(years), len(units.codes), len(codes))
    values, status, source = (
        np.full(shape, np.nan),
        np.full(shape, -1, np.int8),
        np.full(shape, -1, np.int32),
    )
    at = (
        np.searchsorted(years, frame["year"].to_numpy()),
        _positions(frame["unit"], units.codes),
        _positions(frame["indicator"], codes),
    )
    values[at] = frame["value"].to_numpy()
    status[at] = _positions(frame["status"], STATUSES)
    source[at] = _positions(frame["source"], [entry.code for entry in sources])
    return Grid(tuple(int(year) for year in years), codes, values, status, source)


def _positions(cells: pd.Series[Any], known: Sequence[str]) -> NDArray[np.intp]:
    """Return each text's position among the known ones, -1 where it is none of them."""
    position = {code: at for at, code in enumerate(known)}
    found = np.array([position.get(text, -1) for text in cells.cat.categories], np.intp)
    return found[cells.cat.codes.to_numpy()] if len(found) else np.full(len(cells), -1, np.intp)
