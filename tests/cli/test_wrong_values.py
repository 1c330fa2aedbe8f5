"""One law for all commands: an option that is given what it cannot be exits with 2."""

from pathlib import Path

import pytest

from coopindex.cli import INVALID, USAGE, main
from coopindex.cli.app import COMMANDS, Commands

CITIES = "china-ceec-cities"
# command -> what it needs before an option; all others need an index alone
NEEDED = {
    "list": [],
    "methods": [],
    "schema": ["index"],
    "init": ["new"],
    "import": [str(Path(__file__).parent / "panel/data/panel/observations.csv")],
    "groups": [CITIES, "--by", "country"],
    "compare": [CITIES, "--weights", "cass", "--weights", "as scored"],
    "explain": [CITIES, "ningbo"],
    "chart": [CITIES, "ranking"],
}
# option -> what else stands beside it for it to be looked at
BESIDE = {
    ("audit", "--level"): ["--table", "standings"],
    ("audit", "--against"): ["--table", "correlations"],
    ("audit", "--step"): ["--table", "standings"],
    ("audit", "--group"): ["--table", "standings"],
}
# what is read or written under that name, which is input, or is any text at all
OPEN = ("FILE", "DIR", "ADDRESS")
ANY_TEXT = {("elicit", "--expert"), ("import", "--missing")}


def options():
    """Every option of every command that takes one of few things, but files."""
    for command in COMMANDS:
        for option in Commands()[command].params:
            name = max(option.opts, key=len)
            chosen = option.param_type_name == "option" and not option.is_flag
            if chosen and option.metavar not in OPEN and (command, name) not in ANY_TEXT:
                yield command, name


@pytest.mark.parametrize(("command", "option"), [*options()])
def test_an_option_given_what_it_cannot_be_is_a_slip_of_usage(
    command, option, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    needed = NEEDED.get(command, [CITIES])
    asked = [command, *needed, *BESIDE.get((command, option), []), f"{option}=zzz"]
    assert main(asked) == USAGE, capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [
        ["--table", "foo"],
        ["--table", "standings", "--level", "9"],
        ["--table", "correlations", "--against", "zzz"],
        ["--table=correlations", "--against=zzz", "--lang", "zh"],
    ],
)
def test_a_table_or_level_that_an_audit_has_not_is_a_slip_of_usage(asked, capsys):
    assert main(["audit", CITIES, *asked]) == USAGE
    assert asked[-1] in capsys.readouterr().err or "zh" in asked


def test_what_is_wrong_in_a_file_stays_invalid_input_whatever_the_option(tmp_path, capsys):
    plan = tmp_path / "zzz.yaml"
    plan.write_text("plan: zzz\nfactors: {w: {weights: {vary: 999%}}}\n")
    for command in (name for name in COMMANDS if (name, "--plan") in {*options()}):
        capsys.readouterr()
        asked = [command, *NEEDED.get(command, [CITIES]), "--plan", str(plan)]
        assert main(asked) == INVALID, command
        assert f"{plan}:2: factors.w" in capsys.readouterr().err
    assert main(["score", CITIES, "--data", str(tmp_path / "zzz.csv")]) == INVALID


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (["obstacles", CITIES, "--by", "zzz"], "for --by"),
        (["audit", CITIES, "--threshold", "zzz=1"], "for --threshold"),
        (["chart", CITIES, "gap"], "--unit"),
        (["methods", "zzz"], "for STAGE"),
    ],
)
def test_a_slip_of_usage_names_the_option_as_it_is_written(asked, named, capsys):
    assert main(asked) == USAGE
    assert named in capsys.readouterr().err


def test_the_endings_that_elicit_writes_are_all_named(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["elicit", CITIES, "--method", "ahp", "-o", "x.pdf"]) == USAGE
    said = capsys.readouterr().err
    assert all(ending in said for ending in (".xlsx", ".yaml", ".csv"))
