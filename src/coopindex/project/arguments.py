"""Arguments as Python takes them: what is not what it should be is a `Problem`, not a traceback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Integral, Real
from typing import Any

from coopindex.engine.data import Data
from coopindex.engine.index import Index
from coopindex.phrases import LANGUAGES, Wording, few
from coopindex.problems import InvalidInput, Problem, near, nearest, raise_errors

Years = int | Sequence[int] | str | None

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


def one_of(word: Any, known: Iterable[str], field: str) -> None:
    """Refuse a word that is none of those known, with the nearest."""
    known = tuple(known)
    if word not in known:
        message, hint = Wording("reading.none-of", shown=word, choices=known), None
        if (meant := near(str(word), known)) is not None:
            hint = Wording("frame.did-you-mean", meant=meant)
        raise InvalidInput([Problem("bad-value", message, field=field, value=str(word), hint=hint)])


def language(lang: str) -> None:
    """Refuse a language that is none."""
    one_of(lang, LANGUAGES, "lang")


def need_frame(table: Any, field: str) -> None:
    """Refuse what is no DataFrame."""
    if not hasattr(table, "columns"):
        message = Wording("reading.not-a-frame", kind=type(table).__name__)
        hint = Wording("reading.not-a-frame.hint")
        raise InvalidInput([Problem("not-a-table", message, field=field, hint=hint)])


def share(width: Any) -> float:
    """Take a width as a share from 0 to 1; others are `InvalidInput`."""
    if isinstance(width, Real) and not isinstance(width, bool) and 0 <= float(width) <= 1:
        return float(width)
    message, hint = Wording("plan.vary-range"), Wording("plan.vary.hint")
    problem = Problem("vary-outside", message, field="vary", value=str(width), hint=hint)
    raise InvalidInput([problem])


def several(codes: Any, field: str) -> Sequence[str]:
    """Take a single text as one code, and None as none; what is no code is `InvalidInput`."""
    found = () if codes is None else (codes,) if isinstance(codes, str) else codes
    if isinstance(found, Iterable):
        found = tuple(found)
        if all(isinstance(code, str) for code in found):
            return found
    message = Wording("usage.not-codes", written=codes)
    raise InvalidInput([Problem("bad-value", message, field=field, value=str(codes))])


def pairs(codes: Any) -> Sequence[tuple[str, str]]:
    """Take a single pair of codes as one pair; what is not a pair is `InvalidInput`."""
    found = list(codes) if isinstance(codes, Iterable) else [codes]
    if found and all(isinstance(code, str) for code in found):
        found = [codes]
    raise_errors(
        Problem(
            "bad-value",
            message,
            field="at_least",
            value=str(pair),
            hint=Wording("usage.pair.hint"),
        )
        for pair in found
        if (message := _not_a_pair(pair)) is not None
    )
    return found


def _not_a_pair(pair: Any) -> Wording | None:
    """Say why something is no pair of different codes."""
    if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
        return Wording("usage.not-a-pair", pair=pair)
    if not all(isinstance(code, str) for code in pair):
        return Wording("usage.not-a-pair", pair=pair)
    return Wording("usage.pair-of-one", code=pair[0]) if pair[0] == pair[1] else None


def years_of(year: Years, data: Data, default: int | None) -> Sequence[int] | None:
    """Return the years asked for; None is the latest with data."""
    if year is None:
        return None if default is None else [default]
    if isinstance(year, str) and year == "all":
        return data.years
    written: list[Any] = (
        [*year] if isinstance(year, Iterable) and not isinstance(year, str) else [year]
    )
    found = [one_year(each) for each in written]
    raise_errors(
        Problem(
            "unknown-year",
            Wording("usage.not-a-year", year=each),
            field="year",
            value=str(each),
            hint=Wording("usage.not-a-year.hint"),
        )
        for each, number in zip(written, found, strict=True)
        if number is None
    )
    return [number for number in found if number is not None]


def one_year(written: Any) -> int | None:
    """Return a single year as a whole number, None where it is none.

    >>> [one_year(written) for written in (2020, "2020", 2020.0, 2020.5, "all", None, True)]
    [2020, 2020, 2020, None, None, None, None]
    """
    if isinstance(written, str):
        return int(written) if written.isdecimal() else None
    if isinstance(written, bool) or not isinstance(written, Real):
        return None
    number = float(written)
    return int(number) if number.is_integer() else None


def unit_of(unit: Any, index: Index, data: Data) -> str:
    """Return the code of a unit given by its code or by its name in either language.

    A name is taken as the tables show it too, with what tells it from others in brackets; codes are
    texts, so that a number is taken for its digits.
    """
    text = str(unit)
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
        hint = _nearest_unit(text, data)
        message = Wording(
            "usage.named-no-unit", text=text, unit=index.unit, index=index.code, hint=hint
        )
    raise InvalidInput([Problem("unknown-unit", message, field="unit", value=text)])


def _nearest_unit(text: str, data: Data) -> Wording:
    """Name the unit that was most likely meant by its code or a name, or else a few codes."""
    names = {name for text in data.names.values() for name in (text.en, text.zh) if name}
    meant = near(text, [*data.names, *sorted(names)])
    if meant is not None:
        return Wording("frame.did-you-mean", meant=meant)
    return nearest(text, data.names)


def _namesakes(found: Sequence[str], wanted: str, data: Data) -> Wording:
    """List units of one name by their codes and what else they are called."""
    listed = []
    for code in found[:MOST_NAMESAKES]:
        names = (data.names[code].en, data.names[code].zh)
        other = [name for name in names if name and name.casefold() != wanted]
        listed.append(f"{code} ({', '.join(other)})" if other else code)
    return few(listed, MOST_NAMESAKES, len(found))
