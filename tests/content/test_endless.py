"""Files that are broken, hostile or without end are refused in one problem that names them."""

import gzip
import io
import os
import re
import socket
import zipfile
from pathlib import Path

import pytest

from coopindex.content import cache, read_content
from coopindex.content.given import DEFINITION, as_document
from coopindex.content.limits import CELLS, TABLE_BYTES
from coopindex.content.tables.read import read_table
from coopindex.content.yaml import parse
from coopindex.problems import InvalidInput

TREE, WEIGHTS = "indicators/tiny.yaml", "weights/tiny/paper.yaml"
CELLS_FILE, EVENTS, UNITS, SOURCES = (
    f"data/tiny/{name}"
    for name in ("observations.csv", "evidence.csv", "units.csv", "sources.yaml")
)
ROW = b"unit,indicator,year,value,status,source\n"


def problems_of(root: Path):
    with pytest.raises(InvalidInput) as raised:
        read_content(root / TREE).validate()
    return raised.value.problems


def endless(kind: str, path: Path) -> None:
    """Put something without an end in a file's place."""
    path.unlink()
    if kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))
    else:
        with path.open("wb") as file:
            file.truncate(1 << 40)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes among its files")
@pytest.mark.parametrize("kind", ["device", "pipe", "folder", "socket", "too large"])
@pytest.mark.parametrize("file", [TREE, WEIGHTS, CELLS_FILE, EVENTS, UNITS, SOURCES])
def test_what_has_no_end_is_refused_and_named(kind, file, tiny, monkeypatch):
    monkeypatch.chdir((tiny / file).parent)  # a socket's name must be short
    endless(kind, Path(Path(file).name))
    [problem] = problems_of(tiny)
    assert problem.file == file
    assert (problem.code == "too-large") == (kind == "too large")
    assert kind in problem.message or kind == "too large"


def test_a_packed_file_is_read_no_further_than_the_limit(tmp_path, monkeypatch):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(ROW + b"a,b,2020,1,observed,x\n" * 100_000))
    assert not read_table(path, "a.csv.gz").problems
    monkeypatch.setenv(TABLE_BYTES.variable, "1000000")
    [problem] = read_table(path, "a.csv.gz").problems
    assert problem.code == "too-large"
    assert f"{TABLE_BYTES.variable}=4000000" in problem.hint


def test_more_cells_than_the_limit_are_refused_before_they_are_read(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(ROW + b"a,b,2020,1,observed,x\n" * 10)
    monkeypatch.setenv(CELLS.variable, "60")
    [problem] = read_table(tmp_path / "a.csv", "a.csv").problems
    assert problem.code == "too-large"
    (tmp_path / "wide.csv").write_bytes(b"," * 20_000 + b"\n")
    [problem] = read_table(tmp_path / "wide.csv", "wide.csv").problems
    assert "16,384 columns" in problem.message


@pytest.mark.parametrize("said", ["many", "-1", "0", "1e9", "9" * 5000])
def test_a_limit_that_is_none_is_told(said, tiny, monkeypatch):
    monkeypatch.setenv(CELLS.variable, said)
    [problem] = problems_of(tiny)
    assert problem.code == "bad-limit"
    assert CELLS.variable in problem.message


def workbook(tmp_path: Path, change, part: str = "xl/worksheets/sheet1.xml") -> Path:
    """Write a sound workbook, one part of which is changed; None leaves it out."""
    openpyxl = pytest.importorskip("openpyxl")
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in [["code", "a"], ["x", 1], ["y", 2]]:
        book.active.append(row)
    book.save(stream)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(stream) as whole, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in whole.namelist():
            content = change(whole.read(name)) if name == part else whole.read(name)
            if content is not None:
                made.writestr(name, content)
    return path


def stray(cell: str):
    """Put a cell far from the others."""
    number = re.search(r"\d+", cell)[0]
    row = f'<row r="{number}"><c r="{cell}"><v>1</v></c></row></sheetData>'
    return lambda xml: xml.replace(b"</sheetData>", row.encode())


def entities(xml: bytes) -> bytes:
    """Declare entities of entities."""
    declared = "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    text = xml.replace(b"<v>1</v>", b"<v>&g;</v>")
    return f'<!DOCTYPE x [<!ENTITY a "1">{declared}]>'.encode() + text


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        (stray("XFD1048576"), "too-large", "reaches to XFD1048576: 17,179,869,184 cells"),
        (stray("A99999999999"), "unreadable-file", "no spreadsheet has so many rows"),
        (stray("ZZZZZZZ9"), "unreadable-file", "no spreadsheet has so many rows"),
        (entities, "unreadable-file", "`xl/worksheets/sheet1.xml` declares entities"),
        (lambda _: None, "unreadable-file", "cannot be read as .xlsx"),
        (lambda xml: xml[:200], "unreadable-file", "cannot be read as .xlsx"),
        (lambda xml: xml.replace(b"</sheetData>", b"<row/>" * 1_100_000 + b"</sheetData>"),
         "unreadable-file", "no spreadsheet has so many rows"),
        (lambda xml: xml.replace(b"<v>1</v>", b"<v>%s</v>" % (b"9" * 5000)), "unreadable-file",
         "cannot be read as .xlsx"),
    ],
    ids=["stray", "row", "column", "entities", "missing", "broken", "rows", "digits"],
)  # fmt: skip
def test_a_damaged_or_hostile_workbook_is_refused_in_one_problem(change, code, told, tmp_path):
    [problem] = read_table(workbook(tmp_path, change), "a.xlsx").problems
    assert (problem.code, problem.file) == (code, "a.xlsx")
    assert told in problem.message


def test_a_workbook_is_no_larger_unpacked_than_the_limit(tmp_path, monkeypatch):
    path = workbook(
        tmp_path, lambda xml: xml.replace(b"</sheetData>", b" " * 10**6 + b"</sheetData>")
    )
    assert not read_table(path, "a.xlsx").problems
    monkeypatch.setenv(TABLE_BYTES.variable, "100000")
    assert path.stat().st_size < 100_000
    [problem] = read_table(path, "a.xlsx").problems
    assert problem.code == "too-large"


def test_a_cell_in_the_last_row_costs_no_more_than_its_row(tmp_path):
    table = read_table(workbook(tmp_path, stray("A1048576")), "a.xlsx")
    assert table.lines.tolist() == [2, 3, 1048576]


def test_a_parquet_file_is_refused_by_what_it_says_of_its_rows(tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"a": pa.nulls(50_000_000)}), tmp_path / "a.parquet")
    [problem] = read_table(tmp_path / "a.parquet", "a.parquet").problems
    assert problem.code == "too-large"


@pytest.mark.parametrize("begin", ["[", "{a: ", "- "], ids=["lists", "mappings", "items"])
@pytest.mark.parametrize("depth", [150, 500, 900])
def test_yaml_that_is_nested_deeper_than_any_tree_is_one_problem(begin, depth):
    end = {"[": "]", "{a: ": "}", "- ": ""}[begin]
    document = parse("index: x\ntitle:\n  " + begin * depth + "1" + end * depth, "a.yaml")
    [problem] = document.problems
    assert (problem.code, problem.line) == ("nesting", 3)


def test_mappings_that_are_nested_too_deep_or_hold_themselves_are_one_problem():
    deep: dict = {}
    for _ in range(2000):
        deep = {"children": deep, "others": [deep, deep]}
    round_about: dict = {}
    round_about["children"] = round_about
    for source in (deep, round_about):
        with pytest.raises(InvalidInput) as raised:
            as_document(source, DEFINITION)
        assert [problem.code for problem in raised.value.problems] == ["nesting"]


def test_a_tree_in_a_table_is_no_deeper_than_one_in_yaml(tiny):
    text = (tiny / TREE).read_text("utf-8")
    text = text[: text.index("children:")] + "children: {table: tree.csv}\n"
    (tiny / TREE).write_text(text, "utf-8")
    rows = [f"n{number},{f'n{number - 1}' if number else ''}" for number in range(3000)]
    (tiny / "tree.csv").write_text("\n".join(["code,parent", *rows]), "utf-8")
    found = problems_of(tiny)
    assert {problem.code for problem in found if problem.file == "tree.csv"} == {"nesting"}


def test_a_number_of_5000_digits_is_told_with_its_line(tiny, edit):
    edit(TREE, "year: 2019", f"year: {'9' * 5000}")
    [problem] = [each for each in problems_of(tiny) if each.file == TREE]
    assert (problem.code, problem.line) == ("bad-value", 4)
    assert "5,000 digits" in problem.message


@pytest.mark.parametrize("cell", ["1" * 1_000_000 + "x", "1" * 1_000_000 + ".", " " * 10**6 + "x"])
def test_long_cells_and_values_are_looked_through_once(cell, tmp_path):
    # a pattern that begins anew at each sign would take hours
    assert parse(f"a: [{cell}%, '{cell}']", "a.yaml").data
    (tmp_path / "a.csv").write_text(f"a,b\n{cell[:100_000]}y,\u200b\n", "utf-8")
    table = read_table(tmp_path / "a.csv", "a.csv")
    assert table.numbers("a")[1].tolist() == [False]
    (tmp_path / "a.csv").write_bytes(f"a,b\n{cell}\n".encode() + b"M\xfcnchen,1\n")
    assert read_table(tmp_path / "a.csv", "a.csv").problems


@pytest.mark.parametrize("name", ["x" * 5000, "x" * 300, "a\0b", "a/" * 3000])
def test_a_name_that_no_file_can_have_is_a_problem(name, tiny, edit):
    edit(TREE, "data:", "data:\n  sources: {file: NAME}") if "data:" in (tiny / TREE).read_text(
        "utf-8"
    ) else (tiny / TREE).write_text(
        (tiny / TREE).read_text("utf-8") + "\ndata: {sources: {file: NAME}}\n", "utf-8"
    )
    written = '"' + name.replace("\0", "\\0") + '"'
    edit(TREE, "NAME", written)
    codes = {problem.code for problem in problems_of(tiny)}
    assert codes <= {"unreadable-file", "missing-file"}


def test_a_scheme_that_is_not_there_is_told_where_the_index_names_it(tiny, edit):
    edit(TREE, "year: 2019", "year: 2019\nweights: nonesuch")
    with pytest.raises(InvalidInput) as raised:
        read_content(tiny / TREE).scheme()
    [problem] = raised.value.problems
    assert (problem.file, problem.field) == (TREE, "weights")
    assert problem.line


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes among its files")
@pytest.mark.parametrize("kind", ["device", "pipe", "folder", "too large", "empty", "other"])
def test_a_damaged_file_of_the_cache_counts_as_none(kind, tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    key = "a" * 64
    cache.keep(key)
    assert cache.holds(key)
    path = tmp_path / key
    if kind in ("empty", "other"):
        path.write_bytes(b"" if kind == "empty" else bytes(path.stat().st_size))
    else:
        endless(kind, path)
    assert not cache.holds(key)
