"""What several tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("steady", deadline=None, max_examples=50, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of golden results and published indices, which lies beside the project and not in it."""
    folder = ROOT.parent / "shared" / "reference"
    if not folder.is_dir():
        pytest.skip("needs the reference results in ../shared/reference")
    return folder
