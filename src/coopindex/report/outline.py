"""The order in which a document says what an edition holds: headings, sentences, tables, charts."""

from __future__ import annotations

from dataclasses import dataclass

from coopindex.report.charts.chart import Chart
from coopindex.report.table import Section


@dataclass(frozen=True)
class Block:
    """A piece of a document: what is said in a section, or a chart, below headings of a `level`.

    A section's title is a heading of that level, 1 the highest; without a title it goes on.
    """

    piece: Section | Chart
    level: int = 1
