"""What the formal report says, as plain values for its template, and the document made of them.

The template (`template.typ`) is typst's, https://typst.app/docs; all words come to it as JSON, so
that no text of an analyst is ever markup.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from importlib.resources import files
from typing import Any

from coopindex.lines import is_chinese
from coopindex.phrases import say, visible
from coopindex.report.charts import charts_of
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.parts import rank_ticks
from coopindex.report.charts.style import stylesheet
from coopindex.report.dates import document_date
from coopindex.report.edition import Edition
from coopindex.report.facts.apart import groups
from coopindex.report.facts.findings import finding, statements
from coopindex.report.facts.headline import banner, headline
from coopindex.report.facts.method import cite
from coopindex.report.facts.numbers import (
    cut_said,
    percent,
    points,
    rank_cell,
    score_places,
    span_cell,
)
from coopindex.report.facts.profile import Key, Profile, profile
from coopindex.report.facts.standings import Standing
from coopindex.report.facts.words import Words
from coopindex.report.look import CHINESE, LATIN, TONES
from coopindex.report.outline import Block, Outline, outline, wants_profiles
from coopindex.report.pages.frame import in_language, weights_lines
from coopindex.report.render.code import in_names
from coopindex.report.render.csv import as_csv
from coopindex.report.render.paper import parts
from coopindex.report.render.seen import seen
from coopindex.report.render.terminal import runs
from coopindex.report.table import Section
from coopindex.report.typesetting import installed, typeset

HALF = 420  # of one that stands beside another
MARKS = {"strength": "◆", "weakness": "◇"}
WIDTH = 800  # pixels of a chart across a page of A4, so that its text is set in about 8 pt
ONE_COLUMN = 14  # so many lines of a profile stand below each other; more in two columns
CODE = re.compile("`[^`<>]+`")  # in a drawing
SMALL, LARGE = 7.0, 8.2  # points
# Hebrew, Arabic and their kin, with the signs, blanks and figures between two such letters
LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
RIGHT_TO_LEFT = re.compile(f"{LETTER}(?:[^<>&A-Za-z\u00aa-\u058f\u2e80-\ud7ff]*{LETTER})?")
STRIP = 33 / 25.4 * 96  # the axis of ranks in the ranking, 33 mm, in pixels of its 6.6 pt


def as_pdf(edition: Edition, profiles: bool | None = None) -> bytes:
    """Return the report: tagged, PDF/UA-1 and PDF/A-3a, with data and definition attached.

    profiles : whether each unit has a page; default, where there are at most 60. Chinese needs a
    font that has its signs; where a sign has none, that is `InvalidInput`.
    """
    return gathered(edition, profiles)()


def gathered(edition: Edition, profiles: bool | None = None) -> Callable[[], bytes]:
    """Gather all that the report says; return what sets it, which needs nothing more; `as_pdf`."""
    fonts = faces(installed())
    said = isolated(seen_through({**facts(edition, fonts, profiles), "fonts": fonts}), edition)
    said = _every(said, partial(_drawn, {escape(code) for code in said["named"]}))
    said["attachments"] = list(_attachments(edition))
    template = files("coopindex.report.render.pdf").joinpath("template.typ").read_bytes()
    inputs = {"edition": json.dumps(said, ensure_ascii=False)}
    day = int(document_date().timestamp())
    standards = ["ua-1", "a-3a"]
    return partial(typeset, template, inputs, "PDF", pdf_standards=standards, timestamp=day)


def seen_through(value: Any) -> Any:
    r"""Write out what nobody sees in every text, as it is everywhere that people read.

    >>> seen_through({"a": ["\x1b"]})
    {'a': ['<U+001B>']}
    """
    return _every(value, visible)


def isolated(value: Any, edition: Edition) -> Any:
    """Keep what runs from right to left from turning the text around it: U+2068 … U+2069.

    A name is kept whole, with its figures; of other texts what runs so, from letter to letter.
    https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
    """
    titles = (text for each in edition.standings for text in (each.name, each.other))
    names = {*titles, *(each.title for each in edition.dimensions)}
    turned = sorted((name for name in names if RIGHT_TO_LEFT.search(name)), key=len, reverse=True)
    runs_so = re.compile("|".join((*map(re.escape, map(visible, turned)), RIGHT_TO_LEFT.pattern)))
    return _every(value, lambda text: runs_so.sub("\u2068\\g<0>\u2069", text))


def _every(value: Any, change: Callable[[str], str]) -> Any:
    """Change every text in values."""
    if isinstance(value, Mapping):
        return {key: _every(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_every(each, change) for each in value]
    return change(value) if isinstance(value, str) else value


def _drawn(named: Collection[str], text: str) -> str:
    """Take the backticks from code in a drawing, where no letter can be set as code."""
    if not text.startswith("<svg"):
        return text
    return CODE.sub(lambda code: code[0] if code[0] in named else code[0][1:-1], text)


def faces(known: Collection[str]) -> list[str]:
    """Return the families to set text in: those of the visual language that are installed."""
    found = [name for name in (*LATIN, "Libertinus Serif", *CHINESE) if name in known]
    return found or ["Libertinus Serif"]


def facts(edition: Edition, fonts: Sequence[str], profiles: bool | None = None) -> dict[str, Any]:
    """Return everything the template says; drawings are lettered in the same fonts."""
    lang, result, day = edition.lang, edition.result, document_date()
    wanted = wants_profiles(edition, profiles)
    whole, last = outline(edition), len(edition.ranked)
    places = score_places([each.score for each in edition.ranked])
    top, note = headline(edition), banner(edition)
    provenance = result.provenance
    digests = {name: provenance[f"{name}_digest"][:12] for name in ("index", "weights", "data")}
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
        "cite": say("document.cite", lang, cite=cite(edition)),
        "digests": say("document.digests", lang, version=provenance["coopindex"], **digests),
        "unit": in_language(result.index.unit, lang),
        "words": _words(edition),
        "named": sorted(in_names(edition)),
        "last": max(last, 1),
        "gridlines": rank_ticks(max(last, 1), STRIP),
        "dimensions": [
            {
                "title": each.title,
                "fill": each.fill.hue,
                "weight": percent(each.weight) + ("*" if each.assumed else ""),
            }
            for each in edition.dimensions
        ],
        "groups": list(_groups(edition, places)),
        "ranking": list(_pieces((*_pairs(whole), *_beside(whole, lang)), fonts, lang)),
        "robust": finding(edition, "robustness").title if edition.uncertainty else None,
        "robustness": list(_pieces(_drawn_once(edition, whole), fonts, lang)),
        "profiles": list(_profiles(edition, fonts)) if wanted else [],
        "gaps": list(_pieces(whole.gaps, fonts, lang)),
        "audit": list(_pieces(whole.audit, fonts, lang)),
        "method": list(_pieces(whole.method, fonts, lang)),
    }


def _words(edition: Edition) -> dict[str, str]:
    """What stands in headers, captions and notes."""
    lang, some = edition.lang, Words(edition.result, edition.lang).some
    keys = (
        *("contents", "ranking", "robustness", "units", "gaps", "audit", "method"),
        *("rank", "interval"),
        *("score", "strip", "indicator", "value", "note", "legend"),
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


def _beside(whole: Outline, lang: str) -> Iterator[Block]:
    """What stands beside the ranking, which has a table of its own with the intervals drawn."""
    own, drawn = say("scoring.ranking", lang), "ranking"
    for block in whole.ranking:
        piece = block.piece
        if (piece.name != drawn) if isinstance(piece, Chart) else (piece.title != own):
            yield block


def _pairs(whole: Outline) -> Iterator[Block]:
    """Which pairs can be told apart stands below the table that they are the reason of."""
    yield from (block for block in whole.robustness if _is_pairs(block))


def _is_pairs(block: Block) -> bool:
    return isinstance(block.piece, Chart) and block.piece.name == "pairs"


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
        elif not _is_pairs(block) and (isinstance(piece, Chart) or piece.title not in twins):
            yield replace(block, piece=piece)


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
    for standing in edition.standings:
        found = profile(edition, standing.unit)
        drawn = charts_of(edition, standing.unit).values()
        yield {
            "name": found.name,
            "other": found.other,
            "deck": _deck(found, edition.lang),
            "keys": [
                {
                    "label": key.label,
                    "width": _room(key),
                    "values": [{"text": text, "small": small} for text, small in key.values],
                    "note": key.note,
                }
                for key in found.keys
            ],
            "charts": [chart(each, fonts, HALF) for each in drawn if len(each.table)],
            "caption": _caption(found, len(edition.result.index.leaves), edition.lang),
            "halves": halves(list(_lines(found, edition, words))),
        }


def _deck(found: Profile, lang: str) -> str:
    """Where it stands, and why, in sentences."""
    end, blank = ("。", "") if lang == "zh" else (".", " ")
    title = found.title if found.title.endswith(end) else f"{found.title}{end}"
    last = [f"{found.obstacles}{end}"] if found.obstacles else []
    return blank.join((title, *found.deck, *last))


def _caption(found: Profile, indicators: int, lang: str) -> str:
    """Name the table of a unit's indicators, and from where on they are strengths, weaknesses."""
    caption = say("document.pdf indicators", lang, count=indicators)
    if found.cut is None:
        return caption
    strengths, weaknesses = map(cut_said, found.cut)
    return say(
        "document.pdf cut", lang, caption=caption, strengths=strengths, weaknesses=weaknesses
    )


def _room(key: Key) -> float:
    """How wide a figure stands beside others: its values, or what is said below in three lines."""
    letters = (2 if is_chinese(key.note) else 1) * len(key.note)
    return max(0.4 + 0.7 * len(key.values), min(2.0, letters / 50))


def halves(rows: Sequence[Mapping[str, Any]]) -> list[Sequence[Mapping[str, Any]]]:
    """Return rows in one column or, where there are many, in two, parted above a dimension."""
    cuts = [at for at, row in enumerate(rows) if at and row["top"]]
    middle = min(cuts, key=lambda at: abs(at - len(rows) / 2), default=0)
    # where one side were much longer than the other nothing would be saved
    if len(rows) <= ONE_COLUMN or 3 * min(middle, len(rows) - middle) < len(rows):
        return [rows]
    return [rows[:middle], rows[middle:]]


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
