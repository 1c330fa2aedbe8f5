"""A workbook to start from: like a recipe or the example, or of an index, with cells to fill in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from coopindex.content import recipe
from coopindex.content.new_project import need_room, project_texts
from coopindex.content.workbook.folder import gathered
from coopindex.content.workbook.written import workbook_of
from coopindex.content.writing import whole_folder
from coopindex.phrases import say

NAME = "index.xlsx"


def start_workbook(folder: Path, lang: str = "en", like: str | None = None) -> list[str]:
    """Write a small index as a workbook into a folder that does not exist or is empty.

    lang : of its sheets and headers. like : the recipe whose index it is (None: the example).
    """
    from coopindex.content.content import read_content

    texts = project_texts(folder, lang, like)
    need_room(folder)
    with tempfile.TemporaryDirectory() as held:
        for name, text in texts.items():
            file = Path(held) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        definition = next((Path(held) / "indicators").glob("*.yaml"))
        files = gathered(read_content(definition.as_posix()))
    written = workbook_of(files, lang, NAME, _about(like, lang))
    with whole_folder(folder) as part:
        (part / NAME).write_bytes(written)
    return [NAME]


def _about(like: str | None, lang: str) -> str:
    """Say what of a recipe is published, and what assumed."""
    if like is None:
        return ""
    found = recipe.named(like)
    parts = {"published": found.published, "assumed": found.assumed}
    lines = [say("sheet.sampled", lang)] if found.invented else []
    for key, texts in parts.items():
        said = [text.zh if lang == "zh" else text.en for text in texts]
        lines += [say(f"recipe.{key}", lang), *(f"– {text}" for text in said)] if said else []
    return "\n".join(lines)
