"""Write files and folders whole or not at all, and never through what stands in their place.

What is written stands first under a name that nobody can guess, beside its place and opened by
nobody else (O_EXCL), and then takes its place in one step. So nobody reads half a file, and an
error, Ctrl-C or SIGTERM leaves what was there before. A link is refused: what it points to may be
anybody's. Folders may be links. A file that is replaced hands on its mode; a new one obeys umask.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

PARTS = r"\.coopindex-[0-9a-f]{32}\.part"
# where the system's own links stand, such as /dev/stdout
SYSTEM = ("/dev", "/dev/fd", "/proc/self/fd")
# what says that another program was quicker
CROSSED = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOENT)
TIMES = 10


def write_file(path: Path, text: str) -> None:
    """Write a text as UTF-8, whole or not at all; an `OSError` names the file itself."""
    with whole(path) as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """Yield what to write to so that a file is there whole or not at all.

    A device or a pipe is written to itself. An `OSError` names the file itself.
    """
    with _named(path):
        need_room_for_file(path)
        if _is_device(path):
            with path.open("ab") as stream:
                yield stream
            return
        part = _part_beside(path)
        try:
            with part.open("xb") as stream:
                if path.exists():
                    part.chmod(path.stat().st_mode & 0o777)
                yield stream
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def need_room_for_file(path: Path) -> None:
    """Refuse a folder, a link, and a file or a folder that nobody may write to."""
    with _named(path):
        if path.is_dir():
            raise _error(errno.EISDIR)
        if _is_device(path):
            return
        _refuse_link(path)
        if path.exists() and not os.access(path, os.W_OK):
            raise _error(errno.EACCES)
        if path.parent.exists():
            _need_room_in(path.parent)


def need_room_for_folder(path: Path) -> None:
    """Refuse a place where there is a file, where nobody may write, or behind a dead link."""
    with _named(path):
        there = next(place for place in (path, *path.absolute().parents) if _stands(place))
        if not there.is_dir():
            raise _error(errno.ENOTDIR)
        _need_room_in(there)


def _need_room_in(folder: Path) -> None:
    """Refuse a folder in which nothing can be made; rights alone do not tell, so it is tried."""
    if not os.access(folder, os.W_OK):
        raise _error(errno.EACCES)
    part = _part_beside(folder / "part")
    try:
        part.touch(exist_ok=False)
    finally:
        part.unlink(missing_ok=True)


def _stands(place: Path) -> bool:
    """Whether something is there; a link to what is not there is refused."""
    if place.exists():
        return True
    if place.is_symlink():
        message = Wording("writing.dangling", target=place.readlink())
        hint = Wording("writing.dangling.hint")
        raise InvalidInput([Problem("link", message, file=str(place), hint=hint)])
    return False


@contextmanager
def whole_folder(
    path: Path, ours: Callable[[Path], Collection[str]] = lambda _: ()
) -> Iterator[Path]:
    """Yield a folder to write to, which then takes the place of `path` at once.

    ours : which files of the folder that is there may go, or an InvalidInput where none may. What
    else it holds is taken along. A folder that is there and empty is filled.
    """
    import shutil

    with _named(path):
        need_room_for_folder(path)
        filled = path.is_dir() and not any(path.iterdir())
        if not filled:
            _refuse_link(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = _part_beside(path / "inside" if filled else path)
        try:
            part.mkdir()
            yield part
            if filled:
                for entry in sorted(part.iterdir()):
                    entry.rename(path / entry.name)
            else:
                _put_in_place(part, path, ours)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _put_in_place(part: Path, path: Path, ours: Callable[[Path], Collection[str]]) -> None:
    """Rename a folder, or exchange it for one that is there; who crosses us is tried again."""
    for times in range(1, TIMES + 1):
        try:
            if path.exists():
                _exchange(part, path, ours(path))
            else:
                part.rename(path)
        except OSError as error:
            if error.errno not in CROSSED or times == TIMES or not part.exists():
                raise
        else:
            return


def _exchange(part: Path, path: Path, ours: Collection[str]) -> None:
    """Put a folder in the place of another, take along what is not ours, and remove the rest."""
    others = [entry for entry in path.iterdir() if entry.name not in ours or entry.is_dir()]
    for entry in others:
        if (part / entry.name).exists():
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(entry))
    part.chmod(path.stat().st_mode & 0o777)
    old = _part_beside(path)
    try:
        path.rename(old)
        part.rename(path)
    finally:
        if old.exists() and not path.exists():
            old.rename(path)
    for entry in others:
        (old / entry.name).rename(path / entry.name)
    for entry in old.iterdir():
        entry.unlink()
    old.rmdir()


def _part_beside(path: Path) -> Path:
    return path.with_name(f".coopindex-{os.urandom(16).hex()}.part")


def _is_device(path: Path) -> bool:
    """Whether it is no file but takes bytes: a device, a pipe, a stream of this program."""
    of_system = path.is_symlink() and path.absolute().parent.as_posix() in SYSTEM
    return path.exists() and (of_system or not (path.is_file() or path.is_dir()))


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        message = Wording("writing.link", target=path.readlink())
        hint = Wording("writing.link.hint")
        raise InvalidInput([Problem("link", message, file=str(path), hint=hint)])


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name a file in the errors about it, whatever was written in its stead."""
    try:
        yield
    except OSError as error:
        of_part = error.filename is None or ".coopindex-" in str(error.filename)
        named = path if of_part else error.filename
        raise OSError(error.errno, error.strerror, str(named)) from error


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
