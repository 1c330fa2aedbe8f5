"""Check a table's rows, unless the same rows were found in order before.

The checks themselves are those of `schemas`, which is imported only where they must be run: pandera
takes as long to import as everything else does that a scoring needs. They are a pure function of
the rows and of what the rest of the index says, so it is these that are remembered, by their
digest: any change in them, and any change in the package, lets them be checked anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from coopindex.content import cache
from coopindex.content.data.known import Known, Words

if TYPE_CHECKING:
    import pandas as pd

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
    table: Literal["UnitsTable", "Observations", "Evidence"], frame: pd.DataFrame, known: Known
) -> Iterator[tuple[Words, int]]:
    """Yield what is said of each row that fails a check of a table, with the row."""
    key = digest(table, frame, known)
    if not ANEW.get() and cache.holds(key):
        return
    from coopindex.content.data import schemas

    found = tuple(getattr(schemas, table).failures(frame, known))
    if not found:
        cache.keep(key)
    yield from found


def digest(table: str, frame: pd.DataFrame, known: Known) -> str:
    """Return the digest of all that the checks look at, and of the program that checks it."""
    found = sha256(cache.program())
    found.update(json.dumps([table, len(frame), vars(known)], default=list).encode())
    for name, column in frame.items():
        texts, values = list[str](), column.to_numpy()
        if column.dtype == "category" or values.dtype.kind not in "biuf":
            written = column.astype("category").cat
            texts, values = list(written.categories), written.codes.to_numpy()
        found.update(json.dumps([name, str(values.dtype), texts]).encode())
        found.update(values.tobytes())
    return found.hexdigest()
