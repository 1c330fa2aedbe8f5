"""What is put together in unlike measures is flagged, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from coopindex.engine.comparable import unlike
from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Index, Node, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.score import score
from coopindex.methods.examples import OPTIONS
from coopindex.methods.registry import methods
from coopindex.problems import InvalidInput

UNITS = tuple("abcdefgh")
# of these children none may be missing, or be negative
MEANS = [
    Choice("aggregation", name, tuple(OPTIONS.get(("aggregation", name), {}).items()))
    for name, way in methods("aggregation").items()
    if not way.pair and name not in ("coupling_coordination", "owa")
]
MEANS += [
    Choice("aggregation", "topsis", (("vector", True),)),
    Choice("aggregation", "grey_relational", (("scope", "column"),)),
    Choice("aggregation", "power", (("exponent", 0.0),)),
]
MIN_MAX = Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),))
seeds = st.integers(0, 10**6)


@st.composite
def trees(draw) -> Index:
    """Two dimensions beside an indicator: each of one of two measures, normalised, or a logarithm.

    A logarithm is of a measure of its own.
    """
    inner = {code: draw(st.sampled_from(MEANS)) for code in ("top", "left", "right")}
    parents = {"p": "left", "q": "left", "r": "right", "s": "right", "t": "top"}
    leaves = []
    for code, parent in parents.items():
        leaf = Node(code, Text(code), parent, measure=Text(draw(st.sampled_from("mn"))))
        log = {"transform": Choice("transform", "log"), "measure": Text(code)}
        ways = draw(st.sampled_from([{}, {}, {"normalisation": MIN_MAX}, log]))
        leaves.append(replace(leaf, **ways))
    for code in ("left", "right"):
        below = tuple(leaf for leaf, parent in parents.items() if parent == code)
        leaves.append(Node(code, Text(code), "top", below, aggregation=inner[code]))
    root = Node("top", Text("top"), children=("left", "right", "t"), aggregation=inner["top"])
    return Index("top", Text("top"), Text("unit"), (*leaves, root))


def ranks(index: Index, values: np.ndarray) -> list[int]:
    names, some = {unit: Text(unit) for unit in UNITS}, values[None]
    status, source = np.zeros(some.shape, np.int8), np.full(some.shape, -1, np.int32)
    data = Data(UNITS, names, (2020,), some, status, source)
    try:
        found = score(index, data, Scheme("given", np.ones(len(index.nodes))), (2020,)).score[-1]
    except InvalidInput:
        # a mean refuses what others have made of its children
        reject()
    # what differs by rounding alone is the same
    size = np.abs(found).max() or 1.0
    return np.argsort(np.round(found / size, 9), kind="stable").tolist()


@settings(max_examples=60)
@given(
    index=trees(), seed=seeds, measure=st.sampled_from("mnpqrst"), factor=st.sampled_from([8, 1000])
)
def test_where_another_unit_of_measurement_moves_a_rank_it_is_flagged(index, seed, measure, factor):
    values = np.random.default_rng(seed).uniform(2, 9, (len(UNITS), len(index.leaves)))
    times = [factor if leaf.measure.en == measure else 1 for leaf in index.leaves]
    if ranks(index, values) != ranks(index, values * np.array(times)):
        assert [*unlike(index)]


@given(index=trees())
def test_indicators_that_are_normalised_or_of_one_measure_are_not_flagged(index):
    whole = [replace(node, normalisation=MIN_MAX) for node in index.nodes if not node.children]
    assert not [*unlike(replace(index, nodes=(*whole, *index.inner)))]
    plain = [
        replace(node, normalisation=Node.normalisation, transform=Node.transform, measure=Text("m"))
        for node in index.leaves
    ]
    sums = [replace(node, aggregation=Node.aggregation) for node in index.inner]
    assert not [*unlike(replace(index, nodes=(*plain, *sums)))]


@pytest.mark.parametrize("way", MEANS, ids=lambda way: f"{way.method}{dict(way.options)}")
def test_a_mean_said_to_be_free_of_units_ranks_alike_in_any(way):
    x, weights = np.random.default_rng(5).uniform(2, 9, (8, 3)), np.array([1.0, 2.0, 3.0])
    other = x * np.array([1.0, 8.0, 1000.0])
    found = []
    for rows in (x, other):
        settled = way.found.summarise(rows, way.settings, None, weights)
        found.append(way.found.apply(rows, weights, way.settings, None, settled).round(9).argsort())
    if way.found.is_free_of_units(way.settings):
        assert found[0].tolist() == found[1].tolist()
    else:
        assert found[0].tolist() != found[1].tolist()
