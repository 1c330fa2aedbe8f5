"""What is asked on the command line: how far a long answer is; percents; weights without room."""

import json
from pathlib import Path

import pytest

from coopindex import load
from coopindex.cli import main
from coopindex.problems import InvalidInput

CITIES = "china-ceec-cities"


@pytest.mark.parametrize(
    ("command", "lang", "said"),
    [
        ("uncertainty", "en", "of 20,000 draws done"),
        ("uncertainty", "zh", "20,000次重新计算已完成"),
        ("sensitivity", "en", "scoring under 20,000 sets of weights"),
        ("sensitivity", "zh", "按20,000组权重计分"),
    ],
)
def test_a_long_answer_says_how_far_it_is_without_a_terminal(
    monkeypatch, capsys, command, lang, said
) -> None:
    monkeypatch.setattr("coopindex.cli.output.FIRST_LINE", 0.0)
    assert main([command, CITIES, "--draws", "20000", "--lang", lang]) == 0
    assert said in capsys.readouterr().err


def test_weights_asked_for_refuse_no_scenario_that_is_not_asked_for(capsys) -> None:
    assert main(["uncertainty", CITIES, "--set", "trade=100%", "--draws", "64"]) == 0
    assert main(["sensitivity", CITIES, "--set", "trade=100%", "--factors", "--draws", "4"]) == 0
    assert main(["scenarios", CITIES, "--set", "trade=100%"]) == 3
    said = capsys.readouterr().err
    assert "trade at 60 %.set.trade: the other children" in said
    assert "under the weights asked for" in said


def test_a_scenario_that_never_goes_is_refused_whatever_is_asked(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("unit,a,b\nN,1,2\nS,2,3\n")
    (tmp_path / "x.yaml").write_text(
        "index: x\ndata: {observations: {file: o.csv, unit: unit, status: observed}}\n"
        "defaults: {normalisation: min_max}\nchildren: {a: {}, b: {weight: 0}}\n"
        "robustness: {scenarios: {less: {set: {a: 40%}}}}\n"
    )
    with pytest.raises(InvalidInput, match="all weigh 0"):
        load(tmp_path / "x.yaml").validate()
    with pytest.raises(InvalidInput, match="all weigh 0"):
        load(tmp_path / "x.yaml").score().uncertainty(draws=8)


@pytest.mark.parametrize(("share", "meant"), [("60", True), ("600", False), ("-1", False)])
def test_a_share_that_may_be_a_percent_is_told_as_one(capsys, share: str, meant: bool) -> None:
    assert main(["score", CITIES, "--set", f"trade={share}"]) == 2
    assert (f"write {share}%" in capsys.readouterr().err) == meant


def test_a_share_in_python_that_may_be_a_percent_is_told_as_one() -> None:
    with pytest.raises(InvalidInput, match="write 60%"):
        load(CITIES).score(overrides={"trade": 60})


def test_one_problem_is_one(tmp_path: Path, monkeypatch, capsys) -> None:
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "broken.yaml").write_text("index: broken\nchildren: {a: {}}\nx: 1\n")
    (tmp_path / "data/broken").mkdir(parents=True)
    (tmp_path / "data/broken/observations.csv").write_text("unit,a\nn,1\nm,2\n")
    (tmp_path / "data/broken/units.csv").write_text("code\nn\nm\n")
    monkeypatch.chdir(tmp_path)
    main(["list"])
    said = " ".join(capsys.readouterr().out.split())
    assert main(["validate", "broken", "--json"]) == 3
    number = len(json.loads(capsys.readouterr().out)["problems"])
    assert f"cannot be used: {number} problem{'s' * (number != 1)}," in said
    assert number == 1


def test_columns_of_one_title_that_are_not_shown_are_told_apart(monkeypatch, capsys) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert main(["sensitivity", CITIES, "--factors", "--draws", "4"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "first-order ±" in said
    assert "total ±" in said
