"""What moved the scores between two years."""

from __future__ import annotations

from typing import Any

import pandas as pd

from coopindex.engine.frames import records
from coopindex.engine.result import Result
from coopindex.questions.change import trajectories
from coopindex.report.page import Column, Section, decimals, fixed, places
from coopindex.report.sections import head, names, weights_line, words


def page(result: Result, parts: pd.DataFrame, lang: str = "en") -> tuple[Section, ...]:
    """Every unit's change, split over the dimensions, and the ranks of all years scored."""
    index, (start, end) = result.index, (result.years[0], result.years[-1])
    table = parts.sort_values("change", ascending=index.ranking.best == "low", kind="stable")
    # all with the same decimals, so that a reader can add them up
    shown = decimals([*table["start"], *table["end"]])
    columns = [
        *names(table.index.tolist(), index, result.data, lang, drop=4),
        Column(str(start), fixed(table["start"].tolist(), shown), numeric=True),
        Column(str(end), fixed(table["end"].tolist(), shown), numeric=True),
        Column("change", fixed(table["change"].tolist(), shown, sign=True), numeric=True),
    ]
    for code in index.root.children:
        part = table[_below(result, code)].sum(axis=1).tolist()
        columns.append(
            Column(
                words(index.called[code], lang), fixed(part, shown, sign=True), numeric=True, drop=1
            )
        )
    for name, title in (
        ("weights", "weights"),
        ("scale", "the scale"),
        ("membership", "units that came or went"),
    ):
        if (table[name].abs() > 1e-9).any():
            columns.append(
                Column(title, fixed(table[name].tolist(), shown, sign=True), numeric=True, drop=2)
            )
    ranks = trajectories(result)
    moves = [*names(ranks.index.tolist(), index, result.data, lang, drop=1)]
    moves += [
        Column(str(year), places(ranks[year].tolist()), numeric=True) for year in result.years
    ]
    told = ("The parts add up to the change.",)
    if (table["scale"].abs() > 1e-9).any():
        moved = "Each year has a scale of its own: `the scale` is what its move brought or took."
        told = (f"{told[0]} {moved}",)
    weights = weights_line(result, lang) if result.weights_by_year else ()
    return (
        head(result, lang),
        Section(
            "What moved the scores",
            (*told, *weights),
            tuple(columns),
        ),
        Section("Ranks over the years", columns=tuple(moves)),
    )


def _below(result: Result, code: str) -> list[str]:
    node = result.index.node(code)
    return (
        [leaf for child in node.children for leaf in _below(result, child)]
        if node.children
        else [code]
    )


def answer(result: Result, parts: pd.DataFrame) -> dict[str, Any]:
    """Return the split and the ranks as plain values, for JSON."""
    ranks = trajectories(result)
    return {
        "from": result.years[0],
        "to": result.years[-1],
        **({"weights": result.weights_as_dict()} if result.weights_by_year else {}),
        "units": records(parts.reset_index()),
        "ranks": records(ranks.rename(columns=lambda year: f"rank {year}").reset_index()),
    }
