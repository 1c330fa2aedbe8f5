"""Check a table's rows, unless the same rows were found in order before.

The checks themselves are those of `schemas`, which is imported only where they must be run: pandera
takes as long to import as everything else does that a scoring needs. They are a pure function of
the rows and of what the rest of the index says, so it is these that are remembered, by their
digest: any change in them, and any change in the package, lets them be checked anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, Self

from coopindex.content import cache

if TYPE_CHECKING:
    import pandas as pd

KEY = ["unit", "indicator", "year"]
YEAR = re.compile(r"\d{4}(\.0+)?")  # a program that takes years for measurements writes 2021.0
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

ANEW: ContextVar[bool] = ContextVar("anew", default=False)


def is_date(text: str) -> bool:
    """Say whether a text is a year, a month or a day.

    >>> [is_date(text) for text in ("2018", "2018-10", "2018-10-20")]
    [True, True, True]
    >>> [is_date(text) for text in ("2018-13", "20.10.2018", "2018-02-30")]
    [False, False, False]
    """
    found = DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


class Words(str):
    """What is said of a row that fails a check: `{names}` are filled by the row's own.

    code : the problem's. field : the column that it is said of. hint : the way out.
    """

    code: str
    field: str
    hint: str

    def __new__(cls, code: str, field: str, message: str, hint: str) -> Self:
        """Return the message, with the rest beside it."""
        words = super().__new__(cls, message)
        words.code, words.field, words.hint = code, field, hint
        return words

    def __deepcopy__(self, _: Any) -> Self:
        """Nothing in it changes; pandera copies its checks."""
        return self


@dataclass(frozen=True)
class Known:
    """What the rest of an index says that a row may name and must hold.

    lower, upper : the bounds of columns. counted : the indicators that no observation can state.
    undated : a year may be empty. dated, valued : indicators whose events need a date, a value.
    """

    units: Collection[str] = ()
    indicators: Collection[str] = ()
    sources: Collection[str] = ()
    lower: Mapping[str, float] = field(default_factory=dict)
    upper: Mapping[str, float] = field(default_factory=dict)
    counted: Collection[str] = ()
    undated: bool = False
    dated: Collection[str] = ()
    valued: Collection[str] = ()


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
