"""Find and read the files that an index's data lie in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from coopindex.content.definition import Definition
from coopindex.content.files import is_there, name_in, say_where
from coopindex.content.forms.index import FileForm, ObservationsForm
from coopindex.content.tables.read import read_table
from coopindex.content.tables.table import SourceTable
from coopindex.content.yaml import Document, read_yaml
from coopindex.phrases import Wording
from coopindex.problems import Problem


@dataclass(frozen=True)
class Tables:
    """The files of an index, read but not yet checked.

    forms : what is said of each table of observations. replaced : the observations are somebody's
    own, not those that the definition names.
    """

    sources: Document | None
    units: SourceTable | None
    observations: tuple[SourceTable, ...]
    forms: tuple[ObservationsForm, ...]
    evidence: SourceTable | None
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
    form = definition.form.data
    forms, paths = _observed(definition, file)
    observations = tuple(
        _read(definition, path, entry) if file is None else _own(definition, path)
        for path, entry in zip(paths, forms, strict=True)
    )
    units = _named_or_usual(definition, "units", form.units)
    evidence = _named_or_usual(definition, "evidence", form.evidence)
    problems = []
    if not paths and definition.columns():
        needing = Wording("observation.needs-it", code=definition.columns()[0].code)
        problems.append(_lacking(definition, "observations", needing))
    if units is None and not form.observations:
        problems.append(_lacking(definition, "units", ""))
    if evidence is None and definition.rules:
        needing = Wording("observation.counted-from-it", code=next(iter(definition.rules)))
        problems.append(_lacking(definition, "evidence", needing))
    return Tables(
        sources=_sources(definition),
        units=units,
        observations=observations,
        forms=forms,
        evidence=evidence,
        replaced=file is not None,
        problems=tuple(problems),
    )


def _observed(
    definition: Definition, file: Path | None
) -> tuple[tuple[ObservationsForm, ...], list[Path]]:
    """Return what is said of each table of observations, and its path."""
    forms = tuple(definition.form.data.observations or ())
    if file is not None:
        shape = forms[0] if forms else ObservationsForm(file=str(file))
        own = {"file": str(file), "sheet": None, "encoding": None, "source": None}
        return (shape.model_copy(update=own),), [file]
    if forms:
        return forms, [definition.file(entry.file) for entry in forms]
    usual = definition.usual("observations")
    return ((ObservationsForm(file=usual.name),), [usual]) if usual else ((), [])


def _read(definition: Definition, path: Path, form: FileForm | None) -> SourceTable:
    """Read a table; where the definition names it and it is not there, say where it was sought."""
    sheet, encoding = (form.sheet, form.encoding) if form else (None, None)
    found = read_table(path, name_in(definition.root, path), sheet, encoding)
    if form is None:
        return found
    where = say_where(found.problems, definition.root, definition.path.parent)
    return replace(found, problems=where)


def _own(definition: Definition, file: Path) -> SourceTable:
    """Read somebody's own observations.

    The file itself says how it is written, or else it is written as the one that it replaces.
    """
    name = name_in(definition.root, file)
    table, replaced = read_table(file, name), definition.form.data.observations
    said = replaced[0].encoding if replaced else None
    if said is not None and any(wrong.code == "encoding" for wrong in table.problems):
        return read_table(file, name, encoding=said)
    return table


def _named_or_usual(definition: Definition, what: str, form: FileForm | None) -> SourceTable | None:
    """Read the file that the definition names, or the one in its usual place; None without one."""
    path = definition.file(form.file) if form else definition.usual(what)
    return _read(definition, path, form) if path else None


def _sources(definition: Definition) -> Document | None:
    form, root = definition.form.data.sources, definition.root
    usual = root / "data" / definition.form.index / "sources.yaml"
    path = definition.file(form.file) if form else usual
    if form is None and not is_there(path):
        return None
    found = read_yaml(path, name_in(root, path))
    return replace(found, problems=say_where(found.problems, root, definition.path.parent))


def _lacking(definition: Definition, what: str, why: str) -> Problem:
    file = f"data/{definition.form.index}/{what}.csv"
    hint = Wording("observation.add-file.hint", file=file)
    return Problem(
        "missing-file", Wording("observation.no-such-file", why=why), file=file, hint=hint
    )
