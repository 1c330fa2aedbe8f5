"""The program: which commands there are; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_command_from_info
from typer.models import CommandInfo

from coopindex.cli.language import Language, language

ABOUT = "Composite cooperation indices from YAML: validated, weighted, explained, verified."
CODES = "Exit codes: 0 fine, 1 our bug, 2 usage, 3 input invalid, 4 a published figure is not met."

# command -> the file that it is in, and what it is for
COMMANDS = {
    "list": ("catalogue", "List the bundled indices and those in ./indicators."),
    "validate": ("catalogue", "Check the definition, the weights and every table."),
    "score": ("commands", "Score and rank the units."),
    "compare": ("commands", "Lay the rankings under several schemes side by side."),
    "explain": ("commands", "Say how a score came about, and what would overtake."),
    "obstacles": ("apart", "Say what keeps each unit from the ideal, in shares of its gap."),
    "strengths": ("apart", "Say what each unit is strong and weak in, among all or its group."),
    "groups": ("apart", "Hold each unit against its own group: rank, highest, strengths."),
    "verify": ("commands", "Hold every published figure against ours."),
    "uncertainty": ("robustness", "Vary every choice of a plan at once: rank intervals."),
    "sensitivity": ("robustness", "Vary all weights; with --factors, say which choice matters."),
    "guarantee": ("robustness", "Say what holds whatever the weights, exactly."),
    "scenarios": ("robustness", "Lay the rankings of named scenarios side by side."),
    "audit": ("audit", "Assess an index statistically: findings, tables, a verdict."),
    "report": ("commands", "Write a report: HTML, PDF, XLSX, DOCX, Markdown, CSV, JSON."),
    "chart": ("chart", "Draw one chart of the report as SVG, PNG or PDF."),
    "change": ("commands", "Split what changed between two years over its causes."),
    "disparity": ("disparity", "Say how unequal units are, within and between groups."),
    "growth": ("commands", "Growth on the period before, and on the year before."),
    "elicit": ("elicit", "Ask experts for weights: questionnaires, and schemes of answers."),
    "methods": ("catalogue", "List the methods that a definition can name."),
    "schema": ("catalogue", "Print the JSON Schema of a file, for editors."),
    "init": ("catalogue", "Start a small project of one's own."),
    "import": ("importing", "Make a project of COINr's, COIN Tool's or any wide table."),
    "convert": ("workbook", "Turn a folder of text into a workbook, or back."),
}


def _help(command: Any, ctx: Any, english: Callable[[Any], str]) -> str:
    """Help in the language that is asked for; the Chinese texts are imported only then."""
    if language((ctx.obj or {}).get("given", ())) == "en":
        return english(ctx)
    from coopindex.cli.help import help_of

    return help_of(command, ctx)


class Spoken(TyperCommand):
    """A command that helps in the language that is asked for."""

    def get_help(self, ctx: Any) -> str:
        """Return the help in that language."""
        return _help(self, ctx, super().get_help)


class Named(Spoken):
    """A command whose `--like` may stand without a name: then it lists the names."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take a bare `--like` for `--list`."""
        following = pairwise([*args, "-"])
        bare = [arg == "--like" and after.startswith("-") for arg, after in following]
        said = ["--list" if alone else arg for arg, alone in zip(args, bare, strict=True)]
        return super().parse_args(ctx, said)


class Commands(Mapping[str, Any]):
    """The commands by their names; one is imported when it is looked up."""

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __getitem__(self, name: str) -> Any:
        file, about = COMMANDS[name]
        # Python has a `list` and an `import` of its own
        own = name + "_" * (name in ("list", "import"))
        function = getattr(import_module(f"coopindex.cli.{file}"), own)
        parser = Named if name == "init" else Spoken
        info = CommandInfo(name=name, cls=parser, callback=function, short_help=about)
        return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)


class LazyGroup(TyperGroup):
    """A group whose commands are imported by name when one is run; help needs none of them.

    After click's own pattern, "Lazily Loading Subcommands":
    https://click.palletsprojects.com/en/stable/complex/
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = Commands()

    def get_help(self, ctx: Any) -> str:
        """Return the help in the language that is asked for."""
        return _help(self, ctx, super().get_help)

    def list_commands(self, _ctx: Any) -> list[str]:
        """Name the commands, in the order in which they are listed."""
        return list(COMMANDS)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """List the commands with what each is for."""
        with formatter.section("Commands"):
            formatter.write_dl(self.what_for())

    def what_for(self) -> list[tuple[str, str]]:
        """Return the commands with what each is for."""
        return [(name, about) for name, (_, about) in COMMANDS.items()]

    def invoke(self, ctx: Any) -> Any:
        """Run the command; who asks for none wants to know which there are."""
        found = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            typer.echo(self.get_help(ctx))
        return found

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Find the command, and hand it the language that is asked for before it."""
        name, command, rest = super().resolve_command(ctx, args)
        lang = ctx.params.get("lang")
        return name, command, [*(("--lang", lang.value) if lang else ()), *rest]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        from coopindex.cli.output import emit

        emit(f"coopindex {version('coopindex')}\n")
        raise typer.Exit


app = typer.Typer(
    cls=LazyGroup,
    name="coopindex",
    help=ABOUT,
    epilog=CODES,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    lang: Annotated[
        Language | None,
        typer.Option(
            "--lang",
            help="The language of answers and help, before a command or behind it. Default: en.",
        ),
    ] = None,
) -> None:
    """Composite cooperation indices from YAML: validated, weighted, explained, verified."""


def program() -> Any:
    """Return what parses the command line."""
    return get_command(app)
