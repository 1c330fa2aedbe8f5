"""The order in which a document says what an edition holds: headings, sentences, tables, charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import repeat

from coopindex.engine.reference import scale_words
from coopindex.phrases import again, say, saying
from coopindex.report.charts import charts_of
from coopindex.report.charts.chart import Chart
from coopindex.report.charts.experts import first_told as experts_drawn
from coopindex.report.contents import inputs
from coopindex.report.edition import APART, HIGH, LOW, Edition, once
from coopindex.report.facts import audit as audited
from coopindex.report.facts.headline import banner, headline
from coopindex.report.pages import (
    change,
    disparity,
    experts,
    groups,
    growth,
    guarantee,
    obstacles,
    profile,
    scenarios,
    sensitivity,
    uncertainty,
    weight_sensitivity,
)
from coopindex.report.pages.audit import sources as audit_sources
from coopindex.report.pages.changes import changes, treatments
from coopindex.report.pages.comparison import comparison
from coopindex.report.pages.frame import flags, honesty, whose_weights
from coopindex.report.pages.methodology import asked, methods, provenance, sources
from coopindex.report.pages.scoring import ranking, uncounted, weights
from coopindex.report.pages.verification import verification
from coopindex.report.pages.workings import steps
from coopindex.report.table import Section

MOST_PROFILES = 60  # units up to which each is described where nobody said
FIRST_RANKS = 3  # the chance to be among so many first ones is told


@dataclass(frozen=True)
class Block:
    """A piece of a document: what is said in a section, or a chart, below headings of a `level`.

    A section's title is a heading of that level, 0 being the document's; without one it goes on.
    lead : whether its sentences are the first that is said, and the largest.
    """

    piece: Section | Chart
    level: int = 1
    lead: bool = False


@dataclass(frozen=True)
class Outline:
    """What a document says, in chapters; what is empty is left out."""

    heading: tuple[Block, ...]
    ranking: tuple[Block, ...]
    robustness: tuple[Block, ...]
    gaps: tuple[Block, ...]
    audit: tuple[Block, ...]
    method: tuple[Block, ...]

    def __iter__(self) -> Iterator[Block]:
        """Go through all of it, in order."""
        parts = self.heading, self.ranking, self.robustness, self.gaps, self.audit, self.method
        return (block for part in parts for block in part)


@once
def outline(edition: Edition) -> Outline:
    """Return everything a document says of an edition, in order."""
    parts = _heading, _ranking, _robustness, _gaps, _audit, _method
    return Outline(*(tuple(_shared(b) for b in part(edition) if b.piece) for part in parts))


def _shared(block: Block) -> Block:
    """Give ranks that units share their sign, as everywhere in a report."""
    piece = block.piece
    if not isinstance(piece, Section) or piece.table is None or not piece.table.units:
        return block
    columns = (
        replace(each, shared=each.key == "rank" and each.kind == "rank")
        for each in piece.table.columns
    )
    return replace(block, piece=replace(piece, table=replace(piece.table, columns=tuple(columns))))


def chapters(edition: Edition, profiles: bool | None = None) -> Iterator[Block]:
    """Return a whole document: chapters are headings of level 1, what stands in them of level 2.

    profiles : whether each unit is described; default, where there are at most 60.
    """
    whole, lang = outline(edition), edition.lang
    yield from whole.heading
    yield from _chapter("ranking", whole.ranking, lang)
    yield from _chapter("robustness", whole.robustness, lang)
    if wants_profiles(edition, profiles):
        units = (Block(profile.section(edition, each.unit)) for each in edition.standings)
        yield from _chapter("units", units, lang)
    for name in ("gaps", "audit", "method"):
        yield from _chapter(name, getattr(whole, name), lang)


def wants_profiles(edition: Edition, asked: bool | None) -> bool:
    """Whether each unit is described: as asked, else where there are not too many."""
    return len(edition.standings) <= MOST_PROFILES if asked is None else asked


def _chapter(name: str, blocks: Iterable[Block], lang: str) -> Iterator[Block]:
    """Yield a chapter's title and its blocks a level deeper; who is called alike goes without."""
    title, first = say(f"document.pdf {name}", lang), True
    for block in blocks:
        if first:
            yield Block(Section(title))
        piece = block.piece
        if first and isinstance(piece, Section) and piece.title == title:
            piece = replace(piece, title="")
        yield replace(block, piece=piece, level=block.level + 1)
        first = False


def _heading(edition: Edition) -> Iterator[Block]:
    """The cover: title, edition, headline, deck, and the warning of made-up figures."""
    result, lang = edition.result, edition.lang
    other = result.index.title.en if lang == "zh" else result.index.title.zh
    year = say("document.edition", lang, year=edition.year) if edition.year else ""
    rows = scale_words(result, lang)
    scale = rows and say("frame.scale", lang, rows=rows)
    whose = " · ".join(filter(None, (other, year, whose_weights(result, lang), scale)))
    top, warning = headline(edition), banner(edition)
    yield Block(Section(edition.title, (whose,)), 0)
    yield Block(Section(sentences=(top.text,)), 0, lead=True)
    yield Block(Section(sentences=(("" if lang == "zh" else " ").join(top.deck),)), 0)
    counts = honesty(result.statuses, lang)
    said = (counts,) if warning is None else (warning.text, counts, warning.note)
    yield Block(Section(sentences=tuple(filter(None, said)), warning=warning is not None), 0)


def _ranking(edition: Edition) -> Iterator[Block]:
    result, lang = edition.result, edition.lang
    yield Block(_titled(ranking(result, lang), "scoring.ranking", lang))
    yield Block(uncounted(result, lang))
    yield from _charts(edition, "ranking", "map")
    yield Block(flags(result.flags, lang))


def _robustness(edition: Edition) -> Iterator[Block]:
    result, lang = edition.result, edition.lang
    if edition.uncertainty is not None:
        how = (LOW, HIGH), FIRST_RANKS, APART
        yield from _all(uncertainty.sections(edition.uncertainty, *how, lang))
        yield from _charts(edition, "pairs", "chances")
    if edition.weights is not None:
        intervals, chances, *others = weight_sensitivity.sections(edition.weights, result, lang)
        # what weights alone do has names of its own: two answers never share one
        for section in (intervals, chances):
            alone = say("document.weights_alone", lang, title=section.title)
            yield Block(replace(section, title=alone if section.title else ""))
        yield from _all(others)
    if edition.scenarios is not None:
        yield from _all(scenarios.sections(edition.scenarios, lang))
        yield from _charts(edition, "scenarios")
    if edition.factors is not None:
        yield from _all(sensitivity.shares(edition.factors, lang))
        yield from _charts(edition, "drivers")
    yield from _charts(edition, "grid")
    if edition.guarantee is not None:
        yield from map(_unasked, guarantee.sections(edition.guarantee, (), lang), repeat(lang))
    for part in comparison(edition.compared, result, lang) if edition.compared else ():
        yield Block(part if part.title else _titled(part, "comparison.other_weights", lang))
    yield from _experts(edition)


def _experts(edition: Edition) -> Iterator[Block]:
    """What experts judged, scheme by scheme; drawn of the first that says it of each of them."""
    drawn = experts_drawn(edition)
    for found in edition.elicited or ():
        yield Block(experts.head(found, edition.lang))
        yield from _charts(edition, "experts", "expert_ranks") if found is drawn else ()
        for part in (experts.by_expert(found, edition.lang), *experts.details(found, edition.lang)):
            yield Block(part, 2)


def _unasked(section: Section, lang: str) -> Block:
    """Leave out what to ask for more: a document does not answer."""
    asks = say("guarantee.all_weights", lang)
    return Block(replace(section, below=tuple(line for line in section.below if line != asks)))


def _gaps(edition: Edition) -> Iterator[Block]:
    """What keeps units from the ideal, how they stand in their groups, and how they went."""
    result, lang = edition.result, edition.lang
    if edition.obstacles is not None:
        yield from _charts(edition, "obstacles")
        yield from _all(obstacles.by_group(edition.obstacles, result, lang))
    yield from _all(grouped(edition))
    yield from _disparity(edition)
    yield from _charts(edition, "trajectories")
    if edition.growth is not None and edition.history is not None:
        yield Block(growth.section(edition.growth, edition.history, lang))
        yield Block(change.section(edition.history, lang))
    yield from _refusals(edition, "obstacles", "grouped", "disparity", "growth")


def grouped(edition: Edition) -> Iterator[Section]:
    """The groups' means, every unit within its group, and what it is strong and weak in there."""
    if edition.grouped is not None:
        result, lang = edition.result, edition.lang
        (means,) = groups.sections(edition.grouped, result, lang, means=True)
        yield _without(means, "best", "leaders")
        yield _without(groups.members(edition.grouped, result, lang))
        yield groups.marks(edition.grouped, result, lang)


def _without(section: Section, *columns: str) -> Section:
    """Leave columns out, and what is said below about them."""
    assert section.table is not None
    # ranks of several groups stand in one column: that two are alike shares nothing
    kept = tuple(
        replace(column, key="group_rank") if column.key == "rank" else column
        for column in section.table.columns
        if column.key not in columns
    )
    below = () if columns else section.below
    return replace(section, table=replace(section.table, columns=kept), below=below)


def _disparity(edition: Edition) -> Iterator[Block]:
    found, lang = edition.disparity, edition.lang
    if found is None:
        return
    about = edition.history or edition.result
    lead = *disparity.lead(found, lang), *disparity.theil_said(found, lang)
    yield Block(Section(disparity.title(found, about, lang), lead))
    yield from _charts(edition, "disparity")
    yield Block(disparity.gini(found, lang))
    if len(found.totals) > 1:
        yield from _all((disparity.sigma(found, lang), disparity.beta(found, lang)))
    yield Block(Section(below=tuple(disparity.doubts(found, about, lang))))


def _audit(edition: Edition) -> Iterator[Block]:
    """The verdict in a table, then what one looks at rather than reads."""
    found, lang = edition.audit, edition.lang
    if found is not None:
        known = audited.lines(found, lang)
        said = audited.counted(found, lang), *audited.shifting(found, lang)
        yield Block(Section(sentences=said))
        yield from _all(audited.failing(known, lang))
        yield from _all(audited.others(known, lang))
        yield from _charts(edition, "correlations", "importance", "treated")
        yield Block(audit_sources(found, lang))
    yield from _refusals(edition, "audit")


def _refusals(edition: Edition, *names: str) -> Iterator[Block]:
    """Say why parts do not go."""
    found = [again(edition.unasked[each].message, edition.lang) for each in names
             if each in edition.unasked]  # fmt: skip
    yield Block(Section(below=tuple(dict.fromkeys(found))))


def _method(edition: Edition) -> Iterator[Block]:
    result, lang = edition.result, edition.lang
    yield from _charts(edition, "coverage")
    yield from _all((weights(result, lang), methods(result, lang)))
    yield from _all((treatments(result, lang), changes(result, lang)))
    if edition.checks:
        yield Block(_titled(verification(edition.checks, result, lang), "verification.title", lang))
    if len(edition.workings):
        word = saying("working", lang)
        yield Block(Section(word("title"), (word("about"),)))
        yield from (Block(part, 2) for part in steps(result, edition.workings, lang))
    yield from _all((asked(edition), sources(result, lang), provenance(inputs(edition), lang)))


def _charts(edition: Edition, *names: str) -> Iterator[Block]:
    drawn = charts_of(edition)
    yield from (Block(drawn[name]) for name in names if name in drawn)


def _all(sections: Iterable[Section]) -> Iterator[Block]:
    yield from map(Block, sections)


def _titled(part: Section, key: str, lang: str) -> Section:
    return replace(part, title=say(key, lang))
