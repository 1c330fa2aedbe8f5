"""Tables of a scoring, and values of answers as tables and JSON hold them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.index import Ranking
from coopindex.methods.registry import Array

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.engine.scored import Scored


def plain(value: Any) -> Any:
    """Turn a number into what JSON can hold: missing as None, and no -0.0.

    >>> plain(np.float64("nan")), plain(np.int64(2)), plain(np.float64(1.5)), plain(-0.0)
    (None, 2, 1.5, 0.0)
    """
    import pandas as pd

    if value is pd.NA or value != value:
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
    rows = table.to_dict("records")
    return [
        {
            str(key): (plain_rank if str(key).startswith("rank") else plain)(value)
            for key, value in row.items()
        }
        for row in rows
    ]


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

    years, units = scored.score.shape
    names = [scored.data.names[unit] for unit in scored.rows.units]
    table = pd.DataFrame(
        {
            "unit": list(scored.rows.units) * years,
            "name": [name.en for name in names] * years,
            "name_zh": [name.zh for name in names] * years,
            "year": np.repeat(np.array(scored.years), units),
            "score": scored.score.ravel(),
            "rank": rank_column(scored.rank().ravel(), scored.index.ranking),
            "coverage": scored.coverage.ravel(),
        }
    )
    if scored.imputed.any():
        table["imputed"] = scored.imputed.ravel()
    if scored.index.bands:
        table["band"] = [scored.band(value) for value in scored.score.ravel()]
    return table.sort_values(
        ["year", "rank", "unit"], na_position="last", kind="stable"
    ).reset_index(drop=True)


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


def plain_units(scored: Scored, table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table of scores as plain values, each unit with its finished value in every node."""
    finished = {node.code: scored.array(node.code) for node in scored.index.nodes}
    rows = zip(table.to_dict("records"), *scored.positions(table), strict=True)
    return [
        {
            "unit": row["unit"],
            "name": row["name"],
            "name_zh": row["name_zh"],
            **({"year": row["year"]} if len(scored.years) > 1 else {}),
            "score": plain(row["score"]),
            "rank": plain(row["rank"]),
            **({"band": row["band"]} if "band" in row else {}),
            "nodes": {code: plain(values[year, unit]) for code, values in finished.items()},
            "coverage": plain(row["coverage"]),
            **({"imputed": plain(row["imputed"])} if "imputed" in row else {}),
        }
        for row, year, unit in rows
    ]


def plain_weights(scored: Scored) -> dict[str, Any]:
    """Return the nodes' weights on the index; where they differ by year, so for every year."""

    def in_year(year: int) -> dict[str, float]:
        weights = scored.effective_in(year)
        return {
            node.code: float(weights[scored.index.position[node.code]])
            for node, _ in scored.index.depth_first()
        }

    if scored.weights_by_year:
        return {str(year): in_year(year) for year in scored.years}
    return in_year(scored.years[-1])
