"""Sections on a terminal: plain when piped, coloured where there are colours, never a name cut short."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from coopindex.report.page import Column, Section

WIDE = 100_000  # the width of what is no screen
GAP = 2
MOST = 1_000  # rows of a table: more are no reading matter
WRAPPED = 30  # the least room of a column whose text wraps
COLOURS = {"▲": "green", "▼": "red", "✓": "green", "✗": "bold red"}
ASCII = str.maketrans("█▉▊▋▌▍▎▏─●│├└▲▼✓✗–·…", "########-o|++^v+x-..")


def screen(stream: TextIO) -> Console:
    """Return a console for a stream: as wide as the terminal (or COLUMNS), without limit in a pipe or a file."""
    width = None if stream.isatty() or "COLUMNS" in os.environ else WIDE
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def messages() -> Console:
    """Return the console for messages and progress."""
    return screen(sys.stderr)


def show(sections: Iterable[Section], console: Console) -> None:
    """Print sections one below the other, an empty line between them."""
    for place, section in enumerate(
        part for part in sections if part.title or part.text or part.columns or part.below
    ):
        if place:
            console.print()
        if section.title:
            put(console, Text(section.title, "bold"))
        for sentence in section.text:
            put(console, Text(sentence, "yellow" if section.warning else ""))
        if section.columns:
            if section.text:
                console.print()
            columns = [replace(column, cells=column.cells[:MOST]) for column in section.columns]
            for line in lines(columns, console):
                put(console, line, whole=True)
            if gone := dropped(columns, console.width):
                put(console, Text(f"Not shown for want of room: {', '.join(gone)}.", "dim"))
            if (more := len(section.columns[0].cells) - MOST) > 0:
                put(console, Text(f"… and {more:,} more rows; `--format csv` has them all", "dim"))
        for sentence in section.below:
            put(console, Text(sentence, "" if not section.columns else "dim"))


def put(console: Console, text: Text, whole: bool = False) -> None:
    """Print a line; `whole` ones are never wrapped. Signs that the stream cannot encode become ASCII."""
    if "utf" not in console.encoding.lower():
        text = Text(text.plain.translate(ASCII), text.style, spans=text.spans)
    console.print(text, soft_wrap=whole)


def lines(columns: Sequence[Column], console: Console) -> list[Text]:
    """Lay a table out: drop what may be dropped until it fits; cut what is still too wide into blocks, the keys repeated."""
    out: list[Text] = []
    for place, block in enumerate(fitted(columns, console.width)):
        out += [*([Text()] if place else []), *laid_out(block, console)]
    return out


def dropped(columns: Sequence[Column], width: int) -> list[str]:
    """Name the columns that do not fit."""
    kept = [column for block in fitted(columns, width) for column in block]
    return [
        column.title
        for column in columns
        if column.title and not any(column is other for other in kept)
    ]


def fitted(columns: Sequence[Column], width: int) -> list[list[Column]]:
    """Return the columns that fit, in one block or several."""
    kept = list(columns)
    while needed(kept) > width and any(column.drop for column in kept):
        highest = max(column.drop for column in kept)
        kept = [column for column in kept if column.drop < highest]
    if needed(kept) <= width:
        return [kept]
    keys = [column for column in kept if column.key]
    blocks = [list(keys)]
    for column in (column for column in kept if not column.key):
        if needed([*blocks[-1], column]) > width and len(blocks[-1]) > len(keys):
            blocks.append(list(keys))
        blocks[-1].append(column)
    return blocks


def breadth(column: Column, least: bool = False) -> int:
    """How many cells of the screen a column takes; at the least, where its text may be wrapped."""
    full = max(map(cell_len, (column.title, *column.cells)))
    return min(full, WRAPPED) if column.wrap and least else full


def needed(columns: Sequence[Column]) -> int:
    """How many cells of the screen the columns take together at the least."""
    return sum(breadth(column, least=True) for column in columns) + GAP * (len(columns) - 1)


def widths(columns: Sequence[Column], width: int) -> list[int]:
    """Give every column its room; what is left goes to the columns that wrap, from the first."""
    room = [breadth(column, least=True) for column in columns]
    left = max(0, width - needed(columns))
    for place, column in enumerate(columns):
        more = min(left, breadth(column) - room[place])
        room[place], left = room[place] + more, left - more
    return room


def laid_out(columns: Sequence[Column], console: Console) -> list[Text]:
    """Return the header and the lines of each row, without spaces at the end."""
    room = widths(columns, console.width)
    out = [joined([Text(column.title, "bold dim") for column in columns], columns, room)]
    for row in zip(*(column.cells for column in columns), strict=True):
        cells = [Text(cell, style(column, cell)) for column, cell in zip(columns, row, strict=True)]
        wrapped = [
            list(cell.wrap(console, width)) if column.wrap else [cell]
            for cell, column, width in zip(cells, columns, room, strict=True)
        ]
        out += [joined(line, columns, room) for line in zip_longest(*wrapped, fillvalue=Text())]
    return out


def joined(row: Sequence[Text], columns: Sequence[Column], room: Sequence[int]) -> Text:
    """Put the cells of a line side by side."""
    line = Text()
    for place, (cell, column, width) in enumerate(zip(row, columns, room, strict=True)):
        padding = Text(" " * (width - cell_len(cell.plain)))
        line.append_text(Text(" " * GAP if place else "")).append_text(
            padding + cell if column.numeric else cell + padding
        )
    line.rstrip()
    return line


def style(column: Column, cell: str) -> str:
    """Colour drawings, arrows, ticks and the words that call for caution."""
    if column.drawing:
        return "cyan"
    return COLOURS.get(cell[:1], "yellow" if cell == "illustrative" else "")
