"""Find and read the files that an index's data lie in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from coopindex.content.data.observed import INDICATOR
from coopindex.content.data.rows import selected
from coopindex.content.definition import Definition
from coopindex.content.files import OPEN, is_there, name_in, say_where
from coopindex.content.forms.index import FileForm, ObservationsForm, RowsForm
from coopindex.content.tables.asked import NOTHING, Asked
from coopindex.content.tables.notation import PLAIN, Notation
from coopindex.content.tables.read import read_table
from coopindex.content.tables.table import SourceTable, refused
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


def read_tables(definition: Definition, own: FileForm | None = None) -> Tables:
    """Read every file that an index's data lie in; `own` replaces the observations."""
    form = definition.form.data
    forms, paths = _observed(definition, own)
    observations = tuple(
        _read(definition, path, entry) if own is None else _own(definition, own, entry)
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
        replaced=own is not None,
        problems=tuple(problems),
    )


def _observed(
    definition: Definition, own: FileForm | None
) -> tuple[tuple[ObservationsForm, ...], list[Path]]:
    """Return what is said of each table of observations, and its path."""
    forms = tuple(definition.form.data.observations or ())
    if own is not None:
        shape = forms[0] if forms else ObservationsForm(file=own.file)
        said: dict[str, object] = {"file": own.file, "source": None}
        if shape.indicator in (*definition.takers, *(one.code for one in definition.columns())):
            said[INDICATOR] = INDICATOR  # one file holds all that several held
        return (shape.model_copy(update=said),), [Path(own.file)]
    if forms:
        return forms, [definition.file(entry.file) for entry in forms]
    usual = definition.usual("observations")
    return ((ObservationsForm(file=usual.name),), [usual]) if usual else ((), [])


def _read(definition: Definition, path: Path, form: FileForm | None) -> SourceTable:
    """Read a table; where the definition names it and it is not there, say where it was sought."""
    asked = Asked.of(form) if form else NOTHING
    found = read_table(path, name_in(definition.root, path), asked)
    if form is None:
        return found
    where = say_where(found.problems, definition.root, definition.path.parent)
    found = replace(found, problems=where)
    return selected(found, form) if isinstance(form, RowsForm) else found


def _own(definition: Definition, own: FileForm, shape: ObservationsForm) -> SourceTable:
    """Read somebody's own observations.

    The file itself says how it is written, or else it is written as the one that it replaces.
    """
    path, asked, usual = Path(own.file), Asked.of(own), Asked.of(shape)
    name = name_in(definition.root, path)
    says_itself = bool(asked.said.keys() - {"sheet"})
    asked = replace(asked, percent=asked.percent or usual.percent)
    table = read_table(path, name, asked)
    if says_itself:
        return selected(table, shape, relaxed=True)
    if any(wrong.code == "encoding" for wrong in table.problems) and usual.encoding is not None:
        table = read_table(path, name, replace(asked, encoding=usual.encoding))
    if shape.unit not in table.columns and usual.said:
        sheet = asked.sheet or usual.sheet
        laid_out = replace(usual, sheet=sheet, decimal=None, thousands=None)
        again = read_table(path, name, laid_out)
        table = again if shape.unit in again.columns else table
    return selected(_written_as_usual(table, usual.notation), shape, relaxed=True)


def _written_as_usual(table: SourceTable, usual: Notation) -> SourceTable:
    """Read numbers as in the table that is replaced, where they are written so; refuse doubt."""
    texts = set(map(str.strip, table.texts())) if usual != PLAIN else set()
    if any(usual.fits(text) and not PLAIN.fits(text) for text in texts):
        return table.written(usual)
    doubtful = sorted(text for text in texts
                      if usual.fits(text) and usual.plain(text) != text)  # fmt: skip
    if not doubtful:
        return table
    message = Wording("reading.two-readings", text=doubtful[0], other=usual.plain(doubtful[0]))
    hint = Wording("reading.two-readings.hint", file=table.file, keys=usual.keys)
    return refused(table.file, "two-readings", message, hint)


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
    if (book := OPEN.get(definition.root)) is not None:
        found: Problem = book.lacking(what, why)
        return found
    file = f"data/{definition.form.index}/{what}.csv"
    hint = Wording("observation.add-file.hint", file=file)
    return Problem(
        "missing-file", Wording("observation.no-such-file", why=why), file=file, hint=hint
    )
