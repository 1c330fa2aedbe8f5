"""The visual language, once for every format: colours, and what each of them means.

Four meanings, four colours: a dimension has a hue, uncertainty is slate, a warning about data is
ochre hatch, what can be followed or pressed is blue. A hue never does a second job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Tone(NamedTuple):
    """One colour on a light and on a dark page."""

    light: str
    dark: str


# what each is for, by the name that style sheets use
TONES: Mapping[str, Tone] = {
    "bg": Tone("#ffffff", "#11161d"),
    "surface": Tone("#f4f6f8", "#18202a"),
    "ink": Tone("#16202c", "#e8ecf1"),
    "muted": Tone("#566272", "#a3aebb"),
    "rule": Tone("#dde3e9", "#28323e"),
    "rule2": Tone("#b9c3cd", "#465262"),
    "accent": Tone("#1f5fa8", "#8dbbf5"),
    "tint": Tone("#edf3fa", "#182536"),
    # dimensions, told apart by those who see fewer colours, and on a black-and-white copy
    "d1": Tone("#268a80", "#34b7ab"),
    "d2": Tone("#12407c", "#5277bb"),
    "d3": Tone("#cb8216", "#ebca56"),
    "d4": Tone("#b52f50", "#d86b6b"),
    "d5": Tone("#9585d4", "#cdb9f2"),
    "iv": Tone("#7f8c9c", "#7c8a9b"),
    "dot": Tone("#16202c", "#ffffff"),
    "up": Tone("#1f5fa8", "#8dbbf5"),
    "down": Tone("#9a4b00", "#f0a860"),
    "warn": Tone("#7a4f00", "#e9c27a"),
    "warnbg": Tone("#fff8e8", "#241d10"),
    "warnrule": Tone("#e2b95c", "#7d6426"),
    "hatch": Tone("#b28224", "#a8833a"),
    # the chance of a rank, from none to most, and the text upon it
    "q1": Tone("#f0f3f6", "#19212b"),
    "q2": Tone("#dfe5ec", "#232e3b"),
    "q3": Tone("#c2cdd9", "#31404f"),
    "q4": Tone("#9aabbd", "#475a6e"),
    "q5": Tone("#566a81", "#9db0c4"),
    "q6": Tone("#22344a", "#e3ebf3"),
    "qt": Tone("#16202c", "#f2f5f8"),
    "qt1": Tone("#566272", "#a3aebb"),
    "qt5": Tone("#ffffff", "#0b1016"),
    "qt6": Tone("#ffffff", "#0b1016"),
}
HUES = 5
LATIN = (
    "-apple-system", "BlinkMacSystemFont", "Segoe UI", "Inter", "Roboto", "Helvetica Neue",
    "Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans",
)  # fmt: skip
CHINESE = (
    "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", "Microsoft YaHei",
    "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC",
)  # fmt: skip
MONO = "ui-monospace", "SF Mono", "Cascadia Mono", "Consolas", "Noto Sans Mono", "DejaVu Sans Mono"


class Fill(NamedTuple):
    """How a dimension is filled: its hue (None: slate), and whether white lines cross it."""

    hue: int | None
    lined: bool = False


def fills(weights: Sequence[float]) -> tuple[Fill, ...]:
    """Give every dimension its fill, in the order of the tree.

    Up to five have a hue each; up to eight repeat hues, crossed by white lines; of more, the three
    of most weight keep a hue, and the rest are slate. One alone is slate, for it tells nothing
    apart.

    >>> fills([0.5, 0.5])
    (Fill(hue=1, lined=False), Fill(hue=2, lined=False))
    >>> [fill.hue for fill in fills([0.05] * 8 + [0.4, 0.2])]
    [1, None, None, None, None, None, None, None, 2, 3]
    """
    if len(weights) == 1:
        return (Fill(None),)
    if len(weights) <= 8:
        return tuple(Fill(1 + at % HUES, at >= HUES) for at in range(len(weights)))
    heaviest = sorted(sorted(range(len(weights)), key=lambda at: -weights[at])[:3])
    return tuple(
        Fill(1 + heaviest.index(at) if at in heaviest else None) for at in range(len(weights))
    )


def chance_step(chance: float) -> int:
    """Return which of seven steps of the scale shows the chance of a rank: 0 none, 6 most.

    >>> [chance_step(chance) for chance in (0.0, 0.009, 0.01, 0.05, 0.1, 0.2, 0.4)]
    [0, 1, 2, 3, 4, 5, 6]
    """
    return 0 if chance == 0 else 1 + sum(chance >= edge for edge in (0.01, 0.05, 0.1, 0.2, 0.4))
