"""The commands. Each parses, calls the library and hands the answer over; whatever is heavy is imported inside."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from coopindex.cli import UNMET
from coopindex.cli.arguments import (
    DataFile,
    Draws,
    Form,
    Free,
    Hold,
    Index,
    Json,
    Lang,
    OneYear,
    Output,
    Schemes,
    Seed,
    Set,
    Vary,
    Weights,
    Year,
)
from coopindex.cli.asked import load, scored
from coopindex.cli.deliver import Language, deliver_page, emit, wanted
from coopindex.cli.options import parse_share
from coopindex.cli.robustness_commands import guarantee, scenarios, sensitivity, uncertainty

app = typer.Typer(
    name="coopindex",
    help="Composite cooperation indices from YAML: validated, weighted, explained, verified.",
    epilog="Exit codes: 0 fine, 1 our bug, 2 usage, 3 input invalid, 4 a published figure is not met.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        emit(f"coopindex {version('coopindex')}\n")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where a bug of ours happened. Stands anywhere.")
    ] = False,
) -> None:
    """Composite cooperation indices from YAML: validated, weighted, explained, verified."""


@app.command("list", short_help="List the bundled indices and those in ./indicators.")
def list_(
    json: Json = False, form: Form = None, output: Output = None, lang: Lang = Language.en
) -> None:
    """List the bundled indices and those in ./indicators, with what stands behind their figures."""
    from coopindex.cli import catalogue
    from coopindex.report.pages import page

    to = wanted(form, json, output)
    deliver_page(to, page("catalogue.page", catalogue.entries(), lang))


@app.command(short_help="Check the definition, the weights and every table.")
def validate(
    index: Index,
    json: Json = False,
    form: Form = None,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Check the definition, the weights and every table of an index; say everything that is wrong at once."""
    from coopindex.report.pages import page
    from coopindex.report.pages.catalogue import entry

    to = wanted(form, json, output)
    project = load(index)
    flags, result = project.validate(), project.score()
    found = entry(project.content, result)
    deliver_page(to, page("catalogue.valid", found, result, lang, found=flags))


@app.command()
def score(
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: Year = None,
    nodes: Annotated[
        bool, typer.Option("--nodes", help="Show every node's points, not the dimensions' alone.")
    ] = False,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Score and rank the units."""
    from coopindex.report.pages import page_of

    to = wanted(form, json, output)
    result = scored(load(index), weights, overrides, data, year, several=True)
    deliver_page(to, page_of(result, result, lang, nodes=nodes))


@app.command()
def compare(
    index: Index,
    weights: Schemes,
    data: DataFile = None,
    year: OneYear = None,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Lay the rankings under several schemes side by side."""
    from coopindex.questions.compare import compare as side_by_side
    from coopindex.questions.compare import names as called
    from coopindex.report.pages import page_of

    to = wanted(form, json, output)
    if len(set(weights)) < 2:
        raise typer.BadParameter("name at least two different schemes", param_hint="--weights")
    project = load(index)
    results = [scored(project, scheme, None, data, year) for scheme in dict.fromkeys(weights)]
    found = side_by_side(results, called(results, list(dict.fromkeys(weights))))
    deliver_page(to, page_of(found, results[0], lang))


@app.command(short_help="Say how a score came about, and what would overtake.")
def explain(
    index: Index,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="A unit's code or name.")],
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: OneYear = None,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Say how a score came about, what separates it from the unit above, and what it would take to overtake."""
    from coopindex.cli.options import find_unit
    from coopindex.report.pages import page_of

    to = wanted(form, json, output)
    result = scored(load(index), weights, overrides, data, year)
    deliver_page(to, page_of(result.explain(find_unit(unit, result)), result, lang))


@app.command(short_help="Hold every published figure against ours.")
def verify(
    index: Index,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Hold every published figure against ours; exit code 4 when one is not met."""
    from coopindex.report.pages import page

    to = wanted(form, json, output)
    project = load(index)
    checks = project.verify()
    deliver_page(to, page("verification.page", checks, project.score(), lang))
    if not all(check.met for check in checks):
        raise typer.Exit(UNMET)


for command, question in (
    (uncertainty, "Vary every choice of a plan at once: rank intervals."),
    (sensitivity, "Vary all weights; with --factors, say which choice matters."),
    (guarantee, "Say what holds whatever the weights, exactly."),
    (scenarios, "Lay the rankings of named scenarios side by side."),
):
    app.command(short_help=question)(command)


@app.command(short_help="Write a report: Markdown, CSV, JSON and a manifest.")
def report(
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: OneYear = None,
    draws: Draws = 10_000,
    seed: Seed = 0,
    vary: Vary = "25%",
    free_unknown: Free = False,
    hold: Hold = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="The report lies in DIR/<index>/<run>/."
        ),
    ] = Path("reports"),
    json: Json = False,
    lang: Lang = Language.en,
) -> None:
    """Write a report: Markdown, CSV and JSON, and a manifest of what it was computed from. Same inputs, same bytes."""
    from coopindex.cli.screen import messages
    from coopindex.content.compile.scheme import AS_SCORED
    from coopindex.questions.compare import compare as side_by_side
    from coopindex.questions.compare import names as called
    from coopindex.report.context import Context
    from coopindex.report.pages.frame import flags, head
    from coopindex.report.render.json import as_json
    from coopindex.report.render.terminal import show
    from coopindex.report.write import write_report
    from coopindex.robustness.weights import weight_sensitivity

    width = parse_share(vary, "--vary")
    project = load(index)
    result = scored(project, weights, overrides, data, year)
    with messages().status(f"scoring under {draws:,} sets of weights"):
        found = weight_sensitivity(
            result, draws=draws, seed=seed, vary=width, free_unknown=free_unknown, hold=hold or ()
        )
    in_use = result.scheme.code if result.scheme.named or not result.weighting else AS_SCORED
    words = [word for word in project.content.weight_names() if word != in_use]
    results = [result, *(scored(project, word, None, data, year) for word in words)]
    compared = side_by_side(results, called(results, [in_use, *words])) if words else None
    context = Context(result, found, compared, project.verify(), lang)
    run, manifest = write_report(context, output)
    show((head(result, lang), flags(result.flags, lang)), messages(), lang)
    emit(as_json({"folder": run.as_posix(), **manifest}) if json else f"{run}\n")


@app.command(short_help="Split what changed between two years over its causes.")
def change(
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: Annotated[
        str,
        typer.Option(
            "--year", metavar="Y,Y", help="The years to score; the first and the last are compared."
        ),
    ] = "all",
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Split every unit's change between two years over what caused it: indicators, weights, the scale, units that came or went."""
    from coopindex.report.pages import page

    to = wanted(form, json, output)
    result = scored(load(index), weights, overrides, data, year, several=True)
    if len(result.years) < 2:
        raise typer.BadParameter("a change needs two years, such as 2018,2020", param_hint="--year")
    deliver_page(to, page("change.page", result.change(), result, lang))


@app.command(short_help="List the methods that a definition can name.")
def methods(
    stage: Annotated[
        str | None, typer.Argument(metavar="[STAGE]", help="One stage, or a method's name.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="One method, with its full documentation."),
    ] = None,
    json: Json = False,
    form: Form = None,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """List the methods that a definition can name, or document one."""
    from coopindex.cli.listing import chosen
    from coopindex.report.pages import page

    to = wanted(form, json, output)
    deliver_page(to, page("methods.page", chosen(stage, name), lang))


@app.command(short_help="Print the JSON Schema of a file, for editors.")
def schema(
    of: Annotated[
        str, typer.Argument(metavar="[index|scheme|plan]", help="What the schema describes.")
    ] = "index",
    _json: Annotated[bool, typer.Option("--json", help="A schema is JSON anyway.")] = True,
    output: Output = None,
) -> None:
    """Print the JSON Schema of an index, a scheme or a plan of robustness, for editors that complete and check YAML."""
    from coopindex.content import definition_schema, plan_schema, scheme_schema
    from coopindex.problems import nearest
    from coopindex.report.render.json import as_json

    schemas = {"index": definition_schema, "scheme": scheme_schema, "plan": plan_schema}
    if of not in schemas:
        raise typer.BadParameter(
            f"`{of}` has no schema: {nearest(of, schemas)}", param_hint="[index|scheme|plan]"
        )
    emit(as_json(schemas[of]()), output)


@app.command(short_help="Start a small project of one's own.")
def init(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder to make; it must not exist, or be empty."),
    ],
    json: Json = False,
) -> None:
    """Start a small project of one's own, which validates and scores at once."""
    from coopindex.cli.screen import messages
    from coopindex.cli.start import start
    from coopindex.report.render.json import as_json

    made = start(folder)
    index = next(
        Path(name).stem
        for name in made
        if name.startswith("indicators/") and name.endswith(".yaml")
    )
    messages().print(
        f"its index is {index}: cd {folder}, then coopindex validate {index}", soft_wrap=True
    )
    emit(
        as_json({"folder": folder.as_posix(), "files": made})
        if json
        else "".join(f"{folder / name}\n" for name in made)
    )


# -- what several commands need ---------------------------------------------------------------------------------------


def program(given: Sequence[str]) -> Any:
    """Return what parses the command line: the one command that it asks for, or all, as building all takes longer than scoring."""
    asked = next((word for word in given if not word.startswith("-")), "")
    narrow = copy(app)
    narrow.registered_commands = [
        one
        for one in app.registered_commands
        if asked in (one.name, getattr(one.callback, "__name__", ""))
    ] or app.registered_commands
    return get_command(narrow)
