"""The command that makes a project of others' files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from coopindex.cli.output import Request, deliver, tell, wanted
from coopindex.cli.parameters import Everything, Json, Lang, Language
from coopindex.phrases import PROSE, Wording, chain, in_line
from coopindex.problems import InvalidInput

# what is wrong with an option itself, whatever the file
SLIPS = (
    *("unknown-column", "unknown-kind", "unknown-method", "unknown-sheet", "unknown-reference"),
    *("idle-option", "misplaced-key", "bad-option", "two-roles", "two-dimensions", "no-indicator"),
)


def _columns(flag: str, text: str) -> Any:
    """An option that names columns."""
    return typer.Option(flag, metavar="COLUMNS", help=f"{text} Parted by commas, or repeated.")


def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CSV, TSV, XLSX, Parquet; COIN Tool: .xlsm too."),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The folder to make, new or empty. Without it nothing is written.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--as", metavar="KIND", help="coin_tool, coinr or table. Default: found out."),
    ] = None,
    meta: Annotated[
        Path | None,
        typer.Option("--meta", metavar="FILE", help="COINr's iMeta. Default: sought beside iData."),
    ] = None,
    units: Annotated[
        str | None, typer.Option("--units", metavar="COLUMN", help="The column of the units.")
    ] = None,
    names: Annotated[list[str] | None, _columns("--names", "Names of the units.")] = None,
    year: Annotated[
        str | None,
        typer.Option("--year", metavar="COLUMN|Y", help="The column of years, or the year of all."),
    ] = None,
    groups: Annotated[list[str] | None, _columns("--groups", "Columns that group units.")] = None,
    variables: Annotated[
        list[str] | None, _columns("--variables", "Figures that are read and not scored.")
    ] = None,
    negative: Annotated[
        list[str] | None, _columns("--negative", "Indicators of which less is better.")
    ] = None,
    dimension: Annotated[
        list[str] | None,
        typer.Option(
            "--dimension", metavar="NAME=COLUMNS", help="A dimension and its columns. Repeatable."
        ),
    ] = None,
    header_groups: Annotated[
        bool,
        typer.Option(
            "--header-groups", help="Names in merged cells above the header are dimensions."
        ),
    ] = False,
    only: Annotated[list[str] | None, _columns("--only", "The indicators; no others.")] = None,
    skip: Annotated[list[str] | None, _columns("--skip", "What is left out.")] = None,
    missing: Annotated[
        list[str] | None,
        typer.Option("--missing", metavar="TEXT", help="A text for no figure. Repeatable."),
    ] = None,
    measures_row: Annotated[
        int | None,
        typer.Option(
            "--measures-row",
            min=0,
            metavar="N",
            help="The line of units of measurement; 0: there is none.",
        ),
    ] = None,
    normalisation: Annotated[
        str | None,
        typer.Option(
            "--normalisation",
            metavar="NAME",
            help="min_max (default), z_score, rank, percentile_rank; goalposts or target, as "
            "the file has them.",
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--reference",
            metavar="each|all",
            help="Which years fix the scale of several. Default: each its own.",
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook.")
    ] = None,
    header_row: Annotated[
        str | None,
        typer.Option("--header-row", metavar="N|N,N", help="The line, or lines, of the names."),
    ] = None,
    skip_rows: Annotated[
        str | None,
        typer.Option("--skip-rows", metavar="N|N,N,", help="Lines above the header; or which: 6,7"),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Of a text, such as cp1250.")
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option("--delimiter", metavar="SIGN", help="Between cells: ; or tab.")
    ] = None,
    decimal: Annotated[
        str | None, typer.Option("--decimal", metavar="SIGN", help="Before decimals: . or ,")
    ] = None,
    thousands: Annotated[
        str | None, typer.Option("--thousands", metavar="SIGN", help="Between thousands.")
    ] = None,
    percent: Annotated[
        str | None,
        typer.Option("--percent", metavar="HOW", help="45 % is 45 (as_written) or .45 (fraction)."),
    ] = None,
    footnotes: Annotated[
        str | None,
        typer.Option("--footnotes", metavar="ignore", help="Leave out notes below the table."),
    ] = None,
    json: Json = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Make a project of a COIN Tool workbook, of COINr's tables, or of any wide table.

    It says what becomes of every column, and what it assumes; options say otherwise.
    """
    from coopindex.project import import_project

    with _slips_as_usage():
        found = import_project(
            file,
            output,
            kind=kind,
            meta=meta,
            units=units,
            names=names,
            year=year,
            groups=groups,
            variables=variables,
            negative=negative,
            dimensions=dict(map(_dimension, dimension or ())),
            header_groups=header_groups,
            only=only,
            skip=skip,
            missing=missing,
            measures=measures_row,
            normalisation=normalisation,
            reference=reference,
            layout={
                "sheet": sheet, "header": _lines(header_row, "--header-row"),
                "skip": _lines(skip_rows, "--skip-rows"), "encoding": encoding,
                "delimiter": delimiter, "decimal": decimal, "thousands": thousands,
                "percent": percent, "footnotes": footnotes,
            },
            lang=lang,
        )  # fmt: skip
    _say(found, output, wanted(None, json, None, whole=everything), lang)


@contextmanager
def _slips_as_usage() -> Iterator[None]:
    """Say of an option that cannot be what it is given as that it is a slip of usage."""
    try:
        yield
    except InvalidInput as invalid:
        slips = [problem for problem in invalid.problems if problem.code in SLIPS]
        if len(slips) < len(invalid.problems):
            raise
        said = chain([problem.message for problem in slips])
        hint = next((problem.hint for problem in slips if problem.hint), None)
        message = chain([said, hint]) if hint else said
        raise typer.BadParameter(message, param_hint=slips[0].field) from None


def _say(found: Any, output: Path | None, to: Request, lang: Language) -> None:
    """Say what was read, and where it was written."""
    from coopindex.project import say

    deliver(to, found.present(lang))
    if output is not None:
        folder = in_line(str(output), PROSE)
        tell(say("frame.started", lang, index=found.index, folder=folder))


def _lines(text: str | None, option: str) -> int | list[int] | None:
    """Read a line's number, or several; a comma makes a list of them.

    >>> _lines("3", "--skip-rows"), _lines("6,7", "--skip-rows"), _lines("6,", "--skip-rows")
    (3, [6, 7], [6])
    """
    if text is None:
        return None
    try:
        numbers = [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        message = Wording("importing.no-lines", text=text)
        raise typer.BadParameter(message, param_hint=option) from None
    return numbers if "," in text else numbers[0]


def _dimension(text: str) -> tuple[str, str]:
    """Read NAME=COLUMNS."""
    name, equals, columns = (part.strip() for part in text.partition("="))
    if not (name and equals and columns):
        message = Wording("importing.write-dimension", text=text)
        raise typer.BadParameter(message, param_hint="--dimension")
    return name, columns
