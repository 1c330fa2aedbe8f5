"""The sheets of what does not move: intervals and chances of ranks, scenarios, the method grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from coopindex.engine.frames import plain_rank
from coopindex.phrases import say
from coopindex.report.charts.grid import EDGES
from coopindex.report.edition import HIGH, LOW
from coopindex.report.facts.findings import finding
from coopindex.report.look import chance_step
from coopindex.report.pages import grid as grids
from coopindex.report.pages.frame import floats
from coopindex.report.pages.scenarios import scenario_name, sections
from coopindex.report.render.xlsx.book import HEAD, MEDIUM, THIN, Book, Sheet, tone
from coopindex.report.render.xlsx.layout import Layout
from coopindex.report.render.xlsx.notes import page
from coopindex.robustness.grid import MethodGrid
from coopindex.robustness.scenarios import Scenarios

MOST_RANKS = 60  # columns of the chance of each rank
A3 = 8  # paper for wide tables
MOST_ACROSS = 12  # columns over which sentences run
NAMES, SCENARIO, METHOD = 30, 13, 11  # widths of columns
RULE: Mapping[str, Any] = {"bottom": THIN, "bottom_color": tone("rule")}
MUTED: Mapping[str, Any] = {"font_color": tone("muted"), "font_size": 9}
CORRELATION = '0.00;"\u2212"0.00'
SHIFT = '0.00;"\u2212"0.00'


def _begin(
    book: Book, layout: Layout, name: str, widths: Sequence[float], part: str = ""
) -> tuple[Sheet, int]:
    """Write title, banner, the badge of what does not move, and what was found."""
    most = max(6, min(len(widths), MOST_ACROSS))
    sheet = page(book, layout, name, [*widths, *[10] * most][:most], figures=True)
    for column, wide in enumerate(widths):
        sheet.width(column, wide)
    last, lang = most - 1, layout.edition.lang
    badge = say("workbook.badge", lang, weights=layout.weights)
    sheet.prose(badge, last, font_color=tone("down"), bold=True, font_size=9)
    told = finding(layout.edition, part or name)
    sheet.prose(told.title, last, bold=True, font_size=11)
    if told.sub:
        sheet.prose(told.sub, last, **MUTED)
    sheet.at.set_landscape()
    return sheet, last


def _heads(sheet: Sheet, titles: Iterable[str], **how: Any) -> None:
    for column, title in enumerate(titles):
        align = "left" if column == 0 else "right"
        sheet.text(sheet.row, column, title, **{**HEAD, "align": align, **how})


def _end(sheet: Sheet, columns: int) -> None:
    """Draw the last rule."""
    for column in range(columns):
        sheet.text(sheet.row, column, "", top=MEDIUM)
    sheet.row += 1


def _lines(sheet: Sheet, titles: Sequence[str], width: float) -> int:
    """How many lines titles take in columns of a width."""
    sheet.widths[-1] = width
    return max((sheet.lines(title, -1) for title in titles), default=1)


# -- intervals and chances ------------------------------------------------------------------------


def robustness_sheet(book: Book, layout: Layout) -> None:
    """Rank intervals and the chance of each rank, as they were drawn."""
    found = layout.edition.uncertainty
    ranks = [] if found is None else list(found.rank_probabilities.columns)
    ranks = ranks if len(ranks) <= MOST_RANKS else []
    widths = [26, 8, 10, 10, 9, 9, 10, *([5.2] * len(ranks))]
    sheet, last = _begin(book, layout, "robustness", widths)
    if found is None:
        return
    if ranks:
        sheet.prose(say("workbook.chances_said", layout.edition.lang), last, **MUTED)
    sheet.row += 1
    _chances(sheet, layout, ranks)


def _chances(sheet: Sheet, layout: Layout, ranks: Sequence[Any]) -> None:
    edition, lang, found = layout.edition, layout.edition.lang, layout.edition.uncertainty
    assert found is not None
    keys = "unit", "rank", "low", "high", "median", "mean", "first"
    _heads(sheet, (say(f"workbook.{key}", lang) for key in keys))
    for at, rank in enumerate(ranks):
        sheet.text(sheet.row, 7 + at, f"{rank}", **HEAD, align="center")
    sheet.at.set_row(sheet.row, 30)
    top = sheet.row = sheet.row + 1
    table = found.table((LOW, HIGH)).set_index("unit").to_dict("index")
    chances = found.rank_probabilities.T.to_dict("list") if ranks else {}
    for standing in edition.ranked:
        row, of = sheet.row, table[standing.unit]
        sheet.text(row, 0, standing.name, **RULE)
        sheet.number(row, 1, standing.rank, "General", bold=True, **RULE)
        for column, key in enumerate(("low", "high", "median", "mean"), start=2):
            sheet.number(row, column, float(of[key]), "0.0" if key == "mean" else "General", **RULE)
        sheet.number(row, 6, float(of["p_first"]), "0%", **RULE)
        for at, rank in enumerate(ranks):
            _chance(sheet, row, 7 + at, chances[standing.unit][at], rank == standing.rank)
        sheet.row += 1
    _end(sheet, 7 + len(ranks))
    sheet.at.freeze_panes(top, 1)
    sheet.at.repeat_rows(top - 1)


def _chance(sheet: Sheet, row: int, column: int, chance: float, scored: bool) -> None:
    """Write the chance of a rank: the number, its step of slate, a frame where it was scored."""
    step = chance_step(chance)
    look = {"align": "center", "font_size": 8, **_shade(step)}
    if scored:
        look |= {"border": MEDIUM, "bold": True}
    if step == 0:
        sheet.text(row, column, "·", **{**look, "font_color": tone("muted")})
    else:
        sheet.number(row, column, 100 * chance, '[<1]"<1";[>99.499]0;0', **look)


def _shade(step: int) -> dict[str, Any]:
    """How a cell of a step of slate looks: 0 none, 6 most."""
    if not step:
        return {}
    text = tone("qt1" if step == 1 else "qt5" if step >= 5 else "qt")
    return {"bg_color": tone(f"q{step}"), "font_color": text}


# -- scenarios ------------------------------------------------------------------------------------


def scenarios_sheet(book: Book, layout: Layout) -> None:
    """Ranks in each scenario, and above them how far its ranking agrees with that as scored."""
    lang, found = layout.edition.lang, layout.edition.scenarios
    several = found is not None and len(found.names) > 1
    names = found.names if found is not None and several else ()
    sheet, last = _begin(book, layout, "scenarios", (NAMES, *[SCENARIO] * len(names)))
    if found is None or not several:
        return
    for words in sections(found, lang)[0].sentences:
        sheet.prose(words, last, **MUTED)
    sheet.row += 1
    unit = say("workbook.unit", lang)
    others = [scenario_name(found, name, lang) for name in names[1:]]
    titles = unit, say("scenarios.as_scored", lang), *others
    _heads(sheet, titles)
    sheet.at.set_row(sheet.row, 13 * _lines(sheet, titles[1:], SCENARIO) + 4)
    top = sheet.row
    sheet.row += 1
    _agreement(sheet, found, lang)
    sheet.at.freeze_panes(sheet.row, 1)
    sheet.at.repeat_rows(top, sheet.row - 1)
    ranks = {name: floats(found.ranks[name]) for name in names}
    for at, unit in enumerate(found.ranks.index):
        sheet.text(sheet.row, 0, layout.edition.standing[unit].name, **RULE)
        _ranks(sheet, 1, [ranks[name][at] for name in names])
    _end(sheet, 1 + len(names))


def _agreement(sheet: Sheet, found: Scenarios, lang: str) -> None:
    """Write one row a measure of agreement, one column a scenario."""
    table = found.agreement
    measures = {
        "spearman": (say("ranks.spearman", lang), CORRELATION),
        "kendall": (say("ranks.kendall", lang), CORRELATION),
        "top_weighted": (say("scenarios.top_weighted", lang), CORRELATION),
        "mean_shift": (say("ranks.mean_shift", lang), SHIFT),
        "largest_shift": (say("workbook.largest_shift", lang), "General"),
    }
    for number, (key, (title, form)) in enumerate(measures.items(), start=1):
        rule = {"bottom": THIN} if number == len(measures) else {}
        sheet.text(sheet.row, 0, title, **MUTED, **rule)
        sheet.text(sheet.row, 1, "", **rule)
        for column, value in enumerate(floats(table[key]), start=2):
            sheet.number(sheet.row, column, value, form, **MUTED, **rule)
        sheet.row += 1


def _ranks(sheet: Sheet, first: int, ranks: Sequence[float]) -> None:
    """Write a unit's ranks beside its name, that as scored bold; a dash where it has none."""
    for at, rank in enumerate(ranks):
        if rank == rank:
            sheet.number(sheet.row, first + at, plain_rank(rank), "General", bold=not at, **RULE)
        else:
            look = {**RULE, "font_color": tone("muted")}
            sheet.text(sheet.row, first + at, "–", align="right", **look)
    sheet.row += 1


# -- the method grid ------------------------------------------------------------------------------


def methods_sheet(book: Book, layout: Layout) -> None:
    """Rank correlation and ranks under every pair of normalisation and aggregation."""
    lang, found = layout.edition.lang, layout.edition.grid
    pairs = [] if found is None else [pair for pair in _pairs(found) if pair not in found.why]
    widths = (NAMES, *[METHOD] * max(len(pairs) + 3, 4))
    sheet, last = _begin(book, layout, "methods", widths, "grid")
    if found is None:
        return
    rows, columns = grids.titles(found, lang)
    sheet.row += 1
    _matrix(sheet, found, rows, columns, lang)
    for words in _told(found, layout, lang):
        sheet.prose(words, last, **MUTED)
    sheet.row += 1
    _units(sheet, layout, found, pairs)
    sheet.at.freeze_panes(0, 1)
    sheet.at.repeat_columns(0)
    if len(widths) > MOST_ACROSS:
        sheet.at.set_paper(A3)


def _pairs(found: MethodGrid) -> Iterator[tuple[int, int]]:
    return np.ndindex(*found.spearman.shape)


def _told(found: MethodGrid, layout: Layout, lang: str) -> Iterator[str]:
    """Say how pairs were scored, and why some are blank."""
    first, *others = grids.page(found, layout.result, lang).sections
    yield from first.below
    for section in others:
        yield from section.below


def _matrix(
    sheet: Sheet, found: MethodGrid, rows: Sequence[str], columns: Sequence[str], lang: str
) -> None:
    """Write the correlation of each pair's ranking with that as scored, shaded as drawn."""
    _heads(sheet, (say("ranks.spearman", lang), *columns))
    sheet.at.set_row(sheet.row, 13 * _lines(sheet, columns, METHOD) + 4)
    for n, title in enumerate(rows):
        sheet.row += 1
        sheet.text(sheet.row, 0, title, text_wrap=True, **RULE)
        sheet.at.set_row(sheet.row, max(18, 14 * sheet.lines(title, 0)))
        for a in range(len(columns)):
            rho = float(found.spearman[n, a])
            frame = {"border": MEDIUM, "bold": True} if not (n or a) else RULE
            look = {**frame, "align": "right"}
            if rho != rho:
                look |= {"font_color": tone("muted")}
                sheet.text(sheet.row, 1 + a, "–" if (n, a) not in found.why else "×", **look)
                continue
            step = 1 + sum(rho >= edge for edge in EDGES)
            sheet.number(sheet.row, 1 + a, rho, CORRELATION, **{**look, **_shade(step)})
    sheet.row += 1
    _end(sheet, 1 + len(columns))


def _units(
    sheet: Sheet, layout: Layout, found: MethodGrid, pairs: Sequence[tuple[int, int]]
) -> None:
    """Write every unit's ranks: as scored, from and to, and under each pair that goes."""
    lang, result = layout.edition.lang, found.result
    rows, columns = grids.titles(found, lang)
    spans = say("workbook.rank_from", lang), say("workbook.rank_to", lang)
    own = say("workbook.unit", lang), say("workbook.rank_scored", lang), *spans
    above = ["", "", "", "", *(rows[n] for n, _ in pairs)]
    below = [*own, *(columns[a] for _, a in pairs)]
    _heads(sheet, above, bottom=0)
    sheet.at.set_row(sheet.row, 13 * _lines(sheet, above, METHOD) + 4)
    sheet.row += 1
    _heads(sheet, below, top=0)
    sheet.at.set_row(sheet.row, 13 * _lines(sheet, below, METHOD) + 4)
    sheet.row += 1
    before, (low, high) = result.rank()[-1], found.spans
    for at in result.order().tolist():
        unit = result.rows.units[at]
        sheet.text(sheet.row, 0, layout.edition.standing[unit].name, **RULE)
        under = (found.ranks[n, a, at] for n, a in pairs)
        _ranks(sheet, 1, [float(rank) for rank in (before[at], low[at], high[at], *under)])
    _end(sheet, len(below))
