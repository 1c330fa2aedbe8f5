"""Figures in percent: those of one indicator are all so, or none is; and 45 % has one meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.observations import Cells
from coopindex.content.data.observed import Observed
from coopindex.content.tables.column import SourceColumn, shifted
from coopindex.content.tables.notation import AS_WRITTEN
from coopindex.content.tables.table import SourceTable, spelt_out
from coopindex.methods.registry import Array
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, Problem


@dataclass(frozen=True)
class Percents:
    """The figures of a table, (R,): where each stands, of which indicator, and how it is shown.

    row, column : in the table. shown : whether it is shown in percent.
    """

    table: SourceTable
    row: NDArray[np.intp]
    column: SourceColumn
    indicator: SourceColumn
    value: Array
    shown: NDArray[np.bool_]

    def problems(self) -> Iterator[Problem]:
        """Refuse percents beside plain numbers of one indicator; say what percents are read as.

        A 0 is the same in both.
        """
        counts = there, _ = self._count(self.shown), self._count(~self.shown)
        mixed = np.logical_and(*counts)
        for code in np.flatnonzero(mixed).tolist():
            yield self._mixed(code)
        alone = (there > 0) & ~mixed
        if self.table.stored and not self.table.notation.percent and alone.any():
            yield self._meaning(np.flatnonzero(alone).tolist())

    def _of(self, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Say which figures are there and not 0, of those that are so."""
        return np.asarray(which & ~np.isnan(self.value) & (self.value != 0))

    def _count(self, which: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Count the figures that are so of each indicator."""
        codes = self.indicator.codes[self._of(which)].astype(np.intp)
        return np.bincount(codes, minlength=len(self.indicator.texts))

    def _first(self, which: NDArray[np.bool_], code: int) -> int:
        """Return the first figure of an indicator that is so."""
        return int(np.argmax(self._of(which) & (self.indicator.codes == code)))

    def _mixed(self, code: int) -> Problem:
        percent, plain = self._first(self.shown, code), self._first(~self.shown, code)
        ours = self.indicator.codes == code
        number = int((self._of(self.shown) & ours).sum())
        message = Wording(
            "observation.mixed-percents",
            code=self.indicator.texts[code],
            number=number,
            count=number,
            all=int((self._of(ours)).sum()),
            percent=self._quoted(percent),
            percent_at=self._at(percent),
            plain=self._quoted(plain),
            plain_at=self._at(plain),
        )
        hint = Wording("observation.mixed-percents.hint")
        return self._problem("mixed-percents", message, percent, hint)

    def _meaning(self, codes: Sequence[int]) -> Problem:
        at = self._first(self.shown, codes[0])
        written, value = self._quoted(at), float(self.value[at])
        texts = [self.indicator.texts[code] for code in codes]
        said = {"percent": written, "fraction": f"{value:.15g}"}
        message = Wording("problem.percents", few=few(texts, FEW), **said)
        hint = Wording("observation.percents.hint", number=written.rstrip("%"), **said)
        found = self._problem("percents", message, at, hint)
        return found.but(level="flag", line=self.table.head)

    def _at(self, at: int) -> Wording:
        origin, name = self.table.origin(int(self.row[at])), self.column[at]
        return Wording("observation.cell-at", origin=origin, name=spelt_out(name))

    def _quoted(self, at: int) -> str:
        """Return a figure as it is shown."""
        row, value = int(self.row[at]), float(self.value[at])
        stored = self.table.percents.get(self.column[at])
        if stored is None or not stored[row]:
            return self.table.columns[self.column[at]][row].strip()
        as_written = self.table.notation.percent == AS_WRITTEN
        return f"{value if as_written else shifted(value, 2):.15g}%"

    def _problem(self, code: str, message: Wording, at: int, hint: Wording) -> Problem:
        place = self.table.place(int(self.row[at]))
        return Problem(
            code, message, file=place.file, line=place.line, field=self.column[at], hint=hint
        )


def percent_problems(observed: Sequence[Observed], cells: Cells) -> Iterator[Problem]:
    """Say what is wrong or doubtful about figures in percent."""
    for number, each in enumerate(observed):
        table = each.table
        shown = {
            name: mask
            for name in cells.column.texts
            if (mask := table.in_percent(name)) is not None
        }
        if not shown:
            continue
        here = np.flatnonzero(cells.table == number)
        rows, column = cells.row[here], _kept(cells.column, here)
        percent = np.zeros(len(here), bool)
        for name, mask in shown.items():
            of_it = column.says(name)
            percent[of_it] = mask[rows[of_it]]
        indicator = _kept(cells.indicator, here)
        yield from Percents(table, rows, column, indicator, cells.value[here], percent).problems()


def percent_events(
    table: SourceTable, header: str, indicator: SourceColumn, value: Array
) -> Iterator[Problem]:
    """Say the same of the values of events."""
    shown = table.in_percent(header)
    if shown is not None:
        rows = np.arange(table.rows)
        column = SourceColumn(np.zeros(table.rows, np.int8), (header,))
        yield from Percents(table, rows, column, indicator, value, shown).problems()


def _kept(column: SourceColumn, rows: NDArray[np.intp]) -> SourceColumn:
    return SourceColumn(column.codes[rows], column.texts)
