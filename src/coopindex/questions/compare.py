"""Scorings of the same index side by side: who moves, and how far the rankings agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.frames import records
from coopindex.engine.frozen import copies_of, frame
from coopindex.engine.naming import Text, told_apart
from coopindex.engine.result import Result
from coopindex.keywords import explained
from coopindex.methods.rank_correlation import kendall, spearman
from coopindex.methods.registry import Array
from coopindex.phrases import NAME, visible

if TYPE_CHECKING:
    import pandas as pd


def scheme_names(results: Sequence[Result], asked: Sequence[str]) -> tuple[str, ...]:
    """Name scorings after their weights; as asked for where two would be called the same."""
    codes = tuple(result.weights_code for result in results)
    return codes if len(set(codes)) == len(codes) else tuple(asked)


@copies_of("table", "agreement")
@explained
@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Scorings side by side, the first as the baseline.

    table : one row a unit and scheme: unit, name, scheme, score, rank, and the shifts against the
        first, score_shift and rank_shift (a positive rank shift is a better rank); best under the
        first scheme first.
    agreement : one row a pair of schemes: Spearman's and Kendall's (tau-b) rank correlations, mean
        absolute rank shift, largest shift.
    titles : name -> what people call it, each told apart from the others. shares : name -> each
        node's share inside its parent, (N,).

    >>> import coopindex
    >>> scoring = coopindex.load("china-ceec-cities").score()
    >>> scoring.compare("equal").names
    ('cass', 'equal')
    """

    names: tuple[str, ...]
    table: pd.DataFrame
    agreement: pd.DataFrame
    titles: Mapping[str, Text] = field(default_factory=dict)
    shares: Mapping[str, Array] = field(default_factory=dict)

    @frame
    def side_by_side(self) -> pd.DataFrame:
        """One row a unit, a column a scheme's score, rank, and shifts, as displayed."""
        columns: dict[str, Any] = {}
        schemes = {name: self.table[self.table["scheme"] == name] for name in self.names}
        first = schemes[self.names[0]]
        for name, of_scheme in schemes.items():
            columns |= {f"score {name}": of_scheme["score"], f"rank {name}": of_scheme["rank"]}
        for name in self.names[1:]:
            shifts = {f"{what} shift {name}": f"{what}_shift" for what in ("score", "rank")}
            columns |= {label: schemes[name][shift] for label, shift in shifts.items()}
        values = {label: column.to_numpy() for label, column in columns.items()}
        return first[["unit", "name"]].reset_index(drop=True).assign(**values)

    def __repr__(self) -> str:
        tables = (self.side_by_side, self.agreement)
        shown = (table.to_string(index=False, max_colwidth=NAME) for table in tables)
        return visible("\n\n".join(shown))

    def _repr_html_(self) -> str:
        return "".join(
            visible(table.to_html(index=False, float_format="{:z.4f}".format))
            for table in (self.side_by_side, self.agreement)
        )

    def as_dict(self) -> dict[str, Any]:
        """Return both tables as plain values, for JSON.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> list(scoring.compare("equal").as_dict())
        ['schemes', 'units', 'agreement']
        """
        return {
            "schemes": list(self.names),
            "units": records(self.side_by_side),
            "agreement": records(self.agreement),
        }


def compare(results: Sequence[Result], names: Sequence[str] | None = None) -> Comparison:
    """Compare scorings of the same units in their last year.

    Units without a score in both are left out of a correlation.
    """
    import pandas as pd

    names = tuple(names or (result.weights_code for result in results))
    first = results[0]
    ranks = [result.rank()[-1] for result in results]
    units = np.array(first.rows.units)
    # numbers rise from here on: those that are missing come last
    order = np.lexsort((units, ranks[0]))
    frames = [
        pd.DataFrame(
            {
                "unit": units[order].tolist(),
                "name": [str(first.data.names[unit]) for unit in units[order].tolist()],
                "scheme": name,
                "score": result.score[-1][order],
                "rank": rank[order],
                "score_shift": (result.score[-1] - first.score[-1])[order],
                "rank_shift": (ranks[0] - rank)[order],
            }
        )
        for name, result, rank in zip(names, results, ranks, strict=True)
    ]
    pairs = [
        {"a": names[a], "b": names[b], **_agreement(ranks[a], ranks[b])}
        for a, b in combinations(range(len(names)), 2)
    ]
    titles = told_apart(dict(zip(names, map(_title, names, results), strict=True)))
    shares = {name: result.last_shares for name, result in zip(names, results, strict=True)}
    table = pd.concat(frames, ignore_index=True)
    return Comparison(names, table, pd.DataFrame(pairs), titles, shares)


def _title(name: str, result: Result) -> Text:
    """Return a scheme's title where the scoring is called after the scheme."""
    title = result.scheme.title
    return title if name == result.scheme.code and str(title) else Text(name)


def _agreement(one: Array, other: Array) -> dict[str, float]:
    """Say how far two rankings agree over the units that both rank."""
    both = ~np.isnan(one) & ~np.isnan(other)
    x, y = one[both], other[both]
    return {
        "spearman": spearman(x, y),
        "kendall": kendall(x, y),
        "mean_shift": float(np.abs(x - y).mean()) if len(x) else np.nan,
        "largest_shift": float(np.abs(x - y).max()) if len(x) else np.nan,
    }
