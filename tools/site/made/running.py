"""What command lines answer, one after the other, in a copy of what a clone holds."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HELD = ("indicators", "weights", "data", "robustness", "docs/tutorial", "tests/layouts")
WIDTH = 88  # of a block on a page
# lines that change the reader's machine, and are only shown
INSTALLING = ("pip ", "pipx ", "uvx ", "make", "source ", "python -m venv")
# what a reader types into a cell of a workbook and saves; or into a terminal
STEP = re.compile(
    r"^<!-- cell (?P<file>\S+) (?P<sheet>\S+)!(?P<at>[A-Z]+\d+) (?P<value>\S+) -->\n\n?"
    r"|^```sh(?P<fails> fails)?\n(?P<block>.*?)^```$"
    r"(?P<asks>\n\n<!-- answer(?: (?P<rows>\d+))? -->)?",
    re.MULTILINE | re.DOTALL,
)


class Failed(Exception):
    """A command line on a page ends otherwise than the page says."""


def lent(name: str) -> Path:
    """Return the name of a folder that is gone when the program ends."""
    above = tempfile.mkdtemp(prefix="coopindex-site-")
    atexit.register(shutil.rmtree, above, ignore_errors=True)
    return Path(above) / name


def _copied() -> Path:
    folder = lent("clone")
    for name in HELD:
        shutil.copytree(ROOT / name, folder / name)
    return folder


@dataclass
class Session:
    """A reader who types a page's lines from top to bottom, where the page leads him."""

    folder: Path = field(default_factory=_copied)

    def typed(self, block: str, *, fails: bool = False) -> str:
        """Run the lines of a block and return what the last one prints."""
        found = ""
        for line in filter(None, (re.sub(r"\s+#.*", "", line) for line in block.splitlines())):
            if line.startswith("cd "):
                self.folder = self.folder / line[3:].strip()
            elif line.startswith("coopindex "):
                found = self._run(line, fails=fails)
            elif not line.startswith(INSTALLING):
                raise Failed(f"what is this line? {line}")
        return found

    def written(self, file: str, sheet: str, at: str, value: str) -> None:
        """Write a number into a cell of a workbook and save it."""
        import openpyxl

        path = self.folder / file
        book = openpyxl.load_workbook(path)
        book[sheet][at].value = float(value)
        book.save(path)

    def _run(self, line: str, *, fails: bool) -> str:
        from coopindex.cli import main

        out, said = io.StringIO(), io.StringIO()
        with (
            _inside(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(said),
        ):
            code = main(shlex.split(line)[1:])
        if (code != 0) != fails:
            raise Failed(f"{line}\n{said.getvalue()}")
        return out.getvalue().rstrip() or said.getvalue().rstrip()


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before, columns = Path.cwd(), os.environ.get("COLUMNS")
    os.chdir(folder)
    os.environ["COLUMNS"] = str(WIDTH)
    try:
        yield
    finally:
        os.chdir(before)
        del os.environ["COLUMNS"]
        if columns is not None:
            os.environ["COLUMNS"] = columns


@cache
def clone() -> Session:
    """One reader for all pages on which no line leads elsewhere."""
    return Session()


@cache
def answer(line: str) -> str:
    """Run a command line and return what it prints; one that fails fails the site."""
    return clone().typed(line)


def shortened(text: str, rows: int, more: str) -> str:
    """Return the first rows of an answer, and a sign where there are more."""
    lines = text.split("\n")
    return text if len(lines) <= rows + 1 else "\n".join([*lines[:rows], more])


def answered(markdown: str, more: str, *, run: bool) -> str:
    """Put what is answered behind every block that asks for it; run : else leave it out."""
    session = None

    def told(found: re.Match[str]) -> str:
        nonlocal session
        block, cell = found["block"], found["file"]
        shown = "" if cell else f"```sh\n{block}```"
        if not run:
            return shown
        session = session or Session()
        if cell:
            session.written(cell, found["sheet"], found["at"], found["value"])
            return shown
        said = session.typed(block, fails=bool(found["fails"]))
        if not found["asks"]:
            return shown
        said = shortened(said, int(found["rows"] or 40), more)
        return f"{shown}\n\n```text {{.answer}}\n{said}\n```"

    return STEP.sub(told, markdown)
