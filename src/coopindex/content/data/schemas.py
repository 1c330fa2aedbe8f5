"""The columns of the tables, what each must hold, and what is said of a row that does not.

A table is a declared model; each of its checks carries its words, beginning with the code of the
problem it finds. All checks are run, so that everything that is wrong is found at once. What the
columns' descriptions say stands in docs/content.md too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from coopindex.content.data.known import KEY, CheckWords, Failure, Known, is_date
from coopindex.content.data.sources import NOT_NAMED, UNKNOWN
from coopindex.content.forms.pieces import LARGEST
from coopindex.content.tables.column import SourceColumn
from coopindex.content.tables.table import alike
from coopindex.engine.index import STATUSES
from coopindex.periods import read
from coopindex.phrases import knows, say

Declare = Callable[[Callable[[Any, Any], Any]], Any]
BEGIN, END = "<!-- columns: made by `make docs` -->", "<!-- /columns -->"
OWN_CODE = "observation.own-unit-code.hint"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
EMPTY_IS_MISSING = "observation.empty-is-missing.hint"


def check(column: str, words: CheckWords) -> Declare:
    """Declare a check of a column, with what is said where it fails."""
    declare: Declare = pa.check(column, error=words, ignore_na=False)
    return declare


def check_rows(words: CheckWords) -> Declare:
    """Declare a check of whole rows, with what is said where it fails."""
    declare: Declare = pa.dataframe_check(error=words, ignore_na=False)
    return declare


def _each_text(passes: Callable[[str], bool]) -> Callable[[Any], Any]:
    """Look at each different text of a column of categories once."""

    def look(cells: Any) -> Any:
        answers = np.array([passes(text) for text in cells.cat.categories], bool)
        return pd.Series(answers[cells.cat.codes.to_numpy()], index=cells.index)

    return look


def _frame(columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return columns as pandera takes them; those of texts are categories."""
    return pd.DataFrame(
        {
            name: pd.Categorical.from_codes(
                column.codes, categories=pd.Index(list(column.texts), dtype=object)
            )
            if isinstance(column, SourceColumn)
            else column
            for name, column in columns.items()
        }
    )


class Checked(pa.DataFrameModel):
    """A table whose checks know what the rest of the index says.

    Texts are kept as categories, so that each different text is looked at once.
    """

    _known: ClassVar[Known] = Known()

    @classmethod
    def build_schema_(cls, **settings: Any) -> pa.DataFrameSchema:
        """Build the schema as pandera does, of columns alone.

        pandera would ask of each whether it is an index of Dask's, and import Dask to know, where
        it is installed: that takes as long as to import pandas.
        """
        columns = {
            name: pa.Column(
                **field.column_properties(
                    declared.arg,
                    required=not declared.is_optional_field,
                    checks=cls.__checks__.get(name, []),
                    name=name,
                )
            )
            for name, (declared, field) in cls.__fields__.items()
        }
        return pa.DataFrameSchema(columns, checks=cls.__root_checks__, **settings)

    @classmethod
    def failures(cls, columns: Mapping[str, Any], known: Known) -> Iterator[Failure]:
        """Yield what is said of rows that fail a check, with the rows, from the top down.

        What is wrong with whole rows comes before what is wrong with cells.
        """
        model: Any = type(cls.__name__, (cls,), {"_known": known})
        try:
            model.to_schema().validate(_frame(columns), lazy=True, inplace=True)
        except pa.errors.SchemaErrors as found:
            for error in sorted(found.schema_errors, key=_is_of_a_column):
                yield error.check.error, np.flatnonzero(~error.check_output.to_numpy(bool))


def _is_of_a_column(error: Any) -> bool:
    return isinstance(error.schema, pa.Column)


class UnitsTable(Checked):
    """The units, one a row."""

    code: Series[pa.Category] = pa.Field(description="the unit's code, which stands once")
    name_en: Series[pa.Category] | None = pa.Field(description="its name in English")
    name_zh: Series[pa.Category] | None = pa.Field(description="its name in Chinese")

    @check("code", CheckWords("bad-code", "code", "observation.no-code", OWN_CODE))
    def _has_a_code(cls, codes: Any) -> Any:
        return codes != ""

    @check(
        "code",
        CheckWords("bad-code", "code", "observation.unit-code", "observation.unit-code.hint"),
    )
    def _is_one_line(cls, codes: Any) -> Any:
        return _each_text(lambda text: CONTROL.search(text) is None)(codes)

    @check(
        "code",
        CheckWords(
            "duplicate-unit", "code", "observation.unit-alike", "observation.unit-alike.hint"
        ),
    )
    def _looks_like_no_other(cls, codes: Any) -> Any:
        looks = pd.Series([alike(text) for text in codes.cat.categories])
        first = dict(zip(codes.cat.categories, ~looks.duplicated(), strict=True))
        return _each_text(first.__getitem__)(codes)

    @check(
        "code",
        CheckWords(
            "duplicate-unit",
            "code",
            "observation.unit-twice",
            OWN_CODE,
        ),
    )
    def _stands_once(cls, codes: Any) -> Any:
        return ~codes.duplicated()


class Figures(Checked):
    """What observations and events have in common: whose they are, and how well they are known."""

    @check(
        "unit",
        CheckWords(
            "unknown-unit", "unit", "observation.names-no-unit", "observation.names-no-unit.hint"
        ),
    )
    def _names_a_unit(cls, cells: Any) -> Any:
        # that a unit has no code is said where the units stand
        return (cells != "") | ("" in cls._known.units)

    @check(
        "unit",
        CheckWords(
            "unknown-unit", "unit", "observation.unknown-unit", "observation.nearest-unit.hint"
        ),
    )
    def _unit_is_known(cls, cells: Any) -> Any:
        return cells.isin(["", *cls._known.units])

    @check(
        "status",
        CheckWords(
            "unknown-status", "status", "observation.no-status", "observation.nearest-status.hint"
        ),
    )
    def _has_a_status(cls, cells: Any) -> Any:
        return cells != ""

    @check(
        "status",
        CheckWords(
            "unknown-status",
            "status",
            "observation.unknown-status",
            "observation.nearest-status.hint",
        ),
    )
    def _status_is_known(cls, cells: Any) -> Any:
        return cells.isin(["", *STATUSES])

    @check(
        "source", CheckWords("unknown-source", "source", UNKNOWN, "observation.nearest-source.hint")
    )
    def _source_is_known(cls, cells: Any) -> Any:
        return cells.isin(["", *cls._known.sources])


class Observations(Figures):
    """Observations, one a row."""

    unit: Series[pa.Category] = pa.Field(description="the code of a unit")
    indicator: Series[pa.Category] = pa.Field(
        description="the code of an indicator that is not counted, or of a variable"
    )
    written_year: Series[pa.Category] = pa.Field(
        title="year",
        description="2021, `2021H1`, `2021Q2` or `2021-05`, all of one kind; empty where the index "
        "has one `year`",
    )
    readable: Series[bool] = pa.Field()
    value: Series[float] = pa.Field(
        nullable=True,
        description="a number with a decimal point, within the `bounds`; empty when missing",
    )
    status: Series[pa.Category] = pa.Field(description=", ".join(f"`{name}`" for name in STATUSES))
    source: Series[pa.Category] = pa.Field(description="a source of sources.yaml")
    sourced: Series[bool] = pa.Field()
    note: Series[pa.Category] | None = pa.Field(description="a remark on the figure")

    @check(
        "indicator",
        CheckWords(
            "unknown-indicator",
            "indicator",
            "observation.names-no-indicator",
            "observation.names-no-indicator.hint",
        ),
    )
    def _names_an_indicator(cls, cells: Any) -> Any:
        return cells != ""

    @check(
        "indicator",
        CheckWords(
            "unknown-indicator",
            "indicator",
            "observation.counted",
            "observation.leave-row.hint",
        ),
    )
    def _is_not_counted(cls, cells: Any) -> Any:
        return ~cells.isin([*cls._known.counted]) | cells.isin([*cls._known.indicators])

    @check(
        "indicator",
        CheckWords(
            "unknown-indicator",
            "indicator",
            "observation.unknown-indicator",
            "observation.nearest-indicator.hint",
        ),
    )
    def _indicator_is_known(cls, cells: Any) -> Any:
        return cells.isin(["", *cls._known.indicators, *cls._known.counted])

    @check(
        "written_year",
        CheckWords(
            "bad-year",
            "year",
            "observation.no-year",
            "observation.year-way.hint",
        ),
    )
    def _has_a_year(cls, cells: Any) -> Any:
        return (cells != "") | cls._known.undated

    @check(
        "written_year",
        CheckWords(
            "bad-year",
            "year",
            "observation.bad-year",
            "observation.year-way.hint",
        ),
    )
    def _is_a_year(cls, cells: Any) -> Any:
        return _each_text(lambda text: not text or read(text) is not None)(cells)

    @check(
        "readable",
        CheckWords(
            "not-a-number",
            "value",
            "observation.not-a-number",
            "observation.decimal-point.hint",
        ),
    )
    def _is_a_number(cls, cells: Any) -> Any:
        return cells

    @check(
        "value",
        CheckWords(
            "infinite",
            "value",
            "observation.infinite",
            EMPTY_IS_MISSING,
        ),
    )
    def _is_finite(cls, cells: Any) -> Any:
        return ~(cells.abs() > LARGEST)

    @check_rows(CheckWords("no-source", "source", NOT_NAMED, "observation.nearest-source.hint"))
    def _names_a_source(cls, frame: Any) -> Any:
        return ~(frame["sourced"] & (frame["source"] == ""))

    @check_rows(
        CheckWords(
            "out-of-bounds",
            "value",
            "observation.out-of-bounds",
            "observation.bounds.hint",
        )
    )
    def _lies_within_bounds(cls, frame: Any) -> Any:
        codes, value = frame["indicator"].cat.codes.to_numpy(), frame["value"].to_numpy()
        categories = frame["indicator"].cat.categories
        low = np.array([cls._known.lower.get(code, -np.inf) for code in categories])[codes]
        high = np.array([cls._known.upper.get(code, np.inf) for code in categories])[codes]
        return pd.Series(np.isinf(value) | ~((value < low) | (value > high)), index=frame.index)

    @check_rows(
        CheckWords(
            "duplicate-observation",
            "value",
            "observation.observation-twice",
            "observation.kept.hint",
        )
    )
    def _stands_once(cls, frame: Any) -> Any:
        # of a row that names no unit, that is said
        return ~frame.duplicated(KEY) | (frame["unit"] == "")


class Evidence(Figures):
    """Events, one a row."""

    unit: Series[pa.Category] = pa.Field(description="the code of a unit")
    indicator: Series[pa.Category] = pa.Field(description="the code of an indicator")
    date: Series[pa.Category] = pa.Field(
        description="`2018`, `2018-10` or `2018-10-20`; may be empty unless years are counted"
    )
    readable: Series[bool] = pa.Field()
    value: Series[float] = pa.Field(
        nullable=True, description="a number, where the values are taken up (`sum`, `latest`)"
    )
    label: Series[pa.Category] | None = pa.Field(description="what happened")
    status: Series[pa.Category] = pa.Field(description=", ".join(f"`{name}`" for name in STATUSES))
    source: Series[pa.Category] = pa.Field(description="a source of sources.yaml")
    locator: Series[pa.Category] | None = pa.Field(description="where in the source it stands")

    @check(
        "indicator",
        CheckWords(
            "unknown-indicator",
            "indicator",
            "observation.names-no-indicator",
            "observation.names-no-indicator.hint",
        ),
    )
    def _names_an_indicator(cls, cells: Any) -> Any:
        return cells != ""

    @check(
        "indicator",
        CheckWords(
            "unknown-indicator",
            "indicator",
            "observation.no-indicator",
            "observation.nearest-indicator.hint",
        ),
    )
    def _indicator_is_known(cls, cells: Any) -> Any:
        return cells.isin(["", *cls._known.indicators])

    @check(
        "date",
        CheckWords(
            "bad-date",
            "date",
            "observation.bad-date",
            "observation.date.hint",
        ),
    )
    def _is_a_date(cls, cells: Any) -> Any:
        return _each_text(lambda text: not text or is_date(text))(cells)

    @check(
        "readable",
        CheckWords(
            "not-a-number",
            "value",
            "observation.event-not-a-number",
            "observation.event-decimal-point.hint",
        ),
    )
    def _is_a_number(cls, cells: Any) -> Any:
        return cells

    @check(
        "value",
        CheckWords(
            "infinite",
            "value",
            "observation.event-infinite",
            EMPTY_IS_MISSING,
        ),
    )
    def _is_finite(cls, cells: Any) -> Any:
        return ~(cells.abs() > LARGEST)

    @check(
        "source",
        CheckWords("unknown-source", "source", NOT_NAMED, "observation.nearest-source.hint"),
    )
    def _names_a_source(cls, cells: Any) -> Any:
        return cells != ""

    @check_rows(
        CheckWords(
            "no-value",
            "value",
            "observation.no-value",
            "observation.add-value.hint",
        )
    )
    def _has_a_value(cls, frame: Any) -> Any:
        needs = frame["indicator"].isin(list(cls._known.valued))
        return ~(needs & frame["value"].isna() & frame["readable"])

    @check_rows(
        CheckWords(
            "no-date",
            "date",
            "observation.no-date",
            "observation.add-year.hint",
        )
    )
    def _has_a_date(cls, frame: Any) -> Any:
        return ~(frame["indicator"].isin(list(cls._known.dated)) & (frame["date"] == ""))


TABLES = {"units": UnitsTable, "observations": Observations, "evidence": Evidence}


def columns_page(lang: str = "en") -> str:
    """Return the tables' columns in Markdown, as docs/content.md shows them."""
    rows = [
        f"| {table} | `{column.title or name}` | {_told(column.description, lang)} |"
        for table, model in TABLES.items()
        for name, column in model.to_schema().columns.items()
        if column.description
    ]
    return "\n".join([f"| {say('column.header', lang)} |", "|---|---|---|", *rows])


def _told(description: str, lang: str) -> str:
    """Say what stands in a column; a list of words is the same in every language but its marks."""
    if knows(f"column.{description}"):
        return say(f"column.{description}", lang)
    return description if lang == "en" else description.replace(", ", "、")


def with_columns(page: str, lang: str = "en") -> str:
    """Return a page with the tables' columns between the lines that mark their place."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{columns_page(lang)}\n{end}{after}"
