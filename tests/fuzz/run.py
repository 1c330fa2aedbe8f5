"""Spoil many projects, and see that each is scored or refused: `make fuzz`.

Each is asked one command in a process of its own, which may take so much time and memory and no
more. A project is at fault where the answer is none: a traceback, an exit code of ours, a word said
of a problem without its message, a score that is no number, no answer in time, too much memory. It
is then written out, as small as the fault allows, with its command beside it.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import os
import random
import re
import resource
import shlex
import shutil
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import mutate
import seeds

SECONDS, BYTES = 5, 1 << 30
WAIT = 8  # times the seconds of work that are waited for, on a machine that others use
FINE = ("scored", "refused")
SAID = re.compile(r"this is our bug|Traceback|Exception ignored|Warning:|Error:")
# what moves a terminal: control characters but for the line's end, and those that turn its order
RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NO_NUMBER = re.compile(r"(?<![\w.'-])[-+]?(nan|inf|NaN|Infinity)(?![\w.-])")


@dataclass(frozen=True)
class Case:
    """A project, what is done to it, and what is asked."""

    project: seeds.Project
    changes: tuple[Any, ...]
    words: tuple[str, ...]

    def files(self) -> mutate.Files:
        """Return the files as they are spoilt."""
        return mutate.apply(dict(self.project.files), list(self.changes))


@dataclass(frozen=True)
class Outcome:
    """What came of it: its kind, and what was printed."""

    kind: str
    said: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0


def case(projects: list[seeds.Project], seed: int, number: int) -> Case:
    """Return one case of a seed."""
    chance = random.Random(f"{seed}/{number}")
    project = chance.choice(projects)
    changes = mutate.drawn(chance)
    return Case(
        project, tuple(changes), tuple(mutate.asked(chance.choice(project.commands), chance))
    )


def lay(files: mutate.Files, folder: Path) -> None:
    """Lay files, links, pipes and folders down."""
    for name, content in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                _lay(content, path)
        except OSError:  # a name that this system does not know, or one twice
            continue


def _lay(special: mutate.Special, path: Path) -> None:
    if special.kind == "link":
        path.symlink_to(special.to)
    elif special.kind == "pipe":
        os.mkfifo(path)
    elif special.kind == "folder":
        path.mkdir()
    elif special.kind == "sparse":
        with path.open("wb") as file:
            file.truncate(100 << 30)
    else:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))


def ask(words: tuple[str, ...], folder: Path, seconds: float = SECONDS) -> Outcome:
    """Ask a command in a process of its own that stands in the folder."""
    out, err = folder.parent / "stdout", folder.parent / "stderr"
    child = os.fork()
    if not child:
        _answer(words, folder, out, err, seconds)
    deadline, status, usage = time.monotonic() + WAIT * seconds, 0, None
    while usage is None and time.monotonic() < deadline:
        done, status, usage_now = os.wait4(child, os.WNOHANG)
        if done:
            usage = usage_now
        else:
            time.sleep(0.002)
    if usage is None:
        os.kill(child, signal.SIGKILL)
        _, status, usage = os.wait4(child, 0)
        return Outcome("hung", _read(err))
    spent, taken = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
    kind = _kind(os.waitstatus_to_exitcode(status), words, _read(out), _read(err))
    if spent > seconds:
        kind = "late"
    if taken > BYTES:
        kind = "too large"
    return Outcome(kind, _read(err)[-3000:], spent, taken / (1 << 20))


def _answer(words: tuple[str, ...], folder: Path, out: Path, err: Path, seconds: float) -> None:
    """In the child: run the command, and leave with its exit code."""
    code = 1
    try:
        os.chdir(folder)
        for stream, path in ((1, out), (2, err)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdout, sys.stderr = map(_stream, (1, 2))
        resource.setrlimit(resource.RLIMIT_CPU, (int(3 * seconds), int(3 * seconds) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (6 * BYTES, 6 * BYTES))
        from coopindex.cli import main

        code = main(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _stream(number: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(number, "w", closefd=False), "utf-8")


def _read(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(20 << 20).decode("utf-8", "replace")


def _kind(code: int, words: tuple[str, ...], out: str, err: str) -> str:
    """Judge an answer."""
    if code < 0:
        return "killed"
    if code not in (0, 2, 3, 4) or SAID.search(err):
        return "traceback"
    if RAW.search(err) or (RAW.search(out) and "--raw" not in words):
        return "raw signs"
    if code in (2, 3):
        return "refused" if err.strip() else "silent"
    if "--json" in words:
        try:
            json.loads(out, parse_constant=_no_number)
        except ValueError:
            return "no number"
    elif "csv" in words and NO_NUMBER.search(out):
        return "no number"
    return "scored"


def _no_number(text: str) -> None:
    raise ValueError(text)


def aside(work: Callable[[], object]) -> None:
    """Do something in a process of its own, whose memory is gone with it."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def outcome(found: Case, seconds: float = SECONDS) -> Outcome:
    """Return what comes of a case."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "project"
        folder.mkdir()
        aside(lambda: lay(found.files(), folder))
        return ask(found.words, folder, seconds)


def outcome_of(files: mutate.Files, words: tuple[str, ...]) -> Outcome:
    """Return what comes of asking a command of files."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "project"
        folder.mkdir()
        lay(files, folder)
        return ask(words, folder)


def smallest(found: Case, kind: str) -> mutate.Files:
    """Leave out changes, then files, then lines, as long as the fault stays."""
    changes = list(found.changes)
    for change in list(changes):
        fewer = [each for each in changes if each != change]
        files = mutate.apply(dict(found.project.files), fewer)
        if fewer and outcome_of(files, found.words).kind == kind:
            changes = fewer
    files = mutate.apply(dict(found.project.files), changes)
    for name in sorted(files):
        fewer_files = {each: files[each] for each in files if each != name}
        if outcome_of(fewer_files, found.words).kind == kind:
            files = fewer_files
    for name in sorted(files):
        content = files[name]
        if isinstance(content, bytes) and name.endswith((".yaml", ".csv", ".json")):
            files = _fewer_lines(files, name, found.words, kind)
    return files


def _fewer_lines(files: mutate.Files, name: str, words: tuple[str, ...], kind: str) -> mutate.Files:
    content = files[name]
    assert isinstance(content, bytes)
    lines = content.splitlines(keepends=True)
    size, tries = len(lines) // 2, 0
    while size and tries < 40:
        start = 0
        while start < len(lines) and tries < 40:
            fewer = lines[:start] + lines[start + size :]
            shorter: mutate.Files = {**files, name: b"".join(fewer)}
            tries += 1
            if outcome_of(shorter, words).kind == kind:
                lines, files = fewer, shorter
            else:
                start += size
        size //= 2
    return files


def keep(folder: Path, found: Case, came: Outcome) -> None:
    """Write a faulty project out, as small as may be, with its command and what was said."""
    slow = came.kind in ("hung", "killed", "too large", "late")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    aside(lambda: lay(found.files() if slow else smallest(found, came.kind), folder))
    (folder / "COMMAND").write_text(shlex.join(["coopindex", *found.words]) + "\n", "utf-8")
    names = ", ".join(change.__name__ for change, _ in found.changes)
    said = f"{came.kind}: {names}\n{came.seconds:.1f} s, {came.megabytes:.0f} MB\n{came.said}\n"
    (folder / "SAID").write_text(said, "utf-8", "replace")


def main() -> int:
    """Run the cases that are asked for, and say what came of them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--number", type=int, default=2000)
    asked.add_argument("--first", type=int, default=0, help="the number of the first case")
    asked.add_argument("--seconds", type=float, default=SECONDS, help="of work on an answer")
    asked.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    given = asked.parse_args()
    os.environ |= {"COLUMNS": "100", "COOPINDEX_CACHE": "off"}
    projects = seeds.projects()
    _import_all()
    counts: Counter[str] = Counter()
    for number in range(given.first, given.first + given.number):
        found = case(projects, given.seed, number)
        came = outcome(found, given.seconds)
        counts[came.kind] += 1
        if came.kind not in FINE:
            folder = given.keep / f"{given.seed}-{number}-{came.kind.replace(' ', '-')}"
            keep(folder, found, came)
            print(f"{came.kind}: {folder}", flush=True)
        if (done := number + 1 - given.first) % 500 == 0:
            print(f"{done} of {given.number}", file=sys.stderr, flush=True)
    listed = ", ".join(f"{number} {kind}" for kind, number in counts.most_common())
    print(f"{given.number} projects of seed {given.seed}: {listed}")
    return int(any(kind not in FINE for kind in counts))


def _import_all() -> None:
    """Import what commands import, once for all the processes that are forked."""
    import numpy
    import openpyxl
    import pandas
    import pyarrow.parquet
    import scipy.optimize
    import scipy.stats
    import sklearn

    assert all((numpy, openpyxl, pandas, pyarrow, scipy, sklearn))
    project = seeds.template()
    with TemporaryDirectory() as place, contextlib.redirect_stdout(io.StringIO()):
        folder = Path(place) / "project"
        folder.mkdir()
        lay(dict(project.files), folder)
        for words in ("score port-cities --json", "uncertainty port-cities --draws 8 --json"):
            ask(tuple(words.split()), folder)
    import coopindex.cli.catalogue
    import coopindex.cli.commands
    import coopindex.cli.robustness
    import coopindex.content
    import coopindex.project

    assert coopindex.content
    gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
