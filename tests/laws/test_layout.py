"""Where a table lies in its file, and how its numbers are written, changes none of its figures."""

import io
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coopindex.content.tables.asked import Asked
from coopindex.content.tables.notation import USUAL, Notation, notations_of
from coopindex.content.tables.read import read_table
from coopindex.content.tables.table import SourceTable

HEADER = ["unit", "gdp", "life"]
FIGURES = st.lists(
    st.tuples(st.integers(-(10**9), 10**9), st.integers(0, 999)), min_size=2, max_size=6
)
TITLES = st.sampled_from(["Table 1", "表1 各市指标", "Data Source", "2024-06-28", "12"])
NOTES = st.sampled_from(["Source: World Bank", "Note: x", "注：不含港澳台", "资料来源：统计年鉴"])


def written(figure: tuple[int, int], notation: Notation) -> str:
    """Write thousandths with groups of three and three decimals, as a publisher does."""
    whole, decimals = figure
    sign, digits = "-" * (whole < 0), f"{abs(whole):,}".replace(",", notation.thousands)
    return f"{sign}{digits}{notation.decimal}{decimals:03}"


def value(figure: tuple[int, int], shift: int = 0) -> float:
    whole, decimals = figure
    return float(f"{'-' * (whole < 0)}{abs(whole)}.{decimals:03}e{shift}")


def as_text(rows: list[list[str]], separator: str = ",") -> bytes:
    return "".join(separator.join(row) + "\n" for row in rows).encode()


def as_book(rows: list[list[str]], merged: tuple[str, ...] = ()) -> bytes:
    book, whole = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append([cell or None for cell in row])
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(whole)
    return whole.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("layout")


def read(folder: Path, content: bytes, name: str = "a.csv", **said) -> SourceTable:
    (folder / name).write_bytes(content)
    return read_table(folder / name, name, Asked(**said))


def body(count: int) -> list[list[str]]:
    return [HEADER, *([f"u{row}", str(row + 0.5), str(row)] for row in range(count))]


def same(table: SourceTable, other: SourceTable) -> bool:
    return {name: list(cells) for name, cells in table.columns.items()} == {
        name: list(cells) for name, cells in other.columns.items()
    }


@given(FIGURES, st.sampled_from(USUAL))
def test_a_number_is_the_same_however_it_is_written_where_that_is_said(
    folder: Path, figures: list[tuple[int, int]], notation: Notation
) -> None:
    rows = [["unit", "gdp"], *([f"u{at}", written(each, notation)]
                               for at, each in enumerate(figures))]  # fmt: skip
    said = {"decimal": notation.decimal, "thousands": notation.thousands or None}
    table = read(folder, as_text(rows, "|"), delimiter="|", **said)
    found, readable = table.numbers("gdp")
    assert readable.all()
    assert found.tolist() == list(map(value, figures))
    assert list(table.columns["gdp"]) == [row[1] for row in rows[1:]]


def percents_book(figures: list[tuple[int, int]]) -> bytes:
    """A workbook that holds shares and shows them in percent, as a spreadsheet stores them."""
    book, whole = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["unit", "gdp"])
    for at, each in enumerate(figures, start=2):
        book.active.append([f"u{at}", value(each, -2)])
        book.active.cell(at, 2).number_format = "0.000%"
    book.save(whole)
    return whole.getvalue()


@given(FIGURES, st.sampled_from([("as_written", 0), ("fraction", -2)]))
def test_a_percent_is_one_number_in_a_text_and_in_a_workbook(
    folder: Path, figures: list[tuple[int, int]], said: tuple[str, int]
) -> None:
    rows = [["unit", "gdp"], *([f"u{at}", f"{written(each, Notation())}%"]
                               for at, each in enumerate(figures))]  # fmt: skip
    text = read(folder, as_text(rows), percent=said[0])
    book = read(folder, percents_book(figures), "a.xlsx", percent=said[0])
    for table in (text, book):
        found, readable = table.numbers("gdp")
        assert readable.all()
        assert found.tolist() == [value(each, said[1]) for each in figures]
        assert table.in_percent("gdp").all()


@given(FIGURES, st.sampled_from(USUAL))
def test_the_settings_that_are_proposed_hold_the_one_that_was_meant(
    figures: list[tuple[int, int]], notation: Notation
) -> None:
    texts = [written(each, notation) for each in figures]
    readings = [[float(way.plain(text)) for text in texts] for way in notations_of(texts)]
    assert list(map(value, figures)) in readings


@given(
    st.lists(TITLES | st.just(""), min_size=1, max_size=5),
    st.integers(2, 5),
    st.sampled_from(["a.csv", "a.xlsx"]),
    st.integers(0, 2),
)
def test_lines_above_a_table_change_nothing_and_are_said(
    folder: Path, above: list[str], count: int, name: str, left: int
) -> None:
    assume(any(above))
    blank = [""] * left
    rows = [*([title, *blank, "", ""] for title in above), *([*blank, *row] for row in body(count))]
    content = as_text(rows) if name == "a.csv" else as_book(rows)
    plain, found = read(folder, as_text(body(count))), read(folder, content, name)
    assert same(found, plain)
    assert [flag.code for flag in found.problems] == ["header-found"]
    assert found.head == len(above) + 1
    for said in ({"header": (len(above) + 1,)}, {"skip": len(above)}):
        told = read(folder, content, name, **said)
        assert same(told, plain)
        assert told.problems == ()
        assert told.lines.tolist() == found.lines.tolist()


@given(
    st.lists(NOTES, min_size=1, max_size=3),
    st.integers(2, 5),
    st.integers(0, 2),
    st.sampled_from(["a.csv", "short.csv", "a.xlsx"]),
    st.sampled_from([(0, 0), (1, 1), (2, 0)]),
)
def test_notes_below_a_table_change_nothing_and_are_said(
    folder: Path, notes: list[str], count: int, blank: int, name: str, begin: tuple[int, int]
) -> None:
    # the columns before the table's first, and before the note
    table, note = begin
    tail = [[""] * (table + 3)] * blank + [
        [*[""] * note, text, *[""] * (table + 2 - note)] for text in notes
    ]
    if name == "short.csv":
        tail = [row[: note + 1] for row in tail]
    rows = [*([*[""] * table, *row] for row in body(count)), *tail]
    content = as_book(rows) if name == "a.xlsx" else as_text(rows)
    plain, found = read(folder, as_text(body(count))), read(folder, content, name)
    assert same(found, plain)
    (flag,) = found.problems
    assert (flag.code, flag.level, flag.line) == ("footnotes", "flag", count + blank + 2)
    assert read(folder, content, name, footnotes="ignore").problems == ()


@given(st.lists(st.integers(1, 3), min_size=1, max_size=4))
def test_a_text_in_merged_cells_is_read_for_each_of_their_rows(
    folder: Path, sizes: list[int]
) -> None:
    units = [f"u{at}" for at, size in enumerate(sizes) for _ in range(size)]
    firsts = [sum(sizes[:at]) for at in range(len(sizes))]
    rows = [HEADER, *([unit, "1", str(row)] for row, unit in enumerate(units))]
    merged = tuple(f"A{first + 2}:A{first + size + 1}"
                   for first, size in zip(firsts, sizes, strict=True) if size > 1)  # fmt: skip
    table = read(folder, as_book(rows, merged), "a.xlsx")
    assert list(table.columns["unit"]) == units
    assert [flag.code for flag in table.problems] == ["merged-filled"] * bool(merged)


@given(st.sampled_from(";\t|"), st.integers(2, 5), st.booleans())
def test_a_table_parted_otherwise_is_refused_once_and_read_as_the_hint_says(
    folder: Path, separator: str, count: int, commas: bool
) -> None:
    rows = [[cell.replace(".", ",") if commas else cell for cell in row] for row in body(count)]
    content = as_text(rows, separator)
    (problem,) = read(folder, content).problems
    sign = "tab" if separator == "\t" else f'"{separator}"'
    assert f"delimiter: {sign}" in problem.hint
    assert ('decimal: ","' in problem.hint) == commas
    told = read(folder, content, delimiter=separator, decimal="," if commas else None)
    np.testing.assert_array_equal(told.numbers("gdp")[0], np.arange(count) + 0.5)
