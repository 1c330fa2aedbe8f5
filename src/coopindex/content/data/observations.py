"""Read observations, long or wide, as one long table; check it; and lay it out as arrays of years, units and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coopindex.content.data.checked import KEY, YEAR, Known, Words, failures
from coopindex.content.data.sources import unknown_source
from coopindex.content.data.units import Units, nearest_unit
from coopindex.content.forms.index import ObservationsForm
from coopindex.content.tables.table import Table, fold, numbers, visible
from coopindex.engine.data import Source
from coopindex.engine.index import STATUSES, Origin
from coopindex.methods.registry import Array
from coopindex.problems import Problem, nearest

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
TEXTS = ("unit", "indicator", "written_year", "status", "source")


@dataclass(frozen=True)
class Column:
    """A column that the index reads: its code, bounds, and where they are written."""

    code: str
    lower: float = -np.inf
    upper: float = np.inf
    origin: Origin | None = None


@dataclass(frozen=True)
class Cells:
    """All observations, one a row: `table` and `row` say where each was read, `field` under which header."""

    tables: tuple[Table, ...]
    frame: pd.DataFrame
    notes: Mapping[tuple[int, str, str], str] = field(default_factory=dict)

    def text(self, place: int) -> str:
        """Return a value as written."""
        cell = self.frame.iloc[place]
        return str(self.tables[cell["table"]].columns[cell["field"]][cell["row"]]).strip()

    def origin(self, place: int) -> Origin:
        """Return where a value is written."""
        cell = self.frame.iloc[place]
        table = self.tables[cell["table"]]
        return Origin(table.file, int(table.lines[cell["row"]]))

    def first(self, unit: str) -> Origin | None:
        """Return where a unit is first written."""
        places = np.flatnonzero(self.frame["unit"] == unit)
        return self.origin(int(places[0])) if len(places) else None

    def find(self, unit: str, column: str, year: int) -> Origin | None:
        """Return where the observation of a unit, column and year is written."""
        frame = self.frame
        places = np.flatnonzero(
            (frame["unit"] == unit) & (frame["indicator"] == column) & (frame["year"] == year)
        )
        return self.origin(int(places[0])) if len(places) else None


@dataclass(frozen=True)
class Grid:
    """Observations as arrays: values (Y, U, C), their status and source as positions, -1 where there is none."""

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
    return fold(name) in YEARS and any(map(IN_TIME.search, table.column(name)))


def _years_unread(table: Table, form: ObservationsForm, codes: Sequence[str]) -> Iterator[Problem]:
    """Refuse a table whose years stand in a column that is not read."""
    if form.year in table.columns:
        return
    for name in table.columns:
        if fold(name) != fold(form.year) and name not in codes and holds_years(table, name):
            hint = f"write `year: {name}` beside `file:` in the index; or call the column `year`"
            message = f"the column `{visible(name)}` holds years, and `{form.year}` is looked for"
            yield Problem(
                "misspelt-column", message, file=table.file, line=table.head, field=name, hint=hint
            )


def header_problems(
    tables: Sequence[Table],
    forms: Sequence[ObservationsForm],
    columns: Sequence[Column],
    relaxed: bool,
) -> Iterator[Problem]:
    """Name the columns that are missing, and those that are called nearly as a known one.

    relaxed : the file was not written for this index's `data`: it needs no status, no source and no
    column named there but the units'.
    """
    codes = [column.code for column in columns]
    for table, form in zip(tables, forms, strict=True):
        named = [form.unit]
        if is_long(table, form):
            named += [form.indicator, form.value]
            named += [] if relaxed or form.status else ["status"]
            named += [] if relaxed or form.source else ["source"]
        if not relaxed:
            named += [getattr(form, key) for key in ROLES if key in form.model_fields_set]
        known = [*named, *(getattr(form, key) for key in ROLES), *REMARKS]
        known += [] if is_long(table, form) else codes
        yield from table.header_problems(named, known)
        yield from _years_unread(table, form, codes)
    if not any(is_long(table, form) for table, form in zip(tables, forms, strict=True)):
        present = set(map(fold, chain.from_iterable(table.columns for table in tables)))
        yield from tables[0].header_problems([code for code in codes if fold(code) not in present])
    for table, form in zip(tables, forms, strict=True):
        if (
            not form.source
            and "source" not in table.columns
            and (relaxed or not is_long(table, form))
        ):
            message = "names no source for its figures"
            hint = "add a column `source`, or `source:` to the `data` of the index"
            yield Problem("no-source", message, level="flag", file=table.file, line=1, hint=hint)


def read_cells(
    tables: Sequence[Table],
    forms: Sequence[ObservationsForm],
    columns: Sequence[Column],
    year: int | None,
) -> Cells:
    """Read tables as one long table; an empty year is `year`."""
    parts, notes = [], {}
    for number, (table, form) in enumerate(zip(tables, forms, strict=True)):
        parts.append(_long(table, form) if is_long(table, form) else _wide(table, form, columns))
        parts[-1]["table"] = number
    frame = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    for name in TEXTS:
        frame[name] = frame[name].astype("category")
    years = [
        int(text[:4]) if YEAR.fullmatch(text) else year or 0
        for text in frame["written_year"].cat.categories
    ]
    frame["year"] = np.array(years, int)[frame["written_year"].cat.codes.to_numpy()]
    for number, table in enumerate(tables):
        if "note" in table.columns:
            remarks = table.column("note")
            here = frame[frame["table"] == number]
            noted = here[(remarks != "")[here["row"].to_numpy()]]
            for row, unit, code, when in noted[["row", "unit", "indicator", "year"]].itertuples(
                index=False
            ):
                notes[(int(when), str(unit), str(code))] = str(remarks[row])
    return Cells(tuple(tables), frame, notes)


def _long(table: Table, form: ObservationsForm) -> pd.DataFrame:
    written = table.columns[form.value]
    value, readable = numbers(written, form.missing)
    empty = readable & np.isnan(value)
    status = table.column(
        "status", form.status or ("observed" if "status" not in table.columns else "")
    )
    status[empty & (status == "")] = "observed"
    return pd.DataFrame(
        {
            "row": np.arange(table.rows),
            "unit": pd.Categorical(table.column(form.unit)),
            "indicator": pd.Categorical(table.column(form.indicator)),
            "written_year": pd.Categorical(table.column(form.year)),
            "value": value,
            "readable": readable,
            "status": pd.Categorical(status),
            "source": pd.Categorical(table.column("source", form.source or "")),
            "sourced": ("source" in table.columns) & ~empty,
            "field": form.value,
        }
    )


def _wide(table: Table, form: ObservationsForm, columns: Sequence[Column]) -> pd.DataFrame:
    names = [column.code for column in columns if column.code in table.columns]
    read = [numbers(table.columns[name], form.missing) for name in names]

    def each(cells: Any) -> Any:
        once = pd.Categorical(cells)
        return pd.Categorical.from_codes(np.tile(once.codes, len(names)), dtype=once.dtype)

    named = pd.Categorical.from_codes(
        np.repeat(np.arange(len(names)), table.rows), categories=pd.Index(names, dtype=object)
    )
    return pd.DataFrame(
        {
            "row": np.tile(np.arange(table.rows), len(names)),
            "unit": each(table.column(form.unit)),
            "indicator": named,
            "written_year": each(table.column(form.year)),
            "value": np.concatenate([value for value, _ in read]) if read else np.zeros(0),
            "readable": np.concatenate([readable for _, readable in read])
            if read
            else np.zeros(0, bool),
            "status": each(table.column("status", form.status or "observed")),
            "source": each(table.column("source", form.source or "")),
            "sourced": "source" in table.columns,
            "field": named,
        }
    )


def cell_problems(
    cells: Cells,
    columns: Sequence[Column],
    units: Units,
    sources: Sequence[Source],
    *,
    undated: bool,
    counted: Sequence[str],
    named: Sequence[str] = (),
) -> Iterator[Problem]:
    """Check the observations.

    undated : a year may be empty. counted : the indicators that have no observations.
    named : sources that are checked elsewhere.
    """
    known = Known(
        units=units.codes,
        indicators=[column.code for column in columns],
        sources=[*(source.code for source in sources), *named],
        lower={column.code: column.lower for column in columns},
        upper={column.code: column.upper for column in columns},
        counted=counted,
        undated=undated,
    )
    read = {column.code: column for column in columns}
    for words, row in failures("Observations", cells.frame, known):
        yield Failed(cells, row, read, units, tuple(sources)).problem(words)


@dataclass(frozen=True)
class Failed:
    """An observation that fails a check: what the words for it are filled with."""

    cells: Cells
    row: int
    columns: Mapping[str, Column]
    units: Units
    sources: tuple[Source, ...]

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    def problem(self, words: Words) -> Problem:
        """Say what is wrong with the observation, and where it is written."""
        origin, cell = self.cells.origin(self.row), self.cell
        of = {"unit": self.unit or None}
        details: dict[str, dict[str, Any]] = {
            "unit": {"value": self.unit},
            "indicator": {"value": self.code, **of},
            "year": {"value": self.year, **of},
            "status": {"value": self.status, **of},
            "source": {"value": self.source, **of},
            "value": {
                "field": str(cell["field"]),
                "value": self.written,
                "unit": self.unit,
                "indicator": self.code,
                "year": int(cell["year"]) or None,
            },
        }
        return Problem(
            words.code,
            words.format_map(self),
            file=origin.file,
            line=origin.line,
            hint=words.hint.format_map(self),
            **{"field": words.field, **details[words.field]},
        )

    @property
    def cell(self) -> pd.Series[Any]:
        """The row of the long table."""
        return self.cells.frame.iloc[self.row]

    @property
    def unit(self) -> str:
        """The unit's code."""
        return str(self.cell["unit"])

    @property
    def unit_seen(self) -> str:
        """The unit's code, with invisible signs made visible."""
        return visible(self.unit)

    @property
    def nearest_unit(self) -> str:
        """The unit that was most likely meant."""
        return nearest_unit(self.unit, self.units)

    @property
    def code(self) -> str:
        """The indicator's code."""
        return str(self.cell["indicator"])

    @property
    def code_seen(self) -> str:
        """The indicator's code, with invisible signs made visible."""
        return visible(self.code)

    @property
    def nearest_indicator(self) -> str:
        """The indicator or variable that was most likely meant."""
        return nearest(self.code, self.columns)

    @property
    def year(self) -> str:
        """The year as written, with invisible signs made visible."""
        return visible(str(self.cell["written_year"]))

    @property
    def whose(self) -> str:
        """The unit's name and the year, in brackets after the indicator."""
        parts = (self.units.name(self.unit), str(int(self.cell["year"]) or ""))
        return f" ({', '.join(part for part in parts if part)})"

    @property
    def written(self) -> str:
        """The value as written."""
        return self.cells.text(self.row)

    @property
    def written_seen(self) -> str:
        """The value as written, with invisible signs made visible."""
        return visible(self.written)

    @property
    def status(self) -> str:
        """The status as written."""
        return str(self.cell["status"])

    @property
    def nearest_status(self) -> str:
        """The status that was most likely meant."""
        return nearest(self.status, STATUSES)

    @property
    def source(self) -> str:
        """The source as written."""
        return str(self.cell["source"])

    @property
    def nearest_source(self) -> str:
        """The way out where a source is not there."""
        return unknown_source(self.source, self.sources)[1]

    @property
    def below(self) -> bool:
        """Whether the value lies below the lower bound."""
        return float(self.cell["value"]) < self.columns[self.code].lower

    @property
    def side(self) -> str:
        """On which side of a bound the value lies."""
        return "below" if self.below else "above"

    @property
    def end(self) -> str:
        """Which bound that is."""
        return "lower" if self.below else "upper"

    @property
    def limit(self) -> float:
        """The bound that is passed."""
        column = self.columns[self.code]
        return column.lower if self.below else column.upper

    @property
    def suspect(self) -> str:
        """What is to be looked at."""
        return "sign" if self.below and self.limit == 0 else "figure"

    @property
    def stated(self) -> str:
        """Where the bounds are written."""
        origin = self.columns[self.code].origin
        return f" in {origin.file}:{origin.line}" if origin else ""

    @property
    def first(self) -> Origin:
        """Where the same observation stands first."""
        frame = self.cells.frame
        alike = frame[KEY].eq(self.cell[KEY]).all(axis=1).to_numpy()
        return self.cells.origin(int(np.flatnonzero(alike)[0]))


def lay_out(
    cells: Cells, columns: Sequence[Column], units: Units, sources: Sequence[Source]
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
    position = {code: place for place, code in enumerate(known)}
    found = np.array([position.get(text, -1) for text in cells.cat.categories], np.intp)
    return found[cells.cat.codes.to_numpy()] if len(found) else np.full(len(cells), -1, np.intp)
