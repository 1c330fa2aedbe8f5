"""Read an index's data - units, observations, evidence, sources - into the engine's arrays.

Files are found and read (`files`), rows become typed cells (`observations`, `units`, `evidence`),
checked one by one (`cell_problems`), laid out as arrays (`layout`), and checked together
(`checks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from coopindex.content.data.cell_problems import CellsRead, observation_problems
from coopindex.content.data.checks import figure_problems, unknown_references
from coopindex.content.data.evidence import read_events
from coopindex.content.data.files import Tables
from coopindex.content.data.layout import bring_together
from coopindex.content.data.observations import (
    Cells,
    Wanted,
    doubtful_marks,
    header_problems,
    indicators_of,
    lay_out,
    overruled,
    read_cells,
    remarks,
    second_headers,
)
from coopindex.content.data.observed import ROLES, Observed
from coopindex.content.data.others import SHOWN, of_indicators, of_units, without_others
from coopindex.content.data.percents import percent_problems
from coopindex.content.data.published import Headers, headers, pattern_problems, published_tables
from coopindex.content.data.sources import read_sources
from coopindex.content.data.units import Units, in_lines, read_units, units_named_in
from coopindex.content.definition import Definition
from coopindex.content.forms.index import EvidenceTableForm, IndexForm, UnitsForm
from coopindex.content.tables.table import SourceTable, fold, refused_by, spelt_out
from coopindex.engine.data import Data, Event, Source
from coopindex.engine.index import STATUSES
from coopindex.periods import Period
from coopindex.phrases import Wording, few
from coopindex.problems import Problem

UNSTATED = "unstated-status"  # the code of what is told of figures without a status
Problems = tuple[Problem, ...]


def read_data(
    definition: Definition, tables: Tables, *, held: bool = False, whole: bool = True
) -> tuple[Data | None, Problems]:
    """Return the data of an index, and all that is wrong or doubtful in its tables.

    There are no data where anything is wrong. held : they are for a scale that is held. whole :
    they are checked together too, which takes a definition without errors.
    """
    sources, unread = read_sources(tables.sources) if tables.sources else ((), ())
    observed = _observed(definition, tables)
    headed = headers(observed)
    columns = definition.columns(headed)
    units = _listed_units(tables, definition.form)
    known = [source.code for source in sources]
    observed, found = _read_rows(definition, tables, observed, headed, columns, units, known)
    cells = read_cells(observed, columns, definition.form.year, known) if observed else None
    if units is None:
        units = _units_of(definition.form, cells)
    problems = [*tables.problems, *unread, *found, *units.problems]
    if not units.codes:
        return None, _once(problems)
    if cells is not None:
        problems += _cell_problems(definition, observed, columns, cells, units, sources)
        problems += _without_figures(tables, units, cells)
        problems += _taken_for_granted(tables, observed, cells, known)
        problems += percent_problems(observed, cells)
    events, found = _events(definition, tables, units, sources)
    problems += found
    problems += unknown_references(definition, units, sources, held=held)
    problems = _without_echoes(problems, tables, units, definition.form.index)
    if not whole or refused_by(problems):
        return None, _once(problems)
    grid = lay_out(cells, columns, units, sources) if cells else None
    layout = bring_together(definition, units, sources, grid, events)
    problems += figure_problems(definition, layout, units, cells, tables, events)
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
    return _parted(definition, data), _once(problems)


def _parted(definition: Definition, data: Data) -> Data:
    """Put what is read for nodes that are not counted beside what the index counts."""
    index, at = definition.index, {leaf.code: n for n, leaf in enumerate(definition.leaves)}
    if not index.aside:
        return data
    aside = {
        part.code: data.of_leaves([at[leaf.code] for leaf in part.leaves]) for part in index.aside
    }
    counted = data.of_leaves([at[leaf.code] for leaf in index.leaves])
    return replace(counted, published=data.published, aside=aside)


def _observed(definition: Definition, tables: Tables) -> list[Observed]:
    """Put what is said of each table of observations beside it."""
    codes = dict.fromkeys(column.code for column in definition.columns())
    codes |= dict.fromkeys(definition.takers)
    return [
        Observed(table, form, tuple(codes), definition.takers)
        for table, form in zip(tables.observations, tables.forms, strict=True)
    ]


def _once(problems: Sequence[Problem]) -> Problems:
    return tuple(dict.fromkeys(problems))


def _read_rows(
    definition: Definition,
    tables: Tables,
    observed: Sequence[Observed],
    headed: Headers,
    columns: Sequence[Wanted],
    units: Units | None,
    sources: Sequence[str],
) -> tuple[list[Observed], Problems]:
    """Return the tables with the rows that the index reads; none where a header is wrong.

    Where columns of figures alone are missing, the others are read.
    """
    problems = [problem for table in tables.observations for problem in table.problems]
    if refused_by(problems):
        return [], tuple(problems)
    if not tables.replaced:
        published = definition.published(headed)
        problems += pattern_problems(definition.form, definition.document, published, headed)
    if not observed:
        return [], tuple(problems)
    titles = dict(definition.titled)
    found = list(header_problems(observed, columns, tables.replaced, sources, titles))
    problems += found
    if refused_by(found) and not _lack_figures_alone(found, observed, columns):
        return [], tuple(problems)
    again = list(second_headers(observed, columns))
    if again:
        return [], (*problems, *again)
    kept = []
    for each in observed:
        table, found = _named_rows(definition, tables, each, columns, units)
        problems += found
        kept.append(replace(each, table=table))
    return kept, tuple(problems)


def _lack_figures_alone(
    found: Sequence[Problem], observed: Sequence[Observed], columns: Sequence[Wanted]
) -> bool:
    """Say whether headers lack nothing but some columns of figures: the others can be read."""
    codes = [column.code for column in columns]
    figures = {fold(each.header_of(code)) for each in observed for code in codes}
    figures -= {fold(getattr(each.form, key)) for each in observed for key in ROLES}
    lacking = (one for each in found if each.level == "error" for one in (each, *each.others))
    return all(each.figures(codes) for each in observed) and all(
        one.code in ("missing-column", "misspelt-column") and fold(one.field or "") in figures
        for one in lacking
    )


def _named_rows(
    definition: Definition,
    tables: Tables,
    observed: Observed,
    columns: Sequence[Wanted],
    units: Units | None,
) -> tuple[SourceTable, list[Problem]]:
    """Leave out the rows of units and indicators that the index does not name."""
    table, form, problems = observed.table, observed.form, list[Problem]()
    ignore = form.others == "ignore"
    if observed.names_indicators:
        known = list(dict.fromkeys([*(column.code for column in columns), *definition.rules]))
        words = (*definition.titled, *definition.takers.items())
        naming = of_indicators(known, form.indicator, words, definition.document.file)
        table, found = without_others(table, indicators_of(observed), naming, ignore=ignore)
        problems += found
    if units is not None and units.codes:
        naming = of_units(units, form.unit, tables.units.file if tables.units else "")
        table, found = without_others(table, table.coded(form.unit), naming, ignore=ignore)
        # a unit that its own table spells wrongly is no news here
        problems += () if refused_by(units.problems) else found
    return table, problems


def _taken_for_granted(
    tables: Tables, observed: Sequence[Observed], cells: Cells, sources: Sequence[str]
) -> Iterator[Problem]:
    """Say where a figure's status is not stated, and where a publisher's column counts for nothing.

    What somebody asks for with a file or a frame of his own is not held against him.
    """
    for number, each in enumerate(observed):
        form, known = each.form, {"status": STATUSES, "source": sources}
        for part, words in known.items():
            met = overruled(each, part, words)
            if met:
                yield _overruled(each, part, met)
        doubtful = doubtful_marks(each, cells, number)
        if doubtful:
            yield _marks(each, doubtful)
        if form.status or tables.replaced:
            continue
        stated = ~each.table.coded(remarks(each, "status", STATUSES)).says("")
        here = np.flatnonzero(cells.table == number)
        here = here[~stated[cells.row[here]] & ~np.isnan(cells.value[here])]
        if len(here) and not (each.is_long and stated.any()):
            message = Wording("problem.unstated-status", number=len(here), count=len(here))
            hint = Wording("observation.unstated-status.hint")
            yield Problem(
                UNSTATED, message, "flag", each.table.file, each.table.head, "status", hint=hint
            )


def _marks(observed: Observed, doubtful: Mapping[str, tuple[float, int]]) -> Problem:
    name, (mark, count) = next(iter(doubtful.items()))
    table = observed.table
    message = Wording(
        "problem.doubtful-mark",
        mark=f"{mark:.15g}",
        number=count,
        count=count,
        few=few([spelt_out(each) for each in doubtful], SHOWN),
    )
    hint = Wording("observation.doubtful-mark.hint", mark=f"{mark:.15g}", name=spelt_out(name))
    return Problem("doubtful-mark", message, "flag", table.file, table.head, name, hint=hint)


def _overruled(observed: Observed, part: str, met: Sequence[str]) -> Problem:
    header, table = observed.like(part), observed.table
    constant = getattr(observed.form, part)
    message = Wording(
        f"problem.overruled-{part}",
        header=spelt_out(header),
        few=few([spelt_out(text) for text in met], SHOWN),
        constant=constant,
    )
    hint = Wording("observation.overruled.hint", part=part)
    return Problem("overruled", message, "flag", table.file, table.head, header, hint=hint)


def _cell_problems(
    definition: Definition,
    observed: Sequence[Observed],
    columns: Sequence[Wanted],
    cells: Cells,
    units: Units,
    sources: tuple[Source, ...],
) -> Iterator[Problem]:
    """Check the observations one by one; a year may be empty where none is written at all."""
    counted = [definition.column_of(code) for code in definition.rules]
    named = [each.form.source for each in observed if each.form.source]
    return observation_problems(
        CellsRead(cells, observed, definition.takers),
        columns,
        units,
        sources,
        default=definition.form.year,
        counted=counted,
        named=named,
    )


def _events(
    definition: Definition, tables: Tables, units: Units, sources: tuple[Source, ...]
) -> tuple[tuple[Event, ...], Problems]:
    if not tables.evidence:
        return (), ()
    form = definition.form.data.evidence or EvidenceTableForm(file="")
    indicators = [leaf.code for leaf in definition.leaves]
    where = (tables.units.file if tables.units else "", definition.document.file)
    return read_events(tables.evidence, form, definition.rules, indicators, units, sources, where)


def _without_echoes(
    problems: Sequence[Problem], tables: Tables, units: Units, index: str
) -> list[Problem]:
    """Leave out what only follows from something that is told anyway.

    Where the table of units is wrong, a unit may be unknown for that alone; and it is said once
    that there are no sources, or that they could not be read, not at each row.
    """
    if refused_by(units.problems):
        problems = [
            problem
            for problem in problems
            if problem.code not in ("unknown-unit", "misspelt-unit") or problem in units.problems
        ]
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


def _listed_units(tables: Tables, form: IndexForm) -> Units | None:
    """Return the units of their table, None where there is none."""
    if tables.units is None:
        return None
    repeated = tables.units.file in [table.file for table in tables.observations]
    year = form.data.observations[0].header_of("year") if form.data.observations else "year"
    own = form.data.units or UnitsForm(file="")
    return read_units(tables.units, own, year if repeated else None)


def _units_of(form: IndexForm, cells: Cells | None) -> Units:
    """Return the units that the observations name, where no table lists them."""
    if cells is None or not form.data.observations:
        return Units()
    units = units_named_in(cells.unit.met())
    return replace(units, problems=(*_nearly_the_same(units, cells), *_in_lines(units, cells)))


def _nearly_the_same(units: Units, cells: Cells) -> Iterator[Problem]:
    """Refuse units that no table lists and that differ by case, blanks or the like alone."""
    met: dict[str, str] = {}
    for code in units.codes:
        other = met.setdefault(fold(code), code)
        origin = cells.first(code) if other != code else None
        if origin:
            yield Problem(
                "misspelt-unit",
                Wording("observation.would-be-two", code=spelt_out(code), other=spelt_out(other)),
                file=origin.file,
                line=origin.line,
                field="unit",
                value=code,
                unit=code,
                hint=Wording("observation.would-be-two.hint"),
            )


def _without_figures(tables: Tables, units: Units, cells: Cells) -> Iterator[Problem]:
    """Flag units that no other table lists and of which no figure is read: headings, perhaps."""
    if tables.units and tables.units.file not in [table.file for table in tables.observations]:
        return
    there = set(cells.unit.codes[~(np.isnan(cells.value) & cells.readable)].tolist())
    known = {code: at for at, code in enumerate(cells.unit.texts)}
    empty = [code for code in units.codes if known.get(code) not in there]
    origin = cells.first(empty[0]) if empty else None
    if origin and len(empty) < len(units.codes):
        shown = few([f"`{spelt_out(code)}`" for code in empty[:SHOWN]], SHOWN)
        message = Wording("problem.without-figures", number=len(empty), count=len(empty), few=shown)
        hint = Wording("observation.without-figures.hint", line=origin.line or 1)
        yield Problem(
            "without-figures", message, "flag", origin.file, origin.line, "unit", hint=hint
        )


def _in_lines(units: Units, cells: Cells) -> Iterator[Problem]:
    """Refuse units that no table lists and whose codes hold the end of a line."""
    torn = [code for code in units.codes if len(code.splitlines()) > 1]
    origin = cells.first(torn[0]) if torn else None
    if origin:
        yield in_lines(torn, origin, "unit")


def _notes(definition: Definition, cells: Cells) -> dict[tuple[Period, str, str], str]:
    """Give the notes of a column to every indicator and variable that takes its values."""
    takers: dict[str, list[str]] = {}
    for code in definition.form.variables:
        takers.setdefault(definition.column_of(code), []).append(code)
    for leaf in definition.leaves:
        takers.setdefault(definition.column_of(leaf.code), []).append(leaf.code)
    return {
        (year, unit, code): note
        for (year, unit, column), note in cells.notes.items()
        for code in takers.get(column, ())
    }
