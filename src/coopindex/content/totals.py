"""Rows that stand for all others: a total, or a mean, would be scored as one of the units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array

LEAST = 3  # units of which one may be told from the others
CLOSE = 1e-6  # relative: what is left when figures are added up
NAMES = frozenset(
    [
        *("total", "totals", "grandtotal", "subtotal", "sum", "overall", "all", "world", "wld"),
        *("average", "mean", "allunits", "allcountries", "allcities", "allprovinces", "nationwide"),
        *("全国", "合计", "总计", "共计", "小计", "总和", "总数", "全省", "全市", "全区", "全球"),
        *("世界", "平均", "平均值", "均值", "全部", "insgesamt", "gesamt", "summe", "ensemble"),
        *("razem", "ogółem", "celkem", "spolu", "összesen", "ukupno", "skupaj", "всего", "итого"),
    ]
)


def is_called_total(*names: str) -> bool:
    """Say whether a unit is called as totals and means are.

    >>> [is_called_total(name) for name in ("Ningbo", "Grand total", "全 国")]
    [False, True, True]
    """
    folded = (unicodedata.normalize("NFKC", name).casefold() for name in names)
    return any(re.sub(r"[\W_]", "", name) in NAMES for name in folded)


def sums_and_means(values: Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which rows are the sum, and which the mean, of all others.

    values : (U, K) figures of one year, NaN where missing. A row that stands twice is held against
    the rest. A row is a sum where at least half of its figures are, and two of them at least in
    columns that are not in proportion to each other; a mean where all are, and three at least that
    do not lie on a line. Columns without spread say nothing.
    Returns two arrays (U,).

    >>> sums_and_means(np.array([[1.0, 10], [2, 5], [4, 1], [7, 16]]))[0].tolist()
    [False, False, False, True]
    """
    spread = np.array([len(set(column[~np.isnan(column)].tolist())) > 1 for column in values.T])
    values = values[:, spread]
    nobody = np.zeros(len(values), bool)
    if len(values) < LEAST or values.shape[1] < 2:
        return nobody, nobody.copy()
    present, figures = ~np.isnan(values), np.nan_to_num(values)
    same = np.unique(np.column_stack([present, figures]), axis=0, return_inverse=True)[1].ravel()
    times = np.bincount(same)[same][:, None]
    sums = figures.sum(axis=0) - times * figures
    counts = present.sum(axis=0) - times
    near = np.maximum(CLOSE * np.abs(figures), _rounding(figures, counts))
    several = present & (counts > 1)
    is_sum = several & (np.abs(figures - sums) <= near) & (figures != 0)
    means = sums / np.maximum(counts, 1)
    is_mean = several & (np.abs(figures - means) <= CLOSE * np.abs(means))
    held = several.sum(axis=1)
    summed = (is_sum.sum(axis=1) >= 2) & (2 * is_sum.sum(axis=1) >= held)
    meant = (is_mean.sum(axis=1) >= 3) & (is_mean.sum(axis=1) == held)
    for row in np.flatnonzero(summed):
        summed[row] = _different(figures[:, is_sum[row]], centre=False) >= 2
    for row in np.flatnonzero(meant):
        meant[row] = _different(figures[:, is_mean[row]], centre=True) >= 3
    return summed, meant


def _rounding(figures: Array, counts: Array) -> Array:
    """Return how far a printed total may lie from the sum of printed parts, as rounding adds up."""
    decimals = np.zeros(figures.shape[1])
    for place in range(1, 7):
        scaled = figures * 10.0 ** (place - 1)
        more = ~np.isclose(scaled, np.round(scaled), rtol=1e-9, atol=1e-9).all(axis=0)
        decimals[more] = place
    allowed = 0.6 * np.sqrt(np.maximum(counts, 0)) * 10.0**-decimals
    return np.minimum(allowed, 0.005 * np.abs(figures))


def _different(columns: Array, *, centre: bool) -> int:
    """Return how many columns differ by more than scale (and level, where `centre`)."""
    moved = columns - columns.mean(axis=0) if centre else columns
    lengths = np.linalg.norm(moved, axis=0)
    directions = moved / np.where(lengths > 0, lengths, 1.0)
    kept: list[Array] = []
    for direction in directions.T:
        if all(abs(float(direction @ other)) < 1 - 1e-9 for other in kept):
            kept.append(direction)
    return len(kept)


def totals(
    values: Array, codes: Sequence[str], names: Sequence[Sequence[str]]
) -> list[tuple[int, str]]:
    """Return the places of units that seem to stand for all others, and what they seem to be.

    values : (Y, U, K). names : of each unit.
    """
    years = [year for year in values if not np.isnan(year).all()]
    found = [sums_and_means(year) for year in years]
    there = [~np.isnan(year).all(axis=1) for year in years]
    told = []
    for place, code in enumerate(codes):
        kinds = [
            {"sum"} if summed[place] else {"mean"} if meant[place] else set()
            for (summed, meant), here in zip(found, there, strict=True)
            if here[place]
        ]
        kind = set.intersection(*kinds) if kinds else set()
        if kind:
            told.append((place, f"is the {kind.pop()} of the others"))
        elif len(codes) >= LEAST and is_called_total(code, *names[place]):
            told.append((place, "is called as a total or a mean is"))
    return told
