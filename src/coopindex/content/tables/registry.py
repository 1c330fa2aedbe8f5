"""Readers of tables, registered by the endings of the files that they read.

A reader is a function of a file's bytes. It stands in a file of its own in `readers/`, and nothing
else knows of it:

    @reader(".sqlite", choices=("sheet",))
    def read_sqlite(content: bytes, file: str, asked: Asked) -> Table: ...

So a database, or a file with a query, is one more reader: it runs the query (`asked.sheet` may name
the table), makes a `Column` of each column of the answer (`column_of`), and returns a `Table` whose
`keys` say by which key each row is found again; problems then name the key in place of a line. What
is wrong it says in `Table.problems`; it does not raise. Where it reads from elsewhere than the file
itself, `Table.digest` is its to give: of what was read.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coopindex.content.tables.asked import Asked
from coopindex.content.tables.table import SourceTable


@dataclass(frozen=True)
class Reader:
    """A way to read files.

    endings, further : of the files; the index's own tables are looked for under the former only.
    choices : which of `Asked` it heeds. needs, extra : a package that is not always installed, and
    the extra that brings it. packed : whether the index's own tables are looked for as `.gz` too.
    """

    read: Callable[[bytes, str, Asked], SourceTable]
    endings: tuple[str, ...]
    further: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    needs: str = ""
    extra: str = ""
    packed: bool = False


_READERS: dict[str, Reader] = {}


def reader(
    *endings: str,
    further: tuple[str, ...] = (),
    choices: tuple[str, ...] = (),
    needs: str = "",
    extra: str = "",
    packed: bool = False,
) -> Callable[
    [Callable[[bytes, str, Asked], SourceTable]], Callable[[bytes, str, Asked], SourceTable]
]:
    """Register a function as the reader of files with these endings."""

    def register(
        read: Callable[[bytes, str, Asked], SourceTable],
    ) -> Callable[[bytes, str, Asked], SourceTable]:
        found = Reader(read, endings, further, choices, needs, extra, packed)
        _READERS.update(dict.fromkeys((*endings, *further), found))
        return read

    return register


@cache
def _registered() -> dict[str, Reader]:
    """Import every module of `readers/`, in the order of their names."""
    folder = Path(__file__).parent / "readers"
    for module in pkgutil.iter_modules([str(folder)], "coopindex.content.tables.readers."):
        importlib.import_module(module.name)
    return _READERS


def reader_of(ending: str) -> Reader | None:
    """Return the reader of files with an ending, None where there is none."""
    return _registered().get(ending)


def suffixes() -> tuple[str, ...]:
    """Return the endings under which an index's tables are looked for, in this order."""
    found = tuple(dict.fromkeys(_registered().values()))
    plain = [ending for one in found for ending in one.endings]
    packed = [f"{ending}.gz" for one in found if one.packed for ending in one.endings]
    return (*plain, *packed)
