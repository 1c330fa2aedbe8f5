"""Every cell is measured with an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import STATUSES
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import Problem
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.cells import RawCells
from coopindex.robustness.factors.factor import Entry, Factor, Shaken, as_percent, unknown
from coopindex.robustness.normal_errors import errors


@dataclass(frozen=True)
class Noise(Shaken):
    """Every cell of some indicators (none: all), or of some statuses (none: any), has an error.

    Measurement error: normal, without bias, independent between cells and draws. What leaves the
    indicator's bounds is held to them.

    sd : standard deviation, as a share of the `value`, of the `spread` (the indicator's standard
        deviation), or in its `measure`.
    """

    name: str
    sd: float
    of: Literal["value", "spread", "measure"] = "value"
    indicators: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    keys: ClassVar[Mapping[str, tuple[str, ...]]] = {"error": ("of", "indicators", "statuses")}
    turn: ClassVar[int] = 1
    may_lower: ClassVar[bool] = True

    @classmethod
    def written(cls, entry: Entry) -> Noise:
        """Read the size of the error, and the cells that have one."""
        leaves = [node.code for node in entry.basis.index.leaves]
        indicators = entry.codes("indicators", leaves, "definition.an-indicator")
        size, of = entry.value("error", 0.0), entry.value("of", "value")
        if of != "measure" and size > 1:
            message = Wording("plan.large-error", size=as_percent(size))
            hint = Wording("plan.large-error.hint", size=size)
            entry.refuse("bad-error", message, "error", hint=hint)
        return cls(entry.name, size, of, indicators, tuple(entry.value("statuses", ())))

    def problems(self, basis: Basis, factors: Sequence[Factor], /) -> Iterator[Problem]:
        """Refuse unknown indicators and statuses, and a negative standard deviation."""
        yield from super().problems(basis, factors)
        yield from unknown(self.name, self.statuses, STATUSES)
        if not self.sd >= 0:
            message = Wording("plan.bad-error")
            yield Problem("bad-error", message, field=self.name, value=str(self.sd))

    def amounts(self, cells: RawCells, /) -> Array:
        """(R, L) the standard deviation of every cell's error, 0 where it has none."""
        shaken = cells.measured & cells.among(self.indicators)
        if self.statuses:
            shaken &= cells.of_status(self.statuses)
        return np.where(shaken, self.sd * self._unit(cells), 0.0)

    def _unit(self, cells: RawCells) -> Array:
        if self.of == "spread":
            return cells.spread
        return np.abs(cells.raw) if self.of == "value" else np.asarray(1.0)

    def shake(
        self,
        values: Array,
        deviations: NDArray[Any],
        points: Array,
        position: int,
        cells: RawCells,
        /,
    ) -> Array:
        """Add an error to every cell; cells that are read from one column have the same."""
        drawn = errors(points, position, cells.raw.shape)
        for again, first in cells.read_again:
            drawn[:, :, again] = drawn[:, :, first]
        drawn *= deviations
        drawn += values
        return drawn
