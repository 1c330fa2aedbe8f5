from dataclasses import replace

import numpy as np
import pytest

from coopindex.engine.index import Choice
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.robustness.defaults import default_factors
from coopindex.robustness.factors import Change
from coopindex.robustness.importance import correlation_ratio, importance
from coopindex.robustness.scenarios import Scenario, Scenarios, scenarios
from coopindex.robustness.uncertainty import uncertainty

LEAVES = ("ports", "rail", "forums", "schools")
GEOMETRIC = Change("aggregation", Choice("aggregation", "geometric"), ("trade", "ties", "index"))


def test_a_scenario_is_scored_as_it_says(scored, values):
    result = scored(values)
    other = replace(result.scheme, weights=np.array([1, 1, 1, 1, 0.9, 0.1, 1]))
    found = scenarios(
        result,
        [Scenario("geometric", changes=(GEOMETRIC,)), Scenario("mostly trade", scheme=other)],
    )
    table = found.ranks.loc[list(result.rows.units)]
    assert (
        table["geometric"].to_numpy() == scored(values, aggregation="geometric").rank()[0]
    ).all()
    assert (
        table["mostly trade"].to_numpy() == scored(values, weights=(1, 1, 1, 1, 0.9, 0.1)).rank()[0]
    ).all()
    assert (table["as scored"].to_numpy() == result.rank()[0]).all()


def test_units_left_out_take_no_place(scored, values):
    result = scored(values)
    first = result.scores["unit"][0]
    found = scenarios(result, [Scenario("without the first", without=(first,))])
    assert found.ranks["without the first"].isna().iloc[0]
    assert found.agreement["units"][0] == 7


def test_nobody_moves_by_closing_up(scored, values):
    result = scored(values)
    found = scenarios(result, [Scenario("without the first", without=(result.scores["unit"][0],))])
    assert found.ranks["without the first"].tolist()[1:] != found.ranks["as scored"].tolist()[1:]
    expected = (
        scored(np.delete(values, int(result.scores["unit"][0][1:]), axis=0)).scores["name"].tolist()
    )
    moved = expected != found.table["name"].tolist()[1:8]  # the scale may change with the unit
    assert (found.agreement["mean_shift"][0] > 0) == moved
    assert bool(len(found.movers())) == moved


def test_units_that_only_a_variant_ranks_stand_last_and_may_lead(scored, values):
    values[3] = 9.0
    all_, fewer = scored(values), scored(values)
    without = replace(
        fewer.data, values=np.where(np.arange(8)[None, :, None] == 3, np.nan, fewer.data.values)
    )
    result = score(fewer.index, without, fewer.scheme)
    found = Scenarios(("as scored", "all"), (result, all_))
    assert found.table["unit"].iloc[-1] == "u3"
    assert found.ranks["as scored"].isna().to_list() == [False] * 7 + [True]
    assert found.agreement.loc[0, "leader"] == "u3"
    assert found.agreement.loc[0, "units"] == 7


def test_variants_without_a_unit_in_common_have_no_agreement(scored, values):
    one, other = (
        score(
            r.index,
            replace(
                r.data,
                values=np.where((np.arange(8) < 4)[None, :, None] == low, r.data.values, np.nan),
            ),
            r.scheme,
        )
        for r, low in ((scored(values), True), (scored(values), False))
    )
    found = Scenarios(("as scored", "others"), (one, other))
    assert len(found.ranks) == 8
    assert found.agreement["mean_shift"].isna().all()
    assert found.movers().empty


@pytest.mark.parametrize("name", ["as scored", "unit", "name", "best", "worst", "twice"])
def test_names_that_columns_of_the_table_have_are_taken(scored, values, name):
    with pytest.raises(InvalidInput, match=f"the name `{name}` is taken"):
        scenarios(scored(values), [Scenario(name), Scenario("twice"), Scenario("twice")])


def test_every_row_of_the_table_is_one_rank_of_one_unit_in_one_scenario(scored, values):
    found = scenarios(scored(values), [Scenario("geometric", changes=(GEOMETRIC,))])
    assert list(found.table.columns) == ["scenario", "unit", "name", "rank"]
    wide = found.table.pivot(index="unit", columns="scenario", values="rank")
    assert wide.loc[found.ranks.index, found.ranks.columns].equals(found.ranks)


def test_all_units_that_tie_for_the_lead_lead(scored, values):
    values[0] = values[1] = values.max(axis=0) + 1
    found = scenarios(scored(values), [Scenario("without the first", without=("u0",))])
    assert found.leaders == {"as scored": ("u0", "u1"), "without the first": ("u1",)}


def test_the_same_ranking_agrees_in_full_and_nobody_moves(scored, values):
    found = scenarios(scored(values), [Scenario("the same")])
    assert found.agreement.loc[0, ["spearman", "kendall", "top_weighted"]].to_numpy(
        float
    ) == pytest.approx(1)
    assert found.movers().empty


def test_movers_are_those_with_the_largest_shift(scored, values):
    found = scenarios(
        scored(values), [Scenario("turned", changes=(Change("direction", -1, LEAVES),))]
    )
    assert found.agreement["spearman"][0] == pytest.approx(-1)
    assert list(found.movers(2)["shift"].abs()) == [7, 7]


def test_what_a_scenario_cannot_change_is_refused(scored, values):
    with pytest.raises(InvalidInput, match="did you mean `u1`"):
        scenarios(scored(values), [Scenario("a", without=("uu1",))])
    with pytest.raises(InvalidInput, match="did you mean `ports`"):
        scenarios(scored(values), [Scenario("a", changes=(Change("direction", -1, ("port",)),))])


def test_what_a_scenario_cannot_score_is_told_under_its_name(scored, values):
    with pytest.raises(InvalidInput) as caught:
        scenarios(
            scored(values), [Scenario("alone", without=tuple(f"u{place}" for place in range(1, 8)))]
        )
    assert {problem.field for problem in caught.value.problems} == {"alone"}


def test_a_node_that_makes_the_score_explains_it_all(scored, values):
    table = importance(scored(values, weights=(1, 0, 1, 0, 1, 0))).set_index("node")
    assert table.loc["trade", "correlation_ratio"] == pytest.approx(1)
    assert np.isnan(table.loc["ties", "correlation_ratio"])


def test_equal_weights_are_not_equal_importances(scored):
    rng = np.random.default_rng(0)
    values = rng.normal(size=(60, 4))
    values[:, 1] = values[:, 0] + 0.1 * rng.normal(size=60)
    table = importance(scored(values, weights=(0.5,) * 6)).set_index("node")
    assert table.loc["trade", "relative"] > 0.6 > 0.5 == table.loc["trade", "share"]


def test_noise_explains_little():
    x, y = np.random.default_rng(1).normal(size=(2, 200))
    assert correlation_ratio(x, y) < 0.05


def test_the_default_plan_runs_and_names_what_it_leaves_aside(scored, values):
    factors, left_aside = default_factors(scored(values))
    assert [factor.name for factor in factors] == [
        "weights",
        "aggregation",
        "normalisation",
        "indicator left out",
    ]
    assert left_aside == ()
    assert uncertainty(scored(values), factors, draws=64).draws == 64
    standard = Choice("normalisation", "z_score")
    factors, left_aside = default_factors(scored(values, normalisation=standard))
    assert [factor.name for factor in factors] == ["weights", "indicator left out"]
    (name, problem), *_ = left_aside
    assert name == "aggregation"
    assert problem.message.startswith("geometric cannot be")
