"""Checks across rows and columns.

Parts that make no total, columns that do not add up, repeats, implausible figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.content.data.units import Units
from coopindex.content.forms.index import CheckForm
from coopindex.engine.index import Origin
from coopindex.engine.naming import Text
from coopindex.figures import digits
from coopindex.methods.registry import Array
from coopindex.periods import Period
from coopindex.phrases import Wording
from coopindex.problems import Problem

Find = Callable[[str, str, Period], Origin | None]
ByCode = Mapping[str, Array]  # of each indicator and variable: its figures, one a unit
Fails = NDArray[np.bool_]
Said = tuple[dict[str, Any], Wording]  # what a message names, and the hint


def cross_check(
    form: CheckForm,
    columns: ByCode,
    year: Period,
    units: Units,
    find: Find,
    written: Origin,
    place: str,
) -> Iterator[Problem]:
    """Run one check on one year.

    find : where a (unit, column, year) is written.
    written, place : where the check itself is written, for problems of a whole column.
    """
    fails, words = CHECKS[form.check]
    column = form.total or form.column or ""
    whole, when = form.check == "column_sum", f", {year}" if year else ""
    for row in np.flatnonzero(fails(form, columns)).tolist():
        code = units.codes[row]
        code_of_check = form.check.replace("_", "-")
        when_said = Text(when, f"，{year}") if when else ""
        values, hint = words(form, columns, row, units)
        values |= {"unit": units.called[code], "when": when_said}
        message = Wording(f"problem.{code_of_check}", **values)
        origin = written if whole else find(code, column, year) or written
        own = origin is written
        yield Problem(
            code_of_check,
            Wording("observation.noted", message=message, note=form.note) if form.note else message,
            level=form.level,
            file=origin.file,
            line=origin.line or None,
            field=place if own else column,
            value=None if own else f"{columns[column][row]:.15g}",
            unit=None if whole else code,
            indicator=column,
            year=year or None,
            hint=Wording("frame.in-brackets", first=hint, rest=form.source)
            if form.source
            else hint,
        )


def _parts(form: CheckForm, columns: ByCode) -> Array:
    return np.array([columns[code] for code in form.parts or ()])


def _parts_fail(form: CheckForm, columns: ByCode) -> Fails:
    total, parts = columns[form.total or ""], _parts(form, columns).sum(axis=0)
    missing = np.isnan(total) | np.isnan(parts)
    return np.asarray(~(missing | np.isclose(total, parts, rtol=1e-9, atol=1e-9)))


def _of_parts(form: CheckForm, columns: ByCode, row: int, _: Units) -> Said:
    values = {
        "total": form.total,
        "stated": f"{columns[form.total or ''][row]:.15g}",
        "parts": " + ".join(form.parts or ()),
        "sum": f"{_parts(form, columns)[:, row].copy().sum():.15g}",
    }
    return values, Wording("observation.sum-of-parts.hint")


def _sum_fails(form: CheckForm, columns: ByCode) -> Fails:
    """Say whether a column adds up to something else; it is said of its first row."""
    column = columns[form.column or ""]
    fits = np.isclose(np.nansum(column), form.equals or 0.0, rtol=1e-9, atol=1e-9)
    return np.asarray((np.arange(len(column)) == 0) & ~fits)


def _of_sum(form: CheckForm, columns: ByCode, _row: int, _: Units) -> Said:
    found = f"{np.nansum(columns[form.column or '']):.15g}"
    values = {"column": form.column, "sum": found, "stated": f"{form.equals:.15g}"}
    return values, Wording("observation.column-sum.hint")


def _repeat_fails(form: CheckForm, columns: ByCode) -> Fails:
    column = columns[form.column or ""]
    again = np.ones(len(column), bool)
    again[np.unique(column, return_index=True)[1]] = False
    return again & ~np.isnan(column)


def _of_repeat(form: CheckForm, columns: ByCode, row: int, units: Units) -> Said:
    column = columns[form.column or ""]
    other = units.called[units.codes[int(np.flatnonzero(column == column[row])[0])]]
    values = {"column": form.column, "figure": f"{column[row]:.15g}", "other": other}
    return values, Wording("observation.repeated-value.hint")


def _plausible(form: CheckForm, columns: ByCode) -> Array:
    """Return the figure whose range is looked at: a column, or a column per another."""
    with np.errstate(divide="ignore", invalid="ignore"):
        column = columns[form.column or ""]
        return column if form.per is None else column / columns[form.per]


def _range_fails(form: CheckForm, columns: ByCode) -> Fails:
    value, (low, high) = _plausible(form, columns), form.range or [None, None]
    below, above = -np.inf if low is None else low, np.inf if high is None else high
    return (value < below) | (value > above)


def _of_range(form: CheckForm, columns: ByCode, row: int, _: Units) -> Said:
    ends = form.range or [None, None]
    low, high = (Wording("observation.open") if end is None else f"{end:.15g}" for end in ends)
    lines = [end for end in ends if end is not None]
    figure = digits(float(_plausible(form, columns)[row]), *lines)
    name = (
        form.column
        if form.per is None
        else Wording("observation.per", column=form.column, per=form.per)
    )
    values = {"column": name, "figure": figure, "low": low, "high": high}
    return values, Wording("observation.plausible-range.hint")


# which rows fail a check (one with a missing figure passes), and what is said of one that does
Saying = Callable[[CheckForm, ByCode, int, Units], Said]
CHECKS: dict[str, tuple[Callable[[CheckForm, ByCode], Fails], Saying]] = {
    "sum_of_parts": (_parts_fail, _of_parts),
    "column_sum": (_sum_fails, _of_sum),
    "repeated_value": (_repeat_fails, _of_repeat),
    "plausible_range": (_range_fails, _of_range),
}
