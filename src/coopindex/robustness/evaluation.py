"""Scores of every draw: draws that make the same discrete choices are scored together, never one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import STATUSES, Index
from coopindex.engine.result import Result
from coopindex.engine.walk import finish, walk
from coopindex.methods.registry import Array
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.design import chunk_size
from coopindex.robustness.distribution import ranks_of
from coopindex.robustness.factors import Alternatives, LeaveOut, Noise, Weights, WeightSets
from coopindex.robustness.plan import AS_SCORED, Plan, Settings
from coopindex.robustness.scorer import Scorer, effective_weights, scorer, settled

MOST = 4096  # combinations of alternatives that are tried out before a draw is run


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
    def shown(self) -> slice:
        """The rows of the last year scored."""
        units = len(self.result.rows.units)
        last = self.result.rows.years.index(self.result.years[-1]) * units
        return slice(last, last + units)

    @cached_property
    def raw(self) -> Array:
        """(R, L) the indicators' values."""
        data = self.result.data
        values = data.values[[data.years.index(year) for year in self.result.rows.years]]
        return values.reshape(-1, values.shape[-1])

    def scores(self, settings: Settings) -> Array:
        """Score the draws, (B, K). A choice without a value somewhere is `InvalidInput`."""
        scores = np.empty((len(settings), len(self.kept)))
        noisy = not np.isnan(settings.noise).all()
        _, first, group = np.unique(settings.choices, axis=0, return_index=True, return_inverse=True)
        variants = [self._variant(tuple(settings.choices[draw].tolist())) for draw in first]
        owner = np.array([next(place for place, other in enumerate(variants) if other is variant) for variant in variants])[group.ravel()]
        for place in np.unique(owner):
            index, score = variants[place]
            draws = np.flatnonzero(owner == place)
            part = settings if len(draws) == len(settings) else settings.take(draws)
            scores[draws] = self._noisy(index, part) if noisy else score.of(part.weights)[:, self.kept]
        return scores

    def same(self, one: Settings, other: Settings) -> NDArray[np.bool_]:
        """(B,) which draws come to exactly the same: the same index, weights and errors."""
        pairs, place = np.unique(np.concatenate([one.choices, other.choices], axis=1), axis=0, return_inverse=True)
        half = one.choices.shape[1]
        alike = [self._variant(tuple(pair[:half])) is self._variant(tuple(pair[half:])) for pair in pairs.tolist()]
        noise = (one.noise == other.noise) | (np.isnan(one.noise) & np.isnan(other.noise))
        weights = one.weights == other.weights
        return np.asarray(np.array(alike)[place.ravel()] & weights.all(axis=1) & noise.all(axis=1))

    def ranks(self, scores: Array) -> Array:
        """Rank the units in each draw, (B, K), as the index ranks them."""
        return ranks_of(scores, self.result.index.ranking)

    @cached_property
    def chunk(self) -> int:
        """How many draws are scored at once: a power of two that depends on the index and the plan alone."""
        walked = len(self.result.rows.unit) * len(self.plan.index.nodes)
        noisy = any(isinstance(factor, Noise) for factor in self.plan.factors)
        cells = walked if noisy else max(self._variant(choice)[1].cells for choice in self.plan.combinations[:MOST])
        return chunk_size(max(cells, self.plan.width))

    # -- variants of the index ----------------------------------------------------------------------------------------

    @cached_property
    def _variants(self) -> dict[tuple[int, ...], tuple[Index, Scorer]]:
        return {}

    @cached_property
    def _known(self) -> dict[Any, Any]:
        return {}

    def _variant(self, choices: tuple[int, ...]) -> tuple[Index, Scorer]:
        """Return the index as some choices have it, and its scorer; choices that come to the same share both."""
        at = tuple(c if isinstance(f, Alternatives) else AS_SCORED for c, f in zip(choices, self.plan.factors, strict=True))
        if at not in self._variants:
            index = varied(self.plan, at)
            key = index.nodes, index.reference
            if key not in self._known:
                leaves = index.levels[0].nodes, index.reference
                if leaves not in self._known:
                    self._known[leaves] = finish(self.raw, index.levels[0], self.result.rows, index.reference)["finished"]
                needed = np.isin(np.arange(len(self.result.rows.units)), self.kept)
                found = scorer(settled(index, self._given), self.result.rows, self._known[leaves], self.shown, needed, self._counting)
                self._known[key] = index, found
            self._variants[at] = self._known[key]
        return self._variants[at]

    @cached_property
    def _given(self) -> frozenset[str]:
        """Inner nodes whose weights a factor gives."""
        given: set[str] = set()
        for factor in self.plan.factors:
            if isinstance(factor, WeightSets):
                given |= {node.code for node in self.plan.index.inner}
            elif isinstance(factor, Weights):
                given |= set(factor.families)
            elif isinstance(factor, LeaveOut):
                given |= {self.plan.index.node(code).parent or "" for code in factor.nodes}
        return frozenset(given)

    @cached_property
    def _counting(self) -> NDArray[np.bool_]:
        """(L,) indicators that may carry weight."""
        effective = effective_weights(self.plan.index, self.plan.ever[None].astype(float))
        return np.asarray(effective[0, : len(self.plan.index.leaves)] > 0)

    def refuse_incompatible(self) -> None:
        """Try every combination of alternatives at the weights in use; those without a score somewhere are `InvalidInput`."""
        failed: dict[tuple[int, ...], InvalidInput] = {}
        combinations = self.plan.combinations[:MOST]
        for choices in combinations:
            try:
                self._variant(choices)[1].of(self.plan.base[None])
            except InvalidInput as invalid:
                failed[choices] = invalid
        if failed:
            raise InvalidInput(_reasons(self.plan, combinations, failed))

    # -- noise --------------------------------------------------------------------------------------------------------

    @cached_property
    def _errors(self) -> Mapping[int, tuple[NDArray[np.intp], Array]]:
        """Noise factor -> the cells it shakes (of R * L), and their standard deviations."""
        index, data, rows = self.plan.index, self.result.data, self.result.rows
        status = data.status[[data.years.index(year) for year in rows.years]].reshape(self.raw.shape)
        found = {}
        for place, factor in enumerate(self.plan.factors):
            if isinstance(factor, Noise):
                chosen = ~np.isnan(self.raw)
                chosen &= np.array([not factor.indicators or node.code in factor.indicators for node in index.leaves])
                chosen &= np.isin(status, [STATUSES.index(name) for name in factor.statuses]) if factor.statuses else True
                scale = {"value": np.abs(self.raw), "spread": np.nanstd(self.raw, axis=0), "measure": 1.0}[factor.of]
                sd = np.broadcast_to(factor.sd * np.asarray(scale), self.raw.shape)
                found[place] = np.flatnonzero(chosen), sd[chosen]
        return found

    def _noisy(self, index: Index, settings: Settings) -> Array:
        flat = np.repeat(self.raw.reshape(1, -1), len(settings), axis=0)
        for place, (cells, sd) in self._errors.items():
            for draw in np.flatnonzero(~np.isnan(settings.noise[:, place])):
                flat[draw, cells] += sd * errors(settings.noise[draw, place], place, len(cells))
        values = flat.reshape(-1, *self.raw.shape)
        low = [-np.inf if node.bounds[0] is None else node.bounds[0] for node in index.leaves]
        high = [np.inf if node.bounds[1] is None else node.bounds[1] for node in index.leaves]
        values = np.clip(values, low, high)
        finished = finish(values, index.levels[0], self.result.rows, index.reference)["finished"]
        walked = walk(settled(index, self._given), self.result.rows, finished, settings.weights)
        return walked.score[..., self.shown][:, self.kept]


def errors(point: float, factor: int, cells: int) -> Array:
    """Draw standard normal errors, (cells,), that depend on a point of the design and the factor's place alone.

    >>> bool((errors(0.25, 0, 3) == errors(0.25, 0, 3)).all())
    True
    """
    generator = np.random.Generator(np.random.Philox(key=[int(point * 2**53), factor]))
    return generator.standard_normal(cells)


def varied(plan: Plan, choices: tuple[int, ...]) -> Index:
    """Return the index with the changes that some choices make."""
    index, changed = plan.index, dict[str, dict[str, Any]]()
    of_index: dict[str, Any] = {}
    for choice, factor in zip(choices, plan.factors, strict=True):
        if isinstance(factor, Alternatives) and choice != AS_SCORED:
            for change in list(factor.options.values())[choice]:
                if not change.nodes:
                    of_index[change.field] = change.value
                for code in change.nodes:
                    changed.setdefault(code, {})[change.field] = change.value
    if not changed and not of_index:
        return index
    nodes = tuple(replace(node, **changed[node.code]) if node.code in changed else node for node in index.nodes)
    return replace(index, nodes=nodes, **of_index)


def _reasons(plan: Plan, combinations: tuple[tuple[int, ...], ...], failed: Mapping[tuple[int, ...], InvalidInput]) -> list[Problem]:
    """Say which choices, or which few together, never go: the fewest that explain every failure."""
    left = dict(failed)
    problems = []
    varying = [place for place, factor in enumerate(plan.factors) if isinstance(factor, Alternatives)]
    for size in range(1, len(varying) + 1):
        for choices in list(left):
            if choices not in left:
                continue
            for places in _subsets(varying, size):
                same = [other for other in combinations if all(other[place] == choices[place] for place in places)]
                if all(other in failed for other in same):
                    first = left[choices].problems[0]
                    chosen = " with ".join(f"{plan.names[place]}: {_label(plan, place, choices)}" for place in places)
                    message = f"{chosen} cannot be: {first.message}"
                    problems.append(
                        Problem("incompatible", message, field=plan.names[places[0]], hint=first.hint, indicator=first.indicator)
                    )
                    left = {key: value for key, value in left.items() if key not in same}
                    break
    return problems


def _subsets(places: list[int], size: int) -> list[tuple[int, ...]]:
    from itertools import combinations

    return list(combinations(places, size))


def _label(plan: Plan, place: int, choices: tuple[int, ...]) -> str:
    factor = plan.factors[place]
    return factor.labels[choices[place]] if isinstance(factor, Alternatives) else ""
