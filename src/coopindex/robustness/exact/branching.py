"""Branch and bound over cells of weights: the fewest units ahead that any weights allowed leave.

Best and worst ranks are one question. A unit's best rank is 1 + the fewest rows b with b . y > 0
where b says how far another unit is ahead, and its worst rank is the number of units less the
fewest where b says how far another is not ahead. That is the least infeasible set of a system of
inequalities (Amaldi, Pfetsch & Trotter 2003), asked of a polytope.

Each cell is bounded (`bound`), and what that leaves nothing better in goes: all of it, or what the
dual cuts off. Then a row is chosen, and the cell cut in two: where it is ahead, and where it is
not. The cell with the lowest bound is next, so that the lowest of all waiting is proved at any
time.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array
from coopindex.robustness.exact.bound import bounds
from coopindex.robustness.exact.cells import EDGE, Cell, cut, inside
from coopindex.robustness.exact.corners import Region
from coopindex.robustness.exact.pairs import Pairs, merged, paired

# cells of a round, and of them those that are bounded together
ROUND, BATCH = 96, 32
# times that a question's whole region is cut before it is branched on
ROOT_ROUNDS = 3
# what a bound may be too large by, rounded
SLIP = 1e-7
# rows are not divided by less
LEAST_MOST = 1e-6
# the row that is branched on is nearest to so much of its most, and in no pair if that can be
NEAR = 0.12
# rows by which new pairs have to promise a larger bound
PROMISING = 0.3


class Node(NamedTuple):
    """A cell that waits, with the rows that are still open in it.

    counted : how many rows are ahead all over it. rounds : times that it is cut before it is
    branched on. aim : (0 or 1, k), at least 0 where anything better lies, though not cut off.
    pairs : of rows of which one at least is ahead (see `pairs`).
    side : (k,) at least 0 in the node, still to be cut off.
    """

    cell: Cell
    rows: NDArray[np.intp]
    counted: int
    rounds: int
    aim: Array
    pairs: Pairs
    side: Array | None = None

    @property
    def size(self) -> int:
        """How many numbers it holds, of which its sibling holds half."""
        return self.cell.vertices.size // 2


@dataclass(slots=True)
class Store:
    """How many numbers the nodes that wait hold together, and beyond how many they are too many.

    Then the newest are next, not those with the lowest bounds: so few new ones have to wait.
    """

    most: int
    held: int = 0

    @property
    def full(self) -> bool:
        """Whether more than may wait do."""
        return self.held > self.most


@dataclass(slots=True)
class Question:
    """How few rows can be ahead: rows (m, k) that may be or not, beside `counted` that always are.

    most : (m,) what each can be at most. least : the fewest known, at a point y.
    waiting : nodes with what is proved of each, the next one first.
    """

    rows: Array
    most: Array
    counted: int
    least: int
    at: Array
    store: Store
    waiting: list[tuple[float, int, float, Node]] = field(default_factory=list)
    made: int = 0
    proved: int = 0

    def ask(self, region: Region) -> None:
        """Begin with all of a region."""
        aim, pairs = np.empty((0, self.rows.shape[1])), np.empty((0, 2), np.intp)
        rows = np.arange(len(self.rows))
        self.proved = self.counted
        self.push(self.counted, Node(region.cell, rows, self.counted, ROOT_ROUNDS, aim, pairs))

    @property
    def gap(self) -> int:
        """How many places are open between what is proved and what is attained."""
        return self.least - self.proved

    def push(self, bound: float, node: Node) -> None:
        """Let a node wait, unless nothing better can lie in it."""
        if _whole(bound) < self.least:
            self.made += 1
            self.store.held += node.size
            order = -self.made if self.store.full else bound
            heapq.heappush(self.waiting, (order, self.made, bound, node))

    def take(self, most: int) -> Iterator[tuple[float, Node]]:
        """Take nodes that something better may lie in, those that are next."""
        while self.waiting and most:
            _, _, bound, node = heapq.heappop(self.waiting)
            self.store.held -= node.size
            if _whole(bound) < self.least:
                most -= 1
                yield bound, node

    def prove(self) -> None:
        """Note what the waiting nodes prove: no weights leave fewer ahead."""
        lowest = min((bound for _, _, bound, _ in self.waiting), default=np.inf)
        self.proved = max(self.proved, min(self.least, _whole(min(lowest, self.least))))

    def count(self, point: Array, region: Region) -> None:
        """Count the rows ahead at a point, if it is allowed: so few can be attained.

        As in cells, what is ahead by no more than EDGE is not: a point may lie in the plane itself.
        """
        count = self.counted + int(np.count_nonzero(self.rows @ point > EDGE))
        if count < self.least and region.allows(point):
            self.least, self.at = count, point


def _whole(bound: float) -> int:
    """Return what a whole number is at least that is not below a bound."""
    return ceil(bound - SLIP)


class Open(NamedTuple):
    """A node taken from a question, its open rows divided by what they are at most, and pairs."""

    question: Question
    bound: float
    node: Node
    scaled: Array
    pairs: Pairs

    @property
    def sure(self) -> int:
        """How many rows are ahead for certain."""
        return self.node.counted + len(self.pairs)

    @property
    def room(self) -> float:
        """How many of the others may be, if anything is to be better."""
        return self.question.least - 1 - self.sure + SLIP


class Bound(NamedTuple):
    """What is proved of a node: how many are ahead in it at least; a point, and c (see `bound`)."""

    one: Open
    bound: float
    point: Array
    dual: Array

    @property
    def useful(self) -> bool:
        """Whether anything better than what is known may lie in the node."""
        return self.bound <= self.one.sure + self.one.room


def advance(questions: Sequence[Question], region: Region) -> None:
    """Bound, cut and branch on some cells, as many of every question that is open.

    Nothing but the questions decides what is done, so that a search is the same every time.
    """
    going = [question for question in questions if question.gap]
    each = max(1, ROUND // max(len(going), 1))
    opened = [
        one
        for question in going
        for bound, node in list(question.take(each))
        if (one := _opened(question, bound, node, region))
    ]
    found = [first for first in _bounded(opened, region) if first.useful]
    again = [_paired_anew(first) for first in found]
    seconds = iter(_bounded([one for one in again if one is not None], region))
    for first, one in zip(found, again, strict=True):
        second = first if one is None else next(seconds)
        _branch(max(first, second, key=lambda each: each.bound))
    for question in going:
        question.prove()


def _opened(question: Question, bound: float, node: Node, region: Region) -> Open | None:
    """Sort the rows of a node's cell: those ahead all over it, nowhere, and open."""
    cell = node.cell if node.side is None else cut(node.cell, node.side)
    if cell is None:
        return None
    ahead = question.rows[node.rows] @ cell.vertices.T
    most = np.minimum(ahead.max(axis=1), question.most[node.rows])
    always = (ahead.min(axis=1) > -EDGE) & (most > EDGE)
    open_ = (most > EDGE) & ~always
    counted = node.counted + int(np.count_nonzero(always))
    if counted >= question.least:
        return None
    rows = node.rows[open_]
    if not len(rows):
        # all of the cell has so few ahead, if there is any of it
        point = inside(cell)
        if point is not None:
            question.count(point, region)
        return None
    scaled = question.rows[rows] / np.maximum(most[open_], LEAST_MOST)[:, None]
    pairs = node.pairs[np.isin(node.pairs, rows).all(axis=1)]
    node = node._replace(cell=cell, rows=rows, counted=counted, pairs=pairs, side=None)
    return Open(question, bound, node, scaled, np.searchsorted(rows, pairs))


def _bounded(opened: Sequence[Open], region: Region) -> list[Bound]:
    """Bound nodes, those of about as many rows together; what is attained on the way is counted."""
    order = sorted(range(len(opened)), key=lambda at: len(opened[at].scaled))
    out: dict[int, Bound] = {}
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        some = [opened[at] for at in part]
        rows = [merged(one.scaled, one.node.cell.vertices, one.pairs) for one in some]
        found = bounds([_with_aim(one.node) for one in some], rows, [one.room for one in some])
        for at, one, bound, point, dual in zip(part, some, *found, strict=True):
            one.question.count(point, region)
            out[at] = Bound(one, max(one.bound, one.sure + float(bound)), point, dual)
    return [out[at] for at in range(len(opened))]


def _with_aim(node: Node) -> Cell:
    return node.cell._replace(further=np.concatenate([node.cell.further, node.aim]))


def _paired_anew(found: Bound) -> Open | None:
    """Choose pairs for where the bound is attained; None where they promise too little."""
    one, vertices = found.one, found.one.node.cell.vertices
    pairs = paired(one.scaled, vertices, found.point)
    left = merged(one.scaled, vertices, pairs) @ found.point
    promised = one.node.counted + len(pairs) + np.maximum(left, 0).sum()
    if promised < found.bound + PROMISING:
        return None
    ids = one.node.rows[pairs]
    return one._replace(bound=found.bound, node=one.node._replace(pairs=ids), pairs=pairs)


def _branch(found: Bound) -> None:
    """Cut off what is proved, and let the rest wait: as it is, or in two."""
    one, question = found.one, found.one.question
    node = _trimmed(one.node, one.room - found.dual) if found.useful else None
    if node is None:
        return
    if node.rounds:
        question.push(found.bound, node._replace(rounds=node.rounds - 1))
        return
    far = np.abs(one.scaled @ found.point - NEAR)
    far[one.pairs.ravel()] += 1
    chosen = int(far.argmin())
    row, left = question.rows[node.rows[chosen]], np.delete(node.rows, chosen)
    question.push(found.bound, node._replace(rows=left, side=-row))
    question.push(found.bound, node._replace(rows=left, side=row, counted=node.counted + 1))


def _trimmed(node: Node, aim: Array) -> Node | None:
    """Cut off where the dual proves too many rows ahead; keep that as an aim where it is too much.

    Of such aims the last is enough: it is no condition on the weights, unlike all others.
    """
    cell = cut(node.cell, aim)
    if cell is None:
        return None
    if len(cell.further) > len(node.cell.further):
        return node._replace(aim=(aim / np.abs(aim).max())[None])
    return node._replace(cell=cell)
