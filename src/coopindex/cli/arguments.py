"""The arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopindex.cli.deliver import Format, Language

Index = Annotated[
    str,
    typer.Argument(
        metavar="INDEX", help="A bundled index, one of ./indicators, or the path to a YAML file."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON at full precision.")]
Form = Annotated[
    Format | None, typer.Option("--format", help="Default: by the ending of -o, else a table.")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout."),
]
Weights = Annotated[
    str | None,
    typer.Option(
        "--weights",
        "-w",
        metavar="NAME|FILE",
        help="A scheme; it takes a weighting's place. Default: the index's own weights.",
    ),
]
Schemes = Annotated[
    list[str],
    typer.Option(
        "--weights",
        "-w",
        metavar="NAME|FILE",
        help='A scheme, or "as scored"; name two or more, the first is the baseline.',
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NODE=SHARE",
        help="A node's share of its parent, 0.30 or 30%; the others keep theirs in proportion.",
    ),
]
DataFile = Annotated[
    Path | None,
    typer.Option("--data", metavar="FILE", help="Observations to use instead of the index's own."),
]
Year = Annotated[
    str | None,
    typer.Option(
        "--year", metavar="Y", help="A year, several (2018,2019) or all. Default: the index's own."
    ),
]
OneYear = Annotated[
    str | None, typer.Option("--year", metavar="Y", help="A year. Default: the index's own.")
]
Lang = Annotated[Language, typer.Option("--lang", help="The language of names and titles.")]
Draws = Annotated[int, typer.Option("--draws", min=1, help="How many sets of weights to draw.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same draws.")]
Vary = Annotated[
    str,
    typer.Option(
        "--vary", metavar="PERCENT", help="How far each weight varies around its value, both ways."
    ),
]
Free = Annotated[
    bool,
    typer.Option("--free-unknown", help="Let assumed weights range freely; known ones are held."),
]
Hold = Annotated[
    list[str] | None,
    typer.Option("--hold", metavar="NODE", help="A node that keeps its share. Repeatable."),
]
