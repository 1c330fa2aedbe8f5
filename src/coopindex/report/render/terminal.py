"""Pages on a terminal: plain when piped, coloured where there are colours, no name cut short."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from coopindex.lines import broken_lines, is_chinese
from coopindex.phrases import listed, say
from coopindex.report.render.drawing import bars, guides, spans
from coopindex.report.render.seen import seen
from coopindex.report.table import Column, Section, Table
from coopindex.report.written import numeric, some_rows, written

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
        put(console, Text(say("frame.more_rows", lang, number=more, count=more), "dim"))


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

    over: str
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
    return table if len(table) <= MOST else some_rows(table, range(MOST))


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
        names = column.over, column.title
        out.append(Laid(*names, cells, styles, right, column.head, column.priority, wraps))
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
    names = zip(columns, _told_apart(columns), strict=True)
    return [name for column, name in names if column.title and id(column) not in fit]


def _told_apart(columns: Sequence[Laid]) -> Iterator[str]:
    """Name columns; of several with one title, each is called after the one before it too."""
    titles = Counter(column.title for column in columns if not column.over)
    for column, before in zip(columns, ["", *(each.title for each in columns)], strict=False):
        shared = before if not column.over and titles[column.title] > 1 else ""
        first = f"{column.over}:" if column.over else shared
        yield f"{first} {column.title}".strip()


def fitted(columns: Sequence[Laid], width: int) -> list[list[Laid]]:
    """Return the columns that fit, in one block or several.

    One goes after the other, until they fit or only those are left that stay.
    """
    chosen = list(columns)
    while needed(chosen) > width and any(column.priority for column in chosen):
        highest = max(column.priority for column in chosen)
        last = max(at for at, column in enumerate(chosen) if column.priority == highest)
        del chosen[last]
    if needed(chosen) <= width:
        return [chosen]
    heads = [column for column in chosen if column.head]
    blocks = [list(heads)]
    for run in runs([column for column in chosen if not column.head]):
        # what stands under one name stays together where it fits into a block
        whole = needed([*heads, *run]) <= width
        for part in [run] if whole else [[column] for column in run]:
            if needed([*blocks[-1], *part]) > width and len(blocks[-1]) > len(heads):
                blocks.append(list(heads))
            blocks[-1] += part
    return blocks


def runs(columns: Sequence[Laid]) -> list[list[Laid]]:
    """Return neighbours together that stand under one name, others each by itself."""
    out: list[list[Laid]] = []
    for column in columns:
        if out and column.over and out[-1][0].over == column.over:
            out[-1].append(column)
        else:
            out.append([column])
    return out


def needed(columns: Sequence[Laid]) -> int:
    """How many cells of the screen the columns take together at the least."""
    return sum(_across(run) for run in runs(columns)) + GAP * (len(runs(columns)) - 1)


def _across(run: Sequence[Laid]) -> int:
    """How many cells neighbours take that stand under one name, and the name."""
    return max(sum(column.least for column in run) + GAP * (len(run) - 1), cell_len(run[0].over))


def widths(columns: Sequence[Laid], width: int) -> list[int]:
    """Give every column its room; what is left goes to the columns that wrap, from the first."""
    room = []
    for run in runs(columns):
        least = [column.least for column in run]
        # the name above may take more than the columns below
        least[0] += _across(run) - sum(least) - GAP * (len(run) - 1)
        room += least
    left = max(0, width - needed(columns))
    for number, column in enumerate(columns):
        more = max(0, min(left, column.full - room[number]))
        room[number], left = room[number] + more, left - more
    return room


def _above(columns: Sequence[Laid], room: Sequence[int]) -> list[Text]:
    """Return the line of names above several columns each, if there are any."""
    if not any(column.over for column in columns):
        return []
    line, at = Text(), 0
    for number, run in enumerate(runs(columns)):
        across = sum(room[at : at + len(run)]) + GAP * (len(run) - 1)
        name = Text(run[0].over, "bold dim")
        padding = Text(" " * (across - cell_len(name.plain)))
        line.append_text(Text(" " * GAP if number else ""))
        # above its first column, as that stands
        line.append_text(padding + name if run[0].right and len(run) == 1 else name + padding)
        at += len(run)
    line.rstrip()
    return [line]


def _block(columns: Sequence[Laid], console: Console) -> list[Text]:
    """Return the header and the lines of each row, without spaces at the end."""
    room = widths(columns, console.width)
    titles = [Text(column.title, "bold dim") for column in columns]
    out = [*_above(columns, room), _joined(titles, columns, room)]
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
