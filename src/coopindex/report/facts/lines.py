"""One unit in every node of the tree, and on which dimensions it stands first and last."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coopindex.engine.data import Source
from coopindex.engine.index import STATUSES
from coopindex.report.edition import Edition
from coopindex.report.facts.marks import Mark
from coopindex.report.facts.numbers import nth, rank_cell
from coopindex.report.facts.words import Words, capital
from coopindex.report.pages.frame import in_language
from coopindex.report.written import measured

IN_WORDS = 10  # ranks up to which words stand in titles
PLAIN = Mark("", "", "")


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


def lines_of(edition: Edition, unit: str, words: Words) -> tuple[Line, ...]:
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


def ladder_title(ladder: Sequence[Line], words: Words) -> str:
    """Name the dimensions in which the unit stands first and last."""
    known = [line for line in ladder if not math.isnan(line.rank)]
    if not known:
        return words.say("profile.ladder_none")
    if words.result.ranked[-1].sum() < 2:
        return words.say("profile.ladder_alone", unit=words.unit)
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
        words.say("number.shared", rank=nth(line.rank)) if tied else nth_in_words(line.rank, words)
    )


def nth_in_words(rank: float, words: Words) -> str:
    """Write a rank as a word of a title, as `second`."""
    if words.lang == "zh":
        return f"{rank:g}"
    return words.say(f"profile.nth_{rank:g}") if rank in range(1, IN_WORDS + 1) else nth(rank)
