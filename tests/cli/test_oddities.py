"""Whatever stands alone behind the program's name: an answer or a plain word, never a traceback."""

import os
import subprocess
import sys

import pytest

from coopindex.cli import FINE, INVALID, USAGE, main
from coopindex.cli.app import COMMANDS

# `init --like` names what there is, and needs no folder
LACKING = "missing argument", "name the folder to make"
UNDECODABLE = os.fsdecode(b"\xff")
ODDITIES = [
    *("", " ", "\t", "\n", "-", "--", "---", "-x", "-1", "--=", "=", "-=-", "--nonsense"),
    *("--json", "--format=json", "--debug=1", "--version=1", "--h", "-hV", "-Vh", "LIST", "list "),
    *("0", "3.14", "nan", "1e999", "../..", "/", ".", "*", "%s", "{}", "{0}", "$HOME", "\\", "'"),
    *("[bold]x[/bold]", "\x1b[31m", "帮助", "😀", "e\u0301", "\u202e", UNDECODABLE, "x" * 100_000),
]


@pytest.mark.parametrize("asked", [[], ["--debug"], ["--debug", "--debug"]], ids=str)
def test_who_asks_for_nothing_gets_the_help_and_a_0(asked, capsys):
    assert main(["--help"]) == FINE
    help_ = capsys.readouterr().out
    assert main(asked) == FINE
    told = capsys.readouterr()
    assert told.out == help_
    assert "Commands:" in help_
    assert told.err == ""


@pytest.mark.parametrize("asked", ODDITIES, ids=lambda asked: ascii(asked[:20]))
def test_a_single_oddity_is_answered_or_a_slip_of_usage(asked, capsys):
    code = main([asked])
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    if code == USAGE:
        assert "hint: " in told.err
    else:
        assert code == FINE
        assert told.out
        assert not told.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_alone_answers_or_says_what_it_lacks(command, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = main([command])
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert (code == FINE and told.out and not told.err) or (
        code == USAGE and any(text in told.err for text in LACKING) and not told.out
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("list", "init")])
@pytest.mark.parametrize(
    "asked", ["", " ", "-", "/", ".", "*", "nan", "帮助", UNDECODABLE, "x" * 5_000, "nowhere.yaml"]
)
def test_a_command_with_one_oddity_names_it_or_what_is_missing(command, asked, capsys):
    code = main([command, asked])
    told = capsys.readouterr()
    # what is imported is a file, and no name of an index
    is_file = asked.endswith(".yaml") or command == "import"
    assert code in ((USAGE, INVALID) if is_file else (USAGE,))
    assert told.err
    assert "Traceback" not in told.err
    assert "our bug" not in told.err


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ([], FINE),
        (["--debug"], FINE),
        (["--help"], FINE),
        (["--version", "extra"], FINE),
        ([""], USAGE),
        (["--"], FINE),
        ([b"\xff"], USAGE),
        (["score"], USAGE),
        (["score", b"\xff"], USAGE),
        (["score", b"\xff.yaml"], INVALID),
    ],
    ids=str,
)
def test_the_program_itself_ends_without_a_traceback(asked, code, tmp_path):
    command = [sys.executable, "-m", "coopindex", *asked]
    found = subprocess.run(command, capture_output=True, check=False, timeout=60, cwd=tmp_path)
    assert found.returncode == code
    assert b"Traceback" not in found.stderr
    assert bool(found.stdout) == (code == FINE)
    assert bool(found.stderr) == (code != FINE)


@pytest.mark.skipif(os.name == "nt", reason="pipes break in another way there")
@pytest.mark.parametrize(
    ("asked", "code"),
    [([], FINE), (["--help"], FINE), (["--version"], FINE), (["list"], FINE), (["scor"], USAGE)],
    ids=str,
)
def test_who_closes_the_pipes_early_changes_no_exit_code(asked, code):
    unread, pipe = os.pipe()
    os.close(unread)
    command = [sys.executable, "-m", "coopindex", *asked]
    found = subprocess.run(command, stdout=pipe, stderr=pipe, check=False, timeout=60)
    os.close(pipe)
    assert found.returncode == code


def test_weights_that_a_method_works_out_are_named_in_chinese_too(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("unit,a,b\nu,1,2\nv,3,1\nw,5,9\n", "utf-8")
    file = tmp_path / "x.yaml"
    file.write_text(
        "index: x\nunit: unit\ndata: {observations: {file: t.csv, unit: unit}}\n"
        "defaults: {normalisation: min_max}\nweighting: {method: combined, of: [equal, entropy]}\n"
        "children: {a: {}, b: {}}\n",
        "utf-8",
    )
    assert main(["validate", str(file), "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "由组合赋权确定" in said
    assert "worked out" not in said


def test_groups_to_which_nobody_belongs_leave_the_units_apart(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("unit,region,a\nu,,1\nv,,3\n", "utf-8")
    file = tmp_path / "x.yaml"
    table = "{file: t.csv, unit: unit}, units: {file: t.csv, code: unit, groups: [region]}"
    file.write_text(
        f"index: x\nunit: unit\ndata: {{observations: {table}}}\n"
        "defaults: {normalisation: min_max}\nchildren: {a: {}}\n",
        "utf-8",
    )
    assert main(["groups", str(file), "--by", "region"]) == 0
    assert "u" in capsys.readouterr().out
    assert main(["audit", str(file), "--group", "regoin", "--draws", "8"]) == 2
    assert "region" in capsys.readouterr().err
