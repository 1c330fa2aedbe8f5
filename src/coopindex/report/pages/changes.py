"""What the steps changed: single cells, and columns treated for outliers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopindex.engine.frames import records
from coopindex.engine.result import Result
from coopindex.engine.treatments import limits_of, treatment_in_words
from coopindex.periods import Period
from coopindex.periods import title as period_title
from coopindex.phrases import method_name, saying
from coopindex.report.pages.frame import called, titles_of
from coopindex.report.table import Column, Section, Table

if TYPE_CHECKING:
    import pandas as pd


def changes(result: Result, lang: str = "en") -> Section:
    """Every cell that a step changed."""
    word = saying("changes", lang)
    table = result.changes
    if table.empty:
        return Section(word("title"), (word("none"),))
    titles = titles_of(table["node"], result.index, lang)
    columns = (
        Column(
            "unit",
            word("unit"),
            "text",
            called(table["unit"], result.data, lang),
            head=True,
        ),
        Column("node", word("node"), "text", titles),
        Column("before", word("before"), "measure", table["before"].tolist()),
        Column("after", word("after"), "measure", table["after"].tolist()),
        Column("why", word("why"), "prose", reasons_said(result, table, lang)),
    )
    return Section(word("title"), table=Table(columns))


def reasons_said(result: Result, table: pd.DataFrame, lang: str = "en") -> list[str]:
    """Say why each of some changed cells was changed."""
    word = saying("changes", lang)
    treated: dict[str, dict[Period, Mapping[str, Any]]] = {}
    for row in records(result.treatments) if "treated" in set(table["step"]) else ():
        treated.setdefault(row["node"], {})[row["year"]] = row

    def reason(code: str, step: str, year: Period) -> str:
        node = result.index.node(code)
        if step == "treated":
            of = treated.get(code, {})
            row = of.get(year, of.get(0))
            return treatment_in_words(row, limits_of(node), lang) if row else ""
        stage = "imputation" if step == "imputed" else "normalisation"
        method = method_name(stage, getattr(node, stage).method, lang)
        return word(f"{step}", method=method)

    each = zip(table["node"], table["step"], table["year"].tolist(), strict=True)
    return [reason(*cell) for cell in each]


def treatments(result: Result, lang: str = "en") -> Section:
    """What the treatment of outliers did to each column."""
    word = saying("changes", lang)
    table, title = result.treatments, word("treated")
    fine = (table["done"] == "left") & table["passes"].fillna(True)
    left = (word("untreated", count=int(fine.sum())),) if fine.any() else ()
    table = table[~fine]
    if table.empty:
        return Section(title, left) if left else Section()
    limits = [limits_of(result.index.node(code)) for code in table["node"]]
    passes = [
        "" if row["passes"] is None else word("yes" if row["passes"] else "no")
        for row in records(table)
    ]
    titles = titles_of(table["node"], result.index, lang)
    columns = [
        Column("node", word("node"), "text", titles, head=True),
        Column(
            "done",
            word("done"),
            "text",
            [word(f"done_{done}") for done in table["done"]],
        ),
        Column("points", word("points"), "count", table["points"].tolist()),
    ]
    for name in ("skewness", "kurtosis"):
        # what lies on one column's limit is told from it on another too
        lines = tuple(sorted({side * at[name] for at in limits if name in at for side in (-1, 1)}))
        before, after = table[f"{name}_before"].tolist(), table[name].tolist()
        columns += [
            Column(
                f"{name}_before",
                word(f"{name}"),
                "number",
                before,
                lines=lines,
                decimals=2,
            ),
            Column(name, word("after"), "number", after, lines=lines, decimals=2),
        ]
    columns.append(Column("passes", word("passes"), "text", passes))
    if any(table["year"]):
        period = period_title(result.data.years, lang)
        years = Column("year", period, "year", table["year"].tolist(), head=True)
        columns.insert(1, years)
    return Section(title, left, Table(tuple(columns)))
