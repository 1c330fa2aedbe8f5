"""The shares at which neighbours swap, against a search that knows nothing of the closed form."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import brentq

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Denomination, Index, Missing, Node, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.result import Result
from coopindex.engine.score import score
from coopindex.robustness.weights import weight_sensitivity

SHARE = np.array([0.1, 0.25, 0.3, 0.35])
MEANS = {
    "arithmetic": (lambda x: x, lambda x: x),
    "geometric": (np.log, np.exp),
    "harmonic": (np.reciprocal, np.reciprocal),
    **{
        f"power {p:g}": (lambda x, p=p: x**p, lambda y, p=p: y ** (1 / p))
        for p in (-3, -0.5, 0.003, 2, 3)
    },
}


def chosen(aggregation: str) -> Choice:
    """Read `power 2` as the power mean with the exponent 2."""
    name, _, exponent = aggregation.partition(" ")
    return Choice("aggregation", name, (("exponent", float(exponent)),) if exponent else ())


def flat(values: np.ndarray, aggregation: str, missing: Missing) -> Result:
    """Score (U, 4) values straight under the root."""
    codes, units = ("a", "b", "c", "d"), tuple(f"u{place}" for place in range(len(values)))
    scale = Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),))
    root = Node(
        "index",
        Text("Index"),
        children=codes,
        aggregation=chosen(aggregation),
        missing=missing,
    )
    nodes = (*(Node(code, Text(code), parent="index", normalisation=scale) for code in codes), root)
    status = np.where(np.isnan(values), -1, 0).astype(np.int8)[None]
    data = Data(
        units,
        {unit: Text(unit) for unit in units},
        (2019,),
        values[None],
        status,
        np.full(status.shape, -1, np.int32),
    )
    return score(
        Index("index", Text("Index"), Text("city"), nodes),
        data,
        Scheme("given", np.array([*SHARE, 1.0]), frozenset()),
    )


def mean(x: np.ndarray, weights: np.ndarray, aggregation: str) -> float:
    """Put one unit's children together as the definition says, leaving out what is missing."""
    known = ~np.isnan(x)
    if aggregation == "sum":
        return float(x[known] @ weights[known])
    there, back = MEANS[aggregation]
    return float(back(there(x[known]) @ weights[known] / weights[known].sum()))


def nearest_swap(above: np.ndarray, below: np.ndarray, child: int, aggregation: str) -> float:
    """Walk over the shares in small steps, and into every step in which the lead changes sign."""

    def lead(to: float) -> float:
        weights = SHARE * (1 - to) / (1 - SHARE[child])
        weights[child] = to
        return mean(above, weights, aggregation) - mean(below, weights, aggregation)

    stops = np.linspace(1e-6, 1 - 1e-6, 1001)
    leads = np.array([lead(to) for to in stops])
    found = np.array(
        [
            brentq(lead, stops[k], stops[k + 1], xtol=1e-14)
            for k in np.flatnonzero(leads[:-1] * leads[1:] < 0)
        ]
    )
    return float(found[np.abs(found - SHARE[child]).argmin()]) if len(found) else np.nan


RULES = {
    "weight shared": Missing(),
    "counts as 0": Missing(zero=True),
    "weight lost": Missing(renormalise=False),
}


@pytest.mark.parametrize(
    ("aggregation", "rule"),
    [(how, "weight shared") for how in (*MEANS, "sum")] + [("arithmetic", r) for r in RULES],
)
def test_swaps_of_units_that_miss_children_are_those_of_a_search(aggregation, rule):
    values = np.random.default_rng(28).normal(size=(14, 4))
    values[np.random.default_rng(128).random(values.shape) < 0.3] = np.nan  # one pair swaps twice
    values[:, 0] = np.where(np.isnan(values).all(axis=1), 0.0, values[:, 0])
    result = flat(values, aggregation, RULES[rule])
    table = weight_sensitivity(result, draws=4).swaps
    x = result.walk.levels[0]["finished"]
    x = x if rule == "weight shared" else np.where(np.isnan(x), 0.0, x)
    order = np.argsort(result.rank()[-1], kind="stable")
    expected = [
        nearest_swap(x[a], x[b], child, aggregation)
        for child in range(4)
        for a, b in pairwise(order)
    ]
    assert np.isfinite(expected).sum() > 10
    assert table["swap_at"].to_numpy() == pytest.approx(np.array(expected), abs=1e-9, nan_ok=True)


def test_swaps_are_those_of_the_scores_after_every_step():
    values = np.array([[4.0, 2.0, 1.0, 3.0], [2.0, 4.0, 2.0, 1.0], [1.0, 3.0, 4.0, 2.0]])
    result = flat(values, "arithmetic", Missing())
    size = np.array([[10.0, 1.0, 3.0]])
    nodes = tuple(
        replace(node, denomination=Denomination("size")) if node.code == "index" else node
        for node in result.index.nodes
    )
    divided = score(
        replace(result.index, nodes=nodes),
        replace(result.data, variables={"size": size}),
        result.scheme,
    )
    found = weight_sensitivity(divided, draws=8).swaps.dropna()
    assert len(found)
    for row in found.itertuples():
        k = ("a", "b", "c", "d").index(row.node)
        moved = np.where(np.arange(4) == k, row.swap_at, SHARE * (1 - row.swap_at) / (1 - SHARE[k]))
        again = score(
            divided.index, divided.data, Scheme("moved", np.array([*moved, 1.0]), frozenset())
        )
        above, below = (
            again.score[0, divided.rows.units.index(unit)] for unit in (row.above, row.below)
        )
        assert above == pytest.approx(below)
