"""Ctrl-C in the middle of a run leaves no half-written file and no process behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coopindex.cli import INTERRUPTED

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes by /proc")


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


def seconds_used(process: int) -> float:
    """How long a process has been at work."""
    fields = (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("how", [[], ["--processes", "2"], ["--dask", "--processes", "1"]], ids=["serial", "processes", "dask"])
def test_ctrl_c_leaves_nothing_behind(tmp_path, how):
    if "--dask" in how:
        pytest.importorskip("distributed")
    asked = ["uncertainty", "china-ceec-cities", "--draws", "5000000", "-o", "found.json", "--settings", "settings.csv", *how]
    command = [sys.executable, "-m", "coopindex", *asked]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True)
    while run.poll() is None and seconds_used(run.pid) < 3:
        time.sleep(0.1)
    time.sleep(3 if how else 0)  # until there are workers
    assert run.poll() is None
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to everybody in the foreground
    said = run.communicate(timeout=60)[1]
    assert run.returncode == INTERRUPTED
    assert said.strip().splitlines()[-1] == "coopindex: interrupted"
    assert "Traceback" not in said
    deadline = time.monotonic() + 10
    while members(run.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert members(run.pid) == []
    assert list(tmp_path.iterdir()) == []
