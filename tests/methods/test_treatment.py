"""Treatment against COINr 1.1.14 (../shared/reference/asem/golden, `MANIFEST.csv` names each call)
and by hand.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kurtosis, skew

from coopindex.methods.registry import Array, Undefined, find
from coopindex.methods.summaries import shape
from coopindex.methods.treatment import Winsorised

LOPSIDED = np.array([*range(20), 500.0, 9000.0])[:, None]


def table(reference: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(reference / "asem" / "golden" / f"{name}.csv").set_index("uCode")


def treated(x: Array, method: str = "winsorise", **options: object) -> Array:
    found = find("treatment", method)
    return found.apply(x, found.summarise(x, options), options)


def found_by(x: Array, **options: object) -> Winsorised:
    statistics: Winsorised = find("treatment", "winsorise").summarise(x, options)
    return statistics


@pytest.mark.parametrize(
    ("stats", "data"), [("04_stats_raw", "00_raw"), ("04_stats_screened", "03_imputed_mean_grp")]
)
def test_skewness_and_kurtosis_are_those_of_coinr(reference, stats, data):
    golden = pd.read_csv(reference / "asem" / "golden" / f"{stats}.csv")
    found = shape(table(reference, data).to_numpy())
    np.testing.assert_allclose(found.skewness, golden["Skew"], rtol=1e-10)
    np.testing.assert_allclose(found.kurtosis, golden["Kurt"], rtol=1e-10)


@pytest.mark.parametrize(
    ("golden", "data", "at_most"),
    [
        ("04_treated_default", "03_imputed_mean_grp", 5),
        ("04_treated_winmax1", "03_imputed_mean_grp", 1),
        ("04_treated_winmax3", "03_imputed_mean_grp", 3),
        ("04_treated_winmax10", "03_imputed_mean_grp", 10),
        ("04_treated_raw_NAs", "00_raw", 5),
    ],
)
def test_winsorise_treats_the_same_points_as_coinr_and_takes_the_same_logarithms(
    reference, golden, data, at_most
):
    x, options = table(reference, data).to_numpy(), {"at_most": at_most, "otherwise": "log"}
    found, result = found_by(x, **options), treated(x, **options)
    points = table(reference, f"{golden}_points")
    details = pd.read_csv(reference / "asem" / "golden" / f"{golden}_details.csv")

    # near 1 a logarithm is known to a rounding error of the 1
    np.testing.assert_allclose(result, table(reference, golden), rtol=1e-12, atol=1e-14)
    np.testing.assert_array_equal(found.moved, details["winsorise.nwin"].fillna(0))
    np.testing.assert_array_equal(found.logged, (points.to_numpy(str) == "+log_CT").any(axis=0))
    kept = ~found.logged
    changed = (x != result) & ~np.isnan(x)
    np.testing.assert_array_equal(changed[:, kept], points.notna().to_numpy()[:, kept])


def test_winsorise_without_limits_moves_points_in_any_case_and_tied_ones_together(reference):
    x = table(reference, "03_imputed_mean_grp").to_numpy()
    golden = table(reference, "04_fn_winsorise_force3")
    np.testing.assert_allclose(treated(x, when=None, at_most=3), golden, rtol=1e-12)


def test_treating_each_year_apart_is_a_leading_axis(reference):
    screened = pd.read_csv(reference / "asem" / "panel.csv").set_index("uCode")
    golden = pd.read_csv(reference / "asem" / "golden" / "12_panel_treated.csv")
    details = pd.read_csv(reference / "asem" / "golden" / "12_panel_treat_details.csv")
    indicators = list(golden.columns[2:])
    years = []
    for year, rows in golden.groupby("Time"):
        years.append(
            screened[screened["Time"] == year].loc[rows["uCode"], indicators].to_numpy(float)
        )
    x = np.stack(years)  # (5 years, 46 units, 49)

    np.testing.assert_allclose(treated(x).reshape(-1, 49), golden[indicators], rtol=1e-12)
    np.testing.assert_array_equal(found_by(x).moved.ravel(), details["winsorise.nwin"].fillna(0))


def moved_one_by_one(column, when, at_most):
    """Winsorise a column as a reader of the definition would: sort nothing, move the farthest
    values, look again.
    """
    held = column.copy()
    while True:
        known = held[~np.isnan(held)]
        if known.min() == known.max():
            return held, False
        lopsided = skew(known, bias=False)
        if when is not None and not (
            abs(lopsided) >= when["skewness"] and kurtosis(known, bias=False) >= when["kurtosis"]
        ):
            return held, False
        moved = np.count_nonzero((held != column) & ~np.isnan(column))
        if moved >= at_most:
            return held, True
        if lopsided < -1e-9:  # nearer to 0 is rounding
            held[held == known.min()] = known[known > known.min()].min()
        else:
            held[held == known.max()] = known[known < known.max()].max()


@pytest.mark.parametrize("at_most", [0, 1, 2, 5, 40])
@pytest.mark.parametrize(
    "when", [{"skewness": 2.0, "kurtosis": 3.5}, {"skewness": 0.5, "kurtosis": 0.0}, None]
)
def test_winsorise_moves_what_moving_point_after_point_moves(when, at_most):
    draw = np.random.default_rng(at_most)
    x = draw.choice([-1.0, 1.0], size=(6, 1, 8)) * draw.lognormal(
        sigma=draw.uniform(0.3, 2, (6, 1, 8)), size=(6, 30, 8)
    )
    x[..., :3] = np.round(x[..., :3])  # many ties
    x[..., 5:][draw.random((6, 30, 3)) < 0.2] = np.nan
    statistics = found_by(x, when=when, at_most=at_most, otherwise="log")
    for at in np.ndindex(6, 8):
        held, failing = moved_one_by_one(x[at[0], :, at[1]], when, at_most)
        assert statistics.moved[at] == np.count_nonzero(
            (held != x[at[0], :, at[1]]) & ~np.isnan(held)
        )
        assert statistics.logged[at] == failing
        if not failing:
            np.testing.assert_array_equal(
                np.clip(x[at[0], :, at[1]], statistics.low[at], statistics.high[at]), held
            )


def test_combine_takes_the_logarithm_of_the_winsorised_column():
    x = LOPSIDED
    result = treated(x, at_most=1, otherwise="log", combine=True)
    expected = np.log(np.minimum(x, 500) + 5)  # by hand: min 0, 1% of the range of 500
    np.testing.assert_allclose(result, expected)


def test_a_column_skewed_to_the_left_can_be_mirrored_before_its_logarithm():
    mirrored = treated(-LOPSIDED, at_most=1, otherwise="mirrored_log")
    np.testing.assert_allclose(mirrored, -treated(LOPSIDED, at_most=1, otherwise="log"))


def test_new_rows_are_held_to_the_limits_of_the_reference():
    found = find("treatment", "winsorise")
    x = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [90.0]])
    limits = found.summarise(x, {})
    np.testing.assert_array_equal(
        found.apply(np.array([[70.0], [0.0]]), limits, {}), [[5.0], [1.0]]
    )


def test_a_row_too_far_below_the_reference_has_no_logarithm_and_is_named():
    method, passing = find("treatment", "winsorise"), np.linspace(0, 1, len(LOPSIDED))[:, None]
    statistics = method.summarise(
        np.hstack([passing, LOPSIDED]), {"at_most": 1, "otherwise": "log"}
    )
    rows = np.array([[0.5, 30.0], [0.5, -1e6]])
    with pytest.raises(Undefined, match="too far outside") as refused:
        method.apply(rows, statistics, {"otherwise": "log"})
    np.testing.assert_array_equal(refused.value.where, [[False, False], [False, True]])


@pytest.mark.parametrize("method", ["winsorise_iqr", "winsorise_mad"])
def test_a_column_of_mostly_equal_values_has_no_fences(method):
    with pytest.raises(Undefined) as caught:
        treated(np.array([[1.0], [1.0], [1.0], [1.0], [9.0]]), method)
    np.testing.assert_array_equal(caught.value.where, [True])


def test_an_unknown_limit_is_refused():
    with pytest.raises(ValueError, match="`skewness` and `kurtosis`"):
        treated(np.array([[1.0], [2.0]]), when={"skew": 2})
