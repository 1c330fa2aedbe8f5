"""The ranking: rank, interval, name, score, what the score adds up from, and the interval drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from coopindex.phrases import in_line
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import (
    FEW,
    GAP,
    MANY,
    Stack,
    Swatch,
    draw_grid,
    draw_interval,
    draw_key,
    draw_stack,
    draw_ticks,
    rank_ticks,
    ranks_span,
    stack_of,
    swatch_of,
)
from coopindex.report.charts.words import (
    interval_text,
    recalculated,
    standing_said,
    words_of,
)
from coopindex.report.edition import Edition
from coopindex.report.facts.apart import groups
from coopindex.report.facts.headline import headline
from coopindex.report.facts.numbers import points, rank_cell
from coopindex.report.facts.standings import Standing
from coopindex.report.table import Column, Table, each
from coopindex.report.written import MISSING, percent

FIRST, LAST = 20, 5  # units that are shown of more than 60


def chart(edition: Edition, unit: str | None = None) -> Chart:
    """Draw the ranking; a unit given is marked."""
    words = words_of(edition)
    assessed = _assessed(edition)
    about = words.say(f"charts.ranking_about{'' if assessed else '_alone'}")
    if any(each.assumed for each in edition.dimensions):
        key = "charts.assumed" if edition.result.scheme.source else "charts.assumed_own"
        about = words.say("charts.after", first=about, rest=words.say(key))
    shown = shown_of(edition)
    says = [standing_said(edition, each) for each in shown]
    alt = words.say("charts.ranking_alt", count=len(edition.ranked), says="; ".join(says[:3]))
    return framed(
        edition,
        "ranking",
        (headline(edition).text.removesuffix("."), about, alt),
        table(edition),
        partial(draw, edition, unit),
        says,
        how=recalculated(edition) if assessed else "",
    )


def shown_of(edition: Edition) -> list[Standing]:
    """The units that are drawn: all, or of many the first, the last and one that is asked for."""
    units = list(edition.ranked)
    if len(units) > MANY:
        units = [*units[:FIRST], *units[-LAST:]]
    return [*units, *without_rank(edition)[: MANY if len(units) <= MANY else 0]]


def without_rank(edition: Edition) -> list[Standing]:
    """The units that are not ranked, in the order of their names."""
    return sorted((s for s in edition.standings if not s.ranked), key=lambda s: (s.name, s.unit))


def table(edition: Edition) -> Table:
    """Every figure of the ranking, one row a unit."""
    words, standings = words_of(edition), edition.standings
    spans = [None if s.low is None else (s.low, s.high) for s in standings]
    columns = [
        Column("rank", words.say("charts.rank"), "rank", [s.rank for s in standings], head=True),
        *(
            [Column("interval", words.say("charts.interval"), "interval", spans)]
            if any(spans)
            else []
        ),
        Column("name", words.say("charts.name"), "unit", [s.name for s in standings], head=True),
        Column("score", words.say("charts.score"), "score", [s.score for s in standings]),
        Column("start", words.say("charts.start"), "score", [s.start for s in standings]),
        *(
            Column(d.code, d.title, "score", [s.points[at] for s in standings], signed=True)
            for at, d in enumerate(edition.dimensions)
        ),
        Column(
            "documented",
            words.say_documented("charts.documented"),
            "count",
            [s.documented for s in standings],
        ),
        Column("figures", words.say("charts.figures"), "count", [s.figures for s in standings]),
    ]
    if not any(s.raised for s in standings):
        columns = [column for column in columns if column.key != "start"]
    return Table(tuple(columns), each(s.unit for s in standings))


# -- the drawing -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """Where the columns of the ranking stand, and how rows are drawn."""

    rank: float  # right end
    interval: float
    name: float
    name_room: float
    score: float  # right end
    stack: tuple[float, float]  # left end, width
    strip: tuple[float, float] | None
    rests: float | None  # right end of the last column
    row: float
    lines: bool  # whether a row is three lines
    places: int
    scale: Stack


def laid_out(edition: Edition, shown: Sequence[Standing], wide: float) -> Layout:
    """Give the columns their places on a sheet."""
    count, lines = len(edition.ranked), wide < 640
    ranks = room_for([rank_cell(s.rank, s.tied) for s in shown], 19, True) if count > 1 else 0.0
    spans = room_for([interval_text(s) for s in shown], 19) if count > 1 else 0.0
    words = words_of(edition)
    places = words.places
    scores = room_for([score_text(s, places) for s in shown], 15, True)
    interval = ranks + (GAP if ranks else 0)
    head = room_for([words.say("charts.rank_and_interval")], 12) / 2 + GAP if spans else 0.0
    name = max(interval + spans + (GAP if spans else 0), head)
    scale = stack_of(edition.standings)
    if lines:
        room = wide - name - scores - GAP
        strip = (6.0, wide - 12) if spans else None
        return Layout(
            ranks, interval, name, room, wide, (0, wide), strip, None, 0, True, places, scale
        )
    names = [in_line(s.name) for s in shown]
    room = room_for(names, 15, True, 240 if wide >= 960 else 160)
    room = max(room, room_for([words.say("charts.name")], 12))
    score = name + room + GAP + scores
    says = 0.0
    if wide >= 960:
        says = max(78.0, room_for([rests_on(edition, s) for s in shown], 12))
    left = score + GAP
    free = wide - left - (says + GAP if says else 0)
    share = 1.12 / 2.12 if spans else 1.0
    stack = (left, free * share - (GAP if spans else 0))
    strip = (left + free * share + 6, free * (1 - share) - 12) if spans else None
    row = 40.0 if count <= FEW else 30.0 if count <= 20 else 26.0 if count <= MANY else 24.0
    rests = wide if says else None
    return Layout(
        ranks, interval, name, room, score, stack, strip, rests, row, False, places, scale
    )


def score_text(standing: Standing, places: int) -> str:
    """Write a score; a unit that is not ranked stands without a number."""
    return points(standing.score, places) if standing.ranked else MISSING


def _assessed(edition: Edition) -> bool:
    """Whether there are intervals of ranks to be shown."""
    return len(edition.ranked) > 1 and edition.uncertainty is not None


def rests_on(edition: Edition, standing: Standing) -> str:
    """Say how much of a unit is documented, or that dimensions are missing."""
    words, dims = words_of(edition), len(edition.dimensions)
    if standing.present < dims:
        return words.say("charts.based_on", present=standing.present, every=dims)
    return f"{standing.documented} / {standing.figures}"


def draw(edition: Edition, unit: str | None, canvas: Canvas) -> None:
    """Draw the ranking on a sheet."""
    shown = shown_of(edition)
    lay = laid_out(edition, shown, canvas.width)
    y = draw_key(canvas, 0, 0, canvas.width, key_of(edition)) + 8
    y = heads(canvas, edition, lay, y) + 3
    canvas.line(0, y, canvas.width, y, "rule2")
    count = len(edition.ranked)
    for before, standing in rows_of(edition, shown):
        for said in before:
            y += 12 + canvas.block(0, y + 10, said, canvas.width, size=13, tone="muted")
            canvas.line(0, y + 3, canvas.width, y + 3, "rule")
            y += 3
        with canvas.mark():
            y = row(canvas, edition, lay, standing, y, count, pinned=standing.unit == unit)


def key_of(edition: Edition) -> list[tuple[Swatch, str]]:
    """What the fills mean: dimensions with their weights, and the starting level."""
    words, dims = words_of(edition), edition.dimensions
    weights = percent([d.weight for d in dims])
    entries = [
        (swatch_of(d.fill), f"{in_line(d.title)} {weight}{'*' * d.assumed}")
        for d, weight in zip(dims, weights, strict=True)
    ]
    if len(dims) < 2:
        entries = []
    if any(s.raised for s in edition.standings):
        entries.append((swatch_of(None), words.say("charts.start")))
    return entries


def rows_of(edition: Edition, shown: Sequence[Standing]) -> Iterator[tuple[list[str], Standing]]:
    """Yield the units with the lines that stand above each."""
    words, units = words_of(edition), edition.ranked
    parted = groups(edition) if FEW < len(units) <= MANY else ()
    above = {group.units[0]: group.text for group in parted}
    lost = next((s.unit for s in shown if not s.ranked), None)
    for standing in shown:
        lines = [above[standing.unit]] if standing.unit in above else []
        if len(units) > MANY and standing is units[-LAST]:
            lines.append(words.say("charts.between", count=len(units) - FIRST - LAST))
        if standing.unit == lost:
            lines.append(words.say("charts.not_ranked"))
        yield lines, standing


def heads(canvas: Canvas, edition: Edition, lay: Layout, y: float) -> float:
    """Write the heads of the columns, bottom up; return where they end."""
    words = words_of(edition)
    count, assessed = len(edition.ranked), _assessed(edition)
    if lay.lines:
        canvas.block(0, y, words.say("charts.rank_and_interval"), canvas.width / 2, tone="muted")
        canvas.block(
            canvas.width, y, words.say("charts.score"), canvas.width / 3, tone="muted", anchor="end"
        )
        bottom = y + 32
    else:
        heads = [
            (0.0, words.say("charts.rank_and_interval"), max(lay.name - GAP, 40), ""),
            (lay.name, words.say("charts.name"), lay.name_room, ""),
            (lay.score, words.say("charts.score"), max(lay.score - lay.name, 40), "end"),
            (lay.stack[0], words.say("charts.adds_up"), lay.stack[1], ""),
        ]
        if count < 2:
            heads = heads[1:]
        if lay.strip:
            heads.append((lay.strip[0] - 6, words.say("charts.strip"), lay.strip[1] + 12, ""))
        if lay.rests:
            left = (lay.strip or lay.stack)[0] + (lay.strip or lay.stack)[1]
            heads.append(
                (lay.rests, words.say_documented("charts.documented"), lay.rests - left, "end")
            )
        tall = max(height(said, room) for _, said, room, _ in heads)
        under = 18.0 if lay.strip else 0.0
        for x, said, room, anchor in heads:
            lift = 0.0 if lay.strip and x == lay.strip[0] - 6 else under
            top = y + tall - height(said, room) + lift
            canvas.block(x, top, said, room, tone="muted", anchor=anchor)
        bottom = y + tall + under
    if lay.strip and count > 1:
        span = ranks_span(count, *lay.strip)
        draw_ticks(canvas, span, rank_ticks(count, lay.strip[1]), bottom - 8)
    if not assessed and count > 1:
        bottom += (
            canvas.block(
                0, bottom + 2, words.say("charts.not_assessed"), canvas.width, tone="muted"
            )
            + 2
        )
    return bottom


def row(
    canvas: Canvas,
    edition: Edition,
    lay: Layout,
    standing: Standing,
    y: float,
    count: int,
    *,
    pinned: bool = False,
) -> float:
    """Draw one unit below `y`; return where it ends."""
    name, quiet = in_line(standing.name), "ink" if standing.ranked else "muted"
    tall = height(name, lay.name_room, 15, True) + 8
    first = max(tall, 30 if lay.lines else lay.row)
    deep = first + (28.0 if lay.lines else 0) + (24.0 if lay.lines and lay.strip else 0)
    if pinned:
        canvas.rect(0, y, canvas.width, deep, "tint")
    middle = y + first / 2
    if count > 1:
        canvas.text(
            lay.rank,
            middle,
            rank_cell(standing.rank, standing.tied),
            size=19,
            bold=True,
            tone=quiet,
            anchor="end",
        )
        canvas.text(lay.interval, middle, interval_text(standing), size=19, tone=quiet)
    canvas.centred(lay.name, middle, name, lay.name_room, size=15, bold=True, tone=quiet)
    canvas.text(
        lay.score,
        middle,
        score_text(standing, lay.places),
        size=15,
        bold=True,
        tone=quiet,
        anchor="end",
    )
    if lay.rests:
        canvas.text(lay.rests, middle, rests_on(edition, standing), tone="muted", anchor="end")
    bar = y + first + 3 if lay.lines else middle - 8
    draw_stack(canvas, (*_xy(lay.stack, bar), 16), standing, edition.dimensions, lay.scale)
    if lay.strip and count > 1:
        span = ranks_span(count, *lay.strip)
        at = y + first + 34 if lay.lines else middle
        ticks = rank_ticks(count, lay.strip[1])
        draw_grid(canvas, span, ticks, *((at - 11, at + 11) if lay.lines else (y, y + deep)))
        if standing.ranked:
            draw_interval(canvas, span, at, standing, dot=6 if count <= MANY else 4)
    canvas.line(0, y + deep, canvas.width, y + deep, "rule")
    return y + deep


def _xy(column: tuple[float, float], y: float) -> tuple[float, float, float]:
    return column[0], y, column[1]
