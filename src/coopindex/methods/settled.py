"""What methods settle: the names of their statistics, and how these are taken apart.

Statistics are an array (..., K) or rows (..., R, K), a named tuple, a tuple or a mapping of such.
The last axis is that of the columns, so that the statistics of some columns are again statistics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

from coopindex.methods.registry import Array, Method
from coopindex.phrases import Wording

Function = TypeVar("Function", bound=Callable[..., Any])


class Part(NamedTuple):
    """One of the numbers that a method settles.

    name : what it is. kind : a `value` of the column, a `width` between values, a `number` without
    the column's measure, or whole `rows`. logging : it matters only where the column is `logged`.
    """

    name: str
    kind: Literal["value", "width", "number", "rows"] = "value"
    logging: bool = False


MINIMUM, MAXIMUM = Part("minimum"), Part("maximum")
MEAN, MEDIAN = Part("mean"), Part("median")
DEVIATION = Part("standard deviation", kind="width")
LOWER, UPPER = Part("lower clip point"), Part("upper clip point")
ROWS = Part("rows", kind="rows")
# beyond it no number stands in a file of ours
LARGEST = 10**300
DEEPEST = 3  # years, rows, columns

# what a number is once its column has been turned about
TURNED: Mapping[str, str] = {
    low.name: high.name
    for pair in ((MINIMUM, MAXIMUM), (LOWER, UPPER))
    for low, high in (pair, pair[::-1])
}

_SETTLED: dict[Callable[..., Any], tuple[Part, ...]] = {}
_STATED: dict[Callable[..., Any], Mapping[str, str]] = {}
_UNDONE: dict[Callable[..., Any], Callable[..., Array]] = {}


def settles(*parts: Part) -> Callable[[Function], Function]:
    """Say what the numbers are that a statistics function returns, in their order."""

    def named(function: Function) -> Function:
        _SETTLED[function] = parts
        return function

    return named


def states(**options: str) -> Callable[[Function], Function]:
    """Say which options of a method are values in the column's own measure, and what they are."""

    def named(function: Function) -> Function:
        _STATED[function] = options
        return function

    return named


def undone_by(inverse: Callable[..., Array]) -> Callable[[Function], Function]:
    """Name the inverse of a map, of the same arguments; NaN where nothing is mapped to a value."""

    def named(function: Function) -> Function:
        _UNDONE[function] = inverse
        return function

    return named


def inverse_of(method: Method) -> Callable[..., Array] | None:
    """Return the inverse of a method's map; None where it has none."""
    return _UNDONE.get(method.function)


def parts_of(method: Method) -> tuple[Part, ...]:
    """Return what a method settles; of a weighting, weights."""
    if method.statistics is None:
        return (Part("weight", kind="number"),)
    return _SETTLED.get(method.statistics, (Part("statistic", kind="number"),))


def stated_of(method: Method) -> Mapping[str, str]:
    """Return the options of a method that are values in the column's own measure -> their names."""
    return _STATED.get(method.function, {})


def arrays(settled: Any, parts: Sequence[Part]) -> Iterator[tuple[Part, str, Array]]:
    """Yield the arrays of some statistics, what each is, and whose where it is a group's.

    >>> means = {"Asia": np.array([2.0]), "Europe": np.array([3.0])}
    >>> [(part.name, label, float(x[0])) for part, label, x in arrays(means, (MEAN,))]
    [('mean', 'Asia', 2.0), ('mean', 'Europe', 3.0)]
    """
    if isinstance(settled, Mapping):
        for label, values in settled.items():
            yield from ((part, label, x) for part, _, x in arrays(values, parts))
        return
    flat = list(_flat(settled))
    named = parts if len(parts) == len(flat) else [parts[0]] * len(flat)
    yield from ((part, "", x) for part, x in zip(named, flat, strict=True))


def _flat(settled: Any) -> Iterator[Array]:
    if isinstance(settled, tuple):
        for part in settled:
            yield from _flat(part)
    else:
        yield np.asarray(settled)


def mapped(settled: Any, change: Callable[[Array], Array]) -> Any:
    """Return statistics with every array changed."""
    if isinstance(settled, Mapping):
        return {label: mapped(values, change) for label, values in settled.items()}
    if isinstance(settled, tuple):
        found = [mapped(part, change) for part in settled]
        return type(settled)(*found) if hasattr(settled, "_fields") else tuple(found)
    return change(settled)


def of_column(settled: Any, column: int) -> Any:
    """Return the statistics of one column.

    >>> of_column((np.array([1.0, 2.0]), np.array([3.0, 4.0])), 1)
    (array([2.]), array([4.]))
    """
    return mapped(settled, lambda x: x[..., column : column + 1])


def together(settled: Sequence[Any]) -> Any:
    """Put the statistics of several columns side by side.

    >>> together([(np.array([1.0]), np.array([3.0])), (np.array([2.0]), np.array([4.0]))])
    (array([1., 2.]), array([3., 4.]))
    """
    first = settled[0]
    if len(settled) == 1:
        return first
    if isinstance(first, Mapping):
        labels = dict.fromkeys(label for part in settled for label in part)
        return {label: together([part[label] for part in settled]) for label in labels}
    if isinstance(first, tuple):
        found = [together(parts) for parts in zip(*settled, strict=True)]
        return type(first)(*found) if hasattr(first, "_fields") else tuple(found)
    return np.concatenate(settled, axis=-1)


# -- as plain values, to the last digit -----------------------------------------------------------


def as_plain(settled: Any) -> Any:
    """Turn statistics into what JSON can hold, to the last digit; `null` is missing.

    >>> as_plain((np.array([0.1, np.nan]), np.array([-np.inf, 2.0])))
    [[0.1, None], ['-inf', 2.0]]
    """
    if isinstance(settled, Mapping):
        return {label: as_plain(values) for label, values in settled.items()}
    if hasattr(settled, "_fields"):
        return {name: as_plain(getattr(settled, name)) for name in settled._fields}
    if isinstance(settled, tuple):
        return [as_plain(part) for part in settled]
    if settled.dtype.kind != "f" or np.isfinite(settled).all():
        return settled.tolist()
    plain = settled.astype(object)
    plain[np.isnan(settled)] = None
    plain[np.isinf(settled)] = np.where(settled[np.isinf(settled)] > 0, "inf", "-inf")
    return plain.tolist()


def of_plain(found: Any, annotation: Any) -> Any:
    """Read statistics of the type that their function returns; others are a `ValueError`.

    >>> of_plain([[0.1, None], ["-inf", 2.0]], tuple[Array, Array])
    (array([0.1, nan]), array([-inf,   2.]))
    """
    if hasattr(annotation, "_fields"):
        fields = get_type_hints(annotation)
        if not isinstance(found, Mapping) or set(found) != set(fields):
            raise ValueError(Wording("refusal.fields-expected", fields=tuple(fields)))
        return annotation(**{name: of_plain(found[name], fields[name]) for name in fields})
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(found, Mapping):
            raise ValueError(Wording("refusal.mapping-expected"))
        return {label: of_plain(values, inner[1]) for label, values in found.items()}
    if origin is tuple:
        if not isinstance(found, list) or len(found) != len(inner):
            raise ValueError(Wording("refusal.parts-expected", number=len(inner)))
        return tuple(of_plain(*pair) for pair in zip(found, inner, strict=True))
    # of an array: its shape and its dtype[kind], or, where NDArray is an alias of its own, the kind
    kind = get_args(inner[-1]) or inner[-1:] if inner else (np.float64,)
    dtype = np.dtype(kind[0])
    values = np.array(found, dtype=object)
    if values.ndim > DEEPEST or not all(_is_of(value, dtype.kind) for value in values.flat):
        raise ValueError(Wording("refusal.numbers-expected"))
    blank = np.array([value is None for value in values.flat], bool).reshape(values.shape)
    read: Array = np.where(blank, np.nan, values).astype(dtype)
    return read


def _is_of(value: Any, kind: str) -> bool:
    """Whether a plain value may stand in an array of numbers `f`, whole numbers or truths."""
    if isinstance(value, bool):
        return kind == "b"
    if isinstance(value, int):
        return kind in "fiu" and abs(value) < LARGEST
    infinite = isinstance(value, str) and value in ("inf", "-inf")
    known = value is None or infinite or (isinstance(value, float) and bool(np.isfinite(value)))
    return kind == "f" and known


def check_settled(settled: Any, parts: Sequence[Part], lead: tuple[int, ...], columns: int) -> None:
    """Refuse statistics that no columns can have settled, as a `ValueError`.

    lead : the axis of years, if there is one. columns : the last axis; what serves all children at
    once has one.
    """
    found: dict[tuple[str, str], Array] = {}
    for part, label, x in arrays(settled, parts):
        rows, name = x.shape[len(lead) : -1], part.name
        shaped = x.ndim > len(lead) and x.shape[: len(lead)] == lead
        if not shaped or x.shape[-1] not in {1, columns} or len(rows) != (part.kind == "rows"):
            raise ValueError(Wording("refusal.shape-expected", name=name))
        if part not in (LOWER, UPPER) and np.isinf(x).any():
            raise ValueError(Wording("refusal.finite-expected", name=name))
        if name == "weight" and not (x.min() >= 0 and x.max() > 0):
            raise ValueError(Wording("refusal.weights-expected"))
        if name.startswith("sign ") and (np.abs(x) != 1).any():
            raise ValueError(Wording("refusal.finite-expected", name=name))
        found[name, label] = x
    for low, high in ((MINIMUM, MAXIMUM), (LOWER, UPPER)):
        for (name, label), x in found.items():
            if name == low.name and (high.name, label) in found:
                other = found[high.name, label]
                unlike = np.isnan(x) != np.isnan(other)
                if x.shape != other.shape or (unlike | (x > other)).any():
                    raise ValueError(
                        Wording("refusal.order-expected", low=low.name, high=high.name)
                    )


def returned_by(method: Method) -> Any:
    """Return the type of what a method settles: that of its statistics, or an array of weights."""
    return get_type_hints(method.statistics)["return"] if method.statistics else Array
