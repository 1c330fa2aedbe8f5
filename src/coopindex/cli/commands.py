"""The commands. Each parses, calls the library and hands the answer over; whatever is heavy is imported inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopindex.cli import UNMET
from coopindex.cli.deliver import Format, Language, deliver, emit, wanted
from coopindex.cli.options import parse_overrides, parse_share, parse_year

if TYPE_CHECKING:
    from coopindex.engine.result import Result
    from coopindex.project import Project

app = typer.Typer(
    name="coopindex",
    help="Composite cooperation indices from YAML: validated, weighted, explained, verified.",
    epilog="Exit codes: 0 fine, 1 our bug, 2 usage, 3 input invalid, 4 a published figure is not met.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Index = Annotated[str, typer.Argument(metavar="INDEX", help="A bundled index, one of ./indicators, or the path to a YAML file.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON at full precision.")]
Form = Annotated[Format | None, typer.Option("--format", help="Default: by the ending of -o, else a table.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout.")]
Weights = Annotated[str | None, typer.Option("--weights", "-w", metavar="NAME|FILE", help="A scheme. Default: the index's own.")]
Schemes = Annotated[
    list[str], typer.Option("--weights", "-w", metavar="NAME|FILE", help="A scheme; name two or more, the first is the baseline.")
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NODE=SHARE", help="A node's share of its parent, 0.30 or 30%; the others keep theirs in proportion."),
]
DataFile = Annotated[Path | None, typer.Option("--data", metavar="FILE", help="Observations to use instead of the index's own.")]
Year = Annotated[str | None, typer.Option("--year", metavar="Y", help="A year, several (2018,2019) or all. Default: the index's own.")]
Lang = Annotated[Language, typer.Option("--lang", help="The language of names and titles.")]
Draws = Annotated[int, typer.Option("--draws", min=1, help="How many sets of weights to draw.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same draws.")]
Vary = Annotated[str, typer.Option("--vary", metavar="PERCENT", help="How far each weight varies around its value, both ways.")]
Free = Annotated[bool, typer.Option("--free-unknown", help="Let assumed weights range freely; known ones are held.")]
Hold = Annotated[list[str] | None, typer.Option("--hold", metavar="NODE", help="A node that keeps its share. Repeatable.")]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        emit(f"coopindex {version('coopindex')}\n")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a bug of ours happened. Stands anywhere.")] = False,
) -> None:
    """Composite cooperation indices from YAML: validated, weighted, explained, verified."""


@app.command("list")
def list_(json: Json = False, form: Form = None, output: Output = None, lang: Lang = Language.en) -> None:
    """List the bundled indices and those in ./indicators, with what stands behind their figures."""
    from coopindex.cli import catalogue

    to = wanted(form, json, output)
    found = catalogue.entries()
    deliver(to, lambda: catalogue.page(found, lang), lambda: {"indices": found}, lambda: catalogue.table(found))


@app.command()
def validate(index: Index, json: Json = False, form: Form = None, output: Output = None) -> None:
    """Check the definition, the weights and every table of an index; say everything that is wrong at once."""
    from coopindex.cli import catalogue

    to = wanted(form, json, output)
    project = _load(index)
    flags = project.validate()
    found = catalogue.entry(project)
    answer = {**found, "valid": True, "problems": [], "flags": [flag.as_dict() for flag in flags]}
    deliver(to, lambda: catalogue.valid(found, flags), lambda: answer)


@app.command()
def score(
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: Year = None,
    nodes: Annotated[bool, typer.Option("--nodes", help="Show every node's points, not the dimensions' alone.")] = False,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Score and rank the units."""
    from coopindex.report import sections

    to = wanted(form, json, output)
    result = _score(_load(index), weights, overrides, data, year)
    head, flags = sections.head(result, lang), sections.flags(result.flags)
    page = lambda: (head, sections.ranking(result, lang, nodes), flags)  # noqa: E731
    deliver(to, page, result.as_dict, lambda: _score_table(result, nodes), (head, flags))


@app.command()
def compare(
    index: Index,
    weights: Schemes,
    data: DataFile = None,
    year: Year = None,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Lay the rankings under several schemes side by side."""
    from coopindex.engine.compare import compare as side_by_side
    from coopindex.report import sections

    to = wanted(form, json, output)
    if len(set(weights)) < 2:
        raise typer.BadParameter("name at least two different schemes", param_hint="--weights")
    project = _load(index)
    results = [_score(project, scheme, None, data, year) for scheme in dict.fromkeys(weights)]
    first = results[0]
    codes = [result.scheme.code for result in results]
    found = side_by_side(results, codes if len(set(codes)) == len(codes) else list(dict.fromkeys(weights)))
    names = " against ".join(found.names)
    head = sections.head(first, lang, weights=f"weights {names}")
    flags = sections.flags(first.flags)
    page = lambda: (head, *sections.comparison(found, first.index, first.data, lang), flags)  # noqa: E731
    deliver(to, page, lambda: {**_about(first), **found.as_dict(), **_grounds(first)}, lambda: found.table, (head, flags))


@app.command()
def explain(
    index: Index,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="A unit's code or name.")],
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: Year = None,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Say how a score came about, what separates it from the unit above, and what it would take to overtake."""
    from coopindex.cli.options import find_unit
    from coopindex.report import sections
    from coopindex.report.explanation import explanation

    to = wanted(form, json, output)
    result = _score(_load(index), weights, overrides, data, year)
    found = result.explain(find_unit(unit, result))
    name = " ".join(part for part in (result.data.names[found.unit].en, result.data.names[found.unit].zh) if part)
    head = sections.head(result, lang, f"{name} in the {sections.words(result.index.title, lang)}")
    flags = sections.flags(result.flags)
    page = lambda: (head, *explanation(result, found, lang), flags)  # noqa: E731
    deliver(to, page, lambda: {**_about(result), **found.as_dict(), **_grounds(result)}, lambda: found.nodes, (head, flags))


@app.command()
def verify(index: Index, form: Form = None, json: Json = False, output: Output = None) -> None:
    """Hold every published figure against ours; exit code 4 when one is not met."""
    from coopindex.report import sections

    to = wanted(form, json, output)
    project = _load(index)
    result = project.score()
    checks = project.verify()
    met = all(check.met for check in checks)
    head, flags = sections.head(result), sections.flags(result.flags)
    answer = {"index": project.code, "met": met, "checks": [check.as_dict() for check in checks], **_grounds(result)}

    def table() -> Any:
        import pandas as pd

        return pd.DataFrame([check.as_dict() for check in checks])

    deliver(to, lambda: (head, sections.checks(checks, result.data), flags), lambda: answer, table, (head, flags))
    if not met:
        raise typer.Exit(UNMET)


@app.command()
def sensitivity(
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: Year = None,
    draws: Draws = 10_000,
    seed: Seed = 0,
    vary: Vary = "25%",
    free_unknown: Free = False,
    hold: Hold = None,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Vary all weights jointly: rank intervals, the chance of each rank, and the weights at which neighbours swap."""
    from coopindex.cli.screen import messages
    from coopindex.report import sections
    from coopindex.robustness.weights import weight_sensitivity

    to = wanted(form, json, output)
    width = parse_share(vary, "--vary")
    result = _score(_load(index), weights, overrides, data, year)
    with messages().status(f"scoring under {draws:,} sets of weights"):
        found = weight_sensitivity(result, draws=draws, seed=seed, vary=width, free_unknown=free_unknown, hold=hold or ())
    head, flags = sections.head(result, lang), sections.flags(result.flags)
    page = lambda: (head, *sections.robustness(found, result.index, result.data, lang), flags)  # noqa: E731
    deliver(to, page, lambda: {**found.as_dict(), **_grounds(result)}, lambda: found.table, (head, flags))


@app.command()
def report(
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: Year = None,
    draws: Draws = 10_000,
    seed: Seed = 0,
    vary: Vary = "25%",
    free_unknown: Free = False,
    hold: Hold = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The report lies in DIR/<index>/<run>/.")] = Path("reports"),
    json: Json = False,
) -> None:
    """Write a report: Markdown, CSV and JSON, and a manifest of what it was computed from. Same inputs, same bytes."""
    from coopindex.cli.screen import messages, show
    from coopindex.engine.compare import compare as side_by_side
    from coopindex.report import sections
    from coopindex.report.context import Context
    from coopindex.report.write import as_json, write_report
    from coopindex.robustness.weights import weight_sensitivity

    width = parse_share(vary, "--vary")
    project = _load(index)
    result = _score(project, weights, overrides, data, year)
    with messages().status(f"scoring under {draws:,} sets of weights"):
        found = weight_sensitivity(result, draws=draws, seed=seed, vary=width, free_unknown=free_unknown, hold=hold or ())
    others = [_score(project, scheme, None, data, year) for scheme in project.content.schemes() if scheme != result.scheme.code]
    compared = side_by_side([result, *others]) if others else None
    run, manifest = write_report(Context(result, found, compared, project.verify()), output)
    show((sections.head(result), sections.flags(result.flags)), messages())
    emit(as_json({"folder": run.as_posix(), **manifest}) if json else f"{run}\n")


@app.command()
def methods(
    stage: Annotated[str | None, typer.Argument(metavar="[STAGE]", help="One stage, or a method's name.")] = None,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One method, with its full documentation.")] = None,
    json: Json = False,
    form: Form = None,
    output: Output = None,
) -> None:
    """List the methods that a definition can name, or document one."""
    from coopindex.cli import listing

    to = wanted(form, json, output)
    found = listing.chosen(stage, name)
    deliver(to, lambda: listing.page(found), lambda: listing.answer(found))


@app.command()
def schema(
    of: Annotated[str, typer.Argument(metavar="[index|scheme]", help="What the schema describes.")] = "index",
    _json: Annotated[bool, typer.Option("--json", help="A schema is JSON anyway.")] = True,
    output: Output = None,
) -> None:
    """Print the JSON Schema of an index or a scheme, for editors that complete and check YAML."""
    from coopindex.content import definition_schema, scheme_schema
    from coopindex.problems import nearest
    from coopindex.report.write import as_json

    schemas = {"index": definition_schema, "scheme": scheme_schema}
    if of not in schemas:
        raise typer.BadParameter(f"`{of}` has no schema: {nearest(of, schemas)}", param_hint="[index|scheme]")
    emit(as_json(schemas[of]()), output)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it must not exist, or be empty.")],
    json: Json = False,
) -> None:
    """Start a small project of one's own, which validates and scores at once."""
    from coopindex.cli.start import start
    from coopindex.report.write import as_json

    made = start(folder)
    emit(as_json({"folder": folder.as_posix(), "files": made}) if json else "".join(f"{folder / name}\n" for name in made))


# -- what several commands need ---------------------------------------------------------------------------------------


def _load(index: str) -> Project:
    from coopindex.project import load

    return load(index)


def _score(project: Project, weights: str | None, overrides: list[str] | None, data: Path | None, year: str | None) -> Result:
    return project.score(weights, data, parse_year(year), parse_overrides(overrides or [], project.content.index))


def _score_table(result: Result, nodes: bool) -> Any:
    """Return the scores; with `nodes`, every node's points beside them."""
    import pandas as pd

    table = result.scores
    if not nodes:
        return table
    at = [(result.years.index(year), result.rows.units.index(unit)) for year, unit in zip(table["year"], table["unit"], strict=True)]
    points = {node.code: [result.array(node.code)[place] for place in at] for node, _ in result.index.depth_first()}
    points = {f"node {code}" if code in table else code: values for code, values in points.items()}
    return pd.concat([table, pd.DataFrame(points)], axis=1)


def _about(result: Result) -> dict[str, Any]:
    years = list(result.years)
    return {"index": result.index.code, "scheme": result.scheme.code, "year": years[0] if len(years) == 1 else years}


def _grounds(result: Result) -> dict[str, Any]:
    return {"flags": [flag.as_dict() for flag in result.flags], "provenance": result.provenance}
