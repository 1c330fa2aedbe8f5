"""Rows that stand for all others: a total, or a mean, would be scored as one of the units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from math import comb

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array
from coopindex.phrases import Wording

# units of which one may be known from the others
LEAST = 3
# relative: what is left when figures are added up
CLOSE = 1e-6
# others whose sum in a single column is no accident
MANY = 4
# of an accident, which is taken for one above it
CHANCE = 0.01
NAMES = frozenset(
    [
        *("total", "totals", "grandtotal", "subtotal", "sum", "overall", "all", "world", "wld"),
        *("average", "mean", "allunits", "allcountries", "allcities", "allprovinces", "nationwide"),
        *("全国", "合计", "总计", "共计", "小计", "总和", "总数", "全省", "全市", "全区", "全球"),
        *("世界", "平均", "平均值", "均值", "全部", "insgesamt", "gesamt", "summe", "ensemble"),
        *("razem", "ogółem", "celkem", "spolu", "összesen", "ukupno", "skupaj", "всего", "итого"),
        *("toplam", "suma", "totale", "totaal", "totalt", "yhteensä", "moyenne"),
        *("durchschnitt", "mittelwert", "promedio", "średnia", "ortalama", "průměr"),
        *("合計", "總計", "共計", "小計", "總和", "總數", "全國", "全體", "全國合計", "全国合计"),
    ]
)
# words that tell so at the beginning or at the end of a longer name
WORDS = frozenset(["total", "totals", "subtotal", "average", "insgesamt", "gesamt", "summe"])
ENDINGS = ("合计", "总计", "小计", "合計", "總計", "小計", "平均", "平均值", "均值")


def is_called_total(*names: str) -> bool:
    """Say whether a unit is called as totals and means are.

    >>> [is_called_total(name) for name in ("Ningbo", "Grand total", "全 国", "EU total")]
    [False, True, True, True]
    """
    folded = [unicodedata.normalize("NFKC", name).casefold() for name in names]
    words = [re.findall(r"\w+", name) for name in folded]
    return any(
        "".join(parts).replace("_", "") in NAMES
        or (
            bool(parts)
            and (not WORDS.isdisjoint((parts[0], parts[-1])) or parts[-1].endswith(ENDINGS))
        )
        for parts in words
    )


def sums_and_means(values: Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which rows are the sum, and which the mean, of all others.

    values : (U, K) figures of one year, NaN where missing. A row that stands twice is held against
    the rest. A row is a sum where at least half of its figures are (or are half the sum of the
    others: those hold subtotals too), a mean where all are, as closely as figures are printed, and
    where that is no accident: where few figures of the sizes in the table lie so close, in columns
    that are not in proportion to each other. Columns without spread say nothing.
    Returns two arrays (U,).

    >>> sums_and_means(np.array([[1.0, 10], [2, 50], [4, 10], [7, 70]]))[0].tolist()
    [False, False, False, True]
    """
    spread = np.array([len(set(column[~np.isnan(column)].tolist())) > 1 for column in values.T])
    values = values[:, spread]
    summed, meant = np.zeros(len(values), bool), np.zeros(len(values), bool)
    if len(values) < LEAST or values.shape[1] < 1:
        return summed, meant
    present, figures = ~np.isnan(values), np.nan_to_num(values)
    same = np.unique(np.column_stack([present, figures]), axis=0, return_inverse=True)[1].ravel()
    times = np.bincount(same)[same][:, None]
    sums = figures.sum(axis=0) - times * figures
    counts = present.sum(axis=0) - times
    several = present & (counts > 1)
    held = several.sum(axis=1)
    digits = 10.0 ** -_decimals(figures)
    unit = digits.min(axis=0)
    size = np.abs(figures)
    near = np.maximum(CLOSE * size, np.minimum(_rounding(unit, counts), 0.005 * size))
    with np.errstate(over="ignore"):  # beyond 1 is 1
        accident = np.minimum((2 * near + unit) / np.where(size > 0, size, unit), 1.0)
    for share, least in ((1, 2), (2, MANY + 1)):
        off = np.abs(figures - sums / share)
        is_sum = several & (off <= near) & (figures != 0) & (counts >= least)
        exact = is_sum & (off <= CLOSE * size) & (counts >= MANY)
        for row in np.flatnonzero(2 * is_sum.sum(axis=1) >= np.maximum(held, 1)):
            chosen = _different(figures, np.flatnonzero(is_sum[row]), centre=False)
            ways = comb(int(held[row]), len(chosen)) if len(chosen) < held[row] else 1
            enough = len(chosen) > 1 or bool(exact[row, chosen].all())
            summed[row] |= enough and ways * float(np.prod(accident[row, chosen])) <= CHANCE
    means = sums / np.maximum(counts, 1)
    near = np.maximum(CLOSE * np.abs(means), 0.5000001 * digits)
    width = np.nanmax(values, axis=0) - np.nanmin(values, axis=0)
    accident = np.minimum(2 * near / width, 1.0)
    is_mean = several & (np.abs(figures - means) <= near)
    for row in np.flatnonzero((is_mean.sum(axis=1) >= 2) & (is_mean.sum(axis=1) == held)):
        chosen = _different(figures, np.flatnonzero(is_mean[row]), centre=True)
        chance = len(values) * float(np.prod(accident[row, chosen]))
        meant[row] = len(chosen) > 1 and chance <= CHANCE
    return summed, meant & ~summed


def _decimals(figures: Array) -> Array:
    """Return with how many decimals figures are written, six at most."""
    decimals = np.zeros(figures.shape)
    for digits in range(1, 7):
        scaled = figures * 10.0 ** (digits - 1)
        decimals[~np.isclose(scaled, np.round(scaled), rtol=1e-9, atol=1e-9)] = digits
    return decimals


def _rounding(unit: Array, counts: Array) -> Array:
    """Return how far a printed total may lie from the sum of printed parts, as rounding adds up."""
    return 0.6 * np.sqrt(np.maximum(counts, 0)) * unit


def _different(figures: Array, columns: Iterable[int], *, centre: bool) -> list[int]:
    """Return those columns that differ by more than scale (and level, where `centre`)."""
    chosen: list[int] = []
    directions: list[Array] = []
    for column in columns:
        moved = figures[:, column] - (figures[:, column].mean() if centre else 0.0)
        length = float(np.linalg.norm(moved))
        direction = moved / (length or 1.0)
        if all(abs(float(direction @ other)) < 1 - 1e-9 for other in directions):
            chosen.append(column)
            directions.append(direction)
    return chosen


def totals(
    values: Array, codes: Sequence[str], names: Sequence[Sequence[str]]
) -> list[tuple[int, Wording]]:
    """Return the positions of units that seem to stand for all others, and what they seem to be.

    values : (Y, U, K). names : of each unit.
    """
    years = [year for year in values if not np.isnan(year).all()]
    found = [sums_and_means(year) for year in years]
    there = [~np.isnan(year).all(axis=1) for year in years]
    seeming = []
    for position, code in enumerate(codes):
        kinds = [
            {"sum"} if summed[position] else {"mean"} if meant[position] else set()
            for (summed, meant), here in zip(found, there, strict=True)
            if here[position]
        ]
        kind = set.intersection(*kinds) if kinds else set()
        if kind:
            seeming.append((position, Wording(f"observation.is-the-{kind.pop()}")))
        elif len(codes) >= LEAST and is_called_total(code, *names[position]):
            seeming.append((position, Wording("observation.called-total")))
    return seeming
