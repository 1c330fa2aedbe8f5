"""Read evidence - dated, cited events - and count observations from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.checked import Columns, failures
from coopindex.content.data.known import CheckWords, Known, filled, is_date
from coopindex.content.data.observations import IN_TIME, holds_years
from coopindex.content.data.others import of_indicators, of_units, without_others
from coopindex.content.data.percents import percent_events
from coopindex.content.data.sources import unknown_source
from coopindex.content.data.units import Units, error_cells, nearest_unit
from coopindex.content.data.unread import Reason, by_reason
from coopindex.content.forms.index import EvidenceForm, EvidenceTableForm
from coopindex.content.forms.pieces import ALL
from coopindex.content.tables.column import SourceColumn
from coopindex.content.tables.table import SourceTable, fold, refused_by, spelt_out
from coopindex.engine.data import Event, Source
from coopindex.engine.index import STATUSES, Origin
from coopindex.methods.registry import Array
from coopindex.periods import Period, frequency, of_day, ordered, ordinal
from coopindex.phrases import Wording
from coopindex.problems import Hint, Problem, nearest, of_one_kind

WRONGLY = {"columns": "no-such-part", "missing": "missing-of-none"}
OWN = ("unit", "indicator", "date", "value", "label", "status", "source", "locator")


@dataclass(frozen=True)
class Counted:
    """An observation counted from events.

    status : theirs when they share one, else `derived`. source : likewise, else "".
    """

    value: float
    status: str
    source: str
    line: int


def read_events(
    table: SourceTable,
    form: EvidenceTableForm,
    rules: Mapping[str, EvidenceForm],
    indicators: Collection[str],
    units: Units,
    sources: tuple[Source, ...],
    where: tuple[str, str] = ("", ""),
) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """Return the events, and what is wrong with them; `rules` says how indicators are counted.

    where : the files that name the units and the indicators.
    """
    problems = [*table.problems, *_header_problems(table, form, rules, indicators)]
    if refused_by(problems):
        return (), tuple(problems)
    table, found = _named_rows(table, form, indicators, units, where)
    problems += found
    columns = {
        "unit": table.coded(form.unit),
        "indicator": table.coded(form.indicator).in_one_line().renamed(_called(form)),
        "date": table.coded(form.date),
        "status": table.coded(form.header_of("status"), form.status or ""),
        "source": table.coded(form.header_of("source"), form.source or ""),
    }
    written = table.column(form.value)
    value, readable = _values(table, form, columns["indicator"])
    known = Known(
        units=units.codes,
        indicators=indicators,
        sources=[*(source.code for source in sources), *([form.source] if form.source else [])],
        dated=[code for code, rule in rules.items() if rule.period == "year"],
        valued=[code for code, rule in rules.items() if rule.method in ("sum", "latest")],
    )
    checked: Columns = {**columns, "value": value, "readable": readable}

    def problem(words: CheckWords, why: Mapping[str, Reason], row: int) -> Problem:
        cells = {name: column[row] for name, column in columns.items()}
        event = FailedEvent(cells | {"value": str(written[row])}, indicators, units, sources)
        hint = why[event.written].hint if why else partial(filled, words.hint, event)
        return event.problem(words, table.place(row), hint)

    for words, rows in failures("Evidence", checked, known):
        groups: Iterable[tuple[NDArray[np.intp], Mapping[str, Reason]]] = [(rows, {})]
        if words.code == "not-a-number":
            parted = by_reason(table, form.value, written[rows].tolist())
            groups = ((rows[together], why) for together, why in parted)
        for group, why in groups:
            problems += of_one_kind(partial(problem, words, why), group, table.lines_of(group))
    problems += error_cells(table, map(form.header_of, ("label", "locator")))
    problems += percent_events(table, form.value, columns["indicator"], value)
    return _events(table, form, columns, value), tuple(problems)


def _header_problems(
    table: SourceTable,
    form: EvidenceTableForm,
    rules: Mapping[str, EvidenceForm],
    indicators: Collection[str],
) -> Iterator[Problem]:
    """Name the columns that are not there, and those that would go unread."""
    needed = [form.unit, form.indicator]
    needed += [form.header_of(name) for name in ("status", "source") if not getattr(form, name)]
    needed += [form.header_of(rule.field) for rule in rules.values() if rule.field]
    needed += [getattr(form, key) for key in ("date", "value") if key in form.model_fields_set]
    needed = [name for name in needed if name]
    known = [name for name in (form.date, form.value, *map(form.header_of, OWN)) if name]
    yield from table.header_problems(needed, known)
    fields = [rule.field for rule in rules.values() if rule.field]
    yield from _said_wrongly(table, form, [*indicators, *fields])
    yield from _dates_unread(table, form, {*known, *needed})


def _said_wrongly(
    table: SourceTable, form: EvidenceTableForm, known: Sequence[str]
) -> Iterator[Problem]:
    """Name what is said of the columns and is about none that is read."""
    for key, names in (("columns", form.columns), ("missing", form.missing)):
        ours = [*OWN, *known] if key == "columns" else [ALL, *known]
        for name in names:
            if name not in ours:
                message = Wording(f"observation.{WRONGLY[key]}", name=spelt_out(name))
                hint = nearest(name, ours)
                yield Problem(
                    "unknown-key", message, file=table.file, line=table.head, field=name, hint=hint
                )


def _events(
    table: SourceTable, form: EvidenceTableForm, columns: Mapping[str, SourceColumn], value: Array
) -> tuple[Event, ...]:
    label, locator = (table.column(form.header_of(name)) for name in ("label", "locator"))
    used = {form.header_of(name) for name in OWN}
    called = {name: field for field, name in form.columns.items()}
    further = {
        called.get(name, name): table.column(name) for name in table.columns if name not in used
    }
    return tuple(
        Event(
            **{name: cells[row] for name, cells in columns.items()},
            value=float(value[row]),
            label=label[row],
            locator=locator[row],
            fields=tuple((name, cells[row]) for name, cells in further.items() if cells[row]),
            line=table.place(row).line or 0,
        )
        for row in range(table.rows)
    )


def _values(
    table: SourceTable, form: EvidenceTableForm, indicators: SourceColumn
) -> tuple[Array, NDArray[np.bool_]]:
    """Return the events' values, and which cells could be read."""
    value, readable = table.numbers(form.value, form.marks)
    for code, marks in form.missing.items():
        of_it = indicators.says(code)
        if of_it.any():
            found = table.numbers(form.value, (*form.marks, *marks))
            value, readable = np.where(of_it, found[0], value), np.where(of_it, found[1], readable)
    return value, readable


def _called(form: EvidenceTableForm) -> dict[str, str]:
    """Return what the file calls an indicator -> the indicator."""
    return {name: code for code, name in form.columns.items() if name and code not in OWN}


def _named_rows(
    table: SourceTable,
    form: EvidenceTableForm,
    indicators: Collection[str],
    units: Units,
    where: tuple[str, str],
) -> tuple[SourceTable, list[Problem]]:
    """Leave out the rows of units and indicators that the index does not name."""
    ignore, problems = form.others == "ignore", list[Problem]()
    cells = table.coded(form.indicator).in_one_line().renamed(_called(form))
    naming = of_indicators(list(indicators), form.indicator, (), where[1])
    table, found = without_others(table, cells, naming, ignore=ignore)
    problems += found
    naming = of_units(units, form.unit, where[0])
    table, found = without_others(table, table.coded(form.unit), naming, ignore=ignore)
    return table, [*problems, *found]


def _dates_unread(
    table: SourceTable, form: EvidenceTableForm, read: Collection[str]
) -> Iterator[Problem]:
    """Refuse a table whose dates stand in a column that is not read: its events would have none."""
    if form.date in table.columns:
        return
    for name in table.columns:
        if name in read or fold(name) == fold(form.date):
            continue
        filled = [cell for cell in table.coded(name).texts if cell]
        dates = filled and all(is_date(cell) and IN_TIME.match(cell) for cell in filled)
        if dates or holds_years(table, name):
            message = Wording("observation.misspelt-date", name=spelt_out(name), date=form.date)
            hint = Wording("observation.misspelt-date.hint", name=name, date=form.date)
            yield Problem(
                "misspelt-column", message, file=table.file, line=table.head, field=name, hint=hint
            )


@dataclass(frozen=True)
class FailedEvent:
    """An event that fails a check: what the words for it are filled with."""

    cells: Mapping[str, str]
    indicators: Collection[str]
    units: Units
    sources: tuple[Source, ...]

    def __getitem__(self, name: str) -> str:
        return self.cells[name] if name in self.cells else getattr(self, name)

    def problem(self, words: CheckWords, where: Origin, hint: Hint | Callable[[], Hint]) -> Problem:
        """Say what is wrong with the event, and where it is written; hint : the way out."""
        return Problem(
            words.code,
            filled(words, self),
            file=where.file,
            line=where.line,
            field=words.field,
            value=self.cells[words.field],
            unit=self.unit_seen or None,
            indicator=self.code or None,
            hint=hint,
        )

    @property
    def unit_seen(self) -> str:
        """The unit's code."""
        return self.cells["unit"]

    @property
    def nearest_unit(self) -> str:
        """The unit that was most likely meant."""
        return nearest_unit(self.cells["unit"], self.units)

    @property
    def code(self) -> str:
        """The indicator's code."""
        return self.cells["indicator"]

    @property
    def nearest_indicator(self) -> str:
        """The indicator that was most likely meant."""
        return nearest(self.code, self.indicators)

    @property
    def written(self) -> str:
        """The value as written."""
        return self.cells["value"]

    @property
    def nearest_status(self) -> str:
        """The status that was most likely meant."""
        return nearest(self.cells["status"], STATUSES)

    @property
    def nearest_source(self) -> str:
        """The way out where a source is not there."""
        return unknown_source(self.cells["source"], self.sources)[1]


def years_of_events(events: Iterable[Event]) -> tuple[Period, ...]:
    """Return the years in which something happened."""
    return ordered(int(event.date[:4]) for event in events if event.date)


def count_events(
    events: Sequence[Event],
    rules: Mapping[str, EvidenceForm],
    units: Sequence[str],
    years: Sequence[Period],
) -> Iterator[tuple[str, str, Period, Counted]]:
    """Count every indicator that has a rule, for every unit and year.

    Yields indicator, unit, year and what was counted. Year 0 stands for no year: every event
    counts. A unit without events is missing, or 0 where its rule says so.
    """
    gathered: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        gathered[event.indicator, event.unit].append(event)
    for code, rule in rules.items():
        for unit in units:
            of_unit = gathered.get((code, unit), [])
            for year in years:
                taken = [event for event in of_unit if _within(event, rule.period, year)]
                if taken:
                    yield code, unit, year, _counted(taken, rule)
                elif rule.without == "zero":
                    yield code, unit, year, Counted(0.0, "derived", "", 0)


def _within(event: Event, period: str, year: Period) -> bool:
    """Say whether an event counts in a period: one of its own, or one until its end."""
    happened = of_day(event.date, frequency(year)) if event.date and year else None
    if period == "year":
        return not year or happened == year
    return happened is None or ordinal(happened) <= ordinal(year)


def _counted(events: Sequence[Event], rule: EvidenceForm) -> Counted:
    """Count events.

    >>> where = ("observed", "gu_local", "table 5", (("partner", "Łódź"),), 7)
    >>> event = Event("chengdu", "lines", "2013", 2.0, "a line", *where)
    >>> _counted([event, event], EvidenceForm(method="distinct", field="partner"))
    Counted(value=1.0, status='observed', source='gu_local', line=7)
    """
    statuses, sources = {event.status for event in events}, {event.source for event in events}
    if rule.method == "sum":
        value = float(np.sum([event.value for event in events]))
    elif rule.method == "latest":
        value = max(events, key=lambda event: event.date).value
    elif rule.method == "distinct":
        value = float(
            len({found for event in events if (found := field_of(event, rule.field or ""))})
        )
    else:
        value = float(len(events))
    status = statuses.pop() if len(statuses) == 1 else "derived"
    return Counted(value, status, sources.pop() if len(sources) == 1 else "", events[-1].line)


def field_of(event: Event, name: str) -> Any:
    """Return a field of an event, "" when it is empty."""
    return getattr(event, name) if name in OWN else dict(event.fields).get(name, "")
