"""One unit: where it stands, why, what separates it from the next, and what that rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.data import Event, Source
from coopindex.engine.index import STATUSES
from coopindex.figures import beside
from coopindex.periods import Period, begins_until
from coopindex.phrases import both, in_line
from coopindex.questions.contributions import gap as gap_of
from coopindex.report.edition import Edition
from coopindex.report.facts.field import below
from coopindex.report.facts.marks import Mark, group_of
from coopindex.report.facts.numbers import (
    count,
    nth,
    percent,
    place,
    places,
    rank_cell,
    signed,
    span_cell,
)
from coopindex.report.facts.standings import Standing, band
from coopindex.report.facts.words import Words, capital
from coopindex.report.pages.frame import in_language
from coopindex.report.written import measured

if TYPE_CHECKING:
    from coopindex.questions.explain import Explanation

IN_WORDS = 10  # ranks up to which words stand in titles
MOST_NAMED = 2  # strengths and weaknesses that are named in the deck
MOST_NEEDED = 3  # values that would do which are named in a sentence
PLAIN = Mark("", "", "")


@dataclass(frozen=True)
class Key:
    """A key figure: its label, values each with what it is, and a note."""

    label: str
    values: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True)
class Line:
    """A node of the tree, as the unit stands in it.

    value : as the data have it, of inner nodes as finished. added : what it adds to the score.
    status : of its figure, "missing" where there is none; "" of inner nodes. mark : why it is a
    strength or a weakness. source : of its figure; note : what the data say of it.
    """

    code: str
    title: str
    depth: int
    leaf: bool
    value: float
    measure: str
    finished: float
    median: float
    rank: float
    sharing: int
    weight: float
    assumed: bool
    added: float
    status: str
    mark: Mark
    source: Source | None
    note: str

    @property
    def rank_cell(self) -> str:
        """Its rank as a table has it."""
        return rank_cell(self.rank, self.sharing > 1)

    @property
    def value_cell(self) -> str:
        """Its value as a table has it."""
        return measured(self.value)


@dataclass(frozen=True)
class Step:
    """What a dimension adds to the gap."""

    code: str
    title: str
    points: float


@dataclass(frozen=True)
class Needed:
    """The value of an indicator that would put the unit ahead, all else equal.

    best : the best observed. beyond : whether more than that is needed.
    """

    code: str
    title: str
    now: float
    value: float
    measure: str
    best: float
    beyond: bool
    text: str


@dataclass(frozen=True)
class Gap:
    """What separates the unit from the next above; the first from the next below.

    above : whether the other stands above. start + steps = end, from the unit's score to the
    other's. needed : what would do alone; None where nobody asked, () where no single one does.
    """

    other: str
    name: str
    above: bool
    start: float
    end: float
    steps: tuple[Step, ...]
    title: str
    sub: str
    needed: tuple[Needed, ...] | None
    takes: str

    @property
    def points(self) -> float:
        """The gap, above 0 where the other stands above (of an index where more is better)."""
        return self.end - self.start


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
    and weaknesses : lines that are one among all units; group_... : against the unit's own group.
    reliability : sentences on what stands behind the rank.
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
    group_strengths: tuple[Line, ...]
    group_weaknesses: tuple[Line, ...]
    lines: tuple[Line, ...]
    reliability: tuple[str, ...]
    events: tuple[Event, ...]
    grouped: Grouped | None
    course: Course | None
    cite: str


def profile(edition: Edition, unit: str) -> Profile:
    """Describe a unit; what it would take is there for those that are explained in full."""
    words, standing = Words(edition.result, edition.lang), edition.standing[unit]
    lines = _lines(edition, unit, words)
    ladder = tuple(line for line in lines if line.depth == 1)
    marked = {
        (kind, own): tuple(
            line for line in lines if (line.mark.mark if own else line.mark.group_mark) == kind
        )
        for kind in ("strength", "weakness")
        for own in (True, False)
    }
    strong, weak = marked["strength", True], marked["weakness", True]
    gap = _gap(edition, standing, words)
    return Profile(
        unit=unit,
        name=standing.name,
        other=standing.other,
        title=title(edition, standing, words),
        deck=tuple(_deck(edition, standing, strong, weak, words)),
        keys=tuple(_keys(edition, standing, gap, words)),
        ladder_title=_ladder_title(ladder, words),
        ladder=ladder,
        gap=gap,
        strengths=strong,
        weaknesses=weak,
        group_strengths=marked["strength", False],
        group_weaknesses=marked["weakness", False],
        lines=lines,
        reliability=tuple(_reliability(edition, unit, words)),
        events=_events(edition, unit),
        grouped=_grouped(edition, standing, words),
        course=_course(edition, standing, words),
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
    first = _nth_in_words(standing.rank, words)
    key = "tied" if standing.tied else "on_paper"
    on_paper = words.say(f"profile.{key}", name=name, rank=first)
    if standing.low is None or standing.high is None:
        return words.say("profile.of", first=on_paper, count=ranked)
    span = places(standing.low, standing.high, words.lang)
    if standing.low == standing.high == standing.rank:
        return words.say("profile.stays", first=on_paper)
    inside = standing.low <= standing.rank <= standing.high and standing.low < standing.high
    return words.say(f"profile.{'anywhere' if inside else 'rather'}", first=on_paper, places=span)


def _nth_in_words(rank: float, words: Words) -> str:
    """Write a rank as a word of a title, as `second`."""
    if words.lang == "zh":
        return f"{rank:g}"
    return words.say(f"profile.nth_{rank:g}") if rank in range(1, IN_WORDS + 1) else nth(rank)


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
        yield words.say("profile.made_up", number=made_up, whole=whole, count=made_up)
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
    note = words.say("profile.documented", others=what)
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


# -- the tree --------------------------------------------------------------------------------------


def _lines(edition: Edition, unit: str, words: Words) -> tuple[Line, ...]:
    """The unit in every node, in the order of the tree."""
    result, field = edition.result, edition.field
    at, year = result.rows.units.index(unit), result.years[-1]
    data, index = result.data, result.index
    when, column = data.years.index(year), {leaf.code: k for k, leaf in enumerate(index.leaves)}
    weights, marks = result.effective_in(year), edition.strengths.get(unit, {})
    status, source = data.status[when, at], data.source[when, at]

    def line(code: str, depth: int) -> Line:
        node, k = index.node(code), index.position[code]
        leaf = column.get(code)
        kind = "" if leaf is None else STATUSES[status[leaf]] if status[leaf] >= 0 else "missing"
        known = leaf is not None and source[leaf] >= 0
        return Line(
            code=code,
            title=words.title(code),
            depth=depth,
            leaf=leaf is not None,
            value=float(field.value[at, k]),
            measure=in_language(node.measure, words.lang),
            finished=float(field.finished[at, k]),
            median=float(field.median[k]),
            rank=float(field.rank[at, k]),
            sharing=int(field.sharing[at, k]),
            weight=float(weights[k]),
            assumed=code in result.assumed,
            added=float(field.added[at, k]),
            status=kind,
            mark=marks.get(code, PLAIN),
            source=data.sources[source[leaf]] if known else None,
            note=data.notes.get((year, unit, code), ""),
        )

    return tuple(line(node.code, depth) for node, depth in index.depth_first()[1:])


def _ladder_title(ladder: Sequence[Line], words: Words) -> str:
    """Name the dimensions in which the unit stands first and last."""
    known = [line for line in ladder if not math.isnan(line.rank)]
    if not known:
        return words.say("profile.ladder_none")
    first = min(known, key=lambda line: line.rank)
    last = max(known, key=lambda line: line.rank)
    said = [
        words.say("profile.on", rank=_rank_on(line, words), title=line.title)
        for line in ([first] if first.rank == last.rank else [first, last])
    ]
    text = ("，" if words.lang == "zh" else ", ").join(said)
    return capital(text)


def _rank_on(line: Line, words: Words) -> str:
    tied = line.sharing > 1
    if words.lang == "zh":
        return f"{'并列' if tied else ''}第{line.rank:g}"
    return (
        words.say("number.shared", rank=nth(line.rank)) if tied else _nth_in_words(line.rank, words)
    )


# -- the next --------------------------------------------------------------------------------------


def rival(edition: Edition, standing: Standing) -> tuple[Standing, bool] | None:
    """Return the unit just above and True; of the first, the one just below and False."""
    above = [each for each in edition.ranked if each.rank < standing.rank]
    if above:
        return next(each for each in above if each.rank == above[-1].rank), True
    under = [each for each in edition.ranked if each.rank > standing.rank]
    return (under[0], False) if under and standing.ranked else None


def _gap(edition: Edition, standing: Standing, words: Words) -> Gap | None:
    """Split what separates the unit from the next over the dimensions."""
    found = rival(edition, standing) if standing.ranked else None
    if found is None:
        return None
    other, above = found
    result, field = edition.result, edition.field
    units = result.rows.units
    ours, theirs = (field.first + units.index(each.unit) for each in (standing, other))
    parts = dict(
        zip(result.index.position, below(result, gap_of(result, ours, theirs)[0]), strict=True)
    )
    steps = tuple(Step(each.code, each.title, parts[each.code]) for each in edition.dimensions)
    explained = edition.explanations.get(standing.unit)
    needed = _needed(explained, words) if above and explained is not None else None
    name = words.name(other.unit)
    both = {"name": words.name(standing.unit), "other": name}
    whole = signed(other.score - standing.score, words.places)
    return Gap(
        other=other.unit,
        name=name,
        above=above,
        start=standing.score,
        end=other.score,
        steps=steps,
        title=_gap_title(steps, other.score - standing.score, name, above, words),
        sub=words.say("profile.gap_sub", **both, points=whole),
        needed=needed,
        takes="" if needed is None else _takes(needed, words),
    )


def _gap_title(steps: Sequence[Step], whole: float, name: str, above: bool, words: Words) -> str:
    """Name what makes most of the gap, or of the lead."""
    what = "gap" if above else "lead"
    largest = max(steps, key=lambda step: step.points / whole if whole else 0.0)
    part = largest.points / whole if whole else 0.0
    if len(steps) < 2 or part <= 0:
        return words.say(f"profile.{what}_to", name=name)
    size = "more_than_all" if part > 1 + 1e-9 else "half" if part > 0.5 else "most"
    return words.say(f"profile.{what}_{size}", title=largest.title, name=name)


def _needed(explained: Explanation, words: Words) -> tuple[Needed, ...]:
    """List what would do alone; what lies within what has been observed first."""
    table = explained.nodes[explained.nodes["overtake"].notna()]
    found = []
    for row in table.to_dict("records"):
        value, beyond = float(row["overtake_rounded"]), bool(row["overtake_beyond_best"])
        node = words.result.index.node(row["node"])
        measure = in_language(node.measure, words.lang)
        what = {
            "title": words.title(node.code),
            "value": _of(f"{value:,.15g}", measure, words.lang == "zh", words),
            "now": _of(measured(float(row["value"])), measure, words.lang == "en", words),
            "best": measured(float(row["overtake_best"])),
            "units": words.unit,
        }
        text = words.say(f"profile.needed{'_beyond' if beyond else ''}", **what)
        best, now = float(row["overtake_best"]), float(row["value"])
        found.append(
            Needed(node.code, words.title(node.code), now, value, measure, best, beyond, text)
        )
    return tuple(sorted(found, key=lambda each: each.beyond))


def _of(value: str, measure: str, here: bool, words: Words) -> str:
    """Write a value, with its measure where that stands here."""
    return words.close(value, measure) if here and measure else value


def _takes(needed: Sequence[Needed], words: Words) -> str:
    """Say whether a single indicator would close the gap."""
    if not needed:
        return words.say("profile.no_single")
    within = sum(not each.beyond for each in needed)
    if not within:
        return words.say("profile.only_beyond", count=len(needed), units=words.unit)
    return words.say("profile.single", count=within)


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
    change = words.points(shift) if shift < 0 else f"+{words.points(shift)}"
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
        weights=words.weights,
        digest=known["data_digest"][:12],
    )
    return words.say(
        "profile.cite", what=("，" if words.lang == "zh" else ", ").join(parts), where=edition_said
    )
