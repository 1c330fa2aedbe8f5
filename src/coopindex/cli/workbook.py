"""The command that turns a folder of text into a workbook, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopindex.cli.output import emit, tell
from coopindex.cli.parameters import Json, Lang, Language
from coopindex.phrases import PROSE, in_line


def convert(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FROM", help="An index, the folder of a project, or a workbook (.xlsx)."
        ),
    ],
    to: Annotated[
        Path,
        typer.Argument(metavar="TO", help="The workbook (.xlsx) or the folder to make."),
    ],
    json: Json = False,
    lang: Lang = Language.en,
) -> None:
    """Turn a folder of text into a workbook, or a workbook into a folder of text, without loss.

    There and back the files are the same, comments too, unless the workbook was changed between:
    of the files that this concerns it is said that they have lost theirs.
    """
    from coopindex.project import as_json, say
    from coopindex.project import convert as converted

    found = converted(source, to, lang)
    told = {"written-anew": found.anew, "left-aside": found.aside, "not-read": found.unread}
    for key, names in told.items():
        if names:
            tell(say(f"sheet.{key}", lang, names=in_line(", ".join(names), PROSE)))
    said = {"to": found.to.as_posix(), "files": list(found.files), "index": found.index,
            "anew": list(found.anew), "aside": list(found.aside),
            "unread": list(found.unread)}  # fmt: skip
    folder = to.parent if to.suffix else to
    lines = "".join(f"{in_line(str(folder / name), PROSE)}\n" for name in found.files)
    emit(as_json(said) if json else lines, json=json)
