"""Scores of an index under many weight sets at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import NONE, Index, Node
from coopindex.engine.result import Result
from coopindex.engine.rows import Rows
from coopindex.engine.walk import walk
from coopindex.methods.links import Link
from coopindex.methods.registry import Array
from coopindex.methods.stages import COLUMN_STAGES
from coopindex.robustness.execution import chunk_size, chunks


@dataclass(frozen=True, eq=False)
class Scorer:
    """How an index scores under many weight sets.

    index : its leaves need no more steps. leaves : (R, L) finished. ranked : (K,) rows of the units
    that are ranked. counting : (L,) indicators that ever carry weight.

    Where one link makes every inner node linear in its weights (arithmetic means and sums;
    geometric, harmonic, or power means of one exponent), and nobody ranked misses an indicator that
    counts, scores are one matrix product with the effective weights; otherwise the tree is walked.
    """

    index: Index
    rows: Rows
    leaves: Array
    ranked: NDArray[np.intp]
    counting: NDArray[np.intp]

    def of(self, weights: Array) -> Array:
        """Score under weights: (B, N) -> (B, K).

        Units with equal indicators get equal scores to the last bit.
        """
        if self._table is None:
            return self._walked(weights)
        columns, alike, link = self._table
        scores = effective_weights(self.index, weights)[:, self._leading] @ columns
        if alike is not None:
            scores = scores[:, alike]
        return link.back(scores) if link.back else scores

    # A walk keeps every node's steps: of 34,000 units ranked within the tree 128 draws together
    # take 4.8 s and 1.4 GB, by fours 1.3 s and 0.3 GB, for then they stay in the cache.
    def _walked(self, weights: Array) -> Array:
        scores = np.empty((len(weights), len(self.ranked)))
        for first, last in chunks(len(weights), chunk_size(self.cells)):
            part = weights[first:last]
            # where every family's weights are worked out, draws do not differ and have no axis
            scores[first:last] = walk(
                self.index, self.rows, self.leaves, part, finished=True
            ).score[..., self.ranked]
        return scores

    def of_tables(self, leaves: Array, weights: Array) -> Array:
        """Score tables of their own under weights of their own: (B, R, L) and (B, N) -> (B, K)."""
        all_ranked = len(self.ranked) == leaves.shape[-2]
        table = (leaves if all_ranked else leaves[:, self.ranked])[..., self._leading]
        link = self._link_of(table)
        if link is None:
            return walk(self.index, self.rows, leaves, weights, finished=True).score[
                ..., self.ranked
            ]
        effective = effective_weights(self.index, weights)[:, self._leading]
        linear = link.forward(table) if link.forward else table
        scores: Array = (linear @ effective[..., None])[..., 0]
        scores = scores[:, self.ranked] if all_ranked else scores
        return link.back(scores) if link.back else scores

    @cached_property
    def cells(self) -> int:
        """How many numbers a draw takes."""
        return len(self.rows.unit if self._table is None else self.ranked) + len(self.index.nodes)

    @cached_property
    def _leading(self) -> Any:
        """The indicators that count, a slice where they all do."""
        every = len(self.counting) == self.leaves.shape[-1]
        return slice(0, len(self.counting)) if every else self.counting

    @cached_property
    def _link(self) -> Link | None:
        """The link that all inner nodes share; None where the tree must be walked."""
        links = {node.aggregation.link for node in self.index.inner}
        return links.pop() if len(links) == 1 and is_plain(self.index) else None

    def _link_of(self, table: Array) -> Link | None:
        """The link, where it takes all values of a table, of which none is missing."""
        if self._link is None or not table.size:
            return None
        # NaN where any value is missing
        least = table.min()
        most = least if self._link.forward is None else table.max()
        return self._link if self._link.holds(least, most) else None

    @cached_property
    def _table(self) -> tuple[Array, NDArray[np.intp] | None, Link] | None:
        """Different columns (L, D), which of them each unit is (None: all differ), and the link.

        None where the tree must be walked.
        """
        table = self.leaves[self.ranked][:, self._leading]
        link = self._link_of(table)
        if link is None:
            return None
        different, alike = np.unique(table, axis=0, return_inverse=True)
        twins = len(different) < len(table)
        columns = different.T if twins else table.T
        linear = link.forward(columns) if link.forward else columns
        return np.ascontiguousarray(linear), alike if twins else None, link


def effective_weights(index: Index, weights: Array) -> Array:
    """Multiply shares down the tree: (B, N) weights inside the parent -> (B, N) on the index.

    The children of a mean share its weight in proportion; those of a sum take theirs as it stands.
    """
    # a row for each node, (N, B)
    effective = np.array(weights.T, order="C")
    for node in reversed(index.inner):
        position = index.families[node.code]
        adjacent = position[-1] - position[0] == len(position) - 1
        family = slice(position[0], position[-1] + 1) if adjacent else position
        children, parent = effective[family], effective[index.position[node.code]]
        share = children.sum(axis=0) if node.aggregation.found.rescales_weights else 1.0
        effective[family] = children / share if node is index.root else children * (parent / share)
    return effective.T


def weighted_by_year(result: Result, node: Node) -> bool:
    """Whether a method draws this family's weights anew in every year."""
    used = result.walk.weights[node.code]
    return node.weighting is not None and used.ndim > 1 and used.shape[0] > 1


def is_plain(index: Index) -> bool:
    """Whether every inner node passes its children's aggregate on as it is, with given weights."""
    return all(node.weighting is None and plain_node(node) for node in index.inner)


def keeps_order(node: Node) -> bool:
    """Whether units stand in the order of a node's aggregate after all of its steps.

    Whatever the weights; rounding aside.
    """
    normalisation = node.normalisation
    return (
        normalisation.found.is_order_kept(normalisation.settings)
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
