"""A table of observations and what is said of it: which columns hold figures, and of what.

Whatever its layout, a table holds columns of figures: the indicator and the year of each stand in
the rows, or are those of the whole column. A long table has one such column, a wide one a column an
indicator, one of years a column a year.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coopindex.content.forms.index import ObservationsForm
from coopindex.content.tables.column import NUMBER
from coopindex.content.tables.table import SourceTable, fold
from coopindex.periods import as_months, is_day, read

INDICATOR = "indicator"
ROLES = ("unit", INDICATOR, "year", "value")
REMARKS = ("status", "source", "note")
# 2020, YR2020, 2020 [YR2020] (World Bank), 2020年
YEAR_HEAD = re.compile(r"(?:YR)?([12]\d{3})(?:\.0+)?\s*(?:年度?|\[YR\d{4}\])?")

# a year among other signs: 2022F, 2021*, FY2022
NEARLY = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


def year_in(header: str) -> str:
    """Return the year, or other period, that a header names, "" where it names none.

    >>> [year_in(header) for header in ("2020", "2020 [YR2020]", "2020年", "gdp2020")]
    ['2020', '2020', '2020', '']
    >>> [year_in(header) for header in ("2020M5", "2020年5月", "Q2 2020", "202005")]
    ['2020-05', '2020-05', '2020Q2', '']
    """
    if found := YEAR_HEAD.fullmatch(header):
        return found[1]
    # a number may be anything
    period = None if NUMBER.fullmatch(header) else read(header)
    return period if isinstance(period, str) else ""


@dataclass(frozen=True)
class Figures:
    """A column of figures: its header, and the indicator and the year of all of it.

    indicator, year : None where each row says its own.
    """

    header: str
    indicator: str | None = None
    year: str | None = None


@dataclass(frozen=True)
class Observed:
    """A table of observations, and what is said of it.

    codes : what the index reads, by its own names. sources : their source columns, of those that
    have one, by these names.
    """

    table: SourceTable
    form: ObservationsForm
    codes: Collection[str] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        """The indicator that the whole table is of, "" where it holds several."""
        said = self.form.indicator
        if said not in self.codes or "indicator" not in self.form.model_fields_set:
            return ""
        named = said in self.table.columns and (self.form.value in self.table.columns or self.years)
        return "" if named else said

    @property
    def names_indicators(self) -> bool:
        """Whether each row names its indicator."""
        return not self.whole and self.form.indicator in self.table.columns

    @property
    def is_long(self) -> bool:
        """Whether each row holds one observation and says of which indicator."""
        if self.whole or self.holds_years:
            return False
        return self.names_indicators or self.form.value in self.table.columns

    @cached_property
    def years(self) -> dict[str, str]:
        """The columns that are called as years, where no column holds the years."""
        if self.form.year in self.table.columns:
            return {}
        found = {name: year for name in self.table.columns if (year := year_in(name))}
        months = as_months([name for name in self.table.columns if is_day(name)])
        return found | months if months and not any(map(str.isdecimal, found.values())) else found

    @cached_property
    def nearly_years(self) -> dict[str, str]:
        """The columns whose names hold a year and more, beside those of years; they are unread."""
        form, columns = self.form, self.table.columns
        parts = {*(getattr(form, key) for key in ROLES), *map(self.header_of, REMARKS)}
        yearly = self.whole or form.indicator in columns
        if not yearly or form.year in columns or form.value in columns:
            return {}
        others = (name for name in columns if name not in {*parts, *self.years, *self._of_whole()})
        found = {name: NEARLY.search(unicodedata.normalize("NFKC", name)) for name in others}
        return {name: year[0] for name, year in found.items() if year}

    @property
    def holds_years(self) -> bool:
        """Whether it has a column a year."""
        named = self.whole or self.form.indicator in self.table.columns
        return bool(named and self.years and self.form.value not in self.table.columns)

    def header_of(self, code: str) -> str:
        """Return the header of a column of the index's."""
        return self.form.header_of(code)

    def like(self, part: str) -> str:
        """Return the column that is called as a part is, or nearly so; "" where there is none."""
        header = self.header_of(part)
        if not header or header in self.table.columns:
            return header
        return next((name for name in self.table.columns if fold(name) == fold(header)), "")

    @cached_property
    def called(self) -> dict[str, str]:
        """What the file calls a column of the index's -> the column."""
        return {
            name: code
            for code, name in self.form.columns.items()
            if name and code not in (*ROLES, *REMARKS)
        }

    @cached_property
    def ours(self) -> tuple[str, ...]:
        """The columns of a wide table, by the index's names for them."""
        hidden = {code for code, name in self.form.columns.items() if name != code}
        shown = (name for name in self.table.columns if name not in hidden or name in self.called)
        return tuple(self.called.get(name, name) for name in shown)

    def figures(self, codes: Iterable[str]) -> tuple[Figures, ...]:
        """Return the columns of figures; `codes` are those that a wide table may have."""
        whole, columns = self.whole or None, self.table.columns
        if self.holds_years:
            return tuple(Figures(name, whole, year) for name, year in self.years.items())
        if self.form.value in columns:
            single = year_in(self.form.value) if self.years else None
            return (Figures(self.form.value, whole, single or None),)
        if whole:
            return tuple(Figures(name, whole) for name in self._of_whole()[:1])
        ours = set(self.ours)
        return tuple(Figures(self.header_of(code), code) for code in codes if code in ours)

    def _of_whole(self) -> list[str]:
        """Return the columns that may hold the one indicator, the likeliest first."""
        names = (self.header_of(self.whole), self.sources.get(self.whole, ""), self.whole)
        return [name for name in names if name and name in self.table.columns]

    def needed(self) -> Iterator[str]:
        """Yield the headers of figures that must be there."""
        lacking = not self.figures(()) if self.whole else self.names_indicators
        if lacking and not self.holds_years:
            yield self.form.value
