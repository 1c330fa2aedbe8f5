"""Ranks that some weights attain: by sampling, then exactly along lines between weights.

What is found is attained, so best ranks can only be better, and worst ranks worse.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array
from coopindex.robustness.exact.polytope import TINY, Polytope

# weights that are drawn
POINTS = 4096
# lines that are looked along for each unit
LINES = 72
# a stretch of a line that is not one of rounding alone
SHORTEST = 1e-12
# scores of so many units under so many weights at a time
CELLS = 1 << 22


class Reached(NamedTuple):
    """Ranks of units attained, (A,), and weights that attain them, (A, V)."""

    rank: NDArray[np.intp]
    weights: Array


def sampled(polytope: Polytope, count: int = POINTS) -> Array:
    """Draw weights allowed but for `at_least`, (B, V), from corners to the middle of each family.

    The same every time.
    """
    random = np.random.default_rng(0)
    share = np.tile(polytope.share, (count, 1))
    for node, family in polytope.varied.items():
        half, total = polytope.band[node], polytope.share[family].sum()
        if half is None:
            spread = random.choice([0.1, 0.3, 1.0, 3.0], (count, 1))
            drawn = random.gamma(spread, size=(count, len(family))) + 1e-300
        else:
            ends = random.choice([-1.0, 1.0], (count, len(family)))
            inside = random.uniform(-1, 1, (count, len(family)))
            where = np.where(random.random((count, 1)) < 0.75, ends, inside)
            drawn = polytope.share[family] * (1 + half * where)
        share[:, family] = total * drawn / drawn.sum(axis=1, keepdims=True)
    return polytope.weights(share)


def reached(values: Array, units: Sequence[int], points: Array, best: bool) -> Reached:
    """Return the best rank, or the worst, that units have under some of the points (B, V)."""
    count, many = len(values), len(units)
    rank = np.full(many, count + 1 if best else 0)
    at = np.zeros(many, np.intp)
    for start in range(0, len(points), CELLS // count):
        part = points[start : start + CELLS // count]
        ranks = _ranks(part @ values.T, units)
        found = ranks.argmin(axis=0) if best else ranks.argmax(axis=0)
        now = ranks[found, np.arange(many)]
        better = now < rank if best else now > rank
        rank[better], at[better] = now[better], start + found[better]
    return Reached(rank, points[at])


def _ranks(scores: Array, units: Sequence[int]) -> NDArray[np.intp]:
    """Rank units under each set of weights, (B, A), ties within TINY sharing the better."""
    order = np.sort(scores, axis=1)
    behind = [
        np.searchsorted(row, one + TINY, "right")
        for row, one in zip(order, scores[:, units], strict=True)
    ]
    return np.asarray(scores.shape[1] + 1 - np.array(behind), np.intp)


def refined(
    values: Array,
    units: Sequence[int],
    found: Reached,
    towards: Array,
    best: bool,
    until: float,
) -> Reached:
    """Look along lines from each unit's weights for a better rank, or a worse one.

    On a line every other unit comes before this one once at most, or falls behind it: so the best
    place on it is found exactly. Lines run to some of `towards`, (B, V), and to where other units
    are at their best.
    """
    random = np.random.default_rng(1)
    rank, weights = found.rank.copy(), found.weights.copy()
    for _ in range(LINES):
        if time.monotonic() > until:
            break
        targets = np.concatenate([weights, towards])
        end = targets[random.integers(len(targets), size=len(units))]
        way = _fewest(*(_ahead(values, units, at, best) for at in (weights, end)))
        there = weights + way[:, None] * (end - weights)
        count = (_ahead(values, units, there, best) > 0).sum(axis=1)
        now = 1 + count if best else len(values) - count
        better = (now <= rank if best else now >= rank) & (way > 0)
        rank[better], weights[better] = now[better], there[better]
    return Reached(rank, weights)


def _ahead(values: Array, units: Sequence[int], weights: Array, best: bool) -> Array:
    """How far each other unit is ahead of a unit under its weights, or not ahead, (A, K)."""
    scores, at = weights @ values.T, np.arange(len(units))
    gap = scores - scores[at, units][:, None] - TINY
    gap = gap if best else -gap
    gap[at, units] = -TINY
    return gap


def _fewest(start: Array, end: Array) -> Array:
    """Where on a line from 0 to 1 the fewest are above 0: the middle of the longest stretch, (K,).

    >>> _fewest(np.array([[0.0, 1.0, 1.0]]), np.array([[0.0, -1.0, -3.0]]))
    array([0.75])
    """
    turns = (start > 0) != (end > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = np.where(turns, start / (start - end), 1.0)
    order = np.argsort(crossing, axis=1)
    step = np.take_along_axis(np.where(turns, np.where(end > 0, 1, -1), 0), order, 1)
    none, whole = np.zeros((len(start), 1)), np.ones((len(start), 1))
    crossing = np.take_along_axis(crossing, order, 1)
    left = np.concatenate([none, crossing], axis=1)
    right = np.concatenate([crossing, whole], axis=1)
    count = np.concatenate([none, np.cumsum(step, axis=1)], axis=1)
    worth = np.where(right - left > SHORTEST, (right - left) / 2 - count, -np.inf)
    at = worth.argmax(axis=1)[:, None]
    ends = (np.take_along_axis(each, at, 1)[:, 0] for each in (left, right))
    return np.asarray(sum(ends) / 2)
