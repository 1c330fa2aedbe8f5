"""What is read of others' files: a project before it is written, and what became of every part."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coopindex.content.tables.column import NUMBER
from coopindex.periods import Period
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Told:
    """What is said beside the file's name, where the file does not say it or is read otherwise.

    kind : of file. meta : the table about the indicators. units, names, year : columns; year may be
    a period itself. groups, variables, negative, only, skip : columns. dimensions : what each is
    called -> its columns; header_groups : those that stand above the header are dimensions too.
    missing : texts that stand for no figure. measures : the line of units of measurement, 0 where
    there is none. scale : how indicators are normalised. reference : whose
    figures fix the scale of several years.
    """

    kind: str | None = None
    meta: str | None = None
    units: str | None = None
    names: tuple[str, ...] = ()
    year: str | None = None
    groups: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    header_groups: bool = False
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    measures: int | None = None
    scale: str | None = None
    reference: str | None = None

    @property
    def said(self) -> dict[str, object]:
        """What is said, by its name."""
        nothing: tuple[object, ...] = (None, (), {})
        return {name: value for name, value in vars(self).items()
                if value is not False and value not in nothing}  # fmt: skip


@dataclass(frozen=True)
class Branch:
    """A node to be, or a variable.

    name : what the file calls it. parent : the file's name of the node above, "" directly below the
    index. column : of an indicator or a variable, its header; "" where it is a dimension. posts :
    lower and upper goalpost, None where there is none.
    """

    name: str
    parent: str = ""
    title: str = ""
    column: str = ""
    negative: bool = False
    weight: float | None = None
    measure: str = ""
    divisor: str = ""
    target: float | None = None
    posts: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True)
class Fate:
    """What became of a column, or a row, of a file. why : how that is known, or why not."""

    file: str
    name: str
    taken: bool
    became: Wording
    why: Wording | None = None


@dataclass(frozen=True)
class Guess:
    """What nobody said, and is taken so; flag : the option that says otherwise."""

    said: Wording
    flag: str = ""


@dataclass(frozen=True)
class Units:
    """Each unit once: code -> its name in English and in Chinese, and its label in each group."""

    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """One row a unit and year: the unit's code, the year (None: no table says one), the figures.

    figures : header -> (R,), NaN where there is none.
    """

    units: Sequence[str] = ()
    years: Sequence[Period] | None = None
    figures: Mapping[str, Figures] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A project to be: `kind` of what `files` it was made; nodes in their order, parents anywhere.

    year : the only one, where the rows name none. ranked : what a unit is, in English and in
    Chinese. flags : what is doubtful about the files.
    """

    kind: str
    files: tuple[str, ...]
    nodes: tuple[Branch, ...]
    units: Units
    rows: Rows
    title: str = ""
    year: Period | None = None
    ranked: tuple[str, str] | None = None
    variables: tuple[Branch, ...] = ()
    fates: tuple[Fate, ...] = ()
    guesses: tuple[Guess, ...] = ()
    flags: tuple[Problem, ...] = ()

    @property
    def leaves(self) -> tuple[Branch, ...]:
        """The indicators."""
        return tuple(node for node in self.nodes if node.column)

    @property
    def years(self) -> list[Period]:
        """The different years, in their order."""
        return sorted(dict.fromkeys(self.rows.years or ()), key=str)


def refuse(
    code: str, message: Wording, file: str, line: int | None = None, field: str | None = None,
    hint: Wording | None = None,
) -> InvalidInput:  # fmt: skip
    """Return the error of one problem."""
    return InvalidInput([Problem(code, message, file=file, line=line, field=field, hint=hint)])


def taken(file: str, name: str, became: str, why: Wording | None = None, **values: object) -> Fate:
    """Return the fate of a column that is part of the project. became : the key of a phrase."""
    return Fate(file, name, True, Wording(f"importing.as-{became}", **values), why)


def left(file: str, name: str, why: str, **values: object) -> Fate:
    """Return the fate of a column that is not. why : the key of a phrase."""
    return Fate(
        file, name, False, Wording("importing.left"), Wording(f"importing.not-{why}", **values)
    )


def by_name(names: Iterable[str]) -> dict[str, int]:
    """Return the position of each name."""
    return {name: at for at, name in enumerate(names)}


def wrong_number(text: str, part: str) -> str | None:
    """Return the key of what is wrong with a text that is to be a number, None for nothing.

    part : what it is of a node; a weight is finite, and not below 0.
    """
    if not NUMBER.fullmatch(text):
        return "no-number"
    return "no-weight" if part == "weight" and not 0 <= float(text) < math.inf else None
