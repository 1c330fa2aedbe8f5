"""What the pages on robustness share: who stands where, the chance of each rank, notes in JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coopindex.engine.index import Choice
from coopindex.engine.naming import UNSAID
from coopindex.engine.result import Result
from coopindex.phrases import both, knows, listed, say
from coopindex.report.pages.frame import (
    called,
    flags,
    floats,
    grounds,
    head,
    in_language,
    name_columns,
)
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.robustness.defaults import method_title
from coopindex.robustness.factors.factor import Factor

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.robustness.uncertainty import Uncertainty

MOST_RANKS = 60  # columns of the table of chances
MOST_LEADERS = 5  # units that tie for the lead and are named
Naming = Callable[[str], str]  # what a node is called in a sentence: its code, or its title


def framed(
    about: Result,
    lang: str,
    said: Callable[[], Iterable[Section]],
    known: Callable[[], Mapping[str, Any]],
    rows: Callable[[], pd.DataFrame],
) -> Page:
    """Put an answer between the heading and the flags that every answer has."""
    frame = head(about, lang), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], *said(), frame[1]),
        lambda: {**known(), **grounds(about)},
        rows,
        frame,
    )


def noted(answer: Mapping[str, Any], note: str, after: str) -> dict[str, Any]:
    """Put a note into an answer for JSON, behind one of its keys.

    >>> noted({"seed": 0, "units": []}, "One draw", after="seed")
    {'seed': 0, 'note': 'One draw', 'units': []}
    """
    items = list(answer.items())
    behind = list(answer).index(after) + 1
    return dict([*items[:behind], ("note", note), *items[behind:]])


def sentence(said: str, lang: str) -> str:
    """End a sentence."""
    return say("ranks.sentence", lang, said=said)


def unit_word(result: Result, lang: str) -> str:
    """What the units of an index are; where that is not known in Chinese, the general word."""
    unit = result.index.unit
    return (unit.zh if lang == "zh" else unit.en) or say("ranks.units", lang)


def one_unit(result: Result, lang: str) -> str:
    """Say that where one unit alone is ranked there is nothing to rank."""
    return say("ranks.one_unit", lang, units=unit_word(result, lang))


def titled(result: Result, lang: str) -> Naming:
    """Return how a node is called by people."""
    return lambda code: in_language(result.index.called[code], lang)


def leading(units: Sequence[str], result: Result, lang: str) -> str:
    """Name those who share the lead, some of them where they are many."""
    names = unit_names(units[:MOST_LEADERS], result, lang)
    if len(units) == len(names):
        return both(names, lang)
    more, word = len(units) - len(names), unit_word(result, lang)
    return say("ranks.several", lang, names=listed(names, lang), more=more, units=word)


def factor_name(name: str, lang: str, factors: Iterable[Factor] = ()) -> str:
    """What a factor of a plan is called: by its title, or as one of the usual plan.

    Else it is called by its name.
    """
    title = next((f.title for f in factors if f.name == name), UNSAID)
    if title != UNSAID:
        return in_language(title, lang)
    return say(f"factor.{name}", lang) if knows(f"factor.{name}") else name


def alternative_name(factor: Factor | None, label: str, result: Result, lang: str) -> str:
    """What an alternative of a factor is called: a node by its title, a method by its name."""
    if knows(f"factor.alternative: {label}"):
        return say(f"factor.alternative: {label}", lang)
    if factor is None or label not in factor.labels:
        return label
    if (title := factor.alternative(label)) != UNSAID:
        return in_language(title, lang)
    if factor.names_nodes and label in result.index.position:
        return titled(result, lang)(label)
    changes = factor.changes(factor.labels.index(label))
    choices = [change.value for change in changes if isinstance(change.value, Choice)]
    if choices and choices[0].method == label:
        return method_title(choices[0], lang)
    return label


def unit_columns(units: Sequence[str], result: Result, lang: str, priority: int) -> list[Column]:
    """The units' names, and those in the other language where there is room."""
    return name_columns(units, result.index, result.data, lang, priority)


def unit_names(units: Iterable[str], result: Result, lang: str) -> list[str]:
    """What units are called in a sentence."""
    return called(units, result.data, lang)


def rank(table: pd.DataFrame, lang: str, key: str = "rank") -> Column:
    """The rank as scored, which names the row."""
    return Column(key, say("ranks.rank", lang), "rank", floats(table[key]), head=True)


def span_values(low: Sequence[float], at: Sequence[float], high: Sequence[float]) -> list[Any]:
    """Put the ends of intervals, and the value inside, side by side."""
    return list(zip(low, at, high, strict=True))


def drawn_span(values: Sequence[Any], units: int, priority: int) -> Column:
    """Intervals of ranks, drawn from the first rank to the last."""
    ends = (1.0, float(units))
    return Column("span", "", "interval", values, drawn=True, priority=priority, scale=ends)


def number(key: str, title: str, values: Any, decimals: int, **how: Any) -> Column:
    """A column of numbers with so many decimals."""
    return Column(key, title, "number", floats(values), decimals=decimals, **how)


def chances(found: Uncertainty, result: Result, lang: str) -> Section:
    """The whole table of the chance of each rank, unless it is too wide to be read."""
    if len(found.possible) > MOST_RANKS:
        said = say("ranks.no_reading_matter", lang, ranks=len(found.possible))
        return Section(say("ranks.chances_of_many", lang), (said,))
    table = found.rank_probabilities
    ranks = [
        Column(f"rank_{rank}", f"{rank}", "probability", table[rank].tolist())
        for rank in table.columns
    ]
    unit = unit_columns(table.index.tolist(), result, lang, priority=1)[0]
    rows = Table((unit, *ranks), each(table.index))
    return Section(say("ranks.chances", lang), table=rows)
