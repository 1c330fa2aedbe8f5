"""What a scoring was fitted to: the statistics of every step, which fix its scale."""

from __future__ import annotations

from coopindex.engine.frames import records
from coopindex.engine.result import Result
from coopindex.phrases import knows, say, saying
from coopindex.report.pages.frame import flags, head, titles_of
from coopindex.report.table import Column, Page, Section, Table


def page(answer: Result, about: Result, lang: str = "en") -> Page:
    """Every number of the scale, in the measure of the data.

    As JSON both: the table under `scale`, and beside it all that was settled, to the last digit,
    which is what others are scored on.
    """
    frame = head(about, lang), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], scale(answer, lang), frame[1]),
        lambda: {**answer.scale_as_dict(), "scale": records(answer.scale)},
        lambda: answer.scale,
        frame,
    )


def scale(result: Result, lang: str = "en") -> Section:
    """One row a number: node, step, statistic, value."""
    word, table = saying("scale", lang), result.scale
    if table.empty:
        return Section(word("title"), (word("nothing"),))
    years, of = table["year"].tolist(), table["of"].tolist()
    columns = [
        Column(
            "node", word("node"), "text", titles_of(table["node"], result.index, lang), head=True
        ),
        Column(
            "step", word("step"), "text", [say(f"stage.{step}", lang) for step in table["step"]]
        ),
        Column(
            "statistic", word("statistic"), "text", [named(x, lang) for x in table["statistic"]]
        ),
        Column("value", word("value"), "measure", table["value"].tolist(), digits=10),
    ]
    if len(set(years)) > 1:
        columns.insert(1, Column("year", word("year"), "year", years, head=True))
    if any(of):
        columns.append(Column("of", word("of"), "text", of, priority=1))
    return Section(word("title"), (word("about"),), Table(tuple(columns)))


def named(statistic: str, lang: str = "en") -> str:
    """Name a statistic, of a child where it has one.

    >>> named("minimum"), named("minimum", "zh"), named("mean of trade", "zh")
    ('minimum', '最小值', 'trade：均值')
    """
    name, of, child = statistic.partition(" of ")
    if lang == "en" or not knows(f"statistic.{name}"):
        return statistic
    said = say(f"statistic.{name}", lang)
    return f"{child}：{said}" if of else said
