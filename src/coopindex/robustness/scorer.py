"""Scores of an index under many weight sets at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import NONE, Index, Node
from coopindex.engine.result import Result
from coopindex.engine.walk import Rows, walk
from coopindex.methods.registry import Array

LINEAR = ("arithmetic", "sum")
THROUGH: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "geometric": (np.log, np.exp),
    "harmonic": (np.reciprocal, np.reciprocal),
}


@dataclass(frozen=True)
class Scorer:
    """Scores under weights: (B, N) -> those of the rows shown, (B, U). cells : how many numbers a draw takes."""

    of: Callable[[Array], Array]
    cells: int


def scorer(index: Index, rows: Rows, leaves: Array, shown: slice, needed: NDArray[np.bool_], counting: NDArray[np.bool_]) -> Scorer:
    """Return how the rows shown score under weights, their indicators' finished columns being what they are.

    index : settled, see `settled`. leaves : (R, L) finished. needed : (U,) whose scores are wanted.
    counting : (L,) indicators that ever carry weight.
    Where every inner node is the same plain mean (arithmetic, geometric, harmonic) or a sum, and nobody who is needed misses an
    indicator that counts, one matrix product with the effective weights does it; otherwise the tree is walked.
    Units with equal indicators get equal scores to the last bit.
    """
    table = leaves[shown][:, counting]
    kinds = {node.aggregation.method for node in index.inner}
    there = not np.isnan(table[needed]).any()
    if not (there and plain(index) and (kinds <= set(LINEAR) or (len(kinds) == 1 and kinds <= set(THROUGH) and (table[needed] > 0).all()))):
        cells = len(rows.unit) * len(index.nodes)
        return Scorer(lambda weights: walk(index, rows, leaves, weights).score[..., shown], cells)
    through, back = THROUGH.get(next(iter(kinds)), (None, None))
    different, places = np.unique(table, axis=0, return_inverse=True)
    alike: NDArray[np.intp] | slice = places
    if len(different) == len(table):
        different, alike = table, slice(None)
    if through:
        with np.errstate(invalid="ignore", divide="ignore"):
            different = through(different)

    def product(weights: Array) -> Array:
        effective = effective_weights(index, weights)[:, : len(counting)][:, counting]
        scores = (effective @ different.T)[:, alike]
        return back(scores) if back else scores

    return Scorer(product, len(table) + len(index.nodes))


def effective_weights(index: Index, weights: Array) -> Array:
    """Multiply shares down the tree: (B, N) weights inside the parent -> (B, N) weights on the whole index.

    The children of a mean share its weight in proportion; those of a sum take theirs as it stands.
    """
    effective = np.empty_like(weights)
    effective[:, -1] = 1.0
    for node in reversed(index.inner):
        family = index.families[node.code]
        own = weights[:, family]
        above = effective[:, index.position[node.code]]
        if node.aggregation.method != "sum":
            above = above / own.sum(axis=1)
        effective[:, family] = own * above[:, None]
    return effective


def settled(index: Index, given: Collection[str]) -> Index:
    """Return the index with its indicators finished, and the weights of some inner nodes given rather than found by a method."""
    bare = {"denomination": None, "round_column": None, "round_finished": None, "direction": 1, **NONE}
    nodes = []
    for node in index.nodes:
        if not node.children:
            nodes.append(replace(node, **bare))  # type: ignore[arg-type]
        else:
            nodes.append(replace(node, weighting=None) if node.code in given else node)
    return replace(index, nodes=tuple(nodes))


def weighted_by_year(result: Result, node: Node) -> bool:
    """Whether a method draws this family's weights anew in every year."""
    used = result.walk.weights[node.code]
    return node.weighting is not None and used.ndim > 1 and used.shape[0] > 1


def plain(index: Index) -> bool:
    """Whether every inner node passes its children's aggregate on as it is, with the weights that are given."""
    return all(node.weighting is None and plain_node(node) for node in index.inner)


def plain_node(node: Node) -> bool:
    """Whether a node takes no step but to put its children together."""
    steps = (node.denomination, node.round_column, node.round_finished)
    return steps == (None, None, None) and node.direction > 0 and all(getattr(node, stage) == choice for stage, choice in NONE.items())
