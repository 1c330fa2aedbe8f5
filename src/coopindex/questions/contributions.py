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

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.aggregate import at_limit
from coopindex.engine.index import NONE, Node
from coopindex.engine.result import Result
from coopindex.engine.walk import stand_in
from coopindex.methods.links import Link
from coopindex.methods.registry import Array
from coopindex.problems import InvalidInput

CELLS = 1 << 20  # values put together at once
LIMIT = 4096  # coalitions looked at for one node, those above it counted in; beyond, fewer orders

Rows = NDArray[np.intp]  # positions of unit-years in the result
# a node's finished values (R, V) -> what the score is, on average
Worth = Callable[[Array], Array]
# nodes -> in which rows they are filled in, (R,), and their values at the start and at the end
Filled = dict[str, tuple[NDArray[np.bool_], Array, Array]]


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
    return _only(contributions_of(result, np.array([row])))


def contributions_of(result: Result, rows: Rows) -> dict[str, Array]:
    """Return the `contributions` of many rows, (R,) each; 0 where there is no score."""
    found = {leaf.code: np.zeros(len(rows)) for leaf in result.index.leaves}
    left = np.flatnonzero(~np.isnan(result.walk.score[rows]))
    for natural in (True, False):
        if left.size:
            parts, whole = _from_worst(result, rows[left], natural).parts()
            for code, part in parts.items():
                found[code][left] = part
            left = left[~whole]
    return found


def starting(result: Result, rows: Rows) -> Mapping[str, Array]:
    """Return the finished values that each node starts from in `contributions`; NaN is missing."""
    return _from_worst(result, rows, natural=True).starts


def lifts(result: Result, row: int, among: Rows) -> dict[str, float]:
    """Return what each indicator adds to a row's score above that of the mean of some rows."""
    rows, ends = np.array([row]), _finished_at(result, np.array([row]))
    starts = {
        code: np.array([np.nanmean(result.walk.column(code)[among])]) if end == end else end
        for code, end in ends.items()
    }
    return _only(Move.between(result, rows, starts, ends, {}, filled(result, rows)).parts()[0])


def gap(result: Result, row: int, rival: int) -> tuple[dict[str, float], float]:
    """Split another row's lead over the indicators that differ.

    Both rows are unit-years of the result. Returns the indicators' parts, and what is left because
    the weights and scales of two years differ (0 within a year); together they are the lead.
    """
    found, rest = gaps(result, np.array([row]), np.array([rival]))
    return _only(found), float(rest[0])


def gaps(result: Result, rows: Rows, rivals: Rows) -> tuple[dict[str, Array], Array]:
    """Split the leads of many rows over others, as `gap` does one, (R,) of each indicator."""
    ours, theirs = _finished_at(result, rows), _finished_at(result, rivals)
    move = Move.between(result, rows, ours, theirs, {}, filled(result, rows, rivals))
    found, _ = move.parts()
    rest = result.walk.score[rivals] - result.walk.score[rows] - sum(found.values())
    # what the two have of their own besides their indicators, such as a denominator of a dimension
    within = result.rows.year[rows] == result.rows.year[rivals]
    size = np.asarray(sum(abs(part) for part in found.values()))
    shared = within & (size > 0)
    for part in found.values():
        part[shared] += (rest * abs(part))[shared] / size[shared]
    for at in np.flatnonzero(within & ~shared):
        own = {code: np.zeros(1) for code in found}
        one = move.take(np.array([at]))
        one.spread(result.index.root, rest[[at]], own, np.array([True]))
        for code, part in own.items():
            found[code][at] += part[0]
    return found, np.where(within, 0.0, rest)


def _only(found: Mapping[str, Array]) -> dict[str, float]:
    return {code: float(part[0]) for code, part in found.items()}


def _finished_at(result: Result, rows: Rows) -> dict[str, Array]:
    return {leaf.code: result.walk.column(leaf.code)[rows] for leaf in result.index.leaves}


def filled(result: Result, *rows: Rows) -> Filled:
    """Return inner nodes whose value isn't made of their children, and their values in the rows.

    They are filled in where they have no column, or are missing whatever their children are.
    """
    found = {}
    for node in result.index.inner:
        column, finished = result.walk.column(node.code, "column"), result.walk.column(node.code)
        missing = np.all([np.isnan(finished[at]) for at in rows], axis=0)
        put_in = [np.isnan(column[at]) & ~np.isnan(finished[at]) for at in rows]
        which = np.any([missing, *put_in], axis=0)
        if which.any():
            found[node.code] = (which, finished[rows[0]], finished[rows[-1]])
    return found


def _from_worst(result: Result, rows: Rows, natural: bool) -> Move:
    """Return rows' moves from the worst they can be; natural : the worst of scales, not of rows."""
    sign, starts, ends, floors = influences(result), {}, {}, {}
    aside = filled(result, rows)
    for node in result.index.nodes:
        parent = result.index.node(node.parent) if node.parent else None
        # what lies beyond an ideal would count as far from it
        ideal = parent is not None and parent.aggregation.found.to_ideals
        column = result.walk.column(node.code).reshape(result.rows.shape)
        low, high = _reach(node, column, natural and not ideal)
        here = column.reshape(-1)[rows]
        worst = (low if sign[node.code] > 0 else high)[rows // len(result.rows.units)]
        if not node.children:
            ends[node.code] = here
            starts[node.code] = here if node.data == "" else np.where(np.isnan(here), here, worst)
            continue
        if node.code in aside:
            start = np.where(np.isnan(here), here, worst)
            aside[node.code] = (aside[node.code][0], start, here)
        if ideal or node.normalisation != NONE["normalisation"]:
            floors[node.code] = worst
    return Move.between(result, rows, starts, ends, floors, aside, alone=True)


def _reach(node: Node, finished: Array, natural: bool) -> tuple[Array, Array]:
    """Return the lowest and the highest finished value a node can have, or has in a year, (Y,)."""
    low, high = np.fmin.reduce(finished, axis=1), np.fmax.reduce(finished, axis=1)
    if not natural:
        return low, high
    ends = node.normalisation.found.ends_of(node.normalisation.settings)
    bounded = np.full(len(low), bool(ends))
    least, most = (np.full(len(low), end(ends, default=0.0)) for end in (min, max))
    if node.normalisation.leaves_alone and node.transform.leaves_alone:
        one_sided = low * high >= 0
        least, most = np.where(one_sided, 0.0, least), np.where(one_sided, 0.0, most)
        bounded |= one_sided
    return (
        np.where(bounded, np.minimum(low, least), low),
        np.where(bounded, np.maximum(high, most), high),
    )


@dataclass(frozen=True, eq=False)
class Move:
    """Rows on their way from one finished value of each node to another, (R,) of each.

    starts, ends : by node; NaN is missing. floors : the worst that inner nodes count for.
    filled : inner nodes whose value doesn't come from their children, and in which rows. moving :
    nodes that move, or below which one does, (R,). alone : whether a row meets all but itself where
    units are compared one by one. side : +1 where floors are the worst that nodes count for, as
    the score rises; -1 where they are the best. torn : where some coalition has no value, (R,).
    """

    result: Result
    rows: Rows
    starts: dict[str, Array]
    ends: dict[str, Array]
    floors: Mapping[str, Array]
    filled: dict[str, NDArray[np.bool_]]
    moving: dict[str, NDArray[np.bool_]]
    torn: NDArray[np.bool_]
    alone: bool = False
    side: int = 1

    @classmethod
    def between(
        cls,
        result: Result,
        rows: Rows,
        starts: dict[str, Array],
        ends: dict[str, Array],
        floors: Mapping[str, Array],
        filled: Filled,
        alone: bool = False,
        side: int = 1,
    ) -> Self:
        """Return the move whose indicators start and end there."""
        which = {code: each[0] for code, each in filled.items()}
        torn = np.zeros(len(rows), bool)
        found = cls(result, rows, starts, ends, floors, which, {}, torn, alone, side)
        for node in result.index.nodes:
            if node.children:
                ours = filled.get(node.code)
                for at, values in enumerate((starts, ends), start=1):
                    reached = found._reached(node, values)
                    values[node.code] = np.where(ours[0], ours[at], reached) if ours else reached
            found.moving[node.code] = found._moves(node)
        return found

    def _reached(self, node: Node, values: Mapping[str, Array]) -> Array:
        """Return a node's finished values for its children's, (R,)."""
        own = ~self.filled.get(node.code, np.zeros(len(self.rows), bool))
        found = np.full(len(self.rows), np.nan)
        if own.any():
            some, children = self.take(np.flatnonzero(own)), self._children(node, values)[own]
            found[own] = some._finished(node, children[:, None])[:, 0]
        return found

    def _moves(self, node: Node) -> NDArray[np.bool_]:
        start, end = self.starts[node.code], self.ends[node.code]
        below = np.zeros(len(self.rows), bool)
        for child in node.children:
            below |= self.moving[child]
        if node.code in self.filled:
            below &= ~self.filled[node.code]
        # nothing moves what is missing all the way
        there = ~(np.isnan(start) & np.isnan(end))
        return np.asarray(there & (below | (start != end)))

    def take(self, at: NDArray[np.intp]) -> Self:
        """Return some of the moves."""
        own = {each.name: getattr(self, each.name) for each in fields(self)}
        for name in ("starts", "ends", "floors", "filled", "moving"):
            own[name] = {code: values[at] for code, values in own[name].items()}
        return type(self)(**{**own, "rows": self.rows[at], "torn": self.torn[at]})

    def parts(
        self, progress: Callable[[int], None] = lambda _: None
    ) -> tuple[dict[str, Array], NDArray[np.bool_]]:
        """Return each indicator's parts, (R,), and where none had to be shared by weight alone.

        progress : called with how many rows are done.
        """
        root, done = self.result.index.root, 0
        found = {leaf.code: np.zeros(len(self.rows)) for leaf in self.result.index.leaves}
        whole = np.ones(len(self.rows), bool)
        for at in self._alike():
            progress(done)
            some = self.take(at)
            parts = {code: np.zeros(len(at)) for code in found}
            start = some.starts[root.code]
            amount = some.ends[root.code] - np.where(np.isnan(start), 0.0, start)
            everywhere = np.ones(len(at), bool)
            some._share(root, lambda score: score, np.ones(len(at)), 1, amount, parts, everywhere)
            for code, part in parts.items():
                found[code][at] = part
            whole[at] = ~some.torn & (some._same_missing or not self.alone)
            done += len(at)
        return found, whole

    def _alike(self) -> Iterator[NDArray[np.intp]]:
        """Yield which rows may go side by side: the same nodes move, and as many as fit at once."""
        bits = [*self.filled.values(), *self.moving.values()]
        bits += [np.isnan(each) for of in (self.starts, self.ends) for each in of.values()]
        years, units = np.divmod(self.rows, len(self.result.rows.units))
        by_year = any(np.ndim(each) > 1 and len(each) > 1 for each in self._weights.values())
        marks = np.column_stack([*bits, years if by_year else np.zeros(len(years), int)])
        _, kind = np.unique(marks, axis=0, return_inverse=True)
        order, at_once = np.lexsort((years, units)), max(1, CELLS // self._most_cells())
        for each in range(int(kind.max(initial=-1)) + 1):
            members = order[kind.reshape(-1)[order] == each]
            for start in range(0, len(members), at_once):
                yield members[start : start + at_once]

    def _most_cells(self) -> int:
        """Return how many values stand side by side for one row at most, were no node to add."""
        most, contexts = 1, {self.result.index.root.code: 1}
        for node in reversed(self.result.index.inner):
            many, above = len(node.children), contexts[node.code]
            exact = above * 2 ** min(many, 64) <= LIMIT
            most = max(most, above * (2**many if exact else 2 * many * (many + 1)) * many)
            inside = above * (2 ** (many - 1) if exact else 2 * many)
            contexts |= dict.fromkeys(node.children, inside)
        return most

    def _share(
        self,
        node: Node,
        worth: Worth,
        slope: Array | None,
        contexts: int,
        amount: Array,
        found: dict[str, Array],
        there: NDArray[np.bool_],
    ) -> None:
        """Share amounts, what a node's moves are worth, among the indicators below it.

        worth : what the score is at finished values of the node, on average over the orders above.
        slope : what a point of the node is worth, where every point is worth the same. contexts :
        how many coalitions `worth` is a mean over. there : the rows that are still to be shared.
        """
        if not node.children:
            found[node.code][there] = amount[there]
            return
        if node.code in self.filled and self.filled[node.code][0]:
            self.spread(node, amount, found, there)
            return
        power = self._power(node)
        movers = [k for k, child in enumerate(node.children) if self.moving[child][0] and power[k]]
        if not movers:
            return
        if slope is not None and self._adds(node):
            parts, f, below = self._straight(node, slope, movers)
        else:
            parts, f, below = self._bent(node, worth, contexts, power[movers], movers)
        # where some coalition has no value, nothing tells what its members are worth
        largest = np.maximum(np.abs(f).max(axis=1), np.abs(amount))
        shared = np.abs(parts.sum(axis=1) - amount) <= 1e-7 * largest
        self.torn[there & ~shared] = True
        self.spread(node, amount, found, there & ~shared)
        there = there & shared
        for k, part, inside in zip(movers, parts.T, below, strict=True):
            if there.any():
                child = self.result.index.node(node.children[k])
                self._share(child, *inside, part, found, there)

    def _straight(
        self, node: Node, slope: Array, movers: list[int]
    ) -> tuple[Array, Array, list[tuple[Worth, Array | None, int]]]:
        """Return the parts of children that add up, (R, M): every order says the same."""
        ours, theirs = self._children(node, self.starts), self._children(node, self.ends)
        size = np.maximum(np.abs(ours), np.abs(theirs))[:, movers]
        step = np.where(size > 0, size, 1.0)
        f = slope[:, None] * self._with_steps(node, ours, movers, step)
        rates = (f[:, 1:] - f[:, :1]) / step
        parts = rates * (theirs - ours)[:, movers]
        return parts, f, [(_line(rate), rate, 1) for rate in rates.T]

    def _bent(
        self, node: Node, worth: Worth, contexts: int, power: Array, movers: list[int]
    ) -> tuple[Array, Array, list[tuple[Worth, Array | None, int]]]:
        """Return what children are worth on average over the orders in which they go, (R, M)."""
        exact = contexts * 2 ** len(movers) <= LIMIT
        ways = coalitions(tuple(power.tolist()), exact)
        mean, table = self._mean(node, movers), _Table(self, node, movers)
        f = worth((mean or table).of(ways))
        parts = (ways.chance * (f[:, ways.after] - f[:, ways.before])).sum(axis=2)
        if not any(self.result.index.node(node.children[k]).children for k in movers):
            # an indicator has nobody below it to share with
            return parts, f, [(_line(np.zeros(len(f))), None, 0) for _ in movers]
        inside = contexts * ways.chance.shape[1]

        def among(k: int) -> Worth:
            def what(values: Array) -> Array:
                # a value between may have no place under the link
                linked = mean if mean is not None and mean.holds(values) else None
                reached = worth((linked or table).among(ways, k, values))
                found: Array = reached.reshape(*values.shape, -1) @ ways.chance[k]
                return found

            return what

        return parts, f, [(among(k), None, inside) for k in range(len(movers))]

    def _mean(self, node: Node, movers: list[int]) -> _Mean | None:
        """Return a mean's children under its link, so that coalitions are sums; None: it has none.

        Without a table of children for every coalition this takes a twentieth of the time.
        """
        link, both = node.aggregation.link, self._both(node, movers)
        gone = np.isnan(both[:, 0])
        known = (gone == gone[0]).all() and (gone == np.isnan(both[:, 1])).all()
        here = np.flatnonzero(~gone[0])
        if link is None or not known or not here.size or not self._passes(node):
            return None
        if not link.holds(both[..., here].min(), both[..., here].max()):
            return None
        power = self._power(node)[here]
        whole = power.sum() if node.aggregation.found.rescales_weights else 1.0
        start, end = (power * (link.forward(x) if link.forward else x) / whole
                      for x in (both[:, 0, here], both[:, 1, here]))  # fmt: skip
        at = np.searchsorted(here, movers)
        still = np.delete(start, at, axis=1).sum(axis=1)
        found = _Mean(link, still, start[:, at], end[:, at], power[at] / whole)
        # a rule about the children that stands beside the mean would show at the ends
        ends = np.stack([self.starts[node.code], self.ends[node.code]], axis=1)
        same = np.allclose(found.ends(), ends, rtol=1e-9, atol=0)
        return found if same else None

    def _both(self, node: Node, movers: list[int]) -> Array:
        """Return a node's children where they start and where the movers end, (R, 2, K)."""
        ours = self._children(node, self.starts)
        theirs = ours.copy()
        theirs[:, movers] = self._children(node, self.ends)[:, movers]
        return np.stack([ours, theirs], axis=1)

    def _with_steps(self, node: Node, ours: Array, movers: list[int], step: Array) -> Array:
        """Return a node's finished values: as its children are, then with a step of each."""
        found, at_once = [self._finished(node, ours[:, None])], max(1, CELLS // ours.size)
        for start in range(0, len(movers), at_once):
            some = movers[start : start + at_once]
            table = np.repeat(ours[:, None], len(some), axis=1)
            table[:, np.arange(len(some)), some] += step[:, start : start + at_once]
            found.append(self._finished(node, table))
        return np.concatenate(found, axis=1)

    def spread(
        self, node: Node, amount: Array, found: dict[str, Array], there: NDArray[np.bool_]
    ) -> None:
        """Share amounts by weight, among the children that move and are there, if any does."""
        if not there.any():
            return
        if not node.children:
            found[node.code][there] += amount[there]
            return
        power = self._power(node)
        power = power if power.any() else np.ones(len(power))
        moving = np.array([self.moving[child][0] for child in node.children])
        present = ~np.isnan(self._children(node, self.starts)[0])
        for some in (moving, present):
            power = power * some if (power * some).any() else power
        for child, share in zip(node.children, power / power.sum(), strict=True):
            if share:
                self.spread(self.result.index.node(child), amount * float(share), found, there)

    def _children(self, node: Node, values: Mapping[str, Array]) -> Array:
        return np.stack([values[child] for child in node.children], axis=-1)

    def _power(self, node: Node) -> Array:
        """Return how much each child weighs in the orders, (K,); 0 : it takes no part."""
        weights = np.asarray(self._weights[node.code])
        if weights.ndim > 1 and weights.shape[0] > 1:
            weights = weights[self.rows[0] // len(self.result.rows.units)]
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

    @property
    def _weights(self) -> Mapping[str, Array]:
        return self.result.walk.weights

    @cached_property
    def _same_missing(self) -> bool:
        return all(
            (np.isnan(start) == np.isnan(self.ends[code])).all()
            for code, start in self.starts.items()
        )

    @cached_property
    def _sign(self) -> dict[str, int]:
        return influences(self.result)

    def _finished(self, node: Node, candidates: Array) -> Array:
        """Return a node's finished values for its children, (R, C, K); NaN where it has none."""
        choice, rows = node.aggregation, self.rows
        # where rows see one another they go one by one
        meeting = self.alone and choice.found.meets
        apart = meeting or node.imputation.found.across_years
        at_once = 1 if apart else max(1, CELLS // max(1, candidates[0].size))
        found = np.concatenate(
            [
                self._stood_in(node, rows[at : at + at_once], candidates[at : at + at_once])
                for at in range(0, len(rows), at_once)
            ]
        )
        if node.code not in self.floors:
            return found
        bound = np.maximum if self._sign[node.code] * self.side > 0 else np.minimum
        held: Array = bound(found, self.floors[node.code][:, None])
        return held

    def _stood_in(self, node: Node, rows: Rows, candidates: Array) -> Array:
        limit, held = at_limit(node.aggregation, candidates)
        result, own = self.result, replace(node, aggregation=limit)

        def settle(nodes: Any, stage: str, fit: Callable[[], Any]) -> Any:
            return self._held(int(rows[0]), nodes, stage, fit)

        weights = result.scheme.weights
        try:
            return stand_in(
                result.index, result.rows, result.walk, own, rows, held, weights, settle
            )
        except InvalidInput:
            if len(rows) == 1:
                return np.full(candidates.shape[:2], np.nan)
            # what one row lacks must not take the others'
            alone = [self._stood_in(node, rows[[at]], candidates[[at]]) for at in range(len(rows))]
            return np.concatenate(alone)

    def _held(self, row: int, nodes: Any, stage: str, fit: Callable[[], Any]) -> Any:
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
        return np.where(met == row, np.nan, held)


def _line(rate: Array) -> Worth:
    return lambda values: rate[:, None] * values


@dataclass(frozen=True)
class _Mean:
    """Children under the link of their mean, each times its weight: a coalition is a sum.

    still : what those that do not move come to, (R,). start, end : of the movers, (R, M).
    """

    link: Link
    still: Array
    start: Array
    end: Array
    power: Array

    def ends(self) -> Array:
        """Return the mean where nobody has gone, and where all have, (R, 2)."""
        sums = [self.still + each.sum(axis=1) for each in (self.start, self.end)]
        return self._back(np.stack(sums, axis=1))

    def of(self, ways: Coalitions) -> Array:
        """Return the mean of every coalition, (R, C)."""
        return self._back(self.still[:, None] + ways.sums(self.start, self.end))

    def holds(self, values: Array) -> bool:
        """Whether values of a mover have their place under the link."""
        return self.link.holds(values.min(), values.max())

    def among(self, ways: Coalitions, k: int, values: Array) -> Array:
        """Return the means where a mover has some values, (R, V), before it goes, (R, V * M)."""
        start = self.start.copy()
        start[:, k] = 0.0
        rest = self.still[:, None] + ways.sums(start, self.end)[:, ways.before[k]]
        own = self.power[k] * (self.link.forward(values) if self.link.forward else values)
        return self._back(rest[:, None] + own[..., None]).reshape(len(values), -1)

    def _back(self, sums: Array) -> Array:
        return np.asarray(self.link.back(sums)) if self.link.back else sums


@dataclass(frozen=True)
class _Table:
    """Children of any aggregation: a coalition is a row of a table."""

    move: Move
    node: Node
    movers: list[int]

    def of(self, ways: Coalitions) -> Array:
        """Return the node's finished value of every coalition, (R, C)."""
        return self.move._finished(self.node, self._rows(ways.masks))

    def _rows(self, masks: NDArray[np.bool_]) -> Array:
        ours, theirs = np.moveaxis(self.move._both(self.node, self.movers), 1, 0)
        found = np.repeat(ours[:, None], len(masks), axis=1)
        one, other = ours[:, None, self.movers], theirs[:, None, self.movers]
        found[..., self.movers] = np.where(masks, other, one)
        return found

    def among(self, ways: Coalitions, k: int, values: Array) -> Array:
        """Return the node's values where a mover has some, (R, V), before it goes, (R, V * M)."""
        table = self._rows(ways.masks[ways.before[k]])
        each = np.repeat(table[:, None], values.shape[1], axis=1)
        each[..., self.movers[k]] = values[..., None]
        return self.move._finished(self.node, each.reshape(len(each), -1, each.shape[-1]))


@dataclass(frozen=True, eq=False)
class Coalitions:
    """Who may have gone: for each of K children, (K, M), the coalitions before and after it goes.

    chance : how often a child goes just then; it adds up to 1. turns : the orders in which they go,
    (T, K), whose beginnings are the coalitions; None: these are all there are.
    """

    before: NDArray[np.intp]
    after: NDArray[np.intp]
    chance: Array
    turns: NDArray[np.intp] | None = None

    @cached_property
    def masks(self) -> NDArray[np.bool_]:
        """(C, K) who has gone."""
        many = len(self.chance)
        if self.turns is None:
            return ((np.arange(2**many)[:, None] >> np.arange(many)) & 1).astype(bool)
        gone = np.argsort(self.turns, axis=1)[:, None] < np.arange(many + 1)[:, None]
        return gone.reshape(-1, many)

    def sums(self, start: Array, end: Array) -> Array:
        """Add up what those who have gone end with, and what the others start with, (R, C).

        Never a difference of the two, of which the larger would leave no digits to the smaller.
        """
        if self.turns is None:
            return np.asarray(end @ self.masks.T + start @ ~self.masks.T)
        rows, many = start.shape
        found = np.zeros((rows, len(self.turns), many + 1))
        found[..., 1:] = end[:, self.turns].cumsum(axis=2)
        found[..., :-1] += start[:, self.turns[:, ::-1]].cumsum(axis=2)[..., ::-1]
        return found.reshape(rows, -1)


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
        chance = np.tile(weight / weight.sum() / 2, (many, 2))
        if 2**many <= 2 * many * (many + 1):
            # of few children the orders meet the same coalitions again
            gone = (turn_of[:, None] < turn_of[..., None]) @ (1 << each)
            return Coalitions(gone.T, gone.T + (1 << each[:, None]), chance)
        before = (np.arange(2 * many)[:, None] * (many + 1) + turn_of).T
        return Coalitions(before, before + 1, chance, turns)
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
    return Coalitions(before, after, np.take_along_axis(last, after, axis=1))
