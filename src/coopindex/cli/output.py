"""Hand an answer over in the form asked for: to the screen, a pipe, or a file."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from coopindex.phrases import PROSE, Wording, in_line, visible
from coopindex.problems import InvalidInput, Problem

if TYPE_CHECKING:
    from rich.console import Console

    from coopindex.project import Page


class Format(StrEnum):
    """The forms an answer comes in."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    md = "md"
    json = "json"


# seconds until a line says how far something is where no bar can; each next one takes twice as long
FIRST_LINE = 5.0
ENDINGS = {
    "": Format.table,
    ".txt": Format.table,
    **{f".{form.value}": form for form in Format if form is not Format.table},
}


@dataclass(frozen=True)
class Request:
    """The form asked for, the file (None: stdout), and the option that says the form.

    raw : texts in CSV stay as they are. whole : every flag is shown.
    """

    form: Format
    file: Path | None
    option: str = "--format"
    raw: bool = False
    whole: bool = False


def wanted(
    form: Format | None,
    json: bool,
    file: Path | None,
    raw: bool = False,
    whole: bool = False,
    own: Sequence[str] = (),
) -> Request:
    """Settle the form: as asked for, else by the file's ending, else a table.

    own : endings of files that the command writes itself; the answer then goes to the screen.
    """
    if file:
        check_target(file)
    if json and form not in (None, Format.json):
        raise typer.BadParameter(Wording("usage.json-and-format", form=form.value if form else ""))
    form = Format.json if json else form
    ending = file.suffix.lower() if file else ""
    if ending in own:
        file, ending = None, ""
    if form:
        return Request(form, file, raw=raw, whole=whole)
    if ending not in ENDINGS:
        known = ", ".join(filter(None, (*own, *(each for each in ENDINGS if each not in own))))
        message = Wording("usage.unknown-ending", ending=ending, known=known)
        raise typer.BadParameter(message, param_hint="--output")
    return Request(ENDINGS[ending], file, "--output", raw, whole)


def check_target(file: Path) -> None:
    """Refuse, before any work is done, a file whose folder is not there, and to read the file."""
    if not file.absolute().parent.is_dir():
        message, hint = (
            Wording("usage.missing-folder", folder=file.parent),
            Wording("usage.missing-folder.hint"),
        )
        raise InvalidInput([Problem("missing-folder", message, file=str(file), hint=hint)])
    from coopindex.project import will_write

    will_write(file)


def check_settings_file(path: Path, output: Path | None) -> None:
    """Refuse a file that settings cannot be written to.

    It has another ending, no folder, or is the answer's own file.
    """
    if path.suffix not in (".csv", ".parquet"):
        raise typer.BadParameter(
            Wording("usage.settings-ending", path=path.name),
            param_hint="--settings",
        )
    check_target(path)
    if output and path.absolute() == output.absolute():
        raise typer.BadParameter(
            Wording("usage.answer-goes-there", path=path), param_hint="--settings"
        )


def deliver(to: Request, page: Page) -> None:
    """Write an answer; where it is a table alone, what else belongs to it is said on stderr."""
    from coopindex.project import render, render_aside

    form: Any = to.form.value
    if to.form in (Format.csv, Format.tsv):
        if page.table is None:
            raise typer.BadParameter(
                Wording("usage.no-single-table"),
                param_hint=to.option,
            )
        text = render(page, form, raw=to.raw)
        sys.stderr.write(render_aside(page, sys.stderr, whole=to.whole))
    else:
        text = render(page, form, None if to.file else sys.stdout, whole=to.whole)
    emit(text, to.file, page.lang, json=to.form is Format.json)


def emit(text: str, file: Path | None = None, lang: str = "en", *, json: bool = False) -> None:
    """Write to a file, or to stdout; who closes the pipe early has read enough.

    json : it is JSON, which is UTF-8 whatever the stream's encoding.
    """
    if file:
        from coopindex.project import say, write_file

        write_file(file, text)
        tell(say("frame.written", lang, file=in_line(str(file), PROSE)))
        return
    try:
        if json and isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # what could not be written is not tried again when Python leaves
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise


def tell(message: str) -> None:
    """Say something beside the answer."""
    print(visible(message), file=sys.stderr)


# -- how far it is ---------------------------------------------------------------------------------


@contextmanager
def progress(lang: str) -> Iterator[Callable[[int, int], None]]:
    """Show how many draws are done: on a terminal as a bar, elsewhere a line now and then."""
    from coopindex.project import say

    if sys.stderr.isatty():
        with _bar(say("frame.drawing", lang)) as advance:
            yield advance
        return

    def line(seconds: float, done: int, of: int) -> str:
        minutes = max(1, round(seconds * (of - done) / max(done, 1) / 60))
        what = {"seconds": seconds, "done": done, "of": of, "minutes": minutes}
        return say("frame.drawn-so-far", lang, **what)

    yield _now_and_then(line)


@contextmanager
def tightening(lang: str) -> Iterator[Callable[[int, int, int], None]]:
    """Show how many ranks are proved: on a terminal as a bar, elsewhere a line now and then."""
    from coopindex.project import say

    if sys.stderr.isatty():
        with _bar(say("frame.ranks-proved", lang)) as advance:
            yield lambda proved, of, _widest: advance(proved, of)
        return

    def line(seconds: float, proved: int, of: int, widest: int) -> str:
        what = {"seconds": seconds, "proved": proved, "of": of, "widest": widest, "count": widest}
        return say("frame.proved-so-far", lang, **what)

    yield _now_and_then(line)


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far something is, and the time left."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=_console(), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _now_and_then(line: Callable[..., str]) -> Callable[..., None]:
    """Return what tells how far something is, ever more seldom, until all is done.

    line : says it, given the seconds since, how much is done and how much there is.
    """
    start, following = time.monotonic(), FIRST_LINE

    def advance(done: int, of: int, *more: int) -> None:
        nonlocal following
        seconds = time.monotonic() - start
        if seconds >= following and done < of:
            following *= 2
            tell(line(seconds, done, of, *more))

    return advance


@contextmanager
def at_work(what: str, lang: str) -> Iterator[Callable[[str], None]]:
    """Show that something is being done: what is yielded takes what comes next.

    Elsewhere than on a terminal a line says it now and then.
    """
    if sys.stderr.isatty():
        with _console().status(what) as status:
            yield status.update
        return
    doing, ended = [what], threading.Event()
    telling = threading.Thread(target=_tell_at_work, args=(doing, ended, lang), daemon=True)
    telling.start()
    try:
        yield lambda following: doing.__setitem__(0, following)
    finally:
        ended.set()
        telling.join()


def _tell_at_work(doing: Sequence[str], ended: threading.Event, lang: str) -> None:
    """Say what is being done, ever more seldom, until it has ended."""
    from coopindex.project import say

    following, seconds = FIRST_LINE, FIRST_LINE
    while not ended.wait(following):
        tell(say("frame.at-work", lang, seconds=seconds, what=str(doing[0])))
        following = max(seconds, 1.0)
        seconds += following


def _console() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)
