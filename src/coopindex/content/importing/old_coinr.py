"""The tables of COINr before 1.0, as those that came after: IndMeta and AggMeta as one iMeta.

IndMeta has a row an indicator and a column a level above it, called Agg..., from the lowest up;
AggMeta a row an aggregate: AgLevel, Code, Name, Weight. So `assemble()` of version 0.6 took them:
https://github.com/bluefoxr/COINr, R/coin_assemble.R.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coopindex.content.importing.columns import line_of
from coopindex.content.importing.draft import Fate, left, taken, wrong_number
from coopindex.content.tables.column import column_of
from coopindex.content.tables.table import SourceTable, fold
from coopindex.phrases import Wording
from coopindex.problems import Problem, raise_errors

CODES, PARTS = ("IndCode", "iCode"), ("AgLevel", "Code", "Name", "Weight")
LEVEL = "Agg"
INDEX = "Index"  # what the aggregates lie below that have nothing above them, if they are several
NOTHING = ("", "NA")
# what becomes of each part of AggMeta
BECOMES = {"AgLevel": "levels", "Code": "codes", "Name": "titles", "Weight": "weights"}


def levels_of(table: SourceTable) -> tuple[str, ...]:
    """Return the columns of levels of a table of indicators as it was, none of any other."""
    known = set(map(fold, table.columns))
    if fold("Parent") in known or not any(fold(code) in known for code in CODES):
        return ()
    return tuple(name for name in table.columns if name.startswith(LEVEL))


def is_aggregates(table: SourceTable) -> bool:
    """Say whether a table is about aggregates, by its header."""
    return {fold(part) for part in PARTS} <= set(map(fold, table.columns))


@dataclass(frozen=True)
class Joined:
    """One table of all nodes, and what became of the columns of those that it is made of."""

    table: SourceTable
    fates: tuple[Fate, ...]
    files: tuple[str, ...]


def joined(indicators: SourceTable, aggregates: SourceTable | None) -> Joined:
    """Put IndMeta and AggMeta together. Raises InvalidInput with what is wrong in either."""
    levels = levels_of(indicators)
    named = _Aggregates(aggregates)
    parents, problems = _parents(indicators, levels)
    raise_errors([*named.problems(), *problems])
    own = _chains(indicators, levels)
    tops = [code for code, above in parents.items() if not above]
    above = {code: parent or (INDEX if len(tops) > 1 else "") for code, parent in parents.items()}
    code, title, weight = (_header(indicators, names) for names in
                           (CODES, ("IndName", "iName"), ("IndWeight", "Weight")))  # fmt: skip
    known = [name for name in indicators.columns if name not in levels]
    cells = {name: [*map(str, indicators.column(name)), *[""] * len(above)] for name in known}
    for name, part in ((code, ""), (title, "Name"), (weight, "Weight")):
        if name:
            cells[name][indicators.rows :] = [named.cell(each, part) for each in above]
    cells["Parent"] = [*(chain[0] if chain else "" for chain in own), *above.values()]
    cells["Type"] = ["Indicator"] * indicators.rows + ["Aggregate"] * len(above)
    cells["Level"] = ["1"] * indicators.rows + [named.cell(each, "AgLevel") for each in above]
    lines = np.array([*indicators.lines, *(named.line(each) for each in above)], int)
    columns = {name: column_of(held) for name, held in cells.items()}
    table = replace(indicators, columns=columns, lines=lines, stored=False, percents={})
    fates = [*(taken(indicators.file, name, "parents") for name in levels),
             *named.fates(set(above))]  # fmt: skip
    files = (indicators.file, *(() if aggregates is None else (aggregates.file,)))
    return Joined(table, tuple(fates), files)


def _header(table: SourceTable, names: Sequence[str]) -> str:
    """Return the header of a part, by the first name known for it; "" where there is none."""
    known = {fold(name): name for name in reversed(table.columns)}
    return next((known[fold(name)] for name in names if fold(name) in known), "")


def _chains(table: SourceTable, levels: Sequence[str]) -> list[list[str]]:
    """Return what lies above each indicator, the lowest first."""
    columns = [table.column(name) for name in levels]
    return [[str(column[row]) for column in columns if str(column[row]) not in NOTHING]
            for row in range(table.rows)]  # fmt: skip


def _parents(table: SourceTable, levels: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """Return what lies above each aggregate, the upper first, "" for nothing; and what is wrong."""
    found, problems = dict[str, str](), list[Problem]()
    for row, chain in enumerate(_chains(table, levels)):
        for lower, upper in reversed([*zip(chain, [*chain[1:], ""], strict=True)]):
            if found.setdefault(lower, upper) != upper:
                said = Wording("importing.two-parents", value=lower, one=found[lower] or INDEX,
                               other=upper or INDEX)  # fmt: skip
                problems.append(Problem("bad-meta", said, file=table.file, field=levels[0],
                                        line=line_of(table, row), value=lower,
                                        hint=Wording("importing.two-parents.hint")))  # fmt: skip
    return found, problems


class _Aggregates:
    """The table of the aggregates, where there is one."""

    def __init__(self, table: SourceTable | None) -> None:
        self.table = table
        self.rows: dict[str, int] = {}
        self.headers = {part: _header(table, (part,)) if table else "" for part in PARTS}
        for at in reversed(range(table.rows if table else 0)):
            self.rows[self._text(at, "Code")] = at

    def _text(self, row: int, part: str) -> str:
        assert self.table is not None
        text = str(self.table.column(self.headers[part])[row])
        return "" if text in NOTHING else text

    def cell(self, code: str, part: str) -> str:
        """Return a part of an aggregate, "" where nothing says it; of no part, its code."""
        if not part:
            return code
        return self._text(self.rows[code], part) if code in self.rows else ""

    def line(self, code: str) -> int:
        """Return the line on which an aggregate stands, 0 where it stands on none."""
        if self.table is None or code not in self.rows:
            return 0
        return line_of(self.table, self.rows[code]) or 0

    def problems(self) -> Iterator[Problem]:
        """Name the weights that are none, and the codes that stand twice."""
        table = self.table
        for row in range(table.rows if table else 0):
            assert table is not None
            code, weight = self._text(row, "Code"), self._text(row, "Weight")
            wrong = weight and wrong_number(table.notation.plain(weight), "weight")
            if wrong:
                yield self._wrong(row, "Weight", wrong, weight)
            if code and self.rows[code] != row:
                where = Wording("reading.at-line", at=self.line(code))
                yield self._wrong(row, "Code", "code-twice", code, first=where)

    def _wrong(self, row: int, part: str, key: str, value: str, **values: object) -> Problem:
        assert self.table is not None
        said = Wording(f"importing.{key}", value=value, **values)
        return Problem("bad-meta", said, file=self.table.file, line=line_of(self.table, row),
                       field=self.headers[part], value=value,
                       hint=Wording(f"importing.{key}.hint"))  # fmt: skip

    def fates(self, used: set[str]) -> Iterator[Fate]:
        """Say what became of each column, and of the rows that nothing lies below."""
        if self.table is None:
            return
        parts = {name: part for part, name in self.headers.items()}
        for name in self.table.columns:
            if name in parts:
                yield taken(self.table.file, name, BECOMES[parts[name]])
            else:
                yield left(self.table.file, name, "known-to-coinr")
        for code in self.rows:
            if code and code not in used:
                yield left(self.table.file, code, "childless")
