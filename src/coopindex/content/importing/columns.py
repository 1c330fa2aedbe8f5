"""The columns of a table as they are found: figures, texts, periods, or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coopindex.content.importing.draft import Figures, Guess
from coopindex.content.importing.words import is_mark
from coopindex.content.tables.notation import PLAIN, SIGNS, notations_of, shows_its_decimals
from coopindex.content.tables.table import SourceTable, spelt_out
from coopindex.periods import Period, read
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, InvalidInput, Problem, nearest

# a number in some notation, or in percent
WRITTEN = re.compile(r"[-+]?[\d.,'\u2019\s]*\d[\d.,'\u2019\s]*[%\uff05]?")
Holds = Literal["figures", "texts", "both", "nothing"]


@dataclass(frozen=True)
class Found:
    """A column as it is found.

    texts : its cells without white space. values : the figures, NaN where there is none. bad : the
    rows of texts that are neither figures nor marks of missing ones.
    """

    name: str
    texts: Sequence[str]
    values: Figures
    bad: NDArray[np.intp]

    @property
    def holds(self) -> Holds:
        """What it holds; texts that are numbers written otherwise are figures that do not read."""
        numbers = not np.isnan(self.values).all()
        if not len(self.bad):
            return "figures" if numbers else "nothing"
        return "both" if numbers or self.is_like_numbers else "texts"

    @property
    def is_like_numbers(self) -> bool:
        """Whether the texts that are no figures look like some, written otherwise."""
        return len(self.bad) > 0 and all(WRITTEN.fullmatch(self.texts[row]) for row in self.bad)

    @property
    def is_full(self) -> bool:
        """Whether every cell holds something."""
        return all(self.texts)

    @property
    def is_constant(self) -> bool:
        """Whether all its figures are the same."""
        known = self.values[~np.isnan(self.values)]
        return bool(len(known)) and bool((known == known[0]).all())

    def periods(self) -> list[Period | None]:
        """Return each cell as a period, None where it is none."""
        return [read(text) for text in self.texts]


def found_in(
    table: SourceTable, missing: Collection[str], names: Iterable[str]
) -> dict[str, Found]:
    """Return columns of a table as they are found. missing : further marks of missing figures."""
    return {name: _found(table, name, missing) for name in names}


def _found(table: SourceTable, name: str, missing: Collection[str]) -> Found:
    texts = [str(text) for text in table.column(name)]
    marks = {text for text in set(texts) if text in missing or is_mark(text)}
    values, readable = table.numbers(name, marks)
    return Found(name, texts, values, np.flatnonzero(~readable))


def in_notation(table: SourceTable, missing: Collection[str]) -> tuple[SourceTable, list[Guess]]:
    """Return a table with its numbers read as they are written, where only one way reads them all.

    Raises InvalidInput where there are several.
    """
    known = table.notation
    if known.thousands or known.percent:
        return table, []
    columns = found_in(table, missing, table.columns)
    both = [column for column in columns.values() if column.is_like_numbers]
    texts = [text for column in both for text in column.texts if text and not is_mark(text)]
    texts = [text for text in texts if text not in missing]
    ways = list(notations_of(texts)) if texts else []
    ways = [way for way in ways if known == PLAIN or way.decimal == known.decimal]
    if not ways:
        return table, []
    flags = [_flags(way.decimal, way.thousands) for way in ways]
    example = both[0].texts[both[0].bad[0]]
    if not shows_its_decimals(ways[0], texts):
        flags.append(_flags(PLAIN.decimal, ways[0].decimal))
    if len(flags) > 1:
        message = Wording("importing.two-notations", text=example, ways=flags)
        where = Problem("not-a-number", message, file=table.file, field=both[0].name,
                        line=line_of(table, both[0].bad[0]),
                        hint=Wording("importing.two-notations.hint", ways=flags))  # fmt: skip
        raise InvalidInput([where])
    said = Wording("importing.guess-notation", text=example, reads=ways[0].plain(example))
    # what its decimals are may show that points in other columns part thousands
    table, further = in_notation(table.written(ways[0]), missing)
    return table, [Guess(said, "--decimal, --thousands"), *further]


def _flags(decimal: str, thousands: str) -> str:
    """Write a notation as options.

    >>> _flags(",", "."), _flags(".", ",")
    ('--decimal "," --thousands "."', '--thousands ","')
    """
    said = {"--decimal": decimal.strip("."), "--thousands": thousands}
    return " ".join(f'{flag} "{sign}"' for flag, sign in said.items() if sign)


def line_of(table: SourceTable, row: int | np.intp) -> int | None:
    """Return the line on which a row stands."""
    return int(table.lines[row]) if table.keys is None else None


def unreadable(table: SourceTable, column: Found) -> Problem:
    """Say that some cells of a column of figures are none, and which options decide."""
    texts = list(dict.fromkeys(column.texts[row] for row in column.bad))
    shown = few([f"`{spelt_out(text)}`" for text in texts], 3)
    message = Wording(
        "importing.not-numbers", number=len(column.bad), count=len(column.bad), texts=shown
    )
    key = "percent" if all(text.rstrip().endswith(SIGNS) for text in texts) else "not-numbers"
    hint = Wording(f"importing.{key}.hint", column=column.name, texts=",".join(texts[:3]))
    return Problem("not-a-number", message, file=table.file, line=line_of(table, column.bad[0]),
                   field=column.name, value=texts[0], hint=hint)  # fmt: skip


def marks_told(columns: Iterable[Found], missing: Collection[str]) -> Iterator[Guess]:
    """Say which texts are taken for missing figures, where nobody said so."""
    counts: dict[str, int] = {}
    for column in columns:
        for text in column.texts:
            if text and text not in missing and is_mark(text):
                counts[text] = counts.get(text, 0) + 1
    if counts:
        listed = [f"`{spelt_out(text)}` × {number}" for text, number in counts.items()]
        yield Guess(Wording("importing.guess-missing", listed=listed), "--missing TEXT")


def percents_told(table: SourceTable, names: Iterable[str]) -> Iterator[Guess]:
    """Say which columns a workbook shows in percent, whose figures are taken as they are stored."""
    shown = [name for name in names if table.in_percent(name) is not None]
    if shown and not table.notation.percent:
        said = Wording("importing.guess-percent", columns=listed(shown))
        yield Guess(said, "--percent as_written")


def chosen(table: SourceTable, names: Sequence[str], option: str) -> tuple[str, ...]:
    """Return the columns that an option names; several stand in one text, parted by commas.

    Raises InvalidInput that names the nearest.
    """
    found = [each for name in names for each in _meant(name, tuple(table.columns))]
    for name in found:
        if name not in table.columns:
            message = Wording("importing.no-column", column=name)
            hint = nearest(name, table.columns)
            raise InvalidInput([Problem("unknown-column", message, file=table.file,
                                        field=f"--{option}", value=name, hint=hint)])  # fmt: skip
    return tuple(dict.fromkeys(found))


def _meant(name: str, columns: Collection[str]) -> list[str]:
    """Part a text at its commas, unless it is a column itself."""
    name = name.strip()
    return [name] if name in columns else [part.strip() for part in name.split(",") if part.strip()]


def without(table: SourceTable, rows: Collection[int]) -> SourceTable:
    """Return a table without some rows, by their positions."""
    kept = np.array([row not in rows for row in range(table.rows)], bool)
    return table.kept(kept)


def listed(names: Iterable[str]) -> Wording:
    """Name columns, the first of many."""
    return few([f"`{name}`" for name in names], FEW)


def renamed(table: SourceTable, names: dict[str, str]) -> SourceTable:
    """Return a table with some columns called otherwise."""
    columns = {names.get(name, name): column for name, column in table.columns.items()}
    return replace(table, columns=columns)
