"""What separates one unit from the next: the gap by dimensions, and what would close it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopindex.questions.contributions import gap as gap_between
from coopindex.report.edition import Edition
from coopindex.report.facts.field import below
from coopindex.report.facts.numbers import signed
from coopindex.report.facts.standings import Standing
from coopindex.report.facts.words import Words
from coopindex.report.pages.frame import in_language
from coopindex.report.written import measured

if TYPE_CHECKING:
    from coopindex.questions.explain import Explanation


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


def rival(edition: Edition, standing: Standing) -> tuple[Standing, bool] | None:
    """Return the unit just above and True; of the first, the one just below and False."""
    above = [each for each in edition.ranked if each.rank < standing.rank]
    if above:
        return next(each for each in above if each.rank == above[-1].rank), True
    under = [each for each in edition.ranked if each.rank > standing.rank]
    return (under[0], False) if under and standing.ranked else None


def gap_of(edition: Edition, standing: Standing, words: Words) -> Gap | None:
    """Split what separates the unit from the next over the dimensions."""
    found = rival(edition, standing) if standing.ranked else None
    if found is None:
        return None
    other, above = found
    result, field = edition.result, edition.field
    units = result.rows.units
    ours, theirs = (field.first + units.index(each.unit) for each in (standing, other))
    parts = dict(
        zip(result.index.position, below(result, gap_between(result, ours, theirs)[0]), strict=True)
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
