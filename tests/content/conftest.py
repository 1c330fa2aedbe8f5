"""A tiny project, whole and right, that tests break or bend."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

BAD = Path(__file__).resolve().parents[1] / "bad"
DEFINITION, OBSERVATIONS = "indicators/tiny.yaml", "data/tiny/observations.csv"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The root of a fresh copy of tests/bad/good."""
    shutil.copytree(BAD / "good", tmp_path / "tiny")
    return tmp_path / "tiny"


@pytest.fixture
def edit(tiny: Path) -> Callable[[str, str, str], None]:
    """Replace one passage in one of the tiny project's files."""

    def replace(file: str, old: str, new: str) -> None:
        text = (tiny / file).read_text("utf-8")
        assert old in text
        (tiny / file).write_text(text.replace(old, new, 1), "utf-8")

    return replace
