"""Check a method that an analyst named, and its options, against the registry."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from inspect import Parameter
from typing import Any

from pydantic import ConfigDict, PydanticSchemaGenerationError, TypeAdapter, ValidationError

from coopindex.content.forms.pieces import Chosen, ReferenceForm
from coopindex.content.yaml import Document, Place
from coopindex.engine.index import Choice, Reference
from coopindex.methods import registry
from coopindex.methods.options import as_yaml, kind
from coopindex.problems import Problem, nearest

WORDS_FOR_YEARS = ("each", "all", "scored")


def known_methods(stage: str) -> Mapping[str, registry.Method]:
    """Return the methods of a stage; none where the stage has no methods yet."""
    try:
        return registry.methods(stage)
    except ModuleNotFoundError as error:
        if error.name != f"coopindex.methods.{stage}":
            raise
        return {}


def compile_reference(form: ReferenceForm | None) -> Reference | None:
    """Return the rows of reference as the engine takes them."""
    if form is None:
        return None
    years = tuple(sorted(form.years)) if isinstance(form.years, list) else form.years
    return Reference(years, tuple(sorted(form.where.items())))


def reference_problems(
    form: ReferenceForm | None, document: Document, place: Place
) -> Iterator[Problem]:
    """Refuse years that are none."""
    years = form.years if form else "each"
    named = (
        isinstance(years, list)
        and years
        and all(isinstance(year, int) and not isinstance(year, bool) for year in years)
    )
    if not named and years not in WORDS_FOR_YEARS:
        message = f"`{years}` is neither `each`, nor `all`, nor `scored`, nor a list of years"
        yield document.problem(
            "bad-value",
            message,
            (*place, "reference", "years"),
            hint="write each, all, scored, or [2015, 2016]",
        )


def read_choice(
    stage: str, chosen: Chosen, document: Document, place: Place, *, takes_reference: bool = False
) -> tuple[Choice | None, tuple[Problem, ...]]:
    """Return the choice of a method with its options frozen, and what is wrong with it."""
    known = known_methods(stage)
    if chosen.method not in known:
        message = f"`{chosen.method}` is not a method of {stage}"
        named = (*place, "method")
        return None, (
            document.problem(
                "unknown-method",
                message,
                named,
                value=chosen.method,
                hint=nearest(chosen.method, known),
            ),
        )
    method, written = known[chosen.method], chosen.options
    problems, options = list(reference_problems(chosen.reference, document, place)), {}
    if chosen.reference and not (takes_reference and method.fits):
        message = "`reference` cannot stand here"
        hint = "state it at a node, or at a step of it that takes statistics"
        if takes_reference:
            message = f"{stage} `{method.name}` takes no statistics, so no rows of reference either"
            hint = "leave `reference` out here"
        problems.append(
            document.problem("misplaced-key", message, (*place, "reference"), hint=hint)
        )
    for name, value in written.items():
        if name not in method.options:
            hint = (
                nearest(name, method.options)
                if method.options
                else f"`{method.name}` takes no options"
            )
            message = f"`{name}` is not an option of {stage} `{method.name}`"
            problems.append(document.problem("unknown-option", message, (*place, name), hint=hint))
            continue
        try:
            options[name] = frozen(read_option(method.options[name].annotation, value))
            limits = method.options[name].range
            if limits and (message := limits.refuses(name, options[name])):
                problems.append(
                    document.problem(
                        "bad-option", message, (*place, name), value=str(value), hint=limits.hint
                    )
                )
        except ValidationError:
            option, shown = method.options[name], json.dumps(value, ensure_ascii=False)
            message = f"takes {kind(option.annotation)}, not {shown}"
            example = (
                ""
                if option.default in (None, Parameter.empty)
                else f"such as {as_yaml(option.default)}; "
            )
            hint = f"{example}see `coopindex methods {stage} {method.name}`"
            problems.append(
                document.problem("bad-option", message, (*place, name), value=shown, hint=hint)
            )
    for name, option in method.options.items():
        if option.default is Parameter.empty and name not in written:
            message = f"{stage} `{method.name}` needs the option `{name}`"
            hint = f"write {{method: {method.name}, {name}: ...}}"
            problems.append(document.problem("missing-option", message, place, hint=hint))
    reference = None if problems else compile_reference(chosen.reference)
    return Choice(
        stage, method.name, tuple(sorted(options.items())), chosen.reason, reference
    ), tuple(problems)


def read_option(annotation: Any, value: Any) -> Any:
    """Check an option's value against its annotation: as strict as JSON, so that "5" is no number and a list may be a tuple.

    >>> read_option(tuple[float, float], [1, 100])
    (1.0, 100.0)
    """
    adapter = _adapter(annotation)
    return value if adapter is None else adapter.validate_json(json.dumps(value), strict=True)


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any] | None:
    try:
        return TypeAdapter(annotation, config=ConfigDict(allow_inf_nan=False))
    except PydanticSchemaGenerationError:
        return None


def frozen(value: Any) -> Any:
    """Make a value hashable: lists become tuples, mappings sorted tuples of pairs.

    >>> frozen({"skewness": 2, "kurtosis": [3.5]})
    (('kurtosis', (3.5,)), ('skewness', 2))
    """
    if isinstance(value, Mapping):
        return tuple(sorted((key, frozen(inner)) for key, inner in value.items()))
    return (
        tuple(frozen(inner) for inner in value) if isinstance(value, list | tuple | set) else value
    )
