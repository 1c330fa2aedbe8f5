"""What holds whatever the weights: exact answers over a polytope of weights, without sampling."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frames import rank_column
from coopindex.engine.frozen import frame, frozen
from coopindex.engine.result import Result
from coopindex.keywords import explained
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.robustness.answers import notebook_html, notebook_text, plain_rows
from coopindex.robustness.exact.corners import region
from coopindex.robustness.exact.leads import leads
from coopindex.robustness.exact.margin import at_ease
from coopindex.robustness.exact.polytope import TINY, How, Polytope, allowed, best_first
from coopindex.robustness.exact.running import Report, run
from coopindex.robustness.exact.search import Attained, search, widest

if TYPE_CHECKING:
    import pandas as pd

# units that are ranked, and pairs of one that is asked for and another
MOST_UNITS, MOST_PAIRS = 3000, 1_000_000


@explained
@dataclass(frozen=True, eq=False)
class Guarantee:
    """What holds for every weight allowed. Units stand as the scoring ranks them, best first.

    units : all that are ranked. answered : those whose best and worst ranks were asked for.
    best, worst : their best and worst ranks, as far as they are known, with weights that attain
        them; ties share the better rank.
    lead : (K, K) the most by which the row's unit can lead the column's, or more where neither is
        always ahead, on the scale in which scores are linear.
    seconds : how long it was allowed to take.
    """

    result: Result
    polytope: Polytope
    units: tuple[str, ...]
    answered: tuple[str, ...]
    best: tuple[Attained, ...]
    worst: tuple[Attained, ...]
    lead: Array
    seconds: float = inf

    def __post_init__(self) -> None:
        frozen((self.lead, self.best, self.worst, vars(self.polytope)))

    def __repr__(self) -> str:
        return notebook_text(self.facts, self.table)

    def _repr_html_(self) -> str:
        return notebook_html(self.facts, self.table)

    @frame
    def table(self) -> pd.DataFrame:
        """One row a unit, best first: unit, name; score and rank as scored.

        best, worst : the ranks attainable; missing where they are not proved.
        can_be_first, can_lose_rank : whether some weights do it; missing where that is not known.
        best_from, best_to, worst_from, worst_to : the ranks between which best and worst are
        proved to lie. proved : whether both are known.
        """
        import pandas as pd

        position = [self.result.rows.units.index(unit) for unit in self.answered]
        best, worst = self._between(self.best), self._between(self.worst)
        rank, now = self.result.rank()[-1, position], self._ranks[self._places]
        return pd.DataFrame(
            {
                "unit": self.answered,
                "name": [str(self.result.data.names[unit]) for unit in self.answered],
                "score": self.result.score[-1, position],
                "rank": rank_column(rank, self.result.index.ranking),
                "best": _one_rank(best),
                "worst": _one_rank(worst),
                "can_be_first": _whether(best[1] == 1, best[0] > 1),
                "can_lose_rank": _whether(worst[0] > now, worst[1] <= now),
                **dict(zip(("best_from", "best_to"), best, strict=True)),
                **dict(zip(("worst_from", "worst_to"), worst, strict=True)),
                "proved": (best[0] == best[1]) & (worst[0] == worst[1]),
            }
        )

    def _between(self, ranks: Sequence[Attained]) -> NDArray[np.intp]:
        """Return the ranks between which best or worst ones lie, (2, K)."""
        return np.array([found.between for found in ranks], np.intp).reshape(-1, 2).T

    @cached_property
    def _places(self) -> list[int]:
        """Where the units that were asked for stand among all."""
        return [self.units.index(unit) for unit in self.answered]

    @property
    def open(self) -> tuple[int, int, int]:
        """How many best and worst ranks are not proved, of how many, and by how many places."""
        gaps = [abs(found.rank - found.bound) for found in (*self.best, *self.worst)]
        return sum(gap > 0 for gap in gaps), len(gaps), max(gaps, default=0)

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
            for unit, *both in zip(self.answered, self.best, self.worst, strict=True)
            for bound, found in zip(("best", "worst"), both, strict=True)
            for node, share in self.attained_at(unit, best=bound == "best").items()
        ]
        return pd.DataFrame(rows, columns=["unit", "bound", "rank", "node", "share"])

    def attained_at(self, unit: str, *, best: bool) -> dict[str, float]:
        """Return weights at which a unit attains its best rank, or its worst, as far as known.

        They are the shares inside the parent of the nodes that vary. Of all weights under which
        the same units stand before it those at which the order is clearest.
        """
        _need_ranked(unit, self.answered, self.result)
        if (unit, best) not in self._at:
            at = self.answered.index(unit)
            found = self.best[at] if best else self.worst[at]
            place = self.units.index(unit)
            weights = at_ease(self.polytope, self.lead, place, found, best=best)
            self._at[unit, best] = self.polytope.shares(weights)
        return dict(self._at[unit, best])

    @cached_property
    def _at(self) -> dict[tuple[str, bool], dict[str, float]]:
        """Weights that were asked for."""
        return {}

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
        ahead = self._ahead.astype(np.float32)
        between = ahead @ ahead > 0.5
        return tuple(
            (self.units[above], self.units[below])
            for above, below in np.argwhere(self._ahead & ~between)
        )

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines of the Hasse diagram that begin or end at a unit that was asked for."""
        asked = set(self.answered)
        return tuple(pair for pair in self.hasse if not asked.isdisjoint(pair))

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
            _need_ranked(unit, self.units, self.result)
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
        allowed, open_ = self.polytope, self.open[0]
        certain = (self.table["best"] == self.table["worst"]).fillna(False)
        first = self.table["can_be_first"].fillna(False)
        return {
            "allowed": allowed.how,
            "vary": allowed.vary if allowed.how == "band" else None,
            "moving": allowed.moving,
            "at least": allowed.pairs,
            "as scored": allowed.taken,
            "can be first": tuple(self.table.loc[first, "unit"]),
            "certain of its rank": tuple(self.table.loc[certain, "unit"]),
            "ranks not proved": open_ or None,
        }

    @property
    def moves(self) -> bool:
        """Whether any weight may move at all; else everything is as scored, and nothing is said."""
        polytope = self.polytope
        return bool(polytope.varied) and not (polytope.how == "band" and polytope.vary == 0)

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        units = plain_rows(self.table)
        for unit in units:
            unit["weights"] = {
                "best": self.attained_at(unit["unit"], best=True),
                "worst": self.attained_at(unit["unit"], best=False),
            }
        return {
            **self.result.asked,
            "year": self.result.years[-1] or None,
            "proved": not self.open[0],
            "units": units,
            "always_ahead": [list(pair) for pair in self.lines],
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
    units: Sequence[str] | None = None,
    seconds: float = inf,
    processes: int | None = 1,
    progress: Report | None = None,
    rounds: int | None = None,
) -> Guarantee:
    """Say what holds whatever the weights, around a scoring in its last year.

    See `allowed` for what may vary. Best and worst ranks are found by branch and bound over cells
    of the weights (see `branching`): what is attained and what is proved close in on each other
    until they meet, or time is up.

    units : those to answer for (default: all). seconds : how long that may take. processes : how
    many may be at work, None as many as there are processors; the answer is the same. progress :
    called now and then with the ranks proved, those in all, and the most places one is open by.
    rounds : how often the search goes on at most, by one process; unlike after some seconds, what
    is known then is the same everywhere.

    Unknown nodes and units, conditions that nothing meets, questions that are not linear, and more
    than 1,000 units are `InvalidInput`.
    """
    until = time.monotonic() + seconds
    polytope = allowed(result, how, vary=vary, hold=hold, at_least=at_least, only=only)
    ranked = tuple(result.rows.units[unit] for unit in best_first(result))
    answered = ranked if units is None else _asked_for(units, ranked, result)
    _need_few(len(answered), len(ranked))
    within = region(polytope)
    if within is None:
        message, hint = Wording("plan.no-weights"), Wording("plan.no-weights.hint")
        raise InvalidInput([Problem("no-weights", message, hint=hint)])
    lead = leads(polytope, within)
    asked = search(polytope, within, lead, [ranked.index(unit) for unit in answered], until)
    run(asked.groups, until, processes, progress or _unheard, rounds)
    return Guarantee(result, polytope, ranked, answered, *asked.found(), lead, seconds)


def _unheard(*_: int) -> None:
    """Show nobody how far it is."""


def _asked_for(units: Sequence[str], ranked: tuple[str, ...], result: Result) -> tuple[str, ...]:
    """Return the units asked for, best first; refuse those that are not ranked."""
    for unit in units:
        _need_ranked(unit, ranked, result)
    return tuple(unit for unit in ranked if unit in units)


def _need_few(asked: int, ranked: int) -> None:
    """Refuse what would take too much memory."""
    most = min(ranked, MOST_PAIRS // ranked) if ranked <= MOST_UNITS else 0
    if asked <= most:
        return
    if most:
        message = Wording("plan.too-many-asked", count=ranked, asked=asked, most=most)
        hint = Wording("plan.too-many-asked.hint")
    else:
        message = Wording("plan.too-many-units", count=ranked, most=MOST_UNITS)
        hint = Wording("plan.too-many-units.hint")
    raise InvalidInput([Problem("too-many-units", message, hint=hint)])


def _need_ranked(unit: str, ranked: Sequence[str], result: Result) -> None:
    if unit not in ranked:
        message = Wording("plan.not-ranked", unit=unit, index=result.index.code)
        hint = nearest(unit, ranked)
        raise InvalidInput([Problem("unknown-unit", message, field="unit", value=unit, hint=hint)])


def _one_rank(between: NDArray[np.intp]) -> Any:
    """Return ranks that are proved, missing where the two differ between which they lie."""
    import pandas as pd

    return pd.array(np.where(between[0] == between[1], between[0], np.nan), "Int64")


def _whether(does: NDArray[np.bool_], cannot: NDArray[np.bool_]) -> Any:
    """Return whether something holds, missing where that is not known."""
    import pandas as pd

    return pd.arrays.BooleanArray(does, ~(does | cannot))


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
