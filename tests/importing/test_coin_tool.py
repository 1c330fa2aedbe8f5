"""Workbooks in the COIN Tool's layout, as `import_coin_tool()` of COINr reads it."""

import numpy as np
import pytest

from coopindex import InvalidInput, import_project
from coopindex.cli import main

INDICATORS = [
    {"code": "Ind.01", "name": "Exports", "sp": "sp.01", "p": "p.01", "si": "si.01",
     "index": "Index", "weight": 1, "direction": 1, "lower": 0, "upper": 50},
    {"code": "Ind.02", "name": "Delays", "sp": "sp.01", "p": "p.01", "si": "si.01",
     "index": "Index", "weight": 3, "direction": -1, "lower": 0, "upper": 10},
    {"code": "Ind.03", "name": "Rail", "sp": "sp.02", "p": "p.02", "si": "si.02",
     "index": "Index", "weight": 1, "direction": 1, "lower": 0, "upper": 9},
    {"code": "Ind.04", "name": "Road", "sp": "sp.03", "p": "p.02", "si": "si.02",
     "index": "Index", "weight": 1, "direction": 1.0, "lower": 5, "upper": 9},
    {"code": "Ind.05", "name": "--", "sp": "--", "p": "--", "si": "--", "index": "--"},
]  # fmt: skip
DIMENSIONS = [
    ("Index", 1, "Ports"), ("si.01", 1, "Trade"), ("si.02", 2, "Ways"),
    ("p.01", 1, "Goods"), ("p.02", 1, "Lines"), ("sp.01", 1, "Sea"), ("sp.02", 1, "Iron"),
    ("sp.03", 4, "Asphalt"), ("sp.04", 1, "--"),
]  # fmt: skip
ROWS = [
    ["Ningbo", "NB", 10, 3, 5, 6, None],
    ["Tianjin", "TJ", 20, 5, None, 8, None],
    ["Shanghai", "SH", 40, 8, 9, 7, None],
    ["Nowhere", "NW", None, None, None, None, None],
]


@pytest.fixture
def tool(coin_tool):
    def make(indicators=INDICATORS, dimensions=DIMENSIONS, rows=ROWS, **said):
        return coin_tool(indicators, dimensions, rows, **said)

    return make


def test_four_levels_and_the_weights_of_framework_are_the_tree(tool, imported):
    project = imported(tool())
    nodes = {node.code: node for node in project.index.nodes}
    assert list(project.index.root.children) == ["si.01", "si.02"]
    assert list(nodes["p.02"].children) == ["sp.02", "sp.03"]
    assert [nodes[code].weight for code in ("si.02", "sp.03", "Ind.02")] == [2, 4, 3]
    assert nodes["sp.03"].title.en == "Asphalt"
    assert str(project.index.title) == "Ports"


def test_scores_are_worked_out_by_hand(tool, imported):
    found = imported(tool()).score().nodes()
    goods = (0 * 1 + 100 * 3) / 4, (100 / 3 + 60 * 3) / 4, (100 + 0) / 4
    np.testing.assert_allclose(found["p.01"], goods)
    np.testing.assert_allclose(found.loc["TJ", "p.02"], 100)
    np.testing.assert_allclose(found.loc["SH", "p.02"], (100 * 1 + 50 * 4) / 5)


def test_goalposts_are_taken_when_they_are_asked_for(tool, imported):
    found = imported(tool(), normalisation="goalposts").score().nodes()
    assert found["Ind.01"].tolist() == [20, 40, 80]
    assert found["Ind.02"].tolist() == [70, 50, 20]
    assert found["Ind.04"].tolist() == [25, 75, 50]


def test_goalposts_that_are_not_asked_for_stand_beside_the_indicators(tool):
    text = import_project(tool()).files["indicators/tool.yaml"]
    assert "normalisation: {method: goalposts, lower: 5, upper: 9}" in text


def test_an_empty_slot_and_a_unit_without_figures_are_left_out_with_a_word(tool):
    fates = import_project(tool()).draft.fates
    left = {fate.name: fate.why for fate in fates if not fate.taken}
    assert left["I"] == "slots that are not used"
    assert left["row 20"] == "NW has no figure"
    assert set(left) == {"I", "row 20"}


def test_a_level_that_is_not_used_is_no_dimension(tool, imported):
    plain = [indicator | {"sp": "sp.00", "si": "si.00"} for indicator in INDICATORS[:4]]
    rows = [row[:-1] for row in ROWS]
    project = imported(tool(plain, DIMENSIONS[:1] + DIMENSIONS[3:5], rows))
    assert list(project.index.root.children) == ["p.01", "p.02"]
    assert project.index.nodes[project.index.position["p.01"]].children[0] == "Ind.01"


def test_the_tool_before_its_release_has_its_rows_one_further_down(tool, imported):
    one, two = imported(tool(), "one"), imported(tool(down=1, name="old.xlsx"), "two")
    np.testing.assert_array_equal(one.score().nodes()["si.01"], two.score().nodes()["si.01"])


def test_a_workbook_with_macros_is_read(tool, tmp_path, imported):
    plain = tool()
    plain.rename(tmp_path / "tool.xlsm")
    assert len(imported(tmp_path / "tool.xlsm").index.leaves) == 4


def test_codes_of_ones_own_are_known_by_their_row(tool, imported):
    own = [each | {"code": code} for each, code in zip(INDICATORS, "abcde", strict=True)]
    assert [leaf.code for leaf in imported(tool(own)).index.leaves] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("at", "change", "said", "cell"),
    [
        (1, {"direction": 2}, "`2` is no direction", "Database!F8"),
        (1, {"weight": "heavy"}, "`heavy` is no number", "Database!F7"),
        (1, {"weight": -0.5}, "-0.5 is not a weight", "Database!F7"),
        (1, {"code": "Ind.01"}, "`Ind.01` stands here again", "Database!F16"),
        (3, {"p": "p.01"}, "`p.01` lies below si.01, and here below si.02", "Database!H13"),
    ],
)
def test_what_is_wrong_is_told_by_sheet_and_cell(tool, at, change, said, cell):
    indicators = [each | (change if each is INDICATORS[at] else {}) for each in INDICATORS]
    with pytest.raises(InvalidInput) as refused:
        import_project(tool(indicators))
    assert said in str(refused.value)
    assert cell in str(refused.value)


def test_a_figure_that_is_none_is_told_by_its_row(tool):
    rows = [["Ningbo", "NB", "10 or so", 3, 5, 6, None], *ROWS[1:]]
    with pytest.raises(InvalidInput, match="10 or so") as refused:
        import_project(tool(rows=rows))
    assert ":17: Ind.01" in str(refused.value)
    assert import_project(tool(rows=rows), missing="10 or so").draft.units.names


def test_words_beside_the_rows_count_before_their_numbers(tool, imported):
    openpyxl = pytest.importorskip("openpyxl")
    path = tool()
    book = openpyxl.load_workbook(path)
    sheet = book["Database"]
    sheet["A2"] = "Enter weights, directions and goalposts in the rows below"
    sheet["D7"], sheet["D8"] = "Direction (1, -1)", "Weight"
    for column in range(5, 9):
        one, other = sheet.cell(7, column), sheet.cell(8, column)
        one.value, other.value = other.value, one.value
    book.save(path)
    nodes = {node.code: node for node in imported(path).index.nodes}
    assert (nodes["Ind.02"].weight, nodes["Ind.02"].direction) == (3, -1)


def test_codes_of_dimensions_of_ones_own_are_known_by_database(tool, imported):
    called = {"p.01": "Goods", "p.02": "Lines"}
    own = [each | {"p": called.get(each["p"], "--")} for each in INDICATORS]
    rows = [(called.get(code, code), weight, name) for code, weight, name in DIMENSIONS]
    project = imported(tool(own, rows))
    assert project.index.nodes[project.index.position["Lines"]].title.en == "Lines"


def test_figures_without_a_code_are_not_lost(tool):
    without = [each | ({"code": None} if each is INDICATORS[1] else {}) for each in INDICATORS]
    with pytest.raises(InvalidInput, match="no code of an indicator") as refused:
        import_project(tool(without))
    assert "Database!F16" in str(refused.value)


def test_other_sheets_and_unused_dimensions_are_told(tool):
    openpyxl = pytest.importorskip("openpyxl")
    path = tool(dimensions=[*DIMENSIONS, ("p.09", 1, "Nothing")])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Scores")
    book["Database"]["D17"] = "a remark"
    book.save(path)
    left = {fate.name for fate in import_project(path).draft.fates if not fate.taken}
    assert {"Scores", "p.09", "D"} <= left


def test_options_of_layout_have_no_effect_on_the_tool_and_say_so(tool):
    with pytest.raises(InvalidInput, match="--header-row has no effect"):
        import_project(tool(), layout={"header": 3})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workbook_of_our_own_is_left_to_what_reads_it(tmp_path, lang):
    pytest.importorskip("openpyxl")
    command = ["init", str(tmp_path / "own"), "--workbook", "--lang", lang]
    assert main(command) == 0
    (book,) = (tmp_path / "own").glob("*.xlsx")
    with pytest.raises(InvalidInput, match="coopindex convert"):
        import_project(book)
