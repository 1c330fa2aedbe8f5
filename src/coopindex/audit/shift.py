"""How far ranks lie from those of a simulation: the sentence of the JRC's audits, in six readings.

"Less than +-3 positions shift with respect to the simulated median in 96 % of the cases" (JRC
statistical audit of the WJP Rule of Law Index 2014) may mean several things. The first reading is
the one that the audit's sentence is written with here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from coopindex.engine.frames import rank_column
from coopindex.methods.registry import Array
from coopindex.robustness.distribution import Histograms, RankCounts
from coopindex.robustness.uncertainty import Uncertainty

if TYPE_CHECKING:
    import pandas as pd

PLACES = 3
ENDS = 0.05, 0.95
SAME = 1e-9  # places: nearer than this is no difference
READINGS = {
    "nominal_at_most": "units whose nominal rank is at most {places} places from the simulated "
    "median",
    "nominal_less": "units whose nominal rank is less than {places} places from the simulated "
    "median",
    "interval_within": "units whose 5-95 % interval of ranks lies within {places} places of the "
    "simulated median",
    "runs_at_most": "unit-runs at most {places} places from the unit's simulated median",
    "runs_less": "unit-runs less than {places} places from the unit's simulated median",
    "nominal_inside": "units whose nominal rank lies inside the 5-95 % interval",
}


class Shifts(NamedTuple):
    """Of each unit, (U,): median and ends of its ranks, in how many draws it is near its median.

    near, nearer : at most so many places away, and less.
    """

    median: Array
    low: Array
    high: Array
    near: Histograms
    nearer: Histograms
    draws: Histograms


def linear_quantile(upto: Histograms, ranks: Array, share: float) -> Array:
    """Return each unit's quantile of rank, linear between neighbours (type 7), (U,).

    upto : (U, P) in how many draws a unit has a rank or one before it.

    >>> linear_quantile(np.array([[1, 2, 4]]), np.array([1.0, 2.0, 3.0]), 0.5)
    array([2.5])
    """
    last = np.maximum(upto[:, -1] - 1, 0)
    at = share * last
    below = np.floor(at)
    known = np.append(ranks, np.nan)
    one, other = (
        known[(upto <= place[:, None]).sum(axis=1)]
        for place in (below, np.minimum(below + 1, last))
    )
    return np.asarray(one + (other - one) * (at - below))


def shifts_of(counted: RankCounts, places: float) -> Shifts:
    """Look at how the ranks of each unit lie about their median."""
    found = [_shifts(band.counts, band.ranks, places) for band in counted.bands()]
    return Shifts(*map(np.concatenate, zip(*found, strict=True)))


def _shifts(counts: Histograms, ranks: Array, places: float) -> Shifts:
    upto = counts.cumsum(axis=1)
    low, median, high = (linear_quantile(upto, ranks, q) for q in (ENDS[0], 0.5, ENDS[1]))
    away = np.abs(ranks[None] - median[:, None])
    near, nearer = (
        np.where(inside, counts, 0).sum(axis=1)
        for inside in (away <= places + SAME, away < places - SAME)
    )
    return Shifts(median, low, high, near, nearer, counts.sum(axis=1))


def shift_units(found: Uncertainty, *, places: float = PLACES) -> pd.DataFrame:
    """One row a unit, best first: where it stands as scored, and where in the simulation.

    unit, rank, median, difference (rank less median), within (whether at most so many `places`),
    low, high (the 5 % and 95 % quantiles), runs_within (the share of draws at most so many places
    from the median). Quantiles are linear between neighbours (type 7).
    """
    import pandas as pd

    seen = shifts_of(found.tally.ranks, places)
    rank = _nominal(found)
    return pd.DataFrame(
        {
            "unit": list(found.units),
            "rank": rank_column(rank, found.result.index.ranking),
            "median": seen.median,
            "difference": rank - seen.median,
            "within": np.abs(rank - seen.median) <= places + SAME,
            "low": seen.low,
            "high": seen.high,
            "runs_within": seen.near / np.maximum(seen.draws, 1),
        }
    )


def _nominal(found: Uncertainty) -> Array:
    position = {unit: at for at, unit in enumerate(found.result.rows.units)}
    return np.asarray(found.result.rank()[-1, [position[unit] for unit in found.units]])


def shift(found: Uncertainty, *, places: float = PLACES) -> pd.DataFrame:
    """One row a reading of the sentence: reading, definition, places, share, units, draws."""
    import pandas as pd

    seen, rank = shifts_of(found.tally.ranks, places), _nominal(found)
    away = np.abs(rank - seen.median)
    inside = (seen.low >= seen.median - places - SAME) & (seen.high <= seen.median + places + SAME)
    runs = max(int(seen.draws.sum()), 1)
    shares = {
        "nominal_at_most": (away <= places + SAME).mean(),
        "nominal_less": (away < places - SAME).mean(),
        "interval_within": inside.mean(),
        "runs_at_most": seen.near.sum() / runs,
        "runs_less": seen.nearer.sum() / runs,
        "nominal_inside": ((rank >= seen.low - SAME) & (rank <= seen.high + SAME)).mean(),
    }
    written = {reading: said.format(places=f"{places:g}") for reading, said in READINGS.items()}
    return pd.DataFrame(
        {
            "reading": list(READINGS),
            "definition": [written[reading] for reading in READINGS],
            "places": places,
            "share": [float(shares[reading]) for reading in READINGS],
            "units": len(found.units),
            "draws": found.draws,
        }
    )
