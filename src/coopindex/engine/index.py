"""The frozen values that the engine works on: the tree, its choices, its schemes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.frozen import frozen, views
from coopindex.engine.naming import UNSAID, Text, told_apart
from coopindex.methods.links import Link
from coopindex.methods.ranking import TiesOrDense
from coopindex.methods.registry import DEFAULT, IDENTITY, PERCENTILE, Array, Method, find
from coopindex.methods.stages import COLUMN_STAGES, FITTED, STEPS
from coopindex.periods import Period
from coopindex.problems import Within

STATUSES = ("observed", "derived", "estimated", "imputed", "illustrative")


@dataclass(frozen=True)
class Origin:
    """Where in the analyst's files something was written; if there are no lines, in which file."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        if isinstance(self.file, Within):
            return self.file.at(self.line)
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True)
class Reference:
    """The rows whose statistics fix a stage's parameters.

    years : "each" year on its own, "all" years of the data together, "scored" (the years asked for,
        together), or named years. where : (group column, label) conditions.

    By default each year stands on its own: a year's scores then hang on nothing but its own
    figures, and a further year in the data changes none that were published before.
    """

    years: str | tuple[Period, ...] = "each"
    where: tuple[tuple[str, str], ...] = ()


# an option's name, and which of the values within it: ("matrix", 1); () the method itself
Inside = tuple[str | int, ...]


@dataclass(frozen=True)
class Choice:
    """A method and its options at one stage. Hashable, so that equal choices are done together.

    reason : printed by the report. reference : the rows whose statistics it takes (None: those of
        the node, else of the index). origins : where it is written, its options, and their values.
    """

    stage: str
    method: str
    options: tuple[tuple[str, Any], ...] = ()
    reason: str = field(default="", compare=False)
    reference: Reference | None = None
    origins: tuple[tuple[Inside, Origin], ...] = field(default=(), compare=False, repr=False)

    def origin(self, within: Inside = ()) -> Origin | None:
        """Return where it is written, or some value within an option of it."""
        written = dict(self.origins)
        while within and within not in written:
            within = within[:-1]
        return written.get(within)

    @cached_property
    def found(self) -> Method:
        """The registered method."""
        return find(self.stage, self.method)

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """The options as keyword arguments."""
        return dict(self.options)

    @property
    def leaves_alone(self) -> bool:
        """Whether it leaves columns as they are."""
        return self.method == IDENTITY

    @cached_property
    def link(self) -> Link | None:
        """What makes an aggregation linear in its weights; None where nothing does."""
        return self.found.link_of(self.settings)


@dataclass(frozen=True)
class Denomination:
    """Divide by a variable or a constant, then multiply by `per`: x / by * per."""

    by: str | float
    per: float = 1.0


@dataclass(frozen=True)
class Rounding:
    """Decimals to keep. half : a half goes to the `even` digit, or `up`, away from 0."""

    decimals: int
    half: Literal["even", "up"] = "even"


@dataclass(frozen=True)
class Missing:
    """What an inner node does about missing children.

    minimum_present : a share (0..1) or, with `count`, a number of the children that carry weight;
        fewer make the node missing.
    renormalise : share the weight of missing children among the others. zero : count a missing
        child as 0 instead.
    """

    minimum_present: float = 0.0
    count: bool = False
    renormalise: bool = True
    zero: bool = False


@dataclass(frozen=True)
class Band:
    """A named tier: scores from `threshold` upward, until the next band's.

    end : beyond which a score is of another scale than the tier's, and belongs to none.
    """

    name: Text
    threshold: float
    end: float = inf


@dataclass(frozen=True)
class Ranking:
    """How units are ordered, in the index and in every node that says nothing else.

    ties : the tie rule. decimals : what scores are rounded to first (None: not). best : `high` or
        `low`.
    percentile : the convention of percentile ranks, rounded to percentile_decimals.
    """

    ties: TiesOrDense = "min"
    decimals: int | None = None
    best: Literal["high", "low"] = "high"
    percentile: Choice = Choice("normalisation", PERCENTILE)
    percentile_decimals: int | None = None


# what a column does where nothing is chosen
NONE = {stage: Choice(stage, DEFAULT[stage]) for stage in COLUMN_STAGES}


# node -> its share of its parent, as a reader names several at once
Setting = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Node:
    """One member of the tree: an indicator, or a node whose values come from its children."""

    code: str
    title: Text
    parent: str | None = None
    children: tuple[str, ...] = ()
    measure: Text = UNSAID
    counted: bool = False  # its raw values are numbers of events, so whole ones
    data: str | None = (
        None  # the column it is read from; None: its own; "": none, for it is a constant
    )
    direction: int = 1
    weight: float = 1.0
    denomination: Denomination | None = None
    transform: Choice = NONE["transform"]
    imputation: Choice = NONE["imputation"]
    treatment: Choice = NONE["treatment"]
    normalisation: Choice = NONE["normalisation"]
    round_column: Rounding | None = None
    round_finished: Rounding | None = None
    aggregation: Choice = Choice("aggregation", DEFAULT["aggregation"])
    missing: Missing = Missing()
    weighting: Choice | None = None  # None: as the scheme says
    # shares of its children that the reader names, one setting after another
    shares: tuple[Setting, ...] = ()
    reference: Reference | None = None  # None: the index's
    # (field of `Ranking`, value) of what it says of its own ranks; the rest is the index's
    ranking: tuple[tuple[str, Any], ...] = ()
    applies: tuple[
        tuple[str, str], ...
    ] = ()  # (group column, label) conditions on the units that it applies to
    bounds: tuple[float | None, float | None] = (None, None)
    reason: str = ""
    description: Text = UNSAID
    note: Text = UNSAID
    origin: Origin | None = None


Columns = NDArray[np.intp] | slice


@dataclass(frozen=True)
class Level:
    """Nodes of one height: leaves are 0, every other node stands above all of its children."""

    nodes: tuple[Node, ...]

    @cached_property
    def direction(self) -> Array:
        """(K,) +1 or -1."""
        return frozen(np.array([float(node.direction) for node in self.nodes]))

    @cached_property
    def choices(self) -> Mapping[str, tuple[tuple[Any, Reference | None, Columns], ...]]:
        """What is done at each step, to which columns: nodes of the same choice together."""
        return {step.name: self._together(step.name) for step in STEPS}

    def _together(self, step: str) -> tuple[tuple[Any, Reference | None, Columns], ...]:
        together: dict[Any, list[int]] = {}
        for column, node in enumerate(self.nodes):
            together.setdefault((getattr(node, step), node.reference), []).append(column)
        return tuple(
            (*key, slice(None) if len(together) == 1 else np.array(columns))
            for key, columns in together.items()
            if key[0] is not None and not (isinstance(key[0], Choice) and key[0].leaves_alone)
        )

    def take(self, columns: Columns) -> tuple[Node, ...]:
        """Return the nodes of some columns."""
        return (
            self.nodes[columns]
            if isinstance(columns, slice)
            else tuple(self.nodes[k] for k in columns.tolist())
        )


@dataclass(frozen=True)
class Published:
    """A figure someone published, as text, that ours must meet.

    Its decimals are its precision, unless a `tolerance` says how far off ours may be.
    """

    figure: str  # score | column | rank | percentile | decile | mean_score | weight
    value: str
    node: str
    unit: str | None = None
    top: int | None = None
    year: Period | None = None
    tolerance: float | None = None
    scheme: str | None = None
    source: str = ""
    note: str = ""
    origin: Origin | None = None


@dataclass(frozen=True)
class Index:
    """A compiled index: leaves first, then inner nodes, children before parents, the root last."""

    code: str
    title: Text
    unit: Text
    nodes: tuple[Node, ...]
    ranking: Ranking = Ranking()
    reference: Reference = Reference()
    # (group column, label) conditions on the units that are ranked, the share of its indicators
    # that a ranked unit has, and the share of those that are not 0
    ranked: tuple[tuple[str, str], ...] = ()
    minimum_present: float = 0.0
    minimum_nonzero: float = 0.0
    ranked_scale: bool = False  # whether units that are not ranked stay out of every statistic
    bands: tuple[Band, ...] = ()
    published: tuple[Published, ...] = ()
    description: Text = UNSAID
    note: Text = UNSAID
    digest: str = ""
    origin: Origin | None = None
    # nodes that are published but not counted, each with what lies below it: an index of its own
    aside: tuple[Index, ...] = ()
    # (inner node, its weighting) where weights that the reader names stand in a weighting's place
    overruled: tuple[tuple[str, Choice], ...] = ()

    @cached_property
    def fits(self) -> tuple[tuple[Node, str, Reference], ...]:
        """Every step that takes statistics of rows: node, stage, and the rows it takes them of."""
        found = []
        for node in self.nodes:
            for stage in FITTED:
                choice: Choice | None = getattr(node, stage)
                inner = stage in ("weighting", "aggregation")
                if choice and choice.found.fits and (node.children or not inner):
                    of = choice.reference or node.reference or self.reference
                    found.append((node, stage, of))
        return tuple(found)

    @property
    def fitted_by_year(self) -> Literal["", "weights", "scale"]:
        """What is fitted to each year by itself: nothing, weights alone, or a scale."""
        steps = {step for _, step, of in self.fits if of.years == "each"}
        return "scale" if steps - {"weighting"} else "weights" if steps else ""

    def years_needed(self, scored: Iterable[Period], known: Sequence[Period]) -> tuple[Period, ...]:
        """Return which of the `known` years must stand in the rows for some to be scored."""
        return tuple(known) if self.looks_along_years else self.years_referred(scored, known)

    @property
    def looks_along_years(self) -> bool:
        """Whether a step looks along units' own years."""
        return any(node.imputation.found.across_years for node in self.nodes)

    def years_referred(
        self, scored: Iterable[Period], known: Sequence[Period]
    ) -> tuple[Period, ...]:
        """Return which of the `known` years are scored, or referred to by a step."""
        needed = set(scored)
        for of in {of for _, _, of in self.fits}:
            if of.years == "all":
                return tuple(known)
            needed |= set(() if isinstance(of.years, str) else of.years)
        if any(node.imputation.found.across_years for node in self.inner):
            return tuple(known)
        return tuple(year for year in known if year in needed)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each node stands among `nodes`."""
        return {node.code: position for position, node in enumerate(self.nodes)}

    @cached_property
    def called(self) -> Mapping[str, Text]:
        """The nodes' titles in both languages, told apart where several share one."""
        nodes = (*self.nodes, *self.uncounted.values())
        return told_apart({node.code: node.title for node in nodes})

    @cached_property
    def uncounted(self) -> Mapping[str, Node]:
        """The nodes that have no part in the index, by code, as the analyst wrote them."""
        return {node.code: node for part in self.aside for node, _ in part.depth_first()}

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The indicators."""
        return tuple(node for node in self.nodes if not node.children)

    @cached_property
    def inner(self) -> tuple[Node, ...]:
        """The inner nodes, every child before its parent."""
        return tuple(node for node in self.nodes if node.children)

    @property
    def root(self) -> Node:
        """The index itself."""
        return self.nodes[-1]

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The nodes by height, leaves first."""
        height: dict[str, int] = {}
        for node in self.nodes:
            height[node.code] = 1 + max((height[child] for child in node.children), default=-1)
        return tuple(
            Level(tuple(n for n in self.nodes if height[n.code] == k))
            for k in range(height[self.root.code] + 1)
        )

    @cached_property
    def families(self) -> Mapping[str, NDArray[np.intp]]:
        """Inner node -> the positions of its children."""
        return frozen(
            {
                node.code: np.array([self.position[child] for child in node.children])
                for node in self.inner
            }
        )

    @cached_property
    def below(self) -> Mapping[str, tuple[Node, ...]]:
        """Inner node -> its children."""
        return {node.code: tuple(map(self.node, node.children)) for node in self.inner}

    @cached_property
    def read_alike(self) -> Mapping[str, tuple[int, ...]]:
        """Indicator -> the positions among the leaves of all that read the same column."""
        readers: dict[str, list[int]] = {}
        for position, leaf in enumerate(self.leaves):
            readers.setdefault(leaf.data or leaf.code, []).append(position)
        return {leaf.code: tuple(readers[leaf.data or leaf.code]) for leaf in self.leaves}

    @cached_property
    def conditional(self) -> frozenset[str]:
        """The inner nodes that have children which apply to some units only."""
        return frozenset(
            code for code, nodes in self.below.items() if any(n.applies for n in nodes)
        )

    @cached_property
    def fills_across(self) -> bool:
        """Whether missing values of an indicator are filled in from others."""
        return any(node.imputation.found.across_columns for node in self.nodes)

    def node(self, code: str) -> Node:
        """Return a node by its code, also one that is not counted."""
        at = self.position.get(code)
        return self.uncounted[code] if at is None else self.nodes[at]

    def band(self, score: float) -> Band | None:
        """Return the tier of a score; None below the lowest, beyond the end, or without a score."""
        found = next((band for band in self.bands if score >= band.threshold), None)
        return found if found and score <= found.end else None

    def ranking_at(self, code: str | None = None) -> Ranking:
        """Return how units are ordered in a node (default: the index itself)."""
        own = self.node(code or self.code).ranking
        return replace(self.ranking, **dict(own)) if own else self.ranking

    def depth_first(self) -> tuple[tuple[Node, int], ...]:
        """Return every node with its depth, root first, as the analyst wrote the tree."""
        found: list[tuple[Node, int]] = []

        def visit(code: str, depth: int) -> None:
            found.append((self.node(code), depth))
            for child in self.node(code).children:
                visit(child, depth + 1)

        visit(self.root.code, 0)
        return tuple(found)


@dataclass(frozen=True)
class Asked:
    """Of whom weights were asked, and how far they agree.

    way : of asking (`ahp`, ...), as the scheme's file names it; by, pool, table : how weights were
    read off and put together, and against which random indices. concordance : Kendall's W.
    ratios : expert, family and consistency ratio; accepted : although one is above its limit.
    shares : each expert's share of every node in its parent, (E, N), NaN in families that the
    expert passed over; None where the file does not hold them.
    """

    way: str
    experts: tuple[str, ...]
    date: str = ""
    concordance: float | None = None
    ratios: tuple[tuple[str, str, float], ...] = ()
    accepted: bool = False
    by: str = ""
    pool: str = ""
    table: str = ""
    shares: Array | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Hold the shares read-only."""
        if self.shares is not None:
            views(self, "shares")

    @property
    def ratio(self) -> float | None:
        """The largest consistency ratio."""
        return max((ratio for _, _, ratio in self.ratios), default=None)


@dataclass(frozen=True)
class Scheme:
    """A named set of weights, one for every node, relative inside its parent (the root: 1).

    families : the inner nodes whose children it gives weights (None: all). asked : of whom, where
    experts were. named : by the reader, so that there it takes a weighting's place. settings :
    shares that the reader names beside it, one setting after another; they are in `weights`
    already.
    """

    code: str
    weights: Array  # (N,) in the order of Index.nodes
    assumed: frozenset[str] = frozenset()
    title: Text = UNSAID
    source: str = ""
    reason: str = ""
    digest: str = ""
    origin: Origin | None = None
    families: frozenset[str] | None = None
    asked: Asked | None = None
    named: bool = False
    settings: tuple[Setting, ...] = ()

    def __post_init__(self) -> None:
        """Hold the weights read-only; whoever gave them keeps an array to write into."""
        views(self, "weights")

    @property
    def overrides(self) -> Setting:
        """The shares that the reader named last."""
        return self.settings[-1] if self.settings else ()

    def gives(self, node: str) -> bool:
        """Whether it gives weights to the children of an inner node."""
        return self.families is None or node in self.families
