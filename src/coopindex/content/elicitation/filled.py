"""Read filled-in questionnaires: workbooks, and tables of answers."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from coopindex.content.elicitation.asked import (
    BEST,
    CHOICES,
    WORST,
    Entry,
    Filled,
    chosen,
    labels_of,
)
from coopindex.content.elicitation.sheets import (
    ASKED,
    BEST_ROW,
    CODES,
    DATE,
    FAMILY,
    FIRST,
    INDEX,
    METHOD,
    NAME,
    WORST_ROW,
)
from coopindex.content.tables.archive import refused_parts
from coopindex.content.tables.damaged import damage
from coopindex.content.tables.merged import letters
from coopindex.content.tables.read import read_table
from coopindex.content.tables.table import refused_by
from coopindex.content.yaml import read_bytes
from coopindex.engine.index import Index, Node
from coopindex.methods.elicitation import WAYS
from coopindex.phrases import LANGUAGES, Wording, say
from coopindex.problems import Problem, meant, nearest
from coopindex.questions.elicitation import ANONYMOUS, GROUP

COLUMNS = "expert", "family", "node", "other", "value"
OF_A_SHEET = INDEX, METHOD, ASKED, NAME, DATE
TABLE = ".xlsx"


@dataclass(frozen=True)
class Found:
    """What a file holds: experts, how and what was asked, as far as it says that.

    asked : of which states of the tree its sheets say they are; "" where one does not.
    """

    experts: tuple[Filled, ...] = ()
    method: str = ""
    asked: tuple[str, ...] = ()
    digest: str = ""
    problems: tuple[Problem, ...] = ()


def read_filled(path: Path, index: Index, method: str | None) -> Found:
    """Read the answers of a file: a workbook, or a table with a row an answer.

    method : how was asked, where the caller says it.
    """
    file = path.as_posix()
    if path.suffix.lower() != TABLE:
        return _of_table(path, file, index, method)
    content, problems = read_bytes(path, file)
    if problems:
        return Found(problems=problems)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not read
            return _of_workbook(content, file, index, method)
    except ModuleNotFoundError:
        raise
    except Exception as error:  # whatever the zip, the XML or the keys below it raised
        message = Wording("reading.not-xlsx", error=damage(error))
        hint = Wording("reading.not-xlsx.hint")
        return Found(problems=(Problem("unreadable-file", message, file=file, hint=hint),))


# -- workbooks ------------------------------------------------------------------------------------


def _of_workbook(content: bytes, file: str, index: Index, method: str | None) -> Found:
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if refused := refused_parts(parts, file):
            return Found(problems=(refused,))
    # what was typed, and what formulas came to
    typed = openpyxl.load_workbook(io.BytesIO(content))
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    sheets = [_Sheet(page, values[page.title], file, index) for page in typed.worksheets]
    ours = [sheet for sheet in sheets if sheet.said.get(METHOD)]
    if not ours:
        message, hint = Wording("elicitation.no-sheet"), Wording("elicitation.no-sheet.hint")
        return Found(problems=(Problem("no-questionnaire", message, file=file, hint=hint),))
    others = [flag for sheet in sheets if sheet not in ours for flag in sheet.passed_over()]
    problems = [wrong for wrong in others if wrong.level == "error"]
    problems += [wrong for sheet in ours for wrong in sheet.misplaced(ours[0], method)]
    if problems:
        return Found(problems=tuple(problems))
    experts = tuple(sheet.filled() for sheet in ours)
    found = (*others, *(problem for sheet in ours for problem in sheet.problems))
    digest = hashlib.sha256(content).hexdigest()
    asked = tuple(dict.fromkeys(sheet.said.get(ASKED, "") for sheet in ours))
    return Found(experts, ours[0].said[METHOD], asked, digest, found)


class _Sheet:
    """One expert's sheet."""

    def __init__(self, typed: Any, values: Any, file: str, index: Index) -> None:
        self.name, self.file, self.index = str(typed.title), file, index
        self.problems: list[Problem] = []
        self.rows = [
            [_value(cell.value, values.cell(cell.row, cell.column).value) for cell in row]
            for row in typed.iter_rows()
        ]
        self.said = {
            mark: self.at(row, FIRST if mark in (NAME, DATE) else 1)
            for row, mark in enumerate(self.marks)
            if mark in OF_A_SHEET
        }
        self.said = {mark: _text(value) for mark, value in self.said.items()}

    @property
    def marks(self) -> list[str]:
        """What column A says of every row."""
        return [_text(row[0]) if row else "" for row in self.rows]

    def at(self, row: int, column: int) -> Any:
        """Return what a cell holds, None where it is blank or there is none."""
        cells = self.rows[row] if row < len(self.rows) else []
        value = cells[column] if column < len(cells) else None
        return None if value is None or _text(value) == "" else value

    def place(self, row: int, column: int) -> str:
        """Name a cell, as `Expert 2!D7`."""
        return f"{self.name}!{letters(column + 1)}{row + 1}"

    def problem(self, code: str, message: Wording, row: int, column: int, **what: Any) -> None:
        """Note what is wrong at a cell."""
        field = self.place(row, column)
        self.problems.append(Problem(code, message, file=self.file, field=field, **what))

    def passed_over(self) -> Iterator[Problem]:
        """Say of a sheet that does not say how it asks that its answers, if any, are not read."""
        if any(mark in OF_A_SHEET or mark.startswith(FAMILY) for mark in self.marks):
            yield self._without(METHOD)
        elif self.name not in _instructions() and any(map(any, self.rows)):
            message = Wording("elicitation.not-read", sheet=self.name)
            yield Problem("not-read", message, level="flag", file=self.file)

    def _without(self, mark: str) -> Problem:
        """Say of a sheet that it has lost a row, or what stands in it."""
        message = Wording("elicitation.no-mark", sheet=self.name, mark=mark)
        hint = Wording("elicitation.no-mark.hint")
        return Problem("no-mark", message, file=self.file, field=self.name, hint=hint)

    def misplaced(self, first: _Sheet, method: str | None) -> Iterator[Problem]:
        """Say of a sheet that it is of another index, or asks otherwise than was said."""
        pairs = (
            (INDEX, self.index.code, "elicitation.other-index"),
            (METHOD, method or first.said[METHOD], "elicitation.other-method"),
        )
        for mark, wanted, key in pairs:
            if not self.said.get(mark):
                yield self._without(mark)
            elif self.said[mark] != wanted:
                field = self.place(self.marks.index(mark) if mark in self.marks else 0, 1)
                message = Wording(key, found=self.said[mark], wanted=wanted)
                yield Problem("other-questionnaire", message, file=self.file, field=field)
        if self.said[METHOD] not in WAYS:
            message = Wording("reading.none-of", shown=self.said[METHOD], choices=tuple(WAYS))
            hint = meant(self.said[METHOD], WAYS)
            yield Problem("bad-value", message, file=self.file, field=self.name, hint=hint)

    def filled(self) -> Filled:
        """Return what was entered, and note what stands where it does not belong."""
        entries: list[Entry] = []
        blanks: dict[tuple[str, str, str], str] = {}
        starts = [row for row, mark in enumerate(self.marks) if mark.startswith(FAMILY)]
        for start, end in pairwise([*starts, len(self.rows)]):
            code = self.marks[start].removeprefix(FAMILY).strip()
            node = self.index.node(code) if code in self.index.position else None
            if node is None or not node.children:
                message = Wording("elicitation.no-family", family=code, index=self.index.code)
                hint = nearest(code, [each.code for each in self.index.inner])
                self.problem("unknown-node", message, start, 0, value=code, hint=hint)
                continue
            read = {"pairs": self._pairs, "references": self._references}
            block = read.get(WAYS[self.said[METHOD]].kind, self._single)
            for entry, row, column in block(node, range(start + 1, end)):
                blanks.setdefault(entry[:3], self.place(row, column))
                if entry.value is not None:
                    entries.append(entry)
        name = self.said.get(NAME, "")
        return Filled(
            name, self.name, self.file, tuple(entries), blanks, self.said.get(DATE, "")[:10]
        )

    def _rows_of(self, node: Node, rows: range) -> Iterator[tuple[int, str]]:
        """Yield the rows of a family's children; note rows of others."""
        for row in rows:
            code = self.marks[row]
            if not code or code.endswith(":"):
                continue
            if code in node.children:
                yield row, code
            else:
                message = Wording("elicitation.no-child", code=code, family=node.code)
                hint = nearest(code, node.children)
                self.problem("unknown-node", message, row, 0, value=code, hint=hint)

    def _pairs(self, node: Node, rows: range) -> Iterator[tuple[Entry, int, int]]:
        codes = next((row for row in rows if self.marks[row] == CODES), None)
        if codes is None:
            message = Wording("elicitation.no-codes", family=node.code)
            self.problem("missing-column", message, rows.start, 0)
            return
        heads = {column: _text(value) for column, value in enumerate(self.rows[codes])
                 if column >= FIRST and _text(value)}  # fmt: skip
        for column in [c for c, code in heads.items() if code not in node.children]:
            message = Wording("elicitation.no-child", code=heads.pop(column), family=node.code)
            self.problem("unknown-node", message, codes, column)
        for row, code in self._rows_of(node, rows):
            for column, other in heads.items():
                above = node.children.index(code) < node.children.index(other)
                value = self.at(row, column)
                if code == other and value == 1:
                    continue
                if above or (value is not None and not isinstance(value, _Formula)):
                    value = value.result if isinstance(value, _Formula) else value
                    place = self.place(row, column)
                    yield Entry(node.code, code, other, value, place), row, column

    def _references(self, node: Node, rows: range) -> Iterator[tuple[Entry, int, int]]:
        ends: dict[str, str] = {}
        for mark, what in ((BEST_ROW, BEST), (WORST_ROW, WORST)):
            row = next((row for row in rows if self.marks[row] == mark), rows.start)
            child = self._chosen(node, row)
            if child:
                ends[what] = child
            chosen_one = what if child else None
            place = self.place(row, FIRST)
            yield Entry(node.code, child, "", chosen_one, place), row, FIRST
        for row, code in self._rows_of(node, rows):
            for column, what in ((FIRST, BEST), (FIRST + 1, WORST)):
                value, end = _result(self.at(row, column)), ends.get(what, "")
                pair = (end, code) if what == BEST else (code, end)
                if end or value is not None:
                    yield Entry(node.code, *pair, value, self.place(row, column)), row, column

    def _chosen(self, node: Node, row: int) -> str:
        """Return the child that a drop-down names, "" where it is blank or names none."""
        value = _result(self.at(row, FIRST))
        if value is None:
            return ""
        for labels in (*(labels_of(self.index, node, lang) for lang in LANGUAGES),
                       list(node.children)):  # fmt: skip
            at = chosen(" ".join(_text(value).split()), labels)
            if at is not None:
                return node.children[at]
        message = Wording("elicitation.no-child", code=_text(value), family=node.code)
        self.problem("unknown-node", message, row, FIRST, hint=nearest(_text(value), node.children))
        return ""

    def _single(self, node: Node, rows: range) -> Iterator[tuple[Entry, int, int]]:
        for row, code in self._rows_of(node, rows):
            value = _result(self.at(row, FIRST))
            yield Entry(node.code, code, "", value, self.place(row, FIRST)), row, FIRST


@dataclass(frozen=True)
class _Formula:
    """A formula, and what it came to: that of a spreadsheet, or the formula itself."""

    result: Any


def _instructions() -> set[str]:
    return {say("questionnaire.sheet", lang) for lang in LANGUAGES}


def _value(typed: Any, came_to: Any) -> Any:
    if isinstance(typed, str) and typed.startswith("="):
        return _Formula(typed if came_to is None else came_to)
    return typed


def _result(value: Any) -> Any:
    return value.result if isinstance(value, _Formula) else value


def _text(value: Any) -> str:
    value = _result(value)
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value).strip()


# -- tables ---------------------------------------------------------------------------------------


def _of_table(path: Path, file: str, index: Index, method: str | None) -> Found:
    """Read a table: a row an answer; or, of ranks and points, a row a node, a column an expert."""
    table = read_table(path, file)
    if refused_by(table.problems):
        return Found(problems=table.problems)
    cells = {name: list(map(str, table.column(name))) for name in table.columns}
    method, problem = _method_of(cells, file, method)
    if problem:
        return Found(problems=(*table.problems, problem))
    wide = "node" in cells and not {"value", "expert"} & cells.keys()
    alone = WAYS[method].kind in ("order", "points")
    if wide and alone:
        rows = _long(cells, index)
    elif set(COLUMNS) - ({"other"} if alone else set()) <= cells.keys():
        # ranks and points compare nothing with another
        cells.setdefault("other", [""] * len(table.lines))
        rows = [*zip(*(cells[name] for name in COLUMNS), map(int, table.lines), strict=True)]
    else:
        missing = [name for name in COLUMNS if name not in cells and (name != "other" or not alone)]
        message = Wording("elicitation.no-columns", names=tuple(missing))
        hint = Wording("elicitation.no-columns.hint")
        return Found(problems=(Problem("missing-column", message, file=file, hint=hint),))
    experts: dict[str, list[Entry]] = {}
    for expert, family, node, other, value, line in rows:
        held = experts.setdefault(expert, [])
        if value != "":
            value = CHOICES.get(value, value)
            held.append(Entry(family, node, other, value, f"{path.name}:{line}"))
    filled = tuple(
        Filled(name, name, file, tuple(entries), {}) for name, entries in experts.items()
    )
    problems = tuple(_unknown(filled, index, file))
    return Found(filled, method, (), table.digest, (*table.problems, *problems))


def _method_of(
    cells: dict[str, list[str]], file: str, method: str | None
) -> tuple[str, Problem | None]:
    """Return how was asked: as said, or as the table has it."""
    said = dict.fromkeys([*([method] if method else []), *cells.get("method", [])])
    if len(said) == 1 and next(iter(said)) in WAYS:
        return next(iter(said)), None
    key = "elicitation.which-method" if len(said) < 2 else "elicitation.two-methods"
    message = Wording(key, found=tuple(said), choices=tuple(WAYS))
    hint = Wording("elicitation.which-method.hint")
    return "", Problem("unknown-method", message, file=file, field="method", hint=hint)


def _long(cells: dict[str, list[str]], index: Index) -> list[tuple[str, str, str, str, str, int]]:
    """Return the rows of a table with a column an expert as those of one with a row an answer."""
    nodes = cells["node"]
    parents = [index.node(node).parent or "" if node in index.position else "" for node in nodes]
    return [
        (name, parents[at], node, "", cells[name][at], at + 2)
        for name in cells
        if name not in ("node", "method")
        for at, node in enumerate(nodes)
    ]


def _unknown(experts: Sequence[Filled], index: Index, file: str) -> Iterator[Problem]:
    """Refuse families and nodes that the index does not have."""
    for expert in experts:
        for entry in expert.entries:
            known = index.node(entry.family).children if entry.family in index.position else None
            line = int(entry.place.rpartition(":")[2])
            if not known:
                message = Wording("elicitation.no-family", family=entry.family, index=index.code)
                hint = nearest(entry.family, [node.code for node in index.inner])
                if not entry.family:
                    message = Wording("elicitation.no-node", code=entry.node, index=index.code)
                    hint = nearest(entry.node, [node.code for node in index.nodes])
                yield Problem("unknown-node", message, file=file, line=line, hint=hint)
                continue
            for code in filter(None, (entry.node, entry.other)):
                if code not in known:
                    message = Wording("elicitation.no-child", code=code, family=entry.family)
                    yield Problem("unknown-node", message, file=file, line=line,
                                  hint=nearest(code, known))  # fmt: skip


def renamed(found: Sequence[Found], by_name: bool) -> Iterator[Filled]:
    """Yield the experts of several files under names of their own: a number each, or their own.

    by_name : as they are called on their sheets or in their rows, where they are.
    """
    taken = {GROUP}
    for number, expert in enumerate((each for file in found for each in file.experts), 1):
        name = (expert.name or expert.sheet) if by_name else f"{ANONYMOUS} {number}"
        while name in taken:
            name = f"{name} ({number})"
        taken.add(name)
        yield replace(expert, name=name)
