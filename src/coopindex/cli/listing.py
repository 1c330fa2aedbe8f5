"""The methods that a definition can name."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter
from typing import Any

import typer

from coopindex.methods.options import as_yaml, kind
from coopindex.methods.registry import STAGES, Method, Option, methods
from coopindex.problems import nearest
from coopindex.report.page import Column, Section

Chosen = Mapping[str, Mapping[str, Method]]  # stage -> name -> method


def chosen(stage: str | None, name: str | None) -> Chosen:
    """Return the methods asked for: all, those of a stage, or one; a method's name alone is enough."""
    every = {each: _of(each) for each in STAGES}
    if stage is None:
        return {each: found for each, found in every.items() if found}
    if stage not in every:
        homes = {each: {stage: found[stage]} for each, found in every.items() if stage in found}
        if homes and name is None:
            return homes
        known = [*every, *(method for found in every.values() for method in found)]
        raise typer.BadParameter(
            f"`{stage}` is none of the stages and methods that `coopindex methods` lists: {nearest(stage, known)}",
            param_hint="STAGE",
        )
    if name is None:
        return {stage: every[stage]}
    if name not in every[stage]:
        raise typer.BadParameter(
            f"`{name}` is none of the methods that `coopindex methods {stage}` lists: {nearest(name, every[stage])}",
            param_hint="NAME",
        )
    return {stage: {name: every[stage][name]}}


def _of(stage: str) -> Mapping[str, Method]:
    try:
        return methods(stage)
    except ModuleNotFoundError as error:
        if error.name != f"coopindex.methods.{stage}":
            raise
        return {}


def page(found: Chosen) -> tuple[Section, ...]:
    """One line a method; a single method with everything there is to know of it."""
    every = [method for methods_of in found.values() for method in methods_of.values()]
    if len(every) == 1 or (
        len(found) > 1 and all(len(methods_of) == 1 for methods_of in found.values())
    ):
        return tuple(part for method in every for part in documented(method))
    return tuple(
        Section(
            f"{stage} – {STAGES[stage]}",
            columns=(
                Column("method", list(methods_of), key=True),
                Column("", [method.summary for method in methods_of.values()], wrap=True),
                Column(
                    "options", [", ".join(method.options) for method in methods_of.values()], drop=1
                ),
            ),
        )
        for stage, methods_of in found.items()
    )


def documented(method: Method) -> tuple[Section, ...]:
    """Everything there is to know of a method."""
    options = tuple(method.options.values())
    columns = (
        Column("option", [option.name for option in options], key=True),
        Column("takes", [kind(option.annotation) for option in options]),
        Column("default", [default(option) for option in options]),
    )
    written = "".join(f", {option.name}: ..." for option in options)
    yaml = (
        f"{method.stage}: {{method: {method.name}{written}}}"
        if options
        else f"{method.stage}: {method.name}"
    )
    return (
        Section(
            f"{method.stage} {method.name}", (method.documentation,), columns if options else ()
        ),
        Section("In YAML", (yaml,)),
    )


def answer(found: Chosen) -> dict[str, Any]:
    """Return the methods as plain values, for JSON."""
    return {
        stage: {
            method.name: {
                "summary": method.summary,
                "documentation": method.documentation,
                "options": {
                    option.name: {"takes": kind(option.annotation)}
                    | (
                        {}
                        if option.default is Parameter.empty
                        else {"default": plain(option.default)}
                    )
                    for option in method.options.values()
                },
            }
            for method in methods_of.values()
        }
        for stage, methods_of in found.items()
    }


def default(option: Option) -> str:
    """Write an option's default as in YAML.

    >>> default(Option("clip", bool, True)), default(Option("lower", float, Parameter.empty))
    ('true', 'must be given')
    """
    if option.default is Parameter.empty:
        return "must be given"
    return as_yaml(option.default)


def plain(value: Any) -> Any:
    """Turn a default into what JSON can hold."""
    return (
        list(value)
        if isinstance(value, tuple)
        else value
        if isinstance(value, str | int | float | bool | None)
        else str(value)
    )


def manual() -> str:
    """Return docs/methods.md: every method with its documentation and options, as the registry has them (`make docs` writes it)."""
    lines = [
        "# Methods",
        "",
        "What a definition can name at each stage; made from the code by `make docs`. Ask `coopindex methods` for the same.",
        "",
    ]
    lines += [
        "Arrays in the descriptions are (..., R, K): R rows (units, or unit-years of a panel), K columns (nodes). NaN is missing.",
        "",
    ]
    for stage, methods_of in chosen(None, None).items():
        lines += [f"## {stage}", "", f"{STAGES[stage][0].upper()}{STAGES[stage][1:]}.", ""]
        for method in methods_of.values():
            lines += [f"### {stage}: {method.name}", "", "```text", method.documentation, "```", ""]
            if method.options:
                rows = [
                    f"| `{o.name}` | {kind(o.annotation)} | {default(o)} |"
                    for o in method.options.values()
                ]
                lines += ["| option | takes | default |", "|:--|:--|:--|", *rows, ""]
    return "\n".join(lines)
