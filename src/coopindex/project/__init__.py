"""All that any surface may call: the command line, the notebook, the report and the browser.

A `Project` is an index with its schemes and its data, a `Scoring` what one asks. The rest is what
there is without any index (`catalogue`), and what a surface needs beside answers (`surfaces`).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopindex.project.catalogue import indices, init, methods, names, recipes, schema
    from coopindex.project.importing import Imported, import_project
    from coopindex.project.project import Project, load, score
    from coopindex.project.scoring import Scoring
    from coopindex.project.surfaces import (
        as_json,
        audit_uses,
        chart_uses,
        charts,
        present,
        render,
        render_aside,
        say,
        will_write,
        write_file,
        write_parquet,
    )
    from coopindex.project.workbook import convert, mark, template
    from coopindex.report.formats import passed_over
    from coopindex.report.settings import write_settings
    from coopindex.report.table import Page
    from coopindex.robustness.exact.polytope import How
    from coopindex.robustness.execution import Execution

_HOMES = {
    "Execution": "robustness.execution",
    "How": "robustness.exact.polytope",
    "Imported": "project.importing",
    "Page": "report.table",
    "Project": "project.project",
    "Scoring": "project.scoring",
    "as_json": "project.surfaces",
    "audit_uses": "project.surfaces",
    "chart_uses": "project.surfaces",
    "charts": "project.surfaces",
    "import_project": "project.importing",
    "convert": "project.workbook",
    "indices": "project.catalogue",
    "init": "project.catalogue",
    "load": "project.project",
    "mark": "project.workbook",
    "methods": "project.catalogue",
    "names": "project.catalogue",
    "passed_over": "report.formats",
    "present": "project.surfaces",
    "recipes": "project.catalogue",
    "render": "project.surfaces",
    "render_aside": "project.surfaces",
    "say": "project.surfaces",
    "schema": "project.catalogue",
    "score": "project.project",
    "template": "project.workbook",
    "will_write": "project.surfaces",
    "write_file": "project.surfaces",
    "write_parquet": "project.surfaces",
    "write_settings": "report.settings",
}
__all__ = [
    "Execution",
    "How",
    "Imported",
    "Page",
    "Project",
    "Scoring",
    "as_json",
    "audit_uses",
    "chart_uses",
    "charts",
    "convert",
    "import_project",
    "indices",
    "init",
    "load",
    "mark",
    "methods",
    "names",
    "passed_over",
    "present",
    "recipes",
    "render",
    "render_aside",
    "say",
    "schema",
    "score",
    "template",
    "will_write",
    "write_file",
    "write_parquet",
    "write_settings",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"coopindex.project has no `{name}`")
    return getattr(importlib.import_module(f"coopindex.{_HOMES[name]}"), name)
