"""A small drawing of a method's example: what goes in above, what comes out below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from coopindex.methods.examples import Example, example

WIDTH, LEFT, RIGHT = 560, 0, 556
ALONG = ("transform", "imputation", "treatment", "normalisation", "rounding")
# after these figures are in the measure that they had
ALIKE = ("imputation", "treatment", "rounding")
# what the drawn rows are called
WORDS = {"en": ("before", "after", "parts", "whole"), "zh": ("之前", "之后", "各部分", "合成")}


def picture(method: Any, lang: str) -> str:
    """Return the drawing as SVG in the page; "" where a sentence says it better.

    It repeats the example's sentence, and so is hidden from those who are read to.
    """
    found = example(method)
    if found is None or not np.isfinite(found.found).all():
        return ""
    if method.stage in ALONG:
        return _svg(96, _ways(found, lang, alike=method.stage in ALIKE))
    if method.stage == "weighting":
        return _svg(46, _shares(found.found))
    within = found.given.min() <= found.found.min() and found.found.max() <= found.given.max()
    if method.stage == "aggregation" and within:
        return _svg(46 + 26 * len(found.found), _rows(found, lang))
    return ""


def _svg(height: int, marks: Iterator[str]) -> str:
    body = "".join(marks)
    return f'<svg class="worked" viewBox="0 0 {WIDTH} {height}" aria-hidden="true">{body}</svg>'


def _scale(values: Sequence[float]) -> Callable[[float], float]:
    low, high = float(min(values)), float(max(values))
    span = (high - low) or 1.0
    return lambda value: LEFT + 56 + (value - low) / span * (RIGHT - LEFT - 76)


def _number(value: float) -> str:
    return f"{round(value, 9):.3g}".replace("-", "−") if abs(value) < 1000 else f"{value:.0f}"


def _ways(found: Example, lang: str, *, alike: bool) -> Iterator[str]:
    """Draw every unit's way from its value to what becomes of it; alike : on one scale."""
    given = found.given[:, 0]
    before, after = WORDS[lang][:2]
    known = given[np.isfinite(given)]
    every = [*known, *found.found]
    above, below = map(_scale, (every, every) if alike else (known, found.found))
    for y, word in ((30, before), (70, after)):
        yield f'<path class="axis" d="M{LEFT + 56} {y}H{RIGHT - 20}"/>'
        yield f'<text x="0" y="{y + 4}">{word}</text>'
    for value, outcome in zip(given, found.found, strict=True):
        if np.isfinite(value):
            yield f'<path class="way" d="M{above(value):.1f} 30L{below(outcome):.1f} 70"/>'
    yield from _dots(known, above, 30, 18, "in")
    yield from _dots(found.found, below, 70, 90, "out")


def _dots(
    values: Sequence[float], scale: Callable[[float], float], y: int, said: int, kind: str
) -> Iterator[str]:
    """Draw dots, each with its number where there is room for it."""
    free = -1e9
    for value in sorted(set(map(float, values))):
        x = scale(value)
        yield f'<circle class="{kind}" cx="{x:.1f}" cy="{y}" r="4.5"/>'
        if x - free > 26:
            yield f'<text class="mid" x="{x:.1f}" y="{said}">{_number(value)}</text>'
            free = x


def _shares(weights: Sequence[float]) -> Iterator[str]:
    """Draw weights as parts of one bar."""
    left = float(LEFT)
    for number, weight in enumerate(weights, 1):
        width = weight * (RIGHT - LEFT)
        shown = max(width - 1.5, 0)
        yield f'<rect class="h{number}" x="{left:.1f}" y="4" width="{shown:.1f}" height="16"/>'
        if width > 30:
            yield f'<text class="mid" x="{left + width / 2:.1f}" y="36">{100 * weight:.3g}%</text>'
        left += width


def _rows(found: Example, lang: str) -> Iterator[str]:
    """Draw every unit's children, and where the whole lies among them."""
    parts, whole = WORDS[lang][2:]
    scale = _scale([float(found.given.min()), float(found.given.max())])
    for number, (children, outcome) in enumerate(zip(found.given, found.found, strict=True)):
        y = 22 + 26 * number
        yield f'<text class="ink" x="{LEFT}" y="{y + 4}">{"abc"[number]}</text>'
        yield f'<path class="axis" d="M{LEFT + 56} {y}H{RIGHT - 20}"/>'
        for child in children:
            yield f'<circle class="in" cx="{scale(child):.1f}" cy="{y}" r="4.5"/>'
        x = f"{scale(outcome):.1f}"
        yield f'<circle class="out" cx="{x}" cy="{y}" r="6"/>'
        yield f'<text class="mid ink" x="{x}" y="{y - 9}">{_number(outcome)}</text>'
    y = 38 + 26 * len(found.found)
    for x, kind, word in ((LEFT + 60, "in", parts), (LEFT + 150, "out", whole)):
        yield f'<circle class="{kind}" cx="{x}" cy="{y - 4}" r="5"/>'
        yield f'<text x="{x + 12}" y="{y}">{word}</text>'
