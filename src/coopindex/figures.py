"""Figures as they are written: rounded, but never across a line that decides something."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

MOST_DECIMALS = 12
NOISE = 1e-12  # two numbers nearer than that are the same but for rounding in binary


def beside(value: float, *lines: float, places: int = 2, percent: bool = False) -> str:
    """Write a number, with more than `places` decimals where fewer would hide its side of a line.

    What lies on no line is not written like the line, and never on its other side: 94.8 % is not
    95 %. A difference of 1e-12 is none.

    >>> beside(59.996, 60), beside(60.0, 60), beside(0.9996, 0, 1, places=1, percent=True)
    ('59.996', '60.00', '99.96%')
    """
    kind = "%" if percent else "f"
    return _first(value, lines, [f"z.{n}{kind}" for n in range(places, MOST_DECIMALS + 1)])


def digits(value: float, *lines: float, least: int = 4) -> str:
    """Write a number of any size with `least` digits, or with more, as `beside` does.

    >>> digits(1 / 3, 0, 1), digits(1.00002, 0, 1), digits(1234.5678)
    ('0.3333', '1.00002', '1235')
    """
    return _first(value, lines, [f"z.{n}g" for n in range(least, 16)])


def apart(values: Sequence[float], places: int = 1, percent: bool = True) -> list[str]:
    """Write numbers that are read against each other, so that different ones look different.

    All have the same number of decimals, so that rounding keeps their order; shares are not
    rounded to 0 % or 100 % either. Missing ones are empty.

    >>> apart([0.441, 0.44102]), apart([0.5, 0.5]), apart([0.9996, 0.2])
    (['44.100%', '44.102%'], ['50.0%', '50.0%'], ['99.96%', '20.00%'])
    """
    kind = "%" if percent else "f"
    known = sorted({*filter(math.isfinite, values), *((0.0, 1.0) if percent else ())})
    different = [pair for pair in pairwise(known) if _side(*pair)]

    def tells(decimals: int) -> bool:
        read = [[float(f"{x:z.{decimals}{kind}}".rstrip("%")) for x in pair] for pair in different]
        return all(a != b for a, b in read)

    decimals = next(filter(tells, range(places, MOST_DECIMALS + 1)), places)
    return [f"{value:z.{decimals}{kind}}" if math.isfinite(value) else "" for value in values]


def share(value: float, *lines: float, places: int = 1) -> str:
    """Write a share in percent: 0 % and 100 % are said of none and of all only.

    >>> share(0.441), share(1.0), share(0.99996), share(0.0004), share(0.948, 0.95, places=0)
    ('44.1%', '100.0%', '99.996%', '0.04%', '94.8%')
    """
    return beside(value, 0.0, 1.0, *lines, places=places, percent=True)


def _first(value: float, lines: Sequence[float], formats: Sequence[str]) -> str:
    """Write a number in the first format in which it lies where it does; else in the first."""
    for form in formats if math.isfinite(value) else ():
        text = f"{value:{form}}"
        read = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
        if all(_side(read, line) == _side(value, line) for line in lines):
            return text
    return f"{value:{formats[0]}}"


def _side(value: float, line: float) -> int:
    """Say whether a value lies above (1), on (0) or below (-1) a line."""
    if math.isclose(value, line, rel_tol=NOISE, abs_tol=NOISE):
        return 0
    return 1 if value > line else -1
