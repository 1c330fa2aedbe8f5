"""What the pages share: the heading, flags, whose weights, and names of units and nodes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from shlex import quote
from typing import Any

import numpy as np

from coopindex.engine.data import Data, Source
from coopindex.engine.index import Asked, Index
from coopindex.engine.naming import Text
from coopindex.engine.reference import in_years, scale_words
from coopindex.engine.result import Result
from coopindex.engine.weights import in_use
from coopindex.engine.weights import weights_words as words_of_weights
from coopindex.methods.elicitation import CONSISTENT, WAYS
from coopindex.periods import Period
from coopindex.phrases import closed_up, comma, listed, say, saying
from coopindex.problems import SHOWN, Problem, grouped
from coopindex.report.table import Column, Section
from coopindex.report.written import decided, percent


def in_language(text: Text, lang: str = "en") -> str:
    """Return a label in the language asked for, else in the other."""
    return closed_up(text.zh or text.en) if lang == "zh" else (text.en or text.zh)


def head(
    result: Result, lang: str = "en", title: str = "", weights: str = "", *, whole: bool = False
) -> Section:
    """What is shown, for when, under which weights, and how much of it is observed.

    whole : with the index's note on illustrative cells in full; else a line says where it stands.
    """
    index = result.index
    parts = any(isinstance(year, str) for year in result.years)
    when = (
        in_years(result.years, lang)
        if parts
        else listed((str(year) for year in result.years if year), lang)
    )
    rows = scale_words(result, lang)
    heading = [
        title or in_language(index.title, lang),
        when,
        weights or whose_weights(result, lang),
        rows and say("frame.scale", lang, rows=rows),
    ]
    note = in_language(index.note, lang) if result.statuses.get("illustrative") else ""
    if note and not whole:
        # a scoring knows the words it was asked by
        named = (getattr(result, "words", None) or (index.code,))[0]
        note = say("frame.note_elsewhere", lang, index=quote(named))
    return Section(
        " · ".join(part for part in heading if part),
        tuple(part for part in (honesty(result.statuses, lang), note) if part),
        warning="illustrative" in result.statuses,
    )


def whose_weights(result: Result, lang: str = "en") -> str:
    """Say whose weights are in use, as `weights mine in place of entropy with a=60%`."""
    return in_use(words_of_weights(result.index, result.scheme, lang), lang)


def honesty(statuses: Mapping[str, int], lang: str = "en") -> str:
    """Say how many cells are observed, derived, illustrative, missing.

    >>> honesty({"observed": 3, "missing": 1}), honesty({"observed": 3, "missing": 1}, "zh")
    ('4 cells: 3 observed, 1 missing', '共4个数据：3个实际数据、1个缺失')
    """
    each = (
        say("frame.cells_of", lang, count=count, status=say(f"status.{status}", lang))
        for status, count in statuses.items()
    )
    return say("frame.cells", lang, count=sum(statuses.values()), listed=listed(each, lang))


def flags(found: Iterable[Problem], lang: str = "en") -> Section:
    """What is doubtful about the data, one line a kind; an empty section when nothing is."""
    lines = tuple(group.said(lang) for group in grouped(found))
    title = say("frame.flags", lang, number=len(lines)) if lines else ""
    return Section(title, below=lines, most=SHOWN)


def grounds(result: Result) -> dict[str, Any]:
    """Say what an answer stands on, for JSON."""
    return {"flags": flags_facts(result.flags), "provenance": result.provenance}


def flags_facts(found: Iterable[Problem]) -> list[dict[str, Any]]:
    """What is doubtful about the data, for JSON: many of one kind with their members."""
    return [group.as_dict() for group in grouped(found)]


# -- weights -------------------------------------------------------------------------------------


def weights_lines(result: Result, lang: str = "en") -> tuple[str, ...]:
    """The weights of the index's dimensions, assumed ones starred; those of weight 0 are left out.

    One line, or one for every year scored where they differ between them. What is not counted is
    named on a line of its own.
    """
    index, apart = result.index, result.weights_by_year
    years = result.years if apart else result.years[-1:]
    shares = np.broadcast_to(result.shares, (len(result.years), len(index.nodes)))[-len(years) :]
    used = [
        {code: share for code in index.root.children if (share := each[index.position[code]]) > 0}
        for each in shares
    ]
    lines = [
        _weights_line(result, weights, "weights_in" if apart else "weights", lang, year)
        for weights, year in zip(used, years, strict=True)
    ]
    starred = any(result.assumed.intersection(weights) for weights in used)
    lines += [assumption(result, lang)] if starred else []
    return (*lines, *asked_line(result, lang), *uncounted_line(result, lang))


def asked_line(result: Result, lang: str = "en") -> tuple[str, ...]:
    """Say of whom the weights in use were asked, and how far they agree; nothing where of nobody.

    Whoever sets other weights beside the scheme has weights of his own.
    """
    asked = result.scheme.asked
    return () if asked is None or result.scheme.settings else (asked_said(asked, lang),)


def asked_said(asked: Asked, lang: str = "en") -> str:
    """Say of how many experts weights were asked, how and when, and how far they agree."""
    word, way = saying("frame", lang), WAYS.get(asked.way)
    method = say(f"questionnaire.method-{way.kind}", lang) if way else asked.way
    parts = [word("asked", count=len(asked.experts), number=len(asked.experts), method=method)]
    parts += [asked.date] if asked.date else []
    if asked.concordance is not None:
        parts.append(word("asked_w", figure=f"{asked.concordance:.3f}"))
    if asked.ratio is not None:
        parts.append(word("asked_ratio", figure=decided([asked.ratio], (CONSISTENT,), 3)[0]))
    parts += [word("asked_accepted")] if asked.accepted else []
    return word("asked_all", listed=word("asked_between").join(parts))


def uncounted_line(result: Result, lang: str = "en") -> tuple[str, ...]:
    """Name what is published but not counted; nothing where there is none."""
    titles = titles_of((part.code for part in result.index.aside), result.index, lang)
    said = listed(titles, lang, quote=False)
    return (say("frame.uncounted", lang, listed=said),) if titles else ()


def _weights_line(
    result: Result, weights: Mapping[str, float], phrase: str, lang: str, year: Period
) -> str:
    titles, texts = titles_of(weights, result.index, lang), percent([*weights.values()])
    shares = zip(weights, titles, texts, strict=True)
    each = (f"{title} {share}{'*' * (code in result.assumed)}" for code, title, share in shares)
    return say(f"frame.{phrase}", lang, listed=" · ".join(each), year=year)


def assumption(result: Result, lang: str = "en") -> str:
    """Say what the star at a weight means: nobody published it, or the scheme does not give it."""
    return say("frame.not_published" if result.scheme.source else "frame.no_own_weight", lang)


# -- names ---------------------------------------------------------------------------------------


def titles_of(codes: Iterable[str], index: Index, lang: str = "en") -> list[str]:
    """What nodes are called, each told apart from the others."""
    return [in_language(index.called[code], lang) for code in codes]


def called(units: Iterable[str], data: Data, lang: str = "en") -> list[str]:
    """What units are called, each told apart from the others."""
    return [in_language(data.called[unit], lang) for unit in units]


def name_columns(
    units: Sequence[str], index: Index, data: Data, lang: str, priority: int
) -> list[Column]:
    """The units' names, and those in the other language where there is room.

    The first column tells all units apart; the other one is empty where there is no other name.
    """
    titles = {"en": index.unit.en, "zh": index.unit.zh or say("frame.name", "zh")}
    other = "en" if lang == "zh" else "zh"
    first = Column("name", titles[lang], "unit", called(units, data, lang), head=True)
    texts = [data.names[unit] for unit in units]
    second = [getattr(text, other) if text.zh and text.en != text.zh else "" for text in texts]
    if not any(second):
        return [first]
    return [first, Column(f"name_{other}", titles[other], "unit", second, priority=priority)]


def full_name(unit: str, data: Data, lang: str = "en") -> str:
    """Return a unit's name with that in the other language, told apart from the other units'."""
    name, text = in_language(data.called[unit], lang), data.names[unit]
    other = text.en if lang == "zh" else text.zh
    if other in name:
        return name
    return f"{name}（{other}）" if lang == "zh" else f"{name} {other}"


def source_line(source: Source, lang: str = "en", *, whole: bool = False) -> str:
    """Name a source with its publisher and date; the `whole` of it: with address and licence."""
    parts = [source.title, source.publisher, source.date]
    parts += [source.url, source.licence] if whole else []
    about = comma(lang).join(filter(None, parts))
    return say("frame.source_line", lang, code=source.code, about=about)


# -- numbers -------------------------------------------------------------------------------------


def floats(column: Any) -> list[float]:
    """A column's values as floats; missing ones as NaN."""
    values: list[float] = column.astype(float).to_numpy(dtype=float, na_value=math.nan).tolist()
    return values
