"""The methods that a definition can name."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter
from typing import Any

from coopindex.methods.options import as_yaml, kind
from coopindex.methods.registry import STAGES, Method, Option, methods
from coopindex.phrases import knows, say, saying
from coopindex.report.table import Column, Page, Section, Table

Found = Mapping[str, Mapping[str, Method]]  # stage -> name -> method


def registered() -> Found:
    """Return every method, by stage and name; a stage without methods of its own is left out."""
    every = {stage: _of(stage) for stage in STAGES}
    return {stage: found for stage, found in every.items() if found}


def _of(stage: str) -> Mapping[str, Method]:
    try:
        return methods(stage)
    except ModuleNotFoundError as error:
        if error.name != f"coopindex.methods.{stage}":
            raise
        return {}


def page(answer: Found, lang: str = "en") -> Page:
    """One line a method; a single method, or its namesakes, with all that there is to know."""
    every = [method for found in answer.values() for method in found.values()]
    namesakes = len(answer) > 1 and all(len(found) == 1 for found in answer.values())

    def sections() -> tuple[Section, ...]:
        if len(every) == 1 or namesakes:
            return tuple(part for method in every for part in documented(method, lang))
        return tuple(_listed(stage, found, lang) for stage, found in answer.items())

    return Page(lang, sections, lambda: facts(answer))


def _listed(stage: str, found: Mapping[str, Method], lang: str) -> Section:
    word = saying("methods", lang)
    about = say(f"stage.{stage}", lang) if lang == "zh" else STAGES[stage]
    options = [", ".join(method.options) for method in found.values()]
    columns = (
        Column("method", word("method"), "text", list(found), head=True),
        Column("summary", "", "prose", [summary(method, lang) for method in found.values()]),
        Column("options", word("options"), "text", options, priority=1),
    )
    return Section(word("stage", stage=stage, about=about), table=Table(columns))


def summary(method: Method, lang: str = "en") -> str:
    """Say in a line what a method does."""
    key = f"method.{method.stage}.{method.name}"
    return say(key, lang) if lang == "zh" and knows(key) else method.summary


def documented(method: Method, lang: str = "en") -> tuple[Section, ...]:
    """Everything there is to know of a method."""
    word, options = saying("methods", lang), tuple(method.options.values())
    columns = (
        Column("option", word("option"), "text", [option.name for option in options], head=True),
        Column("takes", word("takes"), "text", [kind(option.annotation) for option in options]),
        Column("default", word("default"), "text", [default(option, lang) for option in options]),
    )
    written = "".join(f", {option.name}: ..." for option in options)
    yaml = (
        f"{method.stage}: {{method: {method.name}{written}}}"
        if options
        else f"{method.stage}: {method.name}"
    )
    own = () if lang == "en" else (summary(method, lang),)
    return (
        Section(
            f"{method.stage} {method.name}",
            (*own, method.documentation),
            Table(columns) if options else None,
        ),
        Section(word("in_yaml"), (yaml,)),
    )


def facts(found: Found) -> dict[str, Any]:
    """Return methods as plain values, for JSON."""
    return {
        stage: {name: _facts(method) for name, method in of.items()} for stage, of in found.items()
    }


def _facts(method: Method) -> dict[str, Any]:
    options = {
        option.name: {"takes": kind(option.annotation)}
        | ({} if option.default is Parameter.empty else {"default": plain(option.default)})
        for option in method.options.values()
    }
    return {
        "summary": method.summary,
        "documentation": method.documentation,
        "options": options,
    }


def default(option: Option, lang: str = "en") -> str:
    """Write an option's default as in YAML.

    >>> default(Option("clip", bool, True)), default(Option("lower", float, Parameter.empty))
    ('true', 'must be given')
    """
    if option.default is Parameter.empty:
        return say("methods.must_be_given", lang)
    return as_yaml(option.default)


def plain(value: Any) -> Any:
    """Turn a default into what JSON can hold."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def manual() -> str:
    """Return docs/methods.md: every method with its documentation and options (`make docs`)."""
    lines = [
        "# Methods",
        "",
        "What a definition can name at each stage; made from the code by `make docs`."
        " Ask `coopindex methods` for the same.",
        "",
        "Arrays in the descriptions are (..., R, K): R rows (units, or unit-years of a panel),"
        " K columns (nodes). NaN is missing.",
        "",
    ]
    for stage, found in registered().items():
        about = STAGES[stage]
        lines += [f"## {stage}", "", f"{about[0].upper()}{about[1:]}.", ""]
        for method in found.values():
            lines += [f"### {stage}: {method.name}", "", "```text", method.documentation, "```", ""]
            if method.options:
                rows = [
                    f"| `{option.name}` | {kind(option.annotation)} | {default(option)} |"
                    for option in method.options.values()
                ]
                lines += ["| option | takes | default |", "|:--|:--|:--|", *rows, ""]
    return "\n".join(lines)
