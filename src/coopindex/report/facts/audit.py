"""What the statistical audit finds, a line a rule: the verdict on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coopindex.audit.audit import Audit
from coopindex.audit.rules import HOLDS, LOOK, UNTESTED, WRONG, Tested
from coopindex.audit.words import said, suggestion
from coopindex.audit.words import title as title_of
from coopindex.engine.result import Result
from coopindex.figures import share
from coopindex.phrases import again, joined, say
from coopindex.report.facts.words import capital
from coopindex.report.live import command
from coopindex.report.pages.ranks import unit_word
from coopindex.report.table import Section

MOST = 1  # findings of a rule that are told
NAMED = re.compile(r"--(table \w+|on-scale)|`(guarantee)`")  # what advice names of the command line
MARKS = {WRONG: "✗", LOOK: "△", HOLDS: "✓", UNTESTED: "–"}


@dataclass(frozen=True)
class Line:
    """What became of a rule.

    verdict : `wrong`, `look`, `holds` or `untested`. title : what it asks, with its threshold.
    found : the first findings with their figures, and how many others there are; of a rule that
    could not be tested, why. advice : what may be done, "" where nothing was found.
    """

    rule: str
    verdict: str
    title: str
    cases: int
    count: int
    found: str
    advice: str

    @property
    def mark(self) -> str:
        """The sign of the verdict."""
        return MARKS[self.verdict]


def lines(answer: Audit, lang: str) -> tuple[Line, ...]:
    """Say of every rule what became of it, what is wrong first."""
    found = (_line(each, answer, lang) for each in answer.tested)
    return tuple(sorted(found, key=lambda line: list(MARKS).index(line.verdict)))


def counted(answer: Audit, lang: str) -> str:
    """Say of how many rules there is which verdict."""
    counts = {verdict: len(codes) for verdict, codes in answer.verdict.items()}
    return say("audit.verdict", lang, rules=len(answer.tested), **counts)


def shifting(answer: Audit, lang: str) -> tuple[str, ...]:
    """Say in the JRC's own sentence how far ranks lie from the simulated median."""
    if "shift" in answer.verdict[UNTESTED]:
        return ()
    row = answer.table("shift").iloc[0]
    draws = say("audit.draws", lang, count=int(row["draws"]))
    places = f"{row['places']:g}"
    told = say("audit.jrc", lang, places=places, share=share(float(row["share"])), draws=draws)
    read = say("audit_report.jrc_read", lang, places=places, units=unit_word(answer.result, lang))
    return told, read


def _line(each: Tested, answer: Audit, lang: str) -> Line:
    code, verdict = each.rule.code, each.verdict
    title = again(title_of(code, answer.thresholds[code], answer.result), lang)
    told = joined(list(_found(each, answer, lang)), lang)
    if verdict == UNTESTED and each.why:
        told = again(each.why, lang)
    advice = advised(code, answer.result, lang) if each.findings else ""
    return Line(code, verdict, capital(title), each.cases, len(each.findings), told, advice)


def advised(code: str, result: Result, lang: str) -> str:
    """Say what may be done about a rule, with whole commands, as code, where it names a part."""

    def whole(found: re.Match[str]) -> str:
        name = found[2] or ("audit" if found[1].startswith("table") else "score")
        asked = command(result, name, lang=lang) or ["coopindex", name, result.index.code]
        option = () if found[2] else (found[0],)
        return f"`{' '.join((*asked, *option))}{' FILE' if name == 'score' else ''}`"

    return NAMED.sub(whole, again(suggestion(code), lang))


def _found(each: Tested, answer: Audit, lang: str) -> Iterator[str]:
    yield from (again(said(one, answer.result), lang) for one in each.findings[:MOST])
    if (more := len(each.findings) - MOST) > 0:
        yield say("audit_report.further", lang, count=more)


# -- for documents ---------------------------------------------------------------------------------


def failing(known: Sequence[Line], lang: str) -> Iterator[Section]:
    """The rules that find something, the wrong ones first: what, and what may be done."""
    for verdict in (WRONG, LOOK):
        some = tuple(f"{line.mark} {told(line, lang)}" for line in known if line.verdict == verdict)
        if some:
            yield Section(say(f"audit_report.{verdict}", lang), below=some)


def told(line: Line, lang: str) -> str:
    """Say what a rule found in how many cases, and what may be done."""
    values = {"title": line.title, "count": line.count, "cases": line.cases}
    return say("audit_report.line", lang, **values, found=line.found, advice=line.advice)


def others(known: Sequence[Line], lang: str) -> Iterator[Section]:
    """The rules that hold, in a paragraph, and those that could not be tested, with the reason."""
    for verdict in (HOLDS, UNTESTED):
        some = [_reason(line, lang) for line in known if line.verdict == verdict]
        if some:
            title = say(f"audit_report.{verdict}_title", lang)
            yield Section(title, (f"{MARKS[verdict]} {joined(some, lang)}",))


def _reason(line: Line, lang: str) -> str:
    if not line.found:
        return line.title
    return say("audit.why_untested", lang, title=line.title, why=line.found)
