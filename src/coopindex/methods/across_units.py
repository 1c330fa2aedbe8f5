"""Aggregations that compare units with one another; each year's units stand apart. Shapes as in `aggregation`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import prod
from typing import NamedTuple

import numpy as np

from coopindex.methods.columns import extremes
from coopindex.methods.favourable import most_favourable
from coopindex.methods.registry import Array, Undefined, register
from coopindex.methods.weighted import Mask, refuse, taking_part, weighted_mean, weighted_sum

aggregation = partial(register, "aggregation", across_units=True)
AT_ONCE = 16_000_000  # numbers held in memory by one block of comparisons
COEFFICIENTS = 10_000  # about how many make a linear programme that is worth its call


@aggregation()
def copeland(x: Array, weights: Array) -> Array:
    """Copeland's rule: how many units a unit beats, minus how many beat it.

    Of two units the one that is better on more than half of the weight wins: +1 and -1, a tie 0. Equal children split their
    weight. Only order counts: neither a child's scale nor the size of a lead matters, so a strong child makes good no weak one.

    x : (..., U, K). weights : (..., K). Returns (..., U), from -(U - 1) to U - 1.
    Two units are compared on the children that both have, so a missing child favours neither; units that share none tie.
    A unit without any child is missing and meets nobody. Leads within 1e-9 of the whole weight are ties.

    Munda & Nardo (2009), Noncompensatory/nonlinear composite indicators for ranking countries, Applied Economics 41;
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7.
    >>> copeland(np.array([[3.0, 3.0, 1.0], [2.0, 2.0, 2.0], [1.0, 1.0, 3.0]]), np.array([1.0, 1.0, 1.0]))
    array([ 2.,  0., -2.])
    """
    units, children = x.shape[-2:]
    leading = np.broadcast_shapes(x.shape[:-2], weights.shape[:-1])
    tolerance = 1e-9 * weights.sum(axis=-1)[..., None, None]
    score = np.empty((*leading, units))
    block = max(1, AT_ONCE // (units * max(prod(leading), children * prod(x.shape[:-2]), 1)))
    for start in range(0, units, block):
        some = x[..., start : start + block, None, :]
        better = np.sign(some - x[..., None, :, :])  # (..., some, U, K)
        pairs = np.nan_to_num(better, copy=False).reshape(*x.shape[:-2], -1, children)
        lead = weighted_sum(pairs, weights).reshape(*leading, -1, units)
        score[..., start : start + block] = (lead > tolerance).sum(axis=-1) - (
            lead < -tolerance
        ).sum(axis=-1)
    return np.where(taking_part(x, weights).any(axis=-1), score, np.nan)


@aggregation()
def topsis(x: Array, weights: Array, *, vector: bool = False) -> Array:
    """TOPSIS: how near a unit comes to the best value of every child, against how near to the worst.

    distance to worst / (distance to best + distance to worst), each sqrt(sum (w (x - best))^2)

    x : (..., U, K). weights : (..., K). Returns (..., U), from 0 (worst on every child) to 1 (best on every child).
    vector : first divide every column by its length sqrt(sum x^2), as the authors do with raw columns; not needed after a
    normalisation. Best and worst are those of the units scored, so a unit that joins may move all others.
    A unit's missing children are left out of both distances. Children that are all constant are an error.

    Hwang & Yoon (1981), Multiple Attribute Decision Making: Methods and Applications.
    >>> topsis(np.array([[1.0, 1.0], [0.0, 0.0], [1.0, 0.0]]), np.array([1.0, 1.0]))
    array([1. , 0. , 0.5])
    """
    if vector:
        length = np.sqrt(np.nansum(x * x, axis=-2, keepdims=True))
        x = x / np.where(length > 0, length, 1.0)
    worst, best = extremes(x)
    to_best = _distance(x, best, weights)
    to_worst = _distance(x, worst, weights)
    whole = to_best + to_worst
    if (whole == 0).any():
        cells = taking_part(x, weights) & (whole == 0)[..., None]
        raise Undefined(
            "is the same in every unit, and so are its siblings: there is no best",
            cells,
            cells=True,
        )
    return to_worst / whole


def _distance(x: Array, point: Array, weights: Array) -> Array:
    """Return sqrt(sum (w (x - point))^2) over the children present; NaN where none takes part."""
    gaps = np.nan_to_num(np.square(x - point[..., None, :]))
    return np.where(
        taking_part(x, weights).any(axis=-1),
        np.sqrt(weighted_sum(gaps, np.square(weights))),
        np.nan,
    )


@aggregation()
def wroclaw(x: Array, weights: Array) -> Array:
    """Hellwig's measure of development (Wrocław taxonomy): how near a unit comes to the best value of every child.

    1 - d / (mean d + 2 sd d), d = sqrt(sum w (best - x)^2 / sum w), mean and sd (n - 1) over the units

    x : (..., U, K), on comparable scales: normalise first (Hellwig: z-scores). weights : (..., K).
    Returns (..., U); 1 is the best of every child, a unit beyond the mean distance by 2 sd lies below 0.
    Missing children are skipped and the weight shared by the others. Units that are all equal are an error, and so is only one.

    Hellwig (1968), Zastosowanie metody taksonomicznej do typologicznego podziału krajów, Przegląd Statystyczny 4.
    >>> wroclaw(np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([1.0, 1.0])).round(3)
    array([1.   , 0.478])
    """
    distance = np.sqrt(weighted_mean(np.square(x - extremes(x).high[..., None, :]), weights))
    units = np.count_nonzero(~np.isnan(distance), axis=-1, keepdims=True)
    centre = np.nansum(distance, axis=-1, keepdims=True) / np.maximum(units, 1)
    deviation = np.sqrt(
        np.nansum(np.square(distance - centre), axis=-1, keepdims=True) / np.maximum(units - 1, 1)
    )
    yardstick = centre + 2 * deviation
    if ((yardstick == 0) & (units > 0)).any():
        cells = taking_part(x, weights) & (yardstick == 0)[..., None]
        raise Undefined(
            "is the same in every unit, and so are its siblings: there is no best",
            cells,
            cells=True,
        )
    nearness: Array = 1 - np.divide(
        distance, yardstick, out=np.full(distance.shape, np.nan), where=yardstick > 0
    )
    return nearness


def _benefit_parts(
    x: Array, weights: Array, unit: int, *, lowest_share: float = 0.0, highest_share: float = 1.0
) -> Array:
    """Return what each child adds to one unit's benefit of the doubt, (K,): v_k x_ik, the most alike of equally good ones."""
    table = np.where(taking_part(x, weights), x, 0.0)
    parts, here = np.zeros(x.shape[-1]), table[unit] > 0
    if (
        here.sum() * highest_share >= 1 - 1e-12
    ):  # else no shares meet the bounds, and the score is 0
        parts[here] = most_favourable(
            table[:, here] / table[unit, here], lowest_share, highest_share
        )
    return parts


@aggregation(parts=_benefit_parts)
def benefit_of_the_doubt(
    x: Array, weights: Array, *, lowest_share: float = 0.0, highest_share: float = 1.0
) -> Array:
    """Benefit of the doubt: each unit is scored with the weights that suit it best, and the others with the same.

    max over v >= 0 of sum v x_i, where sum v x_j <= 1 for every unit j; and with bounds, for every child k
    lowest_share <= v_k x_ik / sum v x_i <= highest_share.

    x : (..., U, K), not negative. weights : (..., K), of which only 0 or not counts. Returns (..., U) in [0, 1]; several units
    may reach 1. Bounds keep a unit from living on a single child. A missing child takes no share and sets no standard. Values
    below 0 are an error, with a `lowest_share` values of 0 too, and so are bounds that no shares can meet.
    Not for many draws: it solves one linear programme for every unit. A unit's weights v differ from the next one's, so they are no
    scheme: `coopindex explain` shows what each child adds, v_k x_ik, and of equally good weights the parts that are the most alike.

    Cherchye, Moesen, Rogge & Van Puyenbroeck (2007), An introduction to 'benefit of the doubt' composite indicators,
    Social Indicators Research 82.
    >>> benefit_of_the_doubt(np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]]), np.array([1.0, 1.0])).round(6)
    array([1. , 1. , 0.8])
    """
    part = taking_part(x, weights)
    floor = (
        "has a value at or below 0, which can take no share"
        if lowest_share > 0
        else "has a value below 0"
    )
    x = refuse(
        x, weights, x <= 0 if lowest_share > 0 else x < 0, f"{floor} in the benefit of the doubt"
    )
    present = part.sum(axis=-1)
    bad: Mask = (present > 0) & (
        (present * highest_share < 1 - 1e-12) | (present * lowest_share > 1 + 1e-12)
    )
    if bad.any():
        message = f"has too few or too many siblings present for shares from {lowest_share:g} to {highest_share:g}"
        raise Undefined(
            message,
            part & bad[..., None],
            cells=True,
            hint="widen `lowest_share` and `highest_share`",
        )
    tables = np.where(part, x, 0.0).reshape(-1, *part.shape[-2:])
    distinct, which = np.unique(tables, axis=0, return_inverse=True)
    scores = _most_favourable(distinct, lowest_share, highest_share)[which.reshape(-1)]
    return np.where(part.any(axis=-1), scores.reshape(part.shape[:-1]), np.nan)


class Programme(NamedTuple):
    """Find v >= 0 with the largest score row @ v, where limits @ v <= most."""

    row: Array
    limits: Array
    most: Array


def _most_favourable(tables: Array, lowest: float, highest: float) -> Array:
    """Return the score of every unit of some tables (T, U, K) -> (T, U); 0 stands for a child that takes no part."""
    programmes = [
        programme for table in tables for programme in _programmes(table, lowest, highest)
    ]
    scores, start = [], 0
    while start < len(programmes):
        together = max(1, COEFFICIENTS // programmes[start].limits.size)
        scores.append(_solved(programmes[start : start + together]))
        start += together
    return np.minimum(np.concatenate(scores), 1.0).reshape(tables.shape[:-1])


def _programmes(x: Array, lowest: float, highest: float) -> Iterator[Programme]:
    """Yield what each unit of a table (U, K) asks for."""
    size = x.max(axis=0)
    x = x / np.where(size > 0, size, 1.0)
    standard = x[_undominated(x)]
    bounded = (lowest > 0) | (highest < 1)
    for row in x:
        limits, most = standard, np.ones(len(standard))
        if bounded:
            shares = np.diag(row)
            limits = np.vstack(
                [standard, (lowest * row - shares)[row > 0], (shares - highest * row)[row > 0]]
            )
            most = np.concatenate([most, np.zeros(2 * np.count_nonzero(row))])
        yield Programme(row, limits, most)


def _solved(programmes: Sequence[Programme]) -> Array:
    """Return the largest score of each programme, all solved as one: they share no variable."""
    from scipy.optimize import linprog
    from scipy.sparse import block_diag

    rows, limits, most = zip(*programmes, strict=True)
    row = np.concatenate(rows)
    solution = linprog(
        -row,
        A_ub=block_diag(limits, format="csr"),
        b_ub=np.concatenate(most),
        method="highs-ds",
        options={"presolve": False},
    )
    if solution.status != 0:
        raise Undefined(
            f"has no benefit of the doubt: {solution.message}", np.ones(len(rows[0]), bool)
        )
    return np.asarray((row * solution.x).reshape(len(rows), -1).sum(axis=1))


def _undominated(x: Array) -> Mask:
    """Return which rows no other row equals or exceeds everywhere: only they can set the standard. Of equal rows, the first."""
    at_least = (x[:, None, :] >= x[None, :, :]).all(axis=-1)  # row i is nowhere below row j
    earlier = np.tri(len(x), k=-1, dtype=bool).T
    beaten = np.asarray((at_least & (~at_least.T | earlier)).any(axis=0))
    return ~beaten
