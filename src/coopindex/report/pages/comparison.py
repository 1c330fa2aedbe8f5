"""Scorings of one index side by side."""

from __future__ import annotations

from typing import Any

from coopindex.engine.naming import Text
from coopindex.engine.result import Result
from coopindex.phrases import saying
from coopindex.questions.compare import Comparison
from coopindex.report.pages.frame import flags, grounds, head, in_language, name_columns
from coopindex.report.table import Column, Kind, Page, Section, Table, each
from coopindex.report.written import decimals


def page(answer: Comparison, about: Result, lang: str = "en") -> Page:
    """Scores, ranks and shifts. about : the first of the scorings, the baseline."""
    word = saying("comparison", lang)
    schemes = word("against").join(answer.names)
    frame = (
        head(about, lang, weights=word("weights", names=schemes)),
        flags(about.flags, lang),
    )
    return Page(
        lang,
        lambda: (frame[0], *comparison(answer, about, lang), frame[1]),
        lambda: {**about.asked, **answer.as_dict(), **grounds(about)},
        lambda: answer.table,
        frame,
    )


def comparison(answer: Comparison, about: Result, lang: str = "en") -> tuple[Section, Section]:
    """Scores and ranks with the shifts against the first, and how far the rankings agree."""
    word, table, (first, *others) = saying("comparison", lang), answer.side_by_side, answer.names
    scores = table[f"score {first}"].tolist()
    places, called = decimals(scores), titles(answer, lang)

    def column(of: str, title: str, kind: Kind, name: str, **how: Any) -> Column:
        values = table[f"{of} {name}"].tolist()
        return Column(f"{of} {name}", title, kind, values, over=called[name], **how)

    def score(name: str) -> Column:
        return column("score", word("score"), "score", name, decimals=places)

    columns = [Column("rank", word("rank"), "rank", table[f"rank {first}"].tolist(), head=True)]
    columns += name_columns(table["unit"].tolist(), about.index, about.data, lang, priority=2)
    columns.append(score(first))
    for name in others:
        # a score is the first one and the shift: no part of that sum goes
        columns += [
            score(name),
            column("score shift", word("shift"), "score", name, decimals=places, signed=True),
            column("rank", word("rank"), "rank", name),
            column("rank shift", "", "shift", name),
        ]
    said = word("said", first=called[first])
    rows = Table(tuple(columns), each(table["unit"]))
    return Section(sentences=(said,), table=rows), agreement(answer, lang)


def titles(answer: Comparison, lang: str = "en") -> dict[str, str]:
    """What the schemes are called by people, by what they are called in code."""
    return {name: in_language(answer.titles.get(name, Text(name)), lang) for name in answer.names}


def agreement(answer: Comparison, lang: str = "en") -> Section:
    """How far each two of the rankings agree."""
    word, pairs = saying("comparison", lang), answer.agreement
    called = titles(answer, lang)
    both = zip(pairs["a"], pairs["b"], strict=True)
    schemes = [f"{called[a]} – {called[b]}" for a, b in both]
    spearman, kendall = pairs["spearman"].tolist(), pairs["kendall"].tolist()
    mean, largest = pairs["mean_shift"].tolist(), pairs["largest_shift"].tolist()
    columns = (
        Column("schemes", word("schemes"), "text", schemes, head=True),
        Column("spearman", word("spearman"), "correlation", spearman),
        Column("kendall", word("kendall"), "correlation", kendall),
        Column("mean_shift", word("mean_shift"), "number", mean, decimals=2),
        Column("largest_shift", word("largest"), "rank", largest),
    )
    return Section(word("agreement"), table=Table(columns))
