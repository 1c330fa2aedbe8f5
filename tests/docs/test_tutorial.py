"""The tutorial's commands print what the page shows, and its definitions are the files'."""

import re
from pathlib import Path

import pytest

from coopindex.cli import main

pytest.importorskip("openpyxl")

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
SHOWN = re.findall(r"```console\n\$ coopindex ([^\n]*)\n(.*?)\n```", PAGE, re.DOTALL)
MISTAKE = re.findall(r"```text\n(.*?)\n```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_the_page_shows(command, shown, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "90")
    assert main(command.split()) == 0
    assert capsys.readouterr().out.startswith(shown)


def test_the_mistake_is_told_as_the_page_shows(tmp_path, monkeypatch, capsys):
    source = ROOT / "docs" / "tutorial" / "my-cities"
    for file in source.rglob("*.*"):
        target = tmp_path / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes().replace(b'    thousands: ","\n', b""))
    monkeypatch.chdir(tmp_path)
    assert main(["validate", "my-cities"]) == 3
    (told,) = MISTAKE
    assert capsys.readouterr().err.rstrip() == told


def test_the_definitions_shown_are_those_of_the_files():
    for name in (
        "docs/tutorial/my-cities/indicators/my-cities.yaml",
        "tests/layouts/world-bank/indicators/prosperity.yaml",
        "tests/layouts/oecd/indicators/skills.yaml",
        "tests/layouts/yearbook/indicators/openness.yaml",
    ):
        assert (ROOT / name).read_text("utf-8").rstrip() in PAGE, name
