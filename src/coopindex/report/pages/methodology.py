"""How an index was made: methods and the reasons for them, sources, and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopindex.engine.index import STATUSES, Node
from coopindex.engine.result import Result
from coopindex.phrases import saying
from coopindex.report.edition import Edition
from coopindex.report.facts.method import CHECKLIST, checklist, steps
from coopindex.report.facts.words import capital
from coopindex.report.pages.frame import in_language, source_line
from coopindex.report.table import Column, Section, Table

if TYPE_CHECKING:
    import pandas as pd


def methods(result: Result, lang: str = "en") -> Section:
    """Every method in use in words, where, whose figures fix it, and why; its options below."""
    word, index, found = saying("methods", lang), result.index, steps(result, lang)
    columns = [
        Column("stage", word("of_stage"), "text", [step.title for step in found], head=True),
        Column("method", word("method"), "prose", [step.method for step in found]),
        Column("of", word("of"), "prose", [step.where for step in found]),
        Column("scale", word("scale"), "prose", [step.scale for step in found]),
        Column("reason", word("reason"), "prose", [step.reason for step in found]),
    ]
    stated = tuple(column for column in columns if any(column.values))
    reasons = tuple(
        word("node_reason", node=in_language(node.title, lang), reason=node.reason)
        for node, _ in index.depth_first()
        if node.reason
    )
    written = dict.fromkeys((step.method, step.written) for step in found if "(" in step.written)
    codes = (word("written", method=capital(method), code=code) for method, code in written)
    return Section(word("in_use"), table=Table(stated), below=(*codes, *reasons))


def asked(edition: Edition) -> Section:
    """What is asked of those who rank, and what of it the index meets."""
    word, found = saying("checklist", edition.lang), checklist(edition)
    columns = (
        Column("criterion", word("criterion"), "prose", [word(e.criterion) for e in found]),
        Column("asked", word("asked"), "prose", [each.title for each in found], head=True),
        Column("met", word("met"), "text", [each.mark for each in found]),
        Column("found", word("found"), "prose", [each.text for each in found]),
    )
    return Section(word("title"), (f"{word('about')} {CHECKLIST}",), Table(columns))


def sources(result: Result, lang: str = "en") -> Section:
    """The documents and data sets that figures come from."""
    word = saying("methods", lang)
    lines = tuple(source_line(each, lang, whole=True) for each in result.data.sources)
    return Section(word("sources"), below=lines)


def provenance(inputs: Mapping[str, Any], lang: str = "en") -> Section:
    """What the report was computed from."""
    word = saying("methods", lang)
    known = {key: value for key, value in inputs.items() if not isinstance(value, dict | list)}
    lines = tuple(word("provenance_line", name=key, value=value) for key, value in known.items())
    return Section(word("provenance"), below=lines)


def observations(result: Result) -> pd.DataFrame:
    """Every cell scored, as read: year, unit, indicator, value, measure, status, source."""
    import pandas as pd

    data, leaves = result.data, result.index.leaves
    rows = []
    for year in result.years:
        when = data.years.index(year)
        for at, unit in enumerate(data.units):
            rows += [
                _cell(result, when, at, column, node) | {"year": year, "unit": unit}
                for column, node in enumerate(leaves)
            ]
    return pd.DataFrame(
        rows, columns=["year", "unit", "indicator", "value", "measure", "status", "source"]
    )


def _cell(result: Result, when: int, at: int, column: int, node: Node) -> dict[str, Any]:
    data = result.data
    status, source = data.status[when, at, column], data.source[when, at, column]
    return {
        "indicator": node.code,
        "value": data.values[when, at, column],
        "measure": str(node.measure),
        "status": STATUSES[status] if status >= 0 else "missing",
        "source": data.sources[source].code if source >= 0 else "",
    }
