"""Arguments as Python takes them: what is not what it should be is a `Problem`, not a traceback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Integral
from pathlib import Path
from typing import Any, TypeVar

from coopindex.engine.data import Data
from coopindex.engine.index import Index
from coopindex.phrases import Wording, few
from coopindex.problems import InvalidInput, Problem, nearest, raise_errors

Years = int | Sequence[int] | str | None
Code = TypeVar("Code", str, str | Path)

MOST_NAMESAKES = 10  # units of one name that are listed


def whole_numbers(draws: int, seed: int) -> tuple[int, int]:
    """Take draws and seed as whole numbers; others, and those too small, are `InvalidInput`."""
    raise_errors(
        Problem(
            "bad-value",
            Wording("usage.whole-number", value=value, least=least),
            field=field,
            value=str(value),
        )
        for field, value, least in (("draws", draws, 1), ("seed", seed, 0))
        if not isinstance(value, Integral) or isinstance(value, bool) or value < least
    )
    return int(draws), int(seed)


def several(codes: Code | Sequence[Code]) -> Sequence[Code]:
    """Take a single text as one code."""
    return (codes,) if isinstance(codes, str | Path) else codes


def pairs(codes: Any) -> Sequence[tuple[str, str]]:
    """Take a single pair of codes as one pair; what is not a pair is `InvalidInput`."""
    found = [codes] if codes and all(isinstance(code, str) for code in codes) else list(codes)
    raise_errors(
        Problem(
            "bad-value",
            Wording("usage.not-a-pair", pair=pair),
            field="at_least",
            value=str(pair),
            hint=Wording("usage.pair.hint"),
        )
        for pair in found
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2
    )
    return found


def years_of(year: Years, data: Data, default: int | None) -> Sequence[int] | None:
    """Return the years asked for; None is the latest with data."""
    if year is None:
        return None if default is None else [default]
    if not isinstance(year, str):
        return list(year) if isinstance(year, Iterable) else [int(year)]
    if year == "all":
        return data.years
    if not year.isdecimal():
        message, hint = Wording("usage.not-a-year", year=year), Wording("usage.not-a-year.hint")
        problem = Problem("unknown-year", message, field="year", value=year, hint=hint)
        raise InvalidInput([problem])
    return [int(year)]


def unit_of(text: str, index: Index, data: Data) -> str:
    """Return the code of a unit given by its code or by its name in either language.

    A name is taken as the tables show it too, with what tells it from others in brackets.
    """
    if text in data.names:
        return text
    wanted = text.casefold()
    known = {
        code: {code, name.en, name.zh, data.called[code].en, data.called[code].zh} - {""}
        for code, name in data.names.items()
    }
    found = [code for code, names in known.items() if wanted in map(str.casefold, names)]
    if len(found) == 1:
        return found[0]
    if found:
        message = Wording(
            "usage.named-several", text=text, namesakes=_namesakes(found, wanted, data)
        )
    else:
        hint = nearest(text, sorted(set().union(*known.values())))
        message = Wording(
            "usage.named-no-unit", text=text, unit=index.unit, index=index.code, hint=hint
        )
    raise InvalidInput([Problem("unknown-unit", message, field="unit", value=text)])


def _namesakes(found: Sequence[str], wanted: str, data: Data) -> Wording:
    """List units of one name by their codes and what else they are called."""
    listed = []
    for code in found[:MOST_NAMESAKES]:
        names = (data.names[code].en, data.names[code].zh)
        other = [name for name in names if name and name.casefold() != wanted]
        listed.append(f"{code} ({', '.join(other)})" if other else code)
    return few(listed, MOST_NAMESAKES, len(found))
