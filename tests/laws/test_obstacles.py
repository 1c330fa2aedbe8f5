"""What must hold of obstacles, of groups and of what is not counted, whatever the tree and data."""

import math
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Index, Node, Ranking, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.questions.groups import groups
from coopindex.questions.obstacles import obstacles
from coopindex.robustness.exact.guarantee import guarantee
from coopindex.robustness.weights import weight_sensitivity

POINTS = Choice(
    "normalisation", "goalposts", (("lower", 0.0), ("scale", (1.0, 100.0)), ("upper", 9.0))
)
MEANS = ("arithmetic", "geometric", "harmonic", "minimum")


@st.composite
def indices(draw, means=MEANS):
    """Two levels of any means, with gaps: (index, data, scheme)."""
    leaves, inner = [], []
    for d in range(draw(st.integers(1, 3))):
        children = tuple(f"x{d}{k}" for k in range(draw(st.integers(1, 3))))
        weights = [draw(st.sampled_from([0.5, 1.0, 3.0])) for _ in children]
        signs = [draw(st.sampled_from([1, -1])) for _ in children]
        leaves += [
            Node(code, Text(code), f"d{d}", weight=weight, direction=sign, normalisation=POINTS)
            for code, weight, sign in zip(children, weights, signs, strict=True)
        ]
        how = Choice("aggregation", draw(st.sampled_from(means)))
        inner.append(Node(f"d{d}", Text(f"d{d}"), "root", children, aggregation=how))
    how = Choice("aggregation", draw(st.sampled_from(means)))
    dimensions = tuple(node.code for node in inner)
    nodes = (*leaves, *inner, Node("root", Text("root"), children=dimensions, aggregation=how))
    best = draw(st.sampled_from(["high", "low"]))
    shape = (draw(st.integers(1, 2)), 4, len(leaves))
    cell = st.sampled_from([0.0, 1.0, 4.0, 6.5, 9.0, 12.0, np.nan])
    many = math.prod(shape)
    values = np.array(draw(st.lists(cell, min_size=many, max_size=many)))
    values = values.reshape(shape)
    values[:, 0] = 5.0  # somebody is whole
    units = ("a", "b", "c", "d")
    status = np.where(np.isnan(values), -1, 0).astype(np.int8)
    data = Data(units, {u: Text(u) for u in units}, tuple(range(2020, 2020 + shape[0])), values,
                status, np.full(shape, -1, np.int32),
                groups={"g": np.array(["x", "x", "y", ""])})  # fmt: skip
    weights = np.array([node.weight for node in nodes])
    index = Index("root", Text("root"), Text("unit"), nodes, ranking=Ranking(best=best))
    return index, data, Scheme("given", weights)


@given(indices())
@settings(max_examples=60, deadline=None)
def test_obstacles_add_up_to_the_whole_and_gaps_to_the_ideal(made):
    result = score(*made, made[1].years)
    found = obstacles(result)
    leaves = found.table[found.table["kind"] == "indicator"]
    total = leaves.groupby(["year", "unit"])[["gap", "obstacle"]].sum()
    high = result.index.ranking.best == "high"
    end = 100.0 if high else 1.0
    for (year, unit), row in total.iterrows():
        at = result.years.index(year), result.rows.units.index(unit)
        if np.isnan(result.score[at]):
            continue
        np.testing.assert_allclose(row["gap"], abs(end - result.score[at]), atol=1e-9)
        np.testing.assert_allclose(row["obstacle"], float(row["gap"] > 1e-9), atol=1e-9)
    assert not (leaves["gap"] < -1e-9).any()


@given(indices(means=("arithmetic",)))
@settings(max_examples=60, deadline=None)
def test_obstacles_of_an_additive_index_are_those_of_the_textbook(made):
    result = score(*made, made[1].years)
    found = obstacles(result).table
    leaves = found[found["kind"] == "indicator"]
    high = result.index.ranking.best == "high"
    away = abs((100.0 if high else 1.0) - leaves["points"])
    gaps = leaves["weight"] * away
    np.testing.assert_allclose(leaves["gap"], gaps, rtol=0, atol=1e-12)
    whole = gaps.groupby([leaves["year"], leaves["unit"]]).transform("sum")
    textbook = (gaps / whole).where(whole > 0)
    np.testing.assert_allclose(leaves["obstacle"], textbook, rtol=0, atol=1e-12)


@given(indices(), st.data())
@settings(max_examples=30, deadline=None)
def test_which_years_are_asked_for_changes_no_obstacle_and_no_group(made, data):
    index, figures, _ = made
    year = data.draw(st.sampled_from(figures.years))
    every, one = (score(*made, years) for years in (figures.years, (year,)))
    for ask in (
        lambda result: obstacles(result, "g").table,
        lambda result: groups(result, "g").table,
    ):
        whole = ask(every)
        of_year = whole[whole["year"] == year].reset_index(drop=True)
        assert of_year.equals(ask(one)), index.code


@given(indices())
@settings(max_examples=40, deadline=None)
def test_the_best_of_a_group_is_first_in_it_and_nobody_stands_beyond(made):
    table = groups(score(*made, made[1].years), "g").table
    table = table[table["points"].notna()]
    assert (table["gap_to_best"] >= 0).all()
    first = table["group_rank"] == 1
    np.testing.assert_allclose(table[first]["gap_to_best"], 0, atol=1e-9)
    assert not ((table["share_of_best"] < 0) | (table["share_of_best"] > 1 + 1e-12)).any()


@given(indices(means=("arithmetic",)), st.sampled_from(["min_max", "z_score", "rank"]))
@settings(max_examples=25, deadline=None)
def test_an_uncounted_node_moves_no_score_rank_draw_or_guarantee(made, way):
    index, data, scheme = made
    leaf = Node("beside", Text("beside"), normalisation=Choice("normalisation", way))
    part = Index("beside", Text("beside"), index.unit, (leaf,), ranking=index.ranking)
    values = np.arange(data.values[..., :1].size, dtype=float).reshape(data.values[..., :1].shape)
    own = replace(data, values=values, status=data.status[..., :1], source=data.source[..., :1])
    plain = score(index, data, scheme)
    beside = score(replace(index, aside=(part,)), replace(data, aside={"beside": own}), scheme)
    assert beside.scores.equals(plain.scores)
    assert beside.weights.equals(plain.weights)
    assert beside.node_ranks[plain.node_ranks.columns].equals(plain.node_ranks)
    assert not np.isnan(beside.array("beside")).any()
    if np.isnan(plain.rank()).any():
        return
    drawn = [weight_sensitivity(each, draws=16).table for each in (plain, beside)]
    assert drawn[0].equals(drawn[1])
    held = [_guaranteed(each) for each in (plain, beside)]
    assert held[0] == held[1]


def _guaranteed(result):
    """Return what is guaranteed, or why nothing can be."""
    try:
        return guarantee(result, "free").table.to_dict()
    except InvalidInput as refused:
        return [str(problem) for problem in refused.problems]
