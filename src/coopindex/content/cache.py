"""What was found in order before: a folder of small files beside the user's other caches.

A file is named by the digest of all that its answer hangs on, and says nothing but that it was
found in order. So it can be deleted at any time, is written by several processes at once without
harm, and what does not belong here is passed over. `COOPINDEX_CACHE` names another folder, or is
`off`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from coopindex.content.writing import PARTS, whole
from coopindex.problems import InvalidInput

VARIABLE, OFF = "COOPINDEX_CACHE", "off"
OURS = re.compile(rf"[0-9a-f]{{64}}|{PARTS}")
MOST = 400  # of some 80 bytes each; what was not asked for the longest goes first


def folder() -> Path | None:
    """Return the folder, which need not be there; None where nothing is to be remembered."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named not in ("", OFF) else None
    try:
        return _usual() / "coopindex"
    except RuntimeError:
        # nobody's home
        return None


def _usual() -> Path:
    """Return the folder of the user's caches, by the platform's convention."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    # by the XDG Base Directory Specification a path that is not absolute is to be passed over
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


@cache
def program_digest() -> bytes:
    """Return a digest of the package as it is, so that no other version's answers are believed.

    Its version, and the name, size and time of each of its files, by which Python itself knows
    whether what it has compiled is still true. Empty where they are not to be had: then nothing is
    remembered.
    """
    try:
        # read whole, 218 files take 13 ms; asked for their size and time, 1 ms
        files = sorted(_files(Path(__file__).parents[1]))
        return sha256(repr((version("coopindex"), files)).encode()).digest()
    except (OSError, PackageNotFoundError):
        return b""


def _files(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    """Yield the path, the size and the time of each file of code in a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns


def holds(key: str) -> bool:
    """Say whether what has this digest was found in order before."""
    home = folder()
    try:
        found = home is not None and _says(home / key, _entry(key))
    except (OSError, ValueError):
        return False
    if home is not None and found:
        with suppress(OSError):
            os.utime(home / key)
    return found


def _says(path: Path, entry: bytes) -> bool:
    """Say whether a file holds an entry and nothing else; one of another size is not opened."""
    return path.stat().st_size == len(entry) and path.read_bytes() == entry


def keep(key: str) -> None:
    """Remember that what has this digest is in order; where that cannot be written, do nothing."""
    home = folder()
    if home is None or not program_digest():
        return
    with suppress(OSError, ValueError, InvalidInput):
        home.mkdir(parents=True, exist_ok=True)
        with whole(home / key) as stream:
            stream.write(_entry(key))
        _shorten(home)


def _entry(key: str) -> bytes:
    return f"coopindex: in order {key}\n".encode()


def _shorten(home: Path) -> None:
    """Remove the oldest of our files where there are too many."""
    files = [entry for entry in os.scandir(home) if OURS.fullmatch(entry.name)]
    if len(files) > MOST:
        files.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns)
        for entry in files[: len(files) - MOST]:
            with suppress(OSError):
                Path(entry.path).unlink()
