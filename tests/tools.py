"""Programs that some tests need beside Python: skipped where one is missing, unless promised.

`.ci/run` installs them and CI=true says so, so that no check is passed over unseen.
"""

import os
import shutil

import pytest


def program(*names: str) -> str:
    """Return the path of the first program that is there."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None and os.environ.get("CI") and shutil.which("apt-get"):
        pytest.fail(f"{names[0]} is not there, though .ci/run installs it")
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found
