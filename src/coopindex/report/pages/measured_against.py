"""What a unit's points were measured against: the numbers of the scale, a line for every node."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.engine.scale_table import changed_into
from coopindex.methods.settled import DEVIATION, LOWER, MAXIMUM, MEAN, MINIMUM, UPPER
from coopindex.phrases import listed, saying
from coopindex.questions.explain import Explanation
from coopindex.report.pages.frame import titles_of, words
from coopindex.report.pages.scale import made_into, named
from coopindex.report.table import Column, Section, Table
from coopindex.report.written import measured

if TYPE_CHECKING:
    import pandas as pd

Interval = tuple[float, float]
# the numbers between which points run, those at their worse end first; turned about where less is
# better
ENDS = (("lower goalpost", "upper goalpost"), (MINIMUM.name, MAXIMUM.name))
CLIPS = (LOWER.name, UPPER.name)
MOVED = "points moved"
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
    if "target" in known:
        worst = known.get((MAXIMUM if node.direction < 0 else MINIMUM).name)
        return (worst, known["target"]) if worst else None
    for low, high in ENDS:
        if low in known and high in known:
            turned = node.direction < 0
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
    measures = [line.node.measure for line in lines]
    measure = Column("measure", word("measure"), "text", measures, priority=2)
    columns += [measure] if any(measures) else []
    others = [_others(result, line, lang) for line in lines]
    columns += [Column("others", word("others"), "prose", others)] if any(others) else []
    sentence = ("" if lang == "zh" else " ").join(said)
    return Section(word("measured_against"), (sentence,) if said else (), Table(tuple(columns)))


def _others(result: Result, line: Against, lang: str) -> str:
    """Write the other numbers of a node's scale."""
    word = saying("explanation", lang)

    def called(code: str) -> str:
        return words(result.index.called[code], lang) if code in result.index.called else code

    def one(number: Number) -> str:
        if number.statistic == MOVED:
            return word("moved", count=round(number.value))
        name = named(number.statistic, lang, called)
        said = word("statistic", statistic=name, value=measured(number.value))
        said = word("of", said=said, of=made_into(number.of, lang)) if number.of else said
        return word("fills_in", said=said) if number.step == "imputation" else said

    return listed(map(one, line.others), lang, quote=False)


def with_scale(result: Result, found: Explanation) -> pd.DataFrame:
    """Return an explanation's nodes with the numbers that their points were measured against."""
    nothing = dict.fromkeys(NUMBERS, math.nan)
    rows = {line.node.code: line.as_row() for line in against(result, found)}
    codes = found.nodes["node"]
    columns = {name: [rows.get(code, nothing)[name] for code in codes] for name in NUMBERS}
    return found.nodes.assign(**columns)
