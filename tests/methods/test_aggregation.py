"""Aggregation against COINr, Compind, hand calculations and properties."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex.methods.aggregation import (
    arithmetic,
    geometric,
    harmonic,
    mean_min,
    median,
    minimum,
    mpi,
    owa,
    power,
    product,
    ratio,
    sum_,
)
from coopindex.methods.benefit_of_the_doubt import benefit_of_the_doubt
from coopindex.methods.outranking import copeland, topsis, wroclaw
from coopindex.methods.registry import Undefined
from coopindex.methods.sums import weighted_mean

EQUAL3 = np.ones(3)
COINR = {
    "amean": arithmetic,
    "gmean": geometric,
    "hmean": harmonic,
    "genmean_p-1": lambda x, w: power(x, w, exponent=-1),
    "genmean_p-3": lambda x, w: power(x, w, exponent=-3),
    "genmean_p0.5": lambda x, w: power(x, w, exponent=0.5),
    "genmean_p2": lambda x, w: power(x, w, exponent=2),
    "copeland": copeland,
}


def read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(
        folder / f"{name}.csv", index_col=0, na_values=["", "NA"], keep_default_na=False
    )


def up_the_tree(
    golden: Path, finished: pd.DataFrame, weights: str, aggregate, least: tuple[float, ...] = ()
) -> pd.DataFrame:
    """Aggregate a table of indicators level by level, as COINr does; `least` is the share of
    children needed at each level.
    """
    lineage = read(golden, "00_lineage").reset_index()
    weight = read(golden, weights)["Weight"]
    table = finished.copy()
    for step, (child, parent) in enumerate(
        zip(lineage.columns[:-1], lineage.columns[1:], strict=True)
    ):
        for code, rows in lineage.groupby(parent, sort=False):
            children = list(dict.fromkeys(rows[child]))
            x = table[children].to_numpy()
            scores = aggregate(x, weight[children].to_numpy())
            enough = (~np.isnan(x)).mean(axis=1) >= (least[step] if least else 0)
            table[code] = np.where(enough, scores, np.nan)
    return table


@pytest.mark.parametrize("method", COINR)
def test_every_level_equals_coinr(reference, method):
    golden = reference / "asem" / "golden"
    expected = read(golden, f"06_agg_{method}").select_dtypes("number")
    found = up_the_tree(
        golden, read(golden, "05_norm_minmax_1_100"), "00_weights_original", COINR[method]
    )
    np.testing.assert_allclose(found[expected.columns], expected, rtol=1e-12)


@pytest.mark.parametrize("method", ["amean", "gmean", "hmean"])
def test_missing_children_and_uneven_weights_equal_coinr(reference, method):
    golden = reference / "asem" / "golden"
    expected = read(golden, f"06_holes_agg_{method}").select_dtypes("number")
    found = up_the_tree(
        golden, read(golden, "06_holes_norm_minmax_1_100"), "06_weights_uneven", COINR[method]
    )
    np.testing.assert_allclose(found[expected.columns], expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "least"), [("thresh0.8", (0.8, 0.8, 0.8)), ("thresh_bylevel", (0.8, 0.6, 1.0))]
)
def test_too_few_children_leave_a_node_missing_as_in_coinr(reference, name, least):
    golden = reference / "asem" / "golden"
    expected = read(golden, f"06_holes_agg_amean_{name}").select_dtypes("number")
    found = up_the_tree(
        golden, read(golden, "06_holes_norm_minmax_1_100"), "00_weights_original", arithmetic, least
    )
    assert expected.isna().any(axis=None)
    np.testing.assert_allclose(found[expected.columns], expected, rtol=1e-12)


def test_outranking_shares_equal_coinr(reference):
    golden = reference / "asem" / "golden"
    lineage = read(golden, "00_lineage").reset_index()
    physical = lineage.loc[lineage["Pillar"] == "Physical", "Indicator"]
    x = read(golden, "05_norm_minmax_1_100")[physical].to_numpy()
    shares = read(golden, "06_outrank_physical").to_numpy()
    expected = (shares > 0.5 + 1e-9).sum(axis=1) - (shares.T > 0.5 + 1e-9).sum(axis=1)
    np.testing.assert_array_equal(copeland(x, np.ones(8)), expected)


@pytest.fixture(scope="session")
def life(reference) -> pd.DataFrame:
    return read(reference / "compind", "input_BLI_2017")


def compind(reference: Path, name: str) -> pd.DataFrame:
    return read(reference / "compind", name)


def test_mpi_equals_compind_whose_argument_pos_subtracts(reference):
    z = compind(reference, "bli_norm_z").to_numpy()
    found = mpi(z, np.ones(11), deviation="sample")
    np.testing.assert_allclose(found, compind(reference, "bli_mpi_POS")["ci"], rtol=1e-12)


def test_ampi_is_goalposts_onto_70_to_130_and_then_mpi(reference):
    long = compind(reference, "ampi_input_long").reset_index()
    x = long[["employ", "finalenergy"]].to_numpy()
    half = (
        x.max(axis=0) - x.min(axis=0)
    ) / 2  # Compind centres the goalposts on the reference values 50 and 100
    low, high = np.array([50, 100]) - half, np.array([50, 100]) + half
    scaled = 70 + 60 * (x - low) / (high - low)
    expected = compind(reference, "ampi_est")
    found = long.assign(score=mpi(scaled, np.ones(2))).pivot_table(
        index="geo", columns="time", values="score"
    )
    np.testing.assert_allclose(
        found.loc[expected.index], expected, rtol=0, atol=0.0005 + 1e-9
    )  # published with 3 decimals


@pytest.mark.parametrize("many", [3, 6])
@pytest.mark.parametrize(("option", "column"), [("lowest", "CI_OWA_n"), ("highest", "CI_OWA_p")])
def test_owa_equals_compind(reference, life, many, option, column):
    found = owa(life.to_numpy(), np.ones(11), **{option: many})
    np.testing.assert_allclose(found, compind(reference, f"bli_owa_{many}")[column], rtol=1e-12)


def test_wroclaw_equals_one_minus_compinds_distance(reference, life):
    found = wroclaw(life.to_numpy(), np.ones(11))
    np.testing.assert_allclose(1 - found, compind(reference, "bli_wroclaw")["ci"], rtol=1e-12)


def test_geometric_equals_compind(reference, life):
    found = geometric(life.to_numpy(), np.ones(11))
    np.testing.assert_allclose(found, compind(reference, "bli_geom_equal")["ci"], rtol=1e-12)


def test_geometric_takes_each_units_own_shares_as_compind_does(reference, life):
    shares = compind(reference, "bli_bod_constr").filter(like="w_").to_numpy()
    x = (life / life.iloc[0]).to_numpy()
    found = geometric(x[:, None, :], shares)[:, 0]
    np.testing.assert_allclose(found, compind(reference, "bli_geom_bod")["ci"], rtol=1e-8)


def test_benefit_of_the_doubt_equals_compind(reference, life):
    found = benefit_of_the_doubt(life.to_numpy(), np.ones(11))
    np.testing.assert_allclose(found, compind(reference, "bli_bod")["ci"], rtol=0, atol=1e-8)


def test_benefit_of_the_doubt_with_bounded_shares_equals_compind(reference, life):
    found = benefit_of_the_doubt(life.to_numpy(), np.ones(11), lowest_share=0.03, highest_share=0.3)
    np.testing.assert_allclose(found, compind(reference, "bli_bod_constr")["ci"], rtol=0, atol=1e-8)


def beats(one, other, weights):
    """Compare two units on what both have, one child at a time."""
    both = [
        (a, b, w)
        for a, b, w in zip(one, other, weights, strict=True)
        if not np.isnan(a) and not np.isnan(b)
    ]
    return np.sign(
        round(sum(w for a, b, w in both if a > b) - sum(w for a, b, w in both if a < b), 9)
    )


tables = st.integers(0, 10_000).map(np.random.default_rng)


@given(tables)
@settings(max_examples=30, deadline=None)
def test_copeland_with_holes_equals_a_count_pair_by_pair(rng):
    x = rng.integers(0, 4, (7, 4)).astype(float)
    x[rng.random(x.shape) < 0.3] = np.nan
    weights = rng.integers(1, 4, 4).astype(float)
    count = [sum(beats(one, other, weights) for other in x) for one in x]
    expected = np.where(np.isnan(x).all(axis=1), np.nan, count)
    np.testing.assert_array_equal(copeland(x, weights), expected)


@given(tables)
@settings(max_examples=30, deadline=None)
def test_copeland_credits_a_missing_child_to_nobody(rng):
    x = rng.random((6, 4))
    x[rng.random(x.shape) < 0.3] = np.nan
    weights = rng.random(4)
    score = copeland(x, weights)
    assert np.nansum(score) == 0
    np.testing.assert_array_equal(copeland(x[::-1], weights), score[::-1])
    np.testing.assert_array_equal(copeland(-x, weights), -score)


def test_copeland_in_blocks_equals_copeland_at_once(monkeypatch):
    x, weights = np.random.default_rng(1).random((9, 3)), np.random.default_rng(2).random((5, 3))
    expected = copeland(x, weights)
    monkeypatch.setattr("coopindex.methods.outranking.AT_ONCE", 100)
    np.testing.assert_array_equal(copeland(x, weights), expected)


def lowest_two(x, w):  # counts all children, so leaving one out says something else
    return owa(x, w, lowest=2)


ROW_BY_ROW = [
    arithmetic,
    geometric,
    harmonic,
    sum_,
    product,
    median,
    mean_min,
    mpi,
    minimum,
    copeland,
    topsis,
    wroclaw,
    lowest_two,
    lambda x, w: power(x, w, exponent=-2),
    lambda x, w: power(x, w, exponent=0.5),
]


@pytest.mark.parametrize("holes", [0.0, 0.25])
@pytest.mark.parametrize("method", ROW_BY_ROW)
def test_many_weight_sets_and_many_tables_give_what_each_gives_alone(method, holes):
    rng = np.random.default_rng(3)
    x, weights = rng.random((4, 6, 5)) + 0.5, rng.random((4, 5))
    x[rng.random(x.shape) < holes] = np.nan
    weights[1, 2] = 0
    one_by_one = np.stack([method(table, some) for table, some in zip(x, weights, strict=True)])
    np.testing.assert_allclose(method(x, weights), one_by_one, rtol=1e-12)
    np.testing.assert_allclose(
        method(x, weights[0]), np.stack([method(table, weights[0]) for table in x]), rtol=1e-12
    )
    np.testing.assert_allclose(
        method(x[0], weights), np.stack([method(x[0], some) for some in weights]), rtol=1e-12
    )
    years = np.stack([[method(table, some) for table in x[:2]] for some in weights])
    np.testing.assert_allclose(method(x[:2], weights[:, None, :]), years, rtol=1e-12)
    np.testing.assert_allclose(method(x[:1], weights[:, None, :]), years[:, :1], rtol=1e-12)


@pytest.mark.parametrize(
    "method", [m for m in ROW_BY_ROW if m is not lowest_two] + [benefit_of_the_doubt]
)
def test_a_child_without_weight_takes_no_part(method):
    x = np.array([[2.0, -1.0, 3.0], [5.0, 0.0, 1.0], [1.0, np.nan, 4.0]])
    weights = np.array([1.0, 0.0, 2.0])
    np.testing.assert_allclose(
        method(x, weights), method(x[:, [0, 2]], weights[[0, 2]]), rtol=1e-12
    )


@pytest.mark.parametrize("method", [*ROW_BY_ROW, benefit_of_the_doubt])
def test_a_unit_without_any_weighted_child_is_missing(method):
    x = np.array([[2.0, 1.0, 3.0], [np.nan, 4.0, np.nan], [1.0, 2.0, 4.0]])
    assert np.isnan(method(x, np.array([1.0, 0.0, 2.0]))).tolist() == [False, True, False]


@pytest.mark.parametrize("method", [geometric, harmonic, lambda x, w: power(x, w, exponent=-2)])
def test_a_value_that_has_no_mean_is_named(method):
    x = np.array([[2.0, 0.0], [-1.0, 3.0], [1.0, 1.0]])
    with pytest.raises(Undefined, match="at or below 0") as found:
        method(x, np.ones(2))
    assert found.value.where.tolist() == [[False, True], [True, False], [False, False]]
    assert "above 0" in found.value.hint


@pytest.mark.parametrize(
    "method", [geometric, harmonic, lambda x, w, zero: power(x, w, exponent=-2, zero=zero)]
)
def test_a_zero_may_be_said_to_wipe_out_the_others(method):
    assert method(np.array([[2.0, 0.0, np.nan]]), EQUAL3, zero="zero").tolist() == [0.0]
    assert method(np.array([[2.0, 0.0, 2.0]]), np.array([1.0, 0.0, 1.0]), zero="zero").round(
        12
    ).tolist() == [2.0]


def test_sum_takes_weights_as_they_stand():
    assert sum_(np.array([[100.0, 100.0]]), np.array([0.5, 0.499])).tolist() == [99.9]


@pytest.mark.parametrize("method", [geometric, harmonic])
def test_where_a_zero_is_refused_the_option_that_gives_it_a_meaning_is_named(method):
    with pytest.raises(Undefined) as caught:
        method(np.array([[2.0, 0.0, 1.0]]), EQUAL3)
    assert "`zero:`" in str(caught.value.hint)


def test_ratio_refuses_three_children_and_division_by_zero():
    with pytest.raises(Undefined, match="exactly two"):
        ratio(np.ones((1, 3)), EQUAL3)
    with pytest.raises(Undefined, match="is 0") as found:
        ratio(np.array([[1.0, 0.0]]), np.ones(2))
    assert found.value.where.tolist() == [[False, True]]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"lowest": 1, "highest": 1},
        {"lowest": 4},
        {"order": (1.0, 2.0)},
        {"order": (0.0, 0.0, 0.0)},
    ],
)
def test_owa_needs_one_sensible_choice(options):
    with pytest.raises(Undefined):
        owa(np.ones((1, 3)), EQUAL3, **options)


def test_equal_units_tie_to_the_last_bit_under_every_weight_set():
    rng = np.random.default_rng(4)
    x = np.tile(rng.random((1, 25)) * 100, (33, 1))
    score = arithmetic(x, rng.random((200, 25)))
    assert (score == score[:, :1]).all()


def test_a_dominating_unit_never_scores_lower():
    rng = np.random.default_rng(5)
    x = 1 + 99 * rng.random((20, 6))
    x[1] = x[0] + 1
    for method in [*ROW_BY_ROW[:7], *ROW_BY_ROW[8:], benefit_of_the_doubt]:
        score = method(x, np.ones(6))
        assert score[1] >= score[0]


def test_benefit_of_the_doubt_refuses_shares_that_nobody_can_meet():
    with pytest.raises(Undefined, match="too few or too many"):
        benefit_of_the_doubt(np.array([[1.0, 2.0, np.nan]]), EQUAL3, highest_share=0.4)


def test_units_that_are_all_equal_have_no_best():
    for method in (topsis, wroclaw):
        with pytest.raises(Undefined, match="none is ahead"):
            method(np.ones((3, 2)), np.ones(2))


def test_the_mean_of_a_whole_row_hangs_on_no_other_rows_gaps():
    random = np.random.default_rng(1)
    for _ in range(50):
        x, weights = random.lognormal(size=(4, 7)), random.uniform(size=7)
        beside = np.vstack([x, np.where(np.arange(7) == 2, np.nan, x)])
        alone = weighted_mean(x, weights)
        np.testing.assert_array_equal(weighted_mean(beside, weights)[:4], alone)
