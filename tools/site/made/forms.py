"""The reference of what may be written in YAML, from the schemas that editors check by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coopindex.content.forms.index import SourceForm
from coopindex.content.forms.json_schema import definition_schema, plan_schema, scheme_schema
from coopindex.methods.stages import STAGES
from made.forms_zh import PARTS, SAID
from made.keys import EVERYWHERE, OWN
from made.methods import ABOUT

DOCS = Path(__file__).resolve().parents[3] / "docs"
# what is chosen from among methods -> the page of its methods
CHOSEN = {
    name: f"../methods/{name.lower()}.md"
    for name in (
        "Transform", "Imputation", "Treatment", "Normalisation", "Weighting", "Aggregation",
    )
}  # fmt: skip
FILES = (
    ("An index", "Index", "indicators/<index>.yaml", definition_schema),
    ("A scheme of weights", "Scheme", "weights/<index>/<scheme>.yaml", scheme_schema),
    ("A plan of robustness", "Plan", "robustness/<index>/<plan>.yaml", plan_schema),
)
# JSON's types -> what is written
TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
}
LEAD = {
    "en": """# YAML

Every key of every file, made from the models that check them: what it takes, and what it means.
How the files hang together, with examples, is told in [What analysts write](../content.md); whole
files to copy stand in [Recipes](../recipes.md). Editors complete and check while you type, by the
schemas that `coopindex schema` prints.
""",
    "zh": """# YAML

每种文件的每个键，由校验它们的模型生成：可写什么，含义如何。各文件怎样相互配合并附例子，\
见[内容文件的写法](../content.md)；可供照抄的完整文件，见[示例](../recipes.md)。\
编辑器依`coopindex schema`输出的格式说明，随写随补全、随检查。
""",
}
# a row of a table that begins with keys: in a second cell, where they may stand; what they mean
ROW = re.compile(r"^\| (`[a-z_`, ]*`) \|( [a-z, ]+ \|)? .* \|$")


def pages(lang: str) -> Iterator[tuple[str, str]]:
    """Yield the page."""
    yield "reference/yaml.md", "\n".join(_page(lang))


def said(text: str, lang: str) -> str:
    """Return an English text in the page's language."""
    return SAID[text] if lang == "zh" else text


def _page(lang: str) -> Iterator[str]:
    yield LEAD[lang]
    told = _told(lang)
    defined: dict[str, Any] = {}
    for title, form, place, schema in FILES:
        found = schema()
        defined |= found.get("$defs", {})
        what = said(found.get("description", ""), lang)
        yield _heading(title, lang)
        yield from (said("`{}`. {}", lang).format(said(place, lang), what), "")
        yield from _keys(form, found, told, lang)
    yield _heading("Sources", lang)
    yield from (said("`data/<index>/sources.yaml`: a code for each source, and its", lang), "")
    yield from _keys("Source", SourceForm.model_json_schema(), told, lang)
    yield _heading("Parts", lang)
    yield from (said("What stands inside others, by the alphabet.", lang), "")
    for name in sorted(defined):
        mapping = _mapping(defined[name])
        if name not in CHOSEN and mapping is not None:
            yield from _part(name, mapping, told if name in ("NodeForm", "Steps") else {}, lang)


def _heading(title: str, lang: str) -> str:
    return f"## {said(title, lang)} {{#{_anchor(title)}}}\n"


def _part(
    name: str, mapping: Mapping[str, Any], told: Mapping[str, str], lang: str
) -> Iterator[str]:
    english = f"（{_spoken(name)}）" if lang == "zh" else ""
    yield from (f"### {_called(name, lang)}{english} {{#{_anchor(name)}}}", "")
    yield from (said(mapping["description"], lang), "")
    yield from _keys(_spoken(name), mapping, told, lang)


def _told(lang: str) -> Mapping[str, str]:
    """Return what the guide's tables say of a key, the first time it is said."""
    about = {stage.name: stage.what for stage in STAGES}
    if lang == "zh":
        about = {name: text.rstrip("。") for name, text in ABOUT.items()}
    found = {stage.name: about[stage.name] for stage in STAGES if stage.chosen}
    for keys, means in _rows(lang):
        for key in re.findall(r"`(\w+)`", keys):
            found.setdefault(key, means)
    return found


def _rows(lang: str) -> Iterator[tuple[str, str]]:
    """Yield keys and what the guide in a language says of them; its rows are those in English."""
    folder = DOCS / "zh" if lang == "zh" else DOCS
    english, own = (
        re.findall(r"^\| .* \|$", (each / "content.md").read_text("utf-8"), re.MULTILINE)
        for each in (DOCS, folder)
    )
    for row, told in zip(english, own, strict=True):
        if found := ROW.match(row):
            before = 2 if found[2] else 1
            yield found[1], _led(told[2:-2].split(" | ", before)[before], lang)


def _led(text: str, lang: str) -> str:
    """Lead what the guide says of places below to the guide."""
    below, guide = ("下文", "指南") if lang == "zh" else ("below", "the guide")
    return text.replace(f"[{below}](#", f"[{guide}](#").replace("](#", "](../content.md#")


def _keys(
    form: str, mapping: Mapping[str, Any], told: Mapping[str, str], lang: str
) -> Iterator[str]:
    """Yield the table of a mapping's keys."""
    required = mapping.get("required", ())
    yield from (said("| key | takes | means |", lang), "|:--|:--|:--|")
    for key, schema in mapping.get("properties", {}).items():
        english = _means(OWN.get(form, {}), key, schema)
        means = said(english, lang) if english else told[key]
        star = said(" **must be given**", lang) if key in required else ""
        yield f"| `{key}`{star} | {_kind(schema, lang)} | {_plain(means)} |"
    yield ""


def _means(own: Mapping[str, str], key: str, schema: Mapping[str, Any]) -> str:
    """Return what a key's own model says of it, else what it means here, else anywhere."""
    return schema.get("description") or own.get(key) or EVERYWHERE.get(key, "")


def _plain(text: str) -> str:
    """Let no sign outside of code be markup."""
    pieces = re.split(r"(`[^`]+`)", text.replace("\n", " "))
    pieces[::2] = [piece.replace("<", "&lt;") for piece in pieces[::2]]
    return "".join(pieces)


def _ways(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(schema.get("anyOf", [schema]))


def _mapping(schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the mapping with known keys that a schema is, or may be."""
    return next((each for each in _ways(schema) if "properties" in each), None)


def _kind(schema: Mapping[str, Any], lang: str) -> str:
    """Say in words what a schema takes."""
    return _kinds(_ways(schema), lang)


def _kinds(ways: list[Mapping[str, Any]], lang: str) -> str:
    kinds = dict.fromkeys(_one(way, lang) for way in ways if way.get("type") != "null")
    return said(", or ", lang).join(filter(None, kinds))


def _one(schema: Mapping[str, Any], lang: str) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name in CHOSEN:
            return said("[a method]({})", lang).format(CHOSEN[name])
        return f"[{_called(name, lang)}](#{_anchor(name)})"
    if "enum" in schema or "const" in schema:
        each = schema.get("enum", [schema.get("const")])
        return said(", ", lang).join(dict.fromkeys(_literal(value, lang) for value in each))
    if "allOf" in schema:  # what it is, and what else must hold
        return _one(schema["allOf"][0], lang)
    if "anyOf" in schema:
        return _kinds(_ways(schema), lang)
    return _by_type(schema, lang)


def _literal(value: Any, lang: str) -> str:
    """Write a value as code; of spaces, however wide, nothing would be seen."""
    return f"`{value}`" if str(value).strip() else said("a space", lang)


def _by_type(schema: Mapping[str, Any], lang: str) -> str:
    kind = schema.get("type")
    if kind == "array":
        items = schema.get("items") or {"anyOf": schema.get("prefixItems", [])}
        return said("a list of {}", lang).format(_kind(items, lang))
    if kind == "object" and "properties" in schema:
        keys = said(", ", lang).join(f"`{key}`" for key in schema["properties"])
        return said("a mapping of {}", lang).format(keys)
    if kind == "object":
        value = _kind(schema.get("additionalProperties") or {}, lang)
        return said("name: {}", lang).format(value)
    if kind == "string" and "pattern" in schema:
        return said("text of a form", lang)
    return said(TYPES[kind], lang) if kind in TYPES else ""


def _spoken(name: str) -> str:
    """Return what a form is called: its name without `Form`, in words."""
    return " ".join(re.findall(r"[A-Z][a-z]*", name.removesuffix("Form"))).capitalize()


def _called(name: str, lang: str) -> str:
    return PARTS[_spoken(name)] if lang == "zh" else _spoken(name)


def _anchor(name: str) -> str:
    return re.sub(r"\W+", "-", _spoken(name) if " " not in name else name).lower()
