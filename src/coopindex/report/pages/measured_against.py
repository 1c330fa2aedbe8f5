"""What a unit's points were measured against: the numbers of the scale, a line for every node."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.engine.scale_table import changed_into
from coopindex.methods.settled import DEVIATION, LOWER, MAXIMUM, MEAN, MINIMUM, UPPER
from coopindex.phrases import listed, say, saying
from coopindex.questions.explain import Explanation
from coopindex.report.pages.frame import in_language, titles_of
from coopindex.report.pages.scale import made_into, statistic_name
from coopindex.report.table import Column, Section, Table
from coopindex.report.written import measured, span

if TYPE_CHECKING:
    import pandas as pd

Interval = tuple[float, float]
# the numbers between which points run, those at their worse end first; turned about where less is
# better
ENDS = (("lower goalpost", "upper goalpost"), (MINIMUM.name, MAXIMUM.name))
CLIPS = (LOWER.name, UPPER.name)
MOVED, VALUES = "points moved", "values"
# of children that are put together, the values between which all units lie
PAIRS = (("worst", "best"), (MINIMUM.name, MAXIMUM.name))
DIGITS = " 0123456789"
# what a node was measured against, in a table
NUMBERS = (
    *("used", "from", "to", "mean", "sd"),
    *("lower_clip_point", "upper_clip_point"),
)
NONE = (math.nan, math.nan)


class Number(NamedTuple):
    """One number of a node's scale. of : what it is a number of, "" where that is the indicator."""

    step: str
    statistic: str
    value: float
    of: str


class Against(NamedTuple):
    """What a unit's points at a node were measured against, in the indicator's measure.

    used : the unit's value as it was put on the scale, filled in or moved where it was. ends : from
    the value with the fewest points to that with the most. clips : beyond which values were moved,
    if any was. others : all other numbers.
    """

    node: Node
    used: float
    ends: Interval | None
    clips: Interval | None
    others: tuple[Number, ...]

    def as_row(self) -> dict[str, float]:
        """Return the numbers as the columns of a table; NaN where there is none."""
        own = {n.statistic: n.value for n in self.others if n.step == "normalisation" and not n.of}
        mean, deviation = (own.get(name, math.nan) for name in (MEAN.name, DEVIATION.name))
        ends, clips = self.ends or NONE, self.clips or NONE
        return dict(zip(NUMBERS, (self.used, *ends, mean, deviation, *clips), strict=True))


def against(result: Result, found: Explanation) -> Iterator[Against]:
    """Yield what the points at every node that counts were measured against, root first."""
    numbers: dict[str, list[Number]] = {}
    for row in found.scale.to_dict("records"):
        if row["step"] != "weighting":
            number = Number(row["step"], row["statistic"], row["value"], row["of"])
            numbers.setdefault(row["node"], []).append(number)
    counts = found.nodes[(found.nodes["weight"] > 0) | (found.nodes["contribution"] != 0)]
    for code in counts["node"]:
        if code in numbers:
            yield _at(result, found, result.index.node(code), numbers[code])


def _at(result: Result, found: Explanation, node: Node, numbers: list[Number]) -> Against:
    known = {number.statistic: number for number in numbers if not number.of}
    ends, clips = _ends(node, known), tuple(known[name] for name in CLIPS if name in known)
    still = MOVED in known and known[MOVED].value == 0
    both = len(clips) == len(CLIPS) and not still
    gone = {*(ends or ()), *(clips if both or still else ())}
    gone |= {known[MOVED]} if still else set()
    return Against(
        node,
        _used(result, found, node),
        ends and (ends[0].value, ends[1].value),
        (clips[0].value, clips[1].value) if both else None,
        tuple(number for number in numbers if number not in gone),
    )


def _ends(node: Node, known: Mapping[str, Number]) -> tuple[Number, Number] | None:
    """Return the numbers of a normalisation between which points run."""
    known = {name: number for name, number in known.items() if number.step == "normalisation"}
    about = node.transform.found.is_turned_about(node.transform.settings)
    turned = (node.direction < 0) != about
    if "target" in known:
        worst = known.get((MAXIMUM if turned else MINIMUM).name)
        return (worst, known["target"]) if worst else None
    for low, high in ENDS:
        if low in known and high in known:
            return (known[high], known[low]) if turned else (known[low], known[high])
    return None


def _used(result: Result, found: Explanation, node: Node) -> float:
    """Return a unit's value as it was put on the scale; as it was read, where that was transformed.

    A transformed value has no measure.
    """
    step = "denominated" if changed_into(result, node, "normalisation") else "treated"
    position = result.years.index(found.year), result.rows.units.index(found.unit)
    return float(result.array(node.code, step)[position])


def measured_against(result: Result, found: Explanation, lang: str = "en") -> Section:
    """The value used, the values between which points run, clip points, other numbers in words."""
    word, lines = saying("explanation", lang), list(against(result, found))
    if not lines:
        return Section()
    nodes = titles_of((line.node.code for line in lines), result.index, lang)
    ends, clips = [line.ends for line in lines], [line.clips for line in lines]
    columns = [
        Column("node", word("indicator"), "prose", nodes, head=True),
        Column("used", word("used"), "measure", [line.used for line in lines]),
    ]
    said = []
    if any(ends):
        columns.append(Column("ends", word("ends"), "interval", ends, ends="measure"))
        said.append(word("ends_said"))
    if any(clips):
        title = word("clips")
        columns.append(Column("clips", title, "interval", clips, ends="measure", priority=1))
        said.append(word("clips_said"))
    measures = [in_language(line.node.measure, lang) for line in lines]
    measure = Column("measure", word("measure"), "text", measures, priority=2)
    columns += [measure] if any(measures) else []
    others = [_others(result, line, lang) for line in lines]
    columns += [Column("others", word("others"), "prose", others)] if any(others) else []
    sentence = ("" if lang == "zh" else " ").join(said)
    return Section(word("measured_against"), (sentence,) if said else (), Table(tuple(columns)))


def _others(result: Result, line: Against, lang: str) -> str:
    """Write the other numbers of a node's scale: those of children as intervals, then the rest."""
    spans, rest = _of_children(line)
    listed_spans = (
        f"{in_language(result.index.called[code], lang)} {span(measured(low), measured(high))}"
        for code, (low, high) in spans.items()
    )
    together = listed(listed_spans, lang, quote=False)
    said = [say("explanation.children", lang, listed=together)] if spans else []
    said += [_said(result, group, lang) for group in _alike(rest)]
    return listed(said, lang, quote=False)


def _of_children(line: Against) -> tuple[dict[str, Interval], list[Number]]:
    """Return the worst and the best value of every child, where both are settled, and the rest."""
    found: dict[str, dict[str, Number]] = {}
    for number in line.others:
        name, _, child = number.statistic.partition(" of ")
        if number.step == "aggregation":
            found.setdefault(child or line.node.children[0], {})[name] = number
    spans: dict[str, Interval] = {}
    gone = set()
    for child, own in found.items():
        pair = next((pair for pair in PAIRS if own.keys() >= set(pair)), None)
        if pair:
            spans[child] = own[pair[0]].value, own[pair[1]].value
            gone |= {own[name] for name in (*pair, VALUES) if name in own}
    return spans, [number for number in line.others if number not in gone]


def _alike(numbers: Iterable[Number]) -> Iterator[list[Number]]:
    """Yield numbers of one name that differ by their position in a row, as thresholds, together."""
    for _, group in groupby(numbers, lambda n: (n.step, n.statistic.rstrip(DIGITS), n.of)):
        yield list(group)


def _said(result: Result, group: Sequence[Number], lang: str) -> str:
    """Write a number, or some of one name."""
    word, first = saying("explanation", lang), group[0]

    def called(code: str) -> str:
        return in_language(result.index.called[code], lang) if code in result.index.called else code

    if first.statistic in (MOVED, VALUES):
        return word(first.statistic, count=round(first.value))
    bare = first.statistic.rstrip(DIGITS) if len(group) > 1 else first.statistic
    values = " / ".join(measured(number.value) for number in group)
    said = word("statistic", statistic=statistic_name(bare, lang, called), value=values)
    said = word("of", said=said, of=made_into(first.of, lang)) if first.of else said
    return word("fills_in", said=said) if first.step == "imputation" else said


def with_scale(result: Result, found: Explanation) -> pd.DataFrame:
    """Return an explanation's nodes with the numbers that their points were measured against."""
    nothing = dict.fromkeys(NUMBERS, math.nan)
    rows = {line.node.code: line.as_row() for line in against(result, found)}
    codes = found.nodes["node"]
    columns = {name: [rows.get(code, nothing)[name] for code in codes] for name in NUMBERS}
    return found.nodes.assign(**columns)
