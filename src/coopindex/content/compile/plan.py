"""Compile a plan of robustness, as its analysts wrote it, into factors and scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from coopindex.content import given
from coopindex.content.compile.factors import read_factor
from coopindex.content.compile.plan_reader import PlanReader
from coopindex.content.compile.scenarios import read_scenario
from coopindex.content.files import files_in, is_there, name_in
from coopindex.content.forms.plan import PlanForm, RobustnessForm
from coopindex.content.forms.read import read_form
from coopindex.content.yaml import Document, Place, read_yaml
from coopindex.engine.index import Origin
from coopindex.phrases import Wording
from coopindex.problems import NOTHING_VARIES, InvalidInput, Problem, nearest, raise_errors
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.factor import Factor
from coopindex.robustness.plan import make_plan
from coopindex.robustness.scenarios import Scenario

if TYPE_CHECKING:
    from coopindex.content.content import Content


@dataclass(frozen=True)
class WrittenPlan:
    """A plan, compiled.

    origins : where each factor and scenario is written. usual : nobody wrote its factors.
    left_aside : which usual ones could not be, and why. unfit : what is wrong with scenarios that
    do not go around the weights asked for, which is told where scenarios are.
    """

    name: str
    factors: tuple[Factor, ...]
    scenarios: tuple[Scenario, ...]
    origins: Mapping[str, Origin] = field(default_factory=dict)
    left_aside: tuple[tuple[str, Problem], ...] = ()
    usual: bool = False
    unfit: tuple[Problem, ...] = ()

    @contextmanager
    def locating(self) -> Iterator[None]:
        """Say of problems that name a factor or a scenario where it is written."""
        try:
            yield
        except InvalidInput as invalid:
            raise InvalidInput(map(self._located, invalid.problems)) from invalid

    def check(self, basis: Basis) -> None:
        """Refuse factors that cannot be, each where it is written, before anything is scored."""
        with self.locating():
            make_plan(basis, self.factors)

    def of(self, names: Sequence[str]) -> WrittenPlan:
        """Return the plan with the factors of some names alone."""
        return replace(self, factors=tuple(f for f in self.factors if f.name in names))

    def need_factors(self, index: str) -> None:
        """Refuse a plan without factors."""
        if not self.factors and not self.usual:
            hint = Wording("definition.factors-below.hint")
            raise InvalidInput(
                [
                    Problem(
                        "no-factors",
                        Wording("definition.plan-varies-nothing", plan=self.name, index=index),
                        hint=hint,
                    )
                ]
            )

    def need_motion(self, idle: Sequence[str]) -> None:
        """Refuse a plan all of whose factors are idle."""
        if self.factors and not self.usual and len(idle) == len(self.factors):
            hint = Wording("definition.see-score.hint")
            raise InvalidInput(
                Problem(
                    NOTHING_VARIES,
                    Wording("definition.varies-nothing", name=name),
                    field=name,
                    hint=hint,
                )
                for name in idle
            )

    def need_scenarios(self, index: str) -> None:
        """Refuse a plan without scenarios, or with some that do not go."""
        raise_errors(self.unfit)
        if not self.scenarios:
            below = Wording("definition.scenarios-below.hint")
            hint = Wording("definition.scenarios-or-plan.hint", below=below)
            raise InvalidInput(
                [
                    Problem(
                        "no-scenarios", Wording("definition.no-scenarios", index=index), hint=hint
                    )
                ]
            )

    def _located(self, problem: Problem) -> Problem:
        origin = self.origins.get(problem.field or "")
        return replace(problem, file=origin.file, line=origin.line or None) if origin else problem


def plans(content: Content) -> tuple[str, ...]:
    """Name the plans that lie in robustness/<index>/."""
    folder = content.root / "robustness" / content.index.code
    return tuple(path.stem for path in files_in(folder, ".yaml"))


class PlanSource(NamedTuple):
    """A plan as written, in a document, and what was found wrong with its form.

    place : of the plan in the document. beside : the folder of its file.
    """

    name: str
    document: Document
    place: Place
    form: RobustnessForm | None
    problems: tuple[Problem, ...]
    beside: Path


def source_of(content: Content, plan: Any = None) -> PlanSource:
    """Return a plan as written: the index's own (None), by name or file, a mapping or text."""
    own, beside = content.definition, content.path.parent
    if plan is None:
        form, place = own.form.robustness, ("robustness",)
        return PlanSource(content.index.code, own.document, place, form, (), beside)
    if given.is_given(plan):
        document = given.plan(plan)
        return PlanSource(given.PLAN, document, (), *read_form(document, PlanForm), beside)
    if not isinstance(plan, str | Path):
        message = Wording("definition.plan-kind")
        hint = Wording("definition.plan-kind.hint")
        raise InvalidInput([Problem("unknown-plan", message, field="plan", hint=hint)])
    path = _path(content, plan)

    def read() -> PlanSource:
        document = read_yaml(path, name_in(content.root, path))
        return PlanSource(str(plan), document, (), *read_form(document, PlanForm), path.parent)

    return content.once(("plan", path), read)


def read_plan(content: Content, basis: Basis, plan: Any = None) -> WrittenPlan | None:
    """Return a plan compiled around a basis, scored or not; None where the index has none.

    plan : as `source_of` takes it. Raises InvalidInput with everything that is wrong with it.
    """
    source = source_of(content, plan)
    if source.form is None:
        raise_errors(source.problems)
        return None
    problems = list(source.problems)
    reader = PlanReader(content, basis, source.document, source.beside, problems)
    return _compiled(reader, source.name, source.form, source.place)


def _compiled(reader: PlanReader, name: str, form: RobustnessForm, place: Place) -> WrittenPlan:
    factors = [
        factor
        for code, entry in form.factors.items()
        for factor in read_factor(reader, code, entry, (*place, "factors", code))
    ]
    scenarios = [
        read_scenario(reader, code, entry, (*place, "scenarios", code))
        for code, entry in form.scenarios.items()
    ]
    raise_errors(reader.problems)
    written = [("scenarios", code) for code in form.scenarios]
    written += [("factors", code) for code in form.factors]
    origins = {code: reader.document.origin((*place, key, code)) for key, code in written}
    unfit = tuple(reader.unfit)
    return WrittenPlan(name, tuple(factors), tuple(scenarios), origins, unfit=unfit)


def _path(content: Content, name_or_file: str | Path) -> Path:
    path, folder = Path(name_or_file), content.root / "robustness" / content.index.code
    if path.suffix not in (".yaml", ".yml"):
        named = folder / f"{name_or_file}.yaml"
        if is_there(named):
            path = named
        elif not is_there(path) or path.is_dir():
            known = plans(content)
            hint = (
                nearest(str(name_or_file), known)
                if known
                else Wording("definition.plan-folder.hint", folder=name_in(content.root, folder))
            )
            message = Wording("definition.no-plan", name=name_or_file, index=content.index.code)
            raise InvalidInput(
                [Problem("unknown-plan", message, value=str(name_or_file), hint=hint)]
            )
    return path.absolute()
