"""Hold published figures against ours, at the precision they were printed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.index import Published

if TYPE_CHECKING:
    from coopindex.engine.result import Result


@dataclass(frozen=True)
class Check:
    """One published figure beside ours; `met` when ours lies within half a unit of the last printed digit."""

    published: Published
    ours: float
    met: bool

    @property
    def label(self) -> str:
        """What the figure is about, in words."""
        of = self.published
        parts = [of.figure.replace("_", " "), of.unit or "", f"of the top {of.top}" if of.top else "", f"in {of.node}", str(of.year or "")]
        return " ".join(part for part in parts if part)

    def as_dict(self) -> dict[str, Any]:
        """Return the check as plain values, for JSON."""
        from coopindex.engine.result import plain

        of = self.published
        known = {
            "figure": of.figure,
            "unit": of.unit,
            "node": of.node,
            "top": of.top,
            "year": of.year,
            "scheme": of.scheme,
            "source": of.source,
        }
        return {**{k: v for k, v in known.items() if v is not None}, "published": of.value, "ours": plain(self.ours), "met": self.met}


def verify(result: Result) -> tuple[Check, ...]:
    """Check the published figures that belong to the result's scheme and years."""
    checks = []
    for published in result.index.published:
        if published.scheme in (None, result.scheme.code) and published.year in (None, *result.years):
            ours = figure(result, published)
            checks.append(Check(published, ours, meets(ours, published.value)))
    return tuple(checks)


def figure(result: Result, published: Published) -> float:
    """Return our value of a published figure."""
    year = result.years.index(published.year) if published.year else -1
    if published.figure == "weight":
        effective = result.effective.reshape(-1, len(result.index.nodes))[-1]
        return float(effective[result.index.position[published.node]])
    if published.figure == "mean_score":
        scores, ranks = result.array(published.node)[year], result.rank(published.node)[year]
        return float(np.mean(scores[ranks <= published.top] if published.top else scores[~np.isnan(scores)]))
    values = result.rank(published.node) if published.figure == "rank" else result.array(published.node)
    return float(values[year, result.rows.units.index(str(published.unit))])


def meets(ours: float, printed: str) -> bool:
    """Say whether ours lies within half a unit of the last printed digit.

    >>> meets(69.34528, "69.3453"), meets(69.34524, "69.3453"), meets(0.44099, "44.1%"), meets(float("nan"), "1")
    (True, False, True, False)
    """
    text = printed.strip().replace(",", "")
    scale = 0.01 if text.endswith("%") else 1.0
    text = text.rstrip("%").strip()
    half = 0.5 * 10.0 ** -len(text.partition(".")[2]) * scale
    return bool(abs(ours - float(text) * scale) <= half * (1 + 1e-9))
