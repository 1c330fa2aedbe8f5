"""Read an index's data - units, observations, evidence, sources - into the engine's arrays.

Files are found and read (`files`), rows become typed cells (`observations`, `units`, `evidence`),
checked one by one (`cell_problems`), laid out as arrays (`layout`), and checked together
(`checks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopindex.content.data.cell_problems import observation_problems
from coopindex.content.data.checks import figure_problems, unknown_references
from coopindex.content.data.evidence import read_events
from coopindex.content.data.files import Tables
from coopindex.content.data.layout import bring_together
from coopindex.content.data.observations import (
    Cells,
    Wanted,
    header_problems,
    lay_out,
    read_cells,
)
from coopindex.content.data.published import Headers, headers, pattern_problems, published_tables
from coopindex.content.data.sources import read_sources
from coopindex.content.data.units import Units, read_units, units_named_in
from coopindex.content.definition import Definition
from coopindex.content.forms.index import EvidenceTableForm, IndexForm, UnitsForm
from coopindex.content.tables.table import fold, refused_by, visible
from coopindex.engine.data import Data, Event, Source
from coopindex.phrases import Wording
from coopindex.problems import Problem

Problems = tuple[Problem, ...]


def read_data(definition: Definition, tables: Tables) -> tuple[Data | None, Problems]:
    """Return the data of an index, and all that is wrong or doubtful in its tables.

    There are no data where anything is wrong.
    """
    sources, unread = read_sources(tables.sources) if tables.sources else ((), ())
    headed = headers(tables.observations, tables.forms)
    columns = definition.columns(headed)
    cells, found = _observations(definition, tables, headed, columns)
    units = _units(tables, definition.form, cells)
    problems = [*tables.problems, *unread, *found, *units.problems]
    if not units.codes:
        return None, _once(problems)
    if cells is not None:
        problems += _cell_problems(definition, tables, columns, cells, units, sources)
    events, found = _events(definition, tables, units, sources)
    problems += found
    problems += unknown_references(definition, units, sources)
    problems = _without_echoes(problems, tables, units, definition.form.index)
    if refused_by(problems):
        return None, _once(problems)
    grid = lay_out(cells, columns, units, sources) if cells else None
    layout = bring_together(definition, units, sources, grid, events)
    problems += figure_problems(definition, layout, units, cells, tables)
    if refused_by(problems):
        return None, _once(problems)
    figures = published_tables(definition.document, definition.published(headed), grid)
    data = Data(
        units=units.codes,
        names=units.names,
        years=layout.years,
        values=layout.values,
        status=layout.status,
        source=layout.source,
        sources=sources,
        variables=layout.variables,
        groups=units.groups,
        evidence=events,
        notes=_notes(definition, cells) if cells else {},
        published=figures,
        digest=tables.digest,
    )
    return data, _once(problems)


def _once(problems: Sequence[Problem]) -> Problems:
    return tuple(dict.fromkeys(problems))


def _observations(
    definition: Definition, tables: Tables, headed: Headers, columns: Sequence[Wanted]
) -> tuple[Cells | None, Problems]:
    """Return the observations as cells, None where a table or its header is wrong."""
    problems = [problem for table in tables.observations for problem in table.problems]
    if refused_by(problems):
        return None, tuple(problems)
    if not tables.replaced:
        published = definition.published(headed)
        problems += pattern_problems(definition.form, definition.document, published, headed)
    if not tables.observations:
        return None, tuple(problems)
    found = list(header_problems(tables.observations, tables.forms, columns, tables.replaced))
    problems += found
    if refused_by(found):
        return None, tuple(problems)
    cells = read_cells(tables.observations, tables.forms, columns, definition.form.year)
    return cells, tuple(problems)


def _cell_problems(
    definition: Definition,
    tables: Tables,
    columns: Sequence[Wanted],
    cells: Cells,
    units: Units,
    sources: tuple[Source, ...],
) -> Iterator[Problem]:
    """Check the observations one by one; a year may be empty where none is written at all."""
    year = definition.form.year
    counted = [
        definition.column_of(leaf) for leaf in definition.leaves if leaf.code in definition.rules
    ]
    undated = year is not None or bool(cells.written_year.says("").all())
    named = [entry.source for entry in tables.forms if entry.source]
    return observation_problems(
        cells, columns, units, sources, undated=undated, counted=counted, named=named
    )


def _events(
    definition: Definition, tables: Tables, units: Units, sources: tuple[Source, ...]
) -> tuple[tuple[Event, ...], Problems]:
    if not tables.evidence:
        return (), ()
    form = definition.form.data.evidence or EvidenceTableForm(file="")
    indicators = [leaf.code for leaf in definition.leaves]
    return read_events(tables.evidence, form, definition.rules, indicators, units, sources)


def _without_echoes(
    problems: Sequence[Problem], tables: Tables, units: Units, index: str
) -> list[Problem]:
    """Leave out what only follows from something that is told anyway.

    Where the table of units is wrong, a unit may be unknown for that alone; and it is said once
    that there are no sources, or that they could not be read, not at each row.
    """
    if refused_by(units.problems):
        problems = [problem for problem in problems if problem.code != "unknown-unit"]
    if tables.sources and tables.sources.data is not None:
        return list(problems)
    echoes, rest = list[Problem](), list[Problem]()
    for problem in problems:
        (echoes if problem.code == "unknown-source" and problem.value else rest).append(problem)
    if echoes and tables.sources is None:
        file, source = f"data/{index}/sources.yaml", echoes[0].value
        message = Wording("observation.no-sources", source=source)
        hint = Wording("observation.no-sources.hint", source=source)
        rest.insert(0, Problem("missing-file", message, file=file, hint=hint))
    return rest


def _units(tables: Tables, form: IndexForm, cells: Cells | None) -> Units:
    if tables.units is None:
        if cells is None or not form.data.observations:
            return Units()
        units = units_named_in(cells.unit.met())
        return replace(units, problems=tuple(_nearly_the_same(units, cells)))
    own = form.data.units or UnitsForm(file="")
    return read_units(
        tables.units,
        own,
        repeated=tables.units.file in [table.file for table in tables.observations],
    )


def _nearly_the_same(units: Units, cells: Cells) -> Iterator[Problem]:
    """Refuse units that no table lists and that differ by case, blanks or the like alone."""
    met: dict[str, str] = {}
    for code in units.codes:
        other = met.setdefault(fold(code), code)
        origin = cells.first(code) if other != code else None
        if origin:
            yield Problem(
                "misspelt-unit",
                Wording("observation.would-be-two", code=visible(code), other=visible(other)),
                file=origin.file,
                line=origin.line,
                field="unit",
                value=code,
                unit=code,
                hint=Wording("observation.would-be-two.hint"),
            )


def _notes(definition: Definition, cells: Cells) -> dict[tuple[int, str, str], str]:
    """Give the notes of a column to every indicator and variable that takes its values."""
    takers: dict[str, list[str]] = {code: [code] for code in definition.form.variables}
    for leaf in definition.leaves:
        takers.setdefault(definition.column_of(leaf), []).append(leaf.code)
    return {
        (year, unit, code): note
        for (year, unit, column), note in cells.notes.items()
        for code in takers.get(column, ())
    }
