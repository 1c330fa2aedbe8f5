"""What becomes of the scores when one indicator's column becomes another.

Only what lies above it is walked again.

A mean that is linear between a link and its inverse needs none of the siblings for it, only what
they add up to: back(sum of the others + w f(x')). So many indicators, each alone, go up together,
and a node takes no longer for having many children.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.aggregate import aggregate, children_present
from coopindex.engine.index import Index, Level, Node
from coopindex.engine.rows import Rows
from coopindex.engine.scale import Settle, afresh
from coopindex.engine.steps import steps
from coopindex.engine.walk import Walk
from coopindex.methods.links import Link
from coopindex.methods.registry import Array
from coopindex.methods.sums import scaled

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Rewalk:
    """Scores after one indicator's raw column has become another, the others as they were.

    before : the walk as it was, under `weights` (N,). It must not be that missing values are filled
    in from other indicators (`index.fills_across`): then everything changes.
    """

    index: Index
    rows: Rows
    before: Walk
    weights: Array
    settle: Settle = afresh
    families: dict[str, Family | None] = field(default_factory=dict)

    def scores(self, changed: NDArray[np.intp], columns: Array) -> Array:
        """Return the scores, (V, G, R), after each of some indicators has changed, alone.

        changed : (V,) positions of the indicators. columns : (G, R, V) their new values.
        """
        nodes = tuple(self.index.leaves[column] for column in changed.tolist())
        x = np.ascontiguousarray(np.moveaxis(self._finished(columns, nodes), -1, 0))
        parent, place = self._above
        here = changed.copy()
        for node in self.index.inner:
            mine = np.flatnonzero(parent[here] == self.index.position[node.code])
            if mine.size:
                column = self._with_another(node, place[here[mine]], x[mine])
                x[mine] = self._finished(column[..., None], (node,))[..., 0]
                here[mine] = self.index.position[node.code]
        return x

    def _finished(self, x: Array, nodes: tuple[Node, ...]) -> Array:
        """Take the nodes' columns (..., R, K) past their steps."""
        for _, after in steps(x, Level(nodes), self.rows, self.index.reference, self.settle):
            x = after
        return x

    @cached_property
    def _above(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Each node's parent, and its place among the siblings, (N,)."""
        parent, place = np.full((2, len(self.index.nodes)), -1)
        for node in self.index.inner:
            family = self.index.families[node.code]
            parent[family], place[family] = self.index.position[node.code], np.arange(len(family))
        return parent, place

    def _with_another(self, node: Node, child: NDArray[np.intp], x: Array) -> Array:
        """Return a node's column where one child's, (M,), is another, (M, G, R)."""
        if node.code not in self.families:
            self.families[node.code] = family_of(self, node)
        family = self.families[node.code]
        if family is None:
            return np.stack([self._anew(node, *each) for each in zip(child, x, strict=True)])
        column, holds = family.with_another(child, x)
        for at in np.flatnonzero(~holds):
            column[at] = self._anew(node, child[at], x[at])
        return column

    def _anew(self, node: Node, child: int, x: Array) -> Array:
        """Put all children together again, one of them another, (G, R)."""
        children = self.before.columns(node.children)
        table = np.broadcast_to(children, (*x.shape, children.shape[-1])).copy()
        table[..., child] = x
        given = self.weights[self.index.families[node.code]]
        return aggregate(self.index, node, table, given, self.rows, self.settle).column


class Family(NamedTuple):
    """A node's children under a link, child by child: what there is but for each of them.

    own : (K, R) what each adds. others : (K, R) what the others add up to. missing : (K, R).
    whole : (R,) what the sum is divided by; NaN where the node has no value.
    """

    link: Link
    zero: bool
    weights: Array
    own: Array
    others: Array
    missing: Mask
    whole: Array

    def with_another(self, child: NDArray[np.intp], x: Array) -> tuple[Array, Mask]:
        """Return the node's column where one child's, (M,), is another, (M, G, R); where it holds.

        It does not hold, (M,), where who is missing changes, or the link doesn't take a value.
        """
        gaps, was = np.isnan(x), self.missing[child][:, None]
        linear, fine = linked(self.link, x, self.zero)
        linear *= self.weights[child][:, None, None]
        with np.errstate(all="ignore"):
            total = np.where(gaps, self.own[child][:, None], linear)
            total += self.others[child][:, None]
            total /= self.whole
            column = self.link.back(total) if self.link.back else total
        fine = (fine | gaps) & (gaps == was) & (np.isfinite(column) | np.isnan(self.whole))
        return column, fine.all(axis=(1, 2))


def linked(link: Link, x: Array, zero: bool) -> tuple[Array, Mask]:
    """Take values past a link, a new array, and say which of them it takes.

    zero : whether a child of 0 makes the mean 0 where the link has no value for it.
    """
    if link.forward is None:
        return x.copy(), np.isfinite(x)
    with np.errstate(all="ignore"):
        linear = link.forward(x)
    return linear, (np.isfinite(linear) & (x >= 0)) | ((x == 0) & zero)


def family_of(walked: Rewalk, node: Node) -> Family | None:
    """Return a node's children under its link; None where it must be put together anew."""
    way, index, rows = node.aggregation, walked.index, walked.rows
    x = walked.before.columns(node.children)
    if way.link is None or node.weighting or x.ndim > 2 or rows.unseen is not None:
        return None
    rescales, weights = way.found.rescales_weights, walked.weights[index.families[node.code]]
    weights = scaled(weights) if rescales else weights
    applies = rows.applies(index.below[node.code]) if node.code in index.conditional else None
    filled, enough = children_present(way, node.missing, x, weights, applies)
    part, zero = ~np.isnan(filled) & (weights > 0), way.settings.get("zero") == "zero"
    linear, fine = linked(way.link, np.where(part, filled, 1.0), zero)
    if not fine.all():
        return None
    own = np.where(part, linear * weights, 0.0).T.copy()
    # from both ends, for what is taken away again would leave its rounding
    others = np.zeros(own.shape)
    others[1:] = own[:-1].cumsum(axis=0)
    others[:-1] += own[:0:-1].cumsum(axis=0)[::-1]
    whole = part @ weights if rescales else np.ones(len(part))
    there = part.any(axis=-1) & (True if enough is None else enough)
    whole = np.where(there, whole, np.nan)
    return Family(way.link, zero, weights, own, others, np.isnan(x).T.copy(), whole)
