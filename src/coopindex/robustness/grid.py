"""Normalisation by aggregation: the ranking under every pair of methods that go together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coopindex.engine.index import Choice
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.problems import Problem


@dataclass(frozen=True, eq=False)
class MethodGrid:
    """The ranking under N normalisations times A aggregations, each at every level of the tree.

    The index's own come first in both. units : in the order of `result.rows.units`. ranks :
    (N, A, U), NaN where a unit is not ranked or the pair does not go. spearman : (N, A), the rank
    correlation with the ranking as scored. why : (n, a) -> why a pair does not go.
    """

    result: Result
    normalisations: tuple[Choice, ...]
    aggregations: tuple[Choice, ...]
    ranks: Array
    spearman: Array
    why: Mapping[tuple[int, int], Problem]
