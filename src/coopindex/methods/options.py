"""Options as analysts write them in YAML: what one takes, and a value of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import numpy as np

from coopindex.phrases import Wording, chain


class Above(NamedTuple):
    """Values above a limit: `sd: Annotated[float, Above(0.0)]`."""

    limit: float
    # the key of a phrase
    hint: str = ""

    def refuses(self, name: str, value: Any) -> Wording | None:
        """Say what is wrong with a value; None where nothing is.

        >>> Above(0.0).refuses("sd", 2.0), Above(0.0).refuses("sd", -1.0)
        (None, '`sd` must lie above 0, not at -1')
        """
        fits = np.all(np.greater(value, self.limit))
        if fits:
            return None
        return Wording("refusal.must-lie-above", name=name, limit=self.limit, value=value)


class Ascending(NamedTuple):
    """Two ends, of which the first lies below the second."""

    # the key of a phrase
    hint: str = ""

    def refuses(self, name: str, value: Any) -> Wording | None:
        """Say what is wrong with a value; None where nothing is.

        >>> Ascending().refuses("scale", (0.0, 100.0)), Ascending().refuses("scale", (2, 1))
        (None, 'the scale runs from 2 to 1: its lower end must lie below its upper')
        """
        low, high = value
        if low < high:
            return None
        return Wording("refusal.range", name=name, low=low, high=high)


class Named(NamedTuple):
    """A method inside another's options, with its own."""

    method: str
    options: tuple[tuple[str, Any], ...] = ()


class OfStage(NamedTuple):
    """Two or more methods of a stage, none of which is itself put together of others."""

    stage: str
    # the key of a phrase
    hint: str = "refusal.two-methods.hint"

    def refuses(self, name: str, value: Any) -> Wording | None:
        """Say what is wrong with a value; None where nothing is.

        >>> OfStage("weighting").refuses("of", (Named("equal"),))
        '`of` needs two or more methods, not 1'
        """
        if len(value) > 1:
            return None
        return Wording("refusal.two-methods", name=name, number=len(value))


TURN = "refusal.turn.hint"
WHOLE = 1e16  # below it every whole number stands without an exponent
Span = Annotated[tuple[float, float], Ascending("refusal.ascending.hint")]
Width = Annotated[float, Above(0.0, TURN)]


# what an option of a plain type takes -> the end of a key of a phrase
NAMED: dict[Any, str] = {
    float: "number",
    int: "whole",
    str: "text",
    bool: "truth",
    type(None): "null",
    None: "null",
    Any: "anything",
    Named: "method",
}


def kind(annotation: Any) -> str:
    """Write what an option takes, as a wording.

    >>> from typing import Literal
    >>> kind(tuple[float, float]), kind(float | None), kind(Literal["a", "b"])
    ('[number, number]', 'number or null', 'a or b')
    >>> from coopindex.phrases import again
    >>> again(kind(tuple[float, ...]), "zh"), again(kind(Annotated[int, "digits"] | None), "zh")
    ('数值列表', '整数或`null`')
    """
    if annotation in NAMED:
        return Wording(f"takes.{NAMED[annotation]}")
    if isinstance(annotation, str):
        return annotation
    origin, within = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return kind(within[0])
    inner = [*map(kind, within)]
    if origin is tuple and within[-1] is not ...:
        return Wording("takes.tuple", inner=chain(inner, "takes.next"))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Wording("takes.mapping", key=inner[0], value=inner[1])
    if isinstance(origin, type) and not issubclass(origin, UnionType):
        return Wording("takes.list_of", inner=inner[0]) if inner else Wording("takes.list")
    if inner:
        return chain(inner, "takes.or")
    return str(getattr(annotation, "__name__", annotation))


def in_words(method: str, options: Iterable[tuple[str, Any]]) -> str:
    """Write a method with its options.

    >>> in_words("winsorise", (("at_most", 5), ("when", (("kurtosis", 3.5), ("skewness", 2.0)))))
    'winsorise (at_most: 5, when: {kurtosis: 3.5, skewness: 2})'
    """
    inner = ", ".join(f"{name}: {as_yaml(value)}" for name, value in options)
    return f"{method} ({inner})" if inner else method


def as_yaml(value: Any) -> str:
    """Write an option as analysts do; a mapping may come as a tuple of pairs.

    >>> as_yaml((0.0, 100.0)), as_yaml({"skewness": 2.0}), as_yaml((("skewness", 2.0),))
    ('[0, 100]', '{skewness: 2}', '{skewness: 2}')
    >>> as_yaml(None), as_yaml(1234567.0), as_yaml(0.1234567)
    ('null', '1234567', '0.1234567')
    >>> as_yaml((Named("equal"), Named("entropy", (("shift", 0.01),))))
    '[equal, {method: entropy, shift: 0.01}]'
    """
    value = tuple(value.items()) if isinstance(value, Mapping) else value
    if isinstance(value, Named):
        return as_yaml((("method", value.method), *value.options)) if value.options else value[0]
    if isinstance(value, tuple):
        pairs = bool(value) and all(
            isinstance(part, tuple)
            and len(part) == 2
            and isinstance(part[0], str)
            and not isinstance(part, Named)
            for part in value
        )
        inner = [f"{part[0]}: {as_yaml(part[1])}" if pairs else as_yaml(part) for part in value]
        return f"{{{', '.join(inner)}}}" if pairs else f"[{', '.join(inner)}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    # to the last digit: two options that differ are told apart, and none is another number
    whole = isinstance(value, float) and value.is_integer() and abs(value) < WHOLE
    return f"{value:.0f}" if whole else f"{value}"
