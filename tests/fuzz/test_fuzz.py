"""A short run of the fuzzer; `make fuzz` is the long one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

NUMBER = 80


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each project is asked in a forked process")
def test_spoilt_projects_are_scored_or_refused_and_nothing_else(tmp_path):
    pytest.importorskip("openpyxl")
    pytest.importorskip("pyarrow")
    # how fast a machine is decides nothing here: a minute is for what never ends
    asked = ["--seed", "0", "--number", str(NUMBER), "--seconds", "60", "--keep", str(tmp_path)]
    program = Path(__file__).with_name("run.py")
    run = subprocess.run(
        [sys.executable, str(program), *asked], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith(f"{NUMBER} projects of seed 0: ")
