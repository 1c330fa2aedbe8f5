"""The programme behind the benefit of the doubt, for weights that all units share and for those of one unit."""

from __future__ import annotations

from typing import Any

import numpy as np

from coopindex.methods.registry import Array, Undefined


def most_favourable(x: Array, lowest: float, highest: float) -> Array:
    """Return the largest parts of a score that no row lets pass 1: max sum s over s >= 0 with sum_k s_k x_jk <= 1 for every row j.

    x : (R, K), not negative: the rows as multiples of the one whose score it is (the mean row, or one unit). lowest, highest : bounds
    on s / sum s. Returns (K,). The largest sum is a linear programme. Among all s that reach it, the one nearest to 0, whose parts are
    the most alike, is found as the residual of a regression without negative coefficients on the constraints.

    Lawson & Hanson (1974), Solving Least Squares Problems, chapter 23 (least distance programming).
    >>> most_favourable(np.array([[1.0, 4.0], [1.0, 1.0], [0.5, 1.0]]), 0.0, 1.0).round(6)
    array([1., 0.])
    """
    from scipy.optimize import linprog

    each = np.eye(x.shape[-1])
    bounds = [each - lowest, highest - each] if lowest > 0 or highest < 1 else []
    limits = np.vstack([-x, each, *bounds])  # limits @ s >= floor
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
            f"has no benefit of the doubt: {solution.message}", np.ones(x.shape[-1], bool)
        )
    # a little less than the largest sum, so that rounding leaves room for a solution
    limits = np.vstack([limits, np.ones(len(each))])
    nearest = nearest_to_zero(limits, np.append(floor, -solution.fun * (1 - 1e-11)))
    return np.asarray(np.maximum(nearest, 0.0))


def nearest_to_zero(limits: Array, floor: Array) -> Array:
    """Return the shortest z (K,) with limits (M, K) @ z >= floor (M,), which some z must meet.

    It is the residual of a regression without negative coefficients on the limits.

    Lawson & Hanson (1974), Solving Least Squares Problems, chapter 23 (least distance programming).
    >>> nearest_to_zero(np.array([[1.0, 1.0]]), np.array([2.0])).round(6)
    array([1., 1.])
    """
    from scipy.optimize import nnls

    system = np.vstack([limits.T, floor])
    target = np.append(np.zeros(limits.shape[1]), 1.0)
    residual = system @ nnls(system, target)[0] - target
    return np.asarray(-residual[:-1] / residual[-1])
