"""Reading a table of 300,000 observations: to a table, and all the way to an index's data.

`python benchmarks/reading.py WHO FOLDER` reads once in a process of its own, and prints the seconds
and the memory that it took, beyond what the process had taken before, as JSON.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from timing import shown, table, verdict

UNITS, INDICATORS, YEARS = 500, 40, range(2010, 2025)
TEXTS = ("unit", "indicator", "year", "status", "source", "note")
RUNS = 5
PEER = "pandas, texts as categories"


def write(folder: Path) -> None:
    """Write an index with a long table of observations: 300,000 rows, figures as people round."""
    rng = np.random.default_rng(0)
    units, codes = (
        [f"{name}{k}" for k in range(n)] for name, n in (("u", UNITS), ("x", INDICATORS))
    )
    with (folder / "observations.csv").open("w", encoding="utf-8") as file:
        file.write("unit,indicator,year,value,status,source,note\n")
        for unit in units:
            for code in codes:
                figures = rng.uniform(0, 1000, len(YEARS)).tolist()
                rounded = map(round, figures, rng.integers(0, 5, len(YEARS)).tolist())
                file.writelines(
                    f"{unit},{code},{year},{figure},observed,s,\n"
                    for year, figure in zip(YEARS, rounded, strict=True)
                )
    (folder / "sources.yaml").write_text("s: {title: A table}\n", "utf-8")
    (folder / "index.yaml").write_text(
        "index: index\nyear: 2024\ndata: {observations: observations.csv, sources: sources.yaml}\n"
        "defaults: {normalisation: min_max}\nchildren:\n"
        + "".join(f"  {code}: {{bounds: [0, null]}}\n" for code in codes),
        "utf-8",
    )


def peak() -> float:
    """Return the most memory that this process has held, in MB.

    Linux counts a parent's own peak in `ru_maxrss` where it starts a process; not in its status.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read(who: str, folder: Path) -> None:
    """Read once, after a table of no size was read, and print what it took."""
    observations = folder / "observations.csv"
    # what pandas takes to start is nobody's reading
    import pandas as pd

    if who == PEER:
        task = lambda path: pd.read_csv(path, dtype=dict.fromkeys(TEXTS, "category"))
    elif who == "a table":
        from coopindex.content.tables.read import read_table

        task = lambda path: read_table(path, path.name)
    else:
        from coopindex.content import read_content

        index = read_content(folder / "index.yaml")
        read_content("china-ceec-cities").data()
        task = lambda _: index.data()
    if who != "data":
        task(folder / "head.csv")
    before = peak()
    start = time.perf_counter()
    found = task(observations)
    seconds = time.perf_counter() - start
    assert found is not None
    print(json.dumps({"seconds": seconds, "peak": peak() - before}))


def run() -> str:
    who = (PEER, "a table", "data")
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in who}
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        lines = (folder / "observations.csv").read_text("utf-8").splitlines(keepends=True)[:9]
        (folder / "head.csv").write_text("".join(lines), "utf-8")
        for _ in range(RUNS):
            for one in who:
                command = [sys.executable, __file__, one, name]
                found = subprocess.run(command, check=True, capture_output=True, text=True)
                taken[one].append(json.loads(found.stdout))
    medians = {
        one: {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        for one, runs in taken.items()
    }
    peer = medians[PEER]
    rows = [
        [
            {"a table": "coopindex, a table", "data": "coopindex, checked data"}.get(one, one),
            shown(found["seconds"]),
            f"{found['seconds'] / peer['seconds']:.1f}",
            f"{found['peak']:.0f} MB",
            f"{found['peak'] / peer['peak']:.1f}",
        ]
        for one, found in medians.items()
    ]
    ours = medians["a table"]
    head = ["300,000 rows of a long CSV", "time", "of pandas", "peak of memory", "of pandas"]
    slow, large = (ours[key] / peer[key] for key in ("seconds", "peak"))
    return table(head, rows) + (
        "\n\nEach in a process of its own; memory is what was taken beyond what the imports took. "
        f"Targets: a table within 3 times pandas' time: {verdict(slow, 3)}; within 3 times its "
        f"memory: {verdict(large, 3)}."
    )


if __name__ == "__main__":
    read(sys.argv[1], Path(sys.argv[2]))
