"""Scores of every draw: draws that make the same discrete choices are scored together, never one by one."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import STATUSES, Index
from coopindex.engine.memory import SPARE
from coopindex.engine.result import Result
from coopindex.engine.scale import refuse_held
from coopindex.engine.steps import finish
from coopindex.engine.weights import with_weights_given
from coopindex.methods.registry import Array
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.basis import Basis
from coopindex.robustness.distribution import ranks_of
from coopindex.robustness.execution import chunk_size
from coopindex.robustness.factors import (
    Alternatives,
    Donors,
    Factor,
    LeaveOut,
    Noise,
    Shaken,
    Weights,
    WeightSets,
)
from coopindex.robustness.plan import AS_SCORED, Plan, Settings, make_plan, varied
from coopindex.robustness.scorer import Scorer, effective_weights
from coopindex.robustness.years import with_years_named


def evaluated(result: Result, factors: Sequence[Factor]) -> Evaluation:
    """Prepare to vary factors around a scoring. Factors that cannot be are `InvalidInput`."""
    refuse_held(result.scale, "the robustness analysis")
    result = with_years_named(result, factors)
    return Evaluation(result, make_plan(Basis.of(result), factors))


@dataclass(frozen=True, eq=False)
class Evaluation:
    """How an index scores under the settings of a plan, in the last year of a scoring. Equal settings give equal scores."""

    result: Result
    plan: Plan

    def __reduce__(self) -> tuple[Any, ...]:
        """Send a worker what it needs; what was prepared from it is prepared anew."""
        return Evaluation, (self.result, self.plan)

    @cached_property
    def kept(self) -> NDArray[np.intp]:
        """The units that the scoring ranks, best first, (K,)."""
        ranks = self.result.rank()[-1]
        kept = np.flatnonzero(~np.isnan(ranks))
        return kept[np.argsort(ranks[kept], kind="stable")]

    @cached_property
    def as_scored(self) -> Array:
        """(K,) their ranks in the scoring."""
        return np.asarray(self.result.rank()[-1, self.kept])

    @cached_property
    def shown(self) -> NDArray[np.intp]:
        """(K,) the rows of those units in the last year scored."""
        rows = self.result.rows
        return rows.years.index(self.result.years[-1]) * len(rows.units) + self.kept

    @cached_property
    def raw(self) -> Array:
        """(R, L) the indicators' values."""
        data = self.result.data
        values = data.values[[data.years.index(year) for year in self.result.rows.years]]
        return values.reshape(-1, values.shape[-1])

    def scores(self, settings: Settings) -> Array:
        """Score the draws, (B, K). A choice without a value somewhere is `InvalidInput`."""
        noisy = not np.isnan(settings.noise).all()
        parts = [
            (
                draws,
                self._shaken(index, score, settings.take(draws))
                if noisy
                else score.of(settings.weights[draws]),
            )
            for index, score, draws in self._groups(settings.choices)
        ]
        if len(parts) == 1:
            return parts[0][1]
        scores = np.empty((len(settings), len(self.kept)))
        for draws, part in parts:
            scores[draws] = part
        return scores

    def _groups(
        self, choices: NDArray[np.int16]
    ) -> Iterator[tuple[Index, Scorer, NDArray[np.intp] | slice]]:
        """Put draws together whose choices come to the same index."""
        if (choices == choices[0]).all():
            yield *self._variant(tuple(choices[0].tolist())), slice(None)
            return
        order = np.lexsort(choices.T)
        ends = np.flatnonzero((np.diff(choices[order], axis=0) != 0).any(axis=1)) + 1
        found: dict[int, tuple[tuple[Index, Scorer], list[NDArray[np.intp]]]] = {}
        for draws in np.split(order, ends):
            variant = self._variant(tuple(choices[draws[0]].tolist()))
            found.setdefault(id(variant), (variant, []))[1].append(draws)
        for variant, parts in found.values():
            yield *variant, np.sort(np.concatenate(parts))

    def same(self, one: Settings, other: Settings) -> NDArray[np.bool_]:
        """(B,) which draws come to exactly the same: the same index, weights and errors."""
        pairs, place = np.unique(
            np.concatenate([one.choices, other.choices], axis=1), axis=0, return_inverse=True
        )
        half = one.choices.shape[1]
        alike = [
            self._variant(tuple(pair[:half])) is self._variant(tuple(pair[half:]))
            for pair in pairs.tolist()
        ]
        noise = (one.noise == other.noise) | (np.isnan(one.noise) & np.isnan(other.noise))
        weights = np.isclose(one.weights, other.weights, rtol=1e-12, atol=0)
        return np.asarray(np.array(alike)[place.ravel()] & weights.all(axis=1) & noise.all(axis=1))

    def ranks(self, scores: Array) -> Array:
        """Rank the units in each draw, (B, K), as the index ranks them."""
        return ranks_of(scores, self.result.index.ranking)

    @cached_property
    def chunk(self) -> int:
        """How many draws are scored at once: a power of two that depends on the index and the plan alone."""
        variants = [self._variant(choice) for choice in self.plan.combinations]
        cells = max([self.plan.width, *(score.cells for _, score in variants)])
        cells //= min(
            len(variants), 8
        )  # draws that make the same choices are scored together, and should be many
        if any(isinstance(factor, Shaken) for factor in self.plan.factors):
            return chunk_size(
                max(cells, self.raw.size // len(variants)) // 2
            )  # many steps, each of which costs its call
        units = len(self.kept)
        draws = (
            1 << units.bit_length()
        )  # a chunk costs a table of units x ranks: with as many draws in it, no more than they do
        return max(
            chunk_size(cells), min(draws, max(chunk_size(units // 16), draws // 8))
        )  # fewer where they would take much memory

    # -- variants of the index ----------------------------------------------------------------------------------------

    @cached_property
    def _variants(self) -> dict[tuple[int, ...], tuple[Index, Scorer]]:
        return {}

    @cached_property
    def _known(self) -> dict[Any, tuple[Index, Scorer]]:
        return {}

    @cached_property
    def _finished(self) -> dict[Any, tuple[int, Array]]:
        return {}

    def _variant(self, choices: tuple[int, ...]) -> tuple[Index, Scorer]:
        """Return the index as some choices have it, and its scorer; choices that come to the same share both."""
        at = tuple(
            c if isinstance(f, Alternatives | WeightSets) else AS_SCORED
            for c, f in zip(choices, self.plan.factors, strict=True)
        )
        if at not in self._variants:
            index, rows = varied(self.plan, at), self.result.rows
            leaves = self._finished.get(key := (index.leaves, index.reference))
            if leaves is None:
                columns = finish(self.raw, index.levels[0], rows, index.reference)
                leaves = self._finished[key] = len(self._finished), columns
            number, columns = leaves
            index = with_weights_given(index, self._given(at))
            found = self._known.get(whole := (number, index.inner))
            if found is None:
                scorer = Scorer(index, rows, columns, self.shown, self._counting)
                found = self._known[whole] = index, scorer
            self._variants[at] = found
        return self._variants[at]

    def _given(self, choices: tuple[int, ...]) -> set[str]:
        """Inner nodes whose weights a factor gives."""
        given: set[str] = set()
        every = frozenset(node.code for node in self.plan.index.inner)
        for choice, factor in zip(choices, self.plan.factors, strict=True):
            if isinstance(factor, WeightSets):
                if choice != AS_SCORED:
                    given |= factor.given.get(factor.labels[choice], every)
            elif isinstance(factor, Weights):
                given |= set(factor.families)
            elif isinstance(factor, LeaveOut):
                given |= {self.plan.index.node(code).parent or "" for code in factor.nodes}
        return given

    @cached_property
    def _counting(self) -> NDArray[np.intp]:
        """The indicators that may carry weight."""
        effective = effective_weights(self.plan.index, self.plan.ever[None].astype(float))
        return np.flatnonzero(effective[0, : len(self.plan.index.leaves)] > 0)

    def refuse_incompatible(self) -> None:
        """Try every combination of alternatives, else at the weights in use; those without a score somewhere are `InvalidInput`.

        So are errors of measurement under a geometric or harmonic mean if even the row of every indicator's lowest finished value,
        to which `_shaken` holds what falls below, has no score: no draw can fail halfway.
        """
        failed: dict[tuple[int, ...], InvalidInput] = {}
        combinations = self.plan.combinations
        for choices in combinations:
            try:
                index, scorer = self._variant(choices)
                settings = self.plan.as_scored()
                settings.choices[:] = choices
                scorer.of(self.plan.weighted(settings).weights)
                if invalid := self._lowest_cannot_be(index, scorer):
                    failed[choices] = invalid
            except InvalidInput as invalid:
                failed[choices] = invalid
        if failed:
            raise InvalidInput(
                _reasons(self.plan, combinations, failed) or next(iter(failed.values())).problems
            )

    @cached_property
    def idle(self) -> tuple[str, ...]:
        """Factors that vary nothing here: no weight that can move, no cell that has an error or is missing, only what is as scored."""
        return tuple(
            factor.name
            for place, factor in enumerate(self.plan.factors)
            if self._is_idle(place, factor)
        )

    def _is_idle(self, place: int, factor: Factor) -> bool:
        if isinstance(factor, Weights):
            return not self.plan.families[factor.name] or (
                factor.how == "band" and factor.vary == 0
            )
        if isinstance(factor, Shaken):
            return not (self._deviations if isinstance(factor, Noise) else self._empty)[place].any()
        if isinstance(factor, WeightSets):
            return all(
                np.allclose(weights, self.plan.base, rtol=1e-12, atol=0)
                for weights in factor.sets.values()
            )
        if isinstance(factor, LeaveOut):
            return not factor.nodes
        scored = [AS_SCORED] * len(self.plan.factors)
        ways = (
            (*scored[:place], choice, *scored[place + 1 :]) for choice in range(len(factor.options))
        )
        return all(self._variant(way) is self._variant(tuple(scored)) for way in ways)

    # -- noise --------------------------------------------------------------------------------------------------------

    @cached_property
    def _deviations(self) -> Mapping[int, Array]:
        """Noise factor -> the standard deviation of every cell's error, (R, L), 0 where it has none."""
        index, data, rows = self.plan.index, self.result.data, self.result.rows
        status = data.status[[data.years.index(year) for year in rows.years]].reshape(
            self.raw.shape
        )
        found = {}
        for place, factor in enumerate(self.plan.factors):
            if isinstance(factor, Noise):
                shaken = ~np.isnan(self.raw)
                shaken &= np.array(
                    [
                        not factor.indicators or node.code in factor.indicators
                        for node in index.leaves
                    ]
                )
                shaken &= np.array(
                    [node.data != "" for node in index.leaves]
                )  # a constant is stated, not measured
                shaken &= (
                    np.isin(status, [STATUSES.index(name) for name in factor.statuses])
                    if factor.statuses
                    else True
                )
                of: Any = {"value": np.abs(self.raw), "measure": 1.0}.get(factor.of)
                size = self._spread() if of is None else np.asarray(of)
                found[place] = np.where(shaken, factor.sd * size, 0.0)
        return found

    def _spread(self) -> Array:
        """Return each indicator's standard deviation among the rows of reference, (L,) or (R, L)."""
        rows, reference = self.result.rows, self.plan.index.reference
        referred, _ = rows.referred_to(self.raw, reference, None)
        # an indicator without a figure in some year has no spread there, and no cell to shake
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            spread = np.nan_to_num(np.nanstd(referred, axis=-2))
        return np.repeat(spread, len(rows.units), axis=0) if rows.apart(reference) else spread

    def _shaken(self, index: Index, scorer: Scorer, settings: Settings) -> Array:
        """Score draws whose cells are filled by donors and measured with errors. Those whose errors leave no score, have none."""
        try:
            return self._shaken_at_once(index, scorer, settings)
        except InvalidInput:  # an indicator may become constant
            half = len(settings) // 2
            if not half:
                return np.full((1, len(self.kept)), np.nan)
            return np.concatenate(
                [
                    self._shaken(index, scorer, settings.take(part))
                    for part in (slice(half), slice(half, None))
                ]
            )

    def _shaken_at_once(self, index: Index, scorer: Scorer, settings: Settings) -> Array:
        finished = finish(
            self._measured(index, settings.noise),
            index.levels[0],
            self.result.rows,
            index.reference,
            memory=SPARE,
        )
        if above_zero(index):
            np.maximum(finished, floor(scorer), out=finished)
        return scorer.of_tables(finished, settings.weights)

    def _measured(self, index: Index, noise: Array) -> Array:
        """Return each draw's raw values, (B, R, L)."""
        values = np.broadcast_to(self.raw, (len(noise), *self.raw.shape))
        if self._empty:
            values = values.copy()
        for place, empty in self._empty.items():
            for draw, point in enumerate(noise[:, place]):
                fill(values[draw], empty, self.result.rows.year, point, place)
            for again, first in self._read_again:
                values[:, :, again] = np.where(
                    empty[:, again] & empty[:, first], values[:, :, first], values[:, :, again]
                )
        for place, deviations in self._deviations.items():
            drawn = errors(noise[:, place], place, self.raw.shape)
            for again, first in self._read_again:
                drawn[:, :, again] = drawn[:, :, first]
            drawn *= deviations
            drawn += values
            values = drawn
        lowest = np.array(
            [-np.inf if node.bounds[0] is None else node.bounds[0] for node in index.leaves]
        )
        highest = np.array(
            [np.inf if node.bounds[1] is None else node.bounds[1] for node in index.leaves]
        )
        return (
            values
            if np.isinf([lowest, highest]).all()
            else np.clip(values, lowest, highest, out=values)
        )

    @cached_property
    def _read_again(self) -> tuple[tuple[int, int], ...]:
        """Indicators read from a column that one before is read from, (its place, that one's): their cells are unsure together."""
        columns = [node.code if node.data is None else node.data for node in self.plan.index.leaves]
        return tuple(
            (place, columns.index(column))
            for place, column in enumerate(columns)
            if column and columns.index(column) < place
        )

    @cached_property
    def _empty(self) -> Mapping[int, NDArray[np.bool_]]:
        """Donors factor -> the cells that it fills, (R, L): missing ones of units that the indicator applies to."""
        leaves, rows = self.plan.index.leaves, self.result.rows
        applies = rows.applies(leaves)
        missing = np.isnan(self.raw) & (True if applies is None else applies)
        return {
            place: missing
            & np.array([not factor.indicators or node.code in factor.indicators for node in leaves])
            for place, factor in enumerate(self.plan.factors)
            if isinstance(factor, Donors)
        }

    def _lowest_cannot_be(self, index: Index, scorer: Scorer) -> InvalidInput | None:
        """Whether a row as low as errors can make it has no score: only then could a draw fail."""
        if not (
            above_zero(index) and any(isinstance(factor, Noise) for factor in self.plan.factors)
        ):
            return None
        lowest = np.where(np.isnan(scorer.leaves), np.nan, floor(scorer))
        try:
            scorer.of_tables(lowest[None], self.plan.base[None])
        except InvalidInput as invalid:
            first = invalid.problems[0]
            message = f"an error of measurement may push a unit so low that there is no mean: {first.message}"
            return InvalidInput([replace(first, message=message)])
        return None


def above_zero(index: Index) -> bool:
    """Whether a mean in the index has no value for columns at or below 0."""
    choices = [node.aggregation for node in index.inner]
    return any(choice.found.positive and choice.link is not None for choice in choices)


def floor(scorer: Scorer) -> Array:
    """Each indicator's lowest finished value as scored, (L,); no bound where it has none."""
    lowest = np.where(np.isnan(scorer.leaves), np.inf, scorer.leaves).min(axis=0)
    return np.where(np.isinf(lowest), -np.inf, lowest)


def fill(
    values: Array, empty: NDArray[np.bool_], year: NDArray[Any], point: float, factor: int
) -> None:
    """Fill empty cells of a table (R, L) in place by an approximate Bayesian bootstrap, see `Donors`; none where the point is NaN.

    >>> values = np.array([[1.0], [1.0], [np.nan]])
    >>> fill(values, np.isnan(values), np.array([2019, 2019, 2019]), 0.5, 0)
    >>> values.ravel()
    array([1., 1., 1.])
    """
    if np.isnan(point):
        return
    generator = seeded(point, factor)
    for column in np.flatnonzero(empty.any(axis=0)):
        known = ~np.isnan(values[:, column])
        for when in np.unique(year[empty[:, column]]):
            cells = np.flatnonzero(empty[:, column] & (year == when))
            pool = values[known & (year == when), column]
            pool = pool if len(pool) else values[known, column]
            if len(pool):
                values[cells, column] = generator.choice(
                    generator.choice(pool, len(pool)), len(cells)
                )


def seeded(point: float, factor: int) -> np.random.Generator:
    """Return a generator that depends on a point of the design and the factor's place alone."""
    return np.random.Generator(np.random.PCG64(int(point * 2**53) * 256 + factor))


def errors(points: Array, factor: int, shape: tuple[int, ...]) -> Array:
    """Draw standard normal errors, (B, *shape), that depend on each point of the design (B,) and the factor's place alone.

    An error is one of 65,536 equally likely values, the quantiles of the normal distribution in the middle of as many classes; which one
    is told by sixteen bits of a splitmix64 sequence that the point starts. None, 0, where the point is NaN.

    Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators, OOPSLA '14.

    >>> both = errors(np.array([0.25, 0.5]), 0, (2, 3))
    >>> bool((both[1] == errors(np.array([0.5]), 0, (2, 3))).all()), both.shape
    (True, (2, 2, 3))
    """
    cells = math.prod(shape)
    starts = mixed(
        np.nan_to_num(points * 2.0**53).astype(np.uint64) * np.uint64(256) + np.uint64(factor)
    )
    bits = mixed(starts[:, None] + GOLDEN * np.arange(1, -(-cells // 4) + 1, dtype=np.uint64))
    classes = bits.view(np.uint16)[:, :cells].reshape(-1, *shape)
    drawn = np.moveaxis(
        np.take(normal_quantiles(), np.moveaxis(classes, 0, 1)), 1, 0
    )  # rows lie outermost, so that numpy's loops are long
    if np.isnan(points).any():
        drawn[np.isnan(points)] = 0.0
    return drawn


GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix the bits of numbers, so that near ones come out as different as any."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


@cache
def normal_quantiles() -> Array:
    """Return the quantiles of the standard normal distribution in the middle of 65,536 equally likely classes."""
    from scipy.special import ndtri

    return np.asarray(ndtri((np.arange(1 << 16) + 0.5) / (1 << 16)))


def _reasons(
    plan: Plan,
    combinations: tuple[tuple[int, ...], ...],
    failed: Mapping[tuple[int, ...], InvalidInput],
) -> list[Problem]:
    """Say which choices, or which few together, never go: the fewest that explain every failure."""
    left = dict(failed)
    problems = []
    varying = [place for place, choice in enumerate(combinations[0]) if choice != AS_SCORED]
    for size in range(1, len(varying) + 1):
        for choices in list(left):
            if choices not in left:
                continue
            for places in _subsets(varying, size):
                same = [
                    other
                    for other in combinations
                    if all(other[place] == choices[place] for place in places)
                ]
                if all(other in failed for other in same):
                    first = left[choices].problems[0]
                    others = [
                        f"{plan.names[place]}: {_label(plan, place, choices)}"
                        for place in places[1:]
                    ]
                    chosen = " with ".join([_label(plan, places[0], choices), *others])
                    message = f"{chosen} cannot be: {first.message}"
                    problems.append(
                        Problem(
                            "incompatible",
                            message,
                            field=plan.names[places[0]],
                            hint=first.hint,
                            indicator=first.indicator,
                        )
                    )
                    left = {key: value for key, value in left.items() if key not in same}
                    break
    return problems


def _subsets(places: list[int], size: int) -> list[tuple[int, ...]]:
    from itertools import combinations

    return list(combinations(places, size))


def _label(plan: Plan, place: int, choices: tuple[int, ...]) -> str:
    factor = plan.factors[place]
    return factor.labels[choices[place]] if isinstance(factor, Alternatives | WeightSets) else ""
