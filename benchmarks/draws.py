"""Weight draws to the table of rank probabilities, ours, bare numpy's and the peers'.

    python draws.py WHO UNITS INDICATORS DRAWS

Prints the seconds of the first call, the median of the next ones and the peak memory of a process
of its own, as JSON. Needs nothing of coopindex unless asked for it, so that it also runs where only
a peer is installed.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

CHUNK = 8192  # draws that bare numpy does at once


def points(units: int, indicators: int) -> np.ndarray:
    return np.random.default_rng(0).uniform(1, 100, size=(units, indicators))


def ours(units: int, indicators: int, draws: int) -> Callable[[], object]:
    import pandas as pd
    from scoring import flat

    from coopindex.engine.score import score
    from coopindex.robustness.factors import Weights
    from coopindex.robustness.uncertainty import uncertainty

    result = score(*flat(points(units, indicators)))
    pd.Series(
        result.score[-1], index=list(result.rows.units)
    )  # who asks how robust a ranking is has looked at it in a table
    factors = [Weights("weights", ("index",), "free")]
    return lambda: uncertainty(result, factors, draws=draws, pairs=False).rank_probabilities


def counted(scores: np.ndarray) -> np.ndarray:
    """Count in how many draws each unit takes each place; no thought is given to ties."""
    units = scores.shape[1]
    order = np.argsort(-scores, axis=1)
    return np.bincount((order * units + np.arange(units)).ravel(), minlength=units * units)


def bare(units: int, indicators: int, draws: int) -> Callable[[], object]:
    x = points(units, indicators)
    scaled = ((x - x.min(axis=0)) / np.ptp(x, axis=0) * 99 + 1).T.copy()

    def run() -> np.ndarray:
        rng, counts = np.random.default_rng(0), 0
        for start in range(0, draws, CHUNK):
            weights = rng.standard_exponential((min(CHUNK, draws - start), indicators))
            weights /= weights.sum(axis=1, keepdims=True)
            counts = counts + counted(weights @ scaled)
        return counts.reshape(units, units) / draws

    return run


def cass(_: int, __: int, draws: int) -> Callable[[], object]:
    from coopindex import load
    from coopindex.robustness.basis import Basis
    from coopindex.robustness.factors.weights import weight_factors
    from coopindex.robustness.uncertainty import uncertainty

    result = load("china-ceec-cities").score()
    factors = weight_factors(Basis.of(result), 0.25, False, ())
    return lambda: uncertainty(result, factors, draws=draws, pairs=False).rank_probabilities


def cass_bare(_: int, __: int, draws: int) -> Callable[[], object]:
    """Every weight of the CASS index in a band of a quarter either way.

    Families are scaled to their sum, and multiplied down the tree.
    """
    from coopindex import load

    result = load("china-ceec-cities").score()
    index, leaves = result.index, len(result.index.leaves)
    scaled = result.walk.levels[0]["finished"].T.copy()
    base, families = result.shares.reshape(-1, len(index.nodes))[-1], list(index.families.values())
    parent = np.array([index.position[node.parent] if node.parent else 0 for node in index.leaves])

    def run() -> np.ndarray:
        rng, counts = np.random.default_rng(0), 0
        for start in range(0, draws, CHUNK):
            weights = base * (0.75 + 0.5 * rng.random((min(CHUNK, draws - start), len(base))))
            for family in families:
                weights[:, family] /= weights[:, family].sum(axis=1, keepdims=True)
            counts = counts + counted((weights[:, :leaves] * weights[:, parent]) @ scaled)
        return counts / draws

    return run


def pysensmcda(units: int, indicators: int, draws: int) -> Callable[[], object]:
    from pysensmcda.smaa import rank_acceptability, simulate

    x = points(units, indicators)
    scaled = (x - x.min(axis=0)) / np.ptp(x, axis=0)
    settings = {"num_samples": draws, "reverse_ranking": True, "store": "accumulate", "seed": 0}
    return lambda: rank_acceptability(
        simulate(lambda m, w, _: m @ w, scaled, np.ones(indicators), **settings)
    )


def pymcdm(units: int, indicators: int, draws: int) -> Callable[[], object]:
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    x, types, method = points(units, indicators), np.ones(indicators), WSM(minmax_normalization)

    def run() -> np.ndarray:
        weights = np.random.default_rng(0).dirichlet(np.ones(indicators), draws)
        ranks = np.array([method.rank(method(x, each, types)) for each in weights]).astype(int) - 1
        return np.array([np.bincount(unit, minlength=units) for unit in ranks.T]) / draws

    return run


def scikit_criteria(units: int, indicators: int, draws: int) -> Callable[[], object]:
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel

    x = points(units, indicators)
    scaled, method = (x - x.min(axis=0)) / np.ptp(x, axis=0), WeightedSumModel()

    def run() -> np.ndarray:
        weights = np.random.default_rng(0).dirichlet(np.ones(indicators), draws)
        table = lambda each: skcriteria.mkdm(scaled, np.ones(indicators), weights=each)
        ranks = np.array([method.evaluate(table(each)).rank_ for each in weights]).astype(int) - 1
        return np.array([np.bincount(unit, minlength=units) for unit in ranks.T]) / draws

    return run


TASKS = {
    task.__name__: task
    for task in (ours, bare, cass, cass_bare, pysensmcda, pymcdm, scikit_criteria)
}


def measured(
    who: str, units: int, indicators: int, draws: int, runs: int = 7, python: str = sys.executable
) -> dict[str, float] | None:
    """Time a task in a process of its own; None where what it needs is not installed."""
    arguments = [python, __file__, who, *map(str, (units, indicators, draws, runs))]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=Path(__file__).parent)
    if done.returncode and "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    units, indicators, draws, runs = map(int, sys.argv[2:])
    task = TASKS[sys.argv[1]](units, indicators, draws)
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    peak = (
        int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    )  # getrusage would count the parent's
    print(
        json.dumps({"cold": times[0], "warm": statistics.median(times[1:] or times), "peak": peak})
    )
