"""Numbers as sentences and small tables write them, in both languages, each kind in one place.

Rounding never crosses a line that decides, see `figures`; a minus is a minus (U+2212).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from coopindex.figures import beside, share
from coopindex.phrases import say
from coopindex.report.written import MISSING, decimal, decimals, span
from coopindex.report.written import chance as chance_cell

MINUS = "\u2212"
LINES = 0.8, 0.95  # chances at which words change
IN_WORDS = 20  # numbers up to which words stand in sentences
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
DIGITS = "〇一二三四五六七八九十"


# -- ranks -----------------------------------------------------------------------------------------


def nth(rank: float) -> str:
    """Write a rank as an English word.

    >>> [nth(rank) for rank in (1, 2, 9, 11, 23, 2.5)]
    ['1st', '2nd', '9th', '11th', '23rd', '2.5th']
    """
    endings = {1: "st", 2: "nd", 3: "rd"}
    teens = 10 <= rank % 100 <= 20 or rank % 1
    return f"{rank:g}{'th' if teens else endings.get(int(rank) % 10, 'th')}"


def place(rank: float, lang: str = "en", *, tied: bool = False) -> str:
    """Write a rank in a sentence.

    >>> place(2), place(3, tied=True), place(2, "zh"), place(3, "zh", tied=True)
    ('2nd', 'shared 3rd', '第2位', '并列第3位')
    """
    key = "number.shared" if tied else "number.place"
    return say(key, lang, rank=_rank(rank, lang))


def places(low: float, high: float, lang: str = "en") -> str:
    """Write an interval of ranks in a sentence.

    >>> places(2, 10), places(2, 10, "zh"), places(1, 1), places(1, 1, "zh")
    ('2nd to 10th', '第2至第10位', '1st', '第1位')
    """
    if low == high:
        return place(low, lang)
    return say("number.places", lang, low=_rank(low, lang), high=_rank(high, lang))


def _rank(rank: float, lang: str) -> str:
    return nth(rank) if lang == "en" else f"{rank:g}"


def rank_cell(rank: float, tied: bool = False) -> str:
    """Write a rank in a table.

    >>> rank_cell(2.0), rank_cell(3.0, True), rank_cell(float("nan"))
    ('2', '=3', '–')
    """
    return f"{'=' if tied else ''}{rank:g}" if math.isfinite(rank) else MISSING


def span_cell(low: float | None, high: float | None) -> str:
    """Write an interval of ranks in a table; one that was not assessed, or is of nothing, as such.

    >>> span_cell(2, 10), span_cell(1, 1), span_cell(None, None)
    ('2–10', '1', '–')
    """
    if low is None or high is None or not math.isfinite(low + high):
        return MISSING
    return span(f"{low:g}", f"{high:g}")


# -- scores and shares -----------------------------------------------------------------------------


def score_places(scores: Sequence[float]) -> int:
    """Say how many decimals scores have in sentences: one less than in tables, one of points.

    >>> score_places([69.3, 20.0]), score_places([0.957]), score_places([123456.0])
    (1, 3, 0)
    """
    return max(0, decimals(scores) - 1)


def points(value: float, places: int = 1) -> str:
    """Write a score or points.

    >>> points(40.62), points(-0.94), points(float("nan"))
    ('40.6', '−0.9', '–')
    """
    return decimal(value, places).replace("-", MINUS) if math.isfinite(value) else MISSING


def signed(value: float, places: int = 1) -> str:
    """Write a difference with its sign; none has no sign.

    >>> signed(3.0), signed(-0.94), signed(0.01)
    ('+3.0', '−0.9', '0.0')
    """
    return decimal(value, places, sign=True).replace("-", MINUS)


def percent(value: float, *lines: float) -> str:
    """Write a share in percent, never across a line.

    >>> percent(0.441), percent(0.9997), percent(0.94996, 0.95)
    ('44.1%', '99.97%', '94.996%')
    """
    return share(value, *lines) if math.isfinite(value) else MISSING


def percentage_points(value: float, lang: str = "en") -> str:
    """Write a difference of shares.

    >>> percentage_points(0.028), percentage_points(0.028, "zh")
    ('2.8 percentage points', '2.8个百分点')
    """
    return say("number.percentage_points", lang, points=points(100 * value))


def cut_said(value: float) -> str:
    """Write a percentile rank, from 0 to 1.

    >>> cut_said(6 / 7), cut_said(1.0), cut_said(0.5)
    ('0.857', '1', '0.5')
    """
    return f"{value:z.3f}".rstrip("0").rstrip(".")


def chance(value: float, *lines: float) -> str:
    """Write a chance in whole percents; 0 and 100 are said of no and of all recalculations only.

    lines : from which something is said; what falls short is not rounded up to them.

    >>> [chance(value) for value in (0.0, 0.004, 0.72, 0.948, 0.95, 0.996, 1.0)]
    ['0%', '<1%', '72%', '94%', '95%', '>99%', '100%']
    """
    return f"{chance_cell(value, *(lines or LINES)).replace('·', '0')}%"


def moved(shift: float) -> str:
    """Write by how many places units move on average; none only where none moves.

    >>> moved(2.81), moved(0.0), moved(0.012)
    ('2.8', '0.0', '0.01')
    """
    return beside(shift, 0.0, places=1)


# -- counts, words, dates --------------------------------------------------------------------------


def count(number: float) -> str:
    """Write a count.

    >>> count(372480)
    '372,480'
    """
    return f"{number:,.0f}"


def number(value: int, lang: str = "en") -> str:
    """Write a number that stands in a sentence: a small one in words.

    >>> number(12), number(12, "zh"), number(2, "zh"), number(1234, "zh")
    ('twelve', '十二', '两', '1,234')
    """
    if not 1 <= value <= IN_WORDS:
        return count(value)
    if lang == "en":
        return SMALL[value]
    tens, ones = divmod(value, 10)
    if value == 2:
        return "两"
    return "二" * (tens == 2) + "十" * (tens > 0) + DIGITS[ones] * (ones > 0)


def plural(word: str) -> str:
    """Return the plural of an English word, or of the last of several before an `of`.

    >>> [plural(word) for word in ("city", "field of work", "trade zone", "bus", "day", "series")]
    ['cities', 'fields of work', 'trade zones', 'buses', 'days', 'series']
    """
    head, joint, rest = word.partition(" of ")
    if joint:
        return f"{plural(head)}{joint}{rest}"
    if re.search("[^a-zA-Z]$|series$|species$|people$|^$", word):
        return word
    if re.search("[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    if word.endswith("man"):
        return f"{word[:-3]}men"
    return f"{word}{'es' if re.search('(s|x|z|ch|sh)$', word) else 's'}"


def date(text: str, lang: str = "en") -> str:
    """Write a date, of which the day or the month may not be known; what is none stays as it is.

    >>> date("2026-11-25"), date("2026-11-25", "zh"), date("2026-11"), date("2026"), date("spring")
    ('25 November 2026', '2026年11月25日', 'November 2026', '2026', 'spring')
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", text)
    if not found:
        return text
    year, month, day = (int(part or 0) for part in found.groups())
    if month > 12 or day > 31:
        return text
    kind = "day" if day else "month" if month else "year"
    named = MONTHS[month - 1] if lang == "en" and month else month
    return say(f"number.{kind}", lang, year=year, month=named, day=day)
