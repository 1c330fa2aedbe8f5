"""How far two rankings agree: Spearman's rho, Kendall's tau-b and Vigna's weighted tau.

Ties share their mean rank. Of scipy.stats, which takes most of a second to import, this is what
every report asks for; a test holds the two against each other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array

# pairs are held side by side up to here: (units, units) of bytes
MOST_SQUARED = 2000


def mean_ranks(x: Array) -> Array:
    """Return ranks (N,) or of each column (N, A), 1 the smallest; ties share their mean rank.

    NaN stays NaN and takes no rank.

    >>> mean_ranks(np.array([0.5, 0.2, np.nan, 0.2]))
    array([3. , 1.5, nan, 1.5])
    """
    x = np.asarray(x, float)
    if x.ndim > 1:
        columns = [mean_ranks(column) for column in x.T]
        return np.stack(columns, axis=-1) if columns else x.copy()
    known = ~np.isnan(x)
    ordered = np.sort(x[known])
    ranks = np.full(len(x), np.nan)
    below, upto = (np.searchsorted(ordered, x[known], side) for side in ("left", "right"))
    ranks[known] = (below + upto + 1) / 2
    return ranks


def spearman(x: Array, y: Array) -> float:
    """Return Spearman's rho of values (N,), (N,): Pearson's r of their mean ranks.

    Over the rows that both have. NaN where fewer than two are left, or one tells none apart.

    Spearman (1904), The proof and measurement of association between two things, American Journal
    of Psychology 15(1), https://doi.org/10.2307/1412159.

    >>> spearman(np.array([1.0, 2.0, 3.0, np.nan]), np.array([1.0, 3.0, 2.0, 4.0]))
    0.5
    """
    x, y = _shared(x, y)
    if _flat(x) or _flat(y):
        return float("nan")
    return float(np.clip(np.corrcoef(mean_ranks(x), mean_ranks(y))[0, 1], -1, 1))


def kendall(x: Array, y: Array) -> float:
    """Return Kendall's tau-b of values (N,), (N,), over the rows that both have.

    tau = sum sgn(x_i - x_j) sgn(y_i - y_j) / sqrt(n_x n_y) over pairs, n_x and n_y : the pairs that
    x, y tell apart. NaN where one tells none apart.

    Kendall (1945), The treatment of ties in ranking problems, Biometrika 33(3),
    https://doi.org/10.1093/biomet/33.3.239.

    >>> kendall(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])).__round__(4)
    0.3333
    """
    x, y = _shared(x, y)
    if _flat(x) or _flat(y):
        return float("nan")
    if len(x) > MOST_SQUARED:
        from scipy.stats import kendalltau

        return float(kendalltau(x, y).statistic)
    one, other = _signs(x), _signs(y)
    apart = (np.count_nonzero(signs) / 2 for signs in (one, other))
    both = float(np.sum(one * other, dtype=np.int64)) / 2
    first, second = map(np.sqrt, apart)
    return float(np.clip(both / first / second, -1, 1))


def top_weighted(x: Array, y: Array) -> float:
    """Return Vigna's tau of values (N,), (N,), in which those at the top count most.

    Kendall's tau-b with each pair weighing 1 / rank_i + 1 / rank_j, 1 the largest; the mean of the
    two taus by ranks of x (ties by y) and of y (ties by x). Over the rows that both have. NaN where
    one tells none apart.

    Vigna (2015), A weighted correlation index for rankings with ties, WWW '15,
    https://doi.org/10.1145/2736277.2741088.

    >>> top_weighted(np.array([3.0, 2.0, 1.0]), np.array([3.0, 1.0, 2.0])).__round__(4)
    0.5455
    """
    x, y = _shared(x, y)
    if _flat(x) or _flat(y):
        return float("nan")
    if len(x) > MOST_SQUARED:
        from scipy.stats import weightedtau

        return float(weightedtau(x, y).statistic)
    one, other = _signs(x), _signs(y)
    found = []
    for keys in ((y, x), (x, y)):
        rank = np.empty(len(x))
        rank[np.lexsort(keys)[::-1]] = np.arange(1, len(x) + 1)
        # each pair stands there twice, once with the weight of either
        weight = 1 / rank
        agreed, first, second = (float(weight @ (a * b).sum(axis=1)) for a, b in
                                 ((one, other), (one, one), (other, other)))  # fmt: skip
        found.append(agreed / np.sqrt(first) / np.sqrt(second))
    return float(np.mean(found))


def _shared(x: Array, y: Array) -> tuple[Array, Array]:
    both = ~np.isnan(x) & ~np.isnan(y)
    return x[both], y[both]


def _flat(x: Array) -> bool:
    return len(x) < 2 or float(x.min()) == float(x.max())


def _signs(x: Array) -> NDArray[np.int8]:
    """Return the sign of each difference, (N, N)."""
    return np.asarray(np.sign(x[:, None] - x), np.int8)
