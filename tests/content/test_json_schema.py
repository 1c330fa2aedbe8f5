"""The editor's schemas follow from the models and the registered methods."""

import json
from pathlib import Path

from coopindex.content import definition_schema, plan_schema, scheme_schema, write_schemas
from coopindex.methods.registry import methods

ROOT = Path(__file__).resolve().parents[2]


def test_the_schemas_in_the_project_are_up_to_date(tmp_path: Path) -> None:
    for path in write_schemas(tmp_path):
        kept = ROOT / path.relative_to(tmp_path)
        assert kept.read_text("utf-8") == path.read_text("utf-8"), (
            f"run coopindex.content.write_schemas for {kept.name}"
        )


def test_every_method_and_option_can_be_completed() -> None:
    defined = definition_schema()["$defs"]
    for stage in ("transform", "treatment", "normalisation", "aggregation"):
        known = {
            entry["properties"]["method"]["const"]: entry["properties"]
            for entry in defined[stage]["anyOf"][1:]
        }
        assert known.keys() == methods(stage).keys()
        assert all(
            method.options.keys() <= known[name].keys() for name, method in methods(stage).items()
        )


def test_unknown_keys_are_refused_everywhere() -> None:
    schemas = [definition_schema(), scheme_schema(), plan_schema()]
    objects = [
        entry
        for schema in schemas
        for entry in (schema, *schema.get("$defs", {}).values())
        if "properties" in entry
    ]
    assert [entry for entry in objects if entry.get("additionalProperties") is True] == []


def test_references_lead_somewhere() -> None:
    for schema in (definition_schema(), scheme_schema(), plan_schema()):
        text = json.dumps(schema)
        named = {part.split('"', 1)[0] for part in text.split('"#/$defs/')[1:]}
        assert named <= schema.get("$defs", {}).keys()
