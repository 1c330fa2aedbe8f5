"""What keeps each unit from the ideal: the share of its gap that every indicator causes.

The ideal has every finished value at the best end of its scale. For an additive index the share is
the textbook's obstacle degree, w (1 - z) / sum of w (1 - z); under any other aggregation the gap is
split as `contributions` splits one: by what the index changes by when an indicator goes to the
ideal, on average over the orders in which the children of every node may go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.aggregate import children_present
from coopindex.engine.frozen import copies_of
from coopindex.engine.index import NONE, Node
from coopindex.engine.result import Result
from coopindex.keywords import explained
from coopindex.methods.links import PLAIN
from coopindex.methods.ranking import ROUNDING, rank
from coopindex.methods.registry import Array
from coopindex.phrases import NAME, PROSE, Wording, in_line, visible
from coopindex.problems import InvalidInput, Problem
from coopindex.questions.contributions import Move, filled, influences

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]
INDICATOR, DIMENSION = "indicator", "dimension"


@copies_of("table", "means")
@explained
@dataclass(frozen=True, eq=False, repr=False)
class Obstacles:
    """What keeps each unit from the ideal, in every year scored.

    table : one row a unit, year and node, in the order of the tree, without the index. `kind` is
        `indicator` or `dimension`; `weight` the effective weight, that of missing siblings shared
        among those that are there; `points` what the unit has, `ideal` the best there is (of
        indicators); `gap` in points of the index; `obstacle` its share of the unit's whole gap;
        `rank` 1 the largest, of an indicator among indicators, of a dimension among all that lies
        as deep. With a group also `group`.
    means : the mean obstacle over the units that have one, by year, and by group where one is
        asked for: group ("" all units), year, node, kind, units, mean_obstacle, rank.
    by : the column of groups. gap : (Y, U) the whole gap of each unit.
    observed : indicators whose scale has no best end, so that the best observed in each year is
        their ideal. beyond : indicators of which a unit lies beyond the best end; it has no gap.
    """

    table: pd.DataFrame
    means: pd.DataFrame
    by: str | None
    gap: Array
    observed: tuple[str, ...]
    beyond: tuple[str, ...]

    def _caption(self) -> str:
        return in_line(f"obstacles of {self.table['unit'].nunique()} units", PROSE)

    def __repr__(self) -> str:
        table = self.means.to_string(index=False, max_colwidth=NAME, max_rows=60)
        return visible(f"{self._caption()}\n{table}")

    def _repr_html_(self) -> str:
        table = self.means.to_html(index=False, float_format="{:z.4f}".format, na_rep="–")
        return visible(f"<p>{escape(self._caption())}</p>{table}")

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        from coopindex.engine.frames import records

        return {
            **({"by": self.by} if self.by else {}),
            "observed_best": list(self.observed),
            "beyond_best": list(self.beyond),
            "means": records(self.means),
            "obstacles": records(self.table),
        }


def obstacles(
    result: Result,
    by: str | None = None,
    ideal: float | None = None,
    progress: Progress | None = None,
) -> Obstacles:
    """Say what share of each unit's gap to the ideal every indicator and dimension causes.

    O_j = gap_j / sum of the gaps, and gap_j = w_j (ideal_j - points_j) for an additive index

    Where less is better, the ideal is the lowest. A scale without a best end takes the end of the
    indicator's `bounds` where its values are left as they are, else `ideal`, else the best
    observed in the year. Who has no gap has gaps of 0, and no obstacles; what is missing has
    neither, and its weight is its siblings'. by : a column of groups. progress : called with the
    unit-years done, and all of them, where each takes a while.

    An unknown group is `InvalidInput`.
    """
    labels = None if by is None else result.group_labels(by)
    index, sign = result.index, influences(result)
    rows = _scored_rows(result)
    best = _best(result, sign)
    points = _stacked(result, rows, [leaf.code for leaf in index.leaves])
    ideals, seen, observed = _ideals(result, rows, best, ideal)
    apart = best[: len(index.leaves)] * (ideals - points)
    beyond = np.asarray(np.where(np.isnan(apart), 0.0, apart) < 0)
    there = beyond | (np.abs(apart) <= ROUNDING * _size(result, points))
    ideals = np.where(there, points, ideals)
    weights = _unit_weights(result, rows)
    leaves = len(index.leaves)
    if _is_linear(result):
        gaps = weights[:, :leaves] * np.abs(ideals - points)
    else:
        gaps, without = _bent(result, rows, ideals, seen, sign, progress)
        ideals[without] = seen[without]
        observed |= without.any() & (ideals != points).any(axis=0)
    gaps[np.isnan(points) | np.isnan(result.walk.score[rows])[:, None]] = np.nan
    gaps = _upward(result, gaps)
    shares = _shares(gaps, result)
    codes = [leaf.code for leaf in index.leaves]
    return Obstacles(
        table=_table(result, rows, labels, weights, ideals, gaps, shares),
        means=_means(result, labels, shares),
        by=by,
        gap=gaps[:, -1].reshape(len(result.years), -1),
        observed=tuple(codes[at] for at in np.flatnonzero(observed)),
        beyond=tuple(codes[at] for at in np.flatnonzero(beyond.any(axis=0))),
    )


def _scored_rows(result: Result) -> NDArray[np.intp]:
    units = len(result.rows.units)
    years = [result.rows.years.index(year) for year in result.years]
    return np.concatenate([year * units + np.arange(units) for year in years])


def _stacked(result: Result, rows: NDArray[np.intp], codes: list[str]) -> Array:
    return np.stack([result.walk.column(code)[rows] for code in codes], axis=-1)


def _best(result: Result, sign: Mapping[str, int]) -> Array:
    """Say of every node whether more points are better, +1, or fewer, -1, (N,)."""
    best = 1.0 if result.index.ranking.best == "high" else -1.0
    return np.array([sign[node.code] * best for node in result.index.nodes])


def _size(result: Result, points: Array) -> Array:
    """Return the largest number of each indicator's scale, beside which rounding is nothing."""
    ends = [_ends(node) or (0.0,) for node in result.index.leaves]
    largest = np.array([max(map(abs, each)) for each in ends])
    return np.asarray(np.fmax(largest, np.fmax.reduce(np.abs(points), axis=0)))


def _ends(node: Node) -> tuple[float, ...]:
    """Return the finished values at which an indicator's scale ends by itself, if it does."""
    ends = node.normalisation.found.ends_of(node.normalisation.settings)
    plain = node.normalisation.leaves_alone and node.transform.leaves_alone
    if ends or not plain or node.denomination is not None:
        return ends
    return tuple(node.direction * bound for bound in node.bounds if bound is not None)


def _top(node: Node, good: float) -> float | None:
    """Return the best end of an indicator's scale, None where it has none."""
    ends = _ends(node)
    if node.normalisation.leaves_alone and ends:
        # an open bound is no end
        bound = node.bounds[1 if good * node.direction > 0 else 0]
        return None if bound is None else node.direction * bound
    return None if not ends else max(ends) if good > 0 else min(ends)


def _ideals(
    result: Result, rows: NDArray[np.intp], best: Array, stated: float | None
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Return the ideal of every indicator in each row, (R, L), and the best seen in its year.

    Third: whose ideal is only the best seen, (L,). `stated`, where no indicator asks for it, is
    `InvalidInput`.
    """
    index, found, bests, observed, asked = result.index, [], [], [], False
    for node, good in zip(index.leaves, best.tolist(), strict=False):
        above = index.node(node.parent) if node.parent else None
        # what lies beyond an ideal would count as far from it
        near = above is not None and above.aggregation.found.to_ideals
        top = None if near else _top(node, good)
        if top is None and not near:
            top, asked = stated, True
        column = result.walk.column(node.code)
        seen = good * np.fmax.reduce((good * column).reshape(result.rows.shape), axis=1)
        each, constant = np.repeat(seen, len(result.rows.units))[rows], node.data == ""
        each = column[rows] if constant else each
        observed.append(top is None and not constant)
        bests.append(each)
        found.append(each if top is None or constant else np.full(len(rows), top))
    if stated is not None and not asked:
        raise InvalidInput([Problem("no-effect", Wording("obstacles.ideal-unused"), field="ideal")])
    return np.stack(found, axis=-1), np.stack(bests, axis=-1), np.array(observed)


def _is_linear(result: Result) -> bool:
    """Whether the score is a sum of indicators, each times its weight, whoever the unit is."""
    return all(
        node.aggregation.link == PLAIN
        and node.denomination is None
        and node.round_column is None
        and node.round_finished is None
        and all(getattr(node, stage) == none for stage, none in NONE.items())
        for node in result.index.inner
    )


def _unit_weights(result: Result, rows: NDArray[np.intp]) -> Array:
    """Return each node's effective weight for every row, (R, N), as far as its siblings are there.

    What is missing has none where its weight is shared.
    """
    index, found = result.index, np.ones((len(rows), len(result.index.nodes)))
    for node in reversed(index.inner):
        x = _stacked(result, rows, list(node.children))
        weights = np.atleast_2d(result.walk.weights[node.code])
        by_row = weights.shape[0] == len(result.rows.years)
        weights = weights[rows // len(result.rows.units)] if by_row else weights[[0]]
        if node.aggregation.found.pair:
            weights = np.ones_like(weights)
        applies = result.rows.applies(index.below[node.code])
        some = None if applies is None else applies[rows]
        # where each row has weights of its own, it stands alone
        filled_in, _ = children_present(
            node.aggregation,
            node.missing,
            x[:, None],
            weights,
            None if some is None else some[:, None],
        )
        part = np.where(np.isnan(filled_in[:, 0]), 0.0, weights)
        if node.aggregation.found.rescales_weights:
            whole = part.sum(axis=-1, keepdims=True)
            part = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
        found[:, index.families[node.code]] = part * found[:, [index.position[node.code]]]
    return found


def _bent(
    result: Result,
    rows: NDArray[np.intp],
    ideals: Array,
    seen: Array,
    sign: Mapping[str, int],
    progress: Progress | None,
) -> tuple[Array, NDArray[np.bool_]]:
    """Return what each indicator's move to the ideal is worth in every row, (R, L).

    Where the ideal has no score (a ratio by 0), the best seen stands for it: in the rows, (R,), of
    the second. Where that has none either, there is nothing to split: NaN.
    """
    best = 1 if result.index.ranking.best == "high" else -1
    gaps, without = np.full(ideals.shape, np.nan), np.zeros(len(rows), bool)
    left = np.flatnonzero(~np.isnan(result.walk.score[rows]))
    for ends in (ideals, seen):
        move = _move(result, rows[left], ends[left], sign, best)
        there = ~np.isnan(move.ends[result.index.code])
        parts, _ = move.take(np.flatnonzero(there)).parts(partial(_told, progress, len(rows)))
        gaps[left[there]] = best * np.stack(list(parts.values()), axis=-1)
        without[left[there]] = ends is seen
        left = left[~there]
        if not left.size:
            break
    return gaps, without


def _told(progress: Progress | None, many: int, done: int) -> None:
    if progress is not None:
        progress(done, many)


def _move(
    result: Result, rows: NDArray[np.intp], ends: Array, sign: Mapping[str, int], best: int
) -> Move:
    """Return the rows' moves from where they are to the ideal, (R, L)."""
    index, years = result.index, rows // len(result.rows.units)
    starts = {leaf.code: result.walk.column(leaf.code)[rows] for leaf in index.leaves}
    moved = {
        code: np.where(np.isnan(start), start, end)
        for (code, start), end in zip(starts.items(), ends.T, strict=True)
    }
    aside, bounds = filled(result, rows), dict[str, Array]()
    for node in index.inner:
        above = index.node(node.parent) if node.parent else None
        near = above is not None and above.aggregation.found.to_ideals
        scaled = node.normalisation != NONE["normalisation"]
        if not (near or scaled or node.code in aside):
            continue
        good, column = best * sign[node.code], result.walk.column(node.code)
        here = column[rows]
        tops = () if near else node.normalisation.found.ends_of(node.normalisation.settings)
        peaks = np.fmax.reduce((good * column).reshape(result.rows.shape), axis=1)[years]
        peaks = np.full(len(rows), max(good * end for end in tops)) if tops else peaks
        top = good * np.fmax(peaks, good * here)
        if node.code in aside:
            which = aside[node.code][0]
            aside[node.code] = (which, here, np.where(np.isnan(here), here, top))
        if near or scaled:
            bounds[node.code] = top
    return Move.between(result, rows, starts, moved, bounds, aside, alone=True, side=-best)


def _upward(result: Result, gaps: Array) -> Array:
    """Add indicators' gaps up to those of all nodes, (R, N); NaN where all below are missing."""
    index = result.index
    found = np.full((len(gaps), len(index.nodes)), np.nan)
    found[:, : len(index.leaves)] = gaps
    for node in index.inner:
        family = found[:, index.families[node.code]]
        nobody = np.isnan(family).all(axis=-1)
        found[:, index.position[node.code]] = np.where(nobody, np.nan, np.nansum(family, axis=-1))
    return found


def _shares(gaps: Array, result: Result) -> Array:
    """Return the share of the whole gap, (R, N); NaN where there is none."""
    largest = np.fmax.reduce(np.abs(result.walk.score), axis=None, initial=0.0)
    whole = gaps[:, [-1]]
    some = np.abs(whole) > ROUNDING * largest
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(some, gaps / whole, np.nan)


# -- tables ---------------------------------------------------------------------------------------


def _nodes(result: Result) -> list[tuple[Node, int]]:
    return list(result.index.depth_first()[1:])


def _ranked(result: Result, shares: Array) -> Array:
    """Rank obstacles, the largest first.

    Indicators stand among indicators, a dimension among all that lies as deep as it does.
    """
    nodes, at = _nodes(result), result.index.position
    leaves = len(result.index.leaves)
    ranks = np.full(shares.shape, np.nan)
    ranks[:, :leaves] = rank(shares[:, :leaves], alike=ROUNDING)
    for level in {depth for node, depth in nodes if node.children}:
        beside = [at[node.code] for node, depth in nodes if depth == level]
        among = rank(shares[:, beside], alike=ROUNDING)
        inner = np.array(beside) >= leaves
        ranks[:, np.array(beside)[inner]] = among[:, inner]
    return ranks


def _table(
    result: Result,
    rows: NDArray[np.intp],
    labels: NDArray[np.str_] | None,
    weights: Array,
    ideals: Array,
    gaps: Array,
    shares: Array,
) -> pd.DataFrame:
    """One row a unit, year and node; see `Obstacles.table`."""
    import pandas as pd

    nodes, index, units = [node for node, _ in _nodes(result)], result.index, result.rows.units
    at, many = [index.position[node.code] for node in nodes], len(nodes)
    points = _stacked(result, rows, [node.code for node in nodes])
    best = np.full((len(rows), len(index.nodes)), np.nan)
    best[:, : len(index.leaves)] = ideals
    unit = rows % len(units)
    names = np.array([result.data.names[code].en for code in units], object)
    kinds = np.array([DIMENSION if node.children else INDICATOR for node in nodes], object)
    columns = {
        "unit": np.repeat(np.array(units, object)[unit], many),
        "name": np.repeat(names[unit], many),
        "year": np.repeat(result.rows.year[rows], many),
        **({} if labels is None else {"group": np.repeat(labels.astype(object)[unit], many)}),
        "node": np.tile(np.array([node.code for node in nodes], object), len(rows)),
        "kind": np.tile(kinds, len(rows)),
        "weight": weights[:, at].ravel(),
        "points": points.ravel(),
        "ideal": best[:, at].ravel(),
        "gap": gaps[:, at].ravel(),
        "obstacle": shares[:, at].ravel(),
    }
    ranks = pd.Series(_ranked(result, shares)[:, at].ravel()).astype("Int64")
    return pd.DataFrame(columns).assign(rank=ranks)


def _means(result: Result, labels: NDArray[np.str_] | None, shares: Array) -> pd.DataFrame:
    """One row a group, year and node; see `Obstacles.means`."""
    import pandas as pd

    by_year = shares.reshape(len(result.years), -1, shares.shape[-1])
    everybody = np.ones(by_year.shape[1], bool)
    of: dict[str, NDArray[np.bool_]] = {"": everybody}
    if labels is not None:
        of |= {str(label): labels == label for label in np.unique(labels[labels != ""])}
    nodes = [node for node, _ in _nodes(result)]
    at = [result.index.position[node.code] for node in nodes]
    parts = []
    for label, members in of.items():
        some = by_year[:, members]
        there = (~np.isnan(some)).sum(axis=1)
        mean = np.divide(
            np.nansum(some, axis=1), there, out=np.full(there.shape, np.nan), where=there > 0
        )
        part = {
            "group": label,
            "year": np.repeat(np.array(result.years), len(nodes)),
            "node": [node.code for node in nodes] * len(result.years),
            "kind": [DIMENSION if node.children else INDICATOR for node in nodes]
            * len(result.years),
            "units": there[:, at].ravel(),
            "mean_obstacle": mean[:, at].ravel(),
        }
        ranks = pd.Series(_ranked(result, mean)[:, at].ravel()).astype("Int64")
        parts.append(pd.DataFrame(part).assign(rank=ranks))
    return pd.concat(parts, ignore_index=True)
