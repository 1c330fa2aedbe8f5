"""Normalisation by aggregation: the ranking under every pair of methods that go together.

Every indicator that is normalised takes the normalisation, and every node that is put together of
several children the aggregation. Two children that stand against each other (a ratio, a
difference) are no matter of method and stay. All else stands as scored: weights, treatment,
missing rule.

A pair that has no value on a scale that begins at 0, as the geometric mean of the worst unit's 0
points, is tried on the scale without its lowest hundredth, 1 to 100 in place of 0 to 100, as
practice does. What goes neither way is left blank with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coopindex.engine.frames import plain_rank, rank_column
from coopindex.engine.frozen import frame, frozen
from coopindex.engine.index import Choice, Index, Node
from coopindex.engine.naming import AS_SCORED
from coopindex.engine.result import Result
from coopindex.engine.scale import refuse_held
from coopindex.engine.score import score
from coopindex.keywords import explained
from coopindex.methods.options import in_words
from coopindex.methods.rank_correlation import spearman
from coopindex.methods.registry import Array, usual
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.answers import notebook_html, notebook_text, plain_rows

if TYPE_CHECKING:
    import pandas as pd

STAGES = NORMALISATION, AGGREGATION = "normalisation", "aggregation"
HUNDREDTH = 0.01  # of a scale that begins at 0, left out where a method needs values above it

Pair = tuple[int, int]


@explained
@dataclass(frozen=True, eq=False)
class MethodGrid:
    """The ranking under N normalisations times A aggregations, each at every level of the tree.

    The index's own come first in both: where its nodes have several, the one that most of them
    have stands for all (`several` says so). units : in the order of `result.rows.units`. ranks :
    (N, A, U), NaN where a unit is not ranked or the pair does not go. spearman : (N, A), the rank
    correlation with the ranking as scored. why : (n, a) -> why a pair does not go.
    lifted : the pairs that were scored without the lowest hundredth of their scale.
    """

    result: Result
    normalisations: tuple[Choice, ...]
    aggregations: tuple[Choice, ...]
    ranks: Array
    spearman: Array
    why: Mapping[Pair, Problem]
    lifted: frozenset[Pair] = field(default=frozenset())

    def __repr__(self) -> str:
        return notebook_text(self.facts, self.agreement)

    def _repr_html_(self) -> str:
        return notebook_html(self.facts, self.agreement)

    @property
    def several(self) -> Mapping[str, bool]:
        """Stage -> whether the index's own nodes have several methods there."""
        return {stage: len(_own(self.result.index, stage)) > 1 for stage in STAGES}

    @property
    def facts(self) -> dict[str, Any]:
        """How many pairs there are, how many go, and the least agreement among them."""
        goes = ~np.isnan(self.spearman)
        least = float(self.spearman[goes].min()) if goes.any() else None
        return {"pairs": self._pairs, "scored": self._pairs - len(self.why), "least": least}

    @property
    def _pairs(self) -> int:
        return len(self.normalisations) * len(self.aggregations)

    @property
    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the normalisations and the aggregations are called in tables, each once."""
        several = self.several
        return (
            _named(self.normalisations, several[NORMALISATION]),
            _named(self.aggregations, several[AGGREGATION]),
        )

    @property
    def _each(self) -> Iterator[tuple[Pair, str, str]]:
        rows, columns = self.names
        for n, a in np.ndindex(self.spearman.shape):
            yield (n, a), rows[n], columns[a]

    @cached_property
    def spans(self) -> tuple[Array, Array]:
        """The best and the worst rank of each unit in the pairs that go, (U,); NaN where none."""
        flat = self.ranks.reshape(self._pairs, -1)
        return np.fmin.reduce(flat, axis=0), np.fmax.reduce(flat, axis=0)

    @frame
    def table(self) -> pd.DataFrame:
        """One row a pair and unit: normalisation, aggregation, unit, rank, spearman.

        Units as scored, best first. spearman : of the pair's ranking with that as scored.
        """
        import pandas as pd

        order = self.result.best_first[1][-len(self.result.rows.units) :]
        rows, columns = self.names
        units, ranking = len(order), self.result.index.ranking
        codes = np.array(self.result.rows.units, object)[order]
        return pd.DataFrame(
            {
                "normalisation": np.repeat(np.array(rows, object), len(columns) * units),
                "aggregation": np.tile(np.repeat(np.array(columns, object), units), len(rows)),
                "unit": np.tile(codes, self._pairs),
                "rank": rank_column(self.ranks[..., order].ravel(), ranking),
                "spearman": np.repeat(self.spearman.ravel(), units),
            }
        )

    @frame
    def agreement(self) -> pd.DataFrame:
        """One row a pair: normalisation, aggregation, spearman, mean_shift, largest_shift, why.

        Shifts and correlation are those among the units that both rank. lifted : whether the lowest
        hundredth of the scale was left out. why : why it does not go; else empty.
        """
        import pandas as pd

        before = self.ranks[0, 0]
        with np.errstate(invalid="ignore"):
            shift = np.abs(self.ranks - before)
        found = [
            (
                *(row, column, self.spearman[at]),
                *((np.nan, np.nan) if np.isnan(shift[at]).all() else _extent(shift[at])),
                at in self.lifted,
                str(self.why[at].message) if at in self.why else "",
            )
            for at, row, column in self._each
        ]
        columns = [*STAGES, "spearman", "mean_shift", "largest_shift", "lifted", "why"]
        return pd.DataFrame(found, columns=columns)

    def as_dict(self) -> dict[str, Any]:
        """Return the pairs and the units' ranks in them as plain values, for JSON."""
        rows, columns = self.names
        return {
            **self.result.asked,
            "normalisations": list(rows),
            "aggregations": list(columns),
            "several": dict(self.several),
            "pairs": plain_rows(self.agreement),
            "units": self._units(),
        }

    def _units(self) -> list[dict[str, Any]]:
        """Each unit's ranks, row by row of the grid, best as scored first."""
        low, high = self.spans
        units = self.result.rows.units
        return [
            {
                "unit": units[at],
                "best": plain_rank(low[at]),
                "worst": plain_rank(high[at]),
                "ranks": [[plain_rank(rank) for rank in row] for row in self.ranks[..., at]],
            }
            for at in self.result.best_first[1][-len(units) :].tolist()
        ]


def _extent(shift: Array) -> tuple[float, float]:
    return float(np.nanmean(shift)), float(np.nanmax(shift))


def _named(choices: Sequence[Choice], several: bool) -> tuple[str, ...]:
    """Name choices by their methods, with their options where two have one method.

    >>> _named([Choice("aggregation", "power", (("exponent", p),)) for p in (2.0, 3.0)], False)
    ('power (exponent: 2)', 'power (exponent: 3)')
    """
    methods = [choice.method for choice in choices]
    names = (
        in_words(c.method, c.options) if methods.count(c.method) > 1 else c.method for c in choices
    )
    first, *others = names
    return (AS_SCORED if several else first, *others)


# -- what is tried --------------------------------------------------------------------------------


class Way(NamedTuple):
    """A method in the grid; None stands for each node's own."""

    shown: Choice
    method: Choice | None


def _concerned(index: Index, stage: str) -> list[Node]:
    """Return the nodes that take a method of the grid."""
    if stage == NORMALISATION:
        return [leaf for leaf in index.leaves if not leaf.normalisation.leaves_alone]
    return [
        node for node in index.inner if len(node.children) > 1 and not node.aggregation.found.pair
    ]


def _own(index: Index, stage: str) -> list[Choice]:
    """Return the methods that nodes have, those that most of them have first."""
    return [
        c for c, _ in Counter(getattr(n, stage) for n in _concerned(index, stage)).most_common()
    ]


def _ways(index: Index, stage: str, asked: Iterable[Choice] | None) -> tuple[Way, ...]:
    """Return the index's own way, then those asked for, or the usual ones that differ from it."""
    own = _own(index, stage)
    nodes = index.leaves if stage == NORMALISATION else index.inner
    first = Way(own[0] if own else getattr(nodes[-1], stage), None)
    if not own:
        return (first,)
    if asked is None:
        asked = [Choice(stage, method.name) for method in usual(stage)]
        asked = [way for way in asked if len(own) > 1 or way.method != own[0].method]
    return (first, *(Way(way, way) for way in dict.fromkeys(asked) if [way] != own))


def _varied(index: Index, ways: Mapping[str, Choice | None], lifted: bool) -> Index:
    """Return the index with the methods of a pair."""
    changed = dict[str, Node]()
    for stage, way in ways.items():
        for node in _concerned(index, stage):
            before: Choice = getattr(node, stage)
            after = before if way is None else replace(way, reference=before.reference)
            if lifted and stage == NORMALISATION:
                after = _lifted(after)
            made: Any = {stage: after}
            changed[node.code] = replace(node, **made)
    return replace(index, nodes=tuple(changed.get(node.code, node) for node in index.nodes))


def _lifted(choice: Choice) -> Choice:
    """Return a normalisation without the lowest hundredth of a scale that begins at 0.

    >>> _lifted(Choice("normalisation", "min_max")).options
    (('scale', (1.0, 100.0)),)
    """
    options = choice.found.options
    if "scale" not in options:
        return choice
    low, high = choice.settings.get("scale", options["scale"].default)
    if low != 0:
        return choice
    scale = (float(high * HUNDREDTH), float(high))
    return replace(choice, options=tuple(sorted({**choice.settings, "scale": scale}.items())))


# -- the grid -------------------------------------------------------------------------------------


def method_grid(
    result: Result,
    normalisations: Sequence[Choice] | None = None,
    aggregations: Sequence[Choice] | None = None,
) -> MethodGrid:
    """Rank the units of the last year scored under every normalisation with every aggregation.

    normalisations, aggregations : beside the index's own, which come first; default: the usual ones
    (min-max, z-score, percentile rank, rank, share of the best; arithmetic, geometric and harmonic
    mean, TOPSIS, Copeland, Mazziotta-Pareto).

    A pair that does not go is blank, with the reason. On a held scale it is `InvalidInput`.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, steps 5 to 7,
    https://doi.org/10.1787/9789264043466-en.
    """
    refuse_held(result.fitted, "plan.the-analysis")
    rows = _ways(result.index, NORMALISATION, normalisations)
    columns = _ways(result.index, AGGREGATION, aggregations)
    shape, before = (len(rows), len(columns)), result.rank()[-1]
    ranks = np.full((*shape, len(before)), np.nan)
    why, lifted = dict[Pair, Problem](), set[Pair]()
    correlations = np.full(shape, np.nan)
    for n, a in np.ndindex(shape):
        try:
            ranks[n, a], raised = _ranks(result, rows[n].method, columns[a].method)
        except InvalidInput as invalid:
            why[n, a] = invalid.problems[0]
        else:
            lifted |= {(n, a)} if raised else set()
            correlations[n, a] = spearman(before, ranks[n, a])
    shown = [tuple(way.shown for way in ways) for ways in (rows, columns)]
    held = frozen((ranks, correlations))
    return MethodGrid(result, shown[0], shown[1], *held, why, frozenset(lifted))


def _ranks(result: Result, row: Choice | None, column: Choice | None) -> tuple[Array, bool]:
    """Return the ranks under a pair, (U,), and whether its scale was lifted from 0."""
    if row is None and column is None:
        return result.rank()[-1], False
    ways = {NORMALISATION: row, AGGREGATION: column}
    index = _varied(result.index, ways, lifted=False)
    try:
        return _scored(result, index), False
    except InvalidInput:
        higher = _varied(result.index, ways, lifted=True)
        if higher == index:
            raise
        # where that does not go either, why the plain one does not
        with suppress(InvalidInput):
            return _scored(result, higher), True
        raise


def _scored(result: Result, index: Index) -> Array:
    ranks: Array = score(index, result.data, result.scheme, result.years).rank()[-1]
    return ranks
