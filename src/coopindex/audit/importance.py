"""Declared weights against effective importance, and the weights that would balance them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coopindex.audit.nodes import field, in_tree, level_of
from coopindex.engine.index import Node
from coopindex.engine.result import Result
from coopindex.methods.optimal_weights import correlation_balanced
from coopindex.methods.registry import Array, Undefined

if TYPE_CHECKING:
    import pandas as pd

BINS = 5
MOST_UNITS = 5_000  # a kernel looks at every pair of units: of more it takes minutes a node
BLOCK = 1 << 22  # pairs that are looked at together
ENOUGH = 1e-3  # of a share of the correlations: weights that miss a target by less meet it
COLUMNS = (
    *("target", "node", "level", "weight", "n", "r", "linear", "bins", "bandwidth"),
    *("local_linear", "sd", "share_linear", "share_bins", "share_local_linear"),
)
BALANCE = ("node", "child", "weight", "correlations", "balanced", "reached", "met", "why")
NOT_ARITHMETIC, FEW_UNITS, CONSTANT = "not arithmetic", "few units", "constant"


def linear_effect(x: Array, y: Array) -> float:
    """Return r^2, the share of the variance of y that a line through x explains.

    >>> round(linear_effect(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])), 6)
    0.25
    """
    x, y = x - x.mean(), y - y.mean()
    return float((x @ y) ** 2 / ((x @ x) * (y @ y)))


def binned_effect(x: Array, y: Array, bins: int = BINS) -> float:
    """Return the share of the variance of y that lies between bins of x.

    Bins are of nearly equal size by the order of x, cut at round(n i / bins), half to even; values
    of x that tie stay with the first of them.

    >>> binned_effect(np.arange(10.0), np.repeat([0.0, 1.0, 0.0, 1.0, 0.0], 2))
    1.0
    """
    order = np.argsort(x, kind="stable")
    ordered, values = x[order], y[order]
    cuts = [round(len(x) * cut / bins) for cut in range(1, bins)]
    first = np.searchsorted(ordered, ordered, side="left")
    bin_of = np.searchsorted(cuts, first, side="right")
    sizes = np.bincount(bin_of, minlength=bins)
    sums = np.bincount(bin_of, weights=values, minlength=bins)
    means = sums[sizes > 0] / sizes[sizes > 0]
    between = sizes[sizes > 0] @ np.square(means - values.mean())
    return float(between / np.square(values - values.mean()).sum())


def local_effect(x: Array, y: Array, bandwidth: float) -> float:
    """Return var g(x) / var y, g a local line with a Gaussian kernel, at the data points.

    >>> x = np.linspace(0, 1, 21)
    >>> round(local_effect(x, 2 * x, 0.1), 9)
    1.0
    """
    size = max(1, BLOCK // len(x))
    starts = range(0, len(x), size)
    fitted = np.concatenate([_local_lines(x[at : at + size], x, y, bandwidth) for at in starts])
    return float(fitted.var() / y.var())


def _local_lines(at: Array, x: Array, y: Array, bandwidth: float) -> Array:
    apart = x[None] - at[:, None]
    near = np.exp(-0.5 * np.square(apart / bandwidth))
    first, second = (near * apart).sum(axis=1), (near * apart * apart).sum(axis=1)
    whole, product = near.sum(axis=1), near @ y
    slope = whole * second - first * first
    plain = product / whole
    line = second * product - first * ((near * apart) @ y)
    # a point that stands alone has no line of its own
    alone = slope <= 1e-12 * whole * second
    return np.asarray(np.divide(line, slope, out=plain, where=~alone))


def rule_of_thumb(x: Array) -> float:
    """Return the bandwidth 1.06 sd n^(-1/5), sd with n - 1."""
    return float(1.06 * x.std(ddof=1) * len(x) ** -0.2)


class Effects(NamedTuple):
    """Main effects of a node on its target, by three smoothers; NaN where there are none."""

    n: int
    r: float = float("nan")
    linear: float = float("nan")
    bins: float = float("nan")
    bandwidth: float = float("nan")
    local: float = float("nan")
    sd: float = float("nan")


def effects(x: Array, y: Array) -> Effects:
    """Return the main effects of a column on its target, over the units that have both."""
    both = ~np.isnan(x) & ~np.isnan(y)
    x, y = x[both], y[both]
    # what differs by rounding alone does not vary
    flat = any(len(part) < 3 or not np.ptp(part) > 1e-12 * np.abs(part).max() for part in (x, y))
    if flat:
        return Effects(len(x))
    r = float(np.corrcoef(x, y)[0, 1])
    width, few = rule_of_thumb(x), len(x) <= MOST_UNITS
    local = local_effect(x, y, width) if few else float("nan")
    measured = linear_effect(x, y), binned_effect(x, y)
    return Effects(len(x), r, *measured, width, local, float(x.std(ddof=1)))


def importance(result: Result, *, level: int | None = None) -> pd.DataFrame:
    """One row a node and what it is part of: its weight beside how much it really counts.

    target, node, level, weight (its share in the target), n, r, and the main effect, the share of
    the target's variance that would go if the node were known, by three smoothers: linear (r^2),
    bins (between 5 bins), local_linear (a Gaussian local linear fit with bandwidth 1.06 sd
    n^(-1/5)), bandwidth, sd (n - 1). share_linear, share_bins, share_local_linear : in the sum of
    the effects on the same target, to be held against the weight.
    level : the nodes of a level against the index itself; default, each node against its parent.
    A node without weight has no rows. local_linear is blank for more than 5,000 units.

    Paruolo, Saisana & Saltelli (2013), Ratings and rankings: voodoo or science?, Journal of the
    Royal Statistical Society A 176(3), https://doi.org/10.1111/j.1467-985X.2012.01059.x; they fit
    by local linear regression with a bandwidth of their own choice, so that each of the three is
    an estimate of the same thing.
    """
    import pandas as pd

    rows = [row for pair in _pairs(result, level) for row in _of(result, *pair)]
    table = pd.DataFrame(rows, columns=list(COLUMNS[:-3]))
    for name in ("linear", "bins", "local_linear"):
        total = table.groupby("target")[name].transform("sum", min_count=1)
        table[f"share_{name}"] = table[name] / total.where(total > 0)
    return table


def _pairs(result: Result, level: int | None) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    index = result.index
    if level is not None:
        yield index.root, tuple(n for n in in_tree(index, level) if n is not index.root)
        return
    for node, _ in index.depth_first():
        if node.children:
            yield node, index.below[node.code]


def _of(result: Result, target: Node, nodes: tuple[Node, ...]) -> Iterator[tuple[Any, ...]]:
    index, height = result.index, level_of(result.index)
    weights, effective = (
        array.reshape(-1, len(index.nodes))[-1] for array in (result.shares, result.effective)
    )
    y = field(result, [target])[:, 0]
    for node in nodes:
        at = index.position[node.code]
        weight = (weights if node.parent == target.code else effective)[at].item()
        if weight > 0:
            found = effects(field(result, [node])[:, 0], y)
            yield (target.code, node.code, height[node.code], weight, *found)


def balance(result: Result) -> pd.DataFrame:
    """One row a node's child: the weights under which its importance is what its weight declares.

    node, child, weight, correlations (its share in the sum of the children's correlations with the
    node), balanced (the weight that brings that share to the declared weight), reached (the share
    under all balanced weights), met (whether every child's is within 0.001 of the declared one),
    why (`not arithmetic`, `few units`, `constant`: why there are none).

    Becker, Saisana, Paruolo & Vandecasteele (2017), Weights and importance in composite indicators:
    closing the gap, Ecological Indicators 80, https://doi.org/10.1016/j.ecolind.2017.03.056.
    """
    import pandas as pd

    rows = [row for node in in_tree(result.index) for row in _balance(result, node)]
    table = pd.DataFrame(rows, columns=list(BALANCE))
    return table.astype({"met": "boolean"})


def _balance(result: Result, node: Node) -> Iterator[tuple[Any, ...]]:
    index, shares = result.index, result.last_shares
    carrying = [
        child for child in index.below.get(node.code, ()) if shares[index.position[child.code]] > 0
    ]
    if len(carrying) < 2:
        return
    weights = np.array([shares[index.position[child.code]] for child in carrying])
    weights = weights / weights.sum()
    blank = np.full(len(carrying), np.nan)
    now, balanced, reached, why = _balanced(result, node, carrying, weights)
    columns = [blank if part is None else part for part in (now, balanced, reached)]
    met = bool(np.abs(columns[2] - weights).max() <= ENOUGH) if balanced is not None else None
    for child, weight, *figures in zip(
        (child.code for child in carrying),
        weights.tolist(),
        *(part.tolist() for part in columns),
        strict=True,
    ):
        yield (node.code, child, weight, *figures, met, why)


def _balanced(
    result: Result, node: Node, children: list[Node], weights: Array
) -> tuple[Array | None, Array | None, Array | None, str]:
    """Return shares of correlations now, balanced weights, the shares then, and why not."""
    link = node.aggregation.link
    if link is None or link.forward is not None or not node.aggregation.found.rescales_weights:
        return None, None, None, NOT_ARITHMETIC
    x = field(result, children)
    x = x[~np.isnan(x).any(axis=1)]
    if len(x) < 3:
        return None, None, None, FEW_UNITS
    try:
        balanced = correlation_balanced(x, targets=tuple(weights.tolist()), accept_imbalance=True)
    except Undefined:
        return None, None, None, CONSTANT
    return _correlations(x, weights), balanced, _correlations(x, balanced), ""


def _correlations(x: Array, weights: Array) -> Array:
    """Return each child's share in the sum of their correlations with the weighted mean."""
    y = x @ weights
    x, y = x - x.mean(axis=0), y - y.mean()
    r = (y @ x) / np.sqrt(np.square(x).sum(axis=0) * (y @ y))
    return np.asarray(r / r.sum())
