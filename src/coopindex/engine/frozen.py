"""What answers hand out cannot change them: tables are handed out as copies, arrays read-only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Value = TypeVar("Value")
Answer = TypeVar("Answer")


class frame:  # noqa: N801 - a decorator, as `property` is
    """A table that is made once, when it is first asked for, and handed out as a copy."""

    def __init__(self, make: Callable[[Any], pd.DataFrame], name: str = "") -> None:
        self.make, self.name, self.__doc__ = make, name, make.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, answer: None, owner: type) -> frame: ...

    @overload
    def __get__(self, answer: object, owner: type | None = None) -> pd.DataFrame: ...

    def __get__(self, answer: object | None, owner: type | None = None) -> frame | pd.DataFrame:
        if answer is None:
            return self
        held = vars(answer)
        if self.name not in held:
            held[self.name] = self.make(answer)
        found: pd.DataFrame = held[self.name].copy()
        return found

    def __set__(self, answer: object, table: pd.DataFrame) -> None:
        if self.name in vars(answer):
            raise AttributeError(self.name)
        vars(answer)[self.name] = table


def copies_of(*names: str) -> Callable[[type[Answer]], type[Answer]]:
    """Let a dataclass hand out the tables in some of its fields as copies."""

    def unset(_answer: Any) -> pd.DataFrame:
        raise AttributeError

    def handing_out(cls: type[Answer]) -> type[Answer]:
        for name in names:
            setattr(cls, name, frame(unset, name))
        return cls

    return handing_out


def frozen(value: Value) -> Value:
    """Make arrays read-only, also those in tuples and mappings.

    >>> frozen((np.zeros(2), 1))[0].flags.writeable
    False
    """
    if isinstance(value, np.ndarray):
        value.setflags(write=False)
    elif isinstance(value, Mapping):
        for part in value.values():
            frozen(part)
    elif isinstance(value, tuple):
        for part in value:
            frozen(part)
    return value


def views(answer: object, *names: str) -> None:
    """Hold the arrays in some fields read-only; whoever gave them keeps arrays to write into."""
    for name in names:
        found = getattr(answer, name)
        several = isinstance(found, Mapping)
        seen = {key: _seen(array) for key, array in found.items()} if several else _seen(found)
        object.__setattr__(answer, name, seen)


def _seen(given: NDArray[Any]) -> NDArray[Any]:
    array = np.asarray(given)
    return frozen(array.view()) if array.flags.writeable else array


def read_only(make: Callable[[Answer], Value]) -> Callable[[Answer], Value]:
    """Let what a function of an answer returns be read-only."""

    @wraps(make)
    def made(answer: Answer) -> Value:
        return frozen(make(answer))

    return made
