"""Everything a report says, before anybody lays it out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coopindex.engine.frames import plain
from coopindex.engine.index import STATUSES, Choice, Node
from coopindex.engine.reference import rows_in_words
from coopindex.engine.result import Result
from coopindex.engine.treatments import limits_of
from coopindex.figures import beside
from coopindex.methods.options import in_words
from coopindex.questions.compare import Comparison
from coopindex.questions.verify import Check
from coopindex.report import sections
from coopindex.report.page import MISSING, Column, Section, readable
from coopindex.report.pages import weight_sensitivity
from coopindex.report.table import Section as TypedSection
from coopindex.report.written import numeric, written

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.robustness.weights import WeightSensitivity

STAGES = ("transform", "imputation", "treatment", "normalisation")


@dataclass(frozen=True, eq=False)
class Context:
    """The answers a report is made of: the scoring, its robustness, the same under other schemes, the published figures beside ours."""

    result: Result
    robustness: WeightSensitivity
    compared: Comparison | None = None
    checks: Sequence[Check] = ()

    @property
    def inputs(self) -> dict[str, Any]:
        """What the report was computed from: digests, weights, years, seed and settings."""
        found = self.robustness
        compared = list(self.compared.names) if self.compared else []
        return {
            **self.result.provenance,
            "robustness": {
                "draws": found.draws,
                "seed": found.seed,
                "vary": found.vary,
                "note": weight_sensitivity.note(found),
            },
            "compared": compared,
        }

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The tables, each at full precision."""
        result, found = self.result, self.robustness
        tables = {
            "scores": result.scores,
            "nodes": result.nodes().reset_index(),
            "weights": result.weights,
            "observations": observations(result),
            "changes": result.changes,
            **({"treatments": result.treatments} if len(result.treatments) else {}),
            "rank_intervals": found.table,
            "rank_probabilities": found.rank_probabilities.reset_index(),
            "swaps": found.swaps,
        }
        return {**tables, "comparison": self.compared.table} if self.compared else tables

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """The answers as plain values."""
        return {
            "scores": self.result.as_dict(),
            "robustness": weight_sensitivity.known(self.robustness),
            **({"comparison": self.compared.as_dict()} if self.compared else {}),
            "published": [check.as_dict() for check in self.checks],
        }

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The page."""
        result, index, data = self.result, self.result.index, self.result.data
        about = tuple(text for text in (index.title.zh, str(index.description)) if text)
        compared = sections.comparison(self.compared, index, data) if self.compared else ()
        titled = [replace(part, title=part.title or "Under other weights") for part in compared]
        return (
            sections.head(result),
            *([Section(text=about)] if about else []),
            replace(sections.ranking(result), title="Ranking"),
            sections.flags(result.flags),
            *map(_as_written, weight_sensitivity.sections(self.robustness, result)),
            *titled,
            sections.weights(result),
            methods(result),
            treatments(result),
            changes(result),
            *(
                [replace(sections.checks(self.checks, data), title="Published figures")]
                if self.checks
                else []
            ),
            sources(result),
            provenance(self.inputs),
        )


def _as_written(part: TypedSection) -> Section:
    """Write a section's table."""
    if part.table is None:
        return Section(part.title, part.sentences, below=part.below)
    columns = (
        Column(of.title, texts, numeric=numeric(of), drawing=of.drawn)
        for of, texts in zip(part.table.columns, written(part.table), strict=True)
    )
    return Section(part.title, part.sentences, tuple(columns), part.below)


def methods(result: Result) -> Section:
    """Every method in use, where, whose figures fix it, and the reason the analysts gave for it."""
    index, uses = result.index, dict[tuple[str, str, str, str], list[str]]()
    fits = {(node.code, stage): rows_in_words(result, of) for node, stage, of in index.fits}
    for node, _ in index.depth_first():
        for stage, method, reason in _taken(node):
            rows = fits.get((node.code, stage), "")
            uses.setdefault((stage, method, rows, reason), []).append(str(index.called[node.code]))
    scales = [rows for _, _, rows, _ in uses]
    of_nodes = tuple(
        f"{node.title}: {node.reason}" for node, _ in index.depth_first() if node.reason
    )
    everywhere = len(index.nodes)
    return Section(
        "Methods",
        columns=(
            Column("stage", [stage for stage, *_ in uses], key=True),
            Column("method", [method for _, method, *_ in uses]),
            *([Column("scale", scales, wrap=True)] if any(scales) else []),
            Column(
                "of",
                [
                    ", ".join(where) if len(where) < min(everywhere, 6) else f"{len(where)} nodes"
                    for where in uses.values()
                ],
                wrap=True,
            ),
            Column("reason", [reason for *_, reason in uses], wrap=True),
        ),
        below=of_nodes,
    )


def _taken(node: Node) -> Iterator[tuple[str, str, str]]:
    """Yield what is done at a node: stage, method with its options, reason."""
    if node.denomination:
        per = f", times {node.denomination.per:.10g}" if node.denomination.per != 1 else ""
        by = node.denomination.by
        yield "denomination", f"by {by if isinstance(by, str) else f'{by:.10g}'}{per}", ""
    for choice in (getattr(node, stage) for stage in STAGES):
        if choice.method != "none":
            yield choice.stage, named(choice), choice.reason
    if node.children and node.weighting:
        settings = (", ".join(f"{n}={100 * s:.10g}%" for n, s in each) for each in node.shares)
        told = "".join(f", then {setting}" for setting in settings)
        yield "weighting", named(node.weighting) + told, node.weighting.reason
    if node.children:
        yield "aggregation", named(node.aggregation), node.aggregation.reason
    for when, rounding in (("column", node.round_column), ("finished", node.round_finished)):
        if rounding:
            half = f", half {rounding.half}" if rounding.half != "even" else ""
            yield "rounding", f"{when} to {rounding.decimals} decimals{half}", ""


def named(choice: Choice) -> str:
    """Write a method with its options.

    >>> named(Choice("treatment", "winsorise", (("at_most", 5), ("when", (("kurtosis", 3.5), ("skewness", 2.0))))))
    'winsorise (at_most: 5, when: {kurtosis: 3.5, skewness: 2})'
    """
    return in_words(choice.method, choice.options)


def changes(result: Result) -> Section:
    """Every cell that a step changed."""
    table = result.changes
    if table.empty:
        return Section("Changed cells", ("No cell was imputed, treated or clipped.",))
    return Section(
        "Changed cells",
        columns=(
            Column("unit", [str(result.data.called[unit]) for unit in table["unit"]], key=True),
            Column("node", [str(result.index.called[code]) for code in table["node"]]),
            Column("before", readable(table["before"].tolist()), numeric=True),
            Column("after", readable(table["after"].tolist()), numeric=True),
            Column("why", table["why"].tolist(), wrap=True),
        ),
    )


def treatments(result: Result) -> Section:
    """What the treatment of outliers did to each column."""
    table = result.treatments
    left = table["done"] == "left"
    kept = int((left & table["passes"].fillna(True)).sum())
    text = f"{kept} {'column needs' if kept == 1 else 'columns need'} no treatment."
    table = table[~(left & table["passes"].fillna(True))]
    if table.empty:
        return Section("Treated columns", (text,)) if kept else Section()
    limits = [limits_of(result.index.node(code)) for code in table["node"]]
    shapes = {
        name: [
            beside(value, *((-at[of], at[of]) if of in at else ()))
            if math.isfinite(value)
            else MISSING
            for value, at in zip(table[name].tolist(), limits, strict=True)
        ]
        for of in ("skewness", "kurtosis")
        for name in (f"{of}_before", of)
    }
    years = [str(year) for year in table["year"]]
    passes = [
        "" if fine is None else "yes" if fine else "no" for fine in map(plain, table["passes"])
    ]
    return Section(
        "Treated columns",
        (text,) if kept else (),
        columns=(
            Column("node", [str(result.index.called[code]) for code in table["node"]], key=True),
            *([Column("year", years, key=True, numeric=True)] if any(table["year"]) else []),
            Column("done", table["done"].tolist()),
            Column("points", [str(points) for points in table["points"]], numeric=True),
            Column("skewness", shapes["skewness_before"], numeric=True),
            Column("after", shapes["skewness"], numeric=True),
            Column("kurtosis", shapes["kurtosis_before"], numeric=True),
            Column("after", shapes["kurtosis"], numeric=True),
            Column("passes", passes),
        ),
    )


def sources(result: Result) -> Section:
    """The documents and data sets that figures come from."""
    parts = [
        (f"{each.code}: {each.title}", each.publisher, each.date, each.url, each.licence)
        for each in result.data.sources
    ]
    return Section(
        "Sources", below=tuple(", ".join(part for part in entry if part) for entry in parts)
    )


def provenance(inputs: Mapping[str, Any]) -> Section:
    """What the report was computed from."""
    return Section(
        "Provenance",
        below=tuple(
            f"{name}: {value}"
            for name, value in inputs.items()
            if not isinstance(value, dict | list)
        ),
    )


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
