"""Every cell that a step changed: filled in, moved, or held to the scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from coopindex.engine.index import Node
from coopindex.engine.scored import Scored
from coopindex.engine.steps import Stages, freed
from coopindex.methods.registry import Array

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("unit", "year", "node", "step", "before", "after", "why")
IMPUTED = "missing, filled in by {method}"
HELD = "beyond the scale, held to it by {method}"

# in words, by year; 0: of all years
Reasons = Mapping[int, str]


class Changed(NamedTuple):
    """A step of a node that may have changed cells: its column before and after, (R,), and why."""

    node: str
    step: str
    before: Array
    after: Array
    why: Reasons


def changes(scored: Scored, treated: Mapping[str, Reasons]) -> pd.DataFrame:
    """One row a cell that a step changed in the years scored, with the reason.

    treated : node -> what the treatment of outliers did to its column.
    """
    import pandas as pd

    tables = [
        _table(scored, changed)
        for level in scored.index.levels
        for node in level.nodes
        for changed in _of(scored, node, treated)
    ]
    found = [table for table in tables if len(table)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(COLUMNS))


def _of(scored: Scored, node: Node, treated: Mapping[str, Reasons]) -> Iterator[Changed]:
    column, level = scored.walk.column, scored.walk.levels[scored.walk.position[node.code][0]]
    reasons: dict[str, Reasons] = {
        "imputed": {0: IMPUTED.format(method=node.imputation.method)},
        "treated": treated.get(node.code, {}),
    }
    for before, after in (("transformed", "imputed"), ("imputed", "treated")):
        # a step that nobody takes shares the array before it
        if level[before] is not level[after]:
            pair = column(node.code, before), column(node.code, after)
            yield Changed(node.code, after, *pair, reasons[after])
    way = node.normalisation
    if way.settings.get("clip", "clip" in way.found.options):
        why = {0: HELD.format(method=way.method)}
        yield Changed(node.code, "finished", _freed(scored, node), column(node.code), why)


def _freed(scored: Scored, node: Node) -> Array:
    """Return a node's finished column as it was before it was held to its scale, (R,)."""
    scale, known = scored.fitted, {}
    if scale.has(node.code, "transform"):
        known[node.code] = scale.of(node.code, "transform")
    stages = Stages(scored.rows, scored.index.reference, scale.hold, known)
    return freed(scored.walk.column(node.code, "treated"), node, stages)


def _table(scored: Scored, changed: Changed) -> pd.DataFrame:
    import pandas as pd

    rows, before, after = scored.rows, changed.before, changed.after
    same = (before == after) | (np.isnan(before) & np.isnan(after))
    at = np.flatnonzero(~same & np.isin(rows.year, scored.years))
    years = rows.year[at]
    return pd.DataFrame(
        {
            "unit": [rows.units[unit] for unit in rows.unit[at]],
            "year": years,
            "node": changed.node,
            "step": changed.step,
            "before": before[at],
            "after": after[at],
            "why": [changed.why.get(year, changed.why.get(0, "")) for year in years.tolist()],
        }
    )
