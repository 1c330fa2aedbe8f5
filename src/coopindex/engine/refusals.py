"""What a method refuses, as problems that name indicator, unit and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Choice, Node, Origin, Reference
from coopindex.engine.rows import Rows
from coopindex.methods.registry import Array, Undefined, Unfit
from coopindex.periods import Period, words, year_of
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, of_one_kind, why


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
        found = described(undefined, nodes, rows, parent)
        origin = choice.origin(undefined.option) if undefined.family else None
        raise _written_at(origin, found) from undefined
    except ValueError as unfit:
        if isinstance(unfit, InvalidInput):
            raise
        how = {"stage": choice.stage, "method": choice.method, "why": why(unfit)}
        message, hint = Wording("refusal.of-method", **how), Wording("refusal.methods.hint")
        found = InvalidInput([problem_of(parent or nodes[0], message, hint)])
        option = unfit.option if isinstance(unfit, Unfit) else ()
        raise _written_at(choice.origin(option) if parent else None, found) from unfit


def _written_at(origin: Origin | None, found: InvalidInput) -> InvalidInput:
    """Return what is refused where it was written, as far as that is known."""
    if origin is None:
        return found
    place = {"file": origin.file, "line": origin.line or None}
    return InvalidInput([problem.but(**place) for problem in found.problems])


def described(
    undefined: Undefined, nodes: Sequence[Node], rows: Rows, parent: Node | None = None
) -> InvalidInput:
    """Turn a method's lack of a value into problems that name indicator, unit and year.

    What is wrong with a family is said once, of the node that is put together.
    """
    where: NDArray[np.bool_] = undefined.where
    undefined.of = tuple(node.code for node in nodes)
    if undefined.family and parent is not None:
        where, nodes = np.asarray(where.any(axis=-1, keepdims=True)), (parent,)
    make = partial(_of_node, undefined, parent)
    if undefined.cells:
        spread = np.broadcast_to(where, (*where.shape[:-1], len(nodes)))
        cells = np.argwhere(spread.reshape(-1, len(rows.unit), len(nodes)).any(axis=0))
        found = [(nodes[column], row) for row, column in cells.tolist()]
        make = partial(_of_cell, undefined, parent, rows)
    else:
        marked = where.reshape(-1, where.shape[-1]).any(axis=0)
        found = [(nodes[column], 0) for column in np.flatnonzero(marked).tolist()]
        if not found and parent is not None:
            found = [(parent, 0)]
    return InvalidInput(of_one_kind(make, found))


def _of_node(undefined: Undefined, parent: Node | None, at: tuple[Node, int]) -> Problem:
    node, _ = at
    treated = parent is None and not node.treatment.leaves_alone
    after = Wording("refusal.after-treatment", method=node.treatment.method) if treated else ""
    message = Wording("refusal.at", node=node.code, message=undefined.message, after=after)
    return problem_of(node, message, undefined.hint)


def _of_cell(
    undefined: Undefined, parent: Node | None, rows: Rows, at: tuple[Node, int]
) -> Problem:
    node, row = at
    unit, year = rows.units[rows.unit[row]], rows.period(row)
    moment = (rows.called(unit), year) if year else (rows.called(unit),)
    message = Wording("refusal.at-moment", node=node.code, message=undefined.message, moment=moment)
    problem = problem_of(parent or node, message, undefined.hint)
    return replace(problem, unit=unit, indicator=node.code, year=year or None)


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


def not_whole(field: str, value: Any, least: int, most: int | None = None) -> Iterator[Problem]:
    """Refuse what is no whole number, or one below the least or above the most."""
    if isinstance(value, Integral) and most is not None and int(value) > most:
        message = Wording("usage.whole-number-most", value=value, most=most)
        yield Problem("bad-value", message, field=field, value=str(value))
    elif not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        message = Wording("usage.whole-number", value=value, least=least)
        yield Problem("bad-value", message, field=field, value=str(value))


def known_years(years: Sequence[Period], asked: Period) -> Wording:
    """Say which years there are in place of one that has no data; of months, those of the year.

    >>> known_years((2018, 2019), 2020), known_years(("2020Q4", "2021Q1"), "2021Q2")
    ('years with data: 2018, 2019', 'quarters with data: 2020Q4, 2021Q1')
    >>> known_years(("2020Q3", "2020Q4", "2021Q1"), 2020)
    'the data are by quarter: write the quarters of that year, 2020Q3, 2020Q4'
    """
    parts = tuple(str(year) for year in years if year and year_of(year) == year_of(asked))
    key = "of-its-parts" if parts and isinstance(asked, int) else "known-years"
    known = parts if key == "of-its-parts" else tuple(str(year) for year in years if year)
    return Wording(f"refusal.{key}.hint", known=known, **words(years))


def position_of_year(years: Sequence[Period], asked: Any) -> int | None:
    """Return where a year, or a text that names it, stands among others; None where it does not.

    >>> [position_of_year((2018, 2020), asked) for asked in (2020, "2018", 2018.0, 2019, None)]
    [1, 0, 0, None, None]
    """
    same = (at for at, year in enumerate(years) if year == asked or str(year) == asked)
    return next(same, None)


def not_scored(years: Sequence[Period], *asked: Any) -> Iterator[Problem]:
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
    if way.found.based and isinstance(reference.years, str):
        message = Wording("refusal.no-base", method=way.method)
        hint = Wording("refusal.no-base-undated.hint")
        if rows.years[0]:
            hint = Wording("refusal.no-base.hint", first=rows.years[0])
        raise Undefined(message, np.ones(x.shape[-1], bool), hint=hint)
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
        years: Sequence[Period] = rows.years
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


def _in_words(reference: Reference, years: Sequence[Period], rows: Rows) -> tuple[str, ...]:
    """Say the rows of reference of some years."""
    named = rows.scored if reference.years == "scored" else reference.years
    when = [str(year) for year in (years if isinstance(named, str) else named) if year]
    groups = tuple(Wording("scale.group_is", group=name, label=of) for name, of in reference.where)
    whose = (Wording("scale.units_whose", groups=groups),) if groups else ()
    ranked = () if rows.referred is None else (Wording("refusal.ranked-units"),)
    return (*when, *whose, *ranked) or (Wording("refusal.all-rows"),)


def uncounted(code: str, field: str | None = None) -> Problem:
    """Refuse to speak of the weight of a node that is published but not counted."""
    message, hint = uncounted_words(code)
    return Problem("uncounted-node", message, field=field, value=code, hint=hint)


def uncounted_words(code: str) -> tuple[Wording, Wording]:
    """Say that a node is published but not counted, and the way out."""
    message, hint = (
        Wording(f"definition.no-weight-uncounted{end}", code=code) for end in ("", ".hint")
    )
    return message, hint
