from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import coopindex
from coopindex.engine.index import Choice, Reference
from coopindex.engine.score import score
from coopindex.problems import InvalidInput
from coopindex.robustness.execution import Execution
from coopindex.robustness.factors import (
    Alternatives,
    Change,
    Family,
    LeaveOut,
    Noise,
    Weights,
    WeightSets,
    choose_method,
    choose_reference,
    vary_weights,
)
from coopindex.robustness.sensitivity import sensitivity
from coopindex.robustness.uncertainty import replay, replayed, uncertainty

LEAVES = ("ports", "rail", "forums", "schools")
INNER = ("trade", "ties", "index")
MIN_MAX = Choice("normalisation", "min_max", (("scale", (1.0, 100.0)),))
Z_SCORE = Choice("normalisation", "z_score", (("mean", 50.0), ("sd", 5.0)))
MEANS = choose_method(
    "aggregation",
    "aggregation",
    [Choice("aggregation", "arithmetic"), Choice("aggregation", "geometric")],
    INNER,
)
SCALES = choose_method("normalisation", "normalisation", [MIN_MAX, Z_SCORE], LEAVES)
BANDS = Weights("weights", INNER, vary=0.4)


def test_every_draw_is_what_scoring_its_setting_alone_gives(scored, values):
    result = scored(values)
    factors = [SCALES, MEANS, BANDS, LeaveOut("left out", ("ports", "ties"))]
    settings = uncertainty(result, factors, draws=40, seed=2).settings()
    scores, ranks = replay(result, factors, settings)
    for draw, row in settings.iterrows():
        scale = dict(zip(SCALES.labels, (MIN_MAX, Z_SCORE), strict=True))[row["normalisation"]]
        mean = Choice("aggregation", row["aggregation"])
        nodes = [
            replace(n, aggregation=mean) if n.children else replace(n, normalisation=scale)
            for n in result.index.nodes
        ]
        weights = [row.get(f"weight:{node.code}", 1.0) for node in nodes]
        alone = score(
            replace(result.index, nodes=tuple(nodes)),
            result.data,
            replace(result.scheme, weights=np.array(weights)),
        )
        order = np.argsort(result.rank()[0])
        assert scores[draw] == pytest.approx(alone.score[0, order], rel=1e-12)
        assert (ranks[draw] == alone.rank()[0, order]).all()


def test_counts_are_those_of_the_replayed_ranks(scored, values):
    found = uncertainty(scored(values), [SCALES, BANDS], draws=300)
    _, ranks = replay(scored(values), [SCALES, BANDS], found.settings())
    table = found.table(interval=(0.1, 0.9), top=2)
    assert table["mean"].to_numpy() == pytest.approx(ranks.mean(axis=0))
    assert (table["low"].to_numpy() == np.quantile(ranks, 0.1, axis=0, method="inverted_cdf")).all()
    assert (table["p_top"].to_numpy() == (ranks <= 2).mean(axis=0)).all()
    assert (found.pairs.to_numpy() == (ranks[:, :, None] < ranks[:, None, :]).mean(axis=0)).all()
    assert found.average_shift == pytest.approx(np.abs(ranks - np.arange(1, 9)).mean())
    assert found.leader_share == table["p_first"][0]


def test_more_draws_than_are_kept_are_replayed_to_the_last_bit(scored, values):
    found = uncertainty(scored(values), [BANDS], draws=20_000)
    again = replayed(scored(values), [BANDS], found.settings())
    assert found.tally.ranks.draws.sum() == again.tally.ranks.draws.sum() == 20_000 * 8
    assert found.table().equals(again.table())
    assert sum(map(len, found.tally.sample)) == sum(map(len, again.tally.sample)) == 16_384


def test_units_that_keep_changing_places_are_one_group(scored, values):
    values[1] = values[0] + 1e-3 * values[1]
    groups = uncertainty(scored(values), [BANDS], draws=500).groups(0.95)
    assert any({"u0", "u1"} <= set(group) for group in groups)
    assert [unit for group in groups for unit in group] == list(
        uncertainty(scored(values), [BANDS], draws=8).units
    )


def test_choices_that_do_not_go_together_are_refused_before_a_draw_is_run(scored, values):
    standard = replace(Z_SCORE, options=())
    scales = choose_method("normalisation", "normalisation", [MIN_MAX, standard], LEAVES)
    with pytest.raises(
        InvalidInput, match="normalisation: z_score with aggregation: geometric cannot be"
    ) as caught:
        uncertainty(scored(values), [scales, MEANS, BANDS], draws=10)
    assert len(caught.value.problems) == 1


def test_what_is_wrong_with_a_plan_is_said_all_at_once(scored, values):
    wrong = [
        Weights("w", ("trad",), vary=2),
        LeaveOut("w", ("port",)),
        Noise("n", -1, indicators=("trade",)),
    ]
    with pytest.raises(InvalidInput) as caught:
        uncertainty(scored(values), wrong)
    assert sorted(problem.code for problem in caught.value.problems) == [
        "bad-error", "duplicate-factor", "unknown-node",
        "unknown-node", "unknown-node", "vary-outside",
    ]  # fmt: skip


def test_draws_whose_errors_leave_an_indicator_constant_have_no_score(scored, values):
    values = values.copy()
    values[:, 0] = [0.0, 0, 0, 0, 0, 0, 0, 1]
    result = scored(values, ports={"bounds": (0.0, 0.1)}, normalisation=MIN_MAX)
    noise = [Noise("error", 3.0, "measure", indicators=("ports",))]
    found = uncertainty(result, noise, draws=2000)
    scores, _ = replay(result, noise, found.settings())
    lost = np.isnan(scores).all(axis=1)
    assert 0 < lost.mean() < 0.1  # all of eight units at one bound
    assert found.table()["unranked"].to_numpy() == pytest.approx(lost.mean())


@pytest.mark.parametrize("how", ["band", "dirichlet", "free", "ordered"])
def test_weights_of_nothing_stay_nothing(how):
    weights = np.array([[1.0, 0, 0], [0.4, 0.4, 0.2]])
    vary_weights(
        weights,
        Weights("weights", ("index",), how, hold=("a",)),
        [Family("index", np.array([1, 2]))],
        np.full((2, 2), 0.3),
    )
    assert weights[0].tolist() == [1, 0, 0]
    assert weights[1].sum() == pytest.approx(1)


def test_what_a_set_of_weights_leaves_alone_cannot_be_left_out(scored, values):
    sets = WeightSets("set", {"trade only": np.array([0.5, 0.5, 0.5, 0.5, 1, 0, 1])})
    with pytest.raises(
        InvalidInput, match="nothing else in its family would carry weight under `trade only`"
    ):
        uncertainty(scored(values), [sets, LeaveOut("out", ("trade",))])
    uncertainty(scored(values), [sets, LeaveOut("out", ("ties",))], draws=8)


def test_a_node_called_nothing_cannot_be_left_out(scored, values):
    result = scored(values)
    nodes = tuple(
        replace(node, code="nothing")
        if node.code == "ports"
        else replace(node, children=tuple(map({"ports": "nothing"}.get, *[node.children] * 2)))
        for node in result.index.nodes
    )
    renamed = score(replace(result.index, nodes=nodes), result.data, result.scheme)
    with pytest.raises(InvalidInput, match="`nothing` stands for leaving nothing out"):
        uncertainty(renamed, [LeaveOut("out", ("nothing",))])


def test_sets_of_weights_in_the_same_proportions_are_the_same(scored, values):
    small, large = (np.array([size, 3 * size, 1, 1, 1, 1, 1]) for size in (0.1, 1.0))
    factors = [WeightSets("set", {"small": small, "large": large}), BANDS]
    result = scored(values, weights=(0.25, 0.75, 0.5, 0.5, 0.5, 0.5))
    assert uncertainty(result, factors, draws=8).idle == ("set",)
    found = sensitivity(result, factors, draws=64).table
    assert (found.loc[found["factor"] == "set", "total"] == 0).all()


def test_weights_that_are_equal_may_take_any_order(scored, values):
    found = uncertainty(
        scored(values), [Weights("weights", ("trade",), "ordered")], draws=2**12
    ).settings()
    assert (found["weight:ports"] > found["weight:rail"]).mean() == pytest.approx(0.5, abs=0.01)
    weights = (0.3, 0.7, 0.5, 0.5, 0.4, 0.6)
    found = uncertainty(
        scored(values, weights=weights), [Weights("weights", ("trade",), "ordered")], draws=64
    ).settings()
    assert (found["weight:ports"] < found["weight:rail"]).all()


def test_scores_that_tie_but_for_rounding_tie_in_every_draw(scored):
    tenths = np.array([[1, 2, 3, 0], [3, 2, 1, 0], [2, 3, 1, 0], [2, 2, 2, 0], [0, 1, 1, 0]]) / 10
    plain = Choice("normalisation", "none")
    result = scored(tenths, normalisation=plain, weights=(1, 1, 1, 1, 2, 1), trade={}, ties={})
    factors = [LeaveOut("out", ("schools",))]
    settings = uncertainty(result, factors, draws=64).settings()
    as_scored = settings[settings["out"] == "nothing"]
    _, ranks = replay(result, factors, as_scored)
    _, alone = replay(result, factors, as_scored.iloc[:1])
    expected = np.sort(result.rank()[0])
    assert (ranks == expected).all()
    assert (alone == expected).all()


def test_two_factors_cannot_change_the_same_thing(scored, values):
    again = Alternatives("again", {"other": (Change("normalisation", Z_SCORE, ("ports",)),)})
    with pytest.raises(InvalidInput, match="again and normalisation change the same thing"):
        uncertainty(scored(values), [SCALES, again])


def test_an_error_of_measurement_is_drawn_anew_for_every_cell_and_draw(scored, values):
    factors = [Noise("error", 0.1, of="spread")]
    found = uncertainty(scored(values), factors, draws=200)
    scores, _ = replay(scored(values), factors, found.settings())
    assert (scores.std(axis=0) > 0).all()
    assert len(np.unique(scores[:, 0])) == 200
    assert found.table()["score_mean"].to_numpy() == pytest.approx(
        found.table()["score"].to_numpy(), abs=5
    )


def test_an_error_of_0_changes_nothing(scored, values):
    found = uncertainty(scored(values), [Noise("error", 0.0)], draws=4)
    assert found.leader_share == 1
    assert found.average_shift == 0


def test_only_cells_of_the_named_status_are_shaken(scored, values):
    assert (
        uncertainty(
            scored(values), [Noise("error", 9.0, statuses=("estimated",))], draws=8
        ).average_shift
        == 0
    )
    assert (
        uncertainty(
            scored(values), [Noise("error", 9.0, statuses=("observed",))], draws=8
        ).average_shift
        > 0
    )


def test_named_weight_sets_are_taken_as_they_are(scored, values):
    result = scored(values)
    sets = {"trade": np.array([1, 1, 1, 1, 1, 0, 1.0]), "ties": np.array([1, 1, 1, 1, 0, 1, 1.0])}
    table = uncertainty(result, [WeightSets("set", sets)], draws=16).settings()
    scores, _ = replay(result, [WeightSets("set", sets)], table)
    order = np.argsort(result.rank()[0])
    for draw, label in enumerate(table["set"]):
        assert scores[draw] == pytest.approx(result.array(label)[0, order])


@pytest.mark.parametrize("how", ["dirichlet", "free", "ordered"])
def test_weights_keep_their_sum_however_they_vary(scored, values, how):
    table = uncertainty(
        scored(values), [Weights("w", ("index", "trade"), how)], draws=500
    ).settings()
    assert (table["weight:trade"] + table["weight:ties"]).to_numpy() == pytest.approx(1)
    assert table["weight:trade"].mean() == pytest.approx(
        {"dirichlet": 0.4, "free": 0.5, "ordered": 0.25}[how], abs=0.01
    )
    assert how != "ordered" or (table["weight:trade"] <= table["weight:ties"]).all()


def test_the_scale_can_rest_on_other_units(scored, values):
    reference = choose_reference(
        "reference", {"all": Reference(), "all again": Reference(years="all")}
    )
    assert uncertainty(scored(values), [reference], draws=8).average_shift == 0


def test_an_alternative_may_change_several_things_at_once(scored, values):
    both = Alternatives(
        "method",
        {
            "as it is": (),
            "other": (
                Change("normalisation", Z_SCORE, LEAVES),
                Change("direction", -1, ("ports",)),
            ),
        },
    )
    assert set(uncertainty(scored(values), [both], draws=16).settings()["method"]) == {
        "as it is",
        "other",
    }


def test_processes_find_what_a_single_one_finds(scored, values):
    alone, together = (
        uncertainty(
            scored(values),
            [SCALES, BANDS, Noise("error", 0.1)],
            draws=40_000,
            execution=Execution(how, workers=2),
        ).tally
        for how in ("serial", "processes")
    )
    assert (alone.ranks.table() == together.ranks.table()).all()
    assert (alone.ahead == together.ahead).all()
    assert (alone.total == together.total).all()


def test_progress_ends_with_all_draws(scored, values):
    seen = []
    uncertainty(
        scored(values),
        [BANDS],
        draws=10,
        execution=Execution(progress=lambda done, of: seen.append((done, of))),
    )
    assert seen[-1] == (10, 10)


def test_draws_suffice_or_it_is_known_how_many_would(scored, values):
    few, many = (uncertainty(scored(values), [BANDS], draws=draws) for draws in (64, 16_384))
    assert not few.enough
    assert few.needed["probability"] > 64
    assert many.enough
    assert not many.needed


def test_the_columns_of_the_table_are_the_same_whatever_is_asked_for(scored, values):
    found = uncertainty(scored(values), [BANDS], draws=64)
    assert list(found.table((0.1, 0.9), 2).columns) == list(found.table().columns)
    assert {"p10", "p90", "p_top2", "score p10"} <= set(found.as_dict((0.1, 0.9), 2)["units"][0])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda table: table.assign(**{"weight:trade": -1.0}), "a weight is a number of 0 or more"),
        (
            lambda table: table.assign(**{"weight:trade": np.inf}),
            "a weight is a number of 0 or more",
        ),
        (
            lambda table: table.assign(**{"weight:trade": 0.0, "weight:ties": 0.0}),
            "no child of index has any weight",
        ),
        (lambda table: table.assign(error=1e26), "a point of the design lies from 0 to below 1"),
        (lambda table: table.assign(error=[0.5, *["much"] * 7]), "error: draw 2 has no number"),
        (lambda table: table.assign(error=np.nan), "error: draw 1 has no number"),
        (lambda table: table.drop(columns="error"), "no column says what `error` does"),
        (
            lambda table: table.drop(columns="weight:rail"),
            "weights: varies weights that have no column: `weight:rail`",
        ),
    ],
)
def test_settings_that_no_draw_can_have_are_refused(scored, values, spoil, said):
    result, factors = scored(values), [BANDS, Noise("error", 0.1)]
    table = uncertainty(result, factors, draws=8).settings()
    with pytest.raises(InvalidInput, match=said):
        replay(result, factors, spoil(table))


@pytest.mark.parametrize("units", [1, 2, 3])
def test_a_handful_of_units_can_be_asked_about(scored, values, units):
    found = uncertainty(
        scored(values[:units], normalisation=Choice("normalisation", "none")), [BANDS], draws=16
    )
    assert (found.rank_probabilities.sum(axis=1) == 1).all()


def test_nobody_ranked_is_refused(scored, values):
    with pytest.raises(InvalidInput, match="nobody is ranked"):
        uncertainty(scored(np.full_like(values, np.nan)), [BANDS], draws=8)


def test_two_factors_cannot_vary_the_same_weights(scored, values):
    both = [Weights("band", ("trade", "index")), Weights("anything", ("index",), "free")]
    with pytest.raises(InvalidInput, match="anything and band vary the same weights"):
        uncertainty(scored(values), both, draws=4)
    apart = [Weights("band", ("trade",)), Weights("anything", ("index",), "free")]
    assert uncertainty(scored(values), apart, draws=4).draws == 4


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense"])
def test_a_leader_that_ties_leads_whatever_rank_ties_share(scored, values, ties):
    values[0] = values[1] = values.max(axis=0) + 1
    result = scored(values)
    result = replace(
        result, index=replace(result.index, ranking=replace(result.index.ranking, ties=ties))
    )
    run = uncertainty(result, [Weights("weights", ("index",), "free")], draws=64)
    assert run.leader_share == 1
    assert list(run.table()["p_first"][:2]) == [1, 1]


def test_a_single_draw_never_suffices(scored, values):
    run = uncertainty(scored(values), [Weights("weights", ("index",))], draws=1)
    assert not run.enough
    assert run.needed


@pytest.mark.parametrize("concentration", [1e-3, 1e-9, 1e-300])
def test_the_smallest_concentration_gives_all_weight_to_one_member(scored, values, concentration):
    run = uncertainty(
        scored(values),
        [Weights("weights", ("index",), "dirichlet", concentration=concentration)],
        draws=256,
    )
    weights = run.settings()[["weight:trade", "weight:ties"]].to_numpy()
    assert np.isfinite(weights).all()
    assert weights.sum(axis=1) == pytest.approx(1)
    assert (weights.max(axis=1) > 0.99).mean() > 0.9


@pytest.fixture
def apart():
    """Six units, each dimension above 0 though each indicator reaches it."""
    cells = np.array([[0, 3], [4, 0], [9, 9], [2, 5], [5, 1], [7, 6]], float)
    frame = pd.DataFrame({"a": cells[:, 0], "b": cells[:, 1], "c": cells[:, 1], "d": cells[:, 0]})
    frame.index = list("uvwxyz")
    tree = {"first": ["a", "b"], "second": ["c", "d"]}
    return coopindex.score(frame, tree=tree, normalisation="min_max")


def test_what_the_usual_plan_cannot_vary_is_left_aside_and_named(apart):
    plan = apart.plan()
    assert [factor.name for factor in plan.factors] == [
        "weights",
        "normalisation",
        "indicator left out",
    ]
    ((name, why),) = plan.left_aside
    assert name == "aggregation"
    assert "indicator left out: a with aggregation: geometric cannot be" in str(why)
    assert not np.isnan(apart.uncertainty(draws=64).table()["score_mean"]).any()


def test_an_indicator_that_cannot_be_left_out_under_a_mean_is_refused_before_a_draw(apart):
    way = {"aggregation": ["arithmetic", "geometric"], "nodes": "index"}
    plan = {"factors": {"out": {"leave_out": ["a", "d"]}, "mean": way}}
    with pytest.raises(InvalidInput) as caught:
        apart.uncertainty(plan=plan, draws=1)
    said = [str(problem.message) for problem in caught.value.problems]
    assert [text.split(" cannot be")[0] for text in said] == [
        "a with mean: geometric",
        "d with mean: geometric",
    ]
