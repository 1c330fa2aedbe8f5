"""What every kind of factor answers, and where the kinds are found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Choice, Index, Reference, Scheme
from coopindex.engine.naming import AS_SCORED, UNSAID, Text
from coopindex.engine.refusals import uncounted
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import Problem, nearest
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.cells import RawCells
from coopindex.robustness.settings import NO_CHOICE, Settings

AS_WRITTEN = "plan.as-written.hint"


@dataclass(frozen=True)
class Change:
    """Give some nodes (none: the index itself) another value in a field, as another `Choice`."""

    field: str
    value: Any
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Family:
    """Siblings whose weights vary together and keep their sum. members : (n,) their positions."""

    node: str
    members: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Ground:
    """What a factor stands on: the index, the weights in use (N,), the families that it varies."""

    index: Index
    base: Array
    families: tuple[Family, ...] = ()


class Entry(Protocol):
    """A factor as its analysts wrote it: content reads what stands under a key, a kind asks."""

    @property
    def name(self) -> str:
        """What the factor is called."""

    @property
    def what(self) -> str:
        """The key that says what varies."""

    @property
    def basis(self) -> Basis:
        """What it varies."""

    def value(self, key: str, default: Any = None) -> Any:
        """Return what stands under a key, the default where nothing does."""

    def codes(self, key: str, known: Collection[str], kind: str) -> tuple[str, ...]:
        """Return the known codes under a key; others, and the same one twice, are refused.

        kind : what they are, the key of a phrase.
        """

    def nodes(self) -> tuple[str, ...]:
        """Return the nodes that take a method of the stage that varies."""

    def ways(self) -> Sequence[tuple[str, Choice | None]]:
        """Return the methods to choose from as written, None: the one in use."""

    def schemes(self) -> Mapping[str, Scheme]:
        """Return the schemes to choose from; unknown ones are refused."""

    def weights_under(self, code: str, scheme: Scheme) -> Array | None:
        """Return the weights that a scheme gives; None where it cannot be, which is refused."""

    def references(self) -> Mapping[str, Reference]:
        """Return the rows of reference to choose from; unknown years and groups are refused."""

    def need_several(self, labels: Sequence[str]) -> None:
        """Refuse fewer than two alternatives, and equal ones."""

    def refuse(
        self,
        code: str,
        message: Wording,
        *place: str | int,
        hint: Wording,
        value: str | None = None,
    ) -> None:
        """Refuse what stands at a place below the factor."""


@dataclass(frozen=True)
class Factor:
    """One thing that varies, a frozen value. What a kind does not answer does not concern it.

    title : what people call it, if not by its name.
    keys : how a plan writes it, the key that says what varies -> the further keys that go with it.
    turn : of several factors that touch the weights of a draw, or its cells, the first acts first.
    shakes : whether it changes cells; may_lower : to less than any that was observed.
    names_nodes : its alternatives are called after nodes.
    """

    name: str
    title: Text = field(default=UNSAID, kw_only=True)
    keys: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    turn: ClassVar[int] = 0
    shakes: ClassVar[bool] = False
    may_lower: ClassVar[bool] = False
    names_nodes: ClassVar[bool] = False

    @classmethod
    def written(cls, entry: Entry) -> Factor:
        """Make one of what analysts wrote; what is wrong with it is refused there."""
        raise NotImplementedError

    @property
    def labels(self) -> tuple[str, ...]:
        """The alternatives' names; none where it is no choice between some."""
        return ()

    def alternative(self, _label: str, /) -> Text:
        """Return what people call an alternative, if not by its name."""
        return UNSAID

    # -- whether it can be ------------------------------------------------------------------------

    def problems(self, _basis: Basis, _factors: Sequence[Factor], /) -> Iterator[Problem]:
        """Say what is wrong with it beside the other factors of a plan."""
        yield from ()

    def claims(self, _index: Index, /) -> Collection[tuple[str, str]]:
        """Return what it changes, (node, what of it): no other factor may change the same."""
        return ()

    def clash(self, other: str) -> tuple[Wording, Wording]:
        """Say that another factor claims the same, and the way out."""
        message = Wording("plan.same-thing", factor=self.name, other=other)
        return message, Wording("plan.same-thing.hint")

    def references(self) -> Iterator[Reference]:
        """Yield the rows of reference that it names, whose years must stand in the rows."""
        yield from ()

    def in_shares(self, _index: Index, /) -> Factor:
        """Return it with its weights as shares: sets in the same proportions are the same."""
        return self

    # -- from a point of the design to a setting --------------------------------------------------

    def moving(self, _index: Index, _ever: NDArray[np.bool_], /) -> tuple[Family, ...]:
        """Return the families that it varies. ever : (N,) nodes that may carry weight."""
        return ()

    def columns(self, _families: Sequence[Family], /) -> int:
        """Return how many columns of the design it takes."""
        return 1

    def settle(self, _settings: Settings, _position: int, _points: Array, /) -> None:
        """Write into settings what its points of the design, (B, columns), say."""

    def weight_sets(self) -> Mapping[str, Array]:
        """Return sets of weights, (N,) each, that it may put in place of those in use."""
        return {}

    def weigh(
        self,
        weights: Array,
        _choices: NDArray[np.int16],
        _points: Array | None,
        _ground: Ground,
        /,
    ) -> Array:
        """Return the weights, (B, N), under its choices, (B,), and points; written in place."""
        return weights

    def column(self, _settings: Settings, _position: int, /) -> Any:
        """Return its column of written settings; None where it needs none."""
        return None

    def read_column(
        self, _column: Any, _settings: Settings, _position: int, /
    ) -> Iterator[Problem]:
        """Read its column of written settings into some, and say what is wrong with it."""
        yield from ()

    def weights_read(self, _families: Sequence[Family], /) -> NDArray[np.intp]:
        """Return the nodes whose weights settings must hold, for it varies them."""
        return np.zeros(0, np.intp)

    # -- from a setting to an index, and to its cells ---------------------------------------------

    def changes_index(self, _index: Index, /) -> bool:
        """Whether its alternatives make another index, not just other weights."""
        return False

    def changes(self, _choice: int, /) -> tuple[Change, ...]:
        """Return what an alternative changes in the index."""
        return ()

    def gives(self, _index: Index, _choice: int, /) -> Collection[str]:
        """Return the inner nodes whose weights it gives, so that no method finds them."""
        return ()

    def amounts(self, _cells: RawCells, /) -> NDArray[Any]:
        """Return by how much it changes each cell, (R, L), 0 or False: not at all."""
        return np.zeros((0, 0))

    def shake(
        self,
        values: Array,
        _amounts: NDArray[Any],
        _points: Array,
        _position: int,
        _cells: RawCells,
        /,
    ) -> Array:
        """Return the cells (B, R, L) changed at some points, (B,); in place where they can be."""
        return values

    def idle(self, _ground: Ground, _cells: RawCells, _alike: Callable[[int], bool], /) -> bool:
        """Whether it moves nothing here. alike : whether an alternative is the index as scored."""
        return True


class Labelled(Factor):
    """A factor that takes one of several alternatives, each as likely as the others."""

    def settle(self, settings: Settings, position: int, points: Array, /) -> None:
        """Cut the interval from 0 to 1 into as many parts as there are alternatives."""
        settings.choices[:, position] = (points[:, 0] * len(self.labels)).astype(np.int16)

    def column(self, settings: Settings, position: int, /) -> Any:
        """Return the alternatives' names."""
        names = np.array([*self.labels, AS_SCORED], dtype=object)
        return names[settings.choices[:, position]]

    def read_column(self, column: Any, settings: Settings, position: int, /) -> Iterator[Problem]:
        """Read the alternatives' names."""
        known = {label: number for number, label in enumerate(self.labels)} | {AS_SCORED: NO_CHOICE}
        labels = [str(label) for label in column]
        settings.choices[:, position] = [known.get(label, NO_CHOICE) for label in labels]
        for label in dict.fromkeys(label for label in labels if label not in known):
            message, hint = Wording("plan.not-an-alternative", label=label), nearest(label, known)
            yield Problem("unknown-alternative", message, field=self.name, value=label, hint=hint)


class Shaken(Factor):
    """A factor that changes cells, by numbers that its point of the design alone decides."""

    shakes: ClassVar[bool] = True
    indicators: tuple[str, ...]

    def problems(self, basis: Basis, _factors: Sequence[Factor], /) -> Iterator[Problem]:
        """Refuse unknown indicators."""
        leaves = [node.code for node in basis.index.leaves]
        yield from unknown(self.name, self.indicators, leaves, basis.index)

    def settle(self, settings: Settings, position: int, points: Array, /) -> None:
        """Take the point as it is."""
        settings.noise[:, position] = points[:, 0]

    def column(self, settings: Settings, position: int, /) -> Any:
        """Return the points."""
        return settings.noise[:, position]

    def read_column(self, column: Any, settings: Settings, position: int, /) -> Iterator[Problem]:
        """Read the points, from 0 to below 1."""
        points, problems = read_numbers(self.name, column)
        settings.noise[:, position] = points
        outside = (points < 0) | (points >= 1)
        if problems or not outside.any():
            yield from problems
            return
        draw = int(outside.argmax())
        where = Wording("plan.draw-does-not", draw=draw + 1)
        yield Problem(
            "bad-settings",
            Wording("plan.design-point", where=where),
            field=self.name,
            value=f"{points[draw]:g}",
            hint=Wording(AS_WRITTEN),
        )

    def idle(self, _ground: Ground, cells: RawCells, _alike: Callable[[int], bool], /) -> bool:
        """Whether there is no cell that it changes."""
        return not self.amounts(cells).any()


def read_numbers(name: str, column: Any) -> tuple[Array, list[Problem]]:
    """Read a column of written settings as numbers, and say where there is none."""
    import pandas as pd

    read = pd.to_numeric(column, errors="coerce").to_numpy(float)
    if not np.isnan(read).any():
        return read, []
    draw = int(np.isnan(read).argmax())
    message, value = Wording("plan.draw-without-number", draw=draw + 1), str(column.iloc[draw])
    return read, [
        Problem("not-a-number", message, field=name, value=value, hint=Wording(AS_WRITTEN))
    ]


def unknown(
    name: str, codes: Sequence[str], known: Collection[str], index: Index | None = None
) -> Iterator[Problem]:
    """Refuse codes that a factor names and nobody knows, and nodes of an index not counted."""
    for code in (code for code in codes if code not in known):
        if index is not None and code in index.uncounted:
            yield uncounted(code, name)
            continue
        message, hint = Wording("plan.not-known", code=code), nearest(code, known)
        yield Problem("unknown-node", message, field=name, value=code, hint=hint)


def as_percent(share: float) -> str:
    """Say what a plain number means that was meant for a percentage.

    >>> as_percent(25)
    '25 means 2500%'
    """
    return Wording("plan.means-percent.hint", share=share, percent=100 * share)


@cache
def kinds() -> Mapping[str, type[Factor]]:
    """Return the kinds by the keys that say what varies, from all files of this folder.

    >>> kinds()["error"].__name__
    'Noise'
    """
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"{__package__}.{module.name}")
    return {key: kind for kind in _below(Factor) for key in kind.keys}


def _below(kind: type[Factor]) -> Iterator[type[Factor]]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)
