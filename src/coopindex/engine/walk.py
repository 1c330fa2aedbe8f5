"""Every node walks the same way: from its column, step by step, to the finished column that its parent puts together.

    column -> denominate -> transform -> impute -> treat -> orient by direction -> normalise -> finished column

A leaf's column is read from the data; an inner node's column is its children's finished columns, aggregated. All arrays are
(..., R, K): R = Y*U unit-years, year by year; leading axes are draws. Pure: the same arguments give the same arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Choice, Data, Index, Missing, Node, Reference
from coopindex.methods.registry import Array, Context, Undefined
from coopindex.problems import InvalidInput, Problem

STEPS = ("column", "denominated", "transformed", "imputed", "treated", "finished")


@dataclass(frozen=True)
class Rows:
    """Who stands in the rows: U units in each of Y years, what groups they belong to, and the variables they are divided by."""

    units: tuple[str, ...]
    years: tuple[int, ...]
    groups: Mapping[str, NDArray[np.str_]]  # name -> (U,)
    variables: Mapping[str, Array]  # name -> (R,)

    @classmethod
    def of(cls, data: Data, years: Sequence[int]) -> Rows:
        """Return the rows of some of the data's years."""
        at = [data.years.index(year) for year in years]
        variables = {name: values[at].reshape(-1) for name, values in data.variables.items()}
        return cls(data.units, tuple(years), data.groups, variables)

    @property
    def shape(self) -> tuple[int, int]:
        """(Y, U)."""
        return len(self.years), len(self.units)

    @cached_property
    def unit(self) -> NDArray[np.intp]:
        """(R,) position of each row's unit."""
        return np.tile(np.arange(len(self.units)), len(self.years))

    @cached_property
    def year(self) -> NDArray[np.int_]:
        """(R,) each row's year."""
        return np.repeat(np.array(self.years), len(self.units))

    def context(self, nodes: Sequence[Node]) -> Context:
        """Return what methods may know about these rows and columns."""
        parents = {code: place for place, code in enumerate(dict.fromkeys(node.parent for node in nodes))}
        return Context(
            codes=self.units,
            unit=self.unit,
            year=self.year,
            direction=np.array([float(node.direction) for node in nodes]),
            groups={name: np.tile(labels, len(self.years)) for name, labels in self.groups.items()},
            parent=np.array([parents[node.parent] for node in nodes], dtype=np.intp),
        )

    def where(self, conditions: Iterable[tuple[str, str]]) -> NDArray[np.bool_]:
        """(R,) which rows belong to every named group."""
        chosen = np.ones(len(self.units), dtype=bool)
        for name, label in conditions:
            chosen &= self.groups[name] == label
        return np.tile(chosen, len(self.years))

    def reference(self, reference: Reference) -> NDArray[np.bool_] | slice:
        """Return the rows whose statistics fix a stage's parameters."""
        if reference.years in ("all", "each") and not reference.where:
            return slice(None)
        chosen = self.where(reference.where)
        return chosen if isinstance(reference.years, str) else chosen & np.isin(self.year, reference.years)


@dataclass(frozen=True)
class Layer:
    """Nodes of one height (leaves are 0), and their columns after every step: step -> (..., R, K)."""

    nodes: tuple[Node, ...]
    steps: Mapping[str, Array]

    @property
    def finished(self) -> Array:
        """The finished columns, (..., R, K)."""
        return self.steps["finished"]


@dataclass(frozen=True)
class Walk:
    """What came of one walk up the tree: the layers, from leaves to root, and the weights each inner node used."""

    layers: tuple[Layer, ...]
    weights: Mapping[str, Array]  # inner node -> (..., K), or (..., Y, K) where they differ by year
    place: Mapping[str, tuple[int, int]]  # node -> (layer, column)

    def column(self, code: str, step: str = "finished") -> Array:
        """One node's column after a step, (..., R)."""
        layer, column = self.place[code]
        return self.layers[layer].steps[step][..., column]

    @property
    def score(self) -> Array:
        """The root's finished column, (..., R)."""
        return self.layers[-1].finished[..., 0]


def heights(index: Index) -> tuple[tuple[Node, ...], ...]:
    """Group the nodes by height: leaves first, every node above all of its children."""
    height: dict[str, int] = {}
    for node in index.nodes:
        height[node.code] = 1 + max((height[child] for child in node.children), default=-1)
    return tuple(tuple(n for n in index.nodes if height[n.code] == level) for level in range(height[index.root.code] + 1))


def walk(index: Index, rows: Rows, leaves: Array, weights: Array) -> Walk:
    """Walk every node from its column to its finished column, leaves first.

    leaves : (..., R, L) raw values in the order of `index.leaves`; NaN is missing.
    weights : (..., N) relative weights inside the parent in the order of `index.nodes`.
    """
    layers: list[Layer] = []
    place: dict[str, tuple[int, int]] = {}
    used: dict[str, Array] = {}
    for level, nodes in enumerate(heights(index)):
        if level == 0:
            columns = leaves
        else:
            born = []
            for node in nodes:
                children = _gather(layers, [place[child] for child in node.children])
                column, used[node.code] = _aggregate(index, node, children, weights[..., index.families[node.code]], rows)
                born.append(column)
            columns = np.stack(np.broadcast_arrays(*born), axis=-1) if len(born) > 1 else born[0][..., None]
        layers.append(Layer(nodes, finish(columns, nodes, rows, index.reference)))
        place |= {node.code: (level, column) for column, node in enumerate(nodes)}
    return Walk(tuple(layers), used, place)


def finish(columns: Array, nodes: Sequence[Node], rows: Rows, reference: Reference) -> dict[str, Array]:
    """Take columns (..., R, K) through every step of their nodes; a step that nobody takes shares the array before it."""
    steps = {"column": _rounded(columns, [node.round_column for node in nodes])}
    steps["denominated"] = _denominated(steps["column"], nodes, rows)
    before = "denominated"
    for after, stage in (("transformed", "transform"), ("imputed", "imputation"), ("treated", "treatment")):
        steps[after] = _stage(steps[before], stage, nodes, rows, reference)
        before = after
    direction = np.array([float(node.direction) for node in nodes])
    oriented = steps["treated"] if (direction > 0).all() else steps["treated"] * direction
    finished = _stage(oriented, "normalisation", nodes, rows, reference)
    steps["finished"] = _rounded(finished, [node.round_finished for node in nodes])
    return steps


def _per_choice(
    x: Array, keys: Sequence[Any], apply: Callable[[Array, Any, NDArray[np.intp] | slice], Array], skip: Callable[[Any], bool]
) -> Array:
    """Apply a step to the columns of each distinct key at once."""
    distinct = dict.fromkeys(key for key in keys if not skip(key))
    if not distinct:
        return x
    if len(distinct) == 1 and len(set(keys)) == 1:
        return apply(x, keys[0], slice(None))
    out = x.copy()
    for key in distinct:
        columns = np.array([place for place, other in enumerate(keys) if other == key])
        out[..., columns] = apply(x[..., columns], key, columns)
    return out


def _rounded(x: Array, decimals: Sequence[int | None]) -> Array:
    return _per_choice(x, decimals, lambda part, places, _: np.round(part, places), lambda places: places is None)


def _denominated(x: Array, nodes: Sequence[Node], rows: Rows) -> Array:
    def divide(part: Array, denomination: Any, columns: NDArray[np.intp] | slice) -> Array:
        divisor = rows.variables[denomination.by]
        if (divisor == 0).any():
            zero = np.broadcast_to((divisor == 0)[:, None], part.shape[-2:])
            raise described(Undefined(f"is divided by {denomination.by}, which is 0", zero, cells=True), _taken(nodes, columns), rows)
        ratio: Array = part / divisor[:, None] * denomination.per
        return ratio

    return _per_choice(x, [node.denomination for node in nodes], divide, lambda denomination: denomination is None)


def _stage(x: Array, stage: str, nodes: Sequence[Node], rows: Rows, default: Reference) -> Array:
    def apply(part: Array, key: tuple[Choice, Reference], columns: NDArray[np.intp] | slice) -> Array:
        try:
            return through(part, *key, rows, _taken(nodes, columns))
        except Undefined as undefined:
            raise described(undefined, _taken(nodes, columns), rows) from undefined

    keys = [(getattr(node, stage), node.reference or default) for node in nodes]
    return _per_choice(x, keys, apply, lambda key: key[0].method == "none")


def through(x: Array, choice: Choice, reference: Reference, rows: Rows, nodes: Sequence[Node]) -> Array:
    """Take columns through one stage's method: statistics of the reference rows, then the map of every row."""
    method, options = choice.found, choice.settings
    chosen = rows.reference(reference)
    context = rows.context(nodes)
    if reference.years != "each" or len(rows.years) == 1:
        statistics = method.summarise(x[..., chosen, :], options, context.take(chosen))
        return method.apply(x, statistics, options, context)
    by_year = x.reshape(*x.shape[:-2], *rows.shape, x.shape[-1])
    first = slice(0, len(rows.units))
    chosen = chosen if isinstance(chosen, slice) else chosen[first]
    statistics = method.summarise(by_year[..., chosen, :], options, context.take(first).take(chosen))
    return method.apply(by_year, statistics, options, context.take(first)).reshape(x.shape)


def _gather(layers: Sequence[Layer], places: Sequence[tuple[int, int]]) -> Array:
    """Put the finished columns of a node's children side by side, (..., R, K); a view where they already are."""
    levels = {level for level, _ in places}
    if len(levels) > 1:
        return np.stack(np.broadcast_arrays(*(layers[level].finished[..., column] for level, column in places)), axis=-1)
    columns = [column for _, column in places]
    finished = layers[levels.pop()].finished
    if columns == list(range(columns[0], columns[0] + len(columns))):
        return finished[..., columns[0] : columns[0] + len(columns)]
    return finished[..., columns]


def _aggregate(index: Index, node: Node, x: Array, given: Array, rows: Rows) -> tuple[Array, Array]:
    """Put the children (..., R, K) of a node together: its column (..., R), and the weights used, (..., K) or (..., Y, K)."""
    method, options = node.aggregation.found, node.aggregation.settings
    children = [index.node(code) for code in node.children]
    context = rows.context(children)
    each = (node.reference or index.reference).years == "each"
    by_year = method.across_units or (node.weighting is not None and each)
    if by_year:
        x = x.reshape(*x.shape[:-2], *rows.shape, x.shape[-1])
        context = context.take(slice(0, len(rows.units)))
        given = given[..., None, :]
    try:
        weights = given if node.weighting is None else node.weighting.found.apply(x, None, node.weighting.settings)
        filled, enough = present(node.aggregation.method, node.missing, x, weights)
        column = method.apply(filled, weights, options, context)
    except Undefined as undefined:
        raise described(undefined, children, rows, node) from undefined
    if enough is not None:
        column = np.where(enough, column, np.nan)
    return (column.reshape(*column.shape[:-2], -1) if by_year else column), weights


NEUTRAL = {"arithmetic": 0.0, "sum": 0.0, "geometric": 1.0, "product": 1.0}


def present(aggregation: str, rule: Missing, x: Array, weights: Array) -> tuple[Array, NDArray[np.bool_] | None]:
    """Apply a node's rule about missing children: what to aggregate, and which rows have enough of them (None: all have)."""
    missing = np.isnan(x)
    if not missing.any():
        return x, None
    carries = np.broadcast_to((weights > 0)[..., None, :], np.broadcast_shapes(x.shape, weights[..., None, :].shape))
    here = (carries & ~missing).sum(axis=-1)
    least = rule.minimum_present if rule.count else rule.minimum_present * carries.sum(axis=-1) - 1e-9
    enough = here >= np.maximum(least, 0 if rule.zero else 1)
    if rule.zero:
        return np.where(missing, 0.0, x), enough
    if not rule.renormalise:
        return np.where(missing, NEUTRAL[aggregation], x), enough
    return x, enough


def described(undefined: Undefined, nodes: Sequence[Node], rows: Rows, parent: Node | None = None) -> InvalidInput:
    """Turn a method's lack of a value into problems that name indicator, unit and year."""
    problems = []
    if not undefined.cells:
        columns = undefined.where.reshape(-1, undefined.where.shape[-1]).any(axis=0)
        for node in (nodes[column] for column in np.flatnonzero(columns).tolist()):
            problems.append(_problem(node, f"{node.code} {undefined.message}", undefined.hint))
        if not problems and parent is not None:
            problems.append(_problem(parent, f"{parent.code} {undefined.message}", undefined.hint))
        return InvalidInput(problems)
    spread = np.broadcast_to(undefined.where, (*undefined.where.shape[:-1], len(nodes)))
    for row, column in np.argwhere(spread.reshape(-1, len(rows.unit), len(nodes)).any(axis=0)).tolist():
        node, unit, year = nodes[column], rows.units[rows.unit[row]], int(rows.year[row])
        moment = f"{unit}, {year}" if year else unit
        problem = _problem(parent or node, f"{node.code} {undefined.message} ({moment})", undefined.hint)
        problems.append(replace(problem, unit=unit, indicator=node.code, year=year or None))
    return InvalidInput(problems)


def _problem(node: Node, message: str, hint: str) -> Problem:
    file, line = (node.origin.file, node.origin.line) if node.origin else (None, None)
    return Problem("undefined", message, file=file, line=line, field=node.code, indicator=node.code, hint=hint or None)


def _taken(nodes: Sequence[Node], columns: NDArray[np.intp] | slice) -> Sequence[Node]:
    return nodes[columns] if isinstance(columns, slice) else [nodes[column] for column in columns]
