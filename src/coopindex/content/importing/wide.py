"""Any table: who is in its rows, which columns are figures, and what is taken for granted.

Whatever is not said is a guess that is told with the option that says otherwise. Where two readings
are as good as each other, the table is refused with the option that decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from coopindex.content.importing.columns import (
    Found,
    chosen,
    found_in,
    in_notation,
    listed,
    marks_told,
    percents_told,
    unreadable,
    without,
)
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
)
from coopindex.content.importing.people import is_unique, units_in_rows, units_of, years_of
from coopindex.content.importing.reshaped import reshaped
from coopindex.content.importing.words import (
    CODES,
    NAMES,
    RANKED,
    RANKS,
    RUNNING,
    YEARS,
    is_mark,
    is_one_of,
)
from coopindex.content.tables.column import NUMBER
from coopindex.content.tables.grid import year_name
from coopindex.content.tables.table import SourceTable, fold
from coopindex.periods import Period, read
from coopindex.phrases import Wording
from coopindex.problems import Problem, raise_errors

KIND = "table"
NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
# years that a column without a telling header may hold
EARLIEST, LATEST = 1900, 2100


def draft_of(
    table: SourceTable, told: Told, title: str = "", above: Mapping[str, Sequence[str]] = NOTHING
) -> Draft:
    """Return the flat index of a table.

    title : what its indicator is called where no column says it. above : names above the header ->
    their columns.
    Raises InvalidInput with what is wrong, or with the options that decide what is not clear.
    """
    table, guesses = in_notation(table, told.missing)
    names = tuple(table.columns)
    told, grouped = _with_groups(table, told, above)
    table, told, turned = reshaped(table, told, title)
    table, measures, row_told = _measures_below(table, told)
    # beside a unit of measurement a column did not look like numbers
    table, later = in_notation(table, told.missing)
    sheet = _Sheet(table, told, [*guesses, *grouped, *turned.guesses, *row_told, *later])
    rows = units_in_rows(table, sheet.unit, sheet.years)
    people, fates = units_of(table, rows, sheet.names, {name: name for name in sheet.grouping})
    nodes, variables = sheet.nodes(measures, turned.titles), sheet.kinds(measures)
    raise_errors(sheet.problems)
    if not sheet.indicators:
        raise refuse("no-indicators", Wording("importing.no-indicators"), table.file, table.head,
                     hint=Wording("importing.no-indicators.hint"))  # fmt: skip
    figures = {name: sheet.found[name] for name in (*sheet.indicators, *sheet.variables)}
    known = {fate.name: fate for fate in (*fates, *sheet.fates())} | {**turned.fates}
    values = {name: found.values for name, found in figures.items()}
    return Draft(
        KIND,
        (table.file,),
        tuple(nodes),
        people,
        Rows(rows, sheet.years, values),
        year=sheet.single_year,
        ranked=sheet.ranked,
        variables=tuple(variables),
        fates=tuple(known[name] for name in names),
        guesses=(
            *sheet.guesses,
            *_unsaid(told),
            *marks_told(figures.values(), told.missing),
            *percents_told(table, figures),
        ),
        flags=table.problems,
    )


def _with_groups(
    table: SourceTable, told: Told, above: Mapping[str, Sequence[str]]
) -> tuple[Told, list[Guess]]:
    """Return what is said with the names above the header as dimensions, where that is said too.

    Of columns of figures alone; where it is not said, they are offered.
    """
    found = found_in(table, told.missing, [name for names in above.values() for name in names])
    figures = {name for name, each in found.items() if each.holds in ("figures", "both")}
    figures -= {name for name in found if is_one_of(name, (*YEARS, *RUNNING, *RANKS))}
    figures -= {told.units, told.year, *told.skip, *told.variables, *told.names, *told.groups}
    groups = {name: tuple(each for each in names if each in figures)
              for name, names in above.items()}  # fmt: skip
    groups = {name: names for name, names in groups.items() if names}
    if told.header_groups and not groups:
        message, hint = Wording("importing.no-header-groups"), Wording("importing.idle.hint")
        raise refuse("idle-option", message, table.file, table.head, "--header-groups", hint)
    if told.header_groups:
        return replace(told, dimensions={**groups, **told.dimensions}), []
    if groups and not told.dimensions:
        said = Wording("importing.guess-header-groups", groups=listed(groups))
        return told, [Guess(said, "--header-groups")]
    return told, []


def _unsaid(told: Told) -> Iterator[Guess]:
    """Yield what no table says of its indicators."""
    if not told.negative:
        yield Guess(Wording("importing.guess-positive"), "--negative COLUMNS")
    if not told.dimensions:
        yield Guess(Wording("importing.guess-flat-table"), "--dimension NAME=COLUMNS")


def _title(name: str) -> str:
    return year_name(name).strip()


def _measures_below(
    table: SourceTable, told: Told
) -> tuple[SourceTable, dict[str, str], list[Guess]]:
    """Take the row of units of measurement out of a table, where one stands below the header.

    It is one where no column has a figure there, and half of those of figures a text.
    """
    at = _row_of_measures(table, told)
    if at is None:
        return table, {}, []
    below = without(table, {at})
    columns = [each.name for each in found_in(below, told.missing, below.columns).values()
               if each.holds in ("figures", "both")]  # fmt: skip
    cells = {name: table.columns[name][at].strip() for name in columns}
    texts = {name: text for name, text in cells.items() if text and not is_mark(text)}
    if told.measures:
        return below, texts, []
    if not texts or 2 * len(texts) < len(cells):
        return table, {}, []
    said = Wording("importing.guess-measures", at=table.origin(at), texts=list(texts.values()))
    return below, texts, [Guess(said, "--measures-row 0")]


def _row_of_measures(table: SourceTable, told: Told) -> int | None:
    """Return the position of the row that is said, or of the first where it may be one."""
    if told.measures == 0 or not table.rows:
        return None
    if told.measures is None:
        cells = [table.notation.plain(column[0]) for column in table.columns.values()]
        return None if any(map(NUMBER.fullmatch, cells)) else 0
    lines: list[int] = table.lines.tolist()
    if told.measures not in lines:
        raise refuse("no-such-line", Wording("importing.no-measures", line=told.measures),
                     table.file, told.measures, "--measures-row",
                     Wording("importing.no-measures.hint"))  # fmt: skip
    return lines.index(told.measures)


@dataclass
class _Sheet:
    """A table with what is said of it. problems, guesses : as they are found out."""

    table: SourceTable
    told: Told
    guesses: list[Guess] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    why: dict[str, Fate] = field(default_factory=dict)

    @cached_property
    def found(self) -> dict[str, Found]:
        """Every column as it is found."""
        return found_in(self.table, self.told.missing, self.table.columns)

    def told_columns(self, option: str) -> tuple[str, ...]:
        """Return the columns that an option names."""
        return chosen(self.table, getattr(self.told, option), option)

    @cached_property
    def free(self) -> list[str]:
        """The columns that no option says anything of, and that hold anything."""
        options = ("skip", "groups", "only", "variables", "names")
        said = {*self.above, *(name for each in options for name in self.told_columns(each))}
        return [name for name, found in self.found.items()
                if name not in said and found.holds != "nothing"]  # fmt: skip

    @cached_property
    def above(self) -> dict[str, str]:
        """The dimension of each column that has one."""
        found = dict[str, str]()
        for dimension, names in self.told.dimensions.items():
            for name in chosen(self.table, names, "dimension"):
                if found.setdefault(name, self._called(dimension)) != self._called(dimension):
                    message = Wording("importing.two-dimensions", column=name)
                    raise refuse("two-dimensions", message, self.table.file, field="--dimension")
        return found

    def nodes(self, measures: Mapping[str, str], titles: Mapping[str, str]) -> list[Branch]:
        """Return the dimensions that are said, and the indicators."""
        negative = self.told_columns("negative")
        self.need_indicators(negative, "negative")
        self.need_indicators(tuple(self.above), "dimension")
        said = [Branch(self._called(name), title=name) for name in self.told.dimensions]
        return said + [
            Branch(
                name,
                self.above.get(name, ""),
                titles.get(name) or _title(name),
                name,
                name in negative,
                measure=measures.get(name, ""),
            )
            for name in self.indicators
        ]

    def kinds(self, measures: Mapping[str, str]) -> list[Branch]:
        """Return the variables."""
        return [
            Branch(name, title=_title(name), column=name, measure=measures.get(name, ""))
            for name in self.variables
        ]

    def _called(self, dimension: str) -> str:
        """Return a dimension's name, which no column has."""
        return f"{dimension} (dimension)" if dimension in self.table.columns else dimension

    def need_indicators(self, names: Sequence[str], option: str) -> None:
        """Refuse columns that an option names as indicators, and that are none."""
        for name in names:
            if name not in self.indicators:
                message = Wording("importing.no-indicator", column=name)
                raise refuse("no-indicator", message, self.table.file, field=f"--{option}")

    # -- years -------------------------------------------------------------------------------------

    @cached_property
    def single_year(self) -> Period | None:
        """The year of all rows, where it is said and no column."""
        said = self.told.year
        return read(said) if said and said not in self.table.columns else None

    @cached_property
    def year(self) -> str | None:
        """The column of years."""
        said = self.told.year
        if said:
            if self.single_year is not None:
                return None
            (column,) = chosen(self.table, (f"{said}",), "year")[:1]
            return column
        named = [name for name in self.free if is_one_of(name, YEARS)]
        named = [name for name in named if None not in self.found[name].periods()]
        if len(named) > 1:
            raise self._several("year", named)
        if named:
            return named[0]
        return self._unnamed_year()

    def _unnamed_year(self) -> str | None:
        """Return the only column whose whole numbers are years, where units stand several times."""
        texts = [name for name in self.free if self.found[name].holds == "texts"]
        years = [name for name in self.free if self._may_be_years(name)]
        if len(years) != 1 or any(is_unique(self.found[name], None) for name in texts):
            return None
        column = years[0]
        apart = [
            name
            for name in texts
            if is_unique(self.found[name], [read(text) or 0 for text in self.found[column].texts])
        ]
        if not apart:
            return None
        self.guesses.append(Guess(Wording("importing.guess-year", column=column), "--year COLUMN"))
        return column

    def _may_be_years(self, name: str) -> bool:
        values = self.found[name].values
        whole = bool((values == np.round(values)).all())
        return whole and bool(((values >= EARLIEST) & (values <= LATEST)).all())

    @cached_property
    def years(self) -> list[Period] | None:
        """The year of each row, None where no column says it."""
        return years_of(self.table, self.year) if self.year else None

    # -- units -------------------------------------------------------------------------------------

    @cached_property
    def units(self) -> tuple[str, tuple[str, ...]]:
        """The column of the units, and those of their names."""
        names = self.told_columns("names")
        if self.told.units:
            (column,) = chosen(self.table, (self.told.units,), "units")[:1]
            return column, names or self._names_beside(column)
        free = [name for name in self.free if name != self.year]
        codes = [name for name in free if is_one_of(name, CODES) and self._tells_apart(name)]
        texts = [name for name in free if self.found[name].holds == "texts"]
        called = [name for name in texts if is_one_of(name, NAMES)]
        unique = [name for name in texts if self._tells_apart(name) and name not in codes]
        column = self._one_of(codes, [name for name in called if name in unique], unique, called)
        shown = names or self._names_beside(column)
        said = Wording("importing.guess-units", column=column)
        self.guesses.append(Guess(said, "--units COLUMN"))
        return column, shown

    def _tells_apart(self, name: str) -> bool:
        return is_unique(self.found[name], self.years)

    def _one_of(
        self,
        codes: Sequence[str],
        called: Sequence[str],
        unique: Sequence[str],
        named: Sequence[str],
    ) -> str:
        """Return the column of units among those that may be, the surest kind first."""
        for kind in (codes, called, unique):
            short = [name for name in kind if self._has_codes(name)]
            if len(kind) == 2 and len(short) == 1:
                return short[0]
            if len(kind) > 1:
                raise self._several("units", kind)
            if kind:
                return kind[0]
        if named:
            # their rows tell which stands twice, or is empty
            units_in_rows(self.table, named[0], self.years)
        message = Wording("importing.no-units")
        hint = Wording("importing.no-units.hint", columns=listed(self.table.columns))
        raise refuse("no-units", message, self.table.file, self.table.head, "--units", hint)

    def _has_codes(self, name: str) -> bool:
        """Say whether a column's texts are short, in capitals and digits, as codes are."""
        texts = self.found[name].texts
        return all(len(text) <= 6 and text.isascii() and text.isalnum() and text == text.upper()
                   for text in texts)  # fmt: skip

    def _names_beside(self, unit: str) -> tuple[str, ...]:
        """Return the columns that name the units beside their codes."""
        free = [name for name in self.free if name not in (unit, self.year)]
        texts = [name for name in free if self.found[name].holds == "texts"]
        called = [name for name in texts if is_one_of(name, NAMES) and self._tells_apart(name)]
        if not called and (is_one_of(unit, CODES) or self._has_codes(unit)):
            called = [name for name in texts if self._tells_apart(name)]
        if len(called) > 1 and not self._of_two_languages(called):
            raise self._several("names", called)
        for name in called:
            said = Wording("importing.guess-names", column=name)
            self.guesses.append(Guess(said, "--names COLUMN"))
        return tuple(called)

    def _of_two_languages(self, names: Sequence[str]) -> bool:
        """Say whether two columns name the units in Latin letters and in hanzi."""
        ascii_ = [all(text.isascii() for text in self.found[name].texts) for name in names]
        return len(names) == 2 and ascii_[0] != ascii_[1]

    def _several(self, option: str, names: Sequence[str]) -> Exception:
        message = Wording(f"importing.several-{option}", columns=listed(names))
        hint = Wording("importing.several.hint", option=option, column=names[0])
        return refuse("ambiguous", message, self.table.file, self.table.head, f"--{option}", hint)

    @property
    def unit(self) -> str:
        """The column of units."""
        return self.units[0]

    @property
    def ranked(self) -> tuple[str, str] | None:
        """What a unit is, as the headers of the units and of their names say it."""
        heads = map(fold, (self.unit, *self.names))
        return next((RANKED[head] for head in heads if head in RANKED), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of their names."""
        return self.units[1]

    # -- the other columns -------------------------------------------------------------------------

    @cached_property
    def roles(self) -> dict[str, str]:
        """What each column is: by the options, else by what it holds."""
        said = {"skip": "skip", "groups": "group", "variables": "variable", "only": "indicator"}
        roles = dict.fromkeys(self.above, "indicator")
        for option, role in said.items():
            for name in self.told_columns(option):
                if roles.setdefault(name, role) != role:
                    message = Wording("importing.two-roles", column=name, option=option)
                    raise refuse("two-roles", message, self.table.file, field=f"--{option}")
        own = {self.unit: "unit", **dict.fromkeys(self.names, "name")}
        own |= {self.year: "year"} if self.year else {}
        return {name: own.get(name) or roles.get(name) or self._role(found)
                for name, found in self.found.items()}  # fmt: skip

    def _role(self, found: Found) -> str:
        """Return what a column is of which nothing is said; note why it is left out."""
        if found.holds == "nothing":
            return self._left(found.name, "empty")
        if found.holds == "texts":
            return self._role_of_texts(found)
        if found.holds == "both":
            self.problems.append(unreadable(self.table, found))
            return "indicator"
        if self.told.only:
            return self._left(found.name, "among-only")
        if is_one_of(found.name, RUNNING) and self._counts_rows(found):
            return self._left(found.name, "running", "--only")
        if is_one_of(found.name, RANKS):
            return self._left(found.name, "rank", "--only")
        if found.is_constant:
            return self._left(found.name, "constant", "--variables")
        return "indicator"

    def _role_of_texts(self, found: Found) -> str:
        labels = [text for text in found.texts if text]
        per_unit = len({*zip(self.found[self.unit].texts, found.texts, strict=True)})
        if len(set(labels)) == 1:
            return self._left(found.name, "one-label", "--groups")
        if len(set(labels)) == len(labels) or (self.years and len(set(labels)) >= per_unit):
            return self._left(found.name, "own-text", "--groups")
        flag = f'--skip "{found.name}"'
        self.guesses.append(Guess(Wording("importing.guess-group", column=found.name), flag))
        return "group"

    def _left(self, name: str, why: str, flag: str = "") -> str:
        self.why[name] = left(self.table.file, name, why, flag=flag)
        return "left"

    def _counts_rows(self, found: Found) -> bool:
        """Say whether a column numbers the rows, from 0 or from 1 on."""
        steps = np.diff(found.values)
        return bool((steps == 1).all()) and found.values[0] in (0, 1)

    def _with(self, role: str) -> tuple[str, ...]:
        return tuple(name for name, each in self.roles.items() if each == role)

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """The columns of figures that are scored, in the order of the table."""
        found = self._with("indicator")
        self._need_figures(found)
        return found

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The columns of figures that are read, and not scored."""
        found = self._with("variable")
        self._need_figures(found)
        return found

    def _need_figures(self, names: Sequence[str]) -> None:
        """Note what is wrong with columns that options call figures."""
        for name in names:
            found = self.found[name]
            if found.holds == "nothing":
                hint = Wording("importing.no-figures.hint", column=name)
                self.problems.append(Problem("no-figures", Wording("importing.no-figures"),
                                             file=self.table.file, line=self.table.head, field=name,
                                             hint=hint))  # fmt: skip
            elif len(found.bad) and not any(each.field == name for each in self.problems):
                self.problems.append(unreadable(self.table, found))

    @property
    def grouping(self) -> tuple[str, ...]:
        """The columns that group the units."""
        return self._with("group")

    def fates(self) -> Iterator[Fate]:
        """Say of every column what became of it."""
        file = self.table.file
        said = {"unit": "unit", "year": "year", "indicator": "indicator", "variable": "variable"}
        for name, role in self.roles.items():
            if role in said:
                yield taken(file, name, said[role])
            elif role == "skip":
                yield left(file, name, "wanted")
            elif role == "left":
                yield self.why[name]
