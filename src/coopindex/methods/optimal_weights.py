"""Weights that are the best by some criterion, found by a search. Shapes as in `weighting`."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.family import NOTHING, correlations, every, shares, signed
from coopindex.methods.registry import Array, Undefined, register
from coopindex.phrases import Wording

weighting = partial(register, "weighting")
# children of which every set is tried: 4,095 sets
ENUMERATED = 12
# parents that correlate by more than 1 less this are the same
SAME = 1e-6


@weighting()
def correlation_balanced(
    x: Array, *, targets: tuple[float, ...] | None = None, accept_imbalance: bool = False
) -> Array:
    """Find the weights under which every child is equally correlated with its parent.

    min over w >= 0 of sum (r_k / sum r - t_k)^2; r_k : correlation of child k with the weighted
    mean of
    all, t : the targets. So effective importance is as meant.

    With a = w sd the correlations are R a up to a factor, so R a = t has one solution; where that
    has a negative weight, the nearest without is found: a regression without negative coefficients
    (non-negative least squares), whose end proves that none is nearer. Where children say the same,
    so that many weights are equally near, those are taken whose a are the most alike (least sum of
    squares).

    x : (..., R, K).
    targets : wanted shares of the correlations, any scale, default equal.
    accept_imbalance : missing the targets by more than 0.001, because they would need negative
        weights, is an error unless this takes the nearest instead.
    Returns (..., K). Rows that lack a child are left out. A constant child is an error. Holds for
    an arithmetic parent.

    Becker, Saisana, Paruolo & Vandecasteele (2017), Weights and importance in composite indicators:
    closing the gap, Ecological Indicators 80, https://doi.org/10.1016/j.ecolind.2017.03.056.

    >>> correlation_balanced(np.array([[0.0, 0.0], [1.0, 4.0], [2.0, 2.0]]))
    array([0.66666667, 0.33333333])
    """
    correlation, width = correlations(x)
    wanted = np.ones(x.shape[-1]) if targets is None else np.asarray(targets, float)
    if len(wanted) != x.shape[-1] or (wanted < 0).any() or wanted.sum() <= 0:
        needs = Wording("refusal.targets")
        raise Undefined(
            Wording("refusal.one-of", children=x.shape[-1], needs=needs), every(x), family=True
        )
    wanted = wanted / wanted.sum()
    weights = np.empty(width.shape)
    for at in np.ndindex(width.shape[:-1]):
        influence = _balanced(correlation[at], wanted)
        far = np.abs(shares(correlation[at] @ influence) - wanted).round(9)
        if far.max() > 1e-3 and not accept_imbalance:
            off = Wording("refusal.any-weight", far=far.max())
            message = Wording("refusal.no-balance", off=off)
            hint = Wording("refusal.no-balance.hint")
            raise Undefined(message, far > 1e-3, hint=hint)
        weights[at] = shares(influence / width[at])
    return weights


def _balanced(correlation: Array, wanted: Array) -> Array:
    """Return a >= 0 with the least |R a - t|, where sum R a = 1.

    The least |R a - t sum R a|^2 + (sum R a - 1)^2 over a >= 0 has the same a up to a factor.
    """
    from scipy.optimize import nnls

    total = correlation.sum(axis=0)
    if total.max() <= NOTHING:
        message = Wording("refusal.cancel-out")
        raise Undefined(
            message, every(correlation), family=True, hint=Wording("refusal.cancel-out.hint")
        )
    system = np.vstack([correlation - np.outer(wanted, total), total])
    influence = nnls(system, np.append(np.zeros(len(total)), 1.0))[0]
    return _most_alike(correlation, influence / (total @ influence))


def _most_alike(correlation: Array, influence: Array) -> Array:
    """Return the shortest a >= 0 that weighs standardised children into the same parent."""
    values, vectors = np.linalg.eigh(correlation)
    # what may be added without any effect
    free = vectors[:, values <= NOTHING * values[-1]]
    if not free.size:
        return influence
    fixed = influence - free @ (free.T @ influence)
    # so that rounding leaves a solution
    room = NOTHING * influence.max()
    return np.asarray(np.maximum(fixed + free @ nearest_to_zero(free, -fixed - room), 0.0))


@weighting()
def information_maximised(x: Array) -> Array:
    """Find the weights under which the parent tells most about its children.

    max over w >= 0 of sum r_k^2, the largest mean squared correlation; r_k : correlation of child k
    with the weighted mean of all.

    Where the first principal component has no negative coefficient, the answer is `pca` with
    `loading_over_deviation`. Otherwise a child that runs against the rest gets 0: of every set of
    children the best weights are known (a generalised eigenvector), and the best set is taken. Of
    more than 12 children not every set is tried, but those that a climb from several points ends
    at. Children that say the same weigh alike. Favours what is already said many times.

    x : (..., R, K).
    Returns (..., K). Rows that lack a child are left out. A constant child is an error, and so are
    two different answers that tell equally much (within 1e-9).

    Becker, Saisana, Paruolo & Vandecasteele (2017), Weights and importance in composite indicators:
    closing the gap, Ecological Indicators 80, https://doi.org/10.1016/j.ecolind.2017.03.056.

    >>> information_maximised(np.array([[0.0, 0.0], [1.0, 4.0], [2.0, 2.0]]))
    array([0.66666667, 0.33333333])
    """
    correlation, width = correlations(x)
    weights = np.empty(width.shape)
    for at in np.ndindex(width.shape[:-1]):
        weights[at] = shares(_most_informed(correlation[at]) / width[at])
    return weights


def _most_informed(correlation: Array) -> Array:
    """Return a >= 0 with the largest a'RRa / a'Ra."""
    children = len(correlation)
    values, vectors = np.linalg.eigh(correlation)
    first = signed(vectors[:, -1:])[:, 0]
    if first.min() >= -NOTHING and values[-2:].min() < values[-1] * (1 - NOTHING):
        return np.asarray(np.maximum(first, 0.0))
    if children <= ENUMERATED:
        found = [
            _best_of(correlation, np.array(list(combinations(range(children), size))))
            for size in range(1, children + 1)
        ]
    else:
        starts = np.maximum(np.vstack([first, -first, np.eye(children)]), 0.0)
        ends = [_climbed(correlation, start) for start in starts if start.any()]
        found = [*ends, *(_best_of(correlation, np.flatnonzero(end)[None]) for end in ends)]
    answers = np.vstack(found)
    answers = answers / np.sqrt(np.einsum("ak,kl,al->a", answers, correlation, answers))[:, None]
    informed = np.square(answers @ correlation).sum(axis=1)
    best = answers[informed.argmax()]
    rivals = answers[informed >= informed.max() * (1 - NOTHING)]
    if (rivals @ correlation @ best < 1 - SAME).any():
        raise Undefined(
            Wording("refusal.no-single-best"),
            every(correlation),
            family=True,
            hint=Wording("refusal.no-single-best.hint"),
        )
    return _most_alike(correlation, best)


def _best_of(correlation: Array, sets: NDArray[np.intp]) -> Array:
    """Return the a (A, K) with the largest a'RRa / a'Ra for every set of children (S, C).

    0 stands outside it.

    Left out are sets whose best a has a coefficient below 0, and those with a child that the others
    say already: a smaller set is as good.
    """
    own = correlation[sets[:, :, None], sets[:, None, :]]
    values, vectors = np.linalg.eigh(own)
    apart = values[:, 0] > NOTHING
    sets, values, vectors = sets[apart], values[apart], vectors[apart]
    # unit' R unit = 1
    unit = vectors / np.sqrt(values)[:, None, :]
    seen = np.swapaxes(unit, -1, -2) @ correlation[sets]
    inner = unit @ np.linalg.eigh(seen @ np.swapaxes(seen, -1, -2))[1][:, :, -1:]
    inner = signed(inner)[:, :, 0]
    sound = inner.min(axis=1) >= -NOTHING * inner.max(axis=1)
    answers = np.zeros((int(sound.sum()), len(correlation)))
    np.put_along_axis(answers, sets[sound], np.maximum(inner[sound], 0.0), axis=1)
    return answers


def _climbed(correlation: Array, start: Array) -> Array:
    """Return the a >= 0 at which a climb from a start ends.

    The mean squared correlation is convex in the parent, so that each step goes to the parent
    nearest to its slope.
    """
    from scipy.optimize import nnls

    values, vectors = np.linalg.eigh(correlation)
    root = np.sqrt(np.maximum(values, 0.0))[:, None] * vectors.T
    here = start / np.linalg.norm(root @ start)
    for _ in range(1000):
        before, here = here, nnls(root, root @ (correlation @ here))[0]
        here = here / np.linalg.norm(root @ here)
        if np.abs(here - before).max() <= 1e-12:
            break
    return np.asarray(here)


def nearest_to_zero(limits: Array, floor: Array) -> Array:
    """Return the shortest z (K,) with limits (M, K) @ z >= floor (M,), which some z must meet.

    It is the residual of a regression without negative coefficients on the limits.

    Lawson & Hanson (1974), Solving Least Squares Problems, chapter 23 (least distance programming),
    https://doi.org/10.1137/1.9781611971217.

    >>> nearest_to_zero(np.array([[1.0, 1.0]]), np.array([2.0])).round(6)
    array([1., 1.])
    """
    from scipy.optimize import nnls

    system = np.vstack([limits.T, floor])
    target = np.append(np.zeros(limits.shape[1]), 1.0)
    residual = system @ nnls(system, target)[0] - target
    return np.asarray(-residual[:-1] / residual[-1])
