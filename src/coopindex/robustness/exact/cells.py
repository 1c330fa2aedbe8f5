"""A cell of the weights allowed, held by its vertices, and what is left of it behind a plane.

Points are y, (k,), with sum(y) = 1: the shares that k corners have in the weights (see `corners`).
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array

# a vertex no farther from a plane than this lies on it: well below a tie, well above what rounding
# leaves
EDGE = 1e-10
# vertices no farther from each other than this are one
SAME = 1e-13
# what a solver's point may miss a condition by
SOLVED = 1e-6
# vertices of a cell: where a cut would leave more, it is kept as a condition and not made
MOST_VERTICES = 400


class Cell(NamedTuple):
    """A convex set of points: those in the hull of its vertices that meet all further conditions.

    vertices : (q, k), some of them superfluous perhaps, and then inside the hull.
    facets : (f, k), each at least 0 in the hull. on : (q, f), which vertex lies on which of them.
    further : (e, k), each at least 0 in the cell, though not cut into the vertices.
    """

    vertices: Array
    facets: Array
    on: NDArray[np.bool_]
    further: Array


def simplex(corners: int) -> Cell:
    """Return the cell of all shares that so many corners can have.

    >>> simplex(2).vertices.tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    unit = np.eye(corners)
    return Cell(unit, unit, unit == 0, np.empty((0, corners)))


def cut(cell: Cell, row: Array, most: float | None = None) -> Cell | None:
    """Keep what lies where `row` is at least 0; None where nothing is above.

    By double description (Motzkin et al. 1953): vertices outside go, and on every edge from one of
    them to one inside a vertex comes. Two vertices are taken for neighbours where they share as
    many facets as an edge lies on at least; in a degenerate cell that adds points that are no
    vertices, never one outside.

    >>> cut(simplex(2), np.array([1.0, -1.0])).vertices.tolist()
    [[1.0, 0.0], [0.5, 0.5]]
    """
    at = cell.vertices @ row
    inside = at >= -EDGE
    if inside.all():
        return cell
    if not (at > EDGE).any():
        return None
    within, beyond = np.flatnonzero(at > EDGE), np.flatnonzero(~inside)
    shared = cell.on[within].astype(np.float32) @ cell.on[beyond].astype(np.float32).T
    near, far = np.nonzero(shared >= len(row) - 2)
    most = MOST_VERTICES if most is None else most
    if np.count_nonzero(inside) + len(near) > most:
        return cell._replace(further=np.vstack([cell.further, row / np.abs(row).max()]))
    return _cut(cell, row, at, within[near], beyond[far])


def _cut(cell: Cell, row: Array, at: Array, near: NDArray[np.intp], far: NDArray[np.intp]) -> Cell:
    """Cut the edges from vertices inside to vertices outside."""
    inside = at >= -EDGE
    way = (at[near] / (at[near] - at[far]))[:, None]
    start, end = cell.vertices[near], cell.vertices[far]
    vertices = np.concatenate([cell.vertices[inside], start + way * (end - start)])
    on = np.zeros((len(vertices), len(cell.facets) + 1), bool)
    kept = len(vertices) - len(near)
    on[:kept, :-1], on[:kept, -1] = cell.on[inside], at[inside] <= EDGE
    on[kept:, :-1], on[kept:, -1] = cell.on[near] & cell.on[far], True
    vertices, on = _merged(vertices, on)
    facets = np.concatenate([cell.facets, row[None]])
    whole = np.count_nonzero(on, axis=0) >= len(row) - 1
    whole[-1] = True
    return Cell(vertices, facets[whole], on[:, whole], cell.further)


def _merged(vertices: Array, on: NDArray[np.bool_]) -> tuple[Array, NDArray[np.bool_]]:
    """Make one of vertices that are the same, on all facets that any of them is on."""
    line = vertices @ np.sin(1.0 + np.arange(vertices.shape[1]))
    order = np.argsort(line, kind="stable")
    if not (np.diff(line[order]) <= SAME).any():
        return vertices, on
    vertices, on = vertices[order], on[order]
    new = (np.abs(np.diff(vertices, axis=0)) > SAME).any(axis=1)
    first = np.flatnonzero(np.concatenate([[True], new]))
    return vertices[first], np.logical_or.reduceat(on, first, axis=0)


def inside(cell: Cell) -> Array | None:
    """Return a point of a cell; None where no point meets all of its further conditions.

    A solver finds one, or that there is none; what is closer than it can see (units that tie leave
    cells that are as thin as a tie) is cut off by vertices, however many.
    """
    if len(cell.further):
        margin, point = _deepest(cell)
        if abs(margin) > SOLVED:
            return point if margin > 0 else None
    left: Cell | None = cell._replace(further=cell.further[:0])
    for row in cell.further:
        left = left and cut(left, row, inf)
    return None if left is None else np.asarray(left.vertices.mean(axis=0))


def _deepest(cell: Cell) -> tuple[float, Array]:
    """Find the point deepest within the further conditions, and how deep it is, below 0 outside."""
    from scipy.optimize import linprog

    ends, many = cell.further @ cell.vertices.T, len(cell.vertices)
    found = linprog(
        np.concatenate([np.zeros(many), [-1.0]]),
        A_ub=np.hstack([-ends, np.ones((len(ends), 1))]),
        b_ub=np.zeros(len(ends)),
        A_eq=np.concatenate([np.ones(many), [0.0]])[None],
        b_eq=[1.0],
        bounds=[(0, None)] * many + [(None, None)],
    )
    if found.x is None:
        return 0.0, cell.vertices[0]
    return float(found.x[-1]), np.asarray(found.x[:-1] @ cell.vertices)
