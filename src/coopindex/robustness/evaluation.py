"""Scores and ranks of draws: a point's setting, the cells with their errors, the walk, the ranks.

Draws that make the same discrete choices are scored together, never one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Index
from coopindex.engine.memory import SPARE
from coopindex.engine.result import Result
from coopindex.engine.scale import refuse_held
from coopindex.engine.steps import finish
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput
from coopindex.robustness.basis import Basis
from coopindex.robustness.distribution import ranks_of
from coopindex.robustness.execution import chunk_size
from coopindex.robustness.factors.cells import RawCells
from coopindex.robustness.factors.factor import Factor
from coopindex.robustness.plan import Plan, make_plan
from coopindex.robustness.plan_checks import never_together
from coopindex.robustness.scorer import Scorer
from coopindex.robustness.settings import NO_CHOICE, Settings
from coopindex.robustness.variants import Choices, Variant, Variants
from coopindex.robustness.years import with_years_named


def evaluated(result: Result, factors: Sequence[Factor]) -> Evaluation:
    """Prepare to vary factors around a scoring. Factors that cannot be are `InvalidInput`."""
    refuse_held(result.fitted, "plan.the-analysis")
    result = with_years_named(result, factors)
    return Evaluation(result, make_plan(Basis.of(result), factors))


@dataclass(frozen=True, eq=False)
class Evaluation:
    """How an index scores under the settings of a plan, in the last year of a scoring.

    Equal settings give equal scores.
    """

    result: Result
    plan: Plan

    def __reduce__(self) -> tuple[Any, ...]:
        """Send a worker what it needs; what was prepared from it is prepared anew."""
        return Evaluation, (self.result, self.plan)

    @cached_property
    def ranked(self) -> NDArray[np.intp]:
        """The units that the scoring ranks, best first, (K,)."""
        ranks = self.result.rank()[-1]
        ranked = np.flatnonzero(~np.isnan(ranks))
        return ranked[np.argsort(ranks[ranked], kind="stable")]

    @property
    def units(self) -> tuple[str, ...]:
        """(K,) their codes."""
        return tuple(self.result.rows.units[unit] for unit in self.ranked)

    @cached_property
    def as_scored(self) -> Array:
        """(K,) their ranks in the scoring."""
        return np.asarray(self.result.rank()[-1, self.ranked])

    @cached_property
    def rows_ranked(self) -> NDArray[np.intp]:
        """(K,) the rows of those units in the last year scored."""
        rows = self.result.rows
        return rows.years.index(self.result.years[-1]) * len(rows.units) + self.ranked

    @cached_property
    def cells(self) -> RawCells:
        """The cells that factors may change."""
        return RawCells.of(self.result)

    @cached_property
    def variants(self) -> Variants:
        """The index as the plan's alternatives have it."""
        return Variants(self.plan, self.result.rows, self.cells.raw, self.rows_ranked)

    # -- a draw's path ----------------------------------------------------------------------------

    def scores(self, settings: Settings) -> Array:
        """Score the draws, (B, K). A choice without a value somewhere is `InvalidInput`."""
        shaken = not np.isnan(settings.noise).all()
        parts = [
            (
                draws,
                self._shaken(variant, settings.take(draws))
                if shaken
                else variant.scorer.of(settings.weights[draws]),
            )
            for variant, draws in self._groups(settings.choices)
        ]
        if len(parts) == 1:
            return parts[0][1]
        scores = np.empty((len(settings), len(self.ranked)))
        for draws, part in parts:
            scores[draws] = part
        return scores

    def ranks(self, scores: Array) -> Array:
        """Rank the units in each draw, (B, K), as the index ranks them."""
        return ranks_of(scores, self.result.index.ranking)

    def _groups(
        self, choices: NDArray[np.int16]
    ) -> Iterator[tuple[Variant, NDArray[np.intp] | slice]]:
        """Put draws together whose choices come to the same index."""
        if (choices == choices[0]).all():
            yield self.variants.of(tuple(choices[0].tolist())), slice(None)
            return
        order = np.lexsort(choices.T)
        ends = np.flatnonzero((np.diff(choices[order], axis=0) != 0).any(axis=1)) + 1
        found: dict[int, tuple[Variant, list[NDArray[np.intp]]]] = {}
        for draws in np.split(order, ends):
            variant = self.variants.of(tuple(choices[draws[0]].tolist()))
            found.setdefault(id(variant), (variant, []))[1].append(draws)
        for variant, parts in found.values():
            yield variant, np.sort(np.concatenate(parts))

    def _shaken(self, variant: Variant, settings: Settings) -> Array:
        """Score draws whose cells change. Those that have no score so, have none."""
        try:
            return self._shaken_at_once(variant, settings)
        except InvalidInput:
            # an indicator may become constant: find the draws where it does
            half = len(settings) // 2
            if not half:
                return np.full((1, len(self.ranked)), np.nan)
            halves = settings.take(slice(half)), settings.take(slice(half, None))
            return np.concatenate([self._shaken(variant, part) for part in halves])

    def _shaken_at_once(self, variant: Variant, settings: Settings) -> Array:
        index, scorer = variant.index, variant.scorer
        leaves, rows, reference = index.levels[0], self.result.rows, index.reference
        # nobody else holds the measured table, so that its memory serves the steps after the first
        finished = finish(
            self.measured(index, settings.noise), leaves, rows, reference, memory=SPARE
        )
        if above_zero(index):
            np.maximum(finished, floor(scorer), out=finished)
        return scorer.of_tables(finished, settings.weights)

    def measured(self, index: Index, noise: Array) -> Array:
        """Return each draw's raw values, (B, R, L)."""
        values = np.broadcast_to(self.cells.raw, (len(noise), *self.cells.raw.shape))
        for position, amounts in self._amounts.items():
            shake = self.plan.factors[position].shake
            values = shake(values, amounts, noise[:, position], position, self.cells)
        return _within_bounds(index, values)

    @cached_property
    def _amounts(self) -> Mapping[int, Array | NDArray[np.bool_]]:
        """The position of a factor that changes cells -> by how much each, (R, L), as they act."""
        shaking = [
            (f.turn, position, f) for position, f in enumerate(self.plan.factors) if f.shakes
        ]
        return {p: f.amounts(self.cells) for _, p, f in sorted(shaking, key=lambda of: of[:2])}

    # -- what is known before a draw is run -------------------------------------------------------

    def same(self, one: Settings, other: Settings) -> NDArray[np.bool_]:
        """(B,) which draws come to exactly the same: the same index, weights and errors."""
        both = np.concatenate([one.choices, other.choices], axis=1)
        pairs, which = np.unique(both, axis=0, return_inverse=True)
        half, of = one.choices.shape[1], self.variants.of
        alike = [of(tuple(pair[:half])) is of(tuple(pair[half:])) for pair in pairs.tolist()]
        noise = (one.noise == other.noise) | (np.isnan(one.noise) & np.isnan(other.noise))
        weights = np.isclose(one.weights, other.weights, rtol=1e-12, atol=0)
        return np.asarray(np.array(alike)[which.ravel()] & weights.all(axis=1) & noise.all(axis=1))

    @cached_property
    def chunk(self) -> int:
        """How many draws are scored at once: a power of two that index and plan alone decide."""
        scorers = [self.variants.of(choices).scorer for choices in self.plan.combinations]
        cells = max([self.plan.width, *(scorer.cells for scorer in scorers)])
        # draws that make the same choices are scored together, and should be many
        cells //= min(len(scorers), 8)
        if self.plan.shakes:
            # many steps, each of which costs its call
            return chunk_size(max(cells, self.cells.raw.size // len(scorers)) // 2)
        units = len(self.ranked)
        # a chunk costs a table of units x ranks: with as many draws in it, no more than they do;
        # fewer where they would take much memory
        draws = 1 << units.bit_length()
        return max(chunk_size(cells), min(draws, max(chunk_size(units // 16), draws // 8)))

    def refuse_incompatible(self) -> None:
        """Try every combination of choices, else at the weights in use.

        Those without a score somewhere are `InvalidInput`. So are errors of measurement under a
        mean that has no value at 0 if even the row of every indicator's lowest finished value, to
        which `_shaken` holds what falls below, has no score: no draw can fail halfway.
        """
        tried = [self.plan.reweighed(combination) for combination in self.plan.combinations]
        failed = {each: why for together in tried for each, why in self._failing(together)}
        if failed:
            reasons = never_together(self.plan.factors, [*chain.from_iterable(tried)], failed)
            raise InvalidInput(reasons or next(iter(failed.values())).problems)

    def _failing(self, together: Sequence[Choices]) -> Iterator[tuple[Choices, InvalidInput]]:
        """Say which of some choices have no score, of those that come to one index."""
        try:
            self._try(together)
        except InvalidInput as invalid:
            if len(together) == 1:
                yield together[0], invalid
            else:
                yield from chain.from_iterable(self._failing([each]) for each in together)

    def _try(self, together: Sequence[Choices]) -> None:
        """Score choices that come to one index, and the lowest row that errors can make."""
        variant = self.variants.of(together[0])
        index, scorer = variant.index, variant.scorer
        settings = self.plan.as_scored(len(together))
        settings.choices[:] = together
        scorer.of(self.plan.weighted(settings).weights)
        if not above_zero(index) or not any(factor.may_lower for factor in self.plan.factors):
            return
        lowest = np.where(np.isnan(scorer.leaves), np.nan, floor(scorer))
        try:
            scorer.of_tables(lowest[None], self.plan.base[None])
        except InvalidInput as invalid:
            first, why = invalid.problems[0], Wording("plan.so-low")
            message = Wording("plan.measurement-error", why=why, message=first.message)
            raise InvalidInput([replace(first, message=message)]) from invalid

    @cached_property
    def idle(self) -> tuple[str, ...]:
        """Factors that move nothing here.

        No weight that can move, no cell that has an error or is missing, only what is as scored.
        """
        factors = enumerate(self.plan.factors)
        return tuple(factor.name for position, factor in factors if self._is_idle(position, factor))

    def _is_idle(self, position: int, factor: Factor) -> bool:
        scored = [NO_CHOICE] * len(self.plan.factors)

        def alike(choice: int) -> bool:
            varied = (*scored[:position], choice, *scored[position + 1 :])
            return self.variants.of(varied) is self.variants.of(tuple(scored))

        return factor.idle(self.plan.grounds[factor.name], self.cells, alike)


def _within_bounds(index: Index, values: Array) -> Array:
    """Hold values, (B, R, L), in place, to the indicators' bounds."""
    low, high = zip(*(node.bounds for node in index.leaves), strict=True)
    lowest = np.array([-np.inf if bound is None else bound for bound in low])
    highest = np.array([np.inf if bound is None else bound for bound in high])
    if np.isinf([lowest, highest]).all():
        return values
    return np.clip(values, lowest, highest, out=values)


def above_zero(index: Index) -> bool:
    """Whether a mean in the index has no value for columns at or below 0, by its link."""
    links = [node.aggregation.link for node in index.inner]
    return any(link is not None and not link.zero for link in links)


def floor(scorer: Scorer) -> Array:
    """Each indicator's lowest finished value as scored, (L,); no bound where it has none."""
    lowest = np.where(np.isnan(scorer.leaves), np.inf, scorer.leaves).min(axis=0)
    return np.where(np.isinf(lowest), -np.inf, lowest)
