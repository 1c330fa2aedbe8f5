"""A scale as a table: what every step of every node was fitted to, in the measure of the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Choice, Node
from coopindex.engine.scored import Scored
from coopindex.methods.options import in_words
from coopindex.methods.registry import Array
from coopindex.methods.settled import (
    AT_THE_TOP,
    MAXIMUM,
    MINIMUM,
    TURNED,
    Part,
    arrays,
    parts_of,
    stated_of,
)
from coopindex.methods.stages import FITTED

if TYPE_CHECKING:
    import pandas as pd

# what was made of a column, where a number is one of that
LOGARITHM, THEN = "logarithm", ", then "
# what a column is called before the step whose statistics are taken of it
BEFORE = {"imputation": "transformed", "treatment": "imputed", "normalisation": "treated"}


class Entry(NamedTuple):
    """One number of a scale.

    year : 0 where it serves several years together. of : what it is a number of, where that is not
    the indicator as it is measured: its logarithm, say; "" where it is.
    """

    node: str
    step: str
    statistic: str
    value: float
    year: int
    of: str


def scale_table(result: Scored) -> pd.DataFrame:
    """One row a number of the scale: node, step, statistic, value, year, of.

    A minimum is that of the column as it was before it was oriented, and before it was transformed
    where the number is an observed value; other numbers of a transformed column say `of` what they
    are. Whole columns, as ranks are taken of, are summarised: how many values, the smallest, the
    largest. Goalposts and limits that the index states stand among them. Clip points that are open,
    and what a step does not need, are left out.
    """
    import pandas as pd

    rows = [
        entry
        for node, _ in result.index.depth_first()
        for step in FITTED
        # turned about, the minimum comes last
        for entry in sorted(
            _of(result, node, step), key=lambda entry: entry.statistic == MAXIMUM.name
        )
    ]
    return pd.DataFrame(rows, columns=list(Entry._fields))


def _of(result: Scored, node: Node, step: str) -> Iterator[Entry]:
    choice: Choice | None = getattr(node, step)
    if choice is None or (step in ("weighting", "aggregation") and not node.children):
        return
    stated = dict(_stated(choice))
    yield from (Entry(node.code, step, name, value, 0, "") for name, value in stated.items())
    if choice.found.across_years or not result.fitted.has(node.code, step):
        return
    settled = result.fitted.of(node.code, step)
    logged = bool(np.any(getattr(settled, "logged", False)))
    for part, label, x in arrays(settled, parts_of(choice.found)):
        if part.name in stated or (part.logging and not logged):
            continue
        for year, position in _years(result, node, step):
            numbers = np.asarray(x[position], float)
            for name, value in _named(node, part, label, numbers):
                if np.isfinite(value):
                    yield _in_measure(result, node, step, part, name, value, year)


def _stated(choice: Choice) -> Iterator[tuple[str, float]]:
    """Yield what a method's options state in the column's own measure."""
    for option, name in stated_of(choice.found).items():
        value = choice.settings.get(option)
        if isinstance(value, tuple):
            yield from ((f"{name} {k + 1}", float(each)) for k, each in enumerate(value))
        elif value is not None:
            yield name, float(value)


def _years(result: Scored, node: Node, step: str) -> Iterator[tuple[int, Any]]:
    """Yield every year that has statistics, 0 for several together, and where they stand."""
    if (node.code, step) in result.fitted.by_year:
        yield from ((year, result.rows.years.index(year)) for year in result.years)
    else:
        fitted = result.fitted.fitted_to
        yield (fitted[0] if len(fitted) == 1 else 0), Ellipsis


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
    result: Scored, node: Node, step: str, part: Part, name: str, value: float, year: int
) -> Entry:
    """State a number in the measure of the data, before it was oriented and transformed."""
    if part.kind == "number" or name.startswith("values"):
        return Entry(node.code, step, name, value, year, "")
    if step == "normalisation" and node.direction < 0 and part.kind != "width":
        name, value = TURNED.get(name, name), 0.0 - value
    changed = changed_into(result, node, step)
    if not changed or step not in BEFORE:
        return Entry(node.code, step, name, value, year, "")
    if part.kind != "width":
        seen = _observed(result, node, BEFORE[step], value, year)
        if seen.size:
            found = seen.min() if name in AT_THE_TOP else seen.max()
            return Entry(node.code, step, name, float(found), year, "")
    return Entry(node.code, step, name, value, year, changed)


def changed_into(result: Scored, node: Node, step: str) -> str:
    """Say what was made of a column before a step, besides moving values; "" if nothing."""
    transform = node.transform
    said = [] if transform.leaves_alone else [in_words(transform.method, transform.options)]
    if step == "normalisation" and result.fitted.has(node.code, "treatment"):
        logged = getattr(result.fitted.of(node.code, "treatment"), "logged", False)
        said += [LOGARITHM] if np.any(logged) else []
    return THEN.join(said)


def _observed(result: Scored, node: Node, step: str, value: float, year: int) -> Array:
    """Return the figures, as they were measured, that stood at a value before a step."""
    here: NDArray[np.bool_] = result.walk.column(node.code, step) == value
    if year:
        here = here & (result.rows.year == year)
    figures = result.walk.column(node.code, "denominated")[here]
    return figures[~np.isnan(figures)]
