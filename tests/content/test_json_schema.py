"""The editor's schemas are those of the forms' own types, with the registered methods."""

import json
import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError

from coopindex.content import definition_schema, plan_schema, scheme_schema, write_schemas
from coopindex.content.forms import index as forms
from coopindex.content.forms import plan as plans
from coopindex.content.forms.bands import BandForm
from coopindex.content.forms.editors import ForEditors
from coopindex.content.forms.pieces import Chosen, Form, Reads, Words
from coopindex.content.yaml import parse
from coopindex.methods.registry import methods

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = {
    "index": definition_schema(),
    "scheme": scheme_schema(),
    "plan": plan_schema(),
}
IS = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def fits(value: Any, schema: Any, defined: dict[str, Any]) -> bool:
    """Say whether a value is valid, by the keywords of JSON Schema that ours are written in."""
    if isinstance(schema, bool):
        return schema
    known = {*KEYWORDS, "description", "title", "$schema", "$defs", "additionalProperties"}
    assert schema.keys() <= known, schema.keys() - known
    return all(
        KEYWORDS[key](value, said, schema, partial(fits, defined=defined), defined)
        for key, said in schema.items()
        if key in KEYWORDS
    )


def _types(value, said, *_):
    return any(IS[name](value) for name in ([said] if isinstance(said, str) else said))


def _of_number(holds):
    return lambda value, said, *_: not IS["number"](value) or holds(value, said)


def _of_size(kind, holds):
    return lambda value, said, *_: not IS[kind](value) or holds(len(value), said)


def _keys(value, said, schema, fit, _):
    further = schema.get("additionalProperties", True)
    return not IS["object"](value) or all(
        fit(inner, said.get(key, further)) for key, inner in value.items()
    )


def _same(value, other):
    return value == other and isinstance(value, bool) == isinstance(other, bool)


KEYWORDS = {
    "$ref": lambda value, said, _, fit, defined: fit(value, defined[said.rpartition("/")[2]]),
    "type": _types,
    "enum": lambda value, said, *_: any(_same(value, one) for one in said),
    "const": lambda value, said, *_: _same(value, said),
    "anyOf": lambda value, said, _, fit, __: any(fit(value, one) for one in said),
    "allOf": lambda value, said, _, fit, __: all(fit(value, one) for one in said),
    "not": lambda value, said, _, fit, __: not fit(value, said),
    "pattern": lambda value, said, *_: not IS["string"](value) or bool(re.search(said, value)),
    "minimum": _of_number(lambda value, least: value >= least),
    "maximum": _of_number(lambda value, most: value <= most),
    "exclusiveMinimum": _of_number(lambda value, least: value > least),
    "minItems": _of_size("array", lambda size, least: size >= least),
    "maxItems": _of_size("array", lambda size, most: size <= most),
    "minProperties": _of_size("object", lambda size, least: size >= least),
    "items": lambda value, said, _, fit, __: (
        not IS["array"](value) or all(fit(item, said) for item in value)
    ),
    "prefixItems": lambda value, said, _, fit, __: (
        not IS["array"](value) or all(map(fit, value, said))
    ),
    "properties": _keys,
    "additionalProperties": lambda *_: True,
    "required": lambda value, said, *_: not IS["object"](value) or value.keys() >= {*said},
}
# a mapping from names to one kind of thing has no `properties`
KEYWORDS["additionalProperties"] = lambda value, said, schema, fit, _: (
    "properties" in schema
    or not IS["object"](value)
    or all(fit(inner, said) for inner in value.values())
)


def is_valid(value: Any, schema: dict[str, Any]) -> bool:
    return fits(value, schema, schema.get("$defs", {}))


def written(kind: str) -> Iterator[Path]:
    """Name the YAML files of a kind in the project that are meant to be right."""
    folders = {
        "index": ["indicators/*.yaml", "tests/published/*.yaml", "docs/recipes/*.yaml"],
        "scheme": ["weights/*/*.yaml"],
        "plan": ["robustness/*/*.yaml"],
    }
    for pattern in folders[kind]:
        yield from (path for path in sorted(ROOT.glob(pattern)) if path.stem != "sources")


def test_the_schemas_in_the_project_are_up_to_date(tmp_path: Path) -> None:
    for path in write_schemas(tmp_path):
        kept = ROOT / path.relative_to(tmp_path)
        assert kept.read_text("utf-8") == path.read_text("utf-8"), (
            f"run coopindex.content.write_schemas for {kept.name}"
        )


@pytest.mark.parametrize("kind", SCHEMAS)
def test_what_the_project_holds_is_valid(kind: str) -> None:
    files = list(written(kind))
    assert files
    for path in files:
        document = parse(path.read_bytes(), path.name)
        assert is_valid(document.data, SCHEMAS[kind]), path


def test_the_recipes_are_valid() -> None:
    text = (ROOT / "docs" / "recipes.md").read_text("utf-8")
    recipes = [parse(block, "recipe") for block in re.findall(r"```yaml\n(.*?)```", text, re.S)]
    indices = [recipe.data for recipe in recipes if "index" in (recipe.data or ())]
    assert indices
    assert [data for data in indices if not is_valid(data, SCHEMAS["index"])] == []


def test_every_method_and_option_can_be_completed() -> None:
    defined = SCHEMAS["index"]["$defs"]
    for stage in ("transform", "treatment", "normalisation", "aggregation", "weighting"):
        known = {
            entry["properties"]["method"]["const"]: entry["properties"]
            for entry in defined[stage.capitalize()]["anyOf"][1:]
        }
        assert known.keys() == methods(stage).keys()
        assert all(
            method.options.keys() <= known[name].keys() for name, method in methods(stage).items()
        )


def test_unknown_keys_are_refused_everywhere() -> None:
    objects = [
        entry
        for schema in SCHEMAS.values()
        for entry in (schema, *schema.get("$defs", {}).values())
        if "properties" in entry
    ]
    assert [entry for entry in objects if entry.get("additionalProperties") is True] == []


def test_references_lead_somewhere() -> None:
    for schema in SCHEMAS.values():
        named = {part.split('"', 1)[0] for part in json.dumps(schema).split('"#/$defs/')[1:]}
        assert named <= schema.get("$defs", {}).keys()


def forms_below(form: type[Form]) -> Iterator[type[Form]]:
    yield form
    for below in form.__subclasses__():
        yield from forms_below(below)


def markers(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for part in (*get_args(annotation), getattr(annotation, "__value__", None)):
        if part is not None and not isinstance(part, type):
            yield from markers(part)


FORMS = [
    form
    for form in forms_below(Form)
    if form.__module__.startswith("coopindex") and not issubclass(form, Chosen)
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_short_form_says_what_it_takes(form: type[Form]) -> None:
    for entry in form.model_fields.values():
        found = [*entry.metadata, *markers(entry.annotation)]
        silent = [
            marker
            for marker in found
            if isinstance(marker, BeforeValidator) and not isinstance(marker, Reads)
        ]
        assert silent == []


# checked when the definition is compiled, since it hangs on the methods or on the tree; texts that
# are shares above the whole, and what Python knows as an encoding, no pattern tells
LATER = {"years", "weights", "encoding", "transform", "imputation", "treatment", "normalisation"}
LATER |= {"aggregation", "weighting", "percentile", "ranking", "defaults"}
TEXTS = ["", "a b", "x", "count", "until", "observed", "min", "positive", "60%", "2/3", ".5 %"]
TEXTS += ["100%", "-1%", "all", "all but 6", "all but", "38.5", "{node}.x", "error", "zero", "-999"]
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 20),
    st.sampled_from([0.0, 0.5, 1.0, 2.5, -0.5, 1e151]),
)
TEXT = st.sampled_from(TEXTS)
KEYS = st.sampled_from(["en", "zh", "file", "method", "years", "where", "by", "sheet", "region"])
VALUE = st.recursive(
    PLAIN | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=3,
)
LEAST: dict[type[BaseModel], dict[str, Any]] = {
    forms.DenominationForm: {"by": 2},
    forms.AppliesForm: {"where": {"a": "b"}},
    forms.EvidenceForm: {"method": "count"},
    BandForm: {"name": "x", "from": 1},
    forms.CheckForm: {"check": "column_sum"},
    forms.PublishedForm: {"figure": "score"},
    forms.IndexForm: {"index": "x", "children": {"a": {}}},
    forms.SchemeForm: {"scheme": "x", "weights": {}},
    forms.TreeTableForm: {"table": "x.csv"},
    forms.SourceForm: {"title": "x"},
    plans.PlanForm: {"plan": "x"},
    Words: {"en": "x"},
}


@cache
def schema_of(form: type[Form]) -> dict[str, Any]:
    """The schema of a form, worked out once."""
    return form.model_json_schema(by_alias=True, schema_generator=ForEditors)


@cache
def adapter(form: type[Form]) -> TypeAdapter[Form]:
    """What validates a form, made once."""
    return TypeAdapter(form)


def accepts(form: type[Form], value: Any) -> bool:
    try:
        adapter(form).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@given(data=st.data())
def test_a_key_takes_what_the_schema_says_and_nothing_else(form: type[Form], data: Any) -> None:
    keys = {entry.alias or name for name, entry in form.model_fields.items()} - LATER
    if not keys:
        return
    least = LEAST.get(form, {"file": "x.csv"} if "file" in form.model_fields else {})
    value = least | {data.draw(st.sampled_from(sorted(keys))): data.draw(VALUE)}
    assert is_valid(value, schema_of(form)) == accepts(form, value), value
