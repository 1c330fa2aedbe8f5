"""The commands about what lies between a unit and the best: the ideal, and its own group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coopindex.cli.output import at_work, deliver, wanted
from coopindex.cli.parameters import (
    DataFile,
    Everything,
    FormatOption,
    IndexName,
    Json,
    Lang,
    Language,
    OneYear,
    Only,
    OnScale,
    Output,
    Raw,
    SchemeName,
    Set,
    Sheet,
    Top,
    Where,
    Year,
    find_unit,
    no_use,
    own,
    parse_share,
    refusing,
    scored,
    shown,
)
from coopindex.phrases import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

Means = Annotated[bool, typer.Option("--means", help="Show means alone, of all and of the groups.")]


def obstacles(
    index: IndexName,
    unit: Annotated[
        str | None,
        typer.Argument(metavar="[UNIT]", help="A unit's code or name; without one: all."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="GROUP", help="A column of groups: means by group too."),
    ] = None,
    ideal: Annotated[
        float | None,
        typer.Option(
            "--ideal",
            metavar="POINTS",
            help="The ideal where a scale has no end. Default: the most favourable observed.",
        ),
    ] = None,
    means: Means = False,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: Year = None,
    on_scale: OnScale = None,
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
    """Say what keeps each unit from the ideal: the share of its gap that each indicator causes."""
    from coopindex.project import load, say

    to = wanted(form, json, output, raw, everything)
    scoring = scored(
        load(index), weights, overrides, own(data, sheet), year, several=True, on_scale=on_scale
    )
    units = shown(scoring, top, only, where)
    one = None if unit is None else find_unit(unit, scoring)
    if one and means:
        raise typer.BadParameter(Wording("usage.means-of-all"), param_hint="--means")
    if one and any(units.values()):
        raise typer.BadParameter(Wording("usage.unit-or-listing"), param_hint="UNIT")
    if one:
        no_use(Wording("usage.what-one-unit"), by=by)
    with at_work(say("obstacles.working", lang), lang) as doing, refusing():
        found = scoring.obstacles(by=by, ideal=ideal, progress=_telling(doing, lang))
    deliver(to, scoring.present(found, lang=lang, unit=one, means=means, **units))


def groups(
    index: IndexName,
    by: Annotated[str, typer.Option("--by", metavar="GROUP", help="A column of groups.")],
    means: Means = False,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: Year = None,
    on_scale: OnScale = None,
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
    """Hold each unit against its own group: rank there, distance to its highest, strengths."""
    from coopindex.project import load

    to = wanted(form, json, output, raw, everything)
    scoring = scored(
        load(index), weights, overrides, own(data, sheet), year, several=True, on_scale=on_scale
    )
    units = shown(scoring, top, only, where)
    with refusing("--by"):
        found = scoring.groups(by)
    deliver(to, scoring.present(found, lang=lang, means=means, **units))


def strengths(
    index: IndexName,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="GROUP", help="A column of groups, for the second rule."),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(
            "--count", min=1, metavar="N", help="The N highest are strengths. Default: an eighth."
        ),
    ] = None,
    most_sharing: Annotated[
        str,
        typer.Option(
            "--most-sharing",
            metavar="SHARE",
            help="Of the units, that may share a good rank.",
        ),
    ] = "1/3",
    minimum_coverage: Annotated[
        str,
        typer.Option("--minimum-coverage", metavar="SHARE", help="Of a node's weight with data."),
    ] = "0",
    ddof: Annotated[
        int, typer.Option("--ddof", min=0, max=1, help="Deviations by n - 1 (1) or by n (0).")
    ] = 1,
    cuts: Annotated[
        bool,
        typer.Option("--cuts", help="Show alone what each unit's percentile ranks are held to."),
    ] = False,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: OneYear = None,
    on_scale: OnScale = None,
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
    """Say what each unit is strong and weak in, by the rule of the Global Innovation Index."""
    from coopindex.project import load

    to = wanted(form, json, output, raw, everything)
    if cuts:
        covered = minimum_coverage != "0"
        given = {"most_sharing": most_sharing != "1/3", "minimum_coverage": covered}
        no_use(Wording("usage.what-cuts"), by=by, **given)
    if by is None:
        no_use(Wording("usage.what-no-groups"), ddof=ddof != 1)
    sharing = parse_share(most_sharing, "--most-sharing")
    minimum = parse_share(minimum_coverage, "--minimum-coverage")
    scoring = scored(load(index), weights, overrides, own(data, sheet), year, on_scale=on_scale)
    units = shown(scoring, top, only, where)
    with refusing("--by"):
        found = scoring.strengths(
            count=count,
            by=by,
            most_sharing=sharing,
            minimum_coverage=minimum,
            ddof=1 if ddof else 0,
        )
    held = scoring.cuts(count=count)
    deliver(
        to,
        scoring.present(
            found, page="strengths.page", lang=lang, by=by, cuts=held, alone=cuts, **units
        ),
    )


def _telling(doing: Callable[[str], None], lang: str) -> Callable[[int, int], None]:
    """Tell how many gaps have been split."""
    from coopindex.project import say

    return lambda done, of: doing(say("obstacles.done", lang, done=done, of=of))
