"""Best and worst ranks whatever the weights: how long until all are proved, or what is by then."""

from __future__ import annotations

import os
import time

import numpy as np
from scoring import flat
from timing import shown, table

from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.robustness.exact.guarantee import guarantee

PROCESSES = 2
# units, weights, whether indicators are correlated, seconds allowed, what is aimed at
RUNS = [
    (37, 12, True, 60, "all in 1 s"),
    (100, 6, True, 60, "all in 2 s"),
    (287, 8, True, 60, "all in 60 s"),
    (186, 12, True, 90, "all within one place in 90 s"),
    (287, 8, False, 240, "all in 240 s"),
    (500, 10, True, 15, ""),
    (500, 10, True, 30, ""),
    (500, 10, True, 60, "bounds that close in evenly"),
]


def random(units: int, indicators: int, correlated: bool) -> Result:
    """Score units at random: a common part and one of each indicator, of equal variance."""
    random = np.random.default_rng(0)
    own = random.normal(size=(units, indicators))
    return score(*flat(own + random.normal(size=(units, 1)) if correlated else own))


def run() -> str:
    rows = []
    for units, indicators, correlated, limit, target in RUNS:
        result = random(units, indicators, correlated)
        start, used = time.perf_counter(), sum(os.times()[:4])
        found = guarantee(result, seconds=limit, processes=PROCESSES)
        took, work = time.perf_counter() - start, sum(os.times()[:4]) - used
        gaps = np.array([abs(one.rank - one.bound) for one in (*found.best, *found.worst)])
        rows.append(
            [
                f"{units} x {indicators}",
                "correlated" if correlated else "independent",
                f"{limit} s",
                shown(took),
                shown(work),
                f"{np.mean(gaps == 0):.1%}",
                f"{np.mean(gaps <= 1):.1%}",
                f"{gaps.mean():.2g}",
                gaps.max(),
                target,
            ]
        )
    head = ["units x weights", "indicators", "limit", "took", "processor time of both processes"]
    head += ["ranks proved", "within one place", "places open, mean", "most", "target"]
    note = "All weights free, best and worst ranks of all units, two processes. Where other work "
    note += "shares the machine, the time taken is longer, and less is proved by the limit: half "
    note += "the processor time is what two free cores take."
    return table(head, rows) + "\n\n" + note
