"""From cells to judgements: complete families as arrays, and everything that is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from coopindex.content.elicitation.asked import (
    BEST,
    POINTS,
    WORST,
    Entry,
    Filled,
    NotOne,
    Questionnaire,
    judgement_in,
    questionnaire_of,
)
from coopindex.content.elicitation.filled import read_filled, renamed
from coopindex.engine.index import Index, Node
from coopindex.methods.registry import Array
from coopindex.phrases import Wording, few
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.questions.elicitation import Answers, Cell, Expert, ratio, where

# by how much 33.3 three times, or 33, may fall short of 100
ROUNDED = 1.0
APART = 0.05  # by how much 1/3 and 0.33 may differ where both halves of a matrix are filled in


def read_answers(
    index: Index,
    files: Sequence[Path],
    method: str | None = None,
    *,
    names: bool = False,
    gaps: bool = False,
) -> Answers:
    """Return what experts answered in one or several files.

    names : call them as they call themselves, not by numbers. gaps : an expert's incomplete family
    is passed over, and flagged. Raises InvalidInput with everything that is wrong.
    """
    found = []
    for path in files:
        each = read_filled(path, index, method)
        raise_errors(each.problems)
        found.append(each)
        method = method or each.method
    raise_errors(_given_twice(files, [each.digest for each in found]))
    asked = questionnaire_of(index, method)
    problems = [flag for each in found for flag in each.problems]
    problems += [_outdated(state, path) for each, path in zip(found, files, strict=True)
                 for state in each.asked if state != asked.digest]  # fmt: skip
    experts, flags = _experts(list(renamed(found, names)), asked, gaps, problems)
    if not experts:
        file = files[0].as_posix()
        raise_errors(problems)
        message, hint = Wording("elicitation.no-answers"), Wording("elicitation.no-answers.hint")
        raise InvalidInput([Problem("no-answers", message, file=file, hint=hint)])
    raise_errors([*problems, *flags])
    digests = [each.digest for each in found]
    digest = digests[0] if len(digests) == 1 else _together(digests)
    file = ", ".join(path.as_posix() for path in files)
    all_flags = tuple(each for each in (*problems, *flags) if each.level == "flag")
    date = max((one.date for each in found for one in each.experts if one.entries), default="")
    return Answers(asked.method, tuple(experts), file, digest, asked.digest, date, all_flags)


def _given_twice(files: Sequence[Path], digests: Sequence[str]) -> Iterator[Problem]:
    """Refuse a file or a copy of a workbook: its experts would count twice.

    Tables that are alike may be of two experts who agree; workbooks differ, if only in their dates.
    """
    same = [path.resolve() if path.suffix.lower() != ".xlsx" else digest
            for path, digest in zip(files, digests, strict=True)]  # fmt: skip
    for at, path in enumerate(files):
        if same[at] in same[:at]:
            other = files[same.index(same[at])].as_posix()
            message = Wording("elicitation.given-twice", other=other)
            hint = Wording("elicitation.given-twice.hint")
            yield Problem("given-twice", message, file=path.as_posix(), hint=hint)


def _together(digests: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(digests).encode()).hexdigest()


def _outdated(digest: str, path: Path) -> Problem:
    key = "elicitation.outdated" if digest else "elicitation.undated"
    message = Wording(key, digest=digest)
    return Problem("outdated", message, level="flag", file=path.as_posix())


def _experts(
    filled: Sequence[Filled], asked: Questionnaire, gaps: bool, problems: list[Problem]
) -> tuple[list[Expert], list[Problem]]:
    """Return the experts that answered anything, and what is doubtful."""
    experts, flags = [], []
    for one in filled:
        if not one.entries:
            message = Wording("elicitation.blank", sheet=one.sheet)
            flags.append(Problem("blank", message, level="flag", file=one.file))
            continue
        judged: dict[str, Array] = {}
        places: dict[Cell, str] = {}
        for node in asked.families:
            family = _Family(one, node, asked)
            array = family.judged()
            missing = [problem.but(level="flag") if gaps else problem for problem in family.missing]
            (flags if gaps else problems).extend(missing)
            problems.extend(family.problems)
            flags.extend(family.flags)
            if array is not None and not family.missing and not family.problems:
                judged[node.code] = array
                places |= family.places
        experts.append(Expert(one.name, judged, places, one.file))
    return experts, flags


class _Family:
    """One expert's answers about one family, being read."""

    def __init__(self, expert: Filled, node: Node, asked: Questionnaire) -> None:
        self.expert, self.node, self.kind = expert, node, asked.way.kind
        self.entries = [entry for entry in expert.entries if entry.family == node.code]
        self.problems: list[Problem] = []
        self.missing: list[Problem] = []
        self.flags: list[Problem] = []
        self.places: dict[Cell, str] = {}
        self.known: dict[tuple[str, str], tuple[float, str]] = {}
        # what was entered, but is no judgement: wrong, not missing
        self.unread: set[tuple[str, str]] = set()

    def judged(self) -> Array | None:
        """Return the judgements as an array; None where they cannot be read."""
        self._read()
        found = {"pairs": self._pairs, "references": self._references}.get(self.kind, self._single)
        return found()

    def problem(self, code: str, message: Wording, place: str, **what: Any) -> None:
        """Note what is wrong at a cell, or in a row of a table."""
        self.problems.append(self._at(Problem(code, message, **what), place))

    def _at(self, problem: Problem, place: str) -> Problem:
        return problem.but(file=self.expert.file, **where(place, self.node.code))

    def _read(self) -> None:
        """Read all cells but the choices of the best and the worst."""
        for entry in self.entries:
            if entry.value in (BEST, WORST) and not entry.other:
                continue
            if self.kind in ("pairs", "references") and not (entry.node and entry.other):
                continue
            value = judgement_in(entry.value, self.kind, len(self.node.children))
            if isinstance(value, NotOne):
                shown = entry.value if not hasattr(entry.value, "isoformat") else (
                    entry.value.isoformat()[:10])  # fmt: skip
                message = Wording(value.key, value=str(shown))
                hint = Wording(f"elicitation.write-{self.kind}.hint")
                self.problem("bad-value", message, entry.place, value=str(shown), hint=hint)
                self.unread.add((entry.node, entry.other))
            else:
                self._keep(entry, value)

    def _keep(self, entry: Entry, value: float) -> None:
        """Keep a judgement; one that is there twice must be the same."""
        pair = entry.node, entry.other
        if entry.node == entry.other:
            if value != 1:
                message = Wording("elicitation.itself", node=entry.node, value=ratio(value))
                self.problem("bad-value", message, entry.place)
            return
        before = self.known.get(pair)
        if before and before[0] != value:
            said = {"value": ratio(value), "other": ratio(before[0]), "where": before[1]}
            key = "elicitation.twice" if entry.other else "elicitation.alone-twice"
            message = Wording(key, a=entry.node, b=entry.other, **said)
            self.problem("contradiction", message, entry.place)
        self.known.setdefault(pair, (value, entry.place))

    def _lack(self, blanks: Sequence[tuple[str, str]], names: Sequence[str] = ()) -> None:
        """Note what is missing: the first cell, and what is missing in all."""
        blanks = [pair for pair in blanks if pair not in self.unread]
        if not blanks:
            return
        names = names or [" – ".join(filter(None, pair)) for pair in blanks]
        places = [self.expert.blanks.get((self.node.code, *pair), "") for pair in blanks]
        first = next(filter(None, places), "")
        whole = not self.known and not self.unread
        key = "elicitation.unanswered" if whole else "elicitation.incomplete"
        message = Wording(key, expert=self.expert.sheet, family=self.node.code,
                          missing=few(list(names), 6))  # fmt: skip
        problem = Problem("incomplete", message, hint=Wording("elicitation.incomplete.hint"))
        self.missing.append(self._at(problem, first))

    def _pairs(self) -> Array:
        children = self.node.children
        found, blanks = np.eye(len(children)), []
        for i, a in enumerate(children):
            for j, b in tuple(enumerate(children))[i + 1 :]:
                direct, turned = self.known.get((a, b)), self.known.get((b, a))
                if direct and turned and abs(direct[0] * turned[0] - 1) > APART:
                    message = Wording("elicitation.not-reciprocal", a=a, b=b,
                                      value=ratio(direct[0]), other=ratio(turned[0]),
                                      where=turned[1])  # fmt: skip
                    self.problem("contradiction", message, direct[1])
                if not (direct or turned):
                    blanks.append((a, b))
                    continue
                value = direct[0] if direct else 1 / (turned or (1.0, ""))[0]
                found[i, j], found[j, i] = value, 1 / value
                self.places[self.node.code, 0, i, j] = (direct or turned or (0.0, ""))[1]
        self._lack(blanks)
        return found

    def _references(self) -> Array | None:
        children = self.node.children
        ends = [[entry for entry in self.entries if entry.value == what and not entry.other]
                for what in (BEST, WORST)]  # fmt: skip
        if not all(ends):
            words = [what for what, end in zip((BEST, WORST), ends, strict=True) if not end]
            names = [str(Wording(f"elicitation.the-{what}")) for what in words]
            self._lack([("", "")], names)
            return None
        first, last = ends[0][0].node, ends[1][0].node
        if first == last:
            message = Wording("elicitation.best-is-worst", node=first)
            self.problem("contradiction", message, ends[1][0].place)
            return None
        pairs = [[(first, child) for child in children], [(child, last) for child in children]]
        found, lacking = np.ones((2, len(children))), []
        for what, row in enumerate(pairs):
            for at, pair in enumerate(row):
                if pair[0] == pair[1]:
                    continue
                if pair not in self.known:
                    lacking.append(pair)
                    continue
                found[what, at] = self.known[pair][0]
                i, j = (children.index(code) for code in pair)
                self.places[self.node.code, what, i, j] = self.known[pair][1]
        lacking = list(dict.fromkeys(lacking))
        self._lack(lacking)
        self._others(first, last)
        self._above(first, last, found)
        return found

    def _others(self, first: str, last: str) -> None:
        """Refuse comparisons of neither the best nor the worst: they would be lost."""
        for (a, b), (_, place) in self.known.items():
            if a != first and b != last:
                message = Wording("elicitation.no-reference", a=a, b=b, best=first, worst=last)
                self.problem("bad-value", message, place)

    def _above(self, first: str, last: str, found: Array) -> None:
        """Flag comparisons beyond that of the best with the worst, which should be the largest."""
        largest = found[0, self.node.children.index(last)]
        for (a, b), (value, place) in self.known.items():
            if value > largest and (first, last) in self.known:
                message = Wording("elicitation.beyond-ends", a=a, b=b, value=ratio(value),
                                  best=first, worst=last, largest=ratio(largest))  # fmt: skip
                self.flags.append(self._at(Problem("beyond-ends", message, level="flag"), place))

    def _single(self) -> Array | None:
        children = self.node.children
        missing = [child for child in children if (child, "") not in self.known]
        self._lack([(child, "") for child in missing])
        for at, child in enumerate(children):
            if (child, "") in self.known:
                self.places[self.node.code, 0, at, at] = self.known[child, ""][1]
        if missing:
            return None
        found = np.array([self.known[child, ""][0] for child in children])
        if self.kind == "points":
            self._sum(found)
        return found

    def _sum(self, points: Array) -> None:
        """Refuse points that do not make 100; a rounded sum is flagged, and counts as shares."""
        total, place = float(points.sum()), self.known[self.node.children[0], ""][1]
        if abs(total - POINTS) <= 1e-9 * POINTS:
            return
        said = {"family": self.node.code, "total": f"{total:.10g}"}
        if abs(total - POINTS) <= ROUNDED:
            message = Wording("elicitation.nearly-100", **said)
            self.flags.append(self._at(Problem("points-not-100", message, level="flag"), place))
            return
        hint = Wording("elicitation.not-100.hint")
        self.problem("points-not-100", Wording("elicitation.not-100", **said), place, hint=hint)
