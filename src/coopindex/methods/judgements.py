"""Which judgements disagree with the others most, and what would fit the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from coopindex.methods.registry import Array

HIGHEST = 9
# what a comparison may be, from 1/9 to 9
SCALE = np.array([*(1 / at for at in range(HIGHEST, 1, -1)), *map(float, range(1, HIGHEST + 1))])


class Odd(NamedTuple):
    """One judgement, of `row` against `column`: what was given, and what would fit the others.

    what : which of the lists of judgements it stands in, where there are two.
    """

    row: int
    column: int
    given: float
    fits: float
    what: int = 0


def on_scale(value: float, least: float = 1 / HIGHEST) -> float:
    """Return the nearest step of the scale, as ratios go, from `least` to 9.

    >>> on_scale(2.8), round(on_scale(0.3), 3), on_scale(0.3, 1.0)
    (3.0, 0.333, 1.0)
    """
    steps = SCALE[least <= SCALE]
    return float(steps[np.abs(np.log(steps) - np.log(value)).argmin()])


def pairs_at_odds(compared: Array, most: int = 3) -> tuple[Odd, ...]:
    """Return the comparisons (K, K) that disagree most with the others, the worst first.

    What the others say of i against j: the geometric mean of a_ik a_kj over all further k.

    >>> pairs_at_odds(np.array([[1, 2, 9], [1 / 2, 1, 2], [1 / 9, 1 / 2, 1]]), 1)
    (Odd(row=0, column=1, given=2.0, fits=5.0, what=0),)
    """
    children = len(compared)
    if children < 3:
        return ()
    logs = np.log(compared)
    # the direct comparison comes in twice, by k = i and by k = j
    others = (logs.sum(axis=1)[:, None] + logs.sum(axis=0)[None] - 2 * logs) / (children - 2)
    rows, columns = np.triu_indices(children, 1)
    odds = [Odd(i, j, float(compared[i, j]), float(np.exp(others[i, j])))
            for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]  # fmt: skip
    return _worst(odds, most, on_scale)


def references_at_odds(best: Array, worst: Array, most: int = 3) -> tuple[Odd, ...]:
    """Return the comparisons with the best (what 0) and the worst (1) that disagree most.

    Consistent ones multiply to the comparison of the best with the worst: a_Bj a_jW = a_BW. Of each
    child's two, that is named which can be mended on the scale.

    >>> references_at_odds(np.array([1.0, 4.0, 8.0]), np.array([8.0, 8.0, 1.0]), 1)
    (Odd(row=0, column=1, given=4.0, fits=1.0, what=0),)
    """
    first = int(np.argmax(worst * (best == 1)))
    last = int(np.argmax(best * (worst == 1)))
    whole, odds = float(best[last]), list[Odd]()
    for at in {*range(len(best))} - {first, last}:
        a, b = float(best[at]), float(worst[at])
        mended = (Odd(first, at, a, whole / b), Odd(at, last, b, whole / a, 1))
        odds.append(min(mended, key=lambda odd: abs(np.log(on_scale(odd.fits, 1.0) / odd.fits))))
    return _worst(odds, most, lambda value: on_scale(value, 1.0))


def _worst(odds: list[Odd], most: int, step: Callable[[float], float]) -> tuple[Odd, ...]:
    """Return the most odd ones, which another step of the scale would mend."""
    by_size = sorted(odds, key=lambda odd: -abs(np.log(odd.given / odd.fits)))
    found = [odd._replace(fits=step(odd.fits)) for odd in by_size]
    return tuple(odd for odd in found if abs(odd.fits - odd.given) > 1e-6)[:most]
