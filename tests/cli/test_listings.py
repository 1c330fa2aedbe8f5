"""Listings of some units: `--top`, `--only`, `--where` on every command that lists units."""

import csv
import io
import json
import re

import pytest

from coopindex.cli import USAGE, main

CITIES, PROVINCES = "china-ceec-cities", "china-ceec-provinces"
COMPARED = ["--weights", "cass", "--weights", "equal"]
COMMANDS = {
    "score": [],
    "compare": COMPARED,
    "uncertainty": ["--draws", "16"],
    "sensitivity": ["--draws", "16"],
    "guarantee": ["--below", "trade", "--free"],
    "scenarios": [],
    "verify": [],
    "audit": ["--draws", "16", "--table", "coverage,dominance,shift_units"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_listing_shows_the_units_asked_for_and_says_so(command, capsys):
    assert main([command, CITIES, *COMMANDS[command], "--only", "Tianjin，北京"]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0].endswith("only Tianjin, Beijing, 2 of 15")
    rows = re.findall(r"^ +\d+  [A-Z].*", said, re.MULTILINE)
    assert all("Tianjin" in row or "Beijing" in row for row in rows)


def test_ranks_stay_those_of_the_whole_field(capsys):
    assert main(["score", PROVINCES, "--where", "region=west", "--top", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["shown"] == {"units": 2, "of": 31, "top": 2, "where": {"region": ["west"]}}
    assert main(["score", PROVINCES, "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert "shown" not in whole
    assert len(whole["units"]) == 31
    ranks = {unit["unit"]: unit["rank"] for unit in whole["units"]}
    assert all(unit["rank"] == ranks[unit["unit"]] > 1 for unit in found["units"])


def test_a_csv_has_the_rows_asked_for_and_its_heading_goes_beside(capsys):
    assert main(["compare", CITIES, *COMPARED, "--top", "1", "--format", "csv"]) == 0
    said = capsys.readouterr()
    assert {row["unit"] for row in csv.DictReader(io.StringIO(said.out))} == {"ningbo"}
    assert "first 1 of 15" in said.err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--only", "ningb"], "--only: `ningb` is not a city of china-ceec-cities: did you mean"),
        (["--only", "trade"], "`guarantee --below trade` varies the weights below it alone"),
        (["--where", "regio=east"], "--where: the units have no group `regio`; did you mean"),
        (["--where", "region=eats"], "no unit has region `eats`; did you mean `east`?"),
        (["--where", "east"], "`east` should be GROUP=LABEL, such as `region=east`"),
        (["--where", "region=east", "--only", "hubei"], "no unit is all that is asked for"),
    ],
)
def test_what_there_is_not_is_told_before_any_work(asked, said, capsys):
    index = PROVINCES if "--where" in asked else CITIES
    assert main(["uncertainty", index, *asked]) == USAGE
    assert said in capsys.readouterr().err
    assert main(["score", index, *asked, "--lang", "zh"]) == USAGE
    assert said not in capsys.readouterr().err


def test_columns_that_have_no_room_are_named_one_by_one(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["score", CITIES]) == 0
    said = " ".join(capsys.readouterr().out.split())
    gone = said.partition("Not shown for want of room: ")[2].partition(".")[0].split(", ")
    assert gone == [
        "Economic and trade cooperation",
        "Policy coordination",
        "People-to-people exchange",
        "Think tank participation",
    ]


def test_the_note_on_illustrative_cells_stands_in_full_once(capsys):
    for command in COMMANDS:
        assert main([command, CITIES, *COMMANDS[command]]) == 0
        said = capsys.readouterr().out
        assert ("CASS published five dimensions" in said) == (command == "score")
        assert ("see `coopindex validate china-ceec-cities`" in said) == (command != "score")


def test_names_stand_once_above_the_columns_of_a_scheme(capsys):
    assert main(["compare", CITIES, *COMPARED]) == 0
    said = capsys.readouterr().out.splitlines()
    at = next(at for at, line in enumerate(said) if line.startswith("rank"))
    assert said[at - 1].split() == ["CASS", "equal", "weights"]
    assert said[at].split() == ["rank", "city", "城市", "score", "score", "shift", "rank"]


def test_chinese_pages_hold_the_titles_of_factors_scenarios_and_measures(capsys):
    assert main(["scenarios", CITIES, "--lang", "zh"]) == 0
    assert "不含宁波：天津居首" in capsys.readouterr().out
    assert main(["sensitivity", CITIES, "--factors", "--draws", "8", "--lang", "zh"]) == 0
    assert "社科院未公布的权重" in capsys.readouterr().out
    assert main(["explain", CITIES, "ningbo", "--lang", "zh"]) == 0
    assert "百万美元" in capsys.readouterr().out
