"""How an index was made: methods and the reasons for them, sources, and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopindex.engine.index import STATUSES, Node
from coopindex.engine.reference import rows_in_words
from coopindex.engine.result import Result
from coopindex.phrases import listed, say, saying
from coopindex.report.pages.frame import in_language, source_line, titles_of
from coopindex.report.pages.steps import done
from coopindex.report.table import Column, Section, Table

if TYPE_CHECKING:
    import pandas as pd

MOST = 6  # nodes of one method that are named


def methods(result: Result, lang: str = "en") -> Section:
    """Every method in use, where, whose figures fix it, and the analysts' reason for it."""
    word, index = saying("methods", lang), result.index
    uses = dict[tuple[str, str, str, str], list[str]]()
    # what is published but not counted is made by methods too
    for whole in (index, *index.aside):
        fits = {(node.code, of): rows_in_words(result, by, lang) for node, of, by in whole.fits}
        for node, _ in whole.depth_first():
            for stage, method, reason in done(whole, node, lang):
                rows = fits.get((node.code, stage), "")
                uses.setdefault((stage, method, rows, reason), []).append(node.code)
    stages = [say(f"stage.{stage}", lang) for stage, *_ in uses]
    of = [_where(result, codes, lang) for codes in uses.values()]
    columns = [
        Column("stage", word("of_stage"), "text", stages, head=True),
        Column("method", word("method"), "text", [method for _, method, *_ in uses]),
        Column("of", word("of"), "prose", of),
        Column("reason", word("reason"), "prose", [reason for *_, reason in uses]),
    ]
    scales = [rows for _, _, rows, _ in uses]
    if any(scales):
        columns.insert(2, Column("scale", word("scale"), "prose", scales))
    reasons = tuple(
        word("node_reason", node=in_language(node.title, lang), reason=node.reason)
        for node, _ in index.depth_first()
        if node.reason
    )
    return Section(word("in_use"), table=Table(tuple(columns)), below=reasons)


def _where(result: Result, codes: list[str], lang: str) -> str:
    if len(codes) < min(len(result.index.nodes), MOST):
        return listed(titles_of(codes, result.index, lang), lang, quote=False)
    return saying("methods", lang)("nodes", number=len(codes), count=len(codes))


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
