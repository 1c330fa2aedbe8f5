"""Formulas as text: what Excel, WPS and LibreOffice all reckon alike.

No function younger than Excel 2007, none that spills. A cell without a value holds "" where a
formula stands, nothing else where none does: both are no number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from coopindex.engine.index import Ranking, Rounding

NEARLY = "1E-9"  # as the engine: what misses a half, or a least share, by less counts as one
SAME = 12  # digits of the largest score beyond which a difference is one of adding up alone


def number(value: float) -> str:
    """Write a number to its last digit.

    >>> number(0.1), number(-2.0), number(1e-7)
    ('0.1', '-2', '1E-07')
    """
    value = float(value)
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value).upper()


def text(words: str) -> str:
    """Quote a text, in which nothing can be taken for the name of a function.

    >>> text("MAP(x)") == '"MAP"&"("&"x)"'
    True
    """
    return '"' + words.replace('"', '""').replace("(", '"&"("&"') + '"'


def sentence(words: Sequence[str]) -> str:
    """Join texts and formulas, which stand in turn, into one text.

    >>> sentence(["moves ", "A1", " places"])
    '"moves "&A1&" places"'
    """
    parts = (text(part) if at % 2 == 0 else part for at, part in enumerate(words))
    return "&".join(part for part in parts if part != '""')


def mean(x: str, weights: str, how: dict[str, Any], missing: dict[str, Any]) -> tuple[str, bool]:
    """Put children together: the formula, and whether it has to be entered as one of arrays.

    x, weights : ranges alike. how, missing : as `report.live` has the mean and the rule of missing
    children, which are in full there.
    """
    p, stated, renormalise = how["exponent"], how["stated"], missing["renormalise"]
    here = f"ISNUMBER({x})"
    least = (
        number(missing["least"])
        if missing["count"]
        else (f"{number(missing['least'])}*SUMPRODUCT(1*({weights}>0))-{NEARLY}")
    )
    fewest = 0 if missing["zero"] else 1
    need = f"MAX({least},{fewest})" if missing["least"] else str(fewest)
    enough = f"SUMPRODUCT(({weights}>0)*{here})>={need}"
    if p == 1 and stated:
        value = f"SUMPRODUCT({weights},{x})"
    elif p == 1:
        whole = (
            f"SUMPRODUCT({weights}*{here})"
            if renormalise and not missing["zero"]
            else f"SUM({weights})"
        )
        value = f"SUMPRODUCT({weights},{x})/{whole}"
    else:
        value = _bent(x, weights, p, how, renormalise)
    return f'=IF(SUM({weights})>0,IF({enough},{value},""),"")', p != 1


def _bent(x: str, weights: str, p: float, how: dict[str, Any], renormalise: bool) -> str:
    """A mean of values that are bent before they are added up, and the sum bent back."""
    part = f"ISNUMBER({x})*({weights}>0)"
    forward = f"LN({x})" if p == 0 else f"1/{x}" if p == -1 else f"{x}^{number(p)}"
    # a child of 0 has no logarithm and no reciprocal; it decides the mean by itself
    some = f"IF(ISNUMBER({x}),IF({x}>0,{weights}*{forward},0),0)"
    whole = f"SUM(IF(ISNUMBER({x}),{weights},0))" if renormalise else f"SUM({weights})"
    inner = f"SUM({some})/{whole}"
    back = (
        f"EXP({inner})" if p == 0 else f"1/({inner})" if p == -1 else f"({inner})^(1/{number(p)})"
    )
    if p > 0:
        return back
    # as written: a child of 0 makes the mean 0, or none
    none = "0" if how["zero"] else '""'
    return f"IF(SUM({part}*IF(ISNUMBER({x}),1*({x}<=0),0))>0,{none},{back})"


def rounded(value: str, rounding: Rounding | None) -> str:
    """Round as the engine does; a half goes to the even digit, or away from 0."""
    if rounding is None:
        return value
    digits = number(10.0**rounding.decimals)
    if rounding.half == "up":
        return f"SIGN({value})*INT(ABS({value})*{digits}+0.5+{NEARLY})/{digits}"
    return even(value, rounding.decimals)


def even(value: str, decimals: int) -> str:
    """Round to so many decimals, a half to the even digit.

    >>> even("A1", 0)
    'IF(A1*1-INT(A1*1)=0.5,2*INT((INT(A1*1)+1)/2),INT(A1*1+0.5))/1'
    """
    digits = number(10.0**decimals)
    whole = f"{value}*{digits}"
    half = f"2*INT((INT({whole})+1)/2)"
    return f"IF({whole}-INT({whole})=0.5,{half},INT({whole}+0.5))/{digits}"


def told_apart(largest: float) -> int:
    """How many decimals tell scores apart that differ by more than their adding up.

    >>> told_apart(69.3), told_apart(0.95)
    (10, 12)
    """
    if not largest or not math.isfinite(largest):
        return SAME - 2
    return SAME - max(0, math.ceil(math.log10(largest)))


def key(score: str, ranking: Ranking, decimals: int) -> str:
    """What units are ranked by: scores rounded where they would differ by rounding alone."""
    if ranking.decimals is not None:
        return f'=IF(ISNUMBER({score}),{even(score, ranking.decimals)},"")'
    return f'=IF(ISNUMBER({score}),ROUND({score},{decimals}),"")'


def rank(own: str, keys: str, ranking: Ranking) -> str:
    """The rank of a key among the keys, by the index's rule for ties."""
    plain = f"RANK({own},{keys},{int(ranking.best == 'low')})"
    alike = f"(COUNTIF({keys},{own})-1)"
    better = "<" if ranking.best == "low" else ">"
    by_rule = {
        "min": plain,
        "max": f"{plain}+{alike}",
        "average": f"{plain}+{alike}/2",
        "dense": f"1+SUMPRODUCT(ISNUMBER({keys})*({keys}{better}{own})"
        f"/(COUNTIF({keys},{keys})+NOT(ISNUMBER({keys}))))",
    }
    return f'=IF(ISNUMBER({own}),{by_rule[ranking.ties]},"")'


def place(own: str, keys: str, above: str, ranking: Ranking) -> str:
    """The place in the list: ties stand in the order of their rows. above : keys up to the own."""
    plain = f"RANK({own},{keys},{int(ranking.best == 'low')})"
    return f'=IF(ISNUMBER({own}),{plain}+COUNTIF({above},{own})-1,"")'
