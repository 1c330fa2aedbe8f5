"""Benefit of the doubt: data envelopment analysis without inputs, where weights favour the units.

As an aggregation, `benefit_of_the_doubt`, each unit is scored with the weights that suit it best.
As a weighting of the same name, `common_weights`, one set favours all units together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from coopindex.methods.family import complete, deviation, every, not_negative, shares
from coopindex.methods.optimal_weights import nearest_to_zero
from coopindex.methods.registry import Array, Undefined, register
from coopindex.methods.settled import ROWS, settles
from coopindex.methods.sums import Mask, refuse_values, taking_part
from coopindex.phrases import Wording

# about how many make a linear programme that is worth its call
COEFFICIENTS = 10_000

# -- the weights of each unit -------------------------------------------------------------------


@settles(ROWS)
def standards(x: Array, weights: Array) -> Array:
    """Return the rows of reference, which set the standard: 0 for a child that takes no part."""
    return np.where(taking_part(x, weights), x, 0.0)


def _shareable(x: Array, weights: Array, lowest: float, highest: float) -> Array:
    """Refuse what no shares between the bounds can be taken of."""
    part = taking_part(x, weights)
    wrong = x <= 0 if lowest > 0 else x < 0
    x = refuse_values(x, weights, wrong, "refusal.at-0-bod" if lowest else "refusal.below-0-bod")
    present = part.sum(axis=-1)
    bad: Mask = (present > 0) & ((present * highest < 1 - 1e-12) | (present * lowest > 1 + 1e-12))
    if bad.any():
        message = Wording("refusal.bod-few", lowest=lowest, highest=highest)
        cells = part & bad[..., None]
        raise Undefined(
            message, cells, cells=True, family=True, hint=Wording("refusal.bod-bounds.hint")
        )
    return x


@register(
    "aggregation",
    statistics=standards,
    positive=True,
    weights="taking_part",
    cancels_units=True,
    measure="none",
)
def benefit_of_the_doubt(
    x: Array,
    weights: Array,
    reference: Array | None = None,
    *,
    lowest_share: float = 0.0,
    highest_share: float = 1.0,
) -> Array:
    """Benefit of the doubt (BoD): each unit is scored with the weights that suit it best.

    max over v >= 0 of sum v x_i, where sum v x_j <= 1 for every unit j of the reference; and with
    bounds, for every child k, lowest_share <= v_k x_ik / sum v x_i <= highest_share.

    This is data envelopment analysis (DEA) without inputs. A unit's weights v differ from the next
    one's, and several may be as good, so they are no scheme: `coopindex explain` shows what each
    child adds to the score. Not for many draws: it solves one linear programme for every unit.

    x : (..., R, K), not negative.
    weights : (..., K), of which only 0 or not counts.
    reference : (..., U, K), the rows that set the standard (default: x).
    lowest_share : the least share of a unit's score that each child makes.
    highest_share : the largest; bounds keep a unit from living on a single child.
    Returns (..., R), at most 1 for a row of the reference, beyond 1 for one that outdoes them all;
    several units may reach 1.

    A missing child takes no share and sets no standard. Values below 0 are an error, with a
    `lowest_share` values of 0 too, and so are bounds that no shares can meet.

    Cherchye, Moesen, Rogge & Van Puyenbroeck (2007), An introduction to 'benefit of the doubt'
    composite indicators, Social Indicators Research 82, https://doi.org/10.1007/s11205-006-9029-7.

    >>> x = np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]])
    >>> benefit_of_the_doubt(x, np.array([1.0, 1.0])).round(6)
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
    scores = _best_scores(rows, standard, lowest_share, highest_share)[which.reshape(-1)]
    return np.where(part.any(axis=-1), scores.reshape(*leading, -1), np.nan)


class Programme(NamedTuple):
    """Find v >= 0 with the largest score row @ v, where limits @ v <= most."""

    row: Array
    limits: Array
    most: Array


def _best_scores(x: Array, standard: Array, lowest: float, highest: float) -> Array:
    """Return the score of every row of tables (T, R, K) under standards (T, U, K), (T, R).

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
    from scipy.sparse import block_diag, coo_array

    rows, limits, most = zip(*programmes, strict=True)
    row = np.concatenate(rows)
    # of its matrices, scipy's types know the dense ones alone
    together: Any = block_diag([coo_array(each) for each in limits], format="csr")
    solution = linprog(
        -row,
        A_ub=together,
        b_ub=np.concatenate(most),
        method="highs-ds",
        options={"presolve": False},
    )
    if solution.status != 0:
        raise Undefined(
            Wording("refusal.bod-none", message=solution.message), np.ones(len(rows[0]), bool)
        )
    return np.asarray((row * solution.x).reshape(len(rows), -1).sum(axis=1))


def _undominated(x: Array) -> Mask:
    """Return which rows no other equals or exceeds everywhere: only they can set the standard.

    Of equal rows, the first.
    """
    # row i is nowhere below row j
    at_least = (x[:, None, :] >= x[None, :, :]).all(axis=-1)
    earlier = np.tri(len(x), k=-1, dtype=bool).T
    beaten = np.asarray((at_least & (~at_least.T | earlier)).any(axis=0))
    return ~beaten


# -- weights that all units share ---------------------------------------------------------------


@register("weighting", name="benefit_of_the_doubt")
def common_weights(x: Array, *, lowest_share: float = 0.0, highest_share: float = 1.0) -> Array:
    """Find the weights that put the units together in the best light: common weights of DEA.

    max over v >= 0 of sum_i sum_k v_k x_ik, where sum_k v_k x_ik <= 1 for every row i; w = v / sum
    v. With bounds, for every child k, lowest_share <= v_k m_k / sum v m <= highest_share; m : the
    mean row.

    The aggregation `benefit_of_the_doubt` gives every unit the weights that suit it best; these are
    one set for all, with which they lose least, so that units stay comparable and the weights can
    be named. Without bounds, no other set loses less of what that aggregation gives to all, and
    many children may weigh 0.

    x : (..., R, K), not negative, on a scale where 0 means nothing.
    lowest_share : the least share of the mean row's score that each child makes.
    highest_share : the largest.
    Returns (..., K). Rows that lack a child are left out. Of equally favourable weights those are
    taken whose shares of the mean row's score are the most alike (least sum of squares), so that
    there is one answer and children that say the same weigh the same. Values below 0, a constant
    child, which would take all the weight, and bounds that no shares can meet are errors.

    Kao & Hung (2005), Data envelopment analysis with common weights: the compromise solution
    approach, Journal of the Operational Research Society 56 (their distance of order 1); Despotis
    (2005), A reassessment of the human development index via data envelopment analysis, ibid.;
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6,
    https://doi.org/10.1787/9789264043466-en.

    >>> common_weights(np.array([[4.0, 1.0], [1.0, 2.0], [2.0, 1.0]])).round(6)
    array([0.25, 0.75])
    """
    x = not_negative(x, "refusal.bod-below-0")
    children = x.shape[-1]
    if not 0 <= lowest_share <= highest_share <= 1:
        raise Undefined(
            Wording("refusal.bod-no-bounds"),
            every(x),
            family=True,
            hint=Wording("refusal.bod-no-bounds.hint"),
        )
    if lowest_share * children > 1 + 1e-12 or highest_share * children < 1 - 1e-12:
        bounds = Wording("refusal.from-to", lowest_share=lowest_share, highest_share=highest_share)
        message = Wording("refusal.bod-shares", children=children, bounds=bounds)
        raise Undefined(message, every(x), family=True, hint=Wording("refusal.bod-bounds.hint"))
    nothing = ~(np.nan_to_num(complete(x)).max(axis=-2) > 0)
    if nothing.any():
        message = Wording("refusal.bod-all-0")
        raise Undefined(
            message,
            nothing,
            hint=Wording("refusal.take-out.hint"),
        )
    # all units are at their best in a constant one, so that it would take all the weight
    deviation(complete(x))
    weights = np.empty((*x.shape[:-2], children))
    for at in np.ndindex(x.shape[:-2]):
        table = x[at][~np.isnan(x[at]).any(axis=-1)]
        mean = table.mean(axis=0)
        weights[at] = shares(common_parts(table / mean, lowest_share, highest_share) / mean)
    return weights


def common_parts(x: Array, lowest: float, highest: float) -> Array:
    """Return the largest parts of a score that no row lets pass 1.

    max sum s over s >= 0 with sum_k s_k x_jk <= 1 for every row j

    The largest sum is a linear programme. Among all s that reach it, the one nearest to 0, whose
    parts are the most alike, is found as the residual of a regression without negative coefficients
    on the constraints (least distance programming).

    x : (R, K), not negative: the rows as multiples of the one whose score it is (the mean row).
    lowest, highest : bounds on s / sum s.
    Returns (K,).

    Lawson & Hanson (1974), Solving Least Squares Problems, chapter 23,
    https://doi.org/10.1137/1.9781611971217.

    >>> common_parts(np.array([[1.0, 4.0], [1.0, 1.0], [0.5, 1.0]]), 0.0, 1.0).round(6)
    array([1., 0.])
    """
    from scipy.optimize import linprog

    each = np.eye(x.shape[-1])
    bounds = [each - lowest, highest - each] if lowest > 0 or highest < 1 else []
    # limits @ s >= floor
    limits = np.vstack([-x, each, *bounds])
    floor = np.where(np.arange(len(limits)) < len(x), -1.0, 0.0)
    solution: Any = linprog(
        -np.ones(len(each)),
        A_ub=-limits,
        b_ub=-floor,
        method="highs-ds",
        options={"presolve": False},
    )
    if solution.status != 0 or not solution.fun < 0:
        raise Undefined(
            Wording("refusal.bod-none", message=solution.message), np.ones(x.shape[-1], bool)
        )
    # a little less than the largest sum, so that rounding leaves room for a solution
    limits = np.vstack([limits, np.ones(len(each))])
    nearest = nearest_to_zero(limits, np.append(floor, -solution.fun * (1 - 1e-11)))
    return np.asarray(np.maximum(nearest, 0.0))
