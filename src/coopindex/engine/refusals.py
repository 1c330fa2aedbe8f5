"""What a method refuses, as problems that name indicator, unit and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from numbers import Integral
from typing import Any

import numpy as np

from coopindex.engine.index import Choice, Node, Reference
from coopindex.engine.rows import Rows
from coopindex.methods.registry import Array, Undefined
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, why


@contextmanager
def naming(
    choice: Choice, nodes: Sequence[Node], rows: Rows, parent: Node | None = None
) -> Iterator[None]:
    """Turn what a method refuses into problems that name it.

    It refuses cells or columns without a value, or options that do not go together.
    """
    try:
        yield
    except Undefined as undefined:
        raise described(undefined, nodes, rows, parent) from undefined
    except ValueError as unfit:
        if isinstance(unfit, InvalidInput):
            raise
        node = parent or nodes[0]
        raise InvalidInput(
            [
                problem_of(
                    node,
                    Wording(
                        "refusal.of-method",
                        stage=choice.stage,
                        method=choice.method,
                        why=why(unfit),
                    ),
                    Wording("refusal.methods.hint"),
                )
            ]
        ) from unfit


def described(
    undefined: Undefined, nodes: Sequence[Node], rows: Rows, parent: Node | None = None
) -> InvalidInput:
    """Turn a method's lack of a value into problems that name indicator, unit and year."""
    problems = []
    if not undefined.cells:
        columns = undefined.where.reshape(-1, undefined.where.shape[-1]).any(axis=0)
        for node in (nodes[column] for column in np.flatnonzero(columns).tolist()):
            after = (
                Wording("refusal.after-treatment", method=node.treatment.method)
                if parent is None and not node.treatment.leaves_alone
                else ""
            )
            problems.append(
                problem_of(
                    node,
                    Wording("refusal.at", node=node.code, message=undefined.message, after=after),
                    undefined.hint,
                )
            )
        if not problems and parent is not None:
            problems.append(
                problem_of(
                    parent,
                    Wording("refusal.at", node=parent.code, message=undefined.message, after=""),
                    undefined.hint,
                )
            )
        return InvalidInput(problems)
    spread = np.broadcast_to(undefined.where, (*undefined.where.shape[:-1], len(nodes)))
    for row, column in np.argwhere(
        spread.reshape(-1, len(rows.unit), len(nodes)).any(axis=0)
    ).tolist():
        node, unit, year = nodes[column], rows.units[rows.unit[row]], int(rows.year[row])
        called = rows.called(unit)
        moment = (called, year) if year else (called,)
        problem = problem_of(
            parent or node,
            Wording("refusal.at-moment", node=node.code, message=undefined.message, moment=moment),
            undefined.hint,
        )
        problems.append(replace(problem, unit=unit, indicator=node.code, year=year or None))
    return InvalidInput(problems)


def problem_of(node: Node, message: Wording, hint: Wording | None) -> Problem:
    """Return a problem that names a node, and where it is written."""
    file, line = (node.origin.file, node.origin.line or None) if node.origin else (None, None)
    return Problem(
        "undefined",
        message,
        file=file,
        line=line,
        field=node.code,
        indicator=node.code,
        hint=hint,
    )


def not_whole(field: str, value: Any, least: int) -> Iterator[Problem]:
    """Refuse what is no whole number, or one below the least."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        message = Wording("usage.whole-number", value=value, least=least)
        yield Problem("bad-value", message, field=field, value=str(value))


def position_of_year(years: Sequence[int], asked: Any) -> int | None:
    """Return where a year, or a text that names it, stands among others; None where it does not.

    >>> [position_of_year((2018, 2020), asked) for asked in (2020, "2018", 2018.0, 2019, None)]
    [1, 0, 0, None, None]
    """
    same = (at for at, year in enumerate(years) if year == asked or str(year) == asked)
    return next(same, None)


def not_scored(years: Sequence[int], *asked: Any) -> Iterator[Problem]:
    """Refuse what is none of the years scored."""
    known = tuple(map(str, years))
    for year in asked:
        if position_of_year(years, year) is None:
            message = Wording("usage.not-scored", year=year)
            hint = Wording("usage.scored-years.hint", years=known)
            yield Problem("unknown-year", message, field="year", value=str(year), hint=hint)


def need_reference(
    x: Array, referred: Array, way: Choice, reference: Reference, rows: Rows
) -> None:
    """Refuse statistics of no rows, or of rows that all miss what other rows have.

    x : (..., R, K). referred : its rows of reference, (..., R', K), or by year (..., Y, U', K).
    A column that nobody has stays without statistics: there is nothing to do to it.
    """
    if isinstance(rows.reference(reference), slice) and referred.shape[-2]:
        # all rows are referred to: what these miss nobody has
        return
    lost = np.asarray(np.isnan(referred).all(axis=-2))
    if not lost.any():
        return
    apart = rows.apart(reference)
    if referred.shape[-2]:
        seen = x if rows.unseen is None else np.where(rows.unseen[:, None], np.nan, x)
        nobody = np.isnan(rows.by_year(seen) if apart else seen).all(axis=-2)
        lost = np.asarray(lost & ~nobody)
    if lost.any():
        years: Sequence[int] = rows.years
        if apart:
            by_year = lost.any(axis=-1).reshape(-1, len(rows.years)).any(axis=0)
            years = np.array(rows.years)[by_year].tolist()
        raise Undefined(
            Wording(
                "refusal.no-reference-row",
                stage=Wording(f"stage.{way.stage}"),
                method=way.method,
                reference=_in_words(reference, years, rows),
            ),
            lost,
            hint=Wording("refusal.no-reference-row.hint"),
        )


def _in_words(reference: Reference, years: Sequence[int], rows: Rows) -> tuple[str, ...]:
    """Say the rows of reference of some years."""
    named = rows.scored if reference.years == "scored" else reference.years
    when = [str(year) for year in (years if isinstance(named, str) else named) if year]
    groups = tuple(Wording("scale.group_is", group=name, label=of) for name, of in reference.where)
    whose = (Wording("scale.units_whose", groups=groups),) if groups else ()
    ranked = () if rows.referred is None else (Wording("refusal.ranked-units"),)
    return (*when, *whose, *ranked) or (Wording("refusal.all-rows"),)
