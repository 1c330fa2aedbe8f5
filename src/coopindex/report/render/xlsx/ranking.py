"""The sheet of the ranking: a list that re-sorts itself, beside the ranks as scored."""

from __future__ import annotations

from typing import Any

from coopindex.phrases import LANGUAGES, phrase, say
from coopindex.report.facts.headline import headline
from coopindex.report.facts.numbers import span_cell
from coopindex.report.facts.words import Words
from coopindex.report.render.xlsx import formulas
from coopindex.report.render.xlsx.book import HEAD, MEDIUM, SCORE, THIN, Book, Sheet, tone
from coopindex.report.render.xlsx.layout import (
    FIRST,
    INTERVAL,
    MOVED,
    NAME,
    PLACE,
    PUBLISHED,
    RANK,
    Layout,
    cell,
)
from coopindex.report.render.xlsx.layout import OTHER as OTHER_AT
from coopindex.report.render.xlsx.layout import SCORE as SCORE_AT
from coopindex.report.render.xlsx.weights import CHANGED, CHANGED_LOCKED

# columns: the mark of a tie, rank, interval, name, other name, score, rank as scored, change
TIE, RANKED, SPAN, CALLED, OTHER, POINTS, BEFORE, CHANGE = range(8)
HEAD_AT = 6
MOST_DIMENSIONS = 12


def ranking_sheet(book: Book, layout: Layout) -> None:
    """Write the list, one row a place, and the units that are not ranked below it."""
    edition, sheet = layout.edition, book.sheet("ranking")
    dimensions = edition.dimensions[:MOST_DIMENSIONS]
    dimensions = tuple(d for d in dimensions if d.code in layout.column)
    last = CHANGE + len(dimensions)
    for column, wide in enumerate((2.2, 7, 10, 24, 22, 10, 10, 12)):
        sheet.width(column, wide)
    for at in range(len(dimensions)):
        sheet.width(CHANGE + 1 + at, 11)
    sheet.width(last + 1, 6)
    _above(sheet, layout, last)
    _heads(sheet, layout, last)
    places = [at for at in range(len(layout.units)) if layout.result.ranked[-1, layout.order[at]]]
    rows = _in_order(layout, places)
    for at in range(len(places)):
        _place(sheet, layout, at, rows[at] if at < len(rows) else None, last)
    row = HEAD_AT + 1 + len(places)
    for column in range(last + 1):
        sheet.text(row, column, "", top=MEDIUM)
    _unranked(sheet, layout, row + 1)
    sheet.at.freeze_panes(HEAD_AT + 1, OTHER)
    sheet.at.repeat_rows(HEAD_AT - 1, HEAD_AT)
    sheet.at.print_area(0, 0, row + len(layout.units) - len(places) + 1, last)
    sheet.at.set_landscape()
    sheet.at.fit_to_pages(1, 0)
    sheet.at.activate()


def _above(sheet: Sheet, layout: Layout, last: int) -> None:
    edition, lang = layout.edition, layout.edition.lang
    sheet.prose(headline(edition).text, last, font_size=15, bold=True)
    if layout.banner:
        sheet.warn(layout.banner, last)
    sheet.row = 2
    key = "ranking_said" if layout.live else "ranking_fixed"
    said = say(f"workbook.{key}", lang, weights=layout.weights)
    sheet.prose(said, last, font_color=tone("muted"), font_size=9)
    these = say("workbook.these", lang, weights=layout.weights)
    formula = _live(sheet, layout) if layout.live else formulas.text(these)
    if not all(family.moves for family in layout.families):
        locked = sheet.book.quoted("weights") + CHANGED_LOCKED
        nothing = formulas.text(say("workbook.nothing_follows", lang))
        formula = f"IF({locked}=0,{formula},{nothing})"
    sheet.live(f"={formula}", these, last, font_color=tone("accent"), bold=True)


def _live(sheet: Sheet, layout: Layout) -> str:
    """The formula of how far units move under the weights that stand on their sheet."""
    lang = layout.edition.lang
    these = say("workbook.these", lang, weights=layout.weights)
    moved = layout.down("scores", MOVED)
    moved = sheet.book.quoted("scores") + moved
    changed = sheet.book.quoted("weights") + CHANGED
    words = Words(layout.result, lang)
    said = _parted("workbook.moves", lang, words.unit, f"ROUND(MEDIAN({moved}),1)", f"MAX({moved})")
    return f"IF({changed}=0,{formulas.text(these)},{said})"


def _parted(key: str, lang: str, unit: str, median: str, most: str) -> str:
    """Turn a phrase into a formula that says it of two numbers."""
    form = str(phrase(key)[LANGUAGES.index(lang)]).replace("{unit}", unit)
    before, _, rest = form.partition("{median}")
    between, _, after = rest.partition("{most}")
    return formulas.sentence([before, median, between, most, after])


def _heads(sheet: Sheet, layout: Layout, last: int) -> None:
    lang, edition = layout.edition.lang, layout.edition
    other = say("workbook.other_name", lang)
    keys = {
        RANKED: "rank", SPAN: "interval", CALLED: "unit", POINTS: "score",
        BEFORE: "rank_scored", CHANGE: "change",
    }  # fmt: skip
    for column in range(CHANGE + 1):
        words = say(f"workbook.{keys[column]}", lang) if column in keys else ""
        words = other if column == OTHER else words
        align = "left" if column in (CALLED, OTHER, CHANGE) else "right"
        indent = int(column in (CALLED, CHANGE))
        sheet.text(HEAD_AT, column, words, **HEAD, align=align, indent=indent)
    shown = [d for d in edition.dimensions if d.code in layout.column]
    for at, dimension in enumerate(shown[: last - CHANGE]):
        column = CHANGE + 1 + at
        sheet.strip(HEAD_AT - 1, column, dimension.fill.hue)
        sheet.text(HEAD_AT, column, dimension.title, **HEAD, align="right")
    sheet.text(HEAD_AT, last + 1, say("workbook.row", lang), font_size=8, font_color=tone("muted"))
    sheet.at.set_row(HEAD_AT - 1, 5)
    sheet.at.set_row(HEAD_AT, 42)


def _in_order(layout: Layout, places: list[int]) -> list[int]:
    """The units with a rank, in the order of ranks, ties by their codes."""
    ranks = layout.result.rank()[-1, layout.order]
    ranked = [at for at in places if ranks[at] == ranks[at]]
    return sorted(ranked, key=lambda at: (ranks[at], at))


def _place(sheet: Sheet, layout: Layout, at: int, unit: int | None, last: int) -> None:
    """Write a row of the list: the unit that stands at a place, whoever that is."""
    row, scores = HEAD_AT + 1 + at, sheet.book.quoted("scores")
    helper = last + 1
    found = cell(row, helper, fixed="column")
    match = f"MATCH({at + 1},{scores}{layout.down('scores', PLACE)},0)"
    muted: dict[str, Any] = {"font_color": tone("rule2"), "font_size": 8}
    value: float | str = "" if unit is None else unit + 1
    sheet.formula(row, helper, f'=IF(ISNUMBER({match}),{match},"")', value, "0", **muted)
    rule: dict[str, Any] = {"bottom": THIN, "bottom_color": tone("rule")}

    def look(column: int, number: float | str, to: int, num: str, **how: Any) -> None:
        of = f"INDEX({scores}{layout.down('scores', to)},{found})"
        # an empty cell would be 0
        of += '&""' if num == "@" else ""
        shown = number if unit is not None else ""
        sheet.formula(row, column, f'=IF(ISNUMBER({found}),{of},"")', shown, num, **rule, **how)

    here = 0 if unit is None else unit
    standing = layout.standings[here]
    rank = float(standing.rank)
    ranks = f"{scores}{layout.down('scores', RANK)}"
    own = cell(row, RANKED, fixed="column")
    tie = f'=IF(ISNUMBER({own}),IF(COUNTIF({ranks},{own})>1,"=",""),"")'
    tied = "=" if unit is not None and standing.tied else ""
    sheet.formula(row, TIE, tie, tied, "General", align="right", **rule)
    look(RANKED, rank, RANK, "General", bold=True, align="right")
    look(SPAN, span_cell(standing.low, standing.high), INTERVAL, "@", align="right")
    look(CALLED, layout.names[here], NAME, "General", bold=True, indent=1)
    look(OTHER, layout.others[here], OTHER_AT, "@", font_color=tone("muted"), font_size=9)
    look(POINTS, standing.score, SCORE_AT, SCORE, bold=True)
    look(BEFORE, rank, PUBLISHED, "General", font_color=tone("muted"))
    lang = layout.edition.lang
    same, away = say("workbook.same_rank", lang), f"{cell(row, BEFORE)}-{own}"
    formula = (
        f"=IF(ISNUMBER({found}),IF({away}=0,{formulas.text(same)},"
        f'IF({away}>0,"▲ ","▼ ")&ABS({away})),"")'
    )
    said = same if unit is not None else ""
    sheet.formula(row, CHANGE, formula, said, "General", font_color=tone("muted"), indent=1, **rule)
    shown = [d for d in layout.edition.dimensions if d.code in layout.column]
    for position, dimension in enumerate(shown[: last - CHANGE]):
        value = float(layout.values(dimension.code)[here])
        look(CHANGE + 1 + position, value, layout.column[dimension.code], SCORE)


def _unranked(sheet: Sheet, layout: Layout, row: int) -> None:
    """Name the units that are not ranked, by their names."""
    left = [at for at in range(len(layout.units)) if not layout.result.ranked[-1, layout.order[at]]]
    if not left:
        return
    title = say("workbook.not_ranked", layout.edition.lang)
    sheet.text(row, CALLED, title, bold=True, font_color=tone("muted"))
    for number, at in enumerate(sorted(left, key=lambda at: layout.names[at]), start=1):
        place = cell(FIRST["scores"] + at, SCORE_AT)
        place = sheet.book.quoted("scores") + place
        sheet.text(row + number, CALLED, layout.names[at])
        value = float(layout.values(layout.result.index.code)[at])
        sheet.formula(row + number, POINTS, f'=IF(ISNUMBER({place}),{place},"")', value, SCORE)
