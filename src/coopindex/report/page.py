"""What a page is made of, whoever lays it out: sections of sentences and one table each. The terminal and the report show the same ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coopindex.figures import apart, beside, share

MISSING = "–"


@dataclass(frozen=True)
class Column:
    """One column of a table, its cells already text.

    key : names the row; repeated where a wide table must be cut. numeric : aligned to the right.
    drop : 0 is never dropped; on a narrow screen the highest go first, all of one number together. wrap : long text, which may take
    several lines. drawing : bars, of use on a screen only.
    """

    title: str
    cells: Sequence[str]
    key: bool = False
    numeric: bool = False
    drop: int = 0
    wrap: bool = False
    drawing: bool = False


@dataclass(frozen=True)
class Section:
    """A title, sentences, a table and lines below it; any of them may be empty. A `warning` must catch the eye."""

    title: str = ""
    text: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    below: tuple[str, ...] = ()
    warning: bool = False


def decimals(values: Sequence[float]) -> int:
    """Say how many decimals show four digits of the largest value: points of 100 get two, indices below 1 get four.

    >>> decimals([100.0, 4.1]), decimals([0.957]), decimals([]), decimals([12345.0])
    (2, 4, 2, 0)
    """
    largest = max((abs(value) for value in values if math.isfinite(value)), default=100.0)
    return min(4, max(0, 4 - math.ceil(math.log10(largest)))) if largest else 2


def decimal(value: float, places: int, sign: bool = False) -> str:
    """Write a number with so many decimals; what rounds to 0 has no sign.

    >>> decimal(-1234.5, 2), decimal(-0.001, 2), decimal(2.0, 1, sign=True), decimal(0.001, 2, sign=True)
    ('-1,234.50', '0.00', '+2.0', '0.00')
    """
    text = f"{value:z,.{max(places, 0)}f}"
    return f"+{text}" if sign and value > 0 and text.strip("0.") else text


def fixed(values: Sequence[float], places: int | None = None, sign: bool = False) -> list[str]:
    """Write numbers with the same number of decimals.

    >>> fixed([69.3453, 4.0, float("nan")])
    ['69.35', '4.00', '–']
    """
    places = decimals(values) if places is None else places
    return [decimal(value, places, sign) if math.isfinite(value) else MISSING for value in values]


def percent(values: Sequence[float], places: int = 1) -> list[str]:
    """Write shares as percents, see `figures.share`.

    >>> percent([0.441, 1.0, 0.9996])
    ['44.1%', '100.0%', '99.96%']
    """
    return [share(value, places=places) if math.isfinite(value) else MISSING for value in values]


def decided(values: Sequence[float], lines: Sequence[float], places: int) -> list[str]:
    """Write numbers that were held against lines: what missed a line is not written like it.

    >>> decided([61.0, 59.996], [60.0], 2)
    ['61.00', '59.996']
    """
    return [
        beside(value, *lines, places=places) if math.isfinite(value) else MISSING
        for value in values
    ]


def correlations(values: Sequence[float]) -> list[str]:
    """Write correlations with three decimals; 1 is said of rankings that agree in full only.

    >>> correlations([1.0, 0.99996, 0.5])
    ['1.000', '0.99996', '0.500']
    """
    return decided(values, (-1.0, 1.0), 3)


def rows_apart(*columns: Sequence[float]) -> list[list[str]]:
    """Write columns of shares that are read against each other in every row, see `figures.apart`.

    >>> rows_apart([0.5, 0.5], [0.50004, 0.6])
    [['50.000%', '50.0%'], ['50.004%', '60.0%']]
    """
    rows = [[text or MISSING for text in apart(row)] for row in zip(*columns, strict=True)]
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in columns]


def places(values: Sequence[float]) -> list[str]:
    """Write ranks: whole ones without decimals.

    >>> places([1.0, 2.5, float("nan")])
    ['1', '2.5', '–']
    """
    return [f"{value:zg}" if math.isfinite(value) else MISSING for value in values]


def readable(values: Sequence[float], digits: int = 6) -> list[str]:
    """Write measured values of all sizes with some digits at most, their decimal points in line.

    >>> readable([1234567.0, 0.25, 3.0])
    ['1,234,570   ', '        0.25', '        3   ']
    """
    written = [
        f"{float(f'{value:.{digits}g}'):z,.10f}".rstrip("0").rstrip(".")
        if math.isfinite(value)
        else MISSING
        for value in values
    ]
    after = [len(text) - text.find(".") if "." in text else 0 for text in written]
    most = max(after, default=0)
    padded = [text + " " * (most - length) for text, length in zip(written, after, strict=True)]
    width = max(map(len, padded), default=0)
    return [text.rjust(width) for text in padded]


def bars(values: Sequence[float], width: int = 16, largest: float | None = None) -> list[str]:
    """Draw values as bars from 0, the largest, or all from `largest` on, `width` characters long; nothing for what is missing or below 0.

    >>> bars([4.0, 2.0, 0.5], width=4)
    ['████', '██', '▌']
    """
    eighths = " ▏▎▍▌▋▊▉"
    largest = largest or max((value for value in values if math.isfinite(value)), default=0.0)
    drawn = []
    for value in values:
        length = (
            round(8 * width * min(value / largest, 1.0))
            if math.isfinite(value) and value > 0 < largest
            else 0
        )
        drawn.append("█" * (length // 8) + eighths[length % 8].strip())
    return drawn


def spans(
    low: Sequence[float], at: Sequence[float], high: Sequence[float], last: float, width: int = 20
) -> list[str]:
    """Draw intervals on a scale from 1 to `last`: a line from low to high, a dot where the value lies.

    >>> spans([1.0], [2.0], [3.0], 4, width=4)
    ['─●─ ']
    """
    drawn = []
    for a, b, c in zip(low, at, high, strict=True):
        if not math.isfinite(a + b + c):
            drawn.append("")
            continue
        start, dot, end = (
            round((value - 1) / max(last - 1, 1) * (width - 1)) for value in (a, b, c)
        )
        drawn.append(
            "".join("●" if x == dot else "─" if start <= x <= end else " " for x in range(width))
        )
    return drawn
