"""Aggregations that compare units with one another: statistics of the reference rows, then a map.

Shapes as in `aggregation`. The rows a unit is compared with are those of the reference, as for
every other step: each year's, all years', or a base year's; without statistics, the rows given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import prod
from typing import NamedTuple

import numpy as np

from coopindex.methods.registry import Array, Undefined, register
from coopindex.methods.settled import ROWS, Part, settles
from coopindex.methods.summaries import ROUNDING, extremes
from coopindex.methods.sums import Mask, refuse, taking_part, weighted_mean, weighted_sum

aggregation = partial(register, "aggregation")
AT_ONCE = 16_000_000  # numbers held in memory by one block of comparisons
COEFFICIENTS = 10_000  # about how many make a linear programme that is worth its call
NO_BEST = "is the same in every unit, and so are its siblings: there is no best"


@settles(ROWS)
def opponents(x: Array, _weights: Array) -> Array:
    """Return the rows of reference, with which every unit is compared."""
    return x


@aggregation(statistics=opponents, meets=True)
def copeland(x: Array, weights: Array, reference: Array | None = None) -> Array:
    """Copeland's rule: how many units a unit beats, minus how many beat it.

    Of two units the one that is better on more than half of the weight wins: +1 and -1, a tie 0. Equal children split their
    weight. Only order counts: neither a child's scale nor the size of a lead matters, so a strong child makes good no weak one.

    x : (..., R, K). weights : (..., K). reference : (..., U, K), the rows that are met (default: x). Returns (..., R), from
    -(U - 1) to U - 1, a unit of the reference meeting itself in a tie.
    Two units are compared on the children that both have, so a missing child favours neither; units that share none tie.
    A unit without any child is missing and meets nobody. Leads within 1e-9 of the whole weight are ties.

    Munda & Nardo (2009), Noncompensatory/nonlinear composite indicators for ranking countries, Applied Economics 41;
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7.
    >>> copeland(np.array([[3.0, 3.0, 1.0], [2.0, 2.0, 2.0], [1.0, 1.0, 3.0]]), np.array([1.0, 1.0, 1.0]))
    array([ 2.,  0., -2.])
    """
    met = x if reference is None else reference
    (rows, children), units = x.shape[-2:], met.shape[-2]
    tables = np.broadcast_shapes(x.shape[:-2], met.shape[:-2])
    leading = np.broadcast_shapes(tables, weights.shape[:-1])
    tolerance = 1e-9 * weights.sum(axis=-1)[..., None, None]
    nothing = ROUNDING * np.fmax.reduce(np.abs(met), axis=-2)[..., None, None, :]
    score = np.empty((*leading, rows))
    block = max(1, AT_ONCE // (units * max(prod(leading), children * prod(tables), 1)))
    for start in range(0, rows, block):
        some = x[..., start : start + block, None, :]
        ahead = some - met[..., None, :, :]  # (..., some, U, K)
        # what is missing in one of the two is neither ahead nor behind
        better = np.subtract(ahead > nothing, ahead < -nothing, dtype=float)
        pairs = better.reshape(*tables, -1, children)
        lead = weighted_sum(pairs, weights).reshape(*leading, -1, units)
        score[..., start : start + block] = (lead > tolerance).sum(axis=-1) - (
            lead < -tolerance
        ).sum(axis=-1)
    return np.where(taking_part(x, weights).any(axis=-1), score, np.nan)


class Ideals(NamedTuple):
    """The worst and best value of each child, each (..., K), and what its column is divided by."""

    worst: Array
    best: Array
    length: Array


@settles(Part("worst"), Part("best"), Part("length", kind="width"))
def ideals(x: Array, _weights: Array, *, vector: bool = False) -> Ideals:
    """Return the worst and the best value of each child among the reference rows."""
    length = np.ones((*x.shape[:-2], x.shape[-1]))
    if vector:
        # a power of two takes the squares away from overflow and changes no digit
        size = power_of_two(np.fmax.reduce(np.abs(x), axis=-2))
        scaled = x / size[..., None, :]
        length = np.sqrt(np.nansum(scaled * scaled, axis=-2)) * size
        length = np.where(length > 0, length, 1.0)
        x = x / length[..., None, :]
    worst, best = extremes(x)
    return Ideals(worst, best, length)


def power_of_two(x: Array) -> Array:
    """Return the largest power of two that is not above each value above 0; 1 for all others.

    >>> power_of_two(np.array([0.0, 1.5, 1e-170, np.nan]))[:2]
    array([1., 1.])
    """
    usable = (x > 0) & (x < np.inf)
    size: Array = np.ldexp(0.5, np.frexp(np.where(usable, x, 1.0))[1])
    return size


@aggregation(statistics=ideals, to_ideals=True)
def topsis(
    x: Array, weights: Array, reference: Ideals | None = None, *, vector: bool = False
) -> Array:
    """TOPSIS: how near a unit comes to the best value of every child, against how near to the worst.

    distance to worst / (distance to best + distance to worst), each sqrt(sum (w (x - best))^2)

    x : (..., R, K). weights : (..., K). reference : the worst and best value of every child (default: those of x).
    Returns (..., R), from 0 (worst on every child) to 1 (best on every child).
    vector : first divide every column by its length sqrt(sum x^2) over the reference, as the authors do with raw columns; not
    needed after a normalisation. Best and worst are those of the reference, so a unit that joins it may move all others.
    A unit's missing children are left out of both distances. Children that are all constant are an error.

    Hwang & Yoon (1981), Multiple Attribute Decision Making: Methods and Applications.
    >>> topsis(np.array([[1.0, 1.0], [0.0, 0.0], [1.0, 0.0]]), np.array([1.0, 1.0]))
    array([1. , 0. , 0.5])
    """
    found = ideals(x, weights, vector=vector) if reference is None else reference
    if vector:
        x = x / found.length[..., None, :]
    # distances are told apart by their proportion alone, so powers of two may scale both factors
    shares = weights / power_of_two(weights.max(axis=-1, keepdims=True))
    size = power_of_two(np.fmax(np.abs(found.worst), np.abs(found.best)))
    size = np.max(size, axis=-1, keepdims=True)
    x = x / size[..., None]
    to_best = _distance(x, found.best / size, shares)
    to_worst = _distance(x, found.worst / size, shares)
    whole = to_best + to_worst
    # both are of the size of 1: what is nearer than rounding is the same
    if (whole <= ROUNDING).any():
        cells = taking_part(x, weights) & (whole <= ROUNDING)[..., None]
        raise Undefined(NO_BEST, cells, cells=True)
    return to_worst / whole


def _distance(x: Array, point: Array, weights: Array) -> Array:
    """Return sqrt(sum (w (x - point))^2) over the children present; NaN where none takes part."""
    gaps = np.nan_to_num(np.square(x - point[..., None, :]))
    return np.where(
        taking_part(x, weights).any(axis=-1),
        np.sqrt(weighted_sum(gaps, np.square(weights))),
        np.nan,
    )


class Yardstick(NamedTuple):
    """The best value of each child, (..., K), and the distance from it that counts 0, (..., 1)."""

    best: Array
    length: Array


@settles(Part("best"), Part("distance that counts 0", kind="width"))
def yardstick(x: Array, weights: Array) -> Yardstick:
    """Return the best value of each child among the reference rows, and mean d + 2 sd d of them."""
    best = extremes(x).high
    distance = _mean_distance(x, best, weights)
    # a power of two takes the squares away from overflow and changes no digit
    size = power_of_two(np.fmax.reduce(distance, axis=-1, keepdims=True))
    distance = distance / size
    units = np.count_nonzero(~np.isnan(distance), axis=-1, keepdims=True)
    centre = np.nansum(distance, axis=-1, keepdims=True) / np.maximum(units, 1)
    deviation = np.sqrt(
        np.nansum(np.square(distance - centre), axis=-1, keepdims=True) / np.maximum(units - 1, 1)
    )
    length = (centre + 2 * deviation) * size
    nothing = ROUNDING * np.fmax.reduce(np.abs(x), axis=(-2, -1))[..., None]
    return Yardstick(best, np.where(length <= nothing, 0.0, length))


def _mean_distance(x: Array, best: Array, weights: Array) -> Array:
    """Return sqrt(sum w (best - x)^2 / sum w) over the children present, (..., R)."""
    apart = x - best[..., None, :]
    size = power_of_two(np.fmax.reduce(np.abs(apart), axis=(-2, -1)))
    scaled = apart / size[..., None, None]
    return np.sqrt(weighted_mean(np.square(scaled), weights)) * size[..., None]


@aggregation(statistics=yardstick, to_ideals=True)
def wroclaw(x: Array, weights: Array, reference: Yardstick | None = None) -> Array:
    """Hellwig's measure of development (Wrocław taxonomy): how near a unit comes to the best value of every child.

    1 - d / (mean d + 2 sd d), d = sqrt(sum w (best - x)^2 / sum w), mean and sd (n - 1) over the units

    x : (..., R, K), on comparable scales: normalise first (Hellwig: z-scores). weights : (..., K).
    reference : the best values, and mean d + 2 sd d of the reference rows (default: of x).
    Returns (..., R); 1 is the best of every child, a unit beyond the mean distance by 2 sd lies below 0.
    Missing children are skipped and the weight shared by the others. Units that are all equal are an error, and so is only one.

    Hellwig (1968), Zastosowanie metody taksonomicznej do typologicznego podziału krajów, Przegląd Statystyczny 4.
    >>> wroclaw(np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([1.0, 1.0])).round(3)
    array([1.   , 0.478])
    """
    best, length = yardstick(x, weights) if reference is None else reference
    distance = _mean_distance(x, best, weights)
    present = ~np.isnan(distance)
    if ((length == 0) & present).any():
        cells = taking_part(x, weights) & (length == 0)[..., None]
        raise Undefined(NO_BEST, cells, cells=True)
    nearness: Array = 1 - np.divide(
        distance, length, out=np.full(distance.shape, np.nan), where=length > 0
    )
    return nearness


@settles(ROWS)
def standards(x: Array, weights: Array) -> Array:
    """Return the rows of reference, which set the standard: 0 stands for a child that takes no part."""
    return np.where(taking_part(x, weights), x, 0.0)


def _shareable(x: Array, weights: Array, lowest: float, highest: float) -> Array:
    """Refuse what no shares between the bounds can be taken of."""
    part = taking_part(x, weights)
    low = "has a value at or below 0, which can take no share" if lowest else "has a value below 0"
    wrong = x <= 0 if lowest > 0 else x < 0
    x = refuse(x, weights, wrong, f"{low} in the benefit of the doubt")
    present = part.sum(axis=-1)
    bad: Mask = (present > 0) & ((present * highest < 1 - 1e-12) | (present * lowest > 1 + 1e-12))
    if bad.any():
        message = (
            f"has too few or too many siblings present for shares from {lowest:g} to {highest:g}"
        )
        cells = part & bad[..., None]
        raise Undefined(message, cells, cells=True, hint="widen `lowest_share` and `highest_share`")
    return x


@aggregation(statistics=standards, positive=True, weights="taking_part")
def benefit_of_the_doubt(
    x: Array,
    weights: Array,
    reference: Array | None = None,
    *,
    lowest_share: float = 0.0,
    highest_share: float = 1.0,
) -> Array:
    """Benefit of the doubt: each unit is scored with the weights that suit it best, and the others with the same.

    max over v >= 0 of sum v x_i, where sum v x_j <= 1 for every unit j of the reference; and with bounds, for every child k
    lowest_share <= v_k x_ik / sum v x_i <= highest_share.

    x : (..., R, K), not negative. weights : (..., K), of which only 0 or not counts. reference : (..., U, K), the rows that set
    the standard (default: x). Returns (..., R), at most 1 for a row of the reference, beyond 1 for one that outdoes them all;
    several units may reach 1. Bounds keep a unit from living on a single child. A missing child takes no share and sets no standard. Values
    below 0 are an error, with a `lowest_share` values of 0 too, and so are bounds that no shares can meet.
    Not for many draws: it solves one linear programme for every unit. A unit's weights v differ from the next one's, and several may
    be as good, so they are no scheme: `coopindex explain` shows what each child adds to the score.

    Cherchye, Moesen, Rogge & Van Puyenbroeck (2007), An introduction to 'benefit of the doubt' composite indicators,
    Social Indicators Research 82.
    >>> benefit_of_the_doubt(np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]]), np.array([1.0, 1.0])).round(6)
    array([1. , 1. , 0.8])
    """
    part = taking_part(x, weights)
    x = np.where(part, _shareable(x, weights, lowest_share, highest_share), 0.0)
    standard = x if reference is None else reference
    leading = np.broadcast_shapes(x.shape[:-2], standard.shape[:-2])
    both = np.concatenate(
        [np.broadcast_to(rows, (*leading, *rows.shape[-2:])) for rows in (x, standard)], axis=-2
    )
    tables = both.reshape(-1, *both.shape[-2:])
    distinct, which = np.unique(tables, axis=0, return_inverse=True)
    rows, standard = np.split(distinct, [x.shape[-2]], axis=-2)
    scores = _most_favourable(rows, standard, lowest_share, highest_share)[which.reshape(-1)]
    return np.where(part.any(axis=-1), scores.reshape(*leading, -1), np.nan)


class Programme(NamedTuple):
    """Find v >= 0 with the largest score row @ v, where limits @ v <= most."""

    row: Array
    limits: Array
    most: Array


def _most_favourable(x: Array, standard: Array, lowest: float, highest: float) -> Array:
    """Return the score of every row of some tables, (T, R, K) and their standards (T, U, K) -> (T, R).

    0 stands for a child that takes no part.
    """
    programmes = [
        programme
        for rows, limits in zip(x, standard, strict=True)
        for programme in _programmes(rows, limits, lowest, highest)
    ]
    scores, start = [], 0
    while start < len(programmes):
        together = max(1, COEFFICIENTS // programmes[start].limits.size)
        scores.append(_solved(programmes[start : start + together]))
        start += together
    found = np.concatenate(scores).reshape(x.shape[:-1])
    # a row that sets the standard itself reaches 1 but for rounding
    return np.where(np.abs(found - 1.0) < 1e-9, np.minimum(found, 1.0), found)


def _programmes(x: Array, limits: Array, lowest: float, highest: float) -> Iterator[Programme]:
    """Yield what each row of a table (R, K) asks for, under the limits that rows (U, K) set."""
    size = limits.max(axis=0)
    size = np.where(size > 0, size, 1.0)
    x, limits = x / size, limits / size
    standard = limits[_undominated(limits)]
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
