"""What the formal report says, as plain values for its template, and the document made of them.

The template (`template.typ`) is typst's, https://typst.app/docs; all words come to it as JSON, so
that no text of an analyst is ever markup.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import Any

from coopindex.phrases import say, visible
from coopindex.report.charts import charts_of
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.style import stylesheet
from coopindex.report.dates import document_date
from coopindex.report.edition import Edition
from coopindex.report.facts.apart import groups
from coopindex.report.facts.findings import finding, statements
from coopindex.report.facts.headline import banner, headline
from coopindex.report.facts.numbers import percent, points, rank_cell, score_places, span_cell
from coopindex.report.facts.profile import Profile, profile
from coopindex.report.facts.standings import Standing
from coopindex.report.facts.words import Words
from coopindex.report.look import CHINESE, LATIN, TONES
from coopindex.report.outline import Block, Outline, outline, wants_profiles
from coopindex.report.pages.frame import in_language, weights_lines
from coopindex.report.render.csv import as_csv
from coopindex.report.render.paper import parts
from coopindex.report.render.seen import seen
from coopindex.report.render.terminal import runs
from coopindex.report.table import Section
from coopindex.report.typesetting import installed, typeset

HALF = 420  # of one that stands beside another
MARKS = {"strength": "◆", "weakness": "◇"}
WIDTH = 800  # pixels of a chart across a page of A4, so that its text is set in about 8 pt
WIDE_FACE = "DejaVu Sans"  # too wide for tables, if there is another
SMALL, LARGE = 7.0, 8.2  # points
# what may stand between the ends of an axis of ranks
STEPS = 1, 5, 10, 15, 20, 30, 50, 100, 150, 200, 300, 500, 1000


def as_pdf(edition: Edition, profiles: bool | None = None) -> bytes:
    """Return the report: tagged, PDF/UA-1 and PDF/A-3a, with data and definition attached.

    profiles : whether each unit has a page; default, where there are at most 60. Chinese needs a
    font that has its signs; where a sign has none, that is `InvalidInput`.
    """
    fonts = faces(installed())
    said = seen_through({**facts(edition, fonts, profiles), "fonts": fonts})
    said["attachments"] = list(_attachments(edition))
    return typeset(
        files("coopindex.report.render.pdf").joinpath("template.typ").read_bytes(),
        {"edition": json.dumps(said, ensure_ascii=False)},
        "PDF",
        pdf_standards=["ua-1", "a-3a"],
        timestamp=int(document_date().timestamp()),
    )


def seen_through(value: Any) -> Any:
    r"""Write out what nobody sees in every text, as it is everywhere that people read.

    >>> seen_through({"a": ["\x1b"]})
    {'a': ['<U+001B>']}
    """
    if isinstance(value, Mapping):
        return {key: seen_through(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [seen_through(each) for each in value]
    return visible(value) if isinstance(value, str) else value


def faces(known: Collection[str]) -> list[str]:
    """Return the families to set text in: those of the visual language that are installed."""
    latin = [name for name in LATIN if name != WIDE_FACE]
    wanted = (*latin, "Liberation Sans", "Nimbus Sans", WIDE_FACE, "Libertinus Serif", *CHINESE)
    found = [name for name in wanted if name in known]
    return found or ["Libertinus Serif"]


def facts(edition: Edition, fonts: Sequence[str], profiles: bool | None = None) -> dict[str, Any]:
    """Return everything the template says; drawings are lettered in the same fonts."""
    lang, result, day = edition.lang, edition.result, document_date()
    wanted = wants_profiles(edition, profiles)
    whole, last = outline(edition), len(edition.ranked)
    places = score_places([each.score for each in edition.ranked])
    top, note = headline(edition), banner(edition)
    provenance = result.provenance
    digests = (
        f"{name} {provenance[f'{name}_digest'][:12]}" for name in ("index", "weights", "data")
    )
    return {
        "tones": {name: tone.light for name, tone in TONES.items()},
        "lang": lang,
        "region": "CN" if lang == "zh" else "GB",
        "date": [day.year, day.month, day.day],
        "author": "coopindex",
        "title": edition.title,
        "edition": say("document.edition", lang, year=edition.year) if edition.year else "",
        "headline": top.text,
        "deck": ("" if lang == "zh" else " ").join(top.deck),
        "banner": note and {"lead": note.lead, "rest": note.rest},
        "cite": say(
            "document.cite",
            lang,
            title=edition.title,
            edition=edition.year,
            version=provenance["coopindex"],
            digest=provenance["index_digest"][:12],
        ),
        "digests": " · ".join((*digests, f"coopindex {provenance['coopindex']}")),
        "unit": in_language(result.index.unit, lang),
        "words": _words(edition),
        "last": max(last, 1),
        "gridlines": [*(step for step in STEPS if step < 0.93 * last), last],
        "dimensions": [
            {
                "title": each.title,
                "fill": each.fill.hue,
                "weight": percent(each.weight) + ("*" if each.assumed else ""),
            }
            for each in edition.dimensions
        ],
        "groups": list(_groups(edition, places)),
        "ranking": list(_pieces(_without_table(whole), fonts, lang)),
        "robust": finding(edition, "robustness").title if edition.uncertainty else None,
        "robustness": list(_pieces(_drawn_once(edition, whole), fonts, lang)),
        "profiles": list(_profiles(edition, fonts)) if wanted else [],
        "method": list(_pieces(whole.method, fonts, lang)),
    }


def _words(edition: Edition) -> dict[str, str]:
    """What stands in headers, captions and notes."""
    lang, some = edition.lang, Words(edition.result, edition.lang).some
    keys = (
        *("contents", "ranking", "robustness", "units", "method", "rank", "interval"),
        *("score", "strip", "indicator", "value", "note"),
    )
    words = {key: say(f"document.pdf {key}", lang) for key in keys}
    words |= {key: say(f"document.word {key}", lang) for key in ("table", "figure")}
    caption = some(len(edition.ranked), digits=True)
    words["caption"] = say("document.pdf caption", lang, some=caption)
    lines = (words["note"], *_starting(edition), *weights_lines(edition.result, lang)[1:])
    words["note"] = ("" if lang == "zh" else " ").join(lines)
    return words


def _starting(edition: Edition) -> Iterator[str]:
    """Say what scores have besides the points of their dimensions, where there is any."""
    starts = [each.start for each in edition.ranked]
    if any(starts):
        said = Words(edition.result, edition.lang).points
        ends = dict.fromkeys((said(min(starts)), said(max(starts))))
        yield say("document.start", edition.lang, level="–".join(ends))


def _without_table(whole: Outline) -> Iterator[Block]:
    """The ranking's chapter has a table of its own, with the intervals drawn in it."""
    yield from (b for b in whole.ranking if isinstance(b.piece, Section) and not b.piece.table)


def _drawn_once(edition: Edition, whole: Outline) -> Iterator[Block]:
    """The chapter on robustness: no table of what a chart shows, what is proved with its sign."""
    lang, proved = edition.lang, statements(edition)
    drawn = {block.piece.name for block in whole.robustness if isinstance(block.piece, Chart)}
    keys = ("ranks.chances", "ranks.chances_of_many") if "chances" in drawn else ()
    twins = {say(key, lang) for key in keys}
    for block in whole.robustness:
        piece = block.piece
        if isinstance(piece, Section) and proved and piece.title == say("guarantee.title", lang):
            said = (f"{each.mark} {each.text}" for each in proved)
            sentences = (finding(edition, "guarantee").sub, *said)
            yield replace(block, piece=replace(piece, sentences=sentences))
        elif isinstance(piece, Chart) or piece.title not in twins:
            yield block


def _groups(edition: Edition, places: int) -> Iterator[dict[str, Any]]:
    said, by_unit = groups(edition), edition.standing
    for group in said:
        rows = [_row(by_unit[unit], places) for unit in group.units]
        yield {"title": group.lead, "rest": group.rest, "units": rows}
    named = {unit for group in said for unit in group.units}
    if rest := [_row(each, places) for each in edition.ranked if each.unit not in named]:
        yield {"title": "", "rest": "", "units": rest}
    if gone := [_row(each, places) for each in edition.standings if not each.ranked]:
        yield {"title": say("document.not_ranked", edition.lang), "rest": "", "units": gone}


def _row(each: Standing, places: int) -> dict[str, Any]:
    return {
        "rank": rank_cell(each.rank, each.tied) if each.ranked else "–",
        "interval": span_cell(each.low, each.high),
        "name": each.name,
        "other": each.other,
        "score": "–" if math.isnan(each.score) else points(each.score, places),
        "points": ["×" if math.isnan(p) else points(p, places) for p in each.points],
        "low": each.low,
        "high": each.high,
        "place": each.rank if each.ranked else None,
    }


def _pieces(blocks: Iterable[Block], fonts: Sequence[str], lang: str) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if isinstance(block.piece, Chart):
            yield chart(block.piece, fonts)
            continue
        for section in seen([block.piece]):
            made, gone = parts(section.table, lang) if section.table else ((), "")
            yield {
                "kind": "section",
                "level": block.level,
                "title": section.title,
                "sentences": list(section.sentences),
                "warning": section.warning,
                "below": [*([gone] if gone else []), *section.below],
                "tables": [
                    {
                        "widths": part.widths,
                        "over": [
                            {"title": run[0].over, "span": len(run)} for run in runs(part.columns)
                        ],
                        "titles": [column.title for column in part.columns],
                        "right": [column.right for column in part.columns],
                        "heads": [column.head for column in part.columns],
                        "size": SMALL if part.small else LARGE,
                        "rows": [[{"text": t, "depth": d} for t, d in row] for row in part.rows],
                    }
                    for part in made
                ],
            }


def chart(drawn: Chart, fonts: Sequence[str], width: float = WIDTH) -> dict[str, Any]:
    """Return a chart for the template: its drawing with its own colours, and what is said of it."""
    svg = drawn.svg(width)
    family = ",".join(f"'{name}'" for name in fonts)
    rules = f"{stylesheet(svg, dark=False)}.chart{{font-family:{family}}}"
    head, _, rest = svg.partition(">")
    return {
        "kind": "chart",
        "title": drawn.title,
        "about": drawn.about,
        "source": drawn.source,
        "alt": drawn.alt,
        "svg": f"{head}><style>{rules}</style>{rest}",
    }


def _profiles(edition: Edition, fonts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A page for each unit, best first."""
    words = Words(edition.result, edition.lang)
    legend = say("document.pdf legend", edition.lang)
    for standing in edition.standings:
        found = profile(edition, standing.unit)
        drawn = charts_of(edition, standing.unit).values()
        yield {
            "name": found.name,
            "other": found.other,
            "title": found.title,
            "deck": found.deck,
            "keys": [
                {
                    "label": key.label,
                    "width": 0.4 + 0.7 * len(key.values),
                    "values": [{"text": text, "small": small} for text, small in key.values],
                    "note": key.note,
                }
                for key in found.keys
            ],
            "charts": [chart(each, fonts, HALF) for each in drawn if len(each.table)],
            "caption": say(
                "document.pdf indicators", edition.lang, count=len(edition.result.index.leaves)
            ),
            "rows": list(_lines(found, edition, words)),
            "legend": legend,
        }


def _lines(found: Profile, edition: Edition, words: Words) -> Iterator[dict[str, Any]]:
    fills = {each.code: each.fill.hue for each in edition.dimensions}
    for line in found.lines:
        yield {
            "title": line.title,
            "depth": line.depth - 1,
            "leaf": line.leaf,
            "fill": fills.get(line.code),
            "top": line.depth == 1,
            "value": line.value_cell if line.leaf else "",
            "measure": line.measure if line.leaf else "",
            "status": line.status,
            "score": "×" if math.isnan(line.finished) else words.points(line.finished),
            "rank": line.rank_cell if not math.isnan(line.rank) else "–",
            "mark": MARKS.get(line.mark.mark, ""),
        }


def _attachments(edition: Edition) -> Iterator[dict[str, str]]:
    """The figures and the definition, so that the document carries what it was made of."""
    from coopindex.report.contents import tables

    made = tables(edition)
    for name in ("observations", "scores", "weights"):
        about = say(f"document.about {name}", edition.lang)
        text = as_csv(made[name])
        yield {"name": f"{name}.csv", "text": text, "about": about, "mime": "text/csv"}
    about = say("document.about definition", edition.lang)
    text = edition.definition
    yield {"name": "definition.yaml", "text": text, "about": about, "mime": "application/yaml"}
