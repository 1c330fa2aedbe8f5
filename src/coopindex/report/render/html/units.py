"""Profiles: everything about each unit, one shown at a time, or two side by side."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache

from coopindex.engine.data import Event
from coopindex.phrases import NAME, both, few, in_line, saying
from coopindex.report.edition import Edition
from coopindex.report.facts.headline import ahead
from coopindex.report.facts.lines import Line
from coopindex.report.facts.numbers import cut_said, date, place, rank_cell, signed
from coopindex.report.facts.profile import Key, Profile, profile
from coopindex.report.facts.words import Words
from coopindex.report.live import command
from coopindex.report.render.html import shapes
from coopindex.report.render.html.markup import NOTHING, Markup, anchor, el, join
from coopindex.report.render.html.ranking import weight
from coopindex.report.render.html.tables import disclosed
from coopindex.report.written import measured

SIGNS = {"st": "◆", "we": "◇"}
LISTED, SHORT = 8, 3  # strengths that are listed; of very many units
NAMED = 4  # of a group, in a sentence
NEEDED = 3  # values that would do which are named
DRAWN = 60  # units up to which profiles have strips
MARKS = {"strength": "◆", "weakness": "◇"}


def profiles(of: Edition) -> Markup:
    """Write the profile of every unit; without scripts each stands behind a line of its own."""
    each = [_unit(of, profile(of, one.unit), first=at == 0) for at, one in enumerate(of.standings)]
    return join(
        _choice(of) if len(of.standings) > 1 else None,
        _legend(of),
        el("div", each, cls="units", id="profiles", **_drawing(of)),
        _rules(of),
    )


def _drawing(of: Edition) -> dict[str, str]:
    """What scripts need for drawing profiles: the ends of the scale, and how steps are filled."""
    if not drawn(of):
        return {}
    fills = ",".join(shapes.fill_class(d.fill) for d in of.dimensions)
    return {"data_scale": "{:g},{:g}".format(*_scale(of)), "data_fills": fills}


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


def _rules(of: Edition) -> Markup:
    """Say below all profiles how to read their strips, and what makes a strength."""
    word = saying("html", of.lang)
    strips = el("p", word("ladder_about"), cls="fs js-only") if drawn(of) else None
    return join(strips, el("p", word("rules"), cls="fs") if len(of.ranked) > 1 else None)


def _unit(of: Edition, found: Profile, *, first: bool) -> Markup:
    standing = of.standing[found.unit]
    rank = place(standing.rank, of.lang, tied=standing.tied) if standing.ranked else ""
    name = in_line(found.name, NAME)
    other = None
    if found.other and drawn(of):
        other = el("span", in_line(found.other, NAME), lang="en" if of.lang == "zh" else "zh-CN",
                   cls="of")  # fmt: skip
    summary = el("summary", name, other, el("span", rank, cls="of"))
    inside = el(
        "div",
        el("h3", found.title),
        el("p", (" " if of.lang == "en" else "").join(_deck(of, found)), cls="sub")
        if found.deck or found.obstacles
        else None,
        el("dl", [_key(key) for key in found.keys], cls="pf"),
        _drawn(of, found),
        _sides(of, found),
        _takes(of, found),
        _all_figures(of, found),
        _evidence(of, found.events),
        el("p", found.cite, cls="src") if drawn(of) or len(of.standings) == 1 else None,
        id=anchor("u", found.unit),
    )
    return el("details", summary, inside, cls="unit on" if first else "unit", open=first,
              data_of=found.unit)  # fmt: skip


def _deck(of: Edition, found: Profile) -> tuple[str, ...]:
    """What it is strong and weak in, and what keeps it from the ideal."""
    stop = "。" if of.lang == "zh" else "."
    return (*found.deck, f"{found.obstacles}{stop}") if found.obstacles else found.deck


def _key(key: Key) -> Markup:
    """Write a key figure; of several values each has its own line below it."""
    (first, _), *others = key.values
    if not others:
        shown = el("dd", first, cls="big")
    else:
        cells = [
            el("span", el("b", value) if at == 0 else value, el("small", about))
            for at, (value, about) in enumerate(key.values)
        ]
        shown = el("dd", cells, cls="big duo")
    label = key.values[0][1] if not others and not key.note else ""
    note = key.note or label
    return el("div", el("dt", key.label), shown, el("dd", note) if note else None)


def _drawn(of: Edition, found: Profile) -> Markup:
    """The dimensions among all units, and what separates the unit from the next.

    Of very many units both stand in one table, for nothing is drawn.
    """
    if drawn(of) or found.gap is None:
        return el("div", _ladder(of, found), _gap(of, found), cls="two")
    return join(_ladder(of, found), el("p", f"{found.gap.title}. ", found.gap.sub, cls="fs"))


def drawn(of: Edition) -> bool:
    """Whether profiles have strips: of very many units they would weigh more than they say."""
    return 1 < len(of.standings) <= DRAWN


@lru_cache(maxsize=1)
def _scale(of: Edition) -> tuple[float, float]:
    """The scale that the strips of all dimensions lie on."""
    values = [value for one in of.standings for value in one.values if not math.isnan(value)]
    return shapes.ends([0.0, 0.0], [[max(values, default=1.0)], [min(values, default=0.0)]])


def fields(of: Edition) -> Markup:
    """Draw the field of each dimension once, for all profiles."""
    if not drawn(of):
        return NOTHING
    return join(
        shapes.field(f"l{at}", [one.values[at] for one in of.standings],
                     float(of.field.median[of.result.index.position[d.code]]), _scale(of))
        for at, d in enumerate(of.dimensions)
    )  # fmt: skip


def _ladder(of: Edition, found: Profile) -> Markup:
    """Each dimension: its score and rank; scripts draw the unit among all others."""
    if not found.ladder:
        return NOTHING
    word, words = saying("html", of.lang), Words(of.result, of.lang)
    steps = {} if drawn(of) or found.gap is None else {s.code: s.points for s in found.gap.steps}
    rows = [
        el(
            "tr",
            el("th", line.title, el("small", weight(d)) if not steps else None),
            el("td", signed(steps[line.code], words.places)) if steps else None,
            el("td", words.points(line.finished)),
            el("td", line.rank_cell),
        )
        for line, d in zip(found.ladder, of.dimensions, strict=True)
    ]
    keys = (*(["gap"] if steps else []), "score", "rank")
    head = el("tr", el("td"), [el("th", word(key), scope="col") for key in keys])
    table = el("table", el("thead", head), el("tbody", rows), cls="lad")
    return el("figure", el("h4", found.ladder_title), table)


def _gap(of: Edition, found: Profile) -> Markup | None:
    """From the unit's score to the next one's, dimension by dimension; scripts draw the steps."""
    gap, words = found.gap, Words(of.result, of.lang)
    if gap is None:
        return None
    steps = [(each.title, signed(each.points, words.places)) for each in gap.steps]
    ends = [(found.name, words.points(gap.start)), (gap.name, words.points(gap.end))]
    rows = [
        el("tr", el("th", in_line(name, NAME)), el("td", said))
        for name, said in (ends[0], *steps, ends[1])
    ]
    table = el("table", el("tbody", rows), cls="wft")
    return el("figure", el("h4", gap.title), el("p", gap.sub, cls="fs"), table)


# -- strengths and weaknesses ----------------------------------------------------------------------


def _sides(of: Edition, found: Profile) -> Markup:
    """What it is strong and weak in, among all and in its own group."""
    if not of.standing[found.unit].ranked or len(of.ranked) < 2:
        return NOTHING
    word = saying("html", of.lang)
    high, low = ("", "") if found.cut is None else map(cut_said, found.cut)
    sides = [
        _side(word("strengths") + (high and f" ≥ {high}"), "st", found.strengths, of),
        _side(word("weaknesses") + (low and f" ≤ {low}"), "we", found.weaknesses, of),
    ]
    return join(el("div", sides, cls="two"), _in_group(of, found))


def _in_group(of: Edition, found: Profile) -> Markup | None:
    """What it is strong and weak in within its group, which is named."""
    if found.grouped is None or not drawn(of):
        return None
    words, label = Words(of.result, of.lang), in_line(found.grouped.label, NAME)
    some, strong = words.some(found.grouped.of, digits=True), found.group_strengths
    said = [
        words.say(f"html.{key}", label=label, some=some,
                  names=_some([line.title for line in lines], of.lang))
        for key, lines in (
            ("group_strengths", strong),
            ("group_weaknesses_too" if strong else "group_weaknesses", found.group_weaknesses),
        )
        if lines
    ]  # fmt: skip
    joint = " " if of.lang == "en" else ""
    return el("p", joint.join(said), cls="fs") if said else None


def _some(titles: Sequence[str], lang: str) -> str:
    """Name titles; of very many the first, and how many others there are."""
    if len(titles) <= NAMED + 1:
        return both(titles, lang)
    return few(titles, NAMED).again(lang)


def _side(title: str, kind: str, lines: Sequence[Line], of: Edition) -> Markup:
    most = LISTED if drawn(of) else SHORT
    word, more = saying("html", of.lang), len(lines) - most
    shown = lines if more < 2 else lines[:most]
    rest = el("li", word("more_marked", number=more, sign=SIGNS[kind])) if more > 1 else None
    listed = el("ul", [_item(line, of) for line in shown], rest, cls=kind)
    none = el("p", word("none_stand_out"), cls="fs")
    return el("div", el("h4", title), listed if lines else none)


def _item(line: Line, of: Edition) -> Markup:
    status = None
    # what was observed needs no mark
    if line.status and line.status != "observed":
        status = shapes.mark_of(line.status, saying("status", of.lang)(line.status))
    said = f"{'=' * (line.sharing > 1)}{place(line.rank, of.lang)}"
    return el("li", line.title, el("b", status, " " if status else None, said))


# -- what it would take, all figures, evidence -----------------------------------------------------


def _takes(of: Edition, found: Profile) -> Markup:
    """What would do alone to reach the next above."""
    gap = found.gap
    if gap is None or not gap.above or gap.needed is None:
        return NOTHING
    title = el("h4", saying("html", of.lang)("takes", name=gap.name))
    needed = [el("li", each.text) for each in gap.needed[:NEEDED]]
    more = len(gap.needed) - NEEDED
    asked = command(of.result, "explain", found.unit, lang=of.lang)
    if more > 0 and asked:
        said = saying("html", of.lang)("needed_more")
        needed.append(el("li", said, " ", el("code", " ".join(asked))))
    listed = el("ul", needed, cls="lines") if needed else None
    return el("div", title, el("p", gap.takes), listed, cls="part")


def _all_figures(of: Edition, found: Profile) -> Markup:
    """Where scripts put the unit's figures; without them, the way to its row in the table."""
    word = saying("html", of.lang)
    number = sum(line.leaf for line in found.lines)
    link = el("a", word("all_figures", number=number, count=number), href="#all-figures")
    return el("div", link, cls="ind")


def _evidence(of: Edition, events: Sequence[Event]) -> Markup:
    """The dated rows of evidence under the unit's figures, each with where it is written."""
    word, words = saying("html", of.lang), Words(of.result, of.lang)
    if not events:
        return NOTHING
    number = {source.code: at for at, source in enumerate(of.result.data.sources, 1)}
    rows = [
        el("li", ", ".join(filter(None, (words.title(each.indicator), date(each.date, of.lang),
           measured(each.value), in_line(each.label), each.locator))), " ",
           el("a", f"[{number[each.source]}]", href=f"#s{number[each.source]}")
           if each.source in number else None)
        for each in events
    ]  # fmt: skip
    return disclosed(word("evidence", number=len(events)), el("ul", rows, cls="lines"))
