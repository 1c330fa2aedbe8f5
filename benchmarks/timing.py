"""Time things fairly: in turn, several times, medians."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence


def in_turn(
    tasks: Mapping[str, Callable[[], object]],
    runs: int = 7,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Run all tasks in turn, again and again, and return each one's median seconds.

    The first turn warms up and does not count. clock : what counts the seconds.
    """
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(runs + 1):
        for name, task in tasks.items():
            start = clock()
            task()
            if turn:
                times[name].append(clock() - start)
    return {name: statistics.median(seconds) for name, seconds in times.items()}


def of_processes() -> float:
    """Return the seconds that processors have spent on the processes that have ended.

    They are much the same on a machine that is busy with other things.
    """
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def process(*arguments: str, cache: str = "off") -> Callable[[], object]:
    """Return a task that runs Python in a process of its own.

    Compiled modules are cached as an installation has them. cache : where tables that were found
    in order are remembered, never the user's own folder.
    """
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    environment["COOPINDEX_CACHE"] = cache
    return lambda: subprocess.run(
        [sys.executable, *arguments], check=True, capture_output=True, env=environment
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(
        [*lines, *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)]
    )


def verdict(found: float, target: float) -> str:
    """Say whether a figure that should be small stays within its target."""
    return "met" if found <= target else f"missed: {found / target:.3g} times the target"


def shown(seconds: float) -> str:
    """Return a time in a readable unit."""
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if seconds * factor >= 1 or unit == "µs":
            return f"{seconds * factor:.3g} {unit}"
    raise AssertionError
