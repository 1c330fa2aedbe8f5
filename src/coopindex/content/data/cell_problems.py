"""Check observations, and say what is wrong with each.

What is checked, and in which words, stands in `schemas`; here is what fills the words.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coopindex.content.data.checked import failures
from coopindex.content.data.known import CheckWords, Known
from coopindex.content.data.observations import Cells, Wanted
from coopindex.content.data.observed import REMARKS, Observed
from coopindex.content.data.others import SHOWN, SINGLY, in_rows
from coopindex.content.data.sources import unknown_source
from coopindex.content.data.units import Units, nearest_unit
from coopindex.content.data.unread import gathered, rounded, unread_problems
from coopindex.content.signs import retyped_as
from coopindex.content.tables.table import spelt_out
from coopindex.engine.data import Source
from coopindex.engine.index import STATUSES
from coopindex.phrases import Wording, few
from coopindex.problems import Problem, near, nearest

TEXTS = ("unit", "indicator", "status", "source")  # of these one text may be wrong in many rows
TWICE, UNREADABLE = "duplicate-observation", "not-a-number"
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
    undated: bool,
    counted: Collection[str],
    named: Collection[str] = (),
) -> Iterator[Problem]:
    """Check the observations; a text that is wrong in many rows is told once.

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
    wanted = {column.code: column for column in columns}
    checked = {name: getattr(read.cells, name) for name in CHECKED}
    found = list(failures("Observations", checked, known))
    unread = unread_problems(read.cells, [row for words, row in found if words.code == UNREADABLE])
    others = _publishers_columns(read.observed, known.sources) if found else set()
    alike: dict[Hashable, list[int]] = {}
    said: dict[Hashable, CheckWords] = {}
    for words, row in found:
        kind = _kind(words, row, read.cells, others)
        said[kind] = words
        alike.setdefault(kind, []).append(row)
    for kind, rows in alike.items():
        twice = said[kind].code == TWICE and len(rows) <= SINGLY
        cells, row = read.cells, rows[0]
        in_one = cells.table[row] == cells.table[cells.first_alike(row)] if twice else False
        for together in [[row] for row in rows] if in_one else [rows]:
            failed = FailedCell(read, together, wanted, units, sources)
            if said[kind].code != UNREADABLE:
                yield failed.problem(said[kind])
            elif together[0] in unread:
                number, reason = unread[together[0]]
                single = replace(failed.problem(said[kind]), hint=reason.hint)
                yield gathered(read.cells, together[0], number, reason) if number > 1 else single
    yield from rounded(read.cells)


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


def _kind(
    words: CheckWords, row: int, cells: Cells, others: Collection[tuple[int, str]]
) -> Hashable:
    """Return what rows have in common that are told together; others : columns told at once."""
    table = int(cells.table[row])
    if words.field in TEXTS:
        text = getattr(cells, words.field)[row]
        return words, table, None if text and (table, words.field) in others else text
    if words.code == TWICE:
        return words, table, int(cells.table[cells.first_alike(row)]), cells.column[row]
    return words, row


def is_anothers(observed: Observed, part: str, known: Collection[str]) -> bool:
    """Say whether a column holds several words and none of ours: it is the publisher's."""
    texts = {*observed.table.coded(observed.header_of(part)).texts} - {""}
    alone = len(texts) == 1 and near(next(iter(texts)), known) is not None
    return bool(known and texts) and texts.isdisjoint(known) and not alone


@dataclass(frozen=True)
class FailedCell:
    """Observations that fail a check alike: what the words for the first are filled with."""

    read: CellsRead
    rows: Sequence[int]
    columns: Mapping[str, Wanted]
    units: Units
    sources: tuple[Source, ...]

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    @property
    def row(self) -> int:
        """The first of them."""
        return self.rows[0]

    @property
    def cells(self) -> Cells:
        """All observations."""
        return self.read.cells

    @property
    def observed(self) -> Observed:
        """The table that it was read from."""
        return self.read.observed[int(self.cells.table[self.row])]

    def problem(self, words: CheckWords) -> Problem:
        """Say what is wrong with the observation, where it is written, and in how many rows."""
        origin, year = self.cells.origin(self.row), int(self.cells.year[self.row])
        of = {"unit": self.unit or None}
        details: dict[str, dict[str, Any]] = {
            "unit": {"value": self.unit},
            "indicator": {"value": self.code, **of},
            "year": {"value": self.year, **of},
            "status": {"value": self.status, **of},
            "source": {"value": self.source, **of},
            "value": {
                "field": self.cells.column[self.row],
                "value": self.written,
                "unit": self.unit,
                "indicator": self.code,
                "year": year or None,
            },
        }
        message, hint = words.of(self)
        message = in_rows(message, len({int(self.cells.row[row]) for row in self.rows}))
        return Problem(
            words.code,
            message,
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
    def whose(self) -> str:
        """The unit's name and the year, in brackets after the indicator."""
        parts = (self.units.name(self.unit), str(self.cells.year[self.row] or ""))
        return Wording("observation.whose", parts=[part for part in parts if part])

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
        text = table.columns[named[0]][int(self.cells.row[self.cells.first_alike(self.row)])]
        shown = few([f"`{spelt_out(name)}`" for name in named], SHOWN)
        return Wording("observation.where.hint", few=shown, name=named[0], text=spelt_out(text))

    def _told_apart_by(self) -> list[str]:
        """Name the columns in which the rows differ from those that are like them otherwise."""
        cells, table, form = self.cells, self.observed.table, self.observed.form
        ours = [cells.row[row] for row in self.rows]
        first = [cells.row[cells.first_alike(row)] for row in self.rows]
        parts = {form.value, *self.observed.years, *map(self.observed.header_of, REMARKS)}
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
        at = Wording("observation.first-at", origin=table.origin(row), file=table.file)
        return Wording("reading.first-on", at=at)
