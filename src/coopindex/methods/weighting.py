"""Say how much each child counts in its parent.

A weighting takes the children's finished columns `x` (..., R, K) and returns their weights (..., K), which are not negative and
make 1. Methods that look at how children move together use the rows where all of them are present.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import combinations
from typing import Any, Literal

import numpy as np

from coopindex.methods.columns import extremes, mean_and_sd
from coopindex.methods.registry import Array, Undefined, register

weighting = partial(register, "weighting")

SAATY = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)  # Saaty (1980), random indices


def _shares(x: Array) -> Array:
    return np.asarray(x / x.sum(axis=-1, keepdims=True))


def _all(x: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.ones(x.shape[-1], dtype=bool)


def _deviation(x: Array) -> Array:
    """Return the standard deviation of each column over its present rows, (..., K); a constant one is an error."""
    low, high = extremes(x)
    constant = ~(high > low)
    if constant.any():
        hint = "take it out of this node, or weigh the children by another method"
        raise Undefined("is constant: it cannot be weighed by how it varies", constant, hint=hint)
    return mean_and_sd(x).width


def _complete(x: Array) -> Array:
    """Return the table with every row blanked that lacks a child."""
    return np.where(np.isnan(x).any(axis=-1, keepdims=True), np.nan, x)


def _correlation(x: Array) -> tuple[Array, Array]:
    """Return the correlations (..., K, K) and the standard deviations (..., K) over the complete rows."""
    x = _complete(x)
    width = _deviation(x)
    standard = np.nan_to_num((x - mean_and_sd(x).centre[..., None, :]) / width[..., None, :])
    rows = np.count_nonzero(~np.isnan(x[..., 0]), axis=-1)[..., None, None]
    return np.swapaxes(standard, -1, -2) @ standard / (rows - 1), width


@weighting()
def equal(x: Array) -> Array:
    """Give every child the same weight.

    w = 1 / K

    x : (..., R, K). Returns (..., K).

    >>> equal(np.ones((2, 4)))
    array([0.25, 0.25, 0.25, 0.25])
    """
    return np.full((*x.shape[:-2], x.shape[-1]), 1.0 / x.shape[-1])


@weighting()
def standard_deviation(x: Array, *, inverse: bool = False) -> Array:
    """Weigh a child by how much it tells units apart, its standard deviation.

    w = sd / sum sd; `inverse`: w = (1/sd) / sum (1/sd), so that every child moves the score as far.

    x : (..., R, K), on one scale; z-scores would all weigh the same. Returns (..., K). Missing values are skipped column by column.
    A constant child is an error.

    >>> standard_deviation(np.array([[0.0, 0.0], [1.0, 3.0]]))
    array([0.25, 0.75])
    """
    width = _deviation(x)
    return _shares(1.0 / width if inverse else width)


@weighting()
def entropy(x: Array) -> Array:
    """Weigh a child by how unevenly it is spread over the units (Shannon's entropy).

    w = (1 - e) / sum (1 - e), e = -sum p ln p / ln R, p = x / sum x over the rows

    x : (..., R, K), not negative, on a ratio scale: adding a constant changes the weights, so min-max moves them too.
    Returns (..., K). Missing values are skipped column by column. Negative values, a column of zeros, a single row and children
    that are all constant are errors.

    Hwang & Yoon (1981), Multiple Attribute Decision Making, section 3.2; Shannon (1948), A mathematical theory of communication.
    >>> entropy(np.array([[1.0, 1.0], [1.0, 0.0]]))
    array([0., 1.])
    """
    if (x < 0).any():
        hint = "normalise onto a scale that begins at 0, such as [0, 100]"
        raise Undefined("has a value below 0, of which there is no entropy", x < 0, cells=True, hint=hint)
    total = np.nansum(x, axis=-2)
    rows = np.count_nonzero(~np.isnan(x), axis=-2)
    unknown = (total == 0) | (rows < 2)
    if unknown.any():
        raise Undefined("has no entropy: it is 0 everywhere or present in fewer than two rows", unknown)
    share = np.nan_to_num(x / total[..., None, :])
    logarithm = np.log(share, out=np.zeros(share.shape), where=share > 0)
    evenness = -(share * logarithm).sum(axis=-2) / np.log(rows)
    spread = np.maximum(1.0 - evenness, 0.0)
    spread[np.isclose(spread, 0.0, atol=1e-14)] = 0.0
    flat = spread.sum(axis=-1) == 0
    if flat.any():
        raise Undefined("is constant, and so are its siblings: entropy cannot weigh them", flat[..., None] & _all(x))
    return _shares(spread)


@weighting()
def critic(x: Array) -> Array:
    """Weigh a child by its spread and by how little its siblings say the same (CRITIC).

    w = c / sum c, c_k = sd_k sum_j (1 - r_kj)

    x : (..., R, K), on one scale (the authors: min-max). Returns (..., K). Rows that lack a child are left out. A constant child is
    an error, and so are children that all say the same.

    Diakoulaki, Mavrotas & Papayannakis (1995), Determining objective weights in multiple criteria problems: the CRITIC method,
    Computers & Operations Research 22(7).
    >>> critic(np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 1.0, 1.0]])).round(3)
    array([0.5 , 0.25, 0.25])
    """
    correlation, width = _correlation(x)
    content = width * (1.0 - correlation).sum(axis=-1)
    same = content.sum(axis=-1) <= 1e-12 * width.sum(axis=-1)
    if same.any():
        raise Undefined("says the same as its siblings: CRITIC cannot weigh them", same[..., None] & _all(x))
    return _shares(np.maximum(content, 0.0))


Form = Literal["loading", "squared_loading", "loading_over_deviation", "rotated"]


@weighting()
def pca(x: Array, *, form: Form = "squared_loading", components: int | None = None) -> Array:
    """Weigh children by a principal component analysis of their standardised columns, in one of its published forms.

    loading : w ~ a, the first component's coefficients (their squares make 1), signed so that their sum is positive.
    squared_loading : w ~ a^2, a child's share of the first component's variance.
    loading_over_deviation : w ~ a / sd, so that the weighted mean of the columns as they are is the first component.
    rotated : keep `components` of them (default: those with an eigenvalue above 1, at least one), rotate their loadings by
    varimax; w ~ a child's largest squared loading. (Its share of a component's variance, times that component's share of all.)

    x : (..., R, K). Returns (..., K). Rows that lack a child are left out. A constant child is an error; so is, in the forms that
    keep the sign, a child that runs against the first component, for no weight may be negative. Weights say what moves together,
    not what matters.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6; Nicoletti, Scarpetta & Boylaud (2000), Summary
    indicators of product market regulation, OECD Economics Department Working Paper 226 (rotated).
    >>> x = np.array([[0.0, 0.0, 1.0], [1.0, 1.0, 0.0], [2.0, 2.0, 3.0]])
    >>> pca(x, form="loading").round(3)
    array([0.352, 0.352, 0.297])
    """
    correlation, width = _correlation(x)
    values, vectors = np.linalg.eigh(correlation)
    if form == "rotated":
        return _rotated(values, vectors, components)
    first = vectors[..., :, -1]
    first = first * np.where(first.sum(axis=-1, keepdims=True) < 0, -1.0, 1.0)
    if form == "squared_loading":
        return np.asarray(np.square(first))
    if (first < 0).any():
        hint = "check its direction, take it out of this node, or use `form: squared_loading`"
        raise Undefined("runs against its siblings: its weight from the first component would be negative", first < 0, hint=hint)
    return _shares(first if form == "loading" else first / width)


def _rotated(values: Array, vectors: Array, components: int | None) -> Array:
    weights = np.empty(values.shape)
    for at in np.ndindex(values.shape[:-1]):
        kept = components or max(1, int((values[at] > 1 + 1e-9).sum()))
        loadings = vectors[at][:, -kept:] * np.sqrt(np.maximum(values[at][-kept:], 0.0))
        weights[at] = _shares(np.square(varimax(loadings)).max(axis=1))
    return weights


def varimax(loadings: Array) -> Array:
    """Rotate loadings (K, F) so that each component has few large ones, rows scaled to length 1 meanwhile.

    Turns two components at a time by the angle that is best for the pair, until none turns.

    Kaiser (1958), The varimax criterion for analytic rotation in factor analysis, Psychometrika 23.
    >>> np.abs(varimax(np.array([[1.0, 1.0], [1.0, -1.0]]) / np.sqrt(2))).round(6)
    array([[1., 0.],
           [0., 1.]])
    """
    length = np.sqrt(np.square(loadings).sum(axis=1, keepdims=True))
    turned = loadings / np.where(length > 0, length, 1.0)
    pairs = list(combinations(range(loadings.shape[1]), 2))
    for _ in range(1000):
        largest = 0.0
        for pair in pairs:
            first, second = turned[:, pair].T
            u, v = first**2 - second**2, 2 * first * second
            cross = 2 * (u @ v - u.sum() * v.sum() / len(u))
            along = u @ u - v @ v - (u.sum() ** 2 - v.sum() ** 2) / len(u)
            angle = np.arctan2(cross, along) / 4 if abs(cross) > 1e-15 or along < 0 else 0.0
            turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            turned[:, pair] = turned[:, pair] @ turn
            largest = max(largest, abs(angle))
        if largest < 1e-12:
            break
    return np.asarray(turned * length)


@weighting()
def correlation_balanced(x: Array, *, targets: tuple[float, ...] | None = None, accept_imbalance: bool = False) -> Array:
    """Find the weights under which every child is equally correlated with its parent, so that effective importance is as meant.

    min over w >= 0 of sum (r_k / sum r - t_k)^2; r_k : correlation of child k with the weighted mean of all, t : the targets.

    With a = w sd the correlations are R a up to a factor, so R a = t has one solution; where that has a negative weight, the
    nearest without is found (a convex problem).

    x : (..., R, K). Returns (..., K). targets : wanted shares of the correlations, any scale, default equal. Rows that lack a child
    are left out. A constant child is an error. So is missing the targets by more than 0.001 because they would need negative
    weights; `accept_imbalance` takes the nearest instead. Holds for an arithmetic parent.

    Becker, Saisana, Paruolo & Vandecasteele (2017), Weights and importance in composite indicators: closing the gap,
    Ecological Indicators 80.
    >>> correlation_balanced(np.array([[0.0, 0.0], [1.0, 4.0], [2.0, 2.0]]))
    array([0.66666667, 0.33333333])
    """
    correlation, width = _correlation(x)
    wanted = np.ones(x.shape[-1]) if targets is None else np.asarray(targets, float)
    if len(wanted) != x.shape[-1] or (wanted < 0).any() or wanted.sum() <= 0:
        raise Undefined(f"is one of {x.shape[-1]} children: `targets` needs as many numbers, none negative, not all 0", _all(x))
    wanted = wanted / wanted.sum()
    weights = np.empty(width.shape)
    for at in np.ndindex(width.shape[:-1]):
        influence = _balanced(correlation[at], wanted)
        reached = _shares(correlation[at] @ influence)
        far = np.abs(reached - wanted)
        if far.max() > 1e-3 and not accept_imbalance:
            message = f"cannot reach its share of the correlations with any weight of 0 or more (nearest: {far.max():.3f} off)"
            hint = "check directions, set other `targets`, or say `accept_imbalance: true`"
            raise Undefined(message, far > 1e-3, hint=hint)
        weights[at] = _shares(influence / width[at])
    return weights


def _balanced(correlation: Array, wanted: Array) -> Array:
    """Return a >= 0 with the least |R a - t|, where sum R a = 1."""
    influence = np.linalg.lstsq(correlation, wanted, rcond=None)[0]
    if bool((influence >= 0).all()) and np.allclose(correlation @ influence, wanted, rtol=0, atol=1e-12):
        return np.asarray(influence, float)
    return _optimum(
        objective=lambda a: float(np.square(correlation @ a - wanted).sum()),
        gradient=lambda a: 2 * correlation @ (correlation @ a - wanted),
        scale=correlation.sum(axis=0),
        starts=[np.ones(len(wanted))],
    )


@weighting()
def information_maximised(x: Array) -> Array:
    """Find the weights under which the parent tells most about its children: the largest mean squared correlation.

    max over w >= 0 of sum r_k^2; r_k : correlation of child k with the weighted mean of all.

    Where the first principal component has no negative coefficient, the answer is `pca` with `loading_over_deviation`.
    Otherwise a child that runs against the rest gets 0.

    x : (..., R, K). Returns (..., K). Rows that lack a child are left out. A constant child is an error. The search starts from
    several points and keeps the best; failing to settle, or two different best answers, is an error.
    Favours what is already said many times.

    Becker, Saisana, Paruolo & Vandecasteele (2017), Weights and importance in composite indicators: closing the gap,
    Ecological Indicators 80.
    >>> information_maximised(np.array([[0.0, 0.0], [1.0, 4.0], [2.0, 2.0]]))
    array([0.66666667, 0.33333333])
    """
    correlation, width = _correlation(x)
    weights = np.empty(width.shape)
    for at in np.ndindex(width.shape[:-1]):
        weights[at] = _shares(_most_informed(correlation[at]) / width[at])
    return weights


def _most_informed(correlation: Array) -> Array:
    """Return a >= 0 with the largest a'RRa / a'Ra."""
    first = np.linalg.eigh(correlation)[1][:, -1]
    if (first >= 0).all() or (first <= 0).all():
        return np.asarray(np.abs(first))

    def told(a: Array) -> float:
        return float(np.square(correlation @ a).sum() / np.maximum(a @ correlation @ a, 1e-12))

    def gradient(a: Array) -> Array:
        variance = np.maximum(a @ correlation @ a, 1e-12)
        return np.asarray(-2 * (correlation @ (correlation @ a) - told(a) * (correlation @ a)) / variance)

    starts = [np.ones(len(first)), np.maximum(first, 0.0), np.maximum(-first, 0.0), *np.eye(len(first))]
    starts = [start + 1e-3 for start in starts]
    return _optimum(lambda a: -told(a), gradient, scale=np.ones(len(first)), starts=starts)


def _optimum(objective: Callable[[Array], float], gradient: Callable[[Array], Array], scale: Array, starts: list[Array]) -> Array:
    """Minimise over a >= 0 with scale'a = 1 from several starts; return the best of those that settled."""
    from scipy.optimize import Bounds, LinearConstraint, minimize

    settled: list[tuple[float, Array]] = []
    for start in starts:
        found: Any = minimize(
            objective,
            start / float(np.dot(scale, start)),
            jac=gradient,
            method="SLSQP",
            bounds=Bounds(0.0, np.inf),
            constraints=LinearConstraint(scale, 1.0, 1.0),
            options={"ftol": 1e-15, "maxiter": 1000},
        )
        if found.success:
            settled.append((float(found.fun), np.maximum(found.x, 0.0)))
    if not settled:
        raise Undefined("has no weights: the search did not settle", np.ones(len(scale), dtype=bool), hint="name weights yourself")
    least, best = min(settled, key=lambda pair: pair[0])
    rivals = [found for value, found in settled if value <= least + 1e-6 * abs(least)]
    if any(np.abs(scale * (found - best)).max() > 1e-3 for found in rivals):
        message = "has no single best weights: children that run against each other are equally good choices"
        raise Undefined(message, np.ones(len(scale), dtype=bool), hint="turn a child about with `direction`, or name weights yourself")
    return np.asarray(best)


@weighting()
def ahp(x: Array, *, matrix: tuple[tuple[float, ...], ...], accept_inconsistency: bool = False) -> Array:
    """Derive weights from pairwise comparisons of the children (analytic hierarchy process).

    w : the principal eigenvector of the matrix, whose entry (i, j) says how many times as important child i is as child j.
    Consistency index (lambda - K) / (K - 1), divided by Saaty's random index for K: the consistency ratio, at most 0.1.

    matrix : K rows of K numbers above 0 in the order of the children, 1 on the diagonal and reciprocal (0.33 opposite 3 will do:
    what stands above the diagonal counts). Returns (..., K) for x (..., R, K), whose values play no role.
    A ratio above 0.1 is an error unless `accept_inconsistency`. At most 15 children.

    Saaty (1980), The Analytic Hierarchy Process.
    >>> ahp(np.ones((1, 3)), matrix=((1, 3, 5), (1 / 3, 1, 3), (1 / 5, 1 / 3, 1))).round(3)
    array([0.637, 0.258, 0.105])
    """
    children = x.shape[-1]
    if len(matrix) != children or any(len(row) != children for row in matrix):
        raise Undefined(f"is one of {children} children: `matrix` needs {children} rows of {children} numbers", _all(x))
    if children > len(SAATY):
        raise Undefined(f"is one of {children} children: `ahp` compares at most {len(SAATY)}", _all(x), hint="group them in dimensions")
    given = np.asarray(matrix, float)
    if not (given > 0).all() or not np.allclose(given * given.T, 1.0, rtol=0, atol=0.05):
        hint = "entry (i, j) must be above 0 and 1 / entry (j, i), the diagonal 1"
        raise Undefined("has comparisons that contradict their counterparts", _all(x), hint=hint)
    upper = np.triu(given, 1)
    compared = upper + np.eye(children) + np.tril(1.0 / given.T, -1)
    values, vectors = np.linalg.eig(compared)
    largest = int(values.real.argmax())
    ratio = (values[largest].real - children) / max(children - 1, 1) / (SAATY[children - 1] or 1.0)
    if ratio > 0.1 and not accept_inconsistency:
        message = f"is compared with its siblings inconsistently: consistency ratio {ratio:.3f}, at most 0.1 is accepted"
        raise Undefined(message, _all(x), hint="revise the comparisons, or say `accept_inconsistency: true`")
    weights = _shares(np.abs(vectors[:, largest].real))
    return np.broadcast_to(weights, (*x.shape[:-2], children))


@weighting()
def budget_allocation(x: Array, *, experts: Mapping[str, tuple[float, ...]]) -> Array:
    """Average the points that experts shared out among the children.

    w = mean over the experts of points / that expert's sum

    experts : name -> points, in the order of the children; every expert counts the same, whatever the sum. Returns (..., K) for
    x (..., R, K), whose values play no role. Another number of points than children, negative points and no points are errors.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6.
    >>> budget_allocation(np.ones((1, 2)), experts={"a": (60, 40), "b": (1, 1)})
    array([0.55, 0.45])
    """
    children = x.shape[-1]
    for expert, points in dict(experts).items():
        if len(points) != children or min(points) < 0 or sum(points) <= 0:
            message = f"is one of {children} children: expert {expert} needs as many points, none negative, not all 0"
            raise Undefined(message, _all(x))
    if not experts:
        raise Undefined("is weighted by experts, and none is named", _all(x))
    shares = _shares(np.array(list(dict(experts).values()), float))
    return np.broadcast_to(shares.mean(axis=0), (*x.shape[:-2], children))
