"""The methods that an analyst can name, one registry for every stage.

A method is at most two pure functions of arrays. The function's name is its YAML name and its
keyword-only parameters are its YAML options, so adding a method touches its function and nothing
else: checking, listing, docs and contract tests find it here.

    @normalisation(statistics=extremes)
    def min_max(x, reference, *, scale=(0.0, 100.0)): ...

`statistics` reduces the reference rows to what the map needs; the map is then applied to any rows.
Arrays are `(..., R, K)`: R rows (units, or unit-years of a panel), K columns (nodes), any leading
axes (draws). NaN is missing.

What others must know of a method (whether it keeps the order of units, what makes it linear in its
weights) are its traits: data beside the function, so that no name of a method stands elsewhere.

A parameter called `context` is no option: the stage fills it with a `Context`, for the few methods
that must know who the rows are.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from coopindex.methods import stages
from coopindex.methods.links import Link
from coopindex.methods.options import Above, Ascending, OfStage
from coopindex.phrases import Wording
from coopindex.problems import nearest

Array = NDArray[np.float64]

# the stages at which an analyst names a method; those of one rule are in the registry too
STAGES = stages.METHOD_STAGES
# the modules that hold a stage's methods, in the order of the listing; else one of the stage's name
MODULES = {
    "normalisation": ("normalisation", "ordinal"),
    "weighting": (
        "optimal_weights",
        "benefit_of_the_doubt",
        "decision_weights",
        "elicited_weights",
        "combined_weights",
        "weighting",
    ),
    "aggregation": ("outranking", "benefit_of_the_doubt", "coupling", "aggregation"),
}
# the method that leaves columns as they are has one name in every stage of columns
IDENTITY = "none"
# what is taken where nobody says: the one place where methods are named before they are looked up
DEFAULT = {
    "transform": IDENTITY,
    "imputation": IDENTITY,
    "treatment": IDENTITY,
    "normalisation": IDENTITY,
    "weighting": "equal",
    "aggregation": "arithmetic",
    "ranking": "rank",
}
# the normalisation in which units' percentiles are stated
PERCENTILE = "percentile_rank"
GENERALISED_MEAN = "power"  # the mean of all orders


class Undefined(ValueError):
    """A method has no value somewhere.

    message : why, as the end of the sentence "`code` ..." (`is constant: it cannot rank anybody`).
    where : boolean, True where it has none: columns `(..., K)`, or cells `(..., R, K)`.
    cells : which of the two. family : whether it is the node put together of the columns that has
        none, whichever of them are marked.
    hint : the way out. option : which value of an option is to blame, ("matrix", 1). of : the codes
        of the columns, once it is known.
    """

    def __init__(
        self,
        message: Wording,
        where: NDArray[np.bool_],
        *,
        cells: bool = False,
        family: bool = False,
        hint: Wording | None = None,
        option: tuple[str | int, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message, self.where, self.hint, self.option = message, where, hint, option
        self.cells, self.family = cells, family
        self.of: tuple[str, ...] = ()


class Unfit(ValueError):
    """Options do not go together. option : which value of them is to blame, ("shift",)."""

    def __init__(self, message: Wording, option: tuple[str | int, ...]) -> None:
        super().__init__(message)
        self.option = option


@dataclass(frozen=True)
class Context:
    """Who stands in the rows and columns of an array.

    codes : unit codes. unit : (R,) which of them each row is. year : (R,) its year, or the place of
    another period among those of its kind: what follows is 1 later.
    direction : (K,) +1 or -1. groups : group column -> (R,) text, "" where unknown.
    parent : (K,) which columns are siblings (equal numbers have the same parent).
    built : whether the columns are put together from others, so that what differs by rounding alone
        is equal. transformed : values in the columns' own measure (P, K) -> the same after the
        columns' transforms; None where nothing was transformed.
    """

    codes: tuple[str, ...]
    unit: NDArray[np.intp]
    year: NDArray[np.int_]
    direction: Array
    groups: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)
    parent: NDArray[np.intp] | None = None
    transformed: Callable[[Array], Array] | None = None
    built: bool = False

    def stated(self, value: float) -> Array:
        """Return a value stated in the columns' own measure as it is after their transform.

        (K,), or (Y, K) where each year's transform is its own.

        >>> nobody = np.zeros(0, int)
        >>> Context((), nobody, nobody, np.ones(2), transformed=np.log).stated(1.0)
        array([0., 0.])
        """
        values = np.broadcast_to(np.asarray(value, float), (1, len(self.direction)))
        stated: Array = (values if self.transformed is None else self.transformed(values))[
            ..., 0, :
        ]
        return stated

    def take(self, rows: Any = slice(None), columns: Any = slice(None)) -> Context:
        """Return the context of some of the rows and columns."""
        groups = {name: labels[rows] for name, labels in self.groups.items()}
        parent = None if self.parent is None else self.parent[columns]
        return Context(
            self.codes,
            self.unit[rows],
            self.year[rows],
            self.direction[columns],
            groups,
            parent,
            self.transformed,
            self.built,
        )


Range = Above | Ascending | OfStage


@dataclass(frozen=True)
class Option:
    """One option of a method: its name, type, default, and the range of its values (None: any)."""

    name: str
    annotation: Any
    default: Any
    range: Range | None = None


# a method's name and its options
Counterpart = tuple[str, tuple[tuple[str, Any], ...]]
# how an aggregation takes its weights: in their proportions, as they stand, or as 0 or not
WeightsTrait = Literal["relative", "stated", "taking_part"]
# what becomes of the measure that children share
MeasureTrait = Literal["kept", "new", "none"]
# what another unit of measurement does to a column
AnotherUnit = Literal["factor", "constant", "same"] | None


@dataclass(frozen=True)
class Method:
    """A registered method: its map, its statistics and its traits.

    A trait that hangs on the options is a function of them, with keyword-only parameters.

    Of any column:
    across_columns : a column's result depends on its siblings (imputation from the unit's other
        figures).
    across_years : a row's result depends on its unit's other years (the last observation carried
        forward), so all years of the data stand in the rows.
    turns_about : what was more is less.
    blank : a column, or children, may be such that it has no value and says nothing of it.
    keeps_order : units stand after it as before it, whatever the reference.
    ends : where a column ends by itself; one that has a `scale` ends there.
    best_within : between which values, in its own measure, a column is best; else more is better.
    based : it measures from a base: its reference must name years.
    another_unit : what measuring a column in another unit does to what becomes of it: each value is
        that times a `factor`, or with a `constant` added, or it stays the `same`; None: more.

    Of a weighting:
    judged : its weights come from judgements, not from the rows.

    Of an aggregation:
    positive : of children that are not below 0, and it has a limit at 0.
    weights : how it takes its weights, see `Weights`.
    link : what makes it linear in the weights.
    neutral : what a missing child may count as without changing what the others come to but for
        their weight.
    adds : the children's values, each times a constant, add up to it.
    pair : of two children, the second of which counts against the first; weights play no role.
    to_ideals : by distances to the best and the worst observed.
    meets : its statistics are the rows that every unit meets one by one, itself among them.
    cancels_units : where no child is missing, ranks hang on no unit that a child is measured in.
    measure : what it is measured in where its children share a measure: that is `kept`, a `new` one
        comes about (a product's), or there is `none` (a ratio's).

    counterpart : the method, with options, that robustness tries beside it when nobody says.
    usual : its place among the methods that a grid of methods tries when nobody says.
    """

    stage: str
    name: str
    function: Callable[..., Any]
    statistics: Callable[..., Any] | None = None
    across_columns: bool = False
    across_years: bool = False
    turns_about: bool | Callable[..., bool] = False
    blank: bool | Callable[..., bool] = False
    keeps_order: bool = False
    ends: tuple[float, ...] | Callable[..., tuple[float, ...]] = ()
    best_within: Callable[..., tuple[float, float]] | None = None
    based: bool = False
    another_unit: AnotherUnit | Callable[..., AnotherUnit] = None
    judged: bool = False
    positive: bool = False
    weights: WeightsTrait = "relative"
    link: Link | Callable[..., Link] | None = None
    neutral: float | None = None
    adds: bool = False
    pair: bool = False
    to_ideals: bool = False
    meets: bool = False
    cancels_units: bool | Callable[..., bool] = False
    measure: MeasureTrait = "kept"
    counterpart: Counterpart | Callable[..., Counterpart] | None = None
    usual: int | None = None

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """The options by name: those of the statistics, then those of the map."""
        return {name: option for name, option in self._keywords.items() if name != "context"}

    @property
    def nests(self) -> bool:
        """Whether it is put together of other methods."""
        return any(isinstance(option.range, OfStage) for option in self.options.values())

    @property
    def fits(self) -> bool:
        """Whether it takes statistics of the reference rows; a weighting does, unless judged."""
        return self.statistics is not None or (self.stage == "weighting" and not self.judged)

    @property
    def across_units(self) -> bool:
        """Whether an aggregation compares units with one another (Copeland, TOPSIS)."""
        return self.stage == "aggregation" and self.statistics is not None

    @property
    def rescales_weights(self) -> bool:
        """Whether an aggregation takes weights in their proportions; a sum takes them as stated."""
        return self.weights != "stated"

    def link_of(self, options: Mapping[str, Any]) -> Link | None:
        """Return what makes an aggregation linear in its weights; None where nothing does."""
        found: Link | None = self._under(self.link, options)
        return found

    def is_turned_about(self, options: Mapping[str, Any]) -> bool:
        """Whether what was more is less."""
        return bool(self._under(self.turns_about, options))

    def is_order_kept(self, options: Mapping[str, Any]) -> bool:
        """Whether units stand in the same order after it, rounding aside."""
        ranges = {name: option.range for name, option in self.options.items() if option.range}
        return self.keeps_order and not any(
            ranges[name].refuses(name, value) for name, value in options.items() if name in ranges
        )

    def ends_of(self, options: Mapping[str, Any]) -> tuple[float, ...]:
        """Return the values at which a column ends by itself; none where it has no end."""
        if "scale" in self.options:
            return tuple(options.get("scale", self.options["scale"].default))
        return tuple(self._under(self.ends, options))

    def in_another_unit(self, options: Mapping[str, Any]) -> AnotherUnit:
        """Return what another unit of measurement does to a column."""
        found: AnotherUnit = self._under(self.another_unit, options)
        return found

    def is_free_of_units(self, options: Mapping[str, Any]) -> bool:
        """Whether an aggregation's ranks hang on no unit that a child is measured in."""
        return bool(self._under(self.cancels_units, options))

    def ideal_of(self, options: Mapping[str, Any]) -> tuple[float, float] | None:
        """Return between which values a column is best; None where more is better."""
        found: tuple[float, float] | None = self._under(self.best_within, options)
        return found

    def counterpart_of(self, options: Mapping[str, Any]) -> Counterpart | None:
        """Return the method, with options, that is tried beside it when nobody says."""
        found: Counterpart | None = self._under(self.counterpart, options)
        return found

    def _under(self, trait: Any, options: Mapping[str, Any]) -> Any:
        """Return a trait as the options have it."""
        if not callable(trait):
            return trait
        defaults = {name: option.default for name, option in self.options.items()}
        return _call(trait, (), {**defaults, **options}, None)

    @property
    def wants_context(self) -> bool:
        """Whether it must know who the rows are."""
        return "context" in self._keywords

    @cached_property
    def _keywords(self) -> Mapping[str, Option]:
        return {**(keywords(self.statistics) if self.statistics else {}), **keywords(self.function)}

    def summarise(
        self,
        x: Array,
        options: Mapping[str, Any],
        context: Context | None = None,
        weights: Array | None = None,
    ) -> Any:
        """Reduce the reference rows to the statistics the map needs (None when it needs none).

        weights : those of an aggregation, whose statistics may hang on them.
        """
        arguments = (x,) if weights is None else (x, weights)
        if self.statistics is None:
            return None
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            return _call(self.statistics, arguments, options, context)

    def apply(
        self,
        x: Array,
        second: Any,
        options: Mapping[str, Any],
        context: Context | None = None,
        statistics: Any = None,
    ) -> Array:
        """Map `x`; `second` is the statistics, or an aggregation's weights, then its statistics.

        None is left out: the map takes `x` alone, or an aggregation takes its own rows as
        reference. What is infinite, or no number though nothing is missing, is `Undefined`: finite
        numbers give finite ones.
        """
        given = tuple(value for value in (second, statistics) if value is not None)
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            result: Array = _call(self.function, (x, *given), options, context)
            if not np.isfinite(result.sum()):
                self._refuse_infinite(x, second, result, options)
        return result

    def _refuse_infinite(
        self, x: Array, second: Any, result: Array, options: Mapping[str, Any]
    ) -> None:
        if self.stage == "weighting":
            known, message = np.array(True), "refusal.no-finite-weight"
        elif self.stage == "aggregation":
            known = ~np.isnan(x).any(axis=-1) & (second > 0).any(axis=-1)[..., None]
            known &= not self._under(self.blank, options)
            message = "refusal.no-finite-siblings"
        else:
            known, message = (x == x) & (not self._under(self.blank, options)), "refusal.no-finite"
            if self.stage != "imputation" and known.sum() == np.isfinite(result).sum():
                # nothing is missing but what was
                return
        lost = np.isinf(result) | (np.isnan(result) & known)
        if lost.any():
            if self.stage == "aggregation":
                lost = lost[..., None] & (np.arange(x.shape[-1]) == 0)
            way, hint = f"{self.stage} `{self.name}`", Wording("refusal.usual-size.hint")
            cells = self.stage != "weighting"
            raise Undefined(Wording(message, way=way), lost, cells=cells, hint=hint)

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0]

    @property
    def documentation(self) -> str:
        """The docstring without its example."""
        return (inspect.getdoc(self.function) or "").partition("\n>>>")[0].rstrip()


def _call(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    options: Mapping[str, Any],
    context: Context | None,
) -> Any:
    accepted = keywords(function)
    taken = {name: value for name, value in options.items() if name in accepted}
    if "context" in accepted:
        taken["context"] = context
    return function(*arguments, **taken)


@cache
def keywords(function: Callable[..., Any]) -> Mapping[str, Option]:
    """Return a function's keyword-only parameters."""
    hints = get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters.values()
    return {
        p.name: Option(p.name, *_type_and_range(hints.get(p.name, Any), p.default))
        for p in parameters
        if p.kind is p.KEYWORD_ONLY
    }


def _type_and_range(annotation: Any, default: Any) -> tuple[Any, Any, Range | None]:
    if get_origin(annotation) is not Annotated:
        return annotation, default, None
    bare, limits, *_ = get_args(annotation)
    return bare, default, limits


_METHODS: dict[str, dict[str, Method]] = {stage.name: {} for stage in stages.STAGES}


def register(
    stage: str, *, name: str | None = None, **traits: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as a method of `stage`, under its own name or another."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        method = Method(stage, name or function.__name__.rstrip("_"), function, **traits)
        _METHODS[stage][method.name] = method
        return function

    return decorate


def methods(stage: str) -> Mapping[str, Method]:
    """Return the methods of a stage by name, module by module as they are defined."""
    modules = [f"coopindex.methods.{module}" for module in MODULES.get(stage, (stage,))]
    for module in modules:
        importlib.import_module(module)
    order = {module: position for position, module in enumerate(modules)}
    # whatever was imported first: what others registered comes last
    found = sorted(
        _METHODS[stage].values(),
        key=lambda method: order.get(method.function.__module__, len(order)),
    )
    return {method.name: method for method in found}


def usual(stage: str) -> tuple[Method, ...]:
    """Return the methods of a stage that a grid of methods tries when nobody says, in their order.

    >>> [method.name for method in usual("aggregation")][:2]
    ['arithmetic', 'geometric']
    """
    placed = [(m.usual, m) for m in methods(stage).values() if m.usual is not None]
    return tuple(method for _, method in sorted(placed, key=lambda pair: pair[0]))


def find(stage: str, name: str) -> Method:
    """Return one method; an unknown name is a `KeyError` that names the nearest."""
    known = methods(stage)
    if name not in known:
        raise KeyError(
            Wording("refusal.no-method", name=name, stage=stage, nearest=nearest(name, known))
        )
    return known[name]
