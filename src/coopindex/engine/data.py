"""The figures that fill an index's tree: observations, what lies behind them, and what was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Origin
from coopindex.engine.naming import Text, told_apart
from coopindex.methods.registry import Array
from coopindex.problems import Problem


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """A whole column of published figures of one node, one a unit and year.

    column : what it is called in the publisher's table. values : (Y, U) in the order of Data.years and Data.units, NaN where nothing was
    published. years : those it was published for. decimals : how many it was printed with.
    tolerance : how far off ours may be, in place of half a unit of the last decimal.
    agree : the share that must be met. known : how many are known not to be, in place of a share.
    blanks : whether a figure of ours is a miss where none was published.
    """

    figure: str
    node: str
    column: str
    values: Array
    years: tuple[int, ...]
    decimals: int = 0
    tolerance: float | None = None
    agree: float = 1.0
    known: int | None = None
    blanks: bool = False
    scheme: str | None = None
    source: str = ""
    note: str = ""
    origin: Origin | None = None


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

    values : (Y, U, L) raw, NaN missing. status : (Y, U, L) int8, a position in STATUSES, -1 where missing.
    source : (Y, U, L) int32, a position in `sources`, -1 unknown. variables : name -> (Y, U).
    names : unit code -> Text. groups : group column -> (U,) text. evidence : the events behind counted cells.
    published : columns of published figures to be met.
    flags : what validation found doubtful. digest : of every file read, for the provenance.
    """

    units: tuple[str, ...]
    names: Mapping[str, Text]
    years: tuple[int, ...]
    values: Array
    status: NDArray[np.int8]
    source: NDArray[np.int32]
    sources: tuple[Source, ...] = ()
    variables: Mapping[str, Array] = field(default_factory=dict)
    groups: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)
    evidence: tuple[Event, ...] = ()
    published: tuple[PublishedTable, ...] = ()
    notes: Mapping[tuple[int, str, str], str] = field(
        default_factory=dict
    )  # (year, unit, indicator) -> note
    flags: tuple[Problem, ...] = ()
    digest: str = ""

    def take(self, units: Sequence[str]) -> Data:
        """Return the data of some of the units, in the order of the data."""
        wanted = set(units)
        kept = np.flatnonzero([unit in wanted for unit in self.units])
        return replace(
            self,
            units=tuple(self.units[place] for place in kept),
            names={unit: name for unit, name in self.names.items() if unit in wanted},
            values=self.values[:, kept],
            status=self.status[:, kept],
            source=self.source[:, kept],
            variables={name: values[:, kept] for name, values in self.variables.items()},
            groups={name: labels[kept] for name, labels in self.groups.items()},
            evidence=tuple(event for event in self.evidence if event.unit in wanted),
            published=tuple(
                replace(table, values=table.values[:, kept]) for table in self.published
            ),
            notes={key: note for key, note in self.notes.items() if key[1] in wanted},
        )

    @cached_property
    def called(self) -> Mapping[str, Text]:
        """The units' names in both languages, told apart where several share one."""
        return told_apart(self.names)
