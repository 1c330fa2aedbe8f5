"""Workbooks of the JRC's COIN Tool: the sheets Database and Framework.

Where things stand is what the reader of COINr, the tool's own co-author's, goes by
(`import_coin_tool()`, R/coinToolIn.R of https://github.com/bluefoxr/COINr): in Database the
indicators' codes in row 16 from column E on, above them their names (15), the codes of sub-pillar,
pillar, sub-index and index (14 to 11), upper and lower goalpost (10, 9), direction (8) and weight
(7); below them the units, names in column B and codes in C; `n/a` is missing. In Framework a row a
dimension from row 5 on: code in C, weight in E, name in H. Tool and User Guide:
https://knowledge4policy.ec.europa.eu/composite-indicators/toolkit_en/coin-tool_en,
https://doi.org/10.2760/523877. Where words stand beside the rows, or above the columns, these
count; so a row more at the top does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from coopindex.content.importing.columns import Found, found_in, listed, marks_told, unreadable
from coopindex.content.importing.draft import (
    Branch,
    Draft,
    Fate,
    Guess,
    Rows,
    Told,
    left,
    refuse,
    taken,
    wrong_number,
)
from coopindex.content.importing.opened import Grid
from coopindex.content.importing.people import units_in_rows, units_of
from coopindex.content.importing.words import is_mark
from coopindex.content.tables.merged import letters
from coopindex.content.tables.table import fold
from coopindex.phrases import Wording
from coopindex.problems import Problem, nearest, raise_errors

KIND = "coin_tool"
DATABASE, FRAMEWORK = "Database", "Framework"
SHEETS = (DATABASE, FRAMEWORK)
CODE_ROW, NAMES, CODES, FIRST = 16, 2, 3, 5
# parts of an indicator -> rows above that of the codes
ABOVE = {
    "name": 1, "sub-pillar": 2, "pillar": 3, "sub-index": 4, "index": 5,
    "upper": 6, "lower": 7, "direction": 8, "weight": 9,
}  # fmt: skip
LEVELS = ("sub-pillar", "pillar", "sub-index")
AN_INDICATOR = re.compile(r"ind\W?\d+", re.IGNORECASE)
A_DIMENSION = re.compile(r"(sp|p|si)\W?\d+|index", re.IGNORECASE)
# beside the rows: a word -> the part that stands there
BESIDE = (
    (re.compile(r"weight", re.IGNORECASE), "weight"),
    (re.compile(r"direction", re.IGNORECASE), "direction"),
    (re.compile(r"(?=.*goal\s*post).*(max|upper|high)", re.IGNORECASE), "upper"),
    (re.compile(r"(?=.*goal\s*post).*(min|lower|low)", re.IGNORECASE), "lower"),
)
UNUSED = ("", "--", "-", "n/a", "0")
DIRECTIONS = {"1": False, "-1": True}


@dataclass
class Database:
    """The sheet of the indicators and the units."""

    grid: Grid
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def code_row(self) -> int:
        """The row of the indicators' codes."""
        counts = {
            line: sum(AN_INDICATOR.fullmatch(self.grid.text(line, column)) is not None
                      for column in range(FIRST, len(row) + 1))
            for line, row in enumerate(self.grid.rows[:60], start=1)
        }  # fmt: skip
        best = max(counts, key=counts.__getitem__, default=CODE_ROW)
        return best if counts.get(best) else CODE_ROW

    @cached_property
    def at(self) -> dict[str, int]:
        """The row of each part."""
        found = {part: self.code_row - above for part, above in ABOVE.items()}
        for line, row in enumerate(self.grid.rows[: self.code_row - 1], start=1):
            # a line of instructions has no figures beside it
            if not any(isinstance(cell, int | float) for cell in row[FIRST - 1 :]):
                continue
            words = " ".join(self.grid.text(line, column) for column in range(1, FIRST))
            for pattern, part in BESIDE:
                if pattern.search(words):
                    found[part] = line
        return found

    @cached_property
    def slots(self) -> dict[str, int]:
        """The columns of indicators that have a code: code -> column."""
        row, found = self.code_row, dict[str, int]()
        width = max(map(len, self.grid.rows[row - 1 :]), default=0)
        for column in range(FIRST, width + 1):
            code = self.grid.text(row, column)
            if code in UNUSED and self._has_figures(column):
                self.wrong(column, row, "figures-without-code", code)
            elif code in found:
                where = Wording("reading.sheet-column", letters=letters(found[code]), position=0)
                self.wrong(column, row, "code-twice", code, first=where)
            elif code not in UNUSED:
                found[code] = column
        return found

    def _has_figures(self, column: int) -> bool:
        """Say whether a column holds a number below the codes."""
        lines = range(self.code_row + 1, len(self.grid.rows) + 1)
        return any(isinstance(self.grid.cell(line, column), int | float) for line in lines)

    @cached_property
    def codes(self) -> set[str]:
        """The codes of dimensions above the indicators."""
        parts = [*LEVELS, "index"]
        return {self.part(part, column) for part in parts for column in self.slots.values()} - {""}

    @cached_property
    def lines(self) -> list[int]:
        """The rows of units: those that have a name, a code or a figure."""
        columns = [NAMES, CODES, *self.slots.values()]
        return [
            line
            for line in range(self.code_row + 1, len(self.grid.rows) + 1)
            if any(self.grid.text(line, column) for column in columns)
        ]

    def part(self, part: str, column: int) -> str:
        """Return a part of an indicator; "" where there is none."""
        text = self.grid.text(self.at[part], column)
        return "" if text in UNUSED[:-1] or text.casefold() in UNUSED[:-1] else text

    def number(self, part: str, column: int) -> float | None:
        """Return a number of an indicator; None where there is none."""
        text = self.part(part, column)
        if text and (wrong := wrong_number(text, part)):
            self.wrong(column, self.at[part], wrong, text)
            return None
        return float(text) if text else None

    def negative(self, column: int) -> bool:
        """Say whether less of an indicator is better."""
        text = self.part("direction", column)
        if text and text not in DIRECTIONS:
            self.wrong(column, self.at["direction"], "no-direction", text)
        return DIRECTIONS.get(text, False)

    def wrong(self, column: int, line: int, key: str, value: str, **values: object) -> None:
        """Note what is wrong with a cell."""
        said = Wording(f"importing.{key}", value=value, **values)
        hint = Wording(f"importing.{key}.hint")
        place = f"{DATABASE}!{letters(column)}{line}"
        self.problems.append(Problem("bad-meta", said, file=self.grid.file, line=line, field=place,
                                     value=value, hint=hint))  # fmt: skip


@dataclass(frozen=True)
class Framework:
    """The sheet of the dimensions: the name and the weight of each code."""

    names: Mapping[str, str]
    weights: Mapping[str, float | None]
    columns: Mapping[str, int]

    @classmethod
    def of(cls, grid: Grid, known: Collection[str], problems: list[Problem]) -> Framework:
        """Read every row that has a code: of the tool's own form, or `known` from Database."""
        columns = _columns_of(grid)
        names, weights = dict[str, str](), dict[str, float | None]()
        for line in range(1, len(grid.rows) + 1):
            code, name, text = (
                grid.text(line, columns[part]) for part in ("code", "name", "weight")
            )
            if not (A_DIMENSION.fullmatch(code) or code in known):
                continue
            if text not in UNUSED[:-1] and (wrong := wrong_number(text, "weight")):
                problems.append(_no_number(grid, columns["weight"], line, text, wrong))
                text = ""
            names.setdefault(code, "" if name in UNUSED else name)
            weights.setdefault(code, float(text) if text not in UNUSED[:-1] else None)
        return cls(names, weights, columns)


def _columns_of(grid: Grid) -> dict[str, int]:
    """Return the columns of code, weight and name, by their headers or where the tool has them."""
    found = {"code": 3, "weight": 5, "name": 8}
    for line in range(1, min(len(grid.rows), 12) + 1):
        heads = {fold(grid.text(line, at)): at for at in range(len(grid.rows[line - 1]), 0, -1)}
        if "dimension/indicator" in heads:
            own = heads["dimension/indicator"]
            found["name"] = heads.get("name", 8 if grid.text(line, 8) else own)
            found |= {part: heads[part] for part in ("code", "weight") if part in heads}
            break
    return found


def _no_number(grid: Grid, column: int, line: int, text: str, key: str) -> Problem:
    said, hint = Wording(f"importing.{key}", value=text), Wording(f"importing.{key}.hint")
    place = f"{grid.sheet}!{letters(column)}{line}"
    return Problem("bad-meta", said, file=grid.file, line=line, field=place, value=text, hint=hint)


def draft_of(database: Grid, framework: Grid, told: Told) -> Draft:
    """Return the project that a workbook holds. Raises InvalidInput with what is wrong in it."""
    found, file = Database(database), database.file
    dimensions = Framework.of(framework, found.codes, found.problems)
    if not found.slots:
        hint = Wording("importing.no-slots.hint", row=CODE_ROW)
        raise refuse("no-indicators", Wording("importing.no-slots"), file, CODE_ROW, DATABASE, hint)
    for name in told.skip:
        if name not in found.slots:
            raise refuse("unknown-column", Wording("importing.no-column", column=name), file,
                         field="--skip", hint=nearest(name, found.slots))  # fmt: skip
    table = database.table({"name": NAMES, "code": CODES, **found.slots}, found.lines)
    figures = found_in(table, told.missing, found.slots)
    used = [code for code in found.slots
            if code not in told.skip and figures[code].holds != "nothing"]  # fmt: skip
    found.problems += [unreadable(table, figures[code]) for code in used if len(figures[code].bad)]
    chains = {code: _chain(found, found.slots[code]) for code in used}
    dropped = _unused_levels(chains, dimensions)
    above = {code: [each for level, each in chain if level not in dropped]
             for code, chain in chains.items()}  # fmt: skip
    nodes = [*_dimensions(found, above, dimensions), *_indicators(found, above)]
    raise_errors(found.problems)
    kept = [line for at, line in enumerate(found.lines) if _has_figure(figures, used, at)]
    lacking = [line for line in found.lines if line not in kept]
    table = database.table({"name": NAMES, "code": CODES, **found.slots}, kept)
    rows = units_in_rows(table, "code" if any(table.column("code")) else "name", None)
    units, _ = units_of(table, rows, ["name"], {})
    kept_figures = found_in(table, told.missing, used)
    guesses = [*_guesses(found, above, dropped, dimensions),
               *marks_told(kept_figures.values(), ("n/a", *told.missing))]  # fmt: skip
    values = {code: each.values for code, each in kept_figures.items()}
    title = dimensions.names.get(_index_code(dimensions), "")
    fates = (*_fates(found, used, told, file), *_rows_left(found, file, lacking),
             *_fates_of_framework(dimensions, nodes, file))  # fmt: skip
    return Draft(KIND, (file,), tuple(nodes), units, Rows(rows, None, values), title=title,
                 fates=fates, guesses=tuple(guesses))  # fmt: skip


def _index_code(dimensions: Framework) -> str:
    return next((code for code in dimensions.names if fold(code) == "index"), "")


def _has_figure(figures: Mapping[str, Found], used: Sequence[str], at: int) -> bool:
    return any(figures[code].values[at] == figures[code].values[at] for code in used)


def _chain(found: Database, column: int) -> list[tuple[str, str]]:
    """Return the dimensions above an indicator, the lowest first, with their levels."""
    codes = [(level, found.part(level, column)) for level in LEVELS]
    return [(level, code) for level, code in codes if code not in UNUSED]


def _unused_levels(
    chains: Mapping[str, Sequence[tuple[str, str]]], dimensions: Framework
) -> set[str]:
    """Return the levels that are not used: all indicators have one code there, without a name."""
    codes: dict[str, set[str]] = {level: set() for level in LEVELS}
    for chain in chains.values():
        for level, code in chain:
            codes[level].add(code)
    return {
        level
        for level, found in codes.items()
        if len(found) == 1 and not dimensions.names.get(next(iter(found)))
    }


def _dimensions(
    found: Database, chains: Mapping[str, Sequence[str]], dimensions: Framework
) -> Iterator[Branch]:
    """Yield the dimensions, each once, the upper first; one below two others is a problem."""
    above = dict[str, str]()
    for code, chain in chains.items():
        for lower, upper in zip(chain, [*chain, ""][1:], strict=True):
            if above.setdefault(lower, upper) != upper:
                found.wrong(found.slots[code], found.at["pillar"], "two-parents", lower,
                            one=above[lower] or "Index", other=upper or "Index")  # fmt: skip
    order = [code for code in dimensions.names if code in above]
    order += [code for code in above if code not in order]
    for code in order:
        yield Branch(code, above[code], dimensions.names.get(code, ""),
                     weight=dimensions.weights.get(code))  # fmt: skip


def _indicators(found: Database, chains: Mapping[str, Sequence[str]]) -> Iterator[Branch]:
    for code, chain in chains.items():
        column = found.slots[code]
        yield Branch(
            code,
            chain[0] if chain else "",
            found.part("name", column),
            code,
            found.negative(column),
            found.number("weight", column),
            posts=(found.number("lower", column), found.number("upper", column)),
        )


def _guesses(
    found: Database,
    above: Mapping[str, Sequence[str]],
    dropped: set[str],
    dimensions: Framework,
) -> Iterator[Guess]:
    """Yield what the workbook leaves unsaid. above : the dimensions above each indicator."""
    alone = [code for code, chain in above.items() if not chain]
    if alone:
        yield Guess(Wording("importing.guess-no-dimension", codes=listed(alone)))
    without = [code for code in above if not found.part("direction", found.slots[code])]
    if without:
        yield Guess(Wording("importing.guess-no-direction-of", codes=listed(without)))
    chained = dict.fromkeys(code for chain in above.values() for code in chain)
    unweighed = [code for code in above if not found.part("weight", found.slots[code])]
    unweighed += [code for code in chained if dimensions.weights.get(code) is None]
    if unweighed and dimensions.names:
        yield Guess(Wording("importing.guess-no-weight-of", codes=listed(unweighed)))
    if dropped:
        named = [Wording(f"importing.level-{level}") for level in LEVELS if level in dropped]
        yield Guess(Wording("importing.guess-levels-unused", levels=named))
    if not dimensions.names:
        yield Guess(Wording("importing.guess-no-framework"))


def _fates(found: Database, used: Sequence[str], told: Told, file: str) -> Iterator[Fate]:
    """Say what became of each column of Database, and of each of its rows of description."""
    place = f"{file}: {DATABASE}"
    for column in (1, NAMES, CODES, FIRST - 1):
        if column in (NAMES, CODES):
            yield taken(place, letters(column), "unit" if column == CODES else "unit-names")
        elif any(found.grid.text(line, column) for line in found.lines):
            yield left(place, letters(column), "no-slot")
    for part, became in (("weight", "weights"), ("direction", "directions"), ("lower", "posts"),
                         ("upper", "posts"), ("index", "levels-of-tool"),
                         ("sub-index", "levels-of-tool"), ("pillar", "levels-of-tool"),
                         ("sub-pillar", "levels-of-tool"), ("name", "titles")):  # fmt: skip
        yield taken(place, Wording("importing.row", line=found.at[part]), became)
    unnamed = list[str]()
    for code, column in found.slots.items():
        name = f"{letters(column)} ({code})"
        if code in used:
            yield taken(place, name, "indicator")
        elif code in told.skip:
            yield left(place, name, "wanted")
        elif found.part("name", column):
            yield left(place, name, "empty")
        else:
            unnamed.append(letters(column))
    if unnamed:
        yield left(place, f"{unnamed[0]}–{unnamed[-1]}" if unnamed[1:] else unnamed[0], "unused")


def _fates_of_framework(
    dimensions: Framework, nodes: Sequence[Branch], file: str
) -> Iterator[Fate]:
    """Say what became of the columns of Framework, and name the dimensions that are not used."""
    place, used = f"{file}: {FRAMEWORK}", {node.name for node in nodes}
    for part, became in (("code", "codes"), ("weight", "weights"), ("name", "titles")):
        yield taken(place, letters(dimensions.columns[part]), became)
    for code, name in dimensions.names.items():
        if name and code not in used and code != _index_code(dimensions):
            yield left(place, code, "childless")


def _rows_left(found: Database, file: str, lines: Sequence[int]) -> Iterator[Fate]:
    """Name the rows of units without any figure."""
    for line in lines:
        unit = found.grid.text(line, CODES) or found.grid.text(line, NAMES)
        if unit and not is_mark(unit):
            name = Wording("importing.row", line=line)
            yield left(f"{file}: {DATABASE}", name, "unit-without-figures", unit=unit)
