"""What moved the scores between two years, and how the ranks went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopindex.engine.frames import as_rows, plain, records
from coopindex.engine.result import Result
from coopindex.periods import YEAR, frequency
from coopindex.periods import said as said_of
from coopindex.phrases import saying
from coopindex.questions.change import change, trajectories
from coopindex.report.pages.frame import (
    flags,
    grounds,
    head,
    name_columns,
    titles_of,
    weights_lines,
)
from coopindex.report.table import Column, Page, Section, Table, each
from coopindex.report.written import decimals

if TYPE_CHECKING:
    import pandas as pd

LEAST = 1e-9  # what moved everybody by less is not shown


def page(answer: pd.DataFrame, about: Result, lang: str = "en") -> Page:
    """Every unit's change, split over the dimensions, and the ranks of all years scored."""
    frame = head(about, lang), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], _parts(answer, about, lang), ranks(about, lang), frame[1]),
        lambda: {**about.asked, **facts(answer, about), **grounds(about)},
        lambda: answer,
        frame,
    )


def section(history: Result, lang: str = "en") -> Section:
    """Return what moved every score between the first and the last period."""
    return _parts(change(history, history.years[0], history.years[-1]), history, lang)


def side_by_side(answer: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the answer with one row a unit, in three tables: whole, own and others.

    whole : start, end, change. own : a column an indicator. others : a column each other cause.
    """
    whole = answer.drop_duplicates("unit").set_index("unit")[["start", "end", "change"]]
    own = answer["cause"] == "indicator"
    return whole, _spread(answer[own], "node", whole), _spread(answer[~own], "cause", whole)


def _spread(answer: pd.DataFrame, by: str, whole: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    points = answer["points"].to_numpy().reshape(len(whole), -1)
    return pd.DataFrame(points, index=whole.index, columns=list(answer[by].unique()))


def facts(answer: pd.DataFrame, about: Result) -> dict[str, Any]:
    """Return the split and the ranks as plain values."""
    ranks = trajectories(about).rename(columns=lambda year: f"rank {year}")
    return {
        "from": about.years[0],
        "to": about.years[-1],
        **({"weights": about.weights_as_dict()} if about.weights_by_year else {}),
        "units": units(answer),
        "ranks": records(ranks.reset_index()),
    }


def units(answer: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a mapping a unit: unit, start, end, change, the points of each indicator and cause.

    An indicator's key is its code; `indicator CODE` where another thing is called so.
    """
    whole, own, others = side_by_side(answer)
    taken = {"unit", *whole, *others}
    own = own.rename(columns={code: f"indicator {code}" for code in own if code in taken})
    rows = as_rows(whole.join([own, others]).reset_index())
    return [{key: plain(value) for key, value in row.items()} for row in rows]


def _parts(answer: pd.DataFrame, about: Result, lang: str) -> Section:
    word, index = saying("change", lang), about.index
    worst_last = index.ranking.best == "low"
    table = answer.sort_values("change", ascending=worst_last, kind="stable")
    table, own, others = side_by_side(table)
    # all with the same decimals, so that a reader can add them up
    places = decimals([*table["start"], *table["end"]])

    # no part of a sum is left out for want of room: what is said to add up is there to be added
    def column(key: str, title: str, values: Any, signed: bool = True) -> Column:
        return Column(key, title, "score", values.tolist(), decimals=places, signed=signed)

    columns = [
        *name_columns(table.index.tolist(), index, about.data, lang, priority=4),
        column("start", str(about.years[0]), table["start"], signed=False),
        column("end", str(about.years[-1]), table["end"], signed=False),
        column("change", word("change"), table["change"]),
    ]
    dimensions = zip(index.root.children, titles_of(index.root.children, index, lang), strict=True)
    columns += [
        column(code, title, own[_below(about, code)].sum(axis=1)) for code, title in dimensions
    ]
    titles = {
        "weights": word("weights"),
        "scale": word("scale"),
        "membership": word("membership"),
    }
    moved = {name: bool((others[name].abs() > LEAST).any()) for name in others}
    columns += [column(name, titles[name], others[name]) for name in titles if moved[name]]
    said = word("adds_up")
    if moved["scale"]:
        said += ("" if lang == "zh" else " ") + word("own_scale", **said_of(about.years, lang))
    weights = weights_lines(about, lang) if about.weights_by_year else ()
    return Section(word("title"), (said, *weights), Table(tuple(columns), each(table.index)))


def ranks(about: Result, lang: str = "en") -> Section:
    """Return every unit's rank in every year, best in the last year first."""
    table = trajectories(about)
    columns = name_columns(table.index.tolist(), about.index, about.data, lang, priority=1)
    columns += [
        Column(f"rank {year}", str(year), "rank", table[year].tolist()) for year in about.years
    ]
    rows = Table(tuple(columns), each(table.index))
    return Section(_title(about, lang), table=rows)


def _title(about: Result, lang: str) -> str:
    yearly = frequency(about.years[0]) is YEAR
    return saying("change", lang)("ranks" if yearly else "ranks_over_time")


def _below(result: Result, code: str) -> list[str]:
    node = result.index.node(code)
    if not node.children:
        return [code]
    return [leaf for child in node.children for leaf in _below(result, child)]
