"""What can be wrong, as values: collected everywhere, raised once, shown alike by every surface."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal

from coopindex.phrases import PROSE, Wording, again, in_line, say

Severity = Literal["error", "flag"]

NOTHING_VARIES = "nothing-varies"  # the code of a question around which everything stays as it is
FEW = 12  # names that are listed in full


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (`error`: stops) or doubtful (`flag`: shown with every output).

    >>> message = "`direcion` is not a key of a node"
    >>> print(Problem("unknown-key", message, file="a.yaml", line=7, field="trade"))
    a.yaml:7: trade: `direcion` is not a key of a node
    """

    code: str
    message: Wording
    level: Severity = "error"
    file: str | None = None
    line: int | None = None
    field: str | None = None
    value: str | None = None
    unit: str | None = None
    indicator: str | None = None
    year: int | None = None
    hint: Wording | None = None

    @property
    def place(self) -> str:
        """Where it is, as `file:line: field`, as far as known."""
        where = ":".join(
            str(part) for part in (self.file, self.line if self.file else None) if part is not None
        )
        return ": ".join(in_line(part, PROSE) for part in (where, self.field or "") if part)

    def said(self, lang: str = "en") -> str:
        """Say where it is and what.

        >>> flag = Problem("no-source", Wording("problem.no-source"), file="a.csv")
        >>> flag.said("zh")
        'a.csv：数据没有注明来源'
        """
        message = in_line(again(self.message, lang), PROSE)
        colon = "：" if lang == "zh" else ": "
        return f"{self.place}{colon}{message}" if self.place else message

    def in_full(self, lang: str = "en") -> str:
        """Say where it is, what, and the way out."""
        if not self.hint:
            return self.said(lang)
        hint = in_line(say("frame.hint", lang, hint=again(self.hint, lang)), PROSE)
        return f"{self.said(lang)}\n    {hint}"

    def __str__(self) -> str:
        return self.in_full()

    def as_dict(self) -> dict[str, Any]:
        """Return the parts that are known, for JSON."""
        known = {each.name: getattr(self, each.name) for each in fields(self)}
        return {key: value for key, value in known.items() if value is not None}


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


def why(error: object) -> Wording:
    """Return what an error says of itself; what is no wording of ours stays as it is."""
    said = getattr(error, "args", None) or (error,)
    return said[0] if isinstance(said[0], Wording) else Wording("frame.verbatim", text=str(error))


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


def nearest(word: str, known: Iterable[str]) -> Wording:
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
        return Wording("frame.did-you-mean", meant=meant)
    if len(known) <= FEW:
        return Wording("frame.known", known=known)
    close = difflib.get_close_matches(word, known, n=5, cutoff=0)
    return Wording("frame.nearest", number=len(known), close=close)
