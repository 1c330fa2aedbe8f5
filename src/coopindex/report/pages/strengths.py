"""What each unit is strong and weak in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coopindex.engine.frames import records
from coopindex.engine.result import Result
from coopindex.phrases import listed, saying
from coopindex.questions.strengths import STRENGTH, WEAKNESS
from coopindex.report.facts.numbers import nth
from coopindex.report.pages.frame import (
    flags,
    floats,
    grounds,
    head,
    in_language,
    name_columns,
    titles_of,
)
from coopindex.report.table import Column, Page, Section, Table, each

if TYPE_CHECKING:
    import pandas as pd


def page(
    answer: pd.DataFrame,
    about: Result,
    lang: str = "en",
    *,
    by: str | None = None,
    cuts: pd.DataFrame | None = None,
    alone: bool = False,
) -> Page:
    """Name each unit's strengths and weaknesses.

    by : those within its group, too. cuts : what its percentile ranks are held against; alone :
    they are all that is shown.
    """
    held = cuts if alone else None
    title = saying("strengths", lang)("title", index=in_language(about.index.title, lang))
    frame = head(about, lang, title), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (
            frame[0],
            *(sections(answer, about, lang, by) if held is None else [_cuts(held, about, lang)]),
            frame[1],
        ),
        lambda: {
            **about.asked,
            **({"by": by} if by else {}),
            **({} if alone else {"strengths": records(answer)}),
            **({} if cuts is None else {"cuts": records(cuts)}),
            **grounds(about),
        },
        lambda: answer if held is None else held,
        frame,
    )


def sections(
    answer: pd.DataFrame, about: Result, lang: str = "en", by: str | None = None
) -> Iterator[Section]:
    """What each unit is strong and weak in, best unit first, by each rule."""
    word = saying("strengths", lang)
    yield _marks(answer, "mark", word("said"), about, lang)
    if by is not None:
        yield _marks(answer, "group_mark", word("grouped", by=by), about, lang)


def _cuts(cuts: pd.DataFrame, about: Result, lang: str) -> Section:
    """What each unit's percentile ranks are held against, best unit first."""
    word = saying("strengths", lang)
    of = cuts.set_index("unit")
    codes = [about.rows.units[unit] for unit in about.order()]
    codes = [code for code in codes if code in of.index]
    columns = name_columns(codes, about.index, about.data, lang, priority=6)
    for name in ("high", "low"):
        values = of.loc[codes, name].to_numpy(float)
        columns.append(Column(name, word(f"cut {name}"), "number", values, digits=3))
    number = int(cuts["count"].iloc[0]) if len(cuts) else 0
    said = word("cuts", number=number if lang == "zh" else nth(number))
    return Section(sentences=(said,), table=Table(tuple(columns), each(codes)))


def with_cuts(answer: pd.DataFrame, cuts: pd.DataFrame, about: Result, lang: str = "en") -> Section:
    """What each unit is strong and weak in, and what its percentile ranks are held against."""
    word = saying("strengths", lang)
    named, ends = _marks(answer, "mark", word("said"), about, lang), _cuts(cuts, about, lang)
    assert named.table is not None
    assert ends.table is not None
    of = cuts.set_index("unit")
    codes = [about.rows.units[unit] for unit in about.order()]
    bounds = [
        replace(column, values=floats(of[column.key].reindex(codes)))
        for column in ends.table.columns
        if column.key in ("high", "low")
    ]
    first, *sides = named.table.columns[:-2], *named.table.columns[-2:]
    paired = (each for side in zip(bounds, sides, strict=True) for each in side)
    table = Table((*first, *paired), named.table.units)
    return Section(sentences=(*named.sentences, *ends.sentences), table=table)


def _marks(answer: pd.DataFrame, rule: str, said: str, about: Result, lang: str) -> Section:
    word = saying("strengths", lang)
    leaves = answer[answer["kind"] == "indicator"]
    codes = [about.rows.units[unit] for unit in about.order()]
    columns = name_columns(codes, about.index, about.data, lang, priority=6)
    for mark in (STRENGTH, WEAKNESS):
        of = leaves[leaves[rule] == mark].groupby("unit")["node"].agg(list)
        named = [titles_of(of.get(code, []), about.index, lang) for code in codes]
        texts = [listed(titles, lang, quote=False) for titles in named]
        columns.append(Column(mark, word(f"those {mark}"), "prose", texts))
    return Section(sentences=(said,), table=Table(tuple(columns), each(codes)))
