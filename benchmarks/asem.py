"""The ASEM index, scored, as the benchmarks vary it.

Its data lie beside the project and not in it.
"""

from __future__ import annotations

from pathlib import Path

import coopindex
from coopindex.engine.index import Choice
from coopindex.engine.result import Result
from coopindex.robustness.factors import Factor, Noise, Weights, choose_method

PUBLISHED = Path(__file__).resolve().parents[1] / "tests" / "published"
ABSENT = "Skipped: needs the reference data in ../shared/reference."


def present() -> bool:
    return (PUBLISHED.parents[2] / "shared" / "reference").is_dir()


def asem() -> Result:
    return coopindex.load(PUBLISHED / "asem.yaml").score()


def joint(result: Result) -> list[Factor]:
    """Treatment, normalisation, weights at two levels and aggregation."""
    leaves, inner = (
        [node.code for node in nodes] for nodes in (result.index.leaves, result.index.inner)
    )
    winsorise = [
        Choice("treatment", "winsorise", (("at_most", most), ("otherwise", "log")))
        for most in range(1, 6)
    ]
    scales = [
        Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),)),
        Choice("normalisation", "z_score", (("mean", 10.0), ("sd", 2.0))),
    ]
    return [
        choose_method("treatment", "treatment", winsorise, leaves),
        choose_method("normalisation", "normalisation", scales, leaves),
        choose_method(
            "aggregation",
            "aggregation",
            [Choice("aggregation", "arithmetic"), Choice("aggregation", "geometric")],
            inner,
        ),
        Weights("pillars", tuple(result.index.root.children)),
        Weights(
            "indicators",
            tuple(
                code
                for code in inner
                if result.index.node(code).parent not in (None, result.index.root.code)
            ),
        ),
    ]


def shaken(result: Result) -> list[Factor]:
    """The same, and every cell measured with an error of 5 % of its value."""
    return [*joint(result), Noise("error", 0.05)]
