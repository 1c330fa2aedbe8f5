"""Read the units: what is ranked, their names and the groups they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.checked import failures
from coopindex.content.data.known import CheckWords, Known
from coopindex.content.forms.index import UnitsForm
from coopindex.content.tables.column import SourceColumn
from coopindex.content.tables.table import SourceTable, fold, refused_by, visible
from coopindex.engine.data import Data
from coopindex.engine.naming import Text, told_apart
from coopindex.phrases import Wording
from coopindex.problems import Problem, alike, nearest

NAMES = ("name_en", "name_zh")
# what columns of names are called elsewhere, folded
ENGLISH = ("name", "names", "nameeng", "englishname", "unitname", "title")
CHINESE = (
    "namecn",
    "namech",
    "namechn",
    "namechinese",
    "chinesename",
    "名称",
    "中文名",
    "中文名称",
)
CALLED = {**dict.fromkeys(ENGLISH, "name_en"), **dict.fromkeys(CHINESE, "name_zh")}
NO_GROUPS = "observation.no-groups.hint"


@dataclass(frozen=True)
class Units:
    """The units in the order of their table: codes, names, and group column -> label of each."""

    codes: tuple[str, ...] = ()
    names: dict[str, Text] = field(default_factory=dict)
    groups: dict[str, NDArray[np.str_]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def called(self) -> Mapping[str, Text]:
        """The names, told apart where several units share one."""
        return told_apart(self.names)

    def name(self, code: str) -> Text:
        """Return a unit's name, told apart from others', or its code when it is not known."""
        return self.called.get(code) or Text(code)


def units_named_in(codes: Iterable[str]) -> Units:
    """Return the units that the observations name, where there is no table of units."""
    unique = tuple(dict.fromkeys(code for code in codes if code))
    return Units(unique, {code: Text(code) for code in unique})


def read_units(table: SourceTable, form: UnitsForm, *, repeated: bool) -> Units:
    """Read the table of units.

    repeated : the table is the observations' own, so a unit may stand in many rows (the first
    counts) and only the named columns group.
    """
    named = [getattr(form, key) for key in NAMES if key in form.model_fields_set]
    needed = [form.code, *named, *(form.groups or ())]
    problems = [
        *table.problems,
        *table.header_problems(needed, [form.name_en, form.name_zh]),
        *_names_unread(table, form),
    ]
    if refused_by(problems):
        return Units(problems=tuple(problems))
    written = table.coded(form.code)
    rows = np.arange(table.rows)
    if repeated:
        rows = np.sort(np.unique(written.codes, return_index=True)[1])
    columns = {"code": SourceColumn(written.codes[rows], written.texts)}
    failed = Failed(table, form)
    for words, positions in failures("UnitsTable", columns, Known()):
        wrong = rows[positions]
        problems += alike(partial(failed.problem, words), wrong, table.lines_of(wrong))
    codes, english, chinese = (
        table.column(name)[rows] for name in (form.code, form.name_en, form.name_zh)
    )
    names = {
        code: Text(en or zh or code, zh)
        for code, en, zh in zip(codes, english, chinese, strict=True)
    }
    own = (form.code, form.name_en, form.name_zh)
    grouping: Collection[str] = form.groups or (
        () if repeated else [name for name in table.columns if name not in own]
    )
    groups = {name: table.column(name)[rows].astype(str) for name in grouping}
    return Units(tuple(codes), names, groups, tuple(problems))


@dataclass(frozen=True)
class Failed:
    """A table of units, some of whose codes fail a check."""

    table: SourceTable
    form: UnitsForm

    @cached_property
    def _firsts(self) -> Mapping[str, int]:
        codes = self.table.column(self.form.code)
        return {code: row for row, code in reversed([*enumerate(codes.tolist())])}

    def problem(self, words: CheckWords, row: int) -> Problem:
        """Return the problem of a unit whose code fails a check."""
        code, where = self.table.coded(self.form.code)[row], self.table.place(row)
        first = Wording("reading.first-on", at=self.table.origin(self._firsts[code]))
        message, hint = words.of({"code": code, "first": first})
        return Problem(
            words.code,
            message,
            file=where.file,
            line=where.line,
            field=self.form.code,
            value=code,
            unit=code or None,
            hint=hint,
        )


def _names_unread(table: SourceTable, form: UnitsForm) -> Iterator[Problem]:
    """Refuse a table whose names stand in a column that is not read as such."""
    for name in table.columns:
        key = CALLED.get(fold(name))
        taken = name in (form.code, form.name_en, form.name_zh, *(form.groups or ()))
        if key is None or taken or key in form.model_fields_set or key in table.columns:
            continue
        hint = Wording("observation.misspelt-name.hint", key=key, name=name)
        message = Wording("observation.misspelt-name", name=visible(name), key=key)
        yield Problem(
            "misspelt-column", message, file=table.file, line=table.head, field=name, hint=hint
        )


def nearest_unit(code: str, units: Units) -> Wording:
    """Name the nearest unit, by its code or its name; there may be too many to name them all.

    >>> names = {"nb": Text("Ningbo", "宁波"), "tj": Text("Tianjin", "天津")}
    >>> nearest_unit("Ningbo", Units(("nb", "tj"), names))
    'did you mean `nb`?'
    """
    by_name = {
        name: known for known, text in units.names.items() for name in (text.en, text.zh) if name
    }
    meant = by_name.get(code)
    found = (
        Wording("observation.did-you-mean", meant=meant)
        if meant is not None
        else nearest(code, units.codes)
    )
    several = Wording("observation.name-a-unit.hint")
    return found if found.startswith("did you mean") else several


def condition_problem(
    where: tuple[tuple[str, str], ...], units: Units | Data
) -> tuple[Wording, Wording] | None:
    """Say what is wrong with conditions on the units' groups, and the way out.

    None when nothing is.
    """
    for column, label in where:
        if column not in units.groups:
            hint = nearest(column, units.groups) if units.groups else Wording(NO_GROUPS)
            return Wording("observation.no-grouping", column=column), hint
        if label not in units.groups[column]:
            known = sorted(set(units.groups[column]))
            return Wording("observation.no-group", column=column, label=label), nearest(
                label, known
            )
    return None
