"""A plan: the factors that vary, and how a point of the design becomes what a draw does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Index
from coopindex.methods.registry import Array
from coopindex.problems import InvalidInput
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.factor import Factor, Family, Ground
from coopindex.robustness.plan_checks import plan_problems
from coopindex.robustness.settings import NO_CHOICE, Settings

# combinations of alternatives that are tried out before a draw is run
MOST = 4096


@dataclass(frozen=True, eq=False)
class Plan:
    """The factors that vary around the scoring of an index. base : (N,) weights in use."""

    index: Index
    base: Array
    factors: tuple[Factor, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The factors' names."""
        return tuple(factor.name for factor in self.factors)

    @property
    def shakes(self) -> bool:
        """Whether some factor changes cells."""
        return any(factor.shakes for factor in self.factors)

    @cached_property
    def ever(self) -> NDArray[np.bool_]:
        """(N,) nodes that may carry weight."""
        sets = (weights for factor in self.factors for weights in factor.weight_sets().values())
        return np.asarray(np.array([self.base, *sets]).max(axis=0) > 0)

    @cached_property
    def grounds(self) -> Mapping[str, Ground]:
        """Factor -> what it stands on."""
        index, ever = self.index, self.ever
        return {f.name: Ground(index, self.base, f.moving(index, ever)) for f in self.factors}

    @property
    def families(self) -> Mapping[str, tuple[Family, ...]]:
        """Factor -> the families whose weights it varies."""
        return {name: ground.families for name, ground in self.grounds.items()}

    @cached_property
    def columns(self) -> Mapping[str, slice]:
        """Factor -> its columns of the design."""
        columns, start = {}, 0
        for factor in self.factors:
            stop = start + factor.columns(self.grounds[factor.name].families)
            columns[factor.name], start = slice(start, stop), stop
        return columns

    @cached_property
    def width(self) -> int:
        """How many columns the design has."""
        return max((columns.stop for columns in self.columns.values()), default=0)

    @cached_property
    def combinations(self) -> tuple[tuple[int, ...], ...]:
        """Every combination of the alternatives that change the index (the first 4,096)."""
        choices = (
            range(len(factor.labels)) if factor.changes_index(self.index) else (NO_CHOICE,)
            for factor in self.factors
        )
        return tuple(islice(product(*choices), MOST))

    def reweighed(self, combination: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """Return a combination beside every choice that changes weights alone (4,096 in all)."""
        choices = (
            range(len(factor.labels)) if factor.labels and choice == NO_CHOICE else (choice,)
            for factor, choice in zip(self.factors, combination, strict=True)
        )
        return tuple(islice(product(*choices), max(1, MOST // len(self.combinations))))

    def settings(self, design: Array) -> Settings:
        """Turn points of the design, (B, D), into what the draws do."""
        settings = self.as_scored(len(design))
        for position, factor in enumerate(self.factors):
            factor.settle(settings, position, design[:, self.columns[factor.name]])
        return self.weighted(settings, design)

    def weighted(self, settings: Settings, design: Array | None = None) -> Settings:
        """Give the draws the weights that their choices name.

        A design varies them, and without one they stand as scored.
        """
        weights = settings.weights
        for position, factor in self._by_turn:
            points = None if design is None else design[:, self.columns[factor.name]]
            choices, ground = settings.choices[:, position], self.grounds[factor.name]
            weights = factor.weigh(weights, choices, points, ground)
        return replace(settings, weights=weights)

    @cached_property
    def _by_turn(self) -> tuple[tuple[int, Factor], ...]:
        return tuple(sorted(enumerate(self.factors), key=lambda placed: placed[1].turn))

    def as_scored(self, draws: int = 1) -> Settings:
        """Return the setting of the scoring itself, so many times."""
        shape = draws, len(self.factors)
        weights = np.repeat(self.base[:, None], draws, axis=1).T
        return Settings(np.full(shape, NO_CHOICE, np.int16), weights, np.full(shape, np.nan))


def make_plan(basis: Basis, factors: Sequence[Factor]) -> Plan:
    """Plan what varies. Factors that cannot be are `InvalidInput`, all of them at once."""
    if problems := list(plan_problems(basis, factors)):
        raise InvalidInput(problems)
    return Plan(basis.index, basis.weights.copy(), tuple(f.in_shares(basis.index) for f in factors))
