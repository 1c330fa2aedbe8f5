"""How far judges agree: Kendall's W of their ranks, and distances between their weights."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import chdtrc

from coopindex.methods.rank_correlation import mean_ranks
from coopindex.methods.registry import Array

# weights that differ by no more than this share of the largest count as equal
ALIKE = 1e-9


class Concordance(NamedTuple):
    """Kendall's W of some judges about some objects, what it is made of, and its test.

    deviation : S, the sum of squared deviations of the rank sums. uncorrected : W as if there were
    no ties.
    """

    judges: int
    objects: int
    rank_sums: Array
    deviation: float
    uncorrected: float
    w: float
    chi2: float
    df: int
    p: float


def ranked(weights: Array) -> Array:
    """Return ranks along the last axis, 1 the largest; those that tie share their mean rank.

    >>> ranked(np.array([0.5, 0.2, 0.2, 0.1]))
    array([1. , 2.5, 2.5, 4. ])
    """
    size = np.abs(weights).max(axis=-1, keepdims=True)
    digits = np.round(weights / np.where(size > 0, size, 1.0) / ALIKE)
    return mean_ranks(-digits.T).T


def concordance(ranks: Array) -> Concordance:
    """Say how far judges agree in ranks (m judges, n objects), with mean ranks for ties.

    W = 12 S / (m^2 (n^3 - n) - m sum (t^3 - t)), t : the sizes of each judge's groups of ties; chi2
    = m (n - 1) W, with n - 1 degrees of freedom. 1 : all rank alike, 0 : no agreement. NaN where
    every judge ties everything, or there is one object.

    Kendall & Babington Smith (1939), The problem of m rankings, Annals of Mathematical Statistics
    10(3), https://doi.org/10.1214/aoms/1177732186.

    >>> found = concordance(np.array([[1.0, 2.0, 3.0], [1.0, 3.0, 2.0]]))
    >>> found.w, found.chi2, found.rank_sums
    (0.75, 3.0, array([2., 5., 5.]))
    """
    ranks = mean_ranks(ranks.T).T
    judges, objects = ranks.shape
    sums = ranks.sum(axis=0)
    deviation = float(((sums - sums.mean()) ** 2).sum())
    whole = judges**2 * (objects**3 - objects)
    tied = sum(float((counts.astype(float) ** 3 - counts).sum())
               for counts in (np.unique(row, return_counts=True)[1] for row in ranks))  # fmt: skip
    left = whole - judges * tied
    w = 12 * deviation / left if left > 0 else np.nan
    chi2, df = judges * (objects - 1) * w, objects - 1
    uncorrected = 12 * deviation / whole if whole else np.nan
    p = float(chdtrc(df, chi2)) if df else np.nan
    return Concordance(judges, objects, sums, deviation, uncorrected, w, chi2, df, p)


def distances(weights: Array) -> Array:
    """Return the distance of each two of m weight sets (m, n), each adding up to 1: (m, m).

    d = sum abs(v - w) / 2, the share of all weight that would have to move.

    >>> distances(np.array([[0.5, 0.5], [0.8, 0.2]])).round(3)
    array([[0. , 0.3],
           [0.3, 0. ]])
    """
    return np.asarray(np.abs(weights[:, None] - weights[None]).sum(axis=-1) / 2)
