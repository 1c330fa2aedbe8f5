"""What there is without any index: those that can be named, methods, schemas, and a new project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopindex.content.files import OVERWRITTEN, known_indices
from coopindex.keywords import explaining
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.project.arguments import language
from coopindex.project.project import load

if TYPE_CHECKING:
    from coopindex.content.recipe import Recipe
    from coopindex.methods.registry import Method


def names() -> tuple[str, ...]:
    """Name every index that can be named: the bundled ones and those in ./indicators."""
    return tuple(known_indices())


def indices() -> list[dict[str, Any]]:
    """Describe every index that can be named; of one that cannot be read, its problems."""
    from coopindex.report.pages.catalogue import broken_index

    found = []
    for code in known_indices():
        try:
            found.append(load(code).describe())
        except InvalidInput as error:
            if any(problem.code == OVERWRITTEN for problem in error.problems):
                raise
            found.append(broken_index(code, error.groups))
    return found


@explaining
def methods(
    stage: str | None = None, name: str | None = None
) -> Mapping[str, Mapping[str, Method]]:
    """Return the methods that a definition can name, by stage and name: all, a stage's, or one.

    stage : also a method's name alone; where several stages have it, each has its own.
    """
    from coopindex.report.pages.methods import registered

    every = registered()
    if stage is None:
        return every
    if stage not in every:
        homes = {each: {stage: found[stage]} for each, found in every.items() if stage in found}
        if homes and name is None:
            return homes
        known = [*every, *(method for found in every.values() for method in found)]
        message = Wording("usage.no-stage", stage=stage)
        raise _unknown(
            "STAGE", Wording("frame.after-colon", first=message, rest=nearest(stage, known)), stage
        )
    if name is None:
        return {stage: every[stage]}
    if name not in every[stage]:
        message = Wording("usage.no-method", name=name, stage=stage)
        raise _unknown(
            "NAME",
            Wording("frame.after-colon", first=message, rest=nearest(name, every[stage])),
            name,
        )
    return {stage: {name: every[stage][name]}}


@explaining
def schema(of: str = "index") -> dict[str, Any]:
    """Return the JSON Schema of an `index`, a `scheme` or a `plan`, for editors."""
    from coopindex.content.forms.json_schema import definition_schema, plan_schema, scheme_schema

    schemas: dict[str, Callable[[], dict[str, Any]]]
    schemas = {"index": definition_schema, "scheme": scheme_schema, "plan": plan_schema}
    if of not in schemas:
        raise _unknown("of", Wording("usage.no-schema", of=of, nearest=nearest(of, schemas)), of)
    return schemas[of]()


@explaining
def init(
    folder: str | Path,
    lang: str = "en",
    like: str | None = None,
    *,
    workbook: bool = False,
    blank: bool = False,
) -> list[str]:
    """Start a small project of one's own in a new folder, and return its files' names.

    lang : the language of its README. like : one of the `recipes`, by name or title (None: six
    invented ports). workbook : as one workbook, `index.xlsx`, in place of files of text. blank : a
    workbook to be filled in, without units and figures, and without indicators too unless like one.
    """
    language(lang)
    if workbook:
        from coopindex.content.workbook.start import start_workbook

        return start_workbook(Path(folder), lang, like, blank=blank)
    if blank:
        message = Wording("usage.blank-workbook")
        raise InvalidInput([Problem("bad-value", message, field="blank")])
    from coopindex.content.new_project import start

    return start(Path(folder), lang, like)


def recipes() -> Mapping[str, Recipe]:
    """Return the published indices that a project can start from, by name.

    Each says which of its parts are published, and which assumed.
    """
    from coopindex.content.recipe import recipes as known

    return known()


def _unknown(field: str, message: Wording, value: str) -> InvalidInput:
    return InvalidInput([Problem("unknown-name", message, field=field, value=value)])
