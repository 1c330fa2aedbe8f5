"""What charts say in one way: ranks, intervals, chances, points, and where figures come from."""

from __future__ import annotations

import math
from collections.abc import Sequence

from coopindex.figures import beside
from coopindex.phrases import in_line, say
from coopindex.report.edition import APART, PROBABLE, Edition
from coopindex.report.facts.standings import Standing
from coopindex.report.pages.frame import in_language, whose_weights
from coopindex.report.pages.ranks import unit_word
from coopindex.report.written import decimals

MINUS = "\u2212"


def ordinal(rank: float, lang: str = "en", *, tied: bool = False) -> str:
    """Name a rank in a sentence.

    >>> ordinal(2), ordinal(11), ordinal(2, "zh"), ordinal(3, tied=True), ordinal(2.5)
    ('2nd', '11th', '第2位', 'shared 3rd', '2.5th')
    """
    whole = int(rank)
    plain = rank == whole and not 10 <= whole % 100 <= 20
    ending = {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th") if plain else "th"
    said = say("charts.ordinal", lang, rank=f"{rank:g}", ending=ending)
    return say("charts.shared", lang, rank=said) if tied else said


def rank_text(standing: Standing) -> str:
    """Write a rank as tables do: `=3` where others share it, a dash where there is none."""
    return f"{'=' if standing.tied else ''}{standing.rank:g}" if standing.ranked else "–"


def interval_text(standing: Standing) -> str:
    """Write the interval of a rank: its ends, or the one rank; "" where it was not assessed."""
    low, high = standing.low, standing.high
    if low is None or high is None or math.isnan(low):
        return ""
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def chance(share: float, *lines: float) -> str:
    """Write a chance in whole percents that stay on their side of lines that decide.

    >>> chance(0), chance(0.004), chance(0.948, 0.95), chance(0.997), chance(1), chance(0.5)
    ('·', '<1', '94', '>99', '100', '50')
    """
    if share in (0.0, 1.0) or math.isnan(share):
        return "100" if share == 1 else "·"
    if share < 0.01 or share > 0.99:
        return "<1" if share < 0.5 else ">99"
    whole = round(100 * share)
    for line in (*lines, APART, PROBABLE):
        if share < line <= whole / 100:
            whole = math.ceil(100 * line) - 1
        if share >= line > whole / 100:
            whole = math.ceil(100 * line)
    return str(whole)


def signed(value: float, places: int) -> str:
    """Write a difference with its sign.

    >>> signed(3.0, 1), signed(-0.9, 1), signed(0.0, 1)
    ('+3.0', '−0.9', '0.0')
    """
    text = f"{value:+z,.{places}f}".replace("-", MINUS)
    return text if text.strip("+0.,") else text.lstrip("+")


def points(value: float, places: int) -> str:
    """Write a score; a dash where there is none.

    >>> points(69.345, 1), points(-4.5, 1), points(float("nan"), 1)
    ('69.3', '−4.5', '–')
    """
    return f"{value:z,.{places}f}".replace("-", MINUS) if math.isfinite(value) else "–"


def places_of(values: Sequence[float]) -> int:
    """Say how many decimals a chart gives to scores: one of 100 points, three of an index below 1.

    >>> places_of([69.3, 12.0]), places_of([0.61])
    (1, 3)
    """
    return max(decimals(values) - 1, 0)


def names_of(edition: Edition) -> dict[str, str]:
    """What the units are called, as it may be shown."""
    return {each.unit: in_line(each.name) for each in edition.standings}


def called(title: str) -> str:
    """What a node, a scenario or a factor is called, as it may be shown."""
    return in_line(title)


def unit_of(edition: Edition) -> str:
    """What one unit of the index is."""
    word = unit_word(edition.result, edition.lang)
    return say("charts.unit", edition.lang) if word == say("ranks.units", edition.lang) else word


def ranked(edition: Edition) -> list[Standing]:
    """The units that have a rank, best first."""
    return [each for each in edition.standings if each.ranked]


def source(edition: Edition, how: str = "") -> str:
    """Say where figures come from. how : the sentence on what was run."""
    result, lang = edition.result, edition.lang
    parts = [
        in_line(in_language(result.index.title, lang)),
        say("charts.edition", lang, year=edition.year) if edition.year else "",
        in_line(whose_weights(result, lang)),
        f"coopindex {result.provenance['coopindex']}",
    ]
    said = say("charts.source", lang, parts=say("charts.comma", lang).join(filter(None, parts)))
    return say("charts.after", lang, first=how, rest=said) if how else said


def recalculated(edition: Edition) -> str:
    """Say how often everything was recalculated, and how precise chances are; "" if it was not."""
    found = edition.uncertainty
    if found is None:
        return ""
    half = beside(100 * found.precision["probability"], 0.0, places=1)
    key = "charts.replayed" if found.seed is None else "charts.recalculated"
    return say(key, edition.lang, draws=found.draws, seed=found.seed, half=half)


def warning(edition: Edition) -> str:
    """Say how many figures are illustrative; "" where none are."""
    counts = edition.result.statuses
    made_up, every = counts.get("illustrative", 0), sum(counts.values())
    if not made_up:
        return ""
    said = say("charts.illustrative", edition.lang, count=made_up, every=every, unit=unit_of(edition))
    if 2 * made_up < every:
        return said
    return say("charts.after", edition.lang, first=say("charts.demonstration", edition.lang), rest=said)


def standing_said(edition: Edition, standing: Standing) -> str:
    """Read a unit out: `3rd of 15, Chengdu, 39.9, interval 2 to 14`."""
    lang, all_ranked = edition.lang, ranked(edition)
    score = points(standing.score, places_of([each.score for each in edition.standings]))
    if not standing.ranked:
        return say("charts.read_unranked", lang, name=in_line(standing.name), score=score)
    values = {
        "rank": ordinal(standing.rank, lang, tied=standing.tied),
        "ranked": len(all_ranked),
        "name": in_line(standing.name),
        "score": score,
    }
    if not interval_text(standing):
        return say("charts.read", lang, **values)
    ends = {"low": f"{standing.low:g}", "high": f"{standing.high:g}"}
    return say("charts.read_interval", lang, **values, **ends)
