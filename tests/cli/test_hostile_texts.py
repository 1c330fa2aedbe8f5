"""A project whose every text is hostile: no command brings it to a terminal, a page or a table."""

import contextlib
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml

from coopindex.cli import main
from coopindex.content.new_project import start
from coopindex.content.tables.formulas import NUMBER

# a title for the terminal's window, colours, an 8-bit control, directions, nothing that is seen, a
# formula, markup; no ends of lines, which names may not hold
HOSTILE = (
    "=\x1b]0;owned\x07\x1b[31m\x9b2J\u202eabc\u2066\u200b\ufeff\x7f\x08|[x](javascript:y)<b>*_`"
)
TEXTS = {"title", "en", "zh", "description", "note", "reason", "publisher", "licence", "locator"}
WIDE = {"label", "note", "locator", "name_en", "name_zh", "coast"}
COMMANDS = {
    "list": ["list"],
    "validate": ["validate", "port-cities"],
    "methods": ["methods", "normalisation"],
    "score": ["score", "port-cities"],
    "nodes": ["score", "port-cities", "--nodes"],
    "scale": ["score", "port-cities", "--scale"],
    "compare": ["compare", "port-cities", "-w", "balanced", "-w", "people-first"],
    "explain": ["explain", "port-cities", "alder"],
    "verify": ["verify", "port-cities"],
    "uncertainty": ["uncertainty", "port-cities", "--draws", "16", "--settings", "s.csv"],
    "sensitivity": ["sensitivity", "port-cities", "--draws", "16"],
    "factors": ["sensitivity", "port-cities", "--draws", "16", "--factors"],
    "guarantee": ["guarantee", "port-cities", "--free"],
    "scenarios": ["scenarios", "port-cities", "--plan", "plan.yaml"],
    "audit": ["audit", "port-cities", "--draws", "16"],
    "report": ["report", "port-cities", "--draws", "16"],
    "change": ["change", "port-cities"],
    "schema": ["schema"],
}
PLAN = {
    "plan": "p",
    "scenarios": {HOSTILE: {"scheme": "people-first"}},
}
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def made_hostile(written):
    """Put the hostile text before every text that is said to people."""
    if isinstance(written, dict):
        return {
            key: HOSTILE + value if key in TEXTS and isinstance(value, str) else made_hostile(value)
            for key, value in written.items()
        }
    return [made_hostile(each) for each in written] if isinstance(written, list) else written


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """The template's project with hostile texts, of two years."""
    folder = tmp_path_factory.mktemp("hostile") / "port-cities"
    start(folder)
    for file in folder.rglob("*.yaml"):
        text = yaml.safe_dump(made_hostile(yaml.safe_load(file.read_text("utf-8"))))
        file.write_text(text, "utf-8")
    for file in folder.rglob("*.csv"):
        rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
        for row in rows:
            row |= {name: HOSTILE + row[name] for name in WIDE & row.keys()}
        if "indicator" in rows[0] and "year" in rows[0]:
            rows += [{**row, "year": "2023"} for row in rows]
        with file.open("w", encoding="utf-8", newline="") as stream:
            table = csv.DictWriter(stream, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    (folder / "plan.yaml").write_text(yaml.safe_dump(PLAN), "utf-8")
    return folder


@pytest.fixture(autouse=True)
def there(hostile, monkeypatch):
    monkeypatch.chdir(hostile)
    return hostile


def harmless(text: str, where: str = "") -> None:
    """Fail where a text holds a sign that a terminal obeys or nobody sees."""
    met = {sign for sign in text if unicodedata.category(sign) in UNSEEN} - {"\n"}
    assert met == set(), where


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["table", "md", "csv", "tsv", "json"])
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("report", "schema")])
def test_no_command_prints_what_a_terminal_would_obey(command, form, lang, capsys):
    code = main([*COMMANDS[command], "--format", form, "--lang", lang])
    told = capsys.readouterr()
    assert code in (0, 2)
    assert "bug" not in told.err
    harmless((told.out + told.err).replace("\t", " " if form == "tsv" else "\t"))
    if form == "json":
        json.loads(told.out)
    if code == 0 and form in ("csv", "tsv"):
        separator = "," if form == "csv" else "\t"
        for row in csv.reader(io.StringIO(told.out, newline=""), delimiter=separator):
            for cell in row:
                assert NUMBER.fullmatch(cell) or not cell.startswith(tuple("=+-@\t\r"))


def test_what_is_hostile_reaches_people_so_that_they_see_it(capsys):
    assert main(["score", "port-cities"]) == 0
    assert "<U+001B>]0;owned<U+0007>" in capsys.readouterr().out
    assert main(["score", "port-cities", "--json"]) == 0
    units = json.loads(capsys.readouterr().out)["units"]
    assert all(unit["name"].startswith(HOSTILE) for unit in units)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_file_of_a_report_holds_what_a_terminal_would_obey(lang, capsys, tmp_path):
    folder = tmp_path / "\x1b[31mreports"
    command = [*COMMANDS["report"], "-o", str(folder), "--lang", lang]
    assert main(command) == 0
    told = capsys.readouterr()
    harmless(told.out + told.err)
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) > 10
    # documents are read by programs of their own: tests/report holds what stands in them
    packed = (".pdf", ".docx", ".xlsx")
    assert {file.suffix for file in files} >= set(packed)
    for file in (file for file in files if file.suffix not in packed):
        harmless(file.read_text("utf-8"), file.name)
        assert not file.read_text("utf-8").startswith("=")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_of_files_and_arguments_reach_a_message_visibly(lang, there, capsys, tmp_path):
    odd = "\x1b[31m\u202e\udcff\n"
    shutil.copy(there / "data/port-cities/observations.csv", tmp_path / f"{odd}.csv")
    (tmp_path / f"{odd}.yaml").write_text("index: x\n")
    asked = [
        ["score", odd],
        ["score", f"{odd}.yaml"],
        ["score", str(tmp_path / f"{odd}.yaml")],
        ["score", "port-cities", "--data", f"{odd}.csv"],
        ["score", "port-cities", "--weights", odd],
        ["score", "port-cities", "--set", f"{odd}=1"],
        ["score", "port-cities", "--year", odd],
        ["score", "port-cities", "-o", f"{odd}/x.csv"],
        ["score", "port-cities", "--on-scale", f"{odd}.json"],
        ["score", "port-cities", "--format", odd],
        ["score", "port-cities", f"--{odd}"],
        ["explain", "port-cities", odd],
        ["guarantee", "port-cities", "--at-least", odd],
        ["guarantee", "port-cities", "--only", odd],
        ["sensitivity", "port-cities", "--hold", odd],
        ["sensitivity", "port-cities", "--vary", odd],
        ["uncertainty", "port-cities", "--plan", odd],
        ["uncertainty", "port-cities", "--replay", f"{odd}.csv"],
        ["methods", odd],
        ["schema", odd],
        [odd],
    ]
    for command in asked:
        for more in ([], ["--json"]):
            assert main([*command, "--lang", lang, *more]) in (2, 3)
            told = capsys.readouterr()
            assert "bug" not in told.err
            harmless(told.out + told.err)
    for command in (["score", "port-cities", "-o", str(tmp_path / f"{odd}.json")], ["init", odd]):
        assert main([*command, "--lang", lang]) == 0
        told = capsys.readouterr()
        harmless(told.out + told.err)
    shutil.rmtree(odd)


LONG = "x" * 100_000


def test_no_argument_and_no_name_is_printed_without_end(project, capsys):
    for command in (["score", LONG], ["explain", "port-cities", LONG], ["score", "p", LONG]):
        assert main(command) == 2
        assert len(capsys.readouterr().err) < 10_000
    units = project / "data" / "port-cities" / "units.csv"
    units.write_text(units.read_text("utf-8").replace("Alder", LONG), "utf-8")
    for command in COMMANDS.values():
        if command[0] in ("score", "explain", "sensitivity", "guarantee"):
            for form in ("table", "md"):
                assert main([*command, "--format", form]) == 0
                told = capsys.readouterr()
                assert len(told.out + told.err) < 60_000
    assert main(["score", "port-cities", "--json"]) == 0
    assert LONG in capsys.readouterr().out


def here(command, encoding):
    """Run a command in this process, whose streams have an encoding."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(command)
        out.flush()
        err.flush()
    return code, out.buffer.getvalue(), err.buffer.getvalue()


def apart(command, encoding):
    """Run a command as users do, where nothing knows of UTF-8."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    found = subprocess.run(
        [sys.executable, "-m", "coopindex", *command],
        capture_output=True,
        env=environment,
        check=False,
        timeout=120,
    )
    return found.returncode, found.stdout, found.stderr


def answers_in(encoding, command, run):
    """Hold what a command says in JSON, and in Chinese, against the encoding of its streams."""
    code, out, err = run([*COMMANDS[command], "--json"], encoding)
    assert (code, b"Traceback" in err) == (0, False)
    assert out.endswith((b"}\n", b"]\n"))
    assert b"NaN" not in out
    json.loads(out.decode("utf-8"))
    code, out, err = run([*COMMANDS[command], "--lang", "zh"], encoding)
    assert (code, b"Traceback" in err) == (0, False)
    assert out.decode(encoding)


# cp936 is another name of gbk
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "cp936", "utf-16"])
@pytest.mark.parametrize("command", ["score", "explain", "sensitivity", "list"])
def test_whatever_the_streams_encoding_json_is_utf8_and_people_get_an_answer(command, encoding):
    answers_in(encoding, command, here)


# every encoding and every command, each once in a process of its own
@pytest.mark.parametrize(
    ("command", "encoding"),
    [("score", "ascii"), ("explain", "gbk"), ("sensitivity", "utf-16"), ("list", "latin-1")],
)
def test_so_it_is_of_the_program_where_nothing_knows_of_utf8(command, encoding):
    answers_in(encoding, command, apart)
