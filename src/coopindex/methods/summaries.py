"""Summaries of columns that skip what is missing: (..., R, K) in, (..., K) out, without warnings.

A column that is entirely missing gives NaN.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopindex.methods.links import HUGE
from coopindex.methods.registry import Array, Undefined
from coopindex.methods.settled import DEVIATION, MAXIMUM, MEAN, MINIMUM, settles
from coopindex.phrases import Wording

# doublings that no sum of values can use up
SPARE = 64
# of a column's largest value: what is put together from other columns differs by so much, at most,
# because sums are rounded, and that is no difference between units
ROUNDING = 1e-14
# the standard deviation of a normal distribution whose median absolute deviation is 1
NORMAL_MAD = 1.4826022185056018


class Extremes(NamedTuple):
    """The smallest and the largest value of each column, each `(..., K)`."""

    low: Array
    high: Array


class Spread(NamedTuple):
    """A centre of each column and how far its values lie from it, each `(..., K)`."""

    centre: Array
    width: Array


def binary_exponent(x: Array) -> NDArray[np.intc]:
    """Return the e of the power of two 2^e at or below each number above 0.

    >>> binary_exponent(np.array([1.0, 5.0, 0.25]))
    array([ 0,  2, -2], dtype=int32)
    """
    return np.asarray(np.frexp(x)[1] - 1)


def of_usual_size(x: Array) -> tuple[Array, NDArray[np.intp]]:
    """Return columns whose largest value lies from 1 to 2, and what brings each back, (..., 1, K).

    That is the e of a power of two 2^e, which keeps every digit. Products and sums of such columns
    neither overflow nor vanish.

    >>> of_usual_size(np.array([[1e-200], [np.nan], [3e-200]]))[0].ravel()
    array([0.38272526,        nan, 1.14817578])
    """
    largest = np.fmax.reduce(np.abs(x), axis=-2, keepdims=True)
    size = np.where(largest > 0, binary_exponent(largest), 0)
    return np.ldexp(x, -size), size


def count(x: Array) -> Array:
    """Count the values that are present.

    >>> count(np.array([[1.0], [np.nan], [3.0]]))
    array([2.])
    """
    # NaN is the one value that differs from itself
    return np.asarray(np.count_nonzero(x == x, axis=-2), float)


@settles(MINIMUM, MAXIMUM)
def extremes(x: Array) -> Extremes:
    """Return the smallest and the largest value.

    >>> extremes(np.array([[1.0], [np.nan], [3.0]]))
    Extremes(low=array([1.]), high=array([3.]))
    """
    low, high = x.min(axis=-2), x.max(axis=-2)
    if np.isnan(low).any():
        low, high = np.fmin.reduce(x, axis=-2), np.fmax.reduce(x, axis=-2)
    return Extremes(low, high)


@settles(MEAN)
def mean(x: Array) -> Array:
    """Return the mean.

    >>> mean(np.array([[1.0], [np.nan], [3.0]]))
    array([2.])
    """
    with np.errstate(over="ignore", invalid="ignore"):
        centre: Array = x.mean(axis=-2)
        if not np.isfinite(centre).all():
            missing, present = np.isnan(x), x.copy(order="K")
            np.copyto(present, 0.0, where=missing)
            n = x.shape[-2] - np.count_nonzero(missing, axis=-2)
            centre = present.sum(axis=-2) / n
            if np.isinf(centre).any():
                whole = np.ldexp(np.ldexp(present, -SPARE).sum(axis=-2) / n, SPARE)
                centre = np.where(np.isinf(centre), whole, centre)
    return centre


def deviations(x: Array) -> tuple[Array, Array, Array | np.float64]:
    """Return the mean of each column, how far each value lies from it, and how many are present.

    (..., K), (..., R, K) and (..., K). A missing value lies 0 away. Where nothing is missing, one
    number says how many are present.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        centre: Array = x.mean(axis=-2)
        if not np.isnan(centre).any():
            return centre, x - centre[..., None, :], np.float64(x.shape[-2])
        missing, n = np.isnan(x), count(x)
        present = np.where(missing, 0.0, x)
        centre = present.sum(axis=-2) / n
        deviation = np.subtract(x, centre[..., None, :], out=present)
    np.copyto(deviation, 0.0, where=missing)
    return centre, deviation, n


def sum_of_products(x: Array, y: Array) -> Array:
    """Return sum_r x_rk y_rk of columns without NaN."""
    total: Array = np.einsum("...rk,...rk->...k", x, y)
    return total


@settles(MEAN, DEVIATION)
def mean_and_sd(x: Array) -> Spread:
    """Return the mean and the standard deviation of a sample (n - 1).

    NaN where fewer than two values are present.

    >>> mean_and_sd(np.array([[1.0], [2.0], [3.0]]))
    Spread(centre=array([2.]), width=array([1.]))
    """
    found, unusual = _mean_and_sd(x)
    if unusual.any():
        small, size = of_usual_size(x)
        again, size = _mean_and_sd(small)[0], size[..., 0, :]
        with np.errstate(over="ignore"):
            found = Spread(
                *(
                    np.where(unusual, np.ldexp(new, size), old)
                    for new, old in zip(again, found, strict=True)
                )
            )
    return found


def _mean_and_sd(x: Array) -> tuple[Spread, NDArray[np.bool_]]:
    """Return mean and standard deviation, and which columns are out of size for their squares."""
    centre, deviation, n = deviations(x)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        squares = sum_of_products(deviation, deviation)
        unusual = _unusual(squares) & (n > 1)
        return Spread(centre, np.sqrt(squares / np.where(n > 1, n - 1, np.nan))), unusual


def _unusual(squares: Array) -> NDArray[np.bool_]:
    """Say which sums of squares may have lost digits by their size; of none, False."""
    if squares.size and squares.min() > 1 / HUGE and squares.max() < HUGE:
        return np.array(False)
    return ~((squares > 1 / HUGE) & (squares < HUGE))


class Shape(NamedTuple):
    """How lopsided and how heavy-tailed each column is, each `(..., K)`; NaN: it cannot be said."""

    skewness: Array
    kurtosis: Array


def shape(x: Array) -> Shape:
    """Return skewness and excess kurtosis, both corrected for the bias of small samples (type 2).

    With m_j the mean of the j-th powers of the deviations from the mean, g = m_3 / m_2^1.5 and h =
    m_4 / m_2^2 - 3: skewness = g sqrt(n (n - 1)) / (n - 2); kurtosis = ((n + 1) h + 6) (n - 1) /
    ((n - 2) (n - 3)). NaN for a column of fewer than three (skewness) or four values (kurtosis), or
    of equal ones.

    Joanes & Gill (1998), Comparing measures of sample skewness and kurtosis, The Statistician
    47(1), https://doi.org/10.1111/1467-9884.00122.

    >>> shape(np.array([[1.0], [2.0], [3.0], [10.0]])).skewness.round(4)
    array([1.7636])
    """
    found, unusual = _shape(x)
    if unusual.any():
        again, _ = _shape(of_usual_size(x)[0])
        found = Shape(*(np.where(unusual, new, old) for new, old in zip(again, found, strict=True)))
    return found


def _shape(x: Array) -> tuple[Shape, NDArray[np.bool_]]:
    """Return skewness and kurtosis, and which columns are too large or small for their powers."""
    _, deviation, n = deviations(x)
    cubes = np.einsum("...rk,...rk,...rk->...k", deviation, deviation, deviation)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        squares = np.multiply(deviation, deviation, out=deviation)
        variance = squares.sum(axis=-2) / n
        unusual = _unusual(variance) & (n > 1)
        g = cubes / n / (variance * np.sqrt(variance))
        h = sum_of_products(squares, squares) / n / (variance * variance) - 3
        lopsided = g * np.where(n > 2, np.sqrt(n * (n - 1)) / (n - 2), np.nan)
        heavy = ((n + 1) * h + 6) * np.where(n > 3, (n - 1) / ((n - 2) * (n - 3)), np.nan)
    return Shape(lopsided, heavy), unusual


def skewness(x: Array) -> Array:
    """Return the bias-corrected skewness; see `shape`."""
    return shape(x).skewness


def kurtosis(x: Array) -> Array:
    """Return the bias-corrected excess kurtosis; see `shape`."""
    return shape(x).kurtosis


def quantile(x: Array, share: ArrayLike) -> Array:
    """Return the quantile below which `share` of the values lie, linear between neighbours.

    share : a number, or one for each column.

    Hyndman & Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4)
    (type 7), https://doi.org/10.1080/00031305.1996.10473566.

    >>> quantile(np.array([[1.0], [np.nan], [3.0], [4.0]]), 0.25)
    array([2.])
    """
    position = np.asarray(share) * np.maximum(count(x) - 1, 0)
    below = np.floor(position)
    ordered = np.sort(x, axis=-2)
    picked = [
        np.take_along_axis(ordered, at.astype(np.intp)[..., None, :], -2)[..., 0, :]
        for at in (below, np.ceil(position))
    ]
    with np.errstate(over="ignore", invalid="ignore"):
        between = picked[0] + (picked[1] - picked[0]) * (position - below)
        if np.isinf(picked[1] - picked[0]).any():
            low, high = 0.5 * picked[0], 0.5 * picked[1]
            halves = 2 * (low + (high - low) * (position - below))
            between = np.where(np.isinf(picked[1] - picked[0]), halves, between)
    return np.asarray(between, float)


def median_and_mad(x: Array) -> Spread:
    """Return the median and the median absolute deviation from it.

    >>> median_and_mad(np.array([[1.0], [2.0], [9.0]]))
    Spread(centre=array([2.]), width=array([1.]))
    """
    centre = quantile(x, 0.5)
    with np.errstate(over="ignore"):
        return Spread(centre, quantile(np.abs(x - centre[..., None, :]), 0.5))


def refuse_columns(columns: NDArray[np.bool_], message: str, hint: str, **values: Any) -> None:
    """Raise `Undefined` when any column is marked; message and hint are keys of phrases."""
    if np.any(columns):
        raise Undefined(
            Wording(message, **values), np.asarray(columns), hint=Wording(hint, **values)
        )


def refuse_cells(cells: NDArray[np.bool_], message: str, hint: str) -> None:
    """Raise `Undefined` when any cell is marked; message and hint are keys of phrases."""
    if cells.any():
        raise Undefined(Wording(message), cells, cells=True, hint=Wording(hint))


@settles(MINIMUM, MAXIMUM)
def refuse_constant(x: Array) -> Extremes:
    """Raise `Undefined` when any column is constant but for rounding; return the extremes.

    Also when one reaches further than numbers go.

    >>> refuse_constant(np.array([[1.0], [2.0]]))
    Extremes(low=array([1.]), high=array([2.]))
    """
    found = extremes(x)
    message = "refusal.constant"
    least = ROUNDING * np.maximum(np.abs(found.low), np.abs(found.high))
    with np.errstate(over="ignore"):
        constant = found.high - found.low <= least
    refuse_columns(constant, message, "refusal.constant.hint")
    with np.errstate(over="ignore"):
        refuse_immeasurable(found.high - found.low)
    return found


def refuse_immeasurable(width: Array) -> None:
    """Raise `Undefined` where the width of a column that is not constant cannot be reckoned with.

    It is infinite, or so small that it is 0.
    """
    message = "refusal.far-apart"
    refuse_columns((width == 0) | np.isinf(width), message, "refusal.far-apart.hint")
