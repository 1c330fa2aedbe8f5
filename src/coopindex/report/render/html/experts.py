"""What experts judged: their weights and the ranks under them, drawn; the figures behind a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopindex.phrases import say
from coopindex.questions.elicitation import Elicitation
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.experts import first_told
from coopindex.report.edition import Edition
from coopindex.report.pages.elicitation import agreement
from coopindex.report.pages.experts import by_expert, details, head
from coopindex.report.render.html.figures import HALF, WHOLE, figure
from coopindex.report.render.html.markup import Markup, el, join
from coopindex.report.render.html.tables import disclosed, stated
from coopindex.report.table import Section, Table

SHORT = "family", "w", "p"  # columns of the agreement that stand in half a page


def experts(of: Edition, charts: Mapping[str, Chart]) -> Markup:
    """Write what there is of each scheme, the one in use first."""
    drawn = first_told(of)
    own = {name: charts[name] for name in ("experts", "expert_ranks") if name in charts}
    each = (_scheme(of, found, own if found is drawn else {}) for found in of.elicited or ())
    return join(join(parts) for parts in each)


def _scheme(of: Edition, found: Elicitation, charts: Mapping[str, Chart]) -> Iterator[Markup]:
    yield stated(of, head(found, of.lang))
    each = join(stated(of, part) for part in _beside(of, found))
    yield el("div", _figures(charts, each), cls="figs") if charts else each
    # what is drawn has its figures as twins
    parts = [*details(found, of.lang)][2 if "expert_ranks" in charts else 1 if charts else 0 :]
    yield disclosed(say("experts.more", of.lang), join(stated(of, part) for part in parts))


def _beside(of: Edition, found: Elicitation) -> Iterator[Section]:
    """A line an expert, and in short how far they agree."""
    yield by_expert(found, of.lang)
    if len(found.agreement):
        part = agreement(found, of.lang)
        assert part.table is not None
        short = tuple(column for column in part.table.columns if column.key in SHORT)
        yield Section(part.title, table=Table(short))


def _figures(charts: Mapping[str, Chart], each: Markup) -> Iterator[Markup]:
    if "experts" in charts:
        yield figure(charts["experts"], HALF)
    yield el("figure", each, cls="fig")
    if "expert_ranks" in charts:
        chart = charts["expert_ranks"]
        broad = chart.least > HALF
        yield figure(chart, WHOLE if broad else HALF, cls="whole" if broad else "")
