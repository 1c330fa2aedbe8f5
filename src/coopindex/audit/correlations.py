"""Correlations between nodes, inside dimensions and across them, and with size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.audit.associations import Association, Method, associate
from coopindex.audit.nodes import above, field, in_tree, level_of
from coopindex.engine.index import Index, Node
from coopindex.engine.result import Result
from coopindex.methods.registry import Array

if TYPE_CHECKING:
    import pandas as pd

PEERS, PARENT, FAMILY = "peers", "parent", "family"
AGAINST = (PEERS, PARENT, FAMILY)
INSIDE, ACROSS, ABOVE = "inside", "across", "above"
COLUMNS = ("node", "other", "relation", "method", "n", "r", "p")
STRUCTURE = (
    *("node", "parent", "r_parent", "p_parent", "elsewhere", "r_elsewhere"),
    *("mean_r", "lowest", "r_lowest", "highest", "r_highest"),
)


def correlations(
    result: Result,
    *,
    level: int = 1,
    step: str = "finished",
    method: Method = "pearson",
    against: str = PEERS,
) -> pd.DataFrame:
    """One row a pair of nodes: node, other, relation, method, n, r, p.

    level : the nodes', 1 being the indicators. against : `peers`, each pair of the level once;
    `parent`; `family`, all nodes above; or the code of a node. relation : `inside` one dimension,
    `across` two, `parent`, or further `above`. n : units that have both.
    """
    import pandas as pd

    index, nodes = result.index, in_tree(result.index, level)
    others = nodes if against == PEERS else _others(index, nodes, against)
    x = field(result, nodes, step)
    y = x if against == PEERS else field(result, others, step)
    found = associate(x, y, method)
    relation = _relations(index, nodes, others)
    wanted = np.array([node.code for node in nodes])[:, None] != [node.code for node in others]
    if against == PEERS:
        wanted = np.triu(wanted)
    elif against in (PARENT, FAMILY):
        wanted &= (
            relation == PARENT if against == PARENT else (relation == PARENT) | (relation == ABOVE)
        )
    one, other = np.nonzero(wanted)
    codes = [np.array([node.code for node in each], object) for each in (nodes, others)]
    columns = (codes[0][one], codes[1][other], relation[wanted], method)
    figures = (part[wanted] for part in found)
    return pd.DataFrame(dict(zip(COLUMNS, (*columns, *figures), strict=True)))


def _others(index: Index, nodes: tuple[Node, ...], against: str) -> tuple[Node, ...]:
    if against in AGAINST:
        met = {other.code for node in nodes for other in above(index, node)}
        return tuple(node for node in in_tree(index) if node.code in met)
    return (index.node(against),)


def _relations(
    index: Index, nodes: tuple[Node, ...], others: tuple[Node, ...]
) -> NDArray[np.object_]:
    """Say how each node stands to each other one, (A, B)."""
    parents = [np.array([node.parent or "" for node in each], object) for each in (nodes, others)]
    inside = parents[0][:, None] == parents[1]
    found = np.where(inside, INSIDE, ACROSS).astype(object)
    at = {other.code: position for position, other in enumerate(others)}
    for row, node in enumerate(nodes):
        for rise, higher in enumerate(above(index, node)):
            if higher.code in at:
                found[row, at[higher.code]] = ABOVE if rise else PARENT
    return found


def structure(result: Result, *, method: Method = "pearson") -> pd.DataFrame:
    """One row a node below the index: how it goes with its own family and with others.

    node, parent, r_parent, p_parent (with its own dimension), elsewhere, r_elsewhere (the other
    dimension of the same level with which it correlates most), mean_r (with its siblings), lowest,
    r_lowest, highest, r_highest (its siblings at the ends).
    """
    import pandas as pd

    nodes = in_tree(result.index)
    found = associate(x := field(result, nodes), x, method)
    at = {node.code: position for position, node in enumerate(nodes)}
    rows = [_place(result.index, node, found, at) for node in nodes if node.parent]
    return pd.DataFrame(rows, columns=list(STRUCTURE))


def _place(index: Index, node: Node, found: Association, at: dict[str, int]) -> tuple[Any, ...]:
    own = at[node.code]
    assert node.parent
    siblings = [code for code in index.node(node.parent).children if code != node.code]
    others = [other.code for other in _rivals(index, index.node(node.parent))]
    r = found.r[own]
    known = r[[at[code] for code in siblings]]
    mean = float(np.nanmean(known)) if (~np.isnan(known)).any() else float("nan")
    up = at[node.parent]
    return (
        *(node.code, node.parent, r[up].item(), found.p[own, up].item()),
        *_end(r, others, at, np.nanargmax),
        mean,
        *_end(r, siblings, at, np.nanargmin),
        *_end(r, siblings, at, np.nanargmax),
    )


def _rivals(index: Index, parent: Node) -> Iterator[Node]:
    """Yield the other dimensions of a parent's level; the index has none."""
    height = level_of(index)
    for other in in_tree(index, height[parent.code]):
        if other is not parent and parent.parent is not None:
            yield other


def _end(r: Array, codes: list[str], at: dict[str, int], pick: Any) -> tuple[str, float]:
    values = r[[at[code] for code in codes]] if codes else np.empty(0)
    if not (~np.isnan(values)).any():
        return "", float("nan")
    found = int(pick(values))
    return codes[found], float(values[found])


DENOMINATORS = ("node", "denominator", "divided", "method", "n", "r", "p")


def denominators(
    result: Result, *, step: str = "denominated", method: Method = "pearson"
) -> pd.DataFrame:
    """One row an indicator and a variable that indicators may be divided by.

    node, denominator, divided (whether it is divided by it), method, n, r, p. step : after which;
    default, once divided.
    """
    import pandas as pd

    data, index, at = result.data, result.index, result.ranked[-1]
    year = data.at(result.years[-1:])[0]
    names = list(data.variables)
    sizes = [data.variables[name][year][at] for name in names]
    y = np.stack(sizes, axis=-1) if names else np.empty((int(at.sum()), 0))
    found = associate(field(result, index.leaves, step), y, method)
    leaves = [node for node in in_tree(index) if not node.children]
    rows = [
        (
            *(node.code, name),
            node.denomination is not None and node.denomination.by == name,
            method,
            *(part[index.position[node.code], b].item() for part in found),
        )
        for node in leaves
        for b, name in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=list(DENOMINATORS))
