"""JSON Schemas of the definition and of a scheme, for editors that complete and check YAML while it is typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from inspect import Parameter
from pathlib import Path
from typing import Any

from pydantic import BaseModel, PydanticSchemaGenerationError, TypeAdapter

from coopindex.content.compile.choices import WORDS_FOR_YEARS, known_methods
from coopindex.content.forms.index import STEPS, IndexForm, SchemeForm
from coopindex.content.forms.plan import PlanForm
from coopindex.methods.registry import PERCENTILE, Method

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHORT_FORMS = (
    "Words",
    "EvidenceForm",
    "ObservationsForm",
    "UnitsForm",
    "EvidenceTableForm",
    "SourcesFileForm",
)  # plain text may stand for the mapping
EMPTY = ("NodeForm", "VariableForm")  # may stand without a value


def definition_schema() -> dict[str, Any]:
    """Return the schema of indicators/<index>.yaml, with every registered method and its options."""
    return _schema(IndexForm, "An index")


def scheme_schema() -> dict[str, Any]:
    """Return the schema of weights/<index>/<scheme>.yaml."""
    schema = _schema(SchemeForm, "A scheme of weights")
    weight = {
        "anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": r"^\s*[0-9.]+\s*%\s*$"},
        ]
    }
    schema["properties"]["weights"]["additionalProperties"] = weight
    return schema


def plan_schema() -> dict[str, Any]:
    """Return the schema of robustness/<index>/<plan>.yaml."""
    return _schema(PlanForm, "A plan of robustness")


def write_schemas(folder: str | Path) -> tuple[Path, ...]:
    """Write all schemas below a project's root and return their paths."""
    places = (
        "indicators/index.schema.json",
        "weights/scheme.schema.json",
        "robustness/plan.schema.json",
    )
    paths = tuple(Path(folder) / place for place in places)
    for path, schema in zip(
        paths, (definition_schema(), scheme_schema(), plan_schema()), strict=True
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
        )
    return paths


def _schema(form: type[BaseModel], title: str) -> dict[str, Any]:
    schema = form.model_json_schema(by_alias=True)
    defined = schema.pop("$defs", {})
    defined.pop("Chosen", None)
    written = json.dumps([schema, defined])
    stages = [stage for stage in (*STEPS, "aggregation", "weighting") if f'"{stage}"' in written]
    for entry in (schema, *defined.values()):
        ways = entry is defined.get("FactorForm")
        for stage in stages:
            if stage in entry.get("properties", {}):
                one = {"$ref": f"#/$defs/{stage}"}
                entry["properties"][stage] = (
                    {"type": "array", "items": {"anyOf": [{"const": "as scored"}, one]}}
                    if ways
                    else one
                )
        _tidy(entry)
    for name in SHORT_FORMS:
        if name in defined:
            defined[name] = {
                "anyOf": [
                    {"type": ["string", "integer"] if name == "Words" else "string"},
                    defined[name],
                ]
            }
    for name in EMPTY:
        if name in defined:
            defined[name] = {"anyOf": [{"type": "null"}, defined[name]]}
    if "DataForm" in defined:
        observations = {"$ref": "#/$defs/ObservationsForm"}
        defined["DataForm"]["properties"]["observations"] = {
            "anyOf": [observations, {"type": "array", "items": observations}]
        }
    if "MissingForm" in defined:
        present = {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "pattern": r"^[0-9.]+(/[0-9.]+|%)$"},
            ]
        }
        defined["MissingForm"]["properties"]["minimum_present"] |= present
    if "RankedForm" in defined:
        share = {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "pattern": r"^[0-9.]+(/[0-9.]+|%)$"},
            ]
        }
        for key in ("minimum_present", "minimum_nonzero"):
            told = defined["RankedForm"]["properties"][key]["description"]
            defined["RankedForm"]["properties"][key] = {**share, "description": told}
    if "PublishedForm" in defined:
        keys = defined["PublishedForm"]["properties"]
        for key, text in (
            ("agree", r"^(all( but [0-9]+)?|[0-9.]+(/[0-9.]+|%))$"),
            ("tolerance", r"^[0-9.]+\s*%$"),
        ):
            limits = {"exclusiveMinimum": 0, **({"maximum": 1} if key == "agree" else {})}
            several = [{"type": "number", **limits}, {"type": "string", "pattern": text}]
            keys[key] = {"anyOf": several, "description": keys[key]["description"]}
    if "PercentileForm" in defined:
        percentile = known_methods("normalisation").get(PERCENTILE)
        defined["PercentileForm"]["properties"] |= _options(percentile) if percentile else {}
        defined["PercentileForm"]["additionalProperties"] = False
    if "ReferenceForm" in defined:
        years = {
            "anyOf": [{"enum": [*WORDS_FOR_YEARS]}, {"type": "array", "items": {"type": "integer"}}]
        }
        defined["ReferenceForm"]["properties"]["years"] = years
    _loosen_plan(defined)
    defined |= {stage: _choice(stage, takes_reference=form is IndexForm) for stage in stages}
    return {"$schema": DIALECT, **schema, "title": title, **({"$defs": defined} if defined else {})}


def _loosen_plan(defined: dict[str, Any]) -> None:
    """Let a plan's shares be percents, and a single entry stand for a list of one."""
    share = {
        "anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": r"^\s*[0-9.]+\s*%\s*$"},
        ]
    }
    for name in ("FactorForm", "ScenarioForm"):
        for key, entry in defined.get(name, {}).get("properties", {}).items():
            said = {"description": entry["description"]} if "description" in entry else {}
            if key in ("vary", "error"):
                defined[name]["properties"][key] = {**share, **said}
            elif key == "set":
                defined[name]["properties"][key] = {
                    "type": "object",
                    "additionalProperties": share,
                    "minProperties": 1,
                    **said,
                }
            elif key in (
                "schemes",
                "leave_out",
                "below",
                "hold",
                "nodes",
                "indicators",
                "statuses",
                "without",
            ):
                several = {"type": "array", "items": {"type": "string"}, "minItems": 1}
                defined[name]["properties"][key] = {"anyOf": [{"type": "string"}, several], **said}


def _tidy(entry: dict[str, Any]) -> None:
    """Leave out what says nothing to an analyst."""
    entry.pop("title", None)
    for value in entry.get("properties", {}).values():
        value.pop("title", None)
        value.pop("default", None)


def _choice(stage: str, *, takes_reference: bool) -> dict[str, Any]:
    """Return the schema of a stage's choice: a method's name, or a mapping with its options."""
    methods = known_methods(stage)
    free = [name for name, method in methods.items() if not _required(method)]
    further = {"reference": {"$ref": "#/$defs/ReferenceForm"}} if takes_reference else {}
    return {"anyOf": [{"enum": free}, *(_mapping(method, further) for method in methods.values())]}


def _required(method: Method) -> list[str]:
    return [name for name, option in method.options.items() if option.default is Parameter.empty]


def _options(method: Method) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for name, option in method.options.items():
        try:
            options[name] = TypeAdapter(option.annotation).json_schema()
        except PydanticSchemaGenerationError:
            options[name] = {}
    return options


def _mapping(method: Method, further: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a method with its options."""
    return {
        "type": "object",
        "description": method.summary,
        "properties": {
            "method": {"const": method.name},
            **_options(method),
            **(further if method.fits else {}),
            "reason": {"type": "string"},
        },
        "required": ["method", *_required(method)],
        "additionalProperties": False,
    }
