"""What drives the uncertainty of the ranking: total Sobol indices of the plan's factors."""

from __future__ import annotations

from functools import partial

from coopindex.figures import share
from coopindex.phrases import in_line
from coopindex.report.charts.canvas import Canvas, height, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import GAP, Span
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import count
from coopindex.report.pages.frame import floats
from coopindex.report.pages.ranks import factor_name
from coopindex.report.table import Column, Table
from coopindex.robustness.sensitivity import Sensitivity

NOTHING = 0.005  # what is less is no bar


def chart(edition: Edition, _unit: str | None = None) -> Chart:
    """Draw the share of the variance of the mean shift in rank that hangs on each factor."""
    words, found = words_of(edition), edition.factors
    assert found is not None
    twin = table(edition, found)
    names, totals = list(twin.columns[0].values), list(twin.columns[3].values)
    says = [
        words.say("charts.driver_read", name=name, total=_percent(total))
        for name, total in zip(names, totals, strict=True)
    ]
    how = words.say(
        "charts.saltelli",
        draws=count(found.draws),
        scorings=count(found.scorings),
        seed=found.seed,
    )
    if not found.converged and not found.steady:
        how = words.say("charts.after", first=how, rest=words.say("charts.loose"))
    return framed(
        edition,
        "drivers",
        (
            _title(edition, found, names, totals),
            words.say("charts.drivers_about"),
            words.say("charts.drivers_alt", says=words.say("charts.semicolon").join(says)),
        ),
        twin,
        partial(draw, twin),
        says,
        how=how,
    )


def _percent(total: float) -> str:
    return "<1%" if total < NOTHING else share(min(total, 1.0) if total > 1 else total, places=0)


def _title(edition: Edition, found: Sensitivity, names: list[str], totals: list[float]) -> str:
    words = words_of(edition)
    if found.steady:
        return words.say("charts.drivers_none")
    what = {"first": names[0], "first_share": _percent(totals[0])}
    if len(names) > 1 and totals[1] >= 0.1:
        what |= {"second": names[1], "second_share": _percent(totals[1])}
        return words.say("charts.drivers_two", **what)
    return words.say("charts.drivers_one", **what)


def table(edition: Edition, found: Sensitivity) -> Table:
    """First-order and total index of each factor with their half-widths, the largest first."""
    words = words_of(edition)
    frame = found.table.sort_values("total", ascending=False, kind="stable")
    factors = found.plan.factors
    names = [in_line(factor_name(name, edition.lang, factors)) for name in frame["factor"]]
    keys = {"first": "first_order", "first_half": "half", "total": "total", "total_half": "half"}
    columns = (
        Column(key, words.say(f"charts.{title}"), "number", floats(frame[key]), decimals=3)
        for key, title in keys.items()
    )
    return Table((Column("factor", words.say("charts.factor"), "text", names, head=True), *columns))


def draw(twin: Table, canvas: Canvas) -> None:
    """Draw the bars on a sheet."""
    values = {column.key: list(column.values) for column in twin.columns}
    names = values["factor"]
    room = room_for(names, 14, most=min(260.0, 0.38 * canvas.width))
    ends = [t + h for t, h in zip(values["total"], values["total_half"], strict=True) if h == h]
    left, right = room + GAP, 52.0
    span = Span(0.0, max([*ends, *values["total"], 1e-9]), left, canvas.width - left - right)
    y = 0.0
    for name, total, half in zip(names, values["total"], values["total_half"], strict=True):
        deep = max(32.0, height(name, room, 14) + 8)
        middle = y + deep / 2
        with canvas.mark():
            canvas.centred(0, middle, name, room, size=14)
            if total >= NOTHING:
                canvas.rect(left, middle - 7, max(span(total) - left, 2), 14, "iv")
                _whisker(canvas, span, total, half, middle)
            text = _percent(total)
            canvas.text(canvas.width, middle, text, size=14, bold=True, anchor="end")
        canvas.line(0, y + deep, canvas.width, y + deep, "rule")
        y += deep


def _whisker(canvas: Canvas, span: Span, total: float, half: float, y: float) -> None:
    """Draw the interval of an index as a thin line."""
    if half == half and half > 0:
        low, high = span(max(total - half, 0.0)), span(total + half)
        canvas.rect(low, y - 2, high - low, 4, "bg")
        canvas.rect(low, y - 1, high - low, 2, "ink")
