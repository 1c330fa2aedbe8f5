"""What the command line's tests share."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coopindex.cli import main
from coopindex.content.new_project import start


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh project from the template, and the working directory."""
    folder = tmp_path / "port-cities"
    start(folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a command that must succeed, and return its JSON."""

    def run(*args: str) -> Any:
        assert main([*args, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def run(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as users do, in a pipe."""
    command = [sys.executable, "-m", "coopindex", *args]
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


@pytest.fixture
def program() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The program as users run it."""
    return run


@pytest.fixture(autouse=True)
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe has no width, whatever the runner of the tests says."""
    monkeypatch.delenv("COLUMNS", raising=False)
