"""Arguments of public calls: by other names, and of other kinds than a signature says.

An argument by another name is answered with its own. One of another kind is a `Problem` that names
it and says what it may be, in place of whatever would go wrong with it inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, wraps
from inspect import getattr_static, isfunction
from numbers import Integral, Real
from os import PathLike
from typing import Any, TypeVar

from coopindex.phrases import Wording, chain
from coopindex.problems import InvalidInput, Problem, near, raise_errors

Named = TypeVar("Named", bound=type)
Called = TypeVar("Called", bound=Callable[..., Any])
Kinds = Mapping[str, tuple[str, ...]]

# what brackets hold is for type checkers
BRACKETS = re.compile(r"\[[^][]*\]")
# what is of each kind; of a list, a mapping or a function no more is asked than that it is one
KINDS: Mapping[str, Callable[[Any], bool]] = {
    "None": lambda value: value is None,
    "bool": lambda value: isinstance(value, bool) or type(value).__name__ in ("bool", "bool_"),
    "int": lambda value: isinstance(value, Integral) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, Real) and not isinstance(value, bool),
    "str": lambda value: isinstance(value, str),
    "Path": lambda value: isinstance(value, PathLike),
    "Sequence": lambda value: isinstance(value, Iterable) and not isinstance(value, str),
    "Mapping": lambda value: isinstance(value, Mapping) or _is_series(value),
    "Callable": callable,
    "Progress": callable,
    "Period": lambda value: isinstance(value, str | Real) and not isinstance(value, bool),
}
AT_ONCE = frozenset(("bool", "Path", "Callable", "Progress"))

# what other libraries and other words call the same
MEANT = {
    "scheme": "weights",
    "schemes": "weights",
    "weighting": "weights",
    "years": "year",
    "period": "year",
    "periods": "year",
    "month": "year",
    "quarter": "year",
    "group": "by",
    "groups": "by",
    "set": "overrides",
    "shares": "overrides",
    "observations": "data",
    "df": "data",
    "scale": "on_scale",
    "n": "draws",
    "samples": "draws",
    "iterations": "draws",
    "simulations": "draws",
    "random_state": "seed",
    "band": "vary",
    "fixed": "hold",
    "units": "only",
    "index": "tree",
    "indicators": "tree",
    "language": "lang",
}


def explaining(function: Called) -> Called:
    """Let a function answer arguments that it does not take, by name or by kind.

    A name that it does not have is `TypeError` with the one that was meant. What is of none of the
    kinds that its annotation names is `InvalidInput`: a switch, a path or a function at once, for
    what is no switch would turn on and what is no function might never be called; anything else
    where the call fails on it, as what takes more than it says is for the function to tell.
    """
    code = function.__code__
    known = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    takes_any = bool(code.co_flags & 8)

    @cache
    def kinds() -> tuple[Kinds, Kinds]:
        """What arguments may be, and those of them that are looked at before the call."""
        every = dict(_kinds(function.__annotations__))
        return every, {name: may_be for name, may_be in every.items() if AT_ONCE & {*may_be}}

    @wraps(function)
    def call(*args: Any, **given: Any) -> Any:
        if given and not takes_any and (strange := [name for name in given if name not in known]):
            raise TypeError(_instead(strange[0], function.__qualname__, known))
        every, at_once = kinds()
        if at_once:
            raise_errors(misfits({**dict(zip(known, args, strict=False)), **given}, at_once))
        try:
            return function(*args, **given)
        except InvalidInput:
            raise
        except (TypeError, AttributeError, ValueError, LookupError):
            asked = {**dict(zip(known, args, strict=False)), **given}
            if told := tuple(misfits(asked, every)):
                raise InvalidInput(told) from None
            raise

    return call  # type: ignore[return-value]


def explained(cls: Named) -> Named:
    """Do the same for every public method of a class, those that it inherits included."""
    for name in dir(cls):
        held = getattr_static(cls, name)
        if name.startswith("_") or hasattr(held, "__wrapped__"):
            continue
        if isfunction(held):
            setattr(cls, name, explaining(held))
        elif isinstance(held, classmethod):
            setattr(cls, name, classmethod(explaining(held.__func__)))
    return cls


def _kinds(annotations: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the kinds that arguments may be of, of those whose annotation is made of such alone.

    >>> dict(_kinds({"file": "str | Path", "most": "int | None", "answer": "Any"}))
    {'file': ('str', 'Path'), 'most': ('int', 'None')}
    """
    for name, written in annotations.items():
        kinds = tuple(part.strip() for part in _outermost(str(written)).split("|"))
        if name != "return" and set(kinds) <= KINDS.keys():
            yield name, kinds


def _outermost(written: str) -> str:
    """Leave out what brackets hold.

    >>> _outermost("Callable[[int, int], None] | None")
    'Callable | None'
    """
    shorter = BRACKETS.sub("", written)
    return shorter if shorter == written else _outermost(shorter)


def misfits(asked: Mapping[str, Any], kinds: Kinds) -> Iterator[Problem]:
    """Say which arguments are of none of their kinds."""
    for name, may_be in kinds.items():
        if name in asked and not any(KINDS[kind](asked[name]) for kind in may_be):
            said = [Wording(f"usage.kind_{kind}") for kind in may_be if kind != "None"]
            value = _shown(asked[name])
            message = Wording("usage.not-of-kind", kinds=chain(said, "usage.or"), value=value)
            yield Problem("bad-value", message, field=name, value=value)


def _is_series(value: Any) -> bool:
    return getattr(value, "ndim", 0) == 1 and hasattr(value, "to_dict")


def _shown(value: Any) -> str:
    """Return a text, a number or a word as it is, and of anything else what it is.

    >>> _shown("x"), _shown(None), _shown([1, 2])
    ('x', 'None', 'list')
    """
    return str(value) if isinstance(value, str | Real | None) else type(value).__name__


def _instead(name: str, of: str, known: Iterable[str]) -> str:
    """Say what an argument is called here, else which there are.

    >>> _instead("scheme", "Project.score", ("self", "weights", "year"))
    'Project.score takes no `scheme`: write `weights`'
    """
    choices = tuple(argument for argument in known if argument != "self")
    meant = MEANT.get(name) if MEANT.get(name) in choices else near(name, choices)
    if meant is not None:
        return str(Wording("usage.argument-meant", name=name, of=of, meant=meant))
    return str(Wording("usage.arguments-taken", name=name, of=of, choices=choices))
