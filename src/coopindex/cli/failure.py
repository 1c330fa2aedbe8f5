"""What went wrong, said in a line or two, and the exit code that goes with it."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from coopindex.cli.codes import BUG, INTERRUPTED, INVALID, USAGE
from coopindex.cli.language import given, language
from coopindex.phrases import Wording, keys, knows, recognised, say, visible
from coopindex.problems import SHOWN, Group, InvalidInput, Problem, told


def report(error: Exception, args: Sequence[str], debug: bool = False) -> int:
    """Say what is wrong on stderr, and return the exit code.

    With `--json` it is also {"problems": [...]} on stdout.
    """
    import typer

    if isinstance(error, typer.Abort):
        return INTERRUPTED
    groups, code = _problems(error, args)
    if code == BUG and debug:
        with suppress(OSError):
            sys.stderr.write(visible("".join(traceback.format_exception(error))))
    # where stderr takes nothing, the exit code still says it
    with suppress(OSError):
        lang, most = language(args), None if "--all" in args else SHOWN
        for text in told([_as_typed(group, args) for group in groups], lang, most):
            print(text, file=sys.stderr)
        if 1 < len(groups) <= (most or len(groups)):
            number = {"number": len(groups), "count": len(groups)}
            print(say("frame.problems", lang, **number), file=sys.stderr)
    if _asks_for_json(args):
        from coopindex.cli.output import emit
        from coopindex.project import as_json

        with suppress(OSError):
            answer = {"problems": [group.as_dict() for group in groups]}
            emit(as_json(answer), json=True)
    return code


def _problems(error: Exception, args: Sequence[str]) -> tuple[Sequence[Group], int]:
    """Return what is wrong, many of one kind as one, and the exit code."""
    if isinstance(error, InvalidInput):
        slips = all(_is_usage(group.first, args) for group in error.groups)
        return error.groups, USAGE if slips else INVALID
    problem, code = _problem(error)
    return [Group(problem)], code


def _problem(error: Exception) -> tuple[Problem, int]:
    # every error of usage can say what it is
    if message := getattr(error, "format_message", None):
        return _usage(error, message()), USAGE
    if isinstance(error, OSError):
        return _unwritable(error), INVALID
    if isinstance(error, MemoryError):
        hint = Wording("usage.memory.hint")
        return Problem("memory", Wording("usage.memory"), hint=hint), INVALID
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("coopindex"):
        hint = Wording("usage.missing-package.hint", package=error.name)
        message = Wording("usage.missing-package", package=error.name)
        return Problem("missing-package", message, hint=hint), INVALID
    hint = Wording("usage.bug.hint")
    message = Wording("usage.bug", kind=type(error).__name__, error=error)
    return Problem("bug", message, hint=hint), BUG


def _as_typed(group: Group, args: Sequence[str]) -> Group:
    """Call an argument that the command line was given by the name of its option."""
    field = group.first.field or ""
    option = f"--{field.replace('_', '-')}"
    if group.first.file is None and field and (option in args or given(args, field)):
        return replace(group, first=group.first.but(field=option))
    return group


def _is_usage(problem: Problem, args: Sequence[str]) -> bool:
    """Whether it is a slip of usage: what the command line names or gives to an option is wrong.

    What is wrong in a file is invalid input.
    """
    field = problem.field or ""
    return problem.file is None and (
        problem.code.startswith(("unknown-", "no-unit"))
        or field.startswith("set ")
        or any(_plain(str(problem.value)) in _plain(text) for text in given(args, field))
    )


def _plain(text: str) -> str:
    """Return a name without the marks that it may be written with either way."""
    return text.replace("-", "_")


def _usage(error: Exception, message: str) -> Problem:
    context = getattr(error, "ctx", None)
    # without how the parser of options begins
    message = re.sub("Value error, |Input (?=should)", "", message).rstrip(".")
    command = context.command_path if context else "coopindex"
    hint = Wording("usage.help.hint", command=command)
    if getattr(getattr(error, "param", None), "name", "") == "index" and "issing" in message:
        from coopindex.project import names

        hint = Wording("usage.which-index.hint", names=tuple(names()))
    said = _as_said(error, message[:1].lower() + message[1:])
    return Problem("usage", said, hint=hint)


def _as_said(error: Exception, message: str) -> Wording:
    """Return the message as a wording: ours by what it is made of, the parser's by its text."""
    own = getattr(error, "message", "")
    if isinstance(own, Wording):
        option = message.removeprefix("invalid value").partition(f": {own}")[0]
        key = "usage.invalid-value" if option else "usage.invalid"
        said = Wording(key, option=option.removeprefix(" for "), message=own)
        return _placed(said) if said == message else own
    known = recognised(message, keys("usage.parser-"))
    return _placed(known) if known else Wording("frame.verbatim", text=message)


def _placed(said: Wording) -> Wording:
    """Name an argument as the help of the language does."""
    names = {name: said.values.get(name) for name in ("argument", "option")}
    placed = {
        name: Wording("usage.argument", name=Wording(key))
        for name, text in names.items()
        if text and knows(key := f"placeholder.{text.strip('[]')}")
    }
    return said.but(**placed) if placed else said


def _unwritable(error: OSError) -> Problem:
    said = (error.strerror or str(error)).lower()
    why = recognised(said, keys("usage.system-")) or said
    return Problem(
        "file", Wording("usage.file", why=why), file=str(error.filename) if error.filename else None
    )


def _asks_for_json(args: Sequence[str]) -> bool:
    return "--json" in args or "json" in given(args, "format")
