"""The reference of what may be written in YAML, from the schemas that editors check by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coopindex.content.forms.index import SourceForm
from coopindex.content.forms.json_schema import definition_schema, plan_schema, scheme_schema
from coopindex.methods.stages import STAGES

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "content.md"
# what is chosen from among methods -> the page of its methods
CHOSEN = {
    name: f"[a method](../methods/{name.lower()}.md)"
    for name in (
        "Transform", "Imputation", "Treatment", "Normalisation", "Weighting", "Aggregation",
    )
}  # fmt: skip
FILES = (
    ("An index", "indicators/<index>.yaml", definition_schema, "indicators/index"),
    ("A scheme of weights", "weights/<index>/<scheme>.yaml", scheme_schema, "weights/scheme"),
    ("A plan of robustness", "robustness/<index>/<plan>.yaml", plan_schema, "robustness/plan"),
)
# what keys mean wherever they stand
EVERYWHERE = {
    "reason": "why it is so; stands in the reports",
    "note": "what readers should know",
    "title": "what people call it, text or `{en, zh}`",
    "description": "a sentence on it, text or `{en, zh}`",
    "source": "a source's code, or words",
    "file": "the table's file",
    "where": "only those whose group is so: `{region: east}`",
    "years": "`each`, `all`, `scored`, or a list of years",
    "from": "the lowest score of the tier",
    "name": "what it is called, text or `{en, zh}`",
    "en": "in English",
    "zh": "in Chinese",
    "columns": "the header of a column, where it is called otherwise",
    "weights": "node: weight inside its parent",
}
LEAD = """# YAML

Every key of every file, made from the models that check them: what it takes, and what it means.
How the files hang together, with examples, is told in [What analysts write](../content.md); whole
files to copy stand in [Recipes](../recipes.md). Editors complete and check while you type, by the
schemas that `coopindex schema` prints.
"""


def pages(_lang: str) -> Iterator[tuple[str, str]]:
    """Yield the page; it is in English on either site."""
    yield "reference/yaml.md", "\n".join(_page())


def _page() -> Iterator[str]:
    yield LEAD
    told = _told()
    defined: dict[str, Any] = {}
    for title, place, schema, _ in FILES:
        found = schema()
        defined |= found.get("$defs", {})
        yield from (
            f"## {title} {{#{_anchor(title)}}}",
            "",
            f"`{place}`. {found.get('description', '')}",
            "",
        )
        yield from _keys(found, told)
    yield from (
        "## Sources {#sources}",
        "",
        "`data/<index>/sources.yaml`: a code for each source, and its",
        "",
    )
    yield from _keys(SourceForm.model_json_schema(), told)
    yield from ("## Parts", "", "What stands inside others, by the alphabet.", "")
    for name in sorted(defined):
        mapping = _mapping(defined[name])
        if name not in CHOSEN and mapping is not None:
            yield from (f"### {_spoken(name)} {{#{_anchor(name)}}}", "")
            yield from (mapping.get("description", defined[name].get("description", "")), "")
            if short := _kinds([each for each in _ways(defined[name]) if each is not mapping]):
                yield from (f"Or short: {short}.", "")
            yield from _keys(mapping, told if name == "NodeForm" else {})


def _told() -> Mapping[str, str]:
    """Return what the guide's tables say of a key, the first time it is said."""
    rows = re.findall(
        r"^\| (`[a-z_`, ]*`) \|(?: [a-z, ]+ \|)? (.*) \|$", GUIDE.read_text("utf-8"), re.M
    )
    found = {stage.name: stage.what for stage in STAGES if stage.chosen}
    for keys, means in rows:
        for key in re.findall(r"`(\w+)`", keys):
            found.setdefault(key, re.sub(r"\]\(#", "](../content.md#", means))
    return found


def _keys(mapping: Mapping[str, Any], told: Mapping[str, str]) -> Iterator[str]:
    """Yield the table of a mapping's keys."""
    required = mapping.get("required", ())
    yield from ("| key | takes | means |", "|:--|:--|:--|")
    for key, schema in mapping.get("properties", {}).items():
        means = schema.get("description") or told.get(key) or EVERYWHERE.get(key, "")
        star = " **must be given**" if key in required else ""
        yield f"| `{key}`{star} | {_kind(schema)} | {_plain(means)} |"
    yield ""


def _plain(text: str) -> str:
    return text.replace("<", "&lt;").replace("\n", " ")


def _ways(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(schema.get("anyOf", [schema]))


def _mapping(schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the mapping with known keys that a schema is, or may be."""
    return next((each for each in _ways(schema) if "properties" in each), None)


def _kind(schema: Mapping[str, Any]) -> str:
    """Say in words what a schema takes."""
    return _kinds(_ways(schema)) or "anything"


def _kinds(ways: list[Mapping[str, Any]]) -> str:
    said = dict.fromkeys(_one(way) for way in ways if way.get("type") != "null")
    return ", or ".join(filter(None, said))


def _one(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return CHOSEN.get(name) or f"[{_spoken(name)}](#{_anchor(name)})"
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{each}`" for each in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return _kinds(_ways(schema))
    return _by_type(schema)


def _by_type(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type")
    if kind == "array":
        return f"a list of {_kind(schema.get('items', {}))}"
    if kind == "object" and "properties" in schema:
        return "a mapping of " + ", ".join(f"`{key}`" for key in schema["properties"])
    if kind == "object":
        return f"name: {_kind(schema.get('additionalProperties') or {})}"
    if kind == "string" and "pattern" in schema:
        return "text of a form"
    words = {
        "string": "text",
        "integer": "a whole number",
        "number": "a number",
        "boolean": "`true` or `false`",
    }
    return words.get(str(kind), "")


def _spoken(name: str) -> str:
    """Return what a form is called: its name without `Form`, in words."""
    return " ".join(re.findall(r"[A-Z][a-z]*", name.removesuffix("Form"))).capitalize()


def _anchor(name: str) -> str:
    return re.sub(r"\W+", "-", _spoken(name) if " " not in name else name).lower()
