"""Check a YAML document against its form, and say everything that is wrong in the analyst's words."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from coopindex.content.forms.pieces import CODES
from coopindex.content.yaml import Document, Place
from coopindex.problems import Problem, nearest

AnyForm = TypeVar("AnyForm", bound=BaseModel)
KINDS = {
    "string_type": ("text", 'put it in quotes: "..."'),
    "int_type": ("a whole number", "write digits only, without quotes"),
    "int_from_float": ("a whole number", "write digits only"),
    "float_type": (
        "a number",
        "write it with a decimal point, without separators and quotes, as 1234.5",
    ),
    "finite_number": (
        "a finite number",
        "write a smaller number; leave it out where there is no limit",
    ),
    "bool_type": ("true or false", "write true or false, without quotes"),
    "model_type": ("a mapping of keys and values", "write `key: value`, one a line, indented"),
    "dict_type": ("a mapping of keys and values", "write `key: value`, one a line, indented"),
    "word_or_mapping": (
        "a word, or a mapping of keys and values",
        "write one word, or a text in quotes, without brackets",
    ),
    "list_type": ("a list", "write [a, b] or one `- item` a line"),
}
LIMITS = {
    "greater_than": "above",
    "greater_than_equal": "at least",
    "less_than": "below",
    "less_than_equal": "at most",
}


def read_form(
    document: Document, model: type[AnyForm]
) -> tuple[AnyForm | None, tuple[Problem, ...]]:
    """Return the document as `model`, and what is wrong with it.

    What is wrong is left out and the rest is read again, so that further checks can go on; None when that is not possible.
    """
    data, problems = document.data, list(document.problems)
    if data is None:
        return None, tuple(problems)
    known: set[Place] = set()
    while True:
        try:
            return model.model_validate(data), tuple(problems)
        except ValidationError as failure:
            errors = failure.errors(include_url=False)
            told = {place[:depth] for place in known for depth in range(len(place) + 1)}
            problems += [
                as_problem(document, model, error)
                for error in errors
                if not known or tuple(error["loc"]) not in told
            ]
            known |= {tuple(error["loc"]) for error in errors}
            before, data = data, without(data, errors)
            if data == before:
                return None, tuple(problems)


def as_problem(document: Document, model: type[BaseModel], error: Mapping[str, Any]) -> Problem:
    """Turn one of pydantic's errors into a problem with its place."""
    kind, place, written = error["type"], tuple(error["loc"]), error.get("input")
    context, name = error.get("ctx", {}), str(error["loc"][-1]) if error["loc"] else ""
    shown = None if isinstance(written, dict | list) else _shown(written)
    if kind == "extra_forbidden":
        hint = nearest(name, known_keys(model, place[:-1]))
        if written is None and not hint.startswith("did you mean"):
            hint = "if it belongs to the text before it, put that text in quotes: inside { } a comma ends it"
        return document.problem(
            "unknown-key", f"`{name}` is not a key that can stand here", place, hint=hint
        )
    if kind == "missing":
        return document.problem(
            "missing-key", f"`{name}` is missing", place, hint=f"add `{name}: ...`"
        )
    if kind == "literal_error":
        choices = [
            word.strip("' ") for word in context["expected"].replace(" or ", ", ").split(",")
        ]
        if shown is None:
            hint = f"write one of {', '.join(choices)}, without brackets"
            return document.problem(
                "bad-value", f"should be a word, not {_kind(written)}", place, hint=hint
            )
        hint = nearest(shown, choices)
        return document.problem(
            "bad-value", f"`{shown}` is none of {', '.join(choices)}", place, value=shown, hint=hint
        )
    if kind in KINDS:
        wanted, hint = KINDS[kind]
        code = "not-text" if kind == "string_type" else "bad-value"
        if kind == "string_type" and shown is None:
            hint = "write one, without brackets"
        return document.problem(
            code, f"should be {wanted}, not {_kind(written)}", place, value=shown, hint=hint
        )
    if kind in LIMITS:
        limit = next(value for key, value in context.items() if key in ("gt", "ge", "lt", "le"))
        message = f"{shown} should be {LIMITS[kind]} {limit:.15g}"
        return document.problem("bad-value", message, place, value=shown, hint="correct the number")
    if kind == "too_short" and not context["actual_length"]:
        return document.problem(
            "bad-value", "is empty", place, hint="name at least one, or leave the key out"
        )
    if kind in ("too_short", "too_long"):
        limit = context.get("min_length", context.get("max_length"))
        message = f"should hold {limit} {'entry' if limit == 1 else 'entries'}, not {context['actual_length']}"
        return document.problem(
            "bad-value", message, place, hint="see docs/content.md for what belongs here"
        )
    if kind == "string_pattern_mismatch" and name == "value":
        hint = 'write it as it is printed, in quotes: "38.52" or "44.1%"'
        return document.problem(
            "bad-value", f"`{shown}` is not a figure", place, value=shown, hint=hint
        )
    if kind == "string_pattern_mismatch":
        hint = CODES
        return document.problem(
            "bad-code", f"`{shown}` cannot be a code", place, value=shown, hint=hint
        )
    reason = str(context.get("error", error["msg"]))
    return document.problem(
        "bad-value", reason, place, value=shown, hint="see docs/content.md for what belongs here"
    )


def _kind(written: Any) -> str:
    if isinstance(written, list | dict):
        return "a list" if isinstance(written, list) else "a mapping"
    return f'"{written}"' if isinstance(written, str) else _shown(written)


def _shown(value: Any) -> str:
    return (
        {None: "nothing", True: "true", False: "false"}[value]
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
    """Leave out what is wrong: an unknown key goes, a wrong value is unwritten, a list with a wrong item goes as a whole."""
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
