"""Put the weights of several methods together. Shapes as in `weighting`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Literal

import numpy as np

from coopindex.methods import registry
from coopindex.methods.family import NOTHING, every
from coopindex.methods.family import shares as family_shares
from coopindex.methods.options import Named, OfStage
from coopindex.methods.registry import Array, Undefined, Unfit, register
from coopindex.methods.sums import Mask
from coopindex.methods.workings import Working, works_out
from coopindex.phrases import Wording

weighting = partial(register, "weighting")
Weightings = Annotated[tuple[Named, ...], OfStage("weighting")]
By = Literal["linear", "product", "game"]


def _parts(x: Array, *, of: Weightings, by: By = "linear") -> Iterator[Working]:
    """Yield the weights of each method, and its share in the game."""
    weights = each_of(x, of)
    names = _numbered(of)
    for at, name in enumerate(names):
        yield Working("weight", weights[..., at, :], name)
    if by == "game":
        found = game_shares(weights)
        for figure, values in (("a", found), ("share", family_shares(found))):
            for at, name in enumerate(names):
                yield Working(f"{figure} in the game", values[..., at], name)


def _numbered(of: tuple[Named, ...]) -> list[str]:
    """Return what the methods are called: by their places, for several may have one name."""
    return [f"{at} {each.method}" for at, each in enumerate(of, start=1)]


@weighting()
@works_out(_parts)
def combined(
    x: Array,
    *,
    of: Weightings,
    by: By = "linear",
    shares: tuple[float, ...] | None = None,
) -> Array:
    """Put the weights of two or more methods together, such as AHP and entropy (combined weights).

    linear, w = sum c_l w_l; product, w = prod w_l / sum prod w_l; game, w = sum a_l w_l / sum a_l,
    where sum_k a_k (w_l . w_k) = w_l . w_l for every l

    `game` is the game of least squares towards all: of two methods it favours the more concentrated
    one, and equal weights get no share beside others. What some packages call so is the geometric
    mean of two.

    What one of the methods finds no weight for has its weight from the others; a flag says so.

    x : (..., R, K), of which each method makes what it makes alone.
    of : the methods, each by its name or as a mapping with its options.
    by : one of those above.
    shares : c, one number for each method, any scale (default: equal); of `linear` alone.
    Returns (..., K). Shares of `game` that come out below 0 are an error (as a mix of the others a
    method has none to give), and so are methods none of whose weights are above 0 together in
    `product`.

    Zhang (2026), mathmodels 0.0.11, an R package, `combine_weights` (its `game_linear` is `game`).

    >>> given = (Named("rank_order", (("ranks", (1, 2)), ("by", "sum"))), Named("equal"))
    >>> combined(np.ones((1, 2)), of=given, shares=(3, 1)).round(3)
    array([0.625, 0.375])
    """
    if shares is not None and (by != "linear" or len(shares) != len(of)):
        raise ValueError(Wording("refusal.combined-shares"))
    weights = each_of(x, of)
    if by == "product":
        return _product(weights, x)
    if by == "linear":
        given = np.ones(len(of)) if shares is None else np.asarray(shares, float)
        if (given < 0).any() or given.sum() <= 0:
            raise ValueError(Wording("refusal.combined-shares"))
        return np.asarray(np.einsum("l,...lk->...k", given / given.sum(), weights))
    return np.asarray(np.einsum("...l,...lk->...k", _game(weights, of, x), weights))


def each_of(x: Array, of: tuple[Named, ...]) -> Array:
    """Return the weights of each of some methods, (..., L, K), as each gives them alone."""
    found = [_alone(x, at, each) for at, each in enumerate(of)]
    return np.stack([each / each.sum(axis=-1, keepdims=True) for each in found], axis=-2)


def each_alone(x: Array, of: tuple[Named, ...]) -> Iterator[tuple[str, Array]]:
    """Yield what each method that goes by the rows is called, and its weights, (..., K).

    What is put together of methods itself yields its own.

    >>> x = np.array([[1.0, 3.0], [2.0, 3.0]])
    >>> [(name, w.round(6).tolist()) for name, w in each_alone(x, (Named("entropy"),))]
    [('entropy', [1.0, 0.0])]
    """
    for at, each in enumerate(of):
        method = registry.find("weighting", each.method)
        if method.nests:
            yield from each_alone(x, dict(each.options)["of"])
        elif not method.judged:
            yield each.method, _alone(x, at, each)


def _alone(x: Array, at: int, of: Named) -> Array:
    """Return the weights of one method, which say where in `of` it stands if it refuses."""
    try:
        return registry.find("weighting", of.method).apply(x, None, dict(of.options))
    except (Undefined, Unfit) as refused:
        refused.option = ("of", at, *refused.option)
        raise


def _product(weights: Array, x: Array) -> Array:
    found = weights.prod(axis=-2)
    _refuse(found.sum(axis=-1) <= 0, x, Wording("refusal.combined-product"))
    return family_shares(found)


def game_shares(weights: Array) -> Array:
    """Return the a of weights (..., L, K) that lie the nearest to all of them, (..., L).

    NaN where there are none, because one of them is a mix of the others.

    >>> game_shares(np.array([[0.4, 0.3, 0.2, 0.1], [0.25, 0.2, 0.3, 0.25]])).round(4)
    array([0.8513, 0.1821])
    """
    products = weights @ np.swapaxes(weights, -1, -2)
    wanted = np.diagonal(products, axis1=-2, axis2=-1)[..., None]
    found = np.linalg.pinv(products, rcond=NOTHING, hermitian=True) @ wanted
    met = np.abs(products @ found - wanted).max(axis=(-2, -1), keepdims=True) <= NOTHING
    return np.asarray(np.where(met, found, np.nan)[..., 0])


def _game(weights: Array, of: tuple[Named, ...], x: Array) -> Array:
    """Return the methods' shares in the game, which add to 1, (..., L)."""
    found = game_shares(weights)
    none = np.isnan(found).any(axis=-1)
    _refuse(none, x, Wording("refusal.combined-mix"))
    below = found < -NOTHING
    if below.any():
        first, at = found[below.any(axis=-1)][0], int(np.argwhere(below)[0][-1])
        names = _numbered(of)
        each = tuple(f"`{name}` {a:.3g}" for name, a in zip(names, first.tolist(), strict=True))
        message = Wording("refusal.combined-game", method=names[at], each=each)
        _refuse(below.any(axis=-1), x, message)
    return family_shares(np.maximum(found, 0.0))


def _refuse(wrong: Mask | np.bool_, x: Array, message: Wording) -> None:
    if np.any(wrong):
        hint = Wording("refusal.combined.hint")
        raise Undefined(message, np.asarray(wrong)[..., None] & every(x), family=True, hint=hint)
