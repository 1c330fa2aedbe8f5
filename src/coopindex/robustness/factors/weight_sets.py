"""One of several named sets of weights."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Index
from coopindex.engine.naming import AS_SCORED, UNSAID, Text
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import Problem
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.cells import RawCells
from coopindex.robustness.factors.factor import Entry, Factor, Ground, Labelled
from coopindex.robustness.settings import NO_CHOICE


@dataclass(frozen=True, eq=False)
class WeightSets(Labelled):
    """One of several sets of weights: label -> (N,) in the order of `Index.nodes`.

    given : label -> the inner nodes whose children's weights the set gives (a label that is not
        there: all); the others keep a weighting.
    titles : label -> what people call the set, if not by its label.
    """

    name: str
    sets: Mapping[str, Array]
    given: Mapping[str, frozenset[str]] = field(default_factory=dict)
    titles: Mapping[str, Text] = field(default_factory=dict, kw_only=True)

    keys: ClassVar[Mapping[str, tuple[str, ...]]] = {"schemes": ()}

    @classmethod
    def written(cls, entry: Entry) -> WeightSets:
        """Read schemes; `as scored` gives no weights in place of a weighting."""
        sets, given = dict[str, Array](), dict[str, frozenset[str]]()
        inner = [node.code for node in entry.basis.index.inner]
        schemes = entry.schemes()
        for code, scheme in schemes.items():
            weights = entry.weights_under(code, scheme)
            if weights is not None:
                sets[code] = weights
            given[code] = frozenset(filter(scheme.gives, inner if code != AS_SCORED else ()))
        entry.need_several(entry.value("schemes", ()))
        titles = {code: schemes[code].title for code in sets if code != AS_SCORED}
        return cls(entry.name, sets, given, titles=titles)

    def alternative(self, label: str, /) -> Text:
        """Return the title of a set's scheme."""
        return self.titles.get(label, UNSAID)

    @property
    def labels(self) -> tuple[str, ...]:
        """The sets' names."""
        return tuple(self.sets)

    def problems(self, basis: Basis, _factors: Sequence[Factor], /) -> Iterator[Problem]:
        """Refuse sets of another length, and weights that are negative or no numbers."""
        nodes = basis.weights.shape
        for label, weights in self.sets.items():
            fine = np.shape(weights) == nodes and np.isfinite(weights).all()
            if not fine or (np.asarray(weights) < 0).any():
                message = Wording("plan.bad-weights", label=label, nodes=nodes[0])
                yield Problem("bad-weights", message, field=self.name, value=label)

    def in_shares(self, index: Index, /) -> WeightSets:
        """Write the sets as shares, as those in use are written."""
        sets = {label: np.array(weights, float) for label, weights in self.sets.items()}
        for node in (node for node in index.inner if node.aggregation.found.rescales_weights):
            family = index.families[node.code]
            for weights in sets.values():
                weights[family] /= weights[family].sum() or 1.0
        return replace(self, sets=sets)

    def weight_sets(self) -> Mapping[str, Array]:
        """Return the sets."""
        return self.sets

    def weigh(
        self,
        _weights: Array,
        choices: NDArray[np.int16],
        _points: Array | None,
        ground: Ground,
        /,
    ) -> Array:
        """Return the set that each draw chose."""
        sets: Array = np.array([*self.sets.values(), ground.base])
        return sets[choices]

    def changes_index(self, index: Index, /) -> bool:
        """Whether a set may stand in a weighting's place."""
        return any(node.weighting for node in index.inner)

    def gives(self, index: Index, choice: int, /) -> Collection[str]:
        """Return the families that the set gives weights to."""
        if choice == NO_CHOICE:
            return ()
        every = frozenset(node.code for node in index.inner)
        return self.given.get(self.labels[choice], every)

    def idle(self, ground: Ground, _cells: RawCells, _alike: Callable[[int], bool], /) -> bool:
        """Whether every set is the weights in use."""
        sets = self.sets.values()
        return all(np.allclose(weights, ground.base, rtol=1e-12, atol=0) for weights in sets)
