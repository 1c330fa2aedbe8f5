"""How a file writes its numbers, where not as 1234.5: decimal sign, and what parts thousands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from coopindex.content.tables.column import NUMBER

# what stands for a sign that parts thousands: spaces of any width, apostrophes of any shape
SPACES = " \u00a0\u2007\u2009\u202f"
APOSTROPHES = "'\u2019"
PARTING = {",": ",", ".": r"\.", " ": f"[{SPACES}]", "'": f"[{APOSTROPHES}]"}


@dataclass(frozen=True)
class Notation:
    """The sign before the decimals, and the one that parts thousands (none: ``""``).

    >>> Notation(",", ".").plain("1.195.450,5"), Notation(thousands=" ").plain("12\u202f345")
    ('1195450.5', '12345')
    """

    decimal: str = "."
    thousands: str = ""

    def fits(self, text: str) -> bool:
        """Say whether a text is a number that is written so.

        >>> [Notation(thousands=",").fits(text) for text in ("1,195", "999", "10,5", "0,125")]
        [True, True, False, False]
        """
        return _pattern(self).fullmatch(text.strip()) is not None

    def plain(self, text: str) -> str:
        """Return a number as a program writes it, any other text as it is.

        What is a number only where it is written otherwise is quoted, so that it is none here:
        `10.5` is no number where a point parts thousands.
        """
        text = text.strip()
        if self.fits(text):
            whole = re.sub(PARTING[self.thousands], "", text) if self.thousands else text
            return whole.replace(self.decimal, ".")
        return f"`{text}`" if NUMBER.fullmatch(text) else text

    @property
    def keys(self) -> str:
        """The settings that say so, as they are written.

        >>> Notation(",", ".").keys
        'decimal: ",", thousands: "."'
        """
        said = {"decimal": self.decimal.strip("."), "thousands": self.thousands}
        return ", ".join(f'{key}: "{sign}"' for key, sign in said.items() if sign)


PLAIN = Notation()
# the ways in which publishers write, the most frequent first
USUAL = (
    Notation(thousands=","),
    Notation(","),
    Notation(",", "."),
    Notation(thousands=" "),
    Notation(",", " "),
    Notation(thousands="'"),
    Notation(",", "'"),
)


@cache
def _pattern(notation: Notation) -> re.Pattern[str]:
    point, parting = re.escape(notation.decimal), PARTING.get(notation.thousands)
    # nobody parts the thousands of a number with an exponent: `1.000e3` is 1 as a program writes it
    grouped = rf"[1-9]\d{{0,2}}(?:{parting}\d{{3}})+(?:{point}\d*)?|" if parting else ""
    digits = rf"(?:\d+(?:{point}\d*)?|{point}\d+)(?:[eE][-+]?\d+)?"
    return re.compile(rf"[-+]?(?:{grouped}{digits})", re.ASCII)


def notations_of(texts: Sequence[str]) -> Iterator[Notation]:
    """Yield the usual ways of writing in which all texts are numbers, each with its own reading.

    >>> [notation.keys for notation in notations_of(["1,195", "12"])]
    ['thousands: ","', 'decimal: ","']
    """
    readings = set[tuple[str, ...]]()
    for notation in USUAL:
        if all(map(notation.fits, texts)):
            reading = tuple(map(notation.plain, texts))
            if reading not in readings:
                readings.add(reading)
                yield notation
