"""What can vary: frozen factors, each of which turns its columns of the design into a choice, into weights or into noise.

    Alternatives   one of several ways to do it: a method at any stage of any nodes, its parameters, the rows of reference
    WeightSets     one of several named sets of weights
    Weights        the weights of one or more families, in a band, around what they are, freely, or in a given order
    LeaveOut       nothing, or one of several nodes, does not count
    Noise          every cell is measured with an error
    Donors         every missing cell takes the value of a unit drawn at random

Where several of them touch the weights, they act in the order written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Choice, Reference
from coopindex.methods.options import in_words
from coopindex.methods.registry import Array

LEAST = (
    2.0**-40
)  # a point of the design that is 0 counts as this, so that no family's weights vanish together

LEAST_FORM = 1e-12  # of a gamma distribution: below, its logarithm leaves the range of numbers

Spread = Literal["band", "dirichlet", "free", "ordered"]


@dataclass(frozen=True)
class Change:
    """Give some nodes (none: the index itself) another value in a field, such as another `Choice` in `normalisation`."""

    field: str
    value: Any
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alternatives:
    """One of several ways to do it: label -> the changes it makes. A label without changes leaves the index as it is."""

    name: str
    options: Mapping[str, tuple[Change, ...]]

    @property
    def labels(self) -> tuple[str, ...]:
        """The alternatives' names."""
        return tuple(self.options)


@dataclass(frozen=True, eq=False)
class WeightSets:
    """One of several sets of weights: label -> (N,) in the order of `Index.nodes`.

    given : label -> the inner nodes whose children's weights the set gives (a label that is not there:
    all); the others keep a weighting.
    """

    name: str
    sets: Mapping[str, Array]
    given: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[str, ...]:
        """The sets' names."""
        return tuple(self.sets)


@dataclass(frozen=True)
class LeaveOut:
    """Nothing, or one of several nodes, does not count: its siblings share its weight."""

    name: str
    nodes: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """`nothing`, then the nodes."""
        return ("nothing", *self.nodes)


@dataclass(frozen=True)
class Weights:
    """The weights of the children of some nodes vary; each family keeps its sum, held nodes and weights of 0 stay as they are.

    how : `band`, evenly within `vary` of the weight, then scaled to the sum; `dirichlet`, around the weights, the closer the larger
    `concentration` is; `free`, evenly over everything the sum allows; `ordered`, likewise but never against the order of the weights
    (equal ones may take any).
    """

    name: str
    families: tuple[str, ...]
    how: Spread = "band"
    vary: float = 0.25
    concentration: float = 100.0
    hold: tuple[str, ...] = ()


@dataclass(frozen=True)
class Noise:
    """Every cell of some indicators (none: all), or of some statuses (none: any), is measured with a normal error, independently.

    sd : standard deviation, as a share of the `value`, of the `spread` (the indicator's standard deviation), or in its `measure`.
    What leaves the indicator's bounds is held to them.
    """

    name: str
    sd: float
    of: Literal["value", "spread", "measure"] = "value"
    indicators: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Donors:
    """Every missing cell of some indicators (none: all) takes the value of a unit drawn at random: multiple imputation.

    Approximate Bayesian bootstrap: a first draw with replacement from the values that the indicator has in that year, all years where
    it has none, makes the donors; a second, from these, fills the cells. What is filled is not imputed any more.

    Rubin & Schenker (1986), Multiple imputation for interval estimation from simple random samples with ignorable nonresponse,
    Journal of the American Statistical Association 81.
    """

    name: str
    indicators: tuple[str, ...] = ()


Shaken = (
    Noise | Donors
)  # factors that change the cells, by a generator seeded with their point of the design
Factor = Alternatives | WeightSets | LeaveOut | Weights | Shaken


def choose_method(
    name: str, stage: str, choices: Sequence[Choice], nodes: Sequence[str]
) -> Alternatives:
    """Let some nodes take one of several methods at a stage; a label is the method's name and, where needed, its options.

    >>> choose_method("aggregation", "aggregation", [Choice("aggregation", "arithmetic"), Choice("aggregation", "geometric")], ["i"]).labels
    ('arithmetic', 'geometric')
    """
    names, options = [choice.method for choice in choices], dict[str, tuple[Change, ...]]()
    for choice in choices:
        label = (
            choice.method
            if names.count(choice.method) == 1
            else in_words(choice.method, choice.options)
        )
        if label in options and options[label][0].value != choice:
            raise ValueError(
                f"{name}: two alternatives are called {label}: write them as `Alternatives`, with labels of your own"
            )
        options[label] = (Change(stage, choice, tuple(nodes)),)
    return Alternatives(name, options)


def choose_reference(name: str, references: Mapping[str, Reference]) -> Alternatives:
    """Let the scale rest on one of several references: other years, or other units."""
    return Alternatives(
        name, {label: (Change("reference", reference),) for label, reference in references.items()}
    )


@dataclass(frozen=True, eq=False)
class Family:
    """Siblings whose weights vary together and keep their sum."""

    node: str
    places: NDArray[np.intp]


def vary_weights(
    weights: Array, factor: Weights, families: Sequence[Family], design: Array
) -> None:
    """Vary the weights (B, N) of some families in place; the design (B, D) has a column for each of their members.

    >>> weights = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]])
    >>> factor, family = Weights("w", ("i",), vary=0.2), Family("i", np.array([0, 1]))
    >>> vary_weights(weights, factor, [family], np.array([[0.5, 0.5], [1.0, 0.5]]))
    >>> weights.round(3)
    array([[0.5  , 0.3  , 0.2  ],
           [0.533, 0.267, 0.2  ]])
    """
    if not families:
        return
    places, parts = _side_by_side(tuple(families))
    before = weights.T[
        places
    ]  # a row for each weight, (n, B): long rows are quick to add and scale
    if (before == before[:, :1]).all():
        before = before[:, :1]
    totals = [before[part].sum(axis=0) for part in parts]
    for part, total in zip(parts, totals, strict=True):
        if not total.all():
            before[part][:, total == 0] = (
                1.0  # a set of weights left this family nothing: vary anything, it adds up to that
            )
    drawn = _drawn(before, factor, np.maximum(design.T, LEAST, order="C"), parts)
    for part, total in zip(parts, totals, strict=True):
        drawn[part] *= total / drawn[part].sum(axis=0)
    weights.T[places] = drawn


@lru_cache(maxsize=16)
def _side_by_side(families: tuple[Family, ...]) -> tuple[NDArray[np.intp] | slice, list[slice]]:
    """Return the places of all families, a slice where it can be one, so that they need no copy, and each family's part of them."""
    places = np.concatenate([family.places for family in families])
    ends = np.cumsum([len(family.places) for family in families]).tolist()
    parts = [
        slice(end - len(family.places), end) for family, end in zip(families, ends, strict=True)
    ]
    whole = np.arange(places[0], places[0] + len(places))
    return slice(whole[0], whole[-1] + 1) if np.array_equal(places, whole) else places, parts


def _drawn(before: Array, factor: Weights, design: Array, parts: Sequence[slice]) -> Array:
    """Turn the design (n, B) into weights of any scale around those before, (n, B) or (n, 1); each of the parts is a family."""
    if factor.how == "band":
        design *= 2 * factor.vary * before
        design += before * (1 - factor.vary)
        return design
    if factor.how == "dirichlet":
        from scipy.special import gammaincinv, gammaln

        shares = np.concatenate([before[part] / before[part].sum(axis=0) for part in parts])
        form = np.maximum(factor.concentration * shares, LEAST_FORM)
        drawn = np.asarray(np.where(before > 0, gammaincinv(form, design), 0.0))
        for part in parts:
            vanishing = (
                drawn[part].sum(axis=0) < np.finfo(float).tiny
            )  # all so small that only their logarithms can be told apart
            if vanishing.any():
                least = np.log(design[part]) / form[part] + gammaln(form[part] + 1) / form[part]
                least = np.where(before[part] > 0, least, -np.inf)
                drawn[part] = np.where(vanishing, np.exp(least - least.max(axis=0)), drawn[part])
        return drawn
    np.minimum(design, 1 - 2.0**-53, out=design)
    np.log(design, out=design)
    spacings = np.negative(design, out=design)
    if not (before > 0).all():
        spacings = np.where(before > 0, spacings, 0.0)
    if factor.how == "ordered":
        for part in parts:
            order = np.lexsort(
                (spacings[part], np.broadcast_to(before[part], spacings[part].shape)), axis=0
            )
            np.put_along_axis(spacings[part], order, np.sort(spacings[part], axis=0), axis=0)
    return spacings
