"""How the ranking answers to its weights: all of them varied jointly, and each dimension's weight moved until neighbours swap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import Index
from coopindex.engine.result import Result, plain
from coopindex.methods.registry import Array
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.robustness.design import chunk_size, points
from coopindex.robustness.distribution import count_ranks, mean_rank, possible_ranks, quantile, ranks_of
from coopindex.robustness.scorer import scorer, weighted_by_year
from coopindex.robustness.swaps import swaps

if TYPE_CHECKING:
    import pandas as pd

LEAST = 2.0**-40  # a point of the design that is 0 counts as this, so that no family's weights vanish together


@dataclass(frozen=True, eq=False)
class WeightSensitivity:
    """What becomes of the ranking when the weights vary.

    table : one row a unit, best first: unit, name, score, rank (as scored), then over the draws mean, median, p5, p95 and p_first.
    rank_probabilities : units x ranks, the share of draws in which a unit takes a rank.
    swaps : one row a dimension and pair of neighbours in the ranking: node, share, above, below, and swap_at, the share of the
        node (its siblings keep their proportions) at which the two swap places, the nearest to the present one; NaN: never.
    note : in words, what varied and what was held.
    """

    index: str
    scheme: str
    year: int
    draws: int
    seed: int
    vary: float
    note: str
    table: pd.DataFrame
    rank_probabilities: pd.DataFrame
    swaps: pd.DataFrame

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        units = [{key: plain(value) for key, value in row.items()} for row in self.table.to_dict("records")]
        for unit in units:
            chances = self.rank_probabilities.loc[unit["unit"]]
            unit["rank_probabilities"] = {str(rank): float(chance) for rank, chance in chances.items()}
        swaps = [{key: plain(value) for key, value in row.items()} for row in self.swaps.to_dict("records")]
        settings = {key: getattr(self, key) for key in ("index", "scheme", "year", "draws", "seed", "vary", "note")}
        return {**settings, "units": units, "swaps": swaps}


@dataclass(frozen=True)
class Family:
    """Siblings whose weights vary together, keeping their sum: free over everything it allows, or in a band around what they are."""

    node: str
    places: NDArray[np.intp]
    free: bool


def weight_sensitivity(
    result: Result,
    *,
    draws: int = 10_000,
    seed: int = 0,
    vary: float = 0.25,
    free_unknown: bool = False,
    hold: Sequence[str] = (),
) -> WeightSensitivity:
    """Vary all weights of a scoring jointly, in its last year, and find the exact weights at which neighbours swap.

    draws : N, at least 1. seed : of the design; the same seed gives the same draws. vary : half-width of the band, 0 to 1: a weight w
    is drawn evenly from w (1 - vary) to w (1 + vary), then the family is scaled so that its weights make what they made before.
    free_unknown : where the scheme knows some weights of a family and assumes the others, the known ones are held and the assumed ones
    range over everything that is left, evenly on the simplex. hold : nodes that keep their share inside their parent.
    A weight of 0 stays 0. Weights that a method draws from the data vary around what it found, unless it finds others every year.
    Units without a score, or not ranked, stay out. An unknown node to hold, draws below 1, vary outside 0 to 1 are `InvalidInput`.
    """
    import pandas as pd

    _check(result.index, draws, vary, hold)
    base = base_weights(result)
    families = varied_families(result, base, free_unknown, hold)
    scores = scorer(result)
    kept = np.flatnonzero(~np.isnan(result.rank()[-1]))
    kept = kept[np.argsort(result.rank()[-1, kept], kind="stable")]
    ranking = result.index.ranking
    ranks = possible_ranks(len(kept), ranking)
    counts = np.zeros((len(kept), len(ranks)), np.int64)
    columns = sum(len(family.places) for family in families)
    size = chunk_size(max(scores.cells, columns))
    for start in range(0, draws, size):
        weights = draw_weights(base, families, points(columns, seed, start, min(start + size, draws)), vary)
        counts += count_ranks(ranks_of(scores.of(weights)[:, kept], ranking), ranking)
    units = [result.rows.units[unit] for unit in kept]
    labels = [int(rank) if rank == int(rank) else float(rank) for rank in ranks]
    rank = result.rank()[-1, kept]
    table = pd.DataFrame(
        {
            "unit": units,
            "name": [str(result.data.names[unit]) for unit in units],
            "score": result.score[-1, kept],
            "rank": rank.astype(np.int64) if ranking.ties != "average" else rank,
            "mean": mean_rank(counts, ranks),
            "median": quantile(counts, ranks, 0.5),
            "p5": quantile(counts, ranks, 0.05),
            "p95": quantile(counts, ranks, 0.95),
            "p_first": counts[:, 0] / draws,
        }
    )
    return WeightSensitivity(
        index=result.index.code,
        scheme=result.scheme.code,
        year=result.years[-1],
        draws=draws,
        seed=seed,
        vary=vary,
        note=_note(result.index, base, families, draws, seed, vary),
        table=table,
        rank_probabilities=pd.DataFrame(counts / draws, index=pd.Index(units, name="unit"), columns=pd.Index(labels, name="rank")),
        swaps=swaps(result, base, scores, kept),
    )


def _check(index: Index, draws: int, vary: float, hold: Sequence[str]) -> None:
    problems = []
    if draws < 1:
        problems.append(Problem("too-few-draws", "there must be at least one draw", field="draws", value=str(draws)))
    if not 0 <= vary <= 1:
        problems.append(Problem("vary-outside", "weights vary by 0 % to 100 % of their share", field="vary", value=str(vary)))
    for code in hold:
        if code not in index.position:
            hint = nearest(code, index.position)
            problems.append(Problem("unknown-node", f"`{code}` is not a node of {index.code}", field="hold", value=code, hint=hint))
    if problems:
        raise InvalidInput(problems)


def base_weights(result: Result) -> Array:
    """Return the weights in use in the last year, (N,): shares inside the parent, or under a plain sum the weights as they are."""
    return np.array(result.shares.reshape(-1, len(result.index.nodes))[-1])


def varied_families(result: Result, base: Array, free_unknown: bool, hold: Sequence[str]) -> tuple[Family, ...]:
    """Say which weights vary together: two siblings at least, none of them held, none of them 0."""
    families = []
    for node in result.index.inner:
        if weighted_by_year(result, node):
            continue
        assumed = [child in result.scheme.assumed for child in node.children]
        free = free_unknown and any(assumed)
        places = [
            place
            for place, child, unknown in zip(result.index.families[node.code], node.children, assumed, strict=True)
            if base[place] > 0 and child not in hold and (unknown or not free)
        ]
        if len(places) > 1:
            families.append(Family(node.code, np.array(places), free))
    return tuple(families)


def draw_weights(base: Array, families: Sequence[Family], design: Array, vary: float) -> Array:
    """Turn points of the design, (B, D), into weights, (B, N): one column for every weight that varies, family by family.

    >>> family = Family("index", np.array([0, 1]), free=False)
    >>> draw_weights(np.array([0.5, 0.3, 0.2]), [family], np.array([[0.5, 0.5], [1.0, 0.5]]), 0.2).round(3)
    array([[0.5  , 0.3  , 0.2  ],
           [0.533, 0.267, 0.2  ]])
    """
    design = np.maximum(design, LEAST)
    weights = np.repeat(base[None], len(design), axis=0)
    column = 0
    for family in families:
        part = design[:, column : column + len(family.places)]
        column += len(family.places)
        drawn = -np.log1p(-part) if family.free else base[family.places] * (1 + vary * (2 * part - 1))
        weights[:, family.places] = drawn * (base[family.places].sum() / drawn.sum(axis=1, keepdims=True))
    return weights


def _note(index: Index, base: Array, families: Sequence[Family], draws: int, seed: int, vary: float) -> str:
    """Say in words what varied and what was held."""
    free = [index.nodes[place].code for family in families if family.free for place in family.places]
    band = sum(len(family.places) for family in families if not family.free)
    varied = {place for family in families for place in family.places}
    siblings = [place for family in index.families.values() if len(family) > 1 for place in family if base[place] > 0]
    held = [f"{index.nodes[place].code} {base[place]:.1%}" for place in siblings if place not in varied]
    parts = [f"{draws:,} joint draws (scrambled Sobol, seed {seed})"]
    if free:
        parts.append(f"not published and free over all that the published weights leave: {', '.join(free)}")
    if band:
        parts.append(f"{band} weights within ±{vary:.0%} of their share of their family")
    if held:
        parts.append(f"held: {', '.join(held[:8])}{f' and {len(held) - 8} more' if len(held) > 8 else ''}")
    if not varied:
        parts.append("no weight varied")
    return "; ".join(parts)
