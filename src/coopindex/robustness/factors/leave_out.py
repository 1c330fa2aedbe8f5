"""Nothing, or one of several nodes, does not count."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Index, Node
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import Problem
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.cells import RawCells
from coopindex.robustness.factors.factor import Entry, Factor, Ground, Labelled, unknown
from coopindex.robustness.settings import NO_CHOICE

NOTHING = "nothing"


def _reserved() -> tuple[Wording, Wording]:
    return Wording("plan.reserved", nothing=NOTHING), Wording("plan.reserved.hint")


@dataclass(frozen=True)
class LeaveOut(Labelled):
    """Nothing, or one of several nodes, does not count: its siblings share its weight."""

    name: str
    nodes: tuple[str, ...]

    keys: ClassVar[Mapping[str, tuple[str, ...]]] = {"leave_out": ()}
    turn: ClassVar[int] = 2
    names_nodes: ClassVar[bool] = True

    @classmethod
    def written(cls, entry: Entry) -> LeaveOut:
        """Read nodes; `indicators` and `dimensions` stand for all of them that have siblings."""
        index, groups = entry.basis.index, _groups(entry.basis)
        written = entry.codes("leave_out", [*index.position, *groups], "definition.a-node")
        nodes = [node for code in written for node in groups.get(code, [code])]
        if index.root.code in nodes:
            at, hint = written.index(index.root.code), Wording("plan.name-dimensions.hint")
            message, root = _nothing_left(index), index.root.code
            entry.refuse("empty-family", message, "leave_out", at, hint=hint, value=root)
        if NOTHING in nodes:
            message, hint = _reserved()
            entry.refuse("reserved-name", message, "leave_out", hint=hint, value=NOTHING)
        if not nodes and len(written) == len(entry.value("leave_out")):
            message, hint = (
                Wording("plan.leaves-nothing-out", entry=entry.name),
                Wording("plan.leaves-nothing-out.hint"),
            )
            entry.refuse("no-alternatives", message, "leave_out", hint=hint)
        return cls(entry.name, tuple(dict.fromkeys(nodes)))

    @property
    def labels(self) -> tuple[str, ...]:
        """`nothing`, then the nodes."""
        return (NOTHING, *self.nodes)

    def problems(self, basis: Basis, factors: Sequence[Factor], /) -> Iterator[Problem]:
        """Refuse unknown nodes, and those without which a family has nothing left."""
        index = basis.index
        yield from unknown(self.name, self.nodes, index.position, index)
        if NOTHING in self.nodes:
            message, hint = _reserved()
            yield Problem("reserved-name", message, field=self.name, value=NOTHING, hint=hint)
        sets = _sets(basis, factors)
        for node in (index.node(code) for code in self.nodes if code in index.position):
            if node is index.root:
                message, hint = _nothing_left(index), Wording("plan.leave-out.hint")
            elif (under := self._emptied(index, node, factors, sets)) is not None:
                left = Wording("plan.nothing-left")
                message = Wording("plan.cannot-leave-out", node=node.code, left=left, under=under)
                hint = Wording("plan.leave-out-parent.hint", parent=node.parent)
            else:
                continue
            yield Problem("empty-family", message, field=self.name, value=node.code, hint=hint)

    def _emptied(
        self, index: Index, node: Node, factors: Sequence[Factor], sets: Mapping[str, Array]
    ) -> str | None:
        """Return under which set of weights, in words, nothing is left beside a node, if any."""
        siblings = index.node(node.parent or "").children
        others = sum(
            isinstance(factor, LeaveOut) and not set(siblings).isdisjoint(factor.nodes)
            for factor in factors
        )
        sisters = [index.position[code] for code in siblings if code != node.code]
        short = (under for under, of in sets.items() if (of[sisters] > 0).sum() < others)
        return next(short, None)

    def weigh(
        self,
        weights: Array,
        choices: NDArray[np.int16],
        _points: Array | None,
        ground: Ground,
        /,
    ) -> Array:
        """Let the node that each draw leaves out weigh nothing."""
        position, names = ground.index.position, (*self.labels, "")
        left = np.array([position.get(label, NO_CHOICE) for label in names])[choices]
        at = np.flatnonzero(left != NO_CHOICE)
        weights[at, left[at]] = 0.0
        return weights

    def gives(self, index: Index, _choice: int, /) -> Collection[str]:
        """Return the families of the nodes."""
        return {index.node(code).parent or "" for code in self.nodes}

    def idle(self, _ground: Ground, _cells: RawCells, _alike: Callable[[int], bool], /) -> bool:
        """Whether no node is named."""
        return not self.nodes


def _sets(basis: Basis, factors: Sequence[Factor]) -> dict[str, Array]:
    """Return the sets of weights that draws may have: "" in use, " under `label`" another."""
    sets = {"": basis.weights}
    for factor in factors:
        for label, weights in factor.weight_sets().items():
            if np.shape(weights) == basis.weights.shape:
                sets[Wording("plan.under", label=label)] = weights
    return sets


def _groups(basis: Basis) -> dict[str, list[str]]:
    """Return the words that stand for several nodes, unless a node is called so."""
    index = basis.index
    dimensions = tuple(node for node in index.inner if node.parent)
    words = {"indicators": index.leaves, "dimensions": dimensions}
    return {
        word: [node.code for node in nodes if has_siblings(basis, node)]
        for word, nodes in words.items()
        if word not in index.position
    }


def has_siblings(basis: Basis, node: Node) -> bool:
    """Whether a node carries weight, and something else in its family too."""
    if node.parent is None or basis.weights[basis.index.position[node.code]] <= 0:
        return False
    return int((basis.weights[basis.index.families[node.parent]] > 0).sum()) > 1


def _nothing_left(index: Index) -> Wording:
    return Wording("plan.whole-index", root=index.root.code)
