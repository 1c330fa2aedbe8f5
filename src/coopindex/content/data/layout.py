"""Lay observations, constants and counted evidence out as the arrays of an index's data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.evidence import Counted, count_events, years_of_events
from coopindex.content.data.observations import Grid
from coopindex.content.data.units import Units
from coopindex.content.definition import Definition
from coopindex.engine.data import Event, Source
from coopindex.engine.index import STATUSES
from coopindex.methods.registry import Array
from coopindex.periods import Period

AnyKey = TypeVar("AnyKey", str, Period)


@dataclass(frozen=True)
class Layout:
    """What the data say, as arrays: Y years, U units, L leaves in the order of `Index.leaves`.

    values : (Y, U, L), NaN missing. status, source : (Y, U, L), positions, -1 where there is none.
    variables : code -> (Y, U). counted : what was counted, by unit, indicator and year.
    """

    years: tuple[Period, ...]
    values: Array
    status: NDArray[np.int8]
    source: NDArray[np.int32]
    variables: Mapping[str, Array]
    counted: Mapping[tuple[str, str, Period], Counted]


def bring_together(
    definition: Definition,
    units: Units,
    sources: Sequence[Source],
    grid: Grid | None,
    events: tuple[Event, ...],
) -> Layout:
    """Fill the arrays: observations first, then what is constant, and what is counted."""
    form = definition.form
    years = grid.years if grid and grid.years else ()
    years = years or ((form.year,) if form.year else years_of_events(events)[-1:]) or (0,)
    shape = (len(years), len(units.codes), len(definition.leaves))
    values, variables = np.full(shape, np.nan), dict[str, Array]()
    status, source = np.full(shape, -1, np.int8), np.full(shape, -1, np.int32)
    if grid and grid.years:
        at = {code: position for position, code in enumerate(grid.columns)}
        read, columns = _observed(definition, at)
        values[:, :, read] = grid.values[:, :, columns]
        status[:, :, read] = grid.status[:, :, columns]
        source[:, :, read] = grid.source[:, :, columns]
        column = {code: at[definition.column_of(code)] for code in form.variables}
        variables = {code: grid.values[:, :, own].copy() for code, own in column.items()}
    else:
        variables = {code: np.full(shape[:2], np.nan) for code in form.variables}
    position = {leaf.code: at for at, leaf in enumerate(definition.leaves)}
    for code, value in definition.constants.items():
        values[:, :, position[code]] = value
        status[:, :, position[code]] = STATUSES.index("derived")
    counted = {}
    unit_at, year_at = _positions(units.codes), _positions(years)
    source_at = _positions([entry.code for entry in sources])
    for code, unit, year, found in count_events(events, definition.rules, units.codes, years):
        cell = year_at[year], unit_at[unit], position[code]
        values[cell], status[cell] = found.value, STATUSES.index(found.status)
        source[cell] = source_at.get(found.source, -1)
        counted[unit, code, year] = found
    return Layout(years, values, status, source, variables, counted)


def _observed(definition: Definition, at: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """Return the leaves that take their values from observations, and which columns they take."""
    read = observed_leaves(definition)
    return read, [at[definition.column_of(definition.leaves[leaf].code)] for leaf in read]


def observed_leaves(definition: Definition) -> list[int]:
    """Return the positions of the leaves that are observed, neither counted nor constant."""
    elsewhere = {**definition.rules, **definition.constants}
    return [at for at, leaf in enumerate(definition.leaves) if leaf.code not in elsewhere]


def _positions(names: Sequence[AnyKey]) -> dict[AnyKey, int]:
    return {name: position for position, name in enumerate(names)}
