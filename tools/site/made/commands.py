"""How to use every command, with what it answers; and the reference of all their options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coopindex.cli import help as in_help
from coopindex.cli.app import CODES, COMMANDS, program
from coopindex.phrases import say
from made.running import answer, shortened

# a bound that is there for the machine alone
UNLIMITED = re.compile(r"(; )?1<=x<=4294967296")
FILE = Path(__file__).resolve().parents[1] / "howto.yaml"
WORDS: Mapping[str, tuple[str, str]] = {
    "how-to": ("How to", "怎么做"),
    "lead": (
        "One page a command: when to use it, a line that runs as it stands, and what it answers.",
        "一个命令一页：何时使用、可直接运行的命令行，以及它的回答。",
    ),
    "command": ("command", "命令"),
    "for": ("what it is for", "用途"),
    "question": ("your question", "想知道什么"),
    "read": ("How to read it", "怎么读"),
    "options": ("All options", "全部选项"),
    "see": ("See also", "另见"),
    "reference": ("Command line", "命令行参考"),
    "shortened": ("…", "……"),
    "made": (
        "Made from the commands themselves; `coopindex COMMAND --help` says the same. "
        "Every command takes `--lang zh`, before it or behind it.",
        "由命令本身生成，与`coopindex 命令 --lang zh --help`一致；"
        "加`--lang zh`，回答即为中文，写在命令之前或之后均可。",
    ),
    "option": ("option", "选项"),
    "does": ("what it does", "作用"),
    "default": ("default", "默认值"),
    "codes": (CODES, in_help.chinese(CODES)),
}


def _word(key: str, lang: str) -> str:
    return WORDS[key][lang == "zh"]


@cache
def howto() -> dict[str, Any]:
    """Return what is said of each command: groups of commands, and the commands."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return found


def _groups() -> Iterator[tuple[str, str, list[str]]]:
    """Yield the groups with their commands; what is in none comes last."""
    told = [name for group in howto()["groups"] for name in group["commands"]]
    for group in howto()["groups"]:
        yield group["en"], group["zh"], [name for name in group["commands"] if name in COMMANDS]
    if rest := [name for name in COMMANDS if name not in told]:
        yield "More", "其他", rest


def entries() -> Iterator[tuple[str, str, Any]]:
    """Yield the pages for navigation."""
    yield "All commands", "全部命令", "how-to/index.md"
    for english, chinese, names in _groups():
        yield (
            english,
            chinese,
            tuple((_title(name, "en"), _title(name, "zh"), f"how-to/{name}.md") for name in names),
        )


def _title(name: str, lang: str) -> str:
    return str(_told(name).get("title", {}).get(lang, name))


def _told(name: str) -> Mapping[str, Any]:
    return howto()["commands"].get(name, {})


def pages(lang: str, *, run: bool) -> Iterator[tuple[str, str]]:
    """Yield every page; run : whether its commands are run, and their answers shown."""
    yield "how-to/index.md", _overview(lang)
    for name in COMMANDS:
        yield f"how-to/{name}.md", _page(name, lang, run=run)
    yield "reference/cli.md", reference(lang)


def _overview(lang: str) -> str:
    lines = [f"# {_word('how-to', lang)}", "", _word("lead", lang), ""]
    for english, chinese, names in _groups():
        lines += [f"## {chinese if lang == 'zh' else english}", ""]
        lines += [f"| {_word('question', lang)} | {_word('command', lang)} |", "|:--|:--|"]
        lines += [f"| [{_title(name, lang)}]({name}.md) | `{name}` |" for name in names]
        lines.append("")
    return "\n".join(lines)


def _page(name: str, lang: str, *, run: bool) -> str:
    told = _told(name)
    lines = [f"# {_title(name, lang)}", "", f"`coopindex {name}`{{.command}}", ""]
    lines += [told.get("when", {}).get(lang) or _short(name, lang), ""]
    for shown in told.get("run", [f"coopindex {name} --help"]):
        lines += _shown(shown, lang, run=run)
    if read := told.get("read", {}).get(lang):
        lines += [f"## {_word('read', lang)}", "", read, ""]
    lines += [f"## {_word('options', lang)}", ""]
    lines += _parameters(name, lang)
    if see := told.get("see", {}).get(lang):
        lines += [f"**{_word('see', lang)}** {see}", ""]
    return "\n".join(lines)


def _short(name: str, lang: str) -> str:
    """Say in a line what a command is for."""
    return in_help.chinese(COMMANDS[name][1]) if lang == "zh" else COMMANDS[name][1]


def lines_of(name: str) -> list[str]:
    """Return the command lines that a command's page shows."""
    return [_line(shown) for shown in _told(name).get("run", [f"coopindex {name} --help"])]


def _line(shown: Any) -> str:
    return shown if isinstance(shown, str) else str(shown["line"])


def _shown(shown: Any, lang: str, *, run: bool) -> Iterator[str]:
    """Yield a command line, what it is for, and what it answers, shortened to `rows` lines."""
    told = {} if isinstance(shown, str) else shown
    line = _line(shown)
    if about := told.get("about", {}).get(lang):
        yield from (about, "")
    said = line if lang == "en" or not told.get("lang", True) else f"{line} --lang zh"
    yield from ("```sh", said, "```", "")
    if run and told.get("rows", 20):
        found = shortened(answer(said), told.get("rows", 20), _word("shortened", lang))
        yield from ("```text {.answer}", found, "```", "")


# -- the reference -------------------------------------------------------------------------------


def reference(lang: str) -> str:
    """Return the page of every command's arguments and options."""
    lines = [f"# {_word('reference', lang)}", "", _word("made", lang), "", _word("codes", lang), ""]
    for name in COMMANDS:
        lines += [f"## {name}", "", *_usage(name, lang), *_parameters(name, lang)]
    return "\n".join(lines)


@cache
def _command(name: str) -> tuple[Any, Any]:
    """Return a command and the context in which it speaks of itself."""
    group = program()
    outer = group.make_context("coopindex", [], resilient_parsing=True)
    command = group.get_command(outer, name)
    return command, command.make_context(name, [], parent=outer, resilient_parsing=True)


def _usage(name: str, lang: str) -> Iterator[str]:
    command, context = _command(name)
    told = command.help or COMMANDS[name][1]
    said = in_help.about(told).replace("\n", "\n\n") if lang == "zh" else told
    yield from (_plain(said), "")
    line = in_help.usage(command, context) if lang == "zh" else command.get_usage(context)
    line = " ".join(line.split()).replace("：", ": ", 1).partition(": ")[2]
    yield from ("```text", line, "```", "")


def _parameters(name: str, lang: str) -> Iterator[str]:
    """Yield the table of what a command takes, as its help has it."""
    yield f"| {_word('option', lang)} | {_word('does', lang)} | {_word('default', lang)} |"
    yield "|:--|:--|:--|"
    for names, does, limits in (_in_chinese if lang == "zh" else _in_english)(*_command(name)):
        yield f"| `{names}` | {_cell(_plain(does))} | {f'`{limits}`' if limits else ''} |"
    yield ""


def _in_english(command: Any, context: Any) -> Iterator[tuple[str, str, str]]:
    records = (parameter.get_help_record(context) for parameter in command.get_params(context))
    for names, text in filter(None, records):
        does, _, further = text.partition("  [")
        yield names, does, UNLIMITED.sub("", further.rstrip("]").replace("default: ", ""))


def _in_chinese(command: Any, context: Any) -> Iterator[tuple[str, str, str]]:
    for each in in_help.taken(command, context):
        limits = "；".join(each.further).replace(say("help.default", "zh", value=""), "")
        yield each.written, each.does, limits


def _plain(text: str) -> str:
    """Let nothing in a sentence be taken for markup, but what stands between backticks."""
    parts = text.split("`")
    parts[::2] = [
        part.replace("<", "&lt;").replace("*", r"\*").replace("_", r"\_") for part in parts[::2]
    ]
    return "`".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")
