"""How much each node really counts: effective importance.

Weights are not importances, for nodes that vary more, or go with others, count for more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopindex.engine.result import Result
from coopindex.methods.registry import Array

if TYPE_CHECKING:
    import pandas as pd

# bandwidths tried, in standard deviations of x
WIDTHS = np.geomspace(0.15, 4.0, 20)


def importance(result: Result) -> pd.DataFrame:
    """Set every node's weight beside its effective importance, in the last year.

    One row a node below the root, as the tree is written: node, title, parent, share (inside the
    parent), effective (weight on the index), pearson (squared correlation with the score),
    correlation_ratio (share of the score's variance that the node explains, see
    `correlation_ratio`), and relative, the node's part in its family's sum of those ratios, to be
    held against its share. NaN for a node without weight. Units that are not ranked, or miss the
    node, stay out; with few units take the figures for orders of magnitude.

    Paruolo, Saisana & Saltelli (2013), Ratings and rankings: voodoo or science?, Journal of the
    Royal Statistical Society A 176, doi:10.1111/j.1467-985X.2012.01059.x.
    """
    import pandas as pd

    ranked = ~np.isnan(result.rank()[-1])
    score = result.score[-1]
    shares, effective = (
        array.reshape(-1, len(result.index.nodes))[-1]
        for array in (result.shares, result.effective)
    )
    rows = []
    for node, _ in result.index.depth_first():
        if node.parent is None:
            continue
        x = result.array(node.code)[-1]
        both = ranked & ~np.isnan(x)
        at = result.index.position[node.code]
        counts = effective[at] > 0 and both.sum() > 2
        pearson, ratio = (
            (_pearson(x[both], score[both]), correlation_ratio(x[both], score[both]))
            if counts
            else (np.nan, np.nan)
        )
        rows.append(
            (node.code, node.title.en, node.parent, shares[at], effective[at], pearson, ratio)
        )
    columns = ["node", "title", "parent", "share", "effective", "pearson", "correlation_ratio"]
    table = pd.DataFrame(rows, columns=columns)
    total = table.groupby("parent")["correlation_ratio"].transform("sum")
    table["relative"] = table["correlation_ratio"] / total.where(total > 0)
    return table


def _pearson(x: Array, y: Array) -> float:
    x, y = x - x.mean(), y - y.mean()
    scale = (x @ x) * (y @ y)
    return float((x @ y) ** 2 / scale) if scale > 0 else 0.0


def correlation_ratio(x: Array, y: Array) -> float:
    """Estimate V(E(y | x)) / V(y), the share of y's variance that x explains, however bent.

    E(y | x) by local lines with a normal kernel, whose width is the one that best foretells each
    point from the others (leave-one-out cross-validation).

    x, y : (U,) without NaN. Returns 0 to 1; 0 where either is constant.

    >>> x = np.linspace(-1, 1, 41)
    >>> round(correlation_ratio(x, x**2), 2), round(correlation_ratio(x, 3 * x), 6)
    (0.99, 1.0)
    """
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return 0.0
    x = (x - x.mean()) / x.std()
    apart = x[:, None] - x[None]
    best, fitted = np.inf, y
    for smoother in (_local_lines(apart, float(width)) for width in (*WIDTHS, np.inf)):
        own = np.diagonal(smoother)
        if (own > 1 - 1e-9).any():
            continue
        guess = smoother @ y
        error = float(np.mean(((y - guess) / (1 - own)) ** 2))
        if error < best * (1 - 1e-12):
            best, fitted = error, guess
    return float(min(fitted.var() / y.var(), 1.0)) if best < np.inf else 0.0


def _local_lines(apart: Array, width: float) -> Array:
    """Return the matrix that turns y into its local linear fits; an infinite width is one line."""
    near = np.ones(apart.shape) if np.isinf(width) else np.exp(-0.5 * (apart / width) ** 2)
    ahead = -apart
    first, second = (
        (near * ahead).sum(axis=1, keepdims=True),
        (near * ahead**2).sum(axis=1, keepdims=True),
    )
    weights = near * (second - ahead * first)
    total = weights.sum(axis=1, keepdims=True)
    plain = near / near.sum(axis=1, keepdims=True)
    lines: Array = np.divide(weights, total, out=plain, where=np.abs(total) > 1e-12)
    return lines
