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


def default_factors(
    result: Result, *, vary: float = 0.25
) -> tuple[tuple[Factor, ...], tuple[tuple[str, Problem], ...]]:
    """Return the factors of the plan used when an index states none, and what was left aside, with the problem.

    Weights: unknown ones free, others within +-25 %. Aggregation of the root: its own or its
    counterpart (arithmetic and geometric). Normalisation of indicators that all have the same, one
    with a counterpart (min-max): that, or the counterpart (z-scores with the same middle and a
    sixth of the width as standard deviation). Each indicator in turn, or none, left out. An
    alternative that has no value somewhere is not in the plan, and is named.
    """
    index = result.index
    factors: list[Factor] = [
        factor
        for factor in weight_factors(result, vary, True, ())
        if make_plan(result, [factor]).width
    ]
    left_aside: list[tuple[str, Problem]] = []
    root = index.root.aggregation
    if (other := counterpart(root)) is not None:
        both = [replace(root, options=()), other]
        _add(
            result,
            factors,
            choose_method("aggregation", "aggregation", both, [index.code]),
            left_aside,
        )
    scaled = [node for node in index.leaves if counterpart(node.normalisation)]
    if len({node.normalisation for node in scaled}) == 1:
        other = counterpart(scaled[0].normalisation)
        assert other is not None
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


def counterpart(choice: Choice) -> Choice | None:
    """Return what a method is tried against when nobody says; None where it has no counterpart."""
    found = choice.found.counterpart_of(choice.settings)
    return None if found is None else Choice(choice.stage, *found)


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
