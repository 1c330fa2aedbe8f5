"""Files are written whole or not at all, where they were asked for and nowhere else."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import coopindex
from coopindex.cli import INVALID, main
from coopindex.content.writing import (
    need_room_for_file,
    need_room_for_folder,
    whole,
    whole_folder,
    write_file,
)
from coopindex.problems import InvalidInput
from coopindex.project import init

CITIES = "china-ceec-cities"
# every command that writes a file, and the file that it is to write
WRITING = {
    "list": ["list", "-o", "FILE.json"],
    "methods": ["methods", "-o", "FILE.md"],
    "schema": ["schema", "-o", "FILE.json"],
    "score": ["score", CITIES, "-o", "FILE.csv"],
    "explain": ["explain", CITIES, "ningbo", "-o", "FILE.txt"],
    "settings": ["uncertainty", CITIES, "--draws", "8", "--settings", "FILE.csv"],
    "parquet": ["uncertainty", CITIES, "--draws", "8", "--settings", "FILE.parquet"],
}
as_somebody = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may write anywhere"
)


@pytest.fixture(params=WRITING)
def asked(request, tmp_path, monkeypatch):
    """A command that writes a file, and the file."""
    monkeypatch.chdir(tmp_path)
    if request.param == "parquet":
        pytest.importorskip("pyarrow")
    command = WRITING[request.param]
    named = next(part for part in command if part.startswith("FILE"))
    return [part.replace("FILE", "out") for part in command], Path(named.replace("FILE", "out"))


def one_line(capsys) -> str:
    """What was said, which is a line and perhaps a hint."""
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "bug" not in said
    lines = [line for line in said.splitlines() if not line.startswith("    hint: ")]
    assert len(lines) == 1
    return lines[0]


def test_a_link_in_the_place_of_a_file_is_not_written_through(asked, capsys):
    command, file = asked
    victim = Path("victim")
    victim.write_text("mine")
    file.symlink_to(victim)
    assert main(command) == INVALID
    assert "is a link to victim" in one_line(capsys)
    assert victim.read_text() == "mine"
    assert sorted(Path().iterdir()) == sorted([file, victim])
    victim.unlink()
    assert main(command) == INVALID
    assert not victim.exists()


def test_a_folder_in_the_place_of_a_file_is_said_in_one_line(asked, capsys):
    command, file = asked
    file.mkdir()
    assert main(command) == INVALID
    assert one_line(capsys) == f"{file}: cannot read or write: is a directory"
    assert list(file.iterdir()) == []


def test_a_file_hands_on_its_mode_and_a_new_one_obeys_umask(asked):
    command, file = asked
    before = os.umask(0o027)
    try:
        assert main(command) == 0
        assert file.stat().st_mode & 0o777 == 0o640
        file.chmod(0o604)
        assert main(command) == 0
        assert file.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(before)
    assert list(Path().iterdir()) == [file]


@as_somebody
@pytest.mark.parametrize("forbidden", ["file", "folder"])
def test_what_may_not_be_written_is_said_in_one_line(forbidden, asked, capsys):
    command, file = asked
    file.write_text("mine")
    (file if forbidden == "file" else Path()).chmod(0o500)
    try:
        assert main(command) == INVALID
        assert one_line(capsys) == f"{file}: cannot read or write: permission denied"
        assert file.read_text() == "mine"
    finally:
        Path().chmod(0o700)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", [["score", CITIES], ["list", "--json"], ["schema"]], ids=str)
def test_a_full_disk_is_said_in_one_line(command, program):
    found = program(*command, "-o", "/dev/full")
    assert found.returncode == INVALID
    if "--json" not in command:
        full = "/dev/full: cannot read or write: no space left on device"
        assert found.stderr.splitlines()[-1] == full


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", [["score", CITIES], ["list", "--json"], ["schema"]], ids=str)
def test_a_stream_that_takes_nothing_is_said_in_one_line(command):
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            [sys.executable, "-m", "coopindex", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
    assert found.returncode == INVALID
    assert found.stderr.splitlines() == ["cannot read or write: no space left on device"]


def fill(file: Path) -> None:
    """Write half of a file to a disk that is full."""
    with whole(file) as stream:
        stream.write(b"half")
        raise OSError(28, "No space left on device")


def interrupt(folder: Path) -> None:
    """Write half of a folder until Ctrl-C."""
    with whole_folder(folder) as part:
        (part / "half").write_text("x")
        assert not folder.exists()
        raise KeyboardInterrupt


def test_a_disk_that_fills_leaves_the_older_file(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("older")
    with pytest.raises(OSError, match=r"a\.csv"):
        fill(file)
    assert file.read_text() == "older"
    assert list(tmp_path.iterdir()) == [file]


def test_what_stands_for_a_file_that_is_being_written_cannot_be_guessed_or_be_there(tmp_path):
    names = set()
    for _ in range(3):
        with whole(tmp_path / ("x" * 250)) as stream:
            names.add(Path(stream.name).name)
            with pytest.raises(FileExistsError):
                Path(stream.name).touch(exist_ok=False)
    assert len(names) == 3
    assert all(len(name) > 32 for name in names)


def test_folders_may_be_links(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_file(tmp_path / "link" / "a.txt", "x")
    assert (tmp_path / "real" / "a.txt").read_text() == "x"
    (tmp_path / "empty").mkdir()
    (tmp_path / "new").symlink_to(tmp_path / "empty")
    assert init(tmp_path / "new")
    assert (tmp_path / "new").is_symlink()
    assert (tmp_path / "empty" / "indicators").is_dir()


def test_a_link_to_a_folder_that_is_not_there_is_refused_as_such(tmp_path):
    (tmp_path / "share").symlink_to(tmp_path / "unplugged")
    for folder in ("share", "share/2024"):
        with pytest.raises(InvalidInput, match=r"share: is a link to .*unplugged, which is not"):
            need_room_for_folder(tmp_path / folder)


@pytest.mark.parametrize("check", [need_room_for_folder, need_room_for_file])
def test_a_folder_in_which_nothing_can_be_made_is_refused_whatever_rights_say(
    check, tmp_path, monkeypatch
):
    def full(*_, **__):
        raise OSError(errno.EROFS, "read-only")

    check(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(Path, "touch", full)
    with pytest.raises(OSError, match="x"):
        check(tmp_path / "x")


# -- the folder of a report ------------------------------------------------------------------------


@pytest.fixture
def scoring():
    return coopindex.load(CITIES).score()


@pytest.fixture
def report(scoring, tmp_path):
    """Write a report of few files, each time into the same folder."""
    return lambda formats="md": scoring.report(tmp_path, draws=50, formats=formats)[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_a_report_takes_an_older_ones_place_and_leaves_what_a_reader_put_there(report):
    run = report("md,csv")
    first = contents(run)
    (run / "my notes.txt").write_text("mine")
    (run / "figures").mkdir()
    (run / "figures" / "a.png").write_bytes(b"png")
    (run / "report.md").write_text("half of a rep")
    (run / "swaps.csv").unlink()
    run.chmod(0o750)
    again = report("md,csv")
    assert again == run
    assert contents(run) == {**first, "my notes.txt": b"mine"}
    assert (run / "figures" / "a.png").read_bytes() == b"png"
    assert run.stat().st_mode & 0o777 == 0o750
    assert list(run.parent.iterdir()) == [run]


def test_a_folder_that_is_no_report_is_left_alone(report):
    run = report()
    (run / "manifest.json").write_text("{}")
    before = contents(run)
    with pytest.raises(InvalidInput, match="no report of ours"):
        report()
    assert contents(run) == before
    assert list(run.parent.iterdir()) == [run]


def test_a_manifest_names_no_file_outside_its_folder(report, tmp_path):
    (tmp_path / "victim").write_text("mine")
    run = report()
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    manifest["files"] |= {"../../victim": "", str(tmp_path / "victim"): "", "..": ""}
    (run / "manifest.json").write_text(json.dumps(manifest))
    report()
    assert (tmp_path / "victim").read_text() == "mine"


def test_an_error_in_the_middle_of_a_report_leaves_the_older_one(report, monkeypatch):
    run = report()
    before = contents(run)
    real, written = Path.rename, []

    def failing(self, target):
        written.append(self)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="space"):
        report()
    monkeypatch.undo()
    assert contents(run) == before
    assert list(run.parent.iterdir()) == [run]


def test_nothing_of_a_folder_is_there_before_all_of_it_is(tmp_path):
    folder = tmp_path / "new"
    with pytest.raises(KeyboardInterrupt):
        interrupt(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_report_where_a_file_stands_is_refused_before_anything_is_computed(tmp_path, capsys):
    (tmp_path / "reports").write_text("mine")
    for folder in ("reports", "reports/below"):
        assert main(["report", CITIES, "-o", str(tmp_path / folder), "--draws", "10"]) == INVALID
        assert "not a directory" in one_line(capsys)


# -- signals ---------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_program_that_is_ended_leaves_no_part_of_a_file(name, tmp_path):
    writing = (
        "import sys, time; from pathlib import Path; import coopindex.project as project\n"
        "from coopindex.cli import main\n"
        "from coopindex.content.writing import whole, whole_folder\n"
        "def load(_):\n"
        "    with whole(Path('a.csv')) as stream, whole_folder(Path('report')) as part:\n"
        "        stream.write(b'half'); (part / 'half').write_text('x')\n"
        "        print('ready', flush=True); time.sleep(60)\n"
        "project.load = load; sys.exit(main(['score', 'x']))\n"
    )
    (tmp_path / "a.csv").write_text("older")
    process = subprocess.Popen(
        [sys.executable, "-c", writing],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # whoever runs the tests may heed or ignore them
        preexec_fn=lambda: signal.signal(getattr(signal, name), signal.SIG_DFL),
        start_new_session=True,
    )
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline() == b"ready\n"
    assert len(list(tmp_path.iterdir())) == 3
    process.send_signal(getattr(signal, name))
    assert process.wait(60) == 128 + getattr(signal, name)
    assert process.stderr.read() == b""
    process.stdout.close()
    process.stderr.close()
    assert (tmp_path / "a.csv").read_text() == "older"
    assert len(list(tmp_path.iterdir())) == 1


def seconds_worked(process: int) -> float:
    """How long a process has been at work: it takes less to begin."""
    used = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11]
    return int(used) / os.sysconf("SC_CLK_TCK")


def has_workers(process: int) -> bool:
    """Whether a process has started others."""
    return bool(Path(f"/proc/{process}/task/{process}/children").read_text().split())


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at a process by /proc")
@pytest.mark.parametrize("how", [[], ["--processes", "2"]], ids=["serial", "processes"])
def test_sigterm_in_the_middle_of_draws_leaves_nothing_behind(how, tmp_path):
    command = ["uncertainty", CITIES, "--draws", "50000000", "--settings", "s.csv", *how]
    process = subprocess.Popen(
        [sys.executable, "-m", "coopindex", *command],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL),
        start_new_session=True,
    )
    assert process.stderr
    deadline = time.monotonic() + 60
    while not (has_workers(process.pid) if how else seconds_worked(process.pid) > 3):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 143
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert list(tmp_path.iterdir()) == []
