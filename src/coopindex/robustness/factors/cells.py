"""The cells that a factor may change: the indicators' raw values, and what is known of them."""

from __future__ import annotations

import warnings
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import STATUSES, Index
from coopindex.engine.result import Result
from coopindex.engine.rows import Rows
from coopindex.methods.registry import Array


@dataclass(frozen=True, eq=False)
class RawCells:
    """The cells of an index's indicators: raw, status : (R, L), NaN and -1 where missing."""

    index: Index
    rows: Rows
    raw: Array
    status: NDArray[np.int8]

    @classmethod
    def of(cls, result: Result) -> RawCells:
        """Return the cells that a scoring walked."""
        data, rows = result.data, result.rows
        at = [data.years.index(year) for year in rows.years]
        leaves = data.values.shape[-1]
        raw, status = data.values[at].reshape(-1, leaves), data.status[at].reshape(-1, leaves)
        return cls(result.index, rows, raw, status)

    def among(self, indicators: Collection[str]) -> NDArray[np.bool_]:
        """(L,) which indicators are among some; all where none are named."""
        return np.array([not indicators or n.code in indicators for n in self.index.leaves])

    @cached_property
    def measured(self) -> NDArray[np.bool_]:
        """(R, L) cells with a figure that was measured: a constant is stated."""
        stated = np.array([node.data == "" for node in self.index.leaves])
        return np.asarray(~np.isnan(self.raw) & ~stated)

    def of_status(self, statuses: Collection[str]) -> NDArray[np.bool_]:
        """(R, L) cells that have one of some statuses."""
        return np.isin(self.status, [STATUSES.index(name) for name in statuses])

    @cached_property
    def empty(self) -> NDArray[np.bool_]:
        """(R, L) missing cells of units that the indicator applies to."""
        applies = self.rows.applies(self.index.leaves)
        return np.isnan(self.raw) & (True if applies is None else applies)

    @cached_property
    def spread(self) -> Array:
        """Each indicator's standard deviation among the rows of reference, (L,) or (R, L)."""
        rows, reference = self.rows, self.index.reference
        referred, _ = rows.referred_to(self.raw, reference, None)
        # an indicator without a figure in some year has no spread there, and no cell to shake
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            spread: Array = np.nan_to_num(np.nanstd(referred, axis=-2))
        by_row: Array = np.repeat(spread, len(rows.units), axis=0)
        return by_row if rows.apart(reference) else spread

    @cached_property
    def read_again(self) -> tuple[tuple[int, int], ...]:
        """Indicators read from a column that one before is read from, (its position, that one's).

        Their cells are unsure together.
        """
        columns = [node.code if node.data is None else node.data for node in self.index.leaves]
        return tuple(
            (position, columns.index(column))
            for position, column in enumerate(columns)
            if column and columns.index(column) < position
        )
