"""How scores have grown on the period before, and on the year before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopindex.engine.frames import records
from coopindex.engine.result import Result
from coopindex.periods import YEAR, frequency, said
from coopindex.periods import title as period_title
from coopindex.phrases import method_name, saying
from coopindex.questions.growth import ON_YEAR, PREVIOUS
from coopindex.report.pages.frame import flags, grounds, head, in_language, name_columns
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.report.written import decimals

if TYPE_CHECKING:
    import pandas as pd


def page(answer: pd.DataFrame, about: Result, lang: str = "en", *, node: str | None = None) -> Page:
    """Every unit's score in every period scored, and its growth. node : of which node it is."""
    frame = head(about, lang), flags(about.flags, lang)
    named = {"node": node} if node else {}
    return Page(
        lang,
        lambda: (frame[0], section(answer, about, lang, node), frame[1]),
        lambda: {**about.asked, **named, "growth": records(answer), **grounds(about)},
        lambda: answer,
        frame,
    )


def section(
    answer: pd.DataFrame, about: Result, lang: str = "en", node: str | None = None
) -> Section:
    """Return every unit's score and growth. node : of which node it is."""
    word, periods = saying("growth", lang), said(about.years, lang)
    units, scores = answer["unit"].tolist(), answer["score"].tolist()
    yearly = frequency(about.years[-1]) is YEAR
    titles = {PREVIOUS: word("on_previous_years" if yearly else "on_previous", **periods)}
    titles |= {} if yearly else {ON_YEAR: word("on_year")}
    columns = [
        *name_columns(units, about.index, about.data, lang, priority=4),
        Column("year", period_title(about.years, lang), "year", answer["year"].tolist(), head=True),
        Column("score", word("score"), "score", scores, decimals=decimals(scores)),
    ]
    columns += [
        Column(key, title, "score", answer[key].tolist(), decimals=1, signed=True)
        for key, title in titles.items()
    ]
    of = in_language(about.index.called[node], lang) if node else ""
    title = word("title_of", node=of) if of else word("title")
    sentences = (word("about_years" if yearly else "about", **periods), *_doubts(about, lang))
    return Section(title, sentences, Table(tuple(columns), each(units)))


def _doubts(about: Result, lang: str) -> Iterator[str]:
    """Say why growth says little: points without a natural 0, scales that differ by period."""
    word, index = saying("growth", lang), about.index
    choices = [leaf.normalisation for leaf in index.leaves]
    scaled = [way for way in choices if not (way.found.based or way.leaves_alone)]
    if scaled:
        yield word("ratios", method=method_name("normalisation", scaled[0].method, lang))
    if len(about.data.years) > 1 and (own := index.fitted_by_year):
        yield word(f"own_{own}", **said(about.years, lang))
