"""Who ranks where, with which score, under which weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopindex.engine.index import Index
from coopindex.engine.result import Result
from coopindex.periods import title as period_title
from coopindex.phrases import saying
from coopindex.report.pages.frame import (
    asked_line,
    assumption,
    flags,
    head,
    in_language,
    name_columns,
    titles_of,
    weights_lines,
    whose_weights,
)
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.report.written import decimals

if TYPE_CHECKING:
    import pandas as pd

MOST_DECIMALS = 4  # an index that ranks on more is shown with fewer


def page(answer: Result, about: Result, lang: str = "en", *, nodes: bool = False) -> Page:
    """Every unit with rank and score. nodes : with every node's points, not the dimensions'."""
    frame = head(about, lang, whole=True), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], ranking(answer, lang, nodes), uncounted(answer, lang), frame[1]),
        answer.as_dict,
        lambda: rows(answer, nodes),
        frame,
    )


def units(answer: Result, about: Result, lang: str = "en") -> Page:
    """The units by what they are called, for who has yet to name one."""
    frame = head(about, lang), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], _called_so(answer, lang)),
        lambda: {"index": answer.index.code, "units": answer.as_dict()["units"]},
        lambda: answer.scores[["unit", "name", "name_zh", "rank", "score"]],
        frame,
    )


def tidy(answer: Result, about: Result, lang: str = "en") -> Page:
    """Every unit, year and node in a row of its own, with groups, points and rank."""
    frame = head(about, lang), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], _tidy(answer, lang), frame[1]),
        answer.as_dict,
        lambda: answer.tidy,
        frame,
    )


def _tidy(result: Result, lang: str) -> Section:
    word, table = saying("scoring", lang), result.tidy
    units, codes, points = (table[name].tolist() for name in ("unit", "node", "score"))
    ranks = table["rank"].astype(float).tolist()
    named = table.columns.tolist()
    groups = named[named.index("name_zh") + 1 : named.index("year")]
    columns = [
        Column(
            "year", period_title(result.data.years, lang), "year", table["year"].tolist(), head=True
        ),
        *name_columns(units, result.index, result.data, lang, priority=4),
        *(Column(name, name, "text", table[name].tolist(), priority=3) for name in groups),
        Column("node", word("node"), "text", titles_of(codes, result.index, lang)),
        Column("score", word("score"), "score", points, decimals=decimals(points)),
        Column("rank", word("rank"), "rank", ranks),
    ]
    return Section(table=Table(tuple(columns[not any(result.years) :]), each(units)))


def _called_so(result: Result, lang: str) -> Section:
    word, at = saying("scoring", lang), result.best_first
    codes = [result.rows.units[position] for position in at[1]]
    columns = (
        Column("rank", word("rank"), "rank", result.rank()[at].tolist(), head=True),
        Column("unit", word("code"), "text", codes, head=True),
        *name_columns(codes, result.index, result.data, lang, priority=4),
        Column("score", word("score"), "score", result.score[at].tolist()),
    )
    said = word("name-one", index=result.index.code, unit=codes[0]) if codes else ""
    return Section(sentences=(said,), table=Table(columns, each(codes)))


def rows(result: Result, nodes: bool = False) -> pd.DataFrame:
    """Return the scores, one row a unit and year; with `nodes`, a row a unit, year and node."""
    return node_points(result) if nodes else result.scores


def node_points(result: Result) -> pd.DataFrame:
    """One row a unit, year and node, best unit first: unit, name, name_zh, year, node, points."""
    table, codes = result.scores, [*(node.code for node, _ in result.index.depth_first())]
    codes += result.index.uncounted
    points = np.stack([result.array(code)[result.best_first] for code in codes], axis=1)
    units = table.loc[table.index.repeat(len(codes)), ["unit", "name", "name_zh", "year"]]
    return units.reset_index(drop=True).assign(node=codes * len(table), points=points.ravel())


def ranking(result: Result, lang: str = "en", nodes: bool = False) -> Section:
    """Every unit with rank, score and the points of each dimension; with `nodes`, of every node."""
    word, index = saying("scoring", lang), result.index
    at = year, unit = result.best_first
    scores, rounded = result.score[at].tolist(), index.ranking.decimals
    places = decimals(scores) if rounded is None or rounded > MOST_DECIMALS else rounded
    lines = tuple(band.threshold for band in index.bands)
    columns = [Column("rank", word("rank"), "rank", result.rank()[at].tolist(), head=True)]
    codes = [result.rows.units[position] for position in unit]
    columns += name_columns(codes, index, result.data, lang, priority=4)
    if len(result.years) > 1:
        years = [result.years[position] for position in year]
        columns.insert(
            0, Column("year", period_title(result.data.years, lang), "year", years, head=True)
        )
    title = word("score")
    columns.append(Column("score", title, "score", scores, decimals=places, lines=lines))
    if not nodes and min(scores, default=0) >= 0:
        columns.append(Column("bar", "", "score", scores, drawn=True, priority=3))
    if index.bands:
        found = [_band(index, score, lang) for score in scores]
        columns.append(Column("band", word("band"), "text", found, priority=2))
    if (result.coverage < 1 - 1e-9).any():
        columns.append(_coverage(result, lang))
    columns += _points(result, lang, nodes)
    return Section(sentences=weights_lines(result, lang), table=Table(tuple(columns), each(codes)))


def uncounted(result: Result, lang: str = "en") -> Section:
    """Points and ranks in what is published but not counted; empty where there is nothing."""
    word, index, at = saying("scoring", lang), result.index, result.best_first
    if not index.aside:
        return Section()
    codes = [result.rows.units[position] for position in at[1]]
    columns = name_columns(codes, index, result.data, lang, priority=6)
    if len(result.years) > 1:
        years = [result.years[position] for position in at[0]]
        columns.insert(0, Column("year", period_title(years, lang), "year", years, head=True))
    shown = [code for part in index.aside for code in (part.code, *part.root.children)]
    for code, title in zip(shown, titles_of(shown, index, lang), strict=True):
        points, ranks = result.array(code)[at].tolist(), result.rank(code)[at].tolist()
        below = code not in result.data.aside
        columns += [
            Column(code, word("points"), "score", points, over=title, priority=5 * below),
            Column(f"rank {code}", word("rank"), "rank", ranks, over=title, priority=5 * below),
        ]
    return Section(word("uncounted"), table=Table(tuple(columns), each(codes)))


def _band(index: Index, score: float, lang: str) -> str:
    found = index.band(score)
    return in_language(found.name, lang) if found else ""


def _coverage(result: Result, lang: str) -> Column:
    word = saying("scoring", lang)
    lines, known = (result.index.minimum_present,), result.coverage[result.best_first].tolist()
    title = word("data")
    return Column("coverage", title, "share", known, priority=1, lines=lines, decimals=0)


def _points(result: Result, lang: str, nodes: bool) -> list[Column]:
    """The points of the dimensions that weigh something, or of every node."""
    index = result.index
    wanted = [
        node.code
        for node, depth in index.depth_first()
        if depth and (nodes or (depth == 1 and _counts(result, node.code)))
    ]
    points = [result.array(code)[result.best_first].tolist() for code in wanted]
    places = decimals([value for values in points for value in values])
    titles = titles_of(wanted, index, lang)
    if not nodes:
        return [
            Column(code, title, "score", values, decimals=places, priority=5)
            for code, title, values in zip(wanted, titles, points, strict=True)
        ]
    # of all nodes the codes too: they are what a reader types
    return [
        Column(code, code, "score", values, decimals=places, over=title if title != code else "")
        for code, title, values in zip(wanted, titles, points, strict=True)
    ]


def _counts(result: Result, code: str) -> bool:
    return bool((result.effective[..., result.index.position[code]] > 0).any())


def weights(result: Result, lang: str = "en") -> Section:
    """Whose weights they are; every node's share in its parent and its effective weight."""
    word = saying("scoring", lang)
    table = result.weights
    marks = ["*" if assumed else "" for assumed in table["assumed"]]
    named = whose_weights(result, lang)
    note = (assumption(result, lang),) if any(marks) else ()
    titles, depths = titles_of(table["node"], result.index, lang), table["depth"].tolist()
    columns = [
        Column("node", word("node"), "tree", titles, head=True, depths=depths),
        Column("code", word("code"), "text", table["node"].tolist(), priority=1),
        Column("share", word("share"), "share", table["share"].tolist(), marks=marks),
        Column("effective", word("effective"), "share", table["effective"].tolist()),
    ]
    if result.weights_by_year:
        title = period_title(result.data.years, lang)
        columns.insert(0, Column("year", title, "year", table["year"].tolist(), head=True))
    said = word("whose", whose=f"{named[:1].upper()}{named[1:]}")
    about = (said, *note, *asked_line(result, lang))
    return Section(word("weights"), about, Table(tuple(columns)))
