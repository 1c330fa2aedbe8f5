"""How much of the data is there: by unit, by indicator, and in every dimension."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coopindex.audit.nodes import below, in_tree, level_of
from coopindex.engine.index import STATUSES
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.questions.screening import screening

if TYPE_CHECKING:
    import pandas as pd


def coverage(result: Result) -> pd.DataFrame:
    """One row a unit: how many of its indicators are missing or 0.

    unit, ranked, indicators (that apply to it), missing, zero, missing_or_zero, present, nonzero
    (share of those present), weight (the share of its weight that has data), imputed (filled in).
    """
    table = screening(result)
    table = table[table["year"] == result.years[-1]].reset_index(drop=True)
    applying = _applying(result).sum(axis=1)
    return table.assign(
        indicators=applying,
        missing_or_zero=table["missing"] + table["zero"],
        weight=result.coverage[-1],
        imputed=result.imputed[-1],
    )[
        [
            *("unit", "ranked", "indicators", "missing", "zero", "missing_or_zero", "present"),
            *("nonzero", "weight", "imputed"),
        ]
    ]


def _raw(result: Result) -> Array:
    """Return the raw values of the indicators in the last year scored, (U, L)."""
    columns = [result.array(leaf.code, "column")[-1] for leaf in result.index.leaves]
    return np.stack(columns, axis=-1)


def _applying(result: Result) -> NDArray[np.bool_]:
    """Say which indicators apply to which units, (U, L)."""
    leaves, units = result.index.leaves, len(result.rows.units)
    applies = result.rows.applies(leaves)
    return np.ones((units, len(leaves)), bool) if applies is None else applies[:units]


def coverage_indicators(result: Result) -> pd.DataFrame:
    """One row an indicator: how many units have it, and of what kind its figures are.

    node, units (to which it applies), available, present (their share), zero, and one column a
    status: how many figures are observed, derived, estimated, imputed, illustrative.
    """
    import pandas as pd

    raw, applying = _raw(result), _applying(result)
    there = ~np.isnan(raw) & applying
    status = result.data.status[result.data.at(result.years[-1:])[0]]
    units, available = applying.sum(axis=0), there.sum(axis=0)
    table = pd.DataFrame(
        {
            "node": [leaf.code for leaf in result.index.leaves],
            "units": units,
            "available": available,
            "present": available / np.maximum(units, 1),
            "zero": ((raw == 0) & there).sum(axis=0),
            **{name: (status == at).sum(axis=0) for at, name in enumerate(STATUSES)},
        }
    )
    order = [node.code for node in in_tree(result.index) if not node.children]
    return table.set_index("node").loc[order].reset_index()


def coverage_nodes(result: Result, *, level: int | None = None) -> pd.DataFrame:
    """One row a unit and dimension: the share of the indicators below it that are present.

    unit, node, level, indicators (below the node that apply to the unit), present. Whatever their
    weight; NaN where none applies.
    """
    import pandas as pd

    index = result.index
    raw, applying, height = _raw(result), _applying(result), level_of(index)
    there = ~np.isnan(raw) & applying
    nodes = [node for node in in_tree(index, level) if node.children]
    tables = []
    for node in nodes:
        at = [index.position[leaf.code] for leaf in below(index, node)]
        counted = applying[:, at].sum(axis=1)
        with np.errstate(invalid="ignore"):
            share = there[:, at].sum(axis=1) / np.where(counted > 0, counted, np.nan)
        columns = {
            "unit": result.rows.units,
            "node": node.code,
            "level": height[node.code],
            "indicators": counted,
            "present": share,
        }
        tables.append(pd.DataFrame(columns))
    names = ["unit", "node", "level", "indicators", "present"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=names)
