"""Arguments as Python takes them: what is not what it should be is a `Problem`, not a traceback."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from inspect import Parameter
from math import inf, isfinite
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Index
from coopindex.engine.refusals import not_whole
from coopindex.methods.registry import Method, methods
from coopindex.periods import Period, of
from coopindex.phrases import LANGUAGES, Wording, few
from coopindex.problems import (
    InvalidInput,
    Problem,
    meant,
    near,
    nearest,
    raise_errors,
    unknown_group,
)

if TYPE_CHECKING:
    from coopindex.robustness.execution import Execution

Years = Period | Sequence[Period] | None

MARKS = re.compile("[,，、]")  # between units that are named in one text
MOST_NAMESAKES = 10  # units of one name that are listed


def whole_numbers(draws: int, seed: int) -> tuple[int, int]:
    """Take draws and seed as whole numbers; others, too small and too large, are `InvalidInput`.

    A design has 2^32 points.
    """
    from coopindex.robustness.design import POINTS

    problems = [*not_whole("draws", draws, 1, POINTS), *not_whole("seed", seed, least=0)]
    raise_errors(problems)
    return int(draws), int(seed)


def one_of(word: Any, known: Iterable[Any], field: str) -> None:
    """Refuse a word that is none of those known, with the nearest."""
    known = tuple(known)
    # a table or an array is equal to nothing, cell by cell
    if getattr(word, "ndim", 0) or word not in known:
        message = Wording("reading.none-of", shown=str(word), choices=known)
        hint = meant(str(word), map(str, known))
        raise InvalidInput([Problem("bad-value", message, field=field, value=str(word), hint=hint)])


def language(lang: str) -> None:
    """Refuse a language that is none."""
    one_of(lang, LANGUAGES, "lang")


def execution_of(given: Any) -> Execution:
    """Take how to run as it is, or by its word; None is one draw after the other."""
    from coopindex.robustness.execution import SERIAL, Execution, Way

    if isinstance(given, Execution | None):
        return given or SERIAL
    one_of(given, get_args(Way), "execution")
    return Execution(given)


def need_ending(file: Path, known: Sequence[str], key: str) -> None:
    """Refuse a file's name whose ending says that it is something else. key : of what is said."""
    if file.suffix.lower() not in known:
        message = Wording(key, known=", ".join(known), ending=file.suffix)
        raise InvalidInput([Problem("bad-value", message, field="file", value=str(file))])


def paths_of(files: Any, field: str) -> list[Path]:
    """Take a file, or several, by name or path; others are `InvalidInput`."""
    found = [files] if isinstance(files, str | Path) else files
    if isinstance(found, Iterable) and not isinstance(found, Mapping):
        found = list(found)
        if found and all(isinstance(each, str | Path) for each in found):
            return [*map(Path, found)]
    message = Wording("usage.no-files", written=str(files))
    raise InvalidInput([Problem("bad-value", message, field=field, value=str(files))])


def need_frame(table: Any, field: str) -> None:
    """Refuse what is no DataFrame."""
    if not hasattr(table, "columns"):
        message = Wording("reading.not-a-frame", kind=type(table).__name__)
        hint = Wording("reading.not-a-frame.hint")
        raise InvalidInput([Problem("not-a-table", message, field=field, hint=hint)])


def need_simulated(given: Any) -> None:
    """Refuse what no question about uncertainty answered; None is none yet."""
    if given is not None and not hasattr(given, "tally"):
        message, hint = (
            Wording("usage.no-simulated", kind=type(given).__name__),
            Wording("usage.no-simulated.hint"),
        )
        raise InvalidInput([Problem("bad-value", message, field="simulated", hint=hint)])


def unnamed_unit(units: Sequence[str]) -> InvalidInput:
    """Say which units there are where none is named."""
    hint = Wording("usage.which-unit.hint", units=few(units, MOST_NAMESAKES))
    return InvalidInput([Problem("no-unit", Wording("usage.which-unit"), field="unit", hint=hint)])


def without_tree(frame: Any) -> InvalidInput:
    """Say what to write where a frame is to be scored whose indicators are not named."""
    if not hasattr(frame, "columns"):
        hint = Wording("usage.not-a-frame.load", name=repr(frame))
        message = Wording("reading.not-a-frame", kind=type(frame).__name__)
        return InvalidInput([Problem("not-a-table", message, field="frame", hint=hint)])
    columns = [name for name in frame.select_dtypes("number") if str(name).casefold() != "year"]
    hint = Wording("usage.no-tree.hint", columns=str(columns[:MOST_NAMESAKES]))
    return InvalidInput([Problem("no-tree", Wording("usage.no-tree"), field="tree", hint=hint)])


def share(width: Any) -> float:
    """Take a width as a share from 0 to 1; others are `InvalidInput`."""
    if isinstance(width, Real) and not isinstance(width, bool) and 0 <= float(width) <= 1:
        return float(width)
    message, hint = Wording("plan.vary-range"), Wording("plan.vary.hint")
    problem = Problem("vary-outside", message, field="vary", value=str(width), hint=hint)
    raise InvalidInput([problem])


def proportion(value: Any, field: str) -> float:
    """Take a share from 0 to 1; others are `InvalidInput`."""
    if isinstance(value, Real) and not isinstance(value, bool) and 0 <= float(value) <= 1:
        return float(value)
    message = Wording("usage.no-proportion", value=value)
    raise InvalidInput([Problem("bad-value", message, field=field, value=str(value))])


def thresholds_of(given: Any, known: Mapping[str, float]) -> dict[str, float]:
    """Return all thresholds, those given in place of the known; others are `InvalidInput`."""
    asked = {} if given is None else dict(given)
    for name, value in asked.items():
        one_of(name, known, "threshold")
        if not isinstance(value, Real) or isinstance(value, bool) or not isfinite(float(value)):
            message = Wording("audit.no-number", written=f"{name}={value}")
            raise InvalidInput([Problem("bad-value", message, field="threshold", value=str(value))])
    return {**known, **{name: float(value) for name, value in asked.items()}}


def finite(value: Any, field: str) -> float:
    """Take a finite number; others are `InvalidInput`."""
    if isinstance(value, Real) and not isinstance(value, bool) and isfinite(value):
        return float(value)
    message = Wording("usage.no-finite", value=value)
    raise InvalidInput([Problem("bad-value", message, field=field, value=str(value))])


def group_of(group: Any, data: Data) -> str:
    """Take the name of a column of groups; another is `InvalidInput`, which names the nearest."""
    if str(group) in data.groups:
        return str(group)
    message, hint = unknown_group(str(group), data.groups)
    problem = Problem("unknown-group", message, field="by", value=str(group), hint=hint)
    raise InvalidInput([problem])


def duration(seconds: Any) -> float:
    """Take a number of seconds, None as any number of them; others are `InvalidInput`.

    >>> duration(None), duration(1)
    (inf, 1.0)
    """
    if seconds is None:
        return inf
    if isinstance(seconds, Real) and not isinstance(seconds, bool) and float(seconds) >= 0:
        return float(seconds)
    message = Wording("usage.no-duration", value=seconds)
    raise InvalidInput([Problem("bad-value", message, field="seconds", value=str(seconds))])


def rounds_of(rounds: Any) -> int | None:
    """Take a number of rounds, None as any number of them."""
    raise_errors([] if rounds is None else not_whole("rounds", rounds, least=0))
    return None if rounds is None else int(rounds)


def processes_of(processes: Any) -> int | None:
    """Take a number of processes, None as many as there are processors."""
    if processes is None:
        return None
    if isinstance(processes, Integral) and not isinstance(processes, bool) and int(processes) >= 1:
        return int(processes)
    message = Wording("usage.whole-number", value=processes, least=1)
    raise InvalidInput([Problem("bad-value", message, field="processes", value=str(processes))])


def several(codes: Any, field: str) -> Sequence[str]:
    """Take a single text as one code, and None as none; what is no code is `InvalidInput`."""
    found = () if codes is None else (codes,) if isinstance(codes, str) else codes
    if isinstance(found, Iterable):
        found = tuple(found)
        if all(isinstance(code, str) for code in found):
            return found
    message = Wording("usage.not-codes", written=codes)
    raise InvalidInput([Problem("bad-value", message, field=field, value=str(codes))])


def methods_of(names: Any, stage: str) -> tuple[Choice, ...] | None:
    """Take names of methods of a stage; refuse unknown ones, and those that must be told more.

    None stands for the usual ones.
    """
    if names is None:
        return None
    known = methods(stage)
    found = several(names, f"{stage}s")
    for name in found:
        one_of(name, known, f"{stage}s")
    raise_errors(
        Problem("missing-option", _needs(known[name], option.name), field=f"{stage}s", value=name)
        for name in found
        for option in known[name].options.values()
        if option.default is Parameter.empty
    )
    return tuple(Choice(stage, name) for name in found)


def _needs(method: Method, option: str) -> Wording:
    return Wording("usage.method-needs", method=method.name, stage=method.stage, name=option)


def words(given: Any, field: str) -> tuple[str, ...]:
    """Take words in a list, or parted by commas.

    >>> words("pdf, html", "formats")
    ('pdf', 'html')
    """
    return tuple(word.strip() for text in several(given, field) for word in text.split(","))


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


def years_of(year: Years, data: Data, default: Period | None) -> Sequence[Period] | None:
    """Return the years asked for; None is the latest with data."""
    if year is None:
        return None if default is None else [default]
    if isinstance(year, str) and year == "all":
        return data.years
    written = years_asked(year)
    found = [of(each) for each in written]
    raise_errors(
        Problem(
            "unknown-year",
            Wording("usage.not-a-year", year=str(each)),
            field="year",
            value=str(each),
            hint=Wording("usage.not-a-year.hint"),
        )
        for each, number in zip(written, found, strict=True)
        if number is None
    )
    return [number for number in found if number is not None]


def years_asked(year: Any) -> list[Any]:
    """Return the years asked for, as they are written."""
    several = isinstance(year, Iterable) and not isinstance(year, str | bytes | Mapping)
    # none at all is no year, and not the latest
    return [*year] or [year] if several else [year]


def unit_of(unit: Any, index: Index, data: Data) -> str:
    """Return the code of a unit given by its code or by its name in either language.

    A name is taken as the tables show it too, with what tells it from others in brackets; codes are
    texts, so that a number is taken for its digits.
    """
    text = str(unit)
    if text in data.names:
        return text
    wanted = _folded(text)
    known = {
        code: {code, name.en, name.zh, data.called[code].en, data.called[code].zh} - {""}
        for code, name in data.names.items()
    }
    found = [code for code, names in known.items() if wanted in map(_folded, names)]
    if len(found) == 1:
        return found[0]
    if found:
        message = Wording(
            "usage.named-several", text=text, namesakes=_namesakes(found, wanted, data)
        )
    else:
        other = near(text, sorted(set().union(*known.values())))
        # units are counted, not all that each is called
        listed = [str(data.called[code]) for code in known]
        hint = Wording("frame.did-you-mean", meant=other) if other else nearest(text, listed)
        message = Wording(
            "usage.named-no-unit", text=text, unit=index.unit, index=index.code, hint=hint
        )
    raise InvalidInput([Problem("unknown-unit", message, field="unit", value=text)])


def _folded(text: str) -> str:
    """Return a text without its case, whichever way its accents are stored."""
    return unicodedata.normalize("NFC", text).casefold().strip()


def units_of(named: Any, index: Index, data: Data, field: str) -> tuple[str, ...]:
    """Return the codes of units, named in one text parted by commas or in several.

    A name that holds a comma is tried whole first. Nobody at all is refused, as what is no unit is.
    """
    found, problems = dict[str, None](), list[Problem]()
    for text in several([str(each) for each in _texts(named)], field) or ("",):
        try:
            parts = [unit_of(text, index, data)]
        except InvalidInput:
            parts = [part.strip() for part in MARKS.split(text) if part.strip()] or [text]
        for part in parts:
            try:
                found[unit_of(part, index, data)] = None
            except InvalidInput as invalid:
                problems += (problem.but(field=field) for problem in invalid.problems)
    raise_errors(problems)
    return tuple(found)


def _texts(named: Any) -> Iterable[Any]:
    return (named,) if isinstance(named, str) or not isinstance(named, Iterable) else named


def _namesakes(found: Sequence[str], wanted: str, data: Data) -> Wording:
    """List units of one name by their codes and what else they are called."""
    listed = []
    for code in found[:MOST_NAMESAKES]:
        names = (data.names[code].en, data.names[code].zh)
        other = [name for name in names if name and _folded(name) != wanted]
        listed.append(f"{code} ({', '.join(other)})" if other else code)
    return few(listed, MOST_NAMESAKES, len(found))
