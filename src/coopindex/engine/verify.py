"""Hold published figures against ours, at the precision they were printed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.index import Published, PublishedTable
from coopindex.methods.registry import Array

if TYPE_CHECKING:
    from coopindex.engine.result import Result


@dataclass(frozen=True, eq=False)
class Check:
    """A published figure, or a whole column of them, beside ours: met when ours lies within half a unit of the last printed digit.

    compared : how many figures. agreeing : how many are met. ours : our figure (of a column: the one that is furthest off).
    worst : the largest difference. misses : of a column, those not met as (unit, year, published, ours), at most ten.
    """

    published: Published | PublishedTable
    ours: float
    compared: int
    agreeing: int
    worst: float
    misses: tuple[tuple[str, int, float, float], ...] = ()

    @property
    def met(self) -> bool:
        """Whether enough figures are met: all of them, unless the index says that a smaller share is known to be."""
        least = self.published.agree if isinstance(self.published, PublishedTable) else 1.0
        return self.compared > 0 and self.agreeing >= least * self.compared

    @property
    def label(self) -> str:
        """What the figure is about, in words."""
        of = self.published
        if isinstance(of, PublishedTable):
            return f"{of.figure} in {of.node}: {self.compared:,} figures of {of.column}"
        parts = [
            of.figure.replace("_", " "),
            of.unit or "",
            f"of the top {of.top}" if of.top else "",
            f"{'of' if of.figure == 'weight' else 'in'} {of.node}",
            str(of.year or ""),
        ]
        return " ".join(part for part in parts if part)

    def as_dict(self) -> dict[str, Any]:
        """Return the check as plain values, for JSON."""
        from coopindex.engine.result import plain

        of = self.published
        keys = ("figure", "unit", "node", "top", "year", "column", "scheme", "source")
        known = {key: getattr(of, key) for key in keys if getattr(of, key, None) not in (None, "")}
        if isinstance(of, PublishedTable):
            misses = [
                {
                    "unit": unit,
                    "year": year or None,
                    "published": plain(theirs),
                    "ours": plain(ours),
                }
                for unit, year, theirs, ours in self.misses
            ]
            counts = {
                "compared": self.compared,
                "agreeing": self.agreeing,
                "worst": plain(self.worst),
                "misses": misses,
            }
            return {**known, "decimals": of.decimals, **counts, "met": self.met}
        return {**known, "published": of.value, "ours": plain(self.ours), "met": self.met}


def verify(result: Result) -> tuple[Check, ...]:
    """Check the published figures that belong to the result's scheme and years."""
    checks = []
    figures: tuple[Published | PublishedTable, ...] = (
        *result.index.published,
        *result.data.published,
    )
    for published in figures:
        if published.scheme is not None and not _under(result, published.scheme):
            continue
        if isinstance(published, PublishedTable):
            checks.append(_column(result, published))
        elif published.year in (None, *result.years):
            ours = _figure(result, published)
            met = meets(ours, published.value)
            checks.append(Check(published, ours, 1, int(met), abs(ours - read(published.value)[0])))
    return tuple(checks)


def _under(result: Result, scheme: str) -> bool:
    """Whether a scheme weighs every family that it gives weights to, none a method in its place."""
    weighed = [node.code for node in result.index.inner if node.weighting is None]
    return scheme == result.scheme.code and all(
        node.code in weighed for node in result.index.inner if result.scheme.gives(node.code)
    )


def _of_units(result: Result, figure: str, node: str) -> Array:
    """Return our figures of every unit and year, (Y, U)."""
    if figure in ("rank", "percentile", "decile"):
        values: Array = getattr(result, figure)(node)
        return values
    return result.array(node, "column" if figure == "column" else "finished")


def _figure(result: Result, published: Published) -> float:
    """Return our value of a published figure."""
    year = result.years.index(published.year) if published.year else -1
    if published.figure == "weight":
        effective = result.effective_in(result.years[year])
        return float(effective[result.index.position[published.node]])
    if published.figure == "mean_score":
        scores, ranks = result.array(published.node)[year], result.rank(published.node)[year]
        return float(
            np.mean(scores[ranks <= published.top] if published.top else scores[~np.isnan(scores)])
        )
    return float(
        _of_units(result, published.figure, published.node)[
            year, result.rows.units.index(str(published.unit))
        ]
    )


def _column(result: Result, published: PublishedTable) -> Check:
    """Check a column of published figures in the years scored; a figure of ours that is missing is not met."""
    years = [year for year in published.years if year in result.years]
    ours = _of_units(result, published.figure, published.node)[
        [result.years.index(year) for year in years]
    ]
    theirs = published.values[[result.data.years.index(year) for year in years]]
    printed = ~np.isnan(theirs)
    off = np.where(printed, np.abs(np.where(np.isnan(ours), np.inf, ours) - theirs), 0.0)
    missed = printed & (off > 0.5 * 10.0**-published.decimals * (1 + 1e-6))
    worst = np.unravel_index(off.argmax(), off.shape) if off.size else (0, 0)
    misses = tuple(
        (result.rows.units[unit], years[year], float(theirs[year, unit]), float(ours[year, unit]))
        for year, unit in np.argwhere(missed)[:10]
    )
    compared = int(printed.sum())
    return Check(
        published,
        float(ours[worst]),
        compared,
        compared - int(missed.sum()),
        float(off.max(initial=0.0)),
        misses,
    )


def read(printed: str) -> tuple[float, float]:
    """Return a printed figure's value and half a unit of its last digit.

    >>> read("44.1%")
    (0.441, 0.0005)
    """
    text = printed.strip().replace(",", "")
    scale = 0.01 if text.endswith("%") else 1.0
    text = text.rstrip("%").strip()
    return float(text) * scale, 0.5 * 10.0 ** -len(text.partition(".")[2]) * scale


def meets(ours: float, printed: str) -> bool:
    """Say whether ours lies within half a unit of the last printed digit.

    >>> meets(69.34528, "69.3453"), meets(69.34524, "69.3453"), meets(0.44099, "44.1%"), meets(float("nan"), "1")
    (True, False, True, False)
    """
    value, half = read(printed)
    return bool(abs(ours - value) <= half * (1 + 1e-9))
