"""What is answered: typed columns, sections of sentences and tables, and pages of sections.

Numbers stay numbers here. How a kind of value is written stands in `report/written.py`, how a page
looks on a terminal, in Markdown, CSV or JSON in `report/render/`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal[
    "text",  # names, codes
    "prose",  # sentences, long enough to take several lines
    "unit",  # what a unit of the index is called
    "tree",  # titles of nodes, root first; `depths` say where each hangs
    "status",  # a word of phrases/status.py
    "truth",  # whether something holds
    "year",
    "score",  # points on the scale of an index or a node
    "number",  # any other number, such as a mean rank or a Sobol index
    "rank",
    "share",  # 0.441 is 44.1 %
    "probability",  # of one rank among many: whole percents
    "correlation",
    "measure",  # in an indicator's own measure, of any size
    "count",
    "figure",  # as it was printed somewhere, or how far from that: text, as precise as it is
    "shift",  # places won (above 0) or lost
    "interval",  # (low, high), or (low, value, high) where it is drawn; `ends` says of what kind
]


@dataclass(frozen=True)
class Column:
    """One column of a table. NaN among its values is missing; None: there is nothing to state.

    key : what it is called in code. title : what it is called by people, "" where that is plain.
    head : it names the row. priority : 0 stays whatever the room, as every part of a sum does; of
    the others the highest number goes first where there is little, of one number the last. over :
    what stands once above neighbours that have it alike, as the scheme whose score and rank they
    are. drawn : to be seen rather than read, a bar from 0 or a span; it repeats what others say.

    What a way of writing hangs on : `decimals` (None: as the size of the values asks for), `lines`
    that decided something, so that no value is written like a line that it missed, `signed`
    differences, `digits` at most of a measure, `marks` behind the values (a star at what is
    assumed), `together`: columns of one such name are read against each other in every row,
    `shared` ranks, of which those that stand twice have a sign, `depths` of a tree (root: 0),
    `ends` of an interval, `scale`: the ends of what is drawn.
    """

    key: str
    title: str
    kind: Kind
    values: Sequence[Any]
    head: bool = False
    priority: int = 0
    over: str = ""
    drawn: bool = False
    decimals: int | None = None
    lines: tuple[float, ...] = ()
    signed: bool = False
    digits: int = 6
    marks: Sequence[str] = ()
    together: str = ""
    depths: Sequence[int] = ()
    ends: Kind = "rank"
    scale: tuple[float, float] | None = None
    shared: bool = False


@dataclass(frozen=True)
class Table:
    """Columns side by side, each with one value a row.

    units : the units that each row is about, none where it is about all of them; () where the rows
    are not about units at all.
    """

    columns: tuple[Column, ...]
    units: Sequence[Collection[str]] = ()

    def __post_init__(self) -> None:
        lengths = {len(column.values) for column in self.columns}
        lengths |= {len(self.units)} if self.units else set()
        if len(lengths) > 1:
            raise ValueError(f"columns of different lengths: {sorted(lengths)}")

    def __len__(self) -> int:
        return len(self.columns[0].values) if self.columns else 0


def each(units: Iterable[str]) -> tuple[tuple[str], ...]:
    """Say of rows that each is about one unit.

    >>> each(["nb", "tj"])
    (('nb',), ('tj',))
    """
    return tuple((unit,) for unit in units)


@dataclass(frozen=True)
class Section:
    """A title, sentences, a table and lines below it; any of them may be empty.

    A `warning` must catch the eye. most : lines below that are shown; of more it is said how many,
    unless all are asked for (None: all are shown).
    """

    title: str = ""
    sentences: tuple[str, ...] = ()
    table: Table | None = None
    below: tuple[str, ...] = ()
    warning: bool = False
    most: int | None = None

    def __bool__(self) -> bool:
        return bool(self.title or self.sentences or self.table is not None or self.below)


@dataclass(frozen=True, eq=False)
class Page:
    """An answer, described once for every surface; each part is made when it is first asked for.

    said : its sections. known : its facts as plain values, for JSON. rows : its tidy table, for CSV
    (None: it is no single table). aside : the sections that are said beside a table.
    """

    lang: str
    said: Callable[[], Iterable[Section]]
    known: Callable[[], Any]
    rows: Callable[[], pd.DataFrame] | None = None
    aside: tuple[Section, ...] = ()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What is said, section by section; what is empty is left out."""
        return tuple(filter(None, self.said()))

    @cached_property
    def facts(self) -> Any:
        """The answer as plain values."""
        return self.known()

    @cached_property
    def table(self) -> pd.DataFrame | None:
        """The answer as one tidy table, if it is one."""
        return None if self.rows is None else self.rows()
