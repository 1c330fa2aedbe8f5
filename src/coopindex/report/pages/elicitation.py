"""What experts judge the weights to be: the group beside each of them, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coopindex.phrases import again, saying
from coopindex.questions.elicitation import FIGURES, GROUP, Elicitation, ratio, spoken
from coopindex.report.pages.frame import flags, flags_facts, in_language
from coopindex.report.table import Column, Kind, Page, Section, Table, each
from coopindex.report.written import decimals

if TYPE_CHECKING:
    import pandas as pd

# ranks go before any weights do, where there is little room
RANKS = 1000


def page(answer: Elicitation, lang: str = "en") -> Page:
    """Weights, consistency, agreement, distances, and the ranks of the units."""
    aside = (head(answer, lang), flags(answer.flags, lang))
    return Page(
        lang,
        lambda: (aside[0], *sections(answer, lang), aside[1]),
        lambda: {**answer.as_dict(), "flags": flags_facts(answer.flags)},
        lambda: answer.table,
        aside,
    )


def head(answer: Elicitation, lang: str = "en") -> Section:
    """What was asked, of how many, and how they were put together."""
    word, number = saying("elicitation", lang), len(answer.experts)
    method = saying("questionnaire", lang)(f"method-{answer.answers.way.kind}")
    title = in_language(answer.index.title, lang)
    said = word("head", title=title, method=method, number=number, count=number)
    return Section(said, (word(f"pool-{answer.how.pool}"),))


def sections(answer: Elicitation, lang: str = "en") -> Iterator[Section]:
    """Everything that was found; what does not apply is left out."""
    yield weights(answer, lang)
    if "limit" in answer.consistency:
        yield consistency(answer, lang)
    if len(answer.at_odds):
        yield at_odds(answer, lang)
    if len(answer.agreement):
        yield agreement(answer, lang)
    if len(answer.experts) > 1:
        yield distances(answer, lang)
    yield standings(answer, lang)


def weights(answer: Elicitation, lang: str = "en", *, ranks: bool = True) -> Section:
    """The group's weights, and each expert's beside them. ranks : theirs among siblings, too."""
    word, index, table = saying("elicitation", lang), answer.index, answer.weights
    own = {str(name): rows for name, rows in table.groupby("expert", sort=False)}
    nodes = own[GROUP]["node"].tolist()
    depth = {node.code: at for node, at in index.depth_first()}
    titles = [in_language(index.node(code).title, lang) for code in nodes]
    columns = [
        Column("node", word("node"), "tree", titles, head=True,
               depths=[depth[code] - 1 for code in nodes]),
    ]  # fmt: skip
    for at, (name, rows) in enumerate(own.items()):
        over = called(name, lang)
        shares, places = rows["share"].tolist(), rows["rank"].tolist()
        # a name that stands above a single column is its title
        title, over = ("", over) if ranks else (over, "")
        columns.append(Column(f"share {name}", title, "share", shares, over=over, priority=at))
        if ranks:
            columns.append(Column(f"rank {name}", word("rank"), "rank", places, over=over,
                                  priority=RANKS + at))  # fmt: skip
    return Section(word("weights"), table=Table(tuple(columns)))


def consistency(answer: Elicitation, lang: str = "en") -> Section:
    """How consistent each expert's judgements of each family are."""
    word, table = saying("elicitation", lang), answer.consistency
    figures = [
        Column(name, word(f"figure-{name}"), "number", table[name].tolist(), decimals=4,
               priority=0 if name == FIGURES[-1] else 1)
        for name in FIGURES
        if name in table
    ]  # fmt: skip
    columns = (
        *_who(answer, table, lang),
        *figures,
        Column("limit", word("limit"), "number", table["limit"].tolist(), priority=2),
        Column("consistent", word("consistent"), "truth", table["consistent"].tolist()),
    )
    return Section(word("consistency"), table=Table(columns))


def at_odds(answer: Elicitation, lang: str = "en") -> Section:
    """The judgements that disagree most with the others, and what would fit."""
    word, table, index = saying("elicitation", lang), answer.at_odds, answer.index
    pairs = zip(table["node"], table["other"], strict=True)
    compared = [
        word("against", a=in_language(index.node(a).title, lang),
             b=in_language(index.node(b).title, lang))
        for a, b in pairs
    ]  # fmt: skip
    columns = (
        *_who(answer, table, lang),
        Column("comparison", word("comparison"), "prose", compared),
        Column("given", word("given"), "figure", list(map(ratio, table["given"]))),
        Column("fits", word("fits"), "figure", list(map(ratio, table["fits"]))),
        Column("place", word("place"), "text", table["place"].tolist(), priority=1),
    )
    return Section(word("at_odds"), table=Table(columns))


def _who(answer: Elicitation, table: pd.DataFrame, lang: str) -> tuple[Column, Column]:
    word = saying("elicitation", lang)
    names = [called(name, lang) for name in table["expert"]]
    return (
        Column("expert", word("expert"), "text", names, head=True),
        Column("family", word("family"), "text", _families(answer, table, lang), head=True),
    )


def _families(answer: Elicitation, table: pd.DataFrame, lang: str) -> list[str]:
    whole = saying("elicitation", lang)("all")
    return [in_language(answer.index.node(code).title, lang) if code else whole
            for code in table["family"]]  # fmt: skip


def agreement(answer: Elicitation, lang: str = "en") -> Section:
    """Kendall's W, family by family."""
    word, table = saying("elicitation", lang), answer.agreement
    kinds: dict[str, tuple[Kind, dict[str, Any]]] = {
        "judges": ("count", {"priority": 1}),
        "objects": ("count", {"priority": 1}),
        "s": ("number", {"priority": 3, "decimals": 1}),
        "w_uncorrected": ("number", {"priority": 2, "decimals": 3}),
        "w": ("number", {"decimals": 3}),
        "chi2": ("number", {"priority": 1, "decimals": 2}),
        "df": ("count", {"priority": 2}),
        "p": ("number", {"decimals": 4}),
    }
    families = _families(answer, table, lang)
    columns = (
        Column("family", word("family"), "prose", families, head=True),
        *(Column(name, word(name), kind, table[name].tolist(), **how)
          for name, (kind, how) in kinds.items()),
    )  # fmt: skip
    return Section(word("agreement"), (word("about-agreement"),), Table(columns))


def distances(answer: Elicitation, lang: str = "en") -> Section:
    """How far each two of the experts and the group lie apart."""
    word, table = saying("elicitation", lang), answer.distances
    columns = (
        *(Column(side, word(side), "text", [called(name, lang) for name in table[side]], head=True)
          for side in ("a", "b")),
        Column("distance", word("distance"), "share", table["distance"].tolist()),
    )  # fmt: skip
    return Section(word("distances"), (word("about-distances"),), Table(columns))


def standings(answer: Elicitation, lang: str = "en") -> Section:
    """The units' ranks under the group's weights and under each expert's."""
    word, table = saying("elicitation", lang), answer.standings
    if not len(table):
        return Section(word("standings"), (word("no-standings"),))
    own = {str(name): rows.set_index("unit") for name, rows in table.groupby("expert", sort=False)}
    first = own[GROUP].sort_values(["rank", "name"], kind="stable")
    scores = first["score"].tolist()
    names = first["name"].tolist()
    if lang == "zh":
        names = [zh or name for zh, name in zip(first["name_zh"], names, strict=True)]
    columns = [
        Column("unit", "", "unit", names, head=True),
        Column("score", word("score"), "score", scores, over=called(GROUP, lang),
               decimals=decimals(scores)),
        Column("rank", word("rank"), "rank", first["rank"].tolist(), over=called(GROUP, lang)),
    ]  # fmt: skip
    for at, name in enumerate(answer.experts, 1):
        ranks = own[name].loc[first.index, "rank"].tolist()
        columns.append(Column(f"rank {name}", called(name, lang), "rank", ranks, priority=at))
    rows = Table(tuple(columns), each(first.index))
    gaps = answer.weights["share"].isna().any()
    return Section(word("standings"), (word("about-standings"),) if gaps else (), rows)


def called(name: str, lang: str = "en") -> str:
    """What the group, and an expert who has a number alone, are called by people.

    >>> called("group"), called("expert 2", "zh"), called("Li")
    ('group', '专家2', 'Li')
    """
    if name == GROUP:
        return saying("elicitation", lang)("group")
    return again(spoken(name), lang)
