"""Shapes of places, read from the user's own GeoJSON; no borders are shipped.

RFC 7946: positions are longitude and latitude in degrees, https://www.rfc-editor.org/rfc/rfc7946.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from coopindex.content.limits import DEEPEST, TABLE_BYTES
from coopindex.content.yaml import read_bytes
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, raise_errors

Polygon = tuple[Array, ...]  # rings (n, 2), the outer one first, each without its repeated end
DRAWN = "Polygon", "MultiPolygon", "Point", "MultiPoint"
FEWEST = 4  # positions of a ring, the first repeated at its end
NAMES = ("name", "NAME", "Name", "name_zh", "名称", "id", "code", "adcode")
WIDE = 540.0  # degrees of longitude that still may be a shape across the date line


@dataclass(frozen=True, eq=False)
class Shape:
    """A feature: what is said of it, and its polygons and points; of neither: it has no place."""

    number: int
    properties: Mapping[str, Any]
    polygons: tuple[Polygon, ...] = ()
    points: tuple[tuple[float, float], ...] = ()

    @property
    def name(self) -> str:
        """What it is called, as far as a usual property says; else by its number."""
        found = (self.properties.get(name) for name in NAMES)
        return next((text for value in found if (text := text_of(value))), f"#{self.number}")


@dataclass(frozen=True, eq=False)
class Shapes:
    """The features of a file, in its order. digest : SHA-256 of the file."""

    file: str
    features: tuple[Shape, ...]
    digest: str

    @property
    def properties(self) -> tuple[str, ...]:
        """The names of all properties, in the order in which they are first met."""
        return tuple(dict.fromkeys(name for each in self.features for name in each.properties))


def text_of(value: Any) -> str:
    """Return a property's value as a text, "" of what is none; a number as it would be typed.

    >>> text_of(330200), text_of(330200.0), text_of("宁波"), text_of(None), text_of([1])
    ('330200', '330200', '宁波', '', '')
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def read_shapes(path: Path) -> Shapes:
    """Read a GeoJSON file: a FeatureCollection, or one Feature. What is wrong is `InvalidInput`."""
    file = path.as_posix()
    content, problems = read_bytes(path, file, TABLE_BYTES)
    raise_errors(problems)
    found = _parsed(content, file)
    kind = found.get("type") if isinstance(found, dict) else None
    features = [found] if kind == "Feature" else found.get("features") if kind else None
    if kind not in ("Feature", "FeatureCollection") or not isinstance(features, list):
        raise InvalidInput([_problem("not-features", file, kind=str(kind or type(found).__name__))])
    reader = _Reader(file, [])
    shapes = tuple(reader.shape(number, each) for number, each in enumerate(features, start=1))
    if not shapes:
        reader.problems.append(_problem("no-features", file))
    raise_errors(reader.problems)
    return Shapes(file, shapes, hashlib.sha256(content).hexdigest())


def _parsed(content: bytes, file: str) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as wrong:
        problem = _problem("not-json", file, column=wrong.colno).but(line=wrong.lineno)
    except (UnicodeDecodeError, RecursionError, ValueError):
        problem = _problem("not-text", file, deepest=DEEPEST)
    raise InvalidInput([problem])


def _no_number(text: str) -> float:
    raise ValueError(text)


def _problem(key: str, file: str, **values: Any) -> Problem:
    return Problem(
        f"map-{key}",
        Wording(f"shapes.{key}", **values),
        file=file,
        hint=Wording(f"shapes.{key}.hint", **values),
    )


@dataclass
class _Reader:
    """Reads features, and keeps what is wrong with them."""

    file: str
    problems: list[Problem]

    def shape(self, number: int, feature: Any) -> Shape:
        """Read a feature."""
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            self._refuse("not-a-feature", Shape(number, {}))
            return Shape(number, {})
        said = feature.get("properties")
        properties = dict(said) if isinstance(said, dict) else {}
        if text_of(feature.get("id")) and "id" not in properties:
            properties["id"] = feature["id"]
        found = Shape(number, properties)
        polygons: list[Polygon] = []
        points: list[Any] = []
        for kind, coordinates in self._geometries(feature.get("geometry"), found):
            if kind in ("Polygon", "MultiPolygon"):
                several = [coordinates] if kind == "Polygon" else coordinates
                polygons.extend(self._polygons(several, found))
            else:
                several = [coordinates] if kind == "Point" else coordinates
                points.extend(self._positions(several, found).tolist())
        at = tuple((float(x), float(y)) for x, y in points)
        return Shape(number, properties, tuple(polygons), at)

    def _geometries(self, geometry: Any, of: Shape) -> Iterator[tuple[str, Any]]:
        """Yield what can be drawn with its coordinates; refuse lines and what is no geometry."""
        if geometry is None:  # a feature without a place, which RFC 7946 allows for
            return
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if kind == "GeometryCollection" and isinstance(geometry.get("geometries"), list):
            for each in geometry["geometries"]:
                if not (isinstance(each, dict) and each.get("type") == "GeometryCollection"):
                    yield from self._geometries(each, of)
        elif kind in DRAWN:
            yield str(kind), geometry.get("coordinates")
        else:
            self._refuse("no-geometry", of, kind=str(kind), known=DRAWN)

    def _polygons(self, several: Any, of: Shape) -> Iterator[Polygon]:
        for rings in several if isinstance(several, list) else [None]:
            if not isinstance(rings, list) or not rings:
                self._refuse("no-rings", of)
                return
            found = [self._positions(ring, of) for ring in rings]
            if any(len(ring) and len(_opened(ring)) < FEWEST - 1 for ring in found):
                self._refuse("short-ring", of)
                return
            # an outer ring without a place draws nothing, whatever holes it has
            if len(found[0]):
                yield tuple(_opened(ring) for ring in found if len(ring))

    def _positions(self, written: Any, of: Shape) -> Array:
        """Return positions (n, 2); none where one is no pair of numbers, or beyond the globe."""
        none = np.empty((0, 2))
        if written == [[]] or written == []:  # what has no place, by RFC 7946
            return none
        at = _pairs(written)
        if at is None or not np.isfinite(at).all():
            self._refuse("no-position", of)
            return none
        beyond = (np.abs(at[:, 1]) > 90) | (np.abs(at[:, 0]) > WIDE)
        if beyond.any():
            x, y = at[beyond][0].tolist()
            self._refuse("beyond", of, x=f"{x:g}", y=f"{y:g}")
            return none
        return at

    def _refuse(self, key: str, of: Shape, **values: Any) -> None:
        problem = _problem(key, self.file, number=of.number, name=of.name, **values)
        self.problems.append(problem.but(field=f"features[{of.number - 1}]"))


def _pairs(written: Any) -> Array | None:
    """Return positions as pairs of numbers, without heights; None where one is no such pair.

    >>> _pairs([[1, 2, 99], [3, 4]]).tolist(), _pairs([[1], [2]]), _pairs([["1", "2"]])
    ([[1.0, 2.0], [3.0, 4.0]], None, None)
    """
    if not isinstance(written, list):
        return None
    if not all(isinstance(each, list) and len(each) > 1 for each in written):
        return None
    try:
        found = np.array([each[:2] for each in written])
    except ValueError:
        return None
    numbers = found.dtype.kind in "iuf" and found.ndim == 2
    return found.astype(float) if numbers else None


def _opened(ring: Array) -> Array:
    """Return a ring without the end that repeats its beginning, which some leave out."""
    return ring[:-1] if len(ring) > 1 and (ring[0] == ring[-1]).all() else ring


def folded(text: str) -> str:
    """Return a text without its case and the blanks around it, however accents are stored.

    >>> folded(" Łódź "), folded("宁波")
    ('łódź', '宁波')
    """
    return unicodedata.normalize("NFKC", text).casefold().strip()


def key_of(shapes: Shapes, known: Mapping[str, Sequence[str]], key: str | None) -> str:
    """Return the property whose values name most units. known : folded text -> units it names.

    key : the one to take, which must be there. Of equals the first is taken; where none names any
    unit it is `InvalidInput`.
    """
    properties = shapes.properties
    if key is not None and key not in properties:
        problem = _problem("no-property", shapes.file, name=key, known=properties)
        hint = problem.hint if properties else Wording("shapes.no-properties.hint")
        raise InvalidInput([problem.but(field=str(key), hint=hint)])
    counts = {
        name: len({unit for each in shapes.features for unit in named(each, name, known)})
        for name in ([key] if key is not None else properties)
    }
    most = max(counts, key=lambda name: counts[name], default="")
    if not counts.get(most):
        first = shapes.features[0].properties
        such = [f"{name}={text}" for name in counts if (text := text_of(first.get(name)))]
        problem = _problem("nobody-named", shapes.file, known=such)
        hint = problem.hint if such else Wording("shapes.no-properties.hint")
        raise InvalidInput([problem.but(hint=hint)])
    return most


def named(shape: Shape, key: str, known: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the units that a property of a shape names."""
    return known.get(folded(text_of(shape.properties.get(key))), ())
