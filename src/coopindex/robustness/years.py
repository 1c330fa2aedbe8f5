"""Years that only a factor names, as the base of the scale, stand beside those that were scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from coopindex.engine.index import REFERRING, Choice, Node, Reference
from coopindex.engine.result import Result
from coopindex.engine.score import score_among
from coopindex.problems import InvalidInput, Problem
from coopindex.robustness.factors import Alternatives, Factor


def with_years_named(
    result: Result, factors: Sequence[Factor]
) -> tuple[Result, tuple[Factor, ...]]:
    """Walk the years too that only a factor names as a reference; what was said of all years means those walked before.

    Years without data are `InvalidInput`, and so are years that would change the scores only by standing there.
    """
    before, known = result.rows.years, result.data.years
    named = {year: factor.name for factor in factors for year in _named(factor)}
    if unknown := sorted(named.keys() - set(known)):
        hint = f"years with data: {', '.join(map(str, known))}"
        raise InvalidInput(
            Problem(
                "unknown-year",
                f"there are no data for {year}",
                field=named[year],
                value=str(year),
                hint=hint,
            )
            for year in unknown
        )
    if named.keys() <= set(before):
        return result, tuple(factors)
    nodes = tuple(_settled_node(node, before) for node in result.index.nodes)
    index = replace(result.index, nodes=nodes, reference=_settled(result.index.reference, before))
    wider = score_among(index, result.data, result.scheme, result.years, {*before, *named})
    if not np.allclose(wider.score, result.score, rtol=1e-9, atol=1e-9, equal_nan=True):
        further = next(year for year in named if year not in before)
        message = f"{further} cannot stand beside the years scored: a step looks along a unit's own years, and scores would change"
        hint = "score that year too, or name it in the index"
        raise InvalidInput(
            [Problem("more-years", message, field=named[further], value=str(further), hint=hint)]
        )
    return wider, tuple(_settled_factor(factor, before) for factor in factors)


def _named(factor: Factor) -> Iterator[int]:
    """Yield the years that a factor's references name."""
    for changes in factor.options.values() if isinstance(factor, Alternatives) else ():
        for value in (change.value for change in changes):
            reference = value.reference if isinstance(value, Choice) else value
            if isinstance(reference, Reference) and not isinstance(reference.years, str):
                yield from reference.years


def _settled(value: Any, years: tuple[int, ...]) -> Any:
    """Name the years in a reference that says all, wherever it stands."""
    if isinstance(value, Reference):
        return replace(value, years=years) if value.years == "all" else value
    return (
        replace(value, reference=_settled(value.reference, years))
        if isinstance(value, Choice)
        else value
    )


def _settled_node(node: Node, years: tuple[int, ...]) -> Node:
    return replace(node, **{name: _settled(getattr(node, name), years) for name in REFERRING})


def _settled_factor(factor: Factor, years: tuple[int, ...]) -> Factor:
    if not isinstance(factor, Alternatives):
        return factor
    options = {
        label: tuple(replace(change, value=_settled(change.value, years)) for change in changes)
        for label, changes in factor.options.items()
    }
    return replace(factor, options=options)
