"""What a report says first: who leads and how surely, of what field, and what is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from coopindex.engine.index import STATUSES
from coopindex.methods.registry import Array
from coopindex.phrases import comma
from coopindex.report.edition import APART, Edition
from coopindex.report.facts.numbers import chance, count, moved, number
from coopindex.report.facts.standings import DOCUMENTED
from coopindex.report.facts.words import NAMED, Words
from coopindex.report.pages.frame import in_language
from coopindex.robustness.uncertainty import Uncertainty

Case = Literal[
    "nobody",
    "one",
    "scores",
    "tied",
    "order",
    "leads",
    "clear",
    "shared",
    "probable",
    "overturned",
    "open",
]

ALMOST = 0.995  # the chance from which something holds under almost every choice
# from which it is probable; what Mastrandrea et al. (2010), Guidance note for lead authors of the
# IPCC fifth assessment report on consistent treatment of uncertainties, call likely
LIKELY = 0.66
POSSIBLE = 0.05  # the chance from which a unit could be first
MANY = 1 / 3  # the share of figures that are not documented from which care is asked for


@dataclass(frozen=True)
class Headline:
    """The first sentence, and what stands below it.

    case : which of the headlines it is. deck : what the index is of, and how far units move.
    """

    case: Case
    text: str
    deck: tuple[str, ...]


@dataclass(frozen=True)
class Banner:
    """A warning about the figures.

    kind : `illustrative` where some are made up, else `estimated`. counts : figures by status, in
    the order of every legend. note : what the index itself says of them.
    """

    kind: Literal["illustrative", "estimated"]
    lead: str
    rest: str
    counts: Mapping[str, int]
    note: str

    @property
    def text(self) -> str:
        """The whole of it."""
        return f"{self.lead} {self.rest}" if self.lead.isascii() else f"{self.lead}{self.rest}"


def headline(edition: Edition) -> Headline:
    """Say in a sentence how the ranking stands, each number in it an answer's."""
    case, text = _said(edition)
    return Headline(case, text, deck(edition))


def _said(edition: Edition) -> tuple[Case, str]:
    words, ranked = Words(edition.result, edition.lang), edition.ranked
    if not ranked:
        return "nobody", words.say("headline.nobody", units=words.units)
    if len(ranked) == 1:
        return "one", words.say("headline.one", units=words.unit)
    if edition.uncertainty is None:
        return "scores", _scores(edition, words)
    return _sure(edition, edition.uncertainty, words)


def _scores(edition: Edition, words: Words) -> str:
    """Speak of scores alone, where nobody asked how sure the ranking is."""
    first, second = edition.ranked[:2]
    low = "_lowest" if edition.result.index.ranking.best == "low" else ""
    leaders = [each.unit for each in edition.ranked if each.rank == first.rank]
    score = words.points(first.score)
    if len(leaders) > 1:
        return words.say(f"headline.scores_tied{low}", names=words.names(leaders), score=score)
    other, theirs = words.name(second.unit), words.points(second.score)
    name = words.name(first.unit)
    return words.say(f"headline.scores{low}", name=name, score=score, other=other, theirs=theirs)


def _sure(edition: Edition, found: Uncertainty, words: Words) -> tuple[Case, str]:
    """Say who leads, as surely as the recalculations do."""
    firsts, leaders = found.tally.first / found.draws, found.leaders
    if len(leaders) > 1:
        tie = words.say("headline.tied", names=words.names(leaders))
        if (firsts[: len(leaders)] == 1).all():
            return "tied", words.say("headline.tied_always", tie=tie)
        return "tied", words.say("headline.tied_then", tie=tie, chances=_most(found, words))
    name, sure = words.name(leaders[0]), float(firsts[0])
    top = int(firsts.argmax())
    if firsts[top] > sure:
        if firsts[top] < LIKELY:
            return "open", words.say("headline.open", chances=_most(found, words))
        other = words.name(found.units[top])
        what = {"other": other, "chance": chance(float(firsts[top]), LIKELY)}
        return "overturned", words.say("headline.overturned", name=name, **what)
    if sure < LIKELY:
        return "open", words.say("headline.open", chances=_most(found, words))
    if sure < APART:
        could = [u for u, p in zip(found.units, firsts, strict=True) if p >= POSSIBLE][1:]
        what = {"name": name, "chance": chance(sure, LIKELY, APART)}
        if not could:
            return "probable", words.say("headline.probable_alone", **what)
        return "probable", words.say("headline.probable", **what, others=words.names(could))
    if found.tally.ahead.size and ahead(found)[0, 1:].min() < APART:
        return "shared", words.say("headline.shared", name=name, chance=chance(sure, APART))
    order = _order(found)
    if order >= APART:
        key = "order" if order >= ALMOST else "order_clear"
        least = chance(order, APART)
        return "order", words.say(f"headline.{key}", units=words.unit, chance=least)
    leads = sure >= ALMOST
    first = words.say(
        "headline.leads" if leads else "headline.clear", name=name, chance=chance(sure, APART)
    )
    return "leads" if leads else "clear", first + _behind(edition, words)


def _most(found: Uncertainty, words: Words) -> str:
    """Name those who are first most often, and how often."""
    firsts = (found.tally.first / found.draws).tolist()
    order = sorted(range(len(firsts)), key=lambda at: -firsts[at])[:NAMED]
    said = [
        words.close(words.name(found.units[at]), chance(sure))
        for at in order
        if (sure := firsts[at]) > 0
    ]
    return comma(words.lang).join(said)


def ahead(found: Uncertainty) -> Array:
    """The share of draws in which the row's unit stands before the column's, (K, K) or (0, 0)."""
    return np.asarray(found.tally.ahead / found.draws)


def _order(found: Uncertainty) -> float:
    """The chance of the least certain pair to stand as scored; 0 where pairs were not counted."""
    before = ahead(found)
    upper = before[np.triu_indices(len(before), 1)]
    return float(upper.min()) if upper.size else 0.0


def told_apart(found: Uncertainty) -> tuple[int, int]:
    """How many pairs are told apart, either way about, of how many."""
    before = ahead(found)
    pairs = len(before) * (len(before) - 1) // 2
    return int((before >= APART).sum()), pairs


def _behind(edition: Edition, words: Words) -> str:
    """Say how the places behind a leader stand; nothing where pairs were not counted."""
    found, groups = edition.uncertainty, edition.groups
    if found is None or len(found.units) < 3 or not groups or len(groups[0]) > 1:
        return ""
    many, before = len(groups[1]), ahead(found)
    inner = before[1 : 1 + many, 1 : 1 + many]
    if many > 1 and (inner < APART).all():
        key = "headline.others_close" if len(groups) == 2 else "headline.next_close"
        return words.say(key, number=number(many, words.lang))
    behind = before[1:, 1:]
    told, pairs = int((behind >= APART).sum()), len(behind) * (len(behind) - 1) // 2
    some = "" if 0 < told < pairs else "_all" if told else "_none"
    what = {"pairs": count(pairs), "told": count(told), "count": pairs}
    return words.say(f"headline.pairs_behind{some}", **what)


# -- below it --------------------------------------------------------------------------------------


def deck(edition: Edition) -> tuple[str, ...]:
    """Say what the index is of, in its own words if it has any, and how far units move."""
    words, index = Words(edition.result, edition.lang), edition.result.index
    if about := in_language(index.description, edition.lang):
        ended = about[-1] in ".!?。！？…"
        return (about if ended else about + words.say("headline.stop"), *moves(edition))
    inner = [each for each in edition.dimensions if each.node.children]
    what = {
        "some": words.some(len(edition.standings), digits=True),
        "indicators": words.indicators,
    }
    key = "headline.field_of" if inner else "headline.field"
    return (words.say(key, **what, count=len(edition.dimensions)), *moves(edition))


def moves(edition: Edition) -> tuple[str, ...]:
    """Say what was varied, and how far a unit moves on average: the two parts of a sentence."""
    found = edition.uncertainty
    if found is None or len(found.units) < 2:
        return ()
    words = Words(edition.result, edition.lang)
    varied = [factor for factor in found.plan.factors if factor.name in found.varied]
    if not varied:
        return ()
    shift = moved(found.average_shift)
    what = {"draws": count(found.draws), "varied": words.varied(varied)}
    return (
        words.say("headline.recalculated", **what, count=found.draws),
        words.say("headline.moves", units=words.unit, shift=shift),
    )


def banner(edition: Edition) -> Banner | None:
    """Warn of figures that are made up, else of many that are not documented; None: no need to."""
    result, words = edition.result, Words(edition.result, edition.lang)
    counts = result.statuses
    counts = {s: counts[s] for s in (*STATUSES, "missing") if s in counts}
    whole, made_up = sum(counts.values()), counts.get("illustrative", 0)
    what: dict[str, object] = {"whole": count(whole), "units": words.unit}
    if made_up:
        key = "headline.illustrative" if made_up >= whole / 2 else "headline.partly_illustrative"
        nothing = "all_say_nothing" if made_up == whole else "says_nothing"
        what |= {"number": count(made_up), "count": made_up}
        rest = words.say(f"headline.{nothing}", **what)
        note = in_language(result.index.note, edition.lang)
        return Banner("illustrative", words.say(key), rest, counts, note)
    undocumented = whole - sum(counts.get(status, 0) for status in DOCUMENTED)
    if undocumented < MANY * whole or not undocumented:
        return None
    what |= {"number": count(undocumented), "count": undocumented}
    some = "all_undocumented" if undocumented == whole else "undocumented"
    rest = words.say(f"headline.{some}", **what)
    return Banner("estimated", words.say("headline.with_care"), rest, counts, "")
