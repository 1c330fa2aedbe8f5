"""What each indicator adds to a score, and to the gap between two.

Indicators go, one after the other, from a starting point to where they end: from the worst they can
be to what they are, or from our values to a rival's. Each is worth what the index changes by when
it goes, on average over the orders in which the children of every node may go, a child with all
that lies below it at once. The parts add up to the whole change. What others do has no say in when
an indicator goes, so where the index rises with it, its part is never below 0 and never falls when
it gets better; and what does not move has no part.

Everything fitted is held: a minimum, a mean, the ideals of TOPSIS stay as the index was scored.

Owen (1977), Values of games with a priori unions, https://doi.org/10.1007/978-3-642-45494-3_7;
Kalai & Samet (1987), On weighted Shapley values, International Journal of Game Theory 16(3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.aggregate import at_limit
from coopindex.engine.index import NONE, Node
from coopindex.engine.result import Result
from coopindex.engine.walk import stand_in
from coopindex.methods.registry import Array
from coopindex.problems import InvalidInput

CELLS = 1 << 20  # children's values put together at once
LIMIT = 4096  # coalitions looked at for one node, those above it counted in; beyond, fewer orders

Worth = Callable[[Array], Array]  # a node's finished values -> what the score is, on average


def turn(node: Node) -> int:
    """Say whether a node's finished column rises (+1) or falls (-1) with its column."""
    about = node.transform.found.is_turned_about(node.transform.settings)
    return -node.direction if about else node.direction


def influences(result: Result) -> dict[str, int]:
    """Say of each node whether the score rises (+1) or falls (-1) with its finished column."""
    found = {result.index.root.code: 1}
    for node in reversed(result.index.inner):
        for position, child in enumerate(node.children):
            against = position == 1 and node.aggregation.found.pair
            found[child] = found[node.code] * turn(node) * (-1 if against else 1)
    return found


def contributions(result: Result, row: int) -> dict[str, float]:
    """Return what each indicator adds to a row's score above the starting level.

    Indicators start from the worst finished value they can have, given which way each counts in the
    end: the end of their scale, 0 where plain values are none below it, else the worst observed in
    the row's year. What is missing stays missing. For arithmetic means a part is weight times
    (value - start), for geometric means that start from 0 the weight's share of the score.

    Where the worst has no value in an aggregation, indicators start from the worst observed; where
    that has none either, the node's part is shared by weight.
    """
    found = dict.fromkeys((leaf.code for leaf in result.index.leaves), 0.0)
    if np.isnan(result.walk.score[row]):
        return found
    for natural in (True, False):
        found, whole = _from_worst(result, row, natural).parts()
        if whole:
            break
    return found


def starting(result: Result, row: int) -> Mapping[str, float]:
    """Return the finished value that each node starts from in `contributions`; NaN is missing."""
    return _from_worst(result, row, natural=True).starts


def lifts(result: Result, row: int, among: NDArray[np.intp]) -> dict[str, float]:
    """Return what each indicator adds to a row's score above that of the mean of some rows."""
    finished = {leaf.code: result.walk.column(leaf.code) for leaf in result.index.leaves}
    ends = {code: float(column[row]) for code, column in finished.items()}
    starts = {
        code: float(np.nanmean(column[among])) if ends[code] == ends[code] else ends[code]
        for code, column in finished.items()
    }
    return Move(result, row, starts, ends, {}, filled(result, row)).parts()[0]


def gap(result: Result, row: int, rival: int) -> tuple[dict[str, float], float]:
    """Split another row's lead over the indicators that differ.

    Both rows are unit-years of the result. Returns the indicators' parts, and what is left because
    the weights and scales of two years differ (0 within a year); together they are the lead.
    """
    finished = {leaf.code: result.walk.column(leaf.code) for leaf in result.index.leaves}
    ours, theirs = (
        {code: float(column[at]) for code, column in finished.items()} for at in (row, rival)
    )
    move = Move(result, row, ours, theirs, {}, filled(result, row, rival))
    found, _ = move.parts()
    rest = float(result.walk.score[rival] - result.walk.score[row]) - sum(found.values())
    if result.rows.year[row] != result.rows.year[rival]:
        return found, rest
    # what the two have of their own besides their indicators, such as a denominator of a dimension
    size = sum(abs(part) for part in found.values())
    if size > 0:
        return {code: part + rest * abs(part) / size for code, part in found.items()}, 0.0
    move.spread(result.index.root, rest, found)
    return found, 0.0


def filled(result: Result, *rows: int) -> dict[str, tuple[float, float]]:
    """Return inner nodes whose value isn't made of their children, and their values in the rows.

    They are filled in where they have no column, or are missing whatever their children are.
    """
    found = {}
    for node in result.index.inner:
        column, finished = result.walk.column(node.code, "column"), result.walk.column(node.code)
        missing = [bool(np.isnan(finished[row])) for row in rows]
        if all(missing) or any(
            np.isnan(column[row]) and not np.isnan(finished[row]) for row in rows
        ):
            found[node.code] = (float(finished[rows[0]]), float(finished[rows[-1]]))
    return found


def _from_worst(result: Result, row: int, natural: bool) -> Move:
    """Return a row's move from the worst it can be; natural : the worst of scales, not of rows."""
    sign, year = influences(result), result.rows.year == result.rows.year[row]
    starts, ends, floors = {}, {}, {}
    aside = filled(result, row)
    for node in result.index.nodes:
        parent = result.index.node(node.parent) if node.parent else None
        # what lies beyond an ideal would count as far from it
        ideal = parent is not None and parent.aggregation.found.to_ideals
        column = result.walk.column(node.code)
        low, high = _reach(node, column[year], natural and not ideal)
        worst, here = low if sign[node.code] > 0 else high, float(column[row])
        if not node.children:
            ends[node.code] = here
            starts[node.code] = here if node.data == "" or np.isnan(here) else worst
        elif node.code in aside:
            aside[node.code] = (worst if here == here else here, here)
        elif ideal or node.normalisation != NONE["normalisation"]:
            floors[node.code] = worst
    return Move(result, row, starts, ends, floors, aside, alone=True)


def _reach(node: Node, finished: Array, natural: bool) -> tuple[float, float]:
    """Return the lowest and the highest finished value a node can have, or has among some."""
    low, high = float(np.fmin.reduce(finished)), float(np.fmax.reduce(finished))
    if not natural:
        return low, high
    ends = node.normalisation.found.ends_of(node.normalisation.settings)
    if node.normalisation.leaves_alone and node.transform.leaves_alone and low * high >= 0:
        ends = (0.0,)
    return min((low, *ends)), max((high, *ends))


@dataclass(frozen=True, eq=False)
class Move:
    """A row on its way from one finished value of each indicator to another.

    starts, ends : by indicator; NaN is missing. floors : the worst that inner nodes count for.
    filled : inner nodes whose value doesn't come from their children, and where they start and end.
    alone : whether the row meets all but itself where units are compared one by one. side : +1
    where floors are the worst that nodes count for, as the score rises; -1 where they are the best.
    """

    result: Result
    row: int
    starts: dict[str, float]
    ends: dict[str, float]
    floors: Mapping[str, float]
    filled: Mapping[str, tuple[float, float]]
    alone: bool = False
    side: int = 1
    moving: set[str] = field(default_factory=set)  # nodes that move, or below which one does
    torn: list[str] = field(default_factory=list)  # nodes of which some coalition has no value

    def __post_init__(self) -> None:
        for node in self.result.index.nodes:
            if node.code in self.filled:
                self.starts[node.code], self.ends[node.code] = self.filled[node.code]
            elif node.children:
                for values in (self.starts, self.ends):
                    reached = self._finished(node, self._children(node, values)[None])
                    values[node.code] = float(reached[0])
            start, end = self.starts[node.code], self.ends[node.code]
            below = node.code not in self.filled and self.moving.intersection(node.children)
            # nothing moves what is missing all the way
            if (start == start or end == end) and (below or start != end):
                self.moving.add(node.code)

    def parts(self) -> tuple[dict[str, float], bool]:
        """Return each indicator's part, and whether none had to be shared by weight alone."""
        root, found = self.result.index.root, dict.fromkeys(self._leaves, 0.0)
        start = self.starts[root.code]
        amount = self.ends[root.code] - (0.0 if start != start else start)
        self._share(root, lambda score: score, 1.0, 1, amount, found)
        return found, not self.torn and (self._same_missing or not self.alone)

    def _share(
        self,
        node: Node,
        worth: Worth,
        slope: float | None,
        contexts: int,
        amount: float,
        found: dict[str, float],
    ) -> None:
        """Share an amount, what a node's move is worth, among the indicators below it.

        worth : what the score is at finished values of the node, on average over the orders above.
        slope : what a point of the node is worth, where every point is worth the same. contexts :
        how many coalitions `worth` is a mean over.
        """
        if not node.children:
            found[node.code] = amount
            return
        if node.code in self.filled:
            self.spread(node, amount, found)
            return
        power = self._power(node)
        movers = [k for k, child in enumerate(node.children) if child in self.moving and power[k]]
        if not movers:
            return
        ours, theirs = self._children(node, self.starts), self._children(node, self.ends)
        below: list[tuple[Worth, float | None, int]]
        if slope is not None and self._adds(node):
            # every order says the same
            size = np.maximum(np.abs(ours), np.abs(theirs))[movers]
            step = np.where(size > 0, size, 1.0)
            f = slope * self._with_steps(node, ours, movers, step)
            rates = (f[1:] - f[0]) / step
            parts = rates * (theirs - ours)[movers]
            below = [(_line(rate), rate, 1) for rate in rates.tolist()]
        else:
            exact = contexts * 2 ** len(movers) <= LIMIT
            masks, before, after, chance = coalitions(tuple(power[movers].tolist()), exact)
            many = None if exact else self._of_many(node, ours, theirs, movers, masks)
            deep = any(self.result.index.node(node.children[k]).children for k in movers)
            if many is None or deep:
                table = np.tile(ours, (len(masks), 1))
                table[:, movers] = np.where(masks, theirs[movers], ours[movers])
            f = worth(self._finished(node, table) if many is None else many)
            parts = (chance * (f[after] - f[before])).sum(axis=1)
            # an indicator has nobody below it to share with
            below = [
                (self._among(node, k, table[rows], odds, worth), None, contexts * len(odds))
                if deep
                else (_line(0.0), None, 0)
                for k, rows, odds in zip(movers, before, chance, strict=True)
            ]
        # where some coalition has no value, nothing tells what its members are worth
        if not abs(parts.sum() - amount) <= 1e-7 * max(np.abs(f).max(), abs(amount)):
            self.torn.append(node.code)
            self.spread(node, amount, found)
            return
        for k, part, inside in zip(movers, parts.tolist(), below, strict=True):
            self._share(self.result.index.node(node.children[k]), *inside, part, found)

    def _of_many(
        self, node: Node, ours: Array, theirs: Array, movers: list[int], masks: NDArray[np.bool_]
    ) -> Array | None:
        """Return the finished values of coalitions (C, K) of many children, (C,).

        Of a mean they are one product with what its link makes of the children, without a table of
        children a coalition (of 300 it takes a twentieth of the time). None where they are not.
        """
        link, weights = node.aggregation.link, self._power(node)
        both = np.array([ours, np.where(np.isin(np.arange(len(ours)), movers), theirs, ours)])
        if link is None or not self._passes(node) or not link.holds(both.min(), both.max()):
            return None
        start, end = link.forward(both) if link.forward else both
        step, base = (weights * (end - start))[movers], weights @ start
        whole = weights.sum() if node.aggregation.found.rescales_weights else 1.0
        mean = (base + np.append(masks @ step, step.sum())) / whole
        *found, last = link.back(mean) if link.back else mean
        # a rule about the children that stands beside the mean would show at the ends
        same = np.allclose([found[0], last], self._finished(node, both), rtol=1e-9, atol=0)
        return np.array(found) if same else None

    def _with_steps(self, node: Node, ours: Array, movers: list[int], step: Array) -> Array:
        """Return a node's finished values: as its children are, then with a step of each, (M,)."""
        found, at_once = [self._finished(node, ours[None])], max(1, CELLS // len(ours))
        for start in range(0, len(movers), at_once):
            some = movers[start : start + at_once]
            table = np.tile(ours, (len(some), 1))
            table[np.arange(len(some)), some] += step[start : start + at_once]
            found.append(self._finished(node, table))
        return np.concatenate(found)

    def _among(self, node: Node, child: int, table: Array, chance: Array, worth: Worth) -> Worth:
        """Return what a child's values are worth among its siblings, (C, K), with their chances."""

        def inside(values: Array) -> Array:
            each = np.repeat(table[None], len(values), axis=0)
            each[:, :, child] = values[:, None]
            reached = worth(self._finished(node, each.reshape(-1, table.shape[-1])))
            mean: Array = reached.reshape(len(values), -1) @ chance
            return mean

        return inside

    def spread(self, node: Node, amount: float, found: dict[str, float]) -> None:
        """Share an amount by weight, among the children that move and are there, if any does."""
        if not node.children:
            found[node.code] += amount
            return
        power = self._power(node)
        power = power if power.any() else np.ones(len(power))
        moving = np.array([child in self.moving for child in node.children])
        there = ~np.isnan(self._children(node, self.starts))
        for some in (moving, there):
            power = power * some if (power * some).any() else power
        for child, share in zip(node.children, power / power.sum(), strict=True):
            if share:
                self.spread(self.result.index.node(child), amount * float(share), found)

    def _children(self, node: Node, values: Mapping[str, float]) -> Array:
        return np.array([values[child] for child in node.children])

    def _power(self, node: Node) -> Array:
        """Return how much each child weighs in the orders, (K,); 0 : it takes no part."""
        weights = np.asarray(self.result.walk.weights[node.code])
        if weights.ndim > 1 and weights.shape[0] > 1:
            weights = weights[self.row // len(self.result.rows.units)]
        weights = weights.reshape(-1)
        method = node.aggregation.found
        if method.pair:
            return np.ones(len(weights))
        return (weights > 0).astype(float) if method.weights == "taking_part" else weights

    def _adds(self, node: Node) -> bool:
        """Whether a node's finished value is a sum of its children's, each times a constant."""
        return self._passes(node) and node.aggregation.found.adds and self._same_missing

    def _passes(self, node: Node) -> bool:
        """Whether a node passes on what its children come to as it is."""
        plain = all(getattr(node, stage) == none for stage, none in NONE.items())
        rounded = node.round_column is not None or node.round_finished is not None
        return plain and not rounded and node.code not in self.floors

    @cached_property
    def _leaves(self) -> tuple[str, ...]:
        return tuple(leaf.code for leaf in self.result.index.leaves)

    @cached_property
    def _same_missing(self) -> bool:
        return all(
            np.isnan(start) == np.isnan(self.ends[code]) for code, start in self.starts.items()
        )

    @cached_property
    def _sign(self) -> dict[str, int]:
        return influences(self.result)

    def _finished(self, node: Node, candidates: Array) -> Array:
        """Return an inner node's finished values for its children (C, K); NaN where it has none."""
        choice, result = node.aggregation, self.result
        limit, candidates = at_limit(choice, candidates)
        node = replace(node, aggregation=limit)
        try:
            values = stand_in(
                result.index,
                result.rows,
                result.walk,
                node,
                self.row,
                candidates,
                result.scheme.weights,
                self._held,
            )
        except InvalidInput:
            return np.full(len(candidates), np.nan)
        if node.code not in self.floors:
            return values
        bound = np.maximum if self._sign[node.code] * self.side > 0 else np.minimum
        held: Array = bound(values, self.floors[node.code])
        return held

    def _held(self, nodes: Any, stage: str, fit: Callable[[], Any]) -> Any:
        """Return what was fitted when the index was scored; a row alone doesn't meet itself."""
        if stage == "imputation" and nodes[0].imputation.found.across_years:
            return fit()  # nothing is missing here that could be filled in
        held = self.result.fitted.hold(nodes, stage, fit)
        meets = stage == "aggregation" and nodes[0].aggregation.found.meets
        if not self.alone or not meets or self.result.fitted.held:
            return held
        rows, index = self.result.rows, self.result.index
        reference = nodes[0].aggregation.reference or nodes[0].reference or index.reference
        each = np.arange(len(rows.unit), dtype=float)[:, None]
        met, _ = rows.referred_to(each, reference, None)
        return np.where(met == self.row, np.nan, held)


def _line(rate: float) -> Worth:
    return lambda values: rate * values


class Coalitions(NamedTuple):
    """Who may have gone, (C, K); for each child, (K, M), the coalitions before and after it goes.

    chance : how often a child goes just then; it adds up to 1.
    """

    masks: NDArray[np.bool_]
    before: NDArray[np.intp]
    after: NDArray[np.intp]
    chance: Array


@lru_cache(maxsize=64)
def coalitions(weights: tuple[float, ...], exact: bool) -> Coalitions:
    """Return the coalitions of children in orders where the last is one by its weight's chance.

    Of those left, again the last, and so on: with equal weights all orders are as likely, and a
    child's part is Shapley's value; where only all together are worth something, it is its weight.

    exact : all orders. Else for each child two that end with it, round the circle either way.

    >>> found = coalitions((2.0, 1.0), exact=True)
    >>> worth = found.masks.all(axis=1) * 3.0
    >>> (found.chance * (worth[found.after] - worth[found.before])).sum(axis=1)
    array([2., 1.])
    """
    weight, many = np.array(weights), len(weights)
    each = np.arange(many)
    if not exact:
        turns = np.concatenate([each[:, None] + 1 + each, each[:, None] - 1 - each]) % many
        turn_of = np.argsort(turns, axis=1)
        masks = turn_of[:, None] < np.arange(many + 1)[:, None]
        before = (np.arange(2 * many)[:, None] * (many + 1) + turn_of).T
        chance = np.tile(weight / weight.sum() / 2, (many, 2))
        return Coalitions(masks.reshape(-1, many), before, before + 1, chance)
    masks = ((np.arange(2**many)[:, None] >> each) & 1).astype(bool)
    size, together = masks.sum(axis=1), masks @ weight
    reached, last = np.zeros(len(masks)), np.zeros((many, len(masks)))
    reached[-1] = 1.0
    for left in range(many, 0, -1):
        for child in range(many):
            here = np.flatnonzero((size == left) & masks[:, child])
            last[child, here] = reached[here] * weight[child] / together[here]
            reached[here - (1 << child)] += last[child, here]
    after = np.stack([np.flatnonzero(masks[:, child]) for child in range(many)])
    before = after - (1 << each[:, None])
    return Coalitions(masks, before, after, np.take_along_axis(last, after, axis=1))
