"""Where each unit stands: rank, interval, score and what it adds up from, what it rests on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coopindex.engine.index import STATUSES, Node
from coopindex.engine.result import Result
from coopindex.report.facts.field import Field
from coopindex.report.look import Fill, fills
from coopindex.report.pages.frame import called, in_language, titles_of

if TYPE_CHECKING:
    import pandas as pd

DOCUMENTED = "observed", "derived"


@dataclass(frozen=True)
class Dimension:
    """A node directly below the index; an indicator may stand there too.

    weight : on the index. assumed : whether the weight is. leaves : the indicators below, in the
    order of the tree. Its `fill` is its colour wherever it is drawn.
    """

    node: Node
    title: str
    weight: float
    assumed: bool
    leaves: tuple[str, ...]
    fill: Fill

    @property
    def code(self) -> str:
        """Its code."""
        return self.node.code


@dataclass(frozen=True)
class Standing:
    """Where a unit stands.

    name : in the language of the report, told apart from all others; other : in the other, "" where
    there is none. rank : NaN where it is not ranked. tied : whether others share it. score : NaN
    where there is none.
    low, high : the ends of the interval of ranks, None where it was not assessed. first : the share
    of recalculations in which it is first.
    start, points : the score's starting level and what each dimension adds (NaN: it has no value);
    together they are the score. values : the finished value of each dimension.
    statuses : how many of its figures have each status, or are missing. coverage, imputed : shares
    of its weight.
    """

    unit: str
    name: str
    other: str
    rank: float
    tied: bool
    score: float
    low: float | None
    high: float | None
    first: float | None
    start: float
    points: tuple[float, ...]
    values: tuple[float, ...]
    statuses: Mapping[str, int]
    coverage: float
    imputed: float
    band: str

    @property
    def ranked(self) -> bool:
        """Whether it has a rank."""
        return not math.isnan(self.rank)

    @property
    def raised(self) -> bool:
        """Whether its score has a starting level; without a score it has none."""
        return self.start != 0 and not math.isnan(self.start)

    @property
    def figures(self) -> int:
        """How many figures it could have."""
        return sum(self.statuses.values())

    @property
    def documented(self) -> int:
        """How many of its figures are observed or derived."""
        return sum(self.statuses.get(status, 0) for status in DOCUMENTED)

    @property
    def present(self) -> int:
        """How many dimensions have a value."""
        return sum(not math.isnan(value) for value in self.values)


def dimensions(result: Result, lang: str = "en") -> tuple[Dimension, ...]:
    """Return what stands directly below the index, in the order of the tree."""
    index = result.index
    codes = index.root.children
    weights = [float(result.effective_in(result.years[-1])[index.position[c]]) for c in codes]
    titles = titles_of(codes, index, lang)
    return tuple(
        Dimension(index.node(code), title, weight, code in result.assumed, _leaves(result, code), f)
        for code, title, weight, f in zip(codes, titles, weights, fills(weights), strict=True)
    )


def _leaves(result: Result, code: str) -> tuple[str, ...]:
    node = result.index.node(code)
    if not node.children:
        return (code,)
    return tuple(leaf for child in node.children for leaf in _leaves(result, child))


def standings(
    result: Result, lang: str, intervals: pd.DataFrame | None, field: Field
) -> tuple[Standing, ...]:
    """Return where every unit stands in the last year scored, best first, then those not ranked.

    intervals : `Uncertainty.table`.
    """
    found, units = dimensions(result, lang), result.rows.units
    ranks, scores = result.rank()[-1], result.score[-1]
    spans = {} if intervals is None else intervals.set_index("unit").to_dict("index")
    shared, names = Counter(ranks.tolist()), called(units, result.data, lang)
    values = np.stack([result.array(each.code)[-1] for each in found], axis=-1)
    added = field.added[:, [result.index.position[each.code] for each in found]]
    order = sorted(range(len(units)), key=lambda at: (math.isnan(ranks[at]), ranks[at], at))

    def one(at: int) -> Standing:
        unit, score = units[at], float(scores[at])
        points = added[at].tolist()
        of = spans.get(unit, {})
        return Standing(
            unit=unit,
            name=names[at],
            other=_other(result, unit, lang),
            rank=float(ranks[at]),
            tied=shared[float(ranks[at])] > 1,
            score=score,
            low=of.get("low"),
            high=of.get("high"),
            first=of.get("p_first"),
            start=_zero(score - math.fsum(points), score),
            points=tuple(
                math.nan if math.isnan(value) else point
                for point, value in zip(points, values[at].tolist(), strict=True)
            ),
            values=tuple(values[at].tolist()),
            statuses=_statuses(result, at),
            coverage=float(result.coverage[-1, at]),
            imputed=float(result.imputed[-1, at]),
            band=band(result, score, lang),
        )

    return tuple(map(one, order))


def band(result: Result, score: float, lang: str = "en") -> str:
    """Name the tier that a score falls into; "" where there is none."""
    found = result.index.band(score)
    return in_language(found.name, lang) if found else ""


def _zero(level: float, score: float) -> float:
    return 0.0 if abs(level) <= 1e-12 * max(1.0, abs(score)) else level


def _other(result: Result, unit: str, lang: str) -> str:
    text = result.data.names[unit]
    known = text.zh and text.en != text.zh
    return in_language(text, "en" if lang == "zh" else "zh") if known else ""


def _statuses(result: Result, at: int) -> dict[str, int]:
    """Count a unit's figures by status, those missing last."""
    cells = result.data.status[result.data.at(result.years[-1:])][0, at]
    counts = {status: int((cells == code).sum()) for code, status in enumerate(STATUSES)}
    counts["missing"] = int((cells < 0).sum())
    return {status: count for status, count in counts.items() if count}
