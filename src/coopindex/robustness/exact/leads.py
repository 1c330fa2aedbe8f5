"""By how much each unit can lead each other one: who can be ahead, and who always is."""

from __future__ import annotations

import numpy as np

from coopindex.methods.registry import Array
from coopindex.robustness.exact.corners import Region
from coopindex.robustness.exact.polytope import TINY, Polytope
from coopindex.robustness.exact.search import starts, widest

# differences of units, in all nodes, that are held at a time
CELLS = 1 << 22


def leads(polytope: Polytope, region: Region) -> Array:
    """Return the most by which the row's unit can lead the column's, (K, K).

    In closed form; under `at_least` over the vertices of the region. Where those lie outside of
    what is allowed, that is more than there may be, and who is ahead is settled by a solver for
    each pair that neither they nor other weights decide.
    """
    values = polytope.values
    at_once = max(1, CELLS // values.size)
    if not polytope.at_least:
        parts = (_gaps(values, start, at_once) for start in range(0, len(values), at_once))
        return np.concatenate([polytope.greatest(part) for part in parts]).reshape(
            len(values), len(values)
        )
    scores = values @ (region.cell.vertices @ region.corners).T
    lead = _over(scores)
    return _settled(polytope, region, lead) if len(region.cell.further) else lead


def _gaps(values: Array, start: int, many: int) -> Array:
    """Return what some units have beyond each unit, (many * K, V)."""
    gaps = values[start : start + many, None] - values[None]
    return gaps.reshape(-1, values.shape[1])


def _over(scores: Array) -> Array:
    """Return the widest lead of each unit over each under some weights: scores (K, B)."""
    return np.array([(row - scores).max(axis=1) for row in scores])


def _settled(polytope: Polytope, region: Region, lead: Array) -> Array:
    """Solve for the pairs that might lead and that no weights tried let lead."""
    line = -TINY * widest(lead)
    tried = _over(polytope.values @ starts(polytope, region).T)
    values = polytope.values
    for unit, other in np.argwhere((lead >= line) & (tried < line)):
        lead[unit, other] = polytope.solved(values[unit] - values[other])
    return lead
