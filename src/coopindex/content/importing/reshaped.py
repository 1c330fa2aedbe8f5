"""Tables in which a row is not a unit: a column a year, or a row a figure; turned about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from coopindex.content.data.observed import year_in
from coopindex.content.importing.columns import (
    chosen,
    found_in,
    line_of,
    listed,
    marks_told,
    unreadable,
)
from coopindex.content.importing.draft import Fate, Guess, Told, left, refuse, taken
from coopindex.content.importing.words import (
    CODES,
    INDICATORS,
    NAMES,
    VALUES,
    YEARS,
    is_one_of,
)
from coopindex.content.tables.column import as_text, column_of
from coopindex.content.tables.table import SourceTable
from coopindex.periods import read
from coopindex.phrases import Wording
from coopindex.problems import raise_errors

YEAR = "year"
# a name with a year behind it: GDP 2021, 出口（2021年）
DATED = re.compile(r"(.*[^\d\s_(（-])[\s_(（-]*((?:19|20)\d\d)年?[)）]?")


@dataclass(frozen=True)
class Turned:
    """What is said of a table that was turned about; nothing where it was not.

    fates : of columns that the table has no more, and of others of which it is known. titles : of
    indicators, where a second column calls them.
    """

    fates: Mapping[str, Fate] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def reshaped(table: SourceTable, told: Told, title: str) -> tuple[SourceTable, Told, Turned]:
    """Return a table with a row a unit and year and a column an indicator, however it lies.

    title : what the indicator is called where no column says it.
    """
    years = {name: year for name in table.columns if (year := year_in(name))}
    indicators = [name for name in table.columns if is_one_of(name, INDICATORS)]
    values = [name for name in table.columns if is_one_of(name, VALUES)]
    if len(years) > 1 and (indicators or _only_years(table, told, years)):
        return _turn(table, told, years, indicators, title)
    dated = _dated(table, told)
    if dated:
        return _undated(table, told, dated)
    if values and indicators:
        return _turn(table, told, {values[0]: ""}, indicators, title)
    return table, told, Turned()


def _only_years(table: SourceTable, told: Told, years: dict[str, str]) -> bool:
    """Say whether all columns of figures are called as years."""
    others = [name for name in table.columns if name not in years and not is_one_of(name, CODES)]
    found = found_in(table, told.missing, others).values()
    return all(column.holds in ("texts", "nothing") for column in found)


def _dated(table: SourceTable, told: Told) -> dict[str, tuple[str, str]]:
    """Return the indicator and the year of each column of figures, where all name both.

    Each indicator must have the same years, more than one.
    """
    if not any(map(DATED.fullmatch, table.columns)):
        return {}
    found = found_in(table, told.missing, table.columns).values()
    figures = [each.name for each in found if each.holds in ("figures", "both")]
    parts = {name: DATED.fullmatch(name) for name in figures if not is_one_of(name, CODES)}
    if not parts or not all(parts.values()):
        return {}
    named = {name: (part[1].strip(), part[2]) for name, part in parts.items() if part}
    years = dict[str, set[str]]()
    for indicator, year in named.values():
        years.setdefault(indicator, set()).add(year)
    alike = len(set(map(frozenset, years.values()))) == 1
    return named if alike and len(next(iter(years.values()))) > 1 else {}


def _undated(
    table: SourceTable, told: Told, dated: Mapping[str, tuple[str, str]]
) -> tuple[SourceTable, Told, Turned]:
    """Put the years of a table below each other, so that a column holds an indicator."""
    years = list(dict.fromkeys(year for _, year in dated.values()))
    others = [name for name in table.columns if name not in dated]
    parts = [
        {**{name: name for name in others},
         **{indicator: name for name, (indicator, of) in dated.items() if of == year}}
        for year in years
    ]  # fmt: skip
    columns = {name: column_of([text for part in parts for text in table.columns[part[name]]])
               for name in parts[0]}  # fmt: skip
    columns[YEAR] = column_of([year for year in years for _ in range(table.rows)])
    lines = np.concatenate([table.lines] * len(years))
    turned = replace(table, columns=columns, lines=lines, percents={})
    said = Wording("importing.guess-turned", columns=listed(dated))
    fates = {name: taken(table.file, name, "indicator-of", indicator=indicator, year=year)
             for name, (indicator, year) in dated.items()}  # fmt: skip
    return turned, replace(told, year=YEAR), Turned(fates, (Guess(said),))


def _turn(
    table: SourceTable,
    told: Told,
    years: dict[str, str],
    indicators: Sequence[str],
    title: str,
) -> tuple[SourceTable, Told, Turned]:
    """Turn a table about: years, or values, are taken apart by indicator."""
    figures = found_in(table, told.missing, years)
    raise_errors(unreadable(table, each) for each in figures.values() if len(each.bad))
    by = _best(indicators) if indicators else ""
    called = [str(text) for text in table.column(by)] if by else [title] * table.rows
    people = _people(table, told, [*years, *indicators])
    own, unit = _years(table, told), people[0]
    units = [str(text) for text in table.column(unit)]
    stated = [str(text) for text in table.column(own)] if own else [""] * table.rows
    cells = dict[tuple[str, str], dict[str, float]]()
    first = dict[tuple[str, str], int]()
    for row, (each, what) in enumerate(zip(units, called, strict=True)):
        for column, year in years.items():
            key = (each, year or stated[row])
            first.setdefault(key, row)
            held = cells.setdefault(key, {})
            if what in held:
                said = Wording("importing.figure-twice", unit=each, what=what, year=key[1])
                raise refuse("duplicate-observation", said, table.file, line_of(table, row), column,
                             Wording("importing.figure-twice.hint"))  # fmt: skip
            held[what] = float(figures[column].values[row])
    turned = _table(table, cells, first, people, any(year for _, year in cells))
    fates = {fate.name: fate for fate in _fates(table, years, indicators, own, people)}
    skip = chosen(table, told.skip, "skip")
    fates |= {name: left(table.file, name, "wanted") for name in skip if name in fates}
    told = replace(told, units=unit, year=YEAR if YEAR in turned.columns else told.year,
                   skip=tuple(name for name in skip if name not in fates))  # fmt: skip
    said = Wording("importing.guess-turned", columns=listed(years))
    marks = marks_told(figures.values(), told.missing)
    titled = next((each for each in indicators if each != by), "")
    names = [str(text) for text in table.column(titled)] if titled else called
    return turned, told, Turned(fates, (Guess(said), *marks), dict(zip(called, names, strict=True)))


def _best(indicators: Sequence[str]) -> str:
    """Return the column that names indicators best: by short codes, else the first."""
    return next((name for name in indicators if "code" in name.casefold()), indicators[0])


def _years(table: SourceTable, told: Told) -> str:
    """Return the column of years, "" where there is none."""
    if told.year and read(told.year) is None:
        return chosen(table, (told.year,), "year")[0]
    return next((each for each in table.columns if is_one_of(each, YEARS)), "")


def _people(table: SourceTable, told: Told, taken_: Sequence[str]) -> tuple[str, ...]:
    """Return the column of the units, and those of their names and groups."""
    free = [name for name in table.columns if name not in taken_]
    codes = [name for name in free if is_one_of(name, CODES)]
    called = [name for name in free if is_one_of(name, NAMES)]
    groups = chosen(table, told.groups, "groups")
    if told.units:
        unit = chosen(table, (told.units,), "units")[0]
    elif len(codes) == 1 or (not codes and len(called) == 1):
        unit = (codes or called)[0]
    else:
        message = Wording("importing.several-units", columns=listed(codes or called or free))
        hint = Wording("importing.several.hint", option="units", column=(*free, "?")[0])
        raise refuse("ambiguous", message, table.file, table.head, "--units", hint)
    names = chosen(table, told.names, "names") or [name for name in called if name != unit][:1]
    return tuple(dict.fromkeys((unit, *names, *groups)))


def _table(
    table: SourceTable,
    cells: dict[tuple[str, str], dict[str, float]],
    first: dict[tuple[str, str], int],
    people: Sequence[str],
    dated: bool,
) -> SourceTable:
    """Return the cells as a table: a row a unit and year, a column an indicator."""
    keys = list(cells)
    what = list(dict.fromkeys(name for held in cells.values() for name in held))
    columns = {people[0]: column_of([unit for unit, _ in keys])}
    for name in people[1:]:
        held = table.column(name)
        columns[name] = column_of([str(held[first[key]]) for key in keys])
    if dated:
        columns[YEAR] = column_of([year for _, year in keys])
    for name in what:
        values = np.array([cells[key].get(name, np.nan) for key in keys], float)
        own = f"{name} (2)" if name in columns else name
        columns[own] = column_of([as_text(value) for value in values.tolist()], values)
    lines = np.array([line_of(table, first[key]) or 0 for key in keys], int)
    return replace(table, columns=columns, lines=lines, stored=True, percents={})


def _fates(
    table: SourceTable,
    years: dict[str, str],
    indicators: Sequence[str],
    own: str,
    people: Sequence[str],
) -> Iterator[Fate]:
    """Say what became of the columns that the turned table has no more."""
    for column in table.columns:
        if column in years:
            became = "year-of" if years[column] else "values"
            yield taken(table.file, column, became, year=years[column])
        elif column in indicators or column == own:
            yield taken(table.file, column, "year" if column == own else "indicators")
        elif column not in people:
            yield left(table.file, column, "turned")
