"""Every missing cell takes the value of a unit drawn at random: multiple imputation by hot deck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import Problem
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.cells import RawCells
from coopindex.robustness.factors.factor import Entry, Factor, Shaken


@dataclass(frozen=True)
class Donors(Shaken):
    """Every missing cell of some indicators (none: all) takes the value of a unit drawn at random.

    Approximate Bayesian bootstrap: a first draw with replacement from the values that the indicator
    has in that year, all years where it has none, makes the donors; a second, from these, fills the
    cells. What is filled is not imputed any more.

    Rubin & Schenker (1986), Multiple imputation for interval estimation from simple random samples
    with ignorable nonresponse, Journal of the American Statistical Association 81,
    doi:10.1080/01621459.1986.10478280.
    """

    name: str
    indicators: tuple[str, ...] = ()

    keys: ClassVar[Mapping[str, tuple[str, ...]]] = {"filled": ("indicators",)}

    @classmethod
    def written(cls, entry: Entry) -> Donors:
        """Read the indicators."""
        leaves = [node.code for node in entry.basis.index.leaves]
        return cls(entry.name, entry.codes("indicators", leaves, "definition.an-indicator"))

    def problems(self, basis: Basis, factors: Sequence[Factor], /) -> Iterator[Problem]:
        """Refuse unknown indicators, and those that are divided."""
        yield from super().problems(basis, factors)
        for node in basis.index.leaves:
            if node.denomination and (not self.indicators or node.code in self.indicators):
                why = Wording("plan.no-proportion")
                message = Wording(
                    "plan.no-donors", node=node.code, by=node.denomination.by, why=why
                )
                hint = Wording("plan.no-donors.hint")
                yield Problem("no-donors", message, field=self.name, value=node.code, hint=hint)

    def amounts(self, cells: RawCells, /) -> NDArray[np.bool_]:
        """(R, L) which cells it fills."""
        return cells.empty & cells.among(self.indicators)

    def shake(
        self,
        values: Array,
        empty: NDArray[Any],
        points: Array,
        position: int,
        cells: RawCells,
        /,
    ) -> Array:
        """Fill the empty cells of each draw."""
        values = values if values.flags.writeable else values.copy()
        for draw, point in enumerate(points):
            fill(values[draw], empty, cells.rows.year, point, position)
        for again, first in cells.read_again:
            both = empty[:, again] & empty[:, first]
            values[:, :, again] = np.where(both, values[:, :, first], values[:, :, again])
        return values


def fill(
    values: Array, empty: NDArray[np.bool_], year: NDArray[Any], point: float, factor: int
) -> None:
    """Fill empty cells of a table (R, L) in place, see `Donors`; none where the point is NaN.

    >>> values = np.array([[1.0], [1.0], [np.nan]])
    >>> fill(values, np.isnan(values), np.array([2019, 2019, 2019]), 0.5, 0)
    >>> values.ravel()
    array([1., 1., 1.])
    """
    if np.isnan(point):
        return
    generator = _seeded(point, factor)
    for column in np.flatnonzero(empty.any(axis=0)):
        known = ~np.isnan(values[:, column])
        for when in np.unique(year[empty[:, column]]):
            cells = np.flatnonzero(empty[:, column] & (year == when))
            pool = values[known & (year == when), column]
            pool = pool if len(pool) else values[known, column]
            if len(pool):
                donors = generator.choice(pool, len(pool))
                values[cells, column] = generator.choice(donors, len(cells))


def _seeded(point: float, factor: int) -> np.random.Generator:
    """Return a generator that depends on a point of the design and the factor's position alone."""
    return np.random.Generator(np.random.PCG64(int(point * 2**53) * 256 + factor))
