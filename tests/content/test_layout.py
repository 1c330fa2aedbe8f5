"""Tables as people have them: titles, merged cells, notes, other signs; what is no table."""

import gzip
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import coopindex
from coopindex import Index, load
from coopindex.content.tables.asked import Asked
from coopindex.content.tables.read import read_table
from coopindex.problems import InvalidInput, Problem, grouped

HEADER = ["unit", "gdp", "life"]
ROWS = [["a", 1.5, 60], ["b", 9, 82], ["c", 3, 70]]
PLAIN = "unit,gdp,life\na,1.5,60\nb,9,82\nc,3,70\n"


def book(rows, merged=(), title: str = "Data") -> bytes:
    made, whole = openpyxl.Workbook(), io.BytesIO()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    made.save(whole)
    return whole.getvalue()


def read(folder: Path, content: bytes | str, name: str = "a.csv", **said):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, name, Asked(**said))


def project(folder: Path, content: bytes | str, name: str = "o.csv", said: str = "") -> Path:
    """Write an index over one table, and return its file."""
    (folder / "indicators").mkdir(exist_ok=True)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    definition = folder / "indicators" / "x.yaml"
    definition.write_text(
        f"index: x\nyear: 2024\ndata: {{observations: {{file: {name}, status: observed{said}}}}}\n"
        "defaults: {normalisation: min_max}\nchildren: {gdp: {}, life: {}}\n",
        "utf-8",
    )
    return definition


def wrong(definition: Path, **asked) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        load(definition).score(**asked)
    return list(refused.value.problems)


# -- the header ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "merged", "names"),
    [
        ([["unit", "Economy", None], [None, "gdp", "life"]], ["A1:A2", "B1:C1"], HEADER),
        ([HEADER, [None] * 3], ["A1:A2", "B1:B2", "C1:C2"], HEADER),
        (
            [["unit", "GDP", "Life"], [None, 2021.0, 2021.0]],
            ["A1:A2"],
            ["unit", "GDP 2021", "Life 2021"],
        ),
    ],
)
def test_a_merged_header_is_read_from_its_rows_and_said(tmp_path, rows, merged, names):
    table = read(tmp_path, book([*rows, *ROWS], merged), "a.xlsx")
    assert list(table.columns) == names
    assert [flag.code for flag in table.problems] == ["header-found"]
    assert table.lines.tolist() == [3, 4, 5]


def test_two_lines_of_names_are_joined_where_that_is_said(tmp_path):
    text = "unit,GDP,,Life\n,2021,2022,2021\na,1,2,3\n"
    (problem,) = read(tmp_path, text).problems
    assert "header: [1, 2]" in problem.hint
    table = read(tmp_path, text, header=(1, 2))
    assert list(table.columns) == ["unit", "GDP 2021", "GDP 2022", "Life 2021"]


def test_a_header_that_is_not_sure_is_refused_with_its_line(tmp_path):
    rows = [["Prices", None, "Unit: billion"], HEADER, *ROWS]
    (problem,) = read(tmp_path, book(rows), "a.xlsx").problems
    assert "row 2 of sheet Data" in problem.message
    assert "header: 2" in problem.hint


def test_a_title_as_wide_as_the_table_is_seen_by_the_names_below(tmp_path):
    problems = wrong(project(tmp_path, "Table 1, all, 2024\n" + PLAIN))
    assert [problem.code for problem in problems] == ["missing-column"]
    assert "header: 2" in problems[0].hint


@pytest.mark.parametrize("line", [4, 40])
def test_a_header_where_no_names_stand_is_refused(tmp_path, line):
    (problem,) = read(tmp_path, "Title\n\n" + PLAIN.replace("a,", "\n,"), header=(line,)).problems
    assert f"`header: {line}` is said" in problem.message


def test_lines_that_are_no_rows_are_skipped_where_they_are_named(tmp_path):
    text = PLAIN.replace("a,1.5", "code,billion,years\na,1.5")
    assert read(tmp_path, text, skip=(2,)).lines.tolist() == [3, 4, 5]


def test_columns_and_rows_that_hold_nothing_are_passed_over_wherever_they_stand(tmp_path):
    rows = [[None, None, None, None, None], [None, "unit", "gdp", None, "life"]]
    rows += [[None, *row[:2], None, row[2]] for row in ROWS] + [[None, " ", None, None, None]]
    table = read(tmp_path, book(rows), "a.xlsx")
    assert list(table.columns) == HEADER
    assert table.rows == 3
    assert table.problems == ()


def test_a_column_without_a_name_is_called_as_the_file_calls_it(tmp_path):
    rows = [["unit", None, "life"], *ROWS]
    (sheet,) = read(tmp_path, book(rows), "a.xlsx").problems
    assert sheet.message == "column B has no name"
    (text,) = read(tmp_path, PLAIN.replace("gdp", "")).problems
    assert text.message == "column 2 has no name"


# -- merged cells and notes ------------------------------------------------------------------------


@pytest.mark.parametrize("merged", ["B2:B3", "B2:C2", "A3:C3"])
def test_a_number_in_merged_cells_and_cells_merged_across_are_refused(tmp_path, merged):
    (problem,) = read(tmp_path, book([HEADER, *ROWS], [merged]), "a.xlsx").problems
    assert (problem.code, problem.level) == ("merged-cells", "error")
    assert merged in problem.message


def test_a_row_that_is_merged_across_is_left_out_by_its_line(tmp_path):
    rows = [HEADER, ["Africa", None, None], *ROWS]
    table = read(tmp_path, book(rows, ["A2:C2"]), "a.xlsx", skip=(2,))
    assert table.lines.tolist() == [3, 4, 5]
    assert table.problems == ()


def test_what_may_be_a_note_is_refused_until_it_is_said(tmp_path):
    (problem,) = read(tmp_path, PLAIN + "* provisional,,\n").problems
    assert (problem.code, problem.level, problem.line) == ("footnotes", "error", 5)
    assert read(tmp_path, PLAIN + "* provisional,,\n", footnotes="ignore").problems == ()


def test_a_unit_without_figures_is_no_note(tmp_path):
    table = read(tmp_path, PLAIN + "Korea, Rep.,,\n".replace(", ", " ") + "d,,\n")
    assert table.column("unit").tolist() == ["a", "b", "c", "Korea Rep.", "d"]
    left = read(tmp_path, PLAIN + "d,,\n", footnotes="ignore")
    assert left.rows == 3
    assert "`d`" in left.problems[0].message


def test_a_note_among_the_rows_is_a_row_of_another_length(tmp_path):
    (problem,) = read(tmp_path, PLAIN.replace("b,9", "Note: x\nb,9")).problems
    assert (problem.code, problem.line) == ("ragged-row", 3)


def test_rows_of_other_lengths_are_one_problem(tmp_path):
    found = read(tmp_path, PLAIN.replace("a,1.5", "a,1,5").replace("c,3", "c,3,1")).problems
    (group,) = grouped(found)
    assert (len(group), "the header" in group.problem.message) == (2, True)


# -- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        (["1,195,450", "9,000"], '`thousands: ","` beside'),
        (["10,5", "60,25"], '`decimal: ","` beside'),
        (["1.195,5", "2.000"], '`decimal: ",", thousands: "."` beside'),
        (["1\u202f195", "9\u00a0000"], '`thousands: " "` beside'),
        (["1’195", "9'000"], '`thousands: "\'"` beside'),
        (["1,195", "9,000"], 'with `thousands: ","` it is 1195, with `decimal: ","` it is 1.195'),
        (["10,5", "60.5"], "in one way"),
        (["..", "n/a"], '`missing: ["..", "n/a"]`'),
        (["12%", "50 %"], "with `percent: as_written` it is 12"),
        (["１２", "５"], "write `12`"),
        (["1\u200b2", "5\u200b1"], "cannot be seen: write `12`"),
        (["−5", "−1"], "write `-5`"),
    ],
)
@pytest.mark.parametrize("kind", ["o.csv", "o.xlsx", "frame"])
def test_cells_that_are_no_numbers_are_one_problem_with_what_would_read_them(
    tmp_path, cells, hint, kind
):
    rows = [["a", cells[0], 60], ["b", cells[1], 82], ["c", None, 70]]
    if kind == "frame":
        pd = pytest.importorskip("pandas")
        with pytest.raises(InvalidInput) as refused:
            coopindex.score(pd.DataFrame(rows, columns=HEADER), tree=["gdp", "life"])
        problems = list(refused.value.problems)
        # a frame has no file beside which a layout could be said
        assert "`file:`" not in problems[0].hint
        if hint.endswith(" beside"):
            hint = re.sub(r"(decimal|thousands): ", r"\1=", hint).removesuffix(" beside")
        hint = "`None`" if "missing" in hint else hint
    elif kind == "o.xlsx":
        problems = wrong(project(tmp_path, book([HEADER, *rows]), kind))
    else:
        quoted = "".join(f'{unit},"{cell or ""}",{life}\n' for unit, cell, life in rows)
        problems = wrong(project(tmp_path, "unit,gdp,life\n" + quoted))
    assert {problem.code for problem in problems} == {"not-a-number"}
    mixed = cells == ["10,5", "60.5"] and kind != "o.csv"
    assert mixed or hint.replace("in one way", "several ways") in problems[0].hint
    if len(problems) == 1 and "60.5" not in cells and "2.000" not in cells:
        assert problems[0].message.startswith("2 cells are not numbers")


def test_stored_numbers_stay_what_they_are_beside_text_that_is_read(tmp_path):
    rows = [HEADER, ["a", "1.195,5", 60], ["b", 1.195, 82], ["c", 2000, 70]]
    table = read(tmp_path, book(rows), "a.xlsx", thousands=".")
    assert table.numbers("gdp")[0].tolist() == [1195.5, 1.195, 2000.0]


def test_a_number_that_is_written_otherwise_than_is_said_is_none(tmp_path):
    table = read(tmp_path, PLAIN, thousands=".")
    assert table.numbers("gdp")[1].tolist() == [False, True, True]


def test_text_in_frames_is_read_as_is_said():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"unit": ["a", "b"], "gdp": ["1,195", "900"], "life": [1.5, 2.5]})
    said = {"observations": {"file": "observations", "thousands": ","}}
    found = Index.from_frames(["gdp", "life"], frame, data=said).score()
    assert found.scores.set_index("unit").loc["a", "score"] == (1195 + 1.5) / 2


def test_whole_numbers_that_float64_rounds_are_flagged_in_text_too(tmp_path):
    scoring = load(project(tmp_path, PLAIN.replace("1.5", "9007199254740993"))).score()
    rounded = [flag for flag in scoring.flags if flag.code == "rounded"]
    assert [(flag.line, flag.field) for flag in rounded] == [(2, "gdp")]


# -- files -----------------------------------------------------------------------------------------


def packed(name: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as parts:
        parts.writestr(name, "x")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told", "hint"),
    [
        ("a.xls", b"x", "`.xls` is not a table", "save it as .xlsx"),
        ("a.xlsm", packed("xl/workbook.xml"), "`.xlsm` is not a table", "save it as .xlsx"),
        ("a.ods", packed("mimetype"), "`.ods` is not a table", ".xlsx"),
        ("a.numbers", b"x", "`.numbers` is not a table", "export it as .xlsx"),
        ("a.pdf", b"%PDF-1.4", "`.pdf` is not a table", "copy its table"),
        ("a.docx", packed("word/document.xml"), "`.docx` is not a table", "copy its table"),
        ("a.csv", b"<!DOCTYPE html><html>", "is a web page", "spreadsheet"),
        ("a.xlsx", b"\n<html><table>", "is a web page", "spreadsheet"),
        ("a.csv", packed("a.csv"), "is a ZIP archive", "unpack"),
        ("a.csv", packed("xl/workbook.xml"), "is an Excel workbook", "call it .xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Excel workbook", "password"),
        ("a.xlsx", b"unit,gdp\na,1\n", "is text", "call it .csv"),
        ("a.csv", b"PAR1x", "is a Parquet file", ".parquet"),
        ("a", b"unit,gdp\na,1\n", "has no ending", ".csv"),
    ],
)
def test_a_file_that_is_no_table_is_told_what_it_is(tmp_path, name, content, told, hint):
    (problem,) = read(tmp_path, content, name).problems
    assert told in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(("name", "key"), [("a.xlsx", "delimiter"), ("a.parquet", "header")])
def test_what_a_kind_of_file_does_not_have_is_refused(tmp_path, name, key):
    pytest.importorskip("pyarrow")
    said = {key: (2,) if key == "header" else ";"}
    (problem,) = read(tmp_path, book([HEADER, *ROWS]) if name == "a.xlsx" else b"PAR1", name, **said
                      ).problems  # fmt: skip
    assert problem.code == "misplaced-key"


# -- a file of one's own ---------------------------------------------------------------------------


def test_the_sheet_of_ones_own_file_is_named_or_the_others_are_told(tmp_path):
    definition = project(tmp_path, PLAIN)
    made = openpyxl.load_workbook(io.BytesIO(book([["About this file"]], title="Notes")))
    page = made.create_sheet("Data")
    for row in [HEADER, *ROWS]:
        page.append(row)
    made.save(tmp_path / "new.xlsx")
    (problem,) = wrong(definition, data=tmp_path / "new.xlsx")
    assert "other sheets: Data" in problem.hint
    own = {"file": str(tmp_path / "new.xlsx"), "sheet": "Data"}
    assert load(definition).score(data=own).scores.equals(load(definition).score().scores)


SEMICOLONS = "unit;gdp;life\na;1,5;60\nb;9;82\nc;3;70\n"


@pytest.mark.parametrize("own", [SEMICOLONS, PLAIN])
def test_ones_own_file_is_read_as_it_says_or_as_the_one_that_it_replaces(tmp_path, own):
    said = ", delimiter: ';', decimal: ','"
    index = load(project(tmp_path, SEMICOLONS, said=said))
    (tmp_path / "new.csv").write_text(own)
    assert index.score(data=tmp_path / "new.csv").scores.equals(index.score().scores)


def test_numbers_of_ones_own_file_that_can_be_read_both_ways_are_refused(tmp_path):
    text = PLAIN.replace("1.5", "1.500").replace(",9,", ",9.000,")
    definition = project(tmp_path, text, said=", thousands: '.'")
    (tmp_path / "new.csv").write_text(text)
    (problem,) = wrong(definition, data=str(tmp_path / "new.csv"))
    assert problem.code == "two-readings"
    own = {"file": str(tmp_path / "new.csv"), "decimal": "."}
    assert load(definition).score(data=own).scores["unit"].iloc[0] == "b"
    (unknown,) = wrong(definition, data={**own, "decimals": "."})
    assert unknown.hint == "did you mean `decimal`?"


# -- shares ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("30%", "70%", None),
        ("1/4", "3/4", None),
        ("0.5", "50%", None),
        ("30%", "60%", "percents-not-100"),
        ("30%", "70", "mixed-weights"),
        ("30%", "", "mixed-weights"),
        ("３０％", "70%", "bad-value"),
    ],
)
def test_a_weight_in_a_tree_table_may_be_a_percent_or_a_fraction(tmp_path, first, second, code):
    definition = project(tmp_path, PLAIN)
    (tmp_path / "t.csv").write_text(f"code,parent,weight\ngdp,,{first}\nlife,,{second}\n", "utf-8")
    text = definition.read_text("utf-8").split("children:")[0]
    definition.write_text(text + "children: {table: t.csv}\n", "utf-8")
    if code is not None:
        (problem,) = wrong(definition)
        assert (problem.code, Path(str(problem.file)).name) == (code, "t.csv")
        return
    share = {"30%": 0.3, "1/4": 0.25, "0.5": 0.5}[first]
    weights = load(definition).score().weights
    assert weights.set_index("node").loc["gdp", "share"] == pytest.approx(share)


def test_a_table_of_nodes_may_have_a_title_and_notes_which_are_said(tmp_path):
    definition = project(tmp_path, PLAIN)
    text = "Framework\ncode,parent\ngdp,\nlife,\nSource: own,\n"
    (tmp_path / "t.csv").write_text(text, "utf-8")
    whole = definition.read_text("utf-8").split("children:")[0]
    definition.write_text(whole + "children: {table: t.csv}\n", "utf-8")
    found = [flag.code for flag in load(definition).score().flags]
    assert {"header-found", "footnotes"} <= set(found)
    definition.write_text(
        whole + "children: {table: t.csv, header: 2, footnotes: ignore}\n", "utf-8"
    )
    assert not {"header-found", "footnotes"} & {
        flag.code for flag in load(definition).score().flags
    }


@pytest.mark.parametrize(("share", "found"), [("30%", 0.3), ("3/10", 0.3), (0.3, 0.3)])
def test_a_share_that_is_set_may_be_a_percent_or_a_fraction(tmp_path, share, found):
    weights = load(project(tmp_path, PLAIN)).score(overrides={"gdp": share}).weights
    assert weights.set_index("node").loc["gdp", "share"] == pytest.approx(found)


def test_judgements_may_be_fractions(tmp_path):
    definition = project(tmp_path, PLAIN)
    text = definition.read_text("utf-8")
    definition.write_text(text + "weighting: {method: ahp, matrix: [[1, 3], [1/3, 1]]}\n", "utf-8")
    weights = load(definition).score().weights.set_index("node")["share"]
    assert weights["gdp"] == pytest.approx(0.75)
    definition.write_text(
        text + "weighting: {method: ahp, matrix: [[1, 3], [１/３, 1]]}\n", "utf-8"
    )
    (problem,) = wrong(definition)
    assert "write `1/3`" in problem.hint


# -- signs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("defaults: {", "defaults：{", "full-width mark"),
        ("defaults: {", "ｄefaults: {", "write `defaults`"),
        ("min_max", "ｍin_max", "write `min_max`"),
        ("year: 2024", "year: ２０２４", "write `2024`"),
        ("gdp: {}", "gdp: {weight: ５０％}", "write `50%`"),
        ("gdp: {}", "gdp: {bounds: [0，9]}", "full-width mark"),
        ("gdp: {}", "gdp: {dir\u200bection: negative}", "write `direction`"),
        ("gdp: {}", "gdp: {direction: ｎegative}", "write `negative`"),
        ("min_max}", "{method: min_max, scale: [0，100]}}", "full-width mark"),
    ],
)
def test_signs_of_full_width_and_such_as_cannot_be_seen_are_named(tmp_path, old, new, hint):
    definition = project(tmp_path, PLAIN)
    definition.write_text(definition.read_text("utf-8").replace(old, new), "utf-8")
    assert any(hint in str(problem.hint) for problem in wrong(definition))


@pytest.mark.parametrize(
    ("code", "hint"), [("ｂ", "(`ｂ`): write `b`"), ("bb\u200bb", "write `bbb`")]
)
def test_a_unit_that_is_typed_otherwise_is_told_how_to_type_it(tmp_path, code, hint):
    (tmp_path / "u.csv").write_text("code\na\nb\nbbb\nc\n")
    text = PLAIN.replace("b,", f"{code},")
    problems = wrong(project(tmp_path, text, said="}, units: {file: u.csv"))
    assert hint in str(problems[0].hint)


# -- damaged files ---------------------------------------------------------------------------------


def parts_of(content: bytes, change) -> bytes:
    """A workbook with some of its parts changed, or left out (None)."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(whole, "w") as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
    return whole.getvalue()


def damaged() -> dict[str, tuple[str, bytes, str]]:
    whole, packed = book([HEADER, *ROWS]), gzip.compress(PLAIN.encode() * 9)
    parquet = io.BytesIO()
    pd.DataFrame(ROWS, columns=HEADER).to_parquet(parquet)
    torn = parts_of(whole, lambda name, part: part[: -len(part) // 2] if "sheet1" in name else part)
    lacking = parts_of(whole, lambda name, part: None if name == "xl/workbook.xml" else part)
    flipped = bytes([*packed[:-6], packed[-6] ^ 1, *packed[-5:]])
    return {
        "a workbook cut off": ("a.xlsx", whole[: len(whole) // 2], "文件开头或结尾缺失"),
        "no workbook": ("a.xlsx", b"\0\1\2" * 50, "文件开头或结尾缺失"),
        "a torn sheet": ("a.xlsx", torn, "其中有部分内容不完整"),
        "a part that is gone": ("a.xlsx", lacking, "缺少其中的`xl/workbook.xml`"),
        "seven bytes": ("a.parquet", b"PAR1abc", "文件开头或结尾缺失"),
        "another tail": ("a.parquet", parquet.getvalue()[:-4] + b"abcd", "文件开头或结尾缺失"),
        "nothing within": ("a.parquet", b"PAR1" + b"\0" * 50 + b"PAR1", "其内容无法识别（"),
        "packed and cut off": ("a.csv.gz", packed[:-9], "文件开头或结尾缺失"),
        "not packed": ("a.csv.gz", b"abcdef", "内容未压缩"),
        "a changed byte": ("a.csv.gz", flipped, "内容与压缩时不一致"),
    }


@pytest.mark.parametrize("kind", damaged())
def test_a_damaged_file_is_told_in_our_own_words(tmp_path: Path, kind: str) -> None:
    name, content, said = damaged()[kind]
    (problem,) = read(tmp_path, content, name).problems
    words = problem.message.again("zh")
    assert said in words
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,}", words.partition("（")[0])
