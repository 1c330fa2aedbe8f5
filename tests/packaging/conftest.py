"""The packages as people get them: built from the clone, and installed where nothing else is."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
# nothing of the clone is seen by what is installed
BARE = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}


def run(*command, cwd, **options):
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**BARE, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        **options,
    )


def built(source, target, *kinds):
    """Build a source folder as pip does, with nothing asked of a network."""
    kinds = [word for kind in kinds for word in ("-t", kind)]
    run(sys.executable, "-m", "hatchling", "build", "-d", target, *kinds, cwd=source, check=True)


def needed(name, extras=()):
    """Yield the distributions that a package declares to need, and those that they need."""
    waiting, seen = [(name, frozenset(extras))], set()
    while waiting:
        found = waiting.pop()
        if found in seen:
            continue
        seen.add(found)
        yield found[0]
        for line in distribution(found[0]).requires or []:
            wanted = Requirement(line)
            asked = [{"extra": extra} for extra in found[1]] or [{"extra": ""}]
            if wanted.marker is None or any(map(wanted.marker.evaluate, asked)):
                waiting.append((wanted.name, frozenset(wanted.extras)))


def linked(name, folder):
    """Link what a distribution brings into a folder, as if it were installed there."""
    found = distribution(name)
    tops = {file.parts[0] for file in found.files or []} - {"..", "__pycache__"}
    for top in tops:
        link = folder / top
        if not link.exists():
            link.symlink_to(Path(found.locate_file(top)).resolve())


@dataclass(frozen=True)
class Installed:
    """An environment with coopindex's wheel, its declared dependencies, and no more."""

    home: Path

    @property
    def bin(self):
        return self.home / "bin"

    def __call__(self, *words, cwd):
        return run(self.bin / "coopindex", *words, cwd=cwd)

    def python(self, code, cwd, **options):
        return run(self.bin / "python", "-c", code, cwd=cwd, **options)


@dataclass(frozen=True)
class Packages:
    sdist: Path
    wheel: Path
    unpacked: Path
    wheel_of_sdist: Path


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """The sdist and the wheel of the clone, and the wheel that the sdist gives."""
    folder = tmp_path_factory.mktemp("dist")
    built(ROOT, folder, "sdist", "wheel")
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    unpacked = folder / sdist.name.removesuffix(".tar.gz")
    built(unpacked, folder / "again", "wheel")
    (again,) = (folder / "again").glob("*.whl")
    return Packages(sdist, wheel, unpacked, again)


@pytest.fixture(scope="session")
def installed(packages, tmp_path_factory):
    """The sdist's wheel, installed by pip beside what it declares to need, without any extra.

    The needed packages are linked from the environment that runs the tests, so that no network is
    asked; whatever is not declared is not there.
    """
    home = tmp_path_factory.mktemp("clean") / "environment"
    venv.create(home, with_pip=False, symlinks=True)
    (site,) = home.glob("lib/python*/site-packages")
    for name in needed("coopindex"):
        if name != "coopindex":
            linked(name, site)
    pip = [sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install"]
    offline = ["--quiet", "--no-deps", "--no-index"]
    run(*pip, *offline, packages.wheel_of_sdist, cwd=home, check=True)
    return Installed(home)


@pytest.fixture(scope="session")
def names_in_wheel(packages):
    with zipfile.ZipFile(packages.wheel) as archive:
        return archive.namelist()
