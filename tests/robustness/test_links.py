"""What is linear through a link scores in one product as it does node by node."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Index, Node, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.score import score
from coopindex.engine.walk import walk
from coopindex.methods.registry import methods
from coopindex.problems import InvalidInput
from coopindex.robustness.scorer import Scorer

EXPONENTS = st.one_of(
    st.sampled_from([0, 1, -1, 1e-30, 1e-9, -1e-4, 2]),
    st.floats(0.01, 30) | st.floats(-30, -0.01),
)
WAYS = st.one_of(
    st.sampled_from([Choice("aggregation", name) for name in ("arithmetic", "sum", "harmonic")]),
    EXPONENTS.map(lambda p: Choice("aggregation", "power", (("exponent", float(p)),))),
)


def tree(random: np.random.Generator, leaves: int, way: Choice) -> Index:
    """Put leaves together, two or three at a time, until one node is left."""
    open_ = [Node(f"leaf{k}", Text("Leaf")) for k in range(leaves)]
    done: list[Node] = []
    while len(open_) > 1:
        many = min(len(open_), int(random.integers(2, 4)))
        chosen = [open_.pop(int(random.integers(len(open_)))) for _ in range(many)]
        code = f"node{len(done)}"
        done += [Node(**{**vars(node), "parent": code}) for node in chosen]
        children = tuple(node.code for node in chosen)
        open_.append(Node(code, Text("Node"), children=children, aggregation=way))
    done.append(open_[0])
    below = [node for node in done if not node.children]
    inner = [node for node in done if node.children]
    return Index(open_[0].code, Text("Index"), Text("city"), (*below, *inner))


def scorer_of(index: Index, values: np.ndarray) -> Scorer:
    units = tuple(f"u{k}" for k in range(len(values)))
    status = np.zeros((1, *values.shape), np.int8)
    names = {unit: Text(unit) for unit in units}
    data = Data(units, names, (2019,), values[None], status, status.astype(np.int32) - 1)
    scheme = Scheme("given", np.ones(len(index.nodes)), frozenset())
    rows = score(index, data, scheme).rows
    return Scorer(index, rows, values, np.arange(len(values)), np.arange(values.shape[1]))


@given(seed=st.integers(0, 2**32), way=WAYS, leaves=st.integers(2, 9))
@settings(max_examples=60, deadline=None)
def test_the_fast_path_scores_as_the_walk_does(seed, way, leaves):
    random = np.random.default_rng(seed)
    index = tree(random, leaves, way)
    values = random.uniform(1, 100, size=(7, leaves))
    weights = random.uniform(0.05, 1, size=(5, len(index.nodes)))
    scorer = scorer_of(index, values)
    expected = walk(index, scorer.rows, values, weights, finished=True).score
    assert scorer._table is not None
    np.testing.assert_allclose(scorer.of(weights), expected, rtol=1e-12)
    tables = np.stack([values] * 5)
    np.testing.assert_allclose(scorer.of_tables(tables, weights), expected, rtol=1e-12)


@pytest.mark.parametrize(("exponent", "fast"), [(2, True), (0.001, False)])
def test_a_0_under_an_exponent_above_0_scores_as_the_walk_does(exponent, fast):
    index = tree(
        np.random.default_rng(1), 3, Choice("aggregation", "power", (("exponent", exponent),))
    )
    values, weights = np.array([[0.0, 3.0, 4.0], [5.0, 2.0, 1.0]]), np.ones((1, len(index.nodes)))
    scorer = scorer_of(index, values)
    assert (scorer._table is not None) == fast
    expected = walk(index, scorer.rows, values, weights, finished=True).score
    np.testing.assert_allclose(scorer.of(weights), expected, rtol=1e-12)


def test_powers_beyond_all_numbers_are_walked():
    way = Choice("aggregation", "power", (("exponent", 300.0),))
    index = tree(np.random.default_rng(1), 3, way)
    scorer = scorer_of(index, np.array([[10.0, 30.0, 40.0], [50.0, 20.0, 10.0]]))
    found = scorer.of(np.ones((1, len(index.nodes))))
    assert scorer._table is None
    assert (found < 50).all()
    assert (found > 39).all()


@pytest.mark.parametrize("exponent", [1, 2, -2])
def test_what_the_walk_refuses_the_fast_path_does_not_score(exponent):
    way = Choice("aggregation", "power", (("exponent", float(exponent)),))
    index = tree(np.random.default_rng(1), 2, way)
    scorer = scorer_of(index, np.array([[3.0, 4.0], [1.0, 2.0]]))
    below = np.array([[[-3.0, 4.0], [1.0, 2.0]]])
    with pytest.raises(InvalidInput, match="below 0"):
        scorer.of_tables(below, np.ones((1, len(index.nodes))))


OPTIONS = [{"exponent": p} for p in (-3.0, -0.5, -1e-3, 0.0, 1e-3, 0.5, 1.0, 3.0)]


@pytest.mark.parametrize("name", [n for n, m in methods("aggregation").items() if m.link])
def test_a_link_goes_there_and_back_and_rises_or_falls_as_it_says(name):
    x = np.linspace(1.0, 100.0, 50)
    for options in OPTIONS if name == "power" else [{}]:
        link = methods("aggregation")[name].link_of(options)
        there = link.forward(x) if link.forward else x
        assert (np.diff(there) > 0).all() if link.rising else (np.diff(there) < 0).all()
        np.testing.assert_allclose(link.back(there) if link.back else there, x, rtol=1e-12)
