"""What varies when nobody says: a plan that fits most indices, as far as it goes in this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, NamedTuple

from coopindex.engine.index import NONE, Choice, Index, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.result import Result
from coopindex.phrases import Wording, say
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.basis import Basis
from coopindex.robustness.evaluation import evaluated
from coopindex.robustness.execution import RunEnded
from coopindex.robustness.factors import Change, Factor, LeaveOut, choose_method
from coopindex.robustness.factors.weights import weight_factors
from coopindex.robustness.plan import make_plan
from coopindex.robustness.scenarios import Scenario, Scenarios, scenarios

# what is left aside of the usual plan, by its name, and why
LeftAside = tuple[tuple[str, Problem], ...]
# the usual factors, those first that go least often
DOUBTFUL = "aggregation", "normalisation", "indicator left out"


def default_factors(result: Result, *, vary: float = 0.25) -> tuple[tuple[Factor, ...], LeftAside]:
    """Return the factors of the plan used when an index states none, and what was left aside.

    Weights: unknown ones free, others within +-25 %. Aggregation of the root: its own or its
    counterpart (arithmetic and geometric). Normalisation of indicators that all have the same, one
    with a counterpart (min-max): that, or the counterpart (z-scores with the same middle and a
    sixth of the width as standard deviation). Each indicator in turn, or none, left out. Those that
    have no value somewhere, alone or with the others, are left aside, named with the problem.
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


def _weights(basis: Basis, vary: float) -> list[Factor]:
    factors = weight_factors(basis, vary, True, ())
    return [factor for factor in factors if make_plan(basis, [factor]).width]


class Alternative(NamedTuple):
    """A method at a stage of some nodes, and the one that it is tried against."""

    own: Choice
    other: Choice
    nodes: tuple[str, ...]


def alternatives(index: Index) -> Mapping[str, Alternative]:
    """Return what is tried against the methods of an index when nobody says, by the stage."""
    found, root = dict[str, Alternative](), index.root.aggregation
    if (other := counterpart(root)) is not None:
        found["aggregation"] = Alternative(replace(root, options=()), other, (index.code,))
    scaled = [node for node in index.leaves if counterpart(node.normalisation)]
    if len({node.normalisation for node in scaled}) == 1:
        own, nodes = scaled[0].normalisation, tuple(node.code for node in scaled)
        other = counterpart(own)
        assert other is not None
        found["normalisation"] = Alternative(own, other, nodes)
    return found


def _alternatives(basis: Basis) -> Iterator[Factor]:
    for stage, (own, other, nodes) in alternatives(basis.index).items():
        yield choose_method(stage, stage, [own, other], nodes)


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


# -- as far as they go ----------------------------------------------------------------------------


def as_far_as_they_go(
    ask: Callable[[Sequence[Factor]], Any], factors: Sequence[Factor], left_aside: LeftAside = ()
) -> Any:
    """Ask for an analysis of the usual factors without the fewest of them that do not go.

    ask : makes the analysis. What is left aside stands in the answer with the reason. A problem
    that stays whatever is left aside is raised.
    """
    why, first = dict[frozenset[str], Problem](), None
    for gone in _fewest_first(factors):
        try:
            found = ask([factor for factor in factors if factor.name not in gone])
        except RunEnded:
            raise
        except InvalidInput as invalid:
            first = first or invalid
            why[frozenset(gone)] = invalid.problems[0]
        else:
            # why one does not go is what was wrong where it alone of them was still in
            more = tuple((name, why[frozenset(gone) - {name}]) for name in gone)
            return replace(found, left_aside=(*left_aside, *more))
    assert first is not None
    raise first


def _fewest_first(factors: Sequence[Factor]) -> Iterator[tuple[str, ...]]:
    """Yield the names of nobody, of one factor, of two, ..., never of all of several."""
    names = sorted((f.name for f in factors), key=lambda name: (*DOUBTFUL, name).index(name))
    for number in range(max(len(names), 1)):
        yield from combinations(names, number)


# -- scenarios ------------------------------------------------------------------------------------


def usual_scenarios(result: Result, schemes: Mapping[str, Scheme]) -> Scenarios:
    """Score what is asked about when nobody says: other schemes, and other methods, one at a time.

    schemes : the others that the index has. The methods are those of the usual plan, and no
    treatment of outliers where there is one. What has no score, or ranks nobody, is left aside and
    named.
    """
    found, left_aside = list[Scenario](), list[tuple[str, Problem]]()
    titles = dict[str, Text]()
    for scenario in _usual(result, schemes):
        try:
            alone = scenarios(result, [scenario])
        except InvalidInput as invalid:
            left_aside.append((scenario.name, invalid.problems[0]))
        else:
            if alone.leaders[alone.names[-1]] or not alone.leaders[alone.names[0]]:
                found.append(scenario)
                continue
            left_aside.append((scenario.name, Problem("unranked", Wording("plan.ranks-nobody"))))
        if scenario.title is not None:
            titles[scenario.name] = scenario.title
    answer = scenarios(result, found)
    aside = tuple(left_aside)
    return replace(answer, left_aside=aside, titles={**answer.titles, **titles})


def _usual(result: Result, schemes: Mapping[str, Scheme]) -> Iterator[Scenario]:
    for code, scheme in schemes.items():
        yield Scenario(f"weights: {code}", scheme=scheme, title=scheme.title)
    for stage, (_, other, nodes) in alternatives(result.index).items():
        yield _other_method(stage, other, nodes)
    treated = tuple(n.code for n in result.index.leaves if not n.treatment.leaves_alone)
    if treated:
        yield _other_method("treatment", NONE["treatment"], treated)


def _other_method(stage: str, other: Choice, nodes: tuple[str, ...]) -> Scenario:
    key = f"factor.scenario: {stage}"
    words = {lang: method_title(other, lang) for lang in ("en", "zh")}
    title = Text(*(say(key, lang, method=words[lang]) for lang in ("en", "zh")))
    name = f"{stage}: {other.method}"
    return Scenario(name, (Change(stage, other, nodes),), title=title)


def method_title(choice: Choice, lang: str = "en") -> str:
    """What a method is called by people.

    >>> method_title(Choice("aggregation", "geometric")), method_title(NONE["treatment"], "zh")
    ('geometric mean', '不处理')
    """
    return say(f"method.{choice.stage}.{choice.method}", lang).partition("：")[0]
