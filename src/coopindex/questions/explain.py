"""How a score came about, what separates it from the unit above, and what would overtake."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.data import Event
from coopindex.engine.frozen import copies_of
from coopindex.engine.index import STATUSES, Node
from coopindex.engine.result import Result
from coopindex.figures import beside
from coopindex.keywords import explained
from coopindex.methods.registry import Array
from coopindex.periods import Period, begins_until
from coopindex.phrases import NAME, PROSE, Wording, in_line, visible
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.questions.contributions import contributions, gap, influences, lifts
from coopindex.questions.overtaking import Needed, overtaking

if TYPE_CHECKING:
    import pandas as pd


@copies_of("nodes", "cells", "changes", "scale")
@explained
@dataclass(frozen=True, eq=False, repr=False)
class Explanation:
    """How one unit's score came about.

    starting_level : the score of a unit that has the worst of every indicator that this one has; a
        dimension with a scale of its own counts for no less than the worst on that scale.
    nodes : one row a node: value in its measure, finished value, rank, contribution (what it lifts
        the score above the starting level; a node's is its indicators' sum). The starting level and
        the contributions of all indicators make the score.
    rival : the unit above (for the first: the unit below); gap : rival's score minus ours, split
        over `nodes["gap"]` exactly.
    overtake : on each indicator, the value (in its measure) that would put the unit ahead of its
        rival, all else equal; NaN: not alone. overtake_rounded : the same in fewer digits.
        overtake_raw : as the data state it, before it is divided; a whole number where all values
            observed are.
        overtake_best : the best value observed; overtake_beyond_best : whether more is needed.
    label, rival_label : the names, told apart from those of other units.
    ahead_of_mean, behind_mean : the indicators that lift the unit most above, and pull it most
        below, the mean of the units ranked, by what they bring to the score; strengths and
        weaknesses, which go by places alone, are another answer, `strengths`.
    changes : what steps changed in the unit's cells; see `Result.changes`.
    scale : what its year was scored on, node by node: the minimum and maximum, mean, clip point or
        goalpost that was used; node, step, statistic, value, of; see `Result.scale`.

    >>> import coopindex
    >>> scoring = coopindex.load("china-ceec-cities").score()
    >>> scoring.explain("Ningbo").rival
    'tianjin'
    """

    unit: str
    name: str
    label: str
    year: Period
    score: float
    starting_level: float
    rank: float
    ranked: int
    rival: str | None
    rival_name: str | None
    rival_label: str | None
    rival_is_above: bool
    gap: float
    nodes: pd.DataFrame
    cells: pd.DataFrame
    changes: pd.DataFrame
    scale: pd.DataFrame
    ahead_of_mean: tuple[str, ...]
    behind_mean: tuple[str, ...]
    events: tuple[Event, ...]

    def _caption(self) -> str:
        apart = beside(abs(self.gap), 0.0, places=4)
        how = "leads by" if self.rival_is_above else "trails by"
        other = f"; {self.rival_label} {how} {apart}" if self.rival else ""
        rank = f"rank {self.rank:g} of {self.ranked}{other}"
        whose = f"{self.label}, {self.year}" if self.year else self.label
        return in_line(f"{whose}: {self.score:z.4f}, {rank}", PROSE)

    def __repr__(self) -> str:
        nodes = self.nodes.drop(columns="title_zh")
        table = nodes.to_string(index=False, max_colwidth=NAME)
        return visible(f"{self._caption()}\n{table}")

    def _repr_html_(self) -> str:
        table = self.nodes.to_html(index=False, float_format="{:z.4f}".format, na_rep="–")
        return visible(f"<p>{escape(self._caption())}</p>{table}")

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.explain("Ningbo").as_dict()["unit"]
        'ningbo'
        """
        from coopindex.engine.frames import plain, plain_rank, records

        return {
            "unit": self.unit,
            "name": self.name,
            "year": self.year or None,
            "score": plain(self.score),
            "starting_level": plain(self.starting_level),
            "rank": plain_rank(self.rank),
            "ranked": self.ranked,
            "rival": self.rival
            and {
                "unit": self.rival,
                "name": self.rival_name,
                "above": self.rival_is_above,
                "gap": plain(self.gap),
            },
            "nodes": records(self.nodes),
            "cells": records(self.cells),
            "changes": records(self.changes),
            "scale_table": records(self.scale),
            "ahead_of_mean": list(self.ahead_of_mean),
            "behind_mean": list(self.behind_mean),
            "evidence": [
                {
                    key: plain(getattr(event, key))
                    for key in (
                        "unit",
                        "indicator",
                        "date",
                        "value",
                        "label",
                        "status",
                        "source",
                        "locator",
                        "line",
                    )
                }
                for event in self.events
            ],
        }


def explain(result: Result, unit: str, year: Period | None = None) -> Explanation:
    """Explain one unit's score in one year (default: the last year scored).

    An unknown unit or year is `InvalidInput`.
    """
    _refuse_unknown(result, unit)
    scored = result.at(year)
    units, at, year = result.rows.units, result.rows.units.index(unit), result.years[scored]
    ranks, scores = result.rank()[scored], result.score[scored]
    row = result.rows.years.index(year) * len(units) + at
    rival, above = _rival(ranks, at)
    added = contributions(result, row)
    ahead, behind = _about_the_mean(result, row)
    other = None if rival is None else units[rival]
    return Explanation(
        unit=unit,
        name=str(result.data.names[unit]),
        label=str(result.data.called[unit]),
        year=year,
        score=float(scores[at]),
        starting_level=_starting_level(float(scores[at]), added),
        rank=float(ranks[at]),
        ranked=int((~np.isnan(ranks)).sum()),
        rival=other,
        rival_name=None if other is None else str(result.data.names[other]),
        rival_label=None if other is None else str(result.data.called[other]),
        rival_is_above=above,
        gap=float("nan") if rival is None else float(scores[rival] - scores[at]),
        nodes=_nodes(result, row, None if rival is None else row - at + rival, above, added),
        cells=_cells(result, at, year),
        changes=_own(result.changes, unit, year),
        scale=_scale(result, year, unit),
        ahead_of_mean=ahead,
        behind_mean=behind,
        events=tuple(
            event for event in result.data.evidence if event.unit == unit and _until(event, year)
        ),
    )


def _refuse_unknown(result: Result, unit: str) -> None:
    if unit not in result.rows.units:
        message = Wording("usage.unit-of-index", unit=unit, index=result.index.code)
        hint = nearest(unit, result.rows.units)
        raise InvalidInput([Problem("unknown-unit", message, field="unit", value=unit, hint=hint)])


def _nodes(
    result: Result, row: int, rival: int | None, above: bool, added: dict[str, float]
) -> pd.DataFrame:
    """One row a node, root first; see `Explanation.nodes`."""
    import pandas as pd

    index, (years, at) = result.index, divmod(row, len(result.rows.units))
    year = result.rows.years[years]
    order, sign = index.depth_first(), influences(result)
    nodes = [node for node, _ in order]
    gaps = {} if rival is None else gap(result, row, rival)[0]
    overtake = overtaking(result, row, rival) if rival is not None and above else {}
    needed = [overtake.get(node.code, Needed()) for node in nodes]
    scored, effective = result.years.index(year), result.effective_in(year)
    ranks = (result.rank(node.code, against=sign[node.code] < 0)[scored, at] for node in nodes)
    return pd.DataFrame(
        {
            "node": [node.code for node in nodes],
            "title": [node.title.en for node in nodes],
            "title_zh": [node.title.zh for node in nodes],
            "depth": [depth for _, depth in order],
            "measure": [str(node.measure) for node in nodes],
            "value": [result.walk.column(node.code, "denominated")[row] for node in nodes],
            "finished": [result.walk.column(node.code)[row] for node in nodes],
            "rank": list(ranks),
            "weight": [effective[index.position[node.code]] for node in nodes],
            "contribution": [_total(index, node, added) for node in nodes],
            "gap": [_total(index, node, gaps) if gaps else np.nan for node in nodes],
            "overtake": [each.value for each in needed],
            "overtake_rounded": [each.rounded for each in needed],
            "overtake_raw": [each.raw for each in needed],
            "overtake_best": [each.best for each in needed],
            "overtake_beyond_best": [each.beyond for each in needed],
        }
    )


def _own(changes: pd.DataFrame, unit: str, year: Period) -> pd.DataFrame:
    """Return what steps changed in one unit's cells."""
    own = changes[(changes["unit"] == unit) & (changes["year"] == year)]
    return own.drop(columns=["unit", "year"]).reset_index(drop=True)


def _scale(result: Result, year: Period, unit: str) -> pd.DataFrame:
    """Return the scale that a unit and year was scored on: its own statistics, and those of all."""
    table, index = result.scale, result.index
    based = [node.code for node in index.nodes if node.normalisation.found.based]
    if based:
        base = table["node"].isin(based) & (table["step"] == "normalisation")
        table = table[~base | table["statistic"].str.endswith(f" of {unit}")]
    if result.fitted.by_year:
        table = table[table["year"].isin([0, year])]
    return table.drop(columns="year").reset_index(drop=True)


def _rival(ranks: Array, at: int) -> tuple[int | None, bool]:
    """Return the unit just above; for the first, the one just below."""
    if np.isnan(ranks[at]):
        return None, False
    better = np.where(ranks < ranks[at], ranks, -np.inf)
    if np.isfinite(better).any():
        return int(better.argmax()), True
    worse = np.where(ranks > ranks[at], ranks, np.inf)
    return (int(worse.argmin()), False) if np.isfinite(worse).any() else (None, False)


def _total(index: Any, node: Node, of_leaves: dict[str, float]) -> float:
    if not node.children:
        return of_leaves.get(node.code, 0.0)
    return float(sum(_total(index, index.node(child), of_leaves) for child in node.children))


def _starting_level(score: float, added: dict[str, float]) -> float:
    """Return what contributions leave of a score: 0 where that is only rounding."""
    level = score - math.fsum(added.values())
    size = max([abs(score), *(abs(part) for part in added.values())])
    return 0.0 if abs(level) <= 1e-12 * size else level


def _about_the_mean(
    result: Result, row: int, most: int = 3
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the indicators that lift the unit most above, and pull it most below, the mean unit.

    The mean is that of the units ranked in the row's year. What counts is the unit's part in its
    lead over the mean, so the way up decides whether more is good; the best value observed never
    pulls it below, the worst never lifts it above.
    """
    year, unit = divmod(row, len(result.rows.units))
    peers = result.ranked[result.years.index(result.rows.years[year])].copy()
    peers[unit] = True
    among = np.flatnonzero(peers) + row - unit
    sign, part = influences(result), lifts(result, row, among)
    best = 1 if result.index.ranking.best == "high" else -1
    found = []
    for node in result.index.leaves:
        good = best * sign[node.code]
        finished = result.walk.column(node.code)[among] * good
        own, lift = result.walk.column(node.code)[row] * good, best * part[node.code]
        lowest, highest = np.fmin.reduce(finished), np.fmax.reduce(finished)
        if (lift > 0 and own > lowest) or (lift < 0 and own < highest):
            found.append((lift, node.code))
    found.sort(key=lambda pair: -pair[0])
    ahead = tuple(code for lift, code in found[:most] if lift > 0)
    return ahead, tuple(code for lift, code in found[::-1][:most] if lift < 0)


def _cells(result: Result, at: int, year: Period) -> pd.DataFrame:
    """List where each of the unit's figures comes from: indicator, value, status, source, note."""
    import pandas as pd

    data, when = result.data, result.data.years.index(year)
    rows = []
    for column, node in enumerate(result.index.leaves):
        status, source = data.status[when, at, column], data.source[when, at, column]
        rows.append(
            {
                "indicator": node.code,
                "value": data.values[when, at, column],
                "measure": str(node.measure),
                "status": STATUSES[status] if status >= 0 else "missing",
                "source": data.sources[source].code if source >= 0 else "",
                "source_title": data.sources[source].title if source >= 0 else "",
                "note": data.notes.get((year, data.units[at], node.code), ""),
            }
        )
    return pd.DataFrame(rows)


def _until(event: Event, year: Period) -> bool:
    return not event.date or not year or begins_until(event.date, year)
