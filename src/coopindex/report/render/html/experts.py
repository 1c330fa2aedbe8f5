"""What experts judged: their weights and the ranks under them, drawn; the figures behind a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopindex.phrases import say
from coopindex.questions.elicitation import Elicitation
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.experts import first_told
from coopindex.report.edition import Edition
from coopindex.report.pages.experts import by_expert, details, head
from coopindex.report.render.html.figures import HALF, WHOLE, figure
from coopindex.report.render.html.markup import Markup, el, join
from coopindex.report.render.html.tables import disclosed, section, sections


def experts(of: Edition, charts: Mapping[str, Chart]) -> Markup:
    """Write what there is of each scheme, the one in use first."""
    drawn = first_told(of)
    return join(
        join(_scheme(of, found, charts if found is drawn else {}) for found in of.elicited or ())
    )


def _scheme(of: Edition, found: Elicitation, charts: Mapping[str, Chart]) -> Iterator[Markup]:
    yield section(head(found, of.lang), of.lang)
    if figures := list(_figures(charts)):
        yield el("div", figures, cls="figs")
    yield section(by_expert(found, of.lang), of.lang)
    # what is drawn has its figures as twins
    parts = [*details(found, of.lang)][2 if "expert_ranks" in charts else 1 if charts else 0 :]
    yield disclosed(say("experts.more", of.lang), sections(parts, of.lang))


def _figures(charts: Mapping[str, Chart]) -> Iterator[Markup]:
    if "experts" in charts:
        yield figure(charts["experts"], HALF)
    if "expert_ranks" in charts:
        chart = charts["expert_ranks"]
        broad = chart.least > HALF
        yield figure(chart, WHOLE if broad else HALF, cls="whole" if broad else "")
