"""The arguments and options that several commands take, what they say, and an index scored so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopindex.cli.language import Language as Language
from coopindex.cli.output import Format
from coopindex.periods import Period, of
from coopindex.phrases import Wording, chain
from coopindex.problems import InvalidInput, Problem, nearest

if TYPE_CHECKING:
    from coopindex.project import Project, Scoring


IndexName = Annotated[
    str,
    typer.Argument(
        metavar="INDEX",
        help="A bundled index, one of ./indicators, or the path to a YAML file or a workbook.",
    ),
]
Everything = Annotated[
    bool, typer.Option("--all", help="Show every problem and every flag, not the first 20.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON at full precision.")]
FormatOption = Annotated[
    Format | None, typer.Option("--format", help="Default: by the ending of -o, else a table.")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout."),
]
Raw = Annotated[
    bool,
    typer.Option(
        "--raw", help="Leave texts in CSV as they are, those too that a spreadsheet would run."
    ),
]
SchemeName = Annotated[
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
        help="A node's share of its parent, 0.30, 30% or 3/10; the others keep proportions.",
    ),
]
DataFile = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="FILE",
        help="Observations to use instead of the index's own; or {file: FILE, header: 3}.",
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet", metavar="NAME", help="The sheet of --data. Default: the first visible one."
    ),
]
OnScale = Annotated[
    Path | None,
    typer.Option(
        "--on-scale",
        metavar="FILE",
        help="Score on the scale that `score --scale -o FILE.json` wrote; nothing is fitted anew.",
    ),
]
Year = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="Y",
        help="A year (or 2021H1, 2021Q2, 2021-05), several (2018,2019) or all. "
        "Default: the index's own.",
    ),
]
OneYear = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="Y",
        help="A year, or 2021H1, 2021Q2, 2021-05. Default: the index's own.",
    ),
]
Top = Annotated[
    int | None,
    typer.Option("--top", min=1, metavar="N", help="Show the first N units; all are scored."),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="UNITS",
        help="Show these units: codes or names, parted by commas or repeated; all are scored.",
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="GROUP=LABEL",
        help="Show the units of a group, as region=east. Repeatable; all are scored.",
    ),
]
Lang = Annotated[Language, typer.Option("--lang", help="The language of the answer.")]
MOST = 1 << 32  # points of a design
WeightDraws = Annotated[
    int, typer.Option("--draws", min=1, max=MOST, help="How many sets of weights to draw.")
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same draws.")]
PlanName = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="NAME|FILE",
        help="What varies. Default: the index's plan, or a usual one.",
    ),
]
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


MapFile = Annotated[
    Path | None,
    typer.Option("--map", metavar="FILE", help="GeoJSON of your own shapes, for the map."),
]
MapKey = Annotated[
    str | None,
    typer.Option(
        "--map-key",
        metavar="PROPERTY",
        help="What names a shape's unit, by code or name. Default: what names most.",
    ),
]


class Classes(StrEnum):
    """How the classes of a map are cut."""

    quantiles = "quantiles"
    equal = "equal"


MapClasses = Annotated[
    Classes,
    typer.Option("--map-classes", help="Classes with as many units in each, or as wide."),
]


def need_map(
    map_file: Path | None, map_key: str | None, classes: Classes = Classes.quantiles
) -> None:
    """Refuse to say how the shapes of no map are told apart, or coloured."""
    if map_file is None and (map_key is not None or classes is not Classes.quantiles):
        option = "--map-classes" if map_key is None else "--map-key"
        raise typer.BadParameter(Wording("usage.key-of-map"), param_hint=option)


def no_use(what: Wording, **given: Any) -> None:
    """Refuse options, by their names, that say anything though the answer makes no use of them.

    >>> no_use(Wording("usage.what-charts"), year=None, dark=False)
    """
    for name, value in given.items():
        if value:
            option = f"--{name.replace('_', '-')}"
            raise typer.BadParameter(Wording("usage.no-use", what=what), param_hint=option)


def scored(
    project: Project,
    weights: str | None,
    overrides: list[str] | None,
    data: str | Mapping[str, str] | None,
    year: str | None,
    several: bool = False,
    on_scale: Path | None = None,
) -> Scoring:
    """Score an index under a command's options; only some answer for `several` years."""
    shares = parse_overrides(overrides, project)
    result = project.score(weights, data, parse_year(year), shares, on_scale)
    if not several:
        with refusing("--year", hint="usage.several-years"):
            result.need_one_year()
    return result


def own(data: str | None, sheet: str | None) -> str | Mapping[str, str] | None:
    """Return the observations that are named in place of the index's own.

    >>> own("new.xlsx", "Data"), own("new.csv", None)
    ({'file': 'new.xlsx', 'sheet': 'Data'}, 'new.csv')
    """
    if sheet is None:
        return data
    if data is None or data.startswith("{"):
        raise typer.BadParameter(Wording("usage.sheet-of-data"), param_hint="--sheet")
    return {"file": data, "sheet": sheet}


@contextmanager
def refusing(option: str = "", hint: str = "") -> Iterator[None]:
    """Say what is wrong as a slip of usage; what is wrong in a file stays invalid input.

    option : default that of the argument which the problem names. hint : the key of a phrase.
    """
    try:
        yield
    except InvalidInput as invalid:
        if any(problem.file is not None for problem in invalid.problems):
            raise
        # what the command line says of the way out takes the place of what Python does
        said = [problem.message if hint else _whole(problem) for problem in invalid.problems]
        message = chain([*said, Wording(hint)] if hint else said)
        named = option or _option(invalid.problems[0].field)
        raise typer.BadParameter(message, param_hint=named) from None


def _option(field: str | None) -> str | None:
    """Return the option of an argument; what stands without one is written in capitals.

    >>> _option("by"), _option("map_file"), _option("STAGE"), _option(None)
    ('--by', '--map-file', 'STAGE', None)
    """
    return f"--{field.replace('_', '-')}" if field and field.islower() else field


def shown(
    scoring: Scoring, top: int | None, only: list[str] | None, where: list[str] | None
) -> dict[str, Any]:
    """Check which units are to be shown, before any work is done; return it for `present`."""
    asked: dict[str, Any] = {"top": top, "only": only or None, "where": where or None}
    if not any(asked.values()):
        return asked
    try:
        scoring.listing(**asked)
    except InvalidInput as invalid:
        said = chain([_or_node(problem, scoring) for problem in invalid.problems])
        option = f"--{invalid.problems[0].field}"
        raise typer.BadParameter(said, param_hint=option) from None
    return asked


def _whole(problem: Problem) -> str:
    """Say what is wrong, and the way out where there is one."""
    return chain([problem.message, problem.hint]) if problem.hint else problem.message


def _or_node(problem: Problem, scoring: Scoring) -> str:
    """Say what is wrong with a unit asked for; a node's code was meant for another option."""
    message, code = _whole(problem), problem.value
    if problem.code == "unknown-unit" and code in scoring.index.position:
        return Wording("listing.is-a-node", why=message, code=code)
    return message


def find_unit(text: str, scoring: Scoring, option: str = "UNIT") -> str:
    """Return the code of a unit given by its code or by its name in either language."""
    with refusing(option):
        return scoring.unit(text)


# -- what options say ------------------------------------------------------------------------------


def parse_share(text: str, option: str) -> float:
    """Read 25%, 1/4 or 0.25.

    >>> [parse_share(text, "--vary") for text in ("25%", "1/4", "0.25")]
    [0.25, 0.25, 0.25]
    """
    number, percent = text.strip().removesuffix("%"), text.strip().endswith("%")
    above, fraction, below = number.partition("/")
    try:
        # read as written: 99.9 / 100 is a little more than 0.999
        share = float(f"{number.strip()}e-2" if percent else above)
        share = share / float(below) if fraction else share
        if not text.isascii():
            raise ValueError
    except (ValueError, ZeroDivisionError):
        key = "usage.no-share" if text.isascii() else "usage.wide-share"
        raise typer.BadParameter(Wording(key, text=text), param_hint=option) from None
    if not 0 <= share <= 1:
        meant = "percent" if not (percent or fraction) and 1 < share <= 100 else "beyond"
        raise typer.BadParameter(Wording(f"usage.share-{meant}", text=text), param_hint=option)
    return share


def parse_overrides(written: Sequence[str] | None, project: Project) -> dict[str, float] | None:
    """Read NODE=SHARE, several times."""
    found: dict[str, float] = {}
    index = project.index
    for text in written or ():
        node, equals, share = (part.strip() for part in text.partition("="))
        option = f"--set {text}"
        if not equals:
            raise typer.BadParameter(Wording("usage.write-node-share"), param_hint=option)
        if node in index.uncounted:
            message = Wording("definition.no-weight-uncounted", code=node)
            raise typer.BadParameter(message, param_hint=option)
        if node not in index.position or node == index.root.code:
            hint = nearest(node, [other.code for other in index.nodes if other is not index.root])
            raise typer.BadParameter(
                Wording("usage.no-weight-to-set", node=node, index=index.code, hint=hint),
                param_hint=option,
            )
        if node in found:
            raise typer.BadParameter(Wording("usage.set-twice", node=node), param_hint=option)
        found[node] = parse_share(share, option)
    return found or None


def parse_year(text: str | None) -> str | list[Period] | None:
    """Read a year or another period, several, or `all`.

    >>> parse_year("2018,2019"), parse_year("2021M5, 2021-06"), parse_year("all"), parse_year(None)
    ([2018, 2019], ['2021-05', '2021-06'], 'all', None)
    """
    if text is None or text == "all":
        return text
    found = [of(part.strip()) for part in text.split(",")]
    if None in found:
        raise typer.BadParameter(Wording("usage.no-year", text=text), param_hint="--year")
    return [period for period in found if period is not None]


def parse_pairs(written: Sequence[str] | None, option: str) -> list[tuple[str, str]]:
    """Read A=B, several times.

    >>> parse_pairs(["trade=policy"], "--at-least")
    [('trade', 'policy')]
    """
    written = written or []
    pairs = [tuple(part.strip() for part in text.split("=")) for text in written]
    for text, pair in zip(written, pairs, strict=True):
        if len(pair) != 2 or not all(pair) or pair[0] == pair[1]:
            raise typer.BadParameter(Wording("usage.no-pair", text=text), param_hint=option)
    return [(pair[0], pair[1]) for pair in pairs]
