"""Checks across rows and columns: parts that make no total, columns that do not add up, repeats, implausible figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pandera.pandas as pa

from coopindex.content.data.schemas import check as named
from coopindex.content.data.schemas import failures
from coopindex.content.data.units import Units
from coopindex.content.forms.index import CheckForm
from coopindex.engine.index import Origin
from coopindex.figures import digits
from coopindex.problems import Problem

Find = Callable[[str, str, int], Origin | None]


def cross_check(
    form: CheckForm,
    frame: pd.DataFrame,
    year: int,
    units: Units,
    find: Find,
    written: Origin,
    place: str,
) -> Iterator[Problem]:
    """Run one check on one year.

    frame : a row for each unit, a column for each indicator and variable. find : where a (unit, column, year) is written.
    written, place : where the check itself is written, for problems of a whole column.
    """
    for _, row in failures(_schema(form), frame):
        code = units.codes[row]
        message, hint, column = _words(form, frame, row, year, units)
        origin = written if form.check == "column_sum" else find(code, column, year) or written
        own = origin is written
        yield Problem(
            form.check.replace("_", "-"),
            message + (f"; {form.note}" if form.note else ""),
            level=form.level,
            file=origin.file,
            line=origin.line or None,
            field=place if own else column,
            value=None if own else f"{frame[column].iloc[row]:.15g}",
            unit=None if form.check == "column_sum" else code,
            indicator=column,
            year=year or None,
            hint=f"{hint} ({form.source})" if form.source else hint,
        )


def _schema(form: CheckForm) -> pa.DataFrameSchema:
    """Return the check as a schema; a row with a missing figure passes."""

    def parts_make_total(frame: pd.DataFrame) -> pd.Series[bool]:
        total, parts = (
            frame[str(form.total)],
            frame[list(form.parts or ())].sum(axis=1, skipna=False),
        )
        return (
            total.isna()
            | parts.isna()
            | pd.Series(np.isclose(total, parts, rtol=1e-9, atol=1e-9), index=frame.index)
        )

    def adds_up(frame: pd.DataFrame) -> pd.Series[bool]:
        fits = np.isclose(frame[form.column].sum(), form.equals or 0.0, rtol=1e-9, atol=1e-9)
        return pd.Series(fits | (np.arange(len(frame)) > 0), index=frame.index)

    def stands_once(frame: pd.DataFrame) -> pd.Series[bool]:
        return frame[form.column].isna() | ~frame[form.column].duplicated()

    def lies_within(frame: pd.DataFrame) -> pd.Series[bool]:
        value, (low, high) = _plausible(form, frame), form.range or [None, None]
        return value.isna() | ((low is None or value >= low) & (high is None or value <= high))

    passes = {
        "sum_of_parts": parts_make_total,
        "column_sum": adds_up,
        "repeated_value": stands_once,
        "plausible_range": lies_within,
    }[form.check]
    return pa.DataFrameSchema(checks=named(form.check, passes))


def _plausible(form: CheckForm, frame: pd.DataFrame) -> pd.Series[float]:
    """Return the figure whose range is looked at: a column, or a column per another."""
    column = frame[form.column or ""]
    return column if form.per is None else column / frame[form.per]


def _words(
    form: CheckForm, frame: pd.DataFrame, row: int, year: int, units: Units
) -> tuple[str, str, str]:
    """Return the message, the hint and the column of a failed check."""
    when = f", {year}" if year else ""
    whose = f"({units.name(units.codes[row])}{when})"
    if form.check == "sum_of_parts" and form.parts and form.total:
        sum_of_parts = frame[form.parts].iloc[row].sum()
        names = " + ".join(form.parts)
        message = f"{form.total} is {frame[form.total].iloc[row]:.15g}, but {names} make {sum_of_parts:.15g} {whose}"
        return message, "compare the total and its parts with the source", form.total
    column = form.column or ""
    if form.check == "column_sum":
        message = f"{column} adds up to {frame[column].sum():.15g} over all units{when}, not to {form.equals:.15g}"
        return (
            message,
            "compare the column with the source: a row may be missing, or stand twice",
            column,
        )
    if form.check == "plausible_range":
        figure = column if form.per is None else f"{column} per {form.per}"
        ends = form.range or [None, None]
        low, high = ("open" if end is None else f"{end:.15g}" for end in ends)
        lines = [end for end in ends if end is not None]
        found = digits(_plausible(form, frame).iloc[row], *lines)
        message = f"{figure} is {found} {whose}, outside the plausible range {low} to {high}"
        return message, "compare it with the source: a unit or a decimal point may be wrong", column
    value = frame[column].iloc[row]
    other = units.name(units.codes[int(np.flatnonzero(frame[column] == value)[0])])
    return (
        f"{column} is {value:.15g} {whose}, the same as of {other}",
        "compare the two with the source",
        column,
    )
