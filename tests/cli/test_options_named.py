"""What an option was given is refused under the option's name, and choices are told once."""

import pytest

from coopindex.cli import main


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        (["growth", "city-networks", "--node", "nope"], "--node: "),
        (["growth", "city-networks", "--node=nope"], "--node: "),
        (["sensitivity", "city-networks", "--draws", "8", "--hold", "nope"], "--hold: "),
        (["guarantee", "city-networks", "--below", "china_members"], "--below: "),
        (["score", "city-networks", "--year", "1999"], "--year: "),
    ],
)
def test_what_is_refused_is_called_as_it_was_typed(command, begins, capsys):
    assert main(command) in (2, 3)
    assert capsys.readouterr().err.startswith(begins)


@pytest.mark.parametrize(
    "command",
    [
        ["elicit", "city-networks", "--method", "nope"],
        ["audit", "city-networks", "--method", "nope"],
    ],
)
def test_choices_are_told_once(command, capsys):
    assert main(command) == 2
    said = capsys.readouterr().err
    choice = "ahp" if command[0] == "elicit" else "kendall"
    assert said.count(choice) == 1
