"""The command on a page scores as the page was scored: whatever was asked of `report`."""

import json
import re
import shlex
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import coopindex
from coopindex import Project
from coopindex.cli import FINE, main
from coopindex.report.live import command

ROWS = [["unit", "gdp", "life"], ["a", 1.5, 60], ["b", 9, 82], ["c", 3, 70]]
DEFINITION = (
    "index: x\ndata: {observations: {file: o.csv}}\n"
    "defaults: {normalisation: min_max}\nchildren: {gdp: {}, life: {}}\n"
)
ASKED = {
    "by its name": ["x"],
    "by its file": ["indicators/x.yaml"],
    "a scheme's file": ["x", "--weights", "my weights/own.yaml", "--set", "gdp=0.3"],
    "a scheme by name": ["x", "--weights", "equal"],
    "a sheet": ["x", "--data", "new figures.xlsx", "--sheet", "Data 1"],
    "a layout": ["x", "--data", "{file: new.csv, delimiter: ';', decimal: ','}"],
    "a year": ["x", "--year", "2023"],
    "in Chinese": ["x", "--lang", "zh", "--set", "life=9/10"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("indicators").mkdir()
    Path("indicators/x.yaml").write_text(DEFINITION)
    years = "".join(f"a,{y},1,1\nb,{y},2,{y - 2020}\nc,{y},5,2\n" for y in (2023, 2024))
    Path("o.csv").write_text("unit,year,gdp,life\n" + years)
    Path("my weights").mkdir()
    Path("my weights/own.yaml").write_text("scheme: own\nweights: {gdp: 0.8, life: 0.2}\n")
    Path("new.csv").write_text("unit;year;gdp;life\na;2024;1,5;60\nb;2024;9;82\nc;2024;3;70\n")
    book = openpyxl.Workbook()
    page = book.create_sheet("Data 1")
    for row in [["year", *ROWS[0]], *([2024, *row] for row in ROWS[1:])]:
        page.append(row)
    book.save("new figures.xlsx")
    return tmp_path


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_the_command_of_a_page_gives_the_scores_of_the_page(asked, folder, capsys):
    assert main(["report", *asked, "--formats", "html", "--draws", "16"]) == FINE
    capsys.readouterr()
    (page,) = folder.glob("reports/**/report.html")
    data = re.search(r'id="data">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)[1]
    told = json.loads(data)
    shares = [f"--set={node['node']}={node['share']!r}" for node in told["nodes"][1:]]
    program, *words = shlex.split(" ".join([*told["command"], *shares]))
    assert program == "coopindex"
    assert ("--lang" in words) == ("--lang" in asked)
    assert main([*words, "--json"]) == FINE
    rows = {row["unit"]: row for row in json.loads(capsys.readouterr().out)["units"]}
    assert [rows[unit]["score"] for unit in told["units"]] == pytest.approx(told["scores"])
    assert [rows[unit]["rank"] for unit in told["units"]] == told["ranks"]


def test_what_was_given_in_python_has_no_command():
    frame = pd.DataFrame({"p": [1.0, 2.0]}, index=["a", "b"])
    made = Project.from_frames({"p": {}}, frame)
    assert command(made.score()) is None
    bundled = coopindex.load("china-ceec-cities")
    assert command(bundled.score({"trade": 0.5})) is None
    assert command(bundled.score("equal")) == [
        "coopindex", "score", "china-ceec-cities", "--weights", "equal",
    ]  # fmt: skip
