"""The columns of CSV are those that docs/answers.md names."""

import re
from pathlib import Path

import pytest

from coopindex import load
from coopindex.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "answers.md").read_text("utf-8")
CITIES, PANEL = "china-ceec-cities", str(ROOT / "tests/cli/panel/indicators/panel.yaml")
ROWS = re.findall(r"^\| `(\w+) INDEX([^`|]*)` \|[^|]*\| ([^|]*) \|$", PAGE, re.MULTILINE)
OTHERS = {"change": PANEL, "elicit": "china-ceec-human-development"}
GENERAL = {
    "UNIT": "tianjin",
    "GROUP": "kind",
    "FILE": str(ROOT / "tests/docs/everything/references.csv"),
}
ASKED = {"compare": ["--weights", "cass", "--weights", "equal"]}


def test_the_page_has_a_row_for_every_command_with_a_table():
    assert len(ROWS) >= 9


@pytest.mark.parametrize(("command", "rest", "columns"), ROWS, ids=lambda text: text[:20])
def test_the_columns_are_those_that_the_page_names(command, rest, columns, capsys):
    index = OTHERS.get(command, CITIES)
    for general, one in GENERAL.items():
        rest = rest.replace(general, one)
    how = [*rest.split(), *ASKED.get(command, [])]
    assert main([command, index, *how, "--format", "csv"]) == 0
    found = capsys.readouterr().out.splitlines()[0].split(",")
    if "{group}" in columns:
        found = [name for name in found if name not in load(index).score().data.groups]
        columns = columns.replace("{group}, ", "")
    always, _, sometimes = columns.partition("; where there are any: ")
    named = re.sub("; [^:]*: ", ", ", always).split(", ")
    assert [name for name in found if name in named] == named
    assert {name for name in found if name not in named} <= set(sometimes.split(", "))


def test_no_column_is_called_by_what_an_index_holds(capsys):
    for rest in ([], ["--nodes"], ["--scale"]):
        headers = set()
        for index in (CITIES, "city-networks"):
            assert main(["score", index, *rest, "--format", "csv"]) == 0
            headers.add(capsys.readouterr().out.splitlines()[0].removesuffix(",band"))
        assert len(headers) == 1
