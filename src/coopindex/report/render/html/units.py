"""Profiles: everything about each unit, one shown at a time, or two side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from coopindex.engine.data import Event
from coopindex.phrases import NAME, in_line, saying
from coopindex.report.charts.chart import Chart
from coopindex.report.edition import Edition
from coopindex.report.facts.findings import finding
from coopindex.report.facts.headline import ahead
from coopindex.report.facts.numbers import date, place, rank_cell
from coopindex.report.facts.profile import Key, Line, Profile, profile
from coopindex.report.facts.words import Words
from coopindex.report.render.html import shapes
from coopindex.report.render.html.figures import HALF, figure
from coopindex.report.render.html.markup import NOTHING, Markup, anchor, el, join
from coopindex.report.render.html.tables import disclosed
from coopindex.report.written import measured

SLIM = 20  # units up to which narrow screens have drawings of their own
MARKS = {"strength": "◆", "weakness": "◇"}
Charts = Mapping[str, Chart]


def profiles(of: Edition, charts: Charts) -> Markup:
    """Write the profile of every unit; without scripts each stands behind a line of its own."""
    each = [
        _unit(of, profile(of, one.unit), charts, first=at == 0)
        for at, one in enumerate(of.standings)
    ]
    cls = "units"
    return join(
        _choice(of) if len(of.standings) > 1 else None,
        _legend(of),
        el("div", each, cls=cls, id="profiles"),
    )


def _choice(of: Edition) -> Markup:
    """Choose whose profile is shown, and who stands beside."""
    word = saying("html", of.lang)
    options = [
        el("option", _called(of, one.unit), value=anchor("u", one.unit)) for one in of.standings
    ]
    nobody = el("option", word("nobody"), value="")
    inside = (
        el("label", word("choose"), el("select", options, id="who")),
        el("label", word("beside"), el("select", nobody, options, id="beside")),
        el("button", word("pin_this"), type="button", id="pin-this", aria_pressed="false"),
    )
    duel = el("p", cls="duel js-only", id="duel", aria_live="polite")
    return join(el("div", inside, cls="bar js-only noprint"), duel, _pairs(of))


def _called(of: Edition, unit: str) -> str:
    one = of.standing[unit]
    rank = f"{rank_cell(one.rank, one.tied)} · " if one.ranked else ""
    return f"{rank}{in_line(one.name, NAME)}"


def _pairs(of: Edition) -> Markup:
    """The chance of each unit to be ahead of each other, for the line above two profiles."""
    found = of.uncertainty
    if found is None or not found.tally.ahead.size or len(found.units) > 60:
        return NOTHING
    word = saying("html", of.lang)
    known = {
        "units": [anchor("u", unit) for unit in found.units],
        "names": [in_line(of.standing[unit].name, NAME) for unit in found.units],
        "ahead": [[round(100 * share, 1) for share in row] for row in ahead(found).tolist()],
        "said": word("duel", first="{0}", second="{1}", chance="{2}"),
    }
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return el("script", Markup(text), type="application/json", id="pairs")


def _legend(of: Edition) -> Markup:
    """Say what the signs beside figures mean, once for all profiles."""
    word = saying("html", of.lang)
    there = [each for each in shapes.STATUS if of.result.statuses.get(each)]
    signs = [
        el("li", shapes.glyph(each), " ", word(f"legend_{each}") if each == "illustrative"
           else saying("status", of.lang)(each))
        for each in there
    ]  # fmt: skip
    marks = [el("li", f"{sign} {word(mark)}") for mark, sign in MARKS.items()]
    shared = el("li", f"= {word('shared_rank')}")
    return el("ul", signs, marks, shared, cls="lkey")


def _unit(of: Edition, found: Profile, charts: Charts, *, first: bool) -> Markup:
    standing = of.standing[found.unit]
    rank = place(standing.rank, of.lang, tied=standing.tied) if standing.ranked else ""
    name = in_line(found.name, NAME)
    other = None
    if found.other:
        other = el("span", in_line(found.other, NAME), lang="en" if of.lang == "zh" else "zh-CN",
                   cls="of")  # fmt: skip
    summary = el("summary", name, other, el("span", rank, cls="of"))
    inside = el(
        "div",
        el("h3", found.title, cls="name"),
        el("p", (" " if of.lang == "en" else "").join(found.deck), cls="sub")
        if found.deck
        else None,
        el("dl", [_key(key) for key in found.keys], cls="pf"),
        _drawn(of, found, charts),
        _sides(of, found),
        _takes(of, found),
        _all_figures(of, found),
        _evidence(of, found.events),
        el("p", found.cite, cls="src"),
        id=anchor("u", found.unit),
    )
    return el("details", summary, inside, cls="unit on" if first else "unit", open=first,
              data_of=found.unit)  # fmt: skip


def _key(key: Key) -> Markup:
    """Write a key figure; of several values each has its own line below it."""
    (first, _), *others = key.values
    if not others:
        shown = el("dd", first, cls="big")
    else:
        cells = [
            el("span", el("span", value, cls="own") if at == 0 else value, el("small", about))
            for at, (value, about) in enumerate(key.values)
        ]
        shown = el("dd", cells, cls="big duo")
    label = key.values[0][1] if not others and not key.note else ""
    note = key.note or label
    return el("div", el("dt", key.label), shown, el("dd", el("small", note)) if note else None)


def _drawn(of: Edition, found: Profile, charts: Charts) -> Markup:
    """The profile's charts, where they were drawn for it."""
    shown = [
        figure(charts[name], HALF, level=4, slim=len(of.standings) <= SLIM)
        for name in (f"ladder-{found.unit}", f"gap-{found.unit}")
        if name in charts
    ]
    return el("div", shown, cls="two") if shown else _ladder(of, found)


def _ladder(of: Edition, found: Profile) -> Markup:
    """The dimensions as a table, where nothing is drawn for the unit."""
    if not found.ladder or found.ladder[0].leaf:
        return NOTHING
    word, words = saying("html", of.lang), Words(of.result, of.lang)
    heads = ("dimension", ""), ("weight", "v"), ("points", "v"), ("adds", "v"), ("rank", "k")
    head = [el("th", word(key), scope="col", cls=cls or None) for key, cls in heads]
    rows = [
        el(
            "tr",
            el("th", line.title, scope="row"),
            el("td", f"{100 * line.weight:.1f}%", cls="v"),
            el("td", words.points(line.finished), cls="v"),
            el("td", words.points(line.added), cls="v"),
            el("td", line.rank_cell, cls="k"),
        )
        for line in found.ladder
    ]
    body = el("thead", el("tr", head)), el("tbody", rows)
    return el("div", el("table", el("caption", found.ladder_title), body), cls="ind flat")


# -- strengths and weaknesses ----------------------------------------------------------------------


def _sides(of: Edition, found: Profile) -> Markup:
    word = saying("html", of.lang)
    sides = [
        _side(word("strengths"), word("strength_rule"), "◆", found.strengths, of),
        _side(word("weaknesses"), word("weakness_rule"), "◇", found.weaknesses, of),
    ]
    if found.group_strengths or found.group_weaknesses:
        sides += [
            _side(word("group_strengths"), word("group_rule"), "◆", found.group_strengths, of),
            _side(word("group_weaknesses"), word("group_rule_weak"), "◇",
                  found.group_weaknesses, of),
        ]  # fmt: skip
    ranked = of.standing[found.unit].ranked and len(of.ranked) > 1
    return el("div", sides, cls="two sws") if ranked else NOTHING


def _side(title: str, rule: str, sign: str, lines: Sequence[Line], of: Edition) -> Markup:
    listed = [_item(line, sign, of) for line in lines]
    none = el("p", saying("html", of.lang)("none_stand_out"), cls="fs")
    return el(
        "div",
        el("h4", title),
        el("p", rule, cls="fs"),
        el("ul", listed) if listed else none,
    )


def _item(line: Line, sign: str, of: Edition) -> Markup:
    glyph = _status(line, of)
    said = place(line.rank, of.lang, tied=line.sharing > 1)
    return el("li", el("span", sign, aria_hidden="true"), el("span", line.title), glyph or
              el("span"), el("span", said))  # fmt: skip


def _status(line: Line, of: Edition) -> Markup | None:
    return (
        shapes.glyph(line.status, saying("status", of.lang)(line.status)) if line.status else None
    )


# -- what it would take, all figures, evidence -----------------------------------------------------


def _takes(of: Edition, found: Profile) -> Markup:
    """What would do alone to reach the next above."""
    gap = found.gap
    if gap is None or not gap.above or gap.needed is None:
        return NOTHING
    title = el("h4", saying("html", of.lang)("takes", name=gap.name))
    listed = el("ul", [el("li", each.text) for each in gap.needed], cls="lines")
    return el("div", title, el("p", gap.takes), listed if gap.needed else None, cls="part")


def _all_figures(of: Edition, found: Profile) -> Markup:
    """Every indicator below its dimension; of deep trees with the nodes between."""
    word = saying("html", of.lang)
    leaves = sum(line.leaf for line in found.lines)
    title = el("h4", word("all_figures", number=leaves))
    return join(title, el("div", list(_by_dimension(of, found)), cls="ind"))


def _by_dimension(of: Edition, found: Profile) -> Iterator[Markup]:
    own = [line for line in found.lines if line.depth == 1 and line.leaf]
    if own:
        yield _table(of, "", own, 0)
    hues = {each.code: each.fill.hue or 0 for each in of.dimensions}
    below = list[Line]()
    top: Line | None = None
    for line in (*found.lines, None):
        if line is None or line.depth == 1:
            if top is not None and not top.leaf:
                yield _table(of, top.title, below, hues.get(top.code, 0))
            top, below = line, []
        else:
            below.append(line)


def _table(of: Edition, title: str, lines: Sequence[Line], hue: int) -> Markup:
    word = saying("html", of.lang)
    status = el("span", word("status"), cls="vh")
    head = el(
        "tr",
        el("th", word("indicator"), scope="col"),
        el("th", word("value"), scope="col", cls="v"),
        el("th", status, scope="col", cls="st"),
        el("th", word("rank"), scope="col", cls="k"),
    )
    rows = [_line(of, line) for line in lines]
    caption = el("caption", title) if title else None
    return el("table", caption, el("thead", head), el("tbody", rows), cls=f"b{hue}")


def _line(of: Edition, line: Line) -> Markup:
    mark = MARKS.get(line.mark.mark)
    said = saying("html", of.lang)(line.mark.mark) if mark else ""
    sign = el("b", mark, role="img", aria_label=said) if mark else None
    depth = min(line.depth - 2, 5)
    status = None if not line.status else shapes.glyph(
        line.status, saying("status", of.lang)(line.status))  # fmt: skip
    if status is not None and line.source is not None:
        status = el("a", status, href=f"#{anchor('source', line.source.code)}")
    value = line.value_cell
    cells = (
        el("th", line.title, " " if sign else None, sign, scope="row",
           cls=f"d{depth}" if depth > 0 else None),
        el("td", value, " " if line.measure else None,
           el("small", line.measure) if line.measure else None, cls="v"),
        el("td", status, cls="st"),
        el("td", line.rank_cell, cls="k"),
    )  # fmt: skip
    return el("tr", cells, cls=None if line.leaf else "inner")


def _evidence(of: Edition, events: Sequence[Event]) -> Markup:
    """The dated rows of evidence under the unit's figures, each with where it is written."""
    word, words = saying("html", of.lang), Words(of.result, of.lang)
    if not events:
        return NOTHING
    rows = [
        el("li", ", ".join(filter(None, (words.title(each.indicator), date(each.date, of.lang),
           measured(each.value), in_line(each.label), each.locator))), " ",
           el("a", f"[{each.source}]", href=f"#{anchor('source', each.source)}")
           if each.source else None)
        for each in events
    ]  # fmt: skip
    return disclosed(word("evidence", number=len(events)), el("ul", rows, cls="lines"))


Said = Callable[..., str]


def head(of: Edition) -> tuple[str, str]:
    """The section's title and the line below it."""
    found = finding(of, "units")
    return found.title, found.sub
