"""Start a project of one's own from the template, or like a recipe."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from coopindex.content import recipe
from coopindex.content.forms.json_schema import definition_schema, scheme_schema
from coopindex.content.writing import whole_folder
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

TEMPLATE = Path(__file__).parent / "template"
SUFFIXES = (".yaml", ".csv", ".md")
# what the template's own index is called
EXAMPLE = "port-cities"
README = {"en": "README.md", "zh": "README.zh.md"}


def start(folder: Path, lang: str = "en", like: str | None = None) -> list[str]:
    """Write a small project into a folder that doesn't exist or is empty; nothing is overwritten.

    The index is called as the folder is. lang : the language of its README. like : the recipe whose
    index it is (None: the template). Returns the files' names. Raises InvalidInput where something
    stands there, or no recipe is called so.
    """
    return lay_down(folder, lambda: project_texts(folder, lang, like))


def lay_down(
    folder: Path,
    files: Callable[[], Mapping[str, str]],
    check: Callable[[Path], None] = lambda _: None,
) -> list[str]:
    """Write a project's files, and the schemas for editors, into a folder: all of them or none.

    files : makes their texts, by name. check : is shown the folder before it takes its place, and
    raises what is wrong with it. Returns the files' names. Raises InvalidInput where something
    stands there.
    """
    need_room(folder)
    made = {**files(), **schemas()}
    with whole_folder(folder) as part:
        for path, text in made.items():
            file = part / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        check(part)
    return sorted(made)


def project_texts(folder: Path, lang: str = "en", like: str | None = None) -> dict[str, str]:
    """Return the files of a small project that is called as a folder is, by their names."""
    texts = _of_template if like is None else recipe.named(like).project
    return dict(texts(named(folder), lang))


def named(folder: Path) -> str:
    """Return what an index in a folder is called: its name, of signs that a code may have.

    >>> [named(Path(name)) for name in ("my-ports", "My ports (2024)", "港口")]
    ['my-ports', 'My-ports-2024', 'my-index']
    """
    bare = re.sub(r"\.ya?ml$", "", folder.resolve().name)
    return re.sub(r"[^A-Za-z0-9_.]+", "-", bare).strip("-_.") or "my-index"


def _of_template(name: str, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the names and the texts of the template's files, for an index that is called so."""
    # in quotes, for YAML would read some names, such as 1e3 or null, as no text
    index = (f"index: {EXAMPLE}\n", f'index: "{name}"\n')
    readme = TEMPLATE / README[lang]
    files = {README["en"]: readme} | {
        path.relative_to(TEMPLATE).as_posix(): path
        for path in TEMPLATE.rglob("*")
        if path.suffix in SUFFIXES and path.name not in README.values()
    }
    for file, path in files.items():
        text = path.read_text("utf-8").replace(*index)
        yield file.replace(EXAMPLE, name), text.replace(EXAMPLE, name)


def schemas() -> dict[str, str]:
    """Return the JSON Schemas that editors check a project's files with, by name."""
    schemas = {
        "indicators/index.schema.json": definition_schema(),
        "weights/scheme.schema.json": scheme_schema(),
    }
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }


def need_room(folder: Path) -> None:
    """Refuse a folder that is there and holds anything."""
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
