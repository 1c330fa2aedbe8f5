"""What one scoring gives, as arrays: every node at every step, ranks, weights. Frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.data import Data
from coopindex.engine.frozen import read_only
from coopindex.engine.index import STATUSES, Index, Node, Scheme
from coopindex.engine.refusals import not_scored, not_whole, position_of_year
from coopindex.engine.rows import Rows
from coopindex.engine.scale import Scale, Settle, afresh
from coopindex.engine.screening import ranked_rows
from coopindex.engine.walk import Walk
from coopindex.engine.weights import code as weights_code
from coopindex.engine.weights import weights_words as weights_words
from coopindex.engine.weights import worked_out
from coopindex.methods.ranking import ROUNDING, group_ranks, rank
from coopindex.methods.ranking import bands as equal_bands
from coopindex.methods.registry import Array
from coopindex.periods import Period
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest, raise_errors


@dataclass(frozen=True, eq=False)
class Scored:
    """One scoring of an index. Arrays are (Y, U) or (Y, U, N): years scored, units, nodes."""

    index: Index
    data: Data
    scheme: Scheme
    years: tuple[Period, ...]
    rows: Rows
    walk: Walk
    fitted: Scale
    # node that is not counted -> the scoring of what is published beside the index
    uncounted: Mapping[str, Scored] = field(default_factory=dict)

    def array(self, code: str, step: str = "finished") -> Array:
        """One node's column after a step, (Y, U). What is neither is `InvalidInput`.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.array("china_members", "column")[0, :3]
        array([ 2., 19., 12.])
        """
        if str(code) in self.uncounted:
            return self.uncounted[str(code)].array(code, step)
        if str(code) not in self.walk.position or str(step) not in self.walk.levels[-1]:
            nodes, steps = (*self.walk.position, *self.uncounted), self.walk.levels[-1]
            raise InvalidInput(
                [*self._unless(nodes, "node", code), *self._unless(steps, "step", step)]
            )
        return self._scored(self.walk.column(code, step).reshape(self.rows.shape))

    def _unless(self, known: Iterable[str], field: str, word: Any) -> Iterator[Problem]:
        """Refuse a node, a step or a group that there is not, with the nearest."""
        known, word = list(known), str(word)
        if word not in known:
            message = Wording("refusal.no-such", word=word, index=self.index.code)
            code, hint = f"unknown-{field}", nearest(word, known)
            yield Problem(code, message, field=field, value=word, hint=hint)

    def _scored(self, by_year: NDArray[Any]) -> NDArray[Any]:
        """Return the years scored of those walked."""
        return by_year[[self.rows.years.index(year) for year in self.years]]

    @cached_property
    @read_only
    def score(self) -> Array:
        """The index's finished column, (Y, U)."""
        return self.array(self.index.code)

    def rank(self, code: str | None = None, *, against: bool = False) -> Array:
        """Ranks of a node within each year, (Y, U): best is 1; NaN where missing or not ranked.

        against : the node counts against the index, so that the lowest is its best.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.rank()[0, :3]
        array([6., 4., 7.])
        """
        scores = self._to_rank(code, against)
        ranks: Array = rank(scores, **self._ranking(code), alike=self._alike(code))
        return ranks

    def _to_rank(self, code: str | None, against: bool) -> Array:
        """Return what a node's ranks are made of; one that says which way up it stands keeps it."""
        column = self.array(code or self.index.code)
        turned = against and "best" not in dict(self._node(code).ranking)
        return np.where(self.ranked, -column if turned else column, np.nan)

    def _node(self, code: str | None) -> Node:
        return self.index.node(code or self.index.code)

    def _alike(self, code: str | None) -> float:
        """What adds up is ranked but for rounding, what is measured as it is."""
        return ROUNDING if self._node(code).children else 0.0

    def percentile(self, code: str | None = None) -> Array:
        """Percentile ranks of a node within each year, (Y, U), as the index's `ranking` says.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> float(scoring.percentile().max())
        100.0
        """
        columns = np.where(self.ranked, self.array(code or self.index.code), np.nan)[..., None]
        how = self.index.ranking_at(code)
        method, options = how.percentile.found, how.percentile.settings
        context = self.rows.context([self._node(code)])
        ranks = method.apply(columns, method.summarise(columns, options), options, context)[..., 0]
        return (
            ranks if how.percentile_decimals is None else np.round(ranks, how.percentile_decimals)
        )

    def decile(self, code: str | None = None, bands: int = 10) -> Array:
        """Deciles (or other equal bands) of a node's ranks in each year, (Y, U): 1 is best.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.decile()[0, :3]
        array([6., 4., 7.])
        """
        raise_errors(not_whole("bands", bands, least=1))
        deciles: Array = equal_bands(self.rank(code), bands)
        return deciles

    def group_rank(self, group: str, code: str | None = None, *, against: bool = False) -> Array:
        """Ranks among the units of the same group, (Y, U); against : as for `rank`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.group_rank("eu")[0, :3]
        array([3., 1., 5.])
        """
        labels, scores = self.group_labels(group), self._to_rank(code, against)
        ranks: Array = group_ranks(scores, labels, **self._ranking(code), alike=self._alike(code))
        return ranks

    def group_labels(self, group: str) -> NDArray[np.str_]:
        """The units' labels in a column of groups, (U,), "" where unknown.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.group_labels("eu")[:2].tolist()
        ['candidate', 'potential candidate']
        """
        if problems := list(self._unless(self.data.groups, "group", group)):
            raise InvalidInput(problems)
        return self.data.groups[group]

    def _ranking(self, code: str | None) -> dict[str, Any]:
        how = self.index.ranking_at(code)
        return {"ties": how.ties, "decimals": how.decimals, "best": how.best}

    @cached_property
    @read_only
    def ranked(self) -> NDArray[np.bool_]:
        """(Y, U) whether a unit is ranked; see `engine.screening`."""
        raw = self.walk.levels[0]["column"]
        ranked: NDArray[np.bool_] = self._scored(
            ranked_rows(self.index, self.rows, raw).reshape(self.rows.shape)
        )
        return ranked

    def at(self, year: Period | str | None = None) -> int:
        """Where a year stands among those scored (default: the last). Others are `InvalidInput`.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.at(2018)
        0
        """
        found = position_of_year(self.years, self.years[-1] if year is None else year)
        if found is None:
            raise InvalidInput(not_scored(self.years, year))
        return found

    def order(self, year: Period | None = None) -> NDArray[np.intp]:
        """The units ranked in a year (default: the last one scored), best first, (K,).

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.order()[:3]
        array([4, 9, 5])
        """
        ranks = self.rank()[self.at(year)]
        ranked = np.flatnonzero(~np.isnan(ranks))
        return ranked[np.argsort(ranks[ranked], kind="stable")]

    @cached_property
    @read_only
    def best_first(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Positions of all units in (Y, U) arrays: year by year, best first, by code at one rank.

        Those without a rank come last.
        """
        ranks = self.rank()
        year, unit = (at.ravel() for at in np.indices(ranks.shape))
        codes, years = np.array(self.rows.units), np.array(self.years)
        order = np.lexsort((codes[unit], ranks.ravel(), years[year]))
        return year[order], unit[order]

    @property
    def settle(self) -> Settle:
        """Where a walk of other figures takes its statistics from: afresh, or from a held scale."""
        return self.fitted.held_or_along if self.fitted.held else afresh

    @cached_property
    @read_only
    def shares(self) -> Array:
        """Each node's share inside its parent, (N,), or (Y, N) where weights differ by year.

        Under an aggregation that takes weights as they stand, they are the shares.
        """
        walked = len(self.rows.years)
        by_year = any(
            weights.ndim > 1 and weights.shape[0] == walked > 1
            for weights in self.walk.weights.values()
        )
        shares = np.ones((walked if by_year else 1, len(self.index.nodes)))
        for node in self.index.inner:
            weights = np.atleast_2d(self.walk.weights[node.code])
            whole = weights.sum(axis=-1, keepdims=True)
            shares[:, self.index.families[node.code]] = (
                weights / whole if node.aggregation.found.rescales_weights else weights
            )
        return np.asarray(self._scored(shares) if by_year else shares[0])

    @property
    def last_shares(self) -> Array:
        """Each node's share inside its parent in the last year scored, (N,)."""
        return np.asarray(self.shares.reshape(-1, len(self.index.nodes))[-1])

    @cached_property
    @read_only
    def effective(self) -> Array:
        """Effective weights on the index, products of shares up to the root, (N,) or (Y, N)."""
        effective = self.shares.copy()
        for node in reversed(self.index.inner):
            effective[..., self.index.families[node.code]] *= effective[
                ..., [self.index.position[node.code]]
            ]
        return effective

    @property
    def effective_by_year(self) -> Array:
        """Effective weights in every year scored, (Y, N)."""
        return np.broadcast_to(self.effective, (len(self.years), len(self.index.nodes)))

    def effective_in(self, year: Period) -> Array:
        """Effective weights in one of the years scored, (N,).

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> float(scoring.effective_in(2018)[-1])
        1.0
        """
        return np.asarray(self.effective_by_year[self.at(year)])

    @cached_property
    def weighting(self) -> Mapping[str, str]:
        """The families of several children whose weights a method works out: node -> method."""
        return worked_out(self.index)

    @property
    def weights_code(self) -> str:
        """The weights in use in a word: the scheme, or the methods that weigh all families."""
        return weights_code(self.index, self.scheme)

    @property
    def weights_name(self) -> str:
        """The weights in use in words, as `weights mine in place of entropy with a=60%`."""
        return f"weights {weights_words(self.index, self.scheme)}"

    @cached_property
    def assumed(self) -> frozenset[str]:
        """The nodes whose weights the scheme only assumes; one that is worked out is not."""
        return frozenset(
            child
            for node in self.index.inner
            if node.weighting is None
            for child in self.scheme.assumed.intersection(node.children)
        )

    @cached_property
    def weights_by_year(self) -> bool:
        """Whether weights differ between the years scored."""
        return self.shares.ndim > 1 and bool((self.shares != self.shares[:1]).any())

    @cached_property
    @read_only
    def coverage(self) -> Array:
        """Share of a unit's effective weight that has data and a denominator, (Y, U)."""
        return self.share_of_weight(self._present("denominated"))

    @cached_property
    @read_only
    def imputed(self) -> Array:
        """Share of a unit's effective weight that was filled in by imputation, (Y, U)."""
        return self.share_of_weight(~self._present("denominated") & self._present("imputed"))

    def _present(self, step: str) -> NDArray[np.bool_]:
        return ~np.isnan(
            np.stack([self.array(node.code, step) for node in self.index.leaves], axis=-1)
        )

    def share_of_weight(self, cells: NDArray[Any]) -> Array:
        """The share of each unit's effective weight that some of its cells carry, (Y, U).

        cells : (Y, U, L) or (U, L), true or false, or numbers to be summed by weight.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.share_of_weight(scoring.ranked[..., None] * [True] * 2).shape
        (1, 11)
        """
        weights = self.effective_by_year[:, None, : len(self.index.leaves)]
        applies = self.rows.applies(self.index.leaves)  # what does not apply is no gap
        everything = np.broadcast_to(
            weights if applies is None else weights * applies[: len(self.rows.units)],
            np.broadcast_shapes(cells.shape, weights.shape),
        )
        # the same sum twice, so that all is exactly 1
        return np.asarray((cells * everything).sum(axis=-1) / everything.sum(axis=-1))

    @cached_property
    def statuses(self) -> dict[str, int]:
        """How many of the cells scored have each status, and how many are missing."""
        cells = self.data.status[self.data.at(self.years)]
        counts = {status: int((cells == code).sum()) for code, status in enumerate(STATUSES)}
        counts["missing"] = int((cells < 0).sum())
        return {status: count for status, count in counts.items() if count}

    def band(self, value: float) -> str:
        """Name the tier that a score falls into; "" where there is none.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-human-development").score()
        >>> scoring.band(80.0)
        ''
        """
        found = self.index.band(value)
        return str(found.name) if found else ""
