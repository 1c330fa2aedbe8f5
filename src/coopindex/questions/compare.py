"""Two or more scorings of the same index side by side: who moves, and how far the rankings agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.result import Result

if TYPE_CHECKING:
    import pandas as pd


def names(results: Sequence[Result], asked: Sequence[str]) -> tuple[str, ...]:
    """Name scorings after their weights; where two would be called the same, as they were asked for."""
    codes = tuple(result.weights_code for result in results)
    return codes if len(set(codes)) == len(codes) else tuple(asked)


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Scorings side by side, the first as the baseline.

    table : one row a unit: score and rank under each, and the shifts against the first (a positive rank shift is a better rank).
    agreement : one row a pair: Spearman's and Kendall's (tau-b) rank correlations, mean absolute rank shift, largest shift.
    """

    names: tuple[str, ...]
    table: pd.DataFrame
    agreement: pd.DataFrame

    def __repr__(self) -> str:
        return f"{self.table.to_string(index=False)}\n\n{self.agreement.to_string(index=False)}"

    def _repr_html_(self) -> str:
        return "".join(
            str(table.to_html(index=False, float_format="{:z.4f}".format))
            for table in (self.table, self.agreement)
        )

    def as_dict(self) -> dict[str, Any]:
        """Return both tables as plain values, for JSON."""
        from coopindex.engine.frames import records

        return {
            "schemes": list(self.names),
            "units": records(self.table),
            "agreement": records(self.agreement),
        }


def compare(results: Sequence[Result], names: Sequence[str] | None = None) -> Comparison:
    """Compare scorings of the same units in their last year; units without a score in both are left out of a correlation."""
    import pandas as pd
    from scipy import stats

    names = tuple(names or (result.weights_code for result in results))
    first = results[0]
    scores = [result.score[-1] for result in results]
    ranks = [result.rank()[-1] for result in results]
    columns: dict[str, Any] = {
        "unit": list(first.rows.units),
        "name": [str(first.data.names[unit]) for unit in first.rows.units],
    }
    for name, score, rank in zip(names, scores, ranks, strict=True):
        columns |= {f"score {name}": score, f"rank {name}": rank}
    for name, score, rank in zip(names[1:], scores[1:], ranks[1:], strict=True):
        columns |= {f"score shift {name}": score - scores[0], f"rank shift {name}": ranks[0] - rank}
    table = (
        pd.DataFrame(columns)
        .sort_values([f"rank {names[0]}", "unit"], kind="stable")
        .reset_index(drop=True)
    )
    pairs = []
    for a in range(len(names)):
        for b in range(a + 1, len(names)):
            both = ~np.isnan(ranks[a]) & ~np.isnan(ranks[b])
            x, y = ranks[a][both], ranks[b][both]
            varied = len(x) > 1 and np.ptp(x) > 0 and np.ptp(y) > 0
            pairs.append(
                {
                    "a": names[a],
                    "b": names[b],
                    "spearman": float(stats.spearmanr(x, y).statistic) if varied else np.nan,
                    "kendall": float(stats.kendalltau(x, y).statistic) if varied else np.nan,
                    "mean_shift": float(np.abs(x - y).mean()) if len(x) else np.nan,
                    "largest_shift": float(np.abs(x - y).max()) if len(x) else np.nan,
                }
            )
    return Comparison(names, table, pd.DataFrame(pairs))
