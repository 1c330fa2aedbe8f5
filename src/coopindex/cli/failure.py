"""What went wrong, said in a line or two, and the exit code that goes with it."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

from coopindex.cli import BUG, INTERRUPTED, INVALID, USAGE
from coopindex.problems import InvalidInput, Problem


def report(error: Exception, args: Sequence[str], debug: bool = False) -> int:
    """Say what is wrong on stderr, with `--json` as {"problems": [...]} on stdout, and return the exit code."""
    import typer

    if isinstance(error, typer.Abort):
        return INTERRUPTED
    if isinstance(error, InvalidInput):
        problems, code = error.problems, USAGE if all(map(_is_usage, error.problems)) else INVALID
    elif told := getattr(error, "format_message", None):  # as every error of usage has it
        problems, code = (_usage(error, told()),), USAGE
    elif isinstance(error, OSError):
        problems, code = (_unwritable(error),), INVALID
    elif isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("coopindex"):
        hint = f"pip install {error.name}"
        problems, code = (
            (Problem("missing-package", f"this needs the package {error.name}", hint=hint),),
            INVALID,
        )
    else:
        if debug:
            with suppress(OSError):
                traceback.print_exception(error)
        hint = "please report it with the command you ran; --debug shows where it happened"
        problems, code = (
            (Problem("bug", f"this is our bug: {type(error).__name__}: {error}", hint=hint),),
            BUG,
        )
    # where stderr takes nothing, the exit code still says it
    with suppress(OSError):
        for problem in problems:
            print(problem, file=sys.stderr)
        if len(problems) > 1:
            print(f"{len(problems)} problems", file=sys.stderr)
    if _asks_for_json(args):
        from coopindex.report.render.json import as_json

        with suppress(OSError):
            print(
                as_json({"problems": [problem.as_dict() for problem in problems]}),
                end="",
                flush=True,
            )
    return code


def _is_usage(problem: Problem) -> bool:
    """A name on the command line that does not exist is a slip of usage; what is wrong in a file is invalid input."""
    return problem.file is None and (
        problem.code.startswith("unknown-") or (problem.field or "").startswith("set ")
    )


def _usage(error: Exception, told: str) -> Problem:
    context = getattr(error, "ctx", None)
    message = re.sub("Value error, |Input (?=should)", "", told).rstrip(
        "."
    )  # without how the parser of options begins
    command = context.command_path if context else "coopindex"
    hint = f"see `{command} --help`"
    if getattr(getattr(error, "param", None), "name", "") == "index" and "issing" in message:
        from coopindex.content.files import known

        hint = f"name one of {', '.join(known())}, or a YAML file"
    return Problem("usage", message[:1].lower() + message[1:], hint=hint)


def _unwritable(error: OSError) -> Problem:
    why = (error.strerror or str(error)).lower()
    return Problem(
        "file", f"cannot read or write: {why}", file=str(error.filename) if error.filename else None
    )


def _asks_for_json(args: Sequence[str]) -> bool:
    return "--json" in args or "--format=json" in args or ("--format", "json") in pairwise(args)
