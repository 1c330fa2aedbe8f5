"""What analysts wrote, made fit to be looked at: visible, names in one line, all with an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from coopindex.phrases import NAME, PROSE, cut, in_line, visible
from coopindex.report.table import Column, Kind, Section, Table

# the kinds whose values are texts of others, and how much of each is shown
TEXTS: dict[Kind, int] = {
    "text": NAME,
    "unit": NAME,
    "tree": NAME,
    "figure": NAME,
    "prose": PROSE,
}


def seen(sections: Iterable[Section]) -> Iterator[Section]:
    r"""Yield sections as every surface for people shows them.

    >>> [section.title for section in seen([Section("A\x1b]0;b\x07")])]
    ['A<U+001B>]0;b<U+0007>']
    """
    for section in sections:
        table = section.table
        yield replace(
            section,
            title=in_line(section.title, PROSE),
            sentences=_sentences(section.sentences),
            table=None if table is None else _table(table),
            below=_sentences(section.below),
        )


def _sentences(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(cut(visible(sentence)) for sentence in said)


def _table(table: Table) -> Table:
    return replace(table, columns=tuple(map(_column, table.columns)))


def _column(column: Column) -> Column:
    texts = column.kind in TEXTS
    values = [_text(value, column.kind) for value in column.values] if texts else column.values
    return replace(column, title=in_line(column.title), over=in_line(column.over), values=values)


def _text(value: Any, kind: Kind) -> str | None:
    if value is None:
        return None
    # the lines of a remark run on
    text = " ".join(str(value).split()) if kind == "prose" else str(value)
    return in_line(text, TEXTS[kind])
