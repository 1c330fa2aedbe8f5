"""The statistical audit: the verdict on one page, then the tables behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coopindex.audit.audit import Audit
from coopindex.audit.rules import LOOK, UNTESTED, WRONG, Tested
from coopindex.audit.tables import TABLES, none_of, options_of
from coopindex.audit.words import said, source
from coopindex.audit.words import title as title_of
from coopindex.engine.result import Result
from coopindex.figures import share
from coopindex.phrases import Wording, again, joined, listed, say
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.report.pages.audit_tables import in_words, typed
from coopindex.report.pages.frame import flags, grounds, head
from coopindex.report.pages.ranks import sentence, unit_word
from coopindex.report.table import Page, Section

if TYPE_CHECKING:
    import pandas as pd

MOST = 3  # findings of a rule that are told
ALL = "all"
FINDINGS = "findings"
RULED = FINDINGS, "rules"


def page(
    answer: Audit,
    about: Result,
    lang: str = "en",
    *,
    tables: Sequence[str] | None = None,
    how: Mapping[str, Any] | None = None,
) -> Page:
    """Describe an audit: all of it, or some of its tables.

    tables : their names, or `all`; default, the verdict and all but the long ones. how : options,
    each for the tables that take it.
    """
    names = _names(answer, tables)
    options = _options(names or answer.shown, how or {})
    frame = head(about, lang), flags(about.flags, lang)
    single = FINDINGS if names is None else names[0] if len(names) == 1 else None

    def told() -> Iterator[Section]:
        yield frame[0]
        yield from () if names else verdict(answer, lang)
        for name in names or answer.shown:
            table = answer.table(name, **options.get(name, {}))
            if len(table) or names:
                yield typed(name, table, answer, lang, names)
        yield frame[1]

    return Page(
        lang,
        told,
        lambda: {**answer.as_dict(names, options), **grounds(about)},
        None if single is None else lambda: _in_language(answer, single, options, lang),
        frame,
    )


def _in_language(
    answer: Audit, name: str, options: Mapping[str, Mapping[str, Any]], lang: str
) -> pd.DataFrame:
    """Return a table, its sentences in a language."""
    table = answer.table(name, **options.get(name, {}))
    return table.assign(**in_words(name, answer, lang)) if name in RULED else table


def _names(answer: Audit, asked: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the tables asked for, each once; None where none is."""
    if not asked:
        return None
    names = [name.replace("-", "_") for name in asked]
    known = (*answer.names, ALL)
    raise_errors(problem for name in names for problem in none_of("table", name, known))
    whole = (*RULED, *answer.possible) if ALL in names else ()
    return whole or tuple(dict.fromkeys(names))


def _options(names: Sequence[str], how: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give each option to the tables that take it; one that none takes is refused."""
    taking = {name: options_of(name) for name in names if name in TABLES}
    for option in how:
        if not any(option in takes for takes in taking.values()):
            able = [name for name in TABLES if option in options_of(name)]
            message = Wording("audit.option-of-no-table", option=option, names=able)
            raise InvalidInput([Problem("unknown-option", message, field=option)])
    return {
        name: {option: value for option, value in how.items() if option in takes}
        for name, takes in taking.items()
    }


# -- the verdict ----------------------------------------------------------------------------------


def verdict(answer: Audit, lang: str = "en") -> Iterator[Section]:
    """Say what is wrong, what to look at and what holds, the JRC's sentence first."""
    counts = {verdict: len(codes) for verdict, codes in answer.verdict.items()}
    counted = say("audit.verdict", lang, rules=len(answer.tested), **counts)
    lines = (counted, say("audit.necessary", lang), *jrc_sentence(answer, lang))
    yield Section(say("audit.title", lang), lines)
    for grave in (WRONG, LOOK):
        for each in answer.tested:
            if each.verdict == grave:
                yield _failing(each, answer, lang)
    yield from _others(answer, lang)


def jrc_sentence(answer: Audit, lang: str = "en") -> tuple[str, ...]:
    """Say in the JRC's own sentence how far ranks lie from the simulated median."""
    shifts = next(each for each in answer.tested if each.rule.code == "shift")
    if shifts.verdict == UNTESTED:
        return ()
    row = answer.table("shift").iloc[0]
    places, units = f"{row['places']:g}", unit_word(answer.result, lang)
    draws = say("audit.draws", lang, count=int(row["draws"]))
    figure = share(float(row["share"]))
    return (
        say("audit.jrc", lang, places=places, share=figure, draws=draws),
        say("audit.jrc_read", lang, places=places, units=units),
    )


def _title(each: Tested, answer: Audit, lang: str) -> str:
    limit = answer.thresholds[each.rule.code]
    return again(title_of(each.rule.code, limit, answer.result), lang)


def _failing(each: Tested, answer: Audit, lang: str) -> Section:
    """A rule that finds something: what, what to do, and where the rule is from."""
    code, count = each.rule.code, len(each.findings)
    values = {"title": _title(each, answer, lang), "count": count, "cases": each.cases}
    found = [again(said(finding, answer.result), lang) for finding in each.findings[:MOST]]
    if count > MOST:
        found.append(say("audit.more", lang, count=count - MOST))
    told = sentence(joined(found, lang), lang), say(f"audit.do_{code}", lang)
    return Section(say(f"audit.is_{each.verdict}", lang, rule=code, **values), told)


def _others(answer: Audit, lang: str) -> Iterator[Section]:
    """The rules that hold, and those that could not be tested, with the reason."""
    holding = [e for e in answer.tested if e.verdict == "holds"]
    if holding:
        lines = tuple(_title(each, answer, lang) for each in holding)
        yield Section(say("audit.holds", lang), below=tuple(f"✓ {line}" for line in lines))
    idle = [each for each in answer.tested if each.verdict == UNTESTED]
    if idle:
        yield Section(
            say("audit.untested", lang), below=tuple(_idle(each, answer, lang) for each in idle)
        )
    yield sources(answer, lang)


def sources(answer: Audit, lang: str = "en") -> Section:
    """Say where the rules that find something, and their thresholds, are from."""
    failing = [each.rule for each in answer.tested if each.findings]
    codes: dict[str, list[str]] = {}
    for rule in failing:
        codes.setdefault(again(source(rule.code), lang), []).append(rule.code)
    lines = (
        say("audit.by", lang, rules=listed((f"`{rule}`" for rule in rules), lang), source=where)
        for where, rules in codes.items()
    )
    return Section(say("audit.sources", lang) if codes else "", below=tuple(lines))


def _idle(each: Tested, answer: Audit, lang: str) -> str:
    title = _title(each, answer, lang)
    if not each.why:
        return title
    return say("audit.why_untested", lang, title=title, why=again(each.why, lang))
