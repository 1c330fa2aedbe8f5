"""Say how much each child counts in its parent.

A weighting takes the children's finished columns `x` (..., R, K) and returns their weights (...,
K), which are not negative and make 1. Methods that look at how children move together use the rows
where all of them are present. Here stand the usual methods with a formula; `optimal_weights` holds
those that search, `benefit_of_the_doubt` the one that favours units, `decision_weights` those of
decision tables, `elicited_weights` those of ranks and of the best and the worst, `combined_weights`
the one that puts others together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Literal, NamedTuple

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
    sizes,
)
from coopindex.methods.registry import Array, Undefined, Unfit, register
from coopindex.methods.summaries import extremes
from coopindex.methods.workings import Working, works_out
from coopindex.phrases import Wording

weighting = partial(register, "weighting")

RandomIndex = Literal["saaty_1977", "saaty_2008"]
# random indices of 1, 2, 3, ... children
RANDOM: Mapping[RandomIndex, tuple[float, ...]] = {
    # Saaty (1977, 1980)
    "saaty_1977": (
        *(0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
        *(1.51, 1.48, 1.56, 1.57, 1.59),
    ),
    # Saaty (2008)
    "saaty_2008": (0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49),
}


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


EntropyOf = Literal["columns", "min_max"]


def _entropies(
    x: Array,
    *,
    of: EntropyOf = "columns",
    shift: float = 0.0,
    squeeze: tuple[float, float] | None = None,
) -> Iterator[Working]:
    """Yield each child's entropy and redundancy."""
    spread = redundancy(x, of=of, shift=shift, squeeze=squeeze)
    yield Working("entropy", 1.0 - spread)
    yield Working("redundancy", spread)


@weighting()
@works_out(_entropies)
def entropy(
    x: Array,
    *,
    of: EntropyOf = "columns",
    shift: float = 0.0,
    squeeze: tuple[float, float] | None = None,
) -> Array:
    """Weigh a child by how unevenly it is spread over the units (Shannon's entropy).

    w = (1 - e) / sum (1 - e), e = -sum p ln p / ln R, p = v / sum v over the rows

    v are the children as they stand, or min-max of them. A shift lets a 0 count a little; it
    changes the weights, not the scores: state it. With `reference: {years: all}` the years are
    pooled, and R is units times years.

    x : (..., R, K), not negative, on a ratio scale: adding a constant changes the weights, so
        min-max moves them too. Raw columns of a negative direction count by their size.
    of : the children's `columns` as they stand (0 ln 0 = 0), or `min_max` of them, from 0 to 1,
        over the rows.
    shift : what is added to each v, such as 0.0001 or 0.01 with `of: min_max`.
    squeeze : the ends onto which min-max is brought instead, such as [0.002, 0.998].
    Returns (..., K). Missing values are skipped column by column. A constant child tells no units
    apart and weighs 0; with `of: min_max`, which it does not have, it is an error. So are negative
    values, a column of zeros, a single row and children that are all constant.

    Hwang & Yoon (1981), Multiple Attribute Decision Making, section 3.2,
    https://doi.org/10.1007/978-3-642-48318-9; Shannon (1948), A mathematical theory of
    communication, Bell System Technical Journal 27,
    https://doi.org/10.1002/j.1538-7305.1948.tb01338.x.

    >>> entropy(np.array([[1.0, 1.0], [1.0, 0.0]]))
    array([0., 1.])
    """
    spread = redundancy(x, of=of, shift=shift, squeeze=squeeze)
    flat = spread.sum(axis=-1) == 0
    if flat.any():
        raise Undefined(
            Wording("refusal.entropy-constant"),
            flat[..., None] & every(x),
            family=True,
        )
    return shares(spread)


def redundancy(
    x: Array,
    *,
    of: EntropyOf = "columns",
    shift: float = 0.0,
    squeeze: tuple[float, float] | None = None,
) -> Array:
    """Return 1 - e, how far each child's entropy is from that of an even one, (..., K).

    >>> redundancy(np.array([[1.0, 1.0], [1.0, 0.0]]))
    array([0., 1.])
    """
    x = _shifted(x, of, shift, squeeze)
    total = np.nansum(x, axis=-2)
    rows = np.count_nonzero(~np.isnan(x), axis=-2)
    unknown = (total == 0) | (rows < 2)
    if unknown.any():
        raise Undefined(Wording("refusal.no-entropy"), unknown)
    # 1 - e by how far each row lies from an even share, which loses no digits where that is little
    off = np.nan_to_num(x * (rows / total)[..., None, :] - 1.0)
    logarithm = np.log1p(off, out=np.zeros(off.shape), where=off > -1)
    spread = ((1 + off) * logarithm - off).sum(axis=-2) / (rows * np.log(rows))
    return np.asarray(np.where(spread > CONSTANT**2, spread, 0.0))


def _shifted(x: Array, of: EntropyOf, shift: float, squeeze: tuple[float, float] | None) -> Array:
    """Return what entropy is taken of: columns or their min-max, shifted or squeezed."""
    if shift < 0 or (squeeze and (shift or of != "min_max" or not 0 <= squeeze[0] < squeeze[1])):
        to_blame = "shift" if shift < 0 or squeeze is None else "squeeze"
        raise Unfit(Wording("refusal.entropy-shift"), (to_blame,))
    if of == "columns":
        return not_negative(sizes(x)[0], "refusal.entropy-below-0") + shift
    deviation(x)
    found = extremes(x)
    low, high = found.low[..., None, :], found.high[..., None, :]
    z: Array = (x - low) / (high - low)
    return squeeze[0] + (squeeze[1] - squeeze[0]) * z if squeeze else z + shift


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

Rotation = Literal["varimax", "none"]
OTHER_COMPONENTS = "refusal.components.hint"


@weighting()
def pca(
    x: Array,
    *,
    form: PcaForm = "squared_loading",
    components: int | Literal["all"] | None = None,
    rotation: Rotation = "varimax",
) -> Array:
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
    components : how many are retained, in the last two; `all` of those that explain anything.
    rotation : `varimax`, or `none` for `component_scores` of the components as they are: with
        `components: all` the sum of all scores, each times its share of variance (ci_factor of the
        R package Compind, method ALL).
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
    several = form in ("rotated", "component_scores")
    if rotation == "none" and form != "component_scores":
        raise ValueError(Wording("refusal.unrotated"))
    if components is not None and not several:
        raise ValueError(Wording("refusal.one-component", form=form))
    if components is not None and components != "all" and components > x.shape[-1]:
        raise ValueError(Wording("refusal.components-of", count=x.shape[-1]))
    correlation, width = correlations(x)
    values, vectors = np.linalg.eigh(correlation)
    if several:
        loadings = [
            _retained(values[at], vectors[at], components, rotation)
            for at in np.ndindex(values.shape[:-1])
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


def _retained(
    values: Array, vectors: Array, components: int | Literal["all"] | None, rotation: Rotation
) -> Array:
    """Return the loadings of a number of components, rotated or not, (K, F).

    Components that explain nothing are left out.
    """
    wanted = len(values) if components == "all" else components
    number = wanted or max(1, int((values > 1 + NOTHING).sum()))
    number = min(number, int((values > NOTHING * values[-1]).sum()))
    loadings = vectors[:, -number:] * np.sqrt(values[-number:])
    if rotation == "varimax":
        _refuse_ties(values, number)
        return varimax(loadings)
    # unrotated, each of them must be told from the next
    for retained in range(1, number + 1):
        _refuse_ties(values, retained)
    return np.asarray(loadings)


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


Priorities = Literal["eigenvector", "geometric_mean", "column_mean"]


def _consistencies(
    _: Array,
    *,
    matrix: tuple[tuple[float, ...], ...],
    random_index: RandomIndex = "saaty_1977",
) -> Iterator[Working]:
    """Yield the eigenvalue, the consistency index and the ratio."""
    compared = reciprocal_matrix(matrix)
    if compared is not None:
        found = consistency(compared, random_index)
        yield Working("principal eigenvalue", np.asarray(found.eigenvalue))
        yield Working("consistency index", np.asarray(found.consistency_index))
        yield Working("consistency ratio", np.asarray(found.ratio))


@weighting(judged=True)
@works_out(_consistencies)
def ahp(
    x: Array,
    *,
    matrix: tuple[tuple[float, ...], ...],
    by: Priorities = "eigenvector",
    random_index: RandomIndex = "saaty_1977",
    accept_inconsistency: bool = False,
) -> Array:
    """Derive weights from pairwise comparisons of the children (analytic hierarchy process, AHP).

    w : the principal eigenvector of the matrix, whose entry (i, j) says how many times as important
        child i is as child j. Consistency index (lambda - K) / (K - 1), divided by Saaty's random
        index for K: the consistency ratio, at most 0.1.

    x : (..., R, K), whose values play no role.
    matrix : K rows of K numbers above 0 in the order of the children, 1 on the diagonal and
        reciprocal (0.33 opposite 3 will do: what stands above the diagonal counts).
    by : how weights are read off: the principal `eigenvector`, the `geometric_mean` of each row
        (root method), or the `column_mean`, of each row once columns are divided by their sums
        (sum method). The ratio is that of the eigenvalue in any case.
    random_index : `saaty_1977`, the table of Saaty (1977, 1980) and Chinese textbooks (0.58, 0.90,
        1.12, ... from K = 3), or `saaty_2008`, his later one (0.52, 0.89, 1.11, ..., up to 10).
    accept_inconsistency : a ratio above 0.1 is an error unless this is true.
    Returns (..., K). At most 15 children.

    Saaty (1980), The Analytic Hierarchy Process; Saaty (2008), Decision making with the analytic
    hierarchy process, International Journal of Services Sciences 1(1),
    https://doi.org/10.1504/IJSSCI.2008.017590.

    >>> ahp(np.ones((1, 3)), matrix=((1, 3, 5), (1 / 3, 1, 3), (1 / 5, 1 / 3, 1))).round(3)
    array([0.637, 0.258, 0.105])
    """
    children = x.shape[-1]
    if len(matrix) != children or any(len(row) != children for row in matrix):
        message = Wording("refusal.ahp-matrix", children=children)
        raise Undefined(message, every(x), family=True, option=("matrix",))
    if children > len(RANDOM[random_index]):
        number = len(RANDOM[random_index])
        message = Wording("refusal.ahp-many", children=children, number=number)
        raise Undefined(message, every(x), family=True, hint=Wording("refusal.ahp-many.hint"))
    compared = reciprocal_matrix(matrix)
    if compared is None:
        hint = Wording("refusal.ahp-counterparts.hint")
        message, option = Wording("refusal.ahp-counterparts"), ("matrix", _odd_row(matrix))
        raise Undefined(message, every(x), family=True, hint=hint, option=option)
    ratio = consistency(compared, random_index).ratio
    if ratio > 0.1 + NOTHING and not accept_inconsistency:
        raise inconsistent(ratio, 0.1, x, "matrix")
    return np.broadcast_to(priorities(compared, by), (*x.shape[:-2], children))


def _odd_row(matrix: tuple[tuple[float, ...], ...]) -> int:
    """Return the last row of the first pair of comparisons that contradict each other."""
    given = np.asarray(matrix, float)
    odd = ~(np.isclose(given * given.T, 1.0, rtol=NOTHING, atol=0.05) & (given > 0))
    row, column = np.argwhere(odd)[0].tolist()
    return int(row if not given[row, column] > 0 else max(row, column))


def inconsistent(ratio: float, most: float, x: Array, option: str) -> Undefined:
    """Return the refusal of comparisons, an option, that contradict one another too much."""
    shown = beside(ratio, most, places=3)
    found = Wording("refusal.ahp-ratio", ratio=shown, most=most)
    message = Wording("refusal.ahp-inconsistent", found=found)
    hint = Wording("refusal.ahp-inconsistent.hint")
    return Undefined(message, every(x), family=True, hint=hint, option=(option,))


def reciprocal_matrix(matrix: tuple[tuple[float, ...], ...]) -> Array | None:
    """Return comparisons (K, K) with what stands above the diagonal; None: others contradict it.

    >>> reciprocal_matrix(((1, 4), (0.26, 1)))
    array([[1.  , 4.  ],
           [0.25, 1.  ]])
    """
    given = np.asarray(matrix, float)
    if not (given > 0).all() or not np.allclose(given * given.T, 1.0, rtol=NOTHING, atol=0.05):
        return None
    upper = np.triu(given, 1)
    return np.asarray(upper + np.eye(len(given)) + np.tril(1.0 / given.T, -1))


class Consistency(NamedTuple):
    """The principal eigenvalue of comparisons, their consistency index, and the ratio."""

    eigenvalue: float
    consistency_index: float
    ratio: float


def consistency(compared: Array, random_index: RandomIndex = "saaty_1977") -> Consistency:
    """Say how far comparisons (K, K) contradict one another; of one or two children, not at all.

    >>> consistency(np.array([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])).ratio
    0.0
    """
    children = len(compared)
    # it is never less than their number, but for rounding
    largest = max(float(np.linalg.eigvals(compared).real.max()), float(children))
    largest = float(children) if largest - children < CONSTANT * children else largest
    index = (largest - children) / max(children - 1, 1)
    return Consistency(largest, index, index / (RANDOM[random_index][children - 1] or 1.0))


def priorities(compared: Array, by: Priorities = "eigenvector") -> Array:
    """Return the weights that comparisons (K, K) come to, (K,).

    >>> priorities(np.array([[1, 3], [1 / 3, 1]]), "geometric_mean").round(2)
    array([0.75, 0.25])
    """
    if by == "geometric_mean":
        return shares(np.exp(np.log(compared).mean(axis=1)))
    if by == "column_mean":
        return shares((compared / compared.sum(axis=0)).mean(axis=1))
    values, vectors = np.linalg.eig(compared)
    return shares(np.abs(vectors[:, int(values.real.argmax())].real))


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
            message = Wording("refusal.one-of", children=children, needs=needs)
            raise Undefined(message, every(x), family=True, option=("experts", expert))
    if not experts:
        raise Undefined(Wording("refusal.no-expert"), every(x), family=True, option=("experts",))
    shared = shares(np.array(list(dict(experts).values()), float))
    return np.broadcast_to(shared.mean(axis=0), (*x.shape[:-2], children))
