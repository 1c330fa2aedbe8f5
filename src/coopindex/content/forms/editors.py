"""What editors are told: JSON Schemas without ornament, and those of methods and their options.

Imported where a schema is asked for alone, since pydantic's part of it takes its time.
"""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter
from typing import Any

from pydantic import PydanticSchemaGenerationError, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import WithDefaultSchema

from coopindex.methods import registry
from coopindex.methods.options import Above, OfStage

A_NUMBER = {"type": "number"}
# as `pieces.FRACTION` reads one
PART = r"(\d+\.?\d*|\.\d+)"
A_FRACTION = {"type": "string", "pattern": rf"^\s*{PART}\s*/\s*{PART}\s*$"}


class ForEditors(GenerateJsonSchema):
    """Leave out what says nothing to an analyst: fields' titles and defaults."""

    def field_title_should_be_set(self, _: Any) -> bool:
        """Leave titles out."""
        return False

    def default_schema(self, schema: WithDefaultSchema) -> dict[str, Any]:
        """Leave defaults out."""
        return self.generate_inner(schema["schema"])


def choice(stage: str, reference: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a choice; `reference` is that of the rows that fix its statistics."""
    methods = registry.methods(stage)
    free = [name for name, method in methods.items() if not _required(method)]
    mappings = [_mapping(method, reference if method.fits else {}) for method in methods.values()]
    return {"anyOf": [{"enum": free}, *mappings]}


def _of_stage(stage: str) -> dict[str, Any]:
    """Return the schema of two or more methods of a stage that stand alone."""
    alone = {name: each for name, each in registry.methods(stage).items() if not each.nests}
    free = [name for name, method in alone.items() if not _required(method)]
    mappings = [_mapping(method, {}) for method in alone.values()]
    return {"type": "array", "items": {"anyOf": [{"enum": free}, *mappings]}, "minItems": 2}


def options(stage: str, name: str) -> dict[str, Any]:
    """Return the schemas of a method's options."""
    return _options(registry.methods(stage)[name])


def _required(method: registry.Method) -> list[str]:
    return [name for name, option in method.options.items() if option.default is Parameter.empty]


def _options(method: registry.Method) -> dict[str, Any]:
    return {name: _option(option) for name, option in method.options.items()}


def _option(option: registry.Option) -> dict[str, Any]:
    if isinstance(option.range, OfStage):
        return _of_stage(option.range.stage)
    try:
        found = TypeAdapter(option.annotation).json_schema()
    except PydanticSchemaGenerationError:
        return {}
    limit = option.range
    found = {key: _or_fraction(key, each) for key, each in found.items()}
    return found | ({"exclusiveMinimum": limit.limit} if isinstance(limit, Above) else {})


def _or_fraction(key: str, schema: Any) -> Any:
    """Let a fraction stand where a list holds numbers."""
    if key == "items" and schema == A_NUMBER:
        return {"anyOf": [A_NUMBER, A_FRACTION]}
    if isinstance(schema, dict):
        return {inner: _or_fraction(inner, each) for inner, each in schema.items()}
    return schema


def _mapping(method: registry.Method, reference: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a method with its options."""
    return {
        "type": "object",
        "description": method.summary,
        "properties": {
            "method": {"const": method.name},
            **_options(method),
            **({"reference": reference} if reference else {}),
            "reason": {"type": ["string", "null"]},
        },
        "required": ["method", *_required(method)],
        "additionalProperties": False,
    }
