"""A definition, and what follows from it about the files that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from coopindex.content.compile.tree import Written, text, written_nodes
from coopindex.content.data.observations import Wanted
from coopindex.content.data.published import NO_HEADERS, Headers, Named, named_columns
from coopindex.content.files import find_named, is_there
from coopindex.content.forms.index import EvidenceForm, IndexForm
from coopindex.content.tables.registry import suffixes
from coopindex.content.tables.table import fold
from coopindex.content.yaml import Document, Place
from coopindex.engine.index import Index


@dataclass(frozen=True)
class Definition:
    """A definition with all that is needed to find and check what belongs to it."""

    path: Path
    root: Path
    form: IndexForm
    document: Document
    index: Index

    @cached_property
    def leaves(self) -> tuple[Written, ...]:
        """The indicators as written, in the order of `Index.leaves`."""
        return tuple(node for node in written_nodes(self.form) if not node.form.children)

    @cached_property
    def rules(self) -> dict[str, EvidenceForm]:
        """The indicators that are counted from evidence, and how."""
        return {
            leaf.code: rule
            for leaf in self.leaves
            if (rule := getattr(leaf.form, "evidence", None))
        }

    @cached_property
    def constants(self) -> dict[str, float]:
        """The indicators that have the same value everywhere."""
        found = {leaf.code: getattr(leaf.form, "constant", None) for leaf in self.leaves}
        return {code: value for code, value in found.items() if value is not None}

    @cached_property
    def titled(self) -> tuple[tuple[str, str], ...]:
        """What indicators and variables are called, in each language, with the column of each.

        A title of two of them is none of either's.
        """
        forms = {**self.form.variables, **{leaf.code: leaf.form for leaf in self.leaves}}
        codes: dict[str, set[str]] = {}
        for code, form in forms.items():
            title = text(getattr(form, "title", None), "")
            for name in filter(None, (title.en, title.zh)):
                codes.setdefault(fold(name), set()).add(self.column_of(code))
        return tuple((name, min(of)) for name, of in codes.items() if len(of) == 1)

    @cached_property
    def takers(self) -> dict[str, str]:
        """What takes a column that is called otherwise, and that column: indicators, variables."""
        nodes = {leaf.code: getattr(leaf.form, "data", None) for leaf in self.leaves}
        variables = {code: form.data for code, form in self.form.variables.items()}
        return {code: data for code, data in {**variables, **nodes}.items() if data}

    def column_of(self, code: str) -> str:
        """Return the column whose values an indicator or a variable takes.

        One that has a table of its own is called by its code there, whatever its column is.
        """
        return code if code in self._tabled else self.takers.get(code, code)

    @cached_property
    def _tabled(self) -> frozenset[str]:
        """What is said to be the indicator, or the column of indicators, of some table."""
        tables = self.form.data.observations or ()
        return frozenset(each.indicator for each in tables if "indicator" in each.model_fields_set)

    def file(self, name: str) -> Path:
        """Return a file named in the definition: below the project's root, else beside it."""
        return find_named(name, self.root, self.path.parent)

    def usual(self, table: str) -> Path | None:
        """Return data/<index>/<table>.*, None when there is none."""
        folder = self.root / "data" / self.form.index
        paths = (folder / f"{table}{suffix}" for suffix in suffixes())
        return next((path for path in paths if is_there(path)), None)

    def published(self, headed: Headers) -> tuple[Named, ...]:
        """Return the columns of published figures, of those that the observations have."""
        codes = [*(leaf.code for leaf in self.leaves), *self.form.variables]
        read = {self.column_of(code) for code in codes}
        return named_columns(self.form, read, headed)

    def columns(self, headed: Headers = NO_HEADERS) -> tuple[Wanted, ...]:
        """Return the columns that observations fill.

        Those of indicators that are not counted, of variables and of published figures.
        """
        found: dict[str, Wanted] = {}
        for code, bounds, place in self._written_columns(headed):
            low, high = bounds or (None, None)
            before = found.get(code, Wanted(code))
            lower = max(before.lower, -np.inf if low is None else low)
            upper = min(before.upper, np.inf if high is None else high)
            found[code] = Wanted(code, lower, upper, self.document.origin((*place, "bounds")))
        return tuple(found.values())

    def _written_columns(self, headed: Headers) -> Iterator[tuple[str, Any, Place]]:
        """Yield each column that is named, with its bounds there, and where."""
        elsewhere = {**self.rules, **self.constants}
        for leaf in self.leaves:
            if leaf.code not in elsewhere:
                column = self.column_of(leaf.code)
                yield column, getattr(leaf.form, "bounds", None), leaf.place
        for code, form in self.form.variables.items():
            yield self.column_of(code), getattr(form, "bounds", None), ("variables", code)
        for named in self.published(headed):
            yield named.column, None, ("published",)
