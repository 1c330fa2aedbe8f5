"""Tables are read as text, with the line on which each row begins."""

import gzip
import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest

from coopindex.content.tables.column import numbers
from coopindex.content.tables.read import read_table

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
