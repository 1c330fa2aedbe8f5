"""Whose figures fixed the scale of a scoring, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from coopindex.engine.index import Reference
from coopindex.engine.scored import Scored

MOST = 3  # steps on rows of their own that are named


def scale_words(result: Scored) -> str:
    """Say which rows fixed the scale; "" where that goes without saying.

    The rows that most steps refer to come first, then each stage that refers to others.
    """
    index, scale = result.index, result.scale
    if scale.held:
        whose = ": ".join(part for part in (in_years(scale.fitted), scale.words) if part)
        return f"held{f' from {scale.file}' if scale.file else ''}{f', {whose}' if whose else ''}"
    if not index.fits:
        return ""
    counts = Counter(of for _, _, of in index.fits)
    usual = max(counts, key=lambda of: counts[of])
    others: dict[tuple[str, str], None] = {}
    for node, stage, of in index.fits:
        if of != usual:
            whole = all(other == of for _, at, other in index.fits if at == stage)
            where = stage if whole else f"{stage} of {index.called[node.code]}"
            others[where, rows_in_words(result, of)] = None
    parts = [rows_in_words(result, usual)]
    parts += [f"{where}: {words or 'each year alone'}" for where, words in list(others)[:MOST]]
    further = len(others) - MOST
    parts += [f"{further} more steps on rows of their own"] if further > 0 else []
    return "; ".join(part for part in (*parts, _units_in_words(result)) if part)


def rows_in_words(result: Scored, of: Reference) -> str:
    """Say the rows of a reference: years, and groups of units."""
    first, last = result.data.years[0], result.data.years[-1]
    if isinstance(of.years, tuple):
        words = ", ".join(map(str, of.years))
    elif first == last:
        words = ""
    elif of.years == "scored":
        words = f"the years scored, {in_years(result.years)}"
    elif of.years == "all":
        words = f"all years {first}–{last}"
    else:
        words = "each year's own" if len(result.years) > 1 else f"{result.years[0]} alone"
    groups = " and ".join(f"{name} is {label}" for name, label in of.where)
    return ", ".join(part for part in (words, groups and f"units whose {groups}") if part)


def _units_in_words(result: Scored) -> str:
    """Say whether units that are not ranked take part in the scale, where there are any."""
    scored = ~np.isnan(result.score)
    out, whole = (int(of.any(axis=0).sum()) for of in (~result.ranked & scored, scored))
    if not out:
        return ""
    if result.index.ranked_scale:
        return f"ranked units alone ({out} of {whole} stay{'s' if out == 1 else ''} out)"
    return f"all {whole} units, {out} of them not ranked"


def in_years(years: Sequence[int]) -> str:
    """Name years, those that follow each other by the first and the last.

    >>> in_years([2019]), in_years([2017, 2018, 2019, 2021]), in_years([0])
    ('2019', '2017–2019, 2021', '')
    """
    runs: list[list[int]] = []
    for year in sorted(year for year in years if year):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
