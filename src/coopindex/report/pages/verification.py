"""Published figures beside ours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coopindex.engine.data import Data, PublishedTable
from coopindex.engine.index import Published
from coopindex.engine.reference import in_years
from coopindex.engine.result import Result
from coopindex.figures import beside, digits
from coopindex.periods import Period
from coopindex.phrases import comma, saying
from coopindex.questions.verify import Check, read, tolerance
from coopindex.report.pages.frame import called, flags, grounds, head, titles_of
from coopindex.report.table import Column, Page, Section, Table

if TYPE_CHECKING:
    import pandas as pd

MOST = 10  # figures of a published column that are named one by one


def page(answer: Sequence[Check], about: Result, lang: str = "en") -> Page:
    """Each published figure, or column of them, beside ours."""
    frame = head(about, lang), flags(about.flags, lang)
    checks = [check.as_dict() for check in answer]
    return Page(
        lang,
        lambda: (frame[0], verification(answer, about, lang), frame[1]),
        lambda: {
            **about.asked,
            "met": all(check.met for check in answer),
            "checks": checks,
            **grounds(about),
        },
        lambda: _frame(checks),
        frame,
    )


def _frame(checks: Sequence[dict[str, object]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(checks)


def verification(found: Sequence[Check], result: Result, lang: str = "en") -> Section:
    """Each published figure beside ours; below, what of a column is not met."""
    word = saying("verification", lang)
    if not found:
        return Section(sentences=(word("none"),))
    agreeing, compared = (
        sum(getattr(check, name) for check in found) for name in ("agreeing", "compared")
    )
    within = any(check.published.tolerance is not None for check in found)
    what = {"agreeing": agreeing, "compared": compared, "count": compared}
    said = word("met_within" if within else "met", **what)
    sides = [_side_by_side(check, result.data, lang) for check in found]
    labels = [label(check, result, lang) for check in found]
    columns = (
        Column("met", "", "truth", [check.met for check in found]),
        Column("figure", word("figure"), "text", labels, head=True),
        Column("published", word("published"), "figure", [theirs for theirs, _ in sides]),
        Column("ours", word("ours"), "figure", [ours for _, ours in sides]),
        Column("source", word("source"), "text", [c.published.source for c in found], priority=1),
    )
    # what several checks of one column find alike is said once
    below = tuple(dict.fromkeys(line for check in found for line in _misses(check, result, lang)))
    return Section(sentences=(said,), table=Table(columns, list(map(_of, found))), below=below)


def _of(check: Check) -> tuple[str, ...]:
    """Name the unit that a figure is about, if it is about one."""
    unit = check.published.unit if isinstance(check.published, Published) else None
    return (unit,) if unit else ()


def label(check: Check, result: Result, lang: str = "en") -> str:
    """Say what a figure is about: what, whose, of which node, of which years."""
    of, said = check.published, _about(check, result, lang)
    if not isinstance(of, PublishedTable):
        return said
    word = saying("verification", lang)
    return word("column", about=said, count=check.compared, column=of.column)


def _about(check: Check, result: Result, lang: str) -> str:
    word, of, years = saying("verification", lang), check.published, in_years(check.years, lang)
    figure, node = word(f"figure_{of.figure}"), _node(of.node, result, lang)
    if isinstance(of, Published) and of.unit:
        unit = called([of.unit], result.data, lang)[0]
        said = word("of_unit", figure=figure, unit=unit, node=node)
    elif isinstance(of, Published) and of.top:
        said = word("of_top", figure=figure, top=of.top, node=node)
    else:
        key = "of_weight" if of.figure == "weight" else "of_all"
        said = word(key, figure=figure, node=node)
    return word("in_years", about=said, years=years) if years else said


def _node(code: str, result: Result, lang: str) -> str:
    """Name a node by its title, the root as the index."""
    if code == result.index.code:
        return saying("verification", lang)("whole")
    return titles_of([code], result.index, lang)[0]


def _side_by_side(check: Check, data: Data, lang: str) -> tuple[str, str]:
    """Return a figure as published and as ours; of a column, how many are met, how far off."""
    of, half, word = check.published, tolerance(check.published), saying("verification", lang)
    if isinstance(of, PublishedTable):
        return _column_by_column(check, of, data, lang)
    printed, stated = of.value, of.tolerance is not None
    if math.isnan(check.ours):
        return printed, word("ours_missing")
    value, places = read(printed)[0], len(printed.rstrip("% ").partition(".")[2]) + 2
    if of.figure == "rank" and check.ours == round(check.ours):
        places = 0
    ours = beside(check.ours, value - half, value + half, places=places, percent="%" in printed)
    return f"{printed} ± {of.tolerance:g}" if stated else printed, ours


def _column_by_column(check: Check, of: PublishedTable, data: Data, lang: str) -> tuple[str, str]:
    word = saying("verification", lang)
    met = word("met_of", agreeing=check.agreeing, compared=check.compared)
    if of.known is not None:
        met = word("met_of_known", agreeing=check.agreeing, compared=check.compared, known=of.known)
    if check.at is None:
        return met, word("ours_missing") if check.compared else "–"
    if not check.worst:
        return met, word("no_deviation")
    size = digits(check.worst, tolerance(of), least=2)
    return met, word("deviation", size=size, where=_where(*check.at, data, lang))


def _misses(check: Check, result: Result, lang: str) -> list[str]:
    """Name the figures of a column that are not met, and ours where it has a blank."""
    of, word = check.published, saying("verification", lang)
    if not isinstance(of, PublishedTable):
        return []
    half, about, lines = tolerance(of), _about(check, result, lang), []
    for more, figures in (("more_missed", check.misses), ("more_blank", check.blanks)):
        for unit, year, theirs, ours in figures[:MOST]:
            published = word("blank") if math.isnan(theirs) else _printed(theirs, of)
            own = (
                word("missing")
                if math.isnan(ours)
                else digits(ours, theirs - half, theirs + half, least=8)
            )
            where = _where(unit, year, result.data, lang)
            lines.append(word("miss", about=about, where=where, published=published, ours=own))
        if len(figures) > MOST:
            lines.append(word(more, about=about, number=len(figures) - MOST))
    return lines


def _where(unit: str, year: Period, data: Data, lang: str) -> str:
    return comma(lang).join(filter(None, (*called([unit], data, lang), str(year or ""))))


def _printed(value: float, of: PublishedTable) -> str:
    return f"{value:.{of.decimals}f}" if of.tolerance is None else f"{value:.15g}"
