"""What is given as values in place of files: mappings and text for YAML, DataFrames for tables.

A mapping becomes the same document, a frame the same table as a file would, so that everything
after is the same: the forms, the checks, the words. Only the place differs: a frame's rows have
labels in place of lines.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.content.data.files import Tables
from coopindex.content.data.rows import selected
from coopindex.content.definition import Definition
from coopindex.content.forms.index import FileForm, NodeForm, ObservationsForm, Steps
from coopindex.content.forms.layout import LayoutForm
from coopindex.content.forms.read import read_form
from coopindex.content.limits import DEEPEST
from coopindex.content.tables.asked import NUMBERS, Asked
from coopindex.content.tables.column import BREAK, as_text, column_of, in_one_line, stored_numbers
from coopindex.content.tables.grid import year_name
from coopindex.content.tables.notation import PLAIN, Notation
from coopindex.content.tables.table import SourceTable
from coopindex.content.yaml import Document, parse
from coopindex.periods import as_months, is_day
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Likewise, Problem, raise_errors

if TYPE_CHECKING:
    import pandas as pd

DEFINITION, WEIGHTS, PLAN, SOURCES = "definition", "weights", "plan", "sources"
DATA = "data"
OBSERVATIONS, UNITS, EVIDENCE = "observations", "units", "evidence"
CODE, SCHEME = "index", "given"  # what is called so where nobody says otherwise
NODE_KEYS = frozenset(entry.alias or name for name, entry in NodeForm.model_fields.items())
HEAD = 1  # the header's line; rows follow


# -- mappings and text -----------------------------------------------------------------------------


def is_text(source: Any) -> bool:
    """Say whether a text is YAML itself, and not the name of a file: no name breaks the line."""
    return isinstance(source, str) and "\n" in source


def is_given(source: Any) -> bool:
    """Say whether a scheme, a plan or a definition is written out, and not named."""
    return isinstance(source, Mapping) or is_text(source)


def labelled(source: Any) -> Any:
    """Take a Series for the mapping of its labels; anything else stays as it is."""
    series = getattr(source, "ndim", None) == 1 and hasattr(source, "to_dict")
    return source.to_dict() if series else source


def as_document(source: Any, name: str) -> Document:
    """Return a mapping, or YAML text, as the document that a file of it would be.

    name : what it is called in messages.

    >>> as_document({"scheme": "mine", "weights": {"trade": 2}}, "weights").data
    {'scheme': 'mine', 'weights': {'trade': 2}}
    """
    if isinstance(source, str):
        return replace(parse(source, name), given=True)
    refuse_depth(source, name)
    data = as_yaml(source)
    written = json.dumps(data, ensure_ascii=False, default=repr)
    return Document(name, data, digest=hashlib.sha256(written.encode()).hexdigest(), given=True)


def refuse_depth(source: Any, name: str) -> None:
    """Refuse a mapping that is nested deeper than a file may be, or holds itself."""
    level = [source]
    for _ in range(DEEPEST + 1):
        held = {id(below): below for each in level for below in _inside(each)}
        level = list(held.values())
        if not level:
            return
    message = Wording("reading.refused-depth", most=DEEPEST)
    hint = Wording("reading.refused-depth.hint")
    raise InvalidInput([Problem("nesting", message, file=name, hint=hint)])


def _inside(value: Any) -> Iterable[Any]:
    return (
        value.values()
        if isinstance(value, Mapping)
        else value
        if isinstance(value, list | tuple)
        else ()
    )


def as_yaml(value: Any) -> Any:
    """Return what YAML would give for a value: text as keys, lists, Python's own numbers.

    A Series is the mapping of its labels.
    """
    if isinstance(value, Mapping):
        return {str(key): as_yaml(below) for key, below in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [as_yaml(below) for below in value]
    if getattr(value, "ndim", 0) and hasattr(value, "to_dict"):
        # a table is nothing that YAML holds: the form says so of its name
        return as_yaml(value.to_dict()) if value.ndim == 1 else type(value).__name__
    return value.item() if isinstance(value, np.generic) else value


def definition(tree: Any, settings: Mapping[str, Any]) -> Document:
    """Return the definition of an index that frames go with.

    tree : as `children_of` takes it; or a whole definition, as a mapping with `children`, or text.
    settings : a definition's keys, or steps of its `defaults`.
    """
    refuse_depth(tree, DEFINITION)
    whole = isinstance(tree, Mapping) and isinstance(tree.get("children"), Mapping)
    written = tree if whole or isinstance(tree, str) else {"children": children_of(tree)}
    document = as_document(written, DEFINITION)
    if not isinstance(document.data, Mapping):
        return document
    steps = {key: as_yaml(value) for key, value in settings.items() if key in Steps.model_fields}
    _refuse_said_twice(steps, settings.get("defaults"))
    others = {key: as_yaml(value) for key, value in settings.items() if key not in steps}
    data = {"index": CODE, **document.data, **others}
    data["data"] = _frames_for_files({} if data.get("data") is None else data["data"])
    # defaults that are no mapping are left to the form, which says so
    if steps and isinstance(data.get("defaults") or {}, Mapping):
        data["defaults"] = {**(data.get("defaults") or {}), **steps}
    return replace(document, data=data)


def _frames_for_files(said: Any) -> Any:
    """Return what is said of the tables, with the frames in place of the files not named."""
    if not isinstance(said, Mapping):
        return said
    of_frames = {
        name: {"file": name, **table} if isinstance(table, Mapping) else table
        for name, table in said.items()
        if name in (OBSERVATIONS, UNITS, EVIDENCE)
    }
    return {OBSERVATIONS: {"file": OBSERVATIONS}, **said, **of_frames}


def _refuse_said_twice(steps: Mapping[str, Any], defaults: Any) -> None:
    """Refuse a step that is given by itself and, otherwise, in `defaults` beside it."""
    beside = as_yaml(defaults) if isinstance(defaults, Mapping) else {}
    raise_errors(
        Problem(
            "bad-value",
            Wording("definition.said-twice", step=step),
            file=DEFINITION,
            field=step,
            hint=Wording("definition.keep-one.hint"),
        )
        for step, value in steps.items()
        if step in beside and beside[step] != value
    )


def children_of(tree: Any) -> Any:
    """Return a node's children as a definition writes them.

    A list names indicators; a mapping names children, each with a list or mapping of its own (a
    dimension), nothing (an indicator), or a node's keys as a definition has them.

    >>> children_of({"trade": ["exports"], "smog": {"direction": "negative"}})
    {'trade': {'children': {'exports': {}}}, 'smog': {'direction': 'negative'}}
    """
    # what is no list is left to the form, which says so
    if not isinstance(tree, Mapping) and not _lists(tree):
        return tree
    codes = [str(code) for code in tree]
    raise_errors(
        Problem(
            "duplicate-node",
            Wording("definition.code-twice", code=code, where=""),
            file=DEFINITION,
            field=code,
            hint=Wording("definition.own-code.hint"),
        )
        for code in dict.fromkeys(codes)
        if codes.count(code) > 1
    )
    if isinstance(tree, Mapping):
        return dict(zip(codes, map(_node, tree.values()), strict=True))
    return {code: {} for code in codes}


def _lists(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)


def _node(below: Any) -> Any:
    keys = isinstance(below, Mapping) and any(key in NODE_KEYS for key in below)
    if keys or not (isinstance(below, Mapping) or _lists(below)):
        return {} if below is None else below
    children = children_of(below)
    return {"children": children} if children else {}


def scheme(weights: Any) -> Document:
    """Return a scheme: a whole one, or node -> weight alone; what is not named is shared equally.

    >>> scheme({"trade": "44.1%"}).data
    {'scheme': 'given', 'weights': {'trade': '44.1%'}, 'remaining': 'equal'}
    """
    if isinstance(weights, str) or isinstance(weights.get("weights"), Mapping):
        document = as_document(weights, WEIGHTS)
    else:
        document = as_document({"weights": weights, "remaining": "equal"}, WEIGHTS)
    if not isinstance(document.data, Mapping):
        return document
    return replace(document, data={"scheme": SCHEME, **document.data})


def plan(written: Any) -> Document:
    """Return a plan of robustness."""
    document = as_document(written, PLAN)
    if not isinstance(document.data, Mapping):
        return document
    return replace(document, data={"plan": SCHEME, **document.data})


def file_of(source: Any) -> FileForm:
    """Return a table's file, given by its name or as in `data:`, below the working directory.

    Raises InvalidInput where a mapping says anything else.

    >>> file_of("{file: new.xlsx, sheet: Data}").sheet
    'Data'
    """
    written = source if isinstance(source, Mapping) else str(source)
    if isinstance(written, str) and not written.startswith("{"):
        form: FileForm | None = FileForm(file=written)
    else:
        form, problems = read_form(as_document(written, DATA), FileForm)
        raise_errors(problems)
    if form is None:
        raise InvalidInput(problems)
    return form.model_copy(update={"file": str(Path(form.file).absolute())})


# -- frames ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Frames:
    """The tables of an index, given as frames: what `Tables` are made of, and the rows' labels."""

    tables: Tables
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def locate(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Say of problems at which row they are in place of a line."""
        return tuple(map(self._located, problems))

    def _located(self, problem: Problem) -> Problem:
        if problem.file is None or problem.file not in self.labels:
            return problem
        labels, message = self.labels[problem.file], problem.message
        if found := re.search(r"first on line (\d+)", message):
            label = labels[int(found[1]) - HEAD - 1]
            message = message.but(first=Wording("reading.first-in-row", row=label))
        row, others = None, problem.others
        if problem.line is not None and problem.line > HEAD:
            row = labels[problem.line - HEAD - 1]
            column = [Wording("reading.column", column=problem.field)] if problem.field else []
            where = [Wording("reading.row", row=row), *column]
            message = Wording("frame.in-brackets", first=message, rest=where)
        if isinstance(others, Likewise):
            others = others.mapped(self._located)
        return problem.but(
            message=message, hint=_of_frames(problem.hint), line=None, row=row, others=others
        )


def frames(
    definition: Definition,
    observations: Any,
    units: Any = None,
    evidence: Any = None,
    sources: Mapping[str, Any] | None = None,
) -> Frames:
    """Return the tables of an index from frames. Raises InvalidInput where one is no table."""
    form = definition.form.data
    own: dict[str, Any] = dict.fromkeys(LayoutForm.model_fields.keys() - set(NUMBERS))
    own["file"] = OBSERVATIONS
    entry = (form.observations or [ObservationsForm(file=OBSERVATIONS)])[0].model_copy(update=own)
    # a table has at least a column of its key; what further keys its row labels may hold
    keys = {
        OBSERVATIONS: (entry.unit, entry.year, entry.indicator),
        UNITS: (form.units.code if form.units else "code",),
        EVIDENCE: (form.evidence.unit if form.evidence else "unit",),
    }
    held = {OBSERVATIONS: observations, UNITS: units, EVIDENCE: evidence}
    written = {OBSERVATIONS: Asked.of(entry).notation}
    read = {name: read_frame(frame, name, keys[name], entry.year, written.get(name, PLAIN))
            for name, frame in held.items()
            if frame is not None or name == OBSERVATIONS}  # fmt: skip
    said = {OBSERVATIONS: entry, UNITS: form.units, EVIDENCE: form.evidence}
    tables = {
        name: selected(table, of_it) if (of_it := said[name]) else table
        for name, (table, _) in read.items()
    }
    raise_errors(problem for table in tables.values() for problem in table.problems)
    return Frames(
        Tables(
            as_document({} if sources is None else sources, SOURCES),
            tables.get(UNITS),
            (tables[OBSERVATIONS],),
            (entry,),
            tables.get(EVIDENCE),
            replaced=True,
            problems=(),
        ),
        {name: labels for name, (_, labels) in read.items()},
    )


def replaced(definition: Definition, tables: Tables, frame: Any) -> Frames:
    """Return tables with a frame in place of the observations."""
    found = frames(definition, frame)
    return Frames(
        replace(
            tables,
            observations=found.tables.observations,
            forms=found.tables.forms,
            replaced=True,
            problems=(),
        ),
        found.labels,
    )


def read_frame(
    frame: Any, name: str, keys: Sequence[str], year: str = "year", notation: Notation = PLAIN
) -> tuple[SourceTable, Sequence[str]]:
    """Return a frame as a table, and the labels of its rows.

    keys : the columns that the frame's row labels may hold; unnamed ones are the first of them.
    year : the column of years; dates that stand there are years, or months. notation : of numbers
    that are text.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        message = Wording("reading.not-a-frame", kind=type(frame).__name__)
        return _refused(name, "not-a-table", message, Wording("reading.not-a-frame.hint")), ()
    if any(isinstance(each, str) and BREAK.search(each) for each in frame.columns):
        names = [in_one_line(each) if isinstance(each, str) else each for each in frame.columns]
        frame = frame.set_axis(names, axis=1)
    labels = list(map(_label, frame.index))
    table, problem = _with_labels(frame, name, keys)
    if problem is None and (frame.columns.nlevels > 1 or not len(table)):
        several = frame.columns.nlevels > 1
        message = Wording("reading.several-levels") if several else Wording("reading.no-rows")
        hint = (
            Wording("reading.several-levels.hint") if several else Wording("reading.no-rows.hint")
        )
        problem = _refused(name, "header" if several else "empty-table", message, hint)
    names = [year_name(str(each)) for each in table.columns]
    twice = next((each for each in names if names.count(each) > 1), None)
    if problem is None and twice is not None:
        message = Wording("reading.column-twice", name=twice)
        problem = _refused(name, "header", message, Wording("reading.keep-one.hint"))
    if problem is not None:
        return problem, ()
    columns = {
        each: _cells(table.iloc[:, position], _year if each == year else _cell)
        for position, each in enumerate(names)
    }
    if year in columns and any(map(is_day, columns[year])):
        others = [columns[key] for key in keys if key in columns and key != year]
        columns[year] = _of_dates(columns[year], [*zip(*others, strict=True)])
    digest = hashlib.sha256("\0".join(names).encode())
    for cells in columns.values():
        digest.update("\0".join(cells).encode("utf-8", "surrogatepass"))
    lines = np.arange(len(table)) + HEAD + 1
    typed = {each: column_of(cells, stored_numbers(table.iloc[:, position].tolist()))
             for position, (each, cells) in enumerate(columns.items())}  # fmt: skip
    found = SourceTable(name, typed, lines, digest=digest.hexdigest(), head=HEAD, stored=True)
    return found.written(notation), labels


def _with_labels(
    frame: pd.DataFrame, name: str, keys: Sequence[str]
) -> tuple[pd.DataFrame, SourceTable | None]:
    """Make columns of row labels that hold a key which no column is called after."""
    import pandas as pd

    key = keys[0]
    if frame.columns.nlevels > 1:
        return frame, None
    names = [name if name in keys else None for name in frame.index.names]
    if names.count(None) == 1 and key not in names and not isinstance(frame.index, pd.RangeIndex):
        names[names.index(None)] = key
    wanted = [level for level, name in enumerate(names) if name and name not in frame.columns]
    frame = frame.set_axis(frame.index.set_names(names), axis=0)
    frame = frame.reset_index(level=wanted).reset_index(drop=True)
    if key in frame.columns:
        return frame, None
    hint = Wording("reading.row-labels.hint", key=key)
    message = Wording("reading.no-row-labels", key=key)
    return frame, _refused(name, "missing-column", message, hint)


def _refused(name: str, code: str, message: Wording, hint: Wording) -> SourceTable:
    return SourceTable(name, problems=(Problem(code, message, file=name, hint=hint),))


def _cells(column: pd.Series[Any], write: Callable[[Any], str]) -> list[str]:
    """Write a column's cells as an analyst would, missing ones empty; numbers to the last bit."""
    written = zip(column.tolist(), column.isna().tolist(), strict=True)
    return ["" if gone else write(value) for value, gone in written]


def _year(value: Any) -> str:
    """Write a date as its day, a period of pandas as one of ours; anything else as it is.

    >>> import datetime
    >>> _year(datetime.date(2019, 12, 31)), _year(2019.0)
    ('2019-12-31', '2019')
    """
    if hasattr(value, "freqstr") and value.freqstr[:1] in "MQ":
        month = value.freqstr[0] == "M"
        return f"{value.year}-{value.month:02}" if month else f"{value.year}Q{value.quarter}"
    if not hasattr(value, "year"):
        return _cell(value)
    return f"{value.year:04}-{value.month:02}-{value.day:02}"


def _of_dates(cells: list[str], of: Sequence[Any]) -> list[str]:
    """Take the years of dates, or their months where these are months and what they are `of` asks.

    >>> _of_dates(["2019-12-31", "2020-12-31"], "aa"), _of_dates(["2019-11-30", "2019-12-31"], "aa")
    (['2019', '2020'], ['2019-11', '2019-12'])
    """
    years = [cell[:4] if is_day(cell) else cell for cell in cells]
    once = len({*zip(of, years, strict=True)}) == len(years)
    months = {} if once else as_months([*dict.fromkeys(cells)])
    return [months.get(cell, year) for cell, year in zip(cells, years, strict=True)]


def _cell(value: Any) -> str:
    return as_text(value) if np.isscalar(value) or hasattr(value, "isoformat") else str(value)


def _label(label: Any) -> str:
    return ", ".join(map(str, label)) if isinstance(label, tuple) else str(label)


# a way out of a file's layout -> what to do with a frame, which has none
IN_FRAMES = {
    f"observation.{name}.hint": f"observation.{way}-in-frame.hint"
    for name, way in (
        ("notation", "notation"), ("notations", "notations"), ("percent-ways", "notations"),
        ("mark", "mark"),
    )
}  # fmt: skip


def _of_frames(hint: Wording | str | None) -> Wording | str | None:
    """Say the way out as it is in Python."""
    if not isinstance(hint, Wording) or hint.key not in IN_FRAMES:
        return hint
    said = dict(hint.values)
    if hint.key == "observation.notation.hint":
        said["keys"] = said["keys"].replace(": ", "=")
    return Wording(IN_FRAMES[hint.key], **said)
