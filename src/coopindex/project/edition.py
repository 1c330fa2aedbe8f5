"""The edition of a scoring: what a report is made of, each part worked out when it is looked at."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from coopindex.engine.refusals import uncounted
from coopindex.engine.score import score
from coopindex.periods import moment
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest, raise_errors
from coopindex.project.verification import verify_all
from coopindex.questions.elicitation import GROUP, recalled, standings
from coopindex.report.edition import Edition
from coopindex.report.facts.marks import group_of
from coopindex.robustness.grid import method_grid

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from coopindex.audit.audit import Audit
    from coopindex.engine.result import Result
    from coopindex.questions.compare import Comparison
    from coopindex.questions.disparity import Disparity
    from coopindex.questions.elicitation import Elicitation
    from coopindex.questions.explain import Explanation
    from coopindex.report.facts.map import Map, Way
    from coopindex.robustness.exact.guarantee import Guarantee
    from coopindex.robustness.uncertainty import Uncertainty

# what is asked: `project.scoring.Scoring`, whose file imports this one
Scoring = Any
# called with what is being worked out, before it is
Progress = Callable[[Wording], None]
Found = TypeVar("Found")

MOST_EXPLAINED = 60  # units that are explained in full where nobody says whom
# rounds of the search for attainable ranks: so many of so many units, fewer of more units
ROUNDS, UNITS_A_ROUND, FEWEST_ROUNDS = 40, 100, 8


@dataclass(frozen=True)
class Explained(Mapping[str, "Explanation"]):
    """Units explained, each when it is first looked at."""

    units: Sequence[str]
    explain: Callable[[str], Explanation]
    known: dict[str, Explanation] = field(default_factory=dict)

    def __getitem__(self, unit: str) -> Explanation:
        if unit not in self.units:
            raise KeyError(unit)
        if unit not in self.known:
            self.known[unit] = self.explain(unit)
        return self.known[unit]

    def __contains__(self, unit: object) -> bool:
        return unit in self.units

    def __iter__(self) -> Iterator[str]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)


def edition_of(
    scoring: Scoring,
    *,
    lang: str,
    draws: int,
    seed: int,
    vary: float,
    free_unknown: bool,
    hold: Sequence[str],
    plan: Any,
    seconds: float,
    profiles: Sequence[str] | None,
    progress: Progress | None,
    map_file: Path | None = None,
    map_key: str | None = None,
    map_classes: Way = "quantiles",
) -> Edition:
    """Put the answers together; see `Scoring.edition`. Arguments are right already."""
    raise_errors(_unknown(hold, scoring))
    if plan is not None:
        plan = scoring.plan(plan)

    def part(name: str, ask: Callable[[], Found]) -> Callable[[], Found]:
        """Work a part out once, whatever editions it stands in, and say so beforehand."""

        @cache
        def asked() -> Found:
            if progress is not None:
                progress(Wording(f"edition.{name}"))
            return ask()

        return asked

    varied: dict[str, Any] = {"seed": seed, "plan": plan}
    group = group_of(scoring)
    drawn = part("uncertainty", lambda: scoring.uncertainty(draws=draws, **varied))
    history = part("history", lambda: _history(scoring))
    few = scoring.rows.units if len(scoring.rows.units) <= MOST_EXPLAINED else ()
    alone: dict[str, Any] = {"vary": vary, "free_unknown": free_unknown, "hold": hold}
    return Edition(
        scoring,
        weights=part(
            "weights", lambda: scoring.weight_sensitivity(draws=draws, seed=seed, **alone)
        ),
        uncertainty=drawn,
        factors=part("factors", lambda: scoring.sensitivity(**varied)),
        scenarios=part("scenarios", lambda: scoring.scenarios(plan=_with_scenarios(plan))),
        guarantee=part("guarantee", lambda: guaranteed(scoring, seconds, vary, hold)),
        grid=part("grid", lambda: method_grid(scoring)),
        explanations=Explained(few if profiles is None else profiles, scoring.explain),
        compared=part("compared", lambda: _compared(scoring)),
        elicited=part("elicited", lambda: _elicited(scoring)),
        checks=part("checks", lambda: verify_all(scoring.content)),
        history=history,
        map=_mapped(scoring, map_file, map_key, map_classes),
        audit=part("audit", lambda: _audited(scoring, drawn)),
        obstacles=part("obstacles", lambda: scoring.obstacles(by=group)),
        grouped=part("grouped", lambda: None if group is None else scoring.groups(group)),
        disparity=part("disparity", lambda: _disparity(scoring, history(), group)),
        growth=part("growth", lambda: _growth(scoring, history())),
        definition=lambda: _definition(scoring),
        lang=lang,
    )


def guaranteed(scoring: Scoring, seconds: float, vary: float, hold: Sequence[str]) -> Guarantee:
    """Say what holds whatever the weights, as far as a fixed number of rounds proves it.

    What is known when time is up hangs on the machine, and a report whose bytes are the same
    everywhere has no use for that: then what needs no search is said alone.
    """
    until = time.monotonic() + seconds
    asked = {"vary": vary, "hold": hold}
    rounds = max(FEWEST_ROUNDS, ROUNDS * UNITS_A_ROUND // max(len(scoring.rows.units), 1))
    found: Guarantee = scoring.guarantee(**asked, seconds=seconds, rounds=rounds)
    if found.open[0] and time.monotonic() >= until:
        found = scoring.guarantee(**asked, seconds=0.0)
    return found


def _unknown(hold: Sequence[str], scoring: Scoring) -> Iterator[Problem]:
    """Refuse to hold what is no node."""
    known = scoring.index.position
    for code in hold:
        if code in scoring.index.uncounted:
            yield uncounted(code, "hold")
        elif code not in known:
            message = Wording("plan.not-a-node", code=code)
            hint = nearest(code, known)
            yield Problem("unknown-node", message, field="hold", value=code, hint=hint)


def _with_scenarios(plan: Any) -> Any:
    """A plan that names no scenarios leaves the usual ones."""
    return plan if plan is None or plan.scenarios or plan.unfit else None


def _compared(scoring: Scoring) -> Comparison | None:
    """The index's other weights, where it has any."""
    found: Comparison = scoring.compare()
    return found if len(found.names) > 1 else None


def _elicited(scoring: Scoring) -> tuple[Elicitation, ...] | None:
    """What experts judged, of each scheme that was asked of some; the one in use stands first.

    Whoever sets other weights beside a scheme has weights of his own.
    """
    content, own = scoring.content, scoring.scheme
    schemes = [] if own.settings or own.asked is None else [own]
    read = (content.scheme(name) for name in content.schemes())
    schemes += [scheme for scheme in read if scheme.asked is not None]
    once = {scheme.digest: scheme for scheme in reversed(schemes)}
    found = (recalled(scoring.index, once[digest]) for digest in dict.fromkeys(
        scheme.digest for scheme in schemes))  # fmt: skip
    return (
        tuple(replace(each, standings=_under_each(scoring, each)) for each in found if each) or None
    )


def _under_each(scoring: Scoring, found: Elicitation) -> pd.DataFrame:
    """Rank the units under the group's weights and under each expert's; none where that fails."""
    scheme = found.scheme
    if scheme is None or not found.tells_each:
        return found.standings
    held = scoring.fitted if scoring.fitted.held else None
    results = [(GROUP, scoring)] if scheme is scoring.scheme else []
    for name, weights in [*found.schemes.items()][len(results) :]:
        own = [weights.get(node.code, 1.0) for node in scoring.index.nodes]
        under = scheme if name == GROUP else replace(scheme, weights=np.array(own))
        try:
            scored = score(scoring.index, scoring.data, under, scoring.years, held)
        except InvalidInput:
            return found.standings
        results.append((name, scored))
    return standings(results)


def _mapped(scoring: Scoring, file: Path | None, key: str | None, way: Way) -> Map | None:
    """Put the scores on the shapes of a file, where there is one: what is wrong is said at once."""
    if file is None:
        return None
    from coopindex.content.shapes import read_shapes
    from coopindex.report.facts.map import map_of

    return map_of(scoring, read_shapes(file), key, way)


def _definition(scoring: Scoring) -> str:
    """The definition as it was written; what was given as values is written out."""
    import yaml

    from coopindex.content.yaml import read_bytes

    document = scoring.content.definition.document
    found, problems = read_bytes(scoring.content.path, document.file)
    if not document.given and not problems:
        return found.decode("utf-8-sig")
    written: str = yaml.safe_dump(document.data, allow_unicode=True, sort_keys=False)
    return written


def _history(scoring: Scoring) -> Result | None:
    """All years up to the one scored, where there are several."""
    years = [year for year in scoring.data.years if moment(year) <= moment(scoring.years[-1])]
    if len(years) < 2:
        return None
    held = scoring.fitted if scoring.fitted.held else None
    return score(scoring.index, scoring.data, scoring.scheme, years, held)


def _audited(scoring: Scoring, drawn: Callable[[], Uncertainty]) -> Audit:
    """Assess the index over the recalculations of the edition, where there are any."""
    try:
        simulated = drawn()
    except InvalidInput:
        # the rule about them says itself why it cannot be tested
        simulated = None
    found: Audit = scoring.audit(simulated=simulated)
    return found


def _disparity(scoring: Scoring, history: Result | None, group: str | None) -> Disparity | None:
    """How unequal units are, where there are groups or years to hold it against."""
    from coopindex.questions.disparity import disparity

    if group is None and history is None:
        return None
    return disparity(history or scoring, by=group)


def _growth(scoring: Scoring, history: Result | None) -> pd.DataFrame | None:
    """How scores have grown to the year scored, where there are several."""
    from coopindex.questions.growth import growth

    if history is None:
        return None
    found: pd.DataFrame = growth(history)
    last: pd.DataFrame = found[found["year"] == scoring.years[-1]].reset_index(drop=True)
    return last
