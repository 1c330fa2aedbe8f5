"""The columns of published figures that a definition names: one by one, or one for every node."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from coopindex.content.compile.tree import written_nodes
from coopindex.content.data.observations import Grid, indicators_of
from coopindex.content.data.observed import Observed
from coopindex.content.forms.index import NODE, IndexForm, PublishedForm
from coopindex.content.yaml import Document
from coopindex.engine.data import PublishedTable
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, Problem


@dataclass(frozen=True)
class Headers:
    """What the observations' tables have figures of: in wide tables, and in all of them."""

    wide: tuple[str, ...] = ()
    every: tuple[str, ...] = ()


NO_HEADERS = Headers()


@dataclass(frozen=True)
class Named:
    """A column of published figures: of which node, and which entry under `published` names it."""

    column: str
    node: str
    position: int
    figure: PublishedForm


def headers(tables: Sequence[Observed]) -> Headers:
    """Return what the tables have figures of."""
    wide, long = dict[str, None](), dict[str, None]()
    for each in tables:
        if each.whole:
            long |= {each.whole: None}
        elif each.names_indicators or each.is_long:
            long |= dict.fromkeys(indicators_of(each).met())
        else:
            wide |= dict.fromkeys(each.ours)
    return Headers(tuple(wide), (*wide, *long))


def named_columns(form: IndexForm, read: Collection[str], found: Headers) -> tuple[Named, ...]:
    """Return every column of published figures.

    A pattern such as `{node}.new` stands for the nodes whose code makes the name of a column that
    the tables have, and that is not `read` as data of the index itself.
    """
    columns, present = list[Named](), set(found.every) - set(read)
    for position, figure in enumerate(form.published):
        if figure.table is None:
            continue
        if NODE not in figure.table:
            columns.append(Named(figure.table, figure.node or form.index, position, figure))
            continue
        for node in written_nodes(form):
            code = node.code if node.place else form.index
            column = figure.table.replace(NODE, code)
            if column in present:
                columns.append(Named(column, code, position, figure))
    return tuple(columns)


def pattern_problems(
    form: IndexForm, document: Document, columns: Sequence[Named], found: Headers
) -> Iterator[Problem]:
    """Say which patterns fit no column, and which columns fit a pattern but belong to no node."""
    known = {column.column for column in columns}
    for position, figure in enumerate(form.published):
        if figure.table is None or NODE not in figure.table:
            continue
        place = ("published", position, "table")
        if not any(column.position == position for column in columns):
            message = Wording("observation.no-published-column", table=figure.table)
            hint = Wording("observation.no-published-column.hint", few=few(found.every, FEW))
            yield document.problem("unknown-column", message, place, value=figure.table, hint=hint)
            continue
        before, after = figure.table.split(NODE)
        strange = [
            name
            for name in found.wide
            if name not in known
            and name.startswith(before)
            and name.endswith(after)
            and len(before + after) < len(name)
        ]
        if strange and before + after:
            message = Wording(
                "observation.strange-column", few=few(strange, FEW), table=figure.table
            )
            hint = Wording("observation.strange-column.hint")
            yield document.problem(
                "unknown-node", message, place, level="flag", value=strange[0], hint=hint
            )


def published_tables(
    document: Document, columns: Sequence[Named], grid: Grid | None
) -> tuple[PublishedTable, ...]:
    """Return the columns of published figures with their values."""
    tables = []
    for named in columns if grid and grid.years else ():
        assert grid is not None
        figure, values = named.figure, grid.values[:, :, grid.columns.index(named.column)]
        printed = np.flatnonzero(~np.isnan(values).all(axis=1))
        years = [grid.years[at] for at in printed.tolist()]
        known = isinstance(figure.agree, int)
        tables.append(
            PublishedTable(
                figure=figure.figure,
                node=named.node,
                column=named.column,
                values=values,
                years=tuple(year for year in years if figure.year in (None, year)),
                decimals=figure.decimals or 0,
                tolerance=figure.tolerance,
                agree=0.0 if known else figure.agree,
                known=figure.agree if known else None,
                blanks=figure.blanks == "held",
                scheme=figure.scheme,
                source=figure.source,
                note=figure.note,
                origin=document.origin(("published", named.position)),
            )
        )
    return tuple(tables)
