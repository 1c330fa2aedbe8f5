"""What holds whatever the weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from coopindex.engine.result import Result
from coopindex.figures import apart, share
from coopindex.phrases import joined, listed, say
from coopindex.report.facts.numbers import nth
from coopindex.report.pages.frame import floats, titles_of
from coopindex.report.pages.ranks import (
    Naming,
    drawn_span,
    framed,
    leading,
    noted,
    one_unit,
    rank,
    span_values,
    titled,
    unit_columns,
    unit_names,
    unit_word,
)
from coopindex.report.table import Column, Kind, Page, Section, Table, each
from coopindex.robustness.exact.guarantee import Guarantee
from coopindex.robustness.exact.polytope import Polytope

MOST_NODES = 8  # nodes that are named where weights are allowed
MOST_WEIGHTS = 3  # changed weights that are named in a sentence
MOST_GONE = 4  # nodes without any weight left that are named
MOST_FIRST = 5  # units that could be first and are named
MOST_ROWS = 12  # rows of long tables on a page; JSON and the library have all
CHANGED = 5e-5  # a share that moves by less is as it was
GONE = 5e-4  # a share below is none to speak of

# who is to draw level with whom, and the smallest change of weights that does it (None: nothing)
Changes = Sequence[tuple[str, str, Mapping[str, Any] | None]]


def page(answer: Guarantee, about: Result, lang: str = "en", *, overtake: Changes = ()) -> Page:
    """Who can be first, who can lose what rank, at which weights; who is always ahead.

    overtake : smallest changes that were asked for.
    """
    level = [
        {"unit": behind, "level_with": ahead, "change": change}
        for behind, ahead, change in overtake
    ]
    return framed(
        about,
        lang,
        lambda: sections(answer, overtake, lang),
        lambda: {**facts(answer), **({"overtake": level} if level else {})},
        lambda: answer.table,
    )


def facts(found: Guarantee) -> dict[str, Any]:
    """Return the answer as plain values, with its note in English."""
    known = found.as_dict()
    return noted(known, note(found), after="scale" if "scale" in known else "year")


def sections(found: Guarantee, overtake: Changes = (), lang: str = "en") -> tuple[Section, ...]:
    """Who can be first, who can lose what rank, at which weights; who is always ahead.

    Of some units alone: what ranks they can have, and all weights that attain them.
    """
    title = say("guarantee.title", lang)
    if len(found.units) == 1:
        return (Section(title, (allowed_here(found, lang), one_unit(found.result, lang))),)
    whole = found.answered == found.units
    said = (
        allowed_here(found, lang),
        *_not_proved(found, lang),
        *(_first(found, lang) if whole else ()),
        *(_fall(found, lang) if whole else ()),
        *_levels(found, overtake, lang),
    )
    parts = (Section(title, said), _bounds(found, lang))
    if whole:
        return (*parts, _ahead(found, lang), _single(found, lang))
    asked = () if found.polytope.rigid else found.answered
    weights = [_weights(found, unit, lang) for unit in asked]
    about = (say("guarantee.share_of_parent", lang),)
    weights[:1] = [replace(first, sentences=about) for first in weights[:1]]
    return (*parts, *weights, _ahead(found, lang))


# -- what was allowed -----------------------------------------------------------------------------


def note(found: Guarantee) -> str:
    """What was allowed, who can be first, and what cannot change, for JSON."""
    table, parts = found.table, [allowed_said(found.polytope)]
    if found.before_rounding:
        parts.append(say("guarantee.rounded"))
    if found.ties_share_better:
        parts.append(say("guarantee.ties"))
    nobody = say("guarantee.nobody")
    can = table.loc[table["can_be_first"].fillna(False), "name"]
    first = listed(can, quote=False) or nobody
    certain = table.loc[(table["best"] == table["worst"]).fillna(False), ["name", "best"]]
    ranks = (f"{name} {best}" for name, best in certain.itertuples(index=False))
    fixed = listed(ranks, quote=False) or nobody
    said = say("guarantee.note", allowed=joined(parts), first=first, certain=fixed)
    open_, of, _ = found.open
    return f"{said}. {say('guarantee.note_open', proved=of - open_, of=of)}" if open_ else said


def allowed_said(polytope: Polytope, lang: str = "en", name: Naming = str) -> str:
    """Which weights were allowed. name : what a node is called."""
    moving, families = polytope.moving, len(polytope.varied)
    nodes = listed(map(name, moving), lang) or say("ranks.nothing", lang)
    if len(moving) > MOST_NODES:
        what = {"nodes": len(moving), "families": families, "count": families}
        nodes = say("guarantee.many_nodes", lang, **what)
    vary = f"{100 * polytope.vary:.10g}"
    key = "none" if polytope.rigid else polytope.how
    parts = [say(f"guarantee.any_{key}", lang, nodes=nodes, vary=vary)]
    parts += [
        say("guarantee.at_least", lang, more=name(more), less=name(less))
        for more, less in polytope.pairs
    ]
    if polytope.taken:
        taken = listed(map(name, polytope.taken), lang)
        parts.append(say("guarantee.taken", lang, nodes=taken))
    return joined(parts, lang)


def allowed_here(found: Guarantee, lang: str) -> str:
    """Which weights were allowed, and which of the root's were held; how ranks are counted."""
    name = titled(found.result, lang)
    parts = [allowed_said(found.polytope, lang, name)]
    held = [
        say("guarantee.node_share", lang, node=name(node), share=share(of))
        for node, of in _held(found.polytope).items()
    ]
    if held:
        parts.append(say("ranks.held", lang, nodes=listed(held, lang)))
    if found.before_rounding:
        parts.append(say("guarantee.rounded", lang))
    if found.ties_share_better:
        parts.append(say("guarantee.ties", lang))
    key = "guarantee.allowed_so_far" if found.open[0] else "guarantee.allowed"
    return say(key, lang, what=joined(parts, lang))


def _held(polytope: Polytope) -> dict[str, float]:
    """The root's children that keep their shares while others vary."""
    varied = polytope.varied.get(0, np.array([], np.intp))
    return {
        polytope.nodes[at]: float(polytope.share[at])
        for at in polytope.children[0]
        if len(varied) and at not in varied and polytope.share[at] > 0
    }


def _not_proved(found: Guarantee, lang: str) -> Iterable[str]:
    """How much is not proved, where time was up before."""
    open_, of, widest = found.open
    if open_:
        seconds, more = f"{found.seconds:.10g}", f"{max(60.0, 10 * found.seconds):.10g}"
        what = {"seconds": seconds, "proved": of - open_, "of": of, "more": more}
        yield say("guarantee.not_proved", lang, **what, count=widest)


# -- what can be ----------------------------------------------------------------------------------


def _first(found: Guarantee, lang: str) -> Iterable[str]:
    """Who else can be first, at which weights, and how little it takes."""
    leader, units = found.units[0], unit_word(found.result, lang)
    tied = int((found.table["rank"] == found.table["rank"].iloc[0]).sum())
    others = [k for k in range(tied, len(found.units)) if found.best[k].rank == 1]
    perhaps = [
        k for k in range(tied, len(found.units)) if 1 == found.best[k].bound < found.best[k].rank
    ]
    name = _name(found, leader, lang)
    if tied > 1:
        yield say("guarantee.tie", lang, leaders=leading(found.units[:tied], found.result, lang))
    yield from _others_first(found, others, lang)
    if more := len(others[MOST_FIRST:]):
        yield say("guarantee.more_could", lang, count=more)
    if perhaps:
        names = leading([found.units[k] for k in perhaps], found.result, lang)
        yield say("guarantee.first_open", lang, names=names)
    elif others and not more:
        yield say("guarantee.no_more", lang, leader=name, units=units)
    elif tied > 1 and not others:
        yield say("guarantee.no_others", lang, units=units)
    elif not others:
        yield say("guarantee.nobody_else", lang, leader=name, units=units)


def _others_first(found: Guarantee, others: Sequence[int], lang: str) -> Iterable[str]:
    """At which weights others can be first, and how little it takes."""
    leader, shared = found.units[0], found.worst[0].bound == 1
    for k in others[:MOST_FIRST]:
        unit, how = _name(found, found.units[k], lang), example(found, k, True, lang)
        key = "guarantee.could_share" if shared else "guarantee.could_be_first"
        yield say(key, lang, unit=unit, example=how)
    pairs = [(found.units[k], leader) for k in others[:MOST_FIRST]]
    yield from _levels(found, [(*pair, found.smallest_change(*pair)) for pair in pairs], lang)


def _fall(found: Guarantee, lang: str) -> Iterable[str]:
    """What the leader and the second may fall to."""
    for k, (unit, worst) in enumerate(zip(found.units[:2], found.worst[:2], strict=True)):
        at, name = int(found.table["rank"].iloc[k]), _name(found, unit, lang)
        low, lowest = (
            nth(rank) if lang == "en" else f"{rank:g}" for rank in (worst.rank, worst.bound)
        )
        who = {"unit": name, "rank": at, "worst": low}
        how = example(found, k, False, lang) if k else ""
        if worst.bound <= at:
            yield say("guarantee.cannot_fall", lang, unit=name, rank=at)
        elif worst.rank <= at:
            yield say("guarantee.fall_open", lang, unit=name, rank=at, lowest=lowest)
        elif worst.proved:
            yield say("guarantee.can_lose", lang, **who, example=how)
        else:
            yield say("guarantee.can_lose_more", lang, **who, lowest=lowest, example=how)


def _levels(found: Guarantee, changes: Changes, lang: str) -> Iterable[str]:
    """The smallest change of weights that brings one unit level with another."""
    for behind, ahead, change in changes:
        who = {"unit": _name(found, behind, lang), "other": _name(found, ahead, lang)}
        if change is None:
            yield say("guarantee.never_level", lang, **who)
        elif change["moved"] < 1e-12:
            yield say("guarantee.level", lang, **who)
        else:
            weights = _changed(found, change["weights"], lang)
            yield say(
                "guarantee.smallest", lang, **who, share=share(change["moved"]), weights=weights
            )


def example(found: Guarantee, place: int, best: bool, lang: str) -> str:
    """Say at which weights the unit at a place attains its best rank, or its worst."""
    weights = _changed(found, found.attained_at(found.units[place], best=best), lang)
    return say("guarantee.example", lang, weights=weights)


def _changed(found: Guarantee, shares: Mapping[str, float], lang: str) -> str:
    """Name the weights that differ most from those in use."""
    polytope, title = found.polytope, titled(found.result, lang)
    now = dict(zip(polytope.nodes, polytope.share.tolist(), strict=True))
    order = sorted(shares, key=lambda node: -abs(shares[node] - now[node]))
    moved = [node for node in order if abs(shares[node] - now[node]) > CHANGED]
    gone = [title(node) for node in moved if shares[node] < GONE]
    left = [node for node in moved if shares[node] >= GONE]
    named = [_at(title(node), shares[node], now[node], lang) for node in left[:MOST_WEIGHTS]]
    if more := len(left[MOST_WEIGHTS:]):
        named.append(say("guarantee.more", lang, number=more))
    if len(gone) > MOST_GONE:
        named.append(say("guarantee.none_left_for_many", lang, number=len(gone)))
    elif gone:
        named.append(say("guarantee.none_left", lang, nodes=listed(gone, lang)))
    parts = "，" if lang == "zh" else ", "
    return parts.join(named) or say("guarantee.in_use", lang)


def _at(node: str, then: float, now: float, lang: str) -> str:
    """Say at which share a node stands, and at which it stood."""
    at, before = apart([then, now])
    return say("guarantee.at", lang, node=listed([node], lang), share=at, now=before)


# -- tables ---------------------------------------------------------------------------------------


def _bounds(found: Guarantee, lang: str) -> Section:
    """The best and worst rank that each unit can attain."""
    result, table = found.result, found.table
    now = floats(table["rank"])
    ends = [
        floats(table[f"{bound}_{end}"]) for bound in ("best", "worst") for end in ("from", "to")
    ]
    best, worst = (list(zip(*pair, strict=True)) for pair in (ends[:2], ends[2:]))
    columns = (
        rank(table, lang),
        *unit_columns(found.answered, result, lang, priority=2),
        Column("score", say("ranks.score", lang), "score", floats(table["score"]), priority=1),
        Column("best", say("guarantee.best", lang), *_ranks(best)),
        Column("worst", say("guarantee.worst", lang), *_ranks(worst)),
        drawn_span(span_values(ends[0], now, ends[3]), len(found.units), priority=3),
    )
    text = (say("guarantee.between", lang),) if found.open[0] else ()
    whole = found.answered == found.units
    below = (say("guarantee.all_weights", lang),) if whole and not found.polytope.rigid else ()
    return Section(say("guarantee.bounds", lang), text, Table(columns, each(found.answered)), below)


def _ranks(between: Sequence[tuple[float, float]]) -> tuple[Kind, Sequence[Any]]:
    """Write ranks as they are where all are known, else between which they lie."""
    if all(low == high for low, high in between):
        return "rank", [low for low, _ in between]
    return "interval", between


def _weights(found: Guarantee, unit: str, lang: str) -> Section:
    """All weights at which a unit attains its best and its worst rank, beside those in use."""
    place, polytope = found.answered.index(unit), found.polytope
    now = dict(zip(polytope.nodes, polytope.share.tolist(), strict=True))
    both = {best: found.attained_at(unit, best=best) for best in (True, False)}
    nodes = list(both[True])
    shares: dict[str, Any] = {"decimals": 2}
    columns = [
        Column(
            "node",
            say("ranks.node", lang),
            "prose",
            titles_of(nodes, found.result.index, lang),
            head=True,
        ),
        Column("code", say("guarantee.code", lang), "text", nodes, priority=1),
        Column("now", say("guarantee.now", lang), "share", [now[node] for node in nodes], **shares),
    ]
    for best, ranks in ((True, found.best), (False, found.worst)):
        title = say("guarantee.at_rank", lang, rank=ranks[place].rank)
        values = [both[best][node] for node in nodes]
        columns.append(
            Column(f"at_{'best' if best else 'worst'}", title, "share", values, **shares)
        )
    title = say("guarantee.weights_of", lang, unit=_name(found, unit, lang))
    return Section(title, table=Table(tuple(columns)))


def _ahead(found: Guarantee, lang: str) -> Section:
    """The lines of the Hasse diagram, one row a unit."""
    title, result = say("guarantee.ahead", lang), found.result
    below: dict[str, list[str]] = {}
    for upper, lower in found.lines:
        below.setdefault(upper, []).append(lower)
    if not below:
        units = unit_word(result, lang)
        return Section(title, (say("guarantee.nobody_ahead", lang, units=units),))
    ahead = [unit for unit in found.units if unit in below]
    behind = [listed(unit_names(below[unit], result, lang), lang) for unit in ahead]
    columns = (
        unit_columns(ahead, result, lang, priority=1)[0],
        Column("behind", say("guarantee.always_ahead", lang), "prose", behind),
    )
    rows = Table(columns, each(ahead))
    return Section(title, (say("guarantee.not_repeated", lang),), rows)


def _single(found: Guarantee, lang: str) -> Section:
    """The shares of each node between which the first place, and the whole ranking, is kept."""
    table = found.intervals
    if table.empty:
        return Section()
    text, every = say("guarantee.one_at_a_time", lang), len(table)
    if every > MOST_ROWS:
        narrow = (table["order_high"] - table["order_low"]).to_numpy()
        table = table.iloc[np.sort(np.argsort(narrow, kind="stable")[:MOST_ROWS])]
        text = say("guarantee.tightest", lang, text=text, number=MOST_ROWS, all=every)
    titles, shares = titles_of(table["node"], found.result.index, lang), floats(table["share"])
    first, order = (
        list(zip(floats(table[f"{what}_low"]), floats(table[f"{what}_high"]), strict=True))
        for what in ("first", "order")
    )
    apart_: dict[str, Any] = {"ends": "share", "together": "share"}
    columns = (
        Column("node", say("ranks.node", lang), "prose", titles, head=True),
        Column("share", say("ranks.share", lang), "share", shares, together="share"),
        Column("first", say("guarantee.first_kept", lang), "interval", first, **apart_),
        Column("order", say("guarantee.order_kept", lang), "interval", order, **apart_),
    )
    return Section(say("guarantee.single", lang), (text,), Table(columns))


def _name(found: Guarantee, unit: str, lang: str) -> str:
    return listed(unit_names([unit], found.result, lang), lang)
