"""Check observations, and say what is wrong with each.

What is checked, and in which words, stands in `schemas`; here is what fills the words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.checked import failures
from coopindex.content.data.known import CheckWords, Failure, Known, filled
from coopindex.content.data.observations import Cells, Wanted, mixed_periods, split
from coopindex.content.data.observed import REMARKS, Observed
from coopindex.content.data.others import SHOWN
from coopindex.content.data.rows import where_written
from coopindex.content.data.sources import unknown_source
from coopindex.content.data.units import Units, nearest_unit
from coopindex.content.data.unread import Reason, rounded, unread
from coopindex.content.signs import retyped_as
from coopindex.content.tables.table import fold, spelt_out
from coopindex.engine.data import Source
from coopindex.engine.index import STATUSES
from coopindex.periods import Period, is_day
from coopindex.phrases import Wording, few
from coopindex.problems import APART, Hint, Problem, Within, near, nearest, of_one_kind

# what a row is about: where that is wrong, nothing else of it is told
FIRST = {"unit": 0, "indicator": 1}
TWICE, UNREADABLE = "duplicate-observation", "not-a-number"
ROW_TWICE = CheckWords(TWICE, "row", "observation.row-twice", "observation.kept.hint")
# the columns that checks look at
CHECKED = (
    *("unit", "indicator", "written_year", "year", "value"),
    *("readable", "status", "source", "sourced"),
)


@dataclass(frozen=True)
class CellsRead:
    """Observations, the tables that they were read from, and what takes which column of those."""

    cells: Cells
    observed: Sequence[Observed]
    takers: Mapping[str, str]


def observation_problems(
    read: CellsRead,
    columns: Collection[Wanted],
    units: Units,
    sources: tuple[Source, ...],
    *,
    default: Period | None,
    counted: Collection[str],
    named: Collection[str] = (),
) -> Iterator[Problem]:
    """Check the observations; a text that is wrong in many rows is told once.

    default : the year of rows that name none. counted : the indicators that have no observations.
    named : sources that are checked elsewhere.
    """
    known = Known(
        units=units.codes,
        indicators=[column.code for column in columns],
        sources=[*(source.code for source in sources), *named],
        lower={column.code: column.lower for column in columns},
        upper={column.code: column.upper for column in columns},
        counted=counted,
        undated=default is not None or bool(read.cells.written_year.says("").all()),
    )
    checked = {name: getattr(read.cells, name) for name in CHECKED}
    yield from mixed_periods(read.cells, default)
    rows = FailedRows(read, {column.code: column for column in columns}, units, sources)
    for words, wrong in without_echoes(failures("Observations", checked, known), read.cells):
        yield from rows.problems(words, wrong)
    yield from rounded(read.cells)


def without_echoes(failed: Iterable[Failure], cells: Cells) -> Iterator[Failure]:
    """Leave out what only follows from something that is told anyway.

    Of a row of no unit or no indicator of the index nothing else is told, and of one of no year not
    that it stands twice; what is wrong with a row of a wide table is told once, not at each cell.
    """

    def turn(failure: Failure) -> tuple[int, bool]:
        words = failure[0]
        return FIRST.get(words.field, len(FIRST)), words.code == TWICE

    found = sorted(failed, key=turn)
    told = np.zeros(len(cells.row), bool)
    undated = told.copy()
    for words, rows in found:
        twice = words.code == TWICE
        rows = rows[~(told | undated if twice else told)[rows]]
        if words.field in FIRST:
            told[rows] = True
        elif words.field == "year":
            undated[rows] = True
        yield words, rows if words.field == "value" else cells.once_a_row(rows)


@dataclass(frozen=True)
class FailedRows:
    """Observations that fail checks, and what the words for them are filled with."""

    read: CellsRead
    columns: Mapping[str, Wanted]
    units: Units
    sources: tuple[Source, ...]

    def problems(self, words: CheckWords, rows: NDArray[np.intp]) -> Iterator[Problem]:
        """Say what is wrong with the observations, those of one kind together.

        Of one kind are those of one table and column, and where few texts are wrong, of one text;
        of a publisher's column all together.
        """
        cells = self.read.cells
        if words.code == UNREADABLE:
            for group, why in unread(cells, rows):
                yield from self._alike(words, group, why=why)
        elif words.code == TWICE:
            yield from self._twice(words, rows)
        elif words.field == "value":
            for group in split(rows, cells.table[rows], cells.column.codes[rows]):
                yield from self._alike(words, group)
        else:
            texts = getattr(cells, "written_year" if words.field == "year" else words.field)
            several = len(np.unique(texts.codes[rows])) > APART
            apart = np.full(len(rows), not several)
            for number, part in _publishers_columns(self.read.observed, self._sources):
                if part == words.field:
                    apart &= (cells.table[rows] != number) | texts.says("")[rows]
            for group in split(rows, cells.table[rows], texts.codes[rows] * apart):
                same = len(np.unique(texts.codes[group])) == 1 and not several
                yield from self._alike(words, group, same=same)

    @property
    def _sources(self) -> list[str]:
        named = [each.form.source for each in self.read.observed if each.form.source]
        return [*(source.code for source in self.sources), *named]

    def _twice(self, words: CheckWords, rows: NDArray[np.intp]) -> Iterator[Problem]:
        """Tell whole rows that stand twice apart from figures that do, and by the two tables."""
        cells = self.read.cells
        whole = cells.of_whole_rows(rows)
        first, rows = cells.once_a_row(rows[whole]), rows[~whole]
        of = cells.table[cells.firsts_alike]
        for group in split(first, cells.table[first], of[first]):
            yield from self._alike(ROW_TWICE, group)
        for group in split(rows, cells.table[rows], of[rows], cells.column.codes[rows]):
            yield from self._alike(words, group)

    def _alike(
        self,
        words: CheckWords,
        rows: NDArray[np.intp],
        *,
        same: bool = False,
        why: Mapping[str, Reason] | None = None,
    ) -> Iterator[Problem]:
        # the way out of what stands twice is that of all
        of_all = cache(partial(self._way_out, words, rows)) if words.code == TWICE else None

        def make(row: int) -> Problem:
            cell = FailedCell(self, int(row), rows)
            way_out = of_all or partial(filled, words.hint, cell)
            return cell.problem(words, why[cell.written].hint if why else way_out)

        return of_one_kind(make, rows, self.read.cells.lines(rows), same)

    def _way_out(self, words: CheckWords, rows: NDArray[np.intp]) -> Wording:
        return filled(words.hint, FailedCell(self, int(rows[0]), rows))


def _publishers_columns(
    observed: Sequence[Observed], sources: Collection[str]
) -> set[tuple[int, str]]:
    """Return the columns of status and source that are not ours, with the table's number."""
    known = {"status": STATUSES, "source": sources}
    return {
        (number, part)
        for number, each in enumerate(observed)
        for part, words in known.items()
        if is_anothers(each, part, words)
    }


def is_anothers(observed: Observed, part: str, known: Collection[str]) -> bool:
    """Say whether a column holds several words and none of ours: it is the publisher's."""
    texts = {*observed.table.coded(observed.header_of(part)).texts} - {""}
    alone = len(texts) == 1 and near(next(iter(texts)), known) is not None
    nearly = not set(map(fold, known)).isdisjoint(map(fold, texts))
    return bool(known and texts) and not nearly and not alone


@dataclass(frozen=True)
class FailedCell:
    """One of the observations that fail a check alike: what the words for it are filled with."""

    failed: FailedRows
    row: int
    rows: NDArray[np.intp]

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    @property
    def read(self) -> CellsRead:
        """All observations, and their tables."""
        return self.failed.read

    @property
    def columns(self) -> Mapping[str, Wanted]:
        """What the index reads."""
        return self.failed.columns

    @property
    def units(self) -> Units:
        """The units of the index."""
        return self.failed.units

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that are described."""
        return self.failed.sources

    @property
    def cells(self) -> Cells:
        """All observations."""
        return self.read.cells

    @property
    def observed(self) -> Observed:
        """The table that it was read from."""
        return self.read.observed[int(self.cells.table[self.row])]

    def problem(self, words: CheckWords, hint: Hint | Callable[[], Hint]) -> Problem:
        """Say what is wrong with the observation, and where it is written; hint : the way out."""
        origin, year = self.cells.origin(self.row), self.cells.period(self.row)
        of = {"unit": self.unit or None}
        details: dict[str, dict[str, Any]] = {
            "unit": {"value": self.unit},
            "indicator": {"value": self.code, **of},
            "year": {"value": self.year, **of},
            "status": {"value": self.status, **of},
            "source": {"value": self.source, **of},
            "row": {"field": None, **of, "year": year or None},
        }
        if words.field == "value":
            details["value"] = {
                "field": self.cells.column[self.row],
                "value": self.written,
                **of,
                "indicator": self.code,
                "year": year or None,
            }
        return Problem(
            words.code,
            filled(words, self),
            file=origin.file,
            line=origin.line,
            hint=hint,
            **{"field": words.field, **details[words.field]},
        )

    @property
    def unit(self) -> str:
        """The unit's code."""
        return self.cells.unit[self.row]

    @property
    def unit_seen(self) -> str:
        """The unit's code, with invisible signs made visible."""
        return spelt_out(self.unit)

    @property
    def nearest_unit(self) -> str:
        """The unit that was most likely meant."""
        return nearest_unit(self.unit, self.units)

    @property
    def code(self) -> str:
        """The indicator's code."""
        return self.cells.indicator[self.row]

    @property
    def code_seen(self) -> str:
        """The indicator's code, with invisible signs made visible."""
        return spelt_out(self.code)

    @property
    def nearest_indicator(self) -> str:
        """The indicator or variable that was most likely meant."""
        return retyped_as(self.code, self.columns) or nearest(self.code, self.columns)

    @property
    def year(self) -> str:
        """The year as written, with invisible signs made visible."""
        return spelt_out(self.cells.written_year[self.row])

    @property
    def year_way(self) -> Wording:
        """How a year, or another period, is written."""
        day = is_day(self.cells.written_year[self.row])
        return Wording("observation.a-day.hint" if day else "observation.four-digits.hint")

    @property
    def whose(self) -> str:
        """The unit's name and the year, in brackets after the indicator."""
        parts = (self.units.name(self.unit), str(self.cells.period(self.row) or ""))
        return Wording("observation.whose", parts=[part for part in parts if str(part)])

    @property
    def who(self) -> Wording:
        """The unit's name and the year."""
        parts = (self.units.name(self.unit), str(self.cells.period(self.row) or ""))
        return Wording("frame.few", names=[part for part in parts if str(part)])

    @property
    def written(self) -> str:
        """The value as written."""
        return self.cells.text(self.row)

    @property
    def written_seen(self) -> str:
        """The value as written, with invisible signs made visible."""
        return spelt_out(self.written)

    @property
    def status(self) -> str:
        """The status as written."""
        return self.cells.status[self.row]

    @property
    def nearest_status(self) -> str:
        """The status that was most likely meant; or the way out where the column is another's."""
        known = STATUSES
        return self._others_column("status", known) or nearest(self.status, known)

    @property
    def source(self) -> str:
        """The source as written."""
        return self.cells.source[self.row]

    @property
    def nearest_source(self) -> str:
        """The way out where a source is not there."""
        known = [source.code for source in self.sources]
        hint = unknown_source(self.source, self.sources)[1]
        return self._others_column("source", known) or hint

    def _others_column(self, part: str, known: Sequence[str]) -> Wording | None:
        """Return the way out where no row of a column says what it should: it is a publisher's."""
        if not getattr(self, part) or not is_anothers(self.observed, part, known):
            return None
        return Wording("observation.publishers.hint", part=part, known=known[0])

    @property
    def keep_one(self) -> Wording:
        """The way out where something stands twice: in two files, each may be of an indicator."""
        table, _ = self.cells.place(self.cells.first_alike(self.row))
        takers = [code for code, name in self.read.takers.items() if name == self.code]
        if table is not self.observed.table and len(takers) > 1:
            return Wording("observation.each-its-own.hint", first=takers[0], second=takers[1])
        named = self._told_apart_by() if table is self.observed.table else []
        if not named:
            return Wording("observation.keep-one.hint")
        # the first of them that says anything: no condition asks for blanks
        rows = self.cells.row[[self.cells.first_alike(self.row), *self.rows.tolist()]].tolist()
        column = table.coded(named[0])
        text = next(text for row in rows if (text := column[row]))
        shown = few([f"`{spelt_out(name)}`" for name in named], SHOWN)
        where = where_written({**self.observed.form.where, named[0]: [text]})
        return Wording("observation.where.hint", few=shown, where=where)

    def _told_apart_by(self) -> list[str]:
        """Name the columns in which the rows differ from those that are like them otherwise."""
        cells, table, form = self.cells, self.observed.table, self.observed.form
        ours, first = cells.row[self.rows], cells.row[cells.firsts_alike[self.rows]]
        figures = {form.value, *self.observed.years, *cells.column.texts}
        parts = {*figures, *map(self.observed.header_of, REMARKS)}
        coded = {name: table.coded(name) for name in table.columns if name not in parts}
        differ = {
            name: column
            for name, column in coded.items()
            if (column.codes[ours] != column.codes[first]).any()
        }
        # what has few texts is a kind of rows, what has one a row is a mere number
        return sorted(differ, key=lambda name: len(differ[name].texts))

    @property
    def below(self) -> bool:
        """Whether the value lies below the lower bound."""
        return float(self.cells.value[self.row]) < self.columns[self.code].lower

    @property
    def side(self) -> str:
        """On which side of a bound the value lies."""
        return Wording("observation.below" if self.below else "observation.above")

    @property
    def end(self) -> str:
        """Which bound that is."""
        return Wording("observation.lower" if self.below else "observation.upper")

    @property
    def limit(self) -> float:
        """The bound that is passed."""
        column = self.columns[self.code]
        return column.lower if self.below else column.upper

    @property
    def suspect(self) -> str:
        """What is to be looked at."""
        negative = self.below and self.limit == 0
        return Wording("observation.sign" if negative else "observation.figure")

    @property
    def stated(self) -> str:
        """Where the bounds are written."""
        origin = self.columns[self.code].origin
        return Wording("observation.stated-in", origin=str(origin)) if origin else ""

    @property
    def first(self) -> str:
        """Where the same observation stands first."""
        table, row = self.cells.place(self.cells.first_alike(self.row))
        if isinstance(table.file, Within):
            return Wording("reading.first-on", at=table.file.at(table.place(row).line))
        at = Wording("observation.first-at", origin=table.origin(row), file=table.file)
        return Wording("reading.first-on", at=at)
