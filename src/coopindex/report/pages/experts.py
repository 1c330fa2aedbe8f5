"""What experts judged, in a report: of every scheme of the index that was asked of some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coopindex.engine.weights import as_asked, worked_out
from coopindex.phrases import listed, say, saying
from coopindex.questions.elicitation import FIGURES, GROUP, POOLS, Elicitation
from coopindex.report.pages.elicitation import agreement, called, consistency, distances, weights
from coopindex.report.pages.elicitation import standings as ranks
from coopindex.report.pages.frame import asked_said, titles_of
from coopindex.report.table import Column, Section, Table

if TYPE_CHECKING:
    import pandas as pd


def head(found: Elicitation, lang: str = "en") -> Section:
    """Whose weights they are, how they were asked and put together, and what the file lacks."""
    word, scheme = saying("experts", lang), found.scheme
    assert scheme is not None
    assert scheme.asked is not None
    said = [asked_said(scheme.asked, lang)]
    if len(found.experts) > 1 and found.how.pool in POOLS:
        said.append(say(f"elicitation.pool-{found.how.pool}", lang))
    if found.changed:
        said.append(word("changed"))
    if not found.tells_each:
        said.append(word("not_told", file=scheme.origin.file if scheme.origin else scheme.code))
    families = worked_out(as_asked(found.index, scheme))
    if families:
        titles = titles_of(families, found.index, lang)
        said.append(word("worked_out", listed=listed(titles, lang, quote=False)))
    return Section(word("title", scheme=scheme.code), tuple(said))


def by_expert(found: Elicitation, lang: str = "en") -> Section:
    """An expert a row: the largest consistency ratio, the distance to the group, how ranks move."""
    word, names = saying("experts", lang), found.experts
    columns = [
        Column("expert", say("elicitation.expert", lang), "text",
               [called(name, lang) for name in names], head=True)
    ]  # fmt: skip
    if "limit" in found.consistency:
        most = found.consistency.groupby("expert")[[FIGURES[-1], "consistent"]].agg(
            {FIGURES[-1]: "max", "consistent": "all"})  # fmt: skip
        ratios = most[FIGURES[-1]].reindex(names).astype(float).tolist()
        limit = float(found.consistency["limit"].iloc[0])
        kept = most["consistent"].reindex(names).fillna(value=True).astype(bool).tolist()
        columns += [
            Column("ratio", word("ratio"), "number", ratios, decimals=3, lines=(limit,)),
            Column("consistent", say("elicitation.consistent", lang), "truth", kept),
        ]
    if found.tells_each:
        of = found.distances[found.distances["a"] == GROUP].set_index("b")["distance"]
        columns.append(Column("distance", word("distance"), "share", of.reindex(names).tolist()))
    if len(found.standings):
        columns.append(
            Column("shift", word("shift"), "number", shifts(found.standings, names), decimals=2)
        )
    return Section(word("by_expert"), _notes(found, lang), Table(tuple(columns)))


def _notes(found: Elicitation, lang: str) -> tuple[str, ...]:
    word, said = saying("experts", lang), list[str]()
    if "limit" in found.consistency:
        said.append(word("about_ratio", limit=f"{found.consistency['limit'].iloc[0]:g}"))
    return (*said, word("about_distance")) if found.tells_each else tuple(said)


def shifts(standings: pd.DataFrame, names: tuple[str, ...]) -> list[float]:
    """Return by how many places units lie apart from the group's ranking on average, by expert."""
    ranks = {str(name): rows.set_index("unit")["rank"].astype(float)
             for name, rows in standings.groupby("expert")}  # fmt: skip
    return [float((ranks[name] - ranks[GROUP]).abs().mean()) for name in names]


def sections(found: Elicitation, lang: str = "en", *, whole: bool = False) -> Iterator[Section]:
    """Everything about a scheme's experts. whole : with the distance of each two of them."""
    yield head(found, lang)
    yield by_expert(found, lang)
    yield from details(found, lang, whole=whole)


def details(found: Elicitation, lang: str = "en", *, whole: bool = False) -> Iterator[Section]:
    """What stands below the experts' line each: weights, ranks, agreement, consistency."""
    if found.tells_each:
        yield _whole(weights(found, lang, ranks=False))
        if len(found.standings):
            yield _whole(ranks(found, lang))
        if len(found.agreement):
            yield agreement(found, lang)
        if whole:
            yield distances(found, lang)
    if "limit" in found.consistency:
        yield consistency(found, lang)


def _whole(section: Section) -> Section:
    """Let no expert go for want of room: a table goes on below instead."""
    assert section.table is not None
    columns = tuple(replace(column, priority=0) for column in section.table.columns)
    return replace(section, table=Table(columns, section.table.units))


def parts_of(found: Elicitation) -> dict[str, pd.DataFrame]:
    """Return the tables of a scheme's experts, with the scheme's code first."""
    code = found.scheme.code if found.scheme else ""
    made = {name: getattr(found, name) for name in TABLES if len(getattr(found, name))}
    return {name: table.assign(scheme=code)[["scheme", *table]] for name, table in made.items()}


TABLES = ("weights", "consistency", "agreement", "distances", "standings")
