"""The tutorials' commands print what the pages show, and their definitions are the files'."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from coopindex.cli import main

pytest.importorskip("openpyxl")

ROOT = Path(__file__).resolve().parents[2]
PUBLISHERS = (
    "tests/layouts/world-bank/indicators/prosperity.yaml",
    "tests/layouts/oecd/indicators/skills.yaml",
    "tests/layouts/yearbook/indicators/openness.yaml",
)


@dataclass(frozen=True)
class Tutorial:
    """A tutorial's page, the index that it makes, and the language its commands answer in."""

    file: str
    index: str
    lang: str

    @property
    def page(self) -> str:
        return (ROOT / "docs" / self.file).read_text("utf-8")

    @property
    def folder(self) -> Path:
        return ROOT / "docs" / "tutorial" / self.index

    def shown(self) -> list[tuple[str, str]]:
        blocks = r"```console\n\$ coopindex ([^\n]*)\n(.*?)\n```"
        return re.findall(blocks, self.page, re.DOTALL)


TUTORIALS = (
    Tutorial("tutorial.md", "my-cities", "en"),
    Tutorial("tutorial.zh.md", "my-ports", "zh"),
)
SHOWN = [shown for tutorial in TUTORIALS for shown in tutorial.shown()]
each_tutorial = pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda found: found.file)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_the_page_shows(command, shown, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "90")
    assert main(command.split()) == 0
    assert capsys.readouterr().out.startswith(shown)


@each_tutorial
def test_the_mistake_is_told_as_the_page_shows(tutorial, tmp_path, monkeypatch, capsys):
    for file in tutorial.folder.rglob("*.*"):
        target = tmp_path / file.relative_to(tutorial.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes().replace(b'    thousands: ","\n', b""))
    monkeypatch.chdir(tmp_path)
    assert main(["validate", tutorial.index, "--lang", tutorial.lang]) == 3
    (told,) = re.findall(r"```text\n(.*?)\n```", tutorial.page, re.DOTALL)
    assert capsys.readouterr().err.rstrip() == told


@each_tutorial
def test_the_definitions_shown_are_those_of_the_files(tutorial):
    own = tutorial.folder / "indicators" / f"{tutorial.index}.yaml"
    for file in (own, tutorial.folder / "data/sources.yaml", *map(ROOT.joinpath, PUBLISHERS)):
        assert file.read_text("utf-8").rstrip() in tutorial.page, file


def test_both_tutorials_show_the_same_questions():
    english, chinese = (
        sorted(command.split()[0] for command, _ in tutorial.shown()) for tutorial in TUTORIALS
    )
    assert english == chinese


def test_what_is_ranked_is_said_in_chinese_though_it_is_written_in_chinese_alone(capsys):
    index = str(ROOT / "docs/tutorial/my-ports/indicators/my-ports.yaml")
    assert main(["score", index, "--lang", "zh"]) == 0
    assert "位次  城市" in capsys.readouterr().out
