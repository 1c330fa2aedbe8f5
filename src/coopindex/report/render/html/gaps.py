"""What causes the gaps, how groups and years differ, and what the statistical audit finds.

The page says the verdict and draws what one looks at; tables stand beside it, as CSV and in the
other formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopindex.audit.audit import Audit
from coopindex.audit.rules import HOLDS, LOOK, UNTESTED, WRONG
from coopindex.figures import share
from coopindex.phrases import saying
from coopindex.report.charts import correlations
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.grid import correlation
from coopindex.report.charts.importance import Pair, pairs_of
from coopindex.report.charts.obstacles import bars_of
from coopindex.report.edition import Edition
from coopindex.report.facts.audit import counted, lines, others, shifting, told
from coopindex.report.live import command
from coopindex.report.pages import change, disparity, groups, growth
from coopindex.report.pages.scoring import uncounted
from coopindex.report.render.code import in_names
from coopindex.report.render.html.figures import (
    HALF,
    WHOLE,
    cell_read,
    drawing,
    figure,
    reading,
    source,
    twin,
)
from coopindex.report.render.html.markup import NOTHING, Markup, anchor, el, join, percent, shape
from coopindex.report.render.html.shapes import fill_class
from coopindex.report.render.html.tables import coded, disclosed, scrolled, stated
from coopindex.report.table import Section


def gaps(of: Edition, charts: Mapping[str, Chart]) -> Markup:
    """Write what keeps units from the ideal, and how unequal they are."""
    if of.obstacles is None:
        return NOTHING
    left = _bars(of, charts["obstacles"]) if "obstacles" in charts else None
    right = figure(charts["disparity"], HALF) if "disparity" in charts else None
    within = of.grouped and stated(of, groups.compact(of.grouped, of.result, of.lang, of.obstacles))
    parts = join(el("div", left, right, cls="figs"), within, _disparity(of))
    title = charts["obstacles"].title if "obstacles" in charts else saying("html", of.lang)("gaps")
    return _section(of, "gaps", title, parts)


def _disparity(of: Edition) -> Markup:
    """Say the disparity in words, with what is doubtful about it."""
    found = of.disparity
    if found is None:
        return NOTHING
    about = of.history or of.result
    said = [
        *disparity.lead(found, of.lang),
        *disparity.theil_said(found, of.lang),
        *disparity.beta(found, of.lang).sentences[1:],
    ]
    below = tuple(disparity.doubts(found, about, of.lang))
    lead = stated(of, Section("", tuple(said), None, below))
    if len(found.totals) < 2:
        return lead
    years = (disparity.gini, disparity.sigma, disparity.beta)
    parts = [make(found, of.lang) for make in years]
    return join(lead, [disclosed(part.title, stated(of, part, titled=False)) for part in parts])


def audit(of: Edition, charts: Mapping[str, Chart]) -> Markup:
    """Write the verdict, a line a rule that finds something, and the map of correlations."""
    found = of.audit
    if found is None:
        return NOTHING
    known = lines(found, of.lang)
    listed = [
        el("li", f"{line.mark} ", _titled(of, told(line, of.lang), line.title))
        for line in known
        if line.verdict in (WRONG, LOOK)
    ]
    rest = join(el("p", said) for part in others(known, of.lang) for said in part.sentences)
    drawn = _map(of, charts["correlations"]) if "correlations" in charts else None
    parts = join(
        [el("p", said) for said in shifting(found, of.lang)[:1]],
        el("ul", listed, cls="lines") if listed else None,
        disclosed(_rest(found, of.lang), rest),
        drawn,
        _importance(of, charts),
        _where(of),
    )
    return _section(of, "audit", counted(found, of.lang).rstrip(".。"), parts)


def _importance(of: Edition, charts: Mapping[str, Chart]) -> Markup:
    """Declared weight and importance of every node, a line a dimension."""
    if "importance" not in charts:
        return NOTHING
    families: list[list[Pair]] = []
    for pair in pairs_of(of):
        if pair.depth == 0 or not families:
            families.append([])
        families[-1].append(pair)
    listed = [
        el("li", el("b", _counting(first)), "".join(f" · {_counting(pair)}" for pair in below))
        for first, *below in families
    ]
    about = el("p", charts["importance"].about, cls="fs")
    return disclosed(charts["importance"].title, join(about, el("ul", listed, cls="lines")))


def _counting(pair: Pair) -> str:
    known = pair.importance == pair.importance
    return f"{pair.title} {share(pair.weight)} → {share(pair.importance) if known else '–'}"


def grown(of: Edition) -> Markup:
    """The growth of every unit and what it comes from, each behind a line that opens it."""
    if of.growth is None or of.history is None:
        return NOTHING
    parts = growth.section(of.growth, of.history, of.lang), change.section(of.history, of.lang)
    return join(disclosed(part.title, stated(of, part, titled=False)) for part in parts)


def _rest(found: Audit, lang: str) -> str:
    counts = {each: len(found.verdict[each]) for each in (HOLDS, UNTESTED)}
    return saying("audit_report", lang)("rest", **counts)


def _where(of: Edition) -> Markup | None:
    asked = command(of.result, "audit", lang=of.lang)
    if not asked:
        return None
    said = saying("audit_report", of.lang)("more", command=" ".join(asked))
    return el("p", coded(said, in_names(of)), cls="src")


def _titled(of: Edition, said: str, title: str) -> Markup:
    """Write a line whose title, wherever its case of letters is another, stands out."""
    length = len(title) if said.casefold().startswith(title.casefold()) else 0
    return join(el("b", said[:length]) if length else None, coded(said[length:], in_names(of)))


def _bars(of: Edition, chart: Chart) -> Markup:
    """The mean obstacles as a table with bars, which is its own twin."""
    bars = bars_of(of)
    most = max(bar.obstacle for bar in bars)
    rows = [
        el(
            "tr",
            el("th", bar.title if bar.leaf else el("b", bar.title)),
            el("td", el("svg", shape("rect", cls=fill_class(bar.fill),
                                     width=percent(bar.obstacle / most)))),
            el("td", share(bar.obstacle)),
        )
        for bar in bars
    ]  # fmt: skip
    table = scrolled(el("table", el("tbody", rows), cls="tb ob"), chart.title)
    below = source(chart, twinned=False)
    about = el("p", chart.about, cls="fs")
    return el("figure", about, table, below, cls="fig", id=anchor("chart", chart.name))


def _map(of: Edition, chart: Chart) -> Markup:
    """The heat map, whose names can be read as they stand."""
    # very many names alike: the style sheet says once how they look
    drawn = Markup(drawing(chart, WHOLE).replace('<text class="t12 f-ink"', "<text"))
    return el("figure", el("h3", chart.title), el("p", chart.about, cls="fs"),
              el("div", drawn, cls="draw hm", **reading(chart, cell_read(of.lang))),
              el("p", cls="read", aria_live="polite"), source(chart, twinned=False),
              _triangle(of, chart), cls="fig whole", id=anchor("chart", chart.name))  # fmt: skip


def _triangle(of: Edition, chart: Chart) -> Markup:
    """The twin of the heat map: a row and a column a node, by the numbers of the drawing."""
    found = correlations.pairs_of(of)
    rows = [
        el("tr", el("th", f"{at + 1} {name}"), [el("td", correlation(r)) for r in found.r[at, :at]])
        for at, name in enumerate(correlations.titles_in(of, found))
    ]
    heads = [el("th", at, scope="col") for at in range(1, len(rows))]
    head = el("thead", el("tr", el("td"), heads))
    shown = el("table", head, el("tbody", rows), cls="sq", data_square=True)
    return twin(chart, scrolled(shown, chart.title))


def _section(of: Edition, name: str, title: str, inside: Markup) -> Markup:
    word = saying("html", of.lang)
    mark = el("span", word("published_weights"), cls="badge")
    return el("section", el("p", word(name), " ", mark, cls="kick"),
              el("h2", title, id=f"{name}-title"), inside, id=name,
              aria_labelledby=f"{name}-title")  # fmt: skip


def beside(of: Edition) -> Iterator[Markup]:
    """What is published beside the index and not counted in it."""
    part = uncounted(of.result, of.lang)
    if part:
        yield stated(of, part)
