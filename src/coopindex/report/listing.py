"""Which units are shown of all that were scored: the field stays whole, and the heading says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coopindex.engine.data import Data
from coopindex.periods import Period
from coopindex.phrases import few, listed, say
from coopindex.report.pages.frame import called
from coopindex.report.table import Page, Section
from coopindex.report.written import some_rows

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMED = 3  # units that are named in a heading


@dataclass(frozen=True)
class Listing:
    """Some units of a field. What is shown of them is what it is among all.

    units : those shown. field : all that were scored. only : units asked for. where : group ->
    labels, one of which they must have. top : so many first ones were asked for, in a `year` if
    several are scored, `among` so many that are as asked for otherwise.
    """

    units: tuple[str, ...]
    field: tuple[str, ...]
    top: int | None = None
    only: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    year: Period | None = None
    among: int = 0

    @property
    def facts(self) -> dict[str, Any]:
        """What is shown, of how many, and how it was asked for, as plain values."""
        asked = {
            "top": self.top,
            "only": [*self.only],
            "where": {group: [*labels] for group, labels in self.where},
        }
        given = {key: value for key, value in asked.items() if value}
        return {"units": len(self.units), "of": len(self.field), **given}

    def said(self, data: Data, lang: str = "en") -> str:
        """What is shown, for a heading, as `first 10 of 287` or `only east, 12 of 287`."""
        number, who, every = len(self.units), self._who(data, lang), len(self.field)
        if self.top is None:
            return say("listing.only", lang, who=who, count=number, all=every)
        tied = say("listing.tied", lang) if number > self.top else ""
        when = say("listing.in_year", lang, year=self.year) if self.year else ""
        first = {"count": number, "tied": tied, "when": when}
        if not who:
            return say("listing.first", lang, all=every, **first)
        only = say("listing.only", lang, who=who, count=self.among, all=every)
        return say("listing.only_first", lang, only=only, **first)

    def _who(self, data: Data, lang: str) -> str:
        labels = [label for _, labels in self.where for label in labels]
        names = called(self.only, data, lang)
        some = [few(names, MOST_NAMED).again(lang)] if len(names) > MOST_NAMED else [*names]
        return listed([*labels, *some], lang, quote=False)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(self.field) - frozenset(self.units)

    # -- what is left of an answer -----------------------------------------------------------------

    def section(self, section: Section, lang: str = "en") -> Section:
        """Return a section with the rows of its table that are about those shown, or about all."""
        table = section.table
        if table is None or not len(table.units):
            return section
        rows = [at for at, of in enumerate(table.units) if not of or {*of} - self._hidden]
        if rows or not len(table):
            return replace(section, table=some_rows(table, rows))
        return replace(section, table=None, below=(say("listing.nobody", lang),))

    def plain(self, value: Any) -> Any:
        """Return plain values without the rows, and the keys, of units that are not shown."""
        if isinstance(value, Mapping):
            return {key: self.plain(v) for key, v in value.items() if key not in self._hidden}
        if isinstance(value, list):
            return [self.plain(each) for each in value if not self._is_of_hidden(each)]
        return value

    def _is_of_hidden(self, row: Any) -> bool:
        return isinstance(row, Mapping) and row.get("unit") in self._hidden

    def frame(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a table's rows of those shown, by a column or the labels `unit`; else all rows."""
        if "unit" in table.columns:
            return table[~table["unit"].isin(self._hidden)].reset_index(drop=True)
        if table.index.name == "unit":
            return table[~table.index.isin(self._hidden)]
        return table


def showing(page: Page, listing: Listing, data: Data) -> Page:
    """Return a page that shows some units alone, and says so in its heading."""
    lang, said, rows = page.lang, listing.said(data, page.lang), page.rows

    def named(sections: Sequence[Section]) -> Iterator[Section]:
        head, *rest = sections
        yield replace(head, title=" · ".join(filter(None, (head.title, said))))
        yield from rest

    return Page(
        lang,
        lambda: (listing.section(each, lang) for each in named(tuple(page.said()))),
        lambda: {"shown": listing.facts, **listing.plain(page.facts)},
        None if rows is None else lambda: listing.frame(rows()),
        tuple(named(page.aside)),
    )
