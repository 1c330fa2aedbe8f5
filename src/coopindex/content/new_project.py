"""Start a project of one's own from the template."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from coopindex.content.forms.json_schema import definition_schema, scheme_schema
from coopindex.content.writing import whole_folder
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

TEMPLATE = Path(__file__).parent / "template"
SUFFIXES = (".yaml", ".csv", ".md")
# what the template's own index is called
EXAMPLE = "port-cities"
README = {"en": "README.md", "zh": "README.zh.md"}


def start(folder: Path, lang: str = "en") -> list[str]:
    """Write the template into a folder that doesn't exist or is empty; nothing is overwritten.

    The index is called as the folder is. lang : the language of its README. Returns the files'
    names. Raises InvalidInput where something stands there.
    """
    _need_room(folder)
    name = named(folder)
    # in quotes, for YAML would read some names, such as 1e3 or null, as no text
    index = (f"index: {EXAMPLE}\n", f'index: "{name}"\n')
    made = {
        path.replace(EXAMPLE, name): text.replace(*index).replace(EXAMPLE, name)
        for path, text in _texts(lang)
    }
    with whole_folder(folder) as part:
        for path, text in made.items():
            file = part / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    return sorted(made)


def named(folder: Path) -> str:
    """Return what an index in a folder is called: its name, of signs that a code may have.

    >>> [named(Path(name)) for name in ("my-ports", "My ports (2024)", "港口")]
    ['my-ports', 'My-ports-2024', 'my-index']
    """
    bare = re.sub(r"\.ya?ml$", "", folder.resolve().name)
    return re.sub(r"[^A-Za-z0-9_.]+", "-", bare).strip("-_.") or "my-index"


def _texts(lang: str) -> Iterator[tuple[str, str]]:
    """Yield the names and the texts of a new project's files."""
    for path in TEMPLATE.rglob("*"):
        if path.suffix in SUFFIXES and path.name not in README.values():
            yield path.relative_to(TEMPLATE).as_posix(), path.read_text("utf-8")
    yield README["en"], (TEMPLATE / README[lang]).read_text("utf-8")
    schemas = {
        "indicators/index.schema.json": definition_schema(),
        "weights/scheme.schema.json": scheme_schema(),
    }
    for name, schema in schemas.items():
        yield name, json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


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
