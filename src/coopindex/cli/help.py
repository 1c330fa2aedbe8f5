"""Help in Chinese: what the parser says in English, said again; imported when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from typing import Any, NamedTuple

from rich.cells import cell_len

from coopindex.lines import broken_lines
from coopindex.phrases import knows, say

# how far the first column reaches at most, as in English
WIDEST = 30
# what follows the text of an argument or option: what it is by default, its bounds
FURTHER = re.compile(r"(?:^| *)\[([^][]*)\]$")
# the type of a value, as parsers of several versions write it
TYPE = re.compile(r" (?:<(int|float)(?: range)?>|(INTEGER|FLOAT)(?: RANGE)?)")
BETWEEN = re.compile(r"(\d+)<=x<=(\d+)")
# a bound that is there for the machine alone
UNLIMITED = 1 << 32


class Taken(NamedTuple):
    """What a command takes: how it is written, what it does, and its default and bounds."""

    written: str
    does: str
    further: tuple[str, ...]
    is_option: bool


def help_of(command: Any, context: Any) -> str:
    """Return the whole help of a command, in lines no wider than the terminal."""
    width = context.make_formatter().width
    parts = [usage(command, context), "", *_text(about(command.help or ""), width)]
    takes = list(taken(command, context))
    for title, chosen in (
        ("help.arguments", [each for each in takes if not each.is_option]),
        ("help.options", [each for each in takes if each.is_option]),
    ):
        rows = [(each.written, _with_further(each)) for each in chosen]
        parts += _table(say(title, "zh"), rows, width)
    if hasattr(command, "list_commands"):
        rows = [(name, chinese(what)) for name, what in command.what_for()]
        parts += _table(say("help.commands", "zh"), rows, width)
    if command.epilog:
        parts += ["", *_text(chinese(command.epilog), width)]
    return "\n".join(parts)


def usage(command: Any, context: Any) -> str:
    """Return how a command is written: its path, options, and arguments."""
    parameters = command.get_params(context)
    names = [
        name if each.required else f"[{name}]"
        for each in parameters
        if each.param_type_name == "argument"
        for name in [placeholder(each.metavar.strip("[]"))]
    ]
    if hasattr(command, "list_commands"):
        names = [say("help.command", "zh")]
    return say("help.usage", "zh", command=context.command_path, arguments=" ".join(names))


def about(text: str) -> str:
    """Say what a command is for, paragraph by paragraph."""
    paragraphs = cleandoc(text).split("\n\n")
    return "\n".join(chinese(" ".join(each.split())) for each in paragraphs)


def taken(command: Any, context: Any) -> Iterator[Taken]:
    """Yield what a command takes, as its English help has it."""
    for each in command.get_params(context):
        record = each.get_help_record(context)
        if record is None:
            continue
        written, text = record
        found = FURTHER.search(text)
        does = text[: found.start()] if found else text
        further = found[1].split("; ") if found else []
        is_option = each.param_type_name == "option"
        yield Taken(
            _written(written, each.metavar, is_option),
            chinese(does),
            tuple(filter(None, map(_further, further))),
            is_option,
        )


def chinese(text: str) -> str:
    """Say a text of help in Chinese; one that has none stays as it is."""
    return say(f"help.{text}", "zh") if knows(f"help.{text}") else text


def placeholder(text: str) -> str:
    """Say in Chinese what stands for a value; words that are written as they stand do so."""
    return say(f"placeholder.{text}", "zh") if knows(f"placeholder.{text}") else text


def _written(written: str, metavar: str | None, is_option: bool) -> str:
    if metavar and not is_option:
        return placeholder(metavar.strip("[]"))
    if metavar:
        return written.removesuffix(metavar) + placeholder(metavar)
    return TYPE.sub(_type, written)


def _type(found: re.Match[str]) -> str:
    return " " + placeholder((found[1] or found[2]).lower().replace("integer", "int"))


def _further(text: str) -> str:
    """Say a default or a bound in Chinese.

    >>> _further("default: 60.0"), _further("x>=1"), _further("1<=x<=4294967296")
    ('默认：60.0', '不小于1', '不小于1')
    """
    name, _, value = text.partition(": ")
    if between := BETWEEN.fullmatch(text):
        bounds = dict(zip(("least", "most"), between.groups(), strict=True))
        key = "help.at-least" if int(bounds["most"]) == UNLIMITED else "help.between"
        return say(key, "zh", **bounds)
    if text.startswith("x>="):
        return say("help.at-least", "zh", least=text.removeprefix("x>="))
    return say(f"help.{name}", "zh", value=value) if knows(f"help.{name}") else text


def _with_further(each: Taken) -> str:
    return f"{each.does}［{'；'.join(each.further)}］" if each.further else each.does


def _text(text: str, width: int) -> list[str]:
    """Return indented lines, with an empty one between paragraphs."""
    return [f"  {line}".rstrip() for line in broken_lines(text.replace("\n", "\n\n"), width - 2)]


def _table(title: str, rows: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Return a list of names and what they are; a name that is too wide has a line of its own."""
    rows = list(rows)
    if not rows:
        return []
    room = max(min(cell_len(name), WIDEST) for name, _ in rows) + 2
    lines = ["", title]
    for name, text in rows:
        first, *others = broken_lines(text, width - room - 2)
        if cell_len(name) > room - 2:
            lines.append(f"  {name}")
            name = ""
        lines.append(f"  {name}{' ' * (room - cell_len(name))}{first}")
        lines += [" " * (room + 2) + line for line in others]
    return lines
