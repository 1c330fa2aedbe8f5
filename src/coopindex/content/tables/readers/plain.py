"""Read large plain text at once: no quotation marks, as many cells on every line.

numpy looks at the bytes of a whole column, in place of Python at each cell: three times faster than
Python's csv module over 300,000 rows (`benchmarks/reading.py`). Whatever is not plain is left to
that module; the two give the same table.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from coopindex.content.tables.column import REPEATED, Floats, Growing

# below, reading cell by cell costs less than to start reading at once
LARGE = 1 << 16
# bytes whose cells are turned into columns at a time
PIECE = 1 << 20
WORD = 8
# longer cells are notes and the like: they are taken one by one
LONGEST = 8 * WORD
# a decimal of at most so many digits is the shortest one that its float64 says back (IEEE 754)
DIGITS = 15
MASKS = np.array([(1 << 8 * size) - 1 for size in range(WORD + 1)], "<u8")


@dataclass(frozen=True)
class Plain:
    """The cells of a plain text: the header, the columns below it, and the number of rows."""

    header: list[str]
    columns: list[Growing]
    rows: int

    @property
    def is_headed(self) -> bool:
        """Whether every column that holds anything has a name."""
        named = zip(self.header, self.columns, strict=True)
        return all(name or column.is_blank() for name, column in named)


def read_plain(content: bytes, delimiter: str, large: int = LARGE) -> Plain | None:
    """Return the cells of plain text in UTF-8, None where it is to be read with care."""
    content = content.removeprefix(codecs.BOM_UTF8)
    if len(content) < large or b'"' in content:
        return None
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
    if b"\r" in content or b"\0" in content:
        return None
    header = content.partition(b"\n")[0].decode().split(delimiter)
    begin = len(header)
    columns = [Growing() for _ in header]
    if not any(map(str.strip, header)) or "sep=" in header[0].casefold():
        return None
    rows = 0
    for piece in _pieces(content, content.find(b"\n") + 1):
        cells = _Cells.of(piece, ord(delimiter), begin)
        if cells is None:
            return None
        rows += len(cells.starts)
        for at, growing in enumerate(columns):
            cells.add_to(growing, at)
    plain = rows and not columns[0].has_blank()
    return Plain([name.strip() for name in header], columns, rows) if plain else None


def _pieces(content: bytes, begin: int) -> Iterator[bytes]:
    """Yield some whole lines at a time."""
    while 0 < begin < len(content):
        end = content.find(b"\n", begin + PIECE) + 1 or len(content)
        piece = content[begin:end]
        yield piece if piece.endswith(b"\n") else piece + b"\n"
        begin = end


@dataclass(frozen=True)
class _Cells:
    """Where the cells of a piece of text begin, and how many bytes each has, (R, C)."""

    piece: bytes
    starts: NDArray[np.intp]
    sizes: NDArray[np.intp]

    @classmethod
    def of(cls, piece: bytes, delimiter: int, width: int) -> _Cells | None:
        """Find the cells; None where a line has more or fewer than the header."""
        signs = np.frombuffer(piece, np.uint8)
        ends = np.flatnonzero((signs == delimiter) | (signs == ord("\n")))
        if len(ends) % width:
            return None
        is_line_end = (signs[ends] == ord("\n")).reshape(-1, width)
        if not is_line_end[:, -1].all() or is_line_end[:, :-1].any():
            return None
        starts = np.concatenate([[0], ends[:-1] + 1]).reshape(-1, width)
        return cls(piece, starts, ends.reshape(-1, width) - starts)

    def add_to(self, growing: Growing, column: int) -> None:
        """Append a column's cells: numbers as float64, texts by position among the different."""
        starts, sizes = self.starts[:, column], self.sizes[:, column]
        longest = int(sizes.max(initial=0))
        if longest > LONGEST:
            growing.add([self._text(at, size) for at, size in zip(starts, sizes, strict=True)])
            return
        words = self._words(starts, sizes, longest)
        values = None if _repeats(words) else _said_back(words.view(np.uint8), longest)
        rows = np.arange(len(words)) if values is None else np.flatnonzero(np.isnan(values))
        which, firsts = _different(words[rows])
        texts = [self._text(starts[row], sizes[row]) for row in rows[firsts]]
        codes = np.full(len(words), -1, np.intp)
        codes[rows] = which
        growing.add_found(texts, codes, values)

    def _text(self, start: int, size: int) -> str:
        return self.piece[start : start + size].decode()

    def _words(
        self, starts: NDArray[np.intp], sizes: NDArray[np.intp], longest: int
    ) -> NDArray[np.uint64]:
        """Return cells as whole words of bytes, filled up with zeros, (R, words)."""
        number = max(-(-longest // WORD), 1)
        padded = np.frombuffer(self.piece + bytes(LONGEST), np.uint8)
        windows = sliding_window_view(padded, number * WORD)[starts]
        words: NDArray[np.uint64] = windows.view("<u8")
        left = sizes[:, None] - WORD * np.arange(number)
        words &= MASKS[np.clip(left, 0, WORD)]
        return words


def _repeats(words: NDArray[np.uint64]) -> bool:
    """Say whether the first cells are mostly the same: texts, or a few numbers."""
    some = words[:512]
    return len(np.unique(some, axis=0)) * REPEATED <= len(some)


def _different(words: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return each cell's position among the different ones as they are met, and those's rows."""
    import pandas as pd

    which: NDArray[Any] = np.zeros(len(words), np.intp)
    for word in words.T:
        codes, _ = pd.factorize(word)
        which, _ = pd.factorize(which * (int(codes.max(initial=0)) + 1) + codes)
    firsts = np.unique(which, return_index=True)[1]
    return which, firsts


def _said_back(signs: NDArray[np.uint8], longest: int) -> Floats | None:
    r"""Return the numbers that say their cells back sign by sign, NaN for other cells.

    Such a cell is `-?(0|[1-9]\d*)(\.\d*[1-9])?` of at most `DIGITS` digits; the quotient of two
    whole numbers that float64 holds is the float64 next to it. None where there are none.
    """
    rows = len(signs)
    whole, decimals, digits = np.zeros(rows, np.int64), np.zeros(rows, int), np.zeros(rows, int)
    negative = signs[:, 0] == ord("-")
    dotted, held = np.zeros(rows, bool), np.ones(rows, bool)
    last, leading = np.zeros(rows, np.uint8), np.zeros(rows, bool)
    for at in range(min(longest, DIGITS + 3)):
        sign = signs[:, at]
        digit = sign - np.uint8(ord("0"))
        is_digit, is_dot = digit < 10, sign == ord(".")
        held &= is_digit | (sign == 0) | (is_dot & ~dotted & (digits > 0))
        if at == 0:
            held |= negative
        leading |= is_digit & (digits == 1) & (whole == 0) & ~dotted
        whole = np.where(is_digit, whole * 10 + digit, whole)
        digits += is_digit
        decimals += is_digit & dotted
        dotted |= is_dot
        last = np.where(sign == 0, last, sign)
    small = dotted & (whole * 10**4 < 10.0**decimals)
    held &= (digits > 0) & (digits <= DIGITS) & ~leading & ~small & ~(negative & (whole == 0))
    held &= ~dotted | ((last != ord("0")) & (last != ord(".")))
    if longest > DIGITS + 3:
        held &= signs[:, DIGITS + 3] == 0
    if not held.any():
        return None
    values = whole / 10.0**decimals
    return np.where(held, np.where(negative, -values, values), np.nan)
