"""Why cells are no numbers, and what would read them; many of one kind are one problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isinf

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.observations import Cells, split
from coopindex.content.signs import retyped, typed
from coopindex.content.tables.column import NUMBER, as_text
from coopindex.content.tables.notation import (
    PERCENTS,
    PLAIN,
    USUAL,
    Notation,
    notations_of,
    shows_its_decimals,
)
from coopindex.content.tables.table import SourceTable
from coopindex.phrases import Wording
from coopindex.problems import Problem

# what publishers write where there is no figure
MARKS = frozenset(
    [
        *(
            "-",
            "--",
            "---",
            "–",
            "—",
            "——",
            "−",
            ".",
            "..",
            "...",
            "…",
            "……",
            ":",
            "*",
            "/",
            "?",
            "x",
        ),
        *(
            "na",
            "n/a",
            "n.a.",
            "n.a",
            "#n/a",
            "nan",
            "null",
            "none",
            "nil",
            "nd",
            "n.d.",
            "missing",
        ),
        *("k.a.", "b.d.", "#value!", "#div/0!", "#ref!", "#name?", "no data", "not available"),
        *("无", "无数据", "缺失", "缺", "暂无", "不详", "未公布", "－", "／"),
    ]
)
PERCENT = re.compile(r"[-+]?[\d.,]+\s*%")


@dataclass(frozen=True)
class Reason:
    """Why texts of a column are no numbers: the kind of it, and the way out."""

    kind: str
    hint: Wording


def reasons(table: SourceTable, column: str, texts: Sequence[str]) -> dict[str, Reason]:
    """Say of each text of a column why it is no number."""
    kinds = {text: _kind(text) for text in texts}
    found = {text: Reason(kind, _hint(kind, text, table)) for text, kind in kinds.items()}
    marks = [text for text, kind in kinds.items() if kind == "missing"]
    if marks:
        listed = ", ".join(f'"{mark}"' for mark in marks)
        found |= dict.fromkeys(
            marks, Reason("missing", Wording("observation.mark.hint", listed=listed))
        )
    written = [text for text, kind in kinds.items() if kind == "notation"]
    if written:
        reason = Reason("notation", _notation(table, column, written))
        found |= dict.fromkeys(written, reason)
    return found


def _kind(text: str) -> str:
    """Name what is odd about a text.

    >>> [_kind(text) for text in ("1,195", "１２", "n/a", "50%", "abc")]
    ['notation', 'signs', 'missing', 'percent', 'other']
    """
    if text.casefold() in MARKS:
        return "missing"
    if any(notation.fits(text) for notation in USUAL):
        return "notation"
    anew = typed(text)
    numeric = NUMBER.fullmatch(anew) or any(notation.fits(anew) for notation in USUAL)
    if anew != text and (numeric or PERCENT.fullmatch(anew)):
        return "signs"
    return "percent" if PERCENT.fullmatch(text) else "other"


def _hint(kind: str, text: str, table: SourceTable) -> Wording:
    if kind == "signs":
        return retyped(text, exact=NUMBER.fullmatch(typed(text)) is not None)
    if kind == "percent":
        return _percent(text, table.notation)
    if _otherwise(table):
        return Wording("observation.other-notation.hint", keys=table.notation.keys)
    return Wording("observation.decimal-point.hint")


def _percent(text: str, notation: Notation) -> Wording:
    """Name the settings that would read a percent, where they would."""
    ways = [replace(notation, percent=each) for each in PERCENTS]
    if notation.percent or not all(way.fits(text) for way in ways):
        return Wording("observation.percent.hint", number=text.strip().rstrip("%％ "))
    each = [
        Wording(
            "observation.way",
            keys=Notation(percent=way.percent).keys,
            reading=as_text(float(way.plain(text))),
        )
        for way in ways
    ]
    return Wording("observation.percent-ways.hint", text=text.strip(), ways=each)


def _otherwise(table: SourceTable) -> bool:
    """Say whether it is said of a table how its numbers are written, percents aside."""
    return replace(table.notation, percent="") != PLAIN


def _notation(table: SourceTable, column: str, texts: Sequence[str]) -> Wording:
    """Name the settings that would read these texts together with the column's other numbers."""
    if _otherwise(table):
        return Wording("observation.other-notation.hint", keys=table.notation.keys)
    cells = table.columns[column]
    others = () if table.stored else cells.coded().texts
    every = [*texts, *(text for text in others if NUMBER.fullmatch(text))]
    ways = list(notations_of(every))
    if not ways or not shows_its_decimals(ways[0], every):
        return Wording("observation.mixed-notation.hint")
    if len(ways) == 1:
        return Wording("observation.notation.hint", keys=ways[0].keys)
    differing = next(text for text in every if len({way.plain(text) for way in ways}) > 1)
    each = [Wording("observation.way", keys=way.keys, reading=way.plain(differing)) for way in ways]
    return Wording("observation.notations.hint", text=differing, ways=each)


def unread(
    cells: Cells, rows: NDArray[np.intp]
) -> Iterator[tuple[NDArray[np.intp], Mapping[str, Reason]]]:
    """Part rows whose values are no numbers by column and by why they are none; say why."""
    for group in split(rows, cells.table[rows], cells.column.codes[rows]):
        table, texts = cells.place(int(group[0]))[0], [cells.text(row) for row in group.tolist()]
        for together, why in by_reason(table, cells.column[int(group[0])], texts):
            yield group[together], why


def by_reason(
    table: SourceTable, column: str, texts: Sequence[str]
) -> Iterator[tuple[NDArray[np.intp], Mapping[str, Reason]]]:
    """Part texts of a column, by their positions, by why they are no numbers; say why of each."""
    why = reasons(table, column, list(dict.fromkeys(texts)))
    kinds = np.array([why[text].kind for text in texts])
    yield from ((together, why) for together in split(np.arange(len(texts)), kinds))


def rounded(cells: Cells) -> Iterator[Problem]:
    """Flag whole numbers that are written in full, and that float64 rounds."""
    told = {(table.file, problem.field) for table in cells.tables for problem in table.problems
            if problem.code == "rounded"}  # fmt: skip
    for table in cells.tables:
        for name in dict.fromkeys(cells.column.texts):
            column = table.columns.get(name)
            if column is None or (table.file, name) in told:
                continue
            long = [text for text in column.texts if len(text) > 15 and _is_rounded(table, text)]
            if long:
                row = next(row for row, text in enumerate(column) if text == long[0])
                message = Wording("reading.rounded", name=name, number=long[0].strip())
                hint, where = Wording("reading.rounded.hint"), table.place(row)
                yield Problem(
                    "rounded", message, "flag", where.file, where.line, field=name, hint=hint
                )


def _is_rounded(table: SourceTable, text: str) -> bool:
    plain = table.notation.plain(text)
    if re.fullmatch(r"[-+]?\d{16,}", plain, re.ASCII) is None or isinf(float(plain)):
        return False
    return int(float(plain)) != int(plain)
