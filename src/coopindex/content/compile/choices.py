"""Check a method that an analyst named, and its options, against the registry."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from inspect import Parameter
from typing import Any

from pydantic import ConfigDict, PydanticSchemaGenerationError, TypeAdapter, ValidationError

from coopindex.content.forms.pieces import (
    FRACTION,
    WORDS_FOR_YEARS,
    Chosen,
    ReferenceForm,
    share_of,
)
from coopindex.content.signs import retyped, retyped_as, typed
from coopindex.content.yaml import Document, Place
from coopindex.engine.index import Choice, Inside, Reference
from coopindex.methods import registry
from coopindex.methods.options import Named, OfStage, as_yaml, kind
from coopindex.periods import is_period, ordered
from coopindex.phrases import Wording, method_name
from coopindex.problems import Problem, nearest


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
    years = ordered(form.years) if isinstance(form.years, list) else form.years
    return Reference(years, tuple(sorted(form.where.items())))


def reference_problems(
    form: ReferenceForm | None, document: Document, place: Place
) -> Iterator[Problem]:
    """Refuse years that are none."""
    years = form.years if form else "each"
    named = isinstance(years, list) and years and all(map(is_period, years))
    if not named and years not in WORDS_FOR_YEARS:
        message = Wording("definition.no-reference", years=years)
        yield document.problem(
            "bad-value",
            message,
            (*place, "reference", "years"),
            hint=Wording("definition.no-reference.hint"),
        )


def _titled(stage: str, text: str, known: Mapping[str, registry.Method]) -> Wording | None:
    """Name the method that is called so in Chinese, or those that are called nearly so."""
    if text.isascii():
        return None
    names = {method_name(stage, name, "zh"): name for name in known}
    if text in names:
        return Wording("frame.did-you-mean", meant=names[text])
    near = difflib.get_close_matches(text, names, n=5, cutoff=0.4)
    close = [f"{names[name]}（{name}）" for name in near]
    return Wording("frame.nearest", number=len(known), close=close) if close else None


def read_choice(
    stage: str, chosen: Chosen, document: Document, place: Place, *, takes_reference: bool = False
) -> tuple[Choice | None, tuple[Problem, ...]]:
    """Return the choice of a method with its options frozen, and what is wrong with it."""
    known = known_methods(stage)
    if chosen.method not in known:
        message, hint = (
            Wording("definition.no-method", method=chosen.method, stage=stage),
            retyped_as(chosen.method, known)
            or _titled(stage, chosen.method, known)
            or nearest(chosen.method, known),
        )
        named = (*place, "method")
        return None, (
            document.problem("unknown-method", message, named, value=chosen.method, hint=hint),
        )
    method, options = known[chosen.method], dict[str, Any]()
    problems = list(reference_problems(chosen.reference, document, place))
    if chosen.reference and not (takes_reference and method.fits):
        problems.append(_no_reference(method, document, place, takes_reference))
    for name, value in chosen.options.items():
        read, wrong = _read_named(method, name, value, document, (*place, name))
        options |= read
        problems += wrong
    problems += _lacking(method, chosen.options, document, place)
    reference = None if problems else compile_reference(chosen.reference)
    frozen_options = tuple(sorted(options.items()))
    origins = tuple(
        (within, document.origin((*place, *within))) for within in _within(chosen.options)
    )
    choice = Choice(stage, method.name, frozen_options, chosen.reason, reference, origins)
    return choice, tuple(problems)


def _within(written: Any) -> Iterator[Inside]:
    """Yield what an origin is asked for: a method itself, its options, and the values of each."""
    yield ()
    if isinstance(written, Mapping | list):
        pairs = written.items() if isinstance(written, Mapping) else enumerate(written)
        for key, value in pairs:
            yield from ((key, *inner) for inner in _within(value))


def _no_reference(
    method: registry.Method, document: Document, place: Place, takes_reference: bool
) -> Problem:
    message = Wording("definition.reference-here")
    hint = Wording("definition.reference-here.hint")
    if takes_reference:
        what = f"{method.stage} `{method.name}`"
        message = Wording("definition.no-statistics", what=what)
        hint = Wording("definition.no-statistics.hint")
    return document.problem("misplaced-key", message, (*place, "reference"), hint=hint)


def _read_named(
    method: registry.Method, name: str, value: Any, document: Document, place: Place
) -> tuple[dict[str, Any], list[Problem]]:
    """Return an option by its name, where it can be read, and what is wrong with it."""
    if name not in method.options:
        none = Wording("definition.no-options", method=method.name)
        hint = nearest(name, method.options) if method.options else none
        message = Wording("definition.no-option", name=name, stage=method.stage, method=method.name)
        return {}, [document.problem("unknown-option", message, place, hint=hint)]
    option = method.options[name]
    if isinstance(option.range, OfStage):
        return _read_methods(option, option.range, value, document, place)
    try:
        found = frozen(
            read_option(option.annotation, value, share=name.endswith(("share", "shares")))
        )
    except ValidationError:
        written = json.dumps(value, ensure_ascii=False)
        message = Wording("definition.option-kind", kind=kind(option.annotation), shown=written)
        plain = option.default in (None, Parameter.empty)
        example = (
            ""
            if plain
            else Wording("definition.option-kind.such-as", example=as_yaml(option.default))
        )
        odd = next((text for text in _texts(value) if typed(text) != text), None)
        hint = Wording(
            "definition.option-kind.hint", example=example, stage=method.stage, method=method.name
        )
        hint = hint if odd is None else retyped(odd)
        return {}, [document.problem("bad-option", message, place, value=written, hint=hint)]
    return {name: found}, [*_out_of_range(option, found, value, document, place)]


def _out_of_range(
    option: registry.Option, found: Any, value: Any, document: Document, place: Place
) -> Iterator[Problem]:
    """Refuse a value that the option's range leaves out."""
    limits, name = option.range, option.name
    if limits and (refusal := limits.refuses(name, found)):
        way_out = Wording(limits.hint) if limits.hint else None
        yield document.problem("bad-option", refusal, place, value=str(value), hint=way_out)


def _read_methods(
    option: registry.Option, kind: OfStage, value: Any, document: Document, place: Place
) -> tuple[dict[str, Any], list[Problem]]:
    """Return methods of a stage inside another's option, each with its own options."""
    problems: list[Problem] = []
    found: list[Named] = []
    written = value if isinstance(value, list) else [value]
    for at, each in enumerate(written):
        here = (*place, at) if isinstance(value, list) else place
        chosen = _as_chosen(each)
        if chosen is None or not _stands_alone(kind.stage, chosen.method):
            message = Wording("definition.no-nested", name=option.name, stage=kind.stage)
            hint = Wording("definition.no-nested.hint", name=option.name)
            shown = json.dumps(each, ensure_ascii=False, default=str)
            problems.append(document.problem("bad-option", message, here, value=shown, hint=hint))
            continue
        choice, wrong = read_choice(kind.stage, chosen, document, here)
        problems += wrong
        found += [Named(choice.method, choice.options)] if choice else []
    if not problems:
        problems += _out_of_range(option, found, value, document, place)
    return {option.name: tuple(found)}, problems


def _as_chosen(written: Any) -> Chosen | None:
    """Return a method as it is written, by its name or as a mapping; None where it is neither."""
    written = {"method": written} if isinstance(written, str) else written
    try:
        return Chosen.model_validate(written)
    except ValidationError:
        return None


def _stands_alone(stage: str, name: str) -> bool:
    """Whether a method is not put together of others; so is one that nobody knows."""
    method = known_methods(stage).get(name)
    return method is None or not method.nests


def _lacking(
    method: registry.Method, written: Mapping[str, Any], document: Document, place: Place
) -> Iterator[Problem]:
    """Name the options that must be written and are not."""
    for name, option in method.options.items():
        if option.default is Parameter.empty and name not in written:
            message = Wording(
                "definition.needs-option", stage=method.stage, method=method.name, name=name
            )
            hint = Wording("definition.needs-option.hint", method=method.name, name=name)
            yield document.problem("missing-option", message, place, hint=hint)


def read_option(annotation: Any, value: Any, *, share: bool = False) -> Any:
    """Check an option's value against its annotation.

    As strict as JSON: "5" is no number, and a list may be a tuple. A fraction is a number.
    share : so is a percent.

    >>> read_option(tuple[float, float], [1, 100]), read_option(list[float], ["1/4"])
    ((1.0, 100.0), [0.25])
    """
    adapter = _adapter(annotation)
    if adapter is None:
        return value
    try:
        return adapter.validate_json(json.dumps(value), strict=True)
    except ValidationError:
        return adapter.validate_json(json.dumps(_divided(value, share)), strict=True)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _divided(value: Any, share: bool) -> Any:
    """Work out fractions, and percents where the value is a `share`."""
    if isinstance(value, list):
        return [_divided(each, share) for each in value]
    if isinstance(value, str) and (share or FRACTION.fullmatch(value)):
        return value if (found := share_of(value)) is None else found
    return value


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
