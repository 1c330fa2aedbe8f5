"""Weights that attain a rank with room to spare: as far as can be from where it changes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array
from coopindex.robustness.exact.polytope import TINY, Polytope
from coopindex.robustness.exact.search import Attained, widest


def at_ease(polytope: Polytope, lead: Array, unit: int, found: Attained, *, best: bool) -> Array:
    """Return weights (V,) that attain the rank found, at which the order is as clear as can be.

    Where nobody else's order is open: the weights found.
    """
    values, line = polytope.values, TINY * widest(lead)
    others = np.delete(np.arange(len(values)), unit)
    never = lead[unit, others] < -line if best else lead[others, unit] <= line
    always = lead[others, unit] <= line if best else lead[unit, others] < -line
    ahead = _ahead(polytope, lead, unit, found.weights)[others]
    chosen = others[(ahead if not best else ~ahead) & ~never & ~always]
    if not len(chosen):
        return found.weights
    weights = _widest(polytope, unit, chosen, widest(lead), best)
    if weights is None or 1 + _ahead(polytope, lead, unit, weights).sum() != found.rank:
        return found.weights
    return weights


def _ahead(polytope: Polytope, lead: Array, unit: int, weights: Array) -> NDArray[np.bool_]:
    """Who stands before a unit, ties sharing the better rank."""
    scores = polytope.values @ weights
    return np.asarray(scores > scores[unit] + TINY * widest(lead))


def _widest(
    polytope: Polytope, unit: int, chosen: NDArray[np.intp], scale: float, best: bool
) -> Array | None:
    """Find weights under which a unit leads (or trails) the chosen ones by as much as can be."""
    from scipy.optimize import linprog

    equal, right, less = polytope.constraints()
    width = equal.shape[1]
    gaps = np.zeros((len(chosen), width + 1))
    sign = 1 if best else -1
    gaps[:, : len(polytope.nodes)] = (
        sign * (polytope.values[chosen] - polytope.values[unit]) / scale
    )
    # the margin t: s_j - s_i + t <= 0
    gaps[:, -1] = 1.0
    found = linprog(
        np.concatenate([np.zeros(width), [-1.0]]),
        A_ub=np.vstack([np.hstack([less, np.zeros((len(less), 1))]), gaps]),
        b_ub=np.zeros(len(less) + len(gaps)),
        A_eq=np.hstack([equal, np.zeros((len(equal), 1))]),
        b_eq=right,
        bounds=[(0, None)] * width + [(-1, 1)],
    )
    return None if found.x is None else found.x[: len(polytope.nodes)]
