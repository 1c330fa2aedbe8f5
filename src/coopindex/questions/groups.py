"""Each unit against its own group: rank in it, distance to its best, what it is strong in there."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frozen import copies_of
from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.keywords import explained
from coopindex.methods.registry import Array
from coopindex.phrases import NAME, PROSE, in_line, visible
from coopindex.questions.contributions import influences
from coopindex.questions.strengths import Seen, covered, in_groups, seen_in

if TYPE_CHECKING:
    import pandas as pd

INDEX, INDICATOR, DIMENSION = "index", "indicator", "dimension"


@copies_of("table", "means")
@explained
@dataclass(frozen=True, eq=False, repr=False)
class Groups:
    """Each ranked unit against its group, in every year scored and every node.

    table : one row a unit, year and node, the index first: unit, name, year, group, node, kind,
        points, group_rank, group_n, best (the group's best points), share_of_best, gap_to_best (how
        many points are missing to it), group_mean, group_sd, mark (`strength`, `weakness`, "").
    means : one row a year, group and node: year, group, node, kind, n, mean, sd, best, leaders.
    by : the column of groups. apart : ranked units that belong to no group, which have no rows.
    """

    table: pd.DataFrame
    means: pd.DataFrame
    by: str
    apart: tuple[str, ...]

    def _caption(self) -> str:
        return in_line(f"{self.table['unit'].nunique()} units by {self.by}", PROSE)

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
            "by": self.by,
            "without_group": list(self.apart),
            "means": records(self.means),
            "members": records(self.table),
        }


def groups(result: Result, by: str, ddof: int = 1, minimum_coverage: float = 0.0) -> Groups:
    """Hold every ranked unit against the ranked units of its own group, year by year.

    The best of a group has its highest points, or the lowest where fewer are better.
    `share_of_best` is a unit's points by those (of the lowest: those by the unit's), and blank
    where points lie below 0 or the best is 0, for then a share means nothing.

    A mark is more than a standard deviation above or below the group's mean, the unit itself
    included; ddof : 1 divides by n - 1, 0 by n. minimum_coverage : as for `strengths`.

    An unknown group is `InvalidInput`.
    """
    import pandas as pd

    labels = result.group_labels(by)
    ranks = _ranks(result, by)
    years = [
        _year(result, at, labels, ranks, by, ddof, minimum_coverage)
        for at in range(len(result.years))
    ]
    apart = np.flatnonzero((labels == "") & result.ranked.any(axis=0))
    return Groups(
        table=pd.concat([year.members for year in years], ignore_index=True),
        means=pd.concat([year.means for year in years], ignore_index=True),
        by=by,
        apart=tuple(result.rows.units[unit] for unit in apart),
    )


class _Year(NamedTuple):
    members: pd.DataFrame
    means: pd.DataFrame


def kind_of(node: Node) -> str:
    """Say what a node is: the index, a dimension or an indicator."""
    if node.parent is None:
        return INDEX
    return DIMENSION if node.children else INDICATOR


def _year(
    result: Result,
    at: int,
    labels: NDArray[np.str_],
    ranks: Array,
    by: str,
    ddof: int,
    minimum: float,
) -> _Year:
    """Return the rows of one year, by where it stands among those scored."""
    import pandas as pd

    seen = seen_in(result, at, root=True)
    _, mean, sd, n, mark = in_groups(
        result, seen, by, ddof, covered(result, seen, minimum)
    ).values()
    of, many = labels[seen.ranked], len(seen.nodes)
    best, codes = _best(seen, of), np.array(result.rows.units, object)[seen.ranked]
    names = np.array([result.data.names[code].en for code in codes], object)
    table = pd.DataFrame(
        {
            "unit": np.repeat(codes, many),
            "name": np.repeat(names, many),
            "year": result.years[at],
            "group": np.repeat(of.astype(object), many),
            "node": np.tile(np.array([node.code for node in seen.nodes], object), len(codes)),
            "kind": np.tile(np.array([kind_of(node) for node in seen.nodes], object), len(codes)),
            "points": seen.points.ravel(),
            "group_rank": ranks[at, seen.ranked].ravel(),
            "group_n": n,
            "best": best.ravel(),
            "share_of_best": _share(seen, best).ravel(),
            "gap_to_best": ((best - seen.points) * seen.sign + 0.0).ravel(),
            "group_mean": mean,
            "group_sd": sd,
            "mark": mark,
        }
    )
    table = table[np.repeat(of != "", many)].reset_index(drop=True)
    return _Year(table.astype({"group_n": "Int64"}), _means(table))


def _ranks(result: Result, by: str) -> Array:
    """Return ranks within groups, best first whichever way a node counts, (Y, U, N)."""
    counted, nodes = influences(result), seen_in(result, root=True).nodes
    found = [result.group_rank(by, node.code, against=counted[node.code] < 0) for node in nodes]
    return np.stack(found, axis=-1)


def _best(seen: Seen, of: NDArray[np.str_]) -> Array:
    """Return the best points in each unit's group, (U, N)."""
    best = np.full(seen.points.shape, np.nan)
    for label in np.unique(of[of != ""]):
        members = of == label
        best[members] = np.fmax.reduce(seen.points[members] * seen.sign, axis=0) * seen.sign
    return best


def _share(seen: Seen, best: Array) -> Array:
    """Return points as a share of the best, (U, N); where less is better, the best by points."""
    more = seen.sign > 0
    above, below = np.where(more, seen.points, best), np.where(more, best, seen.points)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where((above >= 0) & (below > 0), above / below, np.nan)
    return np.where((above == below) & (above > 0), 1.0, share)


def _means(table: pd.DataFrame) -> pd.DataFrame:
    """One row a year, group and node; see `Groups.means`."""
    keys = ["year", "group", "node", "kind"]
    first = table.groupby(keys)["group_rank"].transform("min") == table["group_rank"]
    leaders = table[first].groupby(keys)["unit"].agg(", ".join)
    means = table.groupby(keys, sort=False).agg(
        n=("group_n", "max"), mean=("group_mean", "first"), sd=("group_sd", "first"),
        best=("best", "first"),
    )  # fmt: skip
    means["leaders"] = leaders.reindex(means.index).fillna("")
    order = {node: place for place, node in enumerate(dict.fromkeys(table["node"]))}
    found = means.reset_index().astype({"n": "Int64"})
    by = found.assign(place=found["node"].map(order)).sort_values(["year", "group", "place"])
    return by.drop(columns="place").reset_index(drop=True)
