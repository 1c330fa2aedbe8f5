"""JSON Schemas of the definition, of a scheme and of a plan.

Editors complete and check YAML by them while it is typed. What they say is said by the forms'
types.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from coopindex.content.forms.editors import ForEditors
from coopindex.content.forms.index import IndexForm, SchemeForm
from coopindex.content.forms.plan import PlanForm
from coopindex.content.writing import write_file

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def definition_schema() -> dict[str, Any]:
    """Return the schema of indicators/<index>.yaml, with every method and its options."""
    return _schema(IndexForm, "An index")


def scheme_schema() -> dict[str, Any]:
    """Return the schema of weights/<index>/<scheme>.yaml."""
    return _schema(SchemeForm, "A scheme of weights")


def plan_schema() -> dict[str, Any]:
    """Return the schema of robustness/<index>/<plan>.yaml."""
    return _schema(PlanForm, "A plan of robustness")


def write_schemas(folder: str | Path) -> tuple[Path, ...]:
    """Write all schemas below a project's root and return their paths."""
    schemas = {
        "indicators/index.schema.json": definition_schema(),
        "weights/scheme.schema.json": scheme_schema(),
        "robustness/plan.schema.json": plan_schema(),
    }
    for name, schema in schemas.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        write_file(path, text)
    return tuple(Path(folder) / name for name in schemas)


def _schema(form: type[BaseModel], title: str) -> dict[str, Any]:
    schema = form.model_json_schema(by_alias=True, schema_generator=ForEditors)
    defined = schema.pop("$defs", {})
    return {"$schema": DIALECT, **schema, "title": title, **({"$defs": defined} if defined else {})}
