"""A small example of every method, reckoned by the method itself: what goes in, what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coopindex.methods.options import Named
from coopindex.methods.registry import IDENTITY, Array, Context, Method

GROUP = "region"  # the grouping column of the example
NAN = np.nan
VALUES = np.array([[2.0, 4.0, 6.0, 8.0, 20.0]]).T  # five units, the last one far ahead
GAP = np.array([[2.0, 4.0, NAN, 8.0, 20.0]]).T
OUTLIER = np.array([[2.0, 4.0, 6.0, 8.0, 90.0]]).T
BESIDE = np.array([[1.0, 2.0, 3.0, 4.0, 10.0]]).T  # what stands beside a column with a gap
POINTS = np.array([[20.0, 50.0, 80.0], [50.0, 50.0, 50.0], [40.0, 30.0, 20.0]])  # units x children
SPREAD = np.array([[10.0, 40, 30], [30, 50, 90], [50, 20, 60], [90, 90, 40], [70, 80, 50]])
# the options of a method's example, where it must be told some, or shows more with them
OPTIONS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("imputation", "constant"): {"value": 0},
    ("imputation", "group_mean"): {"group": GROUP},
    ("imputation", "group_median"): {"group": GROUP},
    ("imputation", "k_nearest"): {"neighbours": 2},
    ("treatment", "clip"): {"upper": 10},
    ("treatment", "winsorise_mad"): {"factor": 2},
    ("normalisation", "goalposts"): {"lower": 0, "upper": 10},
    ("normalisation", "ideal_range"): {"lower": 5, "upper": 8},
    ("normalisation", "distance_to_reference"): {"unit": "d"},
    ("normalisation", "distance_to_target"): {"target": 10},
    ("normalisation", "categories"): {"thresholds": (5, 10), "points": (0, 50, 100)},
    ("rounding", "round"): {"decimals": 1},
    ("weighting", "ahp"): {"matrix": ((1, 2, 4), (1 / 2, 1, 2), (1 / 4, 1 / 2, 1))},
    ("weighting", "budget_allocation"): {
        "experts": {"mayor": (60, 30, 10), "scholar": (40, 40, 20)}
    },
    ("weighting", "combined"): {"of": (Named("equal"), Named("entropy"))},
    ("weighting", "rank_order"): {"ranks": (1, 2, 2)},
    ("weighting", "best_worst"): {"best_to_others": (1, 2, 8), "others_to_worst": (8, 4, 1)},
    ("aggregation", "coupling_coordination"): {"scale": (0, 100)},
    ("aggregation", "power"): {"exponent": 0.5},
    ("aggregation", "owa"): {"lowest": 2},
    ("denomination", "divide"): {"by": np.array([[1.0], [2], [2], [8], [5]]), "per": 100},
}


@dataclass(frozen=True)
class Example:
    """What a method makes of a few figures.

    given : (R, K) units and columns. found : (R,) what becomes of the first column, or the units'
    points or ranks; of a weighting the weights, (K,). options : those that it was told.
    """

    given: Array
    found: Array
    options: Mapping[str, Any] = field(default_factory=dict)


def example(method: Method) -> Example | None:
    """Return a method's example; None where nothing is done, or words alone can say it.

    >>> from coopindex.methods.registry import find
    >>> example(find("normalisation", "min_max")).found.round(1).tolist()
    [0.0, 11.1, 22.2, 33.3, 100.0]
    """
    if method.name == IDENTITY or method.stage == "missing":
        return None
    options = OPTIONS.get((method.stage, method.name), {})
    given = _given(method)
    weights = np.ones(given.shape[1]) if method.stage == "aggregation" else None
    if method.stage == "ranking":
        return Example(given, method.function(given[:, 0]), options)
    context = _context(*given.shape, along_years=method.across_years or method.based)
    referred = slice(0, 1) if method.based else slice(None)
    statistics = method.summarise(given[referred], options, context.take(referred), weights)
    arguments = (statistics, None) if weights is None else (weights, statistics)
    found = method.apply(given, arguments[0], options, context, arguments[1])
    return Example(given, found[:, 0] if found.ndim > 1 else found, options)


def _given(method: Method) -> Array:
    """Return what goes into a stage's example."""
    if method.stage == "imputation":
        return np.hstack([GAP, BESIDE]) if method.across_columns else GAP
    if method.stage == "aggregation":
        return POINTS[:, 1:] if method.pair else POINTS
    stages = {
        "treatment": OUTLIER,
        "weighting": SPREAD,
        "rounding": np.array([[2.24, 2.25, 2.26]]).T,
        "ranking": np.array([[70.0, 60.0, 60.0, 40.0]]).T,
    }
    return stages.get(method.stage, VALUES)


def _context(rows: int, columns: int, *, along_years: bool) -> Context:
    """Return who stands in the rows: as many units, or the years of one."""
    labels = np.array((["east"] * 4 + ["west"] * rows)[:rows])
    places = np.arange(rows)
    return Context(
        tuple("abcdefgh"[:rows]),
        places * 0 if along_years else places,
        2020 + places * along_years,
        np.ones(columns),
        groups={GROUP: labels},
        parent=np.zeros(columns, np.intp),
    )
