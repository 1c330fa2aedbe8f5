"""What varies when nobody says: a plan that fits most indices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopindex.engine.index import Choice
from coopindex.engine.result import Result
from coopindex.problems import InvalidInput
from coopindex.robustness.basis import Basis
from coopindex.robustness.evaluation import evaluated
from coopindex.robustness.factors import Factor, LeaveOut, choose_method
from coopindex.robustness.factors.weights import weight_factors
from coopindex.robustness.plan import make_plan

OTHER_MEAN = {"arithmetic": "geometric", "geometric": "arithmetic"}


def default_factors(
    result: Result, *, vary: float = 0.25
) -> tuple[tuple[Factor, ...], tuple[str, ...]]:
    """Return the factors of the plan used when an index states none, and what is not in it and why.

    They are the `usual_factors`, but for alternatives that have no value somewhere: those are named
    in words.
    """
    basis, left_aside = Basis.of(result), list[str]()
    factors = _weights(basis, vary)
    for factor in _alternatives(basis):
        if why := _refused(result, [*factors, factor]):
            left_aside.append(f"{factor.name} is not varied: {why}")
        else:
            factors.append(factor)
    return (*factors, *_left_out(basis)), tuple(left_aside)


def usual_factors(basis: Basis, *, vary: float = 0.25) -> tuple[Factor, ...]:
    """Return what varies when nobody says, before it is tried whether all of it has a value.

    Weights: unknown ones free, others within +-25 %. Aggregation of the root: arithmetic or
    geometric. Normalisation of indicators on a min-max scale: min-max, or z-scores with the same
    middle and a sixth of the width as standard deviation. Each indicator in turn, or none, left
    out.
    """
    return (*_weights(basis, vary), *_alternatives(basis), *_left_out(basis))


def _weights(basis: Basis, vary: float) -> list[Factor]:
    factors = weight_factors(basis, vary, True, ())
    return [factor for factor in factors if make_plan(basis, [factor]).width]


def _alternatives(basis: Basis) -> Iterator[Factor]:
    index, root = basis.index, basis.index.root.aggregation
    if root.method in OTHER_MEAN:
        both = [replace(root, options=()), Choice("aggregation", OTHER_MEAN[root.method])]
        yield choose_method("aggregation", "aggregation", both, [index.code])
    scaled = [node for node in index.leaves if node.normalisation.method == "min_max"]
    if scaled and len({node.normalisation for node in scaled}) == 1:
        low, high = scaled[0].normalisation.settings.get("scale", (0.0, 100.0))
        middle, sixth = (low + high) / 2, (high - low) / 6
        ways = [
            scaled[0].normalisation,
            Choice("normalisation", "z_score", (("mean", middle), ("sd", sixth))),
        ]
        yield choose_method("normalisation", "normalisation", ways, [n.code for n in scaled])


def _left_out(basis: Basis) -> Iterator[Factor]:
    index, weights = basis.index, basis.weights
    carrying = {code: int((weights[family] > 0).sum()) for code, family in index.families.items()}
    leaves = [
        n.code
        for n in index.leaves
        if n.parent and carrying[n.parent] > 1 and weights[index.position[n.code]] > 0
    ]
    if leaves:
        yield LeaveOut("indicator left out", tuple(leaves))


def _refused(result: Result, factors: Sequence[Factor]) -> str:
    """Say why some alternatives do not go together; "" where all do."""
    try:
        evaluated(result, factors).refuse_incompatible()
    except InvalidInput as invalid:
        return invalid.problems[0].message
    return ""
