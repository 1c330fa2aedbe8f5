"""Pages on a terminal: plain when piped, coloured where there are colours, no name cut short."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from coopindex.phrases import listed, say
from coopindex.report.render.drawing import bars, guides, spans
from coopindex.report.render.lines import broken_lines, is_chinese
from coopindex.report.render.seen import seen
from coopindex.report.table import Column, Section, Table
from coopindex.report.written import decimals, numeric, written

WIDE = 100_000  # the width of what is no screen
GAP = 2
MOST = 1_000  # rows of a table: more are no reading matter
WRAPPED = 30  # the least room of a column whose text wraps
BAR = 12  # characters of the longest bar
WRAPS = ("prose", "figure")
COLOURS = {"▲": "green", "▼": "red", "✓": "green", "✗": "bold red"}
ASCII = str.maketrans("█▉▊▋▌▍▎▏─●│├└▲▼✓✗–·…", "########-o|++^v+x-..")


def screen(stream: TextIO) -> Console:
    """Return a console for a stream: as wide as the terminal (or COLUMNS), else without limit."""
    width = None if stream.isatty() or "COLUMNS" in os.environ else WIDE
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def as_shown(sections: Iterable[Section], lang: str = "en", stream: TextIO | None = None) -> str:
    """Return sections as they look on a stream; without one, plainly and without limit in width."""
    console = screen(stream or io.StringIO())
    with console.capture() as captured:
        show(sections, console, lang)
    return captured.get()


def show(sections: Iterable[Section], console: Console, lang: str = "en") -> None:
    """Print sections one below the other, an empty line between them."""
    for number, section in enumerate(seen(filter(None, sections))):
        if number:
            console.print()
        if section.title:
            put(console, Text(section.title, "bold"))
        for sentence in section.sentences:
            put(console, Text(sentence, "yellow" if section.warning else ""))
        if section.table is not None:
            if section.sentences:
                console.print()
            _put_table(section.table, console, lang)
        for sentence in section.below:
            put(console, Text(sentence, "" if section.table is None else "dim"))


def _put_table(table: Table, console: Console, lang: str) -> None:
    columns = laid_out(shortened(table), lang)
    for line in lines(columns, console):
        put(console, line, whole=True)
    if gone := dropped(columns, console.width):
        put(console, Text(say("frame.no_room", lang, titles=listed(gone, lang)), "dim"))
    if (more := len(table) - MOST) > 0:
        put(console, Text(say("frame.more_rows", lang, number=more), "dim"))


def put(console: Console, text: Text, whole: bool = False) -> None:
    """Print a line; `whole` ones are never wrapped.

    Signs that the stream cannot encode become ASCII.
    """
    if "utf" not in console.encoding.lower():
        text = Text(text.plain.translate(ASCII), text.style, spans=text.spans)
    if whole or not is_chinese(text.plain):
        console.print(text, soft_wrap=whole)
        return
    for line in broken_lines(text.plain, console.width):
        console.print(Text(line, text.style), soft_wrap=True)


# -- columns, written ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Laid:
    """A column as it stands on a screen."""

    title: str
    cells: Sequence[str]
    styles: Sequence[str]
    right: bool
    head: bool
    priority: int
    wraps: bool

    @property
    def full(self) -> int:
        """How many cells of the screen its longest text takes."""
        return max(map(cell_len, (self.title, *self.cells)))

    @property
    def least(self) -> int:
        """How many it takes at the least, where its text may be wrapped."""
        return min(self.full, WRAPPED) if self.wraps else self.full


def shortened(table: Table) -> Table:
    """Return the rows that are shown, written as all of them ask for."""
    if len(table) <= MOST:
        return table

    def short(column: Column) -> Column:
        """Settle the decimals before rows go."""
        settled = column
        if column.kind in ("score", "number") and column.decimals is None:
            known = [value for value in column.values if value is not None]
            settled = replace(column, decimals=decimals(known))
        return replace(
            settled,
            values=column.values[:MOST],
            marks=column.marks[:MOST],
            depths=column.depths[:MOST],
        )

    return Table(tuple(map(short, table.columns)))


def laid_out(table: Table, lang: str) -> list[Laid]:
    """Write and draw the columns of a table."""
    out = []
    for column, texts in zip(table.columns, written(table, lang), strict=True):
        cells = _drawn(column) if column.drawn else texts
        if column.kind == "tree":
            cells = [a + b for a, b in zip(guides(column.depths), cells, strict=True)]
        elif column.kind == "measure":
            cells = in_line(cells)
        styles = [_style(column, row, cell) for row, cell in enumerate(cells)]
        right = numeric(column) and not column.drawn
        wraps = column.kind in WRAPS or (column.kind == "unit" and column.head)
        out.append(Laid(column.title, cells, styles, right, column.head, column.priority, wraps))
    return out


def _drawn(column: Column) -> list[str]:
    if column.kind == "interval":
        first, last = column.scale or (1.0, 1.0)
        return spans(column.values, first, last)
    values = [float("nan") if value is None else value for value in column.values]
    return bars(values, BAR, column.scale and column.scale[1])


def _style(column: Column, row: int, cell: str) -> str:
    """Colour drawings, arrows, ticks and the statuses that call for caution."""
    if column.drawn:
        return "cyan"
    if column.kind in ("shift", "truth"):
        return COLOURS.get(cell[:1], "")
    doubtful = column.kind == "status" and column.values[row] == "illustrative"
    return "yellow" if doubtful else ""


def in_line(texts: Sequence[str]) -> list[str]:
    """Bring the decimal points of numbers into line.

    >>> in_line(["1,234,570", "0.25", "3"])
    ['1,234,570   ', '0.25', '3   ']
    """
    after = [len(text) - text.find(".") if "." in text else 0 for text in texts]
    most = max(after, default=0)
    return [
        text + " " * (most - length) if text else ""
        for text, length in zip(texts, after, strict=True)
    ]


# -- side by side --------------------------------------------------------------------------------


def lines(columns: Sequence[Laid], console: Console) -> list[Text]:
    """Lay a table out: what may go goes until it fits; what is still too wide is cut into blocks.

    The columns that name the rows are repeated in every block.
    """
    out: list[Text] = []
    for number, block in enumerate(fitted(columns, console.width)):
        out += [*([Text()] if number else []), *_block(block, console)]
    return out


def dropped(columns: Sequence[Laid], width: int) -> list[str]:
    """Name the columns that do not fit."""
    fit = {id(column) for block in fitted(columns, width) for column in block}
    return [column.title for column in columns if column.title and id(column) not in fit]


def fitted(columns: Sequence[Laid], width: int) -> list[list[Laid]]:
    """Return the columns that fit, in one block or several."""
    chosen = list(columns)
    while needed(chosen) > width and any(column.priority for column in chosen):
        highest = max(column.priority for column in chosen)
        chosen = [column for column in chosen if column.priority < highest]
    if needed(chosen) <= width:
        return [chosen]
    heads = [column for column in chosen if column.head]
    blocks = [list(heads)]
    for column in (column for column in chosen if not column.head):
        if needed([*blocks[-1], column]) > width and len(blocks[-1]) > len(heads):
            blocks.append(list(heads))
        blocks[-1].append(column)
    return blocks


def needed(columns: Sequence[Laid]) -> int:
    """How many cells of the screen the columns take together at the least."""
    return sum(column.least for column in columns) + GAP * (len(columns) - 1)


def widths(columns: Sequence[Laid], width: int) -> list[int]:
    """Give every column its room; what is left goes to the columns that wrap, from the first."""
    room = [column.least for column in columns]
    left = max(0, width - needed(columns))
    for number, column in enumerate(columns):
        more = min(left, column.full - room[number])
        room[number], left = room[number] + more, left - more
    return room


def _block(columns: Sequence[Laid], console: Console) -> list[Text]:
    """Return the header and the lines of each row, without spaces at the end."""
    room = widths(columns, console.width)
    out = [_joined([Text(column.title, "bold dim") for column in columns], columns, room)]
    styled = [
        [Text(cell, style) for cell, style in zip(column.cells, column.styles, strict=True)]
        for column in columns
    ]
    for row in zip(*styled, strict=True):
        wrapped = [
            _wrapped(cell, width, console) if column.wraps else [cell]
            for cell, column, width in zip(row, columns, room, strict=True)
        ]
        out += [_joined(line, columns, room) for line in zip_longest(*wrapped, fillvalue=Text())]
    return out


def _wrapped(cell: Text, width: int, console: Console) -> list[Text]:
    if is_chinese(cell.plain):
        return [Text(line, cell.style) for line in broken_lines(cell.plain, width)]
    return list(cell.wrap(console, width))


def _joined(row: Sequence[Text], columns: Sequence[Laid], room: Sequence[int]) -> Text:
    """Put the cells of a line side by side."""
    line = Text()
    for number, (cell, column, width) in enumerate(zip(row, columns, room, strict=True)):
        padding = Text(" " * (width - cell_len(cell.plain)))
        line.append_text(Text(" " * GAP if number else ""))
        line.append_text(padding + cell if column.right else cell + padding)
    line.rstrip()
    return line
