"""The first screen's ranking: the interval stands beside the rank, as large as the rank."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from coopindex.phrases import NAME, in_line, saying
from coopindex.report.charts.words import standing_said
from coopindex.report.edition import Edition
from coopindex.report.facts.apart import groups
from coopindex.report.facts.numbers import rank_cell, span_cell
from coopindex.report.facts.standings import Dimension, Standing
from coopindex.report.facts.words import Words
from coopindex.report.render.html import shapes
from coopindex.report.render.html.markup import NOTHING, Markup, anchor, el, join
from coopindex.report.render.html.tables import LAST, OPEN

FEW, SOME, MANY = 5, 15, 60  # units up to which rows are tall, have both names, all stand open
SIZES = (126, 160, 200)  # pixels of the column of names, the narrowest first
SCORES = (4, 5, 7)  # signs of a score, the fewest first
COLUMNS = 7


def ranking(of: Edition) -> Markup:
    """Write the ranking as a table with drawings in its rows, its key above."""
    word, words = saying("html", of.lang), Words(of.result, of.lang)
    many = len(of.ranked) > MANY
    label = word("show_all", number=len(of.ranked))
    return join(
        _key(of),
        _finder(of) if len(of.standings) > SOME else _chips(of),
        _narrow_axis(of),
        el("table", _head(of, words), list(_bodies(of)), **_about_table(of)),
        el("p", el("button", label, type="button", data_unfold=True), cls="js-only noprint")
        if many
        else None,
    )


def assessed(of: Edition) -> bool:
    """Whether ranks have intervals."""
    return any(each.low is not None for each in of.standings)


def one_alone(of: Edition) -> bool:
    """Whether there is nothing to rank."""
    return len(of.standings) == 1


def _about_table(of: Edition) -> dict[str, object]:
    units = len(of.standings)
    size = "few" if units <= FEW else "" if units <= SOME else "mid" if units <= MANY else "many"
    room = max(_pixels(each, both=units <= SOME) for each in of.standings)
    kinds = [
        "rk",
        size,
        f"n{1 + sum(room > most for most in SIZES)}",
        "one" if one_alone(of) else "" if assessed(of) else "nostrip",
        "wide" if units >= 100 or any(each.tied for each in of.ranked) else "",
        _room(of),
        "folded" if len(of.ranked) > MANY else "",
    ]
    about = {"data_walk": True, "aria_describedby": "ranking-source"}
    return {"cls": " ".join(filter(None, kinds)), "role": "table", "id": "ranks", **about}


def _room(of: Edition) -> str:
    """Name how much room scores take, by the longest."""
    words = Words(of.result, of.lang)
    longest = max(len(words.points(each.score)) for each in of.standings)
    most = next((at for at, signs in enumerate(SCORES) if longest <= signs), len(SCORES))
    return f"s{most}" if most else ""


def _pixels(standing: Standing, *, both: bool) -> float:
    """About how many pixels the names of a row take."""
    own = _wide(standing.name) * 8.4
    return own + 8 + _wide(standing.other) * 6.6 if both and standing.other else own


def _wide(name: str) -> float:
    return sum(1.8 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in name[:80])


def _key(of: Edition) -> Markup:
    """Name every fill, with the dimension's weight; one alone tells nothing apart."""
    if len(of.dimensions) < 2:
        return NOTHING
    each = [
        el("li", shapes.swatch(d.fill), in_line(d.title, NAME), " ", el("em", weight(d)))
        for d in of.dimensions
    ]
    return el("ul", each, cls="key", aria_label=saying("html", of.lang)("key"))


def weight(dimension: Dimension) -> str:
    """Write the weight of a dimension, starred where it is assumed."""
    return f"{100 * dimension.weight:.1f}%{'*' if dimension.assumed else ''}"


# -- above the table -------------------------------------------------------------------------------


def _finder(of: Edition) -> Markup:
    """A box that leaves the rows whose names hold what is written; scripts work it."""
    word = saying("html", of.lang)
    box = el("input", type="search", id="find", placeholder=word("find_hint"), autocomplete="off")
    count = el("span", id="found", role="status", cls="fs")
    inside = el("label", word("find"), box), count, _chips(of)
    return el("div", inside, cls="bar js-only noprint")


def _chips(of: Edition) -> Markup:
    """Where pinned units are listed."""
    label = saying("html", of.lang)("pinned")
    return el("div", cls="chips js-only noprint", id="pins", role="group", aria_label=label)


def _narrow_axis(of: Edition) -> Markup:
    """What narrow screens have in place of the head."""
    if one_alone(of):
        return NOTHING
    inside: tuple[Markup, ...] = ()
    if assessed(of):
        word = saying("html", of.lang)
        said = el("span", word("narrow_left")), el("span", word("narrow_right"))
        inside = (*said, shapes.axis(len(of.ranked)))
    return el("div", _badge(of), _start(of), inside, cls="maxis", aria_hidden="true")


def _start(of: Edition) -> Markup | None:
    """Say what stands before the dimensions, where scores begin above or below 0."""
    if not any(each.raised for each in of.standings):
        return None
    words = Words(of.result, of.lang)
    starts = {words.points(each.start) for each in of.standings if each.ranked}
    level = f" {starts.pop()}" if len(starts) == 1 else ""
    said = words.say("charts.start")
    return el("span", shapes.swatch(None), f"{said}{level}", cls="from")


def _badge(of: Edition) -> Markup | None:
    """Say that sliders do not move this ranking, where there are any."""
    return (
        None
        if one_alone(of)
        else el("span", saying("html", of.lang)("published_weights"), cls="badge")
    )


# -- the table -------------------------------------------------------------------------------------


def _head(of: Edition, words: Words) -> Markup:
    word, strip = saying("html", of.lang), assessed(of)
    interval = word("interval") if strip else word("not_assessed")
    unit = f"{words.unit[:1].upper()}{words.unit[1:]}"
    cells = [
        ("r", word("rank")),
        ("iv", interval),
        ("n", unit),
        ("s", word("score")),
        ("b", join(word("adds_up"), " ", _badge(of), _start(of))),
        ("p", join(word("strip"), shapes.axis(len(of.ranked) or 1))),
        ("e", Words(of.result, of.lang).say_documented("html.documented")),
    ]
    shown = [
        el("th", said, role="columnheader", scope="col", cls=cls)
        for cls, said in cells
        if cls not in _left_out(of)
    ]
    return el("thead", el("tr", shown, role="row"), role="rowgroup")


def _left_out(of: Edition) -> tuple[str, ...]:
    return ("r", "iv", "p") if one_alone(of) else () if assessed(of) else ("p",)


def _bodies(of: Edition) -> Iterator[Markup]:
    """Rows in groups under sentences; of very many, in three parts, the middle folded."""
    if one_alone(of):
        yield _body([_row(of, of.standings[0])])
        return
    ranked = of.ranked
    if len(ranked) > MANY:
        parts = ranked[:OPEN], ranked[OPEN:-LAST], ranked[-LAST:]
        for at, part in enumerate(parts):
            yield _body([_row(of, each) for each in part], "rest" if at == 1 else None)
    elif len(ranked) > FEW and (found := groups(of)):
        for group in found:
            said = _sentence(join(el("b", group.lead), group.rest))
            yield _body([said, *(_row(of, of.standing[unit]) for unit in group.units)])
    elif ranked:
        yield _body([_row(of, each) for each in ranked])
    out = sorted((each for each in of.standings if not each.ranked), key=lambda each: each.name)
    if out:
        word = saying("html", of.lang)
        said = _sentence(join(el("b", word("not_ranked")), word("not_ranked_why")))
        yield _body([said, *(_row(of, each) for each in out)], "out")


def _body(rows: Sequence[Markup], cls: str | None = None) -> Markup:
    return el("tbody", rows, role="rowgroup", cls=cls)


def _sentence(said: Markup) -> Markup:
    cell = el("th", said, role="rowheader", colspan=COLUMNS, scope="rowgroup")
    return el("tr", cell, role="row", cls="g")


def _row(of: Edition, each: Standing) -> Markup:
    words, ranks = Words(of.result, of.lang), len(of.ranked) or 1
    height = 16 if len(of.standings) <= SOME else 13
    cells = [
        ("r", rank_cell(each.rank, each.tied)),
        ("iv", span_cell(each.low, each.high) if each.low is not None else ""),
        ("n", _name(of, each)),
        ("s", words.points(each.score)),
        ("b", _stack(of, each, height)),
        ("p", shapes.strip(_dot(of, each), each.low, each.high, ranks) if each.ranked else ""),
        ("e", f"{each.documented} / {each.figures}"),
    ]
    shown = [
        el("th", said, role="rowheader", scope="row", cls=cls)
        if cls == "n"
        else el("td", said, role="cell", cls=cls)
        for cls, said in cells
        if cls not in _left_out(of)
    ]
    contract = {
        "data_unit": each.unit,
        "data_rank": f"{each.rank:g}" if each.ranked else None,
        "data_score": repr(each.score) if each.score == each.score else None,
    }
    return el("tr", shown, role="row", data_say=standing_said(of, each), **contract)


def _stack(of: Edition, each: Standing, height: int) -> Markup:
    fills = [one.fill for one in of.dimensions]
    return shapes.stack(each.start, each.points, fills, _scale(of), height)


@lru_cache(maxsize=1)
def _scale(of: Edition) -> tuple[float, float]:
    """The scale that all stacks lie on."""
    return shapes.ends([one.start for one in of.standings], [one.points for one in of.standings])


def _name(of: Edition, each: Standing) -> Markup:
    word = saying("html", of.lang)
    name = in_line(each.name, NAME)
    other = None
    if each.other and len(of.standings) <= SOME:
        lang = "en" if of.lang == "zh" else "zh-CN"
        other = el("small", in_line(each.other, NAME), lang=lang)
    missing = None
    if each.present < len(of.dimensions):
        said = word("based_on", present=each.present, of=len(of.dimensions))
        missing = el("small", said, cls="part")
    link = el("a", name, href=f"#{anchor('u', each.unit)}")
    return join(link, other, missing)


def _dot(of: Edition, each: Standing) -> float:
    """Where the dot stands: at the mean place of those who share the rank."""
    if not each.tied or of.result.index.ranking.ties != "min":
        return each.rank
    return each.rank + (sum(one.rank == each.rank for one in of.ranked) - 1) / 2
