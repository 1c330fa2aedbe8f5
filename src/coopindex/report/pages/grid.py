"""Normalisation by aggregation: how far each pair's ranking agrees, and each unit's ranks."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from coopindex.engine.index import Choice
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.phrases import again, joined, listed, say
from coopindex.report.pages.ranks import framed, unit_columns
from coopindex.report.pages.usual import with_titles
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.report.written import decimal
from coopindex.robustness.defaults import method_title
from coopindex.robustness.grid import AGGREGATION, NORMALISATION, MethodGrid, Pair


def page(answer: MethodGrid, about: Result, lang: str = "en") -> Page:
    """How far the ranking under each pair agrees, where units land, and why pairs are blank."""
    return framed(
        about,
        lang,
        lambda: (_agreement(answer, lang), _units(answer, lang), _blank(answer, lang)),
        answer.as_dict,
        lambda: answer.table,
    )


def titles(found: MethodGrid, lang: str = "en") -> tuple[list[str], list[str]]:
    """What the normalisations and the aggregations are called by people, the own ones first."""

    def called(choices: tuple[Choice, ...], names: tuple[str, ...], stage: str) -> list[str]:
        first, *others = (
            # what stands in brackets tells two choices of one method apart
            method_title(c, lang) + name[len(c.method) :]
            for c, name in zip(choices, (choices[0].method, *names[1:]), strict=True)
        )
        own = (
            say("grid.own", lang)
            if found.several[stage]
            else say("grid.own_is", lang, method=first)
        )
        return [own, *others]

    rows, columns = found.names
    return (
        called(found.normalisations, rows, NORMALISATION),
        called(found.aggregations, columns, AGGREGATION),
    )


def _pair(found: MethodGrid, pair: Pair, lang: str) -> str:
    rows, columns = titles(found, lang)
    return say("grid.pair", lang, normalisation=rows[pair[0]], aggregation=columns[pair[1]])


def _pairs(found: MethodGrid, pairs: Iterable[Pair], lang: str) -> str:
    """Name pairs, those of one normalisation together."""
    together = dict[int, list[int]]()
    for n, a in sorted(pairs):
        together.setdefault(n, []).append(a)
    rows, columns = titles(found, lang)

    def with_which(a: list[int]) -> str:
        names = [columns[each] for each in a]
        return say("grid.any", lang) if len(a) == len(columns) > 1 else listed(names, lang)

    said = (
        say("grid.pair", lang, normalisation=rows[n], aggregation=with_which(a))
        for n, a in together.items()
    )
    return joined(said, lang)


def _agreement(found: MethodGrid, lang: str) -> Section:
    """The correlation of each pair's ranking with that as scored."""
    rows, columns = titles(found, lang)
    head = Column("normalisation", say("grid.normalisation", lang), "text", rows, head=True)
    table = Table(
        (
            head,
            *(
                Column(f"aggregation_{a}", title, "correlation", found.spearman[:, a].tolist())
                for a, title in enumerate(columns)
            ),
        )
    )
    below = [say("grid.every", lang)]
    if found.lifted:
        below.append(say("grid.lifted", lang, pairs=_pairs(found, found.lifted, lang)))
    return Section(say("grid.title", lang), (_finding(found, lang),), table, tuple(below))


def _finding(found: MethodGrid, lang: str) -> str:
    facts = found.facts
    others = np.where(np.isnan(found.spearman), np.inf, found.spearman)
    others[0, 0] = np.inf
    if np.isinf(others).all():
        return say("grid.goes_none", lang, pairs=facts["pairs"])
    n, a = np.unravel_index(int(others.argmin()), others.shape)
    return say(
        "grid.goes",
        lang,
        scored=facts["scored"],
        pairs=facts["pairs"],
        pair=_pair(found, (int(n), int(a)), lang),
        least=decimal(float(others[n, a]), 3),
    )


def _units(found: MethodGrid, lang: str) -> Section:
    """The rank of each unit as scored, its best and worst of all pairs."""
    result = found.result
    order = result.order()
    codes = [result.rows.units[at] for at in order.tolist()]
    before, (low, high) = result.rank()[-1], found.spans

    def column(key: str, ranks: Array) -> Column:
        return Column(key, say(f"grid.{key}", lang), "rank", ranks[order].tolist())

    moved = ((found.ranks != before) & ~np.isnan(found.ranks)).sum(axis=(0, 1))
    away = Column("away", say("grid.away", lang), "count", moved[order].tolist(), priority=1)
    ranks = column("as_scored", before), column("best", low), column("worst", high)
    table = Table((*unit_columns(codes, result, lang, priority=2), *ranks, away), each(codes))
    return Section(say("grid.units", lang), table=table)


def _blank(found: MethodGrid, lang: str) -> Section:
    """Which pairs do not go, and why, those with one reason together."""
    reasons = dict[str, list[Pair]]()
    for pair, problem in found.why.items():
        reason = again(with_titles(problem.message, found.result), lang)
        reasons.setdefault(reason, []).append(pair)
    below = (
        say("grid.blank_why", lang, pairs=_pairs(found, pairs, lang), why=why)
        for why, pairs in reasons.items()
    )
    return Section(say("grid.blank", lang) if reasons else "", below=tuple(below))
