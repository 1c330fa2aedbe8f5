"""Tables as they stand on paper: which columns side by side, how wide, and in which size.

Room is counted in Latin letters, of which a Chinese sign takes two, as on a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coopindex.lines import is_chinese
from coopindex.phrases import listed, say
from coopindex.report.render.terminal import Laid, dropped, fitted, laid_out, widths
from coopindex.report.table import Table

# how many letters fit between the margins of A4 in 8.5 pt, and in 7 pt
ROOM, MORE_ROOM = 96, 118
GAP = 2  # letters that stay free between two columns
BOLD = 7  # bold letters take the room of one more


@dataclass(frozen=True)
class Part:
    """Columns that stand side by side.

    widths : of each column with the gap behind it, in letters. small : whether it is set in the
    smaller size. depths : of the rows of each column that is a tree, else ().
    """

    columns: tuple[Laid, ...]
    widths: tuple[int, ...]
    small: bool
    depths: tuple[Sequence[int], ...]

    @property
    def share(self) -> float:
        """The share of the page's width that it takes: all of it, but for a narrow table."""
        return min(1.0, 2 * sum(self.widths) / (MORE_ROOM if self.small else ROOM))

    @property
    def rows(self) -> list[list[tuple[str, int]]]:
        """The rows: each cell's text, and how deep it stands in a tree."""
        return [
            [
                (_bare(column.cells[row]), depths[row] if depths else 0)
                for column, depths in zip(self.columns, self.depths, strict=True)
            ]
            for row in range(len(self.columns[0].cells))
        ]


def parts(table: Table, lang: str = "en") -> tuple[tuple[Part, ...], str]:
    """Lay a table out for A4: in one part or several, and what is said of columns without room.

    What is drawn of characters is left out; it repeats what others say.
    """
    shown = Table(tuple(column for column in table.columns if not column.drawn), table.units)
    whole = laid_out(shown, lang)
    # a header may be wrapped, a figure may not
    columns = [replace(laid, title=_longest_word(laid.title)) for laid in whole]
    at = {id(laid): number for number, laid in enumerate(columns)}
    small = len(fitted(columns, ROOM)) > 1 or bool(dropped(columns, ROOM))
    room = MORE_ROOM if small else ROOM
    made, fit = [], set[int]()
    for side_by_side in fitted(columns, room):
        numbers = [at[id(laid)] for laid in side_by_side]
        fit.update(numbers)
        lean = zip(widths(side_by_side, room), side_by_side, strict=True)
        wide = tuple(width + GAP + _more(width, laid) for width, laid in lean)
        depths = tuple(shown.columns[number].depths for number in numbers)
        made.append(Part(tuple(whole[number] for number in numbers), wide, small, depths))
    gone = [laid.title for number, laid in enumerate(whole) if number not in fit and laid.title]
    said = say("frame.no_room", lang, titles=listed(gone, lang)) if gone else ""
    return tuple(made), said


def _more(width: int, laid: Laid) -> int:
    """How many letters a column needs beyond its own: what names a row is bold, an arrow wide."""
    arrows = any(sign in cell for cell in laid.cells for sign in "▲▼")
    return (width // BOLD if laid.head else 0) + arrows


def _longest_word(title: str) -> str:
    """Return what of a title must stand on one line: a word, or four Chinese signs."""
    words = (word[:4] if is_chinese(word) else word for word in title.split())
    return max(words, key=len, default="")


def _bare(text: str) -> str:
    """Return a node's title without the guides that a terminal draws; it is indented instead."""
    return text.lstrip("│├└─ ").rstrip()
