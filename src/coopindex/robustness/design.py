"""The design: all randomness there is, as an (N, D) array in [0, 1), one column for each thing that varies.

Points are scrambled Sobol points, which fill the cube more evenly than independent draws. Any run of rows can be made on its own,
so that chunks, processes and clusters work on the same points in whatever order.
"""

from __future__ import annotations

from coopindex.methods.registry import Array

CELLS = 1 << 20  # about how many numbers one chunk of draws may put into one array


def points(columns: int, seed: int, start: int, stop: int) -> Array:
    """Return the rows `start` to `stop` of the scrambled Sobol sequence in so many columns, (stop - start, columns) in [0, 1).

    Owen (1998), Scrambling Sobol' and Niederreiter-Xing points, Journal of Complexity 14.
    >>> points(2, 7, 0, 4).shape
    (4, 2)
    >>> bool((points(2, 7, 0, 4)[2:] == points(2, 7, 2, 4)).all())
    True
    """
    import numpy as np
    from scipy.stats import qmc

    if columns == 0:
        return np.empty((stop - start, 0))
    sequence = qmc.Sobol(columns, rng=np.random.default_rng(seed))
    if start:
        sequence.fast_forward(start)
        return np.asarray(sequence.random(stop - start), float)
    power = max(stop - 1, 0).bit_length()
    return np.asarray(sequence.random_base2(power)[:stop], float)


def chunk_size(cells: int) -> int:
    """Return how many draws go into a chunk when each takes so many cells: a power of two, whatever the number of draws.

    >>> chunk_size(375), chunk_size(10**9)
    (2048, 1)
    """
    return 1 << max(0, (CELLS // max(cells, 1)).bit_length() - 1)
