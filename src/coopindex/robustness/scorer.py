"""Scores of an index under many weight sets at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import NONE, Index, Node
from coopindex.engine.result import Result
from coopindex.engine.rows import Rows
from coopindex.engine.walk import walk
from coopindex.methods.registry import Array
from coopindex.methods.stages import COLUMN_STAGES

LINEAR = ("arithmetic", "sum")
THROUGH: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "geometric": (np.log, np.exp),
    "harmonic": (np.reciprocal, np.reciprocal),
}


@dataclass(frozen=True, eq=False)
class Scorer:
    """How an index scores under many weight sets.

    index : its leaves need no more steps. leaves : (R, L) finished. shown : (K,) rows. counting : (L,) indicators that ever carry weight.
    Where every inner node is the same plain mean (arithmetic, geometric, harmonic) or a sum, and nobody shown misses an indicator that
    counts, scores are one matrix product with the effective weights; otherwise the tree is walked.
    """

    index: Index
    rows: Rows
    leaves: Array
    shown: NDArray[np.intp]
    counting: NDArray[np.intp]

    def of(self, weights: Array) -> Array:
        """Score under weights: (B, N) -> (B, K). Units with equal indicators get equal scores to the last bit."""
        if self._table is None:
            walked = walk(self.index, self.rows, self.leaves, weights, finished=True).score
            # where every family's weights are worked out, draws do not differ and have no axis
            return np.broadcast_to(walked[..., self.shown], (len(weights), len(self.shown)))
        columns, alike, back = self._table
        scores = effective_weights(self.index, weights)[:, self._leading] @ columns
        if alike is not None:
            scores = scores[:, alike]
        return back(scores) if back else scores

    def of_tables(self, leaves: Array, weights: Array) -> Array:
        """Score tables of their own under weights of their own: (B, R, L) and (B, N) -> (B, K)."""
        all_shown = len(self.shown) == leaves.shape[-2]
        table = (leaves if all_shown else leaves[:, self.shown])[..., self._leading]
        if not self._linear(table):
            return walk(self.index, self.rows, leaves, weights, finished=True).score[
                ..., self.shown
            ]
        through, back = self._through
        effective = effective_weights(self.index, weights)[:, self._leading]
        scores: Array = ((through(table) if through else table) @ effective[..., None])[..., 0]
        scores = scores[:, self.shown] if all_shown else scores
        return back(scores) if back else scores

    @cached_property
    def cells(self) -> int:
        """How many numbers a draw takes."""
        return len(self.rows.unit if self._table is None else self.shown) + len(self.index.nodes)

    @cached_property
    def _leading(self) -> Any:
        """The indicators that count, a slice where they all do."""
        every = len(self.counting) == self.leaves.shape[-1]
        return slice(0, len(self.counting)) if every else self.counting

    @cached_property
    def _kind(self) -> str | None:
        kinds = {
            "arithmetic" if node.aggregation.method in LINEAR else node.aggregation.method
            for node in self.index.inner
        }
        return (
            kinds.pop()
            if len(kinds) == 1 and kinds <= {"arithmetic", *THROUGH} and plain(self.index)
            else None
        )

    @cached_property
    def _through(self) -> tuple[Any, Any]:
        return THROUGH.get(self._kind or "", (None, None))

    def _linear(self, table: Array) -> bool:
        if not self._kind or not table.size:
            return False
        least = table.min()  # NaN where any value is missing
        return bool(least > 0 if self._kind in THROUGH else least == least)

    @cached_property
    def _table(self) -> tuple[Array, NDArray[np.intp] | None, Any] | None:
        """Columns of different units (L, D), which of them each unit is, and the way back; None where the tree must be walked."""
        table = self.leaves[self.shown][:, self._leading]
        if not self._linear(table):
            return None
        through, back = self._through
        different, alike = np.unique(table, axis=0, return_inverse=True)
        twins = len(different) < len(table)
        columns = different.T if twins else table.T
        return (
            np.ascontiguousarray(through(columns) if through else columns),
            alike if twins else None,
            back,
        )


def effective_weights(index: Index, weights: Array) -> Array:
    """Multiply shares down the tree: (B, N) weights inside the parent -> (B, N) weights on the whole index.

    The children of a mean share its weight in proportion; those of a sum take theirs as it stands.
    """
    effective = np.array(weights.T, order="C")  # a row for each node, (N, B)
    for node in reversed(index.inner):
        places = index.families[node.code]
        family = (
            slice(places[0], places[-1] + 1)
            if places[-1] - places[0] == len(places) - 1
            else places
        )
        children, parent = effective[family], effective[index.position[node.code]]
        share = children.sum(axis=0) if node.aggregation.method != "sum" else 1.0
        effective[family] = children / share if node is index.root else children * (parent / share)
    return effective.T


def weighted_by_year(result: Result, node: Node) -> bool:
    """Whether a method draws this family's weights anew in every year."""
    used = result.walk.weights[node.code]
    return node.weighting is not None and used.ndim > 1 and used.shape[0] > 1


def plain(index: Index) -> bool:
    """Whether every inner node passes its children's aggregate on as it is, with the weights that are given."""
    return all(node.weighting is None and plain_node(node) for node in index.inner)


def keeps_order(node: Node) -> bool:
    """Whether units stand in the order of a node's aggregate after all of its steps, whatever the weights; rounding aside."""
    options = node.normalisation.settings
    low, high = options.get("scale", (0.0, 1.0))
    rising = (
        node.normalisation.method in ("none", "min_max", "z_score")
        and low < high
        and options.get("sd", 1.0) > 0
    )
    return (
        rising
        and node.denomination is None
        and all(
            getattr(node, stage) == NONE[stage]
            for stage in COLUMN_STAGES
            if stage != "normalisation"
        )
    )


def plain_node(node: Node) -> bool:
    """Whether a node takes no step but to put its children together."""
    steps = (node.denomination, node.round_column, node.round_finished)
    return (
        steps == (None, None, None)
        and node.direction > 0
        and all(getattr(node, stage) == choice for stage, choice in NONE.items())
    )
