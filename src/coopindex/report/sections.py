"""What there is to say about a scoring, a comparison, an explanation or a robustness analysis: answers in, sections out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.data import Data
from coopindex.engine.index import Index
from coopindex.engine.naming import Text
from coopindex.engine.result import Result
from coopindex.problems import Problem
from coopindex.report.page import (
    MISSING,
    Column,
    Section,
    fixed,
    percent,
    places,
    rows_apart,
    spans,
)

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.robustness.weights import WeightSensitivity

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


def shift(value: float) -> str:
    """Write a rank shift as an arrow and a number.

    >>> shift(2.0), shift(-1.0), shift(0.0)
    ('▲2', '▼1', '=')
    """
    if not np.isfinite(value):
        return MISSING
    return f"{'▲' if value > 0 else '▼'}{abs(value):g}" if value else "="


def robustness(
    found: WeightSensitivity, index: Index, data: Data, lang: str = "en"
) -> tuple[Section, ...]:
    """Rank intervals, the chance of each rank, and the weights at which neighbours swap."""
    table = found.table
    low, median, high = (numbers(table[name]) for name in ("p5", "median", "p95"))
    units = table["unit"].tolist()
    intervals = (
        Column("rank", places(numbers(table["rank"])), key=True, numeric=True),
        *names(units, index, data, lang, drop=3),
        Column("score", fixed(table["score"].tolist()), numeric=True, drop=2),
        Column("mean", fixed(table["mean"].tolist(), 2), numeric=True),
        Column("median", places(median), numeric=True),
        Column(
            "rank 5–95 %",
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
    now, then = rows_apart(table["share"].tolist(), table["swap_at"].tolist())
    who = [[words(data.called[unit], lang) for unit in table[side]] for side in ("above", "below")]
    text = "One dimension's share moves, the others keep their proportions. The nearest swap comes first."
    return Section(
        "Weights at which neighbours swap",
        (text,),
        (
            Column(
                "dimension",
                [words(index.called[code], lang) for code in table["node"]],
                key=True,
            ),
            Column("share", now, numeric=True),
            Column("swap at", then, numeric=True),
            Column("above", who[0]),
            Column("overtaken by", who[1]),
        ),
        (f"{further} further swaps lie farther away.",) if further > 0 else (),
    )


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


def listed(names: Iterable[str]) -> str:
    """List names in a sentence; those that hold a mark which parts names stand in quotes.

    >>> listed(["Ningbo", "Washington, D.C."])
    'Ningbo, “Washington, D.C.”'
    """
    return ", ".join(f"“{name}”" if "," in name or ";" in name else name for name in names)


def numbers(column: Any) -> list[float]:
    """A column's values as floats; missing ones as NaN."""
    values: list[float] = column.astype(float).to_numpy(dtype=float, na_value=np.nan).tolist()
    return values
