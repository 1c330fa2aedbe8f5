"""The distribution of ranks and scores when every factor of a plan varies at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from math import ceil
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frames import rank_column
from coopindex.engine.frozen import frame, frozen, read_only
from coopindex.engine.refusals import not_whole
from coopindex.engine.result import Result
from coopindex.keywords import explained
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.robustness.answers import notebook_html, notebook_text, plain_rows
from coopindex.robustness.design import points
from coopindex.robustness.distribution import (
    Histograms,
    RankCounts,
    RankStatistics,
    count_first,
)
from coopindex.robustness.evaluation import Evaluation, evaluated
from coopindex.robustness.execution import SERIAL, Execution, chunk_size, chunks, run
from coopindex.robustness.factors import Factor
from coopindex.robustness.plan import Plan
from coopindex.robustness.settings import Settings
from coopindex.robustness.settings_table import settings_of_table, table_of_settings

if TYPE_CHECKING:
    import pandas as pd

# scores of the first draws, an even sample themselves, that are held for intervals of scores, and
# of so many draws at least, and at most
SAMPLE = 1 << 22
SAMPLED_DRAWS = 1 << 12, 1 << 14
# units up to which pairs are counted by default
PAIRS = 400
# columns of what was asked for, which JSON's keys say
ASKED = "low_at", "high_at", "top"
# draws that are advised at most
MOST_DRAWS = 10_000_000
# a probability within +-1 point and a mean rank within +-0.1, at 95 %, are enough
ENOUGH_P, ENOUGH_RANK = 0.01, 0.1


@dataclass(frozen=True, eq=False)
class Tally:
    """What a chunk of draws adds up to; K units, best first.

    ranks : how many draws at each possible rank. first : (K,) draws with nobody before.
    ahead : (K, K) draws in which the row's unit stands before the column's, or (0, 0).
    shift : (2,) mean absolute rank shift summed over the draws, and its square.
    total, square : (K,) scores, and their squares, summed.
    sample : (M, K) in parts, the first draws' scores; see `sampled_draws`.
    """

    draws: int
    ranks: RankCounts
    first: Histograms
    ahead: Histograms
    shift: Array
    total: Array
    square: Array
    sample: tuple[Array, ...]

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            **{
                field.name: getattr(self, field.name) + getattr(other, field.name)
                for field in fields(self)
            }
        )


@dataclass(frozen=True, eq=False)
class Tallying:
    """The task of a run: score, rank and count a chunk of draws. Can be sent to a worker."""

    evaluation: Evaluation
    seed: int
    pairs: bool

    def __call__(self, start: int, stop: int) -> Tally:
        """Do the draws from `start` to `stop`."""
        plan = self.evaluation.plan
        return self.of(plan.settings(points(plan.width, self.seed, start, stop)), start)

    def of(self, settings: Settings, start: int) -> Tally:
        """Do given settings, those of the draws from `start` on."""
        evaluation = self.evaluation
        keep = max(0, sampled_draws(len(evaluation.ranked)) - start)
        scores = evaluation.scores(settings)
        # a unit's draws one after another, as they are counted
        ranks = np.empty(scores.shape[::-1]).T
        moments = []
        for first, last in chunks(len(scores), chunk_size(scores.shape[1])):
            ranks[first:last] = part = evaluation.ranks(scores[first:last])
            moments.append(_moments(scores[first:last], np.abs(part - evaluation.as_scored)))
        shift, total, square = (np.sum(parts, axis=0) for parts in zip(*moments, strict=True))
        ranking = evaluation.result.index.ranking
        counts = RankCounts.of(ranks, ranking)
        return Tally(
            draws=len(settings),
            ranks=counts,
            first=counts.first if ranking.ties in ("min", "dense") else count_first(ranks),
            ahead=_ahead(ranks) if self.pairs else np.zeros((0, 0), np.int64),
            shift=shift,
            total=total,
            square=square,
            sample=(scores[:keep],) if keep else (),
        )


def sampled_draws(units: int) -> int:
    """Return how many draws' scores are held, so that memory does not grow with the draws.

    >>> sampled_draws(15), sampled_draws(500), sampled_draws(10_000)
    (16384, 8388, 4096)
    """
    least, most = SAMPLED_DRAWS
    return min(max(SAMPLE // max(units, 1), least), most)


def _moments(scores: Array, shifts: Array) -> tuple[Array, Array, Array]:
    """Sum up shifts and scores (B, K): the draws' mean shifts, the scores, and their squares."""
    total = scores.sum(axis=0)
    if np.isnan(total).any():
        shift = np.nansum(shifts, axis=1) / np.maximum(
            np.count_nonzero(~np.isnan(shifts), axis=1), 1
        )
        scores = np.nan_to_num(scores)
        total = scores.sum(axis=0)
    else:
        shift = shifts.mean(axis=1)
    return np.array([shift.sum(), (shift**2).sum()]), total, np.einsum("bk,bk->k", scores, scores)


def _score_quantiles(sample: tuple[Array, ...], shares: Sequence[float]) -> Array:
    """Return quantiles of scores, in parts (M, K): (shares, K)."""
    scores = np.concatenate(sample)
    quantile = np.nanquantile if np.isnan(scores.sum()) else np.quantile
    found: Array = quantile(scores, shares, axis=0)
    return found


def _ahead(ranks: Array) -> Histograms:
    """Count in how many draws each unit stands before each other, (B, K) -> (K, K).

    >>> _ahead(np.array([[1.0, 2.0], [1.0, 1.0], [2.0, 1.0]]))
    array([[0, 1],
           [1, 0]])
    """
    by_unit = np.ascontiguousarray((2 * np.nan_to_num(ranks, nan=1e4)).astype(np.int16).T)
    return np.stack([np.count_nonzero(own < by_unit, axis=1) for own in by_unit])


@explained
@dataclass(frozen=True, eq=False)
class Uncertainty:
    """What becomes of the ranking when everything in a plan varies at once.

    Units stand as the scoring ranks them, best first.
    """

    result: Result
    plan: Plan
    # None: settings that were written out
    seed: int | None
    tally: Tally
    units: tuple[str, ...]
    # factors that vary nothing here
    idle: tuple[str, ...] = ()
    # usual factors that do not go, and why
    left_aside: tuple[tuple[str, Problem], ...] = ()

    def __post_init__(self) -> None:
        frozen(vars(self.tally) | vars(self.tally.ranks))

    def __repr__(self) -> str:
        return notebook_text(self.facts, self.table().iloc[:, :13])

    def _repr_html_(self) -> str:
        return notebook_html(self.facts, self.table())

    @property
    def draws(self) -> int:
        """N."""
        return self.tally.draws

    @cached_property
    @read_only
    def possible(self) -> Array:
        """(P,) the ranks there can be."""
        return self.tally.ranks.possible

    @frame
    def rank_probabilities(self) -> pd.DataFrame:
        """Units x ranks: the share of draws in which a unit takes a rank.

        A row falls short of 1 where a unit has no score in some.
        """
        import pandas as pd

        labels = [int(rank) if rank == int(rank) else float(rank) for rank in self.possible]
        unit = pd.Index(self.units, name="unit")
        return pd.DataFrame(
            self.tally.ranks.table() / self.draws, index=unit, columns=pd.Index(labels, name="rank")
        )

    def table(self, interval: tuple[float, float] = (0.05, 0.95), top: int = 3) -> pd.DataFrame:
        """One row a unit, best first; the columns are the same whatever is asked for.

        unit, name; score and rank as scored. Of its ranks over the draws: mean, median, mode, and
        low and high, the ends of the `interval`. p_first : share of draws in which it is first.
        p_top : in which it is among the first `top`. se_mean : the standard error of the mean rank,
        as if the draws were independent (Sobol points do better). unranked : share of draws without
        a score. score_mean, score_median, score_low, score_high : the same of its scores.
        low_at, high_at, top : what was asked for, the same in every row.

        Median and ends are ranks that some draw has, see `distribution.quantile`: no more than the
        shares of the `interval` lie below the one end and above the other. The quantiles of the
        score are those of the first 16,384 draws, of fewer (4,096 at least) where there are more
        than 256 units.

        An interval that is not two shares of draws, the lower first, and a top that is not a whole
        number of 1 or more are `InvalidInput`.
        """
        import pandas as pd

        raise_errors(_unfit(interval, top))
        position = {unit: at for at, unit in enumerate(self.result.rows.units)}
        at, how = [position[unit] for unit in self.units], self.result.index.ranking
        of: RankStatistics = self.tally.ranks.statistics(interval, top)
        here = np.maximum(of.draws, 1)
        scores = _score_quantiles(self.tally.sample, [interval[0], 0.5, interval[1]])
        rank = self.result.rank()[-1, at]
        return pd.DataFrame(
            {
                "unit": self.units,
                "name": [str(self.result.data.names[unit]) for unit in self.units],
                "score": self.result.score[-1, at],
                "rank": rank_column(rank, how),
                "mean": of.mean,
                "median": rank_column(of.median, how),
                "mode": rank_column(of.mode, how),
                "low": rank_column(of.low, how),
                "high": rank_column(of.high, how),
                "p_first": self.tally.first / self.draws,
                "p_top": of.top / self.draws,
                "se_mean": of.error,
                "unranked": 1 - of.draws / self.draws,
                "score_mean": self.tally.total / here,
                "score_median": scores[1],
                "score_low": scores[0],
                "score_high": scores[2],
                "low_at": interval[0],
                "high_at": interval[1],
                "top": top,
            }
        )

    @frame
    def pairs(self) -> pd.DataFrame:
        """Units x units: the share of draws in which the row's unit stands before the column's."""
        import pandas as pd

        if not self.tally.ahead.size:
            message, hint = Wording("plan.no-pairs"), Wording("plan.no-pairs.hint")
            raise InvalidInput([Problem("no-pairs", message, field="pairs", hint=hint)])
        return pd.DataFrame(
            self.tally.ahead / self.draws,
            index=pd.Index(self.units, name="unit"),
            columns=list(self.units),
        )

    def groups(self, level: float = 0.95) -> tuple[tuple[str, ...], ...]:
        """Groups of units that cannot be told apart, from the best down.

        Two units are told apart when one stands before the other in at least `level` of the draws.
        In the order of the scoring, a unit stays in a group as long as the group's best unit is not
        told apart from it. A level that is not above 50 % and below 100 % is `InvalidInput`.
        """
        if not (isinstance(level, Real) and 0.5 < level < 1):
            message, hint = Wording("plan.apart"), Wording("plan.apart.hint")
            problem = Problem("bad-level", message, field="level", value=str(level), hint=hint)
            raise InvalidInput([problem])
        before = self.pairs.to_numpy()
        found: list[list[int]] = []
        for unit in range(len(self.units)):
            if not found or before[found[-1][0], unit] >= level:
                found.append([])
            found[-1].append(unit)
        return tuple(tuple(self.units[unit] for unit in group) for group in found)

    @cached_property
    def leader_share(self) -> float:
        """Share of draws in which the unit that the scoring ranks first is first, alone or tied."""
        return float(self.tally.first[0] / self.draws)

    @cached_property
    def average_shift(self) -> float:
        """Mean over draws and units of the absolute shift in rank against the scoring."""
        return float(self.tally.shift[0] / self.draws)

    @cached_property
    def precision(self) -> dict[str, float]:
        """Half-widths at 95 %, as if draws were independent.

        Of the least certain probability of a rank, mean rank and shift. Of a probability after
        Agresti & Coull (1998), doi:10.2307/2685469, so that a few draws that agree are not taken
        for certainty.
        """
        p = (self.tally.ranks.occurring() + 2) / (self.draws + 4)
        shift = self.tally.shift / self.draws
        halves = {
            "probability": float(np.sqrt(p * (1 - p) / (self.draws + 4)).max()),
            "mean_rank": self.tally.ranks.largest_error(),
            "average_shift": float(np.sqrt(max(shift[1] - shift[0] ** 2, 0) / self.draws)),
        }
        return {key: 1.96 * value for key, value in halves.items()}

    @cached_property
    def enough(self) -> bool:
        """Whether N sufficed: probabilities within +-1 point, mean ranks within +-0.1, at 95 %."""
        return (
            self.precision["probability"] <= ENOUGH_P and self.precision["mean_rank"] <= ENOUGH_RANK
        )

    @cached_property
    def needed(self) -> dict[str, int]:
        """How many draws would do for the half-widths that are not enough yet, in whole thousands.

        Half-widths shrink with the square root of the draws.
        """
        goals = {"probability": ENOUGH_P, "mean_rank": ENOUGH_RANK}
        short = {name: self.precision[name] / goal for name, goal in goals.items()}
        return {
            name: 1000 * ceil(factor**2 * self.draws / 1000)
            for name, factor in short.items()
            if factor > 1
        }

    @property
    def varied(self) -> tuple[str, ...]:
        """The factors that vary something here."""
        return tuple(name for name in self.plan.names if name not in self.idle)

    @property
    def leaders(self) -> tuple[str, ...]:
        """The units that are first as scored: several where they tie."""
        rank = dict(zip(self.result.rows.units, self.result.rank()[-1].tolist(), strict=True))
        return tuple(unit for unit in self.units if rank[unit] == rank[self.units[0]])

    @property
    def facts(self) -> dict[str, Any]:
        """What varied, and how far the draws may be trusted."""
        return {
            "draws": self.draws,
            "seed": self.seed,
            "varied": self.varied,
            "precision": self.precision,
            "enough": self.enough,
        }

    def settings(self, start: int = 0, stop: int | None = None) -> pd.DataFrame:
        """Write out what each draw did; `replay` takes it back."""
        if self.seed is None:
            message, hint = Wording("plan.replayed"), Wording("plan.replayed.hint")
            raise InvalidInput([Problem("no-settings", message, field="settings", hint=hint)])
        stop = self.draws if stop is None else stop
        settings = self.plan.settings(points(self.plan.width, self.seed, start, stop))
        return table_of_settings(self.plan, settings)

    def as_dict(
        self, interval: tuple[float, float] = (0.05, 0.95), top: int = 3, level: float = 0.95
    ) -> dict[str, Any]:
        """Return everything as plain values, for JSON; its keys say the interval and the top."""
        raise_errors(_unfit(interval, top))
        low, high = (f"p{100 * q:g}" for q in interval)
        called = {"low": low, "high": high, "p_top": f"p_top{top}"}
        ends = {"mean": "mean", "median": "median", "low": low, "high": high}
        called |= {f"score_{end}": f"score {key}" for end, key in ends.items()}
        units = plain_rows(self.table(interval, top).drop(columns=list(ASKED)), called)
        for unit, chances in zip(units, self.rank_probabilities.to_dict("records"), strict=True):
            unit["rank_probabilities"] = {
                str(rank): float(chance) for rank, chance in chances.items()
            }
        paired = bool(self.tally.ahead.size)
        return {
            **self.result.asked,
            "year": self.result.years[-1] or None,
            "draws": self.draws,
            "seed": self.seed,
            "factors": list(self.plan.names),
            "enough": self.enough,
            "precision": self.precision,
            "leaders": list(self.leaders),
            "leader_share": self.leader_share,
            "average_shift": self.average_shift,
            "units": units,
            "groups": [list(group) for group in self.groups(level)] if paired else None,
            "pairs": self.pairs.to_dict("index") if paired else None,
        }


def _unfit(interval: Any, top: Any) -> Iterator[Problem]:
    """Refuse ends of an interval that are none, and a number of first ranks that is none."""
    ends = tuple(interval) if isinstance(interval, Iterable) else ()
    shares = len(ends) == 2 and all(isinstance(end, Real) for end in ends)
    if not (shares and 0 <= ends[0] <= ends[1] <= 1):
        message, hint = (
            Wording("usage.not-an-interval", interval=str(interval)),
            Wording("usage.interval.hint"),
        )
        yield Problem("bad-value", message, field="interval", value=str(interval), hint=hint)
    yield from not_whole("top", top, least=1)


def uncertainty(
    result: Result,
    factors: Sequence[Factor],
    *,
    draws: int = 10_000,
    seed: int = 0,
    pairs: bool | None = None,
    execution: Execution = SERIAL,
) -> Uncertainty:
    """Vary all factors jointly, in the last year of a scoring, and count where every unit lands.

    draws : N, at least 1. Memory does not grow with N.
    pairs : count for every pair who stands before whom (default: up to 400 units).
    Factors that cannot be, and choices that do not go together (a geometric mean of z-scores), are
    `InvalidInput` before a draw is run.
    """
    if draws < 1:
        message = Wording("plan.one-draw")
        raise InvalidInput([Problem("too-few-draws", message, field="draws", value=str(draws))])
    evaluation = evaluated(result, factors)
    evaluation.refuse_incompatible()
    task = Tallying(evaluation, seed, len(evaluation.ranked) <= PAIRS if pairs is None else pairs)
    tally = run(task, chunks(draws, evaluation.chunk), execution)
    return Uncertainty(result, evaluation.plan, seed, tally, evaluation.units, evaluation.idle)


def replay(
    result: Result, factors: Sequence[Factor], table: pd.DataFrame
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Score and rank draws whose settings were written out.

    Returns scores and ranks, each (B, K), units best first as scored.
    """
    evaluation = evaluated(result, factors)
    scores = evaluation.scores(settings_of_table(evaluation.plan, table))
    return scores, evaluation.ranks(scores)


def replayed(
    result: Result, factors: Sequence[Factor], table: pd.DataFrame, *, pairs: bool | None = None
) -> Uncertainty:
    """Count where every unit lands in draws whose settings were written out.

    It is what `uncertainty` found, to the last bit.
    """
    if not len(table):
        raise InvalidInput([Problem("too-few-draws", Wording("plan.one-draw"), field="settings")])
    evaluation = evaluated(result, factors)
    settings = settings_of_table(evaluation.plan, table)
    task = Tallying(evaluation, 0, len(evaluation.ranked) <= PAIRS if pairs is None else pairs)
    tally = run(
        lambda start, stop: task.of(settings.take(slice(start, stop)), start),
        chunks(len(table), evaluation.chunk),
    )
    return Uncertainty(result, evaluation.plan, None, tally, evaluation.units, evaluation.idle)
