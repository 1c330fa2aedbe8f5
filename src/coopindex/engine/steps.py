"""The steps of a column, each applied at once to all nodes of a level that make the same choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from coopindex.engine.index import Choice, Columns, Level, Node, Reference, Rounding
from coopindex.engine.memory import FRESH, Memory
from coopindex.engine.refusals import described, naming, need_reference, problem_of
from coopindex.engine.rows import Rows
from coopindex.engine.scale import Settle, afresh
from coopindex.methods.denomination import divided
from coopindex.methods.registry import Array, Context, Undefined
from coopindex.methods.rounding import rounded, unsigned
from coopindex.methods.settled import of_column
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput


def finish(
    x: Array, level: Level, rows: Rows, reference: Reference, *, memory: Memory = FRESH
) -> Array:
    """Take columns (..., R, K) past every step of their nodes: what stands after the last."""
    for _, column in steps(x, level, rows, reference, memory=memory):
        x = column  # what stood before is let go, so that its memory serves again
    return x


def steps(
    x: Array,
    level: Level,
    rows: Rows,
    reference: Reference,
    settle: Settle = afresh,
    *,
    memory: Memory = FRESH,
) -> Iterator[tuple[str, Array]]:
    """Take columns (..., R, K) past the steps of their nodes, and name what stands after each.

    A step that nobody takes shares the array before it. Where a node does not apply, nothing is
    read and nothing filled in.
    settle : where statistics come from. memory : SPARE where only what stands after the last step
    is needed: steps may then write into x and into all they named before.
    """
    x = as_column(x, level, rows)
    yield "column", x
    x = _denominated(x, level, rows, memory)
    yield "denominated", x
    stages = Stages(rows, reference, settle)
    x = _step(x, level, "transform", stages, memory)
    yield "transformed", x
    x = _step(x, level, "imputation", stages, memory, _with_gaps if settle is afresh else None)
    applies = rows.applies(level.nodes)
    x = x if applies is None else np.where(applies, x, np.nan)
    yield "imputed", x
    x = _step(x, level, "treatment", stages, memory)
    yield "treated", x
    yield "finished", finished(x, level, stages, memory)


def finished(x: Array, level: Level, stages: Stages, memory: Memory = FRESH) -> Array:
    """Orient, normalise and round treated columns."""
    if (level.direction < 0).any():
        x = unsigned(np.multiply(x, level.direction, out=memory.room(x)))
    x = _step(x, level, "normalisation", stages, memory)
    return _step(x, level, "round_finished", _rounded)


def as_column(x: Array, level: Level, rows: Rows) -> Array:
    """Round columns as they are born; where a node does not apply, nothing is read."""
    applies = rows.applies(level.nodes)
    x = unsigned(x if applies is None else np.where(applies, x, np.nan))
    return _step(x, level, "round_column", _rounded)


Applied = Callable[[Array, Any, Reference | None, Sequence[Node]], Array]


def _step(
    x: Array,
    level: Level,
    step: str,
    do: Applied,
    memory: Memory = FRESH,
    needing: Callable[[Array, Choice, Columns], Columns] | None = None,
) -> Array:
    """Do one step to the columns of each distinct choice at once.

    needing : of the columns of a choice, those that need the step.
    """
    out = x
    for choice, reference, columns in level.choices[step]:
        columns = needing(x, choice, columns) if needing else columns
        nodes = level.take(columns)
        if isinstance(columns, slice):
            return do(x, choice, reference, nodes)
        out = memory.own(x) if out is x else out
        out[..., columns] = do(x[..., columns], choice, reference, nodes)
    return out


def _with_gaps(x: Array, choice: Choice, columns: Columns) -> Columns:
    """Return those of some columns that miss a value somewhere, as others need no imputation.

    None doing so, the first, for its options to be looked at.
    """
    if choice.found.across_columns:
        return columns
    every = np.arange(x.shape[-1])[columns]
    gaps = np.isnan(x.min(axis=-2)).any(axis=tuple(range(x.ndim - 2)))[columns]
    return every[gaps] if gaps.any() else every[:1]


def _rounded(x: Array, rounding: Rounding, *_: Any) -> Array:
    found: Array = rounded(x, decimals=rounding.decimals, half=rounding.half)
    return found


def _denominated(x: Array, level: Level, rows: Rows, memory: Memory) -> Array:
    """Divide each column by its variable or constant, and multiply it by `per`."""
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
                Undefined(Wording("refusal.divisor-0", by=by), zero, cells=True), nodes, rows
            )
    try:
        return unsigned(divided(x, memory.room(x), by=divisor, per=per))
    except Undefined as undefined:
        raise described(undefined, level.nodes, rows) from undefined


@dataclass(frozen=True)
class Stages:
    """The stages at which methods are named, over rows that are the same for all of them.

    transforms : what each node's transform settled, for what is stated in its own measure.
    """

    rows: Rows
    reference: Reference
    settle: Settle
    transforms: dict[str, Any] = field(default_factory=dict)

    def __call__(
        self, x: Array, choice: Choice, reference: Reference | None, nodes: Sequence[Node]
    ) -> Array:
        """Take columns (..., R, K) past a stage: statistics of the reference rows, then the map."""
        method, of = choice.found, reference or self.reference
        context = None
        if method.wants_context:
            stated = self._stated(choice, nodes)
            context = replace(self.rows.context(nodes), transformed=stated)
        with naming(choice, nodes, self.rows):
            if method.across_years:
                return unsigned(self._along(x, choice, nodes, context))
            return unsigned(
                self._fitted_and_mapped(x, choice, nodes, choice.reference or of, context)
            )

    def _along(
        self, x: Array, choice: Choice, nodes: Sequence[Node], context: Context | None
    ) -> Array:
        """Fill in along units' own years: no statistic of a year, the whole course is taken."""
        fill = partial(choice.found.apply, x, None, choice.settings, context)
        filled: Array = self.settle(nodes, choice.stage, fill)
        return np.where(np.isnan(x), filled, x)

    def _fitted_and_mapped(
        self,
        x: Array,
        choice: Choice,
        nodes: Sequence[Node],
        reference: Reference,
        context: Context | None,
    ) -> Array:
        method, options, rows = choice.found, choice.settings, self.rows
        own = rows.apart(reference)
        apart = own or bool(context and self._apart(nodes))
        # of many tables, laid out by year, the same statistics serve every year of each
        shared = apart and not own and x.ndim > 2

        def fit() -> Any:
            referred, who = rows.referred_to(x, reference, context)
            need_reference(x, referred, choice, reference, rows)
            referred = referred[..., None, :, :] if shared else referred
            return method.summarise(referred, options, who)

        statistics = self.settle(nodes, choice.stage, fit) if method.statistics else None
        if choice.stage == "transform" and statistics is not None:
            self.transforms.update(
                (node.code, of_column(statistics, k)) for k, node in enumerate(nodes)
            )
        if not apart:
            return method.apply(x, statistics, options, context)
        context = context and context.take(slice(0, len(rows.units)))
        by_year = method.apply(rows.by_year(x), statistics, options, context)
        return by_year.reshape(x.shape)

    def _apart(self, nodes: Sequence[Node]) -> bool:
        """Whether what is stated in the columns' measure differs by year."""
        return any(
            node.code in self.transforms
            and self.rows.apart(node.transform.reference or node.reference or self.reference)
            for node in nodes
        )

    def _stated(self, choice: Choice, nodes: Sequence[Node]) -> Callable[[Array], Array] | None:
        """Return what takes values in the columns' measure past their transforms, if any."""
        transformed = not all(node.transform.leaves_alone for node in nodes)
        if choice.stage == "transform" or not transformed:
            return None
        return partial(self._transformed, nodes)

    def _transformed(self, nodes: Sequence[Node], values: Array) -> Array:
        """Take values (P, K) past the columns' transforms: (P, K), or (Y, P, K) by year."""
        out = []
        for k, node in enumerate(nodes):
            method, value = node.transform.found, values[..., k : k + 1]
            context = self.rows.context([node]) if method.wants_context else None
            settled = self.transforms.get(node.code)
            try:
                out.append(method.apply(value, settled, node.transform.settings, context))
            except Undefined as undefined:
                beyond = np.broadcast_to(value, undefined.where.shape)[undefined.where][0]
                message = Wording("refusal.beyond-target", beyond=beyond, message=undefined.message)
                raise InvalidInput([problem_of(node, message, undefined.hint)]) from undefined
        return np.concatenate(np.broadcast_arrays(*out), axis=-1)


def freed(x: Array, node: Node, stages: Stages) -> Array:
    """Finish a node's treated column (R,) again, without holding it to its scale."""
    options = tuple(sorted({**node.normalisation.settings, "clip": False}.items()))
    free = replace(node, normalisation=replace(node.normalisation, options=options))
    return finished(x[:, None], Level((free,)), stages)[:, 0]
