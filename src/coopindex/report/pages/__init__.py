"""Answers as pages: each is described once, for the terminal, Markdown, CSV and JSON alike.

A page's file has a function `page(answer, about, lang, **what) -> Page`, `about` being the scoring
that the answer is of and `what` how it is to be looked at. Names here lead to the functions, so
that only what is asked for is imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

if TYPE_CHECKING:
    from coopindex.engine.result import Result
    from coopindex.report.table import Page

# what an answer's type is called -> file and function
PAGES = {
    "Result": "scoring.page",
    "Explanation": "explanation.page",
    "Comparison": "comparison.page",
    "Change": "change.page",
    "Verification": "verification.page",
    "Uncertainty": "uncertainty.page",
    "Sensitivity": "sensitivity.page",
    "WeightSensitivity": "weight_sensitivity.page",
    "Guarantee": "guarantee.page",
    "Scenarios": "scenarios.page",
    "MethodGrid": "grid.page",
    "Audit": "audit.page",
    "Disparity": "disparity.page",
    "Obstacles": "obstacles.page",
    "Groups": "groups.page",
}
# what else can be asked of a scoring: a table of its changes, or its scale, has no type of its own
BY_NAME = (
    *("change.page", "growth.page", "scale.page", "workings.page"),
    *("scoring.units", "strengths.page", "scoring.tidy"),
)


def page_of(answer: Any, about: Result, lang: str = "en", **what: Any) -> Page:
    """Describe an answer about a scoring. What is none is `InvalidInput`."""
    names = [kind.__name__ for kind in type(answer).__mro__]
    found = next((PAGES[name] for name in names if name in PAGES), None)
    if found is None:
        message, hint = Wording("usage.no-page", kind=names[0]), Wording("usage.no-page.hint")
        raise InvalidInput([Problem("bad-value", message, field="answer", hint=hint)])
    return page(found, answer, about, lang, **what)


def page(name: str, /, *answer: Any, **what: Any) -> Page:
    """Describe an answer by the name of its page, as `scoring.page`, `catalogue.valid`."""
    file, _, function = name.partition(".")
    made: Page = getattr(import_module(f"coopindex.report.pages.{file}"), function)(*answer, **what)
    return made
