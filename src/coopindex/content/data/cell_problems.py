"""Check observations, and say what is wrong with each.

What is checked, and in which words, stands in `schemas`; here is what fills the words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coopindex.content.data.checked import failures
from coopindex.content.data.known import CheckWords, Known
from coopindex.content.data.observations import Cells, Wanted
from coopindex.content.data.sources import unknown_source
from coopindex.content.data.units import Units, nearest_unit
from coopindex.engine.data import Source
from coopindex.engine.index import STATUSES
from coopindex.phrases import Wording, visible
from coopindex.problems import Problem, nearest

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
    wanted = {column.code: column for column in columns}
    for words, row in failures(
        "Observations", {name: getattr(cells, name) for name in CHECKED}, known
    ):
        yield FailedCell(cells, row, wanted, units, sources).problem(words)


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
            "value": {
                "field": self.cells.column[self.row],
                "value": self.written,
                "unit": self.unit,
                "indicator": self.code,
                "year": year or None,
            },
        }
        message, hint = words.of(self)
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
        return Wording("observation.whose", parts=[part for part in parts if part])

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
