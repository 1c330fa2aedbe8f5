"""What is asked of a scoring of 300, 1,000 and 10,000 units, and of one of 5,000 indicators."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from timing import shown, table

from coopindex import Scoring

UNITS = (300, 1_000, 10_000)
DIMENSIONS, INDICATORS = 3, 12
# units and indicators of a wide index, all of them in one family
WIDE = 20, 5_000


def scoring(units: int, indicators: int = INDICATORS, dimensions: int = DIMENSIONS) -> Scoring:
    """Score units of which all indicators have something in common."""
    import coopindex

    rng = np.random.default_rng(0)
    figures = rng.normal(size=(units, 1)) + rng.normal(size=(units, indicators))
    names = [f"x{number}" for number in range(indicators)]
    frame = pd.DataFrame(figures, columns=names, index=[f"u{number}" for number in range(units)])
    each = indicators // dimensions
    tree = {f"d{at}": names[at * each : (at + 1) * each] for at in range(dimensions)}
    return coopindex.score(frame, tree=tree, normalisation={"method": "min_max", "scale": [1, 100]})


def seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def run() -> str:
    rows: dict[str, list[object]] = {}
    for units in UNITS:
        found = scoring(units)
        tasks: dict[str, Callable[[], object]] = {
            "explain, one unit": lambda found=found: found.explain("u0"),
            "uncertainty, 1,024 draws": lambda found=found: found.uncertainty(draws=1024).table(),
            "audit, 1,000 draws": lambda found=found: found.audit().as_dict(),
            "sensitivity, 64 draws": lambda found=found: found.sensitivity(draws=64).table,
        }
        for name, task in tasks.items():
            rows.setdefault(name, [name]).append(shown(seconds(task)))
    head = ["asked of", *(f"{units:,} units" for units in UNITS)]
    wide = scoring(*WIDE, dimensions=1)
    explained = shown(seconds(lambda: wide.explain("u0")))
    return (
        table(head, list(rows.values()))
        + "\n\nOnce each, 12 indicators in three dimensions. "
        + f"Of 20 units and 5,000 indicators in one dimension, explain takes {explained}."
    )
