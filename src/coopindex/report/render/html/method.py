"""What the ranking stands on: its figures and their states, and how it was made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coopindex.engine.data import Source
from coopindex.phrases import joined, saying
from coopindex.problems import grouped
from coopindex.report.edition import Edition
from coopindex.report.facts.findings import finding
from coopindex.report.facts.method import CHECKLIST, Method
from coopindex.report.facts.method import method as facts
from coopindex.report.pages.changes import changes, treatments
from coopindex.report.pages.frame import source_line
from coopindex.report.pages.scale import scale
from coopindex.report.pages.verification import verification
from coopindex.report.pages.workings import steps
from coopindex.report.render.code import in_names
from coopindex.report.render.html import shapes
from coopindex.report.render.html.markup import NOTHING, Markup, el, join, web
from coopindex.report.render.html.matrices import all_figures, coverage
from coopindex.report.render.html.tables import coded, disclosed, lines, scrolled, stated
from coopindex.report.table import Column, Section, Table
from coopindex.report.written import written


def method(of: Edition) -> Markup:
    """Write the coverage map, then each part of the method."""
    return join(coverage(of, _states(of)), all_figures(of), *_parts(of))


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
    result, lang, found = of.result, of.lang, facts(of)
    yield _flags(of)
    if of.checks:
        what = finding(of, "verified")
        part = replace(verification(of.checks, result, lang), sentences=())
        said = stated(of, part)
        yield join(el("h3", what.title), el("p", what.sub, cls="fs") if what.sub else None, said)
    yield _way(of, found)
    for part in (
        treatments(result, lang),
        changes(result, lang),
        _together(scale(result, lang), lang),
    ):
        yield disclosed(part.title, stated(of, part, titled=False))
    if len(of.workings):
        word = saying("working", lang)
        each = join(stated(of, part) for part in steps(result, of.workings, lang))
        yield disclosed(word("title"), join(el("p", word("about"), cls="fs"), each))
    yield _checklist(of, found)
    yield _sources(of)
    known = [el("li", f"{label}: ", el("code", value)) for label, value in found.provenance]
    yield disclosed(saying("methods", lang)("provenance"), el("ul", known, cls="lines"))


def _together(part: Section, lang: str) -> Section:
    """Put the numbers of one node into one row, those of each step into a column."""
    if part.table is None:
        return part
    known = {column.key: column for column in part.table.columns}
    said = dict(zip(known, written(part.table, lang), strict=True))
    rows = dict[tuple[str, ...], dict[str, list[str]]]()
    shared = [key for key in known if key not in ("step", "statistic", "value")]
    colon = "：" if lang == "zh" else ": "
    for at, (step, value) in enumerate(zip(said["step"], said["value"], strict=True)):
        row = rows.setdefault(tuple(said[key][at] for key in shared), {})
        row.setdefault(step, []).append(f"{said['statistic'][at]}{colon}{value}")
    columns = [
        replace(known[key], kind="text", values=[row[at] for row in rows])
        for at, key in enumerate(shared)
    ]
    for step in dict.fromkeys(said["step"]):
        numbers = [joined(of.get(step, ()), lang) for of in rows.values()]
        columns.append(Column(step, step[:1].upper() + step[1:], "prose", numbers))
    return replace(part, table=Table(tuple(columns)))


def _way(of: Edition, found: Method) -> Markup:
    """The way from figures to ranks in words, each step with its reason."""
    word = saying("html", of.lang)
    named = in_names(of)
    steps = [el("li", coded(step.text, named)) for step in found.steps]
    reasons = [
        el("li", el("b", title), " ", lines(reason, named)) for title, reason in found.reasons
    ]
    weights = [el("li", coded(line, named)) for line in found.weights]
    return el(
        "div",
        el("h3", word("way")),
        el("ul", steps, weights, reasons, cls="lines"),
        cls="part",
    )


def _checklist(of: Edition, found: Method) -> Markup:
    """What is asked of those who rank, and what of it this index meets."""
    word = saying("checklist", of.lang)
    rows = [
        el("tr", el("td", each.mark), el("th", each.title), el("td", each.text))
        for each in found.checklist
    ]
    table = el("table", el("tbody", rows), cls="tb")
    about = el("p", word("about"), " ", CHECKLIST, cls="fs")
    return el("div", el("h3", word("title")), about, scrolled(table, word("title")),
              cls="part")  # fmt: skip


def _flags(of: Edition) -> Markup:
    """What is doubtful about the data, one line a kind."""
    word = saying("html", of.lang)
    found = [group.said(of.lang) for group in grouped(of.result.flags)]
    said = (
        el("ul", [el("li", lines(each, in_names(of))) for each in found], cls="lines")
        if found
        else el("p", word("no_flags"))
    )
    return el("div", el("h3", word("flags")), said, cls="part")


def _sources(of: Edition) -> Markup:
    """Every document by its number, at a place of its own that figures lead to."""
    known = of.result.data.sources
    if not known:
        return NOTHING
    each = [el("li", _document(one, of.lang), id=f"s{k}") for k, one in enumerate(known, 1)]
    title = el("h3", saying("html", of.lang)("sources"))
    return el("div", title, el("ol", each, id="sources"), cls="part")


def _document(source: Source, lang: str) -> Markup:
    """Name a source; its address is a link."""
    before, address, after = source_line(source, lang, whole=True).partition(source.url or "\0")
    return join(before, web(address), after)
