"""The page as a whole: its head with what may run, the first screen, sections, footer."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from coopindex.phrases import NAME, UNSEEN, in_line, saying
from coopindex.report.charts import charts_of
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.style import stylesheet
from coopindex.report.edition import Edition
from coopindex.report.facts.findings import finding
from coopindex.report.facts.headline import banner, headline, moves
from coopindex.report.facts.method import cite
from coopindex.report.pages.frame import assumption, in_language
from coopindex.report.render.html import shapes
from coopindex.report.render.html.experts import experts
from coopindex.report.render.html.figures import WHOLE, figure, source
from coopindex.report.render.html.gaps import audit, beside, gaps, grown
from coopindex.report.render.html.live_panel import LivePanel, live_panel
from coopindex.report.render.html.markup import NOTHING, Markup, el, isolating, join, text
from coopindex.report.render.html.method import method
from coopindex.report.render.html.ranking import MANY, ranking
from coopindex.report.render.html.robustness import robustness
from coopindex.report.render.html.style import script, sheet, styles
from coopindex.report.render.html.units import fields, profiles

CODES = {"en": "en", "zh": "zh-CN"}
# run before anything is shown, so that what needs scripts is there from the first moment
FIRST = 'document.documentElement.classList.add("js")'


def page(of: Edition, *, other: str = "") -> str:
    """Return the report as one page, which asks nothing of any server.

    other : the address of the report in the other language, if it was written.
    """
    with isolating(_names(of)):
        return _page(of, other)


def _names(of: Edition) -> Iterator[str]:
    """Everything that has a name of its own: units in both languages, nodes, the index."""
    for each in of.standings:
        yield from filter(None, (each.name, each.other))
    index = of.result.index
    yield from (in_language(title, of.lang) for title in (*index.called.values(), index.title))


def _page(of: Edition, other: str) -> str:
    charts = charts_of(of)
    live = live_panel(of)
    body = _body(of, charts, live, other)
    style = styles(stylesheet(body, lang=of.lang), live.style)
    scripts = (FIRST, script(sheet("page.js")), script(live.script))
    whole = el("body", body, _scripts(of, scripts, live))
    html = el("html", _head(of, style, scripts), whole, lang=CODES[of.lang])
    return f"<!doctype html>\n{html}\n"


def save(of: Edition, path: str | Path, *, other: str = "") -> Path:
    """Write the page to a file, and return its path."""
    file = Path(path)
    file.write_text(page(of, other=other), encoding="utf-8", newline="\n")
    return file


# -- the head --------------------------------------------------------------------------------------


def _head(of: Edition, style: str, scripts: tuple[str, ...]) -> Markup:
    allowed = el("meta", http_equiv="Content-Security-Policy", content=policy(style, scripts))
    return el(
        "head",
        el("meta", charset="utf-8"),
        allowed,
        el("meta", name="viewport", content="width=device-width,initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", _title(of)),
        el("link", rel="icon", href="data:,"),
        el("style", Markup(style)),
        el("script", Markup(FIRST)),
    )


def policy(style: str, scripts: tuple[str, ...]) -> str:
    """Say what may run: these very texts and nothing else, and nothing is fetched.

    >>> policy("", ("",)).split(";")[0]
    "default-src 'none'"
    """
    run = " ".join(map(digest, scripts))
    return (
        f"default-src 'none';img-src data:;style-src {digest(style)};script-src {run};"
        "base-uri 'none';form-action 'none'"
    )


def digest(part: str) -> str:
    """Return the digest by which a policy knows a script or a style sheet.

    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    found = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
    return f"'sha256-{found}'"


def _title(of: Edition) -> str:
    word, index = (
        saying("html", of.lang),
        in_line(in_language(of.result.index.title, of.lang), NAME),
    )
    return word("title", index=index, edition=word("edition", year=of.year)) if of.year else index


def _scripts(of: Edition, scripts: tuple[str, ...], live: LivePanel) -> Markup:
    word = saying("html", of.lang)
    own = el(
        "script", Markup(scripts[1]), type="module", id="page-script",
        data_fewer=word("show_fewer"),
        data_found=word("found", count="{0}", of="{1}"), data_warning=_warning(of),
        data_pin=word("pin", unit="{0}"),
    )  # fmt: skip
    # what nobody sees is written out there too
    plain = UNSEEN.sub(lambda sign: json.dumps(sign[0])[1:-1], live.data)
    data = el("script", Markup(plain), type="application/json", id="data")
    return join(own, data, el("script", Markup(scripts[2]), type="module"))


def _warning(of: Edition) -> str | None:
    found = banner(of)
    return None if found is None else found.text


# -- the body --------------------------------------------------------------------------------------


def _body(of: Edition, charts: Mapping[str, Chart], live: LivePanel, other: str) -> Markup:
    main = el(
        "main",
        _lead(of),
        _ranking(of, charts),
        Markup(live.html),
        _section(of, "units", profiles(of), badge=True),
        _alone(of, charts, "map", "map"),
        _alone(of, charts, "over_time", "trajectories", grown),
        _section(of, "robustness", robustness(of, charts), badge=True)
        if len(of.ranked) > 1
        else None,
        _section(of, "experts", experts(of, charts), badge=True) if of.elicited else None,
        gaps(of, charts),
        audit(of, charts),
        _section(of, "method", method(of), found="data"),
        cls="w",
        id="main",
    )
    skip = el("a", saying("html", of.lang)("skip"), cls="skip", href="#main")
    return join(
        skip,
        shapes.definitions(*_shared(of)),
        _top(of, charts, other),
        main,
        _footer(of),
    )


def _shared(of: Edition) -> tuple[Markup, ...]:
    """What drawings of the ranking and of profiles use in common."""
    return shapes.grid(len(of.ranked) or 1), fields(of)


def _top(of: Edition, charts: Mapping[str, Chart], other: str) -> Markup:
    word = saying("html", of.lang)
    places = [
        ("ranking", True),
        ("weights", True),
        ("units", True),
        ("map", "map" in charts),
        ("over_time", "trajectories" in charts),
        ("robustness", len(of.ranked) > 1),
        ("experts", bool(of.elicited)),
        ("gaps", of.obstacles is not None),
        ("audit", of.audit is not None),
        ("method", True),
    ]
    labels = {"weights": "your_weights"}
    links = [
        el("a", word(labels.get(place, place)), href=f"#{place}")
        for place, there in places
        if there
    ]
    second = "en" if of.lang == "zh" else "zh"
    if other:
        links.append(
            el("a", word("other_language"), cls="lang", href=other, lang=CODES[second],
               hreflang=CODES[second])
        )  # fmt: skip
    index = in_line(in_language(of.result.index.title, of.lang), NAME)
    year = el("span", word("edition", year=of.year), cls="ed") if of.year else None
    nav = el("nav", links, aria_label=word("nav"))
    return el("header", el("div", el("b", index), year, nav, cls="w"), cls="top")


def _lead(of: Edition) -> Markup:
    """The finding in a sentence, what the index is of, and the banner about its figures."""
    said, warned = headline(of), banner(of)
    joint = " " if of.lang == "en" else ""
    # how far units move is what the eye is to find
    *about, last = said.deck if moves(of) else (*said.deck, "")
    bold = el("b", last) if last else None
    deck = el("p", joint.join(about), joint if last else None, bold, cls="deck")
    left = el("div", el("h1", said.text), deck)
    if warned is None:
        return el("div", left, cls="lead plain")
    word, status = saying("html", of.lang), saying("status", of.lang)
    counts = [
        el("li", shapes.glyph(each), f" {status(each)} {count:,}")
        for each, count in warned.counts.items()
    ]
    note = el(
        "aside",
        el("strong", warned.lead),
        joint,
        warned.rest,
        shapes.evidence(dict(warned.counts)),
        el("ul", counts, cls="evk"),
        cls="note" if warned.kind == "illustrative" else "note quiet",
        aria_label=word("about_figures"),
    )
    return el("div", left, note, cls="lead")


def _ranking(of: Edition, charts: Mapping[str, Chart]) -> Markup:
    word = saying("html", of.lang)
    starred = any(each.assumed for each in of.dimensions)
    star = el("p", assumption(of.result, of.lang), cls="src") if starred else None
    twin = len(of.standings) <= MANY
    below = source(charts["ranking"], cls="src", place="ranking-source", twinned=twin)
    title = el("h2", word("ranking"), cls="vh", id="ranking-title")
    aside = list(beside(of))
    return el("section", title, ranking(of), star, below, aside, cls="first", id="ranking",
              aria_labelledby="ranking-title")  # fmt: skip


def _section(
    of: Edition, name: str, inside: Markup, *, badge: bool = False, found: str = ""
) -> Markup:
    """Write a section: its name, what it finds, its parts; badge : weights do not move it."""
    word, what = saying("html", of.lang), finding(of, found or name)
    mark = el("span", word("published_weights"), cls="badge") if badge else None
    return el(
        "section",
        el("p", word(name), " ", mark, cls="kick"),
        el("h2", what.title, id=f"{name}-title"),
        el("p", what.sub, cls="sub") if what.sub else None,
        inside,
        id=name,
        aria_labelledby=f"{name}-title",
    )


def _alone(
    of: Edition,
    charts: Mapping[str, Chart],
    place: str,
    name: str,
    more: Callable[[Edition], Markup] | None = None,
) -> Markup:
    """Write a section that is one chart, where that can be drawn. more : what stands below it."""
    if name not in charts:
        return NOTHING
    chart, word = charts[name], saying("html", of.lang)
    badge = el("span", word("published_weights"), cls="badge")
    return el(
        "section",
        el("p", word(place), " ", badge, cls="kick"),
        el("h2", chart.title, id=f"{place}-title"),
        figure(replace(chart, title=""), WHOLE, cls="whole"),
        None if more is None else more(of),
        id=place,
        aria_labelledby=f"{place}-title",
    )


def _footer(of: Edition) -> Markup:
    word, note = saying("html", of.lang), in_language(of.result.index.note, of.lang)
    inside = (
        el("p", el("b", word("cite")), " ", cite(of)),
        el("p", text(note)) if note else None,
    )
    return el("footer", el("div", inside, cls="w"))
