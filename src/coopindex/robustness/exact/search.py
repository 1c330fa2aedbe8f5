"""The best and the worst rank that units can attain: bounds that tighten until they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from coopindex.methods.registry import Array
from coopindex.robustness.exact.branching import Question, Store, advance
from coopindex.robustness.exact.cells import EDGE, inside
from coopindex.robustness.exact.corners import Region
from coopindex.robustness.exact.polytope import TINY, Polytope
from coopindex.robustness.exact.sampling import reached, refined, sampled

# units that are searched for together
GROUP = 12
# numbers that may wait in all groups, each having its part
HELD = 48_000_000


class Attained(NamedTuple):
    """A rank that weights on the index, (V,), attain, and the bound beyond which none do.

    rank : attained. bound : proved; no weights allowed give a better one where the best is asked
    for, or a worse one where the worst is.
    """

    rank: int
    weights: Array
    bound: int

    @property
    def proved(self) -> bool:
        """Whether the rank is the best, or the worst, there is."""
        return self.rank == self.bound

    @property
    def between(self) -> tuple[int, int]:
        """The ranks between which it lies, the better first."""
        return min(self.rank, self.bound), max(self.rank, self.bound)


@dataclass
class Group:
    """Questions about some units that are searched for together, whatever the others are."""

    region: Region
    questions: list[Question]

    @property
    def gaps(self) -> list[int]:
        """How many places are open of each question."""
        return [question.gap for question in self.questions]

    def advance(self) -> None:
        """Go on a little."""
        advance(self.questions, self.region)


class Search(NamedTuple):
    """The questions about some units, best ranks and worst ones, in groups."""

    best: list[Question]
    worst: list[Question]
    groups: list[Group]
    region: Region
    units: int

    def found(self) -> tuple[tuple[Attained, ...], tuple[Attained, ...]]:
        """Return the best and the worst ranks as far as they are known."""
        return (
            tuple(self._attained(one, 1 + one.least, 1 + one.proved) for one in self.best),
            tuple(
                self._attained(one, self.units - one.least, self.units - one.proved)
                for one in self.worst
            ),
        )

    def _attained(self, question: Question, rank: int, bound: int) -> Attained:
        weights = question.at @ self.region.corners
        return Attained(rank, np.maximum(weights, 0.0), bound)


def search(
    polytope: Polytope, region: Region, lead: Array, units: Sequence[int], until: float
) -> Search:
    """Ask for the best and the worst rank of units, with what sampling attains.

    lead : (K, K) the most by which each unit can lead each, or more. until : a time of
    `time.monotonic`.
    """
    scale = widest(lead)
    values, lead = polytope.values / scale, lead / scale
    columns, back = values @ region.corners.T, np.linalg.pinv(region.corners)
    points = starts(polytope, region)
    many = -(-len(units) // GROUP)
    stores = [Store(HELD // many) for _ in range(many)]

    def asked(best: bool) -> list[Question]:
        found = reached(values, units, points, best)
        at = refined(values, units, found, points, best, until).weights @ back
        return [
            _question(columns, lead, unit, at[place], stores[place % many], best)
            for place, unit in enumerate(units)
        ]

    best, worst = asked(True), asked(False)
    for question in best + worst:
        question.ask(region)
    groups = [Group(region, best[at::many] + worst[at::many]) for at in range(many)]
    return Search(best, worst, groups, region, len(values))


def widest(lead: Array) -> float:
    """Return the widest lead, or next to nothing where there is none."""
    return max(float(lead.max()), 1e-300)


def starts(polytope: Polytope, region: Region) -> Array:
    """Return weights to begin with, (B, V): those in use first, then vertices, then drawn ones."""
    vertices = region.cell.vertices @ region.corners
    points = np.concatenate([polytope.now[None], vertices, sampled(polytope)])
    allowed = region.allows(points @ np.linalg.pinv(region.corners))
    if allowed.any():
        return np.asarray(points[allowed])
    point = inside(region.cell)
    assert point is not None
    return np.asarray((point @ region.corners)[None])


def _question(
    columns: Array, lead: Array, unit: int, at: Array, store: Store, best: bool
) -> Question:
    """Ask for the fewest others ahead of a unit, or for the fewest that are not."""
    others = np.delete(np.arange(len(columns)), unit)
    sign = 1 if best else -1
    rows = sign * (columns[others] - columns[unit] - TINY)
    most = (lead[others, unit] if best else lead[unit, others]) - sign * TINY
    least = -(lead[unit, others] if best else lead[others, unit]) - sign * TINY
    always = (least > -EDGE) & (most > EDGE)
    open_ = (most > EDGE) & ~always
    counted = int(np.count_nonzero(always))
    rows = rows[open_]
    ahead = counted + int(np.count_nonzero(rows @ at > EDGE))
    return Question(rows, most[open_], counted, ahead, at, store)
