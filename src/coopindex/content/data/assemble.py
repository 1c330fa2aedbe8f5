"""Read an index's data - units, observations, evidence, sources - into the engine's frozen arrays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from coopindex.content.compile.tree import Written, stated_references, written_nodes
from coopindex.content.data.cross_checks import cross_check
from coopindex.content.data.evidence import Counted, count, read_events, years_of
from coopindex.content.data.observations import (
    Cells,
    Column,
    Grid,
    cell_problems,
    header_problems,
    lay_out,
    read_cells,
)
from coopindex.content.data.published import (
    NO_HEADERS,
    Headers,
    Named,
    headers,
    named_columns,
    pattern_problems,
    published_tables,
)
from coopindex.content.data.sources import read_sources, unknown_source
from coopindex.content.data.totals import totals
from coopindex.content.data.units import (
    Units,
    condition_problem,
    nearest_unit,
    read_units,
    units_named_in,
)
from coopindex.content.files import find_named, name_in, say_where
from coopindex.content.forms.index import (
    EvidenceForm,
    EvidenceTableForm,
    FileForm,
    IndexForm,
    ObservationsForm,
    UnitsForm,
)
from coopindex.content.tables.table import SUFFIXES, Table, fold, read_table, visible
from coopindex.content.yaml import Document, Place, dotted, read_yaml
from coopindex.engine.data import Data, Event, PublishedTable, Source
from coopindex.engine.index import STATUSES, Index, Origin
from coopindex.methods.registry import Array
from coopindex.problems import Problem

Conditions = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Definition:
    """A definition with all that is needed to find and check what belongs to it."""

    path: Path
    root: Path
    form: IndexForm
    document: Document
    index: Index

    @property
    def leaves(self) -> tuple[Written, ...]:
        """The indicators as written, in the order of `Index.leaves`."""
        return tuple(node for node in written_nodes(self.form) if not node.form.children)

    @property
    def rules(self) -> dict[str, EvidenceForm]:
        """The indicators that are counted from evidence, and how."""
        return {
            leaf.code: rule
            for leaf in self.leaves
            if (rule := getattr(leaf.form, "evidence", None))
        }

    @property
    def constants(self) -> dict[str, float]:
        """The indicators that have the same value everywhere."""
        found = {leaf.code: getattr(leaf.form, "constant", None) for leaf in self.leaves}
        return {code: value for code, value in found.items() if value is not None}

    def column_of(self, leaf: Written) -> str:
        """Return the column whose values an indicator takes."""
        return getattr(leaf.form, "data", None) or leaf.code

    def file(self, name: str) -> Path:
        """Return a file named in the definition: below the project's root, else beside the definition."""
        return find_named(name, self.root, self.path.parent)

    def usual(self, table: str) -> Path | None:
        """Return data/<index>/<table>.*, None when there is none."""
        folder = self.root / "data" / self.form.index
        return next(
            (path for suffix in SUFFIXES if (path := folder / f"{table}{suffix}").exists()), None
        )

    def published(self, headed: Headers) -> tuple[Named, ...]:
        """Return the columns of published figures, of those that the observations have."""
        read = {self.column_of(leaf) for leaf in self.leaves} | set(self.form.variables)
        return named_columns(self.form, read, headed)

    def columns(self, headed: Headers = NO_HEADERS) -> tuple[Column, ...]:
        """Return the columns that observations fill.

        Those of indicators that are not counted, of variables and of published figures.
        """
        found: dict[str, Column] = {}
        elsewhere = {**self.rules, **self.constants}
        entries: list[tuple[str, Any, Place]]
        entries = [
            (self.column_of(leaf), leaf.form, leaf.place)
            for leaf in self.leaves
            if leaf.code not in elsewhere
        ]
        entries += [(code, form, ("variables", code)) for code, form in self.form.variables.items()]
        entries += [(named.column, None, ("published",)) for named in self.published(headed)]
        for code, form, place in entries:
            low, high = getattr(form, "bounds", None) or (None, None)
            before = found.get(code, Column(code))
            lower, upper = (
                max(before.lower, -np.inf if low is None else low),
                min(before.upper, np.inf if high is None else high),
            )
            found[code] = Column(code, lower, upper, self.document.origin((*place, "bounds")))
        return tuple(found.values())


@dataclass(frozen=True)
class Tables:
    """The files of an index, read but not yet checked; `replaced` says that the observations are somebody's own."""

    sources: Document | None
    units: Table | None
    observations: tuple[Table, ...]
    forms: tuple[ObservationsForm, ...]
    evidence: Table | None
    replaced: bool
    problems: tuple[Problem, ...]

    @property
    def digest(self) -> str:
        """One digest of all files."""
        tables = [table for table in (self.units, *self.observations, self.evidence) if table]
        digests = [self.sources.digest if self.sources else "", *(table.digest for table in tables)]
        return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def read_tables(definition: Definition, file: Path | None = None) -> Tables:
    """Read every file that an index's data lie in; `file` replaces the observations."""
    form, root, problems = definition.form.data, definition.root, []

    def table(path: Path, form: FileForm | None) -> Table:
        sheet, encoding = (form.sheet, form.encoding) if form else (None, None)
        found = read_table(path, name_in(root, path), sheet, encoding)
        if form is None or path == file:
            return found
        return replace(found, problems=say_where(found.problems, root, definition.path.parent))

    def lacking(what: str, why: str) -> Problem:
        folder = f"data/{definition.form.index}"
        hint = f"add {folder}/{what}.csv, or name the file under `data` of the index"
        return Problem(
            "missing-file", f"there is no such file{why}", file=f"{folder}/{what}.csv", hint=hint
        )

    forms = tuple(form.observations or ())
    if file is not None:
        shape = forms[0] if forms else ObservationsForm(file=str(file))
        own = {"file": str(file), "sheet": None, "encoding": None, "source": None}
        forms = (shape.model_copy(update=own),)
        paths = [file]
    elif forms:
        paths = [definition.file(entry.file) for entry in forms]
    else:
        usual = definition.usual("observations")
        paths = [usual] if usual else []
        forms = tuple(ObservationsForm(file=path.name) for path in paths)
        if not usual and definition.columns():
            problems.append(
                lacking("observations", f", and {definition.columns()[0].code} needs it")
            )
    observations = tuple(table(path, entry) for path, entry in zip(paths, forms, strict=True))
    said = form.observations[0].encoding if file is not None and form.observations else None
    if said is not None and any(wrong.code == "encoding" for wrong in observations[0].problems):
        # somebody's own file says itself how it is written, or else is written as the one it
        # replaces
        observations = (read_table(paths[0], name_in(root, paths[0]), encoding=said),)
    units_path = definition.file(form.units.file) if form.units else definition.usual("units")
    units = table(units_path, form.units) if units_path else None
    if units is None and not form.observations:
        problems.append(lacking("units", ""))
    evidence_path = (
        definition.file(form.evidence.file) if form.evidence else definition.usual("evidence")
    )
    evidence = table(evidence_path, form.evidence) if evidence_path else None
    if evidence is None and definition.rules:
        problems.append(
            lacking("evidence", f", and {next(iter(definition.rules))} is counted from it")
        )
    sources_path = (
        definition.file(form.sources.file)
        if form.sources
        else root / "data" / definition.form.index / "sources.yaml"
    )
    sources = None
    if form.sources or sources_path.exists():
        found = read_yaml(sources_path, name_in(root, sources_path))
        where = say_where(found.problems, root, definition.path.parent)
        sources = replace(found, problems=where)
    return Tables(sources, units, observations, forms, evidence, file is not None, tuple(problems))


def read_data(definition: Definition, tables: Tables) -> tuple[Data | None, tuple[Problem, ...]]:
    """Return the data of an index, and all that is wrong or doubtful in its tables.

    No data where anything is wrong.
    """
    form = definition.form
    sources, found = read_sources(tables.sources) if tables.sources else ((), ())
    problems = [
        *tables.problems,
        *found,
        *(problem for table in tables.observations for problem in table.problems),
    ]
    headed = headers(tables.observations, tables.forms)
    columns, rules = definition.columns(headed), definition.rules
    cells, usable = (
        None,
        not any(
            problem.level == "error" for table in tables.observations for problem in table.problems
        ),
    )
    if usable and not tables.replaced:
        published = definition.published(headed)
        problems += pattern_problems(form, definition.document, published, headed)
    if tables.observations and usable:
        found = tuple(header_problems(tables.observations, tables.forms, columns, tables.replaced))
        problems += found
        if not any(problem.level == "error" for problem in found):
            cells = read_cells(tables.observations, tables.forms, columns, form.year)
    units = _units(tables, form, cells)
    problems += units.problems
    if not units.codes:
        return None, tuple(dict.fromkeys(problems))
    if cells is not None:
        undated = form.year is not None or (
            not form.year and not any(cells.frame["written_year"] != "")
        )
        counted = [definition.column_of(leaf) for leaf in definition.leaves if leaf.code in rules]
        named = [entry.source for entry in tables.forms if entry.source]
        problems += cell_problems(
            cells, columns, units, sources, undated=undated, counted=counted, named=named
        )
    events: tuple[Event, ...] = ()
    if tables.evidence:
        indicators = [leaf.code for leaf in definition.leaves]
        events, found = read_events(
            tables.evidence,
            form.data.evidence or EvidenceTableForm(file=""),
            rules,
            indicators,
            units,
            sources,
        )
        problems += found
    problems += _reference_problems(definition, units, sources)
    problems = _without_echoes(problems, tables, form.index)
    if any(problem.level == "error" for problem in problems):
        return None, tuple(dict.fromkeys(problems))
    grid = lay_out(cells, columns, units, sources) if cells else None
    figures = published_tables(definition.document, definition.published(headed), grid)
    data, found = _assemble(definition, units, sources, grid, cells, events, tables, figures)
    problems += found
    problems = list(dict.fromkeys(problems))
    if any(problem.level == "error" for problem in problems):
        return None, tuple(problems)
    return data, tuple(problems)


def _without_echoes(problems: Sequence[Problem], tables: Tables, index: str) -> list[Problem]:
    """Where the sources are not there or could not be read, say so once, and not at each row that names one."""
    if tables.sources and tables.sources.data is not None:
        return list(problems)
    echoes, rest = list[Problem](), list[Problem]()
    for problem in problems:
        (echoes if problem.code == "unknown-source" and problem.value else rest).append(problem)
    if echoes and tables.sources is None:
        file, source = f"data/{index}/sources.yaml", echoes[0].value
        message, hint = (
            f"there is no such file, and `{source}` is named as a source",
            f"describe it there: {source}: {{title: ...}}",
        )
        rest.insert(0, Problem("missing-file", message, file=file, hint=hint))
    return rest


def _units(tables: Tables, form: IndexForm, cells: Cells | None) -> Units:
    if tables.units is None:
        if cells is None or not form.data.observations:
            return Units()
        units = units_named_in(cells.frame["unit"].unique())
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
        other, origin = met.setdefault(fold(code), code), cells.first(code)
        if other != code and origin:
            yield Problem(
                "misspelt-unit",
                f"`{visible(code)}` and `{visible(other)}` would be two units",
                file=origin.file,
                line=origin.line,
                field="unit",
                value=code,
                unit=code,
                hint="write them alike; if they are two, list them in a table of units",
            )


def _reference_problems(
    definition: Definition, units: Units, sources: Sequence[Source]
) -> Iterator[Problem]:
    """Check what the definition says about units and sources."""
    form, document, known = (
        definition.form,
        definition.document,
        {source.code for source in sources},
    )
    for position, figure in enumerate(form.published):
        if figure.unit is not None and figure.unit not in units.codes:
            message = f"`{figure.unit}` is not a unit of this index"
            hint = nearest_unit(figure.unit, units)
            yield document.problem(
                "unknown-unit",
                message,
                ("published", position, "unit"),
                value=figure.unit,
                hint=hint,
            )
    cited: list[tuple[Place, str]] = [
        (("published", place, "source"), figure.source)
        for place, figure in enumerate(form.published)
    ]
    cited += [
        (("checks", place, "source"), check.source) for place, check in enumerate(form.checks)
    ]
    if form.data.evidence:
        cited.append((("data", "evidence", "source"), form.data.evidence.source or ""))
    cited += [
        (("data", "observations", "source"), table.source or "")
        for table in form.data.observations or ()
    ]
    for place, source in cited:
        if source and source not in known:
            message, hint = unknown_source(source, tuple(sources))
            yield document.problem("unknown-source", message, place, value=source, hint=hint)
    conditions: list[tuple[Place, Conditions]] = [(("ranked", "where"), definition.index.ranked)]
    conditions += [
        ((*place, "where"), tuple(sorted(reference.where.items())))
        for place, reference in stated_references(form)
    ]
    for node in written_nodes(form):
        stated = getattr(node.form, "applies", None)
        conditions += (
            [((*node.place, "applies", "where"), tuple(stated.where.items()))] if stated else []
        )
    for place, where in conditions:
        wrong = condition_problem(where, units)
        if wrong:
            yield document.problem("unknown-group", wrong[0], place, hint=wrong[1])


def _assemble(
    definition: Definition,
    units: Units,
    sources: tuple[Source, ...],
    grid: Grid | None,
    cells: Cells | None,
    events: tuple[Event, ...],
    tables: Tables,
    published: tuple[PublishedTable, ...],
) -> tuple[Data, tuple[Problem, ...]]:
    """Bring observations and counted evidence together, and run the checks that need all of them."""
    form, rules, leaves = definition.form, definition.rules, definition.leaves
    elsewhere = {**rules, **definition.constants}
    years = grid.years if grid and grid.years else ()
    years = years or ((form.year,) if form.year else years_of(events)[-1:]) or (0,)
    shape = (len(years), len(units.codes), len(leaves))
    values, status, source = (
        np.full(shape, np.nan),
        np.full(shape, -1, np.int8),
        np.full(shape, -1, np.int32),
    )
    variables = {code: np.full(shape[:2], np.nan) for code in form.variables}
    if grid and grid.years:
        at = {code: place for place, code in enumerate(grid.columns)}
        for place, leaf in enumerate(leaves):
            if leaf.code not in elsewhere:
                column = at[definition.column_of(leaf)]
                for ours, theirs in (
                    (values, grid.values),
                    (status, grid.status),
                    (source, grid.source),
                ):
                    ours[:, :, place] = theirs[:, :, column]
        variables = {code: grid.values[:, :, at[code]].copy() for code in form.variables}
    position = {leaf.code: place for place, leaf in enumerate(leaves)}
    for code, value in definition.constants.items():
        values[:, :, position[code]], status[:, :, position[code]] = (
            value,
            STATUSES.index("derived"),
        )
    unit_at, year_at = (
        {code: place for place, code in enumerate(units.codes)},
        {year: place for place, year in enumerate(years)},
    )
    source_at = {entry.code: place for place, entry in enumerate(sources)}
    counted: dict[tuple[str, str, int], Counted] = {}
    for code, unit, year, found in count(events, rules, units.codes, years):
        cell = year_at[year], unit_at[unit], position[code]
        values[cell], status[cell], source[cell] = (
            found.value,
            STATUSES.index(found.status),
            source_at.get(found.source, -1),
        )
        counted[unit, code, year] = found
    notes = {} if cells is None else _notes(definition, cells)
    file = tables.evidence.file if tables.evidence else ""

    def find(unit: str, column: str, year: int) -> Origin | None:
        if (unit, column, year) in counted:
            line = counted[unit, column, year].line
            return Origin(file, line) if line else None
        columns = {leaf.code: definition.column_of(leaf) for leaf in leaves}
        return cells.find(unit, columns.get(column, column), year) if cells else None

    problems = [
        *_bounds_of_counted(definition, counted, units, file),
        *_year_problems(definition, years),
    ]
    read = [place for place, leaf in enumerate(leaves) if leaf.code not in elsewhere]
    figures = np.concatenate(
        [values[:, :, read], *(column[:, :, None] for column in variables.values())], axis=2
    )
    problems += _total_problems(figures, units, cells, tables)
    for number, check in enumerate(form.checks):
        for at_year, year in enumerate(years):
            columns = {code: column[at_year] for code, column in variables.items()}
            columns |= {leaf.code: values[at_year, :, place] for place, leaf in enumerate(leaves)}
            written: Place = ("checks", number)
            problems += cross_check(
                check,
                columns,
                year,
                units,
                find,
                definition.document.origin(written),
                dotted(written) or "",
            )
    for leaf, empty in zip(leaves, np.isnan(values).all(axis=(0, 1)), strict=True):
        if empty:
            hint = "bring figures for it; or let it, or its dimension, have the weight 0"
            message = "no figure for any unit: its siblings share its weight"
            problems.append(
                definition.document.problem(
                    "no-figures", message, leaf.place, level="flag", indicator=leaf.code, hint=hint
                )
            )
    data = Data(
        units=units.codes,
        names=units.names,
        years=tuple(years),
        values=values,
        status=status,
        source=source,
        sources=sources,
        variables=variables,
        groups=units.groups,
        evidence=events,
        notes=notes,
        published=published,
        digest=tables.digest,
    )
    return data, tuple(problems)


def _total_problems(
    figures: Array, units: Units, cells: Cells | None, tables: Tables
) -> Iterator[Problem]:
    """Flag units that seem to stand for all others."""
    names = [(units.names[code].en, units.names[code].zh) for code in units.codes]
    for place, what in totals(figures, units.codes, names):
        code = units.codes[place]
        origin = cells.first(code) if cells else None
        file = origin.file if origin else tables.units.file if tables.units else None
        yield Problem(
            "total-row",
            f"`{units.name(code)}` {what}, and is scored as one of them",
            level="flag",
            file=file,
            line=origin.line if origin else None,
            field="unit",
            value=code,
            unit=code,
            hint="leave its rows out, if it is none of the units",
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


def _bounds_of_counted(
    definition: Definition, counted: dict[tuple[str, str, int], Counted], units: Units, file: str
) -> Iterator[Problem]:
    for (unit, code, year), found in counted.items():
        low, high = definition.index.node(code).bounds
        below, above = (
            low is not None and found.value < low,
            high is not None and found.value > high,
        )
        if below or above:
            side, kind, limit = ("below", "lower", low) if below else ("above", "upper", high)
            when = f", {year}" if year else ""
            message = f"{found.value:.15g} lies {side} {limit:.15g}, the {kind} bound of {code} ({units.name(unit)}{when})"
            origin = definition.document.origin((*_place(definition, code), "bounds"))
            hint = f"check the events, or widen `bounds` of {code} in {origin}"
            yield Problem(
                "out-of-bounds",
                message,
                file=file,
                line=found.line or None,
                field="value",
                value=f"{found.value:.15g}",
                unit=unit,
                indicator=code,
                year=year or None,
                hint=hint,
            )


def _place(definition: Definition, code: str) -> tuple[str | int, ...]:
    return next(leaf.place for leaf in definition.leaves if leaf.code == code)


def _year_problems(definition: Definition, years: Sequence[int]) -> Iterator[Problem]:
    """Name the years of the definition that have no data."""
    form, document = definition.form, definition.document
    named: list[tuple[Place, int]] = [(("year",), form.year)] if form.year else []
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
            hint = f"years with data: {', '.join(map(str, years))}"
            yield document.problem(
                "unknown-year", f"there are no data for {year}", where, value=str(year), hint=hint
            )
