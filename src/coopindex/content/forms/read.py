"""Check a YAML document against its form, and say all that is wrong in the analyst's words."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from coopindex.content.forms.pieces import CODES
from coopindex.content.signs import has_full_width_mark, retyped, retyped_as, typed
from coopindex.content.yaml import Document, Place
from coopindex.phrases import Wording
from coopindex.problems import Problem, meant, nearest, why

AnyForm = TypeVar("AnyForm", bound=BaseModel)
# kind of error -> `reading.kind-...`, which says what is wanted, and its hint
KINDS = {
    "string_type": "text",
    "int_type": "whole",
    "int_from_float": "fraction",
    "float_type": "number",
    "finite_number": "finite",
    "bool_type": "bool",
    "model_type": "mapping",
    "dict_type": "mapping",
    "word_or_mapping": "word-or-mapping",
    "list_type": "list",
}
LIMITS = {
    "greater_than": "above",
    "greater_than_equal": "at-least",
    "less_than": "below",
    "less_than_equal": "at-most",
}


def read_form(
    document: Document, model: type[AnyForm]
) -> tuple[AnyForm | None, tuple[Problem, ...]]:
    """Return the document as `model`, and what is wrong with it.

    What is wrong is left out and the rest is read again, so that further checks can go on; None
    when that is not possible.
    """
    data, problems = document.data, list(document.problems)
    if data is None:
        return None, tuple(problems)
    known: set[Place] = set()
    broken = any(problem.code == "yaml" for problem in problems)
    while True:
        try:
            return model.model_validate(data), tuple(problems)
        except ValidationError as failure:
            errors = failure.errors(include_url=False)
            if broken:
                # what is missing may stand where nothing could be read
                errors = [error for error in errors if error["type"] != "missing"]
            said = {place[:depth] for place in known for depth in range(len(place) + 1)}
            problems += [
                as_problem(document, model, error)
                for error in errors
                if not known or tuple(error["loc"]) not in said
            ]
            known |= {tuple(error["loc"]) for error in errors}
            before, data = data, without(data, errors)
            # nothing can be left out of what is neither mapping nor list
            if data == before or not isinstance(data, dict | list):
                return None, tuple(problems)


@dataclass(frozen=True)
class WrongValue:
    """One of pydantic's errors: its kind, its place, what is written there, and its context."""

    kind: str
    place: Place
    written: Any
    context: Mapping[str, Any]
    said: str

    @property
    def name(self) -> str:
        """The key that it is about."""
        return str(self.place[-1]) if self.place else ""

    @property
    def shown(self) -> str | None:
        """What is written, as text; None where it is a list or a mapping."""
        return None if isinstance(self.written, dict | list) else _shown(self.written)


# the problem's code, its message and its hint
ProblemWords = tuple[str, Wording, Wording]


def as_problem(document: Document, model: type[BaseModel], error: Mapping[str, Any]) -> Problem:
    """Turn one of pydantic's errors into a problem with its place."""
    place, kind = tuple(error["loc"]), error["type"]
    wrong = WrongValue(kind, place, error.get("input"), error.get("ctx", {}), error["msg"])
    if kind == "extra_forbidden":
        code, message, hint = _unknown_key(wrong, known_keys(model, place[:-1]))
    else:
        code, message, hint = WORDS.get(kind, _as_said)(wrong)
    hint = _typed_anew(wrong, known_keys(model, place[:-1])) or hint
    quoted = None if kind in UNQUOTED else wrong.shown
    return document.problem(code, message, place, value=quoted, hint=hint)


def _typed_anew(wrong: WrongValue, keys: Sequence[str]) -> Wording | None:
    """Say that a key or a value has signs of full width, or such as cannot be seen; else None."""
    if wrong.kind == "extra_forbidden":
        marked = has_full_width_mark(wrong.name) and not wrong.name.isidentifier()
        return Wording("reading.full-width.hint") if marked else retyped_as(wrong.name, keys)
    text = wrong.written
    if not isinstance(text, str) or typed(text) == text or wrong.kind == "missing":
        return None
    choices = re.findall(r"[\w.-]+", str(wrong.context.get("expected", "")))
    return retyped(text) if typed(text) in choices or re.match(r"[-+]?\.?\d", typed(text)) else None


def _unknown_key(wrong: WrongValue, known: Iterable[str]) -> ProblemWords:
    hint = nearest(wrong.name, known)
    if wrong.written is None and not hint.startswith("did you mean"):
        hint = Wording("reading.inner-comma.hint")
    return "unknown-key", Wording("reading.no-key", key=wrong.name), hint


def _missing(wrong: WrongValue) -> ProblemWords:
    return (
        "missing-key",
        Wording("reading.missing-key", key=wrong.name),
        Wording("reading.missing-key.hint", key=wrong.name),
    )


def _none_of(wrong: WrongValue) -> ProblemWords:
    expected = wrong.context["expected"].replace(" or ", ", ").split(",")
    choices = [word.strip("' ") for word in expected]
    if wrong.shown is None:
        hint = Wording("reading.one-of.hint", choices=tuple(choices))
        return "bad-value", Wording("reading.not-a-word", kind=_kind(wrong.written)), hint
    message = Wording("reading.none-of", shown=wrong.shown, choices=tuple(choices))
    return "bad-value", message, meant(wrong.shown, choices) or Wording(SEE)


def _other_kind(wrong: WrongValue) -> ProblemWords:
    key = f"reading.kind-{KINDS[wrong.kind]}"
    wanted, hint = Wording(key), Wording(f"{key}.hint")
    text = wrong.kind == "string_type"
    if text and wrong.shown is None:
        hint = Wording("reading.one-without-brackets.hint")
    code = "not-text" if text else "bad-value"
    return code, Wording("reading.other-kind", wanted=wanted, kind=_kind(wrong.written)), hint


def _beyond(wrong: WrongValue) -> ProblemWords:
    limit = next(wrong.context[key] for key in ("gt", "ge", "lt", "le") if key in wrong.context)
    message = Wording(
        "reading.beyond",
        shown=wrong.shown,
        side=Wording(f"reading.limit-{LIMITS[wrong.kind]}"),
        limit=limit,
    )
    return "bad-value", message, Wording("reading.beyond.hint")


def _of_other_length(wrong: WrongValue) -> ProblemWords:
    length = wrong.context["actual_length"]
    if wrong.kind == "too_short" and not length:
        return "bad-value", Wording("reading.empty-list"), Wording("reading.empty-list.hint")
    limit = wrong.context.get("min_length", wrong.context.get("max_length"))
    return (
        "bad-value",
        Wording("reading.other-length", limit=limit, count=limit, length=length),
        Wording(SEE),
    )


def _of_other_pattern(wrong: WrongValue) -> ProblemWords:
    if wrong.name == "value":
        hint = Wording("reading.as-printed.hint")
        return "bad-value", Wording("reading.no-figure", shown=wrong.shown), hint
    return "bad-code", Wording("reading.no-code", shown=wrong.shown), Wording(CODES)


def _as_said(wrong: WrongValue) -> ProblemWords:
    return "bad-value", why(wrong.context.get("error", wrong.said)), Wording(SEE)


SEE = "reading.see-content.hint"
WORDS: dict[str, Callable[[WrongValue], ProblemWords]] = {
    "missing": _missing,
    "literal_error": _none_of,
    **dict.fromkeys(KINDS, _other_kind),
    **dict.fromkeys(LIMITS, _beyond),
    "too_short": _of_other_length,
    "too_long": _of_other_length,
    "string_pattern_mismatch": _of_other_pattern,
}
# of these what is written is not quoted beside the message
UNQUOTED = ("extra_forbidden", "missing", "too_short", "too_long")


def _kind(written: Any) -> str:
    if isinstance(written, list | dict):
        return (
            Wording("reading.a-list") if isinstance(written, list) else Wording("reading.a-mapping")
        )
    return f'"{written}"' if isinstance(written, str) else _shown(written)


def _shown(value: Any) -> str:
    return (
        {None: Wording("reading.nothing"), True: "true", False: "false"}[value]
        if value is None or isinstance(value, bool)
        else str(value)
    )


def known_keys(model: type[BaseModel], place: Place) -> tuple[str, ...]:
    """Name the keys that may stand at a place.

    >>> from coopindex.content.forms.index import IndexForm
    >>> known_keys(IndexForm, ("children", "trade", "missing"))
    ('minimum_present', 'renormalise', 'as', 'reason')
    """
    found: Any = model.model_fields["root"].annotation if issubclass(model, RootModel) else model
    for part in place:
        found = (
            _inside(found.model_fields, part)
            if isinstance(found, type) and issubclass(found, BaseModel)
            else get_args(found)[-1]
        )
        found = _bare(found)
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        return ()
    return tuple(entry.alias or name for name, entry in found.model_fields.items())


def _inside(fields: Mapping[str, Any], part: str | int) -> Any:
    return next(
        (entry.annotation for name, entry in fields.items() if (entry.alias or name) == part), None
    )


def _bare(annotation: Any) -> Any:
    """Take the wrappers off an annotation: Annotated[X, ...] and X | None."""
    while hasattr(annotation, "__metadata__") or (
        get_args(annotation) and get_origin(annotation) not in (list, dict)
    ):
        arguments = [argument for argument in get_args(annotation) if argument is not type(None)]
        annotation = annotation.__origin__ if hasattr(annotation, "__metadata__") else arguments[0]
    return annotation


def without(data: Any, errors: Iterable[Any]) -> Any:
    """Leave out what is wrong.

    An unknown key goes, a wrong value is unwritten, a list with a wrong item goes as a whole.
    """
    data = copy.deepcopy(data)
    for error in errors:
        place: Place = tuple(error["loc"])
        if error["type"] == "missing":
            place = place[:-1]
        items = [depth for depth, part in enumerate(place) if isinstance(part, int)]
        place = place[: items[0]] if items else place
        holder = data
        for part in place[:-1]:
            holder = holder.get(part) if isinstance(holder, dict) else None
        if place and isinstance(holder, dict) and place[-1] in holder:
            keep = (
                error["type"] not in ("extra_forbidden", "missing")
                and holder[place[-1]] is not None
            )
            holder.update({place[-1]: None}) if keep else holder.pop(place[-1])
    return data
