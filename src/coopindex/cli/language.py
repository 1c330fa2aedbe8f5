"""The language of answers and help: what `--lang` says, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise


class Language(StrEnum):
    """The languages of answers."""

    en = "en"
    zh = "zh"


def given(args: Sequence[str], name: str) -> list[str]:
    """Return what an option is given on the command line.

    >>> given(["--table", "one", "--table=two"], "table")
    ['one', 'two']
    """
    option = f"--{name.replace('_', '-')}"
    following = [after for before, after in pairwise(args) if before == option]
    return following + [arg.partition("=")[2] for arg in args if arg.startswith(f"{option}=")]


def language(args: Sequence[str]) -> str:
    """Return the language that the arguments ask for.

    >>> language(["score", "--lang", "zh", "--help"]), language(["score", "--lang", "tlh"])
    ('zh', 'en')
    """
    asked = given(args, "lang")
    return asked[-1] if asked and asked[-1] in list(Language) else "en"
