"""A scale as a table: what every step of every node was fitted to, in the measure of the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coopindex.engine.index import Choice, Node
from coopindex.engine.scored import Scored
from coopindex.methods.options import in_words
from coopindex.methods.registry import Array, Undefined, keywords
from coopindex.methods.settled import (
    LOWER,
    MAXIMUM,
    MEAN,
    MEDIAN,
    MINIMUM,
    TURNED,
    UPPER,
    Part,
    arrays,
    inverse_of,
    mapped,
    parts_of,
    stated_of,
)
from coopindex.methods.stages import FITTED
from coopindex.methods.transform import shifted_log, unshifted
from coopindex.periods import Period

if TYPE_CHECKING:
    import pandas as pd

# what was made of a column, where a number is one of that
LOGARITHM, THEN = "logarithm", ", then "
# the steps that take their statistics of transformed columns
BEFORE = ("imputation", "treatment", "normalisation")
# which numbers of a step come first, and last
ORDER = {LOWER.name: 0, UPPER.name: 1, MAXIMUM.name: 3}
# digits to which an inverse is tried first, and how far from a value what it gives may be mapped
DIGITS, ROUNDING, LOOSE, SMALL = 15, 1e-15, 1e-9, 1e-300


class ScaleRow(NamedTuple):
    """One number of a scale.

    year : 0 where it serves several years together. of : what it is a number of, where that is not
    the indicator as it is measured: its logarithm, say; "" where it is.
    """

    node: str
    step: str
    statistic: str
    value: float
    year: Period
    of: str


def scale_table(result: Scored) -> pd.DataFrame:
    """One row a number of the scale: node, step, statistic, value, year, of.

    A minimum, a maximum and a clip point are those of the column as it was before it was oriented
    and transformed: the figure that was measured, or the inverse of the transform; under one that
    turns the column about, they are exchanged. Other numbers of a transformed column, and those
    that no figure is mapped to, say `of` what they are. Whole columns, as ranks are taken of, are
    summarised: how many values, the smallest, the largest. Goalposts and limits that the index
    states stand among them. Clip points that are open, and what a step does not need, are left out.
    """
    import pandas as pd

    rows = [
        entry
        for node, _ in result.index.depth_first()
        for step in FITTED
        # turned about, the lower end comes last
        for entry in sorted(
            _of(result, node, step), key=lambda entry: ORDER.get(entry.statistic, len(ORDER) - 1)
        )
    ]
    return pd.DataFrame(rows, columns=list(ScaleRow._fields))


def _of(result: Scored, node: Node, step: str) -> Iterator[ScaleRow]:
    choice: Choice | None = getattr(node, step)
    if choice is None or (step in ("weighting", "aggregation") and not node.children):
        return
    stated = dict(_stated(choice))
    yield from (ScaleRow(node.code, step, name, value, 0, "") for name, value in stated.items())
    if choice.found.across_years or not result.fitted.has(node.code, step):
        return
    settled = result.fitted.of(node.code, step)
    logged = bool(np.any(getattr(settled, "logged", False)))
    for part, label, x in arrays(settled, parts_of(choice.found)):
        if part.name in stated or (part.logging and not logged):
            continue
        for year, position in result.fitted.fixed_by(node.code, step, result.years).items():
            numbers = np.asarray(x[position], float)
            for name, value in _named(node, part, label, numbers):
                if np.isfinite(value):
                    yield _in_measure(result, node, step, part, name, value, year, position)


def _stated(choice: Choice) -> Iterator[tuple[str, float]]:
    """Yield what a method's options state in the column's own measure."""
    for option, name in stated_of(choice.found).items():
        value = choice.settings.get(option)
        if isinstance(value, tuple):
            yield from ((f"{name} {k + 1}", float(each)) for k, each in enumerate(value))
        elif value is not None:
            yield name, float(value)


def _named(node: Node, part: Part, label: str, x: Array) -> Iterator[tuple[str, float]]:
    """Name the numbers of an array (K,), or (R, K) where it holds rows."""
    several = x.shape[-1] > 1
    for column in range(x.shape[-1]):
        of = f" of {node.children[column] if several else label}" if several or label else ""
        if part.kind != "rows":
            yield part.name + of, float(x[..., column].item())
            continue
        there = x[..., column][~np.isnan(x[..., column])]
        yield f"values{of}", float(there.size)
        if there.size:
            yield f"{MINIMUM.name}{of}", float(there.min())
            yield f"{MAXIMUM.name}{of}", float(there.max())


def _in_measure(
    result: Scored,
    node: Node,
    step: str,
    part: Part,
    name: str,
    value: float,
    year: Period,
    at: Any,
) -> ScaleRow:
    """State a number in the measure of the data, before it was oriented and transformed."""
    if part.kind == "number" or name.startswith("values"):
        return ScaleRow(node.code, step, name, value, year, "")
    if step == "normalisation" and node.direction < 0 and part.kind != "width":
        name, value = TURNED.get(name, name), 0.0 - value
    changed = changed_into(result, node, step)
    if not changed or step not in BEFORE:
        return ScaleRow(node.code, step, name, value, year, "")
    if part.kind != "width":
        whole = part in (MEAN, MEDIAN)
        found = _measured(result, node, step, value, at, whole)
        if np.isfinite(found):
            turned = node.transform.found.is_turned_about(node.transform.settings)
            return ScaleRow(
                node.code, step, TURNED.get(name, name) if turned else name, found, year, ""
            )
    return ScaleRow(node.code, step, name, value, year, changed)


def changed_into(result: Scored, node: Node, step: str) -> str:
    """Say what was made of a column before a step, besides moving values; "" if nothing."""
    transform = node.transform
    said = [] if transform.leaves_alone else [in_words(transform.method, transform.options)]
    if step == "normalisation" and result.fitted.has(node.code, "treatment"):
        logged = getattr(result.fitted.of(node.code, "treatment"), "logged", False)
        said += [LOGARITHM] if np.any(logged) else []
    return THEN.join(said)


def _measured(
    result: Scored, node: Node, step: str, value: float, at: Any, observed: bool
) -> float:
    """Return the figure in the data's measure of which a value was made; NaN where there is none.

    at : where the step's statistics stand on the axis of years. observed : only a figure that was
    measured will do, as the mean of logarithms is the logarithm of no mean.
    """
    figures, made = _unmoved(result, node, step, at)
    turned = node.transform.found.is_turned_about(node.transform.settings)
    if turned and figures.size and figures.min() < 0 < figures.max():
        # a reciprocal falls on either side of 0, and leaps between them
        return np.nan
    there = figures[made == value]
    if there.size:
        return float(there[0])
    if observed:
        return np.nan
    maps = [_maps(result, node, "transform", at)]
    if step == "normalisation" and LOGARITHM in changed_into(result, node, step):
        maps.append(_maps(result, node, "treatment", at))
    found = _undone(value, [each for each in maps if each]) if all(maps) else np.nan
    return np.nan if turned and figures.size and found * figures[0] < 0 else found


def _unmoved(result: Scored, node: Node, step: str, at: Any) -> tuple[Array, Array]:
    """Return the figures that were measured, and what was made of them where nothing moved them."""
    figures, made, imputed, treated = (
        result.walk.column(node.code, step)
        for step in ("denominated", "transformed", "imputed", "treated")
    )
    here = ~np.isnan(figures)
    if isinstance(at, int):
        here = here & (result.rows.year == result.rows.years[at])
    if step != "normalisation":
        return figures[here], made[here]
    if LOGARITHM in changed_into(result, node, step):
        found = result.fitted.of(node.code, "treatment")
        low, high = (np.asarray(end)[..., 0] for end in (found.low, found.high))
        if low.ndim:
            low, high = (np.repeat(end, len(result.rows.units)) for end in (low, high))
        here = here & (imputed >= low) & (imputed <= high)
    else:
        here = here & (treated == made)
    return figures[here], treated[here]


# a map of columns (P, 1), and its inverse
Maps = tuple[Callable[[Array], Array], Callable[[Array], Array]]


def _maps(result: Scored, node: Node, stage: str, at: Any) -> Maps | None:
    """Return how a transform, or the logarithm of a treatment, maps values, and back again.

    None where nothing maps them back, or every year does otherwise and the step takes all together.
    """
    choice: Choice = getattr(node, stage)
    back = unshifted if stage == "treatment" else inverse_of(choice.found)
    if back is None:
        return None
    settled: tuple[Any, ...] = ()
    options = choice.settings if stage == "transform" else {}
    if result.fitted.has(node.code, stage):
        found = result.fitted.of(node.code, stage)
        if (node.code, stage) in result.fitted.by_year:
            if not isinstance(at, int):
                return None
            found = mapped(found, lambda x: x[at])
        settled = (found.shift if stage == "treatment" else found,)
    forth = shifted_log if stage == "treatment" else choice.found.function
    takes = {name: options[name] for name in keywords(forth) if name in options}
    return (lambda x: forth(x, *settled, **takes)), (lambda y: back(y, *settled, **takes))


def _undone(value: float, maps: Sequence[Maps]) -> float:
    """Take a value back through maps; as it was stated, where that is it within rounding."""
    with np.errstate(all="ignore"):
        x = np.array([[value]])
        for _, back in reversed(maps):
            x = back(x)
        found = x.item()
        for candidate in (float(f"{found:.{DIGITS}g}"), found):
            y = np.array([[candidate]])
            try:
                for forth, _ in maps:
                    y = forth(y)
            except Undefined:
                continue
            near = abs(y.item() - value) <= ROUNDING * max(abs(value), SMALL)
            if near or (candidate is found and abs(y.item() - value) <= LOOSE * abs(value)):
                return candidate
    return np.nan
