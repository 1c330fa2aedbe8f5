"""The first screen: the ranking, in which the interval is as large as the rank."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from coopindex.phrases import NAME, in_line, saying
from coopindex.report.edition import Edition
from coopindex.report.facts.standings import Standing
from coopindex.report.render.html import shapes
from coopindex.report.render.html.markup import NOTHING, Markup, anchor, el, join
from coopindex.report.render.html.tables import LAST, OPEN
from coopindex.report.render.html.writing import Writing

FEW, SOME, MANY = 5, 15, 60  # units up to which rows are tall, have both names, stand open
SIZES = (126, 160, 200)  # pixels of the column of names, the narrowest first


def ranking(of: Edition, writing: Writing) -> Markup:
    """Write the ranking as a table with a drawing in each row."""
    word = saying("html", of.lang)
    if not of.standings:
        return NOTHING
    key = _key(of)
    rows = el("table", _head(of), _bodies(of, writing), **_table(of))
    many = len(of.ranked) > MANY
    fold = el(
        "button", word("show_all", number=len(of.ranked)), type="button", data_unfold=True
    )
    return join(
        _finder(of) if len(of.standings) > FEW else None,
        key,
        el("p", word("one", unit=writing.unit)) if len(of.standings) == 1 else None,
        _narrow_axis(of),
        rows,
        el("p", fold, cls="js-only noprint") if many else None,
    )


def _table(of: Edition) -> dict[str, object]:
    units = len(of.standings)
    size = "few" if units <= FEW else "" if units <= SOME else "mid" if units <= MANY else "many"
    room = max(map(_pixels, of.standings)) if units <= SOME else max(map(_name_pixels, of.standings))
    kinds = [
        "rk",
        size,
        f"n{1 + sum(room > most for most in SIZES)}",
        "one" if units == 1 else "" if _assessed(of) else "nostrip",
        "wide" if units >= 100 else "",
        "folded" if len(of.ranked) > MANY else "",
    ]
    about = {"data_walk": True, "aria_describedby": "chart-ranking-source"}
    return {"cls": " ".join(filter(None, kinds)), "role": "table", "id": "ranks", **about}


def _assessed(of: Edition) -> bool:
    return any(each.low is not None for each in of.standings)


def _pixels(standing: Standing) -> float:
    """About how many pixels a row's names take."""
    return _name_pixels(standing) + (8 + 0.8 * _name_pixels(standing, other=True))


def _name_pixels(standing: Standing, *, other: bool = False) -> float:
    name = standing.other if other else standing.name
    return sum(15.5 if unicodedata.east_asian_width(sign) in "WF" else 8.3 for sign in name[:80])


def _key(of: Edition) -> Markup:
    """Name every fill, with the dimension's weight."""
    if len(of.dimensions) == 1 or all(not each.node.children for each in of.dimensions):
        return NOTHING
    word = saying("html", of.lang)
    each = [
        el("li", shapes.swatch(d.fill), in_line(d.title, NAME), " ", el("em", _weight(d, of)))
        for d in of.dimensions
    ]
    return el("ul", each, cls="key", aria_label=word("key"))


def _weight(dimension: object, of: Edition) -> str:
    from coopindex.report.facts.standings import Dimension

    assert isinstance(dimension, Dimension)
    return f"{100 * dimension.weight:.1f}%{'*' if dimension.assumed else ''}"
