"""A workbook of an index with its cells of data blank, or filled with a sample."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.content.tables.asked import NOTHING
from coopindex.content.workbook.folder import Files, Table, gathered
from coopindex.content.workbook.tables import comma_separated
from coopindex.content.workbook.text import block
from coopindex.content.workbook.words import COLUMNS, DATA, EVIDENCE, UNITS
from coopindex.content.workbook.written import workbook_of
from coopindex.engine.data import Data
from coopindex.phrases import Wording, say
from coopindex.problems import InvalidInput, Problem

if TYPE_CHECKING:
    from coopindex.content.content import Content
    from coopindex.periods import Period

SAMPLE, ILLUSTRATIVE = "sample", "illustrative"
OWN, OBSERVED = "own", "observed"
FIGURES = 3  # significant ones of a sample
EVENTS = 3  # at most, of a unit
Rows = list[list[Any]]


def template_of(
    content: Content, name: str, lang: str = "en", *, sample: bool = False, units: bool = True
) -> bytes:
    """Return a workbook of an index: its framework and units, with the cells of its data to fill.

    name : of the workbook. sample : fill them with invented figures in the range of the index's
    own, `illustrative` in their status; the same ones each time. units : False leaves the units
    out too, and the sources; of the tables the headers stay.
    """
    found = _Template(content, lang, sample=sample).files()
    if not units:
        found = _emptied(found, lang)
    return workbook_of(found, lang, name, say("sheet.sampled", lang) if sample else "")


def _emptied(files: Files, lang: str) -> Files:
    """Return files whose tables are headers alone, and whose sources are those to be named."""
    tree = {key: value for key, value in files.tree.items() if key != "data"}
    own = block({OWN: {"title": say("sheet.own-source", lang)}}).encode()
    sources = f"data/{files.index}/sources.yaml"
    texts = {**files.texts, files.definition: block(tree).encode(), sources: own}
    tables = [replace(table, content=table.content.splitlines(keepends=True)[0])
              for table in files.tables]  # fmt: skip
    return replace(files, tree=tree, sources=sources, texts=texts, tables=tables)


class _Template:
    """A template being made."""

    def __init__(self, content: Content, lang: str, *, sample: bool) -> None:
        self.content, self.lang, self.sample = content, lang, sample
        self.definition, self.old = content.definition, gathered(content)
        self.data = _data_of(content)

    def files(self) -> Files:
        """Return the files of the template: figures of its own, the rest as it is."""
        code, old = self.old.index, self.old
        tree = {key: value for key, value in old.tree.items() if key not in ("published", "data")}
        tree["checks"] = [check for check in tree.get("checks") or ()
                          if not self.sample and check.get("check") != "column_sum"]  # fmt: skip
        said = old.tree.get("data")
        kept = {key: said[key] for key in ("units", "sources")
                if isinstance(said, Mapping) and said.get(key)}  # fmt: skip
        units = [table for table in old.tables if table.kind == UNITS]
        if (kept.get("units") and not units) or _shared(units, old.tables):
            kept.pop("units", None)
            units = []
        if kept:
            tree = {"index": tree.pop("index"), "data": kept, **tree}
        found = Files(f"indicators/{code}.yaml", code, tree)
        found.schemes, found.plans, found.sources = old.schemes, old.plans, old.sources
        names = {*old.schemes.values(), *old.plans.values()}
        found.texts = {name: old.texts[name] for name in names}
        found.texts[found.definition] = block(tree).encode()
        self._name_sources(found)
        found.tables = units or [_table(UNITS, code, "units", self._units())]
        figures = self._figures()
        if len(figures[0]) > len(self._ends()) + 2:
            found.tables.append(_table(DATA, code, "observations", figures))
        if self.definition.rules:
            found.tables.append(_table(EVIDENCE, code, "evidence", self._events()))
        return found

    def _name_sources(self, found: Files) -> None:
        """Take the sources, and name the sample's."""
        held = dict(self.old.document(self.old.sources).data) if self.old.sources else {}
        code, said = (SAMPLE, "sample-source") if self.sample else (OWN, "own-source")
        held = {code: {"title": say(f"sheet.{said}", self.lang)}} | held
        if held:
            found.sources = self.old.sources or f"data/{found.index}/sources.yaml"
            found.texts[found.sources] = block(held).encode()

    def _units(self) -> Rows:
        data = self.data
        if data is None:
            message = Wording("sheet.no-units")
            raise InvalidInput([Problem("missing-file", message, file=self.content.named)])
        groups = list(data.groups)
        rows: Rows = [[*COLUMNS[UNITS], *groups]]
        for at, unit in enumerate(data.units):
            name = data.names[unit]
            rows.append(
                [unit, str(name), name.zh, *(str(data.groups[each][at]) for each in groups)]
            )
        return rows

    def _codes(self) -> list[str]:
        """Return the units' codes."""
        if self.data is not None:
            return list(self.data.units)
        table = self.definition.usual("units")
        said = self.definition.form.data.units
        from coopindex.content.tables.read import read_table

        path = self.definition.file(said.file) if said else table
        found = read_table(path, path.name).met(said.code if said else "code") if path else []
        return list(found)

    def _years(self) -> list[Period | str]:
        """Return the years to be filled in: those that are scored or referred to."""
        year = self.content.default_year
        if self.data is None:
            return [year] if year is not None else [""]
        scored = [year] if year is not None else [self.data.years[-1]]
        known = self.data.years
        return list(self.content.index.years_needed(scored, known) or scored)

    def _columns(self) -> dict[str, Any]:
        """Return the columns of figures, with the known figures of each; None where none are."""
        elsewhere = {**self.definition.rules, **self.definition.constants}
        found: dict[str, Any] = {}
        leaves = [leaf.code for leaf in self.definition.leaves if leaf.code not in elsewhere]
        for code in (*leaves, *self.definition.form.variables):
            column = self.definition.takers.get(code, code)
            found.setdefault(column, self._known(code))
        return found

    def _known(self, code: str) -> Any:
        """Return the figures that are known of an indicator or a variable."""
        data, index = self.data, self.content.index
        if data is None:
            return None
        found: Any = data.variables.get(code)
        held = [(index, data), *((part, data.aside[part.code]) for part in index.aside)]
        for part, of in held:
            codes = [leaf.code for leaf in part.leaves]
            if found is None and code in codes:
                found = of.values[..., codes.index(code)]
        finite = None if found is None else np.asarray(found)[np.isfinite(found)]
        return finite if finite is not None and len(finite) else None

    def _ends(self) -> tuple[str, ...]:
        return "status", "source"

    def _figures(self) -> Rows:
        """Return a row a unit and year, with a column a figure."""
        columns = self._columns()
        rows: Rows = [["unit", "year", *columns, *self._ends()]]
        keys = [(unit, year) for year in self._years() for unit in self._codes()]
        drawn = [_sampled(code, known, len(keys)) for code, known in columns.items()]
        for at, (unit, year) in enumerate(keys):
            if self.sample:
                rows.append([unit, year, *(each[at] for each in drawn), ILLUSTRATIVE, SAMPLE])
            else:
                rows.append([unit, year, *[None] * len(columns), OBSERVED, OWN])
        return rows

    def _events(self) -> Rows:
        """Return evidence: the header, and a few events of a sample."""
        fields = dict.fromkeys(rule.field for rule in self.definition.rules.values() if rule.field)
        head = [*COLUMNS[EVIDENCE], *(each for each in fields if each not in COLUMNS[EVIDENCE])]
        return [head, *(self._sample_events(head) if self.sample else ())]

    def _sample_events(self, head: Sequence[str]) -> Iterator[list[Any]]:
        draw = np.random.default_rng(0)
        year = self._years()[-1]
        for code in self.definition.rules:
            for unit in self._codes():
                for number in range(int(draw.integers(1, EVENTS + 1))):
                    known: dict[str, Any] = {
                        "unit": unit, "indicator": code, "date": str(year)[:4],
                        "value": 1, "label": f"{SAMPLE} {number + 1}",
                        "status": ILLUSTRATIVE, "source": SAMPLE,
                        "locator": f"{SAMPLE} {number + 1}",
                    }  # fmt: skip
                    yield [known.get(name, f"{SAMPLE} {number + 1}") for name in head]


def _shared(units: Sequence[Table], tables: Sequence[Table]) -> bool:
    """Say whether the table of units is one of figures too."""
    names = [table.name for table in tables if table.kind != UNITS]
    return any(table.name in names for table in units)


def _data_of(content: Content) -> Data | None:
    """Return an index's data; None where it has none yet."""
    try:
        return content.data()
    except InvalidInput:
        return None


def _sampled(code: str, known: Any, number: int) -> list[float | int]:
    """Return invented figures: in the range of those that are known, and written as they are.

    The same for the same code.
    """
    draw = np.random.default_rng(zlib.crc32(code.encode()))
    if known is None:
        return [int(value) for value in draw.integers(10, 100, number)]
    found = np.quantile(known, draw.random(number))
    low, high = float(known.min()), float(known.max())
    if (known == np.round(known)).all():
        return [int(value) for value in np.clip(np.round(found), low, high)]
    return [float(np.clip(float(f"{value:.{FIGURES}g}"), low, high)) for value in found]


def _table(kind: str, code: str, stem: str, rows: Rows) -> Table:
    content = comma_separated([["" if cell is None else str(cell) for cell in row] for row in rows])
    return Table(kind, f"data/{code}/{stem}.csv", NOTHING, content)
