"""All that any surface may call: the command line, the notebook, the report and the browser."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopindex.project.project import Project, load, score
    from coopindex.project.scoring import Scoring

_HOMES = {"Project": "project", "Scoring": "scoring", "load": "project", "score": "project"}
__all__ = ["Project", "Scoring", "load", "score"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"coopindex.project has no `{name}`")
    return getattr(importlib.import_module(f"coopindex.project.{_HOMES[name]}"), name)
