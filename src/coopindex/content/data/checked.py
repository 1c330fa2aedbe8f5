"""Check a table's rows, unless the same rows were found in order before.

The checks themselves are those of `schemas`, which is imported only where they must be run: pandas
and pandera take longer to import than all else that a scoring needs. They are a pure function of
the rows and of what the rest of the index says, so it is these that are remembered, by their
digest: any change in them, and any change in the package, lets them be checked anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Any, Literal

from numpy.typing import NDArray

from coopindex.content import cache
from coopindex.content.data.known import Failure, Known
from coopindex.content.tables.column import SourceColumn

# a column of texts alone, or an array
Columns = Mapping[str, SourceColumn | NDArray[Any]]
ANEW: ContextVar[bool] = ContextVar("anew", default=False)


@contextmanager
def anew() -> Iterator[None]:
    """Check everything, whatever was found in order before."""
    token = ANEW.set(True)
    try:
        yield
    finally:
        ANEW.reset(token)


def failures(
    table: Literal["UnitsTable", "Observations", "Evidence"], columns: Columns, known: Known
) -> Iterator[Failure]:
    """Yield what is said of the rows that fail a check of a table, with the rows."""
    key = digest(table, columns, known)
    if not ANEW.get() and cache.holds(key):
        return
    from coopindex.content.data import schemas

    found = tuple(getattr(schemas, table).failures(columns, known))
    if not found:
        cache.keep(key)
    yield from found


def digest(table: str, columns: Columns, known: Known) -> str:
    """Return the digest of all that the checks look at, and of the program that checks it."""
    found = sha256(cache.program_digest())
    found.update(json.dumps([table, vars(known)], default=list).encode())
    for name, column in columns.items():
        texts, values = (
            (column.texts, column.codes) if isinstance(column, SourceColumn) else ((), column)
        )
        found.update(json.dumps([name, len(values), str(values.dtype), texts]).encode())
        found.update(values.tobytes())
    return found.hexdigest()
