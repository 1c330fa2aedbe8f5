"""Change a column's shape before it is compared.

The column is in its own measure, not yet oriented by direction.
"""

from __future__ import annotations

from functools import partial
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.ranking import CONVENTIONS, Convention, Ties, counts_with_ties
from coopindex.methods.registry import AnotherUnit, Array, Context, register
from coopindex.methods.settled import ROWS, Part, settles, undone_by
from coopindex.methods.summaries import (
    Extremes,
    count,
    extremes,
    refuse_cells,
    refuse_columns,
    refuse_constant,
    skewness,
)
from coopindex.phrases import Wording

transform = partial(register, "transform")
ADDED = Part("added to it", kind="width")
EXPONENT = Part("exponent", kind="number")
# of a skewness or kurtosis: less depends on the order of the units
SHAPE_ROUNDING = 1e-9


def _same(y: Array) -> Array:
    return y


@transform(another_unit="factor")
@undone_by(_same)
def none(x: Array) -> Array:
    """Leave the column as it is.

    >>> none(np.array([[1.0], [2.0]])).ravel()
    array([1., 2.])
    """
    return x


def _unlogged(y: Array, *, offset: float = 0.0) -> Array:
    return np.exp(y) - offset


def _logarithm_in_another_unit(*, offset: float) -> AnotherUnit:
    return None if offset else "constant"


@transform(another_unit=_logarithm_in_another_unit)
@undone_by(_unlogged)
def log(x: Array, *, offset: float = 0.0) -> Array:
    """Take logarithms, so that twice as much is the same step everywhere.

    ln(x + offset), the natural logarithm: equal ratios become equal steps

    x : (..., R, K).
    offset : what is added first; x + offset must lie above 0, else it is an error. An offset is a
        choice with consequences: it decides how far apart small values end up.
    Returns (..., R, K); NaN where x is NaN.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5,
    https://doi.org/10.1787/9789264043466-en.

    >>> log(np.array([[1.0], [np.e]])).ravel()
    array([0., 1.])
    """
    shifted = x + offset
    refuse_cells(
        shifted <= 0,
        "refusal.no-logarithm",
        "refusal.no-logarithm.hint",
    )
    return np.log(shifted, out=shifted)


class Shift(NamedTuple):
    """What is added to a column before its logarithm is taken, each `(..., K)`.

    log(sign * x + added) * sign
    """

    added: Array
    sign: Array


def shift_of(x: Array, *, add: Literal["range", "one"] = "range", mirror: bool = False) -> Shift:
    """Find the shift that makes each column positive."""
    left = (
        np.asarray(skewness(x) <= SHAPE_ROUNDING)
        if mirror
        else np.zeros((*x.shape[:-2], x.shape[-1]), bool)
    )
    return shift_between(extremes(x), left, add)


def shift_between(
    ends: Extremes, left: NDArray[np.bool_], add: Literal["range", "one"] = "range"
) -> Shift:
    """Return the shift of columns that reach from one end to the other; to the `left`, mirrored."""
    low, high = ends
    if add not in ("range", "one"):
        raise ValueError(Wording("refusal.add", add=add))
    margin = 0.01 * (high - low) if add == "range" else np.ones(low.shape)
    return Shift(np.where(left, high, -low) + margin, np.where(left, -1.0, 1.0))


@settles(ADDED, Part("sign before the logarithm", kind="number"))
def distinct_shift_of(
    x: Array, *, add: Literal["range", "one"] = "range", mirror: bool = False
) -> Shift:
    """Find the shift of columns that are not constant."""
    refuse_constant(x)
    return shift_of(x, add=add, mirror=mirror)


def unshifted(y: Array, reference: Shift) -> Array:
    """Undo a shifted logarithm."""
    sign = reference.sign[..., None, :]
    return np.asarray((np.exp(y * sign) - reference.added[..., None, :]) * sign)


@transform(statistics=distinct_shift_of)
@undone_by(unshifted)
def shifted_log(x: Array, reference: Shift) -> Array:
    """Take logarithms of how far a value lies above the smallest: for any sign of values.

    It is the natural logarithm of the distance from just below the smallest value.

    y = ln(x - min + a); mirrored, y = -ln(max - x + a).

    x : (..., R, K).
    reference : the shift of each column, (..., K).
    add : a is 1% of the `range`, or `one`.
    mirror : mirror a column that is not skewed to the right first, as a plain logarithm would only
        make its long left tail longer.
    Returns (..., R, K); NaN where x is NaN. A column that is constant in the reference, or a value
    too far outside it, is an error.

    JRC COIN Tool user guide (2019).

    >>> x = np.array([[0.0], [100.0]])
    >>> shifted_log(x, shift_of(x)).ravel().round(4)
    array([0.    , 4.6151])
    """
    sign = reference.sign[..., None, :]
    shifted = x * sign + reference.added[..., None, :]
    refuse_cells(
        shifted <= 0,
        "refusal.log-outside",
        "refusal.widen.hint",
    )
    return np.log(shifted) * sign


def _squared(y: Array) -> Array:
    return np.where(y < 0, np.nan, y * y)


@transform(another_unit="factor")
@undone_by(_squared)
def square_root(x: Array) -> Array:
    """Take the square root: a gentler logarithm that allows 0.

    x : (..., R, K).
    Returns (..., R, K); NaN where x is NaN. A negative value is an error.

    >>> square_root(np.array([[0.0], [9.0]])).ravel()
    array([0., 3.])
    """
    refuse_cells(x < 0, "refusal.no-root", "refusal.yeo.hint")
    return np.sqrt(x)


class PowerFit(NamedTuple):
    """The exponent of a power transform, and what is added before it, each `(..., K)`."""

    exponent: Array
    added: Array


Exponent = float | Literal["fitted"]


def fitted_exponent(x: Array, method: Literal["box-cox", "yeo-johnson"]) -> Array:
    """Return the exponent under which each column looks most normal, by maximum likelihood.

    NaN for a column without values.
    """
    refuse_constant(x)
    columns = np.moveaxis(x, -2, 0)
    exponent = np.full(columns.shape[1:], np.nan)
    here = ~np.isnan(columns).all(axis=0)
    for at in np.argwhere(here):
        column = columns[(slice(None), *at)]
        exponent[tuple(at)] = _most_likely(column[~np.isnan(column)], method)
    message = "refusal.no-exponent"
    refuse_columns(here & np.isnan(exponent), message, "refusal.no-exponent.hint")
    return exponent


def _most_likely(x: Array, method: Literal["box-cox", "yeo-johnson"]) -> float:
    """Return the exponent of the largest likelihood of a column (R,); NaN where none can be found.

    It is where the likelihood has no slope: there is one such point, as log var(y) is convex in the
    exponent. With log b the logarithms of the bases, signed as x is, and dy the change of y with
    the exponent, the slope is sum log b - R cov(y, dy) / var(y). To compare likelihoods themselves
    would tell the exponent to half the digits only.
    """
    from scipy.optimize import brentq
    from scipy.special import hyp1f1

    turned = (x < 0) & (method == "yeo-johnson")
    log = np.log(x) if method == "box-cox" else np.log1p(np.abs(x))
    if turned.all() or not turned.any():
        # the exponent is the same whatever the base is measured in
        log = log - log.mean()
    sign = np.where(turned, -1.0, 1.0)

    def slope(exponent: float) -> float:
        own = np.where(turned, 2 - exponent, exponent)
        y = sign * bent(log, own)
        # log^2 times int_0^1 t b^(own t) dt
        change = log * log * hyp1f1(2, 3, own * log) / 2
        off = y - y.mean()
        return float(sign @ log - len(x) * (off @ change) / (off @ off))

    with np.errstate(all="ignore"):
        for reach in 2.0 ** np.arange(9) / np.abs(log).max():
            if slope(-reach) > 0 > slope(reach):
                return float(brentq(slope, -reach, reach, xtol=1e-15 * reach))
    return np.nan


def exponent_of(x: Array, exponent: Exponent, method: Literal["box-cox", "yeo-johnson"]) -> Array:
    """Return each column's exponent, stated or fitted, (..., K)."""
    if isinstance(exponent, str):
        if exponent != "fitted":
            raise ValueError(Wording("refusal.exponent", exponent=exponent))
        return fitted_exponent(x, method)
    return np.broadcast_to(np.asarray(exponent, float), (*x.shape[:-2], x.shape[-1]))


def bent(log: Array, exponent: Array) -> Array:
    """Return (b^exponent - 1) / exponent for log = ln b.

    Also near its limit ln b, where the exponent is 0.
    """
    from scipy.special import exprel

    return np.asarray(log * exprel(exponent * log))


NO_POWER = "refusal.no-power"
POSITIVE = "refusal.no-power.hint"


@settles(EXPONENT, ADDED)
def box_cox_power(x: Array, *, exponent: Exponent = "fitted", shift: bool = True) -> PowerFit:
    """Find the exponent and the shift of each column."""
    low = extremes(x).low
    added = 1.0 - low if shift else np.zeros(low.shape)
    if exponent == "fitted":
        refuse_columns(low + added <= 0, NO_POWER, POSITIVE)
    return PowerFit(exponent_of(x + added[..., None, :], exponent, "box-cox"), added)


def unbent(y: Array, exponent: Array) -> Array:
    """Return the ln b that `bent` makes y of; NaN where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(exponent == 0, y, np.log1p(exponent * y) / exponent))


def _unboxed(y: Array, reference: PowerFit) -> Array:
    base = np.exp(unbent(y, reference.exponent[..., None, :]))
    return np.asarray(base - reference.added[..., None, :])


@transform(statistics=box_cox_power)
@undone_by(_unboxed)
def box_cox(x: Array, reference: PowerFit) -> Array:
    """Bend a lopsided column by a power until it looks even (Box-Cox transformation).

    (x^p - 1) / p, and ln x for p = 0

    x : (..., R, K).
    reference : exponent and shift of each column, (..., K).
    exponent : p, or `fitted` so that the reference looks most normal (maximum likelihood). A fitted
        exponent differs from column to column and from edition to edition: state it where editions
        must compare.
    shift : count from the smallest value of the reference first, x - min + 1, which makes any
        column positive.
    Returns (..., R, K); NaN where x is NaN. A value that isn't above 0 once shifted is an error,
    and so is a fit to a constant column.

    Box & Cox (1964), An analysis of transformations, Journal of the Royal Statistical Society B
    26(2), https://doi.org/10.1111/j.2517-6161.1964.tb00553.x.

    >>> x = np.array([[1.0], [3.0], [9.0]])
    >>> box_cox(x, box_cox_power(x, exponent=2, shift=False)).ravel()
    array([ 0.,  4., 40.])
    """
    base = x + reference.added[..., None, :]
    refuse_cells(base <= 0, NO_POWER, POSITIVE)
    return bent(np.log(base), reference.exponent[..., None, :])


@settles(EXPONENT, ADDED)
def yeo_johnson_power(x: Array, *, exponent: Exponent = "fitted") -> PowerFit:
    """Find the exponent of each column."""
    return PowerFit(exponent_of(x, exponent, "yeo-johnson"), np.zeros((*x.shape[:-2], x.shape[-1])))


def _straightened(y: Array, reference: PowerFit) -> Array:
    exponent = reference.exponent[..., None, :]
    below, above = unbent(-y, 2 - exponent), unbent(y, exponent)
    return np.where(y < 0, -np.expm1(below), np.expm1(above))


@transform(statistics=yeo_johnson_power)
@undone_by(_straightened)
def yeo_johnson(x: Array, reference: PowerFit) -> Array:
    """Bend a lopsided column by a power, whatever the signs of its values (Yeo-Johnson).

    y = ((1 + x)^p - 1) / p for x >= 0 and -((1 - x)^(2 - p) - 1) / (2 - p) below, logarithms where
    a divisor is 0.

    x : (..., R, K).
    reference : the exponent of each column, (..., K).
    exponent : p, or `fitted` so that the reference looks most normal (maximum likelihood).
    Returns (..., R, K); NaN where x is NaN. A fit to a constant column is an error.

    Yeo & Johnson (2000), A new family of power transformations to improve normality or symmetry,
    Biometrika 87(4), https://doi.org/10.1093/biomet/87.4.954.

    >>> x = np.array([[-1.0], [0.0], [3.0]])
    >>> yeo_johnson(x, yeo_johnson_power(x, exponent=2)).ravel().round(4)
    array([-0.6931,  0.    ,  7.5   ])
    """
    exponent = reference.exponent[..., None, :]
    size = np.log1p(np.abs(x))
    return np.where(x < 0, -bent(size, 2 - exponent), bent(size, exponent))


def _turned(y: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.where(y == 0, np.nan, 1 / y)


@transform(turns_about=True, another_unit="factor")
@undone_by(_turned)
def reciprocal(x: Array) -> Array:
    """Turn a ratio the other way round: births per death instead of deaths per birth.

    1 / x

    It turns the column about: what was more is less.

    x : (..., R, K).
    Returns (..., R, K); NaN where x is NaN. 0 is an error.

    UNDP, Human Development Report, technical note 4 (Gender Inequality Index),
    https://hdr.undp.org.

    >>> reciprocal(np.array([[2.0], [4.0]])).ravel()
    array([0.5 , 0.25])
    """
    refuse_cells(x == 0, "refusal.no-reciprocal", "refusal.no-reciprocal.hint")
    return np.asarray(1 / x)


@settles(ROWS)
def same_rows(x: Array) -> Array:
    """Return the columns themselves, which hold every rank."""
    return x


def _are_ranks(*, column: str) -> bool:
    """Whether a column holds ranks, of which the lowest is the best."""
    return column == "ranks"


@transform(statistics=same_rows, turns_about=_are_ranks, another_unit="same")
def exponential_rank(
    x: Array,
    reference: Array,
    *,
    column: Literal["scores", "ranks"] = "scores",
    ties: Ties = "min",
    convention: Convention = "share",
    constant: float = 23.0,
    context: Context | None = None,
) -> Array:
    """Spread ranks exponentially, so that a high score on one child is not cancelled by low ones.

    E = -c ln(1 - R (1 - exp(-100 / c))), with R the rank's share and c = `constant`.

    With 23, a share of 1 has 100 and a tenth of the units more than 50. So children compensate in
    part only.

    x : (..., R, K).
    reference : (..., R', K) the rows ranked among, n of them present.
    column : it holds `scores`, of which the highest is ranked 1, or already `ranks`, 1 the highest,
        as published. A published rank outside 1 ... n is an error.
    ties : equal scores share the smallest, largest or mean rank.
    convention : R of the ascending rank r = n - rank + 1: `share` r / n, as the English Indices of
        Deprivation have it; `midpoint` (r - 0.5) / n; `exclusive` r / (n + 1); `inclusive` (r - 1)
        / (n - 1); `below` (r - 1) / n. In the last two the last has 0, in all but `share` and
        `inclusive` the first has less than 100.
    constant : c, above 0.
    Returns (..., R, K) from 0 to 100; NaN where x is NaN.

    Ministry of Housing, Communities and Local Government, English Indices of Deprivation 2025,
    technical report.

    >>> x = np.array([[3.0], [9.0], [6.0]])
    >>> exponential_rank(x, x).ravel().round(3)
    array([  9.177, 100.   ,  24.681])
    """
    if constant <= 0:
        raise ValueError(Wording("refusal.constant-option"))
    n = count(reference)[..., None, :]
    if column == "ranks":
        refuse_cells(
            (x < 1) | (x > n),
            "refusal.no-rank",
            "refusal.no-rank.hint",
        )
        ascending = n - x + 1
    elif column == "scores":
        below, upto = counts_with_ties(x, reference, context is not None and context.built)
        counted = {"min": upto, "max": below + 1, "average": (below + 1 + upto) / 2}
        if ties not in counted:
            raise ValueError(Wording("refusal.ties3", ties=ties))
        ascending = counted[ties]
    else:
        raise ValueError(Wording("refusal.scores-ranks", column=column))
    less, more = CONVENTIONS[convention]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip((ascending - less) / (n + more), 0.0, 1.0)
    steep = 100 / constant
    # each form keeps the digits that the other loses
    if steep < 1:
        return np.asarray(-constant * np.log1p(share * np.expm1(-steep)), float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = np.logaddexp(np.log1p(-share), np.log(share) - steep)
    return np.asarray(-constant * rest, float)
