"""The weights allowed as a cell: corners whose shares say every weight, and what is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array
from coopindex.robustness.exact.cells import EDGE, Cell, cut, simplex
from coopindex.robustness.exact.polytope import Polytope


class Region(NamedTuple):
    """The weights allowed, in shares y of corners.

    corners : (k, V) weights on the index: those of a point are y @ corners. cell : the points.
    rows : (F, k), each at least 0 at every point; together they say which points are allowed.
    """

    corners: Array
    cell: Cell
    rows: Array

    def allows(self, points: Array) -> NDArray[np.bool_]:
        """Whether points (..., k) are allowed."""
        return np.asarray((points @ self.rows.T >= -1e-12).all(axis=-1))


def region(polytope: Polytope) -> Region | None:
    """Return the weights allowed as a cell, None where none are.

    Around all of them stands a simplex: of the corners of free siblings' own simplices, side by
    side; for what is held beside each other, one corner of all and every edge from it, as much
    longer as there are of them. What is too much is cut off, and what is flat laid flat.
    """
    corners = _around(polytope, 0)
    found: Region | None = Region(corners, simplex(len(corners)), np.empty((0, len(corners))))
    for condition in _conditions(polytope):
        if found is not None:
            found = _meeting(found, condition)
    return None if found is None else _laid_flat(found)


def _meeting(found: Region, condition: Array) -> Region | None:
    """Keep what meets a condition on the weights, (V,); where that is a face alone, the face."""
    row = found.corners @ condition
    size = np.abs(row).max()
    if size <= EDGE:
        return found
    row = row / size
    found = found._replace(rows=np.vstack([found.rows, row]))
    at = found.cell.vertices @ row
    if (at > EDGE).any():
        cell = cut(found.cell, row)
        return None if cell is None else found._replace(cell=cell)
    kept = at >= -EDGE
    if not kept.any():
        return None
    face = found.cell._replace(vertices=found.cell.vertices[kept], on=found.cell.on[kept])
    return _laid_flat(found._replace(cell=face))


def _around(polytope: Polytope, node: int) -> Array:
    """Return corners (k, V) of a simplex around all weights below a node whose own is 1."""
    own = np.zeros((1, len(polytope.nodes)))
    own[0, node] = 1.0
    family = polytope.children.get(node, np.array([], np.intp))
    varied = polytope.varied.get(node, np.array([], np.intp))
    parts = [
        polytope.share[child] * _around(polytope, child)
        for child in np.setdiff1d(family, varied)
        if polytope.share[child] > 0
    ]
    if len(varied):
        total = polytope.share[varied].sum()
        parts.append(total * np.concatenate([_around(polytope, child) for child in varied]))
    moving = sum(len(part) > 1 for part in parts)
    base = own + sum(part[0] for part in parts)
    edges = [moving * (part[1:] - part[0]) for part in parts]
    return np.asarray(np.concatenate([base, *(base + edge for edge in edges)]))


def _conditions(polytope: Polytope) -> Iterator[Array]:
    """Yield conditions on the weights, (V,), each to be at least 0."""
    unit = np.eye(len(polytope.nodes))
    ends = [at for at in range(len(polytope.nodes)) if at not in polytope.children]
    yield from unit[ends]
    share = polytope.share
    bands = {node: half for node, half in polytope.band.items() if half is not None}
    for node, half in bands.items():
        for more, less in permutations(polytope.varied[node], 2):
            yield (1 + half) * share[less] * unit[more] - (1 - half) * share[more] * unit[less]
    for more, less in polytope.at_least:
        yield unit[more] - unit[less]


def _laid_flat(found: Region) -> Region:
    """Take vertices as corners, as many as there are dimensions and one."""
    vertices, cell = found.cell.vertices, found.cell
    corners = vertices[_independent(vertices)]
    walls = np.concatenate([found.rows, cell.facets, np.eye(vertices.shape[1])])
    at = walls @ vertices.T
    walls = walls[(at >= -EDGE).all(axis=1) & (at > EDGE).any(axis=1)] @ corners.T
    vertices = vertices @ np.linalg.pinv(corners)
    on = np.abs(vertices @ walls.T) <= EDGE
    _, first = np.unique(on, axis=1, return_index=True)
    whole = [at for at in np.sort(first) if np.count_nonzero(on[:, at]) >= len(corners) - 1]
    laid = Cell(vertices, walls[whole], on[:, whole], cell.further @ corners.T)
    return Region(corners @ found.corners, laid, found.rows @ corners.T)


def _independent(points: Array) -> NDArray[np.intp]:
    """Choose points that span all others, each as far as can be from those before."""
    chosen, left = [0], points - points[0]
    while True:
        size = np.linalg.norm(left, axis=1)
        if size.max() <= 1e-9:
            return np.array(chosen)
        far = int(size.argmax())
        chosen.append(far)
        way = left[far] / size[far]
        left = left - np.outer(left @ way, way)
