"""Bring columns onto a common scale, by their values; `ordinal` does by their order.

The columns `x` (..., R, K) come oriented: those of a negative direction are multiplied by -1, so
more is always better, and every method here gives no less to more, but for `ideal_range`, whose
best lies between. What an option states in an indicator's own measure (goalposts, a target) is
oriented alike. NaN stays NaN.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.options import Span, Width
from coopindex.methods.registry import Array, Context, Counterpart, Undefined, register
from coopindex.methods.settled import (
    DEVIATION,
    MAXIMUM,
    MEAN,
    MEDIAN,
    MINIMUM,
    Part,
    settles,
    states,
)
from coopindex.methods.summaries import (
    NORMAL_MAD,
    Extremes,
    Spread,
    extremes,
    mean_and_sd,
    median_and_mad,
    refuse_cells,
    refuse_columns,
    refuse_constant,
    refuse_immeasurable,
)
from coopindex.phrases import Wording
from coopindex.problems import nearest

normalisation = partial(register, "normalisation")


def spread_over(x: Array, low: Array, high: Array, scale: Span, *, clip: bool = False) -> Array:
    """Map `low` to the lower end of `scale` and `high` to its upper end, linearly.

    low, high : broadcast against x.
    """
    lower, upper = scale
    with np.errstate(over="ignore"):
        width = np.atleast_1d(high - low)
    refuse_immeasurable(width[..., 0, :] if width.ndim > 1 else width)
    z: Array = x - low
    z /= width
    if clip:
        np.clip(z, 0.0, 1.0, out=z)
    z *= np.subtract(upper, lower)
    z += lower
    return z


def stated(value: float, context: Context | None) -> Array:
    """Return a value in the columns' own measure as it stands after transform and orientation.

    (K,), or (1,) for all columns; (Y, K) where each year's transform is its own.
    """
    if context is None:
        return np.array([value], float)
    return context.stated(value) * context.direction


@normalisation(keeps_order=True)
def none(x: Array) -> Array:
    """Leave the column as it is, turned round where less is better.

    >>> none(np.array([[1.0], [2.0]])).ravel()
    array([1., 2.])
    """
    return x


def _z_scores_as_wide(*, scale: Span) -> Counterpart:
    """Return z-scores with the middle of the scale and a sixth of its width as deviation."""
    low, high = scale
    return "z_score", (("mean", (low + high) / 2), ("sd", (high - low) / 6))


@normalisation(statistics=refuse_constant, keeps_order=True, counterpart=_z_scores_as_wide, usual=1)
def min_max(x: Array, reference: Extremes, *, scale: Span = (0.0, 100.0)) -> Array:
    """Give the worst unit 0 points, the best 100, the others in between (min-max normalisation).

    Points rise evenly; the reference spans `scale`.

    z = lower + (x - min) / (max - min) * (upper - lower)

    The two most extreme units decide the scale of all others: treat outliers first.

    x : (..., R, K).
    reference : the minimum and maximum of each column, (..., K).
    scale : its lower and upper end.
    Returns (..., R, K) points; NaN where x is NaN. Rows outside the reference may fall outside the
    scale. A column that is constant in the reference is an error.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5,
    https://doi.org/10.1787/9789264043466-en.

    >>> ends = Extremes(np.array([1.0]), np.array([3.0]))
    >>> min_max(np.array([[1.0], [2.0], [3.0]]), ends).ravel()
    array([  0.,  50., 100.])
    """
    return spread_over(x, reference.low[..., None, :], reference.high[..., None, :], scale)


@normalisation()
@states(lower="lower goalpost", upper="upper goalpost")
def goalposts(
    x: Array,
    *,
    lower: float,
    upper: float,
    scale: Span = (0.0, 100.0),
    clip: bool = True,
    context: Context | None = None,
) -> Array:
    """Give 0 points at one fixed post, 100 at the other, so that scores compare over the years.

    Points rise evenly between the posts, in every edition alike.

    z = (x - lower) / (upper - lower), spread over `scale`

    x : (..., R, K).
    lower, upper : the posts, stated in the column's own measure, before any transform (under a
        logarithm write 100 and 75000, not their logarithms). For a negative direction the lower
        post is the better one. Equal posts are an error, and so is a lower one above the upper.
    scale : where the posts are mapped to.
    clip : hold what lies beyond a post to the end of the scale; without, it goes on as far as it
        lies beyond.
    Returns (..., R, K); NaN where x is NaN.

    UNDP, Human Development Report, technical note 1, https://hdr.undp.org.

    >>> goalposts(np.array([[20.0], [52.5], [90.0]]), lower=20, upper=85, scale=(0, 1)).ravel()
    array([0. , 0.5, 1. ])
    """
    if np.any(np.equal(lower, upper)):
        raise ValueError(Wording("refusal.same-post"))
    if np.any(np.greater(lower, upper)):
        raise ValueError(Wording("refusal.posts-order", lower=lower, upper=upper))
    ends = stated(lower, context), stated(upper, context)
    low, high = np.minimum(*ends), np.maximum(*ends)
    return spread_over(x, low[..., None, :], high[..., None, :], scale, clip=clip)


@settles(MEAN, DEVIATION)
def distinct_mean_and_sd(x: Array) -> Spread:
    """Return the mean and sd of columns that are not constant."""
    refuse_constant(x)
    found = mean_and_sd(x)
    refuse_immeasurable(found.width)
    return found


def standardised(x: Array, reference: Spread, mean: float = 0.0, sd: float = 1.0) -> Array:
    """Count from the centre in widths, then give the result this mean and standard deviation."""
    z: Array = x - reference.centre[..., None, :]
    z /= reference.width[..., None, :]
    z *= sd
    z += mean
    return z


@normalisation(statistics=distinct_mean_and_sd, keeps_order=True, usual=2)
def z_score(x: Array, reference: Spread, *, mean: float = 0.0, sd: Width = 1.0) -> Array:
    """Say how many standard deviations a unit lies above or below the mean (z-score).

    Over the reference each column then has this mean and standard deviation.

    z = (x - mean of x) / (sd of x) * sd + mean, with the sample's standard deviation (n - 1)

    x : (..., R, K).
    reference : mean and sd of each column, (..., K).
    mean : the mean afterwards. With 0 half of the scores are negative: no geometric means after it.
    sd : the standard deviation afterwards.
    Returns (..., R, K); NaN where x is NaN. A column that is constant in the reference is an error.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5,
    https://doi.org/10.1787/9789264043466-en.

    >>> found = Spread(np.array([2.0]), np.array([1.0]))
    >>> z_score(np.array([[1.0], [2.0], [3.0]]), found, mean=10, sd=2).ravel()
    array([ 8., 10., 12.])
    """
    return standardised(x, reference, mean, sd)


@settles(MEDIAN, Part("scaled median absolute deviation", kind="width"))
def distinct_median_and_mad(x: Array) -> Spread:
    """Return the median and the scaled median absolute deviation of columns where it isn't 0."""
    centre, width = median_and_mad(x)
    message = "refusal.no-mad"
    refuse_columns(width == 0, message, "refusal.no-mad-z.hint")
    with np.errstate(over="ignore"):
        width = width * NORMAL_MAD
    refuse_immeasurable(width)
    return Spread(centre, width)


@normalisation(statistics=distinct_median_and_mad)
def robust_z_score(x: Array, reference: Spread, *, mean: float = 0.0, sd: Width = 1.0) -> Array:
    """Say how far a unit lies from the median, by a yardstick that outliers hardly move.

    The yardstick is the median absolute deviation (MAD).

    z = (x - median) / (1.4826 MAD) * sd + mean

    1.4826 makes the divisor a normal distribution's standard deviation.

    x : (..., R, K).
    reference : median and scaled MAD of each column, (..., K).
    mean, sd : the centre and the width afterwards.
    Returns (..., R, K); NaN where x is NaN. A column of which at least half the values are equal to
    the median has no spread in this sense: it is an error.

    Rousseeuw & Croux (1993), Alternatives to the median absolute deviation, Journal of the American
    Statistical Association 88(424), https://doi.org/10.1080/01621459.1993.10476408.

    >>> x = np.array([[1.0], [2.0], [3.0], [90.0]])
    >>> robust_z_score(x, distinct_median_and_mad(x)).ravel().round(3)
    array([-1.012, -0.337,  0.337, 59.018])
    """
    return standardised(x, reference, mean, sd)


@normalisation(statistics=distinct_mean_and_sd)
def logistic(
    x: Array, reference: Spread, *, steepness: Width = 1.0, scale: Span = (0.0, 100.0)
) -> Array:
    """Bend points into an S: extreme values come near the ends of the scale, never past (sigmoid).

    It is the z-score that is bent.

    z = lower + (upper - lower) / (1 + exp(-steepness * (x - mean) / sd))

    x : (..., R, K).
    reference : mean and sd of each column, (..., K).
    steepness : of the S at the mean, above 0.
    scale : the ends that are never reached.
    Returns (..., R, K) points; NaN where x is NaN. A column that is constant in the reference is an
    error.

    Han, Kamber & Pei (2012), Data Mining, 3rd edition, 3.5,
    https://doi.org/10.1016/C2009-0-61819-5.

    >>> found = Spread(np.array([2.0]), np.array([1.0]))
    >>> logistic(np.array([[1.0], [2.0], [3.0]]), found).ravel().round(3)
    array([26.894, 50.   , 73.106])
    """
    if np.any(np.less_equal(steepness, 0)):
        raise ValueError(Wording("refusal.steepness"))
    lower, upper = scale
    # the same function, safe from overflow
    half = np.tanh(standardised(x, reference) * steepness / 2) / 2 + 0.5
    return np.asarray(half * np.subtract(upper, lower) + lower, float)


@normalisation(statistics=refuse_constant, keeps_order=True)
def distance_to_maximum(x: Array, reference: Extremes, *, scale: Span = (0.0, 100.0)) -> Array:
    """Measure how near a unit comes to the best (distance to the leader).

    z = 1 - (max - x) / (max - min), spread over `scale`

    This is `min_max` under the name it has where the best performer is the yardstick.

    x : (..., R, K).
    reference : the minimum and maximum of each column, (..., K).
    scale : its lower and upper end.
    Returns (..., R, K); NaN where x is NaN. A column that is constant in the reference is an error.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5,
    https://doi.org/10.1787/9789264043466-en.

    >>> ends = Extremes(np.array([1.0]), np.array([3.0]))
    >>> distance_to_maximum(np.array([[1.0], [2.0], [3.0]]), ends).ravel()
    array([  0.,  50., 100.])
    """
    return spread_over(x, reference.low[..., None, :], reference.high[..., None, :], scale)


@settles(MINIMUM, Part("value of the unit of reference"))
def worst_and_unit(x: Array, *, unit: str, context: Context) -> Extremes:
    """Return the smallest value of each column and the value of one unit, of its latest year."""
    rows = (
        np.flatnonzero(context.unit == context.codes.index(unit))
        if unit in context.codes
        else np.empty(0, int)
    )
    if not rows.size:
        everywhere = np.ones(x.shape[-1], bool)
        raise Undefined(
            Wording("refusal.not-in-reference", unit=unit),
            everywhere,
            hint=nearest(unit, context.codes),
        )
    low = refuse_constant(x).low
    own = x[..., rows[np.argmax(context.year[rows])], :]
    refuse_columns(
        np.isnan(own) & ~np.isnan(low),
        "refusal.reference-missing",
        "refusal.reference-missing.hint",
        unit=unit,
    )
    refuse_columns(
        own == low, "refusal.reference-lowest", "refusal.reference-lowest.hint", unit=unit
    )
    return Extremes(low, own)


@normalisation(statistics=worst_and_unit)
def distance_to_reference(
    x: Array, reference: Extremes, *, cap: bool = False, scale: Span = (0.0, 100.0)
) -> Array:
    """Measure how near a unit comes to a chosen one, such as a capital or a leader.

    z = 1 - (value of `unit` - x) / (value of `unit` - min), spread over `scale`

    x : (..., R, K).
    reference : the minimum of each column and the value of `unit` in its latest year, (..., K).
    unit : the code of the one compared with.
    cap : hold those beyond it to the upper end.
    scale : its lower and upper end.
    Returns (..., R, K); NaN where x is NaN. A column in which `unit` has no value, or the worst, is
    an error.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5,
    https://doi.org/10.1787/9789264043466-en.

    >>> ends = Extremes(np.array([1.0]), np.array([3.0]))
    >>> distance_to_reference(np.array([[1.0], [2.0], [5.0]]), ends).ravel()
    array([  0.,  50., 200.])
    """
    return capped(
        spread_over(x, reference.low[..., None, :], reference.high[..., None, :], scale), scale, cap
    )


def capped(z: Array, scale: Span, cap: bool) -> Array:
    """Hold what lies beyond the upper end of `scale` to it."""
    return np.minimum(z, scale[1], out=z) if cap else z


@settles(MINIMUM, Part("target"))
def worst_and_target(x: Array, *, target: float, context: Context | None = None) -> Extremes:
    """Return the smallest value of each column and the target, oriented."""
    low, goal = np.broadcast_arrays(extremes(x).low, stated(target, context))
    refuse_columns(
        goal <= low,
        "refusal.target-met",
        "refusal.target-met.hint",
    )
    return Extremes(low, goal)


@normalisation(statistics=worst_and_target)
@states(target="target")
def distance_to_target(
    x: Array, reference: Extremes, *, cap: bool = True, scale: Span = (0.0, 100.0)
) -> Array:
    """Measure how far a unit has come from the worst towards a target.

    z = (x - min) / (target - min) for a positive direction, (max - x) / (max - target) for a
    negative one, spread over `scale`

    x : (..., R, K).
    reference : the worst value of each column and its target, oriented, (..., K).
    target : stated in the column's own measure; one that everybody meets is an error.
    cap : hold those beyond it to the upper end.
    scale : its lower and upper end.
    Returns (..., R, K); NaN where x is NaN.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5,
    https://doi.org/10.1787/9789264043466-en.

    >>> ends = Extremes(np.array([1.0]), np.array([3.0]))
    >>> distance_to_target(np.array([[1.0], [2.0], [5.0]]), ends).ravel()
    array([  0.,  50., 100.])
    """
    return capped(
        spread_over(x, reference.low[..., None, :], reference.high[..., None, :], scale), scale, cap
    )


NEGATIVE = Literal["error", "minimum_over"]


@settles(MAXIMUM)
def largest_above_zero(
    x: Array, *, negative: NEGATIVE = "error", context: Context | None = None
) -> Array:
    """Return the largest value of each column, where it lies above 0, or may lie below it."""
    high = extremes(x).high
    refuse_columns(
        (high <= 0) & ~_over(negative, context),
        "refusal.no-maximum",
        "refusal.no-maximum.hint",
    )
    return high


def _over(negative: NEGATIVE, context: Context | None) -> NDArray[np.bool_]:
    """Say of which columns the minimum is divided by the value, (K,)."""
    direction = np.ones(1) if context is None else context.direction
    return np.asarray((direction < 0) & (negative == "minimum_over"))


@normalisation(statistics=largest_above_zero, usual=5)
def fraction_of_maximum(
    x: Array,
    reference: Array,
    *,
    negative: NEGATIVE = "error",
    scale: Span = (0.0, 100.0),
    context: Context | None = None,
) -> Array:
    """Say what share of the largest value a unit has, which keeps ratios.

    z = x / max, spread over `scale`; for a negative direction with `minimum_over`, z = min / x

    Twice as much scores twice as high; of a negative direction, half as high.

    x : (..., R, K).
    reference : the maximum of each column as it is oriented, (..., K).
    negative : what a negative direction does: `error`, or `minimum_over` for min / x, of which
        every value must lie above 0.
    scale : its lower and upper end.
    Returns (..., R, K); NaN where x is NaN. A column without a value above 0 (any of a negative
    direction, unless `minimum_over`) is an error.

    OEHHA, CalEnviroScreen 3.0 (2017): each component is divided by its maximum, then multiplied by
    10, https://oehha.ca.gov/calenviroscreen/report/calenviroscreen-30. min / x: the linear ratio of
    Hwang & Yoon (1981), Multiple Attribute Decision Making, https://doi.org/10.1007/978-3-642-48318-9.

    >>> x = np.array([[1.0], [2.0], [4.0]])
    >>> fraction_of_maximum(x, np.array([4.0]), scale=(0, 10)).ravel()
    array([ 2.5,  5. , 10. ])
    """
    lower, upper = scale
    over = _over(negative, context)
    if over.any():
        refuse_cells((x >= 0) & over, "refusal.minimum-over", "refusal.minimum-over.hint")
        z: Array = np.where(over, reference[..., None, :] / x, x / reference[..., None, :])
    else:
        z = x / reference[..., None, :]
    z *= np.subtract(upper, lower)
    z += lower
    return z


def _best_within(
    *, lower: float | None, upper: float | None, ideal: float | None
) -> tuple[float, float]:
    """Return the ends of the ideal range as the options state them."""
    if ideal is not None:
        return ideal, ideal
    return (-np.inf if lower is None else lower), (np.inf if upper is None else upper)


def _outside(
    x: Array,
    lower: float | None,
    upper: float | None,
    ideal: float | None,
    context: Context | None,
) -> tuple[Array, Array]:
    """Return how far values lie below and above the ideal range, as they stand; inside, below 0."""
    if (ideal is None) == (lower is None or upper is None):
        raise ValueError(Wording("refusal.ideal-range"))
    if ideal is not None and (lower is not None or upper is not None):
        raise ValueError(Wording("refusal.ideal-range"))
    first, last = _best_within(lower=lower, upper=upper, ideal=ideal)
    if first > last:
        raise ValueError(Wording("refusal.ideal-order", lower=first, upper=last))
    if context is not None and (context.direction < 0).any():
        hint = Wording("refusal.no-direction.hint")
        raise Undefined(Wording("refusal.no-direction"), context.direction < 0, hint=hint)
    ends = stated(first, context), stated(last, context)
    low, high = np.minimum(*ends), np.maximum(*ends)
    return low[..., None, :] - x, x - high[..., None, :]


@settles(Part("distance that counts 0", kind="width"))
def farthest_outside(
    x: Array,
    *,
    lower: float | None = None,
    upper: float | None = None,
    ideal: float | None = None,
    context: Context | None = None,
) -> Array:
    """Return how far outside the ideal range the farthest value lies; 0 where none does."""
    below, above = _outside(x, lower, upper, ideal, context)
    most = np.fmax(np.fmax.reduce(below, axis=-2), np.fmax.reduce(above, axis=-2))
    return np.asarray(np.maximum(most, 0.0))


@normalisation(statistics=farthest_outside, best_within=_best_within)
@states(lower="lower end of the ideal range", upper="upper end of the ideal range", ideal="ideal")
def ideal_range(
    x: Array,
    reference: Array,
    *,
    lower: float | None = None,
    upper: float | None = None,
    ideal: float | None = None,
    scale: Span = (0.0, 100.0),
    context: Context | None = None,
) -> Array:
    """Give 100 points inside an ideal range, fewer the farther a value lies outside it on any side.

    For moderate indicators, of which neither more nor less is better: acidity, temperature, debt.

    z = 1 - d / M, spread over `scale`; d : distance to the nearer end of the range, 0 inside

    M is the largest distance in the reference, the same for both sides: the farthest value has 0,
    and one on the nearer side never comes down to it. Where all are inside, all have the most.

    x : (..., R, K).
    reference : M of each column, (..., K).
    lower, upper : the ends of the range, which belong to it, in the column's own measure.
    ideal : one value in the place of a range. Say this, or `lower` and `upper`.
    scale : its lower and upper end.
    Returns (..., R, K); NaN where x is NaN. Rows outside the reference may fall below the scale. A
    negative direction is an error: such an indicator has none.

    Zhang (2026), mathmodels 0.0.11, an R package, `rescale_middle` and `rescale_interval`.

    >>> x = np.array([[6.0], [7.0], [8.0], [9.0]])
    >>> ideal_range(x, farthest_outside(x, ideal=7), ideal=7).ravel()
    array([ 50., 100.,  50.,   0.])
    """
    distance = np.maximum(np.maximum(*_outside(x, lower, upper, ideal, context)), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = 1.0 - np.where(distance == 0, 0.0, distance / reference[..., None, :])
    return np.asarray(z * np.subtract(scale[1], scale[0]) + scale[0], float)


@settles(Part("base value"))
def base_values(x: Array, *, context: Context) -> dict[str, Array]:
    """Return the mean of each unit's rows, by its code; NaN where one of them is missing."""
    order = np.argsort(context.unit, kind="stable")
    units, firsts, counts = np.unique(context.unit[order], return_index=True, return_counts=True)
    if not units.size:
        return {}
    each = x[..., order, :] / np.repeat(counts, counts)[:, None]
    means = np.add.reduceat(each, firsts, axis=-2)
    return {context.codes[unit]: means[..., at, :] for at, unit in enumerate(units.tolist())}


@normalisation(statistics=base_values, based=True, blank=True, ends=(0.0,))
def index_number(x: Array, reference: Mapping[str, Array], *, context: Context) -> Array:
    """Give each unit 100 points in the base period, and what it has grown to since in any other.

    z = 100 x / x_base for a positive direction, 100 x_base / x for a negative one

    x_base is the unit's own value in the base period, the plain mean of several: those that
    `reference: {years: [...]}` names, and it must name them. Points say how a unit has changed, not
    how much it has beside others.

    x : (..., R, K).
    reference : unit -> its value in the base period, oriented, (..., K).
    Returns (..., R, K). Missing where x is, where the unit has no value in one of the base periods
    or a mean of 0, and for a negative direction where x is 0.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5 (distance to a reference
    at the initial time), https://doi.org/10.1787/9789264043466-en.

    >>> nobody, years = np.zeros(3, int), np.array([2019, 2020, 2021])
    >>> who = Context(("a",), nobody, years, np.array([1.0, -1.0]))
    >>> x = np.array([[4.0, -4.0], [5.0, -2.0], [6.0, -8.0]])
    >>> index_number(x, {"a": x[0]}, context=who)
    array([[100., 100.],
           [125., 200.],
           [150.,  50.]])
    """
    blank = np.full(x.shape[-1], np.nan)
    bases = [reference.get(code, blank) for code in context.codes]
    base = np.stack(np.broadcast_arrays(*bases), axis=-2)[..., context.unit, :]
    rises = context.direction > 0
    above, below = np.where(rises, x, base), np.where(rises, base, x)
    known = (base != 0) & (below != 0)
    blanks = np.full(above.shape, np.nan)
    z: Array = np.divide(above, below, out=blanks, where=known)
    z *= 100.0
    return z
