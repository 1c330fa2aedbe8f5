"""How columns go together: three correlations over the pairs that are present, with p-values.

Arrays (R, A) and (R, B) in, (A, B) out. NaN where fewer than two (of a p-value three) rows are
present, or where a column is constant among them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.family import CONSTANT
from coopindex.methods.rank_correlation import mean_ranks
from coopindex.methods.registry import Array

Method = Literal["pearson", "spearman", "kendall"]
METHODS: tuple[Method, ...] = ("pearson", "spearman", "kendall")


class Association(NamedTuple):
    """How many rows both columns have, the correlation, and its two-sided p-value, (A, B) each."""

    n: NDArray[np.int_]
    r: Array
    p: Array


class Sums(NamedTuple):
    """Over the rows that two columns share: how many, and sums of squares and products, (A, B)."""

    n: NDArray[np.int_]
    xx: Array
    yy: Array
    xy: Array


def associate(x: Array, y: Array, method: Method = "pearson") -> Association:
    """Correlate every column of one table with every column of another.

    Pearson and Spearman: p from t = r sqrt((n - 2) / (1 - r^2)) with n - 2 degrees of freedom.
    Kendall: tau-b, p by the normal approximation with the variance corrected for ties, without a
    continuity correction.

    Kendall (1945), The treatment of ties in ranking problems, Biometrika 33(3),
    https://doi.org/10.1093/biomet/33.3.239.

    >>> x = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 4.0], [4.0, np.nan]])
    >>> found = associate(x, x)
    >>> found.n.tolist(), found.r.round(3).tolist()
    ([[4, 3], [3, 3]], [[1.0, 0.655], [0.655, 1.0]])
    """
    if method == "kendall":
        return _kendall(x, y)
    sums = shared_sums(x, y, ranked=method == "spearman")
    r = sums.xy / np.sqrt(sums.xx * sums.yy)
    r = np.clip(r, -1.0, 1.0)
    return Association(sums.n, r, p_of(r, sums.n))


def shared_sums(x: Array, y: Array, *, ranked: bool = False) -> Sums:
    """Return sums of squares and products about the means over the rows that both have, (A, B).

    ranked : of the ranks among those rows. NaN where a column is constant.
    """
    found = [_shared(x, column, ranked) for column in y.T]
    if not found:
        empty = np.empty((x.shape[1], 0))
        return Sums(empty.astype(int), empty, empty, empty)
    return Sums(*(np.stack(part, axis=-1) for part in zip(*found, strict=True)))


def _shared(x: Array, column: Array, ranked: bool) -> Sums:
    both = ~np.isnan(x) & ~np.isnan(column)[:, None]
    n = both.sum(axis=0)
    parts = [np.where(both, values, np.nan) for values in (x, column[:, None])]
    if ranked:
        parts = [_ranked(part) for part in parts]
    one, other = (_centred(part, both, n) for part in parts)
    xx, yy = ((part * part).sum(axis=0) for part in (one, other))
    constant = [_constant(part, both) for part in parts]
    xx, yy = (np.where(flat, np.nan, part) for flat, part in zip(constant, (xx, yy), strict=True))
    return Sums(n, xx, yy, (one * other).sum(axis=0))


def _centred(x: Array, both: NDArray[np.bool_], n: NDArray[np.int_]) -> Array:
    mean = np.where(both, x, 0.0).sum(axis=0) / np.maximum(n, 1)
    return np.where(both, x - mean, 0.0)


def _constant(x: Array, both: NDArray[np.bool_]) -> NDArray[np.bool_]:
    low = np.where(both, x, np.inf).min(axis=0, initial=np.inf)
    high = np.where(both, x, -np.inf).max(axis=0, initial=-np.inf)
    with np.errstate(invalid="ignore"):
        return np.asarray(~(high - low > CONSTANT * np.maximum(np.abs(low), np.abs(high))))


def _ranked(x: Array) -> Array:
    return mean_ranks(x)


def agreement(before: Array, after: Array) -> float:
    """Return Spearman's rank correlation of two rankings (U,) over the units in both.

    >>> agreement(np.array([1.0, 2.0, 3.0, np.nan]), np.array([1.0, 3.0, 2.0, 4.0]))
    0.5
    """
    return float(associate(before[:, None], after[:, None], "spearman").r[0, 0])


def p_of(r: Array, n: NDArray[np.int_]) -> Array:
    """Return the two-sided p-value of a correlation by t with n - 2 degrees of freedom.

    >>> p_of(np.array([0.5, 1.0]), np.array([27, 3])).round(4)
    array([0.0079, 0.    ])
    """
    # the whole of scipy.stats takes a third of a second to import
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = np.where(n > 2, n - 2, np.nan)
        return np.asarray(2 * stdtr(freedom, -np.abs(r) * np.sqrt(freedom / (1 - r * r))))


def _kendall(x: Array, y: Array) -> Association:
    n = ((~np.isnan(x)).astype(int).T @ (~np.isnan(y)).astype(int)).astype(int)
    r, p = np.full(n.shape, np.nan), np.full(n.shape, np.nan)
    mirrored = x is y
    for a, b in np.ndindex(n.shape):
        if mirrored and b < a:
            r[a, b], p[a, b] = r[b, a], p[b, a]
        elif n[a, b] > 1:
            r[a, b], p[a, b] = _tau(x[:, a], y[:, b])
    return Association(n, r, p)


def _tau(x: Array, y: Array) -> tuple[float, float]:
    from scipy.stats import kendalltau

    both = ~np.isnan(x) & ~np.isnan(y)
    if any(_constant(part[both, None], np.ones((both.sum(), 1), bool))[0] for part in (x, y)):
        return np.nan, np.nan
    found = kendalltau(x[both], y[both], method="asymptotic")
    return float(found.statistic), float(found.pvalue)
