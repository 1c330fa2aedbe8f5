from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex.engine.index import Choice, Denomination, Missing
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.robustness.exact.guarantee import guarantee
from coopindex.robustness.exact.polytope import allowed
from coopindex.robustness.factors import Weights
from coopindex.robustness.uncertainty import uncertainty

INNER = ("trade", "ties", "index")


def power(exponent):
    return Choice("aggregation", "power", (("exponent", float(exponent)),))


MEANS = {
    "arithmetic": (lambda x: x, lambda y: y),
    "geometric": (np.log, np.exp),
    **{p: (lambda x, p=p: x**p, lambda y, p=p: y ** (1 / p)) for p in (-2, 0.5, 3)},
}


def ranks_on_a_grid(result, mean="arithmetic", steps=41):
    """Ranks of all units under a grid of weights of the three families, (B, K), units as ranked."""
    grid, (there, back) = np.linspace(0, 1, steps), MEANS[mean]
    order = np.argsort(result.rank()[0])
    leaves = np.stack(
        [there(result.array(code)[0, order]) for code in ("ports", "rail", "forums", "schools")]
    )
    scores = [
        t * (a * leaves[0] + (1 - a) * leaves[1]) + (1 - t) * (b * leaves[2] + (1 - b) * leaves[3])
        for t, a, b in product(grid, grid, grid)
    ]
    scores = back(np.array(scores))
    return 1 + (scores[:, None, :] > scores[:, :, None] + 1e-9).sum(axis=2)


@pytest.mark.parametrize("mean", MEANS)
def test_no_weights_that_are_tried_leave_what_is_guaranteed(scored, values, mean):
    result = scored(values, aggregation=mean if isinstance(mean, str) else power(mean))
    found, tried = guarantee(result), ranks_on_a_grid(result, mean)
    assert (found.table["best"].to_numpy() <= tried.min(axis=0)).all()
    assert (found.table["worst"].to_numpy() >= tried.max(axis=0)).all()
    order = found.always_ahead.to_numpy()
    assert (~order | (tried[:, :, None] < tried[:, None, :]).all(axis=0)).all()


def test_best_and_worst_ranks_are_those_of_all_weights_tried(scored, values):
    result = scored(values)
    found, tried = guarantee(result), ranks_on_a_grid(result)
    assert (found.table["best"].to_numpy() == tried.min(axis=0)).all()
    assert (found.table["worst"].to_numpy() == tried.max(axis=0)).all()
    assert (
        found.always_ahead.to_numpy() == (tried[:, :, None] < tried[:, None, :]).all(axis=0)
    ).all()


@pytest.mark.parametrize("aggregation", ["arithmetic", power(-2), power(0.5), power(3)])
def test_the_weights_that_attain_a_rank_do_attain_it(scored, values, aggregation):
    result = scored(values, aggregation=aggregation)
    for row in guarantee(result).attaining.groupby(["unit", "bound", "rank"]):
        (unit, _, rank), shares = row
        share = shares.set_index("node")["share"]
        again = scored(
            values,
            weights=[
                share[code] for code in ("ports", "rail", "forums", "schools", "trade", "ties")
            ],
            aggregation=aggregation,
        )
        assert again.rank()[0, result.rows.units.index(unit)] == rank


@pytest.mark.parametrize(
    "aggregation", ["arithmetic", "geometric", "harmonic", *map(power, (-3, 0, 0.001, 0.5, 2))]
)
@pytest.mark.parametrize("how", ["free", "band"])
@settings(max_examples=8, deadline=None, database=None)
@given(seed=st.integers(0, 2**16))
def test_what_draws_find_lies_inside_what_is_guaranteed(scored, aggregation, how, seed):
    result = scored(np.random.default_rng(seed).normal(size=(6, 4)), aggregation=aggregation)
    drawn = uncertainty(
        result, [Weights("weights", INNER, how, vary=0.3)], draws=256, seed=seed
    ).table((0, 1))
    exact = guarantee(result, how, vary=0.3).table
    assert (exact["best"] <= drawn["low"]).all()
    assert (drawn["high"] <= exact["worst"]).all()


def test_held_weights_are_held(scored, values):
    found = guarantee(scored(values), hold=("trade",), only=("index",))
    assert (found.table["best"] == found.table["worst"]).all()
    assert found.table["best"].to_numpy() == pytest.approx(found.table["rank"].to_numpy())


def test_a_node_can_be_bound_to_weigh_no_less_than_another(scored, values):
    result = scored(values)
    found = guarantee(result, only=("index",), at_least=[("trade", "ties")])
    shares = found.attaining.pivot_table(index=["unit", "bound"], columns="node", values="share")
    assert (shares["trade"] >= shares["ties"] - 1e-9).all()
    order = np.argsort(result.rank()[0])
    trade, ties = result.array("trade")[0, order], result.array("ties")[0, order]
    scores = np.array([t * trade + (1 - t) * ties for t in np.linspace(0.5, 1, 2001)])
    tried = 1 + (scores[:, None, :] > scores[:, :, None] + 1e-9).sum(axis=2)
    assert (found.table["best"].to_numpy() == tried.min(axis=0)).all()
    assert (found.table["worst"].to_numpy() == tried.max(axis=0)).all()


def test_unknown_weights_alone_may_move(scored, values):
    result = scored(values, assumed=("forums", "schools"))
    assert set(guarantee(result, "unknown").attaining["node"]) == {"forums", "schools"}


def test_equal_units_are_never_before_one_another(scored, values):
    values[5] = values[2]
    table = guarantee(scored(values)).table.set_index("unit")
    assert table.loc["u5", "best"] == table.loc["u2", "best"]
    assert table.loc["u5", "worst"] == table.loc["u2", "worst"]


def test_the_diagram_holds_every_ordered_pair_through_its_lines(scored, values):
    values[0], values[1], values[2] = 3, 4, 5
    found = guarantee(scored(values))
    below = {unit: {b for a, b in found.hasse if a == unit} for unit in found.units}

    def reached(unit):
        return below[unit] | {further for near in below[unit] for further in reached(near)}

    ahead = found.always_ahead
    assert all(reached(unit) == set(ahead.columns[ahead.loc[unit]]) for unit in found.units)
    assert ("u2", "u1") in found.hasse
    assert ("u2", "u0") not in found.hasse


def test_the_smallest_change_brings_two_units_level(scored, values):
    result = scored(values)
    found = guarantee(result)
    moved = 0
    for ahead, behind in pairwise(found.units):
        change = found.smallest_change(behind, ahead)
        if change is None:
            assert found.always_ahead.loc[ahead, behind]
            continue
        shares = change["weights"]
        again = scored(
            values,
            weights=[
                shares[code] for code in ("ports", "rail", "forums", "schools", "trade", "ties")
            ],
        )
        score = dict(zip(result.rows.units, again.score[0], strict=True))
        assert score[behind] == pytest.approx(score[ahead], abs=1e-8)
        moved += 1
    assert moved


def test_inside_an_interval_the_ranking_is_kept_and_just_outside_it_is_not(scored, values):
    result = scored(values)
    row = guarantee(result).intervals.set_index("node").loc["trade"]
    for share, same in (
        (row.order_low + 1e-6, True),
        (row.order_high - 1e-6, True),
        (row.order_low - 1e-6, False),
        (row.order_high + 1e-6, False),
    ):
        again = scored(values, weights=(0.5, 0.5, 0.5, 0.5, share, 1 - share))
        assert (again.rank() == result.rank()).all() == same


def test_what_is_not_linear_is_taken_as_scored_and_said(scored, values):
    result = scored(
        values,
        ties={"normalisation": Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),))},
    )
    found = guarantee(result)
    assert set(found.attaining["node"]) == {"trade", "ties", "ports", "rail"}
    assert found.polytope.taken == ("ties",)


def test_a_dimension_without_weight_may_miss_what_it_likes(scored, values):
    values[:, 2:] = np.nan
    found = guarantee(
        scored(
            values,
            weights=(0.5, 0.5, 0.5, 0.5, 1, 0),
            normalisation=Choice("normalisation", "none"),
        )
    )
    assert set(found.attaining["node"]) == {"ports", "rail"}
    assert not found.polytope.taken


def test_a_root_without_weights_to_speak_of_is_refused(scored, values):
    with pytest.raises(InvalidInput, match="`minimum` is not a weighted mean or sum"):
        allowed(scored(values, index={"aggregation": Choice("aggregation", "minimum")}))
    values[3, :2] = np.nan
    with pytest.raises(InvalidInput, match="u3 misses a child of index"):
        allowed(scored(values))


def test_ranks_of_rounded_scores_and_shared_ranks_are_said_to_be_another_thing(scored, values):
    values[1] = values[0]
    result = scored(values)
    result = replace(
        result,
        index=replace(result.index, ranking=replace(result.index.ranking, ties="max", decimals=0)),
    )
    found = guarantee(result, "band", vary=0.0)
    assert found.before_rounding
    assert found.ties_share_better
    assert not found.table["can_lose_rank"].any()


def test_weights_below_an_indicator_cannot_vary(scored, values):
    with pytest.raises(InvalidInput, match="`ports` is an indicator"):
        guarantee(scored(values), only=["ports"])


@pytest.mark.parametrize(
    "steps",
    [
        {"denomination": Denomination("size")},
        {"transform": Choice("transform", "reciprocal")},
        {"treatment": Choice("treatment", "clip", (("lower", 0.0), ("upper", 1.0)))},
        {
            "normalisation": Choice(
                "normalisation", "categories", (("thresholds", (50.0,)), ("points", (0.0, 1.0)))
            )
        },
        {"normalisation": Choice("normalisation", "min_max", (("scale", (100.0, 0.0)),))},
    ],
)
def test_a_root_whose_steps_may_change_the_order_is_refused(scored, values, steps):
    result = scored(values)
    nodes = tuple(
        replace(node, **steps) if node.code == "index" else node for node in result.index.nodes
    )
    with pytest.raises(InvalidInput, match="they can change the order"):
        allowed(replace(result, index=replace(result.index, nodes=nodes)))


def test_a_root_that_is_scaled_keeps_its_order(scored, values):
    scaled = guarantee(scored(values, index={"normalisation": Choice("normalisation", "min_max")}))
    assert scaled.table[["best", "worst"]].equals(
        guarantee(scored(values)).table[["best", "worst"]]
    )


@pytest.mark.parametrize("rule", [Missing(zero=True), Missing(renormalise=False)])
def test_a_child_that_does_not_apply_is_not_counted_whatever_the_rule(scored, values, rule):
    result = scored(values, index={"missing": rule})
    nodes = (
        replace(node, applies=(("coast", "yes"),))
        if node.code in ("ties", "forums", "schools")
        else node
        for node in result.index.nodes
    )
    coast = {"coast": np.array(["no", *["yes"] * 7])}
    again = score(
        replace(result.index, nodes=tuple(nodes)), replace(result.data, groups=coast), result.scheme
    )
    assert np.isnan(again.array("ties")[0, 0])
    with pytest.raises(InvalidInput, match="u0 misses a child of index"):
        guarantee(again)


@pytest.mark.parametrize("aggregation", ["geometric", "harmonic", "power"])
def test_a_missing_child_that_counts_as_0_is_a_0(scored, values, aggregation):
    exponent = (("exponent", -2.0),) if aggregation == "power" else ()
    put = Choice("aggregation", aggregation, (*exponent, ("zero", "zero")))
    values[0, 2:] = np.nan
    result = scored(values, index={"aggregation": put, "missing": Missing(zero=True)})
    with pytest.raises(InvalidInput, match="somebody has a 0"):
        guarantee(result)


def test_a_missing_child_that_counts_as_0_counts_as_0_under_an_exponent_above_0(scored, values):
    values[0, 2:] = np.nan
    result = scored(values, index={"aggregation": power(2), "missing": Missing(zero=True)})
    polytope = allowed(result)
    order = np.argsort(result.rank()[0])
    np.testing.assert_allclose(polytope.values @ polytope.now, result.score[0, order] ** 2)


@pytest.mark.parametrize("exponent", [-40, 40, 400])
def test_an_exponent_that_leaves_no_digits_to_tell_units_apart_is_refused(scored, values, exponent):
    with pytest.raises(InvalidInput, match="`power` draws the units too far apart"):
        allowed(scored(values, aggregation=power(exponent)))


def test_a_node_that_somebody_has_too_little_of_is_taken_as_scored(scored, values):
    values[0, 1] = np.nan
    rules = {
        "trade": {"missing": Missing(2, count=True, zero=True)},
        "index": {"missing": Missing(zero=True)},
    }
    result = scored(values, **rules)
    assert np.isnan(result.array("trade")[0, 0])
    polytope = allowed(result)
    assert polytope.taken == ("trade",)
    order = np.argsort(result.rank()[0])
    np.testing.assert_allclose(polytope.values @ polytope.now, result.score[0, order])


def test_a_node_below_one_that_is_taken_as_scored_cannot_be_bound(scored, values):
    result = scored(values, trade={"aggregation": Choice("aggregation", "median")})
    with pytest.raises(InvalidInput, match="`ports` stands below a node that is taken as scored"):
        guarantee(result, at_least=[("ports", "rail")])


@pytest.mark.parametrize("vary", [-0.1, 3.0, np.nan])
def test_a_band_wider_than_the_weights_is_refused(scored, values, vary):
    with pytest.raises(InvalidInput, match="vary: weights vary by 0% to 100%"):
        guarantee(scored(values), "band", vary=vary)
