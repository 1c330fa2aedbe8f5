"""What methods work out on their way to a result, for those who check a figure by hand.

A method says what in a function beside it: of an aggregation f(x, weights, statistics, *, options),
of a weighting f(x, *, options), which returns arrays of the rows (..., R), of their cells (..., R,
K), or, of a weighting, of the children (..., K) or the family (...,).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from coopindex.methods.registry import Array, Method, keywords

Function = TypeVar("Function", bound=Callable[..., Any])


class Working(NamedTuple):
    """A figure on the way: what it is, its values, and the method it is of where several meet."""

    figure: str
    values: Array
    of: str = ""


_WORKINGS: dict[Callable[..., Any], Callable[..., Iterable[Working]]] = {}


def works_out(by: Callable[..., Iterable[Working]]) -> Callable[[Function], Function]:
    """Name the function that says what a method works out on its way."""

    def named(function: Function) -> Function:
        _WORKINGS[function] = by
        return function

    return named


def has_workings(method: Method) -> bool:
    """Whether a method says what it works out on its way."""
    return method.function in _WORKINGS


def workings_of(method: Method, *given: Any, options: Mapping[str, Any]) -> tuple[Working, ...]:
    """Return what a method works out on its way from what it is given."""
    by = _WORKINGS[method.function]
    return tuple(by(*given, **{key: options[key] for key in keywords(by) if key in options}))
