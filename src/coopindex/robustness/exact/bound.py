"""The least number of units ahead that a cell of weights can have: a lower bound that is proved.

A row b is ahead where b . y > 0. In a cell where it is at most M > 0, max(0, b . y) / M is at most
1 where it is ahead and 0 elsewhere, so no point of the cell has fewer rows ahead than

    L = min over y in the cell of  sum_j max(0, g_j . y),    g_j = b_j / M_j

a linear program. It is solved roughly, for many cells at once, by an interior point method
(the primal-dual one, see Wright 1997). What is trusted is its dual alone: for any theta in [0, 1]
and eta >= 0

    L >= min over vertices v of  c . v,    c = sum_j theta_j g_j - sum_e eta_e e

over the conditions e that are not cut into the vertices. So a program that is solved badly leaves a
weaker bound, never a wrong one (as in Neumaier & Shcherbina 2004). And c is more than a bound: it
bounds the rows ahead at every point of the cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from coopindex.methods.registry import Array
from coopindex.robustness.exact.cells import Cell

MOST_STEPS = 30
# rows between the bound and what is attained where a program is solved well enough
CLOSE = 0.1
# where a further condition starts that its cell's middle does not meet
SLACK = 1e-3
# of the terms of a bound: more than rounding adds to it
ROUNDING = 1e-13
# how far a step goes towards the solution, and of the way to the nearest wall
CENTRED, SHORT = 0.1, 0.99
LEAST = 1e-14


class Bounds(NamedTuple):
    """Of each cell: the bound proved, (B,), a point, (B, k), and c, (B, k)."""

    bound: Array
    point: Array
    dual: Array


class Programs(NamedTuple):
    """Programs side by side, filled up to the same sizes.

    rows : (B, R, k). largest : (B, R), their largest entries. walls : (B, T, k), facets and then
    further conditions. further : (B, E, k),
    these alone. vertices : (B, Q, k). enough : (B,), a bound beyond is of no use.
    """

    rows: Array
    largest: Array
    walls: Array
    further: Array
    vertices: Array
    enough: Array


class State(NamedTuple):
    """Where the method stands.

    y : (B, k), the points. u, s : (B, R), max(0, g . y) and how far it is above g . y. t : (B, T),
    how far from the walls. theta, eta : (B, R) and (B, T), the multipliers of s and t; that of u is
    1 - theta.
    """

    y: Array
    u: Array
    s: Array
    t: Array
    theta: Array
    eta: Array


def bounds(cells: Sequence[Cell], rows: Sequence[Array], enough: Sequence[float]) -> Bounds:
    """Bound what cells can have ahead of the rows given for each, (R, k), divided by their most."""
    size = cells[0].vertices.shape[1]
    none, whole = np.zeros(size), np.ones(size)
    further = [cell.further for cell in cells]
    ends = _side_by_side(further, whole)
    together = _side_by_side(rows, none, least=1)
    programs = Programs(
        together,
        np.abs(together).max(axis=2),
        np.concatenate([_side_by_side([cell.facets for cell in cells], whole), ends], axis=1),
        _side_by_side(further, none),
        _side_by_side(
            [cell.vertices for cell in cells], np.array([cell.vertices[0] for cell in cells])
        ),
        np.array(enough, float),
    )
    middle = np.array([cell.vertices.mean(axis=0) for cell in cells])
    with np.errstate(all="ignore"):
        return _solved(programs, _start(programs, middle, ends))


def _side_by_side(parts: Sequence[Array], filling: Array, least: int = 0) -> Array:
    """Put matrices of k columns side by side, filled up with rows that do nothing."""
    most = max(least, *map(len, parts))
    out = np.empty((len(parts), most, filling.shape[-1]))
    out[:] = filling[..., None, :]
    for place, part in zip(out, parts, strict=True):
        place[: len(part)] = part
    return out


def _start(programs: Programs, y: Array, ends: Array) -> State:
    """Start in the middle of the vertices, which may not meet the further conditions, `ends`."""
    at = _times(programs.rows, y)
    u = np.maximum(at, 0) + 0.1
    s = u - at
    t = np.maximum(_times(programs.walls, y), LEAST)
    t[:, t.shape[1] - ends.shape[1] :] = np.maximum(_times(ends, y), SLACK)
    mu = (s * u / (s + u)).mean(axis=1, keepdims=True)
    return State(y, u, s, t, u / (u + s), mu / t)


def _solved(programs: Programs, state: State) -> Bounds:
    """Step until each bound is large enough, or close to what its point attains."""
    many, size = state.y.shape
    found = Bounds(np.full(many, -np.inf), state.y.copy(), np.zeros((many, size)))
    at = np.arange(many)
    for _ in range(MOST_STEPS):
        bound, dual = _proved(programs, state)
        better = bound > found.bound[at]
        found.bound[at[better]], found.dual[at[better]] = bound[better], dual[better]
        found.point[at] = state.y
        attained = np.maximum(state.u - state.s, 0).sum(axis=1)
        best = found.bound[at]
        going = (best <= programs.enough) & (attained - best > CLOSE)
        if not going.any():
            break
        if np.count_nonzero(going) <= 0.75 * len(at):
            at = at[going]
            programs = Programs(*(part[going] for part in programs))
            state = State(*(part[going] for part in state))
        state = _step(programs, state)
    return found


def _proved(programs: Programs, state: State) -> tuple[Array, Array]:
    """Return the bound that the multipliers prove, whatever they are, and c.

    Both less what rounding may have added, which is small beside the terms, not beside their sum:
    conditions that leave a thin cell cancel each other.
    """
    further = state.eta[:, state.eta.shape[1] - programs.further.shape[1] :]
    terms = (state.theta * programs.largest).sum(axis=1) + further.sum(axis=1)
    dual = _sums(programs.rows, state.theta) - _sums(programs.further, further)
    dual -= ROUNDING * terms[:, None]
    return _times(programs.vertices, dual).min(axis=1), dual


def _step(programs: Programs, state: State) -> State:
    """Take a step of Newton's method towards the middle of what is left, a tenth of the gap on."""
    g, h = programs.rows, programs.walls
    y, u, s, t, theta, eta = state
    rest = 1 - theta
    gap = (s * theta).sum(axis=1) + (u * rest).sum(axis=1) + (t * eta).sum(axis=1)
    aim = CENTRED * (gap / (2 * g.shape[1] + h.shape[1]))[:, None]
    weight, pull, short = 1 / (u / rest + s / theta), eta / t, _times(h, y) - t
    q = (aim / rest - u) - (aim / theta - s)
    right = _sums(g, weight * q - theta) + _sums(h, eta + (aim - t * eta - eta * short) / t)
    dy = _newton(_squares(g, weight) + _squares(h, pull), right)
    dtheta = weight * (_times(g, dy) - q)
    du, ds = (aim - u * rest + u * dtheta) / rest, (aim - s * theta - s * dtheta) / theta
    dt = _times(h, dy) + short
    deta = (aim - t * eta - eta * dt) / t
    primal = _length((u, du), (s, ds), (t, dt))
    dual = _length((theta, dtheta), (rest, -dtheta), (eta, deta))
    return State(
        y + primal * dy,
        np.maximum(u + primal * du, LEAST),
        np.maximum(s + primal * ds, LEAST),
        np.maximum(t + primal * dt, LEAST),
        np.clip(theta + dual * dtheta, LEAST, 1 - LEAST),
        np.maximum(eta + dual * deta, LEAST),
    )


def _newton(normal: Array, right: Array) -> Array:
    """Solve for a change of points whose sum is 0; none where that cannot be done."""
    size = normal.shape[1]
    normal[:, range(size), range(size)] *= 1 + 1e-12
    try:
        inverse = np.linalg.inv(normal)
    except np.linalg.LinAlgError:
        return np.zeros_like(right)
    ones: Array = inverse.sum(axis=2)
    dy = _times(np.asarray(inverse, float), right)
    dy -= ones * (dy.sum(axis=1, keepdims=True) / ones.sum(axis=1, keepdims=True))
    return np.where(np.isfinite(dy).all(axis=1, keepdims=True), dy, 0.0)


def _length(*pairs: tuple[Array, Array]) -> Array:
    """How far to go along changes of what must stay above 0, (B, 1); not at all into nowhere."""
    steepest = [(-change / x).max(axis=1, keepdims=True) for x, change in pairs]
    far = SHORT / np.maximum(np.max(steepest, axis=0), SHORT)
    return np.where(np.isfinite(far), far, 0.0)


def _times(rows: Array, y: Array) -> Array:
    """Each row times a point: (B, R, k) and (B, k) -> (B, R)."""
    product: Array = (rows @ y[..., None])[..., 0]
    return product


def _sums(rows: Array, x: Array) -> Array:
    """Rows added up, each so many times: (B, R, k) and (B, R) -> (B, k)."""
    total: Array = (x[:, None, :] @ rows)[:, 0, :]
    return total


def _squares(rows: Array, x: Array) -> Array:
    """Sum x_r times row_r row_r', (B, k, k)."""
    total: Array = (rows * x[..., None]).transpose(0, 2, 1) @ rows
    return total
