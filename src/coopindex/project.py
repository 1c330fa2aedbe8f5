"""An index with its schemes and data, ready to be asked: what the command line, the notebook and every other surface call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from coopindex.content import Content, read_content
from coopindex.engine.data import PublishedTable
from coopindex.engine.index import Published
from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.engine.weights import words, worked_out
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.questions.change import change, trajectories
from coopindex.questions.compare import Comparison, compare, names
from coopindex.questions.explain import Explanation, explain
from coopindex.questions.verify import Check, verify

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.content.compile.plan import WrittenPlan
    from coopindex.robustness.exact.guarantee import Guarantee
    from coopindex.robustness.exact.polytope import How
    from coopindex.robustness.execution import Execution
    from coopindex.robustness.scenarios import Scenarios
    from coopindex.robustness.sensitivity import Sensitivity
    from coopindex.robustness.uncertainty import Uncertainty
    from coopindex.robustness.weights import WeightSensitivity

Years = int | Sequence[int] | str | None
Code = TypeVar("Code", str, str | Path)


@dataclass(frozen=True, repr=False)
class Project:
    """An index as its analysts wrote it. Every question reads the files' content as it was when loaded and returns a frozen answer."""

    content: Content

    @property
    def code(self) -> str:
        """The index's code."""
        return self.content.index.code

    def __repr__(self) -> str:
        index, content = self.content.index, self.content
        schemes = list(content.weight_names())
        if worked_out(index):
            schemes[0] += f" ({words(index, content.scheme())})"
        held = f"{len(index.leaves)} indicators, schemes {', '.join(schemes)}"
        return f"{index.title} ({index.code}): {held}"

    def validate(self) -> tuple[Problem, ...]:
        """Check everything the index's folder holds; all errors at once as `InvalidInput`, otherwise the flags."""
        flags = self.content.validate()
        if self.content.definition.form.robustness is not None:
            from coopindex.content.compile.plan import read_plan
            from coopindex.robustness.basis import Basis

            content = self.content
            years = None if content.default_year is None else [content.default_year]
            basis = Basis.unscored(content.index, content.data(), content.scheme(), years)
            if plan := read_plan(content, basis):
                plan.check(basis)
        return flags

    def score(
        self,
        weights: str | Path | None = None,
        data: str | Path | None = None,
        year: Years = None,
        overrides: Mapping[str, float] | None = None,
    ) -> Scoring:
        """Score the index.

        weights : a scheme's name or file, which takes the place of a `weighting` in the families that
            it gives weights to; default, or "as scored": the index's own scheme, which does not.
        overrides : node -> share of its parent; the siblings keep their proportions.
        data : a file of observations instead of the index's own. year : one, several, "all" (default: the index's own, else the latest).
        """
        table = self.content.data(data)
        if year is None:
            years: Sequence[int] | None = (
                None if self.content.default_year is None else [self.content.default_year]
            )
        elif isinstance(year, str):
            if year != "all" and not year.isdecimal():
                raise InvalidInput(
                    [
                        Problem(
                            "unknown-year",
                            f"`{year}` is no year",
                            field="year",
                            value=year,
                            hint='write 2024, or "all"',
                        )
                    ]
                )
            years = table.years if year == "all" else [int(year)]
        else:
            years = list(year) if isinstance(year, Iterable) else [int(year)]
        scheme = self.content.scheme(weights, overrides)
        return Scoring.of(score(self.content.index, table, scheme, years), self)

    def compare(
        self, weights: Sequence[str | Path], data: str | Path | None = None, year: Years = None
    ) -> Comparison:
        """Score under several schemes and lay them side by side, the first as the baseline.

        weights : as for `score`; "as scored" stands for the weights that count when none are named.
        """
        asked = _several(weights)
        results = [self.score(scheme, data, year) for scheme in asked]
        return compare(results, names(results, [str(scheme) for scheme in asked]))

    def explain(
        self,
        unit: str,
        weights: str | Path | None = None,
        data: str | Path | None = None,
        year: Years = None,
    ) -> Explanation:
        """Say how a unit's score came about and what separates it from the unit above."""
        return self.score(weights, data, year).explain(unit)

    def verify(self) -> tuple[Check, ...]:
        """Hold every published figure of the index against ours, each under the scheme and in the years it was published for."""
        index, data = self.content.index, self.content.data()
        default, years = self.content.default_scheme, dict[str | None, set[int]]()
        usual = self.content.default_year or data.years[-1]

        def under(figure: Published | PublishedTable) -> str | None:
            """Where no method works weights out, the index's own scheme is the same, named or not."""
            same = figure.scheme == default and not worked_out(index)
            return None if same else figure.scheme

        figures: tuple[Published | PublishedTable, ...] = (*index.published, *data.published)
        for figure in figures:
            named = figure.years if isinstance(figure, PublishedTable) else [figure.year or usual]
            years.setdefault(under(figure), set()).update(named)
        return tuple(
            check
            for scheme, wanted in years.items()
            for check in verify(
                score(index, data, self.content.scheme(scheme), sorted(wanted)), usual
            )
            if under(check.published) == scheme
        )

    # -- robustness: each asks around a scoring, `weights`, `data`, `year` and `overrides` being those of `score` --------------

    def plan(self, result: Result, name_or_file: str | Path | None = None) -> WrittenPlan:
        """Return a plan of robustness by name or file (default: the index's own), or the default one where it has none."""
        from coopindex.content.compile.plan import WrittenPlan, read_plan
        from coopindex.robustness.basis import Basis
        from coopindex.robustness.defaults import default_factors

        if not isinstance(name_or_file, str | Path | None):
            hint = "write it into a YAML file, as docs/content.md shows, and name that"
            raise InvalidInput(
                [
                    Problem(
                        "unknown-plan",
                        "a plan is said by a name or a file",
                        field="plan",
                        hint=hint,
                    )
                ]
            )
        found = read_plan(self.content, Basis.of(result), name_or_file)
        if found is not None and (found.factors or name_or_file is not None):
            return found
        factors, left_aside = default_factors(result)
        scenarios, origins = (found.scenarios, found.origins) if found else ((), {})
        return WrittenPlan("default", factors, scenarios, origins, left_aside)

    def uncertainty(
        self,
        weights: str | Path | None = None,
        data: str | Path | None = None,
        year: Years = None,
        overrides: Mapping[str, float] | None = None,
        *,
        plan: str | Path | None = None,
        draws: int = 10_000,
        seed: int = 0,
        pairs: bool | None = None,
        execution: Execution | None = None,
    ) -> Uncertainty:
        """Vary every factor of a plan jointly: where each unit may land, and how sure that is.

        pairs : count for every pair who stands before whom (default: up to 400 units).
        """
        from coopindex.robustness.execution import SERIAL
        from coopindex.robustness.uncertainty import uncertainty

        draws, seed = _whole(draws, seed)
        result = self.score(weights, data, year, overrides)
        found = self.plan(result, plan)
        found.need_factors(self.code)
        with found.locating():
            analysis = uncertainty(
                result,
                found.factors,
                draws=draws,
                seed=seed,
                pairs=pairs,
                execution=execution or SERIAL,
            )
            found.need_motion(analysis.idle)
            return analysis

    def sensitivity(
        self,
        weights: str | Path | None = None,
        data: str | Path | None = None,
        year: Years = None,
        overrides: Mapping[str, float] | None = None,
        *,
        plan: str | Path | None = None,
        draws: int = 1024,
        seed: int = 0,
        execution: Execution | None = None,
    ) -> Sensitivity:
        """Split the variance of the ranking over the factors of a plan: first-order and total Sobol indices."""
        from coopindex.robustness.execution import SERIAL
        from coopindex.robustness.sensitivity import sensitivity

        draws, seed = _whole(draws, seed)
        result = self.score(weights, data, year, overrides)
        found = self.plan(result, plan)
        found.need_factors(self.code)
        with found.locating():
            analysis = sensitivity(
                result, found.factors, draws=draws, seed=seed, execution=execution or SERIAL
            )
            found.need_motion(analysis.idle)
            return analysis

    def weight_sensitivity(
        self,
        weights: str | Path | None = None,
        data: str | Path | None = None,
        year: Years = None,
        overrides: Mapping[str, float] | None = None,
        *,
        draws: int = 10_000,
        seed: int = 0,
        vary: float = 0.25,
        free_unknown: bool = False,
        hold: Sequence[str] = (),
    ) -> WeightSensitivity:
        """Vary all weights jointly and find the exact weights at which neighbours swap."""
        from coopindex.robustness.weights import weight_sensitivity

        draws, seed = _whole(draws, seed)
        result = self.score(weights, data, year, overrides)
        return weight_sensitivity(
            result,
            draws=draws,
            seed=seed,
            vary=vary,
            free_unknown=free_unknown,
            hold=_several(hold),
        )

    def guarantee(
        self,
        weights: str | Path | None = None,
        data: str | Path | None = None,
        year: Years = None,
        overrides: Mapping[str, float] | None = None,
        *,
        how: How | None = None,
        vary: float = 0.25,
        hold: Sequence[str] = (),
        at_least: Sequence[tuple[str, str]] | tuple[str, str] = (),
        only: Sequence[str] | None = None,
    ) -> Guarantee:
        """Say what holds whatever the weights, without sampling.

        how : default `unknown` where the scheme assumes weights, else `free`.
        """
        from coopindex.robustness.exact.guarantee import guarantee

        result = self.score(weights, data, year, overrides)
        chosen: How = how or ("unknown" if result.assumed else "free")
        below = None if only is None else _several(only)
        return guarantee(
            result, chosen, vary=vary, hold=_several(hold), at_least=_pairs(at_least), only=below
        )

    def scenarios(
        self,
        weights: str | Path | None = None,
        data: str | Path | None = None,
        year: Years = None,
        overrides: Mapping[str, float] | None = None,
        *,
        plan: str | Path | None = None,
    ) -> Scenarios:
        """Score every named scenario of a plan and lay them side by side."""
        from coopindex.robustness.scenarios import scenarios

        result = self.score(weights, data, year, overrides)
        found = self.plan(result, plan)
        found.need_scenarios(self.code)
        with found.locating():
            return scenarios(result, found.scenarios)


@dataclass(frozen=True, eq=False, repr=False)
class Scoring(Result):
    """A result with its project behind it: what one asks."""

    project: Project = field(kw_only=True)

    @classmethod
    def of(cls, result: Result, project: Project) -> Scoring:
        """Put a project behind a result."""
        known = {field.name: getattr(result, field.name) for field in fields(Result)}
        return cls(**known, project=project)

    def explain(self, unit: str, year: int | None = None) -> Explanation:
        """Say how a unit's score came about and what separates it from the unit above."""
        return explain(self, unit, year)

    def trajectories(self) -> pd.DataFrame:
        """Return the rank of every unit in every year scored, best in the last year first."""
        return trajectories(self)

    def change(self, start: int | None = None, end: int | None = None) -> pd.DataFrame:
        """Split every unit's change of score between two of the years scored (default: first and last) exactly."""
        return change(
            self, self.years[0] if start is None else start, self.years[-1] if end is None else end
        )

    def verify(self) -> tuple[Check, ...]:
        """Hold every published figure of the index that belongs to this scoring against ours."""
        return verify(self)


def _whole(draws: int, seed: int) -> tuple[int, int]:
    """Take draws and seed as whole numbers; others, and those too small, are `InvalidInput`."""
    raise_errors(
        Problem(
            "bad-value",
            f"`{value}` must be a whole number of {least} or more",
            field=field,
            value=str(value),
        )
        for field, value, least in (("draws", draws, 1), ("seed", seed, 0))
        if not isinstance(value, Integral) or isinstance(value, bool) or value < least
    )
    return int(draws), int(seed)


def _several(codes: Code | Sequence[Code]) -> Sequence[Code]:
    """Take a single text as one code."""
    return (codes,) if isinstance(codes, str | Path) else codes


def _pairs(codes: Any) -> Sequence[tuple[str, str]]:
    """Take a single pair of codes as one pair; what is not a pair is `InvalidInput`."""
    pairs = [codes] if codes and all(isinstance(code, str) for code in codes) else list(codes)
    hint = 'write at_least=[("a", "b")]: a weighs no less than b'
    raise_errors(
        Problem(
            "bad-value",
            f"`{pair}` is not a pair of nodes",
            field="at_least",
            value=str(pair),
            hint=hint,
        )
        for pair in pairs
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2
    )
    return pairs


def load(name_or_path: str | Path) -> Project:
    """Load a bundled index by its name, or any index by the path to its YAML file.

    >>> load("china-ceec-cities").score().scores["unit"][0]
    'ningbo'
    """
    return Project(read_content(name_or_path))
