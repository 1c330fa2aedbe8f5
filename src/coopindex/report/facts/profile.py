"""One unit: where it stands, why, what separates it from the next, and what that rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coopindex.engine.data import Event
from coopindex.figures import beside
from coopindex.periods import Period, begins_until
from coopindex.phrases import both, in_line
from coopindex.report.edition import Edition, once
from coopindex.report.facts.gap import Gap, gap_of
from coopindex.report.facts.lines import Line, ladder_title, lines_of, nth_in_words
from coopindex.report.facts.marks import Cut, group_of
from coopindex.report.facts.numbers import count, percent, place, places, rank_cell, span_cell
from coopindex.report.facts.standings import Standing, band
from coopindex.report.facts.words import Words, capital
from coopindex.report.pages.frame import in_language
from coopindex.report.pages.obstacles import largest

MOST_NAMED = 2  # strengths and weaknesses that are named in the deck


@dataclass(frozen=True)
class Key:
    """A key figure: its label, values each with what it is, and a note."""

    label: str
    values: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True)
class Grouped:
    """Where a unit stands in its group."""

    group: str
    label: str
    rank: float
    of: int
    mean: float
    text: str


@dataclass(frozen=True)
class Course:
    """How a unit went through the years: score and rank in each."""

    years: tuple[Period, ...]
    scores: tuple[float, ...]
    ranks: tuple[float, ...]
    text: str


@dataclass(frozen=True)
class Profile:
    """Everything about one unit, in the order in which it is asked.

    ladder : the dimensions' lines. lines : the whole tree without the root, in its order. strengths
    and weaknesses : lines that are one among all units, by the cut of percentile ranks; group_... :
    against the unit's own group.
    reliability : sentences on what stands behind the rank.
    obstacles : its largest obstacles in a line, "" where it has none.
    cite : one line to be quoted.
    """

    unit: str
    name: str
    other: str
    title: str
    deck: tuple[str, ...]
    keys: tuple[Key, ...]
    ladder_title: str
    ladder: tuple[Line, ...]
    gap: Gap | None
    strengths: tuple[Line, ...]
    weaknesses: tuple[Line, ...]
    cut: Cut | None
    group_strengths: tuple[Line, ...]
    group_weaknesses: tuple[Line, ...]
    lines: tuple[Line, ...]
    reliability: tuple[str, ...]
    events: tuple[Event, ...]
    grouped: Grouped | None
    course: Course | None
    obstacles: str
    cite: str


@once
def profile(edition: Edition, unit: str) -> Profile:
    """Describe a unit; what it would take is there for those that are explained in full."""
    words, standing = Words(edition.result, edition.lang), edition.standing[unit]
    lines = lines_of(edition, unit, words)
    ladder = tuple(line for line in lines if line.depth == 1)
    marked = {
        (kind, own): tuple(
            line for line in lines if (line.mark.mark if own else line.mark.group_mark) == kind
        )
        for kind in ("strength", "weakness")
        for own in (True, False)
    }
    strong, weak = marked["strength", True], marked["weakness", True]
    gap = gap_of(edition, standing, words)
    return Profile(
        unit=unit,
        name=standing.name,
        other=standing.other,
        title=title(edition, standing, words),
        deck=tuple(_deck(edition, standing, strong, weak, words)),
        keys=tuple(_keys(edition, standing, gap, words)),
        ladder_title=ladder_title(ladder, words),
        ladder=ladder,
        gap=gap,
        strengths=strong,
        weaknesses=weak,
        cut=edition.cut.get(unit),
        group_strengths=marked["strength", False],
        group_weaknesses=marked["weakness", False],
        lines=lines,
        reliability=tuple(_reliability(edition, unit, words)),
        events=_events(edition, unit),
        grouped=_grouped(edition, standing, words),
        course=_course(edition, standing, words),
        obstacles=_obstacles(edition, unit, words),
        cite=cite(edition, standing),
    )


# -- title and deck --------------------------------------------------------------------------------


def title(edition: Edition, standing: Standing, words: Words) -> str:
    """Say the rank as scored, and where it is in practice."""
    name, ranked = words.name(standing.unit), len(edition.ranked)
    if not standing.ranked:
        return words.say("profile.not_ranked", name=name)
    if ranked == 1:
        return words.say("profile.alone", name=name, score=words.points(standing.score))
    first = nth_in_words(standing.rank, words)
    key = "tied" if standing.tied else "on_paper"
    on_paper = words.say(f"profile.{key}", name=name, rank=first)
    if standing.low is None or standing.high is None:
        return words.say("profile.of", first=on_paper, count=ranked)
    span = places(standing.low, standing.high, words.lang)
    if standing.low == standing.high == standing.rank:
        return words.say("profile.stays", first=on_paper)
    inside = standing.low <= standing.rank <= standing.high and standing.low < standing.high
    return words.say(f"profile.{'anywhere' if inside else 'rather'}", first=on_paper, places=span)


def _deck(
    edition: Edition,
    standing: Standing,
    strong: Sequence[Line],
    weak: Sequence[Line],
    words: Words,
) -> Iterator[str]:
    """What it is strong and weak in, and how much of that is documented."""
    if not standing.ranked:
        yield from _why_not(edition, standing, words)
    sides = [
        words.say(f"profile.{key}", titles=both([line.title for line in lines], words.lang))
        for key, lines in (("strong", _leaves(strong, 1)), ("weak", _leaves(weak, -1)))
        if lines
    ]
    if sides:
        both_sides = words.say(
            "profile.sides", sides=("；" if words.lang == "zh" else "; ").join(sides)
        )
        yield capital(both_sides)
    if any(_is_published(check, standing.unit) for check in edition.checks):
        yield words.say("profile.published")
    made_up = standing.statuses.get("illustrative", 0)
    if made_up:
        whole = standing.figures
        key = "profile.made_up_whole" if made_up == whole else "profile.made_up"
        yield words.say(key, number=made_up, whole=whole, count=made_up)
    marked = [line for line in (*strong, *weak) if line.leaf]
    if marked and all(line.status == "illustrative" for line in marked):
        yield words.say("profile.all_made_up", count=len(marked))


def _leaves(lines: Sequence[Line], best: int) -> list[Line]:
    """The indicators to be named first: those that are documented, the furthest from the field."""
    leaves = [line for line in lines if line.leaf]
    order = sorted(leaves, key=lambda line: (line.status == "illustrative", best * line.rank))
    return order[:MOST_NAMED]


def _is_published(check: Any, unit: str) -> bool:
    of = check.published
    whole = getattr(of, "unit", None) == unit and of.figure == "score"
    return bool(whole and check.met)


def _why_not(edition: Edition, standing: Standing, words: Words) -> Iterator[str]:
    """Say why a unit has no rank, as far as the figures say it."""
    if math.isnan(standing.score):
        what = {"present": standing.present, "count": len(edition.dimensions)}
        yield words.say("profile.no_score", **what)
    else:
        yield words.say("profile.outside", score=words.points(standing.score))


# -- key figures -----------------------------------------------------------------------------------


def _keys(edition: Edition, standing: Standing, gap: Gap | None, words: Words) -> Iterator[Key]:
    if standing.ranked and len(edition.ranked) > 1:
        yield _rank_key(edition, standing, words)
    if not math.isnan(standing.score):
        yield _score_key(edition, standing, words)
    if gap is not None:
        yield _gap_key(gap, words)
    yield _reliability_key(standing, words)


def _rank_key(edition: Edition, standing: Standing, words: Words) -> Key:
    """The rank as scored, the interval, and the ranks under any weights."""
    own = rank_cell(standing.rank, standing.tied)
    values = [(own, words.say("profile.as_scored"))]
    if standing.low is not None:
        within = span_cell(standing.low, standing.high)
        values.append((within, words.say("profile.within")))
    found = edition.guarantee
    if found is not None and standing.unit in found.answered:
        at = found.answered.index(standing.unit)
        best, worst = found.best[at], found.worst[at]
        proved = best.proved and worst.proved
        # where some weights are known, the others alone are free
        which = "open_weights" if edition.result.assumed else "any_weights"
        key = f"profile.{which}" if proved else f"profile.{which}_at_most"
        values.append((span_cell(best.bound, worst.bound), words.say(key)))
    label = words.say("profile.rank_of", count=len(edition.ranked), units=words.units)
    return Key(label, tuple(values), "")


def _score_key(edition: Edition, standing: Standing, words: Words) -> Key:
    mean = float(edition.field.mean[-1])
    notes = []
    if len(edition.ranked) > 1:
        some = words.some(len(edition.ranked), digits=True)
        notes.append(words.say("profile.mean", some=some, mean=words.points(mean)))
    if tier := band(edition.result, standing.score, words.lang):
        notes.append(words.say("profile.band", band=tier))
    value = (words.points(standing.score), "")
    note = ("；" if words.lang == "zh" else "; ").join(notes)
    return Key(words.say("profile.score"), (value,), note)


def _gap_key(gap: Gap, words: Words) -> Key:
    side = "above" if gap.above else "below"
    note = words.say(f"profile.points_{side}", name=gap.name)
    if gap.above and gap.takes:
        note = words.say("profile.with_note", first=note, rest=gap.takes)
    value = (words.points(abs(gap.points)), "")
    return Key(words.say(f"profile.to_{side}"), (value,), note)


def _reliability_key(standing: Standing, words: Words) -> Key:
    """How many figures are documented, and what the others are."""
    others = [
        words.say("findings.status", number=count(number), status=words.say(f"status.{status}"))
        for status, number in standing.statuses.items()
        if status not in ("observed", "derived")
    ]
    what = both(others, words.lang) if others else words.say("profile.none_other")
    value = (f"{standing.documented} / {standing.figures}", "")
    note = words.say_documented("profile.documented", others=what)
    return Key(words.say("profile.reliability"), (value,), note)


def _reliability(edition: Edition, unit: str, words: Words) -> Iterator[str]:
    """Say how much of the weight has data, what was filled in, and how old figures are."""
    found = edition.reliability[unit]
    yield words.say("profile.covered", share=percent(found["coverage"]))
    for share in ("imputed", "illustrative"):
        if found[share] > 0:
            yield words.say(f"profile.{share}_weight", share=percent(found[share]))
    if found["dated"] > 0 and found["age"] > 0:
        yield words.say("profile.age", years=beside(found["age"], 0.0, places=1))
    if found["source_dated"] > 0 and found["source_age"] > 0:
        yield words.say("profile.source_age", years=beside(found["source_age"], 0.0, places=1))


# -- the rest --------------------------------------------------------------------------------------


def _events(edition: Edition, unit: str) -> tuple[Event, ...]:
    """The evidence up to the year scored."""
    year = edition.year
    return tuple(
        event
        for event in edition.result.data.evidence
        if event.unit == unit and (not event.date or not year or begins_until(event.date, year))
    )


def _grouped(edition: Edition, standing: Standing, words: Words) -> Grouped | None:
    """Where the unit stands among those of its own group."""
    result = edition.result
    group = group_of(result)
    if group is None or not standing.ranked:
        return None
    labels = result.data.groups[group]
    at = result.rows.units.index(standing.unit)
    label = str(labels[at])
    same = (labels == label) & ~np.isnan(result.rank()[-1])
    if not label or same.sum() < 2:
        return None
    rank, mean = float(result.group_rank(group)[-1, at]), float(result.score[-1, same].mean())
    many = int(same.sum())
    text = words.say(
        "profile.in_group",
        rank=place(rank, words.lang),
        some=words.some(many, digits=True),
        label=in_line(label),
        mean=words.points(mean),
    )
    return Grouped(group, label, rank, many, mean, text)


def _obstacles(edition: Edition, unit: str, words: Words) -> str:
    """Name the indicators that cause most of the unit's gap to the ideal."""
    if edition.obstacles is None:
        return ""
    found = largest(edition.obstacles, edition.result, words.lang)
    said = found.get((edition.year, unit), "")
    return words.say("gaps.line", listed=said) if said else ""


def _course(edition: Edition, standing: Standing, words: Words) -> Course | None:
    """How score and rank went through the years."""
    history = edition.history
    if history is None or standing.unit not in history.rows.units:
        return None
    at = history.rows.units.index(standing.unit)
    scores, ranks = history.score[:, at], history.rank()[:, at]
    there = np.flatnonzero(~np.isnan(scores))
    if len(there) < 2:
        return None
    first, last = int(there[0]), int(there[-1])
    shift = float(scores[last] - scores[first])
    what = {"start": history.years[first], "end": history.years[last]}
    change = words.points(shift)
    if shift > 0 and change.strip("0."):
        change = f"+{change}"
    text = words.say("profile.change", **what, change=change)
    if not np.isnan(ranks[first] + ranks[last]):
        then, now = (place(float(ranks[k]), words.lang) for k in (first, last))
        text = words.say("profile.change_ranked", **what, change=change, then=then, now=now)
    return Course(history.years, tuple(scores.tolist()), tuple(ranks.tolist()), text)


def cite(edition: Edition, standing: Standing) -> str:
    """One line to be quoted: rank, interval, score, edition, weights, version and digest."""
    words, known = Words(edition.result, edition.lang), edition.result.provenance
    parts = [words.name(standing.unit)]
    if standing.ranked and len(edition.ranked) > 1:
        rank = place(standing.rank, words.lang, tied=standing.tied)
        own = words.say("profile.cite_rank", rank=rank, count=len(edition.ranked))
        if standing.low is not None and standing.high is not None:
            span = places(standing.low, standing.high, words.lang)
            own = words.say("profile.cite_within", rank=own, places=span)
        parts.append(own)
    if not math.isnan(standing.score):
        parts.append(words.say("profile.cite_score", score=words.points(standing.score)))
    index = in_line(in_language(edition.result.index.title, words.lang))
    what = {"index": index, "year": edition.year, "program": "coopindex"}
    edition_said = words.say(
        "profile.cite_edition" if edition.year else "profile.cite_no_year",
        **what,
        version=known["coopindex"],
        weights=words.weights_in_use,
        digest=known["data_digest"][:12],
    )
    return words.say(
        "profile.cite", what=("，" if words.lang == "zh" else ", ").join(parts), where=edition_said
    )
