"""Strengths and weaknesses of every unit, by the published rules, and what stands behind ranks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from coopindex.engine.result import Result
from coopindex.questions.reliability import reliability
from coopindex.questions.strengths import strengths

if TYPE_CHECKING:
    import pandas as pd

FEWEST_IN_GROUP = 3  # units of a group against whose mean a unit is held


class Mark(NamedTuple):
    """A strength or a weakness among all units, and against the unit's group: "" where neither."""

    mark: str
    by: str
    group_mark: str


class Cut(NamedTuple):
    """From which percentile rank on a unit is strong among all units, and up to which weak."""

    high: float
    low: float


def cuts_of(table: pd.DataFrame) -> Mapping[str, Cut]:
    """Return unit -> what its percentile ranks are held against, of those that have any."""
    ends = zip(table["high"].tolist(), table["low"].tolist(), strict=True)
    return dict(zip(table["unit"], map(Cut._make, ends), strict=True))


def marked(result: Result) -> pd.DataFrame:
    """Return the table of strengths and weaknesses, within groups too where there are any."""
    return strengths(result, group=group_of(result))


def marks_of(table: pd.DataFrame) -> Mapping[str, Mapping[str, Mark]]:
    """Return unit -> node -> mark, of the nodes that are one."""
    if "group_mark" not in table:
        table = table.assign(group_mark="", group_n=0)
    found = dict[str, dict[str, Mark]]()
    some = table[(table["mark"] != "") | (table["group_mark"] != "")]
    columns = ("unit", "node", "mark", "by", "group_mark", "group_n")
    for unit, node, mark, by, grouped, many in zip(*(some[c] for c in columns), strict=True):
        of_group = str(grouped) if many >= FEWEST_IN_GROUP else ""
        if mark or of_group:
            found.setdefault(unit, {})[node] = Mark(str(mark), str(by), of_group)
    return found


def group_of(result: Result) -> str | None:
    """Return the first column of groups that puts units together, None where there is none."""
    for name, labels in result.data.groups.items():
        known = [label for label in labels.tolist() if label]
        if len(set(known)) > 1 and len(known) >= FEWEST_IN_GROUP * len(set(known)):
            return name
    return None


def reliability_of(result: Result) -> Mapping[str, Mapping[str, Any]]:
    """Return unit -> what stands behind its rank; see `questions.reliability`."""
    return {row["unit"]: row for row in records_of(reliability(result))}


def records_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows by the names of their columns."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
