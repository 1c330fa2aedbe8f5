"""Sections and typed tables as HTML: every value as all surfaces write it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from coopindex.phrases import say
from coopindex.report.edition import Edition
from coopindex.report.render.code import in_names, runs
from coopindex.report.render.html.markup import NOTHING, Markup, el, join, text
from coopindex.report.render.seen import seen
from coopindex.report.table import Column, Section, Table
from coopindex.report.written import numeric, written

FOLDED = 60  # rows of a table that stand open at most
OPEN, LAST = 20, 5  # of a longer one: how many of the first, and of the last, stand open


def table(shown: Table, lang: str = "en", *, caption: str = "", **attributes: object) -> Markup:
    """Write a table; what is only drawn is left out, and of a long one the middle is folded.

    The middle stands in the page all the same: without scripts, and on paper, nothing is folded.
    """
    columns = [
        (column, cells)
        for column, cells in zip(shown.columns, written(shown, lang), strict=True)
        if not column.drawn
    ]
    rows = range(len(shown))
    body = _bodies([_row(columns, row) for row in rows])
    head = el("thead", el("tr", [_head(column, lang) for column, _ in columns]))
    name = el("caption", caption, cls="vh") if caption else None
    made = el("table", name, head, body, cls=" ".join(("tb", *_right(columns))), **attributes)
    more = unfold(len(shown), lang) if len(shown) > FOLDED else None
    return join(scrolled(made, caption or _named(columns, lang)), more)


def _right(columns: Sequence[tuple[Column, list[str]]]) -> Iterator[str]:
    """Name the columns that stand under each other's last digit: once, and not in every cell."""
    return (f"r{at}" for at, (column, _) in enumerate(columns, 1) if numeric(column))


def scrolled(inside: Markup, name: str) -> Markup:
    """Let what is wider than the page scroll by itself; it takes the focus, and has a name."""
    return el("div", inside, cls="scroll", tabindex="0", role="group", aria_label=name)


def _named(columns: Sequence[tuple[Column, list[str]]], lang: str) -> str:
    titles = (column.title for column, _ in columns if column.title)
    return next(titles, say("html.table", lang))


def unfold(rows: int, lang: str) -> Markup:
    """Return the button that opens what is folded."""
    label = say("html.show_all", lang, number=rows)
    return el("p", el("button", label, type="button", data_unfold=True), cls="js-only noprint")


def _bodies(rows: Sequence[Markup]) -> Markup:
    if len(rows) <= FOLDED:
        return el("tbody", rows)
    parts = rows[:OPEN], rows[OPEN:-LAST], rows[-LAST:]
    return join(el("tbody", part, cls="rest" if at == 1 else None) for at, part in enumerate(parts))


def _head(column: Column, lang: str) -> Markup:
    title = ": ".join(filter(None, (column.over, column.title)))
    # a column of signs has no title; what it is must be said to those who cannot see them
    if not title:
        return el("td", el("span", say("html.mark", lang), cls="vh"))
    return el("th", title, scope="col")


def _row(columns: Sequence[tuple[Column, list[str]]], row: int) -> Markup:
    return el("tr", [_cell(column, cells[row], row) for column, cells in columns])


def _cell(column: Column, said: str, row: int) -> Markup:
    named = column.head or column.kind == "tree"
    depth = column.depths[row] if column.kind == "tree" and column.depths else 0
    kinds = {
        "prose": column.kind == "prose" and not named,
        "iv": column.kind == "interval" and not numeric(column),
        f"d{min(depth, 5)}": depth > 0,
    }
    cls = " ".join(kind for kind, holds in kinds.items() if holds) or None
    return el("th" if named else "td", said.strip(), cls=cls)


def section(
    part: Section,
    lang: str = "en",
    *,
    level: int = 3,
    titled: bool = True,
    named: Collection[str] = (),
) -> Markup:
    """Write a section: its title, what is said, the table, the lines below; see `coded`."""
    (part,) = seen([part])
    if not part:
        return NOTHING
    heading = el(f"h{level}", part.title) if part.title and titled else None
    said = [el("p", lines(sentence, named)) for sentence in part.sentences]
    shown = None if part.table is None else table(part.table, lang, caption=part.title)
    below = el("ul", [el("li", lines(line, named)) for line in part.below], cls="lines")
    cls = "part warning" if part.warning else "part"
    return el("div", heading, said, shown, below if part.below else None, cls=cls)


def stated(of: Edition, part: Section, *, titled: bool = True) -> Markup:
    """Write a section of an edition, whose names keep their backticks."""
    return section(part, of.lang, titled=titled, named=in_names(of))


def lines(said: str, named: Collection[str] = ()) -> Markup:
    """Write a text whose line ends count; see `coded`."""
    return Markup("<br>".join(coded(line, named) for line in said.split("\n")))


def coded(said: str, named: Collection[str] = ()) -> Markup:
    """Write what stands between backticks as code, but for what names have there themselves."""
    return join(el("code", part) if code else text(part) for part, code in runs(said, named))


def disclosed(summary: str, inside: Markup, *, cls: str = "more", **attributes: object) -> Markup:
    """Put something behind a line that opens it."""
    if not inside:
        return NOTHING
    return el("details", el("summary", summary), inside, cls=cls, **attributes)
