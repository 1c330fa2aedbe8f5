"""What the ranking stands on: its figures and their states, and how it was made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopindex.phrases import saying
from coopindex.problems import grouped
from coopindex.report.charts.chart import Chart
from coopindex.report.edition import Edition
from coopindex.report.pages.changes import changes, treatments
from coopindex.report.pages.frame import source_line
from coopindex.report.pages.methodology import methods, provenance
from coopindex.report.pages.scale import scale
from coopindex.report.pages.scoring import weights
from coopindex.report.pages.verification import verification
from coopindex.report.render.html import shapes
from coopindex.report.render.html.figures import WHOLE, figure
from coopindex.report.render.html.markup import NOTHING, Markup, anchor, el, join
from coopindex.report.render.html.tables import disclosed, lines, section


def method(of: Edition, charts: Mapping[str, Chart]) -> Markup:
    """Write the coverage map, then each part of the method."""
    drawn = figure(charts["coverage"], WHOLE, cls="whole") if "coverage" in charts else None
    return join(_states(of), drawn, *_parts(of))


def _states(of: Edition) -> Markup:
    """Every status with its sign and how many figures have it; those that none has last."""
    word, status = saying("html", of.lang), saying("status", of.lang)
    counts = of.result.statuses
    there = [
        el("li", shapes.glyph(each), f" {status(each)} {counts[each]:,}")
        for each in shapes.STATUS
        if counts.get(each)
    ]
    absent = [each for each in shapes.STATUS if not counts.get(each)]
    rest = el("li", word("not_in_index"), [[" ", shapes.glyph(e), f" {status(e)}"] for e in absent])
    return el("ul", there, rest if absent else None, cls="lkey")


def _parts(of: Edition) -> Iterator[Markup]:
    result, lang, word = of.result, of.lang, saying("html", of.lang)
    yield _flags(of)
    if of.checks:
        yield section(verification(of.checks, result, lang), lang)
    yield disclosed(word("node_weights"), section(weights(result, lang), lang, titled=False))
    for part in (methods(result, lang), treatments(result, lang), changes(result, lang)):
        yield disclosed(part.title, section(part, lang, titled=False))
    part = scale(result, lang)
    yield disclosed(part.title, section(part, lang, titled=False))
    yield _sources(of)
    part = provenance(result.provenance, lang)
    yield disclosed(part.title, section(part, lang, titled=False))


def _flags(of: Edition) -> Markup:
    """What is doubtful about the data, one line a kind."""
    word = saying("html", of.lang)
    found = [group.said(of.lang) for group in grouped(of.result.flags)]
    said = (
        el("ul", [el("li", lines(each)) for each in found], cls="lines")
        if found
        else el("p", word("no_flags"))
    )
    return el("div", el("h3", word("flags")), said, cls="part")


def _sources(of: Edition) -> Markup:
    """Every document, at a place of its own that figures lead to."""
    known = of.result.data.sources
    if not known:
        return NOTHING
    each = [
        el("li", source_line(source, of.lang, whole=True), id=anchor("source", source.code))
        for source in known
    ]
    title = el("h3", saying("html", of.lang)("sources"))
    return el("div", title, el("ul", each, cls="lines"), cls="part")
