"""Put the children of a node together.

An aggregation takes the children's finished columns `x` (..., R, K) and their `weights` (..., K),
whose leading axes broadcast (one table under B weight sets: (R, K) with (B, K) gives (B, R)), and
returns the node's column (..., R).

Weights are relative: any scale, none negative. A child with weight 0 takes no part. A mean lies
within the children that take part, to the last digit. A missing child (NaN) is skipped and its
weight shared by the others, unless a method says otherwise; where no child that carries weight is
present, the result is missing.

Here stand the methods that look at one unit at a time; `coupling` holds the one that asks how even
its children are, `outranking` and `benefit_of_the_doubt` those that compare units with one another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import numpy as np

from coopindex.methods.links import HUGE, LOGARITHM, PLAIN, RECIPROCAL, power_link
from coopindex.methods.registry import Array, Undefined, register
from coopindex.methods.summaries import binary_exponent
from coopindex.methods.sums import (
    held,
    refuse_values,
    scaled,
    taking_part,
    weighted_mean,
    weighted_sum,
)
from coopindex.phrases import Wording

aggregation = partial(register, "aggregation")


@aggregation(link=PLAIN, adds=True, neutral=0.0, counterpart=("geometric", ()), usual=1)
def arithmetic(x: Array, weights: Array) -> Array:
    """Weighted arithmetic mean: a strong child makes good a weak one in full (full compensability).

    sum w x / sum w

    x : (..., R, K).
    weights : (..., K).
    Returns (..., R). Missing children are skipped.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7,
    https://doi.org/10.1787/9789264043466-en.

    >>> arithmetic(np.array([[1.0, 4.0], [np.nan, 2.0]]), np.array([2.0, 1.0]))
    array([2., 2.])
    """
    return held(weighted_mean(x, weights), x, weights)


def _missing_at_0(*, zero: str) -> bool:
    """Whether there is no value where a child, or the second of a pair, is 0."""
    return zero == "missing"


@aggregation(
    positive=True,
    link=LOGARITHM,
    neutral=1.0,
    blank=_missing_at_0,
    counterpart=("arithmetic", ()),
    usual=2,
    cancels_units=True,
)
def geometric(
    x: Array, weights: Array, *, zero: Literal["error", "zero", "missing"] = "error"
) -> Array:
    """Weighted geometric mean: a strong child makes good a weak one in part (less compensability).

    exp(sum w ln x / sum w)

    x : (..., R, K), above 0.
    weights : (..., K).
    zero : a value of 0 is an `error`, for one alone wipes out all others; `zero` says that this is
        meant (a goalpost not yet left); `missing`: with a value of 0 or below there is no mean.
    Returns (..., R). Missing children are skipped. Negative values are an error, unless `missing`.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7,
    https://doi.org/10.1787/9789264043466-en.

    >>> geometric(np.array([[1.0, 4.0], [0.0, 2.0]]), np.array([1.0, 1.0]), zero="zero")
    array([2., 0.])
    """
    return _above_zero(x, weights, zero, "geometric", lambda values: power_mean(values, weights, 0))


@aggregation(positive=True, link=RECIPROCAL, usual=3)
def harmonic(x: Array, weights: Array, *, zero: Literal["error", "zero"] = "error") -> Array:
    """Weighted harmonic mean: leans furthest towards the weakest child (low compensability).

    sum w / sum (w / x)

    x : (..., R, K), above 0.
    weights : (..., K).
    zero : a value of 0 is an `error`; `zero` says that it makes the mean 0.
    Returns (..., R). Missing children are skipped. Negative values are an error.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7,
    https://doi.org/10.1787/9789264043466-en.

    >>> harmonic(np.array([[1.0, 3.0]]), np.array([1.0, 1.0]))
    array([1.5])
    """
    return _above_zero(x, weights, zero, "harmonic", lambda values: power_mean(values, weights, -1))


def _is_geometric(*, exponent: float) -> bool:
    return exponent == 0


@aggregation(positive=True, link=power_link, cancels_units=_is_geometric)
def power(
    x: Array, weights: Array, *, exponent: float, zero: Literal["error", "zero"] = "error"
) -> Array:
    """Weighted power mean (generalised mean): the exponent says how far strong children compensate.

    (sum w x^p / sum w)^(1/p); p = 0 is the geometric mean, -1 the harmonic, 1 the arithmetic.

    With p = 1 strong children make good weak ones in full, the lower p the less, above 1 more than
    that.

    x : (..., R, K), above 0 (0 is allowed where the exponent is above 0).
    weights : (..., K).
    exponent : p, any number.
    zero : with an exponent of 0 or less a value of 0 is an `error`; `zero` says that it makes the
        mean 0.
    Returns (..., R). Missing children are skipped. Negative values are an error.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7,
    https://doi.org/10.1787/9789264043466-en.
    Hardy, Littlewood & Pólya (1934), Inequalities, 2.2.

    >>> power(np.array([[1.0, 7.0]]), np.array([1.0, 1.0]), exponent=2)
    array([5.])
    """
    if exponent == 0:
        mean: Array = geometric(x, weights, zero=zero)
        return mean
    if exponent > 0:
        values = refuse_values(x, weights, x < 0, "refusal.power-mean")
        return power_mean(values, weights, exponent)
    return _above_zero(
        x, weights, zero, "power", lambda values: power_mean(values, weights, exponent)
    )


def _above_zero(
    x: Array, weights: Array, zero: str, name: str, aggregate: Callable[[Array], Array]
) -> Array:
    mean = Wording(f"refusal.{name}")
    if zero == "missing":
        none = (x <= 0) & taking_part(x, weights)
        return np.where(none.any(axis=-1), np.nan, aggregate(np.where(x <= 0, 1.0, x)))
    if zero == "error":
        way = "refusal.zero-meant.hint"
        return aggregate(refuse_values(x, weights, x <= 0, "refusal.mean-at-0", way, name=mean))
    values = refuse_values(x, weights, x < 0, "refusal.mean-below-0", name=mean)
    zeros = values == 0
    result = aggregate(np.where(zeros, 1.0, values))
    return np.where((zeros & taking_part(values, weights)).any(axis=-1), 0.0, result)


def power_mean(x: Array, weights: Array, exponent: float) -> Array:
    """Return the weighted power mean, (..., R), of children that are not negative.

    Powers that overflow or vanish, and those of an exponent near 0, which hardly differ from 1, go
    by logarithms instead.

    >>> power_mean(np.array([[50.0, 100.0], [7.0, 7.0]]), np.array([1.0, 1.0]), 300).round(6)
    array([99.769218,  7.      ])
    """
    if exponent == 0:
        return held(np.exp(weighted_mean(x, weights, np.log)), x, weights)
    with np.errstate(over="ignore", divide="ignore", under="ignore"):
        raised = weighted_mean(x, weights, lambda present: present**exponent)
        mean = np.asarray(raised ** (1.0 / exponent))
    usual = (raised > 1 / HUGE) & (raised < HUGE) & (abs(exponent) > 1e-3)
    if not usual.all() and (taking_part(x, weights).any(axis=-1) & ~usual).any():
        mean = np.where(usual, mean, _power_mean_by_logarithms(x, weights, exponent))
    return held(mean, x, weights)


def _power_mean_by_logarithms(x: Array, weights: Array, exponent: float) -> Array:
    """Return y (sum w (x / y)^p / sum w)^(1/p), where y is the child that decides.

    That is the largest, of an exponent below 0 the smallest.
    """
    near_zero = np.copysign(max(abs(exponent), 1e-300), exponent)
    part = taking_part(x, weights)
    with np.errstate(all="ignore"):
        largest, smallest = np.where(part, x, -np.inf).max(-1), np.where(part, x, np.inf).min(-1)
        deciding = largest if exponent > 0 else smallest
        end = np.log(deciding)
        apart = np.where(part, near_zero * (np.log(x) - end[..., None]), np.nan)
        apart = np.where(x == deciding[..., None], 0.0, apart)
        most = weighted_mean(apart, weights, np.exp)
        beside = weighted_mean(apart, weights, np.expm1)
        shrunk = np.where(beside > -0.5, np.log1p(beside), np.log(most)) / near_zero
        mean = np.clip(np.exp(end + shrunk), smallest, largest)
        return np.where(deciding == 0, 0.0, mean)


@aggregation(weights="stated", link=PLAIN, adds=True, neutral=0.0)
def sum_(x: Array, weights: Array) -> Array:
    """Weighted sum with the weights as they stand: not rescaled, and a missing child adds nothing.

    sum w x

    For published indices whose weights do not make 1, and for sums of percentile ranks. Children
    compensate in full, as in the arithmetic mean.

    x : (..., R, K).
    weights : (..., K).
    Returns (..., R). A unit with missing children scores less: mind the node's `missing` rule.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7,
    https://doi.org/10.1787/9789264043466-en.

    >>> sum_(np.array([[1.0, 4.0], [np.nan, 2.0]]), np.array([2.0, 1.0]))
    array([6., 2.])
    """
    missing = np.isnan(x)
    if not missing.any():
        return weighted_sum(x, weights)
    present = weighted_sum((~missing).astype(float), weights)
    return np.where(present > 0, weighted_sum(np.where(missing, 0.0, x), weights), np.nan)


@aggregation(weights="taking_part", neutral=1.0, cancels_units=True, measure="new")
def product(x: Array, weights: Array) -> Array:
    """Product of the children; a weight above 0 says that a child takes part, whatever its size.

    prod x

    x : (..., R, K).
    weights : (..., K).
    Returns (..., R). A missing child is skipped, that is, counts as 1: mind the node's `missing`
    rule. Where weights should differ, take `geometric`.

    >>> product(np.array([[2.0, 4.0], [np.nan, 3.0]]), np.array([1.0, 1.0]))
    array([8., 3.])
    """
    part = taking_part(x, weights)
    return np.where(part.any(axis=-1), np.prod(np.where(part, x, 1.0), axis=-1), np.nan)


@aggregation(pair=True, blank=_missing_at_0, cancels_units=True, measure="none")
def ratio(x: Array, weights: Array, *, zero: Literal["error", "missing"] = "error") -> Array:
    """First child divided by the second, both present; weights play no role.

    x1 / x2

    The Gender Development Index is one: women's human development over men's.

    x : (..., R, 2). Other than two children are an error.
    weights : (..., 2).
    zero : a second child of 0 is an `error`; `missing` leaves such a unit without a value.
    Returns (..., R), NaN where either is missing.

    UNDP, Human Development Report, technical note 3 (Gender Development Index),
    https://hdr.undp.org.

    >>> ratio(np.array([[1.0, 4.0], [3.0, np.nan]]), np.array([1.0, 1.0]))
    array([0.25,  nan])
    """
    first, second = _two(x, weights)
    if zero == "missing":
        second = np.where(second == 0, np.nan, second)
    if (second == 0).any():
        cells = np.stack([np.zeros(second.shape, bool), second == 0], axis=-1)
        raise Undefined(
            Wording("refusal.by-0"),
            cells,
            cells=True,
            hint=Wording("refusal.by-0.hint"),
        )
    return first / second


@aggregation(pair=True, adds=True)
def difference(x: Array, weights: Array) -> Array:
    """First child minus the second, both present; weights play no role.

    x1 - x2

    x : (..., R, 2). Other than two children are an error.
    weights : (..., 2).
    Returns (..., R), NaN where either is missing.

    >>> difference(np.array([[1.0, 4.0], [3.0, np.nan]]), np.array([1.0, 1.0]))
    array([-3., nan])
    """
    first, second = _two(x, weights)
    return first - second


def _two(x: Array, weights: Array) -> tuple[Array, Array]:
    if x.shape[-1] != 2:
        raise Undefined(
            Wording("refusal.two-children", number=x.shape[-1]),
            np.ones(x.shape[-1], bool),
            family=True,
            hint=Wording("refusal.two-children.hint"),
        )
    shape = (*np.broadcast_shapes(x.shape[:-2], weights.shape[:-1]), x.shape[-2])
    return np.broadcast_to(x[..., 0], shape), np.broadcast_to(x[..., 1], shape)


@aggregation(weights="taking_part")
def minimum(x: Array, weights: Array) -> Array:
    """Weakest child: nothing makes good for it (no compensability, Leontief).

    min x over the children that are present and carry weight; the size of a weight does not matter.

    x : (..., R, K).
    weights : (..., K).
    Returns (..., R).

    >>> minimum(np.array([[1.0, 4.0], [np.nan, 2.0]]), np.array([1.0, 1.0]))
    array([1., 2.])
    """
    return _lowest(x, weights)


@aggregation(weights="taking_part")
def maximum(x: Array, weights: Array) -> Array:
    """Strongest child: it alone decides.

    max x over the children that are present and carry weight; the size of a weight does not matter.

    x : (..., R, K).
    weights : (..., K).
    Returns (..., R).

    >>> maximum(np.array([[1.0, 4.0], [np.nan, 2.0]]), np.array([1.0, 1.0]))
    array([4., 2.])
    """
    return -_lowest(-x, weights)


def _lowest(x: Array, weights: Array) -> Array:
    part = taking_part(x, weights)
    return np.where(part.any(axis=-1), np.where(part, x, np.inf).min(axis=-1), np.nan)


@aggregation()
def mean_min(x: Array, weights: Array, *, penalty: float = 0.5, softness: float = 0.0) -> Array:
    """Mean of the children, drawn towards the weakest of them (mean-min function).

    mean - penalty (sqrt((mean - min)^2 + softness^2) - softness)

    x : (..., R, K).
    weights : (..., K), used by the mean.
    penalty : from 0 (the mean) to 1 (with softness 0: the minimum).
    softness : 0 or more points; gaps far below it hardly count.
    Returns (..., R). Missing children are skipped.

    Casadio Tarabusi & Guarini (2013), An unbalance adjustment method for development indicators,
    Social Indicators Research 112.

    >>> mean_min(np.array([[1.0, 5.0]]), np.array([1.0, 1.0]), penalty=0.25)
    array([2.5])
    """
    centre: Array = arithmetic(x, weights)
    low = _lowest(x, weights)
    drawn: Array = centre - penalty * (np.hypot(centre - low, softness) - softness)
    return np.clip(drawn, low, centre) if 0 <= penalty <= 1 and softness >= 0 else drawn


@aggregation()
def median(x: Array, weights: Array) -> Array:
    """Weighted median: the value that half of the weight lies below and half above.

    The smallest child at which the weights, added up from the lowest, pass half of their sum; where
    they meet it exactly, the mean of that child and the next. With equal weights this is the
    ordinary median.

    x : (..., R, K).
    weights : (..., K).
    Returns (..., R). Missing children are skipped.

    >>> median(np.array([[1.0, 4.0, 9.0], [1.0, np.nan, 2.0]]), np.array([1.0, 1.0, 1.0]))
    array([4. , 1.5])
    """
    ordered, reached = _climb(x, weights)
    half = 0.5 * reached[..., -1:]
    last = ordered.shape[-1] - 1
    lower = np.take_along_axis(
        ordered, np.minimum((reached < half * (1 - 1e-12)).sum(-1, keepdims=True), last), -1
    )
    upper = np.take_along_axis(
        ordered, np.minimum((reached <= half * (1 + 1e-12)).sum(-1, keepdims=True), last), -1
    )
    middle = np.clip(0.5 * lower + 0.5 * upper, lower, upper)
    return np.where(half[..., 0] > 0, middle[..., 0], np.nan)


@aggregation()
def owa(
    x: Array,
    weights: Array,
    *,
    lowest: int | None = None,
    highest: int | None = None,
    order: tuple[float, ...] | None = None,
) -> Array:
    """Ordered weighted average (OWA): weights go by a child's rank among its siblings.

    sum v_i x_(i) / sum v over the children in ascending order

    Say one of the three options. Where the children's own weights differ, or one is missing, a rank
    is as wide as its child's share of the weight present, and takes the part of `order` that lies
    there (Yager's quantifier).

    x : (..., R, K).
    weights : (..., K).
    lowest : j, for the mean of the j weakest children.
    highest : j, for the mean of the j strongest children.
    order : v, one number for each rank from the weakest to the strongest.
    Returns (..., R).

    Yager (1988), On ordered weighted averaging aggregation operators in multicriteria
    decisionmaking, IEEE Transactions on Systems, Man, and Cybernetics 18(1),
    https://doi.org/10.1109/21.87068; Yager (1996), Quantifier guided aggregation using OWA
    operators, International Journal of Intelligent Systems 11.

    >>> owa(np.array([[1.0, 9.0, 3.0]]), np.array([1.0, 1.0, 1.0]), lowest=2)
    array([2.])
    """
    wanted = _order(x.shape[-1], lowest, highest, order)
    steps = np.concatenate([[0.0], np.cumsum(wanted) / wanted.sum()])
    ordered, reached = _climb(x, weights)
    total = reached[..., -1:]
    share = np.divide(reached, total, out=np.zeros(reached.shape), where=total > 0)
    upto = np.interp(share, np.linspace(0.0, 1.0, len(steps)), steps)
    result: Array = np.einsum(
        "...k,...k->...",
        np.diff(upto, axis=-1, prepend=0.0),
        np.where(np.isnan(ordered), 0.0, ordered),
    )
    return held(np.where(total[..., 0] > 0, result, np.nan), x, weights)


def _order(
    children: int, lowest: int | None, highest: int | None, order: tuple[float, ...] | None
) -> Array:
    everywhere = np.ones(children, bool)
    if sum(option is not None for option in (lowest, highest, order)) != 1:
        raise Undefined(
            Wording("refusal.owa-one"),
            everywhere,
            family=True,
        )
    if order is None:
        many = lowest or highest or 0
        if not 1 <= many <= children:
            raise Undefined(
                Wording("refusal.owa-many", children=children, many=many), everywhere, family=True
            )
        ranks = np.arange(children)
        return (ranks < many if lowest else ranks >= children - many).astype(float)
    if len(order) != children or min(order) < 0 or sum(order) <= 0:
        needs = Wording("refusal.owa-order")
        raise Undefined(
            Wording("refusal.one-of-and", children=children, needs=needs), everywhere, family=True
        )
    return np.asarray(order, float)


def _climb(x: Array, weights: Array) -> tuple[Array, Array]:
    """Return the children in ascending order and the weight reached with each, (..., R, K).

    Those that take no part come last.
    """
    part = taking_part(x, weights)
    values = np.where(part, x, np.nan)
    carried = np.where(part, scaled(weights)[..., None, :], 0.0)
    order = np.argsort(values, axis=-1, kind="stable")
    ordered, reached = (np.take_along_axis(part, order, -1) for part in (values, carried))
    return ordered, np.cumsum(reached, axis=-1)


@aggregation(usual=6)
def mpi(
    x: Array,
    weights: Array,
    *,
    penalty: Literal["negative", "positive"] = "negative",
    deviation: Literal["population", "sample"] = "population",
) -> Array:
    """Mazziotta-Pareto index: the mean, less (or plus) a penalty for children that differ.

    M - S^2 / M (`penalty: negative`) or M + S^2 / M (`penalty: positive`);
    M, S : weighted mean and standard deviation of a unit's own children.

    The index of 2011 takes columns normalised by `z_score` with mean 100 and standard deviation 10;
    the adjusted index (AMPI) of 2016 takes goalposts mapped onto 70 to 130. Both are this method
    after that normalisation.

    x : (..., R, K).
    weights : (..., K).
    penalty : `negative` where more is better, `positive` for what should be low.
    deviation : divide by the number of children (`population`, as the authors do) or one less
        (`sample`, as Compind's MPI does).
    Returns (..., R). Missing children are skipped. A mean of 0 or less is an error.

    Mazziotta & Pareto (2016), On a generalized non-compensatory composite index for measuring
    socio-economic phenomena, Social Indicators Research 127,
    https://doi.org/10.1007/s11205-015-0998-2.

    >>> mpi(np.array([[90.0, 110.0]]), np.array([1.0, 1.0]))
    array([99.])
    """
    centre: Array = arithmetic(x, weights)
    if (centre <= 0).any():
        cells = taking_part(x, weights) & (centre <= 0)[..., None]
        hint = Wording("refusal.siblings-mean-at-0.hint")
        raise Undefined(
            Wording("refusal.siblings-mean-at-0"),
            cells,
            cells=True,
            family=True,
            hint=hint,
        )
    size = np.where((centre > HUGE) | (centre < 1 / HUGE), binary_exponent(centre), 0)
    # the squares would overflow or vanish
    if size.any():
        x, centre = np.ldexp(x, -size[..., None]), np.ldexp(centre, -size)
    variance = weighted_mean(np.square(x - centre[..., None]), weights)
    if deviation == "sample":
        children = taking_part(x, weights).sum(axis=-1)
        variance = variance * children / np.maximum(children - 1, 1)
    penalised = centre - variance / centre if penalty == "negative" else centre + variance / centre
    return np.ldexp(penalised, size) if size.any() else penalised
