"""Scores under many weight sets at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from coopindex.engine.index import NONE, Index, Node
from coopindex.engine.result import Result
from coopindex.engine.walk import walk
from coopindex.methods.registry import Array

LINEAR = ("arithmetic", "sum")


@dataclass(frozen=True)
class Scorer:
    """Scores under weights: (B, N) -> those of the last year, (B, U). cells : how many numbers a draw takes."""

    of: Callable[[Array], Array]
    cells: int


def scorer(result: Result) -> Scorer:
    """Return how the units of a scoring score under other weights.

    The indicators' finished columns do not depend on weights and are taken as they are. Where every inner node is a plain weighted
    mean or sum and nobody who is ranked misses an indicator that counts, the scores are one matrix product with the effective
    weights; otherwise the tree is walked. Units with equal indicators get equal scores to the last bit. Weights of 0 must stay 0.
    """
    index = settled(result)
    leaves = np.stack([result.walk.column(node.code) for node in index.leaves], axis=-1)
    units = len(result.rows.units)
    last = result.rows.years.index(result.years[-1]) * units
    shown = slice(last, last + units)
    counting = np.flatnonzero(result.effective.reshape(-1, len(index.nodes))[-1, : leaves.shape[-1]] > 0)
    table = leaves[shown, counting]
    ranked = ~np.isnan(result.rank()[-1])
    if _plain(index) and not np.isnan(table[ranked]).any():
        different, alike = np.unique(table, axis=0, return_inverse=True)
        twins = len(different) < units

        def product(weights: Array) -> Array:
            effective = effective_weights(index, weights)[:, counting]
            return (effective @ different.T)[:, alike] if twins else effective @ table.T

        return Scorer(product, units + len(index.nodes))
    cells = len(result.rows.unit) * len(index.nodes)
    return Scorer(lambda weights: walk(index, result.rows, leaves, weights).score[..., shown], cells)


def effective_weights(index: Index, weights: Array) -> Array:
    """Multiply shares down the tree: (B, N) shares inside the parent -> (B, N) weights on the whole index."""
    effective = weights.copy()
    for node in reversed(index.inner[:-1]):
        effective[:, index.families[node.code]] *= effective[:, [index.position[node.code]]]
    return effective


def settled(result: Result) -> Index:
    """Return the index with its indicators finished and its weights given: what is left to vary is how they are put together."""
    bare = {"denomination": None, "round_column": None, "round_finished": None, "direction": 1, **NONE}
    nodes = []
    for node in result.index.nodes:
        if not node.children:
            nodes.append(replace(node, **bare))  # type: ignore[arg-type]
        else:
            nodes.append(node if weighted_by_year(result, node) else replace(node, weighting=None))
    return replace(result.index, nodes=tuple(nodes))


def weighted_by_year(result: Result, node: Node) -> bool:
    """Whether a method draws this family's weights anew in every year."""
    used = result.walk.weights[node.code]
    return node.weighting is not None and used.ndim > 1 and used.shape[0] > 1


def _plain(index: Index) -> bool:
    return all(
        node.aggregation.method in LINEAR
        and node.weighting is None
        and node.direction > 0
        and node.denomination is None
        and node.round_column is None
        and node.round_finished is None
        and all(getattr(node, stage) == choice for stage, choice in NONE.items())
        for node in index.inner
    )
