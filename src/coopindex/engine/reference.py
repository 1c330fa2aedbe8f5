"""Whose figures fixed the scale of a scoring, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from coopindex.engine.index import Reference
from coopindex.engine.scale import Scale
from coopindex.engine.scored import Scored
from coopindex.periods import Period, before, ordered, said
from coopindex.phrases import again, chain, comma, joined, listed, say

MOST = 3  # steps on rows of their own that are named


def scale_words(result: Scored, lang: str = "en") -> str:
    """Say which rows fixed the scale; "" where that goes without saying.

    The rows that most steps refer to come first, then each stage that refers to others.
    """
    index, scale = result.index, result.fitted
    if scale.held:
        named = scale.file and say("scale.held_from", lang, file=scale.file)
        return comma(lang).join(
            filter(None, (named or say("scale.held", lang), _whose(scale, lang)))
        )
    if not index.fits:
        return ""
    counts = Counter(of for _, _, of in index.fits)
    usual = max(counts, key=lambda of: counts[of])
    others: dict[tuple[str, str], None] = {}
    for node, stage, of in index.fits:
        if of != usual:
            whole = all(other == of for _, at, other in index.fits if at == stage)
            where = say(f"stage.{stage}", lang)
            if not whole:
                name = index.called[node.code]
                name_said = name.zh if lang == "zh" else name.en
                where = say("scale.stage_of", lang, stage=where, node=name_said)
            others[where, rows_in_words(result, of, lang)] = None
    parts = [rows_in_words(result, usual, lang)]
    parts += [
        say(
            "scale.part",
            lang,
            where=where,
            rows=rows or say("scale.each_alone", lang, **said(result.years, lang)),
        )
        for where, rows in list(others)[:MOST]
    ]
    further = len(others) - MOST
    parts += [say("scale.further", lang, number=further, count=further)] if further > 0 else []
    return joined((part for part in (*parts, _units_in_words(result, lang)) if part), lang)


def _whose(scale: Scale, lang: str) -> str:
    """Say whose figures fixed a scale that is held; the words of its file are quoted."""
    quoted = scale.words and say("scale.in_its_words", lang, words=scale.words)
    return ("：" if lang == "zh" else ": ").join(
        part for part in (in_years(scale.fitted_to, lang), quoted) if part
    )


def rows_in_words(result: Scored, of: Reference, lang: str = "en") -> str:
    """Say the rows of a reference: years, and groups of units."""
    first, last = result.data.years[0], result.data.years[-1]
    if isinstance(of.years, tuple):
        parts = any(isinstance(year, str) for year in of.years)
        words = in_years(of.years, lang) if parts else listed(map(str, of.years), lang)
    elif first == last:
        words = ""
    elif of.years == "scored":
        words = say(
            "scale.years_scored", lang, years=in_years(result.years, lang), **said([last], lang)
        )
    elif of.years == "all":
        words = say("scale.all_years", lang, first=first, last=last, **said([last], lang))
    elif len(result.years) > 1:
        words = say("scale.own_years", lang, **said([last], lang))
    else:
        words = say("scale.year_alone", lang, year=result.years[0])
    groups = [say("scale.group_is", lang, group=name, label=label) for name, label in of.where]
    whose = groups and say(
        "scale.units_whose", lang, groups=again(chain(groups, "frame.and"), lang)
    )
    return comma(lang).join(part for part in (words, whose) if part)


def _units_in_words(result: Scored, lang: str) -> str:
    """Say whether units that are not ranked take part in the scale, where there are any."""
    scored = ~np.isnan(result.score)
    out, whole = (int(of.any(axis=0).sum()) for of in (~result.ranked & scored, scored))
    if not out:
        return ""
    if result.index.ranked_scale:
        return say("scale.ranked_alone", lang, count=out, whole=whole)
    return say("scale.all_units", lang, out=out, whole=whole)


def in_years(years: Sequence[Period], lang: str = "en") -> str:
    """Name years, those that follow each other by the first and the last.

    >>> in_years([2019]), in_years([2017, 2018, 2019, 2021]), in_years([0])
    ('2019', '2017–2019, 2021', '')
    >>> in_years(["2020-11", "2020-12", "2021-01", "2021-03"])
    '2020-11–2021-01, 2021-03'
    """
    runs: list[list[Period]] = []
    for year in ordered(year for year in years if year):
        if runs and before(year) == runs[-1][-1]:
            runs[-1].append(year)
        else:
            runs.append([year])
    each = (f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return listed(each, lang)
