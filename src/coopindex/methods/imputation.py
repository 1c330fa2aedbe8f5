"""Fill in what is missing. Present values never change, and what cannot be filled stays missing.

The columns are raw: in each indicator's own measure, before they are oriented. Statistics come from
the reference rows. The panel methods look along a unit's own years and need more than one of them
among the rows; they use no reference.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods import summaries as columns
from coopindex.methods.registry import Array, Context, Undefined, register
from coopindex.methods.settled import DEVIATION, MEAN, MEDIAN, ROWS, settles
from coopindex.methods.summaries import Extremes
from coopindex.phrases import Wording
from coopindex.problems import unknown_group

imputation = partial(register, "imputation")


def _fill(x: Array, values: Array) -> Array:
    return np.where(np.isnan(x), values, x)


@imputation()
def none(x: Array) -> Array:
    """Leave missing values missing (available-case analysis).

    >>> none(np.array([[1.0], [np.nan]])).ravel()
    array([ 1., nan])
    """
    return x


@imputation()
def constant(x: Array, *, value: float) -> Array:
    """Fill in one number, in the column's own measure.

    Right where no record means none: no sister city, no train.

    x : (..., R, K).
    value : the number.
    Returns (..., R, K).

    >>> constant(np.array([[1.0], [np.nan]]), value=0).ravel()
    array([1., 0.])
    """
    return _fill(x, np.asarray(float(value)))


@settles(MEDIAN)
def _median(x: Array) -> Array:
    return columns.quantile(x, 0.5)


@imputation(statistics=columns.mean)
def mean(x: Array, reference: Array) -> Array:
    """Fill a gap with the mean of the other units (unconditional mean imputation).

    Pulls units together: the spread shrinks.

    x : (..., R, K).
    reference : means of its rows, (..., K).
    Returns (..., R, K).

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3,
    https://doi.org/10.1787/9789264043466-en.

    >>> x = np.array([[1.0], [np.nan], [4.0]])
    >>> mean(x, columns.mean(x)).ravel()
    array([1. , 2.5, 4. ])
    """
    return _fill(x, reference[..., None, :])


@imputation(statistics=_median)
def median(x: Array, reference: Array) -> Array:
    """Fill a gap with the median of the other units (unconditional median imputation).

    Outliers don't move it; the spread shrinks.

    x : (..., R, K).
    reference : medians of its rows, (..., K).
    Returns (..., R, K).

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3,
    https://doi.org/10.1787/9789264043466-en.

    >>> x = np.array([[1.0], [np.nan], [2.0], [90.0]])
    >>> median(x, columns.quantile(x, 0.5)).ravel()
    array([ 1.,  2.,  2., 90.])
    """
    return _fill(x, reference[..., None, :])


def _by_group(
    x: Array, group: str, context: Context, statistic: Callable[[Array], Array]
) -> dict[str, Array]:
    labels = _labels(x, group, context)
    return {
        label: statistic(x[..., labels == label, :])
        for label in map(str, np.unique(labels))
        if label
    }


def _labels(x: Array, group: str, context: Context) -> NDArray[np.str_]:
    if group not in context.groups:
        message, nearest = unknown_group(group, context.groups)
        hint = Wording("frame.then", first=message, rest=nearest)
        raise Undefined(Wording("refusal.by-group"), np.ones(x.shape[-1], dtype=bool), hint=hint)
    return context.groups[group]


def _fill_by_group(x: Array, reference: Mapping[str, Array], group: str, context: Context) -> Array:
    labels, gaps, filled = _labels(x, group, context), np.isnan(x), x.copy(order="K")
    for label, values in reference.items():
        np.copyto(filled, values[..., None, :], where=gaps & (labels == label)[:, None])
    return filled


@settles(MEAN)
def _group_means(x: Array, *, group: str, context: Context) -> dict[str, Array]:
    return _by_group(x, group, context, columns.mean)


@settles(MEDIAN)
def _group_medians(x: Array, *, group: str, context: Context) -> dict[str, Array]:
    return _by_group(x, group, context, _median)


@imputation(statistics=_group_means)
def group_mean(x: Array, reference: Mapping[str, Array], *, group: str, context: Context) -> Array:
    """Fill a gap with the mean of the unit's own group.

    x : (..., R, K).
    reference : label -> means of its rows, (..., K).
    group : a grouping column of the units.
    Returns (..., R, K). Stays missing where the unit has no group, or its whole group lacks the
    value: name another method, or a wider group.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3,
    https://doi.org/10.1787/9789264043466-en.

    >>> x, groups = np.array([[1.0], [np.nan], [9.0]]), {"region": np.array(["E", "E", "W"])}
    >>> who = Context(("a", "b", "c"), np.arange(3), np.zeros(3, int), np.ones(1), groups)
    >>> found = _group_means(x, group="region", context=who)
    >>> group_mean(x, found, group="region", context=who).ravel()
    array([1., 1., 9.])
    """
    return _fill_by_group(x, reference, group, context)


@imputation(statistics=_group_medians)
def group_median(
    x: Array, reference: Mapping[str, Array], *, group: str, context: Context
) -> Array:
    """Fill a gap with the median of the unit's own group.

    x : (..., R, K).
    reference : label -> medians of its rows, (..., K).
    group : a grouping column of the units.
    Returns (..., R, K). Stays missing where the unit has no group, or its whole group lacks the
    value: name another method, or a wider group.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3,
    https://doi.org/10.1787/9789264043466-en.

    >>> x, groups = np.array([[1.0], [np.nan], [9.0]]), {"region": np.array(["E", "E", "W"])}
    >>> who = Context(("a", "b", "c"), np.arange(3), np.zeros(3, int), np.ones(1), groups)
    >>> found = _group_medians(x, group="region", context=who)
    >>> group_median(x, found, group="region", context=who).ravel()
    array([1., 1., 9.])
    """
    return _fill_by_group(x, reference, group, context)


@imputation(statistics=columns.extremes, across_columns=True)
def siblings(
    x: Array,
    reference: Extremes,
    *,
    statistic: Literal["mean", "median"] = "mean",
    context: Context,
) -> Array:
    """Fill a gap with what the unit's other indicators suggest: as far up its range as they.

    The others are the children of the same node.

    Each column is mapped onto 0 to 1 over the reference (a negative one turned round), the
    statistic taken along the row over the siblings present, and the result mapped back onto the
    column's range.

    x : (..., R, K).
    reference : the columns' extremes, (..., K).
    statistic : `mean` or `median` of the siblings.
    Returns (..., R, K). Stays missing where the unit has no sibling value, or where the reference
    lacks the column. Constant columns suggest nothing.

    >>> x = np.array([[0.0, 10.0], [1.0, 30.0], [0.5, np.nan]])
    >>> parent, nobody = np.zeros(2, int), np.zeros(3, int)
    >>> who = Context(("a", "b", "c"), np.arange(3), nobody, np.ones(2), parent=parent)
    >>> siblings(x, columns.extremes(x), context=who)[2]
    array([ 0.5, 20. ])
    """
    start = np.where(context.direction > 0, reference.low, reference.high)[..., None, :]
    width = ((reference.high - reference.low) * context.direction)[..., None, :]
    height = np.divide(
        x - start,
        width,
        out=np.full(np.broadcast_shapes(x.shape, width.shape), np.nan),
        where=width != 0,
    )
    suggested = np.full(height.shape, np.nan)
    parents = np.zeros(x.shape[-1], dtype=int) if context.parent is None else context.parent
    for parent in np.unique(parents):
        family = parents == parent
        # a row's siblings stand where a column's rows are expected
        along = np.swapaxes(height[..., family], -1, -2)
        found = columns.mean(along) if statistic == "mean" else _median(along)
        suggested[..., family] = found[..., None]
    return _fill(x, start + suggested * width)


@settles(ROWS, DEVIATION)
def _scaled(x: Array) -> tuple[Array, Array]:
    """Return the reference rows, and the width that gives each column a standard deviation of 1."""
    width = columns.mean_and_sd(x).width
    return x, np.where(width > 0, width, 1.0)


@imputation(statistics=_scaled, across_columns=True)
def k_nearest(x: Array, reference: tuple[Array, Array], *, neighbours: int = 5) -> Array:
    """Fill a gap with the mean of the units most alike (hot-deck imputation).

    Alike on the columns that both have.

    Distances are Euclidean over standardised columns, stretched where columns are missing; the
    `neighbours` nearest reference rows that have the value are averaged. Alike on the columns
    imputed in this way only: choose it for several columns together.

    x : (..., R, K).
    reference : its rows and the columns' standard deviations.
    neighbours : how many are averaged.
    Returns (..., R, K). A column that the reference lacks stays missing.

    Troyanskaya et al. (2001), Missing value estimation methods for DNA microarrays, Bioinformatics
    17(6), https://doi.org/10.1093/bioinformatics/17.6.520.

    >>> x = np.array([[1.0, 10.0], [1.1, 12.0], [9.0, 90.0], [1.05, np.nan]])
    >>> k_nearest(x, _scaled(x), neighbours=2)[3]
    array([ 1.05, 11.  ])
    """
    from sklearn.impute import KNNImputer

    return _fit_and_fill(
        x, reference, lambda: KNNImputer(n_neighbors=neighbours, keep_empty_features=True)
    )


@imputation(statistics=_scaled, across_columns=True)
def regression(
    x: Array, reference: tuple[Array, Array], *, rounds: int = 50, seed: int = 0
) -> Array:
    """Fill a gap with what the unit's other figures predict, by regression.

    All gaps are predicted again and again until nothing moves.

    Chained Bayesian ridge regressions of the standardised columns over the reference rows, each
    column in turn (regression imputation by chained equations); the prediction itself, no noise, so
    that columns look more alike than they are. Predictors are the columns imputed in this way only:
    choose it for several columns together.

    x : (..., R, K).
    reference : its rows and the columns' standard deviations.
    rounds : not having settled after so many is an error.
    seed : of the imputer's generator.
    Returns (..., R, K). A column that the reference lacks stays missing.

    van Buuren & Groothuis-Oudshoorn (2011), mice: Multivariate imputation by chained equations in
    R, Journal of Statistical Software 45(3), https://doi.org/10.18637/jss.v045.i03.

    >>> x = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [4.0, np.nan]])
    >>> regression(x, _scaled(x))[3].round(2)
    array([ 4., 40.])
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401
    from sklearn.impute import IterativeImputer

    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        try:
            build = partial(
                IterativeImputer, max_iter=rounds, random_state=seed, keep_empty_features=True
            )
            return _fit_and_fill(x, reference, build)
        except ConvergenceWarning:
            gaps = np.asarray(np.isnan(x).any(axis=-2))
            # columns of zeros do not settle, but nothing is asked of them
            if not gaps.any():
                return x
            raise Undefined(
                Wording("refusal.not-settled", rounds=rounds),
                gaps,
                hint=Wording("refusal.not-settled.hint"),
            ) from None


def _fit_and_fill(x: Array, reference: tuple[Array, Array], build: Callable[[], Any]) -> Array:
    """Fit an imputer to each table of reference rows and fill the table's rows, one by one."""
    rows, width = reference
    leading = np.broadcast_shapes(x.shape[:-2], rows.shape[:-2])
    filled = np.empty((*leading, *x.shape[-2:]))
    wide = [
        np.broadcast_to(part, (*leading, *part.shape[-2:]))
        for part in (x, rows, width[..., None, :])
    ]
    for at in np.ndindex(leading):
        table, known, scale = (part[at] for part in wide)
        imputer = build().fit(known / scale)
        values = imputer.transform(table / scale) * scale
        filled[at] = _fill(table, np.where(np.isnan(known).all(axis=0), np.nan, values))
    return filled


@imputation(across_years=True)
def last_observation(
    x: Array, *, maximum_age: int | None = None, else_next: bool = False, context: Context
) -> Array:
    """Carry a unit's last earlier value forward (last observation carried forward, LOCF).

    x : (..., R, K), with several years of a unit among the rows.
    maximum_age : years (months, where the data are of months) after which a value is too old.
    else_next : where no earlier value exists, take the next later one.
    Returns (..., R, K). Stays missing where there is none.

    >>> who = Context(("a",), np.zeros(3, int), np.array([2017, 2018, 2019]), np.ones(1))
    >>> last_observation(np.array([[np.nan], [2.0], [np.nan]]), context=who).ravel()
    array([nan,  2.,  2.])
    """
    earlier, later = _neighbours(x, context)
    years = context.year[:, None]
    fresh = (
        (earlier.year <= years) if maximum_age is None else (years - earlier.year <= maximum_age)
    )
    filled = _fill(x, np.where(fresh, earlier.value, np.nan))
    return (
        _fill(filled, np.where(np.isnan(earlier.value), later.value, np.nan))
        if else_next
        else filled
    )


@imputation(across_years=True)
def linear(x: Array, *, ends_held: bool = False, context: Context) -> Array:
    """Fill in the straight line between a unit's nearest earlier and later value (interpolation).

    x : (..., R, K), with several years of a unit among the rows.
    ends_held : before a unit's first and after its last value, hold that value; otherwise those
        years stay missing.
    Returns (..., R, K).

    >>> who = Context(("a",), np.zeros(4, int), np.array([2016, 2017, 2018, 2019]), np.ones(1))
    >>> linear(np.array([[1.0], [np.nan], [3.0], [np.nan]]), context=who).ravel()
    array([ 1.,  2.,  3., nan])
    """
    earlier, later = _neighbours(x, context)
    span = later.year - earlier.year
    share = np.divide(
        context.year[:, None] - earlier.year, span, out=np.zeros(x.shape), where=span > 0
    )
    filled = _fill(x, earlier.value + (later.value - earlier.value) * share)
    return _fill(_fill(filled, earlier.value), later.value) if ends_held else filled


class _Neighbour(NamedTuple):
    """The nearest value on one side of each cell, itself included, and its year, each (..., R, K).

    NaN where there is none.
    """

    value: Array
    year: Array


def _neighbours(x: Array, context: Context) -> tuple[_Neighbour, _Neighbour]:
    """Return each cell's nearest present values up to its year, and from it on, in its unit."""
    order = np.lexsort((context.year, context.unit))
    unit, year, rows = (
        context.unit[order],
        context.year[order].astype(float),
        np.arange(len(order))[:, None],
    )
    ordered = x[..., order, :]
    present = ~np.isnan(ordered)
    before = np.maximum.accumulate(np.where(present, rows, -1), axis=-2)
    after = np.minimum.accumulate(np.where(present, rows, len(order))[..., ::-1, :], axis=-2)[
        ..., ::-1, :
    ]
    first, last = (np.searchsorted(unit, unit, side=side)[:, None] for side in ("left", "right"))
    back = np.argsort(order)

    def at(position: NDArray[np.intp], own: NDArray[np.bool_]) -> _Neighbour:
        safe = np.where(own, position, 0)
        value = np.where(own, np.take_along_axis(ordered, safe, axis=-2), np.nan)
        return _Neighbour(value[..., back, :], np.where(own, year[safe], np.nan)[..., back, :])

    return at(before, before >= first), at(after, after < last)
