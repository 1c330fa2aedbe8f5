"""What the treatment of outliers did to each column, and to its skewness and kurtosis."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.frames import plain, records
from coopindex.engine.index import Node
from coopindex.engine.scored import Scored
from coopindex.figures import beside
from coopindex.methods.registry import Array
from coopindex.methods.settled import mapped
from coopindex.methods.summaries import shape
from coopindex.methods.treatment import LIMITS, Winsorised, is_failing
from coopindex.periods import Period
from coopindex.phrases import comma, joined, say

if TYPE_CHECKING:
    import pandas as pd


COLUMNS = (
    "node",
    "year",
    "method",
    "done",
    "points",
    "raised",
    "lowered",
    "skewness_before",
    "kurtosis_before",
    "skewness",
    "kurtosis",
    "passes",
)


def treatments(result: Scored) -> pd.DataFrame:
    """One row a treated column, and a year where each year is treated on its own.

    year : 0 where the statistics are those of several years together.

    done : `winsorised`, `clipped`, `logged`, `winsorised and logged`, or `left` as it was.
    points : how many were moved; of a column that is logged, how many had been tried in vain.
    raised, lowered : how many of them keep their new value, from below and from above.
    skewness, kurtosis : after the treatment, like those before of the rows whose statistics it
    takes, of type 2. passes : whether the column now keeps the limits of `winsorise`; elsewhere
    missing.
    """
    import pandas as pd

    return pd.DataFrame(_rows(result), columns=list(COLUMNS)).astype({"passes": "boolean"})


def plain_treatments(result: Scored) -> list[dict[str, Any]]:
    """Return the same as plain values, a mapping a row."""
    return [dict(zip(COLUMNS, map(plain, row), strict=True)) for row in _rows(result)]


def _rows(result: Scored) -> Iterator[tuple[Any, ...]]:
    for level, steps in zip(result.index.levels, result.walk.levels, strict=True):
        for column, node in enumerate(level.nodes):
            if not node.treatment.leaves_alone:
                before, after = (steps[step][..., column] for step in ("imputed", "treated"))
                yield from _of(result, node, before, after)


def _of(result: Scored, node: Node, before: Array, after: Array) -> Iterator[tuple[Any, ...]]:
    choice, rows = node.treatment, result.rows
    reference = choice.reference or node.reference or result.index.reference
    held, chosen = result.fitted.held, np.zeros(len(before), bool)
    chosen[slice(None) if held else rows.reference(reference)] = True
    apart = len(rows.years) > 1 and (held or reference.years == "each")
    alone = rows.years if len(rows.years) == 1 else (0,)
    for year in result.years if apart else alone:
        here = chosen & (rows.year == year) if apart else chosen
        x, y = before[here, None], after[here, None]
        was, now = shape(x), shape(y)
        limits = limits_of(node)
        passes = not is_failing(y, limits)[0].item() if limits else None
        shapes = (part.item() for part in (*was, *now))
        yield (
            node.code,
            year,
            choice.method,
            *_done(node, _found(result, node, year), x, y),
            *shapes,
            passes,
        )


def why_treated(result: Scored, table: pd.DataFrame) -> dict[str, dict[int, str]]:
    """Say what was done to each column in words, by node and year (0: all years)."""
    found: dict[str, dict[int, str]] = {}
    for row in records(table):
        limits = limits_of(result.index.node(row["node"]))
        found.setdefault(row["node"], {})[row["year"]] = treatment_in_words(row, limits)
    return found


def limits_of(node: Node) -> dict[str, float]:
    """Return the skewness and the kurtosis at which a column has outliers; none stated: {}."""
    choice = node.treatment
    limits = choice.found.options.get("when")
    return dict(choice.settings.get("when", limits.default) or {}) if limits else {}


def _found(result: Scored, node: Node, year: Period) -> Any:
    """Return what the treatment settled for a year; None where it settles nothing."""
    scale = result.fitted
    if not scale.has(node.code, "treatment"):
        return None
    found = scale.of(node.code, "treatment")
    by_year = (node.code, "treatment") in scale.by_year
    return mapped(found, lambda x: x[scale.years.index(year)]) if by_year else found


def _done(node: Node, found: Any, x: Array, y: Array) -> tuple[str, int, int, int]:
    """Say what was done to a column (R, 1), to how many points, and how many went each way."""
    if isinstance(found, Winsorised) and found.logged.item():
        # the logarithm is taken of the column as it was, or of the winsorised one
        raised, lowered = int((x < found.low).sum()), int((x > found.high).sum())
        done = "winsorised and logged" if raised + lowered else "logged"
        return done, found.moved.item(), raised, lowered
    raised, lowered = int((y > x).sum()), int((y < x).sum())
    # limits that are found winsorise, those that are stated clip
    done = "winsorised" if node.treatment.found.statistics else "clipped"
    return done if raised + lowered else "left", raised + lowered, raised, lowered


def treatment_in_words(
    row: Mapping[str, Any], limits: Mapping[str, float] = LIMITS, lang: str = "en"
) -> str:
    """Say what was done to a column, with skewness and kurtosis before and after.

    >>> row = {"done": "winsorised", "points": 1, "skewness_before": 2.2436, "skewness": 1.7538}
    >>> treatment_in_words(row | {"kurtosis_before": 6.2982, "kurtosis": 3.2469})
    'winsorised, 1 point of the column; skewness 2.24 to 1.75, kurtosis 6.30 to 3.25'
    """
    points, done = say("changes.points_of", lang, count=row["points"]), row["done"]
    if done == "logged" and row["points"]:
        said = say("changes.logged_after", lang, points=points)
    elif done in ("logged", "left"):
        said = say(f"changes.{done}", lang)
    else:
        said = say("changes.moved", lang, done=say(f"changes.done_{done}", lang), points=points)
    moved = []
    for name in ("skewness", "kurtosis"):
        ends = [row[f"{name}_before"], row[name]]
        at = [side * limits[name] for side in (-1, 1)] if name in limits else []
        if all(end is not None and math.isfinite(end) for end in ends):
            before, after = (beside(end, *at) for end in ends)
            title = say(f"changes.{name}", lang)
            moved.append(say("changes.shape", lang, name=title, before=before, after=after))
    return joined([said, comma(lang).join(moved)] if moved else [said], lang)
