"""What becomes of a node that lacks children."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array, methods, register
from coopindex.phrases import Wording

missing = partial(register, "missing")


@missing(name="missing")
def present(
    x: Array,
    weights: Array,
    neutral: float | None = None,
    applies: NDArray[np.bool_] | None = None,
    *,
    minimum_present: float = 0.0,
    count: bool = False,
    renormalise: bool = True,
    zero: bool = False,
) -> tuple[Array, NDArray[np.bool_] | None]:
    """Say what becomes of a node that lacks some of its children.

    Where nothing is said, one child is enough, and the children that are there share the weight of
    those that are not: `minimum_present: 0, renormalise: true`.

    x : (..., R, K) the children. weights : (..., K); a child with weight 0 is not counted.
    neutral : what a child counts as that changes nothing but by its weight, as the aggregation has
        it (None: it has no such value). applies : (R, K) which rows each child applies to; what
        does not apply is no missing child: its weight is always shared by the others.
    Returns what to aggregate, (..., R, K), and the rows with enough of it, (..., R); None: all are.

    minimum_present : the children that a node needs, as a share of those that carry weight, or,
        with `count`, as a number; in YAML 2/3 is a share and 2 a number. A node with fewer is
        missing.
    renormalise : share the weight of missing children among the others (available-case mean).
        Without, a missing child counts as the aggregation's neutral value: it keeps its weight.
    zero : count a missing child as 0 instead, in YAML `as: zero`.

    Sharing the weight supposes that a unit's missing figures are like its others.

    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3,
    https://doi.org/10.1787/9789264043466-en.

    >>> x = np.array([[1.0, 3.0], [np.nan, 3.0], [np.nan, np.nan]])
    >>> present(x, np.ones(2), minimum_present=1.0)[1]
    array([ True, False, False])
    >>> three, weights = np.array([[40.0, 70.0, np.nan]]), np.array([1.0, 1.0, 2.0])
    >>> present(three, weights, neutral=0.0, renormalise=False)[0].tolist()
    [[40.0, 70.0, 0.0]]
    >>> present(x, np.ones(2), zero=True)[0][1]
    array([0., 3.])
    """
    gaps = np.isnan(x)
    if not gaps.any():
        return x, None
    carries = np.broadcast_to(
        (weights > 0)[..., None, :], np.broadcast_shapes(x.shape, weights[..., None, :].shape)
    )
    if applies is not None:
        carries, gaps = carries & applies, gaps & applies
    here = (carries & ~gaps).sum(axis=-1)
    least = minimum_present if count else minimum_present * carries.sum(axis=-1) - 1e-9
    enough = here >= np.maximum(least, 0 if zero else 1)
    if zero and applies is not None:
        enough &= carries.any(axis=-1)
    if zero:
        return np.where(gaps, 0.0, x), enough
    if renormalise:
        return x, enough
    if neutral is None:
        raise ValueError(Wording("refusal.renormalise", with_neutral=tuple(_with_neutral())))
    return np.where(gaps, neutral, x), enough


def _with_neutral() -> list[str]:
    """Name the aggregations in which a missing child may count as a value that changes nothing."""
    known = {
        name: method.neutral
        for name, method in methods("aggregation").items()
        if method.neutral is not None
    }
    return sorted(known, key=lambda name: known[name])
