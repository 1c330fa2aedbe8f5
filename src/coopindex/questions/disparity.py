"""How unequal the units are, year by year, within and between groups, and whether they converge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frames import as_rows, plain
from coopindex.engine.frozen import copies_of
from coopindex.engine.result import Result
from coopindex.keywords import explained
from coopindex.methods.inequality import (
    NAN,
    Beta,
    Dagum,
    absolute_beta,
    decompose,
    dispersion,
    mean,
    theil,
    theil_between,
)
from coopindex.methods.registry import Array
from coopindex.periods import Period, moment

if TYPE_CHECKING:
    import pandas as pd

TOTALS, GROUPS, PAIRS, BETA, LEFT_OUT = TABLES = ("totals", "groups", "pairs", "beta", "left_out")
MISSING, UNRANKED, NO_GROUP = "missing", "unranked", "no_group"
PARTS = ("within", "between", "transvariation")
# tables that there are only beside groups
OF_GROUPS = (GROUPS, PAIRS)


@copies_of(*TABLES)
@explained
@dataclass(frozen=True, eq=False, repr=False)
class Disparity:
    """How unequal the units are.

    by : the column of groups, "" without. node, step : whose values they are, after which step.
    totals : one row a year: n, mean, zero and negative (how many values are), gini, theil, cv_n,
        cv_n_minus_1, sd_ln_n, sd_ln_n_minus_1; with groups also the parts of both: within,
        between, transvariation, each as a share too, theil_within, theil_between.
    groups : one row a year and group: n, mean, population_share, score_share, gini, within (its
        part of the Gini within), theil, theil_within.
    pairs : one row a year and pair of groups, that of the higher mean first: richer, poorer, gini,
        d, p, distance, between, transvariation.
    beta : one row from the first to the last year, none of a single year: start, end, n, years, a,
        se_a, b, se_b, t, p, r2, speed, half_life.
    left_out : one row a year and unit: why (`missing`, `unranked`, `no_group`).
    """

    by: str
    node: str
    step: str
    totals: pd.DataFrame
    groups: pd.DataFrame
    pairs: pd.DataFrame
    beta: pd.DataFrame
    left_out: pd.DataFrame

    def __repr__(self) -> str:
        return str(self.totals.to_string(index=False))

    def _repr_html_(self) -> str:
        table: str = self.totals.to_html(index=False, float_format="{:z.4f}".format, na_rep="–")
        return table

    @property
    def names(self) -> tuple[str, ...]:
        """The tables that it has."""
        return tuple(name for name in TABLES if self.by or name not in OF_GROUPS)

    def as_dict(self) -> dict[str, Any]:
        """Return the tables as plain values, for JSON."""
        asked = {"by": self.by, "node": self.node, "step": self.step}
        tables: Mapping[str, pd.DataFrame] = {name: getattr(self, name) for name in self.names}
        return {**asked, **{name: _records(table) for name, table in tables.items()}}


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{key: plain(value) for key, value in row.items()} for row in as_rows(table)]


class _Year(NamedTuple):
    """The values of a year that are counted, (U,), the names of their groups, and the parts."""

    year: Period
    values: Array
    names: list[str]
    dagum: Dagum


def disparity(
    result: Result, *, by: str | None = None, node: str | None = None, step: str = "finished"
) -> Disparity:
    """Say how unequal the ranked units are in a node, in every year scored.

    by : a column of groups, over which Gini (after Dagum) and Theil are split. node : default, the
    index. step : of the node's figures, see `Result.nodes`.

    Units count alike, without weights. Left out is what is missing, what is not ranked and, with
    `by`, what is in no group. Gini has no n / (n - 1), and none where the mean is not above 0.
    Values below 0 have no Theil and leave Gini as a number without bounds. ln y and the line of
    beta convergence need values above 0 throughout; the line is through the units that have a value
    in both the first and the last year. See `methods.inequality` for formulas and sources.
    """
    import pandas as pd

    values = result.array(node or result.index.code, step)
    labels = _labels(result, by)
    ranked, there = result.ranked, ~np.isnan(values)
    counted = there & ranked & (labels != "" if by is not None else True)
    taken = [
        _split(year, values[at][counted[at]], labels[at][counted[at]])
        for at, year in enumerate(result.years)
    ]
    grouped = taken if by is not None else []
    why = np.select([~ranked, ~there], [UNRANKED, MISSING], NO_GROUP)
    return Disparity(
        by=by or "",
        node=node or result.index.code,
        step=step,
        totals=pd.DataFrame([_of_year(each, by is not None) for each in taken]),
        groups=pd.DataFrame([row for of in grouped for row in _groups(of)], columns=GROUP_COLUMNS),
        pairs=pd.DataFrame([row for of in grouped for row in _pairs(of)], columns=PAIR_COLUMNS),
        beta=pd.DataFrame(list(_beta(result, values, counted)), columns=BETA_COLUMNS),
        left_out=_left_out(result, counted, why),
    )


GROUP_COLUMNS = (
    *("year", "group", "n", "mean", "population_share", "score_share"),
    *("gini", "within", "theil", "theil_within"),
)
PAIR_COLUMNS = (
    *("year", "richer", "poorer", "gini", "d", "p", "distance", "between", "transvariation"),
)
BETA_COLUMNS = ("start", "end", *Beta._fields)


def _labels(result: Result, by: str | None) -> NDArray[np.str_]:
    """Return every unit's group in every year scored, (Y, U)."""
    shape = len(result.years), len(result.rows.units)
    own = np.full(shape[1], "") if by is None else result.group_labels(by)
    return np.broadcast_to(own, shape)


def numbered(labels: NDArray[np.str_]) -> tuple[list[str], NDArray[np.intp]]:
    """Return the different labels in the order in which they are first met, and their numbers.

    >>> numbered(np.array(["b", "a", "b"]))[0]
    ['b', 'a']
    """
    names, first, numbers = np.unique(labels, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return names[order].tolist(), np.argsort(order)[numbers]


def _split(year: Period, values: Array, labels: NDArray[np.str_]) -> _Year:
    names, numbers = numbered(labels)
    return _Year(year, values, names, decompose(values, numbers))


def _of_year(of: _Year, grouped: bool) -> dict[str, Any]:
    """Return a year's row."""
    y, whole = of.values, mean(of.values)
    total = theil(y) if whole > 0 else NAN
    found: dict[str, Any] = {"year": of.year, "n": y.size, "mean": whole}
    found |= {"zero": int((y == 0).sum()), "negative": int((y < 0).sum()), "gini": of.dagum.gini}
    if not grouped:
        return {**found, "theil": total, **dispersion(y)._asdict()}
    parts = dict(zip(PARTS, of.dagum[1:4], strict=True))
    groups = of.dagum.groups
    split = (groups.theil_within.sum(), theil_between(groups, whole))
    split = split if total == total else (NAN, NAN)
    return {
        **found,
        **parts,
        **{f"{name}_share": _share(part, of.dagum.gini) for name, part in parts.items()},
        **dict(zip(("theil", "theil_within", "theil_between"), (total, *split), strict=True)),
        **dispersion(y)._asdict(),
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else NAN


def _groups(of: _Year) -> Iterator[tuple[Any, ...]]:
    """Yield a row a group of a year."""
    columns = (values.tolist() for values in of.dagum.groups)
    for name, *row in zip(of.names, *columns, strict=True):
        yield (of.year, name, *row)


def _pairs(of: _Year) -> Iterator[tuple[Any, ...]]:
    """Yield a row a pair of groups of a year."""
    for j, h, *row in zip(*(values.tolist() for values in of.dagum.pairs), strict=True):
        yield (of.year, of.names[j], of.names[h], *row)


def _beta(result: Result, values: Array, counted: NDArray[np.bool_]) -> Iterator[tuple[Any, ...]]:
    """Yield the line from the first year to the last."""
    start, end = result.years[0], result.years[-1]
    if len(result.years) > 1:
        both = counted[0] & counted[-1]
        found = absolute_beta(values[0, both], values[-1, both], moment(end) - moment(start))
        yield (start, end, *found)


def _left_out(result: Result, counted: NDArray[np.bool_], why: NDArray[np.str_]) -> pd.DataFrame:
    import pandas as pd

    year, unit = np.nonzero(~counted)
    columns = {
        "year": [result.years[at] for at in year.tolist()],
        "unit": np.array(result.rows.units, object)[unit],
        "why": why[year, unit].astype(object),
    }
    return pd.DataFrame(columns)
