"""What is wrong or doubtful only when definition, units, sources and figures are seen together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from coopindex.content.compile.tree import stated_references, written_nodes
from coopindex.content.data.cross_checks import Find, cross_check
from coopindex.content.data.files import Tables
from coopindex.content.data.layout import Layout, observed_leaves
from coopindex.content.data.observations import Cells
from coopindex.content.data.sources import unknown_source
from coopindex.content.data.totals import totals
from coopindex.content.data.units import Units, condition_problem, nearest_unit
from coopindex.content.definition import Definition
from coopindex.content.yaml import Place, dotted
from coopindex.engine.data import Event, Source
from coopindex.engine.index import Origin
from coopindex.engine.refusals import known_years
from coopindex.methods.registry import Array
from coopindex.periods import Period, frequency, of_day, words
from coopindex.phrases import Wording
from coopindex.problems import Problem, of_one_kind

Conditions = tuple[tuple[str, str], ...]


def unknown_references(
    definition: Definition, units: Units, sources: Sequence[Source], *, held: bool
) -> Iterator[Problem]:
    """Check what the definition says about units and sources.

    held : the scale is, so that it does not matter whose figures would have fixed it.
    """
    document = definition.document
    for position, figure in enumerate(definition.form.published):
        if figure.unit is not None and figure.unit not in units.codes:
            message = Wording("observation.not-a-unit", unit=figure.unit)
            where = ("published", position, "unit")
            hint = nearest_unit(figure.unit, units)
            yield document.problem("unknown-unit", message, where, value=figure.unit, hint=hint)
    known = {source.code for source in sources}
    for place, source in _cited(definition):
        if source and source not in known:
            message, hint = unknown_source(source, tuple(sources))
            yield document.problem("unknown-source", message, place, value=source, hint=hint)
    for place, conditions in _conditions(definition, held):
        for group, label in conditions:
            if wrong := condition_problem(group, label, units.groups):
                code, message, hint = wrong
                yield document.problem(code, message, place, hint=hint)


def _cited(definition: Definition) -> Iterator[tuple[Place, str | None]]:
    """Yield the sources that the definition names, and where."""
    form = definition.form
    for position, figure in enumerate(form.published):
        yield ("published", position, "source"), figure.source
    for position, check in enumerate(form.checks):
        yield ("checks", position, "source"), check.source
    if form.data.evidence:
        yield ("data", "evidence", "source"), form.data.evidence.source
    for table in form.data.observations or ():
        yield ("data", "observations", "source"), table.source


def _conditions(definition: Definition, held: bool) -> Iterator[tuple[Place, Conditions]]:
    """Yield the conditions on the units' groups, and where they are written."""
    yield ("ranked", "where"), definition.index.ranked
    for place, reference in () if held else stated_references(definition.form):
        yield (*place, "where"), tuple(sorted(reference.where.items()))
    for node in written_nodes(definition.form):
        stated = getattr(node.form, "applies", None)
        if stated:
            yield (*node.place, "applies", "where"), tuple(stated.where.items())


def figure_problems(
    definition: Definition,
    layout: Layout,
    units: Units,
    cells: Cells | None,
    tables: Tables,
    events: Sequence[Event] = (),
) -> Iterator[Problem]:
    """Check the figures as they are laid out."""
    file = tables.evidence.file if tables.evidence else ""
    yield from _coarse_dates(events, layout.years, file)
    yield from _bounds_of_counted(definition, layout, units, file)
    yield from _year_problems(definition, layout.years)
    yield from _total_problems(_observed_figures(definition, layout), units, cells, tables)
    yield from _cross_checks(definition, layout, units, _finder(definition, layout, cells, file))
    for position in np.flatnonzero(np.isnan(layout.values).all(axis=(0, 1))):
        leaf = definition.leaves[position]
        hint = Wording("observation.no-figures.hint")
        message = Wording("problem.no-figures")
        yield definition.document.problem(
            "no-figures", message, leaf.place, level="flag", indicator=leaf.code, hint=hint
        )


def _observed_figures(definition: Definition, layout: Layout) -> Array:
    """Return what observations say, variables included: (Y, U, K)."""
    variables = [column[:, :, None] for column in layout.variables.values()]
    return np.concatenate([layout.values[:, :, observed_leaves(definition)], *variables], axis=2)


def _finder(definition: Definition, layout: Layout, cells: Cells | None, evidence: str) -> Find:
    """Return what says where the figure of a unit, column and year is written."""
    codes = [*(leaf.code for leaf in definition.leaves), *definition.form.variables]
    columns = {code: definition.column_of(code) for code in codes}

    def find(unit: str, column: str, year: Period) -> Origin | None:
        if (unit, column, year) in layout.counted:
            line = layout.counted[unit, column, year].line
            return Origin(evidence, line) if line else None
        return cells.find(unit, columns.get(column, column), year) if cells else None

    return find


def _cross_checks(
    definition: Definition, layout: Layout, units: Units, find: Find
) -> Iterator[Problem]:
    """Run the definition's own checks, each on every year."""
    for number, check in enumerate(definition.form.checks):
        written: Place = ("checks", number)
        origin, name = definition.document.origin(written), dotted(written) or ""
        for at_year, year in enumerate(layout.years):
            columns = {code: column[at_year] for code, column in layout.variables.items()}
            for position, leaf in enumerate(definition.leaves):
                columns[leaf.code] = layout.values[at_year, :, position]
            yield from cross_check(check, columns, year, units, find, origin, name)


def _total_problems(
    figures: Array, units: Units, cells: Cells | None, tables: Tables
) -> Iterator[Problem]:
    """Flag units that seem to stand for all others."""
    names = [(units.names[code].en, units.names[code].zh) for code in units.codes]
    for position, what in totals(figures, units.codes, names):
        code = units.codes[position]
        origin = cells.first(code) if cells else None
        file = origin.file if origin else tables.units.file if tables.units else None
        yield Problem(
            "total-row",
            Wording("observation.scored-as-one", name=units.name(code), what=what),
            level="flag",
            file=file,
            line=origin.line if origin else None,
            field="unit",
            value=code,
            unit=code,
            hint=Wording("observation.scored-as-one.hint"),
        )


def _bounds_of_counted(
    definition: Definition, layout: Layout, units: Units, file: str
) -> Iterator[Problem]:
    places = {leaf.code: leaf.place for leaf in definition.leaves}
    for (unit, code, year), found in layout.counted.items():
        low, high = definition.index.node(code).bounds
        below = low is not None and found.value < low
        if not below and (high is None or found.value <= high):
            continue
        key, limit = (
            ("observation.below-bound", low) if below else ("observation.above-bound", high)
        )
        moment = (units.name(unit), year) if year else (units.name(unit),)
        whose = Wording("frame.in-brackets", first=code, rest=moment)
        origin = definition.document.origin((*places[code], "bounds"))
        yield Problem(
            "out-of-bounds",
            Wording(key, value=found.value, limit=limit, whose=whose),
            file=file,
            line=found.line or None,
            field="value",
            value=f"{found.value:.15g}",
            unit=unit,
            indicator=code,
            year=year or None,
            hint=Wording("observation.events-bounds.hint", code=code, origin=origin),
        )


def _coarse_dates(events: Sequence[Event], years: Sequence[Period], file: str) -> Iterator[Problem]:
    """Refuse events whose dates do not say in which month, say, of the data they happened."""
    kind, called = frequency(years[0]), words(years)
    coarse = [event for event in events if event.date and of_day(event.date, kind) is None]

    def problem(event: Event) -> Problem:
        message = Wording("observation.coarse-date", date=event.date, **called)
        hint = Wording("observation.coarse-date.hint", **called)
        return Problem(
            "coarse-date",
            message,
            file=file,
            line=event.line or None,
            field="date",
            value=event.date,
            unit=event.unit,
            indicator=event.indicator,
            hint=hint,
        )

    yield from of_one_kind(problem, coarse)


def _year_problems(definition: Definition, years: Sequence[Period]) -> Iterator[Problem]:
    """Name the years of the definition that have no data."""
    form, document = definition.form, definition.document
    named: list[tuple[Place, Period]] = [(("year",), form.year)] if form.year else []
    named += [
        (("published", position, "year"), figure.year)
        for position, figure in enumerate(form.published)
        if figure.year
    ]
    for place, reference in stated_references(form):
        years_named = reference.years if isinstance(reference.years, list) else []
        named += [((*place, "years", position), year) for position, year in enumerate(years_named)]
    for where, year in named:
        if year not in years:
            hint = known_years(years, year)
            yield document.problem(
                "unknown-year",
                Wording("observation.no-data", year=year),
                where,
                value=str(year),
                hint=hint,
            )
