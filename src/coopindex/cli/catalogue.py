"""The indices there are, and what stands behind their figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from coopindex.content.files import OVERWRITTEN, known
from coopindex.engine.weights import words
from coopindex.problems import InvalidInput, Problem
from coopindex.project import Project, load
from coopindex.report.page import Section
from coopindex.report.sections import flags as flag_section
from coopindex.report.sections import honesty

if TYPE_CHECKING:
    import pandas as pd

STATUSES = ("observed", "derived", "estimated", "imputed", "illustrative", "missing")


def entries() -> list[dict[str, Any]]:
    """Describe every known index; one that cannot be read is listed with its number of problems."""
    found = []
    for code in known():
        try:
            found.append(entry(load(code)))
        except InvalidInput as error:
            if any(problem.code == OVERWRITTEN for problem in error.problems):
                raise
            found.append(
                {"index": code, "problems": [problem.as_dict() for problem in error.problems]}
            )
    return found


def entry(project: Project) -> dict[str, Any]:
    """Describe an index: titles, units, indicators, schemes, and how many of its cells are observed, derived, illustrative."""
    index, result = project.content.index, project.score()
    return {
        "index": index.code,
        "title": index.title.en,
        "title_zh": index.title.zh,
        "unit": index.unit.en,
        "unit_zh": index.unit.zh,
        "units": len(result.rows.units),
        "indicators": len(index.leaves),
        "year": result.years[-1] or None,
        "schemes": list(project.content.weight_names()),
        "scheme": result.weights_code,
        **({"weights": words(index, result.scheme)} if result.weighting else {}),
        "statuses": result.statuses,
        "flags": len(result.flags),
        "note": index.note.en,
    }


def page(found: Sequence[dict[str, Any]], lang: str) -> tuple[Section, ...]:
    """The list for people."""
    return tuple(_described(each, lang) if "units" in each else _broken(each) for each in found)


def _described(each: dict[str, Any], lang: str) -> Section:
    titles = [each["title"], each["title_zh"]][:: -1 if lang == "zh" else 1]
    flags = f", {each['flags']} flags" if each["flags"] else ""
    units, schemes = f"{each['units']} units ({each['unit']})", ", ".join(_default_first(each))
    held = f"{units}, {each['indicators']} indicators, schemes {schemes}"
    text = (" · ".join(title for title in titles if title), held, honesty(each["statuses"]) + flags)
    return Section(each["index"], text, warning="illustrative" in each["statuses"])


def _broken(each: dict[str, Any]) -> Section:
    return Section(
        each["index"],
        (
            f"cannot be used: {len(each['problems'])} problems, see `coopindex validate {each['index']}`",
        ),
        warning=True,
    )


def _default_first(each: dict[str, Any]) -> list[str]:
    if "weights" in each:  # worked out by methods
        first, *schemes = each["schemes"]
        return [f"{first} ({each['weights']})", *schemes]
    return [each["scheme"], *(scheme for scheme in each["schemes"] if scheme != each["scheme"])]


def table(found: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """The list as a table."""
    import pandas as pd

    rows = []
    for each in found:
        counts = {status: each.get("statuses", {}).get(status, 0) for status in STATUSES}
        plain = {
            key: value
            for key, value in each.items()
            if key not in ("statuses", "schemes", "problems")
        }
        rows.append(
            {
                **plain,
                "schemes": " ".join(word for word in each.get("schemes", []) if " " not in word),
                "problems": len(each.get("problems", [])),
                **counts,
            }
        )
    return pd.DataFrame(rows)


def valid(found: dict[str, Any], flags: Iterable[Problem]) -> tuple[Section, ...]:
    """Say that an index is valid, and what it holds."""
    held = f"{found['units']} units, {found['indicators']} indicators, schemes {', '.join(_default_first(found))}"
    text = (f"{found['index']} is valid: {held}.", honesty(found["statuses"]))
    illustrative = "illustrative" in found["statuses"]
    note = (found["note"],) if illustrative and found["note"] else ()
    return (Section(text=text + note, warning=illustrative), flag_section(flags))
