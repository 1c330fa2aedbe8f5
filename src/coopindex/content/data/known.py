"""What the checks of rows stand on: what the rest of an index says, and the words for a failure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from coopindex.phrases import Wording, named

KEY = ["unit", "indicator", "year"]
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


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


def filled(key: str, row: Any) -> Wording:
    """Say a phrase with what it names taken from a row."""
    return Wording(key, **{name: row[name] for name in named(key)})


class CheckWords(str):
    """What is said of a row that fails a check: keys of phrases, filled by what the row has.

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

    def of(self, row: Any) -> tuple[Wording, Wording]:
        """Return message and hint, with what they name taken from the row."""
        return filled(self, row), filled(self.hint, row)

    def __deepcopy__(self, _: Any) -> Self:
        """Nothing in it changes; pandera copies its checks."""
        return self


# what is said of rows that fail a check, and these rows, ascending
Failure = tuple[CheckWords, NDArray[np.intp]]


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
