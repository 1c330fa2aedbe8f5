"""Worker processes that are ended from outside, as by a machine that lacks memory."""

import importlib
import signal
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
