"""The design: all randomness there is, as an (N, D) array in [0, 1), one column for each thing that varies.

Points are scrambled Sobol points, which fill the cube more evenly than independent draws. Any run of rows can be made on its own,
so that chunks, processes and clusters work on the same points in whatever order.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from coopindex.methods.registry import Array

if TYPE_CHECKING:
    from scipy.stats import qmc

CELLS = 1 << 17  # about how many numbers one chunk of draws may put into one array: what fits a processor's cache


def points(columns: int, seed: int, start: int, stop: int) -> Array:
    """Return the rows `start` to `stop` of the scrambled Sobol sequence in so many columns, (stop - start, columns) in [0, 1).

    Owen (1998), Scrambling Sobol' and Niederreiter-Xing points, Journal of Complexity 14.
    >>> points(2, 7, 0, 4).shape
    (4, 2)
    >>> bool((points(2, 7, 0, 4)[2:] == points(2, 7, 2, 4)).all())
    True
    """
    if columns == 0:
        return np.empty((stop - start, 0))
    sequence = _sequence(columns, seed)
    if sequence.num_generated > start:
        sequence.reset()
    if start > sequence.num_generated:
        sequence.fast_forward(start - sequence.num_generated)
    if start:
        return np.asarray(sequence.random(stop - start), float)
    return np.asarray(sequence.random_base2(max(stop - 1, 0).bit_length())[:stop], float)


@lru_cache(maxsize=4)
def _sequence(columns: int, seed: int) -> qmc.Sobol:
    """Keep a sequence where it stands, for whoever goes on from there; anybody else's points do not depend on it."""
    from scipy.stats import qmc

    return qmc.Sobol(columns, rng=np.random.default_rng(seed))


def chunk_size(cells: int) -> int:
    """Return how many draws go into a chunk when each takes so many cells: a power of two, whatever the number of draws.

    >>> chunk_size(375), chunk_size(10**9)
    (256, 1)
    """
    return 1 << max(0, (CELLS // max(cells, 1)).bit_length() - 1)
