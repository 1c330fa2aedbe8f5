"""What a scoring was fitted to: the statistics of every step, which fix its scale."""

from __future__ import annotations

from collections.abc import Callable

from coopindex.engine.frames import records
from coopindex.engine.result import Result
from coopindex.engine.scale_table import LOGARITHM, THEN
from coopindex.periods import title as period_title
from coopindex.phrases import closed_up, knows, method_name, say, saying
from coopindex.report.pages.frame import flags, head, in_language, titles_of
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
    years, of = table["year"].tolist(), [made_into(each, lang) for each in table["of"]]

    def called(code: str) -> str:
        title = result.index.called.get(code)
        return in_language(title, lang) if title else code

    columns = [
        Column(
            "node", word("node"), "prose", titles_of(table["node"], result.index, lang), head=True
        ),
        Column(
            "step", word("step"), "text", [say(f"stage.{step}", lang) for step in table["step"]]
        ),
        Column(
            "statistic",
            word("statistic"),
            "prose",
            [statistic_name(x, lang, called) for x in table["statistic"]],
        ),
        Column("value", word("value"), "measure", table["value"].tolist(), digits=10),
    ]
    if len(set(years)) > 1:
        title = period_title(result.data.years, lang)
        columns.insert(1, Column("year", title, "year", years, head=True))
    if any(of):
        columns.append(Column("of", word("of"), "text", of, priority=1))
    return Section(word("title"), (word("about"),), Table(tuple(columns)))


def statistic_name(statistic: str, lang: str = "en", called: Callable[[str], str] = str) -> str:
    """Name a statistic, of a child where it has one. called : what a child is called by its code.

    >>> statistic_name("minimum"), statistic_name("minimum", "zh")
    ('minimum', '最小值')
    >>> statistic_name("threshold 2", "zh")
    '分级阈值2'
    >>> statistic_name("mean of trade", "en", str.title), statistic_name("mean of trade", "zh")
    ('mean of Trade', 'trade：均值')
    """
    whole = knows(f"statistic.{statistic}")
    name, _, child = (statistic, "", "") if whole else statistic.partition(" of ")
    bare = name.rstrip(" 0123456789")
    known = knows(f"statistic.{bare}")
    said = f"{say(f'statistic.{bare}', lang)}{name[len(bare) :]}" if known else name
    if lang == "zh":
        said = closed_up(said.replace(" ", ""))
    return say("scale.statistic_of", lang, statistic=said, of=called(child)) if child else said


def made_into(of: str, lang: str = "en") -> str:
    """Say what was made of a column before a number was taken of it.

    >>> made_into("log (offset: 1)"), made_into("log (offset: 1), then logarithm", "zh")
    ('log (offset: 1)', '对数变换（offset: 1），再取对数')
    """
    if lang == "en":
        return of
    first, _, rest = of.partition(THEN)
    code, _, options = first.rstrip(")").partition(" (")
    own = (
        say("scale.logarithm", lang) if code == LOGARITHM else method_name("transform", code, lang)
    )
    said = say("scale.with_options", lang, what=own, options=options) if options else own
    return say("scale.then_logarithm", lang, what=said) if rest else said
