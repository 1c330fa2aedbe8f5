"""Weights that are the best of all by some criterion, found by a search. Shapes as in `weighting`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from coopindex.methods.favourable import most_favourable
from coopindex.methods.registry import Array, Undefined, register
from coopindex.methods.siblings import complete, correlations, every, shares

weighting = partial(register, "weighting")


@weighting()
def correlation_balanced(
    x: Array, *, targets: tuple[float, ...] | None = None, accept_imbalance: bool = False
) -> Array:
    """Find the weights under which every child is equally correlated with its parent, so that effective importance is as meant.

    min over w >= 0 of sum (r_k / sum r - t_k)^2; r_k : correlation of child k with the weighted mean of all, t : the targets.

    With a = w sd the correlations are R a up to a factor, so R a = t has one solution; where that has a negative weight, the
    nearest without is found (a convex problem).

    x : (..., R, K). Returns (..., K). targets : wanted shares of the correlations, any scale, default equal. Rows that lack a child
    are left out. A constant child is an error. So is missing the targets by more than 0.001 because they would need negative
    weights; `accept_imbalance` takes the nearest instead. Holds for an arithmetic parent.

    Becker, Saisana, Paruolo & Vandecasteele (2017), Weights and importance in composite indicators: closing the gap,
    Ecological Indicators 80.
    >>> correlation_balanced(np.array([[0.0, 0.0], [1.0, 4.0], [2.0, 2.0]]))
    array([0.66666667, 0.33333333])
    """
    correlation, width = correlations(x)
    wanted = np.ones(x.shape[-1]) if targets is None else np.asarray(targets, float)
    if len(wanted) != x.shape[-1] or (wanted < 0).any() or wanted.sum() <= 0:
        raise Undefined(
            f"is one of {x.shape[-1]} children: `targets` needs as many numbers, none negative, not all 0",
            every(x),
        )
    wanted = wanted / wanted.sum()
    weights = np.empty(width.shape)
    for at in np.ndindex(width.shape[:-1]):
        influence = _balanced(correlation[at], wanted)
        reached = shares(correlation[at] @ influence)
        far = np.abs(reached - wanted)
        if far.max() > 1e-3 and not accept_imbalance:
            message = f"cannot reach its share of the correlations with any weight of 0 or more (nearest: {far.max():.3g} off)"
            hint = "check directions, set other `targets`, or say `accept_imbalance: true`"
            raise Undefined(message, far > 1e-3, hint=hint)
        weights[at] = shares(influence / width[at])
    return weights


def _balanced(correlation: Array, wanted: Array) -> Array:
    """Return a >= 0 with the least |R a - t|, where sum R a = 1."""
    influence = np.linalg.lstsq(correlation, wanted, rcond=None)[0]
    if bool((influence >= 0).all()) and np.allclose(
        correlation @ influence, wanted, rtol=0, atol=1e-12
    ):
        return np.asarray(influence, float)
    return _optimum(
        objective=lambda a: float(np.square(correlation @ a - wanted).sum()),
        gradient=lambda a: 2 * correlation @ (correlation @ a - wanted),
        scale=correlation.sum(axis=0),
        starts=[np.ones(len(wanted))],
    )


@weighting()
def information_maximised(x: Array) -> Array:
    """Find the weights under which the parent tells most about its children: the largest mean squared correlation.

    max over w >= 0 of sum r_k^2; r_k : correlation of child k with the weighted mean of all.

    Where the first principal component has no negative coefficient, the answer is `pca` with `loading_over_deviation`.
    Otherwise a child that runs against the rest gets 0.

    x : (..., R, K). Returns (..., K). Rows that lack a child are left out. A constant child is an error. The search starts from
    several points and keeps the best; failing to settle, or two different best answers, is an error.
    Favours what is already said many times.

    Becker, Saisana, Paruolo & Vandecasteele (2017), Weights and importance in composite indicators: closing the gap,
    Ecological Indicators 80.
    >>> information_maximised(np.array([[0.0, 0.0], [1.0, 4.0], [2.0, 2.0]]))
    array([0.66666667, 0.33333333])
    """
    correlation, width = correlations(x)
    weights = np.empty(width.shape)
    for at in np.ndindex(width.shape[:-1]):
        weights[at] = shares(_most_informed(correlation[at]) / width[at])
    return weights


def _most_informed(correlation: Array) -> Array:
    """Return a >= 0 with the largest a'RRa / a'Ra."""
    first = np.linalg.eigh(correlation)[1][:, -1]
    if (first >= 0).all() or (first <= 0).all():
        return np.asarray(np.abs(first))

    def told(a: Array) -> float:
        return float(np.square(correlation @ a).sum() / np.maximum(a @ correlation @ a, 1e-12))

    def gradient(a: Array) -> Array:
        variance = np.maximum(a @ correlation @ a, 1e-12)
        return np.asarray(
            -2 * (correlation @ (correlation @ a) - told(a) * (correlation @ a)) / variance
        )

    starts = [
        np.ones(len(first)),
        np.maximum(first, 0.0),
        np.maximum(-first, 0.0),
        *np.eye(len(first)),
    ]
    starts = [start + 1e-3 for start in starts]
    return _optimum(lambda a: -told(a), gradient, scale=np.ones(len(first)), starts=starts)


@weighting()
def benefit_of_the_doubt(
    x: Array, *, lowest_share: float = 0.0, highest_share: float = 1.0
) -> Array:
    """Find the weights that put the units together in the best light: one set for all, with which they lose least.

    max over v >= 0 of sum_i sum_k v_k x_ik, where sum_k v_k x_ik <= 1 for every row i; w = v / sum v. With bounds, for every child k
    lowest_share <= v_k m_k / sum v m <= highest_share; m : the mean row.

    The aggregation `benefit_of_the_doubt` gives every unit the weights that suit it best; these are the same for all, so that units
    stay comparable and the weights can be named. Without bounds, no other set loses less of what that aggregation gives to all.

    x : (..., R, K), not negative, on a scale where 0 means nothing. Returns (..., K). Rows that lack a child are left out. Of equally
    favourable weights those are taken whose shares of the mean row's score are the most alike (least sum of squares), so that there is
    one answer and children that say the same weigh the same. Without bounds many children may weigh 0. Values below 0, a child that is
    0 in every row, and bounds that no shares can meet are errors.

    Kao & Hung (2005), Data envelopment analysis with common weights: the compromise solution approach, Journal of the Operational
    Research Society 56 (their distance of order 1); Despotis (2005), A reassessment of the human development index via data envelopment
    analysis, ibid.; OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6.
    >>> benefit_of_the_doubt(np.array([[4.0, 1.0], [1.0, 2.0], [2.0, 1.0]])).round(6)
    array([0.25, 0.75])
    """
    if (x < 0).any():
        hint = "normalise onto a scale that begins at 0, such as [0, 100]"
        raise Undefined(
            "has a value below 0 in the benefit of the doubt", x < 0, cells=True, hint=hint
        )
    children = x.shape[-1]
    if not 0 <= lowest_share <= highest_share <= 1:
        raise Undefined(
            "is weighed by shares between bounds that are none",
            every(x),
            hint="0 <= lowest_share <= highest_share <= 1",
        )
    if lowest_share * children > 1 + 1e-12 or highest_share * children < 1 - 1e-12:
        message = f"is one of {children} children, whose shares cannot all lie from {lowest_share:g} to {highest_share:g}"
        raise Undefined(message, every(x), hint="widen `lowest_share` and `highest_share`")
    nothing = ~(np.nan_to_num(complete(x)).max(axis=-2) > 0)
    if nothing.any():
        message = "is 0 in every row that has all children: any weight would be as favourable"
        raise Undefined(
            message,
            nothing,
            hint="take it out of this node, or weigh the children by another method",
        )
    weights = np.empty((*x.shape[:-2], children))
    for at in np.ndindex(x.shape[:-2]):
        table = x[at][~np.isnan(x[at]).any(axis=-1)]
        mean = table.mean(axis=0)
        weights[at] = shares(most_favourable(table / mean, lowest_share, highest_share) / mean)
    return weights


def _optimum(
    objective: Callable[[Array], float],
    gradient: Callable[[Array], Array],
    scale: Array,
    starts: list[Array],
) -> Array:
    """Minimise over a >= 0 with scale'a = 1 from several starts; return the best of those that settled."""
    from scipy.optimize import Bounds, LinearConstraint, minimize

    settled: list[tuple[float, Array]] = []
    for start in starts:
        found: Any = minimize(
            objective,
            start / float(np.dot(scale, start)),
            jac=gradient,
            method="SLSQP",
            bounds=Bounds(0.0, np.inf),
            constraints=LinearConstraint(scale, 1.0, 1.0),
            options={"ftol": 1e-15, "maxiter": 1000},
        )
        if found.success:
            settled.append((float(found.fun), np.maximum(found.x, 0.0)))
    if not settled:
        raise Undefined(
            "has no weights: the search did not settle",
            np.ones(len(scale), dtype=bool),
            hint="name weights yourself",
        )
    least, best = min(settled, key=lambda pair: pair[0])
    rivals = [found for value, found in settled if value <= least + 1e-6 * abs(least)]
    if any(np.abs(scale * (found - best)).max() > 1e-3 for found in rivals):
        message = "has no single best weights: children that run against each other are equally good choices"
        raise Undefined(
            message,
            np.ones(len(scale), dtype=bool),
            hint="turn a child about with `direction`, or name weights yourself",
        )
    return np.asarray(best)
