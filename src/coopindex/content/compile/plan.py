"""Compile a plan of robustness, as its analysts wrote it, into the factors and scenarios that the analysis takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coopindex.content import given
from coopindex.content.compile.choices import compile_reference, frozen, read_choice
from coopindex.content.compile.scheme import AS_SCORED, override
from coopindex.content.compile.tree import written_nodes
from coopindex.content.data.units import condition_problem
from coopindex.content.files import name_in
from coopindex.content.forms.index import STEPS
from coopindex.content.forms.pieces import WORDS_FOR_YEARS, Chosen, ReferenceForm
from coopindex.content.forms.plan import FactorForm, PlanForm, RobustnessForm, ScenarioForm
from coopindex.content.forms.read import read_form
from coopindex.content.yaml import Document, Place, dotted, read_yaml
from coopindex.engine.index import Index, Origin, Scheme
from coopindex.methods.options import in_words
from coopindex.problems import InvalidInput, Problem, nearest, raise_errors
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors import (
    Alternatives,
    Change,
    Donors,
    Factor,
    LeaveOut,
    Noise,
    Weights,
    WeightSets,
    choose_method,
)
from coopindex.robustness.plan import make_plan
from coopindex.robustness.scenarios import COLUMNS, Scenario
from coopindex.robustness.weights import unknown_weights

if TYPE_CHECKING:
    from coopindex.content.content import Content

STAGES = (*STEPS, "aggregation")
ALL, NOTHING = "all", "nothing"
GOES_WITH = {  # what varies: the further keys it takes
    "weights": ("below", "vary", "concentration", "hold"),
    "schemes": (),
    **dict.fromkeys(STAGES, ("nodes",)),
    "reference": (),
    "leave_out": (),
    "error": ("of", "indicators", "statuses"),
    "filled": ("indicators",),
}
ONLY_WITH = {"vary": "band", "concentration": "dirichlet"}


@dataclass(frozen=True)
class WrittenPlan:
    """A plan, compiled. origins : where each factor and scenario is written. left_aside : what the default plan could not vary, and why."""

    name: str
    factors: tuple[Factor, ...]
    scenarios: tuple[Scenario, ...]
    origins: Mapping[str, Origin] = field(default_factory=dict)
    left_aside: tuple[tuple[str, Problem], ...] = ()

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

    def need_factors(self, index: str) -> None:
        """Refuse a plan without factors."""
        if not self.factors:
            hint = "write at least one factor below `factors:`; see docs/content.md"
            raise InvalidInput(
                [
                    Problem(
                        "no-factors",
                        f"nothing varies in the plan `{self.name}` of {index}",
                        hint=hint,
                    )
                ]
            )

    def need_motion(self, idle: Sequence[str]) -> None:
        """Refuse a plan all of whose factors are idle."""
        if self.factors and len(idle) == len(self.factors):
            hint = "see `coopindex score` for the scheme, the data and the methods in use"
            raise InvalidInput(
                Problem("nothing-varies", f"`{name}` varies nothing here", field=name, hint=hint)
                for name in idle
            )

    def need_scenarios(self, index: str) -> None:
        """Refuse a plan without scenarios."""
        if not self.scenarios:
            hint = "write `scenarios:` below `robustness:` in the index, or name a --plan; see docs/content.md"
            raise InvalidInput(
                [Problem("no-scenarios", f"the plan of {index} names no scenarios", hint=hint)]
            )

    def _located(self, problem: Problem) -> Problem:
        origin = self.origins.get(problem.field or "")
        return replace(problem, file=origin.file, line=origin.line or None) if origin else problem


def plans(content: Content) -> tuple[str, ...]:
    """Name the plans that lie in robustness/<index>/."""
    return tuple(
        path.stem
        for path in sorted((content.root / "robustness" / content.index.code).glob("*.yaml"))
    )


class Source(NamedTuple):
    """A plan as written, in a document, and what was found wrong with its form.

    place : of the plan in the document. beside : the folder of its file.
    """

    name: str
    document: Document
    place: Place
    form: RobustnessForm | None
    problems: tuple[Problem, ...]
    beside: Path


def source_of(content: Content, plan: Any = None) -> Source:
    """Return a plan as written: the index's own (None), by name or file, as a mapping or as text."""
    own, beside = content.definition, content.path.parent
    if plan is None:
        form, place = own.form.robustness, ("robustness",)
        return Source(content.index.code, own.document, place, form, (), beside)
    if given.is_given(plan):
        document = given.plan(plan)
        return Source(given.PLAN, document, (), *read_form(document, PlanForm), beside)
    if not isinstance(plan, str | Path):
        message = "a plan is said by a name or a file, or written as a mapping or YAML text"
        hint = "write plan={'factors': {...}}, or name a YAML file, as docs/content.md shows"
        raise InvalidInput([Problem("unknown-plan", message, field="plan", hint=hint)])
    path = _path(content, plan)

    def read() -> Source:
        document = read_yaml(path, name_in(content.root, path))
        return Source(str(plan), document, (), *read_form(document, PlanForm), path.parent)

    return content.once(("plan", path), read)


def read_plan(content: Content, basis: Basis, plan: Any = None) -> WrittenPlan | None:
    """Return a plan compiled around a basis, scored or not; None where the index has none of its own.

    plan : as `source_of` takes it. Raises InvalidInput with everything that is wrong with it.
    """
    name, document, place, form, problems, beside = source_of(content, plan)
    if form is None:
        raise_errors(problems)
        return None
    compiler = _Compiler(content, basis, document, beside, list(problems))
    factors = [
        factor
        for code, entry in form.factors.items()
        for factor in compiler.factor(code, entry, (*place, "factors", code))
    ]
    scenarios = [
        compiler.scenario(code, entry, (*place, "scenarios", code))
        for code, entry in form.scenarios.items()
    ]
    raise_errors(compiler.problems)
    origins = {
        code: document.origin((*place, key, code))
        for key in ("scenarios", "factors")
        for code in getattr(form, key)
    }
    return WrittenPlan(name, tuple(factors), tuple(scenarios), origins)


def _path(content: Content, name_or_file: str | Path) -> Path:
    path, folder = Path(name_or_file), content.root / "robustness" / content.index.code
    if path.suffix not in (".yaml", ".yml"):
        named = folder / f"{name_or_file}.yaml"
        if named.exists():
            path = named
        elif not path.exists() or path.is_dir():
            known = plans(content)
            hint = (
                nearest(str(name_or_file), known)
                if known
                else f"write one into {name_in(content.root, folder)}, or name a file"
            )
            message = f"`{name_or_file}` is not a plan of {content.index.code}"
            raise InvalidInput(
                [Problem("unknown-plan", message, value=str(name_or_file), hint=hint)]
            )
    return path.absolute()


@dataclass
class _Compiler:
    """One walk through a plan: what it is compiled around, its folder, and what is wrong."""

    content: Content
    basis: Basis
    document: Document
    beside: Path
    problems: list[Problem] = field(default_factory=list)

    @property
    def index(self) -> Index:
        return self.basis.index

    def refuse(
        self,
        code: str,
        message: str,
        place: Place,
        hint: str | None = None,
        value: str | None = None,
    ) -> None:
        self.problems.append(self.document.problem(code, message, place, value=value, hint=hint))

    def told(self, place: Place) -> bool:
        """Whether something below a place is known to be wrong, and so left out."""
        return any(
            (problem.field or "").startswith(f"{dotted(place)}.") for problem in self.problems
        )

    def check_name(self, name: str, place: Place) -> None:
        """Refuse names that are empty, or that a line of a table would not show as they are."""
        folded = " ".join(name.split())
        if name != folded or not name:
            message = (
                f"the name `{folded}` has spaces too many, or breaks the line"
                if folded
                else "the name is empty"
            )
            problem = self.document.problem(
                "bad-name", message, place, hint=f"write `{folded}`" if folded else "write a name"
            )
            self.problems.append(replace(problem, field=dotted((*place[:-1], folded))))

    # -- factors ------------------------------------------------------------------------------------------------------

    def factor(self, name: str, form: FactorForm, place: Place) -> Iterator[Factor]:
        """Compile a factor; nothing comes of one that is wrong."""
        self.check_name(name, place)
        if name.startswith("weight:"):
            hint = "the columns of written settings that hold weights are called so; choose another name"
            self.refuse(
                "bad-factor", "a factor's name cannot begin with `weight:`", place, hint, name
            )
        written = {key for key in form.model_fields_set if getattr(form, key) is not None} - {
            "reason"
        }
        kinds = [key for key in GOES_WITH if key in written]
        if not kinds and self.told(place):
            return  # what varies is written, but wrong: that is said already
        if len(kinds) != 1:
            said = (
                f"says {' and '.join(f'`{kind}`' for kind in kinds)}: one at a time"
                if kinds
                else "does not say what varies"
            )
            self.refuse(
                "bad-factor",
                f"`{name}` {said}",
                place,
                f"write exactly one of {', '.join(GOES_WITH)}",
            )
            return
        kind = kinds[0]
        for key in sorted(written - {kind, *GOES_WITH[kind]}):
            hint = (
                f"with `{kind}` go {', '.join(GOES_WITH[kind])}"
                if GOES_WITH[kind]
                else f"nothing goes with `{kind}`"
            )
            self.refuse("misplaced-key", f"`{key}` does not go with `{kind}`", (*place, key), hint)
        before = len(self.problems)
        found: Factor = (
            self.methods(kind, name, form, place)
            if kind in STAGES
            else getattr(self, kind)(name, form, place)
        )
        if len(self.problems) == before:
            yield found

    def weights(self, name: str, form: FactorForm, place: Place) -> Factor:
        how = form.weights
        for key, wanted in ONLY_WITH.items():
            if getattr(form, key) is not None and how != wanted:
                self.refuse(
                    "misplaced-key",
                    f"`{key}` goes with `weights: {wanted}`",
                    (*place, key),
                    f"leave it out, or write {wanted}",
                )
        inner = [node for node in self.index.inner if not self.basis.found_by_year(node)]
        below = self.codes(
            form.below, [node.code for node in self.index.inner], (*place, "below"), "a dimension"
        )
        hold = self.codes(form.hold, list(self.index.position), (*place, "hold"), "a node")
        if how == "unknown":
            return unknown_weights(self.basis, name, hold, tuple(below) or None)
        families = tuple(below) or tuple(node.code for node in inner if len(node.children) > 1)
        vary = 0.25 if form.vary is None else form.vary
        if vary > 1:
            message = f"{vary:.15g} means {100 * vary:.15g}%: weights vary by 0 % to 100 %"
            self.refuse("vary-outside", message, (*place, "vary"), f"write {vary:.15g}%")
        return Weights(name, families, how or "band", vary, form.concentration or 100.0, hold)

    def schemes(self, name: str, form: FactorForm, place: Place) -> Factor:
        sets, given = {}, {}
        for number, code in enumerate(form.schemes or ()):
            scheme = self.scheme(code, (*place, "schemes", number))
            if scheme is not None:
                with self.telling(code, (*place, "schemes", number)):
                    sets[code] = self.basis.weights_under(scheme)
                inner = [node.code for node in self.index.inner if code != AS_SCORED]
                given[code] = frozenset(filter(scheme.gives, inner))
        self.several(name, form.schemes or (), place, "schemes")
        return WeightSets(name, sets, given)

    def methods(self, stage: str, name: str, form: FactorForm, place: Place) -> Factor:
        nodes = self.nodes(stage, form.nodes, place)
        ways: list[Chosen] = getattr(form, stage)
        choices = []
        for number, way in enumerate(ways):
            if way.method != AS_SCORED:
                choice, problems = read_choice(stage, way, self.document, (*place, stage, number))
                self.problems += problems
                choices += [choice] if choice else []
        found = choose_method(name, stage, choices, nodes)
        if len(choices) < len(ways):
            found = Alternatives(name, {AS_SCORED: (), **found.options})
        self.several(
            name, [in_words(way.method, frozen(way.options)) for way in ways], place, stage
        )
        return found

    def reference(self, name: str, form: FactorForm, place: Place) -> Factor:
        options: dict[str, tuple[Change, ...]] = {}
        for label, entry in (form.reference or {}).items():
            self.check_name(label, (*place, "reference", label))
            if label == AS_SCORED:
                message = f"`{label}` stands for the rows in use"
                self.refuse(
                    "reserved-name",
                    message,
                    (*place, "reference", label),
                    "choose another label",
                    label,
                )
            self.rows(entry, (*place, "reference", label))
            options[label] = (Change("reference", compile_reference(entry)),)
        if len(options) == 1:  # a single other reference is held against the one in use
            options = {AS_SCORED: (), **options}
        return Alternatives(name, options)

    def leave_out(self, name: str, form: FactorForm, place: Place) -> Factor:
        words = {
            "indicators": self.index.leaves,
            "dimensions": [node for node in self.index.inner if node.parent],
        }
        groups = {
            word: [n.code for n in ns if self.has_siblings(n.code)]
            for word, ns in words.items()
            if word not in self.index.position
        }
        place, before, root = (*place, "leave_out"), len(self.problems), self.index.root.code
        written = self.codes(form.leave_out, [*self.index.position, *groups], place, "a node")
        nodes = [node for code in written for node in groups.get(code, [code])]
        if root in nodes:
            message = f"`{root}` is the whole index: without it nothing is left"
            self.refuse(
                "empty-family",
                message,
                (*place, written.index(root)),
                "name dimensions or indicators",
                root,
            )
        if NOTHING in nodes:
            message = f"`{NOTHING}` stands for leaving nothing out, and is a node here"
            self.refuse("reserved-name", message, place, "give the node another code", NOTHING)
        if not nodes and len(self.problems) == before:
            self.refuse(
                "no-alternatives",
                f"`{name}` leaves nothing out",
                place,
                "name nodes that have siblings",
            )
        return LeaveOut(name, tuple(dict.fromkeys(nodes)))

    def error(self, name: str, form: FactorForm, place: Place) -> Factor:
        indicators = self.codes(
            form.indicators,
            [node.code for node in self.index.leaves],
            (*place, "indicators"),
            "an indicator",
        )
        if form.of != "measure" and (form.error or 0) > 1:
            message = f"{form.error:.15g} means {100 * (form.error or 0):.15g}%: errors larger than the values themselves"
            self.refuse(
                "bad-error",
                message,
                (*place, "error"),
                f"write {form.error:.15g}%, or `of: measure` for an error in its own measure",
            )
        return Noise(
            name, form.error or 0.0, form.of or "value", indicators, tuple(form.statuses or ())
        )

    def filled(self, name: str, form: FactorForm, place: Place) -> Factor:
        indicators = self.codes(
            form.indicators,
            [node.code for node in self.index.leaves],
            (*place, "indicators"),
            "an indicator",
        )
        return Donors(name, indicators)

    # -- scenarios ----------------------------------------------------------------------------------------------------

    def scenario(self, name: str, form: ScenarioForm, place: Place) -> Scenario:
        """Compile a scenario."""
        self.check_name(name, place)
        if name in COLUMNS:
            message = f"`{name}` is another column where scenarios stand side by side"
            self.refuse("reserved-name", message, place, "choose another name", name)
        if (
            form.nodes is not None
            and not self.told(place)
            and all(getattr(form, stage) is None for stage in STAGES)
        ):
            hint = f"name one ({', '.join(STAGES)}), or leave `nodes` out"
            self.refuse(
                "misplaced-key",
                "`nodes` are those that take a method, and none is named",
                (*place, "nodes"),
                hint,
            )
        changes = []
        for stage in STAGES:
            way: Chosen | None = getattr(form, stage)
            if way is not None:
                choice, problems = read_choice(stage, way, self.document, (*place, stage))
                self.problems += problems
                changes += (
                    [Change(stage, choice, self.nodes(stage, form.nodes, place))] if choice else []
                )
        if form.reference is not None:
            self.rows(form.reference, (*place, "reference"))
            changes.append(Change("reference", compile_reference(form.reference)))
        scheme = self.scheme(form.scheme, (*place, "scheme")) if form.scheme is not None else None
        if form.set:
            scheme, problems = override(scheme or self.basis.scheme, self.index, form.set)
            for problem in problems:
                node = (problem.field or "").removeprefix("set ")
                self.refuse(
                    problem.code,
                    problem.message,
                    (*place, "set", node),
                    problem.hint,
                    problem.value,
                )
        if form.year is not None and form.year not in self.basis.data.years:
            years = ", ".join(map(str, self.basis.data.years))
            self.refuse(
                "unknown-year",
                f"there are no data of {form.year}",
                (*place, "year"),
                f"known: {years}",
                str(form.year),
            )
        return Scenario(name, tuple(changes), scheme, form.year, self.left_out(form, place))

    def left_out(self, form: ScenarioForm, place: Place) -> tuple[str, ...]:
        """The units that a scenario does without: those it names, and those whose groups are others than it says."""
        data = self.basis.data
        gone = np.zeros(len(data.units), bool)
        for number, unit in enumerate(form.without):
            if unit not in data.units:
                hint = nearest(unit, data.units)
                self.refuse(
                    "unknown-unit",
                    f"`{unit}` is not a {self.index.unit.en}",
                    (*place, "without", number),
                    hint,
                    unit,
                )
            gone |= np.array([code == unit for code in data.units])
        for group, wanted in form.where.items():
            wrong = condition_problem(((group, wanted),), data)
            if wrong:
                self.refuse("unknown-group", wrong[0], (*place, "where", group), wrong[1], group)
            else:
                gone |= np.array([str(label) != wanted for label in data.groups[group]])
        if gone.all():
            self.refuse(
                "nobody-left", "leaves no unit", place, "name fewer units, or another group"
            )
        return tuple(unit for unit, out in zip(data.units, gone, strict=True) if out)

    # -- what both need -----------------------------------------------------------------------------------------------

    def nodes(self, stage: str, written: list[str] | None, place: Place) -> tuple[str, ...]:
        """The nodes that take a method: those named, all, or those that say nothing of their own at that stage."""
        able = [
            node.code
            for node in (self.index.inner if stage == "aggregation" else self.index.leaves)
        ]
        if written == [ALL] and ALL not in self.index.position:
            return tuple(able)
        if written is not None:
            known = able if stage == "aggregation" else list(self.index.position)
            return self.codes(
                written,
                known,
                (*place, "nodes"),
                "a dimension" if stage == "aggregation" else "a node",
            )
        own = {
            node.code
            for node in written_nodes(self.content.definition.form)
            if getattr(node.form, stage, None) is not None
        }
        found = tuple(code for code in able if code not in own)
        if not found:
            message = f"every node says its own `{stage}`, so that none would change"
            self.refuse("no-nodes", message, place, "say which: `nodes: all`, or a list")
        return found

    def scheme(self, name: str, place: Place) -> Scheme | None:
        """A scheme by name or file, or the one in use."""
        with self.telling(name, place):
            if name == AS_SCORED:
                return self.basis.scheme
            return self.content.scheme(name, beside=self.beside)
        return None

    @contextmanager
    def telling(self, name: str, place: Place) -> Iterator[None]:
        """Say of what is wrong with a scheme where the plan names it."""
        try:
            yield
        except InvalidInput as invalid:
            for problem in invalid.problems:
                self.refuse(problem.code, problem.message, place, problem.hint, name)

    def codes(
        self, written: list[str] | None, known: list[str], place: Place, what: str
    ) -> tuple[str, ...]:
        """Codes that must be known, each once."""
        written = written or []
        for number, code in enumerate(written):
            if code in written[:number]:
                self.refuse(
                    "duplicate-node",
                    f"`{code}` stands twice",
                    (*place, number),
                    "keep one of the two",
                    code,
                )
            elif code not in known:
                self.refuse(
                    "unknown-node",
                    f"`{code}` is not {what} of {self.index.code}",
                    (*place, number),
                    nearest(code, known),
                    code,
                )
        return tuple(code for code in written if code in known)

    def several(self, name: str, labels: Any, place: Place, key: str) -> None:
        """There must be two alternatives at least, all different."""
        if len(labels) < 2:
            self.refuse(
                "no-alternatives",
                f"`{name}` has nothing to choose from",
                (*place, key),
                "name two, such as [as scored, ...]",
            )
        for label in dict.fromkeys(label for label in labels if list(labels).count(label) > 1):
            self.refuse(
                "duplicate-alternative",
                f"`{label}` stands twice",
                (*place, key),
                "keep one of the two",
                label,
            )

    def rows(self, form: ReferenceForm, place: Place) -> None:
        """Rows of reference: years must be `all`, `each`, or years with data; conditions must name a group and a label of it."""
        known, years = self.basis.data.years, form.years
        if years == []:
            self.refuse(
                "bad-value",
                "names no year",
                (*place, "years"),
                f"write each, all, scored, or some of {list(known)}",
            )
        for year in (
            years if isinstance(years, list) else [] if years in WORDS_FOR_YEARS else [years]
        ):
            if year not in known:
                hint = f"write each, all, scored, or some of {list(known)}"
                self.refuse(
                    "unknown-year",
                    f"there are no data of {year}",
                    (*place, "years"),
                    hint,
                    str(year),
                )
        for condition in form.where.items():
            wrong = condition_problem((condition,), self.basis.data)
            if wrong:
                self.refuse("unknown-group", wrong[0], (*place, "where", condition[0]), wrong[1])

    def has_siblings(self, code: str) -> bool:
        """Whether something else in the family carries weight."""
        parent = self.index.node(code).parent
        base = self.basis.weights
        return (
            parent is not None
            and bool(base[self.index.position[code]] > 0)
            and int((base[self.index.families[parent]] > 0).sum()) > 1
        )
