"""Check observations, and say what is wrong with each.

Whose it is, what stands in its cell, and the way out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coopindex.content.data.observations import Cells, Wanted
from coopindex.content.data.schemas import failures, observations_schema
from coopindex.content.data.sources import unknown_source
from coopindex.content.data.units import Units, nearest_unit
from coopindex.content.tables.table import visible
from coopindex.engine.data import Source
from coopindex.engine.index import STATUSES
from coopindex.problems import Problem, nearest


@dataclass(frozen=True)
class Known:
    """What an observation may name.

    counted : indicators that are counted from evidence, of which no observation can be.
    """

    columns: Mapping[str, Wanted]
    units: Units
    sources: tuple[Source, ...]
    counted: Collection[str]


@dataclass(frozen=True)
class Faulty:
    """An observation with something wrong, by its position among all."""

    cells: Cells
    position: int
    known: Known

    def of(self, column: str) -> Any:
        """Return what the observation has in a column of the frame."""
        return self.cells.frame[column].iloc[self.position]

    @property
    def unit(self) -> str:
        """The unit's code."""
        return str(self.of("unit"))

    @property
    def code(self) -> str:
        """The indicator's code."""
        return str(self.of("indicator"))

    @property
    def year(self) -> int | None:
        """The year, None where there is none."""
        return int(self.of("year")) or None

    @property
    def written(self) -> str:
        """The value as it is written."""
        return self.cells.text(self.position)

    @property
    def whose(self) -> str:
        """Unit and year in brackets."""
        parts = (self.known.units.name(self.unit), str(self.year or ""))
        return f" ({', '.join(part for part in parts if part)})"

    def in_column(self, field: str, value: str) -> dict[str, Any]:
        """Return the details of a problem of another column than that of the value."""
        return {"field": field, "value": value, "unit": self.unit or None}


@dataclass(frozen=True)
class Words:
    """What is said of a problem; `details` only where it is not about the value."""

    message: str
    hint: str
    details: Mapping[str, Any] | None = None


def observation_problems(
    cells: Cells, known: Known, *, undated: bool, named: Collection[str] = ()
) -> Iterator[Problem]:
    """Check the observations.

    undated : whether a year may be empty. named : sources that are checked elsewhere.
    """
    columns = known.columns.values()
    lower = {column.code: column.lower for column in columns}
    upper = {column.code: column.upper for column in columns}
    sources = [*(source.code for source in known.sources), *named]
    schema = observations_schema(known.units.codes, lower, upper, sources, undated)
    for name, position in failures(schema, cells.frame):
        yield problem_of(name, Faulty(cells, position, known))


def problem_of(name: str, cell: Faulty) -> Problem:
    """Return the problem of an observation that fails the check of this name."""
    words = WORDS[name](cell)
    details = words.details or {
        "field": str(cell.of("field")),
        "value": cell.written,
        "unit": cell.unit,
        "indicator": cell.code,
        "year": cell.year,
    }
    origin = cell.cells.origin(cell.position)
    return Problem(
        name, words.message, file=origin.file, line=origin.line, hint=words.hint, **details
    )


def _unknown_unit(cell: Faulty) -> Words:
    unit = cell.unit
    message = f"`{visible(unit)}` is not a unit of this index" if unit else "the row names no unit"
    hint = nearest_unit(unit, cell.known.units)
    return Words(message, hint, {"field": "unit", "value": unit})


def _unknown_indicator(cell: Faulty) -> Words:
    code, details = cell.code, cell.in_column("indicator", cell.code)
    if code in cell.known.counted:
        message = f"`{code}` is counted from evidence, so no observation can state it"
        return Words(message, "leave the row out", details)
    message = f"`{visible(code)}` is neither an indicator nor a variable of this index"
    hint = nearest(code, cell.known.columns)
    return Words(message if code else "the row names no indicator", hint, details)


def _bad_year(cell: Faulty) -> Words:
    written = visible(str(cell.of("written_year")))
    message = f"`{written}` is not a year"
    if not written:
        message = "the row has no year, and the index names none"
    hint = "write four digits, or `year:` in the index"
    return Words(message, hint, cell.in_column("year", written))


def _not_a_number(cell: Faulty) -> Words:
    hint = (
        "write it with a decimal point and without separators, as 1234.5; "
        "leave the cell empty when it is missing"
    )
    return Words(f"`{visible(cell.written)}` is not a number: {cell.code}{cell.whose}", hint)


def _infinite(cell: Faulty) -> Words:
    message = f"{cell.written} is infinite, or too large to reckon with: {cell.code}{cell.whose}"
    return Words(message, "leave the cell empty when it is missing")


def _unknown_status(cell: Faulty) -> Words:
    written = str(cell.of("status"))
    message = f"`{written}` is not a status" if written else "the row has no status"
    return Words(message, nearest(written, STATUSES), cell.in_column("status", written))


def _unknown_source(cell: Faulty) -> Words:
    written = str(cell.of("source"))
    message, hint = unknown_source(written, cell.known.sources)
    return Words(message, hint, cell.in_column("source", written))


def _out_of_bounds(cell: Faulty) -> Words:
    column = cell.known.columns[cell.code]
    below = float(cell.of("value")) < column.lower
    side, which, limit = (
        ("below", "lower", column.lower) if below else ("above", "upper", column.upper)
    )
    where = f" in {column.origin.file}:{column.origin.line}" if column.origin else ""
    doubt = "sign" if below and limit == 0 else "figure"
    return Words(
        f"{cell.written} lies {side} {limit:.15g}, the {which} bound of {cell.code}{cell.whose}",
        f"check the {doubt}, or widen `bounds` of {cell.code}{where}",
    )


def _duplicate(cell: Faulty) -> Words:
    table, row = cell.cells.row(cell.cells.first_alike(cell.position))
    first = f"{table.origin(row)} of {table.file}"
    return Words(f"{cell.code}{cell.whose} stands twice, first on {first}", "keep one of the two")


WORDS: dict[str, Callable[[Faulty], Words]] = {
    "unknown-unit": _unknown_unit,
    "unknown-indicator": _unknown_indicator,
    "bad-year": _bad_year,
    "not-a-number": _not_a_number,
    "infinite": _infinite,
    "unknown-status": _unknown_status,
    "unknown-source": _unknown_source,
    "no-source": _unknown_source,
    "out-of-bounds": _out_of_bounds,
    "duplicate-observation": _duplicate,
}
