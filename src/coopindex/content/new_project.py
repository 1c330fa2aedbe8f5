"""Start a project of one's own from the template."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from coopindex.content.forms.json_schema import definition_schema, scheme_schema
from coopindex.content.writing import whole_folder
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

TEMPLATE = Path(__file__).parent / "template"
README = {"en": "README.md", "zh": "README.zh.md"}


def start(folder: Path, lang: str = "en") -> list[str]:
    """Copy the template into a folder that doesn't exist or is empty; nothing is ever overwritten.

    lang : the language of its README. Returns the files' names. Raises InvalidInput where something
    stands there.
    """
    _need_room(folder)
    with whole_folder(folder) as part:
        _fill(part, lang)
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def _fill(folder: Path, lang: str) -> None:
    shutil.copytree(
        TEMPLATE,
        folder,
        dirs_exist_ok=True,
        copy_function=shutil.copyfile,
        ignore=shutil.ignore_patterns("__pycache__", *README.values()),
    )
    shutil.copyfile(TEMPLATE / README[lang], folder / README["en"])
    schemas = {
        "indicators/index.schema.json": definition_schema(),
        "weights/scheme.schema.json": scheme_schema(),
    }
    for name, schema in schemas.items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _need_room(folder: Path) -> None:
    full = folder.is_dir() and any(folder.iterdir())
    if folder.exists() and not folder.is_dir():
        problem = Problem(
            "not-a-folder",
            Wording("definition.is-a-file"),
            file=str(folder),
            hint=Wording("definition.new-folder.hint"),
        )
    elif full:
        message = Wording("definition.not-empty")
        problem = Problem(
            "not-empty", message, file=str(folder), hint=Wording("definition.new-folder.hint")
        )
    else:
        return
    raise InvalidInput([problem])
