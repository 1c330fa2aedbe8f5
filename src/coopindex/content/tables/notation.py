"""How a file writes its numbers, where not as 1234.5: decimal sign, thousands, percents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from coopindex.content.tables.column import NUMBER

# what stands for a sign that parts thousands: spaces of any width, apostrophes of any shape
SPACES = " \u00a0\u2007\u2009\u202f"
APOSTROPHES = "'\u2019"
SIGNS = ("%", "％")
PARTING = {",": ",", ".": r"\.", " ": f"[{SPACES}]", "'": f"[{APOSTROPHES}]"}


AS_WRITTEN, FRACTION = "as_written", "fraction"
# what 45 % is as a number, by the setting that says so: the exponent of ten
PERCENTS = {AS_WRITTEN: 0, FRACTION: -2}


@dataclass(frozen=True)
class Notation:
    """The sign before the decimals, the one that parts thousands (none: ``""``), and percents.

    percent : whether 45% is 45 (`as_written`) or 0.45 (`fraction`); "": it is no number.

    >>> Notation(",", ".").plain("1.195.450,5"), Notation(thousands=" ").plain("12\u202f345")
    ('1195450.5', '12345')
    >>> [Notation(percent=each).plain("45.3 %") for each in ("as_written", "fraction", "")]
    ['45.3', '45.3e-2', '45.3 %']
    """

    decimal: str = "."
    thousands: str = ""
    percent: str = ""

    def fits(self, text: str) -> bool:
        """Say whether a text is a number that is written so.

        >>> [Notation(thousands=",").fits(text) for text in ("1,195", "999", "10,5", "0,125")]
        [True, True, False, False]
        """
        return _pattern(self).fullmatch(self._unsigned(text.strip())) is not None

    def _unsigned(self, text: str) -> str:
        """Return a percent that is read without its sign, any other text as it is."""
        bare = text[:-1].rstrip() if self.percent and text[-1:] in SIGNS else text
        return text if "e" in bare.casefold() else bare

    def plain(self, text: str) -> str:
        """Return a number as a program writes it, any other text as it is.

        What is a number only where it is written otherwise is quoted, so that it is none here:
        `10.5` is no number where a point parts thousands.
        """
        text = text.strip()
        if self.fits(text):
            bare = self._unsigned(text)
            whole = re.sub(PARTING[self.thousands], "", bare) if self.thousands else bare
            shift = PERCENTS[self.percent] if bare != text else 0
            return whole.replace(self.decimal, ".") + (f"e{shift}" if shift else "")
        return f"`{text}`" if NUMBER.fullmatch(text) else text

    @property
    def keys(self) -> str:
        """The settings that say so, as they are written.

        >>> Notation(",", ".").keys
        'decimal: ",", thousands: "."'
        """
        said = {"decimal": self.decimal.strip("."), "thousands": self.thousands}
        written = [f'{key}: "{sign}"' for key, sign in said.items() if sign]
        return ", ".join([*written, *([f"percent: {self.percent}"] if self.percent else [])])


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


def shows_its_decimals(notation: Notation, texts: Sequence[str]) -> bool:
    """Say whether the sign before decimals shows itself as one in some text, where any has it.

    `1,020` beside `410 000` may be either: three figures may be decimals, or thousands.

    >>> texts = ["1,020", "410 000"], ["1,02", "410 000"], ["1 020,500"], ["410 000"]
    >>> [shows_its_decimals(Notation(",", " "), each) for each in texts]
    [False, True, True, True]
    """
    sign = re.escape(notation.decimal)
    parted = re.compile(rf"[-+]?[1-9]\d{{0,2}}(?:{sign}\d{{3}})+", re.ASCII)
    having = [text.strip() for text in texts if notation.decimal in text]
    return notation.decimal == PLAIN.decimal or not having or not all(map(parted.fullmatch, having))


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
