"""Hold published figures against ours, at the precision they were printed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.data import PublishedTable
from coopindex.engine.index import Published
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.periods import Period

Miss = tuple[str, Period, float, float]


@dataclass(frozen=True, eq=False)
class Check:
    """A published figure, or a whole column of them, beside ours.

    It is met when ours lies within half a unit of the last printed digit, or within a stated
    tolerance.

    compared : how many figures. agreeing : how many are met. ours : our figure (of a column: the
    one that is furthest off). worst : the largest difference, where both are there; NaN where none
    are. at : the unit and the year of it. misses : of a column, those not met as (unit, year,
    published, ours), NaN where one of the two is missing. blanks : of a column, figures of ours
    where none was published, if those are no misses. years : those that the figures are of.
    """

    published: Published | PublishedTable
    ours: float
    compared: int
    agreeing: int
    worst: float
    misses: tuple[Miss, ...] = ()
    blanks: tuple[Miss, ...] = ()
    at: tuple[str, Period] | None = None
    years: tuple[Period, ...] = ()

    @property
    def met(self) -> bool:
        """Whether enough figures are met: all, unless the index says how many are known to be."""
        of, missed = self.published, self.compared - self.agreeing
        if not self.agreeing:
            return False
        if isinstance(of, Published):
            return not missed
        if of.known is not None:
            return missed <= of.known
        return self.agreeing >= of.agree * self.compared - 1e-9

    def as_dict(self) -> dict[str, Any]:
        """Return the check as plain values, for JSON."""
        from coopindex.engine.frames import plain

        of = self.published
        keys = ("figure", "unit", "node", "top", "column", "scheme", "source", "tolerance")
        known = {key: getattr(of, key) for key in keys if getattr(of, key, None) not in (None, "")}
        years = [year for year in self.years if year]
        if isinstance(of, Published):
            known |= {"year": years[0]} if years else {}
            return {**known, "published": of.value, "ours": plain(self.ours), "met": self.met}
        return {
            **known,
            **({"years": years} if years else {}),
            "decimals": of.decimals,
            **({} if of.known is None else {"known": of.known}),
            "compared": self.compared,
            "agreeing": self.agreeing,
            "worst": plain(self.worst),
            "worst_at": self.at and {"unit": self.at[0], "year": self.at[1] or None},
            "misses": [_plain(miss) for miss in self.misses],
            "blanks": [_plain(miss) for miss in self.blanks],
            "met": self.met,
        }


def _plain(miss: Miss) -> dict[str, Any]:
    from coopindex.engine.frames import plain

    unit, year, theirs, ours = miss
    return {"unit": unit, "year": year or None, "published": plain(theirs), "ours": plain(ours)}


def verify(result: Result, year: Period | None = None) -> tuple[Check, ...]:
    """Check the published figures that belong to the result's scheme and years.

    year : of the figures that name none (default: the last one scored).
    """
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
            continue
        when = published.year or year or result.years[-1]
        # a variant without that unit has no figure of it
        there = published.unit is None or published.unit in result.rows.units
        if when in result.years and there:
            ours = _figure(result, published, result.years.index(when))
            met = meets(ours, published.value, published.tolerance)
            off = abs(ours - read(published.value)[0])
            checks.append(Check(published, ours, 1, int(met), off, years=(when,)))
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


def _figure(result: Result, published: Published, year: int) -> float:
    """Return our value of a published figure, in one of the years scored by its position."""
    if published.figure == "weight":
        effective = result.effective_in(result.years[year])
        return float(effective[result.index.position[published.node]])
    if published.figure == "mean_score":
        scores, ranks = result.array(published.node)[year], result.rank(published.node)[year]
        chosen = scores[ranks <= published.top] if published.top else scores[~np.isnan(scores)]
        return float(np.mean(chosen)) if chosen.size else float("nan")
    unit = result.rows.units.index(str(published.unit))
    return float(_of_units(result, published.figure, published.node)[year, unit])


def _column(result: Result, published: PublishedTable) -> Check:
    """Check a column of published figures in the years scored.

    A figure of ours that is missing is not met. One where they have a blank is named, and not met
    if the blanks are held against ours.
    """
    years = [year for year in published.years if year in result.years]
    ours = _of_units(result, published.figure, published.node)[
        [result.years.index(year) for year in years]
    ]
    theirs = published.values[result.data.at(years)]
    off, half = np.abs(ours - theirs), tolerance(published)
    blank = np.isnan(theirs) & ~np.isnan(ours)
    compared = ~np.isnan(theirs) | (blank & published.blanks)
    missed = compared & ~(off <= half * (1 + 1e-9) + 1e-12 * np.abs(theirs))
    worst, at = np.nan, None
    if not np.isnan(off).all():
        furthest = np.unravel_index(np.nanargmax(off), off.shape)
        worst = float(off[furthest])
        at = result.rows.units[furthest[1]], years[furthest[0]]

    def listed(cells: NDArray[np.bool_]) -> tuple[Miss, ...]:
        return tuple(
            (result.rows.units[u], years[y], float(theirs[y, u]), float(ours[y, u]))
            for y, u in np.argwhere(cells).tolist()
        )

    return Check(
        published,
        float(ours[furthest]) if at else float("nan"),
        int(compared.sum()),
        int(compared.sum() - missed.sum()),
        worst,
        misses=listed(missed),
        blanks=listed(blank & ~compared),
        at=at,
        years=tuple(years),
    )


def tolerance(published: Published | PublishedTable) -> float:
    """Return how far off ours may be: as stated, else half a unit of the last printed digit."""
    if published.tolerance is not None:
        return published.tolerance
    if isinstance(published, Published):
        return read(published.value)[1]
    return 0.5 * 10.0**-published.decimals


def read(printed: str) -> tuple[float, float]:
    """Return a printed figure's value and half a unit of its last digit.

    >>> read("44.1%")
    (0.441, 0.0005)
    """
    text = printed.strip().replace(",", "")
    scale = 0.01 if text.endswith("%") else 1.0
    text = text.rstrip("%").strip()
    return float(text) * scale, 0.5 * 10.0 ** -len(text.partition(".")[2]) * scale


def meets(ours: float, printed: str, within: float | None = None) -> bool:
    """Say whether ours lies within half a unit of the last printed digit, or `within` the value.

    >>> meets(69.34528, "69.3453"), meets(69.34524, "69.3453"), meets(0.44099, "44.1%")
    (True, False, True)
    >>> meets(0.45, "0.44", 0.01), meets(0.451, "0.44", 0.01), meets(float("nan"), "1")
    (True, False, False)
    """
    value, half = read(printed)
    half = half if within is None else within
    return bool(abs(ours - value) <= half * (1 + 1e-9) + 1e-12 * abs(value))
