"""Weights from a decision table, by ratios of its raw figures. Shapes as in `weighting`.

The columns may be raw: one of a negative direction comes with its sign turned, so it lies below 0,
and counts by its size as one of which less is better.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

import numpy as np

from coopindex.methods.family import NOTHING, complete, deviation, every, shares, sizes
from coopindex.methods.registry import Array, Undefined, register
from coopindex.methods.sums import Mask
from coopindex.methods.weighting import entropy
from coopindex.methods.workings import Working, works_out
from coopindex.phrases import Wording

weighting = partial(register, "weighting")


def _effects(x: Array) -> Iterator[Working]:
    """Yield what the removal of each child does."""
    yield Working("effect of removal", removal_effects(x))


@weighting()
@works_out(_effects)
def merec(x: Array) -> Array:
    """Weigh a child by what its removal does to the units' performance (MEREC).

    w = E / sum E, E_j = sum_i abs(S_ij - S_i), S_i = ln(1 + sum_j abs(ln n_ij) / K); n_ij = min_i
    x_ij / x_ij, of a negative direction x_ij / max_i x_ij; S_ij : the same without child j

    x : (..., R, K), all above 0, or raw with those of a negative direction below 0.
    Returns (..., K). Rows that lack a child are left out. A constant child weighs 0, for its
    removal changes nothing. Values at 0, values on both sides of it and children that are all
    constant are errors.

    Keshavarz-Ghorabaee, Amiri, Zavadskas, Turskis & Antucheviciene (2021), Determination of
    objective weights using a new method based on the removal effects of criteria (MEREC), Symmetry
    13(4), 525, https://doi.org/10.3390/sym13040525.

    >>> merec(np.array([[1.0, 1.0], [2.0, 1.0], [4.0, 3.0]])).round(3)
    array([0.704, 0.296])
    """
    effect = removal_effects(x)
    _refuse_flat(effect.sum(axis=-1) <= NOTHING * x.shape[-2], x)
    return shares(effect)


def removal_effects(x: Array) -> Array:
    """Return what the removal of each child does to all units' performance, (..., K); see `merec`.

    >>> removal_effects(np.array([[1.0, 1.0], [1.0, 1.0]]))
    array([0., 0.])
    """
    size, falling = _above_0(complete(x), zero=False)
    logs: Array = np.log(size)
    best = np.fmax.reduce(logs, axis=-2), np.fmin.reduce(logs, axis=-2)
    ends = np.asarray(np.where(falling, *best), float)[..., None, :]
    each: Array = np.abs(logs - ends) / x.shape[-1]
    whole = each.sum(axis=-1, keepdims=True)
    # ln(1 + whole) - ln(1 + whole - each), to the last digit where each is little
    return np.asarray(np.nansum(-np.log1p(-each / (1 + whole)), axis=-2))


@weighting()
def cilos(x: Array) -> Array:
    """Weigh a child by how little of it is lost where another is at its best (CILOS).

    F q = 0, sum q = 1; F = P with minus its columns' sums on the diagonal, P_ij = (A_jj - A_ij) /
    A_jj, row j of A : the unit that is the best on child j, of columns divided by their sums, those
    of a negative direction turned to min / x

    Where several units are the best of a child, the first of them stands for it, so that the
    weights may hang on the order of the units.

    x : (..., R, K), not below 0, or raw with those of a negative direction below 0.
    Returns (..., K). Rows that lack a child are left out. A constant child is an error: as nothing
    of it is ever lost, it would take all the weight. A unit that is the best of several children,
    so that nothing of them is lost, may leave no single answer: an error too.

    Zavadskas & Podvezko (2016), Integrated determination of objective criteria weights in MCDM,
    International Journal of Information Technology & Decision Making 15(2), 267-283,
    https://doi.org/10.1142/S0219622016500036.

    >>> cilos(np.array([[2.0, 1.0], [1.0, 3.0]])).round(3)
    array([0.571, 0.429])
    """
    return _least_loss(_varying(x), x)


EntropyOf = Literal["raw", "turned"]


def _two(x: Array, *, entropy_of: EntropyOf = "raw") -> Iterator[Working]:
    """Yield the weights of both."""
    turned = _varying(x)
    yield Working("weight", _least_loss(turned, x), "cilos")
    yield Working("weight", entropy(turned if entropy_of == "turned" else complete(x)), "entropy")


@weighting()
@works_out(_two)
def idocriw(x: Array, *, entropy_of: EntropyOf = "raw") -> Array:
    """Weigh a child by its entropy and by what is lost of it elsewhere, at once (IDOCRIW).

    w = q e / sum q e; q : the weights of `cilos`, e : those of `entropy`

    Where several units are the best of a child, the first of them stands for it, as in `cilos`.

    x : (..., R, K), not below 0, or raw with those of a negative direction below 0.
    entropy_of : entropy of the columns as they are (`raw`, as published), or once those of a
        negative direction are `turned` to min / x.
    Returns (..., K). Rows that lack a child are left out. Errors are those of both.

    Zavadskas & Podvezko (2016), Integrated determination of objective criteria weights in MCDM,
    International Journal of Information Technology & Decision Making 15(2), 267-283,
    https://doi.org/10.1142/S0219622016500036.

    >>> idocriw(np.array([[2.0, 1.0], [1.0, 3.0]])).round(3)
    array([0.366, 0.634])
    """
    lost, uneven = (part.values for part in _two(x, entropy_of=entropy_of))
    both = lost * uneven
    _refuse_flat(both.sum(axis=-1) <= 0, x)
    return shares(both)


def _above_0(x: Array, *, zero: bool) -> tuple[Array, Mask]:
    """Return columns by their size and which fall; refuse both signs, and 0 where it may not be."""
    size, falling = sizes(x)
    wrong = (size < 0) | ((size == 0) & (falling[..., None, :] | (not zero)))
    if wrong.any():
        hint = Wording("refusal.ratio-weights.hint")
        raise Undefined(Wording("refusal.ratio-weights"), wrong, cells=True, hint=hint)
    return size, falling


def _turned(x: Array) -> Array:
    """Return complete rows, columns turned so that more is better: of falling ones min / x."""
    size, falling = _above_0(complete(x), zero=True)
    least = np.fmin.reduce(size, axis=-2, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(falling[..., None, :], least / size, size)


def _varying(x: Array) -> Array:
    """Return the same; refuse a constant column, of which nothing is ever lost."""
    turned = _turned(x)
    deviation(complete(x))
    return turned


def _least_loss(turned: Array, x: Array) -> Array:
    """Return the q that balances what the children lose at each other's best, (..., K)."""
    # the sums of the columns cancel out
    present = np.where(np.isnan(turned), -np.inf, turned)
    best = np.take_along_axis(
        turned, np.swapaxes(np.argmax(present, axis=-2, keepdims=True), -1, -2), axis=-2
    )
    most = np.diagonal(best, axis1=-2, axis2=-1)[..., None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        lost = np.where(most > 0, (most - best) / most, 0.0)
    children = x.shape[-1]
    system = lost - np.eye(children) * lost.sum(axis=-2, keepdims=True)
    single = np.linalg.svd(system, compute_uv=False)
    if children > 1:
        _refuse_flat(single[..., -2] <= NOTHING, x, "refusal.no-loss")
    whole = np.concatenate([system[..., :-1, :], np.ones_like(system[..., :1, :])], axis=-2)
    wanted = np.zeros((*system.shape[:-1], 1))
    wanted[..., -1, 0] = 1.0
    return np.maximum(np.linalg.solve(whole, wanted)[..., 0], 0.0)


def _refuse_flat(flat: Mask, x: Array, message: str = "refusal.no-effect") -> None:
    """Refuse families of which nothing tells one child from another."""
    if np.any(flat):
        where = np.asarray(flat)[..., None] & every(x)
        hint = Wording("refusal.another-weighting.hint")
        raise Undefined(Wording(message), where, family=True, hint=hint)
