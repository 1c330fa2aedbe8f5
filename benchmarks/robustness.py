"""Uncertainty, sensitivity and what they cost, beside bare numpy and the peers."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from asem import ABSENT, asem, joint, present, shaken
from draws import measured
from growth import growth
from timing import in_turn, shown, table, verdict

from coopindex.robustness.design import points
from coopindex.robustness.execution import SERIAL, Execution
from coopindex.robustness.sensitivity import sobol
from coopindex.robustness.uncertainty import uncertainty

PEERS = os.environ.get("PEERS", sys.executable)  # a Python in which the peers are installed
READ = {  # measured on another machine of 2 cores, see the note
    (15, 25): {"pysensmcda": 0.023, "pymcdm": 2.7, "scikit_criteria": 39.0},
    (300, 50): {"pysensmcda": 0.20, "pymcdm": 7.0, "scikit_criteria": 71.0},
}
SAMPLE = {
    "pysensmcda": 10_000,
    "pymcdm": 300,
    "scikit_criteria": 100,
}  # draws that a peer is given; its time is scaled up
LABELS = {
    "pysensmcda": "pysensmcda, a lambda",
    "pymcdm": "pymcdm, a loop",
    "scikit_criteria": "scikit-criteria, a loop",
}


def in_processes(tasks: Sequence[str], *settings: int) -> list[dict[str, float]]:
    """Measure tasks in turn, each in five processes of its own, and return the medians.

    Several, because where memory lies makes a difference.
    """
    found = [[measured(who, *settings) for who in tasks] for _ in range(5)]
    return [
        {key: statistics.median(one[key] for one in each) for key in each[0]}
        for each in zip(*found, strict=True)
    ]


def rank_probabilities() -> str:
    rows, notes = [], []
    for (units, indicators), read in READ.items():
        size = f"{units} x {indicators}"
        ours, bare = in_processes(("ours", "bare"), units, indicators, 10_000, 7)
        rows.append(
            [
                size,
                "coopindex",
                shown(ours["cold"]),
                shown(ours["warm"]),
                f"{ours['warm'] / bare['warm']:.2f}",
            ]
        )
        rows.append([size, "bare numpy", shown(bare["cold"]), shown(bare["warm"]), "1"])
        for peer, draws in SAMPLE.items():
            found = measured(peer, units, indicators, draws, 1, PEERS)
            factor, warm = 10_000 / draws, read[peer]
            cold, label, ours_to_peer = "not installed", LABELS[peer], "measured elsewhere"
            if found:
                cold, warm = shown(found["cold"] * factor), found["warm"] * factor
                label += f" ({draws:,} draws, scaled up)" if factor > 1 else ""
                ours_to_peer = f"{warm / bare['warm']:.3g}"
            rows.append([size, label, cold, shown(warm), ours_to_peer])
            if peer == "pysensmcda":
                notes.append(
                    f"{size}: {warm / ours['warm']:.2g} times faster than pysensmcda (target 3)"
                )
        first, later = ours["cold"] / bare["cold"], ours["warm"] / bare["warm"]
        notes.append(
            f"first call {first:.3g} times bare numpy's, next ones {later:.3g} times (target 1.5)"
        )
    head = [
        "units x indicators",
        "10,000 weight draws to rank probabilities",
        "first call",
        "next calls",
        "of bare numpy",
    ]
    after = "The first call of a process that has scored the units and shown a table of them; "
    after += "it reads the direction numbers of the design. "
    after += "Bare numpy draws pseudo-random weights and looks for no ties."
    return "\n\n".join([table(head, rows), "; ".join(notes) + ".", after])


def of_asem() -> str:
    if not present():
        return ABSENT
    result, rows = asem(), []
    two = Execution("processes", 2)
    for label, factors, draws, target, how in (
        (
            "treatment, normalisation, aggregation, weights at two levels",
            joint(result),
            50_000,
            10,
            SERIAL,
        ),
        ("the same, and an error in every cell", shaken(result), 50_000, 90, SERIAL),
        ("that in two processes, their start included", shaken(result), 131_072, 90, two),
    ):
        run = partial(uncertainty, result, factors, draws=draws, pairs=False, execution=how)
        each = in_turn({"ours": run}, runs=3)["ours"] / draws
        rows.append(
            [
                label,
                f"{draws:,}",
                shown(each),
                f"{target} µs",
                verdict(each, target * 1e-6),
                f"{0.091 / each:,.0f}",
            ]
        )
    head = [
        "ASEM, 51 x 49, the whole chain",
        "draws",
        "a draw",
        "target",
        "",
        "times COINr's 0.091 s",
    ]
    return table(head, rows)


def sobol_indices() -> str:
    factors, draws, outputs, resamples = 20, 1024, 15, 100
    f = np.random.default_rng(0).normal(size=(2 + factors, draws, outputs))
    ours = in_turn({"ours": lambda: sobol(f[0], f[1], f[2:], resamples=resamples)}, runs=5)["ours"]
    theirs, note = salib(factors, draws, outputs, resamples)
    head = [
        f"Sobol indices, {factors} factors, N = {draws:,}, "
        f"{outputs} outputs, {resamples} resamples",
        "time",
        "coopindex is faster by",
    ]
    factor = theirs / ours
    rows = [
        ["coopindex", shown(ours), ""],
        [f"SALib's loop{note}", shown(theirs), f"{factor:.3g} (target 50): {verdict(50, factor)}"],
    ]
    return table(head, rows)


def salib(factors: int, draws: int, outputs: int, resamples: int) -> tuple[float, str]:
    """Time SALib's analysis of every output in turn, in the peers' Python."""
    code = f"""
import time, json, numpy as np
from SALib.analyze import sobol
problem = {{
    "num_vars": {factors},
    "names": [str(i) for i in range({factors})],
    "bounds": [[0, 1]] * {factors},
}}
f = np.random.default_rng(0).normal(size=({draws} * ({factors} + 2), {outputs}))
run = lambda: [
    sobol.analyze(problem, y, calc_second_order=False, num_resamples={resamples})
    for y in f.T
]
run(); times = []
for _ in range(1):
    start = time.perf_counter(); run(); times.append(time.perf_counter() - start)
print(json.dumps(times[0]))
"""
    done = subprocess.run([PEERS, "-c", code], capture_output=True, text=True)
    if done.returncode:
        return 0.50, " (not installed; measured elsewhere)"
    return json.loads(done.stdout), ""


def cass() -> str:
    rows = []
    ours, bare = in_processes(("cass", "cass_bare"), 0, 0, 1_000_000, 1)
    few = measured("cass", 0, 0, 10_000, 3)
    for label, found in (("coopindex", ours), ("bare numpy", bare)):
        rows.append(
            [
                label,
                shown(found["warm"]),
                f"{found['warm'] / bare['warm']:.2f}",
                f"{found['peak']:.0f} MB",
            ]
        )
    head = [
        "a million draws of the CASS city index, every weight in a band",
        "time",
        "of bare numpy",
        "peak memory of the process",
    ]
    note = f"Target: within 1.5 times: {verdict(ours['warm'] / bare['warm'], 1.5)}. "
    note += f"Ten thousand draws take {few['peak']:.0f} MB."
    return table(head, rows) + "\n\n" + note


def sobol_points() -> str:
    size = (1 << 16, 30)
    times = in_turn(
        {
            "sobol": lambda: points(30, 0, 0, size[0]),
            "random": lambda: np.random.default_rng(0).random(size),
        },
        runs=5,
    )
    return (
        "Of which the design: "
        f"65,536 Sobol points in 30 columns {shown(times['sobol'])}, "
        f"pseudo-random ones {shown(times['random'])}."
    )


PARTS: dict[str, Callable[[], str]] = {
    "Weight draws": rank_probabilities,
    "Joint factors": of_asem,
    "Sobol indices": sobol_indices,
    "A million draws": lambda: cass() + "\n\n" + sobol_points(),
    "Growth": growth,
}


def run() -> str:
    found = []
    for title, part in PARTS.items():
        start = time.perf_counter()
        found.append(f"### {title}\n\n{part()}")
        print(f"  {title}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return "\n\n".join(found)
