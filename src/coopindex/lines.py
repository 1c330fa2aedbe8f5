"""Lines of a given width, where Chinese may break between words and before no closing mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

from coopindex.phrases import WIDE

OPENING, CLOSING = "（“《［", "，。；：、！？）”》］"
# what stands in plain brackets without a blank, such as a name beside another, a Chinese word sign,
# or a run of others, with the marks that stay with it and the blanks after
PIECE = (
    rf"[{OPENING}]*(?:\([^()\s]+\)|(?![{OPENING}{CLOSING}])[{WIDE}]"
    f"|[^\\s{WIDE}{OPENING}{CLOSING}]+)?"
    f"[{CLOSING}]*\\s*"
)
CHINESE = re.compile(f"[{WIDE}]")


def is_chinese(text: str) -> bool:
    """Whether any sign of a text is Chinese."""
    return CHINESE.search(text) is not None


def broken_lines(text: str, width: int) -> list[str]:
    """Break a text into lines that are no wider than `width`.

    >>> broken_lines("仅为演示（illustrative），不反映任何城市。", 14)
    ['仅为演示', '（illustrative', '），不反映任何', '城市。']
    >>> broken_lines("位次、得分。", 4)
    ['位', '次、', '得', '分。']
    >>> broken_lines("16.76 points ahead of Suzhou (宿州).", 33)
    ['16.76 points ahead of Suzhou', '(宿州).']
    """
    return [line for part in text.split("\n") for line in _lines(part, width)]


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, width):
        if line and cell_len(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """Yield what stays together; what is too wide for a line is cut."""
    for piece in filter(None, re.findall(PIECE, text)):
        yield from chop_cells(piece, width) if cell_len(piece.rstrip()) > width else (piece,)
