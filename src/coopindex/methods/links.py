"""Links: the maps under which a mean of the children is linear in their weights.

A quasi-arithmetic mean is back(sum w f(x) / sum w): arithmetic, geometric (the logarithm), harmonic
(the reciprocal), power (x^p). Whatever is asked of weights alone (many draws at once, the share at
which two units swap, what holds under all weights) is then a linear question in f(x).

Hardy, Littlewood & Pólya (1934), Inequalities, chapter 3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
ALMOST_ZERO = 1e-20


@dataclass(frozen=True)
class Link:
    """A map and its inverse between which an aggregation is linear in its weights.

    forward, back : None leaves values as they are. rising : whether more is more after `forward`.
    zero : whether the mean has a value of its own where a child is 0. exponent : p, for all these
    means are power means: 1 is the arithmetic, 0 the geometric, -1 the harmonic.
    """

    forward: Map | None
    back: Map | None
    rising: bool = True
    zero: bool = True
    exponent: float = 1.0

    def holds(self, least: float, most: float) -> bool:
        """Whether values from the least to the most come back in all their digits.

        >>> square = power_link(exponent=2)
        >>> LOGARITHM.holds(1.0, 100.0), LOGARITHM.holds(0.0, 1.0), square.holds(0.0, 1.0)
        (True, False, True)
        """
        if self.forward is None:
            return bool(least == least)
        if not least >= 0:
            return False
        with np.errstate(divide="ignore", over="ignore"):
            return bool(np.isfinite(self.forward(np.array([least, most]))).all())


PLAIN = Link(None, None)
LOGARITHM = Link(np.log, np.exp, zero=False, exponent=0.0)
RECIPROCAL = Link(np.reciprocal, np.reciprocal, rising=False, zero=False, exponent=-1.0)


@dataclass(frozen=True)
class PowerLink:
    """x^p; infinite where it is too large or too small to be added up: `Link.holds` refuses it."""

    exponent: float

    def __call__(self, x: Array) -> Array:
        """Raise values that are not negative."""
        with np.errstate(divide="ignore", over="ignore", under="ignore"):
            y = np.power(x, self.exponent)
        usual = (y > 1 / HUGE) & (y < HUGE)
        return np.where(usual | ((x == 0) & (self.exponent > 0)) | (x != x), y, np.inf)


@dataclass(frozen=True)
class Root:
    """y^(1/p), the inverse of `Power`."""

    exponent: float

    def __call__(self, y: Array) -> Array:
        """Return what was raised."""
        return np.asarray(y ** (1 / self.exponent))


@dataclass(frozen=True)
class Bent:
    """(x^p - 1) / p in all its digits for exponents near 0; infinite for 0."""

    exponent: float

    def __call__(self, x: Array) -> Array:
        """Bend values that are not negative."""
        with np.errstate(divide="ignore"):
            y = np.expm1(self.exponent * np.log(x)) / self.exponent
        return np.where(x == 0, -np.inf, y)


@dataclass(frozen=True)
class Unbent:
    """(p y + 1)^(1/p), the inverse of `Bent`."""

    exponent: float

    def __call__(self, y: Array) -> Array:
        """Return what was bent."""
        return np.asarray(np.exp(np.log1p(self.exponent * y) / self.exponent))


def power_link(*, exponent: float) -> Link:
    """Return the link of the power mean, x^p; its limit at p = 0 is the logarithm.

    >>> power_link(exponent=-1) is RECIPROCAL, power_link(exponent=0) is LOGARITHM
    (True, True)
    >>> link = power_link(exponent=2)
    >>> float(link.back(link.forward(np.array([1.0, 7.0])).mean()))
    5.0
    """
    p = float(exponent)
    if abs(p) < ALMOST_ZERO:
        return LOGARITHM
    if p == -1:
        return RECIPROCAL
    if abs(p) < NEAR_ZERO:
        return Link(Bent(p), Unbent(p), zero=p > 0, exponent=p)
    return Link(PowerLink(p), Root(p), rising=p > 0, zero=p > 0, exponent=p)
