"""What there is to say about a scoring, a comparison, an explanation or a robustness analysis: answers in, sections out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.index import Data, Index, PublishedTable, Text
from coopindex.engine.result import Result
from coopindex.problems import Problem
from coopindex.report.page import (
    MISSING,
    Column,
    Section,
    bars,
    decimals,
    fixed,
    percent,
    places,
    spans,
)

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.engine.compare import Comparison
    from coopindex.engine.verify import Check
    from coopindex.robustness.weights import WeightSensitivity

NEAREST = 15  # swaps shown
MOST_RANKS = 60  # columns of the table of chances
MOST_DECIMALS = 4  # an index that ranks on more is shown with fewer


def words(text: Text, lang: str = "en") -> str:
    """Return a label in the language asked for, where there is one."""
    return text.zh if lang == "zh" and text.zh else text.en


def head(result: Result, lang: str = "en", title: str = "", weights: str = "") -> Section:
    """What is shown, for when, under which weights, and at once how much of it is observed."""
    index = result.index
    when = ", ".join(str(year) for year in result.years if year)
    scheme = (
        " with " + ", ".join(f"{node}={share:.4g}" for node, share in result.scheme.overrides)
        if result.scheme.overrides
        else ""
    )
    named = [
        title or words(index.title, lang),
        when,
        weights or f"weights {result.scheme.code}{scheme}",
    ]
    note = words(index.note, lang) if result.statuses.get("illustrative") else ""
    return Section(
        " · ".join(part for part in named if part),
        tuple(part for part in (honesty(result.statuses), note) if part),
        warning="illustrative" in result.statuses,
    )


def honesty(statuses: dict[str, int]) -> str:
    """Say how many cells are observed, derived, illustrative, missing.

    >>> honesty({"observed": 3, "missing": 1})
    '4 cells: 3 observed, 1 missing'
    """
    return f"{sum(statuses.values())} cells: " + ", ".join(
        f"{count} {status}" for status, count in statuses.items()
    )


def flags(found: Iterable[Problem]) -> Section:
    """What is doubtful about the data, one line each; an empty section when nothing is."""
    lines = tuple(str(replace(flag, hint=None)) for flag in found)
    return Section(f"Flags ({len(lines)})" if lines else "", below=lines)


def weights_line(result: Result, lang: str = "en") -> tuple[str, ...]:
    """The weights of the index's dimensions, assumed ones starred; those without weight are left out."""
    table = result.weights[(result.weights["depth"] == 1) & (result.weights["share"] > 0)]
    titles = _titles(table, lang)
    shares = zip(titles, percent(table["share"].tolist()), table["assumed"], strict=True)
    line = "Weights: " + " · ".join(
        f"{title} {share}{'*' if assumed else ''}" for title, share, assumed in shares
    )
    return (line, assumption(result)) if table["assumed"].any() else (line,)


def assumption(result: Result) -> str:
    """Say what the star at a weight means: its source, where the scheme has one, did not publish it."""
    return f"* assumed: {'these weights were not published' if result.scheme.source else 'the scheme gives no weight of its own'}"


def ranking(result: Result, lang: str = "en", nodes: bool = False) -> Section:
    """Every unit with rank, score and the points of each dimension; with `nodes`, of every node."""
    table = result.scores
    scores = table["score"].tolist()
    rounded = result.index.ranking.decimals
    shown = decimals(scores) if rounded is None or rounded > MOST_DECIMALS else rounded
    columns = [
        Column("rank", places(numbers(table["rank"])), key=True, numeric=True),
        *names(table["unit"].tolist(), result.index, result.data, lang, drop=4),
    ]
    if len(result.years) > 1:
        columns.insert(
            0, Column("year", [str(year) for year in table["year"]], key=True, numeric=True)
        )
    columns.append(Column("score", fixed(scores, shown), numeric=True))
    if not nodes and min(scores, default=0) >= 0:
        columns.append(Column("", bars(scores, 12), drawing=True, drop=3))
    if "band" in table:
        columns.append(
            Column("band", [_band(result.index, score, lang) for score in scores], drop=2)
        )
    if (result.coverage < 1 - 1e-9).any():
        columns.append(Column("data", percent(table["coverage"].tolist(), 0), numeric=True, drop=1))
    wanted = [
        node
        for node, depth in result.index.depth_first()
        if depth and (nodes or (depth == 1 and _counts(result, node.code)))
    ]
    at = result.positions(table)
    points = [result.array(node.code)[at].tolist() for node in wanted]
    shown = decimals([value for values in points for value in values])
    for node, values in zip(wanted, points, strict=True):
        title = node.code if nodes else words(node.title, lang)
        columns.append(Column(title, fixed(values, shown), numeric=True, drop=0 if nodes else 5))
    return Section(text=weights_line(result, lang), columns=tuple(columns))


def weights(result: Result, lang: str = "en") -> Section:
    """Every node's share inside its parent and effective weight on the index."""
    table = result.weights
    assumed = ["*" if assumed else "" for assumed in table["assumed"]]
    share, effective = (percent(table[name].tolist()) for name in ("share", "effective"))
    return Section(
        "Weights",
        (assumption(result),) if any(assumed) else (),
        (
            Column("node", tree(table["depth"].tolist(), _titles(table, lang)), key=True),
            Column("code", table["node"].tolist(), drop=1),
            Column(
                "share of its parent",
                [a + b for a, b in zip(share, assumed, strict=True)],
                numeric=True,
            ),
            Column("effective weight", effective, numeric=True),
        ),
    )


def comparison(
    compared: Comparison, index: Index, data: Data, lang: str = "en"
) -> tuple[Section, Section]:
    """Scores and ranks side by side with the shifts against the first, and how far the rankings agree."""
    table, (first, *others) = compared.table, compared.names
    shown = decimals(table[f"score {first}"].tolist())
    columns = [Column("rank", places(table[f"rank {first}"].tolist()), key=True, numeric=True)]
    columns += names(table["unit"].tolist(), index, data, lang, drop=2)
    columns.append(Column(first, fixed(table[f"score {first}"].tolist(), shown), numeric=True))
    for name in others:
        columns.append(Column(name, fixed(table[f"score {name}"].tolist(), shown), numeric=True))
        columns.append(
            Column(
                "shift",
                fixed(table[f"score shift {name}"].tolist(), shown, sign=True),
                numeric=True,
                drop=1,
            )
        )
        columns.append(Column("rank", places(table[f"rank {name}"].tolist()), numeric=True))
        columns.append(Column("", [shift(value) for value in table[f"rank shift {name}"].tolist()]))
    text = f"Scores under each scheme; arrows are places won or lost against {first}."
    pairs = compared.agreement
    agreement = (
        Column(
            "schemes", [f"{a} – {b}" for a, b in zip(pairs["a"], pairs["b"], strict=True)], key=True
        ),
        Column("Spearman's rho", fixed(pairs["spearman"].tolist(), 3), numeric=True),
        Column("Kendall's tau", fixed(pairs["kendall"].tolist(), 3), numeric=True),
        Column("mean rank shift", fixed(pairs["mean_shift"].tolist(), 2), numeric=True),
        Column("largest", places(pairs["largest_shift"].tolist()), numeric=True),
    )
    return Section(text=(text,), columns=tuple(columns)), Section(
        "Agreement of the rankings", columns=agreement
    )


def shift(value: float) -> str:
    """Write a rank shift as an arrow and a number.

    >>> shift(2.0), shift(-1.0), shift(0.0)
    ('▲2', '▼1', '=')
    """
    if not np.isfinite(value):
        return MISSING
    return f"{'▲' if value > 0 else '▼'}{abs(value):g}" if value else "="


def checks(found: Sequence[Check], data: Data) -> Section:
    """Each published figure, or column of them, beside ours; below, the figures of a column that are not met."""
    if not found:
        return Section(text=("The index states no published figures.",))
    compared, agreeing = (
        sum(getattr(check, name) for check in found) for name in ("compared", "agreeing")
    )
    misses = tuple(
        f"{check.label}: {data.names[unit].en}, {year}: published {theirs:z.{check.published.decimals}f}, ours {ours:.8g}"
        for check in found
        if isinstance(check.published, PublishedTable)
        for unit, year, theirs, ours in check.misses
    )
    return Section(
        text=(
            f"{agreeing:,} of {compared:,} published figures are met, each at its printed precision.",
        ),
        columns=(
            Column("", ["✓" if check.met else "✗" for check in found]),
            Column("figure", [check.label for check in found], key=True),
            Column("published", [_side_by_side(check)[0] for check in found], numeric=True),
            Column("ours", [_side_by_side(check)[1] for check in found], numeric=True),
            Column("source", [check.published.source for check in found], drop=1),
        ),
        below=misses,
    )


def _side_by_side(check: Check) -> tuple[str, str]:
    """Return a figure as published and as ours, with two digits more; of a column, how many are met and the largest difference."""
    of = check.published
    if isinstance(of, PublishedTable):
        return f"{check.agreeing:,} met", f"within {check.worst:.2g}"
    printed = of.value.rstrip("% ")
    shown = len(printed.partition(".")[2]) + 2 if of.figure != "rank" else 0
    return of.value, f"{check.ours:z.{shown}%}" if "%" in of.value else f"{check.ours:z.{shown}f}"


def robustness(
    found: WeightSensitivity, index: Index, data: Data, lang: str = "en"
) -> tuple[Section, ...]:
    """Rank intervals, the chance of each rank, and the weights at which neighbours swap."""
    table = found.table
    low, median, high = (
        np.floor(table["p5"]).tolist(),
        table["median"].tolist(),
        np.ceil(table["p95"]).tolist(),
    )
    units = table["unit"].tolist()
    intervals = (
        Column("rank", places(numbers(table["rank"])), key=True, numeric=True),
        *names(units, index, data, lang, drop=3),
        Column("score", fixed(table["score"].tolist()), numeric=True, drop=2),
        Column("mean", fixed(table["mean"].tolist(), 2), numeric=True),
        Column("median", places(median), numeric=True),
        Column(
            "5–95 %",
            [f"{a}–{b}" if a != b else a for a, b in zip(places(low), places(high), strict=True)],
        ),
        Column("", spans(low, median, high, len(table)), drawing=True, drop=1),
        Column("first", percent(table["p_first"].tolist()), numeric=True),
    )
    return (
        Section("Rank intervals", (found.note,), intervals),
        chances(found.rank_probabilities, index, data, lang),
        swaps(found, index, data, lang),
    )


def chances(table: pd.DataFrame, index: Index, data: Data, lang: str = "en") -> Section:
    """The whole table of the chance of each rank, unless it is too wide to be read."""
    if len(table.columns) > MOST_RANKS:
        return Section(
            "Chance of each rank",
            (
                f"A table of {len(table.columns):,} ranks is no reading matter: take it from the JSON.",
            ),
        )
    units = [
        column for column in names(list(table.index), index, data, lang, drop=1) if not column.drop
    ]
    ranks = (
        Column(f"{rank}", [chance(value) for value in table[rank].tolist()], numeric=True)
        for rank in table.columns
    )
    return Section("Chance of each rank, in %", columns=(*units, *ranks))


def chance(value: float) -> str:
    """Write a chance in whole percents, so that a small one is told from none.

    >>> chance(0.0), chance(0.001), chance(0.5), chance(0.999), chance(1.0)
    ('·', '<1', '50', '>99', '100')
    """
    if value in (0.0, 1.0):
        return "100" if value else "·"
    return "<1" if value < 0.01 else ">99" if value > 0.99 else f"{value:.0%}".rstrip("%")


def swaps(found: WeightSensitivity, index: Index, data: Data, lang: str = "en") -> Section:
    """At which share of a dimension two neighbours in the ranking swap places, the nearest first."""
    table = found.swaps[found.swaps["swap_at"].notna()]
    table = table.iloc[
        np.argsort((table["swap_at"] - table["share"]).abs().to_numpy(), kind="stable")
    ]
    if table.empty:
        return Section(
            "Weights at which neighbours swap", ("No single weight makes neighbours swap.",)
        )
    further, table = len(table) - NEAREST, table.head(NEAREST)
    who = [[words(data.names[unit], lang) for unit in table[side]] for side in ("above", "below")]
    text = "One dimension's share moves, the others keep their proportions. The nearest swap comes first."
    return Section(
        "Weights at which neighbours swap",
        (text,),
        (
            Column(
                "dimension",
                [words(index.node(code).title, lang) for code in table["node"]],
                key=True,
            ),
            Column("share", percent(table["share"].tolist()), numeric=True),
            Column("swap at", percent(table["swap_at"].tolist()), numeric=True),
            Column("above", who[0]),
            Column("overtaken by", who[1]),
        ),
        (f"{further} further swaps lie farther away.",) if further > 0 else (),
    )


# -- what the sections share ------------------------------------------------------------------------------------------


def names(units: Sequence[str], index: Index, data: Data, lang: str, drop: int) -> list[Column]:
    """The units' names, and those in the other language where the screen is wide enough."""
    title, title_zh = index.unit.en, index.unit.zh or index.unit.en
    english, chinese = (
        [data.names[unit].en for unit in units],
        [data.names[unit].zh for unit in units],
    )
    if not any(chinese):
        return [Column(title, english, key=True, wrap=True)]
    if lang == "zh":
        either = [zh or en for en, zh in zip(english, chinese, strict=True)]
        return [Column(title_zh, either, key=True, wrap=True), Column(title, english, drop=drop)]
    return [Column(title, english, key=True, wrap=True), Column(title_zh, chinese, drop=drop)]


def listed(names: Iterable[str]) -> str:
    """List names in a sentence; those that hold a mark which parts names stand in quotes.

    >>> listed(["Ningbo", "Washington, D.C."])
    'Ningbo, “Washington, D.C.”'
    """
    return ", ".join(f"“{name}”" if "," in name or ";" in name else name for name in names)


def tree(depths: Sequence[int], titles: Sequence[str]) -> list[str]:
    """Draw the guides of a tree before its titles, root first.

    >>> tree([0, 1, 2, 1], ["i", "a", "b", "c"])
    ['i', '├─ a', '│  └─ b', '└─ c']
    """
    lines = []
    for place, (depth, title) in enumerate(zip(depths, titles, strict=True)):
        guides = ""
        for level in range(1, depth + 1):
            later = next((other for other in depths[place + 1 :] if other <= level), 0)
            last = later < level
            guides += ("└─ " if last else "├─ ") if level == depth else ("   " if last else "│  ")
        lines.append(guides + title)
    return lines


def numbers(column: Any) -> list[float]:
    """A column's values as floats; missing ones as NaN."""
    values: list[float] = column.astype(float).to_numpy(dtype=float, na_value=np.nan).tolist()
    return values


def _band(index: Index, score: float, lang: str) -> str:
    return next((words(band.name, lang) for band in index.bands if score >= band.threshold), "")


def _counts(result: Result, code: str) -> bool:
    return bool((result.effective[..., result.index.position[code]] > 0).any())


def _titles(table: Any, lang: str) -> list[str]:
    return [
        zh if lang == "zh" and zh else en
        for en, zh in zip(table["title"], table["title_zh"], strict=True)
    ]
