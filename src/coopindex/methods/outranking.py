"""Aggregations that compare units with one another: statistics of the reference rows, then a map.

Shapes as in `aggregation`. The rows a unit is compared with are those of the reference, as for
every other step: each year's, all years', or a base year's; without statistics, the rows given.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import prod
from typing import Annotated, Literal, NamedTuple

import numpy as np

from coopindex.methods.options import Above
from coopindex.methods.registry import Array, Undefined, register
from coopindex.methods.settled import ROWS, Part, settles
from coopindex.methods.summaries import ROUNDING, extremes
from coopindex.methods.sums import taking_part, weighted_mean, weighted_sum
from coopindex.methods.workings import Working, works_out
from coopindex.phrases import Wording

aggregation = partial(register, "aggregation")
# numbers held in memory by one block of comparisons
AT_ONCE = 16_000_000
NO_BEST = "refusal.no-best"


@settles(ROWS)
def opponents(x: Array, _weights: Array) -> Array:
    """Return the rows of reference, with which every unit is compared."""
    return x


@aggregation(statistics=opponents, meets=True, usual=5, cancels_units=True, measure="none")
def copeland(x: Array, weights: Array, reference: Array | None = None) -> Array:
    """Copeland's rule: how many units a unit beats, minus how many beat it (non-compensatory).

    Of two units the one that is better on more than half of the weight wins: +1 and -1, a tie 0.
    Equal children split their weight. Only order counts: neither a child's scale nor the size of a
    lead matters, so a strong child makes good no weak one. What others do can reverse the order of
    two units (rank reversal).

    x : (..., R, K).
    weights : (..., K).
    reference : (..., U, K), the rows that are met (default: x).
    Returns (..., R), from -(U - 1) to U - 1, a unit of the reference meeting itself in a tie.

    Two units are compared on the children that both have, so a missing child favours neither; units
    that share none tie. A unit without any child is missing and meets nobody. Leads within 1e-9 of
    the whole weight are ties.

    Munda & Nardo (2009), Noncompensatory/nonlinear composite indicators for ranking countries: a
    defensible setting, Applied Economics 41(12), https://doi.org/10.1080/00036840601019364;
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7,
    https://doi.org/10.1787/9789264043466-en.

    >>> copeland(np.array([[3.0, 3.0, 1.0], [2.0, 2.0, 2.0], [1.0, 1.0, 3.0]]), np.ones(3))
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
        # (..., some, U, K)
        ahead = some - met[..., None, :, :]
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


def _distances(
    x: Array, weights: Array, found: Ideals, *, vector: bool = False
) -> Iterator[Working]:
    """Yield how far each unit is from the best and from the worst."""
    x = x / found.length[..., None, :] if vector else x
    yield Working("distance to the best", _distance(x, found.best, weights))
    yield Working("distance to the worst", _distance(x, found.worst, weights))


def _takes_lengths(*, vector: bool) -> bool:
    return vector


@aggregation(
    statistics=ideals,
    to_ideals=True,
    usual=4,
    cancels_units=_takes_lengths,
    measure="none",
)
@works_out(_distances)
def topsis(
    x: Array, weights: Array, reference: Ideals | None = None, *, vector: bool = False
) -> Array:
    """TOPSIS: how near a unit comes to the best of every child, against how near to the worst.

    distance to worst / (distance to best + distance to worst), each sqrt(sum (w (x - best))^2)

    Best and worst (the ideal and the anti-ideal) are those of the reference, so a unit that joins
    it may move all others (rank reversal).

    x : (..., R, K).
    weights : (..., K).
    reference : the worst and best value of every child (default: those of x).
    vector : first divide every column by its length sqrt(sum x^2) over the reference (vector
        normalisation), as the authors do with raw columns; not needed after a normalisation.
    Returns (..., R), from 0 (worst on every child) to 1 (best on every child).

    A unit's missing children are left out of both distances. Children that are all constant are an
    error.

    Hwang & Yoon (1981), Multiple Attribute Decision Making: Methods and Applications,
    https://doi.org/10.1007/978-3-642-48318-9.

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
        raise Undefined(Wording(NO_BEST), cells, cells=True, family=True)
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


@aggregation(statistics=yardstick, to_ideals=True, measure="none")
def wroclaw(x: Array, weights: Array, reference: Yardstick | None = None) -> Array:
    """Hellwig's measure of development (Wrocław taxonomy): how near a unit comes to the best.

    1 - d / (mean d + 2 sd d), d = sqrt(sum w (best - x)^2 / sum w), mean and sd (n - 1) over the
    units

    x : (..., R, K), on comparable scales: normalise first (Hellwig: z-scores).
    weights : (..., K).
    reference : the best value of every child, and mean d + 2 sd d of the reference rows (default:
        of x).
    Returns (..., R); 1 is the best of every child, a unit beyond the mean distance by 2 sd lies
    below 0.

    Missing children are skipped and the weight shared by the others. Units that are all equal are
    an error, and so is only one.

    Hellwig (1968), Zastosowanie metody taksonomicznej do typologicznego podziału krajów, Przegląd
    Statystyczny 4.

    >>> wroclaw(np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([1.0, 1.0])).round(3)
    array([1.   , 0.478])
    """
    best, length = yardstick(x, weights) if reference is None else reference
    distance = _mean_distance(x, best, weights)
    present = ~np.isnan(distance)
    if ((length == 0) & present).any():
        cells = taking_part(x, weights) & (length == 0)[..., None]
        raise Undefined(Wording(NO_BEST), cells, cells=True, family=True)
    nearness: Array = 1 - np.divide(
        distance, length, out=np.full(distance.shape, np.nan), where=length > 0
    )
    return nearness


class Leader(NamedTuple):
    """The best value of each child, and the largest distance from it, each (..., K)."""

    best: Array
    farthest: Array


@settles(Part("best"), Part("largest distance from it", kind="width"))
def leader(x: Array, _weights: Array) -> Leader:
    """Return the best value of each child among the reference rows, and how far others lie off."""
    low, high = extremes(x)
    with np.errstate(over="ignore"):
        return Leader(high, high - low)


Scope = Literal["table", "column"]


def _coefficients(
    x: Array, weights: Array, found: Leader, *, rho: float = 0.5, scope: Scope = "table"
) -> Iterator[Working]:
    """Yield how near each child comes to its best."""
    values = grey_coefficients(x, weights, found, rho=rho, scope=scope)
    yield Working("relational coefficient", values)


def _each_by_itself(*, scope: str) -> bool:
    return scope == "column"


@aggregation(statistics=leader, to_ideals=True, cancels_units=_each_by_itself, measure="none")
@works_out(_coefficients)
def grey_relational(
    x: Array,
    weights: Array,
    reference: Leader | None = None,
    *,
    rho: Annotated[float, Above(0.0)] = 0.5,
    scope: Scope = "table",
) -> Array:
    """Grey relational grade: how near a unit comes to the best of every child, near gaps first.

    sum w xi / sum w, xi = (d_min + rho d_max) / (d + rho d_max), d = abs(best - x)

    The best is that of the reference, and so is the largest distance d_max, over all units and
    children together. The least, d_min, is 0, for the best is one of them.

    x : (..., R, K), on comparable scales: normalise first.
    weights : (..., K).
    reference : the best value of every child and the largest distance from it (default: of x).
    rho : the distinguishing coefficient, above 0: the larger, the less far and near differ.
    scope : over what d_max is taken: the whole `table`, or each `column` by itself.
    Returns (..., R), above 0 and up to 1. Missing children are skipped and their weight shared by
    the others. Where all values are the best, all grades are 1.

    Deng (1982), Control problems of grey systems, Systems & Control Letters 1(5), 288-294,
    https://doi.org/10.1016/S0167-6911(82)80025-X.

    >>> grey_relational(np.array([[1.0, 1.0], [0.0, 1.0], [0.5, 0.0]]), np.ones(2)).round(3)
    array([1.   , 0.667, 0.417])
    """
    found = leader(x, weights) if reference is None else reference
    return weighted_mean(grey_coefficients(x, weights, found, rho=rho, scope=scope), weights)


def grey_coefficients(
    x: Array, weights: Array, found: Leader, *, rho: float = 0.5, scope: Scope = "table"
) -> Array:
    """Return how near each child comes to its best, (..., R, K)."""
    best, farthest = (part[..., None, :] for part in found)
    if scope == "table":
        weighs = (weights > 0)[..., None, :]
        farthest = np.where(weighs, farthest, np.nan)
        farthest = np.fmax.reduce(farthest, axis=-1, keepdims=True)
    away = np.abs(best - x) / np.where(farthest > 0, farthest, 1.0)
    return np.asarray(np.where((farthest > 0) | np.isnan(x), rho / (away + rho), 1.0))
