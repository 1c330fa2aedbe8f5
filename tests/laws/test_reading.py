"""What is in a file is in the figures, or in a problem."""

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from coopindex.content import read_content
from coopindex.content.data.totals import is_called_total, sums_and_means, totals
from coopindex.content.tables.asked import Asked
from coopindex.content.tables.column import numbers
from coopindex.content.tables.encodings import decode
from coopindex.content.tables.read import read_table
from coopindex.content.tables.readers.delimited import read_csv
from coopindex.content.tables.readers.plain import read_plain
from coopindex.content.tables.table import SourceTable
from coopindex.problems import InvalidInput
from coopindex.project import load

openpyxl = pytest.importorskip("openpyxl")

# -- encodings -------------------------------------------------------------------------------------

NAMES = {  # (encodings, names): as their own offices and people save and write them
    "Western": (
        ["cp1252", "latin-1", "iso8859_15", "mac_roman", "cp850"],
        "Côte d'Ivoire,Réunion,Île-de-France,Genève,Orléans,Saint-Étienne,Besançon,São Paulo,"
        "São Tomé,Açores,Évora,Setúbal,Brasília,España,Córdoba,Málaga,México,Perú,A Coruña,Curaçao,"
        "München,Köln,Düsseldorf,Österreich,Gießen,Städte,Türkiye,Malmö,Ærø,Tórshavn",
    ),
    "Central European": (
        ["cp1250", "iso8859_2", "cp852"],
        "Kraków,Gdańsk,Łódź,Wrocław,Poznań,Białystok,Rzeszów,Częstochowa,Świnoujście,Żory,Plzeň,"
        "Říčany,České Budějovice,Ústí nad Labem,Hradec Králové,Žďár,Třebíč,Győr,Pécs,"
        "Székesfehérvár,Nyíregyháza,Kecskemét,Érd,Hódmezővásárhely,Košice,Žilina,Čačak,"
        "Šibenik,Iaşi,Braşov",
    ),
    "Turkish": (
        ["cp1254", "iso8859_9", "cp857"],
        "Diyarbakır,İzmir,Muğla,Şanlıurfa,Iğdır,Çanakkale,Gümüşhane,Kahramanmaraş,Ağrı,Elâzığ",
    ),
    "Baltic": (["cp1257"], "Klaipėda,Šiauliai,Rīga,Liepāja,Pärnu,Jūrmala"),
    "Cyrillic": (
        ["cp1251", "koi8_r", "iso8859_5"],
        "Москва,Казань,Київ,София,Варна,Пловдив,Београд,Нови Сад",
    ),
    "Taiwanese": (
        ["cp950"],
        "臺北,高雄,臺中,臺南,新竹,基隆,嘉義,屏東,花蓮,宜蘭,桃園,苗栗,彰化,南投,雲林,澎湖,金門,天津,寧波,"
        "廣州,上海,北京,香港,澳門,重慶,成都,瀋陽,蘇州,杭州,廈門,總計,年,市",
    ),
    "Greek": (["cp1253"], "Αθήνα,Πάτρα,Θεσσαλονίκη,Πειραιάς"),
    "Chinese": (
        ["gb18030"],
        "北京,天津,上海,重庆,石家庄,太原,呼和浩特,鄂尔多斯,沈阳,大连,长春,哈尔滨,南京,苏州,杭州,宁波,"
        "温州,义乌,合肥,亳州,福州,厦门,南昌,鹰潭,济南,青岛,郑州,漯河,武汉,长沙,广州,深圳,南宁,海口,"
        "成都,贵阳,昆明,拉萨,西安,兰州,西宁,银川,乌鲁木齐,臺北,臺灣,茅台,眉山,年,元,省,市",
    ),
}
CASES = [
    (name, encoding)
    for encodings, names in NAMES.values()
    for encoding in encodings
    for name in names.split(",")
]


@pytest.mark.parametrize("row", ["X,{}", "X,{},1", "X,{} Y,1", '"{}",X', "{},12.5,80"])
def test_a_name_in_an_old_encoding_is_read_right_or_refused_with_its_readings(row: str) -> None:
    wrong, right, unhelpful = [], 0, []
    for name, encoding in CASES:
        written = f"code,name\n{row.format(name)}\n"
        try:
            content = written.encode(encoding)
        except UnicodeEncodeError:
            continue
        text, problem = decode(content, "a.csv")
        right += text == written
        if text is not None and text != written:
            wrong.append((name, encoding, text))
        if text is None and not ("encoding:" in problem.hint and problem.line == 2):
            unhelpful.append((name, encoding, problem))
    assert wrong == []
    assert unhelpful == []
    assert right > 100


CHINESE_NAMES = NAMES["Chinese"][1].split(",")


@given(st.lists(st.sampled_from(CHINESE_NAMES[:40]), min_size=8, unique=True))
def test_a_chinese_table_in_gb18030_is_never_refused(names: list[str]) -> None:
    rows = [f"{place},{name},{place}.5" for place, name in enumerate(names)]
    text = "\n".join(
        ["code,name_zh,GDP总量(亿元)", *rows, "urc,Ürümqi 乌鲁木齐,1", "x,Łódź 罗兹，“引领型”,2"]
    )
    read, flag = decode(text.encode("gb18030"), "a.csv")
    assert read == text
    assert flag.level == "flag"
    assert "GB18030" in flag.message


TAIWANESE_NAMES = NAMES["Taiwanese"][1].split(",")


@given(st.lists(st.sampled_from(TAIWANESE_NAMES), min_size=8, unique=True))
def test_a_chinese_table_in_big5_is_read_as_such(names: list[str]) -> None:
    text = "\n".join(["code,name_zh,總量(億元)", *(f"x,{name},1.5" for name in names)])
    read, flag = decode(text.encode("cp950"), "a.csv")
    assert read == text
    assert "Big5" in flag.message


WESTERN = [name for name in NAMES["Western"][1].split(",") if not name.isascii()]


@pytest.mark.parametrize("said", [None, "cp1252"])
@given(
    st.lists(st.sampled_from([*WESTERN, *CHINESE_NAMES]), min_size=4, unique=True),
    st.sampled_from(WESTERN),
    st.data(),
)
def test_a_word_that_is_not_utf8_in_a_file_that_is_is_shown_with_its_line(
    said: str | None, names: list[str], stray: str, data: st.DataObject
) -> None:
    lines = [f"x,{name},1".encode() for name in names if name != stray]
    place = data.draw(st.integers(0, len(lines)))
    lines.insert(place, f"y,{stray},2".encode("cp1252"))
    text, problem = decode(b"\n".join([b"code,name,n", *lines]), "a.csv", said)
    assert text is None
    assert problem.line == place + 2
    assert "though the rest of the file is" in problem.message
    assert f"`{stray}` (" in problem.message
    assert "encoding:" not in problem.hint


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]),
)
def test_a_file_with_a_mark_is_read_by_it(text: str, encoding: str) -> None:
    assert decode(f"unit,{text}".encode(encoding), "a.csv") == (f"unit,{text}", None)


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf16_without_its_mark_is_refused_with_the_way_out(order: str) -> None:
    text, problem = decode("unit,value\nnb,1\n".encode(f"utf-16-{order}"), "a.csv")
    assert text is None
    assert f"encoding: utf-16-{order}" in problem.hint


@pytest.mark.parametrize(
    ("content", "encoding", "line"),
    [
        ("a\nŁódź\n".encode(), "cp1250", 2),  # it was saved as UTF-8 since
        (b"a\nb\xff\n", "gb18030", 2),
        (b"a\n\x80\n", "latin-1", 2),  # a control sign, where cp1252 has the euro's
        (b"\xff\xfea\0", "cp1252", 1),
    ],
)
def test_an_encoding_that_does_not_fit_names_the_line(
    content: bytes, encoding: str, line: int
) -> None:
    text, problem = decode(content, "a.csv", encoding)
    assert text is None
    assert (problem.code, problem.line) == ("encoding", line)


def test_the_readings_are_shown() -> None:
    problem = decode("code\nGdańsk\n".encode("cp1250"), "a.csv")[1]
    assert "`Gdańsk` (cp1250" in problem.message
    assert "`Gdañsk` (cp1252" in problem.message


# -- text ------------------------------------------------------------------------------------------

CELLS = st.floats().map(repr) | st.sampled_from(
    [
        *(
            "",
            "1",
            "2.5",
            "1.50",
            "-0",
            "1e3",
            "007",
            "2021.0",
            "1,5",
            "n/a",
            "x;y",
            'a "b"',
            " 7 ",
        ),
        *(
            "two\nlines",
            "two\r\nlines",
            "宁波",
            "Łódź",
            "0.1000",
            "12345678901234567",
            "inf",
            "1_0",
        ),
    ]
)


def quoted(cell: str, always: bool) -> str:
    inside = cell.replace('"', '""')
    return f'"{inside}"' if always or re.search(r'[",;\t\r\n]', cell) else cell


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)
    ),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.sampled_from([1, 200]),
)
def test_every_cell_of_a_text_is_quoted_as_it_is_written_with_its_line(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    separator: str,
    end: str,
    always: bool,
    times: int,
) -> None:
    rows, header = rows * times, [f"c{column}" for column in range(len(rows[0]))]
    text, lines = f"sep={separator}{end}", [2]
    for row in [header, *rows]:
        text += separator.join(quoted(cell, always) for cell in row) + end
        within = sum(len(re.findall("\r\n|\r|\n", cell)) for cell in row)
        lines.append(lines[-1] + 1 + within)
    path = tmp_path_factory.getbasetemp() / "a.csv"
    path.write_bytes(text.encode())
    table = read_table(path, "a.csv")
    held = [at for at, row in enumerate(rows) if any(map(str.strip, row))]
    assume(held)
    columns = list(zip(*(rows[at] for at in held), strict=True))
    assert [tuple(table.columns[name]) for name in header] == columns
    assert table.lines.tolist() == [lines[at + 1] for at in held]
    for name, cells in zip(header, columns, strict=True):
        for ours, plain in zip(table.numbers(name, ["007"]), numbers(cells, ["007"]), strict=True):
            np.testing.assert_array_equal(ours, plain)


# -- workbooks -------------------------------------------------------------------------------------


SHEET = "xl/worksheets/sheet1.xml"


def saved(book: openpyxl.Workbook, change=None, part: str = SHEET) -> bytes:
    """Return a workbook's bytes; `change` rewrites the XML of a part, the first sheet's."""
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue() if change is None else changed(whole.getvalue(), change, part)


def changed(workbook: bytes, change, part: str = "") -> bytes:
    """Rewrite the XML of a part of a workbook, of all parts where none is named."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(new, "w") as out:
        for name in old.namelist():
            content = old.read(name)
            out.writestr(name, change(content) if part in ("", name) else content)
    return new.getvalue()


def filled(rows, title: str = "Data") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def read(folder: Path, content: bytes, sheet: str | None = None) -> SourceTable:
    (folder / "a.xlsx").write_bytes(content)
    return read_table(folder / "a.xlsx", "a.xlsx", Asked(sheet))


ROWS = [["unit", "gdp"], ["a", 1], ["b", 2], ["c", 3]]


@given(st.integers(1, 30), st.integers(1, 6), st.data())
def test_every_cell_is_read_whatever_the_file_says_of_its_size(
    tmp_path_factory: pytest.TempPathFactory, height: int, width: int, data: st.DataObject
) -> None:
    claimed = data.draw(st.sampled_from(["A1", "A1:B2", "A1:A9", "C3:D4", "A1:ZZ999"]))
    rows = [[f"c{column}" for column in range(width)]]
    rows += [[row * width + column for column in range(width)] for row in range(height)]
    content = saved(
        filled(rows),
        lambda xml: re.sub(
            rb'<dimension ref="[^"]*"', b'<dimension ref="%b"' % claimed.encode(), xml
        ),
    )
    table = read(tmp_path_factory.getbasetemp(), content)
    assert [list(map(int, table.columns[name])) for name in rows[0]] == [
        list(column) for column in zip(*rows[1:], strict=True)
    ]


@given(st.sets(st.tuples(st.integers(2, 9), st.integers(2, 4)), min_size=1))
def test_formulas_without_a_stored_result_are_named(
    tmp_path_factory: pytest.TempPathFactory, cells: set[tuple[int, int]]
) -> None:
    book = filled([["unit", "a", "b", "c"], *[[f"u{row}", 1, 2, 3] for row in range(8)]])
    for row, column in cells:
        book.active.cell(row, column).value = "=1+1"
    (problem,) = read(tmp_path_factory.getbasetemp(), saved(book)).problems
    assert problem.code == "no-result"
    named = {book.active.cell(row, column).coordinate for row, column in cells}
    told = set(re.findall(r"\b[A-D]\d\b", problem.message))
    assert told <= named
    assert len(told) == min(len(named), 12)


def test_formulas_with_a_stored_result_are_read(tmp_path: Path) -> None:
    book = filled(ROWS)
    book.active["B2"] = "=1+4"
    stored = saved(book, lambda xml: re.sub(rb"</f><v ?/?>(</v>)?", b"</f><v>5</v>", xml))
    assert read(tmp_path, stored).column("gdp").tolist() == ["5", "2", "3"]
    zero = saved(book, lambda xml: re.sub(rb"</f><v ?/?>(</v>)?", b"</f><v>0</v>", xml))
    # the workbook asks to be worked out anew: its 0 is a placeholder
    assert [problem.code for problem in read(tmp_path, zero).problems] == ["no-result"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_first_visible_sheet_is_read_and_the_others_are_named(
    state: str, tmp_path: Path
) -> None:
    book = filled([["unit", "gdp"], ["a", 9]], "Draft")
    book.active.sheet_state = state
    page = book.create_sheet("Data")
    for row in ROWS:
        page.append(row)
    book.create_chartsheet("Chart").add_chart(openpyxl.chart.BarChart())
    book.create_sheet("Empty")
    table = read(tmp_path, saved(book))
    assert table.column("gdp").tolist() == ["1", "2", "3"]
    (flag,) = table.problems
    assert (flag.code, flag.level) == ("sheets", "flag")
    assert "`Data` is read; others: Draft (hidden)" in flag.message
    named = read(tmp_path, saved(book), "Draft")
    assert named.column("gdp").tolist() == ["9"]
    assert named.problems == ()
    (missing,) = table.header_problems(["lifespan"])
    assert "other sheets: Draft (hidden)" in missing.hint


def test_hidden_rows_and_columns_are_read_and_flagged(tmp_path: Path) -> None:
    book = filled(ROWS)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    table = read(tmp_path, saved(book))
    assert table.column("gdp").tolist() == ["1", "2", "3"]
    assert [(flag.code, flag.level) for flag in table.problems] == [("hidden-cells", "flag")] * 2
    assert "the row 3 is hidden" in table.problems[0].message
    assert "the column B is hidden" in table.problems[1].message


def test_merged_cells_are_refused_where_they_lie_over_the_table(tmp_path: Path) -> None:
    book = filled(ROWS)
    book.active.merge_cells("B2:B4")
    (problem,) = read(tmp_path, saved(book)).problems
    assert (problem.code, problem.line) == ("merged-cells", 2)
    away = filled(ROWS)
    away.active.merge_cells("H2:H4")
    assert read(tmp_path, saved(away)).problems == ()


@given(
    st.sampled_from(["1", "true"]),
    st.sampled_from(["0", "0.0", "0E0", "-0", " 0 "]),
    st.sampled_from(['"', "'"]),
    st.sampled_from(["", " ", "\n"]),
)
def test_a_0_that_stands_for_a_result_is_no_result(
    tmp_path_factory: pytest.TempPathFactory, yes: str, zero: str, quote: str, blank: str
) -> None:
    book = filled(ROWS)
    book.active["B2"] = "=1+4"
    stored = f"</f><v>{zero}</v>".encode()
    content = saved(book, lambda xml: re.sub(rb"</f><v ?/?>(</v>)?", stored, xml))
    for asks, told in ((yes, ["no-result"]), ("0", [])):
        said = f"fullCalcOnLoad{blank}={blank}{quote}{asks}{quote}".encode()
        whole = changed(
            content,
            lambda xml, said=said: xml.replace(b'fullCalcOnLoad="1"', said),
            "xl/workbook.xml",
        )
        problems = read(tmp_path_factory.getbasetemp(), whole).problems
        assert [problem.code for problem in problems] == told


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("blank", ["", " "])
@given(data=st.data())
def test_no_order_of_rows_and_cells_loses_one(
    tmp_path_factory: pytest.TempPathFactory, blank: str, quote: str, data: st.DataObject
) -> None:
    def shuffled(what: list) -> list:
        return data.draw(st.permutations(what) | st.just(what))

    def cell(row: int, column: int) -> str:
        stands = f"{'ABC'[column]}{row + 1}"
        if row:
            return f"<c r{blank}={blank}{quote}{stands}{quote}><v>{10 * row + column}</v></c>"
        return (
            f"<c t='inlineStr' r{blank}={blank}{quote}{stands}{quote}><is><t>c{column}</t></is></c>"
        )

    written = [(row, shuffled([0, 1, 2])) for row in shuffled([0, 1, 2, 3])]
    again = data.draw(st.none() | st.sampled_from(written))
    twice = [
        (row, [*columns, columns[0]] if (row, columns) is again else columns)
        for row, columns in written
    ]
    rows = "".join(
        f"<row r{blank}={blank}{quote}{row + 1}{quote}>"
        + "".join(cell(row, column) for column in columns)
        + "</row>"
        for row, columns in twice
    )
    content = saved(
        filled(ROWS),
        lambda xml: re.sub(
            rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), xml
        ),
    )
    table = read(tmp_path_factory.getbasetemp(), content)
    if twice == [(row, [0, 1, 2]) for row in range(4)]:
        assert {name: list(cells) for name, cells in table.columns.items()} == {
            f"c{column}": [str(10 * row + column) for row in (1, 2, 3)] for column in range(3)
        }
    else:
        assert [problem.code for problem in table.problems] == ["unreadable-file"]
        assert "is out of order" in table.problems[0].message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('<row r="3"', '<row r="9"', "row 4 after row 9"),
        ('r="A3"', 'r="C3"', "B3 after C3"),
        ('r="A3"', 'r="B3"', "the cell B3 twice"),
        ('r="B3"', 'r="B4"', "the cell B4 in row 3"),
    ],
)
def test_what_is_out_of_order_is_named(old: str, new: str, told: str, tmp_path: Path) -> None:
    content = saved(filled(ROWS), lambda xml: xml.replace(old.encode(), new.encode()))
    (problem,) = read(tmp_path, content).problems
    assert problem.message.startswith("the sheet `Data` is out of order: ")
    assert told in problem.message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (rb"<sheetFormatPr", b'<sheetFormatPr zeroHeight="1"', "the rows 1–4 are hidden"),
        (rb"<sheetFormatPr", b"<sheetFormatPr zeroHeight='true'", "the rows 1–4 are hidden"),
        (rb"<sheetFormatPr", b'<sheetFormatPr defaultColWidth="0"', "the columns A, B are hidden"),
        (rb'<row r="3"', b"<row r='3' ht='0.0'", "the row 3 is hidden"),
        (rb"(?=<sheetData)", b'<cols><col min="2" max="9" width="0"/></cols>', "the column B is"),
    ],
)
def test_what_has_no_height_or_width_is_hidden(
    old: bytes, new: bytes, told: str, tmp_path: Path
) -> None:
    content = saved(filled(ROWS), lambda xml: re.sub(old, new, xml))
    table = read(tmp_path, content)
    assert table.column("gdp").tolist() == ["1", "2", "3"]
    assert [told in flag.message for flag in table.problems] == [True]


def test_a_strict_workbook_is_told_with_the_way_out(tmp_path: Path) -> None:
    normal = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    content = changed(saved(filled(ROWS)), lambda xml: xml.replace(normal, strict))
    (problem,) = read(tmp_path, content).problems
    assert "is a Strict Open XML workbook" in problem.message
    assert "normal Excel workbook" in problem.hint


def test_a_broken_sheet_is_told(tmp_path: Path) -> None:
    content = saved(filled(ROWS), lambda xml: xml[:-40])
    assert [problem.code for problem in read(tmp_path, content).problems] == ["unreadable-file"]


@pytest.mark.parametrize(
    ("name", "key"), [("a.csv", "sheet"), ("a.parquet", "encoding"), ("a.xlsx", "encoding")]
)
def test_what_cannot_take_effect_is_refused(name: str, key: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"unit,gdp\na,1\n")
    (problem,) = read_table(tmp_path / name, name, Asked(**{key: "x"})).problems
    assert problem.code == "misplaced-key"


# -- projects --------------------------------------------------------------------------------------

DEFINITION = """
index: x
year: 2024
data: {observations: {file: o.csv, status: observed, source: s}, units: u.csv, sources: s.yaml}
defaults: {normalisation: min_max}
children: {gdp: {}, life: {}}
"""


def project(folder: Path, **files: str) -> Path:
    """Write a small project, whole and right unless `files` say otherwise."""
    whole = {
        "indicators/x.yaml": DEFINITION,
        "o.csv": "unit,year,gdp,life\na,2024,1,60\nb,2024,4,80\nc,2024,9,70\n",
        "u.csv": "code,name_en,name_zh,region\na,Alpha,甲,east\nb,Beta,乙,west\nc,Gamma,丙,east\n",
        "s.yaml": "s: {title: A table}\n",
    }
    for name, text in {**whole, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder / "indicators/x.yaml"


def refused(path: Path) -> list[str]:
    with pytest.raises(InvalidInput) as raised:
        read_content(path).validate()
    return [str(problem) for problem in raised.value.problems]


def full_width(name: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in name)


def disguised(name: str) -> st.SearchStrategy[str]:
    """Names that look like one: other case, width, blanks, hyphens, invisible signs."""
    ways = [
        str.upper,
        str.title,
        full_width,
        lambda text: text.replace("_", " "),
        lambda text: text.replace("_", "-"),
        lambda text: text[:2] + "\u200b" + text[2:],
        lambda text: text[:2] + "\u00a0" + text[2:],
    ]
    return st.sampled_from([way(name) for way in ways if way(name) != name])


WIDE = ["unit", "year", "gdp", "life", "status", "source", "note"]
LONG = ["unit", "indicator", "year", "value", "status", "source", "note"]


@pytest.mark.parametrize("columns", [WIDE, LONG], ids=["wide", "long"])
@given(data=st.data())
def test_a_header_that_nearly_is_a_known_one_is_an_error_with_the_nearest_name(
    tmp_path_factory: pytest.TempPathFactory, columns: list[str], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(columns))
    written = data.draw(disguised(name))
    header = ",".join(written if column == name else column for column in columns)
    cells = {"unit": "a", "indicator": "gdp", "year": "2019", "status": "observed", "source": "s"}
    row = ",".join(cells.get(column, "1") for column in columns)
    path = project(tmp_path_factory.mktemp("x"), **{"o.csv": f"{header}\n{row}\n"})
    assert any(f"did you mean `{name}`?" in problem for problem in refused(path))


@given(data=st.data())
def test_so_it_is_in_the_tables_of_units_and_evidence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("x")
    name = data.draw(st.sampled_from(["code", "name_en", "name_zh"]))
    header = "code,name_en,name_zh,region".replace(name, data.draw(disguised(name)))
    path = project(folder, **{"u.csv": f"{header}\na,A,甲,x\nb,B,乙,x\nc,C,丙,x\n"})
    assert any(f"did you mean `{name}`?" in problem for problem in refused(path))
    events = ["unit", "indicator", "date", "value", "label", "status", "source", "locator"]
    event = data.draw(st.sampled_from(events))
    header = ",".join(data.draw(disguised(event)) if event == other else other for other in events)
    path = project(
        folder,
        **{
            "indicators/x.yaml": DEFINITION.replace("{gdp: {}", "{gdp: {evidence: count}"),
            "data/x/evidence.csv": f"{header}\na,gdp,2019,1,x,observed,s,y\n",
        },
    )
    assert any(f"did you mean `{event}`?" in problem for problem in refused(path))


TREE_HEADER = ["code", "parent", "title", "title.zh", "weight", "lowest", "normalisation.method"]


@given(data=st.data())
def test_so_it_is_in_a_table_of_nodes_and_said_once(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(TREE_HEADER))
    written = data.draw(disguised(name))
    header = ",".join(written if column == name else column for column in TREE_HEADER)
    filled = data.draw(st.booleans())
    cells = [",A,甲,2,0,min_max", ",B,乙,1,0,min_max"] if filled else [",,,,,"] * 2
    path = project(
        tmp_path_factory.mktemp("x"),
        **{
            "indicators/x.yaml": DEFINITION.replace(
                "children: {gdp: {}, life: {}}", "children: {table: t.csv}"
            ),
            "t.csv": f"{header}\ngdp,{cells[0]}\nlife,{cells[1]}\n",
        },
    )
    (told,) = refused(path)
    assert told.startswith("t.csv:1: ")
    assert f"did you mean `{name}`?" in told


def test_a_column_of_nodes_that_is_no_key_is_said_once(tmp_path: Path) -> None:
    path = project(
        tmp_path,
        **{
            "indicators/x.yaml": DEFINITION.replace(
                "children: {gdp: {}, life: {}}", "children: {table: t.csv}"
            ),
            "t.csv": "code,parent,wieght,empty\ngdp,,1,\nlife,,2,\n",
        },
    )
    (told,) = refused(path)
    assert told.startswith("t.csv:1: ")
    assert "did you mean `weight`?" in told


def test_an_odd_header_that_the_definition_names_is_read(tmp_path: Path) -> None:
    path = project(
        tmp_path,
        **{
            "indicators/x.yaml": DEFINITION.replace("o.csv,", "o.csv, year: Year, unit: UNIT,"),
            "o.csv": "UNIT,Year,gdp,life\na,2024,1,60\nb,2024,4,80\nc,2024,9,70\n",
        },
    )
    assert read_content(path).validate() == ()


def test_a_column_beside_the_very_name_is_flagged_only(tmp_path: Path) -> None:
    path = project(tmp_path, **{"o.csv": "unit,gdp,GDP,life\na,1,7,60\nb,4,7,80\nc,9,7,70\n"})
    (flag,) = read_content(path).validate()
    assert (flag.level, flag.field) == ("flag", "GDP")


@pytest.mark.parametrize("header", ["Jahr", "年份", "TIME", "rok", "Years"])
def test_years_under_another_name_are_not_passed_over(header: str, tmp_path: Path) -> None:
    path = project(tmp_path, **{"o.csv": f"unit,{header},gdp,life\na,2019,1,60\nb,2019,4,80\n"})
    (told,) = refused(path)
    assert f"write `year: {header}`" in told


@pytest.mark.parametrize("cells", ["2019,", "2019年,2020年", ",2019/20"])
def test_years_that_are_not_whole_are_not_passed_over(cells: str, tmp_path: Path) -> None:
    first, second = cells.split(",")
    rows = f"unit,Jahr,gdp,life\na,{first},1,60\nb,{second},4,80\n"
    assert "write `year: Jahr`" in refused(project(tmp_path, **{"o.csv": rows}))[0]


@settings(max_examples=25)
@given(
    st.sampled_from(["year", "Year", "Jahr", "when", "date of event", "年份", "发生时间", "x"]),
    st.lists(
        st.sampled_from(["", "2019", "2031", "2019-05", "2024-02-29"]), min_size=3, max_size=3
    ).filter(any),
)
def test_events_with_their_dates_under_another_name_are_not_counted(
    tmp_path_factory: pytest.TempPathFactory, header: str, dates: list[str]
) -> None:
    rows = "".join(
        f"{unit},gdp,{date},observed,s\n" for unit, date in zip("abc", dates, strict=True)
    )
    definition = DEFINITION.replace("{gdp: {}", "{gdp: {evidence: count}")

    def told(head: str, form: str) -> list[str]:
        text = definition.replace("data: {", f"data: {{evidence: {form}, ")
        path = project(
            tmp_path_factory.mktemp("x"),
            **{
                "indicators/x.yaml": text,
                "e.csv": f"unit,indicator,{head},status,source\n{rows}",
                "o.csv": "unit,life\na,60\nb,80\nc,70\n",
            },
        )
        try:
            read_content(path).validate()
        except InvalidInput as raised:
            return [str(problem) for problem in raised.problems]
        return []

    assert any(f"write `date: {header}` beside" in problem for problem in told(header, "e.csv"))
    assert told(header, f"{{file: e.csv, date: {header}}}") == told("date", "e.csv")


def test_a_column_of_years_beside_the_date_is_a_further_field(tmp_path: Path) -> None:
    path = project(
        tmp_path,
        **{
            "indicators/x.yaml": DEFINITION.replace("{gdp: {}", "{gdp: {evidence: count}"),
            "data/x/evidence.csv": "unit,indicator,date,founded,status,source\n"
            "a,gdp,,1999,observed,s\nb,gdp,,2001,observed,s\nc,gdp,,2002,observed,s\n",
            "o.csv": "unit,life\na,60\nb,80\nc,70\n",
        },
    )
    assert read_content(path).data().evidence[0].fields == (("founded", "1999"),)


@pytest.mark.parametrize(
    ("header", "meant"), [("name", "name_en"), ("Name", "name_en"), ("名称", "name_zh")]
)
def test_names_under_another_name_are_not_passed_over(
    header: str, meant: str, tmp_path: Path
) -> None:
    path = project(tmp_path, **{"u.csv": f"code,{header}\na,A\nb,B\nc,C\n"})
    (told,) = refused(path)
    assert f"did you mean `{meant}`?" in told


def test_a_column_that_the_definition_names_must_be_there(tmp_path: Path) -> None:
    path = project(
        tmp_path, **{"indicators/x.yaml": DEFINITION.replace("o.csv,", "o.csv, year: Jahr,")}
    )
    assert "the header has no column `Jahr`" in refused(path)[0]


def test_units_of_observations_alone_that_look_alike_are_refused(tmp_path: Path) -> None:
    path = project(
        tmp_path,
        **{
            "indicators/x.yaml": DEFINITION.replace("units: u.csv, ", ""),
            "o.csv": "unit,gdp,life\nNingbo,1,60\nningbo,4,80\nc,9,70\n",
        },
    )
    assert "`ningbo` and `Ningbo` would be two units" in refused(path)[0]


def test_an_encoding_stands_beside_every_file(tmp_path: Path) -> None:
    path = project(tmp_path)
    text = "code,name_en\na,Gdańsk\nb,Sopot\nc,Toruń\n"
    (tmp_path / "u.csv").write_bytes(text.encode("cp1250"))
    assert "can be read in several ways" in refused(path)[0]
    path.write_text(DEFINITION.replace("u.csv", "{file: u.csv, encoding: cp1250}"), "utf-8")
    assert read_content(path).data().names["c"].en == "Toruń"
    path.write_text(DEFINITION.replace("u.csv", "{file: u.csv, encoding: cp12500}"), "utf-8")
    assert "no encoding of text" in refused(path)[0]


def test_a_file_of_ones_own_says_its_encoding_or_has_that_of_the_one_it_replaces(
    tmp_path: Path,
) -> None:
    definition = DEFINITION.replace("o.csv", "o.csv, encoding: cp1250")
    path = project(tmp_path, **{"indicators/x.yaml": definition})
    text = "unit,gdp,life,note\na,1,60,Gdańsk\nb,4,80,\nc,9,70,\n"
    for encoding in ("cp1250", "utf-8", "utf-16"):
        (tmp_path / "mine.csv").write_bytes(text.encode(encoding))
        data = read_content(path).data(tmp_path / "mine.csv")
        assert data.notes[2024, "a", "gdp"] == "Gdańsk"


@pytest.mark.parametrize("place", ["{}", "indicators/{}"], ids=["root", "beside"])
@pytest.mark.parametrize("where", ["robustness", "plan", "weights"])
def test_a_file_named_in_a_file_is_sought_from_the_root_then_beside_it(
    where: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    factors = "factors: {w: {schemes: [as scored, own.yaml]}}\n"
    texts = {
        "robustness": f"{DEFINITION}robustness: {{{factors.strip()}}}\n",
        "plan": DEFINITION,
        "weights": f"{DEFINITION}weights: own.yaml\n",
    }
    files = {"indicators/x.yaml": texts[where]}
    path = project(tmp_path, **files)

    def ask() -> float:
        if where == "weights":
            return load(path).score().scores["score"].iloc[0]
        plan = tmp_path / "indicators/p.yaml" if where == "plan" else None
        (tmp_path / "indicators/p.yaml").write_text(f"plan: p\n{factors}", "utf-8")
        scored = load(path)
        return scored.score().plan(plan).factors[0].sets["own.yaml"][0]

    with pytest.raises(InvalidInput) as raised:
        ask()
    assert f"{tmp_path.as_posix()} and {(tmp_path / 'indicators').as_posix()}" in str(raised.value)
    (tmp_path / place.format("own.yaml")).write_text(
        "scheme: own\nweights: {gdp: 90%, life: 10%}\n", "utf-8"
    )
    assert ask() == pytest.approx({"weights": 95.0}.get(where, 0.9))


def test_one_language_is_enough_for_a_name(tmp_path: Path) -> None:
    definition = DEFINITION.replace("{gdp: {}", "{gdp: {title: {zh: 产值}}") + (
        "title: {zh: 指数}\nunit: {zh: 城市}\nbands: [{name: {zh: 引领型}, from: 0}]\n"
    )
    path = project(
        tmp_path,
        **{
            "indicators/x.yaml": definition,
            "u.csv": "code,name_zh\na,甲\nb,乙\nc,\n",
            "weights/x/own.yaml": "scheme: own\ntitle: {zh: 方案}\nweights: {gdp: 1, life: 1}\n",
        },
    )
    content = read_content(path)
    index, names = content.index, content.data().names
    assert [names[code].en for code in "abc"] == ["甲", "乙", "c"]
    labels = (index.title, index.unit, index.node("gdp").title, index.bands[0].name)
    assert [label.en for label in labels] == ["指数", "城市", "产值", "引领型"]
    assert content.scheme("own").title.en == "方案"
    path.write_text(DEFINITION + "title: {}\n", "utf-8")
    assert "names nothing" in refused(path)[0]


# -- totals ----------------------------------------------------------------------------------------


@given(
    st.integers(3, 12).flatmap(
        lambda units: st.lists(
            st.lists(st.integers(1, 9999), min_size=units, max_size=units), min_size=3, max_size=5
        )
    ),
    st.integers(0, 3),
)
def test_a_row_that_is_the_sum_of_the_others_is_found(
    columns: list[list[int]], decimals: int
) -> None:
    parts = np.array(columns, float).T / 10**decimals
    # that few numbers of one digit add up may be an accident
    assume(np.linalg.matrix_rank(parts) >= 2 and (parts.sum(axis=0) * 10**decimals > 300).all())
    summed, _ = sums_and_means(np.vstack([parts, parts.sum(axis=0), parts.sum(axis=0)]))
    assert summed[-2:].all()


@given(
    st.lists(st.lists(st.floats(1, 1e6), min_size=4, max_size=4), min_size=4, max_size=30),
)
@example([[1.0, 2, 3, 4], [2.0, 4, 6, 8], [3.0, 6, 9, 12], [6.0, 12, 18, 24]])
def test_rows_in_proportion_to_each_other_are_no_total(rows: list[list[float]]) -> None:
    values = np.outer(np.array(rows)[:, 0], [1.0, 2.0, 5.0])
    assert not np.any(sums_and_means(values))


COLUMNS = st.lists(
    st.lists(st.integers(1000, 99999), min_size=6, max_size=6), min_size=1, max_size=4
)


@given(COLUMNS)
def test_a_total_is_found_in_one_column_and_beside_subtotals(columns: list[list[int]]) -> None:
    parts = np.array(columns, float).T
    assume((np.ptp(parts, axis=0) > 0).all())
    total = parts.sum(axis=0)
    assert sums_and_means(np.vstack([parts, total]))[0].tolist() == [False] * 6 + [True]
    halves = [parts[:3].sum(axis=0), parts[3:].sum(axis=0)]
    assert sums_and_means(np.vstack([parts, *halves, total]))[0][-1]


@given(COLUMNS.filter(lambda columns: len(columns) > 1), st.integers(0, 3))
def test_a_mean_is_found_as_it_is_printed(columns: list[list[int]], decimals: int) -> None:
    parts = np.array(columns, float).T
    assume((np.ptp(parts, axis=0) > 5000).all() and np.linalg.matrix_rank(parts - parts[0]) > 1)
    printed = [float(f"{mean:.{decimals}f}") for mean in parts.mean(axis=0)]
    assert sums_and_means(np.vstack([parts, printed]))[1][-1]


@pytest.mark.parametrize("shape", [(3, 3), (4, 2), (5, 3), (6, 1), (8, 1), (10, 5)])
@pytest.mark.parametrize("most", [1, 5, 20])
def test_small_numbers_that_happen_to_add_up_are_no_total(
    shape: tuple[int, int], most: int
) -> None:
    rng = np.random.default_rng(0)
    alarms = [
        np.any(sums_and_means(rng.integers(0, most + 1, shape).astype(float))) for _ in range(300)
    ]
    assert np.mean(alarms) <= 0.01


@pytest.mark.parametrize(
    "name",
    [
        "Total",
        "EU total",
        "Total (all)",
        "OECD average",
        "Moyenne",
        "Toplam",
        "Gesamt",
        "Insgesamt",
        "Suma",
        "Razem",
        "Ogółem",
        "合計",
        "總計",
        "全國",
        "全国合计",
        "東部小計",
        "Sub-total",
    ],
)
def test_the_names_of_totals_are_known(name: str) -> None:
    assert is_called_total("x", name)
    assert not is_called_total("Totana", "Averøy", "平均町", "Suma Ząbkowicka", "Totaltown")


def test_a_total_is_flagged_and_kept(tmp_path: Path) -> None:
    path = project(
        tmp_path,
        **{
            "u.csv": "code,name_en,name_zh\na,A,甲\nb,B,乙\nc,C,丙\ncn,China,中国\nw,Whole,全 国\n",
            "o.csv": "unit,gdp,life\na,1,60\nb,4,80\nc,9,70\ncn,14,210\nw,5,66\n",
        },
    )
    content = read_content(path)
    flags = {flag.unit: flag for flag in content.validate()}
    # cn adds up a, b and c only; w, which is among the others, is told by its name
    assert set(flags) == {"w"}
    assert (flags["w"].code, flags["w"].line) == ("total-row", 6)
    assert content.data().units == ("a", "b", "c", "cn", "w")


def test_few_units_have_no_total() -> None:
    names = [("a", ""), ("b", "")]
    assert totals(np.array([[[1.0, 2], [1, 2]]]), ["a", "b"], names) == []


# -- large text ------------------------------------------------------------------------------------

WRITTEN = st.one_of(
    st.floats(allow_nan=False).map(repr),
    st.integers(-(10**18), 10**18).map(str),
    st.decimals(-(10**6), 10**6, places=4).map(str),
    st.sampled_from(["a", "宁波", "n/a", "1.50", "007", "1e3", "+1", "1.2.3"]),
    st.sampled_from(["-0", ".5", "5.", "0.0001", "0.00001", "-", ".", "-.5"]),
    st.text("0123456789.-eé 宁", max_size=20),
    st.text("ab", min_size=60, max_size=70),
    st.just(""),
)


@st.composite
def plain_texts(draw: st.DrawFn) -> bytes:
    width = draw(st.integers(1, 4))
    kinds = [draw(st.sampled_from([WRITTEN, st.sampled_from(["x", "2.5", "城"])])) for _ in "abcd"]
    rows = draw(st.lists(st.tuples(*kinds[:width]), max_size=12))
    end, last = draw(st.sampled_from(["\n", "\r\n"])), draw(st.booleans())
    lines = [",".join("abcd"[:width]), *(",".join(row) for row in rows)]
    mark = "\ufeff" * draw(st.booleans())
    return (mark + end.join(lines) + end * last).encode()


@given(plain_texts())
def test_a_large_text_is_read_as_a_small_one(content: bytes) -> None:
    plain = read_plain(content, ",", large=0)
    assume(plain is not None)
    careful = read_csv(content, "x.csv", Asked(encoding="utf-8"))
    assert plain.header == list(careful.columns)
    assert list(careful.lines) == list(range(2, plain.rows + 2))
    for found, column in zip(plain.columns, careful.columns.values(), strict=True):
        assert list(found.finish()) == list(column)
        np.testing.assert_array_equal(found.finish().numbers()[0], column.numbers()[0])
