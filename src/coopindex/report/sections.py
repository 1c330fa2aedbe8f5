"""What there is to say about a scoring, a comparison, an explanation or a robustness analysis: answers in, sections out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.data import Data, PublishedTable
from coopindex.engine.index import Index
from coopindex.engine.naming import Text
from coopindex.engine.result import Result
from coopindex.figures import beside, digits, share
from coopindex.problems import Problem
from coopindex.questions.verify import read, tolerance
from coopindex.report.page import (
    MISSING,
    Column,
    Section,
    bars,
    correlations,
    decided,
    decimals,
    fixed,
    percent,
    places,
)

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.questions.compare import Comparison
    from coopindex.questions.verify import Check

NEAREST = 15  # swaps shown
MOST_MISSES = 10  # figures of a published column that are named one by one
MOST_RANKS = 60  # columns of the table of chances
MOST_DECIMALS = 4  # an index that ranks on more is shown with fewer


def words(text: Text, lang: str = "en") -> str:
    """Return a label in the language asked for, else in the other."""
    return (text.zh or text.en) if lang == "zh" else (text.en or text.zh)


def head(result: Result, lang: str = "en", title: str = "", weights: str = "") -> Section:
    """What is shown, for when, under which weights, and at once how much of it is observed."""
    index = result.index
    when = ", ".join(str(year) for year in result.years if year)
    named = [
        title or words(index.title, lang),
        when,
        weights or result.weights_name,
        result.scale_words and f"scale: {result.scale_words}",
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
    """The weights of the index's dimensions, assumed ones starred; those without weight are left out.

    One line, or one for every year scored where they differ between them.
    """
    table = result.weights[(result.weights["depth"] == 1) & (result.weights["share"] > 0)]
    index = result.index
    if result.weights_by_year:
        lines = [
            _weights(table[table["year"] == year], index, lang, f" {year}") for year in result.years
        ]
    else:
        lines = [_weights(table, index, lang)]
    return (*lines, assumption(result)) if table["assumed"].any() else tuple(lines)


def _weights(table: pd.DataFrame, index: Index, lang: str, when: str = "") -> str:
    titles = _titles(table, index, lang)
    shares = zip(titles, percent(table["share"].tolist()), table["assumed"], strict=True)
    listed = " · ".join(f"{title} {share}{'*' if star else ''}" for title, share, star in shares)
    return f"Weights{when}: {listed}"


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
    lines = [band.threshold for band in result.index.bands]
    columns.append(Column("score", decided(scores, lines, shown), numeric=True))
    if not nodes and min(scores, default=0) >= 0:
        columns.append(Column("", bars(scores, 12), drawing=True, drop=3))
    if "band" in table:
        columns.append(
            Column("band", [_band(result.index, score, lang) for score in scores], drop=2)
        )
    if (result.coverage < 1 - 1e-9).any():
        least = result.index.minimum_present
        known = [share(value, least, places=0) for value in table["coverage"].tolist()]
        columns.append(Column("data", known, numeric=True, drop=1))
    wanted = [
        node
        for node, depth in result.index.depth_first()
        if depth and (nodes or (depth == 1 and _counts(result, node.code)))
    ]
    at = result.positions(table)
    points = [result.array(node.code)[at].tolist() for node in wanted]
    shown = decimals([value for values in points for value in values])
    for node, values in zip(wanted, points, strict=True):
        title = node.code if nodes else words(result.index.called[node.code], lang)
        columns.append(Column(title, fixed(values, shown), numeric=True, drop=0 if nodes else 5))
    return Section(text=weights_line(result, lang), columns=tuple(columns))


def weights(result: Result, lang: str = "en") -> Section:
    """Whose weights they are; every node's share inside its parent and effective weight on the index."""
    table = result.weights
    assumed = ["*" if assumed else "" for assumed in table["assumed"]]
    share, effective = (percent(table[name].tolist()) for name in ("share", "effective"))
    depths, each = table["depth"].tolist(), len(result.index.nodes)
    titles = _titles(table, result.index, lang)
    drawn = [tree(depths[k : k + each], titles[k : k + each]) for k in range(0, len(depths), each)]
    years = [str(year) for year in table["year"]] if result.weights_by_year else []
    named = result.weights_name
    return Section(
        "Weights",
        (f"{named[:1].upper()}{named[1:]}.", *((assumption(result),) if any(assumed) else ())),
        (
            *([Column("year", years, key=True, numeric=True)] if years else []),
            Column("node", [line for lines in drawn for line in lines], key=True),
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
        Column("Spearman's rho", correlations(pairs["spearman"].tolist()), numeric=True),
        Column("Kendall's tau", correlations(pairs["kendall"].tolist()), numeric=True),
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
    """Each published figure, or column of them, beside ours; below, what of a column is not met."""
    if not found:
        return Section(text=("The index states no published figures.",))
    compared, agreeing = (
        sum(getattr(check, name) for check in found) for name in ("compared", "agreeing")
    )
    precision = "at its printed precision"
    if any(check.published.tolerance is not None for check in found):
        precision += ", or within the tolerance stated"
    sides = [_side_by_side(check, data) for check in found]
    return Section(
        text=(f"{agreeing:,} of {compared:,} published figures are met, each {precision}.",),
        columns=(
            Column("", ["✓" if check.met else "✗" for check in found]),
            Column("figure", [check.label(data.called) for check in found], key=True),
            Column("published", [theirs for theirs, _ in sides], numeric=True),
            Column("ours", [ours for _, ours in sides], numeric=True, wrap=True),
            Column("source", [check.published.source for check in found], drop=1),
        ),
        # what several checks of one column find alike is said once
        below=tuple(dict.fromkeys(line for check in found for line in _misses(check, data))),
    )


def _side_by_side(check: Check, data: Data) -> tuple[str, str]:
    """Return a figure as published and as ours; of a column, how many are met, and how far off."""
    of, half = check.published, tolerance(check.published)
    if isinstance(of, PublishedTable):
        known = "" if of.known is None else f", {of.known:,} known not to be"
        met = f"{check.agreeing:,} of {check.compared:,} met{known}"
        if check.at is None:
            return met, "ours missing" if check.compared else MISSING
        where = ", ".join(part for part in _whose(*check.at, data) if part)
        size = digits(check.worst, half, least=2)
        return met, f"largest deviation {size} ({where})" if check.worst else "no deviation"
    printed, stated = of.value, of.tolerance is not None
    if math.isnan(check.ours):
        return printed, "ours missing"
    value, shown = read(printed)[0], len(printed.rstrip("% ").partition(".")[2]) + 2
    percent = "%" in printed
    if of.figure == "rank" and check.ours == round(check.ours):
        shown = 0
    ours = beside(check.ours, value - half, value + half, places=shown, percent=percent)
    return f"{printed} ± {of.tolerance:g}" if stated else printed, ours


def _misses(check: Check, data: Data) -> list[str]:
    """Name the figures of a column that are not met, and those of ours where it has a blank."""
    of = check.published
    if not isinstance(of, PublishedTable):
        return []
    half, about = tolerance(of), check.label(data.called).partition(":")[0]
    lines = []
    for kind, cells in (("not met", check.misses), ("blank there", check.blanks)):
        for unit, year, theirs, ours in cells[:MOST_MISSES]:
            where = ", ".join(part for part in _whose(unit, year, data) if part)
            printed = "blank" if math.isnan(theirs) else _printed(theirs, of)
            shown = (
                "missing"
                if math.isnan(ours)
                else digits(ours, theirs - half, theirs + half, least=8)
            )
            lines.append(f"{about}: {where}: published {printed}, ours {shown}")
        if len(cells) > MOST_MISSES:
            lines.append(f"{about}: {len(cells) - MOST_MISSES:,} more {kind}")
    return lines


def _whose(unit: str, year: int, data: Data) -> tuple[str, str]:
    return str(data.called[unit]), str(year or "")


def _printed(value: float, of: PublishedTable) -> str:
    return f"{value:.{of.decimals}f}" if of.tolerance is None else f"{value:.15g}"


# -- what the sections share ------------------------------------------------------------------------------------------


def names(units: Sequence[str], index: Index, data: Data, lang: str, drop: int) -> list[Column]:
    """The units' names, and those in the other language where the screen is wide enough.

    The first column tells all units apart; the other one is empty where there is no other name.
    """
    titles = {"en": index.unit.en, "zh": index.unit.zh}
    if titles["zh"] in ("", titles["en"]):
        titles["zh"] = "名称"
    other = "en" if lang == "zh" else "zh"
    first = Column(
        titles[lang], [words(data.called[unit], lang) for unit in units], key=True, wrap=True
    )
    texts = [data.names[unit] for unit in units]
    second = [getattr(text, other) if text.zh and text.en != text.zh else "" for text in texts]
    return [first, Column(titles[other], second, drop=drop)] if any(second) else [first]


def full_name(unit: str, data: Data, lang: str) -> str:
    """Return a unit's name with that in the other language, told apart from the other units'."""
    name, text = words(data.called[unit], lang), data.names[unit]
    other = text.en if lang == "zh" else text.zh
    if other in name:
        return name
    return f"{other} {name}" if lang == "zh" else f"{name} {other}"


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


def _titles(table: Any, index: Index, lang: str) -> list[str]:
    return [words(index.called[code], lang) for code in table["node"]]
