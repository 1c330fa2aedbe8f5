"""Everything a report says of one year, computed once: every format reads this and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from coopindex.engine.result import Result
from coopindex.problems import Problem
from coopindex.report.facts.standings import Dimension, Standing, dimensions, standings

if TYPE_CHECKING:
    from coopindex.questions.compare import Comparison
    from coopindex.questions.explain import Explanation
    from coopindex.questions.verify import Check
    from coopindex.robustness.exact.guarantee import Guarantee
    from coopindex.robustness.grid import MethodGrid
    from coopindex.robustness.scenarios import Scenarios
    from coopindex.robustness.sensitivity import Sensitivity
    from coopindex.robustness.uncertainty import Uncertainty
    from coopindex.robustness.weights import WeightSensitivity

LOW, HIGH = 0.05, 0.95  # the ends of the interval of ranks
APART = 0.95  # the chance from which two units are told apart
PROBABLE = 0.8


@dataclass(frozen=True, eq=False)
class Edition:
    """The answers a report is made of, and its language.

    result : the scoring, of one year. weights : the weights varied alone. uncertainty, factors,
    scenarios, guarantee, grid : None where they do not go; `unasked` says why, by the part's name.
    explanations : of the units that have a profile. compared : under the index's other schemes.
    checks : published figures beside ours. history : all years, where there are several.
    """

    result: Result
    weights: WeightSensitivity | None = None
    uncertainty: Uncertainty | None = None
    factors: Sensitivity | None = None
    scenarios: Scenarios | None = None
    guarantee: Guarantee | None = None
    grid: MethodGrid | None = None
    explanations: Mapping[str, Explanation] = field(default_factory=dict)
    compared: Comparison | None = None
    checks: Sequence[Check] = ()
    history: Result | None = None
    unasked: Mapping[str, Problem] = field(default_factory=dict)
    lang: str = "en"

    @property
    def year(self) -> int:
        """The year it is of; 0 where the data have none."""
        return self.result.years[-1]

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What stands directly below the index, in the order of the tree."""
        return dimensions(self.result, self.lang)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Where each unit stands, best first; those that are not ranked stand last."""
        table = None if self.uncertainty is None else self.uncertainty.table((LOW, HIGH))
        return standings(self.result, self.lang, table)

    @cached_property
    def standing(self) -> Mapping[str, Standing]:
        """Where a unit stands, by its code."""
        return {each.unit: each for each in self.standings}

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Units that cannot be told apart, best group first; none where pairs were not counted."""
        found = self.uncertainty
        return () if found is None or not found.tally.ahead.size else found.groups(APART)
