"""The share of a dimension at which neighbours in the ranking swap (rank reversal). Exact.

Its siblings keep their proportions.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.aggregate import children_present
from coopindex.methods.registry import Array
from coopindex.robustness.evaluation import Evaluation
from coopindex.robustness.factors import Weights
from coopindex.robustness.scorer import keeps_order

if TYPE_CHECKING:
    import pandas as pd

# shares over 0..1 between which a swap is looked for where scores are not linear in weights
GRID = 129
HALVINGS = 60
# at a share of 0 or 1 scores can only meet: there is no share beyond at which they swap
EDGE = 1e-12


def swaps(evaluation: Evaluation) -> pd.DataFrame:
    """Return one row a child of the root and pair of neighbours.

    node, share, above, below, swap_at (NaN: never)

    Closed form where the root is linear in its weights through a link (a sum; an arithmetic,
    geometric, harmonic or power mean) and no further step changes the order. Otherwise bracketed on
    a grid of shares and halved until the share is exact to the last bit, so that two swaps within
    one step of the grid can hide from one another.

    Where there are several, the nearest to the present share. A child without weight, or with all
    of it, has none.
    """
    import pandas as pd

    result, ranked, base = evaluation.result, evaluation.ranked, evaluation.plan.base
    if result.index.root.weighting is not None:
        moved = Weights("moved", (result.index.code,))
        evaluation = Evaluation(
            result, replace(evaluation.plan, factors=(*evaluation.plan.factors, moved))
        )
    root, units = result.index.root, result.rows.units
    children = np.stack([result.array(code)[-1, ranked] for code in root.children], axis=-1)
    family = result.index.families[root.code]
    share = base[family] / base[family].sum()
    rows, nodes = result.rows, [result.index.node(code) for code in root.children]
    applies = rows.applies(nodes)
    children, _ = children_present(
        root.aggregation,
        root.missing,
        children,
        share,
        None if applies is None else applies[evaluation.rows_ranked],
    )
    missing = np.isnan(children) | (share <= 0)
    known, link = np.where(missing, 1.0, children), root.aggregation.link
    if keeps_order(root) and link is not None and link.holds(known.min(), known.max()):
        linear = np.where(missing, 0.0, link.forward(known) if link.forward else known)
        shared = root.aggregation.found.rescales_weights
        at = _closed(linear, ~missing if shared else np.ones(missing.shape), share)
    else:
        at = _searched(evaluation, family, share)
    pairs = [(units[a], units[b]) for a, b in pairwise(ranked)]
    return pd.DataFrame(
        [
            {
                "node": code,
                "share": float(share[k]),
                "above": above,
                "below": below,
                "swap_at": float(at[k, pair]),
            }
            for k, code in enumerate(root.children)
            for pair, (above, below) in enumerate(pairs)
        ],
        columns=["node", "share", "above", "below", "swap_at"],
    )


def _closed(x: Array, here: Array, share: Array) -> Array:
    """Solve score_a = score_b for the share t of each child, (K, pairs); NaN where none does.

    The siblings keep their proportions: score = (t x + (1 - t) rest) / (t here + (1 - t) left),
    with what the siblings add to either. Multiplied out for two units, this is a quadratic equation
    in the odds t / (1 - t), and a linear one where both miss nothing.

    x : (U, K) finished children of the root through its link, best unit first, 0 where missing.
    here : (U, K) 1, or 0 where missing.
    share : (K,) the present shares.

    >>> _closed(np.array([[2.0, 0.0], [0.0, 1.0]]), np.ones((2, 2)), np.array([0.5, 0.5])).round(3)
    array([[0.333],
           [0.667]])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        # what the siblings add to the sum and to the weight, for the rest of the share is theirs
        rest, left = (
            ((y * share).sum(axis=1)[:, None] - y * share) / (1 - share) for y in (x, here)
        )
        (x_a, x_b), (rest_a, rest_b), (here_a, here_b), (left_a, left_b) = (
            (y[:-1].T, y[1:].T) for y in (x, rest, here, left)
        )
        # square odds^2 + single odds + constant = 0
        square, constant = x_a * here_b - x_b * here_a, rest_a * left_b - rest_b * left_a
        single = x_a * left_b + rest_a * here_b - x_b * left_a - rest_b * here_a
        root = np.sqrt(single**2 - 4 * square * constant)
        # both roots without a difference of like numbers
        half = -(single + np.copysign(root, single)) / 2
        odds = np.stack([half / square, constant / half])
        at = np.where(root > 0, odds / (1 + odds), np.nan)
    movable = (share > 0) & (share < 1 - 1e-12)
    away = np.where(
        movable[:, None] & (at > EDGE) & (at < 1 - EDGE), np.abs(at - share[:, None]), np.inf
    )
    nearest = np.take_along_axis(at, away.argmin(axis=0)[None], 0)[0]
    return np.where(np.isfinite(away.min(axis=0)), nearest, np.nan)


def _moved(
    base: Array, family: NDArray[np.intp], share: Array, child: NDArray[np.intp], to: Array
) -> Array:
    """Return weight sets, (B, N), in which one child each has the share `to`.

    Its siblings keep their proportions.
    """
    weights = np.repeat(base[None], len(to), axis=0)
    own = np.arange(len(family)) == child[:, None]
    moved = np.where(own, to[:, None], share * ((1 - to) / (1 - share[child]))[:, None])
    weights[:, family] = moved * base[family].sum()
    return weights


def _searched(evaluation: Evaluation, family: NDArray[np.intp], share: Array) -> Array:
    plan, size = evaluation.plan, evaluation.chunk
    at = np.full((len(share), len(evaluation.ranked) - 1), np.nan)

    def lead(child: NDArray[np.intp], to: Array) -> Array:
        """(B, pairs) by how much the upper of each pair leads."""
        parts = []
        for k in range(0, len(to), size):
            settings = plan.as_scored(len(to[k : k + size]))
            weights = _moved(plan.base, family, share, child[k : k + size], to[k : k + size])
            parts.append(-np.diff(evaluation.scores(replace(settings, weights=weights))))
        return np.concatenate(parts)

    movable = np.flatnonzero((share > 0) & (share < 1 - 1e-12))
    grid = np.linspace(0, 1, GRID)
    low, high, child, pair, sign = [], [], [], [], []
    for k in movable:
        stops = np.unique(np.append(grid, share[k]))
        leads = np.sign(lead(np.full(len(stops), k), stops))
        for p in range(leads.shape[1]):
            zero = 1 + np.flatnonzero((leads[1:-1, p] == 0) & (leads[:-2, p] * leads[2:, p] < 0))
            turns = np.flatnonzero(leads[:-1, p] * leads[1:, p] < 0)
            middle = (stops[turns] + stops[turns + 1]) / 2
            found = np.concatenate([middle, stops[zero]])
            if not len(found):
                continue
            nearest = int(np.abs(found - share[k]).argmin())
            if nearest >= len(turns):
                at[k, p] = found[nearest]
            else:
                low.append(stops[turns[nearest]])
                high.append(stops[turns[nearest] + 1])
                sign.append(leads[turns[nearest], p])
                child.append(k)
                pair.append(p)
    if not low:
        return at
    a, b, which, pairs, signs = (
        np.array(low),
        np.array(high),
        np.array(child),
        np.array(pair),
        np.array(sign),
    )
    for _ in range(HALVINGS):
        half = (a + b) / 2
        before = np.sign(lead(which, half)[np.arange(len(half)), pairs]) == signs
        a, b = np.where(before, half, a), np.where(before, b, half)
    at[which, pairs] = b
    return at
