"""Each unit against its own group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopindex.engine.result import Result
from coopindex.periods import Period
from coopindex.periods import title as period_title
from coopindex.phrases import listed, say, saying
from coopindex.questions.groups import INDEX, INDICATOR, Groups
from coopindex.questions.strengths import STRENGTH, WEAKNESS
from coopindex.report.pages.frame import (
    called,
    flags,
    floats,
    grounds,
    head,
    in_language,
    name_columns,
    titles_of,
)
from coopindex.report.pages.obstacles import largest_of_groups
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.report.written import decimals

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.questions.obstacles import Obstacles

MOST = 4  # strengths or weaknesses named of a unit


def page(answer: Groups, about: Result, lang: str = "en", *, means: bool = False) -> Page:
    """The groups, and every unit within its own. means : the groups' figures alone."""
    word = saying("groups", lang)
    title = word("title", index=in_language(about.index.title, lang), by=answer.by)
    frame = head(about, lang, title), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], *sections(answer, about, lang, means=means), frame[1]),
        lambda: {**about.asked, **answer.as_dict(), **grounds(about)},
        lambda: answer.means if means else answer.table,
        frame,
    )


def sections(
    answer: Groups, about: Result, lang: str = "en", *, means: bool = False
) -> Iterator[Section]:
    """The groups' means and best, units within their groups, and their shares of the best."""
    yield _groups(answer, about, lang)
    if not means and len(answer.table):
        yield members(answer, about, lang)
        yield marks(answer, about, lang)
        yield _dimensions(answer, about, lang)


def _with_year(columns: list[Column], years: list[Period], about: Result, lang: str) -> None:
    """Put a column of years first where several were scored."""
    if len(about.years) > 1:
        columns.insert(0, Column("year", period_title(years, lang), "year", years, head=True))


def _groups(answer: Groups, about: Result, lang: str) -> Section:
    word, table = saying("groups", lang), answer.means
    whole = table[table["kind"] == INDEX]
    leaders = [listed(called(codes.split(", "), about.data, lang), lang, quote=False)
               if codes else "" for codes in whole["leaders"]]  # fmt: skip
    columns = [
        Column("group", word("group"), "text", whole["group"].tolist(), head=True),
        Column("units", word("number"), "count", [int(n) for n in whole["n"]]),
        Column("mean", word("mean"), "score", floats(whole["mean"])),
        Column("best", word("best"), "score", floats(whole["best"])),
        Column("leaders", word("leaders"), "prose", leaders, priority=1),
    ]
    codes = about.index.root.children
    for code, title in zip(codes, titles_of(codes, about.index, lang), strict=True):
        means = floats(table[table["node"] == code]["mean"])
        columns.append(Column(code, title, "score", means, priority=5, over=word("mean")))
    _with_year(columns, whole["year"].tolist(), about, lang)
    apart = listed(called(answer.apart, about.data, lang), lang)
    said = (word("apart", listed=apart),) if answer.apart else ()
    return Section(word("groups"), table=Table(tuple(columns)), below=said)


def compact(
    answer: Groups, about: Result, lang: str = "en", obstacles: Obstacles | None = None
) -> Section:
    """Return the groups' means and everyone's rank within the group, in one table; of one year.

    obstacles : by the same groups, whose largest stand beside.
    """
    part, whole = _groups(answer, about, lang), _in_order(answer)
    assert part.table is not None
    names = called(whole["unit"].tolist(), about.data, lang)
    ranks = ["–" if rank is None else f"{rank:.0f}" for rank in floats(whole["group_rank"])]
    said: dict[str, list[str]] = {}
    best = floats(whole["share_of_best"])
    for group, rank, name, share in zip(whole["group"], ranks, names, best, strict=True):
        # who is the highest is all of it
        own = f" {share:.0%}" if share < 1 else ""
        said.setdefault(group, []).append(f"{rank} {name}{own}")
    columns = [each for each in part.table.columns if each.key not in ("best", "leaders")]
    of = next(column for column in columns if column.key == "group").values
    lists = [listed(said.get(group, []), lang, quote=False) for group in of]
    columns.append(Column("members", saying("groups", lang)("ranked"), "prose", lists, priority=1))
    if obstacles is not None:
        largest = largest_of_groups(obstacles, about, lang)
        named = [largest.get((about.years[-1], group), "") for group in of]
        columns.append(Column("largest", say("obstacles.largest", lang), "prose", named))
    return Section(saying("groups", lang)("members"), table=Table(tuple(columns)), below=part.below)


def _in_order(answer: Groups) -> pd.DataFrame:
    """Return the rows of the index itself, year by year, group by group, best first."""
    whole = answer.table[answer.table["kind"] == INDEX]
    return whole.sort_values(["year", "group", "group_rank"], kind="stable")


def members(answer: Groups, about: Result, lang: str = "en") -> Section:
    """Return every unit's rank within its group, and its share of the highest there."""
    word, whole = saying("groups", lang), _in_order(answer)
    codes, scores = whole["unit"].tolist(), floats(whole["points"])
    columns = [
        Column("group", word("group"), "text", whole["group"].tolist(), head=True),
        Column("rank", word("rank"), "rank", floats(whole["group_rank"])),
        *name_columns(codes, about.index, about.data, lang, priority=6),
        Column("score", word("score"), "score", scores, decimals=decimals(scores)),
        Column("share", word("share_of_best"), "share", floats(whole["share_of_best"]), priority=1),
        Column("gap", word("gap"), "score", floats(whole["gap_to_best"]), priority=2),
    ]
    _with_year(columns, whole["year"].tolist(), about, lang)
    return Section(word("members"), (), Table(tuple(columns), each(codes)))


def marks(answer: Groups, about: Result, lang: str) -> Section:
    """What each unit is strong and weak in within its group, of those that are in anything."""
    word, whole = saying("groups", lang), _in_order(answer)
    marks = answer.table[(answer.table["kind"] == INDICATOR) & (answer.table["mark"] != "")]
    found = {key: part["node"].tolist() for key, part in marks.groupby(["year", "unit", "mark"])}
    marked = set(zip(marks["year"], marks["unit"], strict=True))
    keys = [key for key in zip(whole["year"], whole["unit"], strict=True) if key in marked]
    if not keys:
        return Section(word("marks"), (word("said"), word("no_marks")))
    codes = [unit for _, unit in keys]
    columns = name_columns(codes, about.index, about.data, lang, priority=6)
    for mark, title in ((STRENGTH, "strengths"), (WEAKNESS, "weaknesses")):
        said = [_named(found.get((*key, mark), []), about, lang) for key in keys]
        columns.append(Column(title, word(title), "prose", said))
    _with_year(columns, [year for year, _ in keys], about, lang)
    return Section(word("marks"), (word("said"),), Table(tuple(columns), each(codes)))


def _named(codes: list[str], about: Result, lang: str) -> str:
    more = f" +{len(codes) - MOST}" if len(codes) > MOST else ""
    return listed(titles_of(codes[:MOST], about.index, lang), lang, quote=False) + more


def _dimensions(answer: Groups, about: Result, lang: str) -> Section:
    """Points in each dimension as a share of the group's best there."""
    word, whole, index = saying("groups", lang), _in_order(answer), about.index
    codes, nodes = whole["unit"].tolist(), index.root.children
    columns = [
        Column("group", word("group"), "text", whole["group"].tolist(), head=True),
        *name_columns(codes, index, about.data, lang, priority=6),
    ]
    shares = answer.table.set_index(["node", "year", "unit"])["share_of_best"]
    keys = list(zip(whole["year"], codes, strict=True))
    for code, title in zip(nodes, titles_of(nodes, index, lang), strict=True):
        values = floats(shares.loc[code].reindex(keys))
        columns.append(Column(code, title, "share", values, priority=3, decimals=0))
    _with_year(columns, whole["year"].tolist(), about, lang)
    blank = bool((answer.table["points"] < 0).any())
    said = (word("share"),) if blank else ()
    return Section(word("dimensions"), said, Table(tuple(columns), each(codes)))
