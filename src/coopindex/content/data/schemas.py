"""The schemas of the tables, and what fails them.

Every check has the name of the problem it finds. A schema is validated lazily, so that all that is wrong is found at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from coopindex.content.forms.pieces import CODE, LARGEST
from coopindex.engine.index import STATUSES

KEY = ["unit", "indicator", "year"]
YEAR = re.compile(r"\d{4}(\.0+)?")  # a program that takes years for measurements writes 2021.0
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def failures(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> Iterator[tuple[str, int]]:
    """Validate a table and yield the name of each failed check with the row that fails it."""
    try:
        schema.validate(frame, lazy=True, inplace=True)
    except pa.errors.SchemaErrors as found:
        cases = (
            found.failure_cases[["check", "index"]]
            .drop_duplicates()
            .sort_values("index", kind="stable")
        )
        yield from (
            (str(check), int(row))
            for check, row in zip(cases["check"], cases["index"], strict=True)
        )


def check(name: str, passes: Callable[[Any], Any]) -> pa.Check:
    """Return a check of whole columns, named after the problem it finds."""
    return pa.Check(passes, name=name, ignore_na=False)


def texts(*checks: pa.Check) -> pa.Column:
    """Return a column of text (kept as categories, so that each different text is looked at once) with its checks."""
    return pa.Column("category", checks=list(checks))


def known(name: str, codes: Collection[str]) -> pa.Check:
    """Check that every text is one of `codes`."""
    return check(name, lambda cells: cells.isin(list(codes)))


def is_date(text: str) -> bool:
    """Say whether a text is a year, a month or a day.

    >>> [is_date(text) for text in ("2018", "2018-10", "2018-10-20", "2018-13", "20.10.2018", "2018-02-30")]
    [True, True, True, False, False, False]
    """
    found = DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _each_text(passes: Callable[[str], bool]) -> Callable[[Any], Any]:
    """Look at each different text of a column of categories once."""

    def look(cells: Any) -> Any:
        answers = np.array([passes(text) for text in cells.cat.categories], bool)
        return pd.Series(answers[cells.cat.codes.to_numpy()], index=cells.index)

    return look


def units_schema() -> pa.DataFrameSchema:
    """Return the schema of the table of units: column `code`."""
    return pa.DataFrameSchema(
        {
            "code": texts(
                check("bad-code", _each_text(lambda text: re.fullmatch(CODE, text) is not None)),
                check("duplicate-unit", lambda codes: ~codes.duplicated()),
            )
        }
    )


def observations_schema(
    units: Collection[str],
    lower: dict[str, float],
    upper: dict[str, float],
    sources: Collection[str],
    undated: bool,
) -> pa.DataFrameSchema:
    """Return the schema of observations, one a row: unit, indicator, year, written_year, value, readable, status, source, sourced.

    lower, upper : the bounds of each known column. undated : whether a year may be empty. A row that is `sourced` must name a source.
    """

    def year_fits(text: str) -> bool:
        return YEAR.fullmatch(text) is not None or (undated and not text)

    def within(frame: Any) -> Any:
        codes, value = frame["indicator"].cat.codes.to_numpy(), frame["value"].to_numpy()
        categories = frame["indicator"].cat.categories
        low = np.array([lower.get(code, -np.inf) for code in categories])[codes]
        high = np.array([upper.get(code, np.inf) for code in categories])[codes]
        return pd.Series(np.isinf(value) | ~((value < low) | (value > high)), index=frame.index)

    return pa.DataFrameSchema(
        {
            "unit": texts(known("unknown-unit", units)),
            "indicator": texts(known("unknown-indicator", lower)),
            "written_year": texts(check("bad-year", _each_text(year_fits))),
            "readable": pa.Column(bool, check("not-a-number", lambda cells: cells)),
            "value": pa.Column(
                float, check("infinite", lambda cells: ~(cells.abs() > LARGEST)), nullable=True
            ),
            "status": texts(known("unknown-status", STATUSES)),
            "source": texts(known("unknown-source", ["", *sources])),
            "sourced": pa.Column(bool),
        },
        checks=[
            check("no-source", lambda frame: ~(frame["sourced"] & (frame["source"] == ""))),
            check("out-of-bounds", within),
            check("duplicate-observation", lambda frame: ~frame.duplicated(KEY)),
        ],
    )


def evidence_schema(
    units: Collection[str],
    indicators: Collection[str],
    needing: Collection[str],
    dated: Collection[str],
    sources: Collection[str],
) -> pa.DataFrameSchema:
    """Return the schema of events: unit, indicator, date, value, readable, status, source.

    needing, dated : the indicators whose events must have a value, and a date.
    """
    return pa.DataFrameSchema(
        {
            "unit": texts(known("unknown-unit", units)),
            "indicator": texts(known("unknown-indicator", indicators)),
            "date": texts(check("bad-date", _each_text(lambda text: not text or is_date(text)))),
            "readable": pa.Column(bool, check("not-a-number", lambda cells: cells)),
            "value": pa.Column(
                float, check("infinite", lambda cells: ~(cells.abs() > LARGEST)), nullable=True
            ),
            "status": texts(known("unknown-status", STATUSES)),
            "source": texts(known("unknown-source", sources)),
        },
        checks=[
            check(
                "no-value",
                lambda frame: (
                    ~(
                        frame["indicator"].isin(list(needing))
                        & frame["value"].isna()
                        & frame["readable"]
                    )
                ),
            ),
            check(
                "no-date",
                lambda frame: ~(frame["indicator"].isin(list(dated)) & (frame["date"] == "")),
            ),
        ],
    )
