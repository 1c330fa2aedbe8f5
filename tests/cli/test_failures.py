"""What goes wrong is said in a line, with the exit code that belongs to it.

Never with a traceback.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import coopindex.project
from coopindex.cli import BUG, INTERRUPTED, INVALID, UNMET, USAGE, main

CITIES = "china-ceec-cities"


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (["scor", CITIES], "score"),
        (["score"], CITIES),
        (["score", "china-ceec-citys"], CITIES),
        (["score", CITIES, "--wieghts", "cass"], "--weights"),
        (["score", CITIES, "--weights", "cas"], "cass"),
        (["score", CITIES, "--set", "trad=0.3"], "--set trad=0.3"),
        (["score", CITIES, "--set", "trade=1.3"], "--set trade=1.3"),
        (["score", CITIES, "--set", "trade=-0.3"], "--set trade=-0.3"),
        (["score", CITIES, "--set", "trade=nan"], "--set trade=nan"),
        (["score", CITIES, "--set", "trade"], "--set trade"),
        (["score", CITIES, "--set", "trade=0.1", "--set", "trade=0.2"], "twice"),
        (["score", CITIES, "--year", "last"], "--year"),
        (["score", CITIES, "--year", "1066"], "2019"),
        (["score", CITIES, "--format", "yaml"], "csv"),
        (["score", CITIES, "--json", "--format", "csv"], "contradict"),
        (["compare", CITIES, "--weights", "cass"], "two"),
        (["explain", CITIES, "Ningbu"], "Ningbo"),
        (["explain", CITIES, "ningbo", "--format", "pdf"], "json"),
        (["sensitivity", CITIES, "--vary", "much"], "--vary"),
        (["sensitivity", CITIES, "--draws", "0"], "--draws"),
        (["sensitivity", CITIES, "--hold", "trad"], "trade"),
        (["audit", CITIES, "--threshold", "redundnt=0.9"], "redundant"),
        (["audit", CITIES, "--threshold", "redundant=high"], "redundant=0.95"),
        (["audit", CITIES, "--method", "kendal"], "kendall"),
        (["methods", "normalization"], "normalisation"),
        (["methods", "normalisation", "minmax"], "min_max"),
        (["methods", "nosuch"], "`coopindex methods` lists: the nearest of"),
        (["score", CITIES, "--format", "xml"], "'--format': 'xml' is not one of"),
        (["schema", "indx"], "index"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_slip_of_usage_exits_with_2_and_names_what_was_meant(command, named, capsys):
    assert main(command) == USAGE
    streams = capsys.readouterr()
    assert streams.out == "" or "--json" in command
    assert named in streams.err
    assert "Traceback" not in streams.err


@pytest.mark.parametrize(
    "command",
    [
        ["score", CITIES, "--data", "nowhere.csv"],
        ["score", CITIES, "--weights", "nowhere.yaml"],
        ["score", "nowhere.yaml"],
        ["score", CITIES, "-o", "nowhere/scores.csv"],
        ["score", CITIES, "-o", "."],
    ],
    ids=" ".join,
)
def test_a_file_that_cannot_be_read_or_written_exits_with_3_and_is_named(
    command, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert main(command) == INVALID
    err = capsys.readouterr().err
    assert command[-1] in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_without_write_permission_exits_with_3(capsys, tmp_path):
    tmp_path.chmod(0o500)
    assert main(["report", CITIES, "--draws", "8", "-o", str(tmp_path)]) == INVALID
    assert "permission" in capsys.readouterr().err


def test_every_problem_of_the_input_is_printed_with_file_line_and_hint(project, capsys):
    table = project / "data" / "port-cities" / "observations.csv"
    table.write_text(
        table.read_text()
        .replace("alder,trade_volume,2024,820", "alder,trade_volume,2024,-820")
        .replace("birch,", "birk,", 1)
    )
    assert main(["validate", "port-cities"]) == INVALID
    err = capsys.readouterr().err
    assert "data/port-cities/observations.csv:2: " in err
    assert "data/port-cities/observations.csv:3: " in err
    assert "    hint: " in err
    assert "2 problems" in err


@pytest.mark.parametrize(
    "asked", [["--json"], ["--format", "json"], ["--format=json"]], ids=" ".join
)
def test_problems_are_json_on_stdout_when_json_was_asked_for(asked, project, capsys):
    (project / "weights" / "port-cities" / "balanced.yaml").write_text(
        "scheme: balanced\nweights: {trade: 120%}\n"
    )
    assert main(["score", "port-cities", *asked]) == INVALID
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert problems[0]["file"] == "weights/port-cities/balanced.yaml"
    assert {"code", "message", "line"} <= set(problems[0])


def test_an_unmet_published_figure_exits_with_4_and_is_marked(project, capsys):
    index = project / "indicators" / "port-cities.yaml"
    index.write_text(
        index.read_text()
        + '\npublished:\n  - {figure: rank, unit: cedar, value: "5", source: example}\n'
    )
    assert main(["verify", "port-cities"]) == UNMET
    out = capsys.readouterr().out
    assert "0 of 1" in out
    assert "✗" in out


def test_met_published_figures_exit_with_0(capsys):
    assert main(["verify", CITIES]) == 0
    assert "69.3453" in capsys.readouterr().out


def test_a_bug_of_ours_is_called_one_and_shows_its_traceback_with_debug_only(capsys, monkeypatch):
    monkeypatch.setattr(coopindex.project, "load", lambda _: 1 / 0)
    assert main(["score", CITIES]) == BUG
    err = capsys.readouterr().err
    assert "this is our bug" in err
    assert "Traceback" not in err
    assert main(["score", CITIES, "--debug"]) == BUG
    assert "Traceback" in capsys.readouterr().err


def test_a_lack_of_memory_is_no_bug_and_one_line(capsys, monkeypatch):
    def lacking(_: str) -> None:
        raise MemoryError

    monkeypatch.setattr(coopindex.project, "load", lacking)
    assert main(["score", CITIES]) == INVALID
    assert "not enough memory" in capsys.readouterr().err


def test_ctrl_c_says_one_line_exits_with_130_and_leaves_no_file(capsys, monkeypatch, tmp_path):
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(coopindex.project, "load", interrupted)
    assert main(["score", CITIES, "-o", str(tmp_path / "scores.csv")]) == INTERRUPTED
    assert capsys.readouterr().err.strip() == "coopindex: interrupted"
    assert list(tmp_path.iterdir()) == []


def test_init_refuses_a_folder_that_holds_something_and_a_file(tmp_path, capsys):
    (tmp_path / "kept.txt").write_text("mine")
    assert main(["init", str(tmp_path)]) == INVALID
    assert main(["init", str(tmp_path / "kept.txt")]) == INVALID
    assert (tmp_path / "kept.txt").read_text() == "mine"
    assert "overwritten" in capsys.readouterr().err


def test_a_broken_index_is_listed_with_the_others(project, capsys):
    shutil.copy(project / "indicators" / "port-cities.yaml", project / "indicators" / "other.yaml")
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert "port-cities" in out
    assert "coopindex validate other" in out


def test_no_half_written_file_replaces_an_older_one(tmp_path, monkeypatch):
    file = tmp_path / "scores.json"
    file.write_text("older")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert main(["score", CITIES, "-o", str(file)]) == INVALID
    monkeypatch.undo()
    assert file.read_text() == "older"
    assert list(tmp_path.iterdir()) == [file]


def test_a_device_stays_a_device():
    assert main(["score", CITIES, "-o", "/dev/null"]) == 0
    assert Path("/dev/null").is_char_device()


READ = [
    "indicators/port-cities.yaml",
    "data/port-cities/observations.csv",
    "data/port-cities/evidence.csv",
    "data/port-cities/units.csv",
    "data/port-cities/sources.yaml",
    "weights/port-cities/balanced.yaml",
    "link.csv",
    "mine.csv",
    "plan.yaml",
]
ASKED = ["--weights", "balanced", "--data", "mine.csv"]


@pytest.mark.parametrize("named", READ)
@pytest.mark.parametrize("command", ["score", "uncertainty", "validate", "list"])
def test_no_file_is_overwritten_that_is_read_for_the_answer(command, named, project, capsys):
    observations = project / READ[1]
    shutil.copy(observations, project / "mine.csv")
    (project / "link.csv").symlink_to(project / READ[3])
    (project / "plan.yaml").write_text("plan: p\nfactors: {w: {weights: {vary: 10%}}}\n")
    whole = {name: (project / name).read_bytes() for name in READ}
    asked = [] if command in ("validate", "list") else list(ASKED)
    if named == READ[1]:
        asked = []
    if command == "uncertainty":
        asked += ["--plan", "plan.yaml", "--draws", "10"]
    index = [] if command == "list" else ["port-cities"]
    code = main([command, *index, *asked, "-o", named, "--format", "json"])
    streams = capsys.readouterr()
    unread = {
        "score": ["plan.yaml"],
        "uncertainty": [],
        "validate": ["mine.csv", "plan.yaml"],
        "list": ["mine.csv", "plan.yaml"],
    }
    if named in unread[command]:
        assert code == 0
        json.loads((project / named).read_text("utf-8"))
        return
    assert code == INVALID
    why = "is a link to" if named == "link.csv" else "is read for this answer, and would be"
    assert why in streams.err
    assert {name: (project / name).read_bytes() for name in READ} == whole
    assert main(["score", "port-cities", "-o", "new.csv"]) == 0


def test_settings_do_not_overwrite_what_is_read(project, capsys):
    before = (project / READ[1]).read_bytes()
    command = ["uncertainty", "port-cities", "--draws", "10"]
    assert main([*command, "--settings", READ[1]]) == INVALID
    assert "would be overwritten" in capsys.readouterr().err
    assert (project / READ[1]).read_bytes() == before
    assert main([*command, "--settings", "s.csv"]) == 0
    again = ["uncertainty", "port-cities", "--replay", "s.csv", "-o", "s.csv"]
    assert main(again) == INVALID
    assert main([*command, "--settings", "s.csv"]) == 0


def test_nothing_slow_is_imported_before_ctrl_c_is_quiet():
    source = Path(coopindex.project.__file__).parents[2]
    code = (
        f"import sys; sys.path.insert(0, {str(source)!r}); import coopindex.cli; "
        "print(*{'typing', 'pathlib', 're', 'threading', 'typer'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []
