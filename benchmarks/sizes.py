"""What is asked of a scoring of 300, 1,000 and 10,000 units, 12 indicators in three dimensions."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from timing import shown, table

from coopindex import Scoring

UNITS = (300, 1_000, 10_000)
DIMENSIONS, INDICATORS = 3, 12


def scoring(units: int) -> Scoring:
    """Score units of which all indicators have something in common."""
    import coopindex

    rng = np.random.default_rng(0)
    figures = rng.normal(size=(units, 1)) + rng.normal(size=(units, INDICATORS))
    names = [f"x{number}" for number in range(INDICATORS)]
    frame = pd.DataFrame(figures, columns=names, index=[f"u{number}" for number in range(units)])
    each = INDICATORS // DIMENSIONS
    tree = {f"d{at}": names[at * each : (at + 1) * each] for at in range(DIMENSIONS)}
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
            "sensitivity, 64 draws": lambda found=found: found.sensitivity(draws=64).table,
        }
        for name, task in tasks.items():
            rows.setdefault(name, [name]).append(shown(seconds(task)))
    head = ["asked of", *(f"{units:,} units" for units in UNITS)]
    return table(head, list(rows.values())) + "\n\nOnce each, 12 indicators in three dimensions."
