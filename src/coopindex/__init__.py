"""Composite cooperation indices from YAML or DataFrames: validated, weighted, explained, verified.

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
    from coopindex.project.importing import import_project
    from coopindex.project.project import Project, load, score
    from coopindex.project.scoring import Scoring
    from coopindex.questions.compare import Comparison
    from coopindex.questions.explain import Explanation
    from coopindex.robustness.execution import Execution

    # the same thing by the name that a notebook's reader looks for: an index, with all it has
    Index = Project

_HOME = {
    "Comparison": "questions.compare",
    "Execution": "robustness.execution",
    "Explanation": "questions.explain",
    "Index": "project.project",
    "InvalidInput": "problems",
    "Problem": "problems",
    "Project": "project.project",
    "Result": "engine.result",
    "Scoring": "project.scoring",
    "import_project": "project.importing",
    "load": "project.project",
    "score": "project.project",
}
_THERE = {"Index": "Project"}
__all__ = [
    "Comparison",
    "Execution",
    "Explanation",
    "Index",
    "InvalidInput",
    "Problem",
    "Project",
    "Result",
    "Scoring",
    "import_project",
    "load",
    "score",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `import coopindex` costs next to nothing."""
    if name == "__version__":
        from importlib.metadata import version

        return version("coopindex")
    if name not in _HOME:
        raise AttributeError(f"module 'coopindex' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"coopindex.{_HOME[name]}"), _THERE.get(name, name))


def __dir__() -> list[str]:
    return sorted(__all__)
