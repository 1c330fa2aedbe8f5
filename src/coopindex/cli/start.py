"""Start a project of one's own from the template."""

from __future__ import annotations

import shutil
from pathlib import Path

from coopindex.problems import InvalidInput, Problem

TEMPLATE = Path(__file__).parent / "template"


def start(folder: Path) -> list[str]:
    """Copy the template into a folder that doesn't exist or is empty, and return the files' names. Nothing is ever overwritten."""
    from coopindex.content import definition_schema, scheme_schema
    from coopindex.report.render.json import as_json

    if folder.exists() and not folder.is_dir():
        raise InvalidInput(
            [Problem("not-a-folder", "is a file", file=str(folder), hint="name a new folder")]
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise InvalidInput(
            [
                Problem(
                    "not-empty",
                    "is not empty, and nothing is overwritten",
                    file=str(folder),
                    hint="name a new folder",
                )
            ]
        )
    shutil.copytree(
        TEMPLATE,
        folder,
        dirs_exist_ok=True,
        copy_function=shutil.copyfile,
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for place, schema in (
        ("indicators/index.schema.json", definition_schema()),
        ("weights/scheme.schema.json", scheme_schema()),
    ):
        (folder / place).write_text(as_json(schema), encoding="utf-8", newline="\n")
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
