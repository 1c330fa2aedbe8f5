"""Links: the maps under which a mean of the children is linear in their weights.

A quasi-arithmetic mean is back(sum w f(x) / sum w): arithmetic, geometric (the logarithm), harmonic
(the reciprocal), power (x^p). Whatever is asked of weights alone (many draws at once, the share at
which two units swap, what holds under all weights) is then a linear question in f(x).

Hardy, Littlewood & Pólya (1934), Inequalities, chapter 3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Map = Callable[[Any], Any]

# about 1e100: squares of what lies between it and its reciprocal keep every digit
HUGE = 2.0**332
# exponents nearer to 0 go by (x^p - 1) / p, for x^p would hardly differ from 1 and lose its digits
NEAR_ZERO = 1e-2
# nearer still, the power mean is the geometric one to the last digit
NOTHING = 1e-20


@dataclass(frozen=True)
class Link:
    """A map and its inverse between which an aggregation is linear in its weights.

    forward, back : None leaves values as they are. rising : whether more is more after `forward`.
    """

    forward: Map | None
    back: Map | None
    rising: bool = True

    def holds(self, least: float, most: float) -> bool:
        """Whether values from the least to the most go through it and come back in all their digits.

        >>> LOGARITHM.holds(1.0, 100.0), LOGARITHM.holds(0.0, 1.0), power_link(exponent=2).holds(0, 1)
        (True, False, True)
        """
        if self.forward is None:
            return bool(least == least)
        if not least >= 0:
            return False
        with np.errstate(divide="ignore", over="ignore"):
            return bool(np.isfinite(self.forward(np.array([least, most]))).all())


PLAIN = Link(None, None)
LOGARITHM = Link(np.log, np.exp)
RECIPROCAL = Link(np.reciprocal, np.reciprocal, rising=False)


@cache
def power_link(*, exponent: float) -> Link:
    """Return the link of the power mean, x^p; its limit at p = 0 is the logarithm.

    Powers too large or too small to be added up are infinite, which `holds` refuses.

    >>> power_link(exponent=-1) is RECIPROCAL, power_link(exponent=0) is LOGARITHM
    (True, True)
    >>> link = power_link(exponent=2)
    >>> float(link.back(link.forward(np.array([1.0, 7.0])).mean()))
    5.0
    """
    if abs(exponent) < NOTHING:
        return LOGARITHM
    if exponent == -1:
        return RECIPROCAL

    def near_zero(x: Array) -> Array:
        with np.errstate(divide="ignore"):
            return np.where(x == 0, -np.inf, np.expm1(exponent * np.log(x)) / exponent)

    def raised(x: Array) -> Array:
        with np.errstate(divide="ignore", over="ignore", under="ignore"):
            y = np.power(x, float(exponent))
        usual = (y > 1 / HUGE) & (y < HUGE)
        return np.where(usual | ((x == 0) & (exponent > 0)) | (x != x), y, np.inf)

    if abs(exponent) < NEAR_ZERO:
        return Link(near_zero, lambda y: np.exp(np.log1p(exponent * y) / exponent))
    return Link(raised, lambda y: y ** (1 / exponent), rising=exponent > 0)
