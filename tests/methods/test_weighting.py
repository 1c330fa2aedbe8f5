"""Weighting against COINr, published examples and properties."""

from decimal import Decimal, localcontext
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition._factor_analysis import _ortho_rotation

from coopindex.methods import optimal_weights as optimal
from coopindex.methods.benefit_of_the_doubt import benefit_of_the_doubt, common_weights
from coopindex.methods.combined_weights import combined
from coopindex.methods.family import correlations as correlations_of
from coopindex.methods.optimal_weights import correlation_balanced, information_maximised
from coopindex.methods.options import Named
from coopindex.methods.registry import Undefined
from coopindex.methods.weighting import (
    ahp,
    budget_allocation,
    critic,
    entropy,
    equal,
    pca,
    score_coefficients,
    standard_deviation,
    varimax,
)


def read(golden: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(
        golden / f"{name}.csv", index_col=0, na_values=["", "NA"], keep_default_na=False
    )


@pytest.fixture(scope="session")
def golden(reference) -> Path:
    return reference / "asem" / "golden"


PILLARS = ["Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin"]


@pytest.mark.parametrize(
    ("table", "weights", "level", "parent"),
    [
        *[
            ("05_norm_minmax_0_100", "08_pca_weights_level1", "Indicator", pillar)
            for pillar in PILLARS
        ],
        *[("00_raw", "08_pca_weights_raw_level1", "Indicator", pillar) for pillar in PILLARS],
        *[
            ("06_agg_amean_0_100", "08_pca_weights_level2", "Pillar", part)
            for part in ("Conn", "Sust")
        ],
        ("06_agg_amean_0_100", "08_pca_weights_level3", "Sub-index", "Index"),
    ],
)
def test_first_loadings_equal_coinr_but_for_their_sign(golden, table, weights, level, parent):
    lineage = read(golden, "00_lineage").reset_index()
    above = lineage.columns[list(lineage.columns).index(level) + 1]
    children = list(dict.fromkeys(lineage.loc[lineage[above] == parent, level]))
    loadings = (
        read(golden, weights)["Weight"][children].abs().to_numpy(float)
    )  # unit length, so the squares are shares
    np.testing.assert_allclose(
        pca(read(golden, table)[children].to_numpy(float)), loadings**2, rtol=1e-10
    )


def parts_of_the_index(golden: Path) -> tuple[np.ndarray, pd.DataFrame]:
    scores = read(golden, "06_agg_amean_0_100")
    return scores[["Conn", "Sust"]].to_numpy(), scores


def correlations(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.corrcoef(np.column_stack([x, x @ weights]).T)[-1, :-1]


def test_balanced_weights_equal_coinrs_at_its_tightest(golden):
    x, _ = parts_of_the_index(golden)
    expected = read(golden, "08_opt_balance_L3_tight_weights")["Weight"][["Conn", "Sust"]]
    found = correlation_balanced(x)
    np.testing.assert_allclose(found, expected, rtol=1e-10)
    assert np.ptp(correlations(x, found)) < 1e-13  # sums over 51 units, each known to 1e-16


def test_information_beats_coinrs_which_stops_early(golden):
    x, _ = parts_of_the_index(golden)
    theirs = read(golden, "08_opt_infomax_L3_tight_weights")["Weight"][["Conn", "Sust"]].to_numpy()
    ours = information_maximised(x)
    np.testing.assert_allclose(ours, theirs, atol=1e-5)
    assert np.square(correlations(x, ours)).sum() > np.square(correlations(x, theirs)).sum()
    assert (
        correlations(x, ours).sum() > 1.7896695048555677
    )  # COINr's optimum, as its optimiser reports it


def alike(children: int, rows: int = 60) -> np.ndarray:
    rng = np.random.default_rng(9)
    return (rng.normal(size=(rows, 1)) + rng.normal(size=(rows, children))) * rng.uniform(
        0.5, 5, children
    )


@pytest.mark.parametrize("targets", [None, (3.0, 2.0, 2.0, 2.0)])
def test_balanced_weights_reach_their_targets(targets):
    x = alike(4)
    reached = correlations(x, correlation_balanced(x, targets=targets))
    wanted = np.ones(4) if targets is None else np.array(targets)
    np.testing.assert_allclose(reached / reached.sum(), wanted / wanted.sum(), rtol=1e-9)


def test_targets_out_of_reach_are_an_error_unless_accepted():
    rng = np.random.default_rng(10)
    x = alike(3)
    x[:, 2] = -x[:, 0] + 0.1 * rng.normal(size=60)
    with pytest.raises(Undefined, match="cannot reach"):
        correlation_balanced(x)
    nearest = correlation_balanced(x, accept_imbalance=True)
    assert (nearest >= 0).all()
    assert nearest.sum() == pytest.approx(1)


def test_accepted_imbalance_is_the_best_of_a_fine_grid():
    x = alike(3)
    found = correlation_balanced(x, targets=(8.0, 1.0, 1.0), accept_imbalance=True)

    def miss(weights):
        reached = correlations(x, weights)
        return np.square(reached / reached.sum() - np.array([0.8, 0.1, 0.1])).sum()

    steps = np.linspace(0, 1, 41)
    grid = [np.array([a, b, 1 - a - b]) for a in steps for b in steps if a + b <= 1 + 1e-12]
    assert miss(found) <= min(miss(weights) for weights in grid) + 1e-12


def test_information_is_the_best_of_many_random_weights_whatever_runs_against_the_rest():
    rng = np.random.default_rng(11)
    x = alike(4)
    x[:, 3] *= -1
    found = np.square(correlations(x, information_maximised(x))).sum()
    assert found >= max(
        np.square(correlations(x, weights)).sum()
        for weights in rng.dirichlet(np.ones(4) * 0.5, 3000)
    )


@pytest.mark.parametrize("rows", [5, 8, 60])
def test_a_climb_finds_what_trying_every_set_of_children_finds(rows, monkeypatch):
    x = np.random.default_rng(20).normal(size=(20, rows, 6))
    tried = [outcome(information_maximised, table) for table in x]
    monkeypatch.setattr(optimal, "ENUMERATED", 0)
    for table, found in zip(x, tried, strict=True):
        climbed = outcome(information_maximised, table)
        if isinstance(found, str):
            assert climbed == found
        else:
            np.testing.assert_allclose(climbed, found, atol=1e-9)


def outcome(method, x):
    try:
        return method(x)
    except Undefined as undefined:
        return undefined.message


def test_many_children_that_cancel_out_have_no_single_best_weights():
    x = np.random.default_rng(21).normal(size=(30, 7))
    with pytest.raises(Undefined, match="no single set of weights"):
        information_maximised(np.hstack([x, -x]))
    with pytest.raises(Undefined, match="cancel out"):
        correlation_balanced(np.hstack([x, -x]))


@pytest.mark.parametrize("method", [correlation_balanced, information_maximised])
def test_children_that_say_the_same_share_a_weight_equally(method):
    x = alike(3)
    found = method(np.column_stack([x, 4 + 2 * x[:, 0], x[:, 2]]))
    assert found[0] == pytest.approx(2 * found[3], rel=1e-9)
    assert found[2] == pytest.approx(found[4], rel=1e-9)
    assert found.min() > 0


def test_children_of_which_no_component_stands_out_are_refused():
    cross = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    for form in ("loading", "squared_loading", "rotated", "component_scores"):
        with pytest.raises(Undefined, match="numbers 1 and 2 explain equally much"):
            pca(cross, form=form)
    np.testing.assert_allclose(pca(cross, form="rotated", components=2), 0.5)


def test_a_coefficient_that_is_0_but_for_rounding_weighs_nothing_and_runs_against_nobody():
    """Two that move together, and one that is uncorrelated with either: worked out by hand, 1, 1
    and 0.
    """
    both = np.array([[-3.0, -1.0, 1.0, 3.0]] * 2).T
    x = np.column_stack([both * 0.1, [1 / 3, -1 / 3, -1 / 3, 1 / 3]])
    for form in ("loading", "loading_over_deviation"):
        np.testing.assert_allclose(pca(x, form=form), [0.5, 0.5, 0.0], atol=1e-12)


def test_a_column_that_is_constant_but_for_rounding_is_constant():
    x = np.column_stack([[0.1 + 0.2, 0.3, 0.3], [1.0, 2.0, 4.0]])
    with pytest.raises(Undefined, match="is constant") as found:
        standard_deviation(x)
    assert found.value.where.tolist() == [True, False]
    np.testing.assert_array_equal(entropy(x), [0.0, 1.0])


def test_information_is_the_first_component_where_all_run_together():
    x = alike(4)
    np.testing.assert_allclose(
        information_maximised(x), pca(x, form="loading_over_deviation"), rtol=1e-9
    )
    component = (x - x.mean(axis=0)) / x.std(axis=0) @ np.sqrt(pca(x))
    assert np.corrcoef(x @ pca(x, form="loading_over_deviation"), component)[0, 1] == pytest.approx(
        1
    )


def test_a_child_against_the_first_component_has_no_loading_weight():
    x = alike(3)
    x[:, 1] *= -1
    with pytest.raises(Undefined, match="against its siblings") as found:
        pca(x, form="loading")
    assert found.value.where.tolist() == [False, True, False]


def test_rotated_loadings_have_no_larger_varimax_at_any_other_angle():
    loadings = np.random.default_rng(12).normal(size=(6, 2))
    length = np.linalg.norm(loadings, axis=1, keepdims=True)

    def simplicity(turned):
        return np.square(turned / length).var(axis=0).sum()

    angles = np.linspace(0, np.pi, 181)
    turns = [np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) for a in angles]
    rotated = varimax(loadings)
    np.testing.assert_allclose(rotated @ rotated.T, loadings @ loadings.T, atol=1e-12)
    assert simplicity(rotated) >= max(simplicity(loadings @ turn) for turn in turns) - 1e-12


@pytest.mark.parametrize(("children", "kept"), [(5, 2), (8, 3), (9, 4)])
def test_rotated_loadings_equal_scikit_learns_but_for_order_and_sign(children, kept):
    loadings = np.random.default_rng(children).normal(size=(children, kept))
    length = np.linalg.norm(loadings, axis=1, keepdims=True)
    expected = (
        _ortho_rotation(loadings / length, method="varimax", tol=1e-15, max_iter=10_000).T * length
    )
    by_size = [np.sort(np.abs(rotated), axis=1) for rotated in (varimax(loadings), expected)]
    np.testing.assert_allclose(*by_size, atol=1e-6)


def test_rotated_weights_are_those_of_the_handbook():
    """OECD/JRC (2008), Handbook on Constructing Composite Indicators: data of table A.2, figures of
    tables 16 to 18, to two decimals.

    Telephones and electricity are printed as logarithms with two decimals, so that more than the
    last digit of a loading may differ.
    """
    x = pd.read_csv(Path(__file__).parent / "technology_achievement.csv", index_col=0).to_numpy()
    values, vectors = np.linalg.eigh(np.corrcoef(x.T))
    np.testing.assert_allclose(
        values[::-1] / 8, [0.419, 0.218, 0.123, 0.111, 0.060, 0.037, 0.022, 0.009], atol=0.0015
    )
    loadings = np.abs(varimax(vectors[:, -4:] * np.sqrt(values[-4:])))
    expected = np.array(
        [
            [0.07, 0.97, 0.06, 0.06],
            [0.13, 0.07, 0.07, 0.93],
            [0.79, 0.21, 0.21, 0.42],
            [0.64, 0.56, 0.04, 0.36],
            [0.37, 0.17, 0.38, 0.68],
            [0.82, 0.04, 0.25, 0.35],
            [0.88, 0.23, 0.09, 0.09],
            [0.08, 0.04, 0.96, 0.04],
        ]
    )
    order = [
        int(np.abs(loadings - expected[:, [factor]]).max(axis=0).argmin()) for factor in range(4)
    ]
    assert sorted(order) == [0, 1, 2, 3]
    np.testing.assert_allclose(loadings[:, order], expected, atol=0.02)
    weights = [0.17, 0.15, 0.11, 0.07, 0.08, 0.12, 0.14, 0.16]
    np.testing.assert_allclose(pca(x, form="rotated", components=4), weights, atol=0.0055)


def test_rotation_finds_two_separate_families():
    rng = np.random.default_rng(13)
    first, second = rng.normal(size=(2, 200, 1))
    x = np.hstack(
        [first + 0.1 * rng.normal(size=(200, 3)), second + 0.1 * rng.normal(size=(200, 2))]
    )
    np.testing.assert_allclose(pca(x, form="rotated"), 0.2, atol=0.001)


def test_saatys_example_and_its_consistency():
    matrix = ((1, 3, 5), (1 / 3, 1, 3), (1 / 5, 1 / 3, 1))
    expected = [0.637, 0.258, 0.105]  # the textbook example of a consistency ratio of 0.033
    np.testing.assert_allclose(ahp(np.ones((2, 3)), matrix=matrix), expected, atol=0.0005)


def test_comparisons_that_go_in_a_circle_are_refused():
    circle = ((1, 5, 0.2), (0.2, 1, 5), (5, 0.2, 1))
    with pytest.raises(Undefined, match="consistency ratio"):
        ahp(np.ones((2, 3)), matrix=circle)
    np.testing.assert_allclose(
        ahp(np.ones((2, 3)), matrix=circle, accept_inconsistency=True), 1 / 3
    )


def test_consistent_comparisons_give_back_the_weights_they_came_from():
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    matrix = tuple(map(tuple, weights[:, None] / weights))
    np.testing.assert_allclose(ahp(np.ones((2, 4)), matrix=matrix), weights)


@pytest.mark.parametrize(
    "matrix",
    [
        ((1, 2), (0.5, 1)),
        ((1, 3, 5), (3, 1, 3), (0.2, 0.3, 1)),
        ((1, -3, 5), (-0.33, 1, 3), (0.2, 0.33, 1)),
    ],
)
def test_a_matrix_that_is_none_is_refused(matrix):
    with pytest.raises(Undefined):
        ahp(np.ones((2, 3)), matrix=matrix)


def test_every_expert_counts_the_same_whatever_the_sum_of_points():
    found = budget_allocation(
        np.ones((2, 2)), experts={"ministry": (30, 70), "think_tank": (100, 100)}
    )
    np.testing.assert_allclose(found, [0.4, 0.6])


@pytest.mark.parametrize("experts", [{}, {"a": (1, 2, 3)}, {"a": (-1, 2)}, {"a": (0, 0)}])
def test_points_that_are_none_are_refused(experts):
    with pytest.raises(Undefined):
        budget_allocation(np.ones((2, 2)), experts=experts)


def test_entropy_equals_its_definition():
    x = np.array([[1.0, 10.0], [2.0, 10.0], [3.0, 40.0]])
    p, q = x[:, 0] / 6, x[:, 1] / 60
    diverse = 1 + np.array([(p * np.log(p)).sum(), (q * np.log(q)).sum()]) / np.log(3)
    np.testing.assert_allclose(entropy(x), diverse / diverse.sum(), rtol=1e-12)


def test_entropy_keeps_its_digits_where_a_child_hardly_varies():
    """By its definition in 40 digits; 1 - e itself is 1e-11 here, and a column to 1e-16 gives it to
    1e-11 of that.
    """
    x = np.array([[100.0, 1.0], [100.001, 2.0], [100.002, 5.0]])

    def diversity(column):
        with localcontext(prec=40):
            values = [Decimal(float(value)) for value in column]
            parts = [value / sum(values) for value in values]
            return 1 + sum(part * part.ln() for part in parts) / Decimal(len(values)).ln()

    exact = [diversity(column) for column in x.T]
    found = entropy(x)
    assert found[0] / found[1] == pytest.approx(float(exact[0] / exact[1]), rel=1e-9)


def test_a_negative_value_has_no_entropy_and_is_named():
    with pytest.raises(Undefined, match="below 0") as found:
        entropy(np.array([[1.0, -2.0], [3.0, 4.0]]))
    assert found.value.where.tolist() == [[False, True], [False, False]]


def test_critic_equals_its_definition():
    x = alike(3)
    r = np.corrcoef(x.T)
    content = x.std(axis=0) * (1 - r).sum(axis=1)
    np.testing.assert_allclose(critic(x), content / content.sum(), rtol=1e-12)


FROM_DATA = [
    equal,
    standard_deviation,
    entropy,
    critic,
    pca,
    lambda x: pca(x, form="loading"),
    lambda x: pca(x, form="rotated"),
    lambda x: pca(x, form="component_scores", components=1),
    common_weights,
    correlation_balanced,
    information_maximised,
]


@pytest.mark.parametrize("method", FROM_DATA)
def test_weights_of_many_tables_are_those_of_each_and_make_one(method):
    rng = np.random.default_rng(14)
    x = 10 + rng.normal(size=(3, 40, 1)) + rng.normal(size=(3, 40, 4))
    x[:, 5, 1] = np.nan
    found = method(x)
    np.testing.assert_allclose(found, np.stack([method(table) for table in x]), rtol=1e-9)
    np.testing.assert_allclose(found.sum(axis=-1), 1)
    assert (found >= 0).all()


@pytest.mark.parametrize(
    "method",
    [method for method in FROM_DATA if method not in (equal, entropy, common_weights)],
)
def test_a_constant_child_is_named(method):
    with pytest.raises(Undefined, match="is constant") as found:
        method(np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 4.0]]))
    assert found.value.where.tolist() == [True, False]


@pytest.mark.parametrize(
    "method",
    [
        critic,
        pca,
        correlation_balanced,
        information_maximised,
        lambda x: common_weights(np.exp(x)),
    ],
)
def test_rows_that_lack_a_child_are_left_out(method):
    x = alike(3)
    holes = np.vstack([x, [np.nan, 50.0, -50.0]])
    np.testing.assert_allclose(method(holes), method(x), rtol=1e-12)


def test_the_first_component_of_the_better_life_index_equals_compinds(reference):
    folder = reference / "compind"
    x, expected = read(folder, "input_BLI_2017"), read(folder, "bli_factor_ONE")["ci"]
    turned = x.to_numpy() * np.sign(
        [np.corrcoef(x[column], expected)[0, 1] for column in x]
    )  # each indicator with the component
    score = turned @ pca(turned, form="loading_over_deviation")
    np.testing.assert_allclose((score - score.mean()) / score.std(ddof=1), expected, rtol=1e-10)


def test_scores_of_components_times_their_variance_equal_compinds(reference):
    """Compind's ci_factor(BLI_2017, 2:12, "CH", dim=3): its rotation stops once a turn gains less
    than 1e-5, well before its end.
    """
    folder = reference / "compind"
    x, expected = read(folder, "input_BLI_2017").to_numpy(), read(folder, "bli_factor_CH3")["ci"]
    correlation = np.corrcoef(x.T)
    values, vectors = np.linalg.eigh(correlation)
    loadings = vectors[:, :-4:-1] * np.sqrt(values[:-4:-1])
    standardised = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    length = np.linalg.norm(loadings, axis=1, keepdims=True)
    turn, before, now = np.eye(3), -1.0, 0.0
    while now >= before * (1 + 1e-5):  # polar factors of the gradient of the varimax criterion
        turned = loadings / length @ turn
        left, singular, right = np.linalg.svd(
            (loadings / length).T @ (turned**3 - turned * np.square(turned).mean(axis=0))
        )
        turn, before, now = left @ right, now, singular.sum()
    np.testing.assert_allclose(
        standardised @ score_coefficients(loadings @ turn, correlation),
        expected,
        rtol=1e-10,
        atol=1e-12,
    )


def test_the_rotation_of_compinds_data_is_turned_further_than_compinds_to_where_scikit_learns_ends(
    reference,
):
    """Compind takes R's varimax as it stops by itself, at a criterion of 0.255408; its scores and
    ours correlate by 0.908 only.
    """
    x = read(reference / "compind", "input_BLI_2017").to_numpy()
    values, vectors = np.linalg.eigh(np.corrcoef(x.T))
    loadings = vectors[:, :-4:-1] * np.sqrt(values[:-4:-1])
    length = np.linalg.norm(loadings, axis=1, keepdims=True)
    ours, theirs = (
        varimax(loadings),
        _ortho_rotation(loadings / length, method="varimax", tol=1e-15, max_iter=10_000).T * length,
    )
    criterion = np.square(ours / length).var(axis=0).sum()
    assert criterion == pytest.approx(np.square(theirs / length).var(axis=0).sum(), abs=1e-9)
    assert criterion > 0.255408 + 1e-4


def test_weighted_by_component_scores_the_mean_moves_with_the_scores_times_their_variance():
    x = alike(5)
    correlation = np.corrcoef(x.T)
    values, vectors = np.linalg.eigh(correlation)
    loadings = varimax(vectors[:, -2:] * np.sqrt(values[-2:]))
    loadings *= np.sign(loadings.sum(axis=0))
    scores = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1) @ np.linalg.inv(correlation) @ loadings
    np.testing.assert_allclose(np.corrcoef(scores.T), np.eye(2), atol=1e-12)
    score = scores @ np.square(loadings).sum(axis=0)
    assert np.corrcoef(x @ pca(x, form="component_scores", components=2), score)[
        0, 1
    ] == pytest.approx(1)


def test_one_component_score_is_the_first_component():
    x = alike(4)
    np.testing.assert_allclose(
        pca(x, form="component_scores", components=1),
        pca(x, form="loading_over_deviation"),
        rtol=1e-9,
    )


@pytest.mark.parametrize(
    ("table", "weights"),
    [
        ("06_agg_amean_0_100", "level2"),
        ("06_agg_amean_0_100", "level3"),
        ("05_norm_minmax_0_100", "level1"),
    ],
)
def test_loadings_and_variances_of_the_components_equal_coinr(golden, table, weights):
    x = read(golden, table)
    loadings = (
        read(golden, f"08_pca_loadings_{weights}").reset_index().rename(columns={"index": "Group"})
    )
    variances = read(golden, f"08_pca_variance_{weights}").reset_index()
    for group, rows in loadings.groupby("Group"):
        correlation, _ = correlations_of(x[rows["iCode"]].to_numpy(float))
        values, vectors = np.linalg.eigh(correlation)
        theirs = rows.filter(like="PC").dropna(axis=1).to_numpy(float)
        np.testing.assert_allclose(
            np.abs(vectors[:, ::-1][:, : theirs.shape[1]]), np.abs(theirs), rtol=1e-9, atol=1e-11
        )
        explained = variances.loc[variances["Group"] == group, "var_explained"]
        np.testing.assert_allclose(values[::-1] / len(values), explained, rtol=1e-10)


# -- benefit of the doubt ----------------------------------------------------------------------


def mean_score(x: np.ndarray, weights: np.ndarray) -> float:
    """The mean unit's score when the best unit has 1."""
    return float((x @ weights).mean() / (x @ weights).max())


def test_no_weights_put_the_units_together_in_a_better_light():
    rng = np.random.default_rng(15)
    x = rng.uniform(0, 100, (25, 4))
    best = mean_score(x, common_weights(x))
    assert best >= max(mean_score(x, weights) for weights in rng.dirichlet(np.ones(4) * 0.5, 5000))
    assert best <= benefit_of_the_doubt(x, np.ones(4)).mean()


def test_every_childs_share_of_the_mean_score_stays_in_its_bounds():
    x = np.random.default_rng(16).uniform(1, 10, (40, 5)) * [1, 10, 0.1, 1, 1]
    parts = common_weights(x, lowest_share=0.1, highest_share=0.3) * x.mean(axis=0)
    parts /= parts.sum()
    assert parts.min() >= 0.1 - 1e-9
    assert parts.max() <= 0.3 + 1e-9


def test_children_that_say_the_same_weigh_the_same():
    x = np.random.default_rng(17).uniform(1, 10, (30, 3))
    once, twice = common_weights(x), common_weights(np.column_stack([x, x[:, 0]]))
    np.testing.assert_allclose(twice, [once[0] / 2, once[1], once[2], once[0] / 2], atol=1e-8)


def test_the_measure_of_a_child_only_rescales_its_weight():
    x = np.random.default_rng(18).uniform(1, 10, (30, 3))
    before, after = common_weights(x), common_weights(x * [1, 1000, 1]) * [1, 1000, 1]
    np.testing.assert_allclose(after / after.sum(), before, atol=1e-8)


def test_the_best_of_a_fine_grid_is_no_better():
    x = np.random.default_rng(19).uniform(0, 1, (12, 3))
    steps = np.linspace(0, 1, 101)
    grid = [np.array([a, b, 1 - a - b]) for a in steps for b in steps if a + b <= 1 + 1e-12]
    best = mean_score(x, common_weights(x))
    assert 0 <= best - max(mean_score(x, weights) for weights in grid) < 0.01


def test_a_method_that_the_game_gives_less_than_nothing_is_named_by_its_place():
    # by hand: a solves sum_k a_k (w_i . w_k) = w_i . w_i, and is 47.8, 45.9 and -92.7
    of = tuple(
        Named("budget_allocation", (("experts", {"one": points}),))
        for points in ((0.6, 0.3, 0.1), (0.1, 0.3, 0.6), (0.34, 0.33, 0.33))
    )
    said = r"gives `3 budget_allocation` a coefficient below 0 .*47\.8.*45\.9.*-92\.7"
    with pytest.raises(Undefined, match=said):
        combined(np.ones((2, 3)), of=of, by="game")
