"""The rules of an audit: what each looks at, where it begins to speak, and who says so.

A rule is tested over cases (indicators, pairs, units); each case beyond its threshold is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from coopindex.audit.nodes import below, level_of
from coopindex.audit.tables import Tables
from coopindex.engine.frames import as_rows
from coopindex.engine.index import STATUSES
from coopindex.methods.family import NOTHING
from coopindex.periods import Period
from coopindex.problems import InvalidInput

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["wrong", "look"]
WRONG: Severity = "wrong"
LOOK: Severity = "look"
HOLDS, UNTESTED = "holds", "untested"
Kind = Literal["share", "number", "count", "correlation", "factor"]
ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True)
class Finding:
    """A case beyond a rule's threshold: what it is about, its figure, and what else is said of it.

    node, other, unit : codes, "" where it is about none. more : further values of its sentence.
    """

    rule: str
    severity: Severity
    figure: float
    threshold: float
    node: str = ""
    other: str = ""
    unit: str = ""
    year: Period | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Tested:
    """What became of a rule: over how many cases, what was found, and why it was not tested."""

    rule: Rule
    cases: int
    findings: tuple[Finding, ...] = ()
    why: Any = ""

    @property
    def verdict(self) -> str:
        """`holds`, `look`, `wrong` or `untested`."""
        if not self.cases:
            return UNTESTED
        return self.rule.severity if self.findings else HOLDS


# whether a case is beyond the threshold, with what a finding of it would hold; or how many cases
# are not
Case = tuple[bool, dict[str, Any]] | int
Test = Callable[[Tables, float], Iterator[Case]]


@dataclass(frozen=True)
class Rule:
    """A rule: its code, its chapter, how grave it is, its threshold, and where that is from.

    kind : what its figures are. source : a key of `phrases/audit.py`, as are its words.
    """

    code: str
    chapter: str
    severity: Severity
    threshold: float
    kind: Kind
    source: str
    test: Test = field(repr=False)

    def tested(self, tables: Tables) -> Tested:
        """Test a rule; one that cannot be tested says why."""
        limit = tables.thresholds[self.code]
        try:
            cases = [*self.test(tables, limit)]
        except InvalidInput as invalid:
            return Tested(self, 0, why=invalid.problems[0].message)
        told = [case for case in cases if not isinstance(case, int)]
        found = (
            Finding(self.code, self.severity, threshold=limit, **values)
            for beyond, values in told
            if beyond
        )
        number = len(told) + sum(case for case in cases if isinstance(case, int))
        return Tested(self, number, tuple(found))


def over(figure: float, limit: float) -> bool:
    """Whether a figure lies above a limit; rounding in binary puts none there.

    >>> over(0.1 + 0.2, 0.3), over(0.31, 0.3)
    (False, True)
    """
    return figure > limit + NOTHING * max(1.0, abs(limit))


def under(figure: float, limit: float) -> bool:
    """Whether a figure lies below a limit; rounding in binary puts none there."""
    return over(-figure, -limit)


def _ranked(tables: Tables) -> int:
    return int(tables.result.ranked[-1].sum())


def _families(tables: Tables) -> list[dict[str, Any]]:
    return [row for row in as_rows(tables.of("reliability")) if row["of"] == "children"]


# -- what the figures are -------------------------------------------------------------------------


def _illustrative(tables: Tables, limit: float) -> Iterator[Case]:
    data = tables.result.data
    status = data.status[data.at(tables.result.years[-1:])]
    cells = int((status >= 0).sum())
    many = int((status == STATUSES.index(ILLUSTRATIVE)).sum())
    if cells:
        share = many / cells
        yield over(share, limit), {"figure": share, "more": {"count": many, "cells": cells}}


def _assumed(tables: Tables, limit: float) -> Iterator[Case]:
    result = tables.result
    effective = result.effective.reshape(-1, len(result.index.nodes))[-1]
    for node, _ in result.index.depth_first()[1:]:
        weight = float(effective[result.index.position[node.code]])
        if weight > 0:
            assumed = node.code in result.assumed and over(weight, limit)
            yield assumed, {"figure": weight, "node": node.code}


def _few_units(tables: Tables, limit: float) -> Iterator[Case]:
    number = _ranked(tables)
    yield number < limit, {"figure": float(number)}


# -- coverage -------------------------------------------------------------------------------------


def _coverage_unit(tables: Tables, limit: float) -> Iterator[Case]:
    for row in as_rows(tables.of("coverage")):
        if row["ranked"]:
            yield under(row["present"], limit), {"figure": row["present"], "unit": row["unit"]}


def _coverage_indicator(tables: Tables, limit: float) -> Iterator[Case]:
    for row in as_rows(tables.of("coverage_indicators")):
        yield under(row["present"], limit), {"figure": row["present"], "node": row["node"]}


def _coverage_dimension(tables: Tables, limit: float) -> Iterator[Case]:
    table, root = tables.of("coverage_nodes"), tables.result.index.root.code
    ranked = set(np.array(tables.result.rows.units, object)[tables.result.ranked[-1]])
    table = table[table["unit"].isin(ranked) & (table["node"] != root)]
    for node, rows in table.groupby("node", sort=False):
        low = rows["present"] < limit - NOTHING
        values = {"figure": float(rows["present"].min()), "node": node}
        yield bool(low.any()), {**values, "more": {"count": int(low.sum())}}


# -- distributions --------------------------------------------------------------------------------


def _constant(tables: Tables, limit: float) -> Iterator[Case]:
    for row in as_rows(tables.of("distributions", step="column")):
        if row["available"]:
            beyond = row["unique"] <= limit
            yield beyond, {"figure": float(row["unique"]), "node": row["node"]}


def _same(tables: Tables, limit: float) -> Iterator[Case]:
    for row in as_rows(tables.of("distributions", step="column")):
        if row["unique"] > 1:
            figure = row["share_same"]
            yield over(figure, limit), {"figure": figure, "node": row["node"]}


def _zeros(tables: Tables, limit: float) -> Iterator[Case]:
    for row in as_rows(tables.of("distributions", step="column")):
        if row["available"]:
            figure = 1 - row["share_nonzero"]
            yield over(figure, limit), {"figure": figure, "node": row["node"]}


def _outliers(tables: Tables, limit: float) -> Iterator[Case]:
    heavy = tables.thresholds["kurtosis"]
    for row in as_rows(tables.of("distributions", step="treated")):
        skewness, kurtosis = row["skewness"], row["kurtosis"]
        if skewness is not None and kurtosis is not None:
            beyond = not under(abs(skewness), limit) and not under(kurtosis, heavy)
            more = {"kurtosis": kurtosis, "heavy": heavy}
            yield beyond, {"figure": skewness, "node": row["node"], "more": more}


# -- correlations ---------------------------------------------------------------------------------


def _pairs(table: pd.DataFrame, beyond: Any, *more: str) -> Iterator[Case]:
    """Tell the pairs beyond a threshold, and count the others. more : further columns told."""
    known = table["r"].notna()
    yield int((known & ~beyond).sum())
    for row in as_rows(table[known & beyond]):
        values = {"figure": row["r"], "node": row["node"], "other": row["other"]}
        yield True, {**values, "more": {name: row[name] for name in more}}


def _siblings(tables: Tables) -> Iterator[pd.DataFrame]:
    """Yield pairs of children of one node, whatever their level."""
    for level in sorted(set(level_of(tables.result.index).values())):
        table = tables.of("correlations", level=level)
        yield table[table["relation"] == "inside"]


def _redundant(tables: Tables, limit: float) -> Iterator[Case]:
    for table in _siblings(tables):
        yield from _pairs(table, table["r"] >= limit - NOTHING)


def _repeated(tables: Tables, limit: float) -> Iterator[Case]:
    table = tables.of("correlations", level=1)
    table = table[table["relation"] != "inside"]
    yield from _pairs(table, table["r"] >= limit - NOTHING)


def _negative(tables: Tables, limit: float) -> Iterator[Case]:
    significant = tables.thresholds["significance"]
    for table in _siblings(tables):
        sure = table["p"] <= significant
        yield from _pairs(table, (table["r"] < limit - NOTHING) & sure, "p")


def _structure(tables: Tables, *needed: str) -> Iterator[dict[str, Any]]:
    for row in as_rows(tables.of("structure")):
        if all(row[name] is not None for name in needed):
            yield row


def _against(tables: Tables, limit: float) -> Iterator[Case]:
    for row in _structure(tables, "r_parent"):
        r = row["r_parent"]
        yield under(r, limit), {"figure": r, "node": row["node"], "other": row["parent"]}


def _elsewhere(tables: Tables, limit: float) -> Iterator[Case]:
    for row in _structure(tables, "r_parent", "r_elsewhere"):
        more = {"parent": row["parent"], "own": row["r_parent"]}
        values = {"figure": row["r_elsewhere"], "node": row["node"], "other": row["elsewhere"]}
        yield over(row["r_elsewhere"], row["r_parent"] + limit), {**values, "more": more}


def _unlinked(tables: Tables, limit: float) -> Iterator[Case]:
    for row in _structure(tables, "mean_r"):
        values = {"figure": row["mean_r"], "node": row["node"], "other": row["parent"]}
        yield under(row["mean_r"], limit), values


def _size(tables: Tables, limit: float) -> Iterator[Case]:
    for row in as_rows(tables.of("denominators")):
        if row["r"] is not None:
            values = {"figure": row["r"], "node": row["node"]}
            yield not under(abs(row["r"]), limit), {**values, "more": {"size": row["denominator"]}}


# -- reliability ----------------------------------------------------------------------------------


def _alpha(tables: Tables, limit: float) -> Iterator[Case]:
    for row in _families(tables):
        if row["alpha"] is not None:
            yield under(row["alpha"], limit), {"figure": row["alpha"], "node": row["node"]}


def _latent(tables: Tables, limit: float) -> Iterator[Case]:
    for row in _families(tables):
        if row["first_share"] is not None and row["items"] > 2:
            number = row["eigenvalues_above_1"]
            yield number > limit, {"figure": float(number), "node": row["node"]}


def _first(tables: Tables, limit: float) -> Iterator[Case]:
    for row in _families(tables):
        if row["first_share"] is not None and row["items"] > 2:
            figure = row["first_share"]
            yield under(figure, limit), {"figure": figure, "node": row["node"]}


# -- weights --------------------------------------------------------------------------------------


def _imbalance(tables: Tables, limit: float) -> Iterator[Case]:
    table = tables.of("importance")
    found = table["share_local_linear"].fillna(table["share_bins"])
    weight = table["weight"] / table.groupby("target")["weight"].transform("sum")
    several = table.groupby("target")["node"].transform("count") > 1
    table = table.assign(share=found, weight=weight)[several & found.notna()]
    for row in as_rows(table):
        factor = row["share"] / row["weight"]
        more = {"weight": row["weight"], "share": row["share"]}
        values = {"figure": factor, "node": row["node"], "other": row["target"], "more": more}
        yield not (under(factor, limit) and over(factor, 1 / limit)), values


# -- what the ranking hangs on --------------------------------------------------------------------


def _leave_one_out(tables: Tables, limit: float) -> Iterator[Case]:
    for row in as_rows(tables.of("leave_one_out", level=1)):
        if row["mean_shift"] is not None:
            figure, more = row["mean_shift"], {"largest": row["largest_shift"]}
            yield not under(figure, limit), {"figure": figure, "node": row["node"], "more": more}


def _compensability(tables: Tables, limit: float) -> Iterator[Case]:
    for row in as_rows(tables.of("compensability")):
        if row["order"] == 0 and row["mean_shift"] is not None:
            figure, more = row["mean_shift"], {"largest": row["largest_shift"]}
            yield not under(figure, limit), {"figure": figure, "more": more}


def _shift(tables: Tables, limit: float) -> Iterator[Case]:
    row = as_rows(tables.of("shift"))[0]
    if row["units"] > 1:
        more = {"places": row["places"], "count": row["draws"]}
        yield under(row["share"], limit), {"figure": row["share"], "more": more}


def _added_value(tables: Tables, limit: float) -> Iterator[Case]:
    places = tables.thresholds["places"]
    for row in as_rows(tables.of("added_value")):
        # of few units hardly any can stand so far away
        if row["places"] == places and row["units"] >= 3 * places:
            values = {"figure": row["share"], "node": row["node"], "more": {"places": places}}
            yield under(row["share"], limit), values


def _overruled(tables: Tables, limit: float) -> Iterator[Case]:
    table = tables.of("dominance")
    for row in as_rows(table[table["of"] == "indicators"]):
        if row["dominates"]:
            figure = float(row["overruled"])
            yield figure > limit, {"figure": figure, "unit": row["unit"]}


def _decided(tables: Tables, limit: float) -> Iterator[Case]:
    table = tables.of("dominance")
    table = table[table["of"] == "indicators"]
    pairs = len(table) * (len(table) - 1) / 2
    if pairs and len(below(tables.result.index, tables.result.index.root)) > 1:
        share = float(table["dominates"].sum()) / pairs
        yield over(share, limit), {"figure": share}


# -- years ----------------------------------------------------------------------------------------


def _scale_by_year(tables: Tables, limit: float) -> Iterator[Case]:
    table = tables.of("years")
    if len(table):
        own = int(table["own_scale"].iloc[0]) * len(table)
        yield own > limit, {"figure": float(own)}


def _changing(part: str) -> Test:
    def test(tables: Tables, limit: float) -> Iterator[Case]:
        for row in as_rows(tables.of("years"))[1:]:
            came, went = row[f"new_{part}"], row[f"gone_{part}"]
            values = {"figure": float(came + went), "year": row["year"]}
            yield came + went > limit, {**values, "more": {"came": came, "went": went}}

    return test


RULES: tuple[Rule, ...] = (
    Rule("illustrative", "data", WRONG, 0.0, "share", "ours", _illustrative),
    Rule("assumed", "data", LOOK, 0.0, "share", "ours", _assumed),
    Rule("few_units", "data", LOOK, 30.0, "count", "ours", _few_units),
    Rule("coverage_unit", "coverage", LOOK, 0.65, "share", "jrc_faq", _coverage_unit),
    Rule("coverage_indicator", "coverage", LOOK, 0.65, "share", "jrc_faq", _coverage_indicator),
    Rule("coverage_dimension", "coverage", LOOK, 0.5, "share", "ours", _coverage_dimension),
    Rule("constant", "distributions", WRONG, 1.0, "count", "ours", _constant),
    Rule("same", "distributions", LOOK, 0.5, "share", "ours", _same),
    Rule("zeros", "distributions", LOOK, 0.5, "share", "coinr_stats", _zeros),
    Rule("outliers", "distributions", LOOK, 2.0, "number", "coinr_stats", _outliers),
    Rule("against", "correlations", WRONG, 0.0, "correlation", "jrc_ssi", _against),
    Rule("negative", "correlations", LOOK, 0.0, "correlation", "jrc_ssi", _negative),
    Rule("elsewhere", "correlations", LOOK, 0.0, "correlation", "jrc_ssi", _elsewhere),
    Rule("redundant", "correlations", LOOK, 0.9, "correlation", "coinr_flags", _redundant),
    Rule("repeated", "correlations", LOOK, 0.9, "correlation", "ours", _repeated),
    Rule("unlinked", "correlations", LOOK, 0.3, "correlation", "ours", _unlinked),
    Rule("size", "correlations", LOOK, 0.6, "correlation", "coinr_size", _size),
    Rule("alpha", "reliability", LOOK, 0.7, "number", "handbook", _alpha),
    Rule("latent", "reliability", LOOK, 1.0, "count", "kaiser", _latent),
    Rule("first_component", "reliability", LOOK, 0.4, "share", "ours", _first),
    Rule("imbalance", "weights", LOOK, 2.0, "factor", "implicit", _imbalance),
    Rule("leave_one_out", "ranking", LOOK, 3.0, "number", "sdg", _leave_one_out),
    Rule("compensability", "ranking", LOOK, 3.0, "number", "sdg", _compensability),
    Rule("shift", "ranking", LOOK, 0.9, "share", "jrc_wjp", _shift),
    Rule("added_value", "ranking", LOOK, 0.1, "share", "ours", _added_value),
    Rule("overruled", "ranking", WRONG, 0.0, "count", "ours", _overruled),
    Rule("decided", "ranking", LOOK, 0.9, "share", "ours", _decided),
    Rule("scale_by_year", "years", LOOK, 0.0, "count", "ours", _scale_by_year),
    Rule("units_by_year", "years", LOOK, 0.0, "count", "ours", _changing("units")),
    Rule("indicators_by_year", "years", LOOK, 0.0, "count", "ours", _changing("indicators")),
)
BY_CODE = {rule.code: rule for rule in RULES}
# what else may be set: excess kurtosis beside the skewness of `outliers`, the p-value at which
# `negative` is sure, the places of `added_value` and `compensability`, and those of `shift`
FURTHER = {"kurtosis": 3.5, "significance": 0.05, "places": 10.0, "shift_places": 3.0}
THRESHOLDS = {**{rule.code: rule.threshold for rule in RULES}, **FURTHER}
