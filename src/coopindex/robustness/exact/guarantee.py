"""What holds whatever the weights: exact answers over a polytope of weights, without sampling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frames import rank_column
from coopindex.engine.frozen import frame, frozen
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.robustness.answers import notebook_html, notebook_text, plain_rows
from coopindex.robustness.exact.attainable import Attained, attain, widest
from coopindex.robustness.exact.polytope import TINY, How, Polytope, allowed, best_first
from coopindex.robustness.execution import Progress

if TYPE_CHECKING:
    import pandas as pd

MOST_UNITS = 1000


@dataclass(frozen=True, eq=False)
class Guarantee:
    """What holds for every weight allowed. Units stand as the scoring ranks them, best first.

    best, worst : each unit's best and worst rank attainable, with weights that attain them; ties
        share the better rank.
    lead : (K, K) the most by which the row's unit can lead the column's, on the scale in which
        scores are linear.
    """

    result: Result
    polytope: Polytope
    units: tuple[str, ...]
    best: tuple[Attained, ...]
    worst: tuple[Attained, ...]
    lead: Array

    def __post_init__(self) -> None:
        frozen((self.lead, self.best, self.worst, vars(self.polytope)))

    def __repr__(self) -> str:
        return notebook_text(self.facts, self.table)

    def _repr_html_(self) -> str:
        return notebook_html(self.facts, self.table)

    @frame
    def table(self) -> pd.DataFrame:
        """One row a unit, best first: unit, name; score and rank as scored.

        best, worst : the ranks attainable.
        can_be_first, can_lose_rank : whether some weights do it.
        """
        import pandas as pd

        position = [self.result.rows.units.index(unit) for unit in self.units]
        best, worst = (
            np.array([found.rank for found in ranks]) for ranks in (self.best, self.worst)
        )
        rank = self.result.rank()[-1, position]
        return pd.DataFrame(
            {
                "unit": self.units,
                "name": [str(self.result.data.names[unit]) for unit in self.units],
                "score": self.result.score[-1, position],
                "rank": rank_column(rank, self.result.index.ranking),
                "best": best,
                "worst": worst,
                "can_be_first": best == 1,
                "can_lose_rank": worst > self._ranks,
            }
        )

    @cached_property
    def _ranks(self) -> NDArray[np.intp]:
        """The ranks under the weights in use, (K,), as ranks are counted here.

        Before any rounding, ties sharing the better rank.
        """
        scores = self.polytope.values @ self.polytope.now
        return np.asarray(1 + (scores > scores[:, None] + TINY * widest(self.lead)).sum(axis=1))

    @frame
    def attaining(self) -> pd.DataFrame:
        """One row a unit, bound (`best`, `worst`) and node that varies.

        With the share inside the parent that attains the rank.
        """
        import pandas as pd

        rows = [
            {"unit": unit, "bound": bound, "rank": found.rank, "node": node, "share": share}
            for unit, *both in zip(self.units, self.best, self.worst, strict=True)
            for bound, found in zip(("best", "worst"), both, strict=True)
            for node, share in self.polytope.shares(found.weights).items()
        ]
        return pd.DataFrame(rows, columns=["unit", "bound", "rank", "node", "share"])

    @frame
    def always_ahead(self) -> pd.DataFrame:
        """Units x units: whether the row's unit stands before the column's whatever the weights."""
        import pandas as pd

        return pd.DataFrame(
            self._ahead, index=pd.Index(self.units, name="unit"), columns=list(self.units)
        )

    @cached_property
    def _ahead(self) -> NDArray[np.bool_]:
        ahead = -TINY * widest(self.lead) > self.lead.T
        np.fill_diagonal(ahead, False)
        return np.asarray(ahead)

    @cached_property
    def hasse(self) -> tuple[tuple[str, str], ...]:
        """Pairs ordered whatever the weights, upper unit first: the lines of a Hasse diagram.

        Without those that follow from others.
        """
        between = self._ahead.astype(np.int64) @ self._ahead.astype(np.int64) > 0
        return tuple(
            (self.units[above], self.units[below])
            for above, below in np.argwhere(self._ahead & ~between)
        )

    @frame
    def intervals(self) -> pd.DataFrame:
        """One row a node: the shares between which the first place, or the whole ranking, stays.

        node, share, first_low, first_high, order_low, order_high. The siblings keep their
        proportions. One node at a time, from 0 to 1, whatever the polytope allows.
        """
        import pandas as pd

        allowed = self.polytope
        rows = []
        for node, family in allowed.children.items():
            total = allowed.share[family].sum()
            for child in family:
                share = allowed.share[child] / total
                if len(family) < 2 or not 0 < share < 1 - 1e-12:
                    continue
                none, all_ = (allowed.share.copy() for _ in range(2))
                none[family] /= 1 - share
                none[child], all_[family], all_[child] = 0.0, 0.0, total
                start, end = (
                    self.polytope.values @ allowed.weights(shares) for shares in (none, all_)
                )
                spans = [
                    _staying(start, end, share, pairs)
                    for pairs in (_against_first(len(start)), _neighbours(len(start)))
                ]
                rows.append(
                    (allowed.nodes[child], allowed.nodes[node], share, *spans[0], *spans[1])
                )
        return pd.DataFrame(
            rows,
            columns=[
                "node",
                "parent",
                "share",
                "first_low",
                "first_high",
                "order_low",
                "order_high",
            ],
        )

    def smallest_change(self, behind: str, ahead: str) -> dict[str, Any] | None:
        """Find the smallest change of weights that lets `behind` draw level with `ahead`.

        Inside the polytope; None where nothing can. Small in the share of all weight that moves,
        half the sum of |change| over the nodes whose columns are taken as they are.

        Returns moved, that share, and weights, the shares inside the parents. Unknown units are
        `InvalidInput`.
        """
        from scipy.optimize import linprog

        for unit in (behind, ahead):
            if unit not in self.units:
                message = Wording("plan.not-ranked", unit=unit, index=self.result.index.code)
                raise InvalidInput(
                    [
                        Problem(
                            "unknown-unit",
                            message,
                            field="unit",
                            value=unit,
                            hint=nearest(unit, self.units),
                        )
                    ]
                )
        polytope = self.polytope
        gain = polytope.values[self.units.index(behind)] - polytope.values[self.units.index(ahead)]
        equal, right, less = polytope.constraints()
        width, ends = (
            equal.shape[1],
            [k for k in range(len(polytope.nodes)) if k not in polytope.children],
        )
        pick = np.eye(width)[ends]
        size = np.eye(len(ends))
        found = linprog(
            np.concatenate([np.zeros(width), np.full(len(ends), 0.5)]),
            A_ub=np.vstack(
                [
                    np.hstack([less, np.zeros((len(less), len(ends)))]),
                    np.hstack([pick, -size]),
                    np.hstack([-pick, -size]),
                    np.concatenate([-gain, np.zeros(width - len(gain) + len(ends))])
                    / max(np.abs(gain).max(), 1e-300),
                ]
            ),
            b_ub=np.concatenate(
                [np.zeros(len(less)), polytope.now[ends], -polytope.now[ends], [0.0]]
            ),
            A_eq=np.hstack([equal, np.zeros((len(equal), len(ends)))]),
            b_eq=right,
            bounds=(0, None),
        )
        if found.x is None or found.fun is None:
            return None
        return {
            "moved": float(found.fun),
            "weights": polytope.shares(found.x[: len(polytope.nodes)]),
        }

    @property
    def before_rounding(self) -> bool:
        """Whether the index rounds scores, and best and worst ranks are those of unrounded ones."""
        ranking, root = self.result.index.ranking, self.result.index.root
        return ranking.decimals is not None or bool(root.round_column or root.round_finished)

    @property
    def ties_share_better(self) -> bool:
        """Whether units that tie share the better rank here, though not in the index."""
        return self.result.index.ranking.ties != "min"

    @property
    def facts(self) -> dict[str, Any]:
        """What was allowed to vary, who can be first, and who is certain of its rank."""
        allowed, certain = self.polytope, self.table["best"] == self.table["worst"]
        return {
            "allowed": allowed.how,
            "vary": allowed.vary if allowed.how == "band" else None,
            "moving": allowed.moving,
            "at least": allowed.pairs,
            "as scored": allowed.taken,
            "can be first": tuple(self.table.loc[self.table["can_be_first"], "unit"]),
            "certain of its rank": tuple(self.table.loc[certain, "unit"]),
        }

    @property
    def moves(self) -> bool:
        """Whether any weight may move at all; else everything is as scored, and nothing is said."""
        polytope = self.polytope
        return bool(polytope.varied) and not (polytope.how == "band" and polytope.vary == 0)

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        units = plain_rows(self.table)
        for unit, best, worst in zip(units, self.best, self.worst, strict=True):
            unit["weights"] = {
                "best": self.polytope.shares(best.weights),
                "worst": self.polytope.shares(worst.weights),
            }
        return {
            **self.result.asked,
            "year": self.result.years[-1] or None,
            "units": units,
            "always_ahead": [list(pair) for pair in self.hasse],
            "intervals": plain_rows(self.intervals),
        }


def guarantee(
    result: Result,
    how: How = "free",
    *,
    vary: float = 0.25,
    hold: Sequence[str] = (),
    at_least: Sequence[tuple[str, str]] = (),
    only: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Guarantee:
    """Say what holds whatever the weights, around a scoring in its last year.

    See `allowed` for what may vary. Best and worst ranks are found by mixed integer programming
    (HiGHS): one binary for each unit whose order is open, and where its answer rests on ties within
    the solver's tolerance it is asked again without them.

    progress : called with the programmes solved and those in all.

    Unknown nodes, conditions that nothing meets, questions that are not linear, and more than 1,000
    units are `InvalidInput`.
    """
    polytope = allowed(result, how, vary=vary, hold=hold, at_least=at_least, only=only)
    values = polytope.values
    count = len(values)
    if count > MOST_UNITS:
        message = Wording("plan.too-many-units", count=count, most=MOST_UNITS)
        raise InvalidInput(
            [
                Problem(
                    "too-many-units",
                    message,
                    hint=Wording("plan.too-many-units.hint"),
                )
            ]
        )
    gaps = (values[:, None] - values[None]).reshape(-1, values.shape[1])
    lead = polytope.greatest(gaps).reshape(count, count)
    found = []
    for solved, (upward, unit) in enumerate(product((True, False), range(count)), start=1):
        found.append(attain(polytope, lead, unit, upward=upward))
        if progress:
            progress(solved, 2 * count)
    units = tuple(result.rows.units[unit] for unit in best_first(result))
    return Guarantee(result, polytope, units, tuple(found[:count]), tuple(found[count:]), lead)


def _against_first(units: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return np.zeros(units - 1, np.intp), np.arange(1, units)


def _neighbours(units: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return np.arange(units - 1), np.arange(1, units)


def _staying(
    start: Array, end: Array, share: float, pairs: tuple[NDArray[np.intp], NDArray[np.intp]]
) -> tuple[float, float]:
    """Return the shares around the present one between which the upper of every pair stays ahead.

    Scores are linear in the share.

    >>> _staying(np.array([1.0, 0.0]), np.array([0.0, 1.0]), 0.2, _neighbours(2))
    (0.0, 0.5)
    """
    above, below = pairs
    at_0, at_1 = start[above] - start[below], end[above] - end[below]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = at_0 / (at_0 - at_1)
    low = crossing[(at_0 < 0) & (at_1 > 0)]
    high = crossing[(at_0 > 0) & (at_1 < 0)]
    return float(min(max([0.0, *low]), share)), float(max(min([1.0, *high]), share))
