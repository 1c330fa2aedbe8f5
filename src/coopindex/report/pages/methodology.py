"""How an index was made: methods and the reasons for them, sources, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from coopindex.engine.index import STATUSES, Choice, Node
from coopindex.engine.reference import rows_in_words
from coopindex.engine.result import Result
from coopindex.methods.options import in_words
from coopindex.phrases import listed, method_name, say, saying
from coopindex.report.pages.frame import source_line, titles_of, words
from coopindex.report.table import Column, Section, Table

if TYPE_CHECKING:
    import pandas as pd

STAGES = ("transform", "imputation", "treatment", "normalisation")
MOST = 6  # nodes of one method that are named


def methods(result: Result, lang: str = "en") -> Section:
    """Every method in use, where, whose figures fix it, and the analysts' reason for it."""
    word, index = saying("methods", lang), result.index
    uses = dict[tuple[str, str, str, str], list[str]]()
    fits = {(node.code, stage): rows_in_words(result, of, lang) for node, stage, of in index.fits}
    for node, _ in index.depth_first():
        for stage, method, reason in _taken(node, lang):
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
        word("node_reason", node=words(node.title, lang), reason=node.reason)
        for node, _ in index.depth_first()
        if node.reason
    )
    return Section(word("in_use"), table=Table(tuple(columns)), below=reasons)


def _where(result: Result, codes: list[str], lang: str) -> str:
    if len(codes) < min(len(result.index.nodes), MOST):
        return listed(titles_of(codes, result.index, lang), lang, quote=False)
    return saying("methods", lang)("nodes", number=len(codes))


def _taken(node: Node, lang: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is done at a node: stage, method with its options, reason."""
    word = saying("methods", lang)
    if node.denomination:
        by, per = node.denomination.by, node.denomination.per
        what = by if isinstance(by, str) else f"{by:.10g}"
        said = word("by", what=what) if per == 1 else word("by_times", what=what, per=f"{per:.10g}")
        yield "denomination", said, ""
    for choice in (getattr(node, stage) for stage in STAGES):
        if choice.method != "none":
            yield choice.stage, named(choice, lang), choice.reason
    if node.children and node.weighting:
        settings = (", ".join(f"{n}={100 * s:.10g}%" for n, s in each) for each in node.shares)
        then = "".join(say("weights.then", lang) + setting for setting in settings)
        yield "weighting", named(node.weighting, lang) + then, node.weighting.reason
    if node.children:
        yield "aggregation", named(node.aggregation, lang), node.aggregation.reason
    for when, rounding in (("column", node.round_column), ("finished", node.round_finished)):
        if rounding:
            said = word(f"rounded_{when}", decimals=rounding.decimals)
            half = rounding.half != "even"
            yield "rounding", word("half", rounded=said, half=rounding.half) if half else said, ""


def named(choice: Choice, lang: str = "en") -> str:
    """Write a method with its options.

    >>> options = ("at_most", 5), ("when", (("kurtosis", 3.5), ("skewness", 2.0)))
    >>> named(Choice("treatment", "winsorise", options))
    'winsorise (at_most: 5, when: {kurtosis: 3.5, skewness: 2})'
    >>> named(Choice("normalisation", "min_max", ()), "zh")
    '极差标准化（min_max）'
    """
    code = in_words(choice.method, choice.options)
    name = method_name(choice.stage, choice.method, lang)
    return saying("methods", lang)("named", method=code, name=name) if lang == "zh" else code


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
        "measure": node.measure,
        "status": STATUSES[status] if status >= 0 else "missing",
        "source": data.sources[source].code if source >= 0 else "",
    }
