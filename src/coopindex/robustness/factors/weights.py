"""The weights of families vary: in a band, around what they are, freely, or in their order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Index
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import Problem
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.cells import RawCells
from coopindex.robustness.factors.factor import Entry, Factor, Family, Ground, as_percent, unknown

# a point of the design that is 0 counts as this, so that no family's weights vanish together
LEAST = 2.0**-40
# of a gamma distribution's form: below, its logarithm leaves the range of numbers
LEAST_FORM = 1e-12
ONLY_WITH = {"vary": "band", "concentration": "dirichlet"}

WeightSpread = Literal["band", "dirichlet", "free", "ordered"]


@dataclass(frozen=True)
class Weights(Factor):
    """The weights of the children of some nodes vary; held nodes and weights of 0 stay as they are.

    Each family keeps its sum.

    how : `band`, evenly within `vary` of the weight, then scaled to the sum; `dirichlet`, around
        the weights, the closer the larger `concentration` is; `free`, evenly over everything the
        sum allows (the simplex); `ordered`, likewise but never against the order of the weights
        (equal ones may take any).
    """

    name: str
    families: tuple[str, ...]
    how: WeightSpread = "band"
    vary: float = 0.25
    concentration: float = 100.0
    hold: tuple[str, ...] = ()

    keys: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "weights": ("below", "vary", "concentration", "hold")
    }
    turn: ClassVar[int] = 1

    @classmethod
    def written(cls, entry: Entry) -> Weights:
        """Read how weights vary, and below which parents; `unknown`: those that are assumed."""
        how, basis = entry.value("weights"), entry.basis
        for key, wanted in ONLY_WITH.items():
            if entry.value(key) is not None and how != wanted:
                message = Wording("plan.goes-with", key=key, wanted=wanted)
                hint = Wording("plan.goes-with.hint", wanted=wanted)
                entry.refuse("misplaced-key", message, key, hint=hint)
        dimensions = [node.code for node in basis.index.inner]
        below = entry.codes("below", dimensions, "definition.a-dimension")
        hold = entry.codes("hold", list(basis.index.position), "definition.a-node")
        if how == "unknown":
            return unknown_weights(basis, entry.name, hold, below or None)
        inner = [node for node in basis.index.inner if not basis.found_by_year(node)]
        families = below or tuple(node.code for node in inner if len(node.children) > 1)
        vary = entry.value("vary", 0.25)
        if vary > 1:
            message = Wording("plan.large-vary", vary=as_percent(vary))
            entry.refuse(
                "vary-outside", message, "vary", hint=Wording("plan.large-vary.hint", vary=vary)
            )
        return cls(entry.name, families, how, vary, entry.value("concentration", 100.0), hold)

    def problems(self, basis: Basis, _factors: Sequence[Factor], /) -> Iterator[Problem]:
        """Refuse unknown nodes, impossible ranges, and weights that a method finds every year."""
        inner = [node.code for node in basis.index.inner]
        yield from unknown(self.name, self.families, inner, basis.index)
        yield from unknown(self.name, self.hold, basis.index.position, basis.index)
        if not 0 <= self.vary <= 1 or self.concentration <= 0:
            message = Wording("plan.vary-concentration")
            yield Problem("vary-outside", message, field=self.name, value=str(self.vary))
        for node in (basis.index.node(code) for code in self.families if code in inner):
            if basis.found_by_year(node):
                message = Wording("plan.found-anew", node=node.code)
                name, hint = self.name, Wording("plan.one-year.hint")
                yield Problem("weights-by-year", message, field=name, value=node.code, hint=hint)

    def claims(self, index: Index, /) -> Collection[tuple[str, str]]:
        """Return the shares of the children that are not held."""
        inner = [node for node in index.inner if node.code in self.families]
        moved = {child for node in inner for child in node.children} - {*self.hold}
        return {(code, "share of its parent") for code in moved}

    def clash(self, other: str) -> tuple[Wording, Wording]:
        """Say that another factor varies the same weights, and the way out."""
        message = Wording("plan.same-weights", factor=self.name, other=other)
        return message, Wording("plan.same-weights.hint")

    def moving(self, index: Index, ever: NDArray[np.bool_], /) -> tuple[Family, ...]:
        """Return the families: two siblings at least, none held, none without weight."""
        found = []
        for code in self.families:
            varies = [
                p for p in index.families[code] if ever[p] and index.nodes[p].code not in self.hold
            ]
            if len(varies) > 1:
                found.append(Family(code, np.array(varies)))
        return tuple(found)

    def columns(self, families: Sequence[Family], /) -> int:
        """Return one column for every weight that varies."""
        return sum(len(family.members) for family in families)

    def weigh(
        self,
        weights: Array,
        _choices: NDArray[np.int16],
        points: Array | None,
        ground: Ground,
        /,
    ) -> Array:
        """Vary the weights; without points they stand."""
        if points is not None:
            vary_weights(weights, self, ground.families, points)
        return weights

    def weights_read(self, families: Sequence[Family], /) -> NDArray[np.intp]:
        """Return the nodes whose weights vary; none where they vary by nothing."""
        members = [family.members for family in families if self.vary]
        return np.concatenate([np.zeros(0, np.intp), *members])

    def gives(self, _index: Index, _choice: int, /) -> Collection[str]:
        """Return the families."""
        return self.families

    def idle(self, ground: Ground, _cells: RawCells, _alike: Callable[[int], bool], /) -> bool:
        """Whether no weight can move."""
        return not ground.families or (self.how == "band" and self.vary == 0)


def weight_factors(
    basis: Basis, vary: float, free_unknown: bool, hold: Sequence[str]
) -> tuple[Weights, Weights]:
    """Return the factors of an analysis of weights: unknown ones range freely, bands elsewhere."""
    free = unknown_weights(basis, "unknown weights", hold, None if free_unknown else ())
    band = [
        node.code
        for node in basis.index.inner
        if node.code not in free.families and not basis.found_by_year(node)
    ]
    return free, Weights("weights", tuple(band), "band", vary=vary, hold=tuple(hold))


def unknown_weights(
    basis: Basis, name: str, hold: Sequence[str] = (), below: Sequence[str] | None = None
) -> Weights:
    """Return the factor in which assumed weights range over all that the known ones leave.

    below : the parents whose children's weights vary (default: all with an assumed one).
    """
    inner = [
        node
        for node in basis.index.inner
        if not basis.found_by_year(node) and (below is None or node.code in below)
    ]
    free = [node for node in inner if not basis.assumed.isdisjoint(node.children)]
    known = [child for node in free for child in node.children if child not in basis.assumed]
    return Weights(name, tuple(node.code for node in free), "free", hold=(*hold, *known))


# -- from points of the design to weights ---------------------------------------------------------


def vary_weights(
    weights: Array, factor: Weights, families: Sequence[Family], design: Array
) -> None:
    """Vary the weights (B, N) of some families in place.

    design : (B, D), a column for each of their members.

    >>> weights = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]])
    >>> factor, family = Weights("w", ("i",), vary=0.2), Family("i", np.array([0, 1]))
    >>> vary_weights(weights, factor, [family], np.array([[0.5, 0.5], [1.0, 0.5]]))
    >>> weights.round(3)
    array([[0.5  , 0.3  , 0.2  ],
           [0.533, 0.267, 0.2  ]])
    """
    if not families:
        return
    members, parts = _side_by_side(tuple(families))
    # a row for each weight, (n, B): long rows are quick to add and scale
    before = weights.T[members]
    if (before == before[:, :1]).all():
        before = before[:, :1]
    totals = [before[part].sum(axis=0) for part in parts]
    for part, total in zip(parts, totals, strict=True):
        if not total.all():
            # a set of weights left this family nothing: vary anything, it adds up to that
            before[part][:, total == 0] = 1.0
    drawn = _drawn(before, factor, np.maximum(design.T, LEAST, order="C"), parts)
    for part, total in zip(parts, totals, strict=True):
        drawn[part] *= total / drawn[part].sum(axis=0)
    weights.T[members] = drawn


# measured: 20 families of 3 in 512 draws are varied in 0.03 ms so, and in 0.05 ms one by one; a
# single family costs the same
@lru_cache(maxsize=16)
def _side_by_side(families: tuple[Family, ...]) -> tuple[NDArray[np.intp] | slice, list[slice]]:
    """Return the members of all families, and each family's part of them.

    A slice where it can be one, so that they need no copy.
    """
    members = np.concatenate([family.members for family in families])
    ends = np.cumsum([len(family.members) for family in families]).tolist()
    parts = [
        slice(end - len(family.members), end) for family, end in zip(families, ends, strict=True)
    ]
    whole = np.arange(members[0], members[0] + len(members))
    return slice(whole[0], whole[-1] + 1) if np.array_equal(members, whole) else members, parts


def _drawn(before: Array, factor: Weights, design: Array, parts: Sequence[slice]) -> Array:
    """Turn the design (n, B) into weights of any scale around those before, (n, B) or (n, 1).

    Each of the parts is a family. It may write into the design.
    """
    if factor.how == "band":
        design *= 2 * factor.vary * before
        design += before * (1 - factor.vary)
        return design
    if factor.how == "dirichlet":
        return _gammas(before, factor.concentration, design, parts)
    spacings = _spacings(before, design)
    return _in_order(before, spacings, parts) if factor.how == "ordered" else spacings


def _gammas(before: Array, concentration: float, design: Array, parts: Sequence[slice]) -> Array:
    """Turn the design into gamma variates, whose proportions are a Dirichlet distribution's."""
    from scipy.special import gammaincinv, gammaln

    shares = np.concatenate([before[part] / before[part].sum(axis=0) for part in parts])
    form = np.maximum(concentration * shares, LEAST_FORM)
    drawn = np.asarray(np.where(before > 0, gammaincinv(form, design), 0.0))
    for part in parts:
        # all so small that only their logarithms can be told apart
        vanishing = drawn[part].sum(axis=0) < np.finfo(float).tiny
        if vanishing.any():
            least = np.log(design[part]) / form[part] + gammaln(form[part] + 1) / form[part]
            least = np.where(before[part] > 0, least, -np.inf)
            drawn[part] = np.where(vanishing, np.exp(least - least.max(axis=0)), drawn[part])
    return drawn


def _spacings(before: Array, design: Array) -> Array:
    """Turn the design, in place, into exponentials: their proportions are even on the simplex."""
    np.minimum(design, 1 - 2.0**-53, out=design)
    np.log(design, out=design)
    spacings = np.negative(design, out=design)
    return spacings if (before > 0).all() else np.where(before > 0, spacings, 0.0)


def _in_order(before: Array, spacings: Array, parts: Sequence[slice]) -> Array:
    """Put the weights of each family, in place, into the order before; equal ones in any."""
    for part in parts:
        own = spacings[part]
        order = np.lexsort((own, np.broadcast_to(before[part], own.shape)), axis=0)
        np.put_along_axis(own, order, np.sort(own, axis=0), axis=0)
    return spacings
