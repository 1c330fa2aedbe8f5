"""Worker processes that are ended from outside, as by a machine that lacks memory."""

import importlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coopindex.problems import InvalidInput
from coopindex.robustness.execution import Execution, chunks, run

TWO = Execution("processes", workers=2)
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="ends itself by SIGKILL")


@pytest.fixture
def summed(monkeypatch):
    """What makes the task, from a module that workers find."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return importlib.import_module("mortal").Summed


@pytest.mark.parametrize("deaths", [1, 2])
def test_what_a_killed_worker_left_is_done_again_and_counted_once(deaths, summed, tmp_path):
    assert run(summed(tmp_path, deaths), chunks(100, 8), TWO) == sum(range(100))
    assert len(list(tmp_path.iterdir())) == deaths


def test_workers_that_are_killed_again_and_again_are_one_problem(summed, tmp_path):
    with pytest.raises(InvalidInput) as raised:
        run(summed(tmp_path, 99), chunks(100, 8), TWO)
    [problem] = raised.value.problems
    assert problem.code == "workers-ended"


BEGINS = """
from mortal import Waiting
from coopindex.robustness.execution import Execution, run
if __name__ == "__main__":
    run(Waiting(), [(0, 1), (1, 2)], Execution("processes", workers=2))
"""


def test_workers_end_with_a_program_that_is_killed(tmp_path):
    (tmp_path / "begins.py").write_text(BEGINS)
    paths = [str(Path(__file__).parent), *sys.path]
    program = subprocess.Popen(
        [sys.executable, "begins.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
    )
    # each says that it has begun, and holds the pipe until it ends
    assert program.stdout
    assert {program.stdout.readline(), program.stdout.readline()} == {b"begun\n"}
    program.kill()
    assert program.communicate(timeout=60)[0] == b""
