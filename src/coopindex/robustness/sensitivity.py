"""Which factor causes how much of the variance: first-order and total Sobol indices.

Of every output at once. f_A, f_B : outputs at two independent designs, (N, O). f_AB : (F, N, O), at
A with factor i's columns taken from B.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frozen import frame, frozen
from coopindex.engine.result import Result
from coopindex.keywords import explained
from coopindex.methods.rank_correlation import spearman
from coopindex.methods.registry import Array
from coopindex.phrases import Wording, few
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.answers import notebook_html, notebook_text, plain_rows
from coopindex.robustness.design import points
from coopindex.robustness.evaluation import Evaluation, evaluated
from coopindex.robustness.execution import SERIAL, Execution, chunk_size, chunks, run
from coopindex.robustness.factors import Factor, LeaveOut
from coopindex.robustness.plan import Plan
from coopindex.robustness.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

# half-width of the 95 % interval up to which an index counts as converged
CONVERGED = 0.1
# units without a score that are named
MOST_NAMED = 5


class Sobol(NamedTuple):
    """Sobol indices, each (F, O), with the half-widths of their 95 % intervals."""

    first: Array
    total: Array
    first_half: Array
    total_half: Array

    @property
    def converged(self) -> NDArray[np.bool_]:
        """(F, O) whether both half-widths are at most 0.1."""
        widest = np.maximum(self.first_half, self.total_half)
        return np.asarray(widest <= CONVERGED)


def sobol(f_a: Array, f_b: Array, f_ab: Array, *, resamples: int = 200, seed: int = 0) -> Sobol:
    """Estimate Sobol indices from outputs at a Saltelli design.

    S_i = mean f_B (f_ABi - f_A) / V, T_i = mean (f_A - f_ABi)^2 / 2 V, outputs centred on the mean
    of A and B, V their variance.

    f_a, f_b : (N, O). f_ab : (F, N, O).
    Returns (F, O) each. An output that does not vary has indices of 0. Intervals by bootstrap over
    the N draws, as one product of a matrix of resampling counts with the terms of every index.

    Saltelli et al. (2010), Variance based sensitivity analysis of model output, Computer Physics
    Communications 181, doi:10.1016/j.cpc.2009.09.018; Jansen (1999), Analysis of variance designs
    for model output, Computer Physics Communications 117, doi:10.1016/S0010-4655(98)00154-4.

    >>> x, y, p, q = points(4, 0, 0, 1024).T
    >>> f = lambda x, y: (3 * x + y)[:, None]
    >>> sobol(f(x, y), f(p, q), np.array([f(p, y), f(x, q)])).total.ravel().round(2)
    array([0.9, 0.1])
    """
    factors, draws, outputs = f_ab.shape
    scale = np.maximum(np.abs(f_a).max(axis=0), np.finfo(float).tiny)
    steady = (
        np.maximum(f_a.max(axis=0), f_b.max(axis=0)) - np.minimum(f_a.min(axis=0), f_b.min(axis=0))
        <= 1e-12 * scale
    )
    centre = (f_a.mean(axis=0) + f_b.mean(axis=0)) / 2
    a, b = f_a - centre, f_b - centre
    terms = np.empty((draws, 2 * factors + 2, outputs))
    for factor in range(factors):
        difference = f_ab[factor] - f_a
        np.multiply(b, difference, out=terms[:, factor])
        np.multiply(difference, difference, out=terms[:, factors + factor])
    terms[:, -2] = a + b
    terms[:, -1] = a * a + b * b
    counts = (
        np.random.default_rng(seed)
        .multinomial(draws, np.full(draws, 1 / draws), size=resamples)
        .astype(float)
    )
    counts = np.concatenate([np.ones((1, draws)), counts])
    means = (counts @ terms.reshape(draws, -1)).reshape(-1, 2 * factors + 2, outputs) / draws
    variance = means[:, -1] / 2 - (means[:, -2] / 2) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        first = means[:, :factors] / variance[:, None]
        total = means[:, factors : 2 * factors] / 2 / variance[:, None]
    first, total = (np.where(steady, 0.0, index) for index in (first, total))
    # a resample without variance: the interval is NaN, and nothing converged
    with np.errstate(invalid="ignore"):
        halves = [
            1.96 * index[1:].std(axis=0) if resamples > 1 else np.full(index.shape[1:], np.inf)
            for index in (first, total)
        ]
    return Sobol(first[0], total[0], halves[0], halves[1])


@dataclass(frozen=True, eq=False)
class Outputs:
    """Outputs of a chunk of a Saltelli design: a, b (N, O), ab (F, N, O).

    Chunks are put one behind the other.
    """

    a: Array
    b: Array
    ab: Array

    def __add__(self, other: Outputs) -> Outputs:
        a, b = np.concatenate([self.a, other.a]), np.concatenate([self.b, other.b])
        return Outputs(a, b, np.concatenate([self.ab, other.ab], axis=1))


@dataclass(frozen=True, eq=False)
class Saltelli:
    """The task of a run: outputs at A, B and every AB_i. Can be sent to a worker.

    Outputs are the mean absolute rank shift, then every unit's score, then every unit's rank. Where
    a factor's point in A and in B comes to the same setting, AB_i is A and is not scored again, so
    that a factor without effect has indices of exactly 0.
    """

    evaluation: Evaluation
    seed: int

    def __call__(self, start: int, stop: int) -> Outputs:
        """Do the draws from `start` to `stop`."""
        plan = self.evaluation.plan
        design = points(2 * plan.width, self.seed, start, stop)
        at_a, at_b = design[:, : plan.width], design[:, plan.width :]
        settings = plan.settings(at_a)
        a, b = self.outputs(settings), self.outputs(plan.settings(at_b))
        ab = np.empty((len(plan.factors), *a.shape))
        for position, name in enumerate(plan.names):
            columns = plan.columns[name]
            mixed = at_a.copy()
            mixed[:, columns] = at_b[:, columns]
            changed = plan.settings(mixed)
            ab[position] = a
            different = np.flatnonzero(~self.evaluation.same(settings, changed))
            if len(different):
                ab[position, different] = self.outputs(changed.take(different))
        return Outputs(a, b, ab)

    def outputs(self, settings: Settings) -> Array:
        """(B, 1 + 2K)."""
        scores = self.evaluation.scores(settings)
        ranks = self.evaluation.ranks(scores)
        shift = np.abs(ranks - self.evaluation.as_scored).mean(axis=1, keepdims=True)
        return np.concatenate([shift, scores, ranks], axis=1)


@explained
@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Which factor causes how much. Units stand as the scoring ranks them, best first.

    first is the share of an output's variance that would vanish if the factor were known; total,
    what would be left if all others were.
    """

    result: Result
    plan: Plan
    draws: int
    seed: int
    indices: Sobol
    # mean absolute rank shift at A
    shift: Array
    units: tuple[str, ...]
    # factors that vary nothing here
    idle: tuple[str, ...] = ()
    # usual factors that do not go, and why
    left_aside: tuple[tuple[str, Problem], ...] = ()

    def __post_init__(self) -> None:
        frozen((self.indices, self.shift))

    def __repr__(self) -> str:
        return notebook_text(self.facts, self.table)

    def _repr_html_(self) -> str:
        return notebook_html(self.facts, self.table)

    @frame
    def table(self) -> pd.DataFrame:
        """One row a factor: first and total index of the mean absolute rank shift.

        With their half-widths at 95 %, and whether they have converged.
        """
        import pandas as pd

        return pd.DataFrame({"factor": list(self.plan.names), **self._of(slice(1))})

    def _of(self, outputs: slice) -> dict[str, NDArray[Any]]:
        """Return the indices of some outputs, the factors of each one after another."""
        found = self.indices
        names = ("first", "first_half", "total", "total_half", "converged")
        return {name: getattr(found, name)[:, outputs].T.ravel() for name in names}

    @frame
    def by_unit(self) -> pd.DataFrame:
        """One row a unit, factor and output (`score` or `rank`), with the same columns."""
        import pandas as pd

        units, factors = len(self.units), self.plan.names
        return pd.DataFrame(
            {
                "unit": np.tile(np.repeat(np.array(self.units, object), len(factors)), 2),
                "output": np.repeat(np.array(["score", "rank"], object), units * len(factors)),
                "factor": np.tile(np.array(factors, object), 2 * units),
                **self._of(slice(1, None)),
            }
        )

    @frame
    def everything(self) -> pd.DataFrame:
        """`by_unit`, below the indices of the mean absolute rank shift, whose rows name no unit."""
        import pandas as pd

        shift = self.table.assign(unit="", output="mean rank shift")[self.by_unit.columns]
        return pd.concat([shift, self.by_unit], ignore_index=True)

    @property
    def converged(self) -> bool:
        """Whether every index of the mean absolute rank shift has converged."""
        return bool(self.indices.converged[:, 0].all())

    @property
    def steady(self) -> bool:
        """Whether the mean absolute rank shift is the same in every draw: no variance to split."""
        return not self.indices.total[:, 0].any()

    @property
    def scorings(self) -> int:
        """How often the index was scored: N (F + 2) times."""
        return self.draws * (len(self.plan.factors) + 2)

    @property
    def loose(self) -> tuple[str, ...]:
        """The factors whose indices of the mean absolute rank shift have not converged."""
        fine = self.indices.converged[:, 0].tolist()
        return tuple(name for name, so in zip(self.plan.names, fine, strict=True) if not so)

    @property
    def facts(self) -> dict[str, Any]:
        """What was run, and whether it sufficed."""
        return {
            "draws": self.draws,
            "scorings": self.scorings,
            "seed": self.seed,
            "steady": self.steady,
            "not converged": self.loose,
        }

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            **self.result.asked,
            "year": self.result.years[-1] or None,
            "draws": self.draws,
            "seed": self.seed,
            "converged": self.converged,
            "average_shift": float(self.shift.mean()),
            "factors": plain_rows(self.table),
            "units": plain_rows(self.by_unit),
        }


def sensitivity(
    result: Result,
    factors: Sequence[Factor],
    *,
    draws: int = 1024,
    seed: int = 0,
    resamples: int = 200,
    execution: Execution = SERIAL,
) -> Sensitivity:
    """Split the variance of the ranking over the factors of a plan, in the last year of a scoring.

    draws : N, a power of two is best; N (F + 2) scorings.
    resamples : of the bootstrap that finds the intervals.
    A unit without a score in some draw, factors that cannot be, and choices that do not go together
    are `InvalidInput`.
    """
    if draws < 2:
        message = Wording("plan.two-draws")
        raise InvalidInput([Problem("too-few-draws", message, field="draws", value=str(draws))])
    evaluation = evaluated(result, factors)
    evaluation.refuse_incompatible()
    size = max(64, min(evaluation.chunk, chunk_size(2 * evaluation.plan.width)))
    found = run(Saltelli(evaluation, seed), chunks(draws, size), execution)
    units = evaluation.units
    _refuse_lost(found, units)
    indices = sobol(found.a, found.b, found.ab, resamples=resamples, seed=seed)
    return Sensitivity(
        result, evaluation.plan, draws, seed, indices, found.a[:, 0], units, evaluation.idle
    )


def _refuse_lost(found: Outputs, units: Sequence[str]) -> None:
    """Refuse units that have no score in some draw."""
    lost = np.isnan(found.a.sum(axis=0) + found.b.sum(axis=0) + found.ab.sum(axis=(0, 1)))
    if lost.any():
        without = [unit for unit, gone in zip(units, lost[1:], strict=False) if gone]
        some = few(without, MOST_NAMED)
        message = Wording("plan.no-score", without=some, count=len(without))
        hint = Wording("plan.no-score.hint")
        raise InvalidInput([Problem("no-score", message, hint=hint)])


# -- one at a time --------------------------------------------------------------------------------


def one_at_a_time(result: Result, factors: Sequence[Factor]) -> pd.DataFrame:
    """Change one thing, everything else as scored: one row an alternative of every factor.

    factor, alternative, mean_shift, largest_shift, spearman (of the ranks with those as scored),
    leader (who is first), leaders (all who are: several where they tie). Weights and noise have no
    alternatives and are left out.
    """
    import pandas as pd

    evaluation = evaluated(result, factors)
    rows = [
        {"factor": factor.name, "alternative": label, **_alone(evaluation, position, choice)}
        for position, factor in enumerate(evaluation.plan.factors)
        for choice, label in enumerate(factor.labels)
    ]
    moves = ["mean_shift", "largest_shift", "spearman", "leader", "leaders"]
    return pd.DataFrame(rows, columns=["factor", "alternative", *moves])


def _alone(evaluation: Evaluation, position: int, choice: int) -> dict[str, Any]:
    """Hold the ranks under one alternative of one factor against those as scored."""
    plan, before = evaluation.plan, evaluation.as_scored
    settings = plan.as_scored()
    settings.choices[:, position] = choice
    after = evaluation.ranks(evaluation.scores(plan.weighted(settings)))[0]
    shift = np.abs(after - before)
    leaders = tuple(evaluation.units[at] for at in np.flatnonzero(after == np.nanmin(after)))
    return {
        "mean_shift": float(np.nanmean(shift)),
        "largest_shift": float(np.nanmax(shift)),
        "spearman": spearman(before, after),
        "leader": leaders[0],
        "leaders": leaders,
    }


def leave_one_out(result: Result) -> pd.DataFrame:
    """Leave every indicator and dimension out in turn, as far as its family has another.

    The columns of `one_at_a_time`.
    """
    table = one_at_a_time(result, [LeaveOut("left out", tuple(spared(result)))])
    return table[table["alternative"] != "nothing"].reset_index(drop=True)


def spared(result: Result) -> list[str]:
    """Return the nodes that can be left out: more than one child of their parent has weight."""
    index = result.index
    shares = result.effective.reshape(-1, len(index.nodes))[-1]
    carrying = {
        node.code: sum(shares[index.position[child]] > 0 for child in node.children)
        for node in index.inner
    }
    return [
        node.code for node, _ in index.depth_first() if node.parent and carrying[node.parent] > 1
    ]
