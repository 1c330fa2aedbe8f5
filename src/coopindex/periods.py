"""When a figure is of: years, half-years, quarters and months, and what lies before each.

A period is held as it is written: a year as the number 2021, any other as `2021H1`, `2021Q2` or
`2021-05`. Whatever reckons with time takes its place among the periods of its kind (`ordinal`): one
after the other they are 1 apart, so that a gap is seen. 0 stands for no period at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from numbers import Real
from typing import Any, NamedTuple

from coopindex.phrases import Wording, again, say

Period = int | str


class Frequency(NamedTuple):
    """A kind of periods: what one is called in phrases, how many make a year, and its sign."""

    name: str
    a_year: int
    sign: str


YEAR = Frequency("year", 1, "")
FREQUENCIES = (
    YEAR,
    Frequency("half-year", 2, "H"),
    Frequency("quarter", 4, "Q"),
    Frequency("month", 12, "-"),
)
BY_NAME = {kind.name: kind for kind in FREQUENCIES}
BY_SIGN = {kind.sign: kind for kind in FREQUENCIES}

CANONICAL = re.compile(r"([1-9]\d{3})(?:(-)(0[1-9]|1[0-2])|(Q)([1-4])|(H)([12]))", re.ASCII)
# a program that takes years for measurements writes 2021.0, a yearbook 2021年
A_YEAR = re.compile(r"(\d{4})(\.0+|\s*年度?)?")
Y = r"(?P<year>[1-9]\d{3})"
NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


@cache
def _spellings() -> tuple[tuple[Frequency, re.Pattern[str]], ...]:
    """Return the other ways to write a period that leave no doubt, after NFKC."""
    named = (
        r"(?P<{}>jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?"
        r"|oct(ober)?|nov(ember)?|dec(ember)?)\.?"
    )
    last = r"(?P<last>[1-9]\d{3})"
    written = (
        ("month", rf"{Y}[-/.]?(?P<part>0[1-9]|1[0-2])"),
        ("month", rf"{Y}\s*-?\s*M\s*(?P<part>\d{{1,2}})"),
        ("month", rf"{Y}\s*年\s*(?P<part>\d{{1,2}})\s*月份?"),
        ("month", rf"{Y}[\s-]+{named.format('name')}|{named.format('first')}[\s-]+{last}"),
        ("quarter", rf"{Y}\s*[-/]?\s*Q\s*(?P<part>\d)|Q\s*(?P<first>\d)\s*[-/]?\s*{last}"),
        (
            "quarter",
            rf"{Y}\s*年\s*(第\s*(?P<part>[1-4一二三四])\s*季度?|(?P<name>[一二三四])季度?"
            r"|(?P<first>[1-4])季度)",
        ),
        (
            "half-year",
            rf"{Y}\s*[-/]?\s*[HS]\s*(?P<part>\d)|[HS]\s*(?P<first>\d)\s*[-/]?\s*{last}",
        ),
        ("half-year", rf"{Y}\s*年\s*(?P<part>[上下])半年"),
    )
    flags = re.ASCII | re.IGNORECASE
    return tuple((BY_NAME[name], re.compile(pattern, flags)) for name, pattern in written)


A_DATE = re.compile(r"([1-9]\d{3})([-/])(\d{1,2})\2(\d{1,2})([T ]0?0:00(:00(\.0+)?)?)?", re.ASCII)


def read(text: str) -> Period | None:
    """Return the period that a text names, None where it names none, or leaves a doubt.

    >>> [read(text) for text in ("2021", "2021-05", "2021M5", "2021年5月", "May 2021", "202105")]
    [2021, '2021-05', '2021-05', '2021-05', '2021-05', '2021-05']
    >>> [read(text) for text in ("2021Q2", "Q2 2021", "2021年第二季度", "2021-H1", "2021年上半年")]
    ['2021Q2', '2021Q2', '2021Q2', '2021H1', '2021H1']
    >>> [read(text) for text in ("2021-13", "2021Q5", "2021H3", "2021-1", "05/21", "2021-05-12")]
    [None, None, None, None, None, None]
    >>> read("0000")
    """
    if found := A_YEAR.fullmatch(text):
        return int(found[1]) or None  # there was no year 0
    if CANONICAL.fullmatch(text):
        return text
    text = unicodedata.normalize("NFKC", text).strip()
    for kind, pattern in _spellings():
        if found := pattern.fullmatch(text):
            return _of_parts(kind, found.groupdict())
    return None


def _of_parts(kind: Frequency, parts: dict[str, str | None]) -> Period | None:
    year = int(parts["year"] or parts.get("last") or 0)
    part = next((parts[key] for key in ("part", "name", "first") if parts.get(key)), "") or ""
    number = int(part) if part.isdecimal() else NUMERALS.get(part) or _month(part)
    return _written(year, kind, number) if 1 <= number <= kind.a_year else None


def _month(name: str) -> int:
    return NAMES.index(name[:3].lower()) + 1


def _written(year: int, kind: Frequency, number: int) -> Period:
    if kind is YEAR:
        return year
    return f"{year:04}-{number:02}" if kind.sign == "-" else f"{year:04}{kind.sign}{number}"


def of(written: Any) -> Period | None:
    """Return what is written as a period: a whole number, or a text; None where it is none.

    >>> [of(written) for written in (2020, "2020", 2020.0, "2021Q2", 2020.5, "all", None, True)]
    [2020, 2020, 2020, '2021Q2', None, None, None, None]
    """
    if isinstance(written, str):
        return int(written) if written.isdecimal() and len(written) < 6 else read(written)
    if isinstance(written, bool) or not isinstance(written, Real):
        return None
    number = float(written)
    return int(number) if number.is_integer() else None


def is_period(value: Any) -> bool:
    """Say whether a value is a period as it is held: a whole number, or one of the texts.

    >>> [is_period(value) for value in (2021, "2021-05", "2021", "2021M5", True, 2021.0)]
    [True, True, False, False, False, False]
    """
    if isinstance(value, str):
        return CANONICAL.fullmatch(value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


@lru_cache(4096)
def _taken_apart(period: Period) -> tuple[Frequency, int]:
    if isinstance(period, int):
        return YEAR, int(period)
    found = CANONICAL.fullmatch(period)
    if found is None:
        raise ValueError(period)
    year, sign, number = (part for part in found.groups() if part)
    kind = BY_SIGN[sign]
    return kind, int(year) * kind.a_year + int(number) - 1


def frequency(period: Period) -> Frequency:
    """Return the kind of a period.

    >>> frequency("2021-05").name, frequency(2021).a_year
    ('month', 1)
    """
    return _taken_apart(period)[0]


def ordinal(period: Period) -> int:
    """Return a period's place among those of its kind; that of a year is the year.

    >>> ordinal("2021-01") - ordinal("2020-12"), ordinal(2021)
    (1, 2021)
    """
    return _taken_apart(period)[1]


def at(place: int, kind: Frequency) -> Period:
    """Return the period of a kind at a place; 0 is none.

    >>> at(ordinal("2021Q4") + 1, frequency("2021Q4")), at(0, frequency("2021Q4"))
    ('2022Q1', 0)
    """
    if not place:
        return 0
    year, number = divmod(int(place), kind.a_year)
    return _written(year, kind, number + 1)


def moment(period: Period) -> float:
    """Return when a period begins, in years: what sorts, and says how far apart two are.

    >>> moment(2021), moment("2021Q3") - moment("2021Q1")
    (2021.0, 0.5)
    """
    kind, place = _taken_apart(period)
    return place / kind.a_year


def year_of(period: Period) -> int:
    """Return the year of a period.

    >>> year_of("2021-05"), year_of(2021)
    (2021, 2021)
    """
    kind, place = _taken_apart(period)
    return place // kind.a_year


def before(period: Period) -> Period:
    """Return the period before.

    >>> before("2021-01"), before("2021H2"), before(2021)
    ('2020-12', '2021H1', 2020)
    """
    kind, place = _taken_apart(period)
    return at(place - 1, kind)


def year_before(period: Period) -> Period:
    """Return the same period a year before.

    >>> year_before("2021-01"), year_before("2021Q2"), year_before(2021)
    ('2020-01', '2020Q2', 2020)
    """
    kind, place = _taken_apart(period)
    return at(place - kind.a_year, kind)


def ordered(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the different ones of some periods, the earliest first.

    >>> ordered(["2021-05", "2020-12", "2021-05"])
    ('2020-12', '2021-05')
    """
    return tuple(sorted(set(periods), key=lambda period: (moment(period), str(period))))


def of_day(day: str, kind: Frequency) -> Period | None:
    """Return the period in which a day (`2021-05-12`, `2021-05`, `2021`) lies.

    None where the text is not precise enough for periods of the kind.

    >>> month, quarter = BY_NAME["month"], BY_NAME["quarter"]
    >>> of_day("2021-05-12", month), of_day("2021-05", quarter), of_day("2021", quarter)
    ('2021-05', '2021Q2', None)
    """
    year, month = int(day[:4]), day[5:7]
    if kind is YEAR:
        return year
    return _written(year, kind, (int(month) - 1) * kind.a_year // 12 + 1) if month else None


def begins_until(day: str, period: Period) -> bool:
    """Say whether a day, or a month or year of which no more is known, begins by a period's end.

    >>> begins_until("2021-05-12", "2021Q2"), begins_until("2021", "2020-12")
    (True, False)
    """
    kind = frequency(period)
    return ordinal(of_day(day, kind) or at(int(day[:4]) * kind.a_year, kind)) <= ordinal(period)


def as_months(texts: Sequence[str]) -> dict[str, str]:
    """Return which months the dates of a column stand for, where they leave no doubt.

    A program makes dates of months: each the first, or each the last day of one. That they are
    months is sure where other cells name months, or two of them follow one another.

    >>> as_months(["2021-04-01", "2021-05-01"]), as_months(["2021-05-31", "2021-04"])
    ({'2021-04-01': '2021-04', '2021-05-01': '2021-05'}, {'2021-05-31': '2021-05'})
    >>> as_months(["2021-04-01", "2021-07-01"]), as_months(["2021-04-12", "2021-05-12"])
    ({}, {})
    """
    days = {text: day for text in texts if (day := _day(text))}
    firsts = all(day.day == 1 for day in days.values())
    lasts = all((day + timedelta(days=1)).day == 1 for day in days.values())
    if not days or not (firsts or lasts):
        return {}
    found = {text: f"{day.year:04}-{day.month:02}" for text, day in days.items()}
    others = [read(text) for text in texts if text and text not in days]
    named = any(isinstance(each, str) and frequency(each).sign == "-" for each in others)
    met = set(found.values())
    return found if named or any(before(month) in met for month in met) else {}


def _day(text: str) -> date | None:
    found = A_DATE.fullmatch(text)
    try:
        return date(*map(int, found.group(1, 3, 4))) if found else None
    except ValueError:
        return None


def is_day(text: str) -> bool:
    """Say whether a text is a date of a day, as programs write it.

    >>> is_day("2021-05-01"), is_day("2021-05-01T00:00:00"), is_day("2021-05")
    (True, True, False)
    """
    return _day(text) is not None


def words(periods: Iterable[Period]) -> dict[str, str]:
    """Return what phrases call the periods of an index: one (`period`), and several (`periods`).

    >>> words(["2021-05"]), words([])["periods"]
    ({'period': 'month', 'periods': 'months'}, 'years')
    """
    name = frequency(next(iter(periods), 0)).name
    return {"period": Wording(f"period.one {name}"), "periods": Wording(f"period.{name}s")}


def said(periods: Iterable[Period], lang: str) -> dict[str, str]:
    """Return the same in a language.

    >>> said(["2021Q2"], "zh")
    {'period': '季', 'periods': '季度'}
    """
    return {name: again(word, lang) for name, word in words(periods).items()}


def title(periods: Iterable[Period], lang: str) -> str:
    """Return what a column of the periods of an index is called.

    >>> title(["2021Q2"], "en"), title([2021], "zh")
    ('quarter', '年份')
    """
    return say(f"period.{frequency(next(iter(periods), 0)).name}", lang)
