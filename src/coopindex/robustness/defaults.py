"""What varies when nobody says: a plan that fits most indices."""

from __future__ import annotations

from dataclasses import replace

from coopindex.engine.index import Choice
from coopindex.engine.result import Result
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.evaluation import evaluated
from coopindex.robustness.factors import Factor, LeaveOut, choose_method
from coopindex.robustness.plan import make_plan
from coopindex.robustness.weights import weight_factors

OTHER_MEAN = {"arithmetic": "geometric", "geometric": "arithmetic"}


def default_factors(
    result: Result, *, vary: float = 0.25
) -> tuple[tuple[Factor, ...], tuple[tuple[str, Problem], ...]]:
    """Return the factors of the plan used when an index states none, and what was left aside, with the problem.

    Weights: unknown ones free, others within +-25 %. Aggregation of the root: arithmetic or geometric. Normalisation of indicators on a
    min-max scale: min-max, or z-scores with the same middle and a sixth of the width as standard deviation. Each indicator in turn, or
    none, left out. An alternative that has no value somewhere is not in the plan, and is named.
    """
    index = result.index
    factors: list[Factor] = [
        factor
        for factor in weight_factors(result, vary, True, ())
        if make_plan(result, [factor]).width
    ]
    left_aside: list[tuple[str, Problem]] = []
    root = index.root.aggregation
    if root.method in OTHER_MEAN:
        both = [replace(root, options=()), Choice("aggregation", OTHER_MEAN[root.method])]
        _add(
            result,
            factors,
            choose_method("aggregation", "aggregation", both, [index.code]),
            left_aside,
        )
    scaled = [node for node in index.leaves if node.normalisation.method == "min_max"]
    if scaled and len({node.normalisation for node in scaled}) == 1:
        low, high = scaled[0].normalisation.settings.get("scale", (0.0, 100.0))
        other = Choice(
            "normalisation", "z_score", (("mean", (low + high) / 2), ("sd", (high - low) / 6))
        )
        _add(
            result,
            factors,
            choose_method(
                "normalisation",
                "normalisation",
                [scaled[0].normalisation, other],
                [n.code for n in scaled],
            ),
            left_aside,
        )
    weights = result.last_shares
    carrying = {code: int((weights[family] > 0).sum()) for code, family in index.families.items()}
    leaves = [
        n.code
        for n in index.leaves
        if n.parent and carrying[n.parent] > 1 and weights[index.position[n.code]] > 0
    ]
    if leaves:
        factors.append(LeaveOut("indicator left out", tuple(leaves)))
    return tuple(factors), tuple(left_aside)


def _add(
    result: Result,
    factors: list[Factor],
    factor: Factor,
    left_aside: list[tuple[str, Problem]],
) -> None:
    """Add a factor to the plan if all of its alternatives go with the others; else say why not."""
    try:
        evaluated(result, [*factors, factor]).refuse_incompatible()
    except InvalidInput as invalid:
        left_aside.append((factor.name, invalid.problems[0]))
    else:
        factors.append(factor)
