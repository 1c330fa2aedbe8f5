"""A workbook to start from: like a recipe or the example, or of an index, with cells to fill in."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from coopindex.content import recipe
from coopindex.content.new_project import named, need_room, project_texts
from coopindex.content.workbook.blank import blank_workbook
from coopindex.content.workbook.folder import gathered
from coopindex.content.workbook.template import template_of
from coopindex.content.workbook.written import workbook_of
from coopindex.content.writing import whole_folder
from coopindex.phrases import say

NAME = "index.xlsx"


def start_workbook(
    folder: Path, lang: str = "en", like: str | None = None, *, blank: bool = False
) -> list[str]:
    """Write a small index as a workbook into a folder that does not exist or is empty.

    lang : of its sheets and headers. like : the recipe whose index it is (None: the example).
    blank : without units, figures and sources; and without indicators too where it is like none.
    """
    need_room(folder)
    if blank and like is None:
        written = blank_workbook(named(folder), lang, NAME)
    else:
        written = _laid_out(project_texts(folder, lang, like), lang, like, blank=blank)
    with whole_folder(folder) as part:
        (part / NAME).write_bytes(written)
    return [NAME]


def _laid_out(texts: Mapping[str, str], lang: str, like: str | None, *, blank: bool) -> bytes:
    """Return a project as a workbook; blank : its framework alone."""
    from coopindex.content.content import read_content

    with tempfile.TemporaryDirectory() as held:
        for name, text in texts.items():
            file = Path(held) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        definition = next((Path(held) / "indicators").glob("*.yaml"))
        content = read_content(definition.as_posix())
        if blank:
            return template_of(content, NAME, lang, units=False)
        return workbook_of(gathered(content), lang, NAME, _about(like, lang))


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
