"""The command that draws one chart."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopindex.cli.output import at_work, check_target, emit, tell
from coopindex.cli.parameters import (
    Classes,
    DataFile,
    IndexName,
    Lang,
    Language,
    MapClasses,
    MapFile,
    MapKey,
    OneYear,
    PlanName,
    SchemeName,
    Seed,
    Set,
    Sheet,
    find_unit,
    need_map,
    no_use,
    own,
    refusing,
    scored,
)
from coopindex.phrases import PROSE, Wording, in_line

ENDINGS = ".svg", ".png", ".pdf"
DRAWS, WIDTH = 10_000, 1120


def chart(
    index: IndexName,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="Which chart; without one: all there are."),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar="UNIT", help="Whose ladder or gap; elsewhere, who stands out."
        ),
    ] = None,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: OneYear = None,
    plan: PlanName = None,
    draws: Annotated[int, typer.Option("--draws", min=1, help="How many joint draws.")] = DRAWS,
    seed: Seed = 0,
    map_file: MapFile = None,
    map_key: MapKey = None,
    map_classes: MapClasses = Classes.quantiles,
    width: Annotated[
        int, typer.Option("--width", min=320, max=4000, help="How wide it is, in pixels.")
    ] = WIDTH,
    dark: Annotated[bool, typer.Option("--dark", help="Draw it for a dark page.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="An .svg, .png or .pdf. Default: SVG on stdout."
        ),
    ] = None,
    lang: Lang = Language.en,
) -> None:
    """Draw one chart of the report, with title, source and how to read it, as SVG, PNG or PDF.

    Without a name: list the charts that there are.
    """
    from coopindex.project import chart_uses, charts, load, say

    drawing = {"plan": plan, "draws": draws != DRAWS, "seed": seed, "map": map_file}
    if name is None:
        told = {"weights": weights, "set": overrides, "data": data, "sheet": sheet, "year": year}
        look = {"unit": unit, "width": width != WIDTH, "dark": dark, "output": output}
        classes = map_classes is not Classes.quantiles
        what = Wording("usage.what-charts")
        no_use(what, **look, **told, **drawing, map_key=map_key, map_classes=classes)
    need_map(map_file, map_key, map_classes)
    if output is not None:
        check_target(output)
        if output.suffix.lower() not in ENDINGS:
            known = ", ".join(ENDINGS)
            message = Wording("charts.ending", ending=output.suffix, known=known)
            raise typer.BadParameter(message, param_hint="--output")
    project = load(index)
    if name is None:
        known_charts = charts(lang)
        room = max(map(len, known_charts)) + 2
        emit("".join(f"{each:{room}}{about}\n" for each, about in known_charts.items()))
        return
    with refusing("NAME"):
        charts(lang, name)
    asked, used = {"unit": unit, **drawing}, chart_uses(name)
    idle = {option: value for option, value in asked.items() if option not in used}
    no_use(Wording("usage.what-chart", name=name), **idle)
    scoring = scored(project, weights, overrides, own(data, sheet), year)
    code = None if unit is None else find_unit(unit, scoring, "--unit")
    with at_work(say("frame.drawing", lang), lang):
        drawn = scoring.chart(
            name,
            code,
            lang=lang,
            plan=plan,
            draws=draws,
            seed=seed,
            map_file=map_file,
            map_key=map_key,
            map_classes=map_classes.value,
        )
        if output is not None:
            drawn.save(output, width, dark=dark)
    if output is None:
        emit(drawn.standalone(width, dark=dark))
    else:
        tell(say("frame.written", lang, file=in_line(str(output), PROSE)))
