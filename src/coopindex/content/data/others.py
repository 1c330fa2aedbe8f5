"""Rows of units and of indicators that the index does not name: told in a line, or passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.observations import split
from coopindex.content.data.units import Units, nearest_unit
from coopindex.content.signs import retyped_as
from coopindex.content.tables.column import SourceColumn
from coopindex.content.tables.table import SourceTable, fold, spelt_out
from coopindex.phrases import Wording, few
from coopindex.problems import Hint, Problem, nearest, of_one_kind

SINGLY = 3  # texts that nobody knows, each of which has a line of its own
SHOWN = 3  # of more, those that are named
PASSED_OVER = "passed-over"  # the code of what is told of rows that are passed over


@dataclass(frozen=True)
class Strange:
    """A text that a column has and the index does not, and the rows in which it stands."""

    text: str
    rows: NDArray[np.intp]

    @property
    def row(self) -> int:
        """The first of its rows."""
        return int(self.rows[0])


@dataclass(frozen=True)
class Naming:
    """What the texts of a column must name.

    kind : `unit` or `indicator`. header : of the column. known : what is named. words : what else
    they are called, word -> the known one. where : the file that names them. way_out : of one that
    nobody knows.
    """

    kind: str
    header: str
    known: Sequence[str]
    words: Iterable[tuple[str, str]]
    where: str
    way_out: Callable[[str], Wording]

    @cached_property
    def called(self) -> dict[str, str]:
        """What is known, by all that it is called, folded."""
        words = chain(self.words, zip(self.known, self.known, strict=True))
        return {fold(word): known for word, known in words if word and known}


def of_units(units: Units, header: str, where: str) -> Naming:
    """Return what a column of units must name."""
    words = ((name, code) for code, text in units.names.items() for name in (text.en, text.zh))

    def way_out(text: str) -> Wording:
        return nearest_unit(text, units)

    return Naming("unit", header, units.codes, words, where, way_out)


def of_indicators(
    known: Sequence[str], header: str, words: Iterable[tuple[str, str]], where: str
) -> Naming:
    """Return what a column of indicators must name; words : what else they are called."""

    def way_out(text: str) -> Wording:
        return nearest(text, known)

    return Naming("indicator", header, known, words, where, way_out)


def strange(
    column: SourceColumn, known: Iterable[str]
) -> tuple[tuple[Strange, ...], NDArray[np.bool_]]:
    """Return the texts of a coded column that are not known, in their order, and their rows, (R,).

    Empty cells are no strangers.
    """
    ours = {"", *known}
    unknown = np.array([text not in ours for text in column.texts], bool)
    if not unknown.any():
        return (), np.zeros(len(column), bool)
    rows = unknown[column.codes]
    at = np.flatnonzero(rows)
    found = [Strange(column.texts[column.codes[of[0]]], of) for of in split(at, column.codes[at])]
    return tuple(sorted(found, key=lambda each: each.row)), rows


def without_others(
    table: SourceTable, column: SourceColumn, naming: Naming, *, ignore: bool
) -> tuple[SourceTable, tuple[Problem, ...]]:
    """Return a table without the rows of what the index does not name, and what is said of them.

    column : the texts, by the index's names. ignore : they may be there; what is called nearly as
    a known one may not.
    """
    found, rows = strange(column, naming.known)
    if not found:
        return (table.kept(~_blank(table, column)) if ignore else table), ()
    near = [each for each in found if fold(each.text) in naming.called]
    far = [each for each in found if fold(each.text) not in naming.called]
    elsewhere = _other_column(table, naming) if rows.all() and not near else None
    if elsewhere or (rows.all() and not near and (ignore or len(far) > SINGLY)):
        return table.kept(~rows), (_nobody(table, far, naming, elsewhere),)
    problems = [*_misspelt(table, near, naming)]
    if ignore:
        problems += [_told(table, far, naming)] if far else []
        rows |= _blank(table, column)
    else:
        problems += _unknown(table, far, naming)
    return table.kept(~rows), tuple(problems)


def _blank(table: SourceTable, column: SourceColumn) -> NDArray[np.bool_]:
    """Say which rows name nothing and hold no more than a remark, (R,)."""
    empty = column.says("")
    if not empty.any():
        return empty
    of_them = table.kept(empty)
    filled = sum((~of_them.coded(name).says("")).astype(int) for name in of_them.columns)
    empty[empty] = np.asarray(filled) <= 1
    return empty


def _problem(
    table: SourceTable,
    text: str,
    naming: Naming,
    code: str,
    message: Wording,
    hint: Hint | Callable[[], Hint],
    row: int,
) -> Problem:
    at = table.place(row)
    return Problem(
        code,
        message,
        file=at.file,
        line=at.line,
        field=naming.kind,
        value=text,
        unit=text if naming.kind == "unit" else None,
        hint=hint,
    )


def _each(
    table: SourceTable,
    found: Sequence[Strange],
    naming: Naming,
    code: str,
    way_out: Callable[[str], Wording],
) -> Iterator[Problem]:
    """Refuse some texts, each with all its rows."""
    for one in found:
        hint = partial(way_out, one.text)
        make = partial(_problem, table, one.text, naming, code, _one(one.text, naming), hint)
        yield from of_one_kind(make, one.rows, table.lines_of(one.rows), same=True)


def _together(
    table: SourceTable,
    found: Sequence[Strange],
    naming: Naming,
    code: str,
    said: Wording,
    hint: Wording,
) -> Iterator[Problem]:
    """Refuse many texts at once, with all their rows."""
    rows = np.concatenate([one.rows for one in found])
    texts = [one.text for one in found for _ in one.rows]
    order = np.argsort(rows, kind="stable").tolist()

    def make(at: int) -> Problem:
        text = texts[at]
        return _problem(table, text, naming, code, _one(text, naming), hint, int(rows[at]))

    return of_one_kind(make, order, table.lines_of(rows[order]), said=said)


def _misspelt(table: SourceTable, near: Sequence[Strange], naming: Naming) -> Iterator[Problem]:
    """Refuse what is called nearly as a known one, or by its name."""
    meant = [naming.called[fold(each.text)] for each in near]
    code = f"misspelt-{naming.kind}"
    if len(near) > SINGLY:
        pairs = [
            Wording("observation.for-known", text=spelt_out(each.text), known=spelt_out(known))
            for each, known in zip(near, meant, strict=True)
        ]
        message = Wording(
            f"observation.{code}s",
            number=len(near),
            where=naming.where,
            few=few(pairs, SHOWN),
        )
        hint = _other_column(table, naming) or _as_known(naming)
        yield from _together(table, near, naming, code, message, hint)
        return

    def known(text: str) -> Wording:
        meant = naming.called[fold(text)]
        return retyped_as(text, [meant]) or Wording("frame.did-you-mean", meant=spelt_out(meant))

    yield from _each(table, near, naming, code, known)


def _other_column(table: SourceTable, naming: Naming) -> Wording | None:
    """Name the column in which most of the known ones stand, where there is one."""
    known = set(naming.known)
    held = {name: len(known.intersection(table.coded(name).texts)) for name in table.columns}
    best = max(held, key=lambda name: held[name])
    if 2 * held[best] > len(known) and best != naming.header:
        return Wording("observation.other-column.hint", kind=naming.kind, name=best)
    return None


def _as_known(naming: Naming) -> Wording:
    return Wording("observation.as-known.hint", where=naming.where)


def _one(text: str, naming: Naming) -> Wording:
    own = {"unit": "unit_seen", "indicator": "code_seen"}[naming.kind]
    return Wording(f"observation.unknown-{naming.kind}", **{own: spelt_out(text)})


def _unknown(table: SourceTable, far: Sequence[Strange], naming: Naming) -> Iterator[Problem]:
    """Refuse what nobody knows: a few one by one, many in a line."""
    code = f"unknown-{naming.kind}"
    if len(far) > SINGLY:
        message = _many(f"observation.{code}s", far, naming)
        hint = Wording("observation.others.hint", where=naming.where)
        return _together(table, far, naming, code, message, hint)
    return _each(table, far, naming, code, naming.way_out)


def _many(key: str, found: Sequence[Strange], naming: Naming) -> Wording:
    return Wording(
        key,
        number=len(found),
        count=len(found),
        rows=_number_of_rows(sum(len(each.rows) for each in found)),
        first=spelt_out(found[0].text),
        where=naming.where,
    )


def _number_of_rows(rows: int) -> Wording:
    return Wording("observation.rows", number=rows, count=rows)


def _told(table: SourceTable, far: Sequence[Strange], naming: Naming) -> Problem:
    """Say what is passed over, for whoever asks."""
    message = _many(f"problem.passed-over-{naming.kind}s", far, naming)
    at = table.place(far[0].row)
    return Problem(PASSED_OVER, message, "flag", at.file, at.line, naming.kind)


def _nobody(
    table: SourceTable, found: Sequence[Strange], naming: Naming, elsewhere: Wording | None
) -> Problem:
    """Refuse a table of which no row would be read."""
    message = _many(f"observation.no-known-{naming.kind}", found, naming)
    hint = elsewhere or _as_known(naming)
    first = found[0]
    code = f"unknown-{naming.kind}"
    return _problem(table, first.text, naming, code, message, hint, first.row)
