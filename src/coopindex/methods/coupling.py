"""How far the systems of a unit develop together: coupling, development, and both in one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal, NamedTuple

import numpy as np

from coopindex.methods.options import Span
from coopindex.methods.registry import Array, Undefined, register
from coopindex.methods.sums import Mask, refuse_values, taking_part, weighted_mean
from coopindex.methods.workings import Working, works_out
from coopindex.phrases import Wording

aggregation = partial(register, "aggregation")
Form = Literal["standard", "modified"]
# beyond its scale by less a score lies there by rounding
ROUNDING = 1e-9


class Coupling(NamedTuple):
    """Coupling C, NaN where all systems are 0, development T and their degree D, (..., R) each."""

    coupling: Array
    development: Array
    degree: Array


def _says_coupling(*, give: str) -> bool:
    """Whether it has no value where all systems are 0."""
    return give == "coupling"


def _workings(
    x: Array, weights: Array, _: None, *, form: Form = "standard", scale: Span = (0.0, 1.0)
) -> Iterator[Working]:
    """Yield coupling, development and degree."""
    found = coupled(x, weights, form=form, scale=scale)
    for figure, values in zip(found._fields, found, strict=True):
        yield Working(figure, values)


@aggregation(positive=True, blank=_says_coupling, measure="new")
@works_out(_workings)
def coupling_coordination(
    x: Array,
    weights: Array,
    *,
    form: Form = "standard",
    give: Literal["degree", "coupling", "development"] = "degree",
    scale: Span = (0.0, 1.0),
) -> Array:
    """Coupling coordination degree: how well systems are developed, and how evenly, in one figure.

    D = sqrt(C T), T = sum w U / sum w

    standard, C = n (prod U)^(1/n) / sum U; modified, C = sqrt((1 - mean of abs(U_i - U_j) over the
    pairs) (prod (U_i / max U))^(1/(n - 1))), which spreads C over the whole of 0 to 1

    U : the n children, brought from `scale` to 0 ... 1. Weights, the contributions, enter the
    development T alone, never the coupling C, in which all systems count alike. The degree always
    lies between 0 and 1: `bands: coupling_grades` gives it the ten usual grades.

    One system at 0 makes C and D 0. With all at 0, D is 0 and C has no value. A strong system can
    lower D, where it runs ahead of the others.

    x : (..., R, K), within `scale`; what lies outside is an error.
    weights : (..., K), the contributions.
    form : `standard`, or `modified` as by Wang and others (2021).
    give : the `degree` D, or one of its parts: `coupling` C or `development` T.
    scale : the ends between which the children lie, such as [0, 100].
    Returns (..., R), from 0 to 1. Missing children are skipped, and a unit of which they leave one
    alone is missing. A node of one child is an error; of several of which one alone carries weight,
    C is 1.

    Wang, Kong, Ren, Zhi & Dai (2021), Research on misuses and modification of coupling coordination
    degree model in China, Journal of Natural Resources 36(3), 793-810,
    https://doi.org/10.31497/zrzyxb.20210319; Tian, Li, Yang, Zhang & Guo (2021), Spatio-temporal
    coupling coordination and driving mechanism of urban pseudo and reality human settlements in the
    three provinces of Northeast China, Acta Geographica Sinica 76(4), table 1 (the grades),
    http://www.geog.com.cn/article/2021/0375-5444/0375-5444-76-4-781/T1.html.

    >>> coupling_coordination(np.array([[0.25, 0.25], [0.64, 0.04]]), np.ones(2)).round(3)
    array([0.5, 0.4])
    """
    found = coupled(x, weights, form=form, scale=scale)
    values: Array = getattr(found, give)
    return values


def coupled(
    x: Array, weights: Array, *, form: Form = "standard", scale: Span = (0.0, 1.0)
) -> Coupling:
    """Return coupling, development and degree; see `coupling_coordination`.

    >>> found = coupled(np.array([[0.64, 0.04]]), np.ones(2))
    >>> found.coupling.round(3), found.development
    (array([0.471]), array([0.34]))
    """
    if x.shape[-1] < 2:
        raise Undefined(Wording("refusal.uncoupled"), np.ones(x.shape[-1], bool), family=True)
    levels = _levels(x, weights, scale)
    part = taking_part(levels, weights)
    number = part.sum(axis=-1)
    alone = (weights > 0).sum(axis=-1)[..., None] == 1
    known = (number > 1) | (alone & (number == 1))
    development = np.where(known, weighted_mean(levels, weights), np.nan)
    even = _standard if form == "standard" else _modified
    with np.errstate(divide="ignore", invalid="ignore"):
        coupling = np.where(known, even(np.where(part, levels, np.nan), part, number), np.nan)
    # where all systems are 0
    degree = np.where(development == 0, 0.0, np.sqrt(coupling * development))
    return Coupling(coupling, development, degree)


def _levels(x: Array, weights: Array, scale: Span) -> Array:
    """Return the children on 0 ... 1, and refuse what lies outside."""
    low, high = scale
    with np.errstate(over="ignore"):
        levels = (x - low) / np.subtract(high, low)
    outside = (levels < -ROUNDING) | (levels > 1 + ROUNDING)
    hint = "refusal.outside-scale.hint"
    refuse_values(x, weights, outside, "refusal.outside-scale", hint, low=low, high=high)
    return np.asarray(np.clip(levels, 0.0, 1.0))


def _standard(levels: Array, part: Mask, number: Array) -> Array:
    """Return the geometric over the arithmetic mean; all else is NaN."""
    shares = levels / np.fmax.reduce(levels, axis=-1, keepdims=True)
    product = np.where(part, np.log(shares), 0.0).sum(axis=-1) / number
    mean = np.where(part, shares, 0.0).sum(axis=-1) / number
    return np.asarray(np.minimum(np.exp(product) / mean, 1.0))


def _modified(levels: Array, part: Mask, number: Array) -> Array:
    """Return Wang's coupling: 1 less the mean gap of the pairs, times the product of shares."""
    shares = levels / np.fmax.reduce(levels, axis=-1, keepdims=True)
    product = np.exp(np.where(part, np.log(shares), 0.0).sum(axis=-1) / np.maximum(number - 1, 1))
    # of values in ascending order, the k-th is the larger in k pairs and the smaller in the others
    ordered, place = np.sort(levels, axis=-1), np.arange(levels.shape[-1])
    often = 2 * place - number[..., None] + 1
    gaps = np.where(place < number[..., None], often * ordered, 0.0).sum(axis=-1)
    apart = gaps / np.maximum(number * (number - 1) / 2, 1)
    return np.asarray(np.sqrt(np.maximum(1 - apart, 0.0) * product))
