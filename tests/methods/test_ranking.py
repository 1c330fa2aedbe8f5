"""Ranking against COINr 1.1.14, UNDP and the English Indices of Deprivation (../shared/reference), pandas and by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coopindex.methods.ranking import bands, group_ranks, rank, share
from coopindex.methods.sorting import order_of_different

RANKED = [
    "amean",
    "amean_0_100",
    "copeland",
    "genmean_p-1",
    "genmean_p-3",
    "genmean_p0.5",
    "genmean_p2",
    "gmean",
    "hmean",
]
HOLES = [
    "holes_agg_amean",
    "holes_agg_amean_thresh0.8",
    "holes_agg_amean_thresh_bylevel",
    "holes_agg_gmean",
    "holes_agg_hmean",
]


@pytest.mark.parametrize("name", [f"agg_{name}" for name in RANKED] + HOLES)
def test_ranks_are_those_of_coinr(reference, name):
    folder = reference / "asem" / "golden"
    scores = pd.read_csv(folder / f"06_{name}.csv").set_index("uCode")
    expected = (
        pd.read_csv(folder / f"06_{name}_ranks.csv")
        .set_index("uCode")
        .loc[scores.index, scores.columns]
    )
    np.testing.assert_array_equal(rank(scores.to_numpy(float).T), expected.to_numpy(float).T)


@pytest.mark.parametrize("name", ["UA100_vignette", "SA10_vignette", "UA100_with_imputation"])
def test_ranks_of_many_draws_are_those_of_coinr(reference, name):
    folder = reference / "asem" / "golden"
    scores, expected = (
        pd.read_csv(folder / f"11_{name}_{part}.csv").iloc[:, 1:].to_numpy(float).T
        for part in ("scores", "ranks")
    )
    np.testing.assert_array_equal(rank(scores), expected)


def test_ranks_within_groups_are_those_of_coinr(reference):
    folder = reference / "asem" / "golden"
    scores = pd.read_csv(folder / "06_agg_amean_0_100.csv").set_index("uCode")
    expected = (
        pd.read_csv(folder / "07_results_groupranks_GDP.csv").set_index("uCode").loc[scores.index]
    )
    ranks = group_ranks(scores["Index"].to_numpy(), expected["GDP_group"].to_numpy(str))
    np.testing.assert_array_equal(ranks, expected["Index"])


def test_human_development_ranks_follow_from_the_rounded_value(reference):
    panel = pd.read_csv(reference / "published" / "undp_hdr2021" / "hdr2021_panel.csv.gz").query(
        "year == 2021"
    )
    np.testing.assert_array_equal(rank(panel["hdi"].to_numpy(), decimals=3), panel["hdi_rank"])


def test_gender_inequality_is_best_where_it_is_lowest(reference):
    panel = pd.read_csv(reference / "published" / "undp_hdr2021" / "hdr2021_panel.csv.gz").query(
        "year == 2021"
    )
    np.testing.assert_array_equal(
        rank(panel["gii"].to_numpy(), decimals=3, best="low"), panel["gii_rank"]
    )


def test_deciles_are_those_of_the_english_indices_of_deprivation(reference):
    areas = pd.read_csv(reference / "published" / "imd_england2025" / "imd2025.csv.gz")
    np.testing.assert_array_equal(bands(areas["IMD_rank"].to_numpy()), areas["IMD_decile"])


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense"])
@pytest.mark.parametrize("shape", [(4, 5, 7), (3, 200), (20_000,)])
def test_every_rule_for_ties_agrees_with_pandas(ties, shape):
    x = np.random.default_rng(3).integers(0, 5, shape).astype(float)
    x[x == 4] = np.nan
    flat = pd.DataFrame(x.reshape(-1, shape[-1]).T)
    expected = flat.rank(ascending=False, method=ties).to_numpy().T.reshape(shape)
    np.testing.assert_array_equal(rank(x, ties=ties), expected)


def test_many_short_rows_rank_as_each_does_alone():
    x = np.round(np.random.default_rng(4).random((3000, 15)), 1)
    x[::7, 3] = np.nan
    np.testing.assert_array_equal(rank(x), [rank(row) for row in x])


TRICKY = [
    0.0,
    -0.0,
    5e-324,
    -5e-324,
    1.0,
    np.nextafter(1.0, 2.0),
    -1.0,
    1e300,
    np.inf,
    -np.inf,
    np.nan,
]


@given(
    arrays(
        float,
        st.tuples(st.integers(1, 3), st.integers(1, 40)),
        elements=st.one_of(st.sampled_from(TRICKY), st.floats()),
    )
)
def test_numbers_that_carry_their_positions_sort_as_they_are_or_not_at_all(x):
    order = order_of_different(x)
    if order is not None:
        ordered = np.take_along_axis(x, order, -1)
        assert (ordered[:, 1:] > ordered[:, :-1]).all()
        assert (np.sort(order, axis=-1) == np.arange(x.shape[-1])).all()


def test_different_numbers_of_either_sign_are_sorted_at_once():
    x = np.random.default_rng(5).normal(size=(50, 300))
    np.testing.assert_array_equal(order_of_different(x), np.argsort(x, axis=-1))
    assert order_of_different(np.array([0.0, -0.0])) is None


@pytest.mark.parametrize("units", [4, 40])
@pytest.mark.parametrize("ties", ["min", "max", "average", "dense"])
def test_scores_that_only_rounding_tells_apart_are_tied(units, ties):
    x = np.arange(float(units))
    x[:3] = 0.1 + 0.2, 0.3, 0.3 + 1e-9  # the sum is 0.30000000000000004
    exact = np.where(x == x[0], 0.3, x)
    assert (rank(x, ties=ties) != rank(exact, ties=ties)).any()
    np.testing.assert_array_equal(rank(x, ties=ties, alike=1e-12), rank(exact, ties=ties))
    np.testing.assert_array_equal(
        rank(np.array([x, x]), ties=ties, alike=1e-12), rank(np.array([exact, exact]), ties=ties)
    )


@pytest.mark.parametrize("units", [1, 5, 40])
@pytest.mark.parametrize("size", [0.0, 5e-324, 1e-300])
def test_scores_of_nothing_are_tied(units, size):
    x = np.array([np.linspace(1, 2, units), np.full(units, size)])
    np.testing.assert_array_equal(rank(x, alike=1e-12), [np.arange(units, 0, -1), np.ones(units)])


def test_infinite_scores_are_ranked_and_hide_no_difference():
    np.testing.assert_array_equal(
        rank(np.array([np.inf, 1.0, 2.0, np.inf, -np.inf]), alike=1e-12), [1, 4, 3, 1, 5]
    )


def test_missing_scores_have_no_rank_and_take_no_place():
    np.testing.assert_array_equal(
        rank(np.array([np.nan, 2.0, np.nan, 1.0])), [np.nan, 1, np.nan, 2]
    )
    np.testing.assert_array_equal(rank(np.full(3, np.nan)), np.full(3, np.nan))


def test_shares_and_bands_count_only_those_ranked():
    ranks = np.array([1.0, np.nan, 2.0])
    np.testing.assert_array_equal(share(ranks), [0.5, np.nan, 1.0])
    np.testing.assert_array_equal(bands(ranks, 2), [1, np.nan, 2])


def test_units_without_a_group_are_not_ranked_in_one():
    np.testing.assert_array_equal(
        group_ranks(np.array([1.0, 2.0, 3.0]), np.array(["a", "", "a"])), [2, np.nan, 1]
    )


def test_an_unknown_rule_for_ties_is_refused():
    with pytest.raises(ValueError, match="ties"):
        rank(np.array([1.0, 2.0]), ties="odd")
