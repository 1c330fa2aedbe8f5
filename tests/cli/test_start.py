"""A project of one's own validates and scores at once."""

import json

import pytest

from coopindex.cli import main


@pytest.mark.usefixtures("project")
def test_a_new_project_validates_and_scores_under_both_schemes(capsys):
    assert main(["validate", "port-cities", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["valid"] is True
    assert found["problems"] == found["flags"] == []
    assert {"balanced", "people-first"} <= set(found["schemes"])
    for scheme in ("balanced", "people-first"):
        assert main(["score", "port-cities", "--weights", scheme, "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)["units"]) == 6


def test_every_command_of_its_readme_works(project):
    text = (project / "README.md").read_text(encoding="utf-8")
    commands = [
        line.split("#")[0].split()[1:]
        for line in text.splitlines()
        if line.startswith("    coopindex ")
    ]
    assert len(commands) == 7
    for command in commands:
        assert main(command) == 0, command


@pytest.mark.usefixtures("project")
def test_the_counted_indicator_follows_from_the_evidence(capsys):
    main(["explain", "port-cities", "fir", "--json"])
    found = json.loads(capsys.readouterr().out)
    forums = next(cell for cell in found["cells"] if cell["indicator"] == "forums")
    assert forums["value"] == len(found["evidence"]) == 3  # three rows of evidence.csv name fir


def test_editors_find_the_schemas_that_the_files_name(project):
    for file in [*project.glob("indicators/*.yaml"), *project.glob("weights/*/*.yaml")]:
        named = file.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
        assert json.loads((file.parent / named).read_text(encoding="utf-8"))["type"] == "object"


def test_help_lists_every_command_in_a_line_that_is_not_cut(capsys):
    assert main(["--help"]) == 0
    commands = capsys.readouterr().out.partition("Commands:")[2].partition("Exit codes")[0]
    assert {"list", "score", "uncertainty", "init"} <= {
        line.split()[0] for line in commands.splitlines() if line.strip()
    }
    assert "..." not in commands


@pytest.mark.parametrize(("folder", "name"), [("my-ports", "my-ports"), ("港口 指数", "my-index")])
def test_an_index_is_called_as_its_folder_is(folder, name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["init", folder]) == 0
    assert f"coopindex validate {name}" in capsys.readouterr().err
    monkeypatch.chdir(folder)
    assert main(["score", name, "--weights", "people-first", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["index"] == name
    texts = [path.read_text("utf-8") for path in (tmp_path / folder).rglob("*") if path.is_file()]
    assert not any("port-cities" in text for text in texts)
