"""Questionnaires written, asked and read back, for every surface alike."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from numbers import Real
from pathlib import Path
from typing import Any

from coopindex.content.content import Content
from coopindex.content.elicitation.asked import questionnaire_of
from coopindex.content.elicitation.checked import read_answers
from coopindex.content.elicitation.interview import Interview
from coopindex.content.elicitation.scheme import write_scheme
from coopindex.content.elicitation.sheets import write_sheets
from coopindex.content.writing import need_room_for_file, whole
from coopindex.engine.index import Index
from coopindex.engine.score import score
from coopindex.methods.elicitation import TABLES, WAYS
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.project.arguments import need_ending, one_of, paths_of
from coopindex.questions.elicitation import POOLS, Elicitation, How, elicit, standings
from coopindex.report.dates import document_date

MOST = 100  # sheets of a questionnaire


def write_questionnaire(index: Index, method: str, file: Path, experts: Any, lang: str) -> Path:
    """Write a questionnaire as a workbook."""
    asked = questionnaire_of(index, method)
    if isinstance(experts, bool) or not isinstance(experts, int) or not 1 <= experts <= MOST:
        message = Wording("elicitation.experts", most=MOST)
        raise InvalidInput([Problem("bad-value", message, field="experts", value=str(experts))])
    need_ending(file, (".xlsx",), "elicitation.ending")
    need_room_for_file(file)
    content = write_sheets(asked, experts, lang, document_date())
    with whole(file) as stream:
        stream.write(content)
    return file


def interview_of(index: Index, method: str, file: Path, expert: str | None, lang: str) -> Interview:
    """Begin, or go on with, an expert's answers."""
    need_ending(file, (".csv",), "elicitation.table-ending")
    return Interview(questionnaire_of(index, method), file, expert, lang)


def elicitation_of(
    content: Content, answers: Any, method: str | None, *, names: bool, gaps: bool, **how: Any
) -> Elicitation:
    """Read answers, weigh, and rank the units under the weights where there are data."""
    files = paths_of(answers, "answers")
    if method is not None:
        one_of(method, WAYS, "method")
    wanted = How(**how)
    given = read_answers(content.index, files, method, names=names, gaps=gaps)
    _check(wanted, given.method)
    found = elicit(content.index, given, wanted)
    return replace(found, standings=_standings(content, found))


def _check(how: How, method: str) -> None:
    """Refuse ways of reading weights off that a method does not have."""
    way = WAYS[method]
    one_of(how.pool, POOLS, "pool")
    one_of(how.random_index, TABLES, "random_index")
    if how.by is not None and how.by not in way.by:
        message = Wording("elicitation.no-by", method=method, choices=way.by, by=how.by)
        hint = nearest(how.by, way.by) if way.by else None
        if not way.by:
            message = Wording("elicitation.no-way-by")
        raise InvalidInput([Problem("bad-value", message, field="by", value=how.by, hint=hint)])
    if how.pool != POOLS[0] and way.kind != "pairs":
        message = Wording("elicitation.pool-pairs")
        raise InvalidInput([Problem("bad-value", message, field="pool", value=how.pool)])
    idle = {"power": how.power != 2 and how.by != "exponent"}
    idle["random_index"] = how.random_index != TABLES[0] and way.kind != "pairs"
    for field, unused in idle.items():
        if unused:
            message = Wording("elicitation.idle", field=field, method=method)
            raise InvalidInput([Problem("no-effect", message, field=field)])
    if not _is_positive(how.power):
        message = Wording("elicitation.no-power")
        raise InvalidInput([Problem("bad-value", message, field="power", value=str(how.power))])


def _is_positive(power: Any) -> bool:
    return isinstance(power, Real) and not isinstance(power, bool) and 0 < float(power) < inf


def _standings(content: Content, found: Elicitation) -> Any:
    """Return the units' ranks; none where the data cannot be scored, or are not there yet."""
    try:
        data = content.data()
        years = None if content.default_year is None else [content.default_year]
        results = [
            (name, score(content.index, data, content.scheme(dict(weights)), years))
            for name, weights in found.schemes.items()
        ]
    except InvalidInput:
        return found.standings
    return standings(results)


def write_elicited(found: Elicitation, file: Path) -> Path:
    """Write the group's weights as a scheme."""
    if not isinstance(found, Elicitation):
        message, hint = (
            Wording("elicitation.no-answer", kind=type(found).__name__),
            Wording("elicitation.no-answer.hint"),
        )
        raise InvalidInput([Problem("bad-value", message, field="found", hint=hint)])
    write_scheme(found, file, found.answers.date or document_date().date().isoformat())
    return file
