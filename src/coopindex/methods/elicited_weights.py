"""Weights from what people say of the children: their order, the best and the worst of them.

Shapes as in `weighting`; pairwise comparisons and shared points stand there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import Annotated, Literal, NamedTuple

import numpy as np

from coopindex.methods.family import NOTHING, every, shares
from coopindex.methods.options import Above
from coopindex.methods.registry import Array, Undefined, register
from coopindex.methods.weighting import inconsistent
from coopindex.methods.workings import Working, works_out
from coopindex.phrases import Wording

weighting = partial(register, "weighting")
By = Literal["centroid", "sum", "reciprocal", "exponent"]


@weighting(judged=True)
def rank_order(
    x: Array,
    *,
    ranks: tuple[float, ...],
    by: By = "centroid",
    power: Annotated[float, Above(0.0)] = 2.0,
) -> Array:
    """Derive weights from the order of the children's importance alone.

    Of place k among n children: `centroid` w = sum_(i >= k) (1 / i) / n, `sum` w = 2 (n + 1 - k) /
    (n (n + 1)), `reciprocal` w = (1 / k) / sum_i (1 / i), `exponent` w ~ (n + 1 - k)^p.

    Children of one rank share the mean weight of the places that they fill.

    x : (..., R, K), whose values play no role.
    ranks : one for each child in their order, 1 the most important; only their order counts, so
        that 1, 2, 2, 4 and 1, 2, 2, 3 are the same.
    by : one of those above.
    power : p of `exponent`.
    Returns (..., K).

    Barron & Barrett (1996), Decision quality using ranked attribute weights, Management Science
    42(11), https://doi.org/10.1287/mnsc.42.11.1515 (centroid); Stillwell, Seaver & Edwards (1981),
    A comparison of weight approximation techniques in multiattribute utility decision making,
    Organizational Behavior and Human Performance 28(1),
    https://doi.org/10.1016/0030-5073(81)90015-5 (the others).

    >>> rank_order(np.ones((1, 4)), ranks=(1, 2, 3, 4)).round(2)
    array([0.52, 0.27, 0.15, 0.06])
    >>> rank_order(np.ones((1, 3)), ranks=(1, 2, 2), by="sum").round(3)
    array([0.5 , 0.25, 0.25])
    """
    children = x.shape[-1]
    if len(ranks) != children:
        needs = Wording("refusal.ranks")
        message = Wording("refusal.one-of", children=children, needs=needs)
        raise Undefined(message, every(x), family=True, option=("ranks",))
    given = np.asarray(ranks, float)
    same = given[:, None] == given
    # the places from the first to the last that a rank fills
    first, last = (given[:, None] > given).sum(axis=1), (given[:, None] >= given).sum(axis=1)
    upto = np.concatenate([[0.0], np.cumsum(place_weights(children, by, power))])
    weights = (upto[last] - upto[first]) / same.sum(axis=1)
    return np.broadcast_to(shares(weights), (*x.shape[:-2], children))


def place_weights(children: int, by: By = "centroid", power: float = 2.0) -> Array:
    """Return the weights of the places 1 to n, (n,).

    >>> place_weights(2, "reciprocal").round(3)
    array([0.667, 0.333])
    """
    places = np.arange(1.0, children + 1)
    left = children + 1 - places
    if by == "centroid":
        return shares(np.cumsum(1 / places[::-1])[::-1])
    if by == "reciprocal":
        return shares(1 / places)
    return shares(left if by == "sum" else (left / children) ** power)


# Rezaei (2015), of comparisons 1 to 9 of the best with the worst
BEST_WORST = (0.0, 0.44, 1.00, 1.63, 2.30, 3.00, 3.73, 4.47, 5.23)
ACCEPTED = 0.25
OPTIONS = "best_to_others", "others_to_worst"
Model = Literal["linear", "nonlinear"]


def _intervals(
    _: Array,
    *,
    best_to_others: tuple[int, ...],
    others_to_worst: tuple[int, ...],
    form: Model = "linear",
) -> Iterator[Working]:
    """Yield how far comparisons contradict one another, and between what the weights lie."""
    best, worst = tuple(best_to_others), tuple(others_to_worst)
    found = best_worst_consistency(best, worst)
    yield Working("xi of the linear form", np.asarray(found.linear))
    yield Working("xi of the nonlinear form", np.asarray(found.nonlinear))
    yield Working("consistency index", np.asarray(found.consistency_index))
    yield Working("consistency ratio", np.asarray(found.ratio))
    low, high = best_worst_intervals(best, worst, form)
    yield Working("lowest weight", low)
    yield Working("highest weight", high)


@weighting(judged=True)
@works_out(_intervals)
def best_worst(
    x: Array,
    *,
    best_to_others: tuple[int, ...],
    others_to_worst: tuple[int, ...],
    form: Model = "linear",
    accept_inconsistency: bool = False,
) -> Array:
    """Derive weights from comparisons of the best child with all, and of all with the worst (BWM).

    linear, min xi with abs(w_B - a_Bj w_j) <= xi and abs(w_j - a_jW w_W) <= xi; nonlinear, min xi
    with abs(w_B / w_j - a_Bj) <= xi and abs(w_j / w_W - a_jW) <= xi

    Where several weights are as good, each lies in an interval, of which the middle is taken, made
    to add up to 1. Consistency ratio: xi of the nonlinear form, divided by the consistency index of
    the comparison of the best with the worst; at most 0.25.

    x : (..., R, K), whose values play no role.
    best_to_others : how many times as important the best is as each child, whole numbers from 1 to
        9 in their order, 1 for the best itself.
    others_to_worst : how many times as important each child is as the worst, 1 for the worst.
    form : `linear` or `nonlinear`, see above.
    accept_inconsistency : a ratio above 0.25 is an error unless this is true.
    Returns (..., K).

    Rezaei (2015), Best-worst multi-criteria decision-making method, Omega 53,
    https://doi.org/10.1016/j.omega.2014.11.009; Rezaei (2016), Best-worst multi-criteria
    decision-making method: some properties and a linear model, Omega 64,
    https://doi.org/10.1016/j.omega.2015.12.001.

    >>> best_worst(np.ones((1, 3)), best_to_others=(8, 2, 1), others_to_worst=(1, 5, 8)).round(3)
    array([0.071, 0.321, 0.607])
    """
    children, best, worst = x.shape[-1], tuple(best_to_others), tuple(others_to_worst)
    if len(best) != children or len(worst) != children:
        message = Wording("refusal.one-of", children=children, needs=Wording("refusal.best-worst"))
        short = OPTIONS[len(best) == children]
        raise Undefined(message, every(x), family=True, option=(short,))
    if wrong := _contradiction(best, worst):
        key, option = wrong
        hint = Wording("refusal.best-worst.hint")
        raise Undefined(Wording(key), every(x), family=True, hint=hint, option=option)
    ratio = best_worst_consistency(best, worst).ratio
    if ratio > ACCEPTED + NOTHING and not accept_inconsistency:
        raise inconsistent(ratio, ACCEPTED, x, OPTIONS[0])
    low, high = best_worst_intervals(best, worst, form)
    return np.broadcast_to(shares((low + high) / 2), (*x.shape[:-2], children))


def _contradiction(
    best: tuple[int, ...], worst: tuple[int, ...]
) -> tuple[str, tuple[str | int, ...]] | None:
    """Return the key of what is wrong with the comparisons, and with which; None: nothing."""
    for name, given in zip(OPTIONS, (best, worst), strict=True):
        odd = [at for at, each in enumerate(given) if not 1 <= each <= len(BEST_WORST)]
        if odd:
            return "refusal.best-worst-range", (name, odd[0])
    for name, given in zip(OPTIONS, (best, worst), strict=True):
        if 1 not in given:
            return "refusal.best-worst-one", (name,)
    first, last = _ends(best, worst)
    equal = best[last] == worst[first]
    return None if equal else ("refusal.best-worst-ends", (OPTIONS[1], first))


def _ends(best: tuple[int, ...], worst: tuple[int, ...]) -> tuple[int, int]:
    """Return which child is the best, and which the worst."""
    children = range(len(best))
    first = max((at for at in children if best[at] == 1), key=lambda at: worst[at])
    last = max((at for at in children if worst[at] == 1), key=lambda at: best[at])
    return first, last


class BestWorst(NamedTuple):
    """How far comparisons contradict one another: xi of both forms, index and ratio."""

    linear: float
    nonlinear: float
    consistency_index: float
    ratio: float


def best_worst_consistency(best: tuple[int, ...], worst: tuple[int, ...]) -> BestWorst:
    """Say how far comparisons of the best and the worst contradict one another.

    >>> round(best_worst_consistency((8, 2, 1), (1, 5, 8)).ratio, 4)
    0.0578
    """
    _, last = _ends(best, worst)
    xi, index = _least_gap(best, worst), BEST_WORST[best[last] - 1]
    return BestWorst(_linear(best, worst)[0], xi, index, xi / (index or 1.0))


def best_worst_intervals(
    best: tuple[int, ...], worst: tuple[int, ...], form: Model = "linear"
) -> tuple[Array, Array]:
    """Return the lowest and the highest weights that are the best by a form, (K,) each."""
    return _linear(best, worst)[1:] if form == "linear" else _nonlinear(best, worst)


def _least_gap(best: tuple[int, ...], worst: tuple[int, ...]) -> float:
    """Return the least xi of the nonlinear form, by bisection.

    With w_W = 1, w_B must lie between (a_jW - xi) (a_Bj - xi) and (a_jW + xi) (a_Bj + xi) for every
    child j, and within xi of a_BW; the less xi, the less room there is.
    """
    low, high = 0.0, float(len(BEST_WORST))
    if _room(best, worst, 0.0) >= 0:
        return 0.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if _room(best, worst, middle) >= 0 else (middle, high)
    return high


def _room(best: tuple[int, ...], worst: tuple[int, ...], xi: float) -> float:
    """Return how much room xi leaves for w_B."""
    least, most = _bounds(best, worst, xi)
    return most - least


def _bounds(best: tuple[int, ...], worst: tuple[int, ...], xi: float) -> tuple[float, float]:
    """Return between which values xi leaves w_B, where w_W = 1."""
    first, last = _ends(best, worst)
    others = [at for at in range(len(best)) if at not in (first, last)]
    a, b = (np.array([each[at] for at in others], float) for each in (best, worst))
    whole = float(best[last])
    least = np.maximum(a - xi, 0.0) * np.maximum(b - xi, 0.0)
    most = (a + xi) * (b + xi)
    return max([whole - xi, *least.tolist()]), min([whole + xi, *most.tolist()])


def _nonlinear(best: tuple[int, ...], worst: tuple[int, ...]) -> tuple[Array, Array]:
    """Return the intervals of weights at the least xi."""
    first, last = _ends(best, worst)
    xi = _least_gap(best, worst)
    top = sum(_bounds(best, worst, xi)) / 2
    a, b = np.array(best, float), np.array(worst, float)
    low = np.maximum(b - xi, top / (a + xi))
    high = np.minimum(b + xi, np.where(a > xi, top / np.where(a > xi, a - xi, 1.0), np.inf))
    for at, value in ((first, top), (last, 1.0)):
        low[at] = high[at] = value
    low = np.minimum(low, high)
    # of weights that add up to 1: the lowest where the others are at their highest
    return low / (low + high.sum() - high), high / (high + low.sum() - low)


@cache
def _linear(best: tuple[int, ...], worst: tuple[int, ...]) -> tuple[float, Array, Array]:
    """Return the least xi of the linear form, and the intervals of weights at it."""
    from scipy.optimize import linprog

    children = len(best)
    first, last = _ends(best, worst)
    each = np.eye(children)
    gaps = np.vstack([each[first] - np.array(best, float)[:, None] * each,
                      each - np.array(worst, float)[:, None] * each[last]])  # fmt: skip
    limits = np.hstack([np.vstack([gaps, -gaps]), -np.ones((4 * children, 1))])
    whole = np.append(np.ones(children), 0.0)[None]

    def extreme(aim: Array, most: float | None) -> Array:
        bounds = [(0, None)] * children + [(0, most)]
        found = linprog(aim, limits, np.zeros(len(limits)), whole, [1.0], bounds)
        return np.asarray(found.x)

    least = float(extreme(np.append(np.zeros(children), 1.0), None)[-1])
    aims = np.hstack([each, np.zeros((children, 1))])
    low = np.array([extreme(aim, least)[at] for at, aim in enumerate(aims)])
    high = np.array([extreme(-aim, least)[at] for at, aim in enumerate(aims)])
    return least, low, high
