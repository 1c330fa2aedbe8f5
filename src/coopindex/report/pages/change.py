"""What moved the scores between two years, and how the ranks went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopindex.engine.frames import records
from coopindex.engine.result import Result
from coopindex.phrases import saying
from coopindex.questions.change import trajectories
from coopindex.report.pages.frame import (
    flags,
    grounds,
    head,
    names,
    titles_of,
    weights_lines,
)
from coopindex.report.table import Column, Page, Section, Table
from coopindex.report.written import decimals

if TYPE_CHECKING:
    import pandas as pd

CAUSES = ("weights", "scale", "membership")  # besides the units' own figures
LEAST = 1e-9  # what moved everybody by less is not shown


def page(answer: pd.DataFrame, about: Result, lang: str = "en") -> Page:
    """Every unit's change, split over the dimensions, and the ranks of all years scored."""
    frame = head(about, lang), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], _parts(answer, about, lang), _ranks(about, lang), frame[1]),
        lambda: {**about.asked, **facts(answer, about), **grounds(about)},
        lambda: causes(answer),
        frame,
    )


def causes(answer: pd.DataFrame) -> pd.DataFrame:
    """One row a unit and cause: unit, start, end, change, cause, node, points.

    cause : `indicator`, whose code is the `node`, or one of `CAUSES`. The points of a unit's causes
    add up to its change.
    """
    whole = ["unit", "start", "end", "change"]
    parts = answer.drop(columns=whole[1:])
    table = answer.reset_index()[whole]
    table = table.loc[table.index.repeat(parts.shape[1])].reset_index(drop=True)
    causes = [(name, "") if name in CAUSES else ("indicator", name) for name in map(str, parts)]
    return table.assign(
        cause=[cause for cause, _ in causes] * len(parts),
        node=[node for _, node in causes] * len(parts),
        points=parts.to_numpy(float).ravel(),
    )


def facts(answer: pd.DataFrame, about: Result) -> dict[str, Any]:
    """Return the split and the ranks as plain values."""
    ranks = trajectories(about).rename(columns=lambda year: f"rank {year}")
    return {
        "from": about.years[0],
        "to": about.years[-1],
        **({"weights": about.weights_as_dict()} if about.weights_by_year else {}),
        "units": records(answer.reset_index()),
        "ranks": records(ranks.reset_index()),
    }


def _parts(answer: pd.DataFrame, about: Result, lang: str) -> Section:
    word, index = saying("change", lang), about.index
    table = answer.sort_values("change", ascending=index.ranking.best == "low", kind="stable")
    # all with the same decimals, so that a reader can add them up
    places = decimals([*table["start"], *table["end"]])

    def column(key: str, title: str, values: Any, priority: int = 0, signed: bool = True) -> Column:
        values = values.tolist()
        return Column(
            key, title, "score", values, priority=priority, decimals=places, signed=signed
        )

    columns = [
        *names(table.index.tolist(), index, about.data, lang, priority=4),
        column("start", str(about.years[0]), table["start"], signed=False),
        column("end", str(about.years[-1]), table["end"], signed=False),
        column("change", word("change"), table["change"]),
    ]
    dimensions = zip(index.root.children, titles_of(index.root.children, index, lang), strict=True)
    columns += [
        column(code, title, table[_below(about, code)].sum(axis=1), 1) for code, title in dimensions
    ]
    moved = {name: bool((table[name].abs() > LEAST).any()) for name in CAUSES}
    columns += [column(name, word(name), table[name], 2) for name in CAUSES if moved[name]]
    said = word("adds_up")
    if moved["scale"]:
        said += ("" if lang == "zh" else " ") + word("own_scale")
    weights = weights_lines(about, lang) if about.weights_by_year else ()
    return Section(word("title"), (said, *weights), Table(tuple(columns)))


def _ranks(about: Result, lang: str) -> Section:
    ranks = trajectories(about)
    columns = names(ranks.index.tolist(), about.index, about.data, lang, priority=1)
    columns += [
        Column(f"rank {year}", str(year), "rank", ranks[year].tolist()) for year in about.years
    ]
    return Section(saying("change", lang)("ranks"), table=Table(tuple(columns)))


def _below(result: Result, code: str) -> list[str]:
    node = result.index.node(code)
    if not node.children:
        return [code]
    return [leaf for child in node.children for leaf in _below(result, child)]
