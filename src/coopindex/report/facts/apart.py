"""Who can be told apart from whom: groups of the ranking, each under a sentence.

Every sentence holds for each unit that stands under it, pair by pair; the groups are those of
`Uncertainty.groups`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array
from coopindex.phrases import comma
from coopindex.report.edition import APART, Edition
from coopindex.report.facts.headline import ahead
from coopindex.report.facts.numbers import chance as chance_said
from coopindex.report.facts.numbers import count, percent
from coopindex.report.facts.words import NAMED, Words, capital


@dataclass(frozen=True)
class Group:
    """Units that stand together in the ranking, and what the pairs say of them.

    lead : what is set in bold; rest : what follows it, with its own blank or mark.
    """

    units: tuple[str, ...]
    lead: str
    rest: str

    @property
    def text(self) -> str:
        """The whole sentence."""
        return self.lead + self.rest


def groups(edition: Edition) -> tuple[Group, ...]:
    """Return the groups of the ranking, best first; none where pairs were not counted."""
    found = edition.uncertainty
    if found is None or not edition.groups or len(found.units) < 2:
        return ()
    words, before = Words(edition.result, edition.lang), ahead(found)
    start, made = 0, []
    for units in edition.groups:
        at = np.arange(start, start + len(units))
        made.append(Group(units, *_said(before, at, found.units, words)))
        start += len(units)
    return tuple(made)


def _said(
    before: Array, at: NDArray[np.intp], units: Sequence[str], words: Words
) -> tuple[str, str]:
    """Say of the units at some places how they stand to each other, or to all others."""
    others = np.setdiff1d(np.arange(len(before)), at)
    two = len(at) == 2 and len(others) and at[0] and (before[np.ix_(at, at)] < APART).all()
    if len(at) > 1 and not two:
        return _inside(before, at, units, words)
    return _outside(before, at, others, units, words)


def _inside(
    before: Array, at: NDArray[np.intp], units: Sequence[str], words: Words
) -> tuple[str, str]:
    """Say how many pairs of a group can be told apart, and which is the surest."""
    inner = before[np.ix_(at, at)]
    pairs, told = len(at) * (len(at) - 1) // 2, int((inner >= APART).sum())
    some = words.some(len(at), first=True)
    if told:
        lead = words.say("apart.partly_alike", some=some)
        return lead, words.say("apart.pairs_reach", told=told, pairs=count(pairs), count=told)
    row, column = np.unravel_index(inner.argmax(), inner.shape)
    who = {"first": words.name(units[at[row]]), "second": words.name(units[at[column]])}
    surest = chance_said(float(inner[row, column]))
    key = "apart.one_pair" if len(at) == 2 else "apart.no_pair"
    return words.say("apart.alike", some=some), words.say(key, **who, chance=surest)


def _outside(
    before: Array,
    at: NDArray[np.intp],
    others: NDArray[np.intp],
    units: Sequence[str],
    words: Words,
) -> tuple[str, str]:
    """Say whom a unit, or two, stand behind and ahead of, and whom they are not told apart from."""
    behind_all = (before[np.ix_(others, at)] >= APART).all(axis=1)
    ahead_all = (before[np.ix_(at, others)] >= APART).all(axis=0)
    told = np.asarray(behind_all | ahead_all)
    if told.all():
        return _told_from_all(before, at, others, np.asarray(ahead_all), words)
    sides = {"behind": behind_all, "ahead": ahead_all}
    parts = [
        words.say(f"apart.{side}", names=_named(others[where], units, words))
        for side, where in sides.items()
        if where.any()
    ]
    if not parts:
        return words.say("apart.from_nobody", units=words.unit), ""
    lead = comma(words.lang).join(parts)
    rest = others[~told]
    # one of two may be told apart from somebody from whom the other is not
    either = np.maximum(before[np.ix_(rest, at)], before[np.ix_(at, rest)].T)
    side = "both" if len(parts) > 1 else "behind" if behind_all.any() else "ahead"
    key = "end" if (either >= APART).any() else f"no_other_{side}"
    return capital(lead), words.say(f"apart.{key}", units=words.unit)


def _told_from_all(
    before: Array,
    at: NDArray[np.intp],
    others: NDArray[np.intp],
    ahead_all: Array,
    words: Words,
) -> tuple[str, str]:
    """Say in how many draws at least a unit stands as scored to each other one."""
    both = np.where(ahead_all, before[np.ix_(at, others)], before[np.ix_(others, at)].T)
    key = "ahead_of_each" if ahead_all.all() else "from_each" if ahead_all.any() else "behind_each"
    if len(at) > 1:
        key = f"two_{key}"
    lead = words.say(f"apart.{key}", units=words.units if len(at) > 1 else words.unit)
    if both.min() == 1:
        return lead, words.say("apart.in_all")
    return lead, words.say("apart.at_least", share=percent(float(both.min()), APART))


def _named(at: NDArray[np.intp], units: Sequence[str], words: Words) -> str:
    """Name a few units; count more of them."""
    if len(at) > NAMED:
        return words.some(len(at))
    return words.names([units[k] for k in at.tolist()])
