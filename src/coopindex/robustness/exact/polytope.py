"""Which weights are allowed, as a polytope in which the order of two units is a linear question.

The weight of a node on the whole index, v, is its share times its parent's. With v as variables
every rule about shares is linear: children add up to their parent, a share between two limits is
low * v_parent <= v_child <= high * v_parent, and so is the score of a tree of weighted means that
share a link. So exact answers need no sampling, in trees of any depth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Index, Node
from coopindex.engine.refusals import uncounted
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.phrases import Wording, few
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.robustness.scorer import keeps_order, plain_node, weighted_by_year

How = Literal["free", "band", "unknown"]
# of the widest lead of one unit over another: smaller leads are ties
TINY = 1e-9
# of the largest value of a column: what is further apart is no tie
CLEAR = 1e-6


@dataclass(frozen=True, eq=False)
class Polytope:
    """The weights allowed around a scoring, and what units score under them.

    Up to an increasing map.

    nodes : the V nodes whose weight on the index is a variable, parents before children; the root,
        1, is the first.
    parent : (V,) each one's parent.
    children : inner node -> its children.
    share : (V,) in use, inside the parent.
    values : (K, V) what a weight adds to each unit's score, 0 above the nodes whose finished
        columns are taken as they are.
    varied : inner node -> which of its children vary.
    band : half-width of the band around the weights, or None where they are free.
    at_least : pairs of nodes of which the first weighs no less on the index than the second.
    how, vary : what was asked for, see `allowed`. taken : the inner nodes that are taken as scored,
    for nothing below them is linear in the weights.
    """

    nodes: tuple[str, ...]
    parent: NDArray[np.intp]
    children: dict[int, NDArray[np.intp]]
    share: Array
    values: Array
    varied: dict[int, NDArray[np.intp]]
    band: dict[int, float | None]
    at_least: tuple[tuple[int, int], ...]
    how: How
    vary: float
    taken: tuple[str, ...]

    @property
    def moving(self) -> tuple[str, ...]:
        """The nodes whose weights vary."""
        return tuple(self.nodes[at] for family in self.varied.values() for at in family)

    @property
    def rigid(self) -> bool:
        """Whether no weight could vary, whatever were allowed: no two siblings have any."""
        families = self.children.values()
        return not self.taken and all((self.share[family] > 0).sum() < 2 for family in families)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The conditions `at_least`, by the nodes' codes."""
        return tuple((self.nodes[more], self.nodes[fewer]) for more, fewer in self.at_least)

    @property
    def now(self) -> Array:
        """(V,) the weights in use, on the whole index."""
        return self.weights(self.share)

    def weights(self, share: Array) -> Array:
        """Turn shares inside the parent, (..., V), into weights on the index."""
        weights = np.array(share, float)
        for node, family in self.children.items():
            weights[..., family] *= weights[..., [node]]
        return weights

    def shares(self, weights: Array) -> dict[str, float]:
        """Turn weights on the index, (V,), into shares inside the parent, of nodes that vary."""
        varied = sorted(position for family in self.varied.values() for position in family)
        with np.errstate(invalid="ignore", divide="ignore"):
            # a solver's 0 may come with a sign
            share = weights / weights[self.parent] + 0.0
        share = np.clip(share, 0, 1 if self.share.max() <= 1 else None)
        return {
            self.nodes[position]: float(
                np.where(np.isnan(share[position]), self.share[position], share[position])
            )
            for position in varied
        }

    # -- the greatest value of a linear function ------------------------------------------------

    def greatest(self, gains: Array) -> Array:
        """Return the greatest value that each row of gains (P, V) can take over the polytope, (P,).

        In closed form, whatever `at_least` asks for.
        """
        worth = gains.copy()
        for node in sorted(self.children, reverse=True):
            family, varied = self.children[node], self.varied.get(node, np.array([], np.intp))
            held = np.setdiff1d(family, varied)
            worth[:, node] += worth[:, held] @ self.share[held]
            if len(varied):
                worth[:, node] += self.share[varied].sum() * _best_mean(
                    worth[:, varied], self.share[varied], self.band[node]
                )
        return worth[:, 0]

    def solved(self, gains: Array) -> float:
        """Return the greatest value that gains (V,) can take, by a solver."""
        from scipy.optimize import linprog

        equal, right, less = self.constraints()
        objective = np.zeros(equal.shape[1])
        objective[: len(gains)] = -gains
        found = linprog(
            objective, A_ub=less, b_ub=np.zeros(len(less)), A_eq=equal, b_eq=right, bounds=(0, None)
        )
        assert found.fun is not None
        return -float(found.fun)

    def constraints(self) -> tuple[Array, Array, Array]:
        """Return A, b, C: x >= 0 is allowed where A x = b and C x <= 0.

        x are the V weights, then one scale for every band.
        """
        bands = [node for node, half in self.band.items() if half is not None]
        width = len(self.nodes) + len(bands)
        equal, less = [np.eye(1, width)[0]], []
        for node, family in self.children.items():
            varied = self.varied.get(node, np.array([], np.intp))
            for child in np.setdiff1d(family, varied):
                equal.append(_row(width, {child: 1.0, node: -self.share[child]}))
            if len(varied):
                equal.append(
                    _row(
                        width,
                        {
                            **dict.fromkeys(varied.tolist(), 1.0),
                            node: -float(self.share[varied].sum()),
                        },
                    )
                )
        for scale, node in enumerate(bands, start=len(self.nodes)):
            half = self.band[node] or 0.0
            for child in self.varied[node]:
                less.append(_row(width, {child: 1.0, scale: -(1 + half) * self.share[child]}))
                less.append(_row(width, {child: -1.0, scale: (1 - half) * self.share[child]}))
        less += [_row(width, {more: -1.0, fewer: 1.0}) for more, fewer in self.at_least]
        return np.array(equal), np.eye(1, len(equal))[0], np.array(less).reshape(-1, width)


def _row(width: int, entries: dict[int, float]) -> Array:
    row = np.zeros(width)
    row[list(entries)] = list(entries.values())
    return row


def _best_mean(worth: Array, share: Array, band: float | None) -> Array:
    """Return the greatest weighted mean of each row of worths, (P, n) -> (P,).

    Over weights that are free, or in a band and rescaled. In a band the best are as heavy as may be
    and the others as light as may be: the best of the n ways to cut.

    >>> _best_mean(np.array([[0.0, 1.0]]), np.array([0.5, 0.5]), 0.2)
    array([0.6])
    """
    if band is None:
        return np.asarray(worth.max(axis=1))
    order = np.argsort(-worth, axis=1)
    best = np.take_along_axis(worth, order, 1)
    middle = share[order]
    heavy, light = (1 + band) * middle, (1 - band) * middle
    top = (
        np.cumsum(heavy * best, axis=1)
        + (light * best).sum(axis=1, keepdims=True)
        - np.cumsum(light * best, axis=1)
    )
    bottom = np.cumsum(heavy, axis=1) + light.sum(axis=1, keepdims=True) - np.cumsum(light, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.nanmax(top / bottom, axis=1))


def allowed(
    result: Result,
    how: How = "free",
    *,
    vary: float = 0.25,
    hold: Sequence[str] = (),
    at_least: Sequence[tuple[str, str]] = (),
    only: Sequence[str] | None = None,
) -> Polytope:
    """Say which weights are allowed around a scoring, in its last year.

    how : `free`, all weights; `band`, within `vary` of what they are, then scaled to their sum;
        `unknown`, those that the scheme assumes are free in what the known ones of their family
        leave, all others held.
    hold : nodes that keep their share inside the parent.
    at_least : pairs of nodes, the first of which weighs no less on the index than the second.
    only : families that vary (default: all that can).

    Weights of 0 stay 0. Nodes whose children are put together in another way than the root's, that
    change what their children make (a normalisation, a rounding), or whose children somebody
    misses, are taken as they are, and their families held: `taken` names them. A root that is not
    linear in its weights through some link, that goes on to change the order (a denomination, a
    transform), or one of whose children somebody misses, is `InvalidInput`.
    """
    ranked = best_first(result)
    if problems := [
        *_misasked(result, how, vary, [*hold, *(code for pair in at_least for code in pair)], only),
        *_not_linear(result, ranked),
    ]:
        raise InvalidInput(problems)
    nodes, taken = _opened(result, ranked)
    position = {node.code: number for number, node in enumerate(nodes)}
    if problems := list(_out_of_sight(at_least, position)):
        raise InvalidInput(problems)
    inner = [node for node in nodes if node.children and node.code not in taken]
    varied = _varied(result, inner, position, how, hold, only)
    base = result.last_shares
    left = [code for code in taken if base[result.index.position[code]] > 0]
    return Polytope(
        nodes=tuple(node.code for node in nodes),
        parent=np.array([position.get(node.parent or "", 0) for node in nodes]),
        children={
            position[node.code]: np.array([position[code] for code in node.children])
            for node in inner
        },
        share=np.array([1.0, *(base[result.index.position[node.code]] for node in nodes[1:])]),
        values=_values(result, inner, position, ranked),
        varied=varied,
        band=dict.fromkeys(varied, vary if how == "band" else None),
        at_least=tuple((position[more], position[fewer]) for more, fewer in at_least),
        how=how,
        vary=vary,
        taken=tuple(left),
    )


def best_first(result: Result) -> NDArray[np.intp]:
    """Return the units ranked in the last year, best first."""
    ranks = result.rank()[-1]
    ranked = np.flatnonzero(~np.isnan(ranks))
    return ranked[np.argsort(ranks[ranked], kind="stable")]


# -- refuse what cannot be asked ----------------------------------------------------------------


def _misasked(
    result: Result, how: How, vary: float, named: Sequence[str], only: Sequence[str] | None
) -> Iterator[Problem]:
    """Refuse nodes that are none, a band that is none, and indicators as families."""
    index = result.index
    for code in (*named, *(only or ())):
        if code not in index.position:
            yield _unknown(code, index)
    if how == "band" and not 0 <= vary <= 1:
        message = Wording("plan.vary-range")
        yield Problem("vary-outside", message, field="vary", value=str(vary))
    for code in only or ():
        if code in index.position and not index.node(code).children:
            message = Wording("plan.is-an-indicator", code=code)
            hint = Wording("plan.is-an-indicator.hint", parent=index.node(code).parent)
            yield Problem("no-children", message, field="only", value=code, hint=hint)


def _not_linear(result: Result, ranked: NDArray[np.intp]) -> Iterator[Problem]:
    """Refuse an index in which nobody is ranked, or whose root is not linear in its weights."""
    root = result.index.root
    if not len(ranked):
        message = Wording("plan.nobody-ranked", index=result.index.code)
        yield Problem("nobody-ranked", message, hint=Wording("plan.see-score.hint"))
    hint = Wording("plan.sample.hint")
    if root.aggregation.link is None:
        way = Wording("plan.not-a-mean", method=root.aggregation.method)
        message = Wording("plan.nothing-exact", way=way)
    elif not keeps_order(root):
        steps = Wording("plan.further-steps")
        message = Wording("plan.change-order", root=root.code, steps=steps)
    elif missing := _missing(result, root, ranked):
        key = "plan.miss-child" if len(missing) > 1 else "plan.misses-child"
        message = Wording(key, who=few(missing, 5), root=root.code)
        hint = Wording("plan.impute.hint")
    else:
        return
    yield Problem("not-linear", message, field=root.code, hint=hint)


def _out_of_sight(
    at_least: Sequence[tuple[str, str]], position: Mapping[str, int]
) -> Iterator[Problem]:
    """Refuse conditions on nodes below one that is taken as scored."""
    for code in dict.fromkeys(code for pair in at_least for code in pair):
        if code not in position:
            message = Wording("plan.below-as-scored", code=code)
            hint = Wording("plan.below-as-scored.hint")
            yield Problem("not-linear", message, field="at_least", value=code, hint=hint)


# -- open the tree as far down as it is linear --------------------------------------------------


def _opened(result: Result, ranked: NDArray[np.intp]) -> tuple[list[Node], list[str]]:
    """Return the nodes whose weights are variables, parents first, and those taken as scored."""
    index = result.index
    nodes, taken = [index.root], list[str]()
    for node in nodes:
        if node is index.root or _opens(result, node, ranked):
            nodes += [index.node(code) for code in node.children]
        elif node.children:
            taken.append(node.code)
    return nodes, taken


def _opens(result: Result, node: Node, ranked: NDArray[np.intp]) -> bool:
    """Whether a node's column is linear in its children's weights, as the root takes it."""
    if not node.children or node.aggregation.link != result.index.root.aggregation.link:
        return False
    linear = plain_node(node) and not weighted_by_year(result, node)
    return linear and not _missing(result, node, ranked)


def _missing(result: Result, node: Node, ranked: NDArray[np.intp]) -> list[str]:
    """Name the ranked units that miss a child whose weight the others would then share.

    And those that miss too many to have a value.
    """
    carrying = [result.index.node(code) for code in _carrying(result, node)]
    columns = [result.array(child.code)[-1, ranked] for child in carrying]
    gone = np.isnan(np.stack(columns, axis=-1))
    if node.missing.zero or not node.missing.renormalise:
        # the weight of a child that does not apply is shared whatever the rule
        applies = result.rows.applies(carrying)
        gone &= False if applies is None else ~applies[ranked]
    short = np.isnan(result.array(node.code)[-1, ranked])
    return [result.rows.units[unit] for unit in ranked[gone.any(axis=-1) | short]]


def _carrying(result: Result, node: Node) -> list[str]:
    """Return a node's children that carry weight."""
    base, index = result.last_shares, result.index
    return [code for code in node.children if base[index.position[code]] > 0]


def _values(
    result: Result, inner: Sequence[Node], position: Mapping[str, int], ranked: NDArray[np.intp]
) -> Array:
    """Return what a weight adds to each unit's score, (K, V), more being better."""
    index, root = result.index, result.index.root
    link = root.aggregation.link
    assert link is not None
    better = (1 if index.ranking.best == "high" else -1) * root.direction
    sign = better if link.rising else -better
    columns, opened = np.full((len(ranked), len(position)), np.nan), {node.code for node in inner}
    for node in inner:
        for code in _carrying(result, node):
            if code not in opened:
                own = result.array(code)[-1, ranked]
                columns[:, position[code]] = np.nan_to_num(own) if node.missing.zero else own
    linear: Array = columns
    if link.forward is not None:
        with np.errstate(divide="ignore"):
            linear = link.forward(columns)
        _refuse_lost(columns, linear, root.aggregation.method)
    values: Array = sign * np.nan_to_num(linear, nan=0.0)
    return values


def _refuse_lost(x: Array, linear: Array, method: str) -> None:
    """Refuse columns (K, V) that differ clearly, and too little where scores are linear."""
    if (np.isinf(linear) & (x == 0)).any():
        message = Wording("plan.has-0", method=method)
        hint = Wording("plan.above-0.hint")
        raise InvalidInput([Problem("not-linear", message, hint=hint)])
    order = np.argsort(x, axis=0)
    with np.errstate(invalid="ignore"):
        apart = np.diff(np.take_along_axis(x, order, 0), axis=0) > CLEAR * np.fmax.reduce(x, axis=0)
        steps = np.abs(np.diff(np.take_along_axis(linear, order, 0), axis=0))
        widest = np.fmax.reduce(np.fmax.reduce(linear) - np.fmin.reduce(linear))
        lost = ~(steps > TINY * widest)
    if (apart & lost).any():
        message = Wording("plan.too-far", method=method)
        hint = Wording("plan.sample.hint")
        raise InvalidInput([Problem("not-linear", message, hint=hint)])


# -- bound the weights that vary ----------------------------------------------------------------


def _varied(
    result: Result,
    inner: Sequence[Node],
    position: Mapping[str, int],
    how: How,
    hold: Sequence[str],
    only: Sequence[str] | None,
) -> dict[int, NDArray[np.intp]]:
    """Return which children of which families vary; one alone cannot."""

    def free(code: str) -> bool:
        return code not in hold and (how != "unknown" or code in result.assumed)

    families = {
        position[node.code]: np.array(
            [position[code] for code in _carrying(result, node) if free(code)], np.intp
        )
        for node in inner
        if only is None or node.code in only
    }
    return {node: family for node, family in families.items() if len(family) > 1}


def _unknown(code: str, index: Index) -> Problem:
    if code in index.uncounted:
        return uncounted(code)
    return Problem(
        "unknown-node",
        Wording("plan.not-a-node", code=code),
        value=code,
        hint=nearest(code, index.position),
    )
