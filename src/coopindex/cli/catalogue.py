"""The commands about what there is: indices, methods, schemas, and a project of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopindex.cli.output import check_target, deliver, emit, tell, wanted
from coopindex.cli.parameters import (
    Everything,
    FormatOption,
    IndexName,
    Json,
    Lang,
    Language,
    Output,
    Raw,
    no_use,
    refusing,
)
from coopindex.phrases import PROSE, Wording, in_line


def list_(
    json: Json = False,
    form: FormatOption = None,
    output: Output = None,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """List the bundled indices and those in ./indicators, with what stands behind their figures."""
    from coopindex.project import indices, present

    to = wanted(form, json, output, raw, everything)
    deliver(to, present("catalogue.page", indices(), lang))


def validate(
    index: IndexName,
    mark: Annotated[
        Path | None,
        typer.Option(
            "--mark",
            metavar="FILE.xlsx",
            help="Of a workbook: write a copy with the cells coloured and said what is wrong.",
        ),
    ] = None,
    json: Json = False,
    form: FormatOption = None,
    output: Output = None,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Check the definition, the weights and every table; say everything that is wrong at once."""
    from coopindex.project import load, say
    from coopindex.project import mark as write_marked

    to = wanted(form, json, output, raw, everything)
    if mark is not None:
        check_target(mark)
        write_marked(index, mark, lang)
        tell(say("frame.written", lang, file=in_line(str(mark), PROSE)))
    project = load(index)
    deliver(to, project.present(project.validate(), lang))


def methods(
    stage: Annotated[
        str | None, typer.Argument(metavar="[STAGE]", help="One stage, or a method's name.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="One method, with its full documentation."),
    ] = None,
    json: Json = False,
    form: FormatOption = None,
    output: Output = None,
    raw: Raw = False,
    lang: Lang = Language.en,
) -> None:
    """List the methods that a definition can name, or document one."""
    from coopindex.project import methods as known
    from coopindex.project import present

    to = wanted(form, json, output, raw)
    with refusing():
        found = known(stage, name)
    deliver(to, present("methods.page", found, lang))


def schema(
    of: Annotated[
        str, typer.Argument(metavar="[index|scheme|plan]", help="What the schema describes.")
    ] = "index",
    _json: Annotated[bool, typer.Option("--json", help="A schema is JSON anyway.")] = True,
    output: Output = None,
    _lang: Lang = Language.en,
) -> None:
    """Print the JSON Schema of an index, a scheme or a plan, for editors that check YAML."""
    from coopindex.project import as_json
    from coopindex.project import schema as of_file

    if output:
        check_target(output)
    with refusing("[index|scheme|plan]"):
        found = of_file(of)
    emit(as_json(found), output, json=True)


def init(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="The folder to make, new or empty; with --template the index that is taken.",
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like", metavar="NAME", help="Start like a published index. Without NAME: list them."
        ),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the published indices that --like knows.")
    ] = False,
    workbook: Annotated[
        bool,
        typer.Option("--workbook", help="As one workbook, index.xlsx, not as text."),
    ] = False,
    blank: Annotated[
        bool,
        typer.Option(
            "--blank",
            help="With --workbook: empty, without the invented ports; with --like its framework.",
        ),
    ] = False,
    template: Annotated[
        bool,
        typer.Option(
            "--template",
            help="A workbook of an index that there is, with its data to be filled.",
        ),
    ] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Fill a template with invented figures, marked so.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE.xlsx", help="The template. Default: INDEX.xlsx."
        ),
    ] = None,
    json: Json = False,
    lang: Lang = Language.en,
) -> None:
    """Start a small project of one's own, which validates and scores at once.

    With --like in the form of a published index, on sample data; its README says which parts are
    published and which are assumed.
    """
    from coopindex.project import present, recipes

    if listed:
        made = {"like": like, "workbook": workbook, "template": template, "sample": sample}
        no_use(Wording("usage.what-recipes"), **made, output=output)
        deliver(wanted(None, json, None), present("recipes.page", recipes(), lang))
    elif folder is None:
        raise typer.BadParameter(Wording("recipe.no-folder"), param_hint="DIR")
    elif template:
        if like is not None or workbook or blank:
            raise typer.BadParameter(Wording("usage.template-alone"), param_hint="--template")
        _template(folder, output, sample, json, lang)
    elif sample or output:
        option = "--sample" if sample else "--output"
        raise typer.BadParameter(Wording("usage.of-template"), param_hint=option)
    elif blank and not workbook:
        raise typer.BadParameter(Wording("usage.blank-workbook"), param_hint="--blank")
    else:
        _started(folder, like, workbook, blank, json, lang)


def _template(index: Path, output: Path | None, sample: bool, json: bool, lang: Language) -> None:
    """Write a template, and say how to go on."""
    from coopindex.project import as_json, say
    from coopindex.project import template as write_template

    file = write_template(str(index), output or Path(f"{index.stem}.xlsx"), lang, sample=sample)
    tell(say("sheet.go-on", lang, file=in_line(str(file), PROSE)))
    emit(
        as_json({"folder": file.parent.as_posix(), "files": [file.name]})
        if json
        else f"{in_line(str(file), PROSE)}\n",
        json=json,
    )


def _started(
    folder: Path, like: str | None, workbook: bool, blank: bool, json: bool, lang: Language
) -> None:
    """Start a project, and say which files it has and how to go on."""
    from coopindex.project import init as start
    from coopindex.project import say

    made = start(folder, lang, like, workbook=workbook, blank=blank)
    if workbook:
        tell(say("sheet.go-on", lang, file=in_line(str(folder / made[0]), PROSE)))
        _listed(folder, made, json)
        return
    index = next(
        Path(name).stem
        for name in made
        if name.startswith("indicators/") and name.endswith(".yaml")
    )
    tell(say("frame.started", lang, index=index, folder=in_line(str(folder), PROSE)))
    _listed(folder, made, json)


def _listed(folder: Path, made: list[str], json: bool) -> None:
    """Name the files that were made."""
    from coopindex.project import as_json

    emit(
        as_json({"folder": folder.as_posix(), "files": made})
        if json
        else "".join(f"{in_line(str(folder / name), PROSE)}\n" for name in made),
        json=json,
    )
