"""Ranks side by side, in scenarios or in years: a line for each unit, most of them quiet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from coopindex.methods.registry import Array
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.parts import MANY


@dataclass(frozen=True)
class Line:
    """How a unit's line is drawn."""

    tone: str
    wide: float
    dash: str = ""
    full: bool = False  # whether its rings are filled


QUIET = Line("rule2", 2)
PINNED = Line("ink", 3.5, full=True)
FEW, CLOSE = 10, 30  # so many columns stand wide apart; pixels from one to the next of more
MOVERS = Line("accent", 3.5), Line("accent", 3, "7 5")


@dataclass(frozen=True)
class Bump:
    """Ranks of K units in S columns. ranks : (S, K), NaN where there is none.

    lines : how the units that stand out are drawn, by where they stand; all others are quiet.
    """

    heads: Sequence[str]
    names: Sequence[str]
    ranks: Array
    lines: Mapping[int, Line]

    @property
    def crowded(self) -> bool:
        """Whether there are too many units for a ring and a name each."""
        return len(self.names) > MANY

    def least(self) -> float:
        """Return the width that it needs."""
        column = 64 if max(map(len, self.heads)) <= 5 else 96
        # of many years a page has room if only their rings stand apart
        column = CLOSE if len(self.heads) > FEW and column == 64 else column
        return 2 * self._room(480) + (len(self.heads) - 1) * column

    def _room(self, wide: float) -> float:
        shown = self.names if not self.crowded else [self.names[k] for k in self.lines]
        return (
            max(room_for(list(shown), 13, True, max(104.0, 0.17 * wide)), 32.0)
            + 20
            + 36 * self.crowded
        )

    def draw(self, canvas: Canvas) -> None:
        """Draw it on a sheet."""
        room = self._room(canvas.width)
        xs = np.linspace(room, canvas.width - room, len(self.heads)).tolist()
        top = self._heads(canvas, xs)
        tall = max(height(name, room - 20, 13, True) for name in self.names)
        step = 520 / len(self.names) if self.crowded else max(28.0, tall + 4)
        places = np.stack([places_of(column) for column in self.ranks])
        ys = top + (places - 0.5) * step
        canvas.bottom = max(canvas.bottom, top + len(self.names) * step + 4)
        quiet = [k for k in range(len(self.names)) if k not in self.lines]
        # the first to be named is drawn last, over the others
        for k in (*quiet, *reversed(list(self.lines))):
            self._line(canvas, xs, ys[:, k], k)
        self._ends(canvas, xs, ys, room)

    def _heads(self, canvas: Canvas, xs: Sequence[float]) -> float:
        # the outer heads have no more room than the names beside them
        space = min(xs[1] - xs[0] if len(xs) > 1 else canvas.width, 2 * xs[0]) - 8
        # of many years as many are named as there is room for, the last one always
        step = math.ceil(room_for(list(self.heads), 12) / space) if len(self.heads) > FEW else 1
        space = step * (space + 8) - 8
        tall = max(height(head, space) for head in self.heads)
        for x, head in [*zip(xs, self.heads, strict=True)][::-step]:
            canvas.block(x, tall - height(head, space), head, space, tone="muted", anchor="mid")
        return tall + 12

    def _line(self, canvas: Canvas, xs: Sequence[float], ys: Array, k: int) -> None:
        how = self.lines.get(k, QUIET)
        loud = not self.crowded or k in self.lines
        tone, wide = (how.tone, how.wide) if loud else ("rule", 1)
        for run in _runs(zip(xs, ys.tolist(), strict=True)):
            d = f"M{run[0][0]:.1f} {run[0][1]:.1f}"
            for (x, y), (to, down) in pairwise(run):
                middle = (x + to) / 2
                d += f"C{middle:.1f} {y:.1f} {middle:.1f} {down:.1f} {to:.1f} {down:.1f}"
            canvas.path(d, tone, wide, how.dash)
        for x, y, rank in zip(xs, ys.tolist(), self.ranks[:, k].tolist(), strict=True):
            if not math.isnan(y) and (not self.crowded or k in self.lines):
                self._ring(canvas, x, y, rank, how)

    def _ring(self, canvas: Canvas, x: float, y: float, rank: float, how: Line) -> None:
        if self.crowded:
            canvas.circle(x, y, 4, how.tone if how.full else "bg", how.tone, 2)
            return
        canvas.circle(x, y, 10.5, how.tone if how.full else "bg", how.tone, 2)
        loud = how is not QUIET
        tone = "bg" if how.full else "ink" if loud else "muted"
        canvas.text(x, y, f"{rank:g}", size=11, tone=tone, bold=loud, anchor="mid")

    def _ends(self, canvas: Canvas, xs: Sequence[float], ys: Array, room: float) -> None:
        """Write the names at both ends, one mark a unit; of many those that stand out."""
        shown = self.lines if self.crowded else range(len(self.names))
        sides = [_apart(ys[at], shown, 18 if self.crowded else 0) for at in (0, -1)]
        for k in range(len(self.names)):
            with canvas.mark():
                self._name(canvas, k, [side.get(k) for side in sides], xs, room)

    def _name(
        self,
        canvas: Canvas,
        k: int,
        ys: Sequence[float | None],
        xs: Sequence[float],
        room: float,
    ) -> None:
        for at, y in zip((0, -1), ys, strict=True):
            if y is None:
                continue
            rank = f" · {self.ranks[at, k]:g}" if self.crowded else ""
            said = f"{self.names[k]}{rank}"
            x = xs[0] - 18 if at == 0 else xs[-1] + 18
            bold = k in self.lines
            canvas.centred(
                x, y, said, room - 18, size=13, bold=bold, anchor="end" if at == 0 else ""
            )


def standing_out(ranks: Array, pinned: int | None) -> dict[int, Line]:
    """Say which lines stand out: one that is pinned, and the two others that move most.

    >>> standing_out(np.array([[1.0, 2, 3], [1, 3, 2], [1, 2, 3]]), 0) == {
    ...     0: PINNED, 1: MOVERS[0], 2: MOVERS[1]}
    True
    """
    reach = reaches(ranks)
    lines = {} if pinned is None else {pinned: PINNED}
    order = np.argsort(-reach, kind="stable").tolist()
    movers = [k for k in order if reach[k] > 0 and k != pinned]
    return lines | dict(zip(movers, MOVERS, strict=False))


def reaches(ranks: Array) -> Array:
    """How many places lie between the highest and the lowest rank of each unit, (K,)."""
    filled = np.where(np.isnan(ranks).all(axis=0), 0.0, ranks)
    return np.asarray(np.nanmax(filled, axis=0) - np.nanmin(filled, axis=0))


def places_of(ranks: Array) -> Array:
    """Give each unit a place of its own, ties in the order of the units; NaN without a rank.

    >>> places_of(np.array([1.0, 2.0, 2.0, np.nan, 4.0])).tolist()
    [1.0, 2.0, 3.0, nan, 4.0]
    """
    order = np.argsort(ranks, kind="stable")
    places = np.empty(len(ranks))
    places[order] = np.arange(1, len(ranks) + 1)
    return np.where(np.isnan(ranks), np.nan, places)


def _runs(points: Iterable[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Split a line where a unit has no rank."""
    split = groupby(points, key=lambda point: math.isnan(point[1]))
    return [list(run) for gap, run in split if not gap]


def _apart(ys: Array, shown: Iterable[int], least: float) -> dict[int, float]:
    """Move names that would meet apart, downwards."""
    found, before = dict[int, float](), -math.inf
    for k in sorted(shown, key=lambda k: float(ys[k])):
        if not math.isnan(ys[k]):
            before = max(float(ys[k]), before + least)
            found[k] = before
    return found
