"""How unequal scores are over the years: within groups, between them, and in their overlap."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from coopindex.engine.frames import as_rows
from coopindex.figures import share
from coopindex.phrases import in_line
from coopindex.questions.disparity import PARTS
from coopindex.report.charts.canvas import Canvas, room_for
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.frame import framed
from coopindex.report.charts.parts import GAP, Span
from coopindex.report.charts.words import words_of
from coopindex.report.edition import Edition
from coopindex.report.pages.disparity import PLACES
from coopindex.report.table import Column, Table
from coopindex.report.written import decimal

# uncertainty has slate: what lies between groups is what the eye is to find
TONES = {"within": "q3", "between": "ink", "transvariation": "q5"}


def is_empty(edition: Edition) -> bool:
    """Whether there are no groups to split disparity over, or no disparity."""
    assert edition.disparity is not None
    return not edition.disparity.by or not rows_of(edition)


def rows_of(edition: Edition) -> list[dict[str, Any]]:
    """Return the years in which there is a Gini coefficient with parts."""
    assert edition.disparity is not None
    rows = as_rows(edition.disparity.totals)
    return [row for row in rows if (row["gini"] or 0.0) > 0 and row["between"] is not None]


def chart(edition: Edition, _unit: str | None = None) -> Chart:
    """Draw the parts of the Gini coefficient year by year."""
    words, rows = words_of(edition), rows_of(edition)
    assert edition.disparity is not None
    heads = [str(row["year"] or words.say("gaps.now")) for row in rows]
    says = [
        words.say("gaps.disparity_read", year=head, gini=decimal(row["gini"], PLACES),
                  **{part: share(row[f"{part}_share"]) for part in PARTS})
        for head, row in zip(heads, rows, strict=True)
    ]  # fmt: skip
    last, by = rows[-1], in_line(str(edition.disparity.by))
    what = {"share": share(last["between_share"]), "by": by, "year": last["year"]}
    title = words.say("gaps.disparity_of" if last["year"] else "gaps.disparity", **what)
    return framed(
        edition,
        "disparity",
        (
            title,
            words.say("gaps.disparity_about"),
            words.say("charts.disparity_alt", says=words.say("charts.semicolon").join(says)),
        ),
        table(edition, heads, rows),
        partial(draw, edition, heads, rows),
        says,
    )


def table(edition: Edition, heads: list[str], rows: list[dict[str, Any]]) -> Table:
    """The coefficient of every year and its parts."""
    words = words_of(edition)
    columns = [Column("year", "", "text", heads, head=True)]
    for part in ("gini", *PARTS):
        title = words.say("gaps.gini" if part == "gini" else f"gaps.part_{part}")
        columns.append(Column(part, title, "number", [r[part] for r in rows], decimals=PLACES))
    return Table(tuple(columns))


def draw(edition: Edition, heads: list[str], rows: list[dict[str, Any]], canvas: Canvas) -> None:
    """Draw a stack a year on a sheet."""
    words, x, y = words_of(edition), 0.0, 8.0
    for part in PARTS:
        said = words.say(f"gaps.part_{part}")
        wide = 36 + room_for([said], 12)
        if x and x + wide > canvas.width:
            x, y = 0.0, y + 19
        canvas.rect(x, y - 6, 12, 12, TONES[part])
        canvas.text(x + 17, y, said, tone="muted")
        x += wide
    left, right = room_for(heads, 13) + GAP, 62.0
    most = max(float(np.sum([row[part] for part in PARTS])) for row in rows)
    span = Span(0.0, most, left, canvas.width - left - right)
    y += 16
    for head, row in zip(heads, rows, strict=True):
        with canvas.mark():
            canvas.text(0, y + 13, head, size=13)
            at = 0.0
            for part in PARTS:
                start, end = span(at), span(at + row[part])
                if row[part] > 0:
                    canvas.rect(start, y + 4, max(end - start - 1, 0.5), 18, TONES[part])
                at += row[part]
            said = decimal(row["gini"], PLACES)
            canvas.text(canvas.width, y + 13, said, size=13, bold=True, anchor="end")
        y += 28
