"""What is wrong with a plan: factors that cannot be, and alternatives that never go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations as subsets

from coopindex.engine.index import Index
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.factor import Factor
from coopindex.robustness.settings import NO_CHOICE

Choices = tuple[int, ...]


def plan_problems(basis: Basis, factors: Sequence[Factor]) -> Iterator[Problem]:
    """Say what is wrong with each factor, and with several beside each other."""
    if basis.nobody_ranked:
        message = Wording("plan.nobody-ranked", index=basis.index.code)
        yield Problem("nobody-ranked", message, hint=Wording("plan.see-score.hint"))
    names = [factor.name for factor in factors]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Problem("duplicate-factor", Wording("plan.two-factors", name=name), field=name)
    for position, factor in enumerate(factors):
        yield from factor.problems(basis, factors)
        yield from _clashes(basis.index, factor, factors[:position])


def _clashes(index: Index, factor: Factor, before: Sequence[Factor]) -> Iterator[Problem]:
    """Refuse what another factor changes already."""
    claimed = {claim: other.name for other in before for claim in other.claims(index)}
    twice = sorted(claimed.keys() & {*factor.claims(index)})
    for other in dict.fromkeys(claimed[claim] for claim in twice):
        message, hint = factor.clash(other)
        yield Problem("same-change", message, field=factor.name, hint=hint)


def never_together(
    factors: Sequence[Factor],
    combinations: Sequence[Choices],
    failed: Mapping[Choices, InvalidInput],
) -> list[Problem]:
    """Say which choices, or which few together, never go: the fewest that explain every failure."""
    left, problems = dict(failed), list[Problem]()
    varying = [position for position, choice in enumerate(combinations[0]) if choice != NO_CHOICE]
    for size in range(1, len(varying) + 1):
        for choices in list(left):
            if choices not in left:
                continue
            for positions in subsets(varying, size):
                alike = _alike(combinations, choices, positions)
                if all(other in failed for other in alike):
                    problems.append(_cannot_be(factors, choices, positions, left[choices]))
                    left = {other: why for other, why in left.items() if other not in alike}
                    break
    return problems


def _alike(
    combinations: Sequence[Choices], choices: Choices, positions: Sequence[int]
) -> list[Choices]:
    """Return the combinations that choose the same at some positions."""
    return [other for other in combinations if all(other[p] == choices[p] for p in positions)]


def _cannot_be(
    factors: Sequence[Factor], choices: Choices, positions: Sequence[int], why: InvalidInput
) -> Problem:
    labels = [factors[position].labels[choices[position]] for position in positions]
    names = [factors[position].name for position in positions]
    others = [f"{name}: {label}" for name, label in zip(names[1:], labels[1:], strict=True)]
    first = why.problems[0]
    return Problem(
        "incompatible",
        Wording(
            "plan.cannot-be",
            combination=" with ".join([labels[0], *others]),
            message=first.message,
            chosen=list(zip(names, labels, strict=True)),
        ),
        field=names[0],
        hint=first.hint,
        indicator=first.indicator,
    )
