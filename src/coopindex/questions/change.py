"""Several years in one: how units move, and what a change of score is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Node
from coopindex.engine.refusals import not_scored
from coopindex.engine.result import Result
from coopindex.engine.rows import Rows
from coopindex.engine.score import score
from coopindex.engine.walk import walk
from coopindex.methods.registry import Array
from coopindex.periods import Period, moment, words
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.questions.contributions import gaps

if TYPE_CHECKING:
    import pandas as pd

CAUSES = ("weights", "scale", "membership")  # besides the units' own figures


def trajectories(result: Result) -> pd.DataFrame:
    """One row a unit, its rank in each year scored, the columns; best in the last year first."""
    import pandas as pd

    ranks = result.rank()
    best_first = np.argsort(ranks[-1], kind="stable")
    units = pd.Index([result.rows.units[unit] for unit in best_first], name="unit")
    return pd.DataFrame(
        ranks.T[best_first], index=units, columns=pd.Index(result.years, name="year")
    )


def trends(result: Result, node: str | None = None, step: str = "finished") -> pd.DataFrame:
    """Summarise every unit's course over the years scored, in a node after one of its steps.

    One row a unit, over the years in which it has a value: first, last (years), start, end
    (values), years (the share of the years that has one); growth : compound annual growth rate
    (end / start)^(1 / (last - first)) - 1, of values above 0; slope : of the line of least
    squares, a year (of months and quarters too, which are parts of one); trend : slope as a share
    of the line's value in the first year. NaN with fewer than two years.

    Growth is of ratios: it says little of a scale without a natural 0, such as min-max.
    """
    import pandas as pd

    values = result.array(node or result.index.code, step)
    when = np.array([moment(year) for year in result.years])
    label = when if isinstance(result.years[0], int) else result.years
    rows = []
    for unit, course in zip(result.rows.units, values.T, strict=True):
        there = np.flatnonzero(~np.isnan(course))
        row: dict[str, float | str] = {"unit": unit, "years": len(there) / len(when)}
        if len(there) > 1:
            year, value = when[there] - when[there[0]], course[there]
            slope = float((year - year.mean()) @ value / np.square(year - year.mean()).sum())
            begun = value.mean() - slope * year.mean()
            growth = (
                (value[-1] / value[0]) ** (1 / year[-1]) - 1
                if value[0] > 0 and value[-1] >= 0
                else np.nan
            )
            row |= {
                "first": label[there[0]],
                "last": label[there[-1]],
                "start": value[0],
                "end": value[-1],
            }
            row |= {"growth": growth, "slope": slope, "trend": slope / begun if begun else np.nan}
        rows.append(row)
    return pd.DataFrame(
        rows, columns=["unit", "first", "last", "start", "end", "years", "growth", "slope", "trend"]
    ).set_index("unit")


def change(result: Result, start: Period, end: Period) -> pd.DataFrame:
    """Split every unit's change of score between two years exactly, the scale held that scored it.

    One row a unit scored in both years and cause: unit, start, end, change, cause, node, points.
    cause : `indicator`, what the own figures of the indicator `node` brought; `weights` that differ
    between the years; the `scale`, where each year has its own and other units' figures moved it;
    `membership`: units that entered or left moved it. The points of a unit add up to its change,
    and are 0 where what they name did not change.

    Each of the three (own figures, scale, weights) is the mean of what its change brings before and
    after the others' (Shapley's value). Years that were not scored are `InvalidInput`.
    """
    raise_errors(not_scored(result.years, start, end))
    start, end = (result.years[result.at(year)] for year in (start, end))
    first, last = (result.score[result.at(year)] for year in (start, end))
    both = np.flatnonzero(~np.isnan(first) & ~np.isnan(last))
    if not both.size:
        message, hint = (
            Wording("usage.nobody-in-both", start=start, end=end),
            Wording("usage.other-years.hint", **words(result.years)),
        )
        raise InvalidInput([Problem("nobody-in-both", message, field="year", hint=hint)])
    corners = _corners(result, start, end)
    steady = _corners_of_common(result, start, end, both)
    points, own = [], corners.parts(both.tolist())
    for position, unit in enumerate(both.tolist()):
        _, by_scale, by_weights = corners.split(unit)
        others = by_scale if steady is None else steady.split(position)[1]
        others = by_scale if np.isnan(others) else others
        parts = [*own[position], by_weights, others, by_scale - others]
        # what is smaller than rounding is nothing
        least = 1e-12 * max(abs(first[unit]), abs(last[unit]))
        points.append([float(part) if abs(part) > least else 0.0 for part in parts])
    return _long(result, both, first, last, np.array(points))


def _long(
    result: Result, both: NDArray[np.intp], first: Array, last: Array, points: Array
) -> pd.DataFrame:
    """Lay points (units, indicators and causes) out, one row a unit and cause."""
    import pandas as pd

    leaves, (units, parts) = [leaf.code for leaf in result.index.leaves], points.shape
    at = np.repeat(both, parts)
    return pd.DataFrame(
        {
            "unit": [result.rows.units[unit] for unit in at],
            "start": first[at],
            "end": last[at],
            "change": last[at] - first[at],
            "cause": [*["indicator"] * len(leaves), *CAUSES] * units,
            "node": [*leaves, *[""] * len(CAUSES)] * units,
            "points": points.ravel(),
        }
    )


@dataclass(frozen=True, eq=False)
class Corners:
    """Two years' figures of every unit, under either year's scale and either year's weights.

    walks : in every year's rows stand all units twice, first with the figures of the start, then
        with those of the end. Of the first walk, a year's weights are its own; of the second, where
        weights differ by year, the two years have exchanged them. scores : (R,) of each walk, NaN
        where the figures of a year have no value on the other year's scale.
    years : where the two years stand among those walked. apart : whether any scale is a year's own.
    """

    walks: tuple[Result, ...]
    scores: tuple[Array, ...]
    years: tuple[int, int]
    apart: bool

    def _row(self, unit: int, figures: int, scale: int) -> int:
        units = len(self.walks[0].rows.units)
        return self.years[scale] * units + figures * units // 2 + unit

    def _which(self, scale: int, weights: int) -> int:
        return (scale != weights) % len(self.walks)

    def _ways(self, unit: int) -> list[tuple[list[float], tuple[int, int]]]:
        """Return the ways from the start to the end on which every corner has a value.

        A way changes own figures, scale and weights one after the other: what each of them brings,
        and under which scale and weights the figures changed.
        """
        found = []
        for order in permutations(range(3)):
            corner, brings = [0, 0, 0], [0.0, 0.0, 0.0]
            under, reached = (0, 0), self._score(unit, corner)
            for player in order:
                under = (corner[1], corner[2]) if player == 0 else under
                corner[player] = 1
                before, reached = reached, self._score(unit, corner)
                brings[player] = reached - before
            if not np.isnan(brings).any():
                found.append((brings, under))
        return found

    def _score(self, unit: int, corner: Sequence[int]) -> float:
        figures, scale, weights = corner
        return float(self.scores[self._which(scale, weights)][self._row(unit, figures, scale)])

    def split(self, unit: int) -> Array:
        """What own figures, scale and weights brought, (3,), on average over the ways.

        Where no way has a value at every corner, all is said of what moved besides the figures.
        """
        ways = self._ways(unit)
        if ways:
            return np.asarray(np.mean([brings for brings, _ in ways], axis=0))
        whole = self._score(unit, (1, 1, 1)) - self._score(unit, (0, 0, 0))
        return np.array([0.0, whole, 0.0] if self.apart else [0.0, 0.0, whole])

    def parts(self, units: Sequence[int]) -> Array:
        """What each indicator's own figures brought each unit, on average over the ways, (U, L)."""
        under = [self._under(unit) for unit in units]
        found = np.zeros((len(under), len(self.walks[0].index.leaves)))
        for scale, weights in sorted({corner for each in under for corner in each}):
            share = np.array([each[scale, weights] / max(each.total(), 1) for each in under])
            some = np.flatnonzero(share)
            first, last = (
                np.array([self._row(units[at], figures, scale) for at in some.tolist()])
                for figures in (0, 1)
            )
            parts, _ = gaps(self.walks[self._which(scale, weights)], first, last)
            found[some] += share[some, None] * np.stack(list(parts.values()), axis=-1)
        return found

    def _under(self, unit: int) -> Counter[tuple[int, int]]:
        """Count under which scale and weights the figures change on the ways."""
        under = Counter(under for _, under in self._ways(unit))
        if len(self.walks) > 1:
            return under
        # weights are the same everywhere, and where the scale is too one corner says it all
        merged = Counter[tuple[int, int]]()
        for (scale, _), times in under.items():
            merged[scale if self.apart else 0, 0] += times
        return merged


def _corners(result: Result, start: Period, end: Period) -> Corners:
    """Walk both years' figures under every year's scale, as it was fitted."""
    rows = result.rows
    years, units = (rows.years.index(start), rows.years.index(end)), len(rows.units)
    both = np.concatenate([year * units + np.arange(units) for year in years])
    come_from = np.tile(both, len(rows.years))
    doubled = replace(
        rows,
        units=rows.units * 2,
        groups={name: np.tile(labels, 2) for name, labels in rows.groups.items()},
        variables={name: values[come_from] for name, values in rows.variables.items()},
        referred=None,
        unseen=None,
    )
    leaves = result.data.raw(rows.years)[come_from]
    found = [_walked(result, doubled, leaves, come_from)]
    # under its own scale and weights a year's figures have the score that they have
    for figures, year in enumerate(years):
        own = year * 2 * units + figures * units + np.arange(units)
        found[0][1][own] = result.walk.score[year * units + np.arange(units)]
    if any(weights.ndim > 1 and len(weights) > 1 for weights in result.walk.weights.values()):
        exchanged = np.arange(len(rows.years))
        exchanged[list(years)] = years[::-1]
        settled = {
            (nodes, step): found[exchanged] if step == "weighting" and found.ndim > 1 else found
            for (nodes, step), found in result.fitted.settled.items()
        }
        other = replace(result, fitted=replace(result.fitted, settled=settled))
        found.append(_walked(other, doubled, leaves, come_from))
    walks, scores = zip(*found, strict=True)
    return Corners(walks, scores, years, _apart(result))


def _apart(result: Result) -> bool:
    """Whether any scale is a year's own."""
    if result.fitted.held:
        return bool(result.fitted.by_year)
    return any(result.rows.apart(of) for _, _, of in result.index.fits)


def _walked(
    result: Result,
    rows: Rows,
    leaves: Array,
    come_from: NDArray[np.intp],
    blank: frozenset[str] = frozenset(),
) -> tuple[Result, Array]:
    """Walk rows on a scale that is held: the walk, and its scores.

    come_from : where each row stood when the scale was fitted. Units that have no value somewhere
    on the other year's scale stay `blank`, without a score.
    """

    def settle(nodes: Sequence[Node], stage: str, fit: Callable[[], Any]) -> Any:
        held = result.fitted.hold(nodes, stage, fit)
        # what was filled in along a unit's own years goes where the row goes
        along = stage == "imputation" and nodes[0].imputation.found.across_years
        return held[come_from] if along else held

    out = np.tile(np.isin(rows.units, list(blank)), len(rows.years))
    try:
        figures = np.where(out[:, None], np.nan, leaves)
        given = result.scheme.weights
        done = walk(result.index, rows, figures, given, settle=settle, lenient=True)
    except InvalidInput as invalid:
        further = {problem.unit for problem in invalid.problems if problem.unit} - blank
        if not further:
            raise
        return _walked(result, rows, leaves, come_from, blank | further)
    return replace(result, rows=rows, walk=done), np.where(out, np.nan, done.score)


def _corners_of_common(
    result: Result, start: Period, end: Period, both: NDArray[np.intp]
) -> Corners | None:
    """Return the corners of the units scored in both years as if there were no others.

    None where no unit came or went, or a scale that is held hangs on none.
    """
    scored = [~np.isnan(result.score[result.years.index(year)]) for year in (start, end)]
    if result.fitted.held or not _apart(result) or (scored[0] == scored[1]).all():
        return None
    data = result.data.take([result.data.units[unit] for unit in both])
    with suppress(InvalidInput):
        return _corners(score(result.index, data, result.scheme, result.years), start, end)
    return None
