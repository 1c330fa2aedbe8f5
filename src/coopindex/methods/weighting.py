"""Say how much each child counts in its parent.

A weighting takes the children's finished columns `x` (..., R, K) and returns their weights (...,
K), which are not negative and make 1. Methods that look at how children move together use the rows
where all of them are present. Here stand the methods with a formula; `optimal_weights` holds those
that search, `benefit_of_the_doubt` the one that favours units.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import combinations
from typing import Literal

import numpy as np

from coopindex.figures import beside
from coopindex.methods.family import (
    CONSTANT,
    NOTHING,
    correlations,
    deviation,
    every,
    not_negative,
    shares,
    signed,
)
from coopindex.methods.registry import Array, Undefined, register
from coopindex.phrases import Wording

weighting = partial(register, "weighting")

# Saaty (1980), random indices
SAATY = (
    0.0,
    0.0,
    0.58,
    0.90,
    1.12,
    1.24,
    1.32,
    1.41,
    1.45,
    1.49,
    1.51,
    1.48,
    1.56,
    1.57,
    1.59,
)


@weighting(judged=True)
def equal(x: Array) -> Array:
    """Give every child the same weight.

    w = 1 / K

    x : (..., R, K).
    Returns (..., K).

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6,
    https://doi.org/10.1787/9789264043466-en.

    >>> equal(np.ones((2, 4)))
    array([0.25, 0.25, 0.25, 0.25])
    """
    return np.full((*x.shape[:-2], x.shape[-1]), 1.0 / x.shape[-1])


@weighting()
def standard_deviation(x: Array, *, inverse: bool = False) -> Array:
    """Weigh a child by how much it tells units apart, its standard deviation.

    w = sd / sum sd; inverse: w = (1/sd) / sum (1/sd)

    x : (..., R, K), on one scale; z-scores would all weigh the same.
    inverse : weigh by 1 / sd, so that every child moves the score as far.
    Returns (..., K). Missing values are skipped column by column. A constant child is an error.

    >>> standard_deviation(np.array([[0.0, 0.0], [1.0, 3.0]]))
    array([0.25, 0.75])
    """
    width = deviation(x)
    return shares(1.0 / width if inverse else width)


@weighting()
def entropy(x: Array) -> Array:
    """Weigh a child by how unevenly it is spread over the units (Shannon's entropy).

    w = (1 - e) / sum (1 - e), e = -sum p ln p / ln R, p = x / sum x over the rows

    x : (..., R, K), not negative, on a ratio scale: adding a constant changes the weights, so
        min-max moves them too.
    Returns (..., K). Missing values are skipped column by column. Negative values, a column of
    zeros, a single row and children that are all constant are errors.

    Hwang & Yoon (1981), Multiple Attribute Decision Making, section 3.2,
    https://doi.org/10.1007/978-3-642-48318-9; Shannon (1948), A mathematical theory of
    communication, Bell System Technical Journal 27,
    https://doi.org/10.1002/j.1538-7305.1948.tb01338.x.

    >>> entropy(np.array([[1.0, 1.0], [1.0, 0.0]]))
    array([0., 1.])
    """
    x = not_negative(x, "refusal.entropy-below-0")
    total = np.nansum(x, axis=-2)
    rows = np.count_nonzero(~np.isnan(x), axis=-2)
    unknown = (total == 0) | (rows < 2)
    if unknown.any():
        raise Undefined(Wording("refusal.no-entropy"), unknown)
    # 1 - e by how far each row lies from an even share, which loses no digits where that is little
    off = np.nan_to_num(x * (rows / total)[..., None, :] - 1.0)
    logarithm = np.log1p(off, out=np.zeros(off.shape), where=off > -1)
    spread = ((1 + off) * logarithm - off).sum(axis=-2) / (rows * np.log(rows))
    spread = np.where(spread > CONSTANT**2, spread, 0.0)
    flat = spread.sum(axis=-1) == 0
    if flat.any():
        raise Undefined(
            Wording("refusal.entropy-constant"),
            flat[..., None] & every(x),
            family=True,
        )
    return shares(spread)


@weighting()
def critic(x: Array) -> Array:
    """Weigh a child by its spread and by how little its siblings say the same (CRITIC).

    w = c / sum c, c_k = sd_k sum_j (1 - r_kj)

    x : (..., R, K), on one scale (the authors: min-max).
    Returns (..., K). Rows that lack a child are left out. A constant child is an error, and so are
    children that all say the same.

    Diakoulaki, Mavrotas & Papayannakis (1995), Determining objective weights in multiple criteria
    problems: the CRITIC method, Computers & Operations Research 22(7),
    https://doi.org/10.1016/0305-0548(94)00059-H.

    >>> x = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    >>> critic(x).round(3)
    array([0.5 , 0.25, 0.25])
    """
    correlation, width = correlations(x)
    content = width * (1.0 - correlation).sum(axis=-1)
    same = content.sum(axis=-1) <= NOTHING * width.sum(axis=-1)
    if same.any():
        raise Undefined(
            Wording("refusal.same-as-siblings"), same[..., None] & every(x), family=True
        )
    return shares(np.maximum(content, 0.0))


PcaForm = Literal[
    "loading", "squared_loading", "loading_over_deviation", "rotated", "component_scores"
]

OTHER_COMPONENTS = "refusal.components.hint"


@weighting()
def pca(x: Array, *, form: PcaForm = "squared_loading", components: int | None = None) -> Array:
    """Weigh children by how strongly they move together: principal component analysis (PCA).

    The analysis is of their standardised columns.

    Weights say what moves together, not what matters. The published forms:

    loading : w ~ a, the first component's coefficients (their squares make 1), signed so that their
        sum is positive.
    squared_loading : w ~ a^2, a child's share of the first component's variance.
    loading_over_deviation : w ~ a / sd, so that the weighted mean of the columns as they are is the
        first component.
    rotated : keep `components` of them (default: those with an eigenvalue above 1, at least one),
        rotate their loadings by varimax; w ~ a child's largest squared loading. (Its share of a
        component's variance, times that component's share of all.)
    component_scores : keep and rotate as `rotated`; w ~ b / sd, b : the children's coefficients in
        the sum of the components' standardised scores, each times its share of variance. A
        component's sign is that of the sum of its loadings, which says little where that is near 0.

    x : (..., R, K).
    form : one of those above.
    components : how many are retained, in the last two.
    Returns (..., K). Rows that lack a child are left out. A constant child is an error; so is, in
    the forms that keep the sign, a child that runs against the others, for no weight may be
    negative. (A coefficient within 1e-9 of 0 is 0.) And so are components of which one is retained
    and another, that explains as much, is not.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6,
    https://doi.org/10.1787/9789264043466-en. Nicoletti, Scarpetta & Boylaud (2000), Summary
    indicators of product market regulation, OECD Economics Department Working Paper 226,
    https://doi.org/10.1787/215182844604 (rotated); Antony & Rao (2007), A composite index to
    explain variations in poverty, health, nutritional status and standard of living, Public Health
    121 (component_scores).

    >>> x = np.array([[0.0, 0.0, 1.0], [1.0, 1.0, 0.0], [2.0, 2.0, 3.0]])
    >>> pca(x, form="loading").round(3)
    array([0.352, 0.352, 0.297])
    """
    correlation, width = correlations(x)
    values, vectors = np.linalg.eigh(correlation)
    if form in ("rotated", "component_scores"):
        loadings = [
            _rotated(values[at], vectors[at], components) for at in np.ndindex(values.shape[:-1])
        ]
        if form == "rotated":
            found = np.stack([np.square(each).max(axis=1) for each in loadings])
        else:
            tables = correlation.reshape(-1, *correlation.shape[-2:])
            found = np.stack(
                [score_coefficients(*pair) for pair in zip(loadings, tables, strict=True)]
            )
        coefficients = found.reshape(values.shape)
    else:
        _refuse_ties(values, 1)
        coefficients = signed(vectors[..., :, -1:])[..., 0]
    if form == "squared_loading":
        return np.asarray(np.square(coefficients))
    against = coefficients < -NOTHING * np.abs(coefficients).max(axis=-1, keepdims=True)
    if against.any():
        hint = Wording("refusal.negative-component.hint")
        raise Undefined(
            Wording("refusal.negative-component"),
            against,
            hint=hint,
        )
    coefficients = np.maximum(coefficients, 0.0)
    return shares(
        coefficients / width
        if form in ("loading_over_deviation", "component_scores")
        else coefficients
    )


def _rotated(values: Array, vectors: Array, components: int | None) -> Array:
    """Return the rotated loadings of a number of components, (K, F).

    Components that explain nothing are left out.
    """
    number = components or max(1, int((values > 1 + NOTHING).sum()))
    number = min(number, int((values > NOTHING * values[-1]).sum()))
    _refuse_ties(values, number)
    return varimax(vectors[:, -number:] * np.sqrt(values[-number:]))


def _refuse_ties(values: Array, number: int) -> None:
    """Refuse to keep a number of components of which others explain as much.

    values : their eigenvalues (..., K), rising.
    """
    if number == values.shape[-1]:
        return
    if (values[..., -number] - values[..., -number - 1] <= NOTHING * values[..., -1]).any():
        same = Wording("refusal.equal-components", number=number, next=number + 1)
        raise Undefined(
            Wording("refusal.no-components", same=same),
            np.ones(values.shape[-1], dtype=bool),
            family=True,
            hint=Wording(OTHER_COMPONENTS),
        )


def score_coefficients(loadings: Array, correlation: Array) -> Array:
    """Return each standardised child's coefficient, (K,), in the sum of the components' scores.

    Each score counts by its component's share of variance. Children that say the same share a
    coefficient equally.

    >>> score_coefficients(np.array([[1.0, 0.0], [0.0, -1.0]]), np.eye(2))
    array([0.5, 0.5])
    """
    turned = signed(loadings)
    return np.asarray(
        np.linalg.lstsq(correlation, turned, rcond=NOTHING)[0] @ np.square(turned).mean(axis=0)
    )


def varimax(loadings: Array) -> Array:
    """Rotate loadings (K, F) so that each component has few large ones (varimax).

    Rows are scaled to length 1 meanwhile. Turns two components at a time by the angle that is best
    for the pair, until none turns. Two for which all angles are as good are an error.

    Kaiser (1958), The varimax criterion for analytic rotation in factor analysis, Psychometrika 23,
    https://doi.org/10.1007/BF02289233.

    >>> np.abs(varimax(np.array([[1.0, 1.0], [1.0, -1.0]]) / np.sqrt(2))).round(6)
    array([[1., 0.],
           [0., 1.]])
    """
    length = np.sqrt(np.square(loadings).sum(axis=1, keepdims=True))
    turned = loadings / np.where(length > 0, length, 1.0)
    pairs = list(combinations(range(loadings.shape[1]), 2))
    for _ in range(1000):
        largest, least = 0.0, np.inf
        for pair in pairs:
            first, second = turned[:, pair].T
            u, v = first**2 - second**2, 2 * first * second
            cross = 2 * (u @ v - u.sum() * v.sum() / len(u))
            along = u @ u - v @ v - (u.sum() ** 2 - v.sum() ** 2) / len(u)
            swing = float(np.hypot(cross, along))
            angle = np.arctan2(cross, along) / 4 if swing > NOTHING else 0.0
            turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            turned[:, pair] = turned[:, pair] @ turn
            largest, least = max(largest, abs(angle)), min(least, swing)
        if largest < 1e-12:
            break
    if least <= NOTHING:
        raise Undefined(
            Wording("refusal.no-rotation"),
            np.ones(len(loadings), dtype=bool),
            hint=Wording(OTHER_COMPONENTS),
        )
    return np.asarray(turned * length)


@weighting(judged=True)
def ahp(
    x: Array, *, matrix: tuple[tuple[float, ...], ...], accept_inconsistency: bool = False
) -> Array:
    """Derive weights from pairwise comparisons of the children (analytic hierarchy process, AHP).

    w : the principal eigenvector of the matrix, whose entry (i, j) says how many times as important
        child i is as child j. Consistency index (lambda - K) / (K - 1), divided by Saaty's random
        index for K: the consistency ratio, at most 0.1.

    x : (..., R, K), whose values play no role.
    matrix : K rows of K numbers above 0 in the order of the children, 1 on the diagonal and
        reciprocal (0.33 opposite 3 will do: what stands above the diagonal counts).
    accept_inconsistency : a ratio above 0.1 is an error unless this is true.
    Returns (..., K). At most 15 children.

    Saaty (1980), The Analytic Hierarchy Process.

    >>> ahp(np.ones((1, 3)), matrix=((1, 3, 5), (1 / 3, 1, 3), (1 / 5, 1 / 3, 1))).round(3)
    array([0.637, 0.258, 0.105])
    """
    children = x.shape[-1]
    if len(matrix) != children or any(len(row) != children for row in matrix):
        raise Undefined(
            Wording("refusal.ahp-matrix", children=children),
            every(x),
            family=True,
        )
    if children > len(SAATY):
        raise Undefined(
            Wording("refusal.ahp-many", children=children, number=len(SAATY)),
            every(x),
            family=True,
            hint=Wording("refusal.ahp-many.hint"),
        )
    given = np.asarray(matrix, float)
    if not (given > 0).all() or not np.allclose(given * given.T, 1.0, rtol=NOTHING, atol=0.05):
        hint = Wording("refusal.ahp-counterparts.hint")
        raise Undefined(Wording("refusal.ahp-counterparts"), every(x), family=True, hint=hint)
    upper = np.triu(given, 1)
    compared = upper + np.eye(children) + np.tril(1.0 / given.T, -1)
    values, vectors = np.linalg.eig(compared)
    largest = int(values.real.argmax())
    ratio = (values[largest].real - children) / max(children - 1, 1) / (SAATY[children - 1] or 1.0)
    if ratio > 0.1 + NOTHING and not accept_inconsistency:
        found = Wording("refusal.ahp-ratio", ratio=beside(ratio, 0.1, places=3))
        message = Wording("refusal.ahp-inconsistent", found=found)
        hint = Wording("refusal.ahp-inconsistent.hint")
        raise Undefined(message, every(x), family=True, hint=hint)
    weights = shares(np.abs(vectors[:, largest].real))
    return np.broadcast_to(weights, (*x.shape[:-2], children))


@weighting(judged=True)
def budget_allocation(x: Array, *, experts: Mapping[str, tuple[float, ...]]) -> Array:
    """Average the points that experts shared out among the children (budget allocation process).

    w = mean over the experts of points / that expert's sum

    x : (..., R, K), whose values play no role.
    experts : name -> points, in the order of the children; every expert counts the same, whatever
        the sum. Another number of points than children, negative points and no points are errors.
    Returns (..., K).

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6,
    https://doi.org/10.1787/9789264043466-en.

    >>> budget_allocation(np.ones((1, 2)), experts={"a": (60, 40), "b": (1, 1)})
    array([0.55, 0.45])
    """
    children = x.shape[-1]
    for expert, points in dict(experts).items():
        if len(points) != children or min(points) < 0 or sum(points) <= 0:
            needs = Wording("refusal.expert", expert=expert)
            raise Undefined(
                Wording("refusal.one-of", children=children, needs=needs), every(x), family=True
            )
    if not experts:
        raise Undefined(Wording("refusal.no-expert"), every(x), family=True)
    shared = shares(np.array(list(dict(experts).values()), float))
    return np.broadcast_to(shared.mean(axis=0), (*x.shape[:-2], children))
