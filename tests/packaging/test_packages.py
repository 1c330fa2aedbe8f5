"""The wheel and the sdist hold what they should, and what is installed from them works."""

import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.metadata import Metadata

from coopindex.content.new_project import start

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITIES = "china-ceec-cities"
# written for a clone alone, not for who gets a source archive
OF_THE_CLONE = {".gitattributes"}

posix = pytest.mark.skipif(sys.platform == "win32", reason="the environment is made by links")


def below(folder):
    """Return what a folder of the clone holds: the files, by their names inside it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix() for path in files if "__pycache__" not in path.parts
    }


# -- what they hold ------------------------------------------------------------------------------


def test_the_wheel_holds_the_program_and_the_bundled_indices_and_nothing_else(names_in_wheel):
    program = {f"coopindex/{name}" for name in below(ROOT / "src" / "coopindex")}
    bundled = {
        f"coopindex/bundled/{folder}/{name}"
        for folder in ("indicators", "weights", "data", "robustness")
        for name in below(ROOT / folder)
    }
    about = {name for name in names_in_wheel if ".dist-info/" in name}
    assert set(names_in_wheel) - about == program | bundled
    assert "coopindex/py.typed" in program
    endings = {name.rpartition(".dist-info/")[2] for name in about}
    assert endings == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}


def test_the_sdist_holds_what_the_clone_holds(packages):
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("asks git what the clone holds")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    held = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tracked = {name for name in held.split("\0") if name and (ROOT / name).is_file()}
    assert tracked - below(packages.unpacked) - OF_THE_CLONE == set()
    assert below(packages.unpacked) - tracked == {"PKG-INFO"}


def test_the_sdist_gives_the_very_wheel_that_the_clone_gives(packages):
    assert packages.wheel.name == packages.wheel_of_sdist.name
    with zipfile.ZipFile(packages.wheel) as one, zipfile.ZipFile(packages.wheel_of_sdist) as other:
        assert one.namelist() == other.namelist()
        assert [info.CRC for info in one.infolist()] == [info.CRC for info in other.infolist()]


def test_the_metadata_are_valid_and_complete(packages):
    with zipfile.ZipFile(packages.wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        # raises what an index of packages would refuse
        found = Metadata.from_email(archive.read(name), validate=True)
    assert (found.name, str(found.version)) == (PROJECT["name"], PROJECT["version"])
    assert str(found.requires_python) == PROJECT["requires-python"]
    assert found.description_content_type == "text/markdown"
    assert (ROOT / "README.md").read_text("utf-8").strip() in found.description
    assert set(found.provides_extra) == set(PROJECT["optional-dependencies"])
    assert (found.license_expression, found.license_files) == ("MIT", ["LICENSE"])


# -- what is installed ---------------------------------------------------------------------------


@posix
def test_what_is_installed_has_no_package_of_an_extra(installed, tmp_path):
    asked = "import importlib.util as u; print([n for n in {} if u.find_spec(n)])"
    names = ["openpyxl", "xlsxwriter", "pyarrow", "dask", "docx", "typst", "pyreadstat", "pytest"]
    assert installed.python(asked.format(names), tmp_path).stdout == "[]\n"
    where = installed.python("import coopindex; print(coopindex.__file__)", tmp_path).stdout
    assert Path(where.strip()).is_relative_to(installed.home)


@posix
def test_what_is_installed_lists_and_scores_the_bundled_indices(installed, tmp_path):
    names = sorted(path.stem for path in (ROOT / "indicators").glob("*.yaml"))
    listed = installed("list", cwd=tmp_path)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [name for name in names if name not in listed.stdout] == []
    assert installed("--version", cwd=tmp_path).stdout == f"coopindex {PROJECT['version']}\n"
    scored = installed("score", CITIES, "--json", cwd=tmp_path)
    assert scored.returncode == 0, scored.stderr
    assert json.loads(scored.stdout)["index"] == CITIES
    assert '"ningbo"' in scored.stdout


@posix
def test_what_is_installed_reports_without_extras(installed, tmp_path):
    few = ["--formats", "html,md,csv,json", "--draws", "16", "-o", "report"]
    found = installed("report", CITIES, *few, cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    endings = {path.suffix for path in (tmp_path / "report").rglob("*") if path.is_file()}
    assert {".html", ".md", ".csv", ".json"} <= endings


@posix
def test_what_is_installed_starts_a_project_that_scores(installed, tmp_path):
    assert installed("init", "mine", cwd=tmp_path).returncode == 0
    found = installed("score", "mine", "--lang", "zh", cwd=tmp_path / "mine")
    assert found.returncode == 0, found.stderr


# what is asked -> the extra that it needs
LACKING = {
    "score mine --data table.xlsx": "xlsx",
    "score mine --data table.parquet": "parquet",
    f"report {CITIES} --formats pdf": "report",
    f"report {CITIES} --formats xlsx": "report",
    f"report {CITIES} --formats docx": "report",
    f"report {CITIES} --formats sav": "sav",
    f"chart {CITIES} ranking -o ranking.png": "report",
    f"uncertainty {CITIES} --draws 16 --dask": "dask",
}


# commands after one another, each with its exit code and what it said, in one process
ONE_AFTER_ANOTHER = """
import contextlib, io, json, sys
from coopindex.cli import main
for words in json.load(sys.stdin):
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code
    print(json.dumps([code, said.getvalue()]))
"""


@posix
def test_what_an_extra_is_needed_for_says_which_in_a_line(installed, tmp_path):
    start(tmp_path / "mine")
    for name in ("table.xlsx", "table.parquet"):
        (tmp_path / "mine" / name).write_bytes(b"PK")
    asked = json.dumps([command.split() for command in LACKING])
    found = installed.python(ONE_AFTER_ANOTHER, tmp_path / "mine", input=asked)
    answers = [json.loads(line) for line in found.stdout.splitlines()]
    assert len(answers) == len(LACKING), found.stderr
    for (command, extra), (code, said) in zip(LACKING.items(), answers, strict=True):
        assert code in (2, 3), command
        assert f'pip install "coopindex[{extra}]"' in said, command
        assert "Traceback" not in said, command
        assert len(said.splitlines()) <= 4, command
