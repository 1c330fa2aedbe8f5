"""Tables that were found in order before are not checked again, and nothing else changes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coopindex import InvalidInput, load
from coopindex.content import cache

ROOT = Path(__file__).resolve().parents[2]
NAME = "china-ceec-countries"
TABLES = ["pandas", "pandera"]
COMMAND = f"""
import sys
from coopindex.cli import main
code = main(sys.argv[1:])
print(code, *(name for name in {TABLES} if name in sys.modules), file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of a bundled index with observations, evidence, checks and flags."""
    for part in ("data", "weights"):
        shutil.copytree(ROOT / part / NAME, tmp_path / part / NAME)
    (tmp_path / "indicators").mkdir()
    shutil.copy(ROOT / "indicators" / f"{NAME}.yaml", tmp_path / "indicators")
    return tmp_path


def scored(project: Path) -> dict:
    return load(project / "indicators" / f"{NAME}.yaml").score().as_dict()


def entries(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def in_a_process(project: Path, *command: str) -> tuple[str, list[str]]:
    """Return what a command prints, its exit code and which packages of tables it imports."""
    program = [sys.executable, "-c", COMMAND, *command]
    done = subprocess.run(program, cwd=project, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr.split()


@pytest.mark.parametrize("options", [[], ["--nodes"], ["--year", "all"], ["--json"]])
def test_what_was_in_order_is_scored_alike_without_packages_of_tables(
    project: Path, options: list[str]
) -> None:
    first, imported = in_a_process(project, "score", NAME, *options)
    again, imported_again = in_a_process(project, "score", NAME, *options)
    assert (imported, imported_again) == (["0", *TABLES], ["0"])
    assert first == again
    assert "--json" not in options or json.loads(first)["flags"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("observations.csv", "observed", "estimated"),
        ("observations.csv", ",0,", ",1,"),
        ("units.csv", "albania,", "shqiperia,"),
        ("evidence.csv", "2018-10-20", "2018-10-21"),
    ],
)
def test_what_has_changed_is_checked_anew(
    project: Path, folder: Path, file: str, old: str, new: str
) -> None:
    scored(project)
    before = entries(folder)
    for path in (project / "data" / NAME).glob(file if new != "shqiperia," else "*.csv"):
        text = path.read_text("utf-8")
        path.write_text(text.replace(old, new), "utf-8")
    scored(project)
    assert entries(folder).keys() > before.keys()


def test_bounds_that_have_changed_are_checked_anew(project: Path) -> None:
    path = project / "indicators" / f"{NAME}.yaml"
    scored(project)
    text = path.read_text("utf-8")
    path.write_text(text.replace("bounds: [0, null]", "bounds: [99999, null]"), "utf-8")
    with pytest.raises(InvalidInput, match="lies below 99999"):
        scored(project)


def test_another_version_is_not_believed(
    project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored(project)
    ours = entries(folder)
    monkeypatch.setattr(cache, "program_digest", lambda: b"another")
    scored(project)
    assert len(entries(folder)) == 2 * len(ours) > 0


@pytest.mark.parametrize("changed", ["text", "time", "another file", "version", "nothing"])
def test_a_program_that_has_changed_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    file = tmp_path / "package" / "content" / "cache.py"
    file.parent.mkdir(parents=True)
    file.write_text("first")
    os.utime(file, ns=(0, 0))
    monkeypatch.setattr(cache, "__file__", str(file))
    before = cache.program_digest.__wrapped__()
    if changed == "text":
        file.write_text("other text")
        os.utime(file, ns=(0, 0))
    elif changed == "time":
        os.utime(file, ns=(0, 10**9))
    elif changed == "another file":
        (tmp_path / "package" / "more.py").touch()
    elif changed == "version":
        monkeypatch.setattr(cache, "version", lambda _: "another")
    assert before
    assert (cache.program_digest.__wrapped__() == before) == (changed == "nothing")


def test_where_the_program_has_no_files_nothing_is_remembered(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(cache, "__file__", str(folder / "packed.zip" / "content" / "cache.py"))
    monkeypatch.setattr(cache, "program_digest", cache.program_digest.__wrapped__)
    cache.keep("0" * 64)
    assert not folder.exists()


@pytest.mark.parametrize(
    "garbage", [b"", b"coopindex", b"\xff" * 9999], ids=["nothing", "a word", "no text"]
)
def test_what_does_not_belong_there_is_passed_over(
    project: Path, folder: Path, garbage: bytes
) -> None:
    first, right = scored(project), entries(folder)
    for name in right:
        (folder / name).write_bytes(garbage)
    assert scored(project) == first
    assert entries(folder) == right


@pytest.mark.parametrize("place", ["full", "full/below", "\udcff" * 300, "a\x01b/\n"])
def test_where_nothing_can_be_written_all_works(
    project: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (project / "full").write_text("mine")
    monkeypatch.setenv(cache.VARIABLE, str(project / place))
    assert scored(project) == scored(project)
    assert (project / "full").read_text() == "mine"


def test_a_folder_that_may_only_be_read_is_read(project: Path, folder: Path) -> None:
    scored(project)
    before = entries(folder)
    for name in before:
        (folder / name).chmod(0o444)
    folder.chmod(0o555)
    try:
        assert all(map(cache.holds, before))
        scored(project)
        assert entries(folder) == before
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("said", ["", cache.OFF])
def test_it_can_be_switched_off(
    project: Path, monkeypatch: pytest.MonkeyPatch, folder: Path, said: str
) -> None:
    monkeypatch.setenv(cache.VARIABLE, said)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    scored(project)
    assert cache.folder() is None
    assert not folder.exists()


def test_validate_checks_always(project: Path, folder: Path) -> None:
    scored(project)
    for name in entries(folder):
        os.utime(folder / name, (0, 0))
    load(project / "indicators" / f"{NAME}.yaml").validate()
    assert all(path.stat().st_mtime > 0 for path in folder.iterdir())


def test_it_stays_small_and_takes_nothing_that_is_not_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST", 3)
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    os.utime(folder / "letter.txt", (0, 0))
    keys = [f"{number:064x}" for number in range(6)]
    for number, key in enumerate(keys):
        cache.keep(key)
        os.utime(folder / key, (number, number))
    assert (folder / "letter.txt").read_text() == "mine"
    assert list(map(cache.holds, keys)) == [False] * 3 + [True] * 3


def test_what_was_found_wrong_is_found_wrong_again(project: Path) -> None:
    path = project / "data" / NAME / "observations.csv"
    path.write_text(path.read_text("utf-8").replace("observed", "obsrved"), "utf-8")
    said = []
    for _ in range(2):
        with pytest.raises(InvalidInput) as wrong:
            scored(project)
        said.append([problem.as_dict() for problem in wrong.value.problems])
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x/caches"}, "/x/caches/coopindex"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/ada/.cache/coopindex"),
        ("darwin", {}, "/home/ada/Library/Caches/coopindex"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/coopindex"),
    ],
)
def test_it_lies_where_the_platform_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: str
) -> None:
    for name in (cache.VARIABLE, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ada"))
    assert cache.folder() == Path(expected)
