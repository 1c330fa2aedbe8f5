"""Read a scenario: a named variant of an index, as its analysts wrote it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coopindex.content.compile.choices import compile_reference, read_choice
from coopindex.content.compile.plan_reader import PlanReader
from coopindex.content.compile.scheme import override
from coopindex.content.compile.tree import title_beside
from coopindex.content.data.units import condition_problem
from coopindex.content.forms.index import STEPS
from coopindex.content.forms.pieces import Chosen
from coopindex.content.forms.plan import ScenarioForm
from coopindex.content.yaml import Place
from coopindex.engine.index import Scheme
from coopindex.engine.naming import AS_SCORED, UNSAID
from coopindex.phrases import Wording
from coopindex.problems import nearest
from coopindex.robustness.factors.factor import Change
from coopindex.robustness.scenarios import COLUMNS, Scenario

STAGES = (*STEPS, "aggregation")


def read_scenario(reader: PlanReader, name: str, form: ScenarioForm, place: Place) -> Scenario:
    """Read a scenario; what is wrong with it is refused."""
    reader.check_name(name, place)
    if name in COLUMNS:
        message = Wording("definition.scenario-column", name=name)
        reader.refuse(
            "reserved-name", message, place, Wording("definition.another-name.hint"), name
        )
    _check_nodes(reader, form, place)
    changes = (*_methods(reader, form, place), *_reference(reader, form, place))
    scheme = _scheme(reader, form, place)
    years = reader.basis.data.years
    if form.year is not None and form.year not in years:
        message, hint = (
            Wording("definition.no-data-of-year", year=form.year),
            Wording("definition.known-years.hint", years=tuple(map(str, years))),
        )
        reader.refuse("unknown-year", message, (*place, "year"), hint, str(form.year))
    called = title_beside(form.title, name) if form.title else UNSAID
    return Scenario(name, changes, scheme, form.year, _left_out(reader, form, place), called)


def _check_nodes(reader: PlanReader, form: ScenarioForm, place: Place) -> None:
    named = any(getattr(form, stage) is not None for stage in STAGES)
    if form.nodes is not None and not named and not reader.wrong_below(place):
        message = Wording("definition.nodes-without-method")
        hint = Wording("definition.nodes-without-method.hint", stages=tuple(STAGES))
        reader.refuse("misplaced-key", message, (*place, "nodes"), hint)


def _methods(reader: PlanReader, form: ScenarioForm, place: Place) -> Iterator[Change]:
    for stage in STAGES:
        way: Chosen | None = getattr(form, stage)
        if way is not None:
            choice, problems = read_choice(stage, way, reader.document, (*place, stage))
            reader.problems.extend(problems)
            if choice:
                yield Change(stage, choice, reader.nodes(stage, form.nodes, place))


def _reference(reader: PlanReader, form: ScenarioForm, place: Place) -> Iterator[Change]:
    if form.reference is not None:
        reader.check_rows(form.reference, (*place, "reference"))
        yield Change("reference", compile_reference(form.reference))


def _scheme(reader: PlanReader, form: ScenarioForm, place: Place) -> Scheme | None:
    scheme = None if form.scheme is None else reader.scheme(form.scheme, (*place, "scheme"))
    if not form.set:
        return scheme
    scheme, problems = override(scheme or reader.basis.scheme, reader.index, form.set)
    own = reader.content.scheme() if problems and form.scheme in (None, AS_SCORED) else None
    fits = own is not None and not override(own, reader.index, form.set)[1]
    for problem in problems:
        at = (*place, "set", (problem.field or "").removeprefix("set "))
        if fits:
            message = Wording("definition.around-asked", first=problem.message)
            hint = Wording("definition.around-asked.hint")
            unfit = reader.document.problem(problem.code, message, at, hint, value=problem.value)
            reader.unfit.append(unfit)
        else:
            reader.refuse(problem.code, problem.message, at, problem.hint, problem.value)
    return scheme


def _left_out(reader: PlanReader, form: ScenarioForm, place: Place) -> tuple[str, ...]:
    """Return the units that a scenario does without.

    Those it names, and those whose groups are others than it says.
    """
    data = reader.basis.data
    gone = np.isin(np.array(data.units), form.without)
    for number, unit in enumerate(form.without):
        if unit not in data.units:
            message, at = (
                Wording("definition.no-such-unit", unit=unit, what=reader.index.unit),
                (*place, "without", number),
            )
            reader.refuse("unknown-unit", message, at, nearest(unit, data.units), unit)
    for group, wanted in form.where.items():
        if wrong := condition_problem(group, wanted, data.groups):
            code, message, hint = wrong
            reader.refuse(code, message, (*place, "where", group), hint, group)
        else:
            gone |= np.array([str(label) != wanted for label in data.groups[group]])
    if gone.all():
        message, hint = Wording("definition.no-unit-left"), Wording("definition.no-unit-left.hint")
        reader.refuse("nobody-left", message, place, hint)
    return tuple(unit for unit, out in zip(data.units, gone, strict=True) if out)
