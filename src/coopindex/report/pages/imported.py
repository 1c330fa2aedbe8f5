"""What was imported: what became of every column, what is assumed, and how to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coopindex.content.importing.draft import Draft, Fate, Guess
from coopindex.periods import Period
from coopindex.phrases import again, listed, say, saying
from coopindex.problems import Problem
from coopindex.report.pages.frame import flags, flags_facts
from coopindex.report.table import Column, Page, Section, Table


def page(answer: Any, lang: str = "en") -> Page:
    """Say what was imported. answer : a draft with the index and the folder it was written to."""
    doubtful = (*answer.draft.flags, *answer.flags)
    return Page(
        lang,
        lambda: (*_sections(answer, lang), flags(doubtful, lang), _onward(answer, lang)),
        lambda: _facts(answer, doubtful),
    )


def _sections(answer: Any, lang: str) -> Iterator[Section]:
    draft, word = answer.draft, saying("importing", lang)
    files = listed([Path(file).name for file in draft.files], lang, quote=False)
    kind = word(f"kind-{draft.kind}")
    yield Section(word("head", files=files, kind=kind), (_held(draft, lang),))
    for file in dict.fromkeys(fate.file for fate in draft.fates):
        fates = [fate for fate in draft.fates if fate.file == file]
        yield Section(Path(file).name, table=_table(fates, lang))
    assumed = tuple(_guess(guess, lang) for guess in draft.guesses)
    yield Section(word("assumed") if assumed else "", below=assumed)


def _held(draft: Draft, lang: str) -> str:
    """Say how many units, indicators, dimensions and years there are."""
    units, leaves = len(draft.units.names), len(draft.leaves)
    inner = len(draft.nodes) - leaves
    parts = [
        say("importing.units", lang, number=units, count=units),
        say("importing.indicators", lang, number=leaves, count=leaves),
        say("importing.dimensions", lang, number=inner, count=inner) if inner else "",
        _years(draft.years, lang),
    ]
    return say("importing.held", lang, parts=listed(filter(None, parts), lang, quote=False))


def _years(years: Sequence[Period], lang: str) -> str:
    if not years:
        return ""
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return say("importing.of-years", lang, span=span)


def _table(fates: Sequence[Fate], lang: str) -> Table:
    word = saying("importing", lang)
    became = [again(fate.became, lang) for fate in fates]
    why = [again(fate.why or "", lang) for fate in fates]
    columns = [
        Column(
            "column",
            word("head-column"),
            "text",
            [again(fate.name, lang) for fate in fates],
            head=True,
        ),
        Column("became", word("head-became"), "prose", became),
    ]
    if any(why):
        columns.append(Column("why", word("head-why"), "prose", why))
    return Table(tuple(columns))


def _guess(guess: Guess, lang: str) -> str:
    said = again(guess.said, lang)
    return say("importing.flagged", lang, said=said, flag=guess.flag) if guess.flag else said


def _onward(answer: Any, lang: str) -> Section:
    if answer.folder is not None:
        return Section()
    return Section(sentences=(say("importing.not-yet", lang),))


def _facts(answer: Any, doubtful: Sequence[Problem]) -> dict[str, Any]:
    draft: Draft = answer.draft
    return {
        "kind": draft.kind,
        "index": answer.index,
        "files": list(draft.files),
        "folder": None if answer.folder is None else answer.folder.as_posix(),
        "written": sorted(answer.files) if answer.folder is not None else [],
        "units": list(draft.units.names),
        "years": draft.years,
        "indicators": [node.name for node in draft.leaves],
        "dimensions": [node.name for node in draft.nodes if not node.column],
        "columns": [
            {"file": fate.file, "column": fate.name, "taken": fate.taken, "became": fate.became,
             "why": fate.why} for fate in draft.fates
        ],
        "assumed": [{"said": guess.said, "option": guess.flag or None} for guess in draft.guesses],
        "flags": flags_facts(doubtful),
    }  # fmt: skip
