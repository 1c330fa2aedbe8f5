"""A ranking on a map: which shape is which unit, in which class of the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from coopindex.content.shapes import Shape, Shapes, folded, key_of, named, text_of
from coopindex.engine.data import Data
from coopindex.engine.result import Result
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, raise_errors

Way = Literal["quantiles", "equal"]
WAYS: tuple[Way, ...] = get_args(Way)
CLASSES = 5


@dataclass(frozen=True, eq=False)
class Map:
    """Shapes and the units they show, of the last year scored.

    key : the property that names units. way : how the classes of the score were cut.
    edges : (C + 1,) the bounds of the classes, each from its lower bound on, the last with both.
    units : position of a unit in the rows -> its shapes. strangers : shapes of no unit, by what
    the key says of them. unshaped : units without a shape, or with one that has no place.
    digest : of the file that they are from.
    """

    key: str
    way: Way
    edges: Array
    units: Mapping[str, tuple[Shape, ...]]
    strangers: tuple[tuple[str, Shape], ...]
    unshaped: tuple[str, ...]
    digest: str = ""

    def class_of(self, score: float) -> int:
        """Return the class of a score, 0 the lowest; -1 where there is none."""
        if score != score or not self.edges.size:
            return -1
        return int(np.clip(np.searchsorted(self.edges, score, "right") - 1, 0, self.classes - 1))

    @property
    def facts(self) -> dict[str, str]:
        """What it was made of, as plain values."""
        return {"digest": self.digest, "key": self.key, "classes": self.way}

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return max(len(self.edges) - 1, 0)


def map_of(result: Result, shapes: Shapes, key: str | None = None, way: Way = "quantiles") -> Map:
    """Find the unit of every shape, by code or by name in either language, and cut the score.

    A key that names several units is `InvalidInput`; several shapes of one unit are all its.
    """
    known = names_of(result.data, result.rows.units)
    key = key_of(shapes, known, key)
    found: dict[str, list[Shape]] = {}
    strangers, problems = [], []
    for shape in shapes.features:
        units = named(shape, key, known)
        if len(units) > 1:
            problems.append(_two_units(shapes.file, shape, key, units))
        elif units:
            found.setdefault(units[0], []).append(shape)
        else:
            strangers.append((text_of(shape.properties.get(key)) or shape.name, shape))
    raise_errors(problems)
    placed = {
        unit: tuple(found[unit])
        for unit in result.rows.units
        if any(shape.polygons or shape.points for shape in found.get(unit, ()))
    }
    if not placed:
        raise InvalidInput([_nobody_placed(shapes.file, key)])
    unshaped = tuple(unit for unit in result.rows.units if unit not in placed)
    scores = np.where(result.ranked[-1], result.score[-1], np.nan)
    edges = edges_of(scores[~np.isnan(scores)], way)
    return Map(key, way, edges, placed, tuple(strangers), unshaped, shapes.digest)


def names_of(data: Data, units: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return folded code or name -> the units that are called so; a code goes before a name."""
    found: dict[str, dict[str, None]] = {}
    for unit in units:
        name, called = data.names[unit], data.called[unit]
        for text in (name.en, name.zh, called.en, called.zh):
            if text:
                found.setdefault(folded(text), {})[unit] = None
    codes: dict[str, dict[str, None]] = {}
    for unit in units:
        codes.setdefault(folded(unit), {})[unit] = None
    return {text: tuple(named) for text, named in {**found, **codes}.items()}


def _two_units(file: str, shape: Shape, key: str, units: Sequence[str]) -> Problem:
    said = {"number": shape.number, "name": shape.name, "key": key, "units": units}
    return Problem(
        "map-two-units",
        Wording("shapes.two-units", **said),
        file=file,
        field=key,
        hint=Wording("shapes.two-units.hint"),
    )


def _nobody_placed(file: str, key: str) -> Problem:
    message, hint = Wording("shapes.nobody-placed"), Wording("shapes.nobody-placed.hint")
    return Problem("map-nobody-placed", message, file=file, field=key, hint=hint)


def edges_of(scores: Array, way: Way) -> Array:
    """Return the bounds of at most five classes; fewer where scores do not differ so often.

    quantiles : as many units in each, but for ties. equal : as wide as each other.

    >>> edges_of(np.array([1.0, 2, 3, 4, 11]), "equal").tolist()
    [1.0, 3.0, 5.0, 7.0, 9.0, 11.0]
    >>> edges_of(np.array([1.0, 1, 2, 2, 11]), "quantiles").tolist()
    [1.0, 2.0, 11.0]
    """
    if way not in WAYS:
        message = Wording("reading.none-of", shown=str(way), choices=WAYS)
        raise InvalidInput([Problem("bad-value", message, field="classes", value=str(way))])
    if not scores.size:
        return np.empty(0)
    count = min(CLASSES, len(np.unique(scores)))
    if way == "equal":
        return np.linspace(scores.min(), scores.max(), count + 1)
    # every bound is a score, so that no class is empty
    edges = np.quantile(scores, np.linspace(0, 1, count + 1), method="higher")
    # by ties two bounds may be one, and there is a class less
    inner = np.unique(edges[1:-1])
    return np.array([edges[0], *inner[inner > edges[0]].tolist(), edges[-1]])
