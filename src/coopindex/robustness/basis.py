"""What a plan varies: an index as asked, its data, a scheme and years, scored or not.

Reading and checking a plan takes a basis, not a scoring. Without one, weights that a method would
find are presumed equal in their family, and whatever only a scoring can tell is checked with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coopindex.engine.data import Data
from coopindex.engine.index import Index, Node, Scheme
from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.engine.weights import as_asked
from coopindex.methods.registry import Array
from coopindex.periods import Period, ordered
from coopindex.robustness.scorer import weighted_by_year


@dataclass(frozen=True, eq=False)
class Basis:
    """What a plan varies.

    index : as the scheme asks for it. years : the years asked for. result : None where nothing was
        scored.
    """

    index: Index
    data: Data
    scheme: Scheme
    years: tuple[Period, ...]
    result: Result | None = None

    @classmethod
    def of(cls, result: Result) -> Basis:
        """Return what a scoring was made of, with the weights it used."""
        return cls(result.index, result.data, result.scheme, result.years, result)

    @classmethod
    def unscored(
        cls, index: Index, data: Data, scheme: Scheme, years: Sequence[Period] | None = None
    ) -> Basis:
        """Return what a scoring of some years (default: the latest with data) would be made of."""
        years = ordered(years) if years else data.years[-1:]
        return cls(as_asked(index, scheme), data, scheme, years)

    @cached_property
    def weights(self) -> Array:
        """(N,) each node's share inside its parent in the last year; below a sum, its weight."""
        if self.result is not None:
            return self.result.last_shares
        return self._presumed(self.index, self.scheme)

    def weights_under(self, scheme: Scheme) -> Array:
        """Return the weights, (N,), that another scheme gives the last year, found ones too."""
        index = as_asked(self.index, scheme)
        if all(node.weighting is None for node in index.inner):
            return scheme.weights
        if scheme is self.scheme:
            return self.weights
        if self.result is None:
            return self._presumed(index, scheme)
        return score(self.index, self.data, scheme, self.years).last_shares

    @staticmethod
    def _presumed(index: Index, scheme: Scheme) -> Array:
        weights = np.array(scheme.weights, float)
        for node in index.inner:
            family = index.families[node.code]
            weights[family] = weights[family] if node.weighting is None else 1.0
            if node.aggregation.found.rescales_weights:
                weights[family] /= weights[family].sum() or 1.0
        return weights

    @cached_property
    def assumed(self) -> frozenset[str]:
        """The nodes whose weights the scheme only assumes; one that is worked out is not."""
        given = (node for node in self.index.inner if node.weighting is None)
        return frozenset(
            c for node in given for c in self.scheme.assumed.intersection(node.children)
        )

    def found_by_year(self, node: Node) -> bool:
        """Whether a method finds the weights of a family every year, so that they cannot vary."""
        if self.result is not None:
            return weighted_by_year(self.result, node)
        if node.weighting is None or node.weighting.found.judged:
            return False
        of = node.weighting.reference or node.reference or self.index.reference
        walked = self.index.years_needed(self.years, self.data.years)
        return of.years == "each" and len(walked) > 1

    @cached_property
    def nobody_ranked(self) -> bool:
        """Whether a scoring is known to rank nobody in its last year."""
        return self.result is not None and bool(np.isnan(self.result.rank()[-1]).all())
