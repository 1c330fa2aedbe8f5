"""What charts say in one way: how a unit is read out, and where figures come from."""

from __future__ import annotations

from collections.abc import Sequence

from coopindex.figures import beside
from coopindex.methods.registry import Array
from coopindex.phrases import comma, in_line
from coopindex.report.edition import Edition
from coopindex.report.facts.headline import banner
from coopindex.report.facts.numbers import place
from coopindex.report.facts.standings import Standing
from coopindex.report.facts.words import Words
from coopindex.report.pages.frame import in_language


def words_of(edition: Edition) -> Words:
    """How things are called in sentences of an edition."""
    return Words(edition.result, edition.lang)


def interval_text(standing: Standing) -> str:
    """Write the interval of a rank: its ends, or the one rank; "" where it was not assessed."""
    low, high = standing.low, standing.high
    if low is None or high is None or low != low:
        return ""
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def source(edition: Edition, how: str = "") -> str:
    """Say where figures come from. how : the sentence on what was run."""
    result, words = edition.result, words_of(edition)
    parts = [
        in_line(in_language(result.index.title, edition.lang)),
        words.say("charts.edition", year=edition.year) if edition.year else "",
        words.weights_in_use,
        f"coopindex {result.provenance['coopindex']}",
    ]
    said = words.say("charts.source", parts=comma(edition.lang).join(filter(None, parts)))
    return words.say("charts.after", first=how, rest=said) if how else said


def recalculated(edition: Edition) -> str:
    """Say how often everything was recalculated, and how precise chances are; "" if it was not."""
    found = edition.uncertainty
    if found is None:
        return ""
    half = beside(100 * found.precision["probability"], 0.0, places=1)
    key = "charts.replayed" if found.seed is None else "charts.recalculated"
    what = {"draws": f"{found.draws:,}", "half": half, "seed": found.seed, "count": found.draws}
    return words_of(edition).say(key, **what)


def named(edition: Edition) -> dict[str, str]:
    """What units are called, as it may be shown, by their codes."""
    return {each.unit: in_line(each.name) for each in edition.as_scored}


def warning(edition: Edition) -> str:
    """Warn of figures that are made up, or not documented; "" where there is no need to."""
    found = banner(edition)
    if found is None:
        return ""
    return words_of(edition).say("charts.after", first=found.lead, rest=found.rest)


def ranks_said(edition: Edition, name: str, heads: Sequence[str], ranks: Array) -> str:
    """Read a unit's ranks side by side out; where it has none nothing is said."""
    words = words_of(edition)
    parts = [
        words.say("charts.at", head=head, rank=place(rank, edition.lang))
        for head, rank in zip(heads, ranks.tolist(), strict=True)
        if rank == rank
    ]
    return words.say("charts.line_read", name=name, said=words.say("charts.semicolon").join(parts))


def standing_said(edition: Edition, standing: Standing) -> str:
    """Read a unit out: `3rd of 15, Chengdu, 39.9, interval 2 to 14`."""
    words, name = words_of(edition), in_line(standing.name)
    score = words.points(standing.score)
    if not standing.ranked:
        return words.say("charts.read_unranked", name=name)
    values = {
        "rank": place(standing.rank, edition.lang, tied=standing.tied),
        "ranked": len(edition.ranked),
        "name": name,
        "score": score,
    }
    if len(edition.ranked) == 1:
        return words.say("charts.read_alone", name=name, score=score)
    if not interval_text(standing):
        return words.say("charts.read", **values)
    ends = {"low": f"{standing.low:g}", "high": f"{standing.high:g}"}
    one = standing.low == standing.high
    return words.say("charts.read_one" if one else "charts.read_interval", **values, **ends)
