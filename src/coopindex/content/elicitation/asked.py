"""What is asked of experts, and what they entered, cell by cell, wherever they did."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from coopindex.content.forms.pieces import FRACTION
from coopindex.engine.index import Index, Node
from coopindex.methods.elicitation import WAYS, Kind, Way, most_children
from coopindex.methods.judgements import HIGHEST
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, meant
from coopindex.questions.elicitation import families

BEST, WORST = "best", "worst"
CHOICES = {BEST: BEST, WORST: WORST, "最重要": BEST, "最不重要": WORST}
POINTS = 100.0
NUMBER = re.compile(r"\s*=?\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*")


class Entry(NamedTuple):
    """One cell that an expert filled in, and where it stands.

    other : what the node is compared with, "" where with nothing.
    """

    family: str
    node: str
    other: str
    value: Any
    place: str


@dataclass(frozen=True)
class Filled:
    """One expert's cells as they were entered. name : what the expert or the sheet is called.

    blanks : where the cells are that may be filled in, by family, node and other.
    """

    name: str
    sheet: str
    file: str
    entries: tuple[Entry, ...]
    blanks: dict[tuple[str, str, str], str]
    date: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """What is asked of an index's experts by a method."""

    index: Index
    method: str

    @property
    def way(self) -> Way:
        """How is asked."""
        return WAYS[self.method]

    @property
    def families(self) -> tuple[Node, ...]:
        """The nodes whose children are weighed against each other, from the top."""
        return families(self.index)

    @property
    def digest(self) -> str:
        """A short digest of what is asked: the same for the same index, tree and method."""
        asked = [self.index.code, self.method, [[n.code, *n.children] for n in self.families]]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]


def questionnaire_of(index: Index, method: Any) -> Questionnaire:
    """Return what is asked. Raises InvalidInput: no such method, nothing or too much to ask."""
    if method not in WAYS:
        message = Wording("reading.none-of", shown=str(method), choices=tuple(WAYS))
        hint = meant(str(method), WAYS)
        raise InvalidInput(
            [Problem("bad-value", message, field="method", value=str(method), hint=hint)]
        )
    found = Questionnaire(index, method)
    if not found.families:
        message = Wording("elicitation.nothing-to-ask", index=index.code)
        raise InvalidInput([Problem("nothing-to-ask", message)])
    most = most_children(found.way)
    wide = [node for node in found.families if most and len(node.children) > most]
    if wide:
        raise InvalidInput([_too_wide(node, most or 0) for node in wide])
    return found


def answers_of(kind: Kind, children: int) -> int:
    """Return how many answers a family asks for.

    >>> answers_of("pairs", 4), answers_of("references", 4), answers_of("points", 4)
    (6, 7, 4)
    """
    pairs = children * (children - 1) // 2
    # the two ends, the best with the worst, and the others with both
    return {"pairs": pairs, "references": 2 * children - 1}.get(kind, children)


def _too_wide(node: Node, most: int) -> Problem:
    message = Wording("elicitation.too-wide", family=node.code, children=len(node.children),
                      most=most)  # fmt: skip
    return Problem("too-many-children", message, hint=Wording("elicitation.too-wide.hint"))


class NotOne(NamedTuple):
    """Why a cell holds no judgement: the key of a phrase."""

    key: str


def number_in(value: Any, sign: str = "") -> float | NotOne:
    """Read a number or a fraction, also as a text or as a formula of two numbers.

    sign : what may stand behind it and says no more, as % behind points.

    >>> [number_in(each) for each in ("1/4", "=1/4", " 3 ", 5, "３")]
    [0.25, 0.25, 3.0, 5.0, 3.0]
    >>> number_in("three"), number_in("30%"), number_in("30%", "%")
    (NotOne(key='elicitation.no-number'), NotOne(key='elicitation.no-number'), 30.0)
    """
    if hasattr(value, "isoformat"):
        return NotOne("elicitation.a-date")
    if isinstance(value, bool):
        return NotOne("elicitation.no-number")
    if isinstance(value, int | float):
        return float(value) if abs(value) < float("inf") else NotOne("elicitation.no-number")
    text = unicodedata.normalize("NFKC", str(value)).strip().removesuffix(sign)
    if NUMBER.fullmatch(text):
        return float(text.strip().lstrip("="))
    parts = FRACTION.fullmatch(text.lstrip("="))
    if parts and float(parts[2]):
        return float(parts[1]) / float(parts[2])
    return NotOne("elicitation.no-number")


def judgement_in(value: Any, kind: Kind, children: int) -> float | NotOne:
    """Read a judgement of a kind about so many children, or say why it is none.

    >>> judgement_in("1/9", "pairs", 4), judgement_in(10, "references", 4)
    (0.1111111111111111, NotOne(key='elicitation.not-1-to-9'))
    >>> judgement_in(50, "order", 4), judgement_in(-1, "points", 4)
    (NotOne(key='elicitation.no-rank'), NotOne(key='elicitation.below-0'))
    """
    found = number_in(value, "%" if kind == "points" else "")
    if isinstance(found, NotOne):
        return found
    if kind == "pairs":
        # 0.11 is meant for 1/9
        fits = 0.98 / HIGHEST <= found <= HIGHEST
        return _exact(found) if fits else NotOne("elicitation.not-on-scale")
    if kind == "references":
        return found if found in range(1, HIGHEST + 1) else NotOne("elicitation.not-1-to-9")
    if kind == "order":
        return found if 1 <= found <= children else NotOne("elicitation.no-rank")
    return found if found >= 0 else NotOne("elicitation.below-0")


def _exact(value: float) -> float:
    """Return 1/3 to the last digit where it was cut off late."""
    over = round(1 / value)
    return 1 / over if abs(value * over - 1) < 1e-7 else value


def chosen(value: Any, labels: Sequence[str]) -> int | None:
    """Return which of some labels was chosen, by its text or its number from 1.

    >>> chosen("Trade", ["Trade", "Rail"]), chosen(2, ["Trade", "Rail"]), chosen("x", ["Trade"])
    (0, 1, None)
    """
    text = str(value).strip()
    if text in labels:
        return labels.index(text)
    number = number_in(value)
    whole = not isinstance(number, NotOne) and number in range(1, len(labels) + 1)
    return int(number) - 1 if whole and not isinstance(number, NotOne) else None


def labels_of(index: Index, node: Node, lang: str) -> list[str]:
    """Return what a node's children are called, each told apart from the others."""
    titles = [_title(index.node(child), lang) for child in node.children]
    return [
        title if titles.count(title) == 1 else f"{title} ({code})"
        for title, code in zip(titles, node.children, strict=True)
    ]


def _title(node: Node, lang: str) -> str:
    title = node.title
    first, other = (title.zh, title.en) if lang == "zh" else (title.en, title.zh)
    return " ".join(str(first or other or node.code).split())


def title_of(index: Index, code: str, lang: str) -> str:
    """Return what a node is called in a language, else in the other."""
    return _title(index.node(code), lang)
