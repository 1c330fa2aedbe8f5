"""Recipes: published indices as small projects to start from, and what of them is assumed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopindex.content.yaml import parse
from coopindex.engine.naming import Text
from coopindex.phrases import Wording, say
from coopindex.problems import InvalidInput, Problem, nearest

FOLDER = Path(__file__).parent / "recipes"
# a recipe's files -> where they stand in a project; `{}` is what the index is called
PLACES = {
    "index.yaml": "indicators/{}.yaml",
    "tree.csv": "indicators/tree.csv",
    "units.csv": "data/{}/units.csv",
    "observations.csv": "data/{}/observations.csv",
    "sources.yaml": "data/{}/sources.yaml",
}
BEGIN, END = "<!-- recipes: made by `make docs` -->", "<!-- /recipes -->"
INVENTED = "illustrative"  # the source of figures that nobody measured
COMMANDS = (
    "validate {index}",
    "score {index}",
    "explain {index} {unit}",
    "report {index}",
)


@dataclass(frozen=True)
class Recipe:
    """A published index: what it is, and which of its parts are published, which assumed.

    source : who published them. invented : whether nobody measured its figures. unit : the first.
    commands : what is asked of it beside what is asked of any.
    """

    name: str
    title: Text
    about: Text
    published: tuple[Text, ...]
    assumed: tuple[Text, ...]
    source: Text
    invented: bool
    unit: str
    commands: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return FOLDER / self.name

    def project(self, index: str, lang: str = "en") -> Iterator[tuple[str, str]]:
        """Yield the names and the texts of the files of a project whose index is called so."""
        yield "README.md", self.readme(index, lang)
        # in quotes, for YAML would read some names, such as 1e3 or null, as no text
        called = (f"\nindex: {self.name}\n", f'\nindex: "{index}"\n')
        for file, place in PLACES.items():
            if (self.folder / file).exists():
                text = (self.folder / file).read_text("utf-8")
                yield place.format(index), text.replace(*called)

    def readme(self, index: str, lang: str = "en") -> str:
        """Say what is published and what assumed, and how to go on."""
        titles = (self.title.en, self.title.zh)[:: -1 if lang == "zh" else 1]
        parts = {
            "published": _listed(self.published, lang, "no-published"),
            "from": _listed((self.source,) if self.published else (), lang),
            "assumed": _listed(self.assumed, lang, "no-assumed"),
            "figures": say(f"recipe.{'invented' if self.invented else 'measured'}", lang),
            "own": "\n".join(f"- {step}" for step in _steps(index, lang)),
        }
        sections = (
            f"# {' · '.join(titles)}",
            say("recipe.lead", lang, about=_in(self.about, lang)),
            "\n".join(f"    coopindex {line}" for line in self.asked(index, lang)),
            *(
                f"## {say(f'recipe.{part}', lang)}\n\n{text}"
                for part, text in parts.items()
                if text
            ),
        )
        return "\n\n".join(sections) + "\n"

    def asked(self, index: str, lang: str = "en") -> Iterator[str]:
        """Yield what is asked of an index that is called so, as command lines."""
        ending = " --lang zh" if lang == "zh" else ""
        for line in (*COMMANDS[:2], *self.commands, *COMMANDS[2:]):
            yield line.format(index=index, unit=self.unit) + ending

    def as_dict(self) -> dict[str, Any]:
        """As plain values, in both languages."""
        return {
            "recipe": self.name,
            **_both("title", self.title),
            **_both("about", self.about),
            **_both("source", self.source),
            "invented": self.invented,
            "published": [text.en for text in self.published],
            "published_zh": [text.zh for text in self.published],
            "assumed": [text.en for text in self.assumed],
            "assumed_zh": [text.zh for text in self.assumed],
        }


def recipes() -> Mapping[str, Recipe]:
    """Return all recipes by name."""
    return {path.parent.name: _read(path.parent) for path in sorted(FOLDER.glob("*/recipe.yaml"))}


def named(name: str) -> Recipe:
    """Return a recipe by its name or its title. InvalidInput with the nearest where there is none.

    >>> named("五通指数").name
    'five-connectivities'
    """
    known = recipes()
    titles = {str(title): each for each in known.values() for title in (each.title, each.title.zh)}
    found = known.get(name) or titles.get(name)
    if found is not None:
        return found
    close = nearest(name, known if name.isascii() else [each.title.zh for each in known.values()])
    message = Wording("recipe.unknown", name=name, nearest=close)
    hint = Wording("recipe.unknown.hint")
    raise InvalidInput([Problem("unknown-recipe", message, field="like", value=name, hint=hint)])


def with_recipes(page: str, lang: str = "en") -> str:
    """Return a page of documentation with the table of recipes between its marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{_manual(lang)}\n{end}{after}"


def _manual(lang: str) -> str:
    """Return the recipes as a table in Markdown."""
    rows = [say("recipe.columns", lang), " | ".join(["---"] * 5)]
    rows += [" | ".join(_row(recipe, lang)) for recipe in recipes().values()]
    return "\n".join(f"| {row} |" for row in rows)


def _row(recipe: Recipe, lang: str) -> Iterator[str]:
    """Yield what the table says of a recipe, column by column."""
    every = [say("recipe.every-figure", lang)] * recipe.invented
    yield f"`{recipe.name}`"
    yield _in(recipe.about, lang)
    for parts, more in ((recipe.published, []), (recipe.assumed, every)):
        told = [_in(part, lang) for part in parts] + more
        yield ("；" if lang == "zh" else "; ").join(told) or say("recipe.nothing", lang)
    yield re.sub(r"https?://\S+", r"<\g<0>>", _in(recipe.source, lang)) or "–"


def _read(folder: Path) -> Recipe:
    """Read a recipe: what is said of it, its title, its first unit, and who measured."""
    said, index, sources = (
        parse((folder / file).read_bytes(), file).data
        for file in ("recipe.yaml", "index.yaml", "sources.yaml")
    )
    second = (folder / "units.csv").read_text("utf-8").splitlines()[1]
    return Recipe(
        name=folder.name,
        title=Text(**index["title"]),
        about=Text(**said["about"]),
        published=tuple(Text(**part) for part in said["published"]),
        assumed=tuple(Text(**part) for part in said["assumed"]),
        source=Text(**said["source"]),
        invented=INVENTED in sources,
        unit=second.partition(",")[0],
        commands=tuple(said.get("commands", ())),
    )


def _in(text: Text, lang: str) -> str:
    return text.zh if lang == "zh" else text.en


def _listed(texts: tuple[Text, ...], lang: str, nothing: str = "") -> str:
    """Return texts as a list in Markdown; where there are none, what is said then."""
    none = say(f"recipe.{nothing}", lang) if nothing else ""
    return "\n".join(f"- {_in(text, lang)}" for text in texts) or none


def _steps(index: str, lang: str) -> list[str]:
    """Say how to put one's own figures in, file by file."""
    steps = ("step-units", "step-observations", "step-sources", "step-index", "step-validate")
    return [say(f"recipe.{step}", lang, index=index) for step in steps]


def _both(key: str, text: Text) -> dict[str, str]:
    return {key: text.en, f"{key}_zh": text.zh}
