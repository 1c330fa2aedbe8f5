"""Some units of those scored, as a reader asks for them: the first, by name, by their groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from numbers import Integral
from typing import Any

import numpy as np

from coopindex.content.data.units import condition_problem
from coopindex.engine.result import Result
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, raise_errors
from coopindex.project.arguments import units_of
from coopindex.report.listing import Listing


def listing_of(result: Result, top: Any = None, only: Any = None, where: Any = None) -> Listing:
    """Choose units of a scoring to be shown; what there is not is `InvalidInput`.

    top : the first so many in the last year scored, all of those that tie at the end. only : codes
    or names, in one text parted by commas or in several. where : group -> its label, or several of
    which one will do, or texts as "region=east". What is asked together must all hold, and the
    first are those among the rest.
    """
    conditions = tuple(_conditions(where))
    raise_errors([*_wrong_number(top), *_wrong_groups(result, conditions)])
    field = result.rows.units
    named = () if only is None else units_of(only, result.index, result.data, "only")
    known = {unit: at for at, unit in enumerate(result.data.units)}
    shown = np.array([not named or unit in named for unit in field], bool)
    for group, labels in conditions:
        of = result.data.groups[group]
        shown &= np.array([str(of[known[unit]]) in labels for unit in field], bool)
    if not shown.any():
        raise InvalidInput([Problem("nobody-left", Wording("listing.nobody-left"), field="where")])
    among = int(shown.sum())
    if top is not None:
        shown &= _first(np.where(shown, result.rank()[-1], np.inf), int(top))
    units = tuple(unit for unit, whether in zip(field, shown, strict=True) if whether)
    year = result.years[-1] if len(result.years) > 1 else None
    first = None if top is None else int(top)
    return Listing(units, tuple(field), first, named, conditions, year, among)


def _first(ranks: Any, top: int) -> Any:
    """Say which units are among the first, those included that tie with the last of them.

    Units without a rank come after all others.

    >>> _first(np.array([2.0, 1.0, 2.0, np.nan, np.inf]), 2)
    array([ True,  True,  True, False, False])
    """
    places = np.nan_to_num(ranks, nan=np.finfo(float).max, posinf=np.inf)
    return (places <= np.sort(places)[:top][-1]) & (places < np.inf)


def _wrong_number(top: Any) -> Iterator[Problem]:
    whole = isinstance(top, Integral) and not isinstance(top, bool)
    if top is not None and not (whole and int(top) >= 1):
        message = Wording("usage.whole-number", value=top, least=1)
        yield Problem("bad-value", message, field="top", value=str(top))


def _conditions(where: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Read conditions: a mapping, or texts of a group and a label; those of one group together."""
    found = dict[str, list[str]]()
    if isinstance(where, Mapping):
        for group, label in where.items():
            several = isinstance(label, Iterable) and not isinstance(label, str)
            found[str(group)] = [str(each) for each in (label if several else [label])]
    else:
        several = isinstance(where, Iterable) and not isinstance(where, str)
        for text in () if where is None else where if several else (where,):
            group, equals, label = (part.strip() for part in str(text).partition("="))
            if not (group and equals and label):
                message = Wording("listing.no-condition", text=text)
                raise InvalidInput([Problem("bad-value", message, field="where")])
            found.setdefault(group, []).append(label)
    yield from ((group, tuple(dict.fromkeys(labels))) for group, labels in found.items())


def _wrong_groups(
    result: Result, conditions: Iterable[tuple[str, tuple[str, ...]]]
) -> Iterator[Problem]:
    groups = result.data.groups
    for group, labels in conditions:
        for label in labels if group in groups else labels[:1]:
            if wrong := condition_problem(group, label, groups):
                code, message, hint = wrong
                value = label if group in groups else group
                yield Problem(code, message, field="where", value=value, hint=hint)
