import json
from dataclasses import replace

import numpy as np
import pytest

from coopindex.engine.index import Choice, Missing, Rounding
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.robustness.basis import Basis
from coopindex.robustness.design import points
from coopindex.robustness.factors import Family, Weights, vary_weights
from coopindex.robustness.factors.weights import weight_factors
from coopindex.robustness.plan import make_plan
from coopindex.robustness.weights import weight_sensitivity


def test_ranks_are_those_of_scoring_every_draw_on_its_own(scored, values):
    result = scored(values)
    weights = (
        make_plan(Basis.of(result), weight_factors(Basis.of(result), 0.4, False, ()))
        .settings(points(6, 5, 0, 64))
        .weights
    )
    ranks = np.array(
        [
            score(result.index, result.data, replace(result.scheme, weights=row)).rank()[0]
            for row in weights
        ]
    )
    found = weight_sensitivity(result, draws=64, seed=5, vary=0.4)
    by_unit = found.table.set_index("unit").loc[list(result.rows.units)]
    assert by_unit["mean"].to_numpy() == pytest.approx(ranks.mean(axis=0))
    assert (
        by_unit["high"].to_numpy() == np.quantile(ranks, 0.95, axis=0, method="inverted_cdf")
    ).all()
    assert (by_unit["p_first"].to_numpy() == (ranks == 1).mean(axis=0)).all()
    assert (found.rank_probabilities.sum(axis=1) == 1).all()


def test_a_matrix_product_and_a_walk_up_the_tree_agree(scored, values):
    product = weight_sensitivity(scored(values), draws=500)
    walked = weight_sensitivity(scored(values, trade={"round_finished": Rounding(14)}), draws=500)
    assert (product.rank_probabilities == walked.rank_probabilities).all(axis=None)


def test_weights_stay_inside_their_band_and_keep_their_sum(scored, values):
    result = scored(values)
    weights = (
        make_plan(Basis.of(result), weight_factors(Basis.of(result), 0.25, False, ()))
        .settings(points(6, 0, 0, 1000))
        .weights
    )
    assert weights[:, :2].sum(axis=1) == pytest.approx(1)
    assert weights[:, 4:6].sum(axis=1) == pytest.approx(1)
    drawn = weights[:, 4] / weights[:, 5]
    assert drawn.min() >= 0.4 * 0.75 / (0.6 * 1.25)
    assert drawn.max() <= 0.4 * 1.25 / (0.6 * 0.75)


def test_a_held_node_keeps_its_share_and_a_weight_of_0_stays_0(scored, values):
    result = scored(values, weights=(0.5, 0.5, 1.0, 0.0, 0.4, 0.6))
    plan = make_plan(Basis.of(result), weight_factors(Basis.of(result), 0.25, False, ["ports"]))
    assert [family.node for family in plan.families["weights"]] == ["index"]
    assert weight_sensitivity(result, draws=8, hold=["ports"]).held["ports"] == 0.5


def test_unknown_weights_range_evenly_over_what_the_known_ones_leave():
    family = Family("index", np.array([1, 2, 3]))
    weights = np.tile([0.4, 0.2, 0.2, 0.2], (4096, 1))
    vary_weights(weights, Weights("unknown", ("index",), "free"), [family], points(3, 0, 0, 4096))
    assert (weights[:, 0] == 0.4).all()
    assert weights[:, 1:].sum(axis=1) == pytest.approx(0.6)
    assert weights[:, 1:].mean(axis=0) == pytest.approx(0.2, abs=1e-3)
    assert weights[:, 1:].var(axis=0) == pytest.approx(
        0.36 * 2 / (9 * 4), rel=0.02
    )  # of Dirichlet(1, 1, 1), times 0.6 squared


def test_only_assumed_weights_are_freed(scored, values):
    result = scored(values, assumed=("ties",))
    plan = make_plan(Basis.of(result), weight_factors(Basis.of(result), 0.25, True, ()))
    assert plan.families["unknown weights"] == ()  # trade is known, which leaves ties no freedom
    assert [family.node for family in plan.families["weights"]] == ["trade", "ties"]


def test_nothing_varies_where_the_band_is_0(scored, values):
    found = weight_sensitivity(scored(values), draws=16, vary=0)
    assert (found.table["mean"] == found.table["rank"]).all()


def test_equal_units_share_their_rank_in_every_draw(scored, values):
    values[5] = values[2]
    found = weight_sensitivity(scored(values), draws=300).rank_probabilities
    assert (found.loc["u5"] == found.loc["u2"]).all()


def test_units_without_a_score_stay_out(scored, values):
    values[3, 0] = np.nan
    strict = {"missing": Missing(minimum_present=1.0)}
    found = weight_sensitivity(scored(values, trade=strict, index=strict), draws=32)
    assert "u3" not in set(found.table["unit"])
    assert found.rank_probabilities.shape == (7, 7)


def test_a_missing_indicator_passes_its_weight_on_in_every_draw(scored, values):
    values[3, 0] = np.nan
    found = weight_sensitivity(scored(values), draws=32)
    assert len(found.table) == 8
    assert found.rank_probabilities.sum(axis=1).to_numpy() == pytest.approx(1)


@pytest.mark.parametrize("aggregation", ["arithmetic", "geometric", "harmonic"])
def test_at_the_swap_the_two_neighbours_score_the_same(scored, values, aggregation):
    result = scored(values, aggregation=aggregation)
    found = weight_sensitivity(result, draws=4).swaps.dropna()
    assert len(found) >= 3
    for row in found.itertuples():
        shares = (
            {"trade": row.swap_at, "ties": 1 - row.swap_at}
            if row.node == "trade"
            else {"ties": row.swap_at, "trade": 1 - row.swap_at}
        )
        weights = np.array([0.5, 0.5, 0.5, 0.5, shares["trade"], shares["ties"], 1.0])
        again = score(result.index, result.data, replace(result.scheme, weights=weights))
        scores = dict(zip(result.rows.units, again.score[0], strict=True))
        assert scores[row.above] == pytest.approx(scores[row.below], abs=1e-10)


def test_the_searched_swaps_are_those_of_the_closed_form(scored, values):
    power = Choice("aggregation", "power", (("exponent", 1.0),))
    closed = weight_sensitivity(scored(values), draws=4).swaps["swap_at"].to_numpy()
    searched = (
        weight_sensitivity(scored(values, index={"aggregation": power}), draws=4)
        .swaps["swap_at"]
        .to_numpy()
    )
    assert searched == pytest.approx(closed, abs=1e-12, nan_ok=True)


def test_the_same_seed_gives_the_same_answer_and_it_is_plain_json(scored, values):
    first, again = (weight_sensitivity(scored(values), draws=100, seed=9) for _ in range(2))
    assert json.dumps(first.as_dict()) == json.dumps(again.as_dict())


def test_what_cannot_be_is_refused_by_name(scored, values):
    with pytest.raises(InvalidInput, match="did you mean `trade`") as caught:
        weight_sensitivity(scored(values), draws=0, vary=1.5, hold=["trad"])
    assert [problem.field for problem in caught.value.problems] == ["draws", "vary", "hold"]
