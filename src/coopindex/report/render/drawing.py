"""What is seen rather than read, of characters: bars, spans and the guides of a tree."""

from __future__ import annotations

import math
from collections.abc import Sequence

EIGHTHS = " ▏▎▍▌▋▊▉"


def bars(values: Sequence[float], width: int = 16, largest: float | None = None) -> list[str]:
    """Draw values as bars from 0; the largest, or all from `largest` on, are `width` long.

    What is missing or below 0 is not drawn.

    >>> bars([4.0, 2.0, 0.5], width=4)
    ['████', '██', '▌']
    """
    largest = largest or max((value for value in values if math.isfinite(value)), default=0.0)
    drawn = []
    for value in values:
        seen = math.isfinite(value) and value > 0 < largest
        length = round(8 * width * min(value / largest, 1.0)) if seen else 0
        drawn.append("█" * (length // 8) + EIGHTHS[length % 8].strip())
    return drawn


def spans(
    values: Sequence[tuple[float, float, float]], first: float, last: float, width: int = 20
) -> list[str]:
    """Draw (low, value, high) on a scale: a line from low to high, a dot where the value lies.

    >>> spans([(1.0, 2.0, 3.0)], 1, 4, width=4)
    ['─●─ ']
    """
    drawn = []
    for ends in values:
        if not math.isfinite(sum(ends)):
            drawn.append("")
            continue
        low, dot, high = (round((end - first) / max(last - first, 1) * (width - 1)) for end in ends)
        signs = ("●" if x == dot else "─" if low <= x <= high else " " for x in range(width))
        drawn.append("".join(signs))
    return drawn


def guides(depths: Sequence[int]) -> list[str]:
    """Draw what stands before the titles of a tree, root first.

    >>> guides([0, 1, 2, 1])
    ['', '├─ ', '│  └─ ', '└─ ']
    """
    drawn: list[str] = []
    # whether another node follows at each level, read from the end
    follows: dict[int, bool] = {}
    for depth in reversed(depths):
        above = "".join("│  " if follows.get(level) else "   " for level in range(1, depth))
        own = ("├─ " if follows.get(depth) else "└─ ") if depth else ""
        drawn.append(above + own)
        follows = {level: there for level, there in follows.items() if level < depth}
        follows[depth] = True
    return drawn[::-1]
