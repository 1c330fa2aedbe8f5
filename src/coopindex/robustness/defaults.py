"""What varies when nobody says: a plan that fits most indices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopindex.engine.index import Choice
from coopindex.engine.result import Result
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.basis import Basis
from coopindex.robustness.evaluation import evaluated
from coopindex.robustness.factors import Factor, LeaveOut, choose_method
from coopindex.robustness.factors.weights import weight_factors
from coopindex.robustness.plan import make_plan


def default_factors(
    result: Result, *, vary: float = 0.25
) -> tuple[tuple[Factor, ...], tuple[tuple[str, Problem], ...]]:
    """Return the factors of the plan used when an index states none, and what was left aside.

    They are the `usual_factors`, but for those that have no value somewhere, alone or with the
    others: they are named with the problem.
    """
    basis, left_aside = Basis.of(result), list[tuple[str, Problem]]()
    weights, alternatives, left_out = _weights(basis, vary), list[Factor](), list[Factor]()

    def take(factor: Factor, among: list[Factor]) -> None:
        """Take a factor that goes with all those taken before; else leave it aside."""
        if why := _refused(result, [*weights, *alternatives, *left_out, factor]):
            left_aside.append((factor.name, why))
        else:
            among.append(factor)

    # what is left out goes before alternatives, which have a value in fewer indices
    for factor in _left_out(basis):
        take(factor, left_out)
    for factor in _alternatives(basis):
        take(factor, alternatives)
    return (*weights, *alternatives, *left_out), tuple(left_aside)


def usual_factors(basis: Basis, *, vary: float = 0.25) -> tuple[Factor, ...]:
    """Return what varies when nobody says, before it is tried whether all of it has a value.

    Weights: unknown ones free, others within +-25 %. Aggregation of the root: its own or its
    counterpart (arithmetic and geometric). Normalisation of indicators that all have the same, one
    with a counterpart (min-max): that, or the counterpart (z-scores with the same middle and a
    sixth of the width as standard deviation). Each indicator in turn, or none, left out.
    """
    return (*_weights(basis, vary), *_alternatives(basis), *_left_out(basis))


def _weights(basis: Basis, vary: float) -> list[Factor]:
    factors = weight_factors(basis, vary, True, ())
    return [factor for factor in factors if make_plan(basis, [factor]).width]


def _alternatives(basis: Basis) -> Iterator[Factor]:
    index, root = basis.index, basis.index.root.aggregation
    if (other := counterpart(root)) is not None:
        both = [replace(root, options=()), other]
        yield choose_method("aggregation", "aggregation", both, [index.code])
    scaled = [node for node in index.leaves if counterpart(node.normalisation)]
    if len({node.normalisation for node in scaled}) == 1:
        other = counterpart(scaled[0].normalisation)
        assert other is not None
        ways = [scaled[0].normalisation, other]
        yield choose_method("normalisation", "normalisation", ways, [n.code for n in scaled])


def counterpart(choice: Choice) -> Choice | None:
    """Return what a method is tried against when nobody says; None where it has no counterpart."""
    found = choice.found.counterpart_of(choice.settings)
    return None if found is None else Choice(choice.stage, *found)


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


def _refused(result: Result, factors: Sequence[Factor]) -> Problem | None:
    """Return why some alternatives do not go together; None where all do."""
    try:
        evaluated(result, factors).refuse_incompatible()
    except InvalidInput as invalid:
        return invalid.problems[0]
    return None
