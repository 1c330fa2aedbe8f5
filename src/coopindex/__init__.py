"""Composite cooperation indices from YAML: validated, weighted, explained, verified.

>>> import coopindex
>>> ranking = coopindex.load("china-ceec-cities").score().scores
>>> ranking["name"][0]
'Ningbo'
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; `typing` itself is slow to import

if TYPE_CHECKING:
    from typing import Any

    from coopindex.engine.result import Result
    from coopindex.problems import InvalidInput, Problem
    from coopindex.project import Project, load
    from coopindex.questions.compare import Comparison
    from coopindex.questions.explain import Explanation

__all__ = ["Comparison", "Explanation", "InvalidInput", "Problem", "Project", "Result", "load"]

_HOME = {
    "Comparison": "engine.compare",
    "Explanation": "engine.explain",
    "InvalidInput": "problems",
    "Problem": "problems",
    "Project": "project",
    "Result": "engine.result",
    "load": "project",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import coopindex` costs next to nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'coopindex' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"coopindex.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
