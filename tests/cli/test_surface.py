"""The command line calls Project and Scoring alone, so that every surface says the same."""

import ast
from pathlib import Path

import pytest

import coopindex
import coopindex.cli
from coopindex import project
from coopindex.cli.app import COMMANDS
from coopindex.project import Project, Scoring

FILES = sorted(Path(coopindex.cli.__file__).parent.glob("*.py"))
# problems, the words that they are made of, lines and periods lie below every floor
ALLOWED = (
    *("coopindex.cli", "coopindex.project"),
    *("coopindex.problems", "coopindex.phrases", "coopindex.periods", "coopindex.lines"),
)
# a verb that is another word in Python
CALLED = {"list": "indices", "import": "import_project"}


def imported(file: Path):
    """Every module that a file imports, wherever it does."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield node.module or ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_command_line_imports_nothing_below_the_project(file):
    ours = {name for name in imported(file) if name.partition(".")[0] == "coopindex"}
    assert {name for name in ours if not name.startswith(ALLOWED)} == set()
    # and of the project what it offers, not the files that it is made of
    assert {name for name in ours if name.startswith("coopindex.project.")} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_commands_verb_is_one_of_the_projects_or_the_scorings(command):
    verb = CALLED.get(command, command)
    homes = [home for home in (Project, Scoring, project) if callable(getattr(home, verb, None))]
    assert homes
    assert all(getattr(home, verb).__doc__ for home in homes)


@pytest.mark.parametrize("name", coopindex.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert getattr(coopindex, name).__doc__


def test_there_are_a_dozen_public_names():
    assert len(coopindex.__all__) <= 12
