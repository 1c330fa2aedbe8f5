"""Tables are read as typed columns that quote what stands in the file, and where it stands."""

import gzip
import importlib.util
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from coopindex.content import read_content
from coopindex.content.tables import registry
from coopindex.content.tables.asked import Asked
from coopindex.content.tables.column import column_of, numbers
from coopindex.content.tables.read import read_table
from coopindex.content.tables.table import SourceTable
from coopindex.problems import InvalidInput

ROWS = "unit,name,value\nnb,宁波,1.5\ntj,Tianjin,\n"


def saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def as_rows(table) -> list[list[str]]:
    return [list(row) for row in zip(*(table.column(name) for name in table.columns), strict=True)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", ROWS.encode()),
        ("a.csv", b"\xef\xbb\xbf" + ROWS.encode()),
        ("a.csv", ROWS.replace("\n", "\r\n").encode()),
        ("a.csv", ROWS.replace("nb,", " nb , ").encode()),
        ("a.tsv", ROWS.replace(",", "\t").encode()),
        ("a.csv.gz", gzip.compress(ROWS.encode(), mtime=0)),
    ],
)
def test_text_tables_read_alike(tmp_path: Path, name: str, content: bytes) -> None:
    table = read_table(saved(tmp_path / name, content), name)
    assert as_rows(table) == [["nb", "宁波", "1.5"], ["tj", "Tianjin", ""]]
    assert table.problems == ()


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_workbooks_and_parquet_read_as_the_same_text(tmp_path: Path, name: str) -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"unit": ["nb", "tj"], "year": [2019, 2019], "value": [1.5, np.nan]})
    getattr(frame, "to_excel" if name == "a.xlsx" else "to_parquet")(tmp_path / name, index=False)
    table = read_table(tmp_path / name, name)
    assert as_rows(table) == [["nb", "2019", "1.5"], ["tj", "2019", ""]]


def test_gb18030_is_recognised_and_said(tmp_path: Path) -> None:
    table = read_table(saved(tmp_path / "a.csv", ROWS.encode("gb18030")), "a.csv")
    assert as_rows(table)[0] == ["nb", "宁波", "1.5"]
    assert [(flag.code, flag.level, flag.line) for flag in table.problems] == [
        ("gb18030", "flag", 2)
    ]


def test_lines_count_quoted_newlines_and_blank_lines(tmp_path: Path) -> None:
    table = read_table(saved(tmp_path / "a.csv", b'unit,note\na,"two\nlines"\n\nb,x\n'), "a.csv")
    assert table.lines.tolist() == [2, 5]


def test_a_torn_archive_is_told(tmp_path: Path) -> None:
    table = read_table(
        saved(tmp_path / "a.csv.gz", gzip.compress(ROWS.encode(), mtime=0)[:-9]), "a.csv.gz"
    )
    assert [problem.code for problem in table.problems] == ["unreadable-file"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_a_file_that_is_not_what_its_name_says_is_told(tmp_path: Path, name: str) -> None:
    assert [
        problem.code
        for problem in read_table(saved(tmp_path / name, b"no such thing"), name).problems
    ] == ["unreadable-file"]


@pytest.mark.parametrize(("name", "extra"), [("a.xlsx", "xlsx"), ("a.parquet", "parquet")])
def test_a_missing_extra_is_told_with_the_command(
    tmp_path: Path, name: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    (problem,) = read_table(saved(tmp_path / name, b"x"), name).problems
    assert problem.hint == f'pip install "coopindex[{extra}]"'


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="the administrator may read everything"
)
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    saved(tmp_path / "a.csv", ROWS.encode()).chmod(0)
    assert [problem.code for problem in read_table(tmp_path / "a.csv", "a.csv").problems] == [
        "unreadable-file"
    ]


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert [problem.code for problem in read_table(tmp_path / "a.csv", "a.csv").problems] == [
        "unreadable-file"
    ]


@pytest.mark.parametrize(
    "written", ["12,5", "n/a", "nan", "1_000", "0x10", "１２", "-", "1 2", "true"]
)
def test_what_is_not_written_as_a_number_is_none(written: str) -> None:
    values, readable = numbers([written, "1"])
    assert readable.tolist() == [False, True]
    assert np.isnan(values[0])


def test_missing_markers_are_missing_however_they_are_written() -> None:
    values, readable = numbers(["-999", "-999.0", "..", "5"], missing=["-999", ".."])
    assert readable.all()
    assert np.isnan(values).tolist() == [True, True, True, False]


# -- numbers that a file stores --------------------------------------------------------------------


def frame_of(path: Path, columns: dict[str, object]) -> SourceTable:
    """Write columns to a file, and read them."""
    pd = pytest.importorskip("pandas")
    pytest.importorskip({".csv": "csv", ".xlsx": "openpyxl", ".parquet": "pyarrow"}[path.suffix])
    write = {".csv": "to_csv", ".xlsx": "to_excel", ".parquet": "to_parquet"}[path.suffix]
    getattr(pd.DataFrame(columns), write)(path, index=False)
    return read_table(path, path.name)


# a workbook is written with 16 digits
FLOATS = [0.1, 2 / 3, 5e-324, -2.5, 1e16, 0.0]


@pytest.mark.parametrize(("name", "exact"), [("a.xlsx", []), ("a.parquet", [0.1 + 0.2])])
def test_stored_floats_are_exact_and_quoted_in_full(
    tmp_path: Path, name: str, exact: list[float]
) -> None:
    table = frame_of(tmp_path / name, {"x": [*FLOATS, *exact]})
    assert table.numbers("x")[0].tolist() == [*FLOATS, *exact]
    quoted = ["0.1", "0.6666666666666666", "5e-324", "-2.5", "10000000000000000", "0"]
    assert list(table.columns["x"]) == [*quoted, *map(str, exact)]


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_stored_blanks_are_missing_and_texts_stay_texts(tmp_path: Path, name: str) -> None:
    table = frame_of(tmp_path / name, {"x": [1.5, None, 3.0], "code": ["007", "n/a", " b "]})
    assert table.numbers("x")[0].tolist() == pytest.approx([1.5, np.nan, 3.0], nan_ok=True)
    assert table.column("x", "none").tolist() == ["1.5", "none", "3"]
    assert table.column("code").tolist() == ["007", "n/a", "b"]


def test_a_workbooks_column_may_hold_numbers_and_words(tmp_path: Path) -> None:
    table = frame_of(tmp_path / "a.xlsx", {"x": [2021.0, "n/a", 0.1, "1,5"]})
    values, readable = table.numbers("x")
    assert values[[0, 2]].tolist() == [2021.0, 0.1]
    assert readable.tolist() == [True, False, True, False]
    assert list(table.columns["x"]) == ["2021", "n/a", "0.1", "1,5"]


def test_dictionaries_dates_and_short_floats_of_parquet(tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    columns = {
        "kind": pd.Categorical(["a", "b", None]),
        "day": pd.to_datetime(["2018-10-20", None, "2018-10-21"]),
        "short": np.array([0.1, 0.5, np.nan], np.float32),
    }
    table = frame_of(tmp_path / "a.parquet", columns)
    assert table.column("kind").tolist() == ["a", "b", ""]
    assert table.column("day").tolist() == ["2018-10-20", "", "2018-10-21"]
    assert table.numbers("short")[0][:2].tolist() == [float(np.float32(0.1)), 0.5]


@pytest.mark.parametrize("number", [2**53 + 1, -(2**60) - 1])
def test_whole_numbers_that_no_float_holds_stay_exact_and_are_flagged(
    tmp_path: Path, number: int
) -> None:
    table = frame_of(tmp_path / "a.parquet", {"x": [2**53, number]})
    assert list(table.columns["x"]) == [str(2**53), str(number)]
    (flag,) = table.problems
    assert (flag.code, flag.level, flag.line, flag.field) == ("rounded", "flag", 2, "x")


def test_whole_numbers_up_to_the_last_that_a_float_holds_are_not_flagged(tmp_path: Path) -> None:
    table = frame_of(tmp_path / "a.parquet", {"x": [2**53, -(2**53), 0]})
    assert table.problems == ()
    assert table.numbers("x")[0].tolist() == [2.0**53, -(2.0**53), 0.0]


# -- as written ------------------------------------------------------------------------------------

ODD = ["1,5", "n/a", "2021.0", "1.50", "-0", "1e3", "007", "12345678901234567890", " 7", ".5", "+3"]


@pytest.mark.parametrize("times", [1, 10])
def test_cells_are_quoted_as_they_are_written_however_they_are_held(times: int) -> None:
    written = [*ODD, *(f"{k}.25" for k in range(40))] * times
    assert list(column_of(written)) == written


@pytest.mark.parametrize(
    ("name", "origin"), [("a.csv", "line 3"), ("a.xlsx", "row 3 of sheet"), ("a.parquet", "row 2")]
)
def test_rows_are_called_by_what_their_file_has(tmp_path: Path, name: str, origin: str) -> None:
    assert frame_of(tmp_path / name, {"x": [1, 2]}).origin(1).startswith(origin)


# -- a further reader ------------------------------------------------------------------------------


@pytest.fixture
def sqlite() -> Iterator[None]:
    """Register a reader of databases: the whole of what it takes to read another kind of file."""
    assert registry.reader_of(".sqlite") is None

    @registry.reader(".sqlite", choices=("sheet",))
    def read_sqlite(content: bytes, file: str, asked: registry.Asked) -> SourceTable:
        base = sqlite3.connect(":memory:")
        base.deserialize(content)
        answer = base.execute(f"select * from {asked.sheet or 'observations'}")
        names, rows = [name for name, *_ in answer.description], answer.fetchall()
        base.close()
        cells = dict(zip(names, zip(*rows, strict=True), strict=True))
        keys = tuple(map(str, cells.pop("key")))
        columns = {name: column_of(map(str, column)) for name, column in cells.items()}
        return SourceTable(file, columns, keys=keys)

    yield
    del registry._READERS[".sqlite"]


def database(path: Path, rows: list[tuple[str, ...]]) -> Path:
    base = sqlite3.connect(path)
    base.execute("create table observations (key, unit, indicator, year, value)")
    base.executemany("insert into observations values (?, ?, ?, 2024, ?)", rows)
    base.commit()
    base.close()
    return path


ALL = [(f"{unit}-{code}", unit, code, f"{k}.5") for k, unit in enumerate("abc") for code in "xy"]


@pytest.mark.usefixtures("sqlite")
def test_a_reader_that_is_registered_reads_an_index_and_its_keys_are_named(tmp_path: Path) -> None:
    (tmp_path / "i.yaml").write_text(
        "index: i\nyear: 2024\ndata: {observations: {file: o.sqlite, status: observed, source: s},"
        " sources: s.yaml}\ndefaults: {normalisation: min_max}\nchildren: {x: {}, y: {}}\n"
    )
    (tmp_path / "s.yaml").write_text("s: {title: A table}\n")
    database(tmp_path / "o.sqlite", ALL)
    assert read_content(tmp_path / "i.yaml").data().values[0, :, 0].tolist() == [0.5, 1.5, 2.5]
    (tmp_path / "o.sqlite").unlink()
    database(tmp_path / "o.sqlite", [*ALL, ("c-x-2", "c", "x", "3"), ("d-x", "d", "x", "n/a")])
    with pytest.raises(InvalidInput) as raised:
        read_content(tmp_path / "i.yaml").data()
    twice, words = map(str, raised.value.problems)
    assert twice.startswith(
        "o.sqlite (key c-x-2): value: x (c, 2024) stands twice, first on key c-x"
    )
    assert words.startswith("o.sqlite (key d-x): value: `n/a` is not a number")
    assert ".sqlite" in registry.suffixes()


@pytest.mark.usefixtures("sqlite")
def test_a_reader_refuses_what_it_does_not_heed(tmp_path: Path) -> None:
    path = database(tmp_path / "o.sqlite", ALL)
    assert read_table(path, "o.sqlite", Asked(sheet="observations")).rows == 6
    (problem,) = read_table(path, "o.sqlite", Asked(encoding="utf-8")).problems
    assert problem.code == "misplaced-key"
