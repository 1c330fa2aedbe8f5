"""Bring columns onto an ordinal scale: by steps and by ranks, which know order and no distance.

The columns come oriented, as those of `normalisation`; NaN stays NaN.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from coopindex.methods.normalisation import normalisation, stated
from coopindex.methods.options import Span
from coopindex.methods.ranking import CONVENTIONS, Convention, Ties, ascending_rank
from coopindex.methods.registry import Array, Context
from coopindex.methods.settled import ROWS, settles, states
from coopindex.methods.sorting import same_memory
from coopindex.methods.summaries import count, refuse_constant
from coopindex.phrases import Wording


def _points(*, points: tuple[float, ...]) -> tuple[float, ...]:
    """Return where columns in categories end: at the fewest and the most points."""
    return points


@normalisation(ends=_points)
@states(thresholds="threshold")
def categories(
    x: Array,
    *,
    thresholds: tuple[float, ...],
    points: tuple[float, ...],
    context: Context | None = None,
) -> Array:
    """Give points by steps (categorical scale), below the first threshold the first points.

    From the last threshold upward they are the last. Small differences near a threshold weigh much,
    all others nothing.

    x : (..., R, K).
    thresholds : in the column's own measure, ascending. A value equal to a threshold belongs to the
        step above it.
    points : one more than thresholds, in the same order (so they fall where the direction is
        negative).
    Returns (..., R, K); NaN where x is NaN.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5,
    https://doi.org/10.1787/9789264043466-en.

    >>> categories(np.array([[1.0], [2.0], [9.0]]), thresholds=(2, 5), points=(0, 50, 100)).ravel()
    array([  0.,  50., 100.])
    """
    if len(points) != len(thresholds) + 1:
        raise ValueError(
            Wording(
                "refusal.thresholds-points",
                number=len(thresholds),
                steps=len(thresholds) + 1,
                points=len(points),
            )
        )
    if np.any(np.diff(thresholds) <= 0):
        raise ValueError(Wording("refusal.thresholds"))
    direction = np.ones(1) if context is None else context.direction
    if np.any(np.diff(points) * direction[:, None] < 0):
        raise ValueError(Wording("refusal.points"))
    value = x * direction
    step = sum(
        (value >= stated(threshold, context)[..., None, :] * direction for threshold in thresholds),
        np.zeros(x.shape, int),
    )
    return np.where(np.isnan(x), np.nan, np.asarray(points, float)[step])


def is_built(context: Context | None) -> bool:
    """Say whether columns are put together from others: what differs by rounding then ties."""
    return context is not None and context.built


@settles(ROWS)
def reference_rows(x: Array) -> Array:
    """Return the columns themselves, which hold every rank, where none is constant."""
    refuse_constant(x)
    return x


@normalisation(statistics=reference_rows, ends=(1.0,), usual=4)
def rank(
    x: Array, reference: Array, *, ties: Ties = "min", context: Context | None = None
) -> Array:
    """Replace values by their rank, the best having the highest (ordinal scale).

    Robust against outliers, blind to distances.

    x : (..., R, K).
    reference : (..., R', K) the rows ranked among.
    ties : equal values share the smallest (`min`), the largest (`max`) or the mean (`average`) of
        their ranks.
    Returns (..., R, K), 1 the worst, n the best; NaN where x is NaN. A row outside the reference
    takes the rank it would have had in it.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5,
    https://doi.org/10.1787/9789264043466-en.

    >>> rank(np.array([[5.0], [7.0], [5.0]]), np.array([[5.0], [7.0], [5.0]])).ravel()
    array([1., 3., 1.])
    """
    return ascending_rank(x, reference, ties, is_built(context))


@normalisation(statistics=reference_rows, ends=(0.0,))
def borda(
    x: Array, reference: Array, *, ties: Ties = "min", context: Context | None = None
) -> Array:
    """Give a point for every unit that is left behind: the ascending rank minus 1.

    x : (..., R, K).
    reference : (..., R', K) the rows ranked among.
    ties : as for `rank`.
    Returns (..., R, K), 0 the worst; NaN where x is NaN. Columns with fewer values give fewer
    points.

    Borda (1784), Mémoire sur les élections au scrutin.

    >>> borda(np.array([[5.0], [7.0], [5.0]]), np.array([[5.0], [7.0], [5.0]])).ravel()
    array([0., 2., 0.])
    """
    return ascending_rank(x, reference, ties, is_built(context)) - 1


@normalisation(statistics=reference_rows, usual=3)
def percentile_rank(
    x: Array,
    reference: Array,
    *,
    convention: Convention = "inclusive",
    ties: Ties = "min",
    zeros: Literal["ranked", "zero"] = "ranked",
    scale: Span = (0.0, 100.0),
    context: Context | None = None,
) -> Array:
    """Replace values by the share of the units that they leave behind.

    With r the ascending rank and n the number of values present, `inclusive` is (r - 1) / (n - 1),
    as in a spreadsheet's PERCENTRANK.INC; `exclusive` r / (n + 1); `share` r / n; `midpoint` (r -
    0.5) / n; `below` (r - 1) / n. Then spread over `scale`. (n - r + 1) / n with r counted from the
    best, ties `min`, is `share` with ties `max`.

    x : (..., R, K).
    reference : (..., R', K) the rows ranked among.
    convention : one of those above.
    ties : equal values share the smallest (`min`), the largest (`max`) or the mean (`average`) of
        their ranks.
    zeros : `zero` gives the value 0 the lower end of the scale and leaves it out of r and n (as
        CalEnviroScreen does for absent hazards).
    scale : its lower and upper end.
    Returns (..., R, K); NaN where x is NaN. A row outside the reference takes the rank it would
    have had in it, held to the scale.

    CDC/ATSDR Social Vulnerability Index, documentation,
    https://www.atsdr.cdc.gov/place-health/php/svi; OEHHA, CalEnviroScreen 3.0 (2017),
    https://oehha.ca.gov/calenviroscreen/report/calenviroscreen-30.

    >>> x = np.array([[5.0], [7.0], [9.0]])
    >>> percentile_rank(x, x).ravel()
    array([  0.,  50., 100.])
    """
    if convention not in CONVENTIONS:
        raise ValueError(
            Wording("refusal.convention", convention=convention, known=tuple(CONVENTIONS))
        )
    if zeros not in ("ranked", "zero"):
        raise ValueError(Wording("refusal.zeros", zeros=zeros))
    less, more = CONVENTIONS[convention]
    raw = x
    if zeros == "zero":
        same = same_memory(x, reference)
        x = np.where(x == 0, np.nan, x)
        reference = x if same else np.where(reference == 0, np.nan, reference)
    with np.errstate(invalid="ignore", divide="ignore"):
        ranks = ascending_rank(x, reference, ties, is_built(context))
        z = (ranks - less) / (count(reference) + more)[..., None, :]
    np.clip(z, 0.0, 1.0, out=z)
    if zeros == "zero":
        z[np.broadcast_to(raw == 0, z.shape)] = 0.0
    lower, upper = scale
    return np.asarray(z * np.subtract(upper, lower) + lower, float)
