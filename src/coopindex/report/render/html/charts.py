"""The charts that a page holds, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from coopindex.report.charts import chances, intervals, pairs, ranking
from coopindex.report.charts.chart import Chart
from coopindex.report.edition import Edition


def charts_of(of: Edition) -> Mapping[str, Chart]:
    """Return every chart of the page."""
    found = [ranking.chart(of)]
    if of.uncertainty is not None and len(of.ranked) > 1:
        found += [chances.chart(of), intervals.chart(of)]
        if of.uncertainty.tally.ahead.size:
            found.append(pairs.chart(of))
    return {chart.name: chart for chart in found}
