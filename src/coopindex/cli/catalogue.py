"""The indices there are."""

from __future__ import annotations

from typing import Any

from coopindex.content.files import OVERWRITTEN, known
from coopindex.problems import InvalidInput
from coopindex.project import load
from coopindex.report.pages.catalogue import broken, entry


def entries() -> list[dict[str, Any]]:
    """Describe every known index; one that cannot be read is listed with its problems."""
    found = []
    for code in known():
        try:
            project = load(code)
            found.append(entry(project.content, project.score()))
        except InvalidInput as error:
            if any(problem.code == OVERWRITTEN for problem in error.problems):
                raise
            found.append(broken(code, error.problems))
    return found
