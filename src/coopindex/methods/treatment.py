"""Tame outliers. The column is in its own measure, not yet oriented by direction.

A treatment's statistics are its two clip points, so that the same limits can be applied to other
rows; the map clips to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array, Context, Undefined, register
from coopindex.methods.settled import LOWER, UPPER, Part, settles, states
from coopindex.methods.summaries import (
    NORMAL_MAD,
    Extremes,
    extremes,
    median_and_mad,
    quantile,
    refuse_columns,
    shape,
)
from coopindex.methods.summaries import kurtosis as kurtosis
from coopindex.methods.summaries import skewness as skewness
from coopindex.methods.transform import SHAPE_ROUNDING, Shift, shift_between, shifted_log
from coopindex.phrases import Wording

treatment = partial(register, "treatment")
# beyond both, a column has outliers
LIMITS = {"skewness": 2.0, "kurtosis": 3.5}


@treatment()
def none(x: Array) -> Array:
    """Leave the column as it is.

    >>> none(np.array([[1.0], [2.0]])).ravel()
    array([1., 2.])
    """
    return x


def held_between(x: Array, limits: Extremes) -> Array:
    """Clip columns to their limits, (..., K) each."""
    held = np.maximum(x, limits.low[..., None, :])
    return np.minimum(held, limits.high[..., None, :], out=held)


@treatment()
@states(lower="lower clip point", upper="upper clip point")
def clip(
    x: Array,
    *,
    lower: float | None = None,
    upper: float | None = None,
    context: Context | None = None,
) -> Array:
    """Hold values between two limits stated in the column's own measure, before any transform.

    x : (..., R, K).
    lower, upper : the limits; one that isn't given is open. Under a transform that turns the column
        about (`reciprocal`) both must be given, or none.
    Returns (..., R, K); NaN where x is NaN.

    >>> clip(np.array([[1.0], [5.0], [9.0]]), lower=2, upper=8).ravel()
    array([2., 5., 8.])
    """
    if context is None:
        return np.clip(x, lower, upper)
    ends = [
        np.full(x.shape[-1], end) if limit is None else context.stated(limit)
        for limit, end in ((lower, -np.inf), (upper, np.inf))
    ]
    low, high = np.minimum(*ends), np.maximum(*ends)
    return np.clip(x, low[..., None, :], high[..., None, :])


class Winsorised(NamedTuple):
    """What winsorising found, each `(..., K)`.

    low, high : the clip points, infinite where open. moved : how many points lie beyond them.
    logged : whether the logarithm `shift` is taken.
    """

    low: Array
    high: Array
    moved: NDArray[np.intp]
    logged: NDArray[np.bool_]
    shift: Shift


class Moved(NamedTuple):
    """Where each column's ends stand once points have moved, how many have, and whether it fails.

    Each `(..., K)`.
    """

    low: Array
    high: Array
    moved: NDArray[np.intp]
    failing: NDArray[np.bool_]


def is_failing(x: Array, when: Mapping[str, float] | None) -> tuple[NDArray[np.bool_], Array]:
    """Say which columns have outliers, and their skewness.

    when : the limits of skewness and kurtosis; None: all columns that can still move fail.
    """
    found = shape(x)
    if when is None:
        low, high = extremes(x)
        return low < high, found.skewness
    lopsided = np.abs(found.skewness) >= when.get("skewness", 0.0) - SHAPE_ROUNDING
    heavy = found.kurtosis >= when.get("kurtosis", -np.inf) - SHAPE_ROUNDING
    return lopsided & heavy, found.skewness


def moves(x: Array, ends: Extremes, when: Mapping[str, float] | None, at_most: int) -> Moved:
    """Move extreme points inwards one value at a time, until the column passes or `at_most` moved.

    ends : the extremes of the columns. Only columns that still fail are looked at again: they stand
        side by side, (R, M).
    """
    columns, (outliers, skewed) = ends.low.shape, is_failing(x, when)
    low, high, lopsided = (np.array(found).reshape(-1) for found in (*ends, skewed))
    failing = outliers.reshape(-1)
    # from above, from below
    moved = np.zeros((2, low.size), np.intp)
    still = np.flatnonzero(failing & (at_most > 0))
    # in range: unchecked
    held = np.moveaxis(x, -2, 0).reshape(x.shape[-2], -1).take(still, axis=1, mode="clip")
    while still.size:
        # the smallest points move, else the largest
        upward = lopsided[still] < -SHAPE_ROUNDING
        # those that moved before among them
        moving = held == np.where(upward, low[still], high[still])
        moved[upward.astype(np.intp), still] = moving.sum(axis=0, dtype=np.int32)
        np.copyto(held, np.nan, where=moving)
        following = np.where(upward, np.fmin.reduce(held, axis=0), np.fmax.reduce(held, axis=0))
        np.copyto(held, following, where=moving)
        low[still], high[still] = (
            np.where(upward, following, low[still]),
            np.where(upward, high[still], following),
        )
        failing[still], lopsided[still] = is_failing(held, when)
        left = failing[still] & (moved[0, still] + moved[1, still] < at_most)
        still, held = still[left], held.compress(left, axis=1)
    return Moved(
        low.reshape(columns),
        high.reshape(columns),
        moved.sum(axis=0).reshape(columns),
        failing.reshape(columns),
    )


@settles(
    LOWER,
    UPPER,
    Part("points moved", kind="number"),
    Part("logged", kind="number", logging=True),
    Part("added before the logarithm", kind="width", logging=True),
    Part("sign before the logarithm", kind="number", logging=True),
)
def winsorising(
    x: Array,
    *,
    when: Mapping[str, float] | None = LIMITS,
    at_most: int = 5,
    otherwise: Literal["none", "log", "mirrored_log"] = "none",
    combine: bool = False,
) -> Winsorised:
    """Find the clip points of each column."""
    limits = None if when is None else dict(when)
    if limits is not None and not set(limits) <= {"skewness", "kurtosis"}:
        raise ValueError(Wording("refusal.when"))
    if otherwise not in ("none", "log", "mirrored_log"):
        raise ValueError(Wording("refusal.otherwise", otherwise=otherwise))
    ends = extremes(x)
    low, high, moved, failing = moves(x, ends, limits, at_most)
    logged = failing if otherwise != "none" else np.zeros_like(failing)
    if combine:
        ends = Extremes(low, high)
    left = np.zeros(ends.low.shape, bool)
    if otherwise == "mirrored_log":
        left = np.asarray(shape(held_between(x, ends)).skewness <= SHAPE_ROUNDING)
    if not combine:
        low, high = np.where(logged, -np.inf, low), np.where(logged, np.inf, high)
    return Winsorised(low, high, moved, logged, shift_between(ends, left))


@treatment(statistics=winsorising)
def winsorise(x: Array, reference: Winsorised) -> Array:
    """Move the most extreme values to their neighbour's, one by one, until no outlier is left.

    A column passes when |skewness| < 2 or excess kurtosis < 3.5 (type 2). Else its largest value
    (skewness >= 0) or smallest one takes the value next to it, again and again, until the column
    passes or `at_most` points have moved. Tied points move together, so a few more than that may
    have moved. Treating each year apart makes years incomparable: fix the reference instead.

    x : (..., R, K).
    reference : the clip points of each column, (..., K).
    when : other limits of skewness and kurtosis, or only one of them; null winsorises in any case.
    at_most : how many points may move.
    otherwise : what is done to a column that still fails: nothing, or the logarithm `log` (see
        `shifted_log`) of the column as it was before; `mirrored_log` mirrors a column that is
        skewed to the left first, whose skewness a logarithm would worsen.
    combine : take that logarithm of the winsorised column instead.
    Returns (..., R, K); NaN where x is NaN.

    Becker, Saisana, Paruolo & Vandecasteele (2017), Weights and importance in composite indicators:
    closing the gap, Ecological Indicators 80, https://doi.org/10.1016/j.ecolind.2017.03.056; JRC
    COIN Tool user guide (2019).

    >>> x = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [90.0]])
    >>> winsorise(x, winsorising(x)).ravel()
    array([1., 2., 3., 4., 5., 5.])
    """
    held = held_between(x, Extremes(reference.low, reference.high))
    # (R, ..., K), so that a mask of columns picks (R, M)
    columns = np.moveaxis(held, -2, 0)
    logged = np.broadcast_to(reference.logged, columns.shape[1:])
    if logged.any():
        shift = Shift(*(np.broadcast_to(part, logged.shape)[logged] for part in reference.shift))
        try:
            columns[:, logged] = shifted_log(columns[:, logged], shift)
        except Undefined as undefined:
            where = np.zeros(columns.shape, bool)
            where[:, logged] = undefined.where
            raise Undefined(
                undefined.message, np.moveaxis(where, 0, -2), cells=True, hint=undefined.hint
            ) from undefined
    return held


@settles(LOWER, UPPER)
def percentiles(x: Array, *, lower: float = 5.0, upper: float = 95.0) -> Extremes:
    """Return two percentiles of each column."""
    if np.any(np.less(lower, 0) | np.greater(upper, 100) | np.greater_equal(lower, upper)):
        raise ValueError(Wording("refusal.percentiles"))
    return Extremes(quantile(x, np.asarray(lower) / 100), quantile(x, np.asarray(upper) / 100))


@treatment(statistics=percentiles)
def winsorise_percentile(x: Array, reference: Extremes) -> Array:
    """Pull the most extreme values in to two percentiles, by default the 5th and the 95th.

    The percentiles are those of the reference.

    Some values always change, outliers or not.

    x : (..., R, K).
    reference : both percentiles of each column, (..., K).
    lower, upper : the percentiles, linear between neighbours (type 7).
    Returns (..., R, K); NaN where x is NaN.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5,
    https://doi.org/10.1787/9789264043466-en.

    >>> x = np.array([[0.0], [1.0], [2.0], [3.0], [100.0]])
    >>> winsorise_percentile(x, percentiles(x, lower=25, upper=75)).ravel()
    array([1., 1., 2., 3., 3.])
    """
    return held_between(x, reference)


@settles(LOWER, UPPER)
def tukey_fences(x: Array, *, factor: float = 1.5) -> Extremes:
    """Return quartiles -/+ factor times the interquartile range of each column."""
    first, third = quantile(x, 0.25), quantile(x, 0.75)
    width = third - first
    refuse_columns(
        width == 0,
        "refusal.no-iqr",
        "refusal.another-treatment.hint",
    )
    return Extremes(first - factor * width, third + factor * width)


@treatment(statistics=tukey_fences)
def winsorise_iqr(x: Array, reference: Extremes) -> Array:
    """Pull in values that lie far outside the middle half of the units: Tukey's fences.

    Values are held within `factor` (1.5) interquartile ranges of the quartiles.

    x : (..., R, K).
    reference : both fences of each column, (..., K).
    factor : how many interquartile ranges.
    Returns (..., R, K); NaN where x is NaN. A column whose quartiles are equal is an error:
    everything else would be an outlier.

    Tukey (1977), Exploratory Data Analysis.

    >>> x = np.array([[0.0], [1.0], [2.0], [3.0], [100.0]])
    >>> winsorise_iqr(x, tukey_fences(x)).ravel()
    array([0., 1., 2., 3., 6.])
    """
    return held_between(x, reference)


@settles(LOWER, UPPER)
def around_median(x: Array, *, factor: float = 3.0) -> Extremes:
    """Return median -/+ factor times the median absolute deviation, scaled as a deviation."""
    centre, width = median_and_mad(x)
    refuse_columns(
        width == 0,
        "refusal.no-mad",
        "refusal.another-treatment.hint",
    )
    return Extremes(centre - factor * NORMAL_MAD * width, centre + factor * NORMAL_MAD * width)


@treatment(statistics=around_median)
def winsorise_mad(x: Array, reference: Extremes) -> Array:
    """Pull in values that lie far from the median.

    Values are held within `factor` (3) robust standard deviations of it.

    These are 1.4826 times the median absolute deviation (MAD).

    x : (..., R, K).
    reference : both limits of each column, (..., K).
    factor : how many robust standard deviations.
    Returns (..., R, K); NaN where x is NaN. A column whose deviations are mostly 0 is an error:
    everything else would be an outlier.

    Leys, Ley, Klein, Bernard & Licata (2013), Detecting outliers: do not use standard deviation
    around the mean, use absolute deviation around the median, Journal of Experimental Social
    Psychology 49(4), https://doi.org/10.1016/j.jesp.2013.03.013.

    >>> x = np.array([[0.0], [1.0], [2.0], [3.0], [100.0]])
    >>> winsorise_mad(x, around_median(x)).ravel().round(4)
    array([0.    , 1.    , 2.    , 3.    , 6.4478])
    """
    return held_between(x, reference)
