"""A scored project: what one asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from coopindex.content.content import Content, SchemeGiven
from coopindex.content.given import is_given, labelled
from coopindex.engine.naming import AS_SCORED
from coopindex.engine.refusals import not_whole
from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.keywords import explained
from coopindex.periods import Period
from coopindex.periods import words as words_for
from coopindex.phrases import Wording
from coopindex.problems import NOTHING_VARIES, InvalidInput, Problem, raise_errors
from coopindex.project.arguments import (
    duration,
    execution_of,
    finite,
    group_of,
    language,
    methods_of,
    need_frame,
    need_simulated,
    one_of,
    pairs,
    processes_of,
    proportion,
    rounds_of,
    several,
    share,
    thresholds_of,
    unit_of,
    units_of,
    unnamed_unit,
    whole_numbers,
    words,
)
from coopindex.project.plot import Plot, charted
from coopindex.project.verification import Verification

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.audit.audit import Audit
    from coopindex.content.compile.plan import WrittenPlan
    from coopindex.project.edition import Progress
    from coopindex.questions.compare import Comparison
    from coopindex.questions.disparity import Disparity
    from coopindex.questions.explain import Explanation
    from coopindex.questions.groups import Groups
    from coopindex.questions.obstacles import Obstacles
    from coopindex.report.charts.chart import Chart
    from coopindex.report.edition import Edition
    from coopindex.report.listing import Listing
    from coopindex.report.table import Page
    from coopindex.robustness.exact.guarantee import Guarantee
    from coopindex.robustness.exact.polytope import How
    from coopindex.robustness.execution import Execution, Way
    from coopindex.robustness.factors import Factor
    from coopindex.robustness.grid import MethodGrid
    from coopindex.robustness.scenarios import Scenarios
    from coopindex.robustness.sensitivity import Sensitivity
    from coopindex.robustness.uncertainty import Uncertainty
    from coopindex.robustness.weights import WeightSensitivity

PlanGiven = Any  # by name or file, as a mapping or YAML text, or one that `plan` returned


@explained
@dataclass(frozen=True, eq=False, repr=False)
class Scoring(Result):
    """A result with its project behind it: every question is a method, every answer is frozen.

    content : the project's. named : the weights as they were asked for. words : those by which a
    command line asks for the same; None where there are none.
    Most questions are of one year; where several were scored they are `InvalidInput`.

    >>> import coopindex
    >>> scoring = coopindex.load("city-networks").score()
    >>> scoring.years, scoring.rows.units[:2]
    ((2018,), ('gcd', 'metropolis'))
    """

    content: Content = field(kw_only=True)
    named: str = field(kw_only=True)
    words: tuple[str, ...] | None = field(default=None, kw_only=True)
    _plans: dict[Any, WrittenPlan] = field(default_factory=dict, init=False)
    _editions: dict[Any, Edition] = field(default_factory=dict, init=False)

    @classmethod
    def of(
        cls,
        result: Result,
        content: Content,
        weights: SchemeGiven | None = None,
        words: tuple[str, ...] | None = None,
    ) -> Scoring:
        """Put a project's content behind a result, which was asked for under some `weights`.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> coopindex.Scoring.of(scoring, scoring.content).named == scoring.named
        True
        """
        known = {field.name: getattr(result, field.name) for field in fields(Result)}
        weights = labelled(weights)
        by_name = weights is not None and not is_given(weights)
        named = str(weights) if by_name else _in_use(result)
        return cls(**known, content=content, named=named, words=words)

    def need_one_year(self) -> None:
        """Refuse several years where a question answers for one.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-human-development").score()
        >>> scoring.need_one_year()
        """
        if len(self.years) > 1:
            known = ", ".join(map(str, self.years))
            message = Wording("usage.one-year", known=known, **words_for(self.years))
            hint = Wording(
                "usage.one-year.hint", year=repr(self.years[-1]), **words_for(self.years)
            )
            raise InvalidInput([Problem("several-years", message, field="year", hint=hint)])

    def unit(self, text: str) -> str:
        """Return the code of a unit given by its code or by its name in either language.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.unit("Ningbo")
        'ningbo'
        """
        return unit_of(text, self.index, self.data)

    # -- the scoring itself ------------------------------------------------------------------------

    def explain(self, unit: str | None = None, year: Period | None = None) -> Explanation:
        """Say how a unit's score came about and what separates it from the unit above.

        unit : its code, or its name in either language. year : one of those scored.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.explain("Ningbo").rank
        1.0
        """
        from coopindex.questions.explain import explain

        if unit is None:
            raise unnamed_unit(self.rows.units)
        if year is None:
            self.need_one_year()
        return explain(self, self.unit(unit), year)

    def compare(
        self, weights: SchemeGiven | Sequence[SchemeGiven] | None = None, *others: SchemeGiven
    ) -> Comparison:
        """Lay the rankings under other schemes beside this one, which is the baseline.

        weights, others : as for `Project.score`; default: all the others that the index has.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.compare("equal").names
        ('cass', 'equal')
        """
        from coopindex.questions.compare import compare, scheme_names

        self.need_one_year()
        found: Any = labelled((weights, *others) if others else weights)
        if found is None:
            asked: list[SchemeGiven] = list(self._others())
        else:
            single = isinstance(found, str | Path | Mapping) or not isinstance(found, Iterable)
            asked = [found] if single else [labelled(each) for each in found]
        results = [self, *map(self._under, asked)]
        called = scheme_names(results, [each.named for each in results])
        return compare(results, _different(called))

    def _others(self) -> list[str]:
        mine = (self.named, _in_use(self))
        return [word for word in self.content.weight_names() if word not in mine]

    def _under(self, weights: SchemeGiven) -> Scoring:
        scheme = self.content.scheme(weights)
        held = self.fitted if self.fitted.held else None
        found = score(self.content.index, self.data, scheme, self.years, held)
        return Scoring.of(found, self.content, weights)

    def trajectories(self) -> pd.DataFrame:
        """Return the rank of every unit in every year scored, best in the last year first.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-human-development").score(year=[2003, 2021])
        >>> scoring.trajectories().loc["HUN"].tolist()
        [7.0, 10.0]
        """
        from coopindex.questions.change import trajectories

        return trajectories(self)

    def trends(self, node: str | None = None, step: str = "finished") -> pd.DataFrame:
        """Summarise every unit's course over the years, of the index or one of its nodes.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-human-development").score(year="all")
        >>> list(scoring.trends().columns[:4])
        ['first', 'last', 'start', 'end']
        """
        from coopindex.questions.change import trends

        return trends(self, node, step)

    def change(self, start: Period | None = None, end: Period | None = None) -> pd.DataFrame:
        """Split every unit's change of score between two of the years scored, exactly.

        start, end : default, the first and the last.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-human-development").score(year=[2003, 2021])
        >>> found = scoring.change()
        >>> [str(column) for column in found.columns[:4]]
        ['unit', 'start', 'end', 'change']
        """
        from coopindex.questions.change import change

        if len(self.years) < 2:
            such, known = ",".join(map(str, _two(self.data.years))), str(self.years[0] or "–")
            message = Wording("usage.two-years", known=known, such=such, **words_for(self.years))
            raise InvalidInput([Problem("one-year", message, field="year")])
        start = self.years[0] if start is None else start
        return change(self, start, self.years[-1] if end is None else end)

    def workings(self) -> pd.DataFrame:
        """Say what the methods of nodes work out on their way, such as coupling and development.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> len(scoring.workings())
        0
        """
        from coopindex.questions.workings import workings

        return workings(self)

    def growth(self, node: str | None = None) -> pd.DataFrame:
        """Return every unit's growth on the period before and on the year before, in percent.

        node : of the index (default), or of one of its nodes.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-human-development").score(year="all")
        >>> scoring.growth()["unit"].nunique()
        18
        """
        from coopindex.questions.growth import growth

        return growth(self, node)

    def screening(self) -> pd.DataFrame:
        """Count what is missing or 0 for every unit and year, and say who is ranked.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> len(scoring.screening())
        11
        """
        from coopindex.questions.screening import screening

        return screening(self)

    def strengths(
        self,
        *,
        count: int | None = None,
        by: str | None = None,
        most_sharing: float = 1 / 3,
        minimum_coverage: float = 0.0,
        ddof: Literal[0, 1] = 1,
    ) -> pd.DataFrame:
        """Mark every unit's strengths and weaknesses, among all units and within its own group.

        count : how many of the highest percentile ranks are strengths (default: an eighth of the
        indicators, at least 3). by : a column of groups, for the second rule. most_sharing :
        the share of the units that may share a rank of 3 or better for it to be a strength by
        itself. minimum_coverage : the share of a node's weight that must have data. ddof : 1 takes
        the sample's deviation (n - 1), 0 that of n.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.strengths(count=1)["mark"].value_counts().to_dict()
        {'': 264, 'weakness': 96, 'strength': 90}
        """
        from coopindex.questions.strengths import strengths

        self.need_one_year()
        if count is not None:
            raise_errors(not_whole("count", count, least=1))
        one_of(ddof, (0, 1), "ddof")
        return strengths(
            self,
            count=count,
            group=None if by is None else group_of(by, self.data),
            most_sharing=proportion(most_sharing, "most_sharing"),
            minimum_coverage=proportion(minimum_coverage, "minimum_coverage"),
            ddof=ddof,
        )

    def cuts(self, *, count: int | None = None) -> pd.DataFrame:
        """Return what `strengths` holds every unit's percentile ranks against: unit, high, low.

        count : as for `strengths`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.cuts().columns.tolist()
        ['unit', 'high', 'low', 'count']
        """
        from coopindex.questions.strengths import cuts

        self.need_one_year()
        if count is not None:
            raise_errors(not_whole("count", count, least=1))
        return cuts(self, count=count)

    def obstacles(
        self,
        *,
        by: str | None = None,
        ideal: float | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Obstacles:
        """Say what share of each unit's gap to the ideal every indicator and dimension causes.

        by : a column of groups, for means by group too. ideal : what stands for the best end of
        scales that have none (default: the best observed in the year). progress : called with the
        unit-years done, and all of them, where the index is no weighted sum.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.obstacles().means["node"][0]
        'policy'
        """
        from coopindex.questions.obstacles import obstacles

        return obstacles(
            self,
            None if by is None else group_of(by, self.data),
            None if ideal is None else finite(ideal, "ideal"),
            progress,
        )

    def groups(self, by: str, *, ddof: Literal[0, 1] = 1, minimum_coverage: float = 0.0) -> Groups:
        """Hold every unit against its own group: rank, distance to its best, what it is strong in.

        by : a column of groups. ddof, minimum_coverage : of marks, as for `strengths`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.groups("eu").by
        'eu'
        """
        from coopindex.questions.groups import groups

        one_of(ddof, (0, 1), "ddof")
        minimum = proportion(minimum_coverage, "minimum_coverage")
        return groups(self, group_of(by, self.data), ddof, minimum)

    def reliability(self) -> pd.DataFrame:
        """Say what stands behind each rank: how much of the weight has data, what kind, how old.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> float(scoring.reliability()["coverage"].min())
        1.0
        """
        from coopindex.questions.reliability import reliability

        self.need_one_year()
        return reliability(self)

    def disparity(
        self, *, by: str | None = None, node: str | None = None, step: str = "finished"
    ) -> Disparity:
        """Say how unequal the units are in every year scored, and whether they converge.

        by : a column of groups, within and between which Gini (after Dagum) and Theil are split.
        node : default, the index. step : of the node's figures, as for `nodes`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> round(float(scoring.disparity(by="eu").totals["gini"][0]), 3)
        0.582
        """
        from coopindex.questions.disparity import disparity

        return disparity(self, by=by, node=node, step=step)

    def importance(self) -> pd.DataFrame:
        """Set every node's weight beside how much it really counts in the last year.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> list(scoring.importance().columns[:3])
        ['node', 'title', 'parent']
        """
        from coopindex.robustness.importance import importance

        return importance(self)

    def verify(self) -> Verification:
        """Hold every published figure of the index that belongs to this scoring against ours.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.verify().met
        True
        """
        from coopindex.questions.verify import verify

        return Verification(verify(self))

    def audit(
        self,
        *,
        thresholds: Mapping[str, float] | None = None,
        method: Literal["pearson", "spearman", "kendall"] = "pearson",
        plan: PlanGiven = None,
        draws: int = 1_000,
        seed: int = 0,
        simulated: Uncertainty | None = None,
    ) -> Audit:
        """Assess the index statistically, as the JRC does by hand: tables, findings, a verdict.

        Each table is worked out when it is first asked for. thresholds : rule -> the number at
        which it begins to speak, see docs/audit.md. method : the correlation that rules look at,
        `pearson`, `spearman` or `kendall`. plan, draws, seed : of the recalculations behind the
        rule `shift`, as for `uncertainty`; simulated : or an answer of it, as of `replay`.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.audit(draws=64).findings["rule"].tolist()[:2]
        ['few_units', 'coverage_unit']
        """
        from coopindex.audit.associations import METHODS
        from coopindex.audit.audit import audit
        from coopindex.audit.rules import THRESHOLDS

        self.need_one_year()
        draws, seed = whole_numbers(draws, seed)
        one_of(method, METHODS, "method")
        limits = thresholds_of(thresholds, THRESHOLDS)
        need_simulated(simulated)
        planned = None if plan is None else self._with_factors(plan)

        def simulate() -> Uncertainty:
            if simulated is not None:
                return simulated
            return self.uncertainty(plan=planned, draws=draws, seed=seed, pairs=False)

        return audit(self, simulate, limits, method)

    # -- robustness --------------------------------------------------------------------------------

    def plan(self, plan: PlanGiven = None) -> WrittenPlan:
        """Return a plan of robustness around this scoring, checked; it is read once.

        plan : by name or file, or as a mapping or YAML text; default: the index's own, or a usual
        one where it has none.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> [factor.name for factor in scoring.plan().factors]
        ['weights', 'aggregation', 'indicator left out']
        """
        from coopindex.content.compile.plan import WrittenPlan

        if isinstance(plan, WrittenPlan):
            return plan
        if not isinstance(plan, str | Path | None):
            return self._read_plan(plan)
        if plan not in self._plans:
            self._plans[plan] = self._read_plan(plan)
        return self._plans[plan]

    def _read_plan(self, plan: PlanGiven) -> WrittenPlan:
        from coopindex.content.compile.plan import WrittenPlan, read_plan
        from coopindex.robustness.basis import Basis
        from coopindex.robustness.defaults import default_factors

        self.need_one_year()
        found = read_plan(self.content, Basis.of(self), plan)
        if found is not None and (found.factors or plan is not None):
            return found
        factors, left_aside = default_factors(self)
        usual = WrittenPlan("default", factors, (), {}, left_aside, usual=True)
        if found is None:
            return usual
        origins, unfit = found.origins, found.unfit
        return replace(usual, scenarios=found.scenarios, origins=origins, unfit=unfit)

    def _analysed(self, plan: WrittenPlan, ask: Callable[[Sequence[Factor]], Any]) -> Any:
        """Make an analysis as a plan says; of the usual one as far as it goes."""
        from coopindex.robustness.defaults import as_far_as_they_go

        with plan.locating():
            if plan.usual:
                return as_far_as_they_go(ask, plan.factors, plan.left_aside)
            found = ask(plan.factors)
            plan.need_motion(found.idle)
            return found

    def uncertainty(
        self,
        *,
        plan: PlanGiven = None,
        draws: int = 10_000,
        seed: int = 0,
        pairs: bool | None = None,
        execution: Execution | Way | None = None,
    ) -> Uncertainty:
        """Vary every factor of a plan jointly: where each unit may land, and how sure that is.

        pairs : count for every pair who stands before whom (default: up to 400 units).
        execution : how to run, or its word: "serial" (default), "processes" or "dask".

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.uncertainty(draws=64).draws
        64
        """
        from coopindex.robustness.uncertainty import uncertainty

        draws, seed = whole_numbers(draws, seed)

        run = execution_of(execution)

        def ask(factors: Sequence[Factor]) -> Uncertainty:
            return uncertainty(
                self,
                factors,
                draws=draws,
                seed=seed,
                pairs=pairs,
                execution=run,
            )

        found: Uncertainty = self._analysed(self._with_factors(plan), ask)
        return found

    def replay(self, settings: pd.DataFrame | str | Path, *, plan: PlanGiven = None) -> Uncertainty:
        """Do the draws again whose settings were written out, as a frame or a file of them.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> settings = scoring.uncertainty(draws=64).settings()
        >>> scoring.replay(settings).draws
        64
        """
        from coopindex.report.settings import located_in, read_settings
        from coopindex.robustness.uncertainty import replayed

        found = self._with_factors(plan)
        if not isinstance(settings, str | Path):
            need_frame(settings, "settings")
            return replayed(self, found.factors, settings)
        with located_in(Path(settings)):
            return replayed(self, found.factors, read_settings(Path(settings)))

    def sensitivity(
        self,
        *,
        plan: PlanGiven = None,
        draws: int = 1024,
        seed: int = 0,
        execution: Execution | Way | None = None,
    ) -> Sensitivity:
        """Split the variance of the ranking over a plan's factors, as Sobol indices.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.sensitivity(draws=16).draws
        16
        """
        from coopindex.robustness.sensitivity import sensitivity

        draws, seed = whole_numbers(draws, seed)

        run = execution_of(execution)

        def ask(factors: Sequence[Factor]) -> Sensitivity:
            return sensitivity(self, factors, draws=draws, seed=seed, execution=run)

        found: Sensitivity = self._analysed(self._with_factors(plan), ask)
        return found

    def one_at_a_time(self, *, plan: PlanGiven = None) -> pd.DataFrame:
        """Make each alternative of a plan in turn, alone: how far ranks move, and who leads.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> list(scoring.one_at_a_time().columns[:3])
        ['factor', 'alternative', 'mean_shift']
        """
        from coopindex.robustness.sensitivity import one_at_a_time

        found = self._with_factors(plan)
        with found.locating():
            return one_at_a_time(self, found.factors)

    def leave_one_out(self) -> pd.DataFrame:
        """Leave every indicator and dimension out in turn: how far ranks move, and who leads.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> list(scoring.leave_one_out().columns[:3])
        ['factor', 'alternative', 'mean_shift']
        """
        from coopindex.robustness.sensitivity import leave_one_out

        self.need_one_year()
        return leave_one_out(self)

    def weight_sensitivity(
        self,
        *,
        draws: int = 10_000,
        seed: int = 0,
        vary: float = 0.25,
        free_unknown: bool = False,
        hold: str | Sequence[str] = (),
    ) -> WeightSensitivity:
        """Vary all weights jointly and find the exact weights at which neighbours swap.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.weight_sensitivity(draws=64).draws
        64
        """
        from coopindex.robustness.weights import weight_sensitivity

        draws, seed = whole_numbers(draws, seed)
        self.need_one_year()
        return weight_sensitivity(
            self,
            draws=draws,
            seed=seed,
            vary=vary,
            free_unknown=free_unknown,
            hold=several(hold, "hold"),
        )

    def guarantee(
        self,
        *,
        how: How | None = None,
        vary: float = 0.25,
        hold: str | Sequence[str] = (),
        at_least: Sequence[tuple[str, str]] | tuple[str, str] = (),
        only: str | Sequence[str] | None = None,
        units: str | Sequence[str] | None = None,
        seconds: float | None = 60.0,
        processes: int | None = 1,
        progress: Callable[[int, int, int], None] | None = None,
        rounds: int | None = None,
    ) -> Guarantee:
        """Say what holds whatever the weights, exactly.

        how : default `unknown` where the scheme assumes weights, else `free`. units : those to
        answer for, by codes or names (default: all). seconds : how long best and worst ranks may
        take (None: as long as it takes); what is not proved by then is known to lie between two
        ranks. processes : how many may be at work (None: as many as there are processors); the
        answer is the same. progress : called with the ranks proved, those in all, and by how many
        places the least certain is open. rounds : how often the search goes on at most, by one
        process: what is known then is the same on every machine, if `seconds` do.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.guarantee(how="free").moves
        True
        """
        from coopindex.robustness.exact.guarantee import guarantee
        from coopindex.robustness.exact.polytope import How

        self.need_one_year()
        how = ("unknown" if self.assumed else "free") if how is None else how
        one_of(how, get_args(How), "how")
        found = guarantee(
            self,
            how,
            vary=share(vary),
            hold=several(hold, "hold"),
            at_least=pairs(at_least),
            only=None if only is None else several(only, "only"),
            units=None if units is None else units_of(units, self.index, self.data, "units"),
            seconds=duration(seconds),
            processes=processes_of(processes),
            progress=progress,
            rounds=rounds_of(rounds),
        )
        if not (found.moves or found.polytope.rigid):
            raise _nothing_moves(found)
        return found

    def scenarios(self, *, plan: PlanGiven = None) -> Scenarios:
        """Score every named scenario of a plan and lay them side by side.

        plan : as for `plan`; without one, where the index names no scenarios, usual ones: its
        other schemes, and other methods one at a time, those left aside that have no score.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.scenarios().names[0]
        'as scored'
        """
        from coopindex.robustness.defaults import usual_scenarios
        from coopindex.robustness.scenarios import scenarios

        self.need_one_year()
        found = self.plan(plan)
        if plan is None and not (found.scenarios or found.unfit):
            return usual_scenarios(self, {w: self.content.scheme(w) for w in self._others()})
        found.need_scenarios(self.index.code)
        with found.locating():
            return scenarios(self, found.scenarios)

    def grid(
        self,
        *,
        normalisations: str | Sequence[str] | None = None,
        aggregations: str | Sequence[str] | None = None,
    ) -> MethodGrid:
        """Rank the units under every normalisation with every aggregation, at every level.

        normalisations, aggregations : names of methods, tried beside the index's own, which come
        first; default: the usual ones. A pair that does not go is blank, with the reason.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-countries").score()
        >>> scoring.grid(normalisations="min_max", aggregations="arithmetic").facts["pairs"]
        2
        """
        from coopindex.robustness.grid import AGGREGATION, NORMALISATION, method_grid

        self.need_one_year()
        return method_grid(
            self,
            methods_of(normalisations, NORMALISATION),
            methods_of(aggregations, AGGREGATION),
        )

    def _with_factors(self, plan: PlanGiven) -> WrittenPlan:
        self.need_one_year()
        found = self.plan(plan)
        found.need_factors(self.index.code)
        return found

    # -- pages and the report ----------------------------------------------------------------------

    def present(
        self,
        answer: Any = None,
        *,
        page: str | None = None,
        lang: str = "en",
        top: int | None = None,
        only: str | Sequence[str] | None = None,
        where: str | Sequence[str] | Mapping[str, str | Sequence[str]] | None = None,
        **what: Any,
    ) -> Page:
        """Describe an answer about this scoring for people, for every surface alike.

        answer : default, the scoring itself. page : the name of its page, where its type does not
        say that: `change.page` of a table of changes, `growth.page` of one of growth, `scale.page`
        of a scoring. top, only, where : the units to be shown, see `listing`; scores and ranks stay
        those of the whole field.
        what : how it is to be looked at.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> [section.title for section in scoring.present(lang="zh").sections][:1]
        ['城市网络联通中国与中东欧指数 · 2018 · 权重：balanced']
        """
        from coopindex.report.pages import BY_NAME, PAGES, page_of
        from coopindex.report.pages import page as named

        language(lang)
        answer = self if answer is None else answer
        if page is None:
            found = page_of(answer, self, lang, **what)
        else:
            one_of(page, (*PAGES.values(), *BY_NAME), "page")
            found = named(page, answer, self, lang, **what)
        if all(asked is None for asked in (top, only, where)):
            return found
        from coopindex.report.listing import showing

        return showing(found, self.listing(top, only, where), self.data)

    def listing(self, top: Any = None, only: Any = None, where: Any = None) -> Listing:
        """Choose units to be shown of all that are scored; what there is not is `InvalidInput`.

        top : so many first ones in the last year scored, with those that tie at the end. only :
        codes or names, several in a list or parted by commas. where : group -> its label, or
        several of which one will do; or texts as "region=east". What is asked together must all
        hold, and the first are those among the rest.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.listing(top=2).units
        ('ningbo', 'tianjin')
        """
        from coopindex.project.listing import listing_of

        return listing_of(self, top, only, where)

    def table(
        self,
        answer: Any = None,
        *,
        top: int | None = None,
        only: str | Sequence[str] | None = None,
        where: str | Sequence[str] | Mapping[str, str | Sequence[str]] | None = None,
    ) -> pd.DataFrame:
        """Return an answer's tidy table with the rows of some units, see `listing`.

        answer : default, the scoring itself; or any DataFrame with a column, or labels, `unit`.
        Scores and ranks in it stay those of the whole field.

        >>> import coopindex
        >>> scoring = coopindex.load("china-ceec-cities").score()
        >>> scoring.table(top=2)["name"].tolist()
        ['Ningbo', 'Tianjin']
        """
        from coopindex.report.pages import page_of

        asked = self if answer is None else answer
        # the page of a split of variance needs further answers, its table does not
        found: Any = asked if hasattr(asked, "columns") else getattr(asked, "everything", None)
        found = page_of(asked, self).table if found is None else found
        return self.listing(top, only, where).frame(found)

    def edition(
        self,
        *,
        lang: str = "en",
        draws: int = 10_000,
        seed: int = 0,
        vary: float = 0.25,
        free_unknown: bool = False,
        hold: str | Sequence[str] = (),
        plan: PlanGiven = None,
        seconds: float | None = 15.0,
        profiles: str | Sequence[str] | None = None,
        map_file: str | Path | None = None,
        map_key: str | None = None,
        map_classes: Literal["quantiles", "equal"] = "quantiles",
        progress: Progress | None = None,
    ) -> Edition:
        """Put together everything that a report says of this year; every format reads it alone.

        Each part is worked out when it is first looked at; one that does not go is None, and
        `unasked` says why.

        plan : of uncertainty, factors and scenarios, as for `plan`. seconds : how long best and
        worst ranks may take; they are searched for a fixed number of rounds, the same everywhere,
        and where even that takes longer, what needs no search is said alone. profiles : the units
        that are explained in full, by codes or names (default: all of up to 60). progress : called
        with what is being worked out, before it is. map_file : GeoJSON of the user's own shapes,
        for the map. map_key : the property that names a shape's unit, by code or by name in either
        language (default: the one that names most). map_classes : five classes of the score with as
        many units in each ("quantiles"), or as wide as each other ("equal").

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.edition(lang="zh").title
        '城市网络联通中国与中东欧指数'
        """
        from coopindex.project.edition import edition_of

        language(lang)
        one_of(map_classes, ("quantiles", "equal"), "map_classes")
        self.need_one_year()
        draws, seed = whole_numbers(draws, seed)
        return edition_of(
            self,
            lang=lang,
            draws=draws,
            seed=seed,
            vary=share(vary),
            free_unknown=free_unknown,
            hold=several(hold, "hold"),
            plan=plan,
            seconds=duration(seconds),
            profiles=None
            if profiles is None
            else units_of(profiles, self.index, self.data, "profiles"),
            progress=progress,
            map_file=None if map_file is None else Path(map_file),
            map_key=map_key,
            map_classes=map_classes,
        )

    def chart(
        self,
        name: str,
        unit: str | None = None,
        *,
        lang: str = "en",
        draws: int = 10_000,
        seed: int = 0,
        plan: PlanGiven = None,
        map_file: str | Path | None = None,
        map_key: str | None = None,
        map_classes: Literal["quantiles", "equal"] = "quantiles",
    ) -> Chart:
        """Draw one chart of the report; what no chart needs is not worked out.

        Each has a method too: `plot`. name : one of `project.charts()`. unit : whose ladder or gap
        it is; in others, who stands out. plan, draws, seed : of what is recalculated, as for
        `uncertainty`. map_file, map_key, map_classes : of the map, as for `edition`.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.chart("coverage").name
        'coverage'
        """
        from coopindex.report.charts import chart_of

        code = None if unit is None else self.unit(unit)
        draws, seed = whole_numbers(draws, seed)
        where = {"map_file": map_file, "map_key": map_key, "map_classes": map_classes}
        edition = charted(self, lang, draws=draws, seed=seed, plan=plan, **where)
        return chart_of(edition, name, code)

    @property
    def plot(self) -> Plot:
        """The charts of the report, each by a method, as `scoring.plot.ranking()`; see `Plot`."""
        return Plot(self)

    def report(
        self,
        folder: str | Path = "reports",
        *,
        formats: str | Sequence[str] | None = None,
        draws: int = 10_000,
        seed: int = 0,
        vary: float = 0.25,
        free_unknown: bool = False,
        hold: str | Sequence[str] = (),
        plan: PlanGiven = None,
        profiles: bool | None = None,
        lang: str = "en",
        raw: bool = False,
        map_file: str | Path | None = None,
        map_key: str | None = None,
        map_classes: Literal["quantiles", "equal"] = "quantiles",
        progress: Callable[[Wording], None] | None = None,
    ) -> tuple[Path, dict[str, Any]]:
        """Write a report to `<folder>/<index>/<run>/`; return that folder and its manifest.

        formats : of html, pdf, xlsx, docx, md, csv, json, dta and sav, in a list or parted by
        commas; default: all but the last two whose packages are installed. draws, seed, vary,
        free_unknown, hold, plan, map_file, map_key, map_classes : as for `edition`.
        profiles : whether each unit has a page in the PDF; default, where there are at most 60.
        The same inputs give the same folder with the same bytes, if SOURCE_DATE_EPOCH fixes the
        date of documents. It is there whole or not at all, and takes an older one's place at once;
        files that others put there stay. raw : leave texts in CSV as they are, even those that a
        spreadsheet would run. progress : is told what is being worked out.

        >>> import coopindex
        >>> scoring = coopindex.load("city-networks").score()
        >>> scoring.report("reports", formats="md")  # doctest: +SKIP
        """
        from coopindex.content.writing import need_room_for_folder
        from coopindex.report.formats import How
        from coopindex.report.formats import formats as wanted
        from coopindex.report.write import write_report

        language(lang)
        asked = None if formats is None else wanted(words(formats, "formats"))
        need_room_for_folder(Path(folder))
        edition = self.edition(
            lang=lang,
            draws=draws,
            seed=seed,
            vary=vary,
            free_unknown=free_unknown,
            hold=hold,
            plan=plan,
            profiles=self.rows.units if profiles else None,
            progress=progress,
            map_file=map_file,
            map_key=map_key,
            map_classes=map_classes,
        )
        known = {} if progress is None else {"progress": progress}
        return write_report(edition, Path(folder), asked, how=How(raw, profiles), **known)


def _in_use(result: Result) -> str:
    """Name the weights in use, as a reader would ask for them."""
    return result.scheme.code if result.scheme.named or not result.weighting else AS_SCORED


def _nothing_moves(found: Guarantee) -> InvalidInput:
    """Say that so little was allowed that no weight may move, and what would let one."""
    polytope, message = found.polytope, Wording("usage.nothing-may-move")
    way = "usage.any-weights.hint" if polytope.how == "unknown" else "usage.fewer-limits.hint"
    if polytope.taken:
        taken, way = Wording("guarantee.taken", nodes=polytope.taken), "plan.sample.hint"
        message = Wording("frame.then", first=message, rest=taken)
    problem = Problem(NOTHING_VARIES, message, field="how", hint=Wording(way))
    return InvalidInput([problem])


def _different(names: Sequence[str]) -> tuple[str, ...]:
    """Number the names that are met again.

    >>> _different(["cass", "given", "given"])
    ('cass', 'given', 'given 2')
    """
    met = [names[: position + 1].count(name) for position, name in enumerate(names)]
    return tuple(
        name if times == 1 else f"{name} {times}" for name, times in zip(names, met, strict=True)
    )


def _two(years: Sequence[Period]) -> Sequence[Period]:
    """Return two periods to write in an example: the last two of the data, where there are two."""
    return years[-2:] if len(years) > 1 else (2018, 2020)
