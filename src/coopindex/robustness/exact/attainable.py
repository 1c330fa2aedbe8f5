"""The best and the worst rank that a unit can attain over a polytope of weights.

By mixed integer programming.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.exact.polytope import TINY, Polytope


def widest(lead: Array) -> float:
    """Return the widest lead, or next to nothing where there is none."""
    return max(float(lead.max()), 1e-300)


class Attained(NamedTuple):
    """A rank that can be attained, and weights on the index, (V,), that attain it."""

    rank: int
    weights: Array


def attain(polytope: Polytope, lead: Array, unit: int, *, upward: bool) -> Attained:
    """Find the best (or worst) rank of a unit, and weights that attain it."""
    values, scale = polytope.values, widest(lead)
    others = np.delete(np.arange(len(values)), unit)
    # always before it, and never before it
    ahead = others[lead[unit, others] < -TINY * scale]
    behind = others[lead[others, unit] <= TINY * scale]
    open_ = np.setdiff1d(others, np.concatenate([ahead, behind]))
    cuts: list[NDArray[np.bool_]] = []
    while len(open_):
        before = _most(polytope, lead, unit, open_, cuts, upward)
        chosen = open_[before] if not upward else open_[~before]
        margin, weights = _widest(polytope, unit, chosen, scale, upward)
        if margin > TINY or (upward and margin >= -TINY):
            return Attained(1 + len(ahead) + int(before.sum()), weights)
        cuts.append(before)
    weights = (
        _widest(polytope, unit, others[:0], scale, upward)[1] if polytope.at_least else polytope.now
    )
    return Attained(1 + len(ahead), weights)


def _most(
    polytope: Polytope,
    lead: Array,
    unit: int,
    open_: NDArray[np.intp],
    cuts: list[NDArray[np.bool_]],
    upward: bool,
) -> NDArray[np.bool_]:
    """Choose which of the open units stand before this one: as few as can be, or as many."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    equal, right, less = polytope.constraints()
    width, many = equal.shape[1], len(open_)
    scale = widest(lead)
    gaps = np.zeros((many, width))
    gaps[:, : len(polytope.nodes)] = (polytope.values[open_] - polytope.values[unit]) / scale
    # s_j - s_i <= most z_j
    if upward:
        limits = LinearConstraint(
            np.hstack([gaps, -np.diag(lead[open_, unit] / scale)]), -np.inf, 0
        )
    else:
        # s_i - s_j <= most (1 - z_j)
        most = np.maximum(lead[unit, open_], 0) / scale
        limits = LinearConstraint(np.hstack([-gaps, np.diag(most)]), -np.inf, most)
    constraints = [
        LinearConstraint(np.hstack([equal, np.zeros((len(equal), many))]), right, right),
        limits,
    ]
    if len(less):
        constraints.append(
            LinearConstraint(np.hstack([less, np.zeros((len(less), many))]), -np.inf, 0)
        )
    # not the same again, nor anything better still
    for before in cuts:
        row = np.concatenate([np.zeros(width), ~before if upward else before])
        constraints.append(
            LinearConstraint(row, *((1, np.inf) if upward else (-np.inf, before.sum() - 1)))
        )
    with _off_standard_output():
        found = milp(
            np.concatenate([np.zeros(width), np.full(many, 1.0 if upward else -1.0)]),
            constraints=constraints,
            integrality=np.concatenate([np.zeros(width), np.ones(many)]),
            bounds=Bounds(0, np.concatenate([np.full(width, np.inf), np.ones(many)])),
        )
    if found.x is None:
        raise InvalidInput(
            [
                Problem(
                    "no-weights",
                    Wording("plan.no-weights"),
                    hint=Wording("plan.no-weights.hint"),
                )
            ]
        )
    return np.asarray(found.x[width:] > 0.5)


def _widest(
    polytope: Polytope, unit: int, chosen: NDArray[np.intp], scale: float, upward: bool
) -> tuple[float, Array]:
    """Find weights under which a unit leads (or trails) the chosen ones by as much as can be.

    Returns that margin, and the weights.
    """
    from scipy.optimize import linprog

    equal, right, less = polytope.constraints()
    width = equal.shape[1]
    gaps = np.zeros((len(chosen), width + 1))
    gaps[:, : len(polytope.nodes)] = (
        (polytope.values[chosen] - polytope.values[unit]) / scale * (1 if upward else -1)
    )
    # the margin t: s_j - s_i + t <= 0
    gaps[:, -1] = 1.0
    objective = np.zeros(width + 1)
    objective[-1] = -1.0
    found = linprog(
        objective,
        A_ub=np.vstack([np.hstack([less, np.zeros((len(less), 1))]), gaps]),
        b_ub=np.zeros(len(less) + len(gaps)),
        A_eq=np.hstack([equal, np.zeros((len(equal), 1))]),
        b_eq=right,
        bounds=[(0, None)] * width + [(-1, 1)],
    )
    if found.x is None:
        return -1.0, polytope.now
    return float(found.x[-1]), found.x[: len(polytope.nodes)]


@contextmanager
def _off_standard_output() -> Iterator[None]:
    """Keep what the solver's library prints now and then, unasked, off the standard output.

    That is where answers go.
    """
    try:
        sys.stdout.flush()
        output = os.dup(1)
    except (OSError, ValueError):
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        if os.name == "posix":
            ctypes.CDLL(None).fflush(None)
        os.dup2(output, 1)
        os.close(output)
        os.close(nowhere)
