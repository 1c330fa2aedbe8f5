"""Ctrl-C in the middle of a run leaves no half-written file and no process behind."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coopindex.cli import INTERRUPTED

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="counts processes by /proc"
)


def members(group: int) -> list[int]:
    """The living processes of a process group."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            state, _, of = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(of) == group and state != "Z":
            found.append(int(entry.name))
    return found


def seconds_worked(group: int) -> float:
    """How long the processes of a group have been at work together."""
    used = 0
    for process in members(group):
        with contextlib.suppress(OSError):
            used += sum(
                map(
                    int,
                    (Path("/proc") / str(process) / "stat")
                    .read_text()
                    .rpartition(")")[2]
                    .split()[11:13],
                )
            )
    return used / os.sysconf("SC_CLK_TCK")


def left(group: int) -> list[int]:
    """The processes of a group that are still there after ten seconds.

    Answers at once when there are none.
    """
    deadline = time.monotonic() + 10
    while members(group) and time.monotonic() < deadline:
        time.sleep(0.1)
    return members(group)


@pytest.mark.parametrize("times", [1, 3], ids=["once", "hurried"])
@pytest.mark.parametrize(
    ("how", "until"),
    [([], 3), (["--processes", "2"], 5), (["--dask", "--processes", "1"], 7)],
    ids=["serial", "processes", "dask"],
)
def test_ctrl_c_leaves_nothing_behind(tmp_path, how, until, times):
    if "--dask" in how:
        pytest.importorskip("distributed")
    asked = [
        "uncertainty",
        "china-ceec-cities",
        "--draws",
        "5000000",
        "-o",
        "found.json",
        "--settings",
        "settings.csv",
        *how,
    ]
    command = [sys.executable, "-m", "coopindex", *asked]
    run = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )
    while run.poll() is None and seconds_worked(run.pid) < until:
        time.sleep(0.1)
    assert run.poll() is None
    for _ in range(times):
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to everybody in the foreground
        time.sleep(0.05)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == INTERRUPTED
    # work that takes long says how far it is
    *before, last = said.splitlines()
    assert last == "coopindex: interrupted"
    assert all(re.fullmatch(r"after \d+ s: .* done.*", line) for line in before)
    assert left(run.pid) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "how", [["--processes", "2"], ["--dask", "--processes", "2"]], ids=["processes", "dask"]
)
def test_ctrl_c_is_not_lost_while_workers_start(tmp_path, how):
    if "--dask" in how:
        pytest.importorskip("distributed")
    command = [
        sys.executable,
        "-m",
        "coopindex",
        "uncertainty",
        "china-ceec-cities",
        "--draws",
        "5000000",
        *how,
    ]
    run = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )
    while run.poll() is None and len(members(run.pid)) < 3:
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == INTERRUPTED
    assert said.splitlines()[-1] == "coopindex: interrupted"
    assert left(run.pid) == []
