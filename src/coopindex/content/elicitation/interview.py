"""A questionnaire asked line by line; every answer is kept in a table at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopindex.content.elicitation.asked import (
    BEST,
    WORST,
    NotOne,
    Questionnaire,
    answers_of,
    chosen,
    judgement_in,
    labels_of,
    title_of,
)
from coopindex.content.elicitation.filled import COLUMNS, read_filled
from coopindex.content.files import is_there
from coopindex.content.tables.formulas import marked
from coopindex.content.writing import need_room_for_file, write_file
from coopindex.engine.index import Node
from coopindex.phrases import Wording, again, say
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.questions.elicitation import ANONYMOUS, spoken

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Question:
    """What is asked next, in words. choices : of which one is to be named, by number or name.

    number, of : which of how many it is.
    """

    key: Key
    family: str
    text: str
    choices: tuple[str, ...] = ()
    number: int = 1
    of: int = 1


class Interview:
    """One expert's answers, one after the other; each is in the file before the next is asked.

    expert : the name in the table; default: the one who has not finished, else the next number.
    """

    def __init__(
        self, asked: Questionnaire, file: Path, expert: str | None = None, lang: str = "en"
    ) -> None:
        self.asked, self.file, self.lang = asked, file, lang
        self._held: dict[str, dict[Key, str]] = {}
        self._read()
        self.expert = expert or self._unfinished()
        self._own = self._held.setdefault(self.expert, {})

    def _read(self) -> None:
        need_room_for_file(self.file)
        if not is_there(self.file):
            return
        index = self.asked.index
        found = read_filled(self.file, index, None)
        raise_errors(found.problems)
        if found.method != self.asked.method:
            message = Wording("elicitation.other-method", found=found.method,
                              wanted=self.asked.method)  # fmt: skip
            hint = Wording("elicitation.other-file.hint")
            raise InvalidInput(
                [Problem("other-questionnaire", message, file=self.file.as_posix(), hint=hint)]
            )
        for expert in found.experts:
            held = {entry[:3]: str(entry.value) for entry in expert.entries}
            self._held[expert.sheet] = held

    def _unfinished(self) -> str:
        """Return who has not answered everything, else the next number."""
        for name, held in self._held.items():
            if next(self._missing(held), None):
                return name
        return next(name for at in range(1, len(self._held) + 2)
                    if (name := f"{ANONYMOUS} {at}") not in self._held)  # fmt: skip

    @property
    def number(self) -> int:
        """How many questions there are."""
        return sum(answers_of(self.asked.way.kind, len(node.children))
                   for node in self.asked.families)  # fmt: skip

    @property
    def begun(self) -> int:
        """How many answers are there already."""
        return len(self._own)

    def who(self, lang: str = "en") -> dict[str, str]:
        """Say how is asked, and whom, in words."""
        method = say(f"questionnaire.method-{self.asked.way.kind}", lang)
        return {"method": method, "expert": again(spoken(self.expert), lang)}

    def question(self) -> Question | None:
        """Return what is asked next, None where everything is answered."""
        return next(self._missing(self._own), None)

    def answer(self, text: str) -> None:
        """Take the answer to what is asked next. Raises InvalidInput where it is none."""
        question = self.question()
        if question is None:
            return
        family, node, _ = question.key
        if question.choices:
            at = chosen(" ".join(text.split()), question.choices)
            child = None if at is None else self._choices(family)[at]
            if child is None:
                self._refuse(Wording("elicitation.no-choice", value=text), text)
                return
            self._own[family, child, ""] = node
        else:
            children = len(self.asked.index.node(family).children)
            value = judgement_in(text, self.asked.way.kind, children)
            if isinstance(value, NotOne):
                hint = Wording(f"elicitation.write-{self.asked.way.kind}.hint")
                self._refuse(Wording(value.key, value=text), text, hint)
                return
            self._own[question.key] = " ".join(text.split()).lstrip("=")
        self._save()

    def back(self) -> None:
        """Take the last answer back."""
        if self._own:
            self._own.pop(next(reversed(self._own)))
            self._save()

    def _refuse(self, message: Wording, value: str, hint: Wording | None = None) -> None:
        raise InvalidInput([Problem("bad-value", message, value=value, hint=hint)])

    def _choices(self, family: str) -> list[str]:
        """Return the children that are left to choose from: the best is not the worst."""
        node = self.asked.index.node(family)
        taken = [child for child in node.children if (family, child, "") in self._own]
        return [child for child in node.children if child not in taken]

    # -- what is asked ----------------------------------------------------------------------------

    def _missing(self, held: dict[Key, str]) -> Iterator[Question]:
        """Yield what is not answered yet, with how far it is."""
        steps = (step for node in self.asked.families for step in self._of(node, held))
        for key, node, text, choices in steps:
            if not self._is_held(key, held):
                title = title_of(self.asked.index, node.code, self.lang)
                yield Question(key, title, text, choices, len(held) + 1, self.number)

    def _is_held(self, key: Key, held: dict[Key, str]) -> bool:
        family, node, other = key
        if other or self.asked.way.kind in ("order", "points"):
            turned = self.asked.way.kind == "pairs" and (family, other, node) in held
            return key in held or turned
        # who is the best, or the worst
        return any(value == node and not other for (of, _, other), value in held.items()
                   if of == family)  # fmt: skip

    def _of(self, node: Node, held: dict[Key, str]) -> Iterator[tuple[Key, Node, str, Any]]:
        """Yield all that is asked about one family."""
        kind, code = self.asked.way.kind, node.code
        labels = dict(zip(node.children, labels_of(self.asked.index, node, self.lang), strict=True))
        if kind == "pairs":
            for i, a in enumerate(node.children):
                for b in node.children[i + 1 :]:
                    yield (code, a, b), node, self._say("pair", a=labels[a], b=labels[b]), ()
        elif kind == "references":
            yield from self._of_references(node, held, labels)
        else:
            for child in node.children:
                text = self._say(kind, a=labels[child], number=len(labels))
                yield (code, child, ""), node, text, ()

    def _of_references(
        self, node: Node, held: dict[Key, str], labels: dict[str, str]
    ) -> Iterator[tuple[Key, Node, str, Any]]:
        code = node.code
        ends = {value: child for (of, child, other), value in held.items()
                if of == code and not other and value in (BEST, WORST)}  # fmt: skip
        first, last = ends.get(BEST, ""), ends.get(WORST, "")
        yield (code, BEST, ""), node, self._say("best"), tuple(labels.values())
        left = tuple(label for child, label in labels.items() if child != first)
        yield (code, WORST, ""), node, self._say("worst"), left
        others = [child for child in node.children if child not in (first, last)]
        rest = [(first, last), *((first, child) for child in others),
                *((child, last) for child in others)]  # fmt: skip
        for a, b in rest if first and last else ():
            yield (code, a, b), node, self._say("times", a=labels[a], b=labels[b]), ()

    def _say(self, meaning: str, **values: Any) -> str:
        return say(f"questionnaire.ask-{meaning}", self.lang, **values)

    # -- the table --------------------------------------------------------------------------------

    def _save(self) -> None:
        """Write the table, whole or not at all."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("method", *COLUMNS))
        for name, held in self._held.items():
            for (family, node, other), value in held.items():
                cells = (self.asked.method, name, family, node, other, value)
                writer.writerow(map(marked, cells))
        write_file(self.file, stream.getvalue())
