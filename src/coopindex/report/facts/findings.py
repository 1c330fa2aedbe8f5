"""What each section and figure of a report finds: its title, and the line below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from coopindex.phrases import comma
from coopindex.report.edition import Edition
from coopindex.report.facts.headline import headline, told_apart
from coopindex.report.facts.numbers import count, moved, nth, number, places
from coopindex.report.facts.standings import DOCUMENTED
from coopindex.report.facts.words import NAMED, Words, capital
from coopindex.report.pages.guarantee import allowed_here, example
from coopindex.report.pages.ranks import factor_name
from coopindex.robustness.exact.guarantee import Guarantee

MOST_CAN = 4  # units that can be first and are named
CLOSE = 0.5  # of the largest index: factors that cause as much are named beside it


@dataclass(frozen=True)
class Finding:
    """A title with the finding, and the line below it: measure, method, how to read the marks."""

    title: str
    sub: str


@dataclass(frozen=True)
class Statement:
    """A sentence that is proved. always : whether it holds whatever the weights, or can happen."""

    always: bool
    text: str

    @property
    def mark(self) -> str:
        """The sign before it."""
        return "●" if self.always else "○"


def finding(edition: Edition, name: str) -> Finding:
    """Return what a section or figure finds, by its name in `FINDINGS`."""
    return FINDINGS[name](edition, Words(edition.result, edition.lang))


def _ranking(edition: Edition, words: Words) -> Finding:
    found = edition.uncertainty
    if found is None or len(edition.ranked) < 2:
        return Finding(headline(edition).text, words.say("findings.scores_only"))
    sub = words.say("findings.within", draws=count(found.draws), count=found.draws)
    return Finding(headline(edition).text, sub)


def _units(_: Edition, words: Words) -> Finding:
    return Finding(words.say("findings.units", units=words.unit), words.say("findings.units_sub"))


def _weights(_: Edition, words: Words) -> Finding:
    sub = words.say("findings.weights_sub", units=words.units)
    return Finding(words.say("findings.weights"), sub)


# -- robustness ------------------------------------------------------------------------------------


def _robustness(edition: Edition, words: Words) -> Finding:
    """Whether the lead holds, and the order behind it; how many pairs, and how far units move."""
    found, case = edition.uncertainty, headline(edition).case
    if found is None or len(found.units) < 2:
        return _not_assessed(edition, "uncertainty", words)
    told, pairs = told_apart(found)
    name, half = words.name(found.units[0]), 2 * told >= pairs
    if case == "order":
        title = words.say("findings.order_holds")
    elif case in ("leads", "clear") and pairs:
        title = words.say(f"findings.lead_holds_{'most' if half else 'only'}", name=name)
    elif pairs:
        title = pairs_in_words(told, pairs, words, "findings.pairs_told")
    else:
        title = words.say("findings.moves_on_average", **_shift(edition, words))
    return Finding(title, "".join(_pairs_and_shift(edition, words)))


def _pairs_and_shift(edition: Edition, words: Words) -> Iterator[str]:
    assert edition.uncertainty is not None
    told, pairs = told_apart(edition.uncertainty)
    if pairs:
        what = {"told": count(told), "pairs": count(pairs), "count": pairs}
        key = "findings.of_pairs" if told else "findings.of_no_pair"
        yield words.say(key, units=words.units, **what)
    yield words.say("findings.shift", **_shift(edition, words))


def _shift(edition: Edition, words: Words) -> dict[str, Any]:
    assert edition.uncertainty is not None
    return {"shift": moved(edition.uncertainty.average_shift), "units": words.unit}


def _chances(edition: Edition, words: Words) -> Finding:
    """Who keeps a place in nine of ten recalculations."""
    found = edition.uncertainty
    if found is None:
        return _not_assessed(edition, "uncertainty", words)
    kept = [each.unit for each in edition.ranked if each.low == each.high]
    many = len(edition.ranked)
    what = {"count": len(kept), "units": words.unit}
    if not kept:
        title = words.say("findings.none_keeps", **what)
    elif len(kept) == many:
        title = words.say("findings.all_keep", **what)
    elif len(kept) <= NAMED:
        title = words.say("findings.keep", names=words.names(kept), **what)
    else:
        title = words.say("findings.some_keep", some=words.some(len(kept), digits=True), of=many)
    draws = {"draws": count(found.draws), "count": found.draws}
    return Finding(title, words.say("findings.chances_sub", **draws))


def _not_assessed(edition: Edition, part: str, words: Words) -> Finding:
    """Say that a part was not assessed, and why where that is known."""
    why = edition.unasked.get(part)
    return Finding(words.say("findings.not_assessed"), why.said(words.lang) if why else "")


def _pairs(edition: Edition, words: Words) -> Finding:
    found = edition.uncertainty
    told, pairs = (0, 0) if found is None else told_apart(found)
    if not pairs:
        return _not_assessed(edition, "uncertainty", words)
    return Finding(pairs_in_words(told, pairs, words), words.say("findings.pairs_sub"))


def pairs_in_words(
    told: int, pairs: int, words: Words, some: str = "findings.pairs_not_told"
) -> str:
    """Say how many pairs can be told apart; some : the phrase where it is neither all nor none."""
    if told in (0, pairs):
        key = "findings.pairs_all" if told else "findings.pairs_none"
        return words.say(key, pairs=count(pairs), count=pairs, units=words.units)
    alike = pairs - told
    what = {"told": count(told), "alike": count(alike), "pairs": count(pairs)}
    return words.say(some, **what, count=alike)


def _scenarios(edition: Edition, words: Words) -> Finding:
    """Who runs furthest through the scenarios that rank the same units."""
    found = edition.scenarios
    if found is None or len(found.names) < 2:
        return _not_assessed(edition, "scenarios", words)
    ranks = found.ranks.to_numpy(dtype=float, na_value=np.nan).T
    same = ranks[(np.isnan(ranks) == np.isnan(ranks[0])).all(axis=1)]
    span = np.nan_to_num(np.nanmax(same, axis=0) - np.nanmin(same, axis=0))
    at, sub = int(span.argmax()), words.say("findings.scenarios_sub")
    if not span[at]:
        return Finding(words.say("findings.nobody_moves", units=words.unit), sub)
    low, high = float(np.nanmin(same[:, at])), float(np.nanmax(same[:, at]))
    name = words.name(str(found.ranks.index[at]))
    return Finding(words.say("findings.runs", name=name, places=places(low, high, words.lang)), sub)


def _drivers(edition: Edition, words: Words) -> Finding:
    """What moves ranks most."""
    found = edition.factors
    if found is None:
        return _not_assessed(edition, "factors", words)
    total = found.indices.total[:, 0]
    sub = words.say("findings.drivers_sub")
    if found.steady or not total.size:
        return Finding(words.say("findings.steady"), sub)
    order = [at for at in np.argsort(-total, kind="stable").tolist() if total[at] > 0]
    most = [at for at in order[:2] if total[at] >= CLOSE * total.max()]
    names = [factor_name(found.plan.names[at], words.lang, found.plan.factors) for at in most]
    key = "findings.drives" if len(names) == 1 else "findings.drive"
    return Finding(words.say(key, first=names[0], last=names[-1]), sub)


def _grid(edition: Edition, words: Words) -> Finding:
    """In how many of the methods those who lead as scored are first."""
    found = edition.grid
    if found is None:
        return _not_assessed(edition, "grid", words)
    ranks = found.ranks.reshape(-1, found.ranks.shape[-1])
    ranks = ranks[~np.isnan(ranks).all(axis=1)]
    at = found.result.rows.units.index(edition.ranked[0].unit)
    best = ranks[:, at] == np.nanmin(ranks, axis=1)
    how_many = "all" if best.all() else "some" if best.any() else "none"
    what = {"methods": len(ranks), "count": len(ranks), "number": int(best.sum())}
    name = words.name(edition.ranked[0].unit)
    title = words.say(f"findings.first_in_{how_many}", name=name, **what)
    return Finding(title, words.say("findings.grid_sub"))


# -- whatever the weights --------------------------------------------------------------------------


def _guarantee(edition: Edition, words: Words) -> Finding:
    found = edition.guarantee
    if found is None:
        return _not_assessed(edition, "guarantee", words)
    sub = allowed_here(found, words.lang)
    if found.open[0]:
        sub += words.say("findings.not_all_proved")
    return Finding(words.say("findings.guarantee"), sub + words.say("findings.marks"))


def statements(edition: Edition) -> tuple[Statement, ...]:
    """Say what holds whatever the weights, and what can happen; each sentence is proved."""
    found = edition.guarantee
    if found is None or len(found.units) < 2:
        return ()
    words = Words(edition.result, edition.lang)
    return (
        *_first(found, words),
        *_fall(found, words),
        *_certain(found, words),
        *_kept(found, words),
    )


def _first(found: Guarantee, words: Words) -> Iterator[Statement]:
    """Who can be first, and who never."""
    table = found.table
    can = table.loc[table["can_be_first"].fillna(False), "unit"].tolist()
    unknown = int(table["can_be_first"].isna().sum())
    never = len(table) - len(can) - unknown
    what: dict[str, Any] = {"names": words.names(can), "count": len(can), "units": words.unit}
    if not unknown and len(can) == len(table):
        yield Statement(False, words.say("findings.each_first", **what))
    elif not unknown and len(can) <= max(MOST_CAN, len(table) / 2):
        yield Statement(True, words.say("findings.only_first", **what))
    else:
        if len(can) > MOST_CAN:
            what["names"] = words.some(len(can), first=True)
        yield Statement(False, words.say("findings.can_be_first", **what))
        if never:
            out = table.loc[(table["best_from"] > 1).to_numpy(), "unit"].tolist()
            yield Statement(True, words.say("findings.never_first", names=words.names(out)))
    if 1 < len(can) < len(table):
        for unit in [each for each in can if each != found.units[0]][:1]:
            how = example(found, found.units.index(unit), True, words.lang)
            name = words.name(unit)
            yield Statement(False, words.say("findings.first_with", name=name, example=how))


def _fall(found: Guarantee, words: Words) -> Iterator[Statement]:
    """How far the first and the second can fall."""
    for k, unit in enumerate(found.units[:2]):
        now, worst = float(found.table["rank"].iloc[k]), found.worst[k]
        low, bound = (
            nth(rank) if words.lang == "en" else f"{rank:g}" for rank in (worst.rank, worst.bound)
        )
        name = words.name(unit)
        if worst.bound < len(found.units) and worst.bound > 1:
            yield Statement(True, words.say("findings.never_below", name=name, rank=bound))
        if worst.rank > now and (k or not worst.proved):
            how = example(found, k, False, words.lang)
            yield Statement(False, words.say("findings.can_fall", name=name, rank=low, example=how))


def _certain(found: Guarantee, words: Words) -> Iterator[Statement]:
    """Who is certain of a rank."""
    sure = [
        unit
        for unit, best, worst in zip(found.answered, found.best, found.worst, strict=True)
        if best.proved and worst.proved and best.rank == worst.rank
    ]
    moving = [best.rank < worst.rank for best, worst in zip(found.best, found.worst, strict=True)]
    if sure:
        names = words.names(sure)
        yield Statement(True, words.say("findings.certain", names=names, count=len(sure)))
    elif all(moving):
        yield Statement(True, words.say("findings.none_certain", units=words.unit))


def _kept(found: Guarantee, words: Words) -> Iterator[Statement]:
    """How many pairs keep their order."""
    kept = len(found.hasse)
    key = "findings.pairs_kept" if kept else "findings.no_pair_kept"
    yield Statement(True, words.say(key, count=kept, units=words.unit))


# -- data ------------------------------------------------------------------------------------------


def _data(edition: Edition, words: Words) -> Finding:
    """How many figures are documented, and what the others are."""
    counts = edition.result.statuses
    whole = sum(counts.values())
    documented = sum(counts.get(status, 0) for status in DOCUMENTED)
    units, leaves = len(edition.standings), len(edition.result.index.leaves)
    sub = words.say("findings.data_sub", some=words.some(units, digits=True), count=leaves)
    if documented == whole:
        title = words.say_documented("findings.all_documented", whole=count(whole), count=whole)
        return Finding(title, sub)
    others = [
        words.say("findings.status", number=count(number), status=words.say(f"status.{status}"))
        for status, number in counts.items()
        if status not in DOCUMENTED
    ]
    what: dict[str, object] = {"number": count(documented), "whole": count(whole)}
    what["count"] = documented or whole
    what["others"] = comma(words.lang).join(others)
    if not documented:
        return Finding(words.say("findings.none_documented", **what), sub)
    title = words.say_documented("findings.documented", **what)
    return Finding(title, sub)


def _verified(edition: Edition, words: Words) -> Finding:
    """How many published figures are met."""
    compared = sum(check.compared for check in edition.checks)
    agreeing = sum(check.agreeing for check in edition.checks)
    if not compared:
        return Finding(words.say("findings.nothing_published"), "")
    how_many = "all" if agreeing == compared else "some" if agreeing else "none"
    what = {"number": count(agreeing), "whole": count(compared)}
    # of all and of none the number is the whole
    of = agreeing if how_many == "some" else compared
    title = words.say(f"findings.{how_many}_met", **what, count=of)
    return Finding(title, words.say("findings.met_sub"))


def _experts(edition: Edition, words: Words) -> Finding:
    """How many experts gave the weights of the first scheme, and how far they agree."""
    found = next(iter(edition.elicited or ()), None)
    if found is None:
        return Finding(words.say("experts.nobody"), "")
    many = len(found.experts)
    asked = found.scheme.asked if found.scheme else None
    w = None if asked is None else asked.concordance
    what = {
        "some": capital(number(many, words.lang)),
        "count": many,
        "scheme": found.scheme.code if found.scheme else "",
    }
    if w is None:
        return Finding(words.say("experts.finding_plain", **what), "")
    return Finding(words.say("experts.finding", w=f"{w:.3f}", **what), "")


FINDINGS: Mapping[str, Callable[[Edition, Words], Finding]] = {
    "ranking": _ranking,
    "weights": _weights,
    "units": _units,
    "robustness": _robustness,
    "chances": _chances,
    "pairs": _pairs,
    "scenarios": _scenarios,
    "drivers": _drivers,
    "guarantee": _guarantee,
    "grid": _grid,
    "data": _data,
    "experts": _experts,
    "verified": _verified,
}
