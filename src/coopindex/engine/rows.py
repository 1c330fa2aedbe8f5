"""Who stands in the rows of an array, and which of them a step refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.data import Data
from coopindex.engine.frozen import frozen
from coopindex.engine.index import Node, Reference
from coopindex.engine.naming import Text
from coopindex.methods.registry import Array, Context
from coopindex.periods import Period, ordinal


@dataclass(frozen=True)
class Rows:
    """Who stands in the rows: U units in each of Y years, their groups and variables."""

    units: tuple[str, ...]
    years: tuple[Period, ...]
    groups: Mapping[str, NDArray[np.str_]]  # name -> (U,)
    variables: Mapping[str, Array]  # name -> (R,)
    scored: tuple[Period, ...] = ()  # the years asked for; the others stand here for statistics
    referred: NDArray[np.bool_] | None = None  # (R,) rows that may be referred to; None: all may
    # (R,) rows of years that stand here only because a step looks along units' own years
    unseen: NDArray[np.bool_] | None = None
    names: Mapping[str, Text] = field(default_factory=dict)  # what to call units in problems

    def called(self, unit: str) -> Text:
        """Return what to call a unit: its name, told apart from others', or else its code."""
        return self.names.get(unit) or Text(unit)

    @classmethod
    def of(cls, data: Data, years: Sequence[Period], scored: Sequence[Period] = ()) -> Rows:
        """Return the rows of some of the data's years, all of them `scored` unless it is said."""
        at = data.at(years)
        variables = frozen(
            {name: values[at].reshape(-1) for name, values in data.variables.items()}
        )
        years = tuple(years)
        return cls(
            data.units, years, data.groups, variables, tuple(scored) or years, names=data.called
        )

    @property
    def shape(self) -> tuple[int, int]:
        """(Y, U)."""
        return len(self.years), len(self.units)

    @cached_property
    def unit(self) -> NDArray[np.intp]:
        """(R,) position of each row's unit."""
        return frozen(np.tile(np.arange(len(self.units)), len(self.years)))

    @cached_property
    def year(self) -> NDArray[Any]:
        """(R,) each row's year, or other period."""
        return frozen(np.repeat(np.array(self.years), len(self.units)))

    def period(self, row: int) -> Period:
        """Return a row's year, or other period."""
        return self.years[row // len(self.units)]

    def context(self, nodes: Sequence[Node]) -> Context:
        """Return what methods may know about these rows and columns."""
        parents = {
            code: number for number, code in enumerate(dict.fromkeys(node.parent for node in nodes))
        }
        return Context(
            codes=self.units,
            unit=self.unit,
            year=np.repeat([ordinal(year) for year in self.years], len(self.units)),
            direction=np.array([float(node.direction) for node in nodes]),
            groups={name: np.tile(labels, len(self.years)) for name, labels in self.groups.items()},
            parent=np.array([parents[node.parent] for node in nodes], dtype=np.intp),
            built=bool(nodes and nodes[0].children),
        )

    def where(self, conditions: Iterable[tuple[str, str]]) -> NDArray[np.bool_]:
        """(R,) which rows belong to every named group."""
        chosen = np.ones(len(self.units), dtype=bool)
        for name, label in conditions:
            chosen &= self.groups[name] == label
        return np.tile(chosen, len(self.years))

    def applies(self, nodes: Sequence[Node]) -> NDArray[np.bool_] | None:
        """(R, K) which rows each node applies to; None where all apply to all."""
        if not any(node.applies for node in nodes):
            return None
        return np.stack([self.where(node.applies) for node in nodes], axis=-1)

    def reference(self, reference: Reference) -> NDArray[np.bool_] | slice:
        """Return the rows whose statistics fix a stage's parameters; of "each" year, all."""
        years = self.scored if reference.years == "scored" else reference.years
        every = isinstance(years, str) or set(self.years) <= set(years)
        if every and not reference.where and self.referred is None:
            return slice(None)
        chosen = self.where(reference.where)
        if not isinstance(years, str):
            chosen &= np.isin(self.year, years)
        return chosen if self.referred is None else chosen & self.referred

    def apart(self, reference: Reference) -> bool:
        """Whether every year has statistics of its own."""
        return reference.years == "each" and len(self.years) > 1

    def by_year(self, x: Array) -> Array:
        """Lay rows out by year: (..., R, K) -> (..., Y, U, K)."""
        return x.reshape(*x.shape[:-2], *self.shape, x.shape[-1])

    def referred_to(
        self, x: Array, reference: Reference, context: Context | None
    ) -> tuple[Array, Context | None]:
        """Return the rows of reference of columns (..., R, K), and who they are.

        (..., R', K), or (..., Y, U', K) where each year is its own; then what one year refers to
        and another does not is blank.
        """
        chosen = self.reference(reference)
        if not self.apart(reference):
            return x[..., chosen, :], context and context.take(chosen)
        x, context = self.by_year(x), context and context.take(slice(0, len(self.units)))
        if isinstance(chosen, slice):
            return x, context
        years = chosen.reshape(self.shape)
        if (years == years[0]).all():
            return x[..., years[0], :], context and context.take(years[0])
        return np.where(years[..., None], x, np.nan), context
