"""All that is wrong is told in one go: at every stage, and nothing that only follows from it."""

from __future__ import annotations

import shutil
from itertools import combinations

import pandas as pd
import pytest

import coopindex
from coopindex.cli import main
from coopindex.problems import InvalidInput

# what is changed in a new project: file, what stands there, what instead, and the code of the fault
FAULTS = {
    "a key": ("indicators/own.yaml", "unit: {en: city", "unti: {en: city", "unknown-key"),
    "a method": ("indicators/own.yaml", "method: min_max", "method: minmax", "unknown-method"),
    "a variable": ("indicators/own.yaml", "by: population", "by: people", "unknown-column"),
    "a number": ("data/own/observations.csv", "2024,820", "2024,8x0", "not-a-number"),
    "a unit": ("data/own/observations.csv", "birch,trade", "bircj,trade", "unknown-unit"),
    "a date": ("data/own/evidence.csv", "2022-09", "2022-19", "bad-date"),
    "a source": ("data/own/sources.yaml", "title:", "titel:", "unknown-key"),
    "a weight": ("weights/own/balanced.yaml", "trade: 1", "trade: -1", "bad-weight"),
    "a node": ("weights/own/people-first.yaml", "people: 50%", "folk: 50%", "unknown-node"),
}
TREE = """code,parent,direction,evidence.method,evidence.without,denomination.by,aggregation
trade,,,,,,
trade_volume,trade,,,,,
customs_time,trade,negative,,,,
connectivity,,,,,,geometric
sailings,connectivity,,,,,
people,,,,,,
students,people,,,,population,
forums,people,,count,zero,,
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own") / "own"
    assert main(["init", str(folder)]) == 0
    return folder


def told(folder) -> set[tuple[str, str]]:
    """What is wrong, as codes and messages."""
    try:
        coopindex.load(folder / "indicators" / "own.yaml").validate()
    except InvalidInput as invalid:
        return {(problem.code, str(problem.message)) for problem in invalid.problems}
    return set()


def spoilt(project, folder, *faults: str):
    shutil.copytree(project, folder)
    for file, before, after, _ in map(FAULTS.__getitem__, faults):
        text = (folder / file).read_text("utf-8")
        assert before in text
        (folder / file).write_text(text.replace(before, after, 1), "utf-8")
    return folder


def test_a_fault_of_every_stage_is_told_in_one_run_and_nothing_else(project, tmp_path):
    alone = {fault: told(spoilt(project, tmp_path / fault, fault)) for fault in FAULTS}
    assert all(FAULTS[fault][3] in {code for code, _ in found} for fault, found in alone.items())
    assert told(spoilt(project, tmp_path / "all", *FAULTS)) == set().union(*alone.values())
    for one, other in combinations(("a key", "a number", "a node"), 2):
        both = told(spoilt(project, tmp_path / f"{one}{other}", one, other))
        assert both == alone[one] | alone[other]


@pytest.mark.parametrize(
    ("row", "instead", "code"),
    [
        ("sailings,connectivity", "sailings,conectivity", "unknown-node"),
        ("connectivity,,", "connectivity,sailings,", "circle"),
    ],
)
def test_a_node_that_is_misplaced_hides_no_other_fault_and_brings_none(
    project, tmp_path, row, instead, code
):
    folder = spoilt(project, tmp_path / "own", "a number", "a unit", "a date", "a weight")
    definition = folder / "indicators" / "own.yaml"
    text = definition.read_text("utf-8")
    head, tree = text.split("children:", 1)[0], folder / "indicators" / "tree.csv"
    definition.write_text(f"{head}children: {{table: tree.csv}}\n", "utf-8")
    tree.write_text(TREE, "utf-8")
    whole = told(folder)
    assert {found for found, _ in whole} == {
        "not-a-number",
        "unknown-unit",
        "bad-date",
        "bad-weight",
    }
    tree.write_text(TREE.replace(row, instead), "utf-8")
    found = told(folder)
    assert whole <= found
    assert {code for code, _ in found - whole} == {code}


def test_a_workbook_tells_the_faults_of_all_its_sheets_by_cell(project, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    file = tmp_path / "own.xlsx"
    assert main(["convert", str(project / "indicators" / "own.yaml"), str(file)]) == 0
    book = openpyxl.load_workbook(file)
    cells = {"Framework!B6": "conectivity", "Framework!E4": "negativ", "Data!D3": "6x4"}
    cells |= {"Data!A4": "cedra", "Weights!C2": -1, "Evidence!C2": "2022-19"}
    for cell, value in cells.items():
        sheet, _, at = cell.partition("!")
        book[sheet][at] = value
    book.save(file)
    with pytest.raises(InvalidInput) as invalid:
        coopindex.load(file)
    assert {problem.cell for problem in invalid.value.problems} == set(cells)


def test_a_column_that_is_missing_hides_no_cell_of_another():
    frame = pd.DataFrame({"ports": ["3", "x"], "rial": [5, 9]}, index=["nb", "tj"])
    with pytest.raises(InvalidInput) as invalid:
        coopindex.score(frame, tree=["ports", "rail"], normalisation="minmax")
    codes = sorted(problem.code for problem in invalid.value.problems)
    assert codes == ["missing-column", "not-a-number", "unknown-method"]


def test_weights_that_are_given_are_told_beside_the_data():
    frame = pd.DataFrame({"ports": ["3", "x"], "rail": [5, 9]}, index=["nb", "tj"])
    with pytest.raises(InvalidInput) as invalid:
        coopindex.score(frame, tree=["ports", "rail"], weights={"ports": -1})
    assert sorted(problem.code for problem in invalid.value.problems) == [
        "bad-weight",
        "not-a-number",
    ]


def test_a_code_that_is_within_itself_is_told_and_brings_down_nothing():
    tree = {"x": {"children": {"x": {"children": {"x": {}}}}}}
    with pytest.raises(InvalidInput) as invalid:
        coopindex.score(pd.DataFrame({"x": ["1", "z"]}, index=["nb", "tj"]), tree=tree)
    assert {problem.code for problem in invalid.value.problems} == {
        "duplicate-node",
        "not-a-number",
    }
