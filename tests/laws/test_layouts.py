"""A table means the same however it is laid out, and whatever its columns and units are called."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopindex.content import read_content
from coopindex.content.tables.table import alike, fold
from coopindex.engine.data import Data
from coopindex.problems import InvalidInput
from coopindex.project import Project

Rows = Sequence[Sequence[Any]]

# what stands in a file: any text on one line, without blanks around it; footnotes begin with signs
TEXT = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\u00ad"),
    min_size=1,
    max_size=12,
).filter(
    lambda text: (
        text[0].isalpha()
        and alike(text) == text == unicodedata.normalize("NFC", text)
        and fold(text)
    )
)
ROLES = {"unit", "indicator", "year", "value", "status", "source", "note", "code", "name"}
YEARS = (2019, 2020, 2021)
CODES = ("jobs", "study")


@st.composite
def names(draw: st.DrawFn, number: int) -> list[str]:
    """Texts that nobody takes for each other, nor for a word of ours."""
    found = draw(st.lists(TEXT, min_size=number, max_size=number, unique_by=fold))
    assume(not any(fold(text) in {*ROLES, *CODES, "year", "date"} for text in found))
    assume(not any(text[:1].isdigit() or text.startswith("YR") for text in found))
    return found


figures = st.lists(
    st.sampled_from([None, 0.5, 1.0, 2.25, 77.0, 99.0, 1e6]), min_size=18, max_size=18
)


def write(path: Path, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    """Write a CSV file as other programs do."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerows([header, *rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(stream.getvalue(), "utf-8-sig", newline="")


def data(root: Path, tables: Any, children: Mapping[str, Any], units: Sequence[str]) -> Data:
    """Read an index of some tables."""
    write(root / "units.csv", ["code"], [[unit] for unit in units])
    (root / "sources.yaml").write_text("paper: {title: A paper}\n", "utf-8")
    definition = {
        "index": "x",
        "data": {
            "observations": tables,
            "units": "units.csv",
            "sources": {"file": "sources.yaml"},
        },
        "children": children,
    }
    (root / "x.yaml").write_text(yaml.safe_dump(definition, allow_unicode=True), "utf-8")
    return read_content(root / "x.yaml").data()


def same(ours: Data, theirs: Data) -> bool:
    """Whether two readings hold the same figures of the same units and years."""
    return (
        ours.units == theirs.units
        and ours.years == theirs.years
        and np.array_equal(ours.values, theirs.values, equal_nan=True)
    )


@settings(max_examples=25)
@given(called=names(9), values=figures)
def test_a_table_means_the_same_whatever_its_layout_and_its_names(
    called: list[str], values: list[float | None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assume(any(value is not None for value in values))
    root = tmp_path_factory.mktemp("x")
    *units, unit, year, indicator, value, jobs, study = called
    own = (jobs, study)
    cells = np.array(values, object).reshape(3, 3, 2)
    shown = [[units[u], YEARS[y], *cells[u, y]] for u in range(3) for y in range(3)]
    said = {"status": "observed", "source": "paper"}
    sources = {"jobs": {"data": jobs}, "study": {"data": study}}
    write(root / "wide.csv", [unit, year, jobs, study], shown)
    wide = data(root, {"file": "wide.csv", "unit": unit, "year": year, **said}, sources, units)

    long = [
        [u, y, name, cell]
        for u, y, *both in shown
        for name, cell in zip((jobs, study), both, strict=True)
    ]
    write(root / "long.csv", [unit, year, indicator, value], long)
    columns = {"unit": unit, "year": year, "indicator": indicator, "value": value}
    table = {"file": "long.csv", "columns": columns, **said}
    assert same(data(root, table, sources, units), wide)

    renamed = {
        "file": "wide.csv",
        "columns": {"unit": unit, "year": year, "jobs": jobs, "study": study},
    }
    assert same(data(root, {**renamed, **said}, {"jobs": {}, "study": {}}, units), wide)

    yearly = [[units[u], name, *cells[u, :, k]] for u in range(3) for k, name in enumerate(own)]
    write(root / "years.csv", [unit, indicator, *YEARS], yearly)
    table = {"file": "years.csv", "unit": unit, "indicator": indicator, **said}
    assert same(data(root, table, sources, units), wide)

    for k, code in enumerate(CODES):
        write(root / f"{code}.csv", [unit, year, value], [[u, y, both[k]] for u, y, *both in shown])
    each = [
        {
            "file": f"{code}.csv",
            "indicator": code,
            "unit": unit,
            "year": year,
            "value": value,
            **said,
        }
        for code in CODES
    ]
    assert same(data(root, each, {"jobs": {}, "study": {}}, units), wide)


@settings(max_examples=25)
@given(called=names(8), values=figures, ignored=st.integers(1, 12))
def test_rows_that_are_passed_over_change_nothing_and_are_counted_otherwise(
    called: list[str],
    values: list[float | None],
    ignored: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("x")
    *units, sex, total, male, other, more = called
    assume(not any(fold(f"{other}{k}") in map(fold, called) for k in range(ignored)))
    cells = np.nan_to_num(np.array(values, float), nan=1.0)
    rows = [
        [units[u], YEARS[y], code, cells[6 * u + 2 * y + k]]
        for u in range(3) for y in range(3) for k, code in enumerate(CODES)
    ]  # fmt: skip
    header = ["unit", "year", "indicator", "value"]
    table = {"file": "o.csv", "status": "observed", "source": "paper"}
    children: dict[str, Any] = {"jobs": {}, "study": {}}
    write(root / "o.csv", header, rows)
    plain = data(root, table, children, units)

    strange = [[f"{other}{k}", 2020, "jobs", 1.0] for k in range(ignored)]
    strange += [[units[0], 2020, f"{more}{k}", "n/a"] for k in range(ignored)]
    men = [[*row[:3], 13.0] for row in rows]
    write(
        root / "o.csv",
        [*header, sex],
        [*([*row, male] for row in men), *([*row, total] for row in [*strange, *rows])],
    )
    chosen = {**table, "where": {sex: total}}
    assert same(data(root, {**chosen, "others": "ignore"}, children, units), plain)
    with pytest.raises(InvalidInput) as raised:
        data(root, chosen, children, units)
    told = [problem.code for problem in raised.value.problems]
    assert sorted(told) == ["unknown-indicator"] * ignored + ["unknown-unit"] * ignored


@settings(max_examples=25)
@given(called=names(4))
def test_texts_that_differ_by_case_accents_or_what_nobody_sees_are_told(
    called: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("x")
    first, *rest = called
    twins = {first.swapcase(), unicodedata.normalize("NFD", first)}
    twins |= {f"{first[0]}\u200b{first[1:]}"} if len(first) > 1 else set()
    for twin in {twin for twin in twins if fold(twin) == fold(first)} - {first}:
        table = {"file": "o.csv", "others": "ignore", "source": "paper"}
        write(root / "o.csv", ["unit", "jobs"], [[name, 1] for name in (twin, *rest)])
        with pytest.raises(InvalidInput) as raised:
            data(root, table, {"jobs": {}}, called)
        (problem,) = raised.value.problems
        assert problem.code == "misspelt-unit"
        assert problem.value == twin


@given(called=names(5), values=figures)
def test_a_frame_takes_what_is_said_of_a_table_as_a_file_does(
    called: list[str], values: list[float | None]
) -> None:
    pandas = pytest.importorskip("pandas")
    assume(sum(value is not None for value in values[:3]) > 1)
    unit, value, *units = called
    frame = pandas.DataFrame({unit: units, value: values[:3], "kind": "T"})
    extra = pandas.concat([frame, frame.assign(kind="M"), frame[:1].assign(**{unit: "elsewhere"})])
    said = {
        "observations": {
            "columns": {"unit": unit, "value": value},
            "indicator": "jobs",
            "where": {"kind": "T"},
            "others": "ignore",
        }
    }
    listed = pandas.DataFrame({"code": units})
    found = Project.from_frames(["jobs"], extra, listed, data=said, year=2020).score()
    expected = dict(zip(units, values[:3], strict=True))
    for code, score in zip(found.scores["unit"], found.scores["score"], strict=True):
        assert score == expected[code] or (expected[code] is None and np.isnan(score))
