"""A workbook without any content: it says what to do, and scores once it is filled in."""

import openpyxl
import pytest

from coopindex.cli import main
from coopindex.problems import InvalidInput
from coopindex.project import init, load

NODES = [
    ("trade", None, "Trade"),
    ("exports", "trade", "Goods exports"),
    ("delay", "trade", "Delay"),
    ("people", None, "People"),
    ("students", "people", "Students"),
]
FIGURES = {"ningbo": (28.7, 3, 12), "tianjin": (17.3, 5, 9), "dalian": (10.2, 9, 15)}


@pytest.fixture(scope="module", params=["en", "zh"])
def blank(request, tmp_path_factory):
    """An empty workbook in each language."""
    folder = tmp_path_factory.mktemp("blank") / "ports"
    init(folder, request.param, workbook=True, blank=True)
    return folder / "index.xlsx"


def filled(file, to):
    """The workbook with three units and three indicators, a figure a row."""
    book = openpyxl.load_workbook(file)
    _, framework, units, data, _, sources, *_ = book.worksheets
    sources["A2"].value, sources["B2"].value = "ours", "Our survey"
    for at, (code, parent, title) in enumerate(NODES, 2):
        framework.cell(at, 1, code), framework.cell(at, 2, parent), framework.cell(at, 3, title)
    framework["E4"].value = "negative"
    codes = ("exports", "delay", "students")
    rows = [(unit, code, 2024, figure, "observed", "ours") for unit, figures in FIGURES.items()
            for code, figure in zip(codes, figures, strict=True)]  # fmt: skip
    for at, unit in enumerate(FIGURES, 2):
        units.cell(at, 1, unit)
    for at, row in enumerate(rows, 2):
        for column, cell in enumerate(row, 1):
            data.cell(at, column, cell)
    book.save(to)
    return to


def test_it_has_headers_and_choices_and_not_one_row(blank):
    book = openpyxl.load_workbook(blank)
    for sheet in book.worksheets[1:-1]:
        assert sheet["A1"].value
        assert all(cell is None for row in sheet.iter_rows(min_row=2, values_only=True)
                   for cell in row)  # fmt: skip
    framework, data = book.worksheets[1], book.worksheets[3]
    for sheet in (framework, data):
        assert sheet.data_validations.dataValidation


def test_its_first_sheet_begins_in_the_language_asked_for(blank):
    words = [row[0] for row in openpyxl.load_workbook(blank).worksheets[0].values if row[0]]
    chinese = [any("\u4e00" <= sign <= "\u9fff" for sign in word) for word in words]
    assert chinese[1] == (openpyxl.load_workbook(blank).sheetnames[0] == "说明")


def test_it_asks_for_indicators_first(blank):
    with pytest.raises(InvalidInput, match="no indicator") as wrong:
        load(blank)
    assert [problem.code for problem in wrong.value.problems] == ["missing-node"]


def test_filled_in_it_scores(blank, tmp_path):
    found = load(filled(blank, tmp_path / "index.xlsx")).score().scores.set_index("unit")["score"]
    # ((1 + 1)/2 + 3/6)/2, (7.1/18.5 + 4/6)/4, (0 + 6/6)/2 of 100 points
    assert found.round(2).to_dict() == {"ningbo": 75.0, "dalian": 50.0, "tianjin": 26.26}


def test_like_a_published_index_it_has_its_framework_alone(tmp_path):
    init(tmp_path / "one", like="hdi", workbook=True, blank=True)
    init(tmp_path / "two", like="hdi", workbook=True)
    blank, whole = (openpyxl.load_workbook(tmp_path / name / "index.xlsx")
                    for name in ("one", "two"))  # fmt: skip
    frameworks = [[row[:2] for row in book["Framework"].values] for book in (blank, whole)]
    assert frameworks[0] == frameworks[1]
    for name in ("Units", "Data"):
        assert [any(row) for row in blank[name].values] == [True]


def test_text_cannot_be_blank(tmp_path, capsys):
    assert main(["init", str(tmp_path / "a"), "--blank"]) == 2
    assert "--workbook" in capsys.readouterr().err
    with pytest.raises(InvalidInput):
        init(tmp_path / "a", blank=True)
    assert not (tmp_path / "a").exists()
