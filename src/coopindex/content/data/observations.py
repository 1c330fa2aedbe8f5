"""Read observations, long or wide, as one long table, and lay it out as arrays.

The arrays are of years, units and columns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.observed import INDICATOR, REMARKS, ROLES, Figures, Observed
from coopindex.content.data.units import Units
from coopindex.content.forms.pieces import ALL
from coopindex.content.tables.column import NUMBER, Different, SourceColumn, joined
from coopindex.content.tables.grid import may_name
from coopindex.content.tables.table import SourceTable, fold, spelt_out
from coopindex.engine.data import Source
from coopindex.engine.index import STATUSES, Origin
from coopindex.methods.registry import Array
from coopindex.periods import YEAR, Frequency, Period, as_months, at, frequency, is_day, ordinal
from coopindex.periods import read as period_of
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, Problem, nearest

# what a column of years is called elsewhere, folded
YEARS = frozenset(
    [
        *("year", "years", "yr", "time", "timeperiod", "period", "date", "jahr", "année", "annee"),
        *("ano", "año", "anno", "rok", "év", "an", "година", "год", "年", "年份", "年度", "时间"),
        *("when", "day", "month", "datum", "fecha", "日期", "時間", "eventdate", "eventyear"),
        *("quarter", "halfyear", "months", "quarters", "monat", "quartal", "mois", "trimestre"),
        *("月", "月份", "月度", "季", "季度", "半年", "半年度", "时期", "期间", "期"),
    ]
)
MEASURED = re.compile(r"\s*[(（\[][^()（）]*[)）\]]\s*$")
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

    year : the place of each period among those of its kind, `kind`; of a year, the year.
    notes : by year, unit and column.
    """

    tables: tuple[SourceTable, ...]
    table: NDArray[np.int32]
    year: NDArray[np.int_]
    kind: Frequency = YEAR
    notes: Mapping[tuple[Period, str, str], str] = field(default_factory=dict)

    def period(self, position: int) -> Period:
        """Return the year, or other period, of an observation; 0 for none."""
        return at(int(self.year[position]), self.kind)

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

    def find(self, unit: str, column: str, year: Period) -> Origin | None:
        """Return where the observation of a unit, column and year is written."""
        when = self.year == ordinal(year)
        return self._first(self.unit.says(unit) & self.indicator.says(column) & when)

    def _first(self, rows: NDArray[np.bool_]) -> Origin | None:
        return self.origin(int(np.argmax(rows))) if rows.any() else None

    def first_alike(self, position: int) -> int:
        """Return the first observation of the same unit, column and year."""
        return int(self.firsts_alike[position])

    @cached_property
    def firsts_alike(self) -> NDArray[np.intp]:
        """The first observation of the same unit, column and year of each, (R,)."""
        key = np.column_stack([self.unit.codes, self.indicator.codes, self.year])
        _, firsts, alike = np.unique(key, axis=0, return_index=True, return_inverse=True)
        return np.asarray(firsts[alike.ravel()])


def split(rows: NDArray[np.intp], *kinds: NDArray[Any]) -> Iterator[NDArray[np.intp]]:
    """Part rows by what they have in common, (R,) each; rows stay in their order."""
    if len(rows):
        _, kind = np.unique(np.column_stack(kinds), axis=0, return_inverse=True)
        order = np.argsort(kind.ravel(), kind="stable")
        yield from np.split(rows[order], np.flatnonzero(np.diff(kind.ravel()[order])) + 1)


@dataclass(frozen=True)
class Grid:
    """Observations as arrays.

    values : (Y, U, C), NaN missing. status, source : (Y, U, C), positions, -1 where there is none.
    """

    years: tuple[Period, ...]
    columns: tuple[str, ...]
    values: Array
    status: NDArray[np.int8]
    source: NDArray[np.int32]


def holds_years(table: SourceTable, name: str) -> bool:
    """Say whether a column is called as one of years or dates is, and has them."""
    return fold(name) in YEARS and any(map(IN_TIME.search, table.coded(name).texts))


def _years_unread(observed: Observed, codes: Sequence[str]) -> Iterator[Problem]:
    """Refuse a table whose years stand in a column that is not read."""
    table, form = observed.table, observed.form
    if not form.year or form.year in table.columns or observed.holds_years:
        return
    read = set(map(observed.header_of, codes)) | {form.value}
    for name in table.columns:
        if fold(name) != fold(form.year) and name not in read and holds_years(table, name):
            hint = Wording("observation.misspelt-year.hint", name=name)
            message = Wording("observation.misspelt-year", name=spelt_out(name), year=form.year)
            yield _at_head(table, "misspelt-column", message, name, hint)


def _nearly_years(observed: Observed) -> Iterator[Problem]:
    """Flag columns that are nearly called as years, and stay unread beside those that are."""
    nearly = observed.nearly_years
    if nearly:
        name, year = next(iter(nearly.items()))
        listed = few([f"`{spelt_out(each)}`" for each in nearly], FEW)
        message = Wording("problem.nearly-years", number=len(nearly), count=len(nearly), few=listed)
        key = "nearly-years-there" if year in observed.years.values() else "nearly-years"
        hint = Wording(f"observation.{key}.hint", name=spelt_out(name), year=year)
        yield _at_head(observed.table, "nearly-years", message, name, hint).but(level="flag")


def _names_taken(observed: Observed, codes: Sequence[str]) -> Iterator[Problem]:
    """Refuse columns of indicators that are called as a column with a part of its own is."""
    if observed.whole or observed.holds_years or observed.names_indicators:
        taken = observed.form.indicator in codes and observed.names_indicators
        if not taken:
            return  # rows name their indicators, whatever these are called
    roles = dict.fromkeys([*(getattr(observed.form, key) for key in ROLES), *REMARKS])
    read = {observed.header_of(code) for code in codes}
    for name in roles:
        if name in read and name in observed.table.columns:
            message, hint = (
                Wording("observation.name-taken", name=name),
                Wording("observation.name-taken.hint", name=name),
            )
            yield _at_head(observed.table, "bad-code", message, name, hint)


def _at_head(
    table: SourceTable, code: str, message: Wording, name: str | None, hint: Wording
) -> Problem:
    return Problem(code, message, file=table.file, line=table.head, field=name, hint=hint)


def header_problems(
    tables: Sequence[Observed],
    columns: Sequence[Wanted],
    relaxed: bool,
    sources: Collection[str] = (),
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Problem]:
    """Name the columns that are missing, and those that are called nearly as a known one.

    relaxed : the file was not written for this index's `data`: it needs no status, no source and no
    column named there but the units'. sources : those that are described. titles : what a column is
    called besides, folded.
    """
    codes = [column.code for column in columns]
    taken = [problem for table in tables for problem in _names_taken(table, codes)]
    if taken:
        yield from taken
        return
    for each in tables:
        wanted = [each.form.unit, each.form.indicator, each.form.value, *map(each.header_of, codes)]
        names = {fold(name) for name in wanted if name} | titles.keys()
        if not names & set(map(fold, each.table.columns)):
            yield each.table.nothing_of([each.form.unit, *codes])
            return
    for each in tables:
        yield from _indicators_unnamed(each, codes, relaxed)
        yield from _said_wrongly(each, codes, relaxed)
        needed = _needed(each, relaxed)
        known = [*needed, *(getattr(each.form, key) for key in ROLES)]
        words = {"status": STATUSES, "source": sources, "note": ()}
        known += [each.header_of(part) for part in words if not overruled(each, part, words[part])]
        wide = not (each.is_long or each.whole or each.holds_years)
        known += map(each.header_of, codes) if wide else ()
        chosen = {getattr(each.form, part) for part in ROLES if part in each.form.model_fields_set}
        chosen |= set(filter(None, each.form.columns.values()))
        yield from each.table.header_problems(needed, filter(None, known), chosen)
        yield from _years_unread(each, codes)
        yield from _nearly_years(each)
    yield from _missing_columns(tables, codes, relaxed, titles)
    for each in tables:
        unsaid = not each.form.source and each.header_of("source") not in each.table.columns
        if unsaid and (relaxed or not each.is_long):
            message = Wording("problem.no-source")
            hint = Wording("observation.no-source.hint")
            yield Problem(
                "no-source", message, level="flag", file=each.table.file, line=1, hint=hint
            )


def second_headers(tables: Sequence[Observed], columns: Sequence[Wanted]) -> Iterator[Problem]:
    """Refuse rows among the others that name columns, as the header of a further table does.

    Such a row names the column of units once more, and holds no number; under `others: ignore` it
    is passed over as any other that names no unit.
    """
    for each in tables:
        table, unit = each.table, each.form.unit
        at = np.flatnonzero(table.coded(unit).says(unit))
        if each.form.others == "ignore" or not len(at):
            continue
        codes = [column.code for column in columns]
        figures = [table.coded(one.header) for one in each.figures(codes)]
        rows = [row for row in at.tolist() if _names_alone([of[row] for of in figures])]
        if rows:
            lines = [int(line) for line in table.lines_of(np.array(rows))]
            listed = few([str(table.origin(row)) for row in rows], FEW)
            message = Wording("observation.second-header", at=listed)
            hint = Wording("observation.second-header.hint", lines=str(lines))
            place = table.place(rows[0])
            yield Problem("header", message, file=place.file, line=place.line, hint=hint)


def _names_alone(cells: Sequence[str]) -> bool:
    """Say whether cells hold names, and no number but years."""
    return any(cells) and all(map(may_name, cells))


def _missing_columns(
    tables: Sequence[Observed], codes: Sequence[str], relaxed: bool, titles: Mapping[str, str]
) -> Iterator[Problem]:
    """Name the indicators that no table has a column of, where no table names them in its rows."""
    if any(each.names_indicators or each.is_long for each in tables):
        return
    yearly = [each for each in tables if len(each.years) > 1 and not each.figures(codes)]
    for each in yearly:
        if _is_misnamed(each, codes) and not relaxed:
            continue  # which is said
        message = Wording("observation.years-as-columns", years=tuple(each.years))
        hint = Wording("observation.years-as-columns.hint", code=codes[0] if codes else "gdp")
        yield _at_head(each.table, "missing-column", message, each.form.indicator, hint)
    if yearly:
        return
    wholes = {each.whole for each in tables}
    wide = [each for each in tables if not each.whole]
    present = {fold(name) for each in wide for name in each.ours}
    absent = [code for code in codes if fold(code) not in present and code not in wholes]
    taken = set(map(fold, codes))
    columns = [(each.table, name) for each in wide for name in each.table.columns]
    by_title = [(table, name, _titled(name, titles)) for table, name in columns
                if _titled(name, titles) in absent and fold(name) not in taken]  # fmt: skip
    if by_title:
        yield _called_by_titles(by_title)
    elif wide:
        yield from wide[0].table.header_problems(map(wide[0].header_of, absent))
    elif absent:
        message = Wording("observation.no-table-of", few=few(absent, FEW))
        hint = Wording("observation.no-table-of.hint", code=absent[0])
        yield _at_head(tables[0].table, "missing-column", message, None, hint)


def _titled(name: str, titles: Mapping[str, str]) -> str:
    """Return the column of a title, with or without a measure in brackets behind it.

    >>> _titled("Trade (million euros)", {"trade": "t"}), _titled("Tradition", {"trade": "t"})
    ('t', '')
    """
    bare = MEASURED.sub("", name)
    return titles.get(fold(name)) or titles.get(fold(bare), "")


def _called_by_titles(found: Sequence[tuple[SourceTable, str, str]]) -> Problem:
    """Refuse headers that are titles of indicators: which code each stands for is said."""
    table, name, code = found[0]
    pairs = [Wording("observation.for-known", text=spelt_out(title), known=of)
             for _, title, of in found]  # fmt: skip
    key = "observation.header-titles" if len(found) > 1 else "observation.header-title"
    message = Wording(key, number=len(found), few=few(pairs, FEW), name=spelt_out(name), code=code)
    hint = Wording("observation.header-titles.hint", name=spelt_out(name), code=code)
    return _at_head(table, "misspelt-column", message, name, hint)


def _is_misnamed(observed: Observed, codes: Sequence[str]) -> bool:
    """Say whether `indicator:` names neither a column of the table nor an indicator."""
    said = observed.form.indicator
    known = ("", INDICATOR, observed.form.value, *observed.table.columns, *codes)
    return said not in (*known, *observed.sources)


def _indicators_unnamed(
    observed: Observed, codes: Sequence[str], relaxed: bool
) -> Iterator[Problem]:
    """Refuse a table of which it is not said where its indicators stand, or which one it is of."""
    table, said = observed.table, observed.form.indicator
    if _is_misnamed(observed, codes) and not relaxed:
        message = Wording("observation.no-such-indicator", said=spelt_out(said))
        hint = nearest(said, [*table.columns, *codes])
        yield _at_head(table, "missing-column", message, said, hint)
    elif observed.is_long and fold(said) not in map(fold, table.columns):
        message = Wording("reading.no-column", name=said)
        hint = Wording("observation.no-column-of-indicators.hint")
        yield _at_head(table, "missing-column", message, said, hint)


def _said_wrongly(observed: Observed, codes: Sequence[str], relaxed: bool) -> Iterator[Problem]:
    """Name what is said of the columns of a table and is about none that is read."""
    table, form, codes = observed.table, observed.form, [*codes, *observed.sources]
    parts = (*ROLES, *REMARKS)
    for name in form.columns:
        if name not in (*parts, *codes):
            message = Wording("observation.no-such-part", name=spelt_out(name))
            yield _at_head(table, "unknown-key", message, name, nearest(name, [*parts, *codes]))
    yield from _of_two(observed, codes)
    yield from _missing_twice(observed)
    of_rows = table.coded(form.indicator).in_one_line().texts
    rows = set(of_rows) if observed.names_indicators else set()
    for name in form.missing:
        if name not in (ALL, *codes, *table.columns) and name not in rows:
            message = Wording("observation.missing-of-none", name=spelt_out(name))
            yield _at_head(table, "unknown-key", message, name, nearest(name, codes))
    for name, code in observed.called.items() if rows and not relaxed else ():
        if name not in rows:
            message = Wording("observation.no-row-of", name=spelt_out(name), code=code)
            hint = nearest(name, sorted(rows - {""}))
            yield _at_head(table, "unknown-indicator", message, form.indicator, hint)


def _of_two(observed: Observed, codes: Sequence[str]) -> Iterator[Problem]:
    """Refuse `columns` by which what the file calls one thing is of two of the index's."""
    form, sources = observed.form, observed.sources
    columns = set(sources.values())
    header = {code: form.columns.get(code) or sources.get(code) or code for code in codes}
    for name in dict.fromkeys(observed.called):
        takers = [code for code in codes if header[code] == name and code not in columns]
        if len(takers) > 1 and (name in observed.table.columns or observed.names_indicators):
            listed = few([f"`{code}`" for code in takers], FEW)
            message = Wording("observation.column-of-two", name=spelt_out(name), codes=listed)
            hint = Wording("observation.column-of-two.hint", name=spelt_out(name))
            yield _at_head(observed.table, "misplaced-key", message, name, hint)


def _missing_twice(observed: Observed) -> Iterator[Problem]:
    """Refuse what stands for missing in a column that is named by its header and by its code."""
    met = dict[str, str]()
    for name in observed.form.missing:
        code = observed.called.get(name, name)
        first = met.setdefault(code, name)
        if first != name:
            said = {"code": code, "first": spelt_out(first), "second": spelt_out(name)}
            message, hint = (
                Wording("observation.missing-twice", **said),
                Wording("reading.keep-one.hint"),
            )
            yield _at_head(observed.table, "misplaced-key", message, name, hint)


def _needed(observed: Observed, relaxed: bool) -> list[str]:
    """Return the columns that a table of observations must have, besides the indicators."""
    form = observed.form
    needed = [form.unit, *observed.needed()]
    if observed.is_long and observed.names_indicators:
        needed += [form.value]
        needed += [] if relaxed or form.status else [observed.header_of("status")]
        needed += [] if relaxed or form.source else [observed.header_of("source")]
    if not relaxed:
        parts = [key for key in ROLES if key in form.model_fields_set]
        needed += [getattr(form, key) for key in parts if key != "indicator"]
        wide = not (observed.is_long or observed.names_indicators)
        needed += list(observed.called) if wide else []
        needed += [name for part in REMARKS if (name := form.columns.get(part))]
    return [name for name in needed if name]


def read_cells(
    tables: Sequence[Observed],
    columns: Sequence[Wanted],
    year: Period | None,
    sources: Collection[str] = (),
) -> Cells:
    """Read tables as one long table; an empty year is `year`.

    sources : those that are described.
    """
    parts = [_part(each, columns, sources) for each in tables]
    read = {
        each.name: _below([getattr(part, each.name) for part in parts]) for each in fields(Part)
    }
    written = read["written_year"]
    named = [period_of(text) for text in written.texts]
    kind = frequency(next((one for one in named if one), year or 0))
    years = [ordinal(year or 0 if one is None else one) for one in named]
    found = Cells(
        **read,
        tables=tuple(each.table for each in tables),
        table=np.repeat(np.arange(len(parts), dtype=np.int32), [len(part.row) for part in parts]),
        year=np.array(years, int)[written.codes],
        kind=kind,
    )
    return replace(found, notes=dict(_notes(found, tables)))


def mixed_periods(cells: Cells, default: Period | None) -> Iterator[Problem]:
    """Refuse observations of which some are of years, say, and others of months."""
    written = cells.written_year
    said = {text: period_of(text) if text else default for text in written.texts}
    kinds = {frequency(period) for period in said.values() if period}
    if len(kinds) < 2:
        return
    firsts = np.unique(written.codes, return_index=True)[1]
    met: dict[Frequency, tuple[Period, int]] = {}
    for position in np.sort(firsts).tolist():
        period = said[written[position]]
        if period:
            met.setdefault(frequency(period), (period, position))
    if len(met) < 2:
        return  # what no row says
    (kind, (first, here)), (another, (other, there)) = [*met.items()][:2]
    place = cells.origin(there)
    message = Wording(
        "observation.mixed-periods",
        first=Wording(f"period.{kind.name}s"),
        first_one=first,
        first_at=cells.origin(here),
        other=Wording(f"period.{another.name}s"),
        other_one=other,
        other_at=place,
    )
    hint = Wording("observation.mixed-periods.hint")
    yield Problem(
        "mixed-periods", message, file=place.file, line=place.line, field="year", hint=hint
    )


def _below(columns: Sequence[Any]) -> Any:
    """Put the columns of several tables one below the other."""
    if len(columns) == 1:
        return columns[0]
    return joined(columns) if isinstance(columns[0], SourceColumn) else np.concatenate(columns)


def _notes(
    cells: Cells, tables: Sequence[Observed]
) -> Iterator[tuple[tuple[Period, str, str], str]]:
    """Yield the notes by year, unit and column."""
    for number, each in enumerate(tables):
        name = each.header_of("note")
        if name not in each.table.columns:
            continue
        remarks = each.table.coded(name)
        here = np.flatnonzero(cells.table == number)
        for position in here[~remarks.says("")[cells.row[here]]].tolist():
            key = cells.period(position), cells.unit[position], cells.indicator[position]
            yield key, remarks[cells.row[position]]


def _part(observed: Observed, columns: Sequence[Wanted], sources: Collection[str]) -> Part:
    """Read a table as one long table, whatever its layout."""
    table, form = observed.table, observed.form
    figures = observed.figures([column.code for column in columns])
    number, rows = len(figures), table.rows

    def each(cells: SourceColumn) -> SourceColumn:
        codes = cells.codes if number == 1 else np.tile(cells.codes, number)
        return SourceColumn(codes, cells.texts)

    def of_columns(texts: Sequence[str]) -> SourceColumn:
        different = Different()
        at = np.array([different[text] for text in texts], np.int32)
        return SourceColumn(np.repeat(at, rows), tuple(different))

    column = of_columns([one.header for one in figures])
    indicator = [one.indicator for one in figures if one.indicator is not None]
    named = of_columns(indicator) if indicator or not number else each(indicators_of(observed))
    years = [one.year for one in figures if one.year is not None]
    value, readable = _values(observed, figures, named)
    status, source = remarks(observed, "status", STATUSES), remarks(observed, "source", sources)
    empty = readable & np.isnan(value)
    usual = "observed" if not observed.is_long or status not in table.columns else ""
    stated = each(table.coded(status, form.status or usual))
    return Part(
        row=np.arange(rows) if number == 1 else np.tile(np.arange(rows), number),
        column=column,
        unit=each(table.coded(form.unit)),
        indicator=named,
        written_year=of_columns(years) if years else each(_as_periods(table.coded(form.year))),
        value=value,
        readable=readable,
        status=_observed_where(empty, stated) if observed.is_long else stated,
        source=each(table.coded(source, form.source or "")),
        sourced=(source in table.columns) & (~empty if observed.is_long else np.ones_like(empty)),
    )


def _as_periods(written: SourceColumn) -> SourceColumn:
    """Return a column of years or other periods; dates that stand for months, as months."""
    return written.renamed(as_months(written.texts)) if any(map(is_day, written.texts)) else written


def indicators_of(observed: Observed) -> SourceColumn:
    """Return what the rows of a table say their indicators are, by the index's names."""
    named = observed.table.coded(observed.form.indicator).in_one_line()
    return named.renamed(observed.called)


def remarks(observed: Observed, part: str, known: Collection[str]) -> str:
    """Return the header under which the status, or the source, of the rows stands; "" for none.

    A column that holds none of ours is the publisher's: what is said of the whole table counts.
    """
    header = observed.header_of(part)
    return "" if overruled(observed, part, known) else header


def overruled(observed: Observed, part: str, known: Collection[str]) -> list[str]:
    """Return what a column of the publisher's holds, in place of which the table's own counts."""
    constant, header = getattr(observed.form, part, None), observed.like(part)
    if not constant or not header:
        return []
    # a word that is nearly ours is a slip, which the check of the cells tells
    ours = set(map(fold, (*known, constant)))
    if not ours.isdisjoint(map(fold, observed.table.coded(header).texts)):
        return []
    return observed.table.met(header)


def doubtful_marks(observed: Observed, cells: Cells, number: int) -> dict[str, tuple[float, int]]:
    """Return columns of which a number that marks a missing figure may be a figure.

    It lies no further from the column's other figures than these from each other, is not below 0
    where none of them is, and is said of all columns. number : of the table.
    Returns the mark, and in how many cells it stands, by column.
    """
    marks = [float(mark) for mark in observed.form.marks if NUMBER.fullmatch(mark)]
    here = np.flatnonzero(cells.table == number) if marks else np.zeros(0, int)
    if not len(here):
        return {}
    figures = observed.figures(cells.indicator.texts)
    raw = np.concatenate([observed.table.numbers(one.header)[0] for one in figures])
    gone, left = np.isin(raw, marks), ~np.isnan(cells.value[here])
    at, value = cells.indicator.codes[here], cells.value[here]
    low, high = (np.full(len(cells.indicator.texts), end) for end in (np.inf, -np.inf))
    np.minimum.at(low, at[left], value[left])
    np.maximum.at(high, at[left], value[left])
    near = gone & ~left
    with np.errstate(invalid="ignore"):
        near &= (raw >= (2 * low - high)[at]) & (raw <= (2 * high - low)[at])
        near &= (raw >= 0) | (low[at] < 0)
    codes, firsts, counts = np.unique(at[near], return_index=True, return_counts=True)
    found = zip(codes.tolist(), raw[near][firsts].tolist(), counts.tolist(), strict=True)
    said = {name for name in observed.form.missing if name != ALL}
    return {
        name: (mark, count)
        for code, mark, count in found
        if (name := cells.indicator.texts[code]) not in said
    }


def _values(
    observed: Observed, figures: Sequence[Figures], named: SourceColumn
) -> tuple[Array, NDArray[np.bool_]]:
    """Return the figures of all columns one below the other, and which cells could be read."""
    table, form, rows = observed.table, observed.form, observed.table.rows
    read = [table.numbers(one.header, form.marks) for one in figures]
    if not read:
        return np.zeros(0), np.zeros(0, bool)
    value, readable = read[0] if len(read) == 1 else map(np.concatenate, zip(*read, strict=True))
    for name, marks in form.missing.items():
        if name == ALL:
            continue
        ours = {name, observed.called.get(name, name), observed.sources.get(name, name)}
        of_it = named.positions([*ours]) >= 0
        for position, one in enumerate(figures):
            here = slice(position * rows, (position + 1) * rows)
            marked = np.ones(rows, bool) if one.header == name else of_it[here]
            if marked.any():
                found = table.numbers(one.header, (*form.marks, *marks))
                value[here] = np.where(marked, found[0], value[here])
                readable[here] = np.where(marked, found[1], readable[here])
    return value, readable


def _observed_where(empty: NDArray[np.bool_], statuses: SourceColumn) -> SourceColumn:
    """Let the status of an empty cell be `observed` where it is not written."""
    unsaid, texts = empty & statuses.says(""), statuses.texts
    if not unsaid.any():
        return statuses
    known = texts if "observed" in texts else (*texts, "observed")
    return SourceColumn(np.where(unsaid, np.intp(known.index("observed")), statuses.codes), known)


def lay_out(
    cells: Cells, columns: Sequence[Wanted], units: Units, sources: Sequence[Source]
) -> Grid:
    """Lay checked observations out as arrays of years, units and columns."""
    there = ~np.isnan(cells.value)
    codes = tuple(column.code for column in columns)
    # numpy's own would import its masked arrays
    years = sorted(set(cells.year[there].tolist()))
    shape = (len(years), len(units.codes), len(codes))
    values, status, source = (
        np.full(shape, np.nan),
        np.full(shape, -1, np.int8),
        np.full(shape, -1, np.int32),
    )
    where = (
        np.searchsorted(years, cells.year[there]),
        cells.unit.positions(units.codes)[there],
        cells.indicator.positions(codes)[there],
    )
    values[where] = cells.value[there]
    status[where] = cells.status.positions(STATUSES)[there]
    source[where] = cells.source.positions([entry.code for entry in sources])[there]
    return Grid(tuple(at(year, cells.kind) for year in years), codes, values, status, source)
