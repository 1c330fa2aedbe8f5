"""Workbooks to start from, templates, and copies with marks."""

import json
import shutil

import openpyxl
import pytest

from coopindex.cli import main
from coopindex.content.workbook import looks
from coopindex.problems import InvalidInput
from coopindex.project import init, load, mark, names, recipes, template


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("like", [None, *recipes()])
def test_a_workbook_to_start_from_scores_as_the_text(like, lang, tmp_path):
    init(tmp_path / "one", lang, like)
    init(tmp_path / "two" / "one", lang, like, workbook=True)
    text = load(tmp_path / "one" / "indicators" / "one.yaml").score()
    book = load(tmp_path / "two" / "one" / "index.xlsx").score()
    assert book.scores.equals(text.scores)
    assert book.provenance["index_digest"] == text.provenance["index_digest"]


@pytest.mark.parametrize("name", names())
def test_a_sample_scores_and_says_that_it_is_one(name, tmp_path):
    file = template(name, tmp_path / "sample.xlsx", sample=True)
    scored = load(file).score()
    own = load(name).score()
    assert set(scored.scores["unit"]) == set(own.data.units)
    assert set(scored.statuses) <= {"illustrative", "derived", "missing"}
    assert [node.code for node in scored.index.nodes] == [node.code for node in own.index.nodes]


@pytest.mark.parametrize("name", names())
def test_a_template_has_every_unit_and_no_figure(name, tmp_path):
    file = template(name, tmp_path / "blank.xlsx")
    book = openpyxl.load_workbook(file)
    units = [row[0].value for row in book["Units"].iter_rows(min_row=2)]
    assert set(units) == set(load(name).content.data().units)
    if "Data" in book.sheetnames:
        head = [cell.value for cell in book["Data"][1]]
        figures = [at for at, key in enumerate(head)
                   if key not in ("unit", "year", "status", "source")]  # fmt: skip
        rows = [*book["Data"].iter_rows(min_row=2, values_only=True)]
        assert all(row[at] is None for row in rows for at in figures)


def test_a_template_filled_in_scores_as_its_index(tmp_path):
    """Figures typed into the blank cells of a template give the index's own scores."""
    own = load("china-ceec-human-development")
    book = openpyxl.load_workbook(template(own.code, tmp_path / "blank.xlsx"))
    sheet, data = book["Data"], own.content.data()
    head = {cell.value: cell.column for cell in sheet[1]}
    columns = [own.content.definition.column_of(leaf.code) for leaf in own.index.leaves]
    for row in range(2, sheet.max_row + 1):
        unit = data.units.index(sheet.cell(row, head["unit"]).value)
        year = data.years.index(int(sheet.cell(row, head["year"]).value))
        for at, column in enumerate(columns):
            value = data.values[year, unit, at]
            if value == value:
                sheet.cell(row, head[column]).value = float(value)
    book.save(tmp_path / "filled.xlsx")
    found = load(tmp_path / "filled.xlsx").score().scores
    assert found["score"].tolist() == own.score().scores["score"].tolist()


def test_cells_offer_what_may_stand_in_them(made):
    book = openpyxl.load_workbook(made)
    rules = {str(rule.sqref).split(":")[0]: rule.formula1
             for rule in book["Framework"].data_validations.dataValidation}  # fmt: skip
    assert rules["E2"] == '"positive,negative"'
    assert "min_max" in next(rule for cell, rule in rules.items() if "winsorise" not in rule
                             and "z_score" in rule)  # fmt: skip
    assert book["Framework"].freeze_panes == "C2"


# -- marks -----------------------------------------------------------------------------------------


def test_a_marked_copy_colours_cells_and_says_what_is_wrong(changed, tmp_path):
    def by(book):
        book["Data"]["D2"].value = -5
        book["Data"]["D2"].number_format = "0.00"

    source = changed(by)
    before = source.read_bytes()
    (problem,) = mark(source, tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    cell = book["Data"]["D2"]
    assert cell.fill.fgColor.rgb == "FFF8C9C4"
    assert cell.number_format == "0.00"
    assert str(problem.message) in cell.comment.text
    assert book.sheetnames[0] == "Problems"
    assert book["Problems"]["A2"].hyperlink.location == "'Data'!D2"
    assert source.read_bytes() == before


def test_a_marked_copy_is_read_as_the_workbook_and_its_list_is_not(tmp_path, made):
    mark(made, tmp_path / "marked.xlsx")
    flags = load(tmp_path / "marked.xlsx").validate()
    assert "unread-sheet" not in {flag.code for flag in flags}


def test_what_is_wrong_in_sheets_of_the_index_is_marked_too(changed, tmp_path):
    def by(book):
        book["Framework"]["E4"].value = "negativ"
        book["Framework"]["B9"].value = "peple"

    assert {each.cell for each in mark(changed(by), tmp_path / "m.xlsx", "zh")} >= {"Framework!B9"}
    assert openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames[0] == "问题"


def test_a_copy_takes_not_the_place_of_what_is_read(made, tmp_path):
    copy = tmp_path / "index.xlsx"
    shutil.copy(made, copy)
    for to in (copy, tmp_path / "." / "index.xlsx"):
        with pytest.raises(InvalidInput, match="what is read"):
            mark(copy, to)
    with pytest.raises(InvalidInput, match="xlsx"):
        mark(copy, tmp_path / "marked.csv")
    with pytest.raises(InvalidInput, match="only a workbook"):
        mark("city-networks", tmp_path / "marked.xlsx")


# -- the command line ------------------------------------------------------------------------------


def test_every_way_by_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "ports", "--workbook"]) == 0
    assert main(["validate", "ports/index.xlsx", "--mark", "checked.xlsx"]) == 0
    assert main(["convert", "ports/index.xlsx", "text"]) == 0
    assert main(["convert", "text", "again.xlsx", "--lang", "zh"]) == 0
    assert main(["init", "text/indicators/ports.yaml", "--template", "-o", "blank.xlsx"]) == 0
    capsys.readouterr()
    assert main(["score", "again.xlsx", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert main(["score", "text/indicators/ports.yaml", "--json"]) == 0
    text = json.loads(capsys.readouterr().out)
    assert again == text


@pytest.mark.parametrize(
    "asked",
    [
        ["explain", "INDEX", "alder"],
        ["compare", "INDEX", "-w", "balanced", "-w", "people-first"],
        ["sensitivity", "INDEX", "--draws", "16"],
        ["audit", "INDEX"],
        ["verify", "INDEX"],
        ["chart", "INDEX", "ranking", "-o", "chart.svg"],
        ["score", "INDEX", "-w", "people-first", "--set", "trade=50%"],
        ["elicit", "INDEX", "--method", "points", "-o", "asked.xlsx"],
    ],
    ids=lambda asked: asked[0],
)
def test_every_question_takes_a_workbook_as_it_takes_text(
    made, tmp_path, monkeypatch, capsys, asked
):
    monkeypatch.chdir(tmp_path)
    main(["convert", str(made), "text"])
    capsys.readouterr()
    said = []
    for index in (str(made), "text/indicators/ports.yaml"):
        code = main([index if word == "INDEX" else word for word in asked])
        said.append((code, capsys.readouterr().out.replace(index, "INDEX")))
    assert said[0] == said[1]


def test_options_of_a_template_go_with_it_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "ports", "--sample"]) == 2
    assert main(["init", "city-networks", "--template", "--like", "hdi"]) == 2


def test_a_copy_with_marks_keeps_every_digit(changed, tmp_path):
    def by(book):
        looks.put(book["Data"]["D2"], 53.638379062748335)

    file = changed(by)
    mark(file, tmp_path / "marked.xlsx")
    assert openpyxl.load_workbook(tmp_path / "marked.xlsx")["Data"]["D2"].value == (
        openpyxl.load_workbook(file)["Data"]["D2"].value) == 53.638379062748335  # fmt: skip
