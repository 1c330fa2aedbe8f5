"""The command that assesses an index statistically."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import typer

from coopindex.cli.output import deliver, wanted
from coopindex.cli.parameters import (
    MOST,
    DataFile,
    Everything,
    FormatOption,
    IndexName,
    Json,
    Lang,
    Language,
    OneYear,
    Only,
    Output,
    PlanName,
    Raw,
    SchemeName,
    Seed,
    Set,
    Sheet,
    Top,
    Where,
    no_use,
    own,
    refusing,
    scored,
    shown,
)
from coopindex.phrases import Wording

DRAWS = 1_000


def audit(
    index: IndexName,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: OneYear = None,
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--table",
            metavar="NAME",
            help="Show this table alone (all: every one); parted by commas or repeated. "
            "Default: the verdict and the short ones; docs/audit.md names them.",
        ),
    ] = None,
    thresholds: Annotated[
        list[str] | None,
        typer.Option(
            "--threshold",
            metavar="NAME=NUMBER",
            help="Where a rule begins to speak, as redundant=0.95. Repeatable.",
        ),
    ] = None,
    method: Annotated[
        str,
        typer.Option("--method", metavar="NAME", help="pearson, spearman or kendall."),
    ] = "pearson",
    level: Annotated[
        int | None,
        typer.Option(
            "--level", min=1, metavar="N", help="Of nodes of this level: 1 are the indicators."
        ),
    ] = None,
    step: Annotated[
        str | None,
        typer.Option(
            "--step",
            metavar="STEP",
            help="After a step: column (raw), denominated, transformed, imputed, treated or "
            "finished.",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="WHAT",
            help="Correlations with peers (default), parent, family (all above), or a node.",
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="COLUMN", help="Ranks within the groups of a column."),
    ] = None,
    plan: PlanName = None,
    draws: Annotated[
        int, typer.Option("--draws", min=1, max=MOST, help="Recalculations behind `shift`.")
    ] = DRAWS,
    seed: Seed = 0,
    replay: Annotated[
        Path | None,
        typer.Option("--replay", metavar="FILE", help="Those of a file of `uncertainty`."),
    ] = None,
    top: Top = None,
    only: Only = None,
    where: Where = None,
    form: FormatOption = None,
    json: Json = False,
    output: Output = None,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Assess an index statistically, as the JRC's audits do: a verdict, findings, tables.

    Coverage, distributions, correlations, reliability, weights against importance, what the
    ranking hangs on, and whether years can be compared.
    """
    from coopindex.project import audit_uses, load

    to = wanted(form, json, output, raw, everything)
    limits = parse_thresholds(thresholds)
    names = [name.strip() for text in tables or () for name in text.split(",")]
    used = audit_uses(names)
    if used is not None:
        drawn = {"plan": plan, "draws": draws != DRAWS, "seed": seed}
        idle = {} if "draws" in used else {**drawn, "replay": replay}
        idle |= {} if "method" in used else {"method": method != "pearson"}
        what = Wording("usage.what-tables", names=tuple(names))
        no_use(what, threshold=limits.keys() - used, **idle)
    scoring = scored(load(index), weights, overrides, own(data, sheet), year)
    units = shown(scoring, top, only, where)
    if group is not None:
        with refusing("--group"):
            scoring.group_labels(group)
    simulated = scoring.replay(replay, plan=plan) if replay else None
    correlation: Any = method
    with refusing():
        found = scoring.audit(
            thresholds=limits,
            method=correlation,
            plan=None if replay else plan,
            draws=draws,
            seed=seed,
            simulated=simulated,
        )
    asked: dict[str, Any] = {"level": level, "step": step, "against": against, "group": group}
    how = {name: value for name, value in asked.items() if value is not None}
    deliver(to, scoring.present(found, lang=lang, tables=names, how=how, **units))


def parse_thresholds(written: Sequence[str] | None) -> dict[str, float]:
    """Read NAME=NUMBER, several times; a number may be a percent.

    >>> parse_thresholds(["redundant=0.95", "coverage_unit=65%"])
    {'redundant': 0.95, 'coverage_unit': 0.65}
    """
    found: dict[str, float] = {}
    for text in written or ():
        name, _, number = (part.strip() for part in text.partition("="))
        name = name.replace("-", "_")
        if name in found:
            raise typer.BadParameter(
                Wording("usage.set-twice", node=name), param_hint="--threshold"
            )
        percent = number.endswith("%")
        try:
            # read as written: 99.9 / 100 is a little more than 0.999
            found[name] = float(f"{number.removesuffix('%').strip()}e-2" if percent else number)
        except ValueError:
            found[name] = float("nan")
        if not (isfinite(found[name]) and number.isascii()):
            message = Wording("audit.no-number", written=text)
            raise typer.BadParameter(message, param_hint="--threshold")
    return found
