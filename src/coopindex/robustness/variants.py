"""The index as the alternatives of a plan have it, each variant with one scorer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Choice, Index
from coopindex.engine.rows import Rows
from coopindex.engine.steps import finish
from coopindex.engine.weights import with_weights_given
from coopindex.methods.registry import Array
from coopindex.robustness.plan import Plan
from coopindex.robustness.scorer import Scorer, effective_weights
from coopindex.robustness.settings import NO_CHOICE

Choices = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Variant:
    """An index with the changes that some choices make, and its scorer."""

    index: Index
    scorer: Scorer


@dataclass(eq=False)
class Remembered:
    """What was made already: variants by choices, and by what they come to; finished columns."""

    by_choices: dict[Choices, Variant] = field(default_factory=dict)
    by_tree: dict[Any, Variant] = field(default_factory=dict)
    finished: dict[Any, tuple[int, Array]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Variants:
    """The variants of a plan's index; those that come to the same index are one and the same.

    raw : (R, L) the indicators' values. ranked : (K,) rows that are scored. memory : grows as
    variants are asked for, and never changes what they are.
    """

    plan: Plan
    rows: Rows
    raw: Array
    ranked: NDArray[np.intp]
    memory: Remembered = field(default_factory=Remembered)

    def of(self, choices: Choices) -> Variant:
        """Return the index as some choices have it, and its scorer."""
        known, made = self.memory.by_choices, self._that_matter(choices)
        if made not in known:
            known[made] = self._made(made)
        return known[made]

    def _that_matter(self, choices: Choices) -> Choices:
        """Return the choices without those that only change weights."""
        both = zip(choices, self._changing, strict=True)
        return tuple(choice if changes else NO_CHOICE for choice, changes in both)

    @cached_property
    def _changing(self) -> tuple[bool, ...]:
        return tuple(factor.changes_index(self.plan.index) for factor in self.plan.factors)

    def _made(self, choices: Choices) -> Variant:
        index = varied(self.plan, choices)
        number, columns = self._columns(index)
        index = with_weights_given(index, self._given(choices))
        found = self.memory.by_tree.get(tree := (number, index.inner))
        if found is None:
            scorer = Scorer(index, self.rows, columns, self.ranked, self._counting)
            found = self.memory.by_tree[tree] = Variant(index, scorer)
        return found

    def _columns(self, index: Index) -> tuple[int, Array]:
        """Return the finished columns of an index, and a number that tells them from others."""
        finished, key = self.memory.finished, (index.leaves, index.reference)
        if key not in finished:
            columns = finish(self.raw, index.levels[0], self.rows, index.reference)
            finished[key] = len(finished), columns
        return finished[key]

    def _given(self, choices: Choices) -> set[str]:
        """Return the inner nodes whose weights a factor gives."""
        index, factors = self.plan.index, self.plan.factors
        both = zip(choices, factors, strict=True)
        return {node for choice, factor in both for node in factor.gives(index, choice)}

    @cached_property
    def _counting(self) -> NDArray[np.intp]:
        """The indicators that may carry weight."""
        effective = effective_weights(self.plan.index, self.plan.ever[None].astype(float))
        return np.flatnonzero(effective[0, : len(self.plan.index.leaves)] > 0)


def varied(plan: Plan, choices: Choices) -> Index:
    """Return the index with the changes that some choices make."""
    index, of_nodes, of_index = plan.index, dict[str, dict[str, Any]](), dict[str, Any]()
    chosen = zip(choices, plan.factors, strict=True)
    for change in (c for choice, f in chosen if choice != NO_CHOICE for c in f.changes(choice)):
        if not change.nodes:
            of_index[change.field] = change.value
        for code in change.nodes:
            before = getattr(index.node(code), change.field)
            of_nodes.setdefault(code, {})[change.field] = _in_place_of(before, change.value)
    if not of_nodes and not of_index:
        return index
    nodes = (
        replace(node, **of_nodes[node.code]) if node.code in of_nodes else node
        for node in index.nodes
    )
    return replace(index, nodes=tuple(nodes), **of_index)


def _in_place_of(before: Any, after: Any) -> Any:
    """Let a method that replaces another take its statistics from the same rows."""
    both = isinstance(before, Choice) and isinstance(after, Choice)
    stays = both and before.reference and not after.reference
    return replace(after, reference=before.reference) if stays else after
