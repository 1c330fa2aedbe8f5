"""Who is in the rows: units with their names and groups, and the years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coopindex.content.importing.columns import Found, line_of
from coopindex.content.importing.draft import Fate, Units, left, refuse, taken
from coopindex.content.tables.table import SourceTable
from coopindex.periods import Period, read
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

HANZI = re.compile(r"[\u3400-\u9fff]")


def years_of(table: SourceTable, column: str) -> list[Period]:
    """Return the year, or other period, of each row. Raises InvalidInput where one is none."""
    found = [read(str(text)) for text in table.column(column)]
    wrong = [row for row, year in enumerate(found) if year is None]
    if wrong:
        text = str(table.column(column)[wrong[0]])
        key = "no-period" if text else "no-year"
        message = Wording(f"importing.{key}", text=text)
        hint = Wording("importing.no-period.hint")
        raise refuse("bad-year", message, table.file, line_of(table, wrong[0]), column, hint)
    return [year for year in found if year is not None]


def units_in_rows(table: SourceTable, column: str, years: Sequence[Period] | None) -> list[str]:
    """Return the unit of each row. Raises InvalidInput where it is empty, or stands twice."""
    units = [str(text) for text in table.column(column)]
    problems = list(_wrong(table, column, units, years))
    if problems:
        raise InvalidInput(problems)
    return units


def _wrong(
    table: SourceTable, column: str, units: Sequence[str], years: Sequence[Period] | None
) -> Iterator[Problem]:
    met = dict[Any, int]()
    for row, unit in enumerate(units):
        key = (unit, years[row]) if years else unit
        where: dict[str, Any] = {"file": table.file, "line": line_of(table, row), "field": column}
        if not unit:
            hint = Wording("importing.empty-unit.hint")
            yield Problem("empty-unit", Wording("importing.empty-unit"), **where, hint=hint)
        elif key in met:
            first = table.origin(met[key])
            said = Wording("importing.unit-twice", unit=unit, first=first)
            if years:
                said = Wording("importing.unit-year-twice", unit=unit, year=years[row], first=first)
            hint = Wording("importing.unit-twice.hint")
            yield Problem("duplicate-unit", said, **where, value=unit, hint=hint)
        else:
            met[key] = row


def units_of(
    table: SourceTable,
    rows: Sequence[str],
    names: Sequence[str],
    groups: Mapping[str, str],
    blank: str = "",
) -> tuple[Units, list[Fate]]:
    """Return the units once each, and what became of the columns of names and groups.

    names : columns. groups : column -> what the group is called. Where a unit has several
    labels, as in several years, the column is no group. blank : a label that stands for none.
    """
    fates, grouped = list[Fate](), dict[str, dict[str, str]]()
    for column, code in groups.items():
        labels, changes = _of_each(table, rows, column)
        if changes:
            fates.append(left(table.file, column, "changing", unit=changes))
            continue
        labels = {unit: "" if label == blank else label for unit, label in labels.items()}
        grouped[code] = labels
        number = len({label for label in labels.values() if label})
        fates.append(taken(table.file, column, "group", code=code, number=number, count=number))
    called = {unit: ["", ""] for unit in rows}
    for column in names:
        labels, _ = _of_each(table, rows, column)
        chinese = any(map(HANZI.search, labels.values()))
        fates.append(taken(table.file, column, "name-zh" if chinese else "name-en"))
        for unit, label in labels.items():
            called[unit][chinese] = called[unit][chinese] or label
    return Units({unit: (en, zh) for unit, (en, zh) in called.items()}, grouped), fates


def _of_each(
    table: SourceTable, rows: Sequence[str], column: str
) -> tuple[dict[str, str], str | None]:
    """Return each unit's first label, and a unit that has another too."""
    labels, changes = dict[str, str](), None
    for unit, label in zip(rows, map(str, table.column(column)), strict=True):
        if labels.setdefault(unit, label) != label:
            changes = changes or unit
    return labels, changes


def is_unique(found: Found, years: Sequence[Period] | None) -> bool:
    """Say whether a column tells the rows apart, of each year where there are years."""
    keys = list(zip(found.texts, years, strict=True)) if years else list(found.texts)
    return found.is_full and len(set(keys)) == len(keys)
