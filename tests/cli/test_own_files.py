"""Observations named to a command: a sheet of a workbook, or a file with its layout."""

from pathlib import Path

import openpyxl
import pytest

from coopindex.cli import FINE, INVALID, USAGE, main
from coopindex.cli.output import wanted

ROWS = [["unit", "gdp", "life"], ["a", 1.5, 60], ["b", 9, 82], ["c", 3, 70]]


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("o.csv").write_text("unit,gdp,life\na,1,1\nb,2,2\nc,3,3\n")
    Path("x.yaml").write_text(
        "index: x\nyear: 2024\ndata: {observations: {file: o.csv}}\n"
        "defaults: {normalisation: min_max}\nchildren: {gdp: {}, life: {}}\n"
    )
    book = openpyxl.Workbook()
    book.active.append(["About this file"])
    page = book.create_sheet("Data")
    for row in ROWS:
        page.append(row)
    book.save("new.xlsx")
    Path("new.csv").write_text("unit;gdp;life\na;1,5;60\nb;9;82\nc;3;70\n")
    return "x.yaml"


@pytest.mark.parametrize(
    "own",
    [
        ["--data", "new.xlsx", "--sheet", "Data"],
        ["--data", "{file: new.xlsx, sheet: Data}"],
        ["--data", "{file: new.csv, delimiter: ';', decimal: ','}"],
    ],
)
@pytest.mark.parametrize("command", ["score", "sensitivity"])
def test_a_file_of_ones_own_is_read_as_is_said(index, own, command, capsys):
    assert main([command, index, *own]) == FINE
    assert "b" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_file_that_cannot_be_read_says_what_would_read_it(index, lang, capsys):
    assert main(["score", index, "--data", "new.xlsx", "--lang", lang]) == INVALID
    assert "--sheet" in capsys.readouterr().err
    assert main(["score", index, "--data", "new.csv", "--lang", lang]) == INVALID
    assert 'delimiter: ";", decimal: ","' in capsys.readouterr().err


def test_a_sheet_without_its_file_is_a_slip_of_usage(index, capsys):
    assert main(["score", index, "--sheet", "Data"]) == USAGE
    assert "--data" in capsys.readouterr().err


@pytest.mark.parametrize("share", ["3/10", "30%", "0.3"])
def test_a_share_may_be_a_fraction_or_a_percent(index, share, capsys):
    assert main(["score", index, "--set", f"gdp={share}"]) == FINE
    assert "gdp 30.0%" in capsys.readouterr().out


@pytest.mark.parametrize("share", ["３０％", "1/0"])
def test_what_is_no_share_is_told(index, share, capsys):
    assert main(["score", index, "--set", f"gdp={share}"]) == USAGE
    assert share in capsys.readouterr().err


def test_the_option_that_says_the_form_is_the_one_that_is_blamed(tmp_path):
    assert wanted(None, False, tmp_path / "v.csv").option == "--output"
    assert wanted("csv", False, None).option == "--format"
