"""Read and check what analysts write, and compile it into the engine's frozen values.

The only package that knows files.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopindex.content.content import Content, read_content
    from coopindex.content.files import bundled, locate
    from coopindex.content.forms.json_schema import (
        definition_schema,
        plan_schema,
        scheme_schema,
        write_schemas,
    )

_HOMES = {
    "Content": "content",
    "bundled": "files",
    "definition_schema": "forms.json_schema",
    "locate": "files",
    "plan_schema": "forms.json_schema",
    "read_content": "content",
    "scheme_schema": "forms.json_schema",
    "write_schemas": "forms.json_schema",
}
__all__ = [
    "Content",
    "bundled",
    "definition_schema",
    "locate",
    "plan_schema",
    "read_content",
    "scheme_schema",
    "write_schemas",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"coopindex.content has no `{name}`")
    return getattr(importlib.import_module(f"coopindex.content.{_HOMES[name]}"), name)
