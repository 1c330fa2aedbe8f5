"""What people do to a workbook in Excel, WPS and LibreOffice: read as meant, or refused by cell."""

import datetime

import openpyxl
import pytest

from coopindex.problems import InvalidInput
from coopindex.project import load, mark

from . import conftest
from .conftest import option, problems_of


@pytest.fixture(scope="module")
def scores(made):
    return load(made).score().scores


def blank_rows(book):
    book["Framework"].insert_rows(4)
    book["Data"].insert_rows(5)
    book["Options"].insert_rows(3)
    book["Weights"].insert_rows(2)


def spaces(book):
    book["Framework"]["B3"].value = " trade "
    book["Framework"]["E4"].value = "negative\u00a0"
    book["Data"]["A2"].value = "alder  "
    book["Options"]["B7"].value = f"{book['Options']['B7'].value} "


def full_width(book):
    sheet = book["Options"]
    at = next(cell.row for cell in sheet["B"] if cell.value == "year")
    sheet[f"C{at}"].value = "２０２４"
    book["Framework"]["G3"].value = "１"
    book["Framework"]["G4"].value = "１"


def texts_for_numbers(book):
    for row in range(2, 8):
        book["Data"][f"D{row}"].value = str(book["Data"][f"D{row}"].value)
        book["Data"][f"D{row}"].data_type = "s"


def a_date(book):
    book["Evidence"]["C2"].value = datetime.datetime(2022, 9, 5)


def merged_parents(book):
    book["Framework"].merge_cells("B3:B4")


def title_rows(book):
    for name in ("Framework", "Options", "Weights"):
        book[name].insert_rows(1, 2)
        book[name]["A1"].value = "Our index, edition 3"


def columns_moved(book):
    sheet = book["Framework"]
    for row in sheet.iter_rows(min_col=5, max_col=7):
        row[0].value, row[2].value = row[2].value, row[0].value


def rows_turned(book):
    """Children may stand above their parent."""
    sheet = book["Framework"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    order = [0, 2, 1, 3, 4, 5, 6, 7]
    for at, row in enumerate([rows[0], *rows[1:]][i] for i in order):
        for column, value in enumerate(row, 1):
            sheet.cell(at + 2, column).value = value


def two_tables(book):
    sheet, more = book["Data"], book.create_sheet("Data 2")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for row in (rows[0], *rows[20:]):
        more.append(row)
    sheet.delete_rows(21, 100)


def renamed_in_chinese(book):
    for name, chinese in (("Framework", "指标体系"), ("Data", "数据"), ("Options", "选项")):
        book[name].title = chinese
    for cell, chinese in (("A1", "代码"), ("B1", "上级"), ("E1", "方向")):
        book["指标体系"][cell].value = chinese
    book["指标体系"]["E4"].value = "逆向"
    for cell, chinese in zip("ABCD", ("评价对象", "指标", "年份", "数值"), strict=True):
        book["数据"][f"{cell}1"].value = chinese
    book["数据"]["E2"].value = "示意性数据"


@pytest.mark.parametrize(
    "by",
    [
        *(blank_rows, spaces, full_width, texts_for_numbers, a_date, merged_parents, title_rows),
        *(columns_moved, rows_turned, two_tables, renamed_in_chinese),
    ],
    ids=lambda by: by.__name__,
)
def test_what_means_the_same_scores_the_same(changed, scores, by):
    found = load(changed(by)).score().scores
    assert found.sort_values("unit")["score"].tolist() == pytest.approx(
        scores.sort_values("unit")["score"].tolist(), abs=1e-12
    )


def test_a_weight_in_percent_is_a_percent(changed):
    def by(book):
        for code, share in (("trade", 0.25), ("connectivity", 0.25), ("people", 0.5)):
            sheet = book["Weights"]
            row = next(cell.row for cell in sheet["A"] if cell.value == code)
            sheet[f"C{row}"].value, sheet[f"C{row}"].number_format = share, "0%"

    project = load(changed(by))
    weights = project.score("balanced").scores["score"].tolist()
    assert weights == project.score("people-first").scores["score"].tolist()


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code"),
    [
        ("Data", "D2", "=800+20", "no-result"),
        ("Framework", "G2", "=1+1", "no-result"),
        ("Data", "D2", "#N/A", "not-a-number"),
        ("Framework", "G2", "#REF!", "error-cell"),
        ("Data", "D2", -5, "out-of-bounds"),
        ("Data", "A3", "brich", "unknown-unit"),
        ("Data", "B4", "trade_volum", "unknown-indicator"),
        ("Framework", "E4", "negativ", "bad-value"),
        ("Framework", "B9", "peple", "unknown-node"),
        ("Framework", "A3", "trade", "duplicate-node"),
        ("Weights", "D2", "abc", "bad-weight"),
        ("Options", "C21", "{a: ", "yaml"),
        ("Sources", "A2", "exampl", None),
    ],
)
def test_what_is_wrong_is_said_by_sheet_and_cell(changed, hand, sheet, cell, value, code):
    def by(book):
        book[sheet][cell].value = value

    found = hand.places(changed(by))
    if code is None:
        assert {"Data!F2", "Evidence!G2"} <= set(found)
    else:
        assert found[f"{sheet}!{cell}"] == code


def test_a_setting_that_is_none_is_told_at_its_value(changed, hand):
    def by(book):
        cell = hand.option(book, "defaults.normalisation")
        book["Options"][f"B{cell.row}"].value = "defaults.normalisatoin"

    assert "unknown-key" in hand.places(changed(by)).values()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_problem_is_told_with_its_cell_in_both_languages(changed, hand, lang):
    def by(book):
        book["Data"]["D2"].value = "#N/A"

    (problem,) = hand.problems(changed(by))
    told = problem.in_full(lang)
    assert told.startswith("index.xlsx, Data!D2")
    assert "file:" not in told
    assert "data.observations" in told
    assert problem.as_dict()["cell"] == "Data!D2"
    assert problem.as_dict()["file"] == "index.xlsx"
    assert "line" not in problem.as_dict()


def test_the_way_out_that_is_told_is_one(changed):
    def by(book):
        book["Data"]["D2"].value = "#N/A"
        sheet = book["Options"]
        row = sheet.max_row + 1
        sheet[f"B{row}"].value = "data.observations.missing"
        sheet[f"C{row}"].value = '["#N/A"]'

    project = load(changed(by))
    assert project.score().scores["score"].notna().all()


def test_hidden_rows_are_read_and_told(changed, hand):
    def by(book):
        book["Data"].row_dimensions[4].hidden = True
        book["Framework"].row_dimensions[4].hidden = True

    found = [problem for problem in hand.problems(changed(by)) if problem.code == "hidden-cells"]
    assert [str(problem.file) for problem in found] == ["index.xlsx, Framework", "index.xlsx, Data"]


def test_columns_and_sheets_of_ones_own_are_told(changed, hand):
    def by(book):
        sheet = book["Framework"]
        column = sheet.max_column + 1
        sheet.cell(1, column).value, sheet.cell(3, column).value = "who checks this", "Ann"
        book.create_sheet("Minutes")["A1"].value = "of the meeting"

    found = {problem.code: problem.level for problem in hand.problems(changed(by))}
    assert found["unread-column"] == found["unread-sheet"] == "flag"


@pytest.mark.parametrize(
    ("sheet", "cell", "text"), [("Framework", "G1", "wieght"), ("Options", "B1", "seting")]
)
def test_a_header_that_is_nearly_one_is_refused(changed, sheet, cell, text):
    def by(book):
        book[sheet][cell].value = text
        book[sheet][f"{cell[0]}3"].value = 2

    with pytest.raises(InvalidInput, match=f"index.xlsx, {sheet}"):
        load(changed(by))


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("Framework", "Framewrok", "rename the sheet `Framewrok` to `Framework`"),
        ("Data", "My figures", "rename the sheet `My figures` to `Data`"),
    ],
)
def test_a_renamed_sheet_is_named(changed, hand, old, new, hint):
    def by(book):
        book[old].title = new

    assert hint in [str(problem.hint) for problem in hand.problems(changed(by))]


def test_a_setting_that_stands_twice_is_refused(changed, hand):
    def by(book):
        sheet = book["Options"]
        row = sheet.max_row + 1
        sheet[f"B{row}"].value, sheet[f"C{row}"].value = "year", 2023

    assert "duplicate-key" in hand.places(changed(by)).values()


def test_an_option_of_a_node_is_its_own(changed):
    def by(book):
        sheet = book["Options"]
        row = sheet.max_row + 1
        sheet[f"A{row}"].value, sheet[f"B{row}"].value = "sailings", "normalisation"
        sheet[f"C{row}"].value = "rank"

    index = load(changed(by)).index
    assert index.node("sailings").normalisation.method == "rank"


def test_a_table_that_a_workbook_only_names_lies_beside_it(changed, scores, tmp_path):
    def by(book):
        rows = [[cell.value for cell in row] for row in book["Data"].iter_rows()]
        del book["Data"]
        text = "\n".join(
            ",".join("" if cell is None else str(cell) for cell in row) for row in rows
        )
        (tmp_path / "figures.csv").write_text(text + "\n", "utf-8")
        sheet = book["Options"]
        row = sheet.max_row + 1
        sheet[f"B{row}"].value, sheet[f"C{row}"].value = "data.observations", "figures.csv"

    assert load(changed(by)).score().scores.equals(scores)


def test_a_workbook_that_is_none_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    openpyxl.Workbook().save(tmp_path / "b.xlsx")
    for name in ("a", "b"):
        with pytest.raises(InvalidInput, match=f"{name}.xlsx"):
            load(tmp_path / f"{name}.xlsx")


@pytest.mark.parametrize("text", ["Negative", "－1", "\u22121", "逆指标", "负向指标"])
def test_a_direction_is_read_as_people_write_it(changed, scores, text):
    def by(book):
        assert book["Framework"]["E4"].value == "negative"
        book["Framework"]["E4"].value = text

    assert load(changed(by)).score().scores.equals(scores)


@pytest.mark.parametrize("sheet", ["Framework", "Data"])
def test_a_hidden_sheet_is_read_and_told(changed, hand, scores, sheet):
    def by(book):
        book[sheet].sheet_state = "hidden"

    file = changed(by)
    told = [str(problem.file) for problem in hand.problems(file) if problem.code == "hidden-sheet"]
    assert told == [f"index.xlsx, {sheet}"]
    assert load(file).score().scores.equals(scores)


def test_a_framework_without_rows_is_told_as_a_sheet(changed):
    def by(book):
        book["Framework"].delete_rows(2, 50)

    with pytest.raises(InvalidInput, match=r"index\.xlsx, Framework: the sheet holds no indicator"):
        load(changed(by))


def test_a_unit_without_a_code_is_not_proposed(changed, hand):
    def by(book):
        book["Units"]["A3"].value = None

    assert "``" not in "".join(str(problem.hint) for problem in hand.problems(changed(by)))


@pytest.mark.parametrize(
    ("begins", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "with a password"),
        (b"<html><table>", "is a web page"),
        (b"unit,value\na,1\n", "is text"),
        (b"PK\x03\x04", "cannot be read as .xlsx"),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(tmp_path, begins, told):
    """Also where a marked copy is asked for: there is nothing to copy."""
    file = tmp_path / "a.xlsx"
    file.write_bytes(begins)
    for ask in (load, lambda file: mark(file, tmp_path / "marked.xlsx")):
        with pytest.raises(InvalidInput, match=told):
            ask(file)
    assert not (tmp_path / "marked.xlsx").exists()


def test_a_workbook_with_macros_is_to_be_saved_as_one_without(made, tmp_path):
    (tmp_path / "a.xlsm").write_bytes(made.read_bytes())
    with pytest.raises(InvalidInput, match=r"save it as \.xlsx"):
        load(tmp_path / "a.xlsm")


# -- what people write that is not meant so, or not sure ------------------------------------------

WIDE = ("trade_volume", "customs_time", "sailings", "students", "population")


def wide(**called):
    """The figures with a column an indicator, some headers called otherwise."""

    def by(book):
        sheet = book["Data"]
        cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        figures = {}
        for unit, code, _, value, *_ in cells:
            figures.setdefault(unit, {})[code] = value
        sheet.delete_rows(1, sheet.max_row)
        rows = [["unit", "year", *(called.get(code, code) for code in WIDE), "status", "source"]]
        rows += [[unit, 2024, *map(own.get, WIDE), "illustrative", "example"]
                 for unit, own in figures.items()]  # fmt: skip
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row, 1):
                sheet.cell(at, column).value = cell

    return by


def test_a_column_an_indicator_scores_the_same(changed, scores):
    assert load(changed(wide())).score().scores.equals(scores)


@pytest.mark.parametrize(
    "title", ["Time at customs", "通关时间", "time at Customs", "Time at customs (hours)"]
)
def test_a_title_as_a_header_is_refused_with_its_code(changed, hand, title):
    (problem,) = hand.problems(changed(wide(customs_time=title)))
    assert problem.cell == "Data!D1"
    assert f"`{title}` is the title of `customs_time`" in problem.message
    assert "data column" in problem.hint


def test_titles_as_headers_are_one_problem_that_names_each_code(changed, hand):
    called = {"trade_volume": "Goods trade with partners", "sailings": "每周航班"}
    (problem,) = hand.problems(changed(wide(**called)))
    assert "`Goods trade with partners` for `trade_volume`, `每周航班`" in problem.message


def test_titles_in_the_rows_are_told_with_their_codes(changed, hand):
    def by(book):
        for row in book["Data"].iter_rows(min_row=2):
            row[1].value = "Sailings a week" if row[1].value == "sailings" else row[1].value

    problem = hand.problems(changed(by))[0]
    assert problem.cell == "Data!B14"
    assert "did you mean `sailings`?" in problem.in_full()


@pytest.mark.parametrize("cell", ["Framework!B3", "Weights!A2"])
@pytest.mark.parametrize("title", ["Trade", "贸易"])
def test_a_title_in_place_of_a_code_is_told_with_the_code(changed, hand, cell, title):
    def by(book):
        sheet, _, at = cell.partition("!")
        book[sheet][at].value = title

    problem = hand.problems(changed(by))[0]
    assert problem.cell.startswith(cell.partition("!")[0])
    assert problem.hint == "did you mean `trade`?"


def test_a_header_that_data_column_names_may_be_anything(changed, scores):
    def by(book):
        wide(customs_time="Time at customs")(book)
        sheet = book["Framework"]
        at = sheet.max_column + 1
        sheet.cell(1, at).value, sheet.cell(4, at).value = "data column", "Time at customs"

    assert load(changed(by)).score().scores["score"].tolist() == scores["score"].tolist()


@pytest.mark.parametrize(("name", "hint"), [(None, "head a column"), ("people_first", "is it")])
def test_a_scheme_without_a_column_is_named_with_the_sheet(changed, hand, name, hint):
    def by(book):
        for cell in book["Weights"]["D"]:
            cell.value = cell.value if name else None
        book["Weights"]["D1"].value = name

    (problem,) = hand.problems(changed(by))
    assert problem.cell.startswith("Options!")
    assert "the scheme `people-first` has no weights" in problem.message
    assert "`Weights` has no column `people-first`" in problem.message
    assert problem.hint.startswith(hint)


def test_percents_among_plain_weights_are_refused_with_both_ways_out(changed, hand):
    def by(book):
        book["Weights"]["C2"].value, book["Weights"]["C2"].number_format = 0.5, "0%"

    (problem,) = hand.problems(changed(by))
    assert problem.cell == "Weights!C5"
    for said in ("100%", "proportions", "format"):
        assert said in problem.hint


@pytest.mark.parametrize("cell", ["Units!B3", "Units!D3", "Evidence!E3", "Data!D3", "Weights!C2"])
@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!"])
def test_an_error_of_a_formula_is_no_figure_and_no_name(changed, hand, cell, error):
    def by(book):
        sheet, _, at = cell.partition("!")
        book[sheet][at].value, book[sheet][at].data_type = error, "e"

    (problem,) = hand.problems(changed(by))
    assert (problem.cell, problem.level) == (cell, "error")
    assert error in problem.message


@pytest.mark.parametrize(
    ("sheet", "cells", "code"),
    [
        ("Units", "D2:D3", "merged-filled"),
        ("Data", "B2:B7", "merged-filled"),
        ("Data", "D2:D3", "merged-cells"),
        ("Data", "D2:E2", "merged-cells"),
        ("Framework", "B3:B4", "merged-filled"),
        ("Weights", "C2:C3", "merged-cells"),
        ("Sources", "B2:C2", "merged-cells"),
    ],
)
def test_merged_cells_are_said_or_refused_where_they_stand(changed, hand, sheet, cells, code):
    file = changed(lambda book: book[sheet].merge_cells(cells))
    assert hand.places(file) == {f"{sheet}!{cells.partition(':')[0]}": code}


def test_a_column_without_a_name_is_named_by_its_cell(changed, hand):
    def by(book):
        book["Data"]["K9"].value = "seen by Ann"

    assert hand.places(changed(by)) == {"Data!K1": "header"}


CHINESE = {"defaults.normalisation": "极差法", "defaults.aggregation": "加权平均"}


@pytest.mark.parametrize("setting", CHINESE)
def test_a_method_called_in_chinese_is_told_by_its_own_name(changed, setting):
    def by(book):
        option(book, setting).value = CHINESE[setting]

    (problem,) = problems_of(changed(by))
    meant = {"defaults.normalisation": "min_max", "defaults.aggregation": "arithmetic"}[setting]
    assert f"{meant}（" in str(problem.hint)


@pytest.mark.parametrize("less", ["-", "−", "－", "越小越好"])
def test_a_sign_is_a_direction(changed, scores, less):
    def by(book):
        conftest.at(book["Framework"], "customs_time", "direction").value = less
        conftest.at(book["Framework"], "sailings", "direction").value = "+"

    assert load(changed(by)).score().scores["score"].tolist() == scores["score"].tolist()


def test_weights_without_a_header_are_refused_and_notes_are_not(changed):
    def weights(book):
        book["Weights"]["E2"].value, book["Weights"]["E4"].value = 0.5, 0.5

    def notes(book):
        book["Weights"]["E2"].value = "as the experts said"

    (problem,) = problems_of(changed(weights))
    assert (problem.level, problem.cell) == ("error", "Weights!E1")
    told = [each for each in problems_of(changed(notes)) if each.cell == "Weights!E1"]
    assert [each.level for each in told] == ["flag"]


def test_a_scheme_whose_name_cannot_be_is_told_at_its_name(changed):
    def by(book):
        book["Weights"]["E1"].value, book["Weights"]["E2"].value = "专家", 1

    assert [each.cell for each in problems_of(changed(by))] == ["Weights!E1"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_sheet_that_is_not_there_is_called_as_its_reader_calls_it(changed, lang):
    def by(book):
        book["Data"].title = "Figures"

    (problem, *_) = [each for each in problems_of(changed(by)) if each.level == "error"]
    assert f"`{'数据' if lang == 'zh' else 'Data'}`" in problem.words(lang)[1]


def test_a_code_that_cannot_be_speaks_of_columns_not_of_yaml(changed):
    def by(book):
        conftest.at(book["Framework"], "sailings", "code").value = "每周航班"

    problem = next(each for each in problems_of(changed(by)) if each.code == "bad-code")
    assert "data column" in problem.words()[1]
    assert "columns:" not in problem.words()[1]


def test_a_column_of_data_that_is_no_indicator_is_said_not_to_be_read(changed):
    def by(book):
        book["Data"]["H1"].value, book["Data"]["H2"].value = "harbour depth", 12

    flags = [each for each in problems_of(changed(by)) if each.code == "unread-column"]
    assert [each.cell for each in flags] == ["Data!H1"]
    assert "harbour depth" in flags[0].words()[0]
