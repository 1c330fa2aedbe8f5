"""Which choice moves a ranking, what each does by itself, and what each node really counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.result import Result
from coopindex.figures import beside, share
from coopindex.phrases import joined, listed, say
from coopindex.report.pages.frame import floats, titles_of
from coopindex.report.pages.ranks import (
    alternative_name,
    factor_name,
    framed,
    leading,
    noted,
    number,
    one_unit,
    sentence,
    unit_columns,
)
from coopindex.report.pages.usual import aside, idle_lines, left_out
from coopindex.report.table import Column, Kind, Page, Section, Table, each
from coopindex.robustness.answers import plain_rows
from coopindex.robustness.sensitivity import CONVERGED, Sensitivity

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 12  # rows of long tables on a page; JSON and the library have all


def page(
    answer: Sensitivity,
    about: Result,
    lang: str = "en",
    *,
    one_at_a_time: pd.DataFrame,
    leave_one_out: pd.DataFrame,
    importance: pd.DataFrame,
) -> Page:
    """Which factor causes how much; what each alternative does; what each node really counts.

    The tables are those of the functions of their names.
    """
    tables = {
        "one_at_a_time": one_at_a_time,
        "leave_one_out": leave_one_out,
        "importance": importance,
    }
    return framed(
        about,
        lang,
        lambda: (
            *sections(answer, lang=lang, **tables),
            aside(answer, lang),
        ),
        lambda: {
            **facts(answer),
            **{
                name: plain_rows(table.drop(columns="leaders", errors="ignore"))
                for name, table in tables.items()
            },
            "left_aside": [*left_out(answer.left_aside, about), *idle_lines(answer)],
        },
        lambda: answer.everything,
    )


def facts(found: Sensitivity) -> dict[str, Any]:
    """Return the answer as plain values, with its note in English."""
    return noted(found.as_dict(), note(found), after="seed")


def sections(
    found: Sensitivity,
    one_at_a_time: pd.DataFrame,
    leave_one_out: pd.DataFrame,
    importance: pd.DataFrame,
    lang: str = "en",
) -> tuple[Section, ...]:
    """Which factor causes how much; what each alternative does; what each node really counts."""
    return (
        *shares(found, lang),
        _by_unit(found, lang),
        _alternatives(found, one_at_a_time, lang),
        _left_out(found.result, leave_one_out, lang),
        importances(found.result, importance, lang),
    )


def shares(found: Sensitivity, lang: str = "en") -> tuple[Section, Section]:
    """Which factor matters most, and how much each causes."""
    said = (
        _foremost(found, lang),
        sentence(note(found, lang), lang),
        *left_out(found.left_aside, found.result, lang),
    )
    indices = Section() if found.steady else _indices(found, lang)
    return Section(say("sensitivity.title", lang), said), indices


def note(found: Sensitivity, lang: str = "en") -> str:
    """What was run, and whether it sufficed."""
    design = {"draws": found.draws, "scorings": found.scorings, "seed": found.seed}
    said = say("sensitivity.design", lang, **design)
    if found.steady:
        return joined((said, say("sensitivity.steady", lang)), lang)
    if not found.loose:
        return joined((said, say("sensitivity.converged", lang)), lang)
    loose = listed(_called(found, found.loose, lang), lang, quote=False)
    return joined((said, say("sensitivity.loose", lang, factors=loose)), lang)


def _foremost(found: Sensitivity, lang: str) -> str:
    """Name the factor that matters most, as far as it is known."""
    if np.isfinite(found.result.rank()[-1]).sum() == 1:
        return one_unit(found.result, lang)
    if found.steady and not found.shift.any():
        return say("sensitivity.still", lang)
    if found.steady:
        return say("sensitivity.always_same", lang, shift=beside(found.shift[0], 0.0))
    first = found.table.iloc[int(found.table["total"].argmax())]
    name = _called(found, [first["factor"]], lang)[0]
    if not first["converged"]:
        return say("sensitivity.untold", lang, factor=name)
    left = share(min(first["total"], 1.0), places=0)
    return say("sensitivity.foremost", lang, factor=name, share=left)


def _indices(found: Sensitivity, lang: str) -> Section:
    """First-order and total index of each factor, the largest first."""
    table = found.table.sort_values("total", ascending=False, kind="stable")
    total, error = floats(table["total"]), say("ranks.error", lang)
    first_order, of_all = say("sensitivity.first_order", lang), say("sensitivity.total", lang)
    fine, near = say("sensitivity.fine", lang), {"lines": (CONVERGED,), "priority": 1}
    columns = (
        _factors(found, table, lang),
        number("first", first_order, table["first"], 3),
        number("first_half", error, table["first_half"], 3, **near),
        number("total", of_all, table["total"], 3),
        number("total_half", error, table["total_half"], 3, **near),
        Column("bar", "", "number", total, drawn=True, priority=2, scale=(0.0, 1.0)),
        Column("converged", fine, "truth", table["converged"].tolist(), priority=1),
    )
    return Section(table=Table(columns), below=(say("sensitivity.orders", lang),))


def _factors(found: Sensitivity, table: pd.DataFrame, lang: str) -> Column:
    names = _called(found, table["factor"], lang)
    return Column("factor", say("sensitivity.factor", lang), "text", names, head=True)


def _called(found: Sensitivity, names: Iterable[str], lang: str) -> list[str]:
    """What factors are called by people."""
    return [factor_name(name, lang, found.plan.factors) for name in names]


def _by_unit(found: Sensitivity, lang: str) -> Section:
    """The factor that each unit's rank hangs on most, and the next."""
    ranks = found.by_unit[found.by_unit["output"] == "rank"]
    if not ranks["total"].any():
        return Section()
    ranks = ranks.sort_values("total", ascending=False, kind="stable")
    ranks = ranks.assign(called=_called(found, ranks["factor"], lang))
    rows = [_causes(ranks[ranks["unit"] == unit].head(2), lang) for unit in found.units]
    both = all(len(row) > 1 for row in rows)
    titles = [say("sensitivity.most", lang), *([say("sensitivity.then", lang)] if both else [])]
    columns = (
        Column(f"cause_{k}", title, "text", [row[k] for row in rows], priority=k)
        for k, title in enumerate(titles)
    )
    units = unit_columns(found.units, found.result, lang, priority=2)
    table = Table((*units, *columns), each(found.units))
    return Section(say("sensitivity.by_unit", lang), table=table)


def _causes(own: pd.DataFrame, lang: str) -> list[str]:
    """What a rank hangs on: factors with their indices, as far as these are known."""
    said = []
    for factor, total, fine in zip(own["called"], own["total"], own["converged"], strict=True):
        key = "sensitivity.cause" if fine else "sensitivity.cause_loose"
        text = say(key, lang, factor=factor, total=f"{total:.2f}")
        said.append(text if total > 0 else "–")
    return said


# -- one at a time --------------------------------------------------------------------------------


def _alternatives(found: Sensitivity, table: pd.DataFrame, lang: str) -> Section:
    """What each alternative of a factor does by itself."""
    if table.empty:
        return Section()
    table, below = _foremost_rows(table, lang)
    factors = {factor.name: factor for factor in found.plan.factors}
    labels = [
        alternative_name(factors.get(factor), label, found.result, lang)
        for factor, label in zip(table["factor"], table["alternative"], strict=True)
    ]
    title = say("sensitivity.alternative", lang)
    columns = (
        _factors(found, table, lang),
        Column("alternative", title, "prose", labels, head=True),
    )
    rows = Table((*columns, *_shifts(table, found.result, lang)))
    return Section(say("sensitivity.alone", lang), table=rows, below=below)


def _left_out(result: Result, table: pd.DataFrame, lang: str) -> Section:
    """What leaving out each node does."""
    if table.empty:
        return Section()
    table, below = _foremost_rows(table, lang)
    titles = titles_of(table["alternative"], result.index, lang)
    node = Column("node", say("sensitivity.left_out", lang), "prose", titles, head=True)
    rows = Table((node, *_shifts(table, result, lang)))
    return Section(say("sensitivity.without", lang), table=rows, below=below)


def _foremost_rows(table: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows that move the ranking most, and how many more there are."""
    further = len(table) - MOST_ROWS
    below = (say("sensitivity.further", lang, count=further),) if further > 0 else ()
    return table.sort_values("mean_shift", ascending=False, kind="stable").head(MOST_ROWS), below


def _shifts(table: pd.DataFrame, result: Result, lang: str) -> tuple[Column, ...]:
    """How far a change moves the ranking, and who leads then."""
    largest, rho = floats(table["largest_shift"]), floats(table["spearman"])
    leaders = [leading(units, result, lang) for units in table["leaders"]]
    kind: Kind = "prose" if (table["leaders"].str.len() > 1).any() else "unit"
    return (
        number("mean_shift", say("ranks.mean_shift", lang), table["mean_shift"], 2),
        Column("largest", say("ranks.largest_shift", lang), "rank", largest, priority=2),
        Column("spearman", say("ranks.spearman", lang), "correlation", rho),
        Column("leader", say("ranks.leader", lang), kind, leaders, priority=1),
    )


def importances(result: Result, table: pd.DataFrame, lang: str = "en") -> Section:
    """What each node really counts, beside its weight."""
    depth = {node.code: depth for node, depth in result.index.depth_first()}
    depths = [depth[code] - 1 for code in table["node"]]
    titles = titles_of(table["node"], result.index, lang)
    columns = (
        Column("node", say("ranks.node", lang), "tree", titles, head=True, depths=depths),
        _share("share", say("ranks.share", lang), table, priority=3),
        _share("effective", say("sensitivity.effective", lang), table),
        _share("correlation_ratio", say("sensitivity.explains", lang), table),
        _share("relative", say("sensitivity.relative", lang), table, priority=1),
        _share("pearson", say("sensitivity.pearson", lang), table, priority=2),
    )
    said = (say("sensitivity.not_importances", lang), say("sensitivity.ratios", lang))
    return Section(say("sensitivity.importance", lang), said, Table(columns))


def _share(key: str, title: str, table: pd.DataFrame, priority: int = 0) -> Column:
    return Column(key, title, "share", floats(table[key]), priority=priority)
