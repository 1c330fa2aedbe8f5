"""One scoring, small and large, beside the same arithmetic in bare numpy."""

import numpy as np
from timing import in_turn, shown, table, verdict

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Index, Node, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.score import score

MIN_MAX = Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),))


def flat(values: np.ndarray) -> tuple[Index, Data, Scheme]:
    """Return a one-level index of min-max scaled indicators with equal weights."""
    codes = [f"x{k}" for k in range(values.shape[1])]
    leaves = [Node(code, Text(code), parent="index", normalisation=MIN_MAX) for code in codes]
    index = Index(
        "index",
        Text("index"),
        Text("unit"),
        (*leaves, Node("index", Text("index"), children=tuple(codes))),
    )
    units = tuple(f"u{k}" for k in range(len(values)))
    cells = values[None]
    status, source = np.zeros(cells.shape, np.int8), np.full(cells.shape, -1, np.int32)
    return (
        index,
        Data(units, {}, (2020,), cells, status, source),
        Scheme("equal", np.ones(len(index.nodes))),
    )


def bare(values: np.ndarray) -> np.ndarray:
    """Min-max, weight and rank with nothing around it."""
    low, high = values.min(axis=0), values.max(axis=0)
    scores = ((values - low) / (high - low) * 99 + 1) @ np.full(
        values.shape[1], 1 / values.shape[1]
    )
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores)] = np.arange(1, len(scores) + 1)
    return ranks


def run() -> str:
    rng = np.random.default_rng(0)
    rows = []
    for units, indicators, peer in (
        (15, 25, "pymcdm 261 µs, scikit-criteria 2.4 ms"),
        (100_000, 49, "COINr 12.4 s"),
    ):
        values = rng.normal(size=(units, indicators))
        made = flat(values)
        times = in_turn(
            {
                "ours": lambda made=made: score(*made).rank(),
                "bare": lambda values=values: bare(values),
            },
            runs=21,
        )
        ratio = times["ours"] / times["bare"]
        rows.append(
            [
                f"{units:,} x {indicators}",
                shown(times["ours"]),
                shown(times["bare"]),
                f"{ratio:.2f}",
                peer,
            ]
        )
    head = [
        "min-max, weights, ranks",
        "coopindex",
        "bare numpy",
        "ratio",
        "others (their own figures)",
    ]
    return (
        table(head, rows)
        + f"\n\nTarget: 100,000 x 49 within 2 times bare numpy: {verdict(ratio, 2)}."
    )
