"""What went wrong, said in a line or two, and the exit code that goes with it."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

from coopindex.cli.codes import BUG, INTERRUPTED, INVALID, USAGE
from coopindex.problems import InvalidInput, Problem


def report(error: Exception, args: Sequence[str], debug: bool = False) -> int:
    """Say what is wrong on stderr, and return the exit code.

    With `--json` it is also {"problems": [...]} on stdout.
    """
    import typer

    if isinstance(error, typer.Abort):
        return INTERRUPTED
    problems, code = _problems(error)
    if code == BUG and debug:
        with suppress(OSError):
            traceback.print_exception(error)
    # where stderr takes nothing, the exit code still says it
    with suppress(OSError):
        for problem in problems:
            print(problem, file=sys.stderr)
        if len(problems) > 1:
            print(f"{len(problems)} problems", file=sys.stderr)
    if _asks_for_json(args):
        from coopindex.project import as_json

        with suppress(OSError):
            answer = {"problems": [problem.as_dict() for problem in problems]}
            print(as_json(answer), end="", flush=True)
    return code


def _problems(error: Exception) -> tuple[tuple[Problem, ...], int]:
    """Return what is wrong, and the exit code."""
    if isinstance(error, InvalidInput):
        return error.problems, USAGE if all(map(_is_usage, error.problems)) else INVALID
    # every error of usage can say what it is
    if message := getattr(error, "format_message", None):
        return (_usage(error, message()),), USAGE
    if isinstance(error, OSError):
        return (_unwritable(error),), INVALID
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("coopindex"):
        hint = f"pip install {error.name}"
        message = f"this needs the package {error.name}"
        return (Problem("missing-package", message, hint=hint),), INVALID
    hint = "please report it with the command you ran; --debug shows where it happened"
    message = f"this is our bug: {type(error).__name__}: {error}"
    return (Problem("bug", message, hint=hint),), BUG


def _is_usage(problem: Problem) -> bool:
    """Whether it is a slip of usage: a name on the command line that does not exist.

    What is wrong in a file is invalid input.
    """
    return problem.file is None and (
        problem.code.startswith("unknown-") or (problem.field or "").startswith("set ")
    )


def _usage(error: Exception, message: str) -> Problem:
    context = getattr(error, "ctx", None)
    # without how the parser of options begins
    message = re.sub("Value error, |Input (?=should)", "", message).rstrip(".")
    command = context.command_path if context else "coopindex"
    hint = f"see `{command} --help`"
    if getattr(getattr(error, "param", None), "name", "") == "index" and "issing" in message:
        from coopindex.project import names

        hint = f"name one of {', '.join(names())}, or a YAML file"
    return Problem("usage", message[:1].lower() + message[1:], hint=hint)


def _unwritable(error: OSError) -> Problem:
    why = (error.strerror or str(error)).lower()
    return Problem(
        "file", f"cannot read or write: {why}", file=str(error.filename) if error.filename else None
    )


def _asks_for_json(args: Sequence[str]) -> bool:
    return "--json" in args or "--format=json" in args or ("--format", "json") in pairwise(args)
