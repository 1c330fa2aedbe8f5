"""Every node walks the same way: from its column, step by step, to the finished column that its parent puts together.

    column -> denominate -> transform -> impute -> treat -> orient by direction -> normalise -> finished column

A leaf's column is read from the data; an inner node's column is its children's finished columns, aggregated. All arrays are
(..., R, K): R = Y*U unit-years, year by year; leading axes are draws. Pure: the same arguments give the same arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Choice, Columns, Index, Level, Missing, Node, Reference, Rounding
from coopindex.engine.refusals import described, problem_of, told
from coopindex.engine.rows import Rows
from coopindex.engine.scale import Settle, afresh
from coopindex.engine.weights import with_shares
from coopindex.methods.registry import Array, Undefined
from coopindex.methods.sums import scaled
from coopindex.problems import InvalidInput


@dataclass(frozen=True)
class Walk:
    """What came of one walk up the tree: each level's columns after every step, and the weights each inner node used."""

    levels: tuple[Mapping[str, Array], ...]  # leaves first: step -> (..., R, K)
    weights: Mapping[str, Array]  # inner node -> (..., K), or (..., Y, K) where they differ by year
    place: Mapping[str, tuple[int, int]]  # node -> (level, column)

    def column(self, code: str, step: str = "finished") -> Array:
        """One node's column after a step, (..., R)."""
        level, column = self.place[code]
        return self.levels[level][step][..., column]

    def columns(self, codes: Sequence[str]) -> Array:
        """The finished columns of some nodes side by side, (..., R, K); a view where they already stand so."""
        places = [self.place[code] for code in codes]
        if len({level for level, _ in places}) > 1:
            return np.stack(np.broadcast_arrays(*(self.column(code) for code in codes)), axis=-1)
        first, last = places[0][1], places[-1][1]
        finished = self.levels[places[0][0]]["finished"]
        if [column for _, column in places] == list(range(first, last + 1)):
            return finished[..., first : last + 1]
        return finished[..., [column for _, column in places]]

    @property
    def score(self) -> Array:
        """The root's finished column, (..., R)."""
        return self.levels[-1]["finished"][..., 0]


def walk(
    index: Index,
    rows: Rows,
    leaves: Array,
    weights: Array,
    *,
    finished: bool = False,
    settle: Settle = afresh,
    lenient: bool = False,
) -> Walk:
    """Walk every node from its column to its finished column, leaves first.

    leaves : (..., R, L) raw values in the order of `index.leaves`, or their `finished` columns; NaN is missing.
    weights : (..., N) relative weights inside the parent in the order of `index.nodes`.
    settle : where statistics come from: fitted to the rows, or held from another walk.
    lenient : what a held scale puts below 0 counts as 0 where a mean takes nothing below it.
    """
    done = Walk((), {}, {})
    for height, level in enumerate(index.levels):
        used: dict[str, Array] = {}
        columns = leaves
        if height:
            born = []
            for node in level.nodes:
                column, used[node.code] = _aggregate(
                    index,
                    node,
                    done.columns(node.children),
                    weights[..., index.families[node.code]],
                    rows,
                    settle,
                    lenient,
                )
                born.append(column)
            columns = (
                np.stack(np.broadcast_arrays(*born), axis=-1)
                if len(born) > 1
                else born[0][..., None]
            )
        place = {node.code: (height, column) for column, node in enumerate(level.nodes)}
        after = (
            {"finished": leaves}
            if finished and not height
            else dict(steps(columns, level, rows, index.reference, settle))
        )
        done = Walk((*done.levels, after), {**done.weights, **used}, {**done.place, **place})
    return done


def rewalk(
    index: Index, rows: Rows, before: Walk, leaves: Array, changed: str, weights: Array
) -> Array:
    """Return the scores, (..., R), after one indicator's raw column has become another: only what lies above it is walked again.

    before : the walk as it was, of `leaves` (R, L) and `weights` (N,). changed : the indicator; `leaves` (..., R, L) holds its new values
    on leading axes. Where an indicator's missing values are filled in from its siblings, everything is walked again.
    """
    node = index.node(changed)
    if any(other.imputation.found.across_columns for other in index.nodes):
        return walk(index, rows, leaves, weights).score
    column = finish(leaves[..., [index.position[changed]]], Level((node,)), rows, index.reference)[
        ..., 0
    ]
    while node.parent is not None:
        parent = index.node(node.parent)
        children = np.broadcast_to(
            before.columns(parent.children), (*column.shape, len(parent.children))
        ).copy()
        children[..., parent.children.index(node.code)] = column
        column, _ = _aggregate(index, parent, children, weights[index.families[parent.code]], rows)
        node = parent
        column = finish(column[..., None], Level((node,)), rows, index.reference)[..., 0]
    return column


def stand_in(
    index: Index,
    rows: Rows,
    before: Walk,
    node: Node,
    row: int,
    candidates: Array,
    weights: Array,
    settle: Settle,
) -> Array:
    """Return an inner node's finished values, (C,), had one row these children, (C, K), instead.

    before : the walk as it was. weights : (N,). settle : a held scale, for the candidates must not
    move it: they walk as that many units of the row's kind, and nothing is fitted to them.
    """
    (years, units), many = rows.shape, len(candidates)
    year, unit = divmod(row, units)
    alike = replace(
        rows,
        units=(rows.units[unit],) * many,
        groups={name: np.repeat(labels[unit], many) for name, labels in rows.groups.items()},
        variables={
            name: np.repeat(values.reshape(years, units)[:, unit], many)
            for name, values in rows.variables.items()
        },
        referred=None,
        unseen=None,
    )
    children = np.full((years, many, candidates.shape[-1]), np.nan)
    children[year] = candidates
    flat, given = children.reshape(years * many, -1), weights[index.families[node.code]]
    column, _ = _aggregate(index, node, flat, given, alike, settle)
    height, place = before.place[node.code]
    beside = before.levels[height]["column"].reshape(years, units, -1)[:, unit]
    columns = np.repeat(beside, many, axis=0)
    columns[:, place] = column
    for _, after in steps(columns, index.levels[height], alike, index.reference, settle):
        columns = after
    finished: Array = columns.reshape(years, many, -1)[year, :, place]
    return finished


def finish(
    x: Array, level: Level, rows: Rows, reference: Reference, *, spare: bool = False
) -> Array:
    """Take columns (..., R, K) through every step of their nodes, and return what stands after the last.

    spare : nobody needs x any more, so that steps may write into it.
    """
    for _, column in steps(x, level, rows, reference, spare=spare):
        x = column  # what stood before is let go, so that its memory serves again
    return x


def steps(
    x: Array,
    level: Level,
    rows: Rows,
    reference: Reference,
    settle: Settle = afresh,
    *,
    spare: bool = False,
) -> Iterator[tuple[str, Array]]:
    """Take columns (..., R, K) through the steps of their nodes, and name what stands after each.

    A step that nobody takes shares the array before it. Where a node does not apply, nothing is read and nothing filled in.
    settle : where statistics come from. spare : only what stands after the last step is needed: steps may write into x and into
    all they named before.
    """
    applies = rows.applies(level.nodes)
    x = as_column(x, level, rows)
    yield "column", x
    x = _denominated(x, level, rows, spare)
    yield "denominated", x
    measured = x if any(node.transform.method != "none" for node in level.nodes) else None
    spare = spare and measured is None  # else its columns are looked back at
    stage = partial(_through, rows=rows, default=reference, measured=measured, settle=settle)
    for after, name in (
        ("transformed", "transform"),
        ("imputed", "imputation"),
        ("treated", "treatment"),
    ):
        x = _step(x, level, name, stage, spare, sparing=settle is afresh)
        if after == "imputed" and applies is not None:
            x = np.where(applies, x, np.nan)
        yield after, x
    if (level.direction < 0).any():
        x = unsigned(np.multiply(x, level.direction, out=x if spare else None))
    x = _step(x, level, "normalisation", stage, spare)
    yield "finished", _step(x, level, "round_finished", rounded)


def as_column(x: Array, level: Level, rows: Rows) -> Array:
    """Round columns as they are born; where a node does not apply, nothing is read."""
    applies = rows.applies(level.nodes)
    return _step(
        unsigned(x if applies is None else np.where(applies, x, np.nan)),
        level,
        "round_column",
        rounded,
    )


def _step(
    x: Array,
    level: Level,
    step: str,
    apply: Callable[..., Array],
    spare: bool = False,
    sparing: bool = True,
) -> Array:
    """Apply one step to the columns of each distinct choice at once; x is written into only if it is spare.

    sparing : columns without a gap need no imputation, nor statistics for one.
    """
    out = x
    for choice, reference, columns in level.choices[step]:
        if step == "imputation" and sparing and not choice.found.across_columns:
            columns = _with_gaps(x, columns)
        known = (
            {}
            if apply is rounded
            else {"nodes": level.take(columns), "reference": reference, "columns": columns}
        )
        if isinstance(columns, slice):
            return apply(x, choice, **known)
        out = x.copy(order="K") if out is x and not spare else out
        out[..., columns] = apply(x[..., columns], choice, **known)
    return out


def _with_gaps(x: Array, columns: Columns) -> Columns:
    """Return those of some columns that miss a value somewhere; none doing so, the first, for its options to be looked at."""
    every = np.arange(x.shape[-1])[columns]
    gaps = np.isnan(x.min(axis=-2)).any(axis=tuple(range(x.ndim - 2)))[columns]
    return every[gaps] if gaps.any() else every[:1]


def unsigned(x: Array) -> Array:
    """Return a table without -0.0. Those of draws, of which nobody sees more than the scores, stay as they are.

    >>> unsigned(np.array([[-0.0], [-1.0]])).ravel()
    array([ 0., -1.])
    """
    return x + 0.0 if x.ndim == 2 and (x == 0).any() else x


def rounded(x: Array, rounding: Rounding) -> Array:
    """Round; `half: up` takes what misses a half by less than a billionth of the last digit for one, as 2.675 does in binary.

    >>> rounded(np.array([2.25, 2.675, -0.5]), Rounding(2, "up")), rounded(np.array([2.25]), Rounding(1))
    (array([ 2.25,  2.68, -0.5 ]), array([2.2]))
    """
    with np.errstate(over="ignore", invalid="ignore"):
        if rounding.half == "even":
            found = np.round(x, rounding.decimals)
        else:
            digits = 10.0**rounding.decimals
            found = np.copysign(np.floor(np.abs(x) * digits + 0.5 + 1e-9) / digits, x)
    return unsigned(np.where(np.isfinite(found), found, x))  # too large to have such decimals


def _denominated(x: Array, level: Level, rows: Rows, spare: bool = False) -> Array:
    """Divide each column by its variable or constant, and multiply it by `per`; x is written into only if it is spare."""
    if not level.choices["denomination"]:
        return x
    divisor, per = np.ones(x.shape[-2:]), np.ones(x.shape[-1])
    for denomination, _, columns in level.choices["denomination"]:
        by, per[columns] = denomination.by, denomination.per
        divisor[:, columns] = rows.variables[by][:, None] if isinstance(by, str) else by
        if isinstance(by, str) and (rows.variables[by] == 0).any():
            nodes = level.take(columns)
            zero = np.repeat((rows.variables[by] == 0)[:, None], len(nodes), axis=1)
            raise described(
                Undefined(f"is divided by {by}, which is 0", zero, cells=True), nodes, rows
            )
    with np.errstate(over="ignore", invalid="ignore"):
        ratio: Array = np.divide(x, divisor, out=x if spare else None)
        if (per != 1).any():
            ratio *= per
        if not np.isfinite(ratio.sum()) and (infinite := np.isinf(ratio)).any():
            message = "becomes infinite by its denomination: the divisor is too near 0"
            hint = "correct the divisor, or `per`"
            raise described(Undefined(message, infinite, cells=True, hint=hint), level.nodes, rows)
    return unsigned(ratio)


def _through(
    x: Array,
    choice: Choice,
    *,
    rows: Rows,
    nodes: Sequence[Node],
    reference: Reference | None,
    default: Reference,
    measured: Array | None,
    columns: Columns,
    settle: Settle,
) -> Array:
    """Take columns through a stage; `measured` holds all columns as they were before their transform, None where they have none."""
    whole = reference or default
    transformed = None
    if (
        measured is not None
        and choice.stage != "transform"
        and any(node.transform.method != "none" for node in nodes)
    ):
        transformed = partial(
            _transformed,
            measured=measured[..., columns],
            nodes=nodes,
            rows=rows,
            reference=whole,
            settle=settle,
        )
    with told(choice, nodes, rows):
        return unsigned(
            through(x, choice, choice.reference or whole, rows, nodes, transformed, settle)
        )


def _transformed(
    values: Array,
    *,
    measured: Array,
    nodes: Sequence[Node],
    rows: Rows,
    reference: Reference,
    settle: Settle,
) -> Array:
    """Take values stated in the columns' own measure (P, K) through the columns' transforms, with the statistics of the columns."""
    out = []
    for k, node in enumerate(nodes):
        method, options = node.transform.found, node.transform.settings
        chosen = rows.reference(node.transform.reference or reference)
        context = rows.context([node]) if method.wants_context else None
        fit = partial(
            method.summarise,
            measured[..., chosen, k : k + 1],
            options,
            context and context.take(chosen),
        )
        statistics = settle((node,), "transform of what is stated", fit)
        try:
            out.append(method.apply(values[..., k : k + 1], statistics, options, context))
        except Undefined as undefined:
            beyond = values[..., k : k + 1][
                np.broadcast_to(undefined.where, values[..., k : k + 1].shape)
            ][0]
            message = f"{beyond:g}, stated at another step (goalposts, a limit or a target), {undefined.message}"
            raise InvalidInput([problem_of(node, message, undefined.hint)]) from undefined
    return np.concatenate(np.broadcast_arrays(*out), axis=-1)


def through(
    x: Array,
    choice: Choice,
    reference: Reference,
    rows: Rows,
    nodes: Sequence[Node],
    transformed: Callable[[Array], Array] | None = None,
    settle: Settle = afresh,
) -> Array:
    """Take columns through one stage's method: statistics of the reference rows, then the map of every row."""
    method, options = choice.found, choice.settings
    context = (
        replace(rows.context(nodes), transformed=transformed) if method.wants_context else None
    )
    if method.across_years:
        # what stands in a unit's other years is no statistic of a year: the whole course is taken
        filled: Array = settle(nodes, choice.stage, lambda: method.apply(x, None, options, context))
        return np.where(np.isnan(x), filled, x)

    def fit() -> Any:
        referred, who = rows.referred_to(x, reference, context)
        return method.summarise(referred, options, who)

    statistics = settle(nodes, choice.stage, fit)
    if not rows.apart(reference):
        return method.apply(x, statistics, options, context)
    context = context and context.take(slice(0, len(rows.units)))
    return method.apply(rows.by_year(x), statistics, options, context).reshape(x.shape)


def _aggregate(
    index: Index,
    node: Node,
    x: Array,
    given: Array,
    rows: Rows,
    settle: Settle = afresh,
    lenient: bool = False,
) -> tuple[Array, Array]:
    """Put the children (..., R, K) of a node together: its column (..., R), and the weights used, (..., K) or (..., Y, K)."""
    way, x = at_limit(node.aggregation, x) if lenient else (node.aggregation, x)
    method, options = way.found, way.settings
    if method.positive and rows.unseen is not None:
        # nobody sees these rows nor refers to them: what they hold must not refuse the others
        x = np.where(rows.unseen[:, None] & (x <= 0), 1.0, x)
    children = [index.node(code) for code in node.children]
    context = rows.context(children) if method.wants_context else None
    applies = rows.applies(children)
    weights = given if node.aggregation.method == "sum" else scaled(given)
    each = False
    if node.weighting is not None:
        choice, of = node.weighting, node.weighting.reference or node.reference or index.reference
        each = rows.apart(of)
        with told(choice, children, rows, node):
            weights = settle((node,), "weighting", lambda: _weighed(x, choice, of, rows))
            for setting in node.shares:
                weights = with_shares(weights, node.children, setting)
    reference = node.aggregation.reference or node.reference or index.reference
    by_year = each or (method.across_units and rows.apart(reference))
    if by_year:
        x, weights = rows.by_year(x), weights if each else weights[..., None, :]
        context = context and context.take(slice(0, len(rows.units)))
        applies = None if applies is None else applies.reshape(*rows.shape, -1)
    with told(node.aggregation, children, rows, node):
        filled, enough = present(node.aggregation.method, node.missing, x, weights, applies)

        def fit() -> Any:
            flat = filled.reshape(*filled.shape[:-3], -1, filled.shape[-1]) if by_year else filled
            referred, _ = rows.referred_to(flat, reference, None)
            # one reference for all years, whose weights differ: its statistics do too
            shared = by_year and not rows.apart(reference)
            referred = referred[..., None, :, :] if shared else referred
            return method.summarise(referred, options, None, weights)

        statistics = settle((node,), "aggregation", fit) if method.across_units else None
        column = method.apply(filled, weights, options, context, statistics)
    column = column + 0.0 if enough is None else np.where(enough, column + 0.0, np.nan)
    return (column.reshape(*column.shape[:-2], -1) if by_year else column), weights


def at_limit(choice: Choice, x: Array) -> tuple[Choice, Array]:
    """Return an aggregation that takes its limit at 0, and children held to 0, where it needs them so."""
    if not choice.found.positive:
        return choice, x
    options = dict(choice.settings)
    if "zero" in choice.found.options:
        options["zero"] = "zero"
    return replace(choice, options=tuple(sorted(options.items()))), np.maximum(x, 0.0)


def _weighed(x: Array, weighting: Choice, reference: Reference, rows: Rows) -> Array:
    """Work weights out of the rows of reference: (..., K), or (..., Y, K) where each year has its own."""
    chosen = rows.reference(reference)
    x = x if isinstance(chosen, slice) else np.where(chosen[:, None], x, np.nan)
    if rows.apart(reference):
        x = rows.by_year(x)
    return weighting.found.apply(x, None, weighting.settings)


NEUTRAL = {"arithmetic": 0.0, "sum": 0.0, "geometric": 1.0, "product": 1.0}


def present(
    aggregation: str,
    rule: Missing,
    x: Array,
    weights: Array,
    applies: NDArray[np.bool_] | None = None,
) -> tuple[Array, NDArray[np.bool_] | None]:
    """Apply a node's rule about missing children: what to aggregate, and which rows have enough of them (None: all have).

    A child that does not apply is no missing child: its weight is always shared by the others, and no rule counts it.
    """
    missing = np.isnan(x)
    if not missing.any():
        return x, None
    carries = np.broadcast_to(
        (weights > 0)[..., None, :], np.broadcast_shapes(x.shape, weights[..., None, :].shape)
    )
    if applies is not None:
        carries, missing = carries & applies, missing & applies
    here = (carries & ~missing).sum(axis=-1)
    least = (
        rule.minimum_present if rule.count else rule.minimum_present * carries.sum(axis=-1) - 1e-9
    )
    enough = here >= np.maximum(least, 0 if rule.zero else 1)
    if rule.zero and applies is not None:
        enough &= carries.any(axis=-1)
    if rule.zero:
        return np.where(missing, 0.0, x), enough
    if not rule.renormalise:
        if aggregation not in NEUTRAL:
            raise ValueError(
                f"`renormalise: false` goes with {', '.join(NEUTRAL)} only; say `as: zero`, or ask for more children"
            )
        return np.where(missing, NEUTRAL[aggregation], x), enough
    return x, enough
