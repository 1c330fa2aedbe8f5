"""The program in pipes and on terminals of all widths."""

import json
import subprocess
import sys

import pytest
from rich.cells import cell_len

import coopindex
from coopindex.cli import main

HEAVY = {"numpy", "pandas", "scipy", "pandera", "pydantic", "sklearn", "yaml"}


@pytest.mark.parametrize("option", ["--help", "-V"])
def test_help_and_version_answer_without_importing_anything_heavy(option):
    code = (
        f"import sys; from coopindex.cli import main; main([{option!r}]); "
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = {name.partition(".")[0] for name in eval(found.stderr.splitlines()[-1])}
    assert "coopindex" in found.stdout
    assert not loaded & HEAVY


def test_what_goes_into_a_pipe_is_plain_and_whole(program):
    out = program("score", "city-networks").stdout
    assert "\x1b" not in out
    longest = max(coopindex.load("city-networks").score().scores["name"], key=len)
    assert longest in out


def test_a_reader_that_stops_early_is_no_error():
    program = subprocess.Popen(
        [sys.executable, "-m", "coopindex", "score", "china-ceec-provinces", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout
    assert program.stderr
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait(60) == 0


def test_the_exit_code_reaches_the_shell(program):
    assert program("score", "no-such-index").returncode == 2


def test_a_stream_without_chinese_gets_escapes_and_json_survives(program):
    found = program("score", "china-ceec-cities", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(found.stdout)["units"][0]["name_zh"] == "宁波"
    assert program("score", "china-ceec-cities", PYTHONIOENCODING="ascii").returncode == 0


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize(
    "index",
    ["china-ceec-cities", "china-ceec-countries", "china-central-asia-summit", "city-networks"],
)
def test_no_line_is_wider_than_the_screen_and_no_name_is_cut(width, index, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["score", index]) == 0
    lines = capsys.readouterr().out.splitlines()
    longest = max(coopindex.load(index).score().scores["name"], key=len)
    assert all(any(word in line for line in lines) for word in longest.split())
    assert max(map(cell_len, lines)) <= width


def test_all_nodes_of_a_narrow_screen_come_in_blocks_that_repeat_rank_and_name(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    main(["score", "china-ceec-cities", "--nodes"])
    out = capsys.readouterr().out
    assert out.count("Ningbo  ") > 1
    assert all(
        node.code in out for node in coopindex.load("china-ceec-cities").content.index.leaves
    )
    assert max(map(cell_len, out.splitlines())) <= 80


@pytest.mark.parametrize("width", [80, 140])
def test_an_explanation_fits_the_screen(width, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", str(width))
    main(["explain", "china-ceec-cities", "tianjin"])
    assert max(map(cell_len, capsys.readouterr().out.splitlines())) <= width
