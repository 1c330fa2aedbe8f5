"""What every question begins with, an index scored as asked, and what every answer says of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from coopindex.cli.options import parse_overrides, parse_year

if TYPE_CHECKING:
    from coopindex.engine.result import Result
    from coopindex.project import Project, Scoring


def load(index: str) -> Project:
    """Load an index; whatever is heavy is imported only now."""
    from coopindex.project import load

    return load(index)


def scored(
    project: Project,
    weights: str | None,
    overrides: list[str] | None,
    data: Path | None,
    year: str | None,
    several: bool = False,
) -> Scoring:
    """Score an index under the options of a command; only some commands answer for `several` years at once."""
    result = project.score(
        weights, data, parse_year(year), parse_overrides(overrides or [], project.content.index)
    )
    if len(result.years) > 1 and not several:
        known = ", ".join(str(year) for year in result.years)
        raise typer.BadParameter(
            f"this answers for one year, not for {known}; `coopindex score` shows several",
            param_hint="--year",
        )
    return result


def about(result: Result) -> dict[str, Any]:
    """Say which index, weights and years an answer is about, for JSON."""
    return result.asked


def grounds(result: Result) -> dict[str, Any]:
    """Say what an answer stands on, for JSON."""
    return {"flags": [flag.as_dict() for flag in result.flags], "provenance": result.provenance}
