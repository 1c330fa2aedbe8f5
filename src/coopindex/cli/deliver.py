"""Hand an answer over in the form asked for: to the screen, a pipe, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coopindex.problems import InvalidInput, Problem
from coopindex.report.write import write_file

if TYPE_CHECKING:
    from coopindex.report.table import Page


class Format(StrEnum):
    """The forms an answer comes in."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    md = "md"
    json = "json"


ENDINGS = {
    "": Format.table,
    ".txt": Format.table,
    **{f".{form.value}": form for form in Format if form is not Format.table},
}


class Language(StrEnum):
    """The languages of names and titles."""

    en = "en"
    zh = "zh"


@dataclass(frozen=True)
class Wanted:
    """The form asked for, and the file (None: stdout)."""

    form: Format
    file: Path | None


def wanted(form: Format | None, json: bool, file: Path | None) -> Wanted:
    """Settle the form: as asked for, else by the file's ending; a table where it has none, or .txt."""
    if file:
        check_target(file)
    if json and form not in (None, Format.json):
        raise typer.BadParameter(
            f"--json and --format {form.value if form else ''} contradict each other"
        )
    form = Format.json if json else form
    if form:
        return Wanted(form, file)
    ending = file.suffix.lower() if file else ""
    if ending not in ENDINGS:
        message = f"nothing is written as {ending}; name a file that ends in {', '.join(filter(None, ENDINGS))}, or say --format"
        raise typer.BadParameter(message, param_hint="--output")
    return Wanted(ENDINGS[ending], file)


def check_target(file: Path) -> None:
    """Refuse, before any work is done, a file whose folder is not there, and to read the file."""
    if not file.absolute().parent.is_dir():
        message, hint = f"there is no folder {file.parent}", "make it first"
        raise InvalidInput([Problem("missing-folder", message, file=str(file), hint=hint)])
    if not file.is_file():
        return
    from coopindex.content.files import ANSWERS

    ANSWERS.set((*ANSWERS.get(), file))


def deliver_page(to: Wanted, page: Page) -> None:
    """Write an answer in the form asked for; what is said beside a table goes to stderr."""
    from coopindex.cli.screen import messages
    from coopindex.report.render import render
    from coopindex.report.render.terminal import show

    if to.form in (Format.csv, Format.tsv):
        if page.rows is None:
            raise typer.BadParameter(
                "this answer is no single table; ask for --json or --format md",
                param_hint="--format",
            )
        show(page.aside, messages(), page.lang)
    text = render(page, to.form.value, None if to.file else sys.stdout)
    emit(text, to.file, page.lang)


def emit(text: str, file: Path | None = None, lang: str = "en") -> None:
    """Write to a file, or to stdout; who closes the pipe early has read enough."""
    if file:
        from coopindex.cli.screen import messages
        from coopindex.phrases import say

        write_file(file, text)
        messages().print(say("frame.written", lang, file=file), soft_wrap=True)
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
