"""The design: all randomness there is, (N, D) in [0, 1), one column for each thing that varies.

Points are scrambled Sobol points, which fill the cube more evenly than independent draws (low
discrepancy). Any run of rows can be made on its own, so that chunks, processes and clusters work on
the same points in whatever order: the i-th point has in each column the bitwise sum (XOR) of the
column's direction numbers at the bits of i, and a block of points differs from the first block by
one number a column.

Why not scipy's `qmc.Sobol`: a chunk of 4,096 points in 60 columns after 10 million others takes
0.7 ms here and 560 ms there, whose `fast_forward` is linear in the offset, so that a run of many
chunks would be quadratic; importing scipy.stats takes longer than most runs (4 s cold); and the
points are the same bytes whatever scipy's version. A test holds every column to scipy's points.

The table of primitive polynomials is text, of which as many lines are read as there are columns:
0.5 ms for 30. As a compressed array it would make the wheel 9 KB smaller (79 KB, not 88), and every
process would read all of it, behind an import of zipfile, in 80 ms.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem

Bits = NDArray[np.uint32]

# of a number, and of the number of points
BITS = 32
POINTS = 1 << BITS
# the first 2**BLOCK points are made once
BLOCK = 10
# that the table has
COLUMNS = 4096


def points(columns: int, seed: int, start: int, stop: int) -> Array:
    """Return the points `start` to `stop` of the scrambled Sobol sequence.

    Every 2^m points from a multiple of 2^m on have exactly one in each of the 2^m equal parts of
    every column's interval. Scrambled by a random lower triangular matrix for each column and a
    random shift.

    columns : how many; more than 4,096 are `InvalidInput`. seed : of the scrambling.
    Returns (stop - start, columns) in [0, 1).

    Joe & Kuo (2008), Constructing Sobol sequences with better two-dimensional projections, SIAM
    Journal on Scientific Computing 30, doi:10.1137/070709359; Matousek (1998), On the
    L2-discrepancy for anchored boxes, Journal of Complexity 14, doi:10.1006/jcom.1998.0489.

    >>> points(2, 7, 0, 4).shape
    (4, 2)
    >>> bool((points(2, 7, 0, 4)[2:] == points(2, 7, 2, 4)).all())
    True
    """
    if columns > COLUMNS:
        message = Wording("plan.too-many-columns", columns=columns, most=COLUMNS)
        raise InvalidInput(
            [Problem("too-many-columns", message, hint=Wording("plan.too-many-columns.hint"))]
        )
    if stop <= start or not columns:
        return np.empty((max(stop - start, 0), columns))
    first, numbers, shift = _scrambled(columns, seed)
    size = min(BLOCK, (stop - start - 1).bit_length())
    blocks = np.arange(start >> size, (stop - 1 >> size) + 1)
    offsets = summed(numbers[:, size:], blocks) ^ shift[:, None]
    bits = (first[:, None, : 1 << size] ^ offsets[:, :, None]).reshape(columns, -1)
    skip = start - (int(blocks[0]) << size)
    return np.asarray((bits[:, skip : skip + stop - start] * 2.0**-BITS).T)


def scrambled(columns: int, seed: int) -> tuple[Bits, Bits]:
    """Return what the points are made of: direction numbers (D, BITS) and the shift of each column.

    Of the i-th point a column is its shift XOR its numbers at the bits of i, times 2^-32.

    >>> numbers, shift = scrambled(2, 7)
    >>> bool(((shift ^ numbers[:, 0]) * 2.0**-32 == points(2, 7, 1, 2)).all())
    True
    """
    _, numbers, shift = _scrambled(columns, seed)
    return numbers, shift


@lru_cache(maxsize=4)
def _scrambled(columns: int, seed: int) -> tuple[Bits, Bits, Bits]:
    """Return the first block of points (D, 2**BLOCK), direction numbers (D, BITS), shift (D,)."""
    generator = np.random.default_rng(seed)
    # a column for each bit, the highest first
    matrix = generator.integers(0, 1 << BITS, (columns, BITS), np.uint32)
    shift = generator.integers(0, 1 << BITS, columns, np.uint32)
    bit = np.uint32(1) << np.arange(BITS - 1, -1, -1, dtype=np.uint32)
    matrix = (matrix & (bit - np.uint32(1))) | bit
    numbers = directions(columns)
    scrambled = np.bitwise_xor.reduce(
        np.where(numbers[:, :, None] & bit, matrix[:, None, :], np.uint32(0)), axis=-1
    )
    first = np.zeros((columns, 1), np.uint32)
    for number in scrambled.T[:BLOCK]:
        first = np.concatenate([first, first ^ number[:, None]], axis=1)
    return first, scrambled, shift


def summed(numbers: Bits, of: NDArray[np.intp]) -> Bits:
    """Sum (XOR) each column's direction numbers (D, n) at the bits of some numbers (m,), (D, m)."""
    chosen = (of[:, None] >> np.arange(numbers.shape[1])) & 1
    return np.asarray(
        np.bitwise_xor.reduce(np.where(chosen, numbers[:, None, :], np.uint32(0)), axis=-1)
    )


def directions(columns: int) -> Bits:
    """Return the direction numbers v_1 ... v_32 of each column, (D, BITS), after Joe and Kuo.

    v_k = v_(k-s) XOR (v_(k-s) >> s) XOR a_1 v_(k-1) XOR ... XOR a_(s-1) v_(k-s+1), s and a the
    degree and coefficients of a primitive polynomial, after the s initial numbers m_k 2^(32-k).
    """
    with Path(__file__).with_name("joe_kuo.txt").open(encoding="utf-8") as table:
        rows = [
            [int(word) for word in line.split()]
            for line in islice((line for line in table if line[0] != "#"), columns)
        ]
    found = []
    for polynomial, *initial in rows:
        s = polynomial.bit_length() - 1
        v = [m << (BITS - k) for k, m in enumerate(initial, start=1)]
        while len(v) < BITS:
            following = v[-s] ^ (v[-s] >> s) if s else v[-1] >> 1
            for j in range(1, s):
                if polynomial >> (s - j) & 1:
                    following ^= v[-j]
            v.append(following)
        found.append(v)
    return np.array(found, np.uint32)
