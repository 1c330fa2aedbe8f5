"""What several tests share."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("steady", deadline=None, max_examples=50, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(autouse=True, scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in place of the user's own cache, for the processes that tests start too."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPINDEX_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of golden results and published indices, beside the project and not in it."""
    folder = ROOT.parent / "shared" / "reference"
    if not folder.is_dir():
        pytest.skip("needs the reference results in ../shared/reference")
    return folder


@pytest.fixture(scope="session")
def program() -> Callable[..., str]:
    """Find a program that some tests need beside Python: skipped where it is missing.

    `.ci/run` installs them and CI=true says so, so that there no check is passed over unseen.
    """

    def found(*names: str) -> str:
        path = next(filter(None, map(shutil.which, names)), None)
        if path is None and os.environ.get("CI") and shutil.which("apt-get"):
            pytest.fail(f"{names[0]} is not there, though .ci/run installs it")
        if path is None:
            pytest.skip(f"{names[0]} is not installed")
        return path

    return found
