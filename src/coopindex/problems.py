"""What can be wrong, as values: collected everywhere, raised once, shown alike by every surface."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from coopindex.phrases import knows, say

Level = Literal["error", "flag"]

FEW = 12  # names that are listed in full


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (`error`: stops) or doubtful (`flag`: shown with every output).

    >>> message = "`direcion` is not a key of a node"
    >>> print(Problem("unknown-key", message, file="a.yaml", line=7, field="trade"))
    a.yaml:7: trade: `direcion` is not a key of a node
    """

    code: str
    message: str
    level: Level = "error"
    file: str | None = None
    line: int | None = None
    field: str | None = None
    value: str | None = None
    unit: str | None = None
    indicator: str | None = None
    year: int | None = None
    hint: str | None = None
    # what the message names, so that it can be said in another language; labels have both
    values: Mapping[str, Any] | None = dataclasses.field(default=None, compare=False, repr=False)

    @property
    def place(self) -> str:
        """Where it is, as `file:line: field`, as far as known."""
        where = ":".join(
            str(part) for part in (self.file, self.line if self.file else None) if part is not None
        )
        return ": ".join(part for part in (where, self.field or "") if part)

    def said(self, lang: str = "en") -> str:
        """Say where it is and what: in another language where the catalogue has this very message.

        It has if the English of the phrase `problem.<code>`, with `values`, is the message.

        >>> Problem("no-source", "names no source for its figures", file="a.csv").said("zh")
        'a.csv：数据没有注明来源'
        """
        message = self._in(lang) or self.message
        colon = "：" if lang == "zh" else ": "
        return f"{self.place}{colon}{message}" if self.place else message

    def _in(self, lang: str) -> str | None:
        key = f"problem.{self.code}"
        if lang == "en" or not knows(key):
            return None
        try:
            english = say(key, **spoken(self.values or {}, "en"))
            rest = self.message.removeprefix(english)
            if not self.message.startswith(english) or rest[:1] not in ("", ";"):
                return None
            return say(key, lang, **spoken(self.values or {}, lang)) + rest.replace("; ", "；", 1)
        except KeyError:
            return None

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n    hint: {self.hint}" if self.hint else head

    def as_dict(self) -> dict[str, Any]:
        """Return the parts that are known, for JSON."""
        known = {each.name: getattr(self, each.name) for each in fields(self)}
        return {k: value for k, value in known.items() if value is not None and k != "values"}


def spoken(values: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Take each label in the language asked for, in the other where it lacks that."""
    return {
        name: getattr(value, lang, value) or getattr(value, "en", value)
        for name, value in values.items()
    }


class InvalidInput(ValueError):
    """The input cannot be used as it is; `problems` says everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def raise_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Raise `InvalidInput` if any problem is an error; otherwise return the flags.

    >>> raise_errors([Problem("odd", "looks odd", level="flag")])[0].code
    'odd'
    """
    problems = tuple(problems)
    if any(problem.level == "error" for problem in problems):
        raise InvalidInput(problem for problem in problems if problem.level == "error")
    return problems


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was most likely meant, None when none resembles it.

    >>> near("Valeu", ["unit", "value"])
    'value'
    """
    known = list(known)
    lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word, known, n=1) or [
        lower[name] for name in difflib.get_close_matches(word.lower(), lower, n=1)
    ]
    return close[0] if close else None


def nearest(word: str, known: Iterable[str]) -> str:
    """Name the known word that was most likely meant.

    When none resembles it, all of them are named, or the nearest five of many.

    >>> nearest("direcion", ["direction", "measure"])
    'did you mean `direction`?'
    >>> nearest("x", ["direction", "measure"])
    'known: direction, measure'
    >>> nearest("people", [f"trade_{year}" for year in range(1990, 2020)])[:43]
    'the nearest of 30: trade_2019, trade_2018, '
    """
    known = list(dict.fromkeys(known))
    meant = near(word, known)
    if meant is not None:
        return f"did you mean `{meant}`?"
    if len(known) <= FEW:
        return f"known: {', '.join(known)}"
    close = difflib.get_close_matches(word, known, n=5, cutoff=0)
    return f"the nearest of {len(known)}: {', '.join(close)}"
