"""What keeps each unit from the ideal, on the mean and one by one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.result import Result
from coopindex.periods import Period
from coopindex.periods import said as named_so
from coopindex.periods import title as period_title
from coopindex.phrases import listed, saying
from coopindex.questions.obstacles import INDICATOR, Obstacles
from coopindex.report.pages.frame import (
    flags,
    floats,
    full_name,
    grounds,
    head,
    in_language,
    name_columns,
    titles_of,
)
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.report.written import decimals, fixed, percent

if TYPE_CHECKING:
    import pandas as pd

MOST = 3  # obstacles named of a unit or a group
NAMED = 5  # indicators named in a sentence


def page(
    answer: Obstacles,
    about: Result,
    lang: str = "en",
    *,
    unit: str | None = None,
    means: bool = False,
) -> Page:
    """Mean obstacles and the largest of each unit. unit : all of one. means : means alone."""
    word, index = saying("obstacles", lang), in_language(about.index.title, lang)
    title = word("title", index=index)
    if unit is not None:
        title = word("title_unit", unit=full_name(unit, about.data, lang), index=index)
    frame = head(about, lang, title), flags(about.flags, lang)

    def said() -> Iterator[Section]:
        yield frame[0]
        yield Section(sentences=_about(answer, about, lang))
        if unit is not None:
            yield from (_of_unit(answer, about, unit, year, lang) for year in about.years)
        else:
            yield from sections(answer, about, lang, means=means)
        yield frame[1]

    return Page(
        lang,
        said,
        lambda: {**about.asked, **_of(answer.as_dict(), unit), **grounds(about)},
        lambda: answer.means if means else _rows(answer.table, unit),
        frame,
    )


def sections(
    answer: Obstacles, about: Result, lang: str = "en", *, means: bool = False
) -> Iterator[Section]:
    """Mean obstacles by year and by group, and the largest of every unit."""
    yield _means(answer, about, lang)
    yield from by_group(answer, about, lang)
    if not means:
        yield _units(answer, about, lang)


def by_group(answer: Obstacles, about: Result, lang: str = "en") -> Iterator[Section]:
    """The largest obstacles of each group, where there are groups."""
    if answer.by is not None:
        yield _by_group(answer, about, lang)


def _rows(table: pd.DataFrame, unit: str | None) -> pd.DataFrame:
    return table if unit is None else table[table["unit"] == unit].reset_index(drop=True)


def _of(facts: dict[str, Any], unit: str | None) -> dict[str, Any]:
    if unit is None:
        return facts
    return facts | {"obstacles": [row for row in facts["obstacles"] if row["unit"] == unit]}


def _about(answer: Obstacles, about: Result, lang: str) -> tuple[str, ...]:
    """What an obstacle is, and whose ideal is not plain."""
    word = saying("obstacles", lang)
    said = [word("said")]
    for key, codes in (("observed", answer.observed), ("beyond", answer.beyond)):
        titles = titles_of(codes[:NAMED], about.index, lang)
        more = [word("more", number=len(codes) - NAMED)] if len(codes) > NAMED else []
        if codes:
            told = listed([*titles, *more], lang)
            said.append(word(key, listed=told, **named_so(about.years, lang)))
    blank = int((np.isnan(answer.gap) & ~np.isnan(about.score)).sum())
    for key, count in (("no_gap", int((answer.gap == 0).sum())), ("no_ideal", blank)):
        said += [word(key, count=count)] if count else []
    return tuple(said)


def _tree(table: pd.DataFrame, about: Result, lang: str) -> Column:
    depths = {node.code: depth - 1 for node, depth in about.index.depth_first()}
    titles = titles_of(table["node"], about.index, lang)
    node = saying("obstacles", lang)("node")
    return Column(
        "node", node, "tree", titles, head=True, depths=[depths[code] for code in table["node"]]
    )


def _means(answer: Obstacles, about: Result, lang: str) -> Section:
    """Every node's mean obstacle and its rank, year beside year."""
    word, table = saying("obstacles", lang), answer.means
    table = table[table["group"] == ""]
    years = {year: table[table["year"] == year] for year in about.years}
    first = next(iter(years.values()))
    columns, several = [_tree(first, about, lang)], len(years) > 1
    for year, part in years.items():
        mean = word("mean_in", year=year) if several else word("mean")
        rank = word("rank_in", year=year) if several else word("rank")
        columns += [
            Column(f"mean {year}", mean, "share", floats(part["mean_obstacle"])),
            Column(f"rank {year}", rank, "rank", floats(part["rank"]), priority=2),
        ]
    if not several:
        bars = floats(first["mean_obstacle"])
        columns.append(Column("bar", "", "share", bars, drawn=True, priority=3))
    return Section(word("means"), table=Table(tuple(columns)))


@lru_cache(maxsize=8)
def largest(answer: Obstacles, about: Result, lang: str = "en") -> dict[tuple[Period, str], str]:
    """Name the largest obstacles of every unit in every year, with their shares."""
    return _largest(answer.table, "obstacle", "unit", about, lang)


def largest_of_groups(
    answer: Obstacles, about: Result, lang: str = "en"
) -> dict[tuple[Period, str], str]:
    """Name the largest obstacles of every group in every year, with their shares."""
    table = answer.means[answer.means["group"] != ""]
    return _largest(table, "mean_obstacle", "group", about, lang)


def _largest(
    table: pd.DataFrame, value: str, who: str, about: Result, lang: str
) -> dict[tuple[Period, str], str]:
    """Name the indicators that are the largest obstacles in each year of each, with their shares.

    who : the column that says of whom the rows are.
    """
    some = table[(table["kind"] == INDICATOR) & (table[value] > 0)]
    some = some.sort_values(value, ascending=False, kind="stable")
    some = some.groupby(["year", who], sort=False).head(MOST)
    titles, word = titles_of(some["node"], about.index, lang), saying("obstacles", lang)
    found: dict[tuple[Period, str], dict[str, float]] = {}
    for year, of, title, share in zip(some["year"], some[who], titles, some[value], strict=True):
        found.setdefault((year, of), {})[title] = share
    return {
        key: listed(
            (
                word("one", title=title, share=share)
                for title, share in zip(of, percent([*of.values()]), strict=True)
            ),
            lang,
            quote=False,
        )
        for key, of in found.items()
    }


def _by_group(answer: Obstacles, about: Result, lang: str) -> Section:
    word, table = saying("obstacles", lang), answer.means
    table = table[table["group"] != ""]
    units = table.groupby(["year", "group"])["units"].max()
    said = largest_of_groups(answer, about, lang)
    columns = [
        Column("group", word("group"), "text", [group for _, group in units.index], head=True),
        Column("units", word("number"), "count", [int(number) for number in units]),
        Column("largest", word("largest"), "prose", [said.get(key, "") for key in units.index]),
    ]
    if len(about.years) > 1:
        years = [year for year, _ in units.index]
        columns.insert(0, Column("year", period_title(years, lang), "year", years, head=True))
    return Section(word("means_by", by=answer.by), table=Table(tuple(columns)))


def _units(answer: Obstacles, about: Result, lang: str) -> Section:
    """Every unit's gap and its largest obstacles, best unit first."""
    word, at = saying("obstacles", lang), about.best_first
    found = largest(answer, about, lang)
    years = [about.years[position] for position in at[0]]
    codes = [about.rows.units[position] for position in at[1]]
    named = [found.get(key, "") for key in zip(years, codes, strict=True)]
    gaps = answer.gap[at].tolist()
    columns = [
        *name_columns(codes, about.index, about.data, lang, priority=4),
        Column("gap", word("gap"), "score", gaps, decimals=decimals(gaps)),
        Column("largest", word("largest"), "prose", named),
    ]
    if len(about.years) > 1:
        columns.insert(0, Column("year", period_title(years, lang), "year", years, head=True))
    return Section(word("units"), table=Table(tuple(columns), each(codes)))


def _of_unit(answer: Obstacles, about: Result, unit: str, year: Period, lang: str) -> Section:
    """The tree of one unit with every node's gap and obstacle."""
    word, table = saying("obstacles", lang), answer.table
    table = table[(table["unit"] == unit) & (table["year"] == year)]
    whole = float(answer.gap[about.years.index(year), about.rows.units.index(unit)])
    gaps = floats(table["gap"])
    places = decimals([*gaps, whole])
    gap = fixed([whole], places)[0]
    said = word("whole_in", year=year, gap=gap) if year else word("whole", gap=gap)
    if not np.nan_to_num(whole):
        said = word("nothing") if whole == 0 else ""
    columns = (
        _tree(table, about, lang),
        Column("points", word("points"), "score", floats(table["points"]), priority=2),
        Column("ideal", word("ideal"), "score", _stated(table["ideal"]), priority=4),
        Column("weight", word("weight"), "share", floats(table["weight"]), priority=5),
        Column("gap", word("gap"), "score", gaps, decimals=places),
        Column("obstacle", word("obstacle"), "share", floats(table["obstacle"])),
        Column("rank", word("rank"), "rank", floats(table["rank"]), priority=1),
        Column("bar", "", "share", floats(table["obstacle"]), drawn=True, priority=3),
    )
    return Section(word("of_unit"), (said,) if said else (), Table(columns))


def _stated(values: Any) -> list[float | None]:
    """Return values with None, nothing to state, where there is none."""
    return [None if value != value else value for value in floats(values)]
