"""Settings of draws as a table, so that any draw can be read, and replayed to the last bit.

One row a draw, one column a factor, and one (`weight:node`) for every weight that varies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.phrases import Wording, few
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.robustness.factors.factor import AS_WRITTEN, Factor, read_numbers
from coopindex.robustness.plan import Plan
from coopindex.robustness.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

WEIGHT = "weight:"


def table_of_settings(plan: Plan, settings: Settings) -> pd.DataFrame:
    """Write settings out; `read_settings` takes them back."""
    import pandas as pd

    columns: dict[str, Any] = {}
    for position, factor in enumerate(plan.factors):
        column = factor.column(settings, position)
        if column is not None:
            columns[factor.name] = column
    moving = [family.members for families in plan.families.values() for family in families]
    moved = np.flatnonzero((settings.weights != plan.base).any(axis=0))
    for node in np.union1d(moved, np.concatenate([np.zeros(0, np.intp), *moving])):
        columns[f"{WEIGHT}{plan.index.nodes[node].code}"] = settings.weights[:, node]
    return pd.DataFrame(columns)


def settings_of_table(plan: Plan, table: pd.DataFrame) -> Settings:
    """Read settings that were written out.

    What is unknown, missing or no setting of this plan is `InvalidInput`, all of it at once. A
    column of a weight factor is not needed: the weights themselves are written. A set of weights
    named in a column is taken before the weights written beside it; a node without a column has the
    weight that is in use.
    """
    settings = plan.as_scored(len(table))
    problems = [
        problem
        for position, factor in enumerate(plan.factors)
        for problem in _read_factor(factor, table, settings, position)
    ]
    settings = plan.weighted(settings)
    problems += _read_weights(plan, table, settings)
    known_wrong = {problem.field for problem in problems}
    further = [*_columns_absent(plan, {*map(str, table.columns)}), *_wrong_weights(plan, settings)]
    problems += [problem for problem in further if problem.field not in known_wrong]
    if problems:
        raise InvalidInput(problems)
    return settings


def _read_factor(
    factor: Factor, table: pd.DataFrame, settings: Settings, position: int
) -> Iterator[Problem]:
    if factor.column(settings, position) is None:
        return
    if factor.name in table.columns:
        yield from factor.read_column(table[factor.name], settings, position)
    else:
        message = Wording("plan.no-column", factor=factor.name)
        yield Problem("missing-column", message, field=factor.name, hint=Wording(AS_WRITTEN))


def _read_weights(plan: Plan, table: pd.DataFrame, settings: Settings) -> Iterator[Problem]:
    """Read the weights of nodes into settings; columns that nothing asks for are refused."""
    for name in (str(name) for name in table.columns if name not in plan.names):
        code = name.removeprefix(WEIGHT)
        if code != name and code in plan.index.position:
            settings.weights[:, plan.index.position[code]], wrong = read_numbers(name, table[name])
            yield from wrong
        else:
            message, hint = Wording("plan.not-a-column", name=name), plan.names
            yield Problem("unknown-column", message, field=name, hint=nearest(name, hint))


def _columns_absent(plan: Plan, columns: Collection[str]) -> Iterator[Problem]:
    """Refuse a table without the weights that a factor varies."""
    for factor in plan.factors:
        varied = factor.weights_read(plan.grounds[factor.name].families)
        names = [f"{WEIGHT}{plan.index.nodes[node].code}" for node in varied]
        if absent := [f"`{name}`" for name in names if name not in columns]:
            message = Wording("plan.weights-without-column", absent=few(absent, 5))
            yield Problem("missing-column", message, field=factor.name, hint=Wording(AS_WRITTEN))


def _wrong_weights(plan: Plan, settings: Settings) -> Iterator[Problem]:
    """Refuse weights that are no numbers or negative, and families without any."""
    wrong = ~(np.isfinite(settings.weights) & (settings.weights >= 0))
    for node in np.flatnonzero(wrong.any(axis=0)):
        draw = int(wrong[:, node].argmax())
        message = Wording("plan.negative-weight", draw=draw + 1)
        field, value = f"{WEIGHT}{plan.index.nodes[node].code}", settings.weights[draw, node]
        yield Problem("bad-settings", message, field=field, value=f"{value:g}")
    if wrong.any():
        return
    for code, family in plan.index.families.items():
        nothing = settings.weights[:, family].sum(axis=1) <= 0
        if nothing.any():
            message = Wording("plan.no-child-weighs", code=code, draw=int(nothing.argmax()) + 1)
            yield Problem("bad-settings", message, field=code)
