"""The methods that a reader asks for."""

from __future__ import annotations

import typer

from coopindex.problems import nearest
from coopindex.report.pages.methods import Found, registered


def chosen(stage: str | None, name: str | None) -> Found:
    """Return the methods asked for: all, those of a stage, or one.

    A method's name alone is enough; where several stages have it, each has its own.
    """
    every = registered()
    if stage is None:
        return every
    if stage not in every:
        homes = {each: {stage: found[stage]} for each, found in every.items() if stage in found}
        if homes and name is None:
            return homes
        known = [*every, *(method for found in every.values() for method in found)]
        raise typer.BadParameter(
            f"`{stage}` is none of the stages and methods that `coopindex methods` lists:"
            f" {nearest(stage, known)}",
            param_hint="STAGE",
        )
    if name is None:
        return {stage: every[stage]}
    if name not in every[stage]:
        raise typer.BadParameter(
            f"`{name}` is none of the methods that `coopindex methods {stage}` lists:"
            f" {nearest(name, every[stage])}",
            param_hint="NAME",
        )
    return {stage: {name: every[stage][name]}}
