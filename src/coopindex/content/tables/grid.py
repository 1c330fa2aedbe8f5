"""Which of a file's rows are its table: what stands above the header, and below the last row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from coopindex.content.tables.column import NUMBER, in_one_line

Row = Sequence[str]
# rows among which the header is sought
HEAD_ROWS = 200
NO_REACH: Mapping[int, int] = MappingProxyType({})
A_YEAR = re.compile(r"([12]\d{3})(\.0+)?", re.ASCII)
# what stands in the line of a title and in no name
TITLE = re.compile(r"\s*(table|tab\.|annex|附?表)\s*\d|.*[:：]", re.IGNORECASE)
# how a line begins that is none of the table's rows
NOTE = re.compile(
    r"\W*((data )?sources?|data from|last updated|notes?|nb|n\.b\.|footnotes?|remarks?|quellen?"
    r"|anmerkung(en)?|注|注释|附注|备注|说明|(资料|数据)?来源|出处|註|附註|備註|說明|(資料|數據)?來源|出處)"
    r"(?![^\W\d_])[^:：]{0,40}[:：]",
    re.IGNORECASE,
)
# and how one begins, ends or looks that may be none
PERHAPS = re.compile(
    r"[*†‡§¹²³⁰-⁹①-⑳©].*|\(?[a-z0-9]{1,2}[)\]/.]\s.*|.*。|(?=.{60}).*\s.*|.*[\u4e00-\u9fff，、；]{25}.*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Heading:
    """Where a header stands among rows: the first and the last position of those that hold it.

    sure : whether the rows say so themselves.
    """

    first: int
    last: int
    sure: bool = True


def width(row: Row) -> int:
    """Return the position after the last cell that holds anything.

    >>> width(["a", "", "b", " "])
    3
    """
    return next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)


def columns_before(rows: Iterable[Row]) -> int:
    """Return how many columns a table leaves blank before its own.

    Lines of a single cell, titles and notes, may begin in these.

    >>> columns_before([["Table 1"], ["", "unit", "gdp"], ["", "NA", "10"]])
    1
    """
    first = (
        next(at for at, cell in enumerate(row) if cell.strip())
        for row in rows
        if sum(bool(cell.strip()) for cell in row) > 1
    )
    return min(first, default=0)


def heading_of(
    rows: Sequence[Row], held: Sequence[int], reach: Mapping[int, int] = NO_REACH
) -> Heading:
    """Find the header: the first row that is as wide as the table.

    held : the positions of rows that hold anything. reach : how far merged cells of a row reach.

    What stands above is narrower: a title, notes, a date. A table's width is that of most of its
    cells. A row of a title with gaps, above one of names without any, may be such a line all the
    same: where the rows do not say so themselves, it is not sure.

    >>> rows = [["Table 1"], ["unit", "gdp"], ["NA", "10"], ["NO", "90"]]
    >>> heading_of(rows, range(4))
    Heading(first=1, last=1, sure=True)
    """
    first, near = held[0], held[:HEAD_ROWS]
    sizes = {at: width(rows[at]) for at in near}
    for at in sizes.keys() & reach.keys():
        # a title is merged over the whole table too, and stands alone
        sizes[at] = sizes[at] if stands_alone(rows[at]) else max(sizes[at], reach[at])
    typical = _most([*sizes.values()], [*sizes.values()])
    usual = _most([len(rows[at]) for at in near], [*sizes.values()])
    widest = max((size for at, size in sizes.items() if len(rows[at]) == usual), default=typical)
    if sizes[first] < min(widest, max(typical, 2)):
        names = (at for at in near if sizes[at] >= widest and names_columns(rows[at]))
        at = next(names, next(at for at in near if sizes[at] >= typical))
        sure = names_columns(rows[at]) or at in reach
        named = sure or all(map(may_name, rows[at]))
        return Heading(at, at, sure) if named else Heading(first, first)
    gaps = [column for column in range(typical) if not _cell(rows[first], column)]
    titled = any(TITLE.match(cell) for cell in rows[first])
    if titled and gaps and first not in reach and any(_cell(rows[at], gaps[0]) for at in near):
        below = next((at for at in near if sizes[at] >= typical and names_columns(rows[at])), None)
        return Heading(first, first) if below is None else Heading(below, below, sure=False)
    return Heading(first, first)


def _most(sizes: Sequence[int], cells: Sequence[int]) -> int:
    """Return the size of the rows that hold most cells."""
    found = Counter[int]()
    for size, number in zip(sizes, cells, strict=True):
        found[size] += number
    return max(found, key=lambda size: (found[size], size))


def _cell(row: Row, column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def may_name(cell: str) -> bool:
    """Say whether a cell may be part of a name: a word, a year, nothing."""
    cell = cell.strip()
    return not NUMBER.fullmatch(cell) or A_YEAR.fullmatch(cell) is not None


def names_columns(row: Row) -> bool:
    """Say whether a row looks like names: no gap, no number but years, none of them twice.

    >>> names_columns(["unit", "2021", "2022.0", ""]), names_columns(["NA", "10.5"])
    (True, False)
    """
    names = [cell.strip() for cell in row[: width(row)]]
    plain = all(name and may_name(name) for name in names)
    return plain and len(set(names)) == len(names) > 1


def names_of(rows: Sequence[Row]) -> list[str]:
    """Return the columns' names, joined where several rows hold them; `2021.0` is the year 2021.

    Each is in one line: a blank stands for a line break.

    A name above holds for the blank cells to its right too, as it does where cells were merged.

    >>> names_of([["unit", "GDP", ""], ["", "2021.0", "2022.0"]])
    ['unit', 'GDP 2021', 'GDP 2022']
    """
    wide = max(map(len, rows))
    parts = [[in_one_line(cell).strip() for cell in row] + [""] * (wide - len(row)) for row in rows]
    for upper in parts[:-1]:
        for at in range(1, wide):
            upper[at] = upper[at] or upper[at - 1]
    found = list[str]()
    for pieces in zip(*parts, strict=True):
        kept = dict.fromkeys(year_name(piece) for piece in pieces if piece)
        # a name that stands above nothing named is that of the columns to its left
        found.append(" ".join(kept) if pieces[-1] or len(parts) == 1 or _own(parts, len(found))
                     else "")  # fmt: skip
    return found


def year_name(name: str) -> str:
    """Return a name; that of a year without the decimals that a program gave it.

    >>> year_name("2021.0"), year_name("gdp")
    ('2021', 'gdp')
    """
    found = A_YEAR.fullmatch(name)
    return found[1] if found else name


def _own(parts: Sequence[Row], at: int) -> bool:
    """Say whether a column without a name in the last row begins one in a row above."""
    return any(row[at] and (at == 0 or row[at] != row[at - 1]) for row in parts[:-1])


def is_note(row: Row) -> bool:
    """Say whether a row is a note and no row of a table, whatever stands in it.

    >>> [is_note([text]) for text in ("Source: own", "注：不含港澳台", "Sourceville", "Chad")]
    [True, True, False, False]
    """
    return NOTE.match(row[0]) is not None if row else False


def may_be_note(row: Row) -> bool:
    """Say whether the first cell, alone in its row, looks like a note.

    >>> [may_be_note([text, ""]) for text in ("* provisional", "a) estimate", "Chad")]
    [True, True, False]
    """
    return is_note(row) or PERHAPS.fullmatch(row[0].strip()) is not None


def stands_alone(row: Row) -> bool:
    """Say whether the first cell alone holds anything.

    >>> stands_alone(["Chad", ""]), stands_alone(["Chad", "5"])
    (True, False)
    """
    return width(row) == 1
