"""Scorings of one index side by side."""

from __future__ import annotations

from coopindex.engine.result import Result
from coopindex.phrases import saying
from coopindex.questions.compare import Comparison
from coopindex.report.pages.frame import flags, grounds, head, name_columns
from coopindex.report.table import Column, Page, Section, Table
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
    places = decimals(scores)

    def score(name: str) -> Column:
        values = table[f"score {name}"].tolist()
        return Column(f"score {name}", name, "score", values, decimals=places)

    columns = [Column("rank", word("rank"), "rank", table[f"rank {first}"].tolist(), head=True)]
    columns += name_columns(table["unit"].tolist(), about.index, about.data, lang, priority=2)
    columns.append(score(first))
    for name in others:
        moved, shifts = (table[f"{of} shift {name}"].tolist() for of in ("score", "rank"))
        ranks = table[f"rank {name}"].tolist()
        columns += [
            score(name),
            Column(
                f"score shift {name}",
                word("shift"),
                "score",
                moved,
                priority=1,
                decimals=places,
                signed=True,
            ),
            Column(f"rank {name}", word("rank"), "rank", ranks),
            Column(f"rank shift {name}", "", "shift", shifts),
        ]
    said = word("said", first=first)
    return Section(sentences=(said,), table=Table(tuple(columns))), agreement(answer, lang)


def agreement(answer: Comparison, lang: str = "en") -> Section:
    """How far each two of the rankings agree."""
    word, pairs = saying("comparison", lang), answer.agreement
    schemes = [f"{a} – {b}" for a, b in zip(pairs["a"], pairs["b"], strict=True)]
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
