"""The figures that fill an index's tree: observations, evidence, and what was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frozen import views
from coopindex.engine.index import Origin
from coopindex.engine.naming import Text, told_apart
from coopindex.methods.registry import Array
from coopindex.periods import Period
from coopindex.problems import Problem


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """A whole column of published figures of one node, one a unit and year.

    column : what it is called in the publisher's table. values : (Y, U) in the order of Data.years
    and Data.units, NaN where nothing was published. years : those it was published for. decimals :
    how many it was printed with.
    tolerance : how far off ours may be, in place of half a unit of the last decimal.
    agree : the share that must be met. known : how many are known not to be, in place of a share.
    blanks : whether a figure of ours is a miss where none was published.
    """

    figure: str
    node: str
    column: str
    values: Array
    years: tuple[Period, ...]
    decimals: int = 0
    tolerance: float | None = None
    agree: float = 1.0
    known: int | None = None
    blanks: bool = False
    scheme: str | None = None
    source: str = ""
    note: str = ""
    origin: Origin | None = None

    def __post_init__(self) -> None:
        """Let nobody write to the figures."""
        views(self, "values")


@dataclass(frozen=True)
class Source:
    """A document or data set that figures come from."""

    code: str
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Event:
    """One dated, cited row of evidence behind an observation."""

    unit: str
    indicator: str
    date: str
    value: float
    label: str
    status: str
    source: str
    locator: str
    fields: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Data:
    """What the data say, as arrays: Y years, U units, L leaves in the order of `Index.leaves`.

    values : (Y, U, L) raw, NaN missing. status : (Y, U, L) int8, a position in STATUSES, -1 where
        missing.
    source : (Y, U, L) int32, a position in `sources`, -1 unknown. variables : name -> (Y, U).
    names : unit code -> Text. groups : group column -> (U,) text. evidence : the events behind
        counted cells.
    published : columns of published figures to be met.
    flags : what validation found doubtful. digest : of every file read, for the provenance.
    """

    units: tuple[str, ...]
    names: Mapping[str, Text]
    years: tuple[Period, ...]
    values: Array
    status: NDArray[np.int8]
    source: NDArray[np.int32]
    sources: tuple[Source, ...] = ()
    variables: Mapping[str, Array] = field(default_factory=dict)
    groups: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)
    evidence: tuple[Event, ...] = ()
    published: tuple[PublishedTable, ...] = ()
    notes: Mapping[tuple[Period, str, str], str] = field(
        default_factory=dict
    )  # (year, unit, indicator) -> note
    flags: tuple[Problem, ...] = ()
    digest: str = ""

    def __post_init__(self) -> None:
        """Let nobody write to the figures."""
        views(self, "values", "status", "source", "variables", "groups")

    def take(
        self, units: Sequence[str] | None = None, years: Sequence[Period] | None = None
    ) -> Data:
        """Return the data of some units, in the order of the data, and of some years, as asked."""
        found = self if units is None else self._of_units(frozenset(units))
        return found if years is None else found._of_years(years)

    def at(self, years: Sequence[Period]) -> list[int]:
        """Return where some years stand among the data's."""
        return [self.years.index(year) for year in years]

    def raw(self, years: Sequence[Period]) -> Array:
        """Return the values of some years, year by year, (R, L)."""
        return self.values[self.at(years)].reshape(-1, self.values.shape[-1])

    def _of_units(self, wanted: frozenset[str]) -> Data:
        chosen = np.flatnonzero([unit in wanted for unit in self.units])
        return replace(
            self._sliced((slice(None), chosen)),
            units=tuple(self.units[unit] for unit in chosen),
            names={unit: name for unit, name in self.names.items() if unit in wanted},
            groups={name: labels[chosen] for name, labels in self.groups.items()},
            evidence=tuple(event for event in self.evidence if event.unit in wanted),
            notes={key: note for key, note in self.notes.items() if key[1] in wanted},
        )

    def _of_years(self, years: Sequence[Period]) -> Data:
        return replace(
            self._sliced((self.at(years),)),
            years=tuple(years),
            notes={key: note for key, note in self.notes.items() if key[0] in years},
        )

    def _sliced(self, cells: tuple[Any, ...]) -> Data:
        """Return the data with every array of (Y, U) cut alike."""
        published = tuple(replace(table, values=table.values[cells]) for table in self.published)
        return replace(
            self,
            values=self.values[cells],
            status=self.status[cells],
            source=self.source[cells],
            variables={name: values[cells] for name, values in self.variables.items()},
            published=published,
        )

    @cached_property
    def called(self) -> Mapping[str, Text]:
        """The units' names in both languages, told apart where several share one."""
        return told_apart(self.names)
