"""Where the files of an index are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakValueDictionary

from coopindex.content.tables.mistaken import ELSEWHERE
from coopindex.phrases import Wording, chain, few
from coopindex.problems import FEW, InvalidInput, Problem, nearest

# files that the answer will be written to, which must not be read for it
ANSWERS: ContextVar[tuple[Path, ...]] = ContextVar("answers", default=())
OVERWRITTEN = "overwritten"
WORKBOOK = ".xlsx"


class Folder(Protocol):
    """A file that holds an index, and is read as a folder of the files that belong to it.

    path : of the file. Its files are found below that path and the digest of what it holds.
    """

    path: Path

    def names(self) -> Iterable[str]:
        """Name the files in it, by their paths in the folder."""

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, None where there is none of that name."""

    def table(self, name: str, asked: Any) -> Any:
        """Return a file that is a sheet as the table that it is, None where it is none."""

    def called(self, name: str) -> str:
        """Return what a file is called in messages."""

    def lacking(self, kind: str, why: str) -> Problem:
        """Return the problem that it has no table of a kind."""


# the workbooks that are open as folders, as long as somebody holds them
OPEN: WeakValueDictionary[Path, Folder] = WeakValueDictionary()


def within(path: Path) -> tuple[Folder, str] | None:
    """Return the open workbook that a path leads into, and the path in it; None for others."""
    if not OPEN:
        return None
    path = Path(os.path.normpath(path.absolute()))
    for above in path.parents:
        if (found := OPEN.get(above)) is not None:
            return found, path.relative_to(above).as_posix()
    return None


def files_in(folder: Path, ending: str) -> Iterator[Path]:
    """Yield the files of a folder that end so, by name; "" are all of them."""
    if inside := within(folder / "any"):
        names = (folder / Path(name).name for name in inside[0].names()
                 if within(folder / Path(name).name) == (inside[0], name))  # fmt: skip
        yield from sorted(path for path in names if path.suffix == ending or not ending)
    else:
        yield from sorted(path for path in folder.glob(f"*{ending}") if ending or path.is_file())


def bundled() -> dict[str, Path]:
    """Return the indices that come with the package: code -> definition."""
    package = Path(__file__).parents[1]
    folders = (package / "bundled" / "indicators", package.parents[1] / "indicators")
    folder = next((folder for folder in folders if folder.is_dir()), folders[0])
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def known_indices() -> dict[str, Path]:
    """Return every index that can be named: those in ./indicators, before bundled ones."""
    return {**bundled(), **{path.stem: path for path in sorted(Path("indicators").glob("*.yaml"))}}


def locate(name_or_path: str | Path) -> Path:
    """Return a definition's path: the file itself, ./indicators/NAME.yaml, or a bundled one.

    A workbook may be the file.

    Raises InvalidInput that names the nearest known index.
    """
    path = Path(name_or_path)
    if path.suffix in (".yaml", ".yml") or path.suffix.lower() == WORKBOOK:
        if is_there(path):
            return path.resolve() if path.is_file() else path.absolute()
        raise InvalidInput(
            [
                Problem(
                    "missing-file",
                    Wording("definition.no-such-file"),
                    file=path.as_posix(),
                    hint=partial(sought, [path.absolute()]),
                )
            ]
        )
    name, indices = str(name_or_path), known_indices()
    # a folder that may not be listed may hold it all the same
    own = Path("indicators") / f"{name}.yaml"
    if Path(name).name == name and is_there(own):
        return own.resolve()
    if name in indices:
        return indices[name].resolve()
    hint = nearest(name, indices) if indices else Wording("definition.name-yaml.hint")
    if is_there(path) and path.is_file():
        kind = ELSEWHERE.get(path.suffix.lower(), "")
        workbook = kind.endswith("workbook")
        hint = Wording(f"reading.kind-of-{kind}.hint" if workbook else "definition.a-table.hint")
    if _is_closed(Path("indicators")):
        hint = Wording("definition.closed-folder.hint", folder="indicators")
    raise InvalidInput(
        [Problem("unknown-index", Wording("definition.no-index", name=name), value=name, hint=hint)]
    )


def _is_closed(folder: Path) -> bool:
    """Say whether there is a folder whose files may not be listed."""
    try:
        list(folder.iterdir())
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def is_there(path: str | Path) -> bool:
    r"""Say whether there is such a file or folder; of a name that none can have, that it is not.

    >>> is_there("/"), is_there("x" * 5000), is_there("a\0b")
    (True, False, False)
    """
    if inside := within(Path(path)):
        book, name = inside
        return any(each == name or each.startswith(f"{name}/") for each in book.names())
    try:
        Path(path).stat()
    except (OSError, ValueError):
        return False
    return True


def root_of(definition: Path) -> Path:
    """Return the project's root: the folder that holds indicators/, weights/ and data/."""
    return definition.parent.parent if definition.parent.name == "indicators" else definition.parent


def overwritten(path: Path, file: str) -> tuple[Problem, ...]:
    """Refuse to read a file that the answer will be written to."""
    for answer in ANSWERS.get():
        with suppress(OSError, ValueError):
            if path.is_file() and path.samefile(answer):
                message = Wording("definition.overwritten")
                hint = Wording("definition.overwritten.hint")
                return (Problem(OVERWRITTEN, message, file=file, hint=hint),)
    return ()


def find_named(name: str | Path, root: Path, beside: Path) -> Path:
    """Return a file that another names: below the project's root, else beside the other.

    What is named in a workbook and not held by it lies beside the workbook.
    """
    places = [root / name, beside / name]
    if OPEN and (book := OPEN.get(root)) is not None:
        places.append(book.path.parent / name)
    return next(filter(is_there, places), places[0])


def say_where(problems: Iterable[Problem], root: Path, beside: Path) -> tuple[Problem, ...]:
    """Say of a file that is not there in which folders it was sought."""
    folders = tuple(dict.fromkeys((root, beside)))
    return tuple(
        problem.but(hint=partial(sought, [each / problem.file for each in folders], folders))
        if problem.code == "missing-file" and problem.file is not None
        else problem
        for problem in problems
    )


def sought(paths: Iterable[Path], folders: Sequence[Path] = ()) -> Wording:
    """Say from which folders a file was sought, and what there is where it should be."""
    found = chain([_what_is_in(folder) for folder in dict.fromkeys(path.parent for path in paths)])
    if not folders:
        return Wording("frame.verbatim", text=found)
    names = chain([folder.as_posix() for folder in folders], "frame.and")
    return Wording("definition.sought.hint", folders=names, found=found)


def _what_is_in(folder: Path) -> Wording:
    """Name the files of a folder, or the parts of a workbook."""
    if inside := within(folder / "any"):
        return Wording("sheet.holds", names=few(sorted(inside[0].names()), FEW))
    try:
        names = sorted(each.name for each in folder.iterdir() if not each.name.startswith("."))
    except OSError:
        return Wording("definition.no-folder", folder=folder.as_posix())
    if not names:
        return Wording("definition.empty-folder", folder=folder.as_posix())
    return Wording("definition.folder-holds", folder=folder.as_posix(), names=few(names, FEW))


def name_in(root: Path, path: Path) -> str:
    """Return a file's name in messages: relative to the project's root where it lies in it.

    >>> name_in(Path("/a"), Path("/a/data/x.csv"))
    'data/x.csv'
    """
    if inside := within(path):
        return inside[0].called(inside[1])
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
