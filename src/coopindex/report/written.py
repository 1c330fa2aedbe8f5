"""How each kind of value is written: a column in, one text for each of its values out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from coopindex.figures import apart, beside, share
from coopindex.phrases import say
from coopindex.report.table import Column, Kind, Table

MISSING = "–"
NOT_NUMERIC: frozenset[Kind] = frozenset(
    ("text", "prose", "unit", "tree", "status", "truth", "shift")
)


def written(table: Table, lang: str = "en") -> list[list[str]]:
    """Write the columns of a table, drawn ones too; how those are drawn is a matter of the surface.

    >>> written(Table((Column("a", "", "share", [0.5], together="x"),
    ...                Column("b", "", "share", [0.50004], together="x"))))
    [['50.000%'], ['50.004%']]
    """
    return [
        _together(table, column) if column.together else cells(column, lang)
        for column in table.columns
    ]


def cells(column: Column, lang: str = "en") -> list[str]:
    """Write the values of a column; None is empty."""
    write = WRITERS[column.kind]
    stated = [value for value in column.values if value is not None]
    texts = iter(write(replace(column, values=stated), lang))
    found = ["" if value is None else next(texts) for value in column.values]
    if column.marks:
        return [text + mark for text, mark in zip(found, column.marks, strict=True)]
    return found


def some_rows(table: Table, rows: Sequence[int]) -> Table:
    """Return some rows of a table, each written and drawn as it is among all of them.

    >>> whole = Table((Column("a", "", "score", [250.0, 1.0]),))
    >>> written(whole)[0][1:], written(some_rows(whole, [1]))[0]
    (['1.0'], ['1.0'])
    """

    def some(values: Sequence[Any]) -> list[Any]:
        return [values[row] for row in rows] if len(values) else []

    columns = (
        replace(
            _settled(column),
            values=some(column.values),
            marks=some(column.marks),
            depths=some(column.depths),
        )
        for column in table.columns
    )
    return Table(tuple(columns), some(table.units))


def _settled(column: Column) -> Column:
    """Fix what all values of a column decide: its decimals, and the length of its bars."""
    if column.kind not in ("score", "number"):
        return column
    known = [value for value in column.values if value is not None]
    if column.drawn and column.scale is None:
        finite = [value for value in known if math.isfinite(value)]
        column = replace(column, scale=(0.0, max(finite, default=0.0)))
    return column if column.decimals is not None else replace(column, decimals=decimals(known))


def numeric(column: Column) -> bool:
    """Whether a column's values stand under each other's last digit."""
    if column.kind == "interval":
        return column.ends != "rank"
    return column.kind not in NOT_NUMERIC


# -- the kinds -----------------------------------------------------------------------------------


def _as_it_is(column: Column, _: str) -> list[str]:
    return [str(value) for value in column.values]


def _statuses(column: Column, lang: str) -> list[str]:
    return [say(f"status.{value}", lang) for value in column.values]


def _truths(column: Column, _: str) -> list[str]:
    return ["✓" if value else "✗" for value in column.values]


def _years(column: Column, _: str) -> list[str]:
    return [str(value or "") for value in column.values]


def _numbers(column: Column, _: str) -> list[str]:
    places = decimals(column.values) if column.decimals is None else column.decimals
    if column.lines:
        return decided(column.values, column.lines, places)
    return fixed(column.values, places, column.signed)


def _ranks(column: Column, _: str) -> list[str]:
    if column.decimals is not None:
        return fixed(column.values, column.decimals)
    many = Counter(column.values if column.shared else ())
    return [
        f"{'=' * (many[value] > 1)}{value:zg}" if math.isfinite(value) else MISSING
        for value in column.values
    ]


def _shares(column: Column, _: str) -> list[str]:
    places = 1 if column.decimals is None else column.decimals
    return [
        share(value, *column.lines, places=places) if math.isfinite(value) else MISSING
        for value in column.values
    ]


def _chances(column: Column, _: str) -> list[str]:
    return [chance(value) for value in column.values]


def _correlations(column: Column, _: str) -> list[str]:
    return decided(column.values, (-1.0, 1.0), 3)


def _measures(column: Column, _: str) -> list[str]:
    return [measured(value, column.digits) for value in column.values]


def _counts(column: Column, _: str) -> list[str]:
    return [f"{value:,.0f}" if math.isfinite(value) else MISSING for value in column.values]


def _shifts(column: Column, _: str) -> list[str]:
    return [shift(value) for value in column.values]


def _intervals(column: Column, lang: str) -> list[str]:
    of = replace(column, kind=column.ends, marks=())
    ends = [
        cells(replace(of, values=[value[end] for value in column.values]), lang) for end in (0, -1)
    ]
    return [span(*pair) for pair in zip(*ends, strict=True)]


WRITERS: Mapping[Kind, Callable[[Column, str], list[str]]] = {
    "text": _as_it_is,
    "prose": _as_it_is,
    "unit": _as_it_is,
    "tree": _as_it_is,
    "status": _statuses,
    "truth": _truths,
    "year": _years,
    "score": _numbers,
    "number": _numbers,
    "rank": _ranks,
    "share": _shares,
    "probability": _chances,
    "correlation": _correlations,
    "measure": _measures,
    "count": _counts,
    "figure": _as_it_is,
    "shift": _shifts,
    "interval": _intervals,
}


def _together(table: Table, column: Column) -> list[str]:
    """Write shares, or intervals of them, that are read against others in their row."""
    of = [other for other in table.columns if other.together == column.together]
    first = sum(_wide(other) for other in of[: of.index(column)])
    out = []
    for row in zip(*(other.values for other in of), strict=True):
        flat = [end for value in row for end in (value if isinstance(value, tuple) else (value,))]
        texts = [text or MISSING for text in apart(flat)]
        out.append(span(*texts[first : first + _wide(column)]))
    return out


def _wide(column: Column) -> int:
    return 2 if column.kind == "interval" else 1


# -- single values, and numbers in sentences -----------------------------------------------------


def decimals(values: Sequence[float]) -> int:
    """Say how many decimals show four digits of the largest value.

    Points of 100 get two, indices below 1 get four.

    >>> decimals([100.0, 4.1]), decimals([0.957]), decimals([]), decimals([12345.0])
    (2, 4, 2, 0)
    """
    largest = max((abs(value) for value in values if math.isfinite(value)), default=100.0)
    return min(4, max(0, 4 - math.ceil(math.log10(largest)))) if largest else 2


def decimal(value: float, places: int, sign: bool = False) -> str:
    """Write a number with so many decimals; what rounds to 0 has no sign.

    >>> decimal(-1234.5, 2), decimal(-0.001, 2)
    ('-1,234.50', '0.00')
    >>> decimal(2.0, 1, sign=True), decimal(0.001, 2, sign=True)
    ('+2.0', '0.00')
    """
    text = f"{value:z,.{max(places, 0)}f}"
    return f"+{text}" if sign and value > 0 and text.strip("0.") else text


def fixed(values: Sequence[float], places: int | None = None, sign: bool = False) -> list[str]:
    """Write numbers with the same number of decimals.

    >>> fixed([69.3453, 4.0, float("nan")])
    ['69.35', '4.00', '–']
    """
    places = decimals(values) if places is None else places
    return [decimal(value, places, sign) if math.isfinite(value) else MISSING for value in values]


def percent(values: Sequence[float], places: int = 1) -> list[str]:
    """Write shares as percents, see `figures.share`.

    >>> percent([0.441, 1.0, 0.9996])
    ['44.1%', '100.0%', '99.96%']
    """
    return [share(value, places=places) if math.isfinite(value) else MISSING for value in values]


def decided(values: Sequence[float], lines: Sequence[float], places: int) -> list[str]:
    """Write numbers that were held against lines: what missed a line is not written like it.

    >>> decided([61.0, 59.996, 1234.5], [60.0], 2)
    ['61.00', '59.996', '1,234.50']
    """

    def one(value: float) -> str:
        text = beside(value, *lines, places=places)
        return decimal(value, len(text.partition(".")[2]))

    return [one(value) if math.isfinite(value) else MISSING for value in values]


def measured(value: float, digits: int = 6) -> str:
    """Write a measured value of any size with some digits at most.

    >>> measured(1234567.0), measured(0.25), measured(3.0), measured(float("nan"))
    ('1,234,570', '0.25', '3', '–')
    """
    if not math.isfinite(value):
        return MISSING
    return f"{float(f'{value:.{digits}g}'):z,.10f}".rstrip("0").rstrip(".")


def chance(value: float, *lines: float) -> str:
    """Write a chance in whole percents, so that a small one is told from none.

    lines : whole percents from which something is said; what falls short is not rounded up to them.

    >>> chance(0.0), chance(0.001), chance(0.5), chance(0.999), chance(1.0), chance(0.948, 0.95)
    ('·', '<1', '50', '>99', '100', '94')
    """
    if value in (0.0, 1.0):
        return "100" if value else "·"
    if not 0.01 <= value <= 0.99:
        return "<1" if value < 0.01 else ">99"
    whole = int(f"{value:.0%}".rstrip("%"))
    short = any(value < line <= whole / 100 for line in lines)
    return f"{whole - short}"


def shift(value: float) -> str:
    """Write a rank shift as an arrow and a number.

    >>> shift(2.0), shift(-1.0), shift(0.0), shift(float("nan"))
    ('▲2', '▼1', '=', '–')
    """
    if not math.isfinite(value):
        return MISSING
    return f"{'▲' if value > 0 else '▼'}{abs(value):g}" if value else "="


def span(low: str, high: str = "") -> str:
    """Write an interval; one without width as its only value.

    >>> span("2", "10"), span("1", "1"), span("44.1%"), span("-2", "-1")
    ('2–10', '1', '44.1%', '-2 – -1')
    """
    dash = " – " if low.startswith("-") or high.startswith("-") else "–"
    return f"{low}{dash}{high}" if high and low != high else low
