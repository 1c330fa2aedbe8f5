"""Strengths and weaknesses of every unit, by two published rules.

Among the units (Global Innovation Index): an indicator's percentile rank is held against the unit's
own 10th highest and 10th lowest; ranks of 3 or better are strengths whatever the percentile.
Within a group: a standard deviation above or below the mean of the unit's own group.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.methods.ranking import counts_with_ties
from coopindex.methods.registry import Array
from coopindex.questions.contributions import influences

if TYPE_CHECKING:
    import pandas as pd

STRENGTH, WEAKNESS = "strength", "weakness"
PERCENTILE, RANK = "percentile", "rank"
COLUMNS = ("unit", "node", "kind", PERCENTILE, RANK, "mark", "by")
GROUPED = ("group", "group_mean", "group_sd", "group_n", "group_mark")
# how many strengths suit an index of so many indicators: 10 of about 80
INDICATORS_A_MARK, FEWEST = 8, 3
ALWAYS = 3  # an indicator of this rank or better is a strength
MOST_SHARING = 1 / 3  # of the units: a rank that more of them share tells nobody apart
EQUAL = 1e-9  # of a standard deviation: nearer to the bound is on it, which is not above it


def strengths(
    result: Result,
    *,
    count: int | None = None,
    group: str | None = None,
    most_sharing: float = MOST_SHARING,
    minimum_coverage: float = 0.0,
    ddof: int = 1,
) -> pd.DataFrame:
    """One row a unit and node of the last year scored, in the order of the tree, without the root.

    unit, node, kind (`indicator` or `dimension`), percentile, rank, mark (`strength`, `weakness`,
    ""), by (`percentile`; `rank` where the rank alone makes it one). With a `group` also group,
    group_mean, group_sd, group_n and group_mark. Units that are not ranked have no rows, and
    neither have values that are missing. Every node is seen the way it counts: where less is
    better, the least stands first.

    percentile : (units below) / (n - 1) among the n units ranked that have a value; ties take the
    lower place. A unit's strengths are the nodes whose percentile is at least its count-th highest
    among its indicators, its weaknesses those at most its count-th lowest; what is both is
    neither. An indicator ranked third or better is a strength all the same, unless more than
    `most_sharing` of the units share that rank, or nobody stands below it. Where all units are
    alike, nobody has a mark.

    count : default, an eighth of the number of indicators, at least 3 (10 of about 80, as in the
    GII). group : a column of groups; a mark is a score of more than a standard deviation from the
    mean of the unit's own group, itself included. ddof : 1 divides by n - 1, 0 by n; where a group
    has a single value there is no deviation. minimum_coverage : the share of a node's weight that
    must have data, not filled in, for the unit to have a mark there.

    WIPO (2023), Global Innovation Index 2023, appendix, p. 218, which gives no formula of the
    percentile and does not say n or n - 1.
    """
    import pandas as pd

    seen = seen_in(result)
    ranked = seen.ranked
    percentile, rank, alike = _places(seen)
    count = _usual_count(result) if count is None else count
    enough = covered(result, seen, minimum_coverage)
    cut = _cuts(percentile[:, seen.leaf], count)
    telling = enough & (alike < 1)  # where all are alike, nobody is better or worse
    mark, by = _marks(seen, percentile, rank, alike <= most_sharing, cut, telling)
    units = np.array(result.rows.units, object)[ranked]
    columns: dict[str, Array | NDArray[np.object_]] = {
        "unit": np.repeat(units, len(seen.nodes)),
        "node": np.tile(np.array([node.code for node in seen.nodes], object), len(units)),
        "kind": np.tile(np.where(seen.leaf, "indicator", "dimension").astype(object), len(units)),
        PERCENTILE: percentile.ravel(),
        RANK: rank.ravel(),
        "mark": mark.ravel(),
        "by": by.ravel(),
    }
    if group is not None:
        columns |= in_groups(result, seen, group, ddof, enough)
    there = ~np.isnan(percentile.ravel()) | ~np.isnan(rank.ravel())
    table = pd.DataFrame({name: values[there] for name, values in columns.items()})
    whole = [name for name in (RANK, "group_n") if name in table]
    return table.astype(dict.fromkeys(whole, "Int64"))


def cuts(result: Result, *, count: int | None = None) -> pd.DataFrame:
    """One row a unit of the last year scored: what its marks among all are held against.

    unit, high, low, count : its count-th highest and lowest percentile rank over its indicators;
    of a unit with fewer indicators, its lowest and its highest. count : as for `strengths`.
    """
    import pandas as pd

    seen = seen_in(result)
    number = _usual_count(result) if count is None else count
    high, low = _cuts(_places(seen)[0][:, seen.leaf], number)
    units = np.array(result.rows.units, object)[seen.ranked]
    table = pd.DataFrame({"unit": units, "high": high, "low": low, "count": number})
    return table[table["high"].notna()].reset_index(drop=True)


class Cuts(NamedTuple):
    """From which percentile on a unit is strong, and up to which it is weak, (U,)."""

    high: Array
    low: Array


class Seen(NamedTuple):
    """Some nodes, (N,), and the values in them of the units ranked in a year, (U, N).

    at : where the year stands among those scored.

    ordered : what is ranked, better above. points : finished values. sign : +1 where more points
    are better, else -1.
    """

    at: int
    nodes: tuple[Node, ...]
    leaf: NDArray[np.bool_]
    ranked: NDArray[np.intp]
    ordered: Array
    points: Array
    sign: Array


def seen_in(result: Result, at: int = -1, *, root: bool = False) -> Seen:
    """Return all nodes, the root too if asked, in a year, by where it stands among those scored."""
    index, ranked = result.index, np.flatnonzero(result.ranked[at])
    nodes = tuple(node for node, _ in index.depth_first()[0 if root else 1 :])
    counted, best = influences(result), 1 if index.ranking.best == "high" else -1
    own = {"high": 1.0, "low": -1.0}  # a node that says which way up it stands is seen so
    sign = np.array(
        [own.get(dict(node.ranking).get("best", ""), counted[node.code] * best) for node in nodes]
    )
    points, ordered = (
        np.stack([column[at, ranked] for column in columns], axis=-1)
        for columns in (
            [result.array(node.code) for node in nodes],
            [_ordering(result, node) for node in nodes],
        )
    )
    leaf = np.array([not node.children for node in nodes])
    return Seen(at, nodes, leaf, ranked, ordered * sign, points, sign)


def _ordering(result: Result, node: Node) -> Array:
    """Return values in the order of a node's points, (Y, U).

    Points that only rescale may tie, or fail to, in their last digits, where measures do not.
    """
    way = node.normalisation
    if node.children or not way.found.is_order_kept(way.settings) or node.round_finished:
        return result.array(node.code)
    return result.array(node.code, "treated") * node.direction


def _places(seen: Seen) -> tuple[Array, Array, Array]:
    """Return percentile ranks, ranks, and the share of the units that share each rank, (U, N)."""
    plain, built = (seen.ordered[:, which] for which in (seen.leaf, ~seen.leaf))
    below, upto = (np.empty(seen.ordered.shape) for _ in range(2))
    for columns, which, of_others in ((plain, seen.leaf, False), (built, ~seen.leaf, True)):
        found = counts_with_ties(columns, columns, of_others)
        below[:, which], upto[:, which] = found.below, found.upto
    missing = np.isnan(seen.ordered)
    below[missing] = upto[missing] = np.nan
    there = (~missing).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return below / (there - 1), there - upto + 1, (upto - below) / there


def _usual_count(result: Result) -> int:
    return max(FEWEST, int(len(result.index.leaves) / INDICATORS_A_MARK + 0.5))


def covered(result: Result, seen: Seen, minimum: float) -> NDArray[np.bool_]:
    """Say where a node has data of its own for enough of its weight, (U, N)."""
    index, ranked = result.index, seen.ranked
    has = {
        leaf.code: (~np.isnan(result.array(leaf.code, "denominated")[seen.at, ranked])).astype(
            float
        )
        for leaf in index.leaves
    }
    shares = np.broadcast_to(result.shares, (len(result.years), len(index.nodes)))[seen.at]
    for node in index.inner:
        weights = shares[index.families[node.code]]
        parts = np.stack([has[child] for child in node.children], axis=-1)
        whole = weights.sum()
        has[node.code] = parts @ (weights / whole) if whole > 0 else parts.mean(axis=-1)
    return np.stack([has[node.code] for node in seen.nodes], axis=-1) >= minimum - EQUAL


def _cuts(percentile: Array, count: int) -> Cuts:
    """Return the unit's own cuts among its indicators, (U, L)."""
    ordered = np.sort(percentile, axis=-1)
    there = (~np.isnan(ordered)).sum(axis=-1)
    rows = np.arange(len(ordered))
    return Cuts(
        high=ordered[rows, np.maximum(there - count, 0)],
        low=ordered[rows, np.clip(np.minimum(count, there) - 1, 0, None)],
    )


def _marks(
    seen: Seen,
    percentile: Array,
    rank: Array,
    few: NDArray[np.bool_],
    cut: Cuts,
    enough: NDArray[np.bool_],
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return marks and the rule behind each, (U, N)."""
    above, below = percentile >= cut.high[:, None], percentile <= cut.low[:, None]
    first = seen.leaf & (rank <= ALWAYS) & (percentile > 0) & few & enough
    strong = above & ~below & enough
    weak = below & ~above & ~first & enough
    mark = np.select([strong | first, weak], [STRENGTH, WEAKNESS], "").astype(object)
    by = np.select([strong | weak, first], [PERCENTILE, RANK], "").astype(object)
    return mark, by


def in_groups(
    result: Result, seen: Seen, group: str, ddof: int, enough: NDArray[np.bool_]
) -> Mapping[str, Array | NDArray[np.object_]]:
    """Return the columns that hold each unit against its own group."""
    labels = result.group_labels(group)[seen.ranked]
    mean, sd, n = (np.full(seen.points.shape, np.nan) for _ in range(3))
    for label in np.unique(labels[labels != ""]):
        members = labels == label
        points = seen.points[members]
        there = (~np.isnan(points)).sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            centre = np.nansum(points, axis=0) / there
            spread = np.sqrt(
                np.nansum(np.square(points - centre), axis=0) / np.maximum(there - ddof, 0)
            )
        mean[members], sd[members], n[members] = centre, spread, there
    away = (seen.points - mean) * seen.sign
    bound = sd * (1 + EQUAL)
    # values that differ by rounding alone have no deviation to speak of
    apart = (sd > EQUAL * np.abs(mean)) & enough
    mark = np.select([apart & (away > bound), apart & (away < -bound)], [STRENGTH, WEAKNESS], "")
    size = seen.points.shape
    values = (np.repeat(labels.astype(object), size[1]), mean, sd, n, mark.astype(object))
    return {name: column.ravel() for name, column in zip(GROUPED, values, strict=True)}
