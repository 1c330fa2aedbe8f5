"""What must hold of every explanation, whatever the tree, its methods and the data."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coopindex.engine.data import Data
from coopindex.engine.index import Choice, Denomination, Index, Missing, Node, Ranking, Scheme
from coopindex.engine.naming import Text
from coopindex.engine.score import score
from coopindex.engine.walk import walk
from coopindex.methods.registry import methods
from coopindex.problems import InvalidInput
from coopindex.questions.contributions import (
    _from_worst,
    contributions,
    contributions_of,
    gap,
    gaps,
    influences,
    turn,
)
from coopindex.questions.explain import _about_the_mean, explain

UNITS = 5
# options that an aggregation is tried with; all others have none, or are tried with their defaults
OPTIONS = {
    "geometric": [{"zero": "zero"}],
    "harmonic": [{"zero": "zero"}],
    "power": [{"exponent": 0.5}, {"exponent": 2.0}, {"exponent": -2.0, "zero": "zero"}],
    "mean_min": [{}, {"penalty": 1.0}, {"penalty": 0.3, "softness": 2.0}],
    "owa": [{"lowest": 1}, {"highest": 1}],
    "topsis": [{}, {"vector": True}],
    "benefit_of_the_doubt": [{}, {"lowest_share": 0.05}, {"highest_share": 0.9}],
    "grey_relational": [{}, {"rho": 0.2, "scope": "column"}],
    "coupling_coordination": [
        {"scale": (-300.0, 300.0)},
        {"scale": (-300.0, 300.0), "form": "modified"},
    ],
    "ratio": [{}, {"zero": "missing"}],
}
# M - S^2/M falls where a child runs ahead, and so does the degree of coordination
NOT_RISING = {"mpi", "coupling_coordination"}
RISING = sorted(set(methods("aggregation")) - NOT_RISING)
# what may come out below 0, and the posts that bring it back onto 1 ... 100
POSTS = {"difference": 100.0, "copeland": UNITS, "wroclaw": 2.0}


def choice(stage, method, **options):
    return Choice(stage, method, tuple(sorted(options.items())))


def onto_points(lower, upper, clip=True):
    return choice(
        "normalisation", "goalposts", lower=lower, upper=upper, scale=(1.0, 100.0), clip=clip
    )


@st.composite
def normalisations(draw):
    return draw(
        st.sampled_from(
            [
                onto_points(-1.0, 21.0),
                onto_points(3.0, 15.0),
                choice("normalisation", "none"),
                choice("normalisation", "min_max", scale=(1.0, 100.0)),
                choice("normalisation", "z_score", mean=100.0, sd=10.0),
                choice("normalisation", "rank"),
                choice("normalisation", "percentile_rank", scale=(1.0, 100.0)),
                choice(
                    "normalisation", "categories", thresholds=(5.0, 9.0), points=(1.0, 4.0, 9.0)
                ),
            ]
        )
    )


@st.composite
def indices(draw, aggregations=RISING, normalised=normalisations, scaled=True):
    """An index of any tree and methods, with data: (index, data, scheme).

    scaled : dimensions may count negatively and have scales of their own.
    """
    leaves, inner = [], []

    def grow(code, parent, depth):
        weight = draw(st.sampled_from([0.0, 0.5, 1.0, 1.0, 2.0, 3.0]))
        direction = draw(st.sampled_from([1, 1, -1]))
        common = {"parent": parent, "weight": weight, "direction": direction}
        if depth and (depth == 3 or draw(st.booleans())):
            how = draw(normalised())
            if direction < 0 and how.method in ("none", "categories"):
                how = onto_points(-1.0, 21.0)
            leaves.append(Node(code, Text(code), **common, normalisation=how))
            return
        method = draw(st.sampled_from(aggregations))
        many = 2 if method in ("ratio", "difference") else draw(st.integers(1, 5 - depth))
        children = tuple(f"{code}{place}" for place in range(many))
        for child in children:
            grow(child, code, depth + 1)
        if not scaled:
            common["direction"] = 1
        elif method in POSTS or direction < 0:
            # nothing comes out below 0, of which a ratio would turn about
            open_ended = method not in POSTS and method not in ("sum", "product")
            most = POSTS.get(method, 200.0)
            common["normalisation"] = onto_points(
                -most, most, not (open_ended and draw(st.booleans()))
            )
        elif draw(st.integers(0, 3)) == 0:
            common["normalisation"] = choice("normalisation", "min_max", scale=(1.0, 100.0))
        how = choice("aggregation", method, **draw(st.sampled_from(OPTIONS.get(method, [{}]))))
        rule = draw(
            st.sampled_from([Missing(), Missing(0.5), Missing(zero=method == "arithmetic")])
        )
        inner.append(
            Node(code, Text(code), **common, children=children, aggregation=how, missing=rule)
        )

    grow("i", None, 0)
    nodes = (*leaves, *inner)
    best = draw(st.sampled_from(["high", "high", "low"]))
    values = np.array(
        draw(
            st.lists(
                st.lists(st.integers(0, 12), min_size=len(leaves), max_size=len(leaves)),
                min_size=UNITS,
                max_size=UNITS,
            )
        ),
        float,
    )
    values = values + 0.5 * (values > 6)
    for hole in draw(st.lists(st.integers(0, values.size - 1), max_size=3)):
        values.flat[hole] = np.nan
    index = Index("i", Text("i"), Text("unit"), nodes, ranking=Ranking(best=best))
    return index, table(values), Scheme("given", np.array([node.weight for node in nodes]))


def table(values):
    units = tuple(f"u{k}" for k in range(len(values)))
    status = np.where(np.isnan(values), -1, 0).astype(np.int8)[None]
    names = {unit: Text(unit) for unit in units}
    nowhere = np.full(values[None].shape, -1, np.int32)
    return Data(units, names, (2020,), values[None], status, nowhere)


def scored(case):
    """Score it, where it has a score: a constant has no min-max, a family weighs something."""
    index, data, scheme = case
    weights = {node.code: node.weight for node in index.nodes}
    # the last bits of a linear programme must not order units
    used = {node.aggregation.method for node in index.inner}
    assume(not used.issuperset({"benefit_of_the_doubt", "copeland"}))
    assume(all(any(weights[child] for child in node.children) for node in index.inner))
    try:
        result = score(index, data, scheme)
    except InvalidInput:
        assume(False)
    assume(not np.isnan(result.walk.score).all())
    for node in index.inner:
        column = result.walk.column(node.code, "column")
        span, size = np.fmax.reduce(column) - np.fmin.reduce(column), np.nanmax(np.abs(column))
        # a min-max of what differs by rounding alone is not to be explained
        assume(node.normalisation.method != "min_max" or span > 1e-9 * size)
    return result


def rows(result):
    return np.flatnonzero(~np.isnan(result.walk.score)).tolist()


def leaves_of(found):
    """The rows of an explanation's table that are indicators."""
    nodes = found.nodes
    parents = nodes["depth"].shift(-1, fill_value=0) > nodes["depth"]
    return nodes[~parents].set_index("node")


def near(result):
    return 1e-7 * np.nanmax(np.abs(result.walk.score))


def rescaled(result, values):
    """The same index with other values and everything fitted held."""
    index, weights = result.index, result.scheme.weights
    again = walk(index, result.rows, values, weights, settle=result.fitted.hold)
    return replace(result, data=table(values), walk=again)


@pytest.mark.parametrize("method", sorted(methods("aggregation")))
@settings(max_examples=8)
@given(data=st.data())
def test_parts_add_up_to_the_score_and_none_is_below_0(method, data):
    result = scored(data.draw(indices([method, *RISING])))
    for row in rows(result):
        parts = contributions(result, row)
        assert np.isfinite(list(parts.values())).all()
        if method not in NOT_RISING:
            assert min(parts.values()) >= -near(result)


@given(case=indices(sorted({*RISING} - {*POSTS, "topsis", "ratio"}), scaled=False))
def test_a_part_is_no_more_than_its_indicator_changes_the_score_by_for_some_of_the_others(case):
    result = scored(case)
    row = rows(result)[0]
    move = _from_worst(result, np.array([row]), natural=True)
    leaves = [leaf.code for leaf in result.index.leaves]
    start, end = (np.array([of[code][0] for code in leaves]) for of in (move.starts, move.ends))
    many = len(leaves)
    assume(many <= 6)
    gone = (np.arange(2**many)[:, None] >> np.arange(many)) & 1 == 1
    candidates = np.repeat(result.walk.levels[0]["finished"][None], len(gone), axis=0)
    candidates[:, row] = np.where(gone, end, start)
    try:
        f = walk(
            result.index,
            result.rows,
            candidates,
            result.scheme.weights,
            finished=True,
            settle=result.fitted.hold,
        ).score[:, row]
    except InvalidInput:
        assume(False)
    assume(not np.isnan(f).any())
    parts = contributions(result, row)
    for place, code in enumerate(leaves):
        before = np.flatnonzero(~gone[:, place])
        worth = f[before + (1 << place)] - f[before]
        assert worth.min() - near(result) <= parts[code] <= worth.max() + near(result)


@given(case=indices())
def test_what_is_shown_adds_up_and_so_does_the_gap(case):
    result = scored(case)
    found = explain(result, f"u{rows(result)[0]}")
    leaves, nodes = leaves_of(found), found.nodes.set_index("node")
    added = found.starting_level + leaves["contribution"].sum()
    assert added == pytest.approx(found.score, abs=near(result))
    if found.rival is not None:
        assert leaves["gap"].sum() == pytest.approx(found.gap, abs=near(result))
    for node in result.index.inner:
        below = nodes.loc[list(node.children), ["contribution", "gap"]].sum(skipna=False)
        np.testing.assert_allclose(
            nodes.loc[node.code, ["contribution", "gap"]].astype(float),
            below,
            rtol=1e-9,
            atol=near(result),
        )


plain = st.sampled_from([onto_points(-1.0, 21.0), onto_points(3.0, 15.0)])


@given(case=indices(["arithmetic"], lambda: plain, scaled=False), row=st.integers(0, UNITS - 1))
def test_under_arithmetic_means_a_part_is_weight_times_points_above_the_worst(case, row):
    # missing children give their weight to the others, and a dimension that counts negatively or
    # has a scale of its own bends: both stay out here
    index, data, scheme = case
    result = scored((index, table(np.nan_to_num(data.values[0])), scheme))
    parts, effective = contributions(result, row), result.effective
    for place, leaf in enumerate(index.leaves):
        points = result.walk.column(leaf.code)[row] - 1.0
        assert parts[leaf.code] == pytest.approx(effective[place] * points, abs=1e-9)
        assert 0 <= parts[leaf.code] <= effective[place] * 99.0 + 1e-9
    assert result.walk.score[row] - sum(parts.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("method", RISING)
@settings(max_examples=8)
@given(data=st.data())
def test_bettering_an_indicator_never_lowers_its_part(method, data):
    result = scored(data.draw(indices([method, *RISING])))
    row = data.draw(st.sampled_from(rows(result)))
    sign, raw = influences(result), result.data.values[0]
    present = [k for k in range(raw.shape[1]) if not np.isnan(raw[row, k])]
    assume(present)
    column = data.draw(st.sampled_from(present))
    leaf = result.index.leaves[column]
    better = raw.copy()
    better[row, column] += sign[leaf.code] * turn(leaf) * data.draw(st.sampled_from([0.5, 2, 9]))
    try:
        again = rescaled(result, better)
    except InvalidInput:
        assume(False)  # beyond 0, of which some mean has no value
    for node in result.index.inner:
        held, now = (found.walk.columns(node.children) for found in (result, again))
        if node.aggregation.method in ("topsis", "wroclaw", "grey_relational"):
            # beyond an ideal that is held, further is not nearer
            beyond = (now > np.fmax.reduce(held)) | (now < np.fmin.reduce(held))
            assume(not beyond.any())
        if node.aggregation.method in ("ratio", "product"):
            assume(not (now < 0).any())  # which turns them about
    before, after = contributions(result, row), contributions(again, row)
    assert after[leaf.code] >= before[leaf.code] - near(result)


@given(case=indices())
def test_the_best_value_observed_is_never_behind_the_mean_and_the_worst_never_ahead(case):
    result = scored(case)
    best = 1 if result.index.ranking.best == "high" else -1
    sign = influences(result)
    peers = result.data.values[0]
    # the two children of a ratio count whatever their weights
    pairs = any(node.aggregation.method in ("ratio", "difference") for node in result.index.inner)
    for row in rows(result):
        ahead, behind = _about_the_mean(result, row)
        for column, leaf in enumerate(result.index.leaves):
            good = peers[:, column] * best * sign[leaf.code] * turn(leaf)
            if good[row] == np.nanmax(good):
                assert leaf.code not in behind
            if good[row] == np.nanmin(good):
                assert leaf.code not in ahead
            if result.effective[column] == 0 and not pairs:
                assert leaf.code not in (*ahead, *behind)


@pytest.mark.parametrize("method", sorted(methods("aggregation")))
@settings(max_examples=8)
@given(data=st.data())
def test_the_gap_is_split_whole_and_none_of_it_goes_to_what_is_equal(method, data):
    result = scored(data.draw(indices([method, *RISING])))
    row, rival = (data.draw(st.sampled_from(rows(result))) for _ in range(2))
    parts, by_weights = gap(result, row, rival)
    lead = result.walk.score[rival] - result.walk.score[row]
    assert by_weights == 0
    assert sum(parts.values()) == pytest.approx(lead, abs=near(result))
    for leaf in result.index.leaves:
        ours, theirs = result.walk.column(leaf.code)[[row, rival]]
        if ours == theirs or (np.isnan(ours) and np.isnan(theirs)):
            assert parts[leaf.code] == 0


@given(data=st.data())
@settings(max_examples=40)
def test_many_rows_explained_at_once_have_the_parts_of_each_alone(data):
    result = scored(data.draw(indices([*RISING])))
    some = np.array(rows(result))
    added, leads = contributions_of(result, some), gaps(result, some, np.roll(some, 1))[0]
    for at, (row, rival) in enumerate(zip(some.tolist(), np.roll(some, 1).tolist(), strict=True)):
        for many, alone in (
            (added, contributions(result, row)),
            (leads, gap(result, row, rival)[0]),
        ):
            for code, part in alone.items():
                assert many[code][at] == pytest.approx(part, rel=0, abs=1e-5 * near(result))


@pytest.mark.parametrize("method", sorted(set(methods("aggregation")) - {"ratio", "difference"}))
@settings(max_examples=8)
@given(data=st.data())
def test_siblings_that_are_alike_have_parts_alike(method, data):
    many = data.draw(st.integers(2, 4))
    leaf = {"parent": "i", "normalisation": onto_points(-1.0, 21.0)}
    codes = tuple(f"i{place}" for place in range(many))
    how = choice("aggregation", method, **data.draw(st.sampled_from(OPTIONS.get(method, [{}]))))
    nodes = [Node(code, Text(code), weight=2.0 - (k > 1), **leaf) for k, code in enumerate(codes)]
    root = Node("i", Text("i"), children=codes, aggregation=how)
    column = st.lists(st.integers(0, 20), min_size=UNITS, max_size=UNITS)
    values = np.array([data.draw(column) for _ in range(many)], float).T
    values[:, 1] = values[:, 0]
    index = Index("i", Text("i"), Text("unit"), (*nodes, root))
    weights = np.array([node.weight for node in index.nodes])
    result = scored((index, table(values), Scheme("given", weights)))
    for row in rows(result):
        for parts in (contributions(result, row), gap(result, row, 0)[0]):
            assert parts["i0"] == pytest.approx(parts["i1"], abs=near(result))


@settings(max_examples=25)
@given(data=st.data())
def test_what_it_would_take_lies_within_bounds_and_ranks_the_unit_ahead(data):
    index, figures, scheme = data.draw(indices())
    nodes = [
        node
        if node.children
        else replace(
            node,
            counted=(counted := data.draw(st.booleans())),
            denomination=data.draw(st.sampled_from([None, Denomination(3.0, per=0.7)])),
            bounds=data.draw(
                st.sampled_from([(None, None), (0.0, 13.0), (0.0, 12.6), (None, 14.003)])
            )
            if not counted
            else (0.0, 14.0),
        )
        for node in index.nodes
    ]
    index = replace(index, nodes=tuple(nodes))
    result = scored((index, figures, scheme))
    ranks = result.rank()[0]
    unit = int(np.nanargmax(ranks))
    found = explain(result, f"u{unit}")
    assume(found.rival_is_above)
    rival, leaves = int(found.rival[1:]), leaves_of(found)
    for column, leaf in enumerate(index.leaves):
        needed = leaves.loc[leaf.code]
        if np.isnan(needed["overtake"]):
            assert not needed["overtake_beyond_best"]
            continue
        per = 0.7 / 3.0 if leaf.denomination else 1.0
        for value in (needed["overtake"] / per, needed["overtake_rounded"] / per):
            lowest, highest = leaf.bounds
            assert lowest is None or value >= lowest
            assert highest is None or value <= highest
            cells = figures.values.copy()
            cells[0, unit, column] = value
            again = score(index, replace(figures, values=cells), scheme).rank()[0]
            assert again[unit] < again[rival]
        seen = figures.values[0, :, column]
        if leaf.counted or np.all(np.isnan(seen) | (seen == np.round(seen))):
            assert needed["overtake_raw"] == np.round(needed["overtake_raw"])
        else:
            assert needed["overtake_raw"] == pytest.approx(needed["overtake"] / per)
        sign = (1 if index.ranking.best == "high" else -1) * influences(result)[leaf.code]
        seen = figures.values[0, :, column] * sign * turn(leaf)
        beyond = needed["overtake_raw"] * sign * turn(leaf) > np.nanmax(seen)
        assert needed["overtake_beyond_best"] == beyond
