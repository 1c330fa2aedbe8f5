"""Which nodes a chapter looks at, and their columns among the units that are ranked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Index, Node
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.questions.contributions import influences

CHILDREN, INDICATORS = "children", "indicators"


def level_of(index: Index) -> dict[str, int]:
    """Return each node's level: indicators 1, every other node one above its highest child."""
    return {
        node.code: height for height, level in enumerate(index.levels, 1) for node in level.nodes
    }


def in_tree(index: Index, level: int | None = None) -> tuple[Node, ...]:
    """Return the nodes in the order of the tree, of one level alone where that is given."""
    height = level_of(index)
    return tuple(
        node for node, _ in index.depth_first() if level is None or height[node.code] == level
    )


def above(index: Index, node: Node) -> Iterator[Node]:
    """Yield the nodes above one, its parent first."""
    while node.parent is not None:
        node = index.node(node.parent)
        yield node


def below(index: Index, node: Node) -> tuple[Node, ...]:
    """Return the indicators below a node, itself where it is one."""
    if not node.children:
        return (node,)
    return tuple(leaf for child in index.below[node.code] for leaf in below(index, child))


def field(result: Result, nodes: Sequence[Node], step: str = "finished") -> Array:
    """Return the columns of some nodes after a step in the last year, the units ranked, (U, K)."""
    ranked = np.flatnonzero(result.ranked[-1])
    if not nodes:
        return np.empty((len(ranked), 0))
    return np.stack([result.array(node.code, step)[-1, ranked] for node in nodes], axis=-1)


def units_of(result: Result) -> NDArray[np.object_]:
    """Return the codes of the units ranked, in the order of `field`."""
    units: NDArray[np.object_] = np.array(result.rows.units, object)[result.ranked[-1]]
    return units


def signs(result: Result, nodes: Sequence[Node]) -> Array:
    """Return +1 for a node whose higher values stand better in the index, else -1, (K,)."""
    counted, best = influences(result), 1 if result.index.ranking.best == "high" else -1
    return np.array([counted[node.code] * best for node in nodes], float)


def ranks(result: Result, nodes: Sequence[Node]) -> Array:
    """Return the ranks of the units ranked in some nodes, seen the way each counts, (U, K)."""
    against = influences(result)
    at = result.ranked[-1]
    if not nodes:
        return np.empty((int(at.sum()), 0))
    return np.stack(
        [result.rank(node.code, against=against[node.code] < 0)[-1, at] for node in nodes], axis=-1
    )


class Family(NamedTuple):
    """Items that are looked at together: a node's children, or all indicators below it."""

    node: Node
    of: str
    items: tuple[Node, ...]


def families(index: Index, level: int | None = None) -> Iterator[Family]:
    """Yield every node with its children, then the index with all its indicators.

    level : the children's; the indicators of the index are then left out.
    """
    height = level_of(index)
    for node, _ in index.depth_first():
        items = index.below.get(node.code, ())
        if items and (level is None or any(height[item.code] == level for item in items)):
            yield Family(node, CHILDREN, items)
    if level is None and len(index.levels) > 2:
        yield Family(index.root, INDICATORS, below(index, index.root))
