"""Check observations, and say what is wrong with each.

What is checked, and in which words, stands in `schemas`; here is what fills the words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.checked import failures
from coopindex.content.data.known import CheckWords, Failure, Known, filled
from coopindex.content.data.observations import Cells, Wanted
from coopindex.content.data.sources import unknown_source
from coopindex.content.data.units import Units, nearest_unit
from coopindex.content.tables.table import visible
from coopindex.engine.data import Source
from coopindex.engine.index import STATUSES
from coopindex.phrases import Wording
from coopindex.problems import APART, Problem, alike, nearest

# what a row is about: where that is wrong, nothing else of it is told
FIRST = {"unit": 0, "indicator": 1}
TWICE = "duplicate-observation"
ROW_TWICE = CheckWords(TWICE, "row", "observation.row-twice", "observation.keep-one.hint")
# the columns that checks look at
CHECKED = (
    *("unit", "indicator", "written_year", "year", "value"),
    *("readable", "status", "source", "sourced"),
)


def observation_problems(
    cells: Cells,
    columns: Collection[Wanted],
    units: Units,
    sources: tuple[Source, ...],
    *,
    undated: bool,
    counted: Collection[str],
    named: Collection[str] = (),
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
    failed = failures("Observations", {name: getattr(cells, name) for name in CHECKED}, known)
    rows = FailedRows(cells, {column.code: column for column in columns}, units, sources)
    for words, wrong in without_echoes(failed, cells):
        yield from rows.problems(words, wrong)


def without_echoes(failed: Iterable[Failure], cells: Cells) -> Iterator[Failure]:
    """Leave out what only follows from something that is told anyway.

    Of a row of no unit or no indicator of the index nothing else is told, and of one of no year not
    that it stands twice; what is wrong with a row of a wide table is told once, not at each cell.
    """
    found = sorted(failed, key=lambda failure: FIRST.get(failure[0].field, len(FIRST)))
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

    cells: Cells
    columns: Mapping[str, Wanted]
    units: Units
    sources: tuple[Source, ...]

    def problems(self, words: CheckWords, rows: NDArray[np.intp]) -> Iterator[Problem]:
        """Say what is wrong with the observations, those of one kind together.

        Of one kind are those of one table and column, and where few texts are wrong, of one text.
        """
        cells = self.cells
        if words.code == TWICE:
            whole = cells.of_whole_rows(rows)
            for group in split(first := cells.once_a_row(rows[whole]), cells.table[first]):
                yield from self._alike(ROW_TWICE, group)
            rows = rows[~whole]
        if words.field == "value":
            for group in split(rows, cells.table[rows], cells.column.codes[rows]):
                yield from self._alike(words, group)
            return
        texts = getattr(cells, "written_year" if words.field == "year" else words.field)
        several = len(np.unique(texts.codes[rows])) > APART
        for group in split(rows, cells.table[rows], texts.codes[rows] * (not several)):
            yield from self._alike(words, group, same=not several)

    def _alike(
        self, words: CheckWords, rows: NDArray[np.intp], same: bool = False
    ) -> Iterator[Problem]:
        def make(row: int) -> Problem:
            return FailedCell(self.cells, int(row), self.columns, self.units, self.sources).problem(
                words
            )

        return alike(make, rows, self.cells.lines(rows), same)


def split(rows: NDArray[np.intp], *kinds: NDArray[Any]) -> Iterator[NDArray[np.intp]]:
    """Part rows by what they have in common, (R,) each; rows stay in their order."""
    if len(rows):
        _, kind = np.unique(np.column_stack(kinds), axis=0, return_inverse=True)
        order = np.argsort(kind.ravel(), kind="stable")
        yield from np.split(rows[order], np.flatnonzero(np.diff(kind.ravel()[order])) + 1)


@dataclass(frozen=True)
class FailedCell:
    """An observation that fails a check: what the words for it are filled with."""

    cells: Cells
    row: int
    columns: Mapping[str, Wanted]
    units: Units
    sources: tuple[Source, ...]

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    def problem(self, words: CheckWords) -> Problem:
        """Say what is wrong with the observation, and where it is written."""
        origin, year = self.cells.origin(self.row), int(self.cells.year[self.row])
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
            hint=partial(filled, words.hint, self),
            **{"field": words.field, **details[words.field]},
        )

    @property
    def unit(self) -> str:
        """The unit's code."""
        return self.cells.unit[self.row]

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
        return self.cells.indicator[self.row]

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
        return visible(self.cells.written_year[self.row])

    @property
    def whose(self) -> str:
        """The unit's name and the year, in brackets after the indicator."""
        parts = (self.units.name(self.unit), str(self.cells.year[self.row] or ""))
        return Wording("observation.whose", parts=[part for part in parts if str(part)])

    @property
    def who(self) -> Wording:
        """The unit's name and the year."""
        parts = (self.units.name(self.unit), str(self.cells.year[self.row] or ""))
        return Wording("frame.few", names=[part for part in parts if str(part)])

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
        return self.cells.status[self.row]

    @property
    def nearest_status(self) -> str:
        """The status that was most likely meant."""
        return nearest(self.status, STATUSES)

    @property
    def source(self) -> str:
        """The source as written."""
        return self.cells.source[self.row]

    @property
    def nearest_source(self) -> str:
        """The way out where a source is not there."""
        return unknown_source(self.source, self.sources)[1]

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
