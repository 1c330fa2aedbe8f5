"""The ways of asking experts for weights, and how weights are read off their judgements.

Judgements of one family of K children are one array: `pairs` (K, K), how many times as important
the row is as the column; `references` (2, K), the best against each child and each child against
the worst; `order` (K,), ranks, 1 the most important; `points` (K,).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

import numpy as np

from coopindex.methods.elicited_weights import (
    ACCEPTED,
    By,
    Model,
    best_worst,
    best_worst_consistency,
    best_worst_intervals,
    rank_order,
)
from coopindex.methods.family import NOTHING, shares
from coopindex.methods.judgements import Odd, pairs_at_odds, references_at_odds
from coopindex.methods.registry import Array
from coopindex.methods.weighting import (
    RANDOM,
    Priorities,
    RandomIndex,
    consistency,
    priorities,
)

Kind = Literal["pairs", "references", "order", "points"]
CONSISTENT = 0.1  # Saaty (1980)
# the most that a ratio of consistency may be, by what is judged
LIMITS: Mapping[Kind, float] = {"pairs": CONSISTENT, "references": ACCEPTED}


@dataclass(frozen=True)
class Way:
    """A way of asking. by : how weights are read off the answers, the usual one first."""

    kind: Kind
    by: tuple[str, ...] = ()


# as they are asked for -> what they are
WAYS: Mapping[str, Way] = {
    "ahp": Way("pairs", get_args(Priorities)),
    "bwm": Way("references", get_args(Model)),
    "rank": Way("order", get_args(By)),
    "points": Way("points"),
}
# tables of random indices, the usual one first
TABLES: tuple[str, ...] = get_args(RandomIndex)


class Read(NamedTuple):
    """Weights (K,) read off judgements, and between what each may lie where that is open.

    figures : what tells how consistent they are. ratio : the one that decides, None where nothing
    does, and `limit`, the most that is accepted.
    """

    weights: Array
    low: Array
    high: Array
    figures: Mapping[str, float]
    ratio: float | None = None
    limit: float = np.inf

    @property
    def consistent(self) -> bool:
        """Whether they are consistent enough."""
        return self.ratio is None or self.ratio <= self.limit + NOTHING


def most_children(way: Way, random_index: Any = TABLES[0]) -> int | None:
    """Return how many children a family may have at most, None where any number may be judged.

    >>> most_children(WAYS["ahp"]), most_children(WAYS["ahp"], "saaty_2008")
    (15, 10)
    """
    return len(RANDOM[random_index]) if way.kind == "pairs" else None


def read_off(
    way: Way, judged: Array, by: Any = None, power: float = 2.0, random_index: Any = TABLES[0]
) -> Read:
    """Return the weights that judgements come to.

    by : one of the way's. power : of ranks by `exponent`. random_index : of pairs.

    >>> read_off(WAYS["points"], np.array([60.0, 40.0])).weights
    array([0.6, 0.4])
    """
    by = by or next(iter(way.by), None)
    if way.kind == "pairs":
        found = consistency(judged, random_index)
        figures = dict(zip(("eigenvalue", "consistency_index", "consistency_ratio"), found,
                           strict=True))  # fmt: skip
        weights = priorities(judged, by)
        return Read(weights, weights, weights, figures, found.ratio, CONSISTENT)
    if way.kind == "references":
        return _of_references(judged, by)
    if way.kind == "order":
        children = np.ones((1, judged.shape[-1]))
        weights = rank_order(children, ranks=tuple(judged.tolist()), by=by, power=power)
    else:
        weights = shares(judged)
    return Read(weights, weights, weights, {})


def _of_references(judged: Array, form: Model) -> Read:
    best, worst = (tuple(map(int, row)) for row in judged.tolist())
    found = best_worst_consistency(best, worst)
    low, high = best_worst_intervals(best, worst, form)
    names = ("xi_linear", "xi_nonlinear", "consistency_index", "consistency_ratio")
    weights = best_worst(
        np.ones((1, len(best))),
        best_to_others=best,
        others_to_worst=worst,
        form=form,
        accept_inconsistency=True,
    )
    return Read(weights, low, high, dict(zip(names, found, strict=True)), found.ratio, ACCEPTED)


def at_odds(way: Way, judged: Array) -> tuple[Odd, ...]:
    """Return the three judgements that disagree most with the others, the worst first."""
    if way.kind == "pairs":
        return pairs_at_odds(judged)
    return references_at_odds(*judged) if way.kind == "references" else ()


def pooled(judgements: Array) -> Array:
    """Return the geometric mean of several experts' comparisons (m, K, K).

    Aczel & Saaty (1983), Procedures for synthesizing ratio judgements, Journal of Mathematical
    Psychology 27(1), https://doi.org/10.1016/0022-2496(83)90028-7.

    >>> pooled(np.array([[[1.0, 4.0], [0.25, 1.0]], [[1.0, 1.0], [1.0, 1.0]]]))
    array([[1. , 2. ],
           [0.5, 1. ]])
    """
    return np.asarray(np.exp(np.log(judgements).mean(axis=0)))
