"""The commands about a scored index, and its report."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Annotated

import typer

from coopindex.cli.codes import UNMET
from coopindex.cli.output import at_work, check_target, deliver, emit, tell, wanted
from coopindex.cli.parameters import (
    Classes,
    DataFile,
    Everything,
    FormatOption,
    Free,
    Hold,
    IndexName,
    Json,
    Lang,
    Language,
    MapClasses,
    MapFile,
    MapKey,
    OneYear,
    Only,
    OnScale,
    Output,
    PlanName,
    Raw,
    SchemeName,
    Schemes,
    Seed,
    Set,
    Sheet,
    Top,
    Vary,
    WeightDraws,
    Where,
    Year,
    find_unit,
    need_map,
    own,
    parse_share,
    refusing,
    scored,
    shown,
)
from coopindex.phrases import PROSE, Wording, in_line


def score(
    index: IndexName,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: Year = None,
    nodes: Annotated[
        bool, typer.Option("--nodes", help="Show every node's points, not the dimensions' alone.")
    ] = False,
    scale: Annotated[
        bool, typer.Option("--scale", help="Show what was fitted, instead of the scores.")
    ] = False,
    tidy: Annotated[
        bool,
        typer.Option(
            "--tidy",
            help="A row a unit, year and node, with groups and ranks; -o also takes .parquet.",
        ),
    ] = False,
    workings: Annotated[
        bool,
        typer.Option("--workings", help="Show what methods work out on their way, instead."),
    ] = False,
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
    """Score and rank the units."""
    from coopindex.project import load, say, write_parquet

    parquet = tidy and not (form or json) and (output or Path()).suffix.lower() == ".parquet"
    to = wanted(form, json, None if parquet else output, raw, everything)
    if parquet and output:
        check_target(output)
    instead = "scale" if scale else "workings" if workings else ""
    if tidy and (instead or nodes):
        raise typer.BadParameter(Wording("usage.tidy-alone"), param_hint="--tidy")
    if instead and (nodes or (scale and workings)):
        raise typer.BadParameter(
            Wording(f"usage.{instead}-without-units"), param_hint="--nodes" if nodes else "--scale"
        )
    scoring = scored(
        load(index), weights, overrides, own(data, sheet), year, several=True, on_scale=on_scale
    )
    units = shown(scoring, top, only, where)
    if instead and any(units.values()):
        raise typer.BadParameter(
            Wording(f"usage.{instead}-without-listing"), param_hint=f"--{instead}"
        )
    if parquet and output:
        write_parquet(output, scoring.table(scoring.tidy, **units))
        tell(say("frame.written", lang, file=in_line(str(output), PROSE)))
        return
    if tidy:
        page = scoring.present(page="scoring.tidy", lang=lang, **units)
    elif instead:
        page = scoring.present(page=f"{instead}.page", lang=lang)
    else:
        page = scoring.present(lang=lang, nodes=nodes, **units)
    deliver(to, page)


def compare(
    index: IndexName,
    weights: Schemes,
    data: DataFile = None,
    sheet: Sheet = None,
    year: OneYear = None,
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
    """Lay the rankings under several schemes side by side."""
    from coopindex.project import load

    to = wanted(form, json, output, raw, everything)
    baseline, *others = dict.fromkeys(weights)
    if not others:
        raise typer.BadParameter(Wording("usage.schemes-to-compare"), param_hint="--weights")
    scoring = scored(load(index), baseline, None, own(data, sheet), year)
    units = shown(scoring, top, only, where)
    deliver(to, scoring.present(scoring.compare(others), lang=lang, **units))


def explain(
    index: IndexName,
    unit: Annotated[
        str | None,
        typer.Argument(metavar="[UNIT]", help="A unit's code or name; without one: all there are."),
    ] = None,
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
    """Say how a score came about, what separates it from the next, and what would overtake.

    Without a unit: list those that there are.
    """
    from coopindex.project import load

    to = wanted(form, json, output, raw, everything)
    scoring = scored(load(index), weights, overrides, own(data, sheet), year, on_scale=on_scale)
    units = shown(scoring, top, only, where)
    if unit is None:
        deliver(to, scoring.present(page="scoring.units", lang=lang, **units))
        return
    if any(units.values()):
        raise typer.BadParameter(Wording("usage.unit-without-listing"), param_hint="UNIT")
    deliver(to, scoring.present(scoring.explain(find_unit(unit, scoring)), lang=lang))


def verify(
    index: IndexName,
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
    """Hold every published figure against ours; exit code 4 when one is not met."""
    from coopindex.project import load

    to = wanted(form, json, output, raw, everything)
    project = load(index)
    scoring = project.score()
    units = shown(scoring, top, only, where)
    found = project.verify()
    deliver(to, scoring.present(found, lang=lang, **units))
    if not found.met:
        raise typer.Exit(UNMET)


def change(
    index: IndexName,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: Annotated[
        str,
        typer.Option(
            "--year", metavar="Y,Y", help="The years to score; the first and the last are compared."
        ),
    ] = "all",
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
    """Split every unit's change between two years over what caused it.

    Causes are indicators, weights, the scale, and units that came or went.
    """
    from coopindex.project import load

    to = wanted(form, json, output, raw, everything)
    scoring = scored(load(index), weights, overrides, own(data, sheet), year, several=True)
    units = shown(scoring, top, only, where)
    with refusing("--year"):
        found = scoring.change()
    deliver(to, scoring.present(found, page="change.page", lang=lang, **units))


def growth(
    index: IndexName,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: Annotated[
        str,
        typer.Option(
            "--year", metavar="Y,Y", help="The years or other periods to show. Default: all."
        ),
    ] = "all",
    node: Annotated[
        str | None,
        typer.Option("--node", metavar="NODE", help="Growth of a node. Default: of the index."),
    ] = None,
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
    """Say how much every unit has grown, in percent.

    On the period before (a month, a quarter, a half-year, a year), and on the same period a year
    before. After a gap there is none.
    """
    from coopindex.project import load

    to = wanted(form, json, output, raw, everything)
    scoring = scored(
        load(index), weights, overrides, own(data, sheet), year, several=True, on_scale=on_scale
    )
    units = shown(scoring, top, only, where)
    found = scoring.growth(node)
    deliver(to, scoring.present(found, page="growth.page", lang=lang, node=node, **units))


def report(
    index: IndexName,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: OneYear = None,
    plan: PlanName = None,
    draws: WeightDraws = 10_000,
    seed: Seed = 0,
    vary: Vary = "25%",
    free_unknown: Free = False,
    hold: Hold = None,
    map_file: MapFile = None,
    map_key: MapKey = None,
    map_classes: MapClasses = Classes.quantiles,
    formats: Annotated[
        str | None,
        typer.Option(
            "--formats",
            metavar="F,F",
            help="Of html, pdf, xlsx, docx, md, csv, json, dta, sav. Default: all but the last "
            "two whose packages are installed.",
        ),
    ] = None,
    profiles: Annotated[
        bool | None,
        typer.Option(
            "--profiles/--no-profiles",
            help="Describe each unit in PDF, DOCX and Markdown. Default: up to 60.",
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="The report lies in DIR/<index>/<run>/."
        ),
    ] = Path("reports"),
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    json: Json = False,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Write a report: HTML, PDF, XLSX, DOCX, Markdown, CSV and JSON, a README and a manifest.

    Same inputs, same bytes; SOURCE_DATE_EPOCH fixes the date of documents.
    """
    from coopindex.project import as_json, load, passed_over, render_aside, say

    width = parse_share(vary, "--vary")
    need_map(map_file, map_key, map_classes)
    if show and "html" not in (formats or "html"):
        raise typer.BadParameter(Wording("usage.no-page-to-open"), param_hint="--open")
    scoring = scored(load(index), weights, overrides, own(data, sheet), year)
    with at_work(say("frame.scoring-under", lang, number=draws, count=draws), lang) as doing:
        run, manifest = scoring.report(
            output,
            formats=formats,
            draws=draws,
            seed=seed,
            vary=width,
            free_unknown=free_unknown,
            hold=hold or (),
            plan=plan,
            profiles=profiles,
            lang=lang,
            raw=raw,
            map_file=map_file,
            map_key=map_key,
            map_classes=map_classes.value,
            progress=lambda what: doing(what.again(lang)),
        )
    aside = render_aside(scoring.present(lang=lang), whole=everything)
    tell(aside.rstrip("\n"))
    for problem in passed_over() if formats is None else ():
        tell(problem.in_full(lang))
    for name, why in manifest.get("left_out", {}).items():
        tell(f"{name}: {why}")
    answer = (
        as_json({"folder": run.as_posix(), **manifest}) if json else f"{in_line(str(run), PROSE)}\n"
    )
    emit(answer, json=json)
    tell(say("frame.open", lang, file=in_line(str(run / _to_be_read(manifest["files"])), PROSE)))
    if show:
        typer.launch((run / "report.html").resolve().as_uri())


def _to_be_read(files: Container[str]) -> str:
    """Name the document that a reader opens first; the README where there is none.

    >>> _to_be_read({"report.docx", "report.html"}), _to_be_read({"scores.csv"})
    ('report.html', 'README.md')
    """
    documents = (f"report.{ending}" for ending in ("html", "pdf", "docx", "xlsx", "md"))
    return next((name for name in documents if name in files), "README.md")
