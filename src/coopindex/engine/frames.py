"""Tables of a scoring, and values of answers as tables and JSON hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.index import Ranking
from coopindex.methods.registry import Array
from coopindex.periods import Period

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.engine.scored import Scored


def plain(value: Any) -> Any:
    """Turn a number into what JSON can hold: missing as None, and no -0.0.

    >>> plain(np.float64("nan")), plain(np.int64(2)), plain(np.float64(1.5)), plain(-0.0)
    (None, 2, 1.5, 0.0)
    """
    if value != value:
        return None
    value = value.item() if isinstance(value, np.generic) else value
    return value + 0.0 if isinstance(value, float) else value


def rank_column(ranks: Array, ranking: Ranking) -> Any:
    """Return ranks as a table's column: whole numbers, unless ties share a mean rank.

    >>> rank_column(np.array([1.0, np.nan]), Ranking()).tolist()
    [1, <NA>]
    >>> rank_column(np.array([1.5, 1.5]), Ranking(ties="average")).tolist()
    [1.5, 1.5]
    """
    import pandas as pd

    return ranks if ranking.ties == "average" else pd.Series(ranks).astype("Int64").array


def plain_rank(rank: Any) -> Any:
    """Turn a rank into what JSON can hold: a whole one as an integer.

    >>> plain_rank(2.0), plain_rank(2.5), plain_rank(float("nan"))
    (2, 2.5, None)
    """
    rank = plain(rank)
    return int(rank) if isinstance(rank, float) and rank.is_integer() else rank


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Turn a table into plain values, a mapping a row; ranks and their shifts are integers."""
    return [
        {
            key: (plain_rank if key.startswith("rank") else plain)(value)
            for key, value in row.items()
        }
        for row in as_rows(table)
    ]


def as_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, a mapping each; what is missing is None.

    >>> import pandas as pd
    >>> as_rows(pd.DataFrame({"rank": pd.array([1, None], "Int64")}))
    [{'rank': 1}, {'rank': None}]
    """
    # what pandas holds as missing cannot even be compared with itself
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def installed() -> str:
    """Return the version of this package."""
    try:
        return version("coopindex")
    except PackageNotFoundError:
        return "unknown"


# -- tables of a scoring --------------------------------------------------------------------------


def score_table(scored: Scored) -> pd.DataFrame:
    """One row a unit and year, best first; see `Result.scores`."""
    import pandas as pd

    at = year, unit = scored.best_first
    units = [scored.rows.units[position] for position in unit]
    names = [scored.data.names[code] for code in units]
    table = pd.DataFrame(
        {
            "unit": units,
            "name": [name.en for name in names],
            "name_zh": [name.zh for name in names],
            "year": np.array(scored.years)[year],
            "score": scored.score[at],
            "rank": rank_column(scored.rank()[at], scored.index.ranking),
            "coverage": scored.coverage[at],
        }
    )
    if scored.imputed.any():
        table["imputed"] = scored.imputed[at]
    if scored.index.bands:
        table["band"] = [scored.band(value) for value in scored.score[at]]
    return table


def node_table(scored: Scored, columns: Iterable[tuple[str, Array]]) -> pd.DataFrame:
    """One row a unit and year, one column a node: arrays (Y, U) by node."""
    import pandas as pd

    if len(scored.years) == 1:
        labels = pd.Index(scored.rows.units, name="unit")
    else:
        labels = pd.MultiIndex.from_product(
            [scored.years, scored.rows.units], names=["year", "unit"]
        )
    return pd.DataFrame({code: values.ravel() for code, values in columns}, index=labels)


def tidy_table(scored: Scored) -> pd.DataFrame:
    """One row a unit, year and node, by year, best first; see `Result.tidy`."""
    import pandas as pd

    at = year, unit = scored.best_first
    index = scored.index
    nodes = [*(node for node, _ in index.depth_first()), *index.uncounted.values()]
    count = len(nodes)
    codes = np.array(scored.rows.units, object)[unit]
    names = [scored.data.names[code] for code in codes]
    own = {
        "unit": codes,
        "name": np.array([name.en for name in names], object),
        "name_zh": np.array([name.zh for name in names], object),
    }
    fixed = {*own, "year", "node", "title", "title_zh", "score", "rank"}
    for group, labels in scored.data.groups.items():
        own[f"group {group}" if group in fixed else group] = labels.astype(object)[unit]
    points, ranks = (
        np.stack([values(node.code)[at] for node in nodes], axis=-1).ravel()
        for values in (scored.array, scored.rank)
    )
    return pd.DataFrame(
        {
            **{name: np.repeat(values, count) for name, values in own.items()},
            "year": np.repeat(np.array(scored.years, object)[year], count).tolist(),
            "node": [node.code for node in nodes] * len(codes),
            "title": [node.title.en for node in nodes] * len(codes),
            "title_zh": [node.title.zh for node in nodes] * len(codes),
            "score": points,
            "rank": rank_column(ranks, index.ranking),
        }
    )


def weight_table(scored: Scored) -> pd.DataFrame:
    """One row a node, root first, for every year where weights differ; see `Result.weights`."""
    import pandas as pd

    order = scored.index.depth_first()
    nodes = [node for node, _ in order]
    at = [scored.index.position[node.code] for node in nodes]
    years = scored.years if scored.weights_by_year else scored.years[-1:]
    shares, effective = (
        np.broadcast_to(values, (len(scored.years), values.shape[-1]))[-len(years) :, at]
        for values in (scored.shares, scored.effective)
    )
    columns: dict[str, list[Any]] = {
        "node": [node.code for node in nodes],
        "title": [node.title.en for node in nodes],
        "title_zh": [node.title.zh for node in nodes],
        "parent": [node.parent for node in nodes],
        "depth": [depth for _, depth in order],
    }
    return pd.DataFrame(
        {
            **({"year": np.repeat(years, len(nodes))} if scored.weights_by_year else {}),
            **{name: values * len(years) for name, values in columns.items()},
            "share": shares.ravel(),
            "effective": effective.ravel(),
            "assumed": [node.code in scored.assumed for node in nodes] * len(years),
        }
    )


# -- as plain values ------------------------------------------------------------------------------


def plain_units(scored: Scored) -> list[dict[str, Any]]:
    """Return every unit and year as plain values, best first, with its points in every node.

    The same rows and columns as `score_table`.
    """
    ranks, shared = scored.rank(), scored.index.ranking.ties == "average"
    finished = {node.code: scored.array(node.code) for node in scored.index.nodes}
    beside = {code: (scored.array(code), scored.rank(code)) for code in scored.index.uncounted}
    imputed, bands = scored.imputed.any(), scored.index.bands
    found = []
    for at in zip(*scored.best_first, strict=True):
        code = scored.rows.units[at[1]]
        name, score = scored.data.names[code], scored.score[at]
        found.append(
            {
                "unit": code,
                "name": name.en,
                "name_zh": name.zh,
                **({"year": scored.years[at[0]]} if len(scored.years) > 1 else {}),
                "score": plain(score),
                "rank": (plain if shared else plain_rank)(ranks[at]),
                **({"band": scored.band(score)} if bands else {}),
                "nodes": {node: plain(values[at]) for node, values in finished.items()},
                **({"uncounted": _beside(beside, at)} if beside else {}),
                "coverage": plain(scored.coverage[at]),
                **({"imputed": plain(scored.imputed[at])} if imputed else {}),
            }
        )
    return found


def _beside(beside: Mapping[str, tuple[Array, Array]], at: Any) -> dict[str, dict[str, Any]]:
    """Return a unit's points and ranks in what is published but not counted."""
    return {
        code: {"points": plain(points[at]), "rank": plain_rank(ranks[at])}
        for code, (points, ranks) in beside.items()
    }


def plain_weights(scored: Scored) -> dict[str, Any]:
    """Return the nodes' weights on the index; where they differ by year, so for every year."""

    def in_year(year: Period) -> dict[str, float]:
        weights = scored.effective_in(year)
        return {
            node.code: float(weights[scored.index.position[node.code]])
            for node, _ in scored.index.depth_first()
        }

    if scored.weights_by_year:
        return {str(year): in_year(year) for year in scored.years}
    return in_year(scored.years[-1])
