"""What becomes of the ranking when an indicator or a dimension is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopindex.audit.associations import agreement
from coopindex.audit.nodes import in_tree, level_of
from coopindex.engine.frames import rank_column
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.robustness.evaluation import Evaluation, evaluated
from coopindex.robustness.factors import LeaveOut
from coopindex.robustness.sensitivity import spared

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("node", "level", "mean_shift", "largest_shift", "spearman", "leaders")


def leave_one_out(result: Result, *, level: int | None = None) -> pd.DataFrame:
    """One row a node that is left out, as far as its parent has another child with weight.

    node, level, mean_shift, largest_shift (places, over the units ranked), spearman (of the ranks
    with those as scored), leaders (who is then first, by codes parted by commas).
    """
    import pandas as pd

    nodes, before, after, units = _ranks(result, level)
    height = level_of(result.index)
    shift = np.abs(after - before)
    rows = [
        (
            *(code, height[code], *_extent(shift[at])),
            agreement(before, after[at]),
            ", ".join(units[first] for first in np.flatnonzero(after[at] == np.nanmin(after[at]))),
        )
        for at, code in enumerate(nodes)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def ranks_without(result: Result, *, level: int | None = None) -> pd.DataFrame:
    """One row a node that is left out and a unit: node, level, unit, rank_as_scored, rank, shift.

    shift : places won (above 0) or lost by it.
    """
    import pandas as pd

    nodes, before, after, units = _ranks(result, level)
    height, ranking = level_of(result.index), result.index.ranking
    number = len(units)
    return pd.DataFrame(
        {
            "node": np.repeat(np.array(nodes, object), number),
            "level": np.repeat(np.array([height[code] for code in nodes], int), number),
            "unit": np.tile(np.array(units, object), len(nodes)),
            "rank_as_scored": rank_column(np.tile(before, len(nodes)), ranking),
            "rank": rank_column(after.ravel(), ranking),
            "shift": (before - after).ravel(),
        }
    )


def _ranks(result: Result, level: int | None) -> tuple[list[str], Array, Array, tuple[str, ...]]:
    """Return nodes (N), ranks as scored (U,), ranks without each node (N, U), and the units."""
    index, shares = result.index, result.effective.reshape(-1, len(result.index.nodes))[-1]
    able = {code for code in spared(result) if shares[index.position[code]] > 0}
    nodes = [node.code for node in in_tree(index, level) if node.code in able]
    evaluation = evaluated(result, [LeaveOut("left out", tuple(nodes))] if nodes else [])
    before = evaluation.as_scored
    labels = evaluation.plan.factors[0].labels if nodes else ()
    after = [_without(evaluation, labels.index(code)) for code in nodes]
    empty = np.empty((0, len(before)))
    return nodes, before, np.stack(after) if after else empty, evaluation.units


def _without(evaluation: Evaluation, choice: int) -> Array:
    settings = evaluation.plan.as_scored()
    settings.choices[:, 0] = choice
    scores = evaluation.scores(evaluation.plan.weighted(settings))
    return np.asarray(evaluation.ranks(scores)[0])


def _extent(shift: Array) -> tuple[float, float]:
    there = shift[~np.isnan(shift)]
    return (float(there.mean()), float(there.max())) if there.size else (np.nan, np.nan)
