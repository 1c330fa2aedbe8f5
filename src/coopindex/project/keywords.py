"""Arguments by other names: an error that says what they are called here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import isfunction
from typing import Any, TypeVar

from coopindex.phrases import Wording
from coopindex.problems import near

Named = TypeVar("Named", bound=type)
Called = TypeVar("Called", bound=Callable[..., Any])

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
    """Let a function answer an argument that it does not take with the one that was meant."""
    code = function.__code__
    known = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    if code.co_flags & 8:  # it takes any other argument
        return function

    @wraps(function)
    def call(*args: Any, **given: Any) -> Any:
        strange = [name for name in given if name not in known]
        if strange:
            raise TypeError(_instead(strange[0], function.__qualname__, known))
        return function(*args, **given)

    return call  # type: ignore[return-value]


def explained(cls: Named) -> Named:
    """Do the same for every public method of a class."""
    for name, member in list(vars(cls).items()):
        if isfunction(member) and not name.startswith("_"):
            setattr(cls, name, explaining(member))
    return cls


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
