"""What there is to say about an analysis of robustness: plain words first, tables after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.result import Result
from coopindex.figures import apart, beside, share
from coopindex.report import notes
from coopindex.report.page import (
    Column,
    Section,
    bars,
    correlations,
    decided,
    fixed,
    percent,
    places,
    rows_apart,
    spans,
)
from coopindex.report.sections import chances, listed, names, numbers, shift, words
from coopindex.robustness.sensitivity import CONVERGED

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.robustness.exact.guarantee import Guarantee
    from coopindex.robustness.scenarios import Scenarios
    from coopindex.robustness.sensitivity import Sensitivity
    from coopindex.robustness.uncertainty import Uncertainty

MOST_WEIGHTS = 3  # changed weights named in a sentence
MOST_ROWS = 12  # rows of long tables shown on a page; JSON and the library have all
Changes = Sequence[tuple[str, str, Mapping[str, Any] | None]]


def uncertainty(
    found: Uncertainty, interval: tuple[float, float], top: int, level: float, lang: str = "en"
) -> tuple[Section, ...]:
    """Who leads in how many draws, who cannot be told apart, rank intervals, and the chance of each rank."""
    result, table = found.result, found.table(interval, top)
    low, high = (f"{100 * q:g}" for q in interval)
    units = table["unit"].tolist()
    median, least, most = (numbers(table[name]) for name in ("median", "low", "high"))
    columns = (
        Column("rank", places(numbers(table["rank"])), key=True, numeric=True),
        *names(units, result.index, result.data, lang, drop=5),
        Column("score", fixed(numbers(table["score"])), numeric=True, drop=4),
        Column(
            f"score {low}–{high} %",
            _spans(*(fixed(numbers(table[f"score_{end}"])) for end in ("low", "high"))),
            numeric=True,
            drop=3,
        ),
        Column("mean", fixed(numbers(table["mean"]), 2), numeric=True),
        Column("±", fixed((1.96 * table["se_mean"]).tolist(), 2), numeric=True, drop=2),
        Column("median", places(median), numeric=True),
        Column("mode", places(numbers(table["mode"])), numeric=True, drop=1),
        Column(f"rank {low}–{high} %", _spans(places(least), places(most))),
        Column("", spans(least, median, most, len(table)), drawing=True, drop=4),
        Column("first", percent(numbers(table["p_first"])), numeric=True),
        Column(f"top {top}", percent(numbers(table["p_top"])), numeric=True, drop=1),
    )
    leader = _names(result, units[:1], lang)
    first = "every one" if found.leader_share == 1 else share(found.leader_share)
    moved = beside(found.average_shift, 0.0)
    draws = f"of {found.draws:,} draws" if found.draws > 1 else "of one draw"
    said = (
        f"{leader} is first in {first} {draws}; a unit moves {moved} places on average.",
        *_apart(found, level, lang),
        notes.uncertainty(found) + ".",
    )
    unranked = [
        f"{_names(result, [unit], lang)} has no score in {share(gone)} of the draws."
        for unit, gone in zip(units, table["unranked"], strict=True)
        if gone > 0
    ]
    return (
        Section("How sure the ranking is", (*said, *unranked)),
        Section(
            columns=columns,
            below=("± is 1.96 standard errors of the mean rank, as if draws were independent.",),
        ),
        chances(found.rank_probabilities, result.index, result.data, lang),
    )


def _apart(found: Uncertainty, level: float, lang: str) -> tuple[str, ...]:
    if len(found.units) < 2:
        return ()
    if not found.tally.ahead.size:
        return ("Who can be told apart is not counted for so many units.",)
    least = f"{100 * level:.10g}%"
    groups = [group for group in found.groups(level) if len(group) > 1]
    if not groups:
        return (f"Every unit stands apart from the next in at least {least} of the draws.",)
    alike = "; ".join(_names(found.result, group, lang) for group in groups)
    return (f"Not told apart in {least} of the draws: {alike}.",)


def aside(sentences: Sequence[str]) -> Section:
    """What could not vary, or varied nothing."""
    return Section(
        "Not varied" if sentences else "",
        tuple(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences),
    )


def variance(
    found: Sensitivity,
    alone: pd.DataFrame,
    without: pd.DataFrame,
    counts: pd.DataFrame,
    lang: str = "en",
) -> tuple[Section, ...]:
    """Which factor causes how much, what each alternative does by itself, and what each node really counts."""
    result = found.result
    table = found.table.sort_values("total", ascending=False, kind="stable")
    columns = (
        Column("factor", table["factor"].tolist(), key=True),
        Column("first-order", fixed(numbers(table["first"]), 3), numeric=True),
        Column("±", decided(numbers(table["first_half"]), [CONVERGED], 3), numeric=True, drop=1),
        Column("total", fixed(numbers(table["total"]), 3), numeric=True),
        Column("±", decided(numbers(table["total_half"]), [CONVERGED], 3), numeric=True, drop=1),
        Column("", bars(numbers(table["total"]), 12, 1.0), drawing=True, drop=2),
        Column("converged", ["✓" if fine else "✗" for fine in table["converged"]], drop=1),
    )
    below = (
        "First-order: the share of the variance a factor causes by itself; total: with all its interactions.",
    )
    return (
        Section(
            "Which choice moves the ranking", (_foremost(found), f"{notes.sensitivity(found)}.")
        ),
        Section() if found.steady else Section(columns=columns, below=below),
        _by_unit(found, lang),
        _one_by_one("Each alternative by itself, all else as scored", alone, result, lang),
        _one_by_one("Leaving one out", without, result, lang, only="node"),
        _importance(counts),
    )


def _foremost(found: Sensitivity) -> str:
    """Name the factor that matters most, as far as it is known."""
    first = found.table.iloc[int(found.table["total"].argmax())]
    if found.steady:
        every = (
            f"Every draw moves the units by {beside(found.shift[0], 0.0)} places on average"
            if found.shift.any()
            else "No draw moved a rank"
        )
        return f"{every}: no factor matters."
    if not first["converged"]:
        return f"What matters most cannot be told yet: the index of `{first['factor']}`, the largest, has not converged. Take more draws."
    left = f"{share(min(first['total'], 1.0), places=0)} of the variance of the mean rank shift would be left"
    return f"What matters most is `{first['factor']}`: if all else were settled, {left}."


def _by_unit(found: Sensitivity, lang: str) -> Section:
    """The factor that each unit's rank hangs on most, and the next."""
    result, table = found.result, found.by_unit
    ranks = table[table["output"] == "rank"]
    if not ranks["total"].any():
        return Section()
    rows = []
    for unit in found.units:
        own = (
            ranks[ranks["unit"] == unit]
            .sort_values("total", ascending=False, kind="stable")
            .head(2)
        )
        causes = zip(own["factor"], own["total"], own["converged"], strict=True)
        rows.append(
            [
                f"{name} {f'{total:.2f}' if fine else '(not converged)'}" if total > 0 else "–"
                for name, total, fine in causes
            ]
        )
    columns = [Column("hangs most on (total index)", [row[0] for row in rows])]
    if all(len(row) > 1 for row in rows):
        columns.append(Column("then on", [row[1] for row in rows], drop=1))
    return Section(
        "What each rank hangs on",
        columns=(*names(found.units, result.index, result.data, lang, drop=2), *columns),
    )


def _one_by_one(
    title: str, table: pd.DataFrame, result: Result, lang: str, only: str = ""
) -> Section:
    if table.empty:
        return Section()
    table = table.sort_values("mean_shift", ascending=False, kind="stable")
    shown = table.head(MOST_ROWS)
    further = f"{len(table) - len(shown)} further ones move the ranking less."
    columns = (
        *(() if only else (Column("factor", shown["factor"].tolist(), key=True),)),
        Column(only or "alternative", shown["alternative"].tolist(), key=True),
        Column("mean shift", fixed(numbers(shown["mean_shift"]), 2), numeric=True),
        Column("largest", places(numbers(shown["largest_shift"])), numeric=True, drop=2),
        Column("Spearman's rho", correlations(numbers(shown["spearman"])), numeric=True),
        Column(
            "leader", [words(result.data.called[unit], lang) for unit in shown["leader"]], drop=1
        ),
    )
    return Section(title, columns=columns, below=(further,) if len(table) > len(shown) else ())


def _importance(table: pd.DataFrame) -> Section:
    text = "Weights are not importances: the share of the score's variance that a node explains (correlation ratio), beside its weight."
    return Section(
        "What each node really counts",
        (
            text,
            "In its family: that share among its siblings' shares. r²: what a straight line explains.",
        ),
        (
            Column("node", table["node"].tolist(), key=True),
            Column("share", percent(numbers(table["share"])), numeric=True, drop=2),
            Column("weight on the index", percent(numbers(table["effective"])), numeric=True),
            Column("explains", percent(numbers(table["correlation_ratio"])), numeric=True),
            Column("in its family", percent(numbers(table["relative"])), numeric=True),
            Column("r²", percent(numbers(table["pearson"])), numeric=True, drop=1),
        ),
    )


def certainty(found: Guarantee, changes: Changes = (), lang: str = "en") -> tuple[Section, ...]:
    """Who can be first, who can lose what rank, at which weights; then best and worst ranks, and who is always ahead."""
    result, table = found.result, found.table
    units = list(found.units)
    best, worst, rank = (numbers(table[name]) for name in ("best", "worst", "rank"))
    columns = (
        Column("rank", places(rank), key=True, numeric=True),
        *names(units, result.index, result.data, lang, drop=2),
        Column("score", fixed(numbers(table["score"])), numeric=True, drop=1),
        Column("best", places(best), numeric=True),
        Column("worst", places(worst), numeric=True),
        Column("", spans(best, rank, worst, len(units)), drawing=True, drop=3),
    )
    allowed = f"Allowed: {notes.allowed(found.polytope)}{_held(found)}. Exact, no sampling."
    said = (allowed, *_first(found, lang), *_second(found, lang), *_level(found, changes, lang))
    return (
        Section("What holds whatever the weights", said),
        Section("Best and worst rank attainable", columns=columns),
        _always(found, lang),
        _kept(found, lang),
    )


def _held(found: Guarantee) -> str:
    """Name the root's weights that are held."""
    index, polytope = found.result.index, found.polytope
    varied = polytope.varied.get(0, np.array([], np.intp))
    held = (
        [
            place
            for place in polytope.children[0]
            if place not in varied and polytope.share[place] > 0
        ]
        if len(varied)
        else []
    )
    return (
        f"; held: {', '.join(f'{index.node(polytope.nodes[p]).code} {share(polytope.share[p])}' for p in held)}"
        if held
        else ""
    )


def _first(found: Guarantee, lang: str) -> tuple[str, ...]:
    leader, others = (
        found.units[0],
        [k for k in range(1, len(found.units)) if found.best[k].rank == 1],
    )
    name = _names(found.result, [leader], lang)
    if not others:
        return (f"Nobody else can be first: {name} leads whatever the weights.",)
    shared = " beside it" if found.worst[0].rank == 1 else ""
    said = [
        f"{_names(found.result, [found.units[k]], lang)} could be first{shared}{_at(found, found.best[k].weights, lang)}."
        for k in others[:5]
    ]
    for k in others[:5]:
        change = found.smallest_change(found.units[k], leader)
        said += _level(found, [(found.units[k], leader, change)], lang)
    rest = (
        f"{len(others) - 5} further ones could be first, see below."
        if len(others) > 5
        else f"Nobody else could stand where {name} does."
    )
    return (*said, rest)


def _second(found: Guarantee, lang: str) -> tuple[str, ...]:
    """What the leader and the second may fall to."""
    said = []
    for k, (unit, worst) in enumerate(zip(found.units[:2], found.worst[:2], strict=True)):
        rank, name = int(found.table["rank"].iloc[k]), _names(found.result, [unit], lang)
        if worst.rank > rank:
            at = _at(found, worst.weights, lang) if k else ""
            said.append(f"{name} can lose rank {rank}: at worst it is {_ordinal(worst.rank)}{at}.")
        else:
            said.append(f"{name} cannot fall below rank {rank}.")
    return tuple(said)


def _level(found: Guarantee, changes: Changes, lang: str) -> list[str]:
    said = []
    for behind, ahead, change in changes:
        a, b = _names(found.result, [behind], lang), _names(found.result, [ahead], lang)
        if change is None:
            said.append(f"No weights allowed bring {a} level with {b}.")
        elif change["moved"] < 1e-12:
            said.append(f"{a} is level with {b}, or ahead, as scored.")
        else:
            at = _changed(found, change["weights"], lang)
            said.append(
                f"The smallest change that brings {a} level with {b} moves {share(change['moved'])} of all weight: {at}."
            )
    return said


def _at(found: Guarantee, weights: Any, lang: str) -> str:
    return f", for example with {_changed(found, found.polytope.shares(weights), lang)}"


def _changed(found: Guarantee, shares: Mapping[str, float], lang: str) -> str:
    """Name the weights that differ most from those in use."""
    polytope, index = found.polytope, found.result.index
    now = dict(zip(polytope.nodes, polytope.share, strict=True))
    order = sorted(shares, key=lambda node: -abs(shares[node] - now[node]))
    moved = [node for node in order if abs(shares[node] - now[node]) > 5e-5]
    gone = [words(index.called[node], lang) for node in moved if shares[node] < 5e-4]
    kept = [node for node in moved if shares[node] >= 5e-4]
    figures = {node: apart([shares[node], now[node]]) for node in kept[:MOST_WEIGHTS]}
    named = [
        f"{listed([words(index.called[node], lang)])} at {at} (now {before})"
        for node, (at, before) in figures.items()
    ]
    named += [f"{len(kept) - MOST_WEIGHTS} more"] if len(kept) > MOST_WEIGHTS else []
    named += (
        [
            f"nothing left for {listed(gone)}"
            if len(gone) <= 4
            else f"nothing left for {len(gone)} more"
        ]
        if gone
        else []
    )
    return ", ".join(named) or "the weights in use"


def _always(found: Guarantee, lang: str) -> Section:
    """The lines of the Hasse diagram, one row a unit."""
    below: dict[str, list[str]] = {}
    for upper, lower in found.hasse:
        below.setdefault(upper, []).append(lower)
    title = "Ahead whatever the weights"
    if not below:
        return Section(title, ("No unit is ahead of another under all the weights allowed.",))
    units = [unit for unit in found.units if unit in below]
    columns = (
        names(units, found.result.index, found.result.data, lang, drop=1)[0],
        Column(
            "is always ahead of",
            [_names(found.result, below[unit], lang) for unit in units],
            wrap=True,
        ),
    )
    text = "What follows from two lines of this table is not repeated."
    return Section(title, (text,), columns)


def _kept(found: Guarantee, lang: str) -> Section:
    """The shares of each node between which the first place, and the whole ranking, is kept."""
    table = found.intervals
    if table.empty:
        return Section()
    if len(table) > MOST_ROWS:
        narrow = (table["order_high"] - table["order_low"]).to_numpy()
        table = table.iloc[np.sort(np.argsort(narrow, kind="stable")[:MOST_ROWS])]
    title = [words(found.result.index.called[code], lang) for code in table["node"]]
    columns = ("share", "first_low", "first_high", "order_low", "order_high")
    held, *ends = rows_apart(*(numbers(table[name]) for name in columns))
    first, order = _spans(*ends[:2]), _spans(*ends[2:])
    text = "One weight at a time from 0 to 100 %, the others keep their proportions, whatever was allowed above."
    if len(table) < len(found.intervals):
        text += f" The {MOST_ROWS} tightest of {len(found.intervals)}."
    shown = (
        Column("node", title, key=True),
        Column("share", held, numeric=True),
        Column("first place is kept", first, numeric=True),
        Column("whole ranking is kept", order, numeric=True),
    )
    return Section("How far a single weight may move", (text,), shown)


def variants(found: Scenarios, lang: str = "en") -> tuple[Section, ...]:
    """Who leads in each scenario, the ranks side by side, how far the rankings agree, and who moves most."""
    result, table, agreement = found.results[0], found.ranks, found.agreement
    leader = str(table.index[0])
    others = agreement.loc[agreement["leader"] != leader]
    name, many = _names(result, [leader], lang), len(agreement)
    every = {1: "the one scenario", 2: "both scenarios"}.get(many, f"all {many} scenarios")
    said = (
        f"{name} leads in {every}."
        if others.empty
        else f"{name} leads in {many - len(others)} of {many} scenarios."
    )
    leaders = zip(others["scenario"], others["leader"], strict=True)
    exceptions = [
        f"{scenario}: {_names(result, [unit], lang)} leads." for scenario, unit in leaders
    ]
    ranks = tuple(Column(name, places(numbers(table[name])), numeric=True) for name in found.names)
    columns = (
        Column("scenario", agreement["scenario"].tolist(), key=True),
        Column("Spearman's rho", correlations(numbers(agreement["spearman"])), numeric=True),
        Column("Kendall's tau", correlations(numbers(agreement["kendall"])), numeric=True, drop=1),
        Column("top-weighted tau", correlations(numbers(agreement["top_weighted"])), numeric=True),
        Column("mean shift", fixed(numbers(agreement["mean_shift"]), 2), numeric=True),
        Column("largest", places(numbers(agreement["largest_shift"])), numeric=True),
    )
    moved = found.movers(3)
    movers = (
        Column("scenario", moved["scenario"].tolist(), key=True),
        names(moved["unit"].tolist(), result.index, result.data, lang, drop=1)[0],
        Column("as scored", places(numbers(moved["rank_as_scored"])), numeric=True),
        Column("rank", places(numbers(moved["rank"])), numeric=True),
        Column("", [shift(value) for value in numbers(moved["shift"])]),
    )
    closed_up = bool((agreement["units"] < len(table)).any())
    below = (
        (
            "Shifts and arrows count places among the units that both rank: nobody moves by closing up.",
        )
        if closed_up
        else ()
    )
    return (
        Section("Scenarios", (said, *exceptions)),
        Section(
            "Rank in each",
            columns=(
                *names(table.index.tolist(), result.index, result.data, lang, drop=1),
                *ranks,
            ),
        ),
        Section("Agreement with the ranking as scored", columns=columns, below=below),
        Section("Biggest movers", columns=movers) if len(moved) else Section(),
    )


def _names(result: Result, units: Sequence[str], lang: str) -> str:
    return listed(words(result.data.called[unit], lang) for unit in units)


def _spans(low: Sequence[str], high: Sequence[str]) -> list[str]:
    return [f"{a}–{b}" if a != b else a for a, b in zip(low, high, strict=True)]


def _ordinal(rank: float) -> str:
    """Write a rank as a word.

    >>> [_ordinal(rank) for rank in (1, 2, 9, 11, 23)]
    ['1st', '2nd', '9th', '11th', '23rd']
    """
    ending = (
        "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(int(rank) % 10, "th")
    )
    return f"{rank:g}{ending}"
