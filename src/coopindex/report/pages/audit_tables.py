"""The tables of an audit, typed: what kind each column is, and which are shown first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.audit.audit import Audit
from coopindex.audit.distributions import AFTER, BEFORE
from coopindex.audit.words import source, suggestion, told
from coopindex.engine.result import Result
from coopindex.periods import title as period_title
from coopindex.phrases import again, knows, say
from coopindex.report.pages.frame import called, titles_of
from coopindex.report.pages.ranks import unit_word
from coopindex.report.table import Column, Kind, Section, Table, each

if TYPE_CHECKING:
    import pandas as pd

THREE_DIGITS = ("p", "p_parent", "bartlett_p", "worst")
STEPS = BEFORE, AFTER
NODES = (*("node", "other", "parent", "elsewhere", "lowest", "highest", "target", "child", "item"),)
SHARES = (
    *("share_nonzero", "share_unique", "share_same", "first_share", "cumulative", "share"),
    *("runs_within", "linear", "bins", "local_linear", "share_linear", "share_bins"),
    *("share_local_linear", "moved_far", "balanced", "correlations", "reached", "present"),
    "weight",
)
CORRELATIONS = (
    *("r", "r_parent", "r_elsewhere", "mean_r", "r_lowest", "r_highest", "item_total_r"),
    *("spearman", "spearman_before", "loading", "alpha", "alpha_standardised", "alpha_without"),
    *("alpha_standardised_without", "kmo", "msa"),
)
RANKS = (
    "rank",
    "rank_as_scored",
    "group_rank",
    "level",
    "year",
    "component",
    "draws",
    "order",
    "places",
)
MEASURES = (
    *("minimum", "maximum", "before", "after", "value", "bandwidth", "p", "p_parent"),
    *("bartlett_p", "mean", "median", "sd", "figure", "threshold", "worst"),
)
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(SHARES, "share"),
    **dict.fromkeys(CORRELATIONS, "correlation"),
    **dict.fromkeys(RANKS, "rank"),
    **dict.fromkeys(MEASURES, "measure"),
    "level": "text",
    "year": "year",
    "message": "prose",
    "suggestion": "prose",
    "source": "prose",
}
# where one name is two things
OWN: Mapping[tuple[str, str], Kind] = {
    ("coverage", "nonzero"): "share",
    ("coverage", "imputed"): "share",
    ("shift_units", "median"): "rank",
    ("shift_units", "low"): "rank",
    ("shift_units", "high"): "rank",
}
# the columns of a table that are shown beside others: the rest is in its CSV and JSON
SHOWN: Mapping[str, tuple[str, ...]] = {
    "findings": ("rule", "severity", "message", "suggestion"),
    "rules": ("rule", "verdict", "cases", "findings", "worst", "threshold"),
    "coverage_indicators": ("node", "present", "zero", "illustrative", "observed", "derived"),
    "structure": ("node", "r_parent", "mean_r", "r_elsewhere", "elsewhere"),
    "reliability": ("node", "of", "items", "alpha", "kmo", "first_share", "why"),
    "importance": ("node", "weight", "share_local_linear", "share_linear", "share_bins"),
    "balance": ("child", "weight", "correlations", "balanced", "met", "why"),
    "leave_one_out": ("node", "mean_shift", "largest_shift", "spearman"),
    "compensability": ("order", "mean_shift", "largest_shift", "spearman", "moved_far", "lifted"),
    "shift": ("reading", "share"),
    "added_value": ("node", "places", "share", "mean_places", "largest"),
    "years": ("year", "units", "indicators", "present", "spearman_before", "mean_shift_before"),
}


def typed(
    name: str, table: pd.DataFrame, answer: Audit, lang: str, asked: Sequence[str] | None
) -> Section:
    """Return a table as a section. asked : the tables asked for, which show all their columns."""
    if not len(table):
        return Section(_heading(name, answer, lang), (say("audit.no_rows", lang),))
    if name in ("findings", "rules"):
        table = table.assign(**in_words(name, answer, lang))
    if name == "distributions" and not asked:
        return Section(_heading(name, answer, lang), table=_before_and_after(table, answer, lang))
    first = [column for column in SHOWN.get(name, table.columns) if column in table]
    rest = [column for column in table.columns if column not in first]
    if name == "shift":
        rest = [column for column in rest if column != "definition"]
    # a finding's sentence says whom it is about, and how much
    chosen = [*first, *(rest if asked and name != "findings" else ())]
    columns = [
        _column(name, column, table, answer.result, lang, _priority(column, first, at))
        for at, column in enumerate(chosen)
    ]
    return Section(_heading(name, answer, lang), table=Table(tuple(columns), _units(table)))


def in_words(name: str, answer: Audit, lang: str) -> dict[str, list[str]]:
    """Return the columns that are sentences, in a language."""
    if name == "findings":
        found = answer.each
        return {
            "message": [again(told(each, answer.result), lang) for each in found],
            "suggestion": [again(suggestion(each.rule), lang) for each in found],
            "source": [again(source(each.rule), lang) for each in found],
        }
    return {
        "source": [again(source(each.rule.code), lang) for each in answer.tested],
        "why": [again(each.why, lang) for each in answer.tested],
    }


def _heading(name: str, answer: Audit, lang: str) -> str:
    return say(f"audit.table_{name}", lang, unit=unit_word(answer.result, lang))


def _before_and_after(table: pd.DataFrame, answer: Audit, lang: str) -> Table:
    """Put a column's shape before and after the treatment side by side."""
    before, after = (table[table["step"] == step].reset_index(drop=True) for step in STEPS)
    columns = [_column("distributions", "node", before, answer.result, lang, 0)]
    for name, priority in (("skewness", 1), ("kurtosis", 1), ("outliers", 2)):
        over = say(f"audit.column_{name}", lang)
        for when, of in (("before", before), ("after", after)):
            column = _column("distributions", name, of, answer.result, lang, priority)
            title = say(f"audit.beside_{when}", lang)
            columns.append(replace(column, key=f"{name}_{when}", title=title, over=over))
    for name in ("share_nonzero", "share_same"):
        columns.append(_column("distributions", name, after, answer.result, lang, 3))
    return Table(tuple(columns))


def _priority(column: str, first: Sequence[str], at: int) -> int:
    """Return 0 for what names the row, more for what goes sooner where there is little room."""
    if column in ("node", "unit", "child", "reading", "order", "rule", "other", "item"):
        return 0
    return 1 + at if column in first else 20


def _units(table: pd.DataFrame) -> Sequence[Any]:
    if "unit" not in table:
        return ()
    if all(table["unit"]):
        return each(table["unit"])
    return [(unit,) if unit else () for unit in table["unit"]]


def _column(
    name: str, column: str, table: pd.DataFrame, result: Result, lang: str, priority: int
) -> Column:
    values, title = table[column], say(f"audit.column_{column}", lang)
    head = priority == 0
    if column in NODES:
        known = [code or None for code in values]
        found = iter(titles_of([code for code in known if code], result.index, lang))
        texts = [next(found) if code else None for code in known]
        return Column(column, title, "text", texts, head=head, priority=priority)
    if column == "unit":
        title = unit_word(result, lang)
        known = [unit or None for unit in values]
        found = iter(called([unit for unit in known if unit], result.data, lang))
        texts = [next(found) if unit else None for unit in known]
        return Column(column, title, "unit", texts, head=True)
    kind = _kind(name, column, values)
    if kind == "year":
        title = period_title(result.data.years, lang)
        return Column(column, title, kind, _raw(values), head=head, priority=priority)
    if kind in ("text", "prose"):
        texts = [_word(column, str(value), table, lang) for value in values]
        return Column(column, title, kind, texts, head=head, priority=priority)
    if kind == "truth":
        marks = [None if value is None or value != value else bool(value) for value in _raw(values)]
        return Column(column, title, kind, marks, priority=priority)
    numbers: list[Any] = values.astype(float).to_numpy(dtype=float, na_value=np.nan).tolist()
    decimals = 2 if kind == "number" else None
    digits = 3 if column in THREE_DIGITS else 6
    how: dict[str, Any] = {"decimals": decimals, "digits": digits}
    return Column(column, title, kind, numbers, head=head, priority=priority, **how)


def _raw(values: Any) -> list[Any]:
    found: list[Any] = values.astype(object).where(values.notna(), None).tolist()
    return found


def _kind(name: str, column: str, values: Any) -> Kind:
    if (name, column) in OWN:
        return OWN[name, column]
    if column in KINDS:
        return KINDS[column]
    if values.dtype.kind == "b" or str(values.dtype) == "boolean":
        return "truth"
    if values.dtype.kind in "iu" or str(values.dtype) == "Int64":
        return "count"
    return "number" if values.dtype.kind == "f" else "text"


def _word(column: str, value: str, table: pd.DataFrame, lang: str) -> str:
    """Say a value that is a word of ours; others stay."""
    if column == "rule":
        return value
    if column == "chapter":
        return say(f"audit.chapter_{value}", lang)
    key = f"audit.value_{value}"
    if not knows(key):
        return value
    places = f"{table['places'].iloc[0]:g}" if "places" in table else ""
    return say(key, lang, places=places)
