"""Pairs of rows of which one at least is ahead, wherever in a cell.

Where lambda g_i + g_j > 0 at every vertex of a cell for some lambda > 0, one of the two rows is
ahead at every point. So the two count one for certain, and a second one where both are ahead, which
they are where g_i + g_j - 1 > 0, for neither g is above 1. The pair leaves one row in place of two,
and the bound is never weaker for it:

    1 + max(0, g_i + g_j - 1) >= max(0, g_i) + max(0, g_j)

Such pairs are infeasible subsystems of two inequalities (Codato & Fischetti 2006 cut off those of
any size), chosen so that no row is in two of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array

# rows by which a pair has to raise the bound at a point
GAIN = 0.05
# what is ahead by no more may be level
CLEAR = 1e-9
# points between vertices and the point that are looked at first
BETWEEN = 64
# pairs that are tried, for each row
TRIED = 8
# a pair whose rows are never both ahead by more than this leaves none
LEAST_BOTH = 1e-6

Pairs = NDArray[np.intp]


def merged(rows: Array, vertices: Array, pairs: Pairs) -> Array:
    """Return the rows, divided by their most, with one in place of each pair: (R - P, k) or less.

    >>> rows = np.array([[1.0, -0.5], [-0.5, 1.0], [1.0, 0.5]])
    >>> merged(rows, np.eye(2), np.array([[0, 1]]))
    array([[1. , 0.5]])
    """
    if not len(pairs):
        return rows
    both = rows[pairs[:, 0]] + rows[pairs[:, 1]] - 1
    most = (both @ vertices.T).max(axis=1)
    left = most > LEAST_BOTH
    alone = np.delete(rows, pairs.ravel(), axis=0)
    return np.concatenate([alone, both[left] / most[left, None]])


def paired(rows: Array, vertices: Array, point: Array) -> Pairs:
    """Choose pairs, (P, 2), those that raise the bound most at a point, each row in one at most.

    >>> rows = np.array([[1.0, -0.5], [-0.5, 1.0], [1.0, 0.5]])
    >>> paired(rows, np.eye(2), np.array([0.5, 0.5])).tolist()
    [[0, 1]]
    """
    height = rows @ point
    base = np.maximum(height, 0)
    at = rows @ vertices.T - CLEAR
    between = (at[:, :: 1 + at.shape[1] // BETWEEN] + height[:, None]) / 2
    tried = np.concatenate([at, between, height[:, None]], axis=1)
    behind = (tried <= 0).astype(np.float32)
    first, second = np.nonzero(np.triu(behind @ behind.T == 0, 1))
    gain = 1 + np.maximum(height[first] + height[second] - 1, 0) - base[first] - base[second]
    order = np.argsort(-gain, kind="stable")[: TRIED * len(rows)]
    order = order[gain[order] > GAIN]
    first, second = first[order], second[order]
    sure = _sure(at[first], at[second])
    free = np.ones(len(rows), bool)
    chosen = []
    for one, other in zip(first[sure].tolist(), second[sure].tolist(), strict=True):
        if free[one] and free[other]:
            free[one] = free[other] = False
            chosen.append((one, other))
    return np.array(chosen, np.intp).reshape(-1, 2)


def _sure(first: Array, second: Array) -> NDArray[np.bool_]:
    """Whether some lambda > 0 leaves lambda * first + second above 0 everywhere: (P, q) -> (P,)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = -second / first
    low = np.where(second <= 0, ratio, 0.0).max(axis=1, initial=0.0)
    high = np.where(first < 0, ratio, np.inf).min(axis=1, initial=np.inf)
    return np.asarray(low * (1 + 1e-9) + 1e-12 < high)
