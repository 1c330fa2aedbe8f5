"""Everything a report says of one year, computed once: every format reads this and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from coopindex.engine.result import Result
from coopindex.periods import Period
from coopindex.phrases import in_line
from coopindex.problems import InvalidInput, Problem
from coopindex.questions.strengths import cuts
from coopindex.questions.workings import workings
from coopindex.report.facts.field import Field, field_of
from coopindex.report.facts.marks import Cut, Mark, cuts_of, marked, marks_of, reliability_of
from coopindex.report.facts.standings import Dimension, Standing, dimensions, standings
from coopindex.report.pages.frame import in_language

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.audit.audit import Audit
    from coopindex.questions.compare import Comparison
    from coopindex.questions.disparity import Disparity
    from coopindex.questions.elicitation import Elicitation
    from coopindex.questions.explain import Explanation
    from coopindex.questions.groups import Groups
    from coopindex.questions.obstacles import Obstacles
    from coopindex.questions.verify import Check
    from coopindex.report.facts.map import Map
    from coopindex.robustness.exact.guarantee import Guarantee
    from coopindex.robustness.grid import MethodGrid
    from coopindex.robustness.scenarios import Scenarios
    from coopindex.robustness.sensitivity import Sensitivity
    from coopindex.robustness.uncertainty import Uncertainty
    from coopindex.robustness.weights import WeightSensitivity

LOW, HIGH = 0.05, 0.95  # the ends of the interval of ranks
APART = 0.95  # the chance from which two units are told apart
PROBABLE = 0.8

Found = TypeVar("Found")
Said = ParamSpec("Said")


def once(make: Callable[Concatenate[Edition, Said], Found]) -> Callable[..., Found]:
    """Keep what a function makes of an edition, and of what else it is given, with that edition.

    Formats that say the same work it out once.
    """

    @wraps(make)
    def kept(edition: Edition, *args: Said.args, **kwargs: Said.kwargs) -> Found:
        made = vars(edition).setdefault("_made", {})
        key = (make, args, *kwargs.items())
        if key not in made:
            made[key] = make(edition, *args, **kwargs)
        found: Found = made[key]
        return found

    return kept


class Part(Generic[Found]):
    """A part of an edition, given as it is, or as what works it out when it is first looked at.

    One that does not go is empty; why stands in the edition's `unasked` under the part's name.
    """

    def __init__(self, empty: Found) -> None:
        self.empty = empty

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    def __get__(self, edition: Edition | None, _owner: type) -> Found:
        """Return the part."""
        if edition is None:
            return self.empty
        part: Any = vars(edition)[self.name]
        if callable(part):
            part = vars(edition)[self.name] = self._asked(edition, part)
        found: Found = part
        return found

    def __set__(self, edition: Edition, part: Found | Callable[[], Found]) -> None:
        """Keep it, worked out or not."""
        vars(edition)[self.name] = part

    def _asked(self, edition: Edition, ask: Callable[[], Found]) -> Found:
        """Work it out; what is wrong in a file is the analyst's to mend, and is raised."""
        try:
            return ask()
        except InvalidInput as invalid:
            # that other weights or methods have no value here is an answer and no fault of a file
            if any(each.file and each.code != "undefined" for each in invalid.problems):
                raise
            edition.refused[self.name] = invalid.problems[0]
            return self.empty


@dataclass(frozen=True, eq=False)
class Edition:
    """The answers a report is made of, and its language.

    Each part is worked out when it is first looked at, so that what nobody shows costs nothing;
    one that does not go is None, and `unasked` says why by its name.

    result : the scoring, of one year. weights : the weights varied alone. explanations : of the
    units that are explained in full, each on demand. compared : under the index's other schemes.
    elicited : what experts judged, of every scheme that was asked of some, the one in use first.
    checks : published figures beside ours. history : all years, where there are several. map : the
    score on the user's own shapes. audit : of the statistics, over the same recalculations.
    obstacles : to the ideal. grouped, disparity : by the first column of groups that puts units
    together; disparity also of several years without one. growth : of the last year. definition :
    of the index, as it was written. refused : why parts do not go, of those that were looked at.
    """

    result: Result
    weights: Part[WeightSensitivity | None] = Part(None)
    uncertainty: Part[Uncertainty | None] = Part(None)
    factors: Part[Sensitivity | None] = Part(None)
    scenarios: Part[Scenarios | None] = Part(None)
    guarantee: Part[Guarantee | None] = Part(None)
    grid: Part[MethodGrid | None] = Part(None)
    explanations: Mapping[str, Explanation] = field(default_factory=dict)
    compared: Part[Comparison | None] = Part(None)
    elicited: Part[Sequence[Elicitation] | None] = Part(None)
    checks: Part[Sequence[Check]] = Part(())
    history: Part[Result | None] = Part(None)
    map: Part[Map | None] = Part(None)
    audit: Part[Audit | None] = Part(None)
    obstacles: Part[Obstacles | None] = Part(None)
    grouped: Part[Groups | None] = Part(None)
    disparity: Part[Disparity | None] = Part(None)
    growth: Part[pd.DataFrame | None] = Part(None)
    definition: Part[str] = Part("")
    refused: dict[str, Problem] = field(default_factory=dict)
    lang: str = "en"

    @property
    def unasked(self) -> Mapping[str, Problem]:
        """Why a part does not go, by its name; who asks after one looks at that part alone."""
        return Unasked(self)

    def said_in(self, lang: str) -> Edition:
        """Return the same answers in a language."""
        found = Edition(self.result, explanations=self.explanations, lang=lang)
        known = (*PARTS, *KEPT)
        vars(found).update({name: vars(self)[name] for name in known if name in vars(self)})
        return found

    def knowing(self, lang: str, **parts: Any) -> Edition:
        """Return the same in a language, with parts that were answered already, by their names."""
        found = self.said_in(lang)
        vars(found).update(parts)
        return found

    @property
    def title(self) -> str:
        """What the index is called."""
        return in_line(in_language(self.result.index.title, self.lang))

    @property
    def year(self) -> Period:
        """The year it is of; 0 where the data have none."""
        return self.result.years[-1]

    @cached_property
    def field(self) -> Field:
        """Values, ranks and medians of every node, and what each adds to every score."""
        return field_of(self.result)

    @cached_property
    def strengths(self) -> Mapping[str, Mapping[str, Mark]]:
        """Unit -> node -> why it is a strength or a weakness there, of those that are."""
        return marks_of(self.marked)

    @cached_property
    def marked(self) -> pd.DataFrame:
        """The same as a table, a row a unit and node."""
        return marked(self.result)

    @cached_property
    def cuts(self) -> pd.DataFrame:
        """What the percentile ranks of each unit's indicators are held against."""
        return cuts(self.result)

    @cached_property
    def cut(self) -> Mapping[str, Cut]:
        """The same by unit: from which percentile rank on it is strong, and up to which weak."""
        return cuts_of(self.cuts)

    @cached_property
    def workings(self) -> pd.DataFrame:
        """What methods of nodes work out on their way; no rows where none says."""
        return workings(self.result)

    @cached_property
    def reliability(self) -> Mapping[str, Mapping[str, Any]]:
        """Unit -> what stands behind its rank: coverage, what is documented, the age of figures."""
        return reliability_of(self.result)

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What stands directly below the index, in the order of the tree."""
        return dimensions(self.result, self.lang)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Where each unit stands, best first; those that are not ranked stand last."""
        table = None if self.uncertainty is None else self.uncertainty.table((LOW, HIGH))
        return standings(self.result, self.lang, table, self.field)

    @cached_property
    def as_scored(self) -> tuple[Standing, ...]:
        """The same, with no intervals as long as nobody looked at the uncertainty."""
        if callable(vars(self)["uncertainty"]):
            return standings(self.result, self.lang, None, self.field)
        return self.standings

    @cached_property
    def standing(self) -> Mapping[str, Standing]:
        """Where a unit stands, by its code."""
        return {each.unit: each for each in self.standings}

    @cached_property
    def ranked(self) -> tuple[Standing, ...]:
        """Where those stand that have a rank, best first."""
        return tuple(each for each in self.standings if each.ranked)

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Units that cannot be told apart, best group first; none where pairs were not counted."""
        found = self.uncertainty
        return () if found is None or not found.tally.ahead.size else found.groups(APART)


# what else is worked out once for an edition in every language
KEPT = "refused", "field", "strengths", "marked", "cuts", "cut", "workings", "reliability"
PARTS = tuple(name for name, each in vars(Edition).items() if isinstance(each, Part))


class Unasked(Mapping[str, Problem]):
    """Why parts of an edition do not go."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def __getitem__(self, part: str) -> Problem:
        getattr(self._edition, part, None)
        return self._edition.refused[part]

    def __iter__(self) -> Iterator[str]:
        return (part for part in PARTS if self.get(part))

    def __len__(self) -> int:
        return sum(1 for _ in self)
