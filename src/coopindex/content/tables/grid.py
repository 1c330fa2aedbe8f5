"""Which of a file's rows are its table: what stands above the header, and below the last row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coopindex.content.tables.column import NUMBER

Row = Sequence[str]
# rows among which the header is sought
HEAD_ROWS = 200
A_YEAR = re.compile(r"([12]\d{3})(\.0+)?", re.ASCII)
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


def heading_of(rows: Sequence[Row], held: Sequence[int]) -> Heading:
    """Find the header: the first row that is as wide as the table.

    held : the positions of rows that hold anything.

    What stands above is narrower: a title, notes, a date. A table's width is that of most of its
    cells. Where that row is no row of names (all of them words or years, each once), it is not
    sure.

    >>> rows = [["Table 1"], ["unit", "gdp"], ["NA", "10"], ["NO", "90"]]
    >>> heading_of(rows, range(4))
    Heading(first=1, last=1, sure=True)
    """
    first = held[0]
    names = list(map(str.strip, rows[first]))
    sizes = {at: width(rows[at]) for at in held[:HEAD_ROWS]}
    cells = Counter[int]()
    for size in sizes.values():
        cells[size] += size
    typical = max(cells, key=lambda size: (cells[size], size))
    if sizes[first] >= typical or not any(names):
        return Heading(first, first)
    at = next(at for at in held if sizes[at] >= typical)
    return Heading(at, at, names_columns(rows[at]))


def names_columns(row: Row) -> bool:
    """Say whether a row looks like names: no gap, no number but years, none of them twice.

    >>> names_columns(["unit", "2021", "2022.0", ""]), names_columns(["NA", "10.5"])
    (True, False)
    """
    names = [cell.strip() for cell in row[: width(row)]]
    plain = all(name and (A_YEAR.fullmatch(name) or not NUMBER.fullmatch(name)) for name in names)
    return plain and len(set(names)) == len(names) > 1


def names_of(rows: Sequence[Row]) -> list[str]:
    """Return the columns' names, joined where several rows hold them; `2021.0` is the year 2021.

    A name above holds for the blank cells to its right too, as it does where cells were merged.

    >>> names_of([["unit", "GDP", ""], ["", "2021.0", "2022.0"]])
    ['unit', 'GDP 2021', 'GDP 2022']
    """
    wide = max(map(len, rows))
    parts = [[cell.strip() for cell in row] + [""] * (wide - len(row)) for row in rows]
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
