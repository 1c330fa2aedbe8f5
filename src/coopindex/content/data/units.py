"""Read the units: what is ranked, their names and the groups they belong to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.checked import failures
from coopindex.content.data.known import CheckWords, Known
from coopindex.content.forms.index import UnitsForm
from coopindex.content.signs import retyped_as
from coopindex.content.tables.column import ERRORS, NUMBER, SourceColumn
from coopindex.content.tables.table import SourceTable, alike, fold, refused_by, spelt_out
from coopindex.engine.index import Origin
from coopindex.engine.naming import Text, told_apart
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, Problem, nearest, of_one_kind, unknown_group, unknown_label

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
MARK = 1  # signs of a text that is no name yet
LEAST = 3  # units of which each has a label of its own by no accident


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


def read_units(table: SourceTable, form: UnitsForm, year: str | None) -> Units:
    """Read the table of units.

    year : the column of years where the table is the observations' own, so that a unit may stand in
    many rows (the first counts) and only the named columns group; None where it is not.
    """
    repeated = year is not None
    named = [getattr(form, key) for key in NAMES if key in form.model_fields_set]
    grouped = [form.header_of(name) for name in form.groups or ()]
    renamed = [name for name in form.columns.values() if name]
    needed = [name for name in (form.code, *named, *grouped, *renamed) if name]
    problems = [
        *table.problems,
        *table.header_problems(needed, filter(None, [form.name_en, form.name_zh])),
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
        problems += of_one_kind(partial(failed.problem, words), wrong, table.lines_of(wrong))
    codes, english, chinese = (
        table.column(name)[rows] for name in (form.code, form.name_en, form.name_zh)
    )
    names = {
        code: Text(en or zh or code, zh)
        for code, en, zh in zip(codes, english, chinese, strict=True)
    }
    grouping = _grouping(table, form, repeated=repeated)
    texts = (form.code, form.name_en, form.name_zh, *grouping.values())
    problems += (*_names_in_lines(table, texts), *error_cells(table, texts))
    groups = {name: table.column(header)[rows].astype(str) for name, header in grouping.items()}
    if year is not None:
        problems += _changing(table, form, [*named, *grouping.values()], year)
    problems += _nearly_one_group(table, groups)
    problems += _nearly_one_unit(table, form, codes)
    problems += _names_among_groups(table, form, groups)
    return Units(tuple(codes), names, groups, tuple(problems))


def _grouping(table: SourceTable, form: UnitsForm, *, repeated: bool) -> dict[str, str]:
    """Return the grouping columns by the index's names for them, with their headers."""
    if form.groups:
        return {name: form.header_of(name) for name in form.groups}
    if repeated:
        return {}
    called = {name: group for group, name in form.columns.items() if group not in form.parts}
    own = (form.code, form.name_en, form.name_zh)
    unread = {name for name, header in form.columns.items() if header is None}
    further = [name for name in table.columns if name not in own and name not in unread]
    return {called.get(name, name): name for name in further}


def _changing(
    table: SourceTable, form: UnitsForm, columns: Iterable[str], year: str
) -> Iterator[Problem]:
    """Flag names and groups that change between the rows of a unit, of which the first count."""
    units, years = table.coded(form.code), table.coded(year)
    _, first, which = np.unique(units.codes, return_index=True, return_inverse=True)
    for column in dict.fromkeys(columns):
        labels = table.coded(column)
        other = np.flatnonzero(labels.codes != labels.codes[first[which]])
        changed = {units[row]: row for row in reversed(other.tolist()) if units[row]}
        if not changed:
            continue
        rows = sorted(changed.values())
        told = [_changed(units, labels, years, (first[which[row]], row)) for row in rows[:FEW]]
        values = {"number": len(rows), "count": len(rows), "column": spelt_out(column)}
        message = Wording("problem.group-changes", few=few(told, FEW, len(rows)), **values)
        place, hint = table.place(rows[0]), Wording("problem.group-changes.hint")
        yield Problem(
            "group-changes", message, "flag", place.file, place.line, column, units[rows[0]],
            hint=hint,
        )  # fmt: skip


def _changed(
    units: SourceColumn, labels: SourceColumn, years: SourceColumn, rows: tuple[int, int]
) -> Wording:
    """Say of a unit what it is called in its first row, and in another."""
    first, other = (
        Wording("problem.label-in", label=spelt_out(labels[row]) or "-", year=years[row])
        if years[row]
        else Wording("frame.verbatim", text=spelt_out(labels[row]) or "-")
        for row in rows
    )
    return Wording("problem.label-changes", unit=spelt_out(units[rows[0]]), first=first, then=other)


def _nearly_one_group(
    table: SourceTable, groups: Mapping[str, NDArray[np.str_]]
) -> Iterator[Problem]:
    """Flag labels of groups that differ by case, blanks or the like alone: they are two groups."""
    for column, labels in groups.items():
        met: dict[str, str] = {}
        for label in dict.fromkeys(labels.tolist()):
            other = met.setdefault(fold(label), label)
            if other != label and label:
                values = {"label": spelt_out(label), "other": spelt_out(other), "column": column}
                message = Wording("problem.nearly-one-group", **values)
                hint = Wording("observation.nearly-one-group.hint")
                yield Problem(
                    "nearly-one-group",
                    message,
                    "flag",
                    table.file,
                    table.head,
                    column,
                    label,
                    hint=hint,
                )


def _names_among_groups(
    table: SourceTable, form: UnitsForm, groups: Mapping[str, NDArray[np.str_]]
) -> Iterator[Problem]:
    """Flag a column that would group and seems to name, where the units have no names."""
    named = [name for name in (form.name_en, form.name_zh) if name in table.columns]
    for column, labels in groups.items() if not named and form.groups is None else ():
        texts = labels.tolist()
        words = [text for text in texts if len(text) > MARK and not NUMBER.fullmatch(text)]
        if len(words) < LEAST or len(set(words)) < len(texts):
            continue
        key = "name_zh" if any("\u4e00" <= sign <= "\u9fff" for sign in words[0]) else "name_en"
        message = Wording("problem.names-among-groups", column=spelt_out(column), key=key)
        hint = Wording("observation.misspelt-name.hint", key=key, name=column)
        yield Problem("names-unread", message, "flag", table.file, table.head, column, hint=hint)
        return


def _nearly_one_unit(
    table: SourceTable, form: UnitsForm, codes: Iterable[str]
) -> Iterator[Problem]:
    """Flag codes that differ by case or width alone: they are two units."""
    met: dict[str, str] = {}
    for code in dict.fromkeys(codes):
        other = met.setdefault(unicodedata.normalize("NFKC", alike(code)).casefold(), code)
        if other != code and alike(other) != alike(code):
            message = Wording(
                "problem.nearly-one-unit", code=spelt_out(code), other=spelt_out(other)
            )
            hint = Wording("observation.nearly-one-group.hint")
            yield Problem(
                "nearly-one-unit",
                message,
                "flag",
                table.file,
                table.head,
                form.code,
                code,
                hint=hint,
            )


@dataclass(frozen=True)
class Failed:
    """A table of units, some of whose codes fail a check."""

    table: SourceTable
    form: UnitsForm

    @cached_property
    def _codes(self) -> SourceColumn:
        return self.table.coded(self.form.code)

    @cached_property
    def _firsts(self) -> Mapping[str, int]:
        """The first row of each code."""
        return {code: row for row, code in reversed([*enumerate(self._codes)])}

    @cached_property
    def _looks(self) -> Mapping[str, str]:
        """The first code that looks so."""
        return {alike(code): code for code in reversed([*self._codes.met()])}

    def problem(self, words: CheckWords, row: int) -> Problem:
        """Return the problem of a unit whose code fails a check."""
        code, where = self._codes[row], self.table.place(row)
        first = Wording("reading.first-on", at=self.table.origin(self._firsts[code]))
        other = spelt_out(self._looks[alike(code)])
        message, hint = words.of({"code": spelt_out(code), "first": first, "other": other})
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


def _names_in_lines(table: SourceTable, columns: Iterable[str]) -> Iterator[Problem]:
    """Refuse names that hold the end of a line, those of a column as one problem."""
    for column in dict.fromkeys(columns):
        written = table.coded(column)
        torn = [at for at, text in enumerate(written.texts) if len(text.splitlines()) > 1]
        if not torn:
            continue
        where = table.place(int(np.flatnonzero(np.isin(written.codes, torn))[0]))
        yield in_lines([written.texts[at] for at in torn], where, column)


def error_cells(table: SourceTable, columns: Iterable[str]) -> Iterator[Problem]:
    """Refuse texts that are the errors of a spreadsheet's formulas, each column's as one problem.

    A lookup that found nothing names no unit, and no group.
    """
    for column in dict.fromkeys(columns):
        written = table.coded(column)
        wrong = [at for at, text in enumerate(written.texts) if text in ERRORS]
        rows = np.flatnonzero(np.isin(written.codes, wrong)) if wrong else np.array([], int)

        def make(row: int, written: SourceColumn = written, column: str = column) -> Problem:
            at, text = table.place(row), written[row]
            message, hint = Wording("sheet.error-cell", text=text), Wording("sheet.error-cell.hint")
            return Problem("error-cell", message, file=at.file, line=at.line, field=column,
                           value=text, hint=hint)  # fmt: skip

        yield from of_one_kind(make, rows.tolist(), table.lines_of(rows))


def in_lines(names: Sequence[str], where: Origin, column: str) -> Problem:
    """Refuse names that hold the end of a line; where : the first stands."""
    key = "observation.name-in-lines" if len(names) == 1 else "observation.names-in-lines"
    return Problem(
        "name-in-lines",
        Wording(key, name=names[0], number=len(names)),
        file=where.file,
        line=where.line,
        field=column,
        value=names[0],
        hint=Wording("observation.name-in-lines.hint"),
    )


def _names_unread(table: SourceTable, form: UnitsForm) -> Iterator[Problem]:
    """Refuse a table whose names stand in a column that is not read as such."""
    for name in table.columns:
        key = CALLED.get(fold(name))
        taken = name in (form.code, form.name_en, form.name_zh, *(form.groups or ()))
        taken = taken or name in form.columns or name in form.columns.values()
        if key is None or taken or key in form.model_fields_set or key in table.columns:
            continue
        hint = Wording("observation.misspelt-name.hint", key=key, name=name)
        message = Wording("observation.misspelt-name", name=spelt_out(name), key=key)
        yield Problem(
            "misspelt-column", message, file=table.file, line=table.head, field=name, hint=hint
        )


def nearest_unit(code: str, units: Units) -> Wording:
    """Name the nearest unit, by its code or its name; there may be too many to name them all.

    >>> names = {"nb": Text("Ningbo", "宁波"), "tj": Text("Tianjin", "天津")}
    >>> nearest_unit("Ningbo", Units(("nb", "tj"), names))
    'did you mean `nb`?'
    """
    codes = [known for known in units.codes if known]
    by_name = {
        name: known for known, text in units.names.items() for name in (text.en, text.zh) if name
    }
    meant = by_name.get(code) or None
    anew = retyped_as(code, codes)
    if anew is not None:
        return anew
    found = (
        Wording("observation.did-you-mean", meant=meant)
        if meant is not None
        else nearest(code, codes)
    )
    several = Wording("observation.name-a-unit.hint")
    return found if found.startswith("did you mean") else several


def condition_problem(
    group: str, label: str, groups: Mapping[str, NDArray[np.str_]]
) -> tuple[str, Wording, Wording] | None:
    """Say what is wrong with a condition on the units' groups: a code, a message and a hint.

    None when nothing is.
    """
    if group not in groups:
        return "unknown-group", *unknown_group(group, groups)
    if label not in groups[group]:
        return "unknown-label", *unknown_label(group, label, groups[group])
    return None
